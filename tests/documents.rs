//! What the documents say of the project is so: the tests and files that they
//! name exist.

use std::fs;
use std::path::Path;

/// The tests that the rows of a document's tables name, with the file that
/// stands before each.
fn named(text: &str) -> Vec<(&str, &str)> {
    let rows = text.lines().filter(|line| line.starts_with('|'));
    rows.flat_map(|row| {
        let mut file = "";
        // Between backticks is every other part.
        let spans = row.split('`').skip(1).step_by(2);
        spans.filter_map(move |span| {
            if span.ends_with(".rs") {
                file = span;
                return None;
            }
            (!file.is_empty()).then_some((file, span))
        })
    })
    .collect()
}

/// What a named test lacks, if anything.
fn missing(file: &str, test: &str, text: &str) -> Option<String> {
    let head = format!("fn {test}(");
    let at = text
        .lines()
        .position(|line| line.trim_start().starts_with(&head));
    let lines: Vec<&str> = text.lines().collect();
    let is_test = at.is_some_and(|at| {
        let above = lines[..at].iter().rev().map(|line| line.trim_start());
        let mut attributes = above.take_while(|line| line.starts_with("#["));
        attributes.any(|line| line == "#[test]")
    });
    (!is_test).then(|| format!("there is no test {test} in {file}"))
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn every_promise_is_held_by_tests_that_exist() {
    let text = read("SECURITY.md");
    let promises = named(&text);
    assert!(promises.len() > 50, "{promises:?}");
    let lacking: Vec<String> = promises
        .iter()
        .filter_map(|(file, test)| missing(file, test, &read(file)))
        .collect();
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn no_promise_stands_without_a_test() {
    let text = read("SECURITY.md");
    let rows = text
        .lines()
        .skip_while(|line| *line != "| promise | held by |")
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let bare: Vec<&str> = rows.filter(|row| named(row).is_empty()).collect();
    assert_eq!(bare, [""; 0]);
    assert!(text.contains("| promise | held by |\n|---|---|\n"));
}

#[test]
fn every_file_that_is_named_is_there() {
    let documents = ["README.md", "SECURITY.md", "CONTRIBUTING.md"];
    let mut count = 0;
    for document in documents {
        let text = read(document);
        for span in text.split('`').skip(1).step_by(2) {
            let is_ours = ["src/", "tests/", "benches/", "scripts/"]
                .iter()
                .any(|place| span.starts_with(place));
            if is_ours || (span.ends_with(".md") || span.ends_with(".toml")) {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(span);
                assert!(path.exists(), "{document} names {span}");
                count += 1;
            }
        }
    }
    assert!(count > 40, "{count}");
}

#[test]
fn a_test_that_does_not_exist_is_noticed() {
    let row = "| It holds. | `tests/a.rs` `one` `two` `src/b.rs` `three` |";
    assert_eq!(
        named(row),
        [
            ("tests/a.rs", "one"),
            ("tests/a.rs", "two"),
            ("src/b.rs", "three")
        ]
    );
    let file = "#[test]\n#[expect(dead_code)]\nfn one() {}\n\nfn two() {}\n";
    assert_eq!(missing("tests/a.rs", "one", file), None);
    for test in ["two", "on", "three"] {
        let said = format!("there is no test {test} in tests/a.rs");
        assert_eq!(missing("tests/a.rs", test, file), Some(said));
    }
}
