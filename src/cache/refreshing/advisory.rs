//! A refresh while the cached credentials still live: nobody has to wait for
//! it, and nothing depends on it.

use super::super::Obtained;
use super::super::entry::Entry;
use super::super::lock::Attempt;
use super::super::state::Window;
use super::{Refreshing, Turn};
use crate::error::{Result, Status};
use crate::refresh::Verdict;
use crate::sources::Context;
use std::time::Duration;

/// What a refresh may take while the cached credentials still live.
///
/// The most impatient SDK ends a process after 21 s, and a person notices
/// much less.
const ADVISORY_BUDGET: Duration = Duration::from_secs(4);
/// The same where a program is run, which may always take longer than AWS.
const ADVISORY_BUDGET_OF_A_PROGRAM: Duration = Duration::from_secs(15);

impl Refreshing<'_> {
    /// The credentials live: renew them if nobody else does, and print them
    /// whatever happens.
    pub fn advisory(&self, entry: Entry) -> Result<Obtained> {
        let budget = self.advisory_budget();
        if self.is_too_slow(budget) {
            self.note(
                "its program took longer than a refresh may take now, using the cached credentials",
            );
            return self.cached(entry);
        }
        if self.backs_off() {
            self.note("the last refresh failed a moment ago, using the cached credentials");
            return self.cached(entry);
        }
        let turn = match self.attempt() {
            Attempt::Ours(lock) => Turn::Locked(lock),
            Attempt::Unavailable(_) => Turn::Unlocked,
            Attempt::Busy => {
                self.note("another process refreshes, using the cached credentials");
                return self.cached(entry);
            }
        };
        // The previous holder may have done the work in the meantime.
        match self.cache.load(&self.key) {
            Some(again) if self.verdict(&again) == Verdict::Fresh => {
                return self.cached(again);
            }
            _ if self.backs_off() => return self.cached(entry),
            _ => {}
        }
        let context = Context {
            deadline: self.context.host.deadline(budget),
            may_ask: false,
            ..*self.context
        };
        match self.refresh(&turn, &context) {
            Ok(obtained) => Ok(obtained),
            // It takes a person; one will be asked when it is mandatory.
            Err(error) if error.status() == Status::PersonNeeded => self.cached(entry),
            // The refresh may have taken the rest of their life.
            Err(error) if entry.lifetime.remaining(self.context.host.now()) <= 0 => {
                self.record(&turn, |state, now| state.fail(&error, now));
                Err(error)
            }
            Err(error) => {
                let until = entry.lifetime.expiration;
                self.cache.warn(format!(
                    "cannot refresh, using credentials until {until}: {error}"
                ));
                self.record(&turn, |state, now| state.fail(&error, now));
                self.cached(entry)
            }
        }
    }

    /// What a refresh may take while the cached credentials live.
    fn advisory_budget(&self) -> Duration {
        let left = self.context.deadline.remaining();
        match self.source.runs_a_program() {
            true => ADVISORY_BUDGET_OF_A_PROGRAM.min(left),
            // Half of what is left, so that a hop below does not take it all.
            false => ADVISORY_BUDGET.min(left / 2),
        }
    }

    /// Whether a program is run that would be ended before it is done, as far
    /// as its last run tells: that would keep whoever waits for nothing.
    fn is_too_slow(&self, budget: Duration) -> bool {
        let took = || self.cache.state(&self.key).took.unsigned_abs();
        self.source.runs_a_program() && Duration::from_millis(took()) >= budget
    }

    fn backs_off(&self) -> bool {
        let now = self.context.host.milliseconds();
        self.cache.state(&self.key).backs_off(Window::Advisory, now)
    }
}
