//! Runs that are refused: one line, nobody asked, nothing written.

use super::{Brs, Outcome, ROLE};
use local_aws::LocalAws;
use std::fs;
use std::path::{Path, PathBuf};

/// Everything in the home, with its contents.
pub fn listing(directory: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut paths = vec![directory.to_owned()];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|file| file.unwrap().path()),
            );
            found.push((path, Vec::new()));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

/// A run that fails with these lines, asks nobody and writes nothing.
#[track_caller]
pub fn refuses(aws: &LocalAws, brs: &Brs, run: impl FnOnce() -> Outcome, code: i32, said: &str) {
    let before = listing(&brs.path(""));
    let outcome = run();
    let home = brs.path("");
    let home = home.to_str().unwrap().trim_end_matches('/');
    let shown = Outcome {
        stderr: outcome.stderr.replace(home, "~").replace(ROLE, "ROLE"),
        ..outcome
    };
    let mut said = said.lines();
    let mut lines = format!("brs: error: {}\n", said.next().unwrap());
    said.for_each(|hint| lines += &format!("brs: hint: {hint}\n"));
    shown.fails(code, &lines);
    shown.fails_saying(code, &[]);
    assert_eq!(aws.connections(), 0);
    assert_eq!(listing(&brs.path("")), before);
}
