//! EC2 instances, against the strict local AWS.

use super::{LONG, Locks, within};
use crate::credentials::Credentials;
use crate::error::Result;
use crate::host::Stopwatch;
use crate::sources::{Instance, Source};
use local_aws::{Fault, LocalAws};
use std::net::TcpListener;
use std::time::Duration;

fn fetch(url: &str) -> Result<Credentials> {
    let instance = Instance::new(Some(url), None).unwrap();
    within(LONG, &Locks::default(), |context| {
        instance.fetch(None, context)
    })
}

#[test]
fn the_role_is_asked_for_with_a_token() {
    let aws = LocalAws::start();
    aws.instance("arn:aws:iam::123456789012:role/Machine");
    // A path of its own, and a slash at its end, change nothing.
    for url in [aws.url(), aws.url() + "/"] {
        let credentials = fetch(&url).unwrap();
        assert!(credentials.access_key_id.starts_with("ASIA"));
    }
    let actions: Vec<_> = aws.requests().into_iter().map(|r| r.action).collect();
    let once = ["MetadataToken", "MetadataRole", "MetadataCredentials"];
    assert_eq!(actions, [once, once].concat());
}

#[test]
fn an_instance_without_a_role_is_told_so() {
    let aws = LocalAws::start();
    let error = fetch(&aws.url()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no instance metadata: the instance has no role"
    );
}

#[test]
fn whoever_does_not_answer_is_given_a_second() {
    let aws = LocalAws::start();
    aws.set_fault(Some(Fault::Hang));
    let began = Stopwatch::start();
    let error = fetch(&aws.url()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no instance metadata: cannot reach 127.0.0.1: timed out after 1 s"
    );
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn nobody_there_is_told_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = fetch(&format!("http://{address}")).unwrap_err();
    let start = "no instance metadata: cannot reach 127.0.0.1: connection refused";
    assert!(error.to_string().starts_with(start), "{error}");
}

#[test]
fn what_is_no_metadata_is_told_as_such() {
    let aws = LocalAws::start();
    aws.instance("arn:aws:iam::123456789012:role/Machine");
    for (fault, words) in [
        (Fault::NotFound, "gives no token for it (404)"),
        (Fault::Html, "gives no token for it (200)"),
        (Fault::InternalError, "gives no token for it (500)"),
        (Fault::EmptyBody, "gives no token for it (200)"),
    ] {
        aws.set_fault(Some(fault.clone()));
        let error = fetch(&aws.url()).unwrap_err();
        assert!(error.to_string().contains(words), "{fault:?}: {error}");
    }
}
