//! Entries that are not what they should be: torn, foreign, opened to others,
//! something else altogether. Each is a miss that heals itself.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;
use support::spoil::{SPOILERS, Spoil, assert_healed, link, make, state, with_link, write};
use support::{Brs, ROLE};

/// The next run fetches and saves, the one after it is a hit again.
#[track_caller]
fn is_a_miss_that_heals(aws: &LocalAws, brs: &Brs, entry: &Path, what: &str) {
    let calls = aws.calls("AssumeRole");
    let healing = brs.run_sts(&[]);
    healing.prints();
    assert!(healing.took < Duration::from_secs(10), "{what}");
    assert_eq!(aws.calls("AssumeRole"), calls + 1, "{what}");
    assert_healed(entry, what);
    assert_eq!(brs.run_sts(&[]).prints(), healing.stdout, "{what}");
    assert_eq!(aws.calls("AssumeRole"), calls + 1, "{what}");
}

#[test]
fn an_entry_that_is_none_is_a_miss_that_heals() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let entry = brs.entry();
    for (what, spoil) in SPOILERS {
        spoil(&entry);
        is_a_miss_that_heals(&aws, &brs, &entry, what);
    }
}

#[test]
fn an_entry_torn_anywhere_is_a_miss_that_heals() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let entry = brs.entry();
    let whole = fs::read(&entry).unwrap();
    // Within and at the end of magic, schema, length, digest, times, identity.
    let ends = [
        1,
        7,
        8,
        11,
        12,
        15,
        16,
        47,
        48,
        49,
        56,
        64,
        72,
        76,
        80,
        whole.len() / 2,
    ];
    for end in ends {
        write(&entry, &whole[..end]);
        is_a_miss_that_heals(&aws, &brs, &entry, &format!("torn at {end}"));
    }
}

#[test]
fn an_entry_changed_anywhere_is_a_miss_that_heals() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let entry = brs.entry();
    let length = fs::read(&entry).unwrap().len();
    for at in [0, 8, 12, 16, 47, 48, 56, 64, 72, 76, length / 2, length - 1] {
        let mut bytes = fs::read(&entry).unwrap();
        bytes[at] ^= 1;
        write(&entry, &bytes);
        is_a_miss_that_heals(&aws, &brs, &entry, &format!("changed at {at}"));
    }
}

#[test]
fn an_entry_from_the_future_is_a_miss_that_heals() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    brs.plant(-400, 4000);
    is_a_miss_that_heals(&aws, &brs, &brs.entry(), "issued in the future");
    brs.plant(0, 38 * 3600);
    is_a_miss_that_heals(&aws, &brs, &brs.entry(), "lives for 38 h");
    let mut bytes = fs::read(brs.entry()).unwrap();
    bytes[8] = 2;
    write(&brs.entry(), &bytes);
    is_a_miss_that_heals(&aws, &brs, &brs.entry(), "of a later schema");
}

#[test]
fn another_ones_entry_is_never_printed() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let other = ["--role-session-name", "other"];
    let mine = brs.run_sts(&[]);
    let first = brs.entry();
    let others = brs.run_sts(&other);
    let second = brs
        .entries()
        .into_iter()
        .find(|path| *path != first)
        .unwrap();

    let aside = brs.path("aside");
    fs::rename(&first, &aside).unwrap();
    fs::rename(&second, &first).unwrap();
    fs::rename(&aside, &second).unwrap();
    for (arguments, before) in [(&[] as &[_], &others), (&other, &mine)] {
        let healing = brs.run_sts(arguments);
        assert_ne!(healing.prints(), before.stdout, "these are another one's");
        assert_eq!(brs.run_sts(arguments).prints(), healing.stdout);
    }
    assert_eq!(aws.calls("AssumeRole"), 4);
}

#[test]
fn what_cannot_be_replaced_is_done_without() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let entry = brs.entry();
    let (state, link) = (state(&brs), link(&brs));
    for path in [&entry, &state, &link, &entry.with_extension("lock")] {
        for what in ["an empty directory", "a directory"] {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
            if what == "a directory" {
                fs::write(path.join("file"), "").unwrap();
            }
            for _ in 0..2 {
                brs.run_sts(&["--force-refresh"]).prints();
                brs.run_sts(&[]).prints();
            }
            let left = brs
                .files()
                .into_iter()
                .filter(|name| name.ends_with("tmp"))
                .count();
            assert_eq!(left, 0, "{:?}", brs.files());
            fs::remove_dir_all(path).unwrap();
            brs.run_sts(&["--force-refresh"]).prints();
            brs.run_sts(&[]).prints();
        }
    }
    let calls = aws.calls("AssumeRole");
    brs.run_sts(&[]).prints();
    assert_eq!(aws.calls("AssumeRole"), calls, "all is well again");
}

#[test]
fn a_device_in_a_files_place_is_neither_read_nor_written() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let entry = brs.entry();
    // The endless one.
    for path in [&entry, &state(&brs), &link(&brs)] {
        make("mknod", &["c", "1", "5"], path);
        let outcome = brs.run_sts(&["--force-refresh"]);
        outcome.prints();
        assert_eq!(brs.run_sts(&[]).prints(), outcome.stdout);
    }
    assert_healed(&entry, "a device");
}

#[test]
fn a_temporary_file_left_behind_is_in_nobodys_way() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let victim = brs.path("victim");
    fs::write(&victim, "precious").unwrap();
    let entry = brs.entry();
    for name in [
        entry.with_extension("tmp"),
        entry.with_extension("state.tmp"),
    ] {
        let left: [Spoil; 4] = [
            ("torn", |path| write(path, b"half")),
            ("a symbolic link", |path| {
                symlink("../../../victim", path).unwrap()
            }),
            ("a second name", |path| {
                fs::hard_link(path.parent().unwrap().join("../../../victim"), path).unwrap()
            }),
            ("a FIFO", |path| make("mkfifo", &[], path)),
        ];
        for (what, leave) in left {
            leave(&name);
            let outcome = brs.run_sts(&["--force-refresh"]);
            outcome.prints();
            assert_eq!(brs.run_sts(&[]).prints(), outcome.stdout, "{what}");
            assert_eq!(fs::read_to_string(&victim).unwrap(), "precious", "{what}");
            assert!(name.symlink_metadata().is_err(), "{what}");
        }
    }
}

#[test]
fn no_lasting_secret_is_in_any_file() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let serial = "arn:aws:iam::123456789012:mfa/ana";
    aws.role(Role::new(ROLE).mfa());
    let code = aws.token_code(serial);
    let with_code = ["--serial-number", serial, "--token-code", &code];
    aws.fault_next(1, Fault::AccessDenied);
    brs.run_sts(&with_code).fails_saying(1, &["AccessDenied"]);
    brs.run_sts(&with_code).prints();
    brs.run_sts(&with_code).prints();

    let secret = aws.user("ana").secret_access_key;
    let issued: Vec<String> = aws.requests().into_iter().flat_map(|r| r.secrets).collect();
    assert!(!issued.is_empty());
    for name in brs.files() {
        let bytes = fs::read(brs.cache().join(&name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&secret), "a user's key is in {name}");
        assert!(!text.contains(&code), "a token code is in {name}");
        if name.contains('.') {
            let found = issued.iter().any(|secret| text.contains(secret.as_str()));
            assert!(!found, "a session's secret is in {name}");
        }
        assert!(!name.contains(&code) && !name.contains("Deploy"), "{name}");
    }
}
