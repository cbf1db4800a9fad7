//! The entry: an identity and its finished output line, in one checked piece.
//!
//! A fixed header (magic, schema, length and SHA-256 of the rest, issue time,
//! expiration, skew), then the identity, then the line. Whatever does not
//! check out is no entry: a miss, which the next refresh replaces.

use super::key::Key;
use crate::refresh::{Lifetime, Timestamp};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const MAGIC: &[u8; 8] = b"brsentry";
/// Changes with the meaning of any byte in an entry or in an identity.
const SCHEMA: u32 = 1;
/// Magic, schema, length of the rest, digest of the rest.
const FRAME: usize = 8 + 4 + 4 + 32;
/// Issue time, expiration, skew, length of the identity.
const TIMES: usize = 8 + 8 + 8 + 4;

/// Cached credentials, as the line that is printed.
pub struct Entry {
    bytes: Zeroizing<Vec<u8>>,
    line_at: usize,
    /// When the issuer answered, milliseconds since the epoch.
    pub issued: i64,
    /// The same to the second, and when they end.
    pub lifetime: Lifetime,
}

impl Entry {
    /// Puts an entry together; `lifetime.issued` is taken from `issued`.
    pub fn new(identity: &[u8], line: &str, issued: i64, lifetime: Lifetime) -> Self {
        let mut bytes = Zeroizing::new(Vec::with_capacity(
            FRAME + TIMES + identity.len() + line.len(),
        ));
        let length = u32::try_from(TIMES + identity.len() + line.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&SCHEMA.to_le_bytes());
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&[0; 32]);
        bytes.extend_from_slice(&issued.to_le_bytes());
        bytes.extend_from_slice(&lifetime.expiration.seconds().to_le_bytes());
        bytes.extend_from_slice(&lifetime.skew.to_le_bytes());
        let length = u32::try_from(identity.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(identity);
        bytes.extend_from_slice(line.as_bytes());
        let digest = Sha256::digest(&bytes[FRAME..]);
        bytes[16..FRAME].copy_from_slice(&digest);
        Self {
            line_at: FRAME + TIMES + identity.len(),
            issued,
            lifetime: of(issued, lifetime.expiration, lifetime.skew),
            bytes,
        }
    }

    /// Reads an entry; `None` unless it is whole and belongs to `key`.
    pub fn parse(bytes: Zeroizing<Vec<u8>>, key: &Key) -> Option<Self> {
        let rest = bytes.get(FRAME..)?;
        let header = bytes.first_chunk::<FRAME>()?;
        let length = u32::from_le_bytes(*header[12..].first_chunk()?);
        if &header[..8] != MAGIC
            || header[8..12] != SCHEMA.to_le_bytes()
            || usize::try_from(length) != Ok(rest.len())
            || header[16..] != Sha256::digest(rest)[..]
        {
            return None;
        }
        let number = |at: usize| Some(i64::from_le_bytes(*rest.get(at..)?.first_chunk()?));
        let (issued, expiration, skew) = (number(0)?, number(8)?, number(16)?);
        let identity = u32::from_le_bytes(*rest.get(24..)?.first_chunk()?);
        let line_at = TIMES.checked_add(usize::try_from(identity).ok()?)?;
        // A renamed or exchanged file carries another identity.
        if Key::of_bytes(rest.get(TIMES..line_at)?) != *key {
            return None;
        }
        std::str::from_utf8(&rest[line_at..]).ok()?;
        Some(Self {
            line_at: FRAME + line_at,
            issued,
            lifetime: of(issued, Timestamp::from_seconds(expiration), skew),
            bytes,
        })
    }

    /// Whether these bytes are an entry of a brs that writes another schema.
    pub fn is_of_another_schema(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC) && bytes.get(8..12).is_some_and(|s| s != SCHEMA.to_le_bytes())
    }

    /// Whether they begin as an entry does, whole or not.
    pub fn is_ours(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
    }

    /// The identity that the key is a digest of.
    pub fn identity(&self) -> &[u8] {
        &self.bytes[FRAME + TIMES..self.line_at]
    }

    /// The finished line, with its line feed.
    pub fn line(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.line_at..]).expect("checked when it was made")
    }

    /// The bytes of the file.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn of(issued: i64, expiration: Timestamp, skew: i64) -> Lifetime {
    Lifetime {
        issued: Timestamp::from_seconds(issued.div_euclid(1000)),
        expiration,
        skew,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const IDENTITY: &[u8] = b"who and what";
    const LINE: &str = "{\"Version\":1}\n";

    fn entry() -> Entry {
        let lifetime = Lifetime {
            issued: Timestamp::from_seconds(1000),
            expiration: Timestamp::from_seconds(4600),
            skew: -2,
        };
        Entry::new(IDENTITY, LINE, 1_000_123, lifetime)
    }

    fn parse(bytes: &[u8]) -> Option<Entry> {
        Entry::parse(Zeroizing::new(bytes.to_vec()), &Key::of_bytes(IDENTITY))
    }

    #[test]
    fn reads_back_what_was_written() {
        let read = parse(entry().as_bytes()).unwrap();
        assert_eq!(read.line(), LINE);
        assert_eq!(read.issued, 1_000_123);
        assert_eq!(read.lifetime, entry().lifetime);
    }

    #[test]
    fn any_prefix_and_any_addition_is_a_miss() {
        let whole = entry();
        for end in 0..whole.as_bytes().len() {
            assert!(parse(&whole.as_bytes()[..end]).is_none(), "{end}");
        }
        assert!(parse(&[whole.as_bytes(), b"\0"].concat()).is_none());
    }

    #[test]
    fn any_changed_bit_is_a_miss() {
        let whole = entry();
        for at in 0..whole.as_bytes().len() * 8 {
            let mut bytes = whole.as_bytes().to_vec();
            bytes[at / 8] ^= 1 << (at % 8);
            assert!(parse(&bytes).is_none(), "bit {at}");
        }
    }

    #[test]
    fn another_ones_entry_is_a_miss() {
        let bytes = Zeroizing::new(entry().as_bytes().to_vec());
        assert!(Entry::parse(bytes, &Key::of_bytes(b"someone else")).is_none());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            parse(&bytes);
            let mut framed = entry().as_bytes()[..FRAME].to_vec();
            framed[12..16].copy_from_slice(&u32::try_from(bytes.len()).unwrap().to_le_bytes());
            framed[16..FRAME].copy_from_slice(&Sha256::digest(&bytes));
            framed.extend_from_slice(&bytes);
            parse(&framed);
        }
    }
}
