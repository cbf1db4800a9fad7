//! Nothing in the cache grows for ever, and nothing that lives is swept away.

mod support;

use brs::cache::link::Link;
use brs::cache::{Entry, Key};
use brs::refresh::{Lifetime, Policy, Timestamp};
use local_aws::LocalAws;
use std::fs::{self, File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};
use support::spoil::write;
use support::{Brs, now};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Makes a file look as if nobody had touched it for so many seconds.
fn age(path: &Path, seconds: i64) {
    let then = UNIX_EPOCH + Duration::from_secs((now() - seconds).try_into().unwrap());
    let times = FileTimes::new().set_modified(then).set_accessed(then);
    File::open(path).unwrap().set_times(times).unwrap();
}

fn key(identity: &str) -> Key {
    Key::of_bytes(identity.as_bytes())
}

/// Puts down a file that belongs to an identity, last touched so long ago.
fn put(brs: &Brs, identity: &str, ending: &str, bytes: &[u8], touched: i64) -> PathBuf {
    let path = brs.cache().join(format!("{}{ending}", key(identity)));
    write(&path, bytes);
    age(&path, touched);
    path
}

/// A whole entry that ended so long ago.
fn put_entry(brs: &Brs, identity: &str, ended: i64, touched: i64) -> PathBuf {
    let lifetime = Lifetime {
        issued: Timestamp::from_seconds(now() - ended - HOUR),
        expiration: Timestamp::from_seconds(now() - ended),
        skew: 0,
    };
    let issued = lifetime.issued.seconds() * 1000;
    let entry = Entry::new(identity.as_bytes(), "{\"Version\":1}\n", issued, lifetime);
    put(brs, identity, "", entry.as_bytes(), touched)
}

/// A whole link, of the command line `of`, to the entry of an identity.
fn put_link(brs: &Brs, of: &str, identity: &str, touched: i64) -> PathBuf {
    let link = Link {
        key: key(identity),
        policy: Policy::default(),
        format: 0,
        given: Vec::new(),
        stamps: Vec::new(),
    };
    let bytes = link.render(&format!("{}.link", key(of)));
    put(brs, of, ".link", &bytes, touched)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test is the other process")]
fn a_refresh_removes_the_dead_and_spares_the_living() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let dead = [
        put_entry(&brs, "dead", 2 * DAY, 3 * DAY),
        put(&brs, "dead", ".state", b"{}", 3 * DAY),
        put(&brs, "dead", ".lock", b"", HOUR),
        put(&brs, "state without entry", ".state", b"{}", 2 * DAY),
        put(&brs, "idle", ".lock", b"", 8 * DAY),
        put_link(&brs, "link to nothing", "nothing", 2 * DAY),
        put_link(&brs, "an old link", "alive", 8 * DAY),
        put(&brs, "torn link", ".link", b"brs link", 2 * DAY),
        put(&brs, "left behind", ".tmp", b"half", 20 * 60),
        put(&brs, "left behind", ".link.tmp", b"half", 20 * 60),
        put(
            &brs,
            "left behind",
            ".4711-1795467481921.tmp",
            b"half",
            20 * 60,
        ),
    ];
    let mut later = fs::read(put_entry(&brs, "x", 2 * DAY, 0)).unwrap();
    later[8] = 2;
    let held = put(&brs, "held", ".lock", b"", 8 * DAY);
    let holder = File::open(&held).unwrap();
    holder.lock().unwrap();
    let living = [
        put_entry(&brs, "alive", -HOUR, 2 * DAY),
        put(&brs, "alive", ".lock", b"", 8 * DAY),
        put(&brs, "alive", ".state", b"{}", 8 * DAY),
        put_link(&brs, "a link", "alive", 2 * DAY),
        put_entry(&brs, "ended today", 20 * HOUR, 21 * HOUR),
        put_entry(&brs, "written today", 2 * DAY, HOUR),
        put_link(&brs, "a young link", "nothing", HOUR),
        put(&brs, "young", ".lock", b"", 6 * DAY),
        put(&brs, "young", ".state", b"{}", 20 * HOUR),
        put(&brs, "being written", ".tmp", b"half", 60),
        put(&brs, "of a later schema", "", &later, 6 * DAY),
        put(&brs, "not of ours", ".backup", b"x", 99 * DAY),
        held,
    ];
    for name in ["README", "notes.txt", "0123.state", "tmp"] {
        write(&brs.cache().join(name), b"x");
        age(&brs.cache().join(name), 99 * DAY);
    }
    assert!(brs.files().len() <= 32, "one sweep sees all");
    // Who did nothing for the cache does nothing to it.
    let before = brs.files();
    brs.run_sts(&[]).prints();
    assert_eq!(brs.files(), before);

    brs.run_sts(&["--force-refresh"]).prints();
    let left = dead.iter().filter(|path| path.exists());
    assert_eq!(
        left.collect::<Vec<_>>(),
        [""; 0].map(Path::new).iter().collect::<Vec<_>>()
    );
    for path in living {
        assert!(path.exists(), "{path:?} is gone");
    }
    for name in ["README", "notes.txt", "0123.state", "tmp"] {
        assert!(brs.cache().join(name).exists(), "{name} is gone");
    }
    // What the run itself needs.
    brs.run_sts(&[]).prints();
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn what_is_no_entry_any_more_goes_after_a_week() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let [old, young] = [8, 6].map(|days| {
        let identity = format!("torn {days} days ago");
        put(&brs, &identity, ".state", b"{}", days * DAY);
        put(&brs, &identity, "", b"brs", days * DAY)
    });
    brs.run_sts(&["--force-refresh"]).prints();
    assert!(!old.exists() && !old.with_extension("state").exists());
    assert!(young.exists() && young.with_extension("state").exists());
}

#[test]
fn what_is_swept_may_have_been_moved_here() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    // A dead entry under another one's name says nothing about that one.
    let path = put_entry(&brs, "dead", 2 * DAY, 3 * DAY);
    let moved = brs.cache().join(key("another").to_string());
    fs::rename(&path, &moved).unwrap();
    // And nothing is followed out of the directory.
    let precious = brs.path("precious");
    fs::write(&precious, "x").unwrap();
    let name = brs.cache().join(format!("{}.tmp", key("link")));
    std::os::unix::fs::symlink(&precious, &name).unwrap();
    brs.run_sts(&["--force-refresh"]).prints();
    assert!(moved.exists() && precious.exists());
}

#[test]
fn one_sweep_is_small_and_many_are_enough() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let many = 80;
    let dead: Vec<PathBuf> = (0..many)
        .map(|number| put_entry(&brs, &format!("dead {number}"), 2 * DAY, 3 * DAY))
        .collect();
    let left = || dead.iter().filter(|path| path.exists()).count();
    let mut before = left();
    // Sweeps begin anywhere: 200 of them miss a file once in 10^34 times.
    for _ in 0..200 {
        brs.run_sts(&["--force-refresh"]).prints();
        let now = left();
        assert!(before - now <= 32, "{} were swept at once", before - now);
        before = now;
        if now == 0 {
            break;
        }
    }
    assert_eq!(before, 0);
    // Entry, state and lock of the one that lives.
    assert_eq!(brs.files().len(), 3, "{:?}", brs.files());
}
