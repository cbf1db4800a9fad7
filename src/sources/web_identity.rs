//! AssumeRoleWithWebIdentity: the token of an identity provider into a role's
//! credentials.

use super::sts::Hop;
use super::{Context, Identity, Source};
use crate::aws::{
    AssumeRoleWithWebIdentity, Policy, PolicyArn, Settings, assume_role_with_web_identity,
};
use crate::credentials::Credentials;
use crate::error::{Error, Result};
use crate::host::{Host, contents, io_reason};
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// No token of an identity provider is longer: STS's own limit.
const LONGEST_TOKEN: usize = 20_000;
/// The claims that tell whose a token is; the others change when it is
/// renewed.
const CLAIMS: [&str; 3] = ["iss", "sub", "aud"];

/// A role that the bearer of a token may assume.
pub struct WebIdentity {
    request: AssumeRoleWithWebIdentity,
    token_file: PathBuf,
    /// Whose the token is.
    claims: Vec<u8>,
    settings: Settings,
}

impl WebIdentity {
    /// Reads the token, for whose it is.
    ///
    /// # Errors
    ///
    /// A token that is not there, or cannot be one.
    pub fn new(
        request: AssumeRoleWithWebIdentity,
        token_file: PathBuf,
        settings: Settings,
        host: &Host,
    ) -> Result<Self> {
        let bytes = host
            .read(&token_file)?
            .ok_or_else(|| cannot_use(&token_file, "no such file or directory"))?;
        let token = parse(&token_file, &bytes)?;
        Ok(Self {
            request,
            claims: bearer(token.expose()),
            token_file,
            settings,
        })
    }
}

impl Source for WebIdentity {
    fn identity(&self) -> Identity {
        let request = &self.request;
        let endpoint = self.settings.endpoint_url.as_ref().map(|url| url.as_str());
        Identity::new("web identity", request.role_arn.partition(), endpoint)
            .part("region", &self.settings.region)
            .part("role", request.role_arn.as_str())
            .part("session name", &request.role_session_name)
            .optional("duration", request.duration_seconds.map(|d| d.to_string()))
            .optional("policy", request.policy.as_ref().map(Policy::as_str))
            .list(
                "policy ARN",
                request.policy_arns.iter().map(PolicyArn::as_str),
            )
            .path("token file", &self.token_file)
            .part("claims", &self.claims)
    }

    fn describe(&self) -> String {
        format!("a session of {}", self.request.role_arn.as_str())
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let role = self.request.role_arn.as_str();
        let cannot = |error: Error| error.context(format!("cannot assume {role}"));
        // It may have been renewed while a lock was waited for.
        let bytes = contents(&self.token_file)
            .map_err(|error| cannot_use(&self.token_file, &io_reason(&error)))
            .map_err(cannot)?;
        let token = parse(&self.token_file, &bytes).map_err(cannot)?;
        context.host.voice.note(format_args!(
            "asking STS at {} for {role} with the token in {}",
            self.settings.host(),
            self.token_file.display()
        ));
        assume_role_with_web_identity(&self.request, &token, &self.settings, &context.budget())
            .map_err(cannot)
    }
}

/// Refuses what AssumeRoleWithWebIdentity does not take.
///
/// # Errors
///
/// Exit status 2, with the flag.
pub fn check_flags(hop: &Hop) -> Result<()> {
    let given = [
        ("--external-id", hop.external_id.is_some()),
        ("--tag", !hop.tags.is_empty()),
        ("--transitive-tag-key", !hop.transitive_tag_keys.is_empty()),
        ("--source-identity", hop.source_identity.is_some()),
        ("--provided-context", !hop.provided_contexts.is_empty()),
        ("--serial-number", hop.serial_number.is_some()),
    ];
    match given.iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((flag, _)) => Err(Error::misused(format!(
            "{flag} and --web-identity-token-file exclude each other for {}: it is the token that says so",
            hop.role_arn.as_str()
        ))),
    }
}

/// The token in a file, without the white space around it: many programs end
/// a file with a line feed, which STS takes for a part of the token.
fn parse(path: &Path, bytes: &[u8]) -> Result<Secret> {
    let text = std::str::from_utf8(bytes).map_err(|_| cannot_use(path, "it is not UTF-8"))?;
    match text.trim() {
        "" => Err(cannot_use(path, "it is empty")),
        token if token.len() > LONGEST_TOKEN => Err(cannot_use(path, "it is too long for a token")),
        token if !token.bytes().all(|b| b.is_ascii_graphic()) => {
            Err(cannot_use(path, "there is white space within it"))
        }
        token => Ok(Secret::new(token.to_owned())),
    }
}

fn cannot_use(path: &Path, reason: &str) -> Error {
    Error::misused(format!(
        "cannot use web identity token file {}: {reason}",
        path.display()
    ))
}

/// Whose a token is, each claim with its length before it; of a token that is
/// no JSON Web Token, which its issuer alone can read, its digest.
pub fn bearer(token: &str) -> Vec<u8> {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok();
    let claims = payload.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    match claims {
        Some(Value::Object(claims)) => {
            let claims = CLAIMS.map(|name| claims.get(name).unwrap_or(&Value::Null).to_string());
            let lengths = claims
                .iter()
                .map(|claim| format!("{}:{claim}", claim.len()));
            lengths.collect::<String>().into_bytes()
        }
        _ => Sha256::digest(token).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn whose_a_token_is_outlives_its_renewal() {
        let one = bearer(&token(r#"{"iss":"a","sub":"b","aud":["c"],"exp":1}"#));
        let renewed = bearer(&token(r#"{"exp":2,"aud":["c"],"sub":"b","iss":"a"}"#));
        assert_eq!(one, renewed);
        for other in [
            r#"{"iss":"x","sub":"b","aud":["c"]}"#,
            r#"{"iss":"a","sub":"x","aud":["c"]}"#,
            r#"{"iss":"a","sub":"b","aud":["x"]}"#,
            r#"{"iss":"a","sub":"b","aud":"c"}"#,
        ] {
            assert_ne!(bearer(&token(other)), one, "{other}");
        }
        assert_ne!(bearer("opaque"), bearer("opaque2"));
    }

    #[test]
    fn a_token_ends_before_the_line_does() {
        let path = Path::new("token");
        assert_eq!(parse(path, b"a.b.c\n").unwrap().expose(), "a.b.c");
        for (bytes, reason) in [
            (&b"\n"[..], "it is empty"),
            (b"a b", "there is white space within it"),
            (b"\xff", "it is not UTF-8"),
        ] {
            let said = parse(path, bytes).unwrap_err().to_string();
            assert_eq!(
                said,
                format!("cannot use web identity token file token: {reason}")
            );
        }
    }
}
