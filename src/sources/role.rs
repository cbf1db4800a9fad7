//! AssumeRole: credentials of a caller into a role's.

use super::code::{Device, unless_a_person_is_needed};
use super::{Context, Identity, Source};
use crate::aws::{
    AssumeRole, Budget, DurationSeconds, Policy, PolicyArn, SerialNumber, Settings, TagKey,
    TokenCode, assume_role,
};
use crate::credentials::Credentials;
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};

/// A role that is assumed with what lies below.
pub struct Role {
    /// What is asked for.
    pub request: AssumeRole,
    /// Whose code the request carries, if it carries one.
    pub device: Option<Device>,
    /// Where AWS is asked.
    pub settings: Settings,
    /// What it is assumed with.
    pub base: Box<dyn Source>,
}

impl Source for Role {
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
        let what = format!("cannot assume {role}");
        let cannot = |error: Error| unless_a_person_is_needed(error, &what);
        let caller = base.ok_or_else(|| cannot(Error::failed("there are no base credentials")))?;
        if caller.session_token.is_some() {
            check_chained(&self.request)?;
        }
        let credentials = match &self.device {
            None => self.ask(None, caller, &context.budget(), context),
            Some(device) => device.with_code(context, |code| {
                self.ask(Some(code), caller, &context.budget_of_a_code(), context)
            }),
        };
        credentials.map_err(cannot).inspect(|credentials| {
            if let Some(lifetime) = credentials.lifetime {
                context.host.voice.detail(format_args!(
                    "STS gave credentials until {}; its clock is {} s from ours",
                    lifetime.expiration, lifetime.skew
                ));
            }
        })
    }
}

impl Role {
    fn ask(
        &self,
        code: Option<&TokenCode>,
        caller: &Credentials,
        budget: &Budget,
        context: &Context<'_>,
    ) -> Result<Credentials> {
        context.host.voice.note(format_args!(
            "asking STS at {} for {}",
            self.settings.host(),
            self.request.role_arn.as_str()
        ));
        assume_role(&self.request, code, caller, &self.settings, budget)
    }
}

/// AWS, "role chaining": an hour at most, whatever the role allows.
///
/// # Errors
///
/// Exit status 2 when more is asked for.
pub fn check_chained(request: &AssumeRole) -> Result<()> {
    match request.duration_seconds {
        Some(duration) if duration > DurationSeconds::CHAINED => Err(Error::misused(format!(
            "cannot assume {} for {duration} s: from temporary credentials AWS grants at most 3600 s",
            request.role_arn.as_str()
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
