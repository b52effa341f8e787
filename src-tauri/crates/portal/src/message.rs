//! One message on its way to the portal, and the only honest answers to "does the portal have it?".

use foyer_domain::{HandoffId, Language, PortalMessageId, Private, Span, Timestamp};

use crate::PortalError;

/// A message to keep for a patient. `Debug` shows only the length of what is personal.
#[derive(Clone, Debug)]
pub struct PortalMessage {
    /// The hand-off; its name in the portal, so that the same one is never kept twice.
    pub id: HandoffId,
    /// The patient's number in the practice's records, as the portal knows it.
    pub record_number: Private,
    /// What it is written in.
    pub language: Language,
    /// The words.
    pub words: Private,
}

/// A message the portal has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its name there.
    pub id: PortalMessageId,
    /// When Foyer posted it, as the portal has it; for looking for answers.
    pub sent_at: Option<Timestamp>,
}

/// What became of the one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostOutcome {
    /// The portal has it, now or from an earlier try.
    Stored(Posted),
    /// The portal refused it for good and has not kept it.
    Refused(Refusal),
    /// The portal certainly does not have it; trying again is safe.
    NotPosted {
        /// Why.
        reason: NotPostedReason,
        /// How long the portal asks to wait, 0 to 1 hour.
        retry_after: Option<Span>,
    },
    /// Bytes left and no clear answer came: look before anything else.
    Unknown(UnknownReason),
    /// A person has to put it there.
    ByHand,
}

/// A refusal for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The portal knows no patient with this record number: no account.
    NoPatient,
    /// It knows more than one; writing to one of them could be writing to a stranger.
    SeveralPatients,
    /// It does not accept our key.
    Credentials,
    /// Our key may not do this.
    NotAllowed,
    /// It cannot keep messages at all.
    NoMessaging,
    /// It found something wrong with the message (422, or 400 with an OperationOutcome).
    Unprocessable {
        /// The kind of its first issue, a word of FHIR's closed list; never its text.
        issue: &'static str,
    },
    /// It has something under this name that is not this message.
    Conflict,
}

impl Refusal {
    /// The word in the audit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoPatient => "no_patient",
            Self::SeveralPatients => "several_patients",
            Self::Credentials => "credentials",
            Self::NotAllowed => "not_allowed",
            Self::NoMessaging => "no_messaging",
            Self::Unprocessable { issue } => issue,
            Self::Conflict => "conflict",
        }
    }
}

/// Why nothing was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPostedReason {
    /// This computer reaches nothing.
    NoNetwork,
    /// The portal does not answer, or not in words that can be read, before anything was posted.
    Down,
    /// The portal asks for patience (429).
    SlowDown,
}

impl NotPostedReason {
    /// The word in the audit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoNetwork => "no_network",
            Self::Down => "down",
            Self::SlowDown => "slow_down",
        }
    }
}

/// What was seen instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownReason {
    /// No complete answer in time.
    Timeout,
    /// The connection broke after it was made.
    ConnectionLost,
    /// The portal failed (408, 425, 5xx), perhaps after keeping it.
    ServerFailure {
        /// The HTTP status.
        status: u16,
    },
    /// Not the portal's words: a page, a proxy, an answer without a name.
    ForeignAnswer {
        /// The HTTP status.
        status: u16,
    },
    /// It points elsewhere. Words for a patient follow no pointer.
    Redirected,
}

impl UnknownReason {
    /// The word in the audit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::ConnectionLost => "connection_lost",
            Self::ServerFailure { .. } => "server_failure",
            Self::ForeignAnswer { .. } => "foreign_answer",
            Self::Redirected => "redirected",
        }
    }
}

/// What became of a message, as far as the portal tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// When the patient opened it.
    pub opened_at: Option<Timestamp>,
    /// When the patient answered it there.
    pub answered_at: Option<Timestamp>,
}

/// What came of taking a message back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenBack {
    /// It is gone for the patient.
    Done,
    /// It was read already, or the portal keeps what it has.
    TooLate,
    /// A person has to take it out.
    ByHand,
}

impl PostOutcome {
    /// What a failure of the questions before the post means: nothing was posted.
    pub(crate) const fn from_question(error: PortalError) -> Self {
        match error {
            PortalError::Credentials | PortalError::Algorithm => Self::Refused(Refusal::Credentials),
            PortalError::NotAllowed => Self::Refused(Refusal::NotAllowed),
            PortalError::NoMessaging => Self::Refused(Refusal::NoMessaging),
            PortalError::NoNetwork => {
                Self::NotPosted { reason: NotPostedReason::NoNetwork, retry_after: None }
            }
            PortalError::SlowDown { retry_after } => {
                Self::NotPosted { reason: NotPostedReason::SlowDown, retry_after }
            }
            PortalError::Down
            | PortalError::NotFound
            | PortalError::Redirected
            | PortalError::Unreadable { .. }
            | PortalError::TooLarge => Self::NotPosted { reason: NotPostedReason::Down, retry_after: None },
        }
    }
}
