//! Cached credentials, or new ones.
//!
//! Reading takes no lock: an entry is replaced whole or not at all. Only a
//! refresh takes one, and looks again once it holds it.

mod announced;
mod chain;
mod entry;
mod key;
pub mod link;
mod lock;
mod notes;
mod refreshing;
mod state;
mod store;
mod sweep;

pub use entry::Entry;
pub use key::Key;

use crate::credentials::{Credentials, parse_document};
use crate::error::{Blame, Error, Result};
use crate::host::{Host, Variable};
use crate::refresh::{Policy, Verdict};
use crate::secret::Secret;
use crate::sources::{Context, Given, Identity, Source};
use link::Link;
use state::State;
use std::cell::RefCell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use store::Store;

/// What a caller wants of credentials.
#[derive(Clone, Copy, Debug)]
pub struct Want {
    /// When cached ones are good enough.
    pub policy: Policy,
    /// Whether only those will do that were issued since this process began.
    pub force: bool,
}

/// Credentials, and where they came from.
pub struct Obtained {
    /// The credentials.
    pub credentials: Credentials,
    /// Their finished line.
    pub line: Secret,
    /// Where they are stored, if they are.
    pub key: Option<Key>,
    /// Whether this process fetched them.
    pub fetched: bool,
}

/// THE FAST PATH: a finished line, found without parsing the command line.
pub struct Hit {
    entry: Entry,
    /// How it is to be printed.
    pub format: u8,
}

impl Hit {
    /// Looks for a fresh entry that this very command line resolved to.
    ///
    /// Opens the directory, the link and the entry; stats brs and the files
    /// that settled the link. No lock, no state, no configuration.
    pub fn find(arguments: &[OsString], host: &Host) -> Option<Self> {
        let directory = link::cache_directory(arguments)
            .or_else(|| host.variable_os(Variable::CacheDir).map(PathBuf::from))
            .map(|directory| host.expanded(directory))
            .or_else(|| host.cache_directory())?;
        let store = Store::open(&directory)?;
        let name = link::name(arguments, host);
        let link = Link::parse(&name, &store.read(&name)?)?;
        if !link.holds(host) {
            return None;
        }
        let entry = Entry::parse(store.read(&link.key.to_string())?, &link.key)?;
        let verdict = link.policy.judge(&entry.lifetime, host.now());
        (verdict == Verdict::Fresh).then_some(Self {
            entry,
            format: link.format,
        })
    }

    /// The finished line, with its line feed.
    pub fn line(&self) -> &str {
        self.entry.line()
    }

    /// The credentials in it.
    pub fn credentials(&self) -> Option<Credentials> {
        parse_document(self.entry.line(), self.entry.lifetime)
    }
}

/// The cache, as this run may use it.
pub struct Cache<'a> {
    host: &'a Host,
    /// `None`: no directory can be used, and brs does without.
    store: Option<Store>,
    /// Whether entries and links are read and written; locks and states are
    /// in either case.
    entries: bool,
    /// Warnings that no state has taken yet.
    warnings: RefCell<Vec<String>>,
}

impl<'a> Cache<'a> {
    /// Opens the cache; where it cannot be used, says so and goes on without.
    ///
    /// `named`: where a person wants it, else it is in the platform's place.
    pub fn open(host: &'a Host, named: Option<&Path>, entries: bool) -> Self {
        let cache = |store| Self {
            host,
            store,
            entries,
            warnings: RefCell::new(Vec::new()),
        };
        let place = named.map(Path::to_owned).or_else(|| host.cache_directory());
        let Some(directory) = place else {
            host.voice
                .warn("no cache: neither HOME nor --cache-dir says where");
            return cache(None);
        };
        match Store::create(&directory, named.is_none()) {
            Ok(store) => cache(Some(store)),
            Err(error) => {
                host.voice.warn(format!(
                    "no cache: cannot use {}: {}",
                    directory.display(),
                    crate::host::io_reason(&error)
                ));
                cache(None)
            }
        }
    }

    /// Returns credentials that are good enough, cached or new.
    ///
    /// # Errors
    ///
    /// The source's, when none that live can be had; exit status 1 also when
    /// new ones fall short of `min_ttl`, 2 when brs runs itself in a circle.
    pub fn obtain(
        &self,
        source: &dyn Source,
        want: &Want,
        context: &Context<'_>,
    ) -> Result<Obtained> {
        chain::check(source, context.host)?;
        self.obtain_hop(source, want, context)
    }

    /// As `obtain`, for a hop of a chain that has been checked.
    fn obtain_hop(
        &self,
        source: &dyn Source,
        want: &Want,
        context: &Context<'_>,
    ) -> Result<Obtained> {
        let identity = identity(source);
        if !identity.is_stored() {
            let credentials = self.fetch(source, want, context)?;
            return Ok(Obtained {
                line: crate::credentials::document(&credentials),
                credentials,
                key: None,
                fetched: true,
            });
        }
        let refresh = refreshing::Refreshing {
            cache: self,
            source,
            key: Key::of(&identity),
            identity: &identity,
            want,
            context,
        };
        if let Some(store) = &self.store {
            let (path, key) = (store.path().display(), refresh.key);
            self.host
                .voice
                .detail(format_args!("the entry is {path}/{key}"));
        }
        let obtained = match self.load(&refresh.key) {
            Some(entry) => match self.verdict(&entry, want, context) {
                Verdict::Fresh => {
                    let until = entry.lifetime.expiration;
                    self.host.voice.note(format_args!(
                        "the cached credentials are fresh; they end at {until}"
                    ));
                    refresh.cached(entry)
                }
                Verdict::Advisory => refresh.advisory(entry),
                Verdict::Mandatory | Verdict::Unusable => refresh.mandatory(),
            },
            None => refresh.mandatory(),
        }?;
        self.check_min_ttl(&obtained, want)?;
        Ok(obtained)
    }

    /// Asks the issuer, with the credentials of the hop below if there is one.
    ///
    /// They may have been revoked since they were cached: where they, and not
    /// the request, are refused, they are obtained anew, once.
    fn fetch(
        &self,
        source: &dyn Source,
        want: &Want,
        context: &Context<'_>,
    ) -> Result<Credentials> {
        let Some(below) = source.base() else {
            return source.fetch(None, context);
        };
        // They only have to live; what the caller insists on is meant for the
        // credentials that are printed.
        let mut want = Want {
            policy: Policy {
                min_ttl: 0,
                ..want.policy
            },
            force: false,
        };
        let base = self.obtain_hop(below, &want, context)?;
        let fetched = source.fetch(Some(&base.credentials), context);
        match &fetched {
            Err(error) if error.blames(Blame::Caller) && !base.fetched => {
                let voice = &self.host.voice;
                voice.note(format_args!("asking anew from below: {error}"));
                want.force = true;
                let base = self.obtain_hop(below, &want, context)?;
                source.fetch(Some(&base.credentials), context)
            }
            _ => fetched,
        }
    }

    /// An entry that is whole and can be printed.
    fn load(&self, key: &Key) -> Option<Entry> {
        let store = self.store.as_ref().filter(|_| self.entries)?;
        let entry = Entry::parse(store.read(&key.to_string())?, key)?;
        parse_document(entry.line(), entry.lifetime).map(|_| entry)
    }

    fn state(&self, key: &Key) -> State {
        self.store
            .as_ref()
            .and_then(|store| store.read(&format!("{key}.state")))
            .map(|bytes| State::parse(&bytes))
            .unwrap_or_default()
    }

    fn verdict(&self, entry: &Entry, want: &Want, context: &Context<'_>) -> Verdict {
        match want.policy.judge(&entry.lifetime, self.host.now()) {
            Verdict::Fresh | Verdict::Advisory if want.force => {
                match entry.issued >= context.since {
                    true => Verdict::Fresh,
                    false => Verdict::Mandatory,
                }
            }
            verdict => verdict,
        }
    }

    fn check_min_ttl(&self, obtained: &Obtained, want: &Want) -> Result<()> {
        let Some(lifetime) = obtained.credentials.lifetime else {
            return Ok(());
        };
        if lifetime.remaining(self.host.now()) < want.policy.min_ttl {
            return Err(Error::failed(format!(
                "the credentials end at {}, sooner than the {} s that were asked for",
                lifetime.expiration, want.policy.min_ttl
            ))
            .hint("give a smaller --min-ttl or a larger --duration-seconds"));
        }
        Ok(())
    }

    /// Warns a person who looks, and keeps the warning for one who will.
    fn warn(&self, message: String) {
        self.host.voice.warn(&message);
        self.warnings.borrow_mut().push(message);
    }

    /// Remembers what a command line resolved to, so that the next run need
    /// not find out. Never a reason to fail.
    pub fn remember(
        &self,
        arguments: &[OsString],
        obtained: &Obtained,
        policy: Policy,
        format: u8,
        given: &[Given],
    ) {
        let Some((store, key)) = self
            .store
            .as_ref()
            .filter(|_| self.entries)
            .zip(obtained.key)
        else {
            return;
        };
        let Some(program) = self.host.program() else {
            return;
        };
        let stamps: Vec<_> = [program].into_iter().chain(self.host.seen()).collect();
        // A stamp that was too young when it was taken proves nothing, and a
        // relative path means something else elsewhere.
        let now = self.host.started();
        let relative = stamps.iter().any(|stamp| stamp.path.is_relative());
        if stamps.iter().any(|stamp| !stamp.is_settled(now))
            || (relative && !link::has_relative_file(arguments, self.host))
        {
            return;
        }
        let link = Link {
            key,
            policy,
            format,
            given: given.to_vec(),
            stamps,
        };
        let name = link::name(arguments, self.host);
        let known = store
            .read(&name)
            .and_then(|bytes| Link::parse(&name, &bytes));
        if known.as_ref() == Some(&link) {
            return;
        }
        // The entry's lock makes the temporary name ours.
        if let lock::Attempt::Ours(_lock) = lock::attempt(store, &format!("{key}.lock")) {
            let _ = store.replace(&name, &format!("{name}.tmp"), &link.render(&name), false);
        }
    }

    /// Removes a few files that nobody will use again.
    pub fn sweep(&self) {
        if let Some(store) = &self.store {
            sweep::sweep(store, self.host);
        }
    }
}

/// The whole identity of a source: its own, and below it the key of its base.
pub fn identity(source: &dyn Source) -> Identity {
    let own = source.identity();
    match source.base() {
        Some(base) => own.part("base", Key::of(&identity(base)).as_bytes()),
        None => own,
    }
}
