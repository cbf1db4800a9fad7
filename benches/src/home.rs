//! Homes to run brs in, and the local AWS that they ask.

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A home directory with a profile, and an STS of its own.
pub struct Home {
    directory: TempDir,
    server: Child,
    ready: Value,
}

impl Home {
    /// A home whose entry is fresh and linked; its config has this many
    /// profiles.
    pub fn warm(brs: &Path, profiles: usize) -> Self {
        let home = Self::new(false, profiles);
        // A link is saved when the config has been left alone for 2 s.
        std::thread::sleep(Duration::from_millis(2300));
        let answer = home.brs(brs, &[]).output().expect("brs runs");
        assert!(answer.status.success(), "{answer:?}");
        fs::write(home.path("line"), answer.stdout).expect("a file can be written");
        home
    }

    /// A home to fetch from over TLS.
    pub fn cold() -> Self {
        Self::new(true, 2)
    }

    fn new(tls: bool, profiles: usize) -> Self {
        let directory = TempDir::new().expect("a temporary directory");
        let mut server = Command::new("target/release/local-aws");
        server.arg("--dir").arg(directory.path()).arg("--until-eof");
        if tls {
            server.arg("--tls");
        }
        let mut server = server
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("local-aws has been built");
        let mut line = String::new();
        BufReader::new(server.stdout.take().expect("a pipe"))
            .read_line(&mut line)
            .expect("local-aws says where it is");
        let ready: Value = serde_json::from_str(&line).expect("a line of JSON");
        let home = Self {
            directory,
            server,
            ready,
        };
        let mut config = format!(
            "[profile base]\nregion = eu-west-1\naws_access_key_id = {}\naws_secret_access_key = {}\n",
            home.get("access_key_id"),
            home.get("secret_access_key")
        );
        for number in 1..profiles {
            config.push_str(&format!(
                "[profile p{number}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/R{number}\nsource_profile = base\n"
            ));
        }
        fs::create_dir(home.path(".aws")).expect("a directory can be made");
        fs::write(home.path(".aws/config"), config).expect("a file can be written");
        home
    }

    fn get(&self, key: &str) -> &str {
        self.ready[key].as_str().unwrap_or_default()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A program, in this home and an environment of its own.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.directory.path())
            .env_clear()
            .env("HOME", self.directory.path())
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("USER", "ana")
            .stdin(Stdio::null());
        command
    }

    /// `brs sts` for the role that this STS knows.
    pub fn brs(&self, brs: &Path, more: &[&str]) -> Command {
        let mut command = self.command(brs, &["sts", "--profile", "base"]);
        command.args([
            "--role-arn",
            self.get("role_arn"),
            "--endpoint-url",
            self.get("url"),
        ]);
        if let Some(bundle) = self.ready["ca"].as_str() {
            command.args(["--ca-bundle", bundle]);
        }
        command.args(more);
        command
    }

    /// The same request, by curl.
    pub fn curl(&self) -> Command {
        let user = format!(
            "{}:{}",
            self.get("access_key_id"),
            self.get("secret_access_key")
        );
        let body = format!(
            "Action=AssumeRole&Version=2011-06-15&RoleSessionName=curl&RoleArn={}",
            self.get("role_arn")
        );
        let arguments = [
            "--silent",
            "--fail",
            "--aws-sigv4",
            "aws:amz:eu-west-1:sts",
            "--user",
            &user,
            "--cacert",
            self.get("ca"),
            "--data",
            &body,
            self.get("url"),
        ];
        self.command("curl", &arguments)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
