//! Something went wrong: reported from a text, its evidence set aside, texts to the number stopped, and everything that
//! is decided about it written down, with its entry in the audit trail, in one transaction each.
//!
//! Anybody who reads a text may report it and stop texts to its number: both only make things safer. What is decided is
//! for those who look into who did what. The audit trail gets kinds and digests, never a word of the case.

mod evidence;
pub(crate) mod files;
pub(crate) mod number;
pub(crate) mod paper;
pub(crate) mod register_file;
mod telling;

pub(crate) use telling::{detail, of_thread, open, register};

use chrono::{Datelike as _, NaiveDate};
use foyer_audit::Hash;
use foyer_domain::{
    Actor, Author, Direction, IncidentId, Language, MessageId, PatientId, Private, Span, Timestamp, UserId,
};
use foyer_phi::Severity;
use foyer_policy::{
    State,
    breach::{Affected, Case, CaseEntry, CaseFact, CaseKind, CaseStop, Disclosed, Scope, letter},
};
use foyer_store::{
    ReadTx, StoreError, WriteTx, holds,
    incidents::{self, IncidentRow, NewIncident},
    lines,
    messages::{self, MessageRow, Sender},
    outbox, patients,
    sight::Seen,
    threads::ThreadRow,
};

use crate::{
    desk::Desk,
    reading,
    record::{self, Act},
    zone::{day_begins, day_of},
};

/// A patient's text that says "wrong number" is about what was sent before it: so far back.
const ABOUT: Span = Span::days(30);

/// And so many texts of ours at most.
const ABOUT_TEXTS: u32 = 50;

/// What somebody reports.
pub(crate) struct Report {
    /// From which text.
    pub(crate) message: MessageId,
    /// What went wrong.
    pub(crate) kind: CaseKind,
    /// In their own words; may be empty.
    pub(crate) words: Private,
    /// Whether texts to the number are stopped.
    pub(crate) stop: bool,
}

/// Opens a case; gives its number, `2026-04`.
pub(crate) fn report(
    desk: &Desk,
    tx: &WriteTx<'_>,
    report: Report,
    now: Timestamp,
) -> Result<String, StoreError> {
    let text = messages::get(tx, report.message)?;
    let thread = desk.sees(tx, text.thread)?;
    // Before anything of this is written down: what was, not what is done about it.
    let evidence = evidence::gather(tx, &thread, now)?;
    let digest = Hash::of(&[&evidence.bytes]);
    let id = IncidentId::from_uuid(desk.next_uuid());
    let year = day_of(now, desk.practice().zone()).year();
    let ordinal = incidents::report(
        tx,
        &NewIncident {
            id,
            year,
            kind: report.kind,
            thread: thread.id,
            message: text.id,
            reported_by: desk.user.id,
            reported_at: now,
            evidence: &evidence.bytes,
            digest: digest.0,
        },
    )?;
    let foyer = |fact| CaseEntry { at: now, by: Actor::System, fact, words: None };
    let words = Some(report.words).filter(|words| !words.is_blank());
    let first = CaseEntry { at: now, by: Actor::User(desk.user.id), fact: CaseFact::Reported, words };
    let frozen = CaseFact::Frozen {
        texts: evidence.texts,
        reports: evidence.reports,
        entries: evidence.entries,
        between: evidence.between,
        disclosed: disclosed(desk, tx, &thread, &text)?,
    };
    let state = reading::place(tx, &thread)?.state;
    let scope =
        Scope { known_at: now, affected: vec![Affected { state, people: 1 }], licensed_clinic: false };
    for entry in [first, foyer(frozen), foyer(CaseFact::ScopeSet { scope })] {
        incidents::add(tx, id, &entry)?;
    }
    let mut blocked = 0;
    if report.stop {
        holds::hold(tx, id, &thread.far_number, now)?;
        blocked = outbox::stop_all_to(tx, &thread.far_number)?;
        incidents::add(tx, id, &foyer(CaseFact::SendsStopped))?;
    }
    let detail = serde_json::json!({
        "kind": report.kind.as_str(), "sha256": digest.to_string(), "texts": evidence.texts,
        "stopped": report.stop, "blocked": blocked,
    });
    record::with(desk, tx, Act::ProblemReported, thread.id, Some(id.uuid()), detail, now)?;
    Ok(number(year, ordinal))
}

/// Signs a case off, and says until when it keeps the words of its conversation from being deleted.
pub(crate) fn sign_off(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: IncidentId,
    until: Timestamp,
    now: Timestamp,
) -> Result<Result<(), CaseStop>, StoreError> {
    match add(desk, tx, id, (CaseFact::SignedOff, None), now)? {
        Ok(()) => add(desk, tx, id, (CaseFact::WordsKept { until }, None), now),
        Err(stop) => Ok(Err(stop)),
    }
}

/// Adds a line to a case, if its rules let it. Texts to its number go again with [`CaseFact::SendsResumed`]; its
/// conversation's words are kept as [`CaseFact::WordsKept`] says, and without an end from [`CaseFact::Reopened`] on.
pub(crate) fn add(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: IncidentId,
    (fact, words): (CaseFact, Option<Private>),
    now: Timestamp,
) -> Result<Result<(), CaseStop>, StoreError> {
    let open = Opened::read(desk, tx, id)?;
    let sender = open.sender();
    if let Err(stop) = open.case.allows(&fact, words.as_ref(), desk.user.id, sender) {
        return Ok(Err(stop));
    }
    if let (CaseFact::SendsResumed, Some(why)) = (&fact, &words) {
        holds::lift(tx, id, desk.user.id, why, now)?;
    }
    match &fact {
        CaseFact::WordsKept { until } => incidents::keep_words(tx, id, Some(*until), desk.user.id, now)?,
        CaseFact::Reopened => incidents::keep_words(tx, id, None, desk.user.id, now)?,
        _ => {}
    }
    let act = act_of(&fact);
    let mut detail = serde_json::json!({ "what": fact.as_str() });
    if let (CaseFact::WordsKept { until }, Some(detail)) = (&fact, detail.as_object_mut()) {
        detail.insert("until".to_owned(), until.millis().into());
    }
    incidents::add(tx, id, &CaseEntry { at: now, by: Actor::User(desk.user.id), fact, words })?;
    record::with(desk, tx, act, open.thread.id, Some(id.uuid()), detail, now)?;
    Ok(Ok(()))
}

/// Looking at a case is written down.
pub(crate) fn viewed(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: IncidentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = incidents::get(tx, id)?;
    record::by_staff(desk, tx, Act::CaseViewed, row.thread, Some(id.uuid()), now)
}

/// The file that a case became, by what is in it.
pub(crate) fn exported(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: IncidentId,
    sha256: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let thread = incidents::get(tx, id)?.thread;
    let detail = serde_json::json!({ "sha256": sha256 });
    record::with(desk, tx, Act::CaseExported, thread, Some(id.uuid()), detail, now)
}

const fn act_of(fact: &CaseFact) -> Act {
    match fact {
        CaseFact::SendsResumed => Act::HoldLifted,
        CaseFact::SignedOff => Act::CaseSignedOff,
        CaseFact::Reported
        | CaseFact::Frozen { .. }
        | CaseFact::SendsStopped
        | CaseFact::ScopeSet { .. }
        | CaseFact::Answered { .. }
        | CaseFact::Noted
        | CaseFact::Decided { .. }
        | CaseFact::Reopened
        | CaseFact::LetterSaved { .. }
        | CaseFact::Exported
        | CaseFact::NumberAsked { .. }
        | CaseFact::NumberCorrected { .. }
        | CaseFact::WordsKept { .. } => Act::CaseChanged,
    }
}

/// A case with everything that is shown of it.
pub(crate) struct Opened {
    pub(crate) row: IncidentRow,
    pub(crate) thread: Seen,
    pub(crate) text: MessageRow,
    pub(crate) entries: Vec<CaseEntry>,
    pub(crate) case: Case,
    /// Whom the text was meant for.
    pub(crate) patient: Option<PatientId>,
}

impl Opened {
    /// Reads it, for somebody who may read its thread.
    ///
    /// # Errors
    /// [`StoreError::Hidden`], [`StoreError::NotFound`].
    pub(crate) fn read(desk: &Desk, tx: &ReadTx<'_>, id: IncidentId) -> Result<Self, StoreError> {
        let row = incidents::get(tx, id)?;
        let thread = desk.sees(tx, row.thread)?;
        // What is open with a reason is to be read, not to be decided about or carried away.
        if thread.until().is_some() {
            return Err(StoreError::Hidden);
        }
        let entries = incidents::entries(tx, id)?;
        let patient = number::meant_for(tx, id)?;
        Ok(Self {
            text: messages::get(tx, row.message)?,
            thread,
            case: Case::of(&entries),
            entries,
            row,
            patient,
        })
    }

    /// Who sent the text, where that was one of the staff.
    pub(crate) fn sender(&self) -> Option<UserId> {
        match self.text.from {
            Sender::Practice(Author::Staff(user)) => Some(user),
            Sender::Patient | Sender::Practice(Author::Foyer | Author::Elsewhere) => None,
        }
    }

    /// Its number, `2026-04`.
    pub(crate) fn number(&self) -> String {
        number(self.row.year, self.row.ordinal)
    }

    /// Whom it concerns.
    pub(crate) fn scope(&self) -> Scope {
        let nobody = Scope { known_at: self.row.reported_at, affected: Vec::new(), licensed_clinic: false };
        self.case.scope.clone().unwrap_or(nobody)
    }

    /// The kinds of information in it.
    pub(crate) fn disclosed(&self) -> &[Disclosed] {
        let frozen = self.entries.iter().find_map(|entry| match &entry.fact {
            CaseFact::Frozen { disclosed, .. } => Some(disclosed.as_slice()),
            _ => None,
        });
        frozen.unwrap_or_default()
    }
}

/// A case's number as people write it.
pub(crate) fn number(year: i32, ordinal: u32) -> String {
    format!("{year}-{ordinal:02}")
}

/// What the screener finds in the text, by kind; for a text of the patient's, in ours before it.
fn disclosed(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    text: &MessageRow,
) -> Result<Vec<Disclosed>, StoreError> {
    let about = desk.screening_context(reading::names_known(tx, thread)?);
    let texts = match text.direction() {
        Direction::Outbound => vec![text.clone()],
        Direction::Inbound => messages::last_texts(tx, thread.id, Some(text.created_at), ABOUT_TEXTS)?
            .into_iter()
            .filter(|one| one.direction() == Direction::Outbound)
            .filter(|one| text.created_at.since(one.created_at) <= ABOUT)
            .collect(),
    };
    let mut kinds: Vec<Disclosed> = Vec::new();
    for text in texts {
        for finding in desk.screener.screen(text.body.reveal(), text.channel, &about).findings {
            let kind = finding.kind.title();
            if !kinds.iter().any(|known| known.kind == kind) {
                let clinical = finding.severity >= Severity::Clinical;
                kinds.push(Disclosed { kind: kind.to_owned(), clinical });
            }
        }
    }
    kinds.sort_by_key(|kind| kind.clinical);
    Ok(kinds)
}

/// Why a case's scope can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoScope {
    /// The day is none, or still to come.
    Day,
    /// A state that is none, or nobody.
    People,
}

/// Whom a case concerns, as the form has it: `known_on` is a day of the practice's calendar.
pub(crate) fn scope(
    (known_on, now): (&str, Timestamp),
    affected: &[(Option<String>, u32)],
    licensed_clinic: bool,
    (reported_at, zone): (Timestamp, chrono_tz::Tz),
) -> Result<Scope, NoScope> {
    let day: NaiveDate = known_on.parse().map_err(|_| NoScope::Day)?;
    if day > day_of(now, zone) {
        return Err(NoScope::Day);
    }
    // The day of the report is kept with its minute.
    let known_at = if day == day_of(reported_at, zone) { reported_at } else { day_begins(day, zone) };
    let read = |(state, people): &(Option<String>, u32)| {
        let state = match state {
            None => None,
            Some(letters) => Some(State::parse(letters).ok_or(NoScope::People)?),
        };
        if *people == 0 { Err(NoScope::People) } else { Ok(Affected { state, people: *people }) }
    };
    let affected: Vec<Affected> = affected.iter().map(read).collect::<Result<_, _>>()?;
    if affected.is_empty() { Err(NoScope::People) } else { Ok(Scope { known_at, affected, licensed_clinic }) }
}

/// The first draft of the letter to the patient.
pub(crate) fn letter(
    desk: &Desk,
    tx: &ReadTx<'_>,
    id: IncidentId,
    language: Language,
    now: Timestamp,
) -> Result<String, StoreError> {
    let open = Opened::read(desk, tx, id)?;
    let practice = desk.practice();
    let phone = lines::get(tx, open.thread.line)?.number.pretty();
    let patient = open.patient.map(|patient| patients::get(tx, patient)).transpose()?;
    let nobody = match language {
        Language::En => "[name]",
        Language::Es => "[nombre]",
    };
    let kinds: Vec<&str> =
        open.disclosed().iter().map(|one| letter::kind_words(language, &one.kind)).collect();
    let day = |at| long_day(day_of(at, practice.zone()), language);
    Ok(letter::draft(
        language,
        &letter::Facts {
            patient: patient.as_ref().map_or(nobody, |patient| patient.full_name.reveal()),
            practice: &practice.name,
            phone: Some(&phone),
            kind: open.row.kind,
            happened: &day(open.text.created_at),
            known: &day(open.scope().known_at),
            today: &day(now),
            kinds: &kinds,
            stopped: open.case.stopped,
        },
    ))
}

/// A day as a letter writes it.
fn long_day(day: NaiveDate, language: Language) -> String {
    const MONTHS: [(&str, &str); 12] = [
        ("January", "enero"),
        ("February", "febrero"),
        ("March", "marzo"),
        ("April", "abril"),
        ("May", "mayo"),
        ("June", "junio"),
        ("July", "julio"),
        ("August", "agosto"),
        ("September", "septiembre"),
        ("October", "octubre"),
        ("November", "noviembre"),
        ("December", "diciembre"),
    ];
    let place = usize::try_from(day.month0()).unwrap_or(0);
    let (english, spanish) = MONTHS.get(place).copied().unwrap_or_default();
    match language {
        Language::En => format!("{english} {}, {}", day.day(), day.year()),
        Language::Es => format!("{} de {spanish} de {}", day.day(), day.year()),
    }
}

/// So many days after a day.
pub(crate) fn days_between(from: NaiveDate, to: NaiveDate) -> i32 {
    i32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    #[test]
    fn days_are_written_as_letters_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        assert_eq!(long_day(day, Language::En), "November 3, 2026");
        assert_eq!(long_day(day, Language::Es), "3 de noviembre de 2026");
    }

    #[test]
    fn a_scope_is_of_real_days_real_states_and_somebody() {
        let zone = chrono_tz::America::Chicago;
        let noon = |day| day_begins(day, zone).plus(Span::hours(12));
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let now = noon(today);
        let read =
            |day: &str, affected: &[(Option<String>, u32)]| scope((day, now), affected, false, (now, zone));
        let one = [(Some("TX".to_owned()), 1)];
        assert_eq!(read("2026-11-20", &one).unwrap().known_at, now);
        let before = today.checked_sub_days(Days::new(1)).unwrap();
        assert_eq!(read("2026-11-19", &one).unwrap().known_at, day_begins(before, zone));
        assert_eq!(read("2026-11-21", &one), Err(NoScope::Day));
        assert_eq!(read("yesterday", &one), Err(NoScope::Day));
        assert_eq!(read("2026-11-20", &[]), Err(NoScope::People));
        assert_eq!(read("2026-11-20", &[(None, 0)]), Err(NoScope::People));
        assert_eq!(read("2026-11-20", &[(Some("QQ".to_owned()), 1)]), Err(NoScope::People));
    }
}
