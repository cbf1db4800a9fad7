//! All sources together: two that differ in anything that counts never have
//! the same key.

use super::settings;
use crate::aws::{
    AssumeRole, AssumeRoleWithWebIdentity, DurationSeconds, ExternalId, Region, RoleArn,
    RoleSessionName, SerialNumber, Settings, SsoRole,
};
use crate::cache::{Key, identity};
use crate::host::Host;
use crate::http::EndpointUrl;
use crate::pkcs11::{ObjectMatch, TokenMatch, Wanted};
use crate::secret::Secret;
use crate::sources::base::Base;
use crate::sources::code::{Device, Ways};
use crate::sources::custom::Custom;
use crate::sources::given::Taken;
use crate::sources::program::{Program, Set, Words};
use crate::sources::role::Role;
use crate::sources::web_identity::WebIdentity;
use crate::sources::{
    Container, ContainerToken, CustomRequest, Device as Hardware, Identity, Instance, IotEndpoint,
    IotRequest, Keys, Login, LoginProfile, Options, RoleAlias, SecretFrom, Source, Sso, SsoProfile,
    ThingName, Whose, iot, mfa,
};
use proptest::prelude::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use tempfile::TempDir;

/// One part that counts: a number that stands for one of a few texts. Some of
/// those are others that run together, or begin with another.
type Part = usize;
const TEXTS: [&str; 4] = ["aa", "aab", "ab", "baa"];

/// Everything that counts of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Config {
    Keys(Part),
    /// Endpoint, region, role, session name, external ID, duration, base.
    Role([Part; 4], Option<Part>, Option<Part>, Box<Config>),
    /// Serial number and base.
    Session(Part, Box<Config>),
    /// Region, role, session name, token file and claims.
    WebIdentity([Part; 3], Part, Part),
    /// Endpoint, region, session, start URL, account, role.
    Sso([Part; 6]),
    Login(Part),
    /// URI, and whose token.
    Container(Part, Option<Part>),
    /// Region of the endpoint, role alias, thing name, duration, module, key
    /// and certificate on a token.
    Iot([Part; 2], Option<Part>, Option<Part>, [Part; 3]),
    Instance(Part),
    /// The profile's credential_process or not, program, arguments, where it
    /// runs, what is set.
    Program(bool, Part, Vec<Part>, Part, Vec<(Part, Part)>, Option<Part>),
}

/// Programs and tokens on disk, and the host that looks at them.
struct World {
    home: TempDir,
    host: Host,
}

impl World {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        for (at, text) in TEXTS.iter().enumerate() {
            fs::create_dir(home.path().join(text)).unwrap();
            let program = home.path().join(format!("program-{text}"));
            fs::write(&program, "#!/bin/sh\n").unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            for file in TEXTS {
                let path = home.path().join(format!("token-{file}-{at}"));
                fs::write(path, format!("opaque-{text}")).unwrap();
            }
        }
        let host = Host::new();
        Self { home, host }
    }

    fn path(&self, name: String) -> PathBuf {
        self.home.path().join(name)
    }

    fn key(&self, config: &Config) -> Key {
        match config {
            Config::Program(true, ..) => Key::of(&self.program(config)),
            other => Key::of(&identity(&*self.source(other))),
        }
    }

    /// A profile's program, as far as it counts.
    fn program(&self, config: &Config) -> Identity {
        let request = self.request(config);
        let taken = Taken {
            fixed: request.set.iter().map(|(name, _)| name.clone()).collect(),
            directory: request.directory,
            ..Taken::default()
        };
        let program = Program::find(request.words, &taken, request.set, &self.host).unwrap();
        program.identify("process")
    }

    fn request(&self, config: &Config) -> CustomRequest {
        let Config::Program(_, program, arguments, place, set, ttl) = config else {
            panic!("{config:?} is no program");
        };
        let program = self.path(format!("program-{}", TEXTS[*program]));
        let arguments = arguments.iter().map(|at| TEXTS[*at].into());
        let words = std::iter::once(program.into_os_string()).chain(arguments);
        let pair = |(name, value): &(Part, Part)| {
            let value = Secret::new(TEXTS[*value].to_owned());
            (TEXTS[*name].to_owned(), value)
        };
        let set: Set = set.iter().map(pair).collect::<Vec<_>>().into();
        CustomRequest {
            words: Words::new(words.collect()).unwrap(),
            directory: Some(self.path(TEXTS[*place].to_owned())),
            set,
            passed: Vec::new(),
            is_interactive: false,
            ttl: ttl.map(|at| 3600 + i64::try_from(at).unwrap()),
            options: Options::default(),
        }
    }

    fn source(&self, config: &Config) -> Box<dyn Source> {
        let role = |at: Part| {
            RoleArn::parse(&format!("arn:aws:iam::123456789012:role/{}", TEXTS[at])).unwrap()
        };
        let session = |at: Part| RoleSessionName::parse(TEXTS[at]).unwrap();
        match config {
            Config::Keys(at) => {
                let id = format!("AKIAEXAMPLE000000{}", TEXTS[*at]);
                let secret = Some(Secret::new("secret".into()));
                Box::new(Keys::new("test", Some(id), secret, None).unwrap())
            }
            Config::Role([endpoint, region, name, session_name], external, duration, base) => {
                Box::new(Role {
                    request: AssumeRole {
                        role_arn: role(*name),
                        role_session_name: session(*session_name),
                        external_id: external.map(|at| ExternalId::parse(TEXTS[at]).unwrap()),
                        duration_seconds: duration.map(seconds),
                        policy: None,
                        policy_arns: Vec::new(),
                        tags: Vec::new(),
                        transitive_tag_keys: Vec::new(),
                        source_identity: None,
                        provided_contexts: Vec::new(),
                        serial_number: None,
                    },
                    device: None,
                    settings: at(*endpoint, *region),
                    base: self.source(base),
                })
            }
            Config::Session(serial, base) => {
                let serial = format!("GAHT1234-{}", TEXTS[*serial]);
                let device = Device {
                    serial: SerialNumber::parse(&serial).unwrap(),
                    ways: Ways {
                        token_code: None,
                        command: None,
                    },
                };
                let below = Base::new(self.source(base), Whose::User, "test");
                mfa::session(device, below, settings(), &Options::default()).source
            }
            Config::WebIdentity([region, name, session_name], file, claims) => {
                let request = AssumeRoleWithWebIdentity {
                    role_arn: role(*name),
                    role_session_name: session(*session_name),
                    duration_seconds: None,
                    policy: None,
                    policy_arns: Vec::new(),
                };
                let file = self.path(format!("token-{}-{claims}", TEXTS[*file]));
                let settings = Settings {
                    region: Region::parse(TEXTS[*region]).unwrap(),
                    ..settings()
                };
                Box::new(WebIdentity::new(request, file, settings, &self.host).unwrap())
            }
            Config::Sso([endpoint, region, session, start, account, role]) => {
                let found = at(*endpoint, *region);
                Box::new(Sso::new(SsoProfile {
                    profile: "test".into(),
                    session: Some(TEXTS[*session].into()),
                    start_url: format!("https://{}.example", TEXTS[*start]),
                    role: SsoRole::parse(&format!("{:012}", account), TEXTS[*role]).unwrap(),
                    directory: PathBuf::new(),
                    portal_url: found.endpoint_url.clone(),
                    oidc_url: None,
                    settings: found,
                }))
            }
            Config::Login(session) => Box::new(Login::new(LoginProfile {
                profile: "test".into(),
                session: format!("arn:aws:iam::123456789012:user/{}", TEXTS[*session]),
                directory: PathBuf::new(),
                signin_url: None,
                settings: Some(settings()),
            })),
            Config::Container(place, bearer) => {
                let uri = format!("http://127.0.0.1/{}", TEXTS[*place]);
                let token = |at: Part| ContainerToken::Text(Secret::new(TEXTS[at].into()));
                Box::new(Container::new(&uri, bearer.map(token), None).unwrap())
            }
            Config::Iot([region, alias], thing, duration, [module, key, certificate]) => {
                let endpoint = format!("c.credentials.iot.{}.amazonaws.com", TEXTS[*region]);
                let labelled = |at: Part| ObjectMatch {
                    label: Some(TEXTS[at].into()),
                    id: None,
                };
                let request = IotRequest {
                    endpoint: IotEndpoint::parse(&endpoint).unwrap(),
                    role_alias: RoleAlias::parse(TEXTS[*alias]).unwrap(),
                    thing_name: thing.map(|at| ThingName::parse(TEXTS[at]).unwrap()),
                    duration_seconds: duration.map(seconds),
                    device: Hardware::OnToken {
                        pin: SecretFrom::Person,
                        wanted: Wanted {
                            module: TEXTS[*module].into(),
                            token: TokenMatch::default(),
                            key: labelled(*key),
                            certificate: Some(labelled(*certificate)),
                        },
                    },
                    ca: None,
                    options: Options::default(),
                };
                Box::new(iot::source(&request, &self.host).unwrap())
            }
            Config::Instance(place) => {
                let url = format!("http://127.0.0.1:8{place}");
                Box::new(Instance::new(Some(&url), None).unwrap())
            }
            Config::Program(..) => {
                Box::new(Custom::new(&self.request(config), &self.host).unwrap())
            }
        }
    }
}

fn seconds(at: Part) -> DurationSeconds {
    DurationSeconds::new(900 + i64::try_from(at).unwrap()).unwrap()
}

fn at(endpoint: Part, region: Part) -> Settings {
    let url = format!("https://{}.example", TEXTS[endpoint]);
    Settings {
        region: Region::parse(TEXTS[region]).unwrap(),
        // One of them is AWS's own.
        endpoint_url: (endpoint > 0).then(|| EndpointUrl::parse(&url).unwrap()),
        ..settings()
    }
}

fn part() -> impl Strategy<Value = Part> + Clone {
    0..TEXTS.len()
}

fn config() -> impl Strategy<Value = Config> {
    let maybe = || prop::option::of(part());
    let arguments = || prop::collection::vec(part(), 0..4);
    // In order and each name once, as the command line has it.
    let set = || {
        prop::collection::btree_map(part(), part(), 0..3).prop_map(|set| set.into_iter().collect())
    };
    let alone = prop_oneof![
        part().prop_map(Config::Keys),
        ([part(), part(), part()], part(), part())
            .prop_map(|(parts, file, claims)| Config::WebIdentity(parts, file, claims)),
        [part(), part(), part(), part(), part(), part()].prop_map(Config::Sso),
        part().prop_map(Config::Login),
        (part(), maybe()).prop_map(|(place, bearer)| Config::Container(place, bearer)),
        ([part(), part()], maybe(), maybe(), [part(), part(), part()]).prop_map(
            |(names, thing, duration, token)| { Config::Iot(names, thing, duration, token) }
        ),
        part().prop_map(Config::Instance),
        (any::<bool>(), part(), arguments(), part(), set(), maybe()).prop_map(
            |(is_process, program, arguments, place, set, ttl)| {
                let ttl = ttl.filter(|_| !is_process);
                Config::Program(is_process, program, arguments, place, set, ttl)
            }
        ),
    ];
    // A profile's process is below nothing here.
    let can_be_below = |config: &Config| !matches!(config, Config::Program(true, ..));
    alone.prop_recursive(2, 4, 1, move |below| {
        let below = below.prop_filter("it stands alone", can_be_below);
        let role = (
            [part(), part(), part(), part()],
            maybe(),
            maybe(),
            below.clone(),
        );
        prop_oneof![
            role.prop_map(|(parts, external, duration, base)| {
                Config::Role(parts, external, duration, Box::new(base))
            }),
            (part(), below).prop_map(|(serial, base)| Config::Session(serial, Box::new(base))),
        ]
    })
}

/// The same with one part changed.
fn changed(config: &Config, which: usize, by: Part) -> Config {
    let other = |part: &mut Part| *part = (*part + by) % TEXTS.len();
    let maybe = |part: &mut Option<Part>| match part {
        Some(part) => other(part),
        None => *part = Some(by),
    };
    let mut new = config.clone();
    match &mut new {
        Config::Keys(part) | Config::Login(part) => other(part),
        Config::Instance(part) => other(part),
        Config::Container(part, bearer) => match which % 2 {
            0 => other(part),
            _ => maybe(bearer),
        },
        Config::Iot(names, thing, duration, token) => match which % 7 {
            2 => maybe(thing),
            3 => maybe(duration),
            at @ 0..2 => other(&mut names[at]),
            at => other(&mut token[at - 4]),
        },
        Config::Sso(parts) => other(&mut parts[which % 6]),
        Config::WebIdentity(parts, file, claims) => match which % 5 {
            3 => other(file),
            4 => other(claims),
            at => other(&mut parts[at]),
        },
        Config::Session(serial, base) => match which % 2 {
            0 => other(serial),
            _ => **base = changed(base, which / 2, by),
        },
        Config::Role(parts, external, duration, base) => match which % 7 {
            4 => maybe(external),
            5 => maybe(duration),
            6 => **base = changed(base, which / 7, by),
            at => other(&mut parts[at]),
        },
        Config::Program(is_process, program, arguments, place, set, ttl) => match which % 6 {
            0 => other(program),
            1 => arguments.push(by),
            2 => other(place),
            3 => match set.pop() {
                Some((name, value)) => set.push((name, (value + by) % TEXTS.len())),
                None => set.push((by, by)),
            },
            4 if !*is_process => maybe(ttl),
            _ => match arguments.last_mut() {
                Some(last) => other(last),
                None => arguments.push(0),
            },
        },
    }
    new
}

#[test]
fn two_sources_share_a_key_only_if_nothing_that_counts_differs() {
    let world = World::new();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 105_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let pairs = (config(), config(), 0..86_usize, 1..TEXTS.len());
    let (mut alike, mut apart) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    runner
        .run(&pairs, |(one, other, which, by)| {
            // Every other pair differs in one part alone, and some in none.
            let other = match which {
                0 | 1 => one.clone(),
                _ if which % 2 == 0 => changed(&one, which / 2, by),
                _ => other,
            };
            let count = if one == other { &alike } else { &apart };
            count.set(count.get() + 1);
            prop_assert_eq!(one == other, world.key(&one) == world.key(&other));
            Ok(())
        })
        .unwrap();
    assert!(*alike.get_mut() > 1_000, "some were the same");
    assert!(*apart.get_mut() > 100_000, "most were not");
}
