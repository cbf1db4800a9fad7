//! Crowds that need one MFA code: one question or one command, one session.

mod support;

use local_aws::LocalAws;
use std::fs;
use support::herd::{Herd, alone, nothing_is_left_behind, one_line};
use support::mfa::{ADMIN, AUDIT, SERIAL, oathtool, runs, with_device};
use support::terminal::Terminal;
use support::{Brs, program};

const LINE: [&str; 5] = ["mfa", "--profile", "base", "--serial-number", SERIAL];
const SIZES: [usize; 2] = [20, 200];

#[test]
fn a_crowd_runs_one_command_for_one_session() {
    let _alone = alone();
    for size in SIZES {
        let aws = LocalAws::start();
        aws.set_delay(std::time::Duration::from_millis(300));
        let brs = with_device(&aws);
        let code = oathtool(&brs, &aws);
        let line = [&LINE[..], &["--cmd", &code]].concat();
        let commands = (0..size).map(|_| brs.command(&line));
        let outcomes = Herd::gather(commands).run().finish();
        assert_eq!(outcomes.len(), size);
        one_line(&outcomes);
        assert_eq!((runs(&brs), aws.calls("GetSessionToken")), (1, 1), "{size}");
        assert_eq!(aws.requests().len(), 1);
        nothing_is_left_behind(&brs);
    }
}

#[test]
fn a_crowd_for_several_roles_runs_one_command() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let line = [&LINE[..], &["--cmd", &code, "--role-arn"]].concat();
    let commands = (0..40).map(|at| {
        let role = if at % 2 == 0 { ADMIN } else { AUDIT };
        brs.command(&[&line[..], &[role]].concat())
    });
    let outcomes = Herd::gather(commands).run().finish();
    assert_eq!(support::herd::lines(&outcomes).len(), 2);
    assert_eq!(runs(&brs), 1);
    assert_eq!(aws.calls("GetSessionToken"), 1);
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn a_crowd_at_a_terminal_asks_one_question() {
    let _alone = alone();
    for size in SIZES {
        let aws = LocalAws::start();
        let brs = with_device(&aws);
        let terminal = Terminal::open();
        let all =
            format!("for i in $(seq {size}); do \"$@\" </dev/null >out$i 2>err$i & done; wait");
        let path = program().display().to_string();
        let crowd = terminal.run(&brs, &all, &[&[&*path], &LINE[..]].concat());
        terminal.wait_for("brs: MFA code of ");
        terminal.press(format!("{}\r", aws.token_code(SERIAL)));
        crowd.finish().is(0, "");
        let printed = printed(&brs, size);
        assert!(
            printed.iter().all(|line| *line == printed[0]),
            "{printed:?}"
        );
        assert!(printed[0].starts_with("{\"Version\":1,"), "{printed:?}");
        assert_eq!(aws.requests().len(), 1, "{size}");
        let questions = terminal.shown().matches("brs: MFA code of ").count();
        assert_eq!(questions, 1, "{}", terminal.shown());
    }
}

/// What each process of a crowd has printed; none has said anything.
fn printed(brs: &Brs, size: usize) -> Vec<String> {
    let text = |name: String| fs::read_to_string(brs.path(&name)).unwrap();
    for at in 1..=size {
        assert_eq!(text(format!("err{at}")), "", "{at}");
    }
    (1..=size).map(|at| text(format!("out{at}"))).collect()
}

#[test]
fn a_crowd_that_finds_the_device_asks_for_it_once() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let line = ["mfa", "--profile", "base", "--cmd", &code];
    let outcomes = Herd::gather((0..20).map(|_| brs.command(&line)))
        .run()
        .finish();
    one_line(&outcomes);
    assert_eq!(aws.calls("ListMFADevices"), 1);
    assert_eq!(aws.calls("GetSessionToken"), 1);
}
