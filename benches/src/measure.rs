//! Times, counts and memory of whole processes.

use std::process::{Command, Stdio};
use std::time::Instant;

/// A program under measurement.
pub struct Row {
    pub name: &'static str,
    command: Command,
}

impl Row {
    pub fn new(name: &'static str, command: Command) -> Self {
        Self { name, command }
    }

    /// The same command again, behind other words if there are any.
    fn again(&self, before: &[&str]) -> Command {
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
            .stdout(Stdio::null());
        for (name, value) in self.command.get_envs() {
            command.env(name, value.expect("nothing is removed"));
        }
        if let Some(directory) = self.command.get_current_dir() {
            command.current_dir(directory);
        }
        command
    }
}

/// Wall times in microseconds, ascending, of each row.
pub fn times(rows: &[Row], runs: usize) -> Vec<(&'static str, Vec<f64>)> {
    let mut taken: Vec<Vec<f64>> = vec![Vec::with_capacity(runs); rows.len()];
    // The first rounds fill the page cache.
    for round in 0..runs + 5 {
        for (row, taken) in rows.iter().zip(&mut taken) {
            let mut command = row.again(&[]);
            let started = Instant::now();
            let status = command.status().expect("it runs");
            let elapsed = started.elapsed();
            assert!(status.success(), "{} failed", row.name);
            if round >= 5 {
                taken.push(elapsed.as_secs_f64() * 1e6);
            }
        }
    }
    rows.iter()
        .zip(taken)
        .map(|(row, mut taken)| {
            taken.sort_by(f64::total_cmp);
            (row.name, taken)
        })
        .collect()
}

/// Prints times, each beside the first row's.
pub fn table(rows: &[(&'static str, Vec<f64>)]) {
    let median = |taken: &[f64]| taken[taken.len() / 2];
    let (first_median, first_least) = (median(&rows[0].1), rows[0].1[0]);
    println!(
        "{:32} {:>7} {:>10} {:>10} {:>14}",
        "", "ratio", "median µs", "least µs", "ratio of least"
    );
    for (name, taken) in rows {
        println!(
            "{name:32} {:>7.2} {:>10.0} {:>10.0} {:>14.2}",
            median(taken) / first_median,
            median(taken),
            taken[0],
            taken[0] / first_least
        );
    }
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

/// Peak resident memory in KiB, as GNU time tells it: the median of five.
pub fn peak_memory(row: &Row) -> u64 {
    let mut peaks: Vec<u64> = (0..5)
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
    peaks.sort_unstable();
    peaks[2]
}
