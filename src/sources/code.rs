//! Token codes: where the code of an MFA device comes from, and that no code
//! is used twice.

mod ledger;
mod output;

use super::{Asking, Context, Hold};
use crate::aws::{SerialNumber, TokenCode};
use crate::child::{self, Environment, Job};
use crate::credentials::Credentials;
use crate::error::{Blame, Class, Error, Result, Status, printable};
use crate::host::{Deadline, Variable, with_a_person};
use crate::prompt::{Answer, Terminal};
use ledger::Ledger;
use std::ffi::OsString;
use std::time::Duration;

/// How long a command may take, where nothing else is said.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a person is asked before it is given up.
const MOST_ASKED: u32 = 3;
/// What the ledger of a device is called.
const LEDGER: &str = "token codes";

/// An MFA device, and how its codes are come by.
#[derive(Clone, Debug)]
pub struct Device {
    /// Its serial number.
    pub serial: SerialNumber,
    /// Where codes come from.
    pub ways: Ways,
}

/// Where codes come from; a person at the terminal is asked where neither of
/// these is there.
#[derive(Clone, Debug)]
pub struct Ways {
    /// A code that was given, good for one use.
    pub token_code: Option<TokenCode>,
    /// A command that prints one.
    pub command: Option<Command>,
}

/// A command that prints a code.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its words, the program first.
    pub words: Vec<OsString>,
    /// How long it may take.
    pub timeout: Duration,
    /// Whether it needs nobody.
    pub is_unattended: bool,
}

impl Command {
    /// Takes a command line apart.
    ///
    /// # Errors
    ///
    /// Exit status 2: what is wrong with it; `origin` says where it stands.
    pub fn parse(
        line: &str,
        origin: &str,
        timeout: Option<Duration>,
        is_unattended: bool,
    ) -> Result<Self> {
        let words = child::split(line)
            .map_err(|reason| Error::misused(format!("invalid command in {origin}: {reason}")))?;
        Ok(Self {
            words,
            timeout: timeout.unwrap_or(COMMAND_TIMEOUT),
            is_unattended,
        })
    }
}

/// The way that is taken.
enum Way<'a> {
    Given(&'a TokenCode),
    Command(&'a Command),
    Person(Terminal, Duration),
}

impl Device {
    /// Asks AWS with a code of this device: at most once with each code, at
    /// most once in each step of its clock, and for a person up to three
    /// times. `what_for` is what the person is told.
    ///
    /// # Errors
    ///
    /// AWS's; why there is no code; exit status 3 when a person is needed and
    /// may not or cannot be asked.
    pub fn with_code(
        &self,
        what_for: &str,
        context: &Context<'_>,
        ask_aws: impl Fn(&TokenCode) -> Result<Credentials>,
    ) -> Result<Credentials> {
        let way = self.way(context)?;
        let name = (LEDGER, self.serial.as_str().as_bytes());
        let is_asking = |note: &[u8]| Ledger::parse(note).is_asking(context.host.milliseconds());
        let hold = context.notes.lock(name, context.deadline, &is_asking);
        let _lock = match hold {
            Hold::Held(lock) => Some(lock),
            Hold::Late => {
                return Err(Error::transient(format!(
                    "another process has had the codes of {} for too long",
                    self.serial.as_str()
                )));
            }
            // Nobody could tell which codes were used: whoever is there can.
            Hold::Unavailable if !context.may_ask => return Err(self.nobody(context)),
            Hold::Unavailable => None,
        };
        let mut asked = 0;
        loop {
            asked += 1;
            let code = self.next(&way, what_for, context)?;
            let answer = ask_aws(&code);
            // Without an answer nobody knows; one that AWS has seen is spent. What
            // a person mistyped is not: the device shows another one, and that
            // is as good as before.
            let is_spent = match &answer {
                Ok(_) => true,
                Err(error) if error.blames(Blame::TokenCode) => matches!(way, Way::Command(_)),
                Err(error) => error.class() == Class::Refused,
            };
            if is_spent {
                let spent = Ledger::spent_at(context.host.now());
                context.notes.write(name, &spent.render());
            }
            match (&answer, &way) {
                (Err(error), Way::Person(terminal, _))
                    if error.blames(Blame::TokenCode) && asked < MOST_ASKED =>
                {
                    terminal.say("AWS did not take that code");
                }
                (Err(error), Way::Command(_)) if error.blames(Blame::TokenCode) => {
                    return answer.map_err(|error| {
                        error.hint("check that the command is for this device, and the clock")
                    });
                }
                _ => return answer,
            }
        }
    }

    /// The way that is open now, found without waiting for anybody.
    fn way(&self, context: &Context<'_>) -> Result<Way<'_>> {
        let Ways {
            token_code,
            command,
        } = &self.ways;
        if let Some(code) = token_code.as_ref().filter(|_| context.may_ask) {
            return Ok(Way::Given(code));
        }
        if let Some(command) = command
            && (context.may_ask || command.is_unattended)
        {
            return Ok(Way::Command(command));
        }
        match context.prompt.filter(|_| context.may_ask) {
            Some(within) => match Terminal::open() {
                Some(terminal) => Ok(Way::Person(terminal, within)),
                None => Err(self.nobody(context)),
            },
            None => Err(self.nobody(context)),
        }
    }

    fn nobody(&self, context: &Context<'_>) -> Error {
        let reason = match context.prompt {
            Some(_) if context.may_ask => "there is no terminal to ask on",
            _ => "nobody may be asked",
        };
        Error::person_needed(format!(
            "need an MFA code for {}, and {reason}",
            self.serial.as_str()
        ))
        .hint("give a command with --mfa-cmd")
    }

    /// A code that was not used yet.
    fn next(&self, way: &Way<'_>, what_for: &str, context: &Context<'_>) -> Result<TokenCode> {
        if let Way::Given(code) = way {
            return Ok((*code).clone());
        }
        self.wait_for_the_next_step(way, what_for, context)?;
        match way {
            Way::Given(code) => Ok((*code).clone()),
            Way::Command(command) => self.announced(what_for, command.timeout, context, || {
                self.of_command(command, context)
            }),
            Way::Person(terminal, within) => {
                // A mistyped code is asked for again, by the same person.
                let ask = || self.of_person(terminal, *within, what_for);
                self.announced(what_for, *within, context, ask)
            }
        }
    }

    /// A code that AWS has seen is good for nothing; the device shows another
    /// one when its clock goes on.
    fn wait_for_the_next_step(
        &self,
        way: &Way<'_>,
        what_for: &str,
        context: &Context<'_>,
    ) -> Result<()> {
        let name = (LEDGER, self.serial.as_str().as_bytes());
        let ledger = context.notes.read(name).map(|note| Ledger::parse(&note));
        let wait = ledger.and_then(|ledger| ledger.wait(context.host.milliseconds()));
        let Some(wait) = wait else {
            return Ok(());
        };
        if !context.may_ask {
            // What is cached is good enough until then.
            return Err(self.nobody(context));
        }
        let seconds = wait.as_millis().div_ceil(1000);
        let line = format!(
            "the present code of {} has been used; waiting {seconds} s for the next one",
            self.serial.as_str()
        );
        match way {
            Way::Person(terminal, _) => terminal.say(&line),
            _ if context.prompt.is_some() => {
                if let Some(terminal) = Terminal::open() {
                    terminal.say(&line);
                }
            }
            _ => {}
        }
        self.announced(what_for, wait, context, || {
            std::thread::sleep(wait);
            Ok(())
        })
    }

    /// Does something that is a person's time, and lets other processes know.
    fn announced<T>(
        &self,
        what_for: &str,
        within: Duration,
        context: &Context<'_>,
        act: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let name = (LEDGER, self.serial.as_str().as_bytes());
        // A little more, for what comes around it.
        let within = i64::try_from(within.as_millis()).unwrap_or(i64::MAX / 2) + 2000;
        let until = context.host.milliseconds() + within;
        let mut ledger = context
            .notes
            .read(name)
            .map_or_else(Ledger::default, |note| Ledger::parse(&note));
        ledger.asking_until = until;
        context.notes.write(name, &ledger.render());
        (context.announce)(Some(&Asking {
            until,
            what: format!("the MFA code of {} for {what_for}", self.serial.as_str()),
        }));
        let done = with_a_person(act);
        (context.announce)(None);
        ledger.asking_until = 0;
        context.notes.write(name, &ledger.render());
        done
    }

    fn of_command(&self, command: &Command, context: &Context<'_>) -> Result<TokenCode> {
        let chain = [(Variable::Chain.name(), context.chain)];
        let program = command.words[0].to_string_lossy();
        let program = printable(&program, 200).into_owned();
        let cannot = |error: Error| {
            error.context(format!(
                "cannot get an MFA code for {}",
                self.serial.as_str()
            ))
        };
        let done = child::run(
            &Job {
                words: &command.words,
                environment: Environment::Scrubbed,
                extra: &chain,
                directory: None,
                within: command.timeout,
                interactive: true,
                longest_output: output::LONGEST,
            },
            context.host,
        )
        // It is about this person's device: nobody else fails by it.
        .map_err(|error| cannot(Error::failed(error)))?;
        output::code(&done.stdout)
            .map_err(|reason| cannot(Error::failed(format!("{program} printed {reason}"))))
    }

    fn of_person(
        &self,
        terminal: &Terminal,
        within: Duration,
        what_for: &str,
    ) -> Result<TokenCode> {
        let question = format!("MFA code of {} for {what_for}", self.serial.as_str());
        let needed = |reason: String| {
            Error::person_needed(format!(
                "need an MFA code for {}, and {reason}",
                self.serial.as_str()
            ))
        };
        let mut asked = 1;
        loop {
            match terminal.ask_hidden(&question, Deadline::after(within))? {
                Answer::Text(text) => {
                    // Many devices show it as two groups.
                    let digits: String = text.expose().split_whitespace().collect();
                    let digits = crate::secret::Secret::new(digits);
                    match TokenCode::parse(digits.expose()) {
                        Ok(code) => return Ok(code),
                        Err(reason) if asked < MOST_ASKED => terminal.say(&reason),
                        Err(_) => return Err(needed("what was typed is none".into())),
                    }
                }
                Answer::None => return Err(needed("none was given".into())),
                Answer::TimedOut => {
                    return Err(needed(format!(
                        "nobody answered within {} s",
                        within.as_secs()
                    )));
                }
                Answer::Abandoned => {
                    return Err(needed("the program that wanted it is gone".into()));
                }
            }
            asked += 1;
        }
    }
}

/// Says what could not be done, unless all that is missing is a person.
pub fn unless_a_person_is_needed(error: Error, what: impl std::fmt::Display) -> Error {
    match error.status() {
        Status::PersonNeeded => error,
        _ => error.context(what),
    }
}
