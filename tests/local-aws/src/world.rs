//! The state of one server, and what becomes of a request in it.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use time::OffsetDateTime;

use crate::accounts::{Accounts, Caller};
use crate::faults::Fault;
use crate::http::{Answer, HttpRequest};
use crate::model::Request;
use crate::sigv4::Signature;
use crate::sts::{self, Clock, Grant, Refusal};
use crate::tls::REGIONAL_HOST;
use crate::{random, xml};

/// What tests set, what requests change, and what has been received.
pub(crate) struct World {
    pub(crate) accounts: Accounts,
    pub(crate) delay: Duration,
    pub(crate) fault: Option<Fault>,
    hosts: [String; 3],
    pub(crate) lifetime: Option<i64>,
    pub(crate) log: Vec<Request>,
    pub(crate) queued_faults: VecDeque<Fault>,
    pub(crate) skew: time::Duration,
}

/// What to send, when and how.
pub(crate) struct Reply {
    pub(crate) answer: Answer,
    pub(crate) delay: Duration,
    pub(crate) fault: Option<Fault>,
}

type Form = BTreeMap<String, String>;

impl World {
    pub(crate) fn new(port: u16) -> World {
        World {
            accounts: Accounts::default(),
            delay: Duration::ZERO,
            fault: None,
            hosts: [
                format!("127.0.0.1:{port}"),
                format!("localhost:{port}"),
                REGIONAL_HOST.into(),
            ],
            lifetime: None,
            log: Vec::new(),
            queued_faults: VecDeque::new(),
            skew: time::Duration::ZERO,
        }
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc() + self.skew
    }

    /// Records a request, and decides it.
    pub(crate) fn receive(&mut self, http: &HttpRequest) -> Reply {
        let request_id = random::request_id();
        let form = http.form();
        let signature = Signature::parse(http);
        let caller = self.authenticate(http, &signature);
        let mut record = record(http, form.as_ref(), &signature, &caller);

        let fault = self.queued_faults.pop_front().or(self.fault.clone());
        let canned = fault.as_ref().and_then(|fault| {
            let resource = record.parameters.get("RoleArn").map_or("*", String::as_str);
            let what = format!("sts:{} on resource: {resource}", record.action);
            fault.answer(&record.caller_arn, &what, &request_id)
        });
        let answer = match canned {
            Some(answer) => answer,
            None => {
                let decision = self.decide(http, form.as_ref(), caller);
                let mut answer = match decision {
                    Ok(grant) => {
                        let answer = xml::response(&record.action, &grant.result, &request_id);
                        record.outcome = "ok".into();
                        record.secrets = grant.secrets;
                        answer
                    }
                    Err(refusal) => {
                        record.outcome = refusal.code.into();
                        xml::error(refusal.status, refusal.code, &refusal.message, &request_id)
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
        form: Option<&Form>,
        caller: Result<Option<Caller>, Refusal>,
    ) -> Result<Grant, Refusal> {
        if http.target != "/" {
            return Err(Refusal::new(404, "NotFound", "There is nothing here."));
        }
        if http.method != "POST" {
            return Err(Refusal::new(405, "MethodNotAllowed", "Only POST is."));
        }
        let host = http.header("host").unwrap_or_default();
        if !self.hosts.iter().any(|known| known == host) {
            let message = format!("This is not {host}, but {}.", self.hosts[0]);
            return Err(Refusal::new(400, "InvalidHost", message));
        }
        let form = form.ok_or_else(|| {
            let message = "The body is not an application/x-www-form-urlencoded form.";
            Refusal::new(400, "MalformedInput", message)
        })?;
        let clock = Clock {
            lifetime: self.lifetime,
            now: self.now(),
        };
        sts::act(&mut self.accounts, caller, form, &clock)
    }

    /// Finds out who signed a request; `None` is a request without signature.
    fn authenticate(
        &self,
        http: &HttpRequest,
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
        signature.verify(http, &key.secret_access_key, now)?;
        Ok(Some(key.caller.clone()))
    }
}

fn record(
    http: &HttpRequest,
    form: Option<&Form>,
    signature: &Result<Option<Signature>, Refusal>,
    caller: &Result<Option<Caller>, Refusal>,
) -> Request {
    let parameters = form.cloned().unwrap_or_default();
    let signature = signature.as_ref().ok().and_then(Option::as_ref);
    let of_signature = |part: fn(&Signature) -> &String| signature.map(part).cloned();
    Request {
        access_key_id: of_signature(|s| &s.access_key_id).unwrap_or_default(),
        action: parameters.get("Action").cloned().unwrap_or_default(),
        caller_arn: match caller {
            Ok(Some(caller)) => caller.arn.clone(),
            _ => String::new(),
        },
        outcome: String::new(),
        parameters,
        region: of_signature(|s| &s.region).unwrap_or_default(),
        secrets: Vec::new(),
        service: of_signature(|s| &s.service).unwrap_or_default(),
        user_agent: http.header("user-agent").unwrap_or_default().to_owned(),
    }
}
