use super::*;
use crate::aws::Region;
use crate::aws::{
    ExternalId, PolicyArn, ProvidedContext, RoleArn, RoleSessionName, SourceIdentity, Tag,
};
use crate::cache::{Key, identity};
use crate::http::EndpointUrl;
use crate::secret::Secret;
use crate::sources::Keys;
use proptest::prelude::*;
use std::time::Duration;

/// Everything that counts, as texts; `None`: not given.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    access_key_id: String,
    role: String,
    session: String,
    region: String,
    endpoint: Option<String>,
    external_id: Option<String>,
    duration: Option<i64>,
    policy: Option<String>,
    policy_arns: Vec<String>,
    tags: Vec<(String, String)>,
    transitive: Vec<String>,
    source_identity: Option<String>,
    contexts: Vec<(String, String)>,
    serial: Option<String>,
}

impl Parts {
    fn simple() -> Self {
        Self {
            access_key_id: "AKIAEXAMPLE000000001".into(),
            role: "Deploy".into(),
            session: "brs-ana".into(),
            region: "eu-west-1".into(),
            endpoint: None,
            external_id: None,
            duration: None,
            policy: None,
            policy_arns: vec![],
            tags: vec![],
            transitive: vec![],
            source_identity: None,
            contexts: vec![],
            serial: None,
        }
    }

    fn source(&self) -> Role {
        let secret = || Some(Secret::new("secret".into()));
        let keys = Keys::new("test", Some(self.access_key_id.clone()), secret(), None).unwrap();
        self.above(Box::new(keys))
    }

    fn above(&self, base: Box<dyn Source>) -> Role {
        let arn = format!("arn:aws:iam::123456789012:role/{}", self.role);
        let policy_arn =
            |name: &String| PolicyArn::parse(&format!("arn:aws:iam::aws:policy/{name}"));
        let tag = |(key, value): &(String, String)| Tag::parse(&format!("{key}={value}"));
        let context = |(name, assertion): &(String, String)| {
            ProvidedContext::parse(&format!(
                "arn:aws:iam::aws:contextProvider/{name}={assertion}"
            ))
        };
        Role {
            request: AssumeRole {
                role_arn: RoleArn::parse(&arn).unwrap(),
                role_session_name: RoleSessionName::parse(&self.session).unwrap(),
                external_id: self
                    .external_id
                    .as_ref()
                    .map(|id| ExternalId::parse(id).unwrap()),
                duration_seconds: self.duration.map(|d| DurationSeconds::new(d).unwrap()),
                policy: self.policy.as_ref().map(|p| Policy::parse(p).unwrap()),
                policy_arns: self
                    .policy_arns
                    .iter()
                    .map(|name| policy_arn(name).unwrap())
                    .collect(),
                tags: self.tags.iter().map(|pair| tag(pair).unwrap()).collect(),
                transitive_tag_keys: self
                    .transitive
                    .iter()
                    .map(|k| TagKey::parse(k).unwrap())
                    .collect(),
                source_identity: self
                    .source_identity
                    .as_ref()
                    .map(|s| SourceIdentity::parse(s).unwrap()),
                provided_contexts: self
                    .contexts
                    .iter()
                    .map(|pair| context(pair).unwrap())
                    .collect(),
                serial_number: self
                    .serial
                    .as_ref()
                    .map(|s| SerialNumber::parse(s).unwrap()),
            },
            device: None,
            settings: Settings {
                asking: String::new(),
                region: Region::parse(&self.region).unwrap(),
                endpoint_url: self
                    .endpoint
                    .as_ref()
                    .map(|url| EndpointUrl::parse(url).unwrap()),
                endpoint_kind: Default::default(),
                ca_bundle: None,
                max_attempts: 3,
                retry_mode: Default::default(),
                connect_timeout: Duration::from_secs(3),
            },
            base,
        }
    }

    fn key(&self) -> Key {
        Key::of(&identity(&self.source()))
    }
}

/// A device of which this code came along.
fn device(code: &str) -> Device {
    let token_code = Some(TokenCode::parse(code).unwrap());
    Device {
        serial: SerialNumber::parse("GAHT12345678").unwrap(),
        ways: crate::sources::code::Ways {
            token_code,
            command: None,
        },
    }
}

/// Few words, close to each other: so that parts often are alike, or alike
/// once they run together.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["aa", "ab", "aab", "ba", "aabb", "bb"]).prop_map(String::from)
}

fn parts() -> impl Strategy<Value = Parts> {
    let words = || prop::collection::vec(word(), 0..3);
    let pairs = || prop::collection::vec((word(), word()), 0..3);
    let option = || prop::option::of(word());
    let serial = || prop::option::of(word().prop_map(|word| format!("GAHT12345-{word}")));
    let policy = || prop::option::of(word().prop_map(|word| format!("{{\"a\":\"{word}\"}}")));
    let contexts = || {
        prop::collection::vec(
            (
                word(),
                prop::sample::select(vec!["aaaa", "aaab"]).prop_map(String::from),
            ),
            0..2,
        )
    };
    let who = (
        word().prop_map(|word| format!("AKIAEXAMPLE0000{word:0>5}")),
        word(),
        word(),
        word(),
    );
    let given = (
        option(),
        prop::option::of(900_i64..903),
        policy(),
        words(),
        pairs(),
    );
    let more = (
        words(),
        option(),
        contexts(),
        serial(),
        prop::option::of(word().prop_map(|w| format!("https://{w}.example.com"))),
    );
    (who, given, more).prop_map(|(who, given, more)| Parts {
        access_key_id: who.0,
        role: who.1,
        session: who.2,
        region: who.3,
        external_id: given.0,
        duration: given.1,
        policy: given.2,
        policy_arns: given.3,
        tags: given.4,
        transitive: more.0,
        source_identity: more.1,
        contexts: more.2,
        serial: more.3,
        endpoint: more.4,
    })
}

/// Another value for one part, by number; 14 of them.
fn changed(parts: &Parts, which: usize) -> Parts {
    let mut other = parts.clone();
    let text = |value: &Option<String>, new: &str| match value {
        Some(old) => Some(format!("{old}x")),
        None => Some(new.to_owned()),
    };
    match which {
        0 => other.access_key_id.push('X'),
        1 => other.role.push('x'),
        2 => other.session.push('x'),
        3 => other.region.push('x'),
        4 => other.endpoint = text(&None, "https://other.example.org"),
        5 => other.external_id = text(&parts.external_id, "aa"),
        6 => other.duration = Some(parts.duration.unwrap_or(3599) + 1),
        7 => other.policy = Some("{\"other\":1}".into()),
        8 => other.policy_arns.push("aa".into()),
        9 => other.tags.push(("zz".into(), String::new())),
        10 => other.transitive.push("aa".into()),
        11 => other.source_identity = text(&parts.source_identity, "aa"),
        12 => other.contexts.push(("aa".into(), "bbbb".into())),
        _ => other.serial = text(&parts.serial, "GAHT12345678"),
    }
    other
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn two_requests_share_a_key_only_if_nothing_differs(a in parts(), b in parts()) {
        prop_assert_eq!(a == b, a.key() == b.key());
        prop_assert_eq!(a.key(), a.clone().key());
    }

    #[test]
    fn any_changed_part_changes_the_key(a in parts(), which in 0_usize..14) {
        let b = changed(&a, which);
        prop_assert_ne!(&a, &b);
        prop_assert_ne!(a.key(), b.key());
    }
}

#[test]
fn parts_that_run_together_do_not_collide() {
    let with = |external: &str, source: &str| {
        let mut parts = Parts::simple();
        parts.external_id = Some(external.into());
        parts.source_identity = Some(source.into());
        parts.key()
    };
    assert_ne!(with("ab", "cd"), with("abc", "dd"));
    let tags = |pairs: &[(&str, &str)]| {
        let mut parts = Parts::simple();
        parts.tags = pairs
            .iter()
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect();
        parts.key()
    };
    assert_ne!(tags(&[("a", "bc")]), tags(&[("ab", "c")]));
    assert_ne!(
        tags(&[("a", "b"), ("c", "d")]),
        tags(&[("c", "d"), ("a", "b")])
    );
    // A list is not its text, and nothing is not an empty list of another name.
    let mut one = Parts::simple();
    one.policy_arns = vec!["aa".into(), "bb".into()];
    let mut other = Parts::simple();
    other.policy_arns = vec!["aa".into()];
    other.transitive = vec!["bb".into()];
    assert_ne!(one.key(), other.key());
}

#[test]
fn what_lies_below_counts_and_how_often_it_is_asked_does_not() {
    let parts = Parts::simple();
    let chained = parts.above(Box::new(parts.source()));
    assert_ne!(Key::of(&identity(&chained)), parts.key());
    let mut patient = parts.source();
    patient.settings.max_attempts = 9;
    patient.settings.connect_timeout = Duration::from_secs(9);
    patient.settings.ca_bundle = Some("/etc/ca.pem".into());
    patient.device = Some(device("123456"));
    assert_eq!(Key::of(&identity(&patient)), parts.key());
}

#[test]
fn no_secret_is_in_an_identity() {
    let mut parts = Parts::simple();
    parts.contexts = vec![("aa".into(), "assertion-of-a-provider".into())];
    let mut source = parts.source();
    source.device = Some(device("987654"));
    let bytes = identity(&source).as_bytes().to_vec();
    let text = String::from_utf8_lossy(&bytes);
    for secret in ["secret", "987654", "assertion-of-a-provider"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

/// A changed digest is a changed schema: whoever changes one on purpose
/// raises the number in `identity.rs`, or old entries are taken for others.
#[test]
fn digests_are_frozen() {
    let mut parts = Parts::simple();
    assert_eq!(parts.key().to_string(), FROZEN[0]);
    parts.external_id = Some("7f3a".into());
    parts.duration = Some(900);
    parts.tags = vec![("team".into(), "ops".into())];
    assert_eq!(parts.key().to_string(), FROZEN[1]);
    let chained = parts.above(Box::new(Parts::simple().source()));
    assert_eq!(Key::of(&identity(&chained)).to_string(), FROZEN[2]);
}

const FROZEN: [&str; 3] = [
    "2c8d8a56ed5194b394a058c4f568aca2e2d71b79b1287e6e3535c1c784818bc5",
    "41301e6ec67a514b927790bc2a32a61fc6ff0d0e17542dd7764f4a68d6bbe1ac",
    "2bae85fd4c5161a0caf8588599116c81294dc3e4143a68c65f76abd4c5267ed9",
];
