//! A profile's `credential_process`: a program of somebody else's.

use super::{Context, Identity, Source};
use crate::aws::Profile;
use crate::child::{self, Environment, Job};
use crate::credentials::{Credentials, parse_foreign};
use crate::error::{Error, Result, printable};
use crate::host::{Counts, Host, Stamp, Variable};
use sha2::{Digest, Sha256};
use std::ffi::{OsStr, OsString};

/// No document of credentials is longer, bytes: the SDKs' own limit.
const LONGEST_DOCUMENT: usize = 64 * 1024;
/// What is not passed on: it would make the program ask for itself, or is
/// about what brs prints.
const KEPT: [Variable; 6] = [
    Variable::AccessKeyId,
    Variable::Chain,
    Variable::ContainerToken,
    Variable::ContainerTokenFile,
    Variable::Output,
    Variable::Profile,
];

/// A program that prints credentials.
pub struct Process {
    profile: String,
    words: Vec<OsString>,
    program: Stamp,
    given: Given,
}

impl Process {
    /// Takes the line of a profile apart, as botocore does.
    ///
    /// # Errors
    ///
    /// Exit status 2: quotes without an end, no such program, one that cannot
    /// be run.
    pub fn of_profile(profile: &Profile<'_>, host: &Host) -> Result<Self> {
        let name = profile.name();
        let wrong = |reason: &str| {
            Error::misused(format!("credential_process of profile '{name}': {reason}"))
        };
        let line = profile.get("credential_process").unwrap_or_default();
        let words = child::split(line).map_err(|reason| wrong(&reason))?;
        let path = host.variable_os(Variable::Path);
        let here = host.working_directory().unwrap_or_default();
        let program = child::find(&words[0], path.as_deref(), &here).map_err(|unfit| {
            let shown = words[0].to_string_lossy();
            wrong(&format!("{}: {unfit}", printable(&shown, 200)))
        })?;
        let program = host
            .watch(&program)
            .ok_or_else(|| wrong("its program cannot be looked at"))?;
        let given = Given::now(&passed(), host);
        Ok(Self {
            profile: name.to_owned(),
            words,
            program,
            given,
        })
    }

    /// What it is given, which counts.
    pub fn given(&self) -> Given {
        self.given.clone()
    }
}

/// What a program is given of what is around brs: the working directory, and
/// of the environment little and always the same, because all of it counts,
/// and in each shell it would be something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Variables beside those that every program is given.
    pub passed: Vec<String>,
    /// A digest of it all.
    pub digest: [u8; 32],
}

impl Given {
    /// What it is now.
    pub fn now(passed: &[String], host: &Host) -> Self {
        let environment = minimal(passed).variables(host);
        let directory = host.working_directory().unwrap_or_default();
        let texts = environment
            .iter()
            .filter(|(name, _)| !is_of_a_person(name))
            .flat_map(|(name, value)| [name.as_encoded_bytes(), value.as_encoded_bytes()])
            .chain([directory.as_os_str().as_encoded_bytes()]);
        Self {
            passed: passed.to_vec(),
            digest: digest(texts),
        }
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

fn minimal(passed: &[String]) -> Environment<'_> {
    Environment::Minimal {
        pass: passed,
        set: &[],
    }
}

/// AWS's and brs's own variables, but for secrets.
fn passed() -> Vec<String> {
    let all = Variable::ALL.iter();
    all.filter(|variable| !KEPT.contains(variable) && variable.counts() != Counts::ByPresence)
        .map(|variable| variable.name())
        .filter(|name| name.starts_with("AWS_") || name.starts_with("BRS_"))
        .map(str::to_owned)
        .collect()
}

/// A digest of texts, each with its length before it: people put secrets into
/// arguments.
fn digest<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}

impl Source for Process {
    fn identity(&self) -> Identity {
        let arguments = self.words[1..].iter().map(|word| word.as_encoded_bytes());
        Identity::new("process", "", None)
            .path("program", &self.program.path)
            .part("stamp", self.program.numbers.map(i64::to_le_bytes).concat())
            .part("arguments", digest(arguments))
            .part("given", self.given.digest)
    }

    fn describe(&self) -> String {
        format!("the credential_process of profile '{}'", self.profile)
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let host = context.host;
        let cannot = |error: Error| {
            error.context(format!("credential_process of profile '{}'", self.profile))
        };
        let done = child::run(
            &Job {
                words: &self.words,
                environment: minimal(&self.given.passed),
                extra: &[(Variable::Chain.name(), context.chain)],
                directory: None,
                within: context.deadline.remaining(),
                // It may have a question of its own.
                interactive: context.may_ask && context.prompt.is_some(),
                longest_output: LONGEST_DOCUMENT,
            },
            host,
        )
        .map_err(cannot)?;
        parse_foreign(&done.stdout, host.now()).map_err(|reason| {
            cannot(Error::failed(reason)).hint(format!(
                "see what it prints: {}",
                self.program.path.display()
            ))
        })
    }
}
