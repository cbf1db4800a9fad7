//! Columns that a person reads: aligned, and coloured where a terminal shows
//! them.

use crate::error::printable;
use std::io::IsTerminal;

/// No cell is wider, characters: what is longer is told elsewhere.
const WIDEST: usize = 72;

/// What a cell is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// It has gone by, or is not ours.
    Faint,
    /// It has gone wrong.
    Alarming,
}

/// A text, and what it is about.
pub type Cell = (String, Tone);

/// Whether standard output is a terminal.
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Puts rows under headings, with nothing in it that a terminal would obey but
/// the colours, if they are wanted.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[Cell; N]], colours: bool) -> String {
    let head = headings.map(|heading| (heading.to_owned(), Tone::Faint));
    let lines: Vec<[Cell; N]> = [&head]
        .into_iter()
        .chain(rows)
        .map(|row| {
            row.clone()
                .map(|(text, tone)| (printable(&text, WIDEST).into_owned(), tone))
        })
        .collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells
            .map(|(text, _)| text.chars().count())
            .max()
            .unwrap_or(0)
    };
    let mut text = String::new();
    for line in &lines {
        let mut shown = String::new();
        for (column, (cell, tone)) in line.iter().enumerate() {
            let padding = width(column) - cell.chars().count();
            shown.push_str(&match (colours, tone) {
                (true, Tone::Faint) => format!("\u{1b}[2m{cell}\u{1b}[0m"),
                (true, Tone::Alarming) => format!("\u{1b}[31m{cell}\u{1b}[0m"),
                _ => cell.clone(),
            });
            shown.push_str(&" ".repeat(padding + 2));
        }
        text.push_str(shown.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_harmless() {
        let cell = |text: &str, tone| (text.to_owned(), tone);
        let rows = [
            [cell("a", Tone::Plain), cell("x\u{1b}[2Jy", Tone::Alarming)],
            [cell("größer", Tone::Plain), cell("", Tone::Plain)],
        ];
        assert_eq!(
            table(["KEY", "WHAT"], &rows, false),
            "KEY     WHAT\na       x\\u{1b}[2Jy\ngrößer\n"
        );
        let coloured = table(["KEY", "WHAT"], &rows, true);
        assert!(
            coloured.contains("\u{1b}[31mx\\u{1b}[2Jy\u{1b}[0m"),
            "{coloured}"
        );
        assert!(
            coloured.starts_with("\u{1b}[2mKEY\u{1b}[0m     \u{1b}[2mWHAT"),
            "{coloured}"
        );
    }
}
