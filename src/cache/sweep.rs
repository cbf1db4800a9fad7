//! Nothing grows for ever: each refresh looks at a few files and removes what
//! nobody will use again.

use super::entry::Entry;
use super::key::Key;
use super::lock::{Attempt, attempt};
use super::store::Store;
use crate::host::Host;
use std::collections::BTreeSet;

/// Files that one sweep looks at.
const AT_MOST: usize = 32;
const DAY: i64 = 24 * 3600;
const WEEK: i64 = 7 * DAY;
const YEAR: i64 = 365 * DAY;
/// No write takes this long, seconds: a temporary file that is older was left
/// behind.
const WRITING: i64 = 600;

/// Looks at up to 32 files, beginning at a place that differs from sweep to
/// sweep, so that living files do not shield dead ones.
pub fn sweep(store: &Store, host: &Host) {
    let mut names = store.names();
    if names.is_empty() {
        return;
    }
    let all: BTreeSet<String> = names.iter().cloned().collect();
    let begin = host.milliseconds().unsigned_abs() % names.len() as u64;
    names.rotate_left(usize::try_from(begin).unwrap_or(0));
    let now = host.now().seconds();
    for name in names.iter().take(AT_MOST) {
        let Some(age) = store.facts(name).map(|facts| now - facts.modified) else {
            continue;
        };
        match name.split_once('.') {
            // Not a name of ours.
            _ if Key::parse(name.split('.').next().unwrap_or_default()).is_none() => {}
            None if age > DAY => entry(store, host, name, age > WEEK),
            // A state without an entry.
            Some((key, "state")) if age > DAY && !all.contains(key) => {
                with_lock(store, key, || {
                    if store.facts(key).is_none() {
                        store.remove(name);
                        store.remove(&format!("{key}.lock"));
                    }
                })
            }
            // Its holder would have touched the entry or the state.
            Some((key, "lock" | "late.lock")) if age > WEEK && !all.contains(key) => {
                if let Attempt::Ours(_lock) = attempt(store, name) {
                    store.remove(name);
                }
            }
            // One entry can have any number of links; a link that is still of
            // use is made again by the next run.
            Some((_, "link")) if age > WEEK => store.remove(name),
            Some((_, "link")) if age > DAY => link(store, &all, name),
            Some((_, "note")) if age > YEAR => store.remove(name),
            Some((_, kind)) if kind.ends_with("tmp") && age > WRITING => store.remove(name),
            _ => {}
        }
    }
}

/// Removes an entry that expired a day ago, and all that belongs to it.
///
/// What is not a whole entry of ours is left to the refresh that replaces it,
/// it may be a later brs's, until it is `old`: credentials live for 37 hours at
/// most.
fn entry(store: &Store, host: &Host, name: &str, old: bool) {
    with_lock(store, name, || {
        let entry = Key::parse(name)
            .zip(store.read(name))
            .and_then(|(key, bytes)| Entry::parse(bytes, &key));
        let dead = match entry {
            Some(entry) => host.now().since(entry.lifetime.expiration) > DAY,
            None => old,
        };
        if dead {
            store.remove(name);
            store.remove(&format!("{name}.state"));
            store.remove(&format!("{name}.lock"));
        }
    });
}

/// Removes a link whose entry is gone.
fn link(store: &Store, all: &BTreeSet<String>, name: &str) {
    let dead = match store
        .read(name)
        .map(|bytes| super::link::Link::parse(name, &bytes))
    {
        None => false,
        Some(None) => true,
        Some(Some(link)) => !all.contains(&link.key.to_string()),
    };
    if dead {
        store.remove(name);
    }
}

/// Does something to the files of a key while nobody refreshes it.
fn with_lock(store: &Store, key: &str, act: impl FnOnce()) {
    if let Attempt::Ours(_lock) = attempt(store, &format!("{key}.lock")) {
        act();
    }
}
