//! A file of another program's that is replaced whole, or not at all.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the names of new contents end with while they are not in place.
const ENDING: &str = ".brs-new";
/// New contents that are older than this were left behind by a process that
/// is no more.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// A file that is about to be replaced: room for its new contents is there
/// before they are, so that what can be had only once is not asked for in
/// vain.
pub struct Replacement {
    path: PathBuf,
    new: PathBuf,
    file: File,
}

impl Replacement {
    /// Makes a new file beside the one that it will replace, or, where that is
    /// a symlink, beside what it leads to.
    ///
    /// # Errors
    ///
    /// Why there can be no such file: there is none to replace, its directory
    /// cannot be written to, the disk is full.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        sweep(&path);
        let process = std::process::id();
        let new = beside(&path, &format!(".{process}-{}", super::milliseconds()));
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)?;
        let begun = Self { path, new, file };
        // Whatever the umask left of it.
        begun.file.set_permissions(Permissions::from_mode(0o600))?;
        Ok(begun)
    }

    /// Puts the contents in place: a process that is killed, and a machine
    /// that is, leaves the old file or the new one.
    ///
    /// # Errors
    ///
    /// Why that could not be done; then the old file is there.
    pub fn commit(mut self, contents: &[u8]) -> io::Result<()> {
        self.file.write_all(contents)?;
        self.file.sync_all()?;
        std::fs::rename(&self.new, &self.path)?;
        // Some file systems cannot; the new contents are in place.
        if let Some(directory) = self.path.parent() {
            let _ = File::open(directory).and_then(|directory| directory.sync_all());
        }
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // After a rename there is none of this name.
        let _ = std::fs::remove_file(&self.new);
    }
}

/// The name of the new contents of a file.
fn beside(path: &Path, middle: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(middle);
    name.push(ENDING);
    path.with_file_name(name)
}

/// Removes what processes left behind that were killed half way: there are
/// secrets in it.
fn sweep(path: &Path) {
    let Some((directory, name)) = path.parent().zip(path.file_name()) else {
        return;
    };
    let name = name.as_encoded_bytes();
    for found in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let its = found.file_name();
        let its = its.as_encoded_bytes();
        let ours = its.starts_with(name) && its.ends_with(ENDING.as_bytes());
        let age = || found.metadata().ok()?.modified().ok()?.elapsed().ok();
        if ours && age().is_some_and(|age| age > LEFT_BEHIND) {
            let _ = std::fs::remove_file(found.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(directory: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(directory)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_old_file_is_there_until_the_new_one_is() {
        let home = tempfile::TempDir::new().unwrap();
        let path = home.path().join("token.json");
        fs::write(&path, "old").unwrap();
        drop(Replacement::begin(&path).unwrap());
        assert_eq!(names(home.path()), ["token.json"]);
        let begun = Replacement::begin(&path).unwrap();
        assert_eq!(names(home.path()).len(), 2);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        begun.commit(b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(home.path()), ["token.json"]);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600);
    }

    #[test]
    fn a_symlink_stays_one() {
        let home = tempfile::TempDir::new().unwrap();
        let [real, link] = ["real", "link"].map(|name| home.path().join(name));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let begun = Replacement::begin(&link).unwrap();
        begun.commit(b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
    }

    #[test]
    fn what_was_left_behind_long_ago_goes_and_nothing_else() {
        let home = tempfile::TempDir::new().unwrap();
        let path = home.path().join("token.json");
        let old = File::create(beside(&path, ".1-1")).unwrap();
        let long_ago = super::super::milliseconds() - 2 * 3600 * 1000;
        let long_ago = Duration::from_millis(long_ago.unsigned_abs());
        old.set_modified(std::time::UNIX_EPOCH + long_ago).unwrap();
        let others = [
            "other.json.1-1.brs-new",
            "token.json",
            "token.json.2-2.brs-new",
        ];
        for name in others {
            fs::write(home.path().join(name), "").unwrap();
        }
        drop(Replacement::begin(&path).unwrap());
        assert_eq!(names(home.path()), others);
    }

    #[test]
    fn there_has_to_be_something_to_replace() {
        let home = tempfile::TempDir::new().unwrap();
        let error = Replacement::begin(&home.path().join("none")).err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert_eq!(names(home.path()), [""; 0]);
    }
}
