//! Profiles whose credentials somebody has logged in for: IAM Identity Center,
//! and `aws login`.

use super::super::base::{Options, Place, endpoint_url_of, region, settings};
use super::super::login::{Login, LoginProfile};
use super::super::sso::{Sso, SsoProfile};
use crate::aws::{Profile, Region, Settings, SsoRole};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use std::path::PathBuf;

/// The role of IAM Identity Center that a profile names.
///
/// # Errors
///
/// Exit status 2: a key that is missing or cannot be right.
pub fn sso(stack: &[Profile<'_>], options: &Options, host: &Host) -> Result<Sso> {
    let profile = &stack[0];
    let name = profile.name();
    let missing = |key: &str, of: &str| Error::misused(format!("{of} has no {key}"));
    let of_profile = format!("profile '{name}'");
    let account_id = profile.get("sso_account_id");
    let account_id = account_id.ok_or_else(|| missing("sso_account_id", &of_profile))?;
    let role_name = profile.get("sso_role_name");
    let role_name = role_name.ok_or_else(|| missing("sso_role_name", &of_profile))?;
    let wrong = |value: &str, key: &str, of: &str, reason: String| {
        Error::misused(format!(
            "invalid value '{value}' for {key} of {of}: {reason}"
        ))
    };
    let role = SsoRole::parse(account_id, role_name)
        .map_err(|reason| wrong(account_id, "sso_account_id", &of_profile, reason))?;
    let session = profile.get("sso_session");
    let of_session = match session {
        Some(session) if !profile.has_sso_session(session) => {
            return Err(Error::misused(format!(
                "there is no [sso-session {session}], which {of_profile} names"
            )));
        }
        Some(session) => format!("[sso-session {session}]"),
        None => of_profile,
    };
    let value = |key: &str| {
        let value = match session {
            Some(session) => profile.sso_session(session, key),
            None => profile.get(key),
        };
        value.ok_or_else(|| missing(key, &of_session))
    };
    let start_url = value("sso_start_url")?.to_owned();
    let region = value("sso_region")?;
    let region =
        Region::parse(region).map_err(|reason| wrong(region, "sso_region", &of_session, reason))?;
    let endpoint = |service: &str, variable| endpoint_url_of(service, variable, stack, host);
    Ok(Sso::new(SsoProfile {
        profile: name.to_owned(),
        session: session.map(str::to_owned),
        start_url,
        role,
        directory: below_home(".aws/sso/cache", host)?,
        portal_url: endpoint("sso", Variable::EndpointUrlSso)?,
        oidc_url: endpoint("sso_oidc", Variable::EndpointUrlSsoOidc)?,
        settings: at(region, stack, options, host)?,
    }))
}

/// The login of the AWS CLI that a profile names.
///
/// # Errors
///
/// Exit status 2: a value that cannot be right.
pub fn login(stack: &[Profile<'_>], options: &Options, host: &Host) -> Result<Login> {
    let profile = &stack[0];
    let directory = match host.variable_os(Variable::LoginCache) {
        Some(directory) => host.expanded(PathBuf::from(directory)),
        None => below_home(".aws/login/cache", host)?,
    };
    Ok(Login::new(LoginProfile {
        profile: profile.name().to_owned(),
        session: profile.get("login_session").unwrap_or_default().to_owned(),
        directory,
        signin_url: endpoint_url_of("signin", Variable::EndpointUrlSignin, stack, host)?,
        // Only a renewal asks somebody somewhere.
        settings: region(options, stack, Place::Top, host)?
            .map(|_| settings(options, stack, Place::Top, host))
            .transpose()?,
    }))
}

/// How AWS is asked in another region than the profile's.
fn at(region: Region, stack: &[Profile<'_>], options: &Options, host: &Host) -> Result<Settings> {
    let options = Options {
        region: Some(region.clone()),
        ..options.clone()
    };
    let found = settings(&options, stack, Place::Top, host)?;
    Ok(Settings { region, ..found })
}

fn below_home(path: &str, host: &Host) -> Result<PathBuf> {
    let home = host.home().ok_or_else(|| {
        Error::misused(format!(
            "there is no home directory to look for ~/{path} in"
        ))
        .hint("set HOME")
    })?;
    Ok(home.join(path))
}
