//! A certificate authority made for one server, and that server's certificate.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::service::Service;

/// How a server speaks TLS, and whom its clients must trust for it.
pub(crate) struct Tls {
    pub(crate) ca_pem: String,
    pub(crate) config: Arc<ServerConfig>,
}

/// Makes an authority and a certificate for `localhost`, `127.0.0.1` and the
/// services' own hosts.
pub(crate) fn generate() -> Tls {
    // The names and key usages are fixed, so nothing here depends on input.
    const HOLDS: &str = "fixed parameters are valid";

    let mut authority = CertificateParams::default();
    authority
        .distinguished_name
        .push(DnType::CommonName, "local-aws authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::CrlSign, KeyUsagePurpose::KeyCertSign];
    let authority_key = KeyPair::generate().expect(HOLDS);
    let ca_pem = authority.self_signed(&authority_key).expect(HOLDS).pem();
    let issuer = Issuer::new(authority, authority_key);

    let names = ["localhost", "127.0.0.1"].into_iter();
    let names = names.chain(Service::hosts());
    let names: Vec<String> = names.map(String::from).collect();
    let mut server = CertificateParams::new(names).expect(HOLDS);
    server
        .distinguished_name
        .push(DnType::CommonName, "localhost");
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // Python's VERIFY_X509_STRICT refuses a certificate without it.
    server.use_authority_key_identifier_extension = true;
    let server_key = KeyPair::generate().expect(HOLDS);
    let certificate = server.signed_by(&server_key, &issuer).expect(HOLDS);

    let private_key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(server_key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect(HOLDS)
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private_key)
        .expect(HOLDS);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Tls {
        ca_pem,
        config: Arc::new(config),
    }
}
