//! The lock beside an entry: the kernel's, so that it ends with its holder.

use super::store::Store;
use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;

/// A lock that is held until this is dropped.
pub struct Lock(#[expect(dead_code, reason = "the open file is the lock")] File);

/// What came of trying.
pub enum Attempt {
    /// The lock is ours.
    Ours(Lock),
    /// Somebody else has it.
    Busy,
    /// This file system has no locks, or the file cannot be made.
    Unavailable(io::Error),
}

/// Tries to take a lock, without waiting.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub fn attempt(store: &Store, name: &str) -> Attempt {
    // Bounded: only a sweep that removes the file each time makes it repeat.
    for _ in 0..8 {
        let file = match store.open_for_locking(name) {
            Ok(file) => file,
            Err(error) => return Attempt::Unavailable(error),
        };
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => return Attempt::Busy,
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(error)) => return Attempt::Unavailable(error),
            }
        }
        // A sweep may have removed the name while we were opening it: then
        // this lock excludes nobody.
        let held = file.metadata().map(|metadata| metadata.ino()).ok();
        if held.is_some() && held == store.facts(name).map(|facts| facts.inode) {
            return Attempt::Ours(Lock(file));
        }
    }
    Attempt::Busy
}
