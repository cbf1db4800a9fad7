//! Runs another program: without a shell, within a deadline, and with nothing
//! of it left when it is over.
//!
//! A program has a process group of its own, standard output is read up to a
//! limit, and standard error is the terminal, if there is one, so that a person
//! sees what it wants of them whoever has started us. What leaves its process
//! group on purpose (`setsid`) is not followed.

mod becoming;
mod environment;
mod group;
mod masked;
mod output;
mod running;
mod terminal;
mod words;

pub use becoming::become_program;
pub use environment::Environment;
pub use words::{Unfit, find, split};

use crate::error::{Error, Result};
use crate::host::Host;
use running::Failure;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// A program to be run.
pub struct Job<'a> {
    /// Its name and its arguments.
    pub words: &'a [OsString],
    /// What it finds in its environment.
    pub environment: Environment<'a>,
    /// What it finds there besides, which makes it no other program.
    pub extra: &'a [(&'a str, &'a str)],
    /// Where it runs, if not here.
    pub directory: Option<&'a Path>,
    /// How long it may take.
    pub within: Duration,
    /// Whether its standard input is the terminal, if there is one; nothing
    /// otherwise.
    pub interactive: bool,
    /// How much it may print, bytes.
    pub longest_output: usize,
}

impl Job<'_> {
    /// The name of the program as it was written. Its arguments are shown to
    /// nobody: people put passwords there.
    pub fn name(&self) -> &OsStr {
        self.words
            .first()
            .map_or(OsStr::new(""), OsString::as_os_str)
    }
}

/// What a program that ended well has left.
pub struct Done {
    /// All that it printed; a secret, perhaps.
    pub stdout: Zeroizing<Vec<u8>>,
}

/// Runs a program to its end.
///
/// Does not return when a signal ends brs meanwhile, or when ^C at the
/// terminal has ended the program: then brs ends by the same signal, after
/// everything has been tidied up.
///
/// # Errors
///
/// What has gone wrong with which program: it cannot be found or started, it
/// failed, took too long or printed too much. A program that prints nothing
/// has done well. Of one that was started, the failure is transient: another
/// run may end otherwise.
pub fn run(job: &Job<'_>, host: &Host) -> Result<Done> {
    let name = job.name().display();
    host.voice.note(format_args!("running {name}"));
    let stdout = running::run(job, host).map_err(|failure| {
        let error = match failure {
            Failure::NotStarted(why) => Error::failed(why),
            Failure::Failed(why) => Error::transient(why),
        };
        error.context(format!("cannot run {name}"))
    })?;
    Ok(Done { stdout })
}
