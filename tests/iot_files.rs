//! Certificates and keys in files: in every form that people have, and what
//! else people have.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use support::device::{ALIAS, Fake, Lab, brs, document, http};
use support::{Brs, Outcome};

fn run(
    brs: &Brs,
    lab: &Lab,
    endpoint: &str,
    certificate: &str,
    key: &str,
    more: &[&str],
) -> Outcome {
    let (certificate, key, ca) = (lab.file(certificate), lab.file(key), lab.file("ca.pem"));
    let mut arguments = vec![
        "iot",
        "--endpoint",
        endpoint,
        "--role-alias",
        ALIAS,
        "--no-cache",
        "--cert",
        &certificate,
        "--key",
        &key,
        "--ca",
        &ca,
    ];
    arguments.extend(more);
    brs.run(&arguments)
}

fn provider(lab: &Lab) -> Fake {
    Fake::new(
        lab,
        "server",
        "ca",
        vec![http("200 OK", "", &document("t"))],
    )
}

#[test]
fn keys_are_read_in_every_form_that_openssl_writes() {
    let lab = Lab::new();
    let fake = provider(&lab);
    let brs = brs(None);
    lab.openssl("ec -in p256.key -out sec1.key");
    lab.openssl("ecparam -name prime256v1 -out parameters");
    let text = |name: &str| fs::read_to_string(lab.path(name)).unwrap();
    lab.write(
        "parameters.key",
        [text("parameters"), text("sec1.key")].concat(),
    );
    lab.write(
        "all-in-one.pem",
        [text("p256.key"), text("p256.pem")].concat(),
    );
    lab.write("windows.key", text("p256.key").replace('\n', "\r\n"));
    lab.openssl("rsa -in rsa.key -traditional -out pkcs1.key");
    lab.openssl("ec -in p384.key -out sec1-384.key");
    for (certificate, key) in [
        ("p256.pem", "p256.key"),
        ("p256.pem", "sec1.key"),
        ("p256.pem", "parameters.key"),
        ("p256.pem", "windows.key"),
        ("all-in-one.pem", "all-in-one.pem"),
        ("p384.pem", "sec1-384.key"),
        ("rsa.pem", "rsa.key"),
        ("rsa.pem", "pkcs1.key"),
    ] {
        let outcome = run(&brs, &lab, &fake.endpoint, certificate, key, &[]);
        assert_eq!(outcome.code, Some(0), "{certificate} {key}: {outcome:?}");
        outcome.prints();
    }
    for (kind, name) in [
        ("rsa:3072", "3072"),
        ("rsa:4096", "4096"),
        ("ed25519", "ed25519"),
    ] {
        lab.device(name, kind);
        let files = [format!("{name}.pem"), format!("{name}.key")];
        run(&brs, &lab, &fake.endpoint, &files[0], &files[1], &[]).prints();
    }
}

#[test]
fn an_encrypted_key_is_opened_by_its_password_only() {
    const PASSWORD: &str = "tr0ub4dor";
    let lab = Lab::new();
    let fake = provider(&lab);
    let brs = brs(None);
    let password = lab.write("password", format!("{PASSWORD}\n"));
    for (number, cipher) in [
        "-v2 aes-256-cbc",
        "-v2 aes-128-cbc -v2prf hmacWithSHA1",
        "-v2 des3 -v2prf hmacWithSHA512",
        "-scrypt",
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("encrypted-{number}.key");
        lab.openssl(&format!(
            "pkcs8 -topk8 -in p256.key {cipher} -passout file:password -out {name}"
        ));
        let run = |more: &[&str]| run(&brs, &lab, &fake.endpoint, "p256.pem", &name, more);
        run(&["--key-password-file", &password]).prints();
        let line = format!("cat {password}");
        run(&["--key-password-cmd", &line]).prints();
        run(&[]).fails_saying(
            3,
            &[
                "need the password of ",
                &name,
                "nobody is to be asked",
                "--key-password-file",
            ],
        );
        let wrong = lab.write("wrong", "correct horse");
        let outcome = run(&["--key-password-file", &wrong, "-vv"]);
        assert!(
            outcome.stderr.contains("the password is wrong\n"),
            "{outcome:?}"
        );
        assert_eq!(outcome.code, Some(1));
        for said in [&outcome.stderr, &outcome.stdout] {
            assert!(!said.contains("correct horse") && !said.contains(PASSWORD));
        }
    }
    let run = |name: &str| {
        let more = ["--key-password-file", &password];
        run(&brs, &lab, &fake.endpoint, "rsa.pem", name, &more)
    };
    lab.openssl("rsa -in rsa.key -traditional -aes256 -passout file:password -out old.key");
    run("old.key").fails_saying(
        1,
        &["in a way that is no longer safe", "openssl pkcs8 -topk8"],
    );
    lab.openssl("pkcs8 -topk8 -in rsa.key -v1 PBE-SHA1-3DES -passout file:password -out pbe.key");
    run("pbe.key").fails_saying(1, &["in a way that is not known", "PBES2"]);
}

#[test]
fn a_file_that_is_something_else_is_told_what_it_is() {
    let lab = Lab::new();
    let brs = brs(None);
    let text = |name: &str| fs::read_to_string(lab.path(name)).unwrap();
    lab.write("empty", "");
    lab.write("prose", "hello\n");
    lab.write("torn.pem", &text("p256.pem")[..200]);
    lab.write("torn.key", text("p256.key").replace("-----END", "----END"));
    lab.write(
        "broken.pem",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    );
    lab.write(
        "broken.key",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    );
    lab.write("two.key", [text("p256.key"), text("rsa.key")].concat());
    lab.openssl("x509 -in p256.pem -outform der -out der.pem");
    lab.openssl("pkey -in p256.key -outform der -out der.key");
    lab.openssl("pkey -in p256.key -pubout -out public.key");
    lab.device("p521", "p521");
    lab.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.key");
    lab.openssl("genpkey -algorithm ed448 -out ed448.key");
    lab.write(
        "tss2.key",
        "-----BEGIN TSS2 PRIVATE KEY-----\nAAAA\n-----END TSS2 PRIVATE KEY-----\n",
    );
    fs::create_dir(lab.path("directory")).unwrap();
    for (certificate, key, said) in [
        (
            "missing",
            "p256.key",
            "cannot use certificate {}missing: no such file or directory",
        ),
        (
            "directory",
            "p256.key",
            "cannot read {}directory: is a directory",
        ),
        (
            "empty",
            "p256.key",
            "cannot use certificate {}empty: it is empty",
        ),
        (
            "prose",
            "p256.key",
            "cannot use certificate {}prose: there is nothing in PEM form in it",
        ),
        (
            "torn.pem",
            "p256.key",
            "cannot use certificate {}torn.pem: its CERTIFICATE has no end",
        ),
        (
            "broken.pem",
            "p256.key",
            "cannot use certificate {}broken.pem: it is broken",
        ),
        (
            "der.pem",
            "p256.key",
            "cannot use certificate {}der.pem: it is in binary form (DER), and PEM is needed",
        ),
        (
            "p256.key",
            "p256.key",
            "cannot use certificate {}p256.key: there is no certificate in it, but 1 PRIVATE KEY",
        ),
        (
            "p256.csr",
            "p256.key",
            "cannot use certificate {}p256.csr: there is no certificate in it, but 1 CERTIFICATE REQUEST",
        ),
        (
            "p256.pem",
            "missing",
            "cannot use key {}missing: no such file or directory",
        ),
        (
            "p256.pem",
            "directory",
            "cannot use key {}directory: is a directory",
        ),
        ("p256.pem", "empty", "cannot use key {}empty: it is empty"),
        (
            "p256.pem",
            "prose",
            "cannot use key {}prose: there is nothing in PEM form in it",
        ),
        (
            "p256.pem",
            "torn.key",
            "cannot use key {}torn.key: its PRIVATE KEY has no end",
        ),
        (
            "p256.pem",
            "broken.key",
            "cannot use key {}broken.key: it is broken, or of a kind that is not known",
        ),
        (
            "p256.pem",
            "der.key",
            "cannot use key {}der.key: it is in binary form (DER), and PEM is needed",
        ),
        (
            "p256.pem",
            "two.key",
            "cannot use key {}two.key: there are 2 private keys in it",
        ),
        (
            "p256.pem",
            "p256.pem",
            "cannot use key {}p256.pem: there is no private key in it, but 1 CERTIFICATE",
        ),
        (
            "p256.pem",
            "public.key",
            "cannot use key {}public.key: there is no private key in it, but 1 PUBLIC KEY",
        ),
        (
            "p256.pem",
            "tss2.key",
            "cannot use key {}tss2.key: there is no private key in it, but 1 TSS2 PRIVATE KEY",
        ),
        (
            "p521.pem",
            "p521.key",
            "cannot use key {}p521.key: it is an EC key on P-521, and not one that can be used",
        ),
        (
            "p256.pem",
            "short.key",
            "cannot use key {}short.key: it is an RSA key of 1024 bits, and not one that can be used",
        ),
        (
            "p256.pem",
            "ed448.key",
            "cannot use key {}ed448.key: it is an Ed448 key, and not one that can be used",
        ),
        (
            "p256.pem",
            "p384.key",
            "key {}p384.key is not the key of certificate {}p256.pem",
        ),
        (
            "p256.pem",
            "rsa.key",
            "key {}rsa.key is not the key of certificate {}p256.pem",
        ),
    ] {
        // Nobody listens there: the network is not touched.
        let outcome = run(&brs, &lab, "localhost:1", certificate, key, &[]);
        let said = said.replace("{}", &lab.file(""));
        outcome.fails_saying(1, &[]);
        let line = outcome.stderr.lines().next().unwrap();
        assert_eq!(line, format!("brs: error: {said}"));
    }
}

#[test]
fn a_key_that_others_can_read_is_warned_of_and_used() {
    let lab = Lab::new();
    let fake = provider(&lab);
    let brs = brs(None);
    fs::set_permissions(lab.path("p256.key"), fs::Permissions::from_mode(0o644)).unwrap();
    run(&brs, &lab, &fake.endpoint, "p256.pem", "p256.key", &[]).prints();
    let outcome = run(&brs, &lab, &fake.endpoint, "p256.pem", "p256.key", &["-v"]);
    outcome.document();
    let warning = format!(
        "brs: warning: others can read {}: chmod 600 keeps them from it\n",
        lab.file("p256.key")
    );
    assert!(outcome.stderr.contains(&warning), "{outcome:?}");
}
