//! `brs env`: credentials as variables, in the words of a shell.

use super::{Parse, Preferences, region};
use crate::error::{Error, Result};
use crate::host::{Host, Variable, ancestors};
use crate::output::{self, Shell};
use crate::sources::Request;
use std::path::Path;

/// `brs env [--shell SHELL] SOURCE …`
#[derive(Clone, Debug)]
pub struct Env {
    /// Where the credentials come from; `None`: what undoes it is printed.
    pub request: Option<Request>,
    /// The shell, if it was named.
    pub shell: Option<Shell>,
    /// How credentials are cached and renewed.
    pub preferences: Preferences,
}

impl Env {
    pub(super) fn run(&self, host: &Host, parse: Parse<'_>) -> Result<()> {
        let shell = match self.shell {
            Some(shell) => shell,
            None => of_this_place(host)?,
        };
        let Some(request) = &self.request else {
            if shell == Shell::Dotenv {
                return Err(Error::misused("a dotenv file unsets nothing")
                    .hint("remove the file, or name a shell with --shell"));
            }
            return output::write(shell.render(&output::unset())?.expose());
        };
        let preferences = &self.preferences;
        preferences.with_credentials(request, false, host, parse, |given| {
            given.sweep();
            let credentials = &given.obtained.credentials;
            let expiration = credentials.lifetime.map(|l| l.expiration.to_string());
            let region = region(&given);
            let changes = output::changes(credentials, expiration.as_deref(), region);
            output::write(shell.render(&changes)?.expose())
        })
    }
}

/// The shell that has started brs, through whatever other programs; else the
/// user's; else any.
fn of_this_place(host: &Host) -> Result<Shell> {
    for name in ancestors() {
        if let Some(shell) = Shell::of_program(&name)? {
            return Ok(shell);
        }
    }
    let own = host.variable_os(Variable::Shell).unwrap_or_default();
    let own = Path::new(&own).file_name().unwrap_or_default();
    Ok(Shell::of_program(&own.to_string_lossy())?.unwrap_or(Shell::Posix))
}
