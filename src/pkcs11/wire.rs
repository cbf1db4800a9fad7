//! What brs and the process that has the module tell each other.
//!
//! Frames over a socket: a length and as many bytes, JSON but for a PIN, which
//! stays out of every text that is put together.

use super::uri::{ObjectMatch, TokenMatch};
use crate::error::{Error, Status};
use crate::secret::Secret;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// No frame is longer, bytes: a certificate has a few thousand.
const LONGEST: usize = 1 << 20;

/// What the other process is to do.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    /// Load a module and choose a token.
    Open {
        /// The module.
        module: PathBuf,
        /// Which of its tokens.
        token: TokenMatch,
    },
    /// Log in to the token: with the PIN in the next frame, or by the pad that
    /// the reader has.
    Login {
        /// Whether the token asks by itself.
        by_pad: bool,
    },
    /// Choose a key, and a certificate if one is wanted.
    Find {
        /// Which key.
        key: ObjectMatch,
        /// Which certificate; none: it is not on the token.
        certificate: Option<ObjectMatch>,
    },
    /// Sign with the chosen key.
    Sign {
        /// By which mechanism.
        mechanism: Mechanism,
        /// What the mechanism takes: a digest, an encoded digest or a message.
        data: Vec<u8>,
    },
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// It cannot be done.
    Fault(Fault),
    /// The chosen token.
    Token(Token),
    /// It is logged in.
    LoggedIn,
    /// The chosen key and certificate.
    Key(Key),
    /// A signature as the mechanism makes it.
    Signature(Vec<u8>),
}

/// Why it cannot be done.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fault {
    /// Of what kind.
    pub kind: FaultKind,
    /// In a person's words.
    pub message: String,
    /// What may help.
    pub hint: Option<String>,
}

/// What follows from a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultKind {
    /// Nothing but itself.
    Failed,
    /// The configuration is wrong.
    Misused,
    /// This mechanism is not for this key; another one may be.
    Mechanism,
    /// The PIN was sent, and is not the right one.
    PinRefused,
}

impl Fault {
    /// Of the plain kind.
    pub fn failed(message: impl Into<String>) -> Self {
        Self {
            kind: FaultKind::Failed,
            message: message.into(),
            hint: None,
        }
    }

    /// Names an action that may help.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert(hint.into());
        self
    }

    /// Says what could not be done.
    pub fn context(mut self, what: impl std::fmt::Display) -> Self {
        self.message = format!("{what}: {}", self.message);
        self
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self {
            kind: match error.status() {
                Status::Misused => FaultKind::Misused,
                _ => FaultKind::Failed,
            },
            message: error.to_string(),
            hint: error.hint_text().map(str::to_owned),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let error = match fault.kind {
            FaultKind::Misused => Self::misused(&fault.message),
            _ => Self::failed(&fault.message),
        };
        match fault.hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

/// A token that was chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Token {
    /// Its label, or what else it goes by.
    pub name: String,
    /// Its serial number.
    pub serial: String,
    /// Whether keys are only there for whoever has logged in.
    pub login_required: bool,
    /// Whether its reader has a pad of its own for the PIN.
    pub has_pad: bool,
    /// What it tells of the PIN.
    pub pin: PinState,
    /// What it can sign with.
    pub mechanisms: Vec<Mechanism>,
}

/// What a token tells of its PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PinState {
    /// Nothing of note.
    Good,
    /// There were wrong ones.
    CountLow,
    /// The next wrong one locks it.
    FinalTry,
    /// It is locked.
    Locked,
    /// It has none yet.
    NotSet,
}

/// A key that was chosen, and the certificate that was asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    /// What it is called.
    pub name: String,
    /// Of which kind it is.
    pub kind: KeyKind,
    /// Its public half, as in a certificate (SubjectPublicKeyInfo), where the
    /// token tells.
    pub public_key: Option<Vec<u8>>,
    /// Whether each use wants the PIN again.
    pub always_authenticate: bool,
    /// The certificate and those above it, if one was asked for.
    pub certificates: Vec<Vec<u8>>,
}

/// Kinds of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyKind {
    /// RSA, with the length of its modulus in bytes.
    Rsa(usize),
    /// EC on P-256.
    P256,
    /// EC on P-384.
    P384,
    /// EC on P-521.
    P521,
}

/// Ways to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mechanism {
    /// ECDSA over a digest.
    Ecdsa,
    /// ECDSA over a message.
    EcdsaHash(Hash),
    /// PKCS #1 v1.5 over an encoded digest.
    RsaPkcs,
    /// PKCS #1 v1.5 over a message.
    RsaPkcsHash(Hash),
    /// PSS over a digest.
    RsaPss(Hash),
    /// PSS over a message.
    RsaPssHash(Hash),
    /// RSA over a number.
    RsaRaw,
}

/// Digests that TLS signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hash {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

impl Hash {
    /// All of them.
    pub const ALL: [Hash; 3] = [Hash::Sha256, Hash::Sha384, Hash::Sha512];
}

/// Sends a message.
///
/// # Errors
///
/// The other side is gone.
pub fn send(stream: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = serde_json::to_vec(message).map_err(io::Error::other)?;
    send_bytes(stream, &bytes)
}

/// Sends a PIN.
///
/// # Errors
///
/// The other side is gone.
pub fn send_secret(stream: &mut impl Write, secret: &Secret) -> io::Result<()> {
    send_bytes(stream, secret.expose().as_bytes())
}

fn send_bytes(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    stream.write_all(&length.to_le_bytes())?;
    stream.write_all(bytes)
}

/// Receives a message.
///
/// # Errors
///
/// The other side is gone, or speaks another language.
pub fn receive<T: DeserializeOwned>(stream: &mut impl Read) -> io::Result<T> {
    serde_json::from_slice(&receive_bytes(stream)?).map_err(io::Error::other)
}

/// Receives a PIN.
///
/// # Errors
///
/// The other side is gone; it is not UTF-8.
pub fn receive_secret(stream: &mut impl Read) -> io::Result<Secret> {
    let bytes = receive_bytes(stream)?;
    let text = std::str::from_utf8(&bytes).map_err(io::Error::other)?;
    Ok(Secret::new(text.to_owned()))
}

fn receive_bytes(stream: &mut impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > LONGEST {
        return Err(io::Error::other("it does not speak our language"));
    }
    let mut bytes = Zeroizing::new(vec![0; length]);
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_received() {
        let mut bytes = Vec::new();
        let order = Order::Sign {
            mechanism: Mechanism::RsaPss(Hash::Sha384),
            data: vec![0, 255],
        };
        send(&mut bytes, &order).unwrap();
        send_secret(&mut bytes, &Secret::new("1234\"\\".into())).unwrap();
        let mut stream = bytes.as_slice();
        let received: Order = receive(&mut stream).unwrap();
        assert_eq!(format!("{received:?}"), format!("{order:?}"));
        assert_eq!(receive_secret(&mut stream).unwrap().expose(), "1234\"\\");
        assert!(receive::<Order>(&mut stream).is_err());
    }

    #[test]
    fn a_frame_without_reason_is_refused_unread() {
        let mut stream = [0xff; 12].as_slice();
        assert!(receive::<Answer>(&mut stream).is_err());
        assert_eq!(stream.len(), 8);
    }
}
