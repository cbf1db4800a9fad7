//! `kill -9` before each system call of a run: the next run finds everything
//! in order.
//!
//! A run is traced once to learn its system calls. Each is a point, named by
//! the call and which of its kind it is, because that is how strace counts.
//! Then, for each point, a run is killed there and another one must succeed.
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use brs::cache::Entry;
use local_aws::LocalAws;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::points::{kill_at, points};
use support::{Brs, finish, key_of, plant, program};

/// The longest that the run after the killed one may take.
const SOON: Duration = Duration::from_secs(10);
/// A run that waits for the network makes a call more or less now and then.
const KILLED_AT_LEAST: f64 = 0.98;

/// What is there before each run that is killed.
#[derive(Clone, Copy, Debug)]
enum Before {
    /// Not even the directory of the cache.
    Nothing,
    /// All that a run leaves, its entry moved in time: age and remainder in
    /// seconds.
    Entry(i64, i64),
    /// A fresh entry that no link leads to.
    NoLink,
}

/// A home with its own STS, and how to make it what it was.
struct Bench {
    aws: LocalAws,
    brs: Brs,
    before: Before,
    /// The files of the cache after a run, by name.
    files: BTreeMap<String, Vec<u8>>,
}

impl Bench {
    fn new(before: Before) -> Self {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        brs.age_config();
        brs.run_sts(&[]).prints();
        let read = |name: String| (name.clone(), fs::read(brs.cache().join(name)).unwrap());
        let files: BTreeMap<_, _> = brs.files().into_iter().map(read).collect();
        let links = files.keys().filter(|name| name.ends_with(".link"));
        assert_eq!(links.count(), 1, "{:?}", files.keys());
        Self {
            aws,
            brs,
            before,
            files,
        }
    }

    /// Makes the home what it was.
    fn prepare(&self) {
        let cache = self.brs.cache();
        if matches!(self.before, Before::Nothing) {
            let all = self.brs.path(".cache");
            let _ = fs::remove_dir_all(&all);
            assert!(!all.exists());
            return;
        }
        for name in self.brs.files() {
            fs::remove_file(cache.join(name)).unwrap();
        }
        for (name, bytes) in &self.files {
            if matches!(self.before, Before::NoLink) && name.ends_with(".link") {
                continue;
            }
            fs::write(cache.join(name), bytes).unwrap();
            fs::set_permissions(cache.join(name), fs::Permissions::from_mode(0o600)).unwrap();
        }
        if let Before::Entry(age, remaining) = self.before {
            plant(&self.brs.entry(), age, remaining);
        }
    }

    /// The most calls that the killed run and the clean one may make together:
    /// what was asked for when the first was killed is asked for again.
    fn calls_allowed(&self) -> usize {
        match self.before {
            Before::NoLink => 0,
            Before::Nothing | Before::Entry(..) => 2,
        }
    }

    /// What a run leaves to be desired after one that was killed, since which
    /// there have been so many calls.
    fn complaints(&self, calls_before: usize) -> Vec<String> {
        let mut complaints = self.torn("before");
        let clean = self.brs.run(&self.brs.sts(&[]));
        complaints.extend(self.torn("after"));
        if (clean.code, clean.stderr.as_str()) != (Some(0), "") || clean.took > SOON {
            complaints.push(format!("{clean:?}"));
        }
        let secret = serde_json::from_str::<serde_json::Value>(&clean.stdout)
            .map(|document| {
                document["SecretAccessKey"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned()
            })
            .unwrap_or_default();
        let mut issued = self
            .aws
            .requests()
            .into_iter()
            .flat_map(|request| request.secrets);
        if !issued.any(|known| known == secret) {
            complaints.push(format!("STS has not issued {:?}", clean.stdout));
        }
        let lines = self
            .brs
            .entries()
            .into_iter()
            .filter_map(|path| line(&path));
        if lines.collect::<Vec<_>>() != [clean.stdout] {
            complaints.push("what is printed is not what is cached".into());
        }
        let files = self.brs.files();
        let left = files.into_iter().filter(|name| name.ends_with(".tmp"));
        complaints.extend(left.map(|name| format!("{name} is left")));
        let calls = self.aws.calls("AssumeRole") - calls_before;
        if calls > self.calls_allowed() {
            complaints.push(format!("{calls} calls"));
        }
        complaints
    }

    /// Entries that are none.
    fn torn(&self, when: &str) -> Vec<String> {
        let entries = self.brs.entries().into_iter();
        let torn = entries.filter(|path| line(path).is_none());
        torn.map(|path| format!("{} is torn {when} the clean run", path.display()))
            .collect()
    }

    /// Kills the program at each of its points; returns how many there are
    /// and all complaints, and fails where it was not killed.
    fn kill_everywhere(&self, arguments: &[&str]) -> (usize, Vec<String>) {
        self.prepare();
        let points = points(&self.brs, arguments);
        let mut missed = Vec::new();
        let mut complaints = Vec::new();
        for point in &points {
            self.prepare();
            let calls = self.aws.calls("AssumeRole");
            if !kill_at(&self.brs, point, arguments) {
                missed.push(point);
            }
            let found = self.complaints(calls);
            complaints.extend(found.into_iter().map(|found| format!("{point:?}: {found}")));
        }
        let reached = (points.len() - missed.len()) as f64;
        assert!(
            reached >= KILLED_AT_LEAST * points.len() as f64,
            "missed: {missed:?}"
        );
        (points.len(), complaints)
    }

    /// Kills brs everywhere; there must be no complaint.
    #[track_caller]
    fn survives(&self, at_least: usize) {
        let program = program();
        let mut arguments = vec![program.to_str().unwrap()];
        arguments.extend(self.brs.sts(&[]));
        let (points, complaints) = self.kill_everywhere(&arguments);
        assert_eq!(complaints, Vec::<String>::new());
        assert!(points >= at_least, "{points} points are not a whole run");
    }
}

/// The line of a whole entry.
fn line(path: &Path) -> Option<String> {
    let bytes = fs::read(path).unwrap();
    Entry::parse(bytes.into(), &key_of(path)).map(|entry| entry.line().to_owned())
}

#[test]
fn a_cold_run_can_be_killed_anywhere() {
    Bench::new(Before::Nothing).survives(100);
}

#[test]
fn a_mandatory_refresh_can_be_killed_anywhere() {
    Bench::new(Before::Entry(3540, 60)).survives(100);
}

#[test]
fn an_advisory_refresh_can_be_killed_anywhere() {
    Bench::new(Before::Entry(3000, 600)).survives(100);
}

#[test]
fn the_write_of_a_link_can_be_killed_anywhere() {
    Bench::new(Before::NoLink).survives(50);
}

/// The check can fail: a program that writes an entry in place is caught.
#[test]
fn a_program_that_writes_in_place_is_caught() {
    let bench = Bench::new(Before::Entry(1, 3599));
    let entry: PathBuf = bench.brs.entry();
    let good = bench.brs.path("good");
    fs::copy(&entry, &good).unwrap();
    let from = format!("if={}", good.display());
    let to = format!("of={}", entry.display());
    let (points, complaints) = bench.kill_everywhere(&["dd", &from, &to, "bs=100", "status=none"]);
    assert!(points > 20, "{points}");
    let torn = complaints
        .iter()
        .filter(|text| text.contains("torn before"));
    assert!(torn.count() >= 10, "{complaints:?}");
}

#[test]
fn an_entry_is_on_the_disk_before_it_takes_its_name() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let log = brs.path("trace").display().to_string();
    let calls = "trace=fsync,fdatasync,rename,renameat,renameat2";
    let strace = ["strace", "-f", "-qq", "-e", calls, "-o", &log];
    let traced = brs.command_under(&strace, &brs.sts(&[]));
    finish({ traced }.spawn().unwrap()).prints();
    let log = fs::read_to_string(log).unwrap();
    let named = format!("\"{}\")", key_of(&brs.entry()));
    let at = |what: &str| log.lines().position(|line| line.contains(what));
    let (synced, renamed) = (at("sync("), at(&named));
    assert!(
        renamed.is_some() && synced.is_some() && synced < renamed,
        "{log}"
    );
}
