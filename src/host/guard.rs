//! What a process that holds secrets keeps to itself: no core file of it, and
//! no look into it by other programs of the same user.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Closes this process to core dumps and, where the system can, to tracers and
/// to whoever reads `/proc/PID/mem` and `/proc/PID/environ`.
///
/// A system or a sandbox that refuses is no reason to fail.
pub fn guard() {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // Forbids the core file as well, and ends with this program: those
        // that it runs are as they would be without it.
        if set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok() {
            return;
        }
    }
    // Inherited by programs that this one runs, which may raise it again: the
    // hard limit stays.
    let limit = getrlimit(Resource::Core);
    let none = Rlimit {
        current: Some(0),
        ..limit
    };
    let _ = setrlimit(Resource::Core, none);
}

/// Ends this process when the one that started it ends, where the system can
/// see to that.
pub fn end_with_parent() {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        let _ = set_parent_process_death_signal(Some(Signal::TERM));
    }
}

/// The number of the user whose rights this process has.
pub fn user_number() -> u32 {
    rustix::process::geteuid().as_raw()
}
