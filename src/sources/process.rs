//! A profile's `credential_process`: a program of somebody else's.

use super::given::{Given, Taken};
use super::program::{Program, Set, Words, passed_by_all};
use super::{Context, Identity, Source};
use crate::aws::Profile;
use crate::child;
use crate::credentials::{Credentials, parse_foreign};
use crate::error::{Error, Result};
use crate::host::{Counts, Host, Variable};

/// What is not passed on: it would make the program ask for itself, is about
/// what brs prints, or is a secret.
const KEPT: [Variable; 7] = [
    Variable::AccessKeyId,
    Variable::Chain,
    Variable::ContainerToken,
    Variable::ContainerTokenFile,
    Variable::Output,
    Variable::Pkcs11Pin,
    Variable::Profile,
];

/// A program that prints a credential_process document.
pub struct Process {
    profile: String,
    program: Program,
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
        let words = Words::new(words).ok_or_else(|| wrong("it is empty"))?;
        let shown = words.shown();
        let hint = match shown {
            _ if shown.contains(char::is_whitespace) => {
                Some("quotes around the whole line make it one name: take them away")
            }
            _ if shown.starts_with('~') => Some("~ is not expanded there: give the whole path"),
            _ => None,
        };
        let taken = Taken {
            passed: [passed(), passed_by_all(host)?].concat(),
            ..Taken::default()
        };
        let program = Program::find(words, &taken, Set::default(), host).map_err(|reason| {
            let error = wrong(&format!("{shown}: {reason}"));
            match hint {
                Some(hint) => error.hint(hint),
                None => error,
            }
        })?;
        Ok(Self {
            profile: name.to_owned(),
            program,
        })
    }

    /// What it is given, which counts.
    pub fn given(&self) -> Given {
        self.program.given()
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

impl Source for Process {
    fn identity(&self) -> Identity {
        self.program.identify("process")
    }

    fn describe(&self) -> String {
        format!("the credential_process of profile '{}'", self.profile)
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn runs_a_program(&self) -> bool {
        true
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let cannot = |error: Error| {
            error.context(format!("credential_process of profile '{}'", self.profile))
        };
        // It may have a question of its own.
        let interactive = context.may_ask && context.prompt.is_some();
        let printed = self
            .program
            .run(context.deadline.remaining(), interactive, context)
            .map_err(cannot)?;
        parse_foreign(&printed, context.host.now())
            .map_err(|reason| cannot(self.program.printed_nothing_good(&reason)))
    }
}
