//! The credential_process document: one line of JSON.

use super::Credentials;
use crate::refresh::{Lifetime, Timestamp};
use crate::secret::{Buffer, Secret};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The keys as AWS spells them, in AWS's order; no nulls.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Written<'a> {
    version: u8,
    access_key_id: &'a str,
    secret_access_key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<&'a str>,
}

/// What is read back: borrowed, so that what is refused half way leaves no
/// copy, unless JSON had to escape it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Read<'a> {
    version: u8,
    access_key_id: String,
    #[serde(borrow)]
    secret_access_key: Cow<'a, str>,
    #[serde(borrow)]
    session_token: Option<Text<'a>>,
    expiration: Option<String>,
    account_id: Option<String>,
}

/// serde borrows a `Cow` where it stands in a field itself, and not within an
/// `Option`.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Renders the document, with the line feed at its end.
pub fn document(credentials: &Credentials) -> Secret {
    let written = Written {
        version: 1,
        access_key_id: &credentials.access_key_id,
        secret_access_key: credentials.secret_access_key.expose(),
        session_token: credentials.session_token.as_ref().map(Secret::expose),
        expiration: credentials.lifetime.map(|l| l.expiration.to_string()),
        account_id: credentials.account_id.as_deref(),
    };
    let mut line = Buffer::new();
    serde_json::to_writer(&mut line, &written).expect("strings and numbers are JSON");
    line.push("\n");
    line.finish()
}

/// Reads a document of our own back; `lifetime` tells what it cannot.
///
/// One without an expiration is of a key that does not end: `lifetime` is then
/// how long it is kept.
pub fn parse_document(line: &str, lifetime: Lifetime) -> Option<Credentials> {
    let read: Read<'_> = serde_json::from_str(line).ok()?;
    let lifetime = match &read.expiration {
        Some(text) if Timestamp::parse(text)? == lifetime.expiration => Some(lifetime),
        None if read.session_token.is_none() => None,
        _ => return None,
    };
    (read.version == 1).then(|| Credentials {
        access_key_id: read.access_key_id,
        secret_access_key: Secret::new(read.secret_access_key.into_owned()),
        session_token: read
            .session_token
            .map(|token| Secret::new(token.0.into_owned())),
        account_id: read.account_id,
        lifetime,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_one_line_and_reads_back() {
        let lifetime = Lifetime {
            issued: Timestamp::from_seconds(0),
            expiration: Timestamp::from_seconds(1_795_545_730),
            skew: 0,
        };
        let line = concat!(
            r#"{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s/+","#,
            r#""SessionToken":"t","Expiration":"2026-11-24T18:42:10Z","AccountId":"123456789012"}"#,
            "\n"
        );
        let credentials = parse_document(line, lifetime).unwrap();
        assert_eq!(document(&credentials).expose(), line);
    }

    #[test]
    fn what_is_not_known_is_not_there() {
        let credentials = Credentials {
            access_key_id: "AKIAEXAMPLE".into(),
            secret_access_key: Secret::new("s".into()),
            session_token: None,
            account_id: None,
            lifetime: None,
        };
        let line = "{\"Version\":1,\"AccessKeyId\":\"AKIAEXAMPLE\",\"SecretAccessKey\":\"s\"}\n";
        assert_eq!(document(&credentials).expose(), line);
        // It is kept for a while, and does not end.
        let kept = Lifetime {
            issued: Timestamp::from_seconds(0),
            expiration: Timestamp::from_seconds(60),
            skew: 0,
        };
        assert!(parse_document(line, kept).unwrap().lifetime.is_none());
        let session = line.replace("}", ",\"SessionToken\":\"t\"}");
        assert!(parse_document(&session, kept).is_none());
    }
}
