//! Whatever the umask, only we can look: files 0600, directories 0700, from
//! the first run on and however many umasks there are.

mod support;

use local_aws::LocalAws;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Command;
use std::time::Duration;
use support::wrapped::NOBODY;
use support::{Brs, Outcome, finish};

const UMASKS: [&str; 5] = ["000", "022", "077", "177", "777"];

/// A home of the user nobody: to root, modes mean nothing.
fn home(aws: &LocalAws) -> Brs {
    let brs = Brs::with(aws);
    brs.give_away();
    brs.age_config();
    brs
}

fn command(brs: &Brs, umask: &str) -> Command {
    let script = format!("umask {umask}; exec \"$@\"");
    brs.command_as_nobody_under(&["sh", "-c", &script, "sh"], &brs.sts(&[]))
}

fn run(brs: &Brs, umask: &str) -> Outcome {
    finish(command(brs, umask).spawn().unwrap())
}

/// Directories on the way and both of ours, and these files.
#[track_caller]
fn only_we_can_look(brs: &Brs, kinds: &[&str], what: &str) {
    let mut found = Vec::new();
    let mut paths = vec![brs.path(".cache")];
    while let Some(path) = paths.pop() {
        let facts = fs::symlink_metadata(&path).unwrap();
        let expected = if facts.is_dir() { 0o40700 } else { 0o100_600 };
        let seen = (facts.mode(), facts.uid());
        assert_eq!(seen, (expected, NOBODY), "{what}: {path:?} {:o}", seen.0);
        if facts.is_dir() {
            let files = fs::read_dir(&path).unwrap();
            paths.extend(files.map(|file| file.unwrap().path()));
        } else {
            let extension = path.extension().unwrap_or_default();
            found.push(extension.to_str().unwrap().to_owned());
        }
    }
    found.sort();
    assert_eq!(found, kinds, "{what}");
}

const ALL: [&str; 4] = ["", "link", "lock", "state"];

#[test]
fn whatever_the_umask_only_we_can_look() {
    let aws = LocalAws::start();
    for umask in UMASKS {
        let brs = home(&aws);
        let calls = || aws.calls("AssumeRole");
        let before = calls();
        let line = run(&brs, umask).prints().to_owned();
        only_we_can_look(&brs, &ALL, &format!("cold under {umask}"));
        assert_eq!(run(&brs, umask).prints(), line);
        assert_eq!(calls(), before + 1, "a hit under {umask}");
        for remaining in [900, 30] {
            let old = brs.plant(3600 - remaining, remaining);
            assert_ne!(run(&brs, umask).prints(), old);
            only_we_can_look(&brs, &ALL, &format!("{remaining} s left under {umask}"));
        }
        assert_eq!(calls(), before + 3, "refreshes under {umask}");
    }
}

#[test]
fn processes_of_different_umasks_share() {
    let aws = LocalAws::start();
    let brs = home(&aws);
    let mut calls = 0;
    // Each is the first after each other.
    for first in UMASKS {
        for second in UMASKS {
            let _ = fs::remove_dir_all(brs.path(".cache"));
            let line = run(&brs, first).prints().to_owned();
            assert_eq!(run(&brs, second).prints(), line, "{first} {second}");
            calls += 1;
            assert_eq!(aws.calls("AssumeRole"), calls, "{first} {second}");
            brs.plant(3570, 30);
            let line = run(&brs, second).prints().to_owned();
            assert_eq!(run(&brs, first).prints(), line, "{first} {second}");
            calls += 1;
            assert_eq!(aws.calls("AssumeRole"), calls, "{first} {second}");
            only_we_can_look(&brs, &ALL, &format!("{first} {second}"));
        }
    }
    // And all of them at once, where one of them has been before: between the
    // making of a lock and the mending of its mode, under a umask that takes
    // away the owner's rights, others go on without it.
    aws.set_delay(Duration::from_millis(300));
    fs::remove_file(brs.entry()).unwrap();
    let running = UMASKS.map(|umask| command(&brs, umask).spawn().unwrap());
    let lines = running.map(|child| finish(child).prints().to_owned());
    assert!(lines.iter().all(|line| *line == lines[0]), "{lines:?}");
    assert_eq!(aws.calls("AssumeRole"), calls + 1);
}
