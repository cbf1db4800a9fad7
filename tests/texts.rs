//! `brs completions` and `brs man`: they need nothing but standard output, and
//! what they print is right for those who read it.

mod support;

use brs::commands::{MAIN_PAGE, PAGES, SHELLS};
use local_aws::LocalAws;
use std::process::{Command, Stdio};
use support::wrapped::tool;
use support::{Brs, Outcome, finish};

/// Every page and its name.
fn pages() -> Vec<(String, &'static str)> {
    let words = PAGES.iter();
    let words = words.map(|(word, text)| (format!("brs-{word}"), *text));
    std::iter::once(("brs".to_owned(), MAIN_PAGE))
        .chain(words)
        .collect()
}

#[track_caller]
fn prints(outcome: &Outcome, text: &str) {
    let got = (
        outcome.code,
        outcome.stdout.as_str(),
        outcome.stderr.as_str(),
    );
    assert_eq!(got, (Some(0), text, ""));
}

#[test]
fn every_text_is_printed_without_a_home_and_leaves_nothing_behind() {
    let brs = Brs::new().unset("HOME").unset("USER");
    let command = |arguments: &[&str]| {
        let mut command = brs.command(arguments);
        command.current_dir("/");
        finish(command.spawn().unwrap())
    };
    for (shell, script) in SHELLS {
        prints(&command(&["completions", shell]), script);
    }
    prints(&command(&["man"]), MAIN_PAGE);
    for (word, page) in PAGES {
        prints(&command(&["man", word]), page);
    }
    let home = Brs::new();
    prints(&home.run(&["man"]), MAIN_PAGE);
    assert_eq!(std::fs::read_dir(home.path("")).unwrap().count(), 0);
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    const SHELLS: &str = "[possible values: bash, zsh, fish, powershell, elvish]";
    const PAGES: &str = "[possible values: sts, mfa, iot, custom, profile, whoami, env, exec, cache, completions, man]";
    let brs = Brs::new();
    for (line, error, hint) in [
        (
            "completions tcsh",
            format!("invalid value 'tcsh' for '<SHELL>' {SHELLS}"),
            "a similar value exists: 'zsh'",
        ),
        (
            "completions nu",
            format!("invalid value 'nu' for '<SHELL>' {SHELLS}"),
            "see: brs completions --help",
        ),
        (
            "completions",
            "the following required arguments were not provided: <SHELL>".to_owned(),
            "see: brs completions --help",
        ),
        (
            "man xyzzy",
            format!("invalid value 'xyzzy' for '[PAGE]' {PAGES}"),
            "see: brs man --help",
        ),
        (
            "man sts whoami",
            "unexpected argument 'whoami' found".to_owned(),
            "see: brs man --help",
        ),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let said = format!("brs: error: {error}\nbrs: hint: {hint}\n");
        brs.run(&words).fails(2, &said);
    }
}

/// Runs brs with a standard output whose reader has gone.
fn unread(mut command: Command) -> Outcome {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    finish(command.stdout(writer).spawn().unwrap())
}

#[test]
fn whoever_has_read_enough_is_no_failure_but_credentials_that_nobody_gets_are() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for line in ["man", "man sts", "completions zsh", "--help", "--version"] {
        let words: Vec<&str> = line.split(' ').collect();
        prints(&unread(brs.command(&words)), "");
    }
    unread(brs.command(&brs.sts(&[]))).fails(
        1,
        "brs: error: cannot write to standard output: broken pipe\n",
    );
}

#[test]
fn a_full_disk_is_a_failure() {
    let brs = Brs::new();
    for line in ["man", "completions bash", "--help"] {
        let line = format!("exec \"$0\" {line} >/dev/full");
        let mut command = brs.command_under(&["sh", "-c", &line], &[]);
        finish(command.spawn().unwrap()).fails(
            1,
            "brs: error: cannot write to standard output: no space left on device\n",
        );
    }
}

/// The headings of a page.
fn headings(page: &str) -> Vec<&str> {
    page.lines()
        .filter_map(|line| line.strip_prefix(".SH "))
        .collect()
}

#[test]
fn every_page_is_complete_and_in_order() {
    const ORDER: [&str; 12] = [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "SOURCES AND VERBS",
        "SOURCES",
        "WHAT",
        "ENVIRONMENT",
        "FILES",
        "EXIT STATUS",
        "EXAMPLES",
        "SEE ALSO",
    ];
    const ALWAYS: [&str; 9] = [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "ENVIRONMENT",
        "FILES",
        "EXIT STATUS",
        "EXAMPLES",
        "SEE ALSO",
    ];
    for (name, page) in pages() {
        let found = headings(page);
        let mut ordered = found.clone();
        ordered.sort_by_key(|heading| ORDER.iter().position(|known| known == heading));
        assert_eq!(found, ordered, "{name}");
        for heading in ALWAYS {
            assert!(found.contains(&heading), "{name} has no {heading}");
        }
        // What prints a text asks nobody, and so heeds no variable.
        let asks = !["brs-completions", "brs-man"].contains(&name.as_str());
        assert_eq!(page.contains("BRS_CACHE_DIR"), asks, "{name}");
    }
    let (_, whoami) = PAGES.iter().find(|(word, _)| *word == "whoami").unwrap();
    assert!(whoami.contains("\n.SS brs whoami sts\n"));
    assert!(
        !whoami.contains("BRS_OUTPUT"),
        "whoami has an --output of its own"
    );
}

#[test]
fn every_page_passes_the_strictest_check_that_there_is() {
    let brs = Brs::new();
    let arguments = ["-T", "lint", "-W", "style"];
    let lint = |path: &str| {
        let mut command = brs.other(&tool("mandoc"), &arguments);
        finish(command.arg(path).spawn().unwrap())
    };
    for (name, page) in pages() {
        // By its name, for a check looks at that too.
        let path = brs.path(&format!("{name}.1"));
        std::fs::write(&path, page).unwrap();
        prints(&lint(path.to_str().unwrap()), "");
    }
    let path = brs.path("wrong.1");
    std::fs::write(&path, ".TH WRONG 1\n.SH NAME\nwrong\n").unwrap();
    assert_ne!(lint(path.to_str().unwrap()).code, Some(0));
}

#[test]
fn a_page_is_shown_as_it_was_meant() {
    let brs = Brs::new();
    let mut command = brs.other(&tool("mandoc"), &["-T", "utf8", "-O", "width=200"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let page = brs.run(&["man", "sts"]).stdout;
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), page.as_bytes()).unwrap();
    let outcome = finish(child);
    // Bold and italic are a letter struck twice, and a letter over a line.
    let mut shown = String::new();
    for c in outcome.stdout.chars() {
        match c {
            '\u{8}' => drop(shown.pop()),
            c => shown.push(c),
        }
    }
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    for line in [
        "brs-sts - assume a role, or a chain of roles",
        "brs sts --role-arn ARN [OPTION]... [--role-arn ARN [OPTION]...]...",
        "--duration-seconds TIME",
        "The shared config file, ~/.aws/config by default.",
        "keys=$(brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --output env) && eval \"$keys\"",
        "each file for this user's eyes",
    ] {
        assert!(shown.contains(line), "{line} is not in {shown}");
    }
}

/// What is left of a PowerShell script without its strings, or the line in
/// which a string does not end.
fn without_strings(script: &str) -> Result<String, String> {
    let mut left = String::new();
    for line in script.lines() {
        let mut quote = None;
        for c in line.chars() {
            match quote {
                None if c == '\'' || c == '"' => quote = Some(c),
                None => left.push(c),
                Some(open) if open == c => quote = None,
                Some(_) => {}
            }
        }
        if quote.is_some() || line.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']) {
            return Err(line.to_owned());
        }
    }
    Ok(left)
}

/// PowerShell itself cannot be had from the registries that scripts/setup
/// uses. What varies in its script are quoted words and texts, so this looks
/// whether all quotes and brackets close, and whether each entry has its four
/// parts.
#[test]
fn the_script_for_powershell_is_well_formed() {
    let (_, script) = SHELLS
        .iter()
        .find(|(shell, _)| *shell == "powershell")
        .unwrap();
    let left = without_strings(script).unwrap();
    let mut open = Vec::new();
    for c in left.chars() {
        match c {
            '(' | '[' | '{' => open.push(c),
            ')' => assert_eq!(open.pop(), Some('(')),
            ']' => assert_eq!(open.pop(), Some('[')),
            '}' => assert_eq!(open.pop(), Some('{')),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let entries = script.matches("[CompletionResult]::new(").count();
    let whole =
        left.matches("[CompletionResult]::new(, , [CompletionResultType]::ParameterName, )");
    let words =
        left.matches("[CompletionResult]::new(, , [CompletionResultType]::ParameterValue, )");
    assert!(entries > 50, "{entries}");
    assert_eq!(whole.count() + words.count(), entries);
    assert!(without_strings("'it's'").is_err());
}

#[test]
fn help_is_a_word_too() {
    let brs = Brs::new();
    for (words, flag) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "sts"], &["sts", "--help"]),
        (&["help", "whoami", "sts"], &["whoami", "sts", "--help"]),
    ] {
        let helped = brs.run(flag);
        assert!(helped.stdout.contains("Usage: brs"), "{helped:?}");
        prints(&brs.run(words), &helped.stdout);
    }
    brs.run(&["help", "nonsense"])
        .fails_saying(2, &["'nonsense'"]);
}
