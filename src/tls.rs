//! Whom a TLS connection trusts.

use crate::error::{Error, Result};
use crate::host::{contents, io_reason};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{CertificateError, ClientConfig, InvalidMessage, RootCertStore};
use std::path::Path;
use std::sync::Arc;

/// Where the trusted roots come from.
#[derive(Clone, Copy, Debug)]
pub enum Roots<'a> {
    /// A PEM file, instead of the system's.
    Bundle(&'a Path),
    /// Nobody is trusted: there is no TLS.
    None,
    /// The system's.
    System,
}

/// The client's side of TLS 1.2 and 1.3.
///
/// # Errors
///
/// A bundle that cannot be read or has no certificate; a system without roots.
pub fn config(roots: Roots<'_>) -> Result<ClientConfig> {
    let mut store = RootCertStore::empty();
    match roots {
        Roots::Bundle(path) => store.add_parsable_certificates(bundle(path)?),
        Roots::None => (0, 0),
        Roots::System => {
            // One file that cannot be read is no reason to trust none.
            let found = rustls_native_certs::load_native_certs();
            store.add_parsable_certificates(found.certs)
        }
    };
    match roots {
        Roots::None => {}
        Roots::Bundle(path) if store.is_empty() => {
            return Err(no_certificate(path));
        }
        Roots::System if store.is_empty() => {
            return Err(
                Error::failed("this system has no trusted root certificates")
                    .hint("install ca-certificates, or name a file with --ca-bundle"),
            );
        }
        _ => {}
    }
    // The provider is named, never the process's default: there is one here.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::failed(error).context("cannot set TLS up"))?;
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

fn bundle(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let bytes = contents(path).map_err(|error| {
        Error::failed(io_reason(&error))
            .context(format!("cannot read CA bundle {}", path.display()))
    })?;
    CertificateDer::pem_slice_iter(&bytes)
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|_| no_certificate(path))
}

fn no_certificate(path: &Path) -> Error {
    Error::failed(format!(
        "CA bundle {} has no certificate in PEM form",
        path.display()
    ))
    .hint("it should have a line -----BEGIN CERTIFICATE-----")
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
                    "check the host in --endpoint-url",
                )
            }
            other => {
                return Some(Trouble {
                    reason: format!("its certificate is not valid: {other}"),
                    hint: None,
                    is_distrust: true,
                });
            }
        },
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => (
            "it does not speak TLS",
            "check --endpoint-url: https or http",
        ),
        other => {
            return Some(Trouble {
                reason: format!("TLS: {other}"),
                hint: None,
                is_distrust: false,
            });
        }
    };
    Some(Trouble {
        reason: reason.to_owned(),
        hint: Some(hint),
        is_distrust: matches!(error, rustls::Error::InvalidCertificate(_)),
    })
}
