//! What the credentials provider is asked, and whatever it may answer.

mod support;

use local_aws::{LocalAws, Role};
use std::time::Duration;
use support::device::{ALIAS, Fake, Lab, brs, document, http};
use support::proxy::{Manner, Proxy};
use support::{Brs, Outcome};

fn arguments(lab: &Lab, endpoint: &str, more: &[&str]) -> Vec<String> {
    let files = ["p256.pem", "p256.key", "ca.pem"].map(|name| lab.file(name));
    let [certificate, key, ca] = &files;
    let fixed = [
        "iot",
        "--endpoint",
        endpoint,
        "--role-alias",
        ALIAS,
        "--cert",
        certificate,
        "--key",
        key,
    ];
    let mut all: Vec<String> = fixed.map(str::to_owned).to_vec();
    if !more.contains(&"--ca") {
        all.extend(["--ca".to_owned(), ca.clone()]);
    }
    all.extend(more.iter().map(|word| (*word).to_owned()));
    all
}

fn run(brs: &Brs, lab: &Lab, endpoint: &str, more: &[&str]) -> Outcome {
    let arguments = arguments(lab, endpoint, more);
    brs.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn good() -> Vec<u8> {
    http("200 OK", "", &document("token"))
}

#[test]
fn one_request_says_who_asks_and_for_what() {
    let lab = Lab::new();
    let fake = Fake::new(&lab, "server", "ca", vec![good()]);
    let brs = brs(None);
    let more = ["--thing-name", "pump:7", "--duration-seconds", "15m", "-v"];
    let outcome = run(&brs, &lab, &fake.endpoint, &more);
    outcome.document();
    for said in [
        format!("brs: note: asking {} for {ALIAS}\n", fake.endpoint),
        "brs: note: --duration-seconds 900 was not heeded: they live for 3".into(),
    ] {
        assert!(outcome.stderr.contains(&said), "{outcome:?}");
    }
    let asked = fake.asked();
    let head = &asked.heads[0];
    let mut lines = head.trim_end().split("\r\n");
    assert_eq!(
        lines.next(),
        Some("GET /role-aliases/Reader/credentials HTTP/1.1")
    );
    let mut headers: Vec<&str> = lines.collect();
    headers.sort_unstable();
    let host = format!("host: {}", fake.endpoint);
    assert_eq!(
        headers,
        [
            "accept: application/json",
            host.as_str(),
            "x-amzn-iot-credential-duration-seconds: 900",
            "x-amzn-iot-thingname: pump:7",
        ]
    );
    let der = lab.path("p256.der");
    lab.openssl("x509 -in p256.pem -outform der -out p256.der");
    assert_eq!(asked.certificates, [Some(std::fs::read(der).unwrap())]);
    // What nobody asked for is not sent.
    run(&brs, &lab, &fake.endpoint, &["--no-cache"]).prints();
    assert!(!fake.asked().heads[1].contains("x-amzn"));
}

#[test]
fn whoami_tells_whose_the_devices_credentials_are() {
    let aws = LocalAws::start();
    let role = "arn:aws:iam::123456789012:role/Pump";
    aws.role(Role::new(role));
    let brs = Brs::with(&aws).set("AWS_REGION", "eu-west-1");
    // Credentials that AWS knows, as the role behind the alias.
    let line = ["sts", "--profile", "base", "--role-arn", role, "--no-cache"];
    let known = brs.run(&line).document();
    let body = serde_json::json!({"credentials": {
        "accessKeyId": known["AccessKeyId"],
        "secretAccessKey": known["SecretAccessKey"],
        "sessionToken": known["SessionToken"],
        "expiration": known["Expiration"],
    }});
    let lab = Lab::new();
    let answer = http("200 OK", "", &body.to_string());
    let fake = Fake::new(&lab, "server", "ca", vec![answer]);
    let arguments = arguments(&lab, &fake.endpoint, &[]);
    let words = ["whoami", "--output", "json"].into_iter();
    let words: Vec<&str> = words.chain(arguments.iter().map(String::as_str)).collect();
    for _ in 0..2 {
        let told = brs.run(&words);
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
        let told: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
        let arn = told["Arn"].as_str().unwrap();
        let session = "arn:aws:sts::123456789012:assumed-role/Pump/";
        assert!(arn.starts_with(session), "{arn}");
    }
    // The second time they were in the cache; without a certificate nobody is
    // told anything.
    assert_eq!(fake.asked().heads.len(), 1);
    assert_eq!(aws.calls("GetCallerIdentity"), 2);
    std::fs::remove_file(lab.path("p256.pem")).unwrap();
    brs.run(&words)
        .fails_saying(1, &["cannot use certificate ", "no such file"]);
}

#[test]
fn whom_to_trust_may_be_told_as_aws_tells_it() {
    let lab = Lab::new();
    lab.authority("stranger");
    let fake = Fake::new(&lab, "server", "ca", vec![good()]);
    let words = arguments(&lab, &fake.endpoint, &["--no-cache", "--ca"]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (_, without) = words.split_last().unwrap();
    let brs = brs(None).set("AWS_CA_BUNDLE", &lab.file("ca.pem"));
    brs.run(without).prints();
    // The flag has the last word.
    let stranger = lab.file("stranger.pem");
    let brs = brs.set("AWS_CA_BUNDLE", &stranger);
    brs.run(without)
        .fails_saying(1, &["not trusted", "with --ca"]);
    run(&brs, &lab, &fake.endpoint, &["--no-cache"]).prints();
}

#[test]
fn a_path_has_no_percent_sign_that_it_does_not_need() {
    let lab = Lab::new();
    let fake = Fake::new(&lab, "server", "ca", vec![good()]);
    let brs = brs(None);
    let alias = ["--role-alias", "a-b_c=d,e@f"];
    let fixed = arguments(&lab, &fake.endpoint, &[]);
    let rest = fixed
        .iter()
        .map(String::as_str)
        .filter(|word| !["--role-alias", ALIAS].contains(word));
    let words: Vec<&str> = rest.chain(alias).collect();
    brs.run(&words).prints();
    let asked = fake.asked();
    let line = asked.heads[0].lines().next().unwrap();
    assert_eq!(
        line,
        "GET /role-aliases/a-b_c%3Dd%2Ce%40f/credentials HTTP/1.1"
    );
}

#[test]
fn a_hit_needs_neither_server_nor_key() {
    let lab = Lab::new();
    let brs = brs(None);
    let fake = Fake::new(&lab, "server", "ca", vec![good()]);
    // Young files have no link.
    std::thread::sleep(Duration::from_millis(2300));
    let first = run(&brs, &lab, &fake.endpoint, &[]).prints().to_owned();
    std::fs::remove_file(lab.path("p256.key")).unwrap();
    std::fs::remove_file(lab.path("ca.pem")).unwrap();
    assert_eq!(run(&brs, &lab, &fake.endpoint, &[]).prints(), first);
    assert!(brs.files().iter().any(|name| name.ends_with(".link")));
    assert_eq!(fake.asked().connections, 1);
    // Another certificate is another device.
    let other = std::fs::read_to_string(lab.path("p384.pem")).unwrap();
    lab.write("p256.pem", other);
    let outcome = run(&brs, &lab, &fake.endpoint, &[]);
    outcome.fails_saying(1, &["cannot use key ", "no such file"]);
}

#[test]
fn the_endpoint_of_a_region_is_asked_through_a_proxy() {
    const HOST: &str = "c1.credentials.iot.eu-west-1.amazonaws.com";
    let lab = Lab::new();
    lab.server("regional", &format!("DNS:{HOST}"), &[]);
    let fake = Fake::new(&lab, "regional", "ca", vec![good()]);
    let address = fake.endpoint.replace("localhost", "127.0.0.1");
    let proxy = Proxy::start(Manner::Relay(address.parse().unwrap()));
    let brs = brs(None).set("https_proxy", &proxy.url());
    run(&brs, &lab, HOST, &["--no-cache"]).prints();
    assert_eq!(proxy.lines(), [format!("CONNECT {HOST}:443 HTTP/1.1")]);
    let head = &fake.asked().heads[0];
    assert!(head.contains(&format!("\r\nhost: {HOST}\r\n")), "{head}");
}

#[test]
fn an_answer_that_is_no_credentials_is_told_at_once_in_its_own_words() {
    let lab = Lab::new();
    let brs = brs(None);
    let expiring = |value: &str| {
        format!(
            r#"{{"credentials":{{"accessKeyId":"ASIAEXAMPLE000000001","secretAccessKey":"s","sessionToken":"t","expiration":{value}}}}}"#
        )
    };
    let deep = format!("{{\"credentials\":{}", "[".repeat(100_000));
    let null = document("t").replace("\"t\"", "null");
    let number = document("t").replace("\"t\"", "17");
    let twice = document("t").replace("\"sessionToken\"", "\"accessKeyId\"");
    for (status, headers, body, said, hint) in [
        (
            "403 Forbidden",
            "",
            r#"{"message":"Access Denied"}"#,
            "answers 403: Access Denied",
            "iot:AssumeRoleWithCertificate",
        ),
        (
            "404 Not Found",
            "",
            r#"{"message":"Role alias not found","traceId":"x"}"#,
            "answers 404: Role alias not found",
            "--endpoint-type iot:CredentialProvider",
        ),
        (
            "503 Service Unavailable",
            "",
            "<html><head><title>503 Service Temporarily Unavailable</title></head></html>",
            "answers 503 Service Temporarily Unavailable",
            "",
        ),
        (
            "500 Internal Server Error",
            "",
            "",
            "answers 500 without a word",
            "",
        ),
        (
            "429 Too Many Requests",
            "",
            r#"{"message":"Rate exceeded"}"#,
            "answers 429: Rate exceeded",
            "",
        ),
        (
            "302 Found",
            "Location: https://portal.example/login\r\n",
            "",
            "sends to https://portal.example/login (302)",
            "brs follows nobody",
        ),
        ("200 OK", "", "{}", "has no credentials in it", ""),
        (
            "200 OK",
            "",
            r#"{"credentials":null}"#,
            "has no credentials in it",
            "",
        ),
        (
            "200 OK",
            "",
            r#"{"credentials":{}}"#,
            "has no accessKeyId",
            "",
        ),
        (
            "200 OK",
            "",
            r#"{"credentials":7}"#,
            "has credentials that are none",
            "",
        ),
        ("200 OK", "", &null, "has no sessionToken", ""),
        ("200 OK", "", &number, "has no text as sessionToken", ""),
        ("200 OK", "", &twice, "has credentials that are none", ""),
        (
            "200 OK",
            "",
            "<html>welcome</html>",
            "is not JSON",
            "a portal",
        ),
        ("200 OK", "", "", "is not JSON", "a portal"),
        ("200 OK", "", "{\"credentials\":", "is broken JSON", ""),
        ("200 OK", "", &deep, "is broken JSON", ""),
        (
            "200 OK",
            "",
            &expiring("\"2020-01-01T00:00:00Z\""),
            "has credentials that expired at 2020-01-01T00:00:00Z",
            "",
        ),
        (
            "200 OK",
            "",
            &expiring("\"2030-01-01T00:00:00\""),
            "has an impossible expiration ('2030-01-01T00:00:00')",
            "",
        ),
        (
            "200 OK",
            "",
            &expiring("1893456000"),
            "has no text as expiration",
            "",
        ),
        (
            "200 OK",
            "",
            &expiring("\"9999-01-01T00:00:00Z\""),
            "has an expiration out of reason (9999-01-01T00:00:00Z)",
            "",
        ),
    ] {
        let answer = http(status, headers, body);
        let fake = Fake::new(&lab, "server", "ca", vec![answer]);
        let outcome = run(&brs, &lab, &fake.endpoint, &["--no-cache"]);
        outcome.fails_saying(1, &["cannot use role alias Reader: ", said, hint]);
        let bound = Duration::from_secs(8);
        assert!(outcome.took < bound, "{said}: {outcome:?}");
        // What may pass is asked again, what is a definite no is not.
        let attempts = match status.starts_with('4') && !status.starts_with("429") {
            true => 1,
            false => 3,
        };
        assert_eq!(fake.asked().heads.len(), attempts, "{said}");
    }
}

#[test]
fn what_passes_is_overcome() {
    let lab = Lab::new();
    let brs = brs(None);
    let answers = vec![
        http("503 Service Unavailable", "", ""),
        http("429 Too Many Requests", "", ""),
        good(),
    ];
    let fake = Fake::new(&lab, "server", "ca", answers.clone());
    run(&brs, &lab, &fake.endpoint, &["--no-cache"]).prints();
    let fake = Fake::new(&lab, "server", "ca", answers);
    run(
        &brs,
        &lab,
        &fake.endpoint,
        &["--no-cache", "--max-attempts", "2"],
    )
    .fails_saying(1, &["answers 429 without a word"]);
    // AWS's own variable says so, too.
    let down = http("503 Service Unavailable", "", "");
    let fake = Fake::new(&lab, "server", "ca", vec![down, good()]);
    let brs = brs.set("AWS_MAX_ATTEMPTS", "1");
    run(&brs, &lab, &fake.endpoint, &["--no-cache"])
        .fails_saying(1, &["answers 503 without a word"]);
}

#[test]
fn no_answer_is_longer_than_memory_or_patience() {
    let lab = Lab::new();
    let brs = brs(None);
    let long = http("200 OK", "", &"x".repeat(10 << 20));
    let fake = Fake::new(&lab, "server", "ca", vec![long]);
    run(&brs, &lab, &fake.endpoint, &["--no-cache"]).fails_saying(1, &["is longer than 256 KiB"]);
    let pause = Some(Duration::from_millis(500));
    let fake = Fake::paced(&lab, "server", "ca", vec![good()], pause);
    let more = ["--no-cache", "--timeout", "2s"];
    let outcome = run(&brs, &lab, &fake.endpoint, &more);
    outcome.fails_saying(1, &["timed out after 2 s"]);
    let torn = good()[..80].to_vec();
    let fake = Fake::new(&lab, "server", "ca", vec![torn]);
    run(&brs, &lab, &fake.endpoint, &["--no-cache"]).fails_saying(1, &["broke off"]);
}

#[test]
fn whoever_is_not_trusted_is_told_from_whoever_does_not_trust() {
    let lab = Lab::new();
    lab.authority("other");
    let brs = brs(None);
    lab.server("elsewhere", "DNS:elsewhere.example", &[]);
    lab.server("expired", "DNS:localhost", &["-days", "-1"]);
    for (server, ca, said, hint) in [
        (
            "server",
            "other",
            "signed by an authority that is not trusted",
            "--ca\n",
        ),
        (
            "elsewhere",
            "ca",
            "its certificate is for another name",
            "check the host",
        ),
        ("expired", "ca", "its certificate has expired", "date -u"),
    ] {
        let fake = Fake::new(&lab, server, "ca", vec![good()]);
        let ca = lab.file(&format!("{ca}.pem"));
        let outcome = run(&brs, &lab, &fake.endpoint, &["--no-cache", "--ca", &ca]);
        outcome.fails_saying(1, &[said, hint]);
        assert!(outcome.took < Duration::from_secs(8), "no blind timeout");
        assert!(fake.asked().heads.is_empty());
    }
    // The other way round: the server knows another authority.
    let fake = Fake::new(&lab, "server", "other", vec![good()]);
    let outcome = run(&brs, &lab, &fake.endpoint, &["--no-cache"]);
    outcome.fails_saying(
        1,
        &[
            "it does not accept the certificate of this machine",
            "iot:AssumeRoleWithCertificate",
        ],
    );
    assert_eq!(fake.asked().connections, 1);
    // Of a certificate that has ended, that is likeliest the reason.
    let fake = Fake::new(&lab, "server", "ca", vec![good()]);
    std::fs::copy(lab.path("expired.pem"), lab.path("p256.pem")).unwrap();
    std::fs::copy(lab.path("expired.key"), lab.path("p256.key")).unwrap();
    let outcome = run(&brs, &lab, &fake.endpoint, &["--no-cache"]);
    outcome.fails_saying(
        1,
        &[
            "it does not accept the certificate of this machine",
            "the certificate of this machine ended at 20",
        ],
    );
}

#[test]
fn a_command_line_that_cannot_be_right_is_told_before_anything_is_read() {
    let brs = brs(None);
    let alias = ["--role-alias", "Reader"];
    let endpoint = ["--endpoint", "localhost:1"];
    for (more, parts) in [
        (
            &["--endpoint", "a1-ats.iot.eu-west-1.amazonaws.com"][..],
            &["data endpoint", "iot:CredentialProvider --region eu-west-1"][..],
        ),
        (
            &["--endpoint", "data.iot-fips.us-west-2.amazonaws.com"],
            &["data endpoint", "iot:CredentialProvider --region us-west-2"],
        ),
        (
            &["--endpoint", "http://localhost"],
            &["expected HOST, HOST:PORT or https://HOST[:PORT]"],
        ),
        (&[], &["--endpoint is missing", "aws iot describe-endpoint"]),
        (
            &["--endpoint", "localhost:1"],
            &["there is no key: --key is missing"],
        ),
        (
            &["--endpoint", "localhost:1", "--key", "k"],
            &["--cert is missing"],
        ),
        (
            &[
                "--endpoint",
                "localhost:1",
                "--key",
                "k",
                "--cert",
                "c",
                "--key-id",
                "01",
            ],
            &["--key-id is for a key on a token, and --key names a file"],
        ),
        (
            &[
                "--endpoint",
                "localhost:1",
                "--key",
                "k",
                "--cert",
                "pkcs11:id=%01",
            ],
            &["both have to be on the token"],
        ),
        (
            &["--endpoint", "localhost:1", "--key", "pkcs11:id=%01"],
            &["--pkcs11-lib is missing"],
        ),
        (
            &["--endpoint", "localhost:1", "--key", "pkcs11:type=cert"],
            &["invalid pkcs11: URI for --key: it names a certificate"],
        ),
        (
            &[
                "--endpoint",
                "localhost:1",
                "--key",
                "pkcs11:token=a",
                "--token-label",
                "b",
                "--pkcs11-lib",
                "/x",
            ],
            &["token is demanded twice, and not the same"],
        ),
        (
            &[
                "--endpoint",
                "localhost:1",
                "--key",
                "pkcs11:id=%01?module-path=/y",
                "--pkcs11-lib",
                "/x",
            ],
            &["do not name the same"],
        ),
        (
            &[
                "--endpoint",
                "localhost:1",
                "--key-password-file",
                "f",
                "--pkcs11-lib",
                "/x",
            ],
            &["--key-password-file is for a --key in a file"],
        ),
    ] {
        let arguments = [&["iot"], &alias[..], more].concat();
        brs.run(&arguments).fails_saying(2, parts);
    }
    let arguments = [
        &["iot"],
        &endpoint[..],
        &alias,
        &["--duration-seconds", "10"],
    ]
    .concat();
    brs.run(&arguments)
        .fails_saying(2, &["expected 900 to 43200 seconds (15m to 12h)"]);
    for alias in ["a b", "a?b", "a/../b", ""] {
        let arguments = [&["iot"], &endpoint[..], &["--role-alias", alias]].concat();
        brs.run(&arguments)
            .fails_saying(2, &["expected 1 to 128 letters"]);
    }
    // Not even the refusal repeats a PIN.
    let arguments = [
        &["iot"],
        &endpoint[..],
        &alias,
        &["--key", "pkcs11:?pin-value=271828"],
    ]
    .concat();
    let outcome = brs.run(&arguments);
    outcome.fails_saying(2, &["pin-value shows the PIN to everybody"]);
    assert!(!outcome.stderr.contains("271828"));
    assert!(brs.files().is_empty());
}
