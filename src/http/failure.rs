//! Why there is no answer, in a person's words.

use super::Proxy;
use crate::error::{Error, Status};
use crate::host::io_reason;
use crate::tls::{self, Trouble};
use std::fmt;
use std::time::Duration;

/// How std begins what the resolver says.
const LOOKUP: &str = "failed to lookup address information: ";

/// EMFILE, the same on every Unix.
const TOO_MANY_FILES: i32 = 24;
/// How hyper-util begins what it says of a proxy that should connect.
const TUNNEL: &str = "tunnel error: ";

/// A proxy, as far as it is told.
#[derive(Debug)]
pub struct Told {
    place: String,
    variable: &'static str,
    has_user: bool,
}

impl From<&Proxy> for Told {
    fn from(proxy: &Proxy) -> Self {
        Self {
            place: proxy.place(),
            variable: proxy.variable(),
            has_user: proxy.has_user(),
        }
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The answer is not HTTP.
    Garbled,
    /// The client could not be set up.
    Local(Error),
    /// The network's own words.
    Network(String),
    /// The proxy is not who it should be, and why.
    ProxyDistrusted(Told, String),
    /// The proxy cannot be reached, and why.
    ProxyUnreachable(Told, String),
    /// The proxy does not connect to the host.
    ProxyRefuses(Told),
    /// The answer has more than 256 KiB.
    TooLong,
    /// No connection, or no answer, in time.
    TimedOut,
    /// TLS does not come about.
    Tls(Trouble),
    /// The answer ended before its end.
    Torn,
    /// The proxy wants to know who asks, or does not believe it.
    Unauthorized(Told),
    /// The host has no address, in the resolver's own words.
    Unresolved(String),
    /// The request is not one.
    Unusable(String),
}

impl Failure {
    /// What an error means, with the proxy that was used.
    pub(super) fn of(error: &reqwest::Error, proxy: Option<&Proxy>) -> Self {
        let failure = Self::plainly(error);
        match (failure, proxy) {
            (Self::TimedOut, _) => Self::TimedOut,
            (failure, Some(proxy)) => failure.by_proxy(error, proxy),
            (failure, None) => failure,
        }
    }

    pub(super) fn unauthorized(proxy: &Proxy) -> Self {
        Self::Unauthorized(proxy.into())
    }

    /// Whose fault it was: the proxy's, or that of whoever is behind it.
    fn by_proxy(self, error: &reqwest::Error, proxy: &Proxy) -> Self {
        let words = chain(error).find_map(|cause| {
            let words = cause.to_string();
            words.strip_prefix(TUNNEL).map(str::to_owned)
        });
        match (words.as_deref(), self) {
            (Some("proxy authorization required"), _) => Self::unauthorized(proxy),
            (Some("unexpected end of file"), _) => {
                Self::Network("the proxy closed the connection".into())
            }
            (Some("failed to create underlying connection"), failure) => {
                failure.of_connecting_to(proxy)
            }
            (Some("io error establishing tunnel"), failure) => failure,
            (Some(_), _) => Self::ProxyRefuses(proxy.into()),
            // In plain http whoever is connected to is the proxy.
            (None, failure) if error.is_connect() && is_plain(error) => {
                failure.of_connecting_to(proxy)
            }
            (None, Self::Tls(trouble)) if !trouble.is_distrust => Self::Tls(Trouble {
                hint: trouble.hint.map(|_| "check the proxy, and the endpoint"),
                ..trouble
            }),
            (None, failure) => failure,
        }
    }

    fn of_connecting_to(self, proxy: &Proxy) -> Self {
        let proxy = proxy.into();
        match self {
            Self::Tls(trouble) if trouble.is_distrust => {
                Self::ProxyDistrusted(proxy, trouble.reason)
            }
            Self::Tls(trouble) => Self::ProxyUnreachable(proxy, trouble.reason),
            Self::Network(reason) | Self::Unresolved(reason) => {
                Self::ProxyUnreachable(proxy, reason)
            }
            other => Self::ProxyUnreachable(proxy, other.to_string()),
        }
    }

    fn plainly(error: &reqwest::Error) -> Self {
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
            true => match reason.strip_prefix(LOOKUP) {
                Some(reason) => Self::Unresolved(io_reason(&std::io::Error::other(reason))),
                None => Self::Network(reason),
            },
            false => Self::Garbled,
        }
    }

    /// The line for a person; `host`: who was asked; `waited`: for how long
    /// in all.
    pub fn to_error(&self, host: &str, waited: Duration) -> Error {
        match self {
            Self::Garbled => Error::transient(format!("the answer of {host} is not HTTP"))
                .hint("check the endpoint: https or http"),
            Self::Local(error) => {
                let line = match error.status() {
                    Status::Misused => Error::misused(error),
                    _ => Error::failed(error),
                };
                match error.hint_text() {
                    Some(hint) => line.hint(hint),
                    None => line,
                }
            }
            Self::Network(reason) | Self::Unresolved(reason) => {
                Error::transient(format!("cannot reach {host}: {reason}"))
            }
            Self::ProxyDistrusted(proxy, reason) => {
                Error::failed(format!("cannot reach the proxy {}: {reason}", proxy.place)).hint(
                    format!(
                        "check {}, or name whom to trust with --ca-bundle",
                        proxy.variable
                    ),
                )
            }
            Self::ProxyUnreachable(proxy, reason) => {
                Error::transient(format!("cannot reach the proxy {}: {reason}", proxy.place))
                    .hint(format!("check {}, and the network", proxy.variable))
            }
            Self::ProxyRefuses(proxy) => {
                // Some mean the password, and have another number for it.
                let what = match proxy.has_user {
                    true => "user and password in ",
                    false => "",
                };
                Error::transient(format!(
                    "cannot reach {host}: the proxy does not connect to it"
                ))
                .hint(format!(
                    "check {what}{}, and whether the proxy lets this host be asked",
                    proxy.variable
                ))
            }
            Self::TooLong => {
                Error::transient(format!("the answer of {host} is longer than 256 KiB"))
            }
            Self::TimedOut => timed_out(host, waited),
            Self::Tls(trouble) => {
                let line = format!("cannot reach {host}: {}", trouble.reason);
                // Whom to trust may have been told this process only: what it
                // found is nothing to others, and nothing to the next run.
                let error = match trouble.is_distrust || trouble.is_refusal {
                    true => Error::failed(line),
                    false => Error::transient(line),
                };
                match trouble.hint {
                    Some(hint) => error.hint(hint),
                    None => error,
                }
            }
            // Who asks may have been told this process only.
            Self::Unauthorized(Told {
                place,
                variable,
                has_user,
            }) => match has_user {
                true => Error::failed(format!(
                    "cannot reach {host}: the proxy does not accept this user and password"
                ))
                .hint(format!("check the user and the password in {variable}")),
                false => Error::failed(format!(
                    "cannot reach {host}: the proxy wants a user and a password"
                ))
                .hint(format!(
                    "put them into {variable}: http://USER:PASSWORD@{place}"
                )),
            },
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

/// Whether what was asked for is in plain http.
fn is_plain(error: &reqwest::Error) -> bool {
    error.url().is_some_and(|url| url.scheme() == "http")
}

/// An error and its causes.
fn chain<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
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
                is_refusal: false,
            };
            let error = Failure::Tls(trouble).to_error("a", Duration::ZERO);
            assert_eq!(error.class(), class);
        }
    }
}
