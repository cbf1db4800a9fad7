//! What an entry is, in a person's words.

use crate::error::printable;
use crate::sources::Parts;

/// What stands in an entry's identity and is no text, or long, by its name.
const DIGESTS: [&str; 5] = ["arguments", "base", "bearer", "given", "stamp"];
/// No value is shown with more characters.
const LONGEST: usize = 2048;

/// What an entry is.
pub struct Words {
    /// In a few words.
    pub what: String,
    /// The account that its credentials are of, if that is known.
    pub account: Option<String>,
    /// The role that they are of, if they are a role's.
    pub role: Option<String>,
}

impl Words {
    /// Of an identity, and the account that its document names.
    pub fn of(identity: &Parts, account_id: Option<&str>) -> Self {
        let text = |name: &str| identity.text(name);
        let kind = text("kind").unwrap_or("entry");
        let (what, detail) = match kind {
            "role" => ("role session", text("session name")),
            "web identity" => ("web identity", text("session name")),
            "MFA session" => ("MFA session", text("serial number").map(last_part)),
            "sso" => (
                "Identity Center",
                text("session").or_else(|| text("start URL")),
            ),
            "login" => ("AWS CLI login", text("session").map(last_part)),
            "container" => ("container", text("URI")),
            "iot" => ("IoT role alias", text("role alias")),
            kind => (kind, text("program")),
        };
        let what = match detail {
            Some(detail) => format!("{what} {detail}"),
            None => what.to_owned(),
        };
        let arns = ["role", "serial number", "session"];
        let account = account_id
            .or_else(|| text("account"))
            .or_else(|| arns.iter().find_map(|name| account(text(name)?)));
        Self {
            what,
            account: account.map(str::to_owned),
            role: text("role").map(|role| {
                let name = role.split_once(":role/").map_or(role, |(_, name)| name);
                name.to_owned()
            }),
        }
    }
}

/// The parts of an identity as they may be shown, in order.
pub fn parts(identity: &Parts) -> Vec<(String, String)> {
    identity
        .all()
        .filter(|(name, _)| *name != "schema")
        .map(|(name, value)| (name.to_owned(), shown(name, value)))
        .collect()
}

/// A value: digests as digits, of those in a text only that they are there.
fn shown(name: &str, value: &[u8]) -> String {
    let digits = || value.iter().map(|byte| format!("{byte:02x}")).collect();
    if DIGESTS.contains(&name) {
        return digits();
    }
    // A tag is key and value, a context its provider and a digest.
    let mut halves = value.split(|byte| *byte == 0);
    let first = halves.next().unwrap_or_default();
    let rest: Vec<&str> = halves
        .filter_map(|half| std::str::from_utf8(half).ok())
        .collect();
    match std::str::from_utf8(first) {
        Ok(text) if name == "tag" => format!("{text}={}", rest.join("")),
        Ok(text) => text.to_owned(),
        Err(_) => digits(),
    }
}

/// A text of one line that a terminal can be shown.
pub fn harmless(text: &str) -> String {
    printable(text, LONGEST).into_owned()
}

/// The account in an ARN.
fn account(arn: &str) -> Option<&str> {
    let account = arn.strip_prefix("arn:")?.split(':').nth(3)?;
    (!account.is_empty()).then_some(account)
}

/// What stands behind the last slash or colon of an ARN.
fn last_part(arn: &str) -> &str {
    arn.rsplit(['/', ':']).next().unwrap_or(arn)
}

/// A span of seconds, roughly.
pub fn span(seconds: i64) -> String {
    let seconds = seconds.unsigned_abs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Identity;

    #[test]
    fn each_kind_of_entry_has_words() {
        let arn = "arn:aws:iam::123456789012:role/team/Deploy";
        let device = "arn:aws:iam::123456789012:mfa/ana";
        let account = "123456789012";
        let new = |kind| Identity::new(kind, "aws", None);
        for (identity, what, known, role) in [
            (
                new("role").part("role", arn).part("session name", "ana"),
                "role session ana",
                account,
                "team/Deploy",
            ),
            (
                new("MFA session").part("serial number", device),
                "MFA session ana",
                account,
                "",
            ),
            (
                new("sso")
                    .part("session", "corporate")
                    .part("account", account)
                    .part("role", "Developer"),
                "Identity Center corporate",
                account,
                "Developer",
            ),
            (
                new("process").part("program", "/usr/bin/x"),
                "process /usr/bin/x",
                "",
                "",
            ),
            (
                new("iot").part("role alias", "Reader"),
                "IoT role alias Reader",
                "",
                "",
            ),
            (new("unheard of"), "unheard of", "", ""),
        ] {
            let words = Words::of(&Parts::parse(identity.as_bytes()).unwrap(), None);
            assert_eq!(words.what, what);
            assert_eq!(words.account.unwrap_or_default(), known, "{what}");
            assert_eq!(words.role.unwrap_or_default(), role, "{what}");
        }
    }

    #[test]
    fn digests_are_shown_as_digits_and_contexts_without_theirs() {
        let identity = Identity::new("role", "aws", None)
            .part("tag", "team\0web")
            .part("context", b"arn:aws:iam::1:x\0\xff\xfe")
            .part("arguments", [0, 255])
            .part("claims", b"\xff");
        let shown = parts(&Parts::parse(identity.as_bytes()).unwrap());
        let shown: Vec<String> = shown
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(
            shown[2..],
            [
                "tag: team=web",
                "context: arn:aws:iam::1:x",
                "arguments: 00ff",
                "claims: ff"
            ]
        );
    }

    #[test]
    fn spans_are_rough() {
        for (seconds, text) in [
            (0, "0 s"),
            (-59, "59 s"),
            (61, "1 min"),
            (7200, "2 h"),
            (172_800, "2 d"),
        ] {
            assert_eq!(span(seconds), text);
        }
    }
}
