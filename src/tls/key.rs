//! Private keys from files.

use super::pem::{Section, contents, sections};
use crate::error::{Error, Result};
use crate::pkcs11::der;
use crate::secret::Secret;
use pkcs8::EncryptedPrivateKeyInfoRef;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer};
use rustls::sign::SigningKey;
use std::path::Path;
use std::sync::Arc;

const PKCS8: &str = "PRIVATE KEY";
const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";
const SEC1: &str = "EC PRIVATE KEY";
const PKCS1: &str = "RSA PRIVATE KEY";

/// OIDs (without tag and length) and what their keys are.
const KINDS: [(&[u8], &str); 7] = [
    (b"\x2b\x81\x04\x00\x23", "an EC key on P-521"),
    (b"\x2b\x81\x04\x00\x0a", "an EC key on secp256k1"),
    (b"\x2a\x86\x48\xce\x3d\x03\x01\x07", "an EC key on P-256"),
    (b"\x2b\x81\x04\x00\x22", "an EC key on P-384"),
    (b"\x2b\x65\x70", "an Ed25519 key"),
    (b"\x2b\x65\x71", "an Ed448 key"),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", "an RSA key"),
];

/// Takes the private key out of a file's bytes; `password` gives the password
/// of an encrypted one, and is asked at most once.
///
/// # Errors
///
/// What is in the file instead; no password or a wrong one; a kind of key that
/// cannot sign here.
pub fn private_key(
    path: &Path,
    bytes: &[u8],
    password: &mut dyn FnMut() -> Result<Secret>,
    provider: &CryptoProvider,
) -> Result<Arc<dyn SigningKey>> {
    let cannot = |error: Error| error.context(format!("cannot use key {}", path.display()));
    let wrong = |reason: &str| cannot(Error::failed(reason));
    let sections = sections(bytes).map_err(|reason| wrong(&reason))?;
    let keys: Vec<&Section> = sections
        .iter()
        .filter(|section| [PKCS8, ENCRYPTED, SEC1, PKCS1].contains(&section.label.as_str()))
        .collect();
    let [section] = keys[..] else {
        let found = contents(&sections);
        return Err(match keys.is_empty() {
            true => hinted(
                wrong(&format!("there is no private key in it, but {found}")),
                &sections,
            ),
            false => wrong(&format!("there are {} private keys in it", keys.len())),
        });
    };
    if section.is_encrypted {
        return Err(
            wrong("it is encrypted in a way that is no longer safe").hint(format!(
                "encrypt it anew with: openssl pkcs8 -topk8 -in {} -out NEW",
                path.display()
            )),
        );
    }
    let der = match section.label.as_str() {
        ENCRYPTED => {
            let password = password()?;
            PrivateKeyDer::Pkcs8(decrypted(&section.bytes, &password).map_err(cannot)?)
        }
        SEC1 => PrivateKeyDer::Sec1(PrivateSec1KeyDer::from(section.bytes.to_vec())),
        PKCS1 => PrivateKeyDer::Pkcs1(PrivatePkcs1KeyDer::from(section.bytes.to_vec())),
        _ => PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(section.bytes.to_vec())),
    };
    let described = describe(&der);
    provider.key_provider.load_private_key(der).map_err(|_| {
        wrong(&match described {
            Some(kind) => format!("it is {kind}, and not one that can be used"),
            None => "it is broken, or of a kind that is not known".to_owned(),
        })
        .hint("keys in files are EC on P-256 or P-384, RSA with 2048 to 4096 bits, or Ed25519")
    })
}

/// Opens an encrypted PKCS #8 key.
fn decrypted(bytes: &[u8], password: &Secret) -> Result<PrivatePkcs8KeyDer<'static>> {
    let unknown = || {
        Error::failed("it is encrypted in a way that is not known").hint(
            "PBES2 is known, with AES or triple DES: openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW",
        )
    };
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(bytes).map_err(|_| unknown())?;
    if encrypted.encryption_algorithm.pbes2().is_none() {
        return Err(unknown());
    }
    let opened = encrypted
        .decrypt(password.expose())
        .map_err(|_| Error::failed("the password is wrong"))?;
    Ok(PrivatePkcs8KeyDer::from(opened.as_bytes().to_vec()))
}

/// What people take for a private key.
fn hinted(error: Error, sections: &[Section]) -> Error {
    let has = |label: &str| sections.iter().any(|section| section.label == label);
    match () {
        () if has("OPENSSH PRIVATE KEY") => {
            error.hint("convert a copy of it with: ssh-keygen -p -m PEM -f COPY")
        }
        () if has("TSS2 PRIVATE KEY") => error
            .hint("a key that only its TPM can use is reached through tpm2-pkcs11: --pkcs11-lib"),
        () => error,
    }
}

/// What kind of key it is, if it is one.
fn describe(der: &PrivateKeyDer<'_>) -> Option<String> {
    let outer = der::only(der.secret_der(), der::SEQUENCE)?;
    let mut parts = der::Reader::new(outer.content);
    parts.expect(der::INTEGER)?;
    match der {
        PrivateKeyDer::Pkcs1(_) => rsa(parts.expect(der::INTEGER)?.content),
        PrivateKeyDer::Sec1(_) => {
            parts.expect(der::OCTET_STRING)?;
            kind_of(&[parts.expect(der::CONTEXT_0)?.content])
        }
        _ => {
            let algorithm = parts.expect(der::SEQUENCE)?;
            let mut algorithm = der::Reader::new(algorithm.content);
            let kind = algorithm.expect(der::OBJECT_IDENTIFIER)?.whole;
            let curve = algorithm.element().map_or(&[][..], |element| element.whole);
            if let Some(found) = kind_of(&[curve, kind])
                && found != "an RSA key"
            {
                return Some(found);
            }
            let inner = der::only(parts.expect(der::OCTET_STRING)?.content, der::SEQUENCE)?;
            let mut inner = der::Reader::new(inner.content);
            inner.expect(der::INTEGER)?;
            rsa(inner.expect(der::INTEGER)?.content)
        }
    }
}

/// By the first of these OIDs that is known.
fn kind_of(candidates: &[&[u8]]) -> Option<String> {
    candidates.iter().find_map(|bytes| {
        let oid = der::only(bytes, der::OBJECT_IDENTIFIER)?.content;
        let known = KINDS.iter().find(|(known, _)| *known == oid);
        known.map(|(_, kind)| (*kind).to_owned())
    })
}

fn rsa(modulus: &[u8]) -> Option<String> {
    let zeros = modulus.iter().take_while(|digit| **digit == 0).count();
    let digits = modulus.get(zeros..)?;
    let bits = 8 * digits.len() - usize::try_from(digits.first()?.leading_zeros()).ok()?;
    Some(format!("an RSA key of {bits} bits"))
}
