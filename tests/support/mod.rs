//! One builder for all tests: runs the real program in an environment of its
//! own, and asserts standard output, standard error and status every time.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

pub mod consumer;
pub mod custom;
pub mod device;
pub mod herd;
pub mod proxy;

pub mod mfa;
pub mod mounts;
pub mod points;
pub mod process;
pub mod profiles;
pub mod refusal;
pub mod renewed;
pub mod spoil;
pub mod sso;
pub mod sweep;
pub mod swept;
pub mod terminal;
pub mod wrapped;

use brs::cache::{Entry, Key};
use brs::refresh::{Lifetime, Timestamp};
use local_aws::{Keys, LocalAws, Role};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// The role that most tests assume.
pub const ROLE: &str = "arn:aws:iam::123456789012:role/Deploy";
/// No run of brs takes longer: its own deadline is 20 s.
pub const LONGEST_RUN: Duration = Duration::from_secs(60);

/// The program under test: `BRS_BINARY` (how the release build is tested), or
/// the one that cargo has just built.
#[expect(clippy::disallowed_methods, reason = "tests have no host")]
pub fn program() -> PathBuf {
    std::env::var_os("BRS_BINARY").map_or_else(|| env!("CARGO_BIN_EXE_brs").into(), PathBuf::from)
}

/// brs in an empty home.
pub struct Brs {
    home: TempDir,
    environment: BTreeMap<String, String>,
}

impl Brs {
    /// An empty home and nothing in the environment but what a shell has.
    pub fn new() -> Self {
        let home = TempDir::new().unwrap();
        let environment = [
            ("HOME", home.path().to_str().unwrap()),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("USER", "ana"),
            // No test asks a machine beside this one.
            ("AWS_EC2_METADATA_DISABLED", "true"),
            // Loud, so that silence means something.
            ("RUST_BACKTRACE", "1"),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            home,
            environment: environment.into(),
        }
    }

    /// A home whose profile `base` has a user's keys, and an STS at which the
    /// role [`ROLE`] can be assumed.
    pub fn with(aws: &LocalAws) -> Self {
        aws.role(Role::new(ROLE));
        let brs = Self::new();
        brs.write_profile("base", &aws.user("ana"));
        brs.set("AWS_ENDPOINT_URL_STS", &aws.url())
    }

    /// Sets a variable.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// Unsets a variable.
    pub fn unset(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// A file or directory in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The directory that entries are in.
    pub fn cache(&self) -> PathBuf {
        self.path(".cache/brs/v1")
    }

    /// Adds a profile with keys and a region to `~/.aws/config`.
    pub fn write_profile(&self, name: &str, keys: &Keys) {
        self.append_config(&format!(
            "[profile {name}]\nregion = eu-west-1\naws_access_key_id = {}\naws_secret_access_key = {}\n",
            keys.access_key_id, keys.secret_access_key
        ));
    }

    /// Adds text to `~/.aws/config`.
    pub fn append_config(&self, text: &str) {
        fs::create_dir_all(self.path(".aws")).unwrap();
        let mut file = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(self.path(".aws/config"))
            .unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    /// Makes all configuration look as if it had been left alone for an hour,
    /// so that links are saved.
    pub fn age_config(&self) {
        // The change time cannot be set: it has to be waited for.
        let _ = fs::metadata(self.path(".aws/config")).unwrap();
        std::thread::sleep(Duration::from_millis(2300));
    }

    /// The command, ready to be run; standard input is empty.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.other(&program(), arguments)
    }

    /// Another program in the same home and environment, ready to be run.
    pub fn other(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .envs(&self.environment)
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// `brs sts` for [`ROLE`] from profile `base`, and more flags.
    pub fn sts<'a>(&self, more: &[&'a str]) -> Vec<&'a str> {
        let mut arguments = vec!["sts", "--role-arn", ROLE, "--profile", "base"];
        arguments.extend(more);
        arguments
    }

    /// Runs brs to its end.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        finish(self.command(arguments).spawn().unwrap())
    }

    /// Runs `brs sts` for [`ROLE`] to its end.
    pub fn run_sts(&self, more: &[&str]) -> Outcome {
        self.run(&self.sts(more))
    }

    /// The names of all files in the cache, sorted.
    pub fn files(&self) -> Vec<String> {
        let Ok(directory) = fs::read_dir(self.cache()) else {
            return Vec::new();
        };
        let mut names: Vec<String> = directory
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The paths of all entries.
    pub fn entries(&self) -> Vec<PathBuf> {
        let files = self.files().into_iter();
        files
            .filter(|name| !name.contains('.'))
            .map(|name| self.cache().join(name))
            .collect()
    }

    /// The path of the only entry.
    pub fn entry(&self) -> PathBuf {
        let entries = self.entries();
        assert_eq!(entries.len(), 1, "{:?}", self.files());
        entries.into_iter().next().unwrap()
    }

    /// Moves the only entry in time: as if it had been issued `age` seconds
    /// ago and ended in `remaining` seconds. Returns its line.
    pub fn plant(&self, age: i64, remaining: i64) -> String {
        plant(&self.entry(), age, remaining)
    }
}

/// Moves an entry in time; returns its line.
pub fn plant(path: &Path, age: i64, remaining: i64) -> String {
    let key = key_of(path);
    let bytes = fs::read(path).unwrap();
    let entry = Entry::parse(bytes.into(), &key).expect("a whole entry");
    let now = now();
    let expiration = Timestamp::from_seconds(now + remaining);
    let then = entry.lifetime.expiration.to_string();
    let line = entry.line().replace(&then, &expiration.to_string());
    let issued = (now - age) * 1000;
    let lifetime = Lifetime {
        issued: Timestamp::from_seconds(now - age),
        expiration,
        skew: 0,
    };
    let entry = Entry::new(entry.identity(), &line, issued, lifetime);
    fs::write(path, entry.as_bytes()).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    line
}

/// The key that a file name of the cache begins with.
pub fn key_of(path: &Path) -> Key {
    let name = path.file_name().unwrap().to_str().unwrap();
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&name[2 * at..2 * at + 2], 16).unwrap();
    }
    Key::from_bytes(bytes)
}

/// Seconds since the epoch.
#[expect(clippy::disallowed_methods, reason = "tests have no host")]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_secs().try_into().unwrap()
}

/// Waits for a run to end, at most [`LONGEST_RUN`].
#[expect(clippy::disallowed_methods, reason = "tests have no host")]
pub fn finish(mut child: Child) -> Outcome {
    use std::io::Read;
    let started = Instant::now();
    let mut stdout = child.stdout.take();
    let mut stderr = child.stderr.take().unwrap();
    let out = std::thread::spawn(move || {
        let mut text = Vec::new();
        // A test may have given it a standard output of its own.
        if let Some(stdout) = &mut stdout {
            stdout.read_to_end(&mut text).unwrap();
        }
        text
    });
    let err = std::thread::spawn(move || {
        let mut text = Vec::new();
        stderr.read_to_end(&mut text).unwrap();
        text
    });
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > LONGEST_RUN {
            let _ = child.kill();
            panic!("a run took longer than {LONGEST_RUN:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Outcome {
        stdout: text(out.join().unwrap()),
        stderr: text(err.join().unwrap()),
        code: status.code(),
        took: started.elapsed(),
    }
}

/// What came of a run.
#[derive(Debug)]
#[must_use = "a run is asserted every time"]
pub struct Outcome {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The exit status; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Wall time.
    pub took: Duration,
}

impl Outcome {
    /// Exit status 0, silence on standard error, one credential_process
    /// document; returns the line.
    #[track_caller]
    pub fn prints(&self) -> &str {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self:?}");
        self.document();
        &self.stdout
    }

    /// The document on standard output, checked as the strictest SDK would.
    #[track_caller]
    pub fn document(&self) -> serde_json::Value {
        let line = self
            .stdout
            .strip_suffix('\n')
            .expect("a line feed at the end");
        assert!(!line.contains('\n') && self.stdout.len() < 8192, "{line}");
        let document: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(document["Version"], 1);
        for key in ["AccessKeyId", "SecretAccessKey", "SessionToken"] {
            assert!(
                document[key].as_str().is_some_and(|text| !text.is_empty()),
                "{key}"
            );
        }
        let expiration = document["Expiration"].as_str().expect("Expiration");
        let zulu = Timestamp::parse(expiration).expect("a time");
        assert_eq!(
            zulu.to_string(),
            expiration,
            "the form that every SDK reads"
        );
        document
    }

    /// This exit status, nothing on standard output, and exactly these lines
    /// on standard error.
    #[track_caller]
    pub fn fails(&self, code: i32, stderr: &str) {
        assert_eq!(
            (self.code, self.stdout.as_str(), self.stderr.as_str()),
            (Some(code), "", stderr)
        );
    }

    /// This exit status, nothing on standard output, and one line on standard
    /// error (with at most one hint) that begins and continues like this.
    #[track_caller]
    pub fn fails_saying(&self, code: i32, parts: &[&str]) {
        assert_eq!(
            (self.code, self.stdout.as_str()),
            (Some(code), ""),
            "{self:?}"
        );
        let mut lines = self.stderr.lines();
        let line = lines.next().unwrap_or_default();
        assert!(line.starts_with("brs: error: "), "{self:?}");
        for hint in lines.by_ref().take(1) {
            assert!(hint.starts_with("brs: hint: "), "{self:?}");
        }
        assert_eq!(lines.next(), None, "{self:?}");
        assert!(
            !self.stderr.contains("panicked") && !line.ends_with('.'),
            "{self:?}"
        );
        for part in parts {
            assert!(self.stderr.contains(part), "'{part}' is not in {self:?}");
        }
    }
}

/// Fails when any secret that this STS knows of stands in the text.
#[track_caller]
pub fn assert_no_secret(aws: &LocalAws, text: &str) {
    let issued = aws
        .requests()
        .into_iter()
        .flat_map(|request| request.secrets);
    for secret in issued.chain([aws.user("ana").secret_access_key]) {
        assert!(!text.contains(&secret), "a secret is in {text}");
    }
}
