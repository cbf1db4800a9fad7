//! AssumeRoleWithWebIdentity.

use super::super::{
    Budget, DurationSeconds, Policy, PolicyArn, RoleArn, RoleSessionName, Settings,
};
use super::assume_role::some;
use super::{Sts, accept, account_of};
use crate::credentials::Credentials;
use crate::error::Result;
use crate::secret::Secret;
use aws_sdk_sts::types;

/// The parameters of AssumeRoleWithWebIdentity, but for the token.
#[derive(Clone, Debug)]
pub struct AssumeRoleWithWebIdentity {
    /// RoleArn.
    pub role_arn: RoleArn,
    /// RoleSessionName.
    pub role_session_name: RoleSessionName,
    /// DurationSeconds.
    pub duration_seconds: Option<DurationSeconds>,
    /// Policy.
    pub policy: Option<Policy>,
    /// PolicyArns.
    pub policy_arns: Vec<PolicyArn>,
}

/// Asks STS for credentials of a role with a token of an identity provider,
/// and without a signature.
///
/// # Errors
///
/// STS's refusal, or why it could not be asked.
pub fn assume_role_with_web_identity(
    request: &AssumeRoleWithWebIdentity,
    token: &Secret,
    settings: &Settings,
    budget: &Budget,
) -> Result<Credentials> {
    let sts = Sts::new(None, settings, budget);
    let duration = request.duration_seconds;
    let call = sts
        .client
        .assume_role_with_web_identity()
        .role_arn(request.role_arn.as_str())
        .role_session_name(request.role_session_name.as_str())
        .web_identity_token(token.expose())
        .set_duration_seconds(
            duration.map(|duration| i32::try_from(duration.seconds()).expect("at most 43200")),
        )
        .set_policy(request.policy.as_ref().map(|policy| policy.as_str().into()))
        .set_policy_arns(some(request.policy_arns.iter().map(|arn| {
            types::PolicyDescriptorType::builder()
                .arn(arn.as_str())
                .build()
        })));
    let output = sts.run(call.send())?;
    let account = output
        .assumed_role_user()
        .and_then(|user| account_of(user.arn()))
        .unwrap_or_else(|| request.role_arn.account_id().to_owned());
    accept(output.credentials(), Some(account), &sts)
}
