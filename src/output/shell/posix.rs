//! Single quotes, inside which a POSIX shell knows no character but the quote.
//!
//! Each line ends with a semicolon: `eval $(brs env …)` without quotes makes
//! one line of all.

use super::push_replaced;
use crate::secret::Buffer;

pub(super) fn set(text: &mut Buffer, name: &str, value: &str) {
    for piece in ["export ", name, "='"] {
        text.push(piece);
    }
    push_replaced(text, value, '\'', "'\\''");
    text.push("';\n");
}

pub(super) fn unset(text: &mut Buffer, name: &str) {
    for piece in ["unset ", name, ";\n"] {
        text.push(piece);
    }
}
