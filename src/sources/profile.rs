//! `brs profile`: whatever a profile of the shared config files says.

mod tokens;

use super::base::{
    Base, Options, Place, Resolved, Resolver, Served, Whose, asking, ca_bundle, environment_keys,
    keys_base, served, settings,
};
use super::container::Container;
use super::instance::Instance;
use super::process::Process;
use super::sts::{Hop, assume, assume_role_request, default_session_name, with_web_identity};
use super::{Keys, LONGEST_PROCESS};
use crate::aws::{
    DurationSeconds, ExternalId, Profile, RoleArn, RoleSessionName, SerialNumber, Settings,
};
use crate::error::{Error, Result};
use crate::host::Host;
use crate::secret::Secret;
use std::ffi::OsString;
use std::path::PathBuf;

/// `brs profile`, as the command line tells it.
#[derive(Clone, Debug)]
pub struct ProfileRequest {
    /// The profile's name.
    pub name: String,
    /// What every source may be told.
    pub options: Options,
}

/// What a profile has, in the order in which the AWS CLI looks for it.
enum Has {
    Role,
    WebIdentity,
    Sso,
    /// An access key in the credentials file, or one that nothing in the
    /// config file competes with.
    Keys,
    Login,
    Process,
    Nothing,
}

impl Resolver<'_> {
    /// Resolves a profile by its name.
    ///
    /// # Errors
    ///
    /// One that is not there, has nothing, or leads back to itself; a value
    /// that cannot be right.
    pub fn profile(&self, name: &str, options: &Options) -> Result<Resolved> {
        let profile = self.profiles()?.profile(name)?;
        self.resolved(profile, Place::Top, &[], options)
    }

    /// Whether this profile is for brs to serve: an SDK that runs brs for it
    /// passes its name on, and it is no base of itself. Keys beside the line
    /// are none of brs's making.
    pub(super) fn is_only_served(&self, profile: &Profile<'_>) -> bool {
        let has_keys = profile.get("aws_access_key_id").is_some();
        served(profile, self.host()).is_some() && !has_keys
    }

    /// Whether there is anything to resolve.
    pub(super) fn has_credentials(&self, profile: &Profile<'_>) -> bool {
        !matches!(self.has(profile, Place::Top, true), Has::Nothing)
    }

    /// `above`: the profiles that fill what this one leaves open of where AWS
    /// is asked, the nearest first.
    pub(super) fn resolved(
        &self,
        profile: Profile<'_>,
        place: Place,
        above: &[Profile<'_>],
        options: &Options,
    ) -> Result<Resolved> {
        let step = format!("profile '{}'", profile.name());
        let stack: Vec<_> = [profile].into_iter().chain(above.iter().copied()).collect();
        self.step(step, || self.of_profile(&stack, place, options, true))
    }

    /// The first of the stack.
    fn of_profile(
        &self,
        stack: &[Profile<'_>],
        place: Place,
        options: &Options,
        with_role: bool,
    ) -> Result<Resolved> {
        let profile = stack[0];
        let settings = || {
            let found = settings(options, stack, place, self.host())?;
            let asking = asking(&profile);
            Ok::<_, Error>(Settings { asking, ..found })
        };
        let name = profile.name();
        let of = |base: Base| Resolved {
            base,
            settings: settings(),
        };
        match self.has(&profile, place, with_role) {
            Has::Role => self.role(stack, place, settings()?, options),
            Has::WebIdentity => {
                let hop = self.hop(&profile)?;
                let file = profile.get("web_identity_token_file").unwrap_or_default();
                let file = self.host().expanded(PathBuf::from(file));
                with_web_identity(&hop, file, settings()?, self.host())
            }
            Has::Sso => {
                let sso = tokens::sso(stack, options, self.host())?;
                Ok(of(Base::new(Box::new(sso), Whose::Role, origin(&profile))))
            }
            Has::Keys => {
                let mut base = keys_base(keys(&profile)?);
                base.mfa_serial = value(&profile, "mfa_serial", SerialNumber::parse)?;
                base.mfa_process = mfa_process(&profile);
                Ok(of(base))
            }
            Has::Login => {
                let login = tokens::login(stack, options, self.host())?;
                Ok(of(Base::new(
                    Box::new(login),
                    Whose::Temporary,
                    origin(&profile),
                )))
            }
            Has::Process => match served(&profile, self.host()) {
                Some(Served::Plainly(arguments)) => {
                    self.served_profile(&profile, &arguments, options)
                }
                _ => {
                    let process = Process::of_profile(&profile, self.host())?;
                    let given = process.given();
                    let mut base = Base::new(Box::new(process), Whose::Unknown, origin(&profile));
                    base.given = vec![given];
                    base.timeout = LONGEST_PROCESS;
                    base.mfa_serial = value(&profile, "mfa_serial", SerialNumber::parse)?;
                    base.mfa_process = mfa_process(&profile);
                    Ok(of(base))
                }
            },
            Has::Nothing => Err(Error::misused(format!("profile '{name}' has no credentials"))
                .hint(match with_role {
                    true => "give it keys, a role_arn, sso_session or credential_process, or name another with --profile",
                    false => "its source_profile is itself: give it keys, or name another there",
                })),
        }
    }

    /// What this profile has, in the AWS CLI's order; what brs itself is to
    /// give counts after keys, for those it cannot be made of.
    fn has(&self, profile: &Profile<'_>, place: Place, with_role: bool) -> Has {
        let is_there = |key| profile.get(key).is_some();
        let has_keys = is_there("aws_access_key_id") || is_there("aws_secret_access_key");
        // The SDKs end a chain where they come upon keys.
        if place == Place::Below && has_keys {
            return Has::Keys;
        }
        if with_role && is_there("role_arn") {
            return match is_there("web_identity_token_file") {
                true => Has::WebIdentity,
                false => Has::Role,
            };
        }
        if is_there("sso_session") || is_there("sso_start_url") || is_there("sso_account_id") {
            Has::Sso
        } else if has_keys && profile.has_keys_in_the_credentials_file() {
            Has::Keys
        } else if is_there("login_session") {
            Has::Login
        } else if is_there("credential_process")
            && !(has_keys && served(profile, self.host()).is_some())
        {
            Has::Process
        } else if has_keys {
            Has::Keys
        } else {
            Has::Nothing
        }
    }

    /// A profile with a role: what it is assumed with, and how.
    fn role(
        &self,
        stack: &[Profile<'_>],
        place: Place,
        settings: Settings,
        options: &Options,
    ) -> Result<Resolved> {
        let profile = stack[0];
        let (name, host) = (profile.name(), self.host());
        let hop = self.hop(&profile)?;
        let below = match (
            profile.get("source_profile"),
            profile.get("credential_source"),
        ) {
            (Some(_), Some(_)) => {
                return Err(Error::misused(format!(
                    "profile '{name}' has both source_profile and credential_source"
                ))
                .hint("take one of them away"));
            }
            (None, None) => {
                return Err(Error::misused(format!(
                    "profile '{name}' has a role_arn, and nothing to assume it with"
                ))
                .hint("give it a source_profile, credential_source or web_identity_token_file"));
            }
            (Some(source), None) if source == name => {
                self.of_profile(stack, place, options, false)?
            }
            (Some(source), None) => {
                let source = self.profiles()?.profile(source).map_err(|error| {
                    error.context(format!("source_profile of profile '{name}'"))
                })?;
                self.resolved(source, Place::Below, stack, options)?
            }
            (None, Some(source)) => self.credential_source(stack, source, options)?,
        };
        let below = below.base;
        let process = mfa_process(&profile).or_else(|| below.mfa_process.clone());
        let ways = options.mfa.ways(options.mfa.token_code.clone(), process)?;
        let session_name = match &hop.role_session_name {
            Some(name) => name.clone(),
            None => default_session_name(host)?,
        };
        let settings = match below.whose {
            // It is the source's keys that ask.
            Whose::User | Whose::Temporary | Whose::Unknown => Settings {
                asking: match below.origin.strip_prefix("profile '") {
                    Some(name) => format!(
                        "see who is asking with: brs whoami --profile {}",
                        name.trim_end_matches('\'')
                    ),
                    None => settings.asking.clone(),
                },
                ..settings
            },
            Whose::Role => settings,
        };
        let request = assume_role_request(&hop, session_name, host)?;
        assume(request, below, settings, ways, options)
    }

    /// What a profile says of its role.
    fn hop(&self, profile: &Profile<'_>) -> Result<Hop> {
        let role = value(profile, "role_arn", RoleArn::parse)?.ok_or_else(|| {
            Error::misused(format!("profile '{}' has no role_arn", profile.name()))
        })?;
        let seconds = |text: &str| {
            let seconds = text.parse().map_err(|_| "expected seconds".to_owned())?;
            DurationSeconds::new(seconds)
        };
        Ok(Hop {
            role_session_name: value(profile, "role_session_name", RoleSessionName::parse)?,
            external_id: value(profile, "external_id", ExternalId::parse)?,
            duration_seconds: value(profile, "duration_seconds", seconds)?,
            serial_number: value(profile, "mfa_serial", SerialNumber::parse)?,
            ..Hop::new(role)
        })
    }

    fn credential_source(
        &self,
        stack: &[Profile<'_>],
        source: &str,
        options: &Options,
    ) -> Result<Resolved> {
        let (profile, host) = (stack[0], self.host());
        let wrong = |reason: &str| {
            Error::misused(format!(
                "invalid value '{source}' for credential_source of profile '{}': {reason}",
                profile.name()
            ))
        };
        let empty = |reason: &str| {
            Error::misused(format!(
                "credential_source of profile '{}' is {source}, and {reason}",
                profile.name()
            ))
        };
        let base = match source.to_ascii_lowercase().as_str() {
            "environment" => keys_base(
                environment_keys(host)?
                    .ok_or_else(|| empty("there are no keys in the environment"))?,
            ),
            "ecscontainer" => {
                let trusted = ca_bundle(options, stack, host)?;
                let container = Container::of_environment(host, trusted)?
                    .ok_or_else(|| empty("the environment names no container"))?;
                Base::new(Box::new(container), Whose::Role, "the container")
            }
            "ec2instancemetadata" => instance(stack.first(), host)?
                .map(|instance| Base::new(Box::new(instance), Whose::Role, "the instance"))
                .ok_or_else(|| empty("AWS_EC2_METADATA_DISABLED says not to ask there"))?,
            _ => {
                return Err(wrong(
                    "expected Environment, EcsContainer or Ec2InstanceMetadata",
                ));
            }
        };
        Ok(Resolved {
            base,
            settings: Err(Error::failed("nobody is asked there")),
        })
    }

    /// A profile that brs serves is resolved without another process.
    fn served_profile(
        &self,
        profile: &Profile<'_>,
        arguments: &[String],
        options: &Options,
    ) -> Result<Resolved> {
        let name = profile.name();
        let arguments: Vec<OsString> = arguments.iter().map(Into::into).collect();
        let what = format!("credential_process of profile '{name}'");
        let request = self
            .parse(&arguments)
            .map_err(|error| error.context(&what))?;
        let request = request.with_options(|inner| inner.filled(options));
        let step = format!("brs {}", request.describe());
        let mut resolved =
            self.step(step, || request.resolve(self)).map_err(|error| {
                match error.to_string().starts_with("profiles form") {
                    true => error,
                    false => error.context(&what),
                }
            })?;
        resolved.base.origin = format!("profile '{name}': {}", request.describe());
        resolved.base.is_served = true;
        // Its line may leave open where AWS is asked; the profile itself tells.
        if resolved.settings.is_err() {
            resolved.settings = settings(options, &[*profile], Place::Top, self.host());
        }
        Ok(resolved)
    }
}

/// The instance's metadata, where the environment or a profile says that they
/// are; `None` where they are not to be asked.
pub(super) fn instance(profile: Option<&Profile<'_>>, host: &Host) -> Result<Option<Instance>> {
    let value = |key| profile.and_then(|profile| profile.get(key));
    Instance::of_environment(
        host,
        value("ec2_metadata_service_endpoint"),
        value("ec2_metadata_service_endpoint_mode"),
    )
}

/// A value of a profile, checked.
fn value<T>(
    profile: &Profile<'_>,
    key: &str,
    parse: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<Option<T>> {
    let wrong = |text: &str, reason: String| {
        Error::misused(format!(
            "invalid value '{text}' for {key} of profile '{}': {reason}",
            profile.name()
        ))
    };
    profile
        .get(key)
        .map(|text| parse(text).map_err(|reason| wrong(text, reason)))
        .transpose()
}

/// The access key of a profile.
fn keys(profile: &Profile<'_>) -> Result<Keys> {
    let secret = |key| profile.get(key).map(|value| Secret::new(value.to_owned()));
    Keys::new(
        &origin(profile),
        profile.get("aws_access_key_id").map(str::to_owned),
        secret("aws_secret_access_key"),
        secret("aws_session_token"),
    )
}

/// The key with which other tools name a command that prints MFA codes.
fn mfa_process(profile: &Profile<'_>) -> Option<(String, String)> {
    let line = profile.get("mfa_process")?.to_owned();
    Some((line, format!("mfa_process of {}", origin(profile))))
}

fn origin(profile: &Profile<'_>) -> String {
    format!("profile '{}'", profile.name())
}
