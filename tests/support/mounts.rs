//! A place where mounts are a test's own: nobody else sees them, and they are
//! gone when it ends.

use super::{Brs, Outcome, finish, program, wrapped::tool};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// How such a place is made and entered: as root, or as somebody who is root
/// there only.
const WAYS: [(&[&str], &[&str]); 2] = [
    (&["-m"], &["-m"]),
    (&["-Urm"], &["-m", "-U", "--preserve-credentials"]),
];

/// A process that holds the place, and the way into it.
pub struct Mounts {
    holder: Child,
    enter: &'static [&'static str],
}

impl Mounts {
    /// Runs this script there, which mounts; `None`, and a word about it,
    /// where that is not allowed at all.
    #[expect(clippy::print_stdout, reason = "a test that was not run is told")]
    pub fn new(script: &str) -> Option<Self> {
        let script = format!("set -e; {script}; echo done; exec sleep 600");
        for (make, enter) in WAYS {
            let mut holder = Command::new(tool("unshare"))
                .args(make)
                .args(["--propagation", "private", "sh", "-c", &script])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut line = String::new();
            let stdout = holder.stdout.take().unwrap();
            BufReader::new(stdout).read_line(&mut line).unwrap();
            let place = Self { holder, enter };
            if line == "done\n" {
                return Some(place);
            }
        }
        println!("not tested: nothing can be mounted here");
        None
    }

    /// A path as it is there.
    pub fn path(&self, path: &Path) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.holder.id()));
        root.join(path.strip_prefix("/").unwrap())
    }

    /// Runs brs there.
    pub fn run(&self, brs: &Brs, arguments: &[&str]) -> Outcome {
        self.run_program(brs, &program(), arguments)
    }

    /// Runs a program there.
    pub fn run_program(&self, brs: &Brs, program: &Path, arguments: &[&str]) -> Outcome {
        let holder = self.holder.id().to_string();
        let mut all = vec!["-t", &holder];
        all.extend(self.enter);
        all.extend(["--", program.to_str().unwrap()]);
        all.extend(arguments);
        finish(brs.other(&tool("nsenter"), &all).spawn().unwrap())
    }
}

impl Drop for Mounts {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
