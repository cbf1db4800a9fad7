//! IAM Identity Center: profiles of a session, and the token file that
//! `aws sso login` leaves for it.

use super::{Brs, Outcome};
use brs::aws::SsoToken;
use local_aws::{LocalAws, SsoLogin};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// The account and the role of profile `reader`.
pub const ACCOUNT: &str = "111122223333";
/// How a run of it begins that cannot use the session.
pub const CANNOT: &str = "cannot use SSO session 'corp': ";
/// How it ends where a person has to log in.
pub const LOG_IN: &str = "log in with: aws sso login --profile reader";

/// Profiles `reader` and `writer` of the session `corp`, and `old`, which has
/// none.
const PROFILES: &str = "[profile reader]\nsso_session = corp\nsso_account_id = 111122223333\n\
    sso_role_name = Reader\nregion = eu-central-1\n\
    [profile writer]\nsso_session = corp\nsso_account_id = 111122223333\n\
    sso_role_name = Writer\nregion = eu-central-1\n\
    [sso-session corp]\nsso_start_url = https://local-aws.awsapps.com/start\n\
    sso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n\
    [profile old]\nsso_start_url = https://local-aws.awsapps.com/start\nsso_region = eu-west-1\n\
    sso_account_id = 111122223333\nsso_role_name = Reader\nregion = eu-central-1\n";

/// A home with these profiles, where every service is this one.
pub fn home(aws: &LocalAws) -> Brs {
    aws.sso_assign(ACCOUNT, "Writer");
    let brs = Brs::new().set("AWS_ENDPOINT_URL", &aws.url());
    brs.append_config(PROFILES);
    brs
}

/// The same, logged in for a token that lives so long.
pub fn logged_in(aws: &LocalAws, lives: i64) -> (Brs, SsoLogin) {
    let brs = home(aws);
    let login = log_in(&brs, aws, lives);
    (brs, login)
}

/// Logs in (again).
pub fn log_in(brs: &Brs, aws: &LocalAws, lives: i64) -> SsoLogin {
    let login = aws.sso_login(ACCOUNT, "Reader", lives);
    save(brs, "corp", &login.cache_json());
    login
}

/// The file of a session's token, or of a start URL's.
pub fn token_file(brs: &Brs, of: &str) -> PathBuf {
    SsoToken::path(&brs.path(".aws/sso/cache"), of)
}

/// Writes such a file, as the AWS CLI does.
pub fn save(brs: &Brs, of: &str, text: &str) {
    let path = token_file(brs, of);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// The contents of the session's file.
pub fn text(brs: &Brs) -> String {
    fs::read_to_string(token_file(brs, "corp")).unwrap()
}

/// The same, parsed.
pub fn saved(brs: &Brs) -> Value {
    serde_json::from_str(&text(brs)).expect("a whole file")
}

/// Runs `brs profile` for one of them, and more flags.
pub fn run(brs: &Brs, profile: &str, more: &[&str]) -> Outcome {
    brs.run(&[&["profile", profile][..], more].concat())
}

/// How often a token was renewed, and credentials of a role were asked for.
pub fn calls(aws: &LocalAws) -> (usize, usize) {
    (aws.calls("CreateToken"), aws.calls("GetRoleCredentials"))
}
