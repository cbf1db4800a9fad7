//! When credentials are good enough, and when they are to be renewed: pure.

mod timestamp;

pub use timestamp::Timestamp;

/// Advisory timeout where none is given, seconds.
///
/// The widest window of any SDK is botocore's 900 s, inside which it asks
/// again before every request; five minutes more leave room for retries.
pub const DEFAULT_ADVISORY: i64 = 1200;
/// Mandatory timeout where none is given, seconds.
///
/// Above every SDK's own last-minute margin; larger would turn a short outage
/// of the issuer into one of the caller.
pub const DEFAULT_MANDATORY: i64 = 120;
/// No temporary credentials of AWS live longer than 36 h (GetSessionToken);
/// one hour more allows for a clock that is off.
pub const LONGEST_LIFETIME: i64 = 37 * 3600;
/// From this difference on, in seconds, the local clock is not trusted alone.
const TOLERATED_SKEW: i64 = 30;
/// From this difference on, in seconds, a person is told that the clock is
/// wrong, and an entry issued in the future is not believed.
pub const ALARMING_SKEW: i64 = 300;

/// When something was issued and when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Issue time by the local clock of that moment.
    pub issued: Timestamp,
    /// When the issuer says that it ends.
    pub expiration: Timestamp,
    /// Issuer's clock minus local clock at issue, seconds.
    pub skew: i64,
}

impl Lifetime {
    /// Seconds left at `now`: the smaller of what the local clock and, where
    /// the two differed noticeably, the issuer's clock says.
    pub fn remaining(&self, now: Timestamp) -> i64 {
        let local = self.expiration.since(now);
        local.min(self.expiration.since(self.corrected(now)))
    }

    /// Seconds granted at issue.
    fn granted(&self) -> i64 {
        self.expiration.since(self.corrected(self.issued)).max(0)
    }

    /// A local time as the issuer's clock would have told it.
    fn corrected(&self, local: Timestamp) -> Timestamp {
        match self.skew.saturating_abs() > TOLERATED_SKEW {
            true => local.plus(self.skew),
            false => local,
        }
    }

    /// Whether no honest issuer and clock could have produced this.
    pub fn is_absurd(&self, now: Timestamp) -> bool {
        let now = self.corrected(now);
        self.expiration.since(now) > LONGEST_LIFETIME
            || self.corrected(self.issued).since(now) > ALARMING_SKEW
    }
}

/// What to do with credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Use them.
    Fresh,
    /// Use them, and renew them if nobody else does.
    Advisory,
    /// They live, but are to be renewed before anything is printed.
    Mandatory,
    /// They are past their expiration, or cannot be true.
    Unusable,
}

/// The timeouts that decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Renew, if possible, when less than this many seconds remain.
    pub advisory: i64,
    /// Insist on renewal when less than this many seconds remain.
    pub mandatory: i64,
    /// Never use anything that has less than this many seconds left.
    pub min_ttl: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            advisory: DEFAULT_ADVISORY,
            mandatory: DEFAULT_MANDATORY,
            min_ttl: 0,
        }
    }
}

impl Policy {
    /// Returns what to do at `now` with credentials of this lifetime.
    ///
    /// The timeouts shrink with what was granted (to two thirds and a quarter
    /// of it), so that a 900 s session is not stale from birth.
    pub fn judge(&self, lifetime: &Lifetime, now: Timestamp) -> Verdict {
        let remaining = lifetime.remaining(now);
        let granted = lifetime.granted();
        if remaining <= 0 || lifetime.is_absurd(now) {
            return Verdict::Unusable;
        }
        let advisory = self.advisory.min(granted.saturating_mul(2) / 3);
        let mandatory = self.mandatory.min(granted / 4);
        if remaining < mandatory || remaining < self.min_ttl {
            Verdict::Mandatory
        } else if remaining < advisory {
            Verdict::Advisory
        } else {
            Verdict::Fresh
        }
    }
}

#[cfg(test)]
mod tests;
