//! What a program has printed is cached as any other source's credentials are:
//! by everything that makes two requests differ, and shared by a crowd.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;
use support::custom::{assert_not_on_disk, broker, custom, let_it_settle, links, printing};
use support::herd::{Herd, alone, nothing_is_left_behind, one_line};
use support::mfa::{program, runs};
use support::{Brs, finish};

const SIZES: [usize; 2] = [20, 200];

fn crowd(brs: &Brs, size: usize, line: &[&str]) -> Vec<support::Outcome> {
    Herd::gather((0..size).map(|_| brs.command(line)))
        .run()
        .finish()
}

#[test]
fn a_crowd_runs_a_program_once() {
    let _alone = alone();
    for size in SIZES {
        let brs = Brs::new();
        let path = program(&brs, "broker", &format!("sleep 0.5; {}", printing(3600)));
        let outcomes = crowd(&brs, size, &custom(&[], &[&path]));
        assert_eq!(outcomes.len(), size);
        one_line(&outcomes);
        assert_eq!((runs(&brs), brs.entries().len()), (1, 1), "{size}");
        nothing_is_left_behind(&brs);
    }
}

#[test]
fn a_crowd_shares_a_failure() {
    let _alone = alone();
    for size in SIZES {
        let brs = Brs::new();
        let path = program(&brs, "broker", "sleep 1; echo sorry >&2; exit 1");
        let outcomes = crowd(&brs, size, &custom(&[], &[&path]));
        for outcome in &outcomes {
            outcome.fails_saying(1, &["it exited with 1"]);
        }
        assert!(runs(&brs) <= 3, "{size}: {} runs", runs(&brs));
    }
    // What cannot be started is nobody's failure but one's own.
    let brs = Brs::new();
    let path = program(&brs, "broker", "exit 1");
    brs.run(&custom(&[], &[&path]))
        .fails_saying(1, &["it exited with 1"]);
    let again = brs.run(&custom(&[], &[&path]));
    again.fails_saying(1, &["it exited with 1", "asking again in 1 s)"]);
    brs.run(&custom(&["--force-refresh"], &[&path]))
        .fails_saying(1, &["it exited with 1"]);
    assert_eq!(runs(&brs), 2);
    // It is over with its back-off.
    program(&brs, "broker", &printing(3600));
    std::thread::sleep(Duration::from_millis(2100));
    brs.run(&custom(&[], &[&path])).prints();
}

#[test]
fn a_hit_runs_nothing_and_resolves_nothing() {
    let brs = Brs::new();
    let path = broker(&brs, "broker");
    let_it_settle();
    let line = custom(&["--env", "A=hunter2"], &[&path, "hunter3"]);
    let first = brs.run(&line).prints().to_owned();
    assert_eq!((links(&brs), runs(&brs)), (1, 1));
    // From the link: no program is looked for, and no lock taken.
    let trace = brs.path("trace");
    let traced = [
        "-f",
        "-qq",
        "-e",
        "trace=access,faccessat,faccessat2,flock,openat",
        "-o",
    ];
    let wrapper = [&["strace"], &traced[..], &[trace.to_str().unwrap()]].concat();
    let hit = finish(brs.command_under(&wrapper, &line).spawn().unwrap());
    assert_eq!(hit.prints(), first);
    let trace = fs::read_to_string(trace).unwrap();
    assert!(trace.contains(".link"), "{trace}");
    for call in ["flock(", "X_OK", ".state"] {
        assert!(!trace.contains(call), "{call} is in {trace}");
    }
    assert_eq!((runs(&brs), brs.entries().len()), (1, 1));
    assert_not_on_disk(&brs, &["hunter"]);
}

#[test]
fn whatever_a_program_is_given_makes_another_request() {
    let brs = Brs::new().set("TOKEN", "one").set("UNNAMED", "one");
    let path = broker(&brs, "broker");
    let other = program(&brs, "other", &printing(3600));
    fs::create_dir(brs.path("below")).unwrap();
    let_it_settle();
    let lines: [&[&str]; 12] = [
        &["custom", "--", &path],
        &["custom", "--", &other],
        &["custom", "--", &path, ""],
        &["custom", "--", &path, "a", "bc"],
        &["custom", "--", &path, "ab", "c"],
        &["custom", "--env", "A=b", "--", &path],
        &["custom", "--env", "A=bB=c", "--", &path],
        &["custom", "--env", "A=b", "--env", "B=c", "--", &path],
        &["custom", "--env-pass", "TOKEN", "--", &path],
        &["custom", "--env", "LANG=C", "--", &path],
        &["custom", "--cwd", "below", "--", &path],
        &["custom", "--ttl", "1h", "--", &path],
    ];
    let mut printed = std::collections::BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        // By a miss, by the entry or its link, and by the link.
        let first = brs.run(line).prints().to_owned();
        for _ in 0..2 {
            assert_eq!(brs.run(line).prints(), first, "{line:?}");
        }
        assert_eq!(
            (runs(&brs), brs.entries().len()),
            (at + 1, at + 1),
            "{line:?}"
        );
        printed.insert(first);
    }
    assert_eq!(printed.len(), lines.len());
    // In another environment some of them are others.
    let count = lines.len();
    let brs = brs.set("TERM", "another").set("UNNAMED", "two");
    brs.run(lines[0]).prints();
    brs.run(lines[8]).prints();
    assert_eq!(runs(&brs), count);
    let brs = brs.set("TOKEN", "two");
    brs.run(lines[0]).prints();
    assert_eq!(runs(&brs), count);
    brs.run(lines[8]).prints();
    assert_eq!(runs(&brs), count + 1);
    // What is set does not depend on what is around.
    let brs = brs.set("LANG", "fr_FR.UTF-8");
    brs.run(lines[9]).prints();
    assert_eq!(runs(&brs), count + 1);
    brs.run(lines[0]).prints();
    assert_eq!(runs(&brs), count + 2);
    // Nor is how long it may take, or how it is printed, another request.
    let line = custom(&["--timeout", "50", "--region", "eu-west-1"], &[&path]);
    brs.run(&line).prints();
    assert_eq!(runs(&brs), count + 2);
}

#[test]
fn a_program_that_was_replaced_is_run_again() {
    let brs = Brs::new();
    let directories = ["first", "second"].map(|name| brs.path(name));
    directories
        .iter()
        .for_each(|path| fs::create_dir(path).unwrap());
    let shown = directories.each_ref().map(|path| path.display());
    let brs = brs.set("PATH", &format!("{}:{}:/usr/bin:/bin", shown[0], shown[1]));
    let text = |brs: &Brs| {
        format!(
            "#!/bin/sh\necho run >>'{}'\n{}\n",
            brs.path("runs").display(),
            printing(3600)
        )
    };
    let write = |brs: &Brs, name: &str, text: &str| {
        fs::write(brs.path(name), text).unwrap();
        fs::set_permissions(brs.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    };
    write(&brs, "second/broker", &text(&brs));
    let_it_settle();
    let line = custom(&[], &["broker"]);
    let run = || brs.run(&line).prints().to_owned();
    let first = run();
    assert_eq!((run(), links(&brs), runs(&brs)), (first.clone(), 1, 1));
    // Another text in the same place.
    write(&brs, "second/broker", &(text(&brs) + "# changed\n"));
    let second = run();
    assert_ne!(second, first);
    let_it_settle();
    assert_eq!(run(), second);
    assert_eq!((run(), runs(&brs)), (second.clone(), 2));
    // Another one that PATH has before it.
    write(&brs, "first/broker", &text(&brs));
    let third = run();
    assert!(third != second && runs(&brs) == 3, "{}", runs(&brs));
    fs::remove_file(brs.path("first/broker")).unwrap();
    assert_eq!((run(), runs(&brs)), (second, 3));
}

#[test]
fn two_entries_that_were_exchanged_are_both_misses() {
    let brs = Brs::new();
    let path = broker(&brs, "broker");
    let_it_settle();
    let (one, two) = (custom(&[], &[&path, "one"]), custom(&[], &[&path, "two"]));
    let first = brs.run(&one).prints().to_owned();
    let entry = brs.entry();
    let second = brs.run(&two).prints().to_owned();
    let other = brs
        .entries()
        .into_iter()
        .find(|path| *path != entry)
        .unwrap();
    let aside = brs.path("aside");
    fs::rename(&entry, &aside).unwrap();
    fs::rename(&other, &entry).unwrap();
    fs::rename(&aside, &other).unwrap();
    // By their links, too.
    assert_eq!(links(&brs), 2);
    let again = [brs.run(&one), brs.run(&two)];
    for outcome in &again {
        let line = outcome.prints();
        assert!(line != first && line != second, "{line}");
    }
    assert_eq!(runs(&brs), 4);
    assert_eq!(brs.run(&one).prints(), again[0].stdout);
    assert_eq!(brs.run(&two).prints(), again[1].stdout);
    assert_eq!(runs(&brs), 4);
}

#[test]
fn keys_that_do_not_end_are_kept_only_where_somebody_says_for_how_long() {
    let brs = Brs::new();
    let key = "\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"AKIAEXAMPLE000000001\\\",\\\"SecretAccessKey\\\":\\\"lasting\\\"";
    let path = program(&brs, "broker", &format!("printf '%s' \"{{{key}}}\""));
    let_it_settle();
    let line = "{\"Version\":1,\"AccessKeyId\":\"AKIAEXAMPLE000000001\",\"SecretAccessKey\":\"lasting\"}\n";
    let prints = |flags: &[&str], count: usize| {
        let outcome = brs.run(&custom(flags, &[&path]));
        assert_eq!(
            (outcome.code, &*outcome.stdout, &*outcome.stderr),
            (Some(0), line, "")
        );
        assert_eq!(runs(&brs), count, "{flags:?}");
    };
    prints(&[], 1);
    prints(&[], 2);
    assert_eq!(brs.entries().len(), 0);
    assert_not_on_disk(&brs, &["lasting"]);
    // With it, until it is over.
    let ttl = ["--ttl", "1h"];
    for _ in 0..3 {
        prints(&ttl, 3);
    }
    assert_eq!((brs.entries().len(), links(&brs)), (1, 1));
    brs.plant(1000, 2600);
    prints(&ttl, 3);
    brs.plant(3000, 600);
    prints(&ttl, 4);
    brs.plant(3601, -1);
    prints(&ttl, 5);
    // A session token does end, and this says when.
    let session = key.to_owned() + ",\\\"SessionToken\\\":\\\"token\\\"";
    let path = program(&brs, "session", &format!("printf '%s' \"{{{session}}}\""));
    let now = support::now();
    let outcome = brs.run(&custom(&ttl, &[&path]));
    let expiration = outcome.document()["Expiration"]
        .as_str()
        .unwrap()
        .to_owned();
    let expiration = brs::refresh::Timestamp::parse(&expiration)
        .unwrap()
        .seconds();
    assert!(
        (now + 3600..now + 3660).contains(&expiration),
        "{outcome:?}"
    );
    assert_eq!(brs.run(&custom(&ttl, &[&path])).prints(), outcome.stdout);
}

#[test]
fn while_credentials_live_a_program_may_take_as_long_as_it_did() {
    let brs = Brs::new();
    let path = program(
        &brs,
        "broker",
        &format!("sleep \"$(cat pace)\"; {}", printing(3600)),
    );
    fs::write(brs.path("pace"), "2").unwrap();
    let run = |seconds: &str| brs.run(&custom(&["--timeout", seconds], &[&path]));
    run("30").prints();
    let planted = brs.plant(2700, 900);
    // It took longer than it may now: it is not even tried.
    let outcome = run("1");
    assert_eq!((outcome.prints(), runs(&brs)), (&*planted, 1));
    assert!(outcome.took < Duration::from_secs(1), "{outcome:?}");
    // Time enough, more than AWS would be given.
    fs::write(brs.path("pace"), "5").unwrap();
    let outcome = run("30");
    assert_ne!(outcome.prints(), planted);
    assert_eq!(runs(&brs), 2);
    // One that hangs costs what it may cost, once.
    fs::write(brs.path("pace"), "100").unwrap();
    let planted = brs.plant(2700, 900);
    let outcome = run("6");
    assert_eq!((outcome.prints(), runs(&brs)), (&*planted, 3));
    assert!(outcome.took < Duration::from_secs(6 + 6), "{outcome:?}");
    let outcome = run("6");
    assert_eq!((outcome.prints(), runs(&brs)), (&*planted, 3));
    assert!(outcome.took < Duration::from_secs(3), "{outcome:?}");
    // When they are over, nothing is too slow.
    fs::write(brs.path("pace"), "0").unwrap();
    brs.plant(3570, 30);
    std::thread::sleep(Duration::from_secs(2));
    assert_ne!(run("6").prints(), planted);
}
