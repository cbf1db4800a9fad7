//! Misbehaviour on demand.

use std::io;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::connection::Connection;
use crate::decision::Refusal;
use crate::http::{self, Answer};
use crate::model::Request;
use crate::server::Stop;
use crate::service::Service;

const DRIP: Duration = Duration::from_secs(1);
const HUGE: usize = 100 * 1024 * 1024;
/// No fault keeps a client waiting longer.
const PATIENCE: Duration = Duration::from_secs(120);

const PORTAL: &str = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head>\
    <body><h1>Please log in to use this network</h1></body></html>\n";
const NOT_FOUND: &str = "<html><head><title>404 Not Found</title></head>\
    <body><center><h1>404 Not Found</h1></center></body></html>\n";

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 403 AccessDenied, whoever asks, or what the service calls that.
    AccessDenied,
    /// A granted request is answered with the expiration `tomorrow`.
    BadExpiration,
    /// The true answer, one byte a second, for 120 s at most.
    Drip,
    /// 200 and no body.
    EmptyBody,
    /// An error of the test's choice, as the service spells errors.
    Error {
        /// The HTTP status.
        status: u16,
        /// AWS's error code.
        code: &'static str,
    },
    /// 403 ExpiredToken, whoever asks, or what the service calls that.
    ExpiredToken,
    /// The request is read and never answered, until the client closes the
    /// connection or 120 s have passed.
    Hang,
    /// 200 and an HTML page, as captive portals send it.
    Html,
    /// 200 and 100 MiB of XML or JSON.
    Huge,
    /// 500 InternalFailure, or what the service calls that.
    InternalError,
    /// A granted request is answered without its secret access key, access
    /// token or serial number.
    MissingFields,
    /// 404 and an HTML page.
    NotFound,
    /// 307 to this location.
    Redirect(String),
    /// A TCP reset in the middle of the true answer.
    Reset,
    /// 503 ServiceUnavailable, or what the service calls that.
    ServiceUnavailable,
    /// 400 Throttling, or what the service calls that.
    Throttle,
    /// The connection is closed in the middle of the true answer.
    Truncate,
}

impl Fault {
    /// Returns the name that requests are recorded with.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Fault::AccessDenied => "AccessDenied",
            Fault::BadExpiration => "BadExpiration",
            Fault::Drip => "Drip",
            Fault::EmptyBody => "EmptyBody",
            Fault::Error { code, .. } => code,
            Fault::ExpiredToken => "ExpiredToken",
            Fault::Hang => "Hang",
            Fault::Html => "Html",
            Fault::Huge => "Huge",
            Fault::InternalError => "InternalError",
            Fault::MissingFields => "MissingFields",
            Fault::NotFound => "NotFound",
            Fault::Redirect(_) => "Redirect",
            Fault::Reset => "Reset",
            Fault::ServiceUnavailable => "ServiceUnavailable",
            Fault::Throttle => "Throttle",
            Fault::Truncate => "Truncate",
        }
    }

    /// Returns the answer given in place of the true one; `None` when the
    /// request is decided first, and only its answer suffers.
    pub(crate) fn answer(
        &self,
        service: Service,
        request: &Request,
        request_id: &str,
    ) -> Option<Answer> {
        let error = |refusal: Refusal| service.error(&refusal, request_id);
        Some(match self {
            Fault::AccessDenied => {
                let resource = request.parameters.get("RoleArn");
                let resource = resource.map_or("*", String::as_str);
                error(service.denied(&request.caller_arn, &request.action, resource))
            }
            Fault::EmptyBody => Answer::new(200, "", ""),
            Fault::Error { status, code } => {
                let message = "The server was told to answer so.";
                error(Refusal::new(*status, code, message))
            }
            Fault::ExpiredToken => error(service.expired()),
            Fault::Hang => Answer::new(200, "", ""),
            Fault::Html => Answer::new(200, "text/html; charset=utf-8", PORTAL),
            Fault::Huge => service.endless(),
            Fault::InternalError => error(service.failed()),
            Fault::NotFound => Answer::new(404, "text/html", NOT_FOUND),
            Fault::Redirect(location) => {
                Answer::new(307, "text/html", "").with_header("Location", location)
            }
            Fault::ServiceUnavailable => error(service.unavailable()),
            Fault::Throttle => error(service.throttled()),
            Fault::BadExpiration
            | Fault::Drip
            | Fault::MissingFields
            | Fault::Reset
            | Fault::Truncate => return None,
        })
    }

    /// Spoils the true answer, where this fault is one of content.
    pub(crate) fn spoil(&self, answer: &mut Answer) {
        match self {
            Fault::BadExpiration => {
                replace(answer, "Expiration", "<Expiration>tomorrow</Expiration>");
                change(answer, &["expiration", "expiresin"], Some("tomorrow"));
            }
            Fault::MissingFields => {
                replace(answer, "SecretAccessKey", "");
                replace(answer, "SerialNumber", "");
                change(answer, &["secretaccesskey", "accesstoken"], None);
            }
            _ => {}
        }
    }

    /// Sends an answer the way this fault has it; the connection is not used
    /// again.
    pub(crate) fn send(
        &self,
        mut connection: Connection,
        answer: &Answer,
        now: OffsetDateTime,
        stop: &Stop,
    ) -> io::Result<()> {
        let mut bytes = answer.head(now, answer.body.len(), false);
        let half = bytes.len() + answer.body.len() / 2;
        bytes.extend_from_slice(&answer.body);
        match self {
            Fault::Drip => drip(&mut connection, &bytes, stop),
            Fault::Hang => {
                connection.drain(PATIENCE);
                Ok(())
            }
            Fault::Huge => flood(&mut connection, answer, now),
            Fault::Reset => {
                http::write(&mut connection, &bytes[..half])?;
                connection.reset()
            }
            // TLS is left without its farewell too.
            Fault::Truncate => http::write(&mut connection, &bytes[..half]),
            _ => {
                http::write(&mut connection, &bytes)?;
                connection.finish();
                Ok(())
            }
        }
    }

    /// Returns whether the answer is sent as any other is.
    pub(crate) fn sends_normally(&self) -> bool {
        !matches!(
            self,
            Fault::Drip | Fault::Hang | Fault::Huge | Fault::Reset | Fault::Truncate
        )
    }
}

fn replace(answer: &mut Answer, name: &str, replacement: &str) {
    let body = String::from_utf8_lossy(&answer.body);
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    if let (Some(start), Some(end)) = (body.find(&open), body.find(&close)) {
        let end = end + close.len();
        answer.body = [&body[..start], replacement, &body[end..]].concat().into();
    }
}

/// Changes the first of these members that an answer in JSON has, or that an
/// object in it has, or removes it.
fn change(answer: &mut Answer, names: &[&str], value: Option<&str>) {
    let Ok(Value::Object(mut body)) = serde_json::from_slice(&answer.body) else {
        return;
    };
    let mut inner: Vec<_> = body.values_mut().filter_map(Value::as_object_mut).collect();
    let changed = names.iter().any(|name| {
        let mut objects = inner.iter_mut();
        objects.any(|object| change_member(object, name, value))
    });
    if changed
        || names
            .iter()
            .any(|name| change_member(&mut body, name, value))
    {
        answer.body = Value::Object(body).to_string().into();
    }
}

fn change_member(object: &mut Map<String, Value>, name: &str, value: Option<&str>) -> bool {
    let known = object.keys().find(|known| known.eq_ignore_ascii_case(name));
    let Some(known) = known.cloned() else {
        return false;
    };
    match value {
        Some(value) => object.insert(known, value.into()),
        None => object.remove(&known),
    };
    true
}

fn drip(connection: &mut Connection, bytes: &[u8], stop: &Stop) -> io::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    for byte in bytes {
        http::write(connection, &[*byte])?;
        if stop.wait(DRIP) || Instant::now() > deadline {
            break;
        }
    }
    Ok(())
}

fn flood(connection: &mut Connection, answer: &Answer, now: OffsetDateTime) -> io::Result<()> {
    http::write(connection, &answer.head(now, HUGE, false))?;
    http::write(connection, &answer.body)?;
    let chunk = [b'.'; 64 * 1024];
    let mut rest = HUGE - answer.body.len();
    while rest > 0 {
        let length = rest.min(chunk.len());
        http::write(connection, &chunk[..length])?;
        rest -= length;
    }
    Ok(())
}
