//! Homes to run programs in, and the local AWS that they ask.

use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Where programs keep what they were given, below a home.
const CACHES: [&str; 4] = [".aws/cli", ".awsume/cache", ".cache", ".config"];

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
        let home = Self::new(&[], profiles);
        home.settle();
        let answer = home.brs(brs, &[]).output().expect("brs runs");
        assert!(answer.status.success(), "{answer:?}");
        fs::write(home.path("line"), answer.stdout).expect("a file can be written");
        home
    }

    /// A home to fetch from over TLS, every answer being this much late.
    pub fn cold(delay: Duration) -> Self {
        let delay = delay.as_millis().to_string();
        Self::new(&["--tls", "--delay-ms", &delay], 2)
    }

    fn new(options: &[&str], profiles: usize) -> Self {
        let directory = TempDir::new().expect("a temporary directory");
        let mut server = Command::new("target/release/local-aws")
            .arg("--dir")
            .arg(directory.path())
            .arg("--until-eof")
            .args(options)
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
        home.write(".aws/config", &config);
        home
    }

    /// What local-aws says of itself, by its key.
    pub fn get(&self, key: &str) -> &str {
        self.ready[key].as_str().unwrap_or_default()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn write(&self, name: &str, contents: &str) {
        let path = self.path(name);
        let parent = path.parent().expect("it is below the home");
        fs::create_dir_all(parent).expect("a directory can be made");
        fs::write(path, contents).expect("a file can be written");
    }

    /// Waits until brs will save links: the config has been left alone for 2 s.
    pub fn settle(&self) {
        std::thread::sleep(Duration::from_millis(2300));
    }

    /// The directories without which every program has to ask again.
    pub fn caches(&self) -> Vec<PathBuf> {
        CACHES.iter().map(|cache| self.path(cache)).collect()
    }

    /// Requests for an action that the STS has seen.
    pub fn calls(&self, action: &str) -> u64 {
        let url = format!("{}/_calls", self.get("url"));
        let arguments = ["--silent", "--fail", "--cacert", self.get("ca"), &url];
        let answer = self.command("curl", &arguments).output();
        let answer = answer.expect("curl is installed").stdout;
        let calls: Value = serde_json::from_slice(&answer).expect("a line of JSON");
        calls[action].as_u64().unwrap_or_default()
    }

    /// A program, in this home and an environment of its own.
    pub fn command(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
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
