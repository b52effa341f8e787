//! What holds now: the account of the facts, looked at with a clock and the practice's figures.
//!
//! The account ([`Ledger`]) knows no clock; what ends by itself (a consent, the day in which a text may be
//! answered) is worked out here. Facts dated after `now` count too: a clock that runs behind must not hide a STOP.

use foyer_domain::{Channel, ConsentEventId, Language, MessageId, PatientId, Span, Timestamp};

use crate::{
    ConsentBasis, ConsentEvent, Covers, HoursBook, HoursSay, Ledger, OwnHours, Party, Place, RevocationBasis,
    Subject, Subjects,
    notice::{self, NoticeVersion},
};

/// The practice's figures and the rules of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentRules {
    /// How long a consent lasts (365 days unless the practice says otherwise).
    pub lasts: Span,
    /// How long before its end a consent is due for refreshing (30 days).
    pub refresh_before: Span,
    /// How long after the patient's last text we may answer without consent (24 hours).
    pub answer_within: Span,
    /// How long after a notice the next may go. 18 hours: whatever was sent in working hours may be repeated
    /// the next morning and not the same day.
    pub notice_again_after: Span,
    /// How long after a NO the question may be put again (180 days: a NO is not asked away).
    pub ask_again_after_no: Span,
    /// How many notices may go unanswered before only a person or the patient can move on.
    pub notices_at_most: usize,
    /// Whether the carrier answers its own words (STOP, END, …) by itself, as Twilio does; then Foyer never
    /// does. Other words it doesn't know, and Foyer answers them.
    pub carrier_answers_stop: bool,
    /// When a text may go that answers nobody.
    pub hours: &'static HoursBook,
    /// The practice's own hours within those, if it keeps any.
    pub own_hours: Option<OwnHours>,
    /// The wordings of the notice.
    pub notices: &'static [NoticeVersion],
    /// When a company has signed for what texts carry; never, unless the practice says so.
    pub covers: Covers,
}

impl Default for ConsentRules {
    fn default() -> Self {
        Self {
            lasts: Span::days(365),
            refresh_before: Span::days(30),
            answer_within: Span::hours(24),
            notice_again_after: Span::hours(18),
            ask_again_after_no: Span::days(180),
            notices_at_most: 2,
            carrier_answers_stop: true,
            hours: HoursBook::shipped(),
            own_hours: None,
            notices: notice::REGISTRY,
            covers: Covers::default(),
        }
    }
}

impl ConsentRules {
    /// Whether a text may go to `place` at `now`, by the rules there and the practice's own hours.
    pub fn hours_say(&self, place: &Place, now: Timestamp) -> HoursSay {
        self.hours.say_within(self.own_hours, place, now)
    }
}

/// The five badges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
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

    /// The word in the store; each message keeps the badge that held when it left or came.
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
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OptOut {
    /// Since when.
    pub since: Timestamp,
    /// How it was said.
    pub basis: RevocationBasis,
    /// On which channel; only a START there ends it.
    pub channel: Channel,
    /// The fact.
    pub event: ConsentEventId,
    /// The person it names, where it names one: on a shared phone it may be another than the one asked about.
    pub patient: Option<PatientId>,
    /// Whether the carrier blocks the number too: its own word was texted, or it has said so. Then only its own word
    /// begins again, and it answers by itself.
    pub at_carrier: bool,
    /// When the one confirmation went out, if it did.
    pub farewell_at: Option<Timestamp>,
}

/// A notice that went out since the last consent.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NoticeState {
    /// Our message.
    pub message: MessageId,
    /// The fact.
    pub event: ConsentEventId,
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

/// What holds for one party at one moment. Made only by [`standing`] and [`Ledger::standing`].
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
    /// Whether the notice says something materially new since it was agreed to.
    pub outdated: bool,
    /// What may be texted about: what was agreed to and has not ended.
    pub covers: Subjects,
    /// What was taken back by itself, while texts as such go on.
    pub withdrawn: Subjects,
    /// The facts behind each subject in [`Standing::covers`].
    pub(crate) grants: Vec<(Subject, ConsentEventId, Timestamp)>,
    /// Until when the patient's own text lets us answer about logistics. May be past; never set by a STOP or
    /// a NO.
    pub may_answer_until: Option<Timestamp>,
    /// The fact that the patient wrote first, where there is one.
    pub wrote_first: Option<ConsentEventId>,
    /// The revocation that stands, if one does.
    pub opt_out: Option<OptOut>,
    /// The newest notice since the last consent that was not lost.
    pub notice: Option<NoticeState>,
    /// How many such notices there were.
    pub notices_sent: usize,
    /// When the person answered NO, if that was their last word on it.
    pub declined_at: Option<Timestamp>,
    /// Since when the number is whose it is, where it changed hands.
    pub(crate) owner_since: Option<Timestamp>,
    /// An old list that says they agreed, and not when. Counts for nothing.
    pub unverified: Option<ConsentEventId>,
    /// Since when texts to the number are stopped because something went wrong there, if they are.
    pub(crate) held_since: Option<Timestamp>,
}

impl Standing {
    /// Whose standing it is.
    pub const fn party(&self) -> &Party {
        &self.party
    }

    /// The figures it was worked out with.
    pub const fn rules(&self) -> &ConsentRules {
        &self.rules
    }

    /// The same, knowing that the patient last texted at `at`. Not every text of a patient is a fact; that it
    /// came is enough for the day in which it may be answered. A STOP or a NO after it leaves nothing.
    #[must_use]
    pub fn heard(mut self, at: Option<Timestamp>) -> Self {
        let counts = |at: &Timestamp| {
            self.declined_at.is_none_or(|declined| *at > declined)
                && self.owner_since.is_none_or(|since| *at > since)
        };
        let until = at.filter(counts).map(|at| at.plus(self.rules.answer_within));
        self.may_answer_until = self.may_answer_until.max(until);
        self
    }

    /// The same, knowing that texts to the number are stopped since `at`: whatever was agreed to, nothing goes there
    /// until a person lifts that.
    #[must_use]
    pub const fn held(mut self, at: Option<Timestamp>) -> Self {
        self.held_since = at;
        self
    }

    /// Whether consent holds, but not for long, or for an older notice than the one in use.
    pub fn refresh_due(&self, now: Timestamp) -> bool {
        self.badge == Badge::Granted && (self.outdated || self.refresh_from.is_some_and(|from| from <= now))
    }

    /// Whether the patient's own text still lets us answer without consent.
    pub fn may_answer(&self, now: Timestamp) -> bool {
        self.opt_out.is_none() && self.may_answer_until.is_some_and(|until| now < until)
    }

    /// The notice that a YES written at `at` would answer.
    pub fn open_notice(&self, at: Timestamp) -> Option<&NoticeState> {
        self.notice.as_ref().filter(|notice| self.opt_out.is_none() && notice.open && notice.at <= at)
    }

    /// Whether the one-time notice still has to go with the first answer: never asked, or agreed once
    /// and writing again after that ended.
    pub fn notice_due(&self) -> bool {
        self.opt_out.is_none()
            && self.badge != Badge::Granted
            && self.notices_sent == 0
            && self.declined_at.is_none()
    }

    /// The fact that lets us text about `subject` at `now`.
    pub fn grant_of(&self, subject: Subject, now: Timestamp) -> Option<ConsentEventId> {
        let grant = self.grants.iter().find(|(granted, ..)| *granted == subject);
        grant.filter(|(.., ends)| now < *ends && self.opt_out.is_none()).map(|(_, event, _)| *event)
    }

    /// Until when the last agreement to texts about `subject` reaches or reached; `None` where there never was one that
    /// nothing has taken back.
    pub fn agreed_until(&self, subject: Subject) -> Option<Timestamp> {
        self.grants.iter().find(|(granted, ..)| *granted == subject).map(|(.., ends)| *ends)
    }

    /// The facts that make the standing what it is; each message keeps them.
    pub fn events(&self) -> Vec<ConsentEventId> {
        match self.badge {
            Badge::OptedOut => self.opt_out.iter().map(|opt_out| opt_out.event).collect(),
            Badge::Granted | Badge::Expired => {
                let mut events: Vec<_> = self.grants.iter().map(|(_, event, _)| *event).collect();
                events.extend(self.granted_by);
                events.sort();
                events.dedup();
                events
            }
            Badge::NoticeSent => self.notice.iter().map(|notice| notice.event).collect(),
            Badge::None => self.wrote_first.into_iter().collect(),
        }
    }

    /// Whether the number is stopped by what somebody else on this phone said. Their own consent is another
    /// matter, and whose it was is nobody's business here.
    pub fn blocked_by_another(&self) -> bool {
        self.opt_out
            .as_ref()
            .is_some_and(|opt_out| opt_out.patient.is_some() && opt_out.patient != self.party.patient)
    }

    /// When the badge will change by itself, if it will.
    pub fn changes_at(&self) -> Option<Timestamp> {
        self.expires_at.filter(|_| self.badge == Badge::Granted)
    }
}

/// Folds the facts about `party`; facts about others may be in `events` and don't count.
pub fn standing(party: &Party, events: &[ConsentEvent], now: Timestamp, rules: &ConsentRules) -> Standing {
    Ledger::of(party, events).standing(party, now, rules)
}
