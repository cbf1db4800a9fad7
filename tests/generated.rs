//! What is generated and kept: manual pages and completions. `BLESS=1` writes
//! them, a plain run compares.

use brs::cli::{self, manual};
use brs::host::Host;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[expect(clippy::disallowed_methods, reason = "tests have no host")]
fn blessed() -> bool {
    std::env::var_os("BLESS").is_some_and(|bless| bless == "1")
}

/// Compares a generated text with the file that is kept.
#[track_caller]
fn keep(name: &str, text: &str) {
    let path = file(name);
    if blessed() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "{name} is out of step with the program: BLESS=1 cargo test --test generated"
    );
}

#[test]
fn completion_for_bash() {
    let mut text = Vec::new();
    clap_complete::generate(
        clap_complete::Shell::Bash,
        &mut cli::command(),
        "brs",
        &mut text,
    );
    keep("completions/brs.bash", &String::from_utf8(text).unwrap());
}

#[test]
fn manual_pages() {
    let mut root = cli::command();
    root.build();
    let sts = root.find_subcommand("sts").unwrap().clone();
    keep("man/brs.1", &page("brs", root));
    keep(
        "man/brs-sts.1",
        &page(
            "brs-sts",
            sts.name("brs-sts")
                .display_name("brs-sts")
                .bin_name("brs sts"),
        ),
    );
}

/// One page: what the flags say of themselves, then what the manual adds.
fn page(name: &str, command: clap::Command) -> String {
    // Not every word has a page yet; its own help it always has.
    let mut words = String::from(".SH \"SOURCES AND VERBS\"\n");
    for word in command.get_subcommands() {
        let about = word
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default();
        let help = format!("{about}: brs {} --help", word.get_name());
        words.push_str(&format!(
            ".TP\n\\fB{}\\fR\n{}\n",
            word.get_name(),
            roff(&help)
        ));
    }
    let man = clap_mangen::Man::new(command)
        .title(name.to_uppercase())
        .section("1")
        .source(concat!("brs ", env!("CARGO_PKG_VERSION")))
        .manual("brs")
        .date("");
    let mut text = Vec::new();
    man.render_title(&mut text).unwrap();
    man.render_name_section(&mut text).unwrap();
    man.render_synopsis_section(&mut text).unwrap();
    man.render_description_section(&mut text).unwrap();
    man.render_options_section(&mut text).unwrap();
    let mut text = String::from_utf8(text).unwrap();
    if name == "brs" {
        text.push_str(&words);
    }
    for section in manual::sections(name) {
        text.push_str(&format!(".SH \"{}\"\n", section.heading));
        for (term, said) in section.entries {
            match said.is_empty() {
                true => text.push_str(&format!("{}\n", roff(&term))),
                false => text.push_str(&format!(".TP\n\\fB{}\\fR\n{}\n", roff(&term), roff(&said))),
            }
        }
    }
    text
}

/// Text as roff takes it.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    match text.starts_with(['.', '\'']) {
        true => format!("\\&{text}"),
        false => text,
    }
}

/// Every command line of brs in a text: in code blocks, and as the value of
/// credential_process.
fn command_lines(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
            continue;
        }
        let line = line.trim();
        let line = line.strip_prefix("$ ").unwrap_or(line);
        let line = line.strip_prefix("credential_process = ").unwrap_or(line);
        // NAME=$(brs …) && …
        let line = line.split_once("=$(").map_or(line, |(_, inner)| {
            inner.split(") &&").next().unwrap_or_default()
        });
        let program = line.split(' ').next().unwrap_or_default();
        if inside && (program == "brs" || program.ends_with("/brs")) {
            found.push(line.to_owned());
        }
    }
    found
}

#[test]
fn every_command_line_in_the_readme_parses() {
    let readme = fs::read_to_string(file("README.md")).unwrap();
    let lines = command_lines(&readme);
    assert!(lines.len() >= 5, "{lines:?}");
    assert!(
        lines.iter().any(|line| line.ends_with("--output env")),
        "{lines:?}"
    );
    for line in lines {
        let words = shlex_split(&line);
        let arguments: Vec<OsString> = words.into_iter().skip(1).map(Into::into).collect();
        if let Err(error) = cli::parse(&arguments, &Host::new()) {
            panic!("{line}: {error}");
        }
    }
}

/// Splits as a shell does, up to a comment.
fn shlex_split(line: &str) -> Vec<String> {
    let line = line.split(" # ").next().unwrap_or(line);
    shlex::split(line).expect("a line that a shell takes")
}

#[test]
fn the_table_of_variables_is_in_the_manual() {
    let page = fs::read_to_string(file("man/brs.1")).unwrap();
    for variable in brs::host::Variable::ALL {
        assert!(
            page.contains(&format!("\\fB{}\\fR", variable.name())),
            "{variable:?}"
        );
    }
}
