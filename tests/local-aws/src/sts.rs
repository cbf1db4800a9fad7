//! The actions of the Security Token Service.

mod assume_role;
mod web_identity;

use std::collections::BTreeMap;

use crate::accounts::{Accounts, Caller, CallerKind};
use crate::decision::{Clock, Grant, Refusal, rfc3339};
use crate::parameters::{Parameters, SERIAL_NUMBER, TOKEN_CODE};
use crate::xml;

pub(crate) use web_identity::{PROVIDER, Provider};

const VERSION: &str = "2011-06-15";
/// How long a user's session lives; a root user's would live for an hour.
const SESSION_DURATION: u32 = 43200;

/// Does what a form asks for.
pub(crate) fn act(
    accounts: &mut Accounts,
    provider: &Provider,
    caller: Result<Option<Caller>, Refusal>,
    form: &BTreeMap<String, String>,
    clock: &Clock,
) -> Result<Grant, Refusal> {
    let Some(action) = form.get("Action") else {
        let message = "The request is missing an action or a required parameter.";
        return Err(Refusal::new(400, "MissingAction", message));
    };
    let version = form.get("Version").map_or("", String::as_str);
    if version != VERSION {
        let message = format!("The requested version ({version}) of service STS does not exist");
        return Err(Refusal::new(400, "NoSuchVersion", message));
    }
    let parameters = Parameters::new(action, form);
    if action == "AssumeRoleWithWebIdentity" {
        // It needs no signature, but a bad one is no better than elsewhere.
        caller?;
        return web_identity::assume(accounts, provider, parameters, clock);
    }
    let signed = || {
        caller?.ok_or_else(|| {
            let message = "Request is missing Authentication Token";
            Refusal::new(403, "MissingAuthenticationToken", message)
        })
    };
    match action.as_str() {
        "AssumeRole" => assume_role::signed(accounts, &signed()?, parameters, clock),
        "GetCallerIdentity" => caller_identity(&signed()?, parameters),
        "GetSessionToken" => session_token(accounts, &signed()?, parameters, clock),
        _ => {
            let message = format!("Could not find operation {action} for version {VERSION}");
            Err(Refusal::new(400, "InvalidAction", message))
        }
    }
}

fn caller_identity(caller: &Caller, parameters: Parameters) -> Result<Grant, Refusal> {
    parameters.finish()?;
    let result = [
        xml::text("Arn", &caller.arn),
        xml::text("UserId", &caller.user_id),
        xml::text("Account", &caller.account),
    ];
    Ok(Grant {
        body: result.concat(),
        ..Grant::default()
    })
}

fn session_token(
    accounts: &mut Accounts,
    caller: &Caller,
    mut parameters: Parameters,
    clock: &Clock,
) -> Result<Grant, Refusal> {
    let duration = parameters.number("DurationSeconds", 900, 129_600);
    let serial = parameters.text("SerialNumber", &SERIAL_NUMBER);
    let code = parameters.text("TokenCode", &TOKEN_CODE);
    parameters.finish()?;
    if !matches!(caller.kind, CallerKind::User) {
        let message = "Cannot call GetSessionToken with session credentials";
        return Err(Refusal::denied(message));
    }
    let mfa = authenticate_mfa(accounts, caller, serial, code, clock)?;
    let session = Caller {
        kind: CallerKind::UserSession { mfa },
        ..caller.clone()
    };
    let duration = duration.unwrap_or(SESSION_DURATION);
    let (body, secrets) = issue(accounts, session, duration, clock);
    Ok(Grant {
        body,
        secrets,
        ..Grant::default()
    })
}

/// Takes the token code of a request, and returns whether there was one.
fn authenticate_mfa(
    accounts: &mut Accounts,
    caller: &Caller,
    serial: Option<&str>,
    code: Option<&str>,
    clock: &Clock,
) -> Result<bool, Refusal> {
    let (serial, code) = match (serial, code) {
        (None, None) => return Ok(false),
        (Some(serial), Some(code)) => (serial, code),
        _ => {
            return Err(Refusal::denied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and \
                 one time pass code. ",
            ));
        }
    };
    // A security key is a device of the user's that has no codes to give.
    let has_codes = !serial.contains(":u2f/");
    if !has_codes || !accounts.mfa_devices(caller).contains(&serial.to_owned()) {
        return Err(Refusal::denied(
            "MultiFactorAuthentication failed, unable to validate MFA code.  \
             Please verify your MFA serial number is valid and associated with this user. ",
        ));
    }
    if !accounts.device(serial).spend(code, clock.now) {
        let message = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
        return Err(Refusal::denied(message));
    }
    Ok(true)
}

/// Issues credentials; returns their element, and the secrets in it.
fn issue(
    accounts: &mut Accounts,
    caller: Caller,
    duration: u32,
    clock: &Clock,
) -> (String, Vec<String>) {
    let expiration = clock.expiration(duration);
    let keys = accounts.issue(caller, expiration);
    let secrets = keys.secrets();
    let token = keys.session_token.unwrap_or_default();
    let fields = [
        xml::text("AccessKeyId", &keys.access_key_id),
        xml::text("SecretAccessKey", &keys.secret_access_key),
        xml::text("SessionToken", &token),
        xml::text("Expiration", &rfc3339(expiration)),
    ];
    let element = xml::element("Credentials", &fields.concat());
    (element, secrets)
}
