//! PINs and passwords: where they come from, and how often a PIN is sent.

use super::super::{Asking, Context, Hold};
use crate::child::{self, Environment, Job};
use crate::error::{Error, Result};
use crate::host::{Deadline, Stamp, Variable, contents, io_reason, with_a_person};
use crate::pkcs11::{Login, PinKeeper, PinState, Token};
use crate::prompt::{Answer, Terminal};
use crate::secret::Secret;
use sha2::{Digest, Sha256};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What others may read.
const READABLE_BY_OTHERS: u32 = 0o077;
/// Refusals of one token that are remembered.
const MOST_REFUSALS: usize = 16;
/// No secret is longer, bytes.
const LONGEST: usize = 4096;

/// Where a lasting secret is, if a person is not to be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SecretFrom {
    /// A program prints it.
    Command(String),
    /// In a file.
    File(PathBuf),
    /// A person knows it.
    #[default]
    Person,
}

/// Warns of a secret that others can read.
pub fn warn_if_open(path: &Path, context: &Context<'_>) {
    let mode = std::fs::metadata(path).map(|metadata| metadata.permissions().mode());
    if mode.is_ok_and(|mode| mode & READABLE_BY_OTHERS != 0) {
        context.host.voice.warn(format_args!(
            "others can read {}: chmod 600 keeps them from it",
            path.display()
        ));
    }
}

/// The only line of a file.
fn of_file(path: &Path, context: &Context<'_>) -> Result<Secret> {
    let cannot = |reason: &str| Error::failed(format!("cannot read {}: {reason}", path.display()));
    let bytes = contents(path).map_err(|error| cannot(&io_reason(&error)))?;
    warn_if_open(path, context);
    let text = std::str::from_utf8(&bytes).map_err(|_| cannot("it is not UTF-8"))?;
    one_line(text).ok_or_else(|| cannot("it does not have exactly one line"))
}

/// A line without its end, if it is the only one.
fn one_line(text: &str) -> Option<Secret> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    (!line.is_empty() && !line.contains(['\n', '\r', '\0'])).then(|| Secret::new(line.to_owned()))
}

/// The only line that a program prints.
fn of_command(line: &str, flag: &str, context: &Context<'_>) -> Result<Secret> {
    let words = child::split(line)
        .map_err(|reason| Error::misused(format!("invalid value for {flag}: {reason}")))?;
    let name = words.first().map(|name| name.display().to_string());
    let job = Job {
        words: &words,
        environment: Environment::Scrubbed,
        extra: &[(Variable::Chain.name(), context.chain)],
        directory: None,
        within: context.deadline.remaining(),
        interactive: context.may_ask && context.prompt.is_some(),
        longest_output: LONGEST,
    };
    // Whoever puts the command right need not wait.
    let done = child::run(&job, context.host).map_err(Error::declined)?;
    let text = std::str::from_utf8(&done.stdout).ok().and_then(one_line);
    text.ok_or_else(|| {
        let name = name.unwrap_or_default();
        Error::failed(format!("{name} did not print exactly one line"))
    })
}

/// Asks whoever is at the terminal. `what` is "the PIN of token device".
fn of_person(what: &str, hint: &str, context: &Context<'_>) -> Result<Secret> {
    let nobody = |reason: &str| Error::person_needed(format!("need {what}, and {reason}"));
    let within = match context.prompt {
        Some(within) if context.may_ask => within,
        _ => return Err(nobody("nobody is to be asked").hint(hint)),
    };
    let terminal =
        Terminal::open().ok_or_else(|| nobody("there is no terminal to ask on").hint(hint))?;
    announce(what.to_owned(), within, context);
    let answer = with_a_person(|| terminal.ask_hidden(what, Deadline::after(within)));
    (context.announce)(None);
    match answer? {
        Answer::Text(secret) => Ok(secret),
        Answer::None => Err(nobody("none was given")),
        Answer::TimedOut => Err(nobody(&format!(
            "nobody answered within {} s",
            within.as_secs()
        ))),
        Answer::Abandoned => Err(nobody("the program that wanted it is gone")),
    }
}

/// Tells other processes that a person has been asked.
fn announce(what: String, within: Duration, context: &Context<'_>) {
    let span = i64::try_from(within.as_millis()).unwrap_or(i64::MAX);
    (context.announce)(Some(&Asking {
        until: context.host.milliseconds().saturating_add(span),
        what,
    }));
}

/// The password of an encrypted key.
///
/// # Errors
///
/// It cannot be had; a person is needed, and there is nobody to ask.
pub fn password(from: &SecretFrom, key: &Path, context: &Context<'_>) -> Result<Secret> {
    match from {
        SecretFrom::Command(line) => of_command(line, "--key-password-cmd", context),
        SecretFrom::File(path) => of_file(path, context),
        SecretFrom::Person => of_person(
            &format!("the password of {}", key.display()),
            "give a file with --key-password-file, or a command with --key-password-cmd",
            context,
        ),
    }
}

/// The PIN of one token, and the memory of those that it refused.
///
/// A few wrong PINs lock a token for ever. So one that was refused is not sent
/// again, by whatever process, until its source changes or a person logs in;
/// that is written down beside the cache, as a digest of where the PIN came
/// from, and never of the PIN.
pub struct Keeper<'a> {
    from: &'a SecretFrom,
    context: &'a Context<'a>,
    /// Where this PIN came from; `None`: from a person.
    sent: Option<String>,
    /// Nobody else sends a PIN meanwhile.
    hold: Option<Hold>,
    /// Which token it was for.
    token: Vec<u8>,
    /// Whether others have been told that a person is at the token's pad.
    has_announced: bool,
}

impl<'a> Keeper<'a> {
    /// For a PIN from there.
    pub fn new(from: &'a SecretFrom, context: &'a Context<'a>) -> Self {
        Self {
            from,
            context,
            sent: None,
            hold: None,
            token: Vec::new(),
            has_announced: false,
        }
    }

    /// The token took the PIN at the login, and not when a key was used.
    pub fn refused_later(&self) {
        let Some(origin) = &self.sent else {
            return;
        };
        let mut refusals = self.refusals();
        if !refusals.contains(origin) {
            refusals.push(origin.clone());
            self.remember(&refusals);
        }
    }

    /// Where a PIN is that nobody has to be asked for: what it goes by here,
    /// and what it is called.
    fn origin(&self) -> Option<(String, String)> {
        let (origin, name) = match self.from {
            SecretFrom::Command(line) => (format!("command {line}"), "--pin-cmd".to_owned()),
            SecretFrom::File(path) => {
                // The file, whichever of its paths leads to it.
                let name = path.display().to_string();
                let origin = match Stamp::of(path) {
                    Some(stamp) => format!("file {:?}", stamp.numbers),
                    None => format!("path {name}"),
                };
                (origin, name)
            }
            SecretFrom::Person => {
                let variable = Variable::Pkcs11Pin;
                let name = variable.name().to_owned();
                self.context
                    .host
                    .is_set(variable)
                    .then(|| (name.clone(), name))?
            }
        };
        Some((digest(&origin), name))
    }

    fn unattended(&self) -> Result<Secret> {
        match self.from {
            SecretFrom::Command(line) => of_command(line, "--pin-cmd", self.context),
            SecretFrom::File(path) => of_file(path, self.context),
            SecretFrom::Person => {
                let pin = self.context.host.variable(Variable::Pkcs11Pin)?;
                pin.map(Secret::new)
                    .ok_or_else(|| Error::failed("it needs a PIN"))
            }
        }
    }

    fn refusals(&self) -> Vec<String> {
        let note = self.context.notes.read(("pin", &self.token));
        let text = String::from_utf8(note.unwrap_or_default()).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn remember(&self, refusals: &[String]) -> bool {
        let oldest = refusals.len().saturating_sub(MOST_REFUSALS);
        let text = refusals.get(oldest..).unwrap_or_default().join("\n");
        let notes = self.context.notes;
        notes.write(("pin", &self.token), text.as_bytes())
    }

    /// A person who is there can give a PIN that is not sent unattended;
    /// `otherwise`: what is said where nobody is.
    fn of_person(&mut self, token: &Token, otherwise: Option<Error>) -> Result<Login> {
        self.hold = None;
        let within = self.context.prompt.filter(|_| self.context.may_ask);
        if let (true, Some(within)) = (token.has_pad, within) {
            let what = format!("the PIN of token {} at its reader", token.name);
            if let Some(terminal) = Terminal::open() {
                terminal.say(&format!("enter {what}"));
            }
            announce(what, within, self.context);
            self.has_announced = true;
            return Ok(Login::Pad(within));
        }
        let what = match token.pin {
            PinState::FinalTry => {
                format!("the PIN of token {}, which has one try left", token.name)
            }
            _ => format!("the PIN of token {}", token.name),
        };
        let hint = "give a file with --pin-file, a command with --pin-cmd, or set BRS_PKCS11_PIN";
        match (of_person(&what, hint, self.context), otherwise) {
            (Ok(pin), _) => Ok(Login::Pin(pin)),
            // That nobody is there is known; why one is needed is not.
            (Err(_), Some(otherwise)) => Err(otherwise),
            (Err(error), None) => Err(error),
        }
    }
}

impl PinKeeper for Keeper<'_> {
    fn pin(&mut self, token: &Token) -> Result<Login> {
        self.token = about(token);
        let Some((origin, place)) = self.origin() else {
            return self.of_person(token, None);
        };
        let cannot = |error: Error| error.context(format!("cannot log in to token {}", token.name));
        let name = ("pin", self.token.as_slice());
        let hold = (self.context.notes).lock(name, self.context.deadline, &|_| false);
        if matches!(hold, Hold::Late) {
            return Err(cannot(Error::transient(
                "another process has been logging in to it for too long",
            )));
        }
        self.hold = Some(hold);
        let refusals = self.refusals();
        if refusals.contains(&origin) {
            let until = match self.from {
                SecretFrom::File(_) => {
                    format!("correct it: {place} is not tried again until it changes")
                }
                _ => "enter it once on a terminal, or give a file with --pin-file".to_owned(),
            };
            let why = Error::person_needed(format!(
                "it has refused the PIN from {place}, which is not sent again"
            ))
            .hint(until);
            return self.of_person(token, Some(cannot(why)));
        }
        if token.pin == PinState::FinalTry {
            let why =
                Error::person_needed("one wrong PIN more locks it, so only a person's is sent")
                    .hint("enter it once on a terminal, or log in with the token's own tools");
            return self.of_person(token, Some(cannot(why)));
        }
        if !self.remember(&refusals) {
            self.hold = None;
            let why = Error::failed(
                "a refusal of the PIN could not be remembered, and the next process would send it again",
            );
            return Err(cannot(
                why.hint("give a directory that can be written to with --cache-dir"),
            ));
        }
        let pin = self.unattended()?;
        self.sent = Some(origin);
        Ok(Login::Pin(pin))
    }

    fn took(&mut self, accepted: bool) {
        let mut refusals = self.refusals();
        let before = refusals.len();
        match (&self.sent, accepted) {
            (Some(origin), true) => refusals.retain(|refused| refused != origin),
            (Some(origin), false) => refusals.push(origin.clone()),
            // A person has seen to it.
            (None, true) => refusals.clear(),
            (None, false) => {}
        }
        if refusals.len() != before {
            self.remember(&refusals);
        }
    }
}

impl Drop for Keeper<'_> {
    fn drop(&mut self) {
        if self.has_announced {
            (self.context.announce)(None);
        }
    }
}

/// Which token a note is about.
fn about(token: &Token) -> Vec<u8> {
    [token.serial.as_bytes(), b"\0", token.name.as_bytes()].concat()
}

fn digest(origin: &str) -> String {
    let digest = Sha256::digest(origin);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_line() {
        for (text, secret) in [
            ("1234", Some("1234")),
            ("1234\n", Some("1234")),
            ("1234\r\n", Some("1234")),
            (" 1234 \n", Some(" 1234 ")),
            ("", None),
            ("\n", None),
            ("1234\n5678\n", None),
            ("12\u{0}34", None),
        ] {
            let read = one_line(text);
            assert_eq!(read.as_ref().map(Secret::expose), secret, "{text:?}");
        }
    }
}
