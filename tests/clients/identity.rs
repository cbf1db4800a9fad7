//! Asks STS who is calling, as a program that uses the AWS SDK for Rust does.
//!
//! ```text
//! identity CALLS [paced]
//! ```
//!
//! Prints the caller's ARN once for each call of one client; where it is paced,
//! it waits for a line between two calls. A failure is one line on standard
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
    let mut arguments = std::env::args().skip(1);
    let calls: usize = arguments.next().ok_or("how many calls?")?.parse()?;
    let paced = arguments.next().as_deref() == Some("paced");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(ask(calls, paced))
}

async fn ask(calls: usize, paced: bool) -> Result<(), Box<dyn Error>> {
    let http = brs::http::Client::new(None, Duration::from_secs(3));
    let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .http_client(http)
        .load()
        .await;
    let client = aws_sdk_sts::Client::new(&config);
    for call in 0..calls {
        if paced && call > 0 {
            std::io::stdin().read_line(&mut String::new())?;
        }
        let answer = client.get_caller_identity().send().await?;
        println!("{}", answer.arn().unwrap_or_default());
    }
    Ok(())
}
