//! What the credentials provider answers (AWS IoT, "Authorizing direct calls
//! to AWS services").

use crate::credentials::{Credentials, Issued};
use crate::error::{Error, Result, printable};
use crate::http::Answer;
use crate::refresh::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;

/// Characters of an answer that are shown.
const LONGEST_SHOWN: usize = 200;

/// What may help where a certificate is not let in.
pub const MAY_NOT: &str = "see that the certificate is active, belongs to the thing, and has a policy that allows iot:AssumeRoleWithCertificate on the role alias";

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    credentials: Option<Fields<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    #[serde(borrow)]
    access_key_id: Option<Field<'a>>,
    #[serde(borrow)]
    secret_access_key: Option<Field<'a>>,
    #[serde(borrow)]
    session_token: Option<Field<'a>>,
    #[serde(borrow)]
    expiration: Option<Field<'a>>,
}

/// A field, which should be text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Field<'a> {
    #[serde(borrow)]
    Text(Cow<'a, str>),
    Other(IgnoredAny),
}

#[derive(Deserialize)]
struct Refusal<'a> {
    #[serde(borrow)]
    message: Cow<'a, str>,
}

/// Takes credentials out of an answer.
///
/// # Errors
///
/// Any other answer, each in its own words; transient unless it is a definite
/// no.
pub fn credentials(
    answer: &Answer,
    host: &str,
    issued: Timestamp,
    skew: i64,
) -> Result<Credentials> {
    if answer.status != 200 {
        return Err(refusal(answer, host));
    }
    let odd = |what: &str| Error::transient(format!("the answer of {host} {what}"));
    let text = std::str::from_utf8(&answer.body).map_err(|_| odd("is not UTF-8"))?;
    if !text.trim_start().starts_with('{') {
        return Err(odd("is not JSON, as that of a credentials provider is")
            .hint("check --endpoint, and whether a proxy or a portal answers in its place"));
    }
    let body: Body<'_> = serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => odd("has credentials that are none"),
        _ => odd("is broken JSON"),
    })?;
    let fields = body
        .credentials
        .ok_or_else(|| odd("has no credentials in it"))?;
    let text_of = |field: Option<Field<'_>>, name: &str| match field {
        Some(Field::Text(text)) => Ok(zeroize::Zeroizing::new(text.into_owned())),
        Some(Field::Other(_)) => Err(odd(&format!("has no text as {name}"))),
        None => Err(odd(&format!("has no {name}"))),
    };
    let access_key_id = text_of(fields.access_key_id, "accessKeyId")?;
    let secret_access_key = text_of(fields.secret_access_key, "secretAccessKey")?;
    let session_token = text_of(fields.session_token, "sessionToken")?;
    let expiration = text_of(fields.expiration, "expiration")?;
    let expiration = Timestamp::parse(&expiration).ok_or_else(|| {
        let shown = printable(&expiration, 40).into_owned();
        odd(&format!("has an impossible expiration ('{shown}')"))
    })?;
    let issued = Issued {
        access_key_id: &access_key_id,
        secret_access_key: &secret_access_key,
        session_token: &session_token,
        expiration,
        issued,
        skew,
    };
    Credentials::accept(&issued, None)
}

/// What an answer that is not 200 means.
fn refusal(answer: &Answer, host: &str) -> Error {
    let status = answer.status;
    let words = words(&answer.body);
    let line = match words.as_deref() {
        // Pages say their status again.
        Some(words) if words.starts_with(&status.to_string()) => format!("{host} answers {words}"),
        Some(words) => format!("{host} answers {status}: {words}"),
        None => format!("{host} answers {status} without a word"),
    };
    match status {
        300..400 => {
            let place = answer.header("location").unwrap_or("nowhere");
            let place = printable(place, LONGEST_SHOWN).into_owned();
            Error::transient(format!("{host} sends to {place} ({status})"))
                .hint("check --endpoint: brs follows nobody with a client certificate")
        }
        403 => Error::refused(line).hint(MAY_NOT),
        404 => Error::refused(line).hint(
            "check --role-alias, and that --endpoint is that of aws iot describe-endpoint --endpoint-type iot:CredentialProvider",
        ),
        408 | 429 | 500.. => Error::transient(line),
        400 if is_about_certificate(&words) => Error::refused(line).hint(MAY_NOT),
        _ => Error::refused(line),
    }
}

fn is_about_certificate(words: &Option<String>) -> bool {
    words.as_deref().is_some_and(|words| {
        let words = words.to_ascii_lowercase();
        words.contains("certificate")
    })
}

/// What a body says, in one short line: AWS's message, the title of a page, or
/// its beginning; never anything that looks like credentials.
fn words(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let said = match serde_json::from_str::<Refusal<'_>>(text) {
        Ok(refusal) => refusal.message.into_owned(),
        Err(_) if text.starts_with(['{', '[']) => "JSON without a message".to_owned(),
        Err(_) if text.starts_with('<') => title(text).unwrap_or("a page").to_owned(),
        Err(_) => text.to_owned(),
    };
    let said = printable(&said, LONGEST_SHOWN).into_owned();
    Some(said.trim().trim_end_matches('.').to_owned()).filter(|said| !said.is_empty())
}

fn title(page: &str) -> Option<&str> {
    let lower = page.to_ascii_lowercase();
    let from = lower.find("<title>")? + "<title>".len();
    let to = from + lower.get(from..)?.find("</title>")?;
    page.get(from..to).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_body_is_told_in_one_line() {
        for (body, told) in [
            (r#"{"message":"Access Denied"}"#, Some("Access Denied")),
            (
                r#"{"credentials":{"secretAccessKey":"s"}}"#,
                Some("JSON without a message"),
            ),
            (
                "<html><HEAD><title>503 Service\nUnavailable</title>",
                Some("503 Service Unavailable"),
            ),
            ("<p>", Some("a page")),
            ("No.\u{1b}[2J", Some("No.\\u{1b}[2J")),
            (" ", None),
        ] {
            assert_eq!(words(body.as_bytes()).as_deref(), told, "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = words(&body);
            let _ = words(&[b"<title>", &body[..]].concat());
        }
    }
}
