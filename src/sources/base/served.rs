//! Whether a profile is served by the very program that is running.

use crate::aws::Profile;
use crate::child;
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

/// A credential_process, taken apart.
struct Line {
    program: String,
    arguments: Vec<String>,
    /// Where a program without a path is looked for.
    path: Option<OsString>,
    /// Whether an `env` in front changes the environment.
    changed: bool,
}

/// How the credential_process of this profile runs the very program that is
/// running, if it does.
pub fn served(profile: &Profile<'_>, host: &Host) -> Option<Served> {
    let line = line(profile, host)?;
    if !is_running(&line.program, line.path.as_deref(), host) {
        return None;
    }
    Some(match line.changed {
        true => Served::Elsewhere,
        false => Served::Plainly(line.arguments),
    })
}

fn line(profile: &Profile<'_>, host: &Host) -> Option<Line> {
    let words = child::split(profile.get("credential_process")?).ok()?;
    let mut words = words.into_iter().filter_map(|word| word.into_string().ok());
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
    Some(Line {
        program,
        arguments: words.collect(),
        path,
        changed,
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
    let here = host.working_directory().unwrap_or_default();
    let theirs = child::find(OsStr::new(program), path, &here)
        .ok()
        .and_then(|path| std::fs::metadata(path).ok());
    match (theirs, host.program().map(|running| running.numbers)) {
        (Some(theirs), Some([device, inode, ..])) => {
            theirs.dev().cast_signed() == device && theirs.ino().cast_signed() == inode
        }
        _ => false,
    }
}
