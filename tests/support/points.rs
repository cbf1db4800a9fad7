//! The system calls of a run, each a point where it can be killed.

use super::{Brs, LONGEST_RUN};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

/// A system call of a run.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its name.
    pub call: String,
    /// 1 for the first of that name, because that is how strace counts.
    pub number: usize,
    /// All that strace tells of it.
    pub line: String,
}

/// The points of a run, in order, without the one that starts it.
pub fn points(brs: &Brs, arguments: &[&str]) -> Vec<Point> {
    let trace = brs.path("trace");
    let own = ["-f", "-s", "999", "-o", trace.to_str().unwrap(), "--"];
    let status = wait(&mut strace(brs, &own, arguments));
    assert!(status.success(), "{arguments:?}: {status}");
    let trace = fs::read_to_string(trace).unwrap();
    let processes = trace.lines().filter_map(|line| line.split(' ').next());
    let mut processes: Vec<_> = processes.collect();
    processes.dedup();
    assert_eq!(
        processes.len(),
        1,
        "strace counts the calls of each thread apart"
    );
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut points = Vec::new();
    for line in trace.lines() {
        let Some(call) = line.split_once(' ').and_then(|(_, rest)| {
            let (call, _) = rest.trim_start().split_once('(')?;
            let is_name = call.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            is_name.then_some(call)
        }) else {
            continue;
        };
        let count = counts.entry(call).or_default();
        *count += 1;
        points.push(Point {
            call: call.to_owned(),
            number: *count,
            line: line.to_owned(),
        });
    }
    assert_eq!(points.remove(0).call, "execve");
    points
}

/// Runs until a point and kills there; whether it came so far.
pub fn kill_at(brs: &Brs, point: &Point, arguments: &[&str]) -> bool {
    let Point { call, number, .. } = point;
    let trace = format!("trace={call}");
    let inject = format!("inject={call}:signal=KILL:when={number}");
    let own = ["-f", "-o", "/dev/null", "-e", &trace, "-e", &inject, "--"];
    let status = wait(&mut strace(brs, &own, arguments));
    // strace ends as its program does.
    status.signal() == Some(9)
}

/// strace, about to run the arguments after its own.
fn strace(brs: &Brs, own: &[&str], arguments: &[&str]) -> Command {
    let all: Vec<&str> = own.iter().chain(arguments).copied().collect();
    brs.other(Path::new("strace"), &all)
}

/// Waits for a program that prints nothing anybody reads, at most
/// [`LONGEST_RUN`].
#[expect(clippy::disallowed_methods, reason = "tests have no host")]
fn wait(command: &mut Command) -> ExitStatus {
    let started = Instant::now();
    let mut child = command
        .spawn()
        .expect("strace is needed: run scripts/setup");
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if started.elapsed() > LONGEST_RUN {
            let _ = child.kill();
            panic!("{command:?} took longer than {LONGEST_RUN:?}");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
