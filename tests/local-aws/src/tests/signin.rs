//! AWS Sign-In: a session that is renewed by the key it was made with.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::client::{Outcome, ask};
use super::{PLAIN, assume, whoami};
use crate::jwt::{encode, mint_with};
use crate::{Fault, Keys, LocalAws, Login, Role, random};

/// What a proof says, and what it is signed with.
struct Proof {
    claims: Value,
    header: Value,
    pair: EcdsaKeyPair,
}

impl Proof {
    fn new(aws: &LocalAws, pem: &str) -> Proof {
        let lines: Vec<_> = pem.lines().collect();
        let (first, inner, last) = (lines[0], &lines[1..lines.len() - 1], lines[lines.len() - 1]);
        assert_eq!(first, "-----BEGIN EC PRIVATE KEY-----");
        assert_eq!(last, "-----END EC PRIVATE KEY-----");
        let der = BASE64_STANDARD.decode(inner.concat()).unwrap();
        let (key, point) = (&der[7..39], &der[56..]);
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            algorithm,
            key,
            point,
            &SystemRandom::new(),
        );
        Proof {
            claims: json!({
                "htm": "POST",
                "htu": aws.url() + "/v1/token",
                "iat": OffsetDateTime::now_utc().unix_timestamp(),
                "jti": random::request_id(),
            }),
            header: json!({
                "typ": "dpop+jwt",
                "alg": "ES256",
                "jwk": {
                    "kty": "EC",
                    "crv": "P-256",
                    "x": encode(&point[1..33]),
                    "y": encode(&point[33..]),
                },
            }),
            pair: pair.unwrap(),
        }
    }

    fn render(&self) -> String {
        mint_with(&self.header, &self.claims, |signed| {
            let signature = self.pair.sign(&SystemRandom::new(), signed).unwrap();
            signature.as_ref().to_vec()
        })
    }
}

fn request(refresh_token: &str) -> Value {
    json!({
        "clientId": "arn:aws:signin:::devtools/same-device",
        "grantType": "refresh_token",
        "refreshToken": refresh_token,
    })
}

fn send(aws: &LocalAws, proof: &str, body: &Value) -> Outcome {
    let headers = [("Content-Type", "application/json"), ("DPoP", proof)];
    ask(aws, "POST /v1/token", &headers, &body.to_string())
}

fn renew(aws: &LocalAws, login: &Login, refresh_token: &str) -> Outcome {
    let proof = Proof::new(aws, &login.dpop_key).render();
    send(aws, &proof, &request(refresh_token))
}

fn refused(outcome: &Outcome, status: u16, kind: &str, error: &str, message: &str) {
    assert_eq!(outcome.member("/error"), error);
    let body = outcome.json();
    let text = outcome.member("/message");
    assert!(text.contains(message), "{text} lacks {message}");
    outcome.refused_as(status, kind, body);
}

#[test]
fn a_login_is_renewed_once_by_each_refresh_token() {
    let aws = LocalAws::start();
    let login = aws.login("ana", 600);
    let ana = "arn:aws:iam::123456789012:user/ana";
    assert_eq!(login.session_arn, ana);
    assert_eq!(whoami(&aws, &login.keys).text("Arn"), ana);
    let file: Value = serde_json::from_str(&login.cache_json).unwrap();
    assert_eq!(file["accessToken"]["expiresAt"], login.expires_at.as_str());
    assert_eq!(file["refreshToken"], login.refresh_token.as_str());
    assert_eq!(file["dpopKey"], login.dpop_key.as_str());

    let outcome = renew(&aws, &login, &login.refresh_token);
    assert_eq!(outcome.status, 200, "{}", outcome.body);
    assert_eq!(outcome.json()["expiresIn"], 900);
    let keys = Keys {
        access_key_id: outcome.member("/accessToken/accessKeyId"),
        secret_access_key: outcome.member("/accessToken/secretAccessKey"),
        session_token: Some(outcome.member("/accessToken/sessionToken")),
    };
    assert_eq!(whoami(&aws, &keys).text("Arn"), ana);
    aws.role(Role::new(PLAIN).mfa());
    assert_eq!(assume(&aws, &keys, PLAIN).send(&aws).status, 200);

    let used = renew(&aws, &login, &login.refresh_token);
    refused(&used, 403, "AccessDeniedException", "TOKEN_EXPIRED", "used");
    let next = outcome.member("/refreshToken");
    assert_eq!(renew(&aws, &login, &next).status, 200);

    let requests = aws.requests();
    let first = requests.iter().find(|r| r.action == "CreateOAuth2Token");
    let first = first.unwrap();
    assert_eq!(first.parameters["refreshToken"], login.refresh_token);
    assert_eq!(first.parameters["dpop"].split('.').count(), 3);
    assert_eq!((first.secrets.len(), &first.secrets[2]), (3, &next));
    let outcomes: Vec<_> = requests.iter().map(|r| r.outcome.as_str()).collect();
    assert_eq!(outcomes[4..], ["TOKEN_EXPIRED", "ok"]);
}

#[test]
fn a_proof_is_for_one_request_by_the_key_of_the_session() {
    let aws = LocalAws::start();
    let login = aws.login("ana", 600);
    let body = request(&login.refresh_token);
    let invalid = |proof: &str, message: &str| {
        let outcome = send(&aws, proof, &body);
        let kind = "ValidationException";
        refused(&outcome, 400, kind, "INVALID_REQUEST", message);
    };
    let changed = |change: &dyn Fn(&mut Proof)| {
        let mut proof = Proof::new(&aws, &login.dpop_key);
        change(&mut proof);
        proof.render()
    };
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let other = aws.login("bob", 600).dpop_key;
    let other = Proof::new(&aws, &other);
    let claim = |name: &'static str, value: Value, message: &str| {
        invalid(&changed(&|p| p.claims[name] = value.clone()), message);
    };
    claim("htm", json!("GET"), "another method");
    claim("htu", json!(aws.url() + "/v1/token?"), "another URL");
    claim(
        "htu",
        json!("https://eu-west-1.signin.aws.amazon.com/v1/token"),
        "another URL",
    );
    claim("iat", json!(now - 400), "another time");
    claim("iat", json!(now + 400), "another time");
    claim("iat", json!(null), "another time");
    claim("jti", json!(""), "no identifier");
    let header = |pointer: &'static str, value: Value, message: &str| {
        let change = |p: &mut Proof| {
            *p.header.pointer_mut(pointer).unwrap() = value.clone();
        };
        invalid(&changed(&change), message);
    };
    header("/typ", json!("JWT"), "type or algorithm");
    header("/alg", json!("none"), "type or algorithm");
    header("/jwk/crv", json!("P-384"), "no public key");
    header("/jwk/x", json!("AAAA"), "no public key");
    header("/jwk", other.header["jwk"].clone(), "wrong signature");
    invalid(
        &changed(&|p| p.header["jwk"]["d"] = json!("AAAA")),
        "no public key",
    );
    invalid(&other.render(), "not by the key of the session");
    invalid("a.b", "not the form");
    invalid("", "Missing required member dpop");

    let good = changed(&|_| {});
    let unknown = send(&aws, &good, &request("unknown"));
    let kind = "ValidationException";
    refused(&unknown, 400, kind, "INVALID_REQUEST", "token is invalid");
    invalid(&good, "used before");
    assert_eq!(renew(&aws, &login, &login.refresh_token).status, 200);
}

#[test]
fn a_renewal_has_its_members_and_no_others() {
    let aws = LocalAws::start();
    let login = aws.login("ana", 600);
    let with = |name: &str, value: Value| {
        let mut body = request(&login.refresh_token);
        body[name] = value;
        let proof = Proof::new(&aws, &login.dpop_key).render();
        send(&aws, &proof, &body)
    };
    for (name, value, error) in [
        ("clientId", json!("arn:aws:signin:::x"), "INVALID_REQUEST"),
        ("clientSecret", json!("x"), "INVALID_REQUEST"),
        ("grantType", json!("password"), "unsupported_grant_type"),
        ("refreshToken", json!("x".repeat(12289)), "INVALID_REQUEST"),
        ("refreshToken", json!(null), "INVALID_REQUEST"),
    ] {
        refused(&with(name, value), 400, "ValidationException", error, "");
    }
    let suffer = |fault| {
        aws.fault_next(1, fault);
        renew(&aws, &login, &login.refresh_token)
    };
    let denied = "AccessDeniedException";
    refused(
        &suffer(Fault::AccessDenied),
        403,
        denied,
        "INSUFFICIENT_PERMISSIONS",
        "",
    );
    let changed = Fault::Error {
        status: 403,
        code: "USER_CREDENTIALS_CHANGED",
    };
    refused(
        &suffer(changed),
        403,
        denied,
        "USER_CREDENTIALS_CHANGED",
        "",
    );
    let throttled = suffer(Fault::Throttle);
    refused(&throttled, 429, "TooManyRequestsError", "rate_exceeded", "");
    let broken = suffer(Fault::InternalError);
    refused(&broken, 500, "InternalServerException", "server_error", "");
    let spoiled = suffer(Fault::BadExpiration).json();
    assert_eq!(spoiled["expiresIn"], "tomorrow");
}
