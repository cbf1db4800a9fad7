//! Proxies: a real one, and one that does as it is told and remembers what it
//! was asked. Both listen on loopback, and connect to nothing else.

use super::wrapped::tool;
use super::{Brs, ROLE};
use local_aws::LocalAws;
use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// The host of the region of profile `base`, which the local AWS answers for.
pub const STS: &str = "sts.eu-west-1.amazonaws.com";
/// Flags of a run that repeats nothing.
pub const ONCE: [&str; 2] = ["--max-attempts", "1"];
/// No peer is waited for longer.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a program may take to listen.
const START: Duration = Duration::from_secs(20);

/// What a [`Proxy`] does.
#[derive(Clone)]
pub enum Manner {
    /// Connects to this server, whatever host it is asked for.
    Relay(SocketAddr),
    /// Says one of these after each thing that it reads, then closes.
    Says(Vec<Vec<u8>>),
    /// Reads, and says nothing.
    Silent,
}

/// A proxy for plain http and CONNECT.
pub struct Proxy {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Starts it; it ends with the test.
    pub fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (manner, seen) = (manner.clone(), Arc::clone(&seen));
                thread::spawn(move || serve(stream.unwrap(), &manner, &seen));
            }
        });
        Self { address, heads }
    }

    /// It says these, one after each thing that it reads.
    pub fn saying<const N: usize>(words: [&str; N]) -> Self {
        let words = words.map(|words| words.as_bytes().to_vec());
        Self::start(Manner::Says(words.into()))
    }

    /// Host and port.
    pub fn place(&self) -> String {
        self.address.to_string()
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The heads of all requests, in the order in which they came.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// The first lines of all requests.
    pub fn lines(&self) -> Vec<String> {
        let first = |head: String| head.lines().next().unwrap_or_default().to_owned();
        self.heads().into_iter().map(first).collect()
    }
}

fn serve(mut near: TcpStream, manner: &Manner, heads: &Mutex<Vec<String>>) {
    near.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match near.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    heads.lock().unwrap().push(head.clone());
    match manner {
        Manner::Relay(to) => relay(near, *to, &head),
        Manner::Says(words) => {
            for (at, words) in words.iter().enumerate() {
                if at > 0 && !matches!(near.read(&mut [0; 8192]), Ok(1..)) {
                    return;
                }
                let _ = near.write_all(words);
            }
            // An end, not a reset: what was not read is read.
            let _ = near.shutdown(Shutdown::Write);
            let _ = near.read(&mut [0; 8192]);
        }
        Manner::Silent => while matches!(near.read(&mut [0; 8192]), Ok(1..)) {},
    }
}

fn relay(mut near: TcpStream, to: SocketAddr, head: &str) {
    let mut far = TcpStream::connect(to).unwrap();
    let (line, rest) = head.split_once("\r\n").unwrap();
    let [method, target, version] = line.split(' ').collect::<Vec<_>>()[..] else {
        panic!("not a request: {line}");
    };
    let sent = match method {
        "CONNECT" => near.write_all(b"HTTP/1.1 200 OK\r\n\r\n"),
        _ => {
            // A proxy is told the whole URL, a server its path only.
            let path = target.splitn(4, '/').nth(3).unwrap();
            far.write_all(format!("{method} /{path} {version}\r\n{rest}").as_bytes())
        }
    };
    sent.unwrap();
    let (mut near_too, mut far_too) = (near.try_clone().unwrap(), far.try_clone().unwrap());
    let there = thread::spawn(move || {
        let _ = std::io::copy(&mut near_too, &mut far_too);
        let _ = far_too.shutdown(Shutdown::Write);
    });
    let _ = std::io::copy(&mut far, &mut near);
    let _ = near.shutdown(Shutdown::Both);
    let _ = there.join();
}

/// A running program that listens at a port of loopback, and the directory
/// that its files are in; both end with it.
struct Daemon {
    child: Child,
    directory: TempDir,
    port: u16,
}

impl Daemon {
    /// Starts a program; `configure` puts its files into a directory, for a
    /// port, and tells its arguments.
    fn start(program: &str, configure: impl Fn(&Path, u16) -> Vec<String>) -> Self {
        // Another program may take the port before this one does.
        (0..5)
            .find_map(|_| Self::attempt(program, &configure))
            .unwrap_or_else(|| panic!("{program} does not start: run scripts/setup"))
    }

    #[expect(clippy::disallowed_methods, reason = "tests have no host")]
    fn attempt(program: &str, configure: &impl Fn(&Path, u16) -> Vec<String>) -> Option<Self> {
        let directory = TempDir::new().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let mut child = Command::new(tool(program))
            .args(configure(directory.path(), port))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let started = std::time::Instant::now();
        while started.elapsed() < START && child.try_wait().unwrap().is_none() {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(Self {
                    child,
                    directory,
                    port,
                });
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = child.kill();
        let _ = child.wait();
        None
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A running tinyproxy, which asks another proxy for all that it is asked for.
pub struct Tinyproxy(Daemon);

impl Tinyproxy {
    /// Starts it, with more lines of configuration.
    pub fn start(upstream: &Proxy, more: &str) -> Self {
        Self(Daemon::start("tinyproxy", |directory, port| {
            let path = directory.join("tinyproxy.conf");
            let text = format!(
                "Port {port}\nListen 127.0.0.1\nTimeout 60\nLogLevel Connect\n\
                 LogFile \"{}\"\nUpstream http {} \".amazonaws.com\"\n{more}\n",
                directory.join("log").display(),
                upstream.place(),
            );
            fs::write(&path, text).unwrap();
            ["-d", "-c", path.to_str().unwrap()]
                .map(str::to_owned)
                .into()
        }))
    }

    /// Host and port.
    pub fn place(&self) -> String {
        format!("127.0.0.1:{}", self.0.port)
    }

    /// Its URL for this user (`USER:PASSWORD@`, or nothing).
    pub fn url(&self, user: &str) -> String {
        format!("http://{user}{}", self.place())
    }

    /// All that it has noted.
    pub fn log(&self) -> String {
        fs::read_to_string(self.0.directory.path().join("log")).unwrap()
    }
}

/// A running stunnel: TLS in front of a proxy.
pub struct Stunnel(Daemon);

impl Stunnel {
    /// Starts it, with a certificate of its own for `localhost`.
    pub fn start(proxy: &Proxy) -> Self {
        Self(Daemon::start("stunnel", |directory, port| {
            let path = |name: &str| directory.join(name).to_str().unwrap().to_owned();
            let made = Command::new(tool("openssl"))
                .args(["req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"])
                .args(["-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=proxy"])
                .args(["-addext", "basicConstraints=critical,CA:FALSE"])
                .args(["-addext", "subjectAltName=DNS:localhost"])
                .args(["-keyout", &path("key.pem"), "-out", &path("cert.pem")])
                .output()
                .unwrap();
            assert!(made.status.success(), "{made:?}");
            let text = format!(
                "foreground = yes\npid =\n[proxy]\naccept = 127.0.0.1:{port}\n\
                 connect = {}\ncert = {}\nkey = {}\n",
                proxy.place(),
                path("cert.pem"),
                path("key.pem"),
            );
            fs::write(path("stunnel.conf"), text).unwrap();
            vec![path("stunnel.conf")]
        }))
    }

    /// Host and port.
    pub fn place(&self) -> String {
        format!("localhost:{}", self.0.port)
    }

    /// Its certificate.
    pub fn pem(&self) -> String {
        fs::read_to_string(self.0.directory.path().join("cert.pem")).unwrap()
    }
}

/// Where a local AWS listens.
pub fn address(aws: &LocalAws) -> SocketAddr {
    let url = aws.url();
    let (_, port) = url.rsplit_once(':').unwrap();
    format!("127.0.0.1:{port}").parse().unwrap()
}

/// A home that knows no endpoint but the region's own, and whom to trust.
pub fn home(aws: &LocalAws) -> Brs {
    let brs = Brs::with(aws).unset("AWS_ENDPOINT_URL_STS");
    fs::write(brs.path("ca.pem"), aws.ca_pem()).unwrap();
    let bundle = brs.path("ca.pem").to_str().unwrap().to_owned();
    brs.set("AWS_CA_BUNDLE", &bundle)
}

/// What is said of a role that cannot be assumed.
pub fn cannot(reason: &str) -> String {
    format!("brs: error: cannot assume {ROLE}: {reason}\n")
}
