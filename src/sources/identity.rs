//! Everything that makes two requests differ, so that no one's credentials
//! are ever taken for another's.

use std::path::Path;

/// The schema of identities: it changes with the meaning of any part.
const SCHEMA: &str = "1";

/// Named parts, each prefixed with its length, so that no two different lists
/// of parts have the same bytes.
///
/// The bytes name an entry and stand inside it: never put a secret in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    bytes: Vec<u8>,
    stored: bool,
}

impl Identity {
    /// Begins an identity with what always counts: schema, kind of source,
    /// partition and explicit endpoint.
    pub fn new(kind: &str, partition: &str, endpoint_url: Option<&str>) -> Self {
        let identity = Self {
            bytes: Vec::with_capacity(512),
            stored: true,
        };
        identity
            .part("schema", SCHEMA)
            .part("kind", kind)
            .part("partition", partition)
            .optional("endpoint", endpoint_url)
    }

    /// Adds a part.
    pub fn part(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        for text in [name.as_bytes(), value.as_ref()] {
            let length = u32::try_from(text.len()).expect("an argument is shorter than 4 GiB");
            self.bytes.extend_from_slice(&length.to_le_bytes());
            self.bytes.extend_from_slice(text);
        }
        self
    }

    /// Adds a part if there is one; an absent part differs from an empty one.
    pub fn optional(self, name: &str, value: Option<impl AsRef<[u8]>>) -> Self {
        match value {
            Some(value) => self.part(name, value),
            None => self,
        }
    }

    /// Adds each of a list, in order.
    pub fn list(self, name: &str, values: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        values
            .into_iter()
            .fold(self, |identity, value| identity.part(name, value))
    }

    /// Adds a path, byte by byte.
    pub fn path(self, name: &str, value: &Path) -> Self {
        self.part(name, value.as_os_str().as_encoded_bytes())
    }

    /// Marks credentials that are never stored: they lie ready elsewhere.
    pub fn never_stored(mut self) -> Self {
        self.stored = false;
        self
    }

    /// Whether credentials of this identity may be stored.
    pub fn is_stored(&self) -> bool {
        self.stored
    }

    /// The bytes that stand in the entry.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The parts of an identity, read back from the bytes in an entry: for whoever
/// looks into the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    /// Takes the bytes apart; `None` where they are no identity.
    pub fn parse(mut bytes: &[u8]) -> Option<Self> {
        let mut parts = Vec::new();
        while !bytes.is_empty() {
            let name = std::str::from_utf8(take(&mut bytes)?).ok()?.to_owned();
            parts.push((name, take(&mut bytes)?.to_vec()));
        }
        Some(Self(parts))
    }

    /// All of them, in order: names and values.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
    }

    /// The value of the first part of this name, if it is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.all().find(|(known, _)| *known == name)?;
        std::str::from_utf8(value).ok()
    }
}

/// A text with its length before it.
fn take<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (taken, rest) = rest.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_parts_can_be_read_back() {
        let identity = Identity::new("role", "aws", None)
            .part("region", "eu-west-1")
            .list("tag", ["a\0b", ""]);
        let parts = Parts::parse(identity.as_bytes()).unwrap();
        let all: Vec<(&str, &[u8])> = parts.all().collect();
        let expected: [(&str, &[u8]); 6] = [
            ("schema", b"1"),
            ("kind", b"role"),
            ("partition", b"aws"),
            ("region", b"eu-west-1"),
            ("tag", b"a\0b"),
            ("tag", b""),
        ];
        assert_eq!(all, expected);
        assert_eq!(parts.text("region"), Some("eu-west-1"));
        let bytes = identity.as_bytes();
        assert_eq!(Parts::parse(&bytes[..bytes.len() - 1]), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = Parts::parse(&bytes);
        }
    }
}
