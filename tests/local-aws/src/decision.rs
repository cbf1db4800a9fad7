//! What becomes of a request: it is granted or refused.

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::accounts;

const RFC_3339: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// The time of a request, and how long what it issues lives.
pub(crate) struct Clock {
    /// What tests set instead of the duration asked for.
    pub(crate) lifetime: Option<i64>,
    pub(crate) now: OffsetDateTime,
}

/// What a granted request is answered with.
#[derive(Debug, Default)]
pub(crate) struct Grant {
    /// The body; of a query protocol, the content of its result element.
    pub(crate) body: String,
    pub(crate) header: Option<(&'static str, String)>,
    /// The secrets in it.
    pub(crate) secrets: Vec<String>,
}

/// What a refused request is answered with.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) status: u16,
}

impl Clock {
    /// Returns when credentials end that are issued now, for this many seconds
    /// unless a test has it otherwise.
    pub(crate) fn expiration(&self, duration: u32) -> OffsetDateTime {
        accounts::expiration(self.now, self.lifetime.unwrap_or(duration.into()))
    }
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Refusal {
        Refusal {
            code,
            message: message.into(),
            status,
        }
    }

    pub(crate) fn denied(message: impl Into<String>) -> Refusal {
        Refusal::new(403, "AccessDenied", message)
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Refusal {
        Refusal::new(400, "ValidationError", message)
    }
}

/// Spells a time in UTC, to the second.
pub(crate) fn rfc3339(time: OffsetDateTime) -> String {
    time.format(RFC_3339).expect("a time has all these parts")
}
