//! What a hit touches, and what makes it look again: a link never outlives
//! what it was resolved from.

mod support;

use local_aws::LocalAws;
use std::fs::{self, File, FileTimes};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use support::spoil::{link, with_link};
use support::{Brs, Outcome, finish, program};

/// The system calls of a run that names files, sockets, locks or processes.
fn calls(brs: &Brs, arguments: &[&str]) -> (Outcome, Vec<String>) {
    let log = brs.path("strace");
    let trace = "trace=%file,%network,%process,flock,fcntl,ioctl";
    let wrapper = [
        "strace",
        "-f",
        "-qq",
        "-o",
        log.to_str().unwrap(),
        "-e",
        trace,
    ];
    let mut command = brs.command_under(&wrapper, arguments);
    let outcome = finish(command.spawn().unwrap());
    let log = fs::read_to_string(log).unwrap();
    (outcome, log.lines().map(str::to_owned).collect())
}

/// Whether a run opened the shared config file.
fn reads_config(brs: &Brs, arguments: &[&str]) -> bool {
    let (outcome, calls) = calls(brs, arguments);
    outcome.prints();
    let opens = |call: &&String| call.contains("open") && call.contains("/.aws/config");
    calls.iter().any(|call| opens(&call))
}

fn set_modified(path: &Path, like: &fs::Metadata) {
    let times = FileTimes::new().set_modified(like.modified().unwrap());
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_times(times)
        .unwrap();
}

/// Writes a file anew so that only its time of change tells.
fn rewrite_in_place(path: &Path, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let before = fs::metadata(path).unwrap();
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
    set_modified(path, &before);
    let after = fs::metadata(path).unwrap();
    let facts = |m: &fs::Metadata| (m.ino(), m.size(), m.mtime(), m.mtime_nsec());
    assert_eq!(facts(&before), facts(&after));
}

fn last_region(aws: &LocalAws) -> String {
    aws.requests().pop().unwrap().region
}

#[test]
fn a_hit_opens_the_directory_the_link_and_the_entry() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let connections = aws.connections();
    let (outcome, calls) = calls(&brs, &brs.sts(&[]));
    outcome.prints();
    assert_eq!(aws.connections(), connections);
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let expected = [
        brs.path(".cache/brs").to_str().unwrap().to_owned(),
        "v1".into(),
        name(&link(&brs)),
        name(&brs.entry()),
    ];
    // Below the program's own start-up: the loader and its libraries.
    let system = ["/etc/ld.so", "/lib", "/usr/lib", "/proc/self/maps"];
    let opened: Vec<&str> = calls
        .iter()
        .filter(|call| call.contains("open"))
        .filter_map(|call| call.split('"').nth(1))
        .filter(|path| !system.iter().any(|known| path.starts_with(known)))
        .collect();
    assert_eq!(opened, expected, "{calls:#?}");
    for unwanted in [
        "socket(",
        "connect(",
        "flock(",
        "F_SETLK",
        "F_OFD_SETLK",
        "clone(",
        "clone3(",
        "fork(",
    ] {
        assert!(
            !calls.iter().any(|call| call.contains(unwanted)),
            "{unwanted} {calls:#?}"
        );
    }
    let executed = calls.iter().filter(|call| call.contains("execve("));
    assert_eq!(executed.count(), 1, "{calls:#?}");
    for unwanted in [
        ".lock", ".state", "rename", "unlink", "mkdir", "chmod", "O_CREAT", "O_WRONLY",
    ] {
        assert!(
            !calls.iter().any(|call| call.contains(unwanted)),
            "{unwanted} {calls:#?}"
        );
    }
}

#[test]
fn a_young_config_makes_no_link() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let links = |brs: &Brs| {
        brs.files()
            .iter()
            .filter(|name| name.ends_with(".link"))
            .count()
    };
    brs.append_config("# just saved\n");
    brs.run_sts(&[]).prints();
    brs.run_sts(&[]).prints();
    assert_eq!(links(&brs), 0);
    brs.age_config();
    assert!(reads_config(&brs, &brs.sts(&[])), "there was no link");
    assert_eq!(links(&brs), 1);
    assert!(!reads_config(&brs, &brs.sts(&[])), "there is one");
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_config_that_changed_is_read_again() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    rewrite_in_place(&brs.path(".aws/config"), "eu-west-1", "us-east-1");
    brs.run_sts(&[]).prints();
    assert_eq!(last_region(&aws), "us-east-1");
    assert_eq!((aws.calls("AssumeRole"), brs.entries().len()), (2, 2));
}

#[test]
fn a_config_that_was_replaced_is_read_again() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let (config, other) = (brs.path(".aws/config"), brs.path("other"));
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&other, text.replace("eu-west-1", "us-east-1")).unwrap();
    set_modified(&other, &fs::metadata(&config).unwrap());
    fs::rename(&other, &config).unwrap();
    brs.run_sts(&[]).prints();
    assert_eq!(last_region(&aws), "us-east-1");
    // And one that is gone is missed.
    brs.age_config();
    brs.run_sts(&[]).prints();
    fs::remove_file(&config).unwrap();
    brs.run_sts(&[])
        .fails_saying(2, &["there is no profile 'base'"]);
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn a_credentials_file_that_appears_is_read() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let bea = aws.user("bea");
    let text = format!(
        "[base]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
        bea.access_key_id, bea.secret_access_key
    );
    fs::write(brs.path(".aws/credentials"), text).unwrap();
    brs.run_sts(&[]).prints();
    let request = aws.requests().pop().unwrap();
    assert_eq!(request.access_key_id, bea.access_key_id);
    assert_eq!((aws.calls("AssumeRole"), brs.entries().len()), (2, 2));
}

#[test]
fn a_policy_that_changed_is_read_again() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let policy = brs.path("policy.json");
    fs::write(&policy, r#"{"Version":"2012-10-17","Statement":[]}"#).unwrap();
    brs.age_config();
    let flag = format!("file://{}", policy.display());
    brs.run_sts(&["--policy", &flag]).prints();
    brs.run_sts(&["--policy", &flag]).prints();
    assert_eq!(aws.calls("AssumeRole"), 1);
    rewrite_in_place(&policy, "2012-10-17", "2008-10-17");
    brs.run_sts(&["--policy", &flag]).prints();
    let sent = aws.requests().pop().unwrap().parameters["Policy"].clone();
    assert!(sent.contains("2008-10-17"), "{sent}");
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn another_brs_looks_for_itself() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let copy = brs.path("brs");
    fs::copy(program(), &copy).unwrap();
    brs.age_config();
    let arguments = brs.sts(&[]);
    let run = || {
        let model = brs.command(&arguments);
        let mut command = Command::new(&copy);
        command
            .args(&arguments)
            .env_clear()
            .current_dir(brs.path(""));
        command.envs(
            model
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        command.stdin(std::process::Stdio::null());
        command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        finish(command.spawn().unwrap())
    };
    let line = run().prints().to_owned();
    let before = fs::read(link(&brs)).unwrap();
    // Installed anew, as a package manager does it: another file, same time.
    let new = brs.path("new");
    fs::copy(&copy, &new).unwrap();
    set_modified(&new, &fs::metadata(&copy).unwrap());
    fs::rename(&new, &copy).unwrap();
    brs.age_config();
    assert_eq!(run().prints(), line);
    let after = fs::read(link(&brs)).unwrap();
    assert_ne!(before, after, "it was resolved anew");
    assert_eq!(run().prints(), line);
    assert_eq!(fs::read(link(&brs)).unwrap(), after);
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn what_is_fresh_needs_no_aws() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    let line = brs.run_sts(&[]).stdout;
    drop(aws);
    assert_eq!(brs.run_sts(&[]).prints(), line);
}
