//! Keys that never leave their token: PKCS #11 modules, in a process of their
//! own.

pub mod der;
mod ffi;
mod helper;
mod module;
mod object;
mod serve;
mod sign;
mod signer;
mod token;
pub mod uri;
mod wire;

pub use helper::WORD as HELPER;
pub use serve::serve;
pub use signer::TokenKey;
pub use uri::{Field, ObjectMatch, TokenMatch, Uri};
pub use wire::{PinState, Token};

use crate::error::{Error, Result};
use crate::host::{Deadline, Host};
use crate::secret::Secret;
use helper::{Failed, Helper};
use rustls::crypto::SecureRandom;
use std::path::PathBuf;
use std::time::Duration;
use wire::{Answer, FaultKind, Order};

/// Which key, and which certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The module.
    pub module: PathBuf,
    /// Which of its tokens.
    pub token: TokenMatch,
    /// Which key on it.
    pub key: ObjectMatch,
    /// Which certificate on it; none: it is elsewhere.
    pub certificate: Option<ObjectMatch>,
}

/// How to log in.
pub enum Login {
    /// By the token's own pad, within this time; a person is there.
    Pad(Duration),
    /// By this PIN.
    Pin(Secret),
}

/// Who has the PIN of a token.
///
/// Three wrong ones lock a token, so it is asked once for each login, and told
/// what came of it.
pub trait PinKeeper {
    /// Says how to log in to this token.
    ///
    /// # Errors
    ///
    /// In whole sentences: nobody knows the PIN, or it must not be sent.
    fn pin(&mut self, token: &Token) -> Result<Login>;

    /// The token took it, or did not.
    fn took(&mut self, accepted: bool);
}

/// A key that is ready to sign, and the certificate that was asked for.
pub struct Opened {
    /// The key.
    pub key: TokenKey,
    /// The certificate and those above it, in DER; none if none was asked for.
    pub certificates: Vec<Vec<u8>>,
}

/// Opens a token and chooses a key on it.
///
/// # Errors
///
/// The module cannot be loaded, crashes or hangs; not exactly one token, key
/// or certificate is meant; there is no PIN, or it is refused.
pub fn open(
    wanted: &Wanted,
    keeper: &mut dyn PinKeeper,
    random: &'static dyn SecureRandom,
    deadline: Deadline,
    host: &Host,
) -> Result<Opened> {
    let mut helper = Helper::start(&wanted.module, deadline, host)?;
    let order = Order::Open {
        module: wanted.module.clone(),
        token: wanted.token.clone(),
    };
    let Answer::Token(token) = helper.tell(&order, None)? else {
        return Err(odd());
    };
    host.voice.note(format_args!(
        "the token is {} (serial {})",
        token.name, token.serial
    ));
    let on_token = |failed: Failed| match failed {
        Failed::Fault(fault) => fault.context(format!("token {}", token.name)).into(),
        Failed::Lost(error) => error,
    };
    let pad = match token.login_required {
        true => login(&mut helper, &token, keeper)?,
        false => None,
    };
    let order = Order::Find {
        key: wanted.key.clone(),
        certificate: wanted.certificate.clone(),
    };
    let Answer::Key(mut key) = helper.tell(&order, None).map_err(on_token)? else {
        return Err(odd());
    };
    let certificates = std::mem::take(&mut key.certificates);
    let name = format!("key {} on token {}", key.name, token.name);
    host.voice.note(format_args!("signing with {name}"));
    Ok(Opened {
        key: TokenKey::new(helper, name, key, token.mechanisms, pad, random),
        certificates,
    })
}

/// Logs in; by the pad: with what a person may take there.
fn login(
    helper: &mut Helper,
    token: &Token,
    keeper: &mut dyn PinKeeper,
) -> Result<Option<Duration>> {
    let cannot = |error: Error| error.context(format!("cannot log in to token {}", token.name));
    match token.pin {
        PinState::Locked => return Err(cannot(token::locked().into())),
        PinState::NotSet => {
            let error = Error::failed("no PIN has been set for its user");
            return Err(cannot(error.hint("set it up with the token's own tools")));
        }
        PinState::Good | PinState::CountLow | PinState::FinalTry => {}
    }
    let (told, pad) = match keeper.pin(token)? {
        Login::Pin(pin) => {
            let order = Order::Login { by_pad: false };
            (helper.tell(&order, Some(&pin)), None)
        }
        Login::Pad(within) => {
            let order = Order::Login { by_pad: true };
            (helper.tell_a_person(&order, within), Some(within))
        }
    };
    match told {
        Ok(_) => {
            keeper.took(true);
            Ok(pad)
        }
        Err(Failed::Fault(fault)) if fault.kind == FaultKind::PinRefused => {
            keeper.took(false);
            Err(cannot(fault.into()))
        }
        // The token has not said that the PIN is wrong.
        Err(Failed::Lost(error)) => Err(error),
        Err(Failed::Fault(fault)) => Err(cannot(fault.into())),
    }
}

fn odd() -> Error {
    Error::failed("the process for PKCS #11 answers something else")
}
