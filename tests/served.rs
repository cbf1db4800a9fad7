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
fn whoami_without_a_source_refuses_flags_that_would_change_nothing() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let process = process("", " --profile base");
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{process}"));
    for (flag, value) in [
        ("--region", Some("us-east-1")),
        ("--endpoint-url", Some("http://127.0.0.1:1")),
        ("--ca-bundle", Some("ca.pem")),
        ("--use-fips-endpoint", None),
        ("--max-attempts", Some("1")),
        ("--connect-timeout", Some("1")),
        ("--timeout", Some("10")),
    ] {
        let mut line = vec!["whoami", "--profile", "dev", flag];
        line.extend(value);
        let hint = format!("give the source itself: brs whoami sts {flag} …");
        let reason = "profile 'dev' is served by a command line of its own";
        let said = format!("{flag} needs a source: {reason}\n{hint}");
        refuses(&aws, &brs, || brs.run(&line), 2, &said);
    }
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
fn another_brs_than_this_one_is_told_apart() {
    let aws = LocalAws::start();
    let here = std::fs::canonicalize(program()).unwrap();
    let hint = format!("give it the whole path of this one: {}", here.display());
    for (path, what) in [
        ("/nowhere/brs", "runs /nowhere/brs, which is not there"),
        ("~/bin/brs", "runs ~/bin/brs, which is not there"),
        ("COPY", "runs another brs than this one: COPY"),
    ] {
        let brs = Brs::with(&aws);
        let copy = brs.path("brs").display().to_string();
        std::fs::copy(&here, &copy).unwrap();
        let (path, what) = (path.replace("COPY", &copy), what.replace("COPY", &copy));
        brs.append_config(&format!(
            "[profile dev]\nregion = eu-west-1\ncredential_process = {path} sts --role-arn {ROLE}\n"
        ));
        let said = format!("credential_process of profile 'dev' {what}\n{hint}")
            .replace(brs.path("").to_str().unwrap(), "~/");
        let line = ["whoami", "--profile", "dev"];
        refuses(&aws, &brs, || brs.run(&line), 2, &said);
    }
}

#[test]
fn brs_behind_env_is_recognised_and_not_answered_for() {
    let directory = program().parent().unwrap().display().to_string();
    let plain = process("", "");
    let by_name = plain.replace(&program().display().to_string(), "brs");
    let in_path = by_name.replace("= brs", &format!("= env PATH={directory} brs"));
    for (process, plainly) in [
        (process("env ", ""), true),
        (process("/usr/bin/env -- ", ""), true),
        (process("env AWS_REGION=us-east-1 ", ""), false),
        (process("env -u AWS_PROFILE ", ""), false),
        (process("env -i HOME=/nowhere ", ""), false),
        (process("env --unset=AWS_PROFILE -C / env ", ""), false),
        (in_path, false),
    ] {
        let aws = LocalAws::start();
        let keys = keys_of(&aws.user("ana"));
        let brs = home(&aws).set("AWS_PROFILE", "dev");
        brs.append_config(&format!(
            "[default]\nregion = eu-west-1\n{keys}[profile dev]\nregion = eu-west-1\n{process}"
        ));
        if plainly {
            assert_eq!(arn(&brs.run(&["whoami"])), DEPLOY, "{process}");
        } else {
            let said = "cannot answer for profile 'dev': its credential_process changes brs's environment\n\
                        ask with the same words: env … brs whoami sts …";
            refuses(&aws, &brs, || brs.run(&["whoami"]), 1, said);
        }
        // What serves the profile has its base in the default one.
        brs.run(&["sts", "--role-arn", ROLE]).prints();
    }
}
