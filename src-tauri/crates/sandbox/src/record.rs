//! The carrier's own record, for tests and for the demo's table: what really arrived and what really went.
//!
//! It is the witness in "accepted once": a client may believe what it likes. No `Debug`, for it holds texts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::carrier::Carrier;
use crate::message::{Direction, Message, Status};

/// Everything the carrier knows.
#[derive(Clone, Serialize, Deserialize)]
pub struct Record {
    /// Virtual time, UTC milliseconds.
    pub now: i64,
    /// Counts.
    pub tally: Tally,
    /// Every create request that was read to its end, oldest first.
    pub attempts: Vec<Attempt>,
    /// Every message, deleted ones too, in the order in which they came to be.
    pub messages: Vec<MessageRecord>,
    /// Patients' numbers that are blocked.
    pub opted_out: Vec<String>,
}

/// Requests counted when their bodies had been read to the end. What never got so far is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Of any kind.
    pub requests: u64,
    /// Create requests.
    pub creates_received: u64,
    /// Create requests that became a message.
    pub creates_accepted: u64,
    /// Create requests by `User-Agent`.
    pub received_by_client: BTreeMap<String, u64>,
    /// Accepted ones by `User-Agent`.
    pub accepted_by_client: BTreeMap<String, u64>,
}

/// One create request.
#[derive(Clone, Serialize, Deserialize)]
pub struct Attempt {
    /// Virtual time, UTC milliseconds.
    pub at: i64,
    /// `User-Agent`.
    pub client: String,
    /// `To` as sent.
    pub to: String,
    /// `From` as sent.
    pub from: String,
    /// `Body` as sent.
    pub body: String,
    /// What the carrier did, whatever the client was told.
    pub outcome: Outcome,
}

/// What became of a create request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Outcome {
    /// It is a message now.
    Accepted {
        /// Its sid.
        sid: String,
    },
    /// It was refused for what it said.
    Refused {
        /// Twilio's code.
        code: u32,
    },
    /// It was turned away unread: credentials, 429, a fault. Status 0 means that no answer was given.
    NotProcessed {
        /// HTTP status.
        status: u16,
    },
}

/// One message as the carrier keeps it.
#[derive(Clone, Serialize, Deserialize)]
pub struct MessageRecord {
    /// `SM…` or `MM…`.
    pub sid: String,
    /// Which way.
    pub direction: Direction,
    /// Sender.
    pub from: String,
    /// Receiver.
    pub to: String,
    /// Text; empty once redacted.
    pub body: String,
    /// Where it is on the ladder.
    pub status: Status,
    /// Why it failed.
    pub error_code: Option<u32>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds; none before it was sent.
    pub sent_at: Option<i64>,
    /// Its files.
    pub media: Vec<MediaRecord>,
    /// Whether the client deleted it.
    pub deleted: bool,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRecord {
    /// `ME…`.
    pub sid: String,
    /// As declared.
    pub content_type: String,
    /// Bytes.
    pub size: usize,
}

impl Carrier {
    /// The record as of the last moment the carrier was told.
    pub fn record(&self) -> Record {
        Record {
            now: self.now,
            tally: self.tally.clone(),
            attempts: self.attempts.clone(),
            messages: self.messages.iter().map(|message| MessageRecord::from(message.clone())).collect(),
            opted_out: self.opted_out(),
        }
    }

    /// Create requests alone, oldest first, without a copy.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// Counts alone; cheap with a long history.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl Record {
    /// Messages created through the API with this text to this number: more than one is a double send.
    pub fn accepted(&self, to: &str, body: &str) -> usize {
        let ours = self.attempts.iter().filter(|attempt| attempt.to == to && attempt.body == body);
        ours.filter(|attempt| matches!(attempt.outcome, Outcome::Accepted { .. })).count()
    }
}

impl From<Message> for MessageRecord {
    fn from(message: Message) -> Self {
        let media = message.media.into_iter().map(|media| MediaRecord {
            sid: media.sid,
            content_type: media.content_type,
            size: media.bytes.len(),
        });
        Self {
            sid: message.sid,
            direction: message.direction,
            from: message.from,
            to: message.to,
            body: message.body,
            status: message.status,
            error_code: message.error_code,
            created_at: message.created_at,
            sent_at: message.sent_at,
            media: media.collect(),
            deleted: message.deleted,
        }
    }
}
