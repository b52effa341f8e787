//! What the gate is asked: a text somebody wants to send, what it is for, and what it would leave on.

use foyer_domain::{
    Body, Channel, ConsentEventId, MessageId, PhoneNumber, Private, ThreadId, Timestamp, UserId,
};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Words that a person at the desk wrote.
    Reply,
    /// The one-time risk notice.
    Notice,
    /// The hand-off's link to the portal.
    PortalLink,
    /// The one confirmation after a STOP.
    StopConfirmation,
}

impl Purpose {
    /// Every purpose, for round trips.
    pub const ALL: [Self; 4] = [Self::Reply, Self::Notice, Self::PortalLink, Self::StopConfirmation];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Notice => "notice",
            Self::PortalLink => "portal_link",
            Self::StopConfirmation => "stop_confirmation",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// A person's decision to send over a warning. Whether their role may is the caller's question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Why; kept with the text and shown on Review. Blank is no reason.
    pub reason: Private,
    /// Who decided.
    pub by: UserId,
}

/// A text somebody wants to send.
#[derive(Clone, Debug)]
pub struct SendRequest<'a> {
    /// The conversation.
    pub thread: ThreadId,
    /// The number it would go to.
    pub to: &'a PhoneNumber,
    /// How it would go.
    pub channel: Channel,
    /// Its words.
    pub body: &'a Body,
    /// What it is for.
    pub purpose: Purpose,
    /// The decision to send over a warning.
    pub over_warning: Option<Override>,
}

/// What a text leaves on; kept with it for ever (R15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ground {
    /// The patient agreed.
    Granted {
        /// The fact that says so.
        event: ConsentEventId,
    },
    /// The patient wrote less than a day ago: visit details only.
    Implied {
        /// Until when.
        until: Timestamp,
    },
    /// Asking for consent needs none.
    Asking,
    /// Confirming a STOP.
    Farewell,
}

impl Ground {
    /// The word in the store.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Granted { .. } => "granted",
            Self::Implied { .. } => "implied",
            Self::Asking => "asking",
            Self::Farewell => "farewell",
        }
    }
}

/// A text that was cleared and waits: what the outbox keeps of it for [`crate::clear_again`].
#[derive(Clone, Debug)]
pub struct Waiting<'a> {
    /// Our message; a notice doesn't count as sent before itself.
    pub message: MessageId,
    /// The number it goes to.
    pub to: &'a PhoneNumber,
    /// How it goes.
    pub channel: Channel,
    /// What it is for.
    pub purpose: Purpose,
    /// [`crate::ClearedMessage::clinical`] as it was.
    pub clinical: bool,
}
