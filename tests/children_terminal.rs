//! Programs that want something of a person: they have the terminal while they
//! run, and it is as it was when they have ended.

mod support;

use std::fs;
use std::time::Duration;
use support::Brs;
use support::herd::until;
use support::terminal::{
    Ended, INTERRUPT, PROMPT, QUIT, Running, SUSPEND, Terminal, client, members, signal, state,
};

/// As an SDK starts it: nothing to read, and everything it writes is taken. The
/// leader of the session stays until the terminal has been looked at.
const AS_SDK: &str = "sh -c 'echo $$ >id; exec \"$@\"' sh \"$@\" </dev/null; \
                      echo $? >status; until test -e over; do sleep 0.1; done";
const USUAL: (bool, bool) = (true, true);
/// Asks for a touch, on its standard error, and for a line, hidden.
const TOUCH: &str = "echo $$ >group; stty -echo; echo 'Touch it' >&2; read line; \
                     stty echo; echo \"got $line\"";

/// A run at a terminal.
struct Run {
    terminal: Terminal,
    brs: Brs,
    leader: Running,
}

impl Run {
    fn start(flags: &[&str], script: &str) -> Self {
        let (terminal, brs) = (Terminal::open(), Brs::new());
        let client = client();
        let words = ["--", "sh", "-c", script];
        let words = [&[&*client, "run"], flags, &words].concat();
        let leader = terminal.run(&brs, AS_SDK, &words);
        Self {
            terminal,
            brs,
            leader,
        }
    }

    /// Starts one that asks for a touch, and waits until it has asked.
    fn touch(flags: &[&str]) -> Self {
        let run = Self::start(flags, TOUCH);
        run.terminal.wait_for("Touch it");
        has_terminal(&run.terminal, group(&run.brs));
        run
    }

    /// Waits for its end; the terminal is as it was, and nothing is left of
    /// the program.
    #[track_caller]
    fn finish(self) -> Ended {
        let status = self.brs.path("status");
        until("it has ended", || {
            fs::read_to_string(&status).is_ok_and(|text| text.ends_with('\n'))
        });
        assert_eq!(self.terminal.modes(), USUAL);
        assert_eq!(
            u32::try_from(self.terminal.foreground()),
            Ok(self.leader.id())
        );
        assert_eq!(members(group(&self.brs)), Vec::<String>::new());
        fs::write(self.brs.path("over"), "").unwrap();
        let mut ended = self.leader.finish();
        ended.status = fs::read_to_string(status).unwrap().trim().parse().ok();
        ended
    }
}

fn has_terminal(terminal: &Terminal, group: u32) {
    until("it has the terminal", || {
        u32::try_from(terminal.foreground()) == Ok(group)
    });
}

fn group(brs: &Brs) -> u32 {
    let path = brs.path("group");
    until("it has started", || {
        fs::read_to_string(&path).is_ok_and(|text| text.ends_with('\n'))
    });
    fs::read_to_string(path).unwrap().trim().parse().unwrap()
}

#[test]
fn an_interactive_program_has_the_terminal_and_gives_it_back() {
    let run = Run::touch(&["--interactive"]);
    run.terminal.press("a line\r");
    until("it was shown", || run.terminal.shown() == "Touch it\r\n");
    run.finish().is(0, "got a line\n");
}

#[test]
fn a_key_that_ends_the_program_ends_brs_as_well() {
    for (key, status) in [(INTERRUPT, 130), (QUIT, 131)] {
        let run = Run::touch(&["--interactive"]);
        run.terminal.press(key);
        let ended = run.finish();
        assert_eq!(
            (ended.status, &*ended.stdout),
            (Some(status), ""),
            "{ended:?}"
        );
        assert!(!ended.stderr.contains("brs: "), "{ended:?}");
    }
}

#[test]
fn a_program_that_takes_too_long_leaves_the_terminal_as_it_was() {
    let ended = Run::start(&["--interactive", "--within", "3"], TOUCH).finish();
    assert_eq!(
        (ended.status, &*ended.stderr),
        (
            Some(1),
            "brs: error: cannot run sh: it took longer than 3 s\n"
        )
    );
}

#[test]
fn a_signal_that_ends_brs_gives_the_terminal_back_first() {
    for (name, status) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let run = Run::touch(&["--interactive"]);
        let id = fs::read_to_string(run.brs.path("id")).unwrap();
        signal(id.trim().parse().unwrap(), name);
        let ended = run.finish();
        assert_eq!(
            (ended.status, &*ended.stdout),
            (Some(status), ""),
            "{ended:?}"
        );
    }
}

#[test]
fn without_being_interactive_a_program_is_seen_and_reads_nothing() {
    let run = Run::start(&[], "echo $$ >group; echo seen >&2; cat; echo done");
    run.terminal.wait_for("seen\r\n");
    run.finish().is(0, "done\n");
    // What was shown is not told again.
    let run = Run::start(&[], "echo $$ >group; echo seen >&2; exit 3");
    run.terminal.wait_for("seen\r\n");
    let ended = run.finish();
    assert_eq!(
        (ended.status, &*ended.stderr),
        (Some(1), "brs: error: cannot run sh: it exited with 3\n")
    );
}

#[test]
fn a_program_that_wants_a_terminal_that_it_was_not_given_is_told_of_at_once() {
    let script = "echo $$ >group; read line </dev/tty; echo $line";
    let ended = Run::start(&[], script).finish();
    assert_eq!(
        (ended.status, &*ended.stderr),
        (
            Some(1),
            "brs: error: cannot run sh: it wants to read from the terminal\n"
        )
    );
    assert!(ended.took < Duration::from_secs(10), "{ended:?}");
}

/// Starts an interactive run in a shell; returns the number of brs.
fn start_in_shell(terminal: &Terminal, brs: &Brs, script: &str, behind: &str) -> u32 {
    fs::write(brs.path("script"), script).unwrap();
    let client = client();
    let line = format!("{client} run --interactive -- sh ./script </dev/null {behind}\r");
    terminal.press(line);
    let path = |name: u32| format!("/proc/{name}/stat");
    let group = group(brs);
    let stat = fs::read_to_string(path(group)).unwrap();
    let fields = stat.rsplit_once(')').unwrap().1;
    fields.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn both_stop_together_and_go_on_together() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let _shell = terminal.run_shell(&brs);
    let id = start_in_shell(&terminal, &brs, TOUCH, "");
    let group = group(&brs);
    for _ in 0..2 {
        until("it has the terminal, and hides what is typed", || {
            u32::try_from(terminal.foreground()) == Ok(group) && !terminal.modes().0
        });
        terminal.press(SUSPEND);
        terminal.wait_for("Stopped");
        terminal.wait_for(PROMPT);
        assert_eq!((state(id), state(group)), (Some('T'), Some('T')));
        terminal.press("stty -a; echo end-of-modes\r");
        terminal.wait_for("end-of-modes\r\n");
        let shown = terminal.shown();
        assert!(
            shown.rsplit("stty -a").next().unwrap().contains(" echo "),
            "{shown}"
        );
        terminal.wait_for(PROMPT);
        terminal.press("fg\r");
    }
    until("it has the terminal, and hides what is typed", || {
        u32::try_from(terminal.foreground()) == Ok(group) && !terminal.modes().0
    });
    terminal.press("hidden-line\r");
    terminal.wait_for("got hidden-line\r\n");
    terminal.wait_for(PROMPT);
    assert_eq!(terminal.shown().matches("hidden-line").count(), 1);
    assert_eq!(members(group), Vec::<String>::new());
}

#[test]
fn in_the_background_a_program_that_wants_the_terminal_waits_for_the_foreground() {
    let (terminal, brs) = (Terminal::open(), Brs::new());
    let _shell = terminal.run_shell(&brs);
    // Even saying so would stop others.
    terminal.press("stty tostop\r");
    terminal.wait_for(PROMPT);
    let script = "echo $$ >group; read line; echo \"got $line\"";
    let id = start_in_shell(&terminal, &brs, script, "&");
    let group = group(&brs);
    terminal.wait_for("brs: sh wants the terminal: bring it to the foreground with: fg\r\n");
    assert_ne!(state(id), Some('T'));
    terminal.press("echo still $((40 + 2))\r");
    terminal.wait_for("still 42");
    terminal.press("fg\r");
    has_terminal(&terminal, group);
    terminal.press("a-line\r");
    terminal.wait_for("got a-line\r\n");
    terminal.wait_for(PROMPT);
    assert_eq!(terminal.shown().matches("wants the terminal").count(), 1);
}

#[test]
fn nobody_could_continue_them_so_the_program_goes_on() {
    let run = Run::touch(&["--interactive"]);
    let group = group(&run.brs);
    run.terminal.press(SUSPEND);
    std::thread::sleep(Duration::from_millis(500));
    until("it goes on", || state(group) == Some('S'));
    has_terminal(&run.terminal, group);
    run.terminal.press("a line\r");
    run.finish().is(0, "got a line\n");
}

#[test]
fn a_program_that_somebody_kills_takes_nobody_with_it() {
    let run = Run::touch(&["--interactive"]);
    signal(group(&run.brs), "KILL");
    let ended = run.finish();
    assert_eq!(
        (ended.status, &*ended.stderr),
        (
            Some(1),
            "brs: error: cannot run sh: it was ended by signal 9\n"
        )
    );
}
