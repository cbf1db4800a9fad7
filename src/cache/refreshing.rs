//! One refresh of one entry: who does it, who waits, what is kept.

mod advisory;

use super::announced::Announced;
use super::chain;
use super::entry::Entry;
use super::key::Key;
use super::lock::{Attempt, Lock, attempt};
use super::state::{State, Warning};
use super::{Cache, Obtained, Want};
use crate::credentials::{Credentials, document, parse_document};
use crate::error::{Class, Error, Result};
use crate::host::{io_reason, with_a_person};
use crate::refresh::{ALARMING_SKEW, Lifetime, Verdict};
use crate::sources::{Asking, Context, Identity, Source};
use std::time::Duration;

/// What is kept of the deadline for the fetch itself while waiting for
/// another process; of a short one, half.
const KEPT_FOR_FETCH: Duration = Duration::from_secs(5);
/// The least that a fetch of our own is tried with, when nobody seems to be
/// at it.
const LAST_CHANCE: Duration = Duration::from_secs(2);
/// The most that Go's first SDK reads of a document, bytes.
const LONGEST_LINE: usize = 8192;

/// An entry that is not fresh, and what is needed to renew it.
pub(super) struct Refreshing<'a> {
    pub cache: &'a Cache<'a>,
    pub source: &'a dyn Source,
    pub key: Key,
    pub identity: &'a Identity,
    pub want: &'a Want,
    pub context: &'a Context<'a>,
}

/// The right to refresh.
enum Turn {
    /// Ours alone, while the lock is held.
    Locked(#[expect(dead_code, reason = "held, not read")] Lock),
    /// The holder of the lock takes too long. One process at a time goes on
    /// without it: a crowd would be as many calls to an issuer that hangs.
    Late(#[expect(dead_code, reason = "held, not read")] Lock),
    /// Nobody can tell: there is no lock to be had.
    Unlocked,
}

/// What came of waiting for the turn.
enum Waited {
    Turn(Turn),
    /// Another process has done it.
    Done(Entry),
}

impl Refreshing<'_> {
    /// There is nothing good enough: get new credentials, or fail.
    pub fn mandatory(&self) -> Result<Obtained> {
        let turn = match self.wait()? {
            Waited::Done(entry) => return self.cached(entry),
            Waited::Turn(turn) => turn,
        };
        // The previous holder may have done the work, or failed at it, while
        // we waited.
        if let Some(entry) = self.good_enough() {
            return self.cached(entry);
        }
        if let Some(error) = self.shared_failure() {
            return Err(error);
        }
        self.refresh(&turn, self.context).inspect_err(|error| {
            self.record(&turn, |state, now| state.fail(error, now));
        })
    }

    /// What is printed of an entry.
    pub fn cached(&self, entry: Entry) -> Result<Obtained> {
        let credentials = parse_document(entry.line(), entry.lifetime)
            .ok_or_else(|| Error::failed("the cached credentials cannot be read"))?;
        Ok(Obtained {
            line: crate::secret::Secret::new(entry.line().to_owned()),
            credentials,
            key: Some(self.key),
            fetched: false,
        })
    }

    /// Waits until it is our turn, or another process has settled the matter.
    ///
    /// A kernel lock has no deadline, so it is tried again and again, and the
    /// entry read each time: a good one ends the wait without the lock.
    fn wait(&self) -> Result<Waited> {
        let kept = KEPT_FOR_FETCH.min(self.context.deadline.remaining() / 2);
        let own_limit = self.context.deadline.earlier(kept);
        let mut told = false;
        let mut asking = Announced::new(self.context);
        loop {
            match self.attempt() {
                Attempt::Ours(lock) => return Ok(Waited::Turn(Turn::Locked(lock))),
                Attempt::Unavailable(error) => {
                    self.note(&format!("going on without a lock: {}", io_reason(&error)));
                    return Ok(Waited::Turn(Turn::Unlocked));
                }
                Attempt::Busy => {}
            }
            if let Some(entry) = self.good_enough() {
                return Ok(Waited::Done(entry));
            }
            let state = self.cache.state(&self.key);
            if let Some(error) = self.shared(&state) {
                return Err(error);
            }
            let now = self.context.host.milliseconds();
            // While a person is being asked, that person sets the pace.
            if own_limit.has_passed()
                && state.asking_at(now).is_none()
                && let Some(turn) = self.late_turn(&state)?
            {
                self.note("the other process takes too long, going on without it");
                return Ok(Waited::Turn(turn));
            }
            if !told {
                self.note("waiting for another process that refreshes");
                told = true;
            }
            match state.asking_at(now) {
                Some(what) => {
                    asking.pass_on(what, state.asking_until);
                    with_a_person(|| std::thread::sleep(self.pause(now)));
                }
                None => std::thread::sleep(self.pause(now)),
            }
        }
    }

    /// A turn without the lock, for which too long was waited; `None` while
    /// another process has that turn.
    fn late_turn(&self, state: &State) -> Result<Option<Turn>> {
        let deadline = self.context.deadline;
        let Some(store) = self.cache.store.as_ref().filter(|_| self.cache.entries) else {
            // What another fetches would not reach us.
            return Ok(Some(Turn::Unlocked));
        };
        if deadline.has_passed() {
            return Err(Error::transient(
                "another process has been refreshing these credentials for too long",
            )
            .hint("see whether a brs hangs, or give it more time with --timeout"));
        }
        Ok(match attempt(store, &format!("{}.late.lock", self.key)) {
            Attempt::Ours(lock) => Some(Turn::Late(lock)),
            Attempt::Unavailable(_) => Some(Turn::Unlocked),
            // Where nothing can be written down, nothing is worth waiting for.
            Attempt::Busy => (deadline.earlier(LAST_CHANCE).has_passed()
                && !state.is_under_way(self.context.since))
            .then_some(Turn::Unlocked),
        })
    }

    /// 10 to 50 ms, so that a crowd does not step in time.
    fn pause(&self, now: i64) -> Duration {
        let process = u64::from(std::process::id());
        let mixed =
            (now.unsigned_abs() ^ process.wrapping_mul(0x9e37_79b9)).wrapping_mul(2_654_435_761);
        Duration::from_millis(10 + (mixed >> 16) % 41)
    }

    /// An entry that ends a wait: insisting on a fresh one would make a crowd
    /// fetch one by one.
    fn good_enough(&self) -> Option<Entry> {
        let entry = self.cache.load(&self.key)?;
        matches!(self.verdict(&entry), Verdict::Fresh | Verdict::Advisory).then_some(entry)
    }

    fn verdict(&self, entry: &Entry) -> Verdict {
        self.cache.verdict(entry, self.want, self.context)
    }

    fn attempt(&self) -> Attempt {
        match &self.cache.store {
            Some(store) => attempt(store, &format!("{}.lock", self.key)),
            None => Attempt::Unavailable(std::io::Error::other("there is no cache directory")),
        }
    }

    fn shared_failure(&self) -> Option<Error> {
        self.shared(&self.cache.state(&self.key))
    }

    fn shared(&self, state: &State) -> Option<Error> {
        let now = self.context.host.milliseconds();
        let shared = state.shared_failure(self.context.since, now, self.want.force)?;
        // What was refused may have been another's token code; and whoever
        // brings one needs no person.
        let is_of_a_code = state.is_about_a_code() || shared.class() == Class::Refused;
        (!is_of_a_code || !self.context.brings_code).then_some(shared)
    }

    /// Fetches, saves and tells.
    fn refresh(&self, turn: &Turn, context: &Context<'_>) -> Result<Obtained> {
        let recorded = self.record(turn, |state, now| {
            state.attempted = now;
            state.what = Some(self.source.describe());
        });
        let chain = chain::with(context.chain, &self.key);
        let announce = |asking: Option<&Asking>| {
            self.record(turn, |state, _| state.ask(asking));
            (context.announce)(asking);
        };
        let began = self.context.host.milliseconds();
        let again = || {
            let entry = self.good_enough().filter(|entry| entry.issued >= began)?;
            parse_document(entry.line(), entry.lifetime)
        };
        let context = Context {
            // Where others cannot learn of a failure, each of them will try.
            may_repeat: context.may_repeat && recorded,
            chain: &chain,
            announce: &announce,
            again: &again,
            ..*context
        };
        let credentials = self.cache.fetch(self.source, self.want, &context)?;
        let line = document(&credentials);
        self.inspect(&credentials, line.expose());
        // The entry comes last: whoever finds it leaves the state alone, and
        // what a process that is killed leaves of that would stay.
        self.record(turn, State::succeed);
        let key = self.save(turn, &credentials, line.expose());
        if !self.cache.warnings.borrow().is_empty() {
            self.record(turn, |_, _| ());
        }
        Ok(Obtained {
            credentials,
            line,
            key,
            fetched: true,
        })
    }

    /// Warns of what is odd about new credentials.
    fn inspect(&self, credentials: &Credentials, line: &str) {
        if line.len() >= LONGEST_LINE {
            self.cache.warn(format!(
                "the document has {} bytes; some SDKs read no more than {LONGEST_LINE}",
                line.len()
            ));
        }
        let skew = credentials.lifetime.map_or(0, |lifetime| lifetime.skew);
        if skew.saturating_abs() > ALARMING_SKEW {
            let direction = if skew > 0 { "behind" } else { "ahead of" };
            self.cache.warn(format!(
                "the clock of this machine is {} s {direction} the issuer's",
                skew.saturating_abs()
            ));
        }
    }

    /// Saves credentials that end, or that are to be kept for a while; a save that fails is a warning.
    fn save(&self, turn: &Turn, credentials: &Credentials, line: &str) -> Option<Key> {
        let store = self.cache.store.as_ref().filter(|_| self.cache.entries)?;
        let issued = self.context.host.milliseconds();
        let lifetime = credentials.lifetime.or_else(|| self.kept())?;
        let entry = Entry::new(self.identity.as_bytes(), line, issued, lifetime);
        let name = self.key.to_string();
        let temporary = self.temporary(turn, &name);
        match store.replace(&name, &temporary, entry.as_bytes(), true) {
            Ok(()) => Some(self.key),
            Err(error) => {
                self.cache.warn(format!(
                    "cannot save credentials in {}: {}",
                    store.path().display(),
                    io_reason(&error)
                ));
                None
            }
        }
    }

    /// How long credentials are kept that do not end: nobody is told but the
    /// entry.
    fn kept(&self) -> Option<Lifetime> {
        let now = self.context.host.now();
        Some(Lifetime {
            issued: now,
            expiration: now.plus(self.source.keeps()?),
            skew: 0,
        })
    }

    /// Changes the state; whether it could be written.
    fn record(&self, turn: &Turn, change: impl FnOnce(&mut State, i64)) -> bool {
        let Some(store) = &self.cache.store else {
            return false;
        };
        let now = self.context.host.milliseconds();
        let mut state = self.cache.state(&self.key);
        change(&mut state, now);
        let warnings = self.cache.warnings.take();
        if !warnings.is_empty() {
            let message = warnings.join("; ");
            state.warning = Some(Warning { at: now, message });
        }
        let name = format!("{}.state", self.key);
        let temporary = self.temporary(turn, &name);
        store
            .replace(&name, &temporary, &state.render(), false)
            .is_ok()
    }

    /// One temporary name for each file while the lock makes it ours, a
    /// random one while it does not.
    fn temporary(&self, turn: &Turn, name: &str) -> String {
        match turn {
            Turn::Locked(_) => format!("{name}.tmp"),
            Turn::Late(_) | Turn::Unlocked => format!(
                "{name}.{}-{}.tmp",
                std::process::id(),
                self.context.host.milliseconds()
            ),
        }
    }

    fn note(&self, message: &str) {
        self.context.host.voice.note(message);
    }
}
