//! `brs env`: what a shell has after reading it, and what it has not.

mod support;

use local_aws::{LocalAws, Role};
use std::collections::BTreeMap;
use support::mfa::SERIAL;
use support::wrapped::tool;
use support::{Brs, Outcome, ROLE, finish};

/// What names of credentials a program finds in its environment.
const STALE: [(&str, &str); 4] = [
    ("AWS_PROFILE", "stale"),
    ("AWS_DEFAULT_PROFILE", "stale"),
    ("AWS_SECURITY_TOKEN", "stale"),
    ("AWS_ACCOUNT_ID", "999999999999"),
];

/// A home in whose environment stands what is not to be used.
fn stale(aws: &LocalAws) -> Brs {
    let mut brs = Brs::with(aws);
    brs.append_config("[profile stale]\nregion = us-east-1\n");
    for (name, value) in STALE {
        brs = brs.set(name, value);
    }
    brs
}

/// Runs a script of a shell; the program under test is `$BRS`.
fn script(brs: &Brs, shell: &str, flags: &[&str], text: &str) -> Outcome {
    let mut command = brs.other(&tool(shell), flags);
    command.arg("-c").arg(text);
    command.env("BRS", support::program());
    command.env("LC_ALL", "C.UTF-8");
    finish(command.spawn().unwrap())
}

/// AWS's variables as `env -0` prints them.
fn variables(outcome: &Outcome) -> BTreeMap<&str, &str> {
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{outcome:?}"
    );
    let lines = outcome.stdout.split('\0');
    let pairs = lines.filter_map(|line| line.split_once('='));
    pairs
        .filter(|(name, _)| name.starts_with("AWS_") && !name.contains("ENDPOINT"))
        .collect()
}

#[track_caller]
fn has_the_credentials(outcome: &Outcome, line: &str) {
    let document: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| document[key].as_str().unwrap();
    let mut expected = BTreeMap::from([
        ("AWS_ACCESS_KEY_ID", text("AccessKeyId")),
        ("AWS_SECRET_ACCESS_KEY", text("SecretAccessKey")),
        ("AWS_SESSION_TOKEN", text("SessionToken")),
        ("AWS_CREDENTIAL_EXPIRATION", text("Expiration")),
        ("AWS_ACCOUNT_ID", "123456789012"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_DEFAULT_REGION", "eu-west-1"),
    ]);
    let found = variables(outcome);
    expected.insert("AWS_EC2_METADATA_DISABLED", "true");
    assert_eq!(found, expected);
}

#[test]
fn each_shell_has_the_credentials_and_nothing_stale() {
    let aws = LocalAws::start();
    let brs = stale(&aws);
    // fish sets USER, which the default name is made of.
    let named = ["--role-session-name", "ana"];
    let line = brs.run_sts(&named).prints().to_owned();
    let source = format!("sts --role-arn {ROLE} --profile base {}", named.join(" "));
    for (shell, flags, text) in [
        (
            "bash",
            &["--norc"][..],
            "keys=$(\"$BRS\" env SOURCE) && eval \"$keys\"; env -0",
        ),
        (
            "dash",
            &[],
            "keys=$(\"$BRS\" env SOURCE) && eval \"$keys\"; env -0",
        ),
        (
            "busybox",
            &["sh"],
            "keys=$(\"$BRS\" env SOURCE) && eval \"$keys\"; env -0",
        ),
        (
            "zsh",
            &["-f"],
            "keys=$(\"$BRS\" env SOURCE) && eval \"$keys\"; env -0",
        ),
        ("zsh", &["-f"], "source <(\"$BRS\" env SOURCE); env -0"),
        ("fish", &["--no-config"], "$BRS env SOURCE | source; env -0"),
        ("fish", &["--no-config"], "eval ($BRS env SOURCE); env -0"),
        // Through programs that are no shell.
        (
            "bash",
            &["--norc"],
            "eval \"$(env timeout 60 \"$BRS\" env SOURCE)\"; env -0",
        ),
        // Named, whatever has started it.
        (
            "fish",
            &["--no-config"],
            "sh -c '\"$BRS\" env --shell fish SOURCE; true' | source; env -0",
        ),
    ] {
        let outcome = script(&brs, shell, flags, &text.replace("SOURCE", &source));
        has_the_credentials(&outcome, &line);
        assert_eq!(aws.calls("AssumeRole"), 1, "{shell}: {text}");
    }
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_shell_unsets_what_it_was_given() {
    let aws = LocalAws::start();
    let brs = stale(&aws);
    let source = format!("sts --role-arn {ROLE} --profile base");
    for (shell, flags, text) in [
        (
            "bash",
            &["--norc"][..],
            "eval \"$(\"$BRS\" env SOURCE)\"; eval \"$(\"$BRS\" env --unset)\"; env -0",
        ),
        (
            "dash",
            &["-eu"],
            "eval \"$(\"$BRS\" env SOURCE)\"; eval \"$(\"$BRS\" env --unset)\"; eval \"$(\"$BRS\" env --unset)\"; env -0",
        ),
        (
            "zsh",
            &["-f"],
            "eval \"$(\"$BRS\" env SOURCE)\"; eval \"$(\"$BRS\" env --unset)\"; env -0",
        ),
        (
            "fish",
            &["--no-config"],
            "$BRS env SOURCE | source; and $BRS env --unset | source; and $BRS env --unset | source; and env -0",
        ),
        // Without the quotes that belong there.
        (
            "dash",
            &["-eu"],
            "eval $(\"$BRS\" env SOURCE); test \"$AWS_SESSION_TOKEN\"; eval $(\"$BRS\" env --unset); env -0",
        ),
    ] {
        let outcome = script(&brs, shell, flags, &text.replace("SOURCE", &source));
        let left = variables(&outcome);
        assert_eq!(
            left,
            BTreeMap::from([("AWS_EC2_METADATA_DISABLED", "true")]),
            "{shell}"
        );
    }
}

#[test]
fn keys_that_do_not_end_leave_no_token_and_no_expiration_of_others() {
    let aws = LocalAws::start();
    let brs = stale(&aws)
        .set("AWS_SESSION_TOKEN", "stale")
        .set("AWS_CREDENTIAL_EXPIRATION", "stale");
    let text = "eval \"$(\"$BRS\" env profile base)\"; env -0";
    let outcome = script(&brs, "bash", &["--norc"], text);
    let ana = aws.user("ana");
    assert_eq!(
        variables(&outcome),
        BTreeMap::from([
            ("AWS_ACCESS_KEY_ID", ana.access_key_id.as_str()),
            ("AWS_SECRET_ACCESS_KEY", ana.secret_access_key.as_str()),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        ])
    );
}

#[test]
fn the_shell_is_the_nearest_one_else_the_users_own_else_any() {
    let unset = "\"$0\" env --unset; true";
    let first = |brs: &Brs, wrapper: &[&str]| {
        let outcome = finish(
            brs.command_under(wrapper, &["env", "--unset"])
                .spawn()
                .unwrap(),
        );
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
        outcome.stdout.lines().next().unwrap().to_owned()
    };
    let brs = Brs::new().set("SHELL", "/usr/bin/fish");
    let posix = "unset AWS_ACCESS_KEY_ID;";
    assert_eq!(first(&brs, &["bash", "-c", unset]), posix);
    assert_eq!(
        first(&brs, &["bash", "-c", "env \"$0\" env --unset; true"]),
        posix
    );
    assert_eq!(
        first(
            &brs,
            &["fish", "-c", "set -l brs $argv[1]; $brs env --unset; true"]
        ),
        "set -e AWS_ACCESS_KEY_ID; or true;"
    );
    // The first process of a machine of its own has been started by nobody.
    let alone = ["unshare", "--pid", "--fork", "--mount-proc"];
    assert_eq!(first(&brs, &alone), "set -e AWS_ACCESS_KEY_ID; or true;");
    assert_eq!(first(&Brs::new(), &alone), posix);
    // A login shell has another name to itself.
    let login = "exec -a -bash bash -c '\"$0\" env --unset; true' \"$0\"";
    assert_eq!(first(&brs, &["bash", "-c", login]), posix);
    let foreign = "import os, sys\n\
                   open('/proc/self/comm', 'w').write('tcsh')\n\
                   sys.exit(os.spawnv(os.P_WAIT, sys.argv[1], sys.argv[1:]))\n";
    let mut command = brs.command_under(&["python3", "-c", foreign], &["env", "--unset"]);
    finish(command.spawn().unwrap()).fails(
        2,
        "brs: error: cannot write assignments for tcsh\n\
         brs: hint: name a shell that understands them with --shell\n",
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws).set("AWS_SESSION_TOKEN", "x");
    for (line, error, hint) in [
        (
            "env",
            "there is no source to print credentials of",
            "see: brs env --help",
        ),
        (
            "env --unset profile base",
            "--unset and a source exclude each other",
            "give one of them: brs env --unset, or brs env SOURCE …",
        ),
        (
            "env --unset --shell dotenv",
            "a dotenv file unsets nothing",
            "remove the file, or name a shell with --shell",
        ),
        (
            "env profile base --shell fish",
            "unexpected argument '--shell' found",
            "--shell stands before the source: brs env --shell fish profile",
        ),
        (
            "env --shell tcsh profile base",
            "invalid value 'tcsh' for '--shell <SHELL>' [possible values: sh, bash, zsh, fish, powershell, cmd, dotenv]",
            "a similar value exists: 'zsh'",
        ),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        brs.run(&words)
            .fails(2, &format!("brs: error: {error}\nbrs: hint: {hint}\n"));
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_failure_prints_nothing_that_a_shell_would_read() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let denied = "arn:aws:iam::123456789012:role/Other";
    aws.role(Role::new(denied).trusts("arn:aws:iam::123456789012:user/bob"));
    brs.run(&[
        "env",
        "--shell",
        "sh",
        "sts",
        "--role-arn",
        denied,
        "--profile",
        "base",
    ])
    .fails_saying(1, &["AccessDenied"]);
    brs.run(&[
        "env",
        "--shell",
        "sh",
        "mfa",
        "--profile",
        "base",
        "--serial-number",
        SERIAL,
        "--no-prompt",
    ])
    .fails_saying(3, &[SERIAL]);
}

#[test]
fn windows_and_dotenv_are_written_for_by_name() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let secret = aws.user("ana").secret_access_key;
    for (shell, line) in [
        (
            "powershell",
            format!("$env:AWS_SECRET_ACCESS_KEY = '{secret}'"),
        ),
        ("cmd", format!("set \"AWS_SECRET_ACCESS_KEY={secret}\"")),
        ("dotenv", format!("AWS_SECRET_ACCESS_KEY='{secret}'")),
    ] {
        let outcome = brs.run(&["env", "--shell", shell, "profile", "base"]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
        assert!(
            outcome.stdout.lines().any(|printed| printed == line),
            "{outcome:?}"
        );
        let unset = outcome
            .stdout
            .lines()
            .any(|printed| printed.contains("AWS_PROFILE"));
        assert_eq!(unset, shell != "dotenv");
    }
}
