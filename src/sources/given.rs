//! What a program is given of what is around brs.

use super::program::digest;
use crate::child::Environment;
use crate::host::Host;
use crate::secret::Secret;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What a program takes of what is around brs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Variables beside those that every program is given.
    pub passed: Vec<String>,
    /// Variables that are given another value, whatever is around.
    pub fixed: Vec<String>,
    /// Where it runs, if not here: as it was written.
    pub directory: Option<PathBuf>,
}

/// What a program is given of what is around brs: the working directory, and
/// of the environment little and always the same, because all of it counts,
/// and in each shell it would be something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What it takes.
    pub taken: Taken,
    /// A digest of what that is.
    pub digest: [u8; 32],
}

impl Given {
    /// What it is now.
    pub fn now(taken: &Taken, host: &Host) -> Self {
        let environment = taken.environment(&[]).variables(host);
        let counts = |name: &OsStr| {
            let is = |known: &String| name == known.as_str();
            let is_passed = taken.passed.iter().any(is);
            !taken.fixed.iter().any(is) && (is_passed || !is_of_a_person(name))
        };
        let directory = taken.place(host);
        let texts = environment
            .iter()
            .filter(|(name, _)| counts(name))
            .flat_map(|(name, value)| [name.as_encoded_bytes(), value.as_encoded_bytes()])
            .chain([directory.as_os_str().as_encoded_bytes()]);
        Self {
            taken: taken.clone(),
            digest: digest(texts),
        }
    }
}

impl Taken {
    /// The environment of the program, with these variables that are set.
    pub fn environment<'a>(&'a self, set: &'a [(String, Secret)]) -> Environment<'a> {
        Environment::Minimal {
            pass: &self.passed,
            set,
        }
    }

    /// The directory that the program runs in.
    pub fn place(&self, host: &Host) -> PathBuf {
        let here = host.working_directory().unwrap_or_default();
        match &self.directory {
            Some(directory) => here.join(directory),
            None => here,
        }
    }

    /// The directory that it is told to run in.
    pub fn directory(&self) -> Option<&Path> {
        self.directory.as_deref()
    }
}

/// Variables that tell how a person is reached, and not whose credentials a
/// program gives: they differ from one terminal to the next.
fn is_of_a_person(name: &OsStr) -> bool {
    const OF_A_PERSON: [&str; 6] = [
        "DISPLAY",
        "GPG_TTY",
        "NO_COLOR",
        "TERM",
        "WAYLAND_DISPLAY",
        "XAUTHORITY",
    ];
    let name = name.to_string_lossy();
    OF_A_PERSON.contains(&&*name) || name.starts_with("XDG_SESSION_")
}
