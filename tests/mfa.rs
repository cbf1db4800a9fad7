//! `brs mfa`, and all else that takes an MFA code: one is enough, and none is
//! used twice.

mod support;

use local_aws::{Fault, LocalAws, Role};
use std::time::Duration;
use support::mfa::{ADMIN, AUDIT, SERIAL, actions, oathtool, program, runs, with_device};
use support::profiles::arn;
use support::{ROLE, plant};

const LINE: [&str; 5] = ["mfa", "--profile", "base", "--serial-number", SERIAL];

/// `brs mfa`, and more words.
fn mfa<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&LINE[..], more].concat()
}

#[test]
fn one_code_is_enough_for_all_roles_of_a_user() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    brs.run(&mfa(&["--role-arn", ADMIN, "--cmd", &code]))
        .prints();
    brs.run(&mfa(&["--role-arn", AUDIT, "--cmd", &code]))
        .prints();
    // However it is asked for.
    let sts = ["sts", "--role-arn", ROLE, "--profile", "base"];
    let sts = [&sts[..], &["--serial-number", SERIAL, "--mfa-cmd", &code]].concat();
    brs.run(&sts).prints();
    brs.append_config(&format!(
        "[profile admin]\nregion = us-east-2\nrole_arn = {ADMIN}\nsource_profile = base\n\
         mfa_serial = {SERIAL}\nmfa_process = {code}\n"
    ));
    brs.run(&["profile", "admin"]).prints();
    let line = brs.run(&mfa(&[])).prints().to_owned();
    assert!(line.contains("ASIA"), "{line}");
    assert_eq!(
        actions(&aws),
        [
            "GetSessionToken",
            "AssumeRole Admin",
            "AssumeRole Audit",
            "AssumeRole Deploy",
            "AssumeRole Admin"
        ]
    );
    assert_eq!(runs(&brs), 1);
    let session = &aws.requests()[0];
    assert_eq!(session.parameters["DurationSeconds"], "43200");
    assert_eq!(session.parameters["SerialNumber"], SERIAL);
    // Roles are assumed through the session, and give no code themselves.
    for request in &aws.requests()[1..] {
        assert!(request.access_key_id.starts_with("ASIA"), "{request:?}");
        assert!(!request.parameters.contains_key("SerialNumber"));
    }
}

#[test]
fn a_session_and_a_role_have_their_own_durations() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let both = ["--duration-seconds", "30m", "--session-duration", "2h"];
    brs.run(&mfa(
        &[&["--role-arn", ADMIN, "--cmd", &code][..], &both].concat()
    ))
    .prints();
    let sent: Vec<_> = (aws.requests().into_iter())
        .map(|request| request.parameters["DurationSeconds"].clone())
        .collect();
    assert_eq!(sent, ["7200", "1800"]);
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    brs.run(&mfa(&["--duration-seconds", "36h", "--cmd", &code]))
        .prints();
    assert_eq!(aws.requests()[0].parameters["DurationSeconds"], "129600");
    // A role has no such time, and without one a role's flags mean nothing.
    let line = mfa(&["--role-arn", ADMIN, "--duration-seconds", "36h"]);
    let said = "invalid value '129600' for '--duration-seconds': STS takes 900 to 43200 seconds";
    brs.run(&line).fails_saying(2, &[said]);
    let said = "--external-id is about a role, and there is none";
    brs.run(&mfa(&["--external-id", "7f3a"]))
        .fails_saying(2, &[said]);
}

#[test]
fn what_a_session_cannot_give_takes_a_code_of_its_own() {
    for more in [&["--duration-seconds", "2h"][..], &["--no-mfa-session"]] {
        let aws = LocalAws::start();
        let brs = with_device(&aws);
        let code = oathtool(&brs, &aws);
        let line = ["sts", "--role-arn", ADMIN, "--profile", "base"];
        let with_code = ["--serial-number", SERIAL, "--mfa-cmd", &code];
        brs.run(&[&line[..], &with_code, more].concat()).prints();
        assert_eq!(actions(&aws), ["AssumeRole Admin"], "{more:?}");
        assert_eq!(aws.requests()[0].parameters["SerialNumber"], SERIAL);
    }
}

#[test]
fn temporary_base_credentials_start_no_session() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let session = brs.run(&mfa(&["--cmd", &code])).document();
    let text = |key: &str| session[key].as_str().unwrap().to_owned();
    let before = aws.requests().len();
    let brs = brs
        .set("AWS_ACCESS_KEY_ID", &text("AccessKeyId"))
        .set("AWS_SECRET_ACCESS_KEY", &text("SecretAccessKey"))
        .set("AWS_SESSION_TOKEN", &text("SessionToken"))
        .set("AWS_REGION", "eu-west-1");
    let line = ["mfa", "--serial-number", SERIAL, "--cmd", &code];
    brs.run(&line).fails(
        2,
        "brs: error: cannot start an MFA session: the base credentials (the environment) are temporary, and AWS starts sessions from an access key only\n\
         brs: hint: name the profile that has the access key with --profile\n",
    );
    brs.append_config(&format!(
        "[profile role]\nregion = us-east-2\nrole_arn = {ROLE}\nsource_profile = base\n"
    ));
    let line = ["mfa", "--serial-number", SERIAL, "--profile", "role"];
    let said = format!("the base credentials ({ROLE}) are temporary");
    brs.run(&line).fails_saying(2, &[&said]);
    // Nor does the second role of a chain have a user's device.
    let chain = ["--role-arn", ROLE, "--role-arn", ADMIN, "--serial-number"];
    let line = [&["sts", "--profile", "base"], &chain[..], &[SERIAL]].concat();
    let said = format!("cannot assume {ADMIN} with {SERIAL}: an MFA device is a user's");
    brs.run(&line).fails_saying(2, &[&said]);
    assert_eq!(aws.requests().len(), before);
}

#[test]
fn the_only_device_is_found_and_remembered() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let line = ["mfa", "--profile", "base", "--cmd", &code, "--role-arn"];
    brs.run(&[&line[..], &[ADMIN]].concat()).prints();
    brs.run(&[&line[..], &[AUDIT]].concat()).prints();
    assert_eq!(
        actions(&aws),
        [
            "ListMFADevices",
            "GetSessionToken",
            "AssumeRole Admin",
            "AssumeRole Audit"
        ]
    );
    // The profile's own comes first.
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    brs.append_config(&format!("mfa_serial = {SERIAL}\nmfa_process = {code}\n"));
    brs.run(&["mfa", "--profile", "base"]).prints();
    assert_eq!(actions(&aws), ["GetSessionToken"]);
}

#[test]
fn of_several_devices_one_is_to_be_chosen() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let line = ["mfa", "--profile", "base"];
    let other = "arn:aws:iam::123456789012:mfa/other";
    aws.set_mfa_devices("ana", vec![SERIAL.into(), other.into()]);
    let said = format!(
        "brs: error: the user of profile 'base' has several MFA devices: {SERIAL}, {other}\n\
         brs: hint: choose one with --serial-number\n"
    );
    brs.run(&line).fails(2, &said);
    aws.set_mfa_devices("ana", vec![]);
    let said = "cannot find out the MFA device: the user of profile 'base' has none";
    brs.run(&line).fails_saying(1, &[said]);
    aws.fault_next(1, Fault::AccessDenied);
    let hint = "give it with --serial-number, or as the profile's mfa_serial";
    let said = "cannot find out the MFA device: AccessDenied: ";
    brs.run(&line).fails_saying(1, &[said, hint]);
}

#[test]
fn a_security_key_is_refused_at_once() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let serial = "arn:aws:iam::123456789012:u2f/user/ana/key";
    let line = ["mfa", "--profile", "base", "--serial-number", serial];
    let said = "STS cannot use a FIDO security key or passkey";
    brs.run(&line).fails_saying(2, &[said]);
    brs.append_config(&format!("mfa_serial = {serial}\n"));
    brs.run(&["mfa", "--profile", "base"])
        .fails_saying(2, &[said]);
    assert_eq!(aws.connections(), 0);
}

#[test]
fn nobody_to_ask_is_status_3_at_once() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let needed = format!("brs: error: need an MFA code for {SERIAL}, and");
    let hint = "brs: hint: give a command with --mfa-cmd\n";
    for (more, reason) in [
        (&[][..], "there is no terminal to ask on"),
        (&["--no-prompt"], "nobody may be asked"),
    ] {
        let outcome = brs.run(&mfa(more));
        outcome.fails(3, &format!("{needed} {reason}\n{hint}"));
        assert!(outcome.took < Duration::from_secs(5), "{outcome:?}");
    }
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_command_that_gives_no_code_is_told_by_what_it_did() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let long = program(&brs, "long", "yes 1");
    let children = "sh -c 'trap \"\" TERM; sleep 60' & sleep 60";
    for (command, said) in [
        (
            "/nowhere/code",
            "cannot run /nowhere/code: there is no such file",
        ),
        (
            "no-such-code",
            "cannot run no-such-code: no such program in PATH",
        ),
        (
            "/etc/passwd",
            "cannot run /etc/passwd: it is not executable",
        ),
        (
            &program(&brs, "fails", "exit 3"),
            "/fails: it exited with 3",
        ),
        (&program(&brs, "silent", ":"), "/silent printed nothing"),
        (
            &program(&brs, "none", "echo 12345"),
            "/none printed no code of six digits",
        ),
        (
            &program(&brs, "joined", "echo 123456-789"),
            "/joined printed no code of six digits",
        ),
        (
            &program(&brs, "two", "printf 'a 111111\\nb 222222\\n'"),
            "/two printed several codes",
        ),
        (&long, "/long: it printed more than 65536 bytes"),
        (
            &program(&brs, "hangs", "sleep 60"),
            "/hangs: it took longer than 1 s",
        ),
        (
            &program(&brs, "family", children),
            "/family: it took longer than 1 s",
        ),
    ] {
        let outcome = brs.run(&mfa(&["--cmd", command, "--mfa-timeout", "1"]));
        let cannot = format!("cannot get an MFA code for {SERIAL}: ");
        outcome.fails_saying(1, &[&cannot, said]);
        assert!(outcome.took < Duration::from_secs(20), "{outcome:?}");
        assert!(!outcome.stderr.contains("111111"), "{outcome:?}");
    }
    let said = "invalid command in --mfa-cmd: the quotes are not balanced";
    brs.run(&mfa(&["--cmd", "code 'x"]))
        .fails_saying(2, &[said]);
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_command_is_run_only_where_nothing_lives() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let line = mfa(&["--cmd", &code]);
    let mut attended = brs.run(&line).prints().to_owned();
    assert_eq!(runs(&brs), 1);
    // In the advisory window, of the session as of a role above it.
    attended = attended.replace('\n', "");
    let planted = brs.plant(42_000, 900);
    assert_ne!(planted.trim_end(), attended);
    assert_eq!(brs.run(&line).prints(), planted);
    assert_eq!((runs(&brs), aws.calls("GetSessionToken")), (1, 1));
    // A command that needs nobody may go ahead, once the code is another one.
    let unattended = [&line[..], &["--mfa-cmd-unattended"]].concat();
    for _ in 0..60 {
        let printed = brs.run(&unattended).prints().to_owned();
        if printed != planted {
            break;
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    assert_eq!((runs(&brs), aws.calls("GetSessionToken")), (2, 2));
    // And one that is needed is run whatever it is called.
    let entry = brs.entry();
    plant(&entry, 43_000, 30);
    brs.run(&line).prints();
    assert_eq!(aws.calls("GetSessionToken"), 3);
}

#[test]
fn a_code_that_aws_has_seen_is_not_sent_again() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let line = ["sts", "--profile", "base", "--no-mfa-session"];
    let line = [&line[..], &["--serial-number", SERIAL, "--mfa-cmd", &code]].concat();
    brs.run(&[&line[..], &["--role-arn", ADMIN]].concat())
        .prints();
    // The same device, the next moment: a deadline of 5 s does not hurry it.
    let second = ["--role-arn", AUDIT, "--timeout", "5"];
    brs.run(&[&line[..], &second].concat()).prints();
    let outcomes: Vec<_> = (aws.requests().into_iter())
        .map(|request| request.outcome)
        .collect();
    assert_eq!(outcomes, ["ok", "ok"]);
}

#[test]
fn a_refused_code_of_a_command_is_not_tried_again() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let wrong = program(&brs, "wrong", "echo 000000");
    let outcome = brs.run(&mfa(&["--cmd", &wrong]));
    let said = format!("cannot start an MFA session with {SERIAL}: AccessDenied: ");
    outcome.fails_saying(1, &[&said, "invalid MFA one time pass code"]);
    assert_eq!((runs(&brs), aws.calls("GetSessionToken")), (1, 1));
}

#[test]
fn whoami_answers_for_the_session_and_for_its_roles() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let code = oathtool(&brs, &aws);
    let line = [&["whoami"], &LINE[..], &["--cmd", &code]].concat();
    let ana = "arn:aws:iam::123456789012:user/ana";
    assert_eq!(arn(&brs.run(&line)), ana);
    let role = [&line[..], &["--role-arn", ADMIN]].concat();
    let admin = "arn:aws:sts::123456789012:assumed-role/Admin/brs-ana";
    assert_eq!(arn(&brs.run(&role)), admin);
    assert_eq!(runs(&brs), 1);
    aws.role(Role::new(ADMIN));
}
