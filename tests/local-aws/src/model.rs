//! What tests say to the server, and what it tells them.

use std::collections::BTreeMap;

use serde_json::json;

/// Credentials of a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// `AKIA…` for a user, `ASIA…` for a session.
    pub access_key_id: String,
    /// What requests are signed with.
    pub secret_access_key: String,
    /// Sent with every request of a session; users have none.
    pub session_token: Option<String>,
}

impl Keys {
    /// Returns what must not be seen: the secret access key and the session
    /// token.
    pub fn secrets(&self) -> Vec<String> {
        let secrets = [
            Some(self.secret_access_key.clone()),
            self.session_token.clone(),
        ];
        secrets.into_iter().flatten().collect()
    }
}

/// What `aws sso login` has in the end.
#[derive(Clone, Debug)]
pub struct SsoLogin {
    /// What the portal asks for.
    pub access_token: String,
    /// The client that was registered for the login.
    pub client_id: String,
    /// The secret of that client.
    pub client_secret: String,
    /// When the access token ends: `YYYY-MM-DDTHH:MM:SSZ`.
    pub expires_at: String,
    /// Good for one CreateToken.
    pub refresh_token: String,
    /// The region of IAM Identity Center.
    pub region: String,
    /// When the client's registration ends.
    pub registration_expires_at: String,
    /// The portal's URL, as profiles have it.
    pub start_url: String,
}

impl SsoLogin {
    /// Renders the file that the AWS CLI keeps for an `sso_session`.
    pub fn cache_json(&self) -> String {
        json!({
            "startUrl": self.start_url,
            "region": self.region,
            "accessToken": self.access_token,
            "expiresAt": self.expires_at,
            "clientId": self.client_id,
            "clientSecret": self.client_secret,
            "registrationExpiresAt": self.registration_expires_at,
            "refreshToken": self.refresh_token,
        })
        .to_string()
    }

    /// Returns what must not be seen.
    pub fn secrets(&self) -> Vec<String> {
        vec![
            self.access_token.clone(),
            self.client_secret.clone(),
            self.refresh_token.clone(),
        ]
    }
}

/// What `aws login` has in the end.
#[derive(Clone, Debug)]
pub struct Login {
    /// The file that the AWS CLI keeps for the login.
    pub cache_json: String,
    /// The key that proofs are signed with, in PEM (`EC PRIVATE KEY`).
    pub dpop_key: String,
    /// When the credentials end: `YYYY-MM-DDTHH:MM:SSZ`.
    pub expires_at: String,
    /// The credentials in the file.
    pub keys: Keys,
    /// Good for one CreateOAuth2Token.
    pub refresh_token: String,
    /// The `login_session` of profiles: the user's ARN.
    pub session_arn: String,
}

impl Login {
    /// Returns what must not be seen: the key by each line of its PEM.
    pub fn secrets(&self) -> Vec<String> {
        let mut secrets = self.keys.secrets();
        secrets.push(self.refresh_token.clone());
        let lines = self.dpop_key.lines().filter(|line| !line.starts_with('-'));
        secrets.extend(lines.map(str::to_owned));
        secrets
    }
}

/// A role, and who may assume it.
#[derive(Clone, Debug)]
pub struct Role {
    /// `arn:PARTITION:iam::ACCOUNT:role/NAME`.
    pub arn: String,
    /// The external ID that callers must give.
    pub external_id: Option<String>,
    /// The longest session, in seconds.
    pub max_duration: u32,
    /// Whether callers must be authenticated with MFA.
    pub mfa: bool,
    /// The ARNs of the callers allowed: users, roles, role sessions or an
    /// account's root, and for web identities their provider. `None` allows everyone with valid credentials.
    pub trusts: Option<Vec<String>>,
}

impl Role {
    /// Describes a role that everyone with valid credentials may assume, for
    /// 12 hours at most.
    pub fn new(arn: impl Into<String>) -> Role {
        Role {
            arn: arn.into(),
            external_id: None,
            max_duration: 43200,
            mfa: false,
            trusts: None,
        }
    }

    /// Demands an external ID.
    pub fn external_id(mut self, external_id: impl Into<String>) -> Role {
        self.external_id = Some(external_id.into());
        self
    }

    /// Limits sessions to this many seconds.
    pub fn max_duration(mut self, seconds: u32) -> Role {
        self.max_duration = seconds;
        self
    }

    /// Demands MFA.
    pub fn mfa(mut self) -> Role {
        self.mfa = true;
        self
    }

    /// Allows one more caller, and nobody who is not named so.
    pub fn trusts(mut self, arn: impl Into<String>) -> Role {
        self.trusts.get_or_insert_default().push(arn.into());
        self
    }
}

/// One request, as it was received.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who signed it, as far as its header says.
    pub access_key_id: String,
    /// `AssumeRole`, …, as AWS names its operations; `ContainerCredentials`,
    /// `MetadataToken`, `MetadataRole` and `MetadataCredentials` where it has no
    /// names, `Metadata` for anything else there; empty when the request names
    /// none.
    pub action: String,
    /// Who signed it, once that has been verified; else empty.
    pub caller_arn: String,
    /// The `Host` header.
    pub host: String,
    /// `ok`, AWS's error code, or the name of the fault it suffered.
    pub outcome: String,
    /// What was sent, decoded: the form, the query or the members of the JSON,
    /// and the headers that belong to the operation, in lower case.
    pub parameters: BTreeMap<String, String>,
    /// The path, without the query.
    pub path: String,
    /// Whether it was sent as to a proxy (RFC 9112, sections 3.2.2 and 3.2.3),
    /// which the server is not.
    pub proxied: bool,
    /// The region it was signed for.
    pub region: String,
    /// What was issued: secret access keys, session tokens, and tokens of other
    /// kinds.
    pub secrets: Vec<String>,
    /// The service it was signed for.
    pub service: String,
    /// The `User-Agent` header.
    pub user_agent: String,
}
