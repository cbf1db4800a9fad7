//! Crowds in bad times: an issuer that fails or hangs, a lock that is never
//! released, a cache that takes nothing.
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use local_aws::{Fault, LocalAws};
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::herd::{alone, crowd, lines, nothing_is_left_behind, one_line};
use support::{Brs, Outcome};

/// What most tests call a crowd.
const CROWD: usize = 200;
/// "A handful of calls", whatever the size of the crowd.
const HANDFUL: usize = 10;

/// All runs failed, each with one line that has these words, in this time.
#[track_caller]
fn all_fail_saying(outcomes: &[Outcome], words: &[&str], within: Duration) {
    for outcome in outcomes {
        outcome.fails_saying(1, &["brs: error: "]);
        // One line, and at most one hint.
        let (_, rest) = outcome.stderr.split_once('\n').unwrap();
        assert!(
            rest.is_empty() || (rest.starts_with("brs: hint: ") && rest.lines().count() == 1),
            "{outcome:?}"
        );
        assert!(
            words.iter().any(|words| outcome.stderr.contains(words)),
            "{outcome:?}"
        );
        assert!(outcome.took < within, "{outcome:?}");
    }
}

#[test]
fn an_issuer_that_fails_is_asked_a_handful_of_times() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(Fault::InternalError));
    let outcomes = crowd(&brs, CROWD, &[]);
    all_fail_saying(&outcomes, &["InternalFailure"], Duration::from_secs(20));
    let calls = aws.calls("AssumeRole");
    assert!((1..=HANDFUL).contains(&calls), "{calls} calls");
    assert_eq!(brs.entries(), Vec::<PathBuf>::new());
    nothing_is_left_behind(&brs);
}

#[test]
fn an_issuer_that_cannot_be_reached_is_tried_a_handful_of_times() {
    let _alone = alone();
    // Bound and let go again: nobody listens there.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let aws = LocalAws::start();
    let brs = Brs::with(&aws).set("AWS_ENDPOINT_URL_STS", &format!("http://{closed}"));
    let outcomes = crowd(&brs, CROWD, &[]);
    all_fail_saying(&outcomes, &["connection refused"], Duration::from_secs(20));
    // Nobody counts connections that were refused; brs counts the refreshes
    // that failed, of up to three connections each.
    let failures = state(&brs)["failures"].as_u64().unwrap();
    assert!((1..=3).contains(&failures), "{failures} refreshes");
    assert_eq!(aws.connections(), 0);
    nothing_is_left_behind(&brs);
}

#[test]
fn an_issuer_that_hangs_is_asked_a_handful_of_times() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(Fault::Hang));
    let outcomes = crowd(&brs, CROWD, &["--timeout", "8"]);
    // 10 s for a crowd to start and to end on a busy machine.
    let words = ["timed out", "for too long"];
    all_fail_saying(&outcomes, &words, Duration::from_secs(8 + 10));
    let calls = aws.calls("AssumeRole");
    assert!((1..=HANDFUL).contains(&calls), "{calls} calls");
    assert!(
        aws.connections() <= HANDFUL,
        "{} connections",
        aws.connections()
    );
    nothing_is_left_behind(&brs);
}

#[test]
fn credentials_that_live_outlast_an_outage() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let old = brs.plant(3000, 600);
    let before = fs::read(brs.entry()).unwrap();
    aws.set_fault(Some(Fault::InternalError));
    let outcomes = crowd(&brs, CROWD, &[]);
    assert_eq!(one_line(&outcomes), old);
    let calls = aws.calls("AssumeRole") - 1;
    assert!(calls <= HANDFUL, "{calls} calls");
    // On a very busy machine who tries may not even get through.
    let failures = state(&brs)["failures"].as_u64().unwrap();
    assert!((1..=3).contains(&failures), "{failures} refreshes");
    assert_eq!(fs::read(brs.entry()).unwrap(), before);
    nothing_is_left_behind(&brs);
}

#[test]
fn a_lock_that_is_never_released_holds_nobody_up_for_ever() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let old = brs.plant(3540, 60);
    let hostage = hostage(&brs.entry());
    aws.set_delay(Duration::from_millis(300));
    let outcomes = crowd(&brs, 50, &["--timeout", "7"]);
    assert_ne!(one_line(&outcomes), old);
    // They wait for a part of their 7 seconds, and keep the rest for the fetch.
    assert!(
        outcomes[0].took >= Duration::from_secs(2),
        "{:?}",
        outcomes[0]
    );
    assert!(
        outcomes[49].took < Duration::from_secs(7 + 10),
        "{:?}",
        outcomes[49]
    );
    assert_eq!(
        aws.calls("AssumeRole"),
        2,
        "the first and one for all of them"
    );
    nothing_is_left_behind(&brs);
    drop(hostage);
    assert_eq!(brs.run_sts(&[]).prints(), outcomes[0].stdout);
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn a_lock_that_is_never_released_is_no_matter_while_credentials_live() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let old = brs.plant(3000, 600);
    let _hostage = hostage(&brs.entry());
    let outcomes = crowd(&brs, 10, &[]);
    assert_eq!(one_line(&outcomes), old);
    // Less than anybody who waits for a lock would wait.
    assert!(
        outcomes[9].took < Duration::from_secs(10),
        "{:?}",
        outcomes[9]
    );
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_cache_that_takes_nothing_leaves_nobody_without_credentials() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    // No file can take the place of a directory: locks are to be had, and
    // nothing can be saved. (Permissions would not stop root.)
    let entry = brs.entry();
    for path in [entry.with_extension("state"), entry] {
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
    }
    aws.set_delay(Duration::from_millis(300));
    let outcomes = crowd(&brs, 50, &["--timeout", "7"]);
    assert_eq!(lines(&outcomes).len(), 50);
    assert_eq!(aws.calls("AssumeRole"), 1 + 50);
    nothing_is_left_behind(&brs);
}

/// Takes the lock of an entry, as a program that never gives it back.
#[expect(clippy::disallowed_methods, reason = "it is no lock of brs's")]
fn hostage(entry: &Path) -> File {
    let file = File::options()
        .write(true)
        .open(entry.with_extension("lock"))
        .unwrap();
    file.try_lock().unwrap();
    file
}

fn state(brs: &Brs) -> serde_json::Value {
    let mut states = brs
        .files()
        .into_iter()
        .filter(|name| name.ends_with(".state"));
    let state = states.next().unwrap();
    assert_eq!(states.next(), None);
    serde_json::from_slice(&fs::read(brs.cache().join(state)).unwrap()).unwrap()
}
