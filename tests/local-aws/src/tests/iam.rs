//! ListMFADevices.

use super::client::{Call, Outcome};
use super::{PLAIN, SERIAL, assume, with_plain_role};
use crate::{Fault, Keys, LocalAws};

fn list(aws: &LocalAws, keys: &Keys) -> Call {
    Call::iam(aws, keys, "ListMFADevices")
}

fn serials(outcome: &Outcome) -> Vec<&str> {
    assert_eq!(outcome.status, 200, "{}", outcome.body);
    let parts = outcome.body.split("<SerialNumber>").skip(1);
    parts.map(|part| part.split('<').next().unwrap()).collect()
}

#[test]
fn a_user_sees_the_devices_that_are_the_users() {
    let (aws, ana) = with_plain_role();
    let outcome = list(&aws, &ana).send(&aws);
    assert_eq!(serials(&outcome), [SERIAL]);
    assert_eq!(outcome.text("UserName"), "ana");
    assert_eq!(outcome.text("IsTruncated"), "false");
    assert!(
        outcome
            .body
            .contains("xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"")
    );
    let mut by_get = list(&aws, &ana).with("UserName", "ana");
    by_get.method = "GET";
    assert_eq!(serials(&by_get.send(&aws)), [SERIAL]);

    let three = ["one-device", "two-device", "three-device"];
    aws.set_mfa_devices("ana", three.map(String::from).to_vec());
    let first = list(&aws, &ana).with("MaxItems", "2").send(&aws);
    assert_eq!(serials(&first), three[..2]);
    assert_eq!(first.text("IsTruncated"), "true");
    let marker = first.text("Marker");
    let rest = list(&aws, &ana).with("Marker", marker).send(&aws);
    assert_eq!(serials(&rest), three[2..]);
    aws.set_mfa_devices("ana", Vec::new());
    assert!(serials(&list(&aws, &ana).send(&aws)).is_empty());

    let request = &aws.requests()[0];
    assert_eq!(
        (request.service.as_str(), request.region.as_str()),
        ("iam", "us-east-1")
    );
    assert_eq!(aws.calls("ListMFADevices"), 5);
}

#[test]
fn who_may_not_ask_is_refused() {
    let (aws, ana) = with_plain_role();
    let get = Call::new(&aws, &ana, "GetSessionToken");
    let without_mfa = get.clone().send(&aws).keys();
    let refusal = list(&aws, &without_mfa).send(&aws);
    refusal.refused(403, "InvalidClientTokenId", "is invalid");
    let code = aws.token_code(SERIAL);
    let get = get.with("SerialNumber", SERIAL).with("TokenCode", &code);
    let with_mfa = get.send(&aws).keys();
    assert_eq!(serials(&list(&aws, &with_mfa).send(&aws)), [SERIAL]);

    let role = assume(&aws, &ana, PLAIN).send(&aws).keys();
    let of_role = list(&aws, &role);
    of_role
        .send(&aws)
        .refused(400, "ValidationError", "Must specify userName");
    for who in [&role, &aws.user("bob")] {
        let foreign = list(&aws, who).with("UserName", "ana").send(&aws);
        let message = "is not authorized to perform: iam:ListMFADevices on resource: user ana";
        foreign.refused(403, "AccessDenied", message);
    }
    aws.fault_next(1, Fault::AccessDenied);
    let denied = list(&aws, &ana).send(&aws);
    denied.refused(403, "AccessDenied", "perform: iam:ListMFADevices");
}

#[test]
fn only_what_was_signed_for_iam_gets_there() {
    let (aws, ana) = with_plain_role();
    let refused = |change: fn(&mut Call), status, code, message| {
        let mut call = list(&aws, &ana);
        change(&mut call);
        call.send(&aws).refused(status, code, message);
    };
    let mismatch = "SignatureDoesNotMatch";
    refused(
        |c| c.service = "sts",
        403,
        mismatch,
        "correct service: 'iam'",
    );
    refused(|c| c.region = "eu-west-1", 403, mismatch, "valid region");
    refused(
        |c| c.form[0].1 = "ListUsers".into(),
        400,
        "InvalidAction",
        "ListUsers",
    );
    refused(
        |c| c.form.push(("MaxItems".into(), "0".into())),
        400,
        "ValidationError",
        "maxItems",
    );
    refused(
        |c| c.form.push(("Marker".into(), "none".into())),
        400,
        "ValidationError",
        "Marker",
    );
    refused(
        |c| c.host = "sts.eu-west-1.amazonaws.com".into(),
        400,
        "InvalidHost",
        "",
    );
    let mut by_name = list(&aws, &ana);
    by_name.host = "iam.amazonaws.com".into();
    assert_eq!(serials(&by_name.send(&aws)), [SERIAL]);
    let mut by_get = Call::new(&aws, &ana, "GetCallerIdentity");
    by_get.method = "GET";
    by_get.send(&aws).refused(404, "NotFound", "");
}
