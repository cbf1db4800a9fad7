//! The programs that brs is compared with, and what they want of a home.

use crate::home::Home;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that is compared; brs, which has no directory, is the first.
///
/// In its words `{brs}`, `{peers}` and `{role}` stand for what they are here.
pub struct Peer {
    pub name: &'static str,
    /// Where benches/peers has put it, below target/peers.
    pub directory: &'static str,
    pub start: &'static [&'static str],
    /// How it obtains credentials for a role; empty where it has no such mode.
    pub obtain: &'static [&'static str],
}

pub const PEERS: [Peer; 9] = [
    Peer {
        name: "brs",
        directory: "",
        start: &["{brs}", "--version"],
        obtain: &["{brs}", "sts", "--profile", "base", "--role-arn", "{role}"],
    },
    Peer {
        name: "aws-assume-role-rs",
        directory: "aws-assume-role-rs",
        start: &["{peers}/aws-assume-role-rs/bin/assume-role", "--version"],
        // It is for roles with MFA, and sends no code where it cannot make one.
        obtain: &[
            "{peers}/aws-assume-role-rs/bin/assume-role",
            "--aws-profile=base",
            "--role-arn={role}",
            "--totp-secret=0",
            "--format=credential-process",
        ],
    },
    Peer {
        name: "needroleshere",
        directory: "needroleshere",
        start: &["{peers}/needroleshere/bin/needroleshere", "--version"],
        obtain: &[],
    },
    Peer {
        name: "AWS CLI",
        directory: "awscli-2",
        start: &["/usr/bin/aws", "--version"],
        obtain: &[
            "/usr/bin/aws",
            "configure",
            "export-credentials",
            "--profile=role",
        ],
    },
    Peer {
        name: "AWS CLI",
        directory: "awscli",
        start: &["{peers}/awscli/bin/aws", "--version"],
        obtain: &[
            "{peers}/awscli/bin/aws",
            "configure",
            "list",
            "--profile=role",
        ],
    },
    Peer {
        name: "awsume",
        directory: "awsume",
        start: &["{peers}/awsume/bin/awsumepy", "--version"],
        obtain: &["{peers}/awsume/bin/awsumepy", "role", "--show-commands"],
    },
    Peer {
        name: "boto3-refresh-session",
        directory: "boto3-refresh-session",
        start: &[
            "{peers}/boto3-refresh-session/bin/python",
            "-c",
            "import boto3_refresh_session",
        ],
        obtain: &[
            "{peers}/boto3-refresh-session/bin/python",
            "refresh.py",
            "{role}",
        ],
    },
    Peer {
        name: "boto3",
        directory: "boto3",
        start: &["{peers}/boto3/bin/python", "-c", "import boto3"],
        obtain: &["{peers}/boto3/bin/python", "session.py", "role"],
    },
    Peer {
        name: "boto3, through brs",
        directory: "boto3",
        start: &[],
        obtain: &["{peers}/boto3/bin/python", "session.py", "through-brs"],
    },
];

const SESSION: &str = "import boto3, sys
session = boto3.Session(profile_name=sys.argv[1])
print(session.get_credentials().get_frozen_credentials().access_key)
";

const REFRESH: &str = "import boto3_refresh_session, sys
session = boto3_refresh_session.RefreshableSession(
    assume_role_kwargs={'RoleArn': sys.argv[1]}, profile_name='base')
print(session.credentials['access_key'])
";

impl Peer {
    /// Its name, and its version where that is not another row's.
    pub fn title(&self) -> String {
        match self.noted("version") {
            Some(version) if !self.start.is_empty() => format!("{} {version}", self.name),
            _ => self.name.to_owned(),
        }
    }

    /// A figure or word that benches/peers has written beside it.
    pub fn noted(&self, name: &str) -> Option<String> {
        let noted = fs::read_to_string(below(self.directory).join(name)).ok()?;
        Some(noted.trim().to_owned())
    }
}

/// Words of a peer as a command in this home; `None` where there are none.
pub fn command(home: &Home, brs: &Path, words: &[&str]) -> Option<Command> {
    let peers = below("").canonicalize().ok()?;
    let words: Vec<String> = words
        .iter()
        .map(|word| {
            word.replace("{brs}", &brs.to_string_lossy())
                .replace("{peers}", &peers.to_string_lossy())
                .replace("{role}", home.get("role_arn"))
        })
        .collect();
    let (program, arguments) = words.split_first()?;
    let mut command = home.command(program, &[]);
    command
        .args(arguments)
        .env("AWS_CONFIG_FILE", home.path(".aws/config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", home.path(".aws/credentials"))
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_ENDPOINT_URL_STS", home.get("url"))
        .env("AWS_CA_BUNDLE", home.get("ca"))
        // AWS's SDK for Rust does not know AWS_CA_BUNDLE.
        .env("SSL_CERT_FILE", home.get("ca"));
    Some(command)
}

fn below(directory: &str) -> PathBuf {
    Path::new("target/peers").join(directory)
}

/// Puts into a home what the peers read there.
pub fn furnish(home: &Home, brs: &Path) {
    let config = fs::read_to_string(home.path(".aws/config")).expect("it is there");
    let role = home.get("role_arn");
    let more = format!(
        "[profile role]\nregion = eu-west-1\nrole_arn = {role}\nsource_profile = base\n\
         [profile through-brs]\nregion = eu-west-1\n\
         credential_process = {} sts --profile base --role-arn {role}\n",
        brs.display()
    );
    home.write(".aws/config", &(config + &more));
    home.write("session.py", SESSION);
    home.write("refresh.py", REFRESH);
    // Version 2.9 of the AWS CLI does not know AWS_ENDPOINT_URL_STS.
    let rules = format!(
        r#"{{"version": "1.0", "parameters": {{}}, "rules": [{{"conditions": [], "type": "endpoint",
            "endpoint": {{"url": "{}", "properties": {{}}, "headers": {{}}}}}}]}}"#,
        home.get("url")
    );
    home.write(
        ".aws/models/sts/2011-06-15/endpoint-rule-set-1.json",
        &rules,
    );
}
