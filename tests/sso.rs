//! Profiles of IAM Identity Center: which token is used, when it is renewed,
//! and what is said where it cannot be.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::time::Duration;
use support::herd::{Herd, alone, nothing_is_left_behind, one_line, until};
use support::refusal::listing;
use support::spoil::chmod;
use support::sso::{
    ACCOUNT, CANNOT, LOG_IN, calls, home, log_in, logged_in, run, save, saved, text, token_file,
};
use support::{ROLE, finish};

const START_URL: &str = "https://local-aws.awsapps.com/start";

#[test]
fn a_role_is_asked_for_once_with_the_token_of_the_session_or_of_the_start_url() {
    for (profile, of) in [("reader", "corp"), ("old", START_URL)] {
        let aws = LocalAws::start();
        let brs = home(&aws);
        let login = aws.sso_login(ACCOUNT, "Reader", 600);
        save(&brs, of, &login.cache_json());
        let before = listing(&brs.path(".aws"));
        let outcome = run(&brs, profile, &[]);
        let line = outcome.prints();
        assert_eq!(outcome.document()["AccountId"], ACCOUNT);
        let request = aws.requests().pop().unwrap();
        let sent: Vec<_> = request
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            sent,
            [
                ("account_id", ACCOUNT),
                ("role_name", "Reader"),
                ("x-amz-sso_bearer_token", &login.access_token),
            ]
        );
        assert_eq!(request.path, "/federation/credentials");
        // A hit asks nobody, and needs no token.
        fs::remove_file(token_file(&brs, of)).unwrap();
        assert_eq!(run(&brs, profile, &[]).prints(), line);
        assert_eq!(calls(&aws), (0, 1));
        save(&brs, of, &login.cache_json());
        assert_eq!(listing(&brs.path(".aws")), before);
    }
}

#[test]
fn cached_credentials_outlive_their_token_and_are_not_forgotten_with_it() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, 600);
    let line = run(&brs, "reader", &[]).prints().to_owned();
    let expired = login.cache_json().replace("refreshToken", "other");
    let expired = expired.replace(&login.expires_at, "2026-01-01T00:00:00Z");
    save(&brs, "corp", &expired);
    assert_eq!(run(&brs, "reader", &[]).prints(), line);
    // Not even in the advisory window: they still live.
    let line = brs.plant(3000, 600);
    assert_eq!(run(&brs, "reader", &[]).prints(), line);
    brs.plant(3540, 60);
    run(&brs, "reader", &[]).fails(
        1,
        &format!(
            "brs: error: {CANNOT}its token expired at 2026-01-01T00:00:00Z\nbrs: hint: {LOG_IN}\n"
        ),
    );
    assert_eq!(calls(&aws), (0, 1));
}

#[test]
fn a_role_of_a_session_is_a_base_like_any_other() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, 600);
    aws.role(Role::new(ROLE));
    brs.append_config(&format!(
        "[profile deploy]\nregion = us-east-2\nrole_arn = {ROLE}\nsource_profile = reader\n"
    ));
    run(&brs, "deploy", &[]).prints();
    let request = aws.requests().pop().unwrap();
    let caller = &request.caller_arn;
    assert!(caller.contains("/AWSReservedSSO_Reader_"), "{caller}");
    assert_eq!(request.region, "us-east-2");
    // It is the same entry that the profile itself has.
    run(&brs, "reader", &[]).prints();
    assert_eq!(calls(&aws), (0, 1));
    assert_eq!(brs.entries().len(), 2);
    // From a role's credentials an hour is the longest, and nobody is asked.
    let said = "from temporary credentials AWS grants at most 3600 s";
    let line = ["sts", "--role-arn", ROLE, "--profile", "reader"];
    brs.run(&[&line[..], &["--duration-seconds", "2h"]].concat())
        .fails_saying(2, &[said]);
    assert_eq!(aws.requests().len(), 2);
}

#[test]
fn a_token_at_its_end_is_renewed_once_and_its_file_replaced_whole() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, -10);
    let path = token_file(&brs, "corp");
    let more = format!(
        "{{\"x\": [1, {{\"y\": null}}], {}",
        &login.cache_json()[1..]
    );
    save(&brs, "corp", &more);
    chmod(&path, 0o644);
    let reader = fs::File::open(&path).unwrap();
    let inode = reader.metadata().unwrap().ino();
    run(&brs, "reader", &[]).prints();
    let created = aws.requests().remove(0);
    let sent: Vec<_> = created
        .parameters
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        sent,
        [
            ("clientId", login.client_id.as_str()),
            ("clientSecret", &login.client_secret),
            ("grantType", "refresh_token"),
            ("refreshToken", &login.refresh_token),
        ]
    );
    // Whoever had it open reads the old one to its end.
    assert_eq!(std::io::read_to_string(reader).unwrap(), more);
    let found = fs::metadata(&path).unwrap();
    assert_ne!(found.ino(), inode);
    assert_eq!(found.mode() & 0o7777, 0o600);
    let after = saved(&brs);
    assert_eq!(after["accessToken"], created.secrets[0].as_str());
    assert_eq!(after["refreshToken"], created.secrets[1].as_str());
    assert!(after["expiresAt"].as_str().unwrap() > login.expires_at.as_str());
    let before: serde_json::Value = serde_json::from_str(&more).unwrap();
    for kept in [
        "x",
        "startUrl",
        "region",
        "clientId",
        "clientSecret",
        "registrationExpiresAt",
    ] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    assert_eq!(after.as_object().unwrap().len(), 9);
    let names = fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(names, 1, "nothing is left beside it");
    // The other role of the session needs no other token.
    run(&brs, "writer", &[]).prints();
    assert_eq!(calls(&aws), (1, 2));
    let bearer = aws.requests().pop().unwrap();
    assert_eq!(
        bearer.parameters["x-amz-sso_bearer_token"],
        created.secrets[0]
    );
}

#[test]
fn of_a_cold_crowd_one_renews_the_token_and_one_asks_for_the_role() {
    let _alone = alone();
    for size in [20, 100] {
        let aws = LocalAws::start();
        let (brs, _) = logged_in(&aws, -10);
        aws.set_delay(Duration::from_millis(300));
        let line = ["profile", "reader"];
        let outcomes = Herd::gather((0..size).map(|_| brs.command(&line)))
            .run()
            .finish();
        one_line(&outcomes);
        assert_eq!((outcomes.len(), calls(&aws)), (size, (1, 1)));
        nothing_is_left_behind(&brs);
    }
    // Roles that differ share the token.
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    aws.set_delay(Duration::from_millis(300));
    let profile = |number: usize| ["reader", "writer"][number % 2];
    let commands = (0..20).map(|number| brs.command(&["profile", profile(number)]));
    for outcome in Herd::gather(commands).run().finish() {
        outcome.prints();
    }
    assert_eq!(calls(&aws), (1, 2));
}

#[test]
fn a_token_that_cannot_be_used_is_one_line_and_the_way_out() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, -10);
    let path = token_file(&brs, "corp");
    let hint = format!("brs: hint: {LOG_IN}\n");
    let expired = format!("its token expired at {}", login.expires_at);
    let json = login.cache_json();
    let shown = path.display();
    for (text, said) in [
        (json.replace("refreshToken", "other"), expired.clone()),
        (json.replace("clientSecret", "other"), expired.clone()),
        (
            json.replace(&login.registration_expires_at, "2026-01-01T00:00:00Z"),
            expired.clone(),
        ),
        (
            json[..json.len() / 2].into(),
            format!("cannot use its token {shown}: it is not JSON (line 1)"),
        ),
        (
            String::new(),
            format!("cannot use its token {shown}: it is not JSON (line 1)"),
        ),
        (
            json.replace("accessToken", "other"),
            format!("cannot use its token {shown}: it has no accessToken"),
        ),
        (
            json.replace(&login.expires_at, "soon"),
            format!("cannot use its token {shown}: its expiresAt is not a time in UTC"),
        ),
    ] {
        save(&brs, "corp", &text);
        run(&brs, "reader", &[]).fails(1, &format!("brs: error: {CANNOT}{said}\n{hint}"));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::remove_file(&path).unwrap();
    let said = format!("brs: error: {CANNOT}there is no token of it ({shown})\n{hint}");
    run(&brs, "reader", &[]).fails(1, &said);
    // Nobody renews the token of a profile without a session.
    save(&brs, START_URL, &json);
    run(&brs, "old", &[]).fails(
        1,
        &format!(
            "brs: error: cannot use SSO session of {START_URL}: {expired}\n\
             brs: hint: log in with: aws sso login --profile old\n"
        ),
    );
    assert_eq!(aws.connections(), 0);
    assert_eq!(brs.entries(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn what_the_portal_refuses_is_told_apart() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, 600);
    // Somebody has logged out elsewhere.
    let revoked = login
        .cache_json()
        .replace(&login.access_token, "aoaAAAAAno");
    save(&brs, "corp", &revoked);
    let said =
        format!("{CANNOT}UnauthorizedException: Session token not found or invalid (request ");
    run(&brs, "reader", &[]).fails_saying(1, &[&said, LOG_IN]);
    // Here a login does not help.
    save(&brs, "corp", &login.cache_json());
    brs.append_config(
        "[profile admin]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n",
    );
    let outcome = run(&brs, "admin", &[]);
    let said = "cannot get credentials of the SSO role Admin in 111122223333: \
                ForbiddenException: No access (request ";
    outcome.fails_saying(1, &[said]);
    assert!(!outcome.stderr.contains("sso login"), "{outcome:?}");
    // What passes is tried again.
    aws.fault_next(1, Fault::Throttle);
    run(&brs, "writer", &[]).prints();
    assert_eq!(calls(&aws), (0, 4));
}

#[test]
fn a_renewal_that_is_refused_ends_the_session() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, -10);
    let used = login.cache_json();
    run(&brs, "reader", &[]).prints();
    save(&brs, "corp", &used);
    let said = format!(
        "{CANNOT}its token expired at {}: it cannot be renewed: invalid_grant: \
         Invalid refresh token provided (request ",
        login.expires_at
    );
    let hint = "log in with: aws sso login --profile writer";
    run(&brs, "writer", &[]).fails_saying(1, &[&said, hint]);
    assert_eq!((calls(&aws), text(&brs)), ((2, 1), used));
}

#[test]
fn a_network_that_fails_costs_no_token_and_changes_no_file() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let before = listing(&brs.path(".aws"));
    let short = ["--timeout", "1"];
    for (fault, calls_more) in [
        (Fault::InternalError, 1),
        (Fault::ServiceUnavailable, 1),
        (Fault::Html, 1),
        (Fault::EmptyBody, 1),
        (Fault::NotFound, 1),
    ] {
        let calls_before = calls(&aws).0;
        aws.set_fault(Some(fault.clone()));
        let outcome = run(&brs, "reader", &["--no-cache"]);
        outcome.fails_saying(1, &[CANNOT, ": it cannot be renewed: "]);
        assert!(
            !outcome.stderr.contains("sso login"),
            "{fault:?}: {outcome:?}"
        );
        assert_eq!(calls(&aws).0, calls_before + calls_more, "{fault:?}");
        assert_eq!(listing(&brs.path(".aws")), before, "{fault:?}");
        // What the first one was told, the next ones believe for a moment.
        fs::remove_dir_all(brs.path(".cache")).unwrap();
    }
    aws.set_fault(None);
    let brs = brs.set("AWS_ENDPOINT_URL_SSO_OIDC", "http://127.0.0.1:1");
    let outcome = run(&brs, "reader", &short);
    outcome.fails_saying(1, &["it cannot be renewed: cannot reach 127.0.0.1:1: "]);
    assert_eq!(listing(&brs.path(".aws")), before);
    // And then the same refresh token does.
    fs::remove_dir_all(brs.path(".cache")).unwrap();
    let brs = brs.unset("AWS_ENDPOINT_URL_SSO_OIDC");
    run(&brs, "reader", &[]).prints();
}

#[test]
fn a_deadline_does_not_cut_a_renewal_short() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, -10);
    aws.set_delay(Duration::from_secs(3));
    // Whatever becomes of the role, the token is not lost.
    let _ = run(&brs, "reader", &["--timeout", "1"]);
    assert_eq!(calls(&aws).0, 1);
    assert_ne!(saved(&brs)["refreshToken"], login.refresh_token.as_str());
    aws.set_delay(Duration::ZERO);
    run(&brs, "writer", &[]).prints();
    assert_eq!(calls(&aws).0, 1);
}

#[test]
fn a_token_that_could_not_be_saved_is_not_renewed() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let path = token_file(&brs, "corp");
    brs.give_away();
    chmod(path.parent().unwrap(), 0o500);
    let before = listing(&brs.path(".aws"));
    let line = ["profile", "reader"];
    let outcome = finish(brs.command_as_nobody(&line).spawn().unwrap());
    let said = format!("cannot save it in {}: permission denied", path.display());
    outcome.fails_saying(1, &[CANNOT, &said]);
    assert_eq!((aws.connections(), listing(&brs.path(".aws"))), (0, before));
    // Nor without a lock: another brs might renew it in the same moment.
    chmod(path.parent().unwrap(), 0o700);
    let line = [&line[..], &["--cache-dir", "/proc/nowhere"]].concat();
    let outcome = finish(brs.command_as_nobody(&line).spawn().unwrap());
    let said = "it is not renewed without a lock, and there is none to be had";
    outcome.fails_saying(1, &[CANNOT, said, "--cache-dir"]);
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_token_that_another_tool_renews_meanwhile_is_used() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    // Another machine with the same file stands for the other tool.
    let other = home(&aws);
    save(&other, "corp", &text(&brs));
    run(&other, "reader", &[]).prints();
    aws.set_delay(Duration::from_secs(5));
    let asking = brs.command(&["profile", "reader"]).spawn().unwrap();
    until("the token is refused", || calls(&aws).0 == 2);
    save(&brs, "corp", &text(&other));
    aws.set_delay(Duration::ZERO);
    finish(asking).prints();
    let bearer = aws.requests().pop().unwrap();
    let token = &bearer.parameters["x-amz-sso_bearer_token"];
    assert_eq!(saved(&other)["accessToken"], token.as_str());
    assert_eq!((text(&brs), calls(&aws)), (text(&other), (2, 2)));
    // And one that is there at once is used as it is.
    let login = log_in(&brs, &aws, 600);
    run(&brs, "writer", &[]).prints();
    let bearer = aws.requests().pop().unwrap();
    let token = &bearer.parameters["x-amz-sso_bearer_token"];
    assert_eq!(&login.access_token, token);
    assert_eq!(calls(&aws).0, 2);
}
