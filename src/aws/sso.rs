//! IAM Identity Center: its token files, CreateToken and GetRoleCredentials.
//!
//! The provider of aws-config is not used: it empties the token file before
//! it writes it, and keeps to itself why a token was not renewed.

use super::call::{Answered, Call, Place};
use super::token_file::Fields;
use super::{Budget, Service, Settings};
use crate::credentials::{Credentials, Issued};
use crate::error::{Error, Result};
use crate::host;
use crate::http::EndpointUrl;
use crate::refresh::Timestamp;
use crate::secret::{Buffer, Secret};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The token of a session, as `aws sso login` leaves it.
#[derive(Debug)]
pub struct SsoToken {
    fields: Fields,
    access_token: Secret,
    expires_at: Timestamp,
}

/// What a token can be renewed with.
struct Renewable {
    client_id: Secret,
    client_secret: Secret,
    refresh_token: Secret,
}

impl SsoToken {
    /// The file that the token of a session (or, without one, of a start URL)
    /// is in, below the directory that the AWS CLI keeps them in.
    pub fn path(directory: &Path, of: &str) -> PathBuf {
        directory.join(format!("{}.json", hex(&Sha1::digest(of))))
    }

    /// Parses the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, without a full stop.
    pub fn parse(json: &[u8]) -> std::result::Result<Self, String> {
        let fields = Fields::parse(json)?;
        let access_token = fields
            .token("accessToken")?
            .ok_or("it has no accessToken")?;
        let expires_at = fields.moment("expiresAt")?.ok_or("it has no expiresAt")?;
        Ok(Self {
            fields,
            access_token,
            expires_at,
        })
    }

    /// When it ends.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Whether it can be renewed without a person.
    pub fn is_renewable(&self, now: Timestamp) -> bool {
        self.renewable(now).is_some()
    }

    fn renewable(&self, now: Timestamp) -> Option<Renewable> {
        let token = |name| self.fields.token(name).ok().flatten();
        let registered_until = self.fields.moment("registrationExpiresAt").ok()??;
        (registered_until > now).then_some(())?;
        Some(Renewable {
            client_id: token("clientId")?,
            client_secret: token("clientSecret")?,
            refresh_token: token("refreshToken")?,
        })
    }

    /// The contents of its file.
    pub fn render(&self) -> Secret {
        self.fields.render()
    }

    /// Spends its refresh token for a new one. Never repeated: it is good for
    /// one use.
    ///
    /// # Errors
    ///
    /// The refusal, or why there is no answer.
    pub fn renew(
        &self,
        settings: &Settings,
        oidc_url: Option<&EndpointUrl>,
        within: Duration,
    ) -> Result<Self> {
        let place = Place::new(Service::SsoOidc, settings, oidc_url)?;
        let now = host::now();
        let renewable = self
            .renewable(now)
            .ok_or_else(|| Error::failed("it cannot be renewed"))?;
        let mut body = Buffer::new();
        let ask = CreateToken {
            client_id: renewable.client_id.expose(),
            client_secret: renewable.client_secret.expose(),
            grant_type: "refresh_token",
            refresh_token: renewable.refresh_token.expose(),
        };
        serde_json::to_writer(&mut body, &ask).expect("texts are JSON");
        let call = Call {
            method: "POST",
            path: "/token",
            headers: &[("content-type", "application/json")],
            body: body.finish(),
        };
        let answer = match place.ask(call, within)? {
            Answered::Done(answer) => answer,
            Answered::No(said) => return Err(said.to_error()),
        };
        let created: TokenCreated<'_> =
            serde_json::from_slice(&answer.body).map_err(|_| place.strange(&answer))?;
        let mut fields = Fields::parse(self.render().expose().as_bytes()).map_err(Error::failed)?;
        fields.set("accessToken", &created.access_token);
        let expires_at = now.plus(created.expires_in);
        fields.set("expiresAt", &expires_at.to_string());
        if let Some(Text(refresh_token)) = &created.refresh_token {
            fields.set("refreshToken", refresh_token);
        }
        let renewed = Self::parse(fields.render().expose().as_bytes());
        renewed.map_err(|reason| Error::transient(format!("the answer is unusable: {reason}")))
    }
}

/// A role that a person may take in an account.
#[derive(Clone, Debug)]
pub struct SsoRole {
    /// The account: 12 digits.
    pub account_id: String,
    /// The role's name there.
    pub role_name: String,
}

/// Why there are no credentials of a role.
pub enum Denied {
    /// The token is not believed (any more).
    Token(Error),
    /// Anything else.
    Role(Error),
}

/// Asks the portal for credentials of a role.
///
/// # Errors
///
/// The portal's refusal, or why it could not be asked.
pub fn role_credentials(
    role: &SsoRole,
    token: &SsoToken,
    settings: &Settings,
    portal_url: Option<&EndpointUrl>,
    budget: &Budget,
) -> std::result::Result<Credentials, Denied> {
    let place = Place::new(Service::Sso, settings, portal_url).map_err(Denied::Role)?;
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let path = format!(
        "/federation/credentials?role_name={}&account_id={}",
        encoded(&role.role_name),
        encoded(&role.account_id)
    );
    let answered = place.ask_again(budget, |place, within| {
        let call = Call {
            method: "GET",
            path: &path,
            headers: &[("x-amz-sso_bearer_token", token.access_token.expose())],
            body: Secret::new(String::new()),
        };
        match place.ask(call, within)? {
            Answered::Done(answer) => Ok(Ok(answer)),
            Answered::No(said) if said.status == 401 => Ok(Err(said.to_error())),
            Answered::No(said) => Err(said.to_error()),
        }
    });
    let answer = answered.map_err(Denied::Role)?.map_err(Denied::Token)?;
    accept(&answer.body, place.skew(), &role.account_id)
        .unwrap_or_else(|| Err(place.strange(&answer)))
        .map_err(Denied::Role)
}

/// The credentials in an answer; `None` if it is none of the portal's.
fn accept(body: &[u8], skew: i64, account_id: &str) -> Option<Result<Credentials>> {
    let RoleCredentials { role_credentials } = serde_json::from_slice(body).ok()?;
    let issued = Issued {
        access_key_id: &role_credentials.access_key_id,
        secret_access_key: &role_credentials.secret_access_key,
        session_token: &role_credentials.session_token,
        // Here, and only here, in milliseconds.
        expiration: Timestamp::from_seconds(role_credentials.expiration.div_euclid(1000)),
        issued: host::now(),
        skew,
    };
    Some(Credentials::accept(&issued, Some(account_id.to_owned())))
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreateToken<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    grant_type: &'a str,
    refresh_token: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokenCreated<'a> {
    #[serde(borrow)]
    access_token: Cow<'a, str>,
    expires_in: i64,
    #[serde(borrow)]
    refresh_token: Option<Text<'a>>,
}

/// serde borrows a `Cow` where it stands in a field itself, and not within an
/// `Option`.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleCredentials<'a> {
    #[serde(borrow)]
    role_credentials: RoleCredential<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleCredential<'a> {
    #[serde(borrow)]
    access_key_id: Cow<'a, str>,
    #[serde(borrow)]
    secret_access_key: Cow<'a, str>,
    #[serde(borrow)]
    session_token: Cow<'a, str>,
    expiration: i64,
}

impl SsoRole {
    /// Takes the account and the name of a role as a profile has them.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(account_id: &str, role_name: &str) -> std::result::Result<Self, String> {
        if account_id.len() != 12 || !account_id.bytes().all(|b| b.is_ascii_digit()) {
            return Err("expected an account ID of 12 digits".into());
        }
        Ok(Self {
            account_id: account_id.to_owned(),
            role_name: role_name.to_owned(),
        })
    }

    /// The role, for a person.
    pub fn describe(&self) -> String {
        format!("{} in {}", self.role_name, self.account_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_where_the_aws_cli_has_it() {
        for (of, name) in [
            ("my-sso", "0ad374308c5a4e22f723adf10145eafad7c4031c"),
            (
                "https://d-abc123.awsapps.com/start",
                "40a89917e3175433e361b710a9d43528d7f1890a",
            ),
        ] {
            let path = SsoToken::path(Path::new("/c"), of);
            assert_eq!(path, Path::new("/c").join(format!("{name}.json")));
        }
    }

    #[test]
    fn a_token_is_renewable_with_all_that_it_takes() {
        let full = concat!(
            r#"{"accessToken": "a", "expiresAt": "2026-11-24T18:42:10Z", "#,
            r#""registrationExpiresAt": "2026-12-24T18:42:10UTC", "#,
            r#""clientId": "i", "clientSecret": "s", "refreshToken": "r"}"#
        );
        let now = Timestamp::parse("2026-11-25T00:00:00Z").unwrap();
        assert!(SsoToken::parse(full.as_bytes()).unwrap().is_renewable(now));
        for name in [
            "registrationExpiresAt",
            "clientId",
            "clientSecret",
            "refreshToken",
        ] {
            let without = full.replace(name, "other");
            let token = SsoToken::parse(without.as_bytes()).unwrap();
            assert!(!token.is_renewable(now), "{name}");
        }
        let later = now.plus(40 * 24 * 3600);
        assert!(
            !SsoToken::parse(full.as_bytes())
                .unwrap()
                .is_renewable(later)
        );
        for name in ["accessToken", "expiresAt"] {
            let without = full.replace(name, "other");
            let wrong = SsoToken::parse(without.as_bytes()).unwrap_err();
            assert_eq!(wrong, format!("it has no {name}"));
        }
    }

    #[test]
    fn the_portal_counts_in_milliseconds() {
        let expiration = host::now().plus(3600).seconds();
        let body = format!(
            r#"{{"roleCredentials": {{"accessKeyId": "ASIAEXAMPLE000000001", "secretAccessKey": "s", "sessionToken": "t", "expiration": {expiration}123}}}}"#
        );
        let credentials = accept(body.as_bytes(), 0, "111122223333").unwrap().unwrap();
        let lifetime = credentials.lifetime.unwrap();
        assert_eq!(lifetime.expiration.seconds(), expiration);
        assert_eq!(credentials.account_id.as_deref(), Some("111122223333"));
        assert!(accept(b"{}", 0, "111122223333").is_none());
    }

    #[test]
    fn an_account_has_twelve_digits() {
        assert!(SsoRole::parse("111122223333", "Admin").is_ok());
        for account in ["", "1111222233334", "11112222333a"] {
            assert!(SsoRole::parse(account, "Admin").is_err(), "{account}");
        }
    }
}
