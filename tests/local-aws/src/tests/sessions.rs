//! GetSessionToken, and what its sessions may do.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::client::Call;
use super::{PLAIN, SERIAL, assume, whoami, with_plain_role};
use crate::Role;

const MFA_ROLE: &str = "arn:aws:iam::123456789012:role/Mfa";

fn with_code(call: Call, serial: &str, code: &str) -> Call {
    call.with("SerialNumber", serial).with("TokenCode", code)
}

#[test]
fn a_users_session_lives_for_twelve_hours_or_as_asked() {
    let (aws, ana) = with_plain_role();
    let get = Call::new(&aws, &ana, "GetSessionToken");
    for (asked, lives) in [(None, 43200), (Some("900"), 900), (Some("129600"), 129600)] {
        let call = match asked {
            Some(seconds) => get.clone().with("DurationSeconds", seconds),
            None => get.clone(),
        };
        let outcome = call.send(&aws);
        let expiration = OffsetDateTime::parse(outcome.text("Expiration"), &Rfc3339).unwrap();
        let rest = expiration - OffsetDateTime::now_utc();
        assert!(
            (Duration::seconds(lives - 60)..=Duration::seconds(lives)).contains(&rest),
            "{asked:?}: {rest}"
        );
    }
    for (asked, limit) in [
        ("899", "greater than or equal to 900"),
        ("129601", "less than or equal to 129600"),
    ] {
        let call = get.clone().with("DurationSeconds", asked);
        call.send(&aws).refused(400, "ValidationError", limit);
    }
    let role = assume(&aws, &ana, PLAIN).send(&aws).keys();
    let of_role = Call::new(&aws, &role, "GetSessionToken").send(&aws);
    of_role.refused(403, "AccessDenied", "with session credentials");
}

#[test]
fn a_session_without_mfa_may_bring_a_code_later() {
    let (aws, ana) = with_plain_role();
    aws.role(Role::new(MFA_ROLE).mfa());
    let session = Call::new(&aws, &ana, "GetSessionToken").send(&aws).keys();
    let arn = "arn:aws:iam::123456789012:user/ana";
    assert_eq!(whoami(&aws, &session).text("Arn"), arn);
    let call = assume(&aws, &session, MFA_ROLE);
    call.send(&aws)
        .refused(403, "AccessDenied", "not authorized");
    let call = with_code(call, SERIAL, &aws.token_code(SERIAL));
    assert_eq!(call.send(&aws).status, 200);
}

#[test]
fn a_role_of_a_session_lives_for_an_hour_at_most() {
    let (aws, ana) = with_plain_role();
    let session = Call::new(&aws, &ana, "GetSessionToken").send(&aws).keys();
    let of_session = |seconds| assume(&aws, &session, PLAIN).with("DurationSeconds", seconds);
    assert_eq!(of_session("3600").send(&aws).status, 200);
    of_session("3601")
        .send(&aws)
        .refused(400, "ValidationError", "1 hour session limit");
    let of_user = assume(&aws, &ana, PLAIN).with("DurationSeconds", "3601");
    assert_eq!(of_user.send(&aws).status, 200);
}

#[test]
fn only_devices_of_the_user_that_have_codes_authenticate() {
    let (aws, ana) = with_plain_role();
    let hardware = "GAHT12345678";
    let security_key = "arn:aws:iam::123456789012:u2f/user/ana/yubikey-ABCDEFGHIJ";
    aws.set_mfa_devices("ana", vec![hardware.into(), security_key.into()]);
    let get = |serial: &str| {
        let call = Call::new(&aws, &ana, "GetSessionToken");
        with_code(call, serial, &aws.token_code(serial)).send(&aws)
    };
    assert_eq!(get(hardware).status, 200);
    let message = "unable to validate MFA code.  Please verify your MFA serial number is valid";
    for serial in [SERIAL, security_key] {
        get(serial).refused(403, "AccessDenied", message);
    }
    let wrong = match aws.token_code(hardware).as_str() {
        "000000" => "000001",
        _ => "000000",
    };
    let wrong = with_code(Call::new(&aws, &ana, "GetSessionToken"), hardware, wrong).send(&aws);
    assert_eq!(
        wrong.text("Message"),
        "MultiFactorAuthentication failed with invalid MFA one time pass code. "
    );
    let half = Call::new(&aws, &ana, "GetSessionToken").with("SerialNumber", hardware);
    half.send(&aws)
        .refused(403, "AccessDenied", "must provide both");
}
