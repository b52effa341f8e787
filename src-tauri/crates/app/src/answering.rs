//! The automatic reply while the office is closed. It takes the way of every text: consent as it stands, the check of the
//! words, the gate, the outbox, and the gate once more when it leaves. Whether a text has one coming is
//! [`foyer_policy::after_hours`]'s to say; that a conversation gets one a day is the store's own rule. It answers what
//! came in just now, so nothing is answered when Foyer was closed.

use std::collections::BTreeSet;

use foyer_domain::{Actor, Author, Body, MessageId, OutboxId, Span, ThreadId, Timestamp};
use foyer_policy::{
    Purpose, SendRequest, Subject,
    after_hours::{self, Heard},
    clear,
};
use foyer_store::{
    StoreError, WriteTx,
    after_hours::{self as told, ReplyRow},
    audit, batches, consent,
    messages::{self, MessageRow, Sender},
    outbox::{self, NewOutbound},
    threads::{self, ThreadRow},
};

use crate::{
    desk::Office,
    hours::{self, Hours},
    households, reading,
    record::{self, Act},
    templating,
    zone::day_of,
};

/// Texts of the conversation that are looked at.
const LATEST: u32 = 20;

/// What a look came to.
pub(crate) struct Looked {
    /// The texts that need no second look.
    pub(crate) texts: Vec<MessageId>,
    /// Whether a reply is in the outbox.
    pub(crate) replied: bool,
}

/// Looks at what came in while its office is closed, but for what was looked at before.
pub(crate) fn step(
    office: &Office,
    tx: &WriteTx<'_>,
    before: &BTreeSet<MessageId>,
    now: Timestamp,
) -> Result<Looked, StoreError> {
    let mut looked = Looked { texts: Vec::new(), replied: false };
    let hours = Hours::read(tx)?;
    if !hours.replies {
        return Ok(looked);
    }
    let since = now.minus(after_hours::HEARD_WITHIN).minus(after_hours::ANSWERED_WITHIN);
    for (thread, text) in told::heard_since(tx, since)? {
        if before.contains(&text) {
            continue;
        }
        looked.replied |= reply(office, tx, &hours, (thread, text), now)?;
        looked.texts.push(text);
    }
    Ok(looked)
}

fn reply(
    office: &Office,
    tx: &WriteTx<'_>,
    hours: &Hours,
    (thread, text): (ThreadId, MessageId),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (thread, zone) = (threads::get(tx, thread)?, office.practice().zone());
    let open_hours = hours.of(thread.location);
    let text = messages::get(tx, text)?;
    let closed = |at| open_hours.is_open(at, zone) == Some(false);
    if !closed(now) || !closed(text.created_at) || !may_reply(office, tx, &thread, &text, now)? {
        return Ok(false);
    }
    let language = crate::sending::language_of(tx, &thread)?;
    let opens = open_hours.opens_after(now, zone);
    // Whoever may be in an emergency is told of 911 and of nothing else.
    let urgent = foyer_phi::may_be_emergency(text.body.reveal());
    let booking = templating::booking(tx, thread.location)?.filter(|_| !urgent);
    let words = hours::reply(&office.practice().signs(), opens, zone, booking.as_ref(), language);
    let Ok(body) = Body::new(words) else { return Ok(false) };
    let standing = consent::standing(tx, &reading::party(&thread), thread.id, now, &office.rules())?;
    let about = office.screening_context(reading::names_known(tx, &thread)?);
    let screening = office.screener.screen(body.reveal(), thread.channel, &about);
    let place = reading::place(tx, &thread)?;
    let household = households::of_thread(tx, &thread)?;
    let request = SendRequest {
        thread: thread.id,
        to: &thread.far_number,
        channel: thread.channel,
        body: &body,
        purpose: Purpose::AfterHours,
        subject: Subject::Logistics,
        place: &place,
        along: false,
        over_warning: None,
        templates: &[],
        household: &household,
    };
    let Ok(cleared) = clear(request, &standing, &screening, now) else { return Ok(false) };
    let message = MessageId::from_uuid(office.next_uuid());
    let new = NewOutbound {
        cleared: &cleared,
        outbox: OutboxId::from_uuid(office.next_uuid()),
        message,
        author: Author::Foyer,
        client_id: None,
        now,
        not_before: now,
        expires_at: now.plus(after_hours::ANSWERED_WITHIN),
    };
    outbox::enqueue(tx, &new)?;
    let day = day_of(now, zone).to_string();
    told::add(tx, &ReplyRow { thread: thread.id, day, asked: text.id, reply: message, at: now })?;
    let more = Some(("language", language.as_str().to_owned()));
    let (act, detail) = (Act::AfterHoursAnswered, audit::of_text(tx, &thread, message, &cleared, &[], more)?);
    record::by(tx, Actor::System, act, Some(thread.id), Some(message.uuid()), detail, now)?;
    Ok(true)
}

fn may_reply(
    office: &Office,
    tx: &WriteTx<'_>,
    thread: &ThreadRow,
    text: &MessageRow,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let before = messages::page(tx, thread.id, Some((text.created_at, text.seq)), LATEST)?;
    let theirs = before.iter().find(|row| row.from == Sender::Patient);
    let ours = before.iter().find(|row| row.from != Sender::Patient);
    let replies = told::of_thread(tx, thread.id, LATEST)?;
    // Also where the practice moved its clocks since: the store would refuse a second one of the same day.
    let today = day_of(now, office.practice().zone()).to_string();
    if replies.iter().any(|reply| reply.day == today) {
        return Ok(false);
    }
    // Who confirms a visit is not waiting for anybody.
    if batches::visit_confirmed_by(tx, text.id)?.is_some() {
        return Ok(false);
    }
    let person_at = told::person_wrote_at(tx, thread.id)?;
    let heard = Heard {
        body: text.body.reveal(),
        written_at: text.created_at,
        heard_at: text.received_at.unwrap_or(text.created_at),
        before: theirs.map(|row| row.body.reveal()).filter(|words| !words.is_empty()),
        ours_at: ours.map(|row| row.sent_at.unwrap_or(row.created_at)),
        last_reply_at: replies.first().map(|reply| reply.at),
        in_a_row: replies.iter().filter(|reply| person_at.is_none_or(|at| reply.at > at)).count(),
        this_hour: told::count_since(tx, now.minus(Span::hours(1)))?,
    };
    Ok(after_hours::may_reply(&heard, now, office.practice().zone()).is_ok())
}
