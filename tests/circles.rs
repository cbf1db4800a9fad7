//! Profiles and programs that lead back to themselves: found before anything
//! is waited for, and shown.

mod support;

use local_aws::LocalAws;
use std::fs;
use std::os::unix::fs::symlink;
use std::time::Duration;
use support::mfa::{program, runs};
use support::profiles::{arn, home, keys_of, process};
use support::refusal::refuses;
use support::{Brs, ROLE, finish, program as brs_itself};

const HINT: &str =
    "use two profiles: one with only credential_process and region, one with the role or the keys";

#[test]
fn profiles_in_a_circle_are_refused_step_by_step() {
    let aws = LocalAws::start();
    let brs = home(&aws);
    let role = format!("region = eu-west-1\nrole_arn = {ROLE}\nsource_profile = ");
    brs.append_config(&format!(
        "[profile a]\n{role}b\n[profile b]\n{role}c\n[profile c]\n{role}a\n\
         [profile self]\n{role}self\n[profile other]\n{role}nobody\n"
    ));
    let circle = "profiles form a circle: profile 'a' → profile 'b' → profile 'c' → profile 'a'";
    let hint = "let the source_profile of one of them be a profile with keys";
    let said = format!("{circle}\n{hint}");
    refuses(&aws, &brs, || brs.run(&["profile", "a"]), 2, &said);
    let line = ["sts", "--role-arn", ROLE, "--profile", "b"];
    let circle = "profiles form a circle: profile 'b' → profile 'c' → profile 'a' → profile 'b'";
    let said = format!("{circle}\n{hint}");
    refuses(&aws, &brs, || brs.run(&line), 2, &said);
    let said = "profile 'self' has no credentials\n\
                its source_profile is itself: give it keys, or name another there";
    refuses(&aws, &brs, || brs.run(&["profile", "self"]), 2, said);
    let outcome = brs.run(&["profile", "other"]);
    outcome.fails_saying(
        2,
        &["source_profile of profile 'other': there is no profile 'nobody'"],
    );
    // Its own keys are none of the role's.
    let keys = keys_of(&aws.user("ana"));
    brs.append_config(&format!("[profile own]\n{role}own\n{keys}"));
    brs.run(&["profile", "own"]).prints();
}

#[test]
fn a_profile_that_would_serve_itself_is_refused() {
    let aws = LocalAws::start();
    let link = Brs::new();
    let by_link = link.path("another-name");
    symlink(brs_itself(), &by_link).unwrap();
    let directory = brs_itself().parent().unwrap().display().to_string();
    for line in [
        brs_itself().display().to_string(),
        format!("env \"{}\"", brs_itself().display()),
        format!("'{}'", by_link.display()),
        "brs".into(),
    ] {
        let brs = home(&aws).set("PATH", &format!("{directory}:/usr/bin:/bin"));
        brs.append_config(&format!(
            "[profile dev]\nregion = eu-west-1\n\
             credential_process = {line} sts --role-arn {ROLE} --profile dev\n"
        ));
        let said =
            format!("profiles form a circle: profile 'dev' → brs sts ROLE → profile 'dev'\n{HINT}");
        for ask in [
            &["profile", "dev"][..],
            &["whoami", "--profile", "dev"],
            &["sts", "--role-arn", ROLE, "--profile", "dev"],
        ] {
            refuses(&aws, &brs, || brs.run(ask), 2, &said);
        }
    }
}

#[test]
fn a_profile_that_brs_serves_is_a_base_without_another_process() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let process = process("", " --profile base");
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{process}"));
    let hub = "arn:aws:iam::123456789012:role/Hub";
    aws.role(local_aws::Role::new(hub).trusts(ROLE));
    // No program could be run here at all.
    let brs = brs.set("PATH", "/nowhere");
    let line = ["whoami", "sts", "--role-arn", hub, "--profile", "dev"];
    let session = "arn:aws:sts::123456789012:assumed-role/Hub/brs-ana";
    assert_eq!(arn(&brs.run(&line)), session);
    // What the SDK gets is the same entry.
    brs.run(&brs.sts(&[])).prints();
    assert_eq!(aws.calls("AssumeRole"), 2);
    // A profile that has a role of its own has that, when it is named.
    brs.append_config(&format!(
        "[profile both]\nregion = eu-west-1\nrole_arn = {hub}\nsource_profile = dev\n\
         credential_process = {} sts --role-arn {ROLE} --profile both\n",
        brs_itself().display()
    ));
    assert_eq!(arn(&brs.run(&["whoami", "profile", "both"])), session);
}

#[test]
fn a_program_that_runs_brs_for_itself_is_found_before_a_lock_is_taken() {
    let aws = LocalAws::start();
    let brs = home(&aws).set("AWS_REGION", "eu-west-1");
    let ask = format!("exec {} profile loop", brs_itself().display());
    let script = program(&brs, "script", &ask);
    brs.append_config(&format!("[profile loop]\ncredential_process = {script}\n"));
    let outcome = brs.run(&["profile", "loop"]);
    outcome.fails_saying(
        1,
        &[
            "credential_process of profile 'loop'",
            "it exited with 2",
            "runs brs for it again",
        ],
    );
    // Whoever holds the lock runs the program: the other one would wait for it.
    assert!(outcome.took < Duration::from_secs(10), "{outcome:?}");
    assert_eq!(runs(&brs), 1);
    // The same, seen from the kernel: no lock, although nobody holds one.
    let key = lock_of(&brs);
    let trace = brs.path("trace");
    let arguments = ["-f", "-qq", "-e", "trace=flock,fcntl", "-o"];
    let mut strace = brs.other(
        "/usr/bin/strace".as_ref(),
        &[
            &arguments[..],
            &[trace.to_str().unwrap(), brs_itself().to_str().unwrap()],
            &["profile", "loop"],
        ]
        .concat(),
    );
    strace.env("BRS_CHAIN", format!("{},{key}", "0".repeat(64)));
    let outcome = finish(strace.spawn().unwrap());
    let shown = format!("(BRS_CHAIN: {0} → {0})", &key[..8]);
    outcome.fails_saying(2, &["cannot obtain the credential_process", &shown]);
    let trace = fs::read_to_string(trace).unwrap();
    assert!(
        !trace.contains("flock(") && !trace.contains("F_OFD_SETLK"),
        "{trace}"
    );
    assert_eq!(runs(&brs), 1);
}

/// The key whose lock was taken.
fn lock_of(brs: &Brs) -> String {
    let files = brs.files();
    let lock = files.iter().find_map(|name| name.strip_suffix(".lock"));
    lock.expect("a lock").to_owned()
}

#[test]
fn programs_that_differ_a_little_each_time_are_a_circle_as_well() {
    let aws = LocalAws::start();
    let brs = home(&aws).set("AWS_REGION", "eu-west-1");
    // Each brs is told of another directory, so that no key is that of another.
    let ask = format!(
        "mkdir -p below && cd below && exec {} profile loop",
        brs_itself().display()
    );
    let script = program(&brs, "script", &ask);
    brs.append_config(&format!("[profile loop]\ncredential_process = {script}\n"));
    let outcome = brs.run(&["profile", "loop"]);
    outcome.fails_saying(1, &["brs runs a program that runs brs, 8 times over"]);
    assert_eq!(runs(&brs), 8);
}
