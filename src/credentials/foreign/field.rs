//! A value of a document that somebody else has written.

use crate::secret::Secret;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::fmt;

/// A value, of which only what may be wanted is kept.
#[derive(Default)]
pub enum Field {
    #[default]
    Absent,
    Number(i64),
    /// A number with a fraction, which is left away.
    Fraction(i64),
    Text(Secret),
    Object(Box<Fields>),
    /// What it is instead.
    Other(&'static str),
}

/// All keys that any of the documents has; others are nobody's business.
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
pub struct Fields {
    pub version: Field,
    pub access_key_id: Field,
    pub secret_access_key: Field,
    pub session_token: Field,
    pub token: Field,
    pub expiration: Field,
    pub account_id: Field,
    pub role_arn: Field,
    pub credentials: Field,
    pub assumed_role_user: Field,
    pub arn: Field,
    #[serde(rename = "access_key")]
    pub access_key: Field,
    #[serde(rename = "secret_key")]
    pub secret_key: Field,
    #[serde(rename = "token")]
    pub plain_token: Field,
    #[serde(rename = "expiry_time")]
    pub expiry_time: Field,
}

impl Field {
    /// Whether its key stands in the document.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// What it is, where it is not what was expected.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Number(_) => "a number",
            Self::Fraction(_) => "a fraction",
            Self::Text(_) => "a text",
            Self::Object(_) => "an object",
            Self::Other(what) => what,
        }
    }

    /// A text; an empty one, and null, are none.
    ///
    /// # Errors
    ///
    /// That it is something else, as the end of a sentence.
    pub fn optional(self, name: &str) -> Result<Option<Secret>, String> {
        match self {
            Self::Absent | Self::Other("null") => Ok(None),
            Self::Text(text) if text.expose().is_empty() => Ok(None),
            Self::Text(text) => Ok(Some(text)),
            other => Err(format!("its {name} is {}, and not a text", other.kind())),
        }
    }

    /// A text that has to be there, and to look like this.
    ///
    /// # Errors
    ///
    /// That it is not there, or something else, as the end of a sentence.
    pub fn required(self, name: &str, is_one: fn(&str) -> bool) -> Result<Secret, String> {
        match self.optional(name)? {
            None => Err(format!("it has no {name}")),
            Some(text) if !is_one(text.expose()) => Err(malformed(name)),
            Some(text) => Ok(text),
        }
    }
}

/// That a value cannot be what it should.
pub fn malformed(name: &str) -> String {
    format!("its {name} is none that AWS would give")
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Field, E> {
        Ok(Field::Text(Secret::new(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Field, E> {
        Ok(Field::Text(Secret::new(text)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Field, E> {
        Ok(Field::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Field, E> {
        Ok(Field::Number(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Field, E> {
        // Through a text: no number is cast.
        let whole = format!("{:.0}", number.floor()).parse();
        Ok(Field::Fraction(whole.unwrap_or(i64::MAX)))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Field, E> {
        Ok(Field::Other("true or false"))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Field, E> {
        Ok(Field::Other("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Field, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Field, A::Error> {
        let fields = Fields::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Field::Object(Box::new(fields)))
    }
}
