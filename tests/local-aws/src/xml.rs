//! Answers as the AWS Query protocol spells them.

use std::fmt::Write;

use crate::decision::Refusal;
use crate::http::Answer;

/// An element whose content is text.
pub(crate) fn text(name: &str, value: &str) -> String {
    format!("<{name}>{}</{name}>", escape(value))
}

/// An element whose content is other elements.
pub(crate) fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

/// The answer to a request that was granted.
pub(crate) fn response(namespace: &str, action: &str, result: &str, request_id: &str) -> Answer {
    let body = format!(
        "<{action}Response xmlns=\"{namespace}\">\
         <{action}Result>{result}</{action}Result>\
         <ResponseMetadata>{}</ResponseMetadata>\
         </{action}Response>\n",
        text("RequestId", request_id)
    );
    answer(200, body, request_id)
}

/// The answer to a request that was refused.
pub(crate) fn error(namespace: &str, refusal: &Refusal, request_id: &str) -> Answer {
    let kind = if refusal.status < 500 {
        "Sender"
    } else {
        "Receiver"
    };
    let body = format!(
        "<ErrorResponse xmlns=\"{namespace}\"><Error>{}{}{}</Error>{}</ErrorResponse>\n",
        text("Type", kind),
        text("Code", refusal.code),
        text("Message", &refusal.message),
        text("RequestId", request_id)
    );
    answer(refusal.status, body, request_id)
}

fn answer(status: u16, body: String, request_id: &str) -> Answer {
    Answer::new(status, "text/xml", body).with_header("x-amzn-RequestId", request_id)
}

fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A parser would turn a bare one into a line feed.
            '\r' => escaped.push_str("&#xD;"),
            // XML 1.0 has no way to write the other control characters.
            c if c.is_ascii_control() && c != '\n' && c != '\t' => {
                write!(escaped, "\\x{:02x}", u32::from(c)).expect("a string takes all writes");
            }
            c => escaped.push(c),
        }
    }
    escaped
}
