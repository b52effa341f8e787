//! The one way from words to a queued text: standing, screening, gate, then message, outbox row and audit entry
//! in the caller's transaction.

use std::collections::BTreeSet;

use foyer_domain::{
    Author, Body, DeliveryState, Direction, Language, MessageId, OutboxId, PatientId, Private, Span,
    ThreadId, Timestamp,
};
use foyer_phi::{Level, Screening};
use foyer_policy::{
    ClearedMessage, Override, Purpose, Refusal, SendRequest, Standing, Subject, clear, clear_later,
    clear_safe, handoff::SafeText, notice, template::Templated,
};
use foyer_store::{
    ReadTx, StoreError, WriteTx, audit,
    drafts::{self, DraftKind, DraftRow},
    messages,
    outbox::{self, HoldReason, NewOutbound},
    screening,
    templates::{self, VersionRow},
    threads::{self, Preview, ThreadRow},
};

use crate::{
    confirming,
    context::Context,
    desk::Desk,
    households, reading,
    record::{self, Act},
    wire::{AppError, AppEvent, ErrorCode, Resolution},
};

/// A reply written today must not arrive tomorrow: after this it is held for a person (design system: "over 2
/// hours old, stop and ask").
const STALE_AFTER: Span = Span::hours(2);

/// What somebody wants to send.
pub(crate) struct Outgoing {
    /// The exact words.
    pub(crate) body: Body,
    /// What for.
    pub(crate) purpose: Purpose,
    /// The window's own id: the same one is the same text.
    pub(crate) client_id: String,
    /// What it is about.
    pub(crate) subject: Subject,
    /// Whether it is the notice that goes ahead of an answer.
    pub(crate) along: bool,
    /// Why it should go over a soft stop.
    pub(crate) over_warning: Option<Override>,
    /// How long it can be taken back before it may leave.
    pub(crate) wait: Option<Span>,
    /// With a text of a hand-off: the template that it is.
    pub(crate) safe: Option<SafeText>,
    /// Its id, if somebody refers to it already.
    pub(crate) message: Option<MessageId>,
    /// When it is to leave, if not now.
    pub(crate) later: Option<Timestamp>,
    /// Whether somebody says that they made sure whose number it is.
    pub(crate) confirmed: bool,
    /// For whom it was begun, where that was said: on a shared phone it goes to nobody else.
    pub(crate) meant: Option<PatientId>,
}

/// What became of it.
pub(crate) enum Sent {
    /// Stored, and on its way when its turn comes.
    Queued(MessageId),
    /// Not stored.
    Refused(Refusal, Box<Standing>),
    /// Not stored: these words go there when somebody has made sure whose number it is.
    ConfirmFirst,
}

/// Sends `text` in `thread`, if the gate lets it.
pub(crate) fn send(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    text: Outgoing,
    now: Timestamp,
) -> Result<Sent, StoreError> {
    if let Some(known) = messages::find_by_client_id(tx, &text.client_id)? {
        return Ok(Sent::Queued(known.id));
    }
    // What is to leave later is judged by that moment, and again when it comes.
    let standing = reading::thread_standing(desk, tx, thread, text.later.unwrap_or(now))?;
    let from = taken_from(desk, tx, thread, text.purpose)?;
    let (cleared, screening) = match cleared(desk, tx, thread, &text, &from, &standing, now)? {
        Ok(cleared) => cleared,
        Err(refusal) => {
            let detail = serde_json::json!({ "refusal": refusal.as_str(), "purpose": text.purpose.as_str() });
            record::with(desk, tx, Act::TextRefused, thread.id, None, detail, now)?;
            return Ok(Sent::Refused(refusal, Box::new(standing)));
        }
    };
    if text.purpose == Purpose::Reply && cleared.clinical() && confirming::is_due(tx, thread, now)? {
        if !text.confirmed {
            let detail = serde_json::json!({ "refusal": "confirm_number", "purpose": text.purpose.as_str() });
            record::with(desk, tx, Act::TextRefused, thread.id, None, detail, now)?;
            return Ok(Sent::ConfirmFirst);
        }
        confirming::confirm(desk, tx, thread, now)?;
    }
    if cleared.notice_due() && !notice_waits(tx, thread)? {
        send_notice_along(desk, tx, thread, now)?;
    }
    let message = enqueue(desk, tx, thread, &cleared, (&text, from.as_slice()), now)?;
    templates::keep_with(tx, message, &from)?;
    // Foyer's own words are not somebody's decision.
    if text.purpose == Purpose::Reply && text.safe.is_none() {
        count_sent_over(tx, &screening, now)?;
    }
    Ok(Sent::Queued(message))
}

/// The templates that a person's words came from: the draft remembers, so that nobody has to say it.
fn taken_from(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    purpose: Purpose,
) -> Result<Vec<VersionRow>, StoreError> {
    match purpose {
        Purpose::Reply => templates::of_draft(tx, thread.id, desk.user.id),
        // Foyer's own words.
        Purpose::Notice | Purpose::PortalLink | Purpose::StopConfirmation | Purpose::AfterHours => {
            Ok(Vec::new())
        }
        // Of a batch: it brings its own wording along.
        Purpose::Reminder => Ok(Vec::new()),
    }
}

/// Counts each finding that a person saw and sent over, once a text and rule: where marks are sent over often, the
/// practice should know.
fn count_sent_over(tx: &WriteTx<'_>, screening: &Screening, now: Timestamp) -> Result<(), StoreError> {
    let warned = screening.findings.iter().filter(|finding| finding.level >= Level::Warn);
    let rules: BTreeSet<&str> = warned.map(|finding| finding.rule.as_str()).collect();
    rules.into_iter().try_for_each(|rule| screening::count_sent_over(tx, rule, now))
}

/// Whether the gate would let `text` pass now; nothing is stored.
pub(crate) fn would_pass(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    text: &Outgoing,
    now: Timestamp,
) -> Result<Result<(), (Refusal, Box<Standing>)>, StoreError> {
    let standing = reading::thread_standing(desk, tx, thread, now)?;
    let from = taken_from(desk, tx, thread, text.purpose)?;
    Ok(cleared(desk, tx, thread, text, &from, &standing, now)?
        .map(drop)
        .map_err(|refusal| (refusal, Box::new(standing))))
}

/// Takes a text back if it has not left; gives its thread and the words for the composer. A hand-off gives back
/// the words that were for the portal.
pub(crate) fn withdraw(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: MessageId,
    now: Timestamp,
) -> Result<Option<(ThreadId, Private)>, StoreError> {
    let message = messages::get(tx, id)?;
    let words = match foyer_sync::cancel(tx, id, desk.user.id, now) {
        Ok(foyer_sync::Cancelled::TakenBack(words)) => words,
        // It is not sent again, but it may be with the patient: the words stay where they are.
        Ok(foyer_sync::Cancelled::MayHaveLeft) | Err(StoreError::Conflict { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    // The words are stored before anybody is told that they are back; what was typed since is not overwritten.
    if !words.is_blank() && drafts::load(tx, message.thread, desk.user.id, DraftKind::Text)?.is_none() {
        let (thread, user, body) = (message.thread, desk.user.id, words.clone());
        drafts::save(tx, &DraftRow { thread, user, kind: DraftKind::Text, body, updated_at: now })?;
    }
    // Whatever they come back into: they are still the template's words.
    for version in templates::of_message(tx, id)? {
        templates::took(tx, message.thread, desk.user.id, version.seq)?;
    }
    Ok(Some((message.thread, words)))
}

fn enqueue(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    cleared: &ClearedMessage,
    (text, from): (&Outgoing, &[VersionRow]),
    now: Timestamp,
) -> Result<MessageId, StoreError> {
    let message = text.message.unwrap_or_else(|| MessageId::from_uuid(desk.next_uuid()));
    let item = OutboxId::from_uuid(desk.next_uuid());
    let new = NewOutbound {
        cleared,
        outbox: item,
        message,
        author: Author::Staff(desk.user.id),
        client_id: Some(&text.client_id),
        now,
        not_before: text.later.unwrap_or_else(|| text.wait.map_or(now, |wait| now.plus(wait))),
        expires_at: text.later.unwrap_or(now).plus(STALE_AFTER),
    };
    outbox::enqueue(tx, &new)?;
    if text.later.is_some() {
        outbox::hold(tx, item, HoldReason::Scheduled)?;
    }
    households::keep_addressee(desk, tx, thread, message, now)?;
    let stored = messages::get(tx, message)?;
    let preview = Preview {
        message,
        text: stored.body,
        kind: stored.kind,
        direction: Direction::Outbound,
        state: stored.state,
    };
    let mut facts = thread.facts;
    // The notice is Foyer's own words: whoever wrote still waits for an answer.
    if cleared.purpose() != Purpose::Notice {
        facts = facts.after_reply(now);
        facts.assigned_to = facts.assigned_to.or(Some(desk.user.id));
    }
    threads::save(tx, thread.id, &facts, Some(&preview))?;
    let act = match (cleared.over_warning(), text.later) {
        (Some(_), _) => Act::SentOverWarning,
        (None, Some(_)) => Act::TextScheduled,
        (None, None) => Act::TextQueued,
    };
    let detail = audit::of_text(tx, thread, message, cleared, from, None)?;
    record::with(desk, tx, act, thread.id, Some(message.uuid()), detail, now)?;
    Ok(message)
}

/// The patient texted first and was never asked: the one-time notice goes ahead of the answer.
fn send_notice_along(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let notice = notice_to(desk, tx, thread, desk.next_uuid().to_string(), now)?;
    let Some(along) = notice.map(|notice| Outgoing { along: true, ..notice }) else { return Ok(()) };
    // A refusal leaves the answer as it is: the gate let it through without the notice's consent.
    send(desk, tx, thread, along, now).map(drop)
}

/// The risk notice for a thread, in the patient's language and today's wording. `None` when the practice's name makes
/// it longer than a text.
pub(crate) fn notice_to(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    client_id: String,
    now: Timestamp,
) -> Result<Option<Outgoing>, StoreError> {
    let language = language_of(tx, thread)?;
    let words = notice::text_at(desk.rules().notices, &desk.practice().signs(), language, now);
    Ok(Body::new(words).ok().map(|body| Outgoing {
        body,
        purpose: Purpose::Notice,
        client_id,
        subject: Subject::Logistics,
        along: false,
        over_warning: None,
        wait: None,
        safe: None,
        message: None,
        later: None,
        confirmed: false,
        meant: None,
    }))
}

/// Whether a notice to this number waits in the outbox already, or may have left: it goes once, and what the carrier
/// may have is never sent again by itself.
pub(crate) fn notice_waits(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<bool, StoreError> {
    let in_doubt = messages::unbound_since(tx, thread.id, Timestamp::from_millis(0))?.iter().any(|text| {
        text.kind == messages::MessageKind::Notice && text.state == Some(DeliveryState::Unconfirmed)
    });
    if in_doubt {
        return Ok(true);
    }
    Ok(outbox::waiting(tx)?
        .iter()
        .any(|item| item.purpose == Purpose::Notice && item.to == thread.far_number))
}

fn cleared(
    desk: &Desk,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    text: &Outgoing,
    from: &[VersionRow],
    standing: &Standing,
    now: Timestamp,
) -> Result<Result<(ClearedMessage, Screening), Refusal>, StoreError> {
    if text.purpose == Purpose::Notice && notice_waits(tx, thread)? {
        return Ok(Err(Refusal::NoticeAlreadySent { at: now, again_at: None }));
    }
    let about = desk.screening_context(reading::names_known(tx, thread)?);
    let screening = desk.screener.screen(text.body.reveal(), thread.channel, &about);
    let place = reading::place(tx, thread)?;
    let from: Vec<Templated> = from.iter().map(VersionRow::templated).collect();
    // Somebody else at the desk may have turned to another of the family since its first word.
    if text.meant.is_some() && text.meant != thread.patient {
        return Ok(Err(Refusal::WhoIsItFor));
    }
    let household = households::of_thread(tx, thread)?;
    let request = SendRequest {
        thread: thread.id,
        to: &thread.far_number,
        channel: thread.channel,
        body: &text.body,
        purpose: text.purpose,
        subject: text.subject,
        place: &place,
        along: text.along,
        over_warning: text.over_warning.clone(),
        templates: &from,
        household: &household,
    };
    let cleared = match (&text.safe, text.later) {
        (Some(safe), _) => clear_safe(request, safe, standing, &screening, now),
        (None, Some(at)) => clear_later(request, standing, &screening, at),
        (None, None) => clear(request, standing, &screening, now),
    };
    Ok(cleared.map(|cleared| (cleared, screening)))
}

pub(crate) fn language_of(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Language, StoreError> {
    Ok(reading::thread_patient(tx, thread)?.map(|patient| patient.language).unwrap_or_default())
}

/// A person decides about a text that is not confirmed or held.
pub(crate) async fn resolve(
    cx: &Context,
    id: MessageId,
    choice: Resolution,
    now: Timestamp,
) -> Result<(), AppError> {
    let decision = match choice {
        Resolution::CheckAgain => foyer_sync::Resolution::CheckAgain,
        Resolution::SendAgain => foyer_sync::Resolution::SendAgain,
        Resolution::LeaveIt => foyer_sync::Resolution::LeaveIt,
    };
    let decided = cx
        .write(move |desk, tx| {
            let thread = desk.answers(tx, messages::get(tx, id)?.thread)?.id;
            match foyer_sync::resolve(tx, id, decision, desk.user.id, STALE_AFTER, now) {
                Ok(()) => Ok(Some(thread)),
                Err(StoreError::Conflict { .. }) => Ok(None),
                Err(error) => Err(error),
            }
        })
        .await?;
    let thread = decided.ok_or_else(|| {
        AppError::new(ErrorCode::TooLate, "This text has moved on by itself. Nothing was sent twice.")
    })?;
    let engine = &cx.desk()?.engine;
    match choice {
        Resolution::CheckAgain => engine.check_again(id),
        Resolution::SendAgain | Resolution::LeaveIt => engine.nudge(),
    }
    cx.tell(AppEvent::ThreadChanged { thread: thread.to_string() });
    Ok(())
}
