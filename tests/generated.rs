//! What is generated and kept, and what the program carries of it: manual pages
//! and completions. `BLESS=1` writes them, a plain run compares. After `BLESS=1`
//! run it twice: the program has the texts of the files it was built from.

#[path = "support/roff.rs"]
mod roff;

use brs::cli::{self, manual};
use brs::commands::{MAIN_PAGE, PAGES, SHELLS};
use brs::host::Host;
use clap::{Arg, Command, ValueHint};
use clap_complete::Shell;
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

/// The grammar, with every word's flags.
fn grammar() -> Command {
    let mut root = cli::command();
    root.build();
    root
}

/// The grammar as the generators of completions understand it. A value is the
/// name of a file only where its flag says so, and the words that an argument
/// can be are words, which all shells complete; but for `brs man man`, which
/// fish takes for the word that is there already.
fn completed(command: &Command) -> Command {
    let words = command
        .get_positionals()
        .flat_map(Arg::get_possible_values)
        .filter(|word| word.get_name() != command.get_name())
        .map(|word| quiet(word.get_name()))
        .collect::<Vec<_>>();
    let flags = command.get_arguments().filter(|flag| !flag.is_positional());
    let flags = flags.map(|flag| match flag.get_value_hint() {
        ValueHint::Unknown if flag.get_action().takes_values() => {
            flag.clone().value_hint(ValueHint::Other)
        }
        _ => flag.clone(),
    });
    let about = command.get_about().cloned().unwrap_or_default();
    quiet(command.get_name())
        .about(about)
        .args(flags)
        .subcommands(words)
        .subcommands(command.get_subcommands().map(completed))
}

/// A word with no flags but its own.
fn quiet(word: &str) -> Command {
    // clap keeps names for ever, and so does this run.
    let word: &'static str = word.to_owned().leak();
    Command::new(word)
        .version("")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
}

const NO_FILES_IN_FISH: &str = "# Nothing is the name of a file unless its flag says so.
complete -c brs -f
";

/// bash hands over `--flag=value` as three words, which the generator of its
/// script does not know.
fn knows_equals_signs(script: &str) -> String {
    let (before, behind) = script
        .split_once("    prev=\"$3\"\n")
        .expect("the script looks as it did");
    format!(
        r#"{before}    prev="$3"
    # --flag=value is three words here.
    if [[ "${{COMP_WORDS[COMP_CWORD]}}" == "=" ]]; then
        cur=""
    elif [[ "${{prev}}" == "=" ]]; then
        prev="${{COMP_WORDS[COMP_CWORD-2]}}"
    fi
{behind}"#
    )
}

/// The generator of elvish's script knows words and flags only; and a word
/// that it does not know is an error there.
fn knows_values(script: &str, root: &Command) -> String {
    let before = script
        .strip_suffix("    $completions[$command]\n}\n")
        .expect("the script looks as it did");
    let mut values = String::new();
    let mut commands = vec![("brs".to_owned(), root)];
    while let Some((words, command)) = commands.pop() {
        for flag in command.get_opts() {
            let known = flag.get_possible_values();
            let known: Vec<&str> = known.iter().map(|value| value.get_name()).collect();
            let offer = match (known.as_slice(), flag.get_value_hint()) {
                ([], ValueHint::FilePath) => "edit:complete-filename $@words ".to_owned(),
                ([], ValueHint::DirPath) => "directories ".to_owned(),
                ([], _) => String::new(),
                (known, _) => format!("put {} ", known.join(" ")),
            };
            let long = flag.get_long().unwrap();
            values.push_str(&format!("        &'{words} --{long}'= {{ {offer}}}\n"));
        }
        for below in command.get_subcommands() {
            commands.push((format!("{words};{}", below.get_name()), below));
        }
    }
    format!(
        "{before}    fn directories {{
        edit:complete-filename $@words | each {{|found|
            if (str:has-suffix $found[stem] '/') {{ put $found }}
        }}
    }}
    # What a flag wants stands behind it.
    var values = [
{values}    ]
    var asked = $command' '$words[-2]
    if (has-key $values $asked) {{
        $values[$asked]
    }} elif (has-key $completions $command) {{
        $completions[$command]
    }}
}}
"
    )
}

#[test]
fn completions() {
    let mut root = completed(&grammar());
    for (shell, name) in [
        (Shell::Bash, "brs.bash"),
        (Shell::Zsh, "_brs"),
        (Shell::Fish, "brs.fish"),
        (Shell::PowerShell, "brs.ps1"),
        (Shell::Elvish, "brs.elv"),
    ] {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut root, "brs", &mut text);
        let mut text = String::from_utf8(text).unwrap();
        match shell {
            Shell::Bash => text = knows_equals_signs(&text),
            Shell::Fish => text.push_str(NO_FILES_IN_FISH),
            Shell::Elvish => text = knows_values(&text, &root),
            _ => {}
        }
        keep(&format!("completions/{name}"), text.trim_start());
    }
}
/// The pages: of brs as a whole, and of each word.
fn pages(root: &Command) -> Vec<&Command> {
    std::iter::once(root)
        .chain(root.get_subcommands())
        .collect()
}

#[test]
fn manual_pages() {
    let root = grammar();
    let names: Vec<String> = pages(&root).iter().map(|word| page_name(word)).collect();
    for command in pages(&root) {
        let word = (command.get_name() != "brs").then(|| command.get_name());
        let name = page_name(command);
        let Some(said) = manual::page(word) else {
            panic!(
                "{name} has no page: write it in src/cli/manual.rs, `touch man/{name}.1`, and name that in src/commands/texts.rs"
            );
        };
        keep(
            &format!("man/{name}.1"),
            &roff::page(command, &said, &names, &root),
        );
    }
}

fn page_name(command: &Command) -> String {
    command.get_bin_name().unwrap_or("brs").replace(' ', "-")
}

#[test]
fn the_program_carries_each_page_and_each_script() {
    let kept = |directory: &str| fs::read_dir(file(directory)).unwrap().count();
    assert_eq!(
        (kept("man"), kept("completions")),
        (PAGES.len() + 1, SHELLS.len())
    );
    let carried = |text: &str, name: &str| {
        assert!(
            blessed() || fs::read_to_string(file(name)).unwrap() == text,
            "{name}"
        );
    };
    carried(MAIN_PAGE, "man/brs.1");
    for (word, text) in PAGES {
        carried(text, &format!("man/brs-{word}.1"));
    }
    let root = grammar();
    let words: Vec<&str> = root.get_subcommands().map(Command::get_name).collect();
    assert_eq!(words, PAGES.map(|(word, _)| word));
}

/// The command line of brs in a line of a file or of a shell's input.
fn command_line(line: &str) -> Option<&str> {
    let line = line.trim();
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let line = line.strip_prefix("credential_process = ").unwrap_or(line);
    // NAME=$(brs …) && …, eval (brs … | …)
    let line = match line.split_once("=$(").or(line.split_once("eval (")) {
        Some((_, inner)) => inner.split(") &&").next().unwrap_or_default(),
        None => line,
    };
    let line = line.split(['|', '>']).next().unwrap_or_default().trim();
    let program = line.split(' ').next().unwrap_or_default();
    (program == "brs" || program.ends_with("/brs")).then_some(line)
}

/// Every command line of brs in the code blocks of a text.
fn command_lines(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        match line.starts_with("```") {
            true => inside = !inside,
            false => found.extend(command_line(line).filter(|_| inside)),
        }
    }
    found
}

#[track_caller]
fn parses(line: &str) {
    let words = shlex_split(line);
    let arguments: Vec<OsString> = words.into_iter().skip(1).map(Into::into).collect();
    if let Err(error) = cli::parse(&arguments, &Host::new()) {
        panic!("{line}: {error}");
    }
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
    lines.into_iter().for_each(parses);
}

#[test]
fn every_example_of_the_manual_parses() {
    let root = grammar();
    for command in pages(&root) {
        let word = (command.get_name() != "brs").then(|| command.get_name());
        for (wish, shown) in manual::page(word).unwrap().examples {
            let whole = shown.replace("\\\n", "");
            let lines: Vec<&str> = whole.lines().filter_map(command_line).collect();
            assert!(!lines.is_empty(), "{wish}");
            lines.into_iter().for_each(parses);
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
    for variable in brs::host::Variable::ALL {
        let bold = format!("\\fB{}\\fR", variable.name());
        assert!(blessed() || MAIN_PAGE.contains(&bold), "{variable:?}");
    }
}
