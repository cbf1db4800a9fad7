//! What counts of a profile that has several kinds of credentials: brs and
//! boto3 take the same, whatever stands together.

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use std::process::Child;
use support::mfa::program;
use support::profiles::{arn, keys_of};
use support::sso::{ACCOUNT, save};
use support::{Brs, finish};

/// The lines of a kind of credentials in the config file.
const KINDS: [&str; 5] = [
    "role_arn = arn:aws:iam::123456789012:role/Hub\nsource_profile = source\n",
    "web_identity_token_file = TOKEN\nrole_arn = arn:aws:iam::123456789012:role/Web\n",
    "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n",
    "credential_process = PROCESS\n",
    "KEYS",
];

/// Who that is, by the name of a user or of a role: sessions have other names.
fn who(arn: &str) -> &str {
    let name = arn.split('/').nth(1).unwrap_or(arn).trim_end();
    name.split("_Reader_").next().unwrap_or_default()
}

/// A home with a profile for each set of kinds, by number; the lowest bit says
/// whether the credentials file has keys as well.
fn home(aws: &LocalAws) -> (Brs, Vec<String>) {
    let brs = Brs::new()
        .set("AWS_ENDPOINT_URL", &aws.url())
        .set("AWS_DEFAULT_REGION", "eu-west-1");
    for role in ["Hub", "Web"] {
        aws.role(Role::new(format!("arn:aws:iam::123456789012:role/{role}")));
    }
    let login = aws.sso_login(ACCOUNT, "Reader", 7200);
    save(&brs, "corp", &login.cache_json());
    let token = brs.path("token");
    fs::write(&token, aws.web_identity_token("pod", 600)).unwrap();
    let keys = aws.user("process");
    let document = format!(
        "echo '{{\"Version\":1,\"AccessKeyId\":\"{}\",\"SecretAccessKey\":\"{}\"}}'",
        keys.access_key_id, keys.secret_access_key
    );
    let process = program(&brs, "issuer", &document);
    brs.append_config(&format!(
        "[sso-session corp]\nsso_start_url = https://local-aws.awsapps.com/start\n\
         sso_region = eu-west-1\n[profile source]\n{}",
        keys_of(&aws.user("source"))
    ));
    let mut credentials = String::new();
    let mut profiles = Vec::new();
    for set in 1..1 << (KINDS.len() + 1) {
        let has = |bit: usize| set >> bit & 1 == 1;
        // Both are a role: the file of a token makes the difference.
        if has(1) && has(2) {
            continue;
        }
        let name = format!("p{set}");
        if has(0) {
            let keys = keys_of(&aws.user("credentials"));
            credentials += &format!("[{name}]\n{keys}");
        }
        let kinds = KINDS.iter().enumerate().filter(|(at, _)| has(at + 1));
        let lines: String = kinds.map(|(_, lines)| *lines).collect();
        let lines = lines
            .replace("TOKEN", token.to_str().unwrap())
            .replace("PROCESS", &process)
            .replace("KEYS", &keys_of(&aws.user("config")));
        brs.append_config(&format!("[profile {name}]\n{lines}"));
        profiles.push(name);
    }
    fs::write(brs.path(".aws/credentials"), credentials).unwrap();
    (brs, profiles)
}

fn boto3(brs: &Brs, profile: &str) -> Child {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/identity.py");
    let python = support::consumer::installed("target/venv/bin/python");
    let line = [script, "--profile", profile];
    brs.other(&python, &line).spawn().unwrap()
}

#[test]
fn brs_and_boto3_take_the_same_of_a_profile() {
    let aws = LocalAws::start();
    let (brs, profiles) = home(&aws);
    assert_eq!(profiles.len(), 47);
    let mut seen = std::collections::BTreeSet::new();
    let config = fs::read_to_string(brs.path(".aws/config")).unwrap();
    for some in profiles.chunks(4) {
        let asked: Vec<_> = some.iter().map(|name| (name, boto3(&brs, name))).collect();
        for (name, child) in asked {
            let theirs = finish(child);
            assert_eq!(theirs.code, Some(0), "{name}: {theirs:?}");
            let ours = arn(&brs.run(&["whoami", "profile", name]));
            let (_, of_it) = config.split_once(&format!("[profile {name}]\n")).unwrap();
            let of_it = of_it.split("\n[").next().unwrap_or_default();
            assert_eq!(who(&ours), who(&theirs.stdout), "{name}:\n{of_it}");
            seen.insert(who(&ours).to_owned());
        }
    }
    let all = [
        "AWSReservedSSO",
        "Hub",
        "Web",
        "config",
        "credentials",
        "process",
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all);
}
