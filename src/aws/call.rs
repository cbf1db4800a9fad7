//! A call that is made without a crate of its service: one request, and what
//! AWS says to it.

use super::fault::{Said, Strange, unresolved};
use super::{Budget, Service, Settings};
use crate::error::{Class, Error, Result};
use crate::host::Stopwatch;
use crate::http::{Answer, Ask, Client, EndpointUrl, Failure};
use crate::secret::Secret;
use serde::Deserialize;
use std::borrow::Cow;
use std::time::Duration;

/// Below this much time nobody is asked: no answer could come.
const TOO_LATE: Duration = Duration::from_millis(50);
/// The pause before a request is made again; the next one is twice as long.
const PAUSE: Duration = Duration::from_millis(200);

/// A service, where and how it is asked.
pub struct Place<'a> {
    service: Service,
    settings: &'a Settings,
    url: EndpointUrl,
    client: Client,
    started: Stopwatch,
}

/// A request.
pub struct Call<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// What follows the endpoint's URL: a path, and perhaps a query.
    pub path: &'a str,
    /// Names in lower case, and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, empty where there is none.
    pub body: Secret,
}

/// What came of a request.
pub enum Answered {
    /// What was asked for.
    Done(Answer),
    /// AWS's no, or not now.
    No(Said),
}

impl<'a> Place<'a> {
    /// The service at its own endpoint, or at another. The endpoint in the
    /// settings is STS's, and none of this one's.
    ///
    /// # Errors
    ///
    /// The region's partition has no such endpoint.
    pub fn new(
        service: Service,
        settings: &'a Settings,
        endpoint_url: Option<&EndpointUrl>,
    ) -> Result<Self> {
        let own = || {
            let host = service.host(settings.endpoint_kind, &settings.region)?;
            EndpointUrl::parse(&format!("https://{host}")).ok()
        };
        let url = endpoint_url.cloned().or_else(own).ok_or_else(|| {
            let (name, region) = (service.name(), settings.region.as_str());
            Error::misused(format!("no endpoint of {name} is known for {region}"))
        })?;
        Ok(Self {
            service,
            settings,
            url,
            client: Client::new(settings.ca_bundle.clone(), settings.connect_timeout),
            started: Stopwatch::start(),
        })
    }

    /// The URL that this path has there.
    pub fn url_of(&self, path: &str) -> String {
        format!("{}{path}", self.url.as_str())
    }

    /// Who is asked, for messages.
    pub fn host(&self) -> String {
        let host = self.url.authority();
        match self.client.proxy() {
            Some(proxy) => format!("{host} through the proxy {proxy}"),
            None => host.to_owned(),
        }
    }

    /// Server's clock minus ours at the last answer, seconds.
    pub fn skew(&self) -> i64 {
        self.client.skew()
    }

    /// Asks once, and waits at most this long, a service that speaks JSON.
    ///
    /// # Errors
    ///
    /// Why there is no answer, or none of AWS's.
    pub fn ask(&self, call: Call<'_>, within: Duration) -> Result<Answered> {
        self.ask_for(call, within, said)
    }

    /// Asks once; `said` reads what AWS says of an error.
    ///
    /// # Errors
    ///
    /// As [`ask`](Self::ask).
    pub fn ask_for(
        &self,
        call: Call<'_>,
        within: Duration,
        said: fn(&Answer) -> Option<Said>,
    ) -> Result<Answered> {
        let ask = Ask {
            method: call.method,
            url: &self.url_of(call.path),
            headers: call.headers,
            body: call.body,
        };
        let answer = self.client.exchange(&ask, within).map_err(|failure| {
            let error = failure.to_error(&self.host(), self.started.elapsed());
            match failure {
                Failure::Unresolved(_) => error.hint(self.unresolved()),
                _ => error,
            }
        })?;
        if answer.status == 200 {
            return Ok(Answered::Done(answer));
        }
        match said(&answer) {
            Some(said) => Ok(Answered::No(said)),
            None => Err(self.strange(&answer)),
        }
    }

    /// Asks, and asks again where that may help, until the deadline: only
    /// what changes nothing may be asked so.
    ///
    /// # Errors
    ///
    /// As [`ask`](Self::ask), of the last time.
    pub fn ask_again<T>(
        &self,
        budget: &Budget,
        ask: impl Fn(&Self, Duration) -> Result<T>,
    ) -> Result<T> {
        let attempts = match budget.may_repeat {
            true => self.settings.max_attempts,
            false => 1,
        };
        let mut pause = PAUSE;
        for left in (0..attempts).rev() {
            let remaining = budget.deadline.remaining();
            if remaining < TOO_LATE {
                break;
            }
            // Whoever is asked again has to have the time to answer.
            match ask(self, remaining / (left.min(2) + 1)) {
                Err(error)
                    if error.class() == Class::Transient
                        && left > 0
                        && budget.deadline.remaining() > pause + TOO_LATE => {}
                done => return done,
            }
            std::thread::sleep(pause);
            pause *= 2;
        }
        Err(Error::transient(format!(
            "there was no time left to ask {}",
            self.host()
        )))
    }

    /// What an answer means that is not what it should be.
    pub fn strange(&self, answer: &Answer) -> Error {
        Strange {
            status: answer.status,
            content_type: answer.header("content-type"),
            length: answer.body.len(),
            is_redirect: answer.header("location").is_some(),
        }
        .to_error(
            &self.host(),
            &format!("an answer of {}", self.service.name()),
        )
    }

    fn unresolved(&self) -> String {
        let of_this_service = Settings {
            endpoint_url: Some(self.url.clone()).filter(|url| {
                let own = self
                    .service
                    .host(self.settings.endpoint_kind, &self.settings.region);
                own.as_deref() != Some(url.authority())
            }),
            ..self.settings.clone()
        };
        unresolved(&of_this_service)
    }
}

/// The request's ID, wherever the service puts it.
pub fn request_id(answer: &Answer) -> Option<String> {
    let names = ["x-amzn-requestid", "x-amz-request-id"];
    let mut ids = names.into_iter().filter_map(|name| answer.header(name));
    ids.next().map(str::to_owned)
}

/// What a service that speaks JSON says of an error.
#[derive(Deserialize)]
struct ErrorDocument<'a> {
    /// OAuth's code.
    #[serde(borrow)]
    error: Option<Cow<'a, str>>,
    #[serde(borrow)]
    error_description: Option<Cow<'a, str>>,
    #[serde(borrow, alias = "Message")]
    message: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "__type", alias = "code", alias = "Code")]
    kind: Option<Cow<'a, str>>,
}

/// What AWS says in an answer that is an error of its own.
fn said(answer: &Answer) -> Option<Said> {
    let document: Option<ErrorDocument<'_>> = serde_json::from_slice(&answer.body).ok();
    let header = answer.header("x-amzn-errortype");
    let text = |part: Option<Cow<'_, str>>| part.map(Cow::into_owned);
    let (error, description, message, kind) = match document {
        Some(d) => (
            text(d.error),
            text(d.error_description),
            text(d.message),
            text(d.kind),
        ),
        None => (None, None, None, None),
    };
    let kind = header.map(str::to_owned).or(kind);
    // A namespace may stand before its name, and a URL behind it.
    let bare = |kind: String| {
        let name = kind.split(':').next().unwrap_or_default();
        name.rsplit('#').next().unwrap_or_default().to_owned()
    };
    Some(Said {
        status: answer.status,
        code: error.or_else(|| kind.map(bare))?,
        message: description.or(message),
        request_id: request_id(answer),
    })
}
