//! Containers, against the strict local AWS.

use super::{LONG, Locks, within};
use crate::credentials::Credentials;
use crate::error::{Class, Result};
use crate::host::Stopwatch;
use crate::secret::Secret;
use crate::sources::{Container, ContainerToken, Source};
use local_aws::{Fault, LocalAws};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

const ROLE: &str = "arn:aws:iam::123456789012:role/Task";

fn fetch(uri: &str, token: Option<ContainerToken>) -> Result<Credentials> {
    let container = Container::new(uri, token, None).unwrap();
    within(LONG, &Locks::default(), |context| {
        container.fetch(None, context)
    })
}

#[test]
fn the_token_is_sent_and_read_anew_each_time() {
    let aws = LocalAws::start();
    let uri = aws.url() + "/v1/creds?a=b";
    let home = tempfile::TempDir::new().unwrap();
    let path = home.path().join("token");
    let file = || Some(ContainerToken::File(path.clone()));
    let container = Container::new(&uri, file(), None).unwrap();
    for token in ["first", "Basic c2Vjb25k"] {
        aws.container_at("/v1/creds?a=b", ROLE, Some(token));
        fs::write(&path, token).unwrap();
        let credentials = within(LONG, &Locks::default(), |context| {
            container.fetch(None, context).unwrap()
        });
        assert_eq!(credentials.account_id.as_deref(), Some("123456789012"));
        let text = Some(ContainerToken::Text(Secret::new(token.into())));
        assert!(fetch(&uri, text).is_ok());
    }
    assert_eq!(aws.calls("ContainerCredentials"), 4);
}

#[test]
fn a_token_that_would_break_the_request_is_not_sent() {
    let aws = LocalAws::start();
    let uri = aws.url() + &aws.container(ROLE, Some("token"));
    let home = tempfile::TempDir::new().unwrap();
    let path = home.path().join("token");
    let start = "cannot get the credentials of the container: cannot send the token file ";
    for token in ["token\nx", "token\r\nHost: a", "", "t\u{f6}ken"] {
        fs::write(&path, token).unwrap();
        let error = fetch(&uri, Some(ContainerToken::File(path.clone()))).unwrap_err();
        assert!(error.to_string().starts_with(start), "{error}");
        let text = Some(ContainerToken::Text(Secret::new(token.into())));
        let error = fetch(&uri, text).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
            "{error}"
        );
    }
    fs::remove_file(&path).unwrap();
    let error = fetch(&uri, Some(ContainerToken::File(path))).unwrap_err();
    assert!(
        error.to_string().ends_with(": no such file or directory"),
        "{error}"
    );
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_refusal_is_told_in_its_own_words() {
    let aws = LocalAws::start();
    let host = aws.url().replace("http://", "");
    let uri = aws.url() + &aws.container(ROLE, Some("token"));
    let error = fetch(&uri, None).unwrap_err();
    let line = format!(
        "cannot get the credentials of the container: {host} answered 401: \
         Unauthorized: The Authorization header is missing"
    );
    assert_eq!((error.to_string(), error.class()), (line, Class::Refused));
    assert_eq!(aws.calls("ContainerCredentials"), 1);
}

#[test]
fn what_may_pass_is_asked_again_and_what_is_no_answer_told() {
    let aws = LocalAws::start();
    let uri = aws.url() + &aws.container(ROLE, None);
    aws.fault_next(2, Fault::ServiceUnavailable);
    assert!(fetch(&uri, None).is_ok());
    assert_eq!(aws.calls("ContainerCredentials"), 3);
    for (fault, words) in [
        (Fault::Html, "answered 200 without credentials"),
        (Fault::MissingFields, "answered 200 without credentials"),
        (Fault::BadExpiration, "an expiration that is no time"),
        (Fault::Truncate, "broke off"),
    ] {
        aws.set_fault(Some(fault.clone()));
        let error = fetch(&uri, None).unwrap_err();
        assert!(error.to_string().contains(words), "{fault:?}: {error}");
    }
}

#[test]
fn one_that_hangs_is_waited_for_no_longer_than_five_seconds() {
    let aws = LocalAws::start();
    let uri = aws.url() + &aws.container(ROLE, None);
    aws.set_fault(Some(Fault::Hang));
    let began = Stopwatch::start();
    let error = fetch(&uri, None).unwrap_err();
    assert!(
        error.to_string().ends_with("timed out after 5 s"),
        "{error}"
    );
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_brs_is_not_asked_in_a_circle() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            request.extend(byte);
        }
        let answer = "HTTP/1.1 200 OK\r\nServer: brs\r\nContent-Length: 2\r\n\r\n{}";
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let error = fetch(&format!("http://127.0.0.1:{port}/"), None).unwrap_err();
    assert!(error.to_string().contains("is a brs"), "{error}");
    server.join().unwrap();
}

#[test]
fn the_uri_and_whose_token_it_is_are_the_identity_and_no_token_is_in_it() {
    let identity = |uri: &str, token: Option<&str>| {
        let token = token.map(|token| ContainerToken::Text(Secret::new(token.into())));
        Container::new(uri, token, None).unwrap().identity()
    };
    let whole = identity("http://127.0.0.1:1/a", Some("let me in"));
    assert_ne!(whole, identity("http://127.0.0.1:1/a", None));
    assert_ne!(whole, identity("http://127.0.0.1:1/a", Some("and me")));
    assert_ne!(whole, identity("http://127.0.0.1:1/a?b", Some("let me in")));
    assert_ne!(whole, identity("http://127.0.0.1:2/a", Some("let me in")));
    let bytes = String::from_utf8_lossy(whole.as_bytes()).into_owned();
    assert!(!bytes.contains("let me in"), "{bytes}");
}
