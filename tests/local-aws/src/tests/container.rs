//! Credentials of containers.

use serde_json::json;

use super::client::{Outcome, ask};
use super::{PLAIN, whoami};
use crate::{Fault, Keys, LocalAws};

const TASK: &str = "arn:aws:iam::210987654321:role/ecs/Task";

fn get(aws: &LocalAws, path: &str, tokens: &[&str]) -> Outcome {
    let headers: Vec<_> = tokens.iter().map(|t| ("Authorization", *t)).collect();
    ask(aws, &format!("GET {path}"), &headers, "")
}

#[test]
fn a_container_gets_the_credentials_of_its_role() {
    let aws = LocalAws::start();
    let path = aws.container(TASK, None);
    assert!(path.starts_with("/v2/credentials/"), "{path}");
    let outcome = get(&aws, &path, &[]);
    assert_eq!(outcome.status, 200, "{}", outcome.body);
    assert_eq!(outcome.member("/RoleArn"), TASK);
    assert_eq!(outcome.member("/AccountId"), "210987654321");
    assert!(outcome.member("/Expiration").ends_with('Z'));
    let keys = Keys {
        access_key_id: outcome.member("/AccessKeyId"),
        secret_access_key: outcome.member("/SecretAccessKey"),
        session_token: Some(outcome.member("/Token")),
    };
    let arn = whoami(&aws, &keys).text("Arn").to_owned();
    let session = "arn:aws:sts::210987654321:assumed-role/Task/";
    assert!(arn.starts_with(session), "{arn}");
    let first = &aws.requests()[0];
    assert_eq!(first.action, "ContainerCredentials");
    assert_eq!((&first.path, first.secrets.len()), (&path, 2));

    aws.container_at("/get-credentials?of=task", PLAIN, None);
    let elsewhere = get(&aws, "/get-credentials?of=task", &[]);
    assert_eq!(elsewhere.member("/RoleArn"), PLAIN);
    assert_eq!(get(&aws, "/get-credentials?of=other", &[]).status, 404);
}

#[test]
fn a_token_opens_the_container_it_was_made_for() {
    let aws = LocalAws::start();
    let path = aws.container(TASK, Some("Basic abc"));
    assert_eq!(get(&aws, &path, &["Basic abc"]).status, 200);
    let parameters = &aws.requests()[0].parameters;
    assert_eq!(parameters["authorization"], "Basic abc");
    let missing = json!({"code": "Unauthorized", "message": "The Authorization header is missing"});
    get(&aws, &path, &[]).refused_as(401, "Unauthorized", missing);
    let wrong = json!({"code": "AccessDenied", "message": "The Authorization header is wrong"});
    let open = aws.container(TASK, None);
    for (path, tokens) in [
        (&path, vec!["abc"]),
        (&path, vec!["Basic abc", "Basic abc"]),
        (&open, vec!["Basic abc"]),
    ] {
        get(&aws, path, &tokens).refused_as(403, "AccessDenied", wrong.clone());
    }
    let unknown = get(&aws, "/v2/credentials/none", &[]);
    assert_eq!(unknown.member("/code"), "InvalidIdInRequest");
    assert_eq!(ask(&aws, &format!("POST {path}"), &[], "").status, 405);
    let foreign = [("Host", "169.254.170.2"), ("Authorization", "Basic abc")];
    let foreign = ask(&aws, &format!("GET {path}"), &foreign, "");
    assert_eq!(foreign.member("/code"), "InvalidHost");

    aws.fault_next(1, Fault::InternalError);
    assert_eq!(get(&aws, &open, &[]).status, 500);
    aws.fault_next(1, Fault::BadExpiration);
    assert_eq!(get(&aws, &open, &[]).member("/Expiration"), "tomorrow");
    aws.set_lifetime(Some(-1));
    let expired = get(&aws, &open, &[]);
    let keys = Keys {
        access_key_id: expired.member("/AccessKeyId"),
        secret_access_key: expired.member("/SecretAccessKey"),
        session_token: Some(expired.member("/Token")),
    };
    whoami(&aws, &keys).refused(403, "ExpiredToken", "is expired");
}
