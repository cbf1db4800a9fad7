//! A device: certificates from an authority of its own, keys in files and on
//! tokens, and servers that want to see them.

use super::{Brs, now};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// SoftHSM's module, where Debian has it.
pub const SOFTHSM: &str = "/usr/lib/softhsm/libsofthsm2.so";
/// The PIN of every token.
pub const PIN: &str = "271828";
/// The role alias that servers know.
pub const ALIAS: &str = "Reader";
/// The kinds of keys that devices have.
pub const KINDS: [&str; 3] = ["p256", "p384", "rsa"];

/// A directory with an authority, a server's certificate and a device's, of
/// each kind.
pub struct Lab {
    pub directory: TempDir,
}

impl Lab {
    /// Makes all of it.
    pub fn new() -> Self {
        let lab = Self {
            directory: TempDir::new().unwrap(),
        };
        lab.authority("ca");
        lab.server("server", "DNS:localhost,IP:127.0.0.1", &[]);
        for kind in KINDS {
            lab.device(kind, kind);
        }
        lab
    }

    /// A file of it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// The same as text.
    pub fn file(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Writes a file that is for its owner.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), text).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o600)).unwrap();
        self.file(name)
    }

    /// Runs openssl in it.
    pub fn openssl(&self, arguments: &str) {
        succeed(
            Command::new("openssl")
                .args(arguments.split(' '))
                .current_dir(self.directory.path()),
        );
    }

    /// An authority: `NAME.pem`, `NAME.key`.
    pub fn authority(&self, name: &str) {
        self.openssl(&format!(
            "req -x509 {} -nodes -keyout {name}.key -out {name}.pem -days 30 -subj /CN={name}",
            new_key("p256")
        ));
    }

    /// A certificate for these names, signed by `ca`, with more arguments to
    /// `openssl x509`.
    pub fn server(&self, name: &str, names: &str, more: &[&str]) {
        self.write("extensions", format!("subjectAltName={names}\n"));
        self.sign(name, "p256", "ca", more);
    }

    /// A device's certificate, signed by `ca`: `NAME.pem`, `NAME.key`.
    pub fn device(&self, name: &str, kind: &str) {
        self.write(
            "extensions",
            "basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\n",
        );
        self.sign(name, kind, "ca", &[]);
    }

    /// A certificate with what stands in `extensions`.
    pub fn sign(&self, name: &str, kind: &str, authority: &str, more: &[&str]) {
        self.openssl(&format!(
            "req {} -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}",
            new_key(kind)
        ));
        let more = match more {
            [] => "-days 30".to_owned(),
            more => more.join(" "),
        };
        self.openssl(&format!(
            "x509 -req -in {name}.csr -CA {authority}.pem -CAkey {authority}.key -CAcreateserial {more} -extfile extensions -out {name}.pem",
        ));
    }
}

fn new_key(kind: &str) -> String {
    match kind {
        "p256" => "-newkey ec -pkeyopt ec_paramgen_curve:P-256".into(),
        "p384" => "-newkey ec -pkeyopt ec_paramgen_curve:P-384".into(),
        "p521" => "-newkey ec -pkeyopt ec_paramgen_curve:P-521".into(),
        "rsa" => "-newkey rsa:2048".into(),
        other => format!("-newkey {other}"),
    }
}

/// Runs a program that has to succeed.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| {
        panic!("{command:?}: {error}: scripts/setup installs what tests need")
    });
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The document that the credentials provider answers with.
pub fn document(token: &str) -> String {
    let expiration = brs::refresh::Timestamp::from_seconds(now() + 3600);
    format!(
        r#"{{"credentials":{{"accessKeyId":"ASIAEXAMPLE000000001","secretAccessKey":"sec/ret+1","sessionToken":"{token}","expiration":"{expiration}"}}}}"#
    )
}

/// brs in a home of its own, with SoftHSM's tokens of a lab.
pub fn brs(tokens: Option<&Tokens>) -> Brs {
    // Whoever runs the tests may sit at a terminal.
    let brs = Brs::new().set("BRS_NO_PROMPT", "true");
    match tokens {
        Some(tokens) => brs.set("SOFTHSM2_CONF", &tokens.configuration),
        None => brs,
    }
}

/// SoftHSM, with a directory of tokens.
pub struct Tokens {
    configuration: String,
}

impl Tokens {
    /// Without any token.
    pub fn new(lab: &Lab) -> Self {
        let directory = lab.path("tokens");
        fs::create_dir(&directory).unwrap();
        let configuration = lab.write(
            "softhsm2.conf",
            format!(
                "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
                directory.display()
            ),
        );
        Self { configuration }
    }

    fn tool(&self, program: &str, arguments: &[&str]) -> String {
        succeed(
            Command::new(program)
                .args(arguments)
                .env("SOFTHSM2_CONF", &self.configuration),
        )
    }

    /// Sets a token up; returns its slot.
    pub fn add(&self, label: &str) -> String {
        let said = self.tool(
            "softhsm2-util",
            &[
                "--init-token",
                "--free",
                "--label",
                label,
                "--pin",
                PIN,
                "--so-pin",
                "31415926",
            ],
        );
        said.trim().rsplit(' ').next().unwrap().to_owned()
    }

    /// Imports the key of a device, both halves.
    pub fn import(&self, lab: &Lab, slot: &str, name: &str, id: &str) {
        lab.openssl(&format!(
            "pkcs8 -topk8 -nocrypt -in {name}.key -out {name}.p8"
        ));
        self.tool(
            "softhsm2-util",
            &[
                "--import",
                &lab.file(&format!("{name}.p8")),
                "--slot",
                slot,
                "--label",
                name,
                "--id",
                id,
                "--pin",
                PIN,
            ],
        );
    }

    /// Writes an object: `privkey` alone has no public half beside it.
    pub fn write(&self, lab: &Lab, slot: &str, name: &str, id: &str, kind: &str, more: &[&str]) {
        let der = format!("{name}.{kind}.der");
        lab.openssl(&match kind {
            "cert" => format!("x509 -in {name}.pem -outform der -out {der}"),
            _ => format!("pkey -in {name}.key -outform der -out {der}"),
        });
        let file = lab.file(&der);
        let mut arguments = vec![
            "--module",
            SOFTHSM,
            "--login",
            "--pin",
            PIN,
            "--slot",
            slot,
            "--write-object",
            &file,
            "--type",
            kind,
            "--id",
            id,
            "--label",
            name,
        ];
        arguments.extend(more);
        self.tool("pkcs11-tool", &arguments);
    }
}

/// A module that stands before SoftHSM's and does to brs what modules do: see
/// tests/modules/shim.c.
pub fn shim(lab: &Lab) -> String {
    let module = lab.file("shim.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/modules/shim.c");
    let softhsm = format!("-DSOFTHSM=\"{SOFTHSM}\"");
    succeed(
        Command::new("cc")
            .args(["-shared", "-fPIC", "-w", &softhsm, "-o", &module])
            .arg(source),
    );
    module
}

/// A server process, ended with it.
pub struct Server {
    child: Child,
    /// `localhost:PORT`
    pub endpoint: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn started(mut child: Child, port: u16) -> Server {
    for _ in 0..600 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            let endpoint = format!("localhost:{port}");
            return Server { child, endpoint };
        }
        assert!(child.try_wait().unwrap().is_none(), "the server ended");
        std::thread::sleep(Duration::from_millis(100));
    }
    let _ = child.kill();
    panic!("the server does not listen");
}

/// nginx, which wants a certificate from everybody and answers with
/// credentials; their session token is the protocol that was spoken.
pub fn nginx(lab: &Lab, protocol: &str) -> Server {
    let port = free_port();
    let home = lab.path(&format!("nginx-{port}"));
    fs::create_dir(&home).unwrap();
    let home = home.display();
    let expiration = brs::refresh::Timestamp::from_seconds(now() + 3600);
    let document = format!(
        r#"{{"credentials":{{"accessKeyId":"ASIAEXAMPLE000000001","secretAccessKey":"sec/ret+1","sessionToken":"$ssl_protocol","expiration":"{expiration}"}}}}"#
    );
    let configuration = format!(
        "daemon off; master_process off; pid {home}/pid; error_log {home}/error.log;
         events {{ worker_connections 64; }}
         http {{
           access_log off;
           client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
           fastcgi_temp_path {home}/fastcgi; uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
           server {{
             listen 127.0.0.1:{port} ssl;
             ssl_protocols {protocol};
             ssl_certificate {server}.pem; ssl_certificate_key {server}.key;
             ssl_client_certificate {ca}; ssl_verify_client on;
             location = /role-aliases/{ALIAS}/credentials {{
               default_type application/json;
               return 200 '{document}';
             }}
           }}
         }}\n",
        server = lab.file("server"),
        ca = lab.file("ca.pem"),
    );
    let configuration = lab.write(&format!("nginx-{port}.conf"), configuration);
    let program = match Path::new("/usr/sbin/nginx").exists() {
        true => "/usr/sbin/nginx",
        false => "nginx",
    };
    let child = Command::new(program)
        .args(["-c", &configuration])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("nginx: scripts/setup installs what tests need");
    started(child, port)
}

/// OpenSSL's own server, which wants a certificate and answers with a file.
pub fn s_server(lab: &Lab, version: &str) -> Server {
    let port = free_port();
    let root = lab.path(&format!("s_server-{port}"));
    let directory = root.join(format!("role-aliases/{ALIAS}"));
    fs::create_dir_all(&directory).unwrap();
    let head = "HTTP/1.0 200 ok\r\nContent-type: application/json\r\n\r\n";
    fs::write(
        directory.join("credentials"),
        format!("{head}{}", document("s_server")),
    )
    .unwrap();
    let child = Command::new("openssl")
        .args(["s_server", "-quiet", "-HTTP", version, "-Verify", "1"])
        .args(["-verify_return_error", "-port", &port.to_string()])
        .args([
            "-cert",
            &lab.file("server.pem"),
            "-key",
            &lab.file("server.key"),
        ])
        .args(["-CAfile", &lab.file("ca.pem")])
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    started(child, port)
}

/// What a fake has been asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The whole head of each request.
    pub heads: Vec<String>,
    /// The client's certificate of each, if it showed one.
    pub certificates: Vec<Option<Vec<u8>>>,
    /// Connections, with those on which no request came.
    pub connections: usize,
}

/// A credentials provider that answers what it is told to.
pub struct Fake {
    /// `localhost:PORT`
    pub endpoint: String,
    asked: Arc<Mutex<Asked>>,
}

impl Fake {
    /// Answers connection after connection with these bytes, the last of them
    /// for ever; wants a certificate that `authority` signed.
    pub fn new(lab: &Lab, server: &str, authority: &str, answers: Vec<Vec<u8>>) -> Self {
        Self::paced(lab, server, authority, answers, None)
    }

    /// The same, byte by byte with such pauses.
    pub fn paced(
        lab: &Lab,
        server: &str,
        authority: &str,
        answers: Vec<Vec<u8>>,
        pause: Option<Duration>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("localhost:{}", listener.local_addr().unwrap().port());
        let asked = Arc::new(Mutex::new(Asked::default()));
        let config = config(lab, server, authority);
        let told = Arc::clone(&asked);
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let answer = answers[number.min(answers.len() - 1)].clone();
                told.lock().unwrap().connections += 1;
                let (config, told) = (Arc::clone(&config), Arc::clone(&told));
                std::thread::spawn(move || serve(stream.unwrap(), config, &told, &answer, pause));
            }
        });
        Self { endpoint, asked }
    }

    /// What it has been asked so far.
    pub fn asked(&self) -> Asked {
        self.asked.lock().unwrap().clone()
    }
}

fn config(lab: &Lab, server: &str, authority: &str) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    let path = lab.path(&format!("{authority}.pem"));
    roots
        .add(CertificateDer::from_pem_file(path).unwrap())
        .unwrap();
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let chain = CertificateDer::pem_file_iter(lab.path(&format!("{server}.pem"))).unwrap();
    let key = PrivateKeyDer::from_pem_file(lab.path(&format!("{server}.key"))).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(chain.map(Result::unwrap).collect(), key);
    Arc::new(config.unwrap())
}

fn serve(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    asked: &Mutex<Asked>,
    answer: &[u8],
    pause: Option<Duration>,
) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
    let _ = stream.set_nodelay(true);
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(count @ 1..) => head.extend_from_slice(&buffer[..count]),
            // It ends here: the alert goes out with what rustls has left.
            _ => return,
        }
    }
    {
        let mut asked = asked.lock().unwrap();
        asked.heads.push(String::from_utf8(head).unwrap());
        let shown = stream.conn.peer_certificates();
        asked
            .certificates
            .push(shown.map(|chain| chain[0].as_ref().to_vec()));
    }
    match pause {
        None => {
            let _ = stream.write_all(answer);
        }
        Some(pause) => {
            for byte in answer {
                std::thread::sleep(pause);
                if stream
                    .write_all(&[*byte])
                    .and_then(|()| stream.flush())
                    .is_err()
                {
                    return;
                }
            }
        }
    }
    stream.conn.send_close_notify();
    let _ = stream.flush();
    let _ = stream.sock.shutdown(std::net::Shutdown::Write);
    let _ = stream.sock.read(&mut buffer);
}

/// An answer in HTTP.
pub fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}").into_bytes()
}
