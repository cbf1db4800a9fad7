//! The flags of `brs sts`.

use super::common::CommonArgs;
use super::values;
use crate::aws::{
    DurationSeconds, ExternalId, PolicyArn, ProvidedContext, RoleArn, RoleSessionName,
    SerialNumber, SourceIdentity, Tag, TagKey, TokenCode,
};
use crate::error::{Error, Result};
use crate::host::Host;
use crate::sources::{Hop, PolicyText, Request, StsRequest};
use clap::ArgMatches;

pub const ABOUT: &str = "Assume a role, or a chain of roles, and print its temporary credentials

With one --role-arn, every flag is about that role. With several, each role is assumed with the \
credentials of the one before it, and a flag is about the --role-arn that it follows (before the first: about the first). A role \
session name holds until another one is given.";

#[derive(clap::Args, Clone, Debug)]
#[command(about = "Assume a role, or a chain of roles", long_about = ABOUT)]
#[command(next_help_heading = "The role")]
pub struct StsArgs {
    /// Assume this role; again: from it, assume the next one
    #[arg(long, value_name = "ARN", required = true, value_parser = RoleArn::parse)]
    role_arn: Vec<RoleArn>,

    /// Name the session [default: brs-USER]
    ///
    /// It stands in CloudTrail and in the ARN of the session.
    #[arg(long, value_name = "NAME", value_parser = RoleSessionName::parse)]
    role_session_name: Vec<RoleSessionName>,

    /// Give the external ID that the role asks for
    #[arg(long, value_name = "ID", value_parser = ExternalId::parse)]
    external_id: Vec<ExternalId>,

    /// Ask for credentials that live this long [default: 1h]
    ///
    /// 15m to 12h, and no more than the role allows; from temporary
    /// credentials at most 1h.
    #[arg(long, value_name = "TIME", value_parser = values::duration_seconds)]
    duration_seconds: Vec<DurationSeconds>,

    /// Narrow the session with this policy, JSON or file://PATH
    #[arg(long, value_name = "POLICY", value_parser = values::policy)]
    policy: Vec<PolicyText>,

    /// Narrow the session with this managed policy; up to 10 times
    #[arg(long, value_name = "ARN", value_parser = PolicyArn::parse)]
    policy_arn: Vec<PolicyArn>,

    /// Tag the session; up to 50 times
    #[arg(long, value_name = "KEY=VALUE", value_parser = Tag::parse)]
    tag: Vec<Tag>,

    /// Pass the tag of this key on to roles assumed from this one; up to 50 times
    #[arg(long, value_name = "KEY", value_parser = TagKey::parse)]
    transitive_tag_key: Vec<TagKey>,

    /// Set the source identity, which stays through all further roles
    #[arg(long, value_name = "NAME", value_parser = SourceIdentity::parse)]
    source_identity: Vec<SourceIdentity>,

    /// Pass the assertion of a trusted context provider; up to 5 times
    #[arg(long, value_name = "ARN=ASSERTION", value_parser = ProvidedContext::parse)]
    provided_context: Vec<ProvidedContext>,

    /// Name the MFA device, by ARN or serial number
    #[arg(long, value_name = "SERIAL", value_parser = SerialNumber::parse)]
    serial_number: Vec<SerialNumber>,

    /// Give a code of that device, good for one use
    #[arg(long, value_name = "CODE", value_parser = TokenCode::parse)]
    token_code: Vec<TokenCode>,

    #[command(flatten)]
    pub common: CommonArgs,
}

impl StsArgs {
    /// The request; `matches` tells in which order the flags stood.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<Request> {
        let order = Order::of(matches, &self.role_arn);
        let role_session_name = order.one(&self.role_session_name, "role_session_name")?;
        let external_id = order.one(&self.external_id, "external_id")?;
        let duration_seconds = order.one(&self.duration_seconds, "duration_seconds")?;
        let policy = order.one(&self.policy, "policy")?;
        let policy_arns = order.many(&self.policy_arn, "policy_arn", 10)?;
        let tags = order.many(&self.tag, "tag", 50)?;
        let transitive_tag_keys = order.many(&self.transitive_tag_key, "transitive_tag_key", 50)?;
        let source_identity = order.one(&self.source_identity, "source_identity")?;
        let provided_contexts = order.many(&self.provided_context, "provided_context", 5)?;
        let serial_number = order.one(&self.serial_number, "serial_number")?;
        let token_code = order.one(&self.token_code, "token_code")?;
        let hops: Vec<Hop> = self
            .role_arn
            .iter()
            .enumerate()
            .map(|(at, role_arn)| Hop {
                role_arn: role_arn.clone(),
                role_session_name: role_session_name[at].clone(),
                external_id: external_id[at].clone(),
                duration_seconds: duration_seconds[at],
                policy: policy[at].clone(),
                policy_arns: policy_arns[at].clone(),
                tags: tags[at].clone(),
                transitive_tag_keys: transitive_tag_keys[at].clone(),
                source_identity: source_identity[at].clone(),
                provided_contexts: provided_contexts[at].clone(),
                serial_number: serial_number[at].clone(),
                token_code: token_code[at].clone(),
            })
            .collect();
        for hop in &hops {
            check(hop)?;
        }
        Ok(Request::Sts(StsRequest {
            hops,
            options: self.common.options(host)?,
        }))
    }
}

/// What STS demands of several flags together.
fn check(hop: &Hop) -> Result<()> {
    let role = hop.role_arn.as_str();
    if hop.token_code.is_some() && hop.serial_number.is_none() {
        return Err(
            Error::misused(format!("--token-code for {role} has no --serial-number"))
                .hint("name the device with --serial-number"),
        );
    }
    let mut keys: Vec<String> = hop
        .tags
        .iter()
        .map(|tag| tag.key.as_str().to_lowercase())
        .collect();
    keys.sort_unstable();
    if let Some(twice) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::misused(format!(
            "--tag {} is given twice for {role} (STS ignores case)",
            twice[0]
        )));
    }
    Ok(())
}

/// Which role a flag is about: the one it follows, or the first.
struct Order<'a> {
    matches: &'a ArgMatches,
    roles: &'a [RoleArn],
    places: Vec<usize>,
}

impl<'a> Order<'a> {
    fn of(matches: &'a ArgMatches, roles: &'a [RoleArn]) -> Self {
        let places = matches
            .indices_of("role_arn")
            .into_iter()
            .flatten()
            .collect();
        Self {
            matches,
            roles,
            places,
        }
    }

    /// The values of a flag, role by role, at most so many for each.
    fn many<T: Clone>(&self, values: &[T], id: &str, limit: usize) -> Result<Vec<Vec<T>>> {
        let mut sorted = vec![Vec::new(); self.roles.len()];
        let places = self.matches.indices_of(id).into_iter().flatten();
        for (value, place) in values.iter().zip(places) {
            let before = self.places.iter().filter(|role| **role < place).count();
            let role = before.saturating_sub(1);
            if sorted[role].len() == limit {
                let flag = id.replace('_', "-");
                let role = self.roles[role].as_str();
                return Err(Error::misused(match limit {
                    1 => format!("--{flag} is given twice for {role}"),
                    _ => format!("--{flag} is given more than {limit} times for {role}"),
                }));
            }
            sorted[role].push(value.clone());
        }
        Ok(sorted)
    }

    fn one<T: Clone>(&self, values: &[T], id: &str) -> Result<Vec<Option<T>>> {
        let sorted = self.many(values, id, 1)?;
        Ok(sorted.into_iter().map(|mut values| values.pop()).collect())
    }
}
