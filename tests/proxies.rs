//! Proxies: who is asked through one and who is not, and with which user.

mod support;

use local_aws::LocalAws;
use std::fs;
use support::Brs;
use support::proxy::{Manner, ONCE, Proxy, STS, Stunnel, Tinyproxy, address, cannot, home};

#[test]
fn the_regions_own_endpoint_is_asked_through_a_real_proxy() {
    let aws = LocalAws::start_tls();
    let world = Proxy::start(Manner::Relay(address(&aws)));
    let tinyproxy = Tinyproxy::start(&world, "");
    for name in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        let brs = home(&aws).set(name, &tinyproxy.url(""));
        brs.run_sts(&[]).prints();
    }
    assert_eq!(aws.calls("AssumeRole"), 4);
    let line = format!("CONNECT {STS}:443 HTTP/1.1");
    assert!(
        world.lines().iter().all(|seen| *seen == line),
        "{:?}",
        world.lines()
    );
    assert!(tinyproxy.log().contains(&format!("CONNECT {STS}:443")));
}

#[test]
fn a_user_is_told_to_a_real_proxy() {
    let aws = LocalAws::start_tls();
    let world = Proxy::start(Manner::Relay(address(&aws)));
    let tinyproxy = Tinyproxy::start(&world, "BasicAuth ana hunter-2");
    let place = tinyproxy.place();
    for user in ["ana:hunter-2@", "%61na:hunter%2d2@"] {
        let brs = home(&aws).set("HTTPS_PROXY", &tinyproxy.url(user));
        brs.run_sts(&[]).prints();
    }
    assert_eq!(aws.calls("AssumeRole"), 2);
    for (user, said, hint) in [
        (
            "ana:hunter-3@",
            // tinyproxy has 401 for it, which says nothing of a proxy.
            "the proxy does not connect to it",
            "check user and password in HTTPS_PROXY, and whether the proxy lets this host be asked"
                .to_owned(),
        ),
        (
            "",
            "the proxy wants a user and a password",
            format!("put them into HTTPS_PROXY: http://USER:PASSWORD@{place}"),
        ),
    ] {
        let brs = home(&aws).set("HTTPS_PROXY", &tinyproxy.url(user));
        brs.run_sts(&ONCE).fails(
            1,
            &cannot(&format!(
                "cannot reach {STS} through the proxy {place}: {said}\nbrs: hint: {hint}"
            )),
        );
    }
    assert_eq!(aws.connections(), 2);
    assert_eq!(world.lines().len(), 2);
}

#[test]
fn plain_http_goes_through_a_real_proxy() {
    let aws = LocalAws::start();
    let world = Proxy::start(Manner::Relay(address(&aws)));
    let tinyproxy = Tinyproxy::start(&world, "BasicAuth ana hunter-2");
    let endpoint = ["--endpoint-url", &format!("http://{STS}")];
    let url = tinyproxy.url("ana:hunter-2@");
    // What is for https says nothing about http.
    let brs = Brs::with(&aws).set("HTTPS_PROXY", "http://127.0.0.1:1");
    let brs = brs.set("http_proxy", &url);
    brs.run_sts(&endpoint).prints();
    let line = format!("POST http://{STS}:80/ HTTP/1.1");
    let plain = format!("POST http://{STS}/ HTTP/1.1");
    assert!(
        world.lines() == [line] || world.lines() == [plain],
        "{:?}",
        world.lines()
    );
    assert!(
        !world.heads()[0]
            .to_lowercase()
            .contains("proxy-authorization")
    );

    let brs = Brs::with(&aws).set("HTTP_PROXY", &tinyproxy.url("ana:hunter-3@"));
    brs.run_sts(&endpoint)
        .fails_saying(1, &["through the proxy"]);
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn the_fields_of_a_password_reach_the_proxy_as_they_were_meant() {
    let aws = LocalAws::start_tls();
    for (user, header) in [
        ("ana:p%40%3a%25@", "Basic YW5hOnBAOiU="),
        ("ana:p@:%@", "Basic YW5hOnBAOiU="),
        ("ana@", "Basic YW5hOg=="),
    ] {
        let proxy = Proxy::start(Manner::Relay(address(&aws)));
        let url = format!("http://{user}{}", proxy.place());
        home(&aws).set("HTTPS_PROXY", &url).run_sts(&[]).prints();
        let head = &proxy.heads()[0];
        let line = head
            .lines()
            .find(|line| line.to_lowercase().starts_with("proxy-auth"));
        let (_, value) = line.unwrap().split_once(": ").unwrap();
        assert_eq!(value, header);
    }
}

#[test]
fn whoever_is_exempt_is_asked_directly() {
    // Nobody can be connected to under this address, and nothing is sent.
    const NOWHERE: &str = "255.255.255.255";
    let aws = LocalAws::start_tls();
    let proxy = Proxy::saying(["HTTP/1.1 403 Forbidden\r\n\r\n"]);
    let url = format!("https://{NOWHERE}:8443");
    let flags = ["--endpoint-url", &url, ONCE[0], ONCE[1], "--no-cache"];
    for list in [
        NOWHERE,
        "*",
        "a.example, 255.0.0.0/8",
        "255.255.255.255:8443",
    ] {
        for name in ["no_proxy", "NO_PROXY"] {
            let brs = home(&aws).set("https_proxy", &proxy.url()).set(name, list);
            let outcome = brs.run_sts(&flags);
            outcome.fails_saying(1, &[&format!("cannot reach {NOWHERE}:8443: ")]);
        }
    }
    assert_eq!(proxy.lines(), [""; 0]);
    for list in ["a.example", "255.255.255.255:443", ""] {
        let brs = home(&aws)
            .set("https_proxy", &proxy.url())
            .set("no_proxy", list);
        brs.run_sts(&flags).fails_saying(1, &["through the proxy"]);
    }
    assert_eq!(proxy.lines().len(), 3);
}

#[test]
fn this_machine_and_metadata_addresses_are_never_asked_through_a_proxy() {
    let proxy = Proxy::saying(["HTTP/1.1 403 Forbidden\r\n\r\n"]);
    let through = |brs: Brs| {
        brs.set("ALL_PROXY", &proxy.url())
            .set("HTTPS_PROXY", &proxy.url())
            .set("http_proxy", &proxy.url())
    };
    let aws = LocalAws::start();
    through(Brs::with(&aws)).run_sts(&[]).prints();
    let port = address(&aws).port();
    for host in ["localhost", "127.0.0.1"] {
        let url = format!("http://{host}:{port}");
        through(Brs::with(&aws))
            .run_sts(&["--endpoint-url", &url])
            .prints();
    }
    let aws = LocalAws::start_tls();
    let brs = through(home(&aws));
    brs.run_sts(&["--endpoint-url", &aws.url()]).prints();
    assert_eq!(proxy.lines(), [""; 0]);
}

#[test]
fn under_cgi_a_client_does_not_name_the_proxy() {
    let aws = LocalAws::start();
    let proxy = Proxy::saying(["HTTP/1.1 403 Forbidden\r\n\r\n"]);
    let flags = [
        "--endpoint-url",
        "http://255.255.255.255:9",
        ONCE[0],
        ONCE[1],
    ];
    let brs = Brs::with(&aws).set("HTTP_PROXY", &proxy.url());
    let brs = brs.set("REQUEST_METHOD", "GET");
    brs.run_sts(&flags)
        .fails_saying(1, &["cannot reach 255.255.255.255:9: "]);
    assert_eq!(proxy.lines(), [""; 0]);
}

#[test]
fn a_link_does_not_mind_the_way() {
    let aws = LocalAws::start_tls();
    let proxy = Proxy::start(Manner::Relay(address(&aws)));
    let brs = home(&aws).set("HTTPS_PROXY", &proxy.url());
    brs.age_config();
    brs.run_sts(&[]).prints();
    let files = brs.files();
    let links = |files: &[String]| files.iter().filter(|name| name.ends_with(".link")).count();
    assert_eq!(links(&files), 1, "{files:?}");
    let brs = brs
        .set("HTTPS_PROXY", "ftp://")
        .set("no_proxy", "*")
        .set("SSL_CERT_FILE", "/x");
    brs.run_sts(&[]).prints();
    assert_eq!(brs.files(), files);
    assert_eq!(aws.calls("AssumeRole"), 1);
}

#[test]
fn a_proxy_is_spoken_to_in_tls_by_those_who_trust_it() {
    let aws = LocalAws::start_tls();
    let proxy = Proxy::start(Manner::Relay(address(&aws)));
    let front = Stunnel::start(&proxy);
    let place = front.place();
    let brs = home(&aws).set("HTTPS_PROXY", &format!("https://ana:hunter2@{place}"));
    brs.run_sts(&ONCE).fails(
        1,
        &cannot(&format!(
            "cannot reach the proxy {place}: its certificate is signed by an authority that is not trusted\n\
             brs: hint: check HTTPS_PROXY, or name whom to trust with --ca-bundle"
        )),
    );
    assert_eq!(proxy.lines(), [""; 0]);
    fs::write(brs.path("ca.pem"), [aws.ca_pem(), &front.pem()].concat()).unwrap();
    brs.run_sts(&[]).prints();
    assert_eq!(proxy.lines(), [format!("CONNECT {STS}:443 HTTP/1.1")]);
    assert!(proxy.heads()[0].contains("Basic YW5hOmh1bnRlcjI="));

    // In plain http behind it.
    let plain = LocalAws::start();
    let proxy = Proxy::start(Manner::Relay(address(&plain)));
    let front = Stunnel::start(&proxy);
    let brs = Brs::with(&plain)
        .set("AWS_ENDPOINT_URL_STS", &format!("http://{STS}"))
        .set("HTTP_PROXY", &format!("https://{}", front.place()));
    fs::write(brs.path("ca.pem"), front.pem()).unwrap();
    brs.run_sts(&[])
        .fails_saying(1, &["cannot reach the proxy localhost:"]);
    brs.run_sts(&["--ca-bundle", "ca.pem"]).prints();
    assert_eq!(proxy.lines().len(), 1);
}
