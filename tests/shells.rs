//! Completion as a person meets it: each shell runs in a terminal, with the
//! script where the manual says, somebody types and presses the tabulator, and
//! a program named brs tells what reached it.
//! PowerShell is not to be had here: see tests/texts.rs.

mod support;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, ChildStdin};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use support::wrapped::tool;
use support::{Brs, LONGEST_RUN};

/// What every shell prompts with.
const PROMPT: &str = "READY>";

/// What is typed (a tabulator stands for its key), and what brs gets.
const EVERYWHERE: [(&str, &str); 10] = [
    ("brs who\t", "whoami"),
    ("brs sts --role-a\t", "sts --role-arn"),
    ("brs whoami --reg\t", "whoami --region"),
    ("brs whoami st\t", "whoami sts"),
    ("brs whoami sts --external\t", "whoami sts --external-id"),
    ("brs completions fi\t", "completions fish"),
    ("brs man who\t", "man whoami"),
    ("brs exec prof\t", "exec profile"),
    ("brs cache cl\t", "cache clear"),
    ("brs cache show --cache\t", "cache show --cache-dir"),
];

/// The same for values of flags.
const VALUES: [(&str, &str); 10] = [
    ("brs sts --output e\t", "sts --output env"),
    ("brs sts --output=e\t", "sts --output=env"),
    (
        "brs sts --role-arn x --output=e\t",
        "sts --role-arn x --output=env",
    ),
    ("brs whoami --output j\t", "whoami --output json"),
    ("brs env --shell po\t", "env --shell powershell"),
    ("brs sts --ca-bundle bun\t", "sts --ca-bundle bundle.pem"),
    ("brs sts --cache-dir ca\t", "sts --cache-dir cache.d"),
    // Names of files are no values of these.
    ("brs sts --profile bun\t", "sts --profile bun"),
    ("brs sts --region bun\t", "sts --region bun"),
    ("brs sts --role-arn bun\t", "sts --role-arn bun"),
];

/// A home with the scripts of all shells, files to complete, and a program
/// named brs that tells what reaches it.
fn home() -> Brs {
    let brs = Brs::new().set("TERM", "xterm").set("LC_ALL", "C.UTF-8");
    for (shell, path) in [
        ("bash", ".local/share/bash-completion/completions/brs"),
        ("zsh", ".zfunc/_brs"),
        ("fish", ".config/fish/completions/brs.fish"),
        ("elvish", "brs.elv"),
    ] {
        let script = brs.run(&["completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (Some(0), ""));
        write(&brs, path, &script.stdout);
    }
    write(
        &brs,
        ".bashrc",
        &format!("PS1='{PROMPT} '\n. ~/.local/share/bash-completion/completions/brs\n"),
    );
    write(
        &brs,
        ".zshrc",
        &format!("PS1='{PROMPT} '\nfpath+=(~/.zfunc)\nautoload -U compinit\ncompinit -u -D\n"),
    );
    write(
        &brs,
        ".config/fish/config.fish",
        &format!("function fish_prompt\n    echo -n '{PROMPT} '\nend\nset fish_greeting\n"),
    );
    write(
        &brs,
        ".config/elvish/rc.elv",
        &format!("set edit:prompt = {{ put '{PROMPT} ' }}\neval (cat ~/brs.elv | slurp)\n"),
    );
    write(&brs, "bundle.pem", "");
    write(&brs, "cache.pem", "");
    fs::create_dir(brs.path("cache.d")).unwrap();
    write(&brs, "bin/brs", "#!/bin/sh\necho \"<<$*>>\"\n");
    fs::set_permissions(brs.path("bin/brs"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", brs.path("bin").display());
    brs.set("PATH", &path)
}

fn write(brs: &Brs, name: &str, text: &str) {
    let path = brs.path(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A shell in a terminal.
struct Terminal {
    script: Child,
    keys: ChildStdin,
    shown: Arc<Mutex<String>>,
}

impl Terminal {
    /// Starts a shell and waits for its prompt.
    fn open(brs: &Brs, shell: &str) -> Self {
        let program = shell.split(' ').next().unwrap();
        tool(program);
        let line = format!("stty rows 50 cols 200; exec {shell}");
        let mut command = brs.other(&tool("script"), &["-qefc", &line, "/dev/null"]);
        let mut script = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
        let shown = Arc::new(Mutex::new(String::new()));
        let (into, mut screen) = (Arc::clone(&shown), script.stdout.take().unwrap());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut bytes) {
                let text = String::from_utf8_lossy(&bytes[..count]);
                into.lock().unwrap().push_str(&text);
            }
        });
        let keys = script.stdin.take().unwrap();
        let terminal = Self {
            script,
            keys,
            shown,
        };
        terminal.wait_for(0, PROMPT);
        terminal
    }

    /// Waits until a text is shown behind a place; returns the place behind it.
    #[track_caller]
    #[expect(clippy::disallowed_methods, reason = "tests have no host")]
    fn wait_for(&self, from: usize, text: &str) -> usize {
        let started = Instant::now();
        loop {
            let shown = self.shown.lock().unwrap();
            if let Some(at) = shown[from..].find(text) {
                return from + at + text.len();
            }
            assert!(
                started.elapsed() < LONGEST_RUN,
                "no {text} in {:?}",
                &shown[from..]
            );
            drop(shown);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Types a line; returns what brs gets of it.
    #[track_caller]
    fn enter(&mut self, typed: &str) -> String {
        let from = self.shown.lock().unwrap().len();
        self.keys.write_all(typed.as_bytes()).unwrap();
        self.keys.write_all(b"\r").unwrap();
        let begins = self.wait_for(from, "<<");
        let ends = self.wait_for(begins, ">>");
        self.wait_for(ends, PROMPT);
        self.shown.lock().unwrap()[begins..ends - 2].to_owned()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // The terminal is gone with it, and the shell with the terminal.
        let _ = self.script.kill();
        let _ = self.script.wait();
    }
}

#[track_caller]
fn completes(shell: &str, cases: &[(&str, &str)]) {
    let brs = home();
    let mut terminal = Terminal::open(&brs, shell);
    for (typed, got) in cases {
        let found = terminal.enter(typed);
        assert_eq!(found.trim_end_matches('/'), *got, "{typed:?} in {shell}");
    }
}

#[test]
fn bash_completes() {
    completes("bash -i", &[&EVERYWHERE[..], &VALUES].concat());
}

#[test]
fn zsh_completes() {
    completes("zsh -d -i", &[&EVERYWHERE[..], &VALUES].concat());
}

#[test]
fn fish_completes() {
    let no_file = [("brs sts bun\t", "sts bun")];
    completes("fish -i", &[&EVERYWHERE[..], &VALUES, &no_file].concat());
}

#[test]
fn elvish_completes() {
    // Which words are one flag and its value only other shells know.
    let apart = VALUES.iter().filter(|(typed, _)| !typed.contains('='));
    let apart: Vec<_> = apart.copied().collect();
    completes("elvish", &[&EVERYWHERE[..], &apart].concat());
}
