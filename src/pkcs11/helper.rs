//! The process that has the module, seen from brs: it is started, told what to
//! do, and ended, whatever the module does to it.

use super::wire::{Answer, Order, receive, send, send_secret};
use crate::child::Environment;
use crate::error::{Error, Result};
use crate::host::{Deadline, Host, Stopwatch, io_reason, with_a_person};
use crate::secret::Secret;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// The word that makes brs the other process.
pub const WORD: &str = "pkcs11-helper";

/// What it is given to log out and to close the module.
const FAREWELL: Duration = Duration::from_millis(500);
/// What it takes a process that has ended to be found dead.
const CORONER: Duration = Duration::from_secs(2);

/// The process.
pub struct Helper {
    child: Child,
    socket: UnixStream,
    module: PathBuf,
    deadline: Deadline,
    /// The flag that puts it off.
    flag: &'static str,
    started: Stopwatch,
    /// Whether it still answers.
    is_well: bool,
}

impl Helper {
    /// Starts it, for a module that it will be told to load.
    ///
    /// # Errors
    ///
    /// There is no process to be had.
    pub fn start(module: &Path, deadline: Deadline, host: &Host) -> Result<Self> {
        let cannot = |error: io::Error| {
            Error::failed(io_reason(&error)).context("cannot start a process for PKCS #11")
        };
        let gone = || io::Error::other("brs cannot find itself");
        let program = host.program_path().ok_or_else(gone).map_err(cannot)?;
        let (ours, theirs) = UnixStream::pair().map_err(cannot)?;
        let mut command = Command::new(program);
        command
            .arg(WORD)
            // Credentials are none of a module's business.
            .env_clear()
            .envs(Environment::Scrubbed.variables(host))
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            // A module that talks would talk into the answer of a success.
            .stderr(match host.voice.is_chatty() {
                true => Stdio::inherit(),
                false => Stdio::null(),
            });
        let child = command.spawn().map_err(cannot)?;
        // Its end of the socket, or it would never be seen to close.
        drop(command);
        Ok(Self {
            child,
            socket: ours,
            module: module.to_owned(),
            deadline,
            flag: "--timeout",
            started: Stopwatch::start(),
            is_well: true,
        })
    }

    /// Tells it what to do and waits for the answer; `pin` goes with a login.
    ///
    /// # Errors
    ///
    /// The fault that it answers; that it crashed; that it did not answer
    /// before the deadline.
    pub fn tell(
        &mut self,
        order: &Order,
        pin: Option<&Secret>,
    ) -> std::result::Result<Answer, Failed> {
        match self.exchange(order, pin) {
            Ok(Answer::Fault(fault)) => Err(Failed::Fault(fault)),
            Ok(answer) => Ok(answer),
            Err(error) => {
                self.is_well = false;
                Err(Failed::Lost(self.lost(&error)))
            }
        }
    }

    /// The same for what a person has to do at the token, whose time counts
    /// against no deadline but this.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn tell_a_person(
        &mut self,
        order: &Order,
        within: Duration,
    ) -> std::result::Result<Answer, Failed> {
        let patience = std::mem::replace(&mut self.deadline, Deadline::after(within));
        let flag = std::mem::replace(&mut self.flag, "--prompt-timeout");
        let told = with_a_person(|| self.tell(order, None));
        (self.deadline, self.flag) = (patience, flag);
        told
    }

    fn exchange(&mut self, order: &Order, pin: Option<&Secret>) -> io::Result<Answer> {
        self.socket.set_write_timeout(Some(self.patience()?))?;
        send(&mut self.socket, order)?;
        if let Some(pin) = pin {
            send_secret(&mut self.socket, pin)?;
        }
        receive(&mut Patient(self))
    }

    /// What may still be waited.
    fn patience(&self) -> io::Result<Duration> {
        match self.deadline.remaining() {
            Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
            left => Ok(left.max(Duration::from_millis(1))),
        }
    }

    /// What became of it.
    fn lost(&mut self, error: &io::Error) -> Error {
        let module = self.module.display().to_string();
        if matches!(
            error.kind(),
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock
        ) {
            let waited = self.started.elapsed().as_secs().max(1);
            return Error::transient(format!(
                "PKCS #11 module {module}: no answer after {waited} s"
            ))
            .hint(format!(
                "see whether the token is in place and its service runs, or give it more time with {}",
                self.flag
            ));
        }
        let reason = match self.ended(CORONER) {
            None => "it does not speak our language".to_owned(),
            Some(status) => match (status.signal(), status.code()) {
                (Some(signal), _) => format!("it crashed (signal {signal})"),
                (None, Some(code)) => format!("it ended its process (status {code})"),
                (None, None) => "it ended its process".to_owned(),
            },
        };
        Error::failed(format!("PKCS #11 module {module}: {reason}"))
    }

    /// How the process ended, if it does so within this time.
    fn ended(&mut self, within: Duration) -> Option<ExitStatus> {
        let waited = Stopwatch::start();
        loop {
            match self.child.try_wait() {
                Ok(None) if waited.elapsed() < within => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Ok(status) => return status,
                Err(_) => return None,
            }
        }
    }
}

/// Why an order was not carried out.
pub enum Failed {
    /// It says so.
    Fault(super::wire::Fault),
    /// It is gone, or hangs.
    Lost(Error),
}

impl From<Failed> for Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Fault(fault) => fault.into(),
            Failed::Lost(error) => error,
        }
    }
}

/// Reads what it answers, until the deadline.
struct Patient<'a>(&'a Helper);

impl Read for Patient<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let socket = &self.0.socket;
        socket.set_read_timeout(Some(self.0.patience()?))?;
        (&mut &*socket).read(buffer)
    }
}

impl Drop for Helper {
    /// Lets it log out, if it still answers; then it is over in any case.
    fn drop(&mut self) {
        let _ = self.socket.shutdown(std::net::Shutdown::Both);
        if self.is_well && self.ended(FAREWELL).is_some() {
            return;
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
