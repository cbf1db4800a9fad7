//! Keys, profiles and files that do not help: one line that says which, and
//! nothing done.

mod support;

use local_aws::LocalAws;
use std::fs;
use support::refusal::refuses;
use support::spoil::chmod;
use support::{Brs, ROLE, finish};

#[test]
fn keys_that_are_missing_or_malformed() {
    const HINT: &str = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither";
    const MALFORMED: &str = "give it as AWS did, without quotes and spaces";
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    let (id, secret) = (keys.access_key_id.as_str(), keys.secret_access_key.as_str());
    let line = ["sts", "--role-arn", ROLE, "--region", "eu-west-1"];
    for (set, what) in [
        (
            [("AWS_ACCESS_KEY_ID", id), ("", "")],
            "has no secret access key beside its access key ID",
        ),
        (
            [("AWS_SECRET_ACCESS_KEY", secret), ("", "")],
            "has no access key ID",
        ),
        (
            [
                ("AWS_ACCESS_KEY_ID", "foo"),
                ("AWS_SECRET_ACCESS_KEY", secret),
            ],
            "has a malformed access key ID",
        ),
        (
            [("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", "a b")],
            "has a malformed secret access key",
        ),
    ] {
        let mut brs = Brs::new();
        for (name, value) in set {
            if !name.is_empty() {
                brs = brs.set(name, value);
            }
        }
        refuses(
            &aws,
            &brs,
            || brs.run(&line),
            2,
            &format!(
                "the environment {what}\n{}",
                if what.contains("malformed") {
                    MALFORMED
                } else {
                    HINT
                }
            ),
        );
    }
    let brs = Brs::new();
    let said = "there are no base credentials: none in the environment, no default profile, no web \
                identity, no container, instance metadata disabled\n\
                name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    refuses(&aws, &brs, || brs.run(&line), 2, said);
}

#[test]
fn profiles_that_do_not_help() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.append_config(
        "[profile half]\nregion = eu-west-1\naws_access_key_id = AKIAEXAMPLE000000001\n\
         [profile nowhere]\naws_access_key_id = AKIAEXAMPLE000000001\n\
         aws_secret_access_key = abcdefghijklmnopqrstuvwxyz0123456789ABCD\n\
         [profile keyless]\nregion = eu-west-1\n\
         [profile attempts]\nregion = eu-west-1\nmax_attempts = many\n\
         aws_access_key_id = AKIAEXAMPLE000000001\n\
         aws_secret_access_key = abcdefghijklmnopqrstuvwxyz0123456789ABCD\n",
    );
    const FILES: &str = "in ~/.aws/config or ~/.aws/credentials";
    for (name, code, said) in [
        (
            "bsae",
            2,
            format!("there is no profile 'bsae' {FILES}\nthere is one named base"),
        ),
        (
            "production",
            2,
            format!(
                "there is no profile 'production' {FILES}\nthere are: attempts, base, half, keyless, nowhere"
            ),
        ),
        (
            "a\u{1b}[2Jb\nc",
            2,
            format!(
                "there is no profile 'a\\u{{1b}}[2Jb c' {FILES}\nthere are: attempts, base, half, keyless, nowhere"
            ),
        ),
        (
            "half",
            2,
            "profile 'half' has no secret access key beside its access key ID".into(),
        ),
        (
            "nowhere",
            2,
            "there is no region to ask STS in\n\
             give one with --region, AWS_REGION or the profile's region"
                .into(),
        ),
        (
            "keyless",
            2,
            "profile 'keyless' has no credentials\n\
             give it keys, a role_arn, sso_session or credential_process, or name another with --profile"
                .into(),
        ),
        (
            "attempts",
            2,
            "invalid value 'many' for max_attempts of profile 'attempts': expected 1 to 100".into(),
        ),
    ] {
        let line = ["sts", "--role-arn", ROLE, "--profile", name];
        refuses(&aws, &brs, || brs.run(&line), code, &said);
    }
    let brs = brs.set("AWS_PROFILE", "bsae");
    let said = format!("AWS_PROFILE: there is no profile 'bsae' {FILES}\nthere is one named base");
    refuses(
        &aws,
        &brs,
        || brs.run(&["sts", "--role-arn", ROLE]),
        2,
        &said,
    );
}

#[test]
fn config_files_that_cannot_be_read() {
    let aws = LocalAws::start();
    for (text, said) in [
        (
            b"# fine\n[profile base]\nregion = \xff\n".as_slice(),
            "line 3 is not UTF-8\nsave the file as UTF-8",
        ),
        (
            b"[default]\nregion\n",
            "line 2: expected an '=' sign defining a property",
        ),
        (
            b"[default\nregion = x\n",
            "line 1: profile definition must end with ']'",
        ),
        (b"region = x\n", "line 1: expected a profile definition"),
    ] {
        for name in ["config", "credentials"] {
            let brs = Brs::with(&aws);
            fs::write(brs.path(".aws").join(name), text).unwrap();
            let said = format!("cannot read ~/.aws/{name}: {said}");
            refuses(&aws, &brs, || brs.run_sts(&[]), 2, &said);
        }
    }
    let brs = Brs::with(&aws);
    fs::remove_file(brs.path(".aws/config")).unwrap();
    fs::create_dir(brs.path(".aws/config")).unwrap();
    refuses(
        &aws,
        &brs,
        || brs.run_sts(&[]),
        2,
        "cannot read ~/.aws/config: is a directory",
    );

    let brs = Brs::with(&aws);
    fs::write(brs.path(".aws/config"), vec![b'#'; (4 << 20) + 1]).unwrap();
    refuses(
        &aws,
        &brs,
        || brs.run_sts(&[]),
        2,
        "cannot read ~/.aws/config: it is larger than 4 MiB",
    );
}

#[test]
fn a_config_file_that_we_may_not_read() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.give_away();
    chmod(&brs.path(".aws/config"), 0);
    let run = || finish(brs.command_as_nobody(&brs.sts(&[])).spawn().unwrap());
    refuses(
        &aws,
        &brs,
        run,
        2,
        "cannot read ~/.aws/config: permission denied",
    );
}

#[test]
fn policies_that_cannot_be_used() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    fs::write(brs.path("bad.json"), "{\"a\":\n}\n").unwrap();
    fs::write(brs.path("list.json"), "[]").unwrap();
    fs::write(brs.path("latin.json"), b"\xff").unwrap();
    for (flag, said) in [
        (
            "file://nowhere.json",
            "cannot use policy nowhere.json: no such file or directory",
        ),
        (
            "file://bad.json",
            "cannot use policy bad.json: not JSON: expected value at line 2 column 1",
        ),
        (
            "file://list.json",
            "cannot use policy list.json: it is JSON, but not an object",
        ),
        (
            "file://latin.json",
            "cannot use policy latin.json: it is not UTF-8",
        ),
        ("file://.aws", "cannot read .aws: is a directory"),
    ] {
        refuses(&aws, &brs, || brs.run_sts(&["--policy", flag]), 2, said);
    }
}

#[test]
fn a_heading_without_the_word_profile() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.append_config("[bare]\nregion = eu-west-1\n");
    let said = "there is no profile 'bare' in ~/.aws/config or ~/.aws/credentials\n\
                in the config file its heading is [profile bare]";
    let line = ["sts", "--role-arn", ROLE, "--profile", "bare"];
    refuses(&aws, &brs, || brs.run(&line), 2, said);
}

#[test]
fn a_profile_that_was_passed_over_is_named() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws).set("AWS_PROFILE", "dev");
    let program = support::program().display().to_string();
    brs.append_config(&format!(
        "[profile dev]\nregion = eu-west-1\ncredential_process = {program} sts --role-arn {ROLE}\n"
    ));
    let said = "there are no base credentials: none in the environment, brs itself serves profile \
                'dev', no default profile, no web identity, no container, instance metadata disabled\n\
                name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    let line = ["sts", "--role-arn", ROLE];
    refuses(&aws, &brs, || brs.run(&line), 2, said);
}
