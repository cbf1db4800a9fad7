//! What a program that is run finds in its environment: nothing secret that is
//! not for it, and no libraries of whoever has started us.

use crate::host::Host;
use crate::secret::Secret;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path};

/// What a program finds in its environment.
#[derive(Clone, Copy, Debug)]
pub enum Environment<'a> {
    /// Ours, without AWS credentials and without secrets of brs.
    Scrubbed,
    /// What programs cannot do without, and what was named.
    Minimal {
        /// Variables of ours that it gets as well.
        pass: &'a [String],
        /// Variables that it gets with these values.
        set: &'a [(String, Secret)],
    },
}

/// Credentials, and what leads to some, by name.
const CREDENTIALS: [&str; 8] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_BEARER_TOKEN_BEDROCK",
];

/// What the name of a variable of brs that holds a secret has in it.
const SECRET_PARTS: [&str; 4] = ["PIN", "PASSWORD", "SECRET", "TOKEN"];

/// What programs cannot do without; a star stands for any ending.
const MINIMAL: [&str; 28] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LC_*",
    "TERM",
    "TZ",
    "TMPDIR",
    "XDG_*",
    "http_proxy",
    "HTTP_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "SSH_AUTH_SOCK",
    "GPG_TTY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "NO_COLOR",
];

/// Where the loader looks for libraries.
const LIBRARY_PATHS: [&str; 3] = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"];

impl Environment<'_> {
    /// The variables, sorted by name.
    ///
    /// What a job has besides is not among them: it makes it no other program.
    pub fn variables(&self, host: &Host) -> Vec<(OsString, OsString)> {
        let given: BTreeMap<_, _> = host
            .environment(|name| !is_secret(name))
            .into_iter()
            .collect();
        let mut variables = without_bundle(given);
        if let Self::Minimal { pass, set } = self {
            let is_passed = |name: &OsStr| pass.iter().any(|passed| name == passed.as_str());
            variables.retain(|name, _| is_minimal(name) || is_passed(name));
            // Whoever names a secret means it.
            let named = host.environment(|name| is_secret(name) && is_passed(name));
            variables.extend(named);
            let set = set.iter();
            variables.extend(set.map(|(name, value)| (name.into(), value.expose().into())));
        }
        variables.into_iter().collect()
    }
}

fn is_secret(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    CREDENTIALS.contains(&name)
        || name.starts_with("BRS_") && SECRET_PARTS.iter().any(|part| name.contains(part))
}

fn is_minimal(name: &OsStr) -> bool {
    MINIMAL.iter().any(|known| match known.strip_suffix('*') {
        Some(beginning) => name.as_bytes().starts_with(beginning.as_bytes()),
        None => name == *known,
    })
}

/// The environment as it was before a program that brings its own libraries,
/// as the AWS CLI does, put them in front: others break on them.
fn without_bundle(mut given: BTreeMap<OsString, OsString>) -> BTreeMap<OsString, OsString> {
    let bundle = given.get(OsStr::new("_PYI_APPLICATION_HOME_DIR")).cloned();
    for name in LIBRARY_PATHS {
        let original = given.remove(OsStr::new(&format!("{name}_ORIG")));
        let Some(value) = given.remove(OsStr::new(name)) else {
            continue;
        };
        let value = original.or_else(|| {
            let paths = std::env::split_paths(&value);
            let paths: Vec<_> = paths
                .filter(|path| !is_bundled(path, bundle.as_deref()))
                .collect();
            let value = std::env::join_paths(&paths).unwrap_or_default();
            (!paths.is_empty()).then_some(value)
        });
        given.extend(value.map(|value| (OsString::from(name), value)));
    }
    // They would tell another such program that it is part of this one.
    given.retain(|name, _| {
        let name = name.as_bytes();
        !name.starts_with(b"_PYI_") && !name.starts_with(b"_MEIPASS")
    });
    given
}

/// Whether a directory is one that such a program has unpacked itself into, or
/// is installed in.
fn is_bundled(path: &Path, bundle: Option<&OsStr>) -> bool {
    let is_unpacked = path.components().any(|component| match component {
        Component::Normal(name) => name.as_bytes().starts_with(b"_MEI") || name == "aws-cli",
        _ => false,
    });
    is_unpacked || bundle.is_some_and(|bundle| !bundle.is_empty() && path.starts_with(bundle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(given: &[(&str, &str)]) -> Vec<(String, String)> {
        let given = given
            .iter()
            .map(|(name, value)| (name.into(), value.into()));
        let text = |text: OsString| text.into_string().unwrap();
        without_bundle(given.collect())
            .into_iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect()
    }

    #[test]
    fn libraries_of_whoever_has_started_us_are_not_passed_on() {
        const NAME: &str = "LD_LIBRARY_PATH";
        const ORIGINAL: &str = "LD_LIBRARY_PATH_ORIG";
        for (given, left) in [
            (
                &[(NAME, "/tmp/_MEIx1"), (ORIGINAL, "/opt/lib")][..],
                Some("/opt/lib"),
            ),
            (&[(NAME, "/tmp/_MEIx1:/opt/lib")], Some("/opt/lib")),
            (&[(NAME, "/tmp/_MEIx1/lib")], None),
            (&[(NAME, "/usr/local/aws-cli/v2/2.31.0/dist")], None),
            (
                &[
                    (NAME, "/opt/app/lib:/opt/lib"),
                    ("_PYI_APPLICATION_HOME_DIR", "/opt/app"),
                ],
                Some("/opt/lib"),
            ),
            (
                &[(NAME, "/opt/lib:/opt/MEI"), ("_MEIPASS2", "x")],
                Some("/opt/lib:/opt/MEI"),
            ),
            // Restored only where it was taken away.
            (&[(ORIGINAL, "/opt/lib")], None),
            (&[], None),
        ] {
            let left: Vec<_> = left
                .into_iter()
                .map(|left| (NAME.to_owned(), left.to_owned()))
                .collect();
            assert_eq!(cleaned(given), left, "{given:?}");
        }
        let preload =
            [("LD_PRELOAD", "/opt/_MEI/x.so")].map(|(name, value)| (name.into(), value.into()));
        assert_eq!(cleaned(&[("LD_PRELOAD", "/opt/_MEI/x.so")]), preload);
    }

    #[test]
    fn secrets_are_known_by_their_names() {
        for name in CREDENTIALS
            .into_iter()
            .chain(["BRS_PKCS11_PIN", "BRS_KEY_PASSWORD"])
        {
            assert!(is_secret(OsStr::new(name)), "{name}");
        }
        for name in [
            "AWS_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "BRS_CHAIN",
            "PINENTRY",
            "PATH",
        ] {
            assert!(!is_secret(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn what_is_minimal_is_known_by_name_or_beginning() {
        for (name, minimal) in [
            ("PATH", true),
            ("LC_ALL", true),
            ("XDG_RUNTIME_DIR", true),
            ("PATHS", false),
            ("LD_LIBRARY_PATH", false),
            ("AWS_PROFILE", false),
        ] {
            assert_eq!(is_minimal(OsStr::new(name)), minimal, "{name}");
        }
    }
}
