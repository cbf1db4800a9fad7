//! Renewals of what is good for one use: killed before each of their system
//! calls, the file is the old one or the new one, and whole.

use super::points::{Point, kill_at, points};
use super::{Brs, program};
use local_aws::LocalAws;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// A profile whose token has ended, and can be renewed.
pub struct Renewed<'a> {
    pub aws: &'a LocalAws,
    pub brs: &'a Brs,
    pub profile: &'a str,
    /// The file of its token.
    pub file: PathBuf,
    /// What AWS calls a renewal.
    pub action: &'a str,
    /// Puts another token there, which has ended as well.
    pub log_in: &'a dyn Fn(),
    /// Whether a file has all that was issued in a renewal.
    pub is_of: &'a dyn Fn(&Value, &[String]) -> bool,
    /// What is said when its refresh token is spent.
    pub over: [&'a str; 3],
}

/// How often a run that was killed left what.
#[derive(Debug, Default)]
struct Left {
    /// The old token, still good.
    old: usize,
    /// The new one.
    new: usize,
    /// The old one, spent: the answer had not arrived.
    spent: usize,
}

impl Renewed<'_> {
    /// Kills a run at each point from the moment on when it looks at the file.
    #[track_caller]
    pub fn kill_everywhere(&self) {
        let program = program();
        let ask = [program.to_str().unwrap(), "profile", self.profile];
        let name = self.file.to_str().unwrap();
        let points = points(self.brs, &ask);
        let first = points.iter().position(|point| point.line.contains(name));
        let points = &points[first.expect("it looks at the token")..];
        let count = points.len();
        assert!(count > 60, "{count} points are not a renewal");
        let (mut killed, mut left) = (0, Left::default());
        for point in points {
            let _ = fs::remove_dir_all(self.brs.path(".cache"));
            for file in fs::read_dir(self.file.parent().unwrap()).unwrap() {
                fs::remove_file(file.unwrap().path()).unwrap();
            }
            (self.log_in)();
            let before = fs::read(&self.file).unwrap();
            let calls = self.aws.requests().len();
            killed += usize::from(kill_at(self.brs, point, &ask));
            self.check(point, &before, calls, &mut left);
        }
        assert!(killed * 100 >= count * 98, "killed at {killed} of {count}");
        // Between the request and the new name there is little to do.
        assert!(left.old > 10 && left.new > 10, "{left:?}");
        assert!(left.spent < count / 3, "{left:?}");
    }

    fn check(&self, point: &Point, before: &[u8], calls: usize, left: &mut Left) {
        let requests = || self.aws.requests().into_iter().skip(calls);
        let renewals = || requests().filter(|request| request.action == self.action);
        let issued: Vec<_> = renewals().map(|request| request.secrets).collect();
        assert!(issued.len() <= 1, "{point:?}");
        for file in fs::read_dir(self.file.parent().unwrap()).unwrap() {
            // There are secrets in what is left half way, too.
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{point:?}");
        }
        let now = fs::read(&self.file).unwrap();
        let is_old = now == before;
        if !is_old {
            let now = serde_json::from_slice(&now).expect("a whole file");
            assert!((self.is_of)(&now, &issued[0]), "{point:?}");
        }
        let next = self.brs.run(&["profile", self.profile]);
        let again = renewals().count() - issued.len();
        match (is_old, issued.is_empty()) {
            (true, true) => left.old += 1,
            (false, _) => left.new += 1,
            (true, false) => {
                left.spent += 1;
                next.fails_saying(1, &self.over);
                return;
            }
        }
        next.prints();
        assert_eq!(again, usize::from(is_old), "{point:?}");
    }
}
