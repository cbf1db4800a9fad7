//! Temporary AWS credentials for every SDK.
//!
//! ```text
//! argv ─> cli ─> commands ─> cache ─> sources ─> credentials ─> output ─> stdout
//!         pure    verbs      fast path  issuers     a value        bytes
//! ```
//!
//! A command line becomes a request ([`cli`]), a verb ([`commands`]) obtains
//! credentials for it ([`cache`]), from disk or from an issuer ([`sources`]),
//! and prints them ([`output`]). Before any of that the cache is asked whether
//! this very command line has an answer that is still fresh: then nothing else
//! happens. Modules use only what stands further down in this list.
//!
//! brs is a program; this library is how it and its tests share the code, and
//! what is public here may change with any release. Promised are the command
//! line, what it prints and its exit status.

// Here, and not for the tests beside: an unwrap tells a user nothing.
#![deny(clippy::unwrap_used)]

pub mod cli;
pub mod commands;
pub mod output;

pub mod cache;
pub mod sources;

pub mod aws;
pub mod http;
pub mod pkcs11;
pub mod runtime;
pub mod tls;

pub mod child;
pub mod prompt;

pub mod credentials;
pub mod error;
pub mod host;
pub mod refresh;
pub mod secret;

use error::{Error, Status};
use host::Host;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Runs brs with these arguments (without the program's own name).
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    host::guard();
    if matches!(&arguments[..], [word] if word == pkcs11::HELPER) {
        pkcs11::serve();
        return ExitCode::SUCCESS;
    }
    let host = Host::new();
    let done = commands::from_cache(&arguments, &host).unwrap_or_else(|| answer(&arguments, &host));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn answer(arguments: &[OsString], host: &Host) -> error::Result<()> {
    std::panic::set_hook(Box::new(|panic| {
        prompt::restore();
        let place = panic
            .location()
            .map_or_else(String::new, |place| format!(" ({place})"));
        let line = format!(
            "brs: error: brs itself is at fault{place}\nbrs: hint: please report this line\n"
        );
        let _ = std::io::stderr().write_all(line.as_bytes());
    }));
    match cli::parse(arguments, host)? {
        cli::Parsed::Help(text) => output::show(&text),
        cli::Parsed::Command(command) => {
            let parse = |arguments: &[OsString]| match cli::parse(arguments, host)? {
                cli::Parsed::Command(command) => Ok(*command),
                cli::Parsed::Help(_) => Err(Error::misused("it asks for help only")),
            };
            command.run(arguments, host, &parse)
        }
    }
}

/// One place turns a failure into words and a number.
fn fail(error: &Error) -> ExitCode {
    let _ = std::io::stderr().write_all(error.lines().as_bytes());
    ExitCode::from(match error.status() {
        Status::Failed => 1,
        Status::Misused => 2,
        Status::PersonNeeded => 3,
    })
}
