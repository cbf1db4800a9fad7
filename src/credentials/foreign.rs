//! The credential_process document of another program: nothing in it is
//! believed, and nothing of it is repeated.

use super::{Credentials, is_access_key_id, is_token};
use crate::refresh::{Lifetime, Timestamp};
use crate::secret::Secret;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::fmt;

const NO_DOCUMENT: &str = "what it printed is no credential_process document";

/// A value, of which only texts and numbers are kept.
#[derive(Default)]
enum Field {
    #[default]
    Absent,
    Number(i64),
    Text(Secret),
    /// What it is instead.
    Other(&'static str),
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Document {
    version: Field,
    access_key_id: Field,
    secret_access_key: Field,
    session_token: Field,
    expiration: Field,
    account_id: Field,
}

/// Reads what a program printed.
///
/// # Errors
///
/// What is wrong with it, as the end of a sentence: "it has no SecretAccessKey".
pub fn parse_foreign(printed: &[u8], now: Timestamp) -> Result<Credentials, String> {
    if printed.iter().all(u8::is_ascii_whitespace) {
        return Err("it printed nothing".into());
    }
    let document: Document = serde_json::from_slice(printed).map_err(|error| {
        // serde's own words may repeat what it found.
        let (line, column) = (error.line(), error.column());
        match error.is_data() {
            true => NO_DOCUMENT.into(),
            false => format!("what it printed is not JSON (line {line}, column {column})"),
        }
    })?;
    // serde takes a list for an object whose fields have no names.
    if printed.trim_ascii_start().first() != Some(&b'{') {
        return Err(NO_DOCUMENT.into());
    }
    match document.version {
        Field::Number(1) => {}
        Field::Absent => return Err("it has no Version".into()),
        Field::Number(version) => return Err(format!("its Version is {version}, and not 1")),
        Field::Text(_) => return Err("its Version is a text, and not the number 1".into()),
        Field::Other(what) => return Err(format!("its Version is {what}, and not 1")),
    }
    let access_key_id = required("AccessKeyId", document.access_key_id, is_access_key_id)?;
    let secret_access_key = required("SecretAccessKey", document.secret_access_key, is_token)?;
    let session_token = optional("SessionToken", document.session_token)?;
    let session_token = match session_token {
        Some(token) if !is_token(token.expose()) => return Err(malformed("SessionToken")),
        token => token,
    };
    let account_id = optional("AccountId", document.account_id)?
        .filter(|id| id.expose().len() == 12 && id.expose().bytes().all(|b| b.is_ascii_digit()))
        .map(|id| id.expose().to_owned());
    let lifetime = match optional("Expiration", document.expiration)? {
        None => None,
        Some(text) => Some(lifetime(text.expose(), now)?),
    };
    Ok(Credentials {
        access_key_id: access_key_id.expose().to_owned(),
        secret_access_key,
        session_token,
        account_id,
        lifetime,
    })
}

fn lifetime(text: &str, now: Timestamp) -> Result<Lifetime, String> {
    let shown = crate::error::printable(text, 40);
    let expiration = Timestamp::parse(text).ok_or_else(|| {
        format!("its Expiration is '{shown}', and not a time such as 2026-01-31T23:59:59Z")
    })?;
    let lifetime = Lifetime {
        issued: now,
        expiration,
        skew: 0,
    };
    if lifetime.remaining(now) <= 0 {
        return Err(format!("its credentials expired at {expiration}"));
    }
    match lifetime.is_absurd(now) {
        true => Err(format!("its Expiration is out of reason ({expiration})")),
        false => Ok(lifetime),
    }
}

fn required(name: &str, field: Field, is_one: fn(&str) -> bool) -> Result<Secret, String> {
    match optional(name, field)? {
        None => Err(format!("it has no {name}")),
        Some(text) if !is_one(text.expose()) => Err(malformed(name)),
        Some(text) => Ok(text),
    }
}

/// A text; an empty one, and null, are none.
fn optional(name: &str, field: Field) -> Result<Option<Secret>, String> {
    match field {
        Field::Absent | Field::Other("null") => Ok(None),
        Field::Text(text) if text.expose().is_empty() => Ok(None),
        Field::Text(text) => Ok(Some(text)),
        Field::Number(_) => Err(format!("its {name} is a number, and not a text")),
        Field::Other(what) => Err(format!("its {name} is {what}, and not a text")),
    }
}

fn malformed(name: &str) -> String {
    format!("its {name} is none that AWS would give")
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Field, E> {
        Ok(Field::Text(Secret::new(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Field, E> {
        Ok(Field::Text(Secret::new(text)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Field, E> {
        Ok(Field::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Field, E> {
        Ok(Field::Number(number))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Field, E> {
        Ok(Field::Other("a fraction"))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Field, E> {
        Ok(Field::Other("true or false"))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Field, E> {
        Ok(Field::Other("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Field, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::Other("an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str = r#""AccessKeyId":"ASIAEXAMPLE000000001","SecretAccessKey":"secret/+=","SessionToken":"tok""#;

    fn parse(text: &str) -> Result<Credentials, String> {
        parse_foreign(text.as_bytes(), Timestamp::from_seconds(1_790_000_000))
    }

    #[test]
    fn a_document_of_another_program_is_read() {
        let text = format!(
            r#"{{"Version":1,{KEYS},"Expiration":"2026-09-21T16:06:40+01:00","AccountId":"123456789012","More":[{{}}]}}"#
        );
        let read = parse(&text).unwrap();
        assert_eq!(read.secret_access_key.expose(), "secret/+=");
        assert_eq!(read.account_id.as_deref(), Some("123456789012"));
        let lifetime = read.lifetime.unwrap();
        assert_eq!(lifetime.expiration.to_string(), "2026-09-21T15:06:40Z");
        let lasting = r#"{"Version":1,"AccessKeyId":"AKIAEXAMPLE000000001","SecretAccessKey":"s","SessionToken":null}"#;
        let read = parse(lasting).unwrap();
        assert!(read.session_token.is_none() && read.lifetime.is_none());
    }

    #[test]
    fn what_is_wrong_is_said_and_nothing_repeated() {
        let with = |more: &str| format!(r#"{{"Version":1,{KEYS},{more}}}"#);
        for (text, said) in [
            (" \n".into(), "it printed nothing"),
            ("{".into(), "what it printed is not JSON (line 1, column 1)"),
            (
                "[\"secret\"]".into(),
                "what it printed is no credential_process document",
            ),
            ("{}".into(), "it has no Version"),
            (r#"{"Version":2}"#.into(), "its Version is 2, and not 1"),
            (
                r#"{"Version":"1"}"#.into(),
                "its Version is a text, and not the number 1",
            ),
            (r#"{"Version":1}"#.into(), "it has no AccessKeyId"),
            (
                r#"{"Version":1,"AccessKeyId":"x y"}"#.into(),
                "its AccessKeyId is none that AWS would give",
            ),
            (
                r#"{"Version":1,"AccessKeyId":"AKIAEXAMPLE000000001","SecretAccessKey":7}"#.into(),
                "its SecretAccessKey is a number, and not a text",
            ),
            (
                with(r#""Expiration":"tomorrow""#),
                "its Expiration is 'tomorrow', and not a time such as 2026-01-31T23:59:59Z",
            ),
            (
                with(r#""Expiration":"2026-09-21T15:06:40""#),
                "its Expiration is '2026-09-21T15:06:40', and not a time such as 2026-01-31T23:59:59Z",
            ),
            (
                with(r#""Expiration":"2020-01-01T00:00:00Z""#),
                "its credentials expired at 2020-01-01T00:00:00Z",
            ),
            (
                with(r#""Expiration":"2036-01-01T00:00:00Z""#),
                "its Expiration is out of reason (2036-01-01T00:00:00Z)",
            ),
        ] {
            assert_eq!(parse(&text).map(|_| ()).unwrap_err(), said, "{text}");
        }
    }
}
