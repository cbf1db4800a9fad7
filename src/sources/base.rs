//! Which base credentials, region and endpoint a source starts from.

mod served;
mod settings;

use super::Keys;
use crate::aws::{DEFAULT_PROFILE, Profile, Profiles, Region, Settings};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::http::EndpointUrl;
use crate::secret::Secret;
use served::{Served, another, served};
use settings::{ASKING, settings};
use std::path::PathBuf;
use std::time::Duration;

/// What the SDKs would rather use than a profile's access key, or might: they
/// do not agree on all of them.
const BEFORE_KEYS: [&str; 6] = [
    "role_arn",
    "web_identity_token_file",
    "sso_session",
    "sso_start_url",
    "login_session",
    "credential_source",
];

/// What every source may be told, as far as the command line told it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--profile`
    pub profile: Option<String>,
    /// `--region`
    pub region: Option<Region>,
    /// `--endpoint-url`
    pub endpoint_url: Option<EndpointUrl>,
    /// `--use-fips-endpoint`
    pub use_fips_endpoint: bool,
    /// `--use-dualstack-endpoint`
    pub use_dualstack_endpoint: bool,
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
/// Where a profile is passed over because brs serves it, what it says of
/// region and endpoint still fills what the default profile leaves open.
///
/// # Errors
///
/// Nothing found, half a key, a profile that is not there, one that this
/// version does not resolve.
pub fn base(options: &Options, host: &Host) -> Result<Base> {
    let profiles = Profiles::load(host)?;
    if let Some(name) = &options.profile {
        return of_profile(profiles.profile(name)?, options, host);
    }
    let named = of_environment(&profiles, host)?;
    let (profile, passed_over) = match named {
        Some(profile) if served(&profile, host).is_none() => (Some(profile), None),
        passed_over => (profiles.find(DEFAULT_PROFILE), passed_over),
    };
    let (keys, owner) = match environment_keys(host)? {
        Some(keys) => (keys, None),
        None => {
            let profile = profile.ok_or_else(|| match &passed_over {
                None => nothing(),
                Some(served) => {
                    let name = served.name();
                    nothing().context(format!("brs itself serves profile '{name}'"))
                }
            })?;
            (profile_keys(&profile, host)?, Some(profile))
        }
    };
    let profiles: Vec<_> = profile.into_iter().chain(passed_over).collect();
    let mut settings = settings(options, &profiles, host)?;
    if let Some(owner) = owner {
        settings.asking = asking(&owner);
    }
    Ok(Base { keys, settings })
}

/// Finds what the SDKs would use: as `base`, but a profile that is served
/// by brs is answered for as well.
///
/// # Errors
///
/// As `base`; a profile that runs brs in an environment of its own.
pub fn ambient(options: &Options, host: &Host) -> Result<Ambient> {
    if options.profile.is_none() && environment_keys(host)?.is_some() {
        return base(options, host).map(|base| Ambient::Keys(Box::new(base)));
    }
    let profiles = Profiles::load(host)?;
    let named = match &options.profile {
        Some(name) => Some(profiles.profile(name)?),
        None => of_environment(&profiles, host)?,
    };
    let default = || profiles.find(DEFAULT_PROFILE);
    let profile = named.or_else(default).ok_or_else(nothing)?;
    let name = profile.name();
    // What stands before the keys stands before credential_process, too.
    match served(&profile, host).filter(|_| before_keys(&profile).is_none()) {
        Some(Served::Plainly(arguments)) => Ok(Ambient::Served {
            profile: name.to_owned(),
            arguments,
        }),
        Some(Served::Elsewhere) => Err(Error::failed(format!(
            "cannot answer for profile '{name}': its credential_process changes brs's environment"
        ))
        .hint("ask with the same words: env … brs whoami sts …")),
        None => of_profile(profile, options, host).map(|base| Ambient::Keys(Box::new(base))),
    }
}

/// Where and how AWS is asked, whatever the profiles say.
///
/// # Errors
///
/// As `base`, of what the command line and the environment say.
pub fn settings_of(options: &Options, host: &Host) -> Result<Settings> {
    settings(options, &[], host)
}

fn of_profile(profile: Profile<'_>, options: &Options, host: &Host) -> Result<Base> {
    Ok(Base {
        keys: profile_keys(&profile, host)?,
        settings: Settings {
            asking: asking(&profile),
            ..settings(options, &[profile], host)?
        },
    })
}

/// Who asks with the keys of a profile: plain `brs whoami` may answer for
/// another one, that brs serves.
fn asking(profile: &Profile<'_>) -> String {
    format!("{ASKING} --profile {}", profile.name())
}

/// The profile that `AWS_PROFILE` names.
fn of_environment<'a>(profiles: &'a Profiles, host: &Host) -> Result<Option<Profile<'a>>> {
    host.variable(Variable::Profile)?
        .map(|name| profiles.profile(&name))
        .transpose()
        .map_err(|error| error.context(Variable::Profile.name()))
}

fn nothing() -> Error {
    Error::misused("there are no base credentials: none in the environment, no default profile")
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

/// A credential_process that names brs, and not this one: the path is not
/// where it was installed, or leads to another copy.
fn another_brs(profile: &Profile<'_>, host: &Host) -> Option<Error> {
    let (program, is_there) = another(profile, host)?;
    let what = match is_there {
        true => format!("runs another brs than this one: {program}"),
        false => format!("runs {program}, which is not there"),
    };
    let line = format!("credential_process of profile '{}'", profile.name());
    let this = host.program_path()?;
    let hint = format!("give it the whole path of this one: {}", this.display());
    Some(Error::misused(format!("{line} {what}")).hint(hint))
}

fn before_keys(profile: &Profile<'_>) -> Option<&'static str> {
    let mut keys = BEFORE_KEYS.into_iter();
    keys.find(|key| profile.get(key).is_some())
}

/// The access key of a profile that has nothing else that an SDK might use.
fn profile_keys(profile: &Profile<'_>, host: &Host) -> Result<Keys> {
    let name = profile.name();
    let is_served = served(profile, host).is_some();
    let foreign =
        (!is_served && profile.get("credential_process").is_some()).then_some("credential_process");
    match before_keys(profile).or(foreign) {
        Some("role_arn") => {
            return Err(Error::failed(format!(
                "profile '{name}' assumes a role, which this version does not resolve"
            ))
            .hint("use brs sts with that --role-arn, and a --profile that has only keys"));
        }
        Some(key) => {
            let foreign = Error::failed(format!(
                "profile '{name}' has {key}, which this version does not resolve"
            ))
            .hint("name a profile that has only keys with --profile");
            return Err(match key {
                "credential_process" => another_brs(profile, host).unwrap_or(foreign),
                _ => foreign,
            });
        }
        None => {}
    }
    let secret = |key| profile.get(key).map(|value| Secret::new(value.to_owned()));
    let access_key_id = profile.get("aws_access_key_id").map(str::to_owned);
    let secret_access_key = secret("aws_secret_access_key");
    if access_key_id.is_none() && secret_access_key.is_none() {
        let missing = format!("profile '{name}' has no access key");
        return Err(match is_served {
            true => Error::misused(format!("{missing}: brs itself serves it")).hint(
                "use two profiles: one with only credential_process and region, one with the keys",
            ),
            false => Error::misused(missing).hint("name a profile that has one with --profile"),
        });
    }
    Keys::new(
        &format!("profile '{name}'"),
        access_key_id,
        secret_access_key,
        secret("aws_session_token"),
    )
}
