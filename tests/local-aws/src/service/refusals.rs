//! What each service calls the troubles that all of them have.

use super::Service;
use crate::decision::Refusal;

impl Service {
    /// Whoever asks may not.
    pub(crate) fn denied(self, who: &str, action: &str, resource: &str) -> Refusal {
        match self {
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
            Service::Iam | Service::Sts => Refusal::new(500, "InternalFailure", message),
        }
    }

    /// The caller asks too often.
    pub(crate) fn throttled(self) -> Refusal {
        match self {
            Service::Iam | Service::Sts => Refusal::new(400, "Throttling", "Rate exceeded"),
        }
    }

    /// The service is busy.
    pub(crate) fn unavailable(self) -> Refusal {
        let message = "Service is unable to handle request.";
        match self {
            Service::Iam | Service::Sts => Refusal::new(503, "ServiceUnavailable", message),
        }
    }
}
