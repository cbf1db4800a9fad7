//! A client that signs, and that can be told to do it wrong.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::sigv4::tests::signature_of;
use crate::{Keys, LocalAws};

/// What a request of a test looks like; change a field to break it.
#[derive(Clone)]
pub(super) struct Call {
    /// How many seconds ago it was signed.
    pub(super) age: i64,
    pub(super) extra_headers: String,
    pub(super) form: Vec<(String, String)>,
    pub(super) host: String,
    pub(super) keys: Keys,
    pub(super) method: &'static str,
    pub(super) region: &'static str,
    pub(super) service: &'static str,
}

/// What came back, up to the end of the connection.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) body: String,
    pub(super) head: String,
    pub(super) status: u16,
}

impl Call {
    pub(super) fn new(aws: &LocalAws, keys: &Keys, action: &str) -> Call {
        Call {
            age: 0,
            extra_headers: String::new(),
            form: Vec::new(),
            host: aws.url().replace("http://", "").replace("https://", ""),
            keys: keys.clone(),
            method: "POST",
            region: "eu-west-1",
            service: "sts",
        }
        .with("Action", action)
        .with("Version", "2011-06-15")
    }

    /// Makes a request to IAM.
    pub(super) fn iam(aws: &LocalAws, keys: &Keys, action: &str) -> Call {
        let mut call = Call::new(aws, keys, action);
        call.form.pop();
        call.region = "us-east-1";
        call.service = "iam";
        call.with("Version", "2010-05-08")
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Call {
        self.form.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Renders the request, signed.
    pub(super) fn render(&self) -> String {
        let pairs: Vec<_> = self
            .form
            .iter()
            .map(|(name, value)| format!("{name}={}", form_encode(value)))
            .collect();
        let (target, body) = match self.method {
            "GET" => (format!("/?{}", pairs.join("&")), String::new()),
            _ => ("/".to_owned(), pairs.join("&")),
        };
        let time = OffsetDateTime::now_utc() - time::Duration::seconds(self.age);
        let date = time
            .format(format_description!(
                "[year][month][day]T[hour][minute][second]Z"
            ))
            .unwrap();
        let (token, token_name) = match &self.keys.session_token {
            Some(token) => (
                format!("X-Amz-Security-Token: {token}\r\n"),
                ";x-amz-security-token",
            ),
            None => (String::new(), ""),
        };
        let unsigned = format!(
            "{} {target} HTTP/1.1\r\nHost: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
             X-Amz-Date: {date}\r\n{token}{}Authorization: AWS4-HMAC-SHA256 \
             Credential={}/{}/{}/{}/aws4_request, \
             SignedHeaders=content-type;host;x-amz-date{token_name}, Signature=unsigned\r\n\
             \r\n{body}",
            self.method,
            self.host,
            body.len(),
            self.extra_headers,
            self.keys.access_key_id,
            &date[..8],
            self.region,
            self.service,
        );
        let signature = signature_of(&unsigned, &self.keys.secret_access_key);
        unsigned.replace("Signature=unsigned", &format!("Signature={signature}"))
    }

    /// Sends the request on a connection of its own.
    pub(super) fn send(&self, aws: &LocalAws) -> Outcome {
        send(aws, &self.render())
    }
}

/// Sends a request that nobody signs, with its own headers and body.
pub(super) fn ask(aws: &LocalAws, line: &str, headers: &[(&str, &str)], body: &str) -> Outcome {
    let mut head = format!("{line} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        head += &format!("Host: {}\r\n", aws.url().replace("http://", ""));
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    let length = body.len();
    send(
        aws,
        &format!("{head}Content-Length: {length}\r\n\r\n{body}"),
    )
}

/// Sends bytes, and reads one answer.
pub(super) fn send(aws: &LocalAws, request: &str) -> Outcome {
    let mut stream = connect(aws);
    stream.write_all(request.as_bytes()).unwrap();
    receive(&mut stream)
}

pub(super) fn connect(aws: &LocalAws) -> TcpStream {
    let port = aws.url().rsplit(':').next().unwrap().parse().unwrap();
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
}

/// Reads one answer, or as much of it as there is.
pub(super) fn receive(stream: &mut impl Read) -> Outcome {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).unwrap();
    let length = field(&head, "Content-Length: ").parse().unwrap_or(0);
    let mut body = Vec::new();
    // A test of a connection that breaks wants what came before that.
    let _ = stream.take(length).read_to_end(&mut body);
    Outcome {
        body: String::from_utf8(body).unwrap(),
        status: head.get(9..12).unwrap_or("0").parse().unwrap(),
        head,
    }
}

impl Outcome {
    /// Returns the text of an element of the body.
    pub(super) fn text(&self, name: &str) -> &str {
        let Some((_, rest)) = self.body.split_once(&format!("<{name}>")) else {
            return "";
        };
        rest.split('<').next().unwrap()
    }

    /// Returns the body, of JSON.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }

    /// Returns a text of the body, of JSON.
    pub(super) fn member(&self, pointer: &str) -> String {
        let body = self.json();
        let text = body.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("{body} has no {pointer}"))
            .to_owned()
    }

    /// Asserts that a service that speaks JSON refused the request so.
    pub(super) fn refused_as(&self, status: u16, kind: &str, body: Value) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(field(&self.head, "x-amzn-ErrorType: "), kind);
        assert_eq!(self.json(), body);
    }

    /// Asserts that the request was granted, and returns what was issued.
    pub(super) fn keys(&self) -> Keys {
        assert_eq!(self.status, 200, "{}", self.body);
        Keys {
            access_key_id: self.text("AccessKeyId").to_owned(),
            secret_access_key: self.text("SecretAccessKey").to_owned(),
            session_token: Some(self.text("SessionToken").to_owned()),
        }
    }

    /// Asserts that the request was refused so.
    pub(super) fn refused(&self, status: u16, code: &str, message: &str) {
        let got = (self.status, self.text("Code"));
        assert_eq!(got, (status, code), "{}", self.body);
        let body = self.text("Message");
        assert!(body.contains(message), "{body} lacks {message}");
    }
}

/// Returns what stands behind a name, up to the line's end.
pub(super) fn field<'a>(head: &'a str, name: &str) -> &'a str {
    let Some((_, rest)) = head.split_once(name) else {
        return "";
    };
    rest.lines().next().unwrap_or_default()
}

fn form_encode(value: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(encode).collect()
}
