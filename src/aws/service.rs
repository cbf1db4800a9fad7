//! The services that are asked without their crates, and where they are.
//!
//! Measured: `aws-sdk-sso` and `aws-sdk-ssooidc` make the program 7 % larger,
//! and each start 5 % slower, for two requests; `aws-sdk-iam` is far heavier,
//! for one. Their endpoints are neighbours of STS's, whose table is here.

use super::{EndpointKind, Partition, Region};

/// A service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// IAM, which has one endpoint in each partition.
    Iam,
    /// Sign-In, which renews logins of the AWS CLI.
    Signin,
    /// The portal of IAM Identity Center.
    Sso,
    /// IAM Identity Center's issuer of tokens.
    SsoOidc,
}

impl Service {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iam => "IAM",
            Self::Signin => "AWS Sign-In",
            Self::Sso | Self::SsoOidc => "IAM Identity Center",
        }
    }

    /// The host of this service for a region, if the region's partition has
    /// such endpoints.
    pub fn host(self, kind: EndpointKind, region: &Region) -> Option<String> {
        match self {
            Self::Iam => iam(kind, region),
            Self::Signin => signin(kind, region),
            Self::Sso => beside_sts("portal.sso", kind, region),
            Self::SsoOidc => beside_sts("oidc", kind, region),
        }
    }
}

/// The host of a service whose hosts are called as those of STS, but for its
/// name.
fn beside_sts(name: &str, kind: EndpointKind, region: &Region) -> Option<String> {
    let sts = kind.host(region)?;
    // sts.REGION, or sts-fips.REGION.
    let rest = sts.strip_prefix("sts")?;
    Some(format!("{name}{rest}"))
}

/// The one host of IAM in a region's partition (`aws-sdk-iam`'s endpoint
/// rules).
fn iam(kind: EndpointKind, region: &Region) -> Option<String> {
    let name = if kind.fips { "iam-fips" } else { "iam" };
    let partition = Partition::of_region(region);
    let host = match (partition.as_str(), kind.dualstack) {
        ("aws", false) => format!("{name}.amazonaws.com"),
        ("aws", true) => format!("{name}.global.api.aws"),
        ("aws-cn", true) => format!("{name}.global.api.amazonwebservices.com.cn"),
        ("aws-cn", false) if kind.fips => format!("{name}.amazonaws.com.cn"),
        ("aws-us-gov", false) => "iam.us-gov.amazonaws.com".into(),
        ("aws-us-gov", true) => "iam.us-gov.api.aws".into(),
        _ => return beside_sts("iam", kind, &home_of_iam(region)?),
    };
    Some(host)
}

/// The region that requests to IAM are signed for.
pub fn home_of_iam(region: &Region) -> Option<Region> {
    let home = match Partition::of_region(region).as_str() {
        "aws" => "us-east-1",
        "aws-cn" => "cn-north-1",
        "aws-eusc" => "eusc-de-east-1",
        "aws-iso" => "us-iso-east-1",
        "aws-iso-b" => "us-isob-east-1",
        "aws-iso-e" => "eu-isoe-west-1",
        "aws-iso-f" => "us-isof-south-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => return None,
    };
    Region::parse(home).ok()
}

/// Sign-In stands beside the console, whose domains are its own
/// (`aws-sdk-signin`'s endpoint rules).
fn signin(kind: EndpointKind, region: &Region) -> Option<String> {
    let region_name = region.as_str();
    let partition = Partition::of_region(region);
    let console = match partition.as_str() {
        "aws" => "aws.amazon.com",
        "aws-cn" => "amazonaws.cn",
        "aws-eusc" => "amazonaws-eusc.eu",
        "aws-iso" => "c2shome.ic.gov",
        "aws-iso-b" => "sc2shome.sgov.gov",
        "aws-iso-e" => "csphome.adc-e.uk",
        "aws-iso-f" => "csphome.hci.ic.gov",
        "aws-us-gov" => "amazonaws-us-gov.com",
        _ => return None,
    };
    match (kind.fips, kind.dualstack) {
        (false, false) => Some(format!("{region_name}.signin.{console}")),
        (true, false) if region_name == "us-gov-west-1" => Some(format!("signin-fips.{console}")),
        (true, false) if partition.as_str() == "aws-us-gov" => {
            Some(format!("{region_name}.signin-fips.{console}"))
        }
        _ => beside_sts("signin", kind, region),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_that_aws_documents() {
        // Plain, FIPS, dual-stack, both.
        for (service, region, hosts) in [
            (
                Service::Sso,
                "eu-west-1",
                [
                    "portal.sso.eu-west-1.amazonaws.com",
                    "portal.sso-fips.eu-west-1.amazonaws.com",
                    "portal.sso.eu-west-1.api.aws",
                    "portal.sso-fips.eu-west-1.api.aws",
                ],
            ),
            (
                Service::Sso,
                "us-gov-east-1",
                [
                    "portal.sso.us-gov-east-1.amazonaws.com",
                    "portal.sso.us-gov-east-1.amazonaws.com",
                    "portal.sso.us-gov-east-1.api.aws",
                    "portal.sso-fips.us-gov-east-1.api.aws",
                ],
            ),
            (
                Service::SsoOidc,
                "cn-north-1",
                [
                    "oidc.cn-north-1.amazonaws.com.cn",
                    "oidc-fips.cn-north-1.amazonaws.com.cn",
                    "oidc.cn-north-1.api.amazonwebservices.com.cn",
                    "oidc-fips.cn-north-1.api.amazonwebservices.com.cn",
                ],
            ),
            (
                Service::Signin,
                "us-east-1",
                [
                    "us-east-1.signin.aws.amazon.com",
                    "signin-fips.us-east-1.amazonaws.com",
                    "signin.us-east-1.api.aws",
                    "signin-fips.us-east-1.api.aws",
                ],
            ),
            (
                Service::Signin,
                "us-gov-west-1",
                [
                    "us-gov-west-1.signin.amazonaws-us-gov.com",
                    "signin-fips.amazonaws-us-gov.com",
                    "signin.us-gov-west-1.api.aws",
                    "signin-fips.us-gov-west-1.api.aws",
                ],
            ),
            (
                Service::Iam,
                "eu-west-1",
                [
                    "iam.amazonaws.com",
                    "iam-fips.amazonaws.com",
                    "iam.global.api.aws",
                    "iam-fips.global.api.aws",
                ],
            ),
            (
                Service::Iam,
                "cn-northwest-1",
                [
                    "iam.cn-north-1.amazonaws.com.cn",
                    "iam-fips.amazonaws.com.cn",
                    "iam.global.api.amazonwebservices.com.cn",
                    "iam-fips.global.api.amazonwebservices.com.cn",
                ],
            ),
            (
                Service::Iam,
                "us-gov-east-1",
                [
                    "iam.us-gov.amazonaws.com",
                    "iam.us-gov.amazonaws.com",
                    "iam.us-gov.api.aws",
                    "iam.us-gov.api.aws",
                ],
            ),
            (
                Service::Iam,
                "us-iso-west-1",
                [
                    "iam.us-iso-east-1.c2s.ic.gov",
                    "iam-fips.us-iso-east-1.c2s.ic.gov",
                    "iam.us-iso-east-1.api.aws.ic.gov",
                    "iam-fips.us-iso-east-1.api.aws.ic.gov",
                ],
            ),
        ] {
            let region = Region::parse(region).unwrap();
            for (expected, (fips, dualstack)) in
                hosts
                    .into_iter()
                    .zip([(false, false), (true, false), (false, true), (true, true)])
            {
                let kind = EndpointKind { fips, dualstack };
                let host = service.host(kind, &region);
                assert_eq!(host.as_deref(), Some(expected), "{service:?} {kind:?}");
            }
        }
    }

    #[test]
    fn every_partition_has_all_of_them() {
        for region in [
            "eu-west-1",
            "cn-north-1",
            "us-gov-west-1",
            "us-iso-east-1",
            "us-isob-east-1",
            "eu-isoe-west-1",
            "us-isof-south-1",
            "eusc-de-east-1",
        ] {
            let region = Region::parse(region).unwrap();
            for service in [
                Service::Iam,
                Service::Signin,
                Service::Sso,
                Service::SsoOidc,
            ] {
                let host = service.host(EndpointKind::default(), &region);
                assert!(host.is_some(), "{service:?} in {region:?}");
            }
            assert!(home_of_iam(&region).is_some());
        }
    }
}
