//! AssumeRoleWithWebIdentity, and the provider whose tokens it believes.

use ring::hmac;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::assume_role::Session;
use crate::accounts::Accounts;
use crate::decision::{Clock, Grant, Refusal};
use crate::jwt::{self, Jwt};
use crate::parameters::{PROVIDER_ID, Parameters, WEB_IDENTITY_TOKEN};
use crate::{random, xml};

const AUDIENCE: &str = "sts.amazonaws.com";
const ISSUER: &str = "https://oidc.example.com";
/// The ARN of the provider, as roles name it that trust it.
pub(crate) const PROVIDER: &str = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com";

/// An OpenID Connect provider.
pub(crate) struct Provider {
    secret: hmac::Key,
}

impl Provider {
    pub(crate) fn new() -> Provider {
        Provider {
            secret: hmac::Key::new(hmac::HMAC_SHA256, &random::bytes::<32>()),
        }
    }

    /// Makes a token about `sub` that lives from now on.
    pub(crate) fn token(&self, sub: &str, now: OffsetDateTime, lifetime: i64) -> String {
        let now = now.unix_timestamp();
        self.mint(&json!({
            "iss": ISSUER,
            "sub": sub,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + lifetime,
        }))
    }

    pub(crate) fn mint(&self, claims: &Value) -> String {
        jwt::mint(&self.secret, claims)
    }

    /// Checks a token, and returns whom it is about.
    fn verify(&self, token: &str, now: OffsetDateTime) -> Result<String, Refusal> {
        let invalid = |message: &str| Refusal::new(400, "InvalidIdentityToken", message);
        let jwt = Jwt::parse(token).ok_or_else(|| {
            invalid(
                "The ID Token provided is not a valid JWT. \
                 (You may see this error if you sent an Access Token)",
            )
        })?;
        let claim = |name: &str| {
            let missing = || invalid(&format!("Missing a required claim: {name}"));
            jwt.text(name)
                .filter(|text| !text.is_empty())
                .ok_or_else(missing)
        };
        let issuer = claim("iss")?;
        if issuer != ISSUER {
            let message = format!("No OpenIDConnect provider found in your account for {issuer}");
            return Err(invalid(&message));
        }
        let sub = claim("sub")?;
        if claim("aud")? != AUDIENCE {
            return Err(invalid("Incorrect token audience"));
        }
        if !jwt.is_by_secret(&self.secret) {
            return Err(invalid("The token's signature is invalid"));
        }
        let expires = jwt
            .seconds("exp")
            .ok_or_else(|| invalid("Missing a required claim: exp"))?;
        let now = now.unix_timestamp();
        if expires <= now {
            let message = format!(
                "Token expired: current date/time {now} must be before the expiration \
                 date/time {expires}"
            );
            return Err(Refusal::new(400, "ExpiredTokenException", message));
        }
        Ok(sub.to_owned())
    }
}

pub(super) fn assume(
    accounts: &mut Accounts,
    provider: &Provider,
    mut parameters: Parameters,
    clock: &Clock,
) -> Result<Grant, Refusal> {
    let session = Session::read(&mut parameters);
    let token = parameters.required("WebIdentityToken", &WEB_IDENTITY_TOKEN);
    parameters.text("ProviderId", &PROVIDER_ID);
    parameters.finish()?;
    session.check()?;
    let sub = provider.verify(token, clock.now)?;
    let denied = || Refusal::denied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    let role = accounts.role(session.role_arn).ok_or_else(denied)?.clone();
    // A token names no caller but its issuer, brings no external ID and proves
    // no MFA.
    let trusted = match &role.trusts {
        Some(principals) => principals.iter().any(|principal| principal == PROVIDER),
        None => true,
    };
    if !trusted || role.external_id.is_some() || role.mfa {
        return Err(denied());
    }
    let about = [
        xml::text("SubjectFromWebIdentityToken", &sub),
        xml::text("Provider", PROVIDER),
        xml::text("Audience", AUDIENCE),
    ];
    session.grant(accounts, &role, &about, clock)
}
