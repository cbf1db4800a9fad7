//! What brs costs, beside programs that everybody has: all in one run, the
//! runs of the programs interleaved, ratios first.
//!
//! `benches [RUNS]`: how often each program is timed, 300 by default.

mod home;
mod measure;

use home::Home;
use measure::{Row, instructions, peak_memory, table, times};
use std::path::Path;

fn main() {
    let runs = std::env::args()
        .nth(1)
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(300);
    let brs = Path::new("target/release/brs")
        .canonicalize()
        .expect("brs has been built");
    println!("machine: {}", machine());
    println!(
        "brs: {} bytes, stripped",
        brs.metadata().expect("it is there").len()
    );

    let few = Home::warm(&brs, 2);
    let many = Home::warm(&brs, 500);
    let hit = [
        Row::new("cat LINE", few.command("cat", &["line"])),
        Row::new("brs, hit, 2 profiles", few.brs(&brs, &[])),
        Row::new("brs, hit, 500 profiles", many.brs(&brs, &[])),
        Row::new("true", few.command("true", &[])),
    ];
    println!("\na cache hit beside cat of the same line ({runs} runs each, interleaved)");
    table(&times(&hit, runs));

    println!("\nuser instructions (callgrind), peak memory (GNU time)");
    let unlinked = Row::new("brs, hit without its link", few.brs(&brs, &["-v"]));
    let misused = Row::new("brs, parse and refuse", few.brs(&brs, &["--min-ttl", "2h"]));
    for row in hit.iter().chain([&unlinked, &misused]) {
        // Memory first: counting leaves a link behind that is valgrind's.
        let memory = peak_memory(row);
        let counted = instructions(row);
        println!("{:32} {counted:>9} instructions {memory:>6} KiB", row.name);
    }

    let cold = Home::cold();
    let rows = [
        Row::new("curl --aws-sigv4 --cacert", cold.curl()),
        Row::new("brs, cold, TLS", cold.brs(&brs, &["--force-refresh"])),
    ];
    let runs = runs.div_ceil(3);
    println!("\na cold AssumeRole over TLS, process start to exit ({runs} runs each, interleaved)");
    table(&times(&rows, runs));
    println!("peak memory of the cold run: {} KiB", peak_memory(&rows[1]));
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
