//! `threads.json`: what was texted before the demo begins, and who looks after it.

use serde::{Deserialize, Serialize};

use super::calendar::LocalTime;
use crate::message::Status;
use crate::picture::Picture;
use crate::sid;

/// A conversation with one patient.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// Patient slug.
    pub patient: String,
    /// Staff slug, or nobody.
    #[serde(default)]
    pub assignee: Option<String>,
    /// Where the thread is.
    pub state: ThreadState,
    /// Day and local time at which a snoozed thread comes back.
    #[serde(default)]
    pub snoozed_until: Option<(i32, LocalTime)>,
    /// Whether the newest inbound texts are unread.
    #[serde(default)]
    pub unread: bool,
    /// Oldest first.
    pub messages: Vec<ThreadMessage>,
    /// Internal notes, oldest first; never texted.
    #[serde(default)]
    pub notes: Vec<Note>,
}

/// Where a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadState {
    /// In the inbox.
    Open,
    /// Put off.
    Snoozed,
    /// Done.
    Closed,
}

/// A text of the past.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadMessage {
    /// Which way.
    pub dir: Dir,
    /// Days from the demo's day, 0 or less.
    pub day: i32,
    /// Local time; before 10:42 on day 0.
    pub time: LocalTime,
    /// The words, with date places such as `{en:7}` still in them (see `SamplePractice::words`).
    pub body: String,
    /// Staff slug of the sender; outbound only.
    #[serde(default)]
    pub by: Option<String>,
    /// Final status at the carrier; `received` or `delivered` if absent.
    #[serde(default)]
    pub status: Option<Status>,
    /// Carrier code with an undelivered or failed status.
    #[serde(default)]
    pub error_code: Option<u32>,
    /// Files that came along.
    #[serde(default)]
    pub pictures: Vec<Picture>,
}

/// Which way a text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dir {
    /// From the patient.
    In,
    /// To the patient.
    Out,
}

/// A note among staff.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Days from the demo's day.
    pub day: i32,
    /// Local time.
    pub time: LocalTime,
    /// Staff slug.
    pub by: String,
    /// The words.
    pub body: String,
}

impl ThreadMessage {
    /// The status, with the usual one where the file has none.
    pub fn final_status(&self) -> Status {
        self.status.unwrap_or(match self.dir {
            Dir::In => Status::Received,
            Dir::Out => Status::Delivered,
        })
    }
}

/// The carrier's id of the `index`th message of a patient's thread: the same for the sandbox and for
/// whoever builds the practice's store, as long as the file is the same.
pub fn sid_for(patient_id: &str, index: usize, message: &ThreadMessage) -> String {
    let prefix = if message.pictures.is_empty() { "SM" } else { "MM" };
    let (index, day) = (index.to_string(), message.day.to_string());
    sid::derive(prefix, &["sample", patient_id, &index, &day, &message.time.to_string(), &message.body])
}

/// The carrier's id of the `nth` file of a message.
pub fn media_sid_for(message_sid: &str, nth: usize) -> String {
    sid::derive("ME", &["sample", message_sid, &nth.to_string()])
}
