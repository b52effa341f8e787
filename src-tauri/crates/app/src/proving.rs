//! The proof behind a badge: what was said, answered and recorded, as it was known at a moment.
//!
//! The past is read from the facts up to that moment and judged by the figures and rules in force then, never by
//! today's. What ended by itself is shown as a line of its own, worked out and marked as such by having no id.

use foyer_domain::{Actor, Direction, MessageId, Timestamp};
use foyer_policy::{Badge, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Ledger, Standing};
use foyer_store::{
    ReadTx, StoreError, audit, consent,
    messages::{self, MessageRow, Sender},
    sight::{Seen, Sight},
    threads::{self, ThreadRow},
};

use crate::{
    desk::{ConsentSettings, Desk},
    present,
    reading::{self, Staff},
    wire::{
        ConsentFact, ConsentFactKind, ProofCard, ProofFact, ProofNotice, ProofRecord, ProofReply, ProofText,
    },
};

/// Log entries of a thread that are looked through for a fact's own.
const ENTRIES: u32 = 2_000;

/// How many texts the card shows with what was kept with them.
const TEXTS: u32 = 12;

/// The card for a thread at `at`, or now.
pub(crate) fn card(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &Seen,
    at: Option<Timestamp>,
    now: Timestamp,
) -> Result<ProofCard, StoreError> {
    let moment = at.unwrap_or(now);
    let rules = if at.is_some() { ConsentSettings::read(tx)?.rules_at(moment) } else { desk.rules() };
    let (party, staff) = (reading::party(thread), Staff::read(tx)?);
    let mut facts = consent::for_number(tx, &thread.far_number)?;
    facts.retain(|fact| fact.concerns(&party));
    facts.sort_by_key(|fact| (fact.at, fact.id));
    let known: Vec<ConsentEvent> =
        facts.iter().filter(|fact| at.is_none_or(|at| fact.at <= at)).cloned().collect();
    let heard = consent::last_heard(tx, thread.id, at)?;
    let standing = Ledger::of(&party, &known).standing(&party, moment, &rules).heard(heard);
    let decided = standing.events().first().and_then(|id| known.iter().find(|fact| fact.id == *id));
    let place = reading::place(tx, thread)?;
    let lines = history(tx, thread, &staff, &facts, &rules, now)?;
    let asked = decided.and_then(|fact| fact.evidence.notice).or(match standing.badge {
        Badge::NoticeSent => standing.notice.as_ref().map(|notice| notice.message),
        Badge::Granted | Badge::None | Badge::OptedOut | Badge::Expired => None,
    });
    Ok(ProofCard {
        thread: thread.id.to_string(),
        name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
        number: thread.far_number.pretty(),
        channel: present::channel_kind(thread.channel),
        at: moment.millis(),
        is_now: at.is_none(),
        badge: present::badge(standing.badge),
        since_at: standing.since.map(Timestamp::millis),
        basis: basis(&standing),
        covers: present::subjects(standing.covers),
        until_at: standing.expires_at.map(Timestamp::millis),
        answer_until_at: standing
            .may_answer_until
            .filter(|_| standing.badge != Badge::Granted && standing.may_answer(moment))
            .map(Timestamp::millis),
        decided_by: decided.map(|fact| fact.id.to_string()),
        notice: asked.map(|notice| notice_card(tx, &staff, &known, notice)).transpose()?.flatten(),
        reply: match decided {
            Some(fact) if fact.actor == Actor::Patient && fact.patient == party.patient => {
                reply(tx, &desk.sight(tx)?, fact)?
            }
            Some(_) | None => None,
        },
        // What was written down about one person is not shown with another's, though it stops the number for both.
        record: decided.filter(|fact| fact.patient == party.patient).and_then(|fact| record_of(&staff, fact)),
        place: present::place_info(&place, &standing, moment),
        number_blocked: standing.blocked_by_another(),
        texts: texts(tx, thread, &facts, at)?,
        unbroken: unbroken(tx, &lines)?,
        history: lines,
    })
}

fn basis(standing: &Standing) -> Option<crate::wire::ConsentBasisKind> {
    let stopped = standing.opt_out.as_ref().map(|opt_out| present::revocation(opt_out.basis));
    stopped.or_else(|| standing.basis.map(present::basis))
}

fn notice_card(
    tx: &ReadTx<'_>,
    staff: &Staff,
    known: &[ConsentEvent],
    notice: MessageId,
) -> Result<Option<ProofNotice>, StoreError> {
    let when = |wanted: fn(&ConsentEventKind) -> Option<MessageId>| {
        known.iter().find(|fact| wanted(&fact.kind) == Some(notice)).map(|fact| fact.at)
    };
    let sent = known.iter().find_map(|fact| match &fact.kind {
        ConsentEventKind::NoticeSent { message, version, language } if *message == notice => {
            Some((fact, version.clone(), *language))
        }
        _ => None,
    });
    let Some((fact, version, language)) = sent else { return Ok(None) };
    let Some(text) = text_of(tx, notice)? else { return Ok(None) };
    let by = match text.from {
        Sender::Practice(foyer_domain::Author::Staff(user)) => Some(staff.name(user)),
        Sender::Practice(_) | Sender::Patient => None,
    };
    let carrier = text.provider_id.or_else(|| fact.evidence.provider_id.clone());
    Ok(Some(ProofNotice {
        message: notice.to_string(),
        text: text.body.into_inner(),
        version,
        language: language.as_str().to_owned(),
        sent_at: fact.at.millis(),
        delivered_at: when(|kind| match kind {
            ConsentEventKind::NoticeDelivered { message } => Some(*message),
            _ => None,
        })
        .map(Timestamp::millis),
        failed_at: when(|kind| match kind {
            ConsentEventKind::NoticeFailed { message } => Some(*message),
            _ => None,
        })
        .map(Timestamp::millis),
        carrier_id: carrier.map(|id| id.as_str().to_owned()),
        by,
    }))
}

fn reply(tx: &ReadTx<'_>, sight: &Sight, fact: &ConsentEvent) -> Result<Option<ProofReply>, StoreError> {
    let Some(id) = fact.evidence.message else { return Ok(None) };
    let Some(text) = text_of(tx, id)? else { return Ok(None) };
    // The same phone may have said it in a thread at another office; the fact stands, the words stay there.
    if sight.see(&threads::get(tx, text.thread)?).is_none() {
        return Ok(None);
    }
    let carrier = text.provider_id.or_else(|| fact.evidence.provider_id.clone());
    Ok(Some(ProofReply {
        message: id.to_string(),
        text: text.body.into_inner(),
        at: text.created_at.millis(),
        carrier_id: carrier.map(|id| id.as_str().to_owned()),
    }))
}

/// What was kept with the last texts before the moment: what held when each left or came, never worked out anew.
fn texts(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    facts: &[ConsentEvent],
    at: Option<Timestamp>,
) -> Result<Vec<ProofText>, StoreError> {
    let mut texts = Vec::new();
    for text in messages::last_texts(tx, thread.id, at, TEXTS)? {
        let kept = consent::kept_with(tx, text.id)?;
        let because = kept.iter().flat_map(|mark| &mark.events).filter_map(|id| {
            let fact = facts.iter().find(|fact| fact.id == *id)?;
            Some(present::consent_fact(fact, None))
        });
        texts.push(ProofText {
            message: text.id.to_string(),
            at: text.created_at.millis(),
            outbound: text.direction() == Direction::Outbound,
            because: because.collect(),
            badge: kept.as_ref().map(|mark| present::badge(mark.badge)),
            rules_version: kept.as_ref().map(|mark| mark.rules.clone()),
            state: kept.as_ref().and_then(|mark| mark.place?.0).map(|state| state.as_str().to_owned()),
            source: kept
                .as_ref()
                .and_then(|mark| mark.place)
                .map(|(_, source)| present::place_source(source)),
        });
    }
    Ok(texts)
}

/// The text, if it is stored: facts brought in from elsewhere name texts that are not.
fn text_of(tx: &ReadTx<'_>, id: MessageId) -> Result<Option<MessageRow>, StoreError> {
    match messages::get(tx, id) {
        Ok(text) => Ok(Some(text)),
        Err(StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn record_of(staff: &Staff, fact: &ConsentEvent) -> Option<ProofRecord> {
    let basis = match fact.kind {
        ConsentEventKind::Granted(ConsentBasis::RepliedYes) => return None,
        ConsentEventKind::Granted(basis) => present::basis(basis),
        ConsentEventKind::Revoked(basis) if basis.by_staff() => present::revocation(basis),
        _ => return None,
    };
    let note = fact.evidence.note.as_ref().map(|note| note.reveal().to_owned());
    Some(ProofRecord { basis, note, by: staff.who(fact.actor), at: fact.at.millis() })
}

/// Every fact, newest first, with its place in the log, and what ended or was renewed.
fn history(
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    staff: &Staff,
    facts: &[ConsentEvent],
    rules: &ConsentRules,
    now: Timestamp,
) -> Result<Vec<ProofFact>, StoreError> {
    let entries = audit::of_thread(tx, thread.id, None, ENTRIES)?;
    let party = reading::party(thread);
    let mut lines = Vec::with_capacity(facts.len());
    for (place, fact) in facts.iter().enumerate() {
        let entry = entries.iter().find(|entry| entry.object == Some(fact.id.uuid()));
        let mut shown = present::consent_fact(fact, staff.who(fact.actor));
        // What held the moment before: facts of the same moment count as before it.
        let before = Ledger::of(&party, facts.get(..place).unwrap_or_default());
        let held = before.standing(&party, fact.at, rules);
        if matches!(fact.kind, ConsentEventKind::Granted(_)) && held.badge == Badge::Granted {
            shown.what = ConsentFactKind::Refreshed;
        }
        let next_at = facts.get(place + 1).map_or(now, |next| next.at);
        lines.push(ProofFact {
            id: fact.id.to_string(),
            fact: shown,
            subjects: present::subjects(fact.subjects),
            entry: entry.and_then(|entry| u32::try_from(entry.seq).ok()),
            mark: entry.map(|entry| entry.hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()),
        });
        let held =
            Ledger::of(&party, facts.get(..=place).unwrap_or_default()).standing(&party, fact.at, rules);
        if let Some(ends) = held.changes_at().filter(|ends| *ends <= next_at) {
            let fact =
                ConsentFact { at: ends.millis(), what: ConsentFactKind::Expired, basis: None, by: None };
            lines.push(ProofFact { id: String::new(), fact, subjects: Vec::new(), entry: None, mark: None });
        }
    }
    lines.reverse();
    Ok(lines)
}

/// Whether the log adds up from the first of these lines to its end. A long log is checked by the nightly check, not
/// while somebody waits for a card.
fn unbroken(tx: &ReadTx<'_>, lines: &[ProofFact]) -> Result<Option<bool>, StoreError> {
    const AT_MOST: i64 = 20_000;
    let head = audit::head(tx)?.seq;
    let Some(first) = lines.iter().filter_map(|line| line.entry).min().map(i64::from) else {
        return Ok(None);
    };
    if head.saturating_sub(first) > AT_MOST {
        return Ok(None);
    }
    Ok(Some(matches!(audit::verify(tx, first, head)?, audit::Verdict::Whole(_))))
}
