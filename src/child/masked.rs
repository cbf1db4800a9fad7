//! What a program that failed has said last, as it may be shown.

use crate::error::printable;

/// The longest line that is shown, characters.
const LONGEST: usize = 200;
/// From here on letters and digits without a gap may be a token.
const TOKEN: usize = 16;
/// From here on digits may be a code.
const CODE: usize = 6;
/// How brs begins what went wrong, and what may help.
const ERROR_OF_OURS: &str = "brs: error: ";
const HINT_OF_OURS: &str = "brs: hint: ";
/// How it tells of a program that failed, before the number.
const EXITED: &str = "it exited with ";
/// What a value is for that is no one's to see, whatever it looks like.
const SECRETS: [&str; 5] = ["password", "passwd", "secret", "token", "pin"];
/// What stands for what is not shown.
const HIDDEN: &str = "…";

/// The last line that says anything, without what may be a secret.
pub fn last_line(stderr: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(stderr);
    let says = |line: &&str| !line.is_empty() && !line.starts_with(HINT_OF_OURS);
    let line = text.lines().map(str::trim).rfind(says)?;
    Some(printable(&masked(innermost(line)), LONGEST).into_owned())
}

/// Where the program is brs again, or runs it, the reason that the last of
/// them had.
fn innermost(line: &str) -> &str {
    let Some(line) = line.strip_prefix(ERROR_OF_OURS) else {
        return line;
    };
    let Some((_, rest)) = line.rsplit_once(EXITED) else {
        return line;
    };
    rest.split_once(": ").map_or(line, |(_, reason)| reason)
}

fn masked(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| is_of_token(c) == is_of_token(first);
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        match (is_token(run), value_of_secret(run)) {
            (true, _) => shown.push_str(HIDDEN),
            (false, Some(value)) => {
                shown.push_str(run.strip_suffix(value).unwrap_or_default());
                shown.push_str(HIDDEN);
            }
            (false, None) => shown.push_str(&without_codes(run)),
        }
        rest = after;
    }
    shown
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+/=_-".contains(c)
}

/// Whether a run of such letters is long, and no long word: those have no
/// digits, and no capitals inside.
fn is_token(run: &str) -> bool {
    let bytes = run.as_bytes();
    let is_capital_inside =
        |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    let is_no_word = bytes
        .iter()
        .any(|byte| byte.is_ascii_digit() || b"+=".contains(byte))
        || bytes.windows(2).any(is_capital_inside);
    bytes.len() >= TOKEN && is_of_token(char::from(bytes[0])) && is_no_word
}

/// What is after `password=` and the like.
fn value_of_secret(run: &str) -> Option<&str> {
    let (name, value) = run.split_once('=')?;
    let name = name.to_ascii_lowercase();
    let is_secret = SECRETS.iter().any(|secret| name.ends_with(secret));
    (is_secret && !value.is_empty()).then_some(value)
}

fn without_codes(run: &str) -> String {
    let mut shown = String::with_capacity(run.len());
    let mut rest = run;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let others = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(digits.max(others));
        shown.push_str(if digits >= CODE { HIDDEN } else { run });
        rest = after;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_shown_without_secrets() {
        for (stderr, shown) in [
            ("one\ntwo\n\n", Some("two")),
            ("", None),
            (" \n\t\n", None),
            ("code 123456 is wrong", Some("code … is wrong")),
            ("code 12345 at 10:30", Some("code 12345 at 10:30")),
            ("x123456y", Some("x…y")),
            (
                "key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY!",
                Some("key …!"),
            ),
            ("token=AbCdEfGhIjKlMnOpQrSt", Some("…")),
            ("DB_PASSWORD=abc is wrong", Some("DB_PASSWORD=… is wrong")),
            ("token= is empty, a=b", Some("token= is empty, a=b")),
            ("0123abcdef0123abcdef", Some("…")),
            (
                "authentication-failed: unauthenticated",
                Some("authentication-failed: unauthenticated"),
            ),
            ("a\u{1b}[31mred", Some("a\\u{1b}[31mred")),
            (
                "brs: error: no: really\nbrs: hint: do\n",
                Some("no: really"),
            ),
            (
                "brs: error: x: it exited with 2: y: it exited with 1: no: really",
                Some("no: really"),
            ),
            (
                "other: it exited with 2: no",
                Some("other: it exited with 2: no"),
            ),
        ] {
            assert_eq!(last_line(stderr.as_bytes()).as_deref(), shown, "{stderr}");
        }
        let long = last_line("é ".repeat(300).as_bytes()).unwrap();
        assert_eq!(long.chars().count(), 201);
        assert!(last_line(b"\xff\xfe no").unwrap().ends_with(" no"));
    }
}
