//! The thin layer over AWS's own crates: requests, profiles, faults.

mod fault;
mod limits;
mod profiles;
mod sts;

pub use limits::{
    DurationSeconds, ExternalId, Partition, Policy, PolicyArn, ProvidedContext, Region, RoleArn,
    RoleSessionName, SerialNumber, SourceIdentity, Tag, TagKey, TokenCode,
};
pub use profiles::{DEFAULT_PROFILE, Profile, Profiles};
pub use sts::{AssumeRole, CallerIdentity, assume_role, caller_identity};

use crate::host::Deadline;
use crate::http::EndpointUrl;
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
    /// The profile that was named for the base credentials, for hints only.
    pub profile: Option<String>,
    /// The region whose endpoint is asked and that requests are signed for.
    pub region: Region,
    /// Another endpoint than the region's own.
    pub endpoint_url: Option<EndpointUrl>,
    /// The roots to trust instead of the system's.
    pub ca_bundle: Option<PathBuf>,
    /// How often a request is sent at most.
    pub max_attempts: u32,
    /// How long a connection may take to open.
    pub connect_timeout: Duration,
}

/// What one request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// When an answer is of no use any more.
    pub deadline: Deadline,
    /// Whether a request that failed may be repeated.
    pub may_repeat: bool,
}
