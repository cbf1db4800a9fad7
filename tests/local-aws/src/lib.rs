//! A strict local AWS: the services that credentials come from.
//!
//! It believes nothing: signatures, clocks, session tokens, parameters and MFA
//! codes are checked as AWS checks them, so that a client it accepts has done
//! its part of the protocol. It remembers every request, and misbehaves on
//! demand.

mod accounts;
mod connection;
mod container;
mod decision;
mod faults;
mod http;
mod iam;
mod json;
mod jwt;
mod metadata;
mod model;
mod parameters;
mod random;
mod server;
mod service;
mod signin;
mod sigv4;
mod sso;
mod sts;
#[cfg(test)]
mod tests;
mod tls;
mod totp;
mod world;
mod xml;

use std::sync::MutexGuard;
use std::time::Duration;

pub use faults::Fault;
pub use model::{Keys, Login, Request, Role, SsoLogin};

/// The ARN of the provider of web identity tokens, for roles that trust it.
pub const WEB_IDENTITY_PROVIDER: &str = sts::PROVIDER;

use server::Server;
use world::World;

/// A running server; dropping it stops it and closes its connections.
pub struct LocalAws {
    server: Server,
}

impl LocalAws {
    /// Starts on plain http, at 127.0.0.1 and a free port.
    pub fn start() -> LocalAws {
        LocalAws::start_on(0, false)
    }

    /// Starts on https, at localhost and a free port, with a certificate for
    /// `localhost`, `127.0.0.1` and the services' hosts, of `eu-west-1` where
    /// they are regional, from an authority made for this server.
    pub fn start_tls() -> LocalAws {
        LocalAws::start_on(0, true)
    }

    /// Starts on a given port, 0 being any free one.
    ///
    /// # Panics
    ///
    /// When the port is taken.
    pub fn start_on(port: u16, tls: bool) -> LocalAws {
        let server = Server::start(port, tls)
            .unwrap_or_else(|error| panic!("cannot listen on 127.0.0.1:{port}: {error}"));
        LocalAws { server }
    }

    /// Returns the endpoint's URL, without a slash at its end.
    pub fn url(&self) -> String {
        let port = self.server.port();
        match self.server.ca_pem() {
            Some(_) => format!("https://localhost:{port}"),
            None => format!("http://127.0.0.1:{port}"),
        }
    }

    /// Returns the PEM of the authority that signed the server's certificate.
    ///
    /// # Panics
    ///
    /// When the server speaks plain http.
    pub fn ca_pem(&self) -> &str {
        self.server
            .ca_pem()
            .expect("a plain http server has no authority")
    }

    /// Returns the long-lived keys of an IAM user of account 123456789012,
    /// who is created when new.
    ///
    /// The user's MFA device is `arn:aws:iam::123456789012:mfa/NAME`.
    pub fn user(&self, name: &str) -> Keys {
        self.world().accounts.user(name)
    }

    /// Sets the serial numbers of the MFA devices of a user, who is created when
    /// new.
    pub fn set_mfa_devices(&self, user: &str, serials: Vec<String>) {
        self.world().accounts.set_mfa_devices(user, serials);
    }

    /// Makes a web identity token about `sub`, from the provider
    /// [`WEB_IDENTITY_PROVIDER`]; with a negative lifetime it has expired.
    pub fn web_identity_token(&self, sub: &str, lifetime_seconds: i64) -> String {
        let world = self.world();
        world.provider.token(sub, world.now(), lifetime_seconds)
    }

    /// Logs in to IAM Identity Center, for an access token that lives so long
    /// (or has expired, when that is negative), and gives everyone who is logged
    /// in a role of an account.
    ///
    /// # Panics
    ///
    /// When the account ID is none.
    pub fn sso_login(
        &self,
        account: &str,
        role: &str,
        access_token_lifetime_seconds: i64,
    ) -> SsoLogin {
        self.sso_assign(account, role);
        let mut world = self.world();
        let now = world.now();
        world.sso.login(now, access_token_lifetime_seconds)
    }

    /// Gives everyone who is logged in to IAM Identity Center one more role.
    ///
    /// # Panics
    ///
    /// When the account ID is none.
    pub fn sso_assign(&self, account: &str, role: &str) {
        self.world().sso.assign(account, role);
    }

    /// Logs a user in with AWS Sign-In (`aws login`), for credentials that live
    /// so long, or have expired when that is negative. The user is created when
    /// new, and authenticates with MFA.
    pub fn login(&self, user: &str, lifetime_seconds: i64) -> Login {
        self.world().login(user, lifetime_seconds)
    }

    /// Starts a container with a role, and returns the path of its credentials:
    /// `/v2/credentials/…`. With a token, only who sends that as
    /// `Authorization` gets them; without one, only who sends none.
    ///
    /// # Panics
    ///
    /// When the ARN is not a role's.
    pub fn container(&self, role_arn: &str, token: Option<&str>) -> String {
        let path = format!("/v2/credentials/{}", random::request_id());
        self.container_at(&path, role_arn, token);
        path
    }

    /// Starts a container whose credentials are at a path, and query, of the
    /// test's choice.
    ///
    /// # Panics
    ///
    /// When the ARN is not a role's.
    pub fn container_at(&self, path: &str, role_arn: &str, token: Option<&str>) {
        self.world().containers.start(path, role_arn, token);
    }

    /// Makes the machine an EC2 instance with a role, whose metadata service is
    /// this server; without that it has the service, and no role.
    ///
    /// # Panics
    ///
    /// When the ARN is not a role's.
    pub fn instance(&self, role_arn: &str) {
        self.world().metadata.set_role(role_arn);
    }

    /// Defines a role, or defines it anew.
    ///
    /// # Panics
    ///
    /// When the ARN is not a role's.
    pub fn role(&self, role: Role) {
        self.world().accounts.define(role);
    }

    /// Counts the requests for an action, whatever became of them.
    pub fn calls(&self, action: &str) -> usize {
        let world = self.world();
        world.log.iter().filter(|r| r.action == action).count()
    }

    /// Returns every request received, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.world().log.clone()
    }

    /// Counts the TCP connections accepted.
    pub fn connections(&self) -> usize {
        self.server.connections()
    }

    /// Waits this long before every answer.
    ///
    /// A request is recorded, and decided, before the wait.
    pub fn set_delay(&self, delay: Duration) {
        self.world().delay = delay;
    }

    /// Lets every request from now on suffer a fault, or none of them.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.world().fault = fault;
    }

    /// Lets every request for one action suffer a fault, or none of them.
    ///
    /// It goes before the fault of [`set_fault`](Self::set_fault).
    pub fn set_fault_of(&self, action: &str, fault: Option<Fault>) {
        let faults = &mut self.world().faults_of_actions;
        match fault {
            Some(fault) => faults.insert(action.to_owned(), fault),
            None => faults.remove(action),
        };
    }

    /// Lets only the next `count` requests, for whatever they are, suffer a
    /// fault.
    ///
    /// It goes before the faults of [`set_fault_of`](Self::set_fault_of) and
    /// [`set_fault`](Self::set_fault), and after those that were queued earlier.
    pub fn fault_next(&self, count: usize, fault: Fault) {
        let mut world = self.world();
        world
            .queued_faults
            .extend(std::iter::repeat_n(fault, count));
    }

    /// Puts the server's whole clock this many seconds ahead: the `Date`
    /// header, expirations, the check of signatures and MFA codes.
    pub fn set_date_skew(&self, seconds: i64) {
        self.world().skew = time::Duration::seconds(seconds);
    }

    /// Overrides the lifetime of the credentials issued; a negative one issues
    /// expired credentials.
    ///
    /// Without it the lifetime is `DurationSeconds`, or an hour.
    pub fn set_lifetime(&self, seconds: Option<i64>) {
        self.world().lifetime = seconds;
    }

    /// Returns the code that the server would accept from this device now.
    ///
    /// It is the code of the current 30 s, by the server's clock; once that is
    /// spent it is the next one, which AWS accepts early.
    pub fn token_code(&self, serial: &str) -> String {
        let mut world = self.world();
        let now = world.now();
        world.accounts.device(serial).code(now)
    }

    /// Returns the seed of this device, as authenticator programs read it.
    pub fn totp_seed_base32(&self, serial: &str) -> String {
        self.world().accounts.device(serial).seed_base32()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.server.world()
    }
}
