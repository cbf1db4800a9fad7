//! Disks that are full, or can only be read, and homes that are none: a fault
//! of the cache never keeps anybody from credentials.

mod support;

use brs::cache::Entry;
use local_aws::LocalAws;
use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;
use support::mounts::Mounts;
use support::wrapped::NOBODY;
use support::{Brs, ROLE, finish, key_of, plant};

/// The small disk: so many pages of 4 KiB.
const PAGES: usize = 16;

/// A cache on a small disk of its own.
struct Disk {
    mounts: Mounts,
    brs: Brs,
}

impl Disk {
    fn new(aws: &LocalAws, options: &str) -> Option<Self> {
        let brs = Brs::with(aws);
        fs::create_dir_all(brs.path(".cache/brs")).unwrap();
        let disk = brs.path(".cache/brs");
        let mount = format!(
            "mount -t tmpfs -o mode=700,{options} none {}",
            disk.display()
        );
        let mounts = Mounts::new(&mount)?;
        Some(Self { mounts, brs })
    }

    fn small(aws: &LocalAws) -> Option<Self> {
        let disk = Self::new(aws, &format!("size={}k", 4 * PAGES))?;
        disk.brs.age_config();
        Some(disk)
    }

    fn run(&self) -> support::Outcome {
        self.mounts.run(&self.brs, &self.brs.sts(&[]))
    }

    /// Fills the disk but for so many pages.
    fn fill(&self, left: usize) {
        let path = self.mounts.path(&self.brs.path(".cache/brs/filler"));
        let _ = fs::remove_file(&path);
        let mut filler = fs::File::create(path).unwrap();
        let mut pages = 0;
        while filler.write_all(&[b'.'; 4096]).is_ok() {
            pages += 1;
        }
        filler.set_len(4096 * (pages - left) as u64).unwrap();
    }

    fn empty(&self) {
        let filler = self.brs.path(".cache/brs/filler");
        fs::remove_file(self.mounts.path(&filler)).unwrap();
    }

    /// Nothing in the cache is torn, or left behind.
    #[track_caller]
    fn is_sound(&self, what: &str) {
        let Ok(files) = fs::read_dir(self.mounts.path(&self.brs.cache())) else {
            return;
        };
        for file in files {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_whole = match name.split_once('.') {
                None => Entry::parse(bytes.into(), &key_of(&path)).is_some(),
                Some((_, "lock")) => bytes.is_empty(),
                Some((_, "state")) => serde_json::from_slice::<serde_json::Value>(&bytes).is_ok(),
                // Refused by its checksum where it is torn: never empty.
                Some((_, "link")) => bytes.len() > 100,
                Some(_) => false,
            };
            assert!(is_whole, "{what}: {name}");
            let mode = fs::metadata(&path).unwrap().mode() & 0o777;
            assert_eq!(mode, 0o600, "{what}: {name}");
        }
    }

    /// With space again, the next run caches and the one after it is a hit.
    #[track_caller]
    fn heals(&self, aws: &LocalAws, what: &str) {
        self.run().prints();
        let calls = aws.calls("AssumeRole");
        let line = self.run().prints().to_owned();
        assert_eq!(self.run().prints(), line, "{what}");
        assert_eq!(aws.calls("AssumeRole"), calls, "{what}");
        self.is_sound(what);
    }
}

#[test]
fn a_full_disk_keeps_nobody_from_credentials_and_heals() {
    let aws = LocalAws::start();
    for left in 0..5 {
        let Some(disk) = Disk::small(&aws) else {
            return;
        };
        let what = format!("{left} pages left");
        disk.fill(left);
        let calls = aws.calls("AssumeRole");
        disk.run().prints();
        disk.is_sound(&what);
        disk.run().prints();
        disk.is_sound(&what);
        let asked = aws.calls("AssumeRole") - calls;
        // An entry takes a page, and one more is needed to replace a state.
        assert_eq!(asked, if left < 2 { 2 } else { 1 }, "{what}");
        if left == 0 {
            let loud = disk.mounts.run(&disk.brs, &disk.brs.sts(&["-v"]));
            loud.document();
            let said = "brs: warning: cannot save credentials in ";
            assert!(loud.stderr.contains(said), "{loud:?}");
            assert!(
                loud.stderr.contains(": no space left on device\n"),
                "{loud:?}"
            );
        }
        disk.empty();
        disk.heals(&aws, &what);
    }
}

#[test]
fn what_lives_on_a_full_disk_is_used_and_not_torn() {
    let aws = LocalAws::start();
    for remaining in [3000, 900, 60] {
        let Some(disk) = Disk::small(&aws) else {
            return;
        };
        disk.run().prints();
        let cache = disk.mounts.path(&disk.brs.cache());
        let names = fs::read_dir(&cache).unwrap();
        let mut paths = names.map(|file| file.unwrap().path());
        let entry = paths.find(|path| path.extension().is_none()).unwrap();
        let line = plant(&entry, 3600 - remaining, remaining);
        let bytes = fs::read(&entry).unwrap();
        disk.fill(0);
        let calls = aws.calls("AssumeRole");
        for _ in 0..2 {
            let printed = disk.run().prints().to_owned();
            assert_eq!(printed == line, remaining == 3000, "{remaining}");
            disk.is_sound(&format!("{remaining} s remain"));
        }
        let asked = if remaining == 3000 { 0 } else { 2 };
        assert_eq!(aws.calls("AssumeRole"), calls + asked, "{remaining}");
        assert_eq!(fs::read(&entry).unwrap(), bytes);
        disk.empty();
        disk.heals(&aws, "with space again");
    }
}

#[test]
fn a_disk_that_takes_no_more_files_keeps_nobody_from_credentials() {
    let aws = LocalAws::start();
    for files in 1..8 {
        let Some(disk) = Disk::new(&aws, &format!("nr_inodes={files}")) else {
            return;
        };
        let what = format!("{files} files");
        disk.run().prints();
        disk.is_sound(&what);
        disk.run().prints();
        disk.is_sound(&what);
    }
}

#[test]
fn a_home_that_can_only_be_read_is_read() {
    let aws = LocalAws::start();
    for (remaining, asked) in [(None, 2), (Some(3000), 0), (Some(900), 2), (Some(60), 2)] {
        let brs = Brs::with(&aws);
        brs.age_config();
        if let Some(remaining) = remaining {
            brs.run_sts(&[]).prints();
            brs.plant(3600 - remaining, remaining);
        }
        let before = support::refusal::listing(&brs.path(""));
        let home = brs.path("").display().to_string();
        let home = home.trim_end_matches('/');
        let script = format!("mount --bind {home} {home}; mount -o remount,ro,bind {home}");
        let Some(mounts) = Mounts::new(&script) else {
            return;
        };
        let calls = aws.calls("AssumeRole");
        for _ in 0..2 {
            mounts.run(&brs, &brs.sts(&[])).prints();
        }
        assert_eq!(aws.calls("AssumeRole"), calls + asked, "{remaining:?}");
        assert_eq!(support::refusal::listing(&brs.path("")), before);
        if remaining.is_none() {
            let loud = mounts.run(&brs, &brs.sts(&["-v"]));
            loud.document();
            assert!(
                loud.stderr.contains(": read-only file system\n"),
                "{loud:?}"
            );
        }
    }
}

#[test]
fn a_home_that_is_none_is_done_without() {
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    // A user that the system knows, and one that it does not.
    for user in [NOBODY, 12345] {
        for (home, is_home) in [
            ("rel", true),
            ("a-file", false),
            ("/nowhere/at/all", false),
            ("/proc", false),
        ] {
            let brs = Brs::with(&aws)
                .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
                .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key)
                .set("AWS_REGION", "eu-west-1")
                .set("HOME", home);
            brs.give_away();
            fs::write(brs.path("a-file"), "").unwrap();
            fs::create_dir(brs.path("rel")).unwrap();
            for path in ["", "rel", "bin", "bin/brs"] {
                chown(brs.path(path), Some(user), Some(user)).unwrap();
                fs::set_permissions(brs.path(path), Permissions::from_mode(0o755)).unwrap();
            }
            let user = user.to_string();
            let own = [
                "setpriv",
                "--reuid",
                &user,
                "--regid",
                &user,
                "--clear-groups",
            ];
            let calls = aws.calls("AssumeRole");
            for _ in 0..2 {
                let mut run = brs.other(Path::new(own[0]), &own[1..]);
                run.arg(brs.path("bin/brs"))
                    .args(["sts", "--role-arn", ROLE]);
                finish(run.spawn().unwrap()).prints();
            }
            let asked = if is_home { 1 } else { 2 };
            assert_eq!(aws.calls("AssumeRole"), calls + asked, "{user} {home}");
            assert_eq!(
                brs.path("rel/.cache/brs/v1").exists(),
                is_home,
                "{user} {home}"
            );
        }
    }
}
