//! The regulator's question: every message to or from a patient between two days, with its sender, who let it go over a
//! warning, the consent that held, what the screener says of it, how far it got and whether it was read.
//!
//! Whatever file it becomes, its SHA-256 is written into the audit trail before the file leaves, so that an archive of
//! the trail proves the file long after.

pub(crate) mod copy;
pub(crate) mod files;
pub(crate) mod queries;

use chrono::{Days, NaiveDate};
use foyer_domain::{Author, Channel, Direction, ThreadId, Timestamp};
use foyer_store::{
    ReadTx, StoreError, audit, consent,
    messages::{self, MessageKind, MessageRow, Sender},
    outbox,
    sight::Seen,
    threads::{self, ThreadRow},
};

use crate::{
    desk::Desk,
    present,
    reading::{self, Staff},
    wire::{AppError, ErrorCode, ReportAsked, ReportKind, ReportRow, VerdictKind},
    zone::day_begins,
};

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

/// Everything that was said, oldest first, and whom it is about.
pub(crate) struct Report {
    pub(crate) name: String,
    pub(crate) rows: Vec<ReportRow>,
}

/// Reads it.
pub(crate) fn read(desk: &Desk, tx: &ReadTx<'_>, asked: &Asked) -> Result<Report, StoreError> {
    let named = threads::get(tx, asked.thread)?;
    let all = match named.patient {
        Some(patient) => threads::of_patient(tx, patient)?,
        None => vec![named.clone()],
    };
    // All of it or nothing: a report with gaps would be taken for the whole.
    let sight = desk.sight(tx)?;
    // What is open with a reason is to be read, not to be carried away.
    let own = |thread| sight.see(thread).filter(|seen| seen.until().is_none()).ok_or(StoreError::Hidden);
    let all = all.iter().map(own);
    let all = all.collect::<Result<Vec<Seen>, _>>()?;
    let staff = Staff::read(tx)?;
    let mut rows = Vec::new();
    for thread in all.iter().filter(|thread| asked.channel.is_none_or(|channel| thread.channel == channel)) {
        let views = audit::views_of(tx, thread.id)?;
        for text in messages::between(tx, thread.id, asked.from, asked.to)? {
            rows.push(row(desk, tx, &staff, thread, text, &views)?);
        }
    }
    rows.sort_by(|one, other| (one.at, &one.message).cmp(&(other.at, &other.message)));
    Ok(Report { name: reading::shown_name(named.patient_name.as_ref(), &named.far_number), rows })
}

fn row(
    desk: &Desk,
    tx: &ReadTx<'_>,
    staff: &Staff,
    thread: &Seen,
    text: MessageRow,
    views: &[Timestamp],
) -> Result<ReportRow, StoreError> {
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
    let (verdict, categories) = if outbound { verdict(desk, tx, thread, &text)? } else { (None, Vec::new()) };
    let came = text.received_at.unwrap_or(text.created_at);
    let read_at =
        if outbound { None } else { views.get(views.partition_point(|view| *view < came)).copied() };
    Ok(ReportRow {
        message: text.id.to_string(),
        at: text.created_at.millis(),
        channel: present::channel_kind(text.channel),
        number: thread.far_number.pretty(),
        outbound,
        sender,
        kind: kind(text.kind),
        over_warning,
        consent: consent::kept_with(tx, text.id)?.map(|mark| present::badge(mark.badge)),
        verdict,
        categories,
        delivery: if outbound { text.state.map(present::delivery_kind) } else { None },
        read_at: read_at.map(Timestamp::millis),
        carrier_id: text.provider_id.map(|id| id.as_str().to_owned()),
        text: text.body.into_inner(),
    })
}

fn verdict(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    text: &MessageRow,
) -> Result<(Option<VerdictKind>, Vec<String>), StoreError> {
    let about = desk.screening_context(reading::names_known(tx, thread)?);
    let screening = desk.screener.screen(text.body.reveal(), text.channel, &about);
    let mut categories: Vec<String> = Vec::new();
    for finding in &screening.findings {
        let title = finding.kind.title();
        if !categories.iter().any(|known| known == title) {
            categories.push(title.to_owned());
        }
    }
    Ok((Some(present::verdict_kind(screening.verdict())), categories))
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
    }
}
