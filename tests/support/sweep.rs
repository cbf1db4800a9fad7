//! The sweep: looks for secrets in whatever a run left, in every form in which
//! they could have got there.

#![expect(
    clippy::disallowed_types,
    reason = "a part is looked for at each byte of all there is"
)]

use std::collections::{BTreeSet, HashMap};

/// A part of a secret that is this long gives it away, bytes.
const PART: usize = 12;

/// A way in which a text is written down; base64 has one for each of three
/// places among other bytes.
pub type Form = (&'static str, fn(&str) -> String);

/// All that are looked for.
pub const FORMS: [Form; 11] = [
    ("as it is", str::to_owned),
    ("base64, first place", |text| base64(text, 0, b"+/")),
    ("base64, second place", |text| base64(text, 1, b"+/")),
    ("base64, third place", |text| base64(text, 2, b"+/")),
    ("base64 of URLs, first place", |text| base64(text, 0, b"-_")),
    ("base64 of URLs, second place", |text| {
        base64(text, 1, b"-_")
    }),
    ("base64 of URLs, third place", |text| base64(text, 2, b"-_")),
    ("hexadecimal", hexadecimal),
    ("hexadecimal, large", |text| {
        hexadecimal(text).to_uppercase()
    }),
    ("URL-encoded", url_encoded),
    ("JSON with escaped slashes", |text| text.replace('/', "\\/")),
];

/// Secrets, each with a name for messages.
#[derive(Default)]
pub struct Sweep {
    parts: HashMap<Vec<u8>, String>,
    /// Those too short to have parts.
    words: Vec<(String, String)>,
}

impl Sweep {
    /// Looks for this one, too.
    pub fn add(&mut self, name: &str, secret: &str) {
        // What every session token begins with is no secret.
        let secret = secret.strip_prefix("IQoJb3JpZ2luX2Vj").unwrap_or(secret);
        for (form, write) in FORMS {
            let text = write(secret);
            let found = format!("{name}, {form}");
            if secret.len() < PART {
                self.words.push((text, found));
                continue;
            }
            for part in text.as_bytes().windows(PART) {
                self.parts.entry(part.to_vec()).or_insert(found.clone());
            }
        }
    }

    /// The secrets that stand in these bytes, and in which form.
    pub fn find(&self, bytes: &[u8]) -> BTreeSet<String> {
        let parts = bytes
            .windows(PART)
            .filter_map(|part| self.parts.get(part).cloned());
        let text = String::from_utf8_lossy(bytes);
        let words = self.words.iter().filter(|(word, _)| stands_in(word, &text));
        parts.chain(words.map(|(_, name)| name.clone())).collect()
    }
}

/// Whether a short text stands alone: six digits also stand in any long
/// number.
fn stands_in(word: &str, text: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let only_digits = word.bytes().all(|b| b.is_ascii_digit()) && word.len() < PART;
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !only_digits || (apart(before.chars().next_back()) && apart(after.chars().next()))
    })
}

/// What of the base64 of longer text, in which this one begins behind so many
/// bytes, depends on this one alone.
fn base64(text: &str, place: usize, last: &[u8; 2]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let digit = |value: u32| *DIGITS.iter().chain(last).nth(value as usize).unwrap() as char;
    let mut bytes = vec![0; place];
    bytes.extend(text.bytes());
    let whole = bytes.chunks_exact(3).flat_map(|three| {
        let bits = three
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        [18, 12, 6, 0].map(|shift| digit(bits >> shift & 63))
    });
    whole.skip((place * 8).div_ceil(6)).collect()
}

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn url_encoded(text: &str) -> String {
    let encoded = text.bytes().map(|byte| match byte {
        b'-' | b'.' | b'_' | b'~' => (byte as char).into(),
        _ if byte.is_ascii_alphanumeric() => (byte as char).into(),
        _ => format!("%{byte:02X}"),
    });
    encoded.collect()
}
