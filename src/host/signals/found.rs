//! What brs has found of signals when it was started, for the program that it
//! becomes.
//!
//! A service manager may have them ignore a closed pipe (systemd does, by
//! default), a shell may not; std has brs ignore it before `main`, and whoever
//! asks afterwards cannot tell. So it is looked at before that, where the
//! loader calls what stands in a section of its own.

use nix::sys::signal::{SigHandler, Signal, signal};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether brs was started with a closed pipe ignored.
static PIPE_IGNORED: AtomicBool = AtomicBool::new(false);

#[used]
#[expect(unsafe_code, reason = "std has no hook before it changes SIGPIPE")]
#[cfg_attr(
    any(target_os = "linux", target_os = "android", target_os = "freebsd"),
    // SAFETY: the section holds pointers to functions with C's calling
    // convention; what this one does needs nothing of std's runtime.
    unsafe(link_section = ".init_array")
)]
#[cfg_attr(
    target_os = "macos",
    // SAFETY: as above.
    unsafe(link_section = "__DATA,__mod_init_func")
)]
static LOOK: extern "C" fn() = look;

extern "C" fn look() {
    // There is no way to look but to set it: to what std sets in a moment.
    let found = set(Signal::SIGPIPE, SigHandler::SigIgn);
    PIPE_IGNORED.store(matches!(found, Some(SigHandler::SigIgn)), Ordering::Relaxed);
}

/// Has a closed pipe end the program that brs becomes, unless it was ignored
/// when brs was started.
pub(super) fn give_back_pipe() {
    if !PIPE_IGNORED.load(Ordering::Relaxed) {
        set(Signal::SIGPIPE, SigHandler::SigDfl);
    }
}

/// Has a signal ignored again.
pub(super) fn ignore(which: Signal) {
    set(which, SigHandler::SigIgn);
}

/// Sets a disposition that is no handler of ours; what it was before.
#[expect(unsafe_code, reason = "nix cannot know that this is no handler")]
fn set(which: Signal, to: SigHandler) -> Option<SigHandler> {
    // SAFETY: to ignore, or the default: no code of this program runs by it.
    unsafe { signal(which, to) }.ok()
}
