//! The account of the facts: a fold over them, the same in any order of arrival.
//!
//! Facts are sorted by their own time before they are folded, so a STOP that the carrier lists late still
//! counts from when it was sent. Three rules bear everything: a revocation stands until a START on the same
//! channel, whatever else is recorded; a YES counts only for a notice that was out, open and not lost; a
//! consent ends by itself. An account can be kept and carried on with the next fact ([`Ledger::take_next`]) where
//! that gives what the whole fold would; where it would not, it says so and the facts are folded anew.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{Channel, ConsentEventId, ImportId, MessageId, Timestamp};

use crate::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, NoticeState, OptOut, Party,
    RevocationBasis, Standing, Subject, Subjects, notice,
};

/// Where a fact stands among the others.
type Place = (Timestamp, u8, ConsentEventId);

/// What was agreed to about one subject.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Grant {
    at: Timestamp,
    basis: ConsentBasis,
    event: ConsentEventId,
    /// The wording it answered, where it answered one.
    version: Option<String>,
}

/// The account. Holds no words, names or numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ledger {
    opt_outs: BTreeMap<Channel, OptOut>,
    grants: BTreeMap<Subject, Grant>,
    withdrawn: Subjects,
    /// What a wish texted from the phone ended, and a START from the same person gives back: consent to visits, no more.
    suspended: Option<Grant>,
    /// Since when the number is whose it is.
    owner_since: Option<Timestamp>,
    notices: Vec<NoticeState>,
    wrote: Option<(Timestamp, ConsentEventId)>,
    declined_at: Option<Timestamp>,
    unverified: Option<ConsentEventId>,
    /// The last fact that was folded.
    last: Option<Place>,
}

impl Ledger {
    /// Folds the facts about `party`; facts about others may be in `events` and don't count.
    pub fn of(party: &Party, events: &[ConsentEvent]) -> Self {
        let mut facts: Vec<&ConsentEvent> = events.iter().filter(|event| event.concerns(party)).collect();
        facts.sort_by_key(|event| place(event));
        facts.dedup_by_key(|event| event.id);
        let facts = of_person(facts, party);
        let known = Hindsight::of(&facts);
        let mut ledger = Self::default();
        for event in facts.into_iter().filter(|event| !known.took_back(event)) {
            ledger.take(event, party, &known);
        }
        ledger
    }

    /// Carries the account on with a fact that came after all others. `false`, and nothing changed, when only a
    /// fold over everything can tell what it means: it sorts before a known fact, or speaks of a notice's
    /// delivery, which can undo what followed from it. A fact about others changes nothing and is `true`.
    #[must_use]
    pub fn take_next(&mut self, event: &ConsentEvent, party: &Party) -> bool {
        if !event.concerns(party) {
            return true;
        }
        let about_delivery = matches!(
            event.kind,
            ConsentEventKind::NoticeDelivered { .. }
                | ConsentEventKind::NoticeFailed { .. }
                // A notice may be known to be lost before it is known to have gone.
                | ConsentEventKind::NoticeSent { .. }
        );
        // A list may be taken back before its lines are all known here.
        let of_list = event.evidence.import.is_some();
        // Whose it is that nobody was named for, later facts decide.
        let of_whom = matches!(event.kind, ConsentEventKind::Linked)
            || (event.patient.is_none() && party.patient.is_some() && !is_of_number(event));
        if about_delivery || of_list || of_whom || self.last.is_some_and(|last| place(event) <= last) {
            return false;
        }
        self.take(event, party, &Hindsight::default());
        true
    }

    fn take(&mut self, event: &ConsentEvent, party: &Party, known: &Hindsight) {
        self.last = Some(place(event));
        match &event.kind {
            ConsentEventKind::NoticeSent { message, version, language } => {
                if !known.lost(message) && !self.notices.iter().any(|notice| notice.message == *message) {
                    self.notices.push(NoticeState {
                        message: *message,
                        event: event.id,
                        at: event.at,
                        version: version.clone(),
                        language: *language,
                        delivered: known.delivered.contains(message),
                        open: self.opt_outs.is_empty(),
                    });
                }
            }
            // Known of every notice before it is folded: what is learned late counts from the beginning.
            ConsentEventKind::NoticeDelivered { .. }
            | ConsentEventKind::NoticeFailed { .. }
            | ConsentEventKind::ImportUndone
            | ConsentEventKind::Linked => {}
            ConsentEventKind::Granted(basis) => self.grant(event, *basis),
            ConsentEventKind::Declined => {
                if self.answered_notice(event).is_some() {
                    self.close_notices();
                    self.declined_at = Some(event.at);
                    // Whoever answers NO to "may we text you" no longer agrees, whatever they said last year; nor does
                    // a START give it back.
                    self.grants.clear();
                    self.suspended = None;
                }
            }
            ConsentEventKind::InboundFirst => self.wrote = Some((event.at, event.id)),
            ConsentEventKind::Unverified => self.unverified = Some(event.id),
            ConsentEventKind::NewOwner | ConsentEventKind::Unreadable => {
                let (opt_outs, last) = (std::mem::take(&mut self.opt_outs), self.last);
                *self = Self { opt_outs, last, owner_since: Some(event.at), ..Self::default() };
            }
            ConsentEventKind::Revoked(basis) if event.revokes_all() => {
                self.close_notices();
                self.end_consent(*basis);
                let opt_out = self.opt_outs.entry(event.channel).or_insert(OptOut {
                    since: event.at,
                    basis: *basis,
                    channel: event.channel,
                    event: event.id,
                    patient: event.patient,
                    at_carrier: false,
                    farewell_at: None,
                });
                opt_out.at_carrier |= matches!(basis, RevocationBasis::Texted | RevocationBasis::Carrier);
            }
            ConsentEventKind::Revoked(_) => {
                for subject in event.subjects.iter() {
                    self.grants.remove(&subject);
                    self.withdrawn = self.withdrawn.with(subject);
                }
            }
            ConsentEventKind::Restarted => {
                self.opt_outs.remove(&event.channel);
                self.wrote = Some((event.at, event.id));
                // Who answers a shared phone and texts START speaks for nobody else.
                if self.opt_outs.is_empty() && event.patient == party.patient {
                    self.grants.extend(self.suspended.take().map(|grant| (Subject::Logistics, grant)));
                }
            }
            ConsentEventKind::FarewellSent { .. } => {
                for opt_out in self.opt_outs.values_mut() {
                    opt_out.farewell_at = Some(event.at);
                }
            }
        }
    }

    /// A wish for no more texts ends every consent. One that was texted is undone by a START, and gives back no more
    /// than it must: visits. What was taken back on paper or by word of mouth is given anew or not at all.
    fn end_consent(&mut self, basis: RevocationBasis) {
        let texts = self.grants.remove(&Subject::Logistics);
        self.grants.clear();
        match basis {
            RevocationBasis::Texted | RevocationBasis::Worded | RevocationBasis::Carrier => {
                self.suspended = texts.or_else(|| self.suspended.take());
            }
            RevocationBasis::Paper
            | RevocationBasis::Spoken
            | RevocationBasis::Phone
            | RevocationBasis::Portal => self.suspended = None,
        }
    }

    fn grant(&mut self, event: &ConsentEvent, basis: ConsentBasis) {
        // Nothing is agreed to while a STOP stands, whoever writes it down.
        if !self.opt_outs.is_empty() {
            return;
        }
        let mut version = None;
        if basis == ConsentBasis::RepliedYes {
            // A notice that is not known to have arrived has warned nobody. When that is learned, all is folded
            // anew, and the YES counts from when it was written.
            let Some(answered) = self.answered_notice(event).filter(|notice| notice.delivered) else {
                return;
            };
            version = Some(answered.version.clone());
        }
        let subjects = if event.subjects.is_empty() { Subjects::LOGISTICS } else { event.subjects };
        let mut texts_agreed = false;
        for subject in subjects.iter().filter(|subject| basis.carries(*subject)) {
            let (at, event, version) = (event.at, event.id, version.clone());
            self.grants.insert(subject, Grant { at, basis, event, version });
            self.withdrawn = self.withdrawn.without(subject);
            texts_agreed |= subject == Subject::Logistics;
        }
        if texts_agreed {
            self.notices.clear();
            self.declined_at = None;
            self.unverified = None;
        }
    }

    fn answered_notice(&self, event: &ConsentEvent) -> Option<&NoticeState> {
        let named = event.evidence.notice.filter(|_| self.opt_outs.is_empty())?;
        self.notices.iter().find(|notice| notice.open && notice.message == named)
    }

    fn close_notices(&mut self) {
        for notice in &mut self.notices {
            notice.open = false;
        }
    }

    /// What holds for `party` at `now`. The account must be that of the same party.
    pub fn standing(&self, party: &Party, now: Timestamp, rules: &ConsentRules) -> Standing {
        // The channel asked about first; else the oldest, so that the screen names what began it.
        let opt_out = self
            .opt_outs
            .get(&party.channel)
            .or_else(|| self.opt_outs.values().min_by_key(|opt_out| opt_out.since))
            .cloned();
        let texts = self.grants.get(&Subject::Logistics);
        let expires_at = texts.map(|grant| grant.at.plus(rules.lasts));
        let valid = expires_at.is_some_and(|ends| now < ends);
        let asked = self.notices.iter().rev().find(|notice| notice.open).map(|notice| notice.at);
        let (badge, since) = match (&opt_out, texts) {
            (Some(opt_out), _) => (Badge::OptedOut, Some(opt_out.since)),
            (None, Some(grant)) if valid => (Badge::Granted, Some(grant.at)),
            (None, _) if asked.is_some() => (Badge::NoticeSent, asked),
            (None, Some(_)) => (Badge::Expired, expires_at),
            (None, None) => (Badge::None, None),
        };
        // A subject is never covered where texts as such are not.
        let grants: Vec<_> = self
            .grants
            .iter()
            .map(|(subject, grant)| (*subject, grant.event, grant.at.plus(rules.lasts)))
            .filter(|(.., ends)| badge == Badge::Granted && now < *ends)
            .collect();
        let wrote = self.wrote.filter(|(wrote, _)| self.declined_at.is_none_or(|declined| *wrote > declined));
        Standing {
            party: party.clone(),
            rules: *rules,
            badge,
            since,
            basis: texts.map(|grant| grant.basis),
            granted_by: texts.map(|grant| grant.event),
            expires_at,
            refresh_from: expires_at.map(|ends| ends.minus(rules.refresh_before)),
            outdated: texts.is_some_and(|grant| {
                notice::outdated(rules.notices, grant.version.as_deref(), grant.at, now)
            }),
            covers: Subjects::of(grants.iter().map(|(subject, ..)| *subject)),
            withdrawn: self.withdrawn,
            grants,
            may_answer_until: wrote.map(|(wrote, _)| wrote.plus(rules.answer_within)),
            wrote_first: self.wrote.map(|(_, event)| event),
            opt_out,
            notice: self.notices.last().cloned(),
            notices_sent: self.notices.len(),
            declined_at: self.declined_at,
            owner_since: self.owner_since,
            unverified: self.unverified,
            held_since: None,
        }
    }
}

fn place(event: &ConsentEvent) -> Place {
    (event.at, event.kind.rank(), event.id)
}

/// What is known of facts by later ones: which notices arrived, and which lists were taken back. A delivery outweighs a
/// failure, as it does for every text; otherwise both count whenever they are learned.
#[derive(Default)]
struct Hindsight {
    delivered: BTreeSet<MessageId>,
    failed: BTreeSet<MessageId>,
    undone: BTreeSet<ImportId>,
}

impl Hindsight {
    fn of(facts: &[&ConsentEvent]) -> Self {
        let mut known = Self::default();
        for event in facts {
            match event.kind {
                ConsentEventKind::NoticeFailed { message } => {
                    known.failed.insert(message);
                }
                ConsentEventKind::NoticeDelivered { message } => {
                    known.delivered.insert(message);
                }
                ConsentEventKind::ImportUndone => known.undone.extend(event.evidence.import),
                ConsentEventKind::NoticeSent { .. }
                | ConsentEventKind::Granted(_)
                | ConsentEventKind::Declined
                | ConsentEventKind::InboundFirst
                | ConsentEventKind::Unverified
                | ConsentEventKind::Linked
                | ConsentEventKind::NewOwner
                | ConsentEventKind::Unreadable
                | ConsentEventKind::Revoked(_)
                | ConsentEventKind::Restarted
                | ConsentEventKind::FarewellSent { .. } => {}
            }
        }
        known
    }

    /// Whether a fact came with a list that was taken back.
    fn took_back(&self, event: &ConsentEvent) -> bool {
        let came = !matches!(event.kind, ConsentEventKind::ImportUndone);
        came && event.evidence.import.is_some_and(|import| self.undone.contains(&import))
    }

    fn lost(&self, message: &MessageId) -> bool {
        self.failed.contains(message) && !self.delivered.contains(message)
    }
}

/// Facts that are the number's and count for whoever answers it.
fn is_of_number(event: &ConsentEvent) -> bool {
    match event.kind {
        ConsentEventKind::Revoked(_) => event.revokes_all(),
        ConsentEventKind::Restarted
        | ConsentEventKind::NewOwner
        | ConsentEventKind::Unreadable
        | ConsentEventKind::Linked
        | ConsentEventKind::ImportUndone
        | ConsentEventKind::InboundFirst
        | ConsentEventKind::FarewellSent { .. } => true,
        ConsentEventKind::NoticeSent { .. }
        | ConsentEventKind::NoticeDelivered { .. }
        | ConsentEventKind::NoticeFailed { .. }
        | ConsentEventKind::Granted(_)
        | ConsentEventKind::Unverified
        | ConsentEventKind::Declined => false,
    }
}

/// Leaves out what somebody said while the number was nobody's, unless it was put down to this person next: not to
/// everybody who is ever linked to it.
fn of_person<'e>(facts: Vec<&'e ConsentEvent>, party: &Party) -> Vec<&'e ConsentEvent> {
    let Some(person) = party.patient else { return facts };
    let mut put_down_to = None;
    let mut theirs: Vec<_> = facts
        .into_iter()
        .rev()
        .filter(|event| {
            match event.kind {
                ConsentEventKind::Linked => put_down_to = event.patient,
                ConsentEventKind::NewOwner => put_down_to = None,
                _ => {}
            }
            is_of_number(event) || event.patient.is_some() || put_down_to == Some(person)
        })
        .collect();
    theirs.reverse();
    theirs
}
