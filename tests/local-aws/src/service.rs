//! The services that the server stands in for, and how each of them is reached.

mod answers;
mod refusals;

use std::collections::BTreeMap;

use crate::container::{self, Containers};
use crate::decision::Refusal;
use crate::http::HttpRequest;
use crate::{iam, json, metadata, signin, sso};

/// What was sent, by name.
pub(crate) type Parameters = BTreeMap<String, String>;

/// A service of AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// What containers get their credentials from.
    Container,
    /// Identity and Access Management.
    Iam,
    /// The Instance Metadata Service.
    Metadata,
    /// The OpenID Connect service of IAM Identity Center.
    Oidc,
    /// The access portal of IAM Identity Center.
    Portal,
    /// AWS Sign-In.
    SignIn,
    /// The Security Token Service, and all that nobody else answers.
    Sts,
}

impl Service {
    const ALL: [Service; 7] = [
        Service::Container,
        Service::Iam,
        Service::Metadata,
        Service::Oidc,
        Service::Portal,
        Service::SignIn,
        Service::Sts,
    ];

    /// Finds out whom a request is for: AWS has a host for each service, and
    /// tests have one for all.
    pub(crate) fn of(http: &HttpRequest, containers: &Containers) -> Service {
        match http.path() {
            "/federation/credentials" => return Service::Portal,
            "/token" => return Service::Oidc,
            signin::PATH => return Service::SignIn,
            path if path.starts_with(metadata::ROOT) => return Service::Metadata,
            path if path.starts_with("/v2/credentials/") => return Service::Container,
            _ if containers.has(&http.target) => return Service::Container,
            _ => {}
        }
        let form = match http.method.as_str() {
            "GET" => http.query(),
            _ => http.form(),
        };
        let version = form.as_ref().and_then(|form| form.get("Version"));
        match version.map(String::as_str) {
            Some(iam::VERSION) => Service::Iam,
            _ => Service::Sts,
        }
    }

    /// Returns the hosts of all services.
    pub(crate) fn hosts() -> impl Iterator<Item = &'static str> {
        Service::ALL.into_iter().filter_map(Service::host)
    }

    /// Returns the service's host, for clients that come by a proxy; what is
    /// only on the local link is not for them.
    pub(crate) fn host(self) -> Option<&'static str> {
        match self {
            Service::Container | Service::Metadata => None,
            Service::Iam => Some("iam.amazonaws.com"),
            Service::Oidc => Some("oidc.eu-west-1.amazonaws.com"),
            Service::Portal => Some("portal.sso.eu-west-1.amazonaws.com"),
            Service::SignIn => Some("eu-west-1.signin.aws.amazon.com"),
            Service::Sts => Some("sts.eu-west-1.amazonaws.com"),
        }
    }

    /// Returns the name that requests are signed with; `None` where they are
    /// not.
    pub(crate) fn signing_name(self) -> Option<&'static str> {
        match self {
            Service::Iam => Some("iam"),
            Service::Sts => Some("sts"),
            _ => None,
        }
    }

    /// Returns what a request wants, as AWS calls it.
    pub(crate) fn action(self, http: &HttpRequest, parameters: &Parameters) -> String {
        match self {
            Service::Container => "ContainerCredentials".into(),
            Service::Iam | Service::Sts => parameters.get("Action").cloned().unwrap_or_default(),
            Service::Metadata => metadata::action(http.path()).into(),
            Service::Oidc => "CreateToken".into(),
            Service::Portal => "GetRoleCredentials".into(),
            Service::SignIn => "CreateOAuth2Token".into(),
        }
    }

    /// Refuses what no operation of the service is reached by.
    pub(crate) fn check_target(self, http: &HttpRequest) -> Result<(), Refusal> {
        let (path, target) = (http.path(), http.target.as_str());
        let (exists, method) = match self {
            Service::Container | Service::Portal => (true, "GET"),
            Service::Iam if http.method == "GET" => (path == "/", "GET"),
            Service::Iam | Service::Sts => (target == "/", "POST"),
            Service::Metadata => (true, metadata::method(path)),
            Service::Oidc | Service::SignIn => (target == path, "POST"),
        };
        if !exists {
            return Err(Refusal::new(404, "NotFound", "There is nothing here."));
        }
        if http.method != method {
            let message = format!("Only {method} is.");
            return Err(Refusal::new(405, "MethodNotAllowed", message));
        }
        Ok(())
    }

    /// Reads what was sent.
    pub(crate) fn parameters(self, http: &HttpRequest) -> Result<Parameters, Refusal> {
        let malformed = |code, message| Refusal::new(400, code, message);
        match self {
            Service::Container => Ok(headers(http, &[container::AUTHORIZATION])),
            Service::Iam if http.method == "GET" => http
                .query()
                .ok_or_else(|| malformed("MalformedInput", "The query is malformed.")),
            Service::Iam | Service::Sts => http.form().ok_or_else(|| {
                let message = "The body is not an application/x-www-form-urlencoded form.";
                malformed("MalformedInput", message)
            }),
            Service::Metadata => Ok(headers(http, &metadata::HEADERS)),
            Service::Oidc => json::members(http)
                .ok_or_else(|| malformed("InvalidRequestException", "The body is not JSON.")),
            Service::Portal => {
                let query = http.query();
                let mut sent = query.ok_or_else(|| {
                    malformed("InvalidRequestException", "The query is malformed.")
                })?;
                sent.append(&mut headers(http, &[sso::BEARER]));
                Ok(sent)
            }
            Service::SignIn => {
                let members = json::members(http);
                let mut sent =
                    members.ok_or_else(|| malformed("INVALID_REQUEST", "The body is not JSON."))?;
                sent.append(&mut headers(http, &[signin::PROOF]));
                Ok(sent)
            }
        }
    }
}

// One that occurs twice is not taken for none.
fn headers(http: &HttpRequest, names: &[&str]) -> Parameters {
    let known = http
        .headers
        .iter()
        .filter(|(name, _)| names.contains(&name.as_str()));
    let mut sent = Parameters::new();
    for (name, value) in known {
        let all = sent.entry(name.clone()).or_default();
        if !all.is_empty() {
            all.push_str(", ");
        }
        all.push_str(value.trim());
    }
    sent
}
