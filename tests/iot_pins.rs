//! PINs: where they come from, and how often a wrong one is sent.

mod support;

use std::fs;
use support::device::{ALIAS, Fake, Lab, PIN, Tokens, brs, document, http, shim};
use support::terminal::{Ended, Terminal};
use support::{Brs, Outcome, finish};

struct Device {
    lab: Lab,
    tokens: Tokens,
    module: String,
    fake: Fake,
}

impl Device {
    fn new() -> Self {
        let lab = Lab::new();
        let tokens = Tokens::new(&lab);
        let slot = tokens.add("device");
        tokens.import(&lab, &slot, "p256", "01");
        let module = shim(&lab);
        let fake = Fake::new(
            &lab,
            "server",
            "ca",
            vec![http("200 OK", "", &document("t"))],
        );
        Self {
            lab,
            tokens,
            module,
            fake,
        }
    }

    fn brs(&self, shim: &str) -> Brs {
        brs(Some(&self.tokens))
            .set("SHIM", shim)
            .set("SHIM_LOG", &self.lab.file("log"))
            .set("BRS_PKCS11_LIB", &self.module)
    }

    /// How often a PIN was sent so far.
    fn logins(&self) -> usize {
        let log = fs::read_to_string(self.lab.path("log")).unwrap_or_default();
        log.lines().filter(|line| *line == "login").count()
    }

    fn arguments(&self, alias: &str, more: &[&str]) -> Vec<String> {
        let files = [self.lab.file("p256.pem"), self.lab.file("ca.pem")];
        let fixed = [
            "iot",
            "--endpoint",
            &self.fake.endpoint,
            "--role-alias",
            alias,
            "--cert",
            &files[0],
            "--ca",
            &files[1],
        ];
        fixed
            .iter()
            .chain(more)
            .map(|word| (*word).to_owned())
            .collect()
    }

    fn run(&self, brs: &Brs, alias: &str, more: &[&str]) -> Outcome {
        let arguments = self.arguments(alias, more);
        brs.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

const NEVER_AGAIN: &str = "cannot log in to token device: it has refused the PIN from ";

#[test]
fn a_wrong_pin_in_a_file_is_sent_once_until_the_file_changes() {
    let device = Device::new();
    let brs = device.brs("");
    let pin = device.lab.write("pin", "wrong-one\n");
    let more = ["--pin-file", &pin];
    let outcome = device.run(&brs, ALIAS, &more);
    outcome.fails_saying(1, &["cannot log in to token device: PIN incorrect"]);
    assert!(!outcome.stderr.contains("wrong-one"));
    assert_eq!(device.logins(), 1);
    // The same, without a cache, by force, for another role alias, and from
    // a URI.
    let uri = format!("pkcs11:?pin-source=file:{pin}");
    for (alias, more) in [
        (ALIAS, &["--pin-file", &pin][..]),
        (ALIAS, &["--pin-file", &pin, "--no-cache"]),
        (ALIAS, &["--pin-file", &pin, "--force-refresh"]),
        ("Writer", &["--pin-file", &pin]),
        (ALIAS, &["--key", &uri, "--no-cache"]),
    ] {
        let again = device.run(&brs, alias, more);
        assert!(again.code == Some(3) || again.code == Some(1), "{again:?}");
        assert!(
            again.stderr.contains(NEVER_AGAIN) || again.stderr.contains("PIN incorrect"),
            "{again:?}"
        );
        assert_eq!(device.logins(), 1, "{more:?}");
    }
    device
        .run(&brs, "Writer", &["--pin-file", &pin, "--no-cache"])
        .fails_saying(3, &[NEVER_AGAIN, &pin, "until it changes"]);
    // Nothing of the PIN is beside the cache.
    for name in brs.files() {
        let bytes = fs::read(brs.cache().join(&name)).unwrap();
        assert!(!bytes.windows(9).any(|part| part == b"wrong-one"), "{name}");
    }
    device.lab.write("pin", PIN);
    device.run(&brs, "Writer", &more).prints();
    assert_eq!(device.logins(), 2);
}

#[test]
fn a_file_by_another_path_is_the_same_file() {
    let device = Device::new();
    let brs = device.brs("");
    let pin = device.lab.write("pin", "wrong-one\n");
    let [link, hard] = ["link", "hard"].map(|name| device.lab.file(name));
    std::os::unix::fs::symlink(&pin, &link).unwrap();
    let more = |pin| ["--no-cache", "--pin-file", pin];
    // A hard link changes the file: first all names, then the PIN.
    fs::hard_link(&pin, &hard).unwrap();
    device
        .run(&brs, ALIAS, &more(&pin))
        .fails_saying(1, &["PIN incorrect"]);
    for path in [&link, &hard, &pin.replace("/pin", "/./pin")] {
        device
            .run(&brs, "Writer", &more(path))
            .fails_saying(3, &[NEVER_AGAIN, path]);
    }
    assert_eq!(device.logins(), 1);
}

#[test]
fn a_pin_that_is_refused_when_the_key_is_used_is_not_sent_again() {
    let device = Device::new();
    let slot = device.tokens.add("always");
    let more = ["--usage-sign", "--always-auth"];
    let (lab, kind) = (&device.lab, "privkey");
    device.tokens.write(lab, &slot, "p256", "01", kind, &more);
    let brs = device
        .brs("another-pin-for-each-use")
        .set("BRS_PKCS11_PIN", PIN);
    let more = ["--token-label", "always", "--no-cache", "--timeout", "60s"];
    let crowd: Vec<_> = (0..4)
        .map(|number| {
            let arguments = device.arguments(&format!("Alias{number}"), &more);
            let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
            brs.command(&words).spawn().unwrap()
        })
        .collect();
    let mut codes: Vec<_> = crowd
        .into_iter()
        .map(|child| {
            let outcome = finish(child);
            let said = match outcome.code {
                Some(1) => "cannot sign with key 'p256' (ID 01) on token always: PIN incorrect",
                _ => "cannot log in to token always: it has refused the PIN from ",
            };
            assert!(outcome.stderr.contains(said), "{outcome:?}");
            outcome.code
        })
        .collect();
    codes.sort_unstable();
    assert_eq!(codes, [Some(1), Some(3), Some(3), Some(3)]);
    let log = fs::read_to_string(device.lab.path("log")).unwrap();
    let logins: Vec<&str> = log.lines().filter(|line| line.contains("login")).collect();
    assert_eq!(logins, ["login", "login for one use"]);
}

#[test]
fn a_person_at_the_pad_takes_their_time() {
    let device = Device::new();
    let brs = device.brs("pad").unset("BRS_NO_PROMPT");
    // Less than the module waits for the person.
    let more = ["--no-cache", "--timeout", "3s", "--token-label", "device"];
    let ended = at_a_terminal(&device, &brs, &more, None);
    assert_eq!(
        (ended.status, ended.stderr.as_str()),
        (Some(0), ""),
        "{ended:?}"
    );
    // Once more for the key that wants it at each use.
    let slot = device.tokens.add("always");
    let more = ["--usage-sign", "--always-auth"];
    let (lab, kind) = (&device.lab, "privkey");
    device.tokens.write(lab, &slot, "p256", "01", kind, &more);
    let more = ["--no-cache", "--timeout", "3s", "--force-refresh"];
    let more = [&more[..], &["--token-label", "always"]].concat();
    let ended = at_a_terminal(&device, &brs, &more, None);
    assert_eq!(
        (ended.status, ended.stderr.as_str()),
        (Some(0), ""),
        "{ended:?}"
    );
    let more = ["--no-cache", "--force-refresh", "--prompt-timeout", "1s"];
    let more = [&more[..], &["--token-label", "device"]].concat();
    let ended = at_a_terminal(&device, &brs, &more, None);
    assert_eq!(ended.status, Some(1), "{ended:?}");
    for said in ["no answer after 1 s", "--prompt-timeout"] {
        assert!(ended.stderr.contains(said), "{ended:?}");
    }
    assert_eq!(device.logins(), 3);
}

#[test]
fn a_wrong_pin_in_the_environment_is_not_sent_again_and_a_file_helps() {
    let device = Device::new();
    let brs = device.brs("").set("BRS_PKCS11_PIN", "wrong-one");
    device
        .run(&brs, ALIAS, &["--no-cache"])
        .fails_saying(1, &["PIN incorrect"]);
    device.run(&brs, "Writer", &["--no-cache"]).fails_saying(
        3,
        &[
            NEVER_AGAIN,
            "BRS_PKCS11_PIN",
            "enter it once on a terminal, or give a file with --pin-file",
        ],
    );
    assert_eq!(device.logins(), 1);
    let pin = device.lab.write("pin", PIN);
    device.run(&brs, "Writer", &["--pin-file", &pin]).prints();
    assert_eq!(device.logins(), 2);
}

#[test]
fn a_crowd_sends_a_wrong_pin_once() {
    let device = Device::new();
    let brs = device.brs("").set("BRS_PKCS11_PIN", "wrong-one");
    let crowd: Vec<_> = (0..12)
        .map(|number| {
            let arguments = device.arguments(&format!("Alias{number}"), &["--timeout", "60s"]);
            let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
            brs.command(&words).spawn().unwrap()
        })
        .collect();
    for child in crowd {
        let outcome = finish(child);
        outcome.fails_saying(outcome.code.unwrap(), &["cannot log in to token device: "]);
    }
    assert_eq!(device.logins(), 1);
}

#[test]
fn what_the_token_tells_of_its_pin_is_heeded() {
    let device = Device::new();
    for (shim, code, said, logins) in [
        (
            "token-locked",
            1,
            "cannot log in to token device: its PIN is locked",
            0,
        ),
        (
            "no-pin-yet",
            1,
            "cannot log in to token device: no PIN has been set",
            0,
        ),
        (
            "final-try",
            3,
            "cannot log in to token device: one wrong PIN more locks it",
            0,
        ),
        (
            "pin-locked",
            1,
            "cannot log in to token device: its PIN is locked",
            1,
        ),
    ] {
        let _ = fs::remove_file(device.lab.path("log"));
        let brs = device.brs(shim).set("BRS_PKCS11_PIN", PIN);
        device
            .run(&brs, ALIAS, &["--no-cache"])
            .fails_saying(code, &[said]);
        assert_eq!(device.logins(), logins, "{shim}");
    }
}

#[test]
fn a_pin_whose_refusal_could_not_be_remembered_is_not_sent() {
    let device = Device::new();
    let brs = device.brs("").set("BRS_PKCS11_PIN", PIN);
    let brs = brs.set("BRS_CACHE_DIR", "/dev/null/cache");
    device
        .run(&brs, ALIAS, &[])
        .fails_saying(1, &["could not be remembered", "--cache-dir"]);
    assert_eq!(device.logins(), 0);
}

#[test]
fn a_pin_that_cannot_be_had_is_told_from_one_that_nobody_gives() {
    let device = Device::new();
    let brs = device.brs("");
    device.run(&brs, ALIAS, &[]).fails_saying(
        3,
        &[
            "need the PIN of token device, and nobody is to be asked",
            "--pin-cmd",
        ],
    );
    let two = device.lab.write("two", "1234\n5678\n");
    let missing = device.lab.file("missing");
    for (file, said) in [
        (&two, "it does not have exactly one line"),
        (&missing, "no such file or directory"),
    ] {
        device
            .run(&brs, ALIAS, &["--pin-file", file])
            .fails_saying(1, &[&format!("cannot read {file}: {said}")]);
    }
    for (line, said) in [
        ("false", "cannot run false: it exited with 1"),
        ("true", "true did not print exactly one line"),
        ("no-such-program", "cannot run no-such-program: "),
        ("cat 'a", "invalid value for --pin-cmd: "),
    ] {
        let outcome = device.run(&brs, ALIAS, &["--pin-cmd", line]);
        let code = outcome.code.unwrap();
        assert_ne!(code, 0);
        outcome.fails_saying(code, &[said]);
    }
    assert_eq!(device.logins(), 0);
}

#[test]
fn a_program_gives_the_pin_and_a_wrong_one_once() {
    let device = Device::new();
    let brs = device.brs("");
    let pin = device.lab.write("pin", PIN);
    let line = format!("cat {pin}");
    device.run(&brs, ALIAS, &["--pin-cmd", &line]).prints();
    device.lab.write("pin", "wrong-one");
    let more = ["--pin-cmd", &line, "--no-cache"];
    device
        .run(&brs, ALIAS, &more)
        .fails_saying(1, &["PIN incorrect"]);
    device
        .run(&brs, "Writer", &more)
        .fails_saying(3, &[NEVER_AGAIN, "--pin-cmd"]);
    assert_eq!(device.logins(), 2);
}

/// What came of a run at a terminal, where somebody gave this answer.
fn at_a_terminal(device: &Device, brs: &Brs, more: &[&str], answer: Option<&str>) -> Ended {
    let terminal = Terminal::open();
    let arguments = device.arguments(ALIAS, more);
    let program = support::program().display().to_string();
    let words: Vec<&str> = [program.as_str()]
        .into_iter()
        .chain(arguments.iter().map(String::as_str))
        .collect();
    let running = terminal.run(brs, "exec \"$@\"", &words);
    if let Some(answer) = answer {
        terminal.wait_for("brs: the PIN of token device: ");
        terminal.press(format!("{answer}\n"));
    }
    let ended = running.finish();
    assert!(!terminal.shown().contains(PIN), "{}", terminal.shown());
    ended
}

#[test]
fn a_person_is_asked_and_has_the_last_word() {
    let device = Device::new();
    let brs = device.brs("").unset("BRS_NO_PROMPT");
    let ask = |brs: &Brs, answer| {
        let more = ["--no-cache", "--force-refresh"];
        at_a_terminal(&device, brs, &more, answer)
    };
    let right = |ended: &Ended| {
        assert_eq!(
            (ended.status, ended.stderr.as_str()),
            (Some(0), ""),
            "{ended:?}"
        );
        assert!(ended.stdout.contains("ASIAEXAMPLE000000001"), "{ended:?}");
    };
    let wrong = |ended: &Ended, status, said| {
        assert_eq!(
            (ended.status, ended.stdout.as_str()),
            (Some(status), ""),
            "{ended:?}"
        );
        assert!(ended.stderr.contains(said), "{ended:?}");
    };
    right(&ask(&brs, Some(PIN)));
    wrong(&ask(&brs, Some("mistyped")), 1, "PIN incorrect");
    wrong(
        &ask(&brs, Some("")),
        3,
        "need the PIN of token device, and none was given",
    );
    assert_eq!(device.logins(), 2);
    // One that was refused unattended is a person's to replace, who thereby
    // lets it be tried once more.
    let brs = brs.set("BRS_PKCS11_PIN", "wrong-one");
    wrong(&ask(&brs, None), 1, "PIN incorrect");
    right(&ask(&brs, Some(PIN)));
    assert_eq!(device.logins(), 4);
    wrong(&ask(&brs, None), 1, "PIN incorrect");
    assert_eq!(device.logins(), 5);
}
