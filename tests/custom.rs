//! `brs custom`: what a program may print, and what it is given.

mod support;

use std::collections::BTreeMap;
use std::fs;
use support::custom::{assert_not_on_disk, custom, printing, start, without_terminal};
use support::mfa::{program, runs};
use support::terminal::Terminal;
use support::wrapped::tool;
use support::{Brs, finish, program as brs_itself};

const KEYS: &str =
    r#""AccessKeyId":"ASIAEXAMPLE000000001","SecretAccessKey":"secret","SessionToken":"token""#;

/// What brs makes of a text that a program prints.
fn printed(brs: &Brs, text: &str) -> support::Outcome {
    fs::write(brs.path("document"), text).unwrap();
    let file = brs.path("document");
    brs.run(&custom(&["--no-cache"], &["cat", file.to_str().unwrap()]))
}

#[test]
fn four_forms_of_documents_come_out_as_the_usual_one() {
    let brs = Brs::new();
    let end = support::now() + 3600;
    let time = brs::refresh::Timestamp::from_seconds(end).to_string();
    let account = r#","AccountId":"123456789012""#;
    let arn = "arn:aws:sts::123456789012:assumed-role/Deploy/ana";
    let container = KEYS.replace("SessionToken", "Token");
    for (text, known) in [
        (
            format!(r#"{{"Version":1,{KEYS},"Expiration":"{time}"{account}}}"#),
            true,
        ),
        (
            format!(r#"{{"Version":1,{KEYS},"Expiration":{end},"More":null}}"#),
            false,
        ),
        (
            format!(r#"{{"Version":1,{KEYS},"Expiration":{end}.25}}"#),
            false,
        ),
        (
            format!(r#"{{"Version":1,{KEYS},"Expiration":{end}999}}"#),
            false,
        ),
        (
            format!(
                r#" {{"access_key":"ASIAEXAMPLE000000001","secret_key":"secret","token":"token","expiry_time":"{}"}}"#,
                time.replace('Z', "+00:00")
            ),
            false,
        ),
        (
            format!(
                r#"{{"Credentials":{{{KEYS},"Expiration":"{time}"}},"AssumedRoleUser":{{"Arn":"{arn}"}}}}"#
            ),
            true,
        ),
        (
            format!(
                "{{\n\"RoleArn\":\"{arn}\",\"Code\":\"Success\",\n{container},\n\"Expiration\":\"{time}\"\n}}\n"
            ),
            true,
        ),
    ] {
        let known = if known { account } else { "" };
        let line = format!("{{\"Version\":1,{KEYS},\"Expiration\":\"{time}\"{known}}}\n");
        assert_eq!(printed(&brs, &text).prints(), line, "{text}");
    }
}

#[test]
fn what_is_wrong_with_a_document_is_told_and_nothing_of_it_repeated() {
    let brs = Brs::new();
    for (text, said) in [
        ("", "it printed nothing"),
        ("hunter2", "what it printed is not JSON (line 1, column 1)"),
        (
            "[\"hunter2\"]",
            "what it printed is no document of credentials",
        ),
        (
            r#"{"Version":"1","SecretAccessKey":"hunter2"}"#,
            "its Version is a text, and not the number 1",
        ),
        (
            r#"{"access_key":"ASIAEXAMPLE000000001","secret_key":["hunter2"]}"#,
            "its secret_key is a list, and not a text",
        ),
        (
            r#"{"Credentials":{"AccessKeyId":"ASIAEXAMPLE000000001","SecretAccessKey":"hunter2"}}"#,
            "it has no Credentials.SessionToken",
        ),
        (
            r#"{"Version":1,"AccessKeyId":"hunter2","SecretAccessKey":"hunter2"}"#,
            "its AccessKeyId is none that AWS would give",
        ),
        (
            r#"{"access_key":"ASIAEXAMPLE000000001","secret_key":"hunter2","token":"hunter2","expiry_time":"2036-01-31T23:59:59"}"#,
            "its expiry_time is '2036-01-31T23:59:59', a time of no zone: it needs Z or an offset at its end",
        ),
        (
            r#"{"access_key":"ASIAEXAMPLE000000001","secret_key":"hunter2","token":"hunter2","expiry_time":1000000000}"#,
            "its credentials expired at 2001-09-09T01:46:40Z",
        ),
    ] {
        let outcome = printed(&brs, text);
        let hint = "run its line by hand, and see what it prints";
        let said = format!("cannot get credentials from cat: {said}");
        outcome.fails(1, &format!("brs: error: {said}\nbrs: hint: {hint}\n"));
        // A failure is shared, and these are not the same.
        let _ = fs::remove_dir_all(brs.cache());
    }
    let outcome = printed(&brs, &format!(r#"{{"Version":1,{KEYS}}}"#));
    outcome.fails(
        1,
        "brs: error: cannot get credentials from cat: it gave a session token, and no expiration\n\
         brs: hint: say with --ttl how long such credentials live\n",
    );
}

#[test]
fn a_program_is_given_a_small_environment_that_is_always_the_same() {
    let secrets = [
        ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE000000009"),
        ("AWS_SECRET_ACCESS_KEY", "hunter2"),
        ("AWS_SESSION_TOKEN", "hunter3"),
        ("AWS_PROFILE", "dev"),
        ("AWS_CONFIG_FILE", "/nowhere"),
        ("BRS_PKCS11_PIN", "hunter4"),
        ("BRS_TIMEOUT", "50"),
        ("LD_LIBRARY_PATH", "/opt/lib"),
        ("LD_PRELOAD", ""),
        ("BROKER_TOKEN", "hunter5"),
        ("OTHER_TOKEN", "hunter6"),
        ("UNNAMED", "x"),
        ("LC_ALL", "C"),
        ("https_proxy", "http://127.0.0.1:9"),
        ("SSH_AUTH_SOCK", "/run/agent"),
        ("XDG_RUNTIME_DIR", "/run/user/0"),
        ("TERM", "dumb"),
        ("BRS_ENV_PASS", "OTHER_TOKEN,ABSENT"),
    ];
    let brs = secrets
        .iter()
        .fold(Brs::new(), |brs, (name, value)| brs.set(name, value));
    let script = format!(
        "env >environment; cat >input; ls -l /proc/self/fd >files; {}",
        printing(3600)
    );
    let path = program(&brs, "broker", &script);
    let flags = [
        "--env",
        "MODE=a=b c",
        "--env",
        "LC_ALL=C.UTF-8",
        "--env-pass",
        "BROKER_TOKEN",
        "--command",
        &path,
    ];
    let arguments = [&["custom"], &flags[..]].concat();
    let outcome = finish(without_terminal(&brs, &arguments).spawn().unwrap());
    outcome.prints();
    let environment = fs::read_to_string(brs.path("environment")).unwrap();
    let mut names: Vec<&str> = environment
        .lines()
        // What sh adds by itself.
        .filter(|line| {
            !["PWD=", "OLDPWD=", "SHLVL=", "_="]
                .iter()
                .any(|own| line.starts_with(own))
        })
        .filter(|line| !line.starts_with("HOME=") && !line.starts_with("BRS_CHAIN="))
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "BROKER_TOKEN=hunter5",
            "LC_ALL=C.UTF-8",
            "MODE=a=b c",
            "OTHER_TOKEN=hunter6",
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "SSH_AUTH_SOCK=/run/agent",
            "TERM=dumb",
            "USER=ana",
            "XDG_RUNTIME_DIR=/run/user/0",
            "https_proxy=http://127.0.0.1:9",
        ]
    );
    // The chain is the key of this very entry.
    let key = brs
        .entry()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        environment.contains(&format!("BRS_CHAIN={key}\n")),
        "{environment}"
    );
    // Standard input is empty, and of what brs has open nothing is there.
    assert_eq!(fs::read_to_string(brs.path("input")).unwrap(), "");
    let files = fs::read_to_string(brs.path("files")).unwrap();
    let opened = |text: &str| -> BTreeMap<String, String> {
        let pairs = text.lines().filter_map(|line| {
            let (before, target) = line.split_once(" -> ")?;
            Some((before.rsplit(' ').next()?.to_owned(), target.to_owned()))
        });
        pairs
            .filter(|(_, target)| !target.starts_with("/proc/"))
            .collect()
    };
    let opened_there = opened(&files);
    let listed = brs.path("files").canonicalize().unwrap();
    assert_eq!(opened_there["0"], "/dev/null", "{files}");
    assert_eq!(opened_there["1"], listed.to_str().unwrap(), "{files}");
    assert!(opened_there["2"].starts_with("pipe:"), "{files}");
    // Whoever runs the tests may have left some open: those are not brs's.
    let ls = brs.other(&tool("setsid"), &["ls", "-l", "/proc/self/fd"]);
    let around = opened(&finish({ ls }.spawn().unwrap()).stdout);
    let numbers = |opened: &BTreeMap<String, String>| opened.keys().cloned().collect::<Vec<_>>();
    assert_eq!(numbers(&opened_there), numbers(&around), "{files}");
    assert_not_on_disk(&brs, &["hunter", "a=b c", "BROKER"]);
}

#[test]
fn a_program_that_asks_a_person_has_the_terminal_and_nobody_elses() {
    let brs = Brs::new();
    let script = format!(
        "printf 'your word: ' >&2; read -r word; test \"$word\" = sesame || exit 1; {}",
        printing(3600)
    );
    let path = program(&brs, "broker", &script);
    let flags = ["--interactive"];
    let line = custom(&flags, &[&path]);
    // Nobody to ask.
    let needed = format!("brs: error: need somebody at a terminal for {path}, and");
    let hint = "brs: hint: if it asks nobody anything, take --interactive away\n";
    let ended = start(&brs, &line).finish();
    assert_eq!(
        (ended.status, ended.stderr),
        (Some(3), format!("{needed} there is none\n{hint}"))
    );
    let terminal = Terminal::open();
    let itself = brs_itself().display().to_string();
    let script = "\"$@\"";
    let no_prompt = custom(&["--interactive", "--no-prompt"], &[&path]);
    let ended = terminal
        .run(&brs, script, &[&[&*itself], &no_prompt[..]].concat())
        .finish();
    assert_eq!(
        (ended.status, ended.stderr),
        (Some(3), format!("{needed} nobody may be asked\n{hint}"))
    );
    assert_eq!(runs(&brs), 0);
    // Without the flag there is nothing to read.
    let plain = custom(&[], &[&path]);
    let ended = terminal
        .run(&brs, script, &[&[&*itself], &plain[..]].concat())
        .finish();
    assert_eq!(ended.status, Some(1), "{ended:?}");
    assert_eq!(
        ended.stderr,
        format!("brs: error: cannot run {path}: it exited with 1\n")
    );
    let _ = fs::remove_dir_all(brs.cache());
    // It is a person's time: a deadline of a second does not count.
    let line = custom(&["--interactive", "--timeout", "1"], &[&path]);
    terminal.wait_for("your word: ");
    let running = terminal.run(&brs, script, &[&[&*itself], &line[..]].concat());
    terminal.wait_for("your word: ");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    terminal.press("sesame\r");
    let ended = running.finish();
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""), "{ended:?}");
    assert_eq!(runs(&brs), 2);
    // While they live, nobody is asked again.
    let planted = brs.plant(2700, 900);
    let ended = terminal
        .run(&brs, script, &[&[&*itself], &line[..]].concat())
        .finish();
    ended.is(0, &planted);
    assert_eq!(runs(&brs), 2);
}
