//! Every fault, as a client sees it.

use std::io::{Read, Write};
use std::thread;
use std::time::Duration;

use super::client::{connect, field};
use super::{PLAIN, assume, whoami, with_plain_role};
use crate::Fault;

#[test]
fn faults_break_what_they_say() {
    let (aws, ana) = with_plain_role();
    let call = assume(&aws, &ana, PLAIN);
    let suffer = |fault| {
        aws.fault_next(1, fault);
        call.send(&aws)
    };
    suffer(Fault::Throttle).refused(400, "Throttling", "Rate exceeded");
    suffer(Fault::InternalError).refused(500, "InternalFailure", "");
    suffer(Fault::ServiceUnavailable).refused(503, "ServiceUnavailable", "");
    suffer(Fault::AccessDenied).refused(403, "AccessDenied", "user/ana is not authorized");
    suffer(Fault::ExpiredToken).refused(403, "ExpiredToken", "");
    let empty = suffer(Fault::EmptyBody);
    assert_eq!((empty.status, empty.body.as_str()), (200, ""));
    assert!(suffer(Fault::Html).body.contains("<html>"));
    assert_eq!(suffer(Fault::NotFound).status, 404);
    let moved = suffer(Fault::Redirect("http://127.0.0.1:1/".into()));
    assert_eq!(field(&moved.head, "Location: "), "http://127.0.0.1:1/");
    let spoiled = suffer(Fault::MissingFields);
    assert_eq!(
        (
            spoiled.text("SecretAccessKey"),
            spoiled.text("SessionToken").len()
        ),
        ("", 352)
    );
    assert_eq!(suffer(Fault::BadExpiration).text("Expiration"), "tomorrow");
    for fault in [Fault::Truncate, Fault::Reset] {
        let broken = suffer(fault);
        assert!(broken.body.starts_with("<AssumeRoleResponse"), "{broken:?}");
        assert!(!broken.body.contains("</AssumeRoleResponse>"), "{broken:?}");
    }
    let huge = suffer(Fault::Huge);
    assert_eq!(huge.body.len(), 100 * 1024 * 1024);
    assert_eq!(call.send(&aws).status, 200);
    let outcomes: Vec<_> = aws.requests().into_iter().map(|r| r.outcome).collect();
    assert_eq!(outcomes[..2], ["Throttle", "InternalError"]);
    assert_eq!(outcomes.last().map(String::as_str), Some("ok"));

    let mut stream = connect(&aws);
    aws.set_fault(Some(Fault::Hang));
    stream.write_all(call.render().as_bytes()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .unwrap();
    assert!(stream.read(&mut [0]).is_err());
    aws.set_fault(Some(Fault::Drip));
    let mut stream = connect(&aws);
    stream.write_all(call.render().as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(300));
    assert_eq!(stream.read(&mut [0; 9]).unwrap(), 1);
}

#[test]
fn a_fault_of_one_action_spares_the_others() {
    let (aws, ana) = with_plain_role();
    aws.set_fault_of("AssumeRole", Some(Fault::Throttle));
    let call = assume(&aws, &ana, PLAIN);
    call.send(&aws).refused(400, "Throttling", "");
    assert_eq!(whoami(&aws, &ana).status, 200);
    aws.set_fault(Some(Fault::InternalError));
    call.send(&aws).refused(400, "Throttling", "");
    whoami(&aws, &ana).refused(500, "InternalFailure", "");
    aws.fault_next(1, Fault::ExpiredToken);
    call.send(&aws).refused(403, "ExpiredToken", "");
    aws.set_fault(None);
    aws.set_fault_of("AssumeRole", None);
    assert_eq!(call.send(&aws).status, 200);
}
