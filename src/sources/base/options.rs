//! What every source may be told.

use super::super::code::{Command, Ways};
use crate::aws::{Region, SessionDuration, TokenCode};
use crate::error::Result;
use crate::http::EndpointUrl;
use std::path::PathBuf;
use std::time::Duration;

/// What every source may be told, as far as the command line told it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--profile`
    pub profile: Option<String>,
    /// `--region`
    pub region: Option<Region>,
    /// `--endpoint-url`
    pub endpoint_url: Option<EndpointUrl>,
    /// `--use-fips-endpoint`
    pub use_fips_endpoint: bool,
    /// `--use-dualstack-endpoint`
    pub use_dualstack_endpoint: bool,
    /// `--ca-bundle`
    pub ca_bundle: Option<PathBuf>,
    /// `--max-attempts`
    pub max_attempts: Option<u32>,
    /// `--connect-timeout`
    pub connect_timeout: Option<Duration>,
    /// Where token codes come from.
    pub mfa: MfaOptions,
}

/// Where token codes come from, and what is made of them.
#[derive(Clone, Debug, Default)]
pub struct MfaOptions {
    /// `--mfa-cmd`, and where it stands.
    pub command: Option<(String, &'static str)>,
    /// `--mfa-timeout`
    pub timeout: Option<Duration>,
    /// `--mfa-cmd-unattended`
    pub is_unattended: bool,
    /// `--no-mfa-session`
    pub no_session: bool,
    /// `--session-duration`
    pub session_duration: Option<SessionDuration>,
    /// `--token-code`, for the device of a profile.
    pub token_code: Option<TokenCode>,
}

impl MfaOptions {
    /// Where codes come from: a code that was given, else the command of the
    /// command line, else that of a profile, else a person.
    ///
    /// # Errors
    ///
    /// Exit status 2: a command that cannot be taken apart.
    pub fn ways(
        &self,
        token_code: Option<TokenCode>,
        process: Option<(String, String)>,
    ) -> Result<Ways> {
        let parse = |line: &str, origin: &str| {
            Command::parse(line, origin, self.timeout, self.is_unattended)
        };
        let command = match (&self.command, &process) {
            (Some((line, origin)), _) => Some(parse(line, origin)?),
            (None, Some((line, origin))) => Some(parse(line, origin)?),
            (None, None) => None,
        };
        Ok(Ways {
            token_code,
            command,
        })
    }
}

impl Options {
    /// Fills what is left open with what those further out were told: whoever
    /// asks through a profile that brs serves may still say where.
    pub fn filled(mut self, outer: &Self) -> Self {
        self.region = self.region.or_else(|| outer.region.clone());
        self.endpoint_url = self.endpoint_url.or_else(|| outer.endpoint_url.clone());
        self.use_fips_endpoint |= outer.use_fips_endpoint;
        self.use_dualstack_endpoint |= outer.use_dualstack_endpoint;
        self.ca_bundle = self.ca_bundle.or_else(|| outer.ca_bundle.clone());
        self.max_attempts = self.max_attempts.or(outer.max_attempts);
        self.connect_timeout = self.connect_timeout.or(outer.connect_timeout);
        let (mfa, outer) = (&mut self.mfa, &outer.mfa);
        mfa.command = mfa.command.take().or_else(|| outer.command.clone());
        mfa.timeout = mfa.timeout.or(outer.timeout);
        mfa.is_unattended |= outer.is_unattended;
        mfa.no_session |= outer.no_session;
        mfa.session_duration = mfa.session_duration.or(outer.session_duration);
        mfa.token_code = mfa.token_code.take().or_else(|| outer.token_code.clone());
        self
    }
}
