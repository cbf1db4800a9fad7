//! `brs exec`: becomes a program that has credentials in its environment.

use super::{Given, Parse, Preferences, region};
use crate::child::{Unfit, become_program, find};
use crate::error::{Error, Result};
use crate::host::{Host, Variable, io_reason};
use crate::output::{self, Change};
use crate::sources::Request;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Credentials, and what leads SDKs to some, by name: beside the new ones none
/// of another identity is left.
const CREDENTIALS: [&str; 14] = [
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_CREDENTIAL_FILE",
    "AWS_ROLE_ARN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SECRET_KEY",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
];
/// How the names of tokens begin that a service takes instead of credentials.
const BEARER: &str = "AWS_BEARER_TOKEN_";
/// Who has less than this left, seconds, is told so: the program keeps what
/// it gets now.
const SHORT: i64 = 900;

/// `brs exec SOURCE … -- PROGRAM ARG…`
#[derive(Clone, Debug)]
pub struct Exec {
    /// Where the credentials come from.
    pub request: Request,
    /// How they are cached and renewed.
    pub preferences: Preferences,
    /// The program and its arguments: at least one word.
    pub words: Vec<OsString>,
}

impl Exec {
    pub(super) fn run(&self, host: &Host, parse: Parse<'_>) -> Result<()> {
        // Before anybody is asked for anything.
        let program = self.find(host)?;
        let preferences = &self.preferences;
        preferences.with_credentials(&self.request, false, host, parse, |given| {
            given.sweep();
            self.warn(&given, host);
            let credentials = &given.obtained.credentials;
            let expiration = credentials.lifetime.map(|l| l.expiration.to_string());
            let changes = output::changes(credentials, expiration.as_deref(), region(&given));
            let environment = environment(&changes, host);
            let error = become_program(&program, &self.words, &environment);
            Err(self.cannot(match error.kind() {
                // The file was there a moment ago.
                ErrorKind::NotFound => "the interpreter that it names is not there".into(),
                _ => io_reason(&error),
            }))
        })
    }

    fn name(&self) -> &OsStr {
        self.words
            .first()
            .map_or(OsStr::new(""), OsString::as_os_str)
    }

    fn cannot(&self, reason: String) -> Error {
        Error::cannot_run(reason).context(self.what())
    }

    fn what(&self) -> String {
        format!("cannot run {}", self.name().display())
    }

    fn find(&self, host: &Host) -> Result<PathBuf> {
        let path = host.variable_os(Variable::Path);
        let here = host.working_directory().unwrap_or_default();
        let name = self.name();
        match find(name, path.as_deref(), &here) {
            // As it was written, if it was: the program may look at its name.
            Ok(_) if Path::new(name).components().count() > 1 => Ok(PathBuf::from(name)),
            Ok(file) => Ok(file),
            Err(unfit @ (Unfit::NotInPath | Unfit::Absent)) => {
                Err(Error::no_program(unfit).context(self.what()))
            }
            Err(unfit) => Err(self.cannot(unfit.to_string())),
        }
    }

    /// Whoever starts this by hand may wonder later why it fails.
    fn warn(&self, given: &Given<'_>, host: &Host) {
        let Some(lifetime) = given.obtained.credentials.lifetime else {
            return;
        };
        let left = lifetime.remaining(host.now());
        if left < SHORT {
            host.voice.warn(format_args!(
                "{} has these credentials until {}, in {left} s, and gets no others",
                self.name().display(),
                lifetime.expiration
            ));
        }
    }
}

/// The environment of the program: ours, with these changes.
fn environment(changes: &[Change<'_>], host: &Host) -> Vec<(OsString, Zeroizing<Vec<u8>>)> {
    let is_changed = |name: &OsStr| changes.iter().any(|(changed, _)| name == *changed);
    let inherited = host.environment(|name| !is_changed(name) && !is_removed(name));
    let inherited = inherited
        .into_iter()
        .map(|(name, value)| (name, Zeroizing::new(value.into_encoded_bytes())));
    let mut environment: BTreeMap<_, _> = inherited.collect();
    for (name, value) in changes {
        if let Some(value) = value {
            environment.insert(name.into(), Zeroizing::new(value.as_bytes().to_vec()));
        }
    }
    environment.into_iter().collect()
}

fn is_removed(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    // What is brs's own, and a secret that is for brs alone.
    let ours = [Variable::Chain, Variable::Pkcs11Pin];
    CREDENTIALS.contains(&name)
        || name.starts_with(BEARER)
        || ours.iter().any(|variable| variable.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_to_other_credentials_is_removed_and_nothing_else() {
        for name in CREDENTIALS
            .into_iter()
            .chain(["AWS_BEARER_TOKEN_BEDROCK", "BRS_CHAIN"])
        {
            assert!(is_removed(OsStr::new(name)), "{name}");
        }
        for name in [
            "AWS_REGION",
            "AWS_CONFIG_FILE",
            "AWS_CA_BUNDLE",
            "BRS_CACHE_DIR",
            "PATH",
        ] {
            assert!(!is_removed(OsStr::new(name)), "{name}");
        }
    }
}
