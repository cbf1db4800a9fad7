//! The one call of PKCS #11 that cryptoki has no safe function for: `C_Sign`
//! without a `C_SignInit` of its own, after a login that stands between both.

#![expect(
    unsafe_code,
    reason = "a key that is always authenticated needs C_Login between C_SignInit and C_Sign"
)]

use cryptoki_sys::{
    CK_BYTE_PTR, CK_FUNCTION_LIST, CK_RV, CK_SESSION_HANDLE, CK_SESSION_INFO, CK_ULONG, CKR_OK,
    Pkcs11,
};
use std::path::Path;
use std::ptr;

/// No signature is longer, bytes: that of RSA with 16384 bits.
const LONGEST_SIGNATURE: usize = 2048;

/// The functions of a module that is loaded already.
pub struct Functions {
    list: CK_FUNCTION_LIST,
    /// Keeps what the list points to.
    _module: Pkcs11,
}

impl Functions {
    /// Asks a module for its functions; `None` where they do not know this
    /// session. p11-kit's proxy hands out another set each time, and each set
    /// has sessions of its own.
    pub fn of(path: &Path, session: CK_SESSION_HANDLE) -> Option<Self> {
        // SAFETY: the module at this path has been loaded, by cryptoki, so no
        // code of it runs for the first time; the loader returns the same.
        let module = unsafe { Pkcs11::new(path) }.ok()?;
        let get = module.C_GetFunctionList.as_ref().ok()?;
        let mut pointer: *mut CK_FUNCTION_LIST = ptr::null_mut();
        // SAFETY: the symbol has the type that the standard gives it, and the
        // argument points to a pointer that is ours to be written to.
        let code = unsafe { get(&raw mut pointer) };
        if code != CKR_OK || pointer.is_null() {
            return None;
        }
        // SAFETY: on CKR_OK the standard has it point to a list, which is the
        // module's and lives as long as it is loaded. It is copied here.
        let list = unsafe { ptr::read_unaligned(pointer) };
        let functions = Self {
            list,
            _module: module,
        };
        functions.knows(session).then_some(functions)
    }

    fn knows(&self, session: CK_SESSION_HANDLE) -> bool {
        let Some(get) = self.list.C_GetSessionInfo else {
            return false;
        };
        let mut info = CK_SESSION_INFO::default();
        // SAFETY: a session that is not known is an error by the standard, and
        // the argument points to a structure that is ours to be written to.
        let code = unsafe { get(session, &raw mut info) };
        code == CKR_OK
    }

    /// Ends a signature that was begun in this session.
    ///
    /// # Errors
    ///
    /// The module's code.
    pub fn sign(&self, session: CK_SESSION_HANDLE, data: &[u8]) -> Result<Vec<u8>, CK_RV> {
        const UNSUPPORTED: CK_RV = cryptoki_sys::CKR_FUNCTION_NOT_SUPPORTED;
        let sign = self.list.C_Sign.ok_or(UNSUPPORTED)?;
        let mut signature = vec![0; LONGEST_SIGNATURE];
        let mut length = CK_ULONG::try_from(signature.len()).map_err(|_| UNSUPPORTED)?;
        let data_length = CK_ULONG::try_from(data.len()).map_err(|_| UNSUPPORTED)?;
        // SAFETY: both buffers live through the call and are as long as said;
        // the module reads the first (the standard's pointer is not const, its
        // meaning is) and writes the second.
        let code = unsafe {
            sign(
                session,
                data.as_ptr() as CK_BYTE_PTR,
                data_length,
                signature.as_mut_ptr(),
                &raw mut length,
            )
        };
        if code != CKR_OK {
            return Err(code);
        }
        // A module that reports more than it was given room for is not believed.
        signature.truncate(usize::try_from(length).unwrap_or(0));
        Ok(signature)
    }
}
