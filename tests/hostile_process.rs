//! Processes that are given less than they need: files, memory, standard
//! output. No panic, no hang, nothing half printed, and the cache whole.

mod support;

use local_aws::LocalAws;
use std::fs::File;
use std::process::{Command, Stdio};
use support::{Brs, Outcome, ROLE, assert_no_secret, finish};

/// The command in a shell that has done this first.
fn under(brs: &Brs, limit: &str, arguments: &[&str]) -> Command {
    let script = format!("{limit}; exec \"$@\"");
    brs.command_under(&["sh", "-c", &script, "sh"], arguments)
}

fn run(brs: &Brs, limit: &str, more: &[&str]) -> Outcome {
    finish(under(brs, limit, &brs.sts(more)).spawn().unwrap())
}

/// Credentials, or one line in their place.
#[track_caller]
fn is_sound(outcome: &Outcome, what: &str) {
    match outcome.code {
        Some(0) => assert!(!outcome.prints().is_empty(), "{what}"),
        _ => outcome.fails_saying(1, &[]),
    }
}

#[test]
fn too_few_file_descriptors_are_told_in_one_line() {
    let aws = LocalAws::start();
    let mut printed = 0;
    for files in [4, 5, 6, 8, 12] {
        let brs = Brs::with(&aws);
        brs.age_config();
        let limit = format!("ulimit -n {files}");
        let cold = run(&brs, &limit, &[]);
        is_sound(&cold, &limit);
        printed += usize::from(cold.code == Some(0));
        let line = brs.run_sts(&[]).prints().to_owned();
        let calls = aws.calls("AssumeRole");
        assert_eq!(brs.run_sts(&[]).prints(), line);
        // What is fresh takes the directory and one file at a time.
        let hit = run(&brs, &limit, &[]);
        is_sound(&hit, &limit);
        if files >= 6 {
            assert_eq!(hit.prints(), line, "{limit}");
            assert_eq!(aws.calls("AssumeRole"), calls, "{limit}");
        }
        brs.plant(2700, 900);
        is_sound(&run(&brs, &limit, &[]), &limit);
        brs.plant(3570, 30);
        is_sound(&run(&brs, &limit, &[]), &limit);
        brs.run_sts(&[]).prints();
    }
    assert!(printed > 0, "twelve are enough");
}

#[test]
fn a_limit_on_the_size_of_files_keeps_nobody_from_credentials() {
    let aws = LocalAws::start();
    // In blocks of 512 bytes: an entry has two of them.
    for (blocks, saved) in [(0, false), (1, false), (4, true)] {
        let brs = Brs::with(&aws);
        let limit = format!("ulimit -f {blocks}");
        let calls = aws.calls("AssumeRole");
        run(&brs, &limit, &[]).prints();
        assert_eq!(brs.entries().len(), usize::from(saved), "{limit}");
        run(&brs, &limit, &[]).prints();
        let asked = if saved { 1 } else { 2 };
        assert_eq!(aws.calls("AssumeRole"), calls + asked, "{limit}");
        if !saved {
            let loud = run(&brs, &limit, &["-v"]);
            loud.document();
            assert!(loud.stderr.contains(": file too large\n"), "{loud:?}");
        }
        let line = brs.run_sts(&[]).prints().to_owned();
        assert_eq!(run(&brs, &limit, &[]).prints(), line);
        // A refresh leaves what it cannot replace.
        let line = brs.plant(2700, 900);
        assert_ne!(run(&brs, &limit, &[]).prints(), line);
        assert_eq!(brs.entries().len(), 1, "{:?}", brs.files());
    }
}

#[test]
fn too_little_memory_tells_no_secret() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let mut printed = 0;
    // From what no program can start with to what is enough, KiB.
    for size in [
        2_000, 4_000, 8_000, 16_000, 20_000, 24_000, 32_000, 48_000, 64_000, 128_000,
    ] {
        let outcome = run(
            &brs,
            &format!("ulimit -v {size}"),
            &["--force-refresh", "-vv"],
        );
        match outcome.code {
            Some(0) => {
                outcome.document();
                printed += 1;
            }
            _ => assert_eq!(outcome.stdout, "", "{size}: {outcome:?}"),
        }
        assert!(!outcome.stderr.contains("panicked"), "{size}: {outcome:?}");
        assert_no_secret(&aws, &outcome.stderr);
    }
    assert!(printed > 0, "128 MB are enough");
    brs.run_sts(&[]).prints();
}

/// Everything that prints what AWS has said.
fn commands() -> Vec<Vec<&'static str>> {
    let sts = ["sts", "--role-arn", ROLE, "--profile", "base"];
    let with = |more: &[&'static str]| [&sts[..], more].concat();
    vec![
        with(&[]),
        with(&["--force-refresh"]),
        with(&["--output", "env"]),
        with(&["--output", "json"]),
        with(&["--no-cache"]),
        vec!["whoami", "--profile", "base"],
        vec!["whoami", "--output", "json", "--profile", "base"],
        ["whoami"].iter().chain(&sts).copied().collect(),
    ]
}

/// Everything that prints what is to be read, which a pager may close.
fn texts() -> Vec<Vec<&'static str>> {
    vec![
        vec!["--help"],
        vec!["-h"],
        vec!["--version"],
        vec!["sts", "--help"],
        vec!["whoami", "--help"],
        vec!["completions", "bash"],
        vec!["man"],
    ]
}

/// Runs it to its end with this standard output; status and standard error.
fn into(mut command: Command, stdout: Stdio) -> (Option<i32>, String) {
    let child = command.stdout(stdout).stderr(Stdio::piped()).spawn();
    let output = child.unwrap().wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), stderr)
}

/// A device that is full.
fn full() -> Stdio {
    let full = File::options().write(true).open("/dev/full").unwrap();
    Stdio::from(full)
}

/// A pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, closed) = std::io::pipe().unwrap();
    drop(reader);
    Stdio::from(closed)
}

#[test]
fn a_standard_output_that_takes_nothing_is_told() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.age_config();
    let told = |reason| {
        let said = format!("brs: error: cannot write to standard output: {reason}\n");
        (Some(1), said)
    };
    let nothing_left = told("no space left on device");
    for arguments in commands() {
        // Cold, or with a link and an entry from the command before.
        for _ in 0..2 {
            let ended = into(brs.command(&arguments), full());
            assert_eq!(ended, nothing_left, "{arguments:?}");
            let ended = into(brs.command(&arguments), closed());
            assert_eq!(ended, told("broken pipe"), "{arguments:?}");
        }
    }
    for arguments in texts() {
        let ended = into(brs.command(&arguments), full());
        assert_eq!(ended, nothing_left, "{arguments:?}");
        // Somebody has read enough.
        let ended = into(brs.command(&arguments), closed());
        assert_eq!(ended, (Some(0), String::new()), "{arguments:?}");
    }
    // What was fetched was not lost.
    let calls = aws.calls("AssumeRole");
    let line = brs.run_sts(&[]).prints().to_owned();
    assert_eq!(brs.run_sts(&[]).prints(), line);
    assert_eq!(aws.calls("AssumeRole"), calls);
}

#[test]
fn a_standard_stream_that_is_closed_is_no_fault() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.age_config();
    for arguments in commands().into_iter().chain(texts()) {
        for closed in ["<&-", "2>&-", "<&- 2>&-"] {
            let command = under(&brs, &format!("exec {closed}"), &arguments);
            let outcome = finish({ command }.spawn().unwrap());
            assert_eq!(outcome.code, Some(0), "{closed} {arguments:?} {outcome:?}");
            assert!(!outcome.stdout.is_empty(), "{closed} {arguments:?}");
            assert_eq!(outcome.stderr, "", "{closed} {arguments:?}");
        }
        // Before `main`, std opens /dev/null in the place of what is closed:
        // what is written there arrives, as far as a program can know. It is
        // no file of the cache that takes the number, which is what matters.
        let command = under(&brs, "exec >&-", &arguments);
        let ended = into(command, Stdio::null());
        assert_eq!(ended, (Some(0), String::new()), "{arguments:?}");
    }
    let line = brs.run_sts(&[]).prints().to_owned();
    assert_eq!(brs.run_sts(&[]).prints(), line);
}

#[test]
fn a_failure_that_cannot_be_told_keeps_its_status() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(local_aws::Fault::AccessDenied));
    for (arguments, code) in [
        (brs.sts(&[]), 1),
        (brs.sts(&["-vv"]), 1),
        (brs.sts(&["--nonsense"]), 2),
        (
            brs.sts(&["--serial-number", "arn:aws:iam::123456789012:mfa/ana"]),
            3,
        ),
        (vec!["whoami", "--profile", "base"], 1),
        (vec![], 2),
    ] {
        for stderr in ["2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full"] {
            let command = under(&brs, &format!("exec {stderr}"), &arguments);
            let outcome = finish({ command }.spawn().unwrap());
            let ended = (outcome.code, outcome.stdout.as_str());
            assert_eq!(ended, (Some(code), ""), "{stderr} {arguments:?}");
        }
    }
    aws.set_fault(None);
    brs.run_sts(&["--force-refresh"]).prints();
}
