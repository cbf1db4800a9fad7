//! A source alone: print its credentials.

use super::{Parse, Preferences};
use crate::cache::Hit;
use crate::error::Result;
use crate::host::Host;
use crate::output::{self, Format};
use crate::sources::Request;
use std::ffi::OsString;

/// `brs SOURCE …`
#[derive(Clone, Debug)]
pub struct Print {
    /// Where the credentials come from.
    pub request: Request,
    /// How they are printed.
    pub format: Format,
    /// How they are cached and renewed.
    pub preferences: Preferences,
}

/// Prints what this very command line printed before, if that is still
/// fresh; `None` when the command line has to be looked at.
pub fn from_cache(arguments: &[OsString], host: &Host) -> Option<Result<()>> {
    let hit = Hit::find(arguments, host)?;
    match Format::of_number(hit.format)? {
        Format::Process => Some(output::write(hit.line())),
        format => Some(output::write(format.render(&hit.credentials()?).expose())),
    }
}

impl Print {
    pub(super) fn run(&self, arguments: &[OsString], host: &Host, parse: Parse<'_>) -> Result<()> {
        let preferences = &self.preferences;
        preferences.with_credentials(&self.request, false, host, parse, |given| {
            let obtained = &given.obtained;
            match self.format {
                Format::Process => output::write(obtained.line.expose())?,
                format => output::write(format.render(&obtained.credentials).expose())?,
            }
            // Who insists or listens wants the whole way to be gone again.
            if !preferences.force_refresh && preferences.verbosity == 0 {
                let format = self.format.number();
                let programs = &given.programs;
                (given.cache).remember(arguments, obtained, given.policy, format, programs);
            }
            if obtained.fetched {
                given.cache.sweep();
            }
            Ok(())
        })
    }
}
