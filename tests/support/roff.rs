//! A manual page in roff, in the few macros of man(7) that every reader of
//! manual pages knows.

use brs::cli::manual::{DATE, Page};
use clap::{Arg, ArgAction, Command};
use std::fmt::Write as _;

/// No line of the source is longer, so that it can be read as it is.
const WIDTH: usize = 78;

/// The page of a command of a built grammar. `siblings` are all pages; `root`
/// knows the sources behind a verb as they are where they stand alone.
pub fn page(command: &Command, said: &Page, siblings: &[String], root: &Command) -> String {
    let typed = bin_name(command);
    let name = typed.replace(' ', "-");
    let mut roff = Roff(format!(
        ".\\\" Generated from the command line's grammar: BLESS=1 cargo test --test generated\n\
         .TH {} 1 {DATE} \"brs {}\" \"brs manual\"\n",
        name.to_uppercase(),
        env!("CARGO_PKG_VERSION")
    ));
    // Flags and paths stay whole, and blanks as they are.
    roff.line(".nh\n.ad l");
    let about = command.get_about().expect("every word says what it does");
    let about = about.to_string();
    roff.section("NAME");
    roff.line(&format!("{} \\- {}", escape(&name), escape(&lower(&about))));
    roff.section("SYNOPSIS");
    roff.synopsis(command);
    roff.section("DESCRIPTION");
    let long = command.get_long_about().map(ToString::to_string);
    let long = long.unwrap_or(about);
    // The first paragraph is the line that stands above.
    let mut paragraphs: Vec<&str> = long.split("\n\n").collect();
    if paragraphs.len() > 1 {
        paragraphs.remove(0);
    }
    for (at, text) in paragraphs.iter().chain(said.description).enumerate() {
        if at > 0 {
            roff.line(".PP");
        }
        roff.prose(&sentence(text));
    }
    roff.section("OPTIONS");
    roff.options(command);
    roff.words(command, root);
    let variables = said.variables.iter();
    let variables: Vec<(&str, String)> = variables
        .map(|variable| (variable.name(), sentence(variable.about())))
        .collect();
    roff.table("ENVIRONMENT", &variables);
    if variables.is_empty() {
        roff.section("ENVIRONMENT");
        roff.prose("None of the variables that brs knows changes what is printed.");
    }
    let owned = |rows: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        let rows = rows.iter();
        rows.map(|(term, text)| (*term, (*text).to_owned()))
            .collect()
    };
    roff.table("FILES", &owned(said.files));
    roff.table("EXIT STATUS", &owned(said.exit_status));
    roff.section("EXAMPLES");
    for (at, (wish, shown)) in said.examples.iter().enumerate() {
        if at > 0 {
            roff.line(".PP");
        }
        roff.prose(wish);
        roff.line(".PP\n.RS 4\n.EX");
        for line in shown.lines() {
            roff.line(&guard(&escape(line)));
        }
        roff.line(".EE\n.RE");
    }
    roff.section("SEE ALSO");
    let pages = siblings.iter().filter(|page| **page != name);
    let pages = pages.map(|page| format!("{page}(1)"));
    let others = said.see_also.iter().map(ToString::to_string);
    roff.prose(&pages.chain(others).collect::<Vec<_>>().join(", "));
    roff.0
}

/// The words that are typed to reach a command: "brs whoami sts".
fn bin_name(command: &Command) -> &str {
    command.get_bin_name().unwrap_or("brs")
}

struct Roff(String);

impl Roff {
    fn line(&mut self, text: &str) {
        writeln!(self.0, "{text}").unwrap();
    }

    fn section(&mut self, heading: &str) {
        self.line(&format!(".SH {heading}"));
    }

    /// Text that is filled by whoever shows it: a line for each sentence, and
    /// none too long.
    fn prose(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            let shown = inline(word);
            if !line.is_empty() && line.len() + 1 + shown.len() > WIDTH {
                self.line(&guard(&line));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&shown);
            if word.ends_with('.') {
                self.line(&guard(&line));
                line.clear();
            }
        }
        if !line.is_empty() {
            self.line(&guard(&line));
        }
    }

    /// What is typed: words, the flags that are needed, and what may follow.
    fn synopsis(&mut self, command: &Command) {
        let options = "[\\fIOPTION\\fR]...";
        let needed: Vec<&Arg> = command
            .get_opts()
            .filter(|flag| flag.is_required_set())
            .collect();
        let mut line = bold(bin_name(command));
        for flag in &needed {
            write!(line, " {}", term(flag)).unwrap();
        }
        write!(line, " {options}").unwrap();
        for flag in needed
            .iter()
            .filter(|flag| matches!(flag.get_action(), ArgAction::Append))
        {
            write!(line, " [{} {options}]...", term(flag)).unwrap();
        }
        for value in command.get_positionals() {
            let name = format!("\\fI{}\\fR", escape(&value_name(value)));
            match value.is_required_set() {
                _ if value.is_last_set() => {
                    write!(line, " [\\-\\- {name} [\\fIARG\\fR]...]").unwrap();
                }
                true => write!(line, " {name}").unwrap(),
                false => write!(line, " [{name}]").unwrap(),
            }
        }
        if let Some(words) = command.get_subcommand_value_name() {
            let words = words.replace('|', "\\fR|\\fI");
            match command.is_subcommand_required_set() {
                true => write!(line, " \\fI{words}\\fR ...").unwrap(),
                false => write!(line, " [\\fI{words}\\fR ...]").unwrap(),
            }
        }
        if bin_name(command).starts_with("brs exec") {
            line.push_str(" \\-\\- \\fIPROGRAM\\fR [\\fIARG\\fR]...");
        }
        self.line(&line);
    }

    /// Arguments and flags, under the headings that `--help` has.
    fn options(&mut self, command: &Command) {
        let arguments: Vec<&Arg> = command
            .get_arguments()
            .filter(|argument| !argument.is_hide_set())
            .collect();
        let mut headings: Vec<Option<&str>> = vec![None];
        for argument in &arguments {
            if !headings.contains(&argument.get_help_heading()) {
                headings.push(argument.get_help_heading());
            }
        }
        for heading in headings {
            if let Some(heading) = heading {
                self.line(&format!(".SS {heading}"));
            }
            for argument in arguments
                .iter()
                .filter(|argument| argument.get_help_heading() == heading)
            {
                self.option(argument);
            }
        }
    }

    fn option(&mut self, argument: &Arg) {
        let help = argument.get_long_help().or(argument.get_help());
        let help = help.expect("every flag says what it does").to_string();
        // "Print help (see a summary with '-h')"
        let help = match argument.get_id().as_str() {
            "help" => "Print a summary with -h, all of it with --help".to_owned(),
            _ => help,
        };
        self.line(&format!(".TP\n{}", term(argument)));
        for (at, text) in help.split("\n\n").enumerate() {
            if at > 0 {
                self.line(".IP");
            }
            self.prose(&sentence(text));
        }
        if argument.get_action().takes_values() {
            let values = argument.get_possible_values();
            let values = values.iter().map(clap::builder::PossibleValue::get_name);
            let values = values.collect::<Vec<_>>().join(", ");
            let default = argument.get_default_values().first();
            let default = default.map_or(String::new(), |default| {
                format!(" [default: {}]", default.to_string_lossy())
            });
            if !values.is_empty() {
                self.line(".IP");
                self.prose(&format!("One of: {values}{default}."));
            }
        }
    }

    /// The words that may follow: those of brs itself have pages of their own,
    /// the sources of a verb are the sources that have them.
    fn words(&mut self, command: &Command, root: &Command) {
        if !command.has_subcommands() {
            return;
        }
        let heading = command.get_subcommand_help_heading();
        self.section(&heading.expect("words have a heading").to_uppercase());
        for word in command.get_subcommands() {
            let about = word.get_about().expect("every word says what it does");
            let name = word.get_name();
            let page = format!("brs-{name}(1)");
            if bin_name(command) == bin_name(root) {
                self.line(&format!(".TP\n{}", bold(name)));
                self.prose(&format!("{about}: see {page}."));
                continue;
            }
            self.line(&format!(".SS {}", escape(bin_name(word))));
            self.synopsis(word);
            self.line(".PP");
            let Some(alone) = root.find_subcommand(name) else {
                self.word_of_a_verb(word);
                continue;
            };
            let missing: Vec<String> = alone
                .get_arguments()
                .filter(|flag| {
                    word.get_arguments()
                        .all(|other| other.get_id() != flag.get_id())
                })
                .filter_map(|flag| Some(format!("--{}", flag.get_long()?)))
                .collect();
            let but = match missing.is_empty() {
                true => String::new(),
                false => format!(", but for {}", missing.join(", ")),
            };
            self.prose(&format!(
                "{about}: with the flags of {page}{but}, behind the word {name}."
            ));
        }
    }

    /// A word that has no page of its own: all of what there is to say.
    fn word_of_a_verb(&mut self, word: &Command) {
        let about = word.get_long_about().or(word.get_about());
        let about = about.expect("every word says what it does").to_string();
        for (at, text) in about.split("\n\n").enumerate() {
            if at > 0 {
                self.line(".PP");
            }
            self.prose(&sentence(text));
        }
        let sources: Vec<&str> = word.get_subcommands().map(Command::get_name).collect();
        if !sources.is_empty() {
            self.line(".PP");
            let sources = sources.join(", ");
            self.prose(&format!(
                "A source is one of {sources}, with its own flags."
            ));
        }
        let flags = word.get_arguments();
        for flag in flags.filter(|flag| !flag.is_hide_set() && flag.get_id() != "help") {
            self.option(flag);
        }
    }

    /// Terms and what is said of them; nothing, where there are none.
    fn table(&mut self, heading: &str, rows: &[(&str, String)]) {
        if rows.is_empty() {
            return;
        }
        self.section(heading);
        for (term, text) in rows {
            self.line(&format!(".TP\n{}", bold(term)));
            self.prose(text);
        }
    }
}

/// A flag or argument as it is typed.
fn term(argument: &Arg) -> String {
    let short = argument.get_short().map(|short| bold(&format!("-{short}")));
    let long = argument.get_long().map(|long| bold(&format!("--{long}")));
    let mut term = short.into_iter().chain(long).collect::<Vec<_>>().join(", ");
    if argument.is_positional() || argument.get_action().takes_values() {
        if !term.is_empty() {
            term.push(' ');
        }
        write!(term, "\\fI{}\\fR", escape(&value_name(argument))).unwrap();
    }
    term
}

fn value_name(argument: &Arg) -> String {
    let names = argument.get_value_names().expect("values have names");
    names[0].to_string()
}

fn bold(text: &str) -> String {
    format!("\\fB{}\\fR", escape(text))
}

/// A word of prose: flags and pages are bold.
fn inline(word: &str) -> String {
    let core = word
        .trim_start_matches('(')
        .trim_end_matches(['.', ',', ';', ':']);
    let page = core.strip_suffix("(1)");
    let core = page.unwrap_or_else(|| core.trim_end_matches(')'));
    let plain =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_flag = core.starts_with('-') && plain(core.trim_start_matches('-'));
    match (is_flag || page.is_some_and(plain), word.split_once(core)) {
        (true, Some((before, behind))) => {
            format!("{}{}{}", escape(before), bold(core), escape(behind))
        }
        _ => escape(word),
    }
}

/// Text as roff takes it: what it would turn into typographic signs stays as
/// it is typed.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\e"),
            '-' => escaped.push_str("\\-"),
            '\'' => escaped.push_str("\\(aq"),
            '`' => escaped.push_str("\\(ga"),
            '^' => escaped.push_str("\\(ha"),
            '~' => escaped.push_str("\\(ti"),
            c if c.is_ascii() => escaped.push(c),
            c => write!(escaped, "\\[u{:04X}]", u32::from(c)).unwrap(),
        }
    }
    escaped
}

/// A line that would be taken for a request.
fn guard(line: &str) -> String {
    match line.starts_with('.') {
        true => format!("\\&{line}"),
        false => line.to_owned(),
    }
}

fn sentence(text: &str) -> String {
    match text.ends_with(['.', ':']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

/// A name section begins small, unless its first word is a name.
fn lower(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
