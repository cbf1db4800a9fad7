//! Which base credentials a source starts from, and in which order they are
//! looked for.

mod keys;
mod options;
mod served;
mod settings;

pub(super) use keys::{environment_keys, keys_base};
pub use options::{MfaOptions, Options};
pub use served::Served;
pub(super) use served::served;
pub(super) use settings::{
    GIVE_A_REGION, Place, asking, ca_bundle, endpoint_url_of, region, settings,
};

use super::container::Container;
use super::profile::instance;
use super::sts::{Hop, with_web_identity};
use super::{ASKING_AWS, Context, Given, Notes, Request, Source};
use crate::aws::{DEFAULT_PROFILE, Profile, Profiles, RoleArn, SerialNumber, Settings};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::http::EndpointUrl;
use std::cell::{OnceCell, RefCell};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// Whose credentials are, which settles what AWS grants to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A user's, by an access key that does not end.
    User,
    /// A user's or a role's, for a while.
    Temporary,
    /// A role's.
    Role,
    /// Nobody knows before they are there.
    Unknown,
}

/// Credentials to start from.
pub struct Base {
    /// What gives them.
    pub source: Box<dyn Source>,
    /// Whose they are.
    pub whose: Whose,
    /// Where they come from, for messages.
    pub origin: String,
    /// The MFA device that the profile of an access key names.
    pub mfa_serial: Option<SerialNumber>,
    /// The command that prints its codes, and the profile that says so.
    pub mfa_process: Option<(String, String)>,
    /// How long a run may take that has to obtain them, where nothing else is
    /// said.
    pub timeout: Duration,
    /// The longest that they can live, seconds, if it is known.
    pub longest_lifetime: Option<i64>,
    /// What the programs are given that are run for them.
    pub given: Vec<Given>,
    /// Whether they are those of a profile that brs itself serves.
    pub is_served: bool,
}

impl Base {
    /// Credentials about which no more is known than this.
    pub(super) fn new(source: Box<dyn Source>, whose: Whose, origin: impl Into<String>) -> Self {
        Self {
            source,
            whose,
            origin: origin.into(),
            mfa_serial: None,
            mfa_process: None,
            timeout: ASKING_AWS,
            longest_lifetime: None,
            given: Vec::new(),
            is_served: false,
        }
    }
}

/// A source, and where AWS is asked with its credentials, as far as that is
/// known: nobody may want to.
pub struct Resolved {
    /// The source.
    pub base: Base,
    /// Where its account's STS is.
    pub settings: Result<Settings>,
}

/// What finds out what a command line means: profiles, files, defaults.
pub struct Resolver<'a> {
    host: &'a Host,
    /// Reads the command line of a profile that brs itself serves.
    parse: &'a dyn Fn(&[OsString]) -> Result<Request>,
    notes: &'a dyn Notes,
    /// How long the whole run may take, as far as it is known.
    timeout: Duration,
    profiles: OnceCell<Profiles>,
    /// What is being resolved, the outermost first.
    steps: RefCell<Vec<String>>,
    /// Whether AWS may be asked for what nothing here tells.
    may_ask_aws: bool,
}

impl<'a> Resolver<'a> {
    /// `parse` reads the command line of a profile that brs itself serves;
    /// `notes` remember what had to be asked for; `timeout` is that of the
    /// whole run.
    pub fn new(
        host: &'a Host,
        parse: &'a dyn Fn(&[OsString]) -> Result<Request>,
        notes: &'a dyn Notes,
        timeout: Option<Duration>,
    ) -> Self {
        Self {
            host,
            parse,
            notes,
            timeout: timeout.unwrap_or(ASKING_AWS),
            profiles: OnceCell::new(),
            steps: RefCell::default(),
            may_ask_aws: true,
        }
    }

    /// The same, without a word to AWS.
    pub fn offline(self) -> Self {
        Self {
            may_ask_aws: false,
            ..self
        }
    }

    /// Whether AWS may be asked for what nothing here tells.
    pub fn may_ask_aws(&self) -> bool {
        self.may_ask_aws
    }

    /// Finds the base credentials of a source: the profile that is named, else
    /// keys in the environment, else the profile that `AWS_PROFILE` names,
    /// unless it is served by brs itself (the SDK that runs us passes the
    /// variable on), else the default profile, a web identity, the container's,
    /// the instance's.
    ///
    /// Where a profile is passed over because brs serves it, what it says of
    /// region and endpoint still fills what the default profile leaves open.
    ///
    /// # Errors
    ///
    /// Nothing found, half a key, a profile that is not there or has nothing.
    pub fn base(&self, options: &Options) -> Result<Resolved> {
        self.first(options, false)
    }

    /// Finds what the SDKs would use: as `base`, but a profile that is served
    /// by brs is answered for as well.
    ///
    /// # Errors
    ///
    /// As `base`.
    pub fn ambient(&self, options: &Options) -> Result<Resolved> {
        self.first(options, true)
    }

    fn first(&self, options: &Options, is_served_too: bool) -> Result<Resolved> {
        if let Some(name) = &options.profile {
            return self.profile(name, options);
        }
        let profiles = self.profiles()?;
        let passes = |profile: &Profile<'_>| !is_served_too && self.is_only_served(profile);
        let named = self.of_environment(profiles)?;
        let default = profiles.find(DEFAULT_PROFILE);
        let (profile, passed_over) = match named {
            Some(profile) if passes(&profile) => (default, Some(profile)),
            Some(profile) => (Some(profile), None),
            None => (default, None),
        };
        let stack: Vec<_> = profile.into_iter().chain(passed_over).collect();
        let settings = || settings(options, &stack, Place::Top, self.host);
        let of_user = |base: Base| Resolved {
            base,
            settings: settings(),
        };
        if let Some(keys) = environment_keys(self.host)? {
            return Ok(of_user(keys_base(keys)));
        }
        let mut tried = vec!["none in the environment".to_owned()];
        match profile {
            // Whoever names a profile means it.
            Some(profile) if named.is_some() && passed_over.is_none() => {
                return self.profile(profile.name(), options);
            }
            Some(profile) if passes(&profile) => {
                tried.push(format!("brs itself serves profile '{}'", profile.name()));
            }
            Some(profile) if self.has_credentials(&profile) => {
                let above: Vec<_> = passed_over.into_iter().collect();
                return self.resolved(profile, Place::Top, &above, options);
            }
            Some(_) => tried.push("none in the default profile".into()),
            None => tried.push("no default profile".into()),
        }
        if let Some(served) = &passed_over {
            tried.insert(1, format!("brs itself serves profile '{}'", served.name()));
        }
        self.elsewhere(&stack, options, tried)
    }

    /// What a machine has, where a person has set nothing up.
    fn elsewhere(
        &self,
        stack: &[Profile<'_>],
        options: &Options,
        mut tried: Vec<String>,
    ) -> Result<Resolved> {
        let host = self.host;
        let settings = || settings(options, stack, Place::Top, host);
        if let Some(token_file) = host.variable_os(Variable::WebIdentityTokenFile) {
            return self.environment_web_identity(PathBuf::from(token_file), settings()?);
        }
        tried.push("no web identity".into());
        if let Some(container) = Container::of_environment(host, ca_bundle(options, stack, host)?)?
        {
            let base = Base::new(Box::new(container), Whose::Role, "the container");
            return Ok(Resolved {
                base,
                settings: settings(),
            });
        }
        tried.push("no container".into());
        let Some(instance) = instance(stack.first(), host)? else {
            tried.push("instance metadata disabled".into());
            return Err(nothing(&tried));
        };
        let instance = instance.after(&nothing(&tried));
        Ok(Resolved {
            base: Base::new(Box::new(instance), Whose::Role, "the instance"),
            settings: settings(),
        })
    }

    fn environment_web_identity(
        &self,
        token_file: PathBuf,
        settings: Settings,
    ) -> Result<Resolved> {
        let variable = Variable::RoleArn.name();
        let role = self.host.variable(Variable::RoleArn)?.ok_or_else(|| {
            let token_file = Variable::WebIdentityTokenFile.name();
            Error::misused(format!("{token_file} is set, and {variable} is not"))
                .hint("set both, or neither")
        })?;
        let role = RoleArn::parse(&role).map_err(|reason| {
            Error::misused(format!("invalid value '{role}' for {variable}: {reason}"))
        })?;
        with_web_identity(&Hop::new(role), token_file, settings, self.host)
    }

    /// Where AWS is asked by a source that needs no base credentials.
    ///
    /// # Errors
    ///
    /// No region; a profile that is not there.
    pub fn settings_alone(&self, options: &Options) -> Result<Settings> {
        let profile = self.named(self.profiles()?, options)?;
        let profiles: Vec<_> = profile.into_iter().collect();
        settings(options, &profiles, Place::Top, self.host)
    }

    /// Another endpoint of IAM than AWS's own, if one is configured.
    ///
    /// # Errors
    ///
    /// One that cannot be right.
    pub fn endpoint_url_of_iam(&self, options: &Options) -> Result<Option<EndpointUrl>> {
        if let Some(url) = &options.endpoint_url {
            return Ok(Some(url.clone()));
        }
        let profile = self.named(self.profiles()?, options)?;
        let profiles: Vec<_> = profile.into_iter().collect();
        endpoint_url_of("iam", Variable::EndpointUrlIam, &profiles, self.host)
    }

    /// The machine.
    pub fn host(&self) -> &'a Host {
        self.host
    }

    /// What little may be asked before it is known what is asked for.
    pub fn context(&self) -> Context<'a> {
        Context {
            host: self.host,
            since: self.host.started(),
            deadline: self.host.deadline(self.timeout.min(ASKING_AWS / 2)),
            may_ask: false,
            brings_code: false,
            may_repeat: true,
            prompt: None,
            purpose: "",
            again: &|| None,
            chain: self.host.chain(),
            notes: self.notes,
            announce: &|_| (),
        }
    }

    /// The profiles of both files, read once.
    pub(super) fn profiles(&self) -> Result<&Profiles> {
        if let Some(profiles) = self.profiles.get() {
            return Ok(profiles);
        }
        let read = Profiles::load(self.host)?;
        Ok(self.profiles.get_or_init(|| read))
    }

    /// Reads the command line of a profile that brs itself serves.
    pub(super) fn parse(&self, arguments: &[OsString]) -> Result<Request> {
        (self.parse)(arguments)
    }

    /// Resolves something within what is being resolved.
    ///
    /// # Errors
    ///
    /// Its own; a circle, step by step.
    pub(super) fn step(
        &self,
        step: String,
        resolve: impl FnOnce() -> Result<Resolved>,
    ) -> Result<Resolved> {
        let circle = {
            let steps = self.steps.borrow();
            let first = steps.iter().position(|known| *known == step);
            first.map(|first| {
                [&steps[first..], std::slice::from_ref(&step)]
                    .concat()
                    .join(" → ")
            })
        };
        if let Some(circle) = circle {
            let hint = match circle.contains(" → brs ") {
                true => {
                    "use two profiles: one with only credential_process and region, one with the role or the keys"
                }
                false => "let the source_profile of one of them be a profile with keys",
            };
            let error = Error::misused(format!("profiles form a circle: {circle}"));
            return Err(error.hint(hint));
        }
        self.steps.borrow_mut().push(step);
        let resolved = resolve();
        self.steps.borrow_mut().pop();
        resolved
    }

    /// The profile that `AWS_PROFILE` names, or `AWS_DEFAULT_PROFILE`, which
    /// boto3 and the AWS CLI know.
    fn of_environment<'p>(&self, profiles: &'p Profiles) -> Result<Option<Profile<'p>>> {
        for variable in [Variable::Profile, Variable::DefaultProfile] {
            if let Some(name) = self.host.variable(variable)? {
                let found = profiles.profile(&name);
                return found
                    .map(Some)
                    .map_err(|error| error.context(variable.name()));
            }
        }
        Ok(None)
    }

    /// The profile that says where AWS is asked, where no credentials are
    /// looked for.
    fn named<'p>(&self, profiles: &'p Profiles, options: &Options) -> Result<Option<Profile<'p>>> {
        match &options.profile {
            Some(name) => profiles.profile(name).map(Some),
            None => {
                let named = self.of_environment(profiles)?;
                Ok(named.or_else(|| profiles.find(DEFAULT_PROFILE)))
            }
        }
    }
}

fn nothing(tried: &[String]) -> Error {
    Error::misused(format!(
        "there are no base credentials: {}",
        tried.join(", ")
    ))
    .hint("name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
}
