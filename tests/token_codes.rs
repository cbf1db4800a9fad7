//! Token codes: good for one use, so never spent in vain, and never waited for.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::time::Duration;
use support::{Brs, ROLE};

const SERIAL: &str = "arn:aws:iam::123456789012:mfa/ana";

#[test]
fn a_code_that_nobody_gave_is_not_waited_for() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.role(Role::new(ROLE).mfa());
    let outcome = brs.run_sts(&["--serial-number", SERIAL]);
    let said = format!(
        "brs: error: need an MFA code for {SERIAL}\nbrs: hint: give one with --token-code\n"
    );
    outcome.fails(3, &said);
    assert!(outcome.took < Duration::from_secs(1), "{outcome:?}");
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
        let outcome = brs.run_sts(&["--serial-number", SERIAL, "--token-code", &code]);
        outcome.fails_saying(1, &["cannot assume "]);
        assert!(!outcome.stderr.contains(&code), "{outcome:?}");
        assert_eq!(aws.calls("AssumeRole"), 1);
    }
}

#[test]
fn a_code_is_not_spent_while_credentials_live() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.role(Role::new(ROLE).mfa());
    let code = aws.token_code(SERIAL);
    brs.run_sts(&["--serial-number", SERIAL, "--token-code", &code])
        .prints();
    let line = brs.plant(2700, 900);
    let with_code = ["--serial-number", SERIAL, "--token-code", "000000"];
    assert_eq!(brs.run_sts(&with_code).prints(), line);
    assert_eq!(brs.run_sts(&["--serial-number", SERIAL]).prints(), line);
    assert_eq!(aws.calls("AssumeRole"), 1);
}
