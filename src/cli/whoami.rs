//! The flags of `brs whoami`.

use super::common::CommonArgs;
use super::leaf;
use super::sts::{self, StsArgs};
use crate::commands::Whoami;
use crate::error::{Error, Result};
use crate::host::Host;
use clap::parser::ValueSource;
use clap::{ArgMatches, Subcommand};

/// Ask AWS whose credentials these are
///
/// With a source: the credentials that it would print. Without: those that
/// the SDKs would use here. Flags of the source stand behind it.
#[derive(clap::Args)]
#[command(disable_help_subcommand = true, subcommand_value_name = "SOURCE")]
#[command(subcommand_help_heading = "Sources")]
pub struct WhoamiArgs {
    /// Print the answer in this form
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    output: String,

    #[command(flatten)]
    common: CommonArgs,

    #[command(subcommand)]
    source: Option<SourceVerb>,
}

#[derive(Subcommand)]
#[command(defer = true)]
enum SourceVerb {
    /// Assume a role, or a chain of roles
    #[command(long_about = sts::ABOUT)]
    Sts(Box<StsArgs>),
}

impl WhoamiArgs {
    /// The request.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<Whoami> {
        let (request, common) = match &self.source {
            None => (None, &self.common),
            Some(SourceVerb::Sts(sts)) => {
                refuse_flags_before_source(matches)?;
                (Some(sts.request(leaf(matches), host)?), &sts.common)
            }
        };
        Ok(Whoami {
            request,
            options: common.options(host)?,
            preferences: common.preferences(host)?,
            json: self.output == "json",
        })
    }
}

/// `brs whoami --region X sts …` would leave it open whose region is meant.
fn refuse_flags_before_source(matches: &ArgMatches) -> Result<()> {
    let Some((_, whoami)) = matches.subcommand() else {
        return Ok(());
    };
    let Some((source, _)) = whoami.subcommand() else {
        return Ok(());
    };
    let misplaced = whoami.ids().find(|id| {
        id.as_str() != "output"
            && whoami.try_contains_id(id.as_str()).unwrap_or(false)
            && whoami.value_source(id.as_str()) == Some(ValueSource::CommandLine)
    });
    match misplaced {
        // Groups have ids too; theirs begin with a capital.
        Some(id) if id.as_str().starts_with(char::is_lowercase) => {
            let flag = id.as_str().replace('_', "-");
            Err(
                Error::misused(format!("--{flag} stands before {source}")).hint(format!(
                    "flags of a source stand behind it: brs whoami {source} --{flag} …"
                )),
            )
        }
        _ => Ok(()),
    }
}
