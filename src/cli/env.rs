//! The flags of `brs env`.

use super::source::SourceVerb;
use crate::commands::{Env, Preferences};
use crate::error::{Error, Result};
use crate::host::Host;
use crate::output::Shell;
use clap::ArgMatches;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Print credentials as variables, in the words of a shell
///
/// What is printed sets AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
/// AWS_SESSION_TOKEN, AWS_CREDENTIAL_EXPIRATION, AWS_ACCOUNT_ID and, where it
/// is known, AWS_REGION and AWS_DEFAULT_REGION, and unsets AWS_PROFILE,
/// AWS_DEFAULT_PROFILE and AWS_SECURITY_TOKEN, which some SDK would prefer.
/// Flags of the source stand behind it.
#[derive(clap::Args)]
#[command(disable_help_subcommand = true, subcommand_value_name = "SOURCE")]
#[command(subcommand_help_heading = "Sources")]
pub struct EnvArgs {
    /// Write for this shell, instead of the one that has started brs
    ///
    /// Without it: the nearest shell among the programs that have started brs,
    /// else the one that SHELL names, else sh.
    #[arg(long, value_name = "SHELL", value_parser = shell_parser())]
    shell: Option<Shell>,

    /// Print what undoes it, without a source
    ///
    /// What the variables were before is not known: all that brs env sets is
    /// unset.
    #[arg(long)]
    unset: bool,

    #[command(subcommand)]
    source: Option<SourceVerb>,
}

fn shell_parser() -> impl TypedValueParser<Value = Shell> {
    PossibleValuesParser::new(Shell::ALL.map(|(name, _)| name)).map(|name| {
        let named = Shell::ALL.iter().find(|(known, _)| *known == name);
        named.map_or(Shell::Posix, |(_, shell)| *shell)
    })
}

impl EnvArgs {
    /// The request.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<Env> {
        let (request, preferences) = match (&self.source, self.unset) {
            (Some(source), false) => {
                let (request, preferences) = source.request(&["shell"], matches, host)?;
                (Some(request), preferences)
            }
            (None, true) => (None, Preferences::default()),
            (Some(_), true) => {
                return Err(Error::misused("--unset and a source exclude each other")
                    .hint("give one of them: brs env --unset, or brs env SOURCE …"));
            }
            (None, false) => {
                return Err(Error::misused("there is no source to print credentials of")
                    .hint("see: brs env --help"));
            }
        };
        Ok(Env {
            request,
            shell: self.shell,
            preferences,
        })
    }
}
