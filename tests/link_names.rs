//! Which runs share a link: the same words in the same environment, and where a
//! path is relative in the same directory.

mod support;

use local_aws::{Keys, LocalAws};
use std::fs;
use std::process::Command;
use support::spoil::with_link;
use support::{Brs, ROLE, finish};

/// Variables, and who then asks in which region.
type Environment<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

fn credentials_file(name: &str, keys: &Keys) -> String {
    format!(
        "[{name}]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
        keys.access_key_id, keys.secret_access_key
    )
}

#[test]
fn each_environment_has_a_link_of_its_own() {
    let aws = LocalAws::start();
    let mut brs = Brs::with(&aws);
    let (ana, bea) = (aws.user("ana"), aws.user("bea"));
    brs.write_profile("bea", &bea);
    let dan = aws.user("dan");
    fs::write(
        brs.path("config"),
        credentials_file("default", &dan) + "region = eu-west-2\n",
    )
    .unwrap();
    fs::write(
        brs.path("credentials"),
        credentials_file("default", &aws.user("eve")),
    )
    .unwrap();
    brs.age_config();
    let path = |name: &str| brs.path(name).to_str().unwrap().to_owned();
    let (config, credentials) = (path("config"), path("credentials"));
    let secret = bea.secret_access_key.as_str();
    let environments: [Environment<'_>; 8] = [
        (&[("AWS_PROFILE", "base")], &ana.access_key_id, "eu-west-1"),
        (&[("AWS_PROFILE", "bea")], &bea.access_key_id, "eu-west-1"),
        (
            &[("AWS_PROFILE", "base"), ("AWS_REGION", "us-east-1")],
            &ana.access_key_id,
            "us-east-1",
        ),
        (
            &[("AWS_PROFILE", "base"), ("AWS_DEFAULT_REGION", "us-east-2")],
            &ana.access_key_id,
            "us-east-2",
        ),
        (
            &[("AWS_CONFIG_FILE", &config)],
            &dan.access_key_id,
            "eu-west-2",
        ),
        (
            &[
                ("AWS_CONFIG_FILE", &config),
                ("AWS_SHARED_CREDENTIALS_FILE", &credentials),
            ],
            &aws.user("eve").access_key_id,
            "eu-west-2",
        ),
        (
            &[
                ("AWS_PROFILE", "base"),
                ("AWS_ACCESS_KEY_ID", &bea.access_key_id),
                ("AWS_SECRET_ACCESS_KEY", secret),
                ("AWS_REGION", "eu-west-3"),
            ],
            &bea.access_key_id,
            "eu-west-3",
        ),
        (
            &[
                ("AWS_PROFILE", "base"),
                ("AWS_ROLE_SESSION_NAME", "another"),
            ],
            &ana.access_key_id,
            "eu-west-1",
        ),
    ];
    let arguments = ["sts", "--role-arn", ROLE];
    let mut lines = Vec::new();
    for (at, (variables, who, region)) in environments.iter().enumerate() {
        for (name, value) in *variables {
            brs = brs.set(name, value);
        }
        lines.push(brs.run(&arguments).prints().to_owned());
        let request = aws.requests().pop().unwrap();
        assert_eq!(
            (request.access_key_id.as_str(), request.region.as_str()),
            (*who, *region)
        );
        assert_eq!(
            (aws.calls("AssumeRole"), brs.entries().len()),
            (at + 1, at + 1)
        );
        for (name, _) in *variables {
            brs = brs.unset(name);
        }
    }
    // Back again: each finds its own, by its own link.
    let links = brs
        .files()
        .iter()
        .filter(|name| name.ends_with(".link"))
        .count();
    assert_eq!(links, environments.len());
    for ((variables, ..), line) in environments.iter().zip(lines) {
        for (name, value) in *variables {
            brs = brs.set(name, value);
        }
        assert_eq!(brs.run(&arguments).prints(), line);
        for (name, _) in *variables {
            brs = brs.unset(name);
        }
    }
    assert_eq!(aws.calls("AssumeRole"), environments.len());
}

#[test]
fn a_variable_that_is_wrong_is_not_hidden_by_a_link() {
    let aws = LocalAws::start();
    let brs = with_link(&aws).set("BRS_MIN_TTL", "soon");
    brs.run_sts(&[]).fails_saying(2, &["BRS_MIN_TTL"]);
}

#[test]
fn a_relative_path_means_something_else_elsewhere() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    for (directory, version) in [("one", "2012-10-17"), ("two", "2008-10-17")] {
        fs::create_dir(brs.path(directory)).unwrap();
        let text = format!(r#"{{"Version":"{version}","Statement":[]}}"#);
        fs::write(brs.path(directory).join("p.json"), text).unwrap();
    }
    brs.age_config();
    let run = |directory: &str| {
        let mut command: Command = brs.command(&brs.sts(&["--policy", "file://p.json"]));
        finish(command.current_dir(brs.path(directory)).spawn().unwrap())
    };
    let (one, two) = (run("one"), run("two"));
    assert_ne!(one.prints(), two.prints());
    let links = brs
        .files()
        .iter()
        .filter(|name| name.ends_with(".link"))
        .count();
    assert_eq!(links, 2);
    assert_eq!(run("one").prints(), one.stdout);
    assert_eq!(run("two").prints(), two.stdout);
    assert_eq!(aws.calls("AssumeRole"), 2);
}

#[test]
fn a_link_does_not_make_an_entry_younger() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    for (calls, (age, remaining)) in [(2700, 900), (3540, 60), (3600, -1)]
        .into_iter()
        .enumerate()
    {
        let old = brs.plant(age, remaining);
        assert_ne!(brs.run_sts(&[]).prints(), old);
        assert_eq!(aws.calls("AssumeRole"), calls + 2);
    }
}

#[test]
fn each_format_is_the_same_by_link() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.age_config();
    for format in ["process", "json", "env"] {
        let flags = ["--output", format];
        let runs = [brs.run_sts(&flags), brs.run_sts(&flags)];
        for run in &runs {
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
            assert!(!run.stdout.is_empty(), "{format}");
        }
        assert_eq!(runs[0].stdout, runs[1].stdout, "{format}");
    }
    let links = brs
        .files()
        .iter()
        .filter(|name| name.ends_with(".link"))
        .count();
    assert_eq!((links, aws.calls("AssumeRole")), (3, 1));
}

#[test]
fn who_insists_is_not_answered_by_a_link() {
    let aws = LocalAws::start();
    let brs = with_link(&aws);
    for calls in [2, 3] {
        brs.run_sts(&["--force-refresh"]).prints();
        assert_eq!(aws.calls("AssumeRole"), calls);
    }
}

#[test]
fn a_hit_needs_both_halves_of_a_key_in_the_environment() {
    let aws = LocalAws::start();
    let keys = aws.user("ana");
    let brs = Brs::with(&aws)
        .set("AWS_REGION", "eu-west-1")
        .set("AWS_ACCESS_KEY_ID", &keys.access_key_id)
        .set("AWS_SECRET_ACCESS_KEY", &keys.secret_access_key);
    brs.age_config();
    for _ in 0..2 {
        brs.run(&["sts", "--role-arn", ROLE]).prints();
    }
    let half = brs.unset("AWS_SECRET_ACCESS_KEY");
    half.run(&["sts", "--role-arn", ROLE])
        .fails_saying(2, &["the environment has no secret access key"]);
    assert_eq!(aws.calls("AssumeRole"), 1);
}
