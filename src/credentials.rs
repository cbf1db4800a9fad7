//! Credentials: what every source gives and every output takes.

mod document;
mod foreign;

pub use document::{document, parse_document};
pub use foreign::{parse_any, parse_foreign};

use crate::error::{Error, Result, printable};
use crate::refresh::{ALARMING_SKEW, Lifetime, Timestamp};
use crate::secret::Secret;

/// An access key, temporary if it has an expiration.
#[derive(Debug)]
pub struct Credentials {
    /// AccessKeyId: a name, not a secret.
    pub access_key_id: String,
    /// SecretAccessKey.
    pub secret_access_key: Secret,
    /// SessionToken, of temporary credentials.
    pub session_token: Option<Secret>,
    /// The account they belong to, when known: 12 digits.
    pub account_id: Option<String>,
    /// When they were issued and when they end, if they do.
    pub lifetime: Option<Lifetime>,
}

/// What an issuer sent, not yet believed.
pub struct Issued<'a> {
    /// AccessKeyId.
    pub access_key_id: &'a str,
    /// SecretAccessKey.
    pub secret_access_key: &'a str,
    /// SessionToken.
    pub session_token: &'a str,
    /// Expiration.
    pub expiration: Timestamp,
    /// Local time of the answer.
    pub issued: Timestamp,
    /// Issuer's clock minus local clock, seconds.
    pub skew: i64,
}

impl Credentials {
    /// Takes temporary credentials from an issuer's answer.
    ///
    /// # Errors
    ///
    /// A part that no AWS issuer would send: it would end up in files, shells
    /// and headers. Transient, because an honest issuer will not repeat it.
    pub fn accept(issued: &Issued<'_>, account_id: Option<String>) -> Result<Self> {
        let bad = |what: &str| Error::transient(format!("the answer has {what}"));
        if !is_access_key_id(issued.access_key_id) {
            let shown = printable(issued.access_key_id, 40);
            return Err(bad(&format!("an impossible access key ID ('{shown}')")));
        }
        if !is_token(issued.secret_access_key) {
            return Err(bad("an impossible secret access key"));
        }
        if !is_token(issued.session_token) {
            return Err(bad("an impossible session token"));
        }
        let lifetime = Lifetime {
            issued: issued.issued,
            expiration: issued.expiration,
            skew: issued.skew,
        };
        if lifetime.remaining(issued.issued) <= 0 {
            let error = bad(&format!(
                "credentials that expired at {}",
                issued.expiration
            ));
            return Err(match issued.skew < -ALARMING_SKEW {
                true => error.hint(format!(
                    "set the clock of this machine: it is {} s ahead of the issuer's",
                    -issued.skew
                )),
                false => error,
            });
        }
        if lifetime.is_absurd(issued.issued) {
            return Err(bad(&format!(
                "an expiration out of reason ({})",
                issued.expiration
            )));
        }
        Ok(Self {
            access_key_id: issued.access_key_id.to_owned(),
            secret_access_key: Secret::new(issued.secret_access_key.to_owned()),
            session_token: Some(Secret::new(issued.session_token.to_owned())),
            account_id,
            lifetime: Some(lifetime),
        })
    }
}

/// Whether a text has the form of an access key ID (IAM, "AccessKeyId": 16 to
/// 128 word characters).
pub fn is_access_key_id(text: &str) -> bool {
    (16..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Whether a text could be a secret access key or a session token: printable
/// ASCII without white space.
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issued() -> Issued<'static> {
        Issued {
            access_key_id: "ASIAEXAMPLE000000001",
            secret_access_key: "secret/+=",
            session_token: "token",
            expiration: Timestamp::from_seconds(4600),
            issued: Timestamp::from_seconds(1000),
            skew: 0,
        }
    }

    #[test]
    fn what_aws_would_not_send_is_not_taken() {
        assert!(Credentials::accept(&issued(), None).is_ok());
        let cases = [
            (
                Issued {
                    access_key_id: "ASIA short",
                    ..issued()
                },
                "an impossible access key ID ('ASIA short')",
            ),
            (
                Issued {
                    secret_access_key: "a\nb",
                    ..issued()
                },
                "an impossible secret access key",
            ),
            (
                Issued {
                    session_token: "",
                    ..issued()
                },
                "an impossible session token",
            ),
            (
                Issued {
                    expiration: Timestamp::from_seconds(1000),
                    ..issued()
                },
                "credentials that expired at 1970-01-01T00:16:40Z",
            ),
            (
                Issued {
                    expiration: Timestamp::from_seconds(1000 + 37 * 3600 + 1),
                    ..issued()
                },
                "an expiration out of reason (1970-01-02T13:16:41Z)",
            ),
        ];
        for (answer, what) in cases {
            let error = Credentials::accept(&answer, None).unwrap_err();
            assert_eq!(error.to_string(), format!("the answer has {what}"));
        }
    }
}
