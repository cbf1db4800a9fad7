//! Accepting connections, and answering what they ask.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

use crate::connection::Connection;
use crate::http::{self, Answer, HttpRequest, Trouble};
use crate::tls::{self, Tls};
use crate::world::World;

/// std's 128 is less than the crowds of clients that tests send, and a refused
/// SYN is only repeated after a second.
const BACKLOG: i32 = 1024;
/// How long stopping may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A listener, its thread, and all that they share.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    connections: AtomicUsize,
    sockets: Mutex<Vec<Weak<TcpStream>>>,
    stop: Stop,
    tls: Option<Tls>,
    world: Mutex<World>,
}

/// Whether the server is being stopped.
#[derive(Default)]
pub(crate) struct Stop {
    bell: Condvar,
    rung: Mutex<bool>,
}

impl Stop {
    /// Waits, and returns early, with `true`, when the server is stopped.
    pub(crate) fn wait(&self, duration: Duration) -> bool {
        let rung = lock(&self.rung);
        let (rung, _) = self
            .bell
            .wait_timeout_while(rung, duration, |rung| !*rung)
            .unwrap_or_else(PoisonError::into_inner);
        *rung
    }

    fn ring(&self) {
        *lock(&self.rung) = true;
        self.bell.notify_all();
    }
}

impl Server {
    pub(crate) fn start(port: u16, tls: bool) -> io::Result<Server> {
        let listener = listen(port)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            connections: AtomicUsize::new(0),
            sockets: Mutex::default(),
            stop: Stop::default(),
            tls: tls.then(tls::generate),
            world: Mutex::new(World::new(address.port(), tls)),
        });
        let thread = thread::Builder::new().name("local-aws".into()).spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        })?;
        Ok(Server {
            address,
            shared,
            thread: Some(thread),
        })
    }

    pub(crate) fn ca_pem(&self) -> Option<&str> {
        self.shared.tls.as_ref().map(|tls| tls.ca_pem.as_str())
    }

    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.shared.world)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.ring();
        // Nothing else wakes a thread that waits in accept, on every platform.
        let _ = TcpStream::connect_timeout(&self.address, PATIENCE);
        let deadline = Instant::now() + PATIENCE;
        let thread = self.thread.take();
        while thread.as_ref().is_some_and(|thread| !thread.is_finished()) {
            if Instant::now() > deadline {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
        for socket in lock(&self.shared.sockets).drain(..) {
            if let Some(socket) = socket.upgrade() {
                // Closed by its client meanwhile, it is as it should be.
                let _ = socket.shutdown(Shutdown::Both);
            }
        }
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    // On Windows it would let another server steal the port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    loop {
        let accepted = listener.accept();
        if shared.stop.wait(Duration::ZERO) {
            return;
        }
        let Ok((socket, _)) = accepted else {
            // Out of descriptors: some will be closed soon.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        shared.connections.fetch_add(1, Ordering::SeqCst);
        let socket = Arc::new(socket);
        {
            let mut sockets = lock(&shared.sockets);
            sockets.retain(|known| known.strong_count() > 0);
            sockets.push(Arc::downgrade(&socket));
        }
        let shared = Arc::clone(shared);
        // Without a thread the socket is dropped, and the client sees that.
        let _ = thread::Builder::new()
            .name("local-aws-connection".into())
            .spawn(move || serve(socket, &shared));
    }
}

fn serve(socket: Arc<TcpStream>, shared: &Shared) {
    let tls = shared.tls.as_ref().map(|tls| Arc::clone(&tls.config));
    let Ok(mut connection) = Connection::new(socket, tls) else {
        return;
    };
    let mut buffer = Vec::new();
    loop {
        match http::read_request(&mut connection, &mut buffer) {
            Ok(request) => match respond(connection, shared, &request) {
                Some(same) => connection = same,
                None => return,
            },
            Err(Trouble::Closed) => return connection.finish(),
            Err(Trouble::Refused(status)) => {
                let answer = Answer::new(status, "text/plain", "");
                let _ = send(&mut connection, &answer, shared, false);
                // Closing with input unread would reset the connection, and the
                // answer might be lost with it.
                connection.drain(Duration::from_millis(200));
                return connection.finish();
            }
        }
    }
}

/// Answers, and returns the connection when it can be used again.
fn respond(
    mut connection: Connection,
    shared: &Shared,
    request: &HttpRequest,
) -> Option<Connection> {
    let keep_alive = request.keeps_alive();
    if (request.method.as_str(), request.target.as_str()) == ("GET", "/_calls") {
        let calls = calls(&lock(&shared.world));
        let answer = Answer::new(200, "application/json", calls);
        send(&mut connection, &answer, shared, keep_alive).ok()?;
    } else {
        let reply = lock(&shared.world).receive(request);
        if shared.stop.wait(reply.delay) {
            return None;
        }
        if let Some(fault) = reply.fault.filter(|fault| !fault.sends_normally()) {
            let now = lock(&shared.world).now();
            // The client may well have gone before a fault has run its course.
            let _ = fault.send(connection, &reply.answer, now, &shared.stop);
            return None;
        }
        send(&mut connection, &reply.answer, shared, keep_alive).ok()?;
    }
    if keep_alive {
        return Some(connection);
    }
    connection.finish();
    None
}

fn send(
    connection: &mut Connection,
    answer: &Answer,
    shared: &Shared,
    keep_alive: bool,
) -> io::Result<()> {
    let now = lock(&shared.world).now();
    let mut bytes = answer.head(now, answer.body.len(), keep_alive);
    bytes.extend_from_slice(&answer.body);
    http::write(connection, &bytes)
}

fn calls(world: &World) -> String {
    let mut calls = BTreeMap::<&str, usize>::new();
    for request in &world.log {
        *calls.entry(&request.action).or_default() += 1;
    }
    let document = serde_json::to_string(&calls).expect("a map of numbers is JSON");
    document + "\n"
}

// A thread that panicked must not take the test with it: what it left is whole
// enough to be asserted on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
