//! What follows from a patient's text besides the fact: a question to staff, and the one confirmation that the texts
//! end. Always inside the transaction that stores the text.

use foyer_domain::{
    Actor, Author, IdSource, MessageId, OutboxId, Private, ReviewId, Span, ThreadId, Timestamp,
};
use foyer_policy::{
    InboundMeaning, ReviewDecision, ReviewKind, Standing, business_days_after, clear_farewell,
    may_mean_an_appointment, review_of,
};
use foyer_store::{
    StoreError, WriteTx, audit, consent,
    outbox::{self, NewOutbound},
    patients,
    reviews::{self, Decided, ReviewRow},
    settings,
    threads::ThreadRow,
};

use crate::activity::{self, Activity};

/// How long a wish that nobody is sure of may wait for a person (47 CFR 64.1200(a)(10)).
const BUSINESS_DAYS: u32 = 10;

/// How many of our last texts may be what a CANCEL is about.
const OUR_TEXTS: u32 = 5;

/// The gate asks for five minutes; later than this nobody tries.
const FAREWELL_WAITS: Span = Span::minutes(5);

/// A patient's text and what it means.
pub(super) struct Written<'a> {
    pub(super) thread: ThreadId,
    pub(super) message: MessageId,
    pub(super) body: &'a Private,
    pub(super) at: Timestamp,
    pub(super) meaning: InboundMeaning,
}

/// Asks staff to read a text whose meaning is not sure. A clear wish answers the unclear ones before it.
pub(super) fn ask_staff(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    text: &Written<'_>,
) -> Result<(), StoreError> {
    let revokes = matches!(text.meaning, InboundMeaning::RevokesConsent { .. });
    if revokes {
        for open in reviews::open_in(tx, text.thread)? {
            if open.kind == ReviewKind::UnclearWish && open.at <= text.at {
                let decided = Decided { decision: ReviewDecision::Revoked, by: None, at: text.at };
                reviews::decide(tx, open.id, decided)?;
            }
        }
    }
    let ours = if revokes && may_mean_an_appointment(text.body.reveal()) {
        consent::our_last_texts(tx, text.thread, OUR_TEXTS)?
    } else {
        Vec::new()
    };
    let ours: Vec<_> = ours.iter().map(|(at, body)| (*at, body.reveal())).collect();
    let Some(kind) = review_of(text.meaning, text.body.reveal(), text.at, &ours) else { return Ok(()) };
    let due_at = match kind {
        ReviewKind::UnclearWish => {
            let zone = settings::practice_facts(tx)?.and_then(|practice| practice.time_zone);
            Some(business_days_after(text.at, BUSINESS_DAYS, zone.as_deref()))
        }
        ReviewKind::AppointmentMeant | ReviewKind::StrayYes => None,
    };
    let row = ReviewRow {
        id: ReviewId::new(ids),
        thread: text.thread,
        message: text.message,
        kind,
        at: text.at,
        due_at,
        decided: None,
    };
    reviews::add(tx, &row).map(drop)
}

/// Queues the one confirmation after a wish that the carrier does not answer. Says whether it did.
pub(super) fn confirm_the_end(
    tx: &WriteTx<'_>,
    ids: &mut (impl IdSource + ?Sized),
    thread: &ThreadRow,
    standing: &Standing,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(name) = settings::practice_facts(tx)?.map(|practice| practice.signs().to_owned()) else {
        return Ok(false);
    };
    let language = match thread.patient {
        Some(patient) => patients::get(tx, patient)?.language,
        None => foyer_domain::Language::default(),
    };
    let waits = outbox::waiting(tx)?
        .iter()
        .any(|item| item.to == thread.far_number && item.purpose == foyer_policy::Purpose::StopConfirmation);
    if waits {
        return Ok(false);
    }
    let Ok(cleared) = clear_farewell(thread.id, standing, &name, language, now) else { return Ok(false) };
    let (item, message) = (OutboxId::new(ids), MessageId::new(ids));
    outbox::enqueue(
        tx,
        &NewOutbound {
            cleared: &cleared,
            outbox: item,
            message,
            author: Author::Foyer,
            client_id: None,
            now,
            not_before: now,
            expires_at: now.plus(FAREWELL_WAITS),
        },
    )?;
    let (detail, about) = (audit::of_text(tx, thread, message, &cleared, &[], None)?, (thread.id, message));
    activity::about(tx, Activity::TextQueued, Actor::System, about, detail, now)?;
    Ok(true)
}
