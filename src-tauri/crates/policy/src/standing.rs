//! What holds now: a fold over the facts, the same in any order of arrival.
//!
//! Facts are sorted by their own time before they are folded, so a STOP that the carrier lists late still
//! counts from when it was sent. Three rules bear everything: a revocation stands until a START on the same
//! channel, whatever else is recorded; a YES counts only for a notice that was out, open and not lost; a
//! consent ends by itself. Facts dated after `now` count too: a clock that runs behind must not hide a STOP.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{Channel, ConsentEventId, Language, MessageId, Span, Timestamp};

use crate::{ConsentBasis, ConsentEvent, ConsentEventKind, Party, RevocationBasis};

/// The practice's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentRules {
    /// How long a consent lasts (R5: 365 days unless the practice says otherwise).
    pub lasts: Span,
    /// How long before its end a consent is due for refreshing (R5: 30 days).
    pub refresh_before: Span,
    /// How long after the patient's last text we may answer without consent (24 hours).
    pub answer_within: Span,
    /// How long after a notice the next may go. 18 hours: whatever was sent in working hours may be repeated
    /// the next morning and not the same day.
    pub notice_again_after: Span,
    /// How many notices may go unanswered before only a person or the patient can move on.
    pub notices_at_most: usize,
    /// Whether the carrier answers a STOP by itself, as Twilio does; then Foyer never does (R24).
    pub carrier_answers_stop: bool,
}

impl Default for ConsentRules {
    fn default() -> Self {
        Self {
            lasts: Span::days(365),
            refresh_before: Span::days(30),
            answer_within: Span::hours(24),
            notice_again_after: Span::hours(18),
            notices_at_most: 2,
            carrier_answers_stop: true,
        }
    }
}

/// The five badges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Badge {
    /// Agreed, and still true.
    Granted,
    /// Asked, not answered.
    NoticeSent,
    /// Never agreed.
    None,
    /// Wants no texts.
    OptedOut,
    /// Agreed once, too long ago.
    Expired,
}

impl Badge {
    /// Every badge, for round trips and filters.
    pub const ALL: [Self; 5] = [Self::Granted, Self::NoticeSent, Self::None, Self::OptedOut, Self::Expired];

    /// The word in the store; each message keeps the badge that held when it left or came (R15).
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::NoticeSent => "notice_sent",
            Self::None => "none",
            Self::OptedOut => "opted_out",
            Self::Expired => "expired",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|badge| badge.as_str() == word)
    }
}

/// A revocation that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOut {
    /// Since when.
    pub since: Timestamp,
    /// How it was said.
    pub basis: RevocationBasis,
    /// On which channel; only a START there ends it.
    pub channel: Channel,
    /// The fact.
    pub event: ConsentEventId,
    /// When the one confirmation went out, if it did.
    pub farewell_at: Option<Timestamp>,
}

/// A notice that went out since the last consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeState {
    /// Our message.
    pub message: MessageId,
    /// When the carrier took it.
    pub at: Timestamp,
    /// Version of the wording.
    pub version: String,
    /// Language of the wording.
    pub language: Language,
    /// Whether the phone is known to have it.
    pub delivered: bool,
    /// Whether a YES would still answer it.
    pub open: bool,
}

/// What holds for one party at one moment. Made only by [`standing`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub(crate) party: Party,
    pub(crate) rules: ConsentRules,
    /// What the badge shows.
    pub badge: Badge,
    /// When that began; `None` for [`Badge::None`].
    pub since: Option<Timestamp>,
    /// How consent was given, where it ever was.
    pub basis: Option<ConsentBasis>,
    /// The fact that gave it.
    pub granted_by: Option<ConsentEventId>,
    /// When the last consent ends, or ended.
    pub expires_at: Option<Timestamp>,
    /// From when it is due for refreshing.
    pub refresh_from: Option<Timestamp>,
    /// Until when the patient's own text lets us answer about logistics. May be past; never set by a STOP or
    /// a NO.
    pub may_answer_until: Option<Timestamp>,
    /// The revocation that stands, if one does.
    pub opt_out: Option<OptOut>,
    /// The newest notice since the last consent that was not lost.
    pub notice: Option<NoticeState>,
    /// How many such notices there were.
    pub notices_sent: usize,
    /// When the person answered NO, if that was their last word on it.
    pub declined_at: Option<Timestamp>,
}

impl Standing {
    /// Whose standing it is.
    pub const fn party(&self) -> &Party {
        &self.party
    }

    /// Whether consent holds, but not for long.
    pub fn refresh_due(&self, now: Timestamp) -> bool {
        self.badge == Badge::Granted && self.refresh_from.is_some_and(|from| from <= now)
    }

    /// Whether the patient's own text still lets us answer without consent.
    pub fn may_answer(&self, now: Timestamp) -> bool {
        self.opt_out.is_none() && self.may_answer_until.is_some_and(|until| now < until)
    }

    /// The notice that a YES written at `at` would answer.
    pub fn open_notice(&self, at: Timestamp) -> Option<&NoticeState> {
        self.notice.as_ref().filter(|notice| self.opt_out.is_none() && notice.open && notice.at <= at)
    }

    /// Whether the one-time notice still has to go with the first answer (R2, R7).
    pub fn notice_due(&self) -> bool {
        self.opt_out.is_none()
            && self.badge != Badge::Granted
            && self.notices_sent == 0
            && self.declined_at.is_none()
    }
}

/// Folds the facts about `party`; facts about others may be in `events` and don't count.
pub fn standing(party: &Party, events: &[ConsentEvent], now: Timestamp, rules: &ConsentRules) -> Standing {
    let mut facts: Vec<&ConsentEvent> = events.iter().filter(|event| event.concerns(party)).collect();
    facts.sort_by_key(|event| (event.at, event.kind.rank(), event.id));
    facts.dedup_by_key(|event| event.id);

    let lost = lost_notices(&facts);
    let mut ledger = Ledger::default();
    for event in facts {
        ledger.take(event, &lost);
    }
    ledger.close(party, now, rules)
}

/// Notices known to have failed and never known to have arrived. A delivery outweighs a failure, as it does
/// for every text; otherwise a failure counts whenever it is learned.
fn lost_notices(facts: &[&ConsentEvent]) -> BTreeSet<MessageId> {
    let mut failed = BTreeSet::new();
    let mut delivered = BTreeSet::new();
    for event in facts {
        match event.kind {
            ConsentEventKind::NoticeFailed { message } => {
                failed.insert(message);
            }
            ConsentEventKind::NoticeDelivered { message } => {
                delivered.insert(message);
            }
            ConsentEventKind::NoticeSent { .. }
            | ConsentEventKind::Granted(_)
            | ConsentEventKind::Declined
            | ConsentEventKind::InboundFirst
            | ConsentEventKind::Revoked(_)
            | ConsentEventKind::Restarted
            | ConsentEventKind::FarewellSent { .. } => {}
        }
    }
    &failed - &delivered
}

/// The fold's running account.
#[derive(Default)]
struct Ledger {
    opt_outs: BTreeMap<Channel, OptOut>,
    grant: Option<(Timestamp, ConsentBasis, ConsentEventId)>,
    notices: Vec<NoticeState>,
    wrote_at: Option<Timestamp>,
    declined_at: Option<Timestamp>,
}

impl Ledger {
    fn take(&mut self, event: &ConsentEvent, lost: &BTreeSet<MessageId>) {
        match &event.kind {
            ConsentEventKind::NoticeSent { message, version, language } => {
                if !lost.contains(message) && !self.notices.iter().any(|notice| notice.message == *message) {
                    self.notices.push(NoticeState {
                        message: *message,
                        at: event.at,
                        version: version.clone(),
                        language: *language,
                        delivered: false,
                        open: self.opt_outs.is_empty(),
                    });
                }
            }
            ConsentEventKind::NoticeDelivered { message } => {
                for notice in self.notices.iter_mut().filter(|notice| notice.message == *message) {
                    notice.delivered = true;
                }
            }
            ConsentEventKind::NoticeFailed { .. } => {}
            ConsentEventKind::Granted(basis) => {
                if !basis.by_staff() && !self.answers_open_notice(event) {
                    return;
                }
                self.grant = Some((event.at, *basis, event.id));
                self.notices.clear();
                self.declined_at = None;
            }
            ConsentEventKind::Declined => {
                if self.answers_open_notice(event) {
                    self.close_notices();
                    self.declined_at = Some(event.at);
                }
            }
            ConsentEventKind::InboundFirst => self.wrote_at = Some(event.at),
            ConsentEventKind::Revoked(basis) => {
                self.close_notices();
                self.opt_outs.entry(event.channel).or_insert(OptOut {
                    since: event.at,
                    basis: *basis,
                    channel: event.channel,
                    event: event.id,
                    farewell_at: None,
                });
            }
            ConsentEventKind::Restarted => {
                self.opt_outs.remove(&event.channel);
                self.wrote_at = Some(event.at);
            }
            ConsentEventKind::FarewellSent { .. } => {
                for opt_out in self.opt_outs.values_mut() {
                    opt_out.farewell_at = Some(event.at);
                }
            }
        }
    }

    fn answers_open_notice(&self, event: &ConsentEvent) -> bool {
        self.opt_outs.is_empty()
            && self.notices.iter().any(|notice| notice.open && Some(notice.message) == event.evidence.notice)
    }

    fn close_notices(&mut self) {
        for notice in &mut self.notices {
            notice.open = false;
        }
    }

    fn close(self, party: &Party, now: Timestamp, rules: &ConsentRules) -> Standing {
        // The channel asked about first; else the oldest, so that the screen names what began it.
        let opt_out = self
            .opt_outs
            .get(&party.channel)
            .or_else(|| self.opt_outs.values().min_by_key(|opt_out| opt_out.since))
            .cloned();
        let expires_at = self.grant.map(|(at, ..)| at.plus(rules.lasts));
        let valid = expires_at.is_some_and(|ends| now < ends);
        let asked = self.notices.iter().rev().find(|notice| notice.open).map(|notice| notice.at);
        let (badge, since) = match (&opt_out, self.grant) {
            (Some(opt_out), _) => (Badge::OptedOut, Some(opt_out.since)),
            (None, Some((at, ..))) if valid => (Badge::Granted, Some(at)),
            (None, _) if asked.is_some() => (Badge::NoticeSent, asked),
            (None, Some(_)) => (Badge::Expired, expires_at),
            (None, None) => (Badge::None, None),
        };
        let wrote_at =
            self.wrote_at.filter(|wrote| self.declined_at.is_none_or(|declined| *wrote > declined));
        let notices_sent = self.notices.len();
        Standing {
            party: party.clone(),
            rules: *rules,
            badge,
            since,
            basis: self.grant.map(|(_, basis, _)| basis),
            granted_by: self.grant.map(|(.., event)| event),
            expires_at,
            refresh_from: expires_at.map(|ends| ends.minus(rules.refresh_before)),
            may_answer_until: wrote_at.map(|wrote| wrote.plus(rules.answer_within)),
            opt_out,
            notice: self.notices.into_iter().next_back(),
            notices_sent,
            declined_at: self.declined_at,
        }
    }
}
