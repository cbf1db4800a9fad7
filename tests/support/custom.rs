//! Programs that print credentials.

use super::mfa::program;
use super::terminal::Running;
use super::wrapped::tool;
use super::{Brs, program as brs_itself};
use std::fs;
use std::process::{Command, Stdio};

/// Shell that prints temporary credentials, others at each run, which end
/// after this many seconds.
pub fn printing(seconds: u32) -> String {
    format!(
        "id=$(head -c 6 /dev/urandom | od -An -tx1 | tr -d ' \\n')
printf '{{\"Version\":1,\"AccessKeyId\":\"ASIA%s\",\"SecretAccessKey\":\"secret\",\"SessionToken\":\"token\",\"Expiration\":\"%s\"}}' \"$id\" \"$(date -u -d '+{seconds} seconds' +%Y-%m-%dT%H:%M:%SZ)\""
    )
}

/// A program in the home that prints credentials for an hour; each run of it
/// leaves a line in `runs`.
pub fn broker(brs: &Brs, name: &str) -> String {
    program(brs, name, &printing(3600))
}

/// `brs custom` with these flags, for this program.
pub fn custom<'a>(flags: &[&'a str], program: &[&'a str]) -> Vec<&'a str> {
    [&["custom"], flags, &["--"], program].concat()
}

/// The same, ready to be run where there is no terminal.
pub fn without_terminal(brs: &Brs, arguments: &[&str]) -> Command {
    let path = brs_itself();
    let words = [&[path.to_str().unwrap()], arguments].concat();
    let mut command = brs.other(&tool("setsid"), &words);
    command.stdin(Stdio::null());
    command
}

pub fn start(brs: &Brs, arguments: &[&str]) -> Running {
    Running::new(without_terminal(brs, arguments).spawn().unwrap())
}

/// Makes what is in the home look settled, so that links are saved.
pub fn let_it_settle() {
    std::thread::sleep(std::time::Duration::from_millis(2300));
}

/// How many links the cache has.
pub fn links(brs: &Brs) -> usize {
    let files = brs.files().into_iter();
    files.filter(|name| name.ends_with(".link")).count()
}

/// Nobody holds the lock of any entry.
#[track_caller]
#[expect(
    clippy::disallowed_methods,
    reason = "whether it can be had is the question"
)]
pub fn assert_locks_are_free(brs: &Brs) {
    let locks: Vec<String> = brs
        .files()
        .into_iter()
        .filter(|name| name.ends_with(".lock"))
        .collect();
    assert!(!locks.is_empty(), "a lock was taken");
    for lock in locks {
        let file = fs::File::open(brs.cache().join(&lock)).unwrap();
        assert!(file.try_lock().is_ok(), "{lock} is held");
    }
}

/// No file of the cache has any of these in it.
#[track_caller]
pub fn assert_not_on_disk(brs: &Brs, secrets: &[&str]) {
    for name in brs.files() {
        let bytes = fs::read(brs.cache().join(&name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} is in {name}");
        }
    }
}
