//! Where the cache is, whose it has to be, and what brs does without one.

mod support;

use local_aws::LocalAws;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use support::spoil::chmod;
use support::wrapped::NOBODY;
use support::{Brs, ROLE, finish};

/// Everything below a directory: path, mode, owner, size.
fn listing(directory: &Path) -> Vec<(PathBuf, u32, u32, u64)> {
    let mut found = Vec::new();
    let mut paths = vec![directory.to_owned()];
    while let Some(path) = paths.pop() {
        let facts = path.symlink_metadata().unwrap();
        if facts.is_dir() {
            paths.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|file| file.unwrap().path()),
            );
        }
        let size = if facts.is_dir() { 0 } else { facts.size() };
        found.push((path, facts.mode(), facts.uid(), size));
    }
    found.sort();
    found
}

/// Every run fetches, prints, and leaves the home as it was; the reason is
/// told to whoever asks for it.
#[track_caller]
fn does_without(aws: &LocalAws, brs: &Brs, directory: &str, reason: &str) {
    let before = listing(&brs.path(""));
    let calls = aws.calls("AssumeRole");
    let flags = ["--cache-dir", directory];
    brs.run_sts(&flags).prints();
    brs.run_sts(&flags).prints();
    let loud = brs.run_sts(&["--cache-dir", directory, "-v"]);
    loud.document();
    let said = format!("brs: warning: no cache: cannot use {directory}: {reason}\n");
    assert!(loud.stderr.contains(&said), "{loud:?}");
    assert_eq!(aws.calls("AssumeRole"), calls + 3);
    assert_eq!(listing(&brs.path("")), before);
}

const NO_DIRECTORY: &str = "it is a symbolic link or not a directory";
const FOREIGN: &str = "it belongs to another user";
const OPEN: &str = "other users can write to it";

#[test]
fn a_directory_that_is_none_is_not_used() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let target = brs.path("target");
    fs::create_dir(&target).unwrap();
    chmod(&target, 0o700);
    symlink(&target, brs.path("link")).unwrap();
    symlink("nowhere", brs.path("dangling")).unwrap();
    fs::write(brs.path("file"), "").unwrap();
    for (directory, reason) in [
        ("link", NO_DIRECTORY),
        ("link/", NO_DIRECTORY),
        ("link/.", NO_DIRECTORY),
        ("dangling", NO_DIRECTORY),
        ("file", NO_DIRECTORY),
        ("/dev/null", NO_DIRECTORY),
        ("/dev/null/brs", "not a directory"),
        ("file/sub/directory", "not a directory"),
        ("/proc/brs/cache", "no such file or directory"),
    ] {
        does_without(&aws, &brs, directory, reason);
    }
}

#[test]
fn a_directory_of_others_is_not_used() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let directory = brs.path("cache");
    for (mode, owner, reason) in [
        (0o700, NOBODY, FOREIGN),
        (0o777, 0, OPEN),
        (0o1777, 0, OPEN),
        (0o770, 0, OPEN),
        (0o702, 0, OPEN),
    ] {
        for which in ["", "v1"] {
            fs::create_dir_all(directory.join("v1")).unwrap();
            chmod(&directory, 0o700);
            chmod(&directory.join("v1"), 0o700);
            let bad = directory.join(which);
            chmod(&bad, mode);
            chown(&bad, Some(owner), None).unwrap();
            let within = format!("v1 in it: {reason}");
            let reason = if which.is_empty() { reason } else { &within };
            does_without(&aws, &brs, "cache", reason);
            fs::remove_dir_all(&directory).unwrap();
        }
    }
}

#[test]
fn a_layout_that_is_none_is_not_used() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let directory = brs.path("cache");
    fs::create_dir(&directory).unwrap();
    chmod(&directory, 0o700);
    fs::create_dir(brs.path("target")).unwrap();
    chmod(&brs.path("target"), 0o700);
    symlink("../target", directory.join("v1")).unwrap();
    let reason = format!("v1 in it: {NO_DIRECTORY}");
    does_without(&aws, &brs, "cache", &reason);
    fs::remove_file(directory.join("v1")).unwrap();
    fs::write(directory.join("v1"), "").unwrap();
    does_without(&aws, &brs, "cache", &reason);
}

/// A home whose cache, in `cache/`, the next run would take its answer from.
fn warm(aws: &LocalAws) -> Brs {
    let brs = Brs::with(aws);
    brs.age_config();
    brs.run_sts(&["--cache-dir", "cache/"]).prints();
    brs.run_sts(&["--cache-dir", "cache/"]).prints();
    assert_eq!(aws.calls("AssumeRole"), 1);
    brs
}

#[test]
fn a_directory_that_became_a_link_is_not_used_by_a_hit_either() {
    let aws = LocalAws::start();
    let brs = warm(&aws);
    fs::rename(brs.path("cache"), brs.path("moved")).unwrap();
    symlink("moved", brs.path("cache")).unwrap();
    does_without(&aws, &brs, "cache/", NO_DIRECTORY);
}

#[test]
fn a_directory_that_became_open_is_not_used_by_a_hit_either() {
    let aws = LocalAws::start();
    let brs = warm(&aws);
    chmod(&brs.path("cache"), 0o777);
    does_without(&aws, &brs, "cache/", OPEN);
}

#[test]
fn what_is_ours_but_loose_is_tightened() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let layout = brs.cache();
    let root = layout.parent().unwrap();
    for directory in [root, &layout] {
        for mode in [0o755, 0o750, 0o711] {
            chmod(directory, mode);
            brs.run_sts(&[]).prints();
            assert_eq!(
                fs::metadata(directory).unwrap().mode() & 0o7777,
                0o700,
                "{mode:o}"
            );
        }
    }
    assert_eq!(aws.calls("AssumeRole"), 1, "what was in it is good");
}

#[test]
fn a_directory_that_was_named_is_left_as_it_was() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    fs::create_dir(brs.path("project")).unwrap();
    chmod(&brs.path("project"), 0o755);
    brs.age_config();
    for _ in 0..3 {
        brs.run_sts(&["--cache-dir", "project"]).prints();
    }
    assert_eq!(aws.calls("AssumeRole"), 1);
    let mode = |path: &str| fs::metadata(brs.path(path)).unwrap().mode() & 0o7777;
    assert_eq!((mode("project"), mode("project/v1")), (0o755, 0o700));
}

#[test]
fn a_link_on_the_way_is_followed() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    fs::create_dir(brs.path("disk")).unwrap();
    symlink("disk", brs.path(".cache")).unwrap();
    brs.run_sts(&[]).prints();
    brs.run_sts(&[]).prints();
    assert_eq!(aws.calls("AssumeRole"), 1);
    assert!(brs.path("disk/brs/v1").is_dir());
}

#[test]
fn what_can_only_be_read_is_read() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.give_away();
    brs.age_config();
    let run = |more: &[&str]| finish(brs.command_as_nobody(&brs.sts(more)).spawn().unwrap());
    let line = run(&[]).prints().to_owned();
    let layout = brs.cache();
    for directory in [layout.as_path(), layout.parent().unwrap()] {
        fs::set_permissions(directory, Permissions::from_mode(0o500)).unwrap();
    }
    let before = listing(&brs.path(".cache"));
    assert_eq!(run(&[]).prints(), line);
    assert_eq!(aws.calls("AssumeRole"), 1);
    run(&["--force-refresh"]).prints();
    run(&["--role-session-name", "other"]).prints();
    assert_eq!(aws.calls("AssumeRole"), 3);
    assert_eq!(listing(&brs.path(".cache")), before);
}

#[test]
fn a_failure_that_cannot_be_told_to_others_is_not_repeated() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(local_aws::Fault::InternalError));
    let outcome = brs.run_sts(&["--cache-dir", "/dev/null"]);
    outcome.fails_saying(1, &["InternalFailure: "]);
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_home_that_cannot_be_written_to_is_done_without() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.give_away();
    chown(brs.path(""), Some(0), Some(0)).unwrap();
    chmod(&brs.path(""), 0o755);
    let before = listing(&brs.path(""));
    for calls in [1, 2] {
        finish(brs.command_as_nobody(&brs.sts(&[])).spawn().unwrap()).prints();
        assert_eq!(aws.calls("AssumeRole"), calls);
    }
    assert_eq!(listing(&brs.path("")), before);
}

#[test]
fn nothing_is_made_in_the_home_of_somebody_else() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    chown(brs.path(""), Some(NOBODY), Some(NOBODY)).unwrap();
    let before = listing(&brs.path(""));
    for calls in [1, 2] {
        brs.run_sts(&[]).prints();
        assert_eq!(aws.calls("AssumeRole"), calls);
    }
    assert_eq!(listing(&brs.path("")), before);
}

#[test]
fn without_a_home_keys_in_the_environment_are_enough() {
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    for home in [None, Some("")] {
        let brs = Brs::with(&aws)
            .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
            .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key)
            .set("AWS_REGION", "eu-west-1");
        brs.give_away();
        let brs = match home {
            None => brs.unset("HOME"),
            Some(home) => brs.set("HOME", home),
        };
        // A user of whom the system knows nothing, so no home there either.
        let wrapper = [
            "setpriv",
            "--reuid",
            "54321",
            "--regid",
            "54321",
            "--clear-groups",
        ];
        chmod(&brs.path(""), 0o755);
        let copy = brs.path("bin/brs");
        let run = |more: &[&str]| {
            let mut arguments = vec!["sts", "--role-arn", ROLE];
            arguments.extend(more);
            let mut command = brs.command_under(&wrapper, &arguments);
            finish(command.spawn().unwrap())
        };
        assert!(copy.exists());
        let calls = aws.calls("AssumeRole");
        run(&[]).prints();
        run(&[]).prints();
        assert_eq!(aws.calls("AssumeRole"), calls + 2);
        let loud = run(&["-v"]);
        loud.document();
        let said = "brs: warning: no cache: neither HOME nor --cache-dir says where\n";
        assert!(loud.stderr.contains(said), "{loud:?}");
        run(&["--profile", "base"]).fails(
            2,
            "brs: error: there is no profile 'base' in ~/.aws/config or ~/.aws/credentials\n\
             brs: hint: neither has a profile\n",
        );
    }
}

#[test]
fn the_cache_is_where_it_was_said_to_be() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let places = ["flag", "variable", "xdg/brs", ".cache/brs"];
    let filled = |brs: &Brs| places.map(|place| brs.path(place).join("v1").is_dir());
    let directory = |name: &str| brs.path(name).to_str().unwrap().to_owned();
    let (flag, variable, xdg) = (directory("flag"), directory("variable"), directory("xdg"));

    // No shell has seen to the `~` of a credential_process line.
    let tilde = ["--cache-dir", "~/flag"];
    let line = brs.run_sts(&tilde).prints().to_owned();
    assert_eq!(filled(&brs), [true, false, false, false]);
    assert_eq!(brs.run_sts(&tilde).prints(), line);
    assert_eq!(brs.run_sts(&["--cache-dir", &flag]).prints(), line);
    assert!(!brs.path("~").exists());
    let brs = brs.set("BRS_CACHE_DIR", &variable);
    brs.run_sts(&["--cache-dir", &flag]).prints();
    assert_eq!(
        aws.calls("AssumeRole"),
        1,
        "the flag goes before the variable"
    );
    brs.run_sts(&[]).prints();
    assert_eq!(filled(&brs), [true, true, false, false]);
    let brs = brs.unset("BRS_CACHE_DIR").set("XDG_CACHE_HOME", &xdg);
    brs.run_sts(&[]).prints();
    assert_eq!(filled(&brs), [true, true, true, false]);
    // Not a whole path: it counts as none.
    let brs = brs.set("XDG_CACHE_HOME", "xdg");
    brs.run_sts(&[]).prints();
    assert_eq!(filled(&brs), [true, true, true, true]);
    assert_eq!(aws.calls("AssumeRole"), 4);
}

#[test]
fn no_cache_means_neither_reading_nor_saving() {
    let aws = LocalAws::start();
    for (variable, flags) in [("", &["--no-cache"] as &[_]), ("true", &[]), ("1", &[])] {
        let brs = Brs::with(&aws);
        brs.age_config();
        let line = brs.run_sts(&[]).prints().to_owned();
        let kept = |brs: &Brs| {
            let saved = brs.files().into_iter();
            let saved = saved.filter(|name| !name.contains('.') || name.ends_with(".link"));
            let saved = saved.map(|name| (fs::read(brs.cache().join(&name)).unwrap(), name));
            saved.collect::<Vec<_>>()
        };
        let before = kept(&brs);
        assert_eq!(before.len(), 2, "an entry and a link");
        let brs = brs.set("BRS_NO_CACHE", variable);
        let calls = aws.calls("AssumeRole");
        assert_ne!(brs.run_sts(flags).prints(), line);
        assert_ne!(brs.run_sts(flags).prints(), line);
        assert_eq!(aws.calls("AssumeRole"), calls + 2);
        assert_eq!(kept(&brs), before);

        let empty = Brs::with(&aws).set("BRS_NO_CACHE", variable);
        empty.age_config();
        empty.run_sts(flags).prints();
        assert_eq!(kept(&empty), []);
    }
}
