//! Files that have no end, or that nobody ever writes to: never read, and never
//! waited for.

mod support;

use local_aws::LocalAws;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use support::{Brs, Outcome};
use tempfile::TempDir;

const REASON: &str = "it is not a regular file (pipes, devices and <(…) are not read)";

/// A pipe that nobody writes to.
fn pipe() -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("pipe");
    let status = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(status.success());
    (directory, path)
}

#[track_caller]
fn fails_at_once(outcome: &Outcome, line: &str) {
    outcome.fails(2, &format!("brs: error: {line}\n"));
    assert!(outcome.took < Duration::from_secs(5), "{outcome:?}");
}

#[test]
fn configuration_is_a_file_that_ends() {
    let aws = LocalAws::start();
    let (_directory, pipe) = pipe();
    for path in [pipe.to_str().unwrap(), "/dev/zero"] {
        for variable in ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] {
            let brs = Brs::with(&aws).set(variable, path);
            let line = format!("cannot read {path}: {REASON}");
            fails_at_once(&brs.run_sts(&[]), &line);
        }
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_policy_is_a_file_that_ends() {
    let aws = LocalAws::start();
    let (_directory, pipe) = pipe();
    let brs = Brs::with(&aws);
    for path in [pipe.to_str().unwrap(), "/dev/zero"] {
        let policy = format!("file://{path}");
        let line = format!("cannot read {path}: {REASON}");
        fails_at_once(&brs.run_sts(&["--policy", &policy]), &line);
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_bundle_is_a_file_that_ends() {
    let aws = LocalAws::start_tls();
    let (directory, pipe) = pipe();
    let large = directory.path().join("large");
    fs::File::create(&large).unwrap().set_len(5 << 20).unwrap();
    let brs = Brs::with(&aws);
    for (path, reason) in [
        (pipe.to_str().unwrap(), REASON),
        ("/dev/zero", REASON),
        (large.to_str().unwrap(), "it is larger than 4 MiB"),
    ] {
        let line = format!(
            "cannot assume {}: cannot read CA bundle {path}: {reason}",
            support::ROLE
        );
        fails_at_once(&brs.run_sts(&["--ca-bundle", path]), &line);
    }
    assert_eq!(aws.connections(), 0);
}

/// brs whose keys are in the environment.
fn without_profile(aws: &LocalAws) -> Brs {
    let keys = aws.user("ana");
    let brs = Brs::with(aws)
        .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
        .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key)
        .set("AWS_REGION", "eu-west-1");
    fs::remove_dir_all(brs.path(".aws")).unwrap();
    brs
}

#[test]
fn the_empty_device_stands_for_an_empty_file() {
    let aws = LocalAws::start();
    let brs = without_profile(&aws)
        .set("AWS_CONFIG_FILE", "/dev/null")
        .set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    brs.run(&["sts", "--role-arn", support::ROLE]).prints();
}

#[test]
fn a_directory_that_is_a_file_has_no_configuration() {
    let aws = LocalAws::start();
    let brs = without_profile(&aws);
    fs::write(brs.path(".aws"), "").unwrap();
    for _ in 0..2 {
        brs.run(&["sts", "--role-arn", support::ROLE]).prints();
    }
    assert_eq!(aws.calls("AssumeRole"), 1);
}
