//! One run of a program, from its start to the moment when nothing is left of
//! it.

use super::group::{Ending, Group, State};
use super::masked::last_line;
use super::output::Output;
use super::terminal::Lent;
use super::{Job, find};
use crate::host::{self, Deadline, Held, Host, Terminal, Unstopped, Variable, io_reason};
use rustix::process::Signal;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a pipe is waited for that something else holds when the program
/// has ended.
const DRAINING: Duration = Duration::from_millis(100);
/// How long nobody looks around: at first, and at most.
const SHORTEST_TICK: Duration = Duration::from_millis(1);
const LONGEST_TICK: Duration = Duration::from_millis(32);

/// How a run has come to its end.
enum End {
    /// By itself.
    Ended(Ending),
    TimedOut,
    TooLong,
    /// It was stopped because it wants a terminal that it was not given.
    WantsTerminal,
    /// By a signal that brs has got.
    Signal(i32),
}

/// Why there is nothing to show for a run.
pub enum Failure {
    NotStarted(String),
    /// It was started, and has not ended well.
    Failed(String),
}

/// Runs a program.
pub fn run(job: &Job<'_>, host: &Host) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let until = host.deadline(job.within);
    // Let go of last, when everything is tidied up.
    let held = Held::new(false);
    let terminal = Terminal::open();
    let mut child = start(job, host, terminal.is_some()).map_err(Failure::NotStarted)?;
    // The program would have inherited it.
    let _unstopped = Unstopped::new();
    let mut output = Output::new(child.stdout.take(), child.stderr.take(), job.longest_output);
    let group = Group::new(child);
    let lent = terminal.as_ref().filter(|_| job.interactive);
    let mut lent = lent.map(|terminal| Lent::new(terminal, group.id()));
    let end = watch(job, &held, until, &group, &mut output, &mut lent);
    if let End::Ended(_) = end {
        drain(&mut output);
    } else {
        group.ask_to_end();
    }
    group.end();
    let was_interactive = lent.is_some();
    drop(lent);
    let hit = match end {
        End::Signal(signal) => Some(signal),
        // ^C at the terminal went to the program alone.
        End::Ended(Ending::Killed(signal)) if was_interactive => Some(signal).filter(is_typed),
        _ => None,
    };
    if let Some(signal) = hit {
        host::act(signal);
    }
    outcome(job, end, output).map_err(Failure::Failed)
}

fn is_typed(signal: &i32) -> bool {
    [Signal::INT, Signal::QUIT]
        .map(Signal::as_raw)
        .contains(signal)
}

/// Starts the program in a process group of its own.
fn start(job: &Job<'_>, host: &Host, has_terminal: bool) -> Result<Child, String> {
    let here = host.working_directory().unwrap_or_default();
    let here = job
        .directory
        .map_or(here.clone(), |directory| here.join(directory));
    let program = program(job, host, &here)?;
    let terminal = || Terminal::for_another().map(Stdio::from);
    let stdin = match job.interactive && has_terminal {
        true => terminal().unwrap_or_else(|_| Stdio::null()),
        false => Stdio::null(),
    };
    let stderr = match has_terminal {
        true => terminal().unwrap_or_else(|_| Stdio::piped()),
        false => Stdio::piped(),
    };
    let mut command = Command::new(&program);
    command
        .arg0(job.name())
        .args(job.words.iter().skip(1))
        .env_clear()
        .envs(job.environment.variables(host))
        .envs(job.extra.iter().copied())
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(stderr)
        .process_group(0);
    if let Some(directory) = job.directory {
        command.current_dir(directory);
    }
    command.spawn().map_err(|error| unstartable(&error, job))
}

fn program(job: &Job<'_>, host: &Host, here: &Path) -> Result<PathBuf, String> {
    let path = host.variable_os(Variable::Path);
    find(job.name(), path.as_deref(), here).map_err(|unfit| unfit.to_string())
}

/// Why a file that is there, and may be executed, does not start.
fn unstartable(error: &io::Error, job: &Job<'_>) -> String {
    match (error.kind(), job.directory) {
        (io::ErrorKind::NotFound | io::ErrorKind::NotADirectory, Some(directory))
            if !directory.is_dir() =>
        {
            format!("there is no directory {}", directory.display())
        }
        (io::ErrorKind::NotFound, _) => "the interpreter that it names is not there".into(),
        _ => io_reason(error),
    }
}

/// Waits until the program has ended, or has to.
fn watch(
    job: &Job<'_>,
    held: &Held,
    until: Deadline,
    group: &Group,
    output: &mut Output,
    lent: &mut Option<Lent<'_>>,
) -> End {
    let mut tick = SHORTEST_TICK;
    loop {
        if let Some(signal) = held.ending() {
            return End::Signal(signal);
        }
        if let Some(lent) = lent {
            lent.offer();
        }
        match (group.state(), lent.as_mut()) {
            (State::Running, _) => {}
            (State::Ended(ending), _) => return End::Ended(ending),
            (State::Stopped(signal), Some(lent)) if signal == Signal::TSTP.as_raw() => {
                lent.stop_with_it();
            }
            (State::Stopped(signal), lent) if wants_terminal(signal) => match lent {
                Some(lent) => lent.is_wanted(&job.name().to_string_lossy(), until),
                None => return End::WantsTerminal,
            },
            // Somebody has meant to.
            (State::Stopped(_), _) => {}
        }
        if until.has_passed() {
            return End::TimedOut;
        }
        tick = match output.take(tick.min(until.remaining())) {
            true => SHORTEST_TICK,
            false => LONGEST_TICK.min(2 * tick),
        };
        if output.is_too_long() {
            return End::TooLong;
        }
    }
}

fn wants_terminal(signal: i32) -> bool {
    [Signal::TTIN, Signal::TTOU]
        .map(Signal::as_raw)
        .contains(&signal)
}

/// Takes what is still in the pipes. They end when the program does, unless
/// something that it has left behind holds them.
fn drain(output: &mut Output) {
    let until = Deadline::after(DRAINING);
    while !output.is_over() && !output.is_too_long() && !until.has_passed() {
        output.take(until.remaining());
    }
}

fn outcome(job: &Job<'_>, end: End, output: Output) -> Result<Zeroizing<Vec<u8>>, String> {
    let why = match end {
        End::Ended(Ending::Exited(0)) if !output.is_too_long() => return Ok(output.printed()),
        End::Ended(Ending::Exited(0)) | End::TooLong => {
            format!("it printed more than {} bytes", job.longest_output)
        }
        End::Ended(Ending::Exited(status)) => format!("it exited with {status}"),
        End::Ended(Ending::Killed(signal)) | End::Signal(signal) => {
            format!("it was ended by signal {signal}")
        }
        End::TimedOut => {
            // A deadline that others have nibbled at is told to the tenth.
            let seconds = (job.within.as_secs_f64() * 10.0).round() / 10.0;
            format!("it took longer than {seconds} s")
        }
        End::WantsTerminal => "it wants to read from the terminal".into(),
    };
    Err(match last_line(output.told()) {
        Some(line) => format!("{why}: {line}"),
        None => why,
    })
}
