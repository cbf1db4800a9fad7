//! What services of metadata answer: credentials in JSON.

use crate::credentials::{Credentials, Issued};
use crate::error::{Error, Result, printable};
use crate::host;
use crate::http::Answer;
use crate::refresh::Timestamp;
use serde::Deserialize;
use std::borrow::Cow;

/// The most that is shown of what a service says, characters.
const SHOWN: usize = 200;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Document<'a> {
    #[serde(borrow)]
    access_key_id: Cow<'a, str>,
    #[serde(borrow)]
    secret_access_key: Cow<'a, str>,
    #[serde(borrow)]
    token: Cow<'a, str>,
    expiration: String,
    account_id: Option<String>,
}

#[derive(Deserialize)]
struct Refusal {
    #[serde(alias = "Code")]
    code: Option<String>,
    #[serde(alias = "Message")]
    message: Option<String>,
}

/// The credentials in an answer of `host`. `skew`: its clock minus ours,
/// seconds.
///
/// # Errors
///
/// What it says instead, or that it says something else.
pub fn credentials(answer: &Answer, host: &str, skew: i64) -> Result<Credentials> {
    if answer.status != 200 {
        return Err(refusal(answer, host));
    }
    let Ok(document) = serde_json::from_slice::<Document<'_>>(&answer.body) else {
        return Err(refusal(answer, host));
    };
    let expiration = Timestamp::parse(&document.expiration).ok_or_else(|| {
        Error::transient(format!(
            "the answer of {host} has an expiration that is no time"
        ))
    })?;
    let account = document.account_id;
    Credentials::accept(
        &Issued {
            access_key_id: &document.access_key_id,
            secret_access_key: &document.secret_access_key,
            session_token: &document.token,
            expiration,
            issued: host::now(),
            skew,
        },
        account.filter(|id| id.len() == 12 && id.bytes().all(|b| b.is_ascii_digit())),
    )
}

/// An answer without credentials.
pub fn refusal(answer: &Answer, host: &str) -> Error {
    let status = answer.status;
    let said = serde_json::from_slice::<Refusal>(&answer.body).ok();
    let parts: Vec<String> = said
        .into_iter()
        .flat_map(|said| [said.code, said.message])
        .flatten()
        .map(|part| printable(&part, SHOWN).into_owned())
        .collect();
    let line = match parts.is_empty() {
        true => format!("{host} answered {status} without credentials"),
        false => format!("{host} answered {status}: {}", parts.join(": ")),
    };
    match (400..500).contains(&status) && ![408, 429].contains(&status) {
        true => Error::refused(line),
        false => Error::transient(line),
    }
}
