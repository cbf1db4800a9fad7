//! What a device pays for credentials of AWS IoT: brs beside the Python
//! package's way through awscrt, and beside curl, over the same nginx.

use crate::markdown::{ratio, size, table, time};
use crate::measure::{Row, median, peak_memory, processor_time, times};
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
const PYTHON: &str = "target/peers/boto3-refresh-session-iot/bin/python";
const PIN: &str = "271828";
/// Credentials that end later than any run of this.
const DOCUMENT: &str = r#"{"credentials":{"accessKeyId":"ASIAEXAMPLE000000001","secretAccessKey":"secret","sessionToken":"token","expiration":"EXPIRATION"}}"#;

/// What Python runs: endpoint, certificate, authority, key, module.
const REFRESH: &str = "import sys
from boto3_refresh_session import RefreshableSession
endpoint, certificate, ca, key, module = sys.argv[1:]
if module:
    key = {'pkcs11': {'pkcs11_lib': module, 'user_pin': 'PIN', 'token_label': 'device', 'private_key_label': key}}
else:
    key = {'private_key': key}
session = RefreshableSession(method='iot', endpoint=endpoint, role_alias='Reader',
    certificate=certificate, ca=ca, region_name='eu-west-1', **key)
print(session.credentials['access_key'])
";

/// Prints the table.
pub fn report(brs: &Path, runs: usize) {
    let lab = Lab::new();
    let mut table_rows = Vec::new();
    for (kind, name) in [("rsa", "RSA-2048"), ("p256", "P-256")] {
        let mut rows = vec![
            Row::new("brs, key in a file", lab.brs(brs, kind, false)),
            Row::new("brs, key on a token", lab.brs(brs, kind, true)),
            Row::new("`curl --cert --key`", lab.curl(kind)),
        ];
        rows.push(Row::new(
            "the module alone: load, log in, sign once",
            lab.module_alone(kind),
        ));
        match Path::new(PYTHON).canonicalize() {
            Ok(_) => {
                let file = Row::new("boto3-refresh-session, file", lab.python(kind, false));
                let token = Row::new("boto3-refresh-session, token", lab.python(kind, true));
                rows.extend([file, token]);
            }
            Err(_) => eprintln!("benches: boto3-refresh-session is left out: it is not installed"),
        }
        rows.retain(|row| {
            let (succeeded, told) = row.run();
            if !succeeded {
                let reason = told.trim().lines().last().unwrap_or_default();
                eprintln!("benches: {} with {name} is left out: {reason}", row.name);
            }
            succeeded
        });
        let taken = times(&rows.iter().collect::<Vec<_>>(), runs);
        for (row, own) in rows.iter().zip(&taken) {
            table_rows.push(vec![
                format!("{}, {name}", row.name),
                ratio(median(own), median(&taken[0])),
                time(median(own)),
                time(processor_time(row)),
                size(peak_memory(row)),
            ]);
        }
    }
    table(
        &[
            "credentials of AWS IoT, nothing cached",
            "ratio",
            "wall",
            "processor",
            "peak memory",
        ],
        &table_rows,
    );
}

/// Certificates, a token and nginx.
struct Lab {
    directory: TempDir,
    nginx: Child,
    endpoint: String,
}

impl Lab {
    fn new() -> Self {
        let directory = TempDir::new().expect("a temporary directory");
        let root = directory.path().to_str().expect("it is text").to_owned();
        let shell = |script: &str| {
            let status = Command::new("bash")
                .args(["-euc", script])
                .current_dir(&root)
                .env("SOFTHSM2_CONF", format!("{root}/softhsm2.conf"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            assert!(status.expect("bash is installed").success(), "{script}");
        };
        let source = std::path::absolute("benches/src/sign.c").expect("a working directory");
        shell(&format!("cc -O2 -w -o sign {}", source.display()));
        shell(&format!(
            "mkdir tokens nginx
             printf 'directories.tokendir = {root}/tokens\\n' > softhsm2.conf
             printf {PIN} > pin; chmod 600 pin
             ec='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
             openssl req -x509 $ec -keyout ca.key -out ca.pem -days 2 -subj /CN=authority
             sign() {{ openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out $1.pem -extfile <(printf \"$2\"); }}
             openssl req $ec -keyout server.key -out server.csr -subj /CN=localhost
             sign server subjectAltName=DNS:localhost
             openssl req $ec -keyout p256.key -out p256.csr -subj /CN=device
             openssl req -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.csr -subj /CN=device
             softhsm2-util --init-token --free --label device --pin {PIN} --so-pin 31415926
             for kind in p256 rsa; do
                 sign $kind basicConstraints=CA:FALSE
                 openssl pkcs8 -topk8 -nocrypt -in $kind.key -out $kind.p8
                 id=01; [ $kind = rsa ] && id=02
                 softhsm2-util --import $kind.p8 --token device --label $kind --id $id --pin {PIN}
             done"
        ));
        let expiration = Command::new("date")
            .args(["-u", "-d", "+6 hours", "+%Y-%m-%dT%H:%M:%SZ"])
            .output()
            .expect("date is installed");
        let expiration = String::from_utf8_lossy(&expiration.stdout);
        let document = DOCUMENT.replace("EXPIRATION", expiration.trim());
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let configuration = format!(
            "daemon off; master_process off; pid nginx/pid; error_log nginx/error.log;
             events {{ worker_connections 256; }}
             http {{
               access_log off; client_body_temp_path nginx/body; proxy_temp_path nginx/proxy;
               fastcgi_temp_path nginx/fastcgi; uwsgi_temp_path nginx/uwsgi; scgi_temp_path nginx/scgi;
               server {{
                 listen 127.0.0.1:{port} ssl; ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache off; ssl_session_tickets off;
                 ssl_certificate {root}/server.pem; ssl_certificate_key {root}/server.key;
                 ssl_client_certificate {root}/ca.pem; ssl_verify_client on;
                 location ~ /role-aliases/Reader/credentials$ {{ return 200 '{document}'; }}
               }}
             }}\n"
        );
        fs::write(directory.path().join("nginx.conf"), configuration).expect("it can be written");
        let nginx = Command::new("/usr/sbin/nginx")
            .args(["-p", &root, "-c", "nginx.conf"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx is installed");
        let lab = Self {
            directory,
            nginx,
            endpoint: format!("localhost:{port}"),
        };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return lab;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("nginx does not listen");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn command(&self, program: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(words)
            .current_dir(self.directory.path())
            .env("HOME", self.directory.path())
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("SOFTHSM2_CONF", self.path("softhsm2.conf"));
        command
    }

    fn brs(&self, brs: &Path, kind: &str, on_token: bool) -> Command {
        let certificate = format!("{kind}.pem");
        let key = format!("{kind}.key");
        let fixed = [
            "iot",
            "--endpoint",
            &self.endpoint,
            "--role-alias",
            "Reader",
        ];
        let device = ["--cert", &certificate, "--ca", "ca.pem", "--force-refresh"];
        let key: &[&str] = match on_token {
            true => &[
                "--pkcs11-lib",
                MODULE,
                "--key-label",
                kind,
                "--pin-file",
                "pin",
            ],
            false => &["--key", &key],
        };
        self.command(brs, &[&fixed[..], &device, key].concat())
    }

    fn curl(&self, kind: &str) -> Command {
        let url = format!("https://{}/role-aliases/Reader/credentials", self.endpoint);
        let files = [format!("{kind}.pem"), format!("{kind}.key")];
        let words = [
            "--silent", "--fail", "--cacert", "ca.pem", "--cert", &files[0],
        ];
        let more = ["--key", &files[1], &url];
        self.command(Path::new("curl"), &[&words[..], &more].concat())
    }

    fn module_alone(&self, kind: &str) -> Command {
        let id = match kind {
            "rsa" => "2",
            _ => "1",
        };
        self.command(&self.path("sign"), &[MODULE, PIN, id, kind])
    }

    fn python(&self, kind: &str, on_token: bool) -> Command {
        let python = std::path::absolute(PYTHON).expect("there is a working directory");
        // It wants these letters somewhere in its endpoint, and looks no further.
        let endpoint = format!("{}/x.credentials.iot.", self.endpoint);
        let certificate = format!("{kind}.pem");
        let script = REFRESH.replace("PIN", PIN);
        let key = format!("{kind}.key");
        let (key, module) = match on_token {
            true => (kind, MODULE),
            false => (key.as_str(), ""),
        };
        self.command(
            &python,
            &[
                "-c",
                &script,
                &endpoint,
                &certificate,
                "ca.pem",
                key,
                module,
            ],
        )
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _ = self.nginx.kill();
        let _ = self.nginx.wait();
    }
}
