//! The one HTTP client: roots, proxies, limits; also the SDK's.

mod exchange;
mod failure;
mod proxy;

pub use exchange::{Answer, Ask};
pub use failure::{Failure, timed_out};

use crate::error::{Error, Result};
use crate::host;
use crate::tls::{self, Identity, Roots};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use failure::deepest;
use proxy::Proxy;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// No answer of AWS is longer, bytes.
const LONGEST_ANSWER: usize = 256 * 1024;

/// What an endpoint's URL looks like.
const FORM: &str = "expected https://HOST[:PORT][/PATH]";

/// The URL of an endpoint, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointUrl(reqwest::Url);

impl EndpointUrl {
    /// Takes an `http` or `https` URL with a host, and perhaps a path, which
    /// some gateways have; without user, query or fragment.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let url = reqwest::Url::parse(text).map_err(|_| FORM)?;
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        match matches!(url.scheme(), "http" | "https") && url.has_host() && plain {
            true => Ok(Self(url)),
            false => Err(FORM.into()),
        }
    }

    /// The URL with its path, without a slash at its end.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Host and port.
    pub fn authority(&self) -> &str {
        self.0.authority()
    }

    /// The host, an address without brackets.
    pub fn host(&self) -> &str {
        let host = self.0.host_str().unwrap_or_default();
        host.trim_start_matches('[').trim_end_matches(']')
    }

    /// Whether it is spoken to in TLS.
    pub fn is_tls(&self) -> bool {
        self.0.scheme() == "https"
    }
}

/// A client for one endpoint, set up when it is first used.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    identity: Option<Identity>,
    ca_bundle: Option<PathBuf>,
    connect_timeout: Duration,
    /// Whether no proxy is asked, whoever names one.
    is_direct: bool,
    /// Server's clock minus ours at the last answer, seconds.
    skew: AtomicI64,
    /// What the first request set up, and whom it asked.
    built: OnceLock<Arc<Built>>,
}

/// A client that is set up; roots and proxy are those of one origin.
struct Built {
    origin: reqwest::Url,
    proxy: Option<Proxy>,
    client: reqwest::Client,
}

impl Client {
    /// Trusts `ca_bundle` instead of the system's roots, if given. Reads
    /// nothing yet: a plain endpoint needs no roots.
    pub fn new(ca_bundle: Option<PathBuf>, connect_timeout: Duration) -> Self {
        Self::of(None, ca_bundle, connect_timeout, false)
    }

    /// The same for what a machine has of its own: whoever stands between
    /// would give its own, or learn ours. No proxy is asked.
    pub fn direct(ca_bundle: Option<PathBuf>, connect_timeout: Duration) -> Self {
        Self::of(None, ca_bundle, connect_timeout, true)
    }

    /// The same, for servers that want to know who asks.
    pub fn with_identity(
        identity: Option<Identity>,
        ca_bundle: Option<PathBuf>,
        connect_timeout: Duration,
    ) -> Self {
        Self::of(identity, ca_bundle, connect_timeout, false)
    }

    fn of(
        identity: Option<Identity>,
        ca_bundle: Option<PathBuf>,
        connect_timeout: Duration,
        is_direct: bool,
    ) -> Self {
        Self(Arc::new(Inner {
            identity,
            ca_bundle,
            connect_timeout,
            is_direct,
            skew: AtomicI64::new(0),
            built: OnceLock::new(),
        }))
    }

    /// Server's clock minus ours at the last answer, seconds; 0 where it did
    /// not say.
    pub fn skew(&self) -> i64 {
        self.0.skew.load(Ordering::Relaxed)
    }

    /// Host and port of the proxy that the first request went through, if it
    /// did.
    pub fn proxy(&self) -> Option<String> {
        self.0.built.get()?.proxy.as_ref().map(Proxy::place)
    }

    async fn send(&self, request: HttpRequest) -> std::result::Result<HttpResponse, Failure> {
        let request = request
            .try_into_http1x()
            .map_err(|error| Failure::Unusable(error.to_string()))?
            .map(|body| body.bytes().unwrap_or_default().to_vec());
        let request = reqwest::Request::try_from(request)
            .map_err(|error| Failure::Unusable(error.to_string()))?;
        let built = self.built(request.url()).map_err(Failure::Local)?;
        let failure = |error: reqwest::Error| Failure::of(&error, built.proxy.as_ref());
        let mut answer = built.client.execute(request).await.map_err(failure)?;
        if let (Some(proxy), 407) = (&built.proxy, answer.status().as_u16()) {
            return Err(Failure::unauthorized(proxy));
        }
        if let Some(date) = answer
            .headers()
            .get("date")
            .and_then(|date| date.to_str().ok())
        {
            self.measure(date);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(failure)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(Failure::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(
            answer
                .status()
                .as_u16()
                .try_into()
                .map_err(|_| Failure::Garbled)?,
            SdkBody::from(body),
        );
        for (name, value) in answer.headers() {
            // A header that is not text says nothing to us.
            if let Ok(value) = value.to_str() {
                let _ = response
                    .headers_mut()
                    .try_append(name.as_str().to_owned(), value.to_owned());
            }
        }
        Ok(response)
    }

    /// The client for this URL: roots are read and proxies looked up once,
    /// however often a request is repeated.
    fn built(&self, url: &reqwest::Url) -> Result<Arc<Built>> {
        let of_this_origin = |built: &&Arc<Built>| built.origin.origin() == url.origin();
        if let Some(built) = self.0.built.get().filter(of_this_origin) {
            return Ok(Arc::clone(built));
        }
        let built = Arc::new(self.build(url)?);
        // Where another origin came first, that one stays.
        let _ = self.0.built.set(Arc::clone(&built));
        Ok(built)
    }

    fn build(&self, url: &reqwest::Url) -> Result<Built> {
        let proxy = match self.0.is_direct {
            true => None,
            false => Proxy::of(url, host::text_of)?,
        };
        let is_tls = url.scheme() == "https" || proxy.as_ref().is_some_and(Proxy::is_tls);
        let roots = match &self.0.ca_bundle {
            _ if !is_tls => Roots::None,
            Some(path) => Roots::Bundle(path),
            None => Roots::System,
        };
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(roots, self.0.identity.as_ref())?)
            .connect_timeout(self.0.connect_timeout)
            // Signed headers and client certificates are for the host that
            // was asked, and for no other.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // The SDK decides what is asked again; then a connection of its
            // own may lead to a machine that is better off.
            .retry(reqwest::retry::never())
            .pool_max_idle_per_host(0)
            // It would read the environment by rules of its own.
            .no_proxy();
        if let Some(proxy) = &proxy {
            builder = builder.proxy(proxy.to_client()?);
        }
        let client = builder
            .build()
            .map_err(|error| Error::failed(deepest(&error)).context("cannot set HTTP up"))?;
        Ok(Built {
            origin: url.clone(),
            proxy,
            client,
        })
    }

    fn measure(&self, date: &str) {
        // RFC 9110, 5.6.7: always GMT, which RFC 2822 writes as an offset.
        let date = date.replace("GMT", "+0000");
        if let Ok(theirs) = OffsetDateTime::parse(&date, &Rfc2822) {
            let skew = theirs.unix_timestamp() - host::now().seconds();
            self.0.skew.store(skew, Ordering::Relaxed);
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

impl HttpConnector for Client {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let client = self.clone();
        HttpConnectorFuture::new(async move {
            client.send(request).await.map_err(|failure| match failure {
                // Asking again would be answered with the same.
                Failure::Local(_)
                | Failure::ProxyDistrusted(..)
                | Failure::Tls(_)
                | Failure::Unauthorized(_)
                | Failure::Unusable(_) => ConnectorError::user(failure.into()),
                Failure::TimedOut => ConnectorError::timeout(failure.into()),
                _ => ConnectorError::io(failure.into()),
            })
        })
    }
}

impl HttpClient for Client {
    fn http_connector(
        &self,
        // The client has its own connect timeout, and whoever waits for an
        // answer has a deadline.
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_a_host_and_perhaps_a_path() {
        for (text, kept) in [
            ("https://sts.example.com/", "https://sts.example.com"),
            ("http://127.0.0.1:4566", "http://127.0.0.1:4566"),
            ("http://localhost:4566/sts/", "http://localhost:4566/sts"),
        ] {
            assert_eq!(EndpointUrl::parse(text).unwrap().as_str(), kept);
        }
        for text in [
            "sts.example.com",
            "ftp://a",
            "https://u:p@a",
            "https://a?b",
            "https://",
            "",
        ] {
            assert_eq!(EndpointUrl::parse(text).unwrap_err(), FORM, "{text}");
        }
    }

    #[test]
    fn roots_are_read_once_when_they_are_needed_and_for_one_origin() {
        let home = tempfile::TempDir::new().unwrap();
        let bundle = home.path().join("ca.pem");
        let client = Client::new(Some(bundle.clone()), Duration::from_secs(1));
        let plain = reqwest::Url::parse("http://127.0.0.1:1").unwrap();
        let [url, other] = ["https://a.example/x", "https://b.example/"]
            .map(|text| reqwest::Url::parse(text).unwrap());
        // Not yet written: neither making the client nor a plain request
        // needs it, and a failure is not kept.
        assert!(client.build(&plain).is_ok() && client.built(&url).is_err());
        std::fs::write(&bundle, local_aws::LocalAws::start_tls().ca_pem()).unwrap();
        assert!(client.built(&url).is_ok());
        std::fs::remove_file(&bundle).unwrap();
        assert!(client.built(&url).is_ok());
        assert!(client.built(&other).is_err());
    }
}
