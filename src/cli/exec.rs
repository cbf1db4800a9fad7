//! The flags of `brs exec`, and where they end.

use super::source::SourceVerb;
use crate::commands::Exec;
use crate::error::{Error, Result};
use crate::host::Host;
use clap::ArgMatches;
use std::ffi::OsString;

/// Run a program that has credentials in its environment
///
/// brs becomes the program: there is no process beside it, and its exit status
/// is the program's own. The variables are those of brs env; all others that
/// lead to AWS credentials are removed. Flags of the source stand behind it,
/// and the program and its arguments behind the first --.
#[derive(clap::Args)]
#[command(disable_help_subcommand = true, subcommand_value_name = "SOURCE")]
#[command(subcommand_help_heading = "Sources", subcommand_required = true)]
#[command(override_usage = "brs exec SOURCE [OPTIONS] -- PROGRAM [ARG]...")]
pub struct ExecArgs {
    #[command(subcommand)]
    source: SourceVerb,
}

/// Takes the program and its arguments off a command line, if it is one of
/// `brs exec`: whatever stands behind the first `--` is none of brs's.
pub fn split(arguments: &[OsString]) -> (&[OsString], Option<&[OsString]>) {
    let is_exec = arguments.first().is_some_and(|word| word == "exec");
    let at = arguments.iter().position(|word| word == "--");
    match at.filter(|_| is_exec) {
        Some(at) => (&arguments[..at], Some(&arguments[at + 1..])),
        None => (arguments, None),
    }
}

impl ExecArgs {
    /// The request; `program`: what stood behind the first `--`, if there was
    /// one.
    pub fn request(
        &self,
        program: Option<&[OsString]>,
        matches: &ArgMatches,
        host: &Host,
    ) -> Result<Exec> {
        let (request, preferences) = self.source.request(&[], matches, host)?;
        match program {
            Some(words @ [_, ..]) => Ok(Exec {
                request,
                preferences,
                words: words.to_vec(),
            }),
            _ => Err(Error::misused("there is no program to run")
                .hint("it stands behind --: brs exec SOURCE … -- PROGRAM ARG …")),
        }
    }
}
