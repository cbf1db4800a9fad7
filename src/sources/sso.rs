//! A role of IAM Identity Center, by the token that `aws sso login` left.

use super::renewal::Renewal;
use super::{Context, Identity, Source};
use crate::aws::{Budget, Denied, Partition, Settings, SsoRole, SsoToken, role_credentials};
use crate::credentials::Credentials;
use crate::error::{Class, Error, Result};
use crate::host::{contents, io_reason};
use crate::http::EndpointUrl;
use std::path::PathBuf;

/// A token that ends sooner than this, in seconds, is not used: it has to
/// outlive one request.
const LEAST: i64 = 60;

/// What a profile says of IAM Identity Center.
#[derive(Clone, Debug)]
pub struct SsoProfile {
    /// The profile's name, for `aws sso login`.
    pub profile: String,
    /// `sso_session`, where the profile has one: its token can be renewed.
    pub session: Option<String>,
    /// `sso_start_url`
    pub start_url: String,
    /// `sso_account_id` and `sso_role_name`
    pub role: SsoRole,
    /// Where the AWS CLI keeps the tokens: `~/.aws/sso/cache`.
    pub directory: PathBuf,
    /// The portal's endpoint, where it is not the region's own.
    pub portal_url: Option<EndpointUrl>,
    /// The endpoint where tokens are renewed, likewise.
    pub oidc_url: Option<EndpointUrl>,
    /// How AWS is asked; the region is `sso_region`, and the endpoint of
    /// these settings, which is STS's, is not used.
    pub settings: Settings,
}

/// A role of IAM Identity Center.
pub struct Sso {
    profile: SsoProfile,
    token_file: PathBuf,
}

impl Sso {
    /// Takes what the profile says.
    pub fn new(profile: SsoProfile) -> Self {
        let of = profile.session.as_ref().unwrap_or(&profile.start_url);
        let token_file = SsoToken::path(&profile.directory, of);
        Self {
            profile,
            token_file,
        }
    }

    /// The session, for a person.
    fn session(&self) -> String {
        match &self.profile.session {
            Some(session) => format!("SSO session '{session}'"),
            None => format!("SSO session of {}", self.profile.start_url),
        }
    }

    /// The failure of the session, and what to do about it.
    fn cannot(&self, error: Error) -> Error {
        error.context(format!("cannot use {}", self.session()))
    }

    fn log_in(&self, error: Error) -> Error {
        error.hint(format!(
            "log in with: aws sso login --profile {}",
            quoted(&self.profile.profile)
        ))
    }

    fn load(&self) -> Result<SsoToken> {
        let path = self.token_file.display();
        let bytes = contents(&self.token_file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Error::failed(format!("there is no token of it ({path})"))
            }
            _ => Error::failed(io_reason(&error)).context(format!("cannot read {path}")),
        })?;
        SsoToken::parse(&bytes)
            .map_err(|reason| Error::failed(format!("cannot use its token {path}: {reason}")))
    }

    /// A token that lasts long enough.
    fn token(&self, context: &Context<'_>) -> Result<SsoToken> {
        let lasts = |token: &SsoToken| token.expires_at().since(context.host.now()) >= LEAST;
        let token = self.load().map_err(|error| self.log_in(error))?;
        if lasts(&token) {
            return Ok(token);
        }
        // Of an older profile, without a session, a token is never renewed,
        // whatever stands beside it.
        if self.profile.session.is_none() || !token.is_renewable(context.host.now()) {
            return Err(self.log_in(self.expired(&token, context)));
        }
        context
            .host
            .voice
            .note(format_args!("renewing the token of {}", self.session()));
        let settings = &self.profile.settings;
        let renewal = Renewal {
            kind: "sso token",
            path: &self.token_file,
            load: &|| self.load(),
            is_good: &lasts,
            renew: &|token: &SsoToken, within| {
                token.renew(settings, self.profile.oidc_url.as_ref(), within)
            },
            render: &SsoToken::render,
        };
        renewal.renewed(context).map_err(|error| {
            let what = self.expired(&token, context);
            let error = error.context(what);
            match error.class() {
                // The same token may do later.
                Class::Transient => error,
                _ => self.log_in(error),
            }
        })
    }

    fn expired(&self, token: &SsoToken, context: &Context<'_>) -> Error {
        let at = token.expires_at();
        let verb = match at > context.host.now() {
            true => "expires",
            false => "expired",
        };
        Error::failed(format!("its token {verb} at {at}"))
    }
}

impl Source for Sso {
    fn identity(&self) -> Identity {
        let profile = &self.profile;
        let region = &profile.settings.region;
        let partition = Partition::of_region(region);
        let endpoint = profile.portal_url.as_ref().map(EndpointUrl::as_str);
        Identity::new("sso", partition.as_str(), endpoint)
            .part("region", region)
            .optional("session", profile.session.as_ref())
            .part("start URL", &profile.start_url)
            .part("account", &profile.role.account_id)
            .part("role", &profile.role.role_name)
    }

    fn describe(&self) -> String {
        format!("the SSO role {}", self.profile.role.describe())
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let token = self.token(context).map_err(|error| self.cannot(error))?;
        let profile = &self.profile;
        let role = profile.role.describe();
        context
            .host
            .voice
            .note(format_args!("asking the SSO portal for the role {role}"));
        let budget = Budget {
            deadline: context.deadline,
            may_repeat: context.may_repeat,
        };
        let portal_url = profile.portal_url.as_ref();
        role_credentials(
            &profile.role,
            &token,
            &profile.settings,
            portal_url,
            &budget,
        )
        .map_err(|denied| match denied {
            Denied::Token(error) => self.cannot(self.log_in(error)),
            Denied::Role(error) => {
                error.context(format!("cannot get credentials of the SSO role {role}"))
            }
        })
    }
}

/// A name as a shell takes it.
pub(super) fn quoted(name: &str) -> String {
    match shlex::try_quote(name) {
        Ok(quoted) => quoted.into_owned(),
        Err(_) => name.to_owned(),
    }
}
