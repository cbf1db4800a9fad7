//! A program and all it has started: one process group, which ends as a whole.

use crate::host::Deadline;
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, WaitIdStatus, kill_process_group, test_kill_process_group,
    waitid,
};
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

/// How long a program may take to end when it is asked to.
const ASKED: Duration = Duration::from_secs(2);
/// How long it may take when it is not asked.
const KILLED: Duration = Duration::from_millis(500);
/// How long nobody looks.
const TICK: Duration = Duration::from_millis(5);

/// The process group of a program.
///
/// Its leader is waited for last: until then the group's number stays its own.
pub struct Group {
    leader: Child,
    id: Pid,
}

/// What the leader of a group is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Running,
    /// It was stopped, by this signal.
    Stopped(i32),
    Ended(Ending),
}

/// How a program has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Exited(i32),
    Killed(i32),
}

impl Group {
    pub fn new(leader: Child) -> Self {
        let id = Pid::from_child(&leader);
        Self { leader, id }
    }

    pub fn id(&self) -> Pid {
        self.id
    }

    /// What its leader is at; that it was stopped is told once.
    pub fn state(&self) -> State {
        let stopped = self.look(WaitIdOptions::STOPPED);
        if let Some(signal) = stopped.and_then(|status| status.stopping_signal()) {
            return State::Stopped(signal);
        }
        self.ending().map_or(State::Running, State::Ended)
    }

    fn ending(&self) -> Option<Ending> {
        let status = self.look(WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)?;
        let killed = status.terminating_signal().map(Ending::Killed);
        killed.or_else(|| status.exit_status().map(Ending::Exited))
    }

    fn look(&self, options: WaitIdOptions) -> Option<WaitIdStatus> {
        let options = options | WaitIdOptions::NOHANG;
        waitid(WaitId::Pid(self.id), options).ok().flatten()
    }

    /// Asks all of it to end, and waits until the leader has.
    pub fn ask_to_end(&self) {
        let _ = kill_process_group(self.id, Signal::TERM);
        // Who is stopped hears nothing.
        let _ = kill_process_group(self.id, Signal::CONT);
        wait(ASKED, || self.ending().is_some());
    }

    /// Ends what is left of it. One that cannot be killed, as another user's,
    /// is left alone.
    pub fn end(mut self) {
        let _ = kill_process_group(self.id, Signal::KILL);
        wait(KILLED, || !matches!(self.leader.try_wait(), Ok(None)));
        // The others are waited for by the system, which takes a moment.
        wait(KILLED, || test_kill_process_group(self.id).is_err());
    }
}

fn wait(within: Duration, mut is_over: impl FnMut() -> bool) {
    let deadline = Deadline::after(within);
    while !is_over() && !deadline.has_passed() {
        sleep(TICK);
    }
}
