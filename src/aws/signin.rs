//! AWS Sign-In: the login files of `aws login`, and CreateOAuth2Token.

use super::call::{Answered, Call, Place};
use super::sso::hex;
use super::token_file::Fields;
use super::{Service, Settings};
use crate::credentials::{Credentials, Issued};
use crate::error::{Error, Result};
use crate::host;
use crate::http::EndpointUrl;
use crate::refresh::Timestamp;
use crate::secret::{Buffer, Secret};
use crate::tls::{SigningKey, random};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where a login is renewed.
const PATH: &str = "/v1/token";

/// A login, as `aws login` leaves it: credentials of some minutes, and what
/// the next ones are had with.
#[derive(Debug)]
pub struct Login {
    fields: Fields,
    access_token: Fields,
    expires_at: Timestamp,
}

impl Login {
    /// The file that the login of a session is in, below the directory that
    /// the AWS CLI keeps them in.
    pub fn path(directory: &Path, session: &str) -> PathBuf {
        directory.join(format!("{}.json", hex(&Sha256::digest(session.trim()))))
    }

    /// Parses the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, without a full stop.
    pub fn parse(json: &[u8]) -> std::result::Result<Self, String> {
        let fields = Fields::parse(json)?;
        let access_token = fields
            .object("accessToken")?
            .ok_or("it has no accessToken")?;
        let expires_at = access_token.moment("expiresAt")?;
        Ok(Self {
            fields,
            expires_at: expires_at.ok_or("it has no expiresAt")?,
            access_token,
        })
    }

    /// When its credentials end.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// The contents of its file.
    pub fn render(&self) -> Secret {
        self.fields.render()
    }

    /// Its credentials; the account counts where the file names none.
    ///
    /// # Errors
    ///
    /// What no issuer would have put there.
    pub fn credentials(&self, account_id: Option<String>) -> Result<Credentials> {
        let part = |name: &str| match self.access_token.text(name) {
            Ok(Some(part)) => Ok(part),
            Ok(None) => Err(Error::failed(format!("it has no {name}"))),
            Err(reason) => Err(Error::failed(reason)),
        };
        let account = self.access_token.text("accountId").ok().flatten();
        Credentials::accept(
            &Issued {
                access_key_id: part("accessKeyId")?.expose(),
                secret_access_key: part("secretAccessKey")?.expose(),
                session_token: part("sessionToken")?.expose(),
                expiration: self.expires_at,
                issued: host::now(),
                skew: 0,
            },
            account
                .map(|account| account.expose().to_owned())
                .or(account_id),
        )
    }

    /// Spends its refresh token for new credentials. Never repeated: it is
    /// good for one use.
    ///
    /// # Errors
    ///
    /// The refusal, or why there is no answer.
    pub fn renew(
        &self,
        settings: &Settings,
        endpoint_url: Option<&EndpointUrl>,
        within: Duration,
    ) -> Result<Self> {
        let part = |name: &str| match self.fields.token(name) {
            Ok(Some(part)) => Ok(part),
            Ok(None) => Err(Error::failed(format!("it has no {name}"))),
            Err(reason) => Err(Error::failed(reason)),
        };
        let (client_id, refresh_token) = (part("clientId")?, part("refreshToken")?);
        let place = Place::new(Service::Signin, settings, endpoint_url)?;
        let now = host::now();
        let proof = proof(&self.key()?, &place.url_of(PATH), now)?;
        let mut body = Buffer::new();
        let ask = CreateToken {
            client_id: client_id.expose(),
            grant_type: "refresh_token",
            refresh_token: refresh_token.expose(),
        };
        serde_json::to_writer(&mut body, &ask).expect("texts are JSON");
        let call = Call {
            method: "POST",
            path: PATH,
            headers: &[("content-type", "application/json"), ("dpop", &proof)],
            body: body.finish(),
        };
        let answer = match place.ask(call, within)? {
            Answered::Done(answer) => answer,
            Answered::No(said) => return Err(said.to_error()),
        };
        let created: TokenCreated<'_> =
            serde_json::from_slice(&answer.body).map_err(|_| place.strange(&answer))?;
        let copy = |fields: &Fields| {
            Fields::parse(fields.render().expose().as_bytes()).map_err(Error::failed)
        };
        let (mut fields, mut access_token) = (copy(&self.fields)?, copy(&self.access_token)?);
        access_token.set("accessKeyId", &created.access_token.access_key_id);
        access_token.set("secretAccessKey", &created.access_token.secret_access_key);
        access_token.set("sessionToken", &created.access_token.session_token);
        let expires_at = now.plus(created.expires_in);
        access_token.set("expiresAt", &expires_at.to_string());
        fields.set_object("accessToken", &access_token);
        fields.set("refreshToken", &created.refresh_token);
        Ok(Self {
            fields,
            access_token,
            expires_at,
        })
    }

    /// The key that the login is bound to.
    fn key(&self) -> Result<SigningKey> {
        let pem = self.fields.text("dpopKey").map_err(Error::failed)?;
        let pem = pem.ok_or_else(|| Error::failed("it has no dpopKey"))?;
        // Some wrote its line feeds as two characters.
        let pem = Secret::new(pem.expose().replace("\\n", "\n"));
        SigningKey::from_pem(pem.expose())
            .ok_or_else(|| Error::failed("its dpopKey is no key of P-256 in PEM"))
    }
}

/// The header that proves that whoever asks has the key (RFC 9449, 4.2).
fn proof(key: &SigningKey, url: &str, now: Timestamp) -> Result<String> {
    let (x, y) = key.coordinates();
    let header = format!(
        r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{{"kty":"EC","x":"{}","y":"{}","crv":"P-256"}}}}"#,
        base64url(x),
        base64url(y)
    );
    let payload = Payload {
        jti: &hex(&random::<16>()?),
        htm: "POST",
        htu: url,
        iat: now.seconds(),
    };
    let payload = serde_json::to_vec(&payload).expect("texts and numbers are JSON");
    let message = format!("{}.{}", base64url(header.as_bytes()), base64url(&payload));
    let signature = base64url(&key.sign(message.as_bytes())?);
    Ok(format!("{message}.{signature}"))
}

/// Base64 in the alphabet of URLs, not filled up (RFC 7515, 2).
fn base64url(bytes: &[u8]) -> String {
    let text = aws_smithy_types::base64::encode(bytes);
    let other = |letter| match letter {
        '+' => '-',
        '/' => '_',
        same => same,
    };
    text.trim_end_matches('=').chars().map(other).collect()
}

#[derive(Serialize)]
struct Payload<'a> {
    jti: &'a str,
    htm: &'a str,
    htu: &'a str,
    iat: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreateToken<'a> {
    client_id: &'a str,
    grant_type: &'a str,
    refresh_token: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokenCreated<'a> {
    #[serde(borrow)]
    access_token: AccessToken<'a>,
    expires_in: i64,
    #[serde(borrow)]
    refresh_token: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AccessToken<'a> {
    #[serde(borrow)]
    access_key_id: Cow<'a, str>,
    #[serde(borrow)]
    secret_access_key: Cow<'a, str>,
    #[serde(borrow)]
    session_token: Cow<'a, str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_where_the_aws_cli_has_it() {
        for session in [
            "arn:aws:iam::0123456789012:user/Admin",
            "  arn:aws:iam::0123456789012:user/Admin  ",
        ] {
            let path = Login::path(Path::new("/c"), session);
            assert_eq!(
                path.to_str(),
                Some("/c/36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726.json")
            );
        }
    }

    #[test]
    fn a_proof_is_made_for_one_url_at_one_time() {
        let pem = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIFDZHUzOG1Pzq+6F0mjMlOSp1syN9LRPBuHMoCFXTcXhoAoGCCqGSM49\nAwEHoUQDQgAE9qhj+KtcdHj1kVgwxWWWw++tqoh7H7UHs7oXh8jBbgF47rrYGC+t\ndjiIaHK3dBvvdE7MGj5HsepzLm3Kj91bqA==\n-----END EC PRIVATE KEY-----\n";
        let key = SigningKey::from_pem(pem).unwrap();
        let now = Timestamp::from_seconds(1_651_516_560);
        let proof = proof(&key, "https://a.example/v1/token", now).unwrap();
        let parts: Vec<_> = proof.split('.').collect();
        let decoded = |part: &str| {
            let mut text = part.replace('-', "+").replace('_', "/");
            while !text.len().is_multiple_of(4) {
                text.push('=');
            }
            aws_smithy_types::base64::decode(text).unwrap()
        };
        let header: serde_json::Value = serde_json::from_slice(&decoded(parts[0])).unwrap();
        assert_eq!(header["alg"], "ES256");
        assert_eq!(
            header["jwk"]["x"],
            "9qhj-KtcdHj1kVgwxWWWw--tqoh7H7UHs7oXh8jBbgE"
        );
        let payload: serde_json::Value = serde_json::from_slice(&decoded(parts[1])).unwrap();
        assert_eq!(payload["htu"], "https://a.example/v1/token");
        assert_eq!(payload["iat"], 1_651_516_560);
        assert_eq!((parts.len(), decoded(parts[2]).len()), (3, 64));
    }

    #[test]
    fn a_login_gives_the_credentials_in_it() {
        let expires_at = host::now().plus(600);
        let json = format!(
            r#"{{"accessToken": {{"accessKeyId": "ASIAEXAMPLE000000001", "secretAccessKey": "s", "sessionToken": "t", "accountId": "111122223333", "expiresAt": "{expires_at}"}}}}"#
        );
        let login = Login::parse(json.as_bytes()).unwrap();
        let credentials = login.credentials(None).unwrap();
        assert_eq!(credentials.account_id.as_deref(), Some("111122223333"));
        assert_eq!(credentials.lifetime.unwrap().expiration, expires_at);
        let without = json.replace("sessionToken", "other");
        let login = Login::parse(without.as_bytes()).unwrap();
        let error = login.credentials(None).unwrap_err();
        assert_eq!(error.to_string(), "it has no sessionToken");
        assert_eq!(Login::parse(b"{}").unwrap_err(), "it has no accessToken");
    }
}
