//! When codes of a device were last used: no code is ever written down.

use crate::refresh::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a code is shown, seconds (RFC 6238, as AWS's devices have it).
const STEP: i64 = 30;
/// Nobody is asked for longer, milliseconds.
const LONGEST_QUESTION: i64 = 600_000;

/// The note about a device.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    /// The step of the clock in which AWS last saw a code of it.
    pub used: i64,
    /// Until when somebody is being asked for one, milliseconds since the
    /// epoch.
    pub asking_until: i64,
}

impl Ledger {
    /// Reads a note; what cannot be read is as good as none.
    pub fn parse(note: &[u8]) -> Self {
        serde_json::from_slice(note).unwrap_or_default()
    }

    /// Renders the note.
    pub fn render(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("numbers are JSON")
    }

    /// The note of a device whose code AWS has just seen.
    pub fn spent_at(now: Timestamp) -> Self {
        Self {
            used: now.seconds().div_euclid(STEP),
            asking_until: 0,
        }
    }

    /// How long it is until the device shows another code, at `now`
    /// milliseconds; `None` when it does already.
    pub fn wait(&self, now: i64) -> Option<Duration> {
        let step = now.div_euclid(1000 * STEP);
        // Further ahead is a clock that was set back, not a used code.
        (self.used == step || self.used == step + 1).then(|| {
            let next = (self.used + 1) * STEP * 1000;
            Duration::from_millis((next - now).unsigned_abs())
        })
    }

    /// Whether somebody is being asked for a code at `now` milliseconds.
    pub fn is_asking(&self, now: i64) -> bool {
        now < self.asking_until && self.asking_until <= now.saturating_add(LONGEST_QUESTION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_used_step_is_waited_out() {
        let ledger = Ledger::spent_at(Timestamp::from_seconds(600));
        for (now, wait) in [
            (599_000, Some(31_000)),
            (600_000, Some(30_000)),
            (629_999, Some(1)),
            (630_000, None),
            // The clock was set back.
            (500_000, None),
        ] {
            assert_eq!(ledger.wait(now), wait.map(Duration::from_millis), "{now}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_as_good_as_none() {
        for note in ["", "{", "[]", "{\"used\":\"x\"}"] {
            assert_eq!(Ledger::parse(note.as_bytes()), Ledger::default(), "{note}");
        }
        let ledger = Ledger::spent_at(Timestamp::from_seconds(600));
        assert_eq!(Ledger::parse(&ledger.render()), ledger);
        assert!(!Ledger::default().is_asking(0));
    }
}
