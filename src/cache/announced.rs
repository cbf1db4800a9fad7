//! What another process asks a person for, while this one waits for it.

use crate::prompt::Terminal;
use crate::sources::{Asking, Context};

/// Passes it on: those who wait for what is obtained here have to know of it,
/// too, and the person at this terminal.
pub(super) struct Announced<'a> {
    context: &'a Context<'a>,
    until: i64,
}

impl<'a> Announced<'a> {
    /// Nothing, so far.
    pub fn new(context: &'a Context<'a>) -> Self {
        Self { context, until: 0 }
    }

    /// Tells the processes that wait for us each time that it is put off, and
    /// the person once.
    pub fn pass_on(&mut self, what: &str, until: i64) {
        if self.until == 0 {
            self.show(what);
        }
        if self.until != until {
            self.until = until;
            let what = what.to_owned();
            (self.context.announce)(Some(&Asking { until, what }));
        }
    }

    fn show(&self, what: &str) {
        if !self.context.may_ask || self.context.prompt.is_none() {
            return;
        }
        if let Some(terminal) = Terminal::open() {
            terminal.say(&format!("another process asks for {what}; waiting for it"));
        }
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        if self.until != 0 {
            (self.context.announce)(None);
        }
    }
}
