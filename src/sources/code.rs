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
use crate::secret::Secret;
use ledger::Ledger;
use std::cell::Cell;
use std::ffi::OsString;
use std::time::Duration;

/// How long a command may take, where nothing else is said.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(30);
/// How long one may take while what is cached lives.
const AHEAD_OF_TIME: Duration = Duration::from_secs(15);
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
    /// Asks AWS with a code of this device: at most once with each code, and
    /// once in each step of the device's clock; a person is asked three times
    /// at most.
    ///
    /// # Errors
    ///
    /// AWS's; why there is no code; exit status 3 when a person is needed and
    /// may not or cannot be asked.
    pub fn with_code(
        &self,
        context: &Context<'_>,
        ask_aws: impl Fn(&TokenCode) -> Result<Credentials>,
    ) -> Result<Credentials> {
        let way = self.way(context)?;
        let _lock = self.ledger(context)?;
        // It may have been obtained while the ledger was waited for.
        if let Some(credentials) = (context.again)() {
            return Ok(credentials);
        }
        let mut asked = 0;
        loop {
            asked += 1;
            let code = self.next(&way, context)?;
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
                context.notes.write(self.note(), &spent.render());
            }
            match (&answer, &way) {
                (Err(error), Way::Person(terminal, _))
                    if error.blames(Blame::TokenCode) && asked < MOST_ASKED =>
                {
                    terminal.say("AWS did not take that code");
                }
                (Err(error), Way::Command(_)) if error.blames(Blame::TokenCode) => {
                    return answer.map_err(|error| {
                        error.hint_instead("see whether the command is for this device, and the clock right: date -u")
                    });
                }
                _ => return answer,
            }
        }
    }

    /// What the ledger of this device is called.
    fn note(&self) -> (&'static str, &[u8]) {
        (LEDGER, self.serial.as_str().as_bytes())
    }

    /// Waits for the ledger; `None` where there is no lock to be had.
    fn ledger(&self, context: &Context<'_>) -> Result<Option<Box<dyn std::any::Any>>> {
        let serial = self.serial.as_str();
        let passed_on = Cell::new(0);
        let is_asking = |note: &[u8]| {
            let ledger = Ledger::parse(note);
            let is_asking = ledger.is_asking(context.host.milliseconds());
            // Those who wait for us wait for that person as well.
            if is_asking && passed_on.replace(ledger.asking_until) != ledger.asking_until {
                let what = format!("the MFA code of {serial}");
                let until = ledger.asking_until;
                (context.announce)(Some(&Asking { until, what }));
            }
            is_asking
        };
        match context
            .notes
            .lock(self.note(), context.deadline, &is_asking)
        {
            Hold::Held(lock) => Ok(Some(lock)),
            Hold::Late => Err(Error::transient(format!(
                "another process has had the codes of {serial} for too long"
            ))),
            Hold::Circle => Err(Error::misused(format!(
                "need an MFA code for {serial}, and this is run by the command that is to print one"
            ))
            .hint("let that command take its credentials from somewhere else")),
            // Nobody could tell which codes were used: whoever is there can.
            Hold::Unavailable if !context.may_ask => Err(self.nobody(context)),
            Hold::Unavailable => Ok(None),
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
    fn next(&self, way: &Way<'_>, context: &Context<'_>) -> Result<TokenCode> {
        if let Way::Given(code) = way {
            return Ok((*code).clone());
        }
        self.wait_for_the_next_step(way, context)?;
        match way {
            Way::Given(code) => Ok((*code).clone()),
            Way::Command(command) => {
                let within = match context.may_ask {
                    true => command.timeout,
                    // Somebody waits for what is cached.
                    false => command.timeout.min(AHEAD_OF_TIME),
                };
                self.announced(within, context, || {
                    self.of_command(command, within, context)
                })
            }
            Way::Person(terminal, within) => self.of_person(terminal, *within, context),
        }
    }

    /// A code that AWS has seen is good for nothing; the device shows another
    /// one when its clock goes on.
    fn wait_for_the_next_step(&self, way: &Way<'_>, context: &Context<'_>) -> Result<()> {
        let ledger = context.notes.read(self.note());
        let ledger = ledger.map(|note| Ledger::parse(&note));
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
        self.announced(wait, context, || {
            std::thread::sleep(wait);
            Ok(())
        })
    }

    /// Does something that is a person's time, and lets other processes know.
    fn announced<T>(
        &self,
        within: Duration,
        context: &Context<'_>,
        act: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let name = self.note();
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
            what: format!(
                "the MFA code of {} for {}",
                self.serial.as_str(),
                context.purpose
            ),
        }));
        let done = with_a_person(act);
        (context.announce)(None);
        ledger.asking_until = 0;
        context.notes.write(name, &ledger.render());
        done
    }

    fn of_command(
        &self,
        command: &Command,
        within: Duration,
        context: &Context<'_>,
    ) -> Result<TokenCode> {
        // A brs that this command runs finds the ledger taken by us.
        let ledger = context.notes.key(self.note());
        let chain = format!("{},{ledger}", context.chain);
        let program = command.words[0].to_string_lossy();
        let program = printable(&program, 200).into_owned();
        let cannot = |error: Error| {
            let error = error.context(format!(
                "cannot get an MFA code for {}",
                self.serial.as_str()
            ));
            error.declined()
        };
        let done = child::run(
            &Job {
                words: &command.words,
                environment: Environment::Scrubbed,
                extra: &[(Variable::Chain.name(), chain.trim_start_matches(','))],
                directory: None,
                within,
                interactive: context.may_ask && context.prompt.is_some(),
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
        context: &Context<'_>,
    ) -> Result<TokenCode> {
        let serial = self.serial.as_str();
        let question = format!("MFA code of {serial} for {}", context.purpose);
        let declined = |reason: &str| {
            Error::person_needed(format!("need an MFA code for {serial}, and {reason}")).declined()
        };
        let mut asked = 0;
        loop {
            asked += 1;
            let until = Deadline::after(within);
            // A mistyped code is asked for again, by the same person.
            let answer =
                self.announced(within, context, || terminal.ask_hidden(&question, until))?;
            let text = match answer {
                Answer::Text(text) => text,
                Answer::None => return Err(declined("none was given")),
                Answer::TimedOut => {
                    let seconds = within.as_secs();
                    return Err(declined(&format!("nobody answered within {seconds} s")));
                }
                Answer::Abandoned => return Err(declined("the program that wanted it is gone")),
            };
            // Many devices show it as two groups.
            let digits: String = text.expose().split_whitespace().collect();
            let digits = Secret::new(digits);
            match TokenCode::parse(digits.expose()) {
                Ok(code) => return Ok(code),
                Err(reason) if asked < MOST_ASKED => terminal.say(&reason),
                Err(_) => return Err(declined("what was typed is none")),
            }
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
