//! Who has started this process, and who has started that.

use std::path::PathBuf;

/// More are not asked for.
const FARTHEST: usize = 16;

/// The names of the programs that have started this one, the nearest first;
/// none where the system has no files that tell.
pub fn ancestors() -> Vec<String> {
    let mut names = Vec::new();
    let mut process = std::os::unix::process::parent_id();
    while process > 1 && names.len() < FARTHEST {
        let path: PathBuf = ["/proc", &process.to_string(), "stat"].iter().collect();
        let bytes = std::fs::read(path).unwrap_or_default();
        let Some((name, parent)) = parse(&String::from_utf8_lossy(&bytes)) else {
            break;
        };
        names.push(name);
        process = parent;
    }
    names
}

/// Name and parent in `PID (NAME) STATE PARENT …`; a name may have brackets
/// and blanks in it (proc_pid_stat(5)).
fn parse(stat: &str) -> Option<(String, u32)> {
    let (before, behind) = stat.rsplit_once(')')?;
    let (_, name) = before.split_once('(')?;
    let parent = behind.split_whitespace().nth(1)?.parse().ok()?;
    Some((name.to_owned(), parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_anything_in_it() {
        for (stat, name, parent) in [
            ("7 (bash) S 3 7 7 0", "bash", 3),
            ("7 (a) R 1 (b) S 3 7", "a) R 1 (b", 3),
        ] {
            assert_eq!(parse(stat), Some((name.to_owned(), parent)), "{stat}");
        }
        for stat in ["", "7 bash", "7 (bash) S", "7 (bash) S x"] {
            assert_eq!(parse(stat), None, "{stat}");
        }
    }
}
