//! The directory of the cache: who may own it, how its files are read,
//! replaced and removed.
//!
//! Everything goes through a descriptor of the checked directory, so that
//! nobody can exchange it behind our back.

use crate::host::io_reason;
use rustix::fs::{self, AtFlags, CWD, FileType, Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Resource, geteuid, getrlimit};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The layout's version: a later one has its own directory and neither reads
/// nor touches this one.
const LAYOUT: &str = "v1";
/// No file here is larger, bytes.
const LARGEST: u64 = 64 * 1024;

/// A directory that is ours alone.
pub struct Store {
    directory: OwnedFd,
    path: PathBuf,
}

/// What the file system says of a file here.
pub struct Facts {
    /// Time of the last modification, seconds since the epoch.
    pub modified: i64,
    /// Which file it is.
    pub inode: u64,
}

impl Store {
    /// Opens a store that exists and needs nothing done to it.
    pub fn open(path: &Path) -> Option<Self> {
        let path = without_slash(path);
        let root = open_directory(CWD, &path).ok()?;
        let directory = open_directory(&root, Path::new(LAYOUT)).ok()?;
        let tight = matches!(check(&directory), Ok(Tightness::Tight));
        (check(&root).is_ok() && tight).then(|| Self {
            directory,
            path: path.join(LAYOUT),
        })
    }

    /// Opens a store as it is, to look into it; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Why it is not to be trusted, or cannot be opened.
    pub fn look(path: &Path) -> io::Result<Option<Self>> {
        let path = without_slash(path);
        let open = |at: BorrowedFd<'_>, path: &Path| match open_directory(at, path) {
            Err(Errno::NOENT) => Ok(None),
            Err(Errno::LOOP | Errno::NOTDIR) => {
                Err(io::Error::other("it is a symbolic link or not a directory"))
            }
            opened => opened.map(Some).map_err(io::Error::from),
        };
        let Some(root) = open(CWD, &path)? else {
            return Ok(None);
        };
        check(&root)?;
        let Some(directory) = open(root.as_fd(), Path::new(LAYOUT))? else {
            return Ok(None);
        };
        check(&directory)?;
        Ok(Some(Self {
            directory,
            path: path.join(LAYOUT),
        }))
    }

    /// Where the files of a cache in this directory are.
    pub fn place(path: &Path) -> PathBuf {
        without_slash(path).join(LAYOUT)
    }

    /// Opens a store, making and tightening what is needed.
    ///
    /// A directory that a person named may be a project, or all of /var/cache:
    /// unless it is `ours` by its very place, it is left as it is, and only the
    /// one inside it is for nobody else's eyes.
    ///
    /// # Errors
    ///
    /// Why the directory cannot be used; it has not been touched then.
    pub fn create(path: &Path, ours: bool) -> io::Result<Self> {
        let path = without_slash(path);
        if !path.exists() {
            let parent = path
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty());
            let parent = parent.unwrap_or(Path::new("."));
            refuse_foreign(parent)?;
            make_parents(parent)?;
        }
        let root = make_directory(CWD, &path)?;
        tighten(&root, ours)?;
        let within = |error: io::Error| {
            let reason = io_reason(&error);
            io::Error::new(error.kind(), format!("{LAYOUT} in it: {reason}"))
        };
        let directory = make_directory(&root, Path::new(LAYOUT)).map_err(within)?;
        tighten(&directory, true).map_err(within)?;
        Ok(Self {
            directory,
            path: path.join(LAYOUT),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads a file whole, unless it is absent or not one of ours: a regular
    /// file of this user's, with one name, for nobody else's eyes.
    pub fn read(&self, name: &str) -> Option<Zeroizing<Vec<u8>>> {
        // O_NONBLOCK, or a FIFO in its place would hold us for ever.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let mut file = File::from(fs::openat(&self.directory, name, flags, Mode::empty()).ok()?);
        let stat = fs::fstat(&file).ok()?;
        let size = u64::try_from(stat.st_size).ok()?;
        let ours = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
            && stat.st_uid == geteuid().as_raw()
            && stat.st_nlink == 1
            && stat.st_mode & 0o077 == 0
            && size <= LARGEST;
        if !ours {
            return None;
        }
        let mut bytes = Zeroizing::new(vec![0; usize::try_from(size).ok()?]);
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Replaces a file whole, or leaves it as it was.
    ///
    /// The bytes are written to `temporary` first; whoever calls holds the
    /// lock that makes this name theirs, or has made it up at random. `sync`:
    /// whether they are worth waiting for the disk.
    ///
    /// # Errors
    ///
    /// The operation of the file system that failed.
    pub fn replace(&self, name: &str, temporary: &str, bytes: &[u8], sync: bool) -> io::Result<()> {
        let written = self.write(temporary, bytes, sync).and_then(|()| {
            fs::renameat(&self.directory, temporary, &self.directory, name).map_err(Into::into)
        });
        if written.is_err() {
            self.remove(temporary);
        }
        written
    }

    fn write(&self, name: &str, bytes: &[u8], sync: bool) -> io::Result<()> {
        // Beyond the limit (`ulimit -f`) a signal would end the process, and
        // the credentials with it: SIGXFSZ.
        let limit = getrlimit(Resource::Fsize).current;
        if limit.is_some_and(|limit| limit < bytes.len() as u64) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let create = || fs::openat(&self.directory, name, flags, Mode::RUSR | Mode::WUSR);
        let file = match create() {
            // Somebody was killed in the middle.
            Err(Errno::EXIST) => {
                self.remove(name);
                create()
            }
            other => other,
        }?;
        // The umask may have taken our own permissions away.
        fs::fchmod(&file, Mode::RUSR | Mode::WUSR)?;
        let mut file = File::from(file);
        file.write_all(bytes)?;
        if sync {
            file.sync_all()?;
        }
        Ok(())
    }

    /// Removes a file, if it is there.
    pub fn remove(&self, name: &str) {
        let _ = fs::unlinkat(&self.directory, name, AtFlags::empty());
    }

    /// Opens a file that is locked and never read.
    ///
    /// # Errors
    ///
    /// The operation of the file system that failed.
    pub fn open_for_locking(&self, name: &str) -> io::Result<File> {
        let flags =
            OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let mode = Mode::RUSR | Mode::WUSR;
        let file = fs::openat(&self.directory, name, flags, mode)?;
        let stat = fs::fstat(&file)?;
        // The umask may have taken our own permissions away: the next of us
        // could not open it.
        if stat.st_mode & 0o777 != mode.bits() && stat.st_uid == geteuid().as_raw() {
            fs::fchmod(&file, mode)?;
        }
        Ok(File::from(file))
    }

    /// What a name stands for now, if for anything.
    pub fn facts(&self, name: &str) -> Option<Facts> {
        let stat = fs::statat(&self.directory, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        Some(Facts {
            modified: stat.st_mtime,
            inode: stat.st_ino,
        })
    }

    /// The names of all files here.
    pub fn names(&self) -> Vec<String> {
        let Ok(directory) = fs::Dir::read_from(&self.directory) else {
            return Vec::new();
        };
        directory
            .filter_map(|file| file.ok()?.file_name().to_str().ok().map(str::to_owned))
            .filter(|name| name != "." && name != "..")
            .collect()
    }
}

/// Whether a directory of ours is as it should be.
enum Tightness {
    Tight,
    /// Others can look into it.
    Loose,
}

/// A directory that others own or can write to is not to be trusted: what we
/// find in it may be theirs.
fn check(directory: &OwnedFd) -> io::Result<Tightness> {
    let stat = fs::fstat(directory)?;
    if stat.st_uid != geteuid().as_raw() {
        Err(io::Error::other("it belongs to another user"))
    } else if stat.st_mode & 0o022 != 0 {
        Err(io::Error::other("other users can write to it"))
    } else if stat.st_mode & 0o077 != 0 {
        Ok(Tightness::Loose)
    } else {
        Ok(Tightness::Tight)
    }
}

/// Checks a directory, and closes it to others' eyes if that is for us to do.
fn tighten(directory: &OwnedFd, ours: bool) -> io::Result<()> {
    if matches!(check(directory)?, Tightness::Loose) && ours {
        fs::fchmod(directory, Mode::RWXU)?;
    }
    Ok(())
}

fn open_directory(at: impl std::os::fd::AsFd, path: &Path) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    fs::openat(at, path, flags, Mode::empty())
}

/// A path without the slash at its end that would make a symlink be followed.
fn without_slash(path: &Path) -> PathBuf {
    path.components().collect()
}

/// Refuses to make anything in another user's directory: under sudo with the
/// user's HOME it would be root's, and in that user's way ever after.
fn refuse_foreign(path: &Path) -> io::Result<()> {
    let there = path.ancestors().find_map(|path| {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        fs::stat(path).ok()
    });
    match there {
        Some(stat) if stat.st_uid != geteuid().as_raw() && stat.st_uid != 0 => {
            Err(io::Error::other("it would lie in another user's directory"))
        }
        _ => Ok(()),
    }
}

/// Makes what is missing of a path, for nobody else's eyes.
fn make_parents(path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        make_parents(parent)?;
    }
    match fs::mkdirat(CWD, path, Mode::RWXU) {
        // The umask may have taken our own permissions away.
        Ok(()) => fs::chmodat(CWD, path, Mode::RWXU, AtFlags::empty())?,
        // Another of us was first.
        Err(Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn make_directory(at: impl std::os::fd::AsFd, path: &Path) -> io::Result<OwnedFd> {
    match fs::mkdirat(&at, path, Mode::RWXU) {
        // The umask may have taken our own permissions away.
        Ok(()) => fs::chmodat(&at, path, Mode::RWXU, AtFlags::empty())?,
        // Another of us was first, or it has been there for long.
        Err(Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    open_directory(&at, path).map_err(|error| match error {
        Errno::LOOP | Errno::NOTDIR => io::Error::other("it is a symbolic link or not a directory"),
        other => other.into(),
    })
}
