//! How each service spells what it grants and what it refuses.

use serde_json::json;

use super::Service;
use crate::decision::{Grant, Refusal};
use crate::http::Answer;
use crate::{json, signin, sso, xml};

impl Service {
    /// The answer to a request that was granted.
    pub(crate) fn response(self, action: &str, grant: &Grant, request_id: &str) -> Answer {
        match self {
            Service::Iam | Service::Sts => {
                xml::response(self.namespace(), action, &grant.body, request_id)
            }
            Service::Container | Service::Oidc | Service::Portal | Service::SignIn => {
                json::response(&grant.body, request_id)
            }
            Service::Metadata => {
                let answer = Answer::new(200, "text/plain", grant.body.as_str());
                match &grant.header {
                    Some((name, value)) => answer.with_header(name, value),
                    None => answer,
                }
            }
        }
    }

    /// The answer to a request that was refused.
    pub(crate) fn error(self, refusal: &Refusal, request_id: &str) -> Answer {
        let json = |body| json::error(refusal.status, refusal.code, &body, request_id);
        match self {
            Service::Container => json(json!({
                "code": refusal.code,
                "message": refusal.message,
            })),
            Service::Iam | Service::Sts => xml::error(self.namespace(), refusal, request_id),
            Service::Metadata => {
                let title = format!("{} - {}", refusal.status, refusal.message);
                let body = format!(
                    "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n\
                     <html><head><title>{title}</title></head>\
                     <body><h1>{title}</h1></body></html>\n"
                );
                Answer::new(refusal.status, "text/html", body)
            }
            Service::Oidc => json(sso::oauth_error(refusal)),
            Service::Portal => json(json!({"message": refusal.message})),
            Service::SignIn => {
                let (kind, body) = (signin::kind(refusal), signin::error(refusal));
                json::error(refusal.status, kind, &body, request_id)
            }
        }
    }

    /// The beginning of an answer that has no end.
    pub(crate) fn endless(self) -> Answer {
        match self {
            Service::Iam | Service::Sts => Answer::new(200, "text/xml", "<AssumeRoleResponse><!--"),
            _ => Answer::new(200, "application/json", "{\"message\":\""),
        }
    }

    fn namespace(self) -> &'static str {
        match self {
            Service::Iam => "https://iam.amazonaws.com/doc/2010-05-08/",
            _ => "https://sts.amazonaws.com/doc/2011-06-15/",
        }
    }
}
