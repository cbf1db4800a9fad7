//! Signs with a key that never leaves its token.

use super::module::fault;
use super::token::login_fault;
use super::wire::{Fault, FaultKind, Hash, Mechanism, PinState};
use super::{ffi, wire};
use crate::secret::Secret;
use cryptoki::context::Function;
use cryptoki::error::{Error as ModuleError, Rv, RvError};
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism as ModuleMechanism, MechanismType};
use cryptoki::object::ObjectHandle;
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use std::path::Path;

/// A key that wants the PIN again for each use.
pub struct AlwaysAuthenticate<'a> {
    /// The module, whose function list is asked for once more.
    pub module: &'a Path,
    /// The PIN; none: the token's own pad.
    pub pin: Option<&'a Secret>,
}

/// Signs once.
///
/// # Errors
///
/// The mechanism is not for this key; the module's own reason.
pub fn sign(
    session: &Session,
    key: ObjectHandle,
    mechanism: wire::Mechanism,
    data: &[u8],
    again: Option<&AlwaysAuthenticate<'_>>,
) -> Result<Vec<u8>, Fault> {
    let mechanism = module_mechanism(mechanism)?;
    let signed = match again {
        None => session.sign(&mechanism, key, data),
        Some(again) => return sign_with_pin(session, key, &mechanism, data, again),
    };
    signed.map_err(|error| sign_fault(&error))
}

/// PKCS #11, "C_Login": for CKU_CONTEXT_SPECIFIC between the beginning and the
/// end of an operation.
fn sign_with_pin(
    session: &Session,
    key: ObjectHandle,
    mechanism: &ModuleMechanism<'_>,
    data: &[u8],
    again: &AlwaysAuthenticate<'_>,
) -> Result<Vec<u8>, Fault> {
    // Before anything is begun: it may not be possible.
    let functions = ffi::Functions::of(again.module, session.handle()).ok_or_else(|| {
        Fault::failed("the key wants the PIN for each use, which this module does not pass on")
            .hint("name the token's own module with --pkcs11-lib, not one that stands in for it")
    })?;
    let begun = session.sign_init(mechanism, key);
    begun.map_err(|error| sign_fault(&error))?;
    let pin = again.pin.map(|pin| AuthPin::from(pin.expose()));
    session
        .login(UserType::ContextSpecific, pin.as_ref())
        .map_err(|error| login_fault(&error, || PinState::Good))?;
    functions
        .sign(session.handle(), data)
        .map_err(|code| match Rv::from(code) {
            Rv::Error(error) => sign_fault(&ModuleError::Pkcs11(error, Function::Sign)),
            Rv::Ok => Fault::failed("C_Sign has no result"),
        })
}

fn sign_fault(error: &ModuleError) -> Fault {
    let kind = match error {
        ModuleError::Pkcs11(
            RvError::MechanismInvalid
            | RvError::MechanismParamInvalid
            | RvError::KeyFunctionNotPermitted
            | RvError::FunctionNotSupported
            | RvError::DataLenRange,
            _,
        ) => FaultKind::Mechanism,
        _ => FaultKind::Failed,
    };
    Fault {
        kind,
        ..fault(error)
    }
}

fn module_mechanism(mechanism: Mechanism) -> Result<ModuleMechanism<'static>, Fault> {
    use Hash::{Sha256, Sha384, Sha512};
    Ok(match mechanism {
        Mechanism::Ecdsa => ModuleMechanism::Ecdsa,
        Mechanism::EcdsaHash(Sha256) => ModuleMechanism::EcdsaSha256,
        Mechanism::EcdsaHash(Sha384) => ModuleMechanism::EcdsaSha384,
        Mechanism::EcdsaHash(Sha512) => ModuleMechanism::EcdsaSha512,
        Mechanism::RsaPkcs => ModuleMechanism::RsaPkcs,
        Mechanism::RsaPkcsHash(Sha256) => ModuleMechanism::Sha256RsaPkcs,
        Mechanism::RsaPkcsHash(Sha384) => ModuleMechanism::Sha384RsaPkcs,
        Mechanism::RsaPkcsHash(Sha512) => ModuleMechanism::Sha512RsaPkcs,
        Mechanism::RsaPss(hash) => ModuleMechanism::RsaPkcsPss(pss(hash)?),
        Mechanism::RsaPssHash(Sha256) => ModuleMechanism::Sha256RsaPkcsPss(pss(Sha256)?),
        Mechanism::RsaPssHash(Sha384) => ModuleMechanism::Sha384RsaPkcsPss(pss(Sha384)?),
        Mechanism::RsaPssHash(Sha512) => ModuleMechanism::Sha512RsaPkcsPss(pss(Sha512)?),
        Mechanism::RsaRaw => ModuleMechanism::RsaX509,
    })
}

/// RFC 8446, 4.2.3: the salt is as long as the digest.
fn pss(hash: Hash) -> Result<PkcsPssParams, Fault> {
    let (hash_alg, mgf, length) = match hash {
        Hash::Sha256 => (MechanismType::SHA256, PkcsMgfType::MGF1_SHA256, 32_usize),
        Hash::Sha384 => (MechanismType::SHA384, PkcsMgfType::MGF1_SHA384, 48),
        Hash::Sha512 => (MechanismType::SHA512, PkcsMgfType::MGF1_SHA512, 64),
    };
    Ok(PkcsPssParams {
        hash_alg,
        mgf,
        s_len: length.try_into().map_err(|error| fault(&error))?,
    })
}
