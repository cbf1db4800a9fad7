//! moto in the place of AWS: the strict STS of the other tests is ours, this
//! one is somebody else's idea of AWS.
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use support::Brs;
use support::consumer::{Consumer, DEPLOY, assert_identity, hermetic, installed, serve_role};

/// moto's server, which ends with the test.
struct Moto {
    child: Child,
    url: String,
}

impl Moto {
    const LONGEST_START: Duration = Duration::from_secs(90);

    fn start() -> Self {
        let server = installed("target/venv/bin/moto_server");
        // A test that is killed drops nothing: the kernel ends the server then.
        let mut child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--"])
            .arg(server)
            .args(["-H", "127.0.0.1", "-p", "0"])
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("setpriv is missing: run scripts/setup");
        let log = BufReader::new(child.stderr.take().unwrap());
        let (told, port) = mpsc::channel();
        // Reads on to the end, or the server would block on a full pipe.
        std::thread::spawn(move || {
            let mut all = String::new();
            for line in log.lines().map_while(Result::ok) {
                if let Some((_, url)) = line.split_once("Running on ") {
                    let _ = told.send(Ok(url.trim().to_owned()));
                }
                all.push_str(&line);
                all.push('\n');
            }
            let _ = told.send(Err(all));
        });
        // Owned before anything can panic, so that it is ended in any case.
        let mut moto = Self {
            child,
            url: String::new(),
        };
        let url = port
            .recv_timeout(Self::LONGEST_START)
            .expect("moto_server starts in time");
        moto.url = url.unwrap_or_else(|log| panic!("moto_server has ended: {log}"));
        assert!(moto.url.starts_with("http://127.0.0.1:"), "{}", moto.url);
        moto
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_role_is_assumed_at_moto_and_every_consumer_is_that_role() {
    let moto = Moto::start();
    let brs = hermetic(Brs::new()).set("AWS_ENDPOINT_URL_STS", &moto.url);
    brs.append_config(
        "[profile base]\nregion = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n\
         aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
    );
    serve_role(&brs, &format!(" --endpoint-url {}", moto.url));
    let more = ["--endpoint-url", &moto.url];

    let cold = brs.run_sts(&more);
    assert_eq!(cold.prints(), brs.run_sts(&more).prints());
    assert_eq!(cold.document()["AccountId"], "123456789012");
    let whoami = brs.run(&[&["whoami"], &brs.sts(&more)[..]].concat());
    assert_eq!(
        (whoami.code, whoami.stderr.as_str()),
        (Some(0), ""),
        "{whoami:?}"
    );
    assert!(
        whoami.stdout.contains(&format!("\narn         {DEPLOY}\n")),
        "{whoami:?}"
    );

    for consumer in Consumer::ALL {
        assert_identity(&consumer.ask(&brs, 2), DEPLOY, 2);
    }
    // All of them were one entry.
    assert_eq!(brs.entries().len(), 1, "{:?}", brs.files());
}

#[test]
fn sessions_chains_and_web_identities_are_obtained_at_moto() {
    let moto = Moto::start();
    // Wherever it is not named, nobody answers.
    let brs = hermetic(Brs::new()).set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    let hub = "arn:aws:iam::123456789012:role/Hub";
    brs.append_config(&format!(
        "[profile base]\nregion = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n\
         aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n\
         [profile hub]\nregion = eu-west-1\nrole_arn = {hub}\nsource_profile = base\n"
    ));
    let at_moto = ["--endpoint-url", &moto.url];
    let serial = "arn:aws:iam::123456789012:mfa/ana";
    let mfa = ["mfa", "--profile", "base", "--serial-number", serial];
    let code = ["--cmd", "echo 123456"];
    let role = ["--role-arn", DEPLOY_ROLE];
    brs.run(&[&mfa[..], &code, &role, &at_moto].concat())
        .prints();
    // The session is there: no command is run any more.
    brs.run(&[&mfa[..], &["--cmd", "/bin/false"], &at_moto].concat())
        .prints();
    let line = [&["whoami", "profile", "hub"], &at_moto[..]].concat();
    let outcome = brs.run(&line);
    let hub = "arn:aws:sts::123456789012:assumed-role/Hub/";
    assert!(outcome.stdout.contains(hub), "{outcome:?}");
    let chain = ["whoami", "sts", "--profile", "hub"];
    let outcome = brs.run(&[&chain[..], &role, &at_moto].concat());
    assert!(outcome.stdout.contains(DEPLOY), "{outcome:?}");
    let token = brs.path("token");
    std::fs::write(&token, "header.payload.signature\n").unwrap();
    let web = ["--web-identity-token-file", token.to_str().unwrap()];
    let line = [&["sts", "--region", "eu-west-1"], &role[..], &web, &at_moto].concat();
    assert_eq!(brs.run(&line).document()["AccountId"], "123456789012");
}

const DEPLOY_ROLE: &str = "arn:aws:iam::123456789012:role/Deploy";
