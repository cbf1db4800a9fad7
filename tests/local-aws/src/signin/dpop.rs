//! Demonstrating Proof of Possession (RFC 9449), and the keys it is done with.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Map, Value};
use time::{Duration, OffsetDateTime};

use super::invalid;
use crate::decision::Refusal;
use crate::jwt::{self, Jwt};

const TOLERANCE: Duration = Duration::minutes(5);

/// RFC 5915: `ECPrivateKey` of version 1, up to the 32 bytes of the key.
const BEFORE_KEY: [u8; 7] = [0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20];
/// The curve P-256, and the tags of the 65 bytes of the point.
const BEFORE_POINT: [u8; 17] = [
    0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0xa1, 0x44, 0x03, 0x42,
    0x00,
];
/// Where the 32 bytes are in a key that ring has generated: its PKCS #8 is of
/// one length.
const KEY_AT: usize = 36;

/// A private key of P-256.
pub(super) struct PrivateKey {
    key: Vec<u8>,
    point: Vec<u8>,
}

/// What a proof proves.
pub(super) struct Proof {
    pub(super) id: String,
    /// The uncompressed point of whoever made it.
    pub(super) point: Vec<u8>,
}

impl PrivateKey {
    pub(super) fn generate() -> PrivateKey {
        const HOLDS: &str = "the system has random bytes";
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect(HOLDS);
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect(HOLDS);
        PrivateKey {
            key: document.as_ref()[KEY_AT..KEY_AT + 32].to_vec(),
            point: pair.public_key().as_ref().to_vec(),
        }
    }

    pub(super) fn point(&self) -> &[u8] {
        &self.point
    }

    /// Renders the key as `aws login` keeps it.
    pub(super) fn pem(&self) -> String {
        let der = [&BEFORE_KEY[..], &self.key, &BEFORE_POINT, &self.point].concat();
        let text = BASE64_STANDARD.encode(der);
        let mut pem = String::from("-----BEGIN EC PRIVATE KEY-----\n");
        for (index, character) in text.chars().enumerate() {
            if index > 0 && index % 64 == 0 {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem + "\n-----END EC PRIVATE KEY-----\n"
    }
}

/// Checks that a proof was made now, for this request, by the key in it.
pub(super) fn verify(proof: &str, url: &str, now: OffsetDateTime) -> Result<Proof, Refusal> {
    let wrong = |what: &str| invalid(&format!("The DPoP proof has {what}"));
    let jwt = Jwt::parse(proof).ok_or_else(|| wrong("not the form of a JWT"))?;
    let of_header = |name: &str| jwt.header.get(name).and_then(Value::as_str);
    if of_header("typ") != Some("dpop+jwt") || of_header("alg") != Some("ES256") {
        return Err(wrong("the wrong type or algorithm"));
    }
    let point = jwt
        .header
        .get("jwk")
        .and_then(Value::as_object)
        .and_then(point)
        .ok_or_else(|| wrong("no public key of P-256"))?;
    if !jwt.is_by_point(&point) {
        return Err(wrong("a wrong signature"));
    }
    if jwt.text("htm") != Some("POST") {
        return Err(wrong("another method"));
    }
    if jwt.text("htu") != Some(url) {
        return Err(wrong("another URL"));
    }
    let made = jwt.seconds("iat").unwrap_or_default();
    let age = now.unix_timestamp().abs_diff(made);
    if age > TOLERANCE.whole_seconds().unsigned_abs() {
        return Err(wrong("another time"));
    }
    let id = jwt.text("jti").filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| wrong("no identifier"))?.to_owned();
    Ok(Proof { id, point })
}

// A key that brings its private part along is no public key.
fn point(key: &Map<String, Value>) -> Option<Vec<u8>> {
    let text = |name: &str| key.get(name).and_then(Value::as_str);
    if text("kty") != Some("EC") || text("crv") != Some("P-256") || key.contains_key("d") {
        return None;
    }
    let (x, y) = (jwt::decode(text("x")?)?, jwt::decode(text("y")?)?);
    (x.len() == 32 && y.len() == 32).then(|| [&[4], &x[..], &y[..]].concat())
}
