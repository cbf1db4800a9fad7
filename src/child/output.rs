//! What a program prints: standard output up to a limit, the end of standard
//! error.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{ErrorKind, Read};
use std::os::fd::AsFd;
use std::process::{ChildStderr, ChildStdout};
use std::time::Duration;
use zeroize::Zeroizing;

/// The most of standard error that is kept.
const LONGEST_STDERR: usize = 8 << 10;

/// The two pipes, and what has come out of them. Nothing grows: that would
/// leave copies behind.
pub struct Output {
    stdout: Option<ChildStdout>,
    printed: Kept,
    /// None where standard error is the terminal.
    stderr: Option<ChildStderr>,
    told: Kept,
}

impl Output {
    pub fn new(stdout: Option<ChildStdout>, stderr: Option<ChildStderr>, longest: usize) -> Self {
        Self {
            stdout,
            // One more shows that it was too much.
            printed: Kept::new(longest.saturating_add(1)),
            told: Kept::new(if stderr.is_some() {
                2 * LONGEST_STDERR
            } else {
                0
            }),
            stderr,
        }
    }

    /// Whether more was printed than may be.
    pub fn is_too_long(&self) -> bool {
        self.printed.room() == 0
    }

    /// Whether nothing more can come.
    pub fn is_over(&self) -> bool {
        self.stdout.is_none() && self.stderr.is_none()
    }

    /// Waits for more, at most this long, and takes it; whether anything came.
    pub fn take(&mut self, within: Duration) -> bool {
        let ready = {
            let stdout = self.stdout.as_ref().map(AsFd::as_fd);
            let stderr = self.stderr.as_ref().map(AsFd::as_fd);
            // Nothing is there to be read when there is no pipe: that sleeps.
            let mut polled: Vec<PollFd<'_>> = [&stdout, &stderr]
                .into_iter()
                .flatten()
                .map(|pipe| PollFd::new(pipe, PollFlags::IN))
                .collect();
            let within = Timespec::try_from(within).ok();
            if poll(&mut polled, within.as_ref()).is_err() {
                return false;
            }
            let mut ready = polled.iter().map(|pipe| !pipe.revents().is_empty());
            [stdout.is_some(), stderr.is_some()].map(|there| there && ready.next() == Some(true))
        };
        if ready[0] && !self.printed.fill(&mut self.stdout) {
            self.stdout = None;
        }
        if ready[1] {
            self.told.forget(LONGEST_STDERR);
            if !self.told.fill(&mut self.stderr) {
                self.stderr = None;
            }
        }
        ready[0] || ready[1]
    }

    /// The last that was written to standard error, if it was kept.
    pub fn told(&self) -> &[u8] {
        self.told.bytes()
    }

    /// All that was printed.
    pub fn printed(self) -> Zeroizing<Vec<u8>> {
        self.printed.finish()
    }
}

/// Bytes in memory that does not grow.
struct Kept {
    bytes: Zeroizing<Vec<u8>>,
    length: usize,
}

impl Kept {
    fn new(size: usize) -> Self {
        Self {
            bytes: Zeroizing::new(vec![0; size]),
            length: 0,
        }
    }

    fn room(&self) -> usize {
        self.bytes.len() - self.length
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// Reads once; false when the pipe has ended.
    fn fill(&mut self, pipe: &mut Option<impl Read>) -> bool {
        let Some(pipe) = pipe else { return false };
        match pipe.read(&mut self.bytes[self.length..]) {
            Ok(count) => {
                self.length += count;
                count != 0
            }
            Err(error) => error.kind() == ErrorKind::Interrupted,
        }
    }

    /// Makes room when there is none, keeping the last bytes.
    fn forget(&mut self, keep: usize) {
        if self.room() == 0 {
            let from = self.length - keep;
            self.bytes.copy_within(from.., 0);
            self.length = keep;
        }
    }

    fn finish(mut self) -> Zeroizing<Vec<u8>> {
        self.bytes.truncate(self.length);
        self.bytes
    }
}
