//! Crowds: many processes that start at once and are all accounted for.

use super::{Brs, LONGEST_RUN, Outcome};
use std::collections::BTreeMap;
use std::fs;
use std::io::{PipeReader, PipeWriter, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// One crowd at a time: two would wait for each other's processors, and their
/// pipes together would be too many files.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Processes that stand at a gate: each is a shell that becomes brs when the
/// gate opens, so that they start together however long it took to make them.
pub struct Herd {
    children: Vec<Child>,
    /// Closed, it opens.
    gate: PipeWriter,
}

impl Herd {
    pub fn gather(commands: impl IntoIterator<Item = Command>) -> Self {
        let (stdin, gate) = std::io::pipe().unwrap();
        let children = commands
            .into_iter()
            .map(|command| at_the_gate(&command, &stdin).spawn().unwrap())
            .collect();
        Self { children, gate }
    }

    /// Opens the gate.
    #[expect(clippy::disallowed_methods, reason = "tests have no host")]
    pub fn run(self) -> Running {
        drop(self.gate);
        Running {
            children: self.children,
            since: Instant::now(),
        }
    }
}

/// A herd that has been let go.
pub struct Running {
    children: Vec<Child>,
    since: Instant,
}

impl Running {
    /// Waits until every shell has become brs.
    pub fn wait_for_start(&self) {
        for child in &self.children {
            let arguments = format!("/proc/{}/cmdline", child.id());
            until("brs runs", || {
                let arguments = fs::read(&arguments).unwrap_or_default();
                !arguments.starts_with(b"/bin/sh")
            });
        }
    }

    /// Waits for all of them, at most [`LONGEST_RUN`]; in the order of their
    /// ends, each with the time since the gate was opened.
    pub fn finish(mut self) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while !self.children.is_empty() {
            let (ended, running): (Vec<_>, Vec<_>) = self
                .children
                .into_iter()
                .map(|mut child| (child.try_wait().unwrap(), child))
                .partition(|(status, _)| status.is_some());
            for (status, mut child) in ended {
                outcomes.push(Outcome {
                    stdout: text(child.stdout.take().unwrap()),
                    stderr: text(child.stderr.take().unwrap()),
                    code: status.and_then(|status| status.code()),
                    took: self.since.elapsed(),
                });
            }
            self.children = running.into_iter().map(|(_, child)| child).collect();
            if self.since.elapsed() > LONGEST_RUN {
                for child in &mut self.children {
                    let _ = child.kill();
                }
                panic!(
                    "{} runs took longer than {LONGEST_RUN:?}",
                    self.children.len()
                );
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        outcomes
    }
}

fn at_the_gate(command: &Command, stdin: &PipeReader) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", "read -r _; exec \"$0\" \"$@\" </dev/null"])
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .current_dir(command.get_current_dir().unwrap())
        .stdin(stdin.try_clone().unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    shell
}

fn text(mut pipe: impl Read) -> String {
    let mut text = String::new();
    pipe.read_to_string(&mut text).unwrap();
    text
}

/// Waits for something, at most 30 s.
#[expect(clippy::disallowed_methods, reason = "tests have no host")]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "still not so: {what}"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Lets a crowd run `brs sts` for the usual role, and more flags.
pub fn crowd(brs: &Brs, size: usize, more: &[&str]) -> Vec<Outcome> {
    Herd::gather((0..size).map(|_| brs.command(&brs.sts(more))))
        .run()
        .finish()
}

/// How many runs printed each line; every one of them did print one.
#[track_caller]
pub fn lines(outcomes: &[Outcome]) -> BTreeMap<&str, usize> {
    let mut lines = BTreeMap::new();
    for outcome in outcomes {
        *lines.entry(outcome.prints()).or_default() += 1;
    }
    lines
}

/// All runs printed one and the same line; returns it.
#[track_caller]
pub fn one_line(outcomes: &[Outcome]) -> &str {
    let lines = lines(outcomes);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.into_keys().next().unwrap()
}

/// No temporary file is left in the cache.
#[track_caller]
pub fn nothing_is_left_behind(brs: &Brs) {
    let files = brs.files();
    assert!(
        files.iter().all(|name| !name.ends_with(".tmp")),
        "{files:?}"
    );
}
