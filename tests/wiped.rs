//! Memory that brs gives back holds no secret: every block that is freed while
//! credentials are rendered, stored and read again is searched for one.
//!
//! What the SDK, hyper and rustls keep is not theirs to wipe and not in here.
#![expect(unsafe_code, reason = "an allocator that looks at what is freed")]
#![allow(clippy::unwrap_used, reason = "what cannot be had fails the test")]

use brs::cache::{Entry, Key};
use brs::credentials::{Credentials, document, parse_document};
use brs::host::Host;
use brs::output::{Format, Shell, changes};
use brs::refresh::{Lifetime, Timestamp};
use brs::secret::{Buffer, Secret};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What every secret here has in it, and nothing else has.
const MARK: &[u8] = b"s3ntinel";

thread_local! {
    /// Blocks that this thread has freed with a mark in them.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

struct Watching;

// SAFETY: the system's allocator, which is looked at and not interfered with.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that every byte of a freed block may be read.
        // SAFETY: the caller's promise is the system's.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is the caller's, of this size, and initialised.
        let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
        if bytes.windows(MARK.len()).any(|window| window == MARK) {
            let _ = LEFT.try_with(|left| left.set(left.get() + 1));
        }
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }
    // Growing is a new block, a copy and the old block freed, as it is at
    // worst.
}

#[global_allocator]
static WATCHING: Watching = Watching;

/// How many blocks with a secret are freed by this.
fn left(act: impl FnOnce()) -> usize {
    LEFT.set(0);
    act();
    LEFT.get()
}

fn lifetime() -> Lifetime {
    Lifetime {
        issued: Timestamp::from_seconds(1000),
        expiration: Timestamp::from_seconds(4600),
        skew: 0,
    }
}

/// Session tokens are long: buffers have to grow.
fn secret(length: usize) -> Secret {
    let mut text = String::with_capacity(length + MARK.len());
    while text.len() < length {
        text.push_str("s3ntinel");
    }
    Secret::new(text)
}

fn credentials() -> Credentials {
    Credentials {
        access_key_id: "ASIAEXAMPLE000000001".into(),
        secret_access_key: secret(40),
        session_token: Some(secret(6000)),
        account_id: Some("123456789012".into()),
        lifetime: Some(lifetime()),
    }
}

#[test]
fn what_is_freed_as_it_is_is_seen() {
    assert_eq!(left(|| drop("a s3ntinel".to_owned())), 1);
    let grown = || {
        let mut text = "s3ntinel".to_owned();
        text.push_str(&"x".repeat(10_000));
        text.clear();
    };
    assert_eq!(left(grown), 2);
    assert_eq!(left(|| drop(secret(100))), 0);
}

#[test]
fn a_buffer_that_grows_leaves_nothing() {
    let secret = secret(50);
    let fill = || {
        let mut buffer = Buffer::new();
        for _ in 0..1000 {
            buffer.push(secret.expose());
        }
        assert_eq!(buffer.finish().expose().len(), 1000 * secret.expose().len());
    };
    assert_eq!(left(fill), 0);
}

#[test]
fn documents_are_rendered_and_read_without_a_trace() {
    let credentials = credentials();
    for (name, format) in Format::ALL {
        let render = || assert!(format.render(&credentials).unwrap().expose().len() > 6000);
        assert_eq!(left(render), 0, "{name}");
    }
    for (name, shell) in Shell::ALL {
        let changes = changes(&credentials, None, None);
        let render = || assert!(shell.render(&changes).unwrap().expose().len() > 6000);
        assert_eq!(left(render), 0, "{name}");
    }
    let line = document(&credentials);
    assert_eq!(
        left(|| assert!(parse_document(line.expose(), lifetime()).is_some())),
        0
    );
    // Torn, and of another time: what was read by then is dropped.
    let torn = &line.expose()[..line.expose().len() - 3];
    assert_eq!(
        left(|| assert!(parse_document(torn, lifetime()).is_none())),
        0
    );
    let other = Lifetime {
        expiration: Timestamp::from_seconds(1),
        ..lifetime()
    };
    assert_eq!(
        left(|| assert!(parse_document(line.expose(), other).is_none())),
        0
    );
}

#[test]
fn entries_are_made_and_read_without_a_trace() {
    let line = document(&credentials());
    let make = || {
        drop(Entry::new(
            b"identity",
            line.expose(),
            1_000_000,
            lifetime(),
        ))
    };
    assert_eq!(left(make), 0);
    let read = |key: &Key| {
        let entry = Entry::new(b"identity", line.expose(), 1_000_000, lifetime());
        let bytes = zeroize::Zeroizing::new(entry.as_bytes().to_vec());
        Entry::parse(bytes, key).is_some()
    };
    assert_eq!(left(|| assert!(read(&Key::of_bytes(b"identity")))), 0);
    assert_eq!(left(|| assert!(!read(&Key::of_bytes(b"another")))), 0);
}

#[test]
fn a_file_is_read_without_a_trace() {
    let home = tempfile::TempDir::new().unwrap();
    let path = home.path().join("config");
    std::fs::write(&path, "aws_secret_access_key = s3ntinel\n".repeat(500)).unwrap();
    let host = Host::new();
    let read = || assert!(host.read(&path).unwrap().is_some());
    assert_eq!(left(read), 0);
}
