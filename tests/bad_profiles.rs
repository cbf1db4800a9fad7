//! Profiles that cannot be right: each is told in one line before anybody is
//! asked and anything written.

mod support;

use local_aws::LocalAws;
use std::fs;
use support::profiles::{home, keys_of};
use support::refusal::refuses;
use support::spoil::chmod;
use support::{Brs, finish};

const LINE: [&str; 2] = ["profile", "dev"];
const HUB: &str = "arn:aws:iam::123456789012:role/Hub";

/// A home with a profile `keys`, and `dev` with these lines; STS is asked in a
/// region that is known.
fn with(aws: &LocalAws, dev: &str) -> Brs {
    let brs = home(aws).set("AWS_REGION", "eu-west-1");
    let keys = keys_of(&aws.user("ana"));
    let dev = dev.replace("HUB", HUB);
    brs.append_config(&format!("[profile keys]\n{keys}[profile dev]\n{dev}"));
    brs
}

/// Each is refused, with status 2.
#[track_caller]
fn refused(rows: &[(&str, &str)]) {
    let aws = LocalAws::start();
    for (dev, said) in rows {
        let brs = with(&aws, dev);
        let said = said.replace("HOME", brs.path("").to_str().unwrap());
        refuses(&aws, &brs, || brs.run(&LINE), 2, &said);
    }
}

#[test]
fn a_profile_has_credentials_and_those_in_full() {
    const NONE: &str = "profile 'dev' has no credentials\n\
        give it keys, a role_arn, sso_session or credential_process, or name another with --profile";
    const NO_SECRET: &str = "profile 'dev' has no secret access key beside its access key ID";
    const MALFORMED: &str = "give it as AWS did, without quotes and spaces";
    refused(&[
        ("", NONE),
        ("region = eu-west-1\noutput = json\n", NONE),
        ("aws_session_token = abc\n", NONE),
        (
            "credential_process =\naws_access_key_id =\nrole_arn =\n",
            NONE,
        ),
        ("aws_access_key_id = AKIAEXAMPLE000000001\n", NO_SECRET),
        (
            "aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key =\n",
            NO_SECRET,
        ),
        (
            "aws_secret_access_key = abc\n",
            "profile 'dev' has no access key ID",
        ),
        (
            "aws_access_key_id = \"AKIAEXAMPLE000000001\"\naws_secret_access_key = abc\n",
            &format!("profile 'dev' has a malformed access key ID\n{MALFORMED}"),
        ),
    ]);
    // Half in one file and half in the other is whole.
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    let brs = with(
        &aws,
        &format!("aws_access_key_id = {}\n", keys.access_key_id),
    );
    let text = format!(
        "[dev]\naws_secret_access_key = {}\n",
        keys.secret_access_key
    );
    fs::write(brs.path(".aws/credentials"), text).unwrap();
    let outcome = brs.run(&LINE);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_profile_that_is_not_there_is_told_with_those_that_are() {
    let aws = LocalAws::start();
    let brs = with(&aws, "");
    for (name, hint) in [
        ("kyes", "there is one named keys"),
        ("production", "there are: dev, keys"),
        ("Dev", "there is one named dev"),
    ] {
        let said =
            format!("there is no profile '{name}' in ~/.aws/config or ~/.aws/credentials\n{hint}");
        refuses(&aws, &brs, || brs.run(&["profile", name]), 2, &said);
    }
    let role = format!("role_arn = {HUB}\nsource_profile = kyes\n");
    let brs = with(&aws, &role);
    let said = "source_profile of profile 'dev': there is no profile 'kyes' in ~/.aws/config or \
                ~/.aws/credentials\nthere is one named keys";
    refuses(&aws, &brs, || brs.run(&LINE), 2, said);
    // Where the environment says that the files are.
    let brs = home(&aws)
        .set("AWS_CONFIG_FILE", "/nowhere/config")
        .set("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials");
    let said = "there is no profile 'dev' in /nowhere/config or /nowhere/credentials\n\
                neither has a profile";
    refuses(&aws, &brs, || brs.run(&LINE), 2, said);
}

#[test]
fn a_role_has_one_source_that_has_credentials() {
    refused(&[
        (
            "role_arn = HUB\n",
            "profile 'dev' has a role_arn, and nothing to assume it with\n\
             give it a source_profile, credential_source or web_identity_token_file",
        ),
        (
            "role_arn = HUB\nsource_profile = keys\ncredential_source = Environment\n",
            "profile 'dev' has both source_profile and credential_source\ntake one of them away",
        ),
        (
            "role_arn = HUB\nsource_profile = other\n[profile other]\nregion = eu-west-1\n",
            "profile 'other' has no credentials\n\
             give it keys, a role_arn, sso_session or credential_process, or name another with --profile",
        ),
        (
            "role_arn = HUB\nsource_profile = dev\n",
            "profile 'dev' has no credentials\n\
             its source_profile is itself: give it keys, or name another there",
        ),
        (
            "role_arn = HUB\ncredential_source = environment\n",
            "credential_source of profile 'dev' is environment, and there are no keys in the environment",
        ),
        (
            "role_arn = HUB\ncredential_source = EcsContainer\n",
            "credential_source of profile 'dev' is EcsContainer, and the environment names no container",
        ),
        (
            "role_arn = HUB\ncredential_source = Ec2InstanceMetadata\n",
            "credential_source of profile 'dev' is Ec2InstanceMetadata, and AWS_EC2_METADATA_DISABLED says not to ask there",
        ),
        (
            "role_arn = HUB\ncredential_source = Ec2\n",
            "invalid value 'Ec2' for credential_source of profile 'dev': expected Environment, EcsContainer or Ec2InstanceMetadata",
        ),
    ]);
}

#[test]
fn values_are_checked_before_they_are_sent() {
    let rows = [
        (
            "role_arn",
            "Hub",
            "expected arn:PARTITION:iam::ACCOUNT:role/NAME",
        ),
        (
            "role_arn",
            "arn:aws:iam::1234:role/Hub",
            "'1234' is not an account ID of 12 digits",
        ),
        (
            "external_id",
            "a",
            "it has 1 character, 2 to 1224 are allowed",
        ),
        ("external_id", "a b", "' ' is not allowed in it"),
        ("role_session_name", "ana@work!", "'!' is not allowed in it"),
        ("duration_seconds", "1h", "expected seconds"),
        (
            "duration_seconds",
            "600",
            "STS takes 900 to 43200 seconds (15m to 12h)",
        ),
        ("duration_seconds", "1.5", "expected seconds"),
        (
            "mfa_serial",
            "arn:aws:iam::123456789012:u2f/user/ana/key",
            "STS cannot use a FIDO security key or passkey; register a virtual or hardware TOTP device",
        ),
        ("region", "EU-WEST-1", "regions are in lower case"),
        ("region", "eu west", "' ' is not allowed in it"),
        ("max_attempts", "many", "expected 1 to 100"),
        ("max_attempts", "0", "expected 1 to 100"),
        (
            "retry_mode",
            "never",
            "expected standard, adaptive or legacy",
        ),
        ("use_fips_endpoint", "yes", "expected true or false"),
        ("use_dualstack_endpoint", "1", "expected true or false"),
        (
            "sts_regional_endpoints",
            "global",
            "expected regional or legacy",
        ),
        (
            "endpoint_url",
            "nowhere",
            "expected https://HOST[:PORT][/PATH]",
        ),
    ];
    let aws = LocalAws::start();
    for (key, value, reason) in rows {
        let line = format!("{key} = {value}\n");
        let role = if key == "role_arn" {
            ""
        } else {
            "role_arn = HUB\n"
        };
        let brs = with(&aws, &format!("{role}source_profile = keys\n{line}"))
            .unset("AWS_REGION")
            .unset("AWS_ENDPOINT_URL_STS");
        if key != "region" {
            brs.append_config("region = eu-west-1\n");
        }
        let said = format!("invalid value '{value}' for {key} of profile 'dev': {reason}");
        refuses(&aws, &brs, || brs.run(&LINE), 2, &said);
    }
}

#[test]
fn a_region_is_needed_where_sts_is_asked() {
    let aws = LocalAws::start();
    let brs = with(&aws, "role_arn = HUB\nsource_profile = keys\n").unset("AWS_REGION");
    let said = "there is no region to ask STS in\n\
                give one with --region, AWS_REGION or the profile's region";
    refuses(&aws, &brs, || brs.run(&LINE), 2, said);
}

#[test]
fn a_profile_of_sso_has_all_that_it_takes() {
    let session =
        "[sso-session corp]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n";
    let role = "sso_account_id = 111122223333\nsso_role_name = Reader\n";
    let whole = format!("sso_session = corp\n{role}{session}");
    refused(&[
        (
            &whole.replace("sso_account_id = 111122223333\n", ""),
            "profile 'dev' has no sso_account_id",
        ),
        (
            &whole.replace("sso_role_name = Reader\n", ""),
            "profile 'dev' has no sso_role_name",
        ),
        (
            &whole.replace("111122223333", "1111-2222-3333"),
            "invalid value '1111-2222-3333' for sso_account_id of profile 'dev': expected an account ID of 12 digits",
        ),
        (
            &whole.replace(session, ""),
            "there is no [sso-session corp], which profile 'dev' names",
        ),
        (
            &whole.replace("sso_start_url", "other"),
            "[sso-session corp] has no sso_start_url",
        ),
        (
            &whole.replace("sso_region", "other"),
            "[sso-session corp] has no sso_region",
        ),
        (
            &whole.replace("eu-west-1", "EU-WEST-1"),
            "invalid value 'EU-WEST-1' for sso_region of [sso-session corp]: regions are in lower case",
        ),
        (
            &format!("sso_start_url = https://x.awsapps.com/start\n{role}"),
            "profile 'dev' has no sso_region",
        ),
        (
            &format!("sso_region = eu-west-1\n{role}"),
            "profile 'dev' has no sso_start_url",
        ),
    ]);
}

#[test]
fn the_token_of_a_web_identity_is_there_and_not_empty() {
    let dev = "role_arn = HUB\nweb_identity_token_file = ~/token\n";
    let aws = LocalAws::start();
    for (bytes, reason) in [
        (None, "no such file or directory"),
        (Some(&b""[..]), "it is empty"),
        (Some(b" \n"), "it is empty"),
        (Some(b"two words"), "there is white space within it"),
        (Some(b"\xff"), "it is not UTF-8"),
    ] {
        let brs = with(&aws, dev);
        if let Some(bytes) = bytes {
            fs::write(brs.path("token"), bytes).unwrap();
        }
        let said = format!("cannot use web identity token file ~/token: {reason}");
        refuses(&aws, &brs, || brs.run(&LINE), 2, &said);
        let path = brs.path("token").to_str().unwrap().to_owned();
        let brs = brs
            .set("AWS_WEB_IDENTITY_TOKEN_FILE", &path)
            .set("AWS_ROLE_ARN", HUB);
        refuses(
            &aws,
            &brs,
            || brs.run(&["sts", "--role-arn", HUB]),
            2,
            &said,
        );
    }
    let brs = with(&aws, dev);
    fs::create_dir(brs.path("token")).unwrap();
    let said = "cannot read ~/token: is a directory";
    refuses(&aws, &brs, || brs.run(&LINE), 2, said);
    let brs = with(&aws, "").set("AWS_WEB_IDENTITY_TOKEN_FILE", "/token");
    let said = "AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not\nset both, or neither";
    refuses(&aws, &brs, || brs.run(&["sts", "--role-arn", HUB]), 2, said);
    let brs = brs.set("AWS_ROLE_ARN", "Hub");
    let said =
        "invalid value 'Hub' for AWS_ROLE_ARN: expected arn:PARTITION:iam::ACCOUNT:role/NAME";
    refuses(&aws, &brs, || brs.run(&["sts", "--role-arn", HUB]), 2, said);
}

#[test]
fn a_file_that_is_malformed_or_closed_to_us_is_told_with_its_line() {
    let aws = LocalAws::start();
    for (text, said) in [
        (
            "[profile dev]\nregion\n",
            "line 2: expected an '=' sign defining a property",
        ),
        (
            "[profile dev\n",
            "line 1: profile definition must end with ']'",
        ),
        (
            "\n# x\nregion = x\n",
            "line 3: expected a profile definition",
        ),
    ] {
        let brs = home(&aws);
        brs.append_config(text);
        let said = format!("cannot read ~/.aws/config: {said}");
        refuses(&aws, &brs, || brs.run(&LINE), 2, &said);
    }
    let brs = with(&aws, "");
    brs.give_away();
    chmod(&brs.path(".aws"), 0);
    let run = || finish(brs.command_as_nobody(&LINE).spawn().unwrap());
    let outcome = run();
    chmod(&brs.path(".aws"), 0o700);
    outcome.fails_saying(2, &["cannot read ", ".aws/config: permission denied"]);
    assert_eq!(aws.connections(), 0);
}
