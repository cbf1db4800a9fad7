//! What stands beside an entry and is not what it should be: states, links and
//! locks. None of them is an error, and none lets the wrong thing be printed.

mod support;

use local_aws::LocalAws;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, symlink};
use std::time::Duration;
use support::spoil::{SPOILERS, Spoil, assert_healed, chmod, link, make, state, with_link, write};
use support::{Brs, finish, plant};

#[test]
fn another_command_lines_link_is_never_followed() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.age_config();
    let other = ["--role-session-name", "other"];
    let mine = brs.run_sts(&[]);
    let first = link(&brs);
    let others = brs.run_sts(&other);
    let links = brs
        .files()
        .into_iter()
        .filter(|name| name.ends_with(".link"));
    let second = links
        .map(|name| brs.cache().join(name))
        .find(|path| *path != first)
        .unwrap();

    let aside = brs.path("aside");
    fs::rename(&first, &aside).unwrap();
    fs::rename(&second, &first).unwrap();
    fs::rename(&aside, &second).unwrap();
    assert_eq!(brs.run_sts(&[]).prints(), mine.stdout);
    assert_eq!(brs.run_sts(&other).prints(), others.stdout);
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn a_link_that_is_none_is_made_anew() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let (link, line) = (link(&brs), brs.run_sts(&[]).stdout);
    let whole = fs::read(&link).unwrap();
    let torn = (1..whole.len()).step_by(7).map(|end| whole[..end].to_vec());
    for bytes in torn {
        write(&link, &bytes);
        assert_eq!(brs.run_sts(&[]).prints(), line, "torn at {}", bytes.len());
        assert_eq!(fs::read(&link).unwrap(), whole, "torn at {}", bytes.len());
    }
    for (what, spoil) in SPOILERS {
        spoil(&link);
        let healing = brs.run_sts(&[]);
        assert_eq!(healing.prints(), line, "{what}");
        assert!(healing.took < Duration::from_secs(10), "{what}");
        assert_healed(&link, what);
        assert_eq!(fs::read(&link).unwrap(), whole, "{what}");
    }
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_state_that_is_none_holds_nobody_back() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let far = i64::MAX;
    let odd = [
        "{}".to_owned(),
        "[]".to_owned(),
        format!(
            r#"{{"failures":4294967295,"asking_until":{far},"attempted":{far},"succeeded":-{far}}}"#
        ),
        format!(
            r#"{{"failures":9,"failure":{{"at":{far},"class":"transient","message":"no","hint":null}}}}"#
        ),
        format!(
            r#"{{"failures":9,"failure":{{"at":-{far},"class":"transient","message":"no","hint":null}}}}"#
        ),
        r#"{"failures":9,"failure":{"at":0,"class":"new","message":"no","hint":null}}"#.to_owned(),
    ];
    for (calls, text) in odd.iter().enumerate() {
        brs.plant(2700, 900);
        write(&state(&brs), text.as_bytes());
        brs.run_sts(&[]).prints();
        assert_eq!(aws.calls("AssumeRole"), calls + 2, "{text}");
    }
    for (what, spoil) in SPOILERS {
        let calls = aws.calls("AssumeRole");
        // Half of them while living credentials are renewed, half without.
        match calls % 2 {
            0 => drop(brs.plant(2700, 900)),
            _ => drop(brs.plant(3600, -1)),
        }
        spoil(&state(&brs));
        brs.run_sts(&[]).prints();
        assert_eq!(aws.calls("AssumeRole"), calls + 1, "{what}");
        assert_healed(&state(&brs), what);
        let text = fs::read(state(&brs)).unwrap();
        let healed: serde_json::Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(healed["failures"], 0, "{what}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test is the other process")]
fn a_holder_that_asks_for_ever_is_not_waited_for() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    brs.plant(3600, -1);
    let held = File::open(brs.entry().with_extension("lock")).unwrap();
    held.lock().unwrap();
    write(
        &state(&brs),
        format!(r#"{{"asking_until":{}}}"#, i64::MAX).as_bytes(),
    );
    let outcome = brs.run_sts(&["--timeout", "6"]);
    outcome.prints();
    assert!(outcome.took < Duration::from_secs(6 + 10), "{outcome:?}");
}

#[test]
fn a_lock_that_is_something_else_is_done_without() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let lock = brs.entry().with_extension("lock");
    let victim = brs.path("victim");
    let locks: [Spoil; 5] = [
        ("a FIFO", |path| make("mkfifo", &["-m", "600"], path)),
        ("a device", |path| make("mknod", &["c", "1", "3"], path)),
        ("a symbolic link to nothing", |path| {
            fs::remove_file(path).unwrap();
            symlink("../../../victim", path).unwrap();
        }),
        ("full", |path| write(path, &[b'x'; 100])),
        ("for nobody", |path| {
            write(path, b"");
            chmod(path, 0);
        }),
    ];
    for (what, spoil) in locks {
        spoil(&lock);
        let outcome = brs.run_sts(&["--force-refresh"]);
        outcome.prints();
        assert_eq!(brs.run_sts(&[]).prints(), outcome.stdout, "{what}");
        assert!(!victim.exists(), "{what}");
    }
}

#[test]
fn what_a_user_cannot_read_heals_too() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.give_away();
    let run = || finish(brs.command_as_nobody(&brs.sts(&[])).spawn().unwrap());
    run().prints();
    brs.age_config();
    run().prints();
    assert_eq!(aws.calls("AssumeRole"), 1);
    let link = link(&brs);
    for (path, calls) in [(brs.entry(), 1), (link, 0), (state(&brs), 1)] {
        if path == state(&brs) {
            plant(&brs.entry(), 3600, -1);
            brs.give_away();
        }
        chmod(&path, 0);
        let before = aws.calls("AssumeRole");
        let healing = run();
        healing.prints();
        assert_eq!(aws.calls("AssumeRole"), before + calls, "{path:?}");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(run().prints(), healing.stdout);
        assert_eq!(aws.calls("AssumeRole"), before + calls, "{path:?}");
    }
}
