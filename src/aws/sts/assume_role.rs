//! AssumeRole.

use super::super::{
    Budget, DurationSeconds, ExternalId, Policy, PolicyArn, ProvidedContext, RoleArn,
    RoleSessionName, SerialNumber, Settings, SourceIdentity, Tag, TagKey, TokenCode,
};
use super::{Sts, accept, account_of};
use crate::credentials::Credentials;
use crate::error::Result;
use aws_sdk_sts::types;

/// The parameters of AssumeRole, but for the token code.
#[derive(Clone, Debug)]
pub struct AssumeRole {
    /// RoleArn.
    pub role_arn: RoleArn,
    /// RoleSessionName.
    pub role_session_name: RoleSessionName,
    /// ExternalId.
    pub external_id: Option<ExternalId>,
    /// DurationSeconds.
    pub duration_seconds: Option<DurationSeconds>,
    /// Policy.
    pub policy: Option<Policy>,
    /// PolicyArns.
    pub policy_arns: Vec<PolicyArn>,
    /// Tags.
    pub tags: Vec<Tag>,
    /// TransitiveTagKeys.
    pub transitive_tag_keys: Vec<TagKey>,
    /// SourceIdentity.
    pub source_identity: Option<SourceIdentity>,
    /// ProvidedContexts.
    pub provided_contexts: Vec<ProvidedContext>,
    /// SerialNumber.
    pub serial_number: Option<SerialNumber>,
}

/// Asks STS for credentials of a role.
///
/// # Errors
///
/// STS's refusal, or why it could not be asked.
pub fn assume_role(
    request: &AssumeRole,
    token_code: Option<&TokenCode>,
    caller: &Credentials,
    settings: &Settings,
    budget: &Budget,
) -> Result<Credentials> {
    let sts = Sts::new(Some(caller), settings, budget);
    let call = sts
        .client
        .assume_role()
        .role_arn(request.role_arn.as_str())
        .role_session_name(request.role_session_name.as_str())
        .set_external_id(request.external_id.as_ref().map(|id| id.as_str().into()))
        .set_duration_seconds(
            request
                .duration_seconds
                .map(|duration| i32::try_from(duration.seconds()).expect("at most 43200")),
        )
        .set_policy(request.policy.as_ref().map(|policy| policy.as_str().into()))
        .set_policy_arns(some(request.policy_arns.iter().map(|arn| {
            types::PolicyDescriptorType::builder()
                .arn(arn.as_str())
                .build()
        })))
        .set_tags(some(request.tags.iter().map(|tag| {
            types::Tag::builder()
                .key(tag.key.as_str())
                .value(&tag.value)
                .build()
                .expect("key and value are set")
        })))
        .set_transitive_tag_keys(some(
            request
                .transitive_tag_keys
                .iter()
                .map(|key| key.as_str().into()),
        ))
        .set_source_identity(
            request
                .source_identity
                .as_ref()
                .map(|id| id.as_str().into()),
        )
        .set_provided_contexts(some(request.provided_contexts.iter().map(|context| {
            types::ProvidedContext::builder()
                .provider_arn(&context.provider_arn)
                .context_assertion(context.context_assertion.expose())
                .build()
        })))
        .set_serial_number(
            request
                .serial_number
                .as_ref()
                .map(|serial| serial.as_str().into()),
        )
        .set_token_code(token_code.map(|code| code.expose().into()));
    let output = sts.run(call.send())?;
    let account = output
        .assumed_role_user()
        .and_then(|user| account_of(user.arn()))
        .unwrap_or_else(|| request.role_arn.account_id().to_owned());
    accept(output.credentials(), Some(account), &sts)
}

/// A list that is left out when it is empty.
pub(super) fn some<T>(items: impl Iterator<Item = T>) -> Option<Vec<T>> {
    let items: Vec<T> = items.collect();
    (!items.is_empty()).then_some(items)
}
