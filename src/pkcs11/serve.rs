//! The process that has the module: does what it is told, and nothing else.
//!
//! A module is the code of somebody else. It may crash, hang or write where it
//! should not; here it takes nobody with it, and sees no credentials.

use super::wire::{Answer, Fault, FaultKind, Order, receive, receive_secret, send};
use super::{module, object, sign, token};
use crate::secret::Secret;
use cryptoki::context::Pkcs11;
use cryptoki::object::ObjectHandle;
use cryptoki::session::Session;
use cryptoki::slot::Slot;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

/// Serves the process at the other end of standard input, until that closes it.
pub fn serve() {
    crate::host::end_with_parent();
    let socket = std::io::stdin().as_fd().try_clone_to_owned();
    let Ok(mut socket) = socket.map(UnixStream::from) else {
        return;
    };
    let mut served = Served::default();
    while let Ok(order) = receive::<Order>(&mut socket) {
        let answer = match served.obey(order, &mut socket) {
            Ok(answer) => answer,
            Err(fault) => Answer::Fault(fault),
        };
        if send(&mut socket, &answer).is_err() {
            break;
        }
    }
    served.end();
}

/// What has been chosen so far.
#[derive(Default)]
struct Served {
    open: Option<Open>,
    key: Option<Chosen>,
    /// For keys that want it for each use.
    pin: Option<Secret>,
}

struct Open {
    path: PathBuf,
    module: Pkcs11,
    slot: Slot,
    session: Session,
}

struct Chosen {
    handle: ObjectHandle,
    always_authenticate: bool,
}

impl Served {
    fn obey(&mut self, order: Order, socket: &mut UnixStream) -> Result<Answer, Fault> {
        match order {
            Order::Open { module, token } => self.open(&module, &token),
            Order::Login { by_pad } => {
                let gone = |_| Fault::failed("the PIN did not arrive");
                self.pin = match by_pad {
                    true => None,
                    false => Some(receive_secret(socket).map_err(gone)?),
                };
                let open = self.open.as_ref().ok_or_else(early)?;
                token::login(&open.module, open.slot, &open.session, self.pin.as_ref())?;
                Ok(Answer::LoggedIn)
            }
            Order::Find { key, certificate } => {
                let open = self.open.as_ref().ok_or_else(early)?;
                let (handle, key) = object::choose(&open.session, &key, certificate.as_ref())?;
                if !key.always_authenticate {
                    self.pin = None;
                }
                self.key = Some(Chosen {
                    handle,
                    always_authenticate: key.always_authenticate,
                });
                Ok(Answer::Key(key))
            }
            Order::Sign { mechanism, data } => {
                let open = self.open.as_ref().ok_or_else(early)?;
                let key = self.key.as_ref().ok_or_else(early)?;
                let again = key.always_authenticate.then(|| sign::AlwaysAuthenticate {
                    module: &open.path,
                    pin: self.pin.as_ref(),
                });
                sign::sign(&open.session, key.handle, mechanism, &data, again.as_ref())
                    .map(Answer::Signature)
            }
        }
    }

    fn open(&mut self, path: &Path, demanded: &super::TokenMatch) -> Result<Answer, Fault> {
        let path = module::locate(path, crate::host::user_number())?;
        let module = module::load(&path)?;
        let in_module = |fault: Fault| fault.context(format!("PKCS #11 module {}", path.display()));
        let (slot, token) = token::choose(&module, demanded).map_err(in_module)?;
        let session = module
            .open_ro_session(slot)
            .map_err(|error| in_module(module::fault(&error)))?;
        self.open = Some(Open {
            path,
            module,
            slot,
            session,
        });
        Ok(Answer::Token(token))
    }

    /// Logs out: a card that stays in its reader would remember.
    fn end(self) {
        if let Some(open) = self.open {
            let _ = open.session.logout();
            drop(open.session);
            let _ = open.module.finalize();
        }
    }
}

/// An order before its time.
fn early() -> Fault {
    Fault {
        kind: FaultKind::Failed,
        message: "nothing has been opened".into(),
        hint: None,
    }
}
