//! What a machine gives to whoever has set nothing up, and in which order base
//! credentials are looked for.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
use support::profiles::{home, keys_of, process};
use support::proxy::Proxy;
use support::refusal::refuses;
use support::{Brs, ROLE};

const LINE: [&str; 3] = ["sts", "--role-arn", ROLE];
const MACHINE: &str = "arn:aws:iam::123456789012:role/Machine";
const METADATA: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
const NOTHING: &str = "there are no base credentials: none in the environment, no default profile, \
                       no web identity, no container";
const HINT: &str =
    "name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

/// A variable, and what is made of it; without a name, the default profile
/// goes.
type Change = (&'static str, Option<&'static str>);

/// Who asked last for [`ROLE`], without the name of a session.
fn asked(aws: &LocalAws) -> String {
    let requests = aws.requests().into_iter();
    let mut roles = requests.filter(|request| {
        request
            .parameters
            .get("RoleArn")
            .is_some_and(|role| role == ROLE)
    });
    let arn = roles.next_back().expect("a role").caller_arn;
    let (_, name) = arn.split_once('/').unwrap();
    name.split('/').next().unwrap().to_owned()
}

/// An instance with a role, and a home that has nothing besides.
fn on_instance(aws: &LocalAws) -> Brs {
    aws.instance(MACHINE);
    home(aws)
        .unset("AWS_EC2_METADATA_DISABLED")
        .set(METADATA, &aws.url())
        .set("AWS_REGION", "eu-west-1")
}

#[test]
fn base_credentials_are_looked_for_in_the_order_of_the_sdks() {
    let aws = LocalAws::start();
    let proxy = Proxy::saying(["HTTP/1.1 403 Forbidden\r\n\r\n"]);
    let mut brs = on_instance(&aws);
    for role in ["Web", "Task"] {
        aws.role(Role::new(format!("arn:aws:iam::123456789012:role/{role}")));
    }
    let keys = ["chosen", "named", "default", "environment"].map(|name| aws.user(name));
    brs.append_config(&format!(
        "[profile chosen]\n{}[profile named]\n{}[default]\n{}[profile served]\n{}",
        keys_of(&keys[0]),
        keys_of(&keys[1]),
        keys_of(&keys[2]),
        process("", "")
    ));
    // Programs end a file with a line feed.
    let token = aws.web_identity_token("pod", 600) + "\n";
    fs::write(brs.path("web"), token).unwrap();
    fs::write(brs.path("task"), "let me in\n").unwrap();
    let path = aws.container("arn:aws:iam::123456789012:role/Task", Some("let me in"));
    let [web, task] = ["web", "task"].map(|name| brs.path(name).to_str().unwrap().to_owned());
    for (name, value) in [
        ("AWS_ACCESS_KEY_ID", keys[3].access_key_id.as_str()),
        ("AWS_SECRET_ACCESS_KEY", &keys[3].secret_access_key),
        ("AWS_PROFILE", "named"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", &web),
        ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/Web"),
        (
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            &format!("{}{path}", aws.url()),
        ),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", &task),
        ("HTTP_PROXY", &proxy.url()),
        ("http_proxy", &proxy.url()),
        ("HTTPS_PROXY", &proxy.url()),
        ("ALL_PROXY", &proxy.url()),
    ] {
        brs = brs.set(name, value);
    }
    brs.run(&[&LINE[..], &["--profile", "chosen"]].concat())
        .prints();
    assert_eq!(asked(&aws), "chosen");
    // Each row takes away what the one before has found.
    let config = fs::read_to_string(brs.path(".aws/config")).unwrap();
    let (before, after) = config.split_once("[default]\n").unwrap();
    let without = format!("{before}[profile x]\n{after}");
    let rows: [(&str, &[Change]); 7] = [
        ("environment", &[]),
        (
            "named",
            &[("AWS_ACCESS_KEY_ID", None), ("AWS_SECRET_ACCESS_KEY", None)],
        ),
        // The SDK that runs brs passes the variable on.
        ("default", &[("AWS_PROFILE", Some("served"))]),
        ("default", &[("AWS_PROFILE", None)]),
        ("Web", &[("", None)]),
        ("Task", &[("AWS_WEB_IDENTITY_TOKEN_FILE", None)]),
        ("Machine", &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", None)]),
    ];
    for (who, taken) in rows {
        for (name, value) in taken {
            brs = match value {
                Some(value) => brs.set(name, value),
                None if name.is_empty() => {
                    fs::write(brs.path(".aws/config"), &without).unwrap();
                    brs
                }
                None => brs.unset(name),
            };
        }
        // Other keys, other entries: nothing of an earlier row is a hit.
        brs.run(&[&LINE[..], &["--force-refresh"]].concat())
            .prints();
        assert_eq!(asked(&aws), who);
    }
    let asked_for = |action| aws.calls(action);
    assert_eq!(
        (
            asked_for("MetadataCredentials"),
            asked_for("ContainerCredentials")
        ),
        (1, 1),
        "nobody is asked before their turn"
    );
    assert_eq!(proxy.lines(), [""; 0]);
}

#[test]
fn a_profile_that_the_environment_names_is_meant() {
    let aws = LocalAws::start();
    let brs = on_instance(&aws).set("AWS_PROFILE", "empty");
    brs.append_config(&format!(
        "[default]\n{}[profile empty]\nregion = eu-west-1\n",
        keys_of(&aws.user("ana"))
    ));
    let said = "profile 'empty' has no credentials\n\
                give it keys, a role_arn, sso_session or credential_process, or name another with --profile";
    refuses(&aws, &brs, || brs.run(&LINE), 2, said);
}

#[test]
fn a_role_over_the_instances_is_cached_and_what_it_is_assumed_with_is_not() {
    let aws = LocalAws::start();
    let brs = on_instance(&aws);
    let line = brs.run(&LINE).prints().to_owned();
    let actions = |from: usize| -> Vec<String> {
        let requests = aws.requests().into_iter().skip(from);
        requests.map(|request| request.action).collect()
    };
    let all = [
        "MetadataToken",
        "MetadataRole",
        "MetadataCredentials",
        "AssumeRole",
    ];
    assert_eq!(actions(0), all);
    assert_eq!(brs.entries().len(), 1);
    // Nothing that the machine has given lies in the cache.
    let given: Vec<_> = aws
        .requests()
        .into_iter()
        .take(3)
        .flat_map(|r| r.secrets)
        .collect();
    assert_eq!(given.len(), 3);
    for name in brs.files() {
        let bytes = fs::read(brs.cache().join(name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(given.iter().all(|secret| !text.contains(secret)));
    }
    assert_eq!(brs.run(&LINE).prints(), line);
    assert_eq!(actions(4), [""; 0]);
    brs.plant(3540, 60);
    brs.run(&LINE).prints();
    assert_eq!(actions(4), all);
}

#[test]
fn what_a_container_gives_is_cached_by_its_uri() {
    let aws = LocalAws::start();
    let uri = |role: &str| format!("{}{}", aws.url(), aws.container(role, None));
    let (first, second) = (uri(MACHINE), uri(MACHINE));
    let variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    let brs = home(&aws)
        .set("AWS_REGION", "eu-west-1")
        .set(variable, &first);
    brs.run(&LINE).prints();
    brs.run(&LINE).prints();
    assert_eq!(brs.entries().len(), 2);
    // Another role needs no other base.
    let other = "arn:aws:iam::123456789012:role/Other";
    aws.role(Role::new(other));
    brs.run(&["sts", "--role-arn", other]).prints();
    assert_eq!(
        (aws.calls("ContainerCredentials"), aws.calls("AssumeRole")),
        (1, 2)
    );
    let brs = brs.set(variable, &second);
    brs.run(&LINE).prints();
    assert_eq!(
        (aws.calls("ContainerCredentials"), aws.calls("AssumeRole")),
        (2, 3)
    );
}

#[test]
fn a_container_that_does_not_know_us_is_told_with_what_it_said() {
    let aws = LocalAws::start();
    let uri = format!("{}{}", aws.url(), aws.container(MACHINE, Some("let me in")));
    let brs = home(&aws)
        .set("AWS_REGION", "eu-west-1")
        .set("AWS_CONTAINER_CREDENTIALS_FULL_URI", &uri);
    let cannot = "cannot get the credentials of the container: ";
    let place = aws.url().replace("http://", "");
    let said = format!("{cannot}{place} answered 401: ");
    brs.run(&LINE)
        .fails_saying(1, &[&said, "The Authorization header is missing"]);
    let brs = brs.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me out");
    let said = format!("{cannot}{place} answered 403: ");
    let outcome = brs.run(&LINE);
    outcome.fails_saying(1, &[&said, "The Authorization header is wrong"]);
    assert!(!outcome.stderr.contains("let me out"));
    // A file counts before the variable, and is read anew each time.
    let file = brs.path("token");
    let brs = brs.set(
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        file.to_str().unwrap(),
    );
    let line = [&LINE[..], &["--no-cache"]].concat();
    let said = format!(
        "{cannot}cannot read the token file {}: no such file or directory",
        file.display()
    );
    brs.run(&line).fails_saying(1, &[&said]);
    for ending in ["", "\n", "\r\n"] {
        fs::write(&file, format!("let me in{ending}")).unwrap();
        brs.run(&line).prints();
    }
    for (text, said) in [
        ("", "it is empty"),
        ("let me\nin", "a character that no header may have"),
    ] {
        fs::write(&file, text).unwrap();
        brs.run(&line).fails_saying(1, &[cannot, said]);
    }
    assert_eq!(aws.calls("ContainerCredentials"), 5);
}

/// A port where nobody answers a connection: all that may wait there do.
fn full() -> (TcpListener, Vec<TcpStream>, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while waiting.len() < 8192 {
        match TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
            Ok(stream) => waiting.push(stream),
            Err(_) => return (listener, waiting, address),
        }
    }
    panic!("the port takes everybody");
}

#[test]
fn metadata_that_are_not_there_cost_a_second_and_all_that_was_tried_is_named() {
    let aws = LocalAws::start();
    aws.set_fault(Some(Fault::Hang));
    let (listener, waiting, unreachable) = full();
    let gone = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for (endpoint, why) in [
        (aws.url(), "timed out after 1 s"),
        (format!("http://{unreachable}"), "timed out after 1 s"),
        (format!("http://{gone}"), "connection refused"),
    ] {
        let brs = on_instance(&aws).set(METADATA, &endpoint);
        let outcome = brs.run(&LINE);
        let said = format!("{NOTHING}: no instance metadata: cannot reach 127.0.0.1: {why}");
        outcome.fails(1, &format!("brs: error: {said}\nbrs: hint: {HINT}\n"));
        assert!(outcome.took < Duration::from_secs(8), "{outcome:?}");
        assert_eq!(brs.entries().len(), 0);
    }
    drop((listener, waiting));
    assert_eq!(aws.calls("MetadataToken"), 1, "once, and never again");
    // An instance without a role is told apart.
    let aws = LocalAws::start();
    let brs = home(&aws)
        .unset("AWS_EC2_METADATA_DISABLED")
        .set(METADATA, &aws.url())
        .set("AWS_REGION", "eu-west-1");
    let said = format!("{NOTHING}: no instance metadata: the instance has no role");
    brs.run(&LINE)
        .fails(1, &format!("brs: error: {said}\nbrs: hint: {HINT}\n"));
}

#[test]
fn metadata_are_not_asked_where_that_is_forbidden() {
    let aws = LocalAws::start();
    for value in ["true", "TRUE", "True"] {
        let brs = on_instance(&aws).set("AWS_EC2_METADATA_DISABLED", value);
        let said = format!("{NOTHING}, instance metadata disabled\n{HINT}");
        refuses(&aws, &brs, || brs.run(&LINE), 2, &said);
    }
    let brs = on_instance(&aws).set("AWS_EC2_METADATA_DISABLED", "false");
    brs.run(&LINE).prints();
    assert_eq!(asked(&aws), "Machine");
}

#[test]
fn metadata_are_never_asked_through_a_proxy() {
    let proxy = Proxy::saying(["HTTP/1.1 403 Forbidden\r\n\r\n"]);
    let aws = LocalAws::start();
    // Nobody can be connected to under this address, and nothing is sent.
    let brs = on_instance(&aws)
        .set(METADATA, "http://255.255.255.255")
        .set("HTTP_PROXY", &proxy.url())
        .set("http_proxy", &proxy.url())
        .set("ALL_PROXY", &proxy.url());
    let said = format!("{NOTHING}: no instance metadata: cannot reach 255.255.255.255: ");
    brs.run(&LINE).fails_saying(1, &[&said]);
    // Nor is what gives a container its credentials, and what it is shown.
    let brs = brs
        .set(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "https://255.255.255.255/role",
        )
        .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in");
    let said = "cannot get the credentials of the container: cannot reach 255.255.255.255: ";
    brs.run(&LINE).fails_saying(1, &[said]);
    assert_eq!((proxy.lines(), aws.connections()), (vec![], 0));
}

#[test]
fn a_profile_may_say_where_metadata_are() {
    let aws = LocalAws::start();
    let url = aws.url();
    let of_profile = format!("ec2_metadata_service_endpoint = {url}\n");
    let dev = format!("role_arn = {ROLE}\ncredential_source = Ec2InstanceMetadata\n");
    let brs = on_instance(&aws).unset(METADATA);
    brs.append_config(&format!(
        "[default]\n{of_profile}[profile dev]\n{dev}{of_profile}"
    ));
    for line in [&["profile", "dev"][..], &LINE] {
        brs.run(&[line, &["--force-refresh"]].concat()).prints();
        assert_eq!(asked(&aws), "Machine");
    }
    assert_eq!(aws.calls("MetadataCredentials"), 2);
    // The environment counts first, and an endpoint before a mode.
    let brs = brs.set(METADATA, "http://127.0.0.1:1");
    let line = ["profile", "dev", "--force-refresh"];
    let said = "no instance metadata: cannot reach 127.0.0.1: connection refused";
    brs.run(&line).fails_saying(1, &[said]);
    let brs = brs
        .unset(METADATA)
        .set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6");
    brs.run(&line).prints();
    assert_eq!(aws.calls("MetadataCredentials"), 3);
    // What cannot be right is told before anybody is asked.
    let aws = LocalAws::start();
    for (key, value, said) in [
        ("ec2_metadata_service_endpoint", "nowhere", "expected "),
        (
            "ec2_metadata_service_endpoint_mode",
            "IPv5",
            "expected IPv4 or IPv6",
        ),
    ] {
        let brs = home(&aws)
            .unset("AWS_EC2_METADATA_DISABLED")
            .set("AWS_REGION", "eu-west-1");
        brs.append_config(&format!("[profile dev]\n{dev}{key} = {value}\n"));
        let said = format!("invalid value '{value}' for {key}: {said}");
        brs.run(&["profile", "dev"]).fails_saying(2, &[&said]);
    }
    assert_eq!(aws.connections(), 0);
}
