//! What brs costs, as tables of Markdown: the runs of the programs that are
//! compared are interleaved, ratios first.
//!
//! `benches alone|peers|device [RUNS]`: beside cat and curl, each program timed
//! RUNS times, 300 by default; or beside its peers in target/peers, which take
//! longer, a twentieth of that; or as a device, a tenth.

mod alone;
mod comparison;
mod device;
mod home;
mod markdown;
mod measure;
mod peers;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runs = match arguments.get(1).map(|runs| runs.parse()) {
        Some(Ok(runs)) if runs > 0 => runs,
        None => 300_usize,
        _ => return misused(),
    };
    let brs = Path::new("target/release/brs")
        .canonicalize()
        .expect("brs has been built");
    match arguments.first().map(String::as_str) {
        Some("alone") => {
            let size = brs.metadata().expect("it is there").len();
            println!("{}; brs has {size} bytes", machine());
            alone::report(&brs, runs);
        }
        Some("peers") => comparison::report(&brs, runs.div_ceil(20)),
        Some("device") => device::report(&brs, runs.div_ceil(10)),
        _ => return misused(),
    }
    ExitCode::SUCCESS
}

fn misused() -> ExitCode {
    eprintln!("usage: benches alone|peers|device [RUNS]");
    ExitCode::from(2)
}

/// Processor and kernel, as the system names them.
fn machine() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{model}, {cores} cores, Linux {}", kernel.trim())
}
