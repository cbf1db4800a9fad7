//! The Instance Metadata Service, in its second version only.

use std::collections::BTreeMap;

use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::accounts::{Accounts, RoleArn};
use crate::decision::{Clock, Grant, Refusal, rfc3339};
use crate::http::HttpRequest;
use crate::random;

/// Where everything of the service is.
pub(crate) const ROOT: &str = "/latest/";
const CREDENTIALS: &str = "/latest/meta-data/iam/security-credentials";
const TOKEN_PATH: &str = "/latest/api/token";

const FORWARDED: &str = "x-forwarded-for";
/// The headers that mean something here.
pub(crate) const HEADERS: [&str; 3] = [FORWARDED, TOKEN, TOKEN_TTL];
const TOKEN: &str = "x-aws-ec2-metadata-token";
const TOKEN_TTL: &str = "x-aws-ec2-metadata-token-ttl-seconds";
const TOKEN_TTL_NAME: &str = "X-Aws-Ec2-Metadata-Token-Ttl-Seconds";

const MAX_TTL: u32 = 21600;
const SECONDS: u32 = 6 * 3600;

/// The instance, and who may ask it.
pub(crate) struct Metadata {
    instance_id: String,
    role_arn: Option<String>,
    tokens: BTreeMap<String, OffsetDateTime>,
}

impl Metadata {
    pub(crate) fn new() -> Metadata {
        Metadata {
            instance_id: "i-0".to_owned() + &random::hexadecimal::<8>(),
            role_arn: None,
            tokens: BTreeMap::new(),
        }
    }

    pub(crate) fn set_role(&mut self, role_arn: &str) {
        assert!(
            RoleArn::parse(role_arn).is_some(),
            "{role_arn} is not the ARN of a role"
        );
        self.role_arn = Some(role_arn.to_owned());
    }

    pub(crate) fn answer(
        &mut self,
        accounts: &mut Accounts,
        http: &HttpRequest,
        sent: &BTreeMap<String, String>,
        clock: &Clock,
    ) -> Result<Grant, Refusal> {
        // A request that was forwarded is one that somebody else had made.
        if sent.contains_key(FORWARDED) {
            return Err(Refusal::new(403, "Forbidden", "Forbidden"));
        }
        if http.target == TOKEN_PATH {
            return self.token(sent, clock);
        }
        let token = sent.get(TOKEN).and_then(|token| self.tokens.get(token));
        if token.is_none_or(|end| *end <= clock.now) {
            return Err(Refusal::new(401, "Unauthorized", "Unauthorized"));
        }
        let not_found = || Refusal::new(404, "NotFound", "Not Found");
        let inner = http
            .target
            .strip_prefix(CREDENTIALS)
            .ok_or_else(not_found)?;
        let role_arn = self.role_arn.as_deref().ok_or_else(not_found)?;
        let role = RoleArn::parse(role_arn).ok_or_else(not_found)?.name;
        match inner.strip_prefix('/').unwrap_or(inner) {
            "" => Ok(Grant {
                body: role.to_owned(),
                ..Grant::default()
            }),
            asked if asked == role => Ok(self.credentials(accounts, role_arn, clock)),
            _ => Err(not_found()),
        }
    }

    fn token(&mut self, sent: &BTreeMap<String, String>, clock: &Clock) -> Result<Grant, Refusal> {
        let ttl = sent.get(TOKEN_TTL).and_then(|text| text.parse().ok());
        let ttl = ttl.filter(|ttl: &u32| (1..=MAX_TTL).contains(ttl));
        let ttl = ttl.ok_or_else(|| Refusal::new(400, "BadRequest", "Bad Request"))?;
        let token = random::session_token()[..56].to_owned();
        let end = clock.now + Duration::seconds(ttl.into());
        self.tokens.insert(token.clone(), end);
        Ok(Grant {
            body: token.clone(),
            header: Some((TOKEN_TTL_NAME, ttl.to_string())),
            secrets: vec![token],
        })
    }

    fn credentials(&self, accounts: &mut Accounts, role_arn: &str, clock: &Clock) -> Grant {
        let caller = accounts.role_session(role_arn, &self.instance_id, &None);
        let expiration = clock.expiration(SECONDS);
        let keys = accounts.issue(caller, expiration);
        let body = json!({
            "AccessKeyId": keys.access_key_id,
            "Code": "Success",
            "Expiration": rfc3339(expiration),
            "LastUpdated": rfc3339(clock.now),
            "SecretAccessKey": keys.secret_access_key,
            "Token": keys.session_token,
            "Type": "AWS-HMAC",
        });
        Grant {
            body: body.to_string(),
            secrets: keys.secrets(),
            ..Grant::default()
        }
    }
}

/// Returns a name for what a request wants; the service has none.
pub(crate) fn action(path: &str) -> &'static str {
    if path == TOKEN_PATH {
        return "MetadataToken";
    }
    let inner = path.strip_prefix(CREDENTIALS);
    match inner.map(|inner| inner.strip_prefix('/').unwrap_or(inner)) {
        Some("") => "MetadataRole",
        Some(_) => "MetadataCredentials",
        None => "Metadata",
    }
}

/// Returns the method that a path is asked with.
pub(crate) fn method(path: &str) -> &'static str {
    if path == TOKEN_PATH { "PUT" } else { "GET" }
}
