//! A terminal with somebody at it: a program has it as its controlling
//! terminal, while its standard streams are what an SDK gives it.

use super::{Brs, LONGEST_RUN};
use crate::support::wrapped::tool;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr, tcgetpgrp};
use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What a shell in a terminal prompts with.
pub const PROMPT: &str = "READY>";
/// ^C, ^D, ^Z, ^\.
pub const INTERRUPT: &[u8] = b"\x03";
pub const CLOSE: &[u8] = b"\x04";
pub const SUSPEND: &[u8] = b"\x1a";
pub const QUIT: &[u8] = b"\x1c";

/// A pseudo-terminal.
pub struct Terminal {
    keys: File,
    /// As long as it is open, nothing that ends hangs the terminal up.
    line: File,
    shown: Arc<Mutex<String>>,
    /// Who watches it, and whether they are to stop.
    watching: Option<JoinHandle<()>>,
    is_over: Arc<AtomicBool>,
    /// How far what is shown has been waited for.
    seen: Cell<usize>,
}

impl Terminal {
    pub fn open() -> Self {
        let keys = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&keys).unwrap();
        unlockpt(&keys).unwrap();
        let path = ptsname(&keys, Vec::new()).unwrap();
        let path = PathBuf::from(path.into_string().unwrap());
        let keys = File::from(keys);
        let line = rustix::fs::open(
            &path,
            rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC,
            rustix::fs::Mode::empty(),
        );
        let shown = Arc::new(Mutex::new(String::new()));
        let is_over = Arc::new(AtomicBool::new(false));
        let (into, over) = (Arc::clone(&shown), Arc::clone(&is_over));
        let screen = keys.try_clone().unwrap();
        let watching = std::thread::spawn(move || watch(screen, &into, &over));
        Self {
            keys,
            line: File::from(line.unwrap()),
            shown,
            watching: Some(watching),
            is_over,
            seen: Cell::new(0),
        }
    }

    /// Runs a script of sh as the leader of a session on this terminal. Its
    /// standard input is the terminal; output and error are pipes.
    pub fn run(&self, brs: &Brs, script: &str, arguments: &[&str]) -> Running {
        let mut all = vec!["--ctty", "sh", "-c", script, "sh"];
        all.extend(arguments);
        let mut command = brs.other(&tool("setsid"), &all);
        command.stdin(Stdio::from(self.line.try_clone().unwrap()));
        Running::new(command.spawn().unwrap())
    }

    /// Runs an interactive shell with job control.
    pub fn run_shell(&self, brs: &Brs) -> Running {
        let script = format!("PS1='{PROMPT} ' exec bash --norc --noprofile -i >&0 2>&0");
        let shell = self.run(brs, &script, &[]);
        self.wait_for(PROMPT);
        shell
    }

    /// Types.
    pub fn press(&self, keys: impl AsRef<[u8]>) {
        (&self.keys).write_all(keys.as_ref()).unwrap();
    }

    /// All that has been shown so far.
    pub fn shown(&self) -> String {
        self.shown.lock().unwrap().clone()
    }

    /// Waits until a text is shown behind all that was waited for before.
    #[track_caller]
    #[expect(clippy::disallowed_methods, reason = "tests have no host")]
    pub fn wait_for(&self, text: &str) {
        let started = Instant::now();
        let from = self.seen.get();
        loop {
            let shown = self.shown();
            if let Some(at) = shown[from..].find(text) {
                return self.seen.set(from + at + text.len());
            }
            assert!(
                started.elapsed() < LONGEST_RUN,
                "no {text} in {:?}",
                &shown[from..]
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether it echoes what is typed, and whether it waits for whole lines.
    pub fn modes(&self) -> (bool, bool) {
        let modes = tcgetattr(&self.keys).unwrap().local_modes;
        (
            modes.contains(LocalModes::ECHO),
            modes.contains(LocalModes::ICANON),
        )
    }

    /// The process group that it listens to.
    pub fn foreground(&self) -> i32 {
        tcgetpgrp(&self.keys).unwrap().as_raw_nonzero().get()
    }
}

/// Puts down what is shown, until it is over.
fn watch(mut screen: File, into: &Mutex<String>, is_over: &AtomicBool) {
    let tick = Timespec::try_from(Duration::from_millis(20)).ok();
    let mut bytes = [0; 4096];
    while !is_over.load(Ordering::SeqCst) {
        let mut polled = [PollFd::new(&screen, PollFlags::IN)];
        if let Ok(1..) = poll(&mut polled, tick.as_ref()) {
            match screen.read(&mut bytes) {
                Ok(count @ 1..) => {
                    let text = String::from_utf8_lossy(&bytes[..count]);
                    into.lock().unwrap().push_str(&text);
                }
                _ => return,
            }
        }
    }
}

impl Drop for Terminal {
    /// Hangs up, as a window does that is closed.
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = self.watching.take().map(JoinHandle::join);
    }
}

/// A program that somebody has started at a terminal, ended however the test
/// ends.
pub struct Running {
    child: Child,
    output: Option<[JoinHandle<String>; 2]>,
    started: Instant,
}

impl Running {
    #[expect(clippy::disallowed_methods, reason = "tests have no host")]
    pub fn new(mut child: Child) -> Self {
        fn text(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
            std::thread::spawn(move || {
                let mut bytes = Vec::new();
                let _ = pipe.read_to_end(&mut bytes);
                String::from_utf8(bytes).expect("output is UTF-8")
            })
        }
        let stdout = text(child.stdout.take().unwrap());
        let stderr = text(child.stderr.take().unwrap());
        Self {
            child,
            output: Some([stdout, stderr]),
            started: Instant::now(),
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal: `TERM`.
    pub fn signal(&self, name: &str) {
        signal(self.id(), name);
    }

    /// Waits for its end.
    #[track_caller]
    pub fn finish(mut self) -> Ended {
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(self.started.elapsed() < LONGEST_RUN, "still running");
            std::thread::sleep(Duration::from_millis(2));
        };
        let took = self.started.elapsed();
        let [stdout, stderr] = self.output.take().unwrap();
        Ended {
            status: status.code().or(status.signal().map(|signal| 128 + signal)),
            stdout: stdout.join().unwrap(),
            stderr: stderr.join().unwrap(),
            took,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a process a signal: `TERM`.
pub fn signal(id: u32, name: &str) {
    let mut kill = std::process::Command::new(tool("kill"));
    let sent = kill.args(["-s", name, &id.to_string()]).status().unwrap();
    assert!(sent.success(), "{name} to {id}");
}

/// What came of it.
#[derive(Debug)]
#[must_use = "a run is asserted every time"]
pub struct Ended {
    /// As a shell tells it: 128 and the number of a signal.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub took: Duration,
}

impl Ended {
    /// Exit status, standard output and silence on standard error.
    #[track_caller]
    pub fn is(&self, status: i32, stdout: &str) {
        assert_eq!(
            (self.status, self.stdout.as_str(), self.stderr.as_str()),
            (Some(status), stdout, ""),
            "{self:?}"
        );
    }
}

/// The processes of a process group that are not dead already.
pub fn members(group: u32) -> Vec<String> {
    let mut found = Vec::new();
    for process in std::fs::read_dir("/proc").unwrap() {
        let stat = process.unwrap().path().join("stat");
        let stat = std::fs::read_to_string(stat).unwrap_or_default();
        // The name in parentheses may have anything in it.
        let Some((_, rest)) = stat.rsplit_once(')') else {
            continue;
        };
        let fields: Vec<&str> = rest.split_whitespace().collect();
        if fields[0] != "Z" && fields[2] == group.to_string() {
            found.push(stat);
        }
    }
    found
}

/// What a process is at, as the system tells it in one letter.
pub fn state(id: u32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    stat.rsplit_once(')')?.1.trim().chars().next()
}

/// The program that asks and runs as brs does, whose commands stand in
/// tests/clients/terminal.rs.
pub fn client() -> String {
    let path = std::path::Path::new(env!("CARGO_BIN_EXE_brs")).with_file_name("examples/terminal");
    assert!(path.exists(), "run: cargo build --example terminal");
    path.into_os_string().into_string().unwrap()
}
