//! The flags of `brs cache`.

use super::source::SourceVerb;
use crate::commands::{CacheJob, Clear, Named, Preferences, Whole};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use clap::{ArgMatches, Subcommand, ValueHint};
use std::path::PathBuf;

/// Show or clear what is in the cache
///
/// No secret is ever shown, and nobody is asked for anything.
#[derive(clap::Args)]
#[command(disable_help_subcommand = true, subcommand_value_name = "WHAT")]
#[command(subcommand_help_heading = "What", subcommand_required = true)]
pub struct CacheArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
#[command(defer = true)]
enum What {
    /// List what is cached, and what has gone wrong lately
    List(ListArgs),
    /// Show all that is known of one entry, but for its secrets
    Show(Box<ShowArgs>),
    /// Remove entries, so that the next run asks anew
    Clear(Box<ClearArgs>),
    /// Print the directory that the entries are in
    Path(PathArgs),
}

#[derive(clap::Args)]
struct PlaceArgs {
    /// Look in this cache
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    cache_dir: Option<PathBuf>,
}

#[derive(clap::Args)]
struct FormArgs {
    /// Print it in this form
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    output: String,
}

/// List what is cached, and what has gone wrong lately
///
/// On a terminal times are relative; elsewhere they are in UTC.
#[derive(clap::Args)]
struct ListArgs {
    #[command(flatten)]
    form: FormArgs,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Show all that is known of one entry, but for its secrets
///
/// An entry is named by the beginning of its key, as brs cache list shows it,
/// or by the source that it is an entry of. Flags of the source stand behind
/// it.
#[derive(clap::Args)]
#[command(disable_help_subcommand = true, subcommand_value_name = "SOURCE")]
#[command(
    subcommand_help_heading = "Sources",
    args_conflicts_with_subcommands = false
)]
struct ShowArgs {
    #[command(flatten)]
    form: FormArgs,
    #[command(flatten)]
    place: PlaceArgs,

    /// The entry whose key begins like this
    #[arg(value_name = "KEY")]
    key: Option<String>,

    #[command(subcommand)]
    source: Option<SourceVerb>,
}

/// Remove entries, so that the next run asks anew
///
/// Each is removed under its lock, so that no refresh is disturbed. What AWS
/// has issued stays valid until it ends. Flags of the source stand behind it.
#[derive(clap::Args)]
#[command(disable_help_subcommand = true, subcommand_value_name = "SOURCE")]
#[command(
    subcommand_help_heading = "Sources",
    args_conflicts_with_subcommands = false
)]
struct ClearArgs {
    /// Remove those that have expired
    #[arg(long)]
    expired: bool,

    /// Remove all of them
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    place: PlaceArgs,

    /// Remove the entry whose key begins like this
    #[arg(value_name = "KEY")]
    keys: Vec<String>,

    #[command(subcommand)]
    source: Option<SourceVerb>,
}

/// Print the directory that the entries are in
///
/// It may not be there yet.
#[derive(clap::Args)]
struct PathArgs {
    #[command(flatten)]
    place: PlaceArgs,
}

impl PlaceArgs {
    fn preferences(&self, host: &Host) -> Preferences {
        let named = self.cache_dir.clone();
        let named = named.or_else(|| host.variable_os(Variable::CacheDir).map(PathBuf::from));
        Preferences {
            cache_dir: named.map(|directory| host.expanded(directory)),
            ..Preferences::default()
        }
    }
}

impl FormArgs {
    fn is_json(&self) -> bool {
        self.output == "json"
    }
}

impl CacheArgs {
    /// The request.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<CacheJob> {
        Ok(match &self.what {
            What::Path(path) => CacheJob::Path(path.place.preferences(host)),
            What::List(list) => CacheJob::List {
                preferences: list.place.preferences(host),
                json: list.form.is_json(),
            },
            What::Show(show) => {
                let (named, preferences) = match (&show.key, &show.source) {
                    (Some(key), None) => (Named::Key(key.clone()), show.place.preferences(host)),
                    (None, Some(source)) => of_source(source, &["output"], matches, host)?,
                    (None, None) => {
                        return Err(nothing_named("show", "KEY or brs cache show SOURCE …"));
                    }
                    (Some(_), Some(_)) => return Err(both_named()),
                };
                CacheJob::Show {
                    named,
                    preferences,
                    json: show.form.is_json(),
                }
            }
            What::Clear(clear) => {
                let whole = match (clear.expired, clear.all) {
                    (_, true) => Some(Whole::All),
                    (true, false) => Some(Whole::Expired),
                    (false, false) => None,
                };
                let (clear, preferences) = match (whole, &clear.keys[..], &clear.source) {
                    (Some(whole), [], None) => (Clear::Whole(whole), clear.place.preferences(host)),
                    (None, keys @ [_, ..], None) => {
                        let keys = keys.iter().cloned().map(Named::Key);
                        (Clear::Named(keys.collect()), clear.place.preferences(host))
                    }
                    (None, [], Some(source)) => {
                        let (named, preferences) = of_source(source, &[], matches, host)?;
                        (Clear::Named(vec![named]), preferences)
                    }
                    (None, [], None) => {
                        return Err(nothing_named("clear", "KEY, SOURCE …, --expired or --all"));
                    }
                    _ => return Err(both_named()),
                };
                CacheJob::Clear { clear, preferences }
            }
        })
    }
}

fn of_source(
    source: &SourceVerb,
    own: &[&str],
    matches: &ArgMatches,
    host: &Host,
) -> Result<(Named, Preferences)> {
    let (request, preferences) = source.request(own, matches, host)?;
    Ok((Named::Source(Box::new(request)), preferences))
}

fn nothing_named(verb: &str, what: &str) -> Error {
    Error::misused(format!("there is nothing named to {verb}"))
        .hint(format!("name it: brs cache {verb} {what}"))
}

fn both_named() -> Error {
    Error::misused("a KEY, a source, --expired and --all exclude each other")
        .hint("give one of them")
}
