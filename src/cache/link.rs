//! The link: what a command line resolved to, so that a hit parses nothing.
//!
//! A digest of the arguments and of every variable that settles their meaning
//! names it. It holds the entry's key, what verdict and output need, and the
//! stamps of brs itself and of each file that was read on the way, and its
//! checksum covers its name: a renamed or exchanged link is none. It is looked
//! up before the command line is parsed: arguments that have a link have
//! parsed before.

use super::key::Key;
use crate::host::{Counts, Host, Stamp, Variable};
use crate::refresh::Policy;
use crate::sources::{Given, Taken};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"brs link";
/// Changes with the meaning of any byte in a link, or of any argument.
const SCHEMA: u32 = 3;
/// Magic, schema, digest of the name and the rest.
const FRAME: usize = 8 + 4 + 32;

/// The flag that says where the cache is: it must be found before the
/// command line is parsed.
pub const CACHE_DIR_FLAG: &str = "--cache-dir";
/// Flags whose value may name a file that is read to settle the identity.
const FILE_FLAGS: [&str; 1] = ["--policy"];
/// Flags whose value is such a file, unless it is a URI.
const PATH_FLAGS: [&str; 1] = ["--cert"];
/// Variables that name such files.
const FILE_VARIABLES: [Variable; 2] = [Variable::ConfigFile, Variable::CredentialsFile];

/// What a command line resolved to.
#[derive(Debug, PartialEq, Eq)]
pub struct Link {
    /// The entry.
    pub key: Key,
    /// When it is good enough.
    pub policy: Policy,
    /// How it is printed; the number means something to the printer only.
    pub format: u8,
    /// What the programs are given that are run for it.
    pub given: Vec<Given>,
    /// The program that resolved it, then the files it read.
    pub stamps: Vec<Stamp>,
}

impl Link {
    /// Renders the link that stands under this name.
    pub fn render(&self, name: &str) -> Vec<u8> {
        let mut rest = Vec::with_capacity(256);
        rest.extend_from_slice(self.key.as_bytes());
        for number in [
            self.policy.advisory,
            self.policy.mandatory,
            self.policy.min_ttl,
        ] {
            rest.extend_from_slice(&number.to_le_bytes());
        }
        rest.push(self.format);
        let text = |rest: &mut Vec<u8>, bytes: &[u8]| {
            let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
            rest.extend_from_slice(&length.to_le_bytes());
            rest.extend_from_slice(bytes);
        };
        rest.push(u8::try_from(self.given.len()).unwrap_or(u8::MAX));
        for given in &self.given {
            rest.extend_from_slice(&given.digest);
            let taken = &given.taken;
            text(&mut rest, taken.passed.join(",").as_bytes());
            text(&mut rest, taken.fixed.join(",").as_bytes());
            let directory = taken.directory.as_deref().unwrap_or(Path::new(""));
            text(&mut rest, directory.as_os_str().as_bytes());
        }
        for stamp in &self.stamps {
            for number in stamp.numbers {
                rest.extend_from_slice(&number.to_le_bytes());
            }
            text(&mut rest, stamp.path.as_os_str().as_bytes());
        }
        let digest = digest(name, &rest);
        [MAGIC.as_slice(), &SCHEMA.to_le_bytes(), &digest, &rest].concat()
    }

    /// Reads a link; `None` unless it is whole and belongs under this name.
    pub fn parse(name: &str, bytes: &[u8]) -> Option<Self> {
        let (frame, rest) = bytes.split_at_checked(FRAME)?;
        if &frame[..8] != MAGIC
            || frame[8..12] != SCHEMA.to_le_bytes()
            || frame[12..] != digest(name, rest)
        {
            return None;
        }
        let mut rest = Reader(rest);
        let key = Key::from_bytes(*rest.take(32)?.first_chunk()?);
        let policy = Policy {
            advisory: rest.number()?,
            mandatory: rest.number()?,
            min_ttl: rest.number()?,
        };
        let format = rest.take(1)?[0];
        let mut given = Vec::new();
        for _ in 0..rest.take(1)?[0] {
            let digest = *rest.take(32)?.first_chunk()?;
            let taken = Taken {
                passed: rest.names()?,
                fixed: rest.names()?,
                directory: match rest.text()? {
                    [] => None,
                    path => Some(to_path(path).to_owned()),
                },
            };
            given.push(Given { taken, digest });
        }
        let mut stamps = Vec::with_capacity(4);
        while !rest.0.is_empty() {
            let mut numbers = [0; 5];
            for number in &mut numbers {
                *number = rest.number()?;
            }
            let path = PathBuf::from(OsString::from_vec(rest.text()?.to_vec()));
            stamps.push(Stamp { path, numbers });
        }
        Some(Self {
            key,
            policy,
            format,
            given,
            stamps,
        })
    }

    /// Whether brs and every file are still what they were.
    pub fn holds(&self, host: &Host) -> bool {
        let Some((program, files)) = self.stamps.split_first() else {
            return false;
        };
        host.program().as_ref() == Some(program)
            && files
                .iter()
                .all(|then| Stamp::of(&then.path).as_ref() == Some(then))
            && self
                .given
                .iter()
                .all(|then| *then == Given::now(&then.taken, host))
    }
}

fn digest(name: &str, rest: &[u8]) -> [u8; 32] {
    let digest = Sha256::new().chain_update(name).chain_update(rest);
    digest.finalize().into()
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A text with its length before it.
    fn text(&mut self) -> Option<&'a [u8]> {
        let length = u32::from_le_bytes(*self.take(4)?.first_chunk()?);
        self.take(usize::try_from(length).ok()?)
    }

    /// Names with commas between them.
    fn names(&mut self) -> Option<Vec<String>> {
        let names = std::str::from_utf8(self.text()?).ok()?.split(',');
        let names = names.filter(|name| !name.is_empty());
        Some(names.map(str::to_owned).collect())
    }

    fn number(&mut self) -> Option<i64> {
        Some(i64::from_le_bytes(*self.take(8)?.first_chunk()?))
    }
}

/// The name of the link of a command line in this environment.
pub fn name(arguments: &[OsString], host: &Host) -> String {
    let mut digest = Sha256::new();
    let mut part = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    };
    part(&(arguments.len() as u64).to_le_bytes());
    for argument in arguments {
        part(argument.as_bytes());
    }
    for variable in Variable::ALL {
        // An empty value counts as none.
        match variable.counts() {
            Counts::ByValue => part(host.variable_os(*variable).unwrap_or_default().as_bytes()),
            // Half a key is none.
            Counts::ByPresence => part(if host.is_set(*variable) { b"\0" } else { b"" }),
            Counts::Not => {}
        }
    }
    if has_relative_file(arguments, host)
        && let Some(directory) = host.working_directory()
    {
        part(directory.as_os_str().as_bytes());
    }
    format!("{}.link", Key::from_bytes(digest.finalize().into()))
}

/// The cache directory that a command line names, if it does.
pub fn cache_directory(arguments: &[OsString]) -> Option<PathBuf> {
    values(arguments, CACHE_DIR_FLAG).last().map(PathBuf::from)
}

/// Whether a file that settles the identity is named relative to the working
/// directory.
pub fn has_relative_file(arguments: &[OsString], host: &Host) -> bool {
    let relative = |path: &Path| !path.as_os_str().is_empty() && path.is_relative();
    let by_flag = FILE_FLAGS.iter().any(|flag| {
        values(arguments, flag)
            .filter_map(|value| value.strip_prefix(b"file://".as_slice()).map(to_path))
            .any(relative)
    });
    let by_path = PATH_FLAGS.iter().any(|flag| {
        values(arguments, flag)
            .filter(|value| value.strip_prefix(b"pkcs11:").is_none())
            .any(|value| relative(to_path(value.0)))
    });
    by_flag
        || by_path
        || FILE_VARIABLES
            .iter()
            .filter_map(|variable| host.variable_os(*variable))
            .any(|value| relative(Path::new(&value)))
}

/// The values of a flag, in both of its spellings.
fn values<'a>(arguments: &'a [OsString], flag: &'a str) -> impl Iterator<Item = Value<'a>> {
    // Behind it are a program's own.
    let ours = arguments.iter().take_while(|argument| *argument != "--");
    ours.enumerate().filter_map(move |(at, argument)| {
        let bytes = argument.as_bytes().strip_prefix(flag.as_bytes())?;
        match bytes {
            [] => arguments.get(at + 1).map(|next| Value(next.as_bytes())),
            [b'=', value @ ..] => Some(Value(value)),
            _ => None,
        }
    })
}

struct Value<'a>(&'a [u8]);

impl<'a> Value<'a> {
    fn strip_prefix(&self, prefix: &[u8]) -> Option<&'a [u8]> {
        self.0.strip_prefix(prefix)
    }
}

impl From<Value<'_>> for PathBuf {
    fn from(value: Value<'_>) -> Self {
        to_path(value.0).to_owned()
    }
}

fn to_path(bytes: &[u8]) -> &Path {
    Path::new(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link() -> Link {
        Link {
            key: Key::of_bytes(b"x"),
            policy: Policy::default(),
            format: 1,
            given: vec![Given {
                taken: Taken {
                    passed: vec!["A".into(), "B".into()],
                    fixed: vec!["C".into()],
                    directory: Some("below".into()),
                },
                digest: [7; 32],
            }],
            stamps: vec![
                Stamp {
                    path: "/bin/brs".into(),
                    numbers: [1, 2, 3, 4, 5],
                },
                Stamp {
                    path: "config".into(),
                    numbers: [0; 5],
                },
            ],
        }
    }

    fn words(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn reads_back_what_was_written_and_nothing_torn() {
        let bytes = link().render("a.link");
        assert_eq!(Link::parse("a.link", &bytes), Some(link()));
        for end in 0..bytes.len() {
            assert_eq!(Link::parse("a.link", &bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn another_command_lines_link_is_none() {
        assert_eq!(Link::parse("b.link", &link().render("a.link")), None);
    }

    #[test]
    fn the_flags_of_a_program_are_not_those_of_brs() {
        let directory = |text: &str| cache_directory(&words(text));
        assert_eq!(directory("custom --cache-dir a -- x"), Some("a".into()));
        assert_eq!(directory("custom -- x --cache-dir a"), None);
        assert!(!has_relative_file(
            &words("custom -- x --policy file://p.json"),
            &Host::new()
        ));
    }

    #[test]
    fn words_that_run_together_have_another_name() {
        let host = Host::new();
        let names: std::collections::BTreeSet<String> =
            ["sts ab c", "sts a bc", "sts abc", "sts a b c", "sts  abc"]
                .iter()
                .map(|text| name(&words(text), &host))
                .collect();
        assert_eq!(names.len(), 5);
    }

    #[test]
    fn the_cache_directory_is_found_in_both_spellings() {
        let found = |text: &str| cache_directory(&words(text));
        assert_eq!(found("sts --cache-dir /a"), Some("/a".into()));
        assert_eq!(found("sts --cache-dir=/a"), Some("/a".into()));
        assert_eq!(found("sts --cache-dirs /a"), None);
        assert_eq!(found("sts --cache-dir"), None);
    }

    #[test]
    fn a_relative_file_is_noticed() {
        let host = Host::new();
        let relative = |text: &str| has_relative_file(&words(text), &host);
        assert!(relative("sts --policy file://p.json"));
        assert!(relative("sts --policy=file://p.json"));
        assert!(!relative("sts --policy file:///p.json"));
        assert!(!relative("sts --policy {}"));
        assert!(relative("iot --cert c.pem") && relative("iot --cert=c.pem"));
        assert!(!relative("iot --cert /c.pem") && !relative("iot --cert pkcs11:id=%01"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(rest in proptest::collection::vec(any::<u8>(), 0..300)) {
            let digest = digest("a", &rest);
            let framed = [MAGIC.as_slice(), &SCHEMA.to_le_bytes(), &digest, &rest].concat();
            Link::parse("a", &framed);
            Link::parse("a", &rest);
        }
    }
}
