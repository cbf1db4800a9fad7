//! MFA codes from a person: asked for at the terminal, under programs that
//! take every stream of brs for themselves.

mod support;

use local_aws::{LocalAws, Role};
use std::time::Duration;
use support::herd::until;
use support::mfa::{ADMIN, AUDIT, SERIAL, actions, oathtool, program, runs, with_device};
use support::terminal::{CLOSE, INTERRUPT, PROMPT, QUIT, Running, SUSPEND, Terminal};
use support::{Brs, program as brs_itself};

/// As an SDK starts it: nothing to read, and everything it writes is taken.
const AS_SDK: &str = "exec \"$@\" </dev/null";
const USUAL: (bool, bool) = (true, true);
const HIDDEN: (bool, bool) = (false, true);

const LINE: [&str; 5] = ["mfa", "--profile", "base", "--serial-number", SERIAL];

fn start(terminal: &Terminal, brs: &Brs, more: &[&str]) -> Running {
    let path = brs_itself().display().to_string();
    terminal.run(brs, AS_SDK, &[&[&*path], &LINE[..], more].concat())
}

fn question(what_for: &str) -> String {
    format!("brs: MFA code of {SERIAL} for {what_for}: ")
}

const FOR_A_SESSION: &str = "a session of profile 'base'";

/// One document on standard output, silence on standard error.
#[track_caller]
fn prints(running: Running) -> String {
    let ended = running.finish();
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""), "{ended:?}");
    assert!(ended.stdout.starts_with("{\"Version\":1,"), "{ended:?}");
    ended.stdout
}

#[test]
fn a_code_is_typed_unseen_and_never_shown() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    let running = start(&terminal, &brs, &["--role-arn", ADMIN]);
    terminal.wait_for(&question(ADMIN));
    assert_eq!(terminal.modes(), HIDDEN);
    let code = aws.token_code(SERIAL);
    // As devices show it.
    terminal.press(format!("{} {}\r", &code[..3], &code[3..]));
    let line = prints(running);
    assert_eq!(terminal.modes(), USUAL);
    assert!(
        !terminal.shown().contains(&code[..3]),
        "{}",
        terminal.shown()
    );
    assert_eq!(actions(&aws), ["GetSessionToken", "AssumeRole Admin"]);
    // No other role of that user asks again.
    let again = start(&terminal, &brs, &["--role-arn", AUDIT]);
    assert_ne!(prints(again), line);
    assert_eq!(terminal.shown(), format!("{}\r\n", question(ADMIN)));
    // Nor has the code been put down anywhere.
    for file in brs.files() {
        let bytes = std::fs::read(brs.cache().join(&file)).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains(&code), "{file}");
    }
}

#[test]
fn a_role_that_takes_a_code_of_its_own_is_named_in_the_question() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    let more = ["--role-arn", ADMIN, "--duration-seconds", "2h"];
    let running = start(&terminal, &brs, &more);
    terminal.wait_for(&question(ADMIN));
    terminal.press(format!("{}\r", aws.token_code(SERIAL)));
    prints(running);
    assert_eq!(actions(&aws), ["AssumeRole Admin"]);
}

#[test]
fn a_wrong_code_is_asked_for_again_three_times_at_most() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    let running = start(&terminal, &brs, &[]);
    for said in ["brs: a token code has exactly six digits", ""] {
        terminal.wait_for(&question(FOR_A_SESSION));
        terminal.press("12345\r");
        terminal.wait_for(said);
    }
    terminal.wait_for(&question(FOR_A_SESSION));
    terminal.press("12345\r");
    let ended = running.finish();
    let said = format!("brs: error: need an MFA code for {SERIAL}, and what was typed is none\n");
    assert_eq!((ended.status, ended.stderr), (Some(3), said));
    assert_eq!(aws.connections(), 0);

    // Nor does AWS see more than three. What the device shows is good still.
    let running = start(&terminal, &brs, &[]);
    for asked in 0..3 {
        terminal.wait_for(&question(FOR_A_SESSION));
        terminal.press("000000\r");
        if asked < 2 {
            terminal.wait_for("brs: AWS did not take that code");
        }
    }
    let ended = running.finish();
    assert_eq!(ended.status, Some(1), "{ended:?}");
    assert!(
        ended.stderr.contains("invalid MFA one time pass code"),
        "{ended:?}"
    );
    assert_eq!(aws.calls("GetSessionToken"), 3);
    let running = start(&terminal, &brs, &[]);
    terminal.wait_for(&question(FOR_A_SESSION));
    terminal.press("000000\r");
    terminal.wait_for(&question(FOR_A_SESSION));
    terminal.press(format!("{}\r", aws.token_code(SERIAL)));
    prints(running);
}

#[test]
fn a_code_that_was_used_is_waited_for_and_the_terminal_says_so() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    let more = [
        "--no-mfa-session",
        "--role-arn",
        ADMIN,
        "--duration-seconds",
    ];
    let sts = |duration: &str| {
        let path = brs_itself().display().to_string();
        let line = ["sts", "--profile", "base", "--serial-number", SERIAL];
        let words = [&[&*path], &line[..], &more, &[duration]].concat();
        terminal.run(&brs, AS_SDK, &words)
    };
    let running = sts("1h");
    terminal.wait_for("MFA code of");
    terminal.press(format!("{}\r", aws.token_code(SERIAL)));
    prints(running);
    let running = sts("30m");
    terminal.wait_for(&format!(
        "brs: the present code of {SERIAL} has been used; waiting "
    ));
    // It is hidden that late only, and what is typed ahead is not the answer.
    assert_eq!(terminal.modes(), USUAL);
    terminal.wait_for("MFA code of");
    terminal.press(format!("{}\r", aws.token_code(SERIAL)));
    prints(running);
    let outcomes: Vec<_> = (aws.requests().into_iter())
        .map(|request| request.outcome)
        .collect();
    assert_eq!(outcomes, ["ok", "ok"]);
}

#[test]
fn whatever_ends_the_question_leaves_terminal_and_lock_as_they_were() {
    for (keys, status) in [(INTERRUPT, 130), (QUIT, 131), (CLOSE, 3), (b"\r", 3)] {
        let aws = LocalAws::start();
        let (brs, terminal) = (with_device(&aws), Terminal::open());
        let running = start(&terminal, &brs, &["--role-arn", ADMIN]);
        terminal.wait_for(&question(ADMIN));
        terminal.press(keys);
        let ended = running.finish();
        assert_eq!(
            (ended.status, &*ended.stdout),
            (Some(status), ""),
            "{ended:?}"
        );
        assert_eq!(terminal.modes(), USUAL, "{keys:?}");
        // Nobody is taken to be asking still.
        let code = oathtool(&brs, &aws);
        let outcome = brs.run(&[&LINE[..], &["--role-arn", ADMIN, "--cmd", &code]].concat());
        outcome.prints();
        assert!(outcome.took < Duration::from_secs(15), "{outcome:?}");
    }
    for (signal, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let aws = LocalAws::start();
        let (brs, terminal) = (with_device(&aws), Terminal::open());
        let running = start(&terminal, &brs, &[]);
        terminal.wait_for(&question(FOR_A_SESSION));
        running.signal(signal);
        let ended = running.finish();
        assert_eq!(ended.status, Some(status), "{ended:?}");
        assert_eq!(terminal.modes(), USUAL, "{signal}");
    }
}

#[test]
fn nobody_who_answers_is_waited_for_as_long_as_was_said() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    // A deadline for the run that is shorter than a person's.
    let running = start(
        &terminal,
        &brs,
        &["--prompt-timeout", "3", "--timeout", "1"],
    );
    terminal.wait_for(&question(FOR_A_SESSION));
    let ended = running.finish();
    let said =
        format!("brs: error: need an MFA code for {SERIAL}, and nobody answered within 3 s\n");
    assert_eq!((ended.status, ended.stderr), (Some(3), said));
    assert!(ended.took >= Duration::from_secs(3));
    assert_eq!(terminal.modes(), USUAL);
    // Who takes their time is not cut off by the deadline of the run.
    let running = start(&terminal, &brs, &["--timeout", "2"]);
    terminal.wait_for(&question(FOR_A_SESSION));
    std::thread::sleep(Duration::from_secs(4));
    terminal.press(format!("{}\r", aws.token_code(SERIAL)));
    prints(running);
}

#[test]
fn a_question_that_is_suspended_is_asked_again_in_the_foreground() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    let shell = terminal.run_shell(&brs);
    let line = LINE.join(" ");
    terminal.press(format!("{} {line} >out\r", brs_itself().display()));
    terminal.wait_for(&question(FOR_A_SESSION));
    terminal.press(SUSPEND);
    terminal.wait_for("Stopped");
    terminal.wait_for(PROMPT);
    terminal.press("fg\r");
    terminal.wait_for(&question(FOR_A_SESSION));
    assert_eq!(terminal.modes(), HIDDEN);
    terminal.press(format!("{}\r", aws.token_code(SERIAL)));
    terminal.wait_for(PROMPT);
    let out = std::fs::read_to_string(brs.path("out")).unwrap();
    assert!(out.starts_with("{\"Version\":1,"), "{out}");
    drop(shell);
}

#[test]
fn a_second_process_waits_for_the_answer_and_says_so() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let (first, second) = (Terminal::open(), Terminal::open());
    let asking = start(&first, &brs, &["--role-arn", ADMIN]);
    first.wait_for(&question(ADMIN));
    let waiting = start(&second, &brs, &["--role-arn", AUDIT, "--timeout", "2"]);
    second.wait_for(&format!(
        "brs: another process asks for the MFA code of {SERIAL} for {ADMIN}; waiting for it"
    ));
    // Much longer than it would wait for a program.
    std::thread::sleep(Duration::from_secs(5));
    first.press(format!("{}\r", aws.token_code(SERIAL)));
    prints(asking);
    prints(waiting);
    assert_eq!(aws.calls("GetSessionToken"), 1);
    assert!(
        !second.shown().contains("brs: MFA code of"),
        "{}",
        second.shown()
    );
}

#[test]
fn a_person_is_asked_only_when_nothing_that_lives_is_there() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    let code = oathtool(&brs, &aws);
    let cached = brs.run(&[&LINE[..], &["--cmd", &code]].concat());
    cached.prints();
    let planted = brs.plant(42_000, 900);
    assert_eq!(prints(start(&terminal, &brs, &[])), planted);
    assert_eq!(terminal.shown(), "");
    // No prompt is no prompt, wherever there is a terminal.
    brs.plant(43_000, 10);
    let ended = start(&terminal, &brs, &["--no-prompt"]).finish();
    assert_eq!(ended.status, Some(3), "{ended:?}");
    assert!(ended.took < Duration::from_secs(5) && terminal.shown().is_empty());
    aws.role(Role::new(ADMIN));
}

#[test]
fn a_command_has_the_terminal_for_its_own_questions() {
    let aws = LocalAws::start();
    let (brs, terminal) = (with_device(&aws), Terminal::open());
    let seed = aws.totp_seed_base32(SERIAL);
    let text = format!(
        "echo 'touch your key' >&2; read -r pin; test \"$pin\" = 1234 || exit 9\n\
         oathtool --totp --base32 {seed}"
    );
    let command = program(&brs, "key", &text);
    let running = start(&terminal, &brs, &["--cmd", &command]);
    terminal.wait_for("touch your key");
    terminal.press("1234\r");
    prints(running);
    assert_eq!(runs(&brs), 1);
    until("the terminal is given back", || terminal.modes() == USUAL);
}
