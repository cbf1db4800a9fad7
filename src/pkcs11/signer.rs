//! A key for rustls that is somewhere else.

use super::der;
use super::helper::{Failed, Helper};
use super::wire::{Answer, FaultKind, Hash, Key, KeyKind, Mechanism, Order};
use crate::error::Error;
use rustls::crypto::SecureRandom;
use rustls::pki_types::SubjectPublicKeyInfoDer;
use rustls::sign::{Signer, SigningKey};
use rustls::{SignatureAlgorithm, SignatureScheme};
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What precedes a digest in a signature by PKCS #1 v1.5 (RFC 8017, 9.2).
const SHA256_INFO: &[u8] =
    b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
const SHA384_INFO: &[u8] =
    b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30";
const SHA512_INFO: &[u8] =
    b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40";

/// Forms of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Ecdsa,
    Pkcs1,
    Pss,
}

/// A key on a token.
#[derive(Clone)]
pub struct TokenKey(Arc<Inner>);

struct Inner {
    helper: Mutex<Helper>,
    /// What the key and its token are called.
    name: String,
    key: Key,
    mechanisms: Vec<Mechanism>,
    /// What a person may take at the token's pad, if that is where the PIN is
    /// from.
    pad: Option<Duration>,
    random: &'static dyn SecureRandom,
    /// Why the last signature did not come about: TLS would only say that it
    /// did not.
    failure: Mutex<Option<Error>>,
    /// Whether the PIN that each use wants was refused.
    pin_was_refused: AtomicBool,
}

impl TokenKey {
    /// Takes the process in charge that has opened the key.
    pub fn new(
        helper: Helper,
        name: String,
        key: Key,
        mechanisms: Vec<Mechanism>,
        pad: Option<Duration>,
        random: &'static dyn SecureRandom,
    ) -> Self {
        let always = key.always_authenticate;
        Self(Arc::new(Inner {
            helper: Mutex::new(helper),
            name,
            key,
            mechanisms,
            pad: pad.filter(|_| always),
            random,
            failure: Mutex::new(None),
            pin_was_refused: AtomicBool::new(false),
        }))
    }

    /// What the key and its token are called.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Why a signature did not come about, if one did not.
    pub fn take_failure(&self) -> Option<Error> {
        let failure = &self.0.failure;
        failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// What a person may take at the token for each signature.
    pub fn a_persons_time(&self) -> Duration {
        self.0.pad.unwrap_or_default()
    }

    /// Whether a use wanted the PIN and refused it, which had been good enough
    /// to log in.
    pub fn pin_was_refused(&self) -> bool {
        self.0.pin_was_refused.load(Ordering::Relaxed)
    }

    /// Whether each signature wants the PIN, and perhaps a finger.
    pub fn always_authenticates(&self) -> bool {
        self.0.key.always_authenticate
    }

    /// Whether it is on P-521. In TLS 1.2 a server takes such a certificate
    /// only from whoever exchanges keys on that curve (RFC 8422, 5.1).
    pub fn is_p521(&self) -> bool {
        self.0.key.kind == KeyKind::P521
    }

    /// Whether the token makes the signatures of TLS 1.3.
    pub fn signs_for_tls13(&self) -> bool {
        !matches!(self.0.key.kind, KeyKind::Rsa(_))
            || Hash::ALL
                .into_iter()
                .any(|hash| !self.ways(Form::Pss, hash).is_empty())
    }

    /// Schemes of TLS that the key can sign by, the best first.
    fn schemes(&self) -> Vec<(SignatureScheme, Form, Hash)> {
        use SignatureScheme as Scheme;
        let all = match self.0.key.kind {
            KeyKind::P256 => vec![(Scheme::ECDSA_NISTP256_SHA256, Form::Ecdsa, Hash::Sha256)],
            KeyKind::P384 => vec![(Scheme::ECDSA_NISTP384_SHA384, Form::Ecdsa, Hash::Sha384)],
            KeyKind::P521 => vec![(Scheme::ECDSA_NISTP521_SHA512, Form::Ecdsa, Hash::Sha512)],
            KeyKind::Rsa(_) => vec![
                (Scheme::RSA_PSS_SHA256, Form::Pss, Hash::Sha256),
                (Scheme::RSA_PSS_SHA384, Form::Pss, Hash::Sha384),
                (Scheme::RSA_PSS_SHA512, Form::Pss, Hash::Sha512),
                (Scheme::RSA_PKCS1_SHA256, Form::Pkcs1, Hash::Sha256),
                (Scheme::RSA_PKCS1_SHA384, Form::Pkcs1, Hash::Sha384),
                (Scheme::RSA_PKCS1_SHA512, Form::Pkcs1, Hash::Sha512),
            ],
        };
        all.into_iter()
            .filter(|(_, form, hash)| !self.ways(*form, *hash).is_empty())
            .collect()
    }

    /// Mechanisms of the token that make such a signature: over a digest
    /// first, over the message where only that is there, and over a number
    /// where the token knows nothing of the form.
    fn ways(&self, form: Form, hash: Hash) -> Vec<Mechanism> {
        let mut ways = match form {
            Form::Ecdsa => vec![Mechanism::Ecdsa, Mechanism::EcdsaHash(hash)],
            Form::Pkcs1 => vec![
                Mechanism::RsaPkcs,
                Mechanism::RsaPkcsHash(hash),
                Mechanism::RsaRaw,
            ],
            Form::Pss => vec![
                Mechanism::RsaPss(hash),
                Mechanism::RsaPssHash(hash),
                Mechanism::RsaRaw,
            ],
        };
        ways.retain(|way| self.0.mechanisms.contains(way));
        ways
    }

    fn sign(&self, form: Form, hash: Hash, message: &[u8]) -> Result<Vec<u8>, Error> {
        let mut refused = None;
        for mechanism in self.ways(form, hash) {
            let data = self.encoded(mechanism, form, hash, message)?;
            let order = Order::Sign { mechanism, data };
            let told = {
                let helper = self.0.helper.lock();
                let mut helper = helper.unwrap_or_else(PoisonError::into_inner);
                match self.0.pad {
                    Some(within) => helper.tell_a_person(&order, within),
                    None => helper.tell(&order, None),
                }
            };
            match told {
                Ok(Answer::Signature(signature)) => return self.shaped(form, signature),
                Ok(_) => return Err(Error::failed("it answers something else")),
                // It is listed, but not for this key.
                Err(Failed::Fault(fault)) if fault.kind == FaultKind::Mechanism => {
                    refused = Some(fault.into());
                }
                Err(Failed::Fault(fault)) if fault.kind == FaultKind::PinRefused => {
                    self.0.pin_was_refused.store(true, Ordering::Relaxed);
                    return Err(fault.into());
                }
                Err(failed) => return Err(failed.into()),
            }
        }
        Err(refused.unwrap_or_else(|| Error::failed("it knows no way to")))
    }

    /// What the mechanism takes.
    fn encoded(
        &self,
        mechanism: Mechanism,
        form: Form,
        hash: Hash,
        message: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let digest = digest(hash, message);
        Ok(match mechanism {
            Mechanism::Ecdsa | Mechanism::RsaPss(_) => digest,
            Mechanism::EcdsaHash(_) | Mechanism::RsaPkcsHash(_) | Mechanism::RsaPssHash(_) => {
                message.to_vec()
            }
            Mechanism::RsaPkcs => [info(hash), &digest].concat(),
            Mechanism::RsaRaw => {
                let length = match self.0.key.kind {
                    KeyKind::Rsa(length) => length,
                    _ => 0,
                };
                let encoded = match form {
                    Form::Pss => {
                        let mut salt = vec![0; digest.len()];
                        let filled = self.0.random.fill(&mut salt);
                        filled.map_err(|_| Error::failed("there is no randomness"))?;
                        pss(hash, &digest, &salt, length)
                    }
                    _ => pkcs1(&[info(hash), &digest].concat(), length),
                };
                encoded.ok_or_else(|| Error::failed("the key is too short"))?
            }
        })
    }

    /// A signature as TLS wants it.
    fn shaped(&self, form: Form, signature: Vec<u8>) -> Result<Vec<u8>, Error> {
        let odd = || Error::failed(format!("its signature has {} bytes", signature.len()));
        match (form, self.0.key.kind) {
            (Form::Ecdsa, KeyKind::P256) if signature.len() != 64 => Err(odd()),
            (Form::Ecdsa, KeyKind::P384) if signature.len() != 96 => Err(odd()),
            (Form::Ecdsa, KeyKind::P521) if signature.len() != 132 => Err(odd()),
            (Form::Ecdsa, _) => der::ecdsa_signature(&signature).ok_or_else(odd),
            (_, KeyKind::Rsa(length)) if signature.len() != length => Err(odd()),
            _ => Ok(signature),
        }
    }

    fn keep(&self, error: Error) {
        let failure = &self.0.failure;
        *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenKey")
    }
}

impl SigningKey for TokenKey {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        let schemes = self.schemes();
        let chosen = schemes.iter().find(|(scheme, ..)| offered.contains(scheme));
        if chosen.is_none() {
            self.keep(Error::failed(
                "the server takes none of the signatures that the token makes",
            ));
        }
        let (scheme, form, hash) = *chosen?;
        Some(Box::new(TokenSigner {
            key: self.clone(),
            scheme,
            form,
            hash,
        }))
    }

    fn public_key(&self) -> Option<SubjectPublicKeyInfoDer<'_>> {
        let public_key = self.0.key.public_key.as_deref();
        public_key.map(SubjectPublicKeyInfoDer::from)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        match self.0.key.kind {
            KeyKind::Rsa(_) => SignatureAlgorithm::RSA,
            _ => SignatureAlgorithm::ECDSA,
        }
    }
}

#[derive(Debug)]
struct TokenSigner {
    key: TokenKey,
    scheme: SignatureScheme,
    form: Form,
    hash: Hash,
}

impl Signer for TokenSigner {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        self.key
            .sign(self.form, self.hash, message)
            .map_err(|error| {
                let name = self.key.name();
                self.key
                    .keep(error.context(format!("cannot sign with {name}")));
                rustls::Error::General("the token does not sign".into())
            })
    }

    fn scheme(&self) -> SignatureScheme {
        self.scheme
    }
}

fn digest(hash: Hash, message: &[u8]) -> Vec<u8> {
    match hash {
        Hash::Sha256 => Sha256::digest(message).to_vec(),
        Hash::Sha384 => Sha384::digest(message).to_vec(),
        Hash::Sha512 => Sha512::digest(message).to_vec(),
    }
}

fn info(hash: Hash) -> &'static [u8] {
    match hash {
        Hash::Sha256 => SHA256_INFO,
        Hash::Sha384 => SHA384_INFO,
        Hash::Sha512 => SHA512_INFO,
    }
}

/// EMSA-PKCS1-v1_5 (RFC 8017, 9.2) of a digest with its info.
fn pkcs1(digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let padding = length.checked_sub(digest.len() + 3).filter(|n| *n >= 8)?;
    Some([&[0, 1][..], &vec![0xff; padding], &[0], digest].concat())
}

/// EMSA-PSS (RFC 8017, 9.1.1), for a modulus of whole bytes.
fn pss(hash: Hash, digest_of_message: &[u8], salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let size = digest_of_message.len();
    let padding = length.checked_sub(size + salt.len() + 2)?;
    let hashed = digest(hash, &[&[0; 8], digest_of_message, salt].concat());
    let mut block = [&vec![0; padding][..], &[1], salt].concat();
    // MGF1 (appendix B.2.1).
    let mut mask = Vec::new();
    for counter in 0_u32.. {
        if mask.len() >= block.len() {
            break;
        }
        mask.extend(digest(
            hash,
            &[&hashed[..], &counter.to_be_bytes()].concat(),
        ));
    }
    for (byte, mask) in block.iter_mut().zip(mask) {
        *byte ^= mask;
    }
    // The number has one bit less than the modulus.
    if let Some(first) = block.first_mut() {
        *first &= 0x7f;
    }
    Some([&block[..], &hashed, &[0xbc]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_precedes_a_digest_tells_its_length() {
        for hash in Hash::ALL {
            let encoded = [info(hash), &digest(hash, b"abc")].concat();
            let outer = der::only(&encoded, der::SEQUENCE).unwrap();
            let mut parts = der::Reader::new(outer.content);
            assert!(parts.expect(der::SEQUENCE).is_some());
            assert!(parts.expect(der::OCTET_STRING).is_some() && parts.is_empty());
        }
    }

    #[test]
    fn padding_fills_the_modulus_or_the_key_is_too_short() {
        let digest = digest(Hash::Sha256, b"abc");
        let block = pkcs1(&digest, 128).unwrap();
        assert_eq!(block.len(), 128);
        assert_eq!(&block[..3], &[0, 1, 0xff]);
        assert_eq!(block[128 - 33], 0);
        assert!(block.ends_with(&digest));
        assert_eq!(pkcs1(&digest, 32 + 10), None);
        let block = pss(Hash::Sha256, &digest, &[7; 32], 128).unwrap();
        assert_eq!((block.len(), block[127]), (128, 0xbc));
        assert!(block[0] < 0x80);
        assert_eq!(pss(Hash::Sha256, &digest, &[7; 32], 65), None);
    }
}
