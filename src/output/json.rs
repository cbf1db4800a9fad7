//! The document that boto3-refresh-session calls its credentials.

use crate::credentials::Credentials;
use crate::secret::{Buffer, Secret};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    access_key: &'a str,
    secret_key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiry_time: Option<String>,
}

pub(super) fn render(credentials: &Credentials) -> Secret {
    let document = Document {
        access_key: &credentials.access_key_id,
        secret_key: credentials.secret_access_key.expose(),
        token: credentials.session_token.as_ref().map(Secret::expose),
        expiry_time: credentials.lifetime.map(|l| l.expiration.to_string()),
    };
    let mut line = Buffer::new();
    serde_json::to_writer(&mut line, &document).expect("strings are JSON");
    line.push("\n");
    line.finish()
}
