//! What the manual says of `brs env`, `brs exec` and `brs cache`.

use super::{EXIT_STATUS, FILES, Page};
use crate::host::Variable;

/// The page about one of these words.
pub fn page(word: &str) -> Option<Page> {
    let all_but = |other: &[Variable]| {
        let all = Variable::ALL.iter().copied();
        all.filter(|variable| !other.contains(variable)).collect()
    };
    Some(match word {
        "env" => Page {
            description: &ENV,
            variables: all_but(&[Variable::Output, Variable::NoColor]),
            files: &FILES,
            exit_status: &EXIT_STATUS,
            examples: &ENV_EXAMPLES,
            see_also: &[],
        },
        "exec" => Page {
            description: &EXEC,
            variables: all_but(&[Variable::Output, Variable::NoColor, Variable::Shell]),
            files: &FILES,
            exit_status: &EXEC_EXIT_STATUS,
            examples: &EXEC_EXAMPLES,
            see_also: &["env(1)"],
        },
        "cache" => Page {
            description: &CACHE,
            variables: all_but(&[Variable::Output, Variable::Shell]),
            files: &FILES,
            exit_status: &EXIT_STATUS,
            examples: &CACHE_EXAMPLES,
            see_also: &[],
        },
        _ => return None,
    })
}

const ENV: [&str; 4] = [
    "Values are quoted so that the shell takes no byte of them for anything else. The command prompt of Windows (cmd) and the readers of dotenv files cannot be told to do that for every byte: a value with a quote, a percent sign, an exclamation mark or a line feed is refused for cmd, and one with a single quote, a backslash, a dollar sign, a grave accent or a line feed for dotenv. No credentials of AWS have any of these.",
    "A dotenv file has no words to unset a variable, so one that stands in the environment already stays there.",
    "A failure prints nothing, but eval does nothing with nothing and succeeds. Where that matters, keep the text first, as in the examples.",
    "The shell keeps these credentials until it is given others: they are not renewed. A profile whose credential_process runs brs is renewed by every SDK.",
];

const EXEC: [&str; 5] = [
    "Removed are, beside AWS_PROFILE and AWS_DEFAULT_PROFILE, all that lead to a role, a web identity, a container's credentials or a bearer token, and the old names AWS_ACCESS_KEY, AWS_SECRET_KEY, AWS_SECURITY_TOKEN and AWS_CREDENTIAL_FILE. AWS_REGION and AWS_DEFAULT_REGION are set where the source tells the region, and left as they are elsewhere.",
    "The program is looked for before anybody is asked for anything: in the directories of PATH, unless its name has a slash. It has the working directory, the open files, the limits, the ignored signals and the signal mask that brs was started with, and core files of it are made as without brs.",
    "The program cannot get other credentials than these: they are not renewed while it runs. If it may outlive them, let --min-ttl insist on enough, or give it a profile whose credential_process runs brs, which every SDK asks again in time.",
    "With less than 15 minutes left a warning says so, on a terminal or under -v.",
    "Any process of the same user, and root, can read the environment of a program that runs.",
];

const CACHE: [&str; 4] = [
    "list shows what each entry is: an assumed role, an MFA session, a role of IAM Identity Center, what a program has printed; its account and role, when it expires and was last refreshed, and what went wrong last, in red while no refresh has succeeded since. A failure stands there also where nothing could be cached at all.",
    "An entry is named by as much of its key as no other begins with, or by its source: brs cache show profile dev. A source is resolved from the command line and the config files alone. Each hop of a chain is an entry of its own.",
    "clear waits up to 10 seconds for a process that refreshes the entry. It removes entries, what is noted of them and the links of command lines to them; it never touches locks, the record of the MFA codes that were used, files of another version of brs, and files that are not brs's.",
    "The cache has temporary credentials only, and what makes requests differ: never an access key that does not end, a PIN, a password, a token code or the arguments of a program, of which it has a digest.",
];

const EXEC_EXIT_STATUS: [(&str, &str); 6] = [
    ("the program's", "The program was run."),
    EXIT_STATUS[1],
    EXIT_STATUS[2],
    EXIT_STATUS[3],
    ("126", "The program is there and cannot be run."),
    ("127", "There is no such program."),
];

const ENV_EXAMPLES: [(&str, &str); 6] = [
    (
        "bash, zsh and every other POSIX shell, where a failure leaves things as they are:",
        "keys=$(brs env profile dev) && eval \"$keys\"",
    ),
    ("fish:", "brs env profile dev | source"),
    (
        "PowerShell:",
        "brs env profile dev | Out-String | Invoke-Expression",
    ),
    (
        "A file for a tool that reads dotenv files:",
        "umask 077
brs env --shell dotenv profile dev > .env",
    ),
    (
        "The credentials of a role:",
        "brs env sts --role-arn arn:aws:iam::111122223333:role/Deploy",
    ),
    ("Undo it:", "keys=$(brs env --unset) && eval \"$keys\""),
];

const EXEC_EXAMPLES: [(&str, &str); 4] = [
    (
        "Run a program with the credentials of a role:",
        "brs exec sts --role-arn arn:aws:iam::111122223333:role/Deploy -- terraform apply",
    ),
    (
        "Run one that takes half an hour:",
        "brs exec profile dev --min-ttl 35m -- ./nightly-backup",
    ),
    ("Start a shell:", "brs exec profile dev -- bash"),
    (
        "For a program that outlives credentials, in ~/.aws/config; run it with AWS_PROFILE=dev and without brs exec:",
        "[profile dev]
region = eu-west-1
credential_process = /usr/local/bin/brs profile dev-source",
    ),
];

const CACHE_EXAMPLES: [(&str, &str); 5] = [
    ("See what there is:", "brs cache list"),
    (
        "See why a profile does not refresh:",
        "brs cache show profile dev",
    ),
    (
        "See all of one entry, for a program to read:",
        "brs cache show --output json 3f9a",
    ),
    (
        "Have a role assumed anew, after what it may do has changed:",
        "brs cache clear sts --role-arn arn:aws:iam::111122223333:role/Deploy --profile dev-source",
    ),
    ("Remove all credentials:", "brs cache clear --all"),
];
