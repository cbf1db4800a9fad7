//! Clocks that jump, between two runs and under a server that keeps its own
//! time: nothing is printed that ends too soon by either clock, nobody asks in
//! circles, and what the clock has spoilt heals.

mod support;

use brs::refresh::Timestamp;
use local_aws::{Fault, LocalAws};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Brs, Outcome, finish, now};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Seconds that the local clock jumps.
const JUMPS: [i64; 12] = [
    1,
    -1,
    14 * MINUTE,
    -14 * MINUTE,
    16 * MINUTE,
    -16 * MINUTE,
    50 * MINUTE,
    -50 * MINUTE,
    2 * HOUR,
    -2 * HOUR,
    400 * DAY,
    -400 * DAY,
];
/// The least that is left of what is printed, where an hour is granted:
/// the mandatory timeout, but for the seconds that a run takes.
const LEAST: i64 = 120 - 10;

/// The library that shifts a program's clock.
fn library() -> PathBuf {
    let places = [
        "/usr/lib",
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
    ];
    let mut paths = places
        .iter()
        .map(|place| Path::new(place).join("faketime/libfaketime.so.1"));
    let found = paths.find(|path| path.exists());
    found.expect("libfaketime is missing: run scripts/setup")
}

/// Shifts the clock of a program, and neither its timers nor its files.
fn shifted(mut command: Command, by: i64) -> Command {
    command
        .env("LD_PRELOAD", library())
        .env("FAKETIME", format!("{by:+}"))
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .env("NO_FAKE_STAT", "1");
    command
}

fn run(brs: &Brs, by: i64, more: &[&str]) -> Outcome {
    finish(shifted(brs.command(&brs.sts(more)), by).spawn().unwrap())
}

/// When what was printed ends.
fn expiration(outcome: &Outcome) -> i64 {
    let document = outcome.document();
    let expiration = document["Expiration"].as_str().unwrap();
    Timestamp::parse(expiration).unwrap().seconds()
}

/// What was printed lives, by the clock of the machine and by the server's;
/// else nothing was, and the clock is named.
#[track_caller]
fn is_sound(outcome: &Outcome, local: i64, server: i64, what: &str) {
    if outcome.code == Some(0) {
        let ends = expiration(outcome);
        let left = (ends - now() - local).min(ends - now() - server);
        assert!(left >= LEAST, "{what}: {left} s left: {outcome:?}");
    } else {
        outcome.fails_saying(1, &["brs: hint: set the clock of this machine: it is "]);
    }
}

#[test]
fn the_clock_is_shifted_by_as_much_as_was_asked_for() {
    let brs = Brs::new();
    for jump in JUMPS {
        let date = brs.other(Path::new("date"), &["+%s"]);
        let outcome = finish(shifted(date, jump).spawn().unwrap());
        let shown: i64 = outcome.stdout.trim().parse().unwrap();
        assert!((shown - now() - jump).abs() <= 10, "{jump}: {outcome:?}");
    }
}

#[test]
fn a_clock_that_jumps_between_two_runs_misleads_nobody() {
    for jump in JUMPS {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        let what = format!("a jump of {jump} s");
        let first = run(&brs, 0, &[]);
        is_sound(&first, 0, 0, &what);
        for _ in 0..3 {
            let calls = aws.calls("AssumeRole");
            let jumped = run(&brs, jump, &[]);
            is_sound(&jumped, jump, 0, &what);
            // A signature of the wrong time is refused once, and put right.
            assert!(aws.calls("AssumeRole") <= calls + 2, "{what}");
            // Five minutes are nothing; more into the past is no issue time.
            if jump == -1 || (0..=44 * MINUTE).contains(&jump) {
                assert_eq!(jumped.prints(), first.prints(), "{what}");
            } else if jump < 0 {
                assert_ne!(jumped.prints(), first.prints(), "{what}");
            }
            // An hour that is over by the local clock cannot be had.
            assert_eq!(jumped.code, Some(i32::from(jump >= HOUR)), "{what}");
        }
        // Put right again.
        let calls = aws.calls("AssumeRole");
        let back = run(&brs, 0, &[]);
        is_sound(&back, 0, 0, &what);
        assert_eq!(run(&brs, 0, &[]).prints(), back.prints(), "{what}");
        assert!(aws.calls("AssumeRole") <= calls + 1, "{what}");
    }
}

#[test]
fn a_jump_that_both_clocks_make_is_time_that_passes() {
    for jump in JUMPS {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        let first = run(&brs, 0, &[]);
        aws.set_date_skew(jump);
        let kept = jump == -1 || (0..40 * MINUTE).contains(&jump);
        for _ in 0..2 {
            let jumped = run(&brs, jump, &[]);
            jumped.prints();
            is_sound(&jumped, jump, jump, &format!("{jump} s"));
            assert_eq!(jumped.stdout == first.stdout, kept, "{jump} s");
        }
        let calls = if kept { 1 } else { 2 };
        assert_eq!(aws.calls("AssumeRole"), calls, "{jump} s");
    }
}

#[test]
fn a_clock_that_is_off_by_more_than_five_minutes_is_named() {
    for jump in JUMPS {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        let cold = run(&brs, jump, &["-v"]);
        let direction = if jump > 0 { "ahead of" } else { "behind" };
        let named = (-10..=10).any(|off| {
            let seconds = jump.abs() + off;
            let warned =
                format!("the clock of this machine is {seconds} s {direction} the issuer's");
            let hinted = format!("set the clock of this machine: it is {seconds} s {direction}");
            cold.stderr.contains(&warned) || cold.stderr.contains(&hinted)
        });
        assert_eq!(named, jump.abs() > 5 * MINUTE, "{jump} s: {cold:?}");
        assert!(aws.calls("AssumeRole") <= 2, "{jump} s");
    }
}

#[test]
fn a_server_whose_clock_is_off_is_believed_no_longer_than_ours() {
    for skew in [20 * MINUTE, -20 * MINUTE] {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        aws.set_date_skew(skew);
        let cold = brs.run_sts(&[]);
        is_sound(&cold, 0, skew, "cold");
        assert_eq!(brs.run_sts(&[]).prints(), cold.prints());
        assert_eq!(aws.calls("AssumeRole"), 2, "refused once, put right");
        for passed in [30 * MINUTE, 39 * MINUTE, 59 * MINUTE, 2 * HOUR] {
            aws.set_date_skew(skew + passed);
            let calls = aws.calls("AssumeRole");
            let later = run(&brs, passed, &[]);
            later.prints();
            is_sound(&later, passed, skew + passed, &format!("{skew} {passed}"));
            assert!(aws.calls("AssumeRole") <= calls + 2);
        }
    }
}

#[test]
fn years_that_are_far_away_are_years() {
    // 2038-01-19T03:14:07Z and the days after; 2100, which is no leap year.
    for then in [
        2_147_483_600,
        2_147_570_000,
        4_107_542_400 - 30,
        4_118_083_200,
    ] {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        let jump = then - now();
        aws.set_date_skew(jump);
        let cold = run(&brs, jump, &[]);
        is_sound(&cold, jump, jump, &format!("{then}"));
        assert!(expiration(&cold) - then >= HOUR - 10, "{cold:?}");
        assert_eq!(run(&brs, jump, &[]).prints(), cold.prints());
        assert_eq!(aws.calls("AssumeRole"), 1);
        // Back in our time it is from the future.
        aws.set_date_skew(0);
        let back = run(&brs, 0, &[]);
        is_sound(&back, 0, 0, "back");
        assert_eq!(run(&brs, 0, &[]).prints(), back.prints());
        assert_eq!(aws.calls("AssumeRole"), 2);
    }
}

#[test]
fn credentials_that_end_while_a_refresh_fails_are_not_printed() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    // They live when it begins, and it takes longer than that.
    aws.set_fault(Some(Fault::Hang));
    brs.plant(3597, 3);
    let outcome = brs.run_sts(&["--mandatory-timeout", "0"]);
    outcome.fails_saying(1, &["cannot assume ", "timed out after "]);
}
