//! The one table of environment variables that brs reads.

use std::ffi::{OsStr, OsString};
use zeroize::Zeroizing;

/// What a variable has to do with which credentials a command line means and
/// when they are renewed: what a link has to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Its value settles it.
    ByValue,
    /// Whether it is there settles it: a secret, which never counts itself (an
    /// access key ID stands for its secret), or a value that is looked at
    /// anew each time.
    ByPresence,
    /// It is about the way there alone: to AWS, or to a token code.
    Not,
}

macro_rules! variables {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $counts:ident, $about:literal;)*) => {
        /// An environment variable that brs reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Variable { $(#[doc = concat!("`", $name, "`")] $id,)* }

        impl Variable {
            /// All of them, in the order of the manual.
            pub const ALL: &'static [Variable] = &[$(Variable::$id,)*];

            /// The name in the environment.
            pub fn name(self) -> &'static str {
                match self { $(Variable::$id => $name,)* }
            }

            /// How it counts.
            pub fn counts(self) -> Counts {
                match self { $(Variable::$id => Counts::$counts,)* }
            }

            /// What it does, for the manual.
            pub fn about(self) -> &'static str {
                match self { $(Variable::$id => $about,)* }
            }
        }
    };
}

variables! {
    AccessKeyId = "AWS_ACCESS_KEY_ID", ByValue, "Base credentials, with AWS_SECRET_ACCESS_KEY";
    SecretAccessKey = "AWS_SECRET_ACCESS_KEY", ByPresence, "Base credentials, with AWS_ACCESS_KEY_ID";
    SessionToken = "AWS_SESSION_TOKEN", ByPresence, "The session token of base credentials that are temporary";
    Profile = "AWS_PROFILE", ByValue, "The profile of the base credentials, where --profile is not given and no keys are in the environment";
    DefaultProfile = "AWS_DEFAULT_PROFILE", ByValue, "As AWS_PROFILE, after it";
    RoleArn = "AWS_ROLE_ARN", ByValue, "The role of base credentials that a web identity gives, with AWS_WEB_IDENTITY_TOKEN_FILE";
    WebIdentityTokenFile = "AWS_WEB_IDENTITY_TOKEN_FILE", ByValue, "The file that its token is in";
    ContainerRelativeUri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", ByValue, "Where the container that brs runs in is given base credentials, at 169.254.170.2";
    ContainerFullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI", ByValue, "The same as a whole URL: https, or http to this machine or to a metadata address";
    ContainerToken = "AWS_CONTAINER_AUTHORIZATION_TOKEN", ByValue, "What is sent there as Authorization";
    ContainerTokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", ByValue, "A file that it is in, which counts first";
    MetadataDisabled = "AWS_EC2_METADATA_DISABLED", ByValue, "true: never ask the metadata of an EC2 instance for base credentials";
    MetadataEndpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT", ByValue, "Where that metadata is, http://169.254.169.254 by default";
    MetadataEndpointMode = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", ByValue, "IPv6: it is at http://[fd00:ec2::254]";
    Region = "AWS_REGION", ByValue, "As --region";
    DefaultRegion = "AWS_DEFAULT_REGION", ByValue, "As --region, after AWS_REGION";
    ConfigFile = "AWS_CONFIG_FILE", ByValue, "The shared config file, ~/.aws/config by default";
    CredentialsFile = "AWS_SHARED_CREDENTIALS_FILE", ByValue, "The shared credentials file, ~/.aws/credentials by default";
    RoleSessionName = "AWS_ROLE_SESSION_NAME", ByValue, "As --role-session-name";
    EndpointUrlSts = "AWS_ENDPOINT_URL_STS", ByValue, "As --endpoint-url";
    EndpointUrl = "AWS_ENDPOINT_URL", ByValue, "As --endpoint-url, after AWS_ENDPOINT_URL_STS";
    EndpointUrlSso = "AWS_ENDPOINT_URL_SSO", ByValue, "Another endpoint of IAM Identity Center than the region's own";
    EndpointUrlSsoOidc = "AWS_ENDPOINT_URL_SSO_OIDC", Not, "Another one where its tokens are renewed";
    EndpointUrlSignin = "AWS_ENDPOINT_URL_SIGNIN", Not, "Another one where a login of the AWS CLI is renewed";
    EndpointUrlIam = "AWS_ENDPOINT_URL_IAM", ByValue, "Another endpoint of IAM, which is asked for a user's MFA device where none is named";
    StsRegionalEndpoints = "AWS_STS_REGIONAL_ENDPOINTS", ByValue, "legacy: the older regions' STS is the global one, sts.amazonaws.com; regional, the default: each has its own";
    LoginCache = "AWS_LOGIN_CACHE_DIRECTORY", ByValue, "Where the AWS CLI keeps its logins, ~/.aws/login/cache by default";
    IgnoreEndpointUrls = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", ByValue, "true: heed endpoint URLs on the command line only";
    UseFipsEndpoint = "AWS_USE_FIPS_ENDPOINT", ByValue, "true: as --use-fips-endpoint";
    UseDualstackEndpoint = "AWS_USE_DUALSTACK_ENDPOINT", ByValue, "true: as --use-dualstack-endpoint";
    CaBundle = "AWS_CA_BUNDLE", ByValue, "As --ca-bundle";
    SslCertFile = "SSL_CERT_FILE", Not, "Trust the certificates in this file instead of the system's, where no CA bundle is named";
    SslCertDir = "SSL_CERT_DIR", Not, "Trust those in the files of these directories, with a colon between them; both may be set";
    HttpsProxyLower = "https_proxy", Not, "The proxy for https: [http://][USER:PASSWORD@]HOST[:PORT], http or https; percent signs in user and password as in a URL";
    HttpsProxy = "HTTPS_PROXY", Not, "As https_proxy, after it";
    HttpProxyLower = "http_proxy", Not, "The proxy for endpoints of plain http";
    HttpProxy = "HTTP_PROXY", Not, "As http_proxy, after it";
    AllProxyLower = "all_proxy", Not, "The proxy for both, after those of the scheme";
    AllProxy = "ALL_PROXY", Not, "As all_proxy, after it";
    NoProxyLower = "no_proxy", Not, "Whom to ask without a proxy, with commas between them: hosts, domains, addresses, networks, each perhaps with :PORT, or * for all; this machine and metadata addresses never are asked through one";
    NoProxy = "NO_PROXY", Not, "As no_proxy, after it";
    RequestMethod = "REQUEST_METHOD", Not, "Set, as under CGI: HTTP_PROXY is not heeded";
    MaxAttempts = "AWS_MAX_ATTEMPTS", ByValue, "As --max-attempts";
    RetryMode = "AWS_RETRY_MODE", ByValue, "How requests are repeated: standard (the default; so is legacy) or adaptive";
    CacheDir = "BRS_CACHE_DIR", ByValue, "As --cache-dir";
    NoCache = "BRS_NO_CACHE", ByValue, "true: as --no-cache";
    AdvisoryTimeout = "BRS_ADVISORY_TIMEOUT", ByValue, "As --advisory-timeout";
    MandatoryTimeout = "BRS_MANDATORY_TIMEOUT", ByValue, "As --mandatory-timeout";
    MinTtl = "BRS_MIN_TTL", ByValue, "As --min-ttl";
    Timeout = "BRS_TIMEOUT", ByValue, "As --timeout";
    ConnectTimeout = "BRS_CONNECT_TIMEOUT", ByValue, "As --connect-timeout";
    EnvPass = "BRS_ENV_PASS", ByValue, "As --env-pass, beside it: names with spaces or commas between them; also for the credential_process of a profile";
    MfaCmd = "BRS_MFA_CMD", Not, "As --mfa-cmd";
    MfaTimeout = "BRS_MFA_TIMEOUT", Not, "As --mfa-timeout";
    MfaCmdUnattended = "BRS_MFA_CMD_UNATTENDED", Not, "true: as --mfa-cmd-unattended";
    NoMfaSession = "BRS_NO_MFA_SESSION", ByValue, "true: as --no-mfa-session";
    SessionDuration = "BRS_SESSION_DURATION", Not, "As --session-duration";
    NoPrompt = "BRS_NO_PROMPT", Not, "true: as --no-prompt";
    PromptTimeout = "BRS_PROMPT_TIMEOUT", Not, "As --prompt-timeout";
    IotEndpoint = "BRS_IOT_ENDPOINT", ByValue, "As --endpoint of brs iot";
    Pkcs11Lib = "BRS_PKCS11_LIB", ByValue, "As --pkcs11-lib of brs iot";
    Pkcs11Pin = "BRS_PKCS11_PIN", Not, "The PIN of the token that the key of brs iot is on; taken from the environment of programs that brs runs";
    Chain = "BRS_CHAIN", Not, "Set by brs for the programs that it runs on the way to credentials, so that none of them runs it in a circle";
    Output = "BRS_OUTPUT", ByValue, "As --output; not for where SDKs run brs, which read the default only";
    Shell = "SHELL", Not, "The shell that brs env writes for, where none of the programs that have started it is one";
    NoColor = "NO_COLOR", Not, "Set: brs cache shows no colours";
    User = "USER", ByValue, "The user that the default --role-session-name is made of";
    LogName = "LOGNAME", ByValue, "The user, where USER is not set";
    Path = "PATH", ByValue, "Where the program of brs custom, or of a credential_process, is looked for";
    Home = "HOME", ByValue, "Where ~ is";
    XdgCacheHome = "XDG_CACHE_HOME", ByValue, "Where the cache is, in brs/; ~/.cache by default";
}

/// The value, unless it is unset or empty.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub(super) fn read(variable: Variable) -> Option<OsString> {
    std::env::var_os(variable.name()).filter(|value| !value.is_empty())
}

/// All variables whose name is wanted.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub(super) fn all(wanted: impl Fn(&OsStr) -> bool) -> Vec<(OsString, OsString)> {
    let mut found = Vec::new();
    for (name, value) in std::env::vars_os() {
        if wanted(&name) {
            found.push((name, value));
        } else {
            // It may be a secret.
            drop(Zeroizing::new(value.into_encoded_bytes()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_settles_anything() {
        for variable in Variable::ALL {
            let name = variable.name();
            // Whose it is nothing else tells; of links only a digest is left.
            if *variable == Variable::ContainerToken {
                continue;
            }
            if name.contains("SECRET") || name.ends_with("TOKEN") {
                assert_ne!(variable.counts(), Counts::ByValue, "{name}");
            }
        }
    }
}
