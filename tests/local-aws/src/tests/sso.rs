//! IAM Identity Center: credentials from its portal, and tokens renewed.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::client::{Outcome, ask};
use super::whoami;
use crate::{Fault, Keys, LocalAws, SsoLogin};

const ACCOUNT: &str = "111122223333";

fn portal(aws: &LocalAws, role: &str, account: &str, token: &str) -> Outcome {
    let line = format!("GET /federation/credentials?role_name={role}&account_id={account}");
    ask(aws, &line, &[("x-amz-sso_bearer_token", token)], "")
}

fn refresh(aws: &LocalAws, body: &Value) -> Outcome {
    let headers = [("Content-Type", "application/json")];
    ask(aws, "POST /token", &headers, &body.to_string())
}

fn request(login: &SsoLogin) -> Value {
    json!({
        "clientId": login.client_id,
        "clientSecret": login.client_secret,
        "grantType": "refresh_token",
        "refreshToken": login.refresh_token,
    })
}

fn not_found() -> Value {
    json!({"message": "Session token not found or invalid"})
}

#[test]
fn the_portal_gives_the_roles_that_were_assigned() {
    let aws = LocalAws::start();
    let login = aws.sso_login(ACCOUNT, "Reader", 600);
    let outcome = portal(&aws, "Reader", ACCOUNT, &login.access_token);
    assert_eq!(outcome.status, 200, "{}", outcome.body);
    let part = |name: &str| outcome.member(&format!("/roleCredentials/{name}"));
    let keys = Keys {
        access_key_id: part("accessKeyId"),
        secret_access_key: part("secretAccessKey"),
        session_token: Some(part("sessionToken")),
    };
    let arn = whoami(&aws, &keys).text("Arn").to_owned();
    let reserved = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Reader_";
    assert!(arn.starts_with(reserved) && arn.ends_with("/user"), "{arn}");
    let expiration = &outcome.json()["roleCredentials"]["expiration"];
    let rest = expiration.as_i64().unwrap() / 1000 - OffsetDateTime::now_utc().unix_timestamp();
    assert!((3500..=3600).contains(&rest), "{rest}");
    let first = &aws.requests()[0];
    assert_eq!(first.action, "GetRoleCredentials");
    assert_eq!(first.parameters["role_name"], "Reader");
    assert_eq!(
        first.parameters["x-amz-sso_bearer_token"],
        login.access_token
    );
    assert_eq!(first.secrets, keys.secrets());

    aws.sso_assign(ACCOUNT, "Writer");
    assert_eq!(
        portal(&aws, "Writer", ACCOUNT, &login.access_token).status,
        200
    );
}

#[test]
fn the_portal_believes_no_token_and_no_role() {
    let aws = LocalAws::start();
    let login = aws.sso_login(ACCOUNT, "Reader", 600);
    let expired = aws.sso_login(ACCOUNT, "Reader", -1).access_token;
    for token in [expired.as_str(), "aoaAAAAAno", &login.refresh_token] {
        let outcome = portal(&aws, "Reader", ACCOUNT, token);
        outcome.refused_as(401, "UnauthorizedException", not_found());
    }
    for (role, account) in [("Admin", ACCOUNT), ("Reader", "444455556666")] {
        let outcome = portal(&aws, role, account, &login.access_token);
        outcome.refused_as(403, "ForbiddenException", json!({"message": "No access"}));
    }
    let nameless = portal(&aws, "", ACCOUNT, &login.access_token);
    let message = json!({"message": "Missing required parameter role_name"});
    nameless.refused_as(400, "InvalidRequestException", message);
    let line = format!("POST /federation/credentials?role_name=Reader&account_id={ACCOUNT}");
    let headers = [("x-amz-sso_bearer_token", login.access_token.as_str())];
    assert_eq!(ask(&aws, &line, &headers, "").status, 405);
    aws.set_date_skew(601);
    let outcome = portal(&aws, "Reader", ACCOUNT, &login.access_token);
    outcome.refused_as(401, "UnauthorizedException", not_found());
}

#[test]
fn a_refresh_token_is_good_once() {
    let aws = LocalAws::start();
    let login = aws.sso_login(ACCOUNT, "Reader", -1);
    let body = request(&login);
    let outcome = refresh(&aws, &body);
    assert_eq!(outcome.status, 200, "{}", outcome.body);
    assert_eq!(outcome.member("/tokenType"), "Bearer");
    assert_eq!(outcome.json()["expiresIn"], 3600);
    let renewed = outcome.member("/accessToken");
    assert_eq!(portal(&aws, "Reader", ACCOUNT, &renewed).status, 200);
    let invalid = json!({
        "error": "invalid_grant",
        "error_description": "Invalid refresh token provided",
    });
    refresh(&aws, &body).refused_as(400, "InvalidGrantException", invalid.clone());

    let mut next = body.clone();
    next["refreshToken"] = outcome.member("/refreshToken").into();
    assert_eq!(refresh(&aws, &next).status, 200);
    let other = aws.sso_login(ACCOUNT, "Reader", 600);
    next["refreshToken"] = other.refresh_token.clone().into();
    refresh(&aws, &next).refused_as(400, "InvalidGrantException", invalid);
    assert_eq!(refresh(&aws, &request(&other)).status, 200);

    let created = aws.requests().into_iter();
    let mut created = created.filter(|request| request.action == "CreateToken");
    let first = created.next().unwrap();
    assert_eq!(first.parameters["refreshToken"], login.refresh_token);
    assert_eq!(first.secrets, [renewed, outcome.member("/refreshToken")]);
}

#[test]
fn a_token_is_only_renewed_by_its_client() {
    let aws = LocalAws::start();
    let login = aws.sso_login(ACCOUNT, "Reader", 600);
    let refused = |name: &str, value: Value, status, kind, error: &str| {
        let mut body = request(&login);
        body[name] = value;
        let outcome = refresh(&aws, &body);
        assert_eq!(outcome.member("/error"), error);
        let body = outcome.json();
        outcome.refused_as(status, kind, body);
    };
    let (invalid, request_error) = ("InvalidRequestException", "invalid_request");
    let client = "InvalidClientException";
    refused("clientSecret", json!("X"), 401, client, "invalid_client");
    refused("clientId", json!("X"), 401, client, "invalid_client");
    refused("refreshToken", json!(""), 400, invalid, request_error);
    refused("refresh_token", json!("X"), 400, invalid, request_error);
    refused("scope", json!(["X"]), 400, invalid, request_error);
    refused(
        "grantType",
        json!("authorization_code"),
        400,
        "UnsupportedGrantTypeException",
        "unsupported_grant_type",
    );
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let outcome = ask(&aws, "POST /token", &form, &request(&login).to_string());
    assert_eq!(outcome.status, 400, "{}", outcome.body);
    aws.set_date_skew(91 * 24 * 3600);
    refused(
        "clientId",
        json!(login.client_id),
        401,
        client,
        "invalid_client",
    );
}

#[test]
fn what_goes_wrong_is_told_in_json() {
    let aws = LocalAws::start();
    let login = aws.sso_login(ACCOUNT, "Reader", 600);
    let suffer = |fault| {
        aws.fault_next(1, fault);
        portal(&aws, "Reader", ACCOUNT, &login.access_token)
    };
    let rate = json!({"message": "Rate exceeded"});
    suffer(Fault::Throttle).refused_as(429, "TooManyRequestsException", rate);
    suffer(Fault::ExpiredToken).refused_as(401, "UnauthorizedException", not_found());
    assert_eq!(suffer(Fault::AccessDenied).status, 403);
    assert_eq!(suffer(Fault::InternalError).status, 500);
    assert_eq!(suffer(Fault::ServiceUnavailable).status, 503);
    let missing = suffer(Fault::Error {
        status: 404,
        code: "ResourceNotFoundException",
    });
    let body = missing.json();
    missing.refused_as(404, "ResourceNotFoundException", body);
    let spoiled = suffer(Fault::MissingFields).json();
    assert!(spoiled["roleCredentials"]["secretAccessKey"].is_null());
    assert!(spoiled["roleCredentials"]["sessionToken"].is_string());
    let spoiled = suffer(Fault::BadExpiration).json();
    assert_eq!(spoiled["roleCredentials"]["expiration"], "tomorrow");
    assert!(suffer(Fault::Truncate).body.starts_with("{\"role"));
    assert!(suffer(Fault::Huge).body.starts_with("{\"message"));

    aws.fault_next(1, Fault::Throttle);
    let slow = refresh(&aws, &request(&login));
    assert_eq!(slow.member("/error"), "slow_down");
    aws.fault_next(1, Fault::MissingFields);
    let spoiled = refresh(&aws, &request(&login)).json();
    assert!(spoiled["accessToken"].is_null() && spoiled["refreshToken"].is_string());
}
