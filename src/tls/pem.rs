//! Texts between BEGIN and END (RFC 7468), and what else stands in a file that
//! should have some.

use zeroize::Zeroizing;

/// One text of a file.
pub struct Section {
    /// What it says that it is: `CERTIFICATE`.
    pub label: String,
    /// What it is.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Whether it is encrypted in the way of OpenSSL before PKCS #8.
    pub is_encrypted: bool,
}

/// Finds all texts of a file, whatever else is in it.
///
/// # Errors
///
/// Why there are none, or what is wrong with one: a sentence about "it".
pub fn sections(bytes: &[u8]) -> Result<Vec<Section>, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("it is empty".into());
    }
    let mut found = Vec::new();
    let mut open: Option<Section> = None;
    let mut base64 = Zeroizing::new(Vec::with_capacity(bytes.len()));
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        if let Some(label) = between(line, b"-----BEGIN ") {
            if let Some(torn) = open {
                return Err(no_end(&torn.label));
            }
            base64.clear();
            open = Some(Section {
                label,
                bytes: Zeroizing::default(),
                is_encrypted: false,
            });
        } else if let Some(label) = between(line, b"-----END ") {
            let Some(mut section) = open.take().filter(|section| section.label == label) else {
                return Err(format!("it has an end of {label} without its beginning"));
            };
            section.bytes = match section.is_encrypted {
                // Nothing that can be read.
                true => Zeroizing::default(),
                false => decode(&base64).ok_or_else(|| format!("its {label} is broken"))?,
            };
            found.push(section);
        } else if let Some(section) = &mut open {
            match line.contains(&b':') {
                true => section.is_encrypted |= line.starts_with(b"DEK-Info"),
                false => base64.extend_from_slice(line),
            }
        }
    }
    match open {
        Some(torn) => Err(no_end(&torn.label)),
        None if found.is_empty() => Err(match bytes.first() {
            Some(0x30) => "it is in binary form (DER), and PEM is needed".into(),
            _ => "there is nothing in PEM form in it".into(),
        }),
        None => Ok(found),
    }
}

/// What a file has, for a person: "2 CERTIFICATE, 1 PUBLIC KEY".
pub fn contents(sections: &[Section]) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for section in sections {
        match counted
            .iter_mut()
            .find(|(label, _)| *label == section.label)
        {
            Some((_, count)) => *count += 1,
            None => counted.push((&section.label, 1)),
        }
    }
    let counted = counted.iter().map(|(label, n)| format!("{n} {label}"));
    counted.collect::<Vec<_>>().join(", ")
}

fn no_end(label: &str) -> String {
    format!("its {label} has no end")
}

/// The label of such a line.
fn between(line: &[u8], before: &[u8]) -> Option<String> {
    let label = line.strip_prefix(before)?.strip_suffix(b"-----")?;
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b" .#-".contains(b);
    let label = std::str::from_utf8(label).ok()?;
    label.bytes().all(|b| plain(&b)).then(|| label.to_owned())
}

/// Base64 (RFC 4648, 4); `None` where it is broken.
fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let padding = text.iter().rev().take_while(|b| **b == b'=').count();
    let digits = &text[..text.len() - padding];
    if padding > 2 || !text.len().is_multiple_of(4) || digits.is_empty() {
        return None;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3));
    for group in digits.chunks(4) {
        let mut number = 0_u32;
        for digit in group {
            number = number << 6 | value(*digit)?;
        }
        let missing = 4 - group.len();
        number <<= 6 * missing;
        let [_, three @ ..] = number.to_be_bytes();
        bytes.extend_from_slice(three.get(..3 - missing)?);
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
        let sections = sections(text.as_bytes())?;
        let pairs = sections.into_iter();
        Ok(pairs.map(|s| (s.label, s.bytes.to_vec())).collect())
    }

    #[test]
    fn all_texts_are_found_whatever_stands_around_them() {
        let text = "Bag Attributes: x\n-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n\
                    -----END EC PARAMETERS-----\n\n-----BEGIN A-----\r\nYWJj\r\nZA==\r\n-----END A-----";
        let found = read(text).unwrap();
        assert_eq!(found[0].0, "EC PARAMETERS");
        assert_eq!(found[0].1, b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07");
        assert_eq!(found[1], ("A".to_owned(), b"abcd".to_vec()));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        for (text, reason) in [
            ("", "it is empty"),
            (" \n", "it is empty"),
            ("hello", "there is nothing in PEM form in it"),
            ("0\x02", "it is in binary form (DER), and PEM is needed"),
            ("-----BEGIN A-----\nYWJj\n", "its A has no end"),
            ("-----BEGIN A-----\n-----BEGIN B-----", "its A has no end"),
            (
                "-----END A-----",
                "it has an end of A without its beginning",
            ),
            ("-----BEGIN A-----\nYWJ\n-----END A-----", "its A is broken"),
            (
                "-----BEGIN A-----\nY?Jj\n-----END A-----",
                "its A is broken",
            ),
            ("-----BEGIN A-----\n-----END A-----", "its A is broken"),
        ] {
            assert_eq!(read(text).unwrap_err(), reason, "{text:?}");
        }
    }

    #[test]
    fn old_encryption_is_noticed() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\
                    DEK-Info: AES-256-CBC,AB\n\nYWJj\n-----END RSA PRIVATE KEY-----";
        assert!(sections(text.as_bytes()).unwrap()[0].is_encrypted);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = sections(&bytes);
            let framed = [b"-----BEGIN A-----\n", &bytes[..], b"\n-----END A-----"].concat();
            let _ = sections(&framed);
            let _ = decode(&bytes);
        }
    }
}
