//! Why there is no answer, in a person's words.

use crate::error::Error;
use crate::host::io_reason;
use crate::tls::{self, Trouble};
use std::fmt;
use std::time::Duration;

/// How std begins what the resolver says.
const LOOKUP: &str = "failed to lookup address information: ";

/// EMFILE, the same on every Unix.
const TOO_MANY_FILES: i32 = 24;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The answer is not HTTP.
    Garbled,
    /// The client could not be set up.
    Local(Error),
    /// The network's own words.
    Network(String),
    /// The answer has more than 256 KiB.
    TooLong,
    /// No connection, or no answer, in time.
    TimedOut,
    /// TLS does not come about.
    Tls(Trouble),
    /// The answer ended before its end.
    Torn,
    /// The request is not one.
    Unusable(String),
}

impl Failure {
    pub(super) fn of(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::TimedOut;
        }
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(current) = cause {
            if let Some(trouble) = tls::trouble(current) {
                return Self::Tls(trouble);
            }
            cause = match current.downcast_ref::<std::io::Error>() {
                Some(io) => match io.get_ref() {
                    // An io::Error names its own cause here only, and may
                    // have another io::Error in it.
                    Some(inner) => Some(inner),
                    // A limit of this process: no other is to wait for it.
                    None if io.raw_os_error() == Some(TOO_MANY_FILES) => {
                        return Self::Local(Error::failed(io_reason(io)));
                    }
                    None => return Self::Network(io_reason(io)),
                },
                None => current.source(),
            };
        }
        let reason = deepest(error);
        match error.is_body() || error.is_decode() || error.is_request() {
            // hyper's words for what it cannot parse, and for an early end.
            _ if reason.starts_with("invalid HTTP") => Self::Garbled,
            _ if reason.starts_with("end of file") => Self::Torn,
            true => Self::Network(match reason.strip_prefix(LOOKUP) {
                Some(reason) => io_reason(&std::io::Error::other(reason)),
                None => reason,
            }),
            false => Self::Garbled,
        }
    }

    /// The line for a person; `host`: who was asked; `waited`: for how long
    /// in all.
    pub fn to_error(&self, host: &str, waited: Duration) -> Error {
        match self {
            Self::Garbled => Error::transient(format!("the answer of {host} is not HTTP"))
                .hint("check --endpoint-url: https or http"),
            Self::Local(error) => {
                let line = Error::failed(error);
                match error.hint_text() {
                    Some(hint) => line.hint(hint),
                    None => line,
                }
            }
            Self::Network(reason) => Error::transient(format!("cannot reach {host}: {reason}")),
            Self::TooLong => {
                Error::transient(format!("the answer of {host} is longer than 256 KiB"))
            }
            Self::TimedOut => timed_out(host, waited),
            Self::Tls(trouble) => {
                let line = format!("cannot reach {host}: {}", trouble.reason);
                // Whom to trust may have been told this process only: what it
                // found is nothing to others, and nothing to the next run.
                let error = match trouble.is_distrust {
                    true => Error::failed(line),
                    false => Error::transient(line),
                };
                match trouble.hint {
                    Some(hint) => error.hint(hint),
                    None => error,
                }
            }
            Self::Torn => Error::transient(format!("the answer of {host} broke off")),
            Self::Unusable(reason) => Error::failed(format!("cannot ask {host}: {reason}")),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // How long, only whoever waited can tell.
            Self::TimedOut => f.write_str("timed out"),
            other => other.to_error("the endpoint", Duration::ZERO).fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

/// The line for an answer that did not come, with what was waited in all.
pub fn timed_out(host: &str, waited: Duration) -> Error {
    let waited = match waited.as_millis() {
        short @ ..500 => format!("{short} ms"),
        long => format!("{} s", (long + 500) / 1000),
    };
    Error::transient(format!("cannot reach {host}: timed out after {waited}"))
}

/// The words of the last cause.
pub(super) fn deepest(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(current) = cause {
        text = current.to_string();
        cause = current.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Class;

    #[test]
    fn what_was_waited_is_told_to_the_second_and_never_as_none() {
        for (milliseconds, said) in [
            (60, "60 ms"),
            (499, "499 ms"),
            (500, "1 s"),
            (2499, "2 s"),
            (19_970, "20 s"),
            (20_030, "20 s"),
        ] {
            let error = Failure::TimedOut.to_error("a", Duration::from_millis(milliseconds));
            let said = format!("cannot reach a: timed out after {said}");
            assert_eq!(error.to_string(), said);
        }
    }

    #[test]
    fn distrust_is_a_matter_of_this_machine() {
        for (is_distrust, class) in [(true, Class::Local), (false, Class::Transient)] {
            let trouble = Trouble {
                reason: "no".into(),
                hint: None,
                is_distrust,
            };
            let error = Failure::Tls(trouble).to_error("a", Duration::ZERO);
            assert_eq!(error.class(), class);
        }
    }
}
