//! A program of somebody else's that prints credentials: which one it is, what
//! it is given, and one run of it.

use super::given::{Given, Taken};
use super::{Context, Identity};
use crate::child::{self, Job};
use crate::error::{Error, Result, printable};
use crate::host::{Host, Stamp, Variable};
use crate::secret::Secret;
use sha2::{Digest, Sha256};
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// No document of credentials is longer, bytes: the SDKs' own limit.
const LONGEST_DOCUMENT: usize = 64 * 1024;

/// The name of a program and its arguments, which are shown to nobody: people
/// put secrets there.
#[derive(Clone, PartialEq, Eq)]
pub struct Words(Vec<OsString>);

impl Words {
    /// Takes them as they are; `None` where there is not even a name.
    pub fn new(words: Vec<OsString>) -> Option<Self> {
        (!words.is_empty()).then_some(Self(words))
    }

    /// The name, as it was written.
    pub fn name(&self) -> &OsStr {
        self.0.first().map_or(OsStr::new(""), OsString::as_os_str)
    }

    /// The name, as it may be shown.
    pub fn shown(&self) -> String {
        printable(&self.name().to_string_lossy(), 200).into_owned()
    }

    /// Name, number of arguments, and enough of their digest to tell them
    /// from others.
    pub fn describe(&self) -> String {
        let name = self.shown();
        let digest = self.digest();
        let digest: String = digest[..4].iter().map(|b| format!("{b:02x}")).collect();
        match self.arguments().len() {
            0 => name,
            1 => format!("{name} (1 argument, {digest})"),
            count => format!("{name} ({count} arguments, {digest})"),
        }
    }

    fn arguments(&self) -> &[OsString] {
        self.0.get(1..).unwrap_or_default()
    }

    fn digest(&self) -> [u8; 32] {
        digest(self.arguments().iter().map(|word| word.as_encoded_bytes()))
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}

/// Variables with values of their own; each may be a secret.
pub type Set = Arc<[(String, Secret)]>;

/// A program that was found, and what it is given.
pub struct Program {
    words: Words,
    stamp: Stamp,
    given: Given,
    set: Set,
}

impl Program {
    /// Looks for a program, and at what it is given now.
    ///
    /// # Errors
    ///
    /// Why there is none that can be run, as the end of a sentence.
    pub fn find(
        words: Words,
        taken: &Taken,
        set: Set,
        host: &Host,
    ) -> std::result::Result<Self, String> {
        let place = taken.place(host);
        if let Some(directory) = taken.directory().filter(|_| !place.is_dir()) {
            return Err(format!("there is no directory {}", directory.display()));
        }
        let path = host.variable_os(Variable::Path);
        let found = child::find(words.name(), path.as_deref(), &place)
            .map_err(|unfit| unfit.to_string())?;
        if !words.name().as_encoded_bytes().contains(&b'/') {
            // One that appears in a directory before that would be another.
            std::env::split_paths(path.as_deref().unwrap_or_default())
                .map(|directory| place.join(directory).join(words.name()))
                .take_while(|candidate| *candidate != found)
                .for_each(|candidate| {
                    host.watch(&candidate);
                });
        }
        let stamp = host.watch(&found).ok_or("it cannot be looked at")?;
        Ok(Self {
            words,
            stamp,
            given: Given::now(taken, host),
            set,
        })
    }

    /// What it is given, which counts.
    pub fn given(&self) -> Given {
        self.given.clone()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.stamp.path
    }

    /// How it was called.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Everything that makes it differ from others: of arguments and
    /// environment a digest.
    pub fn identify(&self, kind: &str) -> Identity {
        let set = self
            .set
            .iter()
            .flat_map(|(name, value)| [name.as_bytes(), value.expose().as_bytes()]);
        Identity::new(kind, "", None)
            .path("program", self.path())
            .part("stamp", self.stamp.numbers.map(i64::to_le_bytes).concat())
            .part("arguments", self.words.digest())
            .part("given", self.given.digest)
            .optional("set", (!self.set.is_empty()).then(|| digest(set)))
    }

    /// Runs it to its end; `interactive`: with the terminal for its standard
    /// input, if there is one.
    ///
    /// # Errors
    ///
    /// Why there is nothing that it has printed.
    pub fn run(
        &self,
        within: Duration,
        interactive: bool,
        context: &Context<'_>,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let host = context.host;
        host.voice
            .detail(format_args!("the program is {}", self.path().display()));
        let done = child::run(
            &Job {
                words: &self.words.0,
                environment: self.given.taken.environment(&self.set),
                extra: &[(Variable::Chain.name(), context.chain)],
                directory: self.given.taken.directory(),
                within,
                interactive,
                longest_output: LONGEST_DOCUMENT,
            },
            host,
        )?;
        Ok(done.stdout)
    }

    /// That what it printed is of no use: another run may print something else.
    pub fn printed_nothing_good(&self, reason: &str) -> Error {
        Error::transient(reason).hint("run its line by hand, and see what it prints")
    }
}

/// The variables that `BRS_ENV_PASS` names, which every program is given.
///
/// # Errors
///
/// Exit status 2: what can be no name.
pub fn passed_by_all(host: &Host) -> Result<Vec<String>> {
    let Some(names) = host.variable(Variable::EnvPass)? else {
        return Ok(Vec::new());
    };
    names
        .split([' ', ',', '\t', '\n'])
        .filter(|name| !name.is_empty())
        .map(|name| {
            variable_name(name).map_err(|reason| {
                // Somebody may have put a value there, too.
                Error::misused(format!(
                    "invalid value for {}: {reason}",
                    Variable::EnvPass.name()
                ))
            })
        })
        .collect()
}

/// Checks the name of a variable.
///
/// # Errors
///
/// Why it can be none, without repeating it.
pub fn variable_name(text: &str) -> std::result::Result<String, String> {
    let is_odd = |c: char| c == '=' || c == ',' || c.is_whitespace() || c.is_control();
    if text.is_empty() || text.contains(is_odd) {
        return Err("expected the name of a variable".into());
    }
    match text == Variable::Chain.name() {
        true => Err(format!("{text} is for brs itself to set")),
        false => Ok(text.to_owned()),
    }
}

/// A digest of texts, each with its length before it: people put secrets into
/// arguments and environments.
pub fn digest<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}
