//! HTTP/1.1, as far as AWS's services need it.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const MAX_BODY: usize = 256 * 1024;
const MAX_HEAD: usize = 32 * 1024;
const MAX_HEADERS: usize = 100;
const MAX_WAIT: Duration = Duration::from_secs(60);

// RFC 9110, section 5.6.7.
const IMF_FIXDATE: &[BorrowedFormatItem<'_>] = format_description!(
    "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
);

/// A whole request.
#[derive(Debug)]
pub(crate) struct HttpRequest {
    pub(crate) body: Vec<u8>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) method: String,
    /// Whether it was sent as to a proxy.
    pub(crate) proxied: bool,
    /// The path and, behind a question mark, the query.
    pub(crate) target: String,
    minor_version: u8,
}

/// Why there is no request.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The client has gone, or takes too long.
    Closed,
    /// It is not one that we answer with anything but this status.
    Refused(u16),
}

/// Reads the next request; what came behind it stays in `buffer`.
pub(crate) fn read_request(
    stream: &mut (impl Read + Write),
    buffer: &mut Vec<u8>,
) -> Result<HttpRequest, Trouble> {
    let deadline = Instant::now() + MAX_WAIT;
    let (mut request, head_length) = loop {
        if let Some(parsed) = parse_head(buffer)? {
            break parsed;
        }
        if buffer.len() > MAX_HEAD {
            return Err(Trouble::Refused(431));
        }
        fill(stream, buffer, deadline)?;
    };
    let end = head_length + request.body_length()?;
    if buffer.len() < end && request.expects_continue() {
        write(stream, b"HTTP/1.1 100 Continue\r\n\r\n").map_err(|_| Trouble::Closed)?;
    }
    while buffer.len() < end {
        fill(stream, buffer, deadline)?;
    }
    request.body = buffer[head_length..end].to_vec();
    buffer.drain(..end);
    Ok(request)
}

/// Writes and flushes.
pub(crate) fn write(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}

fn fill(stream: &mut impl Read, buffer: &mut Vec<u8>, deadline: Instant) -> Result<(), Trouble> {
    let mut chunk = [0; 8192];
    match stream.read(&mut chunk) {
        Ok(0) | Err(_) => Err(Trouble::Closed),
        Ok(_) if Instant::now() > deadline => Err(Trouble::Closed),
        Ok(length) => {
            buffer.extend_from_slice(&chunk[..length]);
            Ok(())
        }
    }
}

fn parse_head(buffer: &[u8]) -> Result<Option<(HttpRequest, usize)>, Trouble> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(buffer) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Trouble::Refused(431)),
        Err(_) => return Err(Trouble::Refused(400)),
    };
    let mut owned = Vec::new();
    for header in parsed.headers.iter() {
        let value = str::from_utf8(header.value).map_err(|_| Trouble::Refused(400))?;
        owned.push((header.name.to_ascii_lowercase(), value.to_owned()));
    }
    let method = parsed.method.unwrap_or_default();
    let target = parsed.path.unwrap_or_default();
    let absolute = origin_form(target);
    let request = HttpRequest {
        body: Vec::new(),
        headers: owned,
        method: method.to_owned(),
        proxied: absolute.is_some() || method == "CONNECT",
        target: absolute.unwrap_or(target).to_owned(),
        minor_version: parsed.version.unwrap_or_default(),
    };
    Ok(Some((request, length)))
}

impl HttpRequest {
    /// Returns the value of a header, named in lower case, that occurs once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value.trim()),
            _ => None,
        }
    }

    /// Returns whether the connection is to stay open behind the answer.
    pub(crate) fn keeps_alive(&self) -> bool {
        let connection = self.header("connection").unwrap_or_default();
        match self.minor_version {
            0 => connection.eq_ignore_ascii_case("keep-alive"),
            _ => !connection.eq_ignore_ascii_case("close"),
        }
    }

    /// Decodes a form in the body; `None` when it is not one.
    pub(crate) fn form(&self) -> Option<BTreeMap<String, String>> {
        let content_type = self.header("content-type")?;
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return None;
        }
        pairs(&self.body)
    }

    /// Decodes the query; `None` when it is none that names and values make.
    pub(crate) fn query(&self) -> Option<BTreeMap<String, String>> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        pairs(query.as_bytes())
    }

    /// Returns the target without its query.
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    // A body of a length that is not told beforehand is none that AWS's clients
    // send here.
    fn body_length(&self) -> Result<usize, Trouble> {
        let lengths = self.headers.iter().filter(|(n, _)| n == "content-length");
        if self.headers.iter().any(|(n, _)| n == "transfer-encoding") {
            return Err(Trouble::Refused(411));
        }
        match (lengths.count(), self.header("content-length")) {
            (0, _) if self.method == "POST" => Err(Trouble::Refused(411)),
            (0, _) => Ok(0),
            (_, Some(text)) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                match text.parse() {
                    Ok(length) if length <= MAX_BODY => Ok(length),
                    Ok(_) => Err(Trouble::Refused(413)),
                    Err(_) => Err(Trouble::Refused(400)),
                }
            }
            _ => Err(Trouble::Refused(400)),
        }
    }

    fn expects_continue(&self) -> bool {
        let expected = self.header("expect").unwrap_or_default();
        self.minor_version > 0 && expected.eq_ignore_ascii_case("100-continue")
    }
}

/// An answer, before it is known what becomes of the connection.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    content_type: &'static str,
    headers: Vec<(&'static str, String)>,
    status: u16,
}

impl Answer {
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer {
            body: body.into(),
            content_type,
            headers: Vec::new(),
            status,
        }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }

    /// Renders the head of an answer with a body of this length.
    pub(crate) fn head(&self, now: OffsetDateTime, length: usize, keep_alive: bool) -> Vec<u8> {
        let date = now.format(IMF_FIXDATE).expect("a time has all these parts");
        let reason = reason(self.status);
        let mut head = format!("HTTP/1.1 {} {reason}\r\nDate: {date}\r\n", self.status);
        if !self.content_type.is_empty() {
            head += &format!("Content-Type: {}\r\n", self.content_type);
        }
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !keep_alive {
            head += "Connection: close\r\n";
        }
        head += &format!("Content-Length: {length}\r\n\r\n");
        head.into_bytes()
    }
}

// RFC 9112, section 3.2.2: what follows the authority of an absolute form.
fn origin_form(target: &str) -> Option<&str> {
    let authority = ["http://", "https://"]
        .into_iter()
        .find_map(|scheme| target.strip_prefix(scheme))?;
    Some(authority.find('/').map_or("/", |at| &authority[at..]))
}

fn pairs(text: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut pairs = BTreeMap::new();
    for pair in text.split(|byte| *byte == b'&') {
        if pair.is_empty() {
            continue;
        }
        let at = pair.iter().position(|byte| *byte == b'=')?;
        let name = form_decode(&pair[..at])?;
        if pairs.insert(name, form_decode(&pair[at + 1..])?).is_some() {
            return None;
        }
    }
    Some(pairs)
}

fn form_decode(text: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(*rest.next()?).to_digit(16)?;
                let low = char::from(*rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => *other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        411 => "Length Required",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}
