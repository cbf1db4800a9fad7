//! The token file of an SSO session belongs to others as well: the AWS SDK for
//! Python writes and reads it between our runs, and every run may be killed.

mod support;

use local_aws::LocalAws;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use support::points::{Point, kill_at, points};
use support::sso::{ACCOUNT, CANNOT, calls, log_in, logged_in, run, save, saved, text, token_file};
use support::{Brs, Outcome, finish, program};

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

/// A renewal, killed before each of its system calls from the moment on when
/// it has looked at the token.
#[test]
fn a_renewal_can_be_killed_anywhere() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let program = program();
    let ask = [program.to_str().unwrap(), "profile", "reader"];
    let name = token_file(&brs, "corp");
    let all = points(&brs, &ask);
    let first = all
        .iter()
        .position(|point| point.line.contains(name.to_str().unwrap()));
    let points = &all[first.expect("it looks at the token")..];
    assert!(
        points.len() > 60,
        "{} points are not a renewal",
        points.len()
    );
    let (mut reached, mut kept, mut lost, mut renewed) = (0, 0, Vec::new(), 0);
    for point in points {
        let _ = fs::remove_dir_all(brs.path(".cache"));
        for left in fs::read_dir(name.parent().unwrap()).unwrap() {
            fs::remove_file(left.unwrap().path()).unwrap();
        }
        let login = log_in(&brs, &aws, -10);
        let old = text(&brs);
        let before = aws.requests().len();
        reached += usize::from(kill_at(&brs, point, &ask));
        check_names(&brs, point);
        let created = aws.requests().into_iter().skip(before);
        let created: Vec<_> = created.filter(|r| r.action == "CreateToken").collect();
        assert!(created.len() <= 1, "{point:?}");
        let now = saved(&brs);
        // Old, or new and whole.
        let is_old = text(&brs) == old;
        if !is_old {
            assert_eq!(
                now["accessToken"],
                created[0].secrets[0].as_str(),
                "{point:?}"
            );
            assert_eq!(
                now["refreshToken"],
                created[0].secrets[1].as_str(),
                "{point:?}"
            );
            assert_eq!(
                now["clientSecret"],
                login.client_secret.as_str(),
                "{point:?}"
            );
        }
        let calls_before = calls(&aws).0;
        let next = run(&brs, "reader", &[]);
        let calls_more = calls(&aws).0 - calls_before;
        match (is_old, created.is_empty()) {
            (true, true) => kept += 1,
            (false, _) => renewed += 1,
            // It was asked for, and had not arrived: nobody can have it.
            (true, false) => {
                lost.push(point.number);
                next.fails_saying(1, &[CANNOT, "invalid_grant", "aws sso login"]);
                continue;
            }
        }
        next.prints();
        assert_eq!(calls_more, usize::from(is_old), "{point:?}");
        assert_eq!(next.document()["AccountId"], ACCOUNT);
    }
    assert!(
        reached * 100 >= points.len() * 98,
        "{reached} of {}",
        points.len()
    );
    assert!(kept > 10 && renewed > 10, "{kept} before, {renewed} after");
    // Between the request and the new name there is little to do.
    assert!(
        lost.len() < points.len() / 3,
        "{lost:?} of {}",
        points.len()
    );
}

/// What is left beside the token is for its owner alone.
fn check_names(brs: &Brs, point: &Point) {
    let path = token_file(brs, "corp");
    for left in fs::read_dir(path.parent().unwrap()).unwrap() {
        let mode = left.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{point:?}");
    }
}
