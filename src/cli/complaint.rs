//! clap's complaints, in the words of this house: one line and a hint.

use crate::error::{Error, Result};
use clap::Command;
use clap::error::{ContextKind, ErrorKind};
use std::ffi::OsString;

/// Flags whose value is never repeated.
const SECRET: [&str; 3] = ["--env", "--provided-context", "--token-code"];

/// What the AWS CLI, its config file, boto3 and aws-vault call what has a name
/// here that clap does not find similar, or not as similar as a wrong one.
pub const ELSEWHERE: [(&str, &str); 15] = [
    ("--ca", "--ca-bundle"),
    ("--cli-read-timeout", "--timeout"),
    ("--debug", "--verbose"),
    ("--format", "--output"),
    ("--key-password", "--key-password-file"),
    ("--mfa-code", "--token-code"),
    ("--mfa-process", "--mfa-cmd"),
    ("--mfa-serial", "--serial-number"),
    ("--mfa-token", "--token-code"),
    ("--no-verify-ssl", "--ca-bundle"),
    ("--pin", "--pin-file"),
    ("--source-profile", "--profile"),
    ("--verify", "--ca-bundle"),
    ("assume-role", "sts"),
    ("get-caller-identity", "whoami"),
];

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
    // "to pass '--flag' as a value": of no argument of ours is that a value.
    let tip = paragraphs
        .find_map(|paragraph| paragraph.trim_start().strip_prefix("tip: "))
        .filter(|tip| !tip.starts_with("to pass "));
    let command = reached(arguments);
    let words = command.get_bin_name().unwrap_or("brs");
    let ours = called_here(error, &command).map(|ours| format!("use {ours}"));
    let known = ours
        .or_else(|| before_its_source(error, words, arguments))
        .or_else(|| behind_its_word(error, &command));
    Err(complaint.hint(match (known, tip) {
        (Some(known), _) => known,
        _ if stray_program(error, words) => match words {
            "brs custom" => "the program stands behind --: brs custom -- PROGRAM ARG…".into(),
            _ => "name the program with --command 'PROGRAM ARG…'".into(),
        },
        (None, Some(tip)) => one_line(tip),
        _ => format!("see: {words} --help"),
    }))
}

/// Where a flag belongs that stands behind a source and is its verb's.
fn before_its_source(error: &clap::Error, words: &str, arguments: &[OsString]) -> Option<String> {
    let flag = error.get(ContextKind::InvalidArg)?.to_string();
    let (verb, source) = words.rsplit_once(' ')?;
    let verbs: Vec<OsString> = verb.split(' ').skip(1).map(OsString::from).collect();
    let verb_of_it = reached(&verbs);
    let known = verb_of_it
        .get_opts()
        .find(|known| known.get_long() == flag.strip_prefix("--"))?;
    let behind = arguments.iter().position(|word| *word == *flag);
    let value = behind
        .filter(|_| known.get_action().takes_values())
        .and_then(|at| arguments.get(at + 1)?.to_str())
        .map_or(String::new(), |value| format!(" {value}"));
    (!verbs.is_empty())
        .then(|| format!("{flag} stands before the source: {verb} {flag}{value} {source}"))
}

/// Whether the program of `brs custom` stands where none is looked for.
fn stray_program(error: &clap::Error, words: &str) -> bool {
    let stray = error.get(ContextKind::InvalidArg).map(ToString::to_string);
    error.kind() == ErrorKind::UnknownArgument
        && words.ends_with(" custom")
        && stray.is_some_and(|stray| stray == "--" || !stray.starts_with('-'))
}

/// The command that the words among these arguments lead to.
fn reached(arguments: &[OsString]) -> Command {
    let mut root = super::command();
    root.build();
    let mut command = &root;
    for word in arguments.iter().filter_map(|argument| argument.to_str()) {
        command = command.find_subcommand(word).unwrap_or(command);
    }
    command.clone()
}

/// What this command calls something that has another name elsewhere.
fn called_here(error: &clap::Error, command: &Command) -> Option<String> {
    let unknown = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand]
        .iter()
        .find_map(|kind| error.get(*kind))?
        .to_string()
        .replace('_', "-");
    let (_, ours) = ELSEWHERE.iter().find(|(theirs, _)| *theirs == unknown)?;
    match ours.strip_prefix("--") {
        Some(flag) => command
            .get_arguments()
            .any(|known| known.get_long() == Some(flag))
            .then(|| (*ours).to_owned()),
        None => command
            .find_subcommand(ours)?
            .get_bin_name()
            .map(str::to_owned),
    }
}

/// Where a flag that stands in front of its word, or without one, belongs.
fn behind_its_word(error: &clap::Error, reached: &Command) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let flag = error.get(ContextKind::InvalidArg)?.to_string();
    let has_it = |command: &Command| {
        let mut known = command.get_arguments().filter_map(|known| known.get_long());
        known.any(|known| flag.strip_prefix("--") == Some(known))
    };
    let mut candidates = [reached].into_iter().chain(reached.get_subcommands());
    let words = candidates.find(|command| has_it(command))?.get_bin_name()?;
    Some(format!("{flag} stands behind the word: {words} {flag} …"))
}

fn one_line(text: &str) -> String {
    words(text.split_whitespace())
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
