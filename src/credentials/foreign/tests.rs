//! Documents that are read, and what is said of others.

use super::*;

const KEYS: &str =
    r#""AccessKeyId":"ASIAEXAMPLE000000001","SecretAccessKey":"secret/+=","SessionToken":"tok""#;

fn parse(text: &str) -> Result<Credentials, String> {
    parse_foreign(text.as_bytes(), Timestamp::from_seconds(1_790_000_000))
}

#[test]
fn a_document_of_another_program_is_read() {
    let text = format!(
        r#"{{"Version":1,{KEYS},"Expiration":"2026-09-21T16:06:40+01:00","AccountId":"123456789012","More":[{{}}]}}"#
    );
    let read = parse(&text).unwrap();
    assert_eq!(read.secret_access_key.expose(), "secret/+=");
    assert_eq!(read.account_id.as_deref(), Some("123456789012"));
    let lifetime = read.lifetime.unwrap();
    assert_eq!(lifetime.expiration.to_string(), "2026-09-21T15:06:40Z");
    let lasting = r#"{"Version":1,"AccessKeyId":"AKIAEXAMPLE000000001","SecretAccessKey":"s","SessionToken":null}"#;
    let read = parse(lasting).unwrap();
    assert!(read.session_token.is_none() && read.lifetime.is_none());
}

#[test]
fn what_is_wrong_is_said_and_nothing_repeated() {
    let with = |more: &str| format!(r#"{{"Version":1,{KEYS},{more}}}"#);
    for (text, said) in [
        (" \n".into(), "it printed nothing"),
        ("{".into(), "what it printed is not JSON (line 1, column 1)"),
        (
            "[\"secret\"]".into(),
            "what it printed is no credential_process document",
        ),
        ("{}".into(), "it has no Version"),
        (r#"{"Version":2}"#.into(), "its Version is 2, and not 1"),
        (
            r#"{"Version":"1"}"#.into(),
            "its Version is a text, and not the number 1",
        ),
        (r#"{"Version":1}"#.into(), "it has no AccessKeyId"),
        (
            r#"{"Version":1,"AccessKeyId":"x y"}"#.into(),
            "its AccessKeyId is none that AWS would give",
        ),
        (
            r#"{"Version":1,"AccessKeyId":"AKIAEXAMPLE000000001","SecretAccessKey":7}"#.into(),
            "its SecretAccessKey is a number, and not a text",
        ),
        (
            with(r#""Expiration":"tomorrow""#),
            "its Expiration is 'tomorrow', and not a time such as 2026-01-31T23:59:59Z",
        ),
        (
            with(r#""Expiration":"2026-09-21T15:06:40""#),
            "its Expiration is '2026-09-21T15:06:40', a time of no zone: it needs Z or an offset at its end",
        ),
        (
            with(r#""Expiration":"2020-01-01T00:00:00Z""#),
            "its credentials expired at 2020-01-01T00:00:00Z",
        ),
        (
            with(r#""Expiration":"2036-01-01T00:00:00Z""#),
            "its Expiration is out of reason (2036-01-01T00:00:00Z)",
        ),
    ] {
        assert_eq!(parse(&text).map(|_| ()).unwrap_err(), said, "{text}");
    }
}

fn any(text: &str) -> Result<Credentials, String> {
    parse_any(text.as_bytes(), Timestamp::from_seconds(1_790_000_000))
}

#[test]
fn four_kinds_of_documents_are_read() {
    let end = r#""Expiration":"2026-09-21T15:06:40Z""#;
    let arn = "arn:aws:sts::123456789012:assumed-role/Deploy/ana";
    for (text, account) in [
        (format!(r#"{{"Version":1,{KEYS},{end},"AccountId":"123456789012"}}"#), true),
        (
            r#"{"access_key":"ASIAEXAMPLE000000001","secret_key":"secret/+=","token":"tok","expiry_time":"2026-09-21T15:06:40+00:00"}"#.into(),
            false,
        ),
        (
            format!(r#"{{"Credentials":{{{KEYS},{end}}},"AssumedRoleUser":{{"AssumedRoleId":"A:b","Arn":"{arn}"}}}}"#),
            true,
        ),
        (format!(r#"{{"Credentials":{{{KEYS},{end}}}}}"#), false),
        (
            format!(
                r#"{{"RoleArn":"arn:aws:iam::123456789012:role/R",{},{end}}}"#,
                KEYS.replace("SessionToken", "Token")
            ),
            true,
        ),
    ] {
        let read = any(&text).unwrap_or_else(|reason| panic!("{text}: {reason}"));
        assert_eq!(read.access_key_id, "ASIAEXAMPLE000000001", "{text}");
        assert_eq!(read.secret_access_key.expose(), "secret/+=", "{text}");
        assert_eq!(read.session_token.unwrap().expose(), "tok", "{text}");
        let account = account.then_some("123456789012");
        assert_eq!(read.account_id.as_deref(), account, "{text}");
        let expiration = read.lifetime.unwrap().expiration;
        assert_eq!(expiration.to_string(), "2026-09-21T15:06:40Z", "{text}");
    }
}

#[test]
fn an_expiration_may_be_a_number() {
    for number in [
        "1790003200",
        "1790003200.75",
        "1790003200999",
        "1790003200000.5",
    ] {
        let text = format!(r#"{{"Version":1,{KEYS},"Expiration":{number}}}"#);
        let lifetime = any(&text).unwrap().lifetime.unwrap();
        assert_eq!(lifetime.expiration.seconds(), 1_790_003_200, "{number}");
        // The SDKs would not read it in a profile's process.
        assert!(parse(&text).is_err(), "{number}");
    }
}

#[test]
fn what_is_missing_is_named_as_the_document_names_it() {
    let python = r#"{"access_key":"ASIAEXAMPLE000000001","secret_key":"s","token":"t","expiry_time":"2026-09-21T15:06:40Z"}"#;
    let sts = format!(r#"{{"Credentials":{{{KEYS}}}}}"#);
    let container = format!("{{{}}}", KEYS.replace("SessionToken", "Token"));
    let without = |text: &str, key: &str| text.replacen(&format!("\"{key}\""), "\"x\"", 1);
    for (text, said) in [
        ("".into(), "it printed nothing"),
        (
            "[1]".into(),
            "what it printed is no document of credentials",
        ),
        (
            "\"a\"".into(),
            "what it printed is no document of credentials",
        ),
        (
            "{}".into(),
            "it has none of Version, Credentials, Token and access_key",
        ),
        (
            format!("{{{KEYS}}}"),
            "it has neither Version, as a credential_process document, nor Token, as that of a container",
        ),
        (without(python, "access_key"), "it has no access_key"),
        (without(python, "secret_key"), "it has no secret_key"),
        (
            python.replace("\"s\"", "7"),
            "its secret_key is a number, and not a text",
        ),
        (
            python.replace("\"t\"", "[]"),
            "its token is a list, and not a text",
        ),
        (
            python.replace("06:40Z", "06:40"),
            "its expiry_time is '2026-09-21T15:06:40', a time of no zone: it needs Z or an offset at its end",
        ),
        (
            python.replace("2026-09-21T15:06:40Z", "2026-09-21 15:06:40"),
            "its expiry_time is '2026-09-21 15:06:40', a time of no zone: it needs Z or an offset at its end",
        ),
        (
            python.replace("2026-09-21T15:06:40Z", "1790003200"),
            "its expiry_time is '1790003200', and not a time such as 2026-01-31T23:59:59Z",
        ),
        (
            python.replace("\"2026-09-21T15:06:40Z\"", "true"),
            "its expiry_time is true or false, and not a text",
        ),
        (
            python.replace("\"2026-09-21T15:06:40Z\"", "1700000000"),
            "its credentials expired at 2023-11-14T22:13:20Z",
        ),
        (
            python.replace("\"2026-09-21T15:06:40Z\"", "99999999999"),
            "its expiry_time is out of reason (5138-11-16T09:46:39Z)",
        ),
        (
            r#"{"Credentials":null}"#.into(),
            "its Credentials is null, and not an object",
        ),
        (
            without(&sts, "AccessKeyId"),
            "it has no Credentials.AccessKeyId",
        ),
        (
            without(&sts, "SecretAccessKey"),
            "it has no Credentials.SecretAccessKey",
        ),
        (
            without(&sts, "SessionToken"),
            "it has no Credentials.SessionToken",
        ),
        (without(&container, "AccessKeyId"), "it has no AccessKeyId"),
        (container.replace("\"tok\"", "\"\""), "it has no Token"),
        (
            container.replace("tok", "a b"),
            "its Token is none that AWS would give",
        ),
    ] {
        assert_eq!(any(&text).map(|_| ()).unwrap_err(), said, "{text}");
    }
}
