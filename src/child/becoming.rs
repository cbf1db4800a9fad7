//! brs becomes another program: there is no process beside it, and nothing of
//! brs is left in it.

use crate::host::unguard;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use zeroize::Zeroizing;

/// Becomes the program in `file`, called by `words`, with exactly this
/// environment; returns only where that cannot be done.
///
/// What brs has found ignored stays so, but for a closed pipe and the end of a
/// child: those end or tell the program as usual, and no signal is blocked.
pub fn become_program(
    file: &Path,
    words: &[OsString],
    environment: &[(OsString, Zeroizing<Vec<u8>>)],
) -> io::Error {
    let Some((name, arguments)) = words.split_first() else {
        return io::ErrorKind::InvalidInput.into();
    };
    let variables = environment
        .iter()
        .map(|(name, value)| (name, OsStr::from_bytes(value)));
    unguard();
    Command::new(file)
        .arg0(name)
        .args(arguments)
        .env_clear()
        .envs(variables)
        .exec()
}
