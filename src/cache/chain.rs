//! brs that runs a program that runs brs: the keys that are being obtained
//! stand in `BRS_CHAIN`, in the environment of the programs that a fetch runs.
//!
//! A cycle is found before any lock is taken: its processes would wait for
//! each other.

use super::{Key, identity};
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::sources::Source;

/// More keys than this are a cycle whose links differ a little each time.
const LONGEST: usize = 8;

/// Refuses a source that is being obtained further up, or whose base is.
pub(super) fn check(source: &dyn Source, host: &Host) -> Result<()> {
    let above: Vec<&str> = keys(host.chain()).collect();
    if above.is_empty() {
        return Ok(());
    }
    let variable = Variable::Chain.name();
    let mut below = Some(source);
    while let Some(source) = below {
        let key = Key::of(&identity(source)).to_string();
        if let Some(at) = above.iter().position(|above| *above == key) {
            let mut cycle: Vec<&str> = above[at..].iter().map(|key| short(key)).collect();
            cycle.push(short(&key));
            return Err(Error::misused(format!(
                "cannot obtain {}: a program that brs runs for it runs brs for it again ({variable}: {})",
                source.describe(),
                cycle.join(" → ")
            ))
            .hint("let that program take its credentials from somewhere else"));
        }
        below = source.base();
    }
    match above.len() >= LONGEST {
        true => Err(Error::misused(format!(
            "cannot obtain {}: brs runs a program that runs brs, {LONGEST} times over ({variable}: {})",
            source.describe(),
            above
                .iter()
                .map(|key| short(key))
                .collect::<Vec<_>>()
                .join(" → ")
        ))),
        false => Ok(()),
    }
}

/// The chain with one more key.
pub(super) fn with(chain: &str, key: &Key) -> String {
    match chain {
        "" => key.to_string(),
        chain => format!("{chain},{key}"),
    }
}

fn keys(chain: &str) -> impl Iterator<Item = &str> {
    chain.split(',').filter(|key| !key.is_empty())
}

/// Enough of a key to tell it from others.
fn short(key: &str) -> &str {
    key.get(..8).unwrap_or(key)
}
