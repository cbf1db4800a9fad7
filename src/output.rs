//! What is printed: one file for each format.

mod env;
mod json;
mod shell;
mod table;

pub use env::{changes, unset};
pub use shell::{Change, Shell};
pub use table::{Cell, Tone, is_terminal, table};

use crate::credentials::Credentials;
use crate::error::{Error, Result};
use crate::host::io_reason;
use crate::secret::Secret;
use std::io::{ErrorKind, Write};

/// The formats of credentials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Assignments for a POSIX shell.
    Env,
    /// The document of the Python package boto3-refresh-session.
    Json,
    /// The credential_process document.
    #[default]
    Process,
}

impl Format {
    /// All of them, as the command line names them.
    pub const ALL: [(&'static str, Self); 3] = [
        ("process", Self::Process),
        ("json", Self::Json),
        ("env", Self::Env),
    ];

    /// A number for it that does not change.
    pub fn number(self) -> u8 {
        match self {
            Self::Process => 0,
            Self::Json => 1,
            Self::Env => 2,
        }
    }

    /// The format of a number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL
            .iter()
            .map(|(_, format)| *format)
            .find(|format| format.number() == number)
    }

    /// Renders credentials in any format but the first, whose line is kept
    /// finished.
    ///
    /// # Errors
    ///
    /// A part of them that has no form there.
    pub fn render(self, credentials: &Credentials) -> Result<Secret> {
        match self {
            Self::Env => env::render(credentials),
            Self::Json => Ok(json::render(credentials)),
            Self::Process => Ok(crate::credentials::document(credentials)),
        }
    }
}

/// Writes to standard output, whole or not at all as far as that is ours to
/// say. What ends with a line feed goes there as it is: std keeps no copy.
///
/// # Errors
///
/// A standard output that is full or closed.
pub fn write(text: &str) -> Result<()> {
    print(text).map_err(cannot_write)
}

/// Writes a text that a person reads. Whoever closes the pipe has read enough.
///
/// # Errors
///
/// A standard output that is full.
pub fn show(text: &str) -> Result<()> {
    match print(text) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(cannot_write),
    }
}

fn print(text: &str) -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

fn cannot_write(error: std::io::Error) -> Error {
    Error::failed(io_reason(&error)).context("cannot write to standard output")
}
