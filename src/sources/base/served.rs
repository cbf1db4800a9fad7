//! Whether a profile is served by the very program that is running.

use crate::aws::Profile;
use crate::host::{Host, Variable};
use std::ffi::{OsStr, OsString};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// How a profile's credential_process runs brs.
pub enum Served {
    /// As it stands there, with these arguments.
    Plainly(Vec<String>),
    /// Under an `env` that changes what brs would find: nobody but that
    /// process can tell what comes of it.
    Elsewhere,
}

/// How the credential_process of this profile runs the very program that is
/// running, if it does.
pub fn served(profile: &Profile<'_>, host: &Host) -> Option<Served> {
    let mut words = shlex::split(profile.get("credential_process")?)?.into_iter();
    let mut path = host.variable_os(Variable::Path);
    let mut changed = false;
    let mut program = words.next()?;
    // `env "/path with space/brs"` is the form that every SDK reads.
    while Path::new(&program).file_name()? == "env" {
        program = loop {
            let word = words.next()?;
            if let Some((name, value)) = word.split_once('=').filter(|_| !word.starts_with('-')) {
                changed = true;
                if name == "PATH" {
                    path = Some(OsString::from(value));
                }
            } else if word.starts_with('-') {
                // `--` changes nothing.
                changed |= word != "--";
                if takes_value(&word) {
                    words.next()?;
                }
            } else {
                break word;
            }
        };
    }
    if !is_running(&program, path.as_deref(), host) {
        return None;
    }
    Some(match changed {
        true => Served::Elsewhere,
        false => Served::Plainly(words.collect()),
    })
}

/// Whether the next word belongs to this option of `env`.
fn takes_value(option: &str) -> bool {
    [
        "-u", "--unset", "-C", "--chdir", "-a", "--argv0", "-P", "-L", "-U",
    ]
    .contains(&option)
}

/// Whether this word of a command line runs the program that is running: the
/// same file, whatever its name.
fn is_running(program: &str, path: Option<&OsStr>, host: &Host) -> bool {
    let same = |path: &Path| {
        let numbers = host.program().map(|running| running.numbers);
        match (std::fs::metadata(path), numbers) {
            (Ok(theirs), Some([device, inode, ..])) => {
                theirs.dev().cast_signed() == device && theirs.ino().cast_signed() == inode
            }
            _ => false,
        }
    };
    if program.contains('/') {
        return same(Path::new(program));
    }
    path.and_then(|path| {
        std::env::split_paths(path)
            .map(|directory| directory.join(program))
            .find(|candidate| candidate.is_file())
    })
    .is_some_and(|candidate| same(&candidate))
}
