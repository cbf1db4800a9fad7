//! The flags of `brs mfa`.

use super::code::CodeArgs;
use super::common::CommonArgs;
use super::role::RoleArgs;
use super::values;
use crate::error::Result;
use crate::host::Host;
use crate::sources::{MfaOptions, MfaRequest, Options, Request};
use clap::ArgMatches;

pub const ABOUT: &str = "Start a session with one MFA code, for all roles of a user

Without --role-arn it prints the session's own credentials. With one, it assumes that role through \
the session, and with several a chain of them, as brs sts does. The session is cached by access key \
and device: any number of roles, processes and shells needs one code until it ends. A role that is \
asked for more than an hour of cannot be assumed through a session, and takes a code of its own.";

const SERIAL: &str = "Name the MFA device of the user, by ARN or serial number

Without it: the profile's mfa_serial, else the only device that AWS knows of, which takes the \
permission iam:ListMFADevices; it is remembered by access key ID.";

const DURATION: &str = "Ask for credentials that live this long [default: 12h, of a role 1h]

Without a role it is the session's duration, 15m to 36h; with one it is the role's.";

#[derive(clap::Args, Clone, Debug)]
#[command(about = "Start a session with one MFA code, for all roles of a user", long_about = ABOUT)]
#[command(mut_arg("role_arn", |arg| arg.required(false)))]
#[command(mut_arg("serial_number", |arg| arg.long_help(SERIAL)))]
#[command(mut_arg("duration_seconds", |arg| arg
    .value_parser(values::session_duration)
    .long_help(DURATION)
    .help("Ask for credentials that live this long [default: 12h, of a role 1h]")))]
#[command(mut_arg("mfa_cmd", |arg| arg.long("cmd").alias("mfa-cmd")))]
// A session is what it is for.
#[command(mut_arg("no_mfa_session", |arg| arg.hide(true)))]
pub struct MfaArgs {
    #[command(flatten)]
    role: RoleArgs,

    #[command(flatten)]
    code: CodeArgs,

    #[command(flatten)]
    pub common: CommonArgs,
}

impl MfaArgs {
    /// The request; `matches` tells in which order the flags stood.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<Request> {
        let options = Options {
            mfa: self.code.options(host)?,
            ..self.common.options(host)?
        };
        if self.role.has_role() {
            let hops = self.role.hops(matches)?;
            return Ok(Request::Mfa(MfaRequest {
                serial_number: hops[0].serial_number.clone(),
                token_code: hops[0].token_code.clone(),
                hops,
                options,
            }));
        }
        let alone = self.role.without_role(matches)?;
        let mfa = MfaOptions {
            session_duration: alone.duration.or(options.mfa.session_duration),
            ..options.mfa
        };
        Ok(Request::Mfa(MfaRequest {
            hops: Vec::new(),
            serial_number: alone.serial_number,
            token_code: alone.token_code,
            options: Options { mfa, ..options },
        }))
    }
}
