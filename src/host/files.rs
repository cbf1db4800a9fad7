//! Files that settle what a command line means, and what they were like.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

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
            Err(error) if error.kind() == io::ErrorKind::NotFound => [0; 5],
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
        metadata.dev() as i64,
        metadata.ino() as i64,
        metadata.len() as i64,
        nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
    ]
}

/// Reads a file and its stamp through one descriptor; `None` when absent.
pub(super) fn read(path: &Path) -> io::Result<(Stamp, Option<Vec<u8>>)> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
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
    let mut bytes = Vec::new();
    Read::by_ref(&mut file)
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other("it is larger than 4 MiB"));
    }
    Ok((stamp, Some(bytes)))
}
