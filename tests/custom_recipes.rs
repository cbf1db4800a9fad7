//! The scripts that the README shows print what `brs custom` reads: run as they
//! stand there, against a vault and a broker that are like the real ones.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use support::Brs;
use support::custom::custom;
use support::wrapped::tool;

const KEYS: &str =
    r#""AccessKeyId":"ASIAEXAMPLE000000001","SecretAccessKey":"secret","SessionToken":"token""#;

/// The script of the README that has this in it, as a program in the home.
fn recipe(brs: &Brs, part: &str, change: impl Fn(&str) -> String) -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let mut blocks = readme
        .split("```\n")
        .filter(|block| block.starts_with("#!/bin/sh\n"));
    let script = blocks
        .find(|block| block.contains(part))
        .expect("the recipe");
    put(brs, "recipe", &change(script))
}

fn put(brs: &Brs, name: &str, text: &str) -> String {
    let path = brs.path(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_recipe_of_a_vault_works() {
    tool("jq");
    let brs = Brs::new();
    // What `vault read -format=json aws/sts/deploy` answers.
    let answer = r#"{"request_id":"0-1","lease_id":"aws/sts/deploy/x","lease_duration":3599,"renewable":false,
"data":{"access_key":"ASIAEXAMPLE000000001","secret_key":"secret","security_token":"token","ttl":3599},"warnings":null}"#;
    let vault = format!(
        "#!/bin/sh\ntest \"$*\" = 'read -format=json aws/sts/deploy' || exit 9\n\
         test \"$VAULT_ADDR\" = https://vault.example:8200 || {{ echo 'no vault' >&2; exit 2; }}\n\
         cat <<'E'\n{answer}\nE\n"
    );
    put(&brs, "vault", &vault);
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", brs.path("").display());
    let brs = brs.set("PATH", &path);
    let script = recipe(&brs, "vault read", str::to_owned);
    let address = ["--env", "VAULT_ADDR=https://vault.example:8200"];
    let outcome = brs.run(&custom(&address, &[&script, "deploy"]));
    assert!(outcome.prints().contains(KEYS), "{outcome:?}");
    let expiration = outcome.document()["Expiration"]
        .as_str()
        .unwrap()
        .to_owned();
    let ends = brs::refresh::Timestamp::parse(&expiration)
        .unwrap()
        .seconds()
        - support::now();
    assert!((3500..=3600).contains(&ends), "{ends}");
    // What goes wrong there is told.
    let outcome = brs.run(&custom(&[], &[&script, "deploy"]));
    outcome.fails_saying(1, &["it exited with 2"]);
}

#[test]
fn the_recipe_of_an_http_broker_works() {
    tool("jq");
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/aws/deploy", server.local_addr().unwrap());
    let serving = std::thread::spawn(move || {
        // One that is let in, and one that is not.
        for _ in 0..2 {
            let (mut stream, _) = server.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<String> = lines
                .map(Result::unwrap)
                .take_while(|line| !line.is_empty())
                .collect();
            let is_known = head
                .iter()
                .any(|line| line == "Authorization: Bearer hunter2");
            let end = support::now() + 3600;
            let end = brs::refresh::Timestamp::from_seconds(end);
            let body = format!(
                r#"{{"key":{{"id":"ASIAEXAMPLE000000001","secret":"secret","session":"token"}},"expires_at":"{end}"}}"#
            );
            let (status, body) = match is_known {
                true => ("200 OK", body.as_str()),
                false => ("403 Forbidden", "{}"),
            };
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .unwrap();
        }
    });
    let brs = Brs::new().set("BROKER_TOKEN", "hunter2");
    let script = recipe(&brs, "BROKER_TOKEN", |script| {
        assert!(script.contains("https://broker.example/aws/deploy"));
        script.replace("https://broker.example/aws/deploy", &url)
    });
    let line = custom(&["--env-pass", "BROKER_TOKEN"], &[&script]);
    let outcome = brs.run(&line);
    assert!(outcome.prints().contains(KEYS), "{outcome:?}");
    assert_eq!(brs.run(&line).prints(), outcome.stdout);
    support::custom::assert_not_on_disk(&brs, &["hunter2"]);
    let brs = brs.set("BROKER_TOKEN", "hunter3");
    let outcome = brs.run(&line);
    outcome.fails_saying(1, &["it exited with 22"]);
    assert!(!outcome.stderr.contains("hunter"), "{outcome:?}");
    serving.join().unwrap();
}
