//! Profiles of keys, and profiles that brs itself serves.

use super::{Brs, Outcome, ROLE, program};
use local_aws::{Keys, LocalAws, Role};

/// Who [`ROLE`] is once Ana has assumed it.
pub const DEPLOY: &str = "arn:aws:sts::123456789012:assumed-role/Deploy/brs-ana";
/// Ana herself.
pub const ANA: &str = "arn:aws:iam::123456789012:user/ana";

/// A home without profiles, and an STS that is asked unless a profile names
/// another.
pub fn home(aws: &LocalAws) -> Brs {
    aws.role(Role::new(ROLE));
    Brs::new().set("AWS_ENDPOINT_URL_STS", &aws.url())
}

pub fn keys_of(keys: &Keys) -> String {
    format!(
        "aws_access_key_id = {}\naws_secret_access_key = {}\n",
        keys.access_key_id, keys.secret_access_key
    )
}

/// The command line that serves a profile.
pub fn process(before: &str, after: &str) -> String {
    let program = program();
    format!(
        "credential_process = {before}{} sts --role-arn {ROLE}{after}\n",
        program.display()
    )
}

/// The ARN that whoami answers with.
#[track_caller]
pub fn arn(outcome: &Outcome) -> String {
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let mut lines = outcome.stdout.lines();
    let arn = lines.find_map(|line| line.strip_prefix("arn         "));
    arn.expect("an ARN").to_owned()
}
