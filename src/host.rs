//! The only door to the clock, the environment and the directories.

mod ancestors;
mod files;
mod guard;
mod machine;
mod replacement;
mod signals;
mod terminal;
mod variables;
mod voice;

pub use ancestors::ancestors;
pub use files::{Stamp, contents};
pub use guard::{end_with_parent, guard, unguard, user_number};
pub use machine::{host_name, machine_id};
pub use replacement::Replacement;
pub use signals::{Held, Unstopped, act, stop};
pub use terminal::{Modes, Terminal, cannot_be_continued, restore};
pub use variables::{Counts, Variable};
pub use voice::Voice;

use crate::error::{Error, Result};
use crate::refresh::Timestamp;
use std::cell::{Cell, OnceCell, RefCell};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use zeroize::Zeroizing;

/// The machine and the moment that this run stands in.
pub struct Host {
    /// When the process started, milliseconds since the epoch.
    started: i64,
    /// What every file was like when it was read, or that it was absent.
    seen: RefCell<Vec<Stamp>>,
    /// `BRS_CHAIN`, once it was read.
    chain: OnceCell<String>,
    /// Who speaks to the person, and how much.
    pub voice: Voice,
}

impl Host {
    /// Looks at the clock once, and at nothing else.
    pub fn new() -> Self {
        Self {
            started: milliseconds(),
            seen: RefCell::new(Vec::new()),
            chain: OnceCell::new(),
            voice: Voice::default(),
        }
    }

    /// When this process started, milliseconds since the epoch.
    pub fn started(&self) -> i64 {
        self.started
    }

    /// Now, to the second.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_seconds(milliseconds().div_euclid(1000))
    }

    /// Now, milliseconds since the epoch.
    pub fn milliseconds(&self) -> i64 {
        milliseconds()
    }

    /// A deadline this far away.
    pub fn deadline(&self, after: Duration) -> Deadline {
        Deadline::new(instant() + after)
    }

    /// The value of a variable as it is, if it is set and not empty.
    ///
    /// An empty variable counts as unset, as in every SDK.
    pub fn variable_os(&self, variable: Variable) -> Option<OsString> {
        value_of(variable)
    }

    /// Whether a variable is set and not empty. Its value, which may be a
    /// secret, is wiped again.
    pub fn is_set(&self, variable: Variable) -> bool {
        let value = self.variable_os(variable).map(OsString::into_encoded_bytes);
        value.map(Zeroizing::new).is_some()
    }

    /// The value of a variable as text.
    ///
    /// # Errors
    ///
    /// Exit status 2 when it is not UTF-8.
    pub fn variable(&self, variable: Variable) -> Result<Option<String>> {
        text_of(variable)
    }

    /// `BRS_CHAIN`: the keys that are being obtained by the brs that runs the
    /// program that runs this one, with commas between them.
    pub fn chain(&self) -> &str {
        self.chain.get_or_init(|| {
            let value = self.variable_os(Variable::Chain);
            value.unwrap_or_default().to_string_lossy().into_owned()
        })
    }

    /// The whole environment, for a program that is run: names that are
    /// `wanted`, and their values. What is not is wiped again.
    pub fn environment(&self, wanted: impl Fn(&OsStr) -> bool) -> Vec<(OsString, OsString)> {
        variables::all(wanted)
    }

    /// The working directory, if there still is one.
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    pub fn working_directory(&self) -> Option<PathBuf> {
        std::env::current_dir().ok()
    }

    /// The user's home directory.
    pub fn home(&self) -> Option<PathBuf> {
        directories::BaseDirs::new().map(|base| base.home_dir().to_owned())
    }

    /// The platform's cache directory for brs, if there is a home to have it in.
    pub fn cache_directory(&self) -> Option<PathBuf> {
        directories::BaseDirs::new().map(|base| base.cache_dir().join("brs"))
    }

    /// A path in which a `~` in front stands for the home directory, where no
    /// shell has seen to that.
    pub fn expanded(&self, path: PathBuf) -> PathBuf {
        match path.strip_prefix("~") {
            Ok(below) => self.home().map_or(path.clone(), |home| home.join(below)),
            Err(_) => path,
        }
    }

    /// The name of the user, as the environment tells it.
    pub fn user(&self) -> Option<OsString> {
        self.variable_os(Variable::User)
            .or_else(|| self.variable_os(Variable::LogName))
    }

    /// Reads a file that settles what is asked for, and remembers what it was
    /// like; `None` when there is no such file.
    ///
    /// # Errors
    ///
    /// Any other reason why it cannot be read, naming the path.
    pub fn read(&self, path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let (stamp, bytes) = files::read(path).map_err(|error| {
            Error::misused(io_reason(&error)).context(format!("cannot read {}", path.display()))
        })?;
        self.seen.borrow_mut().push(stamp);
        let found = if bytes.is_some() {
            "read"
        } else {
            "there is no"
        };
        self.voice
            .detail(format_args!("{found} {}", path.display()));
        Ok(bytes)
    }

    /// Remembers what a file is like that settles what is asked for without
    /// being read; `None` where it cannot be looked at.
    pub fn watch(&self, path: &Path) -> Option<Stamp> {
        let stamp = Stamp::of(path)?;
        self.seen.borrow_mut().push(stamp.clone());
        Some(stamp)
    }

    /// The stamps of all files read so far.
    pub fn seen(&self) -> Vec<Stamp> {
        self.seen.borrow().clone()
    }

    /// Where the program that is running is.
    pub fn program_path(&self) -> Option<PathBuf> {
        std::env::current_exe().ok()
    }

    /// The stamp of the program that is running.
    pub fn program(&self) -> Option<Stamp> {
        // Without /proc, as on macOS, the first is absent.
        let there = |stamp: &Stamp| stamp.numbers != [0; 5];
        Stamp::of(Path::new("/proc/self/exe"))
            .filter(there)
            .or_else(|| Stamp::of(&self.program_path()?).filter(there))
    }
}

impl Default for Host {
    fn default() -> Self {
        Self::new()
    }
}

/// A moment after which nothing is waited for any longer, by a clock that
/// nobody can set. Time that goes to people puts it off.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
    at: Instant,
    /// What people had taken when it was set.
    people: Duration,
}

thread_local! {
    /// The time that people have taken so far. Whoever obtains credentials
    /// does so on one thread.
    static PEOPLE: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Does something whose time is a person's: it counts against no deadline
/// that was set before.
pub fn with_a_person<T>(act: impl FnOnce() -> T) -> T {
    let began = Stopwatch::start();
    let done = act();
    PEOPLE.set(PEOPLE.get() + began.elapsed());
    done
}

impl Deadline {
    fn new(at: Instant) -> Self {
        let people = PEOPLE.get();
        Self { at, people }
    }

    /// A deadline this far away, for whoever has no host at hand.
    pub fn after(span: Duration) -> Self {
        Self::new(instant() + span)
    }

    /// The moment, put off by what people took since it was set.
    fn moment(&self) -> Instant {
        self.at + PEOPLE.get().saturating_sub(self.people)
    }

    /// The time left, zero when it has passed.
    pub fn remaining(&self) -> Duration {
        self.moment().saturating_duration_since(instant())
    }

    /// Whether it has passed.
    pub fn has_passed(&self) -> bool {
        self.remaining().is_zero()
    }

    /// A deadline this much earlier.
    pub fn earlier(&self, by: Duration) -> Self {
        let at = self.at.checked_sub(by).unwrap_or_else(instant);
        Self { at, ..*self }
    }

    /// The further of two.
    pub fn later(self, other: Self) -> Self {
        match self.moment() >= other.moment() {
            true => self,
            false => other,
        }
    }

    /// The nearer of two.
    pub fn sooner(self, other: Self) -> Self {
        match self.moment() <= other.moment() {
            true => self,
            false => other,
        }
    }
}

/// A moment that lies behind, by the same clock.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Now.
    pub fn start() -> Self {
        Self(instant())
    }

    /// The time since.
    pub fn elapsed(&self) -> Duration {
        instant().saturating_duration_since(self.0)
    }
}

/// Says why an operation on a file failed, without Rust's "(os error 2)".
pub fn io_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the door")]
fn instant() -> Instant {
    Instant::now()
}

/// The value of a variable as it is, for whoever has no host at hand.
pub fn value_of(variable: Variable) -> Option<OsString> {
    variables::read(variable)
}

/// The value of a variable as text, for whoever has no host at hand.
///
/// # Errors
///
/// Exit status 2 when it is not UTF-8.
pub fn text_of(variable: Variable) -> Result<Option<String>> {
    let Some(value) = value_of(variable) else {
        return Ok(None);
    };
    let wrong = |_| Error::misused(format!("variable {} is not UTF-8", variable.name()));
    value.into_string().map(Some).map_err(wrong)
}

/// Now, to the second, for whoever has no host at hand.
pub fn now() -> Timestamp {
    Timestamp::from_seconds(milliseconds().div_euclid(1000))
}

/// Milliseconds since the epoch, negative before it.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
fn milliseconds() -> i64 {
    let now = SystemTime::now();
    let clamp = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    match now.duration_since(UNIX_EPOCH) {
        Ok(after) => clamp(after),
        Err(before) => -clamp(before.duration()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_people_counts_against_no_deadline() {
        let deadline = Host::new().deadline(Duration::from_secs(10));
        with_a_person(|| std::thread::sleep(Duration::from_millis(1100)));
        assert!(deadline.remaining() > Duration::from_secs(9));
        let set_later = Host::new().deadline(Duration::from_secs(10));
        assert!(set_later.remaining() <= Duration::from_secs(10));
    }
}
