//! The programs that brs is for: what uses an AWS SDK, and has a profile whose
//! `credential_process` is brs.

use super::wrapped::tool;
use super::{Brs, Outcome, ROLE, finish, program};
use local_aws::LocalAws;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Who [`ROLE`] is once Ana has assumed it.
pub const DEPLOY: &str = "arn:aws:sts::123456789012:assumed-role/Deploy/brs-ana";

const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/identity.py");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/js/identity.js");
const CLI: [&str; 6] = [
    "sts",
    "get-caller-identity",
    "--query",
    "Arn",
    "--output",
    "text",
];

/// An SDK or tool of AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consumer {
    /// The AWS SDK for Python.
    Boto3,
    /// The AWS CLI, version 1, as pip installs it.
    Cli1,
    /// The AWS CLI, version 2, as Debian packages it.
    Cli2,
    /// The AWS SDK for JavaScript, version 3.
    JavaScript,
    /// The AWS SDK for Rust.
    Rust,
}

use Consumer::{Boto3, Cli1, Cli2, JavaScript, Rust};

impl Consumer {
    /// All of them.
    pub const ALL: [Self; 5] = [Boto3, Cli1, Cli2, JavaScript, Rust];
    /// Those that make many calls in one process.
    pub const SDKS: [Self; 3] = [Boto3, JavaScript, Rust];

    /// Whether it is one of those.
    pub fn is_sdk(self) -> bool {
        Self::SDKS.contains(&self)
    }

    /// One process, which asks so many times who profile `dev` is.
    pub fn command(self, brs: &Brs, calls: usize) -> Command {
        let mut command = self.as_dev(brs);
        match self {
            Boto3 => command.args(["--calls", &calls.to_string()]),
            Cli1 | Cli2 => {
                assert_eq!(calls, 1, "a command is a call");
                &mut command
            }
            JavaScript | Rust => command.arg(calls.to_string()),
        };
        command
    }

    /// One process, which asks once for each line of standard input.
    pub fn paced(self, brs: &Brs) -> Command {
        let mut command = self.as_dev(brs);
        match self {
            Boto3 => command.arg("--paced"),
            Cli1 | Cli2 => unreachable!("a command is a call"),
            JavaScript | Rust => command.arg("paced"),
        };
        command.stdin(Stdio::piped());
        command
    }

    fn as_dev(self, brs: &Brs) -> Command {
        let mut command = brs.other(&self.program(), &[]);
        match self {
            Boto3 => command.args([PYTHON, "--profile", "dev"]),
            Cli1 => command.args(CLI).args(["--profile", "dev"]),
            // Older than the variable that says where STS is.
            Cli2 => {
                let url = endpoint(&command);
                command.args(CLI).args(["--profile", "dev"]);
                command.args(["--endpoint-url", &url])
            }
            JavaScript => command
                .env("AWS_PROFILE", "dev")
                .env("NODE_PATH", installed("target/js/node_modules"))
                // Of Node.js 18, which Debian has, the SDK speaks ill.
                .args(["--no-warnings", SCRIPT]),
            Rust => command.env("AWS_PROFILE", "dev"),
        };
        command
    }

    /// So many calls: in one process, or one after the other where a process
    /// makes but one.
    pub fn ask(self, brs: &Brs, calls: usize) -> Outcome {
        let run = |calls| finish(self.command(brs, calls).spawn().unwrap());
        if self.is_sdk() {
            return run(calls);
        }
        let mut all = run(1);
        for _ in 1..calls {
            if all.code == Some(0) {
                let next = run(1);
                all.stdout.push_str(&next.stdout);
                all.stderr.push_str(&next.stderr);
                all.code = next.code;
            }
        }
        all
    }

    fn program(self) -> PathBuf {
        match self {
            Boto3 => installed("target/venv/bin/python"),
            Cli1 => installed("target/venv/bin/aws"),
            Cli2 => installed("/usr/bin/aws"),
            JavaScript => tool("node"),
            Rust => {
                let path = Path::new(env!("CARGO_BIN_EXE_brs")).with_file_name("examples/identity");
                assert!(path.exists(), "run: cargo build --example identity");
                path
            }
        }
    }
}

/// A program that scripts/setup installs: below the project, or of the machine.
pub fn installed(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let missing = format!("{} is missing: run scripts/setup", path.display());
    assert!(path.exists(), "{missing}");
    path
}

fn endpoint(command: &Command) -> String {
    let mut variables = command.get_envs();
    let url = variables.find(|(name, _)| *name == "AWS_ENDPOINT_URL_STS");
    let url = url.and_then(|(_, url)| url).expect("an STS");
    url.to_str().unwrap().to_owned()
}

/// A home that has nothing to fall back on: where brs fails, its caller fails.
pub fn hermetic(brs: Brs) -> Brs {
    brs.set("AWS_EC2_METADATA_DISABLED", "true")
}

/// Such a home, whose profile `dev` is served by brs, and is [`ROLE`].
pub fn served(aws: &LocalAws) -> Brs {
    let brs = hermetic(Brs::with(aws));
    serve_role(&brs, "");
    brs
}

/// Adds profile `dev`, which has a region and this process.
pub fn serve(brs: &Brs, process: &str) {
    // Every SDK splits it in its own way, but all agree on words and blanks.
    assert!(
        !process.contains(['\'', '"', '\\', '#', ';', '$']),
        "{process}"
    );
    brs.append_config(&format!(
        "[profile dev]\nregion = eu-west-1\ncredential_process = {process}\n"
    ));
}

/// Adds profile `dev`, which is served by brs, and is [`ROLE`].
pub fn serve_role(brs: &Brs, more: &str) {
    let program = program();
    let program = program.display();
    serve(
        brs,
        &format!("{program} sts --role-arn {ROLE} --profile base{more}"),
    );
}

/// Adds profile `dev`, which is served in the same way by a script that counts
/// how often it is run.
pub fn serve_role_counted(brs: &Brs, more: &str) -> Runs {
    let runs = Runs(brs.path("runs"));
    let counted = brs.path("counted-brs");
    let script = format!(
        "echo run >>{}\nexec {} \"$@\"\n",
        runs.0.display(),
        program().display()
    );
    fs::write(&counted, script).unwrap();
    let flags = format!("--role-arn {ROLE} --profile base{more}");
    serve(brs, &format!("/bin/sh {} sts {flags}", counted.display()));
    runs
}

/// How often brs has been run.
pub struct Runs(PathBuf);

impl Runs {
    /// Until now.
    pub fn count(&self) -> usize {
        let runs = fs::read_to_string(&self.0).unwrap_or_default();
        runs.lines().count()
    }
}

/// So many lines with this ARN, and nothing else.
#[track_caller]
pub fn assert_identity(outcome: &Outcome, arn: &str, calls: usize) {
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{outcome:?}"
    );
    assert_eq!(outcome.stdout, format!("{arn}\n").repeat(calls));
}

/// How often a role was assumed, and how often somebody asked who is calling.
#[track_caller]
pub fn assert_calls(aws: &LocalAws, assumed: usize, asked: usize) {
    assert_eq!(
        (aws.calls("AssumeRole"), aws.calls("GetCallerIdentity")),
        (assumed, asked)
    );
}
