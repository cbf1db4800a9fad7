//! Users, roles, MFA devices, and every key that was ever issued.

use std::collections::HashMap;

use time::{Duration, OffsetDateTime};

use crate::model::{Keys, Role};
use crate::{random, totp};

const ACCOUNT: &str = "123456789012";

/// All that AWS knows about who may do what.
#[derive(Default)]
pub(crate) struct Accounts {
    devices: HashMap<String, Device>,
    keys: HashMap<String, Key>,
    role_ids: HashMap<String, String>,
    roles: HashMap<String, Role>,
    users: HashMap<String, User>,
}

/// Whoever signs a request.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) account: String,
    pub(crate) arn: String,
    pub(crate) kind: CallerKind,
    pub(crate) user_id: String,
}

/// What a caller's keys are.
#[derive(Clone)]
pub(crate) enum CallerKind {
    RoleSession {
        role_arn: String,
        source_identity: Option<String>,
    },
    User,
    UserSession {
        mfa: bool,
    },
}

/// What the owner of an access key ID must prove, and who it then is.
pub(crate) struct Key {
    pub(crate) caller: Caller,
    pub(crate) expiration: Option<OffsetDateTime>,
    pub(crate) secret_access_key: String,
    pub(crate) session_token: Option<String>,
}

/// A user, and the serial numbers of the user's MFA devices.
struct User {
    caller: Caller,
    keys: Keys,
    mfa_devices: Vec<String>,
}

/// A virtual MFA device.
pub(crate) struct Device {
    seed: [u8; 20],
    /// The newest step whose code was used.
    spent: Option<i64>,
}

/// The parts of `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`.
pub(crate) struct RoleArn<'a> {
    pub(crate) account: &'a str,
    pub(crate) name: &'a str,
    pub(crate) partition: &'a str,
}

impl Accounts {
    pub(crate) fn user(&mut self, name: &str) -> Keys {
        if let Some(user) = self.users.get(name) {
            return user.keys.clone();
        }
        let keys = Keys {
            access_key_id: random::identifier("AKIA"),
            secret_access_key: random::secret_access_key(),
            session_token: None,
        };
        let caller = Caller {
            account: ACCOUNT.into(),
            arn: format!("arn:aws:iam::{ACCOUNT}:user/{name}"),
            kind: CallerKind::User,
            user_id: random::identifier("AIDA"),
        };
        self.remember(&keys, None, caller.clone());
        let user = User {
            mfa_devices: vec![caller.arn.replacen(":user/", ":mfa/", 1)],
            caller,
            keys: keys.clone(),
        };
        self.users.insert(name.to_owned(), user);
        keys
    }

    /// Makes a console session of a user, who is created when new.
    pub(crate) fn console_session(&mut self, name: &str) -> Caller {
        self.user(name);
        Caller {
            kind: CallerKind::UserSession { mfa: true },
            ..self.users[name].caller.clone()
        }
    }

    pub(crate) fn set_mfa_devices(&mut self, name: &str, serials: Vec<String>) {
        self.user(name);
        if let Some(user) = self.users.get_mut(name) {
            user.mfa_devices = serials;
        }
    }

    /// Returns the serial numbers of a user's devices; role sessions have none.
    pub(crate) fn mfa_devices(&self, caller: &Caller) -> &[String] {
        let user = caller.user_name().and_then(|name| self.users.get(name));
        user.map_or(&[], |user| &user.mfa_devices)
    }

    pub(crate) fn define(&mut self, role: Role) {
        assert!(
            RoleArn::parse(&role.arn).is_some(),
            "{} is not the ARN of a role",
            role.arn
        );
        self.roles.insert(role.arn.clone(), role);
    }

    /// Describes a session of a role, which need not be one that is assumed
    /// with STS.
    pub(crate) fn role_session(
        &mut self,
        role_arn: &str,
        name: &str,
        source_identity: &Option<String>,
    ) -> Caller {
        let role = RoleArn::parse(role_arn).expect("it was checked when the role was defined");
        let id = self
            .role_ids
            .entry(role_arn.to_owned())
            .or_insert_with(|| random::identifier("AROA"));
        Caller {
            account: role.account.to_owned(),
            arn: format!(
                "arn:{}:sts::{}:assumed-role/{}/{name}",
                role.partition, role.account, role.name
            ),
            kind: CallerKind::RoleSession {
                role_arn: role_arn.to_owned(),
                source_identity: source_identity.clone(),
            },
            user_id: format!("{id}:{name}"),
        }
    }

    pub(crate) fn role(&self, arn: &str) -> Option<&Role> {
        self.roles.get(arn)
    }

    pub(crate) fn key(&self, access_key_id: &str) -> Option<&Key> {
        self.keys.get(access_key_id)
    }

    pub(crate) fn device(&mut self, serial: &str) -> &mut Device {
        self.devices
            .entry(serial.to_owned())
            .or_insert_with(|| Device {
                seed: random::bytes(),
                spent: None,
            })
    }

    /// Makes session credentials with which their owner is `caller`.
    pub(crate) fn issue(&mut self, caller: Caller, expiration: OffsetDateTime) -> Keys {
        let keys = Keys {
            access_key_id: random::identifier("ASIA"),
            secret_access_key: random::secret_access_key(),
            session_token: Some(random::session_token()),
        };
        self.remember(&keys, Some(expiration), caller);
        keys
    }

    fn remember(&mut self, keys: &Keys, expiration: Option<OffsetDateTime>, caller: Caller) {
        let key = Key {
            caller,
            expiration,
            secret_access_key: keys.secret_access_key.clone(),
            session_token: keys.session_token.clone(),
        };
        self.keys.insert(keys.access_key_id.clone(), key);
    }
}

impl Caller {
    /// Returns whether a trust policy that names this principal means the
    /// caller.
    pub(crate) fn is(&self, principal: &str) -> bool {
        let is_its_role = match &self.kind {
            CallerKind::RoleSession { role_arn, .. } => role_arn == principal,
            _ => false,
        };
        let account = principal
            .strip_suffix(":root")
            .and_then(|arn| arn.rsplit(':').next());
        is_its_role || self.arn == principal || account == Some(&self.account)
    }

    /// Returns the name, path included, of the user whom the caller is.
    pub(crate) fn user_name(&self) -> Option<&str> {
        match self.kind {
            CallerKind::RoleSession { .. } => None,
            _ => self.arn.split_once(":user/").map(|(_, name)| name),
        }
    }
}

impl Device {
    /// Returns the oldest code from now on that is not spent, if it would be
    /// accepted already; else the current one.
    pub(crate) fn code(&self, now: OffsetDateTime) -> String {
        let current = totp::step(now.unix_timestamp());
        let unspent = if self.spent == Some(current) {
            current + 1
        } else {
            current
        };
        totp::code(&self.seed, unspent)
    }

    pub(crate) fn seed_base32(&self) -> String {
        totp::base32(&self.seed)
    }

    /// Takes a code, which is then spent, and returns whether it was good.
    pub(crate) fn spend(&mut self, code: &str, now: OffsetDateTime) -> bool {
        let now = totp::step(now.unix_timestamp());
        let good = (now - 1..=now + 1)
            .filter(|step| self.spent.is_none_or(|spent| *step > spent))
            .find(|step| totp::code(&self.seed, *step) == code);
        if good.is_some() {
            self.spent = good;
        }
        good.is_some()
    }
}

impl RoleArn<'_> {
    pub(crate) fn parse(arn: &str) -> Option<RoleArn<'_>> {
        let mut parts = arn.splitn(6, ':');
        let mut next = || parts.next();
        let (scheme, partition, service) = (next()?, next()?, next()?);
        let (region, account, resource) = (next()?, next()?, next()?);
        let name = resource.strip_prefix("role/")?.rsplit('/').next()?;
        let digits = account.bytes().all(|byte| byte.is_ascii_digit());
        let sound = (scheme, service, region) == ("arn", "iam", "")
            && (partition == "aws" || partition.starts_with("aws-"))
            && (digits && account.len() == 12)
            && !name.is_empty();
        sound.then_some(RoleArn {
            account,
            name,
            partition,
        })
    }
}

/// Returns when credentials issued now end, to the second as AWS tells it.
pub(crate) fn expiration(now: OffsetDateTime, lifetime: i64) -> OffsetDateTime {
    now.replace_nanosecond(0).expect("0 is a nanosecond") + Duration::seconds(lifetime)
}
