//! One type per id, so that a thread can never be passed where a patient is meant.

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// Where new ids come from: random in the product, seeded in the simulation.
pub trait IdSource {
    /// A fresh UUID, version 7 in the product so that ids sort by creation.
    fn next_uuid(&mut self) -> Uuid;
}

/// Text that is not an id of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct InvalidId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id from `source`.
            pub fn new(source: &mut (impl IdSource + ?Sized)) -> Self {
                Self(source.next_uuid())
            }

            /// Wraps an existing UUID, as read from the store.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID, as written to the store.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::parse_str(text).map(Self).map_err(|_| InvalidId)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A person who is texted.
    PatientId,
    /// One conversation: one line, one channel, one far number.
    ThreadId,
    /// One text, inbound or outbound, whether or not a carrier knows it.
    MessageId,
    /// One intent to send.
    OutboxId,
    /// A member of staff.
    UserId,
    /// One of the practice's own numbers.
    LineId,
    /// One hidden thread opened with a reason.
    GlassId,
    /// A role that the practice made.
    RoleId,
    /// One of the practice's offices.
    LocationId,
    /// An internal note.
    NoteId,
    /// A picture or file that came with a text.
    AttachmentId,
    /// One fact about consent.
    ConsentEventId,
    /// One hand-off; also the name of its message in the portal, so that a retry never posts twice.
    HandoffId,
    /// One question to staff about what a patient meant.
    ReviewId,
    /// One round of notices to many people.
    RunId,
    /// One template on its way to the people of a list.
    BatchId,
    /// A list of recorded consents that was brought in.
    ImportId,
    /// A template in all its wordings.
    TemplateId,
    /// One look at a thread by whoever looks after the desk.
    ThreadReviewId,
    /// A patient's request for a copy of what is kept about them.
    AccessRequestId,
    /// A question of the report that somebody asks again.
    SavedQueryId,
    /// A word the practice marks threads with.
    TagId,
    /// A list of threads that somebody keeps for themself.
    OwnViewId,
    /// One look of the screener at templates and what was sent.
    ScanId,
    /// A report that something went wrong.
    IncidentId,
    /// Words that are held back from deletion.
    HoldId,
}

/// The carrier's own name for a message: opaque text of 1 to 128 characters, compared exactly.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProviderMessageId(String);

impl ProviderMessageId {
    /// Accepts 1 to 128 visible ASCII characters, which covers every carrier's ids.
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        let fits = (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
    }

    /// The id as the carrier wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ProviderMessageId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::parse(&text)
    }
}

impl From<ProviderMessageId> for String {
    fn from(id: ProviderMessageId) -> Self {
        id.0
    }
}

impl fmt::Display for ProviderMessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
