//! PowerShell: single quotes, each of which is doubled inside them. It takes
//! four typographic quotes for the same.

use crate::secret::Buffer;

const QUOTES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];

pub(super) fn set(text: &mut Buffer, name: &str, value: &str) {
    for piece in ["$env:", name, " = '"] {
        text.push(piece);
    }
    for piece in value.split_inclusive(QUOTES) {
        text.push(piece);
        if let Some(quote) = piece.chars().next_back().filter(|c| QUOTES.contains(c)) {
            text.push(quote.encode_utf8(&mut [0; 4]));
        }
    }
    text.push("'\n");
}

pub(super) fn unset(text: &mut Buffer, name: &str) {
    for piece in ["$env:", name, " = $null\n"] {
        text.push(piece);
    }
}
