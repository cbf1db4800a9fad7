//! What processes tell each other beside entries: short texts, each under the
//! lock of its name.

use super::Cache;
use super::key::Key;
use super::lock::{Attempt, attempt};
use crate::host::{Deadline, with_a_person};
use crate::sources::{Hold, Identity, Notes};
use std::time::Duration;

/// How long to wait before a lock is tried again.
const PAUSE: Duration = Duration::from_millis(25);

impl Notes for Cache<'_> {
    fn lock(
        &self,
        name: (&str, &[u8]),
        deadline: Deadline,
        is_asking: &dyn Fn(&[u8]) -> bool,
    ) -> Hold {
        let Some(store) = &self.store else {
            return Hold::Unavailable;
        };
        let key = key(name).to_string();
        if self.host.chain().split(',').any(|above| above == key) {
            return Hold::Circle;
        }
        let lock = format!("{key}.lock");
        loop {
            match attempt(store, &lock) {
                Attempt::Ours(lock) => return Hold::Held(Box::new(lock)),
                Attempt::Unavailable(_) => return Hold::Unavailable,
                Attempt::Busy => {}
            }
            // While a person is being asked, that person sets the pace.
            match self.read(name).is_some_and(|note| is_asking(&note)) {
                true => with_a_person(|| std::thread::sleep(PAUSE)),
                false if deadline.has_passed() => return Hold::Late,
                false => std::thread::sleep(PAUSE),
            }
        }
    }

    fn key(&self, name: (&str, &[u8])) -> String {
        key(name).to_string()
    }

    fn read(&self, name: (&str, &[u8])) -> Option<Vec<u8>> {
        let store = self.store.as_ref()?;
        store.read(&file(name)).map(|bytes| bytes.to_vec())
    }

    fn write(&self, name: (&str, &[u8]), text: &[u8]) -> bool {
        let name = file(name);
        let process = std::process::id();
        let temporary = format!("{name}.{process}.tmp");
        let store = self.store.as_ref();
        store.is_some_and(|store| store.replace(&name, &temporary, text, false).is_ok())
    }
}

fn key((kind, thing): (&str, &[u8])) -> Key {
    Key::of(
        &Identity::new("note", "", None)
            .part("of", kind)
            .part("about", thing),
    )
}

fn file(name: (&str, &[u8])) -> String {
    format!("{}.note", key(name))
}
