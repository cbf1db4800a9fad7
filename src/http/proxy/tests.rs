use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What comes of these variables for a URL.
fn of(variables: &[(&str, &str)], url: &str) -> Result<Option<Proxy>> {
    let set: BTreeMap<&str, &str> = variables.iter().copied().collect();
    let url = reqwest::Url::parse(url).unwrap();
    Proxy::of(&url, |variable| {
        Ok(set.get(variable.name()).map(|value| (*value).to_owned()))
    })
}

fn place(variables: &[(&str, &str)], url: &str) -> Option<String> {
    of(variables, url).unwrap().map(|proxy| proxy.place())
}

const STS: &str = "https://sts.eu-west-1.amazonaws.com/";
const PLAIN: &str = "http://sts.example.com/";

#[test]
fn each_scheme_has_its_variables_and_the_lower_case_goes_first() {
    let all = [
        ("https_proxy", "a"),
        ("HTTPS_PROXY", "b"),
        ("http_proxy", "c"),
        ("HTTP_PROXY", "d"),
        ("all_proxy", "e"),
        ("ALL_PROXY", "f"),
    ];
    let chosen = |from: usize, url| place(&all[from..], url);
    for (from, https) in ["a", "b", "e", "e", "e", "f"].into_iter().enumerate() {
        assert_eq!(chosen(from, STS), Some(format!("{https}:80")), "{from}");
    }
    for (from, http) in ["c", "c", "c", "d", "e", "f"].into_iter().enumerate() {
        assert_eq!(chosen(from, PLAIN), Some(format!("{http}:80")), "{from}");
    }
    assert_eq!(chosen(6, STS), None);
}

#[test]
fn under_cgi_a_client_cannot_name_the_proxy() {
    let cgi = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "evil")];
    assert_eq!(place(&cgi, PLAIN), None);
    let cgi = [cgi[0], cgi[1], ("http_proxy", "good")];
    assert_eq!(place(&cgi, PLAIN).unwrap(), "good:80");
}

#[test]
fn a_proxy_is_a_host_and_perhaps_a_scheme_a_port_and_a_user() {
    for (text, expected, is_tls) in [
        ("proxy", "proxy:80", false),
        ("proxy.corp:3128", "proxy.corp:3128", false),
        ("http://proxy:3128/", "proxy:3128", false),
        ("HTTP://10.0.0.1", "10.0.0.1:80", false),
        ("https://proxy", "proxy:443", true),
        ("http://[fd00::1]:8080", "[fd00::1]:8080", false),
        ("u:p@proxy:8080", "proxy:8080", false),
    ] {
        let proxy = of(&[("HTTPS_PROXY", text)], STS).unwrap().unwrap();
        let found = (proxy.place(), proxy.is_tls(), proxy.variable());
        assert_eq!(
            found,
            (expected.to_owned(), is_tls, "HTTPS_PROXY"),
            "{text}"
        );
        assert!(proxy.to_client().is_ok());
    }
}

#[test]
fn what_is_no_proxy_is_not_shown_either() {
    const SECRET: &str = "hunter2";
    for text in [
        "ftp://u:hunter2@proxy",
        "socks5://u:hunter2@proxy:1080",
        "http://",
        "http://u:hunter2@",
        "http://u:hunter2@proxy/path",
        "http://u:hunter2@proxy:99999",
        "http://u:hunter2@pro xy",
        "http://u:hunter2@proxy?a",
        "http://u:hunter2@a{b",
        "http://u:%ff%ffhunter2@proxy",
        "://proxy",
    ] {
        let error = of(&[("ALL_PROXY", text)], STS).unwrap_err();
        assert_eq!(error.status(), crate::error::Status::Misused);
        let lines = error.lines();
        assert!(
            lines.starts_with("brs: error: invalid value for ALL_PROXY: "),
            "{lines}"
        );
        assert!(!lines.contains(SECRET), "{lines}");
    }
}

#[test]
fn a_user_is_told_to_the_proxy_and_to_nobody_else() {
    for (user, header) in [
        ("u:hunter2", "Basic dTpodW50ZXIy"),
        ("u:hunt%65r2", "Basic dTpodW50ZXIy"),
        ("u", "Basic dTo="),
        ("u:p@:/?#%40%zz", "Basic dTpwQDovPyNAJXp6"),
    ] {
        let variables = [("HTTPS_PROXY", &*format!("http://{user}@proxy:8080"))];
        let proxy = of(&variables, STS).unwrap().unwrap();
        assert_eq!(
            proxy.authorization.as_ref().unwrap().expose(),
            header,
            "{user}"
        );
        let shown = format!("{proxy:?} {:?}", proxy.to_client());
        assert!(
            !shown.contains("hunter2") && !shown.contains("dTp"),
            "{shown}"
        );
    }
    let nobody = of(&[("HTTPS_PROXY", "http://@proxy")], STS)
        .unwrap()
        .unwrap();
    assert!(!nobody.has_user());
}

#[test]
fn this_machine_and_metadata_services_are_never_asked_through_a_proxy() {
    for url in [
        "http://127.0.0.1:1",
        "https://127.8.9.10/",
        "http://2130706433/",
        "http://0.0.0.0:80",
        "http://localhost",
        "https://LOCALHOST.:8443",
        "http://aws.localhost",
        "http://[::1]:8",
        "http://[::ffff:127.0.0.1]",
        "http://169.254.169.254",
        "http://169.254.170.2/v2",
        "http://[fd00:ec2::254]",
        "http://[::ffff:169.254.169.254]",
    ] {
        assert_eq!(place(&[("ALL_PROXY", "proxy")], url), None, "{url}");
    }
    for url in [
        STS,
        "http://10.0.0.1",
        "http://notlocalhost",
        "http://[fd00::1]",
    ] {
        assert!(place(&[("ALL_PROXY", "proxy")], url).is_some(), "{url}");
    }
}

#[test]
fn no_proxy_names_hosts_domains_addresses_networks_and_ports() {
    let direct =
        |list: &str, url: &str| place(&[("ALL_PROXY", "proxy"), ("NO_PROXY", list)], url).is_none();
    for (list, url) in [
        ("*", STS),
        ("sts.eu-west-1.amazonaws.com", STS),
        ("STS.eu-west-1.AmazonAWS.com", STS),
        ("amazonaws.com", STS),
        (".amazonaws.com", STS),
        ("*.amazonaws.com", STS),
        ("amazonaws.com.", STS),
        ("com", STS),
        ("a.example, ,amazonaws.com", STS),
        ("a.example amazonaws.com", STS),
        ("amazonaws.com:443", STS),
        (".example.com", "http://example.com"),
        ("example.com", "http://example.com./"),
        ("example.com:8080", "http://a.example.com:8080"),
        ("10.1.2.3", "http://10.1.2.3"),
        ("10.1.2.3:80", "http://10.1.2.3"),
        ("10.1.0.0/16", "http://10.1.2.3"),
        ("0.0.0.0/0", "http://10.1.2.3"),
        ("10.1.2.3/32", "http://10.1.2.3"),
        ("fd00::1", "http://[fd00::1]"),
        ("[fd00::1]", "http://[fd00::1]"),
        ("[fd00::1]:8080", "http://[fd00::1]:8080"),
        ("fd00::/8", "http://[fd00::1]"),
        ("::/0", "http://[fd00::1]"),
    ] {
        assert!(direct(list, url), "{list} names {url}");
    }
    for (list, url) in [
        (",", STS),
        (".", STS),
        ("*.", STS),
        ("amazonaws.com:8443", STS),
        ("eu-west-1", STS),
        ("mazonaws.com", STS),
        ("a.sts.eu-west-1.amazonaws.com", STS),
        ("**", STS),
        ("*com", STS),
        ("ä.com", STS),
        ("example.com", "http://notexample.com"),
        ("2.3", "http://10.1.2.3"),
        ("10.1.2.4", "http://10.1.2.3"),
        ("10.2.0.0/16", "http://10.1.2.3"),
        ("10.1.0.0/33", "http://10.1.2.3"),
        ("10.1.0.0/x", "http://10.1.2.3"),
        ("fd00::2", "http://[fd00::1]"),
        ("[fd00::1]:8080", "http://[fd00::1]"),
        ("fe00::/8", "http://[fd00::1]"),
        ("10.0.0.0/8", "http://10.example"),
    ] {
        assert!(!direct(list, url), "{list} does not name {url}");
    }
    let both = [
        ("ALL_PROXY", "proxy"),
        ("no_proxy", "a.example"),
        ("NO_PROXY", "*"),
    ];
    assert!(place(&both, STS).is_some(), "the lower case goes first");
    // Whoever is exempt does not mind a proxy that is none.
    assert_eq!(
        place(&[("HTTPS_PROXY", "ftp://x"), ("NO_PROXY", "*")], STS),
        None
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_or_shows(text in "\\PC{0,40}", list in "[*.:/a-c0-9, \\[\\]ä]{0,20}") {
        let secret = format!("http://ana:hunter2@{text}");
        for url in [STS, "http://10.0.0.1:8080", "http://[fd00::1]", "http://a.b.c"] {
            if let Err(error) = of(&[("ALL_PROXY", &secret), ("NO_PROXY", &list)], url) {
                prop_assert!(!error.lines().contains("hunter2"));
            }
        }
    }
}
