//! As much of DER (ITU-T X.690) as keys, certificates and signatures need.

/// INTEGER
pub const INTEGER: u8 = 0x02;
/// BIT STRING
pub const BIT_STRING: u8 = 0x03;
/// OCTET STRING
pub const OCTET_STRING: u8 = 0x04;
/// NULL
pub const NULL: u8 = 0x05;
/// OBJECT IDENTIFIER
pub const OBJECT_IDENTIFIER: u8 = 0x06;
/// SEQUENCE
pub const SEQUENCE: u8 = 0x30;
/// `[0]`, constructed
pub const CONTEXT_0: u8 = 0xa0;

/// One element of a text in DER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// What it is.
    pub tag: u8,
    /// What is in it.
    pub content: &'a [u8],
    /// All of it.
    pub whole: &'a [u8],
}

/// Elements that follow each other.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads from the beginning.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether nothing follows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next element; `None` where there is none that is whole.
    pub fn element(&mut self) -> Option<Element<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            short @ ..=0x7f => (usize::from(short), rest),
            // Nothing that is read here has more than 16 MiB.
            long @ 0x81..=0x83 => {
                let (bytes, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
                let length = bytes.iter().fold(0, |sum, b| sum << 8 | usize::from(*b));
                (length, rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        let whole = &self.0[..self.0.len() - rest.len()];
        self.0 = rest;
        Some(Element {
            tag,
            content,
            whole,
        })
    }

    /// The next element, if it is of this kind.
    pub fn expect(&mut self, tag: u8) -> Option<Element<'a>> {
        let before = self.0;
        let element = self.element().filter(|element| element.tag == tag);
        if element.is_none() {
            self.0 = before;
        }
        element
    }
}

/// The only element of these bytes, if it is of this kind.
pub fn only(bytes: &[u8], tag: u8) -> Option<Element<'_>> {
    let mut reader = Reader::new(bytes);
    reader.expect(tag).filter(|_| reader.is_empty())
}

/// Puts an element together.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut bytes = vec![tag];
    let big_endian = length.to_be_bytes();
    let digits = trimmed(&big_endian);
    match u8::try_from(length) {
        Ok(short @ ..0x80) => bytes.push(short),
        _ => {
            bytes.push(0x80 | u8::try_from(digits.len()).unwrap_or(0));
            bytes.extend_from_slice(digits);
        }
    }
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// An INTEGER that is not negative, from its big-endian digits.
pub fn unsigned(digits: &[u8]) -> Vec<u8> {
    let digits = trimmed(digits);
    match digits.first() {
        None => element(INTEGER, &[&[0]]),
        // The first bit is the sign.
        Some(0x80..) => element(INTEGER, &[&[0], digits]),
        Some(_) => element(INTEGER, &[digits]),
    }
}

/// A BIT STRING of whole bytes.
pub fn bit_string(bytes: &[u8]) -> Vec<u8> {
    element(BIT_STRING, &[&[0], bytes])
}

/// What an ECDSA signature looks like to TLS (RFC 3279, 2.2.3), of what tokens
/// return: both numbers one after the other, in the same length.
pub fn ecdsa_signature(raw: &[u8]) -> Option<Vec<u8>> {
    if raw.is_empty() || !raw.len().is_multiple_of(2) {
        return None;
    }
    let (r, s) = raw.split_at(raw.len() / 2);
    Some(element(SEQUENCE, &[&unsigned(r), &unsigned(s)]))
}

/// The parts of a certificate (RFC 5280, 4.1) that brs looks at, whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// Who signed it.
    pub issuer: &'a [u8],
    /// Whose it is.
    pub subject: &'a [u8],
    /// The key (SubjectPublicKeyInfo).
    pub public_key: &'a [u8],
    /// The last moment at which it is valid, as it is written there.
    pub not_after: Element<'a>,
}

/// Takes a certificate apart; `None` when it is none.
pub fn certificate(bytes: &[u8]) -> Option<Certificate<'_>> {
    let signed = only(bytes, SEQUENCE)?;
    let body = Reader::new(signed.content).expect(SEQUENCE)?;
    let mut parts = Reader::new(body.content);
    let _version = parts.expect(CONTEXT_0);
    let _serial = parts.expect(INTEGER)?;
    let _algorithm = parts.expect(SEQUENCE)?;
    let issuer = parts.expect(SEQUENCE)?.whole;
    let mut validity = Reader::new(parts.expect(SEQUENCE)?.content);
    let _not_before = validity.element()?;
    let not_after = validity.element()?;
    let subject = parts.expect(SEQUENCE)?.whole;
    let public_key = parts.expect(SEQUENCE)?.whole;
    Some(Certificate {
        issuer,
        subject,
        public_key,
        not_after,
    })
}

/// Without leading zeros.
fn trimmed(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be_and_never_negative() {
        for (digits, bytes) in [
            (&[][..], &[2, 1, 0][..]),
            (&[0, 0], &[2, 1, 0]),
            (&[0, 0x7f], &[2, 1, 0x7f]),
            (&[0x80], &[2, 2, 0, 0x80]),
            (&[0, 1, 2], &[2, 2, 1, 2]),
        ] {
            assert_eq!(unsigned(digits), bytes, "{digits:?}");
        }
    }

    #[test]
    fn a_signature_has_two_halves() {
        assert_eq!(
            ecdsa_signature(&[0, 1, 0xff, 0xfe]),
            Some(vec![0x30, 8, 2, 1, 1, 2, 3, 0, 0xff, 0xfe])
        );
        assert_eq!(ecdsa_signature(&[1, 2, 3]), None);
        assert_eq!(ecdsa_signature(&[]), None);
    }

    #[test]
    fn what_is_torn_is_no_element() {
        let whole = element(SEQUENCE, &[&unsigned(&[1]), &[0; 300]]);
        assert_eq!(only(&whole, SEQUENCE).unwrap().content.len(), 303);
        assert_eq!(only(&whole, OCTET_STRING), None);
        for end in 0..whole.len() {
            assert_eq!(only(&whole[..end], SEQUENCE), None, "{end}");
        }
        // A length without an end is not DER.
        assert_eq!(Reader::new(&[0x30, 0x80, 0, 0]).element(), None);
    }

    proptest! {
        #[test]
        fn what_was_put_together_reads_back(
            tag in any::<u8>(),
            content in proptest::collection::vec(any::<u8>(), 0..70_000),
        ) {
            let bytes = element(tag, &[&content]);
            let read = only(&bytes, tag).unwrap();
            prop_assert_eq!(read.content, &content);
            prop_assert_eq!(read.whole, &bytes);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..50)) {
            let mut reader = Reader::new(&bytes);
            while reader.element().is_some() {}
        }
    }
}
