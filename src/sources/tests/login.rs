//! Logins of the AWS CLI, against the strict local AWS.

use super::{LONG, Locks, settings, within};
use crate::credentials::Credentials;
use crate::error::{Class, Error, Result};
use crate::http::EndpointUrl;
use crate::sources::{Login, LoginProfile, Source};
use local_aws::{Fault, LocalAws};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

struct Case {
    aws: LocalAws,
    home: TempDir,
    login: local_aws::Login,
}

impl Case {
    /// Somebody has logged in; the credentials live this long, seconds.
    fn new(lives: i64) -> Self {
        let aws = LocalAws::start();
        let login = aws.login("ana", lives);
        let home = TempDir::new().unwrap();
        let case = Self { aws, home, login };
        case.save(&case.login.cache_json);
        case
    }

    fn path(&self) -> PathBuf {
        let digest = Sha256::digest(&self.login.session_arn);
        let name: String = digest.iter().map(|b| format!("{b:02x}")).collect();
        self.home.path().join(format!("{name}.json"))
    }

    fn save(&self, text: &str) {
        fs::write(self.path(), text).unwrap();
    }

    fn saved(&self) -> serde_json::Value {
        serde_json::from_slice(&fs::read(self.path()).unwrap()).unwrap()
    }

    fn source(&self) -> Login {
        Login::new(LoginProfile {
            profile: "dev".into(),
            session: self.login.session_arn.clone(),
            directory: self.home.path().to_owned(),
            signin_url: Some(EndpointUrl::parse(&self.aws.url()).unwrap()),
            settings: Some(settings()),
        })
    }

    fn fetch_in(&self, time: Duration, locks: &Locks) -> Result<Credentials> {
        within(time, locks, |context| self.source().fetch(None, context))
    }

    fn fetch(&self) -> Result<Credentials> {
        self.fetch_in(LONG, &Locks::default())
    }

    fn failure(&self) -> Error {
        let error = self.fetch().unwrap_err();
        for secret in self.login.secrets() {
            assert!(!error.lines().contains(&secret), "{}", error.lines());
        }
        error
    }

    fn calls(&self) -> usize {
        self.aws.calls("CreateOAuth2Token")
    }
}

const LOG_IN: Option<&str> = Some("log in with: aws login --profile dev");

#[test]
fn credentials_that_last_are_used_as_they_lie_there() {
    let case = Case::new(900);
    let credentials = case.fetch().unwrap();
    assert_eq!(credentials.access_key_id, case.login.keys.access_key_id);
    let lifetime = credentials.lifetime.unwrap();
    assert_eq!(lifetime.expiration.to_string(), case.login.expires_at);
    assert_eq!(credentials.account_id.as_deref(), Some("123456789012"));
    assert_eq!(case.aws.connections(), 0);
}

#[test]
fn credentials_that_end_soon_are_renewed_and_saved_with_all_that_was_beside_them() {
    for lives in [200, -10] {
        let case = Case::new(lives);
        let credentials = case.fetch().unwrap();
        assert_ne!(credentials.access_key_id, case.login.keys.access_key_id);
        let (saved, before) = (case.saved(), &case.login.cache_json);
        let before: serde_json::Value = serde_json::from_str(before).unwrap();
        let token = &saved["accessToken"];
        assert_eq!(token["accessKeyId"], credentials.access_key_id.as_str());
        assert_eq!(token["accountId"], "123456789012");
        assert_ne!(saved["refreshToken"], before["refreshToken"]);
        for kept in [
            "tokenType",
            "idToken",
            "clientId",
            "dpopKey",
            "signInRegion",
        ] {
            assert_eq!(saved[kept], before[kept]);
        }
        // The next refresh token is the one that was saved.
        case.save(
            &saved
                .to_string()
                .replace(token["expiresAt"].as_str().unwrap(), "2024-01-01T00:00:00Z"),
        );
        case.fetch().unwrap();
        assert_eq!(case.calls(), 2);
    }
}

#[test]
fn of_many_that_find_credentials_at_their_end_one_renews_them() {
    let case = Case::new(-10);
    let locks = Locks::default();
    std::thread::scope(|scope| {
        let fetch = || case.fetch_in(LONG, &locks).unwrap().access_key_id;
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(fetch)).collect();
        let keys: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
        assert!(keys.iter().all(|key| *key == keys[0]));
    });
    assert_eq!(case.calls(), 1);
}

#[test]
fn a_short_deadline_does_not_cut_a_renewal_short() {
    let case = Case::new(-10);
    case.aws.set_delay(Duration::from_millis(700));
    case.fetch_in(Duration::from_millis(300), &Locks::default())
        .unwrap();
    assert_eq!(case.calls(), 1);
}

#[test]
fn a_refresh_token_is_sent_once() {
    let case = Case::new(-10);
    case.aws.fault_next(1, Fault::ServiceUnavailable);
    let error = case.failure();
    assert_eq!((error.class(), error.hint_text()), (Class::Transient, None));
    assert_eq!(case.calls(), 1);
}

#[test]
fn a_login_that_is_over_is_told_with_the_way_out() {
    let case = Case::new(-10);
    case.fetch().unwrap();
    case.save(&case.login.cache_json);
    let error = case.failure();
    let start = format!(
        "cannot use the login of {}: its credentials end at {}: it cannot be renewed: TOKEN_EXPIRED: ",
        case.login.session_arn, case.login.expires_at
    );
    assert!(error.to_string().starts_with(&start), "{error}");
    assert_eq!((error.class(), error.hint_text()), (Class::Refused, LOG_IN));
    assert_eq!(
        case.saved()["refreshToken"],
        case.login.refresh_token.as_str()
    );
}

#[test]
fn a_file_that_is_missing_or_broken_is_named_and_nobody_asked() {
    let case = Case::new(-10);
    let path = case.path();
    let path = path.display();
    let text = &case.login.cache_json;
    for (text, reason) in [
        (
            text.replace("dpopKey", "other"),
            "it has no dpopKey".to_owned(),
        ),
        (
            text.replace("BEGIN EC", "BEGIN"),
            "its dpopKey is no key of P-256 in PEM".into(),
        ),
        (
            text.replace("refreshToken", "other"),
            "it has no refreshToken".into(),
        ),
        (
            text.replace("expiresAt", "other"),
            format!("cannot use {path}: it has no expiresAt"),
        ),
        (
            "{".into(),
            format!("cannot use {path}: it is not JSON (line 1)"),
        ),
    ] {
        case.save(&text);
        let error = case.failure();
        assert!(error.to_string().ends_with(&reason), "{reason}: {error}");
        assert_eq!(error.hint_text(), LOG_IN);
    }
    fs::remove_file(case.path()).unwrap();
    let error = case.failure();
    let end = format!(": nobody has logged in ({path})");
    assert!(error.to_string().ends_with(&end), "{error}");
    assert_eq!(case.aws.connections(), 0);
}
