//! PKCS #11 modules that fail, hang, crash or can do little.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};
use support::device::{ALIAS, Fake, Lab, PIN, Server, Tokens, brs, document, http, nginx, shim};
use support::{Brs, Outcome, finish};

/// A device whose module is the shim, with a key of each kind on token
/// `device`.
struct Device {
    lab: Lab,
    tokens: Tokens,
    module: String,
}

impl Device {
    fn new() -> Self {
        let lab = Lab::new();
        let tokens = Tokens::new(&lab);
        let slot = tokens.add("device");
        tokens.import(&lab, &slot, "p256", "01");
        tokens.import(&lab, &slot, "rsa", "02");
        let module = shim(&lab);
        Self {
            lab,
            tokens,
            module,
        }
    }

    fn brs(&self, shim: &str) -> Brs {
        let log = self.lab.file("log");
        brs(Some(&self.tokens))
            .set("SHIM", shim)
            .set("SHIM_LOG", &log)
            .set("BRS_PKCS11_PIN", PIN)
            .set("BRS_PKCS11_LIB", &self.module)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.lab.path("log")).unwrap_or_default()
    }

    fn arguments(&self, endpoint: &str, key: &str, more: &[&str]) -> Vec<String> {
        let files = [
            self.lab.file(&format!("{key}.pem")),
            self.lab.file("ca.pem"),
        ];
        let fixed = [
            "iot",
            "--endpoint",
            endpoint,
            "--role-alias",
            ALIAS,
            "--cert",
            &files[0],
            "--ca",
            &files[1],
            "--key-label",
            key,
        ];
        fixed
            .iter()
            .chain(more)
            .map(|word| (*word).to_owned())
            .collect()
    }

    fn run(&self, brs: &Brs, endpoint: &str, key: &str, more: &[&str]) -> Outcome {
        let arguments = self.arguments(endpoint, key, more);
        brs.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Processes that have the module, by their numbers.
    fn helpers(&self) -> Vec<String> {
        let about = self.lab.file("log").into_bytes();
        let processes = fs::read_dir("/proc").unwrap();
        processes
            .filter_map(|process| {
                let path = process.ok()?.path();
                let words = fs::read(path.join("cmdline")).ok()?;
                let variables = fs::read(path.join("environ")).unwrap_or_default();
                let is_ours = words.ends_with(b"\0pkcs11-helper\0")
                    && variables.windows(about.len()).any(|part| part == about);
                is_ours.then(|| path.file_name().unwrap().to_string_lossy().into_owned())
            })
            .collect()
    }
}

fn provider(lab: &Lab) -> Fake {
    Fake::new(
        lab,
        "server",
        "ca",
        vec![http("200 OK", "", &document("t"))],
    )
}

#[track_caller]
fn spoke(outcome: &Outcome, protocol: &str) {
    outcome.prints();
    assert_eq!(outcome.document()["SessionToken"], protocol);
}

#[test]
fn a_token_signs_by_whichever_mechanism_it_has() {
    let device = Device::new();
    let servers: Vec<(&str, Server)> = ["TLSv1.2", "TLSv1.3"]
        .map(|protocol| (protocol, nginx(&device.lab, protocol)))
        .into();
    for (shim, versions, mechanism) in [
        ("", 2, "mechanism d"),
        // PSS made here, of the raw function.
        ("no-pss", 2, "mechanism 3"),
        ("pss-in-name-only", 2, "mechanism 43"),
        ("hashed-only", 2, "mechanism 43"),
        ("no-pss no-raw", 1, "mechanism 1"),
        ("no-locking", 2, "mechanism d"),
    ] {
        let brs = device.brs(shim);
        for (protocol, server) in servers.iter().take(versions) {
            let _ = fs::remove_file(device.lab.path("log"));
            let outcome = device.run(&brs, &server.endpoint, "rsa", &["--no-cache"]);
            spoke(&outcome, protocol);
            assert!(device.log().contains(mechanism), "{shim}: {}", device.log());
        }
    }
    let brs = device.brs("no-pss no-raw");
    device
        .run(&brs, &servers[1].1.endpoint, "rsa", &["--no-cache"])
        .fails_saying(
            1,
            &["the token has no RSA-PSS, so TLS 1.2 is all that was offered"],
        );
}

#[test]
fn a_token_may_take_longer_than_a_connection() {
    let device = Device::new();
    let fake = provider(&device.lab);
    let brs = device.brs("slow-sign");
    let more = ["--timeout", "60s"];
    device.run(&brs, &fake.endpoint, "p256", &more).prints();
    // It was asked for one signature, not for one more after a time-out.
    assert_eq!(device.log().matches("mechanism").count(), 1);
    assert_eq!(fake.asked().connections, 1);
}

#[test]
fn a_module_that_hangs_ends_at_the_deadline_with_its_name() {
    let device = Device::new();
    let fake = provider(&device.lab);
    for place in ["initialize", "login", "sign"] {
        let brs = device.brs(&format!("hang-{place}"));
        let more = ["--no-cache", "--timeout", "2s"];
        let outcome = device.run(&brs, &fake.endpoint, "p256", &more);
        let module = format!("PKCS #11 module {}: no answer after ", device.module);
        outcome.fails_saying(1, &[&module, "more time with --timeout"]);
        assert!(outcome.took >= Duration::from_secs(2), "{outcome:?}");
        assert!(outcome.took < Duration::from_secs(20), "{outcome:?}");
        assert_eq!(device.helpers(), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn a_module_that_crashes_takes_nobody_with_it() {
    let device = Device::new();
    let fake = provider(&device.lab);
    for (shim, said) in [
        ("abort-initialize", "it crashed (signal 6)"),
        ("fault-login", "it crashed (signal 11)"),
        ("abort-sign", "it crashed (signal 6)"),
        ("exit-initialize", "it ended its process (status 7)"),
    ] {
        let brs = device.brs(shim);
        let outcome = device.run(&brs, &fake.endpoint, "p256", &["--no-cache"]);
        let line = format!("PKCS #11 module {}: {said}", device.module);
        outcome.fails_saying(1, &[&line]);
        assert!(outcome.took < Duration::from_secs(8), "{outcome:?}");
    }
    // Credentials that live are printed, whatever the module does.
    let brs = device.brs("");
    device.run(&brs, &fake.endpoint, "p256", &[]).prints();
    let line = brs.plant(3000, 600);
    let brs = brs.set("SHIM", "abort-initialize");
    assert_eq!(device.run(&brs, &fake.endpoint, "p256", &[]).prints(), line);
    device
        .run(&brs, &fake.endpoint, "p256", &["--force-refresh"])
        .fails_saying(1, &["it crashed (signal 6)"]);
}

#[test]
fn whatever_a_module_says_stays_out_of_the_answer() {
    let device = Device::new();
    let fake = provider(&device.lab);
    let brs = device.brs("chatter");
    device
        .run(&brs, &fake.endpoint, "p256", &["--no-cache"])
        .prints();
    let outcome = device.run(&brs, &fake.endpoint, "p256", &["--no-cache", "-v"]);
    outcome.document();
    assert!(outcome.stderr.contains("module: login\n"), "{outcome:?}");
}

#[test]
fn a_module_sees_no_credentials() {
    let device = Device::new();
    let fake = provider(&device.lab);
    let brs = device
        .brs("environment")
        .set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE000000001")
        .set("AWS_SECRET_ACCESS_KEY", "sentinel-secret")
        .set("AWS_SESSION_TOKEN", "sentinel-token");
    device
        .run(&brs, &fake.endpoint, "p256", &["--no-cache"])
        .prints();
    let log = device.log();
    assert!(log.contains("SOFTHSM2_CONF="), "{log}");
    for secret in ["sentinel-secret", "sentinel-token", PIN] {
        assert!(!log.contains(secret), "{secret}");
    }
}

#[test]
fn the_process_of_a_module_ends_with_the_one_that_needed_it() {
    let device = Device::new();
    let fake = provider(&device.lab);
    let brs = device.brs("hang-sign");
    let arguments = device.arguments(&fake.endpoint, "p256", &["--timeout", "60s"]);
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut child = brs.command(&words).spawn().unwrap();
    wait_for(|| device.log().contains("mechanism"));
    assert_eq!(device.helpers().len(), 1);
    child.kill().unwrap();
    let outcome = finish(child);
    assert_eq!(outcome.code, None);
    wait_for(|| device.helpers().is_empty());
}

/// Waits until it is so, generously.
#[expect(clippy::disallowed_methods, reason = "tests have no host")]
#[track_caller]
fn wait_for(is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "it never was so");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_module_has_to_be_where_nobody_else_can_write() {
    let device = Device::new();
    let open = device.lab.path("open");
    fs::create_dir(&open).unwrap();
    fs::copy(&device.module, open.join("shim.so")).unwrap();
    fs::copy(&device.module, device.lab.path("loose.so")).unwrap();
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&open, 0o777);
    mode(&device.lab.path("loose.so"), 0o646);
    // The sticky bit protects what lies in a directory, and no file.
    fs::copy(&device.module, device.lab.path("sticky.so")).unwrap();
    mode(&device.lab.path("sticky.so"), 0o1666);
    std::os::unix::fs::symlink(open.join("shim.so"), device.lab.path("link.so")).unwrap();
    let libm = format!("/lib/{}-linux-gnu/libm.so.6", std::env::consts::ARCH);
    for (module, said) in [
        ("shim.so".to_owned(), "it is not an absolute path"),
        (device.lab.file("missing.so"), "no such file or directory"),
        (device.lab.file("open"), "it is not a file"),
        (
            device.lab.file("open/shim.so"),
            "/open can be written to by everybody",
        ),
        (
            device.lab.file("link.so"),
            "/open can be written to by everybody",
        ),
        (
            device.lab.file("loose.so"),
            "it can be written to by everybody",
        ),
        (
            device.lab.file("sticky.so"),
            "it can be written to by everybody",
        ),
        (device.lab.file("ca.pem"), "invalid ELF header"),
        (
            libm,
            "it is not a PKCS #11 module: it has no C_GetFunctionList",
        ),
    ] {
        let brs = device.brs("");
        let more = ["--no-cache", "--pkcs11-lib", &module];
        device
            .run(&brs, "localhost:1", "p256", &more)
            .fails_saying(1, &["PKCS #11 module ", said]);
        assert_eq!(device.log(), "");
    }
}

#[test]
fn a_token_that_is_removed_is_told_as_that() {
    let device = Device::new();
    let fake = provider(&device.lab);
    let brs = device.brs("removed");
    device.run(&brs, &fake.endpoint, "p256", &["--no-cache"]).fails_saying(
        1,
        &["cannot sign with key 'p256' (ID 01) on token device: the token was removed (C_Sign: CKR_DEVICE_REMOVED)"],
    );
}

#[test]
fn a_module_without_the_token_that_is_meant_says_what_it_has() {
    let device = Device::new();
    let brs = device.brs("");
    let module = device.module.as_str();
    for (more, said) in [
        (
            &["--token-label", "other"][..],
            format!("PKCS #11 module {module}: there is no token with label 'other', but 'device' (serial "),
        ),
        (
            &["--slot-id", "7"],
            format!("PKCS #11 module {module}: there is no token with slot-id '7', but 'device' (serial "),
        ),
        (
            &["--key-id", "0f"],
            "token device: there is no private key with label 'p256' and ID 0f, but 'p256' (ID 01), 'rsa' (ID 02)".into(),
        ),
        (
            &["--cert", "pkcs11:object=p256"],
            "token device: there is no certificate on it".into(),
        ),
    ] {
        let more = [&["--no-cache"], more].concat();
        let arguments = device.arguments("localhost:1", "p256", &more);
        // Instead of the file.
        let mut words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if more.contains(&"--cert") {
            let first = words.iter().position(|word| *word == "--cert").unwrap();
            words.drain(first..first + 2);
        }
        brs.run(&words).fails_saying(1, &[&said]);
    }
}

#[test]
fn a_hit_opens_no_module() {
    let device = Device::new();
    let fake = provider(&device.lab);
    let slot = device.tokens.add("both");
    device.tokens.import(&device.lab, &slot, "p384", "01");
    device
        .tokens
        .write(&device.lab, &slot, "p384", "01", "cert", &[]);
    let brs = device.brs("");
    let ca = device.lab.file("ca.pem");
    let arguments = [
        "iot",
        "--endpoint",
        &fake.endpoint,
        "--role-alias",
        ALIAS,
        "--ca",
        &ca,
        "--token-label",
        "both",
    ];
    // Beside the key is the certificate.
    let line = brs.run(&arguments).prints().to_owned();
    fs::remove_file(&device.module).unwrap();
    for _ in 0..2 {
        assert_eq!(brs.run(&arguments).prints(), line);
    }
    assert_eq!(fake.asked().connections, 1);
    // Another token is another device.
    let other = [&arguments[..8], &["device"]].concat();
    brs.run(&other)
        .fails_saying(1, &["PKCS #11 module ", "no such file or directory"]);
}

#[test]
fn a_pin_is_in_no_message_no_argument_and_no_file() {
    let device = Device::new();
    let fake = provider(&device.lab);
    let brs = device.brs("hang-sign").unset("BRS_PKCS11_PIN");
    let pin = device.lab.write("pin", PIN);
    let more = ["--timeout", "4s", "-vv", "--pin-file", &pin];
    let arguments = device.arguments(&fake.endpoint, "p256", &more);
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let child = brs.command(&words).spawn().unwrap();
    wait_for(|| device.log().contains("mechanism"));
    let helper = device.helpers().pop().unwrap();
    for process in [helper, child.id().to_string()] {
        for file in ["cmdline", "environ"] {
            let bytes = fs::read(format!("/proc/{process}/{file}")).unwrap();
            let is_there = bytes.windows(PIN.len()).any(|part| part == PIN.as_bytes());
            assert!(!is_there, "{file}");
        }
    }
    let outcome = finish(child);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(!outcome.stderr.contains(PIN), "{outcome:?}");
    for name in brs.files() {
        let bytes = fs::read(brs.cache().join(&name)).unwrap();
        assert!(
            !bytes.windows(PIN.len()).any(|part| part == PIN.as_bytes()),
            "{name}"
        );
    }
}
