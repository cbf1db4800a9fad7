//! One request that no SDK makes for us, and its answer.

use super::{Client, Failure};
use crate::runtime;
use crate::secret::Secret;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use std::time::Duration;
use zeroize::Zeroizing;

/// A request.
pub struct Ask<'a> {
    /// `GET`, `POST` or `PUT`.
    pub method: &'a str,
    /// The whole URL.
    pub url: &'a str,
    /// Names in lower case, and values; some of them let their bearer in.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, empty where there is none.
    pub body: Secret,
}

/// An answer, whatever its status.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Zeroizing<Vec<u8>>,
    headers: aws_smithy_runtime_api::http::Headers,
}

impl Answer {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }
}

impl Client {
    /// Sends a request and waits for the whole answer, at most this long.
    /// Redirects are answers like others.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    pub fn exchange(&self, ask: &Ask<'_>, within: Duration) -> Result<Answer, Failure> {
        let unusable = |error: &dyn std::fmt::Display| Failure::Unusable(error.to_string());
        let mut request = HttpRequest::new(SdkBody::from(ask.body.expose()));
        request.set_method(ask.method).map_err(|e| unusable(&e))?;
        request.set_uri(ask.url).map_err(|e| unusable(&e))?;
        for (name, value) in ask.headers {
            let added = request
                .headers_mut()
                .try_append((*name).to_owned(), (*value).to_owned());
            added.map_err(|e| unusable(&e))?;
        }
        let answer = runtime::block_on(within, self.send(request))
            .map_err(Failure::Local)?
            .ok_or(Failure::TimedOut)??;
        Ok(Answer {
            status: answer.status().as_u16(),
            body: Zeroizing::new(answer.body().bytes().unwrap_or_default().to_vec()),
            headers: answer.headers().clone(),
        })
    }
}
