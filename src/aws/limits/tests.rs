use super::*;

#[test]
fn role_arns_of_every_partition_and_with_paths() {
    for arn in [
        "arn:aws:iam::123456789012:role/Deploy",
        "arn:aws-cn:iam::123456789012:role/Deploy",
        "arn:aws-us-gov:iam::123456789012:role/Deploy",
        "arn:aws-iso:iam::123456789012:role/Deploy",
        "arn:aws-iso-b:iam::123456789012:role/Deploy",
        "arn:aws-iso-e:iam::123456789012:role/Deploy",
        "arn:aws-iso-f:iam::123456789012:role/Deploy",
        "arn:aws-eusc:iam::123456789012:role/Deploy",
        "arn:aws:iam::123456789012:role/team/a/Deploy_1+=,.@-",
    ] {
        assert!(RoleArn::parse(arn).is_ok(), "{arn}");
    }
    let arn = RoleArn::parse("arn:aws-cn:iam::123456789012:role/a/b").unwrap();
    assert_eq!(
        (arn.partition(), arn.account_id()),
        ("aws-cn", "123456789012")
    );
}

#[test]
fn what_is_not_a_role_is_told_apart() {
    for (arn, reason) in [
        ("Deploy", "expected arn:PARTITION:iam::ACCOUNT:role/NAME"),
        (
            "arn:aws:iam::123456789012:user/ana",
            "expected arn:PARTITION:iam::ACCOUNT:role/NAME",
        ),
        (
            "arn:aws:sts::123456789012:role/ana",
            "expected arn:PARTITION:iam::ACCOUNT:role/NAME",
        ),
        (
            "arn:azure:iam::123456789012:role/ana",
            "expected arn:PARTITION:iam::ACCOUNT:role/NAME",
        ),
        (
            "arn:aws:iam::12345678901:role/Deploy",
            "'12345678901' is not an account ID of 12 digits",
        ),
        (
            "arn:aws:iam::123456789012:role/",
            "its role name is not one of IAM's: it has 0 characters, 1 to 64 are allowed",
        ),
        (
            "arn:aws:iam::123456789012:role/De ploy",
            "its role name is not one of IAM's: ' ' is not allowed in it",
        ),
    ] {
        assert_eq!(RoleArn::parse(arn).unwrap_err(), reason, "{arn}");
    }
}

#[test]
fn lengths_are_stss_own_to_the_character() {
    let a = |n: usize| "a".repeat(n);
    let digits = |n: usize| "1".repeat(n);
    // What, shortest, longest.
    assert!(RoleSessionName::parse(&a(1)).is_err() && RoleSessionName::parse(&a(2)).is_ok());
    assert!(RoleSessionName::parse(&a(64)).is_ok() && RoleSessionName::parse(&a(65)).is_err());
    assert!(ExternalId::parse(&a(1)).is_err() && ExternalId::parse(&a(2)).is_ok());
    assert!(ExternalId::parse(&a(1224)).is_ok() && ExternalId::parse(&a(1225)).is_err());
    assert!(SourceIdentity::parse(&a(1)).is_err() && SourceIdentity::parse(&a(2)).is_ok());
    assert!(SourceIdentity::parse(&a(64)).is_ok() && SourceIdentity::parse(&a(65)).is_err());
    assert!(SerialNumber::parse(&a(8)).is_err() && SerialNumber::parse(&a(9)).is_ok());
    assert!(SerialNumber::parse(&a(256)).is_ok() && SerialNumber::parse(&a(257)).is_err());
    assert!(TokenCode::parse(&digits(5)).is_err() && TokenCode::parse(&digits(6)).is_ok());
    assert!(TokenCode::parse(&digits(7)).is_err() && TokenCode::parse("١٢٣٤٥٦").is_err());
    let policy = |n: usize| format!("{{\"a\":\"{}\"}}", a(n - 8));
    assert!(Policy::parse(&policy(2048)).is_ok() && Policy::parse(&policy(2049)).is_err());
    assert!(Policy::parse("").is_err() && Policy::parse(" ").is_err());
    assert!(TagKey::parse("").is_err() && TagKey::parse(&a(128)).is_ok());
    assert!(TagKey::parse(&a(129)).is_err());
    assert!(Tag::parse(&format!("k={}", a(256))).is_ok());
    assert!(Tag::parse(&format!("k={}", a(257))).is_err());
    assert!(DurationSeconds::new(899).is_err() && DurationSeconds::new(900).is_ok());
    assert!(DurationSeconds::new(43_200).is_ok() && DurationSeconds::new(43_201).is_err());
    assert!(DurationSeconds::new(-1).is_err() && DurationSeconds::new(i64::MAX).is_err());
}

#[test]
fn characters_are_stss_own() {
    assert!(RoleSessionName::parse("a_b+=,.@-9").is_ok());
    for bad in ["a/b", "a:b", "a b", "é2", "a\nb"] {
        assert!(RoleSessionName::parse(bad).is_err(), "{bad:?}");
    }
    assert!(ExternalId::parse("a:b/c").is_ok());
    assert!(SerialNumber::parse("GAHT12345678").is_ok());
    assert!(SerialNumber::parse("arn:aws:iam::123456789012:mfa/ana").is_ok());
    assert!(Tag::parse("team=Ops & more").is_err());
    assert!(Tag::parse("équipe=à=b").is_ok());
    assert!(Tag::parse("no equals").is_err());
    assert!(Policy::parse(" {\"Version\":\"2012-10-17\"}\n").is_ok());
    assert!(Policy::parse("[]").is_err() && Policy::parse("{").is_err());
    assert!(Policy::parse("{\"a\":\"\u{100}\"}").is_err());
    assert!(Region::parse("eu-west-1").is_ok() && Region::parse("evil.com/").is_err());
}

#[test]
fn an_assertion_is_shown_to_nobody() {
    let context = ProvidedContext::parse("arn:aws:iam::aws:contextProvider/x=hunter2").unwrap();
    assert_eq!(context.clone().context_assertion.expose(), "hunter2");
    assert!(!format!("{context:?}").contains("hunter2"));
}

#[test]
fn a_security_key_is_refused_at_once() {
    let reason = SerialNumber::parse("arn:aws:iam::123456789012:u2f/user/ana/key-1").unwrap_err();
    assert!(
        reason.starts_with("STS cannot use a FIDO security key"),
        "{reason}"
    );
}

#[test]
fn the_default_session_name_is_always_valid() {
    use std::ffi::OsStr;
    for (user, name) in [
        (None, "brs"),
        (Some("ana"), "brs-ana"),
        (Some("DOMAIN\\ana maría"), "brs-DOMAINanamara"),
        (Some(""), "brs-"),
    ] {
        let session = RoleSessionName::of_user(user.map(OsStr::new));
        assert_eq!(session.as_str(), name);
        assert!(RoleSessionName::parse(session.as_str()).is_ok());
    }
    let long = "x".repeat(99);
    let session = RoleSessionName::of_user(Some(OsStr::new(&long)));
    assert_eq!(session.as_str().len(), 64);
}

#[test]
fn every_partition_has_its_regions() {
    for (region, partition) in [
        ("eu-west-1", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("us-iso-east-1", "aws-iso"),
        ("us-isob-east-1", "aws-iso-b"),
        ("eu-isoe-west-1", "aws-iso-e"),
        ("us-isof-south-1", "aws-iso-f"),
        ("eusc-de-east-1", "aws-eusc"),
    ] {
        let region = Region::parse(region).unwrap();
        assert_eq!(Partition::of_region(&region).as_str(), partition);
    }
}
