//! The request to the credentials provider, and when it is repeated.

use super::super::Context;
use super::{Iot, answer};
use crate::aws::DEFAULT_MAX_ATTEMPTS;
use crate::credentials::Credentials;
use crate::error::{Class, Error, Result};
use crate::host::{Host, Stopwatch, Variable};
use crate::http::{Ask, Client, Failure};
use crate::pkcs11::TokenKey;
use crate::secret::Secret;
use crate::tls::{self, Trouble};
use std::time::Duration;

/// The wait before a request is repeated, doubled each time.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// What is written with a percent sign in a path (RFC 3986, 2.3).
const RESERVED: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl Iot {
    /// Asks until there is an answer that counts.
    ///
    /// # Errors
    ///
    /// There was none, in the words of the last.
    pub fn ask(
        &self,
        client: &Client,
        identity: &tls::Identity,
        context: &Context<'_>,
    ) -> Result<Credentials> {
        let request = &self.request;
        let host = request.endpoint.authority();
        let alias = percent_encoding::utf8_percent_encode(request.role_alias.as_str(), RESERVED);
        let url = format!("https://{host}/role-aliases/{alias}/credentials");
        let duration = request
            .duration_seconds
            .map(|duration| duration.to_string());
        let mut headers = vec![("accept", "application/json")];
        if let Some(name) = &request.thing_name {
            headers.push(("x-amzn-iot-thingname", name.as_str()));
        }
        if let Some(duration) = &duration {
            headers.push(("x-amzn-iot-credential-duration-seconds", duration));
        }
        let ask = Ask {
            method: "GET",
            url: &url,
            headers: &headers,
            body: Secret::new(String::new()),
        };
        let attempts = match context.may_repeat {
            true => attempts(request.options.max_attempts, context.host)?,
            false => 1,
        };
        let token_key = identity.token_key();
        let a_persons_time = token_key.map(TokenKey::a_persons_time).unwrap_or_default();
        let watch = Stopwatch::start();
        let mut attempt = 1;
        loop {
            let within = context.deadline.remaining() + a_persons_time;
            let answer = client.exchange(&ask, within);
            let asked = match answer {
                Ok(answer) => answer::credentials(&answer, host, context.host.now(), client.skew()),
                Err(
                    failure @ Failure::Tls(Trouble {
                        is_refusal: true, ..
                    }),
                ) => Err(failure
                    .to_error(host, watch.elapsed())
                    .hint(answer::MAY_NOT)),
                Err(failure) => {
                    let error = with_flags_of_iot(failure.to_error(host, watch.elapsed()));
                    Err(match (failure, identity.limit()) {
                        (
                            Failure::Tls(Trouble {
                                is_distrust: false, ..
                            }),
                            Some(limit),
                        ) => error.hint(limit),
                        _ => error,
                    })
                }
            };
            // TLS tells only that there was no signature.
            if let (Err(_), Some(failure)) = (&asked, identity.take_failure()) {
                return Err(failure);
            }
            let pause = FIRST_PAUSE * 2_u32.saturating_pow(attempt - 1);
            match asked {
                Err(error)
                    if error.class() == Class::Transient
                        && attempt < attempts
                        && context.deadline.remaining() > 2 * pause =>
                {
                    context
                        .host
                        .voice
                        .note(format_args!("asking again: {error}"));
                    std::thread::sleep(pause);
                    attempt += 1;
                }
                done => return done,
            }
        }
    }
}

/// How often it is made at most: by the flag, else by AWS's own variable.
fn attempts(flag: Option<u32>, host: &Host) -> Result<u32> {
    let Some(value) = host
        .variable(Variable::MaxAttempts)?
        .filter(|_| flag.is_none())
    else {
        return Ok(flag.unwrap_or(DEFAULT_MAX_ATTEMPTS));
    };
    match value.parse() {
        Ok(attempts @ 1..=100) => Ok(attempts),
        _ => Err(Error::misused(format!(
            "invalid value '{value}' for {}: expected 1 to 100",
            Variable::MaxAttempts.name()
        ))),
    }
}

/// Hints name the flags of other sources.
fn with_flags_of_iot(error: Error) -> Error {
    match error
        .hint_text()
        .map(|hint| hint.replace("--ca-bundle", "--ca"))
    {
        Some(hint) => error.hint_instead(hint),
        None => error,
    }
}
