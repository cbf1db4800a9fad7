//! Credentials as variables of the environment, and as assignments for a POSIX
//! shell.

use super::shell::{Change, Shell};
use crate::credentials::Credentials;
use crate::error::Result;
use crate::secret::Secret;

/// What is unset beside credentials, because some SDK would prefer it to them:
/// a profile, and the old name of a session token.
const PREFERRED: [&str; 3] = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN"];
/// All that is set, where it is known.
const SET: [&str; 7] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_ACCOUNT_ID",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
];

/// The variables that make an environment one with these credentials alone.
///
/// `expiration`: theirs, as it is written. A region that is not known is left
/// as it is; all else that is not known would be another's, and is unset.
pub fn changes<'a>(
    credentials: &'a Credentials,
    expiration: Option<&'a str>,
    region: Option<&'a str>,
) -> Vec<Change<'a>> {
    let [id, secret, token, end, account, regions @ ..] = SET;
    let mut changes: Vec<Change<'a>> = PREFERRED.map(|name| (name, None)).into();
    changes.extend([
        (id, Some(credentials.access_key_id.as_str())),
        (secret, Some(credentials.secret_access_key.expose())),
        (
            token,
            credentials.session_token.as_ref().map(Secret::expose),
        ),
        (end, expiration),
        (account, credentials.account_id.as_deref()),
    ]);
    if region.is_some() {
        changes.extend(regions.map(|name| (name, region)));
    }
    changes
}

/// What undoes that, as far as it can be undone.
pub fn unset() -> Vec<Change<'static>> {
    SET.map(|name| (name, None)).into()
}

/// `--output env`: the assignments alone.
pub(super) fn render(credentials: &Credentials) -> Result<Secret> {
    let expiration = credentials.lifetime.map(|l| l.expiration.to_string());
    let mut changes = changes(credentials, expiration.as_deref(), None);
    changes.retain(|(name, value)| value.is_some() && *name != "AWS_ACCOUNT_ID");
    Shell::Posix.render(&changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refresh::{Lifetime, Timestamp};

    fn credentials(token: Option<&str>) -> Credentials {
        Credentials {
            access_key_id: "AKIAEXAMPLE".into(),
            secret_access_key: Secret::new("a'$(b)".into()),
            session_token: token.map(|token| Secret::new(token.into())),
            account_id: token.map(|_| "123456789012".into()),
            lifetime: token.map(|_| Lifetime {
                issued: Timestamp::from_seconds(0),
                expiration: Timestamp::from_seconds(3600),
                skew: 0,
            }),
        }
    }

    #[test]
    fn a_quote_does_not_end_the_quoting() {
        assert_eq!(
            render(&credentials(None)).unwrap().expose(),
            "export AWS_ACCESS_KEY_ID='AKIAEXAMPLE';\nexport AWS_SECRET_ACCESS_KEY='a'\\''$(b)';\n"
        );
    }

    #[test]
    fn what_is_not_known_is_unset_but_for_the_region() {
        let credentials = credentials(None);
        let changed = |region| {
            let changes = changes(&credentials, None, region);
            let (set, unset): (Vec<_>, Vec<_>) =
                changes.into_iter().partition(|(_, value)| value.is_some());
            let names = |changes: Vec<Change<'_>>| -> Vec<&'static str> {
                changes.into_iter().map(|(name, _)| name).collect()
            };
            (names(set), names(unset))
        };
        let (set, unset) = changed(None);
        assert_eq!(set, SET[..2]);
        assert_eq!(unset, [&PREFERRED[..], &SET[2..5]].concat());
        let (set, _) = changed(Some("eu-west-1"));
        assert_eq!(set, [&SET[..2], &SET[5..]].concat());
    }

    #[test]
    fn everything_that_is_set_is_undone() {
        let credentials = credentials(Some("t"));
        let set = changes(&credentials, Some("then"), Some("eu-west-1"));
        let set = set.into_iter().filter(|(_, value)| value.is_some());
        let set: Vec<Change<'_>> = set.map(|(name, _)| (name, None)).collect();
        assert_eq!(set, unset());
    }
}
