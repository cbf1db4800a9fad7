//! Requests that were meant for a proxy.

use super::client::{Call, ask, send};
use super::with_plain_role;

#[test]
fn what_is_sent_as_to_a_proxy_is_seen_and_refused() {
    let (aws, ana) = with_plain_role();
    let host = aws.url().replace("http://", "");
    let call = Call::new(&aws, &ana, "GetCallerIdentity").render();
    let absolute = call.replacen("POST /", &format!("POST http://{host}/"), 1);
    send(&aws, &absolute).refused(400, "NotAProxy", "not a proxy");
    let headers = [
        ("Host", "169.254.169.254"),
        ("X-aws-ec2-metadata-token-ttl-seconds", "60"),
    ];
    let line = "PUT http://169.254.169.254/latest/api/token";
    assert_eq!(ask(&aws, line, &headers, "").status, 400);
    let line = "CONNECT sts.eu-west-1.amazonaws.com:443";
    let outcome = ask(&aws, line, &[("Host", "sts.eu-west-1.amazonaws.com")], "");
    assert_eq!(outcome.status, 400, "{outcome:?}");
    assert_eq!(send(&aws, &call).status, 200);

    let requests = aws.requests();
    let proxied: Vec<_> = requests
        .iter()
        .map(|r| {
            (
                r.action.as_str(),
                r.host.as_str(),
                r.path.as_str(),
                r.proxied,
            )
        })
        .collect();
    let sts = "sts.eu-west-1.amazonaws.com";
    assert_eq!(
        proxied,
        [
            ("GetCallerIdentity", host.as_str(), "/", true),
            (
                "MetadataToken",
                "169.254.169.254",
                "/latest/api/token",
                true
            ),
            ("", sts, "sts.eu-west-1.amazonaws.com:443", true),
            ("GetCallerIdentity", host.as_str(), "/", false),
        ]
    );
}
