//! Variables set and unset in the words of a shell: one file for each way of
//! quoting.

mod cmd;
mod dotenv;
mod fish;
mod posix;
mod powershell;

use crate::error::{Error, Result};
use crate::secret::{Buffer, Secret};

/// A variable, and its value; `None` unsets it.
pub type Change<'a> = (&'static str, Option<&'a str>);

/// A shell, as far as it has words of its own for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// sh and all that understand it: bash, zsh, dash, ksh, busybox.
    Posix,
    /// fish.
    Fish,
    /// PowerShell, on any system.
    PowerShell,
    /// The command prompt of Windows.
    Cmd,
    /// No shell: the file that many tools read variables from.
    Dotenv,
}

/// Programs that are a shell whose words are none of these.
const FOREIGN: [&str; 6] = ["csh", "tcsh", "elvish", "nu", "xonsh", "rc"];

impl Shell {
    /// All of them, as the command line names them.
    pub const ALL: [(&'static str, Self); 7] = [
        ("sh", Self::Posix),
        ("bash", Self::Posix),
        ("zsh", Self::Posix),
        ("fish", Self::Fish),
        ("powershell", Self::PowerShell),
        ("cmd", Self::Cmd),
        ("dotenv", Self::Dotenv),
    ];

    /// The shell that understands what the program of this name does; `None`
    /// where that is no shell.
    ///
    /// # Errors
    ///
    /// A shell whose words brs does not know.
    pub fn of_program(name: &str) -> Result<Option<Self>> {
        // A login shell is told that it is one by a hyphen.
        let name = name.trim_start_matches('-');
        let name = name.strip_suffix(".exe").unwrap_or(name);
        Ok(Some(match name {
            "sh" | "bash" | "zsh" | "dash" | "ash" | "busybox" | "ksh" | "ksh93" | "mksh"
            | "yash" => Self::Posix,
            "fish" => Self::Fish,
            "pwsh" | "powershell" => Self::PowerShell,
            "cmd" => Self::Cmd,
            name if FOREIGN.contains(&name) => {
                return Err(
                    Error::misused(format!("cannot write assignments for {name}"))
                        .hint("name a shell that understands them with --shell"),
                );
            }
            _ => return Ok(None),
        }))
    }

    /// Writes these changes so that the shell does them, in this order, and
    /// takes no byte of a value for anything else.
    ///
    /// # Errors
    ///
    /// A value that no variable can have, or that has no such form: the
    /// command prompt and the readers of dotenv files have no way to quote
    /// everything.
    pub fn render(self, changes: &[Change<'_>]) -> Result<Secret> {
        let mut text = Buffer::new();
        for (name, value) in changes {
            let cannot = |reason: &str| {
                Error::failed(format!("cannot write {name} for {}: {reason}", self.name()))
            };
            let Some(value) = value else {
                match self {
                    Self::Posix => posix::unset(&mut text, name),
                    Self::Fish => fish::unset(&mut text, name),
                    Self::PowerShell => powershell::unset(&mut text, name),
                    Self::Cmd => cmd::unset(&mut text, name),
                    // Such a file only ever adds.
                    Self::Dotenv => {}
                }
                continue;
            };
            if value.contains('\0') {
                return Err(cannot("its value has a NUL byte"));
            }
            match self {
                Self::Posix => posix::set(&mut text, name, value),
                Self::Fish => fish::set(&mut text, name, value),
                Self::PowerShell => powershell::set(&mut text, name, value),
                Self::Cmd => cmd::set(&mut text, name, value).map_err(|reason| cannot(&reason))?,
                Self::Dotenv => {
                    dotenv::set(&mut text, name, value).map_err(|reason| cannot(&reason))?;
                }
            }
        }
        Ok(text.finish())
    }

    fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, shell)| *shell == self);
        named.map_or("a shell", |(name, _)| name)
    }
}

/// Adds a text with each `from` in it replaced.
fn push_replaced(text: &mut Buffer, value: &str, from: char, to: &str) {
    for (at, piece) in value.split(from).enumerate() {
        text.push(if at == 0 { "" } else { to });
        text.push(piece);
    }
}

/// Says which of these characters a value has that may have none of them.
fn refuse(value: &str, is_refused: impl Fn(char) -> bool) -> std::result::Result<(), String> {
    match value.chars().find(|c| is_refused(*c)) {
        Some(c) => Err(format!("there is no way to quote the {c:?} in its value")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_quoted_and_an_absent_one_unset() {
        const CHANGES: [Change<'_>; 2] = [("AWS_PROFILE", None), ("A", Some("it's \\ $x"))];
        for (shell, text) in [
            (
                Shell::Posix,
                "unset AWS_PROFILE;\nexport A='it'\\''s \\ $x';\n",
            ),
            (
                Shell::Fish,
                "set -e AWS_PROFILE; or true;\nset -gx A 'it\\'s \\\\ $x';\n",
            ),
            (
                Shell::PowerShell,
                "$env:AWS_PROFILE = $null\n$env:A = 'it''s \\ $x'\n",
            ),
            (Shell::Cmd, "set \"AWS_PROFILE=\"\nset \"A=it's \\ $x\"\n"),
        ] {
            assert_eq!(shell.render(&CHANGES).unwrap().expose(), text);
        }
    }

    #[test]
    fn every_kind_of_quote_that_powershell_knows_is_doubled() {
        let text = Shell::PowerShell.render(&[("A", Some("a\u{2019}b\u{2018}'"))]);
        assert_eq!(
            text.unwrap().expose(),
            "$env:A = 'a\u{2019}\u{2019}b\u{2018}\u{2018}'''\n"
        );
    }

    #[test]
    fn what_has_no_safe_form_is_refused_and_not_shown() {
        for (shell, value, reason) in [
            (Shell::Posix, "a\0b", "its value has a NUL byte"),
            (Shell::Fish, "\0", "its value has a NUL byte"),
            (
                Shell::Cmd,
                "a%b",
                "there is no way to quote the '%' in its value",
            ),
            (
                Shell::Cmd,
                "a\"b",
                "there is no way to quote the '\"' in its value",
            ),
            (
                Shell::Cmd,
                "a!b",
                "there is no way to quote the '!' in its value",
            ),
            (
                Shell::Cmd,
                "a\nb",
                "there is no way to quote the '\\n' in its value",
            ),
            (
                Shell::Dotenv,
                "a'b",
                "there is no way to quote the '\\'' in its value",
            ),
            (
                Shell::Dotenv,
                "a\\b",
                "there is no way to quote the '\\\\' in its value",
            ),
            (
                Shell::Dotenv,
                "a$b",
                "there is no way to quote the '$' in its value",
            ),
        ] {
            let error = shell
                .render(&[("AWS_SESSION_TOKEN", Some(value))])
                .unwrap_err();
            let name = shell.name();
            assert_eq!(
                error.to_string(),
                format!("cannot write AWS_SESSION_TOKEN for {name}: {reason}")
            );
        }
    }

    #[test]
    fn a_shell_is_known_by_its_program() {
        for (name, shell) in [
            ("-bash", Some(Shell::Posix)),
            ("busybox", Some(Shell::Posix)),
            ("fish", Some(Shell::Fish)),
            ("pwsh.exe", Some(Shell::PowerShell)),
            ("make", None),
            ("", None),
        ] {
            assert_eq!(Shell::of_program(name).unwrap(), shell, "{name}");
        }
        let error = Shell::of_program("tcsh").unwrap_err();
        assert_eq!(error.to_string(), "cannot write assignments for tcsh");
    }
}
