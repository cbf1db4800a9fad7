//! Asks a person, on the terminal only: whatever standard input, output and
//! error are.
//!
//! What is typed is hidden before the first letter of the question is written,
//! and shown again however the asking ends: by Enter, by a signal, by ^Z until
//! `fg`, by the deadline.

mod keys;

use crate::error::{Error, Result, printable};
use crate::host::{self, Deadline, Held, Unstopped, io_reason};
use crate::secret::Secret;
use keys::{End, Keys};
use std::rc::Rc;
use std::time::Duration;

pub use crate::host::restore;

/// No question is longer, characters.
const LONGEST_QUESTION: usize = 1000;
/// How long a terminal may take for a line that is told.
const TELLING: Duration = Duration::from_secs(2);

/// What came of a question.
#[derive(Debug)]
pub enum Answer {
    /// This was typed.
    Text(Secret),
    /// An empty line, or ^D: nobody wants to.
    None,
    /// Nothing, within the deadline.
    TimedOut,
    /// Whoever had started us is gone, or the terminal is.
    Abandoned,
}

/// The terminal that a person sits at.
pub struct Terminal(Rc<host::Terminal>);

impl Terminal {
    /// The one that this process belongs to, if it has one.
    pub fn open() -> Option<Self> {
        host::Terminal::open().map(|terminal| Self(Rc::new(terminal)))
    }

    /// Tells one line.
    pub fn say(&self, line: &str) {
        let _unstopped = Unstopped::new();
        self.0.say(line, Deadline::after(TELLING));
    }

    /// Asks for something that nobody else is to see, until the deadline.
    ///
    /// A signal that ends processes ends this one as it would anywhere, after
    /// the terminal has been put back.
    ///
    /// # Errors
    ///
    /// Why the terminal cannot hide what is typed.
    pub fn ask_hidden(&self, question: &str, until: Deadline) -> Result<Answer> {
        // Let go of last, when the terminal is as it was.
        let held = Rc::new(Held::new(true));
        let _unstopped = Unstopped::new();
        let keys = Keys::new(&self.0, &held, until);
        let mut told = false;
        loop {
            if !self.0.is_ours() && !told {
                told = true;
                let line = format!("to answer, bring this to the foreground with fg: {question}");
                self.0.say(&line, until);
            }
            let answer = match keys.wait_for_foreground() {
                Ok(()) => self.ask_once(question, &keys, until)?,
                Err(end) => Err(end),
            };
            match answer {
                Ok(line) if line.expose().is_empty() => return Ok(Answer::None),
                Ok(line) => return Ok(Answer::Text(line)),
                Err(End::Closed) => return Ok(Answer::None),
                Err(End::TimedOut) => return Ok(Answer::TimedOut),
                Err(End::Abandoned) => return Ok(Answer::Abandoned),
                Err(End::Signal(signal)) => {
                    host::act(signal);
                    return Ok(Answer::Abandoned);
                }
                // Nobody could continue it.
                Err(End::Stop) if host::cannot_be_continued() => {}
                Err(End::Stop) => host::stop(),
                Err(End::Background) => told = false,
                Err(End::Useless(why)) => self.0.say(why, until),
            }
        }
    }

    fn ask_once(
        &self,
        question: &str,
        keys: &Keys,
        until: Deadline,
    ) -> Result<std::result::Result<Secret, End>> {
        let hidden = Hidden::new(&self.0)?;
        let question = format!("brs: {}: ", printable(question, LONGEST_QUESTION));
        self.0.write(question.as_bytes(), until);
        let line = keys.line();
        drop(hidden);
        // Enter was hidden as well.
        self.0.write(b"\n", Deadline::after(TELLING));
        Ok(line)
    }
}

/// Hides what is typed, as long as it lives.
struct Hidden<'a>(&'a host::Terminal);

impl<'a> Hidden<'a> {
    fn new(terminal: &'a host::Terminal) -> Result<Self> {
        terminal.hide().map_err(|error| {
            Error::failed(io_reason(&error)).context("cannot hide what is typed on the terminal")
        })?;
        // It was not typed as an answer.
        terminal.discard();
        Ok(Self(terminal))
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        // What was pasted after the line is for nobody, least of all a shell.
        self.0.discard();
        self.0.show();
    }
}
