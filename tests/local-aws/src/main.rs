//! The server as a program, for demonstrations and benchmarks.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::thread;
use std::time::Duration;

use local_aws::{LocalAws, Role};
use serde_json::{Value, json};

const USAGE: &str = "usage: local-aws [--port N] [--tls --dir DIR] [--delay-ms N] \
                     [--lifetime SECONDS] [--until-eof]";
const ROLES: &str = "arn:aws:iam::123456789012:role";

#[derive(Default)]
struct Options {
    delay: Duration,
    dir: Option<PathBuf>,
    lifetime: Option<i64>,
    port: u16,
    tls: bool,
    until_eof: bool,
}

fn main() -> ExitCode {
    let served = match parse(env::args().skip(1)) {
        Some(options) => serve(&options),
        None => Err(io::Error::new(io::ErrorKind::InvalidInput, USAGE)),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let misused = error.kind() == io::ErrorKind::InvalidInput;
            // Nobody is left to be told when stderr is closed too.
            let _ = writeln!(io::stderr(), "local-aws: error: {error}");
            ExitCode::from(if misused { 2 } else { 1 })
        }
    }
}

fn serve(options: &Options) -> io::Result<()> {
    let aws = LocalAws::start_on(options.port, options.tls);
    aws.set_delay(options.delay);
    aws.set_lifetime(options.lifetime);
    let demo = aws.user("demo");
    let role_arn = format!("{ROLES}/Demo");
    aws.role(Role::new(role_arn.as_str()));
    aws.role(Role::new(format!("{ROLES}/Mfa")).mfa());
    aws.role(Role::new(format!("{ROLES}/Hop")));

    let ca = match &options.dir {
        Some(dir) if options.tls => {
            fs::create_dir_all(dir)?;
            let path = dir.join("ca.pem");
            fs::write(&path, aws.ca_pem())?;
            json!(path.to_string_lossy())
        }
        _ => Value::Null,
    };
    let mfa_serial = "arn:aws:iam::123456789012:mfa/demo";
    let ready = json!({
        "url": aws.url(),
        "ca": ca,
        "access_key_id": demo.access_key_id,
        "secret_access_key": demo.secret_access_key,
        "role_arn": role_arn,
        "mfa_serial": mfa_serial,
        "totp_seed": aws.totp_seed_base32(mfa_serial),
        "pid": process::id(),
    });
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{ready}")?;
    stdout.flush()?;
    drop(stdout);

    if options.until_eof {
        io::copy(&mut io::stdin().lock(), &mut io::sink())?;
        return Ok(());
    }
    loop {
        thread::park();
    }
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--delay-ms" => options.delay = Duration::from_millis(arguments.next()?.parse().ok()?),
            "--dir" => options.dir = Some(arguments.next()?.into()),
            "--lifetime" => options.lifetime = Some(arguments.next()?.parse().ok()?),
            "--port" => options.port = arguments.next()?.parse().ok()?,
            "--tls" => options.tls = true,
            "--until-eof" => options.until_eof = true,
            _ => return None,
        }
    }
    // An authority that nobody can read is one that nobody can trust.
    (options.dir.is_some() || !options.tls).then_some(options)
}
