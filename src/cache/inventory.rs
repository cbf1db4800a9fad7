//! What is in the cache, for a person who looks into it, and what is removed
//! at a person's wish. Nothing here makes or repairs anything.

use super::entry::Entry;
use super::key::Key;
use super::link::Link;
use super::lock::{Attempt, attempt};
use super::state::State;
use super::store::Store;
use crate::credentials::parse_document;
use crate::error::{Error, Result};
use crate::host::{Deadline, Host, io_reason};
use crate::refresh::Lifetime;
use crate::sources::Parts;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait before a lock is tried again.
const PAUSE: Duration = Duration::from_millis(25);

/// A cache that is looked into.
pub struct Inventory {
    /// `None`: there is none yet.
    store: Option<Store>,
    path: PathBuf,
}

/// What lies under one name.
pub struct Item {
    /// The key, in hexadecimal digits; of what is not ours, the name.
    pub name: String,
    /// What it is.
    pub content: Content,
    /// What happened to it lately.
    pub state: Option<State>,
}

/// What a file is.
pub enum Content {
    /// An entry.
    Entry(Box<Known>),
    /// There is no entry, only what went wrong.
    Nothing,
    /// An entry that is not whole: the next refresh replaces it.
    Damaged,
    /// An entry of a brs that writes another schema.
    OtherSchema,
    /// No file of brs's.
    Foreign,
}

/// All of an entry but its secrets.
pub struct Known {
    /// Everything that makes the request differ from others.
    pub identity: Parts,
    /// When it was issued, and when it ends.
    pub lifetime: Lifetime,
    /// A name, not a secret.
    pub access_key_id: String,
    /// Whose account, if the document tells.
    pub account_id: Option<String>,
}

/// What came of clearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleared {
    /// It is gone.
    Removed,
    /// There was no reason to remove it, or it is not brs's to remove.
    Kept,
}

impl Inventory {
    /// Opens the cache in the directory that a person named, or in the
    /// platform's place, as it is.
    ///
    /// # Errors
    ///
    /// No place to look in; a directory that is not to be trusted.
    pub fn open(host: &Host, named: Option<&Path>) -> Result<Self> {
        let directory = directory(host, named)?;
        let store = Store::look(&directory).map_err(|error| {
            Error::failed(io_reason(&error)).context(format!(
                "cannot look into the cache {}",
                directory.display()
            ))
        })?;
        Ok(Self {
            store,
            path: Store::place(&directory),
        })
    }

    /// Where the entries are, or would be.
    ///
    /// # Errors
    ///
    /// No place to look in.
    pub fn place(host: &Host, named: Option<&Path>) -> Result<PathBuf> {
        directory(host, named).map(|directory| Store::place(&directory))
    }

    /// The directory that the entries are in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Everything that is there: entries, failures without one, and what is
    /// not brs's; by name.
    pub fn items(&self) -> Vec<Item> {
        let Some(store) = &self.store else {
            return Vec::new();
        };
        let names = store.names();
        let mut shown = BTreeSet::new();
        for name in &names {
            let (first, rest) = name.split_once('.').unwrap_or((name, ""));
            match (Key::parse(first), rest) {
                (Some(_), "" | "state") => shown.insert(first),
                (Some(_), "lock" | "late.lock" | "link" | "note") => false,
                (Some(_), rest) if rest.ends_with("tmp") => false,
                _ => shown.insert(name),
            };
        }
        shown
            .into_iter()
            .map(|name| self.item(store, name))
            .collect()
    }

    /// What lies under this key.
    pub fn of_key(&self, key: &Key) -> Option<Item> {
        let item = self.item(self.store.as_ref()?, &key.to_string());
        (item.state.is_some() || !matches!(item.content, Content::Nothing)).then_some(item)
    }

    fn item(&self, store: &Store, name: &str) -> Item {
        let state = store.read(&format!("{name}.state"));
        Item {
            name: name.to_owned(),
            content: content(store, name),
            state: state.map(|bytes| State::parse(&bytes)),
        }
    }

    /// Removes what lies under this key and `is_meant`, with all that belongs
    /// to it, while nobody refreshes it.
    ///
    /// What is not brs's, or another brs's, is left alone.
    ///
    /// # Errors
    ///
    /// Another process has been refreshing it until the deadline; a file
    /// system that removes nothing.
    pub fn clear(
        &self,
        key: &Key,
        links: &Links,
        is_meant: impl Fn(&Content) -> bool,
        deadline: Deadline,
    ) -> Result<Cleared> {
        let Some(store) = &self.store else {
            return Ok(Cleared::Kept);
        };
        let name = key.to_string();
        let is_ours = |content: &Content| {
            matches!(
                content,
                Content::Entry(_) | Content::Nothing | Content::Damaged
            )
        };
        let _lock = loop {
            match attempt(store, &format!("{name}.lock")) {
                Attempt::Ours(lock) => break Some(lock),
                // Those who refresh do without it too.
                Attempt::Unavailable(_) => break None,
                Attempt::Busy if deadline.has_passed() => {
                    return Err(Error::transient(
                        "another process has been refreshing it for too long",
                    ));
                }
                Attempt::Busy => std::thread::sleep(PAUSE),
            }
        };
        // It may be another one by now.
        let content = content(store, &name);
        if !is_ours(&content) || !is_meant(&content) {
            return Ok(Cleared::Kept);
        }
        for link in links.0.get(&name).into_iter().flatten() {
            store.remove(link);
        }
        let state = format!("{name}.state");
        // What a process that was killed has left; the lock makes it ours.
        for leftover in [format!("{name}.tmp"), format!("{state}.tmp")] {
            store.remove(&leftover);
        }
        for file in [&name, &state] {
            store.remove(file);
            if store.facts(file).is_some() {
                return Err(Error::failed("this file system does not let go of it"));
            }
        }
        Ok(Cleared::Removed)
    }

    /// Which links lead to which entry.
    pub fn links(&self) -> Links {
        let mut links = Links::default();
        let Some(store) = &self.store else {
            return links;
        };
        for name in store.names() {
            if !name.ends_with(".link") {
                continue;
            }
            let link = store.read(&name);
            if let Some(link) = link.and_then(|bytes| Link::parse(&name, &bytes)) {
                links.0.entry(link.key.to_string()).or_default().push(name);
            }
        }
        links
    }
}

fn directory(host: &Host, named: Option<&Path>) -> Result<PathBuf> {
    let directory = named.map(Path::to_owned);
    directory.or_else(|| host.cache_directory()).ok_or_else(|| {
        Error::misused("no cache: neither HOME nor --cache-dir says where")
            .hint("name its directory with --cache-dir")
    })
}

/// The links of each key.
#[derive(Default)]
pub struct Links(BTreeMap<String, Vec<String>>);

fn content(store: &Store, name: &str) -> Content {
    let Some(key) = Key::parse(name) else {
        return Content::Foreign;
    };
    if store.facts(name).is_none() {
        return Content::Nothing;
    }
    let Some(bytes) = store.read(name) else {
        return Content::Foreign;
    };
    if Entry::is_of_another_schema(&bytes) {
        return Content::OtherSchema;
    }
    if !Entry::is_ours(&bytes) {
        return Content::Foreign;
    }
    let Some(entry) = Entry::parse(bytes, &key) else {
        return Content::Damaged;
    };
    let document = parse_document(entry.line(), entry.lifetime);
    match document.zip(Parts::parse(entry.identity())) {
        Some((credentials, identity)) => Content::Entry(Box::new(Known {
            identity,
            lifetime: entry.lifetime,
            access_key_id: credentials.access_key_id,
            account_id: credentials.account_id,
        })),
        None => Content::Damaged,
    }
}
