//! An MFA device, and commands that print its codes.

use super::Brs;
use local_aws::{LocalAws, Role};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// Ana's device.
pub const SERIAL: &str = "arn:aws:iam::123456789012:mfa/ana";
/// A role that takes MFA, and another.
pub const ADMIN: &str = "arn:aws:iam::123456789012:role/Admin";
pub const AUDIT: &str = "arn:aws:iam::123456789012:role/Audit";

/// A home with the profile `base` of Ana's keys, and two roles that take MFA.
pub fn with_device(aws: &LocalAws) -> Brs {
    let brs = Brs::with(aws).set("AWS_ENDPOINT_URL", &aws.url());
    for role in [ADMIN, AUDIT] {
        aws.role(Role::new(role).mfa());
    }
    brs
}

/// A program in the home; each run of it leaves a line in `runs`.
pub fn program(brs: &Brs, name: &str, text: &str) -> String {
    let path = brs.path(name);
    let runs = brs.path("runs");
    let text = format!("#!/bin/sh\necho run >> '{}'\n{text}\n", runs.display());
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A program that prints the present code of Ana's device, as people's do.
pub fn oathtool(brs: &Brs, aws: &LocalAws) -> String {
    let seed = aws.totp_seed_base32(SERIAL);
    let text = format!("echo \"AWS:ana  $(oathtool --totp --base32 {seed})\"");
    program(brs, "code", &text)
}

/// How often a program was run.
pub fn runs(brs: &Brs) -> usize {
    let path: PathBuf = brs.path("runs");
    fs::read_to_string(path).unwrap_or_default().lines().count()
}

/// What AWS was asked, in order: the action, and the role if there was one.
pub fn actions(aws: &LocalAws) -> Vec<String> {
    let requests = aws.requests().into_iter();
    requests
        .map(|request| match request.parameters.get("RoleArn") {
            Some(role) => format!(
                "{} {}",
                request.action,
                role.rsplit('/').next().unwrap_or_default()
            ),
            None => request.action,
        })
        .collect()
}
