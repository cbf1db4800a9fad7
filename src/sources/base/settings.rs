//! Where and how AWS is asked: the command line, else the environment, else
//! the profiles, key by key.

use super::Options;
use crate::aws::{
    DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_ATTEMPTS, EndpointKind, Profile, Region, RetryMode,
    Settings,
};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::http::EndpointUrl;
use std::path::PathBuf;

/// Who asks, where that is whom `brs whoami` answers for.
const ASKING: &str = "see who is asking with: brs whoami";
/// What helps where a region is missing.
pub const GIVE_A_REGION: &str = "give one with --region, AWS_REGION or the profile's region";
/// The region of STS's global endpoint, and the regions whose own one is not
/// asked where the endpoints of old are wanted (AWS, "AWS STS Regional
/// endpoints").
const GLOBAL: &str = "aws-global";
const OF_OLD: [&str; 16] = [
    "ap-northeast-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "aws-global",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// Where a profile stands in a chain of profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is the one that was named.
    Top,
    /// Another one has it for its source: its own region is that of its hop.
    Below,
}

/// Who asks with the keys of a profile: plain `brs whoami` may answer for
/// another one, that brs serves.
pub fn asking(profile: &Profile<'_>) -> String {
    format!("{ASKING} --profile {}", profile.name())
}

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

/// The region, if anything names one.
///
/// # Errors
///
/// Exit status 2: one that cannot be right.
pub fn region(
    options: &Options,
    profiles: &[Profile<'_>],
    place: Place,
    host: &Host,
) -> Result<Option<Region>> {
    let of_profiles = || {
        let mut profiles = profiles.iter();
        profiles.find_map(|profile| of_profile(profile, "region"))
    };
    let own = match (place, profiles.first()) {
        (Place::Below, Some(profile)) => of_profile(profile, "region"),
        _ => None,
    };
    let found = match (own, &options.region) {
        (None, Some(region)) => return Ok(Some(region.clone())),
        (Some(own), _) => Some(own),
        (None, None) => {
            of_environment(&[Variable::Region, Variable::DefaultRegion], host)?.or_else(of_profiles)
        }
    };
    let parse = |found: Found| Region::parse(&found.value).map_err(|reason| found.wrong(&reason));
    found.map(parse).transpose()
}

/// Settles where and how AWS is asked; of several profiles, the first that
/// has a key counts.
///
/// # Errors
///
/// Exit status 2: no region, a value that cannot be right.
pub fn settings(
    options: &Options,
    profiles: &[Profile<'_>],
    place: Place,
    host: &Host,
) -> Result<Settings> {
    let elsewhere = |variables: &[Variable], key: &str| match of_environment(variables, host)? {
        Some(found) => Ok::<_, Error>(Some(found)),
        None => Ok(profiles.iter().find_map(|profile| of_profile(profile, key))),
    };
    let region = region(options, profiles, place, host)?
        .ok_or_else(|| Error::misused("there is no region to ask STS in").hint(GIVE_A_REGION))?;
    let switch = |flag: bool, name: &str, variable: Variable, key: &str| {
        if flag {
            return Ok(Some(name.to_owned()));
        }
        let Some(found) = elsewhere(&[variable], key)? else {
            return Ok(None);
        };
        match found.value.to_ascii_lowercase().as_str() {
            "true" => Ok(Some(found.origin)),
            "false" => Ok(None),
            _ => Err(found.wrong("expected true or false")),
        }
    };
    let fips = switch(
        options.use_fips_endpoint,
        "--use-fips-endpoint",
        Variable::UseFipsEndpoint,
        "use_fips_endpoint",
    )?;
    let dualstack = switch(
        options.use_dualstack_endpoint,
        "--use-dualstack-endpoint",
        Variable::UseDualstackEndpoint,
        "use_dualstack_endpoint",
    )?;
    let endpoint = match &options.endpoint_url {
        Some(url) => Some((url.clone(), "--endpoint-url".to_owned())),
        None => configured_endpoint("sts", Variable::EndpointUrlSts, profiles, host)?,
    };
    let endpoint_kind = endpoint_kind(
        &region,
        fips.as_deref(),
        dualstack.as_deref(),
        endpoint.as_ref().map(|(_, origin)| origin.as_str()),
    )?;
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
    let retry_mode = elsewhere(&[Variable::RetryMode], "retry_mode")?
        .map(|found| RetryMode::parse(&found.value).map_err(|reason| found.wrong(&reason)))
        .transpose()?
        .unwrap_or_default();
    let is_of_old = match elsewhere(&[Variable::StsRegionalEndpoints], "sts_regional_endpoints")? {
        None => false,
        Some(found) => match found.value.to_ascii_lowercase().as_str() {
            "legacy" => true,
            "regional" => false,
            _ => return Err(found.wrong("expected regional or legacy")),
        },
    };
    let is_plain = endpoint.is_none() && endpoint_kind == EndpointKind::default();
    let region = match is_of_old && is_plain && OF_OLD.contains(&region.as_str()) {
        true => Region::parse(GLOBAL).map_err(Error::failed)?,
        false => region,
    };
    Ok(Settings {
        asking: ASKING.to_owned(),
        region,
        endpoint_url: endpoint.map(|(url, _)| url),
        endpoint_kind,
        ca_bundle: ca_bundle(options, profiles, host)?,
        max_attempts,
        retry_mode,
        connect_timeout: options.connect_timeout.unwrap_or(DEFAULT_CONNECT_TIMEOUT),
    })
}

/// Whom to trust, where that is not the system's roots.
///
/// # Errors
///
/// A variable that is no text.
pub fn ca_bundle(
    options: &Options,
    profiles: &[Profile<'_>],
    host: &Host,
) -> Result<Option<PathBuf>> {
    if options.ca_bundle.is_some() {
        return Ok(options.ca_bundle.clone());
    }
    let found = of_environment(&[Variable::CaBundle], host)?;
    let of_profiles = || {
        profiles
            .iter()
            .find_map(|profile| of_profile(profile, "ca_bundle"))
    };
    Ok(found
        .or_else(of_profiles)
        .map(|found| PathBuf::from(found.value)))
}

/// Which of AWS's own endpoints is asked; each by what asks for it.
fn endpoint_kind(
    region: &Region,
    fips: Option<&str>,
    dualstack: Option<&str>,
    endpoint_url: Option<&str>,
) -> Result<EndpointKind> {
    let kind = EndpointKind {
        fips: fips.is_some(),
        dualstack: dualstack.is_some(),
    };
    let Some(wish) = fips.or(dualstack) else {
        return Ok(kind);
    };
    if let Some(url) = endpoint_url {
        return Err(Error::misused(format!(
            "{wish} and {url} exclude each other: one asks for an endpoint of AWS's, one names another"
        )));
    }
    if kind.host(region).is_none() {
        let region = region.as_str();
        let (words, wishes) = match (fips, dualstack) {
            (Some(fips), Some(dualstack)) => ("FIPS dual-stack", format!("{fips} or {dualstack}")),
            (Some(_), None) => ("FIPS", wish.to_owned()),
            _ => ("dual-stack", wish.to_owned()),
        };
        return Err(
            Error::misused(format!("AWS has no {words} endpoints where {region} is"))
                .hint(format!("do without {wishes}")),
        );
    }
    Ok(kind)
}

/// The endpoint of a service that is configured, if one is.
///
/// # Errors
///
/// One that cannot be right.
pub fn endpoint_url_of(
    service: &str,
    variable: Variable,
    profiles: &[Profile<'_>],
    host: &Host,
) -> Result<Option<EndpointUrl>> {
    Ok(configured_endpoint(service, variable, profiles, host)?.map(|(url, _)| url))
}

/// The endpoint that is configured, and where, in AWS's order: the environment's for
/// the service, its general one, the profile's for the service, its general one.
fn configured_endpoint(
    service: &str,
    variable: Variable,
    profiles: &[Profile<'_>],
    host: &Host,
) -> Result<Option<(EndpointUrl, String)>> {
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
        let (section, url) = profile.service_endpoint_url(service)?;
        Some(Found {
            value: url.to_owned(),
            origin: format!("endpoint_url of {service} in services '{section}'"),
        })
    };
    of_environment(&[variable, Variable::EndpointUrl], host)?
        .or_else(|| {
            profiles.iter().find_map(|profile| {
                of_services(profile).or_else(|| of_profile(profile, "endpoint_url"))
            })
        })
        .map(|found| match EndpointUrl::parse(&found.value) {
            Ok(url) => Ok((url, found.origin)),
            Err(reason) => Err(found.wrong(&reason)),
        })
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
