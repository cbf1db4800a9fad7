//! Where and how AWS is asked: the command line, else the environment, else
//! the profiles, key by key.

use super::Options;
use crate::aws::{DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_ATTEMPTS, Profile, Region, Settings};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::http::EndpointUrl;
use std::path::PathBuf;

/// The name of STS in a services section.
const SERVICE: &str = "sts";

/// A value that is not from the command line.
struct Found {
    value: String,
    /// Where it stands, for messages.
    origin: String,
}

impl Found {
    fn wrong(&self, reason: &str) -> Error {
        let Self { value, origin } = self;
        Error::misused(format!("invalid value '{value}' for {origin}: {reason}"))
    }
}

/// Settles where and how AWS is asked; of several profiles, the first that
/// has a key counts.
///
/// # Errors
///
/// Exit status 2: no region, a value that cannot be right.
pub fn settings(options: &Options, profiles: &[Profile<'_>], host: &Host) -> Result<Settings> {
    let elsewhere = |variables: &[Variable], key: &str| match of_environment(variables, host)? {
        Some(found) => Ok::<_, Error>(Some(found)),
        None => Ok(profiles.iter().find_map(|profile| of_profile(profile, key))),
    };
    let region = match &options.region {
        Some(region) => region.clone(),
        None => {
            let found = elsewhere(&[Variable::Region, Variable::DefaultRegion], "region")?
                .ok_or_else(|| {
                    Error::misused("there is no region to ask STS in")
                        .hint("give one with --region, AWS_REGION or the profile's region")
                })?;
            Region::parse(&found.value).map_err(|reason| found.wrong(&reason))?
        }
    };
    let endpoint_url = match &options.endpoint_url {
        Some(url) => Some(url.clone()),
        None => endpoint_url(profiles, host)?,
    };
    let ca_bundle = match &options.ca_bundle {
        Some(path) => Some(path.clone()),
        None => {
            elsewhere(&[Variable::CaBundle], "ca_bundle")?.map(|found| PathBuf::from(found.value))
        }
    };
    let max_attempts = match options.max_attempts {
        Some(attempts) => attempts,
        None => elsewhere(&[Variable::MaxAttempts], "max_attempts")?
            .map(|found| match found.value.parse::<u32>() {
                Ok(attempts @ 1..=100) => Ok(attempts),
                _ => Err(found.wrong("expected 1 to 100")),
            })
            .transpose()?
            .unwrap_or(DEFAULT_MAX_ATTEMPTS),
    };
    Ok(Settings {
        profile: options.profile.clone(),
        region,
        endpoint_url,
        ca_bundle,
        max_attempts,
        connect_timeout: options.connect_timeout.unwrap_or(DEFAULT_CONNECT_TIMEOUT),
    })
}

/// The endpoint that is configured, in AWS's order: the environment's for
/// STS, its general one, the profile's for STS, its general one.
fn endpoint_url(profiles: &[Profile<'_>], host: &Host) -> Result<Option<EndpointUrl>> {
    let ignored = match host.variable(Variable::IgnoreEndpointUrls)? {
        Some(value) => Some(value),
        None => profiles
            .iter()
            .find_map(|profile| profile.get("ignore_configured_endpoint_urls"))
            .map(str::to_owned),
    };
    if ignored.is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Ok(None);
    }
    let of_services = |profile: &Profile<'_>| {
        let (section, url) = profile.service_endpoint_url(SERVICE)?;
        Some(Found {
            value: url.to_owned(),
            origin: format!("endpoint_url of {SERVICE} in services '{section}'"),
        })
    };
    let variables = [Variable::EndpointUrlSts, Variable::EndpointUrl];
    of_environment(&variables, host)?
        .or_else(|| {
            profiles.iter().find_map(|profile| {
                of_services(profile).or_else(|| of_profile(profile, "endpoint_url"))
            })
        })
        .map(|found| EndpointUrl::parse(&found.value).map_err(|reason| found.wrong(&reason)))
        .transpose()
}

fn of_environment(variables: &[Variable], host: &Host) -> Result<Option<Found>> {
    for variable in variables {
        if let Some(value) = host.variable(*variable)? {
            let origin = variable.name().to_owned();
            return Ok(Some(Found { value, origin }));
        }
    }
    Ok(None)
}

fn of_profile(profile: &Profile<'_>, key: &str) -> Option<Found> {
    profile.get(key).map(|value| Found {
        value: value.to_owned(),
        origin: format!("{key} of profile '{}'", profile.name()),
    })
}
