//! What STS, or whoever answers in its place, may do wrong: a person gets one
//! line, an SDK gets nothing or what still lives, and the cache stays as it was.

mod support;

use local_aws::{Fault, LocalAws};
use std::fs;
use std::path::Path;
use std::time::Duration;
use support::{Brs, Outcome, ROLE, assert_no_secret, finish};

/// One attempt, and little patience.
const ONCE: [&str; 4] = ["--max-attempts", "1", "--timeout", "2"];

/// Sets all trouble aside.
fn heal(aws: &LocalAws) {
    aws.set_fault(None);
    aws.set_lifetime(None);
}

fn authority(aws: &LocalAws) -> String {
    let url = aws.url();
    url.split_once("://").unwrap().1.to_owned()
}

/// Standard error, with what differs from run to run replaced.
fn said(aws: &LocalAws, text: &str) -> String {
    let mut text = text.replace(&authority(aws), "STS").replace(ROLE, "ROLE");
    for time in ["1 s", "2 s"] {
        text = text.replace(&format!("timed out after {time}"), "timed out after TIME");
    }
    match text.split_once("(request ") {
        None => text,
        Some((before, rest)) => {
            let (id, after) = rest.split_once(')').unwrap();
            assert_eq!(id.len(), 36, "{id}");
            format!("{before}(request ID){after}")
        }
    }
}

#[track_caller]
fn fails(aws: &LocalAws, outcome: &Outcome, reason: &str) {
    outcome.fails_saying(1, &[]);
    let expected = format!("brs: error: cannot assume ROLE: {reason}\n");
    assert_eq!(said(aws, &outcome.stderr), expected);
    assert!(outcome.took < Duration::from_secs(10), "{outcome:?}");
    assert_no_secret(aws, &outcome.stderr);
}

/// Lets brs suffer with nothing in the cache, with credentials that should be
/// renewed, and with credentials that have to be.
#[track_caller]
fn suffers(trouble: impl Fn(&LocalAws), reason: &str) {
    let aws = LocalAws::start();
    nothing_is_printed(&aws, &trouble, reason);
    what_lives_is_printed(&aws, &trouble, reason);
    what_is_about_to_end_is_not_printed(&aws, &trouble, reason);
}

#[track_caller]
fn nothing_is_printed(aws: &LocalAws, trouble: &impl Fn(&LocalAws), reason: &str) {
    let brs = Brs::with(aws);
    trouble(aws);
    fails(aws, &brs.run_sts(&ONCE), reason);
    assert_eq!(aws.calls("AssumeRole"), 1);
    assert_eq!(brs.entries(), [""; 0].map(Path::new));
    heal(aws);
}

#[track_caller]
fn what_lives_is_printed(aws: &LocalAws, trouble: &impl Fn(&LocalAws), reason: &str) {
    let brs = Brs::with(aws);
    brs.run_sts(&ONCE).prints();
    let line = brs.plant(2700, 900);
    let entry = fs::read(brs.entry()).unwrap();
    trouble(aws);
    assert_eq!(brs.run_sts(&ONCE).prints(), line);
    assert_eq!(fs::read(brs.entry()).unwrap(), entry);

    let state = fs::read(brs.entry().with_extension("state")).unwrap();
    let state: serde_json::Value = serde_json::from_slice(&state).unwrap();
    assert_eq!(state["failures"], 1, "{state}");
    let noted = state["failure"]["message"].as_str().unwrap();
    let reason = reason.lines().next().unwrap();
    let expected = format!("cannot assume ROLE: {reason}");
    assert_eq!(said(aws, noted), expected);
    let warning = said(aws, state["warning"]["message"].as_str().unwrap());
    assert!(
        warning.starts_with("cannot refresh, using credentials until 2"),
        "{warning}"
    );
    assert!(warning.ends_with(&expected), "{warning}");

    let connections = aws.connections();
    assert_eq!(brs.run_sts(&ONCE).prints(), line);
    assert_eq!(aws.connections(), connections, "the back-off is honoured");
    heal(aws);
}

#[track_caller]
fn what_is_about_to_end_is_not_printed(aws: &LocalAws, trouble: &impl Fn(&LocalAws), reason: &str) {
    let brs = Brs::with(aws);
    brs.run_sts(&ONCE).prints();
    brs.plant(3540, 60);
    let entry = fs::read(brs.entry()).unwrap();
    trouble(aws);
    fails(aws, &brs.run_sts(&ONCE), reason);
    assert_eq!(fs::read(brs.entry()).unwrap(), entry);
    heal(aws);
}

fn fault(fault: Fault) -> impl Fn(&LocalAws) {
    move |aws| aws.set_fault(Some(fault.clone()))
}

#[test]
fn a_refusal_is_told_in_aws_own_words() {
    suffers(
        fault(Fault::AccessDenied),
        "AccessDenied: User: arn:aws:iam::123456789012:user/ana is not authorized to perform: \
         sts:AssumeRole on resource: ROLE (request ID)\n\
         brs: hint: see who is asking with: brs whoami --profile base",
    );
    suffers(
        fault(Fault::ExpiredToken),
        "ExpiredToken: The security token included in the request is expired (request ID)\n\
         brs: hint: the base credentials have expired; get new ones",
    );
}

#[test]
fn an_overload_is_told_in_aws_own_words() {
    for (trouble, reason) in [
        (Fault::Throttle, "Throttling: Rate exceeded (request ID)"),
        (
            Fault::InternalError,
            "InternalFailure: We encountered an internal error. Please try again (request ID)",
        ),
        (
            Fault::ServiceUnavailable,
            "ServiceUnavailable: Service is unable to handle request (request ID)",
        ),
    ] {
        suffers(fault(trouble), reason);
    }
}

#[test]
fn silence_and_a_trickle_end_at_the_deadline() {
    for trouble in [Fault::Hang, Fault::Drip] {
        suffers(fault(trouble), "cannot reach STS: timed out after TIME");
    }
}

#[test]
fn a_broken_answer_is_no_answer() {
    suffers(
        fault(Fault::Reset),
        "cannot reach STS: connection reset by peer",
    );
    suffers(fault(Fault::Truncate), "the answer of STS broke off");
    suffers(
        fault(Fault::Huge),
        "the answer of STS is longer than 256 KiB",
    );
}

#[test]
fn what_is_not_sts_is_told_apart() {
    const HINT: &str = "brs: hint: check the endpoint, and for a proxy or a captive portal";
    for (trouble, status, what) in [
        (Fault::Html, 200, "text/html; charset=utf-8, 120 bytes"),
        (Fault::EmptyBody, 200, "no content type, 0 bytes"),
        (Fault::NotFound, 404, "text/html, 107 bytes"),
    ] {
        let reason = format!(
            "STS answered {status} with something that is not an STS answer ({what})\n{HINT}"
        );
        suffers(fault(trouble), &reason);
    }
}

#[test]
fn a_redirect_is_never_followed() {
    let elsewhere = LocalAws::start();
    suffers(
        fault(Fault::Redirect(elsewhere.url())),
        "STS answered 307 with something that is not an STS answer (text/html, 0 bytes)\n\
         brs: hint: redirects are never followed; check the endpoint and the network",
    );
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn an_incomplete_answer_is_not_taken() {
    suffers(
        fault(Fault::MissingFields),
        "the answer has an impossible secret access key",
    );
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(Fault::BadExpiration));
    let outcome = brs.run_sts(&ONCE);
    outcome.fails_saying(
        1,
        &["answered 200 with something that is not an STS answer (text/xml, "],
    );
    assert!(brs.entries().is_empty());
}

#[test]
fn credentials_that_cannot_be_used_are_not_taken() {
    for (lifetime, reason) in [
        (-10, "the answer has credentials that expired at 2"),
        (0, "the answer has credentials that expired at 2"),
        (40 * 3600, "the answer has an expiration out of reason (2"),
    ] {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        brs.run_sts(&ONCE).prints();
        let line = brs.plant(2700, 900);
        let entry = fs::read(brs.entry()).unwrap();
        aws.set_lifetime(Some(lifetime));
        assert_eq!(brs.run_sts(&ONCE).prints(), line);
        brs.run_sts(&["--force-refresh"]).fails_saying(1, &[reason]);
        assert_eq!(fs::read(brs.entry()).unwrap(), entry);
        assert_eq!(aws.calls("AssumeRole"), 3);
    }
}

#[test]
fn nobody_at_home_is_one_line_too() {
    let aws = LocalAws::start();
    let address = authority(&aws);
    let [empty, living, dying] = [(); 3].map(|()| Brs::with(&aws));
    living.run_sts(&ONCE).prints();
    let line = living.plant(2700, 900);
    dying.run_sts(&ONCE).prints();
    dying.plant(3540, 60);
    drop(aws);
    let refused =
        format!("brs: error: cannot assume {ROLE}: cannot reach {address}: connection refused\n");
    empty.run_sts(&ONCE).fails(1, &refused);
    assert_eq!(living.run_sts(&ONCE).prints(), line);
    dying.run_sts(&ONCE).fails(1, &refused);
}

#[test]
fn a_failure_that_passes_is_tried_again() {
    let aws = LocalAws::start();
    aws.fault_next(1, Fault::InternalError);
    Brs::with(&aws).run_sts(&[]).prints();
    assert_eq!(aws.calls("AssumeRole"), 2);

    aws.fault_next(1, Fault::InternalError);
    let outcome = Brs::with(&aws).run_sts(&["--max-attempts", "1"]);
    outcome.fails_saying(1, &["InternalFailure: "]);
    assert_eq!(aws.calls("AssumeRole"), 3);

    aws.fault_next(2, Fault::Throttle);
    let outcome = Brs::with(&aws).set("AWS_MAX_ATTEMPTS", "2").run_sts(&[]);
    outcome.fails_saying(1, &["Throttling: "]);
    assert_eq!(aws.calls("AssumeRole"), 5);
}

#[test]
fn a_refusal_is_not_tried_again() {
    let aws = LocalAws::start();
    for refusal in [Fault::AccessDenied, Fault::ExpiredToken, Fault::Html] {
        aws.fault_next(1, refusal);
        Brs::with(&aws).run_sts(&[]).fails_saying(1, &[]);
    }
    assert_eq!(aws.calls("AssumeRole"), 3);
}

#[test]
fn a_clock_that_is_off_is_made_up_for() {
    // The server's clock minus ours, what becomes of the requests, what is noted.
    for (skew, outcomes, noted) in [
        (120, &["ok"] as &[_], None),
        (-120, &["ok"], None),
        (
            1200,
            &["SignatureDoesNotMatch", "ok"],
            Some("1200 s behind"),
        ),
        (
            -1200,
            &["SignatureDoesNotMatch", "ok"],
            Some("1200 s ahead of"),
        ),
    ] {
        let aws = LocalAws::start();
        let brs = Brs::with(&aws);
        aws.set_date_skew(skew);
        let cold = brs.run_sts(&[]);
        assert_eq!(cold.prints(), brs.run_sts(&[]).prints());
        let seen: Vec<_> = aws
            .requests()
            .into_iter()
            .map(|request| request.outcome)
            .collect();
        assert_eq!(seen, outcomes, "{skew}");
        let state = fs::read(brs.entry().with_extension("state")).unwrap();
        let state: serde_json::Value = serde_json::from_slice(&state).unwrap();
        match noted {
            None => assert_eq!(state["warning"], serde_json::Value::Null, "{skew}"),
            Some(noted) => {
                let said = state["warning"]["message"].as_str().unwrap();
                // A second may pass between two looks at two clocks.
                let noted = [
                    noted.to_owned(),
                    noted.replace("1200", "1199"),
                    noted.replace("1200", "1201"),
                ];
                let [begin, end] = ["the clock of this machine is", "the issuer's"];
                assert!(
                    noted
                        .iter()
                        .any(|noted| said == format!("{begin} {noted} {end}")),
                    "{said}"
                );
            }
        }
    }
}

#[test]
fn credentials_that_ended_by_our_clock_are_not_printed() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_date_skew(-4000);
    let outcome = brs.run_sts(&[]);
    outcome.fails_saying(
        1,
        &[
            "the answer has credentials that expired at ",
            "brs: hint: set the clock of this machine: it is ",
        ],
    );
    assert!(brs.entries().is_empty());
}

#[test]
fn a_signature_that_is_refused_points_at_key_and_clock() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let mut keys = aws.user("ana");
    keys.secret_access_key = keys.secret_access_key.chars().rev().collect();
    brs.write_profile("wrong", &keys);
    let outcome = brs.run(&["sts", "--role-arn", ROLE, "--profile", "wrong"]);
    outcome.fails_saying(
        1,
        &[
            "SignatureDoesNotMatch: ",
            "brs: hint: the secret access key is wrong, or the clock of this machine is; compare with: date -u",
        ],
    );
    assert!(!outcome.stderr.contains(&keys.secret_access_key));
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_flood_does_not_fill_the_memory() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(Fault::Huge));
    let arguments = brs.sts(&ONCE);
    // 60 MB of data; the flood has 100.
    let command = &mut brs.command_under(&["prlimit", "--data=60000000"], &arguments);
    fails(
        &aws,
        &finish(command.spawn().unwrap()),
        "the answer of STS is longer than 256 KiB",
    );
}

#[test]
fn credentials_that_fall_short_are_kept_and_not_printed() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_lifetime(Some(900));
    for calls in [1, 2] {
        let outcome = brs.run_sts(&["--min-ttl", "20m"]);
        outcome.fails_saying(
            1,
            &[
                "brs: error: the credentials end at 2",
                ", sooner than the 1200 s that were asked for\n",
                "brs: hint: give a smaller --min-ttl or a larger --duration-seconds\n",
            ],
        );
        assert_eq!(aws.calls("AssumeRole"), calls);
    }
    brs.run_sts(&[]).prints();
    assert_eq!(aws.calls("AssumeRole"), 2, "the entry was kept");
}
