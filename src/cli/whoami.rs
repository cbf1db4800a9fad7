//! The flags of `brs whoami`.

use super::common::{AmbientArgs, CommonArgs};
use super::custom::CustomArgs;
use super::iot::IotArgs;
use super::leaf;
use super::mfa::MfaArgs;
use super::profile::ProfileArgs;
use super::sts::StsArgs;
use crate::commands::Whoami;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::sources::Request;
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
    ambient: AmbientArgs,

    #[command(subcommand)]
    source: Option<SourceVerb>,
}

#[derive(Subcommand)]
#[command(defer = true)]
enum SourceVerb {
    /// Assume a role, or a chain of roles
    Sts(Box<StsArgs>),
    /// Start a session with one MFA code, for all roles of a user
    Mfa(Box<MfaArgs>),
    /// Turn a device's certificate into credentials
    Iot(Box<IotArgs>),
    /// Answer for the credentials that a program of yours prints
    Custom(Box<CustomArgs>),
    /// Answer for a profile of the shared config files
    Profile(Box<ProfileArgs>),
}

impl WhoamiArgs {
    /// The request.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<Whoami> {
        let ambient = CommonArgs::from(&self.ambient);
        if self.source.is_some() {
            refuse_before_source(&flags_of_whoami(matches), matches)?;
        }
        let of_device;
        let (request, common) = match &self.source {
            None => (Request::Ambient(ambient.options(host)?), &ambient),
            Some(SourceVerb::Sts(sts)) => (sts.request(leaf(matches), host)?, &sts.common),
            Some(SourceVerb::Mfa(mfa)) => (mfa.request(leaf(matches), host)?, &mfa.common),
            Some(SourceVerb::Iot(iot)) => {
                of_device = iot.common();
                (iot.request(host)?, &of_device)
            }
            Some(SourceVerb::Custom(custom)) => (custom.request(None, host)?, &custom.common),
            Some(SourceVerb::Profile(profile)) => (profile.request(host)?, &profile.common),
        };
        Ok(Whoami {
            request,
            preferences: common.preferences(host)?,
            json: self.output == "json",
        })
    }
}

/// The flags, but for `--output`, that stand on the command line between
/// `whoami` and a source, without their hyphens.
fn flags_of_whoami(matches: &ArgMatches) -> Vec<String> {
    let Some((_, whoami)) = matches.subcommand() else {
        return Vec::new();
    };
    whoami
        .ids()
        .map(clap::Id::as_str)
        // Groups have ids too; theirs begin with a capital.
        .filter(|id| id.starts_with(char::is_lowercase) && *id != "output")
        .filter(|id| whoami.try_contains_id(id).unwrap_or(false))
        .filter(|id| whoami.value_source(id) == Some(ValueSource::CommandLine))
        .map(|id| id.replace('_', "-"))
        .collect()
}

/// `brs whoami --region X sts …` would leave it open whose region is meant.
fn refuse_before_source(flags: &[String], matches: &ArgMatches) -> Result<()> {
    let source = matches
        .subcommand()
        .and_then(|(_, whoami)| whoami.subcommand_name());
    match (source, flags.first()) {
        (Some(source), Some(flag)) => Err(Error::misused(format!(
            "--{flag} stands before {source}"
        ))
        .hint(format!(
            "flags of a source stand behind it: brs whoami {source} --{flag} …"
        ))),
        _ => Ok(()),
    }
}
