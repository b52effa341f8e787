//! A batch in motion: begun once, a turn at a time, paused, resumed, ended.

use std::sync::Arc;

use foyer_domain::{
    Actor, Author, BatchId, Capability, MessageId, OutboxId, PhoneNumber, Private, Span, ThreadId, Timestamp,
};
use foyer_policy::ClearedMessage;
use foyer_store::{
    ReadTx, StoreError, WriteTx, audit,
    batches::{self, BatchRow, BatchSkip, ItemRow, NewItem},
    consent, older,
    outbox::{self, NewOutbound},
    runs::RunState,
    templates,
    threads::{self, ThreadRow},
    users,
};

use super::{
    EVERY, Entry,
    looking::{Everybody, Eye, Person, Turn, wording},
    rights::Told,
};
use crate::{
    desk::{Desk, Office},
    households,
    record::{self, Act},
};

/// A text of a batch that could not leave within this is held, and shown to a person.
const TRIES_FOR: Span = Span::minutes(30);

/// People looked at in one step: each look asks the gate, and the store has one writer.
const LOOKS: u32 = 25;

/// No wait for quiet hours, an office or a turn is longer. A time further ahead is from before the clock was set back.
const LONGEST_WAIT: Span = Span::days(10);

/// Why nothing was started.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotStarted {
    /// Another one goes on.
    GoesOn,
    /// Nobody on the list can get it.
    Nobody,
    /// More people would get it than were shown.
    Grown,
}

/// Why a batch stays as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotChanged {
    /// It is over.
    Over,
    /// Somebody else started it, and it goes to people whom whoever asks does not answer.
    NotYours,
}

/// The batch that this window's request started, if it was asked before.
pub(crate) fn started_before(tx: &ReadTx<'_>, client_id: &str) -> Result<bool, StoreError> {
    Ok(batches::by_client_id(tx, client_id)?.is_some())
}

/// Begins a batch with everybody as they were looked at just now. `shown`: how many the person was told can get it.
pub(crate) fn begin(
    desk: &Desk,
    tx: &WriteTx<'_>,
    batch: (String, foyer_domain::TemplateId, bool),
    everybody: Everybody,
    shown: usize,
    now: Timestamp,
) -> Result<Result<(), NotStarted>, StoreError> {
    let (client_id, template, open_only) = batch;
    if started_before(tx, &client_id)? {
        return Ok(Ok(()));
    }
    if batches::last(tx)?.is_some_and(|last| matches!(last.state, RunState::Running | RunState::Paused)) {
        return Ok(Err(NotStarted::GoesOn));
    }
    let can = everybody.can();
    let Some(version) = wording(tx, template)?.filter(|_| can > 0) else {
        return Ok(Err(NotStarted::Nobody));
    };
    if can > shown {
        return Ok(Err(NotStarted::Grown));
    }
    let item = |(entry, person): (Entry, Person)| NewItem {
        number: Private::new(entry.number.as_ref().map_or("", PhoneNumber::reveal)),
        name: entry.name,
        thread: person.thread.map(|thread| thread.id),
        visit_at: entry.visit_at,
        skip: match person.turn {
            Turn::Skip(why) => Some(why),
            Turn::Go(_) | Turn::Wait(..) => None,
        },
    };
    let items: Vec<NewItem> = everybody.0.into_iter().map(item).collect();
    let id = BatchId::from_uuid(desk.next_uuid());
    let row = BatchRow {
        id,
        client_id,
        template,
        version: version.seq,
        open_only,
        by: desk.user.id,
        started_at: now,
        state: RunState::Running,
        next_at: now,
    };
    batches::begin(tx, &row, &items)?;
    let detail = serde_json::json!({ "people": can, "skipped": items.len().saturating_sub(can) });
    record::with(desk, tx, Act::BatchStarted, None, Some(id.uuid()), detail, now)?;
    Ok(Ok(()))
}

/// Pauses, resumes or ends a batch.
pub(crate) fn change(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: BatchId,
    state: RunState,
    now: Timestamp,
) -> Result<Result<(), NotChanged>, StoreError> {
    let batch = batches::get(tx, id)?;
    if matches!(batch.state, RunState::Done | RunState::Stopped) {
        return Ok(Err(NotChanged::Over));
    }
    if !Told::of(desk, tx, &batch, now)?.may_change(desk, &batch, &batches::items(tx, id)?) {
        return Ok(Err(NotChanged::NotYours));
    }
    // Who resumes does not get the turns that were due meanwhile all at once.
    batches::set(tx, id, state, batch.next_at.max(now))?;
    let detail = serde_json::json!({ "state": state.as_str() });
    record::with(desk, tx, Act::BatchChanged, None, Some(id.uuid()), detail, now)?;
    Ok(Ok(()))
}

/// Writes down that somebody looked at what a list would do: who is known here, and who agreed.
pub(crate) fn looked(desk: &Desk, tx: &WriteTx<'_>, people: usize, now: Timestamp) -> Result<(), StoreError> {
    let detail = serde_json::json!({ "people": people });
    record::with(desk, tx, Act::BatchLooked, None, None, detail, now)
}

/// Gives the next person their turn, if it is time. Says whether anything happened.
pub(crate) fn step(office: &Arc<Office>, tx: &WriteTx<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let batch = batches::last(tx)?.filter(|batch| batch.state == RunState::Running);
    let due = |batch: &BatchRow| batch.next_at <= now || batch.next_at > now.plus(LONGEST_WAIT);
    let Some(batch) = batch.filter(due) else { return Ok(false) };
    // What a person wrote goes first, and of the batch one text at a time: whoever pauses or ends it stops the rest.
    if !outbox::heads(tx, now, 1)?.is_empty() || batches::in_flight(tx, batch.id)? {
        return Ok(false);
    }
    if let Some(why) = nobody_answers_for(tx, &batch)? {
        batches::set(tx, batch.id, RunState::Paused, batch.next_at)?;
        let detail = serde_json::json!({ "state": RunState::Paused.as_str(), "why": why });
        record::by(tx, Actor::System, Act::BatchChanged, None, Some(batch.id.uuid()), detail, now)?;
        return Ok(true);
    }
    let desk = office.in_the_name_of(tx, batch.by)?;
    // Words that were changed since are not the ones that somebody looked at and started.
    let version = wording(tx, batch.template)?.filter(|version| version.seq == batch.version);
    let eye = Eye::new(&desk, tx, version, batch.open_only, now)?;
    let waiting = batches::turns(tx, batch.id, now, LONGEST_WAIT, LOOKS)?;
    for item in &waiting {
        if turn(&desk, tx, &eye, &batch, item, now)? {
            batches::set(tx, batch.id, RunState::Running, now.plus(EVERY))?;
            return Ok(true);
        }
    }
    match batches::next_turn(tx, batch.id)? {
        // More of them may have a turn now: at the next look.
        Some(at) if at <= now => {}
        Some(at) => batches::set(tx, batch.id, RunState::Running, at)?,
        None => {
            batches::set(tx, batch.id, RunState::Done, now)?;
            let detail = serde_json::json!({ "state": RunState::Done.as_str() });
            let id = Some(batch.id.uuid());
            record::by(tx, Actor::System, Act::BatchChanged, None, id, detail, now)?;
        }
    }
    Ok(true)
}

/// Why a batch waits for somebody who may: whoever started it left or may not any more, or the store is an older copy, in
/// which people wait who had their text.
fn nobody_answers_for(tx: &ReadTx<'_>, batch: &BatchRow) -> Result<Option<&'static str>, StoreError> {
    let starter = users::get(tx, batch.by)?;
    if starter.retired_at.is_some() || !starter.user.role.may(Capability::TextMany) {
        return Ok(Some("starter"));
    }
    Ok(older::frozen(tx)?.map(|_| "older_copy"))
}

/// One person's turn. Says whether a text is in the outbox.
fn turn(
    desk: &Desk,
    tx: &WriteTx<'_>,
    eye: &Eye<'_>,
    batch: &BatchRow,
    item: &ItemRow,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let number = PhoneNumber::parse_e164(item.number.reveal()).ok();
    let entry = Entry { name: item.name.clone(), number, visit_at: item.visit_at };
    let mut person = eye.look(tx, &entry)?;
    if let (Turn::Go(_), None, Some(number)) = (&person.turn, &person.thread, &entry.number) {
        first_thread(desk, tx, eye, number, now)?;
        person = eye.look(tx, &entry)?;
    }
    match (person.turn, person.thread) {
        (Turn::Go(cleared), Some(thread)) => {
            let message = send(desk, tx, eye, &thread, &cleared, (batch.id, now))?;
            batches::had_turn(tx, batch.id, item.position, Ok(message), now)?;
            Ok(true)
        }
        (Turn::Go(_), None) => {
            batches::had_turn(tx, batch.id, item.position, Err(BatchSkip::NotTextable), now)?;
            Ok(false)
        }
        (Turn::Wait(until, _), _) => {
            batches::wait(tx, batch.id, item.position, until)?;
            Ok(false)
        }
        (Turn::Skip(why), _) => {
            batches::had_turn(tx, batch.id, item.position, Err(why), now)?;
            Ok(false)
        }
    }
}

/// One text, the way every text goes.
fn send(
    desk: &Desk,
    tx: &WriteTx<'_>,
    eye: &Eye<'_>,
    thread: &ThreadRow,
    cleared: &ClearedMessage,
    (batch, now): (BatchId, Timestamp),
) -> Result<MessageId, StoreError> {
    let message = MessageId::from_uuid(desk.next_uuid());
    let new = NewOutbound {
        cleared,
        outbox: OutboxId::from_uuid(desk.next_uuid()),
        message,
        author: Author::Staff(desk.user.id),
        client_id: None,
        now,
        not_before: now,
        expires_at: now.plus(TRIES_FOR),
    };
    outbox::enqueue(tx, &new)?;
    households::keep_addressee(desk, tx, thread, message, now)?;
    let from = eye.version().map(std::slice::from_ref).unwrap_or_default();
    templates::keep_with(tx, message, from)?;
    // Whoever waits for an answer still does, and the thread stays where it is in the list: this answers nobody.
    threads::recompute(tx, thread.id)?;
    let detail = audit::of_text(tx, thread, message, cleared, from, Some(("batch", batch.to_string())))?;
    record::with(desk, tx, Act::TextQueued, thread.id, Some(message.uuid()), detail, now)?;
    Ok(message)
}

/// A conversation with a number that nobody has texted yet: off the desk until they write.
fn first_thread(
    desk: &Desk,
    tx: &WriteTx<'_>,
    eye: &Eye<'_>,
    number: &PhoneNumber,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(line) = eye.own_line() else { return Ok(()) };
    let fresh = ThreadId::from_uuid(desk.next_uuid());
    let (thread, _) = threads::find_or_create(tx, fresh, line.id, foyer_domain::Channel::Sms, number, now)?;
    let facts = threads::get(tx, thread)?.facts;
    threads::save_facts(tx, thread, &facts.closed(now))?;
    consent::keep_of_number(tx, number, now, &desk.rules())?;
    record::by_staff(desk, tx, Act::ThreadStarted, thread, None, now)
}
