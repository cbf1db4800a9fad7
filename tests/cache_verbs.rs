//! `brs cache`: what it shows of every kind of entry, that it shows no secret,
//! and what it removes.

mod support;

use brs::cache::Entry;
use local_aws::{Fault, LocalAws, Role};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Child;
use support::herd::{Herd, alone, crowd, until};
use support::mfa::{ADMIN, SERIAL, oathtool, program, with_device};
use support::wrapped::tool;
use support::{Brs, Outcome, ROLE, assert_no_secret, key_of, plant};

/// Text of a run that did well.
#[track_caller]
fn text(outcome: Outcome) -> String {
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{outcome:?}"
    );
    outcome.stdout
}

/// The list as JSON.
#[track_caller]
fn list(brs: &Brs) -> Vec<serde_json::Value> {
    let text = text(brs.run(&["cache", "list", "--output", "json"]));
    serde_json::from_str(&text).unwrap()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn write(brs: &Brs, name: &str, bytes: &[u8]) -> PathBuf {
    let path = brs.cache().join(name);
    fs::write(&path, bytes).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

/// A home with an entry of every kind that a profile can lead to, and the
/// secrets that must not be seen.
fn everything(aws: &LocalAws) -> (Brs, Vec<String>) {
    let brs = with_device(aws);
    let code = oathtool(&brs, aws);
    let login = aws.sso_login("111122223333", "Developer", 3600);
    support::sso::save(&brs, "corporate", &login.cache_json());
    brs.append_config(&format!(
        "[profile sso]\nregion = eu-west-1\nsso_session = corporate\nsso_account_id = 111122223333\nsso_role_name = Developer\n\
         [sso-session corporate]\nsso_region = {}\nsso_start_url = {}\n",
        login.region, login.start_url
    ));
    let printed = "{\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLE000000001\",\"SecretAccessKey\":\"printed-secret\",\"SessionToken\":\"printed-token\",\"Expiration\":\"2026-11-26T00:00:00Z\"}";
    let end = brs::refresh::Timestamp::from_seconds(support::now() + 3600).to_string();
    let printed = printed.replace("2026-11-26T00:00:00Z", &end);
    let vault = program(&brs, "vault", &format!("echo '{printed}'"));
    brs.append_config(&format!(
        "[profile vault]\nregion = eu-west-1\ncredential_process = {vault} --password argument-secret\n"
    ));
    fs::write(brs.path("token"), aws.web_identity_token("job", 3600)).unwrap();
    aws.role(Role::new("arn:aws:iam::123456789012:role/Job"));
    brs.append_config(&format!(
        "[profile job]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/Job\nweb_identity_token_file = {}\n",
        brs.path("token").display()
    ));
    brs.run_sts(&["--external-id", "outer", "--tag", "team=web"])
        .prints();
    brs.run(&[
        "mfa",
        "--role-arn",
        ADMIN,
        "--profile",
        "base",
        "--serial-number",
        SERIAL,
        "--cmd",
        &code,
    ])
    .prints();
    for profile in ["sso", "vault", "job"] {
        brs.run(&["profile", profile]).prints();
    }
    let mut secrets = vec![
        "printed-secret".to_owned(),
        "printed-token".to_owned(),
        "argument-secret".to_owned(),
        aws.totp_seed_base32(SERIAL),
        login.access_token,
        login.refresh_token,
        login.client_secret,
        aws.user("ana").secret_access_key,
    ];
    for entry in brs.entries() {
        let bytes = fs::read(&entry).unwrap();
        let entry = Entry::parse(bytes.into(), &key_of(&entry)).unwrap();
        let document: serde_json::Value = serde_json::from_str(entry.line()).unwrap();
        for key in ["SecretAccessKey", "SessionToken"] {
            secrets.push(document[key].as_str().unwrap().to_owned());
        }
    }
    (brs, secrets)
}

#[track_caller]
fn has_no_secret(text: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!text.contains(secret.as_str()), "{secret} is in {text}");
    }
}

#[test]
fn every_kind_of_entry_is_told_in_words_and_without_its_secrets() {
    let aws = LocalAws::start();
    let (brs, secrets) = everything(&aws);
    assert_eq!(brs.entries().len(), 6);
    let requests = aws.requests().len();
    let listed = list(&brs);
    let mut found: Vec<[String; 4]> = listed
        .iter()
        .map(|item| {
            ["What", "Account", "Role", "Status"]
                .map(|key| item[key].as_str().unwrap_or("-").to_owned())
        })
        .collect();
    found.sort();
    let session = |role: &str| {
        [
            "role session brs-ana".to_owned(),
            "123456789012".into(),
            role.into(),
            "entry".into(),
        ]
    };
    let vault = brs.path("vault").display().to_string();
    let mut expected = vec![
        [
            "Identity Center corporate",
            "111122223333",
            "Developer",
            "entry",
        ]
        .map(str::to_owned),
        ["MFA session ana", "123456789012", "-", "entry"].map(str::to_owned),
        [
            format!("process {vault}"),
            "-".into(),
            "-".into(),
            "entry".into(),
        ],
        session("Admin"),
        session("Deploy"),
    ];
    let job = found.iter().find(|item| item[2] == "Job").unwrap();
    assert!(job[0].starts_with("web identity "), "{job:?}");
    expected.push(job.clone());
    expected.sort();
    assert_eq!(found, expected);
    let plain = text(brs.run(&["cache", "list"]));
    assert_eq!(plain.lines().count(), 7, "{plain}");
    for words in [
        "MFA session ana",
        "Identity Center corporate",
        "Deploy",
        "LAST FAILURE",
    ] {
        assert!(plain.contains(words), "{plain}");
    }
    assert!(!plain.contains('\u{1b}'), "{plain}");
    has_no_secret(&plain, &secrets);
    has_no_secret(
        &text(brs.run(&["cache", "list", "--output", "json"])),
        &secrets,
    );
    for entry in brs.entries() {
        let key = name(&entry);
        let shown = text(brs.run(&["cache", "show", &key[..10]]));
        assert!(
            shown.starts_with(&format!("key              {key}\n")),
            "{shown}"
        );
        assert!(
            shown.contains(&format!("file             {}\n", entry.display())),
            "{shown}"
        );
        assert!(shown.contains("access key ID    ASIA"), "{shown}");
        has_no_secret(&shown, &secrets);
        let shown = text(brs.run(&["cache", "show", "--output", "json", &key]));
        let shown_json: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown_json["Key"], *key);
        has_no_secret(&shown, &secrets);
    }
    // Nobody was asked for any of it.
    assert_eq!(aws.requests().len(), requests);
}

#[test]
fn an_entry_is_found_by_its_source_without_asking_anybody() {
    let aws = LocalAws::start();
    let (brs, secrets) = everything(&aws);
    let (requests, connections) = (aws.requests().len(), aws.connections());
    let base = ["--profile", "base"];
    for (source, words) in [
        (
            vec![
                "sts",
                "--role-arn",
                ROLE,
                "--external-id",
                "outer",
                "--tag",
                "team=web",
                base[0],
                base[1],
            ],
            &[
                "external ID      outer\n",
                "tag              team=web\n",
                "role             Deploy\n",
            ][..],
        ),
        (
            vec!["mfa", base[0], base[1], "--serial-number", SERIAL],
            &[
                "what             MFA session ana\n",
                "serial number    arn:aws:iam::123456789012:mfa/ana\n",
            ],
        ),
        (
            vec![
                "mfa",
                "--role-arn",
                ADMIN,
                base[0],
                base[1],
                "--serial-number",
                SERIAL,
            ],
            &["role             Admin\n", "base             "],
        ),
        (vec!["profile", "sso"], &["role             Developer\n"]),
        (
            vec!["profile", "vault"],
            &["program          /", "arguments        "],
        ),
        (
            vec!["profile", "job"],
            &["role             Job\n", "token file       "],
        ),
    ] {
        let shown = text(brs.run(&[&["cache", "show"], &source[..]].concat()));
        for words in words {
            assert!(shown.contains(words), "{words} is not in {shown}");
        }
        has_no_secret(&shown, &secrets);
    }
    assert_eq!(
        (aws.requests().len(), aws.connections()),
        (requests, connections)
    );
    // What nothing here tells would have to be asked for.
    brs.run(&["cache", "show", "mfa", "--profile", "base"])
        .fails(
            2,
            "brs: error: the MFA device is not known\n\
         brs: hint: give it with --serial-number, or as the profile's mfa_serial\n",
        );
    brs.run(&["cache", "show", "profile", "base"]).fails(
        2,
        "brs: error: the credentials of profile base are never cached\n",
    );
    brs.run(&[
        "cache",
        "show",
        "sts",
        "--role-arn",
        ROLE,
        "--profile",
        "base",
    ])
    .fails(
        1,
        &format!(
            "brs: error: there is nothing in the cache of sts {ROLE}\n\
             brs: hint: see what there is with: brs cache list\n"
        ),
    );
    assert_eq!(
        (aws.requests().len(), aws.connections()),
        (requests, connections)
    );
}

#[test]
fn what_went_wrong_is_told_where_nothing_is_cached_and_where_something_is() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    aws.set_fault(Some(Fault::ServiceUnavailable));
    brs.run_sts(&["--max-attempts", "1"])
        .fails_saying(1, &["cannot assume"]);
    let [item] = &list(&brs)[..] else { panic!() };
    assert_eq!(item["Status"], "nothing");
    assert_eq!(item["What"], format!("a session of {ROLE}"));
    assert_eq!(item["Failures"], 1);
    let message = item["LastFailure"]["Message"].as_str().unwrap();
    assert!(message.contains("cannot assume"), "{item}");
    let source = [
        "cache",
        "show",
        "sts",
        "--role-arn",
        ROLE,
        "--profile",
        "base",
    ];
    let shown = text(brs.run(&source));
    assert!(
        shown.contains(&format!(
            "failed           {}",
            item["LastFailure"]["At"].as_str().unwrap()
        )),
        "{shown}"
    );
    assert!(shown.contains("status           nothing\n"), "{shown}");
    aws.set_fault(None);
    brs.run_sts(&["--force-refresh"]).prints();
    let shown = text(brs.run(&source));
    assert!(shown.contains("\nfailed before    "), "{shown}");
    // The cached credentials live, and their refresh fails.
    brs.plant(3000, 600);
    aws.set_fault(Some(Fault::ServiceUnavailable));
    brs.run_sts(&["--max-attempts", "1"]).prints();
    let shown = text(brs.run(&source));
    for words in [
        "status           entry\n",
        "\nfailed           ",
        "\nwarned           ",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    brs.plant(3000, -5);
    let [item] = &list(&brs)[..] else { panic!() };
    assert_eq!(item["Status"], "expired");
    assert_no_secret(&aws, &shown);
}

/// Under a terminal of a person's own.
fn on_a_terminal(brs: &Brs, variables: &str) -> String {
    let line = format!("{variables} {} cache list", support::program().display());
    let mut command = brs.other(&tool("script"), &["-qec", &line, "/dev/null"]);
    text(support::finish(command.spawn().unwrap()))
}

#[test]
fn a_terminal_is_shown_colours_and_relative_times() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    brs.plant(600, 3000);
    let shown = on_a_terminal(&brs, "");
    assert!(shown.contains("\u{1b}[2mKEY"), "{shown}");
    assert!(
        shown.contains("in 49 min") || shown.contains("in 50 min"),
        "{shown}"
    );
    assert!(shown.contains("10 min ago"), "{shown}");
    let plain = on_a_terminal(&brs, "NO_COLOR=1");
    assert!(
        !plain.contains('\u{1b}') && plain.contains("10 min ago"),
        "{plain}"
    );
    let coloured = on_a_terminal(&brs, "NO_COLOR=");
    assert!(coloured.contains('\u{1b}'), "{coloured}");
}

#[test]
fn what_is_not_of_this_brs_is_shown_as_such_and_never_touched() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let entry = brs.entry();
    let bytes = fs::read(&entry).unwrap();
    let digits = |digit: &str| digit.repeat(64);
    let mut later = bytes.clone();
    later[8] = 9;
    let mut torn = bytes.clone();
    torn.truncate(bytes.len() - 3);
    // Another entry's bytes under this name.
    for (name, bytes) in [
        (digits("a"), &later[..]),
        (digits("b"), b"something else entirely"),
        ("notes.txt".to_owned(), b"mine"),
        (digits("c"), &torn),
        (digits("d"), &bytes),
    ] {
        write(&brs, &name, bytes);
    }
    let loose = write(&brs, &digits("e"), &bytes);
    fs::set_permissions(&loose, fs::Permissions::from_mode(0o644)).unwrap();
    std::os::unix::fs::symlink(&entry, brs.cache().join(digits("f"))).unwrap();
    let status = |name: &str| {
        let items = list(&brs);
        let item = items.iter().find(|item| item["Key"] == *name).unwrap();
        item["Status"].as_str().unwrap().to_owned()
    };
    let left = [
        digits("a"),
        digits("b"),
        "notes.txt".into(),
        digits("e"),
        digits("f"),
    ];
    for (name, said) in [
        (digits("a"), "other schema"),
        (digits("b"), "foreign"),
        ("notes.txt".into(), "foreign"),
        (digits("c"), "damaged"),
        (digits("d"), "damaged"),
        (digits("e"), "foreign"),
        (digits("f"), "foreign"),
        (name(&entry), "entry"),
    ] {
        assert_eq!(status(&name), said, "{name}");
    }
    let plain = text(brs.run(&["cache", "list"]));
    assert!(plain.contains("another version of brs"), "{plain}");
    brs.run(&["cache", "clear", &digits("a")])
        .fails_saying(1, &["is not of this version of brs"]);
    brs.run(&["cache", "clear", "notes.txt"])
        .fails_saying(2, &["neither a source nor"]);
    let before: Vec<Vec<u8>> = left
        .iter()
        .map(|name| fs::read(brs.cache().join(name)).unwrap())
        .collect();
    assert_eq!(
        text(brs.run(&["cache", "clear", "--all"])),
        "removed 3 entries\n"
    );
    let kept: Vec<String> = list(&brs)
        .iter()
        .map(|item| item["Key"].as_str().unwrap().to_owned())
        .collect();
    let mut expected = left.to_vec();
    expected.sort();
    assert_eq!(kept, expected);
    // A link that leads nowhere by now is still the link that it was.
    for (name, bytes) in left.iter().zip(&before).take(4) {
        assert_eq!(&fs::read(brs.cache().join(name)).unwrap(), bytes, "{name}");
    }
}

#[test]
fn what_is_cleared_is_gone_with_its_state_and_links_and_nothing_else_is() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let other = "arn:aws:iam::123456789012:role/Other";
    aws.role(Role::new(other));
    brs.age_config();
    brs.run_sts(&[]).prints();
    brs.run(&["sts", "--role-arn", other, "--profile", "base"])
        .prints();
    let count = |kind: &str| {
        brs.files()
            .iter()
            .filter(|name| name.ends_with(kind))
            .count()
    };
    assert_eq!(
        (brs.entries().len(), count(".state"), count(".link")),
        (2, 2, 2)
    );
    let cleared = brs.run(&[
        "cache",
        "clear",
        "sts",
        "--role-arn",
        other,
        "--profile",
        "base",
    ]);
    assert_eq!(text(cleared), "removed 1 entry\n");
    assert_eq!(
        (brs.entries().len(), count(".state"), count(".link")),
        (1, 1, 1)
    );
    assert_eq!(list(&brs)[0]["Role"], "Deploy");
    // What is left is still a hit, and what is gone is asked for again.
    brs.run_sts(&[]).prints();
    assert_eq!(aws.calls("AssumeRole"), 2);
    brs.run(&["sts", "--role-arn", other, "--profile", "base"])
        .prints();
    assert_eq!(aws.calls("AssumeRole"), 3);
    let keys: Vec<String> = brs.entries().iter().map(|entry| name(entry)).collect();
    let cleared = brs.run(&["cache", "clear", &keys[0], &keys[1][..16].to_uppercase()]);
    assert_eq!(text(cleared), "removed 2 entries\n");
    assert_eq!(
        (brs.entries().len(), count(".state"), count(".link")),
        (0, 0, 0)
    );
    assert_eq!(text(brs.run(&["cache", "list"])), "");
    assert_eq!(
        text(brs.run(&["cache", "list", "--output", "json"])),
        "[]\n"
    );
}

#[test]
fn only_what_has_expired_is_cleared_if_that_is_asked_for() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&["--tag", "a=1"]).prints();
    brs.run_sts(&["--tag", "a=2"]).prints();
    assert_eq!(
        text(brs.run(&["cache", "clear", "--expired"])),
        "removed 0 entries\n"
    );
    plant(&brs.entries()[0], 3600, -1);
    assert_eq!(
        text(brs.run(&["cache", "clear", "--expired"])),
        "removed 1 entry\n"
    );
    assert_eq!(brs.entries().len(), 1);
}

#[test]
fn codes_that_were_used_stay_known_when_all_is_cleared() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = aws.token_code(SERIAL);
    let line = [
        "mfa",
        "--profile",
        "base",
        "--serial-number",
        SERIAL,
        "--token-code",
        &code,
    ];
    brs.run(&line).prints();
    let notes = |brs: &Brs| {
        brs.files()
            .into_iter()
            .filter(|name| name.ends_with(".note"))
            .count()
    };
    let before = notes(&brs);
    assert!(before > 0);
    assert_eq!(
        text(brs.run(&["cache", "clear", "--all"])),
        "removed 1 entry\n"
    );
    assert_eq!((brs.entries().len(), notes(&brs)), (0, before));
}

#[test]
fn what_is_named_has_to_be_there_once() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let digits = [
        "a1".to_owned() + &"0".repeat(62),
        "a2".to_owned() + &"0".repeat(62),
    ];
    let bytes = fs::read(brs.entry()).unwrap();
    for name in &digits {
        write(&brs, name, &bytes);
    }
    let list_hint = "brs: hint: see the keys with: brs cache list\n";
    brs.run(&["cache", "show", "xyz"]).fails(
        2,
        &format!("brs: error: 'xyz' is neither a source nor the beginning of a key\n{list_hint}"),
    );
    let mut nobody = "0123456789abcdef".repeat(4);
    nobody.truncate(20);
    brs.run(&["cache", "clear", &nobody]).fails(
        1,
        &format!("brs: error: there is no key that begins with {nobody}\n{list_hint}"),
    );
    brs.run(&["cache", "clear", "a"])
        .fails_saying(2, &["keys begin with a", "give more of the key"]);
    assert_eq!(brs.entries().len(), 3);
    let shown = text(brs.run(&["cache", "show", "a1"]));
    assert!(shown.contains("status           damaged\n"), "{shown}");
    for (line, error) in [
        ("cache show", "there is nothing named to show"),
        ("cache clear", "there is nothing named to clear"),
        (
            "cache clear --all a1",
            "a KEY, a source, --expired and --all exclude each other",
        ),
        (
            "cache clear --expired profile base",
            "a KEY, a source, --expired and --all exclude each other",
        ),
        (
            "cache show --cache-dir x profile base",
            "--cache-dir is given before profile, and belongs to it",
        ),
        (
            "cache show profile base --output json",
            "unexpected argument '--output' found",
        ),
        ("cache", "no source and no verb given"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        brs.run(&words)
            .fails_saying(2, &[&format!("brs: error: {error}\n")]);
    }
    assert_eq!(brs.entries().len(), 3);
}

#[test]
fn nothing_is_made_by_looking() {
    let brs = Brs::new();
    let path = format!("{}\n", brs.cache().display());
    assert_eq!(text(brs.run(&["cache", "path"])), path);
    assert_eq!(text(brs.run(&["cache", "list"])), "");
    assert_eq!(
        text(brs.run(&["cache", "clear", "--all"])),
        "removed 0 entries\n"
    );
    assert_eq!(fs::read_dir(brs.path("")).unwrap().count(), 0);
    let elsewhere = brs.path("elsewhere");
    let elsewhere = elsewhere.to_str().unwrap();
    let path = format!("{elsewhere}/v1\n");
    assert_eq!(
        text(brs.run(&["cache", "path", "--cache-dir", elsewhere])),
        path
    );
    let brs = brs.set("BRS_CACHE_DIR", elsewhere);
    assert_eq!(text(brs.run(&["cache", "path"])), path);
    assert_eq!(text(brs.run(&["cache", "list"])), "");
    fs::create_dir(elsewhere).unwrap();
    fs::set_permissions(elsewhere, fs::Permissions::from_mode(0o777)).unwrap();
    brs.run(&["cache", "list"]).fails(
        1,
        &format!(
            "brs: error: cannot look into the cache {elsewhere}: other users can write to it\n"
        ),
    );
    let homeless = Brs::new().unset("HOME");
    // The system may know the home.
    let _ = homeless.run(&["cache", "path"]);
}

#[test]
fn an_entry_that_is_being_refreshed_is_waited_for_and_not_for_ever() {
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    brs.run_sts(&[]).prints();
    let key = name(&brs.entry());
    let lock = brs.cache().join(format!("{key}.lock"));
    let mut held = hold(&brs, &lock, "1000");
    let outcome = brs.run(&["cache", "clear", "--all"]);
    outcome.fails(
        1,
        &format!(
            "brs: error: cannot clear {key}: another process has been refreshing it for too long\n"
        ),
    );
    assert_eq!(brs.entries().len(), 1);
    held.kill().unwrap();
    held.wait().unwrap();
    let mut held = hold(&brs, &lock, "1");
    assert_eq!(
        text(brs.run(&["cache", "clear", "--all"])),
        "removed 1 entry\n"
    );
    held.wait().unwrap();
}

/// A process that has this lock for so many seconds.
fn hold(brs: &Brs, lock: &Path, seconds: &str) -> Child {
    let mut command = brs.other(&tool("flock"), &["--no-fork"]);
    let script = "echo held; exec sleep \"$0\"";
    command.arg(lock).args(["sh", "-c", script, seconds]);
    let mut child = command.spawn().unwrap();
    let mut line = [0; 5];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut line).unwrap();
    child
}

#[test]
fn fifty_that_refresh_notice_nothing_of_one_that_clears() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = Brs::with(&aws);
    let mut cleared = 0;
    for round in 0..6 {
        let flags: &[&str] = match round % 2 {
            0 => &["--force-refresh"],
            _ => &[],
        };
        let refreshers = (0..50).map(|_| brs.command(&brs.sts(flags)));
        let herd = Herd::gather(refreshers).run();
        for _ in 0..8 {
            let told = text(brs.run(&["cache", "clear", "--all"]));
            cleared += usize::from(told == "removed 1 entry\n");
            text(brs.run(&["cache", "list"]));
        }
        for outcome in herd.finish() {
            outcome.prints();
        }
    }
    assert!(cleared > 0, "nothing was there to be cleared");
    until("it is in order", || {
        let lines = crowd(&brs, 5, &[]);
        lines.iter().all(|outcome| outcome.code == Some(0))
    });
    assert!(
        brs.files().iter().all(|name| !name.ends_with(".tmp")),
        "{:?}",
        brs.files()
    );
}
