//! What AWS or the way to it said, as one line.

use super::{EndpointKind, Settings};
use crate::error::{Blame, Error, printable};
use crate::http::{Failure, timed_out};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use std::time::Duration;

/// The most that is shown of what a server says, characters.
const SHOWN: usize = 200;
/// Codes of 4xx answers that pass.
const PASSING: [&str; 11] = [
    "IDPCommunicationError",
    "PriorRequestNotComplete",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestTimeout",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "rate_exceeded",
    "slow_down",
];

/// Codes that are about the credentials used to ask, not about what was asked.
const REFUSED_CALLERS: [&str; 4] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
];

/// What an error is told with.
pub struct Asked<'a> {
    /// Who was asked.
    pub host: &'a str,
    /// Where and how.
    pub settings: &'a Settings,
    /// For how long in all, whatever the number of attempts.
    pub waited: Duration,
}

/// Turns an SDK's error into ours.
pub fn fault<E>(error: SdkError<E, HttpResponse>, asked: &Asked<'_>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let Asked { host, waited, .. } = *asked;
    match error {
        SdkError::ConstructionFailure(_) => {
            let reason = deepest(&error);
            Error::failed(format!("cannot put the request together: {reason}"))
        }
        SdkError::TimeoutError(_) => timed_out(host, waited),
        SdkError::DispatchFailure(failure) => match failure.as_connector_error() {
            Some(connector) => match deepest_failure(connector) {
                Some(failure @ Failure::Unresolved(_)) => failure
                    .to_error(host, waited)
                    .hint(unresolved(asked.settings)),
                Some(failure) => failure.to_error(host, waited),
                None if failure.is_timeout() => timed_out(host, waited),
                None => Error::transient(format!("cannot reach {host}: {}", deepest(connector))),
            },
            None => Error::transient(format!("cannot reach {host}")),
        },
        SdkError::ResponseError(response) => no_answer(host, response.raw()),
        SdkError::ServiceError(service) => match service.err().code() {
            None => no_answer(host, service.raw()),
            Some(code) => answered(code, &service, &asked.settings.asking),
        },
        _ => Error::transient(format!("cannot reach {host}")),
    }
}

/// What to do about a host that has no address.
pub fn unresolved(settings: &Settings) -> String {
    let region = settings.region.as_str();
    match (&settings.endpoint_url, settings.endpoint_kind) {
        (Some(_), _) => "check the host of the endpoint, and the network".into(),
        (None, kind) if kind == EndpointKind::default() => {
            format!("check the region, {region}, and the network")
        }
        (None, _) => format!(
            "check the region, {region}, whether AWS has such an endpoint there, and the network"
        ),
    }
}

/// What AWS said: no, or not now.
pub struct Said {
    /// The status of the answer.
    pub status: u16,
    /// AWS's code of it.
    pub code: String,
    /// In AWS's words.
    pub message: Option<String>,
    /// What AWS can find it by.
    pub request_id: Option<String>,
}

impl Said {
    /// The line for a person: code, message and request ID verbatim.
    pub fn to_error(&self) -> Error {
        let mut line = printable(&self.code, SHOWN).into_owned();
        if let Some(message) = self.message.as_deref().filter(|text| !text.is_empty()) {
            line.push_str(": ");
            line.push_str(printable(message.trim_end_matches(['.', ' ']), SHOWN).as_ref());
        }
        if let Some(id) = &self.request_id {
            line.push_str(&format!(" (request {})", printable(id, 64)));
        }
        let passing = self.status == 429 || PASSING.contains(&self.code.as_str());
        match (400..500).contains(&self.status) && !passing {
            true => Error::refused(line),
            false => Error::transient(line),
        }
    }
}

/// AWS's own no, with what may help.
fn answered<E>(
    code: &str,
    service: &aws_smithy_runtime_api::client::result::ServiceError<E, HttpResponse>,
    asking: &str,
) -> Error
where
    E: ProvideErrorMetadata + std::error::Error,
{
    let message = service.err().message();
    let id = service.err().meta().extra("aws_request_id");
    let status = service.raw().status().as_u16();
    let said = Said {
        status,
        code: code.to_owned(),
        message: message.map(str::to_owned),
        request_id: id.or_else(|| service.raw().request_id()).map(str::to_owned),
    };
    let error = match REFUSED_CALLERS.contains(&code) {
        true => said.to_error().blame(Blame::Caller),
        false => said.to_error(),
    };
    let says = |words| matches!(message, Some(text) if text.contains(words));
    match code {
        // Who asks is not what was wrong with the code.
        "AccessDenied" if says("one time pass code") => error
            .blame(Blame::TokenCode)
            .hint("a token code is good for one use, and for half a minute: give the next one of that device"),
        "AccessDenied" if says("verify your MFA serial number") => error
            .blame(Blame::Device)
            .hint("name the device that this user has with --serial-number"),
        "AccessDenied" => error.hint(asking),
        "ExpiredToken" | "ExpiredTokenException" => {
            error.hint("the base credentials have expired; get new ones")
        }
        "InvalidClientTokenId" => error.hint(
            "check the base credentials where they come from: AWS does not know their access key ID",
        ),
        "SignatureDoesNotMatch" if says("valid region") => {
            error.hint("check the region, with --region or where it is configured")
        }
        "SignatureDoesNotMatch" | "RequestExpired" => error.hint(
            "the secret access key is wrong, or the clock of this machine is; compare with: date -u",
        ),
        _ if status == 404 => error.hint("check the path of the endpoint"),
        _ => error,
    }
}

/// An answer that STS does not give.
fn no_answer(host: &str, raw: &HttpResponse) -> Error {
    let header = |name| raw.headers().get(name);
    Strange {
        status: raw.status().as_u16(),
        content_type: header("content-type"),
        length: raw.body().bytes().map_or(0, <[u8]>::len),
        is_redirect: header("location").is_some(),
    }
    .to_error(host, "an STS answer")
}

/// An answer that no AWS service gives: a captive portal, a wrong endpoint.
pub struct Strange<'a> {
    /// Its status.
    pub status: u16,
    /// What it says that it is.
    pub content_type: Option<&'a str>,
    /// How long it is, bytes.
    pub length: usize,
    /// Whether it sends whoever asks elsewhere.
    pub is_redirect: bool,
}

impl Strange<'_> {
    /// The line for a person; `expected`: what it should have been.
    pub fn to_error(&self, host: &str, expected: &str) -> Error {
        let error = Error::transient(format!(
            "{host} answered {} with something that is not {expected} ({}, {} bytes)",
            self.status,
            printable(self.content_type.unwrap_or("no content type"), 40),
            self.length
        ));
        match self.is_redirect {
            true => error.hint("redirects are never followed; check the endpoint and the network"),
            false => error.hint("check the endpoint, and for a proxy or a captive portal"),
        }
    }
}

fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

fn deepest_failure<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a Failure> {
    let mut error = Some(error);
    while let Some(current) = error {
        if let Some(failure) = current.downcast_ref::<Failure>() {
            return Some(failure);
        }
        error = current.source();
    }
    None
}
