//! The parameters of a request, and the limits that STS and IAM have for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::decision::Refusal;

/// What a text may be.
pub(crate) struct Rule {
    allowed: fn(char) -> bool,
    max: usize,
    min: usize,
    pattern: &'static str,
}

// The limits and patterns are those of the two API References.
pub(crate) const ARN: Rule = Rule {
    allowed: printable,
    max: 2048,
    min: 20,
    pattern: r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
};
pub(crate) const CONTEXT_ASSERTION: Rule = Rule {
    allowed: |_| true,
    max: 2048,
    min: 4,
    pattern: ".*",
};
pub(crate) const EXTERNAL_ID: Rule = Rule {
    allowed: |c| word(c) || "+=,.@:/-".contains(c),
    max: 1224,
    min: 2,
    pattern: r"[\w+=,.@:\/-]*",
};
pub(crate) const MARKER: Rule = Rule {
    allowed: |c| matches!(c, ' '..='\u{ff}'),
    max: 320,
    min: 1,
    pattern: r"[\u0020-\u00FF]+",
};
pub(crate) const POLICY: Rule = Rule {
    allowed: |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}'),
    max: usize::MAX,
    min: 1,
    pattern: r"[\u0009\u000A\u000D\u0020-\u00FF]+",
};
pub(crate) const PROVIDER_ID: Rule = Rule {
    allowed: |_| true,
    max: 2048,
    min: 4,
    pattern: ".*",
};
pub(crate) const SERIAL_NUMBER: Rule = Rule {
    allowed: |c| word(c) || "+=/:,.@-".contains(c),
    max: 256,
    min: 9,
    pattern: r"[\w+=/:,.@-]*",
};
pub(crate) const SESSION_NAME: Rule = Rule {
    allowed: |c| word(c) || "+=,.@-".contains(c),
    max: 64,
    min: 2,
    pattern: r"[\w+=,.@-]*",
};
pub(crate) const TAG_KEY: Rule = Rule {
    allowed: of_tag,
    max: 128,
    min: 1,
    pattern: r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+",
};
pub(crate) const TAG_VALUE: Rule = Rule {
    allowed: of_tag,
    max: 256,
    min: 0,
    pattern: r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
};
pub(crate) const TOKEN_CODE: Rule = Rule {
    allowed: |c| c.is_ascii_digit(),
    max: 6,
    min: 6,
    pattern: r"[\d]*",
};
pub(crate) const USER_NAME: Rule = Rule {
    allowed: |c| word(c) || "+=,.@-".contains(c),
    max: 128,
    min: 1,
    pattern: r"[\w+=,.@-]+",
};
pub(crate) const WEB_IDENTITY_TOKEN: Rule = Rule {
    allowed: |_| true,
    max: 20000,
    min: 4,
    pattern: ".*",
};

/// A form, what has been read of it, and what was wrong with that.
pub(crate) struct Parameters<'a> {
    action: &'a str,
    form: &'a BTreeMap<String, String>,
    read: BTreeSet<String>,
    violations: Vec<String>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn new(action: &'a str, form: &'a BTreeMap<String, String>) -> Parameters<'a> {
        Parameters {
            action,
            form,
            read: ["Action", "Version"].map(String::from).into(),
            violations: Vec::new(),
        }
    }

    /// Reads a parameter that may be absent.
    pub(crate) fn text(&mut self, name: &str, rule: &Rule) -> Option<&'a str> {
        self.read.insert(name.to_owned());
        let value = self.form.get(name)?;
        let length = value.chars().count();
        if length < rule.min {
            let limit = format!("have length greater than or equal to {}", rule.min);
            self.violate(name, Some(value), &limit);
        }
        if length > rule.max {
            let limit = format!("have length less than or equal to {}", rule.max);
            self.violate(name, Some(value), &limit);
        }
        if !value.chars().all(rule.allowed) {
            let limit = format!("satisfy regular expression pattern: {}", rule.pattern);
            self.violate(name, Some(value), &limit);
        }
        Some(value)
    }

    /// Reads a parameter that must be there; without it the request fails in
    /// [`finish`](Self::finish), and it reads as an empty one until then.
    pub(crate) fn required(&mut self, name: &str, rule: &Rule) -> &'a str {
        let value = self.text(name, rule);
        if value.is_none() {
            self.violate(name, None, "not be null");
        }
        value.unwrap_or_default()
    }

    /// Reads a whole number.
    pub(crate) fn number(&mut self, name: &str, min: u32, max: u32) -> Option<u32> {
        self.read.insert(name.to_owned());
        let value = self.form.get(name)?;
        let limit = match value.parse::<u32>() {
            Ok(number) if (min..=max).contains(&number) => return Some(number),
            Ok(number) if number < min => format!("have value greater than or equal to {min}"),
            Ok(_) => format!("have value less than or equal to {max}"),
            Err(_) => "be an integer".to_owned(),
        };
        self.violate(name, Some(value), &limit);
        None
    }

    /// Returns the names of a list's members: `Tags.member.1`, ….
    pub(crate) fn members(&mut self, name: &str, max: usize) -> Vec<String> {
        // AWS's clients send an empty list as an empty text.
        if self.form.get(name).is_some_and(String::is_empty) {
            self.read.insert(name.to_owned());
        }
        let is_given = |member: &String| {
            let inner = format!("{member}.");
            let mut names = self.form.keys();
            names.any(|known| known == member || known.starts_with(&inner))
        };
        let members: Vec<String> = (1..)
            .map(|number| format!("{name}.member.{number}"))
            .take_while(is_given)
            .collect();
        if members.len() > max {
            let limit = format!("have length less than or equal to {max}");
            self.violate(name, Some("[...]"), &limit);
        }
        members
    }

    /// Refuses the request if anything read was wrong, or anything not read.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        let mut violations = self.violations;
        let names = self.form.keys();
        for name in names.filter(|name| !self.read.contains(*name)) {
            violations.push(format!("{name} is not a parameter of {}", self.action));
        }
        if violations.is_empty() {
            return Ok(());
        }
        let count = violations.len();
        let errors = if count == 1 { "error" } else { "errors" };
        let details = violations.join("; ");
        let message = format!("{count} validation {errors} detected: {details}");
        Err(Refusal::invalid(message))
    }

    fn violate(&mut self, name: &str, value: Option<&str>, must: &str) {
        let value = value.map_or("null".to_owned(), |value| format!("'{value}'"));
        self.violations.push(format!(
            "Value {value} at '{}' failed to satisfy constraint: Member must {must}",
            path(name)
        ));
    }
}

// `Tags.member.1.Key` is `tags.1.member.key` in AWS's messages.
fn path(name: &str) -> String {
    let mut parts: Vec<String> = name
        .split('.')
        .map(|part| {
            let (first, rest) = part.split_at(part.len().min(1));
            first.to_ascii_lowercase() + rest
        })
        .collect();
    if parts.len() > 2 {
        parts.swap(1, 2);
    }
    parts.join(".")
}

fn word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn printable(character: char) -> bool {
    !character.is_control() || matches!(character, '\t' | '\n' | '\r' | '\u{85}')
}

fn of_tag(character: char) -> bool {
    let separates = character.is_whitespace() && !character.is_control();
    character.is_alphanumeric() || separates || "_.:/=+-@".contains(character)
}
