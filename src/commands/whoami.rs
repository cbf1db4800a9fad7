//! `brs whoami`: whose credentials these are, by AWS's own word.

use super::{Parse, Preferences};
use crate::aws::{CallerIdentity, caller_identity};
use crate::credentials::Credentials;
use crate::error::Result;
use crate::host::Host;
use crate::output;
use crate::sources::Request;
use serde::Serialize;

/// `brs whoami [SOURCE …]`
#[derive(Clone, Debug)]
pub struct Whoami {
    /// Whose credentials.
    pub request: Request,
    /// How credentials are cached and renewed.
    pub preferences: Preferences,
    /// Whether to print JSON.
    pub json: bool,
}

/// The answer, in AWS's words.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'a> {
    account: &'a str,
    arn: &'a str,
    user_id: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration: Option<String>,
}

impl Whoami {
    pub(super) fn run(&self, host: &Host, parse: Parse<'_>) -> Result<()> {
        let preferences = &self.preferences;
        preferences.with_credentials(&self.request, true, host, parse, |given| {
            let source = match &self.request {
                Request::Ambient(_) => given.origin,
                request => request.describe(),
            };
            let credentials = &given.obtained.credentials;
            let identity =
                caller_identity(credentials, &given.settings?, &given.budget).map_err(|error| {
                    error.context(format!("cannot ask whose credentials these are ({source})"))
                })?;
            output::write(&self.render(&identity, credentials, &source))
        })
    }

    fn render(&self, identity: &CallerIdentity, credentials: &Credentials, source: &str) -> String {
        let expiration = credentials.lifetime.map(|l| l.expiration.to_string());
        if self.json {
            let answer = Answer {
                account: &identity.account,
                arn: &identity.arn,
                user_id: &identity.user_id,
                source,
                expiration,
            };
            return serde_json::to_string(&answer).expect("strings are JSON") + "\n";
        }
        let mut lines = format!(
            "account     {}\narn         {}\nuser ID     {}\nsource      {source}\n",
            identity.account, identity.arn, identity.user_id
        );
        if let Some(expiration) = expiration {
            lines.push_str(&format!("expiration  {expiration}\n"));
        }
        lines
    }
}
