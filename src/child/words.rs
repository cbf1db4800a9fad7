//! A command line, taken apart, and the file that its first word stands for.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Takes a command line apart as botocore does: POSIX quotes as Python's
/// `shlex.split` reads them, and no shell.
///
/// # Errors
///
/// What is wrong with it, without a full stop.
pub fn split(line: &str) -> Result<Vec<OsString>, String> {
    let mut words = Vec::new();
    // Quotes make a word even of nothing.
    let mut word: Option<String> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\'' | '"' => quoted(letter, &mut letters, word.get_or_insert_default())?,
            '\\' => {
                let next = letters.next().ok_or("nothing follows its last backslash")?;
                word.get_or_insert_default().push(next);
            }
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    match words.is_empty() {
        true => Err("it is empty".into()),
        false => Ok(words.into_iter().map(OsString::from).collect()),
    }
}

/// Adds what stands between quotes to a word. Between double ones a backslash
/// quotes itself and them, and nothing else.
fn quoted(quote: char, letters: &mut std::str::Chars<'_>, word: &mut String) -> Result<(), String> {
    while let Some(letter) = letters.next() {
        match letter {
            letter if letter == quote => return Ok(()),
            '\\' if quote == '"' => match letters.next() {
                Some(next) if next == '"' || next == '\\' => word.push(next),
                Some(next) => word.extend(['\\', next]),
                None => break,
            },
            letter => word.push(letter),
        }
    }
    Err("the quotes are not balanced".into())
}

/// Why a name stands for no program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No directory of `PATH` has it.
    NotInPath,
    /// There is no such file.
    Absent,
    /// There is one, which is a directory.
    Directory,
    /// There is one, which may not be executed.
    NotExecutable,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotInPath => "no such program in PATH",
            Self::Absent => "there is no such file",
            Self::Directory => "it is a directory",
            Self::NotExecutable => "it is not executable",
        })
    }
}

/// The file that the name of a program stands for: looked for in the
/// directories of `path` unless it has a slash, below the directory `here` if
/// it is relative.
///
/// # Errors
///
/// Why it stands for none.
pub fn find(program: &OsStr, path: Option<&OsStr>, here: &Path) -> Result<PathBuf, Unfit> {
    if program.as_bytes().contains(&b'/') {
        let file = here.join(program);
        return fit(&file).map(|()| file);
    }
    if program.is_empty() {
        return Err(Unfit::NotInPath);
    }
    let mut first = Unfit::NotInPath;
    for directory in std::env::split_paths(path.unwrap_or_default()) {
        let file = here.join(directory).join(program);
        match fit(&file) {
            Ok(()) => return Ok(file),
            // Another directory may have one that can be run.
            Err(Unfit::NotExecutable) => first = Unfit::NotExecutable,
            Err(_) => {}
        }
    }
    Err(first)
}

fn fit(file: &Path) -> Result<(), Unfit> {
    match std::fs::metadata(file) {
        Err(_) => Err(Unfit::Absent),
        Ok(metadata) if metadata.is_dir() => Err(Unfit::Directory),
        Ok(metadata) if !metadata.is_file() => Err(Unfit::NotExecutable),
        Ok(_) => {
            rustix::fs::access(file, rustix::fs::Access::EXEC_OK).map_err(|_| Unfit::NotExecutable)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_as_python_does() {
        for (line, words) in [
            ("ykman oath code", &["ykman", "oath", "code"][..]),
            (" a\t b\r\nc ", &["a", "b", "c"]),
            ("a 'b c' \"d e\"f", &["a", "b c", "d ef"]),
            ("a '' \"\"", &["a", "", ""]),
            (r#"a\ b "c\"d" "e\\f""#, &["a b", "c\"d", r"e\f"]),
            // A shell would take these backslashes away.
            (r#""\$HOME" "\`" "\n""#, &[r"\$HOME", r"\`", r"\n"]),
            (r"'a\' b\'c", &[r"a\", "b'c"]),
            // No shell: none of this means anything.
            (
                "a $HOME * ~ | > # ; `b` &",
                &["a", "$HOME", "*", "~", "|", ">", "#", ";", "`b`", "&"],
            ),
        ] {
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            assert_eq!(split(line), Ok(words), "{line}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_taken_apart_says_why() {
        for (line, why) in [
            ("", "it is empty"),
            (" \t\n", "it is empty"),
            ("a 'b", "the quotes are not balanced"),
            ("a \"b\\\"", "the quotes are not balanced"),
            ("a \"b\\", "the quotes are not balanced"),
            ("a \\", "nothing follows its last backslash"),
        ] {
            assert_eq!(split(line), Err(why.to_owned()), "{line}");
        }
    }

    #[test]
    fn a_program_is_found_where_it_can_be_run() {
        let here = Path::new("/");
        let find =
            |program: &str, path: &str| find(OsStr::new(program), Some(OsStr::new(path)), here);
        assert_eq!(find("sh", "/nowhere:/bin"), Ok("/bin/sh".into()));
        assert_eq!(find("sh", "bin"), Ok("/bin/sh".into()));
        assert_eq!(find("/bin/sh", ""), Ok("/bin/sh".into()));
        assert_eq!(find("./bin/sh", ""), Ok("/./bin/sh".into()));
        assert_eq!(find("sh", "/nowhere"), Err(Unfit::NotInPath));
        assert_eq!(find("", "/bin"), Err(Unfit::NotInPath));
        assert_eq!(find("passwd", "/etc:/nowhere"), Err(Unfit::NotExecutable));
        assert_eq!(find("/etc/passwd", ""), Err(Unfit::NotExecutable));
        assert_eq!(find("/dev/null", ""), Err(Unfit::NotExecutable));
        assert_eq!(find("/bin/", ""), Err(Unfit::Directory));
        assert_eq!(find("/nowhere/x", ""), Err(Unfit::Absent));
    }
}
