//! One token out of those that a module has.

use super::module::fault;
use super::uri::{Field, TokenMatch};
use super::wire::{Fault, FaultKind, Hash, Mechanism, PinState, Token};
use crate::secret::Secret;
use cryptoki::context::Pkcs11;
use cryptoki::error::{Error as ModuleError, RvError};
use cryptoki::mechanism::MechanismType;
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, SlotInfo, TokenInfo};
use cryptoki::types::AuthPin;

/// No list in a message is longer.
const MOST_LISTED: usize = 8;

/// A token and its place.
struct Found {
    slot: Slot,
    slot_info: SlotInfo,
    token: TokenInfo,
}

/// Chooses the one token of which all that is demanded is true.
///
/// # Errors
///
/// There is none, or more than one: those that there are, by name.
pub fn choose(module: &Pkcs11, demanded: &TokenMatch) -> Result<(Slot, Token), Fault> {
    let library = module.get_library_info().ok();
    let holds = |found: &Found, (field, value): &(Field, String)| match field {
        Field::LibraryDescription => {
            (library.as_ref()).is_some_and(|info| info.library_description() == value)
        }
        Field::LibraryManufacturer => {
            (library.as_ref()).is_some_and(|info| info.manufacturer_id() == value)
        }
        Field::LibraryVersion => library.as_ref().is_some_and(|info| {
            let version = info.library_version();
            format!("{}.{}", version.major(), version.minor()) == *value
        }),
        Field::Manufacturer => found.token.manufacturer_id() == value,
        Field::Model => found.token.model() == value,
        Field::Serial => found.token.serial_number() == value,
        Field::SlotDescription => found.slot_info.slot_description() == value,
        Field::SlotId => value.parse() == Ok(found.slot.id()),
        Field::SlotManufacturer => found.slot_info.manufacturer_id() == value,
        Field::Token => found.token.label() == value,
    };
    let all = tokens(module)?;
    let mut matching: Vec<&Found> = all
        .iter()
        .filter(|found| demanded.0.iter().all(|demand| holds(found, demand)))
        .collect();
    let wanted: Vec<String> = demanded
        .0
        .iter()
        .map(|(field, value)| match field {
            Field::Token => format!("label '{value}'"),
            field => format!("{} '{value}'", field.name()),
        })
        .collect();
    let wanted = match wanted.is_empty() {
        true => String::new(),
        false => format!(" with {}", wanted.join(" and ")),
    };
    match (matching.pop(), matching.is_empty()) {
        (Some(found), true) => Ok((found.slot, told(module, found))),
        (Some(last), false) => {
            matching.push(last);
            Err(Fault::failed(format!(
                "there are {} tokens{wanted}: {}",
                matching.len(),
                list(matching.into_iter().map(describe))
            ))
            .hint("choose one with --token-label or --slot-id, or by serial in a pkcs11: URI"))
        }
        (None, _) if all.is_empty() => Err(Fault::failed("it has no token in any slot")
            .hint("see what it has with: pkcs11-tool --module FILE --list-token-slots")),
        (None, _) => Err(Fault::failed(format!(
            "there is no token{wanted}, but {}",
            list(all.iter().map(describe))
        ))),
    }
}

/// All tokens that have been set up.
fn tokens(module: &Pkcs11) -> Result<Vec<Found>, Fault> {
    let mut slots = module
        .get_slots_with_token()
        .map_err(|error| fault(&error))?;
    slots.sort_by_key(Slot::id);
    let mut found = Vec::new();
    for slot in slots {
        // One reader without a card in it is no reason to give up.
        let (Ok(slot_info), Ok(token)) = (module.get_slot_info(slot), module.get_token_info(slot))
        else {
            continue;
        };
        // Some modules never set the flag, and have labels.
        if token.token_initialized() || !token.label().is_empty() {
            found.push(Found {
                slot,
                slot_info,
                token,
            });
        }
    }
    Ok(found)
}

fn describe(found: &Found) -> String {
    format!(
        "'{}' (serial {}, slot {})",
        found.token.label(),
        found.token.serial_number(),
        found.slot.id()
    )
}

/// A list that fits into a line.
pub fn list(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    names.sort();
    let more = names.len().saturating_sub(MOST_LISTED);
    names.truncate(MOST_LISTED);
    match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn told(module: &Pkcs11, found: &Found) -> Token {
    let token = &found.token;
    Token {
        name: match token.label() {
            "" => token.serial_number().to_owned(),
            label => label.to_owned(),
        },
        serial: token.serial_number().to_owned(),
        login_required: token.login_required(),
        has_pad: token.protected_authentication_path(),
        pin: pin_state(token),
        mechanisms: mechanisms(module, found.slot),
    }
}

fn pin_state(token: &TokenInfo) -> PinState {
    match () {
        () if token.user_pin_locked() => PinState::Locked,
        () if token.user_pin_final_try() => PinState::FinalTry,
        () if token.user_pin_count_low() => PinState::CountLow,
        () if token.login_required() && !token.user_pin_initialized() => PinState::NotSet,
        () => PinState::Good,
    }
}

/// What the token says that it signs with.
fn mechanisms(module: &Pkcs11, slot: Slot) -> Vec<Mechanism> {
    let listed = module.get_mechanism_list(slot).unwrap_or_default();
    let signs = |mechanism: &MechanismType| {
        let info = module.get_mechanism_info(slot, *mechanism);
        info.map_or(true, |info| info.sign())
    };
    listed
        .into_iter()
        .flat_map(|mechanism| {
            use Hash::{Sha256, Sha384, Sha512};
            let known = match mechanism {
                MechanismType::ECDSA => vec![Mechanism::Ecdsa],
                MechanismType::ECDSA_SHA256 => vec![Mechanism::EcdsaHash(Sha256)],
                MechanismType::ECDSA_SHA384 => vec![Mechanism::EcdsaHash(Sha384)],
                MechanismType::ECDSA_SHA512 => vec![Mechanism::EcdsaHash(Sha512)],
                MechanismType::RSA_PKCS => vec![Mechanism::RsaPkcs],
                MechanismType::SHA256_RSA_PKCS => vec![Mechanism::RsaPkcsHash(Sha256)],
                MechanismType::SHA384_RSA_PKCS => vec![Mechanism::RsaPkcsHash(Sha384)],
                MechanismType::SHA512_RSA_PKCS => vec![Mechanism::RsaPkcsHash(Sha512)],
                MechanismType::RSA_PKCS_PSS => Hash::ALL.map(Mechanism::RsaPss).to_vec(),
                MechanismType::SHA256_RSA_PKCS_PSS => vec![Mechanism::RsaPssHash(Sha256)],
                MechanismType::SHA384_RSA_PKCS_PSS => vec![Mechanism::RsaPssHash(Sha384)],
                MechanismType::SHA512_RSA_PKCS_PSS => vec![Mechanism::RsaPssHash(Sha512)],
                MechanismType::RSA_X_509 => vec![Mechanism::RsaRaw],
                _ => Vec::new(),
            };
            match known.is_empty() || signs(&mechanism) {
                true => known,
                false => Vec::new(),
            }
        })
        .collect()
}

/// Logs in; without a PIN: by the token's own pad.
///
/// # Errors
///
/// The PIN was refused, and what the token then tells of it; any other fault.
pub fn login(
    module: &Pkcs11,
    slot: Slot,
    session: &Session,
    pin: Option<&Secret>,
) -> Result<(), Fault> {
    let pin = pin.map(|pin| AuthPin::from(pin.expose()));
    match session.login(UserType::User, pin.as_ref()) {
        Ok(()) | Err(ModuleError::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
        Err(error) => Err(login_fault(&error, || {
            let token = module.get_token_info(slot).ok();
            token.map_or(PinState::Good, |token| pin_state(&token))
        })),
    }
}

/// Why a login failed; `state` asks the token about its PIN.
pub fn login_fault(error: &ModuleError, state: impl FnOnce() -> PinState) -> Fault {
    let ModuleError::Pkcs11(rv, _) = error else {
        return fault(error);
    };
    match rv {
        RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid => Fault {
            kind: FaultKind::PinRefused,
            message: match (rv, state()) {
                (_, PinState::Locked) => "PIN incorrect, and now it is locked".into(),
                (_, PinState::FinalTry) => "PIN incorrect, 1 try left".into(),
                (RvError::PinLenRange, _) => "PIN incorrect: it is too short or too long".into(),
                _ => "PIN incorrect".into(),
            },
            hint: None,
        },
        RvError::PinLocked => locked(),
        _ => fault(error),
    }
}

/// What is said of a token whose PIN is locked.
pub fn locked() -> Fault {
    Fault::failed("its PIN is locked").hint("unlock it with the token's own tools")
}
