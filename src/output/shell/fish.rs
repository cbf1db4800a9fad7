//! fish: single quotes, inside which a backslash quotes itself and them.
//!
//! Each line ends with a semicolon: `eval (brs env …)` makes one line of all. An
//! unset variable may have been none, which is no failure.

use crate::secret::Buffer;

pub(super) fn set(text: &mut Buffer, name: &str, value: &str) {
    for piece in ["set -gx ", name, " '"] {
        text.push(piece);
    }
    for piece in value.split_inclusive(['\\', '\'']) {
        match piece.chars().next_back() {
            Some(last @ ('\\' | '\'')) => {
                text.push(&piece[..piece.len() - last.len_utf8()]);
                text.push(if last == '\\' { "\\\\" } else { "\\'" });
            }
            _ => text.push(piece),
        }
    }
    text.push("';\n");
}

pub(super) fn unset(text: &mut Buffer, name: &str) {
    for piece in ["set -e ", name, "; or true;\n"] {
        text.push(piece);
    }
}
