//! What the tests of sources that ask somebody have in common.

mod container;
mod identities;
mod instance;
mod login;
mod sso;

use super::{Asking, Context, Hold, Notes};
use crate::aws::{RetryMode, Settings};
use crate::host::{Deadline, Host};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Long enough for a machine that does much else.
const LONG: Duration = Duration::from_secs(60);

/// One lock for every name, shared by threads as if they were processes.
#[derive(Clone, Default)]
struct Locks {
    is_held: Arc<AtomicBool>,
    are_none: bool,
}

impl Locks {
    fn none() -> Self {
        Self {
            are_none: true,
            ..Self::default()
        }
    }
}

struct Held(Arc<AtomicBool>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Notes for Locks {
    fn key(&self, (kind, thing): (&str, &[u8])) -> String {
        format!("{kind} {}", String::from_utf8_lossy(thing))
    }

    fn lock(&self, _: (&str, &[u8]), deadline: Deadline, _: &dyn Fn(&[u8]) -> bool) -> Hold {
        if self.are_none {
            return Hold::Unavailable;
        }
        while self.is_held.swap(true, Ordering::SeqCst) {
            if deadline.has_passed() {
                return Hold::Late;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Hold::Held(Box::new(Held(Arc::clone(&self.is_held))))
    }

    fn read(&self, _: (&str, &[u8])) -> Option<Vec<u8>> {
        None
    }

    fn write(&self, _: (&str, &[u8]), _: &[u8]) -> bool {
        false
    }
}

/// Does something with what a refresh may do, in this time.
fn within<T>(time: Duration, locks: &Locks, act: impl FnOnce(&Context<'_>) -> T) -> T {
    let host = Host::new();
    let announce = |_: Option<&Asking>| {};
    act(&Context {
        host: &host,
        since: host.started(),
        deadline: host.deadline(time),
        may_ask: false,
        brings_code: false,
        may_repeat: true,
        prompt: None,
        purpose: "",
        again: &|| None,
        chain: "",
        notes: locks,
        announce: &announce,
    })
}

fn settings() -> Settings {
    Settings {
        asking: String::new(),
        region: crate::aws::Region::parse("eu-west-1").unwrap(),
        endpoint_url: None,
        endpoint_kind: Default::default(),
        ca_bundle: None,
        max_attempts: 3,
        retry_mode: RetryMode::Standard,
        connect_timeout: Duration::from_secs(10),
    }
}
