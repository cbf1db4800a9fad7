//! The role of an EC2 instance, by its metadata (IMDSv2).

use super::metadata::{credentials, refusal};
use super::{Context, Identity, Source};
use crate::credentials::{Credentials, is_token};
use crate::error::{Error, Result};
use crate::host::{Deadline, Host, Stopwatch, Variable, host_name, machine_id};
use crate::http::{Answer, Ask, Client, EndpointUrl};
use crate::secret::Secret;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::time::Duration;

/// Where metadata are.
const IPV4: &str = "http://169.254.169.254";
const IPV6: &str = "http://[fd00:ec2::254]";
/// Where the roles are listed, which is one at most.
const ROLES: &str = "/latest/meta-data/iam/security-credentials/";
/// What is waited for all of it: elsewhere than on EC2 nobody answers.
const TIMEOUT: Duration = Duration::from_secs(1);
/// How long the token lives that is asked for, seconds: it is used at once.
const TOKEN_LIVES: &str = "60";

/// The role of an EC2 instance.
pub struct Instance {
    url: EndpointUrl,
    client: Client,
    /// What was looked for before, and what may help, where there is none.
    tried: Option<(String, String)>,
}

impl Instance {
    /// The metadata at this endpoint, or where this mode (`IPv4`, `IPv6`)
    /// says, or where they usually are.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn new(endpoint: Option<&str>, mode: Option<&str>) -> std::result::Result<Self, String> {
        let usual = match mode {
            None => IPV4,
            Some(mode) if mode.eq_ignore_ascii_case("ipv4") => IPV4,
            Some(mode) if mode.eq_ignore_ascii_case("ipv6") => IPV6,
            Some(_) => return Err("expected IPv4 or IPv6".into()),
        };
        Ok(Self {
            url: EndpointUrl::parse(endpoint.unwrap_or(usual))?,
            // Metadata are spoken to in plain http.
            client: Client::direct(None, TIMEOUT),
            tried: None,
        })
    }

    /// The same, as the last of all that there is to try; `nothing` says what
    /// else was.
    pub fn after(mut self, nothing: &Error) -> Self {
        let hint = nothing.hint_text().unwrap_or_default().to_owned();
        self.tried = Some((nothing.to_string(), hint));
        self
    }

    /// The metadata that the environment names, else these values of a
    /// profile (`ec2_metadata_service_endpoint` and `…_mode`), else the usual;
    /// `None` where `AWS_EC2_METADATA_DISABLED` says so.
    ///
    /// # Errors
    ///
    /// Exit status 2: a value that cannot be right.
    pub fn of_environment(
        host: &Host,
        endpoint: Option<&str>,
        mode: Option<&str>,
    ) -> Result<Option<Self>> {
        let disabled = host.variable(Variable::MetadataDisabled)?;
        if disabled.is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            return Ok(None);
        }
        let named = |variable: Variable, key: &'static str, of_profile: Option<&str>| {
            let value = host.variable(variable)?;
            Ok::<_, Error>(match value {
                Some(value) => Some((variable.name(), value)),
                None => of_profile.map(|value| (key, value.to_owned())),
            })
        };
        let endpoint = named(
            Variable::MetadataEndpoint,
            "ec2_metadata_service_endpoint",
            endpoint,
        )?;
        let mode = named(
            Variable::MetadataEndpointMode,
            "ec2_metadata_service_endpoint_mode",
            mode,
        )?;
        let value = |named: &Option<(&str, String)>| named.as_ref().map(|(_, value)| value.clone());
        // An endpoint counts, whatever the mode says.
        let (origin, source) = match (&endpoint, &mode) {
            (Some((origin, _)), _) => (*origin, Self::new(value(&endpoint).as_deref(), None)),
            (None, Some((origin, _))) => (*origin, Self::new(None, value(&mode).as_deref())),
            (None, None) => ("the endpoint", Self::new(None, None)),
        };
        source.map(Some).map_err(|reason| {
            let value = value(&endpoint)
                .or_else(|| value(&mode))
                .unwrap_or_default();
            Error::misused(format!("invalid value '{value}' for {origin}: {reason}"))
        })
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        header: (&str, &str),
        deadline: Deadline,
    ) -> Result<Answer> {
        let ask = Ask {
            method,
            url: &format!("{}{path}", self.url.as_str()),
            headers: &[header],
            body: Secret::new(String::new()),
        };
        let started = Stopwatch::start();
        let within = deadline.remaining();
        self.client.exchange(&ask, within).map_err(|failure| {
            failure.to_error(self.url.host(), started.elapsed().max(TIMEOUT.min(within)))
        })
    }

    fn credentials(&self, deadline: Deadline) -> Result<Credentials> {
        let host = self.url.host();
        let ttl = ("x-aws-ec2-metadata-token-ttl-seconds", TOKEN_LIVES);
        let answer = self.ask("PUT", "/latest/api/token", ttl, deadline)?;
        let token = text(&answer).filter(|token| answer.status == 200 && is_token(token.expose()));
        let token = token.ok_or_else(|| {
            Error::transient(format!("{host} gives no token for it ({})", answer.status))
                .hint("it has to speak IMDSv2")
        })?;
        let token = ("x-aws-ec2-metadata-token", token.expose());
        let answer = self.ask("GET", ROLES, token, deadline)?;
        let role = match answer.status {
            200 => text(&answer).and_then(|names| names.expose().lines().next().map(str::to_owned)),
            404 => None,
            _ => return Err(refusal(&answer, host)),
        };
        let role = role
            .filter(|role| !role.is_empty())
            .ok_or_else(|| Error::refused("the instance has no role"))?;
        let role = utf8_percent_encode(&role, NON_ALPHANUMERIC);
        let answer = self.ask("GET", &format!("{ROLES}{role}"), token, deadline)?;
        credentials(&answer, host, self.client.skew())
    }
}

/// The text of an answer.
fn text(answer: &Answer) -> Option<Secret> {
    let text = std::str::from_utf8(&answer.body).ok()?;
    Some(Secret::new(text.trim().to_owned()))
}

impl Source for Instance {
    fn identity(&self) -> Identity {
        // They lie ready on this machine, and are nobody else's.
        Identity::new("instance", "", Some(self.url.as_str()))
            .optional("machine ID", machine_id())
            .part("host name", host_name())
            .never_stored()
    }

    fn describe(&self) -> String {
        "the role of the EC2 instance".into()
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let voice = &context.host.voice;
        voice.note(format_args!(
            "asking the instance metadata at {}",
            self.url.host()
        ));
        let deadline = context.deadline.sooner(context.host.deadline(TIMEOUT));
        self.credentials(deadline).map_err(|error| {
            let error = match &self.tried {
                // It is not what somebody has set up.
                Some((_, hint)) => Error::transient(error).hint(hint),
                None => error,
            };
            let error = error.context("no instance metadata");
            match &self.tried {
                Some((tried, _)) => error.context(tried),
                None => error,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_counts_before_a_mode() {
        let url = |endpoint, mode| Instance::new(endpoint, mode).map(|i| i.url.as_str().to_owned());
        assert_eq!(url(None, None).unwrap(), IPV4);
        assert_eq!(url(None, Some("ipv4")).unwrap(), IPV4);
        assert_eq!(url(None, Some("IPv6")).unwrap(), IPV6);
        let own = "http://127.0.0.1:1/";
        assert_eq!(url(Some(own), Some("IPv6")).unwrap(), "http://127.0.0.1:1");
        assert!(url(None, Some("IPv5")).is_err() && url(Some("x"), None).is_err());
    }

    #[test]
    fn what_an_instance_gives_is_never_stored() {
        let instance = Instance::new(None, None).unwrap();
        assert!(!instance.identity().is_stored());
    }
}
