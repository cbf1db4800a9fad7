//! Signatures by ES256 (RFC 7518, 3.4), with the cryptography that TLS has.

use crate::error::{Error, Result};
use rustls::SignatureScheme::ECDSA_NISTP256_SHA256;
use rustls::crypto::ring::{default_provider, sign::any_ecdsa_type};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use rustls::sign::Signer;

/// Half of a point of P-256, and of a signature by it, bytes.
const HALF: usize = 32;

/// A private key of the curve P-256.
#[derive(Debug)]
pub struct SigningKey {
    signer: Box<dyn Signer>,
    point: [u8; 2 * HALF],
}

impl SigningKey {
    /// Takes a key in PEM, "EC PRIVATE KEY" or "PRIVATE KEY".
    pub fn from_pem(pem: &str) -> Option<Self> {
        let der = PrivateKeyDer::from_pem_slice(pem.as_bytes()).ok()?;
        let key = any_ecdsa_type(&der).ok()?;
        // SubjectPublicKeyInfo ends with the point, uncompressed.
        let point = *key.public_key()?.last_chunk()?;
        let signer = key.choose_scheme(&[ECDSA_NISTP256_SHA256])?;
        Some(Self { signer, point })
    }

    /// The coordinates of its public key.
    pub fn coordinates(&self) -> (&[u8], &[u8]) {
        self.point.split_at(HALF)
    }

    /// Signs: the two halves of the signature, as JWS wants them.
    ///
    /// # Errors
    ///
    /// The system gives no random bytes.
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 2 * HALF]> {
        let signature = self.signer.sign(message).ok();
        signature
            .and_then(|der| halves(&der))
            .ok_or_else(|| Error::failed("cannot sign with its key"))
    }
}

/// Random bytes that nobody can foretell.
///
/// # Errors
///
/// The system gives none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    let filled = default_provider().secure_random.fill(&mut bytes);
    filled.map_err(|_| Error::failed("the system gives no random bytes"))?;
    Ok(bytes)
}

/// The two numbers of a signature in DER (RFC 3279, 2.2.3), each filled up to
/// its whole length.
fn halves(der: &[u8]) -> Option<[u8; 2 * HALF]> {
    let (body, []) = value(der, 0x30)? else {
        return None;
    };
    let (r, rest) = value(body, 0x02)?;
    let (s, []) = value(rest, 0x02)? else {
        return None;
    };
    let mut out = [0; 2 * HALF];
    for (half, number) in out.chunks_exact_mut(HALF).zip([r, s]) {
        // One whose first bit is set has a zero in front.
        let number = match number {
            [0, rest @ ..] => rest,
            whole => whole,
        };
        let start = HALF.checked_sub(number.len())?;
        half[start..].copy_from_slice(number);
    }
    Some(out)
}

/// A value with this tag, shorter than 128 bytes, and what follows it.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    match der {
        [found, length @ ..0x80, rest @ ..] if *found == tag => {
            rest.split_at_checked(usize::from(*length))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key of nobody's.
    const KEY: &str = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIFDZHUzOG1Pzq+6F0mjMlOSp1syN9LRPBuHMoCFXTcXhoAoGCCqGSM49\nAwEHoUQDQgAE9qhj+KtcdHj1kVgwxWWWw++tqoh7H7UHs7oXh8jBbgF47rrYGC+t\ndjiIaHK3dBvvdE7MGj5HsepzLm3Kj91bqA==\n-----END EC PRIVATE KEY-----\n";

    #[test]
    fn what_a_key_signs_its_public_half_verifies() {
        use rustls::crypto::WebPkiSupportedAlgorithms;
        use rustls::pki_types::{AlgorithmIdentifier, alg_id};
        let key = SigningKey::from_pem(KEY).unwrap();
        let known: WebPkiSupportedAlgorithms = default_provider().signature_verification_algorithms;
        let p256 = |id: AlgorithmIdentifier| id == alg_id::ECDSA_P256;
        let verifier = known
            .all
            .iter()
            .find(|a| p256(a.public_key_alg_id()) && a.signature_alg_id() == alg_id::ECDSA_SHA256)
            .unwrap();
        let (x, y) = key.coordinates();
        let point = [&[4], x, y].concat();
        for count in 0..200 {
            let message = format!("message {count}");
            let signature = key.sign(message.as_bytes()).unwrap();
            let number = |half: &[u8]| {
                let zeros = half.iter().take_while(|byte| **byte == 0).count();
                let mut number = half[zeros..].to_vec();
                if number[0] >= 0x80 {
                    number.insert(0, 0);
                }
                [&[2, u8::try_from(number.len()).unwrap()], &number[..]].concat()
            };
            let (r, s) = signature.split_at(HALF);
            let body = [number(r), number(s)].concat();
            let der = [&[0x30, u8::try_from(body.len()).unwrap()], &body[..]].concat();
            let verified = verifier.verify_signature(&point, message.as_bytes(), &der);
            assert!(verified.is_ok(), "{count}");
        }
    }

    #[test]
    fn short_numbers_are_filled_up() {
        let filled = halves(&[0x30, 7, 2, 1, 5, 2, 2, 0, 0x80]).unwrap();
        assert_eq!((filled[31], filled[63]), (5, 0x80));
        assert!(filled[..31].iter().chain(&filled[32..63]).all(|b| *b == 0));
        for broken in [&[][..], &[0x30, 9, 2, 1, 5], &[0x30, 4, 2, 1, 5, 2]] {
            assert_eq!(halves(broken), None);
        }
    }

    #[test]
    fn what_is_no_key_of_this_curve_is_not_taken() {
        for pem in ["", "key", &KEY.replace("MHcCAQ", "MHcCAg")] {
            assert!(SigningKey::from_pem(pem).is_none(), "{pem}");
        }
    }

    #[test]
    fn random_bytes_differ() {
        assert_ne!(random::<16>().unwrap(), random::<16>().unwrap());
    }
}
