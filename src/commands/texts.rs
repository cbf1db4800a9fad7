//! Texts that the program carries: completion scripts and manual pages.
//!
//! They are the very files under `completions/` and `man/`, which a test
//! compares with the grammar: nothing that generates them is in the program.

use crate::error::Result;
use crate::output;

/// The shells, and how each completes the command line of brs.
pub const SHELLS: [(&str, &str); 5] = [
    ("bash", include_str!("../../completions/brs.bash")),
    ("zsh", include_str!("../../completions/_brs")),
    ("fish", include_str!("../../completions/brs.fish")),
    ("powershell", include_str!("../../completions/brs.ps1")),
    ("elvish", include_str!("../../completions/brs.elv")),
];

/// The words that have a manual page, and their pages.
pub const PAGES: [(&str, &str); 11] = [
    ("sts", include_str!("../../man/brs-sts.1")),
    ("mfa", include_str!("../../man/brs-mfa.1")),
    ("iot", include_str!("../../man/brs-iot.1")),
    ("custom", include_str!("../../man/brs-custom.1")),
    ("profile", include_str!("../../man/brs-profile.1")),
    ("whoami", include_str!("../../man/brs-whoami.1")),
    ("env", include_str!("../../man/brs-env.1")),
    ("exec", include_str!("../../man/brs-exec.1")),
    ("cache", include_str!("../../man/brs-cache.1")),
    ("completions", include_str!("../../man/brs-completions.1")),
    ("man", include_str!("../../man/brs-man.1")),
];

/// The page about brs as a whole.
pub const MAIN_PAGE: &str = include_str!("../../man/brs.1");

/// `brs completions` and `brs man`
#[derive(Clone, Copy, Debug)]
pub struct Show(pub &'static str);

impl Show {
    pub(super) fn run(self) -> Result<()> {
        output::show(self.0)
    }
}
