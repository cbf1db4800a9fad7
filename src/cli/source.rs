//! A source behind a verb, and where its flags stand.

use super::common::CommonArgs;
use super::custom::CustomArgs;
use super::iot::IotArgs;
use super::leaf;
use super::mfa::MfaArgs;
use super::profile::ProfileArgs;
use super::sts::StsArgs;
use crate::commands::Preferences;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::sources::Request;
use clap::parser::ValueSource;
use clap::{ArgMatches, Subcommand};

/// The sources that a verb takes: their flags, but for those of printing.
#[derive(Subcommand)]
#[command(defer = true)]
pub enum SourceVerb {
    /// Assume a role, or a chain of roles
    Sts(Box<StsArgs>),
    /// Start a session with one MFA code, for all roles of a user
    Mfa(Box<MfaArgs>),
    /// Turn a device's certificate into credentials
    Iot(Box<IotArgs>),
    /// Take the credentials that a program of yours prints
    Custom(Box<CustomArgs>),
    /// Take a profile of the shared config files
    Profile(Box<ProfileArgs>),
}

impl SourceVerb {
    /// The request, and how its credentials are cached. `own`: the flags that
    /// the verb does not share with the source, without their hyphens; all
    /// others stand behind the source.
    pub fn request(
        &self,
        own: &[&str],
        matches: &ArgMatches,
        host: &Host,
    ) -> Result<(Request, Preferences)> {
        refuse_before_source(own, matches)?;
        let of_device;
        let (request, common): (Request, &CommonArgs) = match self {
            Self::Sts(sts) => (sts.request(leaf(matches), host)?, &sts.common),
            Self::Mfa(mfa) => (mfa.request(leaf(matches), host)?, &mfa.common),
            Self::Iot(iot) => {
                of_device = iot.common();
                (iot.request(host)?, &of_device)
            }
            Self::Custom(custom) => (custom.request(None, host)?, &custom.common),
            Self::Profile(profile) => (profile.request(host)?, &profile.common),
        };
        Ok((request, common.preferences(host)?))
    }
}

/// `brs whoami --region X sts …` would leave it open whose region is meant.
fn refuse_before_source(own: &[&str], matches: &ArgMatches) -> Result<()> {
    let mut words = vec!["brs"];
    let mut verb = matches;
    let mut below = matches;
    while let Some((word, next)) = below.subcommand() {
        words.push(word);
        (verb, below) = (below, next);
    }
    let source = words.last().copied().unwrap_or_default();
    match flags(verb).find(|flag| !own.contains(&flag.as_str())) {
        Some(flag) => Err(Error::misused(format!(
            "--{flag} is given before {source}, and belongs to it"
        ))
        .hint(format!(
            "flags of a source stand behind it: {} --{flag} …",
            words.join(" ")
        ))),
        None => Ok(()),
    }
}

/// The flags that stand on the command line at this word, without their
/// hyphens.
fn flags(verb: &ArgMatches) -> impl Iterator<Item = String> {
    verb.ids()
        .map(clap::Id::as_str)
        // Groups have ids too; theirs begin with a capital.
        .filter(|id| id.starts_with(char::is_lowercase))
        .filter(|id| verb.try_contains_id(id).unwrap_or(false))
        .filter(|id| verb.value_source(id) == Some(ValueSource::CommandLine))
        .map(|id| id.replace('_', "-"))
}
