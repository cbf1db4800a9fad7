//! Which endpoint is asked, how often, and what is told when it cannot be.
//!
//! A proxy that refuses all hears which host is meant, and nothing else does.

mod support;

use local_aws::{Fault, LocalAws};
use std::fs;
use support::proxy::{Manner, Proxy, address};
use support::{Brs, ROLE};

const FIPS: &str = "--use-fips-endpoint";
const DUALSTACK: &str = "--use-dualstack-endpoint";

/// A home without an endpoint of its own, and a proxy that lets nobody out.
fn home(aws: &LocalAws) -> (Brs, Proxy) {
    let proxy = Proxy::saying(["HTTP/1.1 403 Forbidden\r\n\r\n"]);
    let brs = Brs::with(aws)
        .unset("AWS_ENDPOINT_URL_STS")
        .set("HTTPS_PROXY", &proxy.url())
        .set("AWS_MAX_ATTEMPTS", "1");
    (brs, proxy)
}

/// Asserts that exactly this host was asked for, and that the message says so.
#[track_caller]
fn asks(brs: &Brs, proxy: &Proxy, flags: &[&str], host: &str) {
    let before = proxy.lines().len();
    let outcome = brs.run_sts(&[flags, &["--no-cache", "--force-refresh"]].concat());
    let place = proxy.place();
    outcome.fails_saying(
        1,
        &[&format!("cannot reach {host} through the proxy {place}: ")],
    );
    assert_eq!(
        proxy.lines()[before..],
        [format!("CONNECT {host}:443 HTTP/1.1")]
    );
}

#[test]
fn each_partition_has_its_hosts() {
    let aws = LocalAws::start();
    let (brs, proxy) = home(&aws);
    for (region, plain, fips, dualstack, both) in [
        (
            "us-east-1",
            "sts.us-east-1.amazonaws.com",
            "sts-fips.us-east-1.amazonaws.com",
            "sts.us-east-1.api.aws",
            "sts-fips.us-east-1.api.aws",
        ),
        (
            "cn-north-1",
            "sts.cn-north-1.amazonaws.com.cn",
            "sts-fips.cn-north-1.amazonaws.com.cn",
            "sts.cn-north-1.api.amazonwebservices.com.cn",
            "sts-fips.cn-north-1.api.amazonwebservices.com.cn",
        ),
        (
            "us-gov-west-1",
            "sts.us-gov-west-1.amazonaws.com",
            "sts.us-gov-west-1.amazonaws.com",
            "sts.us-gov-west-1.api.aws",
            "sts-fips.us-gov-west-1.api.aws",
        ),
        (
            "eusc-de-east-1",
            "sts.eusc-de-east-1.amazonaws.eu",
            "sts-fips.eusc-de-east-1.amazonaws.eu",
            "sts.eusc-de-east-1.api.amazonwebservices.eu",
            "sts-fips.eusc-de-east-1.api.amazonwebservices.eu",
        ),
    ] {
        asks(&brs, &proxy, &["--region", region], plain);
        asks(&brs, &proxy, &["--region", region, FIPS], fips);
        asks(&brs, &proxy, &["--region", region, DUALSTACK], dualstack);
        asks(&brs, &proxy, &["--region", region, FIPS, DUALSTACK], both);
    }
    let whoami = ["whoami", "--profile", "base", FIPS];
    let outcome = brs.run(&whoami);
    outcome.fails_saying(1, &["sts-fips.eu-west-1.amazonaws.com"]);
}

#[test]
fn the_command_line_goes_before_the_environment_and_that_before_the_profile() {
    let aws = LocalAws::start();
    for (variable, key, flag, host) in [
        (
            "AWS_USE_FIPS_ENDPOINT",
            "use_fips_endpoint",
            FIPS,
            "sts-fips.eu-west-1.amazonaws.com",
        ),
        (
            "AWS_USE_DUALSTACK_ENDPOINT",
            "use_dualstack_endpoint",
            DUALSTACK,
            "sts.eu-west-1.api.aws",
        ),
    ] {
        const PLAIN: &str = "sts.eu-west-1.amazonaws.com";
        let (brs, proxy) = home(&aws);
        let brs = brs.set(variable, "True");
        asks(&brs, &proxy, &[], host);
        let brs = brs.set(variable, "false");
        asks(&brs, &proxy, &[], PLAIN);
        asks(&brs, &proxy, &[flag], host);
        brs.append_config(&format!("{key} = true\n"));
        asks(&brs, &proxy, &[], PLAIN);
        let brs = brs.unset(variable);
        asks(&brs, &proxy, &[], host);
        let brs = brs.set(variable, "yes");
        let said = format!("invalid value 'yes' for {variable}: expected true or false\n");
        brs.run_sts(&[]).fails(2, &format!("brs: error: {said}"));

        let (brs, proxy) = home(&aws);
        brs.append_config(&format!("{key} = 1\n"));
        let said =
            format!("invalid value '1' for {key} of profile 'base': expected true or false\n");
        brs.run_sts(&[]).fails(2, &format!("brs: error: {said}"));
        assert_eq!(proxy.lines(), [""; 0]);
    }
}

#[test]
fn an_endpoint_of_ones_own_is_none_of_awss() {
    let aws = LocalAws::start();
    let said = |wish: &str, url: &str| {
        format!(
            "brs: error: {wish} and {url} exclude each other: \
             one asks for an endpoint of AWS's, one names another\n"
        )
    };
    let brs = Brs::with(&aws);
    brs.run_sts(&[FIPS])
        .fails(2, &said(FIPS, "AWS_ENDPOINT_URL_STS"));
    let url = aws.url();
    let flags = ["--endpoint-url", &url];
    let brs = brs.set("AWS_USE_DUALSTACK_ENDPOINT", "true");
    brs.run_sts(&flags)
        .fails(2, &said("AWS_USE_DUALSTACK_ENDPOINT", "--endpoint-url"));
    let brs = brs
        .unset("AWS_ENDPOINT_URL_STS")
        .unset("AWS_USE_DUALSTACK_ENDPOINT");
    brs.append_config(&format!("endpoint_url = {url}\nuse_fips_endpoint = true\n"));
    brs.run_sts(&[]).fails(
        2,
        &said(
            "use_fips_endpoint of profile 'base'",
            "endpoint_url of profile 'base'",
        ),
    );
    assert_eq!(aws.connections(), 0);
    // An endpoint that is not heeded is not in the way.
    let (other, proxy) = home(&aws);
    let other = other
        .set("AWS_ENDPOINT_URL", &url)
        .set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    asks(&other, &proxy, &[FIPS], "sts-fips.eu-west-1.amazonaws.com");
}

#[test]
fn a_partition_that_has_no_such_endpoints_is_told_before_the_network() {
    let aws = LocalAws::start();
    let (brs, proxy) = home(&aws);
    // The SDK's own way to a table of one's own: AWS's has no such partition
    // any more.
    let table = r#"{"version":"1.1","partitions":[{"id":"aws","regionRegex":"^eu-\\w+-\\d+$",
        "regions":{},"outputs":{"name":"aws","dnsSuffix":"example.com",
        "dualStackDnsSuffix":"example.com","implicitGlobalRegion":"eu-west-1",
        "supportsFIPS":false,"supportsDualStack":false}}]}"#;
    fs::write(brs.path("partitions.json"), table).unwrap();
    let path = brs.path("partitions.json").to_str().unwrap().to_owned();
    let brs = brs.set("SMITHY_CLIENT_SDK_CUSTOM_PARTITION", &path);
    for (flags, words, wishes) in [
        (&[FIPS][..], "FIPS", FIPS.to_owned()),
        (&[DUALSTACK], "dual-stack", DUALSTACK.to_owned()),
        (
            &[FIPS, DUALSTACK],
            "FIPS dual-stack",
            format!("{FIPS} or {DUALSTACK}"),
        ),
    ] {
        brs.run_sts(flags).fails(
            2,
            &format!(
                "brs: error: AWS has no {words} endpoints where eu-west-1 is\n\
                 brs: hint: do without {wishes}\n"
            ),
        );
    }
    assert_eq!(proxy.lines(), [""; 0]);
}

#[test]
fn neither_the_entry_nor_a_link_depends_on_the_kind_of_endpoint_but_none_hides_a_mistake() {
    let aws = LocalAws::start_tls();
    let proxy = Proxy::start(Manner::Relay(address(&aws)));
    let brs = support::proxy::home(&aws).set("HTTPS_PROXY", &proxy.url());
    brs.age_config();
    let line = brs.run_sts(&[]).prints().to_owned();
    assert!(brs.files().iter().any(|name| name.ends_with(".link")));
    for flags in [&[FIPS][..], &[DUALSTACK], &[FIPS, DUALSTACK]] {
        assert_eq!(brs.run_sts(flags).prints(), line);
    }
    let brs = brs.set("AWS_USE_FIPS_ENDPOINT", "true");
    assert_eq!(brs.run_sts(&[]).prints(), line);
    let brs = brs.set("AWS_USE_FIPS_ENDPOINT", "maybe");
    brs.run_sts(&[]).fails_saying(2, &["AWS_USE_FIPS_ENDPOINT"]);
    let brs = brs
        .unset("AWS_USE_FIPS_ENDPOINT")
        .set("AWS_RETRY_MODE", "standard");
    assert_eq!(brs.run_sts(&[]).prints(), line);
    let brs = brs.set("AWS_RETRY_MODE", "never");
    brs.run_sts(&[]).fails_saying(2, &["AWS_RETRY_MODE"]);
    let brs = brs.unset("AWS_RETRY_MODE");
    assert_eq!(brs.run_sts(&[]).prints(), line);
    brs.append_config("use_dualstack_endpoint = maybe\n");
    brs.run_sts(&[])
        .fails_saying(2, &["use_dualstack_endpoint"]);
    assert_eq!((aws.calls("AssumeRole"), brs.entries().len()), (1, 1));
}

#[test]
fn a_request_is_repeated_as_it_is_configured() {
    let aws = LocalAws::start();
    aws.set_fault(Some(Fault::InternalError));
    let asked = |brs: Brs, flags: &[&str]| {
        let before = aws.calls("AssumeRole");
        // Enough time for three attempts to be worth it.
        let outcome = brs.run_sts(&[flags, &["--no-cache", "--timeout", "60"]].concat());
        outcome.fails_saying(1, &["InternalFailure"]);
        aws.calls("AssumeRole") - before
    };
    let with = |name: &str, value: &str| Brs::with(&aws).set(name, value);
    assert_eq!(asked(Brs::with(&aws), &[]), 3);
    assert_eq!(asked(with("AWS_MAX_ATTEMPTS", "2"), &[]), 2);
    assert_eq!(
        asked(with("AWS_MAX_ATTEMPTS", "4"), &["--max-attempts", "1"]),
        1
    );
    for mode in ["standard", "adaptive", "legacy", "Standard"] {
        assert_eq!(asked(with("AWS_RETRY_MODE", mode), &[]), 3, "{mode}");
    }
    let brs = with("AWS_RETRY_MODE", "adaptive");
    brs.append_config("max_attempts = 2\nretry_mode = legacy\n");
    assert_eq!(asked(brs, &[]), 2);
    let brs = Brs::with(&aws);
    brs.append_config("retry_mode = often\n");
    let before = aws.connections();
    brs.run_sts(&[]).fails(
        2,
        "brs: error: invalid value 'often' for retry_mode of profile 'base': \
         expected standard, adaptive or legacy\n",
    );
    assert_eq!(aws.connections(), before);
}

#[test]
fn a_region_is_in_lower_case() {
    let aws = LocalAws::start();
    for (region, reason) in [
        ("EU-WEST-1", "regions are in lower case"),
        ("eu-west-", "a region neither begins nor ends with a hyphen"),
        ("eu.west", "'.' is not allowed in it"),
    ] {
        let brs = Brs::with(&aws).set("AWS_REGION", region);
        let said = format!("invalid value '{region}' for AWS_REGION: {reason}\n");
        brs.run_sts(&[]).fails(2, &format!("brs: error: {said}"));
        brs.run_sts(&["--region", region])
            .fails_saying(2, &[&format!(": {reason}\n")]);
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_host_without_an_address_comes_with_a_hint() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws)
        .unset("AWS_ENDPOINT_URL_STS")
        .set("RES_OPTIONS", "timeout:1 attempts:1");
    for (flags, host, hint) in [
        (
            &["--region", "eu-wst-1"][..],
            "sts.eu-wst-1.amazonaws.com",
            "check the region, eu-wst-1, and the network",
        ),
        (
            &["--region", "eu-wst-1", FIPS],
            "sts-fips.eu-wst-1.amazonaws.com",
            "check the region, eu-wst-1, whether AWS has such an endpoint there, and the network",
        ),
        (
            &["--endpoint-url", "http://nowhere.invalid:8080"],
            "nowhere.invalid:8080",
            "check the host of the endpoint, and the network",
        ),
    ] {
        let flags = [
            flags,
            &[
                "--max-attempts",
                "1",
                "--connect-timeout",
                "15",
                "--force-refresh",
            ],
        ]
        .concat();
        let outcome = brs.run_sts(&flags);
        outcome.fails_saying(
            1,
            &[&format!("cannot assume {ROLE}: cannot reach {host}: ")],
        );
        assert!(
            outcome.stderr.ends_with(&format!("\nbrs: hint: {hint}\n")),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_wrong_path_comes_with_a_hint() {
    let aws = LocalAws::start();
    let url = format!("{}/elsewhere", aws.url());
    let outcome = Brs::with(&aws).run_sts(&["--endpoint-url", &url]);
    outcome.fails_saying(1, &["NotFound: There is nothing here (request "]);
    let hint = "\nbrs: hint: check the path of the endpoint\n";
    assert!(outcome.stderr.ends_with(hint), "{outcome:?}");
}
