//! A `credential_process` that does not do as it should: one line tells what,
//! and nothing that it printed is shown or kept.

mod support;

use local_aws::LocalAws;
use std::fs;
use std::time::Duration;
use support::herd::until;
use support::mfa::{program, runs};
use support::process::{LINE, OF, document, printing, serve, with_program};
use support::profiles::home;
use support::refusal::refuses;
use support::spoil::chmod;

/// What a program prints that has an access key.
const KEYS: &str =
    r#""AccessKeyId":"ASIAEXAMPLE000000001","SecretAccessKey":"secret/+=","SessionToken":"token""#;

#[test]
fn one_that_cannot_be_run_is_told_before_anything_is_done() {
    let aws = LocalAws::start();
    let brs = home(&aws);
    fs::write(brs.path("plain"), "").unwrap();
    chmod(&brs.path("plain"), 0o644);
    for (line, said) in [
        ("/nowhere/issuer", "/nowhere/issuer: there is no such file"),
        (
            "no-such-issuer --x",
            "no-such-issuer: no such program in PATH",
        ),
        ("./plain", "./plain: it is not executable"),
        ("./.aws", "./.aws: it is a directory"),
        ("issuer 'x", "the quotes are not balanced"),
        ("issuer \\", "nothing follows its last backslash"),
    ] {
        serve(&brs, line);
        let said = format!("{OF}{said}");
        refuses(&aws, &brs, || brs.run(&LINE), 2, &said);
    }
}

#[test]
fn one_that_fails_is_told_by_its_last_words() {
    let aws = LocalAws::start();
    let brs = home(&aws);
    let issuer = brs.path("issuer");
    let issuer = issuer.display();
    for (text, said) in [
        (
            "echo first >&2\necho 'no such user: ana' >&2\nexit 3",
            "it exited with 3: no such user: ana",
        ),
        ("exit 7", "it exited with 7"),
        (
            "echo 'token wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY' >&2\nexit 1",
            "it exited with 1: token …",
        ),
        ("kill -9 $$", "it was ended by signal 9"),
        (
            "head -c 70000 /dev/zero",
            "it printed more than 65536 bytes",
        ),
    ] {
        serve(&brs, &program(&brs, "issuer", text));
        let said = format!("brs: error: {OF}cannot run {issuer}: {said}\n");
        brs.run(&[&LINE[..], &["--no-cache"]].concat())
            .fails(1, &said);
    }
    fs::write(brs.path("issuer"), "#!/nowhere/sh\n").unwrap();
    let said = format!("{OF}cannot run {issuer}: the interpreter that it names is not there");
    brs.run(&LINE).fails(1, &format!("brs: error: {said}\n"));
    assert_eq!((aws.connections(), brs.entries().len()), (0, 0));
}

#[test]
fn what_is_no_document_is_told_and_never_shown() {
    let aws = LocalAws::start();
    let brs = home(&aws);
    let hint = "brs: hint: run its line by hand, and see what it prints\n";
    let version = |number: &str| printing(&format!("\"Version\":{number},{KEYS}"));
    for (text, said) in [
        ("true".into(), "it printed nothing"),
        (
            "echo secret/+=".into(),
            "what it printed is not JSON (line 1, column 1)",
        ),
        (
            "echo '[]'".into(),
            "what it printed is no credential_process document",
        ),
        (printing(KEYS), "it has no Version"),
        (version("2"), "its Version is 2, and not 1"),
        (
            version("\"1\""),
            "its Version is a text, and not the number 1",
        ),
        (
            printing("\"Version\":1,\"SecretAccessKey\":\"secret/+=\""),
            "it has no AccessKeyId",
        ),
        (
            printing("\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLE000000001\""),
            "it has no SecretAccessKey",
        ),
        (
            printing(&format!(
                "\"Version\":1,{KEYS},\"Expiration\":\"2020-01-01T00:00:00Z\""
            )),
            "its credentials expired at 2020-01-01T00:00:00Z",
        ),
        (
            printing(&format!("\"Version\":1,{KEYS},\"Expiration\":\"tomorrow\"")),
            "its Expiration is 'tomorrow', and not a time such as 2026-01-31T23:59:59Z",
        ),
    ] {
        serve(&brs, &program(&brs, "issuer", &text));
        let outcome = brs.run(&[&LINE[..], &["--no-cache"]].concat());
        outcome.fails(1, &format!("brs: error: {OF}{said}\n{hint}"));
        assert!(!outcome.stderr.contains("secret/"), "{outcome:?}");
    }
    assert_eq!(brs.entries().len(), 0);
}

#[test]
fn without_an_expiration_it_is_printed_and_not_kept() {
    let aws = LocalAws::start();
    let brs = with_program(&aws, &printing(&format!("\"Version\":1,{KEYS}")));
    for count in 1..=2 {
        let outcome = brs.run(&LINE);
        let line = format!("{{\"Version\":1,{KEYS}}}\n");
        assert_eq!(
            (outcome.code, outcome.stdout, outcome.stderr),
            (Some(0), line, String::new())
        );
        assert_eq!((runs(&brs), brs.entries().len()), (count, 0));
    }
}

#[test]
fn one_that_fails_does_not_take_away_what_still_lives() {
    let aws = LocalAws::start();
    let brs = with_program(&aws, "if [ -e broken ]; then exit 1; fi\ncat document");
    fs::write(brs.path("document"), document(&aws)).unwrap();
    brs.run(&LINE).prints();
    fs::write(brs.path("broken"), "").unwrap();
    let line = brs.plant(3000, 600);
    assert_eq!(brs.run(&LINE).prints(), line);
    assert_eq!(runs(&brs), 2);
    brs.plant(3540, 60);
    brs.run(&LINE).fails_saying(1, &[OF]);
    fs::remove_file(brs.path("broken")).unwrap();
    until("it is asked again", || brs.run(&LINE).code == Some(0));
}

#[test]
fn one_that_hangs_ends_at_the_deadline_with_all_that_it_has_started() {
    let aws = LocalAws::start();
    let text = "sleep 300 &\necho $! >>pids\necho $$ >>pids\nwait";
    let brs = with_program(&aws, text);
    let outcome = brs.run(&[&LINE[..], &["--timeout", "1"]].concat());
    outcome.fails_saying(1, &[OF, "it took longer than "]);
    assert!(outcome.took < Duration::from_secs(20), "{outcome:?}");
    // One that leaves something behind that holds its pipe is not waited for.
    let text = "sleep 300 &\necho $! >>pids\ncat document";
    serve(&brs, &program(&brs, "issuer", text));
    fs::write(brs.path("document"), document(&aws)).unwrap();
    let outcome = brs.run(&LINE);
    outcome.prints();
    assert!(outcome.took < Duration::from_secs(20), "{outcome:?}");
    let pids = fs::read_to_string(brs.path("pids")).unwrap();
    assert_eq!(pids.lines().count(), 3);
    for pid in pids.lines() {
        // A zombie has no command line.
        let line = format!("/proc/{pid}/cmdline");
        until("it is gone", || {
            fs::read(&line).unwrap_or_default().is_empty()
        });
    }
}
