//! The arguments of `brs completions` and `brs man`.

use crate::commands::{MAIN_PAGE, PAGES, SHELLS, Show};
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Print the completion script of a shell
///
/// Once the script is where the shell looks, or has been read by it, the shell
/// completes the words, flags and values of brs.
#[derive(clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = one_of(&SHELLS))]
    shell: &'static str,
}

/// Print a page of the manual
///
/// A page is roff, which man(1) shows: brs man sts | man -l - shows that of
/// brs sts.
#[derive(clap::Args)]
pub struct ManArgs {
    /// The word that the page is about; without it: brs as a whole
    #[arg(value_name = "PAGE", value_parser = one_of(&PAGES))]
    page: Option<&'static str>,
}

/// One of the names in a table; its text is the value.
fn one_of(
    table: &'static [(&'static str, &'static str)],
) -> impl TypedValueParser<Value = &'static str> {
    let names = table.iter().map(|(name, _)| *name);
    PossibleValuesParser::new(names).map(|name| {
        let named = table.iter().find(|(known, _)| *known == name);
        named.map_or("", |(_, text)| *text)
    })
}

impl CompletionsArgs {
    /// The script.
    pub fn request(&self) -> Show {
        Show(self.shell)
    }
}

impl ManArgs {
    /// The page.
    pub fn request(&self) -> Show {
        Show(self.page.unwrap_or(MAIN_PAGE))
    }
}
