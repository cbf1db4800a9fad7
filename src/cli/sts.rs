//! The flags of `brs sts`.

use super::code::CodeArgs;
use super::common::CommonArgs;
use super::role::RoleArgs;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::sources::{Options, Request, StsRequest};
use clap::{ArgMatches, ValueHint};
use std::path::PathBuf;

pub const ABOUT: &str = "Assume a role, or a chain of roles, and print its temporary credentials

With one --role-arn, every flag is about that role. With several, each role is assumed with the \
credentials of the one before it, and a flag is about the --role-arn that it follows (before the first: about the first). A role \
session name holds until another one is given.";

#[derive(clap::Args, Clone, Debug)]
#[command(about = "Assume a role, or a chain of roles", long_about = ABOUT)]
pub struct StsArgs {
    #[command(flatten)]
    role: RoleArgs,

    /// Assume the first role with the token in this file, without base credentials
    ///
    /// The token of an identity provider: AssumeRoleWithWebIdentity.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "The role")]
    web_identity_token_file: Option<PathBuf>,

    #[command(flatten)]
    code: CodeArgs,

    #[command(flatten)]
    pub common: CommonArgs,
}

impl StsArgs {
    /// The request; `matches` tells in which order the flags stood.
    pub fn request(&self, matches: &ArgMatches, host: &Host) -> Result<Request> {
        let hops = self.role.hops(matches)?;
        for hop in hops.iter().filter(|hop| hop.token_code.is_some()) {
            if hop.serial_number.is_none() {
                let role = hop.role_arn.as_str();
                return Err(Error::misused(format!(
                    "--token-code for {role} has no --serial-number"
                ))
                .hint("name the device with --serial-number"));
            }
        }
        Ok(Request::Sts(StsRequest {
            hops,
            web_identity_token_file: self
                .web_identity_token_file
                .clone()
                .map(|path| host.expanded(path)),
            options: Options {
                mfa: self.code.options(host)?,
                ..self.common.options(host)?
            },
        }))
    }
}
