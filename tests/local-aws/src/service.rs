//! The services that the server stands in for, and how each of them speaks.

mod refusals;

use std::collections::BTreeMap;

use crate::decision::{Grant, Refusal};
use crate::http::{Answer, HttpRequest};
use crate::{iam, xml};

/// What was sent, by name.
pub(crate) type Parameters = BTreeMap<String, String>;

/// A service of AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// Identity and Access Management.
    Iam,
    /// The Security Token Service, and all that nobody else answers.
    Sts,
}

impl Service {
    pub(crate) const ALL: [Service; 2] = [Service::Iam, Service::Sts];

    /// Finds out whom a request is for: AWS has a host for each service, and
    /// tests have one for all.
    pub(crate) fn of(http: &HttpRequest) -> Service {
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
            Service::Sts => "sts.eu-west-1.amazonaws.com",
        }
    }

    /// Returns the name that requests are signed with; `None` where they are
    /// not.
    pub(crate) fn signing_name(self) -> Option<&'static str> {
        match self {
            Service::Iam => Some("iam"),
            Service::Sts => Some("sts"),
        }
    }

    /// Returns what a request wants, as AWS calls it.
    pub(crate) fn action(self, parameters: &Parameters) -> String {
        match self {
            Service::Iam | Service::Sts => parameters.get("Action").cloned().unwrap_or_default(),
        }
    }

    /// Refuses what no operation of the service is reached by.
    pub(crate) fn check_target(self, http: &HttpRequest) -> Result<(), Refusal> {
        let method = http.method.as_str();
        let (target, methods): (bool, &[&str]) = match self {
            Service::Iam if method == "GET" => (http.path() == "/", &["GET"]),
            Service::Iam | Service::Sts => (http.target == "/", &["POST"]),
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
        match self {
            Service::Iam if http.method == "GET" => http.query(),
            Service::Iam | Service::Sts => http.form(),
        }
        .ok_or_else(|| {
            let message = "The body is not an application/x-www-form-urlencoded form.";
            Refusal::new(400, "MalformedInput", message)
        })
    }

    /// The answer to a request that was granted.
    pub(crate) fn response(self, action: &str, grant: &Grant, request_id: &str) -> Answer {
        match self {
            Service::Iam | Service::Sts => {
                xml::response(self.namespace(), action, &grant.body, request_id)
            }
        }
    }

    /// The answer to a request that was refused.
    pub(crate) fn error(self, refusal: &Refusal, request_id: &str) -> Answer {
        match self {
            Service::Iam | Service::Sts => xml::error(self.namespace(), refusal, request_id),
        }
    }

    /// The beginning of an answer that has no end.
    pub(crate) fn endless(self) -> Answer {
        match self {
            Service::Iam | Service::Sts => Answer::new(200, "text/xml", "<AssumeRoleResponse><!--"),
        }
    }

    fn namespace(self) -> &'static str {
        match self {
            Service::Iam => "https://iam.amazonaws.com/doc/2010-05-08/",
            _ => "https://sts.amazonaws.com/doc/2011-06-15/",
        }
    }
}
