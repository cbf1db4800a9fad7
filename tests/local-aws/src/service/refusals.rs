//! What each service calls the troubles that all of them have.

use super::Service;
use crate::decision::Refusal;

impl Service {
    /// Whoever asks may not.
    pub(crate) fn denied(self, who: &str, action: &str, resource: &str) -> Refusal {
        match self {
            Service::Container => Refusal::denied("Access denied"),
            Service::Metadata => Refusal::new(403, "Forbidden", "Forbidden"),
            Service::Oidc => Refusal::new(400, "AccessDeniedException", "Access denied"),
            Service::Portal => Refusal::new(403, "ForbiddenException", "No access"),
            Service::SignIn => Refusal::new(403, "INSUFFICIENT_PERMISSIONS", "Access denied"),
            Service::Iam | Service::Sts => {
                let service = self.signing_name().unwrap_or_default();
                Refusal::denied(format!(
                    "User: {who} is not authorized to perform: {service}:{action} \
                     on resource: {resource}"
                ))
            }
        }
    }

    /// What the caller identifies with has expired.
    pub(crate) fn expired(self) -> Refusal {
        match self {
            Service::Container => Refusal::new(401, "ExpiredToken", "The token has expired"),
            Service::Metadata => Refusal::new(401, "Unauthorized", "Unauthorized"),
            Service::Oidc => Refusal::new(400, "ExpiredTokenException", "Token has expired"),
            Service::Portal => {
                let message = "Session token not found or invalid";
                Refusal::new(401, "UnauthorizedException", message)
            }
            Service::SignIn => Refusal::new(403, "TOKEN_EXPIRED", "The token has expired"),
            Service::Iam | Service::Sts => {
                let message = "The security token included in the request is expired";
                Refusal::new(403, "ExpiredToken", message)
            }
        }
    }

    /// The service is broken.
    pub(crate) fn failed(self) -> Refusal {
        let message = "We encountered an internal error. Please try again.";
        match self {
            Service::Metadata => Refusal::new(500, "InternalServerError", "Internal Server Error"),
            Service::SignIn => Refusal::new(500, "server_error", message),
            Service::Iam | Service::Sts => Refusal::new(500, "InternalFailure", message),
            _ => Refusal::new(500, "InternalServerException", message),
        }
    }

    /// The caller asks too often.
    pub(crate) fn throttled(self) -> Refusal {
        match self {
            Service::Container | Service::Metadata => {
                Refusal::new(429, "TooManyRequests", "Too Many Requests")
            }
            Service::Oidc => Refusal::new(400, "SlowDownException", "Slow down"),
            Service::Portal => Refusal::new(429, "TooManyRequestsException", "Rate exceeded"),
            Service::SignIn => Refusal::new(429, "rate_exceeded", "Rate exceeded"),
            Service::Iam | Service::Sts => Refusal::new(400, "Throttling", "Rate exceeded"),
        }
    }

    /// The service is busy.
    pub(crate) fn unavailable(self) -> Refusal {
        let message = "Service is unable to handle request.";
        match self {
            Service::Metadata => Refusal::new(503, "ServiceUnavailable", "Service Unavailable"),
            Service::SignIn => Refusal::new(503, "service_unavailable", message),
            Service::Iam | Service::Sts => Refusal::new(503, "ServiceUnavailable", message),
            _ => Refusal::new(503, "ServiceUnavailableException", message),
        }
    }
}
