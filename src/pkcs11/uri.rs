//! The PKCS #11 URI scheme (RFC 7512): which token, and what on it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;

/// What every one begins with.
pub const SCHEME: &str = "pkcs11:";

/// What needs no percent sign in the path of one (RFC 7512, 2.3).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a token, its slot or its module can be told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// The module's own description.
    LibraryDescription,
    /// Who made the module.
    LibraryManufacturer,
    /// The module's version: `MAJOR.MINOR`.
    LibraryVersion,
    /// Who made the token.
    Manufacturer,
    /// The token's model.
    Model,
    /// The token's serial number.
    Serial,
    /// The slot's description.
    SlotDescription,
    /// The slot's number.
    SlotId,
    /// Who made the slot.
    SlotManufacturer,
    /// The token's label.
    Token,
}

impl Field {
    const ALL: [(&'static str, Field); 10] = [
        ("library-description", Field::LibraryDescription),
        ("library-manufacturer", Field::LibraryManufacturer),
        ("library-version", Field::LibraryVersion),
        ("manufacturer", Field::Manufacturer),
        ("model", Field::Model),
        ("serial", Field::Serial),
        ("slot-description", Field::SlotDescription),
        ("slot-id", Field::SlotId),
        ("slot-manufacturer", Field::SlotManufacturer),
        ("token", Field::Token),
    ];

    /// Its name in a URI.
    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, field)| *field == self);
        named.map_or("", |(name, _)| name)
    }
}

/// What has to be true of a token, all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenMatch(pub Vec<(Field, String)>);

impl TokenMatch {
    /// Demands more; `Err` when something else was demanded of the same field.
    ///
    /// # Errors
    ///
    /// The field.
    pub fn and(&mut self, field: Field, value: String) -> Result<(), Field> {
        match self.0.iter().find(|(known, _)| *known == field) {
            Some((_, known)) if *known == value => Ok(()),
            Some(_) => Err(field),
            None => {
                self.0.push((field, value));
                self.0.sort();
                Ok(())
            }
        }
    }
}

/// What has to be true of a key or a certificate, all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectMatch {
    /// `CKA_LABEL`
    pub label: Option<String>,
    /// `CKA_ID`
    pub id: Option<Vec<u8>>,
}

impl ObjectMatch {
    /// Whether it demands nothing.
    pub fn is_empty(&self) -> bool {
        self.label.is_none() && self.id.is_none()
    }
}

/// The kind of object that a URI speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `type=cert`
    Certificate,
    /// `type=private`
    PrivateKey,
}

/// A URI, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uri {
    /// Which token.
    pub token: TokenMatch,
    /// What on it.
    pub object: ObjectMatch,
    /// Of which kind, where it says.
    pub kind: Option<Kind>,
    /// `module-path`
    pub module_path: Option<PathBuf>,
    /// The file that `pin-source` names.
    pub pin_file: Option<PathBuf>,
}

impl Uri {
    /// Takes a URI apart.
    ///
    /// What it names has to be heeded, or another key might be used: so an
    /// attribute that is not known is refused, a vendor's own included.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop and without any value: there may be
    /// a PIN among them.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest = text
            .strip_prefix(SCHEME)
            .ok_or("expected a URI that begins with pkcs11:")?;
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut uri = Self::default();
        let mut seen = Vec::new();
        let attributes = path.split(';').map(|attribute| (attribute, false));
        let queries = query.split('&').map(|attribute| (attribute, true));
        for (attribute, in_query) in attributes.chain(queries) {
            if attribute.is_empty() {
                continue;
            }
            let Some((name, value)) = attribute.split_once('=') else {
                return Err("expected NAME=VALUE between the semicolons".into());
            };
            let name = printable_name(name)?;
            if seen.contains(&(name, in_query)) {
                return Err(format!("{name} is given twice"));
            }
            seen.push((name, in_query));
            let value = decode(value).ok_or_else(|| {
                format!("{name} has a percent sign without two hexadecimal digits behind it")
            })?;
            match in_query {
                false => uri.attribute(name, value)?,
                true => uri.query(name, value)?,
            }
        }
        Ok(uri)
    }

    fn attribute(&mut self, name: &str, value: Vec<u8>) -> Result<(), String> {
        if name == "id" {
            self.object.id = Some(value);
            return Ok(());
        }
        let value = text(name, value)?;
        match (name, value.as_str()) {
            ("object", _) => self.object.label = Some(value),
            ("type", "cert") => self.kind = Some(Kind::Certificate),
            ("type", "private") => self.kind = Some(Kind::PrivateKey),
            ("type", _) => return Err("type is neither private nor cert".into()),
            _ => {
                let known = Field::ALL.iter().find(|(known, _)| *known == name);
                let (_, field) = known.ok_or_else(|| unknown(name))?;
                if *field == Field::SlotId && value.parse::<u64>().is_err() {
                    return Err("slot-id is not a number".into());
                }
                self.token
                    .and(*field, value)
                    .map_err(|field| format!("{} is given twice", field.name()))?;
            }
        }
        Ok(())
    }

    fn query(&mut self, name: &str, value: Vec<u8>) -> Result<(), String> {
        match name {
            "module-path" => self.module_path = Some(text(name, value)?.into()),
            "module-name" => {
                return Err(
                    "module-name does not say where the module is: give module-path".into(),
                );
            }
            "pin-source" => {
                let source = text(name, value)?;
                let path = match source.split_once(':') {
                    Some(("file", path)) => path.strip_prefix("//").unwrap_or(path),
                    _ if source.starts_with('|') => {
                        return Err("pin-source is a program: give it with --pin-cmd".into());
                    }
                    _ => &source,
                };
                if !path.starts_with('/') {
                    return Err("pin-source is not file:/PATH".into());
                }
                self.pin_file = Some(path.into());
            }
            "pin-value" => {
                return Err(
                    "pin-value shows the PIN to everybody on this machine: give pin-source".into(),
                );
            }
            _ => return Err(unknown(name)),
        }
        Ok(())
    }
}

impl fmt::Display for Uri {
    /// What it selects, always in the same form; not the module, not the PIN.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = |bytes: &[u8]| percent_encode(bytes, PLAIN).to_string();
        let mut parts: Vec<String> = Vec::new();
        for (field, value) in &self.token.0 {
            parts.push(format!("{}={}", field.name(), encoded(value.as_bytes())));
        }
        if let Some(label) = &self.object.label {
            parts.push(format!("object={}", encoded(label.as_bytes())));
        }
        if let Some(id) = &self.object.id {
            let bytes = id.iter().map(|byte| format!("%{byte:02X}"));
            parts.push(format!("id={}", bytes.collect::<String>()));
        }
        match self.kind {
            Some(Kind::Certificate) => parts.push("type=cert".into()),
            Some(Kind::PrivateKey) => parts.push("type=private".into()),
            None => {}
        }
        write!(f, "{SCHEME}{}", parts.join(";"))
    }
}

/// A name that can be repeated to a person.
fn printable_name(name: &str) -> Result<&str, String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    match !name.is_empty() && name.len() <= 40 && name.bytes().all(plain) {
        true => Ok(name),
        false => Err("a name before an equals sign is not one".into()),
    }
}

fn unknown(name: &str) -> String {
    format!("{name} is not known")
}

fn text(name: &str, value: Vec<u8>) -> Result<String, String> {
    String::from_utf8(value).map_err(|_| format!("{name} is not UTF-8"))
}

/// The bytes of a value; `None` where a percent sign means nothing.
fn decode(value: &str) -> Option<Vec<u8>> {
    let bytes = value.as_bytes();
    let whole = bytes.iter().enumerate().all(|(at, byte)| {
        let hexadecimal = |at| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        *byte != b'%' || (hexadecimal(at + 1) && hexadecimal(at + 2))
    });
    whole.then(|| percent_decode_str(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_uri_names_a_token_an_object_and_where_the_pin_is() {
        let uri = Uri::parse(
            "pkcs11:token=The%20Software%20PKCS%2311%20token;serial=DECC0401648;object=my-key;\
             id=%69%95%3E%5C;slot-id=0;type=private\
             ?module-path=/usr/lib/x.so&pin-source=file:/etc/token_pin",
        )
        .unwrap();
        assert_eq!(
            uri.token.0,
            [
                (Field::Serial, "DECC0401648".to_owned()),
                (Field::SlotId, "0".to_owned()),
                (Field::Token, "The Software PKCS#11 token".to_owned()),
            ]
        );
        assert_eq!(uri.object.label.as_deref(), Some("my-key"));
        assert_eq!(uri.object.id.as_deref(), Some(&b"\x69\x95\x3e\x5c"[..]));
        assert_eq!(uri.kind, Some(Kind::PrivateKey));
        assert_eq!(uri.module_path.as_deref(), Some("/usr/lib/x.so".as_ref()));
        assert_eq!(uri.pin_file.as_deref(), Some("/etc/token_pin".as_ref()));
        assert_eq!(
            uri.to_string(),
            "pkcs11:serial=DECC0401648;slot-id=0;token=The%20Software%20PKCS%2311%20token;\
             object=my-key;id=%69%95%3E%5C;type=private"
        );
    }

    #[test]
    fn a_uri_may_name_nothing() {
        assert_eq!(Uri::parse("pkcs11:"), Ok(Uri::default()));
        assert_eq!(Uri::parse("pkcs11:;?&"), Ok(Uri::default()));
    }

    #[test]
    fn what_cannot_be_heeded_is_refused_and_no_value_is_repeated() {
        for (text, reason) in [
            ("token=a", "expected a URI that begins with pkcs11:"),
            ("pkcs11:token", "expected NAME=VALUE between the semicolons"),
            ("pkcs11:token=a;token=b", "token is given twice"),
            ("pkcs11:tokn=a", "tokn is not known"),
            ("pkcs11:x-vendor=a", "x-vendor is not known"),
            ("pkcs11:pin-source=/a", "pin-source is not known"),
            ("pkcs11:?token=a", "token is not known"),
            (
                "pkcs11:a\u{1b}b=a",
                "a name before an equals sign is not one",
            ),
            ("pkcs11:slot-id=x", "slot-id is not a number"),
            ("pkcs11:type=public", "type is neither private nor cert"),
            ("pkcs11:token=%ff", "token is not UTF-8"),
            (
                "pkcs11:token=%4",
                "token has a percent sign without two hexadecimal digits behind it",
            ),
            (
                "pkcs11:?pin-value=s3cret",
                "pin-value shows the PIN to everybody on this machine: give pin-source",
            ),
            (
                "pkcs11:?pin-source=%7Ccat%20x",
                "pin-source is a program: give it with --pin-cmd",
            ),
            (
                "pkcs11:?pin-source=file:pin",
                "pin-source is not file:/PATH",
            ),
            (
                "pkcs11:?module-name=softhsm2",
                "module-name does not say where the module is: give module-path",
            ),
        ] {
            assert_eq!(Uri::parse(text).unwrap_err(), reason, "{text}");
        }
    }

    #[test]
    fn a_file_of_a_pin_is_named_in_three_ways() {
        for source in ["file:/a/pin", "file:///a/pin", "/a/pin"] {
            let uri = Uri::parse(&format!("pkcs11:?pin-source={source}")).unwrap();
            assert_eq!(uri.pin_file.as_deref(), Some("/a/pin".as_ref()), "{source}");
        }
    }

    #[test]
    fn demands_add_up_and_must_not_contradict() {
        let mut token = TokenMatch::default();
        assert_eq!(token.and(Field::Token, "a".into()), Ok(()));
        assert_eq!(token.and(Field::Token, "a".into()), Ok(()));
        assert_eq!(token.and(Field::Token, "b".into()), Err(Field::Token));
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(
            label in ".*",
            token in ".*",
            id in proptest::collection::vec(any::<u8>(), 0..40),
        ) {
            let uri = Uri {
                token: TokenMatch(vec![(Field::Token, token)]),
                object: ObjectMatch { label: Some(label), id: Some(id) },
                kind: Some(Kind::Certificate),
                ..Uri::default()
            };
            prop_assert_eq!(Uri::parse(&uri.to_string()), Ok(uri));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = Uri::parse(&text);
            let _ = Uri::parse(&format!("pkcs11:{text}"));
        }
    }
}
