//! A process that holds secrets leaves no core file, and other programs of the
//! same user cannot look into it.

mod support;

use local_aws::{Fault, LocalAws};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use support::herd::until;
use support::wrapped::{NOBODY, tool};
use support::{Brs, finish};

/// Lets a program dump all it has, if it may.
const DUMPING: &str = "ulimit -S -c unlimited; exec \"$@\"";

/// A program of the user nobody, that is ended however the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// A brs that holds base credentials and waits for an answer.
    fn brs(aws: &LocalAws, brs: &Brs) -> Self {
        aws.set_fault(Some(Fault::Hang));
        let before = aws.calls("AssumeRole");
        let arguments = brs.sts(&["--timeout", "60s"]);
        let shell = ["sh", "-c", DUMPING, "sh"];
        let child = brs.command_as_nobody_under(&shell, &arguments).spawn();
        let running = Self(child.unwrap());
        until("brs has asked", || aws.calls("AssumeRole") > before);
        running
    }

    /// A program without secrets, for comparison.
    fn sleep(brs: &Brs) -> Self {
        let child = as_nobody(brs, "sh", &["-c", DUMPING, "sh", "sleep", "60"]).spawn();
        let running = Self(child.unwrap());
        let name = format!("/proc/{}/comm", running.0.id());
        until("sleep runs", || {
            fs::read_to_string(&name).is_ok_and(|name| name == "sleep\n")
        });
        running
    }

    fn number(&self) -> String {
        self.0.id().to_string()
    }

    fn abort(mut self) -> ExitStatus {
        let kill = Command::new(tool("kill"))
            .args(["-ABRT", &self.number()])
            .status();
        assert!(kill.unwrap().success());
        self.0.wait().unwrap()
    }
}

/// Another program, run by the user nobody in the home.
fn as_nobody(brs: &Brs, program: &str, arguments: &[&str]) -> Command {
    let user = NOBODY.to_string();
    let mut all = vec!["--reuid", &user, "--regid", &user, "--clear-groups"];
    let program = tool(program);
    all.push(program.to_str().unwrap());
    all.extend(arguments);
    brs.other(&tool("setpriv"), &all)
}

/// Core files in the home.
fn cores(brs: &Brs) -> usize {
    let home = fs::read_dir(brs.path("")).unwrap();
    home.filter(|file| {
        let name = file.as_ref().unwrap().file_name();
        name.to_str().unwrap().starts_with("core")
    })
    .count()
}

fn home(aws: &LocalAws) -> Brs {
    let brs = Brs::with(aws);
    brs.give_away();
    brs
}

#[test]
fn an_abort_leaves_no_core_file() {
    let aws = LocalAws::start();
    let brs = home(&aws);
    let status = Running::brs(&aws, &brs).abort();
    assert_eq!((status.signal(), status.core_dumped()), (Some(6), false));
    assert_eq!(cores(&brs), 0);
    // The same of a program that lets itself be dumped: where the machine
    // writes no core files at all, or pipes them away, that is told.
    let status = Running::sleep(&brs).abort();
    assert_eq!(status.signal(), Some(6));
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern").unwrap();
    if pattern.trim() == "core" {
        assert!(status.core_dumped() && cores(&brs) == 1, "{status:?}");
    } else {
        println!("core files go to {pattern}");
    }
}

/// Whether a program of the same user can trace, read memory and environment.
fn can_look_into(brs: &Brs, process: &str) -> [bool; 3] {
    let mut strace = as_nobody(brs, "strace", &["-qq", "-o", "/dev/null", "-p", process]);
    strace.stderr(Stdio::null()).stdout(Stdio::null());
    let mut strace = Running(strace.spawn().unwrap());
    let traced = format!("/proc/{process}/status");
    let tracer = format!("TracerPid:\t{}", strace.number());
    let mut attached = false;
    until("strace is there or gone", || {
        attached = fs::read_to_string(&traced).unwrap().contains(&tracer);
        attached || strace.0.try_wait().unwrap().is_some()
    });
    let reads = |what: &str| {
        let path = format!("if=/proc/{process}/{what}");
        let mut dd = as_nobody(brs, "dd", &[&path, "of=/dev/null", "count=1"]);
        finish(dd.spawn().unwrap())
            .stderr
            .contains("Permission denied")
    };
    [attached, !reads("mem"), !reads("environ")]
}

#[test]
fn nobody_looks_into_it() {
    let aws = LocalAws::start();
    let brs = home(&aws);
    let sleep = Running::sleep(&brs);
    assert_eq!(can_look_into(&brs, &sleep.number()), [true; 3]);
    let running = Running::brs(&aws, &brs);
    assert_eq!(can_look_into(&brs, &running.number()), [false; 3]);
}

#[test]
fn it_is_closed_before_it_reads_anything_on_a_hit_too() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.age_config();
    for _ in 0..2 {
        let log = brs.path("strace");
        let trace = "trace=prctl,openat,read";
        let own = ["strace", "-f", "-o", log.to_str().unwrap(), "-e", trace];
        let run = brs.command_under(&own, &brs.sts(&[]));
        finish({ run }.spawn().unwrap()).prints();
        assert_eq!(aws.calls("AssumeRole"), 1);
        let log = fs::read_to_string(log).unwrap();
        let closed = log.find("PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0");
        let opened = log.find(".cache/brs");
        assert!(closed.is_some() && closed < opened, "{log}");
    }
}

#[test]
fn where_it_cannot_be_closed_there_is_a_limit_and_no_failure() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_delay(Duration::from_secs(3));
    let refuse = "inject=prctl:error=EPERM";
    let own = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", refuse];
    let shell = ["sh", "-c", DUMPING, "sh"];
    let run = brs.command_under(&[&shell[..], &own[..]].concat(), &brs.sts(&[]));
    let child = { run }.spawn().unwrap();
    let children = format!("/proc/{0}/task/{0}/children", child.id());
    until("brs has asked", || aws.calls("AssumeRole") == 1);
    let brs_itself = fs::read_to_string(children).unwrap();
    let limits = Path::new("/proc").join(brs_itself.trim()).join("limits");
    let limits = fs::read_to_string(limits).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let words: Vec<&str> = core.unwrap().split_whitespace().collect();
    assert_eq!(words[4], "0", "{words:?}");
    assert_ne!(words[5], "0", "the hard limit stays: {words:?}");
    finish(child).prints();
}

#[test]
fn what_belongs_to_itself_is_found_all_the_same() {
    // What is not dumpable has a /proc/self that is root's.
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let config = brs.path(".aws/config");
    brs.give_away();
    brs.age_config();
    let run = |script: &str| {
        let shell = ["sh", "-c", script, "sh"];
        let mut run = brs.command_as_nobody_under(&shell, &brs.sts(&[]));
        finish(run.spawn().unwrap())
    };
    let line = run("exec \"$@\"").prints().to_owned();
    // The link holds brs's own stamp: it is read again.
    fs::metadata(brs.entry()).unwrap();
    assert_eq!(
        brs.files()
            .iter()
            .filter(|name| name.ends_with(".link"))
            .count(),
        1
    );
    assert_eq!(run("exec \"$@\"").prints(), line);
    let script = format!(
        "exec 3<{}; AWS_CONFIG_FILE=/dev/fd/3 exec \"$@\"",
        config.display()
    );
    assert_eq!(run(&script).prints(), line);
    assert_eq!(aws.calls("AssumeRole"), 1);
}
