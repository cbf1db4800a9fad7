//! SSO, against the strict local AWS.

use super::{LONG, Locks, settings, within};
use crate::aws::SsoRole;
use crate::credentials::Credentials;
use crate::error::{Class, Error, Result};
use crate::host::Host;
use crate::http::EndpointUrl;
use crate::secret::Secret;
use crate::sources::renewal::Renewal;
use crate::sources::{Source, Sso, SsoProfile};
use local_aws::{Fault, LocalAws, SsoLogin};
use sha1::{Digest, Sha1};
use std::cell::Cell;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

const ACCOUNT: &str = "111122223333";

struct Case {
    aws: LocalAws,
    home: TempDir,
    login: SsoLogin,
    session: Option<String>,
}

impl Case {
    /// Somebody has logged in; the token lives this long, seconds.
    fn new(token_lives: i64) -> Self {
        let aws = LocalAws::start();
        let login = aws.sso_login(ACCOUNT, "Admin", token_lives);
        let case = Self {
            aws,
            home: TempDir::new().unwrap(),
            login,
            session: Some("my-sso".into()),
        };
        case.save(&case.login.cache_json());
        case
    }

    fn path(&self) -> PathBuf {
        let of = self.session.as_ref().unwrap_or(&self.login.start_url);
        let digest = Sha1::digest(of);
        let name: String = digest.iter().map(|b| format!("{b:02x}")).collect();
        self.home.path().join(format!("{name}.json"))
    }

    fn save(&self, text: &str) {
        fs::write(self.path(), text).unwrap();
    }

    fn saved(&self) -> serde_json::Value {
        serde_json::from_slice(&fs::read(self.path()).unwrap()).unwrap()
    }

    fn names(&self) -> usize {
        fs::read_dir(self.home.path()).unwrap().count()
    }

    fn source_of(&self, role: &str) -> Sso {
        let url = Some(EndpointUrl::parse(&self.aws.url()).unwrap());
        Sso::new(SsoProfile {
            profile: "dev".into(),
            session: self.session.clone(),
            start_url: self.login.start_url.clone(),
            role: SsoRole::parse(ACCOUNT, role).unwrap(),
            directory: self.home.path().to_owned(),
            portal_url: url.clone(),
            oidc_url: url,
            settings: settings(),
        })
    }

    fn fetch_in(&self, time: Duration, locks: &Locks) -> Result<Credentials> {
        within(time, locks, |context| {
            self.source_of("Admin").fetch(None, context)
        })
    }

    fn fetch(&self) -> Result<Credentials> {
        self.fetch_in(LONG, &Locks::default())
    }

    /// The failure, which must not quote a secret.
    fn failure(&self) -> Error {
        let error = self.fetch().unwrap_err();
        for secret in self.login.secrets() {
            assert!(!error.lines().contains(&secret), "{}", error.lines());
        }
        error
    }

    #[track_caller]
    fn asked(&self, tokens: usize, roles: usize) {
        let calls = ["CreateToken", "GetRoleCredentials"].map(|action| self.aws.calls(action));
        assert_eq!(calls, [tokens, roles]);
    }
}

const LOG_IN: Option<&str> = Some("log in with: aws sso login --profile dev");

#[test]
fn a_token_that_lasts_is_used_and_left_alone() {
    let case = Case::new(3600);
    let before = fs::read(case.path()).unwrap();
    let credentials = case.fetch().unwrap();
    assert_eq!(credentials.account_id.as_deref(), Some(ACCOUNT));
    let left = credentials.lifetime.unwrap().remaining(Host::new().now());
    assert!((3000..=3600).contains(&left), "{left}");
    assert_eq!(fs::read(case.path()).unwrap(), before);
    case.asked(0, 1);
}

#[test]
fn a_token_that_has_expired_is_renewed_and_saved_with_all_that_was_beside_it() {
    let case = Case::new(-10);
    let text = case.login.cache_json();
    case.save(&text.replacen('{', r#"{"issuedFor": {"n": 1.50}, "#, 1));
    case.fetch().unwrap();
    let saved = case.saved();
    assert_eq!(saved["issuedFor"]["n"], 1.5);
    assert_eq!(saved["clientSecret"], case.login.client_secret.as_str());
    assert_ne!(saved["accessToken"], case.login.access_token.as_str());
    assert_ne!(saved["refreshToken"], case.login.refresh_token.as_str());
    let mode = fs::metadata(case.path()).unwrap().permissions().mode();
    assert_eq!((mode & 0o7777, case.names()), (0o600, 1));
    case.asked(1, 1);
    // Renewed once; after that it lasts.
    case.fetch().unwrap();
    case.asked(1, 2);
}

#[test]
fn of_many_that_find_an_expired_token_one_renews_it() {
    let case = Case::new(-10);
    let locks = Locks::default();
    std::thread::scope(|scope| {
        let fetch = || case.fetch_in(LONG, &locks).map(|_| ());
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(fetch)).collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
    });
    case.asked(1, 8);
}

#[test]
fn without_a_lock_nothing_is_renewed() {
    let case = Case::new(-10);
    let error = case.fetch_in(LONG, &Locks::none()).unwrap_err();
    assert!(
        error.to_string().contains("not renewed without a lock"),
        "{error}"
    );
    let locks = Locks::default();
    let held = within(LONG, &locks, |context| {
        context.notes.lock(("", b""), context.deadline, &|_| false)
    });
    let error = case
        .fetch_in(Duration::from_millis(200), &locks)
        .unwrap_err();
    assert!(error.to_string().contains("another process"), "{error}");
    assert_eq!(error.class(), Class::Transient);
    drop(held);
    case.asked(0, 0);
    case.fetch_in(LONG, &locks).unwrap();
}

#[test]
fn what_could_not_be_saved_is_not_asked_for() {
    let case = Case::new(-10);
    let file = fs::File::open(case.path()).unwrap();
    fs::remove_file(case.path()).unwrap();
    // Nothing can be put beside a file that has no name any more.
    let number = std::os::fd::AsRawFd::as_raw_fd(&file);
    let nameless = format!("/proc/self/fd/{number}");
    if !PathBuf::from(&nameless).exists() {
        return;
    }
    std::os::unix::fs::symlink(nameless, case.path()).unwrap();
    let error = case.fetch().unwrap_err();
    assert!(
        error.to_string().contains(": cannot save it in /"),
        "{error}"
    );
    case.asked(0, 0);
}

#[test]
fn a_short_deadline_does_not_cut_a_renewal_short() {
    let case = Case::new(-10);
    case.aws.set_delay(Duration::from_millis(700));
    let error = case
        .fetch_in(Duration::from_millis(300), &Locks::default())
        .unwrap_err();
    assert!(error.to_string().contains("no time left to ask"), "{error}");
    assert_ne!(
        case.saved()["refreshToken"],
        case.login.refresh_token.as_str()
    );
    case.asked(1, 0);
    case.aws.set_delay(Duration::ZERO);
    case.fetch().unwrap();
    case.asked(1, 1);
}

#[test]
fn a_refresh_token_is_sent_once_and_the_portal_is_asked_again() {
    let case = Case::new(-10);
    case.aws.fault_next(1, Fault::InternalError);
    let error = case.failure();
    assert_eq!((error.class(), error.hint_text()), (Class::Transient, None));
    case.asked(1, 0);
    assert_eq!(case.names(), 1);
    let lasting = Case::new(3600);
    lasting.aws.fault_next(1, Fault::InternalError);
    lasting.aws.fault_next(1, Fault::Throttle);
    lasting.fetch().unwrap();
    lasting.asked(0, 3);
}

#[test]
fn a_token_that_cannot_be_renewed_is_told_with_its_end_and_the_way_out() {
    let expired = |case: &Case| {
        let at = &case.login.expires_at;
        format!("cannot use SSO session 'my-sso': its token expired at {at}")
    };
    // Spent by somebody else.
    let case = Case::new(-10);
    case.fetch().unwrap();
    case.save(&case.login.cache_json());
    let error = case.failure();
    let start = expired(&case)
        + ": it cannot be renewed: invalid_grant: Invalid refresh token provided (request ";
    assert!(error.to_string().starts_with(&start), "{error}");
    assert_eq!((error.class(), error.hint_text()), (Class::Refused, LOG_IN));
    assert_eq!(
        case.saved()["refreshToken"],
        case.login.refresh_token.as_str()
    );
    assert_eq!(case.names(), 1);

    let case = Case::new(-10);
    let text = case.login.cache_json();
    let ends = &case.login.registration_expires_at;
    for text in [
        text.replace(ends.as_str(), "2024-01-01T00:00:00Z"),
        text.replace("refreshToken", "other"),
    ] {
        case.save(&text);
        let error = case.failure();
        assert_eq!(error.to_string(), expired(&case));
        assert_eq!(error.hint_text(), LOG_IN);
    }
    case.asked(0, 0);

    // Of a profile without a session, a token is never renewed.
    let mut case = Case::new(-10);
    case.session = None;
    case.save(&case.login.cache_json());
    let error = case.failure();
    let start = format!("cannot use SSO session of {}: ", case.login.start_url);
    assert!(error.to_string().starts_with(&start), "{error}");
    assert_eq!(error.hint_text(), LOG_IN);
    case.asked(0, 0);
}

#[test]
fn a_file_that_is_missing_or_broken_is_named() {
    let case = Case::new(3600);
    fs::remove_file(case.path()).unwrap();
    let path = case.path();
    let path = path.display();
    let start = "cannot use SSO session 'my-sso': ";
    let error = case.failure();
    assert_eq!(
        error.to_string(),
        format!("{start}there is no token of it ({path})")
    );
    assert_eq!(error.hint_text(), LOG_IN);
    for (text, reason) in [
        ("", "it is not JSON (line 1)"),
        ("[1]", "it is not one JSON object"),
        (r#"{"accessToken": "a"}"#, "it has no expiresAt"),
        (r#"{"accessToken": "a b"}"#, "its accessToken is malformed"),
        (r#"{"accessToken": 1}"#, "its accessToken is no text"),
    ] {
        case.save(text);
        let error = case.failure();
        let line = format!("{start}cannot use its token {path}: {reason}");
        assert_eq!((error.to_string(), error.hint_text()), (line, LOG_IN));
    }
    assert_eq!(case.aws.connections(), 0);
}

#[test]
fn who_is_not_believed_logs_in_and_who_may_not_is_told_so() {
    let case = Case::new(3600);
    case.save(
        &case
            .login
            .cache_json()
            .replace(&case.login.access_token, "aoaUnknown"),
    );
    let error = case.failure();
    let start = "cannot use SSO session 'my-sso': UnauthorizedException: Session token not found";
    assert!(error.to_string().starts_with(start), "{error}");
    assert_eq!((error.class(), error.hint_text()), (Class::Refused, LOG_IN));
    case.asked(0, 1);

    let case = Case::new(3600);
    let error = within(LONG, &Locks::default(), |context| {
        case.source_of("Owner").fetch(None, context).unwrap_err()
    });
    let start = "cannot get credentials of the SSO role Owner in 111122223333: \
                 ForbiddenException: No access (request ";
    assert!(error.to_string().starts_with(start), "{error}");
    assert_eq!((error.class(), error.hint_text()), (Class::Refused, None));
    case.asked(0, 1);
}

#[test]
fn what_is_no_answer_of_the_portal_is_told_as_such() {
    let case = Case::new(3600);
    for (fault, words) in [
        (
            Fault::Html,
            "something that is not an answer of IAM Identity Center (text/html",
        ),
        (Fault::Redirect("https://a.example/".into()), "answered 307"),
        (
            Fault::MissingFields,
            "is not an answer of IAM Identity Center",
        ),
        (Fault::Truncate, "broke off"),
        (Fault::Huge, "longer than 256 KiB"),
    ] {
        case.aws.set_fault(Some(fault.clone()));
        let error = case.failure();
        assert!(error.to_string().contains(words), "{fault:?}: {error}");
        assert_eq!(error.class(), Class::Transient);
    }
}

#[test]
fn whoever_renewed_a_token_without_our_lock_is_believed() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("token");
    fs::write(&path, "old").unwrap();
    for (others_was_faster, expected) in [(true, Some(3)), (false, None)] {
        let loads = Cell::new(0);
        let renewal = Renewal {
            kind: "test",
            path: &path,
            load: &|| {
                loads.set(loads.get() + 1);
                Ok(if others_was_faster && loads.get() > 1 {
                    3
                } else {
                    1
                })
            },
            is_good: &|token| *token == 3,
            renew: &|_, _| Err(Error::refused("spent")),
            render: &|_| Secret::new(String::new()),
        };
        let renewed = within(LONG, &Locks::default(), |context| renewal.renewed(context));
        assert_eq!(renewed.ok(), expected);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }
}

#[test]
fn two_requests_share_an_identity_only_if_nothing_differs() {
    let mut case = Case::new(3600);
    let whole = case.source_of("Admin").identity();
    assert_eq!(case.source_of("Admin").identity(), whole);
    assert_ne!(case.source_of("Owner").identity(), whole);
    case.session = None;
    assert_ne!(case.source_of("Admin").identity(), whole);
    assert!(whole.is_stored());
    for secret in case.login.secrets() {
        let bytes = whole.as_bytes();
        assert!(
            !bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes())
        );
    }
}
