//! The way to every service: whom TLS trusts, and which proxy is asked, count
//! for all of them and not for STS alone.

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use support::mfa::oathtool;
use support::profiles::keys_of;
use support::proxy::{Manner, Proxy, Tinyproxy, address};
use support::sso::{ACCOUNT, save};
use support::{Brs, Outcome};

const HUB: &str = "arn:aws:iam::123456789012:role/Hub";
const ANA: &str = "arn:aws:iam::123456789012:user/ana";

/// Each way to credentials: a command line, and what AWS is asked, in order.
const WAYS: [(&[&str], &[&str]); 4] = [
    (
        &["profile", "reader"],
        &["CreateToken", "GetRoleCredentials"],
    ),
    (&["profile", "login"], &["CreateOAuth2Token"]),
    (&["profile", "web"], &["AssumeRoleWithWebIdentity"]),
    (
        &["mfa", "--profile", "keys"],
        &["ListMFADevices", "GetSessionToken"],
    ),
];

/// A home with a profile for each of them, and more lines in each profile.
/// Every run needs a token that it renews.
fn home(aws: &LocalAws, more: &str) -> Brs {
    let brs = Brs::new().set("AWS_REGION", "eu-west-1");
    aws.role(Role::new(HUB));
    let token = brs.path("token");
    fs::write(&token, aws.web_identity_token("pod", 600)).unwrap();
    brs.append_config(&format!(
        "[profile keys]\n{}{more}\
         [profile web]\nrole_arn = {HUB}\nweb_identity_token_file = {}\n{more}\
         [profile login]\nlogin_session = {ANA}\n{more}\
         [profile reader]\nsso_session = corp\nsso_account_id = {ACCOUNT}\nsso_role_name = Reader\n{more}\
         [sso-session corp]\nsso_start_url = https://local-aws.awsapps.com/start\nsso_region = eu-west-1\n",
        keys_of(&aws.user("ana")),
        token.display(),
    ));
    let login = aws.sso_login(ACCOUNT, "Reader", -10);
    save(&brs, "corp", &login.cache_json());
    let file = brs::aws::Login::path(&brs.path(".aws/login/cache"), ANA);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, aws.login("ana", -10).cache_json).unwrap();
    fs::write(brs.path("ca.pem"), aws.ca_pem()).unwrap();
    // That it has one device is found by asking.
    let code = oathtool(&brs, aws);
    brs.set("BRS_MFA_CMD", &code)
}

fn run(brs: &Brs, way: &[&str], more: &[&str]) -> Outcome {
    brs.run(&[way, more].concat())
}

fn actions(aws: &LocalAws) -> Vec<String> {
    let requests = aws.requests().into_iter();
    requests.map(|request| request.action).collect()
}

#[test]
fn whom_a_person_trusts_counts_for_every_service() {
    for (way, asked) in WAYS {
        for how in ["--ca-bundle", "AWS_CA_BUNDLE", "ca_bundle"] {
            let aws = LocalAws::start_tls();
            let more = match how {
                "ca_bundle" => "ca_bundle = ca.pem\n",
                _ => "",
            };
            let mut brs = home(&aws, more).set("AWS_ENDPOINT_URL", &aws.url());
            let mut flags = vec![];
            match how {
                "--ca-bundle" => flags = vec!["--ca-bundle", "ca.pem"],
                "AWS_CA_BUNDLE" => brs = brs.set("AWS_CA_BUNDLE", "ca.pem"),
                _ => {}
            }
            run(&brs, way, &flags).prints();
            assert_eq!(actions(&aws), asked, "{how}");
        }
    }
}

#[test]
fn whom_nobody_trusts_is_not_asked_for_anything() {
    let aws = LocalAws::start_tls();
    for (way, _) in WAYS {
        let brs = home(&aws, "").set("AWS_ENDPOINT_URL", &aws.url());
        let outcome = run(&brs, way, &["--max-attempts", "1"]);
        let said = "its certificate is signed by an authority that is not trusted";
        outcome.fails_saying(1, &[said]);
        let other = LocalAws::start_tls();
        fs::write(brs.path("ca.pem"), other.ca_pem()).unwrap();
        let outcome = run(&brs, way, &["--max-attempts", "1", "--ca-bundle", "ca.pem"]);
        outcome.fails_saying(1, &[said]);
    }
    assert_eq!(actions(&aws), [""; 0]);
}

#[test]
fn every_service_of_a_region_is_asked_through_a_real_proxy() {
    let aws = LocalAws::start_tls();
    let world = Proxy::start(Manner::Relay(address(&aws)));
    // Sign-In stands beside the console.
    let console = format!("Upstream http {} \".amazon.com\"", world.place());
    let tinyproxy = Tinyproxy::start(&world, &console);
    for (way, _) in WAYS {
        let brs = home(&aws, "")
            .set("AWS_CA_BUNDLE", "ca.pem")
            .set("HTTPS_PROXY", &tinyproxy.url(""));
        run(&brs, way, &[]).prints();
    }
    let asked: Vec<_> = WAYS.iter().flat_map(|(_, asked)| *asked).collect();
    assert_eq!(
        actions(&aws),
        asked
            .into_iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    );
    let hosts = [
        "oidc.eu-west-1.amazonaws.com",
        "portal.sso.eu-west-1.amazonaws.com",
        "eu-west-1.signin.aws.amazon.com",
        "sts.eu-west-1.amazonaws.com",
        "iam.amazonaws.com",
        "sts.eu-west-1.amazonaws.com",
    ];
    assert_eq!(
        world.lines(),
        hosts.map(|host| format!("CONNECT {host}:443 HTTP/1.1"))
    );
    let log = tinyproxy.log();
    for host in hosts {
        assert!(log.contains(&format!("CONNECT {host}:443")), "{host}");
    }
}

#[test]
fn a_proxy_that_refuses_is_told_whatever_is_asked() {
    let aws = LocalAws::start_tls();
    let proxy = Proxy::saying(["HTTP/1.1 403 Forbidden\r\n\r\n"]);
    for (way, _) in WAYS {
        let brs = home(&aws, "")
            .set("AWS_CA_BUNDLE", "ca.pem")
            .set("HTTPS_PROXY", &proxy.url());
        let outcome = run(&brs, way, &["--max-attempts", "1"]);
        let said = format!(
            " through the proxy {}: the proxy does not connect to it",
            proxy.place()
        );
        outcome.fails_saying(1, &[&said]);
        // Its way is no reason to log in again.
        assert!(!outcome.stderr.contains("log in"), "{outcome:?}");
    }
    assert_eq!((proxy.lines().len(), aws.connections()), (4, 0));
}

#[test]
fn a_container_is_asked_in_tls_by_those_who_trust_it() {
    let aws = LocalAws::start_tls();
    let uri = format!("{}{}", aws.url(), aws.container(HUB, Some("let me in")));
    let brs = home(&aws, "")
        .set("AWS_ENDPOINT_URL", &aws.url())
        .set("AWS_CONTAINER_CREDENTIALS_FULL_URI", &uri)
        .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in");
    let line = ["sts", "--role-arn", HUB];
    let said = "cannot get the credentials of the container: cannot reach localhost:";
    brs.run(&line)
        .fails_saying(1, &[said, "an authority that is not trusted"]);
    brs.run(&[&line[..], &["--ca-bundle", "ca.pem"]].concat())
        .prints();
    assert_eq!(actions(&aws), ["ContainerCredentials", "AssumeRole"]);
}
