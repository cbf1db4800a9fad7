//! `brs exec`: the program that brs becomes, and what it finds around it.

mod support;

use local_aws::{LocalAws, Role};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use support::herd::until;
use support::mfa::{ADMIN, SERIAL, oathtool, runs, with_device};
use support::wrapped::tool;
use support::{Brs, Outcome, ROLE, assert_no_secret, finish};

/// Other credentials, and ways to some, that stand in the environment.
const STALE: [&str; 18] = [
    "AWS_ACCESS_KEY",
    "AWS_ACCOUNT_ID",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_CREDENTIAL_FILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_SECRET_KEY",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "BRS_CHAIN",
    "BRS_PKCS11_PIN",
];

/// `brs exec` for the usual role, and the program's words.
fn exec<'a>(program: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["exec", "sts", "--role-arn", ROLE, "--profile", "base", "--"];
    words.extend(program);
    words
}

fn script(brs: &Brs, name: &str, text: &str, mode: u32) -> String {
    let path = brs.path(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn environment(outcome: &Outcome) -> BTreeMap<&str, &str> {
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{outcome:?}"
    );
    let lines = outcome.stdout.split_terminator('\0');
    lines.map(|line| line.split_once('=').unwrap()).collect()
}

#[test]
fn the_program_has_these_credentials_and_no_others_and_all_else_as_it_was() {
    let aws = LocalAws::start();
    let mut brs = Brs::with(&aws)
        .set("MINE", "it's \\ $x\nand more")
        .set("AWS_CA_BUNDLE", "");
    let line = brs.run_sts(&[]).prints().to_owned();
    for name in STALE {
        brs = brs.set(name, "stale");
    }
    let brs = brs
        .set("AWS_REGION", "us-east-2")
        .set("AWS_DEFAULT_REGION", "us-east-1");
    let mut words = exec(&["env", "-0"]);
    words.splice(6..6, ["--region", "eu-west-1"]);
    let outcome = brs.run(&words);
    let found = environment(&outcome);
    let document: serde_json::Value = serde_json::from_str(&line).unwrap();
    let text = |key: &str| document[key].as_str().unwrap();
    let mut plain = brs.other(&tool("env"), &["-0"]);
    let plain = finish(plain.spawn().unwrap());
    let mut expected = environment(&plain);
    expected.retain(|name, _| !STALE.contains(name));
    expected.extend([
        ("AWS_ACCESS_KEY_ID", text("AccessKeyId")),
        ("AWS_SECRET_ACCESS_KEY", text("SecretAccessKey")),
        ("AWS_SESSION_TOKEN", text("SessionToken")),
        ("AWS_CREDENTIAL_EXPIRATION", text("Expiration")),
        ("AWS_ACCOUNT_ID", "123456789012"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_DEFAULT_REGION", "eu-west-1"),
    ]);
    assert_eq!(found, expected);
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn keys_that_do_not_end_are_given_without_a_token() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws).set("AWS_SESSION_TOKEN", "stale");
    let outcome = brs.run(&["exec", "profile", "base", "--", "env", "-0"]);
    let found = environment(&outcome);
    let ana = aws.user("ana");
    assert_eq!(found["AWS_ACCESS_KEY_ID"], ana.access_key_id);
    assert_eq!(found["AWS_SECRET_ACCESS_KEY"], ana.secret_access_key);
    for name in [
        "AWS_SESSION_TOKEN",
        "AWS_CREDENTIAL_EXPIRATION",
        "AWS_ACCOUNT_ID",
    ] {
        assert_eq!(found.get(name), None, "{name}");
    }
}

#[test]
fn every_argument_reaches_the_program_as_it_is() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let arguments = [
        "",
        " ",
        "--",
        "--help",
        "-v",
        "*",
        "$HOME",
        "a\nb",
        "'",
        "--region=x",
        "é",
    ];
    let program = [&["printf", "%s\\0"], &arguments[..]].concat();
    let outcome = brs.run(&exec(&program));
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        outcome.stdout,
        arguments.map(|word| format!("{word}\0")).concat()
    );
    // Whatever is no UTF-8 as well.
    let mut command = brs.command(&exec(&["printf", "%s"]));
    use std::os::unix::ffi::OsStrExt;
    command.arg(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    let output = command.output().unwrap();
    assert_eq!(output.stdout, b"\xff\xfe");
}

#[test]
fn it_ends_as_the_program_does() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for status in [0, 1, 2, 3, 77, 255] {
        let outcome = brs.run(&exec(&["sh", "-c", &format!("exit {status}")]));
        assert_eq!(
            (
                outcome.code,
                outcome.stdout.as_str(),
                outcome.stderr.as_str()
            ),
            (Some(status), "", "")
        );
    }
    let output = brs
        .command(&exec(&["sh", "-c", "kill -KILL $$"]))
        .output()
        .unwrap();
    assert_eq!(output.status.signal(), Some(9));
}

#[test]
fn it_is_the_very_process_with_its_standard_streams_and_directory() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let text = "echo $$; cat; pwd; echo aside >&2; exec sleep 1000";
    let mut command = brs.command(&exec(&["sh", "-c", text]));
    command.stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"typed\n").unwrap();
    let name = format!("/proc/{}/comm", child.id());
    until("it sleeps", || {
        fs::read_to_string(&name).unwrap() == "sleep\n"
    });
    let id = child.id();
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.signal(), Some(15));
    let home = fs::canonicalize(brs.path("")).unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(stdout, format!("{id}\ntyped\n{}\n", home.display()));
    assert_eq!(output.stderr, b"aside\n");
}

/// What the kernel tells of a process: limits, signals, open files, and whether
/// core files are made of it.
const LOOK: &str = "\
import ctypes, os
print(open('/proc/self/limits').read())
for line in open('/proc/self/status'):
    if line.startswith(('SigBlk', 'SigIgn', 'Umask', 'Groups', 'Cap', 'NoNewPrivs', 'Seccomp:')):
        print(line)
print(sorted(os.listdir('/proc/self/fd'), key=int)[:-1])
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
print(os.nice(0), os.getpgrp() == os.getpgid(os.getppid()))
";

/// The same program under this launcher, with brs in between and without.
fn both(brs: &Brs, launcher: &[&str], words: &[&str]) -> (String, String) {
    let look = brs.path("look.py");
    fs::write(&look, LOOK).unwrap();
    // Python itself ignores a closed pipe from its start, and tells nothing of
    // what it has found.
    let grep = ["/usr/bin/grep", "Sig[BIC]", "/proc/self/status"];
    let (with, without) = both_of(brs, launcher, words, &grep);
    assert!(without.contains("SigIgn"), "{without}");
    assert_eq!(with, without, "{launcher:?}");
    let python = ["/usr/bin/python3", "-IB", look.to_str().unwrap()];
    both_of(brs, launcher, words, &python)
}

fn both_of(brs: &Brs, launcher: &[&str], words: &[&str], program: &[&str]) -> (String, String) {
    let with = brs.command_under(launcher, &[words, program].concat());
    let mut without = Command::new(tool(launcher[0]));
    without
        .args(&launcher[1..])
        .args(program)
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .current_dir(brs.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let [with, without] = [with, without].map(|mut command| {
        let outcome = finish(command.spawn().unwrap());
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
        outcome.stdout
    });
    (with, without)
}

#[test]
fn limits_signals_and_files_are_what_brs_has_found() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let words = exec(&[]);
    for launcher in [
        &["env"][..],
        &["env", "--default-signal=PIPE"],
        &["env", "--ignore-signal=HUP,INT,TSTP,USR1"],
        &[
            "sh",
            "-c",
            "ulimit -c unlimited; ulimit -n 77; ulimit -s 4096; umask 027; exec \"$@\"",
            "sh",
        ],
        &["sh", "-c", "ulimit -c 0; exec \"$@\"", "sh"],
    ] {
        // From the issuer, and from the cache.
        for _ in 0..2 {
            let (with, without) = both(&brs, launcher, &words);
            assert!(without.contains("SigIgn") && without.contains("['0', '1', '2'"));
            assert_eq!(with, without, "{launcher:?}");
        }
    }
}

#[test]
fn what_brs_did_with_signals_to_run_a_command_is_undone() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let words = [
        "exec",
        "mfa",
        "--role-arn",
        ADMIN,
        "--profile",
        "base",
        "--serial-number",
        SERIAL,
        "--cmd",
        &code,
        "--",
    ];
    let launcher = ["env", "--ignore-signal=HUP"];
    let (with, without) = both(&brs, &launcher, &words);
    assert_eq!(with, without);
    assert_eq!(runs(&brs), 1);
}

#[test]
fn what_cannot_be_run_is_told_before_anybody_is_asked() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let plain = script(&brs, "plain", "#!/bin/sh\n", 0o644);
    let directory = brs
        .path("")
        .to_str()
        .unwrap()
        .trim_end_matches('/')
        .to_owned();
    for (program, status, why) in [
        ("no-such-program", 127, "no such program in PATH"),
        ("", 127, "no such program in PATH"),
        ("./nowhere/x", 127, "there is no such file"),
        (&plain, 126, "it is not executable"),
        (&directory, 126, "it is a directory"),
    ] {
        brs.run(&exec(&[program, "secret-argument"])).fails(
            status,
            &format!("brs: error: cannot run {program}: {why}\n"),
        );
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn what_the_kernel_does_not_run_is_told_afterwards() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let lost = script(&brs, "lost", "#!/nowhere/sh\n", 0o755);
    let loops = brs.path("loops");
    std::os::unix::fs::symlink(&loops, &loops).unwrap();
    for (program, status, why) in [
        (
            lost.as_str(),
            126,
            "the interpreter that it names is not there",
        ),
        (loops.to_str().unwrap(), 127, "there is no such file"),
    ] {
        brs.run(&exec(&[program])).fails(
            status,
            &format!("brs: error: cannot run {program}: {why}\n"),
        );
    }
    // More than the kernel takes.
    let long = "x".repeat(200_000);
    let outcome = brs.run(&exec(&["env", &long[..100_000]]));
    assert_ne!(outcome.code, Some(0));
    assert_no_secret(&aws, &outcome.stderr);
}

#[test]
fn a_script_without_a_first_line_is_run_by_sh_as_everywhere_and_knows_its_name() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    script(
        &brs,
        "bare",
        "echo \"$0 $1 ${AWS_SESSION_TOKEN:+set}\"\n",
        0o755,
    );
    script(&brs, "named", "#!/bin/sh\necho \"$0 $1\"\n", 0o755);
    let outcome = brs.run(&exec(&["./bare", "a b"]));
    assert_eq!(
        (
            outcome.code,
            outcome.stdout.as_str(),
            outcome.stderr.as_str()
        ),
        (Some(0), "./bare a b set\n", "")
    );
    let outcome = brs.run(&exec(&["./named", "a b"]));
    assert_eq!(outcome.stdout, "./named a b\n");
}

#[test]
fn what_makes_no_sense_is_refused_and_runs_nothing() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let no_program = "brs: error: there is no program to run\n\
                      brs: hint: it stands behind --: brs exec SOURCE … -- PROGRAM ARG …\n";
    brs.run(&["exec", "profile", "base"]).fails(2, no_program);
    brs.run(&["exec", "profile", "base", "--"])
        .fails(2, no_program);
    brs.run(&["exec", "--", "touch", "ran"])
        .fails_saying(2, &["no source"]);
    brs.run(&[
        "exec", "profile", "base", "--output", "env", "--", "touch", "ran",
    ])
    .fails_saying(2, &["--output"]);
    brs.run(&["exec", "touch", "ran"])
        .fails_saying(2, &["touch"]);
    assert!(!brs.path("ran").exists());
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_failure_is_brss_own_and_runs_nothing() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let denied = "arn:aws:iam::123456789012:role/Other";
    aws.role(Role::new(denied).trusts("arn:aws:iam::123456789012:user/bob"));
    brs.run(&[
        "exec",
        "sts",
        "--role-arn",
        denied,
        "--profile",
        "base",
        "--",
        "touch",
        "ran",
    ])
    .fails_saying(1, &["AccessDenied"]);
    let mfa = [
        "exec",
        "mfa",
        "--profile",
        "base",
        "--serial-number",
        SERIAL,
        "--",
        "touch",
        "ran",
    ];
    brs.run(&mfa).fails_saying(3, &["need an MFA code"]);
    assert!(!brs.path("ran").exists());
}

#[test]
fn short_lives_are_told_of_to_those_who_look_and_to_nobody_else() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    brs.plant(3000, 599);
    aws.set_fault(Some(local_aws::Fault::Hang));
    let mut words = exec(&["true"]);
    words.splice(6..6, ["--advisory-timeout", "300"]);
    let outcome = brs.run(&words);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    words.insert(6, "-v");
    let outcome = brs.run(&words);
    let warning = "brs: warning: true has these credentials until ";
    assert!(outcome.stderr.contains(warning), "{outcome:?}");
    brs.plant(0, 3600);
    let outcome = brs.run(&words);
    assert!(!outcome.stderr.contains("warning"), "{outcome:?}");
}
