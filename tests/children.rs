//! Programs that brs runs: each ends within its deadline, whatever it does, and
//! nothing of it is left.

mod support;

use proptest::test_runner::TestRunner;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::Duration;
use support::Brs;
use support::herd::until;
use support::terminal::{Ended, Running, client, members};
use support::wrapped::tool;

/// What a run may take beside its deadline: 3 s, and what a busy machine adds.
const GRACE: Duration = Duration::from_secs(6);

/// Starts a run without any terminal.
fn start(brs: &Brs, flags: &[&str], words: &[&str]) -> Running {
    let client = client();
    let arguments = [&[&*client, "run"], flags, &["--"], words].concat();
    let mut command = brs.other(&tool("setsid"), &arguments);
    command.stdin(Stdio::null());
    Running::new(command.spawn().unwrap())
}

fn run(brs: &Brs, flags: &[&str], words: &[&str]) -> Ended {
    start(brs, flags, words).finish()
}

/// A script that writes down the number of its process group first.
fn grouped(script: &str) -> String {
    format!("echo $$ >group; {script}")
}

/// The process group of such a script.
fn group(brs: &Brs) -> u32 {
    let path = brs.path("group");
    until("it has started", || {
        fs::read_to_string(&path).is_ok_and(|text| text.ends_with('\n'))
    });
    fs::read_to_string(path).unwrap().trim().parse().unwrap()
}

/// Runs a script of sh; nothing of it is left.
fn script(brs: &Brs, flags: &[&str], script: &str) -> Ended {
    let ended = run(brs, flags, &["sh", "-c", &grouped(script)]);
    assert_eq!(members(group(brs)), Vec::<String>::new(), "{ended:?}");
    ended
}

#[track_caller]
fn fails(ended: &Ended, why: &str) {
    assert_eq!(
        (ended.status, &*ended.stdout, &*ended.stderr),
        (Some(1), "", &*format!("brs: error: cannot run {why}\n")),
        "{ended:?}"
    );
}

#[track_caller]
fn within(ended: &Ended, deadline: u64) {
    assert!(
        ended.took < Duration::from_secs(deadline) + GRACE,
        "{ended:?}"
    );
}

#[test]
fn what_a_program_prints_arrives_byte_for_byte() {
    let brs = Brs::new();
    run(&brs, &[], &["printf", "a b\\n%s", "c'd\"e"]).is(0, "a b\nc'd\"e");
    run(&brs, &[], &["true"]).is(0, "");
    let all = script(&brs, &[], "head -c 65536 /dev/zero | tr '\\0' x");
    all.is(0, &"x".repeat(65536));
}

#[test]
fn how_a_program_has_failed_is_told() {
    let brs = Brs::new();
    for (text, why) in [
        ("exit 3", "it exited with 3"),
        ("echo no >&2; exit 3", "it exited with 3: no"),
        (
            "echo; echo one; echo two >&2; echo >&2; exit 1",
            "it exited with 1: two",
        ),
        ("kill -KILL $$", "it was ended by signal 9"),
        ("kill -INT $$", "it was ended by signal 2"),
        (
            "printf '\\033[2J\\n\\033[1mno' >&2; exit 1",
            "it exited with 1: \\u{1b}[1mno",
        ),
        (
            "echo code 123456 of wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY >&2; exit 1",
            "it exited with 1: code … of …",
        ),
    ] {
        let ended = script(&brs, &[], text);
        fails(&ended, &format!("sh: {why}"));
    }
    let long = script(&brs, &[], "printf 'x %.0s' $(seq 200) >&2; exit 1");
    fails(
        &long,
        &format!("sh: it exited with 1: {}…", "x ".repeat(100)),
    );
}

#[test]
fn what_cannot_be_started_says_why() {
    let brs = Brs::new();
    let file = |name: &str, text: &str, mode: u32| {
        fs::write(brs.path(name), text).unwrap();
        fs::set_permissions(brs.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    file("plain", "#!/bin/sh\n", 0o644);
    file("orphan", "#!/nowhere/sh\n", 0o755);
    file("nonsense", "\u{7f}nonsense", 0o755);
    for (program, why) in [
        ("no-such-program", "no such program in PATH"),
        ("", "no such program in PATH"),
        ("./no-such-file", "there is no such file"),
        ("/", "it is a directory"),
        ("./plain", "it is not executable"),
        ("./orphan", "the interpreter that it names is not there"),
        ("./nonsense", "exec format error"),
    ] {
        fails(&run(&brs, &[], &[program]), &format!("{program}: {why}"));
    }
    let ended = run(&brs, &["--directory", "nowhere"], &["true"]);
    fails(&ended, "true: there is no directory nowhere");
}

#[test]
fn a_program_runs_where_it_is_told_to() {
    let brs = Brs::new();
    fs::create_dir(brs.path("below")).unwrap();
    let here = brs.path("below").canonicalize().unwrap();
    let ended = run(&brs, &["--directory", "below"], &["pwd"]);
    ended.is(0, &format!("{}\n", here.display()));
    // And is found from there.
    fs::write(brs.path("below/tool"), "#!/bin/sh\necho $0\n").unwrap();
    fs::set_permissions(brs.path("below/tool"), fs::Permissions::from_mode(0o755)).unwrap();
    let ended = run(&brs, &["--directory", "below"], &["./tool"]);
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""), "{ended:?}");
    assert!(ended.stdout.ends_with("below/./tool\n"), "{ended:?}");
}

#[test]
fn a_program_that_does_not_end_is_ended() {
    let brs = Brs::new();
    for (text, why) in [
        ("sleep 100", "it took longer than 1 s"),
        // A drip keeps nobody waiting.
        (
            "while :; do printf x; sleep 0.1; done",
            "it took longer than 1 s",
        ),
        ("exec >&-; sleep 100", "it took longer than 1 s"),
        ("trap '' TERM; sleep 100", "it took longer than 1 s"),
        (
            "trap '' TERM INT HUP QUIT; while :; do sleep 1; done",
            "it took longer than 1 s",
        ),
        (
            "trap 'exit 0' TERM; while :; do sleep 0.1; done",
            "it took longer than 1 s",
        ),
        (
            "(trap '' TERM; sleep 100) & sleep 100",
            "it took longer than 1 s",
        ),
        ("kill -STOP $$", "it took longer than 1 s"),
        (
            "for i in 1 2 3 4 5 6 7 8; do sleep 100 & done; wait",
            "it took longer than 1 s",
        ),
        ("yes", "it printed more than 65536 bytes"),
        (
            "head -c 10000000000 /dev/zero",
            "it printed more than 65536 bytes",
        ),
        ("yes & sleep 0.2", "it printed more than 65536 bytes"),
    ] {
        let ended = script(&brs, &["--within", "1"], text);
        fails(&ended, &format!("sh: {why}"));
        within(&ended, 1);
    }
}

#[test]
fn a_program_that_has_to_end_may_tidy_up_first() {
    let brs = Brs::new();
    let text = "trap 'sleep 0.5; echo >tidy; exit' TERM; while :; do sleep 0.1; done";
    let ended = script(&brs, &["--within", "1"], text);
    fails(&ended, "sh: it took longer than 1 s");
    assert!(brs.path("tidy").exists());
}

#[test]
fn what_is_printed_may_be_as_long_as_it_may_be() {
    let brs = Brs::new();
    run(&brs, &["--longest", "3"], &["printf", "abc"]).is(0, "abc");
    let ended = run(&brs, &["--longest", "3"], &["printf", "abcd"]);
    fails(&ended, "printf: it printed more than 3 bytes");
}

#[test]
fn what_a_program_leaves_behind_is_not_waited_for_and_is_ended() {
    let brs = Brs::new();
    for text in [
        "sleep 100 & echo done",
        "(sleep 100; sleep 100) & echo done",
        "(trap '' TERM HUP; while :; do sleep 1; done) & echo done",
        // With a pipe of its own it is ended as well.
        "sleep 100 >/dev/null 2>&1 & echo done",
        "(while :; do echo noise >&2; done) & echo done",
    ] {
        let ended = script(&brs, &["--within", "20"], text);
        ended.is(0, "done\n");
        assert!(ended.took < Duration::from_secs(10), "{text}: {ended:?}");
    }
}

#[test]
fn what_leaves_its_group_on_purpose_is_left_alone_and_not_waited_for() {
    let brs = Brs::new();
    let ended = script(
        &brs,
        &[],
        "setsid sh -c 'echo $$ >daemon; exec sleep 100' & echo done",
    );
    ended.is(0, "done\n");
    assert!(ended.took < Duration::from_secs(10), "{ended:?}");
    // It may have been ended before it could leave.
    if let Ok(id) = fs::read_to_string(brs.path("daemon")) {
        support::terminal::signal(id.trim().parse().unwrap(), "KILL");
    }
}

#[test]
fn standard_error_is_taken_however_much_it_is() {
    let brs = Brs::new();
    let ended = script(
        &brs,
        &[],
        "yes 'no no' | head -c 9000000 >&2; echo last >&2; exit 7",
    );
    fails(&ended, "sh: it exited with 7: last");
    let ended = script(&brs, &[], "yes 'no no' | head -c 9000000 >&2; echo done");
    ended.is(0, "done\n");
}

#[test]
fn standard_input_is_empty() {
    let brs = Brs::new();
    script(&brs, &[], "cat; echo done").is(0, "done\n");
    // Interactive is for where there is a terminal.
    script(&brs, &["--interactive"], "cat; echo done").is(0, "done\n");
}

/// What a program prints when nobody stands between.
fn directly(brs: &Brs, words: &[&str]) -> String {
    let mut command = brs.other(&tool("setsid"), words);
    command.stdin(Stdio::null());
    let ended = Running::new(command.spawn().unwrap()).finish();
    assert_eq!(ended.status, Some(0), "{ended:?}");
    ended.stdout
}

#[test]
fn a_program_gets_no_file_of_brs() {
    let brs = Brs::new();
    // Whoever runs the tests may have passed some on.
    let list = ["sh", "-c", "ls /proc/self/fd | tr '\\n' ' '"];
    run(&brs, &[], &list).is(0, &directly(&brs, &list));
}

#[test]
fn a_program_gets_no_blocked_or_ignored_signal_of_brs() {
    let brs = Brs::new();
    let tell = ["grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"];
    run(&brs, &[], &tell).is(0, &directly(&brs, &tell));
}

#[test]
fn whoever_ignores_how_programs_end_does_not_keep_brs_from_knowing() {
    let brs = Brs::new();
    let ignoring = "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); \
                    os.execv(sys.argv[1], sys.argv[1:])";
    let client = client();
    for (text, status, stderr) in [
        ("echo done", 0, ""),
        ("exit 3", 1, "brs: error: cannot run sh: it exited with 3\n"),
    ] {
        let words = ["sh", "-c", text];
        let arguments = [
            &["python3", "-c", ignoring, &client, "run", "--"][..],
            &words,
        ]
        .concat();
        let mut command = brs.other(&tool("setsid"), &arguments);
        let ended = Running::new(command.stdin(Stdio::null()).spawn().unwrap()).finish();
        assert_eq!(
            (ended.status, &*ended.stderr),
            (Some(status), stderr),
            "{ended:?}"
        );
        within(&ended, 5);
    }
}

#[test]
fn a_signal_that_ends_brs_ends_the_program_first() {
    let brs = Brs::new();
    for (name, status) in [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131)] {
        for text in [
            "sleep 100 & sleep 100",
            "trap '' TERM; sleep 100 & sleep 100",
        ] {
            let _ = fs::remove_file(brs.path("group"));
            let running = start(&brs, &[], &["sh", "-c", &grouped(text)]);
            let group = group(&brs);
            running.signal(name);
            let ended = running.finish();
            ended.is(status, "");
            assert_eq!(members(group), Vec::<String>::new(), "{name}");
            assert!(ended.took < Duration::from_secs(10), "{ended:?}");
        }
    }
}

#[test]
fn a_program_gets_no_secret_of_whoever_runs_it() {
    let secrets = [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_SECURITY_TOKEN",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "BRS_PKCS11_PIN",
    ];
    let set = |brs: Brs, name: &&str| brs.set(name, "hunter2");
    let brs = Brs::new().unset("AWS_EC2_METADATA_DISABLED");
    let brs = secrets.iter().fold(brs, set);
    let brs = brs
        .set("AWS_PROFILE", "dev")
        .set("LD_LIBRARY_PATH", "/tmp/_MEIab12")
        .set("LD_LIBRARY_PATH_ORIG", "/opt/lib")
        .set("LC_ALL", "C");
    let lines = |ended: &Ended| {
        assert_eq!((ended.status, &*ended.stderr), (Some(0), ""), "{ended:?}");
        assert!(!ended.stdout.contains("hunter2"), "{ended:?}");
        let lines = ended.stdout.lines().map(str::to_owned);
        lines
            .filter(|line| !line.starts_with("HOME="))
            .collect::<Vec<_>>()
    };
    let mut scrubbed = lines(&run(&brs, &["--extra", "BRS_CHAIN=x"], &["env"]));
    scrubbed.sort();
    let path = "PATH=/usr/local/bin:/usr/bin:/bin";
    assert_eq!(
        scrubbed,
        [
            "AWS_PROFILE=dev",
            "BRS_CHAIN=x",
            "LC_ALL=C",
            "LD_LIBRARY_PATH=/opt/lib",
            path,
            "RUST_BACKTRACE=1",
            "USER=ana"
        ]
    );
    let flags = [
        "--minimal",
        "--extra",
        "BRS_CHAIN=x",
        "--set",
        "A=b=c",
        "--pass",
        "AWS_PROFILE",
    ];
    let mut minimal = lines(&run(&brs, &flags, &["env"]));
    minimal.sort();
    assert_eq!(
        minimal,
        [
            "A=b=c",
            "AWS_PROFILE=dev",
            "BRS_CHAIN=x",
            "LC_ALL=C",
            path,
            "USER=ana"
        ]
    );
    // Who names a secret means it.
    let named = run(
        &brs,
        &["--minimal", "--pass", "AWS_SESSION_TOKEN"],
        &["env"],
    );
    assert!(
        named.stdout.contains("AWS_SESSION_TOKEN=hunter2\n"),
        "{named:?}"
    );
}

/// Takes lines apart in Python, as botocore does.
const PYTHON: &str = r"
import json, shlex, sys
for line in json.load(open('lines')):
    try:
        words = shlex.split(line)
    except ValueError:
        words = None
    print(json.dumps(words))
";

#[test]
fn a_command_line_is_taken_apart_as_botocore_does() {
    let brs = Brs::new();
    let mut runner = TestRunner::deterministic();
    let any = "([ab'\"\\\\ \t\r\n$#;é/=-]|\\\\[ab\"'\\\\$`]){0,12}";
    let any = proptest::string::string_regex(any).unwrap();
    let lines: Vec<String> = (0..20_000)
        .map(|_| proptest::strategy::Strategy::new_tree(&any, &mut runner).unwrap())
        .map(|tree| proptest::strategy::ValueTree::current(&tree))
        .collect();
    fs::write(brs.path("lines"), serde_json::to_string(&lines).unwrap()).unwrap();
    let python = brs
        .other(&tool("python3"), &["-c", PYTHON])
        .spawn()
        .unwrap();
    let python = support::finish(python);
    assert_eq!((python.code, &*python.stderr), (Some(0), ""));
    let mut answers = python.stdout.lines();
    let mut good = 0;
    for line in &lines {
        let theirs: Option<Vec<String>> = serde_json::from_str(answers.next().unwrap()).unwrap();
        let ours = brs::child::split(line).ok().map(|words| {
            let words = words.into_iter().map(|word| word.into_string().unwrap());
            words.collect::<Vec<_>>()
        });
        // To them nothing is a line as well.
        assert_eq!(ours, theirs.filter(|words| !words.is_empty()), "{line:?}");
        good += usize::from(ours.is_some());
    }
    assert!((5_000..19_000).contains(&good), "{good} of them are whole");
}
