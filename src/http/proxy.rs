//! Which proxy a request goes through, if any: the one place that decides it.
//!
//! Variables and their meaning are curl's, but for three things in which it
//! stands alone: a proxy without a port is at its scheme's, SOCKS is not
//! spoken, and `*.example.com` in NO_PROXY is `example.com`.

mod exempt;

use crate::error::{Error, Result};
use crate::host::Variable;
use crate::secret::Secret;
use exempt::is_exempt;
use std::net::IpAddr;

/// What a proxy's variable looks like; its value is never shown.
const FORM: &str = "expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT";

/// A proxy.
#[derive(Debug)]
pub struct Proxy {
    /// Without user and password.
    url: reqwest::Url,
    /// Proxy-Authorization.
    authorization: Option<Secret>,
    variable: Variable,
}

impl Proxy {
    /// The proxy for this URL, by the variables that `read` reads.
    ///
    /// # Errors
    ///
    /// Exit status 2: the variable that counts is no proxy.
    pub fn of(
        url: &reqwest::Url,
        read: impl Fn(Variable) -> Result<Option<String>>,
    ) -> Result<Option<Self>> {
        if is_local(url) {
            return Ok(None);
        }
        let variables: &[Variable] = match url.scheme() {
            "https" => &[
                Variable::HttpsProxyLower,
                Variable::HttpsProxy,
                Variable::AllProxyLower,
                Variable::AllProxy,
            ],
            // Under CGI a client sets HTTP_PROXY, with a header `Proxy`.
            _ if read(Variable::RequestMethod)?.is_some() => &[
                Variable::HttpProxyLower,
                Variable::AllProxyLower,
                Variable::AllProxy,
            ],
            _ => &[
                Variable::HttpProxyLower,
                Variable::HttpProxy,
                Variable::AllProxyLower,
                Variable::AllProxy,
            ],
        };
        let Some((variable, value)) = first(variables, &read)? else {
            return Ok(None);
        };
        let value = Secret::new(value);
        if let Some((_, list)) = first(&[Variable::NoProxyLower, Variable::NoProxy], &read)?
            && is_exempt(&list, url)
        {
            return Ok(None);
        }
        match Self::parse(value.expose(), variable) {
            Ok(proxy) => Ok(Some(proxy)),
            Err(reason) => {
                let name = variable.name();
                Err(
                    Error::misused(format!("invalid value for {name}: {reason}"))
                        .hint(format!("put {name} right, or unset it")),
                )
            }
        }
    }

    fn parse(text: &str, variable: Variable) -> std::result::Result<Self, &'static str> {
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => "http",
            "https" => "https",
            socks if socks.starts_with("socks") => return Err("SOCKS is not spoken here"),
            _ => return Err(FORM),
        };
        // The last one, so that a password may have any character in it.
        let (user, place) = match rest.rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, rest),
        };
        let place = place.strip_suffix('/').unwrap_or(place);
        let named = |c: char| c.is_alphanumeric() || "-._:[]".contains(c);
        if !place.chars().all(named) {
            return Err(FORM);
        }
        let url = reqwest::Url::parse(&format!("{scheme}://{place}")).map_err(|_| FORM)?;
        let authorization = match user {
            None | Some("") => None,
            Some(user) => Some(basic(user)?),
        };
        Ok(Self {
            url,
            authorization,
            variable,
        })
    }

    /// Host and port, for people.
    pub fn place(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        let port = self.url.port_or_known_default().unwrap_or_default();
        format!("{host}:{port}")
    }

    /// The variable that names it.
    pub fn variable(&self) -> &'static str {
        self.variable.name()
    }

    /// Whether a user is named for it.
    pub fn has_user(&self) -> bool {
        self.authorization.is_some()
    }

    /// Whether it is spoken to in TLS.
    pub fn is_tls(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// As the client takes it.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn to_client(&self) -> Result<reqwest::Proxy> {
        let unusable = |error: &dyn std::fmt::Display| {
            Error::failed(error).context(format!("cannot use the proxy {}", self.place()))
        };
        let proxy = reqwest::Proxy::all(self.url.clone()).map_err(|error| unusable(&error))?;
        let Some(authorization) = &self.authorization else {
            return Ok(proxy);
        };
        let mut header = reqwest::header::HeaderValue::from_str(authorization.expose())
            .map_err(|error| unusable(&error))?;
        header.set_sensitive(true);
        Ok(proxy.custom_http_auth(header))
    }
}

/// The first of these that is set, and its value.
fn first(
    variables: &[Variable],
    read: &impl Fn(Variable) -> Result<Option<String>>,
) -> Result<Option<(Variable, String)>> {
    for variable in variables {
        if let Some(value) = read(*variable)? {
            return Ok(Some((*variable, value)));
        }
    }
    Ok(None)
}

/// The header for a user and a password, in which a percent sign and two
/// digits stand for a character.
fn basic(user: &str) -> std::result::Result<Secret, &'static str> {
    let decoded = percent_encoding::percent_decode_str(user).decode_utf8();
    let decoded = decoded.map_err(|_| "its user or password is not UTF-8")?;
    let colon = if user.contains(':') { "" } else { ":" };
    let decoded = Secret::new(format!("{decoded}{colon}"));
    let encoded = Secret::new(aws_smithy_types::base64::encode(decoded.expose()));
    Ok(Secret::new(format!("Basic {}", encoded.expose())))
}

/// This machine, and the addresses of metadata services: never through a
/// proxy, which would be shown what only this machine may see.
fn is_local(url: &reqwest::Url) -> bool {
    let host = host(url);
    match host.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(v4)) => v4.is_loopback() || v4.is_unspecified() || v4.is_link_local(),
        Ok(IpAddr::V6(v6)) => {
            v6.is_loopback() || v6.is_unspecified() || v6.segments()[..2] == [0xfd00, 0xec2]
        }
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

/// The host of a URL, in lower case, without brackets and without the dot
/// that ends a whole name.
fn host(url: &reqwest::Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix('[').unwrap_or(host);
    host.strip_suffix([']', '.']).unwrap_or(host)
}

#[cfg(test)]
mod tests;
