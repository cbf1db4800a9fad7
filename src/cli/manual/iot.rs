//! The page of the manual about `brs iot`.

use super::{EXIT_STATUS, FILES, Page, TIME};
use crate::host::Variable;

/// What the page says.
pub fn page() -> Page {
    Page {
        description: &DESCRIPTION,
        variables: Variable::ALL
            .iter()
            .copied()
            .filter(|variable| !NOT_FOR_DEVICES.contains(variable))
            .filter(|variable| !variable.name().starts_with("AWS_"))
            .collect(),
        files: &FILES,
        exit_status: &EXIT_STATUS,
        examples: &EXAMPLES,
        see_also: &["pkcs11-tool(1)", "p11tool(1)"],
    }
}

/// What is about users and their codes.
const NOT_FOR_DEVICES: [Variable; 7] = [
    Variable::MfaCmd,
    Variable::MfaTimeout,
    Variable::MfaCmdUnattended,
    Variable::NoMfaSession,
    Variable::SessionDuration,
    Variable::User,
    Variable::LogName,
];

const DESCRIPTION: [&str; 8] = [
    "The credentials provider of AWS IoT Core is asked by a GET request over mutual TLS. Its name, the --endpoint, is one for each account and region; that of the data endpoint, whose first part ends with -ats, is another. A role alias stands for the role, and a policy of the certificate has to allow iot:AssumeRoleWithCertificate on it. With --ca, the authorities in that file are trusted instead of the system's.",
    "Credentials are cached and renewed as those of brs sts are. Endpoint, role alias, thing name, duration and certificate are what cached credentials are found by: of a certificate in a file its bytes count, of one on a token the module and what selects it. While cached credentials are fresh, no key, no module and no server is touched.",
    "Certificate and key are compared before the network is touched. The file of the certificate may have those above it too, in any order.",
    "A key on a token never leaves it: the token signs. --pkcs11-lib names its module by a whole path, to a file that nobody else can write to, in directories that nobody else can write to. --slot-id, --token-label, --key-label, --key-id and the URIs of --key and --cert add up: all that is given has to be true of exactly one token and exactly one key on it; otherwise the failure lists those that there are. A module runs in a process of its own, which sees no AWS credentials and ends with --timeout.",
    "The PIN comes from --pin-file, --pin-cmd, pin-source in the URI (file:/PATH), BRS_PKCS11_PIN, the pad of the token's reader, or a person at the terminal; never from an argument, so pin-value in a URI is refused. It is sent once for each fetch, to a key that wants it for each use (CKA_ALWAYS_AUTHENTICATE) once more, and kept nowhere.",
    "A few wrong PINs lock a token. A PIN that was refused is therefore not sent again, by whichever brs, until its file changes or a person has logged in at a terminal; where it came from is remembered beside the cache, the PIN is not. When the token says that one try is left, only a person's PIN is sent. Where a refusal could not be remembered, because the directory of the cache cannot be written to, no PIN is sent unattended.",
    "AWS does not document that --duration-seconds is heeded; the role alias says how long credentials live.",
    TIME,
];

const EXAMPLES: [(&str, &str); 7] = [
    (
        "Find the endpoint:",
        "aws iot describe-endpoint --endpoint-type iot:CredentialProvider
brs iot --endpoint c1a2b3.credentials.iot.eu-west-1.amazonaws.com --role-alias Reader \\
    --cert device.pem --key device.key",
    ),
    (
        "In ~/.aws/config, a profile that every SDK on the device can use:",
        "[profile device]
region = eu-west-1
credential_process = /usr/local/bin/brs iot --endpoint c1a2b3.credentials.iot.eu-west-1.amazonaws.com --role-alias Reader --thing-name pump-7 --cert /etc/device/cert.pem --key /etc/device/key.pem",
    ),
    (
        "With a key on a token of SoftHSM, and the PIN in a file:",
        "brs iot --endpoint c1a2b3.credentials.iot.eu-west-1.amazonaws.com --role-alias Reader \\
    --cert device.pem --pkcs11-lib /usr/lib/softhsm/libsofthsm2.so \\
    --token-label device --key-label device --pin-file /etc/device/pin",
    ),
    (
        "The same as a URI, with the certificate on the token too:",
        "brs iot --endpoint c1a2b3.credentials.iot.eu-west-1.amazonaws.com --role-alias Reader \\
    --key 'pkcs11:token=device;object=device?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/device/pin'",
    ),
    (
        "With a key in a TPM, through tpm2-pkcs11:",
        "brs iot --endpoint c1a2b3.credentials.iot.eu-west-1.amazonaws.com --role-alias Reader \\
    --cert device.pem --pkcs11-lib /usr/lib/x86_64-linux-gnu/libtpm2_pkcs11.so.1 \\
    --token-label device --pin-file /etc/device/pin",
    ),
    (
        "With a key on a YubiKey (slot 9a), whose PIN a person enters:",
        "brs iot --endpoint c1a2b3.credentials.iot.eu-west-1.amazonaws.com --role-alias Reader \\
    --cert device.pem --pkcs11-lib /usr/lib/x86_64-linux-gnu/libykcs11.so.2 --key-id 01",
    ),
    (
        "Ask AWS whose credentials these are:",
        "brs whoami iot --endpoint c1a2b3.credentials.iot.eu-west-1.amazonaws.com --role-alias Reader \\
    --cert device.pem --key device.key",
    ),
];
