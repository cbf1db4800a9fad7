//! The command line: text to request. Pure, but for the variables that stand
//! in for flags, which the host hands in.

mod cache;
mod code;
mod common;
mod complaint;
mod custom;
mod env;
mod exec;
mod iot;
pub mod manual;
mod mfa;
mod profile;
mod role;
mod source;
mod sts;
mod texts;
mod values;
mod whoami;

use crate::commands::{Command, Print};
use crate::error::Result;
use crate::host::Host;
use crate::sources::Request;
use cache::CacheArgs;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use common::{CommonArgs, PrintArgs};
use custom::CustomArgs;
use env::EnvArgs;
use exec::ExecArgs;
use iot::IotArgs;
use mfa::MfaArgs;
use profile::ProfileArgs;
use std::ffi::OsString;
use sts::StsArgs;
use texts::{CompletionsArgs, ManArgs};
use whoami::WhoamiArgs;

/// Temporary AWS credentials for every SDK, cached and refreshed
///
/// A source obtains temporary credentials and prints them as the
/// credential_process document that every AWS SDK reads. They are kept in a
/// cache on disk, shared by all processes of a user, and renewed in time.
#[derive(Parser)]
#[command(name = "brs", version, term_width = 100)]
#[command(disable_help_subcommand = true, subcommand_value_name = "SOURCE|VERB")]
#[command(subcommand_help_heading = "Sources and verbs")]
struct Brs {
    #[command(subcommand)]
    verb: Verb,
}

/// The first word. Each word's flags are built when it is used, and not
/// before: parsing costs a seventh of what it would.
#[derive(Subcommand)]
#[command(defer = true)]
enum Verb {
    /// Assume a role, or a chain of roles
    Sts(PrintSts),
    /// Start a session with one MFA code, for all roles of a user
    Mfa(PrintMfa),
    /// Turn a device's certificate into credentials
    Iot(PrintIot),
    /// Print the credentials that a program of yours prints
    Custom(PrintCustom),
    /// Print the credentials of a profile of the shared config files
    Profile(PrintProfile),
    /// Ask AWS whose credentials these are
    Whoami(Box<WhoamiArgs>),
    /// Print credentials as variables, in the words of a shell
    Env(Box<EnvArgs>),
    /// Run a program that has credentials in its environment
    Exec(Box<ExecArgs>),
    /// Show or clear what is in the cache
    Cache(CacheArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print a page of the manual
    Man(ManArgs),
}

/// A source alone.
#[derive(clap::Args)]
#[command(about = "Assume a role, or a chain of roles", long_about = sts::ABOUT)]
struct PrintSts {
    #[command(flatten)]
    source: Box<StsArgs>,
    #[command(flatten)]
    print: PrintArgs,
}

/// A source alone.
#[derive(clap::Args)]
#[command(about = "Start a session with one MFA code, for all roles of a user", long_about = mfa::ABOUT)]
struct PrintMfa {
    #[command(flatten)]
    source: Box<MfaArgs>,
    #[command(flatten)]
    print: PrintArgs,
}

/// A source alone.
#[derive(clap::Args)]
#[command(about = "Print the credentials that a program of yours prints", long_about = custom::ABOUT)]
struct PrintCustom {
    #[command(flatten)]
    source: Box<CustomArgs>,
    #[command(flatten)]
    print: PrintArgs,
    /// The program and its arguments
    #[arg(last = true, value_name = "PROGRAM", help_heading = "The program")]
    #[arg(value_hint = clap::ValueHint::CommandWithArguments)]
    words: Vec<OsString>,
}

/// A source alone.
#[derive(clap::Args)]
#[command(about = "Print the credentials of a profile of the shared config files", long_about = profile::ABOUT)]
struct PrintProfile {
    #[command(flatten)]
    source: Box<ProfileArgs>,
    #[command(flatten)]
    print: PrintArgs,
}

/// A source alone.
#[derive(clap::Args)]
#[command(about = "Turn a device's certificate into credentials", long_about = iot::ABOUT)]
struct PrintIot {
    #[command(flatten)]
    source: Box<IotArgs>,
    #[command(flatten)]
    print: PrintArgs,
}

/// What a command line asks for.
pub enum Parsed {
    /// To do something.
    Command(Box<Command>),
    /// To be told how.
    Help(String),
}

/// Reads a command line (without the program's name).
///
/// # Errors
///
/// Exit status 2 and what is wrong, in one line.
pub fn parse(arguments: &[OsString], host: &Host) -> Result<Parsed> {
    if let [help, words @ ..] = arguments
        && help == "help"
    {
        // What other tools call `brs sts --help`.
        let arguments = [words, &["--help".into()]].concat();
        return parse(&arguments, host);
    }
    let (arguments, program) = exec::split(arguments);
    let own_name = [OsString::from("brs")];
    let matches = match command().try_get_matches_from(own_name.iter().chain(arguments)) {
        Ok(matches) => matches,
        Err(error) => return complaint::translate(&error, arguments).map(Parsed::Help),
    };
    let brs = match Brs::from_arg_matches(&matches) {
        Ok(brs) => brs,
        Err(error) => return complaint::translate(&error, arguments).map(Parsed::Help),
    };
    let source = leaf(&matches);
    let command = match brs.verb {
        Verb::Sts(sts) => {
            let request = sts.source.request(source, host)?;
            print(request, &sts.print, &sts.source.common, host)?
        }
        Verb::Mfa(mfa) => {
            let request = mfa.source.request(source, host)?;
            print(request, &mfa.print, &mfa.source.common, host)?
        }
        Verb::Iot(iot) => {
            let request = iot.source.request(host)?;
            print(request, &iot.print, &iot.source.common(), host)?
        }
        Verb::Custom(custom) => {
            let request = custom.source.request(Some(&custom.words), host)?;
            print(request, &custom.print, &custom.source.common, host)?
        }
        Verb::Profile(profile) => {
            let request = profile.source.request(host)?;
            print(request, &profile.print, &profile.source.common, host)?
        }
        Verb::Whoami(whoami) => Command::Whoami(whoami.request(&matches, host)?),
        Verb::Env(env) => Command::Env(env.request(&matches, host)?),
        Verb::Exec(exec) => Command::Exec(exec.request(program, &matches, host)?),
        Verb::Cache(cache) => Command::Cache(cache.request(&matches, host)?),
        Verb::Completions(completions) => Command::Show(completions.request()),
        Verb::Man(man) => Command::Show(man.request()),
    };
    Ok(Parsed::Command(Box::new(command)))
}

/// A source alone: its credentials are printed.
fn print(request: Request, print: &PrintArgs, common: &CommonArgs, host: &Host) -> Result<Command> {
    Ok(Command::Print(Print {
        request,
        format: print.format(host)?,
        preferences: common.preferences(host)?,
    }))
}

/// The whole grammar, for completions and the manual.
pub fn command() -> clap::Command {
    Brs::command()
}

/// The matches of the last word, where a source's flags are.
fn leaf(matches: &ArgMatches) -> &ArgMatches {
    let mut leaf = matches;
    while let Some((_, below)) = leaf.subcommand() {
        leaf = below;
    }
    leaf
}

#[cfg(test)]
mod tests;
