//! A login of the AWS CLI: the credentials that `aws login` left.

use super::base::GIVE_A_REGION;
use super::renewal::Renewal;
use super::sso::quoted;
use super::{Context, Identity, Source};
use crate::aws::{Login as Token, Settings};
use crate::credentials::Credentials;
use crate::error::{Class, Error, Result};
use crate::host::{contents, io_reason};
use crate::http::EndpointUrl;
use std::path::PathBuf;

/// Credentials that end sooner than this, in seconds, are renewed, as the AWS
/// CLI does.
const LEAST: i64 = 300;

/// What a profile says of a login.
#[derive(Clone, Debug)]
pub struct LoginProfile {
    /// The profile's name, for `aws login`.
    pub profile: String,
    /// `login_session`: the ARN of who logged in.
    pub session: String,
    /// Where the AWS CLI keeps its logins: `AWS_LOGIN_CACHE_DIRECTORY`, or
    /// `~/.aws/login/cache`.
    pub directory: PathBuf,
    /// The endpoint where logins are renewed, where it is not the region's
    /// own.
    pub signin_url: Option<EndpointUrl>,
    /// How AWS is asked, where a region is known; the endpoint of these
    /// settings, which is STS's, is not used.
    pub settings: Option<Settings>,
}

/// A login of the AWS CLI.
pub struct Login {
    profile: LoginProfile,
    file: PathBuf,
}

impl Login {
    /// Takes what the profile says.
    pub fn new(profile: LoginProfile) -> Self {
        let file = Token::path(&profile.directory, &profile.session);
        Self { profile, file }
    }

    fn load(&self) -> Result<Token> {
        let path = self.file.display();
        let bytes = contents(&self.file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::failed(format!("nobody has logged in ({path})")),
            _ => Error::failed(io_reason(&error)).context(format!("cannot read {path}")),
        })?;
        Token::parse(&bytes).map_err(|reason| Error::failed(format!("cannot use {path}: {reason}")))
    }

    /// The login, with credentials that last long enough.
    fn token(&self, context: &Context<'_>) -> Result<Token> {
        let lasts = |token: &Token| token.expires_at().since(context.host.now()) >= LEAST;
        let token = self.load()?;
        if lasts(&token) {
            return Ok(token);
        }
        let session = &self.profile.session;
        context
            .host
            .voice
            .note(format_args!("renewing the login of {session}"));
        let at = token.expires_at();
        let settings = self.profile.settings.as_ref().ok_or_else(|| {
            Error::misused("there is no region to renew it in")
                .hint(GIVE_A_REGION)
                .context(format!("its credentials end at {at}"))
        })?;
        let renewal = Renewal {
            kind: "login",
            path: &self.file,
            load: &|| self.load(),
            is_good: &lasts,
            renew: &|token: &Token, within| {
                token.renew(settings, self.profile.signin_url.as_ref(), within)
            },
            render: &Token::render,
        };
        renewal
            .renewed(context)
            .map_err(|error| error.context(format!("its credentials end at {at}")))
    }
}

impl Source for Login {
    fn identity(&self) -> Identity {
        Identity::new("login", partition(&self.profile.session), None)
            .part("session", self.profile.session.trim())
    }

    fn describe(&self) -> String {
        format!("the login of {}", self.profile.session)
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let session = &self.profile.session;
        let account = session.split(':').nth(4).filter(|text| !text.is_empty());
        let account = account.map(str::to_owned);
        self.token(context)
            .and_then(|token| token.credentials(account))
            .map_err(|error| {
                let error = error.context(format!("cannot use the login of {session}"));
                match error.class() {
                    // The same login may do later.
                    Class::Transient => error,
                    _ => error.hint(format!(
                        "log in with: aws login --profile {}",
                        quoted(&self.profile.profile)
                    )),
                }
            })
    }
}

fn partition(arn: &str) -> &str {
    arn.split(':').nth(1).unwrap_or_default()
}
