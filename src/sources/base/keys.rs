//! An access key that lies ready, as base credentials.

use super::{Base, Whose};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::secret::Secret;
use crate::sources::Keys;

/// An access key, as base credentials.
pub fn keys_base(keys: Keys) -> Base {
    let whose = match keys.are_temporary() {
        true => Whose::Temporary,
        false => Whose::User,
    };
    let origin = keys.origin().to_owned();
    Base::new(Box::new(keys), whose, origin)
}

/// The access key in the environment, if there is one.
pub fn environment_keys(host: &Host) -> Result<Option<Keys>> {
    let secret = |variable| Ok::<_, Error>(host.variable(variable)?.map(Secret::new));
    let access_key_id = host.variable(Variable::AccessKeyId)?;
    let secret_access_key = secret(Variable::SecretAccessKey)?;
    if access_key_id.is_none() && secret_access_key.is_none() {
        return Ok(None);
    }
    let session_token = secret(Variable::SessionToken)?;
    Keys::new(
        "the environment",
        access_key_id,
        secret_access_key,
        session_token,
    )
    .map(Some)
    .map_err(|error| error.hint("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither"))
}
