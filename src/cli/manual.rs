//! What the manual says beside what the flags say of themselves.

use crate::host::Variable;

/// A section of a page: its heading, and entries of a term and its text.
pub struct Section {
    /// The heading, in capitals.
    pub heading: &'static str,
    /// Terms and what is said of them.
    pub entries: Vec<(String, String)>,
}

/// The sections that a page has behind its options.
pub fn sections(page: &str) -> Vec<Section> {
    vec![
        Section {
            heading: "ENVIRONMENT",
            entries: Variable::ALL
                .iter()
                .map(|variable| (variable.name().to_owned(), format!("{}.", variable.about())))
                .collect(),
        },
        section("FILES", &FILES),
        section("EXIT STATUS", &EXIT_STATUS),
        section("EXAMPLES", examples(page)),
        section("SEE ALSO", &[(see_also(page), "")]),
    ]
}

fn section(heading: &'static str, entries: &[(&str, &str)]) -> Section {
    let owned = |(term, text): &(&str, &str)| ((*term).to_owned(), (*text).to_owned());
    Section {
        heading,
        entries: entries.iter().map(owned).collect(),
    }
}

const FILES: [(&str, &str); 3] = [
    (
        "~/.aws/config, ~/.aws/credentials",
        "Profiles, read as the AWS CLI reads them.",
    ),
    (
        "$XDG_CACHE_HOME/brs/v1, ~/.cache/brs/v1",
        "The cache: temporary credentials only, each file for this user's eyes (0600), the directory too (0700).",
    ),
    ("~/Library/Caches/brs/v1", "The same on macOS."),
];

const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "Done."),
    (
        "1",
        "Could not be done; one line on standard error says why.",
    ),
    ("2", "The command line or the configuration is wrong."),
    ("3", "A person is needed, and there is nobody to ask."),
];

/// Command lines that work, and what they do. A test parses each of them.
pub fn examples(page: &str) -> &'static [(&'static str, &'static str)] {
    match page {
        "brs-sts" => &[
            (
                "brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --profile base",
                "Assume a role with the keys of profile base.",
            ),
            (
                "brs sts --role-arn arn:aws:iam::111122223333:role/Hub --role-arn arn:aws:iam::444455556666:role/Spoke --external-id 7f3a",
                "Assume a role, and from it one that asks for an external ID.",
            ),
            (
                "brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --policy file:///etc/brs/read-only.json --duration-seconds 15m",
                "Assume a role for a quarter of an hour, narrowed by a session policy.",
            ),
            (
                "brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --min-ttl 40m",
                "Print credentials that live for at least 40 minutes more.",
            ),
        ],
        _ => &[
            (
                "brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --profile base",
                "Assume a role and print its credentials; in ~/.aws/config: credential_process = /usr/local/bin/brs sts ….",
            ),
            ("brs whoami", "Ask AWS whose credentials the SDKs use here."),
            (
                "brs whoami --output json sts --role-arn arn:aws:iam::111122223333:role/Deploy",
                "Ask AWS whose credentials that role's are.",
            ),
        ],
    }
}

fn see_also(page: &str) -> &'static str {
    match page {
        "brs-sts" => "brs(1), aws(1)",
        _ => "brs-sts(1), aws(1)",
    }
}
