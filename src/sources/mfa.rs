//! `brs mfa`: GetSessionToken, one code for all roles of a user and device.

use super::base::{Base, Resolved, Resolver, Whose};
use super::code::{Device, unless_a_person_is_needed};
use super::sts::{Hop, assume_all, default_session_name};
use super::{Context, Identity, Options, Source};
use crate::aws::{
    Budget, SerialNumber, SessionDuration, Settings, TokenCode, mfa_devices, session_token,
};
use crate::credentials::Credentials;
use crate::error::{Blame, Error, Result, printable};

/// What the device of a user is remembered as, by access key ID.
const REMEMBERED: &str = "MFA device";
/// What to do where base credentials are temporary.
const OTHER_PROFILE: &str = "name the profile that has the access key with --profile";

/// `brs mfa`, as the command line tells it.
#[derive(Clone, Debug)]
pub struct MfaRequest {
    /// The roles that are assumed through the session, if any.
    pub hops: Vec<Hop>,
    /// `--serial-number`
    pub serial_number: Option<SerialNumber>,
    /// `--token-code`
    pub token_code: Option<TokenCode>,
    /// What every source may be told.
    pub options: Options,
}

/// A user's session that was authenticated by a code.
struct Session {
    device: Device,
    duration: SessionDuration,
    settings: Settings,
    base: Box<dyn Source>,
}

/// Finds out what a command line means.
///
/// # Errors
///
/// No base credentials, or temporary ones; no device, or several.
pub fn resolve(request: &MfaRequest, resolver: &Resolver<'_>) -> Result<Resolved> {
    // A session is what it is for, whatever the environment says of others.
    let mut options = request.options.clone();
    options.mfa.no_session = false;
    let (options, host) = (&options, resolver.host());
    let below = resolver.base(options)?;
    if !matches!(below.base.whose, Whose::User | Whose::Unknown) {
        return Err(is_temporary(&below.base.origin).hint(OTHER_PROFILE));
    }
    let process = below.base.mfa_process.clone();
    let ways = options.mfa.ways(request.token_code.clone(), process)?;
    let settings = below.settings?;
    let serial = match request
        .serial_number
        .clone()
        .or(below.base.mfa_serial.clone())
    {
        Some(serial) => serial,
        None => the_only_device(&below.base, &settings, options, resolver)?,
    };
    let device = Device { serial, ways };
    let Some((first, others)) = request.hops.split_first() else {
        let duration = i64::from(options.mfa.session_duration.unwrap_or_default().seconds());
        let base = Base {
            longest_lifetime: Some(duration),
            ..session(device, below.base, settings.clone(), options)
        };
        return Ok(Resolved {
            base,
            settings: Ok(settings),
        });
    };
    let mut hops = vec![Hop {
        serial_number: Some(device.serial),
        token_code: request.token_code.clone(),
        ..first.clone()
    }];
    hops.extend_from_slice(others);
    let below = Resolved {
        base: below.base,
        settings: Ok(settings),
    };
    assume_all(&hops, below, default_session_name(host)?, options, host)
}

/// Puts a session on a user's access key.
pub fn session(device: Device, below: Base, settings: Settings, options: &Options) -> Base {
    Base {
        whose: Whose::Temporary,
        origin: format!("a session of {}", below.origin),
        source: Box::new(Session {
            device,
            duration: options.mfa.session_duration.unwrap_or_default(),
            settings,
            base: below.source,
        }),
        ..below
    }
}

impl Source for Session {
    /// No region, no duration, no role: one code is for all of them. The base
    /// is the access key.
    fn identity(&self) -> Identity {
        let serial = self.device.serial.as_str();
        let partition = serial
            .strip_prefix("arn:")
            .and_then(|arn| arn.split(':').next());
        let endpoint = self.settings.endpoint_url.as_ref().map(|url| url.as_str());
        Identity::new("MFA session", partition.unwrap_or_default(), endpoint)
            .part("serial number", serial)
    }

    fn describe(&self) -> String {
        format!("an MFA session with {}", self.device.serial.as_str())
    }

    fn base(&self) -> Option<&dyn Source> {
        Some(&*self.base)
    }

    fn fetch(&self, base: Option<&Credentials>, context: &Context<'_>) -> Result<Credentials> {
        let serial = self.device.serial.as_str();
        let what = format!("cannot start an MFA session with {serial}");
        let cannot = |error: Error| unless_a_person_is_needed(error, &what);
        let caller = base.ok_or_else(|| cannot(Error::failed("there are no base credentials")))?;
        if caller.session_token.is_some() {
            let hint =
                format!("{OTHER_PROFILE}, or give each role a code of its own: --no-mfa-session");
            return Err(is_temporary(&self.base.describe()).hint(hint));
        }
        self.device
            .with_code(context, |code| {
                self.ask(code, caller, &context.budget_of_a_code(), context)
            })
            .inspect_err(|error| {
                // Perhaps the user has another device by now.
                if error.blames(Blame::Device) {
                    let id = caller.access_key_id.as_bytes();
                    context.notes.write((REMEMBERED, id), b"");
                }
            })
            .map_err(cannot)
    }
}

impl Session {
    fn ask(
        &self,
        code: &TokenCode,
        caller: &Credentials,
        budget: &Budget,
        context: &Context<'_>,
    ) -> Result<Credentials> {
        context.host.voice.note(format_args!(
            "asking STS at {} for a session with {}",
            self.settings.host(),
            self.device.serial.as_str()
        ));
        let device = (&self.device.serial, code);
        session_token(device, self.duration, caller, &self.settings, budget)
    }
}

fn is_temporary(origin: &str) -> Error {
    Error::misused(format!(
        "cannot start an MFA session: the base credentials ({origin}) are temporary, and AWS starts sessions from an access key only"
    ))
}

/// The device of a user who has one: remembered, or asked for and then
/// remembered; it is no secret.
fn the_only_device(
    below: &Base,
    settings: &Settings,
    options: &Options,
    resolver: &Resolver<'_>,
) -> Result<SerialNumber> {
    let needed = "give it with --serial-number, or as the profile's mfa_serial";
    let Whose::User = below.whose else {
        return Err(Error::misused("the MFA device is not known").hint(needed));
    };
    let context = resolver.context();
    let caller = below.source.fetch(None, &context)?;
    let id = caller.access_key_id.as_bytes();
    let remembered = || {
        let text = String::from_utf8(context.notes.read((REMEMBERED, id))?).ok()?;
        SerialNumber::parse(&text).ok()
    };
    if let Some(serial) = remembered() {
        return Ok(serial);
    }
    if !resolver.may_ask_aws() {
        return Err(Error::misused("the MFA device is not known").hint(needed));
    }
    // A crowd asks once.
    let _lock = context
        .notes
        .lock((REMEMBERED, id), context.deadline, &|_| false);
    if let Some(serial) = remembered() {
        return Ok(serial);
    }
    let endpoint = resolver.endpoint_url_of_iam(options)?;
    let cannot = |error: Error| {
        error
            .context("cannot find out the MFA device")
            .hint_instead(needed)
    };
    let devices = mfa_devices(&caller, settings, endpoint.as_ref(), &context.budget());
    let mut devices = devices.map_err(cannot)?;
    // STS takes no codes of a security key: it is no choice.
    if devices
        .iter()
        .any(|serial| SerialNumber::parse(serial).is_ok())
    {
        devices.retain(|serial| SerialNumber::parse(serial).is_ok());
    }
    match &devices[..] {
        [] => Err(cannot(Error::failed(format!(
            "the user of {} has none",
            below.origin
        )))),
        [serial] => {
            let serial = SerialNumber::parse(serial).map_err(|reason| {
                cannot(Error::failed(format!(
                    "{}: {reason}",
                    printable(serial, 256)
                )))
            })?;
            context
                .notes
                .write((REMEMBERED, id), serial.as_str().as_bytes());
            Ok(serial)
        }
        several => {
            let listed = several.join(", ");
            Err(Error::misused(format!(
                "the user of {} has several MFA devices: {}",
                below.origin,
                printable(&listed, 500)
            ))
            .hint("choose one with --serial-number"))
        }
    }
}
