//! Loads a PKCS #11 module: the code of somebody else.

use super::wire::Fault;
use crate::error::{Error, Result};
use crate::host::io_reason;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error as ModuleError, RvError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Whoever may write here may replace what lies here.
const WORLD_WRITABLE: u32 = 0o002;
const GROUP_WRITABLE: u32 = 0o020;
/// Only owners replace what lies here, whoever may write.
const STICKY: u32 = 0o1000;

/// Finds the file of a module, if nobody else can have put it there.
///
/// What it runs may read every secret of this process, so the way to it is
/// looked at as ssh looks at the way to its keys.
///
/// # Errors
///
/// It is no absolute path, there is no such file, or others can write to it
/// or to a directory above it.
pub fn locate(path: &Path, user: u32) -> Result<PathBuf> {
    let wrong = |reason: &str| {
        Error::failed(format!(
            "cannot use PKCS #11 module {}: {reason}",
            path.display()
        ))
    };
    if !path.is_absolute() {
        return Err(wrong("it is not an absolute path"));
    }
    let real = std::fs::canonicalize(path).map_err(|error| wrong(&io_reason(&error)))?;
    for place in real.ancestors() {
        let metadata = std::fs::metadata(place).map_err(|error| wrong(&io_reason(&error)))?;
        if place == real && !metadata.is_file() {
            return Err(wrong("it is not a file"));
        }
        // The sticky bit of a file keeps nobody from writing to it.
        let mode = match place == real {
            true => metadata.mode() & !STICKY,
            false => metadata.mode(),
        };
        if let Some(reason) = trouble(mode, metadata.uid(), metadata.gid(), user) {
            let error = match place == real {
                true => wrong(&format!("it {reason}")),
                false => wrong(&format!("{} {reason}", place.display())),
            };
            return Err(error.hint(
                "a module is run with your rights: keep it where only root or you can write",
            ));
        }
    }
    Ok(real)
}

/// Who else could have put something here.
fn trouble(mode: u32, owner: u32, group: u32, user: u32) -> Option<&'static str> {
    if owner != 0 && owner != user {
        return Some("belongs to another user");
    }
    let sticky = mode & STICKY != 0;
    match (mode & WORLD_WRITABLE != 0, mode & GROUP_WRITABLE != 0) {
        (true, _) if !sticky => Some("can be written to by everybody"),
        (false, true) if !sticky && group != 0 => Some("can be written to by a group"),
        _ => None,
    }
}

/// Loads a module that was located, and sets it up.
///
/// # Errors
///
/// The loader's own reason, or the module's.
pub fn load(path: &Path) -> std::result::Result<Pkcs11, Fault> {
    let cannot =
        |fault: Fault| fault.context(format!("cannot load PKCS #11 module {}", path.display()));
    let module = Pkcs11::new(path).map_err(|error| {
        cannot(match error {
            // It names the path again.
            ModuleError::LibraryLoading(error) => {
                let text = error.to_string();
                let prefix = format!("{}: ", path.display());
                Fault::failed(text.strip_prefix(&prefix).unwrap_or(&text))
            }
            ModuleError::MissingSymbol(symbol) => {
                Fault::failed(format!("it is not a PKCS #11 module: it has no {symbol}"))
            }
            error => fault(&error),
        })
    })?;
    let initialize = |flags| module.initialize(CInitializeArgs::new(flags));
    let initialized = match initialize(CInitializeFlags::OS_LOCKING_OK) {
        // It knows no locks; there is one thread here.
        Err(ModuleError::Pkcs11(RvError::CantLock | RvError::ArgumentsBad, _)) => {
            initialize(CInitializeFlags::empty())
        }
        other => other,
    };
    match initialized {
        Ok(()) | Err(ModuleError::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(module),
        Err(error) => Err(cannot(fault(&error))),
    }
}

/// What a module says, in few words: the standard's own are sentences.
pub fn fault(error: &ModuleError) -> Fault {
    match error {
        ModuleError::Pkcs11(rv, function) => {
            let known = match rv {
                RvError::DeviceError => Some("the device has a fault"),
                RvError::DeviceRemoved | RvError::TokenNotPresent => Some("the token was removed"),
                RvError::FunctionCanceled | RvError::FunctionRejected => {
                    Some("it was cancelled at the token")
                }
                RvError::PinExpired => Some("the PIN has expired"),
                RvError::PinIncorrect => Some("PIN incorrect"),
                RvError::PinLocked => Some("the PIN is locked"),
                RvError::UserPinNotInitialized => Some("no PIN has been set"),
                _ => None,
            };
            Fault::failed(match known {
                Some(words) => format!("{words} (C_{function:?}: {})", code(rv)),
                None => format!("C_{function:?}: {}", code(rv)),
            })
        }
        ModuleError::NullFunctionPointer => Fault::failed("the module lacks a function"),
        error => Fault::failed(error.to_string()),
    }
}

/// The name that the standard has for it: `CKR_DEVICE_ERROR`.
fn code(rv: &RvError) -> String {
    if let RvError::VendorDefined(code) | RvError::UnknownErrorCode(code) = rv {
        return format!("CKR 0x{code:x}");
    }
    let mut name = String::from("CKR");
    let mut before = ' ';
    for letter in format!("{rv:?}").chars() {
        if letter.is_ascii_uppercase() && !before.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
        before = letter;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_root_and_the_user_may_have_put_it_there() {
        const ANA: u32 = 1000;
        for (mode, owner, group, expected) in [
            (0o100_644, 0, 0, None),
            (0o100_755, ANA, ANA, None),
            (0o100_755, 1001, ANA, Some("belongs to another user")),
            (0o40_757, 0, 0, Some("can be written to by everybody")),
            (0o41_777, 0, 0, None),
            (0o40_775, 0, 0, None),
            (0o40_775, ANA, ANA, Some("can be written to by a group")),
            (0o40_777, ANA, 0, Some("can be written to by everybody")),
        ] {
            assert_eq!(trouble(mode, owner, group, ANA), expected, "{mode:o}");
        }
    }

    #[test]
    fn a_path_has_to_be_whole() {
        let error = locate(Path::new("libx.so"), 0).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot use PKCS #11 module libx.so: it is not an absolute path"
        );
    }

    #[test]
    fn codes_have_the_standards_names() {
        assert_eq!(code(&RvError::DeviceError), "CKR_DEVICE_ERROR");
        assert_eq!(code(&RvError::PinIncorrect), "CKR_PIN_INCORRECT");
        assert_eq!(code(&RvError::VendorDefined(0x8000_0001)), "CKR 0x80000001");
    }
}
