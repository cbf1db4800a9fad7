//! The rules of the house that a compiler does not know: which module may use
//! which, who may name which crate, how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// A module uses only what stands to its right.
const ORDER: [&str; 18] = [
    "cli",
    "commands",
    "output",
    "cache",
    "sources",
    "aws",
    "mqtt",
    "http",
    "runtime",
    "tls",
    "pkcs11",
    "prompt",
    "child",
    "host",
    "credentials",
    "refresh",
    "secret",
    "error",
];

/// Words that stand in these files only, and why.
const OWNED: &[(&str, &[&str], &str)] = &[
    (
        "clap::",
        &["cli"],
        "only the command line knows how it is parsed",
    ),
    (
        "aws_sigv4::",
        &["aws/iam"],
        "all else is signed by the SDK that sends it",
    ),
    (
        "aws_smithy_xml::",
        &["aws/iam"],
        "all else is read by the SDK that asks",
    ),
    (
        "sha1::",
        &["aws/sso"],
        "it names the AWS CLI's files, and keeps nothing safe",
    ),
    ("cryptoki::", &["pkcs11"], "only pkcs11 talks to modules"),
    (
        "cryptoki_sys::",
        &["pkcs11/ffi"],
        "one file calls a module's functions by itself",
    ),
    ("pkcs8::", &["tls/key"], "one file knows the forms of keys"),
    (
        "rustls::",
        &["tls", "pkcs11"],
        "whom to trust is decided in one place",
    ),
    (
        "rustls_native_certs::",
        &["tls"],
        "whom to trust is decided in one place",
    ),
    ("reqwest::", &["http"], "there is one HTTP client"),
    (
        "tokio::",
        &["runtime"],
        "there is one runtime, started on a miss",
    ),
    (
        "rustix::",
        &[
            "cache/store",
            "host/guard",
            "host/machine",
            "host/terminal",
            "child",
        ],
        "files are on disk in one place, terminals known in one, programs run in one; one asks the kernel to keep others out, one which machine this is",
    ),
    (
        "nix::",
        &["host/signals"],
        "what a signal does is decided in one place",
    ),
    (
        "signal_hook::",
        &["host/signals"],
        "what a signal does is decided in one place",
    ),
    (
        "rpassword::",
        &["prompt"],
        "only the prompt reads what a person types",
    ),
    ("try_lock", &["cache/lock"], "one file locks"),
    ("SystemTime::now", &["host"], "one door to the clock"),
    ("Instant::now", &["host"], "one door to the clock"),
    ("env::var", &["host"], "one door to the environment"),
    ("env::current_dir", &["host"], "one door to the directories"),
    (
        "process::Command",
        &["child", "pkcs11/helper"],
        "programs are run in one place, and brs itself, for modules, in another",
    ),
    ("fs::write", &[], WHOLE),
    ("File::create", &[], WHOLE),
    ("OpenOptions", &["host/replacement", "host/terminal"], WHOLE),
];

const WHOLE: &str =
    "files are replaced whole: our own by cache/store, the AWS CLI's by host/replacement";

/// All sources: path below `src` without its ending, and text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut directories = vec![root.clone()];
    while let Some(directory) = directories.pop() {
        for file in fs::read_dir(directory).unwrap() {
            let path: PathBuf = file.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().with_extension("");
                let text = fs::read_to_string(&path).unwrap();
                found.push((name.to_str().unwrap().to_owned(), text));
            }
        }
    }
    assert!(found.len() > 20, "the sources were found");
    found
}

/// Whether a file is tests, or is below them, and no part of the program.
fn is_of_tests(name: &str) -> bool {
    name.split('/').any(|part| part == "tests")
}

/// The code of a file, without comments and without its tests.
fn code(text: &str) -> String {
    let text = text
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules that the code of a file uses: by `crate::NAME`, or by as many
/// `super::` as lead to the root.
fn used<'a>(name: &str, text: &'a str) -> Vec<&'a str> {
    let up = "super::".repeat(name.split('/').count());
    ["crate::", &up]
        .iter()
        .flat_map(|root| text.match_indices(*root))
        .filter_map(|(at, root)| {
            let rest = &text[at + root.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
            Some(&rest[..end])
        })
        .collect()
}

/// What is wrong with the arrows of one file.
fn backwards(name: &str, text: &str) -> Vec<String> {
    let module = name.split('/').next().unwrap_or_default();
    let Some(own) = ORDER.iter().position(|known| *known == module) else {
        return Vec::new();
    };
    used(name, text)
        .into_iter()
        .filter(
            |other| match ORDER.iter().position(|known| known == other) {
                Some(place) => place < own,
                None => true,
            },
        )
        .map(|other| format!("{name} uses {other}"))
        .collect()
}

#[test]
fn arrows_run_one_way() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|(name, _)| !is_of_tests(name))
        .flat_map(|(name, text)| backwards(name, &code(text)))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn an_arrow_that_runs_back_is_seen() {
    assert_eq!(
        backwards("host/files", "use crate::error::Result;"),
        Vec::<String>::new()
    );
    assert_eq!(
        backwards("host/files", "use crate::cache::Key;"),
        ["host/files uses cache"]
    );
    assert_eq!(
        backwards("cache/store", "fn a() { crate::cli::parse() }"),
        ["cache/store uses cli"]
    );
    assert_eq!(
        backwards("aws", "use crate::unheard_of::Thing;"),
        ["aws uses unheard_of"]
    );
    assert_eq!(
        backwards("cache/store", "use super::super::cli::Brs;"),
        ["cache/store uses cli"]
    );
    assert_eq!(backwards("host", "super::cache::Key"), ["host uses cache"]);
    assert_eq!(
        backwards("sources/base/served", "use super::super::super::cli;"),
        ["sources/base/served uses cli"]
    );
    // That far up are only one's own.
    assert_eq!(
        backwards("sources/base/served", "use super::super::Keys;"),
        Vec::<String>::new()
    );
    // A group hides where its arrows lead.
    assert_eq!(
        backwards("host", "use crate::{error, cache};"),
        ["host uses "]
    );
}

#[test]
fn every_module_has_its_place() {
    for (name, _) in sources() {
        let module = name.split('/').next().unwrap().to_owned();
        assert!(
            ["main", "lib"].contains(&module.as_str()) || ORDER.contains(&module.as_str()),
            "{module} has no place in the order"
        );
    }
}

#[test]
fn each_crate_and_each_door_has_one_owner() {
    for (name, text) in sources() {
        if is_of_tests(&name) {
            continue;
        }
        let code = code(&text);
        for (word, owners, why) in OWNED {
            let owned = owners
                .iter()
                .any(|owner| name == *owner || name.starts_with(&format!("{owner}/")));
            // `rustls::` also ends longer names.
            let named = code
                .match_indices(word)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            assert!(owned || !named, "{name} names {word}: {why}");
        }
    }
}

#[test]
fn no_file_is_longer_than_it_can_be_read() {
    for (name, text) in sources() {
        let lines = text.lines().count();
        assert!(
            lines <= 400,
            "{name} has {lines} lines: it wants to be two files"
        );
    }
    let main = sources()
        .into_iter()
        .find(|(name, _)| name == "main")
        .unwrap()
        .1;
    assert!(
        main.lines().count() < 30,
        "main is the process and nothing else"
    );
}

#[test]
fn every_file_says_what_it_is() {
    for (name, text) in sources() {
        let tests = name.ends_with("/tests");
        assert!(
            tests || text.starts_with("//! "),
            "{name} opens without a word"
        );
    }
}
