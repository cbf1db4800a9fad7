//! What the manual says beside what the flags say of themselves.

mod iot;

use crate::host::Variable;

/// The day on which somebody last read the whole manual against the program.
pub const DATE: &str = "2026-11-23";

/// What a page has beside its flags.
pub struct Page {
    /// Paragraphs behind those that `--help` has too.
    pub description: &'static [&'static str],
    /// The variables that matter to it.
    pub variables: Vec<Variable>,
    /// Files, and what they are.
    pub files: &'static [(&'static str, &'static str)],
    /// Exit statuses, and what they mean.
    pub exit_status: &'static [(&'static str, &'static str)],
    /// What somebody wants, and what does it, as it is typed or written.
    pub examples: &'static [(&'static str, &'static str)],
    /// Pages to read next, beside those of brs.
    pub see_also: &'static [&'static str],
}

/// The page about a word of the command line, or about brs as a whole.
pub fn page(word: Option<&str>) -> Option<Page> {
    let all = || Variable::ALL.to_vec();
    Some(match word {
        None => Page {
            description: &BRS,
            variables: all(),
            files: &FILES,
            exit_status: &EXIT_STATUS,
            examples: &BRS_EXAMPLES,
            see_also: &[],
        },
        Some("sts") => Page {
            description: &STS,
            variables: all(),
            files: &FILES,
            exit_status: &EXIT_STATUS,
            examples: &STS_EXAMPLES,
            see_also: &[],
        },
        Some("iot") => iot::page(),
        Some("whoami") => Page {
            description: &WHOAMI,
            variables: all()
                .into_iter()
                .filter(|variable| *variable != Variable::Output)
                .collect(),
            files: &FILES,
            exit_status: &EXIT_STATUS,
            examples: &WHOAMI_EXAMPLES,
            see_also: &[],
        },
        Some("completions") => Page {
            description: &COMPLETIONS,
            variables: Vec::new(),
            files: &COMPLETIONS_FILES,
            exit_status: &EXIT_STATUS_OF_TEXTS,
            examples: &COMPLETIONS_EXAMPLES,
            see_also: &["bash(1)", "zsh(1)", "fish(1)"],
        },
        Some("man") => Page {
            description: &MAN,
            variables: Vec::new(),
            files: &MAN_FILES,
            exit_status: &EXIT_STATUS_OF_TEXTS,
            examples: &MAN_EXAMPLES,
            see_also: &["man(1)"],
        },
        Some(_) => return None,
    })
}

const BRS: [&str; 4] = [
    "A verb in front of a source does something else with its credentials: brs whoami sts asks AWS whose they are. Flags of a source stand behind it.",
    "SDKs run brs from a profile of the shared config file. Its credential_process line has the whole path of brs, a source and the source's flags. Keep quotes, #, $, ~ and spaces out of that line, because SDKs take it apart in different ways, and give the profile neither keys nor a role of its own, because some SDKs prefer those to the line.",
    "Standard output is the document, or empty. Beside a success nothing is written to standard error, unless it is a terminal or -v is given, for some SDKs read it as part of the document. A failure is one line there, and at most one hint.",
    "The manual has a page for each source and each verb.",
];

const TIME: &str =
    "A TIME is a number of seconds, or a number with s, m or h behind it: 900, 15m, 1h.";

const STS: [&str; 3] = [
    "While cached credentials have 20 minutes or more to live (--advisory-timeout), they are printed and nothing else happens. After that one process renews them, for at most 4 seconds, and all others print what is cached; a failure is forgiven. When less than 2 minutes remain (--mandatory-timeout), or nothing is cached, one process asks AWS and the others wait for it; a failure is shared with them. Credentials past their expiration are never printed.",
    "Everything that makes two requests differ is part of what cached credentials are found by: the base credentials, each role, and every flag in the section about the role.",
    TIME,
];

const WHOAMI: [&str; 3] = [
    "The answer is AWS's own, to GetCallerIdentity, which needs no permission: account, ARN and user ID, and with them where the credentials come from and when they expire, if they do. As JSON: Account, Arn, UserId, Source, Expiration.",
    "Without a source, a profile that brs itself serves is answered for by reading its credential_process line, without running it. A flag that would change nothing is refused.",
    TIME,
];

const COMPLETIONS: [&str; 1] = [
    "Where brs was installed with its scripts (see FILES; below another PREFIX than /usr/local, if one was chosen), bash, zsh and fish find them by themselves, and nothing needs to be done. The examples are for a home directory, and for the other shells.",
];

const MAN: [&str; 1] = [
    "Where brs was installed with its manual (see FILES; below another PREFIX than /usr/local, if one was chosen), man(1) finds the same pages by itself. What is printed here is the page of this very program.",
];

const FILES: [(&str, &str); 3] = [
    (
        "~/.aws/config, ~/.aws/credentials",
        "Profiles, read as the AWS CLI reads them.",
    ),
    (
        "$XDG_CACHE_HOME/brs/v1, ~/.cache/brs/v1",
        "The cache: temporary credentials only, each file for this user's eyes (0600), the directory too (0700). Any of it may be removed at any time.",
    ),
    ("~/Library/Caches/brs/v1", "The same on macOS."),
];

const COMPLETIONS_FILES: [(&str, &str); 3] = [
    (
        "/usr/local/share/bash-completion/completions/brs",
        "Where bash looks, if bash-completion is installed.",
    ),
    (
        "/usr/local/share/zsh/site-functions/_brs",
        "Where zsh looks, if compinit is called in ~/.zshrc.",
    ),
    (
        "/usr/local/share/fish/vendor_completions.d/brs.fish",
        "Where fish looks.",
    ),
];

const MAN_FILES: [(&str, &str); 1] = [("/usr/local/share/man/man1/brs*.1", "Where man(1) looks.")];

const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "Done."),
    (
        "1",
        "Could not be done; one line on standard error says why.",
    ),
    ("2", "The command line or the configuration is wrong."),
    ("3", "A person is needed, and there is nobody to ask."),
];

const EXIT_STATUS_OF_TEXTS: [(&str, &str); 3] = [
    ("0", "Done."),
    ("1", "Standard output cannot be written to."),
    ("2", "The command line is wrong."),
];

const BRS_EXAMPLES: [(&str, &str); 3] = [
    (
        "In ~/.aws/config, a profile that every SDK and tool can use, and the one with the keys:",
        "[profile dev]
region = eu-west-1
credential_process = /usr/local/bin/brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --profile dev-source

[profile dev-source]
region = eu-west-1
aws_access_key_id = AKIA...
aws_secret_access_key = ...",
    ),
    ("Ask AWS whose credentials the SDKs use here:", "brs whoami"),
    (
        "Ask AWS whose credentials that role's are:",
        "brs whoami sts --role-arn arn:aws:iam::111122223333:role/Deploy",
    ),
];

const STS_EXAMPLES: [(&str, &str); 6] = [
    (
        "Assume a role with the keys of profile dev-source:",
        "brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --profile dev-source",
    ),
    (
        "Assume a role, and from it one that asks for an external ID:",
        "brs sts --role-arn arn:aws:iam::111122223333:role/Hub \\
    --role-arn arn:aws:iam::444455556666:role/Spoke --external-id 7f3a",
    ),
    (
        "Assume a role for a quarter of an hour, narrowed by a session policy:",
        "brs sts --role-arn arn:aws:iam::111122223333:role/Deploy \\
    --duration-seconds 15m --policy file:///etc/brs/read-only.json",
    ),
    (
        "Print credentials that live for at least 40 minutes more:",
        "brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --min-ttl 40m",
    ),
    (
        "Put credentials into a shell, unless that fails:",
        "keys=$(brs sts --role-arn arn:aws:iam::111122223333:role/Deploy --output env) && eval \"$keys\"",
    ),
    (
        "Assume a role that wants MFA, with a code from the device:",
        "brs sts --role-arn arn:aws:iam::111122223333:role/Admin \\
    --serial-number arn:aws:iam::111122223333:mfa/ana --token-code 123456",
    ),
];

const WHOAMI_EXAMPLES: [(&str, &str); 3] = [
    ("Ask AWS whose credentials the SDKs use here:", "brs whoami"),
    (
        "Ask AWS whose credentials those of profile dev are:",
        "brs whoami --profile dev",
    ),
    (
        "Ask AWS whose credentials that role's are, for a program to read:",
        "brs whoami --output json sts --role-arn arn:aws:iam::111122223333:role/Deploy",
    ),
];

const COMPLETIONS_EXAMPLES: [(&str, &str); 5] = [
    (
        "bash, with bash-completion:",
        "mkdir -p ~/.local/share/bash-completion/completions
brs completions bash > ~/.local/share/bash-completion/completions/brs",
    ),
    (
        "zsh, with fpath+=(~/.zfunc) before compinit in ~/.zshrc:",
        "mkdir -p ~/.zfunc
brs completions zsh > ~/.zfunc/_brs",
    ),
    (
        "fish:",
        "mkdir -p ~/.config/fish/completions
brs completions fish > ~/.config/fish/completions/brs.fish",
    ),
    (
        "PowerShell, in the file that $PROFILE names:",
        "brs completions powershell | Out-String | Invoke-Expression",
    ),
    (
        "elvish, in ~/.config/elvish/rc.elv:",
        "eval (brs completions elvish | slurp)",
    ),
];

const MAN_EXAMPLES: [(&str, &str); 2] = [
    ("Read about brs as a whole:", "brs man | man -l -"),
    (
        "Read about brs sts, where man(1) does not read standard input, as on macOS:",
        "brs man sts | mandoc | less -R",
    ),
];
