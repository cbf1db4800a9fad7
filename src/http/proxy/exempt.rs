//! NO_PROXY: whom to ask directly.

use super::host;
use std::net::IpAddr;

/// Whether a list names the host of this URL: by name, by a domain above it
/// (with or without a dot in front), by address or network, each perhaps with
/// a port; `*` names all. Between them stand commas or spaces; what is none of
/// these names nobody.
pub(super) fn is_exempt(list: &str, url: &reqwest::Url) -> bool {
    let host = host(url);
    let port = url.port_or_known_default();
    list.split(|c: char| c == ',' || c.is_whitespace())
        .any(|entry| names(entry, host, port))
}

fn names(entry: &str, host: &str, port: Option<u16>) -> bool {
    if entry == "*" {
        return true;
    }
    let address = host
        .parse::<IpAddr>()
        .ok()
        .map(|address| address.to_canonical());
    if let (Some(address), Some((network, bits))) = (address, entry.split_once('/')) {
        let parsed = (network.parse::<IpAddr>(), bits.parse());
        return matches!(parsed, (Ok(network), Ok(bits)) if contains(network, bits, address));
    }
    let (entry, of_port) = split_port(entry);
    if of_port.is_some() && of_port != port {
        return false;
    }
    match (address, entry.parse::<IpAddr>().ok()) {
        (Some(address), Some(entry)) => address == entry.to_canonical(),
        (None, None) => {
            let entry = entry.strip_prefix("*.").unwrap_or(entry).trim_matches('.');
            // URLs have their hosts in lower case.
            let above = host.strip_suffix(&*entry.to_ascii_lowercase());
            !entry.is_empty() && above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
        }
        _ => false,
    }
}

/// `HOST:PORT`, `[ADDRESS]:PORT`, or either without a port.
fn split_port(entry: &str) -> (&str, Option<u16>) {
    if let Some((address, rest)) = entry
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        let port = rest.strip_prefix(':').and_then(|port| port.parse().ok());
        return (address, port);
    }
    match entry.rsplit_once(':') {
        // An address of version 6 has colons of its own.
        Some((name, port)) if !name.contains(':') => match port.parse() {
            Ok(port) => (name, Some(port)),
            Err(_) => (entry, None),
        },
        _ => (entry, None),
    }
}

/// Whether an address begins with the first bits of a network's.
fn contains(network: IpAddr, bits: u32, address: IpAddr) -> bool {
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let differing = network.to_bits() ^ address.to_bits();
            bits <= 32 && differing.checked_shr(32 - bits).unwrap_or(0) == 0
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let differing = network.to_bits() ^ address.to_bits();
            bits <= 128 && differing.checked_shr(128 - bits).unwrap_or(0) == 0
        }
        _ => false,
    }
}
