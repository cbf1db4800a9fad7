//! Time-based one-time passwords: RFC 6238 with SHA-1, six digits and 30 s.

use ring::hmac;

const DIGITS: usize = 6;
const STEP: i64 = 30;

/// Returns the number of the 30 s that this Unix time lies in.
pub(crate) fn step(unix_time: i64) -> i64 {
    unix_time.div_euclid(STEP)
}

/// Returns the code of a step.
pub(crate) fn code(seed: &[u8], step: i64) -> String {
    digits(seed, step, DIGITS)
}

/// Returns a seed in base 32, without padding.
pub(crate) fn base32(seed: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits = seed.len() * 8;
    let bit = |at: usize| match seed.get(at / 8) {
        Some(byte) => usize::from(byte >> (7 - at % 8) & 1),
        None => 0,
    };
    (0..bits.div_ceil(5))
        .map(|group| (0..5).fold(0, |value, offset| value << 1 | bit(group * 5 + offset)))
        .map(|value| char::from(ALPHABET[value]))
        .collect()
}

// RFC 4226, section 5.3.
fn digits(seed: &[u8], step: i64, digits: usize) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, seed);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let hash = tag.as_ref();
    let offset = usize::from(hash[hash.len() - 1] & 0xf);
    let chosen = [
        hash[offset] & 0x7f,
        hash[offset + 1],
        hash[offset + 2],
        hash[offset + 3],
    ];
    let text = format!("{:010}", u32::from_be_bytes(chosen));
    text[text.len() - digits..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (time, expected) in [
            (59, "94287082"),
            (1111111109, "07081804"),
            (1111111111, "14050471"),
            (1234567890, "89005924"),
            (2000000000, "69279037"),
            (20000000000, "65353130"),
        ] {
            assert_eq!(digits(SEED, step(time), 8), expected, "at {time}");
        }
        assert_eq!(code(SEED, step(59)), "287082");
    }

    #[test]
    fn seeds_are_spelled_as_in_rfc_4648() {
        assert_eq!(base32(SEED), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32(b"foob"), "MZXW6YQ");
    }
}
