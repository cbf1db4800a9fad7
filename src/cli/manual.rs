//! What the manual says beside what the flags say of themselves.

mod custom;
mod iot;
mod verbs;

use crate::host::Variable;

/// The day on which somebody last read the whole manual against the program.
pub const DATE: &str = "2026-11-25";

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
    // These two are a verb's.
    let of_a_verb = [Variable::Shell, Variable::NoColor];
    let all = || -> Vec<Variable> {
        let all = Variable::ALL.iter().copied();
        all.filter(|variable| !of_a_verb.contains(variable))
            .collect()
    };
    Some(match word {
        None => Page {
            description: &BRS,
            variables: Variable::ALL.to_vec(),
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
        Some("mfa") => Page {
            description: &MFA,
            variables: all(),
            files: &FILES,
            exit_status: &EXIT_STATUS,
            examples: &MFA_EXAMPLES,
            see_also: &[],
        },
        Some("iot") => iot::page(),
        Some("custom") => Page {
            description: &custom::DESCRIPTION,
            variables: all(),
            files: &FILES,
            exit_status: &EXIT_STATUS,
            examples: &custom::EXAMPLES,
            see_also: &[],
        },
        Some("profile") => Page {
            description: &PROFILE,
            variables: all(),
            files: &PROFILE_FILES,
            exit_status: &EXIT_STATUS,
            examples: &PROFILE_EXAMPLES,
            see_also: &[],
        },
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
        Some(word) => return verbs::page(word),
    })
}

const BRS: [&str; 4] = [
    "A verb in front of a source does something else with its credentials: brs whoami sts asks AWS whose they are. Flags of a source stand behind it.",
    "SDKs run brs from a profile of the shared config file. Its credential_process line has the whole path of brs, a source and the source's flags. Keep quotes, #, ;, &, |, ?, $, ~ and spaces out of that line, because SDKs take it apart in different ways, and give the profile neither keys nor a role of its own, because some SDKs prefer those to the line.",
    "Standard output is the document, or empty. Beside a success nothing is written to standard error, unless it is a terminal or -v is given, for some SDKs read it as part of the document. A failure is one line there, and at most one hint.",
    "The manual has a page for each source and each verb.",
];

const TIME: &str =
    "A TIME is a number of seconds, or a number with s, m or h behind it: 900, 15m, 1h.";

const STS: [&str; 4] = [
    "While cached credentials have 20 minutes or more to live (--advisory-timeout), they are printed and nothing else happens. After that one process renews them, for at most 4 seconds, and all others print what is cached; a failure is forgiven. When less than 2 minutes remain (--mandatory-timeout), or nothing is cached, one process asks AWS and the others wait for it; a failure is shared with them. Credentials past their expiration are never printed.",
    "Everything that makes two requests differ is part of what cached credentials are found by: the base credentials, each role, and every flag in the section about the role.",
    "A role of at most an hour that is given a --serial-number is assumed through the session that brs mfa starts, so that all roles of a user and device take one code. --no-mfa-session and a longer --duration-seconds give it a code of its own. brs-mfa(1) tells where codes come from.",
    TIME,
];

const MFA: [&str; 5] = [
    "The session is AWS's GetSessionToken, which takes an access key that does not end: with temporary base credentials it is refused. Once the session is cached, no code is asked for until it ends.",
    "A code is --token-code, else what --cmd prints, else what a person types. The command gets the terminal for its own questions, whatever an SDK has done with standard input and standard error; the last six digits that stand alone in what it prints are the code. The question to a person is on the terminal, too, and nothing typed at it is shown. Without a terminal and without a command brs fails with status 3 at once.",
    "No code is used twice: brs remembers when AWS last saw one of a device, and waits for the next one instead of having it refused (a --token-code is sent as it is). A person whose code AWS refuses is asked again, three times at most. While one process asks, all others that need the same session wait for its answer, whatever it is. Codes are asked for when credentials have to be renewed (--mandatory-timeout), not when they may be.",
    "FIDO security keys and passkeys cannot be used: STS takes codes only.",
    TIME,
];

const PROFILE: [&str; 4] = [
    "The keys that count, in this order: role_arn, with source_profile, credential_source or web_identity_token_file, and with external_id, role_session_name, duration_seconds and mfa_serial; sso_session or sso_start_url; an access key in the credentials file; login_session; credential_process; an access key in the config file. region, endpoint_url, services, ca_bundle, use_fips_endpoint, use_dualstack_endpoint, sts_regional_endpoints, max_attempts and retry_mode say where and how AWS is asked; a source_profile's own region counts for its own role. mfa_process, which other tools know, is a command as --mfa-cmd.",
    "A credential_process is run without a shell and with a small environment that is always the same: PATH, HOME and the like, proxies, and AWS's and brs's own variables but for secrets. If the program is brs itself, nothing is run: its command line is resolved as if it stood here. Profiles that lead back to themselves are refused, and so is a program that runs brs for what brs runs it for.",
    "A token of IAM Identity Center or a login of the AWS CLI is renewed if it can be, by one process at a time and so that its file is whole at any moment; else brs says which command logs in again.",
    TIME,
];

const WHOAMI: [&str; 3] = [
    "The answer is AWS's own, to GetCallerIdentity, which needs no permission: account, ARN and user ID, and with them where the credentials come from and when they expire, if they do. As JSON: Account, Arn, UserId, Source, Expiration.",
    "Without a source it answers for what the SDKs would use here: keys in the environment, the profile that AWS_PROFILE names or the default one, a web identity, the container, the instance. A profile that brs itself serves is answered for by reading its credential_process line, without running it.",
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

const PROFILE_FILES: [(&str, &str); 5] = [
    FILES[0],
    (
        "~/.aws/sso/cache",
        "The tokens of aws sso login, one of which is replaced when it is renewed.",
    ),
    ("~/.aws/login/cache", "The logins of aws login, likewise."),
    FILES[1],
    FILES[2],
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

const MFA_EXAMPLES: [(&str, &str); 4] = [
    (
        "Assume a role with a code from a YubiKey, and any other role of that user with the same session:",
        "brs mfa --role-arn arn:aws:iam::111122223333:role/Admin --profile dev-source \\
    --serial-number arn:aws:iam::111122223333:mfa/ana --cmd \"ykman oath accounts code --single AWS:ana\"",
    ),
    (
        "Log in for the day, and be asked on the terminal:",
        "brs mfa --profile dev-source",
    ),
    (
        "In ~/.aws/config, the same without a flag for each role:",
        "[profile admin]
region = eu-west-1
credential_process = /usr/local/bin/brs profile admin-source

[profile admin-source]
role_arn = arn:aws:iam::111122223333:role/Admin
source_profile = dev-source
mfa_serial = arn:aws:iam::111122223333:mfa/ana
mfa_process = ykman oath accounts code --single AWS:ana",
    ),
    (
        "Other commands that print a code:",
        "brs mfa --profile dev-source --cmd \"pass otp aws/ana\"
brs mfa --profile dev-source --cmd \"op item get AWS --otp\"
brs mfa --profile dev-source --cmd \"oathtool --totp --base32 @/run/user/1000/aws-seed\"",
    ),
];

const PROFILE_EXAMPLES: [(&str, &str); 3] = [
    (
        "Print the credentials of a profile, whatever it takes:",
        "brs profile dev-source",
    ),
    (
        "In ~/.aws/config, put brs in front of a profile: rename it, and give its name to one that runs brs:",
        "[profile dev]
region = eu-west-1
credential_process = /usr/local/bin/brs profile dev-source

[profile dev-source]
sso_session = corporate
sso_account_id = 111122223333
sso_role_name = Developer",
    ),
    (
        "Ask AWS whose credentials they are:",
        "brs whoami profile dev-source",
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
