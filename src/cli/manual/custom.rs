//! What the manual says of `brs custom`.

pub const DESCRIPTION: [&str; 7] = [
    "A document is one JSON object of at most 64 KiB. Its expiration is a time such as 2026-01-31T23:59:59Z, with any offset, or a number: seconds or milliseconds since the epoch. A time of no zone is refused, because nobody can tell when it is. What is missing or of the wrong type is named, and nothing of the document is repeated. What brs prints is the usual document, whatever the program printed.",
    "The program is given a small environment that is always the same: PATH, HOME, USER, LOGNAME, SHELL, LANG, LC_*, TERM, TZ, TMPDIR, XDG_*, the variables of proxies, SSL_CERT_FILE, SSL_CERT_DIR, SSH_AUTH_SOCK, GPG_TTY, DISPLAY, WAYLAND_DISPLAY, XAUTHORITY, DBUS_SESSION_BUS_ADDRESS and NO_COLOR, and what --env, --env-pass and BRS_ENV_PASS name. BRS_CHAIN is beside them, so that a program that runs brs for what brs runs it for is refused. Standard input is empty, unless --interactive gives it the terminal. Standard error is the terminal, if there is one; else the last line of it is shown when the program fails, without what may be a secret.",
    "Everything that the program is given counts for what is cached: which file it is and what that is like, its arguments, the working directory or --cwd, and the environment, but for what only tells how a person is reached (TERM, GPG_TTY, DISPLAY and the like). Of arguments and environment brs keeps a digest, and shows none of them. Files that the program reads do not count, nor does a script that an interpreter is given by name: after a change to one, use --force-refresh.",
    "A program that exits with another status than 0, prints too much or takes too long has failed: it is ended with all that it has started, and so is what a program that ended well has left behind. A failure is shared for 1 second, doubling to 10, with all who ask for the same; while cached credentials live, they are printed, and a run to renew them takes at most 15 seconds, or none is made if the last one took longer.",
    "An access key without a session token and an expiration does not end. It is printed as it is, and not cached, unless --ttl says for how long: until then the program is not run again. SDKs never ask again for such a key while they run. Where a key does end, let the program say when, and SDKs come back in time.",
    "A verb in front, as in brs whoami custom, takes the program with --command only, because a -- behind a verb may be the verb's own.",
    super::TIME,
];

pub const EXAMPLES: [(&str, &str); 5] = [
    (
        "Cache what another credential_process gives, here the helper of IAM Roles Anywhere:",
        "brs custom -- aws_signing_helper credential-process --certificate /etc/pki/me.pem \\
    --private-key /etc/pki/me.key --trust-anchor-arn arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b \\
    --profile-arn arn:aws:rolesanywhere:eu-west-1:111122223333:profile/2c3d --role-arn arn:aws:iam::111122223333:role/Deploy",
    ),
    (
        "Ask a vault by a script of yours, which needs to know where that is:",
        "brs custom --env VAULT_ADDR=https://vault.example:8200 -- /usr/local/bin/aws-from-vault deploy",
    ),
    (
        "In ~/.aws/config, the same for every SDK:",
        "[profile deploy]
region = eu-west-1
credential_process = /usr/local/bin/brs custom --env VAULT_ADDR=https://vault.example:8200 -- /usr/local/bin/aws-from-vault deploy",
    ),
    (
        "Keep an access key that does not end for an hour at a time, with a token that is in the environment:",
        "brs custom --ttl 1h --env-pass BROKER_TOKEN -- /usr/local/bin/key-from-broker",
    ),
    (
        "Ask AWS whose credentials a program gives:",
        "brs whoami custom --command '/usr/local/bin/aws-from-vault deploy' --region eu-west-1",
    ),
];
