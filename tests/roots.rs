//! Whom TLS trusts, and files of roots that are none.

mod support;

use local_aws::LocalAws;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::Duration;
use support::wrapped::tool;
use support::{Brs, ROLE, finish};

const HINT: &str = "brs: hint: one begins with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----";
const ONCE: [&str; 2] = ["--max-attempts", "1"];

fn cannot(reason: &str) -> String {
    format!("brs: error: cannot assume {ROLE}: {reason}\n")
}

/// A private key in PEM form.
fn key() -> Vec<u8> {
    let output = Command::new(tool("openssl"))
        .args(["genpkey", "-algorithm", "ED25519"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

#[test]
fn a_bundle_with_nothing_but_a_key_is_told() {
    let aws = LocalAws::start_tls();
    let brs = Brs::with(&aws).set("AWS_CA_BUNDLE", "key.pem");
    fs::write(brs.path("key.pem"), key()).unwrap();
    let said = cannot(&format!(
        "CA bundle key.pem has no certificate in PEM form, or a broken one\n{HINT}"
    ));
    brs.run_sts(&[]).fails(2, &said);
    let brs = brs.unset("AWS_CA_BUNDLE").set("SSL_CERT_FILE", "key.pem");
    brs.run_sts(&[])
        .fails(2, &said.replace("CA bundle", "SSL_CERT_FILE"));
    assert_eq!(aws.connections(), 0);
    // Beside a certificate it does no harm.
    fs::write(
        brs.path("key.pem"),
        [&key(), aws.ca_pem().as_bytes()].concat(),
    )
    .unwrap();
    brs.run_sts(&[]).prints();
}

#[test]
fn a_bundle_that_may_not_be_read_is_told() {
    let aws = LocalAws::start_tls();
    let brs = Brs::with(&aws);
    for name in ["ca.pem", "open.pem"] {
        fs::write(brs.path(name), aws.ca_pem()).unwrap();
    }
    fs::set_permissions(brs.path("ca.pem"), fs::Permissions::from_mode(0o000)).unwrap();
    brs.give_away();
    let run = |more: &[&str]| finish(brs.command_as_nobody(&brs.sts(more)).spawn().unwrap());
    run(&["--ca-bundle", "ca.pem"]).fails(
        2,
        &cannot("cannot read CA bundle ca.pem: permission denied"),
    );
    run(&["--ca-bundle", "open.pem"]).prints();
}

#[test]
fn a_file_of_the_systems_roots_that_is_none_is_named() {
    let aws = LocalAws::start_tls();
    let pipe = Brs::new();
    let status = Command::new("mkfifo")
        .arg(pipe.path("pipe"))
        .status()
        .unwrap();
    assert!(status.success());
    let pipe = pipe.path("pipe").to_str().unwrap().to_owned();
    for (path, reason) in [
        ("/nowhere.pem", "no such file or directory"),
        ("/etc", "is a directory"),
        (
            &pipe,
            "it is not a regular file (pipes, devices and <(…) are not read)",
        ),
    ] {
        let brs = Brs::with(&aws).set("SSL_CERT_FILE", path);
        let outcome = brs.run_sts(&ONCE);
        outcome.fails(
            2,
            &cannot(&format!("cannot read SSL_CERT_FILE {path}: {reason}")),
        );
        assert!(outcome.took < Duration::from_secs(15), "{outcome:?}");
    }
    for path in ["/nowhere", "/dev/null"] {
        let brs = Brs::with(&aws).set("SSL_CERT_DIR", path);
        brs.run_sts(&ONCE).fails(
            2,
            &cannot(&format!(
                "SSL_CERT_DIR {path} has no certificate in PEM form, or a broken one\n{HINT}"
            )),
        );
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn the_systems_roots_may_be_in_a_file_and_in_directories() {
    let aws = LocalAws::start_tls();
    let other = LocalAws::start_tls();
    let home = || {
        let brs = Brs::with(&aws);
        for (directory, pem) in [("a", other.ca_pem()), ("b", aws.ca_pem()), ("c", "none")] {
            fs::create_dir(brs.path(directory)).unwrap();
            fs::write(brs.path(&format!("{directory}/root.pem")), pem).unwrap();
        }
        brs
    };
    let distrust = "signed by an authority that is not trusted\n";
    home().set("SSL_CERT_DIR", "b").run_sts(&[]).prints();
    home().set("SSL_CERT_DIR", "c:a:b").run_sts(&[]).prints();
    home()
        .set("SSL_CERT_DIR", "a")
        .run_sts(&[])
        .fails_saying(1, &[distrust]);
    let with_file = |path| home().set("SSL_CERT_FILE", path).set("SSL_CERT_DIR", "a");
    with_file("b/root.pem").run_sts(&[]).prints();
    with_file("/nowhere")
        .run_sts(&[])
        .fails_saying(1, &[distrust]);
    // A bundle that is named stands alone.
    let alone = with_file("b/root.pem").set("AWS_CA_BUNDLE", "a/root.pem");
    alone.run_sts(&[]).fails_saying(1, &[distrust]);
    assert_eq!(aws.calls("AssumeRole"), 3);
}
