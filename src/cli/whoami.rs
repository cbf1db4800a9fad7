//! The flags of `brs whoami`.

use super::common::{AmbientArgs, CommonArgs};
use super::source::SourceVerb;
use crate::commands::Whoami;
use crate::error::Result;
use crate::host::Host;
use crate::sources::Request;
use clap::ArgMatches;

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
    ambient: AmbientArgs,

    #[command(subcommand)]
    source: Option<SourceVerb>,
}

impl WhoamiArgs {
    /// The request.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<Whoami> {
        let (request, preferences) = match &self.source {
            Some(source) => source.request(&["output"], matches, host)?,
            None => {
                let ambient = CommonArgs::from(&self.ambient);
                let request = Request::Ambient(ambient.options(host)?);
                (request, ambient.preferences(host)?)
            }
        };
        Ok(Whoami {
            request,
            preferences,
            json: self.output == "json",
        })
    }
}
