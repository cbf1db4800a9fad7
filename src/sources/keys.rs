//! Keys that lie ready: in the environment, or in a profile.

use super::{Context, Identity, Source};
use crate::credentials::{Credentials, is_access_key_id, is_token};
use crate::error::{Error, Result};
use crate::secret::Secret;

/// An access key that nobody has to be asked for. Never stored.
pub struct Keys {
    origin: String,
    access_key_id: String,
    secret_access_key: Secret,
    session_token: Option<Secret>,
}

impl Keys {
    /// Takes keys from `origin`, whose name appears in messages only.
    ///
    /// # Errors
    ///
    /// Half of a pair, or what cannot be a key.
    pub fn new(
        origin: &str,
        access_key_id: Option<String>,
        secret_access_key: Option<Secret>,
        session_token: Option<Secret>,
    ) -> Result<Self> {
        let missing = |what: &str| Error::misused(format!("{origin} has no {what}"));
        let access_key_id = access_key_id.ok_or_else(|| missing("access key ID"))?;
        let secret_access_key = secret_access_key
            .ok_or_else(|| missing("secret access key beside its access key ID"))?;
        let broken = |what: &str| {
            Error::misused(format!("{origin} has a malformed {what}"))
                .hint("give it as AWS did, without quotes and spaces")
        };
        if !is_access_key_id(&access_key_id) {
            return Err(broken("access key ID"));
        }
        if !is_token(secret_access_key.expose()) {
            return Err(broken("secret access key"));
        }
        if session_token
            .as_ref()
            .is_some_and(|token| !is_token(token.expose()))
        {
            return Err(broken("session token"));
        }
        Ok(Self {
            origin: origin.to_owned(),
            access_key_id,
            secret_access_key,
            session_token,
        })
    }

    /// Where they were found.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether a session token comes with them.
    pub fn are_temporary(&self) -> bool {
        self.session_token.is_some()
    }
}

impl Source for Keys {
    fn identity(&self) -> Identity {
        // The ID stands for its secret, whatever profile both are in; where
        // it is used counts in what is obtained with it.
        Identity::new("keys", "", None)
            .part("access key ID", &self.access_key_id)
            .never_stored()
    }

    fn describe(&self) -> String {
        format!("the access key of {}", self.origin)
    }

    fn base(&self) -> Option<&dyn Source> {
        None
    }

    fn fetch(&self, _base: Option<&Credentials>, _context: &Context<'_>) -> Result<Credentials> {
        let copy = |secret: &Secret| Secret::new(secret.expose().to_owned());
        Ok(Credentials {
            access_key_id: self.access_key_id.clone(),
            secret_access_key: copy(&self.secret_access_key),
            session_token: self.session_token.as_ref().map(copy),
            account_id: None,
            lifetime: None,
        })
    }
}
