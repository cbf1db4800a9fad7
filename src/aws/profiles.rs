//! Profiles of the shared config and credentials files.

use crate::error::{Error, Result, printable};
use crate::host::{Host, Variable};
use crate::secret::Secret;
use aws_config::profile::{ProfileFileLoadError, ProfileSet};
use aws_runtime::env_config::file::{
    EnvConfigFileKind as ProfileFileKind, EnvConfigFiles as ProfileFiles,
};
use aws_runtime::env_config::property::PropertiesKey;
use aws_types::os_shim_internal::{Env, Fs};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The profile that is meant where none is named.
pub const DEFAULT_PROFILE: &str = "default";

/// Both files, read once.
pub struct Profiles {
    set: ProfileSet,
    /// What the credentials file says alone.
    credentials_text: Secret,
    bare: Vec<String>,
    config: Option<PathBuf>,
    credentials: Option<PathBuf>,
}

/// One profile.
#[derive(Clone, Copy)]
pub struct Profile<'a> {
    profile: &'a aws_config::profile::Profile,
    profiles: &'a Profiles,
}

impl Profiles {
    /// Reads the files that the environment names, or those in `~/.aws`; an
    /// absent one is empty, and so are both where there is no home.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, is not UTF-8 (the crate would take it for
    /// empty) or does not parse, with path and line.
    pub fn load(host: &Host) -> Result<Self> {
        let config = path(host, Variable::ConfigFile, "config")?;
        let credentials = path(host, Variable::CredentialsFile, "credentials")?;
        let files = [
            (
                ProfileFileKind::Config,
                &config,
                text(host, config.as_deref())?,
            ),
            (
                ProfileFileKind::Credentials,
                &credentials,
                text(host, credentials.as_deref())?,
            ),
        ];
        let both = files
            .iter()
            .fold(ProfileFiles::builder(), |builder, (kind, _, text)| {
                builder.with_contents(*kind, text.expose())
            });
        let set = parse(both.build()).or_else(|both| {
            // Contents have no path; the file that fails alone is the one.
            for (kind, path, text) in &files {
                let alone = ProfileFiles::builder()
                    .with_contents(*kind, text.expose())
                    .build();
                parse(alone).map_err(|error| malformed(path.as_deref(), &error))?;
            }
            Err(malformed(config.as_deref(), &both))
        })?;
        let [(_, _, text), (_, _, credentials_text)] = files;
        Ok(Self {
            set,
            bare: bare_sections(text.expose()),
            credentials_text,
            config,
            credentials,
        })
    }

    /// The profile of this name, if either file has it.
    pub fn find(&self, name: &str) -> Option<Profile<'_>> {
        let profile = self.set.get_profile(name)?;
        let profiles = self;
        Some(Profile { profile, profiles })
    }

    /// The profile of this name.
    ///
    /// # Errors
    ///
    /// Exit status 2, with the nearest name there is.
    pub fn profile(&self, name: &str) -> Result<Profile<'_>> {
        self.find(name).ok_or_else(|| {
            let error = Error::misused(format!(
                "there is no profile '{}' in {} or {}",
                printable(name, 100),
                shown(self.config.as_deref(), "~/.aws/config"),
                shown(self.credentials.as_deref(), "~/.aws/credentials")
            ));
            let apart = |known: &str| distance(&known.to_lowercase(), &name.to_lowercase());
            let mut names: Vec<&str> = self.set.profiles().collect();
            names.sort_unstable_by_key(|known| (apart(known), *known));
            if self.bare.iter().any(|bare| bare == name) {
                return error.hint(format!(
                    "in the config file its heading is [profile {name}]"
                ));
            }
            match names.first() {
                // Of three letters another two are another word.
                Some(nearest) if apart(nearest) <= name.chars().count() / 3 => {
                    error.hint(format!("there is one named {nearest}"))
                }
                Some(_) => {
                    names.sort_unstable();
                    error.hint(format!("there are: {}", listed(&names)))
                }
                None => error.hint("neither has a profile"),
            }
        })
    }
}

impl<'a> Profile<'a> {
    /// Its name.
    pub fn name(&self) -> &'a str {
        self.profile.name()
    }

    /// The value of a key, unless it is empty.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.profile
            .get(key)
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// Whether there is an `[sso-session NAME]` section of this name.
    pub fn has_sso_session(&self, name: &str) -> bool {
        self.profiles.set.sso_session(name).is_some()
    }

    /// The value of a key in that section, unless it is empty.
    pub fn sso_session(&self, name: &str, key: &str) -> Option<&'a str> {
        // The parser keeps them apart from all other sections.
        let value = self.profiles.set.sso_session(name)?.get(key)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// Whether the credentials file has an access key for this profile: there
    /// it counts before a credential_process, in the config file after it.
    pub fn has_keys_in_the_credentials_file(&self) -> bool {
        let text = self.profiles.credentials_text.expose();
        let alone = ProfileFiles::builder()
            .with_contents(ProfileFileKind::Credentials, text)
            .build();
        let Ok(set) = parse(alone) else {
            return false;
        };
        set.get_profile(self.name())
            .is_some_and(|profile| profile.get("aws_access_key_id").is_some())
    }

    /// The services section that this profile names, and the endpoint that it
    /// gives a service, unless that is empty.
    pub fn service_endpoint_url(&self, service: &str) -> Option<(&'a str, &'a str)> {
        let section = self.get("services")?;
        let key = PropertiesKey::builder()
            .section_key("services")
            .section_name(section)
            .property_name(service)
            .sub_property_name("endpoint_url")
            .build()
            .ok()?;
        let url = self.profiles.set.other_sections().get(&key)?.trim();
        (!url.is_empty()).then_some((section, url))
    }
}

/// Headings of the config file that lack the word profile, and so name none:
/// the commonest slip there is.
fn bare_sections(config: &str) -> Vec<String> {
    let headings = config.lines().filter_map(|line| {
        let (heading, _) = line.trim().strip_prefix('[')?.split_once(']')?;
        Some(heading.trim())
    });
    headings
        .filter(|heading| !heading.contains(char::is_whitespace))
        .map(str::to_owned)
        .collect()
}

/// Where a file is; a `~` in front stands for the home directory. Without a
/// home there is no file, as for every SDK.
fn path(host: &Host, variable: Variable, name: &str) -> Result<Option<PathBuf>> {
    let Some(path) = host.variable_os(variable).map(PathBuf::from) else {
        return Ok(host.home().map(|home| home.join(".aws").join(name)));
    };
    let Ok(below) = path.strip_prefix("~") else {
        return Ok(Some(path));
    };
    let home = host.home().ok_or_else(|| {
        Error::misused(format!(
            "there is no home directory to look for ~/{} in",
            below.display()
        ))
        .hint(format!("set HOME, or a whole path in {}", variable.name()))
    })?;
    Ok(Some(home.join(below)))
}

fn shown<'a>(path: Option<&'a Path>, default: &'a str) -> std::path::Display<'a> {
    path.unwrap_or(Path::new(default)).display()
}

fn text(host: &Host, path: Option<&Path>) -> Result<Secret> {
    let bytes = match path {
        Some(path) => host.read(path)?.unwrap_or_default(),
        None => Default::default(),
    };
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let line = 1 + good.iter().filter(|b| **b == b'\n').count();
        Error::misused(format!(
            "cannot read {}: line {line} is not UTF-8",
            shown(path, "~/.aws/config")
        ))
        .hint("save the file as UTF-8")
    })?;
    Ok(Secret::new(text.to_owned()))
}

fn parse(files: ProfileFiles) -> std::result::Result<ProfileSet, ProfileFileLoadError> {
    let (fs, env) = (Fs::from_slice(&[]), Env::from_slice(&[]));
    let profile = Some(Cow::Borrowed(DEFAULT_PROFILE));
    // Asynchronous in name only: from contents it is done in one step.
    let load = pin!(aws_config::profile::load(&fs, &env, &files, profile));
    match load.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(set) => set,
        Poll::Pending => unreachable!("contents in memory are never waited for"),
    }
}

fn malformed(path: Option<&Path>, error: &ProfileFileLoadError) -> Error {
    // "error parsing PATH on line N:\n  MESSAGE", of a file without a path.
    let text =
        std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    let (line, message) = text
        .split_once(" on line ")
        .and_then(|(_, rest)| rest.split_once(':'))
        .unwrap_or(("?", &text));
    Error::misused(format!(
        "cannot read {}: line {line}: {}",
        shown(path, "~/.aws/config"),
        printable(&lower(message.trim()), 200)
    ))
}

/// A sentence of the crate's as the end of one of ours.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// The first names of a list that may be long.
fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 10;
    let mut shown = names[..names.len().min(SHOWN)].join(", ");
    if names.len() > SHOWN {
        shown.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    shown
}

/// How many letters are to be put in, left out, exchanged for another or for
/// their neighbour (optimal string alignment), for "did you mean".
fn distance(a: &str, b: &str) -> usize {
    let [a, b] = [a, b].map(|text| text.chars().take(64).collect::<Vec<_>>());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let substituted = rows[i][j] + usize::from(x != y);
            let mut least = substituted.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_edits() {
        for (a, b, edits) in [
            ("base", "base", 0),
            ("bsae", "base", 1),
            ("sabe", "base", 2),
            ("bas", "base", 1),
            ("", "ab", 2),
        ] {
            assert_eq!(distance(a, b), edits, "{a} {b}");
        }
    }
}
