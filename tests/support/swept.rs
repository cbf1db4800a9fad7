//! What is swept: a brs with secrets in all places where they may be, and all
//! that its runs leave.

use super::refusal::listing;
use super::sweep::Sweep;
use super::{Brs, Outcome, ROLE, finish, program, wrapped};
use local_aws::{LocalAws, Role};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;

pub const SERIAL: &str = "arn:aws:iam::123456789012:mfa/ana";
pub const TOKEN_CODE: &str = "918273";
pub const ASSERTION: &str = "assertion-5fK2/tQ9+xW7nB3vL8mZ1cR4";
pub const PASSWORD: &str = "password-Hh6Tt2Yy9Uu4Ii7Oo1Pp5";
/// What a person may have typed into the wrong place of a file.
pub const MISPLACED: &str = "misplaced/Zq8Xw3+Ec6Rv1Tb4Yn7";

/// One brs, one STS, and what is secret between them.
pub struct World {
    pub aws: LocalAws,
    pub brs: Brs,
    /// Where a proxy would be, which refuses everybody.
    pub proxy: String,
    /// Of base credentials in the environment.
    pub base: [String; 2],
}

impl World {
    /// Base credentials are temporary and in the environment; a user's are in
    /// the profile `base`.
    pub fn new() -> Self {
        Self::around(LocalAws::start())
    }

    pub fn around(aws: LocalAws) -> Self {
        aws.role(Role::new("arn:aws:iam::123456789012:role/Base"));
        let brs = Brs::with(&aws);
        // In front: what tests add belongs to the last one.
        let config = brs.path(".aws/config");
        let role = format!("[profile role]\nrole_arn = {ROLE}\nsource_profile = base\n");
        let text = role + &fs::read_to_string(&config).unwrap();
        fs::write(&config, text).unwrap();
        let ca = brs.path("ca.pem");
        let mut first = brs.sts(&["--output", "process", "--no-cache"]);
        if aws.url().starts_with("https") {
            fs::write(&ca, aws.ca_pem()).unwrap();
            first.extend(["--ca-bundle", ca.to_str().unwrap()]);
        }
        let document = brs.run(&first).document();
        fs::remove_dir_all(brs.path(".cache")).unwrap();
        let text = |key: &str| document[key].as_str().unwrap().to_owned();
        let base = [text("SecretAccessKey"), text("SessionToken")];
        fs::create_dir(brs.path("tmp")).unwrap();
        let temporary = brs.path("tmp").to_str().unwrap().to_owned();
        let brs = brs
            .set("AWS_ACCESS_KEY_ID", &text("AccessKeyId"))
            .set("AWS_SECRET_ACCESS_KEY", &base[0])
            .set("AWS_SESSION_TOKEN", &base[1])
            .set("AWS_REGION", "eu-west-1")
            .set("TMPDIR", &temporary)
            .set("RUST_LOG", "trace")
            .set("RUST_BACKTRACE", "full");
        Self {
            proxy: refusing_proxy(),
            aws,
            brs,
            base,
        }
    }

    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.brs = self.brs.set(name, value);
        self
    }

    /// Everything that is secret now; `issued`: what STS has given out, too.
    pub fn sweep(&self, issued: bool) -> Sweep {
        let mut sweep = Sweep::default();
        sweep.add("a user's key", &self.aws.user("ana").secret_access_key);
        sweep.add("the key of the base", &self.base[0]);
        sweep.add("the token of the base", &self.base[1]);
        sweep.add("the token code", TOKEN_CODE);
        sweep.add("the assertion", ASSERTION);
        sweep.add("a password", PASSWORD);
        sweep.add("a misplaced key", MISPLACED);
        let requests = self.aws.requests().into_iter();
        for secret in requests.flat_map(|request| request.secrets) {
            if issued && !self.base.contains(&secret) {
                sweep.add("an issued secret", &secret);
            }
        }
        sweep
    }

    /// Runs brs, and finds the secrets that it leaves where they should not be.
    /// `prints`: whether this command prints credentials.
    pub fn run(&self, arguments: &[&str], prints: bool) -> (Outcome, BTreeSet<String>) {
        self.run_program(&[program().to_str().unwrap()], arguments, prints)
    }

    pub fn run_program(
        &self,
        program: &[&str],
        arguments: &[&str],
        prints: bool,
    ) -> (Outcome, BTreeSet<String>) {
        let config = fs::read(self.brs.path(".aws/config")).unwrap();
        let log = self.brs.path("trace");
        let strace = [
            "-f",
            "-v",
            "-qq",
            "-s",
            "99999",
            "-e",
            "trace=execve,execveat",
        ];
        let mut all = strace.to_vec();
        all.extend(["-o", log.to_str().unwrap()]);
        all.extend(program);
        all.extend(arguments);
        let strace = wrapped::tool("strace");
        let outcome = finish(self.brs.other(&strace, &all).spawn().unwrap());
        let traced = fs::read_to_string(&log).unwrap();
        fs::remove_file(&log).unwrap();
        // What the test itself ran comes first.
        let (own, ran) = traced.split_once('\n').unwrap();
        assert!(own.contains("execve("), "{own}");

        let (every, lasting) = (self.sweep(true), self.sweep(false));
        let mut found = BTreeSet::new();
        let mut search = |sweep: &Sweep, place: &str, bytes: &[u8]| {
            let names = sweep.find(bytes);
            found.extend(names.into_iter().map(|name| format!("{name}: {place}")));
        };
        let stdout = match outcome.code == Some(0) && prints {
            true => &lasting,
            false => &every,
        };
        search(stdout, "stdout", outcome.stdout.as_bytes());
        search(&every, "stderr", outcome.stderr.as_bytes());
        search(&every, "a program that it ran", ran.as_bytes());
        for (path, bytes) in listing(&self.brs.path("")) {
            let name = path.strip_prefix(self.brs.path("")).unwrap();
            let name = name.to_str().unwrap();
            let file = path.file_name().unwrap_or_default().to_str().unwrap();
            search(&every, "the name of a file", name.as_bytes());
            let is_entry = path.starts_with(self.brs.cache()) && !file.contains('.');
            if name == ".aws/config" {
                assert_eq!(bytes, config, "nobody writes there");
            } else if is_entry {
                search(&lasting, "an entry", &bytes);
            } else {
                search(&every, name, &bytes);
            }
        }
        (outcome, found)
    }
}

/// A proxy that wants to know who asks, and lets nobody in.
fn refusing_proxy() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 16_384];
            let length = stream.read(&mut request).unwrap_or(0);
            // As careless as can be: it repeats what it was sent.
            let body = &request[..length];
            let head = format!(
                "HTTP/1.1 407 Who is it?\r\nProxy-Authenticate: Basic\r\nContent-Length: {length}\r\n\r\n"
            );
            let _ = stream.write_all(&[head.as_bytes(), body].concat());
        }
    });
    address
}
