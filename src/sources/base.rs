//! Which base credentials, region and endpoint a source starts from.

use super::Keys;
use crate::aws::{
    DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_ATTEMPTS, DEFAULT_PROFILE, Profile, Profiles, Region,
    Settings,
};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::http::EndpointUrl;
use crate::secret::Secret;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What every source may be told, as far as the command line told it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--profile`
    pub profile: Option<String>,
    /// `--region`
    pub region: Option<Region>,
    /// `--endpoint-url`
    pub endpoint_url: Option<EndpointUrl>,
    /// `--ca-bundle`
    pub ca_bundle: Option<PathBuf>,
    /// `--max-attempts`
    pub max_attempts: Option<u32>,
    /// `--connect-timeout`
    pub connect_timeout: Option<Duration>,
}

/// Base credentials, and where AWS is asked with them.
pub struct Base {
    /// The keys.
    pub keys: Keys,
    /// Where and how.
    pub settings: Settings,
}

/// What a program without brs would use.
pub enum Ambient {
    /// Keys that lie ready.
    Keys(Box<Base>),
    /// A profile that is served by brs: its command line, without the program.
    Served {
        /// The profile's name.
        profile: String,
        /// brs's arguments.
        arguments: Vec<String>,
    },
}

/// Finds the base credentials of a source: the profile that is named, else
/// keys in the environment, else the profile that `AWS_PROFILE` names, unless
/// it is served by brs itself (the SDK that runs us passes the variable on),
/// else the default profile.
///
/// # Errors
///
/// Nothing found, half a key, a profile that is not there.
pub fn base(options: &Options, host: &Host) -> Result<Base> {
    let profiles = Profiles::load(host)?;
    if let Some(name) = &options.profile {
        let profile = profiles.profile(name)?;
        return Ok(Base {
            keys: profile_keys(&profile, host)?,
            settings: settings(options, Some(profile), host)?,
        });
    }
    let ambient = host.variable(Variable::Profile)?;
    let profile = match ambient.as_deref() {
        Some(name) => {
            let profile = profiles.profile(name)?;
            match served(&profile, host) {
                Some(_) => profiles.find(DEFAULT_PROFILE),
                None => Some(profile),
            }
        }
        None => profiles.find(DEFAULT_PROFILE),
    };
    let keys = match environment_keys(host)? {
        Some(keys) => keys,
        None => profile_keys(&profile.ok_or_else(nothing)?, host)?,
    };
    Ok(Base {
        keys,
        settings: settings(options, profile, host)?,
    })
}

/// Finds what the SDKs would use: as [`base`], but a profile that is served
/// by brs is answered for as well.
///
/// # Errors
///
/// As [`base`].
pub fn ambient(options: &Options, host: &Host) -> Result<Ambient> {
    let from_environment = options.profile.is_none() && environment_keys(host)?.is_some();
    let named = match &options.profile {
        Some(name) => Some(name.clone()),
        None => host.variable(Variable::Profile)?,
    };
    if let Some(name) = named.filter(|_| !from_environment) {
        let profiles = Profiles::load(host)?;
        if let Some(arguments) = served(&profiles.profile(&name)?, host) {
            return Ok(Ambient::Served {
                profile: name,
                arguments,
            });
        }
    }
    base(options, host).map(|base| Ambient::Keys(Box::new(base)))
}

fn nothing() -> Error {
    Error::failed("there are no base credentials: none in the environment, no default profile")
        .hint("name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
}

fn environment_keys(host: &Host) -> Result<Option<Keys>> {
    let secret = |variable| Ok::<_, Error>(host.variable(variable)?.map(Secret::new));
    let access_key_id = host.variable(Variable::AccessKeyId)?;
    let secret_access_key = secret(Variable::SecretAccessKey)?;
    if access_key_id.is_none() && secret_access_key.is_none() {
        return Ok(None);
    }
    let session_token = secret(Variable::SessionToken)?;
    Keys::new(
        "the environment",
        access_key_id,
        secret_access_key,
        session_token,
    )
    .map(Some)
    .map_err(|error| error.hint("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither"))
}

fn profile_keys(profile: &Profile<'_>, host: &Host) -> Result<Keys> {
    let name = profile.name();
    let secret = |key| profile.get(key).map(|value| Secret::new(value.to_owned()));
    let access_key_id = profile.get("aws_access_key_id").map(str::to_owned);
    let secret_access_key = secret("aws_secret_access_key");
    if access_key_id.is_none() && secret_access_key.is_none() {
        let error = Error::failed(format!("profile '{name}' has no access key"));
        return Err(match served(profile, host) {
            Some(_) => error.context("it is served by brs itself").hint(
                "use two profiles: one with only credential_process and region, one with the keys",
            ),
            None => error.hint("name a profile that has one with --profile"),
        });
    }
    let origin = format!("profile '{name}'");
    Keys::new(
        &origin,
        access_key_id,
        secret_access_key,
        secret("aws_session_token"),
    )
}

/// The arguments of brs, if the credential_process of this profile runs the
/// very program that is running.
fn served(profile: &Profile<'_>, host: &Host) -> Option<Vec<String>> {
    let mut words = shlex::split(profile.get("credential_process")?)?.into_iter();
    let mut program = words.next()?;
    // `env "/path with space/brs"`, the form that every SDK reads.
    if Path::new(&program).file_name()? == "env" {
        program = words.find(|word| !word.contains('=') && !word.starts_with('-'))?;
    }
    let same = |path: &Path| {
        let theirs = std::fs::metadata(path).ok()?;
        let [device, inode, ..] = host.program()?.numbers;
        (theirs.dev() as i64 == device && theirs.ino() as i64 == inode).then_some(())
    };
    match program.contains('/') {
        true => same(Path::new(&program))?,
        false => {
            let path = host.variable_os(Variable::Path)?;
            std::env::split_paths(&path)
                .map(|directory| directory.join(&program))
                .find(|candidate| candidate.is_file())
                .and_then(|candidate| same(&candidate))?;
        }
    }
    Some(words.collect())
}

/// Where AWS is asked: the command line, else the environment, else the
/// profile, key by key.
fn settings(options: &Options, profile: Option<Profile<'_>>, host: &Host) -> Result<Settings> {
    let of_profile = |key: &str| profile.and_then(|profile| profile.get(key));
    // A value that is not from the command line, with where it is from.
    let elsewhere = |variables: &[Variable], key: &str| -> Result<Option<(String, String)>> {
        for variable in variables {
            if let Some(value) = host.variable(*variable)? {
                return Ok(Some((value, variable.name().to_owned())));
            }
        }
        Ok(of_profile(key).map(|value| {
            let name = profile.map_or("", |profile| profile.name());
            (value.to_owned(), format!("{key} of profile '{name}'"))
        }))
    };
    let wrong = |(value, origin): &(String, String), reason: &str| {
        Error::misused(format!("invalid value '{value}' for {origin}: {reason}"))
    };

    let region = match &options.region {
        Some(region) => region.clone(),
        None => {
            let found = elsewhere(&[Variable::Region, Variable::DefaultRegion], "region")?
                .ok_or_else(|| {
                    Error::misused("there is no region to ask STS in")
                        .hint("give one with --region, AWS_REGION or the profile's region")
                })?;
            Region::parse(&found.0).map_err(|reason| wrong(&found, &reason))?
        }
    };
    let ignored = host.variable(Variable::IgnoreEndpointUrls)?;
    let ignored = ignored.is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let endpoint_url = match &options.endpoint_url {
        Some(url) => Some(url.clone()),
        None if ignored => None,
        None => elsewhere(
            &[Variable::EndpointUrlSts, Variable::EndpointUrl],
            "endpoint_url",
        )?
        .map(|found| EndpointUrl::parse(&found.0).map_err(|reason| wrong(&found, &reason)))
        .transpose()?,
    };
    let ca_bundle = match &options.ca_bundle {
        Some(path) => Some(path.clone()),
        None => elsewhere(&[Variable::CaBundle], "ca_bundle")?.map(|(path, _)| PathBuf::from(path)),
    };
    let max_attempts = match options.max_attempts {
        Some(attempts) => attempts,
        None => elsewhere(&[Variable::MaxAttempts], "max_attempts")?
            .map(|found| match found.0.parse::<u32>() {
                Ok(attempts @ 1..=100) => Ok(attempts),
                _ => Err(wrong(&found, "expected 1 to 100")),
            })
            .transpose()?
            .unwrap_or(DEFAULT_MAX_ATTEMPTS),
    };
    Ok(Settings {
        region,
        endpoint_url,
        ca_bundle,
        max_attempts,
        connect_timeout: options.connect_timeout.unwrap_or(DEFAULT_CONNECT_TIMEOUT),
    })
}
