//! Which machine this is.

use super::files;
use std::path::Path;

/// Where systemd and D-Bus keep what tells this system from all others.
const MACHINE_ID: &str = "/etc/machine-id";

/// What tells this system from all others, if it has been given that.
pub fn machine_id() -> Option<String> {
    let text = files::contents(Path::new(MACHINE_ID)).ok()?;
    let text = std::str::from_utf8(&text).ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The name of this machine.
pub fn host_name() -> String {
    let system = rustix::system::uname();
    system.nodename().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_has_a_name() {
        let name = host_name();
        assert!(!name.is_empty() && name == host_name(), "{name}");
    }
}
