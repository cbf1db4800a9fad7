//! JSON Web Tokens in their compact form (RFC 7515 and RFC 7519).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::{hmac, signature};
use serde_json::{Map, Value, json};

/// A token whose form is sound; nothing is known of its signature yet.
pub(crate) struct Jwt<'a> {
    pub(crate) claims: Map<String, Value>,
    pub(crate) header: Map<String, Value>,
    signature: Vec<u8>,
    signed: &'a str,
}

impl Jwt<'_> {
    /// Takes a token apart; white space is as wrong in it as anything else.
    pub(crate) fn parse(token: &str) -> Option<Jwt<'_>> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let object = |part: &str| match serde_json::from_slice(&decode(part)?) {
            Ok(Value::Object(object)) => Some(object),
            _ => None,
        };
        Some(Jwt {
            claims: object(claims)?,
            header: object(header)?,
            signature: decode(signature)?,
            signed,
        })
    }

    /// Returns a claim that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }

    /// Returns a claim that is a time, in whole seconds since 1970.
    pub(crate) fn seconds(&self, name: &str) -> Option<i64> {
        self.claims.get(name)?.as_i64()
    }

    /// Returns whether the owner of this secret made the token (HS256).
    pub(crate) fn is_by_secret(&self, secret: &hmac::Key) -> bool {
        let algorithm = self.header.get("alg").and_then(Value::as_str);
        algorithm == Some("HS256")
            && hmac::verify(secret, self.signed.as_bytes(), &self.signature).is_ok()
    }

    /// Returns whether the owner of this point of P-256 made it (ES256).
    pub(crate) fn is_by_point(&self, point: &[u8]) -> bool {
        let algorithm = self.header.get("alg").and_then(Value::as_str);
        let key = signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point);
        algorithm == Some("ES256") && key.verify(self.signed.as_bytes(), &self.signature).is_ok()
    }
}

/// Makes a token with a secret (HS256).
pub(crate) fn mint(secret: &hmac::Key, claims: &Value) -> String {
    mint_with(&json!({"alg": "HS256", "typ": "JWT"}), claims, |signed| {
        hmac::sign(secret, signed).as_ref().to_vec()
    })
}

/// Makes a token of a header, claims and what signs them.
pub(crate) fn mint_with(
    header: &Value,
    claims: &Value,
    sign: impl FnOnce(&[u8]) -> Vec<u8>,
) -> String {
    let encode_json = |value: &Value| encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", encode_json(header), encode_json(claims));
    let signature = encode(&sign(signed.as_bytes()));
    signed + "." + &signature
}

/// Decodes base 64 as tokens have it; `None` when it is not that.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

/// Encodes in base 64 as tokens have it.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_that_of_rfc_7515() {
        // Appendix A.1.
        let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\
            .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
            cGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
            .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let secret = decode(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        );
        let secret = hmac::Key::new(hmac::HMAC_SHA256, &secret.unwrap());
        let jwt = Jwt::parse(token).unwrap();
        assert!(jwt.is_by_secret(&secret));
        assert_eq!(
            (jwt.text("iss"), jwt.seconds("exp")),
            (Some("joe"), Some(1300819380))
        );
        let other = hmac::Key::new(hmac::HMAC_SHA256, b"another");
        assert!(!jwt.is_by_secret(&other));
        for broken in [
            format!("{token}\n"),
            token.replacen('.', "", 1),
            token.replace("dBj", "d j"),
        ] {
            assert!(Jwt::parse(&broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_point_verifies_the_token_of_rfc_7515() {
        // Appendix A.3.
        let token = "eyJhbGciOiJFUzI1NiJ9\
            .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
            cGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
            .DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA\
            pmWQxfKTUJqPP3-Kg6NU1Q";
        let mut point = vec![4];
        point.extend(decode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU").unwrap());
        point.extend(decode("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0").unwrap());
        assert!(Jwt::parse(token).unwrap().is_by_point(&point));
        point.swap(1, 2);
        assert!(!Jwt::parse(token).unwrap().is_by_point(&point));
    }
}
