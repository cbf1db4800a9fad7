//! Where a source starts: which keys, region and endpoint.

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use support::profiles::{home, keys_of, process};
use support::refusal::refuses;
use support::{Brs, ROLE};

#[test]
fn a_profile_that_has_more_than_keys_is_not_taken_for_its_keys() {
    const ROLE_HINT: &str = "use brs sts with that --role-arn, and a --profile that has only keys";
    const KEYS_HINT: &str = "name a profile that has only keys with --profile";
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let keys = keys_of(&aws.user("ana"));
    for (at, text) in [
        &format!("role_arn = {ROLE}\nsource_profile = base\n"),
        "web_identity_token_file = token\n",
        "sso_session = corporate\nsso_account_id = 123456789012\n",
        "sso_start_url = https://example.awsapps.com/start\n",
        "login_session = arn:aws:iam::123456789012:user/ana\n",
        "credential_source = Environment\n",
        "credential_process = /bin/echo {}\n",
        "credential_process = 'unbalanced\n",
    ]
    .into_iter()
    .enumerate()
    {
        let key = text.split(' ').next().unwrap();
        for (name, keys) in [
            (format!("bare{at}"), ""),
            (format!("both{at}"), keys.as_str()),
        ] {
            brs.append_config(&format!(
                "[profile {name}]\nregion = eu-west-1\n{text}{keys}"
            ));
            let said = match key {
                "role_arn" => format!(
                    "profile '{name}' assumes a role, which this version does not resolve\n{ROLE_HINT}"
                ),
                _ => format!(
                    "profile '{name}' has {key}, which this version does not resolve\n{KEYS_HINT}"
                ),
            };
            for line in [
                &["whoami", "--profile", &name][..],
                &["sts", "--role-arn", ROLE, "--profile", &name],
            ] {
                refuses(&aws, &brs, || brs.run(line), 1, &said);
            }
        }
    }
    // SDKs assume the role, and run no process, where a profile has both.
    brs.append_config(&format!(
        "[profile dev]\nrole_arn = {ROLE}\nregion = eu-west-1\n{}",
        process("", " --profile base")
    ));
    let said =
        format!("profile 'dev' assumes a role, which this version does not resolve\n{ROLE_HINT}");
    let line = ["whoami", "--profile", "dev"];
    refuses(&aws, &brs, || brs.run(&line), 1, &said);
}

#[test]
fn a_profile_that_brs_serves_is_no_base_of_itself() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let process = process("", "");
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{process}"));
    let said = "profile 'dev' has no access key: brs itself serves it\n\
                use two profiles: one with only credential_process and region, one with the keys";
    let line = ["sts", "--role-arn", ROLE, "--profile", "dev"];
    refuses(&aws, &brs, || brs.run(&line), 2, said);
    // Its own keys are none of brs's making.
    let keys = keys_of(&aws.user("ana"));
    brs.append_config(&format!(
        "[profile own]\nregion = eu-west-1\n{process}{keys}"
    ));
    let line = ["sts", "--role-arn", ROLE, "--profile", "own"];
    brs.run(&line).prints();
}

#[test]
fn a_profile_that_is_passed_over_fills_what_the_default_one_leaves_open() {
    let line = ["sts", "--role-arn", ROLE];
    for (default, region, asked_there) in [
        ("", "ap-south-1", true),
        ("region = eu-west-1\n", "eu-west-1", true),
        ("endpoint_url = HERE\n", "ap-south-1", false),
        (
            "services = here\n[services here]\nsts =\n  endpoint_url = HERE\n",
            "ap-south-1",
            false,
        ),
    ] {
        let (here, there) = (LocalAws::start(), LocalAws::start());
        let brs = home(&here).unset("AWS_ENDPOINT_URL_STS");
        there.role(Role::new(ROLE));
        let brs = brs.set("AWS_PROFILE", "dev");
        let asked = if asked_there { &there } else { &here };
        let keys = keys_of(&asked.user("ana"));
        brs.append_config(&format!(
            "[profile dev]\nregion = ap-south-1\nendpoint_url = {}\n{}[default]\n{keys}{}",
            there.url(),
            process("", ""),
            default.replace("HERE", &here.url()),
        ));
        brs.run(&line).prints();
        let other = if asked_there { &here } else { &there };
        assert_eq!(asked.requests()[0].region, region, "{default}");
        assert_eq!(other.connections(), 0, "{default}");
    }

    let aws = LocalAws::start();
    let keys = aws.user("ana");
    let brs = home(&aws)
        .unset("AWS_ENDPOINT_URL_STS")
        .set("AWS_PROFILE", "dev")
        .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
        .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key);
    brs.append_config(&format!(
        "[profile dev]\nregion = ap-south-1\nendpoint_url = {}\nmax_attempts = many\n{}",
        aws.url(),
        process("", "")
    ));
    let said = "invalid value 'many' for max_attempts of profile 'dev': expected 1 to 100";
    refuses(&aws, &brs, || brs.run(&line), 2, said);
    let brs = brs.set("AWS_MAX_ATTEMPTS", "2");
    brs.run(&line).prints();
    assert_eq!(aws.requests()[0].region, "ap-south-1");
}

#[test]
fn endpoints_count_in_the_order_of_aws() {
    let (right, wrong) = (LocalAws::start(), LocalAws::start());
    right.role(Role::new(ROLE));
    let services = "[services local]\ns3 =\n  endpoint_url = WRONG\nsts =\n  endpoint_url = ";
    for (profile, url, environment) in [
        ("services = local\n", "RIGHT", None),
        ("services = local\nendpoint_url = WRONG\n", "RIGHT", None),
        ("services = other\nendpoint_url = RIGHT\n", "WRONG", None),
        (
            "services = local\nendpoint_url = WRONG\n",
            "WRONG",
            Some(("AWS_ENDPOINT_URL", "RIGHT")),
        ),
        (
            "services = local\nignore_configured_endpoint_urls = true\n",
            "RIGHT",
            Some(("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false")),
        ),
    ] {
        let put = |text: &str| {
            let text = text.replace("RIGHT", &right.url());
            text.replace("WRONG", &wrong.url())
        };
        let mut brs = Brs::new();
        brs.write_profile("base", &right.user("ana"));
        brs.append_config(&put(&format!("{profile}{services}{url}\n")));
        if let Some((name, value)) = environment {
            brs = brs.set(name, &put(value));
        }
        let before = right.requests().len();
        brs.run_sts(&[]).prints();
        assert_eq!(right.requests().len(), before + 1, "{profile}");
        assert_eq!(wrong.connections(), 0, "{profile}");
    }
    let brs = Brs::new();
    brs.write_profile("base", &right.user("ana"));
    brs.append_config(&format!("services = local\n{services}nowhere\n"));
    let said = "invalid value 'nowhere' for endpoint_url of sts in services 'local': expected ";
    brs.run_sts(&[]).fails_saying(2, &[said]);
}

#[test]
fn a_profile_can_ignore_every_endpoint_that_is_configured() {
    let aws = LocalAws::start();
    // Nobody listens at the proxy: the region's own endpoint is never reached.
    let brs = Brs::with(&aws).set("HTTPS_PROXY", "http://127.0.0.1:1");
    brs.append_config(&format!(
        "ignore_configured_endpoint_urls = True\nendpoint_url = {}\n",
        aws.url()
    ));
    let outcome = brs.run_sts(&["--max-attempts", "1"]);
    outcome.fails_saying(1, &["cannot reach the proxy 127.0.0.1:1: "]);
    assert_eq!(aws.connections(), 0);
    // What the command line names is not configured, but meant.
    brs.run_sts(&["--endpoint-url", &aws.url()]).prints();
}

#[test]
fn a_file_where_the_directory_of_profiles_should_be_holds_none() {
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    let brs = home(&aws)
        .set("AWS_REGION", "eu-west-1")
        .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
        .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key);
    fs::write(brs.path(".aws"), "not a directory").unwrap();
    let line = ["sts", "--role-arn", ROLE];
    brs.run(&line).prints();
    let brs = brs.unset("AWS_ACCESS_KEY_ID");
    let brs = brs.unset("AWS_SECRET_ACCESS_KEY");
    brs.run(&line).fails(
        2,
        "brs: error: there are no base credentials: none in the environment, no default profile\n\
         brs: hint: name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\n",
    );
}
