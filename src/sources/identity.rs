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
