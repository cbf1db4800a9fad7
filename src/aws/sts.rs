//! STS: one request of one client, and GetCallerIdentity; each other action
//! has a file.

mod assume_role;
mod session_token;
mod web_identity;

pub use assume_role::{AssumeRole, assume_role};
pub use session_token::session_token;
pub use web_identity::{AssumeRoleWithWebIdentity, assume_role_with_web_identity};

use super::fault::{Asked, fault};
use super::{Budget, RetryMode, Settings};
use crate::credentials::{Credentials, Issued};
use crate::error::{Error, Result};
use crate::host::{self, Stopwatch};
use crate::http::{Client, timed_out};
use crate::refresh::Timestamp;
use crate::runtime;
use aws_sdk_sts::config::retry::RetryConfig;
use aws_sdk_sts::config::timeout::TimeoutConfig;
use aws_sdk_sts::config::{
    AppName, BehaviorVersion, Credentials as SdkCredentials, Region, StalledStreamProtectionConfig,
};
use aws_sdk_sts::error::SdkError;
use aws_sdk_sts::types;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::time::Duration;

/// Below this much time, two attempts have a better chance than three: each
/// gets a part of it, and one that is too short to be answered is none. That
/// holds also where more were asked for, which says how many there may be at
/// most.
const HURRIED: Duration = Duration::from_secs(10);
/// Below this much time nobody is asked: no answer could come, and a request
/// that nobody waits for may still spend a token code.
const TOO_LATE: Duration = Duration::from_millis(50);

/// The answer of GetCallerIdentity.
#[derive(Debug)]
pub struct CallerIdentity {
    /// Account: 12 digits.
    pub account: String,
    /// Arn.
    pub arn: String,
    /// UserId.
    pub user_id: String,
}

/// Asks STS whose credentials these are.
///
/// # Errors
///
/// STS's refusal, or why it could not be asked.
pub fn caller_identity(
    caller: &Credentials,
    settings: &Settings,
    budget: &Budget,
) -> Result<CallerIdentity> {
    let sts = Sts::new(Some(caller), settings, budget);
    let output = sts.run(sts.client.get_caller_identity().send())?;
    match (output.account, output.arn, output.user_id) {
        (Some(account), Some(arn), Some(user_id)) => Ok(CallerIdentity {
            account,
            arn,
            user_id,
        }),
        _ => Err(Error::transient(format!(
            "the answer of {} is incomplete",
            sts.host()
        ))),
    }
}

/// STS's client for one request.
struct Sts<'a> {
    client: aws_sdk_sts::Client,
    http: Client,
    settings: &'a Settings,
    budget: Budget,
    started: Stopwatch,
}

impl<'a> Sts<'a> {
    /// `caller`: who signs; nobody where the request carries its own proof.
    fn new(caller: Option<&Credentials>, settings: &'a Settings, budget: &Budget) -> Self {
        let started = Stopwatch::start();
        let http = Client::new(settings.ca_bundle.clone(), settings.connect_timeout);
        let left = budget.deadline.remaining();
        let attempts = match (budget.may_repeat, left < HURRIED) {
            (false, _) => 1,
            (true, true) => settings.max_attempts.min(2),
            (true, false) => settings.max_attempts,
        };
        let attempt = left / attempts;
        let retries = match settings.retry_mode {
            RetryMode::Adaptive => RetryConfig::adaptive(),
            RetryMode::Standard => RetryConfig::standard(),
        };
        let credentials = caller.map(|caller| {
            let session_token = caller.session_token.as_ref();
            SdkCredentials::new(
                &caller.access_key_id,
                caller.secret_access_key.expose(),
                session_token.map(|token| token.expose().to_owned()),
                None,
                "brs",
            )
        });
        let mut config = aws_sdk_sts::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .app_name(AppName::new("brs").expect("letters are allowed"))
            .region(Region::new(settings.region.as_str().to_owned()))
            .http_client(http.clone())
            .use_fips(settings.endpoint_kind.fips)
            .use_dual_stack(settings.endpoint_kind.dualstack)
            .retry_config(retries.with_max_attempts(attempts))
            // The SDK's own patience ends after 5 s without a byte, and takes a
            // token code with it that has been sent; ours ends at the deadline.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .timeout_config(
                TimeoutConfig::builder()
                    .connect_timeout(settings.connect_timeout)
                    .operation_attempt_timeout(attempt)
                    .operation_timeout(left)
                    .build(),
            );
        if let Some(credentials) = credentials {
            config = config.credentials_provider(credentials);
        }
        if let Some(url) = &settings.endpoint_url {
            config.set_endpoint_url(Some(url.as_str().to_owned()));
        }
        Self {
            client: aws_sdk_sts::Client::from_conf(config.build()),
            http,
            settings,
            budget: *budget,
            started,
        }
    }

    /// Who is asked, for messages.
    fn host(&self) -> String {
        let host = self.settings.host();
        match self.http.proxy() {
            Some(proxy) => format!("{host} through the proxy {proxy}"),
            None => host,
        }
    }

    /// Waits for an answer until the deadline.
    fn run<T, E>(
        &self,
        call: impl Future<Output = std::result::Result<T, SdkError<E, HttpResponse>>>,
    ) -> Result<T>
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        let left = self.budget.deadline.remaining();
        if left < TOO_LATE {
            return Err(Error::transient(format!(
                "there was no time left to ask {}",
                self.host()
            )));
        }
        runtime::block_on(left, call)?
            .ok_or_else(|| timed_out(&self.host(), self.started.elapsed()))?
            .map_err(|error| {
                let asked = Asked {
                    host: &self.host(),
                    settings: self.settings,
                    waited: self.started.elapsed(),
                };
                fault(error, &asked)
            })
    }
}

/// What every answer with credentials has.
fn accept(
    issued: Option<&types::Credentials>,
    account_id: Option<String>,
    sts: &Sts<'_>,
) -> Result<Credentials> {
    let incomplete = || Error::transient(format!("the answer of {} is incomplete", sts.host()));
    let issued = issued.ok_or_else(incomplete)?;
    Credentials::accept(
        &Issued {
            access_key_id: issued.access_key_id(),
            secret_access_key: issued.secret_access_key(),
            session_token: issued.session_token(),
            expiration: Timestamp::from_seconds(issued.expiration().secs()),
            issued: host::now(),
            skew: sts.http.skew(),
        },
        account_id,
    )
}

/// The account in an ARN.
fn account_of(arn: &str) -> Option<String> {
    let account = arn.split(':').nth(4)?;
    (account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit())).then(|| account.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Class;
    use crate::http::EndpointUrl;
    use crate::secret::Secret;

    #[test]
    fn nobody_is_asked_when_no_answer_could_come() {
        let aws = local_aws::LocalAws::start();
        let keys = aws.user("ana");
        let caller = Credentials {
            access_key_id: keys.access_key_id,
            secret_access_key: Secret::new(keys.secret_access_key),
            session_token: None,
            account_id: None,
            lifetime: None,
        };
        let settings = Settings {
            asking: String::new(),
            region: super::super::Region::parse("eu-west-1").unwrap(),
            endpoint_url: Some(EndpointUrl::parse(&aws.url()).unwrap()),
            endpoint_kind: Default::default(),
            ca_bundle: None,
            max_attempts: 3,
            retry_mode: RetryMode::Standard,
            connect_timeout: Duration::from_secs(3),
        };
        for left in [0, 40] {
            let budget = Budget {
                deadline: host::Host::new().deadline(Duration::from_millis(left)),
                may_repeat: true,
            };
            let error = caller_identity(&caller, &settings, &budget).unwrap_err();
            let host = aws.url().replace("http://", "");
            let said = format!("there was no time left to ask {host}");
            assert_eq!((error.to_string(), error.class()), (said, Class::Transient));
        }
        assert_eq!(aws.connections(), 0);
    }
}
