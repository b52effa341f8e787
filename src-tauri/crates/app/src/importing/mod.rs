//! Lists of recorded consents from another system: read, previewed, brought in, taken back whole.
//!
//! A row counts from its day, as recorded by import; without a day it is kept, counts for nothing and waits on the list
//! of who is due. What a row would change is worked out by the same fold that decides what may be sent, so the
//! preview says what will be: a STOP or a NO that is known here is never undone by a list. Taking a list back adds
//! facts; nothing is deleted.

mod lines;
mod table;

use foyer_domain::{Actor, ConsentEventId, ImportId, PatientId, PhoneNumber, Private, Timestamp};
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, Evidence, Ledger, Party, Subjects, recording_time,
};
use foyer_store::{
    ReadTx, StoreError, WriteTx, consent,
    imports::{self, ImportRow},
    patients,
};

pub(crate) use self::{
    lines::{DateOrder, Line, Mapping, Says, day_of_cell, guess, read},
    table::{BYTES_AT_MOST, NoList, ROWS_AT_MOST, Table, is_number},
};
use crate::{
    desk::Desk,
    record::{self, Act},
    zone::day_begins,
};

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Counts as consent from its day.
    Granted,
    /// Counted from its day, and has ended since.
    Ended,
    /// Kept without a day; counts for nothing.
    NoDay,
    /// Kept as without a day: what stands there is none, or lies ahead.
    BadDay,
    /// Left out: a STOP is known here.
    Stopped,
    /// Left out: a later NO, or another owner of the number, is known here.
    Overtaken,
    /// Left out: the list says that they did not agree.
    Refused,
    /// Left out: nobody can tell whether they agreed.
    Unclear,
    /// Left out: no number that could be texted.
    NoNumber,
    /// Left out: the number is shared and the list does not say whose consent it is, or names somebody else.
    WhoseIsIt,
    /// Left out: the same is on the list before.
    Twice,
}

impl Outcome {
    /// Whether the row becomes a fact.
    pub(crate) const fn is_kept(self) -> bool {
        match self {
            Self::Granted | Self::Ended | Self::NoDay | Self::BadDay => true,
            Self::Stopped
            | Self::Overtaken
            | Self::Refused
            | Self::Unclear
            | Self::NoNumber
            | Self::WhoseIsIt
            | Self::Twice => false,
        }
    }
}

/// A row with what becomes of it.
pub(crate) struct Judged {
    pub(crate) line: Line,
    pub(crate) outcome: Outcome,
    /// The fact it becomes, but for its id and list.
    fact: Option<Kept>,
}

/// What is kept of a row.
#[derive(Clone, PartialEq)]
struct Kept {
    number: PhoneNumber,
    patient: Option<PatientId>,
    day: Option<Timestamp>,
    note: Option<Private>,
}

/// Judges every row by what is known now; nothing is written.
pub(crate) fn judge(
    desk: &Desk,
    tx: &ReadTx<'_>,
    table: &Table,
    mapping: &Mapping,
    now: Timestamp,
) -> Result<Vec<Judged>, StoreError> {
    let mut seen = std::collections::BTreeSet::new();
    read(table, mapping)
        .into_iter()
        .map(|line| {
            let (outcome, fact) = look(desk, tx, &line, mapping, now)?;
            let again = fact.as_ref().is_some_and(|fact| {
                !seen.insert((fact.number.clone(), fact.patient, fact.day.map(Timestamp::millis)))
            });
            let outcome = if again { Outcome::Twice } else { outcome };
            Ok(Judged { line, outcome, fact: fact.filter(|_| outcome.is_kept()) })
        })
        .collect()
}

fn look(
    desk: &Desk,
    tx: &ReadTx<'_>,
    line: &Line,
    mapping: &Mapping,
    now: Timestamp,
) -> Result<(Outcome, Option<Kept>), StoreError> {
    let (number, day, unread_day, note) = match &line.says {
        Says::Agreed { number, day, unread_day, note } => (number, day, *unread_day, note),
        Says::Refused => return Ok((Outcome::Refused, None)),
        Says::Unclear => return Ok((Outcome::Unclear, None)),
        Says::NoNumber => return Ok((Outcome::NoNumber, None)),
    };
    let Some(patient) = person_of(tx, number, line.name.as_ref())? else {
        return Ok((Outcome::WhoseIsIt, None));
    };
    let at = day.map(|day| day_begins(day, desk.practice().zone()));
    let counted = at.filter(|at| *at <= now);
    let kept = Kept { number: number.clone(), patient, day: counted, note: note.clone() };
    if counted.is_none() {
        let outcome = if unread_day || at.is_some() { Outcome::BadDay } else { Outcome::NoDay };
        return Ok((outcome, Some(kept)));
    }
    let mut facts = consent::for_number(tx, number)?;
    facts.push(fact(desk, &kept, mapping, ImportId::from_uuid(uuid::Uuid::nil()), now));
    let party = Party { patient, number: number.clone(), channel: mapping.channel };
    let standing = Ledger::of(&party, &facts).standing(&party, now, &desk.rules());
    let outcome = match standing.badge {
        Badge::Granted => Outcome::Granted,
        Badge::Expired => Outcome::Ended,
        Badge::OptedOut => Outcome::Stopped,
        // It would change nothing: something said since outweighs it.
        Badge::NoticeSent | Badge::None => Outcome::Overtaken,
    };
    Ok((outcome, Some(kept)))
}

fn fact(desk: &Desk, kept: &Kept, mapping: &Mapping, import: ImportId, now: Timestamp) -> ConsentEvent {
    let kind = match kept.day {
        Some(_) => ConsentEventKind::Granted(ConsentBasis::Imported),
        None => ConsentEventKind::Unverified,
    };
    ConsentEvent {
        id: ConsentEventId::from_uuid(desk.next_uuid()),
        patient: kept.patient,
        number: kept.number.clone(),
        channel: mapping.channel,
        kind,
        at: kept.day.unwrap_or(now),
        actor: Actor::User(desk.user.id),
        evidence: Evidence { note: kept.note.clone(), import: Some(import), ..Evidence::default() },
        language: None,
        subjects: mapping.subjects,
    }
}

/// Whose consent a row is about: the only person of that number, or the one of them it names; nobody's for a number
/// that is nobody's. `None` where it does not say which of several, or names somebody else.
fn person_of(
    tx: &ReadTx<'_>,
    number: &PhoneNumber,
    name: Option<&Private>,
) -> Result<Option<Option<PatientId>>, StoreError> {
    let known = patients::find_by_number(tx, number)?;
    let same = |typed: &str, known: &str| typed.trim().to_lowercase() == known.trim().to_lowercase();
    Ok(match (name, known.as_slice()) {
        // A number that is nobody's yet is whoever's the list says; the name is not taken over.
        (_, []) => Some(None),
        (Some(name), known) => known
            .iter()
            .find(|patient| same(name.reveal(), patient.full_name.reveal()))
            .map(|patient| Some(patient.id)),
        (None, [only]) => Some(Some(only.id)),
        // Two people on a phone: which of them agreed is not known, so neither did.
        (None, _) => None,
    })
}

/// Brings a list in, judged again by what is known now.
pub(crate) fn bring_in(
    desk: &Desk,
    tx: &WriteTx<'_>,
    table: &Table,
    mapping: &Mapping,
    now: Timestamp,
) -> Result<ImportRow, StoreError> {
    let id = ImportId::from_uuid(desk.next_uuid());
    let mut row =
        ImportRow { id, by: desk.user.id, at: now, granted: 0, unverified: 0, left_out: 0, undone: None };
    for judged in judge(desk, tx, table, mapping, now)? {
        let Some(kept) = judged.fact else {
            row.left_out = row.left_out.saturating_add(1);
            continue;
        };
        let counter = if kept.day.is_some() { &mut row.granted } else { &mut row.unverified };
        *counter = counter.saturating_add(1);
        consent::append(tx, &fact(desk, &kept, mapping, id, now))?;
        consent::keep_of_number(tx, &kept.number, now, &desk.rules())?;
    }
    imports::add(tx, &row)?;
    let counts = serde_json::json!({
        "granted": row.granted, "unverified": row.unverified, "refused": row.left_out,
    });
    record::with(desk, tx, Act::ConsentImported, None, Some(id.uuid()), counts, now)?;
    Ok(row)
}

/// Takes a whole list back: what it said counts for nothing any more. `false` when that was done before.
pub(crate) fn undo(desk: &Desk, tx: &WriteTx<'_>, id: ImportId, now: Timestamp) -> Result<bool, StoreError> {
    if !imports::undo(tx, id, desk.user.id, now)? {
        return Ok(false);
    }
    let numbers = imports::numbers(tx, id)?;
    for number in &numbers {
        let known = consent::for_number(tx, number)?;
        let event = ConsentEvent {
            id: ConsentEventId::from_uuid(desk.next_uuid()),
            patient: None,
            number: number.clone(),
            channel: foyer_domain::Channel::Sms,
            kind: ConsentEventKind::ImportUndone,
            at: recording_time(&known, now),
            actor: Actor::User(desk.user.id),
            evidence: Evidence { import: Some(id), ..Evidence::default() },
            language: None,
            subjects: Subjects::NONE,
        };
        consent::append(tx, &event)?;
        consent::keep_of_number(tx, number, now, &desk.rules())?;
    }
    let detail = serde_json::json!({ "numbers": numbers.len() });
    record::with(desk, tx, Act::ImportUndone, None, Some(id.uuid()), detail, now)?;
    Ok(true)
}
