//! The state of one server, and what becomes of a request in it.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use time::OffsetDateTime;

use crate::accounts::{Accounts, Caller};
use crate::container::Containers;
use crate::decision::{Clock, Grant, Refusal};
use crate::faults::Fault;
use crate::http::{Answer, HttpRequest};
use crate::metadata::Metadata;
use crate::model::{Login, Request};
use crate::service::{Parameters, Service};
use crate::signin::SignIn;
use crate::sigv4::Signature;
use crate::sso::Sso;
use crate::sts::Provider;
use crate::{iam, random, sts};

/// What tests set, what requests change, and what has been received.
pub(crate) struct World {
    pub(crate) accounts: Accounts,
    pub(crate) containers: Containers,
    pub(crate) delay: Duration,
    pub(crate) fault: Option<Fault>,
    pub(crate) faults_of_actions: BTreeMap<String, Fault>,
    hosts: [String; 2],
    pub(crate) lifetime: Option<i64>,
    pub(crate) log: Vec<Request>,
    pub(crate) metadata: Metadata,
    pub(crate) provider: Provider,
    pub(crate) queued_faults: VecDeque<Fault>,
    scheme: &'static str,
    pub(crate) signin: SignIn,
    pub(crate) skew: time::Duration,
    pub(crate) sso: Sso,
}

/// What to send, when and how.
pub(crate) struct Reply {
    pub(crate) answer: Answer,
    pub(crate) delay: Duration,
    pub(crate) fault: Option<Fault>,
}

impl World {
    pub(crate) fn new(port: u16, tls: bool) -> World {
        World {
            accounts: Accounts::default(),
            containers: Containers::default(),
            delay: Duration::ZERO,
            fault: None,
            faults_of_actions: BTreeMap::new(),
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            lifetime: None,
            log: Vec::new(),
            metadata: Metadata::new(),
            provider: Provider::new(),
            queued_faults: VecDeque::new(),
            scheme: if tls { "https" } else { "http" },
            signin: SignIn::default(),
            skew: time::Duration::ZERO,
            sso: Sso::default(),
        }
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc() + self.skew
    }

    /// Logs a user in, for credentials that live so long.
    pub(crate) fn login(&mut self, user: &str, lifetime: i64) -> Login {
        let now = self.now();
        self.signin.login(&mut self.accounts, user, now, lifetime)
    }

    /// Records a request, and decides it.
    pub(crate) fn receive(&mut self, http: &HttpRequest) -> Reply {
        let request_id = random::request_id();
        let service = Service::of(http, &self.containers);
        let parameters = service.parameters(http);
        let signature = match service.signing_name() {
            Some(_) => Signature::parse(http),
            None => Ok(None),
        };
        let caller = self.authenticate(http, service, &signature);
        let mut record = record(http, service, &parameters, &signature, &caller);

        let queued = self.queued_faults.pop_front();
        let fault = queued
            .or_else(|| self.faults_of_actions.get(&record.action).cloned())
            .or_else(|| self.fault.clone());
        let canned = fault
            .as_ref()
            .and_then(|fault| fault.answer(service, &record, &request_id));
        let answer = match canned {
            Some(answer) => answer,
            None => {
                let mut answer = match self.decide(http, service, parameters, caller) {
                    Ok(grant) => {
                        let answer = service.response(&record.action, &grant, &request_id);
                        record.outcome = "ok".into();
                        record.secrets = grant.secrets;
                        answer
                    }
                    Err(refusal) => {
                        record.outcome = refusal.code.into();
                        service.error(&refusal, &request_id)
                    }
                };
                if let Some(fault) = &fault {
                    fault.spoil(&mut answer);
                }
                answer
            }
        };
        if let Some(fault) = &fault {
            record.outcome = fault.name().into();
        }
        self.log.push(record);
        Reply {
            answer,
            delay: self.delay,
            fault,
        }
    }

    fn decide(
        &mut self,
        http: &HttpRequest,
        service: Service,
        parameters: Result<Parameters, Refusal>,
        caller: Result<Option<Caller>, Refusal>,
    ) -> Result<Grant, Refusal> {
        if http.proxied {
            return Err(Refusal::new(400, "NotAProxy", "This is not a proxy."));
        }
        service.check_target(http)?;
        let host = http.header("host").unwrap_or_default();
        if Some(host) != service.host() && !self.hosts.iter().any(|known| known == host) {
            let message = format!("This is not {host}, but {}.", self.hosts[0]);
            return Err(Refusal::new(400, "InvalidHost", message));
        }
        let parameters = parameters?;
        let clock = Clock {
            lifetime: self.lifetime,
            now: self.now(),
        };
        let accounts = &mut self.accounts;
        match service {
            Service::Container => {
                let containers = &self.containers;
                containers.credentials(accounts, &http.target, &parameters, &clock)
            }
            Service::Iam => iam::act(accounts, caller, &parameters),
            Service::Metadata => self.metadata.answer(accounts, http, &parameters, &clock),
            Service::Oidc => self.sso.create_token(&parameters, &clock),
            Service::Portal => self.sso.role_credentials(accounts, &parameters, &clock),
            Service::SignIn => {
                let url = format!("{}://{host}{}", self.scheme, http.path());
                self.signin
                    .create_token(accounts, &parameters, &url, &clock)
            }
            Service::Sts => sts::act(accounts, &self.provider, caller, &parameters, &clock),
        }
    }

    /// Finds out who signed a request; `None` is a request without signature.
    fn authenticate(
        &self,
        http: &HttpRequest,
        service: Service,
        signature: &Result<Option<Signature>, Refusal>,
    ) -> Result<Option<Caller>, Refusal> {
        let Some(signature) = signature.as_ref().map_err(Refusal::clone)? else {
            return Ok(None);
        };
        let unknown = || {
            let message = "The security token included in the request is invalid.";
            Refusal::new(403, "InvalidClientTokenId", message)
        };
        let key = self
            .accounts
            .key(&signature.access_key_id)
            .ok_or_else(unknown)?;
        // Asked of all headers, so that a token sent twice is not taken for none.
        let mut tokens = http
            .headers
            .iter()
            .filter(|(name, _)| name == "x-amz-security-token");
        let token = tokens.next().map(|(_, value)| value.trim());
        if token != key.session_token.as_deref() || tokens.next().is_some() {
            return Err(unknown());
        }
        let now = self.now();
        if key.expiration.is_some_and(|expiration| expiration <= now) {
            let message = "The security token included in the request is expired";
            return Err(Refusal::new(403, "ExpiredToken", message));
        }
        let service = service.signing_name().unwrap_or_default();
        signature.verify(http, service, &key.secret_access_key, now)?;
        Ok(Some(key.caller.clone()))
    }
}

fn record(
    http: &HttpRequest,
    service: Service,
    parameters: &Result<Parameters, Refusal>,
    signature: &Result<Option<Signature>, Refusal>,
    caller: &Result<Option<Caller>, Refusal>,
) -> Request {
    let parameters = parameters.as_ref().ok().cloned().unwrap_or_default();
    let signature = signature.as_ref().ok().and_then(Option::as_ref);
    let of_signature = |part: fn(&Signature) -> &String| signature.map(part).cloned();
    Request {
        access_key_id: of_signature(|s| &s.access_key_id).unwrap_or_default(),
        action: service.action(http, &parameters),
        caller_arn: match caller {
            Ok(Some(caller)) => caller.arn.clone(),
            _ => String::new(),
        },
        host: http.header("host").unwrap_or_default().to_owned(),
        outcome: String::new(),
        parameters,
        path: http.path().to_owned(),
        proxied: http.proxied,
        region: of_signature(|s| &s.region).unwrap_or_default(),
        secrets: Vec::new(),
        service: of_signature(|s| &s.service).unwrap_or_default(),
        user_agent: http.header("user-agent").unwrap_or_default().to_owned(),
    }
}
