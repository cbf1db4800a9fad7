//! `make install` and `make uninstall`, from a copy of what they need: all of
//! it in its place and readable by everybody, or nothing at all.

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::wrapped::{NOBODY, tool};
use support::{Brs, Outcome, finish, program};

/// What stands below a prefix, with its mode.
const INSTALLED: [(&str, u32); 16] = [
    ("bin/brs", 0o755),
    ("share/bash-completion/completions/brs", 0o644),
    ("share/fish/vendor_completions.d/brs.fish", 0o644),
    ("share/man/man1/brs-cache.1", 0o644),
    ("share/man/man1/brs-completions.1", 0o644),
    ("share/man/man1/brs-custom.1", 0o644),
    ("share/man/man1/brs-env.1", 0o644),
    ("share/man/man1/brs-exec.1", 0o644),
    ("share/man/man1/brs-iot.1", 0o644),
    ("share/man/man1/brs-man.1", 0o644),
    ("share/man/man1/brs-mfa.1", 0o644),
    ("share/man/man1/brs-profile.1", 0o644),
    ("share/man/man1/brs-sts.1", 0o644),
    ("share/man/man1/brs-whoami.1", 0o644),
    ("share/man/man1/brs.1", 0o644),
    ("share/zsh/site-functions/_brs", 0o644),
];

/// A copy of the sources, as far as they are installed, in a home of its own.
struct Sources(Brs);

impl Sources {
    /// With a release build already there.
    fn built() -> Self {
        let sources = Self::unbuilt();
        fs::create_dir_all(sources.path("src/target/release")).unwrap();
        fs::copy(program(), sources.path("src/target/release/brs")).unwrap();
        sources
    }

    fn unbuilt() -> Self {
        let brs = Brs::new();
        // Tests without root's rights have to see it too.
        fs::set_permissions(brs.path(""), fs::Permissions::from_mode(0o755)).unwrap();
        let copy = |name: &str| {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
            let to = brs.path("src").join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        };
        ["Makefile", "scripts/install"].into_iter().for_each(copy);
        for directory in ["man", "completions"] {
            for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(directory)).unwrap()
            {
                let name = file.unwrap().file_name().into_string().unwrap();
                copy(&format!("{directory}/{name}"));
            }
        }
        Self(brs)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// `make` of a target, with variables, below the umask of a careful root.
    fn make(&self, target: &str, variables: &[&str]) -> Command {
        let mut arguments = vec!["-c", "umask 077 && exec \"$@\"", "sh", "make", target];
        arguments.extend(variables);
        let mut command = self.0.other(&tool("sh"), &arguments);
        command.current_dir(self.path("src"));
        command
    }

    fn run(&self, target: &str, variables: &[&str]) -> Outcome {
        finish(self.make(target, variables).spawn().unwrap())
    }
}

/// All files below a directory, and their modes.
fn files(root: &Path) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    let mut directories = vec![root.to_owned()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let mode = path.symlink_metadata().unwrap().permissions().mode() & 0o7777;
            if path.is_dir() {
                assert_eq!(mode, 0o755, "{}", path.display());
                directories.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                found.push((name.to_owned(), mode));
            }
        }
    }
    found.sort();
    found
}

fn installed() -> Vec<(String, u32)> {
    INSTALLED.map(|(name, mode)| (name.to_owned(), mode)).into()
}

/// One line that the script says, and what make adds to it.
#[track_caller]
fn refuses(outcome: &Outcome, said: &str) {
    assert_ne!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(outcome.stdout, "", "{outcome:?}");
    let mut lines = outcome.stderr.lines();
    assert_eq!(lines.next(), Some(said), "{outcome:?}");
    assert!(
        lines.all(|line| line.starts_with("make: *** ")),
        "{outcome:?}"
    );
}

#[test]
fn everything_is_installed_where_it_is_looked_for_and_taken_away_again() {
    let sources = Sources::built();
    let stage = sources.path("the stage");
    let variables = [
        format!("DESTDIR={}", stage.display()),
        "PREFIX=/opt/brs".to_owned(),
    ];
    let variables = variables.each_ref().map(String::as_str);
    let root = stage.join("opt/brs");
    // The second time over what is there: also over a link, which stays what
    // it points to.
    for time in [1, 2] {
        let outcome = sources.run("install", &variables);
        let said = format!("install: brs is {}/bin/brs\n", root.display());
        assert_eq!(
            (
                outcome.code,
                outcome.stdout.as_str(),
                outcome.stderr.as_str()
            ),
            (Some(0), said.as_str(), "")
        );
        assert_eq!(files(&root), installed());
        if time == 1 {
            fs::write(stage.join("precious"), "precious").unwrap();
            fs::remove_file(root.join("bin/brs")).unwrap();
            symlink(stage.join("precious"), root.join("bin/brs")).unwrap();
        }
    }
    assert_eq!(
        fs::read_to_string(stage.join("precious")).unwrap(),
        "precious"
    );
    let mut run = sources.0.other(&root.join("bin/brs"), &["man", "sts"]);
    let page = finish(run.spawn().unwrap());
    let installed_page = fs::read_to_string(root.join("share/man/man1/brs-sts.1")).unwrap();
    assert_eq!((page.code, page.stdout), (Some(0), installed_page));

    fs::write(root.join("bin/other"), "").unwrap();
    for _ in 0..2 {
        let outcome = sources.run("uninstall", &variables);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
        let left: Vec<String> = files(&root).into_iter().map(|(name, _)| name).collect();
        assert_eq!(left, ["bin/other"]);
    }
}

#[test]
fn a_prefix_that_cannot_be_written_to_is_left_as_it_was() {
    let sources = Sources::built();
    // Only the last of the directories is not nobody's.
    let prefix = sources.path("prefix");
    fs::create_dir_all(prefix.join("share/fish")).unwrap();
    for directory in ["", "share"] {
        std::os::unix::fs::chown(prefix.join(directory), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let user = NOBODY.to_string();
    let variable = format!("PREFIX={}", prefix.display());
    let as_nobody = |target: &str| {
        let make = sources.make(target, &[&variable]);
        let mut command = sources.0.other(
            &tool("setpriv"),
            &["--reuid", &user, "--regid", &user, "--clear-groups", "sh"],
        );
        command
            .args(make.get_args())
            .current_dir(sources.path("src"));
        finish(command.spawn().unwrap())
    };
    let said = format!(
        "install: error: cannot write to {}/share/fish: be root, or give another PREFIX",
        prefix.display()
    );
    refuses(&as_nobody("install"), &said);
    assert_eq!(files(&prefix), []);
    assert!(!prefix.join("bin").exists() && !prefix.join("share/man").exists());

    let ours = sources.run("install", &[&variable]);
    assert_eq!(ours.code, Some(0), "{ours:?}");
    let said = format!(
        "install: error: cannot write to {}/bin: be root",
        prefix.display()
    );
    refuses(&as_nobody("uninstall"), &said);
    assert_eq!(files(&prefix), installed());
}

#[test]
fn what_fails_half_way_leaves_nothing_behind() {
    let sources = Sources::built();
    // A script that is there when it is looked for, and cannot be read.
    fs::remove_file(sources.path("src/completions/brs.fish")).unwrap();
    fs::create_dir(sources.path("src/completions/brs.fish")).unwrap();
    let prefix = sources.path("prefix");
    let outcome = sources.run("install", &[&format!("PREFIX={}", prefix.display())]);
    let said = outcome.stderr.lines().next().unwrap_or_default().to_owned();
    assert!(said.contains("completions/brs.fish"), "{outcome:?}");
    refuses(&outcome, &said);
    assert!(said.starts_with("install: error: "), "{outcome:?}");
    assert!(!prefix.exists(), "{:?}", files(&prefix));
}

#[test]
fn what_cannot_be_meant_is_refused_in_one_line() {
    let sources = Sources::unbuilt();
    // A machine without cargo.
    let bin = sources.path("bin");
    fs::create_dir(&bin).unwrap();
    for name in ["make", "bash", "sh", "dirname"] {
        symlink(tool(name), bin.join(name)).unwrap();
    }
    let sources = Sources(sources.0.set("PATH", bin.to_str().unwrap()));
    let prefix = sources.path("prefix");
    let variable = format!("PREFIX={}", prefix.display());
    let run = |variable: &str| sources.run("install", &[variable]);
    let binary = sources.path("src/target/release/brs");
    let said = format!(
        "install: error: there is no {}, and no cargo to build it: run make build first",
        binary.display()
    );
    refuses(&run(&variable), &said);
    refuses(
        &run("PREFIX=~/.local"),
        "install: error: PREFIX is not a whole path: ~/.local",
    );
    refuses(
        &run("DESTDIR=pkg"),
        "install: error: DESTDIR is not a whole path: pkg",
    );
    fs::write(&prefix, "").unwrap();
    let said = format!(
        "install: error: cannot write below {}: it is not a directory",
        prefix.display()
    );
    refuses(&run(&variable), &said);
    fs::remove_file(&prefix).unwrap();
    fs::create_dir_all(prefix.join("bin/brs")).unwrap();
    let said = format!(
        "install: error: cannot write {}/bin/brs: it is a directory",
        prefix.display()
    );
    refuses(&run(&variable), &said);
}
