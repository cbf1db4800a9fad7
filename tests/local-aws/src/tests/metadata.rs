//! The metadata service of an instance.

use super::client::{Outcome, ask, field};
use super::whoami;
use crate::{Fault, Keys, LocalAws};

const CREDENTIALS: &str = "/latest/meta-data/iam/security-credentials/";
const ROLE: &str = "arn:aws:iam::123456789012:role/ec2/Server";
const TTL: &str = "X-aws-ec2-metadata-token-ttl-seconds";

fn put(aws: &LocalAws, headers: &[(&str, &str)]) -> Outcome {
    ask(aws, "PUT /latest/api/token", headers, "")
}

fn token(aws: &LocalAws, ttl: &str) -> String {
    let outcome = put(aws, &[(TTL, ttl)]);
    assert_eq!(outcome.status, 200, "{outcome:?}");
    outcome.body
}

fn get(aws: &LocalAws, path: &str, token: &str) -> Outcome {
    let headers = [("X-aws-ec2-metadata-token", token)];
    ask(aws, &format!("GET {path}"), &headers, "")
}

#[test]
fn an_instance_gets_the_credentials_of_its_role() {
    let aws = LocalAws::start();
    let token = token(&aws, "300");
    assert_eq!(get(&aws, CREDENTIALS, &token).status, 404);
    aws.instance(ROLE);
    for path in [CREDENTIALS, CREDENTIALS.trim_end_matches('/')] {
        assert_eq!(get(&aws, path, &token).body, "Server");
    }
    let outcome = get(&aws, &format!("{CREDENTIALS}Server"), &token);
    assert_eq!(outcome.member("/Code"), "Success");
    assert!(outcome.member("/Expiration").ends_with('Z'));
    let keys = Keys {
        access_key_id: outcome.member("/AccessKeyId"),
        secret_access_key: outcome.member("/SecretAccessKey"),
        session_token: Some(outcome.member("/Token")),
    };
    let arn = whoami(&aws, &keys).text("Arn").to_owned();
    let session = "arn:aws:sts::123456789012:assumed-role/Server/i-0";
    assert!(arn.starts_with(session), "{arn}");
    for path in [
        "/latest/meta-data/iam/security-credentials-extended/",
        "/latest/meta-data/iam/security-credentials/Other",
        "/latest/meta-data/placement/region",
    ] {
        assert_eq!(get(&aws, path, &token).status, 404, "{path}");
    }
    let actions: Vec<_> = aws.requests().into_iter().map(|r| r.action).collect();
    assert_eq!(actions[0], "MetadataToken");
    assert_eq!(
        actions[1..5],
        [
            "MetadataRole",
            "MetadataRole",
            "MetadataRole",
            "MetadataCredentials"
        ]
    );
    assert_eq!(actions[8], "Metadata");
}

#[test]
fn the_metadata_service_answers_the_second_version_only() {
    let aws = LocalAws::start();
    aws.instance(ROLE);
    for ttl in ["0", "21601", "-1", "soon", ""] {
        assert_eq!(put(&aws, &[(TTL, ttl)]).status, 400, "{ttl}");
    }
    assert_eq!(put(&aws, &[]).status, 400);
    let outcome = put(&aws, &[(TTL, "21600")]);
    assert_eq!(
        field(&outcome.head, "X-Aws-Ec2-Metadata-Token-Ttl-Seconds: "),
        "21600"
    );
    let good = outcome.body;
    let without = ask(&aws, &format!("GET {CREDENTIALS}"), &[], "");
    assert_eq!(without.status, 401, "{without:?}");
    assert_eq!(get(&aws, CREDENTIALS, "no").status, 401);
    assert_eq!(get(&aws, "/latest/api/token", &good).status, 405);
    assert_eq!(
        ask(&aws, &format!("PUT {CREDENTIALS}"), &[], "").status,
        405
    );

    let forwarded = [(TTL, "60"), ("X-Forwarded-For", "192.0.2.1")];
    assert_eq!(put(&aws, &forwarded).status, 403);
    let foreign = [(TTL, "60"), ("Host", "metadata.example.com")];
    assert_eq!(put(&aws, &foreign).status, 400);
    let foreign = [(TTL, "60"), ("Host", "sts.eu-west-1.amazonaws.com")];
    assert_eq!(put(&aws, &foreign).status, 400);
    let outcome = aws.requests().last().unwrap().outcome.clone();
    assert_eq!(outcome, "InvalidHost");

    let short = token(&aws, "1");
    assert_eq!(get(&aws, CREDENTIALS, &short).status, 200);
    aws.set_date_skew(2);
    assert_eq!(get(&aws, CREDENTIALS, &short).status, 401);
    assert_eq!(get(&aws, CREDENTIALS, &good).status, 200);
    aws.fault_next(
        1,
        Fault::Error {
            status: 403,
            code: "Forbidden",
        },
    );
    assert_eq!(put(&aws, &[(TTL, "60")]).status, 403);
}
