//! brs becomes another program: there is no process beside it, and nothing of
//! brs is left in it.

use crate::host::{give_back_signals, unguard};
use nix::errno::Errno;
use nix::unistd::execve;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use zeroize::Zeroizing;

/// What runs a file that is no program, as for every other starter of
/// programs: a script without a first line that says what reads it.
const SHELL: &CStr = c"/bin/sh";

/// Becomes the program in `file`, called by `words`, with exactly this
/// environment; returns only where that cannot be done.
///
/// Limits and signals are what brs has found. Not std's own way, which sets
/// both the signals and their mask to what it takes for usual.
pub fn become_program(
    file: &Path,
    words: &[OsString],
    environment: &[(OsString, Zeroizing<Vec<u8>>)],
) -> io::Error {
    let Some(mut words) = texts(words.iter().map(OsString::as_os_str)) else {
        return io::ErrorKind::InvalidInput.into();
    };
    let Ok(file) = CString::new(file.as_os_str().as_bytes()) else {
        return io::ErrorKind::InvalidInput.into();
    };
    let lines: Vec<Zeroizing<Vec<u8>>> = environment
        .iter()
        .map(|(name, value)| line(name, value))
        .collect();
    // What has a NUL cannot stand in an environment: none that came from one
    // has, and no part of credentials.
    let lines: Option<Vec<&CStr>> = lines
        .iter()
        .map(|line| CStr::from_bytes_with_nul(line).ok())
        .collect();
    let Some(lines) = lines else {
        return io::ErrorKind::InvalidInput.into();
    };
    unguard();
    give_back_signals();
    let Err(error) = execve(&file, &words, &lines);
    if error == Errno::ENOEXEC {
        if let Some(name) = words.first_mut() {
            *name = file;
        }
        words.insert(0, SHELL.to_owned());
        let Err(error) = execve(SHELL, &words, &lines);
        return error.into();
    }
    error.into()
}

fn texts<'a>(words: impl Iterator<Item = &'a OsStr>) -> Option<Vec<CString>> {
    words
        .map(|word| CString::new(word.as_bytes()).ok())
        .collect()
}

/// A variable as it stands in an environment; it never grows, which would
/// leave a copy behind.
fn line(name: &OsStr, value: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut line = Zeroizing::new(Vec::with_capacity(name.len() + value.len() + 2));
    line.extend_from_slice(name.as_bytes());
    line.push(b'=');
    line.extend_from_slice(value);
    line.push(0);
    line
}
