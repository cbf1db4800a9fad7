//! Programs that do what they should not: each run of brs ends within its
//! deadline, nothing of the program is left, and nobody is kept waiting.

mod support;

use std::fs;
use std::time::Duration;
use support::Brs;
use support::custom::{assert_locks_are_free, assert_not_on_disk, custom, printing, start};
use support::mfa::{program, runs};
use support::terminal::{Ended, members, signal};

/// What a run may take beside its deadline: 3 s, and what a busy machine adds.
const GRACE: Duration = Duration::from_secs(6);

/// Runs a program that first writes down its process group; nothing of it is
/// left, and no lock is held.
fn misbehaving(brs: &Brs, flags: &[&str], script: &str) -> Ended {
    let path = program(brs, "broker", &format!("echo $$ >group; {script}"));
    let ended = start(brs, &custom(flags, &[&path])).finish();
    let group = fs::read_to_string(brs.path("group")).unwrap();
    let left = members(group.trim().parse().unwrap());
    assert_eq!(left, Vec::<String>::new(), "{script}: {ended:?}");
    assert_locks_are_free(brs);
    assert_eq!(
        brs.entries().len(),
        usize::from(ended.status == Some(0)),
        "{script}"
    );
    ended
}

#[track_caller]
fn fails(brs: &Brs, ended: &Ended, why: &str) {
    let path = brs.path("broker");
    let said = format!("brs: error: cannot run {}: {why}\n", path.display());
    assert_eq!(
        (ended.status, &*ended.stdout, &*ended.stderr),
        (Some(1), "", &*said),
        "{ended:?}"
    );
}

#[test]
fn a_program_that_fails_is_told_and_ended_with_all_it_has_started() {
    let document = printing(3600);
    for (script, why) in [
        ("exit 7", "it exited with 7"),
        ("echo sorry >&2; exit 7", "it exited with 7: sorry"),
        ("kill -KILL $$", "it was ended by signal 9"),
        ("kill -SEGV $$", "it was ended by signal 11"),
        (&*format!("{document}; exit 1"), "it exited with 1"),
        ("sleep 100 & exit 3", "it exited with 3"),
        // It reads, and there is nothing.
        ("read -r word || exit 4", "it exited with 4"),
        (
            "echo key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, code 123456 >&2; exit 1",
            "it exited with 1: key …, code …",
        ),
        (
            "head -c 1000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2; echo enough >&2; exit 1",
            "it exited with 1: enough",
        ),
    ] {
        let brs = Brs::new();
        let ended = misbehaving(&brs, &[], script);
        fails(&brs, &ended, why);
        assert!(ended.took < Duration::from_secs(10), "{script}: {ended:?}");
        assert_not_on_disk(&brs, &["wJalrXUtnFEMI", "123456"]);
    }
}

#[test]
fn a_program_that_does_not_end_is_ended_at_the_deadline() {
    let late = "it took longer than";
    for script in [
        "sleep 100",
        "while :; do printf x; sleep 0.1; done",
        "trap '' TERM INT HUP QUIT; while :; do sleep 1; done",
        "exec >&- 2>&-; sleep 100",
        "kill -STOP $$",
        "(trap '' TERM; sleep 100) & (trap '' TERM; sleep 100) & wait",
        "while :; do cat /dev/null; done",
    ] {
        let brs = Brs::new();
        let ended = misbehaving(&brs, &["--timeout", "1"], script);
        assert_eq!((ended.status, &*ended.stdout), (Some(1), ""), "{ended:?}");
        assert!(ended.stderr.contains(late), "{script}: {ended:?}");
        assert!(
            ended.took < Duration::from_secs(1) + GRACE,
            "{script}: {ended:?}"
        );
    }
}

#[test]
fn a_flood_is_cut_off() {
    for script in ["yes", "head -c 10000000000 /dev/zero", "yes & sleep 1"] {
        let brs = Brs::new();
        let ended = misbehaving(&brs, &["--timeout", "20"], script);
        fails(&brs, &ended, "it printed more than 65536 bytes");
        assert!(ended.took < Duration::from_secs(10), "{script}: {ended:?}");
    }
    // On standard error it is none.
    let brs = Brs::new();
    let script = format!("yes secret | head -c 10000000 >&2; {}", printing(3600));
    let ended = misbehaving(&brs, &["--timeout", "20"], &script);
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""), "{ended:?}");
}

#[test]
fn what_a_program_leaves_behind_is_not_waited_for() {
    let document = printing(3600);
    for script in [
        format!("sleep 100 & {document}"),
        format!("(trap '' TERM HUP; while :; do sleep 1; done) & {document}"),
        // It closes what it prints to before it ends.
        format!("{document}; exec >&-; sleep 0.3"),
        format!("(while :; do echo noise >&2; done) & {document}"),
    ] {
        let brs = Brs::new();
        let ended = misbehaving(&brs, &["--timeout", "20"], &script);
        assert_eq!(
            (ended.status, &*ended.stderr),
            (Some(0), ""),
            "{script}: {ended:?}"
        );
        assert!(ended.took < Duration::from_secs(10), "{script}: {ended:?}");
    }
}

#[test]
fn a_daemon_holds_neither_brs_nor_its_lock() {
    let brs = Brs::new();
    let script = format!(
        "setsid sh -c 'echo $$ >daemon; exec sleep 60' & until test -s daemon; do sleep 0.01; done; {}",
        printing(3600)
    );
    let ended = misbehaving(&brs, &["--timeout", "20"], &script);
    let daemon: u32 = fs::read_to_string(brs.path("daemon"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let is_there = members(daemon).len() == 1;
    if is_there {
        signal(daemon, "KILL");
    }
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""), "{ended:?}");
    assert!(ended.took < Duration::from_secs(10), "{ended:?}");
    // It has left the group on purpose, and holds what it was given.
    assert!(is_there, "the daemon was there to hold something");
}

#[test]
fn a_signal_that_ends_brs_ends_the_program_and_frees_the_lock() {
    for script in ["sleep 100", "trap '' TERM; sleep 100 & wait; sleep 100"] {
        let brs = Brs::new();
        let path = program(&brs, "broker", &format!("echo $$ >group; {script}"));
        let running = start(&brs, &custom(&[], &[&path]));
        support::herd::until("it runs", || {
            fs::read_to_string(brs.path("group")).is_ok_and(|text| text.ends_with('\n'))
        });
        running.signal("TERM");
        let ended = running.finish();
        assert_eq!((ended.status, &*ended.stdout), (Some(143), ""), "{ended:?}");
        let group = fs::read_to_string(brs.path("group")).unwrap();
        assert_eq!(members(group.trim().parse().unwrap()), Vec::<String>::new());
        assert_locks_are_free(&brs);
    }
}

#[test]
fn programs_that_run_brs_for_themselves_are_a_circle() {
    let brs = Brs::new();
    let itself = support::program();
    let path = brs.path("broker").display().to_string();
    program(
        &brs,
        "broker",
        &format!("exec {} custom -- {path}", itself.display()),
    );
    let ended = start(&brs, &custom(&[], &[&path])).finish();
    assert_eq!((ended.status, &*ended.stdout), (Some(1), ""), "{ended:?}");
    for said in [
        &*format!("cannot run {path}: it exited with 2: cannot obtain the credentials of "),
        "a program that brs runs for it runs brs for it again (BRS_CHAIN: ",
    ] {
        assert!(ended.stderr.contains(said), "{ended:?}");
    }
    assert!(ended.took < Duration::from_secs(10), "{ended:?}");
    assert_eq!(runs(&brs), 1);
    // One that differs each time is noticed as well.
    let brs = Brs::new();
    let path = brs.path("broker").display().to_string();
    let further = format!(
        "exec {} custom --timeout 50 -- {path} \"x$1\"",
        itself.display()
    );
    program(&brs, "broker", &further);
    let ended = start(&brs, &custom(&[], &[&path])).finish();
    assert_eq!((ended.status, &*ended.stdout), (Some(1), ""), "{ended:?}");
    assert!(
        ended
            .stderr
            .contains("brs runs a program that runs brs, 8 times over"),
        "{ended:?}"
    );
    assert_eq!(runs(&brs), 8);
    // One in another is neither.
    let brs = Brs::new();
    let inner = program(&brs, "inner", &printing(3600));
    let outer = format!("exec {} custom --command '{inner}'", itself.display());
    let outer = program(&brs, "outer", &outer);
    let first = brs.run(&custom(&[], &[&outer])).prints().to_owned();
    assert_eq!(brs.run(&custom(&[], &[&inner])).prints(), first);
    assert_eq!((runs(&brs), brs.entries().len()), (2, 2));
}
