//! What an inbound text does to consent. Decides the fact to write; writes nothing.

use foyer_domain::{MessageId, Timestamp};

use crate::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Keyword, Party, RevocationBasis,
    Standing, keyword, recognise, reminder, standing,
};

/// What a text means for consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InboundMeaning {
    /// No more texts.
    RevokesConsent {
        /// Whether the carrier acts on the word by itself, and answers it.
        carrier_word: bool,
    },
    /// Perhaps a wish for no more texts; a person reads it.
    UnclearWish,
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
    /// A YES that answers no notice: changes nothing, shown to staff. After a STOP too, although the
    /// carrier takes YES for START: only a START says clearly that texts are wanted again.
    StrayYes,
    /// An ordinary text.
    Nothing,
}

/// Reads `body`, written at `at` by the party whose `standing` held just before.
pub fn interpret_inbound(body: &str, at: Timestamp, standing: &Standing) -> InboundMeaning {
    interpret(recognise(body), body, at, standing)
}

/// The same, when `body` was read before.
pub fn interpret(keyword: Option<Keyword>, body: &str, at: Timestamp, standing: &Standing) -> InboundMeaning {
    let notice = standing.open_notice(at).map(|notice| notice.message);
    match (keyword, notice) {
        (Some(Keyword::Stop), _) => {
            InboundMeaning::RevokesConsent { carrier_word: keyword::is_carriers(body) }
        }
        (Some(Keyword::Unclear), _) => InboundMeaning::UnclearWish,
        (Some(Keyword::Start), _) => InboundMeaning::Restarts,
        // What was ended in words begins in words; a carrier's block ends only by the carrier's word.
        (Some(Keyword::Resume), _) => match &standing.opt_out {
            Some(opt_out) if opt_out.basis == RevocationBasis::Worded && !opt_out.at_carrier => {
                InboundMeaning::Restarts
            }
            Some(_) => InboundMeaning::StrayYes,
            None => InboundMeaning::Nothing,
        },
        (Some(Keyword::Help), _) => InboundMeaning::AsksHelp,
        (Some(Keyword::Yes), Some(notice)) => InboundMeaning::Grants { notice },
        // Who has agreed says yes to many things.
        (Some(Keyword::Yes), None) if standing.badge == Badge::Granted => InboundMeaning::Nothing,
        (Some(Keyword::Yes), None) => InboundMeaning::StrayYes,
        (Some(Keyword::No), Some(notice)) => InboundMeaning::Declines { notice },
        (Some(Keyword::No) | None, _) => InboundMeaning::Nothing,
    }
}

/// An answer to a notice that was read before anybody knew that the notice had gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateAnswer {
    /// The fact to write: granted by a reply, or declined.
    pub kind: ConsentEventKind,
    /// When it was said: the time of the text, and of the fact.
    pub at: Timestamp,
    /// The text that said it, for the evidence.
    pub message: MessageId,
    /// The notice that is answered, for the evidence; the fold won't count the fact without.
    pub notice: MessageId,
}

/// Looks again at what was written since a notice that turns out to have gone at `notice_at`.
///
/// While nobody knew whether the carrier had the notice, a YES to it answered nothing and was let go. Call this in
/// the transaction that records the notice's [`ConsentEventKind::NoticeSent`], with `events` read after that, and
/// write what it gives. `inbound` are the stored texts of `party` as id, time and words, in any order; those
/// before `notice_at` don't count. The first YES or NO counts if the notice was open when it was written, so a
/// STOP between the two ends the question, whether or not it is a fact yet. An answer that is a fact already
/// gives `None`.
pub fn late_answer(
    notice: MessageId,
    notice_at: Timestamp,
    inbound: &[(MessageId, Timestamp, &str)],
    events: &[ConsentEvent],
    party: &Party,
    rules: &ConsentRules,
) -> Option<LateAnswer> {
    let mut since: Vec<_> = inbound.iter().filter(|(_, at, _)| *at >= notice_at).collect();
    since.sort_by_key(|(message, at, _)| (*at, *message));
    // Of texts of one instant nobody knows the order; then a STOP wins, as it does in the fold.
    let stopped_at =
        since.iter().find(|(.., body)| recognise(body) == Some(Keyword::Stop)).map(|(_, at, _)| *at);
    since.into_iter().take_while(|(_, at, _)| stopped_at.is_none_or(|stopped| *at < stopped)).find_map(
        |(message, at, body)| {
            if !matches!(recognise(body), Some(Keyword::Yes | Keyword::No)) {
                return None;
            }
            let known: Vec<ConsentEvent> = events.iter().filter(|event| event.at <= *at).cloned().collect();
            let then = standing(party, &known, *at, rules);
            let meaning = interpret_inbound(body, *at, &then);
            meaning.notice().filter(|answered| *answered == notice)?;
            let kind = meaning.fact(&then)?;
            Some(LateAnswer { kind, at: *at, message: *message, notice })
        },
    )
}

impl InboundMeaning {
    /// The fact to write, if there is one. `Grants` and `Declines` need `evidence.notice` set to their notice,
    /// or the fold won't count them.
    ///
    /// That a patient wrote without having agreed is a fact once: it says who began. That they wrote again is
    /// not; how long they may be answered is told by their texts ([`Standing::heard`]). STOP and START are always
    /// written, because carriers list out of order.
    pub fn fact(self, standing: &Standing) -> Option<ConsentEventKind> {
        match self {
            Self::RevokesConsent { carrier_word: true } => {
                Some(ConsentEventKind::Revoked(RevocationBasis::Texted))
            }
            Self::RevokesConsent { carrier_word: false } => {
                Some(ConsentEventKind::Revoked(RevocationBasis::Worded))
            }
            Self::Grants { .. } => Some(ConsentEventKind::Granted(ConsentBasis::RepliedYes)),
            Self::Declines { .. } => Some(ConsentEventKind::Declined),
            Self::Restarts => Some(ConsentEventKind::Restarted),
            Self::UnclearWish | Self::AsksHelp | Self::StrayYes | Self::Nothing => {
                let first = standing.badge != Badge::Granted && standing.wrote_first.is_none();
                first.then_some(ConsentEventKind::InboundFirst)
            }
        }
    }

    /// What is left of it where a reminder went to them after the notice: their *yes* answers the reminder, and nobody
    /// agrees to texts by confirming a visit. A yes that is none to a reminder is read by a person. Everything else is
    /// what it was: a STOP above all.
    #[must_use]
    pub fn after_reminder(self, body: &str) -> Self {
        match self {
            Self::Grants { .. } if reminder::confirms(body) => Self::Nothing,
            Self::Grants { .. } => Self::StrayYes,
            Self::RevokesConsent { .. }
            | Self::UnclearWish
            | Self::Declines { .. }
            | Self::Restarts
            | Self::AsksHelp
            | Self::StrayYes
            | Self::Nothing => self,
        }
    }

    /// The notice that is answered, for the evidence.
    pub const fn notice(self) -> Option<MessageId> {
        match self {
            Self::Grants { notice } | Self::Declines { notice } => Some(notice),
            Self::RevokesConsent { .. }
            | Self::UnclearWish
            | Self::Restarts
            | Self::AsksHelp
            | Self::StrayYes
            | Self::Nothing => None,
        }
    }
}
