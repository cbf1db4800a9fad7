//! Identifiers and secrets in AWS's shapes.

use std::fmt::Write;

use ring::rand::{SecureRandom, SystemRandom};

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns an identifier of 20 characters, such as `AKIA…` or `AROA…`.
pub(crate) fn identifier(prefix: &str) -> String {
    text(prefix, BASE32, 16)
}

/// Returns a secret access key.
pub(crate) fn secret_access_key() -> String {
    text("", BASE64, 40)
}

/// Returns a session token, with what forms and headers must escape in it.
pub(crate) fn session_token() -> String {
    text("IQoJb3JpZ2luX2Vj", BASE64, 332) + "/+A="
}

/// Returns a request ID.
pub(crate) fn request_id() -> String {
    let mut id = String::with_capacity(36);
    for (index, byte) in bytes::<16>().into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        write!(id, "{byte:02x}").expect("a string takes all writes");
    }
    id
}

/// Returns an opaque text of letters and digits, of 332 characters at most.
pub(crate) fn opaque(length: usize) -> String {
    text("", BASE32, length)
}

/// Returns random bytes, in hexadecimal digits.
pub(crate) fn hexadecimal<const N: usize>() -> String {
    let digits = bytes::<N>();
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .expect("the system has random bytes");
    bytes
}

// Both alphabets divide 256, so the remainder favours no character.
fn text(prefix: &str, alphabet: &[u8], length: usize) -> String {
    let random = bytes::<332>();
    let characters = random[..length]
        .iter()
        .map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()]));
    prefix.chars().chain(characters).collect()
}
