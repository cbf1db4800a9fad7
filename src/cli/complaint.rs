//! clap's complaints, in the words of this house: one line and a hint.

use crate::error::{Error, Result};
use clap::error::{ContextKind, ErrorKind};
use std::ffi::OsString;

/// Flags whose value is never repeated.
const SECRET: [&str; 2] = ["--provided-context", "--token-code"];

/// The text, when help or the version was asked for with these `arguments`.
///
/// # Errors
///
/// Anything else clap says, as exit status 2.
pub fn translate(error: &clap::Error, arguments: &[OsString]) -> Result<String> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Ok(error.render().to_string());
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            return Err(Error::misused("no source and no verb given").hint("see: brs --help"));
        }
        _ => {}
    }
    let rendered = error.render().to_string();
    let mut paragraphs = rendered.split("\n\n");
    let message = one_line(paragraphs.next().unwrap_or_default());
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    let secret = error
        .get(ContextKind::InvalidArg)
        .map(ToString::to_string)
        .filter(|flag| SECRET.iter().any(|secret| flag.starts_with(secret)));
    let complaint = match secret {
        Some(flag) => {
            let reason = message.rsplit_once("': ").map_or("", |(_, reason)| reason);
            Error::misused(format!("invalid value for '{flag}': {reason}"))
        }
        None => Error::misused(message),
    };
    let usage = paragraphs
        .clone()
        .find_map(|paragraph| paragraph.strip_prefix("Usage: "));
    let tip = paragraphs.find_map(|paragraph| paragraph.trim_start().strip_prefix("tip: "));
    // "brs sts [OPTIONS] …": the words before the first that is no word. A
    // complaint about a value has no usage, but then the words were right.
    let is_word = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let command = match usage {
        Some(usage) => words(usage.split_whitespace().take_while(is_word)),
        None => {
            let typed = arguments.iter().map_while(|argument| argument.to_str());
            words(std::iter::once("brs").chain(typed).take_while(is_word))
        }
    };
    Err(complaint.hint(match tip {
        Some(tip) => one_line(tip),
        // The one flag of that verb that stands before its source.
        None if command.starts_with("brs whoami ") && message.contains("'--output'") => {
            let right = command.replace("whoami", "whoami --output json");
            format!("--output stands before the source: {right}")
        }
        None => format!("see: {command} --help"),
    }))
}

fn one_line(text: &str) -> String {
    words(text.split_whitespace())
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
