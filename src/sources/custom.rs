//! `brs custom`: credentials of a program of the user's.

use super::base::{Base, Resolved, Resolver, Whose};
use super::given::Taken;
use super::program::{Program, Set, Words, passed_by_all};
use super::{Asking, Context, Identity, LONGEST_PROCESS, Options, Source};
use crate::credentials::{Credentials, parse_any};
use crate::error::{Error, Result};
use crate::host::{Host, with_a_person};
use crate::prompt::Terminal;
use crate::refresh::Lifetime;
use std::path::PathBuf;
use std::time::Duration;

/// `brs custom`, as the command line tells it.
#[derive(Clone, Debug)]
pub struct CustomRequest {
    /// The program and its arguments.
    pub words: Words,
    /// `--cwd`
    pub directory: Option<PathBuf>,
    /// `--env`
    pub set: Set,
    /// `--env-pass`
    pub passed: Vec<String>,
    /// `--interactive`
    pub is_interactive: bool,
    /// `--ttl`, seconds
    pub ttl: Option<i64>,
    /// What every source may be told.
    pub options: Options,
}

impl CustomRequest {
    /// What it is, in a few words, and none of the program's arguments.
    pub fn describe(&self) -> String {
        format!("custom {}", self.words.describe())
    }
}

/// A program that prints credentials in one of four forms.
pub struct Custom {
    program: Program,
    is_interactive: bool,
    ttl: Option<i64>,
}

impl Custom {
    /// Looks for the program.
    ///
    /// # Errors
    ///
    /// Exit status 2: no such program, one that cannot be run, no such
    /// directory.
    pub fn new(request: &CustomRequest, host: &Host) -> Result<Self> {
        let fixed = request.set.iter().map(|(name, _)| name.clone());
        let taken = Taken {
            passed: [request.passed.clone(), passed_by_all(host)?].concat(),
            fixed: fixed.collect(),
            directory: request.directory.clone(),
        };
        let words = request.words.clone();
        let program =
            Program::find(words, &taken, request.set.clone(), host).map_err(|reason| {
                let shown = request.words.shown();
                Error::misused(format!("cannot run {shown}: {reason}"))
            })?;
        Ok(Self {
            program,
            is_interactive: request.is_interactive,
            ttl: request.ttl,
        })
    }

    fn name(&self) -> String {
        self.program.words().shown()
    }

    /// A run with a person at the terminal, whose time it is.
    fn at_the_terminal(&self, context: &Context<'_>) -> Result<zeroize::Zeroizing<Vec<u8>>> {
        let name = self.name();
        let needed = |why: &str| {
            Error::person_needed(format!("need somebody at a terminal for {name}, and {why}"))
                .hint("if it asks nobody anything, take --interactive away")
        };
        let prompt = context.prompt.filter(|_| context.may_ask);
        let within = prompt.ok_or_else(|| needed("nobody may be asked"))?;
        if Terminal::open().is_none() {
            return Err(needed("there is none"));
        }
        // A little more, for what comes around it.
        let announced = within + Duration::from_secs(2);
        let until = i64::try_from(announced.as_millis()).unwrap_or(i64::MAX / 2);
        (context.announce)(Some(&Asking {
            until: context.host.milliseconds() + until,
            what: format!("what {name} wants to know"),
        }));
        let printed = with_a_person(|| self.program.run(within, true, context));
        (context.announce)(None);
        printed
    }
}

/// Finds out what a command line means.
///
/// # Errors
///
/// As [`Custom::new`]; a profile that is not there.
pub fn resolve(request: &CustomRequest, resolver: &Resolver<'_>) -> Result<Resolved> {
    let options = &request.options;
    // The program needs nothing of it, and so nobody else would notice.
    if let Some(name) = &options.profile {
        resolver.profiles()?.profile(name)?;
    }
    let custom = Custom::new(request, resolver.host())?;
    let given = custom.program.given();
    let origin = custom.name();
    Ok(Resolved {
        base: Base {
            timeout: LONGEST_PROCESS,
            given: vec![given],
            ..Base::new(Box::new(custom), Whose::Unknown, origin)
        },
        settings: resolver.settings_alone(options),
    })
}

impl Source for Custom {
    fn identity(&self) -> Identity {
        self.program
            .identify("custom")
            .optional("ttl", self.ttl.map(|ttl| ttl.to_string()))
    }

    fn describe(&self) -> String {
        format!("the credentials of {}", self.program.words().describe())
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn runs_a_program(&self) -> bool {
        true
    }

    fn keeps(&self) -> Option<i64> {
        self.ttl
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let printed = match self.is_interactive {
            true => self.at_the_terminal(context)?,
            false => (self.program).run(context.deadline.remaining(), false, context)?,
        };
        let cannot =
            |error: Error| error.context(format!("cannot get credentials from {}", self.name()));
        let now = context.host.now();
        let mut credentials = parse_any(&printed, now)
            .map_err(|reason| cannot(self.program.printed_nothing_good(&reason)))?;
        // A session token is of credentials that end: who never hears when
        // would use them for ever. An access key alone does not end.
        if credentials.session_token.is_some() && credentials.lifetime.is_none() {
            let ttl = self.ttl.ok_or_else(|| {
                cannot(Error::transient(
                    "it gave a session token, and no expiration",
                ))
                .hint("say with --ttl how long such credentials live")
            })?;
            credentials.lifetime = Some(Lifetime {
                issued: now,
                expiration: now.plus(ttl),
                skew: 0,
            });
        }
        Ok(credentials)
    }
}
