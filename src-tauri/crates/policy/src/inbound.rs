//! What an inbound text does to consent. Decides the fact to write; writes nothing.

use foyer_domain::{MessageId, Timestamp};

use crate::{Badge, ConsentBasis, ConsentEventKind, Keyword, RevocationBasis, Standing, recognise};

/// What a text means for consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InboundMeaning {
    /// No more texts.
    RevokesConsent,
    /// A YES to the open notice.
    Grants {
        /// The notice it answers.
        notice: MessageId,
    },
    /// A NO to the open notice.
    Declines {
        /// The notice it answers.
        notice: MessageId,
    },
    /// START: the number may be texted again.
    Restarts,
    /// HELP or INFO. The carrier answers it by itself where it answers STOP.
    AsksHelp,
    /// A YES that answers no notice: changes nothing, shown to staff (R3). After a STOP too, although the
    /// carrier takes YES for START: only a START says clearly that texts are wanted again.
    StrayYes,
    /// An ordinary text.
    Nothing,
}

/// Reads `body`, written at `at` by the party whose `standing` held just before.
pub fn interpret_inbound(body: &str, at: Timestamp, standing: &Standing) -> InboundMeaning {
    let notice = standing.open_notice(at).map(|notice| notice.message);
    match (recognise(body), notice) {
        (Some(Keyword::Stop), _) => InboundMeaning::RevokesConsent,
        (Some(Keyword::Start), _) => InboundMeaning::Restarts,
        (Some(Keyword::Help), _) => InboundMeaning::AsksHelp,
        (Some(Keyword::Yes), Some(notice)) => InboundMeaning::Grants { notice },
        (Some(Keyword::Yes), None) => InboundMeaning::StrayYes,
        (Some(Keyword::No), Some(notice)) => InboundMeaning::Declines { notice },
        (Some(Keyword::No) | None, _) => InboundMeaning::Nothing,
    }
}

impl InboundMeaning {
    /// The fact to write, if there is one. `Grants` and `Declines` need `evidence.notice` set to their notice,
    /// or the fold won't count them.
    ///
    /// An ordinary text is a fact only while the patient hasn't agreed, or is about to have to again: then it
    /// is what lets the desk answer. STOP and START are always written, because carriers list out of order.
    pub fn fact(self, at: Timestamp, standing: &Standing) -> Option<ConsentEventKind> {
        match self {
            Self::RevokesConsent => Some(ConsentEventKind::Revoked(RevocationBasis::Texted)),
            Self::Grants { .. } => Some(ConsentEventKind::Granted(ConsentBasis::RepliedYes)),
            Self::Declines { .. } => Some(ConsentEventKind::Declined),
            Self::Restarts => Some(ConsentEventKind::Restarted),
            Self::AsksHelp | Self::StrayYes | Self::Nothing => {
                let outlived =
                    standing.expires_at.is_none_or(|ends| ends < at.plus(standing.rules.answer_within));
                (standing.badge != Badge::Granted || outlived).then_some(ConsentEventKind::InboundFirst)
            }
        }
    }

    /// The notice that is answered, for the evidence.
    pub const fn notice(self) -> Option<MessageId> {
        match self {
            Self::Grants { notice } | Self::Declines { notice } => Some(notice),
            Self::RevokesConsent | Self::Restarts | Self::AsksHelp | Self::StrayYes | Self::Nothing => None,
        }
    }
}
