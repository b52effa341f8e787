//! Why a text may not leave, as a value, and the ways on from there. The words are the window's.

use foyer_domain::Timestamp;

use crate::{RevocationBasis, Standing, gate::notice_may_go};

/// Why not. Carries times and kinds, never a name, a number or a word of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    /// The patient wants no texts. Nobody here can change that.
    #[error("opted out of texts")]
    OptedOut {
        /// Since when.
        since: Timestamp,
        /// How they said so.
        basis: RevocationBasis,
    },
    /// Never agreed, or said no.
    #[error("has not agreed to texts")]
    NoConsent {
        /// When they answered NO, if they did.
        declined_at: Option<Timestamp>,
    },
    /// Asked and not answered.
    #[error("has not answered the notice yet")]
    WaitingForAnswer {
        /// When the notice went out.
        since: Timestamp,
    },
    /// Agreed too long ago.
    #[error("consent has ended")]
    ConsentExpired {
        /// When it ended.
        since: Timestamp,
    },
    /// The words belong in the portal.
    #[error("belongs in the portal, not in a text")]
    PortalOnly {
        /// Whether a reason would let it go as a text. Never on WhatsApp, which no agreement covers (R54, R55).
        may_override: bool,
    },
    /// Visit details may go because the patient wrote; clinical words wait for a YES, whatever the reason (R7).
    #[error("clinical words wait for consent")]
    ClinicalBeforeYes,
    /// The notice went out already.
    #[error("the notice was sent already")]
    NoticeAlreadySent {
        /// When.
        at: Timestamp,
        /// From when it may go once more; `None` if it may not.
        again_at: Option<Timestamp>,
    },
    /// Consent holds and isn't due for refreshing.
    #[error("consent holds, no notice needed")]
    NoticeNotNeeded {
        /// Since when it holds.
        since: Option<Timestamp>,
    },
    /// A confirmation goes once, within five minutes, and only where the carrier sends none (R24).
    #[error("no confirmation is due")]
    FarewellNotDue,
    /// A notice, link or confirmation with other words than the fixed ones.
    #[error("not the fixed text")]
    NotTheFixedText,
    /// Nothing a person could read.
    #[error("the text is empty")]
    EmptyBody,
    /// The standing is not that of the number, or channel, the text would go to. A fault of ours; nothing goes.
    #[error("standing of another number")]
    AnotherParty,
}

/// What the person at the desk can do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WayOn {
    /// Send the risk notice.
    SendNotice,
    /// Send the notice once more, from this moment on.
    SendNoticeAgain {
        /// From when.
        from: Timestamp,
    },
    /// Record what the patient said or signed.
    RecordConsent,
    /// Call.
    CallInstead,
    /// Move it to the portal and text a link.
    HandOff,
    /// Write to the portal only; nothing is texted.
    MessageInPortal,
    /// Change the words.
    EditText,
    /// Send as a text with a reason, which is kept.
    OverrideWithReason,
}

impl Refusal {
    /// Every kind's word, for the audit log and for the list the window must cover.
    pub const KINDS: [&'static str; 12] = [
        "opted_out",
        "no_consent",
        "waiting_for_answer",
        "consent_expired",
        "portal_only",
        "clinical_before_yes",
        "notice_already_sent",
        "notice_not_needed",
        "farewell_not_due",
        "not_the_fixed_text",
        "empty_body",
        "another_party",
    ];

    /// The kind's word: the same as on the wire, and what the audit log and the outbox keep.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::OptedOut { .. } => "opted_out",
            Self::NoConsent { .. } => "no_consent",
            Self::WaitingForAnswer { .. } => "waiting_for_answer",
            Self::ConsentExpired { .. } => "consent_expired",
            Self::PortalOnly { .. } => "portal_only",
            Self::ClinicalBeforeYes => "clinical_before_yes",
            Self::NoticeAlreadySent { .. } => "notice_already_sent",
            Self::NoticeNotNeeded { .. } => "notice_not_needed",
            Self::FarewellNotDue => "farewell_not_due",
            Self::NotTheFixedText => "not_the_fixed_text",
            Self::EmptyBody => "empty_body",
            Self::AnotherParty => "another_party",
        }
    }

    /// The ways on, the best first. Each was checked against the standing: none leads to another refusal.
    pub fn ways(&self, standing: &Standing, now: Timestamp) -> Vec<WayOn> {
        let notice = match notice_may_go(standing, now) {
            Ok(()) => Some(WayOn::SendNotice),
            Err(Self::NoticeAlreadySent { again_at: Some(from), .. }) => {
                Some(WayOn::SendNoticeAgain { from })
            }
            Err(_) => None,
        };
        match self {
            Self::OptedOut { .. } => vec![WayOn::CallInstead, WayOn::MessageInPortal],
            Self::NoConsent { .. } | Self::WaitingForAnswer { .. } | Self::ConsentExpired { .. } => {
                notice.into_iter().chain([WayOn::RecordConsent, WayOn::CallInstead]).collect()
            }
            Self::PortalOnly { may_override: true } => {
                vec![WayOn::HandOff, WayOn::EditText, WayOn::OverrideWithReason]
            }
            Self::PortalOnly { may_override: false } => vec![WayOn::HandOff, WayOn::EditText],
            Self::ClinicalBeforeYes => [WayOn::HandOff, WayOn::EditText]
                .into_iter()
                .chain(notice)
                .chain([WayOn::RecordConsent])
                .collect(),
            Self::NoticeAlreadySent { .. } => {
                notice.into_iter().chain([WayOn::RecordConsent, WayOn::CallInstead]).collect()
            }
            Self::EmptyBody => vec![WayOn::EditText],
            Self::NoticeNotNeeded { .. }
            | Self::FarewellNotDue
            | Self::NotTheFixedText
            | Self::AnotherParty => Vec::new(),
        }
    }
}
