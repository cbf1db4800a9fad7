//! The one table of environment variables that brs reads.

use std::ffi::{OsStr, OsString};
use zeroize::Zeroizing;

macro_rules! variables {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $settles:literal, $about:literal;)*) => {
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

            /// Whether its value settles which credentials a command line
            /// means, or when they are renewed.
            ///
            /// Secrets never do (an access key ID stands for its secret).
            pub fn settles(self) -> bool {
                match self { $(Variable::$id => $settles,)* }
            }

            /// Whether it is about the way to AWS alone, so that a link need not
            /// even know whether it is there.
            pub fn is_of_the_way(self) -> bool {
                use Variable::*;
                matches!(
                    self,
                    HttpsProxyLower | HttpsProxy | HttpProxyLower | HttpProxy | AllProxyLower
                        | AllProxy | NoProxyLower | NoProxy | RequestMethod | SslCertFile
                        | SslCertDir
                )
            }

            /// What it does, for the manual.
            pub fn about(self) -> &'static str {
                match self { $(Variable::$id => $about,)* }
            }
        }
    };
}

variables! {
    AccessKeyId = "AWS_ACCESS_KEY_ID", true, "Base credentials, with AWS_SECRET_ACCESS_KEY";
    SecretAccessKey = "AWS_SECRET_ACCESS_KEY", false, "Base credentials, with AWS_ACCESS_KEY_ID";
    SessionToken = "AWS_SESSION_TOKEN", false, "The session token of base credentials that are temporary";
    Profile = "AWS_PROFILE", true, "The profile of the base credentials, where --profile is not given and no keys are in the environment";
    Region = "AWS_REGION", true, "As --region";
    DefaultRegion = "AWS_DEFAULT_REGION", true, "As --region, after AWS_REGION";
    ConfigFile = "AWS_CONFIG_FILE", true, "The shared config file, ~/.aws/config by default";
    CredentialsFile = "AWS_SHARED_CREDENTIALS_FILE", true, "The shared credentials file, ~/.aws/credentials by default";
    RoleSessionName = "AWS_ROLE_SESSION_NAME", true, "As --role-session-name";
    EndpointUrlSts = "AWS_ENDPOINT_URL_STS", true, "As --endpoint-url";
    EndpointUrl = "AWS_ENDPOINT_URL", true, "As --endpoint-url, after AWS_ENDPOINT_URL_STS";
    IgnoreEndpointUrls = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", true, "true: heed endpoint URLs on the command line only";
    UseFipsEndpoint = "AWS_USE_FIPS_ENDPOINT", true, "true: as --use-fips-endpoint";
    UseDualstackEndpoint = "AWS_USE_DUALSTACK_ENDPOINT", true, "true: as --use-dualstack-endpoint";
    CaBundle = "AWS_CA_BUNDLE", true, "As --ca-bundle";
    SslCertFile = "SSL_CERT_FILE", false, "Trust the certificates in this file instead of the system's, where no CA bundle is named";
    SslCertDir = "SSL_CERT_DIR", false, "Trust those in the files of these directories, with a colon between them; both may be set";
    HttpsProxyLower = "https_proxy", false, "The proxy for https: [http://][USER:PASSWORD@]HOST[:PORT], http or https; percent signs in user and password as in a URL";
    HttpsProxy = "HTTPS_PROXY", false, "As https_proxy, after it";
    HttpProxyLower = "http_proxy", false, "The proxy for endpoints of plain http";
    HttpProxy = "HTTP_PROXY", false, "As http_proxy, after it";
    AllProxyLower = "all_proxy", false, "The proxy for both, after those of the scheme";
    AllProxy = "ALL_PROXY", false, "As all_proxy, after it";
    NoProxyLower = "no_proxy", false, "Whom to ask without a proxy, with commas between them: hosts, domains, addresses, networks, each perhaps with :PORT, or * for all; this machine and metadata addresses never are asked through one";
    NoProxy = "NO_PROXY", false, "As no_proxy, after it";
    RequestMethod = "REQUEST_METHOD", false, "Set, as under CGI: HTTP_PROXY is not heeded";
    MaxAttempts = "AWS_MAX_ATTEMPTS", true, "As --max-attempts";
    RetryMode = "AWS_RETRY_MODE", true, "How requests are repeated: standard (the default; so is legacy) or adaptive";
    CacheDir = "BRS_CACHE_DIR", true, "As --cache-dir";
    NoCache = "BRS_NO_CACHE", true, "true: as --no-cache";
    AdvisoryTimeout = "BRS_ADVISORY_TIMEOUT", true, "As --advisory-timeout";
    MandatoryTimeout = "BRS_MANDATORY_TIMEOUT", true, "As --mandatory-timeout";
    MinTtl = "BRS_MIN_TTL", true, "As --min-ttl";
    Timeout = "BRS_TIMEOUT", true, "As --timeout";
    ConnectTimeout = "BRS_CONNECT_TIMEOUT", true, "As --connect-timeout";
    Output = "BRS_OUTPUT", true, "As --output; not for where SDKs run brs, which read the default only";
    User = "USER", true, "The user that the default --role-session-name is made of";
    LogName = "LOGNAME", true, "The user, where USER is not set";
    Path = "PATH", true, "Where the program of a credential_process is looked for";
    Home = "HOME", true, "Where ~ is";
    XdgCacheHome = "XDG_CACHE_HOME", true, "Where the cache is, in brs/; ~/.cache by default";
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
            if name.contains("SECRET") || name.contains("TOKEN") {
                assert!(!variable.settles(), "{name}");
            }
        }
    }
}
