//! Proxies that are none, that break and that lie, and passwords that nobody
//! sees.

mod support;

use local_aws::LocalAws;
use std::fs;
use std::time::Duration;
use support::proxy::{Manner, ONCE, Proxy, STS, address, cannot, home};
use support::{Brs, assert_no_secret};

#[test]
fn a_proxy_that_asks_who_asks_is_told_once() {
    let aws = LocalAws::start();
    let endpoint = format!("http://{STS}");
    for flags in [&[][..], &["--endpoint-url", &endpoint]] {
        for (user, said, hint) in [
            (
                "ana:hunter2@",
                "the proxy does not accept this user and password",
                "check the user and the password in ALL_PROXY",
            ),
            (
                "",
                "the proxy wants a user and a password",
                "put them into ALL_PROXY: http://USER:PASSWORD@",
            ),
        ] {
            let proxy = Proxy::saying(["HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n"]);
            let url = format!("http://{user}{}", proxy.place());
            let brs = Brs::with(&aws)
                .unset("AWS_ENDPOINT_URL_STS")
                .set("ALL_PROXY", &url);
            let outcome = brs.run_sts(flags);
            let line = format!(
                "cannot reach {STS} through the proxy {}: {said}\n",
                proxy.place()
            );
            outcome.fails_saying(1, &[&line, hint]);
            assert_eq!(proxy.lines().len(), 1, "asking again is of no use");
        }
    }
}

#[test]
fn what_is_no_proxy_is_told_when_it_is_needed_and_loses_nothing() {
    let aws = LocalAws::start_tls();
    let proxy = Proxy::start(Manner::Relay(address(&aws)));
    for value in [
        "ftp://ana:hunter2@a",
        "http://",
        "http://ana:hunter2@a b",
        "socks5://ana:hunter2@a",
    ] {
        let brs = home(&aws).set("HTTPS_PROXY", value);
        let outcome = brs.run_sts(&["-vv"]);
        assert!(!outcome.stderr.contains("hunter2"), "{outcome:?}");
        let outcome = brs.run_sts(&[]);
        let said = match value.starts_with("socks") {
            true => "SOCKS is not spoken here",
            false => "expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
        };
        outcome.fails(
            2,
            &cannot(&format!(
                "invalid value for HTTPS_PROXY: {said}\n\
                 brs: hint: put HTTPS_PROXY right, or unset it"
            )),
        );
        let brs = brs.set("HTTPS_PROXY", &proxy.url());
        brs.run_sts(&[]).prints();
        // In the window in which a failure is forgiven, and before it.
        let brs = brs.set("HTTPS_PROXY", value);
        brs.run_sts(&[]).prints();
        let line = brs.plant(2700, 900);
        assert_eq!(brs.run_sts(&[]).prints(), line);
    }
    assert_eq!(aws.calls("AssumeRole"), 4);
}

#[test]
fn a_proxy_that_cannot_be_reached_is_named_and_not_the_endpoint() {
    let aws = LocalAws::start_tls();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let place = closed.local_addr().unwrap().to_string();
    drop(closed);
    let plain = format!("http://{STS}");
    for flags in [&ONCE[..], &["--endpoint-url", &plain, ONCE[0], ONCE[1]]] {
        let brs = home(&aws).set("ALL_PROXY", &format!("http://ana:hunter2@{place}"));
        brs.run_sts(flags).fails(
            1,
            &cannot(&format!(
                "cannot reach the proxy {place}: connection refused\n\
                 brs: hint: check ALL_PROXY, and the network"
            )),
        );
    }
    let brs = home(&aws)
        .set("HTTPS_PROXY", "http://proxy.invalid:3128")
        .set("RES_OPTIONS", "timeout:1 attempts:1");
    let outcome = brs.run_sts(&[ONCE[0], ONCE[1], "--connect-timeout", "15"]);
    outcome.fails_saying(1, &["cannot reach the proxy proxy.invalid:3128: "]);
    assert!(
        outcome
            .stderr
            .ends_with("brs: hint: check HTTPS_PROXY, and the network\n")
    );
}

#[test]
fn a_proxy_that_does_not_connect_is_told() {
    let aws = LocalAws::start_tls();
    const REFUSES: &str = "the proxy does not connect to it\n\
         brs: hint: check HTTPS_PROXY, and whether the proxy lets this host be asked";
    for (words, said) in [
        ("HTTP/1.1 403 Filtered\r\n\r\n", REFUSES),
        (
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
            REFUSES,
        ),
        ("SSH-2.0-OpenSSH_9.2\r\n", REFUSES),
        ("\u{15}\u{3}\u{3}\0\u{2}\u{2}F", REFUSES),
        ("HTTP/1.1 2", "the proxy closed the connection"),
        ("", "the proxy closed the connection"),
    ] {
        let proxy = Proxy::saying([words]);
        let brs = home(&aws).set("HTTPS_PROXY", &proxy.url());
        let place = proxy.place();
        brs.run_sts(&ONCE).fails(
            1,
            &cannot(&format!(
                "cannot reach {STS} through the proxy {place}: {said}"
            )),
        );
        assert_eq!(proxy.lines().len(), 1);
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_proxy_that_says_nothing_is_not_waited_for_beyond_the_deadline() {
    let aws = LocalAws::start_tls();
    let proxy = Proxy::start(Manner::Silent);
    let brs = home(&aws).set("HTTPS_PROXY", &proxy.url());
    let outcome = brs.run_sts(&["--timeout", "3"]);
    let said = format!(
        "cannot reach {STS} through the proxy {}: timed out after ",
        proxy.place()
    );
    outcome.fails_saying(1, &[&said]);
    assert!(outcome.took < Duration::from_secs(15), "{outcome:?}");
}

#[test]
fn a_proxy_that_lies_is_not_believed() {
    const CONNECTED: &str = "HTTP/1.1 200 Connection established\r\n\r\n";
    let (aws, other) = (LocalAws::start_tls(), LocalAws::start_tls());
    let tampering = Proxy::start(Manner::Relay(address(&other)));
    let plain = Proxy::saying([CONNECTED, "HTTP/1.1 200 OK\r\n\r\n"]);
    let closing = Proxy::saying([CONNECTED, ""]);
    for (proxy, said) in [
        (
            &tampering,
            "its certificate is signed by an authority that is not trusted\n\
             brs: hint: name the authority's certificate with --ca-bundle",
        ),
        (
            &plain,
            "it does not speak TLS\nbrs: hint: check the proxy, and the endpoint",
        ),
        (&closing, "tls handshake eof"),
    ] {
        let brs = home(&aws).set("HTTPS_PROXY", &proxy.url());
        let place = proxy.place();
        brs.run_sts(&ONCE).fails(
            1,
            &cannot(&format!(
                "cannot reach {STS} through the proxy {place}: {said}"
            )),
        );
        assert_eq!(proxy.lines(), [format!("CONNECT {STS}:443 HTTP/1.1")]);
    }
    assert!(other.requests().is_empty());
}

#[test]
fn a_certificate_for_another_name_is_none_behind_a_proxy_either() {
    let aws = LocalAws::start_tls();
    let proxy = Proxy::start(Manner::Relay(address(&aws)));
    let brs = home(&aws).set("HTTPS_PROXY", &proxy.url());
    let said = "its certificate is for another name\n";
    brs.run_sts(&["--region", "eu-west-2"])
        .fails_saying(1, &[said]);
    assert!(aws.requests().is_empty());
}

#[test]
fn nothing_shows_a_proxys_password() {
    const WORDS: [&str; 3] = ["hunter2", "aHVudGVyMg", "h%75nter2"];
    let aws = LocalAws::start_tls();
    let good = Proxy::start(Manner::Relay(address(&aws)));
    let bad = Proxy::saying(["HTTP/1.1 407 Who\r\n\r\n"]);
    for (proxy, password) in [(&good, WORDS[0]), (&bad, WORDS[0]), (&bad, WORDS[2])] {
        let url = format!("http://ana:{password}@{}", proxy.place());
        let brs = home(&aws).set("HTTPS_PROXY", &url);
        let outcome = brs.run_sts(&["-vv"]);
        for text in [&outcome.stdout, &outcome.stderr] {
            assert!(WORDS.iter().all(|word| !text.contains(word)), "{outcome:?}");
        }
        assert_no_secret(&aws, &outcome.stderr);
        for name in brs.files() {
            let bytes = fs::read(brs.cache().join(name)).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(WORDS.iter().all(|word| !text.contains(word)), "{text}");
        }
    }
}
