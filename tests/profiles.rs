//! `brs profile`: every key of a profile, by what AWS received, hop by hop.

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use support::profiles::{arn, home, keys_of};
use support::{Brs, ROLE};

const HUB: &str = "arn:aws:iam::123456789012:role/Hub";
const SPOKE: &str = "arn:aws:iam::210987654321:role/Spoke";
const ANA: &str = "arn:aws:iam::123456789012:user/ana";

/// A home with profile `keys`, and three roles.
fn with(aws: &LocalAws, profiles: &str) -> Brs {
    let brs = home(aws);
    for role in [HUB, SPOKE] {
        aws.role(Role::new(role));
    }
    brs.append_config(&format!(
        "[profile keys]\nregion = eu-west-1\n{}{}",
        keys_of(&aws.user("ana")),
        profiles.replace("HUB", HUB).replace("SPOKE", SPOKE)
    ));
    brs
}

/// Role, region and caller of each AssumeRole, in order.
fn asked(aws: &LocalAws) -> Vec<(String, String, String)> {
    let requests = aws.requests().into_iter();
    requests
        .map(|request| {
            let role = request.parameters["RoleArn"].clone();
            (role, request.region, request.caller_arn)
        })
        .collect()
}

fn session(account: &str, role: &str) -> String {
    format!("arn:aws:sts::{account}:assumed-role/{role}/brs-ana")
}

#[test]
fn keys_are_printed_as_they_are() {
    let aws = LocalAws::start();
    let brs = with(&aws, "");
    let outcome = brs.run(&["profile", "keys"]);
    let keys = aws.user("ana");
    let line = format!(
        "{{\"Version\":1,\"AccessKeyId\":\"{}\",\"SecretAccessKey\":\"{}\"}}\n",
        keys.access_key_id, keys.secret_access_key
    );
    assert_eq!(
        (outcome.code, outcome.stdout, outcome.stderr),
        (Some(0), line, String::new())
    );
    assert_eq!((aws.connections(), brs.files()), (0, vec![]));
}

#[test]
fn a_role_has_all_that_its_profile_says() {
    let aws = LocalAws::start();
    let brs = with(
        &aws,
        "[profile dev]\nregion = eu-central-1\nrole_arn = HUB\nsource_profile = keys\n\
         external_id = 7f3a\nrole_session_name = ana@work\nduration_seconds = 1800\n",
    );
    aws.role(Role::new(HUB).external_id("7f3a"));
    brs.run(&["profile", "dev"]).prints();
    let request = aws.requests().pop().unwrap();
    let sent: Vec<_> = request
        .parameters
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        sent,
        [
            ("Action", "AssumeRole"),
            ("DurationSeconds", "1800"),
            ("ExternalId", "7f3a"),
            ("RoleArn", HUB),
            ("RoleSessionName", "ana@work"),
            ("Version", "2011-06-15"),
        ]
    );
    assert_eq!(
        (request.region.as_str(), request.caller_arn.as_str()),
        ("eu-central-1", ANA)
    );
    // And a hit asks nobody.
    brs.run(&["profile", "dev"]).prints();
    assert_eq!(aws.requests().len(), 1);
}

#[test]
fn each_hop_of_a_chain_is_asked_for_in_its_own_region_and_cached() {
    let aws = LocalAws::start();
    let brs = with(
        &aws,
        "[profile hub]\nregion = us-east-2\nrole_arn = HUB\nsource_profile = keys\n\
         [profile spoke]\nrole_arn = SPOKE\nsource_profile = hub\n\
         [profile last]\nregion = ap-south-1\nrole_arn = arn:aws:iam::123456789012:role/Deploy\n\
         source_profile = spoke\n",
    );
    brs.run(&["profile", "last"]).prints();
    let hub = (HUB.into(), "us-east-2".into(), ANA.into());
    // What a hop leaves open, the profile above it says.
    let spoke = (
        SPOKE.into(),
        "ap-south-1".into(),
        session("123456789012", "Hub"),
    );
    let last = (
        ROLE.into(),
        "ap-south-1".into(),
        session("210987654321", "Spoke"),
    );
    assert_eq!(asked(&aws), [hub, spoke, last]);
    assert_eq!(brs.entries().len(), 3);
    // The hub by itself is one of them.
    brs.run(&["profile", "hub"]).prints();
    assert_eq!(aws.requests().len(), 3);
    // The environment's region is that of the profile that was named.
    let brs = brs.set("AWS_REGION", "eu-north-1");
    brs.run(&["profile", "last", "--force-refresh"]).prints();
    let regions: Vec<_> = asked(&aws).into_iter().skip(3).map(|hop| hop.1).collect();
    assert_eq!(regions, ["eu-north-1", "eu-north-1"]);
}

#[test]
fn a_hop_that_fails_is_named() {
    let aws = LocalAws::start();
    let brs = with(
        &aws,
        "[profile hub]\nregion = us-east-2\nrole_arn = HUB\nsource_profile = keys\n\
         [profile spoke]\nregion = us-east-2\nrole_arn = SPOKE\nsource_profile = hub\n",
    );
    aws.role(Role::new(HUB).trusts(SPOKE));
    let outcome = brs.run(&["profile", "spoke"]);
    let hint = "see who is asking with: brs whoami --profile keys";
    let said = format!("cannot assume {HUB}: AccessDenied: ");
    outcome.fails_saying(1, &[&said, hint]);
    aws.role(Role::new(HUB));
    aws.role(Role::new(SPOKE).trusts(ANA));
    let outcome = brs.run(&["profile", "spoke"]);
    let said = format!("cannot assume {SPOKE}: AccessDenied: ");
    let hint = format!("a session of {HUB} is asking: see whether it may");
    outcome.fails_saying(1, &[&said, &hint]);
}

#[test]
fn a_profile_is_a_base_like_any_other() {
    let aws = LocalAws::start();
    let brs = with(
        &aws,
        "[profile hub]\nregion = us-east-2\nrole_arn = HUB\nsource_profile = keys\n",
    );
    let line = ["sts", "--role-arn", ROLE, "--profile", "hub"];
    brs.run(&line).prints();
    let callers: Vec<_> = asked(&aws).into_iter().map(|hop| hop.2).collect();
    assert_eq!(callers, [ANA.to_owned(), session("123456789012", "Hub")]);
    // Role chaining: refused before anybody is asked.
    let longer = [&line[..], &["--duration-seconds", "2h"]].concat();
    let said = format!(
        "cannot assume {ROLE} for 7200 s: from temporary credentials AWS grants at most 3600 s"
    );
    brs.run(&longer).fails_saying(2, &[&said]);
    assert_eq!(aws.requests().len(), 2);
}

#[test]
fn a_credential_source_is_one_of_three() {
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    let profile = |source: &str| {
        format!("[profile dev]\nregion = us-east-2\nrole_arn = HUB\ncredential_source = {source}\n")
    };
    for spelled in ["Environment", "environment"] {
        let brs = with(&aws, &profile(spelled))
            .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
            .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key);
        brs.run(&["profile", "dev"]).prints();
        assert_eq!(asked(&aws).pop().unwrap().2, ANA);
    }
    let path = aws.container("arn:aws:iam::123456789012:role/Task", Some("let me in"));
    let brs = with(&aws, &profile("EcsContainer"))
        .set(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            &format!("{}{path}", aws.url()),
        )
        .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in")
        // The machine is never asked through one.
        .set("HTTP_PROXY", "http://127.0.0.1:1");
    brs.run(&["profile", "dev"]).prints();
    let caller = asked_of_sts(&aws);
    assert!(caller.contains(":assumed-role/Task/"), "{caller}");
    aws.instance("arn:aws:iam::123456789012:role/Machine");
    let brs = with(&aws, &profile("Ec2InstanceMetadata"))
        .unset("AWS_EC2_METADATA_DISABLED")
        .set("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url())
        .set("HTTP_PROXY", "http://127.0.0.1:1");
    brs.run(&["profile", "dev"]).prints();
    let caller = asked_of_sts(&aws);
    assert!(caller.contains(":assumed-role/Machine/"), "{caller}");
    assert!(aws.requests().iter().all(|request| !request.proxied));
}

/// Who asked for the last role.
fn asked_of_sts(aws: &LocalAws) -> String {
    let requests = aws.requests().into_iter();
    let mut roles = requests.filter(|request| request.action == "AssumeRole");
    roles.next_back().unwrap().caller_arn
}

#[test]
fn a_web_identity_needs_no_base() {
    let aws = LocalAws::start();
    let brs = with(
        &aws,
        "[profile dev]\nregion = us-east-2\nrole_arn = HUB\nweb_identity_token_file = TOKEN\n\
         duration_seconds = 14400\n",
    );
    let token = brs.path("token");
    let config = brs.path(".aws/config");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace("TOKEN", token.to_str().unwrap())).unwrap();
    // Programs end a file with a line feed, which is no part of a token.
    let first = aws.web_identity_token("ana", 600);
    fs::write(&token, format!("{first}\n")).unwrap();
    brs.run(&["profile", "dev"]).prints();
    let request = aws.requests().pop().unwrap();
    assert_eq!(request.action, "AssumeRoleWithWebIdentity");
    assert_eq!(request.parameters["WebIdentityToken"], first);
    assert_eq!(request.parameters["DurationSeconds"], "14400");
    assert_eq!(request.access_key_id, "");
    // Another token of the same bearer is the same identity, one of another
    // bearer is not.
    fs::write(&token, aws.web_identity_token("ana", 900)).unwrap();
    brs.run(&["profile", "dev"]).prints();
    assert_eq!(aws.requests().len(), 1);
    fs::write(&token, aws.web_identity_token("bob", 900)).unwrap();
    brs.run(&["profile", "dev"]).prints();
    assert_eq!(aws.requests().len(), 2);
    // On the command line, and in the environment.
    let token = token.to_str().unwrap();
    let line = [
        "sts",
        "--role-arn",
        SPOKE,
        "--web-identity-token-file",
        token,
    ];
    brs.run(&[&line[..], &["--region", "us-east-2"]].concat())
        .prints();
    let brs = brs
        .set("AWS_WEB_IDENTITY_TOKEN_FILE", token)
        .set("AWS_ROLE_ARN", HUB)
        .set("AWS_REGION", "us-east-2");
    brs.run(&["sts", "--role-arn", SPOKE]).prints();
    let actions: Vec<_> = (aws.requests().into_iter().skip(2))
        .map(|request| (request.action, request.parameters["RoleArn"].clone()))
        .collect();
    let with_web = "AssumeRoleWithWebIdentity".to_owned();
    assert_eq!(
        actions,
        [
            (with_web.clone(), SPOKE.to_owned()),
            (with_web, HUB.to_owned()),
            ("AssumeRole".into(), SPOKE.to_owned())
        ]
    );
}

#[test]
fn profiles_settings_reach_each_hop() {
    let (here, there) = (LocalAws::start(), LocalAws::start());
    for aws in [&here, &there] {
        aws.role(Role::new(HUB));
        aws.role(Role::new(SPOKE));
    }
    let brs = with(
        &here,
        &format!(
            "[profile hub]\nregion = us-east-2\nrole_arn = HUB\nsource_profile = keys\n\
             services = here\n[services here]\nsts =\n  endpoint_url = {}\n\
             [profile far]\nregion = us-east-2\nrole_arn = SPOKE\nsource_profile = keys\n\
             endpoint_url = {}\n",
            here.url(),
            there.url()
        ),
    )
    .unset("AWS_ENDPOINT_URL_STS");
    brs.run(&["profile", "hub"]).prints();
    assert_eq!((here.requests().len(), there.requests().len()), (1, 0));
    // There nobody knows the key: it is asked all the same, and not here.
    let outcome = brs.run(&["profile", "far"]);
    outcome.fails_saying(1, &["InvalidClientTokenId"]);
    assert_eq!((here.requests().len(), there.requests().len()), (1, 1));
}

#[test]
fn the_regions_of_old_have_the_global_endpoint_if_a_profile_wants_it() {
    let aws = LocalAws::start();
    // Nobody is at that proxy: its message names whom it should have reached.
    let brs = with(
        &aws,
        "[profile old]\nregion = us-west-2\nrole_arn = HUB\nsource_profile = keys\n\
         sts_regional_endpoints = legacy\n\
         [profile new]\nregion = us-west-2\nrole_arn = HUB\nsource_profile = keys\n\
         [profile wrong]\nregion = us-west-2\nrole_arn = HUB\nsource_profile = keys\n\
         sts_regional_endpoints = global\n",
    )
    .unset("AWS_ENDPOINT_URL_STS")
    .set("HTTPS_PROXY", "http://127.0.0.1:1");
    for (profile, host) in [
        ("old", "sts.amazonaws.com"),
        ("new", "sts.us-west-2.amazonaws.com"),
    ] {
        let outcome = brs.run(&["profile", profile, "-v", "--max-attempts", "1"]);
        let said = format!("asking STS at {host} for {HUB}");
        assert!(outcome.stderr.contains(&said), "{outcome:?}");
    }
    let said = "invalid value 'global' for sts_regional_endpoints of profile 'wrong': expected regional or legacy";
    brs.run(&["profile", "wrong"]).fails_saying(2, &[said]);
}

#[test]
fn a_chain_ends_where_it_comes_upon_keys() {
    let aws = LocalAws::start();
    let brs = with(
        &aws,
        "[profile dev]\nregion = us-east-2\nrole_arn = SPOKE\nsource_profile = both\n",
    );
    brs.append_config(&format!(
        "[profile both]\nregion = us-east-2\nrole_arn = {HUB}\nsource_profile = keys\n{}",
        keys_of(&aws.user("bob"))
    ));
    brs.run(&["profile", "dev"]).prints();
    let asked = asked(&aws);
    let bob = "arn:aws:iam::123456789012:user/bob".to_owned();
    assert_eq!(asked, [(SPOKE.into(), "us-east-2".into(), bob)]);
    // It is named itself: then it is its role.
    brs.run(&["profile", "both"]).prints();
    assert_eq!(aws.requests().pop().unwrap().caller_arn, ANA);
}

#[test]
fn the_older_name_of_aws_profile_counts_after_it() {
    let aws = LocalAws::start();
    let brs = with(
        &aws,
        "[profile hub]\nregion = us-east-2\nrole_arn = HUB\nsource_profile = keys\n",
    )
    .set("AWS_DEFAULT_PROFILE", "hub");
    brs.run(&["sts", "--role-arn", ROLE]).prints();
    assert!(asked_of_sts(&aws).contains(":assumed-role/Hub/"));
    let brs = brs.set("AWS_PROFILE", "keys");
    brs.run(&["sts", "--role-arn", ROLE]).prints();
    assert_eq!(asked_of_sts(&aws), ANA);
}

#[test]
fn what_one_container_was_given_is_not_given_to_another() {
    let aws = LocalAws::start();
    let brs = with(&aws, "");
    // As EKS does: one URI, and the token tells whose credentials are meant.
    let path = "/v1/credentials";
    let ask = |brs: Brs, role: &str, token: &str| {
        aws.container_at(path, role, Some(token));
        let brs = brs
            .set("AWS_REGION", "eu-west-1")
            .set(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                &format!("{}{path}", aws.url()),
            )
            .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", token);
        let session = arn(&brs.run(&["whoami", "sts", "--role-arn", ROLE]));
        let caller = asked_of_sts(&aws);
        (brs, session, caller)
    };
    let (brs, _, first) = ask(brs, "arn:aws:iam::123456789012:role/One", "one");
    assert!(first.contains(":assumed-role/One/"), "{first}");
    let (_, _, second) = ask(brs, "arn:aws:iam::123456789012:role/Two", "two");
    assert!(second.contains(":assumed-role/Two/"), "{second}");
}
