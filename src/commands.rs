//! What can be done with a source: one file for each verb.

mod cache;
mod env;
mod exec;
mod print;
mod texts;
mod whoami;

pub use cache::{CacheJob, Clear, Named, Whole};
pub use env::Env;
pub use exec::Exec;
pub use print::{Print, from_cache};
pub use texts::{MAIN_PAGE, PAGES, SHELLS, Show};
pub use whoami::Whoami;

use crate::aws::{Budget, Settings};
use crate::cache::{Cache, Key, Obtained, Want, identity};
use crate::error::{Error, Result};
use crate::host::{Deadline, Host, Variable};
use crate::output::Format;
use crate::refresh::{DEFAULT_ADVISORY, DEFAULT_MANDATORY, Policy};
use crate::sources::{self, Base, Context, Hold, Notes, Request, Resolved, Resolver};
use std::cell::{OnceCell, RefCell};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

/// A command line that makes sense.
#[derive(Clone, Debug)]
pub enum Command {
    /// A source alone.
    Print(Print),
    /// `brs whoami`
    Whoami(Whoami),
    /// `brs env`
    Env(Env),
    /// `brs exec`
    Exec(Exec),
    /// `brs cache`
    Cache(CacheJob),
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
            Self::Print(print) => print.run(arguments, host, parse),
            Self::Whoami(whoami) => whoami.run(host, parse),
            Self::Env(env) => env.run(host, parse),
            Self::Exec(exec) => exec.run(host, parse),
            Self::Cache(cache) => cache.run(host, parse),
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
    /// `--no-prompt`
    pub no_prompt: bool,
    /// `--prompt-timeout`
    pub prompt_timeout: Option<Duration>,
    /// `-v`, counted
    pub verbosity: u8,
}

impl Preferences {
    /// The timeouts.
    ///
    /// # Errors
    ///
    /// Exit status 2 when they contradict each other or the longest lifetime,
    /// in seconds, that the source can give.
    pub fn policy(&self, longest_lifetime: Option<i64>) -> Result<Policy> {
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
        match longest_lifetime {
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

    /// The key of what a request stands for, without a word to anybody.
    fn key_of(&self, request: &Request, host: &Host, parse: Parse<'_>) -> Result<Key> {
        let cache = LateCache {
            host,
            preferences: self,
            opened: OnceCell::new(),
        };
        let served = |arguments: &[OsString]| Ok(served(parse, arguments)?.request);
        let resolver = Resolver::new(host, &served, &cache, self.timeout).offline();
        let source = request.resolve(&resolver)?.base.source;
        let identity = identity(&*source);
        match identity.is_stored() {
            true => Ok(Key::of(&identity)),
            false => Err(Error::misused(format!(
                "the credentials of {} are never cached",
                request.describe()
            ))),
        }
    }

    /// Obtains what a request stands for, and does something with it; if AWS
    /// is to be asked with it (`asks_aws`), it is known before where.
    fn with_credentials(
        &self,
        request: &Request,
        asks_aws: bool,
        host: &Host,
        parse: Parse<'_>,
        act: impl FnOnce(Given<'_>) -> Result<()>,
    ) -> Result<()> {
        host.voice.set_verbosity(self.verbosity);
        let cache = LateCache {
            host,
            preferences: self,
            opened: OnceCell::new(),
        };
        let inner = RefCell::new(None);
        let served = |arguments: &[OsString]| {
            let print = served(parse, arguments)?;
            inner.borrow_mut().get_or_insert(print.preferences);
            Ok(print.request)
        };
        let resolver = Resolver::new(host, &served, &cache, self.timeout);
        let Resolved { base, mut settings } = request.resolve(&resolver)?;
        if asks_aws {
            settings = Ok(settings?);
        }
        // What makes no sense leaves no trace: before there is a cache.
        self.policy(base.longest_lifetime)?;
        let inner = inner.take().filter(|_| base.is_served);
        if let Some(inner) = inner {
            // The line that serves the profile has wishes of its own.
            let both = self.clone().filled(inner);
            let cache = both.cache(host);
            return both.obtain(request, (base, settings), &cache, host, act);
        }
        self.obtain(request, (base, settings), cache.get(), host, act)
    }

    /// Obtains what a request has been resolved to, and does something with it.
    fn obtain(
        &self,
        request: &Request,
        (base, settings): (Base, Result<Settings>),
        cache: &Cache<'_>,
        host: &Host,
        act: impl FnOnce(Given<'_>) -> Result<()>,
    ) -> Result<()> {
        let policy = self.policy(base.longest_lifetime)?;
        let want = Want {
            policy,
            force: self.force_refresh,
        };
        let purpose = base.origin.clone();
        let context = Context {
            host,
            since: host.started(),
            deadline: host.deadline(self.timeout.unwrap_or(base.timeout)),
            may_ask: true,
            brings_code: request.brings_code(),
            may_repeat: true,
            prompt: (!self.no_prompt).then(|| self.prompt_timeout.unwrap_or(PATIENCE)),
            purpose: &purpose,
            again: &|| None,
            chain: host.chain(),
            notes: cache,
            announce: &|_| (),
        };
        let obtained = cache.obtain(&*base.source, &want, &context)?;
        act(Given {
            obtained,
            policy,
            origin: base.origin,
            programs: base.given,
            settings,
            cache,
            budget: context.budget(),
        })
    }
}

impl Preferences {
    /// Fills what is left open with what the line of a profile says that brs
    /// serves.
    fn filled(mut self, inner: Self) -> Self {
        self.advisory_timeout = self.advisory_timeout.or(inner.advisory_timeout);
        self.mandatory_timeout = self.mandatory_timeout.or(inner.mandatory_timeout);
        self.min_ttl = self.min_ttl.or(inner.min_ttl);
        self.timeout = self.timeout.or(inner.timeout);
        self.force_refresh |= inner.force_refresh;
        self.cache_dir = self.cache_dir.or(inner.cache_dir);
        self.no_cache |= inner.no_cache;
        self.no_prompt |= inner.no_prompt;
        self.prompt_timeout = self.prompt_timeout.or(inner.prompt_timeout);
        self
    }
}

/// Credentials, and what is known about them.
struct Given<'a> {
    obtained: Obtained,
    policy: Policy,
    /// Where they come from.
    origin: String,
    /// What the programs were given that are run for them.
    programs: Vec<sources::Given>,
    /// Where their account's STS is.
    settings: Result<Settings>,
    cache: &'a Cache<'a>,
    /// What is left of the run.
    budget: Budget,
}

impl Given<'_> {
    /// Whoever has refreshed something tidies up a little.
    fn sweep(&self) {
        if self.obtained.fetched {
            self.cache.sweep();
        }
    }
}

/// The region that goes with the credentials, if one is known. AWS's own name
/// for "none in particular" is no region to any SDK.
fn region<'a>(given: &'a Given<'_>) -> Option<&'a str> {
    let settings = given.settings.as_ref().ok()?;
    Some(settings.region.as_str()).filter(|region| *region != "aws-global")
}

/// How long a person may take, where nothing else is said.
const PATIENCE: Duration = Duration::from_secs(120);

/// The cache, not touched before it is needed: a command line that makes no
/// sense leaves no trace.
struct LateCache<'a> {
    host: &'a Host,
    preferences: &'a Preferences,
    opened: OnceCell<Cache<'a>>,
}

impl<'a> LateCache<'a> {
    fn get(&self) -> &Cache<'a> {
        let Self {
            host, preferences, ..
        } = self;
        self.opened.get_or_init(|| preferences.cache(host))
    }
}

impl Notes for LateCache<'_> {
    fn lock(
        &self,
        name: (&str, &[u8]),
        deadline: Deadline,
        is_asking: &dyn Fn(&[u8]) -> bool,
    ) -> Hold {
        self.get().lock(name, deadline, is_asking)
    }

    fn key(&self, name: (&str, &[u8])) -> String {
        self.get().key(name)
    }

    fn read(&self, name: (&str, &[u8])) -> Option<Vec<u8>> {
        self.get().read(name)
    }

    fn write(&self, name: (&str, &[u8]), text: &[u8]) -> bool {
        self.get().write(name, text)
    }
}

/// A command line that serves a profile.
fn served(parse: Parse<'_>, arguments: &[OsString]) -> Result<Print> {
    match parse(arguments)? {
        Command::Print(print) if print.format == Format::Process => Ok(print),
        Command::Print(_) => {
            let mut ours = arguments.iter().take_while(|word| *word != "--");
            let said = match ours.any(|word| is_output(word)) {
                true => "--output",
                false => Variable::Output.name(),
            };
            Err(Error::misused(format!(
                "no SDK can read what it prints: {said} is not process"
            ))
            .hint(format!("take {said} away")))
        }
        Command::Whoami(_)
        | Command::Env(_)
        | Command::Exec(_)
        | Command::Cache(_)
        | Command::Show(_) => Err(Error::misused("it prints no credentials")),
    }
}

/// Whether this word of a command line is `--output`, in either spelling.
fn is_output(word: &OsStr) -> bool {
    word.to_str()
        .is_some_and(|word| word == "--output" || word.starts_with("--output="))
}
