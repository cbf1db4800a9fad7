//! `brs sts`: a chain of roles over base credentials, or over a web identity.

use super::Options;
use super::base::{Base, Resolved, Resolver, Whose};
use super::code::{Device, Ways};
use super::mfa::session;
use super::role::{Role, check_chained};
use super::web_identity::{WebIdentity, check_flags};
use crate::aws::{
    AssumeRole, AssumeRoleWithWebIdentity, DurationSeconds, ExternalId, Policy, PolicyArn,
    ProvidedContext, RoleArn, RoleSessionName, SerialNumber, Settings, SourceIdentity, Tag, TagKey,
    TokenCode,
};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use std::path::PathBuf;

/// One role, as a command line or a profile tells it.
#[derive(Clone, Debug)]
pub struct Hop {
    /// `--role-arn`
    pub role_arn: RoleArn,
    /// `--role-session-name`
    pub role_session_name: Option<RoleSessionName>,
    /// `--external-id`
    pub external_id: Option<ExternalId>,
    /// `--duration-seconds`
    pub duration_seconds: Option<DurationSeconds>,
    /// `--policy`
    pub policy: Option<PolicyText>,
    /// `--policy-arn`
    pub policy_arns: Vec<PolicyArn>,
    /// `--tag`
    pub tags: Vec<Tag>,
    /// `--transitive-tag-key`
    pub transitive_tag_keys: Vec<TagKey>,
    /// `--source-identity`
    pub source_identity: Option<SourceIdentity>,
    /// `--provided-context`
    pub provided_contexts: Vec<ProvidedContext>,
    /// `--serial-number`
    pub serial_number: Option<SerialNumber>,
    /// `--token-code`
    pub token_code: Option<TokenCode>,
}

impl Hop {
    /// A role about which nothing else is told.
    pub fn new(role_arn: RoleArn) -> Self {
        Self {
            role_arn,
            role_session_name: None,
            external_id: None,
            duration_seconds: None,
            policy: None,
            policy_arns: Vec::new(),
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            provided_contexts: Vec::new(),
            serial_number: None,
            token_code: None,
        }
    }
}

/// The value of `--policy`: its text, or where that is.
#[derive(Clone, Debug)]
pub enum PolicyText {
    /// `file://PATH`
    File(PathBuf),
    /// The JSON itself.
    Inline(Policy),
}

/// `brs sts`, as the command line tells it.
#[derive(Clone, Debug)]
pub struct StsRequest {
    /// The roles, in the order in which they are assumed; at least one.
    pub hops: Vec<Hop>,
    /// `--web-identity-token-file`
    pub web_identity_token_file: Option<PathBuf>,
    /// What every source may be told.
    pub options: Options,
}

/// Finds out what a command line means: profiles, files, defaults.
///
/// # Errors
///
/// No base credentials, no region, a policy that cannot be read, a duration
/// that AWS would not grant.
pub fn resolve(request: &StsRequest, resolver: &Resolver<'_>) -> Result<Resolved> {
    let (options, host) = (&request.options, resolver.host());
    let (first, others) = request.hops.split_first().ok_or_else(|| {
        Error::misused("there is no role to assume").hint("give one with --role-arn")
    })?;
    match &request.web_identity_token_file {
        None => {
            let below = resolver.base(options)?;
            host.voice.note(format_args!(
                "the base credentials are those of {}",
                below.base.origin
            ));
            let session_name = default_session_name(host)?;
            assume_all(&request.hops, below, session_name, options, host)
        }
        Some(path) => {
            check_flags(first)?;
            let settings = resolver.settings_alone(options)?;
            let below = with_web_identity(first, path.clone(), settings, host)?;
            assume_all(others, below, session_name(first, host)?, options, host)
        }
    }
}

/// Puts roles on base credentials, one on the other.
///
/// # Errors
///
/// As [`resolve`].
pub fn assume_all(
    hops: &[Hop],
    below: Resolved,
    mut session_name: RoleSessionName,
    options: &Options,
    host: &Host,
) -> Result<Resolved> {
    hops.iter().try_fold(below, |below, hop| {
        if let Some(name) = &hop.role_session_name {
            session_name = name.clone();
        }
        let code = hop.token_code.clone();
        let ways = options.mfa.ways(code, below.base.mfa_process.clone())?;
        let request = assume_role_request(hop, session_name.clone(), host)?;
        assume(request, below.base, below.settings?, ways, options)
    })
}

/// Puts a role on base credentials. With a device of the user's: on the
/// session that all of the user's roles share, unless that cannot give what
/// is asked for.
///
/// # Errors
///
/// A duration that AWS would not grant; a device where there is no user.
pub fn assume(
    mut request: AssumeRole,
    mut below: Base,
    settings: Settings,
    ways: Ways,
    options: &Options,
) -> Result<Resolved> {
    let role = request.role_arn.as_str().to_owned();
    let has_user = matches!(below.whose, Whose::User | Whose::Unknown);
    if !has_user {
        check_chained(&request)?;
    }
    let duration = request.duration_seconds.unwrap_or(DurationSeconds::DEFAULT);
    let mut device = request
        .serial_number
        .clone()
        .map(|serial| Device { serial, ways });
    if let (Some(device), Whose::Role) = (&device, below.whose) {
        return Err(Error::misused(format!(
            "cannot assume {role} with {}: an MFA device is a user's, and {} would ask",
            device.serial.as_str(),
            below.origin
        ))
        .hint("give the device to the first role of the chain"));
    }
    if has_user
        && duration <= DurationSeconds::CHAINED
        && !options.mfa.no_session
        && let Some(device) = device.take()
    {
        request.serial_number = None;
        below = session(device, below, settings.clone(), options);
    }
    let asking = match below.whose {
        Whose::Role => format!(
            "a session of {} is asking: see whether it may",
            below.origin
        ),
        _ => settings.asking.clone(),
    };
    Ok(Resolved {
        base: Base {
            timeout: below.timeout,
            given: below.given,
            longest_lifetime: Some(duration.seconds().into()),
            ..Base::new(
                Box::new(Role {
                    request,
                    device,
                    settings: Settings {
                        asking,
                        ..settings.clone()
                    },
                    base: below.source,
                }),
                Whose::Role,
                role,
            )
        },
        settings: Ok(settings),
    })
}

/// A role that a web identity may assume: it has no base.
///
/// # Errors
///
/// A token that cannot be read.
pub fn with_web_identity(
    hop: &Hop,
    token_file: PathBuf,
    settings: Settings,
    host: &Host,
) -> Result<Resolved> {
    let duration = hop.duration_seconds.unwrap_or(DurationSeconds::DEFAULT);
    let request = AssumeRoleWithWebIdentity {
        role_arn: hop.role_arn.clone(),
        role_session_name: session_name(hop, host)?,
        duration_seconds: hop.duration_seconds,
        policy: policy(hop, host)?,
        policy_arns: hop.policy_arns.clone(),
    };
    let source = WebIdentity::new(request, token_file, settings.clone(), host)?;
    Ok(Resolved {
        base: Base {
            longest_lifetime: Some(duration.seconds().into()),
            ..Base::new(Box::new(source), Whose::Role, hop.role_arn.as_str())
        },
        settings: Ok(settings),
    })
}

fn session_name(hop: &Hop, host: &Host) -> Result<RoleSessionName> {
    match &hop.role_session_name {
        Some(name) => Ok(name.clone()),
        None => default_session_name(host),
    }
}

/// Stable from run to run: a name with a time in it would never be found in
/// the cache again.
pub fn default_session_name(host: &Host) -> Result<RoleSessionName> {
    match host.variable(Variable::RoleSessionName)? {
        None => Ok(RoleSessionName::of_user(host.user().as_deref())),
        Some(name) => RoleSessionName::parse(&name).map_err(|reason| {
            let variable = Variable::RoleSessionName.name();
            Error::misused(format!("invalid value '{name}' for {variable}: {reason}"))
        }),
    }
}

/// The parameters that a hop stands for.
///
/// # Errors
///
/// A policy that cannot be read.
pub fn assume_role_request(
    hop: &Hop,
    role_session_name: RoleSessionName,
    host: &Host,
) -> Result<AssumeRole> {
    Ok(AssumeRole {
        role_arn: hop.role_arn.clone(),
        role_session_name,
        external_id: hop.external_id.clone(),
        duration_seconds: hop.duration_seconds,
        policy: policy(hop, host)?,
        policy_arns: hop.policy_arns.clone(),
        tags: hop.tags.clone(),
        transitive_tag_keys: hop.transitive_tag_keys.clone(),
        source_identity: hop.source_identity.clone(),
        provided_contexts: hop.provided_contexts.clone(),
        serial_number: hop.serial_number.clone(),
    })
}

fn policy(hop: &Hop, host: &Host) -> Result<Option<Policy>> {
    match &hop.policy {
        None => Ok(None),
        Some(PolicyText::Inline(policy)) => Ok(Some(policy.clone())),
        Some(PolicyText::File(path)) => {
            let wrong = |reason: &str| {
                Error::misused(format!("cannot use policy {}: {reason}", path.display()))
            };
            let bytes = host
                .read(path)?
                .ok_or_else(|| wrong("no such file or directory"))?;
            let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not UTF-8"))?;
            Policy::parse(text)
                .map(Some)
                .map_err(|reason| wrong(&reason))
        }
    }
}
