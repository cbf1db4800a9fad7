//! The programs that brs is for: AWS's SDKs and command lines run it as the
//! `credential_process` of a profile that has nothing else but a region.
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use local_aws::{LocalAws, Role};
use std::time::Duration;
use support::consumer::Consumer::{self, Boto3, Cli1, Cli2, JavaScript, Rust};
use support::consumer::{
    DEPLOY, assert_calls, assert_identity, hermetic, serve, serve_role_counted, served,
};
use support::{Brs, ROLE, finish, program};

/// Ana herself.
const ANA: &str = "arn:aws:iam::123456789012:user/ana";

#[test]
fn processes_of_any_consumer_share_one_assumed_role() {
    for consumer in Consumer::ALL {
        let aws = LocalAws::start();
        let brs = served(&aws);
        assert_identity(&consumer.ask(&brs, 3), DEPLOY, 3);
        assert_identity(&consumer.ask(&brs, 1), DEPLOY, 1);
        assert_calls(&aws, 1, 4);
    }
}

#[test]
fn every_consumer_uses_what_another_has_fetched() {
    let aws = LocalAws::start();
    let brs = served(&aws);
    for consumer in Consumer::ALL {
        assert_identity(&consumer.ask(&brs, 1), DEPLOY, 1);
    }
    assert_calls(&aws, 1, Consumer::ALL.len());
}

/// STS takes its time, so that all of them run brs while the first is asking.
#[test]
fn consumers_of_every_kind_at_once_make_one_call() {
    let aws = LocalAws::start();
    aws.set_delay(Duration::from_secs(2));
    let brs = served(&aws);
    let crowd = Consumer::ALL.map(|consumer| consumer.command(&brs, 1).spawn().unwrap());
    for consumer in crowd {
        assert_identity(&finish(consumer), DEPLOY, 1);
    }
    assert_calls(&aws, 1, Consumer::ALL.len());
}

#[test]
fn ten_sessions_of_boto3_at_once_make_one_call() {
    let aws = LocalAws::start();
    let brs = served(&aws);
    let mut boto3 = Boto3.command(&brs, 1);
    let boto3 = boto3.args(["--sessions", "10"]).spawn().unwrap();
    assert_identity(&finish(boto3), DEPLOY, 10);
    assert_calls(&aws, 1, 10);
}

/// boto3 and both command lines think that the credentials of a 900 s session
/// are stale from birth, and run the process again before every call.
#[test]
fn a_900_s_role_is_assumed_once_for_all_calls_of_any_consumer() {
    for consumer in Consumer::ALL {
        let aws = LocalAws::start();
        let brs = hermetic(Brs::with(&aws));
        let runs = serve_role_counted(&brs, " --duration-seconds 900");
        // Each command of a command line is a process.
        let calls = if consumer.is_sdk() { 10 } else { 3 };
        assert_identity(&consumer.ask(&brs, calls), DEPLOY, calls);
        assert_calls(&aws, 1, calls);
        assert_eq!(aws.requests()[0].parameters["DurationSeconds"], "900");
        let runs = runs.count();
        match consumer {
            Boto3 | Cli1 | Cli2 => assert!(runs >= calls, "{consumer:?}: {runs} runs show nothing"),
            JavaScript | Rust => assert_eq!(runs, 1, "{consumer:?}"),
        }
    }
}

/// Why a profile that brs serves has nothing else in it: what stands beside
/// the process goes before it in some SDKs.
#[test]
fn keys_beside_the_process_go_before_it_in_some_consumers() {
    for consumer in Consumer::ALL {
        let aws = LocalAws::start();
        let brs = served(&aws);
        let keys = aws.user("ana");
        // The end of the file is the profile that is served.
        brs.append_config(&format!(
            "aws_access_key_id = {}\naws_secret_access_key = {}\n",
            keys.access_key_id, keys.secret_access_key
        ));
        let (who, assumed) = match consumer {
            JavaScript => (ANA, 0),
            Boto3 | Cli1 | Cli2 | Rust => (DEPLOY, 1),
        };
        assert_identity(&consumer.ask(&brs, 1), who, 1);
        assert_calls(&aws, assumed, 1);
    }
}

/// The SDK that runs brs passes AWS_PROFILE on, and it names the profile that
/// brs serves: there is no base in it.
#[test]
fn a_profile_that_brs_serves_and_aws_profile_names_has_its_base_in_the_default_one() {
    let aws = LocalAws::start();
    aws.role(Role::new(ROLE));
    let keys = aws.user("ana");
    let brs = hermetic(Brs::new())
        .set("AWS_PROFILE", "dev")
        .set("AWS_ENDPOINT_URL_STS", &aws.url());
    brs.append_config(&format!(
        "[default]\nregion = eu-west-1\naws_access_key_id = {}\naws_secret_access_key = {}\n",
        keys.access_key_id, keys.secret_access_key
    ));
    serve(
        &brs,
        &format!("{} sts --role-arn {ROLE}", program().display()),
    );
    for consumer in Consumer::ALL {
        assert_identity(&consumer.ask(&brs, 1), DEPLOY, 1);
    }
    let whoami = brs.run(&["whoami", "--output", "json"]);
    assert_eq!(
        (whoami.code, whoami.stderr.as_str()),
        (Some(0), ""),
        "{whoami:?}"
    );
    let answer: serde_json::Value = serde_json::from_str(&whoami.stdout).unwrap();
    assert_eq!(answer["Arn"], DEPLOY);
    assert_calls(&aws, 1, Consumer::ALL.len() + 1);
}
