//! AWS Sign-In: the sessions that `aws login` makes, and their renewal.

mod dpop;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::accounts::{self, Accounts};
use crate::decision::{Clock, Grant, Refusal, rfc3339};
use crate::jwt;
use crate::model::Login;
use crate::random;

use dpop::PrivateKey;

/// Where tokens are renewed.
pub(crate) const PATH: &str = "/v1/token";
/// The header that proves the possession of a key.
pub(crate) const PROOF: &str = "dpop";

const CLIENT_ID: &str = "arn:aws:signin:::devtools/same-device";
const MAX_REFRESH_TOKEN: usize = 12288;
const REGION: &str = "eu-west-1";
const SECONDS: u32 = 900;
const TOKEN_TYPE: &str = "urn:aws:params:oauth:token-type:access_token_sigv4";

/// Who has logged in.
#[derive(Default)]
pub(crate) struct SignIn {
    /// The identifiers of the proofs seen: one is good for one request.
    proofs: BTreeSet<String>,
    refresh_tokens: BTreeMap<String, Session>,
}

/// What a refresh token belongs to.
#[derive(Clone)]
struct Session {
    point: Vec<u8>,
    used: bool,
    user: String,
}

impl SignIn {
    pub(crate) fn login(
        &mut self,
        accounts: &mut Accounts,
        user: &str,
        now: OffsetDateTime,
        lifetime: i64,
    ) -> Login {
        let key = PrivateKey::generate();
        let caller = accounts.console_session(user);
        let (session_arn, account) = (caller.arn.clone(), caller.account.clone());
        let expiration = accounts::expiration(now, lifetime);
        let keys = accounts.issue(caller, expiration);
        let refresh_token = self.issue(Session {
            point: key.point().to_vec(),
            used: false,
            user: user.to_owned(),
        });
        let dpop_key = key.pem();
        // Nobody reads it but to keep it.
        let id_token = jwt::mint_with(
            &json!({"alg": "RS256", "typ": "JWT"}),
            &json!({"sub": session_arn, "aud": CLIENT_ID}),
            |_| random::bytes::<32>().to_vec(),
        );
        let cache_json = json!({
            "accessToken": {
                "accessKeyId": keys.access_key_id,
                "secretAccessKey": keys.secret_access_key,
                "sessionToken": keys.session_token,
                "accountId": account,
                "expiresAt": rfc3339(expiration),
            },
            "tokenType": TOKEN_TYPE,
            "refreshToken": refresh_token,
            "idToken": id_token,
            "clientId": CLIENT_ID,
            "dpopKey": dpop_key,
            "signInRegion": REGION,
        });
        Login {
            cache_json: cache_json.to_string(),
            dpop_key,
            expires_at: rfc3339(expiration),
            keys,
            refresh_token,
            session_arn,
        }
    }

    fn issue(&mut self, session: Session) -> String {
        let refresh_token = random::opaque(300);
        self.refresh_tokens.insert(refresh_token.clone(), session);
        refresh_token
    }

    /// CreateOAuth2Token; `url` is what the request was sent to.
    pub(crate) fn create_token(
        &mut self,
        accounts: &mut Accounts,
        sent: &BTreeMap<String, String>,
        url: &str,
        clock: &Clock,
    ) -> Result<Grant, Refusal> {
        let known = ["clientId", "grantType", PROOF, "refreshToken"];
        if let Some(name) = sent.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(invalid(&format!("{name} is not a member of the request")));
        }
        let required = |name: &str| {
            let value = sent.get(name).filter(|value| !value.is_empty());
            value.ok_or_else(|| invalid(&format!("Missing required member {name}")))
        };
        if required("clientId")? != CLIENT_ID {
            return Err(invalid("clientId is not one of AWS's"));
        }
        if required("grantType")? != "refresh_token" {
            let message = "Only refresh_token is supported";
            return Err(Refusal::new(400, "unsupported_grant_type", message));
        }
        let refresh_token = required("refreshToken")?;
        if refresh_token.len() > MAX_REFRESH_TOKEN {
            return Err(invalid("refreshToken is too long"));
        }
        let proof = dpop::verify(required(PROOF)?, url, clock.now)?;
        if !self.proofs.insert(proof.id) {
            return Err(invalid("The DPoP proof was used before"));
        }
        let session = self
            .refresh_tokens
            .get_mut(refresh_token)
            .ok_or_else(|| invalid("The refresh token is invalid"))?;
        if session.point != proof.point {
            return Err(invalid("The DPoP proof is not by the key of the session"));
        }
        if session.used {
            let message = "The refresh token was used before";
            return Err(Refusal::new(403, "TOKEN_EXPIRED", message));
        }
        let next = session.clone();
        session.used = true;
        let caller = accounts.console_session(&next.user);
        let refresh_token = self.issue(next);
        let keys = accounts.issue(caller, clock.expiration(SECONDS));
        let body = json!({
            "accessToken": {
                "accessKeyId": keys.access_key_id,
                "secretAccessKey": keys.secret_access_key,
                "sessionToken": keys.session_token,
            },
            "tokenType": TOKEN_TYPE,
            "expiresIn": clock.lifetime.unwrap_or(SECONDS.into()),
            "refreshToken": refresh_token,
        });
        let mut secrets = keys.secrets();
        secrets.push(refresh_token);
        Ok(Grant {
            body: body.to_string(),
            secrets,
            ..Grant::default()
        })
    }
}

/// Returns the name of an error, whose body has the code.
pub(crate) fn kind(refusal: &Refusal) -> &'static str {
    match refusal.status {
        403 => "AccessDeniedException",
        429 => "TooManyRequestsError",
        503 => "ServiceUnavailableException",
        500.. => "InternalServerException",
        _ => "ValidationException",
    }
}

/// The body of an error.
pub(crate) fn error(refusal: &Refusal) -> Value {
    json!({"error": refusal.code, "message": refusal.message})
}

fn invalid(message: &str) -> Refusal {
    Refusal::new(400, "INVALID_REQUEST", message)
}
