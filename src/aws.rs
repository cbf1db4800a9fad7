//! The thin layer over AWS's own crates: requests, profiles, faults.

mod call;
mod endpoint;
mod fault;
mod iam;
mod limits;
mod profiles;
mod service;
mod signin;
mod sso;
mod sts;
mod token_file;

pub use endpoint::EndpointKind;
pub use iam::mfa_devices;
pub use limits::{
    DurationSeconds, ExternalId, Partition, Policy, PolicyArn, ProvidedContext, Region, RoleArn,
    RoleSessionName, SerialNumber, SessionDuration, SourceIdentity, Tag, TagKey, TokenCode,
};
pub use profiles::{DEFAULT_PROFILE, Profile, Profiles};
pub use signin::Login;
pub use sso::{Denied, SsoRole, SsoToken, role_credentials};
pub use sts::{
    AssumeRole, AssumeRoleWithWebIdentity, CallerIdentity, assume_role,
    assume_role_with_web_identity, caller_identity, session_token,
};

use crate::host::Deadline;
use crate::http::EndpointUrl;
use service::Service;
use std::path::PathBuf;
use std::time::Duration;

/// How often a request is sent at most, where nothing else is said: the SDKs'
/// standard.
pub const DEFAULT_MAX_ATTEMPTS: u32 = 3;
/// Seconds a connection may take to open, where nothing else is said.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Where and how AWS is asked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who asks, or how to find out: the hint where AWS denies it.
    pub asking: String,
    /// The region whose endpoint is asked and that requests are signed for.
    pub region: Region,
    /// Another endpoint than the region's own.
    pub endpoint_url: Option<EndpointUrl>,
    /// Which of AWS's own endpoints are asked, where there is no other.
    pub endpoint_kind: EndpointKind,
    /// The roots to trust instead of the system's.
    pub ca_bundle: Option<PathBuf>,
    /// How often a request is sent at most.
    pub max_attempts: u32,
    /// How requests are repeated.
    pub retry_mode: RetryMode,
    /// How long a connection may take to open.
    pub connect_timeout: Duration,
}

impl Settings {
    /// The host that is asked, and its port where it has one of its own.
    pub fn host(&self) -> String {
        match &self.endpoint_url {
            Some(url) => url.authority().to_owned(),
            None => self
                .endpoint_kind
                .host(&self.region)
                .unwrap_or_else(|| format!("STS in {}", self.region.as_str())),
        }
    }
}

/// How requests that failed are repeated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryMode {
    /// As standard, and slower after being throttled.
    Adaptive,
    /// With growing pauses.
    #[default]
    Standard,
}

impl RetryMode {
    /// Takes the names of AWS's configuration; of the oldest, which is each
    /// SDK's own, nothing but the name is left in the newer ones.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "adaptive" => Ok(Self::Adaptive),
            "legacy" | "standard" => Ok(Self::Standard),
            _ => Err("expected standard, adaptive or legacy".into()),
        }
    }
}

/// What one request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// When an answer is of no use any more.
    pub deadline: Deadline,
    /// Whether a request that failed may be repeated.
    pub may_repeat: bool,
}
