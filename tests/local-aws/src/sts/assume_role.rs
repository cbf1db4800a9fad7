//! AssumeRole, and what it has in common with AssumeRoleWithWebIdentity.

use serde_json::Value;

use super::{authenticate_mfa, issue};
use crate::accounts::{Accounts, Caller, CallerKind, RoleArn};
use crate::decision::{Clock, Grant, Refusal};
use crate::model::Role;
use crate::parameters::{
    ARN, CONTEXT_ASSERTION, EXTERNAL_ID, POLICY, Parameters, SERIAL_NUMBER, SESSION_NAME, TAG_KEY,
    TAG_VALUE, TOKEN_CODE,
};
use crate::xml;

const DEFAULT_DURATION: u32 = 3600;
const MAX_CHAINED: u32 = 3600;
const MAX_POLICY_ARNS: usize = 10;
/// What session policies and tags may take together, in characters.
const MAX_PACKED: usize = 4096;

/// What both actions ask for.
pub(super) struct Session<'a> {
    duration: Option<u32>,
    name: &'a str,
    /// The characters of policies and tags; 0 when there are none.
    packed: usize,
    policy: Option<&'a str>,
    pub(super) role_arn: &'a str,
    source_identity: Option<String>,
}

pub(super) fn signed(
    accounts: &mut Accounts,
    caller: &Caller,
    mut parameters: Parameters,
    clock: &Clock,
) -> Result<Grant, Refusal> {
    let mut session = Session::read(&mut parameters);
    let tags = Tags::read(&mut parameters);
    let external_id = parameters.text("ExternalId", &EXTERNAL_ID);
    let serial = parameters.text("SerialNumber", &SERIAL_NUMBER);
    let code = parameters.text("TokenCode", &TOKEN_CODE);
    let source_identity = parameters.text("SourceIdentity", &SESSION_NAME);
    for context in parameters.members("ProvidedContexts", 5) {
        parameters.required(&format!("{context}.ProviderArn"), &ARN);
        parameters.required(&format!("{context}.ContextAssertion"), &CONTEXT_ASSERTION);
    }
    parameters.finish()?;
    session.check()?;
    session.packed += tags.check()?;

    let has_mfa = authenticate_mfa(accounts, caller, serial, code, clock)?
        || matches!(caller.kind, CallerKind::UserSession { mfa: true });
    // Whatever is temporary counts as a link of a chain, a user's session too.
    let chained = !matches!(caller.kind, CallerKind::User);
    if chained && session.duration.is_some_and(|asked| asked > MAX_CHAINED) {
        return Err(Refusal::invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed \
             by role chaining",
        ));
    }
    let denied = || {
        Refusal::denied(format!(
            "User: {} is not authorized to perform: sts:AssumeRole on resource: {}",
            caller.arn, session.role_arn
        ))
    };
    let role = accounts.role(session.role_arn).ok_or_else(denied)?.clone();
    let trusted = match &role.trusts {
        Some(principals) => principals.iter().any(|principal| caller.is(principal)),
        None => true,
    };
    let external_id_fits = role.external_id.is_none() || role.external_id.as_deref() == external_id;
    // A source identity once set stays for the whole chain.
    let inherited = match &caller.kind {
        CallerKind::RoleSession {
            source_identity, ..
        } => source_identity.as_deref(),
        _ => None,
    };
    let identity_fits = inherited.is_none() || source_identity.is_none_or(|s| inherited == Some(s));
    if !trusted || !external_id_fits || !identity_fits || (role.mfa && !has_mfa) {
        return Err(denied());
    }
    session.source_identity = source_identity.or(inherited).map(str::to_owned);
    session.grant(accounts, &role, &[], clock)
}

impl<'a> Session<'a> {
    pub(super) fn read(parameters: &mut Parameters<'a>) -> Session<'a> {
        let role_arn = parameters.required("RoleArn", &ARN);
        let name = parameters.required("RoleSessionName", &SESSION_NAME);
        let duration = parameters.number("DurationSeconds", 900, 43200);
        let policy = parameters.text("Policy", &POLICY);
        let mut packed = policy.map_or(0, str::len);
        for member in parameters.members("PolicyArns", MAX_POLICY_ARNS) {
            packed += parameters.required(&format!("{member}.arn"), &ARN).len();
        }
        Session {
            duration,
            name,
            packed,
            policy,
            role_arn,
            source_identity: None,
        }
    }

    pub(super) fn check(&self) -> Result<(), Refusal> {
        if RoleArn::parse(self.role_arn).is_none() {
            return Err(Refusal::invalid(format!("{} is invalid", self.role_arn)));
        }
        let policy = self.policy.map(serde_json::from_str);
        match policy {
            None | Some(Ok(Value::Object(_))) => Ok(()),
            Some(_) => {
                let message = "This policy contains invalid Json";
                Err(Refusal::new(400, "MalformedPolicyDocument", message))
            }
        }
    }

    pub(super) fn grant(
        &self,
        accounts: &mut Accounts,
        role: &Role,
        about: &[String],
        clock: &Clock,
    ) -> Result<Grant, Refusal> {
        let limit = role.max_duration;
        if self.duration.is_some_and(|asked| asked > limit) {
            return Err(Refusal::invalid(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            ));
        }
        let packed = self.packed.div_ceil(MAX_PACKED / 100);
        if packed > 100 {
            let message = format!(
                "Packed policy consumes {packed}% of allotted space, please use smaller policy."
            );
            return Err(Refusal::new(400, "PackedPolicyTooLarge", message));
        }
        let caller = accounts.role_session(&role.arn, self.name, &self.source_identity);
        let (id, arn) = (caller.user_id.clone(), caller.arn.clone());
        let duration = self.duration.unwrap_or(DEFAULT_DURATION.min(limit));
        let (credentials, secrets) = issue(accounts, caller, duration, clock);
        let user = [xml::text("AssumedRoleId", &id), xml::text("Arn", &arn)];
        let mut result = credentials + &xml::element("AssumedRoleUser", &user.concat());
        result += &about.concat();
        if packed > 0 {
            result += &xml::text("PackedPolicySize", &packed.to_string());
        }
        if let Some(identity) = &self.source_identity {
            result += &xml::text("SourceIdentity", identity);
        }
        Ok(Grant {
            body: result,
            secrets,
            ..Grant::default()
        })
    }
}

struct Tags<'a> {
    keys: Vec<&'a str>,
    length: usize,
    transitive: Vec<&'a str>,
}

impl<'a> Tags<'a> {
    fn read(parameters: &mut Parameters<'a>) -> Tags<'a> {
        let (mut keys, mut length) = (Vec::new(), 0);
        for tag in parameters.members("Tags", 50) {
            let key = parameters.required(&format!("{tag}.Key"), &TAG_KEY);
            let value = parameters.required(&format!("{tag}.Value"), &TAG_VALUE);
            length += key.len() + value.len();
            keys.push(key);
        }
        let transitive = parameters.members("TransitiveTagKeys", 50);
        Tags {
            keys,
            length,
            transitive: transitive
                .iter()
                .map(|name| parameters.required(name, &TAG_KEY))
                .collect(),
        }
    }

    /// Returns how many characters the tags have.
    fn check(&self) -> Result<usize, Refusal> {
        let mut keys: Vec<_> = self.keys.iter().map(|key| key.to_lowercase()).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Refusal::invalid(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
        if keys.iter().any(|key| key.starts_with("aws:")) {
            return Err(Refusal::invalid(
                "Tag keys must not start with the prefix aws:.",
            ));
        }
        if self.transitive.iter().any(|key| !self.keys.contains(key)) {
            return Err(Refusal::invalid(
                "The specified transitive tag key must be included in the requested tags.",
            ));
        }
        Ok(self.length)
    }
}
