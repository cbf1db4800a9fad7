//! What is typed, and all that can happen while it is waited for.

use crate::host::{Deadline, Held, Terminal};
use crate::secret::Secret;
use std::cell::Cell;
use std::io::{self, Read};
use std::os::unix::process::parent_id;
use std::rc::Rc;
use std::time::Duration;

/// No answer is longer, bytes.
const LONGEST_LINE: usize = 1024;
/// How long nobody looks around.
const TICK: Duration = Duration::from_millis(100);

/// How a question ended without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By ^D.
    Closed,
    /// By the deadline.
    TimedOut,
    /// Whoever had started us is gone, or the terminal is.
    Abandoned,
    /// By a signal that is to end this process.
    Signal(i32),
    /// By ^Z.
    Stop,
    /// The terminal listens to somebody else.
    Background,
    /// There is one, but it cannot be meant: why.
    Useless(&'static str),
}

/// Waits for keys.
#[derive(Clone)]
pub struct Keys {
    terminal: Rc<Terminal>,
    held: Rc<Held>,
    until: Deadline,
    /// Who has started us.
    parent: u32,
}

impl Keys {
    pub fn new(terminal: &Rc<Terminal>, held: &Rc<Held>, until: Deadline) -> Self {
        Self {
            terminal: Rc::clone(terminal),
            held: Rc::clone(held),
            until,
            parent: parent_id(),
        }
    }

    /// Waits until the terminal listens to us.
    pub fn wait_for_foreground(&self) -> Result<(), End> {
        while !self.terminal.is_ours() {
            self.look_around()?;
            if self.terminal.modes().is_none() {
                return Err(End::Abandoned);
            }
            std::thread::sleep(TICK.min(self.until.remaining()));
        }
        Ok(())
    }

    /// Waits for a line.
    pub fn line(&self) -> Result<Secret, End> {
        let end = Rc::new(Cell::new(None));
        let reader = Reader {
            keys: self.clone(),
            count: 0,
            is_over: false,
            end: Rc::clone(&end),
        };
        let config = rpassword::ConfigBuilder::new()
            .input_reader(reader)
            .output_discard()
            .build();
        let line = rpassword::read_password_with_config(config).map(Secret::new);
        match (end.get(), line) {
            (Some(end), _) => Err(end),
            // What stands for a letter that is none would be a wrong answer,
            // and those are counted.
            (None, Ok(line)) if line.expose().contains(char::REPLACEMENT_CHARACTER) => {
                Err(End::Useless("that is not UTF-8"))
            }
            (None, Ok(line)) => Ok(line),
            (None, Err(_)) => Err(End::Abandoned),
        }
    }

    /// Whether something has happened that ends the waiting.
    fn look_around(&self) -> Result<(), End> {
        if let Some(signal) = self.held.ending() {
            return Err(End::Signal(signal));
        }
        if self.held.stop_asked() {
            return Err(End::Stop);
        }
        if parent_id() != self.parent {
            return Err(End::Abandoned);
        }
        if self.until.has_passed() {
            return Err(End::TimedOut);
        }
        Ok(())
    }

    /// Waits for one byte; `None` for ^D.
    fn byte(&self) -> Result<Option<u8>, End> {
        loop {
            self.look_around()?;
            if !self.terminal.is_ours() {
                return Err(match self.terminal.modes() {
                    Some(_) => End::Background,
                    None => End::Abandoned,
                });
            }
            // A shell, or another program that asks, has put it back.
            if self.terminal.echoes() {
                let _ = self.terminal.hide();
            }
            let within = TICK.min(self.until.remaining());
            if !self.terminal.wait(within).ok_or(End::Abandoned)? {
                continue;
            }
            let mut byte = [0];
            match self.terminal.read(&mut byte) {
                Ok(0) => return Ok(None),
                Ok(_) => return Ok(Some(byte[0])),
                Err(error) if is_passing(&error) => {}
                // Not ours any longer, or gone: the next look tells.
                Err(_) => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
}

fn is_passing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
    )
}

/// Reads one line, byte by byte, so that nothing is kept here, and says how it
/// ended if not by Enter.
struct Reader {
    keys: Keys,
    count: usize,
    is_over: bool,
    end: Rc<Cell<Option<End>>>,
}

impl Read for Reader {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let (false, Some(place)) = (self.is_over, bytes.first_mut()) else {
            return Ok(0);
        };
        let byte = match self.keys.byte() {
            Ok(Some(_)) if self.count == LONGEST_LINE => Err(End::Useless("that is too long")),
            Ok(Some(byte)) => Ok(byte),
            Ok(None) => Err(End::Closed),
            Err(end) => Err(end),
        };
        match byte {
            Ok(byte) => {
                *place = byte;
                self.count += 1;
                self.is_over = byte == b'\n';
                Ok(1)
            }
            Err(end) => {
                self.is_over = true;
                self.end.set(Some(end));
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        }
    }
}
