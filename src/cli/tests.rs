use super::*;
use crate::error::Status;

const ROLE: &str = "arn:aws:iam::123456789012:role/Deploy";

fn command_of(line: &str) -> Result<Command> {
    let arguments: Vec<OsString> = shlex::split(line)
        .unwrap()
        .into_iter()
        .map(Into::into)
        .collect();
    match parse(&arguments, &Host::new())? {
        Parsed::Command(command) => Ok(*command),
        Parsed::Help(text) => panic!("{text}"),
    }
}

fn hops(line: &str) -> Vec<crate::sources::Hop> {
    match command_of(line).unwrap() {
        Command::Print(print) => match print.request {
            Request::Sts(request) => request.hops,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn complaint(line: &str) -> String {
    let error = command_of(line).unwrap_err();
    assert_eq!(error.status(), Status::Misused, "{line}");
    error.lines()
}

#[test]
fn the_grammar_is_consistent() {
    command().debug_assert();
}

#[test]
fn a_flag_is_about_the_role_it_follows() {
    let hops = hops(
        "sts --external-id first --role-arn arn:aws:iam::123456789012:role/A --tag a=1 \
         --role-session-name one --role-arn arn:aws:iam::123456789012:role/B --tag b=2 --tag c=3 \
         --external-id second",
    );
    let external: Vec<_> = hops
        .iter()
        .map(|hop| hop.external_id.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(external, ["first", "second"]);
    let tags: Vec<_> = hops.iter().map(|hop| hop.tags.len()).collect();
    assert_eq!(tags, [1, 2]);
    assert!(hops[0].role_session_name.is_some() && hops[1].role_session_name.is_none());
}

#[test]
fn what_is_wrong_is_said_in_one_line_and_a_hint() {
    for (line, said) in [
        (
            "",
            "brs: error: no source and no verb given\nbrs: hint: see: brs --help\n",
        ),
        (
            "sts",
            "brs: error: the following required arguments were not provided: --role-arn <ARN>\nbrs: hint: see: brs sts --help\n",
        ),
        (
            "sts --role-arm x",
            "brs: error: unexpected argument '--role-arm' found\nbrs: hint: a similar argument exists: '--role-arn'\n",
        ),
        (
            "sts --role-arn Deploy",
            "brs: error: invalid value 'Deploy' for '--role-arn <ARN>': expected arn:PARTITION:iam::ACCOUNT:role/NAME\nbrs: hint: see: brs sts --help\n",
        ),
    ] {
        assert_eq!(complaint(line), said, "{line}");
    }
}

#[test]
fn a_token_code_is_never_repeated() {
    let said = complaint(&format!(
        "sts --role-arn {ROLE} --serial-number 123456789 --token-code 98765"
    ));
    assert!(
        said.contains("a token code has exactly six digits"),
        "{said}"
    );
    assert!(!said.contains("98765"), "{said}");
}

#[test]
fn what_sts_refuses_together_is_refused_here() {
    let said = |rest: &str| complaint(&format!("sts --role-arn {ROLE} {rest}"));
    assert!(said("--token-code 123456").contains("has no --serial-number"));
    assert!(said("--external-id aa --external-id bb").contains("--external-id is given twice"));
    assert!(said("--tag Team=a --tag team=b").contains("--tag team is given twice"));
    assert!(
        said(&"--provided-context arn:aws:iam::aws:contextProvider/X=abcd ".repeat(6))
            .contains("more than 5 times")
    );
    let arn = "--policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess ";
    assert!(said(&arn.repeat(11)).contains("more than 10 times"));
}

#[test]
fn a_verb_and_its_source_share_no_flag() {
    let said = complaint(&format!("whoami --region eu-west-1 sts --role-arn {ROLE}"));
    assert!(
        said.starts_with("brs: error: --region is given before sts, and belongs to it\n"),
        "{said}"
    );
    assert!(
        command_of(&format!(
            "whoami --output json sts --role-arn {ROLE} --region eu-west-1"
        ))
        .is_ok()
    );
    assert!(command_of("whoami --region eu-west-1").is_ok());
}

#[test]
fn what_has_another_name_elsewhere_is_called_by_its_name_here() {
    for (line, hint) in [
        ("sts --mfa-serial x", "use --serial-number"),
        ("whoami sts --mfa_serial=x", "use --serial-number"),
        ("sts --source-profile x", "use --profile"),
        ("sts --no-verify-ssl", "use --ca-bundle"),
        ("assume-role", "use brs sts"),
        ("whoami assume-role", "use brs whoami sts"),
        ("get-caller-identity", "use brs whoami"),
        // Where there is no such flag, and where clap knows better.
        ("completions bash --format", "see: brs completions --help"),
        ("sts --role x", "a similar argument exists: '--role-arn'"),
    ] {
        let said = complaint(line);
        assert!(
            said.ends_with(&format!("\nbrs: hint: {hint}\n")),
            "{line}: {said}"
        );
    }
}

#[test]
fn every_name_from_elsewhere_leads_to_one_that_there_is() {
    let mut root = command();
    root.build();
    let sources = ["sts", "iot"].map(|word| root.find_subcommand(word).unwrap());
    for (theirs, ours) in complaint::ELSEWHERE {
        let is_of = |source: &clap::Command, flag: &str| {
            let mut known = source.get_arguments();
            known.any(|known| known.get_long() == Some(flag))
        };
        let exists = |name: &str| match name.strip_prefix("--") {
            // What one source knows is no name from elsewhere for it.
            Some(flag) if name == ours => sources.iter().any(|source| is_of(source, flag)),
            Some(flag) => sources.iter().all(|source| is_of(source, flag)),
            None => root.find_subcommand(name).is_some(),
        };
        assert!(exists(ours) && !exists(theirs), "{theirs}: {ours}");
    }
}

#[test]
fn a_source_says_the_same_of_itself_behind_a_verb() {
    for line in ["sts -h", "whoami sts -h"] {
        let arguments: Vec<OsString> = line.split(' ').map(Into::into).collect();
        match parse(&arguments, &Host::new()).unwrap() {
            Parsed::Help(text) => assert!(text.starts_with("Assume a role"), "{line}: {text}"),
            Parsed::Command(command) => panic!("{command:?}"),
        }
    }
}

#[test]
fn an_output_behind_the_source_of_whoami_is_put_right() {
    let said = complaint(&format!("whoami sts --role-arn {ROLE} --output json"));
    let hint = "brs: hint: --output stands before the source: brs whoami --output json sts\n";
    assert!(said.ends_with(hint), "{said}");
}
