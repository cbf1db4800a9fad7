//! PINs and passwords, and how often a PIN is sent.

use super::super::{Context, Hold};
use crate::error::{Error, Result};
use crate::host::{Stamp, Variable, contents, io_reason};
use crate::pkcs11::{Login, PinKeeper, PinState, Token};
use crate::secret::Secret;
use sha2::{Digest, Sha256};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What others may read.
const READABLE_BY_OTHERS: u32 = 0o077;
/// Refusals of one token that are remembered.
const MOST_REFUSALS: usize = 16;

/// Where a lasting secret is, if a person is not to be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SecretFrom {
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

/// The password of an encrypted key.
///
/// # Errors
///
/// It cannot be read; a person is needed, and must not be asked.
pub fn password(from: &SecretFrom, context: &Context<'_>) -> Result<Secret> {
    match from {
        SecretFrom::File(path) => of_file(path, context),
        SecretFrom::Person => Err(Error::person_needed("it needs a password")
            .hint("give a file with --key-password-file")),
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
}

impl<'a> Keeper<'a> {
    /// For a PIN from there.
    pub fn new(from: &'a SecretFrom, context: &'a Context<'a>) -> Self {
        Self {
            from,
            context,
            sent: None,
            hold: None,
        }
    }

    /// A PIN that nobody has to be asked for, and where it is.
    fn unattended(&self) -> Result<Option<(String, Secret)>> {
        if let SecretFrom::File(path) = self.from {
            // Before it is read: what changes meanwhile is looked at again.
            let numbers = Stamp::of(path).map(|stamp| format!("{:?}", stamp.numbers));
            let origin = format!("{} {}", path.display(), numbers.unwrap_or_default());
            return Ok(Some((digest(&origin), of_file(path, self.context)?)));
        }
        let variable = Variable::Pkcs11Pin;
        Ok(self
            .context
            .host
            .variable(variable)?
            .map(|pin| (digest(variable.name()), Secret::new(pin))))
    }

    fn describe(&self) -> String {
        match self.from {
            SecretFrom::File(path) => path.display().to_string(),
            SecretFrom::Person => Variable::Pkcs11Pin.name().to_owned(),
        }
    }

    fn refusals(&self, token: &Token) -> Vec<String> {
        let about = about(token);
        let note = self.context.notes.read(("pin", &about));
        let text = String::from_utf8(note.unwrap_or_default()).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn remember(&self, token: &Token, refusals: &[String]) -> bool {
        let oldest = refusals.len().saturating_sub(MOST_REFUSALS);
        let text = refusals.get(oldest..).unwrap_or_default().join("\n");
        let notes = self.context.notes;
        notes.write(("pin", &about(token)), text.as_bytes())
    }

    fn of_person(&self, token: &Token, why: Error) -> Result<Login> {
        match token.has_pad && self.context.may_ask && self.context.prompt.is_some() {
            true => Ok(Login::Pad),
            false => Err(why),
        }
    }
}

impl PinKeeper for Keeper<'_> {
    fn pin(&mut self, token: &Token) -> Result<Login> {
        let Some((origin, pin)) = self.unattended()? else {
            let why = Error::person_needed("it needs a PIN")
                .hint("give a file with --pin-file, or set BRS_PKCS11_PIN");
            return self.of_person(token, why);
        };
        let name = about(token);
        let hold = self
            .context
            .notes
            .lock(("pin", &name), self.context.deadline, &|_| false);
        if matches!(hold, Hold::Late) {
            return Err(Error::transient(
                "another process has been logging in to it for too long",
            ));
        }
        self.hold = Some(hold);
        let place = self.describe();
        let refusals = self.refusals(token);
        if refusals.contains(&origin) {
            let why = Error::person_needed(format!(
                "it has refused the PIN from {place}, which is not sent again"
            ))
            .hint(format!("correct the PIN in a file, and name it with --pin-file: {place} is not tried until it changes"));
            self.hold = None;
            return self.of_person(token, why);
        }
        if token.pin == PinState::FinalTry {
            let why = Error::person_needed(
                "one wrong PIN more locks it, and nobody is there to know the right one",
            )
            .hint("log in once with the token's own tools");
            self.hold = None;
            return self.of_person(token, why);
        }
        if !self.remember(token, &refusals) {
            self.hold = None;
            return Err(Error::failed(
                "a refusal of the PIN could not be remembered, and the next process would send it again",
            )
            .hint("give a directory that can be written to with --cache-dir"));
        }
        self.sent = Some(origin);
        Ok(Login::Pin(pin))
    }

    fn took(&mut self, token: &Token, accepted: bool) {
        let mut refusals = self.refusals(token);
        let before = refusals.len();
        match (&self.sent, accepted) {
            (Some(origin), true) => refusals.retain(|refused| refused != origin),
            (Some(origin), false) => refusals.push(origin.clone()),
            // A person has seen to it.
            (None, true) => refusals.clear(),
            (None, false) => {}
        }
        if refusals.len() != before {
            self.remember(token, &refusals);
        }
        self.hold = None;
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
