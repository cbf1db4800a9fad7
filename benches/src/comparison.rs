//! brs beside its peers, as far as they are installed.

use crate::home::Home;
use crate::markdown::{ratio, size, table, time};
use crate::measure::{Row, crowd, median, peak_memory, times};
use crate::peers::{PEERS, Peer, command, furnish};
use std::path::Path;
use std::time::Duration;

/// How many processes come at once, how late STS answers them, how often.
const CROWD: usize = 8;
const MANY: usize = 200;
const LATE: Duration = Duration::from_millis(300);
const CROWDS: usize = 5;

/// A figure of each peer, where it has one.
struct Column {
    heading: &'static str,
    show: fn(f64) -> String,
    values: Vec<Option<f64>>,
}

impl Column {
    /// The ratio to the first, and where asked for the figure itself.
    fn cell(&self, peer: usize, whole: bool) -> String {
        match (self.values[peer], self.values[0]) {
            (Some(own), Some(first)) if whole => {
                format!("{} ({})", ratio(own, first), (self.show)(own))
            }
            (Some(own), Some(first)) => ratio(own, first),
            _ => "—".to_owned(),
        }
    }
}

/// Prints the table of all figures, that of crowds, and a short one of both.
pub fn report(brs: &Path, runs: usize) {
    let bench = Bench::new(brs);
    let columns = [
        bench.times("start", runs, |peer| bench.start(peer)),
        bench.times("credentials cached", runs, |peer| bench.cached(peer)),
        bench.times("asking STS", runs, |peer| bench.asking(&bench.prompt, peer)),
        bench.column("peak memory", size, |peer| {
            let row = bench.asking(&bench.prompt, peer);
            let row = row.or_else(|| bench.start(peer))?;
            Some(peak_memory(&row))
        }),
        bench.column("on disk", size, |peer| bench.on_disk(peer)),
    ];
    let headings = columns.each_ref().map(|column| column.heading);
    let line = |peer: usize, columns: &[Column], whole: bool| -> Vec<String> {
        let cells = columns.iter().map(|column| column.cell(peer, whole));
        [bench.peers[peer].title()]
            .into_iter()
            .chain(cells)
            .collect()
    };
    let every = 0..bench.peers.len();
    let rows: Vec<_> = every
        .clone()
        .map(|peer| line(peer, &columns, true))
        .collect();
    table(&[&["ratio"], &headings[..]].concat(), &rows);

    let crowds: Vec<(usize, Crowd)> = every
        .filter_map(|peer| Some((peer, bench.crowd(bench.peers[peer], CROWD)?)))
        .collect();
    let (_, first) = &crowds[0];
    let mut rows: Vec<_> = crowds
        .iter()
        .map(|(peer, crowd)| crowd.line(bench.peers[*peer].title(), first))
        .collect();
    if let Some(many) = bench.crowd(bench.peers[0], MANY) {
        rows.push(many.line(format!("brs, {MANY} at once"), first));
    }
    let heading = format!("{CROWD} at once, STS late by {} ms", LATE.as_millis());
    let heading = [&heading, "ratio", "wall", "AssumeRole calls", "succeeded"];
    table(&heading, &rows);

    let rows: Vec<_> = crowds
        .iter()
        .map(|(peer, crowd)| {
            let mut cells = line(*peer, &columns[1..], *peer == 0);
            cells.push(range(&crowd.calls));
            cells
        })
        .collect();
    let calls = format!("calls of {CROWD} at once");
    table(&[&["ratio"], &headings[1..], &[&calls]].concat(), &rows);
}

/// Homes with all that a peer wants, and the peers that work in them.
struct Bench<'a> {
    brs: &'a Path,
    prompt: Home,
    late: Home,
    peers: Vec<&'static Peer>,
}

impl<'a> Bench<'a> {
    fn new(brs: &'a Path) -> Self {
        let mut bench = Self {
            brs,
            prompt: Home::cold(Duration::ZERO),
            late: Home::cold(LATE),
            peers: Vec::new(),
        };
        for home in [&bench.prompt, &bench.late] {
            furnish(home, brs);
        }
        bench.prompt.settle();
        bench.peers = PEERS.iter().filter(|peer| bench.works(peer)).collect();
        bench
    }

    fn works(&self, peer: &Peer) -> bool {
        let ours = peer.directory.is_empty();
        if !ours && peer.noted("version").is_none() {
            eprintln!("benches: {} is left out: it is not installed", peer.name);
            return false;
        }
        let rows = [self.start(peer), self.asking(&self.prompt, peer)];
        for (succeeded, told) in rows.iter().flatten().map(Row::run) {
            if !succeeded {
                let reason = told.trim().lines().last().unwrap_or_default();
                assert!(!ours, "brs does not work: {reason}");
                eprintln!(
                    "benches: {} is left out: it does not work: {reason}",
                    peer.name
                );
                return false;
            }
        }
        true
    }

    fn start(&self, peer: &Peer) -> Option<Row> {
        let command = command(&self.prompt, self.brs, peer.start)?;
        Some(Row::new(peer.name, command))
    }

    fn asking(&self, home: &Home, peer: &Peer) -> Option<Row> {
        let command = command(home, self.brs, peer.obtain)?;
        Some(Row::forgetting(peer.name, command, home.caches()))
    }

    /// Nothing where a second run calls AssumeRole again.
    fn cached(&self, peer: &Peer) -> Option<Row> {
        let row = Row::new(peer.name, command(&self.prompt, self.brs, peer.obtain)?);
        row.run();
        let before = self.prompt.calls("AssumeRole");
        row.run();
        (self.prompt.calls("AssumeRole") == before).then_some(row)
    }

    fn on_disk(&self, peer: &Peer) -> Option<f64> {
        if peer.directory.is_empty() {
            return Some(self.brs.metadata().ok()?.len() as f64 / 1024.0);
        }
        if peer.start.is_empty() {
            return None;
        }
        peer.noted("size")?.parse().ok()
    }

    fn column(
        &self,
        heading: &'static str,
        show: fn(f64) -> String,
        value: impl Fn(&Peer) -> Option<f64>,
    ) -> Column {
        let values = self.peers.iter().map(|peer| value(peer)).collect();
        Column {
            heading,
            show,
            values,
        }
    }

    fn times(
        &self,
        heading: &'static str,
        runs: usize,
        row: impl Fn(&Peer) -> Option<Row>,
    ) -> Column {
        let rows: Vec<Option<Row>> = self.peers.iter().map(|peer| row(peer)).collect();
        let timed: Vec<&Row> = rows.iter().flatten().collect();
        let mut taken = times(&timed, runs).into_iter();
        let mut next = |row: &Option<Row>| {
            row.as_ref()?;
            taken.next().map(|own| median(&own))
        };
        Column {
            heading,
            show: time,
            values: rows.iter().map(&mut next).collect(),
        }
    }

    fn crowd(&self, peer: &Peer, size: usize) -> Option<Crowd> {
        let row = self.asking(&self.late, peer)?;
        let mut seen = Crowd {
            size,
            walls: Vec::new(),
            calls: Vec::new(),
            succeeded: Vec::new(),
        };
        for _ in 0..CROWDS {
            let before = self.late.calls("AssumeRole");
            let (wall, succeeded) = crowd(&row, size);
            seen.walls.push(wall);
            seen.calls.push(self.late.calls("AssumeRole") - before);
            seen.succeeded.push(succeeded as u64);
        }
        Some(seen)
    }
}

/// What became of some crowds of one size.
struct Crowd {
    size: usize,
    walls: Vec<f64>,
    calls: Vec<u64>,
    succeeded: Vec<u64>,
}

impl Crowd {
    fn line(&self, name: String, first: &Self) -> Vec<String> {
        let wall = median(&self.walls);
        vec![
            name,
            ratio(wall, median(&first.walls)),
            time(wall),
            range(&self.calls),
            format!("{} of {}", range(&self.succeeded), self.size),
        ]
    }
}

/// All numbers there were, as one or as from and to.
fn range(numbers: &[u64]) -> String {
    match (numbers.iter().min(), numbers.iter().max()) {
        (Some(least), Some(most)) if least != most => format!("{least} to {most}"),
        (Some(only), _) => only.to_string(),
        _ => "—".to_owned(),
    }
}
