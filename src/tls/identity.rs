//! Who a client says that it is: certificates, and a key that proves it.

use super::key::private_key;
use super::pem::{contents, sections};
use super::provider;
use crate::error::{Error, Result};
use crate::pkcs11::{TokenKey, der};
use crate::refresh::Timestamp;
use crate::secret::Secret;
use rustls::pki_types::{CertificateDer, SubjectPublicKeyInfoDer};
use rustls::sign::{CertifiedKey, SigningKey};
use std::path::Path;
use std::sync::Arc;

/// What is signed to find out whether a key belongs to a certificate.
const TRIAL: &[u8] = b"brs: does this key belong to this certificate?";

/// Certificates and their key.
#[derive(Clone, Debug)]
pub struct Identity {
    pub(super) certified: Arc<CertifiedKey>,
    token_key: Option<TokenKey>,
    /// The last moment at which its certificate is valid, if that can be read.
    pub not_after: Option<Timestamp>,
}

/// Certificates, and where they are from.
pub struct Certificates {
    /// In DER.
    bytes: Vec<Vec<u8>>,
    /// What they are called.
    name: String,
}

impl Certificates {
    /// Takes them out of a file's bytes.
    ///
    /// # Errors
    ///
    /// What is in the file instead.
    pub fn of_file(path: &Path, bytes: &[u8]) -> Result<Self> {
        let name = format!("certificate {}", path.display());
        let wrong = |reason: &str| Error::failed(format!("cannot use {name}: {reason}"));
        let sections = sections(bytes).map_err(|reason| {
            let error = wrong(&reason);
            match reason.contains("DER") {
                true => error.hint(format!(
                    "convert it with: openssl x509 -inform der -in {} -out NEW",
                    path.display()
                )),
                false => error,
            }
        })?;
        let found = contents(&sections);
        let bytes: Vec<Vec<u8>> = sections
            .into_iter()
            .filter(|section| ["CERTIFICATE", "X509 CERTIFICATE"].contains(&section.label.as_str()))
            .map(|section| section.bytes.to_vec())
            .collect();
        if bytes.is_empty() {
            return Err(wrong(&format!(
                "there is no certificate in it, but {found}"
            )));
        }
        if bytes.iter().any(|bytes| der::certificate(bytes).is_none()) {
            return Err(wrong("it is broken"));
        }
        Ok(Self { bytes, name })
    }

    /// Takes those that a token had.
    ///
    /// # Errors
    ///
    /// They are none.
    pub fn of_token(bytes: Vec<Vec<u8>>) -> Result<Self> {
        let name = "the certificate on the token".to_owned();
        match bytes.is_empty() || bytes.iter().any(|bytes| der::certificate(bytes).is_none()) {
            true => Err(Error::failed(format!("cannot use {name}: it is broken"))),
            false => Ok(Self { bytes, name }),
        }
    }

    /// The one of this key first, then each that signed the one before.
    fn sorted(&self, public_key: Option<&[u8]>) -> Option<Vec<CertificateDer<'static>>> {
        let parsed: Vec<_> = self
            .bytes
            .iter()
            .filter_map(|bytes| Some((bytes, der::certificate(bytes)?)))
            .collect();
        let first = parsed.iter().position(|(_, certificate)| {
            public_key.is_none_or(|public_key| certificate.public_key == public_key)
        })?;
        let mut chain = vec![first];
        while let Some((_, last)) = chain.last().and_then(|at| parsed.get(*at))
            && last.issuer != last.subject
            && let Some(next) = parsed
                .iter()
                .position(|(_, one)| one.subject == last.issuer)
            && !chain.contains(&next)
        {
            chain.push(next);
        }
        let bytes = chain.into_iter().filter_map(|at| parsed.get(at));
        Some(
            bytes
                .map(|(bytes, _)| CertificateDer::from(bytes.to_vec()))
                .collect(),
        )
    }
}

impl Identity {
    /// Puts certificates and a key from a file together; `password` gives the
    /// password of an encrypted one.
    ///
    /// # Errors
    ///
    /// The key cannot be used, or is another's.
    pub fn of_file_key(
        certificates: &Certificates,
        path: &Path,
        bytes: &[u8],
        password: &mut dyn FnMut() -> Result<Secret>,
    ) -> Result<Self> {
        let key = private_key(path, bytes, password, &provider())?;
        let name = format!("key {}", path.display());
        Self::new(certificates, key, None, &name)
    }

    /// Puts certificates and a key on a token together.
    ///
    /// # Errors
    ///
    /// The key is another's, or cannot sign.
    pub fn of_token_key(certificates: &Certificates, key: TokenKey) -> Result<Self> {
        let name = key.name().to_owned();
        Self::new(certificates, Arc::new(key.clone()), Some(key), &name)
    }

    fn new(
        certificates: &Certificates,
        key: Arc<dyn SigningKey>,
        token_key: Option<TokenKey>,
        key_name: &str,
    ) -> Result<Self> {
        let mismatch = || {
            Error::failed(format!(
                "{key_name} is not the key of {}",
                certificates.name
            ))
        };
        let public_key = key.public_key();
        let public_key = public_key.as_ref().map(SubjectPublicKeyInfoDer::as_ref);
        let chain = certificates.sorted(public_key).ok_or_else(mismatch)?;
        let first = chain.first().and_then(|first| der::certificate(first));
        let first = first.ok_or_else(mismatch)?;
        let not_after = moment(&first.not_after);
        if public_key.is_none()
            && token_key
                .as_ref()
                .is_some_and(|key| !key.always_authenticates())
            && !signs_for(&*key, first.public_key, token_key.as_ref())?
        {
            return Err(mismatch());
        }
        Ok(Self {
            certified: Arc::new(CertifiedKey::new(chain, key)),
            token_key,
            not_after,
        })
    }

    /// Why its key did not sign, if it was asked to and did not.
    pub fn take_failure(&self) -> Option<Error> {
        self.token_key.as_ref()?.take_failure()
    }

    /// What its key keeps TLS from, for whoever wonders why there is none.
    pub fn limit(&self) -> Option<&'static str> {
        let key = self.token_key.as_ref()?;
        match key.is_p521() {
            true => Some("a key on P-521 is taken by servers that speak TLS 1.3"),
            false => (!key.signs_for_tls13())
                .then_some("the token has no RSA-PSS, so TLS 1.2 is all that was offered"),
        }
    }

    /// The key, if it is on a token.
    pub fn token_key(&self) -> Option<&TokenKey> {
        self.token_key.as_ref()
    }

    /// Whether its key makes the signatures of TLS 1.3.
    pub fn signs_for_tls13(&self) -> bool {
        self.token_key
            .as_ref()
            .is_none_or(TokenKey::signs_for_tls13)
    }
}

/// Whether what a key signs is what the public key of a certificate confirms;
/// true where that cannot be found out.
fn signs_for(
    key: &dyn SigningKey,
    public_key: &[u8],
    token_key: Option<&TokenKey>,
) -> Result<bool> {
    let algorithms = provider().signature_verification_algorithms;
    let schemes: Vec<_> = algorithms
        .mapping
        .iter()
        .map(|(scheme, _)| *scheme)
        .collect();
    let Some(signer) = key.choose_scheme(&schemes) else {
        // A curve that is not known here.
        let _ = token_key.and_then(TokenKey::take_failure);
        return Ok(true);
    };
    let signature = signer.sign(TRIAL).map_err(|error| {
        let kept = token_key.and_then(TokenKey::take_failure);
        kept.unwrap_or_else(|| Error::failed(error))
    })?;
    let Some((_, candidates)) = algorithms
        .mapping
        .iter()
        .find(|(scheme, _)| *scheme == signer.scheme())
    else {
        return Ok(true);
    };
    let parts = || {
        let outer = der::only(public_key, der::SEQUENCE)?;
        let mut parts = der::Reader::new(outer.content);
        let algorithm = parts.expect(der::SEQUENCE)?.content;
        let bits = parts.expect(der::BIT_STRING)?.content.get(1..)?;
        Some((algorithm, bits))
    };
    let Some((algorithm, bits)) = parts() else {
        return Ok(false);
    };
    Ok(candidates.iter().any(|candidate| {
        candidate.public_key_alg_id().as_ref() == algorithm
            && candidate.verify_signature(bits, TRIAL, &signature).is_ok()
    }))
}

/// A UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5).
fn moment(time: &der::Element<'_>) -> Option<Timestamp> {
    let text = std::str::from_utf8(time.content).ok()?;
    let text = match text.len() {
        // Two digits of a year: from 1950 to 2049.
        13 => format!("{}{text}", if text < "5" { "20" } else { "19" }),
        _ => text.to_owned(),
    };
    let part = |from, to| text.get(from..to);
    Timestamp::parse(&format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_write_a_time_are_read() {
        for (text, read) in [
            ("261124184210Z", "2026-11-24T18:42:10Z"),
            ("491231235959Z", "2049-12-31T23:59:59Z"),
            ("991231235959Z", "1999-12-31T23:59:59Z"),
            ("20501124184210Z", "2050-11-24T18:42:10Z"),
        ] {
            let element = der::Element {
                tag: 0x17,
                content: text.as_bytes(),
                whole: &[],
            };
            assert_eq!(moment(&element).unwrap().to_string(), read);
        }
    }
}
