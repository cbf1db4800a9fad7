//! A text that is shown to nobody by accident.

use std::fmt;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing() {
        assert_eq!(format!("{:?}", Secret::new("hunter2".into())), "Secret(…)");
    }
}
