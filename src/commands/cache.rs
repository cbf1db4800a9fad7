//! `brs cache`: what is in it, without its secrets; and away with it.

mod report;
mod words;

use super::{Parse, Preferences};
use crate::cache::{Cleared, Content, Inventory, Item, Key, Known};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::output::{self, Cell, Tone, table};
use crate::refresh::Timestamp;
use crate::sources::Request;
use report::{Report, Told};
use std::time::Duration;
use words::{harmless, span};

/// How long a process that refreshes an entry is waited for: longer than STS
/// takes, and no longer than a person likes to wait.
const PATIENCE: Duration = Duration::from_secs(10);
/// As much of a key as a list shows, digits.
const SHORT: usize = 12;

/// `brs cache …`
#[derive(Clone, Debug)]
pub enum CacheJob {
    /// `brs cache path`
    Path(Preferences),
    /// `brs cache list`
    List {
        /// Where the cache is.
        preferences: Preferences,
        /// Whether to print JSON.
        json: bool,
    },
    /// `brs cache show`
    Show {
        /// Of which entry.
        named: Named,
        /// Where the cache is.
        preferences: Preferences,
        /// Whether to print JSON.
        json: bool,
    },
    /// `brs cache clear`
    Clear {
        /// Which entries.
        clear: Clear,
        /// Where the cache is.
        preferences: Preferences,
    },
}

/// An entry.
#[derive(Clone, Debug)]
pub enum Named {
    /// By the beginning of its key.
    Key(String),
    /// By the source that it is an entry of.
    Source(Box<Request>),
}

/// Entries to remove.
#[derive(Clone, Debug)]
pub enum Clear {
    /// By what they are.
    Whole(Whole),
    /// One by one.
    Named(Vec<Named>),
}

/// Many entries at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// All that have expired.
    Expired,
    /// All.
    All,
}

impl CacheJob {
    pub(super) fn run(&self, host: &Host, parse: Parse<'_>) -> Result<()> {
        let (Self::Path(preferences)
        | Self::List { preferences, .. }
        | Self::Show { preferences, .. }
        | Self::Clear { preferences, .. }) = self;
        host.voice.set_verbosity(preferences.verbosity);
        let place = preferences.cache_dir.as_deref();
        if let Self::Path(_) = self {
            let path = Inventory::place(host, place)?;
            return output::show(&format!("{}\n", path.display()));
        }
        let inventory = Inventory::open(host, place)?;
        let find = |named: &Named| match named {
            Named::Key(beginning) => find(beginning, &inventory),
            Named::Source(request) => preferences.key_of(request, host, parse),
        };
        match self {
            Self::Path(_) => Ok(()),
            Self::List { json, .. } => list(&inventory, *json, host),
            Self::Show { named, json, .. } => {
                let key = find(named)?;
                let item = inventory.of_key(&key).ok_or_else(|| nothing(named, &key))?;
                show(item, &inventory, *json, host)
            }
            Self::Clear { clear, .. } => match clear {
                Clear::Named(named) => {
                    let keys: Vec<Key> = named.iter().map(find).collect::<Result<_>>()?;
                    for (named, key) in named.iter().zip(&keys) {
                        match inventory.of_key(key).map(|item| item.content) {
                            None => return Err(nothing(named, key)),
                            Some(Content::OtherSchema | Content::Foreign) => {
                                return Err(left_alone(key));
                            }
                            Some(_) => {}
                        }
                    }
                    remove(&keys, &inventory, host, |_| true)
                }
                Clear::Whole(whole) => {
                    let items = inventory.items();
                    let keys: Vec<Key> = items
                        .iter()
                        .filter_map(|item| Key::parse(&item.name))
                        .collect();
                    let now = host.now();
                    let is_over = |known: &Known| known.lifetime.remaining(now) <= 0;
                    remove(&keys, &inventory, host, |content| match content {
                        Content::Entry(known) => *whole == Whole::All || is_over(known),
                        _ => *whole == Whole::All,
                    })
                }
            },
        }
    }
}

/// The one key that begins like this.
fn find(beginning: &str, inventory: &Inventory) -> Result<Key> {
    let wanted = beginning.to_ascii_lowercase();
    if wanted.is_empty() || !wanted.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::misused(format!(
            "'{beginning}' is neither a source nor the beginning of a key"
        ))
        .hint("see the keys with: brs cache list"));
    }
    let items = inventory.items();
    let keys = items.iter().filter_map(|item| Key::parse(&item.name));
    let found: Vec<Key> = keys
        .filter(|key| key.to_string().starts_with(&wanted))
        .collect();
    match found[..] {
        [key] => Ok(key),
        [] => Err(
            Error::failed(format!("there is no key that begins with {beginning}"))
                .hint("see the keys with: brs cache list"),
        ),
        _ => Err(
            Error::misused(format!("{} keys begin with {beginning}", found.len()))
                .hint("give more of the key"),
        ),
    }
}

fn nothing(named: &Named, key: &Key) -> Error {
    let what = match named {
        Named::Key(_) => key.to_string(),
        Named::Source(request) => request.describe(),
    };
    Error::failed(format!("there is nothing in the cache of {what}"))
        .hint("see what there is with: brs cache list")
}

fn left_alone(key: &Key) -> Error {
    Error::failed(format!("{key} is not of this version of brs"))
        .hint("remove the file by hand: its directory is shown by brs cache path")
}

/// Removes what `is_meant` of these; a failure of one keeps none of the others.
fn remove(
    keys: &[Key],
    inventory: &Inventory,
    host: &Host,
    is_meant: impl Fn(&Content) -> bool,
) -> Result<()> {
    let links = inventory.links();
    let (mut removed, mut failed) = (0, None);
    for key in keys {
        match inventory.clear(key, &links, &is_meant, host.deadline(PATIENCE)) {
            Ok(Cleared::Removed) => removed += 1,
            Ok(Cleared::Kept) => {}
            Err(error) => failed = Some(error.context(format!("cannot clear {key}"))),
        }
    }
    match failed {
        Some(error) => Err(error),
        None if removed == 1 => output::show("removed 1 entry\n"),
        None => output::show(&format!("removed {removed} entries\n")),
    }
}

fn report(item: Item, inventory: &Inventory, host: &Host) -> Report {
    Report::of(item, inventory.path(), host.now())
}

fn json(value: &impl serde::Serialize) -> Result<()> {
    let text = serde_json::to_string(value).expect("texts and numbers are JSON");
    output::show(&(text + "\n"))
}

fn list(inventory: &Inventory, as_json: bool, host: &Host) -> Result<()> {
    let reports: Vec<Report> = inventory
        .items()
        .into_iter()
        .map(|item| report(item, inventory, host))
        .collect();
    if as_json {
        return json(&reports);
    }
    if reports.is_empty() {
        return Ok(());
    }
    let relative = output::is_terminal();
    let colours = relative && !host.is_set(Variable::NoColor);
    let rows: Vec<[Cell; 7]> = reports
        .iter()
        .map(|report| row(report, relative.then(|| host.now())))
        .collect();
    output::show(&table(
        [
            "KEY",
            "WHAT",
            "ACCOUNT",
            "ROLE",
            "EXPIRES",
            "REFRESHED",
            "LAST FAILURE",
        ],
        &rows,
        colours,
    ))
}

/// One line of the list; `now`, if times are told relative to it.
fn row(report: &Report, now: Option<Timestamp>) -> [Cell; 7] {
    let tone = match report.status {
        "entry" | "nothing" => Tone::Plain,
        _ => Tone::Faint,
    };
    let cell = |text: Option<&str>| (text.unwrap_or("-").to_owned(), tone);
    let key = report.key.get(..SHORT).unwrap_or(&report.key);
    let key = match Key::parse(&report.key) {
        Some(_) => key,
        None => &report.key,
    };
    let expires = match (now, report.left) {
        (Some(_), Some(left)) if left > 0 => Some(format!("in {}", span(left))),
        (Some(_), Some(left)) => Some(format!("{} ago", span(left))),
        _ => report.expiration.clone(),
    };
    let ago = |moment: Timestamp| match now {
        Some(now) => format!("{} ago", span(now.since(moment).max(0))),
        None => moment.to_string(),
    };
    let failure = report.last_failure.as_ref();
    let failure = failure.map(|told| format!("{}: {}", ago(told.moment), told.message));
    [
        cell(Some(key)),
        cell(Some(&report.what)),
        cell(report.account.as_deref()),
        cell(report.role.as_deref()),
        cell(expires.as_deref()),
        cell(report.refreshed_at.map(ago).as_deref()),
        match (failure, report.failures) {
            (Some(failure), Some(_)) => (failure, Tone::Alarming),
            // A refresh has succeeded since.
            (Some(failure), None) => (failure, Tone::Faint),
            (None, _) => cell(None),
        },
    ]
}

fn show(item: Item, inventory: &Inventory, as_json: bool, host: &Host) -> Result<()> {
    let report = report(item, inventory, host);
    if as_json {
        return json(&report);
    }
    let mut lines = vec![
        ("key", Some(report.key.clone())),
        ("status", Some(report.status.to_owned())),
        ("what", Some(report.what.clone())),
        ("account", report.account.clone()),
        ("role", report.role.clone()),
        ("access key ID", report.access_key_id.clone()),
        ("refreshed", report.refreshed.clone()),
        ("expiration", report.expiration.clone()),
        ("file", Some(report.file.clone())),
    ];
    let told = |told: &Told| format!("{}: {}", told.at, told.message);
    if let Some(failure) = &report.last_failure {
        let name = match report.failures {
            Some(_) => "failed",
            None => "failed before",
        };
        lines.push((name, Some(told(failure))));
        lines.push(("hint", failure.hint.clone()));
    }
    lines.push(("warned", report.last_warning.as_ref().map(told)));
    let known = lines
        .iter()
        .filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let mut text: String = known.map(|(name, value)| line(name, value)).collect();
    if !report.parts.is_empty() {
        text.push_str("\nwhat makes it differ from others:\n");
    }
    for (name, value) in &report.parts {
        text.push_str(&line(name, value));
    }
    output::show(&text)
}

fn line(name: &str, value: &str) -> String {
    format!("{:<15}  {}\n", harmless(name), harmless(value))
}
