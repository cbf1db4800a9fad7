//! The flags about a role, or about each role of a chain.

use super::values;
use crate::aws::{
    DurationSeconds, ExternalId, PolicyArn, ProvidedContext, RoleArn, RoleSessionName,
    SerialNumber, SessionDuration, SourceIdentity, Tag, TagKey, TokenCode,
};
use crate::error::{Error, Result};
use crate::sources::{Hop, PolicyText};
use clap::ArgMatches;
use clap::parser::ValueSource;

#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "The role")]
pub struct RoleArgs {
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
    duration_seconds: Vec<SessionDuration>,

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

    /// Name the MFA device of the user, by ARN or serial number
    #[arg(long, value_name = "SERIAL", value_parser = SerialNumber::parse)]
    serial_number: Vec<SerialNumber>,

    /// Give a code of that device, good for one use
    #[arg(long, value_name = "CODE", value_parser = TokenCode::parse)]
    token_code: Vec<TokenCode>,
}

impl RoleArgs {
    /// The roles; `matches` tells in which order the flags stood.
    pub fn hops(&self, matches: &ArgMatches) -> Result<Vec<Hop>> {
        let order = Order::of(matches, &self.role_arn);
        let role_session_name = order.one(&self.role_session_name, "role_session_name")?;
        let external_id = order.one(&self.external_id, "external_id")?;
        let duration_seconds = order.one(&self.duration_seconds, "duration_seconds")?;
        let duration_seconds = duration_seconds
            .into_iter()
            .map(|duration| duration.map(of_role).transpose())
            .collect::<Result<Vec<_>>>()?;
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
        Ok(hops)
    }

    /// Whether there is a role at all.
    pub fn has_role(&self) -> bool {
        !self.role_arn.is_empty()
    }

    /// What is left where there is no role; `matches` tells whether a flag
    /// about one was given.
    pub fn without_role(&self, matches: &ArgMatches) -> Result<WithoutRole> {
        let is_given = |id: &&&str| matches.value_source(id) == Some(ValueSource::CommandLine);
        if let Some(id) = OF_A_ROLE.iter().find(is_given) {
            return Err(Error::misused(format!(
                "--{} is about a role, and there is none",
                id.replace('_', "-")
            ))
            .hint("name one with --role-arn"));
        }
        Ok(WithoutRole {
            serial_number: at_most_one(&self.serial_number, "--serial-number")?,
            token_code: at_most_one(&self.token_code, "--token-code")?,
            duration: at_most_one(&self.duration_seconds, "--duration-seconds")?,
        })
    }
}

/// Flags that can be about a session as well.
pub struct WithoutRole {
    /// `--serial-number`
    pub serial_number: Option<SerialNumber>,
    /// `--token-code`
    pub token_code: Option<TokenCode>,
    /// `--duration-seconds`
    pub duration: Option<SessionDuration>,
}

/// Flags that mean nothing without a role.
const OF_A_ROLE: [&str; 8] = [
    "role_session_name",
    "external_id",
    "policy",
    "policy_arn",
    "tag",
    "transitive_tag_key",
    "source_identity",
    "provided_context",
];

/// A session of a role has less than one of a user.
fn of_role(duration: SessionDuration) -> Result<DurationSeconds> {
    let seconds = duration.seconds();
    DurationSeconds::new(seconds.into()).map_err(|reason| {
        Error::misused(format!(
            "invalid value '{seconds}' for '--duration-seconds': {reason}"
        ))
    })
}

fn at_most_one<T: Clone>(values: &[T], flag: &str) -> Result<Option<T>> {
    match values {
        [] => Ok(None),
        [value] => Ok(Some(value.clone())),
        _ => Err(Error::misused(format!("{flag} is given twice"))),
    }
}

/// What STS demands of several flags together.
fn check(hop: &Hop) -> Result<()> {
    let role = hop.role_arn.as_str();
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
