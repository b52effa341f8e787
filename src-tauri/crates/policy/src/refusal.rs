//! Why a text may not leave, as a value, and the ways on from there. The words are the window's.

use foyer_domain::{Capability, Span, Timestamp};

use crate::{RevocationBasis, SoftStop, Standing, Subject, gate::notice_may_go};

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
    /// Something went wrong at this number, and a person stopped texts to it until somebody who may lifts that.
    #[error("texts to this number are stopped")]
    NumberHeld {
        /// Since when.
        since: Timestamp,
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
    /// Agreed to texts, and not to texts about this; or took this back.
    #[error("has not agreed to texts about this")]
    NotCovered {
        /// What it is about.
        subject: Subject,
    },
    /// It is quiet where the patient lives, and the text answers nobody.
    #[error("quiet hours where the patient lives")]
    QuietHours {
        /// When a text may go again.
        until: Timestamp,
    },
    /// The words belong in the portal.
    #[error("belongs in the portal, not in a text")]
    PortalOnly {
        /// Whether a reason would let it go as a text. Never where no agreement covers the channel, as on
        /// WhatsApp.
        may_override: bool,
    },
    /// No company has signed for what this channel carries, so only texts about visits go in which the check finds
    /// nothing.
    #[error("no agreement covers this on this channel")]
    NoAgreement,
    /// Visit details may go because the patient wrote; clinical words wait for a YES, whatever the reason.
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
    /// A confirmation goes once, within five minutes, and only where the carrier sends none.
    #[error("no confirmation is due")]
    FarewellNotDue,
    /// A notice, link or confirmation with other words than the fixed ones.
    #[error("not the fixed text")]
    NotTheFixedText,
    /// An offer that does not say that STOP ends texts (CTIA Messaging Principles 5.1.3).
    #[error("an offer must say how texts end")]
    NoStopWords,
    /// A blank of a template is still to be filled.
    #[error("a blank is left in it")]
    TemplateBlanks,
    /// It came from a template that is not approved, or no longer.
    #[error("the template is not approved")]
    TemplateNotApproved,
    /// It came from a template that is in one language only.
    #[error("the template is not in both languages")]
    TemplateHalfTranslated,
    /// Nothing a person could read.
    #[error("the text is empty")]
    EmptyBody,
    /// Several share the phone, and nobody has said for whom this is.
    #[error("nobody said for whom this is")]
    WhoIsItFor,
    /// It names somebody else of the phone.
    #[error("names somebody else of this phone")]
    NamesAnother,
    /// Nobody knows who reads it: more than an office would tell anybody stays out.
    #[error("only office facts while nobody knows who reads them")]
    OfficeFactsOnly,
    /// This person is never texted at this number: it is confidential, or was the wrong one.
    #[error("this person is not texted at this number")]
    NotAtThisNumber,
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
    /// Say for whom it is.
    ChoosePerson,
    /// Send as a text with a reason, which is kept. Only for who has the right, [`Refusal::overridable_by`].
    OverrideWithReason,
    /// Send it when it is no longer quiet there.
    SendLater {
        /// From when.
        from: Timestamp,
    },
}

impl Refusal {
    /// Every kind's word, for the audit log and for the list the window must cover.
    pub const KINDS: [&'static str; 24] = [
        "opted_out",
        "number_held",
        "no_consent",
        "waiting_for_answer",
        "consent_expired",
        "not_covered",
        "quiet_hours",
        "portal_only",
        "no_agreement",
        "clinical_before_yes",
        "notice_already_sent",
        "notice_not_needed",
        "farewell_not_due",
        "not_the_fixed_text",
        "no_stop_words",
        "template_blanks",
        "template_not_approved",
        "template_half_translated",
        "empty_body",
        "who_is_it_for",
        "names_another",
        "office_facts_only",
        "not_at_this_number",
        "another_party",
    ];

    /// The kind's word: the same as on the wire, and what the audit log and the outbox keep.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::OptedOut { .. } => "opted_out",
            Self::NumberHeld { .. } => "number_held",
            Self::NoConsent { .. } => "no_consent",
            Self::WaitingForAnswer { .. } => "waiting_for_answer",
            Self::ConsentExpired { .. } => "consent_expired",
            Self::NotCovered { .. } => "not_covered",
            Self::QuietHours { .. } => "quiet_hours",
            Self::PortalOnly { .. } => "portal_only",
            Self::NoAgreement => "no_agreement",
            Self::ClinicalBeforeYes => "clinical_before_yes",
            Self::NoticeAlreadySent { .. } => "notice_already_sent",
            Self::NoticeNotNeeded { .. } => "notice_not_needed",
            Self::FarewellNotDue => "farewell_not_due",
            Self::NotTheFixedText => "not_the_fixed_text",
            Self::NoStopWords => "no_stop_words",
            Self::TemplateBlanks => "template_blanks",
            Self::TemplateNotApproved => "template_not_approved",
            Self::TemplateHalfTranslated => "template_half_translated",
            Self::EmptyBody => "empty_body",
            Self::WhoIsItFor => "who_is_it_for",
            Self::NamesAnother => "names_another",
            Self::OfficeFactsOnly => "office_facts_only",
            Self::NotAtThisNumber => "not_at_this_number",
            Self::AnotherParty => "another_party",
        }
    }

    /// The consent that is missing, where a person may decide over that.
    pub(crate) const fn soft_stop(&self) -> Option<SoftStop> {
        match self {
            Self::NoConsent { declined_at: None } | Self::WaitingForAnswer { .. } => Some(SoftStop::Unknown),
            Self::ConsentExpired { .. } => Some(SoftStop::Expired),
            // Offers want a consent in writing; nobody's reason is one.
            Self::NotCovered { subject: Subject::Marketing } => None,
            Self::NotCovered { .. } => Some(SoftStop::NotCovered),
            Self::OptedOut { .. }
            | Self::NumberHeld { .. }
            | Self::NoConsent { declined_at: Some(_) }
            | Self::QuietHours { .. }
            | Self::PortalOnly { .. }
            | Self::NoAgreement
            | Self::ClinicalBeforeYes
            | Self::NoticeAlreadySent { .. }
            | Self::NoticeNotNeeded { .. }
            | Self::FarewellNotDue
            | Self::NotTheFixedText
            | Self::NoStopWords
            | Self::TemplateBlanks
            | Self::TemplateNotApproved
            | Self::TemplateHalfTranslated
            | Self::EmptyBody
            | Self::WhoIsItFor
            | Self::NamesAnother
            | Self::OfficeFactsOnly
            | Self::NotAtThisNumber
            | Self::AnotherParty => None,
        }
    }

    /// The right that a person needs to send a reply over this with a reason; `None` where nobody may. A STOP
    /// can't be overridden at all.
    pub const fn overridable_by(&self) -> Option<Capability> {
        match self {
            Self::QuietHours { .. } | Self::PortalOnly { may_override: true } => Some(Capability::Override),
            _ if self.soft_stop().is_some() => Some(Capability::OverrideConsent),
            Self::OptedOut { .. }
            | Self::NumberHeld { .. }
            | Self::NoConsent { .. }
            | Self::WaitingForAnswer { .. }
            | Self::ConsentExpired { .. }
            | Self::NotCovered { .. }
            | Self::PortalOnly { may_override: false }
            | Self::NoAgreement
            | Self::ClinicalBeforeYes
            | Self::NoticeAlreadySent { .. }
            | Self::NoticeNotNeeded { .. }
            | Self::FarewellNotDue
            | Self::NotTheFixedText
            | Self::NoStopWords
            | Self::TemplateBlanks
            | Self::TemplateNotApproved
            | Self::TemplateHalfTranslated
            | Self::EmptyBody
            | Self::WhoIsItFor
            | Self::NamesAnother
            | Self::OfficeFactsOnly
            | Self::NotAtThisNumber
            | Self::AnotherParty => None,
        }
    }

    /// The ways on, the best first. Each was checked against the standing: none leads to another refusal.
    pub fn ways(&self, standing: &Standing, now: Timestamp) -> Vec<WayOn> {
        let notice = match notice_may_go(standing, now) {
            Ok(()) => Some(WayOn::SendNotice),
            // A way on is for these days; half a year is none.
            Err(Self::NoticeAlreadySent { again_at: Some(from), .. }) if from.since(now) <= Span::days(2) => {
                Some(WayOn::SendNoticeAgain { from })
            }
            Err(_) => None,
        };
        match self {
            Self::OptedOut { .. } => vec![WayOn::CallInstead, WayOn::MessageInPortal],
            // A call would reach whoever has the number, too.
            Self::NumberHeld { .. } => vec![WayOn::MessageInPortal],
            Self::NoConsent { .. } | Self::WaitingForAnswer { .. } | Self::ConsentExpired { .. } => notice
                .into_iter()
                .chain([WayOn::RecordConsent, WayOn::CallInstead])
                .chain(self.overridable_by().map(|_| WayOn::OverrideWithReason))
                .collect(),
            Self::NotCovered { .. } => [WayOn::RecordConsent, WayOn::CallInstead]
                .into_iter()
                .chain(self.overridable_by().map(|_| WayOn::OverrideWithReason))
                .collect(),
            Self::QuietHours { until } => {
                vec![WayOn::SendLater { from: *until }, WayOn::OverrideWithReason, WayOn::CallInstead]
            }
            Self::PortalOnly { may_override: true } => {
                vec![WayOn::HandOff, WayOn::EditText, WayOn::OverrideWithReason]
            }
            Self::PortalOnly { may_override: false } => vec![WayOn::HandOff, WayOn::EditText],
            Self::NoAgreement => vec![WayOn::HandOff, WayOn::EditText, WayOn::CallInstead],
            Self::ClinicalBeforeYes => [WayOn::HandOff, WayOn::EditText]
                .into_iter()
                .chain(notice)
                .chain([WayOn::RecordConsent])
                .collect(),
            Self::NoticeAlreadySent { .. } => {
                notice.into_iter().chain([WayOn::RecordConsent, WayOn::CallInstead]).collect()
            }
            Self::NoStopWords
            | Self::TemplateBlanks
            | Self::TemplateNotApproved
            | Self::TemplateHalfTranslated
            | Self::EmptyBody => vec![WayOn::EditText],
            Self::WhoIsItFor => vec![WayOn::ChoosePerson],
            Self::NamesAnother | Self::OfficeFactsOnly => vec![WayOn::EditText, WayOn::ChoosePerson],
            Self::NotAtThisNumber => vec![WayOn::ChoosePerson, WayOn::MessageInPortal],
            Self::NoticeNotNeeded { .. }
            | Self::FarewellNotDue
            | Self::NotTheFixedText
            | Self::AnotherParty => Vec::new(),
        }
    }
}
