//! The flags of `brs profile`.

use super::code::CodeArgs;
use super::common::CommonArgs;
use crate::aws::TokenCode;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::sources::{MfaOptions, Options, ProfileRequest, Request};

pub const ABOUT: &str = "Print the credentials of a profile of the shared config files

Whatever the profile says: a role and what to assume it with, through any number of profiles, MFA, \
a web identity, IAM Identity Center, a login of the AWS CLI, another credential_process, or keys. \
Temporary credentials are cached, and each role of a chain by itself.";

#[derive(clap::Args, Clone, Debug)]
#[command(about = "Print the credentials of a profile of the shared config files", long_about = ABOUT)]
#[command(mut_arg("profile", |arg| arg.hide(true)))]
pub struct ProfileArgs {
    /// The profile
    #[arg(value_name = "NAME")]
    name: String,

    /// Give a code of the MFA device that the profile names, good for one use
    #[arg(long, value_name = "CODE", value_parser = TokenCode::parse)]
    #[arg(help_heading = "MFA codes")]
    token_code: Option<TokenCode>,

    #[command(flatten)]
    code: CodeArgs,

    #[command(flatten)]
    pub common: CommonArgs,
}

impl ProfileArgs {
    /// The request.
    pub fn request(&self, host: &Host) -> Result<Request> {
        let options = self.common.options(host)?;
        if let Some(profile) = &options.profile {
            return Err(Error::misused(format!(
                "--profile {profile} and the profile {} exclude each other",
                self.name
            ))
            .hint("name the profile once: brs profile NAME"));
        }
        let mfa = MfaOptions {
            token_code: self.token_code.clone(),
            ..self.code.options(host)?
        };
        Ok(Request::Profile(ProfileRequest {
            name: self.name.clone(),
            options: Options { mfa, ..options },
        }))
    }
}
