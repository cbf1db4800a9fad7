//! AssumeRole: base credentials into a role's.

use super::base::{Options, base};
use super::{Context, Identity, Source};
use crate::aws::{
    AssumeRole, Budget, DurationSeconds, ExternalId, Policy, PolicyArn, ProvidedContext, RoleArn,
    RoleSessionName, SerialNumber, Settings, SourceIdentity, Tag, TagKey, TokenCode, assume_role,
};
use crate::credentials::Credentials;
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// One role of `brs sts`, as the command line tells it.
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
    /// What every source may be told.
    pub options: Options,
}

/// A role that is assumed with what lies below.
pub struct Sts {
    request: AssumeRole,
    token_code: Option<TokenCode>,
    settings: Settings,
    base: Box<dyn Source>,
}

/// Finds out what a command line means: profiles, files, defaults.
///
/// # Errors
///
/// No base credentials, no region, a policy that cannot be read, a duration
/// that AWS would not grant.
pub fn resolve(request: &StsRequest, host: &Host) -> Result<Sts> {
    let base = base(&request.options, host)?;
    let origin = base.keys.origin();
    host.voice
        .note(format_args!("the base credentials are those of {origin}"));
    let mut session_name = default_session_name(host)?;
    let mut chained = base.keys.are_temporary();
    let (first, others) = request.hops.split_first().ok_or_else(|| {
        Error::misused("there is no role to assume").hint("give one with --role-arn")
    })?;
    let mut assume = |hop: &Hop, below: Box<dyn Source>, settings: Settings| {
        if let Some(name) = &hop.role_session_name {
            session_name = name.clone();
        }
        check_duration(hop, chained)?;
        chained = true;
        Ok::<_, Error>(Sts {
            request: assume_role_request(hop, session_name.clone(), host)?,
            token_code: hop.token_code.clone(),
            settings,
            base: below,
        })
    };
    let first = assume(first, Box::new(base.keys), base.settings)?;
    others.iter().try_fold(first, |below, hop| {
        let role = below.request.role_arn.as_str();
        let settings = Settings {
            asking: format!("a session of {role} is asking: see whether it may"),
            ..below.settings.clone()
        };
        assume(hop, Box::new(below), settings)
    })
}

/// AWS, "role chaining": an hour at most, whatever the role allows.
fn check_duration(hop: &Hop, chained: bool) -> Result<()> {
    match hop.duration_seconds {
        Some(duration) if chained && duration > DurationSeconds::CHAINED => {
            Err(Error::misused(format!(
                "cannot assume {} for {duration} s: from temporary credentials AWS grants at most 3600 s",
                hop.role_arn.as_str()
            )))
        }
        _ => Ok(()),
    }
}

/// Stable from run to run: a name with a time in it would never be found in
/// the cache again.
fn default_session_name(host: &Host) -> Result<RoleSessionName> {
    match host.variable(Variable::RoleSessionName)? {
        None => Ok(RoleSessionName::of_user(host.user().as_deref())),
        Some(name) => RoleSessionName::parse(&name).map_err(|reason| {
            let variable = Variable::RoleSessionName.name();
            Error::misused(format!("invalid value '{name}' for {variable}: {reason}"))
        }),
    }
}

fn assume_role_request(
    hop: &Hop,
    role_session_name: RoleSessionName,
    host: &Host,
) -> Result<AssumeRole> {
    let policy = match &hop.policy {
        None => None,
        Some(PolicyText::Inline(policy)) => Some(policy.clone()),
        Some(PolicyText::File(path)) => {
            let wrong = |reason: &str| {
                Error::misused(format!("cannot use policy {}: {reason}", path.display()))
            };
            let bytes = host
                .read(path)?
                .ok_or_else(|| wrong("no such file or directory"))?;
            let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not UTF-8"))?;
            Some(Policy::parse(text).map_err(|reason| wrong(&reason))?)
        }
    };
    Ok(AssumeRole {
        role_arn: hop.role_arn.clone(),
        role_session_name,
        external_id: hop.external_id.clone(),
        duration_seconds: hop.duration_seconds,
        policy,
        policy_arns: hop.policy_arns.clone(),
        tags: hop.tags.clone(),
        transitive_tag_keys: hop.transitive_tag_keys.clone(),
        source_identity: hop.source_identity.clone(),
        provided_contexts: hop.provided_contexts.clone(),
        serial_number: hop.serial_number.clone(),
    })
}

impl Sts {
    /// Where AWS is asked for this role.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

impl Source for Sts {
    fn identity(&self) -> Identity {
        let request = &self.request;
        let endpoint = self.settings.endpoint_url.as_ref().map(|url| url.as_str());
        Identity::new("role", request.role_arn.partition(), endpoint)
            .part("region", &self.settings.region)
            .part("role", request.role_arn.as_str())
            .part("session name", &request.role_session_name)
            .optional("external ID", request.external_id.as_ref())
            .optional("duration", request.duration_seconds.map(|d| d.to_string()))
            .optional("policy", request.policy.as_ref().map(Policy::as_str))
            .list(
                "policy ARN",
                request.policy_arns.iter().map(PolicyArn::as_str),
            )
            .list(
                "tag",
                // STS allows no NUL in either half.
                request
                    .tags
                    .iter()
                    .map(|tag| format!("{}\0{}", tag.key.as_str(), tag.value)),
            )
            .list(
                "transitive key",
                request.transitive_tag_keys.iter().map(TagKey::as_str),
            )
            .optional("source identity", request.source_identity.as_ref())
            .list(
                "context",
                // An assertion lets its bearer in: its digest is enough here.
                request.provided_contexts.iter().map(|context| {
                    let digest = Sha256::digest(context.context_assertion.expose());
                    [context.provider_arn.as_bytes(), b"\0", &digest].concat()
                }),
            )
            .optional(
                "serial number",
                request.serial_number.as_ref().map(SerialNumber::as_str),
            )
    }

    fn describe(&self) -> String {
        format!("a session of {}", self.request.role_arn.as_str())
    }

    fn base(&self) -> Option<&dyn Source> {
        Some(&*self.base)
    }

    fn fetch(&self, base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let role = self.request.role_arn.as_str();
        let cannot = |error: Error| error.context(format!("cannot assume {role}"));
        let caller = base.ok_or_else(|| cannot(Error::failed("there are no base credentials")))?;
        if let Some(serial) = &self.request.serial_number
            && (self.token_code.is_none() || !context.may_ask)
        {
            return Err(
                Error::person_needed(format!("need an MFA code for {}", serial.as_str()))
                    .hint("give one with --token-code"),
            );
        }
        context.host.voice.note(format_args!(
            "asking STS at {} for {role}",
            self.settings.host()
        ));
        let budget = Budget {
            deadline: context.deadline,
            // A code that has been sent once is spent, whatever came of it.
            may_repeat: context.may_repeat && self.token_code.is_none(),
        };
        assume_role(
            &self.request,
            self.token_code.as_ref(),
            caller,
            &self.settings,
            &budget,
        )
        .map_err(cannot)
        .inspect(|credentials| {
            if let Some(lifetime) = credentials.lifetime {
                context.host.voice.detail(format_args!(
                    "STS gave credentials until {}; its clock is {} s from ours",
                    lifetime.expiration, lifetime.skew
                ));
            }
        })
    }
}

#[cfg(test)]
mod tests;
