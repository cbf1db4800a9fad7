//! `brs whoami`: whose credentials these are, by AWS's own word.

use super::{Command, Parse, Preferences};
use crate::aws::{Budget, CallerIdentity, Settings, caller_identity};
use crate::credentials::Credentials;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::output::{self, Format};
use crate::sources::{Ambient, Context, Options, Request, Source, ambient};
use serde::Serialize;
use std::ffi::{OsStr, OsString};

/// Flags that whoami heeds whatever the SDKs would use.
const ALWAYS: [&str; 2] = ["profile", "verbose"];

/// `brs whoami [SOURCE …]`
#[derive(Clone, Debug)]
pub struct Whoami {
    /// Whose credentials; none: what the SDKs would use.
    pub request: Option<Box<Request>>,
    /// The flags that were given without a source, without their hyphens.
    pub flags: Vec<String>,
    /// Where the ambient credentials are looked for.
    pub options: Options,
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
        host.voice.set_verbosity(self.preferences.verbosity);
        match &self.request {
            Some(request) => {
                let (credentials, settings, budget) = obtain(request, &self.preferences, host)?;
                self.answer(&credentials, &settings, &request.describe(), &budget)
            }
            None => match ambient(&self.options, host)? {
                Ambient::Keys(base) => {
                    let cache = self.preferences.cache(host);
                    let context = self.preferences.context(None, &cache, host);
                    let credentials = base.keys.fetch(None, &context)?;
                    let origin = base.keys.origin().to_owned();
                    self.answer(&credentials, &base.settings, &origin, &budget(&context))
                }
                Ambient::Served { profile, arguments } => {
                    self.refuse_idle(&profile)?;
                    self.of_profile(&profile, &arguments, host, parse)
                }
            },
        }
    }

    /// A flag that would change nothing was meant to change something.
    fn refuse_idle(&self, profile: &str) -> Result<()> {
        let mut flags = self.flags.iter();
        match flags.find(|flag| !ALWAYS.contains(&flag.as_str())) {
            None => Ok(()),
            Some(flag) => Err(Error::misused(format!(
                "--{flag} needs a source: profile '{profile}' is served by a command line of its own"
            ))
            .hint(format!("give the source itself: brs whoami sts --{flag} …"))),
        }
    }

    /// A profile that brs serves is answered for without another process.
    fn of_profile(
        &self,
        profile: &str,
        arguments: &[String],
        host: &Host,
        parse: Parse<'_>,
    ) -> Result<()> {
        let cannot =
            |error: Error| error.context(format!("credential_process of profile '{profile}'"));
        let arguments: Vec<OsString> = arguments.iter().map(Into::into).collect();
        match parse(&arguments).map_err(cannot)? {
            Command::Print(print) if print.format != Format::Process => {
                let said = match arguments.iter().any(|word| is_output(word)) {
                    true => "--output",
                    false => "BRS_OUTPUT",
                };
                Err(cannot(Error::misused(format!(
                    "no SDK can read what it prints: {said} is not process"
                )))
                .hint(format!("take {said} away")))
            }
            Command::Print(print) => {
                let origin = format!("profile '{profile}': {}", print.request.describe());
                let obtained = obtain(&print.request, &print.preferences, host);
                let (credentials, settings, budget) = obtained.map_err(cannot)?;
                self.answer(&credentials, &settings, &origin, &budget)
            }
            Command::Whoami(_) | Command::Show(_) => {
                Err(cannot(Error::misused("it prints no credentials")))
            }
        }
    }

    fn answer(
        &self,
        credentials: &Credentials,
        settings: &Settings,
        source: &str,
        budget: &Budget,
    ) -> Result<()> {
        let identity = caller_identity(credentials, settings, budget).map_err(|error| {
            error.context(format!("cannot ask whose credentials these are ({source})"))
        })?;
        output::write(&self.render(&identity, credentials, source))
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

/// Credentials of a source, where its account's STS is, and what is left of the
/// deadline.
fn obtain(
    request: &Request,
    preferences: &Preferences,
    host: &Host,
) -> Result<(Credentials, Settings, Budget)> {
    let policy = preferences.policy(request)?;
    let resolved = request.resolve(host)?;
    let cache = preferences.cache(host);
    let context = preferences.context(Some(request), &cache, host);
    let source = &*resolved.source;
    let obtained = preferences.obtain(source, policy, &cache, &context)?;
    Ok((obtained.credentials, resolved.settings?, budget(&context)))
}

/// What is left of a run for one more question.
fn budget(context: &Context<'_>) -> Budget {
    Budget {
        deadline: context.deadline,
        may_repeat: context.may_repeat,
    }
}

/// Whether this word of a command line is `--output`, in either spelling.
fn is_output(word: &OsStr) -> bool {
    word.to_str()
        .is_some_and(|word| word == "--output" || word.starts_with("--output="))
}
