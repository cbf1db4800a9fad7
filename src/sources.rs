//! Where credentials come from: one file for each source.

mod base;
mod code;
mod container;
mod custom;
mod given;
mod identity;
mod instance;
mod iot;
mod keys;
mod login;
mod metadata;
mod mfa;
mod process;
mod profile;
mod program;
mod renewal;
mod role;
mod sso;
mod sts;
mod web_identity;

pub use base::{Base, MfaOptions, Options, Resolved, Resolver, Whose};
pub use container::{Container, ContainerToken};
pub use custom::CustomRequest;
pub use given::{Given, Taken};
pub use identity::{Identity, Parts};
pub use instance::Instance;
pub use iot::{
    Device, Endpoint as IotEndpoint, IotRequest, Key as DeviceKey, RoleAlias, SecretFrom, ThingName,
};
pub use keys::Keys;
pub use login::{Login, LoginProfile};
pub use mfa::MfaRequest;
pub use profile::ProfileRequest;
pub use program::{Set, Words, variable_name};
pub use sso::{Sso, SsoProfile};
pub use sts::{Hop, PolicyText, StsRequest};

use crate::aws::Budget;
use crate::credentials::Credentials;
use crate::error::Result;
use crate::host::{Deadline, Host};
use std::time::Duration;

/// How long a run may take that asks AWS, where nothing else is said: below
/// what the most impatient SDK allows.
pub const ASKING_AWS: Duration = Duration::from_secs(20);
/// How long one may take that runs a program of somebody else's.
pub const LONGEST_PROCESS: Duration = Duration::from_secs(60);
/// What a request with a token code has at least: it is never cut short, or
/// the code would be spent for nothing.
const FOR_A_CODE: Duration = Duration::from_secs(10);

/// A source, as the command line tells it.
#[derive(Clone, Debug)]
pub enum Request {
    /// No source: what the SDKs would use.
    Ambient(Options),
    /// `brs iot`
    Iot(Box<IotRequest>),
    /// `brs custom`
    Custom(CustomRequest),
    /// `brs mfa`
    Mfa(MfaRequest),
    /// `brs profile`
    Profile(ProfileRequest),
    /// `brs sts`
    Sts(StsRequest),
}

impl Request {
    /// Finds out what the command line means: profiles, files, defaults.
    /// Nobody is asked, but AWS for the MFA device of `brs mfa` where nothing
    /// names it.
    ///
    /// # Errors
    ///
    /// What is missing or cannot be right.
    pub fn resolve(&self, resolver: &Resolver<'_>) -> Result<Resolved> {
        match self {
            Self::Ambient(options) => resolver.ambient(options),
            Self::Iot(request) => iot::resolve(request, resolver),
            Self::Custom(request) => custom::resolve(request, resolver),
            Self::Mfa(request) => mfa::resolve(request, resolver),
            Self::Profile(request) => resolver.profile(&request.name, &request.options),
            Self::Sts(request) => sts::resolve(request, resolver),
        }
    }

    /// Whether it brings a token code along, good for one use.
    pub fn brings_code(&self) -> bool {
        let given = |hops: &[Hop]| hops.iter().any(|hop| hop.token_code.is_some());
        match self {
            Self::Ambient(_) | Self::Custom(_) | Self::Iot(_) => false,
            Self::Mfa(request) => request.token_code.is_some(),
            Self::Profile(request) => request.options.mfa.token_code.is_some(),
            Self::Sts(request) => given(&request.hops),
        }
    }

    /// What it is, in a few words.
    pub fn describe(&self) -> String {
        let of = |word: &str, hops: &[Hop]| match hops.last() {
            Some(hop) => format!("{word} {}", hop.role_arn.as_str()),
            None => word.into(),
        };
        match self {
            Self::Ambient(_) => "what the SDKs would use".into(),
            Self::Iot(request) => iot::describe(request),
            Self::Custom(request) => request.describe(),
            Self::Mfa(request) => of("mfa", &request.hops),
            Self::Profile(request) => format!("profile {}", request.name),
            Self::Sts(request) => of("sts", &request.hops),
        }
    }

    /// The same, told something else of what every source may be told.
    pub fn with_options(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        let options = match &mut self {
            Self::Ambient(options) => options,
            Self::Iot(request) => &mut request.options,
            Self::Custom(request) => &mut request.options,
            Self::Mfa(request) => &mut request.options,
            Self::Profile(request) => &mut request.options,
            Self::Sts(request) => &mut request.options,
        };
        *options = change(std::mem::take(options));
        self
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

    /// Whether it runs a program of somebody else's, which may take longer than
    /// an issuer, and always does.
    fn runs_a_program(&self) -> bool {
        false
    }

    /// How long credentials that do not end are kept, seconds; `None`: not at
    /// all.
    fn keeps(&self) -> Option<i64> {
        None
    }

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
    /// What it is all for, in the end, as a person is told.
    pub purpose: &'a str,
    /// Looks again whether another process has obtained in the meantime what
    /// is being fetched.
    pub again: &'a dyn Fn() -> Option<Credentials>,
    /// What the keys of the entries are that are being obtained, for the
    /// programs that are run on the way: `BRS_CHAIN`.
    pub chain: &'a str,
    /// What processes tell each other beside credentials.
    pub notes: &'a dyn Notes,
    /// Tells other processes, which wait for these credentials, that a person
    /// is being asked; `None`: not any more.
    pub announce: &'a dyn Fn(Option<&Asking>),
}

impl Context<'_> {
    /// What one request may cost.
    pub fn budget(&self) -> Budget {
        Budget {
            deadline: self.deadline,
            may_repeat: self.may_repeat,
        }
    }

    /// What a request with a token code may cost: a code that has been sent
    /// once is spent, whatever came of it.
    pub fn budget_of_a_code(&self) -> Budget {
        Budget {
            deadline: self.deadline.later(self.host.deadline(FOR_A_CODE)),
            may_repeat: false,
        }
    }
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

    /// What stands for a note in `BRS_CHAIN` while its lock is held.
    fn key(&self, name: (&str, &[u8])) -> String;

    /// The note, if there is one.
    fn read(&self, name: (&str, &[u8])) -> Option<Vec<u8>>;

    /// Replaces the note; whether that could be done. Whoever calls holds its
    /// lock, or there is none to be had.
    fn write(&self, name: (&str, &[u8]), text: &[u8]) -> bool;
}

/// What came of waiting for a lock.
pub enum Hold {
    /// A brs that runs this one holds it, and waits for this one.
    Circle,
    /// It is held until this is dropped.
    Held(Box<dyn std::any::Any>),
    /// Another process has had it for too long.
    Late,
    /// There are no locks to be had.
    Unavailable,
}

#[cfg(test)]
mod tests;
