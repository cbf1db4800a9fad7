//! Asks STS who is calling, as a program that uses the AWS SDK for Rust does.
//!
//! ```text
//! identity CALLS
//! identity paced
//! ```
//!
//! Prints the caller's ARN once for each call of one client; paced, it makes
//! one call for each line of standard input. A failure is one line on standard
//! error, and exit status 1.
//!
//! The profile, its process and the refresh are the SDK's own. HTTP is brs's:
//! the SDK's client would bring another TLS stack into the build.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints"
)]

use aws_config::BehaviorVersion;
use aws_sdk_sts::error::DisplayErrorContext;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", DisplayErrorContext(&*error));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let calls = std::env::args().nth(1).ok_or("how many calls?")?;
    let turns: Box<dyn Iterator<Item = ()>> = match calls.as_str() {
        "paced" => Box::new(std::io::stdin().lines().map_while(Result::ok).map(drop)),
        calls => Box::new(std::iter::repeat_n((), calls.parse()?)),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(ask(turns))
}

async fn ask(turns: impl Iterator<Item = ()>) -> Result<(), Box<dyn Error>> {
    let http = brs::http::Client::new(None, Duration::from_secs(3));
    let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .http_client(http)
        .load()
        .await;
    let client = aws_sdk_sts::Client::new(&config);
    for () in turns {
        let answer = client.get_caller_identity().send().await?;
        println!("{}", answer.arn().unwrap_or_default());
    }
    Ok(())
}
