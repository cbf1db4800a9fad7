//! The credentials of the container that brs runs in.

use super::metadata::credentials;
use super::web_identity::bearer;
use super::{Context, Identity, Source};
use crate::credentials::{Credentials, is_token};
use crate::error::{Class, Error, Result};
use crate::host::{Deadline, Host, Stopwatch, Variable, contents, io_reason};
use crate::http::{Ask, Client, EndpointUrl};
use crate::secret::Secret;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::time::Duration;

/// Where a relative URI is: the agent of ECS.
const HOST_OF_RELATIVE: &str = "http://169.254.170.2";
/// Whom else a token may be sent to in plain http: the agents of ECS and EKS.
const AGENTS: [IpAddr; 3] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 2)),
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 23)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23)),
];
/// An agent is near: whoever takes longer is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// What is waited for it in all.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How often it is asked: it may just be starting.
const ATTEMPTS: u32 = 3;

/// What lets a container in where its credentials are.
#[derive(Debug)]
pub enum ContainerToken {
    /// In a file, and read anew each time: agents put another one there.
    File(PathBuf),
    /// From the environment.
    Text(Secret),
}

/// The credentials of the container that brs runs in.
pub struct Container {
    authorization: Option<ContainerToken>,
    /// Whose token it is: the same URI gives each bearer another role.
    bearer: Option<Vec<u8>>,
    uri: String,
    url: EndpointUrl,
    client: Client,
}

impl Container {
    /// The source that the environment names, if it names one.
    ///
    /// # Errors
    ///
    /// Exit status 2: the URI is none, or leads to where a token is not sent.
    pub fn of_environment(host: &Host, ca_bundle: Option<PathBuf>) -> Result<Option<Self>> {
        // The relative one counts first, as in every SDK.
        let named = match host.variable(Variable::ContainerRelativeUri)? {
            Some(path) => Some((Variable::ContainerRelativeUri, path)),
            None => host
                .variable(Variable::ContainerFullUri)?
                .map(|uri| (Variable::ContainerFullUri, uri)),
        };
        let Some((variable, value)) = named else {
            return Ok(None);
        };
        let uri = match variable {
            Variable::ContainerRelativeUri if value.starts_with('/') => {
                Ok(format!("{HOST_OF_RELATIVE}{value}"))
            }
            Variable::ContainerRelativeUri => Err("expected a path that begins with /".into()),
            _ => Ok(value.clone()),
        };
        let authorization = match host.variable_os(Variable::ContainerTokenFile) {
            Some(path) => {
                let path = PathBuf::from(path);
                host.watch(&path);
                Some(ContainerToken::File(path))
            }
            None => host
                .variable(Variable::ContainerToken)?
                .map(|token| ContainerToken::Text(Secret::new(token))),
        };
        uri.and_then(|uri| Self::new(&uri, authorization, ca_bundle))
            .map(Some)
            .map_err(|reason| {
                let variable = variable.name();
                Error::misused(format!("invalid value '{value}' for {variable}: {reason}"))
            })
    }

    /// Takes a whole URI.
    ///
    /// # Errors
    ///
    /// What is wrong with it, without a full stop.
    pub fn new(
        uri: &str,
        authorization: Option<ContainerToken>,
        ca_bundle: Option<PathBuf>,
    ) -> std::result::Result<Self, String> {
        let (place, query) = uri.split_once('?').unwrap_or((uri, ""));
        let url = EndpointUrl::parse(place)?;
        if !query.bytes().all(|b| b.is_ascii_graphic() && b != b'#') {
            return Err("its query is malformed".into());
        }
        if !url.is_tls() && !is_near(url.host()) {
            return Err("plain http is for this machine and the agents of ECS and EKS only".into());
        }
        // One that cannot be read is told when it is needed.
        let bearer = match &authorization {
            None => None,
            Some(ContainerToken::Text(token)) => Some(bearer(token.expose())),
            Some(ContainerToken::File(path)) => contents(path)
                .ok()
                .map(|bytes| bearer(String::from_utf8_lossy(&bytes).trim())),
        };
        Ok(Self {
            authorization,
            bearer,
            uri: uri.to_owned(),
            url,
            client: Client::direct(ca_bundle, CONNECT_TIMEOUT),
        })
    }

    fn ask(&self, authorization: Option<&Secret>, deadline: Deadline) -> Result<Credentials> {
        let host = self.url.authority();
        let mut headers = vec![("accept", "application/json")];
        if let Some(token) = authorization {
            headers.push(("authorization", token.expose()));
        }
        let ask = Ask {
            method: "GET",
            url: &self.uri,
            headers: &headers,
            body: Secret::new(String::new()),
        };
        let started = Stopwatch::start();
        let answer = self
            .client
            .exchange(&ask, deadline.remaining())
            .map_err(|failure| failure.to_error(host, started.elapsed()))?;
        // A brs that gives what it is given here would ask itself for ever.
        let server = answer.header("server").unwrap_or_default();
        if server == "brs" || server.starts_with("brs/") {
            return Err(
                Error::failed(format!("{host} is a brs: it would ask in a circle"))
                    .hint("name a source, or a profile that has one"),
            );
        }
        credentials(&answer, host, self.client.skew())
    }
}

/// Whether this host is this machine, or an agent beside it.
fn is_near(host: &str) -> bool {
    match host.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(address) => address.is_loopback() || AGENTS.contains(&address),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

impl ContainerToken {
    /// What is sent as Authorization.
    fn load(&self) -> Result<Secret> {
        let (origin, token) = match self {
            Self::File(path) => {
                let origin = format!("the token file {}", path.display());
                let cannot =
                    |reason: &str| Error::failed(format!("cannot read {origin}: {reason}"));
                let bytes = contents(path).map_err(|error| cannot(&io_reason(&error)))?;
                let text = std::str::from_utf8(&bytes).map_err(|_| cannot("it is not UTF-8"))?;
                // Many programs end a file with a line feed.
                let token = text.trim_end_matches(['\r', '\n']);
                (origin, Secret::new(token.to_owned()))
            }
            Self::Text(token) => (
                Variable::ContainerToken.name().to_owned(),
                Secret::new(token.expose().to_owned()),
            ),
        };
        // "Basic …" has a space in it; a line feed would begin another header.
        match token.expose().split(' ').all(is_token) {
            true => Ok(token),
            false => Err(Error::failed(format!(
                "cannot send {origin}: it is empty, or has a character that no header may have"
            ))),
        }
    }
}

impl Source for Container {
    fn identity(&self) -> Identity {
        Identity::new("container", "", None)
            .part("URI", &self.uri)
            .optional("bearer", self.bearer.as_ref())
    }

    fn describe(&self) -> String {
        format!("the credentials of the container ({})", self.uri)
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let cannot = |error: Error| error.context("cannot get the credentials of the container");
        let token = self.authorization.as_ref().map(ContainerToken::load);
        let token = token.transpose().map_err(cannot)?;
        let voice = &context.host.voice;
        voice.note(format_args!(
            "asking {} for credentials",
            self.url.authority()
        ));
        let deadline = context.deadline.sooner(context.host.deadline(TIMEOUT));
        let mut left = if context.may_repeat { ATTEMPTS } else { 1 };
        loop {
            left -= 1;
            match self.ask(token.as_ref(), deadline) {
                Err(error)
                    if error.class() == Class::Transient && left > 0 && !deadline.has_passed() => {}
                done => return done.map_err(cannot),
            }
            let pause = Duration::from_millis(100);
            std::thread::sleep(pause.min(deadline.remaining()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_plain_http_a_token_goes_no_further_than_the_agents() {
        for uri in [
            "http://127.0.0.1:8080/creds",
            "http://127.9.9.9/",
            "http://localhost:1/a?b=c",
            "http://[::1]:8080/creds",
            "http://169.254.170.2/v2/credentials/1",
            "http://169.254.170.23/v1/credentials",
            "http://[fd00:ec2::23]/v1/credentials",
            "https://credentials.example/role",
        ] {
            assert!(Container::new(uri, None, None).is_ok(), "{uri}");
        }
        for uri in [
            "http://169.254.169.254/",
            "http://169.254.170.3/",
            "http://10.0.0.1/creds",
            "http://credentials.example/role",
            "http://localhost.example/",
            "http://u:p@localhost/",
            "ftp://localhost/",
            "/v2/credentials",
            "http://localhost/a?b c",
        ] {
            assert!(Container::new(uri, None, None).is_err(), "{uri}");
        }
    }
}
