//! When the credentials of another program end, in whatever form it says so.

use super::field::Field;
use crate::error::printable;
use crate::refresh::{Lifetime, Timestamp};

/// From here on a number counts milliseconds: as seconds it would be in the
/// year 5138.
const MILLISECONDS: i64 = 100_000_000_000;
const A_TIME: &str = "a time such as 2026-01-31T23:59:59Z";

/// Reads an expiration: RFC 3339, or, where a number will do, seconds or
/// milliseconds since the epoch.
pub fn lifetime(
    name: &str,
    field: Field,
    is_number_too: bool,
    now: Timestamp,
) -> Result<Option<Lifetime>, String> {
    let expiration = match field {
        Field::Number(number) | Field::Fraction(number) if is_number_too => of_number(number),
        field => match field.optional(name)? {
            None => return Ok(None),
            Some(text) => of_text(name, text.expose())?,
        },
    };
    let lifetime = Lifetime {
        issued: now,
        expiration,
        skew: 0,
    };
    if lifetime.remaining(now) <= 0 {
        return Err(format!("its credentials expired at {expiration}"));
    }
    match lifetime.is_absurd(now) {
        true => Err(format!("its {name} is out of reason ({expiration})")),
        false => Ok(Some(lifetime)),
    }
}

fn of_number(number: i64) -> Timestamp {
    Timestamp::from_seconds(match number >= MILLISECONDS {
        true => number / 1000,
        false => number,
    })
}

fn of_text(name: &str, text: &str) -> Result<Timestamp, String> {
    if let Some(moment) = Timestamp::parse(text) {
        return Ok(moment);
    }
    let shown = printable(text, 40);
    // Nobody can tell whose clock it is of.
    let with_zone = format!("{}Z", text.replacen(' ', "T", 1));
    Err(match Timestamp::parse(&with_zone) {
        Some(_) => format!(
            "its {name} is '{shown}', a time of no zone: it needs Z or an offset at its end"
        ),
        None => format!("its {name} is '{shown}', and not {A_TIME}"),
    })
}
