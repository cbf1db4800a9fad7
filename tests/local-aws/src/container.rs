//! The endpoint that containers get their credentials from.

use std::collections::BTreeMap;

use serde_json::json;

use crate::accounts::{Accounts, RoleArn};
use crate::decision::{Clock, Grant, Refusal, rfc3339};
use crate::random;

/// The header that a container identifies with.
pub(crate) const AUTHORIZATION: &str = "authorization";
const SECONDS: u32 = 6 * 3600;

/// The containers that run, by the path of their credentials.
#[derive(Default)]
pub(crate) struct Containers(BTreeMap<String, Container>);

struct Container {
    id: String,
    role_arn: String,
    token: Option<String>,
}

impl Containers {
    pub(crate) fn start(&mut self, target: &str, role_arn: &str, token: Option<&str>) {
        assert!(
            RoleArn::parse(role_arn).is_some(),
            "{role_arn} is not the ARN of a role"
        );
        let container = Container {
            id: random::hexadecimal::<16>(),
            role_arn: role_arn.to_owned(),
            token: token.map(str::to_owned),
        };
        self.0.insert(target.to_owned(), container);
    }

    pub(crate) fn has(&self, target: &str) -> bool {
        self.0.contains_key(target)
    }

    /// Answers who asks at a path with what the container identifies with.
    pub(crate) fn credentials(
        &self,
        accounts: &mut Accounts,
        target: &str,
        sent: &BTreeMap<String, String>,
        clock: &Clock,
    ) -> Result<Grant, Refusal> {
        let container = self.0.get(target).ok_or_else(|| {
            let message = "CredentialsV2Request: Credentials not found";
            Refusal::new(400, "InvalidIdInRequest", message)
        })?;
        match (&container.token, sent.get(AUTHORIZATION)) {
            (None, None) => {}
            (Some(token), Some(sent)) if token == sent => {}
            (Some(_), None) => {
                let message = "The Authorization header is missing";
                return Err(Refusal::new(401, "Unauthorized", message));
            }
            // One that nobody asked for was meant for somebody else.
            (_, Some(_)) => {
                let message = "The Authorization header is wrong";
                return Err(Refusal::new(403, "AccessDenied", message));
            }
        }
        let caller = accounts.role_session(&container.role_arn, &container.id, &None);
        let account = caller.account.clone();
        let expiration = clock.expiration(SECONDS);
        let keys = accounts.issue(caller, expiration);
        let body = json!({
            "AccessKeyId": keys.access_key_id,
            "AccountId": account,
            "Expiration": rfc3339(expiration),
            "RoleArn": container.role_arn,
            "SecretAccessKey": keys.secret_access_key,
            "Token": keys.session_token,
        });
        Ok(Grant {
            body: body.to_string(),
            secrets: keys.secrets(),
            ..Grant::default()
        })
    }
}
