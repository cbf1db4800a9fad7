//! What processes share of MFA codes beside the session: the waiting, the
//! answer that does not come, and the device.

mod support;

use local_aws::LocalAws;
use std::time::Duration;
use support::herd::{Herd, alone, lines, until};
use support::mfa::{ADMIN, AUDIT, SERIAL, actions, oathtool, program, runs, with_device};
use support::terminal::{Running, Terminal};
use support::{Brs, finish, program as brs_itself};

const LINE: [&str; 5] = ["mfa", "--profile", "base", "--serial-number", SERIAL];
const AS_SDK: &str = "exec \"$@\" </dev/null";

#[test]
fn whoever_waits_for_a_role_waits_for_the_person_below_it() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let seed = aws.totp_seed_base32(SERIAL);
    // Longer than anybody waits for a program.
    let slow = format!("sleep 8; oathtool --totp --base32 {seed}");
    let slow = program(&brs, "slow", &slow);
    let line = |role| {
        let words = ["--cmd", &slow, "--timeout", "4", "--role-arn", role];
        [&LINE[..], &words].concat()
    };
    let first = brs.command(&line(ADMIN)).spawn().unwrap();
    until("the command runs", || runs(&brs) == 1);
    // One of these waits for the session, the others wait for that one.
    let crowd = Herd::gather((0..6).map(|_| brs.command(&line(AUDIT)))).run();
    let outcomes = crowd.finish();
    finish(first).prints();
    assert_eq!(lines(&outcomes).len(), 1);
    assert_eq!(runs(&brs), 1);
    assert_eq!(
        (aws.calls("GetSessionToken"), aws.calls("AssumeRole")),
        (1, 2)
    );
}

#[test]
fn a_command_that_fails_has_failed_for_all_who_were_waiting() {
    let _alone = alone();
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let fails = program(&brs, "fails", "sleep 2; exit 3");
    let line = [&LINE[..], &["--cmd", &fails]].concat();
    let outcomes = Herd::gather((0..12).map(|_| brs.command(&line)))
        .run()
        .finish();
    for outcome in &outcomes {
        outcome.fails_saying(1, &["cannot get an MFA code for", "it exited with 3"]);
    }
    // Whoever came too late to be waiting may have run it again.
    assert!(runs(&brs) <= 2, "{}", runs(&brs));
}

fn start(terminal: &Terminal, brs: &Brs, more: &[&str]) -> Running {
    let path = brs_itself().display().to_string();
    terminal.run(brs, AS_SDK, &[&[&*path], &LINE[..], more].concat())
}

#[test]
fn a_person_who_does_not_want_to_is_asked_once() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let (first, second) = (Terminal::open(), Terminal::open());
    let asking = start(&first, &brs, &[]);
    first.wait_for("brs: MFA code of ");
    let waiting = start(&second, &brs, &[]);
    second.wait_for("another process asks for");
    first.press("\r");
    for running in [asking, waiting] {
        let ended = running.finish();
        let said = format!("brs: error: need an MFA code for {SERIAL}, and none was given\n");
        assert_eq!((ended.status, ended.stderr), (Some(3), said));
    }
    assert!(!second.shown().contains("brs: MFA code of "));
    // Whoever comes later is asked.
    let later = start(&second, &brs, &[]);
    second.wait_for("brs: MFA code of ");
    second.press(format!("{}\r", aws.token_code(SERIAL)));
    assert_eq!(later.finish().status, Some(0));
}

#[test]
fn a_device_that_is_another_one_by_now_is_found_again() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let old = "arn:aws:iam::123456789012:mfa/old";
    aws.set_mfa_devices("ana", vec![old.into()]);
    let code = oathtool(&brs, &aws);
    let line = ["mfa", "--profile", "base", "--cmd", &code];
    aws.set_mfa_devices("ana", vec![old.into()]);
    // It is replaced between the two questions.
    brs.run(&[&line[..], &["--no-prompt"]].concat())
        .fails_saying(
            1,
            &["cannot start an MFA session with arn:aws:iam::123456789012:mfa/old"],
        );
    aws.set_mfa_devices("ana", vec![SERIAL.into()]);
    let outcome = brs.run(&line);
    let hint = "name the device that this user has with --serial-number";
    if outcome.code != Some(0) {
        outcome.fails_saying(1, &["verify your MFA serial number", hint]);
        brs.run(&line).prints();
    }
    let asked = actions(&aws)
        .iter()
        .filter(|a| *a == "ListMFADevices")
        .count();
    assert_eq!(asked, 2, "{:?}", actions(&aws));
}

#[test]
fn a_security_key_is_no_device_to_choose() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let key = "arn:aws:iam::123456789012:u2f/user/ana/key";
    aws.set_mfa_devices("ana", vec![key.into(), SERIAL.into()]);
    let code = oathtool(&brs, &aws);
    brs.run(&["mfa", "--profile", "base", "--cmd", &code])
        .prints();
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    aws.set_mfa_devices("ana", vec![key.into()]);
    let outcome = brs.run(&["mfa", "--profile", "base", "--cmd", &code]);
    outcome.fails_saying(1, &["STS cannot use a FIDO security key or passkey"]);
}

#[test]
fn a_command_that_runs_brs_for_its_own_device_is_a_circle() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    let ask = format!(
        "exec {} sts --profile base --no-mfa-session --serial-number {SERIAL} --role-arn {ADMIN} \
         --mfa-cmd /bin/true",
        brs_itself().display()
    );
    let command = program(&brs, "nested", &ask);
    let outcome = brs.run(&[&LINE[..], &["--cmd", &command]].concat());
    outcome.fails_saying(1, &["this is run by the command that is to print one"]);
    assert!(outcome.took < Duration::from_secs(10), "{outcome:?}");
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_code_reaches_through_a_profile_that_brs_serves() {
    let aws = LocalAws::start();
    let brs = with_device(&aws);
    brs.append_config(&format!(
        "[profile src]\nregion = eu-west-1\nrole_arn = {ADMIN}\nsource_profile = base\n\
         mfa_serial = {SERIAL}\n\
         [profile dev]\nregion = eu-west-1\ncredential_process = {} profile src --no-prompt\n",
        brs_itself().display()
    ));
    // What its line says of questions holds here, too.
    let terminal = Terminal::open();
    let path = brs_itself().display().to_string();
    let ended = terminal
        .run(&brs, AS_SDK, &[&path, "profile", "dev"])
        .finish();
    assert_eq!((ended.status, terminal.shown()), (Some(3), String::new()));
    let code = aws.token_code(SERIAL);
    brs.run(&["profile", "dev", "--token-code", &code]).prints();
    assert_eq!(actions(&aws), ["GetSessionToken", "AssumeRole Admin"]);
}
