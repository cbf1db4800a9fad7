//! The process: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    brs::run(std::env::args_os().skip(1).collect())
}
