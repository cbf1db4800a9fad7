//! Renewing what is good for one use, in a file that other programs share.

use super::{Context, Hold};
use crate::error::{Class, Error, Result};
use crate::host::{Replacement, io_reason};
use crate::secret::Secret;
use std::path::Path;
use std::time::Duration;

/// What an issuer is given to answer at least: what it has issued is lost if
/// nobody waits for it.
const TIME_ENOUGH: Duration = Duration::from_secs(10);

/// A token in a file, and how it is renewed.
pub struct Renewal<'a, T> {
    /// The kind of the file: the first half of its lock's name.
    pub kind: &'a str,
    /// The file.
    pub path: &'a Path,
    /// Reads it.
    pub load: &'a dyn Fn() -> Result<T>,
    /// Whether it is good enough as it is.
    pub is_good: &'a dyn Fn(&T) -> bool,
    /// Asks the issuer for its successor.
    pub renew: &'a dyn Fn(&T, Duration) -> Result<T>,
    /// The contents of its file.
    pub render: &'a dyn Fn(&T) -> Secret,
}

impl<T> Renewal<'_, T> {
    /// Renews it, unless another process has. Its successor is in the file
    /// before it is used.
    ///
    /// # Errors
    ///
    /// Why it could not be renewed, without saying what "it" is.
    pub fn renewed(&self, context: &Context<'_>) -> Result<T> {
        // One file, whatever the path that leads to it.
        let path = std::fs::canonicalize(self.path).unwrap_or_else(|_| self.path.to_owned());
        let name = (self.kind, path.as_os_str().as_encoded_bytes());
        let _held = match context.notes.lock(name, context.deadline, &|_| false) {
            Hold::Held(held) => held,
            Hold::Circle | Hold::Late => {
                return Err(Error::transient(
                    "another process has been renewing it for too long",
                ));
            }
            // Two that renew it at once would leave one of them without.
            Hold::Unavailable => {
                return Err(Error::failed(
                    "it is not renewed without a lock, and there is none to be had",
                )
                .hint("give a cache directory that can be used, with --cache-dir"));
            }
        };
        let current = (self.load)()?;
        if (self.is_good)(&current) {
            return Ok(current);
        }
        let cannot_save = |error: std::io::Error| {
            Error::failed(io_reason(&error))
                .context(format!("cannot save it in {}", self.path.display()))
        };
        let file = Replacement::begin(self.path).map_err(cannot_save)?;
        let within = context.deadline.remaining().max(TIME_ENOUGH);
        let cannot = |error: Error| error.context("it cannot be renewed");
        let renewed = match (self.renew)(&current, within) {
            Ok(renewed) => renewed,
            // Whoever knows nothing of our locks may have been faster.
            Err(error) if error.class() == Class::Refused => {
                let again = (self.load)().ok().filter(|again| (self.is_good)(again));
                return again.ok_or_else(|| cannot(error));
            }
            Err(error) => return Err(cannot(error)),
        };
        let contents = (self.render)(&renewed);
        file.commit(contents.expose().as_bytes())
            .map_err(|error| cannot_save(error).context("it was renewed, once and for all"))?;
        Ok(renewed)
    }
}
