//! The code in what a command printed.

use crate::aws::TokenCode;

/// No command that prints a code prints more, bytes.
pub const LONGEST: usize = 64 * 1024;
/// How many digits a code has.
const DIGITS: usize = 6;

/// Finds the last run of exactly six digits. Other digits are no part of a
/// code, and neither are six of a longer word or number: `123456-789`.
///
/// # Errors
///
/// What was printed instead, as the end of a sentence; never any of it. Lines
/// with different codes are of different devices.
pub fn code(printed: &[u8]) -> Result<TokenCode, &'static str> {
    if printed.iter().all(u8::is_ascii_whitespace) {
        return Err("nothing");
    }
    let mut found = printed
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .filter_map(last_of_line);
    let Some(last) = found.next_back() else {
        return Err("no code of six digits");
    };
    match found.all(|other| other == last) {
        true => std::str::from_utf8(last)
            .ok()
            .and_then(|code| TokenCode::parse(code).ok())
            .ok_or("no code of six digits"),
        false => Err("several codes"),
    }
}

fn last_of_line(line: &[u8]) -> Option<&[u8]> {
    let mut end = line.len();
    while let Some(last) = line[..end].iter().rposition(u8::is_ascii_digit) {
        let run = &line[..=last];
        let begin = run
            .iter()
            .rposition(|byte| !byte.is_ascii_digit())
            .map_or(0, |before| before + 1);
        if last + 1 - begin == DIGITS && !joined(line, begin, last) {
            return Some(&line[begin..=last]);
        }
        end = begin;
    }
    None
}

/// Whether a run of digits is a part of something longer: a word, or a number
/// with a hyphen, a comma, a colon or a point in it.
fn joined(line: &[u8], begin: usize, last: usize) -> bool {
    let part = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii())
    };
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let joint = |byte: Option<&u8>| byte.is_some_and(|byte| b"-.,:/".contains(byte));
    let before = begin.checked_sub(1).and_then(|at| line.get(at));
    let further = begin.checked_sub(2).and_then(|at| line.get(at));
    part(before)
        || part(line.get(last + 1))
        || (joint(before) && digit(further))
        || (joint(line.get(last + 1)) && digit(line.get(last + 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_run_of_six_digits_is_the_code() {
        for (printed, expected) in [
            ("123456", Ok("123456")),
            ("000123\n", Ok("000123")),
            ("id=000123", Ok("000123")),
            ("AWS:ana@example.com   654321\r\n", Ok("654321")),
            ("111111 222222", Ok("222222")),
            ("account 111122223333: 654321", Ok("654321")),
            ("654321 (30 s left)", Ok("654321")),
            ("code: 654321.", Ok("654321")),
            ("654321\n654321\n", Ok("654321")),
            ("123456-789", Err("no code of six digits")),
            ("789-123456", Err("no code of six digits")),
            ("1.123456", Err("no code of six digits")),
            ("12:123456", Err("no code of six digits")),
            ("otp123456", Err("no code of six digits")),
            ("123456x", Err("no code of six digits")),
            ("1234567", Err("no code of six digits")),
            ("12345", Err("no code of six digits")),
            ("١٢٣٤٥٦", Err("no code of six digits")),
            ("touch the device", Err("no code of six digits")),
            ("", Err("nothing")),
            (" \r\n", Err("nothing")),
            ("a 111111\nb 222222\n", Err("several codes")),
        ] {
            let found = code(printed.as_bytes());
            let found = found.as_ref().map(TokenCode::expose).map_err(|said| *said);
            assert_eq!(found, expected, "{printed}");
        }
        assert!(code(b"\xff\xfe123456").is_err());
        assert_eq!(code(b"\xff 123456").unwrap().expose(), "123456");
    }
}
