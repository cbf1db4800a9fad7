//! Values of flags that are not AWS's own.

use crate::aws::{DurationSeconds, Policy, SessionDuration};
use crate::sources::PolicyText;
use std::time::Duration;

/// Nobody is waited for longer than this, and those who wait for the answer
/// believe in no more.
const LONGEST_QUESTION: Duration = Duration::from_secs(600);

/// Seconds, or a number with `s`, `m` or `h` behind it.
pub fn seconds(text: &str) -> Result<i64, String> {
    let (number, unit) = [('s', 1), ('m', 60), ('h', 3600)]
        .into_iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))
        .unwrap_or((text, 1));
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits
        .then(|| number.parse::<i64>().ok()?.checked_mul(unit))
        .flatten()
        .filter(|seconds| *seconds <= 1_000_000_000)
        .ok_or_else(|| "expected seconds, or a time such as 15m or 1h".into())
}

/// A time to wait: at least a second.
pub fn wait(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        0 => Err("expected at least a second".into()),
        seconds => Ok(Duration::from_secs(seconds.unsigned_abs())),
    }
}

/// A time that a person or a device may take: 1 s to 10 min.
pub fn question(text: &str) -> Result<Duration, String> {
    let wait = wait(text)?;
    match wait <= LONGEST_QUESTION {
        true => Ok(wait),
        false => Err("expected at most 10m".into()),
    }
}

/// DurationSeconds of a role's session.
pub fn duration_seconds(text: &str) -> Result<SessionDuration, String> {
    let duration = DurationSeconds::new(seconds(text)?)?;
    SessionDuration::new(duration.seconds().into())
}

/// DurationSeconds of a user's session.
pub fn session_duration(text: &str) -> Result<SessionDuration, String> {
    SessionDuration::new(seconds(text)?)
}

/// How long keys are kept that do not end: 1 s to 36 h, as long as anything of
/// AWS's lives.
pub fn ttl(text: &str) -> Result<i64, String> {
    match seconds(text)? {
        ttl @ 1..=129_600 => Ok(ttl),
        _ => Err("expected 1s to 36h".into()),
    }
}

/// Yes or no, in a variable that stands for a flag without a value.
pub fn truth(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err("expected true or false".into()),
    }
}

/// How often to ask.
pub fn attempts(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(attempts @ 1..=100) => Ok(attempts),
        _ => Err("expected 1 to 100".into()),
    }
}

/// JSON, or the file that it is in.
pub fn policy(text: &str) -> Result<PolicyText, String> {
    match text.strip_prefix("file://") {
        Some("") => Err("expected a path after file://".into()),
        Some(path) => Ok(PolicyText::File(path.into())),
        None => Policy::parse(text)
            .map(PolicyText::Inline)
            .map_err(
                |reason| match reason.starts_with("not JSON") && !text.contains('{') {
                    true => format!("{reason} (a file is given as file://PATH)"),
                    false => reason,
                },
            ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        for (text, expected) in [
            ("0", 0),
            ("90", 90),
            ("90s", 90),
            ("15m", 900),
            ("12h", 43_200),
        ] {
            assert_eq!(seconds(text), Ok(expected), "{text}");
        }
        for text in [
            "",
            "m",
            "-1",
            "1.5h",
            "1d",
            "1h30m",
            " 1",
            "99999999999999999999h",
        ] {
            assert!(seconds(text).is_err(), "{text}");
        }
        assert!(wait("0").is_err() && wait("1").is_ok());
    }
}
