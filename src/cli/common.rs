//! Flags that every source shares.

use super::values;
use crate::aws::Region;
use crate::commands::Preferences;
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::http::EndpointUrl;
use crate::output::Format;
use crate::sources::{MfaOptions, Options};
use clap::ValueHint;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;
use std::time::Duration;

#[derive(clap::Args, Clone, Debug)]
pub struct CommonArgs {
    #[command(flatten)]
    aws: AwsArgs,
    #[command(flatten)]
    refresh: RefreshArgs,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

/// What a profile is to whoever asks without a source.
const PROFILE: &str = "Answer for this profile

Without it: for the keys in the environment, else the profile that AWS_PROFILE names, else the \
default one.";

/// Those of them that mean something without a source.
#[derive(clap::Args, Clone, Debug)]
#[command(mut_arg("profile", |profile| profile.long_help(PROFILE)))]
pub struct AmbientArgs {
    #[command(flatten)]
    aws: AwsArgs,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

impl From<&AmbientArgs> for CommonArgs {
    fn from(ambient: &AmbientArgs) -> Self {
        Self {
            aws: ambient.aws.clone(),
            refresh: RefreshArgs::default(),
            cache: CacheArgs::default(),
            person: ambient.person.clone(),
            messages: ambient.messages.clone(),
        }
    }
}

/// Those of them that mean something to a device, which has no base
/// credentials.
#[derive(clap::Args, Clone, Debug)]
pub struct DeviceArgs {
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    refresh: RefreshArgs,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    messages: MessageArgs,
}

impl From<&DeviceArgs> for CommonArgs {
    fn from(device: &DeviceArgs) -> Self {
        let network = device.network.clone();
        Self {
            aws: AwsArgs {
                region: network.region,
                max_attempts: network.max_attempts,
                connect_timeout: network.connect_timeout,
                timeout: network.timeout,
                ..AwsArgs::default()
            },
            refresh: device.refresh.clone(),
            cache: device.cache.clone(),
            person: device.person.clone(),
            messages: device.messages.clone(),
        }
    }
}

/// How a device asks.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "How AWS is asked")]
struct NetworkArgs {
    /// Ask the STS of this region in brs whoami [default: the endpoint's]
    #[arg(long, value_name = "REGION", value_parser = Region::parse)]
    region: Option<Region>,

    /// Send a request at most this often [default: 3]
    #[arg(long, value_name = "N", value_parser = values::attempts)]
    max_attempts: Option<u32>,

    /// Let a connection take at most this long to open [default: 3s]
    #[arg(long, value_name = "TIME", value_parser = values::wait)]
    connect_timeout: Option<Duration>,

    /// Let the whole run take at most this long [default: 10s]
    ///
    /// Waiting for another process that refreshes counts, and so does the
    /// token.
    #[arg(long, value_name = "TIME", value_parser = values::wait)]
    timeout: Option<Duration>,
}

/// Where and how AWS is asked.
#[derive(clap::Args, Clone, Debug, Default)]
#[command(next_help_heading = "Where and how AWS is asked")]
struct AwsArgs {
    /// Take base credentials and region from this profile
    ///
    /// Without it: the keys in the environment, else the profile that
    /// AWS_PROFILE names unless brs itself serves it, else the default one.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// Ask the STS of this region
    #[arg(long, value_name = "REGION", value_parser = Region::parse)]
    region: Option<Region>,

    /// Ask this endpoint instead of the region's own
    #[arg(long, value_name = "URL", value_parser = EndpointUrl::parse)]
    endpoint_url: Option<EndpointUrl>,

    /// Ask the region's FIPS endpoint
    #[arg(long)]
    use_fips_endpoint: bool,

    /// Ask the region's endpoint that has IPv6 addresses too
    #[arg(long)]
    use_dualstack_endpoint: bool,

    /// Trust the certificates in this file instead of the system's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    ca_bundle: Option<PathBuf>,

    /// Send a request at most this often [default: 3]
    #[arg(long, value_name = "N", value_parser = values::attempts)]
    max_attempts: Option<u32>,

    /// Let a connection take at most this long to open [default: 3s]
    #[arg(long, value_name = "TIME", value_parser = values::wait)]
    connect_timeout: Option<Duration>,

    /// Let the whole run take at most this long [default: 20s]
    ///
    /// Waiting for another process that refreshes counts; the last five
    /// seconds are kept for asking AWS.
    #[arg(long, value_name = "TIME", value_parser = values::wait)]
    timeout: Option<Duration>,
}

/// When credentials are renewed.
#[derive(clap::Args, Clone, Debug, Default)]
#[command(next_help_heading = "When credentials are renewed")]
struct RefreshArgs {
    /// Renew, if possible, when less than this remains [default: 20m]
    ///
    /// At most two thirds of the lifetime. A failure is forgiven while the
    /// cached credentials still live.
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    advisory_timeout: Option<i64>,

    /// Insist on renewal when less than this remains [default: 2m]
    ///
    /// At most a quarter of the lifetime.
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    mandatory_timeout: Option<i64>,

    /// Print nothing that ends sooner than this
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    min_ttl: Option<i64>,

    /// Get new credentials even if the cached ones are fresh
    ///
    /// Those of a hop below are kept.
    #[arg(long)]
    force_refresh: bool,
}

/// The cache.
#[derive(clap::Args, Clone, Debug, Default)]
#[command(next_help_heading = "Cache and messages")]
struct CacheArgs {
    /// Keep the cache in this directory
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    cache_dir: Option<PathBuf>,

    /// Neither read nor save cached credentials
    ///
    /// Locks, and what failed last, are still shared in the cache's directory.
    #[arg(long)]
    no_cache: bool,
}

/// Whether and how a person is asked.
#[derive(clap::Args, Clone, Debug, Default)]
#[command(next_help_heading = "Questions")]
struct PersonArgs {
    /// Ask nobody anything; fail with status 3 where a person is needed
    #[arg(long)]
    no_prompt: bool,

    /// Wait this long for an answer on the terminal [default: 2m]
    ///
    /// It does not count against --timeout.
    #[arg(long, value_name = "TIME", value_parser = values::question)]
    prompt_timeout: Option<Duration>,
}

/// What is told on the way.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "Cache and messages")]
struct MessageArgs {
    /// Tell on standard error what is done; twice: in detail
    ///
    /// Some SDKs read standard error as part of the document: not for
    /// credential_process lines.
    #[arg(short, long, action = clap::ArgAction::Count)]
    verbose: u8,
}

/// What a source alone is told beside.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "Output")]
pub struct PrintArgs {
    /// Print credentials in this form [default: process]
    ///
    /// process: the credential_process document. json: the keys of the Python
    /// package boto3-refresh-session. env: assignments for a POSIX shell.
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    output: Option<Format>,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(|(name, _)| name)).map(|name| {
        let named = Format::ALL.iter().find(|(known, _)| *known == name);
        named.map(|(_, format)| *format).unwrap_or_default()
    })
}

impl PrintArgs {
    /// The format: flag, variable, default.
    pub fn format(&self, host: &Host) -> Result<Format> {
        or_variable(self.output, Variable::Output, host, |text| {
            let named = Format::ALL.iter().find(|(known, _)| *known == text);
            named
                .map(|(_, format)| *format)
                .ok_or_else(|| "expected process, json or env".into())
        })
        .map(Option::unwrap_or_default)
    }
}

impl CommonArgs {
    /// Where and how AWS is asked, as far as the command line tells. AWS's
    /// own variables are read with the profile they compete with.
    pub fn options(&self, host: &Host) -> Result<Options> {
        let aws = self.aws.clone();
        Ok(Options {
            profile: aws.profile,
            region: aws.region,
            endpoint_url: aws.endpoint_url,
            use_fips_endpoint: aws.use_fips_endpoint,
            use_dualstack_endpoint: aws.use_dualstack_endpoint,
            ca_bundle: aws.ca_bundle,
            max_attempts: aws.max_attempts,
            connect_timeout: or_variable(
                aws.connect_timeout,
                Variable::ConnectTimeout,
                host,
                values::wait,
            )?,
            mfa: MfaOptions::default(),
        })
    }

    /// How credentials are cached and renewed.
    pub fn preferences(&self, host: &Host) -> Result<Preferences> {
        let refresh = &self.refresh;
        let seconds = |flag, variable| or_variable(flag, variable, host, values::seconds);
        Ok(Preferences {
            advisory_timeout: seconds(refresh.advisory_timeout, Variable::AdvisoryTimeout)?,
            mandatory_timeout: seconds(refresh.mandatory_timeout, Variable::MandatoryTimeout)?,
            min_ttl: seconds(refresh.min_ttl, Variable::MinTtl)?,
            timeout: or_variable(self.aws.timeout, Variable::Timeout, host, values::wait)?,
            force_refresh: refresh.force_refresh,
            cache_dir: (self.cache.cache_dir.clone())
                .or_else(|| host.variable_os(Variable::CacheDir).map(PathBuf::from))
                .map(|directory| host.expanded(directory)),
            no_cache: self.cache.no_cache
                || or_variable(None, Variable::NoCache, host, values::truth)?.unwrap_or(false),
            no_prompt: self.person.no_prompt
                || or_variable(None, Variable::NoPrompt, host, values::truth)?.unwrap_or(false),
            prompt_timeout: or_variable(
                self.person.prompt_timeout,
                Variable::PromptTimeout,
                host,
                values::question,
            )?,
            verbosity: self.messages.verbose,
        })
    }
}

/// A flag's value, else its variable's, read by the same rules.
pub fn or_variable<T>(
    flag: Option<T>,
    variable: Variable,
    host: &Host,
    parse: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<Option<T>> {
    if flag.is_some() {
        return Ok(flag);
    }
    host.variable(variable)?
        .map(|value| {
            parse(&value).map_err(|reason| {
                Error::misused(format!(
                    "invalid value '{value}' for {}: {reason}",
                    variable.name()
                ))
            })
        })
        .transpose()
}
