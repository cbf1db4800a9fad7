//! The programs that brs is for: boto3 and the AWS CLI run it as the
//! `credential_process` of a profile that has nothing else but a region.
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use support::{Brs, Outcome, ROLE, assert_no_secret, finish, program};

/// Who [`ROLE`] is once Ana has assumed it.
const DEPLOY: &str = "arn:aws:sts::123456789012:assumed-role/Deploy/brs-ana";
const IDENTITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/identity.py");

/// A program of the environment that scripts/setup makes.
fn installed(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/venv/bin")
        .join(name);
    assert!(
        path.exists(),
        "{} is missing: run scripts/setup",
        path.display()
    );
    path
}

/// A home that has nothing to fall back on: where brs fails, its caller fails.
fn hermetic(brs: Brs) -> Brs {
    brs.set("AWS_EC2_METADATA_DISABLED", "true")
}

/// Adds profile `dev`, which has a region and this process.
fn serve(brs: &Brs, process: &str) {
    // Every SDK splits it in its own way, but all agree on words and blanks.
    assert!(
        !process.contains(['\'', '"', '\\', '#', ';', '$']),
        "{process}"
    );
    brs.append_config(&format!(
        "[profile dev]\nregion = eu-west-1\ncredential_process = {process}\n"
    ));
}

/// Adds profile `dev`, which is served by brs, and is [`ROLE`].
fn serve_role(brs: &Brs, more: &str) {
    let program = program();
    serve(
        brs,
        &format!(
            "{} sts --role-arn {ROLE} --profile base{more}",
            program.display()
        ),
    );
}

/// Runs boto3's client to its end.
fn boto3(brs: &Brs, arguments: &[&str]) -> Outcome {
    let arguments = [&[IDENTITY], arguments].concat();
    finish(brs.other(&installed("python"), &arguments).spawn().unwrap())
}

/// Runs `aws sts get-caller-identity` to its end.
fn aws_cli(brs: &Brs, more: &[&str]) -> Outcome {
    let asked = [
        "sts",
        "get-caller-identity",
        "--query",
        "Arn",
        "--output",
        "text",
    ];
    let arguments = [&asked, more].concat();
    finish(brs.other(&installed("aws"), &arguments).spawn().unwrap())
}

/// So many lines with this ARN, and nothing else.
#[track_caller]
fn assert_identity(outcome: &Outcome, arn: &str, calls: usize) {
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{outcome:?}"
    );
    assert_eq!(outcome.stdout, format!("{arn}\n").repeat(calls));
}

#[test]
fn boto3_processes_share_one_assumed_role() {
    let aws = LocalAws::start();
    let brs = hermetic(Brs::with(&aws));
    serve_role(&brs, "");
    assert_identity(
        &boto3(&brs, &["--profile", "dev", "--calls", "3"]),
        DEPLOY,
        3,
    );
    assert_identity(&boto3(&brs, &["--profile", "dev"]), DEPLOY, 1);
    assert_eq!(
        (aws.calls("AssumeRole"), aws.calls("GetCallerIdentity")),
        (1, 4)
    );
}

#[test]
fn the_aws_cli_uses_what_boto3_has_fetched() {
    let aws = LocalAws::start();
    let brs = hermetic(Brs::with(&aws));
    serve_role(&brs, "");
    assert_identity(&aws_cli(&brs, &["--profile", "dev"]), DEPLOY, 1);
    assert_identity(&boto3(&brs, &["--profile", "dev"]), DEPLOY, 1);
    assert_identity(&aws_cli(&brs, &["--profile", "dev"]), DEPLOY, 1);
    assert_eq!(
        (aws.calls("AssumeRole"), aws.calls("GetCallerIdentity")),
        (1, 3)
    );
}

/// boto3 thinks that the credentials of a 900 s session are stale from birth,
/// and runs the process again before every call.
#[test]
fn a_900_s_role_is_assumed_once_for_ten_calls_of_boto3() {
    let aws = LocalAws::start();
    let brs = hermetic(Brs::with(&aws));
    let runs = brs.path("runs");
    let counted = brs.path("counted-brs");
    let script = format!(
        "echo run >>{}\nexec {} \"$@\"\n",
        runs.display(),
        program().display()
    );
    fs::write(&counted, script).unwrap();
    let flags = format!("--role-arn {ROLE} --profile base --duration-seconds 900");
    serve(&brs, &format!("/bin/sh {} sts {flags}", counted.display()));
    assert_identity(
        &boto3(&brs, &["--profile", "dev", "--calls", "10"]),
        DEPLOY,
        10,
    );
    let runs = fs::read_to_string(runs).unwrap().lines().count();
    assert!(
        runs >= 10,
        "boto3 ran brs {runs} times, so this shows nothing"
    );
    assert_eq!(
        (aws.calls("AssumeRole"), aws.calls("GetCallerIdentity")),
        (1, 10)
    );
    let request = &aws.requests()[0];
    assert_eq!(request.parameters["DurationSeconds"], "900");
}

#[test]
fn ten_sessions_of_boto3_at_once_make_one_call() {
    let aws = LocalAws::start();
    let brs = hermetic(Brs::with(&aws));
    serve_role(&brs, "");
    assert_identity(
        &boto3(&brs, &["--profile", "dev", "--sessions", "10"]),
        DEPLOY,
        10,
    );
    assert_eq!(
        (aws.calls("AssumeRole"), aws.calls("GetCallerIdentity")),
        (1, 10)
    );
}

/// The SDK that runs brs passes AWS_PROFILE on, and it names the profile that
/// brs serves: there is no base in it.
#[test]
fn a_profile_that_brs_serves_and_aws_profile_names_has_its_base_in_the_default_one() {
    let aws = LocalAws::start();
    aws.role(Role::new(ROLE));
    let keys = aws.user("ana");
    let brs = hermetic(Brs::new())
        .set("AWS_PROFILE", "dev")
        .set("AWS_ENDPOINT_URL_STS", &aws.url());
    brs.append_config(&format!(
        "[default]\nregion = eu-west-1\naws_access_key_id = {}\naws_secret_access_key = {}\n",
        keys.access_key_id, keys.secret_access_key
    ));
    serve(
        &brs,
        &format!("{} sts --role-arn {ROLE}", program().display()),
    );
    assert_identity(&boto3(&brs, &[]), DEPLOY, 1);
    assert_identity(&aws_cli(&brs, &[]), DEPLOY, 1);
    let whoami = brs.run(&["whoami", "--output", "json"]);
    assert_eq!(
        (whoami.code, whoami.stderr.as_str()),
        (Some(0), ""),
        "{whoami:?}"
    );
    let answer: serde_json::Value = serde_json::from_str(&whoami.stdout).unwrap();
    assert_eq!(answer["Arn"], DEPLOY);
    assert_eq!(
        (aws.calls("AssumeRole"), aws.calls("GetCallerIdentity")),
        (1, 3)
    );
}

#[test]
fn a_consumer_shows_what_brs_said_when_it_failed() {
    let aws = LocalAws::start();
    let brs = hermetic(Brs::with(&aws));
    aws.role(Role::new(ROLE).trusts("arn:aws:iam::123456789012:user/bo"));
    serve_role(&brs, "");
    let refusal = format!("brs: error: cannot assume {ROLE}: AccessDenied: ");
    let hint = "brs: hint: see who is asking with: brs whoami --profile base\n";

    let failed = boto3(&brs, &["--profile", "dev"]);
    assert_eq!(
        (failed.code, failed.stdout.as_str()),
        (Some(1), ""),
        "{failed:?}"
    );
    let expected = format!(
        "CredentialRetrievalError: Error when retrieving credentials from custom-process: {refusal}"
    );
    assert!(failed.stderr.starts_with(&expected), "{failed:?}");
    assert!(
        failed.stderr.trim_end().ends_with(hint.trim_end()),
        "{failed:?}"
    );
    assert_eq!(failed.stderr.trim_end().lines().count(), 2, "{failed:?}");
    assert_eq!(aws.calls("AssumeRole"), 1);

    let failed = aws_cli(&brs, &["--profile", "dev"]);
    assert_eq!(
        (failed.code, failed.stdout.as_str()),
        (Some(255), ""),
        "{failed:?}"
    );
    assert!(
        failed.stderr.contains(&refusal) && failed.stderr.contains(hint),
        "{failed:?}"
    );
    // A refusal is shared with those who waited for it only: this one asked.
    assert_eq!(
        (aws.calls("AssumeRole"), aws.calls("GetCallerIdentity")),
        (2, 0)
    );
    assert_no_secret(&aws, &failed.stderr);
}

/// moto's server, which ends with the test.
struct Moto {
    child: Child,
    url: String,
}

impl Moto {
    const LONGEST_START: Duration = Duration::from_secs(90);

    fn start() -> Self {
        let server = installed("moto_server");
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

/// The strict STS of the other tests is ours; this one is somebody else's idea
/// of AWS.
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

    assert_identity(
        &boto3(&brs, &["--profile", "dev", "--calls", "2"]),
        DEPLOY,
        2,
    );
    assert_identity(&aws_cli(&brs, &["--profile", "dev"]), DEPLOY, 1);
    // All of them were one entry.
    assert_eq!(brs.entries().len(), 1, "{:?}", brs.files());
}
