//! The flags about MFA codes: where they come from, and what is made of them.

use super::common::or_variable;
use super::values;
use crate::aws::SessionDuration;
use crate::error::Result;
use crate::host::{Host, Variable};
use crate::sources::MfaOptions;
use clap::ValueHint;
use std::time::Duration;

#[derive(clap::Args, Clone, Debug, Default)]
#[command(next_help_heading = "MFA codes")]
pub struct CodeArgs {
    /// Get MFA codes from this command instead of a person
    ///
    /// It is run without a shell; quotes are understood. The last six digits
    /// that stand alone in what it prints are the code. Its own questions
    /// ("touch your key") appear on the terminal.
    #[arg(long, value_name = "CMD", value_hint = ValueHint::CommandString)]
    mfa_cmd: Option<String>,

    /// Let that command take at most this long [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = values::question)]
    mfa_timeout: Option<Duration>,

    /// Run that command before credentials end, too: it needs nobody
    ///
    /// Without it, a code is only asked for when nothing that lives is cached.
    #[arg(long)]
    mfa_cmd_unattended: bool,

    /// Give each role a code of its own
    ///
    /// Without it, all roles of at most an hour share one session of the user,
    /// and so one code.
    #[arg(long)]
    no_mfa_session: bool,

    /// Let the session that roles share live this long [default: 12h]
    ///
    /// 15m to 36h.
    #[arg(long, value_name = "TIME", value_parser = values::session_duration)]
    session_duration: Option<SessionDuration>,
}

impl CodeArgs {
    /// What the flags and their variables say.
    pub fn options(&self, host: &Host) -> Result<MfaOptions> {
        let truth = |flag: bool, variable| {
            Ok::<_, crate::error::Error>(
                flag || or_variable(None, variable, host, values::truth)?.unwrap_or(false),
            )
        };
        let command = match &self.mfa_cmd {
            Some(line) => Some((line.clone(), "--mfa-cmd")),
            None => host
                .variable(Variable::MfaCmd)?
                .map(|line| (line, Variable::MfaCmd.name())),
        };
        Ok(MfaOptions {
            command,
            timeout: or_variable(
                self.mfa_timeout,
                Variable::MfaTimeout,
                host,
                values::question,
            )?,
            is_unattended: truth(self.mfa_cmd_unattended, Variable::MfaCmdUnattended)?,
            no_session: truth(self.no_mfa_session, Variable::NoMfaSession)?,
            session_duration: or_variable(
                self.session_duration,
                Variable::SessionDuration,
                host,
                values::session_duration,
            )?,
            token_code: None,
        })
    }
}
