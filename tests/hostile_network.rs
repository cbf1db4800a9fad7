//! Whoever answers in the place of STS: strangers, liars, and machines that no
//! trusted authority has vouched for.

mod support;

use local_aws::{Fault, LocalAws};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
use support::{Brs, ROLE};

/// Answers the next connections with these bytes, whatever is asked.
fn canned(answer: Vec<u8>, connections: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(connections) {
            let mut stream = stream.unwrap();
            stream
                .set_read_timeout(Some(Duration::from_secs(10)))
                .unwrap();
            // One read is enough of the request to answer it.
            let _ = stream.read(&mut [0; 8192]);
            let _ = stream.write_all(&answer);
            // An end, not a reset: what was not read is read.
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.read(&mut [0; 8192]);
        }
    });
    url
}

fn error_document(code: &str, message: &str) -> Vec<u8> {
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message>\
         </Error></ErrorResponse>"
    );
    let head = format!(
        "HTTP/1.1 403 Forbidden\r\nContent-Type: text/xml\r\nx-amzn-RequestId: 8f3c\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head, body].concat().into_bytes()
}

#[test]
fn what_a_server_says_is_cut_and_harmless() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let long = "é".repeat(5000);
    let cut = format!("Other: {}… (request 8f3c)\n", "é".repeat(200));
    for (code, message, shown) in [
        ("Other", long.as_str(), cut.as_str()),
        (
            "Other",
            "a&#x1b;[2Jb",
            "Other: a\\u{1b}[2Jb (request 8f3c)\n",
        ),
        (
            "Other",
            "a\nbrs: hint: run x",
            "Other: a brs: hint: run x (request 8f3c)\n",
        ),
        ("Other", "a\u{202e}b", "Other: a\\u{202e}b (request 8f3c)\n"),
        ("O&#x7;r", "b", "O\\u{7}r: b (request 8f3c)\n"),
        ("Other", "", "Other (request 8f3c)\n"),
    ] {
        let url = canned(error_document(code, message), 1);
        let outcome = brs.run_sts(&["--endpoint-url", &url]);
        outcome.fails(1, &format!("brs: error: cannot assume {ROLE}: {shown}"));
    }
}

#[test]
fn a_hint_is_about_what_was_refused() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for (code, message, hint) in [
        (
            "AccessDenied",
            "MultiFactorAuthentication failed with invalid MFA one time pass code",
            "a token code is good for one use, and for half a minute: give the next one of that device",
        ),
        (
            "AccessDenied",
            "Roles may not be assumed by root accounts",
            "see who is asking with: brs whoami --profile base",
        ),
        (
            "InvalidClientTokenId",
            "The security token included in the request is invalid",
            "check the base credentials where they come from: AWS does not know their access key ID",
        ),
    ] {
        let url = canned(error_document(code, message), 1);
        brs.run_sts(&["--endpoint-url", &url]).fails(
            1,
            &cannot(&format!(
                "{code}: {message} (request 8f3c)\nbrs: hint: {hint}"
            )),
        );
    }
}

#[test]
fn what_is_not_http_is_told() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for answer in [
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\u{15}\u{3}\u{3}\0\u{2}\u{2}F",
        "HTTP/9.9 200 OK\r\n\r\n",
    ] {
        let url = canned(answer.into(), 1);
        let outcome = brs.run_sts(&["--endpoint-url", &url, "--max-attempts", "1"]);
        let address = url.trim_start_matches("http://");
        outcome.fails(
            1,
            &format!(
                "brs: error: cannot assume {ROLE}: the answer of {address} is not HTTP\n\
                 brs: hint: check the endpoint: https or http\n"
            ),
        );
    }
}

#[test]
fn no_answer_at_all_is_told() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let url = canned(Vec::new(), 1);
    let outcome = brs.run_sts(&["--endpoint-url", &url, "--max-attempts", "1"]);
    outcome.fails_saying(
        1,
        &[
            "cannot reach 127.0.0.1:",
            ": connection closed before message completed\n",
        ],
    );
}

#[test]
fn all_that_was_waited_is_told_and_not_the_last_attempt_alone() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(Fault::Hang));
    // The start of a slow machine is no part of it.
    let is_told = |text: &str| {
        ["3 s", "4 s"].map(|time| text.contains(&format!("timed out after {time}"))) != [false; 2]
    };
    let outcome = brs.run_sts(&["--timeout", "4", "--max-attempts", "2"]);
    outcome.fails_saying(1, &[]);
    assert!(is_told(&outcome.stderr), "{outcome:?}");
    assert_eq!(aws.calls("AssumeRole"), 2);

    aws.set_fault(None);
    brs.run_sts(&["--force-refresh"]).prints();
    let line = brs.plant(2700, 900);
    aws.set_fault(Some(Fault::Hang));
    assert_eq!(brs.run_sts(&[]).prints(), line);
    let state = fs::read_to_string(brs.entry().with_extension("state")).unwrap();
    assert!(is_told(&state), "{state}");
}

#[test]
fn a_connection_that_does_not_open_is_told_with_its_time() {
    // A queue that is full: whoever comes next is not even refused.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(300)) {
        queue.push(stream);
        assert!(queue.len() < 10_000);
    }
    let brs = Brs::with(&LocalAws::start());
    let url = format!("http://{address}");
    let flags = [
        "--endpoint-url",
        &url,
        "--connect-timeout",
        "1",
        "--max-attempts",
        "1",
    ];
    let outcome = brs.run_sts(&flags);
    outcome.fails_saying(1, &[&format!("cannot reach {address}: timed out after ")]);
    assert!(outcome.stderr.ends_with(" s\n"), "{outcome:?}");
    // That of the whole attempt is 20 s.
    assert!(outcome.took < Duration::from_secs(10), "{outcome:?}");
}

/// Passes one connection on, so that a server is found under another address.
fn relay(from: &str, to: String) -> SocketAddr {
    let listener = TcpListener::bind(from).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut near, _) = listener.accept().unwrap();
        let mut far = TcpStream::connect(to).unwrap();
        let (mut near_too, mut far_too) = (near.try_clone().unwrap(), far.try_clone().unwrap());
        std::thread::spawn(move || std::io::copy(&mut near_too, &mut far_too));
        let _ = std::io::copy(&mut far, &mut near);
    });
    address
}

/// What the untrusting say.
fn cannot(reason: &str) -> String {
    format!("brs: error: cannot assume {ROLE}: {reason}\n")
}

#[test]
fn an_unknown_authority_is_not_trusted() {
    let aws = LocalAws::start_tls();
    let brs = Brs::with(&aws);
    let host = aws.url().replace("https://", "");
    brs.run_sts(&[]).fails(
        1,
        &cannot(&format!(
            "cannot reach {host}: its certificate is signed by an authority that is not trusted\n\
             brs: hint: name the authority's certificate with --ca-bundle"
        )),
    );
    assert!(aws.requests().is_empty());
    assert_eq!(aws.connections(), 1, "asking again is of no use");
}

#[test]
fn an_authority_that_was_named_is_trusted() {
    let aws = LocalAws::start_tls();
    let brs = Brs::with(&aws);
    let bundle = brs.path("ca.pem");
    fs::write(&bundle, aws.ca_pem()).unwrap();
    let bundle = bundle.to_str().unwrap();
    brs.run_sts(&["--force-refresh", "--ca-bundle", bundle])
        .prints();

    let brs = Brs::with(&aws).set("AWS_CA_BUNDLE", bundle);
    brs.run_sts(&[]).prints();

    let brs = Brs::with(&aws);
    brs.append_config(&format!("ca_bundle = {bundle}\n"));
    brs.run_sts(&[]).prints();

    // Where the system's own trust is elsewhere.
    let brs = Brs::with(&aws).set("SSL_CERT_FILE", bundle);
    brs.run_sts(&[]).prints();

    // The command line goes before the environment.
    let brs = Brs::with(&aws).set("AWS_CA_BUNDLE", "/nowhere.pem");
    brs.run_sts(&["--ca-bundle", bundle]).prints();
    assert_eq!(aws.calls("AssumeRole"), 5);
}

#[test]
fn an_authority_that_is_put_right_is_trusted_at_once() {
    let (aws, other) = (LocalAws::start_tls(), LocalAws::start_tls());
    let brs = Brs::with(&aws);
    fs::write(brs.path("ca.pem"), aws.ca_pem()).unwrap();
    fs::write(brs.path("other.pem"), other.ca_pem()).unwrap();
    for times in 1..=3 {
        brs.run_sts(&["--ca-bundle", "other.pem"])
            .fails_saying(1, &["signed by an authority that is not trusted\n"]);
        assert_eq!(aws.connections(), times, "each run finds out for itself");
    }
    let state = brs
        .files()
        .into_iter()
        .find(|name| name.ends_with(".state"));
    let state = fs::read(brs.cache().join(state.unwrap())).unwrap();
    let state: serde_json::Value = serde_json::from_slice(&state).unwrap();
    assert_eq!(state["failure"]["class"], "local", "noted all the same");
    brs.run_sts(&["--ca-bundle", "ca.pem"]).prints();
}

#[test]
fn an_authority_for_one_name_is_none_for_another() {
    let aws = LocalAws::start_tls();
    let brs = Brs::with(&aws);
    fs::write(brs.path("ca.pem"), aws.ca_pem()).unwrap();
    let host = relay("127.0.0.2:0", aws.url().replace("https://", ""));
    let url = format!("https://{host}");
    brs.run_sts(&["--endpoint-url", &url, "--ca-bundle", "ca.pem"])
        .fails(
            1,
            &cannot(&format!(
                "cannot reach {host}: its certificate is for another name\n\
             brs: hint: check the host of the endpoint"
            )),
        );
}

#[test]
fn a_bundle_without_certificates_is_told() {
    let aws = LocalAws::start_tls();
    let brs = Brs::with(&aws);
    let pem = aws.ca_pem().to_owned();
    let broken = "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n";
    let empty = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for text in ["", "hello\n", &pem[..pem.len() / 2], broken, empty] {
        fs::write(brs.path("ca.pem"), text).unwrap();
        brs.run_sts(&["--ca-bundle", "ca.pem"]).fails(
            2,
            &cannot(
                "CA bundle ca.pem has no certificate in PEM form, or a broken one\n\
                 brs: hint: one begins with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----",
            ),
        );
    }
    for (path, reason) in [
        ("nowhere.pem", "no such file or directory"),
        (".aws", "is a directory"),
    ] {
        brs.run_sts(&["--ca-bundle", path]).fails(
            2,
            &cannot(&format!("cannot read CA bundle {path}: {reason}")),
        );
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_bundle_is_not_read_where_there_is_no_tls() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws).set("AWS_CA_BUNDLE", "/nowhere.pem");
    brs.run_sts(&[]).prints();
}

#[test]
fn http_and_https_are_told_apart() {
    let (plain, tls) = (LocalAws::start(), LocalAws::start_tls());
    let brs = Brs::with(&plain);
    fs::write(brs.path("ca.pem"), tls.ca_pem()).unwrap();
    const HINT: &str = "brs: hint: check the endpoint: https or http";

    let url = tls.url().replace("https://", "http://");
    let host = url.replace("http://", "");
    brs.run_sts(&["--endpoint-url", &url, "--max-attempts", "1"])
        .fails(
            1,
            &cannot(&format!("the answer of {host} is not HTTP\n{HINT}")),
        );

    let url = plain.url().replace("http://", "https://");
    let host = url.replace("https://", "");
    brs.run_sts(&["--endpoint-url", &url, "--ca-bundle", "ca.pem"])
        .fails(
            1,
            &cannot(&format!(
                "cannot reach {host}: it does not speak TLS\n{HINT}"
            )),
        );
    assert!(plain.requests().is_empty() && tls.requests().is_empty());
}

#[test]
fn what_lives_is_printed_while_nobody_is_trusted() {
    let aws = LocalAws::start_tls();
    let brs = Brs::with(&aws);
    fs::write(brs.path("ca.pem"), aws.ca_pem()).unwrap();
    brs.run_sts(&["--ca-bundle", "ca.pem"]).prints();
    let line = brs.plant(2700, 900);
    let entry = fs::read(brs.entry()).unwrap();
    assert_eq!(brs.run_sts(&[]).prints(), line);
    assert_eq!(fs::read(brs.entry()).unwrap(), entry);
    assert_eq!(aws.calls("AssumeRole"), 1);
}
