//! Facts about consent, as they are kept for ever: what was asked, answered, recorded, taken back.
//!
//! Nothing here is updated or deleted; what follows from the facts is `standing`. A fact names the person
//! where one is known and always the number and channel, because a phone can be shared and a carrier blocks
//! numbers, not people, and what it is about ([`Subjects`]: visits, health, bills, offers).

use foyer_domain::{
    Actor, Channel, ConsentEventId, ImportId, Language, MessageId, PatientId, PhoneNumber, Private,
    ProviderMessageId, Timestamp,
};

use crate::{Subject, Subjects};

/// Whose consent is asked about: a number on a channel, and the person if one is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The person; `None` while the number belongs to nobody on file.
    pub patient: Option<PatientId>,
    /// The number that is texted.
    pub number: PhoneNumber,
    /// How it is texted.
    pub channel: Channel,
}

/// One fact about consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentEvent {
    /// Our id; a repeat of it is the same fact.
    pub id: ConsentEventId,
    /// The person it is about, where known when it happened.
    pub patient: Option<PatientId>,
    /// The number it is about.
    pub number: PhoneNumber,
    /// The channel it happened on.
    pub channel: Channel,
    /// What happened.
    pub kind: ConsentEventKind,
    /// When it happened: the carrier's time for texts and the notice, ours for what staff record
    /// (see [`recording_time`]).
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What proves it.
    pub evidence: Evidence,
    /// Language of what was said, where it is known.
    pub language: Option<Language>,
    /// What it is about. Counts where somebody agrees or takes back; everything else is about all texts.
    pub subjects: Subjects,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentEventKind {
    /// The carrier took the risk notice. Written when the carrier has it, not when it is queued: a YES that
    /// comes while the notice waits in the outbox answers something else.
    NoticeSent {
        /// Our message.
        message: MessageId,
        /// Version of the wording, [`crate::notice::VERSION`].
        version: String,
        /// Language of the wording.
        language: Language,
    },
    /// The phone has the notice.
    NoticeDelivered {
        /// Our message.
        message: MessageId,
    },
    /// The notice will not arrive. A YES to it cannot count.
    NoticeFailed {
        /// Our message.
        message: MessageId,
    },
    /// The person agreed.
    Granted(ConsentBasis),
    /// The person answered NO to the notice. No more than that: it ends the question, not the number.
    Declined,
    /// The person wrote to us without having agreed; for a day we may answer about logistics.
    InboundFirst,
    /// An old list says that they agreed and not when: kept, counts for nothing, waits for somebody to ask.
    Unverified,
    /// The list named in the evidence was taken back: what it brought to this number counts for nothing.
    ImportUndone,
    /// The number was put down to the fact's person: what was said on it while it was nobody's is theirs.
    Linked,
    /// The number belongs to somebody else now. What was agreed, asked and said before counts for nobody any
    /// more; what was stopped stays stopped, because the carrier knows only the number.
    NewOwner,
    /// Some of what this number said or agreed to can be read no more: its store was repaired. As with a new owner, what
    /// was agreed counts for nothing and what was stopped stays stopped.
    Unreadable,
    /// The person, or the carrier for them, wants no more texts; or no more about the fact's subjects.
    Revoked(RevocationBasis),
    /// The person texted START.
    Restarted,
    /// The one confirmation after a revocation went out.
    FarewellSent {
        /// Our message.
        message: MessageId,
    },
}

/// How somebody agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentBasis {
    /// Replied YES or SÍ to the notice named in the evidence.
    RepliedYes,
    /// Signed a form.
    Paper,
    /// Said so at the desk.
    Spoken,
    /// Said so on the phone.
    Phone,
    /// Agreed in the portal.
    Portal,
    /// Brought in from another system, with its date and form.
    Imported,
}

impl ConsentBasis {
    /// Every basis, for round trips and menus.
    pub const ALL: [Self; 6] =
        [Self::RepliedYes, Self::Paper, Self::Spoken, Self::Phone, Self::Portal, Self::Imported];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RepliedYes => "replied_yes",
            Self::Paper => "paper",
            Self::Spoken => "spoken",
            Self::Phone => "phone",
            Self::Portal => "portal",
            Self::Imported => "imported",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.as_str() == word)
    }

    /// Whether a person at the desk may record it. A reply counts only from the patient's own phone, an import
    /// only as an import.
    pub const fn by_staff(self) -> bool {
        match self {
            Self::RepliedYes | Self::Imported => false,
            Self::Paper | Self::Spoken | Self::Phone | Self::Portal => true,
        }
    }

    /// Whether this way of agreeing carries `subject`. A YES answers a notice that asks about visits; offers
    /// want something in writing.
    pub const fn carries(self, subject: Subject) -> bool {
        match (self, subject) {
            (Self::RepliedYes, Subject::Logistics) => true,
            (Self::RepliedYes, Subject::Clinical | Subject::Billing | Subject::Marketing) => false,
            (Self::Paper | Self::Portal, _) => true,
            (Self::Spoken | Self::Phone | Self::Imported, Subject::Marketing) => false,
            (
                Self::Spoken | Self::Phone | Self::Imported,
                Subject::Logistics | Subject::Clinical | Subject::Billing,
            ) => true,
        }
    }
}

/// How somebody took consent back; all ways have the same effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationBasis {
    /// Texted a word that the carrier acts on: STOP, END, UNSUBSCRIBE.
    Texted,
    /// Said so in other words, of which the carrier knows nothing: ALTO, "please stop texting me".
    Worded,
    /// The carrier refuses the number (Twilio 21610).
    Carrier,
    /// Wrote it on paper.
    Paper,
    /// Said so at the desk.
    Spoken,
    /// Said so on the phone.
    Phone,
    /// Said so in the portal.
    Portal,
}

impl RevocationBasis {
    /// Every basis, for round trips and menus.
    pub const ALL: [Self; 7] =
        [Self::Texted, Self::Worded, Self::Carrier, Self::Paper, Self::Spoken, Self::Phone, Self::Portal];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Texted => "texted",
            Self::Worded => "worded",
            Self::Carrier => "carrier",
            Self::Paper => "paper",
            Self::Spoken => "spoken",
            Self::Phone => "phone",
            Self::Portal => "portal",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.as_str() == word)
    }

    /// Whether a person at the desk may record it.
    pub const fn by_staff(self) -> bool {
        match self {
            Self::Texted | Self::Worded | Self::Carrier => false,
            Self::Paper | Self::Spoken | Self::Phone | Self::Portal => true,
        }
    }
}

/// What proves a fact. Every part may be missing; none is ever guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The text that said it: the YES, the STOP, the first message.
    pub message: Option<MessageId>,
    /// The carrier's name for that text.
    pub provider_id: Option<ProviderMessageId>,
    /// The notice that a YES or NO answers.
    pub notice: Option<MessageId>,
    /// What staff wrote down: name of the form, who said it.
    pub note: Option<Private>,
    /// The list it came with.
    pub import: Option<ImportId>,
}

/// A kind as columns: a word and what goes with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindParts {
    /// The kind's word.
    pub word: String,
    /// Word of the basis, for granted and revoked.
    pub basis: Option<String>,
    /// The message it is about, for the notice and the farewell.
    pub message: Option<MessageId>,
    /// Version of the notice.
    pub version: Option<String>,
    /// Language of the notice.
    pub language: Option<Language>,
}

impl ConsentEventKind {
    /// The word in the store, without what goes with it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::NoticeSent { .. } => "notice_sent",
            Self::NoticeDelivered { .. } => "notice_delivered",
            Self::NoticeFailed { .. } => "notice_failed",
            Self::Granted(_) => "granted",
            Self::Declined => "declined",
            Self::InboundFirst => "inbound_first",
            Self::Unverified => "unverified",
            Self::ImportUndone => "import_undone",
            Self::Linked => "linked",
            Self::NewOwner => "new_owner",
            Self::Unreadable => "unreadable",
            Self::Revoked(_) => "revoked",
            Self::Restarted => "restarted",
            Self::FarewellSent { .. } => "farewell_sent",
        }
    }

    /// The kind as columns.
    pub fn parts(&self) -> KindParts {
        let mut parts = KindParts { word: self.as_str().to_owned(), ..KindParts::default() };
        match self {
            Self::NoticeSent { message, version, language } => {
                parts.message = Some(*message);
                parts.version = Some(version.clone());
                parts.language = Some(*language);
            }
            Self::NoticeDelivered { message }
            | Self::NoticeFailed { message }
            | Self::FarewellSent { message } => {
                parts.message = Some(*message);
            }
            Self::Granted(basis) => parts.basis = Some(basis.as_str().to_owned()),
            Self::Revoked(basis) => parts.basis = Some(basis.as_str().to_owned()),
            Self::Declined
            | Self::InboundFirst
            | Self::Unverified
            | Self::ImportUndone
            | Self::Linked
            | Self::NewOwner
            | Self::Unreadable
            | Self::Restarted => {}
        }
        parts
    }

    /// Reads columns back; `None` for a word, or a combination, that this version doesn't know.
    pub fn from_parts(parts: KindParts) -> Option<Self> {
        let KindParts { word, basis, message, version, language } = parts;
        match word.as_str() {
            "notice_sent" => {
                Some(Self::NoticeSent { message: message?, version: version?, language: language? })
            }
            "notice_delivered" => Some(Self::NoticeDelivered { message: message? }),
            "notice_failed" => Some(Self::NoticeFailed { message: message? }),
            "granted" => ConsentBasis::parse(&basis?).map(Self::Granted),
            "declined" => Some(Self::Declined),
            "inbound_first" => Some(Self::InboundFirst),
            "unverified" => Some(Self::Unverified),
            "import_undone" => Some(Self::ImportUndone),
            "linked" => Some(Self::Linked),
            "new_owner" => Some(Self::NewOwner),
            "unreadable" => Some(Self::Unreadable),
            "revoked" => RevocationBasis::parse(&basis?).map(Self::Revoked),
            "restarted" => Some(Self::Restarted),
            "farewell_sent" => Some(Self::FarewellSent { message: message? }),
            _ => None,
        }
    }

    /// Where equal times leave the order open: what asks comes first, what ends comes last.
    pub(crate) const fn rank(&self) -> u8 {
        match self {
            Self::NoticeSent { .. } => 0,
            Self::NoticeDelivered { .. } => 1,
            Self::NoticeFailed { .. } => 2,
            Self::InboundFirst => 3,
            Self::Unverified | Self::Linked | Self::ImportUndone => 4,
            Self::Restarted => 5,
            Self::Granted(_) => 6,
            Self::Declined => 7,
            Self::NewOwner | Self::Unreadable => 8,
            Self::Revoked(_) => 9,
            Self::FarewellSent { .. } => 10,
        }
    }
}

impl ConsentEvent {
    /// Whether this fact says something about `party`.
    ///
    /// A revocation of all texts and a START are about the number: they count for everybody who answers it, and
    /// a revocation on one channel for every channel. So is a change of owner. All else is about one
    /// channel, and about one person where it names one; what happened before anybody was linked counts for who
    /// is linked next, which the fold knows. Taking back one subject is the wish of one person.
    pub fn concerns(&self, party: &Party) -> bool {
        if self.number != party.number {
            return false;
        }
        match self.kind {
            ConsentEventKind::Revoked(_) => self.revokes_all() || self.is_of_person(party),
            ConsentEventKind::Restarted
            | ConsentEventKind::ImportUndone
            | ConsentEventKind::Linked
            | ConsentEventKind::NewOwner
            | ConsentEventKind::Unreadable
            | ConsentEventKind::FarewellSent { .. } => true,
            ConsentEventKind::InboundFirst => self.channel == party.channel,
            ConsentEventKind::NoticeSent { .. }
            | ConsentEventKind::NoticeDelivered { .. }
            | ConsentEventKind::NoticeFailed { .. }
            | ConsentEventKind::Granted(_)
            | ConsentEventKind::Unverified
            | ConsentEventKind::Declined => self.channel == party.channel && self.is_of_person(party),
        }
    }

    /// Whether it takes back consent to texts as such. Without visits there is nothing a desk could text.
    pub fn revokes_all(&self) -> bool {
        let all = self.subjects.is_empty() || self.subjects.has(Subject::Logistics);
        matches!(self.kind, ConsentEventKind::Revoked(_)) && all
    }

    fn is_of_person(&self, party: &Party) -> bool {
        self.patient.is_none() || self.patient == party.patient
    }
}

/// The time to put on a fact that somebody records by hand: now, but never before what is already known.
/// Texts carry the carrier's clock; with a slow clock here, a revocation taken at the desk would otherwise
/// sort before a START that came first, and be lost.
pub fn recording_time(known: &[ConsentEvent], now: Timestamp) -> Timestamp {
    known.iter().map(|event| event.at).fold(now, Timestamp::max)
}
