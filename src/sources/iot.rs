//! AssumeRoleWithCertificate: a device's certificate into a role's credentials.

mod answer;
mod ask;
mod names;
mod secrets;

pub use names::{Endpoint, RoleAlias, ThingName};
pub use secrets::SecretFrom;

use super::{Base, Context, Identity, Options, Resolved, Resolver, Source, Whose};
use crate::aws::{DurationSeconds, Settings};
use crate::credentials::Credentials;
use crate::error::{Error, Result};
use crate::host::{Host, Variable, contents, io_reason};
use crate::http::Client;
use crate::pkcs11::{self, Uri, Wanted};
use crate::tls;
use secrets::{Keeper, password, warn_if_open};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a run may take, where nothing else is said.
const PATIENCE: Duration = Duration::from_secs(10);
/// A lifetime that differs from what was asked for by so much, seconds, is
/// another one.
const ABOUT_THE_SAME: i64 = 60;

/// `brs iot`, as the command line tells it.
#[derive(Clone, Debug)]
pub struct IotRequest {
    /// `--endpoint`
    pub endpoint: Endpoint,
    /// `--role-alias`
    pub role_alias: RoleAlias,
    /// `--thing-name`
    pub thing_name: Option<ThingName>,
    /// `--duration-seconds`
    pub duration_seconds: Option<DurationSeconds>,
    /// Who the device says that it is.
    pub device: Device,
    /// `--ca`
    pub ca: Option<PathBuf>,
    /// What every source may be told.
    pub options: Options,
}

/// A certificate and its key.
#[derive(Clone, Debug)]
pub enum Device {
    /// A certificate in a file.
    Filed {
        /// `--cert`
        certificate: PathBuf,
        /// Where its key is.
        key: Key,
    },
    /// Both on a token.
    OnToken {
        /// `--pin-file`, `--pin-cmd`, `pin-source`
        pin: SecretFrom,
        /// Which.
        wanted: Wanted,
    },
}

/// Where the key of a certificate in a file is.
#[derive(Clone, Debug)]
pub enum Key {
    /// In a file.
    File {
        /// `--key`
        path: PathBuf,
        /// `--key-password-file`, `--key-password-cmd`
        password: SecretFrom,
    },
    /// On a token.
    Token {
        /// `--pin-file`, `--pin-cmd`, `pin-source`
        pin: SecretFrom,
        /// Which.
        wanted: Wanted,
    },
}

/// A role alias that a device may use.
pub struct Iot {
    request: IotRequest,
    /// The file of certificates, as it was when it was looked at.
    certificates: Option<tls::Certificates>,
    /// What counts of the certificate.
    mark: Vec<u8>,
    /// Whom to trust instead of the system's roots.
    ca: Option<PathBuf>,
}

/// Finds out what a command line means: reads the certificate, and nothing
/// else.
///
/// # Errors
///
/// The certificate cannot be read, or is none.
pub fn resolve(request: &IotRequest, resolver: &Resolver<'_>) -> Result<Resolved> {
    let source = Box::new(source(request, resolver.host())?);
    let origin = describe(request);
    Ok(Resolved {
        base: Base {
            timeout: PATIENCE,
            ..Base::new(source, Whose::Role, origin)
        },
        settings: settings(request, resolver),
    })
}

pub(super) fn source(request: &IotRequest, host: &Host) -> Result<Iot> {
    let (certificates, mark) = match &request.device {
        Device::Filed { certificate, .. } => {
            let cannot = |reason: &dyn std::fmt::Display| {
                let path = certificate.display();
                Error::failed(format!("cannot use certificate {path}: {reason}"))
            };
            let bytes = host.read(certificate);
            let bytes = bytes
                .map_err(Error::failed)?
                .ok_or_else(|| cannot(&"no such file or directory"))?;
            let certificates = tls::Certificates::of_file(certificate, &bytes)?;
            (Some(certificates), Sha256::digest(&bytes).to_vec())
        }
        Device::OnToken { wanted, .. } => (None, mark_of(wanted)),
    };
    Ok(Iot {
        request: request.clone(),
        certificates,
        mark,
        ca: request
            .ca
            .clone()
            .or_else(|| host.variable_os(Variable::CaBundle).map(PathBuf::from)),
    })
}

/// What counts of a certificate on a token: which module and which object.
fn mark_of(wanted: &Wanted) -> Vec<u8> {
    let uri = |object: &pkcs11::ObjectMatch| {
        let uri = Uri {
            token: wanted.token.clone(),
            object: object.clone(),
            ..Uri::default()
        };
        uri.to_string()
    };
    let certificate = wanted.certificate.as_ref().map(&uri).unwrap_or_default();
    let module = wanted.module.as_os_str().as_encoded_bytes();
    [
        module,
        b"\0",
        certificate.as_bytes(),
        b"\0",
        uri(&wanted.key).as_bytes(),
    ]
    .concat()
}

/// Where STS is asked whose the credentials are: the region that the endpoint
/// has in its name, unless another is given.
///
/// # Errors
///
/// No region can be found.
fn settings(request: &IotRequest, resolver: &Resolver<'_>) -> Result<Settings> {
    let region = request.endpoint.region();
    let region = region.and_then(|region| crate::aws::Region::parse(region).ok());
    let options = Options {
        region: request.options.region.clone().or(region),
        ..request.options.clone()
    };
    resolver.settings_alone(&options)
}

impl Iot {
    /// Who the device is, with the keeper of a PIN that each use of its key
    /// wants: until it is used, nobody else sends one.
    fn tls_identity<'a>(
        &'a self,
        context: &'a Context<'a>,
    ) -> Result<(tls::Identity, Option<Keeper<'a>>)> {
        let mut kept = None;
        let mut open = |wanted: &Wanted, pin: &'a SecretFrom| {
            let mut keeper = Keeper::new(pin, context);
            let (random, deadline) = (tls::randomness(), context.deadline);
            let opened = pkcs11::open(wanted, &mut keeper, random, deadline, context.host)?;
            kept = Some(keeper).filter(|_| opened.key.always_authenticates());
            Ok::<_, Error>(opened)
        };
        let identity = match (&self.request.device, &self.certificates) {
            (Device::Filed { key, .. }, Some(certificates)) => match key {
                Key::File { path, password } => {
                    self.with_file_key(certificates, path, password, context)
                }
                Key::Token { pin, wanted } => {
                    tls::Identity::of_token_key(certificates, open(wanted, pin)?.key)
                }
            },
            (Device::OnToken { pin, wanted }, _) => {
                let opened = open(wanted, pin)?;
                let certificates = tls::Certificates::of_token(opened.certificates)?;
                tls::Identity::of_token_key(&certificates, opened.key)
            }
            (Device::Filed { .. }, None) => Err(Error::failed("the certificate was not read")),
        }?;
        Ok((identity, kept))
    }

    fn with_file_key(
        &self,
        certificates: &tls::Certificates,
        path: &Path,
        from: &SecretFrom,
        context: &Context<'_>,
    ) -> Result<tls::Identity> {
        let bytes = contents(path).map_err(|error| {
            let path = path.display();
            Error::failed(format!("cannot use key {path}: {}", io_reason(&error)))
        })?;
        warn_if_open(path, context);
        let mut ask = || password(from, path, context);
        tls::Identity::of_file_key(certificates, path, &bytes, &mut ask)
    }

    /// What the asked for lifetime came to.
    fn compare(&self, credentials: &Credentials, context: &Context<'_>) {
        let (Some(duration), Some(lifetime)) =
            (self.request.duration_seconds, credentials.lifetime)
        else {
            return;
        };
        let given = lifetime.remaining(lifetime.issued);
        if (given - i64::from(duration.seconds())).abs() > ABOUT_THE_SAME {
            context.host.voice.note(format_args!(
                "--duration-seconds {duration} was not heeded: they live for {given} s, as the role alias says"
            ));
        }
    }
}

impl Source for Iot {
    fn identity(&self) -> Identity {
        let request = &self.request;
        Identity::new("iot", request.endpoint.partition(), None)
            .part("endpoint", request.endpoint.authority())
            .part("role alias", request.role_alias.as_str())
            .optional(
                "thing name",
                request.thing_name.as_ref().map(ThingName::as_str),
            )
            .optional("duration", request.duration_seconds.map(|d| d.to_string()))
            .part("certificate", &self.mark)
    }

    fn describe(&self) -> String {
        describe(&self.request)
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let alias = &self.request.role_alias;
        let cannot = |error: Error| error.context(format!("cannot use role alias {alias}"));
        let (identity, keeper) = self.tls_identity(context)?;
        // Signing is a part of connecting, and a token may take its time.
        let patience = match identity.token_key() {
            Some(key) => context.deadline.remaining() + key.a_persons_time(),
            None => crate::aws::DEFAULT_CONNECT_TIMEOUT,
        };
        let client = Client::with_identity(
            Some(identity.clone()),
            self.ca.clone(),
            self.request.options.connect_timeout.unwrap_or(patience),
        );
        let host = self.request.endpoint.authority();
        context
            .host
            .voice
            .note(format_args!("asking {host} for {alias}"));
        let asked = self.ask(&client, &identity, context);
        if let (Some(keeper), Some(key)) = (&keeper, identity.token_key())
            && key.pin_was_refused()
        {
            keeper.refused_later();
        }
        let credentials = asked.map_err(|error| {
            let ended = identity
                .not_after
                .filter(|end| end.since(context.host.now()) < 0);
            match ended {
                Some(end) => cannot(
                    error.hint_instead(format!("the certificate of this machine ended at {end}")),
                ),
                None => cannot(error),
            }
        })?;
        self.compare(&credentials, context);
        Ok(credentials)
    }
}

/// What the request is, in a few words.
pub fn describe(request: &IotRequest) -> String {
    format!("iot {}", request.role_alias)
}
