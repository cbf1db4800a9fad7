//! What can be done with a source: one file for each verb.

mod print;
mod texts;
mod whoami;

pub use print::{Print, from_cache};
pub use texts::{MAIN_PAGE, PAGES, SHELLS, Show};
pub use whoami::Whoami;

use crate::cache::{Cache, Obtained, Want};
use crate::error::{Error, Result};
use crate::host::Host;
use crate::refresh::{DEFAULT_ADVISORY, DEFAULT_MANDATORY, Policy};
use crate::sources::{Context, Notes, Request, Source};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// A command line that makes sense.
#[derive(Clone, Debug)]
pub enum Command {
    /// A source alone.
    Print(Print),
    /// `brs whoami`
    Whoami(Whoami),
    /// `brs completions`, `brs man`
    Show(Show),
}

impl Command {
    /// Does it. `arguments`: the command line; `parse`: what reads one (for a
    /// profile that brs itself serves).
    ///
    /// # Errors
    ///
    /// Whatever kept it from being done.
    pub fn run(&self, arguments: &[OsString], host: &Host, parse: Parse<'_>) -> Result<()> {
        match self {
            Self::Print(print) => print.run(arguments, host),
            Self::Whoami(whoami) => whoami.run(host, parse),
            Self::Show(show) => show.run(),
        }
    }
}

/// Reads a command line.
pub type Parse<'a> = &'a dyn Fn(&[OsString]) -> Result<Command>;

/// What a person prefers, whatever the source.
#[derive(Clone, Debug, Default)]
pub struct Preferences {
    /// `--advisory-timeout`, seconds
    pub advisory_timeout: Option<i64>,
    /// `--mandatory-timeout`, seconds
    pub mandatory_timeout: Option<i64>,
    /// `--min-ttl`, seconds
    pub min_ttl: Option<i64>,
    /// `--timeout`
    pub timeout: Option<Duration>,
    /// `--force-refresh`
    pub force_refresh: bool,
    /// `--cache-dir`
    pub cache_dir: Option<PathBuf>,
    /// `--no-cache`
    pub no_cache: bool,
    /// `-v`, counted
    pub verbosity: u8,
}

impl Preferences {
    /// The timeouts.
    ///
    /// # Errors
    ///
    /// Exit status 2 when they contradict each other or the lifetime that the
    /// source can give at most.
    pub fn policy(&self, request: &Request) -> Result<Policy> {
        let policy = Policy {
            advisory: self.advisory_timeout.unwrap_or(DEFAULT_ADVISORY),
            mandatory: self.mandatory_timeout.unwrap_or(DEFAULT_MANDATORY),
            min_ttl: self.min_ttl.unwrap_or(0),
        };
        if self.advisory_timeout.is_some() && policy.advisory < policy.mandatory {
            return Err(Error::misused(format!(
                "--advisory-timeout ({} s) is below --mandatory-timeout ({} s)",
                policy.advisory, policy.mandatory
            ))
            .hint("give a larger --advisory-timeout or a smaller --mandatory-timeout"));
        }
        match request.longest_lifetime() {
            Some(longest) if policy.min_ttl >= longest => Err(Error::misused(format!(
                "--min-ttl ({} s) is not below what new credentials have ({longest} s)",
                policy.min_ttl
            ))
            .hint("give a smaller --min-ttl or a larger --duration-seconds")),
            _ => Ok(policy),
        }
    }

    fn cache<'a>(&self, host: &'a Host) -> Cache<'a> {
        Cache::open(host, self.cache_dir.as_deref(), !self.no_cache)
    }

    fn context<'a>(
        &self,
        request: Option<&Request>,
        notes: &'a dyn Notes,
        host: &'a Host,
    ) -> Context<'a> {
        let default = request.map_or(Duration::from_secs(20), Request::default_timeout);
        Context {
            host,
            since: host.started(),
            deadline: host.deadline(self.timeout.unwrap_or(default)),
            may_ask: true,
            brings_code: request.is_some_and(Request::brings_code),
            may_repeat: true,
            prompt: (!host.is_set(crate::host::Variable::NoPrompt))
                .then(|| Duration::from_secs(120)),
            chain: host.chain(),
            notes,
            announce: &|_| (),
        }
    }

    /// Obtains what a source has to give.
    fn obtain(
        &self,
        source: &dyn Source,
        policy: Policy,
        cache: &Cache<'_>,
        context: &Context<'_>,
    ) -> Result<Obtained> {
        let want = Want {
            policy,
            force: self.force_refresh,
        };
        cache.obtain(source, &want, context)
    }
}
