//! The regulator's question: every message to or from a patient between two days, with its sender, who let it go over a
//! warning, the consent that held, what the screener says of it, how far it got and whether it was read.
//!
//! Whatever file it becomes, its SHA-256 is written into the audit trail before the file leaves, so that an archive of
//! the trail proves the file long after.

pub(crate) mod copy;
pub(crate) mod files;
pub(crate) mod queries;
mod walk;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use foyer_domain::{
    Author, Channel, ConsentEventId, DeliveryReport, Direction, HandoffFact, MessageId, PhoneNumber,
    Segments, ThreadId, Timestamp,
};
use foyer_store::{
    ReadTx, StoreError,
    audit::{self, Differing, Told, Words},
    charges, computers, consent, handoffs, merges,
    messages::{self, MessageKind, MessageRow, Sender},
    outbox, patients, reports,
    sight::Seen,
    templates,
    threads::{self, ThreadRow},
};

use crate::{
    desk::Desk,
    present,
    reading::{self, Staff},
    wire::{
        AppError, ErrorCode, ReportAsked, ReportConsent, ReportEvidence, ReportKind, ReportRow,
        ReportTemplate, ReportTold, ReportWords, VerdictKind,
    },
    zone::day_begins,
};
use walk::Walk;

/// A question that can be answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    thread: ThreadId,
    channel: Option<Channel>,
    /// The first day and the last.
    pub(crate) days: (NaiveDate, NaiveDate),
    from: Timestamp,
    to: Timestamp,
}

impl Asked {
    /// Reads the question by the practice's clock.
    ///
    /// # Errors
    /// [`ErrorCode::BadField`] about `from` or `to`; [`ErrorCode::NotFound`] for a thread that is none.
    pub(crate) fn read(asked: &ReportAsked, desk: &Desk) -> Result<Self, AppError> {
        let day = |text: &str, field: &'static str| {
            NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map_err(|_| AppError::new(ErrorCode::BadField, "Choose a day.").about(field))
        };
        let (first, last) = (day(&asked.from, "from")?, day(&asked.to, "to")?);
        if last < first {
            return Err(AppError::new(ErrorCode::BadField, "The last day is before the first.").about("to"));
        }
        let (zone, after) = (desk.practice().zone(), last.checked_add_days(Days::new(1)).unwrap_or(last));
        Ok(Self {
            thread: crate::context::id(&asked.thread)?,
            channel: asked.channel.map(present::channel_of),
            days: (first, last),
            from: day_begins(first, zone),
            to: day_begins(after, zone),
        })
    }

    /// The thread that was named.
    pub(crate) const fn thread(&self) -> ThreadId {
        self.thread
    }
}

/// What was said, oldest first, and whom it is about.
pub(crate) struct Report {
    pub(crate) name: String,
    /// Their numbers that it covers.
    pub(crate) numbers: Vec<String>,
    /// Other records that were joined to theirs.
    pub(crate) joined: u32,
    /// As many as were asked for.
    pub(crate) rows: Vec<ReportRow>,
    /// How many there are.
    pub(crate) total: u32,
    /// Of all of them, those whose words are not the ones that the trail was told of.
    pub(crate) changed: u32,
    /// Those that the trail tells of and that are gone, on whatever day.
    pub(crate) gone: u32,
}

/// Reads the first of it, up to `at_most` messages.
pub(crate) fn read(
    desk: &Desk,
    tx: &ReadTx<'_>,
    asked: &Asked,
    at_most: usize,
) -> Result<Report, StoreError> {
    let about = About::of(desk, tx, asked)?;
    let (name, total, mut rows) = (about.name.clone(), about.count(tx, asked)?, Vec::new());
    let mut walk = about.walk(asked);
    while rows.len() < at_most
        && let Some((at, text)) = walk.next(tx)?
    {
        rows.push(about.row(tx, at, text)?);
    }
    let mut all = Differing::default();
    for place in &about.threads {
        let found = audit::differing(tx, place.thread.id, (asked.from, asked.to), &place.told)?;
        all.changed = all.changed.saturating_add(found.changed);
        all.gone = all.gone.saturating_add(found.gone);
    }
    let mut numbers: Vec<String> =
        about.threads.iter().map(|place| place.thread.far_number.pretty()).collect();
    numbers.sort();
    numbers.dedup();
    Ok(Report { name, numbers, joined: about.joined, rows, total, changed: all.changed, gone: all.gone })
}

/// Whom a report is about: their threads on every channel and number, and what is asked of each message there.
pub(crate) struct About<'d> {
    desk: &'d Desk,
    pub(crate) name: String,
    /// Other records that were joined to theirs.
    joined: u32,
    staff: Staff,
    threads: Vec<Place>,
}

/// One of the threads, and what is read of it once.
struct Place {
    thread: Seen,
    views: Vec<Timestamp>,
    told: BTreeMap<MessageId, Told>,
    consent: BTreeMap<ConsentEventId, ReportConsent>,
    screened: foyer_phi::Practice,
}

impl<'d> About<'d> {
    /// Finds the threads.
    ///
    /// # Errors
    /// [`StoreError::Hidden`] where whoever sits here does not read one of them by right: all of it or nothing, for a
    /// report with gaps would be taken for the whole.
    pub(crate) fn of(desk: &'d Desk, tx: &ReadTx<'_>, asked: &Asked) -> Result<Self, StoreError> {
        let (named, sight) = (threads::get(tx, asked.thread)?, desk.sight(tx)?);
        let name = reading::shown_name(named.patient_name.as_ref(), &named.far_number);
        let joined = named.patient.map_or(Ok(0), |patient| merges::into(tx, patient).map(|all| all.len()))?;
        let staff = Staff::read(tx)?;
        let mut places = Vec::new();
        for thread in theirs(tx, named)? {
            // What is open with a reason is to be read, not to be carried away.
            let seen = sight.see(&thread).filter(|seen| seen.until().is_none()).ok_or(StoreError::Hidden)?;
            if asked.channel.is_none_or(|channel| seen.channel == channel) {
                let views = audit::views_of(tx, seen.id)?;
                let screened = desk.screening_context(reading::names_known(tx, &seen)?);
                let told = audit::told_of(tx, seen.id)?;
                let consent = said_at(tx, &staff, &seen.far_number)?;
                places.push(Place { thread: seen, views, told, consent, screened });
            }
        }
        let joined = u32::try_from(joined).unwrap_or(u32::MAX);
        Ok(Self { desk, name, joined, staff, threads: places })
    }

    /// How many messages there are.
    pub(crate) fn count(&self, tx: &ReadTx<'_>, asked: &Asked) -> Result<u32, StoreError> {
        self.threads.iter().try_fold(0_u32, |all, place| {
            let there = messages::count_between(tx, place.thread.id, (asked.from, asked.to))?;
            Ok(all.saturating_add(there))
        })
    }

    /// All of them, oldest first.
    pub(crate) fn walk(&self, asked: &Asked) -> Walk {
        Walk::of(self.threads.iter().map(|place| place.thread.id), (asked.from, asked.to))
    }

    /// A message as the report tells it, with the place that [`About::walk`] gave.
    pub(crate) fn row(&self, tx: &ReadTx<'_>, at: usize, text: MessageRow) -> Result<ReportRow, StoreError> {
        row(self.desk, tx, &self.staff, self.place(at)?, text)
    }

    fn place(&self, at: usize) -> Result<&Place, StoreError> {
        self.threads.get(at).ok_or(StoreError::NotFound { table: "thread" })
    }
}

impl Place {
    fn fact(&self, id: ConsentEventId) -> ReportConsent {
        let gone = || ReportConsent { id: id.to_string(), fact: None, entry: None };
        self.consent.get(&id).cloned().unwrap_or_else(gone)
    }
}

/// What was ever said about consent on a number, in whichever of its threads.
fn said_at(
    tx: &ReadTx<'_>,
    staff: &Staff,
    number: &PhoneNumber,
) -> Result<BTreeMap<ConsentEventId, ReportConsent>, StoreError> {
    let mut entries = BTreeMap::new();
    for thread in threads::with_number(tx, number)? {
        entries.extend(audit::consent_of(tx, thread.id)?);
    }
    let told = consent::for_number(tx, number)?.into_iter().map(|event| {
        let said = ReportConsent {
            id: event.id.to_string(),
            fact: Some(present::consent_fact(&event, staff.who(event.actor))),
            entry: entries.get(&event.id).map(|entry| u32::try_from(*entry).unwrap_or(u32::MAX)),
        };
        (event.id, said)
    });
    Ok(told.collect())
}

/// The threads with somebody, on every number of theirs; one that belongs to somebody else is none of them. What came
/// from a shared phone before anybody said whose words they are is nobody's.
fn theirs(tx: &ReadTx<'_>, named: ThreadRow) -> Result<Vec<ThreadRow>, StoreError> {
    let Some(patient) = named.patient else { return Ok(vec![named]) };
    let mut all = threads::of_patient(tx, patient)?;
    for contact in patients::contacts(tx, patient)? {
        // A number that was wrong is on record, and none of theirs.
        let people = patients::find_by_number(tx, &contact.number)?;
        if people.len() != 1 || people.iter().all(|one| one.id != patient) {
            continue;
        }
        for there in threads::with_number(tx, &contact.number)? {
            if there.patient.is_none() && all.iter().all(|known| known.id != there.id) {
                all.push(there);
            }
        }
    }
    Ok(all)
}

fn row(
    desk: &Desk,
    tx: &ReadTx<'_>,
    staff: &Staff,
    place: &Place,
    text: MessageRow,
) -> Result<ReportRow, StoreError> {
    let (thread, views) = (&place.thread, &place.views);
    let outbound = text.direction() == Direction::Outbound;
    let sender = match text.from {
        Sender::Patient => reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
        Sender::Practice(Author::Staff(user)) => staff.name(user),
        Sender::Practice(Author::Foyer) => "Foyer".to_owned(),
        Sender::Practice(Author::Elsewhere) => "Another program".to_owned(),
    };
    let queued = outbox::of_message(tx, text.id)?;
    let over_warning = queued
        .and_then(|queued| queued.over_warning)
        .map(|(by, reason)| format!("{}: {}", staff.name(by), reason.reveal()));
    let (verdict, categories) = if outbound { verdict(desk, place, &text) } else { (None, Vec::new()) };
    let came = text.received_at.unwrap_or(text.created_at);
    let read_at = if outbound {
        opened_in_portal(tx, &text)?
    } else {
        views.get(views.partition_point(|view| *view < came)).copied()
    };
    let kept = consent::kept_with(tx, text.id)?;
    let entry = place.told.get(&text.id);
    let (words, salt) = audit::held(tx, text.id, entry)?;
    Ok(ReportRow {
        message: text.id.to_string(),
        at: text.created_at.millis(),
        channel: present::channel_kind(text.channel),
        number: thread.far_number.pretty(),
        outbound,
        sender,
        kind: kind(text.kind),
        over_warning,
        consent: kept.as_ref().map(|mark| present::badge(mark.badge)),
        verdict,
        categories,
        delivery: if outbound { text.state.map(present::delivery_kind) } else { None },
        read_at: read_at.map(Timestamp::millis),
        carrier_id: text.provider_id.as_ref().map(|id| id.as_str().to_owned()),
        evidence: ReportEvidence {
            category: present::category(thread.category),
            templates: if outbound { templates_of(tx, staff, &text)? } else { Vec::new() },
            parts: if outbound {
                u32::try_from(Segments::of(text.body.reveal()).count).unwrap_or(u32::MAX)
            } else {
                0
            },
            cost: cost(tx, &text)?,
            computer: computer(tx, &text)?,
            consent_facts: kept.iter().flat_map(|mark| &mark.events).map(|id| place.fact(*id)).collect(),
            told: if outbound { told(tx, &text)? } else { Vec::new() },
            entry: entry.map(|told| u32::try_from(told.entry).unwrap_or(u32::MAX)),
            words: words_kind(words),
            salt: salt.map(|bytes| uuid::Uuid::from_bytes(bytes).simple().to_string()),
        },
        text: text.body.into_inner(),
    })
}

/// The templates a text was made of: who let each be used, and whether the words were changed by hand.
fn templates_of(
    tx: &ReadTx<'_>,
    staff: &Staff,
    text: &MessageRow,
) -> Result<Vec<ReportTemplate>, StoreError> {
    let made_of = templates::of_message(tx, text.id)?;
    Ok(made_of
        .into_iter()
        .map(|version| {
            let as_worded = version.stands_in(text.body.reveal());
            ReportTemplate {
                id: version.template.to_string(),
                name: version.name,
                wording: version.number,
                approved_by: version.decided.map(|(by, _)| staff.name(by)),
                as_worded,
            }
        })
        .collect())
}

fn cost(tx: &ReadTx<'_>, text: &MessageRow) -> Result<Option<String>, StoreError> {
    let charge = charges::of_message(tx, text.id)?;
    Ok(charge.map(|charge| format!("{} {}", charge.amount(), charge.currency.as_str())))
}

/// Where the practice was open when Foyer took the text; another program's is from somewhere else.
fn computer(tx: &ReadTx<'_>, text: &MessageRow) -> Result<Option<String>, StoreError> {
    match text.from {
        Sender::Practice(Author::Staff(_) | Author::Foyer) => computers::at(tx, text.created_at),
        Sender::Practice(Author::Elsewhere) | Sender::Patient => Ok(None),
    }
}

/// When the patient opened in the portal what stands there; carriers say no such thing of a text.
fn opened_in_portal(tx: &ReadTx<'_>, text: &MessageRow) -> Result<Option<Timestamp>, StoreError> {
    if text.kind != MessageKind::PortalCard {
        return Ok(None);
    }
    let Some(handoff) = handoffs::of_card(tx, text.id)? else { return Ok(None) };
    let said = handoffs::events(tx, handoff.id)?;
    let read = said.into_iter().map(|row| row.event);
    let read = read.filter(|event| matches!(event.fact, HandoffFact::Opened | HandoffFact::Answered));
    Ok(read.map(|event| event.at).min())
}

/// What the carrier said of a text, and when Foyer heard each.
fn told(tx: &ReadTx<'_>, text: &MessageRow) -> Result<Vec<ReportTold>, StoreError> {
    let told = reports::of_message(tx, text.id)?;
    let heard = |report: DeliveryReport| ReportTold {
        delivery: present::delivery_kind(report.state),
        at: report.seen_at.millis(),
    };
    Ok(told.into_iter().map(heard).collect())
}

fn verdict(desk: &Desk, place: &Place, text: &MessageRow) -> (Option<VerdictKind>, Vec<String>) {
    let screening = desk.screener.screen(text.body.reveal(), text.channel, &place.screened);
    let mut categories: Vec<String> = Vec::new();
    for finding in &screening.findings {
        let title = finding.kind.title();
        if !categories.iter().any(|known| known == title) {
            categories.push(title.to_owned());
        }
    }
    (Some(present::verdict_kind(screening.verdict())), categories)
}

const fn words_kind(words: Words) -> ReportWords {
    match words {
        Words::AsSealed => ReportWords::AsSealed,
        Words::Changed => ReportWords::Changed,
        Words::Deleted => ReportWords::Deleted,
        Words::Untold => ReportWords::Untold,
    }
}

const fn kind(kind: MessageKind) -> ReportKind {
    match kind {
        MessageKind::Text => ReportKind::Text,
        MessageKind::Notice => ReportKind::Notice,
        MessageKind::PortalLink => ReportKind::PortalLink,
        MessageKind::PortalCard => ReportKind::PortalMessage,
        MessageKind::PortalReply => ReportKind::PortalReply,
        MessageKind::StopConfirmation => ReportKind::StopConfirmation,
        MessageKind::AfterHours => ReportKind::AfterHours,
        MessageKind::Reminder => ReportKind::Reminder,
    }
}
