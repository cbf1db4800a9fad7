//! `brs custom`: the words of its command line, and where it stands.

mod support;

use local_aws::LocalAws;
use std::fs;
use support::custom::{broker, custom, let_it_settle, links, printing};
use support::mfa::{program, runs};
use support::profiles::{ANA, arn, home};
use support::{Brs, finish, program as brs_itself};

#[test]
fn a_command_line_is_taken_apart_without_a_shell() {
    let brs = Brs::new();
    let script = format!("printf '<%s>' \"$@\" >arguments; {}", printing(3600));
    let path = program(&brs, "broker", &script);
    let line = format!("'{path}' \"a b\" $HOME ~ '' | x");
    brs.run(&["custom", "--command", &line]).prints();
    let arguments = fs::read_to_string(brs.path("arguments")).unwrap();
    assert_eq!(arguments, "<a b><$HOME><~><><|><x>");
    // The same words behind -- are the same credentials.
    brs.run(&custom(&[], &[&path, "a b", "$HOME", "~", "", "|", "x"]))
        .prints();
    assert_eq!((runs(&brs), brs.entries().len()), (1, 1));
    // Flags behind -- are the program's.
    brs.run(&custom(&[], &[&path, "--ttl", "--no-cache", "--"]))
        .prints();
    let arguments = fs::read_to_string(brs.path("arguments")).unwrap();
    assert_eq!(arguments, "<--ttl><--no-cache><-->");
}

#[test]
fn a_command_line_that_makes_no_sense_is_refused() {
    let brs = Brs::new();
    let behind = "name it behind --: brs custom -- PROGRAM ARG…";
    for (arguments, said) in [
        (&["custom"][..], format!("no program is given\n{behind}")),
        (&["custom", "--"], format!("no program is given\n{behind}")),
        (
            &["whoami", "custom"],
            "no program is given\nname it with --command 'PROGRAM ARG…'".into(),
        ),
        (
            &["whoami", "custom", "--", "true"],
            "unexpected argument 'true' found\nname the program with --command 'PROGRAM ARG…'".into(),
        ),
        (
            &["custom", "true"],
            "unexpected argument 'true' found\nthe program stands behind --: brs custom -- PROGRAM ARG…".into(),
        ),
        (
            &["custom", "--command", "a 'b"],
            "invalid command in --command: the quotes are not balanced".into(),
        ),
        (
            &["custom", "--command", "true", "--", "true"],
            "--command and a program behind -- exclude each other".into(),
        ),
        (
            &["custom", "--env", "hunter2", "--", "true"],
            "invalid value for '--env <NAME=VALUE>': expected NAME=VALUE\nsee: brs custom --help".into(),
        ),
        (
            &["custom", "--env-pass", "A=hunter2", "--", "true"],
            "invalid value for '--env-pass <NAME>': expected the name of a variable\nsee: brs custom --help".into(),
        ),
        (
            &["custom", "--env", "BRS_CHAIN=", "--", "true"],
            "invalid value for '--env <NAME=VALUE>': BRS_CHAIN is for brs itself to set\nsee: brs custom --help".into(),
        ),
        (
            &["custom", "--env", "A=hunter2", "--env", "A=x", "--", "true"],
            "--env A is given twice".into(),
        ),
        (
            &["custom", "--ttl", "37h", "--", "true"],
            "invalid value '37h' for '--ttl <TIME>': expected 1s to 36h\nsee: brs custom --help".into(),
        ),
        (
            &["custom", "--", "no-such-program", "hunter2"],
            "cannot run no-such-program: no such program in PATH".into(),
        ),
        (
            &["custom", "--cwd", "nowhere", "--", "true"],
            "cannot run true: there is no directory nowhere".into(),
        ),
        (
            &["custom", "--profile", "nobody", "--", "true"],
            "there is no profile 'nobody'".into(),
        ),
    ] {
        let mut said = said.lines();
        let mut lines = format!("brs: error: {}\n", said.next().unwrap());
        said.for_each(|hint| lines += &format!("brs: hint: {hint}\n"));
        let outcome = brs.run(arguments);
        assert_eq!(outcome.code, Some(2), "{outcome:?}");
        match arguments.contains(&"--profile") {
            true => outcome.fails_saying(2, &["there is no profile 'nobody'"]),
            false => outcome.fails(2, &lines),
        }
    }
    assert_eq!(brs.files(), Vec::<String>::new());
    let brs = brs.set("BRS_ENV_PASS", "A=hunter2");
    let outcome = brs.run(&custom(&[], &["true"]));
    outcome.fails(
        2,
        "brs: error: invalid value for BRS_ENV_PASS: expected the name of a variable\n",
    );
}

#[test]
fn a_program_runs_where_it_is_told_to() {
    let brs = Brs::new();
    fs::create_dir(brs.path("below")).unwrap();
    fs::write(brs.path("below/runs"), "").unwrap();
    let script = format!(
        "pwd >>'{}'; {}",
        brs.path("where").display(),
        printing(3600)
    );
    let path = program(&brs, "below/broker", &script);
    brs.run(&custom(&["--cwd", "below"], &["./broker"]))
        .prints();
    let below = brs.path("below").canonicalize().unwrap();
    let places = || fs::read_to_string(brs.path("where")).unwrap();
    assert_eq!(places(), format!("{}\n", below.display()));
    // A path without ~ by a shell, as in a config file.
    brs.run(&custom(&["--cwd", "~/below"], &[&path])).prints();
    assert_eq!(places().lines().count(), 2);
    // From anywhere it is the same program and directory.
    let whole = below.to_str().unwrap();
    let line = custom(&["--cwd", whole], &["./broker"]);
    let first = brs.run(&line).prints().to_owned();
    let elsewhere = |line: &[&str]| {
        let mut command = brs.command(line);
        finish(command.current_dir("/").spawn().unwrap())
    };
    assert_eq!(elsewhere(&line).prints(), first);
    let count = places().lines().count();
    // Without it, each working directory is another request.
    let line = custom(&[], &[&path]);
    let here = brs.run(&line).prints().to_owned();
    assert_ne!(elsewhere(&line).prints(), here);
    assert_eq!(places().lines().count(), count + 2);
}

#[test]
fn whoami_asks_sts_whose_the_credentials_of_a_program_are() {
    let aws = LocalAws::start();
    let brs = home(&aws).set("AWS_REGION", "eu-west-1");
    let keys = aws.user("ana");
    let text = format!(
        "echo '{{\"access_key\":\"{}\",\"secret_key\":\"{}\"}}'",
        keys.access_key_id, keys.secret_access_key
    );
    let path = program(&brs, "broker", &text);
    let line = format!("{path} --password hunter2");
    let outcome = brs.run(&["whoami", "custom", "--command", &line]);
    assert_eq!(arn(&outcome), ANA);
    let source = outcome
        .stdout
        .lines()
        .find_map(|line| line.strip_prefix("source      "));
    let source = source.unwrap();
    assert!(
        source.starts_with(&format!("custom {path} (2 arguments, ")),
        "{source}"
    );
    assert!(!outcome.stdout.contains("hunter2"), "{outcome:?}");
    // The region may be a profile's.
    let brs = brs.unset("AWS_REGION");
    brs.append_config("[profile there]\nregion = eu-west-2\n");
    let outcome = brs.run(&["whoami", "custom", "--profile", "there", "--command", &path]);
    assert_eq!(arn(&outcome), ANA);
    assert_eq!(aws.requests().pop().unwrap().region, "eu-west-2");
}

#[test]
fn a_profile_that_is_served_by_a_program_shares_its_credentials() {
    let brs = Brs::new();
    let path = broker(&brs, "broker");
    brs.append_config(&format!(
        "[profile dev]\nregion = eu-west-1\ncredential_process = {} custom --env A=b -- {path} deploy\n",
        brs_itself().display()
    ));
    let_it_settle();
    let line = custom(&["--env", "A=b"], &[&path, "deploy"]);
    let first = brs.run(&line).prints().to_owned();
    assert_eq!(brs.run(&["profile", "dev"]).prints(), first);
    assert_eq!(brs.run(&["profile", "dev"]).prints(), first);
    assert_eq!((runs(&brs), brs.entries().len(), links(&brs)), (1, 1, 2));
    // What BRS_ENV_PASS names, the process of a profile is given as well.
    let script = format!("env >environment; {}", printing(3600));
    let other = program(&brs, "other", &script);
    brs.append_config(&format!("[profile other]\ncredential_process = {other}\n"));
    let brs = brs
        .set("BRS_ENV_PASS", "ONE TWO")
        .set("TWO", "2")
        .set("THREE", "3");
    brs.run(&["profile", "other"]).prints();
    let environment = fs::read_to_string(brs.path("environment")).unwrap();
    assert!(environment.contains("\nTWO=2\n") || environment.starts_with("TWO=2\n"));
    assert!(!environment.contains("THREE"), "{environment}");
    let count = runs(&brs);
    let brs = brs.set("TWO", "changed");
    brs.run(&["profile", "other"]).prints();
    assert_eq!(runs(&brs), count + 1);
}
