//! A JSON file of the AWS CLI's with tokens in it: what is known of it is
//! read, and all else is kept when it is saved again.

use crate::credentials::is_token;
use crate::refresh::Timestamp;
use crate::secret::{Buffer, Secret};
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The fields of an object, in their order; the value of each is JSON.
#[derive(Debug)]
pub struct Fields(Vec<(String, Secret)>);

/// What is wrong with a file, without a full stop.
type Parsed<T> = std::result::Result<T, String>;

impl Fields {
    /// Parses an object.
    ///
    /// # Errors
    ///
    /// It is none, or has a field twice: programs would not agree which counts.
    pub fn parse(json: &[u8]) -> Parsed<Self> {
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let fields = deserializer.deserialize_map(Object);
        let fields = fields.and_then(|fields| deserializer.end().map(|()| fields));
        // Its own words for what it found may quote a secret.
        fields.map_err(|error| match error.classify() {
            serde_json::error::Category::Data => "it is not one JSON object".to_owned(),
            _ => format!("it is not JSON (line {})", error.line()),
        })
    }

    /// The JSON of a field; null is as good as none.
    fn raw(&self, name: &str) -> Option<&str> {
        let (_, raw) = self.0.iter().find(|(key, _)| key == name)?;
        Some(raw.expose()).filter(|raw| *raw != "null")
    }

    /// A field that is a text, if it is there and not empty.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn text(&self, name: &str) -> Parsed<Option<Secret>> {
        let Some(raw) = self.raw(name) else {
            return Ok(None);
        };
        let text: Cow<'_, str> = serde_json::from_str::<Text<'_>>(raw)
            .map_err(|_| format!("its {name} is no text"))?
            .0;
        let text = Secret::new(text.into_owned());
        Ok((!text.expose().is_empty()).then_some(text))
    }

    /// A field that is sent to AWS, if it is there.
    ///
    /// # Errors
    ///
    /// It is no text, or has characters that no token has.
    pub fn token(&self, name: &str) -> Parsed<Option<Secret>> {
        match self.text(name)? {
            Some(text) if !is_token(text.expose()) => Err(format!("its {name} is malformed")),
            token => Ok(token),
        }
    }

    /// A field that is a moment, if it is there.
    ///
    /// # Errors
    ///
    /// It is no moment that can be understood.
    pub fn moment(&self, name: &str) -> Parsed<Option<Timestamp>> {
        let parse = |text: Secret| {
            moment(text.expose()).ok_or_else(|| format!("its {name} is not a time in UTC"))
        };
        self.text(name)?.map(parse).transpose()
    }

    /// A field that is an object itself, if it is there.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn object(&self, name: &str) -> Parsed<Option<Self>> {
        let parse = |raw: &str| Self::parse(raw.as_bytes());
        let object = self.raw(name).map(parse).transpose();
        object.map_err(|_| format!("its {name} is no object"))
    }

    /// Gives a field another value, or adds it.
    pub fn set(&mut self, name: &str, text: &str) {
        let mut json = Buffer::new();
        serde_json::to_writer(&mut json, text).expect("a text is JSON");
        self.set_json(name, json.finish());
    }

    /// Gives a field an object as its value, or adds it.
    pub fn set_object(&mut self, name: &str, object: &Self) {
        self.set_json(name, object.render());
    }

    fn set_json(&mut self, name: &str, json: Secret) {
        match self.0.iter_mut().find(|(key, _)| key == name) {
            Some((_, value)) => *value = json,
            None => self.0.push((name.to_owned(), json)),
        }
    }

    /// The object, in the form in which Python writes it.
    pub fn render(&self) -> Secret {
        let mut json = Buffer::new();
        for (count, (name, value)) in self.0.iter().enumerate() {
            json.push(if count == 0 { "{" } else { ", " });
            serde_json::to_writer(&mut json, name).expect("a text is JSON");
            json.push(": ");
            json.push(value.expose());
        }
        json.push(if self.0.is_empty() { "{}" } else { "}" });
        json.finish()
    }
}

/// Reads RFC 3339, and what older releases of the AWS CLI wrote: with `UTC`
/// for its offset.
fn moment(text: &str) -> Option<Timestamp> {
    match text.strip_suffix("UTC") {
        Some(text) => Timestamp::parse(&format!("{text}Z")),
        None => Timestamp::parse(text),
    }
}

/// A text, borrowed where it can be.
#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads an object without a look into its values.
struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields: Vec<(String, Secret)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            if fields.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom("a field is there twice"));
            }
            fields.push((name, Secret::new(value.get().to_owned())));
        }
        Ok(Fields(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_kept_to_the_letter() {
        let text =
            r#"{"startUrl":"https://x", "n": 1.50e3, "accessToken": "a\u0041", "o":{"b":[null]}}"#;
        let mut fields = Fields::parse(text.as_bytes()).unwrap();
        let access_token = fields.token("accessToken").unwrap().unwrap();
        assert_eq!(access_token.expose(), "aA");
        fields.set("accessToken", "b\"");
        fields.set("refreshToken", "r");
        assert_eq!(
            fields.render().expose(),
            concat!(
                r#"{"startUrl": "https://x", "n": 1.50e3, "accessToken": "b\"", "#,
                r#""o": {"b":[null]}, "refreshToken": "r"}"#
            )
        );
        assert_eq!(Fields::parse(b" {} ").unwrap().render().expose(), "{}");
    }

    #[test]
    fn times_are_read_in_every_form_in_which_they_are_found() {
        let text = |time: &str| format!(r#"{{"expiresAt": "{time}"}}"#);
        for time in [
            "2026-11-24T18:42:10Z",
            "2026-11-24T18:42:10UTC",
            "2026-11-24T18:42:10.123456Z",
            "2026-11-24T18:42:10+00:00",
        ] {
            let fields = Fields::parse(text(time).as_bytes()).unwrap();
            let moment = fields.moment("expiresAt").unwrap().unwrap();
            assert_eq!(moment.seconds(), 1_795_545_730, "{time}");
        }
        for time in ["2026-11-24", "tomorrow", "2026-11-24T18:42:10"] {
            let fields = Fields::parse(text(time).as_bytes()).unwrap();
            let wrong = fields.moment("expiresAt").unwrap_err();
            assert_eq!(wrong, "its expiresAt is not a time in UTC", "{time}");
        }
    }

    #[test]
    fn what_is_no_such_file_is_told_without_a_word_of_it() {
        for (text, wrong) in [
            ("", "it is not JSON (line 1)"),
            ("{\n\"a\": hunter2}", "it is not JSON (line 2)"),
            (r#"{"a": 1"#, "it is not JSON (line 1)"),
            (r#"{"a": 1} x"#, "it is not JSON (line 1)"),
            (r#"["hunter2"]"#, "it is not one JSON object"),
            (r#"{"a": 1, "a": 2}"#, "it is not one JSON object"),
        ] {
            assert_eq!(Fields::parse(text.as_bytes()).unwrap_err(), wrong, "{text}");
        }
        let fields = Fields::parse(br#"{"a": 1, "b": "x y", "c": null, "d": ""}"#).unwrap();
        assert_eq!(fields.text("a").unwrap_err(), "its a is no text");
        assert_eq!(fields.token("b").unwrap_err(), "its b is malformed");
        assert_eq!(fields.object("b").unwrap_err(), "its b is no object");
        assert!(fields.text("c").unwrap().is_none() && fields.text("d").unwrap().is_none());
    }
}
