//! The flags of `brs custom`.

use super::common::CommonArgs;
use super::values;
use crate::child;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::secret::Secret;
use crate::sources::{CustomRequest, Request, Words, variable_name};
use clap::ValueHint;
use std::ffi::OsString;
use std::path::PathBuf;

pub const ABOUT: &str = "Print the credentials that a program of yours prints

The program is run without a shell, behind -- or in --command, and prints one JSON document: that of \
credential_process, the keys of the Python package boto3-refresh-session (access_key, secret_key, token, \
expiry_time), an answer of STS with Credentials, or a container's document with Token. What it gives is \
cached and shared as that of any other source.";

const PROFILE: &str = "Take the region from this profile

For the AWS that a verb such as whoami asks; the program needs none of it.";

const TIMEOUT: &str = "Let the whole run take at most this long [default: 1m]

The program too, which is ended then, and all that it has started. Waiting for another process that \
refreshes counts.";

#[derive(clap::Args, Clone, Debug)]
#[command(about = "Print the credentials that a program of yours prints", long_about = ABOUT)]
#[command(mut_arg("profile", |arg| arg
    .help("Take the region from this profile")
    .long_help(PROFILE)))]
#[command(mut_arg("timeout", |arg| arg
    .help("Let the whole run take at most this long [default: 1m]")
    .long_help(TIMEOUT)))]
pub struct CustomArgs {
    #[command(flatten)]
    program: ProgramArgs,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "The program")]
struct ProgramArgs {
    /// Run this command line; quotes are understood, and no shell is asked
    #[arg(long, value_name = "CMD", value_hint = ValueHint::CommandString)]
    command: Option<String>,

    /// Run it in this directory, whatever the working directory is
    ///
    /// Without it the working directory counts for what is cached: each has its
    /// own.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    cwd: Option<PathBuf>,

    /// Give it this variable; as often as needed
    ///
    /// The value stands in the list of processes, where other users see it: a
    /// secret is better given with --env-pass.
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    env: Vec<Setting>,

    /// Give it this variable as it is around brs; as often as needed
    ///
    /// Without it, it is given PATH, HOME and the like, proxies, and what leads
    /// to an agent, a terminal or a display: nothing of AWS's or of brs's.
    #[arg(long, value_name = "NAME", value_parser = variable_name)]
    env_pass: Vec<String>,

    /// Give it the terminal to ask a person on, for --prompt-timeout
    ///
    /// It is then run only when nothing that lives is cached, and never where
    /// nobody can be asked.
    #[arg(long)]
    interactive: bool,

    /// Keep keys without an expiration this long
    ///
    /// At most 36h. An access key alone does not end: without this it is not
    /// kept, and it is printed without an expiration in either case. A session
    /// token does end: for one without an expiration this says when.
    #[arg(long, value_name = "TIME", value_parser = values::ttl)]
    ttl: Option<i64>,
}

/// A variable and its value, which may be a secret: clap wants a `Clone`.
type Setting = std::sync::Arc<(String, Secret)>;

fn setting(text: &str) -> std::result::Result<Setting, String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    let value = Secret::new(value.to_owned());
    Ok(Setting::new((variable_name(name)?, value)))
}

impl CustomArgs {
    /// The request; `behind` are the words behind `--`, where there may be any.
    pub fn request(&self, behind: Option<&[OsString]>, host: &Host) -> Result<Request> {
        let program = &self.program;
        let words = self.words(behind)?;
        let mut set: Vec<(String, Secret)> = Vec::new();
        for setting in &program.env {
            let (name, value) = &**setting;
            if set.iter().any(|(known, _)| known == name) {
                return Err(Error::misused(format!("--env {name} is given twice")));
            }
            set.push((name.clone(), Secret::new(value.expose().to_owned())));
        }
        // In which order they stand means nothing.
        set.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut passed = program.env_pass.clone();
        passed.sort();
        passed.dedup();
        Ok(Request::Custom(CustomRequest {
            words,
            directory: program.cwd.clone().map(|path| host.expanded(path)),
            set: set.into(),
            passed,
            is_interactive: program.interactive,
            ttl: program.ttl,
            options: self.common.options(host)?,
        }))
    }

    fn words(&self, behind: Option<&[OsString]>) -> Result<Words> {
        let given = behind.unwrap_or_default();
        let words = match (&self.program.command, given) {
            (Some(_), [_, ..]) => {
                return Err(Error::misused(
                    "--command and a program behind -- exclude each other",
                ));
            }
            (Some(line), []) => child::split(line).map_err(|reason| {
                Error::misused(format!("invalid command in --command: {reason}"))
            })?,
            (None, given) => given.to_vec(),
        };
        Words::new(words).ok_or_else(|| {
            Error::misused("no program is given").hint(match behind {
                Some(_) => "name it behind --: brs custom -- PROGRAM ARG…",
                None => "name it with --command 'PROGRAM ARG…'",
            })
        })
    }
}
