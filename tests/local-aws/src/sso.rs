//! IAM Identity Center: its portal, and the OpenID Connect service that renews
//! the portal's access tokens.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::accounts::Accounts;
use crate::decision::{Clock, Grant, Refusal, rfc3339};
use crate::model::SsoLogin;
use crate::{accounts, random};

/// The header that an access token comes in.
pub(crate) const BEARER: &str = "x-amz-sso_bearer_token";
const REGION: &str = "eu-west-1";
const START_URL: &str = "https://local-aws.awsapps.com/start";
const USER: &str = "user";

const ACCESS_TOKEN_SECONDS: i64 = 3600;
const REGISTRATION: Duration = Duration::days(90);
const ROLE_SECONDS: u32 = 3600;

/// Who has logged in, and what they may have.
#[derive(Default)]
pub(crate) struct Sso {
    /// When each access token ends.
    access_tokens: BTreeMap<String, OffsetDateTime>,
    /// The ARN of the role behind each account and name of a role.
    assignments: BTreeMap<(String, String), String>,
    clients: BTreeMap<String, Client>,
    /// The client whose refresh token each is that can still be used.
    refresh_tokens: BTreeMap<String, String>,
}

/// A client that was registered for one login.
struct Client {
    expires: OffsetDateTime,
    secret: String,
}

impl Sso {
    pub(crate) fn assign(&mut self, account: &str, role: &str) {
        let digits = account.bytes().all(|byte| byte.is_ascii_digit());
        assert!(
            digits && account.len() == 12,
            "{account} is not the ID of an account"
        );
        let assignment = (account.to_owned(), role.to_owned());
        self.assignments.entry(assignment).or_insert_with(|| {
            let suffix = random::hexadecimal::<8>();
            format!(
                "arn:aws:iam::{account}:role/aws-reserved/sso.amazonaws.com/\
                 AWSReservedSSO_{role}_{suffix}"
            )
        });
    }

    pub(crate) fn login(&mut self, now: OffsetDateTime, lifetime: i64) -> SsoLogin {
        let client_id = random::opaque(24);
        let client_secret = random::opaque(64);
        let registration = accounts::expiration(now + REGISTRATION, 0);
        let client = Client {
            expires: registration,
            secret: client_secret.clone(),
        };
        self.clients.insert(client_id.clone(), client);
        let expires = accounts::expiration(now, lifetime);
        let (access_token, refresh_token) = self.issue(&client_id, expires);
        SsoLogin {
            access_token,
            client_id,
            client_secret,
            expires_at: rfc3339(expires),
            refresh_token,
            region: REGION.into(),
            registration_expires_at: rfc3339(registration),
            start_url: START_URL.into(),
        }
    }

    fn issue(&mut self, client_id: &str, expires: OffsetDateTime) -> (String, String) {
        let access_token = "aoaAAAAA".to_owned() + &random::opaque(120);
        let refresh_token = "aorAAAAA".to_owned() + &random::opaque(120);
        self.access_tokens.insert(access_token.clone(), expires);
        self.refresh_tokens
            .insert(refresh_token.clone(), client_id.to_owned());
        (access_token, refresh_token)
    }

    /// GetRoleCredentials.
    pub(crate) fn role_credentials(
        &self,
        accounts: &mut Accounts,
        sent: &BTreeMap<String, String>,
        clock: &Clock,
    ) -> Result<Grant, Refusal> {
        let invalid = |message: &str| Refusal::new(400, "InvalidRequestException", message);
        let required = |name: &str| {
            let value = sent.get(name).filter(|value| !value.is_empty());
            value.ok_or_else(|| invalid(&format!("Missing required parameter {name}")))
        };
        let unknown = sent
            .keys()
            .find(|name| !["account_id", "role_name", BEARER].contains(&name.as_str()));
        if let Some(name) = unknown {
            return Err(invalid(&format!("{name} is not a parameter")));
        }
        let assignment = (
            required("account_id")?.clone(),
            required("role_name")?.clone(),
        );
        let token = required(BEARER)?;
        let expires = self.access_tokens.get(token);
        if expires.is_none_or(|expires| *expires <= clock.now) {
            let message = "Session token not found or invalid";
            return Err(Refusal::new(401, "UnauthorizedException", message));
        }
        let role_arn = self
            .assignments
            .get(&assignment)
            .ok_or_else(|| Refusal::new(403, "ForbiddenException", "No access"))?;
        let caller = accounts.role_session(role_arn, USER, &None);
        let expiration = clock.expiration(ROLE_SECONDS);
        let keys = accounts.issue(caller, expiration);
        let body = json!({"roleCredentials": {
            "accessKeyId": keys.access_key_id,
            "secretAccessKey": keys.secret_access_key,
            "sessionToken": keys.session_token,
            "expiration": expiration.unix_timestamp() * 1000,
        }});
        Ok(Grant {
            body: body.to_string(),
            secrets: keys.secrets(),
            ..Grant::default()
        })
    }

    /// CreateToken.
    pub(crate) fn create_token(
        &mut self,
        sent: &BTreeMap<String, String>,
        clock: &Clock,
    ) -> Result<Grant, Refusal> {
        let invalid = |message: &str| Refusal::new(400, "InvalidRequestException", message);
        let known: BTreeSet<&str> =
            ["clientId", "clientSecret", "grantType", "refreshToken"].into();
        if let Some(name) = sent.keys().find(|name| !known.contains(name.as_str())) {
            return Err(invalid(&format!("{name} is not a member of the request")));
        }
        let required = |name: &str| {
            let value = sent.get(name).filter(|value| !value.is_empty());
            value.ok_or_else(|| invalid(&format!("Missing required member {name}")))
        };
        let client_id = required("clientId")?;
        let secret = required("clientSecret")?;
        if required("grantType")? != "refresh_token" {
            let message = "Only refresh_token is supported";
            return Err(Refusal::new(400, "UnsupportedGrantTypeException", message));
        }
        let refresh_token = required("refreshToken")?;
        let client = self.clients.get(client_id);
        let is_alive = |client: &Client| client.secret == *secret && client.expires > clock.now;
        if !client.is_some_and(is_alive) {
            let message = "Invalid client provided";
            return Err(Refusal::new(401, "InvalidClientException", message));
        }
        if self.refresh_tokens.get(refresh_token) != Some(client_id) {
            let message = "Invalid refresh token provided";
            return Err(Refusal::new(400, "InvalidGrantException", message));
        }
        self.refresh_tokens.remove(refresh_token);
        let expires = accounts::expiration(clock.now, ACCESS_TOKEN_SECONDS);
        let (access_token, refresh_token) = self.issue(client_id, expires);
        let body = json!({
            "accessToken": access_token,
            "tokenType": "Bearer",
            "expiresIn": ACCESS_TOKEN_SECONDS,
            "refreshToken": refresh_token,
        });
        Ok(Grant {
            body: body.to_string(),
            secrets: vec![access_token, refresh_token],
            ..Grant::default()
        })
    }
}

/// An error of the OpenID Connect service: RFC 6749 names it, and AWS's name
/// goes into a header.
pub(crate) fn oauth_error(refusal: &Refusal) -> Value {
    let name = refusal.code.trim_end_matches("Exception");
    let mut error = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() && !error.is_empty() {
            error.push('_');
        }
        error.push(character.to_ascii_lowercase());
    }
    json!({"error": error, "error_description": refusal.message})
}
