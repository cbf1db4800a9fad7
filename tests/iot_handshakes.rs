//! Handshakes of `brs iot` with servers of others, by keys in files and on
//! tokens.

mod support;

use support::device::{ALIAS, KINDS, Lab, PIN, SOFTHSM, Server, Tokens, brs, nginx, s_server};
use support::{Brs, Outcome};

fn run(brs: &Brs, lab: &Lab, server: &Server, more: &[&str]) -> Outcome {
    let ca = lab.file("ca.pem");
    let mut arguments = vec![
        "iot",
        "--endpoint",
        &server.endpoint,
        "--role-alias",
        ALIAS,
        "--ca",
        &ca,
        "--no-cache",
    ];
    arguments.extend(more);
    brs.run(&arguments)
}

#[track_caller]
fn spoke(outcome: &Outcome, protocol: &str) {
    outcome.prints();
    assert_eq!(outcome.document()["SessionToken"], protocol);
}

#[test]
fn every_kind_of_key_in_every_place_speaks_both_versions_of_tls() {
    let lab = Lab::new();
    let tokens = Tokens::new(&lab);
    let whole = tokens.add("whole");
    let bare = tokens.add("bare");
    let always = tokens.add("always");
    for (number, kind) in KINDS.iter().enumerate() {
        let id = format!("0{}", number + 1);
        tokens.import(&lab, &whole, kind, &id);
        // No public half: the key has to show by signing whose it is.
        tokens.write(&lab, &bare, kind, &id, "privkey", &["--usage-sign"]);
        tokens.write(&lab, &bare, kind, &id, "cert", &[]);
        let more = ["--usage-sign", "--always-auth"];
        tokens.write(&lab, &always, kind, &id, "privkey", &more);
    }
    let brs = brs(Some(&tokens));
    let pin = lab.write("pin", PIN);
    let mut cells = 0;
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let server = nginx(&lab, protocol);
        for kind in KINDS {
            let certificate = lab.file(&format!("{kind}.pem"));
            let key = lab.file(&format!("{kind}.key"));
            let filed = run(
                &brs,
                &lab,
                &server,
                &["--cert", &certificate, "--key", &key],
            );
            spoke(&filed, protocol);
            for token in ["whole", "always"] {
                let flags = [
                    "--cert",
                    &certificate,
                    "--pkcs11-lib",
                    SOFTHSM,
                    "--token-label",
                    token,
                    "--key-label",
                    kind,
                    "--pin-file",
                    &pin,
                ];
                spoke(&run(&brs, &lab, &server, &flags), protocol);
            }
            let uri = format!(
                "pkcs11:token=bare;object={kind};type=private?module-path={SOFTHSM}&pin-source=file:{pin}"
            );
            spoke(&run(&brs, &lab, &server, &["--key", &uri]), protocol);
            cells += 4;
        }
    }
    assert_eq!(cells, 24);
}

#[test]
fn a_key_on_p521_is_for_tls13() {
    let lab = Lab::new();
    lab.device("p521", "p521");
    let tokens = Tokens::new(&lab);
    let slot = tokens.add("device");
    tokens.import(&lab, &slot, "p521", "01");
    let brs = brs(Some(&tokens)).set("BRS_PKCS11_PIN", PIN);
    let certificate = lab.file("p521.pem");
    let flags = ["--cert", &certificate, "--pkcs11-lib", SOFTHSM];
    let server = nginx(&lab, "TLSv1.2");
    run(&brs, &lab, &server, &flags).fails_saying(1, &["by servers that speak TLS 1.3"]);
    let server = nginx(&lab, "TLSv1.3");
    spoke(&run(&brs, &lab, &server, &flags), "TLSv1.3");
}

#[test]
fn what_only_a_server_can_compare_is_told_as_that() {
    let lab = Lab::new();
    let tokens = Tokens::new(&lab);
    let slot = tokens.add("device");
    // It shows no public half, and each use would want the PIN.
    let more = ["--usage-sign", "--always-auth"];
    tokens.write(&lab, &slot, "p256", "01", "privkey", &more);
    lab.device("other", "p256");
    let brs = brs(Some(&tokens)).set("BRS_PKCS11_PIN", PIN);
    let certificate = lab.file("other.pem");
    let flags = ["--cert", &certificate, "--pkcs11-lib", SOFTHSM];
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let server = nginx(&lab, protocol);
        run(&brs, &lab, &server, &flags).fails_saying(
            1,
            &[
                "it does not find right what this machine signed",
                "see that the key is that of the certificate",
            ],
        );
    }
}

#[test]
fn openssl_takes_the_signatures_too() {
    let lab = Lab::new();
    let tokens = Tokens::new(&lab);
    let slot = tokens.add("device");
    let brs = brs(Some(&tokens)).set("BRS_PKCS11_PIN", PIN);
    for (kind, id) in [("p256", "01"), ("rsa", "02")] {
        tokens.import(&lab, &slot, kind, id);
        for version in ["-tls1_2", "-tls1_3"] {
            let server = s_server(&lab, version);
            let certificate = lab.file(&format!("{kind}.pem"));
            let flags = [
                "--cert",
                &certificate,
                "--pkcs11-lib",
                SOFTHSM,
                "--key-label",
                kind,
            ];
            spoke(&run(&brs, &lab, &server, &flags), "s_server");
        }
    }
}

#[test]
fn tokens_and_keys_of_one_name_are_told_apart_by_other_marks() {
    let lab = Lab::new();
    let server = nginx(&lab, "TLSv1.3");
    let tokens = Tokens::new(&lab);
    let [first, second] = [tokens.add("twin"), tokens.add("twin")];
    tokens.import(&lab, &first, "p256", "01");
    tokens.import(&lab, &second, "p256", "02");
    tokens.import(&lab, &second, "rsa", "03");
    let brs = brs(Some(&tokens)).set("BRS_PKCS11_PIN", PIN);
    let brs = brs.set("BRS_PKCS11_LIB", SOFTHSM);
    let certificate = lab.file("p256.pem");
    let run = |more: &[&str]| {
        let flags = [&["--cert", &certificate, "--token-label", "twin"], more].concat();
        run(&brs, &lab, &server, &flags)
    };
    run(&[]).fails_saying(
        1,
        &[
            "there are 2 tokens with label 'twin': 'twin' (serial ",
            "--slot-id",
        ],
    );
    spoke(&run(&["--slot-id", &first]), "TLSv1.3");
    run(&["--slot-id", &second]).fails_saying(
        1,
        &["token twin: there are 2 private keys: 'p256' (ID 02), 'rsa' (ID 03)"],
    );
    spoke(&run(&["--slot-id", &second, "--key-id", "02"]), "TLSv1.3");
    spoke(
        &run(&["--slot-id", &second, "--key-label", "p256"]),
        "TLSv1.3",
    );
    run(&[
        "--slot-id",
        &second,
        "--key-label",
        "p256",
        "--key-id",
        "03",
    ])
    .fails_saying(
        1,
        &["there is no private key with label 'p256' and ID 03, but 'p256' (ID 02), 'rsa' (ID 03)"],
    );
    run(&["--slot-id", &second, "--key-id", "03"]).fails_saying(
        1,
        &["key 'rsa' (ID 03) on token twin is not the key of certificate"],
    );
}

#[test]
fn p11_kits_proxy_stands_in_for_a_module_and_says_what_it_cannot() {
    let machine = std::env::consts::ARCH;
    let proxy = format!("/usr/lib/{machine}-linux-gnu/p11-kit-proxy.so");
    let lab = Lab::new();
    let server = nginx(&lab, "TLSv1.3");
    let tokens = Tokens::new(&lab);
    let slot = tokens.add("device");
    tokens.import(&lab, &slot, "p256", "01");
    let always = ["--usage-sign", "--always-auth"];
    tokens.write(&lab, &slot, "p384", "02", "privkey", &always);
    let brs = brs(Some(&tokens)).set("BRS_PKCS11_PIN", PIN);
    let run = |kind: &str| {
        let certificate = lab.file(&format!("{kind}.pem"));
        let flags = [
            "--cert",
            &certificate,
            "--pkcs11-lib",
            &proxy,
            "--token-label",
            "device",
            "--key-label",
            kind,
        ];
        run(&brs, &lab, &server, &flags)
    };
    spoke(&run("p256"), "TLSv1.3");
    run("p384").fails_saying(
        1,
        &[
            "cannot sign with key 'p384' (ID 02) on token device: the key wants the PIN for each use, which this module does not pass on",
            "name the token's own module",
        ],
    );
}

#[test]
fn a_chain_is_shown_in_whatever_order_its_file_has_it() {
    let lab = Lab::new();
    let server = nginx(&lab, "TLSv1.3");
    lab.write("extensions", "basicConstraints=critical,CA:TRUE\n");
    lab.sign("between", "p256", "ca", &[]);
    lab.write("extensions", "basicConstraints=CA:FALSE\n");
    lab.sign("below", "p256", "between", &[]);
    let text = |name: &str| std::fs::read_to_string(lab.path(&format!("{name}.pem"))).unwrap();
    let key = lab.file("below.key");
    let brs = brs(None);
    let below = text("below");
    run(
        &brs,
        &lab,
        &server,
        &["--cert", &lab.file("below.pem"), "--key", &key],
    )
    .fails_saying(1, &["answers 400 The SSL certificate error"]);
    for (name, chain) in [
        (
            "in-order.pem",
            [below.clone(), text("between"), text("ca")].concat(),
        ),
        (
            "in-disorder.pem",
            [text("ca"), text("between"), below].concat(),
        ),
    ] {
        let chain = lab.write(name, chain);
        spoke(
            &run(&brs, &lab, &server, &["--cert", &chain, "--key", &key]),
            "TLSv1.3",
        );
    }
}
