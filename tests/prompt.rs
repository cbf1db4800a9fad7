//! A person is asked at a terminal: what is typed stays hidden, and however the
//! asking ends, the terminal is as it was.

mod support;

use std::process::Stdio;
use std::time::Duration;
use support::Brs;
use support::herd::until;
use support::terminal::{
    CLOSE, INTERRUPT, PROMPT, QUIT, Running, SUSPEND, Terminal, client, signal, state,
};
use support::wrapped::tool;

/// As an SDK starts it: nothing to read, and everything it writes is taken.
const AS_SDK: &str = "exec \"$@\" </dev/null";
const QUESTION: &str = "MFA code for arn:aws:iam::123456789012:mfa/ana";
const SHOWN: &str = "brs: MFA code for arn:aws:iam::123456789012:mfa/ana: ";
/// Echo and whole lines: what a shell leaves a terminal in.
const USUAL: (bool, bool) = (true, true);
const HIDDEN: (bool, bool) = (false, true);

fn ask(terminal: &Terminal, brs: &Brs, more: &[&str]) -> Running {
    let client = client();
    terminal.run(
        brs,
        AS_SDK,
        &[&[&*client, "ask", "50", QUESTION], more].concat(),
    )
}

/// Asks, and waits until the question is there.
fn asked(terminal: &Terminal, brs: &Brs) -> Running {
    let running = ask(terminal, brs, &[]);
    terminal.wait_for(SHOWN);
    assert_eq!(terminal.modes(), HIDDEN);
    running
}

/// The terminal is as it was, and what comes next begins a line.
#[track_caller]
fn ends(terminal: &Terminal, running: Running, status: i32, stdout: &str) -> Duration {
    let ended = running.finish();
    ended.is(status, stdout);
    assert_eq!(terminal.modes(), USUAL, "{ended:?}");
    until("a line has ended", || terminal.shown().ends_with('\n'));
    ended.took
}

#[test]
fn an_answer_is_hidden_and_enter_brings_the_echo_back() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    assert_eq!(terminal.modes(), USUAL);
    let running = asked(&terminal, &brs);
    terminal.press("123456\r");
    ends(&terminal, running, 0, "text \"123456\"\n");
    assert_eq!(terminal.shown(), format!("{SHOWN}\r\n"));
}

#[test]
fn a_line_can_be_corrected_while_it_is_typed() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let running = asked(&terminal, &brs);
    // Erase, kill, and an arrow that has no meaning here.
    terminal.press("9999\x15124\x7f3\x1b[D\r");
    ends(&terminal, running, 0, "text \"123\"\n");
}

#[test]
fn an_empty_line_and_the_end_of_input_are_no_answer() {
    let brs = Brs::new();
    for keys in [&b"\r"[..], CLOSE, b"12\x04\x04"] {
        let terminal = Terminal::open();
        let running = asked(&terminal, &brs);
        terminal.press(keys);
        ends(&terminal, running, 0, "none\n");
    }
}

#[test]
fn a_key_that_ends_programs_ends_it_with_the_echo_back() {
    let brs = Brs::new();
    for (key, status) in [(INTERRUPT, 130), (QUIT, 131)] {
        let terminal = Terminal::open();
        let running = asked(&terminal, &brs);
        terminal.press("808");
        terminal.press(key);
        ends(&terminal, running, status, "");
        assert!(!terminal.shown().contains("808"), "{}", terminal.shown());
    }
}

#[test]
fn a_signal_that_ends_programs_ends_it_with_the_echo_back() {
    let brs = Brs::new();
    for (name, status) in [("INT", 130), ("QUIT", 131), ("TERM", 143), ("HUP", 129)] {
        let terminal = Terminal::open();
        let running = asked(&terminal, &brs);
        running.signal(name);
        ends(&terminal, running, status, "");
    }
}

#[test]
fn after_the_question_signals_do_what_they_always_do() {
    let brs = Brs::new();
    for (name, status) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let terminal = Terminal::open();
        let running = ask(&terminal, &brs, &["linger"]);
        terminal.wait_for(SHOWN);
        terminal.press("1\r");
        until("it has gone on", || terminal.modes() == USUAL);
        running.signal(name);
        let ended = running.finish();
        assert_eq!(ended.status, Some(status), "{ended:?}");
    }
}

#[test]
fn what_was_ignored_before_is_ignored_while_a_person_is_asked() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let script = format!("trap '' HUP INT TSTP; {AS_SDK}");
    let client = client();
    let running = terminal.run(&brs, &script, &[&client, "ask", "50", QUESTION]);
    terminal.wait_for(SHOWN);
    for name in ["HUP", "INT", "TSTP"] {
        running.signal(name);
    }
    terminal.press("654321\r");
    ends(&terminal, running, 0, "text \"654321\"\n");
    assert_eq!(terminal.shown().matches(QUESTION).count(), 1);
}

#[test]
fn nobody_answers_and_the_deadline_brings_the_echo_back() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let client = client();
    let running = terminal.run(&brs, AS_SDK, &[&client, "ask", "3", QUESTION]);
    terminal.wait_for(SHOWN);
    terminal.press("808");
    let took = ends(&terminal, running, 0, "timed out\n");
    assert!(took >= Duration::from_secs(3), "{took:?}");
    assert!(!terminal.shown().contains("808"));
}

#[test]
fn a_terminal_that_is_told_to_hold_does_not_hold_the_deadline() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    terminal.press(b"\x13");
    let client = client();
    let running = terminal.run(&brs, AS_SDK, &[&client, "ask", "1", QUESTION]);
    let ended = running.finish();
    ended.is(0, "timed out\n");
    assert_eq!((terminal.shown().as_str(), terminal.modes()), ("", USUAL));
}

#[test]
fn without_a_terminal_that_is_known_at_once() {
    let brs = Brs::new();
    let client = client();
    // The machine may be busy, but not each time.
    let took = (0..5).map(|_| {
        let mut command = brs.other(&tool("setsid"), &[&client, "ask", "50", QUESTION]);
        command.stdin(Stdio::null());
        let ended = Running::new(command.spawn().unwrap()).finish();
        ended.is(3, "no terminal\n");
        ended.took
    });
    assert!(took.min().unwrap() < Duration::from_secs(1));
}

#[test]
fn standard_input_is_left_to_whom_it_belongs() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let script = "echo 111111 >data; { \"$@\"; cat; } <data";
    let client = client();
    let running = terminal.run(&brs, script, &[&client, "ask", "50", QUESTION]);
    terminal.wait_for(SHOWN);
    terminal.press("222222\r");
    ends(&terminal, running, 0, "text \"222222\"\n111111\n");
}

#[test]
fn what_was_typed_before_the_question_is_no_answer() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    terminal.press("rm -rf x\r");
    terminal.wait_for("rm -rf x");
    let running = asked(&terminal, &brs);
    terminal.press("123456\r");
    ends(&terminal, running, 0, "text \"123456\"\n");
}

#[test]
fn what_was_pasted_behind_the_answer_reaches_nobody() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let script = "\"$@\" </dev/null; stty -icanon min 0 time 3; cat >rest";
    let client = client();
    let running = terminal.run(&brs, script, &[&client, "ask", "50", QUESTION]);
    terminal.wait_for(SHOWN);
    terminal.press("123456\recho gotcha\recho again");
    let ended = running.finish();
    ended.is(0, "text \"123456\"\n");
    assert_eq!(std::fs::read_to_string(brs.path("rest")).unwrap(), "");
    assert!(!terminal.shown().contains("gotcha"), "{}", terminal.shown());
}

#[test]
fn what_cannot_be_meant_is_asked_for_again() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let running = asked(&terminal, &brs);
    // More than a terminal holds: what it drops is not waited for.
    terminal.press("x".repeat(3000));
    terminal.press("\r");
    terminal.wait_for("brs: that is too long\r\n");
    terminal.wait_for(SHOWN);
    terminal.press(b"12\xff34\r");
    terminal.wait_for("brs: that is not UTF-8\r\n");
    terminal.wait_for(SHOWN);
    // What no key types is left out.
    terminal.press(b"12\x0034\x0156\r");
    ends(&terminal, running, 0, "text \"123456\"\n");
    assert!(!terminal.shown().contains("xx"));
}

#[test]
fn ten_thousand_letters_at_once_are_an_answer_to_nothing() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let running = asked(&terminal, &brs);
    for _ in 0..10 {
        terminal.press("x".repeat(1000));
    }
    terminal.press("\r");
    terminal.wait_for("brs: that is too long\r\n");
    terminal.wait_for(SHOWN);
    until("it is hidden again", || terminal.modes() == HIDDEN);
    terminal.press(INTERRUPT);
    ends(&terminal, running, 130, "");
}

#[test]
fn a_question_moves_no_cursor() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let client = client();
    let question = "role \x1b[2J\u{202e}\nbrs: PIN";
    let running = terminal.run(&brs, AS_SDK, &[&client, "ask", "50", question]);
    terminal.wait_for("brs: role \\u{1b}[2J\\u{202e} brs: PIN: ");
    terminal.press("1\r");
    ends(&terminal, running, 0, "text \"1\"\n");
}

#[test]
fn whoever_had_asked_is_gone_and_so_is_the_question() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let inner = "\"$@\" </dev/null >out 2>&1 & echo $! >id; echo $$ >parent; wait";
    let script = format!("sh -c '{inner}' sh \"$@\"; until grep . out; do sleep 0.1; done");
    let client = client();
    let running = terminal.run(&brs, &script, &[&client, "ask", "50", QUESTION]);
    terminal.wait_for(SHOWN);
    let parent = std::fs::read_to_string(brs.path("parent")).unwrap();
    signal(parent.trim().parse().unwrap(), "KILL");
    let ended = running.finish();
    assert_eq!((ended.status, &*ended.stdout), (Some(0), "abandoned\n"));
    assert_eq!(terminal.modes(), USUAL);
}

#[test]
fn a_terminal_that_hangs_up_ends_the_question() {
    let brs = Brs::new();
    let client = client();
    for (ignoring, status, said) in [("", 129, ""), ("trap '' HUP; ", 0, "abandoned\n")] {
        let terminal = Terminal::open();
        let script = format!("{ignoring}{AS_SDK}");
        let running = terminal.run(&brs, &script, &[&client, "ask", "50", QUESTION]);
        terminal.wait_for(SHOWN);
        drop(terminal);
        let ended = running.finish();
        assert_eq!(
            (ended.status, &*ended.stdout),
            (Some(status), said),
            "{ended:?}"
        );
    }
}

#[test]
fn a_raw_terminal_reads_lines_for_the_question_and_is_raw_again() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let script = format!("stty raw -echo; {AS_SDK}");
    let client = client();
    let running = terminal.run(&brs, &script, &[&client, "ask", "50", QUESTION]);
    terminal.wait_for(SHOWN);
    assert_eq!(terminal.modes(), HIDDEN);
    terminal.press("123456\r");
    running.finish().is(0, "text \"123456\"\n");
    assert_eq!(terminal.modes(), (false, false));
}

#[test]
fn who_brings_the_echo_back_meanwhile_does_not_show_the_answer() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let script = "\"$@\" </dev/null & until test -e go; do sleep 0.1; done; \
                  stty echo; stty -a >modes; wait";
    let client = client();
    let running = terminal.run(&brs, script, &[&client, "ask", "50", QUESTION]);
    terminal.wait_for(SHOWN);
    std::fs::write(brs.path("go"), "").unwrap();
    until("it was shown", || brs.path("modes").exists());
    until("it is hidden again", || terminal.modes() == HIDDEN);
    terminal.press("808080\r");
    ends(&terminal, running, 0, "text \"808080\"\n");
    assert!(!terminal.shown().contains("808080"));
}

#[test]
fn a_program_that_panics_while_it_asks_brings_the_echo_back() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let client = client();
    let running = terminal.run(&brs, AS_SDK, &[&client, "panic", "50", QUESTION]);
    terminal.wait_for(SHOWN);
    assert_eq!(terminal.modes(), HIDDEN);
    std::fs::write(brs.path("go"), "").unwrap();
    assert_eq!(running.finish().status, Some(134));
    assert_eq!(terminal.modes(), USUAL);
}

#[test]
fn a_stopped_question_is_asked_again_when_it_goes_on() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let _shell = terminal.run_shell(&brs);
    let line = format!("{} ask 50 '{QUESTION}' </dev/null | cat\r", client());
    terminal.press(line);
    for _ in 0..2 {
        terminal.wait_for(SHOWN);
        until("it is hidden", || terminal.modes() == HIDDEN);
        terminal.press(SUSPEND);
        terminal.wait_for("Stopped");
        terminal.wait_for(PROMPT);
        // The shell may have modes of its own for its line.
        terminal.press("stty -a; echo end-of-modes\r");
        terminal.wait_for("end-of-modes\r\n");
        assert!(
            terminal
                .shown()
                .rsplit("stty -a")
                .next()
                .unwrap()
                .contains(" echo "),
            "{}",
            terminal.shown()
        );
        terminal.wait_for(PROMPT);
        terminal.press("fg\r");
    }
    terminal.wait_for(SHOWN);
    terminal.press("123456\r");
    terminal.wait_for("text \"123456\"");
    terminal.wait_for(PROMPT);
}

#[test]
fn nobody_could_continue_it_so_nothing_stops_it() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let running = asked(&terminal, &brs);
    terminal.press(SUSPEND);
    terminal.wait_for(SHOWN);
    assert_ne!(state(running.id()), Some('T'));
    until("it is hidden", || terminal.modes() == HIDDEN);
    terminal.press("123456\r");
    ends(&terminal, running, 0, "text \"123456\"\n");
}

#[test]
fn in_the_background_it_says_so_and_waits_for_the_foreground() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let _shell = terminal.run_shell(&brs);
    // Even saying so would stop others.
    terminal.press("stty tostop\r");
    terminal.wait_for(PROMPT);
    terminal.press(format!(
        "{} ask 50 '{QUESTION}' </dev/null & echo id=$!.\r",
        client()
    ));
    terminal.wait_for("id=");
    terminal.wait_for("id=");
    terminal.wait_for(&format!(
        "brs: to answer, bring this to the foreground with fg: {QUESTION}\r\n"
    ));
    let shown = terminal.shown();
    let id = shown
        .rsplit("id=")
        .next()
        .unwrap()
        .split('.')
        .next()
        .unwrap();
    let id: u32 = id.parse().unwrap();
    // It may hold a lock: whatever it does to the terminal, it is not stopped.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(state(id), Some('S'));
    assert!(!terminal.shown().contains(SHOWN));
    // The shell still has its terminal.
    terminal.press("echo still $((40 + 2))\r");
    terminal.wait_for("still 42");
    terminal.press("fg\r");
    terminal.wait_for(SHOWN);
    until("it is hidden", || terminal.modes() == HIDDEN);
    terminal.press("123456\r");
    terminal.wait_for("text \"123456\"");
    assert_eq!(terminal.shown().matches("to answer, bring").count(), 1);
}

#[test]
fn in_the_background_the_deadline_holds_as_well() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let _shell = terminal.run_shell(&brs);
    terminal.press(format!("{} ask 2 '{QUESTION}' </dev/null &\r", client()));
    terminal.wait_for("to answer, bring this to the foreground with fg");
    terminal.wait_for("timed out");
    assert!(!terminal.shown().contains(SHOWN));
}
