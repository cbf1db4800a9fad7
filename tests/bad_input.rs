//! What a person types or sets wrongly: one line that says what and where,
//! nothing else, and nothing done.

mod support;

use local_aws::LocalAws;
use std::os::unix::ffi::OsStrExt;
use support::refusal::{listing, refuses};
use support::{Brs, ROLE, finish};

#[test]
fn words_that_are_not_known() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for (line, said) in [
        ("", "no source and no verb given\nsee: brs --help"),
        (
            "stz",
            "unrecognized subcommand 'stz'\na similar subcommand exists: 'sts'",
        ),
        (
            "--foo",
            "unexpected argument '--foo' found\nsee: brs --help",
        ),
        (
            "sts --foo",
            "unexpected argument '--foo' found\nsee: brs sts --help",
        ),
        (
            "sts --profil base",
            "unexpected argument '--profil' found\na similar argument exists: '--profile'",
        ),
        (
            "sts",
            "the following required arguments were not provided: --role-arn <ARN>\nsee: brs sts --help",
        ),
        (
            "sts --role-arn",
            "a value is required for '--role-arn <ARN>' but none was supplied\nsee: brs sts --help",
        ),
        (
            "sts extra --role-arn ROLE",
            "unexpected argument 'extra' found\nsee: brs sts --help",
        ),
        (
            "whoami whoami",
            "unrecognized subcommand 'whoami'\nsee: brs whoami --help",
        ),
    ] {
        let line = line.replace("ROLE", ROLE);
        let words: Vec<&str> = line.split_whitespace().collect();
        refuses(&aws, &brs, || brs.run(&words), 2, said);
    }
}

#[test]
fn values_that_cannot_be_right() {
    const TIME: &str = "expected seconds, or a time such as 15m or 1h";
    const FORM: &str = "expected arn:PARTITION:iam::ACCOUNT:role/NAME";
    const RANGE: &str = "STS takes 900 to 43200 seconds (15m to 12h)";
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for (flag, value, name, reason) in [
        ("--role-arn", "Deploy", "ARN", FORM),
        (
            "--role-arn",
            "arn:aws:iam::123456789012:user/ana",
            "ARN",
            FORM,
        ),
        (
            "--role-arn",
            "arn:aws:sts::123456789012:assumed-role/Deploy/x",
            "ARN",
            FORM,
        ),
        (
            "--role-arn",
            "arn:aws:iam::1234:role/Deploy",
            "ARN",
            "'1234' is not an account ID of 12 digits",
        ),
        (
            "--role-session-name",
            "a",
            "NAME",
            "it has 1 character, 2 to 64 are allowed",
        ),
        (
            "--role-session-name",
            "a b",
            "NAME",
            "' ' is not allowed in it",
        ),
        ("--external-id", "a#b", "ID", "'#' is not allowed in it"),
        ("--duration-seconds", "899", "TIME", RANGE),
        ("--duration-seconds", "43201", "TIME", RANGE),
        ("--duration-seconds", "13h", "TIME", RANGE),
        ("--duration-seconds", "1d", "TIME", TIME),
        (
            "--policy",
            "{",
            "POLICY",
            "not JSON: EOF while parsing an object at line 1 column 1",
        ),
        ("--policy", "[]", "POLICY", "it is JSON, but not an object"),
        (
            "--policy",
            "file://",
            "POLICY",
            "expected a path after file://",
        ),
        (
            "--policy-arn",
            "ReadOnlyAccess-of-everything",
            "ARN",
            "expected arn:PARTITION:iam::ACCOUNT:policy/NAME",
        ),
        ("--tag", "team", "KEY=VALUE", "expected KEY=VALUE"),
        (
            "--tag",
            "=x",
            "KEY=VALUE",
            "the key: it has 0 characters, 1 to 128 are allowed",
        ),
        (
            "--serial-number",
            "12345",
            "SERIAL",
            "it has 5 characters, 9 to 256 are allowed",
        ),
        (
            "--serial-number",
            "arn:aws:iam::123456789012:u2f/user/ana/key",
            "SERIAL",
            "STS cannot use a FIDO security key or passkey; register a virtual or hardware TOTP device",
        ),
        (
            "--region",
            "eu_west_1",
            "REGION",
            "'_' is not allowed in it",
        ),
        (
            "--endpoint-url",
            "sts.example.com",
            "URL",
            "expected https://HOST[:PORT][/PATH]",
        ),
        (
            "--endpoint-url",
            "https://u:p@example.com",
            "URL",
            "expected https://HOST[:PORT][/PATH]",
        ),
        ("--max-attempts", "0", "N", "expected 1 to 100"),
        (
            "--connect-timeout",
            "0",
            "TIME",
            "expected at least a second",
        ),
        ("--timeout", "soon", "TIME", TIME),
        ("--advisory-timeout", "-1", "TIME", TIME),
        (
            "--policy",
            "/etc/brs/ro.json",
            "POLICY",
            "not JSON: expected value at line 1 column 1 (a file is given as file://PATH)",
        ),
        ("--mandatory-timeout", "1.5h", "TIME", TIME),
        ("--min-ttl", "", "TIME", TIME),
    ] {
        let shown = value.replace("u:p@", "…@");
        let said =
            format!("invalid value '{shown}' for '{flag} <{name}>': {reason}\nsee: brs sts --help");
        let assigned = format!("{flag}={value}");
        refuses(&aws, &brs, || brs.run_sts(&[&assigned]), 2, &said);
    }
    let said = "invalid value 'yaml' for '--output <FORMAT>' [possible values: process, json, env]\nsee: brs sts --help";
    refuses(&aws, &brs, || brs.run_sts(&["--output", "yaml"]), 2, said);
    let said =
        "a value is required for '--cache-dir <DIR>' but none was supplied\nsee: brs sts --help";
    refuses(&aws, &brs, || brs.run_sts(&["--cache-dir="]), 2, said);
}

#[test]
fn a_token_code_is_not_repeated() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let serial = "arn:aws:iam::123456789012:mfa/ana";
    for code in ["12345", "1234567", "12345a"] {
        let flags = ["--serial-number", serial, "--token-code", code];
        let said = "invalid value for '--token-code <CODE>': a token code has exactly six digits\nsee: brs sts --help";
        refuses(&aws, &brs, || brs.run_sts(&flags), 2, said);
    }
}

#[test]
fn an_assertion_is_not_repeated() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for context in ["x", "ARN=hunter2': é"] {
        let context = context.replace("ARN", "arn:aws:iam::aws:contextProvider/x");
        let said = "invalid value for '--provided-context <ARN=ASSERTION>': expected PROVIDER-ARN=ASSERTION\nsee: brs sts --help";
        let flags = ["--provided-context", &context];
        refuses(&aws, &brs, || brs.run_sts(&flags), 2, said);
    }
}

#[test]
fn a_policy_that_is_too_long_is_not_sent() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let policy = format!("{{\"Version\":\"{}\"}}", "a".repeat(2035));
    let reason = "it has 2049 characters, 1 to 2048 are allowed";
    let said =
        format!("invalid value '{policy}' for '--policy <POLICY>': {reason}\nsee: brs sts --help");
    refuses(&aws, &brs, || brs.run_sts(&["--policy", &policy]), 2, &said);
    std::fs::write(brs.path("policy.json"), &policy).unwrap();
    let said = format!("cannot use policy policy.json: {reason}");
    let flags = ["--policy", "file://policy.json"];
    refuses(&aws, &brs, || brs.run_sts(&flags), 2, &said);
}

#[test]
fn flags_that_contradict_each_other() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for (flags, said) in [
        (
            "--profile base",
            "the argument '--profile <NAME>' cannot be used multiple times\nsee: brs sts --help",
        ),
        (
            "--external-id aa --external-id bb",
            "--external-id is given twice for ROLE",
        ),
        (
            "--tag Team=a --tag team=b",
            "--tag team is given twice for ROLE (STS ignores case)",
        ),
        (
            "--token-code 123456",
            "--token-code for ROLE has no --serial-number\nname the device with --serial-number",
        ),
        (
            "--min-ttl 60m",
            "--min-ttl (3600 s) is not below what new credentials have (3600 s)\n\
             give a smaller --min-ttl or a larger --duration-seconds",
        ),
        (
            "--min-ttl 16m --duration-seconds 15m",
            "--min-ttl (960 s) is not below what new credentials have (900 s)\n\
             give a smaller --min-ttl or a larger --duration-seconds",
        ),
        (
            "--advisory-timeout 60",
            "--advisory-timeout (60 s) is below --mandatory-timeout (120 s)\n\
             give a larger --advisory-timeout or a smaller --mandatory-timeout",
        ),
        (
            "--role-arn ROLE --duration-seconds 2h",
            "cannot assume ROLE for 7200 s: from temporary credentials AWS grants at most 3600 s",
        ),
    ] {
        let flags = flags.replace("ROLE", ROLE);
        let flags: Vec<&str> = flags.split(' ').collect();
        refuses(&aws, &brs, || brs.run_sts(&flags), 2, said);
    }
    let line = ["whoami", "--region", "eu-west-1", "sts", "--role-arn", ROLE];
    let said = "--region is given before sts, and belongs to it\nflags of a source stand behind it: brs whoami sts --region …";
    refuses(&aws, &brs, || brs.run(&line), 2, said);
}

#[test]
fn temporary_base_credentials_cannot_be_asked_for_more_than_an_hour() {
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    let brs = Brs::with(&aws)
        .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
        .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key)
        .set("AWS_SESSION_TOKEN", "token")
        .set("AWS_REGION", "eu-west-1");
    let line = ["sts", "--role-arn", ROLE, "--duration-seconds", "61m"];
    let said =
        "cannot assume ROLE for 3660 s: from temporary credentials AWS grants at most 3600 s";
    refuses(&aws, &brs, || brs.run(&line), 2, said);
}

#[test]
fn variables_that_cannot_be_right() {
    const TIME: &str = "expected seconds, or a time such as 15m or 1h";
    let aws = LocalAws::start();
    for (variable, value, reason) in [
        ("AWS_MAX_ATTEMPTS", "many", "expected 1 to 100"),
        ("AWS_REGION", "eu/west", "'/' is not allowed in it"),
        ("AWS_DEFAULT_REGION", "eu west", "' ' is not allowed in it"),
        (
            "AWS_ENDPOINT_URL_STS",
            "localhost",
            "expected https://HOST[:PORT][/PATH]",
        ),
        ("AWS_ROLE_SESSION_NAME", "a:b", "':' is not allowed in it"),
        ("BRS_ADVISORY_TIMEOUT", "-1", TIME),
        ("BRS_CONNECT_TIMEOUT", "0", "expected at least a second"),
        ("BRS_MANDATORY_TIMEOUT", "x", TIME),
        ("BRS_MIN_TTL", "1d", TIME),
        ("BRS_NO_CACHE", "maybe", "expected true or false"),
        ("BRS_OUTPUT", "yaml", "expected process, json or env"),
        ("BRS_TIMEOUT", "99999999999", TIME),
    ] {
        let brs = Brs::with(&aws).set(variable, value);
        let said = format!("invalid value '{value}' for {variable}: {reason}");
        refuses(&aws, &brs, || brs.run_sts(&[]), 2, &said);
    }
    let brs = Brs::with(&aws)
        .unset("AWS_ENDPOINT_URL_STS")
        .set("AWS_ENDPOINT_URL", "x");
    let said = "invalid value 'x' for AWS_ENDPOINT_URL: expected https://HOST[:PORT][/PATH]";
    refuses(&aws, &brs, || brs.run_sts(&[]), 2, said);
}

#[test]
fn a_variable_that_is_no_text() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let run = || {
        let mut command = brs.command(&brs.sts(&[]));
        command.env("BRS_OUTPUT", std::ffi::OsStr::from_bytes(b"\xff"));
        finish(command.spawn().unwrap())
    };
    refuses(&aws, &brs, run, 2, "variable BRS_OUTPUT is not UTF-8");
    let run = || {
        let mut command = brs.command(&brs.sts(&[]));
        command.arg(std::ffi::OsStr::from_bytes(b"--region=\xff"));
        finish(command.spawn().unwrap())
    };
    refuses(
        &aws,
        &brs,
        run,
        2,
        "invalid UTF-8 was detected in one or more arguments\nsee: brs sts --help",
    );
}

#[test]
fn help_is_no_failure() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let before = listing(&brs.path(""));
    for (line, part) in [
        ("--help", "Usage: brs"),
        ("-h", "Usage: brs"),
        ("sts --help", "--role-arn <ARN>"),
        ("whoami --help", "Usage: brs whoami"),
        ("whoami sts --help", "--role-arn <ARN>"),
        ("--version", concat!("brs ", env!("CARGO_PKG_VERSION"))),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let outcome = brs.run(&words);
        assert_eq!(
            (outcome.code, outcome.stderr.as_str()),
            (Some(0), ""),
            "{line}"
        );
        assert!(outcome.stdout.contains(part), "{line}: {}", outcome.stdout);
        assert!(
            outcome.stdout.ends_with('\n') && !outcome.stdout.contains('\u{1b}'),
            "{line}"
        );
    }
    assert_eq!((listing(&brs.path("")), aws.connections()), (before, 0));
}
