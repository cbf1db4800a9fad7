//! Chains of roles: every hop is an entry of its own.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::time::Duration;
use support::{Brs, ROLE, plant};

const HUB: &str = "arn:aws:iam::123456789012:role/Hub";

/// A chain over the hub, and a role that the hub alone may assume.
fn chain(aws: &LocalAws) -> Brs {
    let brs = Brs::with(aws);
    aws.role(Role::new(HUB));
    aws.role(Role::new(ROLE).trusts(HUB));
    brs
}

const ARGUMENTS: [&str; 7] = [
    "sts",
    "--profile",
    "base",
    "--role-arn",
    HUB,
    "--role-arn",
    ROLE,
];

/// The role of each AssumeRole, in order.
fn asked(aws: &LocalAws) -> Vec<String> {
    let requests = aws.requests().into_iter();
    requests
        .map(|request| request.parameters["RoleArn"].clone())
        .collect()
}

#[test]
fn each_hop_is_assumed_from_the_one_before_and_cached() {
    let aws = LocalAws::start();
    let brs = chain(&aws);
    brs.run(&ARGUMENTS).prints();
    assert_eq!(asked(&aws), [HUB, ROLE]);
    let last = aws.requests().pop().unwrap();
    assert!(
        last.caller_arn.contains(":assumed-role/Hub/"),
        "{}",
        last.caller_arn
    );
    assert_eq!(brs.entries().len(), 2);
    // The hub alone is in the cache already.
    brs.run(&["sts", "--profile", "base", "--role-arn", HUB])
        .prints();
    assert_eq!(aws.calls("AssumeRole"), 2);
    // Insisting is about what is printed, not about the hops below.
    let insisting: Vec<&str> = ARGUMENTS.into_iter().chain(["--force-refresh"]).collect();
    brs.run(&insisting).prints();
    assert_eq!(asked(&aws), [HUB, ROLE, ROLE]);
}

#[test]
fn a_failure_names_the_hop_that_failed() {
    let aws = LocalAws::start();
    let brs = chain(&aws);
    aws.fault_next(1, Fault::AccessDenied);
    let said = format!("cannot assume {HUB}: AccessDenied: ");
    brs.run(&ARGUMENTS).fails_saying(1, &[&said]);
    brs.run(&["sts", "--profile", "base", "--role-arn", HUB])
        .prints();
    aws.fault_next(1, Fault::AccessDenied);
    let said = format!("cannot assume {ROLE}: AccessDenied: ");
    let hint = format!("\nbrs: hint: a session of {HUB} is asking: see whether it may\n");
    brs.run(&ARGUMENTS).fails_saying(1, &[&said, &hint]);
}

#[test]
fn a_hop_that_was_revoked_is_obtained_anew_once() {
    let aws = LocalAws::start();
    let brs = chain(&aws);
    brs.run(&["sts", "--profile", "base", "--role-arn", HUB])
        .prints();
    // AWS refuses the cached hop as the caller of the next one.
    aws.fault_next(1, Fault::ExpiredToken);
    brs.run(&ARGUMENTS).prints();
    assert_eq!(asked(&aws), [HUB, ROLE, HUB, ROLE]);
    // A hop that has just been fetched and is refused is refused for good.
    let other = chain(&aws);
    aws.set_fault(Some(Fault::ExpiredToken));
    other.run(&ARGUMENTS).fails_saying(1, &["ExpiredToken"]);
    assert_eq!(aws.calls("AssumeRole"), 5);
}

#[test]
fn a_hop_that_hangs_leaves_time_for_the_next() {
    let aws = LocalAws::start();
    let brs = chain(&aws);
    brs.run(&ARGUMENTS).prints();
    for entry in brs.entries() {
        plant(&entry, 3000, 600);
    }
    // Both are to be renewed; the hub's STS does not answer, the other does.
    aws.fault_next(2, Fault::Hang);
    let outcome = brs.run(&ARGUMENTS);
    outcome.prints();
    assert_eq!(asked(&aws)[2..].last().map(String::as_str), Some(ROLE));
    assert_eq!(aws.requests().pop().unwrap().outcome, "ok");
    assert!(outcome.took < Duration::from_secs(15), "{:?}", outcome.took);
}
