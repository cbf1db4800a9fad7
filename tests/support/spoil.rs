//! What can stand in the place of a file of the cache.

use super::Brs;
use super::wrapped::{NOBODY, tool};
use local_aws::LocalAws;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A home with an entry, its state, its lock and a link to it.
pub fn with_link(aws: &LocalAws) -> Brs {
    let brs = Brs::with(aws);
    brs.run_sts(&[]).prints();
    brs.age_config();
    brs.run_sts(&[]).prints();
    assert_eq!(brs.files().len(), 4, "{:?}", brs.files());
    brs
}

/// The path of the only link.
pub fn link(brs: &Brs) -> PathBuf {
    let mut links = brs
        .files()
        .into_iter()
        .filter(|name| name.ends_with(".link"));
    brs.cache().join(links.next().expect("a link"))
}

/// The path of the only entry's state.
pub fn state(brs: &Brs) -> PathBuf {
    brs.entry().with_extension("state")
}

/// Sets a mode.
pub fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Puts a file of ours in a place, whatever was there.
pub fn write(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
    chmod(path, 0o600);
}

/// Lets a program put something in a place.
pub fn make(program: &str, arguments: &[&str], path: &Path) {
    let _ = fs::remove_file(path);
    let mut command = Command::new(tool(program));
    let status = command.arg(path).args(arguments).status().unwrap();
    assert!(status.success(), "{program} {path:?}");
}

/// How a file is spoilt, in words and in deed.
pub type Spoil = (&'static str, fn(&Path));

/// What can stand in the place of any file, and can be replaced.
pub const SPOILERS: [Spoil; 14] = [
    ("empty", |path| write(path, b"")),
    ("text", |path| write(path, b"hello\n")),
    ("zeros", |path| write(path, &[0; 512])),
    ("one byte less", |path| {
        let bytes = fs::read(path).unwrap();
        write(path, &bytes[..bytes.len() - 1]);
    }),
    ("one byte more", |path| {
        let bytes = fs::read(path).unwrap();
        write(path, &[&bytes[..], b"\0"].concat());
    }),
    ("64 KiB and more", |path| write(path, &[b' '; 65_537])),
    ("1 GB of nothing", |path| {
        write(path, b"");
        let file = File::options().write(true).open(path).unwrap();
        file.set_len(1 << 30).unwrap();
    }),
    ("readable to all", |path| chmod(path, 0o644)),
    ("writable to the group", |path| chmod(path, 0o620)),
    ("a symbolic link to itself, once", |path| {
        let copy = path.with_file_name("copy.bak");
        fs::rename(path, &copy).unwrap();
        symlink(&copy, path).unwrap();
    }),
    ("a symbolic link to nothing", |path| {
        fs::remove_file(path).unwrap();
        symlink("/nowhere/at/all", path).unwrap();
    }),
    ("a file with two names", |path| {
        let other = path.with_file_name("other.bak");
        let _ = fs::remove_file(&other);
        fs::hard_link(path, other).unwrap();
    }),
    ("a FIFO", |path| make("mkfifo", &["-m", "600"], path)),
    ("somebody else's", |path| {
        std::os::unix::fs::chown(path, Some(NOBODY), None).unwrap();
    }),
];

/// A regular file of ours with one name, for nobody else's eyes.
#[track_caller]
pub fn assert_healed(path: &Path, what: &str) {
    let facts = fs::symlink_metadata(path).unwrap();
    assert!(facts.is_file(), "{what}");
    let numbers = (facts.mode() & 0o777, facts.uid(), facts.nlink());
    assert_eq!(numbers, (0o600, 0, 1), "{what}");
}
