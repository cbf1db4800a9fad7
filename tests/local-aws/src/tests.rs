//! Whole requests over real sockets.

mod client;
mod container;
mod faults;
mod iam;
mod metadata;
mod proxied;
mod sessions;
mod signin;
mod sso;
mod transport;
mod web_identity;

use crate::{Keys, LocalAws, Role};
use client::{Call, Outcome, field, send};

const PLAIN: &str = "arn:aws:iam::123456789012:role/team/Plain";
const SERIAL: &str = "arn:aws:iam::123456789012:mfa/ana";

fn with_plain_role() -> (LocalAws, Keys) {
    let aws = LocalAws::start();
    aws.role(Role::new(PLAIN));
    let ana = aws.user("ana");
    (aws, ana)
}

fn assume(aws: &LocalAws, keys: &Keys, role_arn: &str) -> Call {
    Call::new(aws, keys, "AssumeRole")
        .with("RoleArn", role_arn)
        .with("RoleSessionName", "test")
}

fn whoami(aws: &LocalAws, keys: &Keys) -> Outcome {
    Call::new(aws, keys, "GetCallerIdentity").send(aws)
}

#[test]
fn issued_credentials_are_their_session() {
    let (aws, ana) = with_plain_role();
    assert_eq!(aws.user("ana"), ana);
    let answer = assume(&aws, &ana, PLAIN).send(&aws);
    let keys = answer.keys();
    assert_eq!(answer.text("PackedPolicySize"), "");
    let arn = "arn:aws:sts::123456789012:assumed-role/Plain/test";
    assert_eq!(answer.text("Arn"), arn);
    assert_eq!(whoami(&aws, &keys).text("Arn"), arn);
    let user = "arn:aws:iam::123456789012:user/ana";
    assert_eq!(whoami(&aws, &ana).text("Arn"), user);

    let requests = aws.requests();
    assert_eq!(aws.calls("AssumeRole"), 1);
    assert_eq!(aws.calls("GetCallerIdentity"), 2);
    let first = &requests[0];
    assert_eq!(
        (first.outcome.as_str(), first.caller_arn.as_str()),
        ("ok", user)
    );
    assert_eq!(
        (first.region.as_str(), first.service.as_str()),
        ("eu-west-1", "sts")
    );
    assert_eq!(first.parameters["RoleArn"], PLAIN);
    assert_eq!(first.access_key_id, ana.access_key_id);
    let token = keys.session_token.unwrap();
    assert_eq!(first.secrets, [keys.secret_access_key, token]);
}

#[test]
fn whatever_the_signature_does_not_cover_is_refused() {
    let (aws, ana) = with_plain_role();
    let session = assume(&aws, &ana, PLAIN).send(&aws).keys();
    let good = Call::new(&aws, &session, "GetCallerIdentity").with("Note", "one");
    let refused = |change: fn(&mut Call), status, code, message| {
        let mut call = good.clone();
        change(&mut call);
        call.send(&aws).refused(status, code, message);
    };
    let mismatch = "SignatureDoesNotMatch";
    let invalid = "InvalidClientTokenId";
    refused(
        |c| c.keys.secret_access_key.replace_range(7..8, "!"),
        403,
        mismatch,
        "calculated",
    );
    refused(
        |c| c.keys.access_key_id.push('A'),
        403,
        invalid,
        "is invalid",
    );
    refused(|c| c.keys.session_token = None, 403, invalid, "is invalid");
    refused(
        |c| c.keys.session_token.as_mut().unwrap().push('A'),
        403,
        invalid,
        "is invalid",
    );
    refused(
        |c| c.service = "iam",
        403,
        mismatch,
        "correct service: 'sts'",
    );
    refused(|c| c.age = 301, 403, mismatch, "Signature expired: ");
    refused(
        |c| c.extra_headers = "X-Amz-Foo: 1\r\n".into(),
        403,
        mismatch,
        "SignedHeader",
    );
    refused(
        |c| c.extra_headers = "X-Amz-Content-Sha256: 0\r\n".into(),
        403,
        mismatch,
        "sha256",
    );
    refused(
        |c| c.host = "sts.amazonaws.com".into(),
        400,
        "InvalidHost",
        "127.0.0.1",
    );

    // The region of the signing key, a parameter and the day.
    for (was, becomes) in [
        ("/eu-west-1/", "/us-east-1/"),
        ("Note=one", "Note=two"),
        ("X-Amz-Date: 2", "X-Amz-Date: 1"),
    ] {
        let tampered = send(&aws, &good.render().replacen(was, becomes, 1));
        tampered.refused(403, mismatch, "");
    }
    let unsigned = good.render();
    let unsigned: Vec<_> = unsigned
        .lines()
        .filter(|l| !l.starts_with("Auth"))
        .collect();
    let unsigned = send(&aws, &unsigned.join("\r\n"));
    unsigned.refused(403, "MissingAuthenticationToken", "");
    assert_eq!(whoami(&aws, &session).status, 200);
}

#[test]
fn the_servers_clock_can_be_wrong_as_a_whole() {
    let (aws, ana) = with_plain_role();
    aws.set_date_skew(-400);
    let refusal = whoami(&aws, &ana);
    refusal.refused(403, "SignatureDoesNotMatch", "Signature not yet current: ");
    aws.set_date_skew(200);
    assert_eq!(whoami(&aws, &ana).status, 200);
    aws.set_date_skew(400);
    let outcome = whoami(&aws, &ana);
    outcome.refused(403, "SignatureDoesNotMatch", "Signature expired: ");
    assert!(field(&outcome.head, "Date: ").ends_with(" GMT"));
}

#[test]
fn expired_credentials_are_refused() {
    let (aws, ana) = with_plain_role();
    aws.set_lifetime(Some(-1));
    let expired = assume(&aws, &ana, PLAIN).send(&aws).keys();
    whoami(&aws, &expired).refused(403, "ExpiredToken", "is expired");
}

#[test]
fn a_token_code_is_good_once() {
    let aws = LocalAws::start();
    let ana = aws.user("ana");
    let role = "arn:aws-cn:iam::123456789012:role/Mfa";
    aws.role(Role::new(role).mfa());
    assume(&aws, &ana, role)
        .send(&aws)
        .refused(403, "AccessDenied", "not authorized");

    let code = aws.token_code(SERIAL);
    let with_code =
        |call: Call, code: &str| call.with("SerialNumber", SERIAL).with("TokenCode", code);
    let call = with_code(assume(&aws, &ana, role), &code);
    let answer = call.send(&aws);
    assert!(
        answer.text("Arn").starts_with("arn:aws-cn:sts::"),
        "{answer:?}"
    );
    call.send(&aws)
        .refused(403, "AccessDenied", "invalid MFA one time pass code. ");

    let next = aws.token_code(SERIAL);
    assert_ne!(next, code);
    let get = Call::new(&aws, &ana, "GetSessionToken");
    let session = with_code(get.clone(), &next).send(&aws).keys();
    assert_eq!(assume(&aws, &session, role).send(&aws).status, 200);
    let without_mfa = get.send(&aws).keys();
    assume(&aws, &without_mfa, role)
        .send(&aws)
        .refused(403, "AccessDenied", "not authorized");
    let again = Call::new(&aws, &session, "GetSessionToken").send(&aws);
    again.refused(
        403,
        "AccessDenied",
        "Cannot call GetSessionToken with session credentials",
    );

    let bob = aws.user("bob");
    let foreign = with_code(assume(&aws, &bob, role), &aws.token_code(SERIAL)).send(&aws);
    foreign.refused(403, "AccessDenied", "unable to validate MFA code");
}

#[test]
fn a_role_is_assumed_by_those_it_trusts() {
    let (aws, ana) = with_plain_role();
    let secretive = "arn:aws:iam::210987654321:role/Secretive";
    aws.role(Role::new(secretive).external_id("x-1"));
    let call = assume(&aws, &ana, secretive);
    call.send(&aws)
        .refused(403, "AccessDenied", "user/ana is not authorized");
    let wrong = call.clone().with("ExternalId", "x-2");
    wrong.send(&aws).refused(403, "AccessDenied", secretive);
    let right = call.with("ExternalId", "x-1").send(&aws);
    assert_eq!(
        right.text("Arn"),
        "arn:aws:sts::210987654321:assumed-role/Secretive/test"
    );

    let hop = "arn:aws:iam::123456789012:role/Hop";
    aws.role(Role::new(hop).trusts(PLAIN));
    assume(&aws, &ana, hop)
        .send(&aws)
        .refused(403, "AccessDenied", hop);
    let plain = assume(&aws, &ana, PLAIN).send(&aws).keys();
    assert_eq!(assume(&aws, &plain, hop).send(&aws).status, 200);
    let long = assume(&aws, &plain, hop).with("DurationSeconds", "3601");
    long.send(&aws)
        .refused(400, "ValidationError", "1 hour session limit");
    let unknown = "arn:aws:iam::123456789012:role/Nobody";
    assume(&aws, &ana, unknown)
        .send(&aws)
        .refused(403, "AccessDenied", unknown);
}

#[test]
fn parameters_keep_to_their_limits() {
    let (aws, ana) = with_plain_role();
    aws.role(Role::new("arn:aws:iam::123456789012:role/Short").max_duration(1800));
    let good = assume(&aws, &ana, PLAIN);
    for (name, value, message) in [
        (
            "DurationSeconds",
            "899",
            "'899' at 'durationSeconds' failed to satisfy constraint: \
          Member must have value greater than or equal to 900",
        ),
        ("DurationSeconds", "43201", "less than or equal to 43200"),
        ("ExternalId", "x", "length greater than or equal to 2"),
        ("SourceIdentity", "a b", "regular expression pattern"),
        ("TokenCode", "12345", "greater than or equal to 6"),
        ("Tags.member.1.Key", "k", "null at 'tags.1.member.value'"),
        ("TransitiveTagKeys.member.1", "k", "must be included"),
        (
            "PolicyArns.member.2.arn",
            PLAIN,
            "is not a parameter of AssumeRole",
        ),
        ("Profile", "dev", "Profile is not a parameter of AssumeRole"),
    ] {
        let call = good.clone().with(name, value);
        call.send(&aws).refused(400, "ValidationError", message);
    }
    let outcome = good.clone().with("Policy", "{").send(&aws);
    outcome.refused(400, "MalformedPolicyDocument", "invalid Json");
    let nameless = Call::new(&aws, &ana, "AssumeRole").send(&aws);
    nameless.refused(
        400,
        "ValidationError",
        "2 validation errors detected: Value null at",
    );
    let long = assume(&aws, &ana, "arn:aws:iam::123456789012:role/Short");
    let long = long.with("DurationSeconds", "1801").send(&aws);
    long.refused(400, "ValidationError", "MaxSessionDuration");
    Call::new(&aws, &ana, "GetUser")
        .send(&aws)
        .refused(400, "InvalidAction", "GetUser");

    let outcome = good
        .with("Policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}")
        .with("Tags.member.1.Key", "Größe")
        .with("Tags.member.1.Value", "a b")
        .with("TransitiveTagKeys.member.1", "Größe")
        .with("SourceIdentity", "ana")
        .send(&aws);
    assert_eq!(outcome.text("SourceIdentity"), "ana", "{outcome:?}");
    assert_eq!(outcome.text("PackedPolicySize"), "2");
}
