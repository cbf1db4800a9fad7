//! A moment, in whole seconds.

use std::fmt;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 9999-12-31T23:59:59Z, the last moment RFC 3339 can write.
    const LAST: i64 = 253_402_300_799;

    /// The moment this many seconds after the epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the epoch.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with any offset; a time without one is nobody's time,
    /// and is not accepted.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(Self(moment.unix_timestamp()))
    }

    /// Seconds from `earlier` to this moment.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The moment `seconds` later.
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

impl fmt::Display for Timestamp {
    /// `YYYY-MM-DDTHH:MM:SSZ`: the one form that every SDK reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = OffsetDateTime::from_unix_timestamp(self.0.clamp(0, Self::LAST))
            .expect("a moment between 1970 and 9999 is in range");
        let (date, time) = (moment.date(), moment.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_in_the_form_that_every_sdk_reads() {
        assert_eq!(Timestamp(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp(1_795_545_730).to_string(), "2026-11-24T18:42:10Z");
        assert_eq!(Timestamp(i64::MAX).to_string(), "9999-12-31T23:59:59Z");
    }

    #[test]
    fn reads_every_zone_but_not_none() {
        let moment = Timestamp(1_795_545_730);
        for text in [
            "2026-11-24T18:42:10Z",
            "2026-11-24T20:42:10+02:00",
            "2026-11-24T18:42:10.999Z",
        ] {
            assert_eq!(Timestamp::parse(text), Some(moment), "{text}");
        }
        for text in ["2026-11-24T18:42:10", "tomorrow", "", "1795545730"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
