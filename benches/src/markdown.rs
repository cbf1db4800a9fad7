//! Figures as a reader of a Markdown table wants them.

/// Prints a table: its heading, then its rows.
pub fn table(heading: &[&str], rows: &[Vec<String>]) {
    println!("\n| {} |", heading.join(" | "));
    println!("|{}", "---|".repeat(heading.len()));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
}

/// How many times as much as the first.
pub fn ratio(value: f64, first: f64) -> String {
    match value / first {
        ratio if ratio < 9.95 => format!("{ratio:.2}"),
        ratio => format!("{ratio:.0}"),
    }
}

/// A time that was measured in seconds.
pub fn time(seconds: f64) -> String {
    match seconds * 1e3 {
        ms if ms < 9.95 => format!("{ms:.2} ms"),
        ms if ms < 99.5 => format!("{ms:.1} ms"),
        ms => format!("{ms:.0} ms"),
    }
}

/// A size that was measured in KiB.
pub fn size(kib: f64) -> String {
    match kib * 1024.0 / 1e6 {
        mb if mb < 9.95 => format!("{mb:.1} MB"),
        mb => format!("{mb:.0} MB"),
    }
}
