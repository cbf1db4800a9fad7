//! Connections: kept, crowded, dropped and encrypted.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::client::{Call, connect, receive};
use super::{PLAIN, assume, whoami, with_plain_role};
use crate::{Fault, LocalAws};

#[test]
fn a_connection_serves_many_requests() {
    let (aws, ana) = with_plain_role();
    let request = Call::new(&aws, &ana, "GetCallerIdentity").render();
    let mut stream = connect(&aws);
    stream.write_all(request.repeat(3).as_bytes()).unwrap();
    for _ in 0..3 {
        assert_eq!(receive(&mut stream).status, 200);
    }
    let patient = request.replacen("Host", "Expect: 100-continue\r\nHost", 1);
    let (head, body) = patient.split_once("\r\n\r\n").unwrap();
    write!(stream, "{head}\r\n\r\n").unwrap();
    assert_eq!(receive(&mut stream).status, 100);
    stream.write_all(body.as_bytes()).unwrap();
    assert_eq!(receive(&mut stream).status, 200);
    assert_eq!((aws.connections(), aws.calls("GetCallerIdentity")), (1, 4));

    write!(stream, "GET /_calls HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(receive(&mut stream).body, "{\"GetCallerIdentity\":4}\n");
    write!(
        stream,
        "POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n"
    )
    .unwrap();
    assert_eq!(receive(&mut stream).status, 413);
}

#[test]
fn a_crowd_is_served_at_once() {
    let (aws, ana) = with_plain_role();
    aws.set_delay(Duration::from_millis(300));
    let request = assume(&aws, &ana, PLAIN).render();
    let start = Instant::now();
    let mut streams: Vec<_> = (0..250).map(|_| connect(&aws)).collect();
    for stream in &mut streams {
        stream.write_all(request.as_bytes()).unwrap();
    }
    for stream in &mut streams {
        assert_eq!(receive(stream).status, 200);
    }
    let took = start.elapsed();
    assert!(
        took >= Duration::from_millis(300) && took < Duration::from_secs(10),
        "{took:?}"
    );
    assert_eq!((aws.connections(), aws.calls("AssumeRole")), (250, 250));
}

#[test]
fn a_server_that_is_dropped_is_gone() {
    let (aws, ana) = with_plain_role();
    aws.set_fault(Some(Fault::Hang));
    let mut stream = connect(&aws);
    let request = Call::new(&aws, &ana, "GetCallerIdentity").render();
    stream.write_all(request.as_bytes()).unwrap();
    let port: u16 = aws.url().rsplit(':').next().unwrap().parse().unwrap();
    let start = Instant::now();
    drop(aws);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert!(matches!(stream.read(&mut [0]), Ok(0) | Err(_)));
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    let again = LocalAws::start_on(port, false);
    assert_eq!(whoami(&again, &ana).text("Code"), "InvalidClientTokenId");
}

#[test]
fn tls_is_trusted_through_the_servers_own_authority() {
    let aws = LocalAws::start_tls();
    let ana = aws.user("ana");
    let mut roots = RootCertStore::empty();
    let ca = CertificateDer::from_pem_slice(aws.ca_pem().as_bytes()).unwrap();
    roots.add(ca).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let config = Arc::new(config);
    for name in ["localhost", "127.0.0.1"] {
        let name = name.try_into().unwrap();
        let session = ClientConnection::new(Arc::clone(&config), name).unwrap();
        let mut stream = StreamOwned::new(session, connect(&aws));
        let request = Call::new(&aws, &ana, "GetCallerIdentity").render();
        stream.write_all(request.as_bytes()).unwrap();
        assert_eq!(receive(&mut stream).status, 200);
    }
}
