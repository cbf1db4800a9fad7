//! The terminal that this process belongs to, whatever its standard streams
//! are.

use super::Deadline;
use crate::error::printable;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::process::{Pid, getpgrp, getsid};
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, OutputModes, QueueSelector, Termios, tcflush,
    tcgetattr, tcgetpgrp, tcsetattr, tcsetpgrp,
};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How the terminal was before a question hid what is typed.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// The controlling terminal, both directions.
///
/// Whoever changes it keeps [`Unstopped`](super::Unstopped) meanwhile.
pub struct Terminal(File);

/// How a terminal treats what is typed and written.
#[derive(Clone)]
pub struct Modes(Termios);

impl Terminal {
    /// Opens it, if there is one. Nothing ever waits for it: what would, says
    /// so.
    pub fn open() -> Option<Self> {
        // A description of our own: nobody else's reads become impatient.
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
        let mut options = File::options();
        options.read(true).write(true).custom_flags(flags);
        options.open("/dev/tty").ok().map(Self)
    }

    /// The same terminal for another program, which may wait for it.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened.
    pub fn for_another() -> io::Result<File> {
        let mut options = File::options();
        options.read(true).write(true);
        let flags = OFlags::NOCTTY.bits().cast_signed();
        options.custom_flags(flags).open("/dev/tty")
    }

    /// The process group that it listens to.
    pub fn foreground(&self) -> Option<Pid> {
        tcgetpgrp(&self.0).ok()
    }

    /// Whether it listens to our process group.
    pub fn is_ours(&self) -> bool {
        self.foreground() == Some(getpgrp())
    }

    /// Makes it listen to this process group, or to ours.
    pub fn give_to(&self, group: Option<Pid>) {
        let _ = tcsetpgrp(&self.0, group.unwrap_or_else(getpgrp));
    }

    /// Its modes.
    pub fn modes(&self) -> Option<Modes> {
        tcgetattr(&self.0).ok().map(Modes)
    }

    /// Sets its modes, at once.
    pub fn set_modes(&self, modes: &Modes) {
        let _ = tcsetattr(&self.0, OptionalActions::Now, &modes.0);
    }

    /// Whether what is typed is shown.
    pub fn echoes(&self) -> bool {
        self.modes()
            .is_some_and(|modes| modes.0.local_modes.contains(LocalModes::ECHO))
    }

    /// Hides what is typed from now on.
    ///
    /// # Errors
    ///
    /// Why this terminal cannot do that.
    pub fn hide(&self) -> io::Result<()> {
        let before = tcgetattr(&self.0)?;
        let mut hidden = before.clone();
        hidden.local_modes -=
            LocalModes::ECHO | LocalModes::ECHOE | LocalModes::ECHOK | LocalModes::ECHONL;
        // Whoever has started us may have left it raw.
        hidden.local_modes |= LocalModes::ICANON | LocalModes::ISIG;
        hidden.input_modes |= InputModes::ICRNL;
        hidden.input_modes -= InputModes::IGNCR | InputModes::INLCR;
        hidden.output_modes |= OutputModes::OPOST | OutputModes::ONLCR;
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        tcsetattr(&self.0, OptionalActions::Now, &hidden)?;
        Ok(())
    }

    /// Shows what is typed again, as before [`Terminal::hide`].
    pub fn show(&self) {
        let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(before) = before {
            self.set_modes(&Modes(before));
        }
    }

    /// Throws away what has been typed and not read.
    pub fn discard(&self) {
        let _ = tcflush(&self.0, QueueSelector::IFlush);
    }

    /// Waits for something typed; `None` when the terminal has gone away.
    pub fn wait(&self, within: Duration) -> Option<bool> {
        let ready = self.poll(PollFlags::IN, within);
        let gone = ready.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
        (!gone).then(|| ready.contains(PollFlags::IN))
    }

    /// Reads what has been typed.
    ///
    /// # Errors
    ///
    /// `WouldBlock` when that is nothing; others when the terminal has gone or
    /// listens to somebody else.
    pub fn read(&self, bytes: &mut [u8]) -> io::Result<usize> {
        (&self.0).read(bytes)
    }

    /// Writes all of this, as long as it is taken within the deadline: a
    /// terminal that was told to hold (^S) takes nothing.
    pub fn write(&self, mut bytes: &[u8], within: Deadline) {
        while !bytes.is_empty() {
            match (&self.0).write(bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if within.has_passed() {
                        return;
                    }
                    self.poll(PollFlags::OUT, TICK);
                }
                Err(_) => return,
            }
        }
    }

    /// Writes one line that is ours.
    pub fn say(&self, line: &str, within: Deadline) {
        let line = format!("brs: {}\n", printable(line, usize::MAX));
        self.write(line.as_bytes(), within);
    }

    fn poll(&self, flags: PollFlags, within: Duration) -> PollFlags {
        let mut polled = [PollFd::new(&self.0, flags)];
        let within = Timespec::try_from(within.min(TICK)).ok();
        match poll(&mut polled, within.as_ref()) {
            Ok(_) => polled[0].revents(),
            // A signal: whoever waits has a look at it.
            Err(_) => PollFlags::empty(),
        }
    }
}

/// Nobody waits longer than this without looking around.
const TICK: Duration = Duration::from_millis(100);

/// Whether the group of this process cannot be continued by any shell: then
/// ^Z does nothing to it.
pub fn cannot_be_continued() -> bool {
    // The leader of a session has its parent outside.
    getsid(None).is_ok_and(|session| session == getpgrp())
}

/// Puts the terminal back if a question is being asked: for the moment when
/// brs cannot go on.
pub fn restore() {
    if let Some(terminal) = Terminal::open() {
        let _unstopped = super::Unstopped::new();
        terminal.show();
    }
}
