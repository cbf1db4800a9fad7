//! Times, counts and memory of whole processes.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// No program under measurement runs longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program under measurement.
pub struct Row {
    pub name: &'static str,
    command: Command,
    forgets: Vec<PathBuf>,
}

impl Row {
    pub fn new(name: &'static str, command: Command) -> Self {
        Self::forgetting(name, command, Vec::new())
    }

    /// One whose caches are removed before each run, outside of its time.
    pub fn forgetting(name: &'static str, command: Command, forgets: Vec<PathBuf>) -> Self {
        Self {
            name,
            command,
            forgets,
        }
    }

    /// One run, and what it says on stderr; its last line is the reason why
    /// it failed, if it did.
    pub fn run(&self) -> (bool, String) {
        let mut command = self.again(&["timeout", "120"]);
        let output = command.stderr(Stdio::piped()).output();
        let output = output.expect("timeout is installed");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), told)
    }

    /// The same command again, behind other words if there are any; what is to
    /// be forgotten is forgotten.
    fn again(&self, before: &[&str]) -> Command {
        for path in &self.forgets {
            // What is not there has been forgotten.
            let _ = fs::remove_dir_all(path);
        }
        let program = self.command.get_program();
        let mut command = match before.split_first() {
            None => Command::new(program),
            Some((first, others)) => {
                let mut command = Command::new(first);
                command.args(others).arg(program);
                command
            }
        };
        command
            .args(self.command.get_args())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for (name, value) in self.command.get_envs() {
            command.env(name, value.expect("nothing is removed"));
        }
        if let Some(directory) = self.command.get_current_dir() {
            command.current_dir(directory);
        }
        command
    }
}

/// The middle of what was measured.
pub fn median(taken: &[f64]) -> f64 {
    let mut taken = taken.to_vec();
    taken.sort_by(f64::total_cmp);
    taken[taken.len() / 2]
}

/// Wall times in seconds of each row, the runs of the rows interleaved.
pub fn times(rows: &[&Row], runs: usize) -> Vec<Vec<f64>> {
    // The first rounds fill the page cache.
    let unmeasured = runs.div_ceil(10).min(5);
    let mut taken = vec![Vec::with_capacity(runs); rows.len()];
    for round in 0..runs + unmeasured {
        for (row, taken) in rows.iter().zip(&mut taken) {
            let mut command = row.again(&[]);
            let started = Instant::now();
            let status = command.status().expect("it runs");
            let elapsed = started.elapsed();
            assert!(status.success(), "{} failed", row.name);
            if round >= unmeasured {
                taken.push(elapsed.as_secs_f64());
            }
        }
    }
    taken
}

/// Starts a program so many times at once: the wall time in seconds until the
/// last has ended, and how many succeeded.
pub fn crowd(row: &Row, size: usize) -> (f64, usize) {
    let mut command = row.again(&[]);
    let started = Instant::now();
    let mut running: Vec<Child> = (0..size)
        .map(|_| command.spawn().expect("it runs"))
        .collect();
    let mut succeeded = 0;
    while !running.is_empty() {
        running.retain_mut(|child| match child.try_wait() {
            Ok(None) => true,
            ended => {
                succeeded += usize::from(matches!(ended, Ok(Some(status)) if status.success()));
                false
            }
        });
        if started.elapsed() > PATIENCE {
            for mut child in running.drain(..) {
                let _ = child.kill();
                let _ = child.wait();
            }
        }
        thread::sleep(Duration::from_millis(1));
    }
    (started.elapsed().as_secs_f64(), succeeded)
}

/// User instructions of one run, the second of two: under valgrind
/// `/proc/self/exe` is valgrind, so the first run makes a link for that.
pub fn instructions(row: &Row) -> String {
    let mut counted = String::from("?");
    for _ in 0..2 {
        let mut command = row.again(&[
            "valgrind",
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
        ]);
        let output = command
            .stderr(Stdio::piped())
            .output()
            .expect("valgrind is installed");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        if let Some((_, count)) = told.lines().find_map(|line| line.split_once("refs:")) {
            counted = count.trim().to_owned();
        }
    }
    counted
}

/// Processor time in seconds, user and system, as bash tells it: the median of
/// nine.
pub fn processor_time(row: &Row) -> f64 {
    const SCRIPT: &str = "TIMEFORMAT='%U %S'; time \"$@\" >/dev/null 2>/dev/null";
    let spent: Vec<f64> = (0..9)
        .map(|_| {
            let mut command = row.again(&["bash", "-c", SCRIPT, "bash"]);
            let output = command
                .stderr(Stdio::piped())
                .output()
                .expect("bash is installed");
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            let last = told.lines().last().unwrap_or_default();
            let parts = last.split(' ').map(|part| part.trim().parse::<f64>());
            parts.map(|part| part.expect("a number of seconds")).sum()
        })
        .collect();
    median(&spent)
}

/// Peak resident memory in KiB, as GNU time tells it: the median of five.
pub fn peak_memory(row: &Row) -> f64 {
    let peaks: Vec<f64> = (0..5)
        .map(|_| {
            let mut command = row.again(&["/usr/bin/time", "--format", "%M"]);
            let output = command
                .stderr(Stdio::piped())
                .output()
                .expect("GNU time is installed");
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            let last = told.lines().last().unwrap_or_default();
            last.trim().parse().expect("a number of KiB")
        })
        .collect();
    median(&peaks)
}
