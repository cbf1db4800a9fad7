//! AssumeRole and AssumeRoleWithWebIdentity.

use serde_json::Value;

use super::parameters::{
    ARN, CONTEXT_ASSERTION, EXTERNAL_ID, POLICY, PROVIDER_ID, Parameters, SERIAL_NUMBER,
    SESSION_NAME, TAG_KEY, TAG_VALUE, TOKEN_CODE, WEB_IDENTITY_TOKEN,
};
use super::{Clock, DEFAULT_DURATION, Grant, Refusal, authenticate_mfa, issue};
use crate::accounts::{Accounts, Caller, CallerKind, KnownRole, RoleArn};
use crate::xml;

const MAX_CHAINED: u32 = 3600;
const MAX_POLICY_ARNS: usize = 10;
/// What session policies and tags may take together, in characters.
const MAX_PACKED: usize = 4096;

/// What both actions ask for.
struct Session<'a> {
    duration: Option<u32>,
    name: &'a str,
    /// The characters of policies and tags; 0 when there are none.
    packed: usize,
    policy: Option<&'a str>,
    role_arn: &'a str,
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
    let chained = match &caller.kind {
        CallerKind::RoleSession {
            source_identity, ..
        } => Some(source_identity),
        _ => None,
    };
    if chained.is_some() && session.duration.is_some_and(|asked| asked > MAX_CHAINED) {
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
    let known = accounts.role(session.role_arn).ok_or_else(denied)?.clone();
    let role = &known.role;
    let trusted = match &role.trusts {
        Some(principals) => principals.iter().any(|principal| caller.is(principal)),
        None => true,
    };
    let external_id_fits = role.external_id.is_none() || role.external_id.as_deref() == external_id;
    // A source identity once set stays for the whole chain.
    let inherited = chained.and_then(Option::as_deref);
    let identity_fits = inherited.is_none() || source_identity.is_none_or(|s| inherited == Some(s));
    if !trusted || !external_id_fits || !identity_fits || (role.mfa && !has_mfa) {
        return Err(denied());
    }
    session.source_identity = source_identity.or(inherited).map(str::to_owned);
    session.grant(accounts, &known, &[], clock)
}

pub(super) fn with_web_identity(
    accounts: &mut Accounts,
    mut parameters: Parameters,
    clock: &Clock,
) -> Result<Grant, Refusal> {
    let session = Session::read(&mut parameters);
    let token = parameters.required("WebIdentityToken", &WEB_IDENTITY_TOKEN);
    parameters.text("ProviderId", &PROVIDER_ID);
    parameters.finish()?;
    session.check()?;
    let parts: Vec<&str> = token.split('.').collect();
    if parts.len() != 3 || parts.iter().any(|part| part.is_empty()) {
        let message = "The ID Token provided is not a valid JWT. \
                       (You may see this error if you sent an Access Token)";
        return Err(Refusal::new(400, "InvalidIdentityToken", message));
    }
    let denied = || Refusal::denied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    let known = accounts.role(session.role_arn).ok_or_else(denied)?.clone();
    // A token names no caller, brings no external ID and proves no MFA.
    let role = &known.role;
    if role.trusts.is_some() || role.external_id.is_some() || role.mfa {
        return Err(denied());
    }
    let about = [
        xml::text("SubjectFromWebIdentityToken", "subject"),
        xml::text(
            "Provider",
            "arn:aws:iam::123456789012:oidc-provider/localhost",
        ),
        xml::text("Audience", "sts.amazonaws.com"),
    ];
    session.grant(accounts, &known, &about, clock)
}

impl<'a> Session<'a> {
    fn read(parameters: &mut Parameters<'a>) -> Session<'a> {
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

    fn check(&self) -> Result<(), Refusal> {
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

    fn grant(
        &self,
        accounts: &mut Accounts,
        known: &KnownRole,
        about: &[String],
        clock: &Clock,
    ) -> Result<Grant, Refusal> {
        let limit = known.role.max_duration;
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
        let role = RoleArn::parse(&known.role.arn).expect("a role was defined with its ARN");
        let (account, name) = (role.account, role.name);
        let arn = format!(
            "arn:{}:sts::{account}:assumed-role/{name}/{}",
            role.partition, self.name
        );
        let id = format!("{}:{}", known.id, self.name);
        let caller = Caller {
            account: account.to_owned(),
            arn: arn.clone(),
            kind: CallerKind::RoleSession {
                role_arn: known.role.arn.clone(),
                source_identity: self.source_identity.clone(),
            },
            user_id: id.clone(),
        };
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
        Ok(Grant { result, secrets })
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
