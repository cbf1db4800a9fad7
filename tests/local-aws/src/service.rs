//! The services that the server stands in for, and how each of them speaks.

mod answers;
mod refusals;

use std::collections::BTreeMap;

use crate::decision::Refusal;
use crate::http::HttpRequest;
use crate::{iam, json, sso};

/// What was sent, by name.
pub(crate) type Parameters = BTreeMap<String, String>;

/// A service of AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// Identity and Access Management.
    Iam,
    /// The OpenID Connect service of IAM Identity Center.
    Oidc,
    /// The access portal of IAM Identity Center.
    Portal,
    /// The Security Token Service, and all that nobody else answers.
    Sts,
}

impl Service {
    pub(crate) const ALL: [Service; 4] =
        [Service::Iam, Service::Oidc, Service::Portal, Service::Sts];

    /// Finds out whom a request is for: AWS has a host for each service, and
    /// tests have one for all.
    pub(crate) fn of(http: &HttpRequest) -> Service {
        match http.path() {
            "/federation/credentials" => return Service::Portal,
            "/token" => return Service::Oidc,
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

    /// Returns the service's host, for clients that come by a proxy.
    pub(crate) fn host(self) -> &'static str {
        match self {
            Service::Iam => "iam.amazonaws.com",
            Service::Oidc => "oidc.eu-west-1.amazonaws.com",
            Service::Portal => "portal.sso.eu-west-1.amazonaws.com",
            Service::Sts => "sts.eu-west-1.amazonaws.com",
        }
    }

    /// Returns the name that requests are signed with; `None` where they are
    /// not.
    pub(crate) fn signing_name(self) -> Option<&'static str> {
        match self {
            Service::Iam => Some("iam"),
            Service::Sts => Some("sts"),
            Service::Oidc | Service::Portal => None,
        }
    }

    /// Returns what a request wants, as AWS calls it.
    pub(crate) fn action(self, parameters: &Parameters) -> String {
        match self {
            Service::Iam | Service::Sts => parameters.get("Action").cloned().unwrap_or_default(),
            Service::Oidc => "CreateToken".into(),
            Service::Portal => "GetRoleCredentials".into(),
        }
    }

    /// Refuses what no operation of the service is reached by.
    pub(crate) fn check_target(self, http: &HttpRequest) -> Result<(), Refusal> {
        let method = http.method.as_str();
        let (target, methods): (bool, &[&str]) = match self {
            Service::Iam if method == "GET" => (http.path() == "/", &["GET"]),
            Service::Iam | Service::Sts => (http.target == "/", &["POST"]),
            Service::Oidc => (http.target == "/token", &["POST"]),
            Service::Portal => (true, &["GET"]),
        };
        if !target {
            return Err(Refusal::new(404, "NotFound", "There is nothing here."));
        }
        if !methods.contains(&method) {
            let message = format!("Only {} is.", methods.join(" and "));
            return Err(Refusal::new(405, "MethodNotAllowed", message));
        }
        Ok(())
    }

    /// Reads what was sent.
    pub(crate) fn parameters(self, http: &HttpRequest) -> Result<Parameters, Refusal> {
        let malformed = |code, message| Refusal::new(400, code, message);
        match self {
            Service::Iam if http.method == "GET" => http.query(),
            Service::Oidc => json::members(http),
            Service::Portal => {
                let query = http.query();
                query.map(|query| with_headers(query, http, &[sso::BEARER]))
            }
            Service::Iam | Service::Sts => http.form(),
        }
        .ok_or_else(|| match self {
            Service::Oidc => malformed("InvalidRequestException", "The body is not JSON."),
            Service::Portal => malformed("InvalidRequestException", "The query is malformed."),
            Service::Iam | Service::Sts => {
                let message = "The body is not an application/x-www-form-urlencoded form.";
                malformed("MalformedInput", message)
            }
        })
    }
}

fn with_headers(mut sent: Parameters, http: &HttpRequest, names: &[&str]) -> Parameters {
    for name in names {
        if let Some(value) = http.header(name) {
            sent.insert((*name).to_owned(), value.to_owned());
        }
    }
    sent
}
