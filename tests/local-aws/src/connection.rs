//! One client's connection, in the clear or in TLS.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;

/// No read or write of a connection takes longer.
const MAX_WAIT: Duration = Duration::from_secs(30);

/// A socket that the server can also close from outside.
pub(crate) struct Socket(Arc<TcpStream>);

/// A connection to read requests from and write answers to.
pub(crate) enum Connection {
    Plain(Socket),
    Tls(Box<StreamOwned<ServerConnection, Socket>>),
}

impl Connection {
    /// Takes over an accepted socket; the TLS handshake comes with the first
    /// read.
    pub(crate) fn new(
        socket: Arc<TcpStream>,
        tls: Option<Arc<ServerConfig>>,
    ) -> io::Result<Connection> {
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(MAX_WAIT))?;
        socket.set_write_timeout(Some(MAX_WAIT))?;
        let socket = Socket(socket);
        match tls {
            None => Ok(Connection::Plain(socket)),
            Some(config) => {
                let session = ServerConnection::new(config).map_err(io::Error::other)?;
                Ok(Connection::Tls(Box::new(StreamOwned::new(session, socket))))
            }
        }
    }

    /// Reads and forgets until the client has gone or been silent this long.
    pub(crate) fn drain(&mut self, patience: Duration) {
        if self.socket().set_read_timeout(Some(patience)).is_ok() {
            let mut chunk = [0; 8192];
            while matches!(self.read(&mut chunk), Ok(1..)) {}
        }
    }

    /// Ends the connection as the protocols ask for.
    pub(crate) fn finish(mut self) {
        if let Connection::Tls(stream) = &mut self {
            stream.conn.send_close_notify();
            // The client may be gone already, and need not hear it.
            let _ = stream.flush();
        }
        let _ = self.socket().shutdown(Shutdown::Write);
    }

    /// Ends the connection with a TCP reset.
    pub(crate) fn reset(self) -> io::Result<()> {
        SockRef::from(self.socket()).set_linger(Some(Duration::ZERO))
    }

    fn socket(&self) -> &TcpStream {
        match self {
            Connection::Plain(socket) => &socket.0,
            Connection::Tls(stream) => &stream.sock.0,
        }
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Connection::Plain(socket) => socket.read(buffer),
            Connection::Tls(stream) => stream.read(buffer),
        }
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Connection::Plain(socket) => socket.write(bytes),
            Connection::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Connection::Plain(socket) => socket.flush(),
            Connection::Tls(stream) => stream.flush(),
        }
    }
}

impl Read for Socket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&*self.0).read(buffer)
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        (&*self.0).flush()
    }
}
