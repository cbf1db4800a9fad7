//! Asks a person and runs programs as brs does, for tests/prompt.rs and
//! tests/children.rs.
//!
//! ```text
//! terminal ask SECONDS QUESTION [linger]    what came of it; then sleeps
//! terminal panic SECONDS QUESTION           panics in it, once there is a file go
//! terminal run [FLAG…] -- PROGRAM ARG…      what the program printed
//! ```
//!
//! Flags: `--interactive`, `--within SECONDS`, `--longest BYTES`, `--directory
//! DIR`, `--minimal`, `--pass NAME`, `--set NAME=VALUE`, `--extra NAME=VALUE`. A
//! run that leaves a process or an open file behind is exit status 99.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints"
)]

use brs::child::{self, Environment, Job};
use brs::error::{Error, Result};
use brs::host::{Deadline, Host};
use brs::prompt::{self, Answer, Terminal};
use brs::secret::Secret;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["ask", seconds, question] => ask(seconds, question),
        ["ask", seconds, question, "linger"] => ask(seconds, question).inspect(|_| {
            std::thread::sleep(Duration::from_secs(60));
        }),
        ["panic", seconds, question] => panic(seconds, question),
        ["run", flags @ ..] => run(flags),
        _ => Err(Error::misused("what is wanted?")),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprint!("{}", error.lines());
            ExitCode::FAILURE
        }
    }
}

fn ask(seconds: &str, question: &str) -> Result<u8> {
    let Some(terminal) = Terminal::open() else {
        println!("no terminal");
        return Ok(3);
    };
    let until = Deadline::after(Duration::from_secs(number(seconds)?));
    match terminal.ask_hidden(question, until)? {
        Answer::Text(text) => println!("text {:?}", text.expose()),
        Answer::None => println!("none"),
        Answer::TimedOut => println!("timed out"),
        Answer::Abandoned => println!("abandoned"),
    }
    Ok(0)
}

/// As in the release build, whose panics unwind nothing.
fn panic(seconds: &str, question: &str) -> Result<u8> {
    std::panic::set_hook(Box::new(|_| {
        prompt::restore();
        std::process::abort();
    }));
    std::thread::spawn(|| {
        while !std::path::Path::new("go").exists() {
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("in the middle of it");
    });
    ask(seconds, question)
}

fn run(flags: &[&str]) -> Result<u8> {
    let host = Host::new();
    let before = left();
    let (mut interactive, mut minimal) = (false, false);
    let (mut within, mut longest_output) = (Duration::from_secs(30), 64 << 10);
    let mut directory = None;
    let (mut pass, mut set, mut extra) = (Vec::new(), Vec::new(), Vec::new());
    let mut flags = flags.iter().copied();
    while let Some(flag) = flags.next().filter(|flag| *flag != "--") {
        match flag {
            "--interactive" => interactive = true,
            "--minimal" => minimal = true,
            _ => {
                let value = flags.next().unwrap_or_default();
                let pair = || value.split_once('=').unwrap_or_default();
                match flag {
                    "--within" => within = Duration::from_secs(number(value)?),
                    "--longest" => longest_output = usize::try_from(number(value)?).unwrap_or(0),
                    "--directory" => directory = Some(std::path::Path::new(value)),
                    "--pass" => pass.push(value.to_owned()),
                    "--set" => set.push((pair().0.to_owned(), Secret::new(pair().1.to_owned()))),
                    "--extra" => extra.push(pair()),
                    _ => return Err(Error::misused(format!("what is {flag}?"))),
                }
            }
        }
    }
    let words: Vec<OsString> = flags.map(OsString::from).collect();
    let (pass, set) = (&pass[..], &set[..]);
    let job = Job {
        words: &words,
        environment: match minimal {
            true => Environment::Minimal { pass, set },
            false => Environment::Scrubbed,
        },
        extra: &extra,
        directory,
        within,
        interactive,
        longest_output,
    };
    let done = child::run(&job, &host);
    if left() != before {
        eprintln!("before: {before:?}, after: {:?}", left());
        return Ok(99);
    }
    let _ = std::io::stdout().write_all(&done?.stdout);
    Ok(0)
}

/// The processes and the open files of this process.
fn left() -> (String, usize) {
    let children = std::fs::read_to_string("/proc/thread-self/children").unwrap_or_default();
    let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    (children, files)
}

fn number(text: &str) -> Result<u64> {
    text.parse().map_err(|_| Error::misused("no number"))
}
