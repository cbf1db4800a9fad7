//! What is known of one item of the cache, for people and for programs.

use super::words::{Words, parts};
use crate::cache::{Content, FailureClass, Item};
use crate::refresh::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// All that may be shown of an item.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Report {
    /// The key, or the name of what is not ours.
    pub key: String,
    /// entry, expired, nothing, damaged, other schema or foreign.
    pub status: &'static str,
    /// In a person's words.
    pub what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<String>,
    /// When it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refreshed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiration: Option<String>,
    /// How many refreshes have failed since one succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_failure: Option<Told>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_warning: Option<Told>,
    /// Where the entry is, or would be.
    pub file: String,
    /// What makes it differ from others; several values of one name in order.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub identity: BTreeMap<String, Vec<String>>,
    /// The same in its own order.
    #[serde(skip)]
    pub parts: Vec<(String, String)>,
    #[serde(skip)]
    pub refreshed_at: Option<Timestamp>,
    /// Seconds left.
    #[serde(skip)]
    pub left: Option<i64>,
}

/// Something that was said once.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Told {
    /// When.
    pub at: String,
    /// What a failure says about asking again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<FailureClass>,
    /// What.
    pub message: String,
    /// What may help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    #[serde(skip)]
    pub moment: Timestamp,
}

impl Report {
    /// Of an item in this directory.
    pub fn of(item: Item, directory: &Path, now: Timestamp) -> Self {
        let file = directory.join(&item.name).display().to_string();
        let state = item.state.unwrap_or_default();
        let said = |at: i64, message: String| Told {
            at: moment(at).to_string(),
            class: None,
            message,
            hint: None,
            moment: moment(at),
        };
        let failures = state.failures;
        let mut report = Self {
            key: item.name,
            status: "nothing",
            what: state.what.unwrap_or_else(|| "not known".into()),
            account: None,
            role: None,
            access_key_id: None,
            refreshed: None,
            expiration: None,
            failures: (failures > 0).then_some(failures),
            last_failure: state.failure.map(|failure| Told {
                class: Some(failure.class),
                hint: failure.hint,
                ..said(failure.at, failure.message)
            }),
            last_warning: state
                .warning
                .map(|warning| said(warning.at, warning.message)),
            file,
            identity: BTreeMap::new(),
            parts: Vec::new(),
            refreshed_at: None,
            left: None,
        };
        match item.content {
            Content::Entry(known) => {
                let words = Words::of(&known.identity, known.account_id.as_deref());
                let left = known.lifetime.remaining(now);
                report.status = if left > 0 { "entry" } else { "expired" };
                report.what = words.what;
                report.account = words.account;
                report.role = words.role;
                report.access_key_id = Some(known.access_key_id);
                report.refreshed = Some(known.lifetime.issued.to_string());
                report.expiration = Some(known.lifetime.expiration.to_string());
                report.parts = parts(&known.identity);
                for (name, value) in &report.parts {
                    let values = report.identity.entry(name.clone()).or_default();
                    values.push(value.clone());
                }
                report.refreshed_at = Some(known.lifetime.issued);
                report.left = Some(left);
            }
            Content::Nothing => {}
            Content::Damaged => {
                report.status = "damaged";
                report.what = "damaged entry, replaced by the next refresh".into();
            }
            Content::OtherSchema => {
                report.status = "other schema";
                report.what = "entry of another version of brs, left alone".into();
            }
            Content::Foreign => {
                report.status = "foreign";
                report.what = "not a file of brs, left alone".into();
            }
        }
        report
    }
}

fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_seconds(milliseconds.div_euclid(1000))
}
