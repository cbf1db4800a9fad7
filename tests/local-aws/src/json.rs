//! Bodies that are JSON, as the REST services read and write them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::http::{Answer, HttpRequest};

/// Reads the members of an object in the body; `None` when it is not one of
/// texts and numbers, or not sent as JSON.
pub(crate) fn members(http: &HttpRequest) -> Option<BTreeMap<String, String>> {
    let content_type = http.header("content-type")?;
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return None;
    }
    let Ok(Value::Object(object)) = serde_json::from_slice(&http.body) else {
        return None;
    };
    let text = |(name, value): (String, Value)| match value {
        Value::String(text) => Some((name, text)),
        Value::Number(number) => Some((name, number.to_string())),
        _ => None,
    };
    object.into_iter().map(text).collect()
}

/// The answer to a request that was granted.
pub(crate) fn response(body: &str, request_id: &str) -> Answer {
    Answer::new(200, "application/json", body).with_header("x-amzn-RequestId", request_id)
}

/// The answer to a request that was refused; `kind` is the error's name.
pub(crate) fn error(status: u16, kind: &str, body: &Value, request_id: &str) -> Answer {
    Answer::new(status, "application/json", body.to_string())
        .with_header("x-amzn-RequestId", request_id)
        .with_header("x-amzn-ErrorType", kind)
}
