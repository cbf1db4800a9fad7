//! Token codes that a role takes by itself: good for one use, so never spent in
//! vain, and never waited for.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::time::Duration;
use support::{Brs, ROLE, finish};

const SERIAL: &str = "arn:aws:iam::123456789012:mfa/ana";

#[test]
fn a_code_that_nobody_gave_is_not_waited_for() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.role(Role::new(ROLE).mfa());
    let outcome = brs.run_sts(&["--no-mfa-session", "--serial-number", SERIAL]);
    let said = format!(
        "brs: error: need an MFA code for {SERIAL}, and there is no terminal to ask on\n\
         brs: hint: give a command with --mfa-cmd\n"
    );
    outcome.fails(3, &said);
    assert!(outcome.took < Duration::from_secs(5), "{outcome:?}");
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_code_is_never_sent_twice() {
    for trouble in [Fault::Reset, Fault::InternalError, Fault::Throttle] {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        aws.role(Role::new(ROLE).mfa());
        let code = aws.token_code(SERIAL);
        aws.fault_next(1, trouble);
        let outcome = brs.run_sts(&[
            "--no-mfa-session",
            "--serial-number",
            SERIAL,
            "--token-code",
            &code,
        ]);
        outcome.fails_saying(1, &["cannot assume "]);
        assert!(!outcome.stderr.contains(&code), "{outcome:?}");
        assert_eq!(aws.calls("AssumeRole"), 1);
    }
}

#[test]
fn an_answer_that_takes_its_time_is_waited_for() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.role(Role::new(ROLE).mfa());
    let code = aws.token_code(SERIAL);
    // Longer than the SDK would wait by itself.
    aws.set_delay(Duration::from_secs(7));
    let patience = ["--timeout", "60s"];
    let flags = [
        "--no-mfa-session",
        "--serial-number",
        SERIAL,
        "--token-code",
        &code,
    ];
    brs.run_sts(&[&patience[..], &flags].concat()).prints();
    assert_eq!(aws.calls("AssumeRole"), 1);
    // Without a code an attempt has its part of the time.
    aws.role(Role::new(ROLE));
    brs.run_sts(&patience).prints();
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn a_code_is_not_spent_while_credentials_live() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.role(Role::new(ROLE).mfa());
    let code = aws.token_code(SERIAL);
    brs.run_sts(&[
        "--no-mfa-session",
        "--serial-number",
        SERIAL,
        "--token-code",
        &code,
    ])
    .prints();
    let line = brs.plant(2700, 900);
    let with_code = [
        "--no-mfa-session",
        "--serial-number",
        SERIAL,
        "--token-code",
        "000000",
    ];
    assert_eq!(brs.run_sts(&with_code).prints(), line);
    assert_eq!(
        brs.run_sts(&["--no-mfa-session", "--serial-number", SERIAL])
            .prints(),
        line
    );
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_code_is_not_refused_for_anothers() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.role(Role::new(ROLE).mfa());
    let code = aws.token_code(SERIAL);
    aws.set_delay(Duration::from_millis(600));
    let begin = |code: &str| {
        let arguments = brs.sts(&[
            "--no-mfa-session",
            "--serial-number",
            SERIAL,
            "--token-code",
            code,
        ]);
        brs.command(&arguments).spawn().unwrap()
    };
    let wrong = begin("000000");
    // Only once the first holds the lock, the second is there to wait.
    for _ in 0..500 {
        if aws.calls("AssumeRole") == 1 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let right = begin(&code);
    let (wrong, right) = (finish(wrong), finish(right));
    wrong.fails_saying(1, &["invalid MFA one time pass code"]);
    right.prints();
    assert_eq!(aws.calls("AssumeRole"), 2);
}
