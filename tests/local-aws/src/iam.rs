//! The one action of Identity and Access Management that is needed here.

use std::collections::BTreeMap;

use crate::accounts::{Accounts, Caller, CallerKind};
use crate::decision::{Grant, Refusal};
use crate::parameters::{MARKER, Parameters, USER_NAME};
use crate::xml;

pub(crate) const VERSION: &str = "2010-05-08";
const ACTION: &str = "ListMFADevices";
const ENABLED: &str = "2024-02-29T12:00:00Z";
const MAX_ITEMS: u32 = 100;

/// Does what a form asks for.
pub(crate) fn act(
    accounts: &Accounts,
    caller: Result<Option<Caller>, Refusal>,
    form: &BTreeMap<String, String>,
) -> Result<Grant, Refusal> {
    let caller = caller?.ok_or_else(|| {
        let message = "Request is missing Authentication Token";
        Refusal::new(403, "MissingAuthenticationToken", message)
    })?;
    let action = form.get("Action").map_or("", String::as_str);
    if action != ACTION {
        let message = format!("Could not find operation {action} for version {VERSION}");
        return Err(Refusal::new(400, "InvalidAction", message));
    }
    // "You cannot call any IAM API operations unless MFA authentication
    // information is included in the request" (GetSessionToken).
    if matches!(caller.kind, CallerKind::UserSession { mfa: false }) {
        let message = "The security token included in the request is invalid";
        return Err(Refusal::new(403, "InvalidClientTokenId", message));
    }
    list_mfa_devices(accounts, &caller, Parameters::new(action, form))
}

fn list_mfa_devices(
    accounts: &Accounts,
    caller: &Caller,
    mut parameters: Parameters,
) -> Result<Grant, Refusal> {
    let marker = parameters.text("Marker", &MARKER);
    let max_items = parameters.number("MaxItems", 1, 1000);
    let asked = parameters.text("UserName", &USER_NAME);
    parameters.finish()?;
    // The name of a user is what stands behind the path.
    let own = caller.user_name().and_then(|name| name.rsplit('/').next());
    let name = asked.or(own).ok_or_else(|| {
        Refusal::invalid("Must specify userName when calling with non-User credentials")
    })?;
    if own != Some(name) {
        return Err(Refusal::denied(format!(
            "User: {} is not authorized to perform: iam:{ACTION} on resource: user {name} \
             because no identity-based policy allows the iam:{ACTION} action",
            caller.arn
        )));
    }
    let start = match marker.map(str::parse::<usize>) {
        None => 0,
        Some(Ok(start)) => start,
        Some(Err(_)) => {
            let message = "Invalid Marker.";
            return Err(Refusal::invalid(message));
        }
    };
    let devices = accounts.mfa_devices(caller);
    let page = usize::try_from(max_items.unwrap_or(MAX_ITEMS)).unwrap_or(usize::MAX);
    let members: Vec<String> = devices
        .iter()
        .skip(start)
        .take(page)
        .map(|serial| {
            let fields = [
                xml::text("UserName", name),
                xml::text("SerialNumber", serial),
                xml::text("EnableDate", ENABLED),
            ];
            xml::element("member", &fields.concat())
        })
        .collect();
    let next = start.saturating_add(members.len());
    let truncated = next < devices.len();
    let mut body = xml::element("MFADevices", &members.concat());
    body += &xml::text("IsTruncated", if truncated { "true" } else { "false" });
    if truncated {
        body += &xml::text("Marker", &next.to_string());
    }
    Ok(Grant {
        body,
        ..Grant::default()
    })
}
