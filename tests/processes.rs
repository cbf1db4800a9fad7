//! Another program's `credential_process`: when it is run, with what, and what
//! is made of what it prints.

mod support;

use local_aws::{LocalAws, Role};
use std::fs;
use std::path::Path;
use std::time::Duration;
use support::herd::{Herd, alone, one_line};
use support::mfa::{program, runs};
use support::process::{LINE, document, serve, with_program};
use support::profiles::process;
use support::{Brs, ROLE, finish};

#[test]
fn what_it_prints_is_printed_and_kept_until_it_is_another_program() {
    let aws = LocalAws::start();
    let printed = document(&aws);
    let brs = with_program(&aws, "cat document");
    fs::write(brs.path("document"), &printed).unwrap();
    assert_eq!(brs.run(&LINE).prints(), printed);
    assert_eq!(brs.run(&LINE).prints(), printed);
    assert_eq!((runs(&brs), brs.entries().len()), (1, 1));
    // By a link as well, which has not read a file.
    brs.age_config();
    brs.run(&LINE).prints();
    assert!(brs.files().iter().any(|name| name.ends_with(".link")));
    assert_eq!(brs.run(&LINE).prints(), printed);
    assert_eq!(runs(&brs), 1);
    // Touched, written anew, replaced.
    let path = brs.path("issuer");
    let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(long_ago).unwrap();
    drop(file);
    brs.run(&LINE).prints();
    brs.run(&LINE).prints();
    assert_eq!(runs(&brs), 2);
    program(&brs, "issuer", "cat document # anew");
    brs.run(&LINE).prints();
    brs.run(&LINE).prints();
    assert_eq!(runs(&brs), 3);
    program(&brs, "other", "cat document # replaced");
    fs::rename(brs.path("other"), &path).unwrap();
    brs.run(&LINE).prints();
    brs.run(&LINE).prints();
    assert_eq!(runs(&brs), 4);
}

#[test]
fn it_is_a_base_like_any_other() {
    let aws = LocalAws::start();
    let printed = document(&aws);
    let brs = with_program(&aws, "cat document");
    fs::write(brs.path("document"), &printed).unwrap();
    for name in ["Hub", "Spoke"] {
        let role = format!("arn:aws:iam::123456789012:role/{name}");
        aws.role(Role::new(&role).trusts(ROLE));
        brs.run(&["sts", "--role-arn", &role, "--profile", "dev"])
            .prints();
        let request = aws.requests().pop().unwrap();
        assert!(request.caller_arn.contains(":assumed-role/Deploy/"));
        assert_eq!(request.parameters["RoleArn"], role);
    }
    // It was run once for both, and its document is an entry of its own.
    brs.run(&LINE).prints();
    assert_eq!((runs(&brs), brs.entries().len()), (1, 3));
}

#[test]
fn its_arguments_are_those_that_botocore_makes_of_the_line() {
    let aws = LocalAws::start();
    let text = "printf '%s\\n' \"$@\" >arguments\ncat document";
    let brs = with_program(&aws, text);
    fs::write(brs.path("document"), document(&aws)).unwrap();
    let path = brs.path("issuer");
    let path = path.display();
    let line =
        format!(r#""{path}" one 'two  three' "fo\"ur" five\ six $HOME ~ * '' "a\b" x"y z"'#'"#);
    serve(&brs, &line);
    brs.run(&LINE).prints();
    let arguments = fs::read_to_string(brs.path("arguments")).unwrap();
    assert_eq!(
        arguments.lines().collect::<Vec<_>>(),
        [
            "one",
            "two  three",
            "fo\"ur",
            "five six",
            "$HOME",
            "~",
            "*",
            "",
            "a\\b",
            "xy z#"
        ]
    );
    // Others are another request, and are shown to nobody.
    serve(&brs, &format!("{path} --password hunter2"));
    let outcome = brs.run(&[&LINE[..], &["-vv"]].concat());
    outcome.document();
    assert!(!outcome.stderr.contains("hunter2"), "{outcome:?}");
    assert_eq!((runs(&brs), brs.entries().len()), (2, 2));
    for entry in brs.entries() {
        let bytes = fs::read(entry).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("hunter2"));
    }
}

#[test]
fn it_runs_where_we_do_and_elsewhere_it_is_another() {
    let aws = LocalAws::start();
    let brs = with_program(&aws, "pwd -P >>\"$HOME/places\"\ncat \"$HOME/document\"");
    fs::write(brs.path("document"), document(&aws)).unwrap();
    fs::create_dir(brs.path("below")).unwrap();
    let home = brs.path("").canonicalize().unwrap();
    let places = [home.clone(), home.join("below")];
    for _ in 0..2 {
        for place in &places {
            let mut command = brs.command(&LINE);
            command.current_dir(place);
            finish(command.spawn().unwrap()).prints();
        }
    }
    let ran = fs::read_to_string(brs.path("places")).unwrap();
    let ran: Vec<_> = ran.lines().map(Path::new).collect();
    assert_eq!(ran, places);
}

#[test]
fn its_environment_is_small_and_always_the_same_and_has_no_secret() {
    let aws = LocalAws::start();
    let text = "tr '\\0' '\\n' </proc/$$/environ | sort >environment\ncat document";
    let brs = with_program(&aws, text)
        .set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE000000001")
        .set("AWS_SECRET_ACCESS_KEY", "not-for-you")
        .set("AWS_SESSION_TOKEN", "not-for-you")
        .set("AWS_SECURITY_TOKEN", "not-for-you")
        .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "not-for-you")
        .set("BRS_KEY_PASSWORD", "not-for-you")
        .set("BRS_PKCS11_PIN", "not-for-you")
        .set("AWS_PROFILE", "dev")
        .set("AWS_REGION", "eu-north-1")
        .set("BRS_OUTPUT", "process")
        .set("LD_LIBRARY_PATH", "/nowhere")
        .set("SOMETHING", "else")
        .set("LC_ALL", "C");
    fs::write(brs.path("document"), document(&aws)).unwrap();
    brs.run(&LINE).prints();
    let environment = fs::read_to_string(brs.path("environment")).unwrap();
    let lines: Vec<_> = environment.lines().collect();
    let names: Vec<_> = lines
        .iter()
        .map(|line| line.split_once('=').unwrap().0)
        .collect();
    assert_eq!(
        names,
        [
            "AWS_EC2_METADATA_DISABLED",
            "AWS_ENDPOINT_URL_STS",
            "AWS_REGION",
            "BRS_CHAIN",
            "HOME",
            "LC_ALL",
            "PATH",
            "USER",
        ]
    );
    assert!(lines.contains(&"AWS_REGION=eu-north-1"));
    assert!(!environment.contains("not-for-you") && !environment.contains("AKIA"));
    // What it does not see makes it no other.
    let brs = brs
        .set("SOMETHING", "new")
        .set("AWS_SECRET_ACCESS_KEY", "new");
    brs.run(&LINE).prints();
    assert_eq!(runs(&brs), 1);
    let brs = brs.set("AWS_REGION", "eu-west-1");
    brs.run(&LINE).prints();
    assert_eq!(runs(&brs), 2);
}

#[test]
fn it_is_told_for_which_keys_it_is_run() {
    let aws = LocalAws::start();
    let brs = with_program(&aws, "echo \"$BRS_CHAIN\" >chain\ncat document");
    fs::write(brs.path("document"), document(&aws)).unwrap();
    let outer = "0123456789abcdef".repeat(4);
    let brs = brs.set("BRS_CHAIN", &outer);
    brs.run(&LINE).prints();
    let chain = fs::read_to_string(brs.path("chain")).unwrap();
    let entry = brs.entry();
    let key = entry.file_name().unwrap().to_str().unwrap();
    assert_eq!(chain, format!("{outer},{key}\n"));
    // As a base it is told of the role as well, the outermost first.
    let hub = "arn:aws:iam::123456789012:role/Hub";
    aws.role(Role::new(hub));
    fs::remove_dir_all(brs.path(".cache")).unwrap();
    brs.run(&["sts", "--role-arn", hub, "--profile", "dev"])
        .prints();
    let chain = fs::read_to_string(brs.path("chain")).unwrap();
    let keys: Vec<_> = chain.trim_end().split(',').collect();
    let names = brs.files();
    assert_eq!((keys.len(), keys[0], keys[2]), (3, outer.as_str(), key));
    assert!(names.iter().any(|name| name == keys[1]), "{keys:?}");
}

#[test]
fn a_crowd_runs_it_once() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = with_program(&aws, "sleep 0.3\ncat document");
    fs::write(brs.path("document"), document(&aws)).unwrap();
    let outcomes = Herd::gather((0..50).map(|_| brs.command(&LINE)))
        .run()
        .finish();
    one_line(&outcomes);
    assert_eq!((outcomes.len(), runs(&brs)), (50, 1));
}

#[test]
fn brs_behind_an_env_that_changes_something_is_run_and_its_answer_kept() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let line = process("env AWS_REGION=us-east-1 ", " --profile base");
    brs.append_config(&format!("[profile dev]\nregion = eu-west-1\n{line}"));
    let printed = brs.run(&LINE).prints().to_owned();
    assert_eq!(brs.run(&LINE).prints(), printed);
    let requests = aws.requests();
    assert_eq!(
        (requests.len(), requests[0].region.as_str()),
        (1, "us-east-1")
    );
    // Both have an entry; they run out together, and are renewed together.
    assert_eq!(brs.entries().len(), 2);
    for entry in brs.entries() {
        support::plant(&entry, 3540, 60);
    }
    assert_ne!(brs.run(&LINE).prints(), printed);
    assert_eq!(aws.requests().len(), 2);
}
