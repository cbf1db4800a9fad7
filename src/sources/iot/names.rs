//! The names that AWS IoT gives to things, and the forms that they have.

use crate::http::EndpointUrl;
use std::fmt;

/// Domains of AWS, in which every name has a meaning of its own.
const DOMAINS: [&str; 3] = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"];
/// What tells the endpoint of an account.
const FIND: &str = "aws iot describe-endpoint --endpoint-type iot:CredentialProvider";

/// Where the credentials provider of an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(EndpointUrl);

impl Endpoint {
    /// Takes a host, perhaps with a port, or an https URL of no more than
    /// that.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop; of a data endpoint, how to find the
    /// right one.
    pub fn parse(text: &str) -> Result<Self, String> {
        const FORM: &str = "expected HOST, HOST:PORT or https://HOST[:PORT]";
        let bare = match text.split_once("://") {
            Some(("https", rest)) => rest.strip_suffix('/').unwrap_or(rest),
            Some(_) => return Err(FORM.into()),
            None => text,
        };
        if bare.contains(['/', '?', '#', '@', '\\']) {
            return Err(FORM.into());
        }
        let url = EndpointUrl::parse(&format!("https://{bare}")).map_err(|_| FORM)?;
        let endpoint = Self(url);
        let host = endpoint.host();
        let host = host.strip_suffix('.').unwrap_or(host);
        let is_aws = DOMAINS.iter().any(|domain| host.ends_with(domain));
        let parts = host.split('.').collect::<Vec<_>>();
        match parts[..] {
            [_, "credentials", "iot" | "iot-fips", ..] => Ok(endpoint),
            [name, "iot" | "iot-fips", region, ..] if is_aws || name.ends_with("-ats") => {
                Err(format!(
                    "it is a data endpoint; find that of the credentials provider with: {FIND} --region {region}"
                ))
            }
            _ if is_aws => Err(format!(
                "it is no credentials provider of AWS IoT, which have .credentials.iot. in their names; find yours with: {FIND}"
            )),
            _ => Ok(endpoint),
        }
    }

    /// Host, and port if it is another than 443.
    pub fn authority(&self) -> &str {
        self.0.authority()
    }

    /// The region that AWS has in its host.
    pub fn region(&self) -> Option<&str> {
        let mut parts = self.host().split('.').skip(1);
        let found = (parts.next()?, parts.next()?, parts.next()?);
        match found {
            ("credentials", "iot" | "iot-fips", region) => Some(region),
            _ => None,
        }
    }

    /// The partition that it is in.
    pub fn partition(&self) -> &'static str {
        match self.host() {
            host if host.ends_with(".amazonaws.com.cn") => "aws-cn",
            _ if self
                .region()
                .is_some_and(|region| region.starts_with("us-gov-")) =>
            {
                "aws-us-gov"
            }
            _ => "aws",
        }
    }

    fn host(&self) -> &str {
        let authority = self.authority();
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => authority,
        }
    }
}

/// A role alias (CreateRoleAlias, "roleAlias").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleAlias(String);

impl RoleAlias {
    /// Takes up to 128 letters, digits and `_=,@-`.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        name(text, "_=,@-").map(Self)
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A thing name (CreateThing, "thingName").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingName(String);

impl ThingName {
    /// Takes up to 128 letters, digits and `:_-`.
    ///
    /// # Errors
    ///
    /// What is wrong, without a full stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        name(text, ":_-").map(Self)
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoleAlias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn name(text: &str, marks: &str) -> Result<String, String> {
    let known = |c: char| c.is_ascii_alphanumeric() || marks.contains(c);
    match (1..=128).contains(&text.len()) && text.chars().all(known) {
        true => Ok(text.to_owned()),
        false => Err(format!("expected 1 to 128 letters, digits and {marks}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_a_host_in_three_forms() {
        for (text, authority, region, partition) in [
            (
                "c1.credentials.iot.eu-west-1.amazonaws.com",
                "c1.credentials.iot.eu-west-1.amazonaws.com",
                Some("eu-west-1"),
                "aws",
            ),
            (
                "https://data.credentials.iot-fips.us-gov-west-1.amazonaws.com/",
                "data.credentials.iot-fips.us-gov-west-1.amazonaws.com",
                Some("us-gov-west-1"),
                "aws-us-gov",
            ),
            (
                "c1.credentials.iot.cn-north-1.amazonaws.com.cn:443",
                "c1.credentials.iot.cn-north-1.amazonaws.com.cn",
                Some("cn-north-1"),
                "aws-cn",
            ),
            ("localhost:8443", "localhost:8443", None, "aws"),
            ("[::1]:8443", "[::1]:8443", None, "aws"),
        ] {
            let endpoint = Endpoint::parse(text).unwrap();
            assert_eq!(endpoint.authority(), authority);
            assert_eq!(endpoint.region(), region);
            assert_eq!(endpoint.partition(), partition);
        }
    }

    #[test]
    fn what_is_no_endpoint_is_told_from_one_of_another_kind() {
        for (text, part) in [
            ("http://localhost", "expected HOST"),
            ("https://localhost/role-aliases", "expected HOST"),
            ("a@b", "expected HOST"),
            ("", "expected HOST"),
            (
                "a1-ats.iot.eu-west-1.amazonaws.com",
                "--endpoint-type iot:CredentialProvider --region eu-west-1",
            ),
            ("a1.iot.eu-west-1.amazonaws.com", "it is a data endpoint"),
            (
                "data.iot-fips.us-west-2.amazonaws.com",
                "it is a data endpoint",
            ),
            (
                "a1-ats.iot.eu-west-1.amazonaws.com.",
                "it is a data endpoint",
            ),
            ("A1-ATS.iot.eu-west-1.example.com", "it is a data endpoint"),
            ("sts.amazonaws.com", "it is no credentials provider"),
        ] {
            let reason = Endpoint::parse(text).unwrap_err();
            assert!(reason.contains(part), "{text}: {reason}");
        }
    }

    #[test]
    fn names_have_the_letters_that_aws_allows() {
        assert!(RoleAlias::parse("My_role=a,b@c-1").is_ok());
        for text in ["", "a b", "a/b", "a?b", "ä", &"a".repeat(129)] {
            assert!(RoleAlias::parse(text).is_err(), "{text}");
        }
        assert!(ThingName::parse("a:b_c-1").is_ok() && ThingName::parse("a=b").is_err());
    }
}
