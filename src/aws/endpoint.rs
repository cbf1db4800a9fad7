//! The hosts that AWS itself has for STS: the SDK's own table, asked.

use super::Region;
use crate::http::EndpointUrl;
use aws_sdk_sts::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Which of AWS's own endpoints are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndpointKind {
    /// One whose cryptography is validated to FIPS 140.
    pub fips: bool,
    /// One that has IPv6 addresses beside those of IPv4.
    pub dualstack: bool,
}

impl EndpointKind {
    /// The host of STS in a region, if the region's partition has such
    /// endpoints; AWS has not built them in each of its regions.
    pub fn host(self, region: &Region) -> Option<String> {
        let params = Params::builder()
            .region(region.as_str())
            .use_fips(self.fips)
            .use_dual_stack(self.dualstack)
            .build()
            .ok()?;
        let resolver = DefaultResolver::new();
        // A look into a table: it is ready at once.
        let resolved = pin!(ResolveEndpoint::resolve_endpoint(&resolver, &params));
        match resolved.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(endpoint)) => {
                let url = EndpointUrl::parse(endpoint.url()).ok()?;
                Some(url.authority().to_owned())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_that_aws_documents() {
        // Plain, FIPS, dual-stack, both.
        for (region, hosts) in [
            (
                "eu-west-1",
                [
                    Some("sts.eu-west-1.amazonaws.com"),
                    Some("sts-fips.eu-west-1.amazonaws.com"),
                    Some("sts.eu-west-1.api.aws"),
                    Some("sts-fips.eu-west-1.api.aws"),
                ],
            ),
            (
                "us-east-1",
                [
                    Some("sts.us-east-1.amazonaws.com"),
                    Some("sts-fips.us-east-1.amazonaws.com"),
                    Some("sts.us-east-1.api.aws"),
                    Some("sts-fips.us-east-1.api.aws"),
                ],
            ),
            (
                "cn-north-1",
                [
                    Some("sts.cn-north-1.amazonaws.com.cn"),
                    Some("sts-fips.cn-north-1.amazonaws.com.cn"),
                    Some("sts.cn-north-1.api.amazonwebservices.com.cn"),
                    Some("sts-fips.cn-north-1.api.amazonwebservices.com.cn"),
                ],
            ),
            (
                // There the plain endpoint is the one of FIPS.
                "us-gov-west-1",
                [
                    Some("sts.us-gov-west-1.amazonaws.com"),
                    Some("sts.us-gov-west-1.amazonaws.com"),
                    Some("sts.us-gov-west-1.api.aws"),
                    Some("sts-fips.us-gov-west-1.api.aws"),
                ],
            ),
            (
                "us-iso-east-1",
                [
                    Some("sts.us-iso-east-1.c2s.ic.gov"),
                    Some("sts-fips.us-iso-east-1.c2s.ic.gov"),
                    Some("sts.us-iso-east-1.api.aws.ic.gov"),
                    Some("sts-fips.us-iso-east-1.api.aws.ic.gov"),
                ],
            ),
            (
                "us-isob-east-1",
                [
                    Some("sts.us-isob-east-1.sc2s.sgov.gov"),
                    Some("sts-fips.us-isob-east-1.sc2s.sgov.gov"),
                    Some("sts.us-isob-east-1.api.aws.scloud"),
                    Some("sts-fips.us-isob-east-1.api.aws.scloud"),
                ],
            ),
            (
                "eu-isoe-west-1",
                [
                    Some("sts.eu-isoe-west-1.cloud.adc-e.uk"),
                    Some("sts-fips.eu-isoe-west-1.cloud.adc-e.uk"),
                    Some("sts.eu-isoe-west-1.api.cloud-aws.adc-e.uk"),
                    Some("sts-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk"),
                ],
            ),
            (
                "us-isof-south-1",
                [
                    Some("sts.us-isof-south-1.csp.hci.ic.gov"),
                    Some("sts-fips.us-isof-south-1.csp.hci.ic.gov"),
                    Some("sts.us-isof-south-1.api.aws.hci.ic.gov"),
                    Some("sts-fips.us-isof-south-1.api.aws.hci.ic.gov"),
                ],
            ),
            (
                "eusc-de-east-1",
                [
                    Some("sts.eusc-de-east-1.amazonaws.eu"),
                    Some("sts-fips.eusc-de-east-1.amazonaws.eu"),
                    Some("sts.eusc-de-east-1.api.amazonwebservices.eu"),
                    Some("sts-fips.eusc-de-east-1.api.amazonwebservices.eu"),
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
                assert_eq!(
                    kind.host(&region).as_deref(),
                    expected,
                    "{region:?} {kind:?}"
                );
            }
        }
        let global = Region::parse("aws-global").unwrap();
        let host = EndpointKind::default().host(&global);
        assert_eq!(host.as_deref(), Some("sts.amazonaws.com"));
    }
}
