//! Assignments for a POSIX shell, quoted so that nothing is interpreted.

use crate::credentials::Credentials;
use crate::secret::{Buffer, Secret};

pub(super) fn render(credentials: &Credentials) -> Secret {
    let mut lines = Buffer::new();
    let mut assign = |name: &str, value: &str| {
        for text in ["export ", name, "='"] {
            lines.push(text);
        }
        // Inside single quotes a shell knows no character but the quote.
        for (at, piece) in value.split('\'').enumerate() {
            lines.push(if at == 0 { "" } else { "'\\''" });
            lines.push(piece);
        }
        lines.push("'\n");
    };
    assign("AWS_ACCESS_KEY_ID", &credentials.access_key_id);
    assign(
        "AWS_SECRET_ACCESS_KEY",
        credentials.secret_access_key.expose(),
    );
    if let Some(token) = &credentials.session_token {
        assign("AWS_SESSION_TOKEN", token.expose());
    }
    if let Some(lifetime) = credentials.lifetime {
        assign(
            "AWS_CREDENTIAL_EXPIRATION",
            &lifetime.expiration.to_string(),
        );
    }
    lines.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_does_not_end_the_quoting() {
        let credentials = Credentials {
            access_key_id: "AKIAEXAMPLE".into(),
            secret_access_key: Secret::new("a'$(b)".into()),
            session_token: None,
            account_id: None,
            lifetime: None,
        };
        assert_eq!(
            render(&credentials).expose(),
            "export AWS_ACCESS_KEY_ID='AKIAEXAMPLE'\nexport AWS_SECRET_ACCESS_KEY='a'\\''$(b)'\n"
        );
    }
}
