//! Profiles of `aws login`: the credentials that lie in its file, when they are
//! renewed, and what is said where they cannot be.

mod support;

use brs::aws::Login as LoginFile;
use local_aws::{Fault, LocalAws, Login, Role};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;
use support::herd::{Herd, alone, nothing_is_left_behind, one_line, until};
use support::refusal::listing;
use support::renewed::Renewed;
use support::spoil::chmod;
use support::{Brs, ROLE, finish};

const ANA: &str = "arn:aws:iam::123456789012:user/ana";
const CANNOT: &str = "cannot use the login of arn:aws:iam::123456789012:user/ana: ";
const LOG_IN: &str = "log in with: aws login --profile dev";
const LINE: [&str; 2] = ["profile", "dev"];

/// A home with profile `dev`, whose login has credentials that live so long.
fn logged_in(aws: &LocalAws, lives: i64) -> (Brs, Login) {
    let brs = Brs::new().set("AWS_ENDPOINT_URL", &aws.url());
    brs.append_config(&format!(
        "[profile dev]\nlogin_session = {ANA}\nregion = eu-west-1\n"
    ));
    let login = log_in(&brs, aws, lives);
    (brs, login)
}

fn log_in(brs: &Brs, aws: &LocalAws, lives: i64) -> Login {
    let login = aws.login("ana", lives);
    assert_eq!(login.session_arn, ANA);
    save(brs, &login.cache_json);
    login
}

fn file(brs: &Brs) -> PathBuf {
    LoginFile::path(&brs.path(".aws/login/cache"), ANA)
}

fn save(brs: &Brs, text: &str) {
    let path = file(brs);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    chmod(&path, 0o600);
}

fn saved(brs: &Brs) -> Value {
    serde_json::from_slice(&fs::read(file(brs)).unwrap()).expect("a whole file")
}

fn calls(aws: &LocalAws) -> usize {
    aws.calls("CreateOAuth2Token")
}

#[test]
fn credentials_are_printed_as_they_lie_there_and_nobody_is_asked() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, 900);
    let before = listing(&brs.path(".aws"));
    let document = brs.run(&LINE).document();
    let keys = &login.keys;
    assert_eq!(document["AccessKeyId"], keys.access_key_id.as_str());
    assert_eq!(document["SecretAccessKey"], keys.secret_access_key.as_str());
    assert_eq!(
        document["SessionToken"],
        keys.session_token.clone().unwrap()
    );
    assert_eq!(document["Expiration"], login.expires_at.as_str());
    assert_eq!(document["AccountId"], "123456789012");
    assert_eq!((aws.connections(), listing(&brs.path(".aws"))), (0, before));
    // Where the AWS CLI was told to keep it.
    for (variable, directory) in [
        ("ABSOLUTE", "elsewhere"),
        ("~/elsewhere", "elsewhere"),
        ("elsewhere", "elsewhere"),
    ] {
        let (brs, login) = logged_in(&aws, 900);
        fs::rename(brs.path(".aws/login/cache"), brs.path(directory)).unwrap();
        let absolute = brs.path(directory).to_str().unwrap().to_owned();
        let value = variable.replace("ABSOLUTE", &absolute);
        let brs = brs.set("AWS_LOGIN_CACHE_DIRECTORY", &value);
        let document = brs.run(&LINE).document();
        let id = login.keys.access_key_id.as_str();
        assert_eq!(document["AccessKeyId"], id, "{variable}");
    }
}

#[test]
fn a_login_is_a_base_like_any_other_but_for_an_hour_and_for_no_session() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, 900);
    // Whoever logs in has shown the device.
    aws.role(Role::new(ROLE).mfa());
    brs.append_config(&format!(
        "[profile deploy]\nregion = us-east-2\nrole_arn = {ROLE}\nsource_profile = dev\n"
    ));
    brs.run(&["profile", "deploy"]).prints();
    let request = aws.requests().pop().unwrap();
    assert_eq!(
        (request.caller_arn.as_str(), request.region.as_str()),
        (ANA, "us-east-2")
    );
    let line = ["sts", "--role-arn", ROLE, "--profile", "dev"];
    let said = "from temporary credentials AWS grants at most 3600 s";
    brs.run(&[&line[..], &["--duration-seconds", "2h"]].concat())
        .fails_saying(2, &[said]);
    let line = ["mfa", "--profile", "dev", "--token-code", "123456"];
    let device = ["--serial-number", "arn:aws:iam::123456789012:mfa/ana"];
    brs.run(&[&line[..], &device].concat())
        .fails_saying(2, &["cannot start an MFA session", "temporary"]);
    assert_eq!(aws.requests().len(), 1);
}

#[test]
fn a_login_at_its_end_is_renewed_once_and_its_file_replaced_whole() {
    for lives in [250, -10] {
        let aws = LocalAws::start();
        let (brs, login) = logged_in(&aws, lives);
        let text =
            login
                .cache_json
                .replacen("\"accessKeyId\"", "\"mine\": [1, null], \"accessKeyId\"", 1);
        let text = format!("{{\"x\": {{\"y\": 1.50}}, {}", &text[1..]);
        save(&brs, &text);
        chmod(&file(&brs), 0o640);
        let reader = fs::File::open(file(&brs)).unwrap();
        let inode = reader.metadata().unwrap().ino();
        let document = brs.run(&LINE).document();
        let request = aws.requests().pop().unwrap();
        let sent = &request.parameters;
        assert_eq!(request.path, "/v1/token");
        assert_eq!(sent["refreshToken"], login.refresh_token);
        assert_eq!(sent["grantType"], "refresh_token");
        assert_eq!(
            sent.keys().collect::<Vec<_>>().len(),
            4,
            "{:?}",
            sent.keys()
        );
        assert_eq!(std::io::read_to_string(reader).unwrap(), text);
        let found = fs::metadata(file(&brs)).unwrap();
        assert_ne!(found.ino(), inode);
        assert_eq!(found.mode() & 0o7777, 0o600);
        let before: Value = serde_json::from_str(&text).unwrap();
        let after = saved(&brs);
        let token = &after["accessToken"];
        assert_eq!(token["accessKeyId"], document["AccessKeyId"]);
        assert_eq!(token["expiresAt"], document["Expiration"]);
        assert_eq!(token["mine"], before["accessToken"]["mine"]);
        assert_eq!(token["accountId"], "123456789012");
        assert!(
            request
                .secrets
                .contains(&after["refreshToken"].as_str().unwrap().to_owned())
        );
        for kept in [
            "x",
            "tokenType",
            "idToken",
            "clientId",
            "dpopKey",
            "signInRegion",
        ] {
            assert_eq!(after[kept], before[kept], "{kept}");
            assert!(!after[kept].is_null(), "{kept}");
        }
        // Numbers stay as they were written.
        assert!(fs::read_to_string(file(&brs)).unwrap().contains("1.50"));
        let names = fs::read_dir(file(&brs).parent().unwrap()).unwrap();
        assert_eq!(names.count(), 1, "nothing is left beside it");
        // The next one is had with the refresh token that was saved.
        let ended = after["accessToken"]["expiresAt"].as_str().unwrap();
        let text = fs::read_to_string(file(&brs)).unwrap();
        save(&brs, &text.replace(ended, "2026-01-01T00:00:00Z"));
        brs.run(&[&LINE[..], &["--force-refresh"]].concat())
            .prints();
        assert_eq!(calls(&aws), 2);
    }
}

#[test]
fn without_a_region_what_lies_there_is_used_and_nothing_is_renewed() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, 900);
    fs::write(
        brs.path(".aws/config"),
        format!("[profile dev]\nlogin_session = {ANA}\n"),
    )
    .unwrap();
    brs.run(&LINE).prints();
    // The AWS CLI renews in the profile's region as well, whatever the file
    // says of where it was.
    let login = log_in(&brs, &aws, -10);
    let line = [&LINE[..], &["--no-cache"]].concat();
    brs.run(&line).fails(
        2,
        &format!(
            "brs: error: {CANNOT}its credentials end at {}: there is no region to renew it in\n\
             brs: hint: give one with --region, AWS_REGION or the profile's region\n",
            login.expires_at
        ),
    );
    assert_eq!(
        (aws.connections(), saved(&brs)["refreshToken"].as_str()),
        (0, Some(&*login.refresh_token))
    );
    let brs = brs.set("AWS_REGION", "eu-west-1");
    brs.run(&line).prints();
    assert_eq!(calls(&aws), 1);
}

#[test]
fn of_a_cold_crowd_one_renews_the_login() {
    let _alone = alone();
    for size in [20, 100] {
        let aws = LocalAws::start();
        let (brs, _) = logged_in(&aws, -10);
        aws.set_delay(Duration::from_millis(300));
        let outcomes = Herd::gather((0..size).map(|_| brs.command(&LINE)))
            .run()
            .finish();
        one_line(&outcomes);
        assert_eq!((outcomes.len(), calls(&aws)), (size, 1));
        nothing_is_left_behind(&brs);
    }
}

#[test]
fn a_renewal_can_be_killed_anywhere() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let renewed = Renewed {
        aws: &aws,
        brs: &brs,
        profile: "dev",
        file: file(&brs),
        action: "CreateOAuth2Token",
        log_in: &|| drop(log_in(&brs, &aws, -10)),
        is_of: &|file, issued| {
            let has = |text: &Value| issued.iter().any(|issued| *text == issued.as_str());
            let token = &file["accessToken"];
            has(&token["secretAccessKey"])
                && has(&token["sessionToken"])
                && has(&file["refreshToken"])
                && file["dpopKey"].is_string()
        },
        over: [CANNOT, "TOKEN_EXPIRED", "aws login"],
    };
    renewed.kill_everywhere();
}

#[test]
fn a_login_that_cannot_be_used_is_one_line_and_the_way_out() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, -10);
    let path = file(&brs);
    let json = &login.cache_json;
    let end = format!(
        "its credentials end at {}: it cannot be renewed: ",
        login.expires_at
    );
    let shown = path.display();
    for (text, said) in [
        (
            json.replace("dpopKey", "other"),
            format!("{end}it has no dpopKey"),
        ),
        (
            json.replace("refreshToken", "other"),
            format!("{end}it has no refreshToken"),
        ),
        (
            json.replace("clientId", "other"),
            format!("{end}it has no clientId"),
        ),
        (
            json.replace("accessToken", "other"),
            format!("cannot use {shown}: it has no accessToken"),
        ),
        (
            json[..99].into(),
            format!("cannot use {shown}: it is not JSON (line 1)"),
        ),
        (
            "[]".into(),
            format!("cannot use {shown}: it is not one JSON object"),
        ),
    ] {
        save(&brs, &text);
        let said = format!("brs: error: {CANNOT}{said}\nbrs: hint: {LOG_IN}\n");
        brs.run(&LINE).fails(1, &said);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::remove_file(&path).unwrap();
    let said = format!("{CANNOT}nobody has logged in ({shown})");
    let said = format!("brs: error: {said}\nbrs: hint: {LOG_IN}\n");
    brs.run(&LINE).fails(1, &said);
    assert_eq!(aws.connections(), 0);
    // One whose refresh token is spent.
    save(&brs, json);
    brs.run(&LINE).prints();
    save(&brs, json);
    let line = [&LINE[..], &["--no-cache"]].concat();
    let said = format!("{CANNOT}{end}TOKEN_EXPIRED: ");
    brs.run(&line).fails_saying(1, &[&said, LOG_IN]);
    assert_eq!(fs::read_to_string(&path).unwrap(), *json);
}

#[test]
fn a_network_that_fails_costs_no_login_and_changes_no_file() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let before = listing(&brs.path(".aws"));
    let line = [&LINE[..], &["--no-cache"]].concat();
    let faults = [
        Fault::InternalError,
        Fault::Throttle,
        Fault::Html,
        Fault::EmptyBody,
    ];
    for (count, fault) in faults.into_iter().enumerate() {
        aws.set_fault(Some(fault.clone()));
        let outcome = brs.run(&line);
        outcome.fails_saying(1, &[CANNOT, ": it cannot be renewed: "]);
        assert!(
            !outcome.stderr.contains("aws login"),
            "{fault:?}: {outcome:?}"
        );
        assert_eq!(calls(&aws), count + 1, "{fault:?}");
        assert_eq!(listing(&brs.path(".aws")), before, "{fault:?}");
        fs::remove_dir_all(brs.path(".cache")).unwrap();
    }
    aws.set_fault(None);
    brs.run(&LINE).prints();
}

#[test]
fn a_login_that_could_not_be_saved_is_not_renewed() {
    let aws = LocalAws::start();
    let (brs, _) = logged_in(&aws, -10);
    let path = file(&brs);
    brs.give_away();
    chmod(path.parent().unwrap(), 0o500);
    let before = listing(&brs.path(".aws"));
    let outcome = finish(brs.command_as_nobody(&LINE).spawn().unwrap());
    let said = format!("cannot save it in {}: permission denied", path.display());
    outcome.fails_saying(1, &[CANNOT, &said]);
    assert_eq!((aws.connections(), listing(&brs.path(".aws"))), (0, before));
}

#[test]
fn a_login_that_another_tool_renews_meanwhile_is_used() {
    let aws = LocalAws::start();
    let (brs, login) = logged_in(&aws, -10);
    let (other, _) = logged_in(&aws, -10);
    save(&other, &login.cache_json);
    other.run(&LINE).prints();
    let renewed = fs::read_to_string(file(&other)).unwrap();
    aws.set_delay(Duration::from_secs(5));
    let asking = brs.command(&LINE).spawn().unwrap();
    until("the login is refused", || calls(&aws) == 2);
    save(&brs, &renewed);
    aws.set_delay(Duration::ZERO);
    let document = finish(asking).document();
    let saved = saved(&brs);
    assert_eq!(document["AccessKeyId"], saved["accessToken"]["accessKeyId"]);
    assert_eq!(fs::read_to_string(file(&brs)).unwrap(), renewed);
    assert_eq!(calls(&aws), 2);
}
