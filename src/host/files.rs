//! Files that settle what a command line means, and what they were like.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// No configuration is larger, bytes; what is, is a mistake.
const LARGEST: u64 = 4 << 20;

/// What a file is like without looking into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The file.
    pub path: PathBuf,
    /// Device, inode, size, time of modification and of change in
    /// nanoseconds; all zero when there is no such file.
    pub numbers: [i64; 5],
}

impl Stamp {
    /// Looks at a file; `None` when it cannot be looked at. An absent one has
    /// a stamp of its own.
    pub fn of(path: &Path) -> Option<Self> {
        let numbers = match std::fs::metadata(path) {
            Ok(metadata) => numbers(&metadata),
            Err(error) if is_absence(&error) => [0; 5],
            Err(_) => return None,
        };
        Some(Self {
            path: path.to_owned(),
            numbers,
        })
    }

    /// Whether the file was left alone for two seconds before `now`
    /// (milliseconds since the epoch).
    ///
    /// A younger one may change again within the same tick of its clock, and
    /// its stamp would not tell.
    pub fn is_settled(&self, now: i64) -> bool {
        let [_, _, _, modified, changed] = self.numbers;
        let latest = modified.max(changed) / 1_000_000;
        latest < now - 2000
    }
}

fn numbers(metadata: &std::fs::Metadata) -> [i64; 5] {
    let nanoseconds = |s: i64, ns: i64| s.saturating_mul(1_000_000_000).saturating_add(ns);
    [
        metadata.dev().cast_signed(),
        metadata.ino().cast_signed(),
        metadata.len().cast_signed(),
        nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
    ]
}

/// Reads a file and its stamp through one descriptor; `None` when absent.
pub(super) fn read(path: &Path) -> io::Result<(Stamp, Option<Zeroizing<Vec<u8>>>)> {
    let file = match open(path) {
        Ok(file) => file,
        Err(error) if is_absence(&error) => {
            let stamp = Stamp {
                path: path.to_owned(),
                numbers: [0; 5],
            };
            return Ok((stamp, None));
        }
        Err(error) => return Err(error),
    };
    let stamp = Stamp {
        path: path.to_owned(),
        numbers: numbers(&file.metadata()?),
    };
    Ok((stamp, Some(whole(file)?)))
}

/// Reads a file that settles nothing about what is asked for: it leaves no
/// stamp.
///
/// # Errors
///
/// Why it cannot be read; that it is no regular file, or larger than 4 MiB.
pub fn contents(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    whole(open(path)?)
}

/// Opens a regular file, and `/dev/null`, which many name for "no file".
///
/// Opening a pipe waits for whoever writes to it, and a device may have no
/// end; either would outlast every deadline, so both are refused unopened.
fn open(path: &Path) -> io::Result<File> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() && !is_null(&metadata) {
        return Err(io::Error::other(
            "it is not a regular file (pipes, devices and <(…) are not read)",
        ));
    }
    File::open(path)
}

fn is_null(metadata: &std::fs::Metadata) -> bool {
    metadata.file_type().is_char_device()
        && std::fs::metadata("/dev/null").is_ok_and(|null| null.rdev() == metadata.rdev())
}

/// A path that leads nowhere, or through a file as if it were a directory.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// There may be keys in it: memory that need not grow leaves no copy of them.
fn whole(file: File) -> io::Result<Zeroizing<Vec<u8>>> {
    let expected = file.metadata()?.len().min(LARGEST) as usize;
    let mut bytes = Zeroizing::new(Vec::with_capacity(expected + 64));
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST {
        true => Err(io::Error::other("it is larger than 4 MiB")),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_refused_unopened_but_for_the_empty_one() {
        let refused = contents(Path::new("/dev/zero")).unwrap_err().to_string();
        assert!(refused.starts_with("it is not a regular file"), "{refused}");
        assert_eq!(contents(Path::new("/dev/null")).unwrap().len(), 0);
    }

    #[test]
    fn a_path_through_a_file_leads_nowhere() {
        let path = Path::new("/dev/null/config");
        let (stamp, bytes) = read(path).unwrap();
        assert_eq!((stamp.numbers, bytes), ([0; 5], None));
        assert_eq!(Stamp::of(path), Some(stamp));
    }
}
