//! What brs costs beside programs that everybody has.

use crate::home::Home;
use crate::markdown::{ratio, size, table, time};
use crate::measure::{Row, instructions, median, peak_memory, times};
use std::path::Path;
use std::time::Duration;

/// Prints the tables of a hit and of a cold run.
pub fn report(brs: &Path, runs: usize) {
    let few = Home::warm(brs, 2);
    let many = Home::warm(brs, 500);
    let rows = [
        Row::new("`cat` of the same line", few.command("cat", &["line"])),
        Row::new("brs, 2 profiles in the config", few.brs(brs, &[])),
        Row::new("brs, 500 profiles in the config", many.brs(brs, &[])),
        Row::new("`true`", few.command("true", &[])),
    ];
    let taken = times(&rows.each_ref(), runs);
    let (heading, mut hits) = beside_the_first("a cache hit", &rows, &taken);
    for (row, cells) in rows.iter().zip(&mut hits) {
        // Memory first: counting leaves a link behind that is valgrind's.
        let memory = peak_memory(row);
        cells.extend([instructions(row), size(memory)]);
    }
    table(
        &[&heading[..], &["instructions", "peak memory"]].concat(),
        &hits,
    );

    let more = [
        Row::new("a hit whose link is missing", few.brs(brs, &["-v"])),
        Row::new(
            "refusing a command line after parsing it",
            few.brs(brs, &["--min-ttl", "2h"]),
        ),
    ];
    let more = more.map(|row| vec![row.name.to_owned(), instructions(&row)]);
    table(&["brs besides", "instructions"], &more);

    let home = Home::cold(Duration::ZERO);
    let rows = [
        Row::new("`curl --aws-sigv4 --cacert`", home.curl()),
        Row::new(
            "brs, lock, state, fsync of the entry and all",
            home.brs(brs, &["--force-refresh"]),
        ),
    ];
    let taken = times(&rows.each_ref(), runs.div_ceil(3));
    let name = "a cold AssumeRole over TLS, process start to exit";
    let (heading, mut cold) = beside_the_first(name, &rows, &taken);
    for (row, cells) in rows.iter().zip(&mut cold) {
        cells.push(size(peak_memory(row)));
    }
    table(&[&heading[..], &["peak memory"]].concat(), &cold);
}

/// The times of all beside those of the first: the median, and the least,
/// which a busy neighbour disturbs less.
fn beside_the_first<'a>(
    name: &'a str,
    rows: &[Row],
    taken: &[Vec<f64>],
) -> ([&'a str; 4], Vec<Vec<String>>) {
    let least = |taken: &[f64]| taken.iter().copied().fold(f64::INFINITY, f64::min);
    let cells = rows.iter().zip(taken).map(|(row, own)| {
        vec![
            row.name.to_owned(),
            ratio(median(own), median(&taken[0])),
            ratio(least(own), least(&taken[0])),
            time(median(own)),
        ]
    });
    ([name, "ratio", "of the least", "median"], cells.collect())
}
