//! No secret leaves by another way than it should: every sub-command, with
//! every success and failure, is searched for every secret, in every form.
//!
//! What is searched: standard output and error, every file that was left, and
//! the arguments and environment of every program that brs ran.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::collections::BTreeSet;
use std::fs;
use support::sweep::FORMS;
use support::swept::{ASSERTION, MISPLACED, PASSWORD, SERIAL, TOKEN_CODE, World};
use support::{ROLE, program};

/// A device whose certificate is nowhere.
const MFA: [&str; 7] = [
    "mfa",
    "--profile",
    "base",
    "--serial-number",
    SERIAL,
    "--token-code",
    TOKEN_CODE,
];
const IOT: [&str; 9] = [
    "iot",
    "--endpoint",
    "localhost:1",
    "--role-alias",
    "Reader",
    "--cert",
    "none.pem",
    "--key",
    "none.key",
];

/// A program that shows what it was given, which is no document.
const CUSTOM: [&str; 3] = ["custom", "--command", "sh -c 'env; env >&2; exit 1'"];

/// A command line that does what its sub-command is for, and whether that is
/// to print credentials.
///
/// A new sub-command needs a line here.
fn usual(path: &str) -> Option<(Vec<&'static str>, bool)> {
    let mut words: Vec<&'static str> = Vec::new();
    let mut prints = true;
    for word in path.split(' ') {
        match word {
            "sts" => words.extend(["sts", "--role-arn", ROLE]),
            "iot" => words.extend(IOT),
            "mfa" => words.extend(MFA),
            "custom" => words.extend(CUSTOM),
            "profile" => words.extend(["profile", "role"]),
            "env" => words.extend(["env", "--shell", "sh"]),
            "whoami" => words.push("whoami"),
            "exec" => words.push("exec"),
            "cache" => words.push("cache"),
            "list" => words.push("list"),
            "show" => words.push("show"),
            "clear" => words.push("clear"),
            "path" => words.push("path"),
            "completions" => words.extend(["completions", "bash"]),
            "man" => words.push("man"),
            _ => return None,
        }
        prints &= !["whoami", "exec", "cache", "completions", "man"].contains(&word);
    }
    if words[0] == "exec" {
        // A program that tells nothing.
        words.extend(["--", "true"]);
    }
    Some((words, prints))
}

/// The words of every sub-command.
fn paths() -> Vec<String> {
    fn below(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        for sub in command.get_subcommands() {
            let path = format!("{path} {}", sub.get_name()).trim().to_owned();
            below(sub, &path, found);
            found.push(path);
        }
    }
    let mut root = brs::cli::command();
    root.build();
    let mut found = Vec::new();
    below(&root, "", &mut found);
    assert!(found.len() >= 3, "{found:?}");
    found
}

#[test]
fn every_sub_command_is_swept() {
    for path in paths() {
        assert!(usual(&path).is_some(), "brs {path} has no line here");
    }
}

/// Sweeps every sub-command with these flags in such a world, twice, so that
/// the second run finds what the first has left. `sts` ends like this.
#[track_caller]
fn sweep(what: &str, world: &World, flags: &[&str], code: i32, said: &str) {
    for path in paths() {
        let (mut arguments, prints) = usual(&path).unwrap();
        let end = arguments.iter().position(|word| *word == "--");
        let end = end.unwrap_or(arguments.len());
        arguments.splice(end..end, flags.iter().copied().chain(["-vv"]));
        for again in [false, true] {
            let (outcome, mut found) = world.run(&arguments, prints);
            if path.ends_with("custom") {
                // A proxy is for the program, too: with what it takes to use it.
                found.retain(|found| found != "a password, as it is: a program that it ran");
            }
            assert_eq!(found, BTreeSet::new(), "{what}: {arguments:?} {outcome:?}");
            assert!(outcome.code.is_some(), "{what}: {outcome:?}");
            assert!(!outcome.stderr.contains("panicked"), "{what}: {outcome:?}");
            if path == "sts" && !again {
                assert_eq!(outcome.code, Some(code), "{what}: {outcome:?}");
                assert!(outcome.stderr.contains(said), "{what}: {said}: {outcome:?}");
            }
        }
        let _ = fs::remove_dir_all(world.brs.path(".cache"));
    }
}

fn with_fault(fault: Fault) -> World {
    let world = World::new();
    world.aws.set_fault(Some(fault));
    world
}

#[test]
fn a_success_leaves_nothing() {
    let world = World::new();
    for format in ["process", "json", "env"] {
        let flags = ["--output", format];
        let (outcome, found) =
            world.run(&[&["sts", "--role-arn", ROLE], &flags[..]].concat(), true);
        assert_eq!(
            (outcome.code, found),
            (Some(0), BTreeSet::new()),
            "{outcome:?}"
        );
        assert!(!world.sweep(true).find(outcome.stdout.as_bytes()).is_empty());
    }
    fs::remove_dir_all(world.brs.path(".cache")).unwrap();
    sweep("success", &world, &[], 0, "asking STS");
    let chain = ["--role-arn", "arn:aws:iam::123456789012:role/Base"];
    sweep("a chain", &world, &chain, 0, "asking STS");
    sweep("no cache", &world, &["--no-cache"], 0, "asking STS");
    sweep(
        "a user's key",
        &world,
        &["--profile", "base"],
        0,
        "asking STS",
    );
    let flags = ["--cache-dir", "/dev/null/x"];
    sweep("no directory", &world, &flags, 0, "brs: warning: no cache");
    let context = format!("arn:aws:iam::aws:contextProvider/IdentityCenter={ASSERTION}");
    let flags = ["--provided-context", &context];
    sweep("an assertion", &world, &flags, 0, "asking STS");
}

#[test]
fn a_refusal_leaves_nothing() {
    for (fault, said) in [
        (Fault::AccessDenied, "AccessDenied"),
        (Fault::ExpiredToken, "ExpiredToken"),
        (Fault::Throttle, "Throttling"),
    ] {
        let flags = ["--max-attempts", "1"];
        sweep(said, &with_fault(fault), &flags, 1, said);
    }
}

#[test]
fn a_broken_answer_leaves_nothing() {
    for (fault, said) in [
        (Fault::InternalError, "InternalFailure"),
        (Fault::Hang, "timed out"),
        (Fault::Html, "not an STS answer"),
        (Fault::MissingFields, ""),
        (Fault::BadExpiration, ""),
        (Fault::Truncate, "broke off"),
        (
            Fault::Redirect(format!("https://u:{PASSWORD}@h/")),
            "redirects",
        ),
    ] {
        let what = format!("{fault:?}");
        let patience = if fault == Fault::Hang { "1s" } else { "20s" };
        let flags = ["--max-attempts", "1", "--timeout", patience];
        sweep(&what, &with_fault(fault), &flags, 1, said);
    }
}

#[test]
fn distrust_leaves_nothing() {
    let world = World::around(LocalAws::start_tls());
    sweep("nobody trusted", &world, &[], 1, "cannot reach");
}

#[test]
fn a_code_that_is_wrong_leaves_nothing() {
    let world = World::new();
    world.aws.role(Role::new(ROLE).mfa());
    let base = ["--profile", "base", "--serial-number", SERIAL];
    let with = |flags: &[&'static str]| [&base[..], flags].concat();
    let flags = with(&["--token-code", TOKEN_CODE]);
    sweep("another code", &world, &flags, 1, "AccessDenied");
    for (flags, said) in [
        (["--token-code", "91827300"], "six digits"),
        (["--token-code=918273", "--nonsense"], "--nonsense"),
        (["--token-cod", "918273"], "--token-cod"),
        (["--token-cod=918273", "-v"], "--token-cod"),
        (["--secret-access-key", MISPLACED], "--secret-access-key"),
        (["--provided-context", ASSERTION], "--provided-context"),
    ] {
        sweep(&format!("{flags:?}"), &world, &with(&flags), 2, said);
    }
    let flags = ["--token-code", TOKEN_CODE];
    sweep("no serial number", &world, &flags, 2, "--serial-number");
}

#[test]
fn a_bad_configuration_leaves_nothing() {
    let base = ["--profile", "base"];
    for text in [
        format!("aws_secret_access_key {MISPLACED}\n"),
        format!("{MISPLACED}\n"),
        format!("[profile {MISPLACED}\nregion = x\n"),
        format!("aws_session_token = two words {MISPLACED}\n"),
        format!(
            "aws_secret_access_key = {MISPLACED} # new\naws_session_token = {MISPLACED}\u{1}\n"
        ),
    ] {
        let world = World::new();
        world.brs.append_config(&text);
        sweep(&text, &world, &base, 2, "brs: error: ");
    }
    let world = World::new();
    let text = format!("role_arn = x\naws_secret_access_key = {MISPLACED}\n");
    world.brs.append_config(&text);
    sweep(&text, &world, &base, 2, "invalid value 'x' for role_arn");
    let world = World::new().set("AWS_SECRET_ACCESS_KEY", &format!("{MISPLACED} x"));
    sweep(
        "a blank in a key",
        &world,
        &[],
        2,
        "malformed secret access key",
    );
    let world = World::new().set("AWS_ACCESS_KEY_ID", MISPLACED);
    sweep("a key for an ID", &world, &[], 2, "malformed access key ID");
    let policy = ["--policy", "{"];
    sweep("a bad policy", &World::new(), &policy, 2, "--policy");
}

#[test]
fn a_password_in_a_url_leaves_nothing() {
    let world = World::new();
    let proxy = format!("http://user:{PASSWORD}@{}", world.proxy);
    let far = "http://sts.example.invalid";
    for (proxy, endpoint, code) in [
        (proxy.clone(), far, 1),
        (proxy, "https://sts.example.invalid", 1),
        (format!("http://user:{PASSWORD}@127.0.0.1:1"), far, 1),
        (format!("http://user:{PASSWORD}@127.0.0.1:none"), far, 2),
        (format!("http://user:{PASSWORD}@[/"), far, 2),
        (format!("ftp://user:{PASSWORD}@127.0.0.1"), far, 2),
    ] {
        let world = World::new()
            .set("HTTP_PROXY", &proxy)
            .set("http_proxy", &proxy)
            .set("HTTPS_PROXY", &proxy);
        let flags = [
            "--endpoint-url",
            endpoint,
            "--timeout",
            "20s",
            "--max-attempts",
            "1",
        ];
        sweep(&proxy, &world, &flags, code, "brs: error: ");
    }
    let url = format!("https://user:{PASSWORD}@sts.example.invalid");
    sweep(
        "in a flag",
        &world,
        &["--endpoint-url", &url],
        2,
        "--endpoint-url",
    );
    let world = World::new().set("AWS_ENDPOINT_URL_STS", &url);
    sweep("in a variable", &world, &[], 2, "AWS_ENDPOINT_URL_STS");
    let world = World::new();
    world.brs.append_config(&format!("endpoint_url = {url}\n"));
    let world = World {
        brs: world.brs.unset("AWS_ENDPOINT_URL_STS"),
        ..world
    };
    sweep(
        "in a profile",
        &world,
        &["--profile", "base"],
        2,
        "endpoint_url",
    );
}

/// Runs brs under a shell that leaks, and returns what the sweep sees.
fn leak(world: &World, script: &str) -> BTreeSet<String> {
    let script = format!("\"$@\"; code=$?; {script}; exit $code");
    let program = ["/bin/sh", "-c", &script, "sh", program().to_str().unwrap()].map(str::to_owned);
    let program: Vec<&str> = program.iter().map(String::as_str).collect();
    let arguments = ["sts", "--role-arn", ROLE, "--profile", "base"];
    world.run_program(&program, &arguments, true).1
}

#[test]
fn a_leak_is_seen_wherever_it_is() {
    let mut world = World::new();
    // A shell hands its environment on.
    for name in [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
    ] {
        world.brs = world.brs.unset(name);
    }
    assert_eq!(leak(&world, ":"), BTreeSet::new());
    for (script, place) in [
        (format!("echo {ASSERTION} >&2"), "stderr"),
        (format!("echo {ASSERTION}"), "stdout"),
        (format!("echo {ASSERTION} >tmp/note"), "tmp/note"),
        (format!("echo {ASSERTION} >>.cache/brs/v1/x"), "an entry"),
        (format!("/bin/true {ASSERTION}"), "a program that it ran"),
        (
            format!("NAME={ASSERTION} /bin/true"),
            "a program that it ran",
        ),
        (format!("echo code={TOKEN_CODE} >&2"), "stderr"),
    ] {
        let found = leak(&world, &script);
        assert!(!found.is_empty(), "{script}");
        assert!(
            found.iter().all(|found| found.ends_with(place)),
            "{found:?}"
        );
        let _ = fs::remove_file(world.brs.path("tmp/note"));
        let _ = fs::remove_file(world.brs.cache().join("x"));
    }
    for (form, write) in FORMS {
        let found = leak(&world, &format!("echo '{}' >&2", write(ASSERTION)));
        assert!(!found.is_empty(), "{form}");
    }
    // An issued secret may be on standard output and in an entry only.
    let copy = "cat .cache/brs/v1/* >tmp/copy";
    assert!(leak(&world, copy).contains("an issued secret, as it is: tmp/copy"));
}

#[test]
fn a_leak_is_seen_in_whatever_form() {
    let world = World::new();
    let sweep = world.sweep(true);
    let secrets = [
        world.aws.user("ana").secret_access_key,
        world.base[0].clone(),
        world.base[1].clone(),
        TOKEN_CODE.into(),
        ASSERTION.into(),
        PASSWORD.into(),
    ];
    for secret in &secrets {
        for (form, write) in FORMS {
            let text = write(secret);
            let leak = format!("brs: note: {text} and more");
            assert!(!sweep.find(leak.as_bytes()).is_empty(), "{form}");
            if secret.len() > 20 {
                let part = &text[text.len() - 12..];
                assert!(!sweep.find(part.as_bytes()).is_empty(), "{form}");
            }
        }
    }
    assert!(sweep.find(b"a line 1918273000000 without any").is_empty());
}
