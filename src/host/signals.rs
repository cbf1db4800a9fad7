//! Signals that have to wait until brs has tidied up: a terminal given back, a
//! program ended.
//!
//! A handler only takes note. Whoever waits looks at the note, tidies up, and
//! lets the signal do what it would have done. What was ignored when brs was
//! started (`nohup`, a script's `&`) stays ignored.

use nix::sys::signal::{SigSet, SigmaskHow, Signal};
use signal_hook::consts::{SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::{flag, low_level};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

/// Those that end a process.
const ENDING: [i32; 4] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT];

/// The latest of [`ENDING`] that has arrived while it was held back.
static ENDED_BY: AtomicUsize = AtomicUsize::new(0);
/// Whether a program that was run has ended: waiting is interrupted, no more.
static CHILD_ENDED: AtomicBool = AtomicBool::new(false);
/// Whether to stop, by ^Z, has been asked for while that was held back.
static STOP_ASKED: AtomicBool = AtomicBool::new(false);
/// Whether the signals do what they do by themselves.
static ENDING_AT_ONCE: AtomicBool = AtomicBool::new(true);
static STOPPING_AT_ONCE: AtomicBool = AtomicBool::new(true);
/// How many hold back the ending, and how many the stopping.
static HELD: Mutex<(usize, usize)> = Mutex::new((0, 0));
static ENDING_HANDLERS: Once = Once::new();
static STOPPING_HANDLER: Once = Once::new();

/// As long as it lives, no signal ends this process in the middle of things:
/// they are noted, and the last one to let go ends it.
pub struct Held {
    stopping: bool,
}

impl Held {
    /// Holds back what ends a process; with `stopping`, ^Z as well.
    pub fn new(stopping: bool) -> Self {
        ENDING_HANDLERS.call_once(note_ending);
        if stopping {
            STOPPING_HANDLER.call_once(note_stopping);
            STOP_ASKED.store(false, Ordering::SeqCst);
        }
        let held = Self { stopping };
        held.count(|count| count + 1);
        held
    }

    /// The signal that is to end this process, if one has arrived.
    pub fn ending(&self) -> Option<i32> {
        let signal = ENDED_BY.load(Ordering::SeqCst);
        i32::try_from(signal).ok().filter(|signal| *signal != 0)
    }

    /// Whether to stop has been asked for since the last time.
    pub fn stop_asked(&self) -> bool {
        self.stopping && STOP_ASKED.swap(false, Ordering::SeqCst)
    }

    fn count(&self, change: impl Fn(usize) -> usize) {
        // Counting cannot panic: there is nothing to poison it.
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        held.0 = change(held.0);
        if self.stopping {
            held.1 = change(held.1);
        }
        ENDING_AT_ONCE.store(held.0 == 0, Ordering::SeqCst);
        STOPPING_AT_ONCE.store(held.1 == 0, Ordering::SeqCst);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.count(|count| count.saturating_sub(1));
        if let (true, Some(signal)) = (ENDING_AT_ONCE.load(Ordering::SeqCst), self.ending()) {
            act(signal);
        }
    }
}

/// Lets a signal do what it does by itself: end this process, or stop it until
/// it is continued.
pub fn act(signal: i32) {
    let _ = low_level::emulate_default_handler(signal);
}

/// Stops this process, as ^Z does.
pub fn stop() {
    act(SIGTSTP);
}

/// Takes note from here on. A handler cannot be taken back, only be told to
/// do what would have happened without it.
fn note_ending() {
    let ignored = ignored();
    for signal in ENDING {
        if !ignored.contains(&signal) {
            let note = usize::try_from(signal).unwrap_or_default();
            let _ = flag::register_usize(signal, &ENDED_BY, note);
            let _ = flag::register_conditional_default(signal, &ENDING_AT_ONCE);
        }
    }
    // Where it is ignored nobody learns how a program has ended.
    let _ = flag::register(SIGCHLD, &CHILD_ENDED);
}

fn note_stopping() {
    if !ignored().contains(&SIGTSTP) {
        let _ = flag::register(SIGTSTP, &STOP_ASKED);
        let _ = flag::register_conditional_default(SIGTSTP, &STOPPING_AT_ONCE);
    }
}

/// The signals that this process was told to ignore, where the system has a
/// file that says so.
fn ignored() -> Vec<i32> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = line.and_then(|line| u64::from_str_radix(line.trim(), 16).ok());
    let bits = mask.unwrap_or_default();
    (1..=64)
        .filter(|signal| bits & 1 << (signal - 1) != 0)
        .collect()
}

/// As long as it lives, this thread may use the terminal from the background:
/// neither reading nor setting it stops the process.
pub struct Unstopped(Option<SigSet>);

impl Unstopped {
    /// From now on.
    pub fn new() -> Self {
        let signals = SigSet::from_iter([Signal::SIGTTIN, Signal::SIGTTOU]);
        Self(signals.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok())
    }
}

impl Default for Unstopped {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Unstopped {
    fn drop(&mut self) {
        if let Some(before) = self.0 {
            let _ = before.thread_set_mask();
        }
    }
}
