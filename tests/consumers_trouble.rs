//! What the programs that brs is for do when brs fails, and when a session
//! ends under their hands.
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;
use support::consumer::Consumer::{self, Boto3, Cli1, Cli2, JavaScript, Rust};
use support::consumer::{DEPLOY, assert_calls, assert_identity, served};
use support::{Brs, LONGEST_RUN, Outcome, ROLE, assert_no_secret};

/// How this consumer ends, and how often it has run brs by then.
fn told(consumer: Consumer, failed: &Outcome) -> (i32, usize) {
    let refusal = format!("brs: error: cannot assume {ROLE}: AccessDenied: ");
    let hint = "brs: hint: see who is asking with: brs whoami --profile base\n";
    let shown = &failed.stderr;
    let lines = shown.trim().lines().count();
    let whole = shown.contains(&refusal) && format!("{}\n", shown.trim_end()).contains(hint);
    let botocore = "Error when retrieving credentials from custom-process: brs: error: ";
    match consumer {
        Boto3 => {
            assert!(whole && lines == 2, "{shown}");
            let name = "CredentialRetrievalError: ";
            assert!(shown.starts_with(&format!("{name}{botocore}")), "{shown}");
            (1, 1)
        }
        Cli1 | Cli2 => {
            assert!(whole && lines == 2 && shown.contains(botocore), "{shown}");
            (255, 1)
        }
        // Nothing of what brs says; brs is run as a profile's process, and
        // again as the next link of the chain.
        JavaScript => {
            assert_eq!(
                shown,
                "CredentialsProviderError: Could not load credentials from any providers\n"
            );
            (1, 2)
        }
        Rust => {
            let process = "external process exited with code exit status: 1. Stderr: brs: error: ";
            assert!(
                shown.contains(process) && shown.contains(&refusal),
                "{shown}"
            );
            (1, 1)
        }
    }
}

#[test]
fn a_consumer_shows_what_brs_said_when_it_failed_or_nothing_of_it() {
    for consumer in Consumer::ALL {
        let aws = LocalAws::start();
        let brs = served(&aws);
        aws.role(Role::new(ROLE).trusts("arn:aws:iam::123456789012:user/bo"));
        let failed = consumer.ask(&brs, 1);
        let (code, runs) = told(consumer, &failed);
        assert_eq!(
            (failed.code, failed.stdout.as_str()),
            (Some(code), ""),
            "{consumer:?}: {failed:?}"
        );
        // A refusal is shared with those who waited for it only.
        assert_calls(&aws, runs, 0);
        assert_no_secret(&aws, &failed.stderr);
    }
}

/// The clock of brs and of its callers, which a test puts forward.
struct Clock(PathBuf);

impl Clock {
    fn new(brs: Brs) -> (Brs, Self) {
        let libraries = fs::read_dir("/usr/lib").unwrap();
        let mut libraries = libraries.map(|architecture| {
            architecture
                .unwrap()
                .path()
                .join("faketime/libfaketime.so.1")
        });
        let library = libraries
            .find(|library| library.exists())
            .expect("libfaketime is missing: run scripts/setup");
        let clock = Self(brs.path("clock"));
        clock.put_forward(0);
        let brs = brs
            .set("LD_PRELOAD", library.to_str().unwrap())
            .set("FAKETIME_TIMESTAMP_FILE", clock.0.to_str().unwrap())
            .set("FAKETIME_NO_CACHE", "1")
            // Time that passes is not what time it is: no timeout comes early.
            .set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        (brs, clock)
    }

    fn put_forward(&self, seconds: i64) {
        // In one piece, whoever reads it just now.
        let new = self.0.with_extension("new");
        fs::write(&new, format!("+{seconds}s\n")).unwrap();
        fs::rename(new, &self.0).unwrap();
    }
}

/// A consumer that makes a call whenever it is told to.
struct Paced {
    process: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Paced {
    fn start(mut command: Command) -> Self {
        let mut process = command.spawn().unwrap();
        let stdin = process.stdin.take();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        Self {
            process,
            stdin,
            lines,
        }
    }

    /// Who it is by its next call.
    #[track_caller]
    fn asks(&mut self) -> String {
        self.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
        self.line().expect("it goes on")
    }

    /// The line that it prints next; none when it has ended.
    fn line(&mut self) -> Option<String> {
        match self.lines.recv_timeout(LONGEST_RUN) {
            Err(RecvTimeoutError::Timeout) => panic!("no line within {LONGEST_RUN:?}"),
            line => line.ok(),
        }
    }

    /// Its exit status, and what it said on standard error.
    fn end(mut self) -> (Option<i32>, String) {
        drop(self.stdin.take());
        assert_eq!(self.line(), None);
        let mut stderr = String::new();
        let mut source = self.process.stderr.take().unwrap();
        source.read_to_string(&mut stderr).unwrap();
        (self.process.wait().unwrap().code(), stderr)
    }
}

impl Drop for Paced {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The access key IDs that asked who is calling.
fn callers(aws: &LocalAws) -> Vec<String> {
    let requests = aws.requests().into_iter();
    requests
        .filter(|request| request.action == "GetCallerIdentity")
        .map(|request| request.access_key_id)
        .collect()
}

#[test]
fn credentials_that_are_about_to_end_are_replaced_once_while_a_process_runs() {
    for consumer in Consumer::SDKS {
        let aws = LocalAws::start();
        let (brs, clock) = Clock::new(served(&aws));
        let mut running = Paced::start(consumer.paced(&brs));
        assert_eq!(running.asks(), DEPLOY, "{consumer:?}");
        let old = callers(&aws).pop();

        // Of an hour; Rust is content until 5 s are left.
        let passed = if consumer == Rust { 3597 } else { 3500 };
        clock.put_forward(passed);
        aws.set_date_skew(passed);
        assert_eq!(running.asks(), DEPLOY, "{consumer:?}");
        // JavaScript goes on with the old ones while it runs brs.
        for _ in 0..100 {
            if consumer != JavaScript || callers(&aws).pop() != old {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
            assert_eq!(running.asks(), DEPLOY, "{consumer:?}");
        }
        let new = callers(&aws).pop();
        assert_ne!(new, old, "{consumer:?}");
        // Somebody else comes, and finds what is new.
        assert_identity(&Rust.ask(&brs, 1), DEPLOY, 1);
        assert_eq!(callers(&aws).pop(), new, "{consumer:?}");
        assert_eq!(running.end(), (Some(0), String::new()), "{consumer:?}");
        assert_eq!(aws.calls("AssumeRole"), 2, "{consumer:?}");
    }
}

#[test]
fn the_next_command_of_a_command_line_has_new_credentials() {
    for consumer in [Cli1, Cli2] {
        let aws = LocalAws::start();
        let (brs, clock) = Clock::new(served(&aws));
        assert_identity(&consumer.ask(&brs, 1), DEPLOY, 1);
        clock.put_forward(3500);
        aws.set_date_skew(3500);
        assert_identity(&consumer.ask(&brs, 2), DEPLOY, 2);
        assert_calls(&aws, 2, 3);
        let callers = callers(&aws);
        assert!(callers[0] != callers[1] && callers[1] == callers[2]);
    }
}
