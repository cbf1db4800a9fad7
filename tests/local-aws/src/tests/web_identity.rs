//! AssumeRoleWithWebIdentity.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::client::{Outcome, send};
use super::{PLAIN, whoami, with_plain_role};
use crate::{LocalAws, Role, WEB_IDENTITY_PROVIDER};

fn assume_with(aws: &LocalAws, role_arn: &str, token: &str) -> Outcome {
    let body = format!(
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={role_arn}\
         &RoleSessionName=web&WebIdentityToken={token}"
    );
    let host = aws.url().replace("http://", "");
    let length = body.len();
    let request = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}"
    );
    send(aws, &request)
}

#[test]
fn a_web_identity_needs_no_signature() {
    let (aws, _) = with_plain_role();
    let token = aws.web_identity_token("repo:ana/thing", 60);
    let outcome = assume_with(&aws, PLAIN, &token);
    let keys = outcome.keys();
    assert!(whoami(&aws, &keys).text("Arn").ends_with("/Plain/web"));
    assert_eq!(
        outcome.text("SubjectFromWebIdentityToken"),
        "repo:ana/thing"
    );
    assert_eq!(outcome.text("Provider"), WEB_IDENTITY_PROVIDER);
    assert_eq!(aws.requests()[0].parameters["WebIdentityToken"], token);

    let picky = "arn:aws:iam::123456789012:role/Picky";
    aws.role(Role::new(picky).trusts(WEB_IDENTITY_PROVIDER));
    assert_eq!(assume_with(&aws, picky, &token).status, 200);
    let of_user = Role::new(picky).trusts("arn:aws:iam::123456789012:user/ana");
    for role in [
        of_user,
        Role::new(picky).mfa(),
        Role::new(picky).external_id("x-1"),
    ] {
        aws.role(role);
        let outcome = assume_with(&aws, picky, &token);
        outcome.refused(403, "AccessDenied", "sts:AssumeRoleWithWebIdentity");
    }
}

#[test]
fn a_token_that_is_not_whole_and_alive_is_refused() {
    let (aws, _) = with_plain_role();
    let token = aws.web_identity_token("ana", 60);
    let invalid = "InvalidIdentityToken";
    let refused = |token: &str, code, message| {
        assume_with(&aws, PLAIN, token).refused(400, code, message);
    };
    for broken in [
        format!("{token}%0A"),
        format!("+{token}"),
        token.replacen('.', "", 1),
        "head.body.signature".into(),
    ] {
        refused(&broken, invalid, "is not a valid JWT");
    }
    let other = LocalAws::start().web_identity_token("ana", 60);
    refused(&other, invalid, "signature");
    let expired = aws.web_identity_token("ana", -1);
    refused(&expired, "ExpiredTokenException", "Token expired: current");
    aws.set_date_skew(61);
    refused(&token, "ExpiredTokenException", "before the expiration");
    aws.set_date_skew(0);

    let now = OffsetDateTime::now_utc().unix_timestamp();
    let good = json!({
        "iss": "https://oidc.example.com",
        "sub": "ana",
        "aud": "sts.amazonaws.com",
        "exp": now + 60,
    });
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        aws.world().provider.mint(&claims)
    };
    let minted = aws.world().provider.mint(&good);
    assert_eq!(assume_with(&aws, PLAIN, &minted).status, 200);
    for (name, value, message) in [
        ("iss", json!(null), "Missing a required claim: iss"),
        ("sub", json!(""), "Missing a required claim: sub"),
        ("aud", json!(null), "Missing a required claim: aud"),
        ("exp", json!("soon"), "Missing a required claim: exp"),
        (
            "iss",
            json!("https://other.example.com"),
            "No OpenIDConnect provider found",
        ),
        ("aud", json!("sts.example.com"), "Incorrect token audience"),
    ] {
        let token = with(name, value);
        refused(&token, invalid, message);
    }
}
