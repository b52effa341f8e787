//! What the gate is asked: a text somebody wants to send, what it is for, and what it would leave on.

use foyer_domain::{
    Body, Capability, Channel, ConsentEventId, MessageId, PhoneNumber, Private, Role, ThreadId, Timestamp,
    UserId,
};

use crate::{Place, Subject, household::Household, template::Templated};

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
    /// That the office is closed: the automatic reply.
    AfterHours,
    /// An approved template that goes to many people, each by their own consent.
    Reminder,
}

impl Purpose {
    /// Every purpose, for round trips.
    pub const ALL: [Self; 6] = [
        Self::Reply,
        Self::Notice,
        Self::PortalLink,
        Self::StopConfirmation,
        Self::AfterHours,
        Self::Reminder,
    ];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Notice => "notice",
            Self::PortalLink => "portal_link",
            Self::StopConfirmation => "stop_confirmation",
            Self::AfterHours => "after_hours",
            Self::Reminder => "reminder",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// A person's decision to send over a soft stop. The gate asks whether their role may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Why; kept with the text and shown on Review. Blank is no reason.
    pub reason: Private,
    /// Over what: the stop that was shown. A reason for one is none for another.
    pub of: OverrideOf,
    /// Who decided.
    pub by: UserId,
    /// As what.
    pub role: Role,
}

impl Override {
    /// Whether it is a reason for `what`, given by somebody who may.
    pub(crate) fn may(&self, what: OverrideOf, capability: Capability) -> bool {
        self.of == what && !self.reason.is_blank() && self.role.may(capability)
    }
}

/// A soft stop as a person saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverrideOf {
    /// The words belong in the portal.
    Words,
    /// It is quiet there.
    QuietHours,
    /// A consent is missing.
    Missing(SoftStop),
}

impl OverrideOf {
    pub(crate) const fn soft_stop(self) -> Option<SoftStop> {
        match self {
            Self::Missing(stop) => Some(stop),
            Self::Words | Self::QuietHours => None,
        }
    }
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
    /// What it is about. The fixed texts are about texting itself, which is logistics.
    pub subject: Subject,
    /// Where the patient lives.
    pub place: &'a Place,
    /// Whether it is the notice that goes ahead of an answer, written by the same hand at the same moment.
    pub along: bool,
    /// The decision to send over a soft stop.
    pub over_warning: Option<Override>,
    /// The templates its words came from, as they stand now.
    pub templates: &'a [Templated],
    /// Who shares the phone it would go to.
    pub household: &'a Household,
}

/// What a text leaves on; kept with it for ever.
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
    /// A person who may decided to text somebody who has not said no, and gave a reason.
    Decided {
        /// What stood in the way.
        over: SoftStop,
    },
}

/// A missing consent that a person may decide over, the least first. A STOP, or a NO, is none. Taking a consent away
/// never makes the stop less, so that no decision lets more through by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoftStop {
    /// Agreed too long ago.
    Expired,
    /// Agreed to texts, and not to texts about this.
    NotCovered,
    /// Never asked, or asked and not answered.
    Unknown,
}

impl Ground {
    /// The word in the store.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Granted { .. } => "granted",
            Self::Implied { .. } => "implied",
            Self::Asking => "asking",
            Self::Farewell => "farewell",
            Self::Decided { .. } => "decided",
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
    /// What it is about.
    pub subject: Subject,
    /// Where the patient lives.
    pub place: &'a Place,
    /// [`crate::ClearedMessage::clinical`] as it was.
    pub clinical: bool,
    /// [`crate::ClearedMessage::second_look`] as it was.
    pub second_look: bool,
    /// What it was cleared on: what a person decided then is not asked of them again.
    pub ground: Ground,
    /// Whether a person decided to send it in quiet hours.
    pub over_quiet: bool,
}
