//! clap's complaints, in the words of this house: one line and a hint.

use crate::error::{Error, Result};
use clap::error::{ContextKind, ErrorKind};

/// Flags whose value is never repeated.
const SECRET: [&str; 1] = ["--token-code"];

/// The text, when help or the version was asked for.
///
/// # Errors
///
/// Anything else clap says, as exit status 2.
pub fn translate(error: &clap::Error) -> Result<String> {
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
    // "brs sts [OPTIONS] …": the words before the first that is no word.
    let command = usage
        .into_iter()
        .flat_map(str::split_whitespace)
        .take_while(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect::<Vec<_>>()
        .join(" ");
    Err(complaint.hint(match tip {
        Some(tip) => one_line(tip),
        None if command.is_empty() => "see: brs --help".into(),
        None => format!("see: {command} --help"),
    }))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
