//! Whom a TLS connection trusts, and who it says that it is.

mod es256;
mod identity;
mod key;
mod pem;

pub use es256::{SigningKey, random};
pub use identity::{Certificates, Identity};

use crate::error::{Error, Result};
use crate::host::{Variable, contents, io_reason, value_of};
use rustls::crypto::{CryptoProvider, SecureRandom};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::sign::SingleCertAndKey;
use rustls::{AlertDescription, CertificateError, ClientConfig, InvalidMessage, RootCertStore};
use std::path::Path;
use std::sync::Arc;

/// What a file of roots is called, where no variable names it.
const BUNDLE: &str = "CA bundle";

/// Where the trusted roots come from.
#[derive(Clone, Copy, Debug)]
pub enum Roots<'a> {
    /// A PEM file, instead of the system's.
    Bundle(&'a Path),
    /// Nobody is trusted: there is no TLS.
    None,
    /// The system's, or those that OpenSSL's variables name instead.
    System,
}

/// The client's side of TLS 1.2 and 1.3; `identity` is shown to a server that
/// asks for one.
///
/// # Errors
///
/// A bundle that cannot be read or has no certificate; a system without roots.
pub fn config(roots: Roots<'_>, identity: Option<&Identity>) -> Result<ClientConfig> {
    let mut store = RootCertStore::empty();
    match roots {
        Roots::Bundle(path) => {
            store.add_parsable_certificates(certificates(BUNDLE, path)?);
            if store.is_empty() {
                return Err(no_certificate(BUNDLE, path));
            }
        }
        Roots::None => {}
        Roots::System => system(&mut store)?,
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(provider()));
    let builder = match identity.is_none_or(Identity::signs_for_tls13) {
        true => builder.with_safe_default_protocol_versions(),
        false => builder.with_protocol_versions(&[&rustls::version::TLS12]),
    }
    .map_err(|error| Error::failed(error).context("cannot set TLS up"))?;
    let builder = builder.with_root_certificates(store);
    Ok(match identity {
        Some(identity) => {
            let resolver = SingleCertAndKey::from(Arc::clone(&identity.certified));
            builder.with_client_cert_resolver(Arc::new(resolver))
        }
        None => builder.with_no_client_auth(),
    })
}

/// The cryptography. It is named, never the process's default: there is one
/// here.
fn provider() -> CryptoProvider {
    rustls::crypto::ring::default_provider()
}

/// The randomness that goes with it.
pub fn randomness() -> &'static dyn SecureRandom {
    provider().secure_random
}

/// Adds the system's roots. Of what is named beside each other, one that
/// cannot be read is no reason to trust none.
fn system(store: &mut RootCertStore) -> Result<()> {
    let [file, directories] = [Variable::SslCertFile, Variable::SslCertDir].map(value_of);
    let mut trouble = None;
    if let Some(path) = file.as_ref().map(Path::new) {
        // Not by rustls-native-certs, which would wait for a pipe for ever.
        let name = Variable::SslCertFile.name();
        match certificates(name, path) {
            Ok(found) => {
                store.add_parsable_certificates(found);
                trouble = Some(no_certificate(name, path));
            }
            Err(error) => trouble = Some(error),
        }
    }
    for path in directories.iter().flat_map(std::env::split_paths) {
        let found = rustls_native_certs::load_certs_from_paths(None, Some(&path));
        store.add_parsable_certificates(found.certs);
        trouble.get_or_insert_with(|| no_certificate(Variable::SslCertDir.name(), &path));
    }
    if file.is_none() && directories.is_none() {
        store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    match store.is_empty() {
        false => Ok(()),
        true => Err(trouble.unwrap_or_else(|| {
            Error::failed("this system has no trusted root certificates")
                .hint("install ca-certificates, or name a file with --ca-bundle")
        })),
    }
}

/// The certificates in a file that goes by this name.
fn certificates(name: &str, path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let bytes = contents(path).map_err(|error| {
        Error::misused(io_reason(&error)).context(format!("cannot read {name} {}", path.display()))
    })?;
    CertificateDer::pem_slice_iter(&bytes)
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|_| no_certificate(name, path))
}

fn no_certificate(name: &str, path: &Path) -> Error {
    Error::misused(format!(
        "{name} {} has no certificate in PEM form, or a broken one",
        path.display()
    ))
    .hint("one begins with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----")
}

/// Why TLS does not come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The reason, for a person.
    pub reason: String,
    /// What may help.
    pub hint: Option<&'static str>,
    /// Whether this machine does not trust the other, so that the cause, and
    /// the cure, may lie here.
    pub is_distrust: bool,
    /// Whether the other does not take this machine's certificate.
    pub is_refusal: bool,
}

/// What a TLS failure means, if `error` is one.
pub fn trouble(error: &(dyn std::error::Error + 'static)) -> Option<Trouble> {
    const CLOCK: &str = "if it should be valid, compare the clock of this machine with: date -u";
    let error = error.downcast_ref::<rustls::Error>()?;
    let (reason, hint) = match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            // The latter: its authority has the name of a trusted one.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => (
                "its certificate is signed by an authority that is not trusted",
                "name the authority's certificate with --ca-bundle",
            ),
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                ("its certificate has expired", CLOCK)
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                ("its certificate is not valid yet", CLOCK)
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                (
                    "its certificate is for another name",
                    "check the host of the endpoint",
                )
            }
            other => {
                return Some(Trouble {
                    reason: format!("its certificate is not valid: {other}"),
                    hint: None,
                    is_distrust: true,
                    is_refusal: false,
                });
            }
        },
        rustls::Error::AlertReceived(alert) if is_about_certificates(*alert) => {
            return Some(Trouble {
                reason: format!("it does not accept the certificate of this machine ({alert:?})"),
                hint: None,
                is_distrust: false,
                is_refusal: true,
            });
        }
        rustls::Error::AlertReceived(AlertDescription::DecryptError) => {
            return Some(Trouble {
                reason: "it does not find right what this machine signed (DecryptError)".into(),
                hint: Some("see that the key is that of the certificate"),
                is_distrust: false,
                is_refusal: true,
            });
        }
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            ("it does not speak TLS", "check the endpoint: https or http")
        }
        other => {
            return Some(Trouble {
                reason: format!("TLS: {other}"),
                hint: None,
                is_distrust: false,
                is_refusal: false,
            });
        }
    };
    Some(Trouble {
        reason: reason.to_owned(),
        hint: Some(hint),
        is_distrust: matches!(error, rustls::Error::InvalidCertificate(_)),
        is_refusal: false,
    })
}

/// Alerts by which a server says that a client's certificate is not for it
/// (RFC 8446, 6.2).
fn is_about_certificates(alert: AlertDescription) -> bool {
    matches!(
        alert,
        AlertDescription::NoCertificate
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied
            | AlertDescription::CertificateRequired
    )
}
