//! Documents of other programs: nothing in them is believed, and nothing of
//! them is repeated.

mod expiration;
mod field;

use super::{Credentials, is_access_key_id, is_token};
use crate::refresh::Timestamp;
use crate::secret::Secret;
use expiration::lifetime;
use field::{Field, Fields, malformed};

const NO_PROCESS_DOCUMENT: &str = "what it printed is no credential_process document";
const NO_DOCUMENT: &str = "what it printed is no document of credentials";

/// Reads what a program printed that is to print a credential_process
/// document.
///
/// # Errors
///
/// What is wrong with it, as the end of a sentence: "it has no SecretAccessKey".
pub fn parse_foreign(printed: &[u8], now: Timestamp) -> Result<Credentials, String> {
    // SDKs read texts only.
    of_process(fields(printed, NO_PROCESS_DOCUMENT)?, false, now)
}

/// Reads what a program printed that is to print credentials: a
/// credential_process document, the keys of the Python package
/// boto3-refresh-session, an answer of STS, or a container's document.
///
/// # Errors
///
/// As [`parse_foreign`].
pub fn parse_any(printed: &[u8], now: Timestamp) -> Result<Credentials, String> {
    let document = fields(printed, NO_DOCUMENT)?;
    let is_of_python = [
        &document.access_key,
        &document.secret_key,
        &document.plain_token,
        &document.expiry_time,
    ]
    .iter()
    .any(|field| field.is_there());
    if document.credentials.is_there() {
        of_sts(document, now)
    } else if document.version.is_there() {
        of_process(document, true, now)
    } else if document.token.is_there() {
        of_container(document, now)
    } else if document.access_key_id.is_there() || document.secret_access_key.is_there() {
        Err("it has neither Version, as a credential_process document, nor Token, as that of a container".into())
    } else if is_of_python {
        of_python(document, now)
    } else {
        Err("it has none of Version, Credentials, Token and access_key".into())
    }
}

/// The fields of an object; anything else is not what is `wanted`.
fn fields(printed: &[u8], wanted: &str) -> Result<Fields, String> {
    if printed.iter().all(u8::is_ascii_whitespace) {
        return Err("it printed nothing".into());
    }
    let document: Fields = serde_json::from_slice(printed).map_err(|error| {
        // serde's own words may repeat what it found.
        let (line, column) = (error.line(), error.column());
        match error.is_data() {
            true => wanted.to_owned(),
            false => format!("what it printed is not JSON (line {line}, column {column})"),
        }
    })?;
    // serde takes a list for an object whose fields have no names.
    match printed.trim_ascii_start().first() {
        Some(&b'{') => Ok(document),
        _ => Err(wanted.to_owned()),
    }
}

/// The parts of a document, each with the name that it has there.
struct Parts {
    access_key_id: (&'static str, Field),
    secret_access_key: (&'static str, Field),
    session_token: (&'static str, Field),
    expiration: (&'static str, Field),
    /// Whether the expiration may be a number.
    is_number_too: bool,
    account_id: Option<String>,
}

impl Parts {
    fn read(self, now: Timestamp) -> Result<Credentials, String> {
        let (name, field) = self.access_key_id;
        let access_key_id = field.required(name, is_access_key_id)?;
        let (name, field) = self.secret_access_key;
        let secret_access_key = field.required(name, is_token)?;
        let (name, field) = self.session_token;
        let session_token = match field.optional(name)? {
            Some(token) if !is_token(token.expose()) => return Err(malformed(name)),
            token => token,
        };
        let (name, field) = self.expiration;
        Ok(Credentials {
            access_key_id: access_key_id.expose().to_owned(),
            secret_access_key,
            session_token,
            account_id: self.account_id,
            lifetime: lifetime(name, field, self.is_number_too, now)?,
        })
    }
}

fn of_process(
    document: Fields,
    is_number_too: bool,
    now: Timestamp,
) -> Result<Credentials, String> {
    match document.version {
        Field::Number(1) => {}
        Field::Absent => return Err("it has no Version".into()),
        Field::Number(version) => return Err(format!("its Version is {version}, and not 1")),
        Field::Text(_) => return Err("its Version is a text, and not the number 1".into()),
        other => return Err(format!("its Version is {}, and not 1", other.kind())),
    }
    Parts {
        access_key_id: ("AccessKeyId", document.access_key_id),
        secret_access_key: ("SecretAccessKey", document.secret_access_key),
        session_token: ("SessionToken", document.session_token),
        expiration: ("Expiration", document.expiration),
        is_number_too,
        account_id: account_id(document.account_id.optional("AccountId")?),
    }
    .read(now)
}

fn of_python(document: Fields, now: Timestamp) -> Result<Credentials, String> {
    Parts {
        access_key_id: ("access_key", document.access_key),
        secret_access_key: ("secret_key", document.secret_key),
        session_token: ("token", document.plain_token),
        expiration: ("expiry_time", document.expiry_time),
        is_number_too: true,
        account_id: None,
    }
    .read(now)
}

fn of_sts(document: Fields, now: Timestamp) -> Result<Credentials, String> {
    let account_id = match document.assumed_role_user {
        Field::Object(user) => account_of(user.arn.optional("AssumedRoleUser.Arn")?),
        _ => None,
    };
    let inner = match document.credentials {
        Field::Object(inner) => *inner,
        other => {
            return Err(format!(
                "its Credentials is {}, and not an object",
                other.kind()
            ));
        }
    };
    let token = "Credentials.SessionToken";
    let parts = Parts {
        access_key_id: ("Credentials.AccessKeyId", inner.access_key_id),
        secret_access_key: ("Credentials.SecretAccessKey", inner.secret_access_key),
        session_token: (token, inner.session_token),
        expiration: ("Credentials.Expiration", inner.expiration),
        is_number_too: true,
        account_id,
    };
    temporary(parts.read(now)?, token)
}

fn of_container(document: Fields, now: Timestamp) -> Result<Credentials, String> {
    let named = account_id(document.account_id.optional("AccountId")?);
    let of_role = || Ok::<_, String>(account_of(document.role_arn.optional("RoleArn")?));
    let account_id = match named {
        Some(id) => Some(id),
        None => of_role()?,
    };
    let parts = Parts {
        access_key_id: ("AccessKeyId", document.access_key_id),
        secret_access_key: ("SecretAccessKey", document.secret_access_key),
        session_token: ("Token", document.token),
        expiration: ("Expiration", document.expiration),
        is_number_too: true,
        account_id,
    };
    temporary(parts.read(now)?, "Token")
}

/// What such documents always have is a session token.
fn temporary(credentials: Credentials, name: &str) -> Result<Credentials, String> {
    match credentials.session_token {
        Some(_) => Ok(credentials),
        None => Err(format!("it has no {name}")),
    }
}

/// An account ID, if it is one.
fn account_id(text: Option<Secret>) -> Option<String> {
    let text = text?.expose().to_owned();
    let is_one = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    is_one.then_some(text)
}

/// The account in an ARN.
fn account_of(arn: Option<Secret>) -> Option<String> {
    let account = arn?.expose().split(':').nth(4)?.to_owned();
    account_id(Some(Secret::new(account)))
}

#[cfg(test)]
mod tests;
