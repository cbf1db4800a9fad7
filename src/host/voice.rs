//! What is said to a person beside the document: on standard error only.

use std::cell::Cell;
use std::fmt::Display;
use std::io::{IsTerminal, Write};

/// How talkative this run is.
///
/// Three SDKs read standard error as part of the document, so beside a
/// success nothing is said there, unless a person looks or asked for it.
#[derive(Debug, Default)]
pub struct Voice {
    verbosity: Cell<u8>,
}

impl Voice {
    /// Sets what `-v` asked for.
    pub fn set_verbosity(&self, verbosity: u8) {
        self.verbosity.set(verbosity);
    }

    /// Whether a person asked to be told more.
    pub fn is_chatty(&self) -> bool {
        self.verbosity.get() >= 1
    }

    /// Tells what is being done, under `-v`.
    pub fn note(&self, message: impl Display) {
        if self.verbosity.get() >= 1 {
            say("note", message);
        }
    }

    /// Tells details of it, under `-vv`.
    pub fn detail(&self, message: impl Display) {
        if self.verbosity.get() >= 2 {
            say("note", message);
        }
    }

    /// Warns beside a success, when a person looks or under `-v`.
    pub fn warn(&self, message: impl Display) {
        if self.verbosity.get() >= 1 || std::io::stderr().is_terminal() {
            say("warning", message);
        }
    }
}

/// Writes one line; a standard error that cannot be written to is no reason
/// to fail.
fn say(kind: &str, message: impl Display) {
    let message = message.to_string();
    let line = format!(
        "brs: {kind}: {}\n",
        crate::error::printable(&message, usize::MAX)
    );
    let _ = std::io::stderr().write_all(line.as_bytes());
}
