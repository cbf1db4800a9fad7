//! What happened to an entry lately: failures, back-off, who is being asked.
//!
//! No secret stands here. A fresh hit never opens it; when a refresh fails, it
//! changes and the entry does not.

use crate::error::{Class, Error, Status};
use crate::sources::Asking;
use serde::{Deserialize, Serialize};

/// Nobody is asked for longer, milliseconds.
const LONGEST_PROMPT: i64 = 600_000;

/// The state beside an entry.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// What it is about, for whoever looks where no entry tells.
    pub what: Option<String>,
    /// When the last attempt to refresh began, milliseconds since the epoch.
    pub attempted: i64,
    /// When one last succeeded.
    pub succeeded: i64,
    /// How long the last attempt took, milliseconds.
    pub took: i64,
    /// How many have failed since.
    pub failures: u32,
    /// The last failure, kept for whoever asks what went wrong.
    pub failure: Option<Failure>,
    /// The last warning, likewise.
    pub warning: Option<Warning>,
    /// Until when the holder of the lock is asking a person.
    pub asking_until: i64,
    /// What for.
    pub asking: Option<String>,
}

/// A refresh that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// When, milliseconds since the epoch.
    pub at: i64,
    /// What it says about asking again.
    pub class: FailureClass,
    /// Whether a person was needed.
    #[serde(default)]
    pub needs_person: bool,
    /// What was said.
    pub message: String,
    /// And what may help.
    pub hint: Option<String>,
}

/// Something that did not keep credentials from being printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// When, milliseconds since the epoch.
    pub at: i64,
    /// What was said.
    pub message: String,
}

/// [`Class`] as it is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailureClass {
    /// [`Class::Declined`].
    Declined,
    /// [`Class::Local`].
    Local,
    /// [`Class::Refused`].
    Refused,
    /// [`Class::Transient`].
    Transient,
}

/// The window whose back-off is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// 5 s, doubling to 60 s.
    Advisory,
    /// 1 s, doubling to 10 s.
    Mandatory,
}

impl State {
    /// Reads a state; anything unreadable is as good as none.
    pub fn parse(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// Renders the state.
    pub fn render(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("numbers and strings are JSON")
    }

    /// Notes that a refresh failed at `now`.
    pub fn fail(&mut self, error: &Error, now: i64) {
        self.failures = self.failures.saturating_add(1);
        self.took = self.since_attempted(now);
        self.ask(None);
        self.failure = Some(Failure {
            at: now,
            needs_person: error.status() == Status::PersonNeeded,
            class: match error.class() {
                Class::Declined => FailureClass::Declined,
                Class::Local => FailureClass::Local,
                Class::Refused => FailureClass::Refused,
                Class::Transient => FailureClass::Transient,
            },
            message: error.to_string(),
            hint: error.hint_text().map(str::to_owned),
        });
    }

    /// Notes that a refresh succeeded at `now`; what failed before stays
    /// readable, and holds nobody back.
    pub fn succeed(&mut self, now: i64) {
        self.succeeded = now;
        self.failures = 0;
        self.took = self.since_attempted(now);
        self.ask(None);
    }

    /// How long the attempt that is over at `now` took: nothing, if the clock
    /// was set back.
    fn since_attempted(&self, now: i64) -> i64 {
        match self.attempted {
            0 => 0,
            began => now.saturating_sub(began).max(0),
        }
    }

    /// Notes that a person is being asked, or not any more.
    pub fn ask(&mut self, asking: Option<&Asking>) {
        self.asking_until = asking.map_or(0, |asking| asking.until);
        self.asking = asking.map(|asking| asking.what.clone());
    }

    /// Whether an attempt that began at `since` or later has not ended.
    pub fn is_under_way(&self, since: i64) -> bool {
        let failed = self.failure.as_ref().map_or(0, |failure| failure.at);
        self.attempted >= since && self.attempted > self.succeeded.max(failed)
    }

    /// Whether, at `now`, a refresh is to be left alone for a while because
    /// the last ones failed.
    pub fn backs_off(&self, window: Window, now: i64) -> bool {
        // A failure in the future is a clock that was set back, not a reason.
        self.last_failure().is_some_and(|failure| {
            failure.at <= now && now < failure.at + self.pause(window, failure)
        })
    }

    /// The failure of another process that a process started at `started`
    /// takes for its own at `now`.
    ///
    /// A definite refusal, by the issuer or by a person, answers everybody who
    /// was already waiting; a transient one also those who come before its back-off ends, unless
    /// they `insist`.
    pub fn shared_failure(&self, started: i64, now: i64, insist: bool) -> Option<Error> {
        let failure = self.last_failure()?;
        let waiting = started <= failure.at && failure.at <= now;
        let message = &failure.message;
        let (shared, error) = match failure.class {
            FailureClass::Local => return None,
            FailureClass::Declined if failure.needs_person => {
                (waiting, Error::person_needed(message))
            }
            FailureClass::Declined => (waiting, Error::failed(message)),
            FailureClass::Refused => (waiting, Error::refused(message)),
            FailureClass::Transient if waiting => (true, Error::transient(message)),
            // Whoever has put it right in the meantime should know that
            // nobody was asked.
            FailureClass::Transient => (
                !insist && self.backs_off(Window::Mandatory, now),
                Error::transient(format!(
                    "{message} ({}; asking again in {})",
                    ago(now - failure.at),
                    seconds(failure.at + self.pause(Window::Mandatory, failure) - now)
                )),
            ),
        };
        shared.then(|| match &failure.hint {
            Some(hint) => error.hint(hint.clone()),
            None => error,
        })
    }

    /// Whether the last failure was that of whoever was to give a code.
    pub fn is_about_a_code(&self) -> bool {
        self.last_failure()
            .is_some_and(|failure| failure.class == FailureClass::Declined)
    }

    /// What the holder of the lock is asking a person for at `now`, if it is.
    pub fn asking_at(&self, now: i64) -> Option<&str> {
        // Further away is a clock that was set back, not a patient person.
        let is_asking =
            now < self.asking_until && self.asking_until <= now.saturating_add(LONGEST_PROMPT);
        is_asking.then(|| self.asking.as_deref().unwrap_or("something"))
    }

    /// The last failure, unless a success came after it.
    pub fn last_failure(&self) -> Option<&Failure> {
        self.failure.as_ref().filter(|_| self.failures > 0)
    }

    /// How long to leave it alone, milliseconds.
    ///
    /// The jitter comes from the moment of the failure, so that all processes
    /// agree on it without writing it down.
    fn pause(&self, window: Window, failure: &Failure) -> i64 {
        let (first, longest) = match window {
            Window::Advisory => (5_000, 60_000),
            Window::Mandatory => (1_000, 10_000),
        };
        let doubled = first << self.failures.saturating_sub(1).min(8);
        let pause = longest.min(doubled);
        pause - failure.at.rem_euclid(1000) * pause / 4000
    }
}

/// A span that lies behind, of milliseconds.
fn ago(span: i64) -> String {
    match span {
        ..1000 => "just now".into(),
        _ => format!("{} s ago", span / 1000),
    }
}

/// A span to come, of milliseconds: no less than it is.
fn seconds(span: i64) -> String {
    format!("{} s", (span + 999) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(times: u32, error: &Error, at: i64) -> State {
        let mut state = State::default();
        for _ in 0..times {
            state.fail(error, at);
        }
        state
    }

    #[test]
    fn back_off_doubles_to_its_limit_and_ends() {
        let error = Error::transient("no route");
        // Failures, window, pause in milliseconds (a whole second: no jitter).
        for (times, window, pause) in [
            (1, Window::Advisory, 5_000),
            (2, Window::Advisory, 10_000),
            (5, Window::Advisory, 60_000),
            (99, Window::Advisory, 60_000),
            (1, Window::Mandatory, 1_000),
            (4, Window::Mandatory, 8_000),
            (99, Window::Mandatory, 10_000),
        ] {
            let state = failed(times, &error, 7_000);
            assert!(state.backs_off(window, 7_000), "{times} {window:?}");
            assert!(state.backs_off(window, 6_999 + pause), "{times} {window:?}");
            assert!(
                !state.backs_off(window, 7_000 + pause),
                "{times} {window:?}"
            );
            // The clock was set back.
            assert!(!state.backs_off(window, 6_999), "{times} {window:?}");
        }
    }

    #[test]
    fn jitter_shortens_by_at_most_a_quarter() {
        let state = failed(1, &Error::transient("no route"), 999);
        assert!(state.backs_off(Window::Advisory, 999 + 3_750));
        assert!(!state.backs_off(Window::Advisory, 999 + 5_000));
    }

    #[test]
    fn a_refusal_answers_those_who_were_waiting() {
        let state = failed(1, &Error::refused("AccessDenied").hint("ask"), 7_000);
        let shared = state.shared_failure(6_000, 7_500, false).unwrap();
        assert_eq!(shared.lines(), "brs: error: AccessDenied\nbrs: hint: ask\n");
        assert!(state.shared_failure(7_001, 7_500, false).is_none());
    }

    #[test]
    fn who_declines_declines_for_all_who_were_waiting() {
        let state = failed(1, &Error::person_needed("none was given").declined(), 7_000);
        let shared = state.shared_failure(6_000, 7_500, false).unwrap();
        assert_eq!(shared.status(), Status::PersonNeeded);
        assert!(state.shared_failure(7_001, 7_500, false).is_none());
        // Where one had no terminal, another may have one.
        let state = failed(1, &Error::person_needed("no terminal"), 7_000);
        assert!(state.shared_failure(6_000, 7_500, false).is_none());
    }

    #[test]
    fn an_outage_answers_everybody_for_a_while() {
        let state = failed(1, &Error::transient("no route"), 7_000);
        // Who was waiting for it hears what was said, who comes later also when.
        for (started, now, said) in [
            (6_500, 7_999, "no route"),
            (7_500, 7_999, "no route (just now; asking again in 1 s)"),
        ] {
            let shared = state.shared_failure(started, now, false).unwrap();
            assert_eq!(shared.to_string(), said);
        }
        let state = failed(4, &Error::transient("no route"), 7_000);
        let shared = state.shared_failure(10_500, 10_500, false).unwrap();
        assert_eq!(
            shared.to_string(),
            "no route (3 s ago; asking again in 5 s)"
        );
        let state = failed(1, &Error::transient("no route"), 7_000);
        assert!(state.shared_failure(7_500, 8_000, false).is_none());
        // Who insists tries again, unless it was tried since it came.
        assert!(state.shared_failure(7_500, 7_999, true).is_none());
        assert!(state.shared_failure(6_500, 7_999, true).is_some());
    }

    #[test]
    fn a_success_ends_it_but_the_failure_stays_readable() {
        let mut state = failed(3, &Error::transient("no route"), 7_000);
        state.succeed(7_100);
        assert!(!state.backs_off(Window::Advisory, 7_200));
        assert!(state.shared_failure(0, 7_200, false).is_none());
        assert_eq!(state.failure.unwrap().message, "no route");
    }

    #[test]
    fn an_attempt_is_under_way_until_it_succeeds_or_fails() {
        let mut state = State {
            attempted: 7_000,
            ..State::default()
        };
        assert!(state.is_under_way(7_000) && !state.is_under_way(7_001));
        state.fail(&Error::transient("no route"), 7_500);
        assert!(!state.is_under_way(7_000));
        state.attempted = 8_000;
        assert!(state.is_under_way(7_000));
        state.succeed(8_100);
        assert!(!state.is_under_way(7_000));
    }

    #[test]
    fn what_cannot_be_read_is_as_good_as_none() {
        for bytes in ["", "{", "[]", "{\"failures\":-1}", "\u{0}"] {
            assert_eq!(State::parse(bytes.as_bytes()), State::default(), "{bytes}");
        }
        let state = failed(2, &Error::refused("no"), 5);
        assert_eq!(State::parse(&state.render()), state);
    }
}
