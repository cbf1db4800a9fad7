//! Crowds: hundreds of processes that want the same credentials at once.
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use std::path::Path;
use std::time::Duration;
use support::herd::{Herd, alone, crowd, lines, nothing_is_left_behind, one_line, until};
use support::{Brs, ROLE, program};

/// What most tests call a crowd.
const CROWD: usize = 200;

#[test]
fn a_cold_crowd_makes_one_call() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_delay(Duration::from_millis(300));
    let outcomes = crowd(&brs, CROWD, &[]);
    one_line(&outcomes);
    assert_eq!((outcomes.len(), aws.calls("AssumeRole")), (CROWD, 1));
    nothing_is_left_behind(&brs);
}

#[test]
fn in_the_advisory_window_one_refreshes_and_nobody_waits() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let old = brs.plant(3000, 600);
    aws.set_delay(Duration::from_millis(1500));
    let outcomes = crowd(&brs, CROWD, &[]);
    let lines = lines(&outcomes);
    assert_eq!(aws.calls("AssumeRole"), 2, "the first and one refresh");
    assert_eq!(lines.len(), 2, "{lines:?}");
    // The program that cargo builds for tests is so slow that the last of a
    // crowd may look only after STS has answered.
    let slow = program() == Path::new(env!("CARGO_BIN_EXE_brs"));
    let at_once = if slow { CROWD / 2 } else { CROWD - 1 };
    assert!(lines[old.as_str()] >= at_once, "{lines:?}");
    let new = lines.keys().find(|line| **line != old).unwrap();
    assert_eq!(brs.run_sts(&[]).prints(), *new);
}

#[test]
fn in_the_mandatory_window_all_wait_for_one_call() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let old = brs.plant(3540, 60);
    aws.set_delay(Duration::from_millis(300));
    let outcomes = crowd(&brs, CROWD, &[]);
    assert_ne!(one_line(&outcomes), old);
    assert_eq!(aws.calls("AssumeRole"), 2, "the first and one refresh");
    nothing_is_left_behind(&brs);
}

#[test]
fn each_key_is_fetched_once_and_nobody_gets_anothers() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_delay(Duration::from_millis(300));
    let roles: Vec<String> = (0..4).map(|number| format!("{ROLE}{number}")).collect();
    for role in &roles {
        aws.role(Role::new(role));
    }
    // By turns, so that all four are wanted from the beginning.
    let commands = (0..CROWD).map(|number| {
        let role = &roles[number % roles.len()];
        brs.command(&["sts", "--role-arn", role, "--profile", "base"])
    });
    let outcomes = Herd::gather(commands).run().finish();
    let lines = lines(&outcomes);
    assert_eq!(lines.values().collect::<Vec<_>>(), [&50; 4]);
    assert_eq!(aws.calls("AssumeRole"), 4);
    // Whose they are: STS knows which role each secret was issued for.
    for role in &roles {
        let own = brs.run(&["sts", "--role-arn", role, "--profile", "base"]);
        let document = own.document();
        let secret = document["SecretAccessKey"].as_str().unwrap();
        let requests = aws.requests();
        let issued = requests
            .iter()
            .find(|request| request.secrets.iter().any(|s| s == secret));
        assert_eq!(&issued.unwrap().parameters["RoleArn"], role);
        assert_eq!(lines[own.prints()], 50);
    }
    assert_eq!(aws.calls("AssumeRole"), 4);
}

#[test]
fn a_chain_is_fetched_once_hop_by_hop() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let second = format!("{ROLE}Next");
    aws.role(Role::new(&second).trusts(ROLE));
    aws.set_delay(Duration::from_millis(300));
    let outcomes = crowd(&brs, 50, &["--role-arn", &second]);
    one_line(&outcomes);
    let asked: Vec<_> = aws
        .requests()
        .iter()
        .map(|r| r.parameters["RoleArn"].clone())
        .collect();
    assert_eq!(asked, [ROLE, &second]);
    nothing_is_left_behind(&brs);
}

/// Each call but the first is made by a process that started after the answer
/// to the one before, and an answer takes a second: more than three calls
/// would need starts that lie three seconds apart.
#[test]
fn those_who_insist_share_what_was_issued_since_they_started() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let old = fs::read(brs.entry()).unwrap();
    aws.set_delay(Duration::from_secs(1));
    let outcomes = crowd(&brs, 50, &["--force-refresh"]);
    let calls = aws.calls("AssumeRole") - 1;
    assert!((1..=3).contains(&calls), "{calls} calls");
    let lines = lines(&outcomes);
    assert_eq!(lines.len(), calls, "{lines:?}");
    let old = String::from_utf8_lossy(&old);
    assert!(
        lines.keys().all(|line| !old.contains(line)),
        "nobody got the old ones"
    );
}

#[test]
fn when_the_holder_is_killed_another_takes_over() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    // So long that it cannot be over before it is killed.
    aws.set_delay(Duration::from_secs(5));
    let mut holder = brs.command(&brs.sts(&[])).spawn().unwrap();
    until("STS is asked", || aws.calls("AssumeRole") == 1);
    aws.set_delay(Duration::from_millis(300));
    let waiters = Herd::gather((0..50).map(|_| brs.command(&brs.sts(&[])))).run();
    waiters.wait_for_start();
    assert_eq!(aws.calls("AssumeRole"), 1, "they wait");
    holder.kill().unwrap();
    let killed = support::finish(holder);
    assert_eq!(
        (killed.code, killed.stdout.as_str(), killed.stderr.as_str()),
        (None, "", "")
    );
    one_line(&waiters.finish());
    assert_eq!(aws.calls("AssumeRole"), 2);
    nothing_is_left_behind(&brs);
}

/// Waiting for another process is no use where its credentials would not
/// arrive: after their time those who wait ask for themselves.
#[test]
fn without_a_cache_everybody_is_served_in_time() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_delay(Duration::from_millis(300));
    let outcomes = crowd(&brs, 50, &["--no-cache", "--timeout", "7"]);
    assert_eq!(lines(&outcomes).len(), 50);
    assert_eq!(aws.calls("AssumeRole"), 50);
}
