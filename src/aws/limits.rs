//! STS's own limits on what it is asked for, so that a mistake is found
//! before the network is touched.
//!
//! Lengths and patterns are those of the STS API reference; its `\w` is
//! ASCII. Every message completes "invalid value '…' for '--flag': ".

mod arn;

pub use arn::{Partition, PolicyArn, RoleArn};

use crate::secret::Secret;
use std::fmt;

type Parsed<T> = Result<T, String>;

/// Makes a type of a text that has been checked.
macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $lengths:expr, $extra:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// Checks length and characters.
            ///
            /// # Errors
            ///
            /// What is wrong, without a full stop.
            pub fn parse(text: &str) -> Parsed<Self> {
                length(text, $lengths)?;
                characters(text, $extra)?;
                Ok(Self(text.to_owned()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                self.0.as_bytes()
            }
        }
    };
}

text!(
    /// RoleSessionName: names the session in CloudTrail and in its ARN.
    RoleSessionName, 2..=64, "_+=,.@-"
);
text!(
    /// ExternalId: what a third party's role asks for.
    ExternalId, 2..=1224, "_+=,.@:/-"
);
text!(
    /// SourceIdentity: who is behind the session, in every call it makes.
    SourceIdentity, 2..=64, "_+=,.@-"
);
/// A region's name, which becomes part of a host name and of signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region(String);

impl Region {
    /// Checks that this can be a region of AWS's: lower case, because what is
    /// signed for `EU-WEST-1` STS refuses, and would be another entry.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        length(text, 1..=63)?;
        characters(text, "-")?;
        if text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err("regions are in lower case".into());
        }
        if text.starts_with('-') || text.ends_with('-') {
            return Err("a region neither begins nor ends with a hyphen".into());
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<[u8]> for Region {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl RoleSessionName {
    /// The default: `brs-` and the user, with what STS does not allow left
    /// out, so that it is the same in every run.
    pub fn of_user(user: Option<&std::ffi::OsStr>) -> Self {
        let mut name = String::from("brs");
        if let Some(user) = user {
            name.push('-');
            name.extend(
                user.to_string_lossy()
                    .chars()
                    .filter(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(*c)),
            );
            name.truncate(64);
        }
        Self(name)
    }
}

/// Policy: an inline session policy, JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy(String);

impl Policy {
    /// Checks that this is a JSON object of characters that STS takes, and of
    /// not too many: white space counts, but for that around it.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        let text = text.trim();
        length(text, 1..=2048)?;
        let taken = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}');
        if let Some(c) = text.chars().find(|c| !taken(*c)) {
            return Err(format!("STS takes no {} in a policy", c.escape_unicode()));
        }
        match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(error) if error.is_data() => Err("it is JSON, but not an object".into()),
            Err(error) => Err(format!("not JSON: {error}")),
        }
    }

    /// The JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A session tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// 1 to 128 characters.
    pub key: TagKey,
    /// 0 to 256 characters.
    pub value: String,
}

impl Tag {
    /// Takes `KEY=VALUE` apart at the first equals sign.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
        let key = TagKey::parse(key).map_err(|reason| format!("the key: {reason}"))?;
        length(value, 0..=256)
            .and_then(|()| tag_characters(value))
            .map_err(|reason| format!("the value: {reason}"))?;
        Ok(Self {
            key,
            value: value.to_owned(),
        })
    }
}

/// The key of a session tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagKey(String);

impl TagKey {
    /// Checks length and characters.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        length(text, 1..=128)?;
        tag_characters(text)?;
        Ok(Self(text.to_owned()))
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// ProvidedContext: an assertion of a trusted context provider.
#[derive(Debug)]
pub struct ProvidedContext {
    /// ProviderArn.
    pub provider_arn: String,
    /// ContextAssertion, signed and encrypted by the provider.
    pub context_assertion: Secret,
}

impl ProvidedContext {
    /// Takes `ARN=ASSERTION` apart at the first equals sign.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        let (arn, assertion) = text
            .split_once('=')
            .ok_or("expected PROVIDER-ARN=ASSERTION")?;
        length(arn, 20..=2048).map_err(|reason| format!("the ARN: {reason}"))?;
        length(assertion, 4..=2048).map_err(|reason| format!("the assertion: {reason}"))?;
        if !arn.starts_with("arn:") || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err("expected PROVIDER-ARN=ASSERTION".into());
        }
        Ok(Self {
            provider_arn: arn.to_owned(),
            context_assertion: Secret::new(assertion.to_owned()),
        })
    }
}

impl Clone for ProvidedContext {
    /// For the command-line parser, which keeps what it has parsed.
    fn clone(&self) -> Self {
        Self {
            provider_arn: self.provider_arn.clone(),
            context_assertion: Secret::new(self.context_assertion.expose().to_owned()),
        }
    }
}

/// SerialNumber: an MFA device, by ARN or by the number printed on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerialNumber(String);

impl SerialNumber {
    /// Checks length and characters, and that STS can use the device.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        length(text, 9..=256)?;
        characters(text, "_+=/:,.@-")?;
        // AWS: "You cannot use a FIDO security key with the AWS CLI".
        if text.contains(":u2f/") {
            return Err("STS cannot use a FIDO security key or passkey; register a virtual or hardware TOTP device".into());
        }
        Ok(Self(text.to_owned()))
    }

    /// The serial number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// TokenCode: six digits, good for one use.
#[derive(Debug)]
pub struct TokenCode(Secret);

impl TokenCode {
    /// Checks that these are six ASCII digits; the message never repeats them.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Parsed<Self> {
        match text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
            true => Ok(Self(Secret::new(text.to_owned()))),
            false => Err("a token code has exactly six digits".into()),
        }
    }

    /// The digits.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl Clone for TokenCode {
    /// For the command-line parser, which keeps what it has parsed.
    fn clone(&self) -> Self {
        Self(Secret::new(self.expose().to_owned()))
    }
}

/// DurationSeconds of a role session: 900 to 43200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DurationSeconds(u32);

impl DurationSeconds {
    /// What STS grants when it is not told.
    pub const DEFAULT: Self = Self(3600);
    /// The most it grants to a role that another role assumes.
    pub const CHAINED: Self = Self(3600);

    /// Checks the range.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn new(seconds: i64) -> Parsed<Self> {
        match u32::try_from(seconds) {
            Ok(seconds @ 900..=43200) => Ok(Self(seconds)),
            _ => Err("STS takes 900 to 43200 seconds (15m to 12h)".into()),
        }
    }

    /// Seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }
}

impl fmt::Display for DurationSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// DurationSeconds of a user's session: 900 to 129600.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionDuration(u32);

impl Default for SessionDuration {
    /// What STS grants to a user when it is not told: 12 hours.
    fn default() -> Self {
        Self(43200)
    }
}

impl SessionDuration {
    /// Checks the range.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn new(seconds: i64) -> Parsed<Self> {
        match u32::try_from(seconds) {
            Ok(seconds @ 900..=129_600) => Ok(Self(seconds)),
            _ => Err("STS takes 900 to 129600 seconds (15m to 36h)".into()),
        }
    }

    /// Seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }
}

/// Characters, not bytes: so does AWS count.
fn length(text: &str, allowed: std::ops::RangeInclusive<usize>) -> Parsed<()> {
    let count = text.chars().count();
    match allowed.contains(&count) {
        true => Ok(()),
        false => Err(format!(
            "it has {count} character{}, {} to {} are allowed",
            if count == 1 { "" } else { "s" },
            allowed.start(),
            allowed.end()
        )),
    }
}

fn characters(text: &str, extra: &str) -> Parsed<()> {
    match text
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !extra.contains(*c))
    {
        None => Ok(()),
        Some(c) => Err(format!(
            "'{}' is not allowed in it",
            crate::error::printable(&c.to_string(), 8)
        )),
    }
}

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]*`
fn tag_characters(text: &str) -> Parsed<()> {
    let allowed =
        |c: char| c.is_alphabetic() || c.is_numeric() || c == ' ' || "_.:/=+-@\u{a0}".contains(c);
    match text.chars().find(|c| !allowed(*c)) {
        None => Ok(()),
        Some(c) => Err(format!(
            "'{}' is not allowed in a tag",
            crate::error::printable(&c.to_string(), 8)
        )),
    }
}

#[cfg(test)]
mod tests;
