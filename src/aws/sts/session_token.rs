//! GetSessionToken.

use super::super::{Budget, SerialNumber, SessionDuration, Settings, TokenCode};
use super::{Sts, accept};
use crate::credentials::Credentials;
use crate::error::Result;

/// Asks STS for a session of the user whose access key this is, which is
/// authenticated by a code of the user's device.
///
/// # Errors
///
/// STS's refusal, or why it could not be asked.
pub fn session_token(
    device: (&SerialNumber, &TokenCode),
    duration: SessionDuration,
    caller: &Credentials,
    settings: &Settings,
    budget: &Budget,
) -> Result<Credentials> {
    let sts = Sts::new(Some(caller), settings, budget);
    let (serial_number, token_code) = device;
    let call = sts
        .client
        .get_session_token()
        .duration_seconds(i32::try_from(duration.seconds()).expect("at most 129600"))
        .serial_number(serial_number.as_str())
        .token_code(token_code.expose());
    let output = sts.run(call.send())?;
    accept(output.credentials(), caller.account_id.clone(), &sts)
}
