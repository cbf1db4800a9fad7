//! Values that would like to be more than values: each shell reads what brs
//! writes for it, and has the very bytes.
//!
//! PowerShell and the command prompt of Windows are not to be had here: what
//! is written for them is held by src/output/shell.rs.

mod support;

use brs::output::Shell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::finish;
use support::wrapped::tool;
use tempfile::TempDir;

/// How many strings each shell reads.
const STRINGS: usize = 20_000;

/// What means something to one shell or another.
const PIECES: &[&str] = &[
    "'",
    "''",
    "'''",
    "\"",
    "\\",
    "\\\\",
    "\\'",
    "'\\''",
    "\\n",
    "$",
    "$$",
    "$(id)",
    "${HOME}",
    "$HOME",
    "$'\\x41'",
    "`id`",
    "!",
    "!!",
    "!$",
    "^",
    "^a^b^",
    "#",
    ";",
    ";;",
    "&",
    "&&",
    "|",
    ">",
    "<",
    "<<E",
    "<(id)",
    "(",
    ")",
    "((",
    "{",
    "}",
    "{a,b}",
    "[",
    "]",
    "[a-z]",
    "*",
    "?",
    "~",
    "~root",
    "%",
    "%PATH%",
    "%%",
    "@",
    "=",
    "+",
    "-",
    "--",
    "-n",
    "-e",
    ",",
    ".",
    "/",
    ":",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{1b}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "\u{a0}",
    "é",
    "ß",
    "\u{2018}",
    "\u{2019}",
    "\u{201a}",
    "\u{201b}",
    "\u{201c}",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "😀",
    "end",
    "EOF",
    "fi",
    "done",
    "a",
    "Z",
    "0",
    "unset",
    "export A=b",
    "\\0",
    "\\x27",
    "\\u0027",
    "\\047",
];

/// Strings that are the same each time.
fn hostile() -> Vec<String> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).unwrap()
    };
    let alone = PIECES.iter().map(|piece| (*piece).to_owned());
    let mut strings: Vec<String> = std::iter::once(String::new()).chain(alone).collect();
    while strings.len() < STRINGS {
        let length = 1 + below(12);
        strings.push((0..length).map(|_| PIECES[below(PIECES.len())]).collect());
    }
    strings
}

/// What a shell prints that reads these assignments, and says each value.
fn read(shell: Shell, program: &str, flags: &[&str], strings: &[String], say: &str) -> String {
    let home = TempDir::new().unwrap();
    let script = home.path().join("script");
    let mut text = String::new();
    for string in strings {
        let line = shell.render(&[("V", Some(string))]).unwrap();
        text.push_str(line.expose());
        text.push_str(say);
        text.push('\n');
    }
    fs::write(&script, text).unwrap();
    run(&tool(program), flags, &script)
}

fn run(program: &Path, flags: &[&str], script: &Path) -> String {
    let mut command = Command::new(program);
    command
        .args(flags)
        .arg(script)
        .env_clear()
        .env("HOME", script.parent().unwrap())
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let outcome = finish(command.spawn().unwrap());
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{program:?}"
    );
    outcome.stdout
}

#[track_caller]
fn comes_back(shell: Shell, program: &str, flags: &[&str], say: &str) {
    let strings = hostile();
    let printed = read(shell, program, flags, &strings, say);
    let mut printed = printed.split('\0');
    for string in &strings {
        assert_eq!(printed.next(), Some(string.as_str()), "{program}");
    }
    assert_eq!(printed.next(), Some(""), "{program}");
    assert_eq!(printed.next(), None, "{program}");
}

const SAY: &str = "printf '%s\\0' \"$V\"";

#[test]
fn bash_has_the_very_bytes() {
    comes_back(Shell::Posix, "bash", &["--norc"], SAY);
}

#[test]
fn shells_have_them_from_eval_too() {
    let eval = "eval \"$(cat \"$0\")\"";
    comes_back(Shell::Posix, "bash", &["--norc", "-c", eval], SAY);
    comes_back(Shell::Posix, "dash", &["-c", eval], SAY);
    comes_back(Shell::Posix, "zsh", &["-f", "-c", eval], SAY);
}

#[test]
fn dash_has_the_very_bytes() {
    comes_back(Shell::Posix, "dash", &[], SAY);
}

#[test]
fn busybox_has_the_very_bytes() {
    comes_back(Shell::Posix, "busybox", &["sh"], SAY);
}

#[test]
fn zsh_has_the_very_bytes_whatever_two_quotes_mean_to_it() {
    comes_back(Shell::Posix, "zsh", &["-f"], SAY);
    comes_back(Shell::Posix, "zsh", &["-f", "-o", "rcquotes"], SAY);
}

#[test]
fn fish_has_the_very_bytes() {
    comes_back(Shell::Fish, "fish", &["--no-config"], SAY);
}

/// A program of a Python that scripts/setup has made.
fn python() -> PathBuf {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv/bin/python");
    assert!(python.is_file(), "run scripts/setup");
    python
}

#[test]
fn what_is_written_into_a_dotenv_file_is_read_as_it_is_by_python_and_by_a_shell() {
    let home = TempDir::new().unwrap();
    let file = home.path().join(".env");
    let strings = hostile();
    let written: Vec<(&String, String)> = strings
        .iter()
        .filter_map(|string| {
            let line = Shell::Dotenv.render(&[("V", Some(string))]).ok()?;
            Some((string, line.expose().to_owned()))
        })
        .collect();
    assert!(written.len() > 1000, "{}", written.len());
    // The reader keeps one value of each name.
    let mut text = String::new();
    for (at, (_, line)) in written.iter().enumerate() {
        text.push_str(&line.replacen("V=", &format!("V{at}="), 1));
    }
    fs::write(&file, &text).unwrap();
    let program = "import dotenv, sys\n\
                   values = dotenv.dotenv_values(sys.argv[1])\n\
                   sys.stdout.buffer.write(b''.join(v.encode() + b'\\0' for v in values.values()))\n";
    let expected: String = written
        .iter()
        .map(|(string, _)| format!("{string}\0"))
        .collect();
    let read = run(&python(), &["-c", program], &file);
    assert!(read == expected, "python read something else");
    for (at, _) in written.iter().enumerate() {
        text.push_str(&format!("printf '%s\\0' \"$V{at}\"\n"));
    }
    fs::write(&file, &text).unwrap();
    assert!(
        run(&tool("dash"), &[], &file) == expected,
        "dash read something else"
    );
}
