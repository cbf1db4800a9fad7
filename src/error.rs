//! What went wrong, in the words a person reads, and the exit status it means.

use std::borrow::Cow;
use std::fmt;

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// The exit statuses of brs other than 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// What was asked for could not be done.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Misused = 2,
    /// A person is needed, and there is nobody to ask.
    PersonNeeded = 3,
}

/// What a failure says about asking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A person who was asked did not give what is needed, or the command that
    /// stands in for one.
    Declined,
    /// Nobody was asked: the cause lies on this machine.
    Local,
    /// The issuer answered with a definite no.
    Refused,
    /// A network, an overload or an unusable answer: later it may work.
    Transient,
}

/// A failure: one line for a person, and at most one hint.
#[derive(Debug)]
pub struct Error {
    status: Status,
    class: Class,
    hint: Option<String>,
    blame: Option<Blame>,
    cause: anyhow::Error,
}

/// What a refusal is about, where it is not about what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// The very credentials that were used to ask.
    Caller,
    /// The MFA device that was named.
    Device,
    /// The token code.
    TokenCode,
}

impl Error {
    /// A failure on this machine.
    pub fn failed(message: impl fmt::Display) -> Self {
        Self::new(Status::Failed, Class::Local, message)
    }

    /// A command line or configuration that cannot be right.
    pub fn misused(message: impl fmt::Display) -> Self {
        Self::new(Status::Misused, Class::Local, message)
    }

    /// Something that only a person can give.
    pub fn person_needed(message: impl fmt::Display) -> Self {
        Self::new(Status::PersonNeeded, Class::Local, message)
    }

    /// A definite refusal by the issuer.
    pub fn refused(message: impl fmt::Display) -> Self {
        Self::new(Status::Failed, Class::Refused, message)
    }

    /// A failure that may pass.
    pub fn transient(message: impl fmt::Display) -> Self {
        Self::new(Status::Failed, Class::Transient, message)
    }

    fn new(status: Status, class: Class, message: impl fmt::Display) -> Self {
        Self {
            status,
            class,
            hint: None,
            blame: None,
            cause: anyhow::Error::msg(message.to_string()),
        }
    }

    /// Says what could not be done, before the reason already there.
    pub fn context(mut self, what: impl fmt::Display) -> Self {
        self.cause = self.cause.context(what.to_string());
        self
    }

    /// Names an action that may help; the first hint given stays.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert(hint.into());
        self
    }

    /// Says that somebody was asked, and did not give it.
    pub fn declined(mut self) -> Self {
        self.class = Class::Declined;
        self
    }

    /// Names an action that may help, and not the one that was named before.
    pub fn hint_instead(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Marks a refusal of something else than what was asked for.
    pub fn blame(mut self, blame: Blame) -> Self {
        self.blame = Some(blame);
        self
    }

    /// Whether it is this that was refused, and not what was asked for.
    pub fn blames(&self, blame: Blame) -> bool {
        self.blame == Some(blame)
    }

    /// The exit status this failure means.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What it says about asking again.
    pub fn class(&self) -> Class {
        self.class
    }

    /// The action that may help, if one is known.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The lines that standard error shows.
    pub fn lines(&self) -> String {
        let mut lines = format!("brs: error: {self}\n");
        if let Some(hint) = &self.hint {
            lines.push_str(&format!("brs: hint: {}\n", printable(hint, usize::MAX)));
        }
        lines
    }
}

impl fmt::Display for Error {
    /// The whole chain on one line, cause last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&format!("{:#}", self.cause), usize::MAX))
    }
}

impl std::error::Error for Error {}

/// Returns `text` as it may be shown on a terminal: one line, at most `limit`
/// characters, nothing in it that a terminal would obey.
///
/// Text from a server, a file or a profile could otherwise move the cursor,
/// hide what follows or forge a line of ours; and people put passwords into
/// URLs, of proxies and of endpoints.
pub fn printable(text: &str, limit: usize) -> Cow<'_, str> {
    if let Some(open) = without_user(text) {
        return Cow::Owned(printable(&open, limit).into_owned());
    }
    let harmless = |c: char| !c.is_control() && !is_directional(c);
    if text.len() <= limit && text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len().min(limit) + 3);
    for (count, c) in text.chars().enumerate() {
        if count == limit {
            shown.push('…');
            break;
        }
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            c if harmless(c) => shown.push(c),
            c => shown.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(shown)
}

/// How a hint shows where a user and a password stand in a URL.
const FORM_OF_A_USER: &str = "USER:PASSWORD";

/// The text without the users and passwords of URLs in it, if there are any.
///
/// Generous, because a password that should have been escaped is hidden too:
/// in a word that is a URL, all before the last `@`.
fn without_user(text: &str) -> Option<String> {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        shown.push_str(before);
        shown.push_str("://");
        let word = after.find(char::is_whitespace).unwrap_or(after.len());
        rest = match after[..word].rfind('@') {
            Some(at) if !["…", FORM_OF_A_USER].contains(&&after[..at]) => {
                shown.push('…');
                &after[at..]
            }
            _ => after,
        };
    }
    shown.push_str(rest);
    (shown != text).then_some(shown)
}

/// Characters that reorder the text around them (Unicode, "bidirectional
/// formatting characters").
fn is_directional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_is_one_line_with_the_cause_last() {
        let error = Error::refused("AccessDenied: no\nreally").context("cannot assume the role");
        assert_eq!(
            error.to_string(),
            "cannot assume the role: AccessDenied: no really"
        );
    }

    #[test]
    fn the_first_hint_stays() {
        let error = Error::failed("no").hint("first").hint("second");
        assert_eq!(error.lines(), "brs: error: no\nbrs: hint: first\n");
    }

    #[test]
    fn nothing_shown_moves_a_cursor_or_reorders_text() {
        assert_eq!(printable("a\u{1b}[2Jb", 99), "a\\u{1b}[2Jb");
        assert_eq!(printable("a\u{202e}b", 99), "a\\u{202e}b");
        assert_eq!(printable("abcdef", 3), "abc…");
        assert_eq!(printable("plain", 99), "plain");
    }

    #[test]
    fn the_password_in_a_url_is_not_shown() {
        for (text, shown) in [
            ("a 'https://u:p@h/x' b", "a 'https://…@h/x' b"),
            ("http://u:p/@ss@h:1, http://p@i", "http://…@h:1, http://…@i"),
            ("http://…@h", "http://…@h"),
            ("://@", "://…@"),
            ("https://h/x y@z", "https://h/x y@z"),
            ("ana@example.com", "ana@example.com"),
        ] {
            assert_eq!(printable(text, 99), shown);
        }
        assert_eq!(printable("https://u:p@h/abc", 12), "https://…@h/…");
    }
}
