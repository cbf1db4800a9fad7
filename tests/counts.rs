//! What a hit and the parsing of a command line cost, in user instructions as
//! callgrind counts them: the same on every machine and under any load.
//!
//! The bounds are those of the release build, which `make test` names in
//! `BRS_BINARY`; what holds of any build is asserted of any build.

mod support;

use local_aws::LocalAws;
use std::process::{Command, Stdio};
use support::{Brs, ROLE, program};

/// User instructions of one run, of which the exit status is asserted.
fn instructions(brs: &Brs, arguments: &[&str], code: i32) -> u64 {
    let run = brs.command(&[]);
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program())
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null());
    for (name, value) in run.get_envs() {
        command.env(name, value.unwrap());
    }
    let output = command
        .output()
        .expect("valgrind is there: run scripts/setup");
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    let (_, count) = told
        .lines()
        .find_map(|line| line.split_once("refs:"))
        .expect("a count");
    count.trim().replace(',', "").parse().unwrap()
}

/// Instructions of a hit, with this many profiles in the config.
fn hit(profiles: usize) -> u64 {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for number in 1..profiles {
        brs.append_config(&format!(
            "[profile p{number}]\nrole_arn = {ROLE}\nsource_profile = base\n"
        ));
    }
    brs.age_config();
    brs.run_sts(&[]).prints();
    // Under valgrind the program that is running is valgrind: the first run
    // makes a link for it, the second follows it.
    instructions(&brs, &brs.sts(&[]), 0);
    let count = instructions(&brs, &brs.sts(&[]), 0);
    assert_eq!(aws.calls("AssumeRole"), 1);
    count
}

/// Whether the release build is under test.
#[expect(clippy::disallowed_methods, reason = "tests have no host")]
fn released() -> bool {
    std::env::var_os("BRS_BINARY").is_some()
}

#[test]
fn a_hit_costs_the_same_with_2_and_with_500_profiles() {
    let (few, many) = (hit(2), hit(500));
    assert!(
        many < few + few / 50,
        "{few} with 2 profiles, {many} with 500"
    );
    if released() {
        assert!(few <= 900_000 && many <= 900_000, "{few} and {many}");
    }
}

#[test]
fn parsing_builds_only_the_flags_of_the_word_that_is_used() {
    let brs = Brs::new();
    let version = instructions(&brs, &["--version"], 0);
    let sts = instructions(&brs, &["sts", "--role-arn", ROLE, "--min-ttl", "2h"], 2);
    // All of `sts` beside an empty word: building `whoami` with a second copy
    // of it would double that.
    if released() {
        assert!(version <= 500_000, "{version}");
        assert!(sts <= 950_000, "{sts}");
    }
    assert!(version < sts, "{version} and {sts}");
}
