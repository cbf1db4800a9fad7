//! The token file of an SSO session belongs to others as well: the AWS SDK for
//! Python writes and reads it between our runs, and every run may be killed.

mod support;

use local_aws::{Fault, LocalAws};
use std::fs;
use std::time::Duration;
use support::refusal::listing;
use support::renewed::Renewed;
use support::sso::{CANNOT, calls, log_in, logged_in, run, save, saved, text, token_file};
use support::{Brs, Outcome, finish};

/// Who profile `reader` is, as boto3 finds it by itself.
fn boto3(brs: &Brs) -> Outcome {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/identity.py");
    let python = support::consumer::installed("target/venv/bin/python");
    finish(
        brs.other(&python, &[script, "--profile", "reader"])
            .spawn()
            .unwrap(),
    )
}

fn is_reader(outcome: &Outcome) {
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let arn = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Reader_";
    assert!(outcome.stdout.starts_with(arn), "{outcome:?}");
}

#[test]
fn brs_and_boto3_renew_one_token_by_turns() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    // boto3 renews it, and writes the file in its own way.
    is_reader(&boto3(&brs));
    assert_eq!(calls(&aws), (1, 1));
    let written = text(&brs);
    run(&brs, "reader", &[]).prints();
    assert_eq!((calls(&aws), text(&brs)), ((1, 2), written));
    // Then brs does, and boto3 takes that.
    let ended = saved(&brs)["expiresAt"].as_str().unwrap().to_owned();
    save(
        &brs,
        "corp",
        &text(&brs).replace(&ended, "2026-01-01T00:00:00Z"),
    );
    run(&brs, "writer", &[]).prints();
    assert_eq!(calls(&aws), (2, 3));
    let written = text(&brs);
    is_reader(&boto3(&brs));
    assert_eq!((calls(&aws), text(&brs)), ((2, 4), written));
    // And boto3 again, with the refresh token that brs has saved.
    let ended = saved(&brs)["expiresAt"].as_str().unwrap().to_owned();
    save(
        &brs,
        "corp",
        &text(&brs).replace(&ended, "2026-01-01T00:00:00Z"),
    );
    is_reader(&boto3(&brs));
    assert_eq!(calls(&aws), (3, 5));
}

#[test]
fn what_older_releases_of_the_aws_cli_wrote_is_read() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, 600);
    let old = login
        .cache_json()
        .replace(&login.expires_at, &login.expires_at.replace('Z', "UTC"));
    assert_ne!(old, login.cache_json());
    save(&brs, "corp", &old);
    run(&brs, "reader", &[]).prints();
    assert_eq!(calls(&aws), (0, 1));
}

#[test]
fn a_renewal_can_be_killed_anywhere() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let renewed = Renewed {
        aws: &aws,
        brs: &brs,
        profile: "reader",
        file: token_file(&brs, "corp"),
        action: "CreateToken",
        log_in: &|| drop(log_in(&brs, &aws, -10)),
        is_of: &|file, issued| {
            file["accessToken"] == issued[0].as_str()
                && file["refreshToken"] == issued[1].as_str()
                && file["registrationExpiresAt"].is_string()
        },
        over: [CANNOT, "invalid_grant", "aws sso login"],
    };
    renewed.kill_everywhere();
}

#[test]
fn a_renewal_that_is_never_answered_is_given_up_and_changes_nothing() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let before = listing(&brs.path(".aws"));
    aws.set_fault_of("CreateToken", Some(Fault::Hang));
    let outcome = run(&brs, "reader", &["--timeout", "1"]);
    // Longer than it was told: an answer that nobody waits for is lost.
    outcome.fails_saying(
        1,
        &[CANNOT, "it cannot be renewed: ", "timed out after 10 s"],
    );
    assert!(outcome.took < Duration::from_secs(40), "{outcome:?}");
    assert!(!outcome.stderr.contains("aws sso login"), "{outcome:?}");
    assert_eq!((calls(&aws), listing(&brs.path(".aws"))), ((1, 0), before));
    aws.set_fault_of("CreateToken", None);
    fs::remove_dir_all(brs.path(".cache")).unwrap();
    run(&brs, "reader", &[]).prints();
}
