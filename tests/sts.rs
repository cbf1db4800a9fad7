//! `brs sts`: what STS is asked, and what is printed.

mod support;

use local_aws::{LocalAws, Role};
use support::{Brs, ROLE, assert_no_secret};

#[test]
fn credentials_are_fetched_once_and_printed_from_the_cache() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let cold = brs.run_sts(&[]);
    let warm = brs.run_sts(&[]);
    assert_eq!(cold.prints(), warm.prints());
    assert_eq!(cold.document()["AccountId"], "123456789012");
    assert_eq!(aws.calls("AssumeRole"), 1);
    assert_no_secret(&aws, &cold.stderr);
}

#[test]
fn every_parameter_reaches_sts_as_it_was_given() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.role(Role::new(ROLE).external_id("7f3a").mfa());
    let serial = "arn:aws:iam::123456789012:mfa/ana";
    let code = aws.token_code(serial);
    let policy = r#"{"Version":"2012-10-17","Statement":[]}"#;
    let outcome = brs.run_sts(&[
        "--role-session-name",
        "a_b+c",
        "--external-id",
        "7f3a",
        "--duration-seconds",
        "15m",
        "--policy",
        policy,
        "--policy-arn",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "--tag",
        "team=a=b",
        "--tag",
        "cost=",
        "--transitive-tag-key",
        "team",
        "--source-identity",
        "ana@example",
        "--provided-context",
        "arn:aws:iam::aws:contextProvider/IdentityCenter=assertion",
        "--no-mfa-session",
        "--serial-number",
        serial,
        "--token-code",
        &code,
    ]);
    outcome.prints();
    let request = aws.requests().pop().unwrap();
    let expected = [
        ("Action", "AssumeRole"),
        ("DurationSeconds", "900"),
        ("ExternalId", "7f3a"),
        ("Policy", policy),
        (
            "PolicyArns.member.1.arn",
            "arn:aws:iam::aws:policy/ReadOnlyAccess",
        ),
        ("ProvidedContexts.member.1.ContextAssertion", "assertion"),
        (
            "ProvidedContexts.member.1.ProviderArn",
            "arn:aws:iam::aws:contextProvider/IdentityCenter",
        ),
        ("RoleArn", ROLE),
        ("RoleSessionName", "a_b+c"),
        ("SerialNumber", serial),
        ("SourceIdentity", "ana@example"),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "a=b"),
        ("Tags.member.2.Key", "cost"),
        ("Tags.member.2.Value", ""),
        ("TokenCode", &code),
        ("TransitiveTagKeys.member.1", "team"),
        ("Version", "2011-06-15"),
    ];
    let sent: Vec<_> = request
        .parameters
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(sent, expected);
    assert_eq!(
        (request.region.as_str(), request.outcome.as_str()),
        ("eu-west-1", "ok")
    );
}

#[test]
fn without_flags_sts_is_told_role_and_session_only() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let request = aws.requests().pop().unwrap();
    let names: Vec<_> = request.parameters.keys().map(String::as_str).collect();
    assert_eq!(names, ["Action", "RoleArn", "RoleSessionName", "Version"]);
    assert_eq!(request.parameters["RoleSessionName"], "brs-ana");
}
