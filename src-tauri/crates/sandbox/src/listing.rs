//! One page of messages, before anybody writes it out: over HTTP it becomes Twilio's JSON, a simulation takes the rows.

use serde_json::{Value, json};

use crate::{
    carrier::Account,
    json,
    message::{Media, Message},
    record::MessageRecord,
};

/// A page of the list.
#[derive(Clone)]
pub struct Listing {
    pub(crate) account: Account,
    pub(crate) rows: Vec<Message>,
    pub(crate) page: usize,
    pub(crate) size: usize,
    pub(crate) uri: String,
    pub(crate) first: String,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
}

impl Listing {
    /// What the JSON says, no more: times in whole seconds. With the rows comes the way to the next page.
    pub fn into_rows(self) -> (Vec<MessageRecord>, Option<String>) {
        let told = |at: i64| at - at.rem_euclid(1_000);
        let rows = self.rows.into_iter().map(|message| {
            let mut row = MessageRecord::from(message);
            (row.created_at, row.sent_at) = (told(row.created_at), row.sent_at.map(told));
            row
        });
        (rows.collect(), self.next)
    }

    pub(crate) fn into_value(self) -> Value {
        let start = self.page.saturating_mul(self.size);
        let messages: Vec<Value> =
            self.rows.iter().map(|message| json::message(&self.account, message)).collect();
        json!({
            "end": start.saturating_add(messages.len().saturating_sub(1)),
            "messages": messages,
            "page": self.page,
            "page_size": self.size,
            "start": start,
            "uri": self.uri,
            "first_page_uri": self.first,
            "previous_page_uri": self.previous,
            "next_page_uri": self.next,
        })
    }
}

impl Message {
    /// As a list shows it: its files are counted, their bytes are not in it.
    pub(crate) fn listed(&self) -> Self {
        let without_bytes = |media: &Media| Media {
            sid: media.sid.clone(),
            content_type: media.content_type.clone(),
            bytes: Vec::new(),
            created_at: media.created_at,
        };
        Self {
            sid: self.sid.clone(),
            direction: self.direction,
            from: self.from.clone(),
            to: self.to.clone(),
            body: self.body.clone(),
            media: self.media.iter().map(without_bytes).collect(),
            status: self.status,
            error_code: self.error_code,
            created_at: self.created_at,
            sent_at: self.sent_at,
            updated_at: self.updated_at,
            valid_until: self.valid_until,
            service: self.service.clone(),
            deleted: self.deleted,
        }
    }
}
