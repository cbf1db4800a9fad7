//! brs under another program, or as another user.

use super::{Brs, program};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A user without any rights.
pub const NOBODY: u32 = 65534;

/// A program that a test cannot do without.
pub fn tool(name: &str) -> PathBuf {
    let directories = ["/usr/local/bin", "/usr/bin", "/bin"].map(Path::new);
    let mut candidates = directories.iter().map(|directory| directory.join(name));
    let found = candidates.find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{name} is missing: run scripts/setup"))
}

impl Brs {
    /// The same command, run by another program: `sh -c`, strace, setpriv.
    pub fn command_under(&self, wrapper: &[&str], arguments: &[&str]) -> Command {
        self.wrapped(wrapper, &program(), arguments)
    }

    /// Gives the whole home away: from here on it belongs to nobody, who is
    /// no root to whom modes mean nothing. See [`Brs::command_as_nobody`].
    pub fn give_away(&self) {
        let copy = self.path("bin/brs");
        if !copy.exists() {
            fs::create_dir_all(self.path("bin")).unwrap();
            // Where cargo puts programs is not for everybody's eyes.
            fs::copy(program(), &copy).unwrap();
        }
        let mut paths = vec![self.home.path().to_owned()];
        while let Some(path) = paths.pop() {
            std::os::unix::fs::lchown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
            if path.symlink_metadata().unwrap().is_dir() {
                paths.extend(
                    fs::read_dir(&path)
                        .unwrap()
                        .map(|file| file.unwrap().path()),
                );
            }
        }
    }

    /// The command, run as the user nobody from a home that was given away.
    pub fn command_as_nobody(&self, arguments: &[&str]) -> Command {
        self.command_as_nobody_under(&[], arguments)
    }

    /// The same, run by another program.
    pub fn command_as_nobody_under(&self, further: &[&str], arguments: &[&str]) -> Command {
        let user = NOBODY.to_string();
        let mut wrapper = vec!["setpriv", "--reuid", &user, "--regid", &user];
        wrapper.push("--clear-groups");
        wrapper.extend(further);
        self.wrapped(&wrapper, &self.path("bin/brs"), arguments)
    }

    fn wrapped(&self, wrapper: &[&str], program: &Path, arguments: &[&str]) -> Command {
        let model = self.command(arguments);
        let mut command = Command::new(tool(wrapper[0]));
        command
            .args(&wrapper[1..])
            .arg(program)
            .args(model.get_args());
        command.env_clear().envs(&self.environment);
        command.current_dir(self.home.path()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}
