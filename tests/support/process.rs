//! A profile whose `credential_process` is another program.

use super::Brs;
use super::mfa::program;
use super::profiles::home;
use local_aws::LocalAws;
use std::fs;

/// What is run.
pub const LINE: [&str; 2] = ["profile", "dev"];
/// How it is told that it failed.
pub const OF: &str = "credential_process of profile 'dev': ";
/// A home whose profile `dev` has a program of this text for its process.
pub fn with_program(aws: &LocalAws, text: &str) -> Brs {
    let brs = home(aws);
    let path = program(&brs, "issuer", text);
    serve(&brs, &path);
    brs
}

/// Gives profile `dev`, and nothing else, this process.
pub fn serve(brs: &Brs, line: &str) {
    let text = format!("[profile dev]\nregion = eu-west-1\ncredential_process = {line}\n");
    fs::create_dir_all(brs.path(".aws")).unwrap();
    fs::write(brs.path(".aws/config"), text).unwrap();
}

/// The text of a program that prints these members.
pub fn printing(members: &str) -> String {
    format!("echo '{{{members}}}'")
}

/// Credentials of [`ROLE`], as another program might have them.
pub fn document(aws: &LocalAws) -> String {
    let other = Brs::with(aws);
    other.run_sts(&["--no-cache"]).prints().to_owned()
}
