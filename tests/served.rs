//! What `brs whoami` makes of a profile that brs itself serves.

mod support;

use local_aws::LocalAws;
use support::profiles::{ANA, DEPLOY, arn, home, keys_of, process};
use support::refusal::refuses;
use support::{Brs, ROLE, program};

#[test]
fn whoami_answers_for_a_default_profile_that_brs_serves() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let process = process("", " --profile base");
    brs.append_config(&format!("[default]\nregion = eu-west-1\n{process}"));
    let outcome = brs.run(&["whoami"]);
    assert_eq!(arn(&outcome), DEPLOY);
    assert!(
        outcome
            .stdout
            .contains("source      profile 'default': sts"),
        "{outcome:?}"
    );
    // Keys in the environment come first for every SDK.
    let keys = aws.user("ana");
    let brs = brs
        .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
        .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key);
    assert_eq!(arn(&brs.run(&["whoami"])), ANA);
}

#[test]
fn whoami_without_a_source_takes_the_flags_that_change_something() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let process = process("", " --profile base");
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{process}"));
    // They reach through the line that serves the profile.
    let line = ["whoami", "--profile", "dev", "--region", "us-east-1"];
    assert_eq!(arn(&brs.run(&line)), DEPLOY);
    let regions: Vec<String> = (aws.requests().into_iter())
        .map(|request| request.region)
        .collect();
    assert_eq!(regions, ["us-east-1", "us-east-1"]);
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{process}"));
    // About credentials that are cached and renewed, which a source has.
    for flag in [
        "--advisory-timeout",
        "--mandatory-timeout",
        "--min-ttl",
        "--cache-dir",
        "--no-cache",
        "--force-refresh",
    ] {
        let hint = format!("{flag} stands behind the word: brs whoami sts {flag} …");
        let said = format!("unexpected argument '{flag}' found\n{hint}");
        for line in [
            &["whoami", flag][..],
            &["whoami", flag, "sts", "--role-arn", DEPLOY],
        ] {
            refuses(&aws, &brs, || brs.run(line), 2, &said);
        }
    }
    // Likewise in front of a source alone.
    for line in [&["--region", "x", "sts"][..], &["--region", "x"]] {
        let said = "unexpected argument '--region' found\n\
                    --region stands behind the word: brs sts --region …";
        refuses(&aws, &brs, || brs.run(line), 2, said);
    }
    let heeded = ["whoami", "--profile", "base", "--region", "us-east-1"];
    assert_eq!(arn(&brs.run(&heeded)), ANA);
    assert_eq!(aws.requests().pop().unwrap().region, "us-east-1");
    let allowed = ["whoami", "--profile", "dev", "-v", "--output", "json"];
    let outcome = brs.run(&allowed);
    let answer: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!((outcome.code, &answer["Arn"]), (Some(0), &DEPLOY.into()));
}

#[test]
fn what_no_sdk_can_read_is_not_answered_for() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let output = process("", " --profile base --output env");
    let plain = process("", " --profile base");
    brs.append_config(&format!(
        "[profile shell]\nregion = eu-west-1\n{output}[profile dev]\nregion = eu-west-1\n{plain}"
    ));
    let said = |profile: &str, given: &str| {
        format!(
            "credential_process of profile '{profile}': no SDK can read what it prints: \
             {given} is not process\ntake {given} away"
        )
    };
    let line = ["whoami", "--profile", "shell"];
    refuses(&aws, &brs, || brs.run(&line), 2, &said("shell", "--output"));
    let brs = brs.set("BRS_OUTPUT", "json");
    let line = ["whoami", "--profile", "dev"];
    refuses(&aws, &brs, || brs.run(&line), 2, &said("dev", "BRS_OUTPUT"));
}

#[test]
fn what_is_wrong_behind_a_profile_is_told_as_that_profiles() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws).set("AWS_PROFILE", "dev");
    let process = process("", " --profile bsae");
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{process}"));
    let said = "credential_process of profile 'dev': there is no profile 'bsae' \
                in ~/.aws/config or ~/.aws/credentials\nthere is one named base";
    refuses(&aws, &brs, || brs.run(&["whoami"]), 2, said);
}

#[test]
fn another_brs_than_this_one_is_a_program_like_others() {
    let aws = LocalAws::start();
    for path in ["/nowhere/brs", "~/bin/brs"] {
        let brs = Brs::with(&aws);
        brs.append_config(&format!(
            "[profile dev]\nregion = eu-west-1\ncredential_process = {path} sts --role-arn {ROLE}\n"
        ));
        let line = ["whoami", "--profile", "dev"];
        let outcome = brs.run(&line);
        let said = format!("credential_process of profile 'dev': {path}: there is no such file");
        outcome.fails_saying(2, &[&said]);
    }
    let brs = Brs::with(&aws);
    let copy = brs.path("brs").display().to_string();
    std::fs::copy(std::fs::canonicalize(program()).unwrap(), &copy).unwrap();
    brs.append_config(&format!(
        "[profile dev]\nregion = eu-west-1\ncredential_process = {copy} sts --role-arn {ROLE} --profile base\n"
    ));
    assert_eq!(arn(&brs.run(&["whoami", "--profile", "dev"])), DEPLOY);
}

#[test]
fn brs_behind_env_is_recognised_and_run_where_env_changes_something() {
    let directory = program().parent().unwrap().display().to_string();
    let plain = process("", "");
    let by_name = plain.replace(&program().display().to_string(), "brs");
    let in_path = by_name.replace("= brs", &format!("= env PATH={directory} brs"));
    for (process, answers) in [
        (process("env ", ""), true),
        (process("/usr/bin/env -- ", ""), true),
        (process("env AWS_REGION=us-east-1 ", ""), true),
        (process("env -u AWS_PROFILE ", ""), true),
        (process("env -i HOME=/nowhere ", ""), false),
        (process("env --unset=AWS_PROFILE -C / env ", ""), true),
        (in_path, true),
    ] {
        let aws = LocalAws::start();
        let keys = keys_of(&aws.user("ana"));
        let brs = home(&aws).set("AWS_PROFILE", "dev");
        brs.append_config(&format!(
            "[default]\nregion = eu-west-1\n{keys}[profile dev]\nregion = eu-west-1\n{process}"
        ));
        let outcome = brs.run(&["whoami"]);
        if answers {
            assert_eq!(arn(&outcome), DEPLOY, "{process}");
        } else {
            outcome.fails_saying(
                1,
                &["credential_process of profile 'dev': ", "exited with 2"],
            );
        }
        // What serves the profile has its base in the default one.
        brs.run(&["sts", "--role-arn", ROLE]).prints();
    }
}
