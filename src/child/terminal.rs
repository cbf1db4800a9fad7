//! The terminal, lent to a program that asks a person, and taken back.

use crate::host::{self, Deadline, Modes, Terminal};
use rustix::process::{Pid, Signal, kill_current_process_group, kill_process_group};

/// The terminal while a program may have it: only when it is ours to give.
pub struct Lent<'a> {
    terminal: &'a Terminal,
    /// The process group of the program.
    group: Pid,
    /// How the terminal was, while the program has it.
    ours: Option<Modes>,
    /// How the program wants it, while it is stopped.
    theirs: Option<Modes>,
    has_it: bool,
    has_told: bool,
}

impl<'a> Lent<'a> {
    pub fn new(terminal: &'a Terminal, group: Pid) -> Self {
        Self {
            terminal,
            group,
            ours: None,
            theirs: None,
            has_it: false,
            has_told: false,
        }
    }

    /// Lends it, if it listens to us at the moment.
    pub fn offer(&mut self) {
        if self.has_it || !self.terminal.is_ours() {
            return;
        }
        self.ours = self.terminal.modes();
        if let Some(theirs) = self.theirs.take() {
            self.terminal.set_modes(&theirs);
        }
        self.terminal.give_to(Some(self.group));
        self.has_it = true;
        // It may have wanted the terminal too early.
        self.go_on();
    }

    /// Takes it back as it was.
    pub fn take_back(&mut self) {
        if !std::mem::take(&mut self.has_it) {
            return;
        }
        // Unless a shell has taken it away meanwhile.
        if self
            .terminal
            .foreground()
            .is_none_or(|group| group == self.group)
        {
            self.theirs = self.terminal.modes();
            if let Some(ours) = self.ours.take() {
                self.terminal.set_modes(&ours);
            }
            self.terminal.give_to(None);
        }
    }

    /// The program was stopped by ^Z: stops with it, as one.
    pub fn stop_with_it(&mut self) {
        self.take_back();
        if !host::cannot_be_continued() {
            // The parent as well: to a shell it is one job.
            let _ = kill_current_process_group(Signal::TSTP);
        }
        self.offer();
        self.go_on();
    }

    /// The program was stopped because it wants the terminal.
    pub fn is_wanted(&mut self, name: &str, until: Deadline) {
        if self.has_it {
            self.go_on();
        } else if !self.has_told {
            self.has_told = true;
            let line = format!("{name} wants the terminal: bring it to the foreground with: fg");
            self.terminal.say(&line, until);
        }
    }

    fn go_on(&self) {
        let _ = kill_process_group(self.group, Signal::CONT);
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.take_back();
    }
}
