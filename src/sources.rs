//! Where credentials come from: one file for each source.

mod base;
mod identity;
mod iot;
mod keys;
mod sts;

pub use base::{Ambient, Base, Options, ambient};
pub use identity::Identity;
pub use iot::{
    Device, Endpoint as IotEndpoint, IotRequest, Key as DeviceKey, RoleAlias, SecretFrom, ThingName,
};
pub use keys::Keys;
pub use sts::{Hop, PolicyText, Sts, StsRequest};

use crate::aws::{DurationSeconds, Settings};
use crate::credentials::Credentials;
use crate::error::Result;
use crate::host::{Deadline, Host};
use std::time::Duration;

/// A source, as the command line tells it.
#[derive(Clone, Debug)]
pub enum Request {
    /// `brs iot`
    Iot(Box<IotRequest>),
    /// `brs sts`
    Sts(StsRequest),
}

/// A source, and where AWS is asked whose its credentials are.
pub struct Resolved {
    /// The source.
    pub source: Box<dyn Source>,
    /// Where its account's STS is.
    pub settings: Result<Settings>,
}

impl Request {
    /// Finds out what the command line means: profiles, files, defaults. No
    /// network, nobody asked.
    ///
    /// # Errors
    ///
    /// What is missing or cannot be right.
    pub fn resolve(&self, host: &Host) -> Result<Resolved> {
        match self {
            Self::Sts(request) => {
                let source = sts::resolve(request, host)?;
                Ok(Resolved {
                    settings: Ok(source.settings().clone()),
                    source: Box::new(source),
                })
            }
            Self::Iot(request) => Ok(Resolved {
                source: Box::new(iot::resolve(request, host)?),
                settings: iot::settings(request, host),
            }),
        }
    }

    /// How long a run may take where nothing else is said: below what the
    /// most impatient SDK allows.
    pub fn default_timeout(&self) -> Duration {
        match self {
            Self::Iot(_) => Duration::from_secs(10),
            Self::Sts(_) => Duration::from_secs(20),
        }
    }

    /// The longest that its credentials can live, seconds, if it is known.
    pub fn longest_lifetime(&self) -> Option<i64> {
        match self {
            Self::Sts(request) => {
                let duration = request.hops.last()?.duration_seconds;
                Some(
                    duration
                        .unwrap_or(DurationSeconds::DEFAULT)
                        .seconds()
                        .into(),
                )
            }
            // The role alias has the last word.
            Self::Iot(_) => None,
        }
    }

    /// Whether it brings a token code along, good for one use.
    pub fn brings_code(&self) -> bool {
        match self {
            Self::Sts(request) => request.hops.iter().any(|hop| hop.token_code.is_some()),
            Self::Iot(_) => false,
        }
    }

    /// What it is, in a few words.
    pub fn describe(&self) -> String {
        match self {
            Self::Sts(request) => match request.hops.last() {
                Some(hop) => format!("sts {}", hop.role_arn.as_str()),
                None => "sts".into(),
            },
            Self::Iot(request) => iot::describe(request),
        }
    }
}

/// An issuer of credentials, and what to ask it for.
pub trait Source: Send {
    /// Everything that makes this request differ from others, without what
    /// lies below it. No network, no device, nobody asked.
    fn identity(&self) -> Identity;

    /// What it gives, in a few words.
    fn describe(&self) -> String;

    /// The hop below, whose credentials `fetch` needs; itself cached.
    fn base(&self) -> Option<&dyn Source>;

    /// Asks the issuer.
    ///
    /// # Errors
    ///
    /// The refusal or the fault, in one line that names what was asked for.
    fn fetch(&self, base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials>;
}

/// What one refresh may do.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The machine it runs on.
    pub host: &'a Host,
    /// When what is asked for was asked for, milliseconds since the epoch:
    /// whatever was issued or refused since answers it.
    pub since: i64,
    /// When it has to be over; people's time does not count.
    pub deadline: Deadline,
    /// Whether a person may be asked, or a code that a person gave be spent.
    pub may_ask: bool,
    /// Whether a code came along: what was refused of another's code says
    /// nothing about it.
    pub brings_code: bool,
    /// Whether a request that failed may be repeated.
    ///
    /// Where a failure cannot be written down for others, each of them would
    /// repeat it too.
    pub may_repeat: bool,
    /// How long a person may take to answer a question; `None`: nobody is
    /// asked on the terminal.
    pub prompt: Option<Duration>,
    /// What the keys of the entries are that are being obtained, for the
    /// programs that are run on the way: `BRS_CHAIN`.
    pub chain: &'a str,
    /// What processes tell each other beside credentials.
    pub notes: &'a dyn Notes,
    /// Tells other processes, which wait for these credentials, that a person
    /// is being asked; `None`: not any more.
    pub announce: &'a dyn Fn(Option<&Asking>),
}

/// A question to a person, or a program that may want one.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Until when at most, milliseconds since the epoch.
    pub until: i64,
    /// What is asked for: "the MFA code of SERIAL for ROLE".
    pub what: String,
}

/// What processes tell each other beside credentials: a short text under a
/// name, and a lock for whoever changes it. Never a secret.
///
/// It is beside the cache, `--no-cache` or not. A name is what kind of note it
/// is, and the thing that the note is about.
pub trait Notes {
    /// Waits for the right to change a note, until the deadline or as long as
    /// the note itself tells that a person is being asked (`is_asking`, which
    /// is given the note).
    fn lock(
        &self,
        name: (&str, &[u8]),
        deadline: Deadline,
        is_asking: &dyn Fn(&[u8]) -> bool,
    ) -> Hold;

    /// The note, if there is one.
    fn read(&self, name: (&str, &[u8])) -> Option<Vec<u8>>;

    /// Replaces the note; whether that could be done. Whoever calls holds its
    /// lock, or there is none to be had.
    fn write(&self, name: (&str, &[u8]), text: &[u8]) -> bool;
}

/// What came of waiting for a lock.
pub enum Hold {
    /// It is held until this is dropped.
    Held(Box<dyn std::any::Any>),
    /// Another process has had it for too long.
    Late,
    /// There are no locks to be had.
    Unavailable,
}
