//! AWS Signature Version 4, from the verifier's side.
//!
//! Written from "Create a signed AWS API request" in the IAM User Guide, and
//! sharing no code with any client.

use ring::{digest, hmac};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

use crate::decision::Refusal;
use crate::http::HttpRequest;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// Where IAM is, for all regions of its partition.
const IAM_REGION: &str = "us-east-1";
const TERMINATOR: &str = "aws4_request";
const TOLERANCE: Duration = Duration::minutes(5);

const AMZ_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]T[hour][minute][second]Z");

/// What the headers of a request say about its signature.
#[derive(Debug)]
pub(crate) struct Signature {
    pub(crate) access_key_id: String,
    amz_date: String,
    pub(crate) region: String,
    pub(crate) service: String,
    scope_date: String,
    signature: String,
    signed_headers: Vec<String>,
    terminator: String,
    time: OffsetDateTime,
}

impl Signature {
    /// Reads the signature of a request; `None` when it carries none.
    pub(crate) fn parse(http: &HttpRequest) -> Result<Option<Signature>, Refusal> {
        if !http.headers.iter().any(|(name, _)| name == "authorization") {
            return Ok(None);
        }
        let header = http
            .header("authorization")
            .ok_or_else(|| incomplete("Authorization header must occur once."))?;
        let fields = header
            .strip_prefix(ALGORITHM)
            .filter(|fields| fields.starts_with(' '))
            .ok_or_else(|| incomplete("Unsupported algorithm in Authorization header."))?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for field in fields.split(',') {
            let (name, value) = field.trim().split_once('=').unwrap_or_default();
            let slot = match name {
                "Credential" => &mut credential,
                "SignedHeaders" => &mut signed_headers,
                "Signature" => &mut signature,
                _ => return Err(incomplete("Unknown field in Authorization header.")),
            };
            if slot.replace(value).is_some() {
                return Err(incomplete("A field of Authorization header occurs twice."));
            }
        }
        let missing = |name| {
            let text = format!("Authorization header requires '{name}' parameter.");
            incomplete(&text)
        };
        let credential = credential.ok_or_else(|| missing("Credential"))?;
        let signed_headers = signed_headers.ok_or_else(|| missing("SignedHeaders"))?;
        let signature = signature.ok_or_else(|| missing("Signature"))?;
        let scope: Vec<&str> = credential.split('/').collect();
        let [access_key_id, scope_date, region, service, terminator] = scope[..] else {
            return Err(incomplete(
                "Credential must have exactly 5 slash-delimited elements.",
            ));
        };
        let amz_date = http.header("x-amz-date").ok_or_else(|| {
            incomplete("Authorization header requires existence of a 'X-Amz-Date' header.")
        })?;
        let time = PrimitiveDateTime::parse(amz_date, AMZ_DATE)
            .map_err(|_| incomplete("Date must be in ISO-8601 'basic format'."))?;
        Ok(Some(Signature {
            access_key_id: access_key_id.to_owned(),
            amz_date: amz_date.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
            scope_date: scope_date.to_owned(),
            signature: signature.to_owned(),
            signed_headers: signed_headers.split(';').map(str::to_owned).collect(),
            terminator: terminator.to_owned(),
            time: time.assume_utc(),
        }))
    }

    /// Checks that the owner of this secret signed exactly this request, now,
    /// for this service.
    pub(crate) fn verify(
        &self,
        http: &HttpRequest,
        service: &str,
        secret_access_key: &str,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        self.check_scope(service)?;
        self.check_time(now)?;
        self.check_headers(http)?;
        let payload = hex(digest::digest(&digest::SHA256, &http.body).as_ref());
        let claimed = http
            .headers
            .iter()
            .filter(|(name, _)| name == "x-amz-content-sha256");
        if claimed
            .into_iter()
            .any(|(_, value)| value.trim() != payload)
        {
            let text =
                "The provided 'x-amz-content-sha256' header does not match what was computed.";
            return Err(mismatch(text));
        }
        if self.compute(http, secret_access_key, &payload) != self.signature {
            return Err(mismatch(
                "The request signature we calculated does not match the signature you provided. \
                 Check your AWS Secret Access Key and signing method. \
                 Consult the service documentation for details.",
            ));
        }
        Ok(())
    }

    fn check_scope(&self, service: &str) -> Result<(), Refusal> {
        let of_region =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if self.region.is_empty() || !self.region.bytes().all(of_region) {
            return Err(mismatch("Credential should be scoped to a valid region."));
        }
        if self.service != service {
            let text = format!("Credential should be scoped to correct service: '{service}'. ");
            return Err(mismatch(&text));
        }
        if service == "iam" && self.region != IAM_REGION {
            let text = format!(
                "Credential should be scoped to a valid region, not '{}'. ",
                self.region
            );
            return Err(mismatch(&text));
        }
        if self.terminator != TERMINATOR {
            return Err(mismatch(&format!(
                "Credential should be scoped with a valid terminator: '{TERMINATOR}', not '{}'.",
                self.terminator
            )));
        }
        let day = &self.amz_date[..8];
        if self.scope_date != day {
            return Err(mismatch(&format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date \
                 from HTTP: '{}' != '{day}', from '{}'.",
                self.scope_date, self.amz_date
            )));
        }
        Ok(())
    }

    fn check_time(&self, now: OffsetDateTime) -> Result<(), Refusal> {
        let (earliest, latest) = (now - TOLERANCE, now + TOLERANCE);
        let minutes = TOLERANCE.whole_minutes();
        let (sent, now) = (&self.amz_date, amz_date(now));
        if self.time < earliest {
            let earliest = amz_date(earliest);
            return Err(mismatch(&format!(
                "Signature expired: {sent} is now earlier than {earliest} ({now} - {minutes} min.)"
            )));
        }
        if self.time > latest {
            let latest = amz_date(latest);
            return Err(mismatch(&format!(
                "Signature not yet current: {sent} is still later than {latest} \
                 ({now} + {minutes} min.)"
            )));
        }
        Ok(())
    }

    fn check_headers(&self, http: &HttpRequest) -> Result<(), Refusal> {
        if !self.signed_headers.is_sorted_by(|one, next| one < next) {
            return Err(mismatch(
                "'SignedHeaders' must be sorted, and name none twice.",
            ));
        }
        let signed = |name: &str| self.signed_headers.iter().any(|known| known == name);
        let sent = http.headers.iter().map(|(name, _)| name.as_str());
        let must = sent
            .filter(|name| name.starts_with("x-amz-"))
            .chain(["host", "x-amz-date"])
            .find(|name| !signed(name));
        match must {
            None => Ok(()),
            Some(name) => Err(mismatch(&format!(
                "'{name}' must be a 'SignedHeader' in the AWS Authorization."
            ))),
        }
    }

    fn compute(&self, http: &HttpRequest, secret_access_key: &str, payload: &str) -> String {
        let request = canonical_request(http, &self.signed_headers, payload);
        let request = hex(digest::digest(&digest::SHA256, request.as_bytes()).as_ref());
        let scope = [
            &self.scope_date,
            &self.region,
            &self.service,
            &self.terminator,
        ];
        let text = format!(
            "{ALGORITHM}\n{}\n{}/{}/{}/{}\n{request}",
            self.amz_date, scope[0], scope[1], scope[2], scope[3]
        );
        let secret = format!("AWS4{secret_access_key}");
        let key = scope.into_iter().fold(secret.into_bytes(), |key, part| {
            hmac_sha256(&key, part.as_bytes())
        });
        hex(&hmac_sha256(&key, text.as_bytes()))
    }
}

fn canonical_request(http: &HttpRequest, signed_headers: &[String], payload: &str) -> String {
    // The one path that is signed has nothing in it to normalize or encode.
    let (path, query) = http.target.split_once('?').unwrap_or((&http.target, ""));
    let mut pairs: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<_> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let mut headers = String::new();
    for name in signed_headers {
        let values: Vec<String> = http
            .headers
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        headers += &format!("{name}:{}\n", values.join(","));
    }
    format!(
        "{}\n{path}\n{}\n{headers}\n{}\n{payload}",
        http.method,
        pairs.join("&"),
        signed_headers.join(";")
    )
}

fn hmac_sha256(key: &[u8], data: &[u8]) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, data).as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn amz_date(time: OffsetDateTime) -> String {
    time.format(AMZ_DATE).expect("a time has all these parts")
}

fn incomplete(message: &str) -> Refusal {
    Refusal::new(400, "IncompleteSignature", message)
}

fn mismatch(message: &str) -> Refusal {
    Refusal::new(403, "SignatureDoesNotMatch", message)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::http::read_request;

    /// Returns the signature that this request's header should have.
    pub(crate) fn signature_of(request: &str, secret_access_key: &str) -> String {
        let mut stream = Cursor::new(request.as_bytes().to_vec());
        let http = read_request(&mut stream, &mut Vec::new()).expect("a whole request");
        let signature = Signature::parse(&http).unwrap().expect("a signature");
        let payload = hex(digest::digest(&digest::SHA256, &http.body).as_ref());
        signature.compute(&http, secret_access_key, &payload)
    }

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    #[test]
    fn the_signature_is_that_of_the_general_reference() {
        let request = "GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\r\n\
            Host: iam.amazonaws.com\r\n\
            Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n\
            X-Amz-Date: 20150830T123600Z\r\n\
            Authorization: AWS4-HMAC-SHA256 \
            Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
            SignedHeaders=content-type;host;x-amz-date, Signature=0\r\n\r\n";
        assert_eq!(
            signature_of(request, SECRET),
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        );
    }

    #[test]
    fn the_signature_of_a_form_is_that_of_the_test_suite() {
        let request = "POST / HTTP/1.1\r\n\
            Host:example.amazonaws.com\r\n\
            Content-Type:application/x-www-form-urlencoded\r\n\
            Content-Length:13\r\n\
            X-Amz-Date:20150830T123600Z\r\n\
            Authorization: AWS4-HMAC-SHA256 \
            Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
            SignedHeaders=content-type;host;x-amz-date, Signature=0\r\n\r\n\
            Param1=value1";
        assert_eq!(
            signature_of(request, SECRET),
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
        );
    }
}
