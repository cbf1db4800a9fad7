//! A text that is shown to nobody by accident, and the memory it lies in.
//!
//! A secret is a [`Secret`] or lies in a [`Buffer`] from the byte it arrives
//! to the byte it leaves: entries, documents, the parts of credentials, token
//! codes, assertions, and the texts of configuration files. Both are wiped when
//! they are dropped, and growing leaves no copy behind. What this cannot reach
//! keeps its bytes until the process ends: arguments and environment (the
//! kernel's, and std's copies), the profiles that aws-runtime has parsed,
//! requests and answers inside the SDK, hyper and rustls, the unescaped form of
//! a JSON string that had escapes, and the beginning of a long line that a
//! person has typed, where rpassword made more room for it. Against those
//! stands [`guard`](crate::host::guard).

use std::fmt;
use std::io;
use zeroize::Zeroizing;

/// A secret: no `Display`, no `Clone`, a `Debug` that tells nothing, and
/// memory that is wiped when it is dropped.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text in charge.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself; each call marks a place where a secret leaves.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A text with secrets in it that is being put together.
pub struct Buffer(Zeroizing<String>);

impl Buffer {
    /// An empty one with room for what most texts need.
    pub fn new() -> Self {
        Self(Zeroizing::new(String::with_capacity(4096)))
    }

    /// Adds to it. A `String` that grows by itself leaves its old memory as
    /// it is.
    pub fn push(&mut self, text: &str) {
        let length = self.0.len() + text.len();
        if length > self.0.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity(2 * length));
            larger.push_str(&self.0);
            self.0 = larger;
        }
        self.0.push_str(text);
    }

    /// The finished text.
    pub fn finish(self) -> Secret {
        Secret(self.0)
    }
}

impl Default for Buffer {
    fn default() -> Self {
        Self::new()
    }
}

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        self.push(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing() {
        assert_eq!(format!("{:?}", Secret::new("hunter2".into())), "Secret(…)");
    }

    #[test]
    fn a_buffer_holds_what_was_added_however_long() {
        let mut buffer = Buffer::new();
        let piece = "0123456789".repeat(100);
        for _ in 0..50 {
            buffer.push(&piece);
        }
        assert_eq!(buffer.finish().expose(), piece.repeat(50));
    }
}
