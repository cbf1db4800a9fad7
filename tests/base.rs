//! Where a source starts: which keys, region and endpoint.

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use support::profiles::{home, keys_of, process};
use support::refusal::refuses;
use support::{Brs, ROLE};

#[test]
fn a_profile_that_brs_serves_is_no_base_of_itself() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let process = process("", "");
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{process}"));
    let said = "credential_process of profile 'dev': there are no base credentials: none in the \
                environment, no default profile, no web identity, no container, instance metadata disabled\n\
                name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
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
        "brs: error: there are no base credentials: none in the environment, no default profile, no web \
         identity, no container, instance metadata disabled\n\
         brs: hint: name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\n",
    );
}
