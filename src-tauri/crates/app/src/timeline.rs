//! A thread as the window shows it: texts, notes and what happened, one stretch at a time.

use std::collections::{BTreeMap, BTreeSet};

use foyer_domain::{
    Actor, Author, DeliveryState, Language, MessageId, PatientId, ThreadId, Timestamp, UserId,
};
use foyer_phi::Handoff;
use foyer_policy::{Place, Standing, Subject, asks_for_a_time, handoff::SafeKind, household::Spoken};
use foyer_store::{
    ReadTx, StoreError, attachments, audit, batches, consent, drafts,
    drafts::DraftKind,
    handoffs,
    messages::{self, MessageKind, MessageRow, Sender},
    notes, older, outbox,
    outbox::{HoldReason, OutboxRow},
    portal_accounts::{self, AccountStanding},
    repair, retention, reviews,
    sight::Seen,
    threads::{self, ThreadRow},
};

use foyer_sync::{EngineSettings, Fate};

use crate::{
    confirming,
    desk::Desk,
    goals::Goals,
    hiding::{self, Eyes},
    households, incident,
    portal::texts,
    present,
    reading::{self, Staff},
    record::Act,
    reviewing, sending, templating,
    wire::{
        ActivityKind, BookingOffer, CategoryKind, ComposerInfo, FilingInfo, FrozenCopy, FrozenFate,
        FrozenText, HandoffPreview, HandoffSuggestion, OutboxItem, RefusalKind, Speaker, TextPurpose,
        ThreadDetail, TimelineItem, TimelinePage,
    },
};

/// Audit entries read at once.
const ENTRIES: u32 = 400;

/// Texts looked at for what a thread is about.
const NEWEST: u32 = 20;

/// A place in a thread: before this text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    at: Timestamp,
    seq: i64,
}

impl Before {
    /// Before a text.
    pub(crate) const fn of(row: &MessageRow) -> Self {
        Self { at: row.created_at, seq: row.seq }
    }

    /// Before a place that the store named.
    pub(crate) const fn at((at, seq): (Timestamp, i64)) -> Self {
        Self { at, seq }
    }

    /// As the store pages on.
    pub(crate) const fn place(self) -> (Timestamp, i64) {
        (self.at, self.seq)
    }

    /// Reads what [`TimelinePage::earlier`] said.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (at, seq) = text.split_once(':')?;
        Some(Self { at: Timestamp::from_millis(at.parse().ok()?), seq: seq.parse().ok()? })
    }
}

impl std::fmt::Display for Before {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.at.millis(), self.seq)
    }
}

/// A thread with its newest stretch.
pub(crate) fn detail(
    desk: &Desk,
    tx: &ReadTx<'_>,
    id: ThreadId,
    latest: u32,
    now: Timestamp,
) -> Result<ThreadDetail, StoreError> {
    let (eyes, thread) = (Eyes::read(desk, tx)?, threads::get(tx, id)?);
    let Some(thread) = eyes.see(&thread) else {
        return hiding::detail(desk, tx, &eyes, &thread, latest, now);
    };
    let staff = Staff::read(tx)?;
    let standing = reading::thread_standing(desk, tx, &thread, now)?;
    let patient = reading::thread_patient(tx, &thread)?;
    let language = patient.as_ref().map(|patient| patient.language).unwrap_or_default();
    let leaves_now = desk.engine.connectivity().can_send();
    let place = reading::place(tx, &thread)?;
    let handoff = handoff(desk, tx, &thread, &place, &standing, now)?;
    let composer = present::composer_info(
        &standing,
        &place,
        now,
        thread.far_number.pretty(),
        leaves_now,
        (desk.user.role, thread.may_answer(), households::of_thread(tx, &thread)?.addressee()),
        handoff,
    );
    let identity = if composer.may_override { Some(confirming::identity(tx, &thread, now)?) } else { None };
    let composer = ComposerInfo { identity, ..composer };
    let suggestion = suggestion(desk, tx, &thread, language, composer.handoff.is_some())?;
    let booking = booking(desk, tx, &thread, suggestion.is_none())?;
    let unsent = |kind| -> Result<String, StoreError> {
        Ok(drafts::load(tx, id, desk.user.id, kind)?.map(|draft| draft.body.into_inner()).unwrap_or_default())
    };
    Ok(ThreadDetail {
        row: reading::row(
            desk,
            &eyes,
            &staff,
            &thread,
            &Goals::read(desk, tx)?,
            &reading::drafts(desk, tx)?,
            now,
        ),
        patient: patient.map(|patient| present::patient_card(tx, &thread, &patient)).transpose()?,
        consent: vec![present::consent_card(&standing, now)],
        place: present::place_info(&place, &standing, now),
        reviews: reviewing::open_in(tx, &thread, now)?,
        composer,
        timeline: stretch(desk, tx, &thread, None, latest, now)?,
        draft: unsent(DraftKind::Text)?,
        note_draft: unsent(DraftKind::Note)?,
        suggestion,
        booking,
        filing: FilingInfo {
            may: thread.may_answer(),
            suggested: if thread.may_answer() { filing(desk, tx, &thread)? } else { None },
            reads: hiding::reads(&eyes),
        },
        household: households::info(desk, tx, &thread, now)?,
        cases: incident::of_thread(tx, &thread)?,
        hidden: None,
        open_until_at: thread.until().map(Timestamp::millis),
    })
}

/// What a thread that nobody has filed seems to be about: care, where the patient's newest text speaks of health or a
/// hand-off was made; or what the newest text of ours was sent as.
fn filing(desk: &Desk, tx: &ReadTx<'_>, thread: &Seen) -> Result<Option<CategoryKind>, StoreError> {
    if thread.filed_at.is_some() {
        return Ok(None);
    }
    let newest = messages::page(tx, thread.id, None, NEWEST)?;
    let theirs = newest.iter().find(|row| row.from == Sender::Patient && row.kind == MessageKind::Text);
    if let Some(text) = theirs {
        let about = desk.screening_context(reading::names_known(tx, thread)?);
        match desk.screener.handoff(text.body.reveal(), &about) {
            Handoff::Desk => {}
            Handoff::Nurse | Handoff::Now => return Ok(Some(CategoryKind::Clinical)),
        }
    }
    if !handoffs::of_thread(tx, thread.id, 1)?.is_empty() {
        return Ok(Some(CategoryKind::Clinical));
    }
    let Some(ours) = newest.iter().find(|row| row.from != Sender::Patient) else { return Ok(None) };
    Ok(match outbox::of_message(tx, ours.id)?.map(|sent| sent.subject) {
        Some(Subject::Clinical) => Some(CategoryKind::Clinical),
        Some(Subject::Billing) => Some(CategoryKind::Billing),
        Some(Subject::Logistics | Subject::Marketing) | None => None,
    })
}

/// What a hand-off would text, or why there is none, where that is the portal's matter.
fn handoff(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    place: &Place,
    standing: &Standing,
    now: Timestamp,
) -> Result<Result<HandoffPreview, RefusalKind>, StoreError> {
    if let Err(why) = desk.portals.covered(now) {
        return Ok(Err(present::not_covered(why)));
    }
    if let Some(patient) = thread.patient
        && portal_accounts::get(tx, patient)?.standing == AccountStanding::Nothing
    {
        return Ok(Err(RefusalKind::NoPortalAccount));
    }
    let language = texts::language(tx, thread)?;
    Ok(match texts::fill(desk, tx, SafeKind::Link, thread, language)? {
        None => Err(RefusalKind::NoPortal),
        Some(filled) => {
            let waits_until = present::link_waits(place, standing, now);
            Ok(present::handoff_preview(filled.body.reveal().to_owned(), waits_until))
        }
    })
}

/// What the newest text of the patient suggests, while nobody has answered it: a call, where it may be an emergency; a
/// reply that asks them to go on in the portal, where it speaks of health.
fn suggestion(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    language: Language,
    may_invite: bool,
) -> Result<Option<HandoffSuggestion>, StoreError> {
    let Some(text) = unanswered(tx, thread)? else { return Ok(None) };
    let about = desk.screening_context(reading::names_known(tx, thread)?);
    let urgent = match desk.screener.handoff(text.body.reveal(), &about) {
        Handoff::Desk => return Ok(None),
        Handoff::Nurse => false,
        Handoff::Now => true,
    };
    // In an emergency a link to the portal would only cost time.
    let may_invite = may_invite && !urgent;
    let invite = if may_invite { texts::fill(desk, tx, SafeKind::Invite, thread, language)? } else { None };
    let invite = invite.map(|filled| filled.body.reveal().to_owned());
    let any = urgent || invite.is_some();
    Ok(any.then(|| present::suggestion(text.id.to_string(), urgent, invite)))
}

/// The patient's newest text, while nobody has answered it.
fn unanswered(tx: &ReadTx<'_>, thread: &ThreadRow) -> Result<Option<MessageRow>, StoreError> {
    if thread.facts.waiting_since.is_none() {
        return Ok(None);
    }
    let newest = messages::page(tx, thread.id, None, 1)?.pop();
    Ok(newest.filter(|row| matches!((row.from, row.kind), (Sender::Patient, MessageKind::Text))))
}

/// The booking link for this thread; offered of itself where a text asks for a time and nothing in it is for a nurse.
fn booking(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &Seen,
    offered: bool,
) -> Result<Option<BookingOffer>, StoreError> {
    if !thread.may_answer() {
        return Ok(None);
    }
    let language = sending::language_of(tx, thread)?;
    let Some((template, words)) = templating::booking_words(desk, tx, thread, language)? else {
        return Ok(None);
    };
    let asked = offered && unanswered(tx, thread)?.is_some_and(|text| asks_for_a_time(text.body.reveal()));
    Ok(Some(BookingOffer {
        template: template.to_string(),
        language: language.as_str().to_owned(),
        words,
        asked,
    }))
}

/// What came before a place in a thread, or when, where the words are kept back.
pub(crate) fn earlier(
    desk: &Desk,
    tx: &ReadTx<'_>,
    id: ThreadId,
    before: Before,
    limit: u32,
    now: Timestamp,
) -> Result<TimelinePage, StoreError> {
    match desk.sight(tx)?.see(&threads::get(tx, id)?) {
        Some(thread) => stretch(desk, tx, &thread, Some(before), limit, now),
        None => hiding::page(tx, id, Some(before), limit),
    }
}

/// The stretch of `limit` texts before a place, with the notes and activities among them.
pub(crate) fn stretch(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &Seen,
    before: Option<Before>,
    limit: u32,
    now: Timestamp,
) -> Result<TimelinePage, StoreError> {
    let id = thread.id;
    let staff = Staff::read(tx)?;
    let rows = messages::page(tx, id, before.map(Before::place), limit)?;
    let full = rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let oldest = rows.last().filter(|_| full).map(Before::of);
    let from = oldest.map_or(Timestamp::from_millis(i64::MIN), |oldest| oldest.at);
    let until = before.map_or(Timestamp::from_millis(i64::MAX), |before| before.at);
    let within = |at: Timestamp| from <= at && at < until;

    let queued = waiting_of(tx, id, &rows)?;
    let folks = Folks::of(tx, thread, &rows)?;
    let mut items = Vec::with_capacity(rows.len());
    // Oldest first, so that texts of one instant keep their order through the stable sort below.
    for row in rows.iter().rev() {
        if row.state != Some(DeliveryState::Cancelled) {
            let shown = match erased(tx, row)? {
                Some(gone) => gone,
                None => item(desk, tx, &staff, thread, row, (queued.get(&row.id), &folks), now)?,
            };
            items.push((row.created_at, shown));
        }
        if row.from == Sender::Patient
            && let Some(review) = reviews::of_message(tx, row.id)?
        {
            items.push((
                row.created_at,
                TimelineItem::Activity {
                    id: format!("review-{}", review.id),
                    at: row.created_at.millis(),
                    what: present::review_activity(review.kind),
                    by: None,
                    about: None,
                },
            ));
        }
    }
    for note in notes::of_thread(tx, id, from)?.into_iter().filter(|note| within(note.created_at)) {
        items.push((
            note.created_at,
            TimelineItem::Note {
                id: note.id.to_string(),
                author: staff.name(note.author),
                text: note.body.into_inner(),
                at: note.created_at.millis(),
            },
        ));
    }
    for entry in entries_since(tx, id, from)?.into_iter().filter(|entry| within(entry.at)) {
        if let Some(what) = present::activity(&entry.action) {
            let about = entry.object.filter(|_| entry.action == Act::ThreadAssigned.as_str());
            let filed = entry.detail.get("to").and_then(serde_json::Value::as_str);
            let filed = filed.filter(|_| entry.action == Act::ThreadFiled.as_str());
            let named = entry.object.filter(|_| {
                [Act::SpeakerSaid, Act::WrongNumber].iter().any(|act| entry.action == act.as_str())
            });
            let named = match named {
                Some(patient) => households::name_of(tx, PatientId::from_uuid(patient))?,
                None => None,
            };
            let visit = match entry.object.filter(|_| entry.action == Act::VisitConfirmed.as_str()) {
                Some(text) => batches::visit_confirmed_by(tx, MessageId::from_uuid(text))?,
                None => None,
            };
            items.push((
                entry.at,
                TimelineItem::Activity {
                    id: format!("entry-{}", entry.seq),
                    at: entry.at.millis(),
                    what,
                    by: who(&staff, entry.actor),
                    about: about
                        .map(|user| staff.name(UserId::from_uuid(user)))
                        .or_else(|| filed.map(str::to_owned))
                        .or(named)
                        .or_else(|| visit.map(|at| at.millis().to_string())),
                },
            ));
        }
    }
    let party = reading::party(thread);
    for event in consent::for_number(tx, &thread.far_number)? {
        if event.concerns(&party)
            && within(event.at)
            && let Some(what) = present::consent_activity(&event.kind)
        {
            items.push((
                event.at,
                TimelineItem::Activity {
                    id: event.id.to_string(),
                    at: event.at.millis(),
                    what,
                    by: who(&staff, event.actor),
                    about: present::consent_about(&event, who(&staff, event.actor).as_deref()),
                },
            ));
        }
    }
    items.sort_by_key(|(at, item)| (*at, place(item)));
    let items = items.into_iter().map(|(_, item)| item).collect();
    Ok(TimelinePage { items, earlier: oldest.map(|oldest| oldest.to_string()) })
}

/// Within one instant: the words a hand-off kept, the texts, then what was noted and what happened.
const fn place(item: &TimelineItem) -> u8 {
    match item {
        TimelineItem::PortalCard { .. } => 0,
        TimelineItem::Message { .. } | TimelineItem::Hidden { .. } | TimelineItem::Erased { .. } => 1,
        TimelineItem::Note { .. } => 2,
        TimelineItem::Activity { .. } => 3,
    }
}

/// One text, as just stored.
pub(crate) fn message_item(
    desk: &Desk,
    tx: &ReadTx<'_>,
    id: MessageId,
    now: Timestamp,
) -> Result<TimelineItem, StoreError> {
    let row = messages::get(tx, id)?;
    let thread = desk.sees(tx, row.thread)?;
    let queued = waiting_of(tx, row.thread, std::slice::from_ref(&row))?;
    let folks = Folks::of(tx, &thread, std::slice::from_ref(&row))?;
    item(desk, tx, &Staff::read(tx)?, &thread, &row, (queued.get(&id), &folks), now)
}

/// The people of a thread's phone and who wrote which of some texts; empty where nobody shares it.
struct Folks {
    phone: households::Phone,
    spoken: BTreeMap<MessageId, Spoken>,
}

impl Folks {
    fn of(tx: &ReadTx<'_>, thread: &ThreadRow, rows: &[MessageRow]) -> Result<Self, StoreError> {
        let phone = households::Phone::of(tx, &thread.far_number)?;
        let spoken = if phone.is_shared() { phone.speakers(tx, thread, rows)? } else { BTreeMap::new() };
        Ok(Self { phone, spoken })
    }

    fn meant_for(&self, tx: &ReadTx<'_>, message: MessageId) -> Result<Option<String>, StoreError> {
        if self.phone.is_shared() { households::meant_for(tx, &self.phone, message) } else { Ok(None) }
    }
}

/// The outbox tray, oldest first.
pub(crate) fn outbox_items(
    desk: &Desk,
    tx: &ReadTx<'_>,
    now: Timestamp,
) -> Result<Vec<OutboxItem>, StoreError> {
    let (eyes, waiting) = (Eyes::read(desk, tx)?, outbox::waiting(tx)?);
    let mut items = Vec::with_capacity(waiting.len());
    // Threads in which a text further up waits for a person.
    let mut stuck = BTreeSet::new();
    for queued in &waiting {
        let message = messages::get(tx, queued.message)?;
        let thread = threads::get(tx, queued.thread)?;
        let lane_waits = stuck.contains(&queued.thread);
        if is_stuck(queued) {
            stuck.insert(queued.thread);
        }
        let (text, hidden) = hiding::words(&eyes, &thread, || message.body.reveal().to_owned());
        items.push(OutboxItem {
            message: message.id.to_string(),
            thread: thread.id.to_string(),
            name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
            channel: present::channel_kind(thread.channel),
            text,
            hidden,
            at: queued.queued_at.millis(),
            delivery: present::delivery(
                message.created_at,
                message.state,
                message.problem,
                Some(queued),
                lane_waits,
                now,
            ),
        });
    }
    Ok(items)
}

/// The engine's figures that decide what became of a text; none of its waits matter here.
fn engine_settings(desk: &Desk) -> EngineSettings {
    EngineSettings { consent: desk.rules(), time_zone: desk.practice().zone(), ..EngineSettings::default() }
}

/// What an older copy of the store holds back; `None` when it is none.
pub(crate) fn frozen_copy(
    desk: &Desk,
    tx: &ReadTx<'_>,
    now: Timestamp,
) -> Result<Option<FrozenCopy>, StoreError> {
    let Some(frozen) = older::frozen(tx)? else { return Ok(None) };
    let eyes = Eyes::read(desk, tx)?;
    let mut texts = Vec::new();
    for held in foyer_sync::frozen_texts(tx, &engine_settings(desk), now)? {
        let thread = threads::get(tx, held.message.thread)?;
        let (fate, fate_at) = match held.fate {
            Fate::NotChecked => (FrozenFate::NotChecked, None),
            Fate::CarrierHasIt(at) => (FrozenFate::CarrierHasIt, at.map(Timestamp::millis)),
            Fate::OptedOut => (FrozenFate::OptedOut, None),
            Fate::TimePassed => (FrozenFate::TimePassed, None),
            Fate::TooOld => (FrozenFate::TooOld, None),
            Fate::StillTrue => (FrozenFate::StillTrue, None),
        };
        let (text, hidden) = hiding::words(&eyes, &thread, || held.message.body.reveal().to_owned());
        let send = held.may_go() && eyes.answers(&thread);
        texts.push(FrozenText {
            message: held.message.id.to_string(),
            thread: thread.id.to_string(),
            name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number),
            text,
            hidden,
            at: held.message.created_at.millis(),
            fate,
            fate_at,
            send,
        });
    }
    let checked = older::lists_were_read(tx)?;
    let repaired = repair::repaired(tx)?.filter(|repaired| frozen.is_since(repaired.at));
    Ok(Some(FrozenCopy {
        repaired: repaired.as_ref().map(present::repair_info),
        noticed_at: frozen.noticed_at.millis(),
        copy_at: frozen.copy_at.map(Timestamp::millis),
        entries: u32::try_from(frozen.copy_entries).unwrap_or(0),
        checked,
        texts,
    }))
}

/// Whether it waits for a person.
const fn is_stuck(item: &OutboxRow) -> bool {
    // What is for later lets everything else of its thread go first.
    matches!(item.state, DeliveryState::Unconfirmed | DeliveryState::Held)
        && !matches!(
            item.hold_reason,
            Some(HoldReason::QuietHours | HoldReason::Scheduled | HoldReason::Missed)
        )
}

/// A text of ours in the outbox, and whether it waits for one above it that a person must decide about.
struct Waiting {
    row: OutboxRow,
    behind: bool,
}

/// Those of a thread's texts of ours that have not left.
fn waiting_of(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    rows: &[MessageRow],
) -> Result<BTreeMap<MessageId, Waiting>, StoreError> {
    let mut waiting = BTreeMap::new();
    for row in rows {
        let unsettled = row.state.is_some_and(|state| !state.is_final()) && row.provider_id.is_none();
        let failed = matches!(row.state, Some(DeliveryState::Failed | DeliveryState::Undelivered));
        if (unsettled || failed)
            && let Some(queued) = outbox::of_message(tx, row.id)?
        {
            waiting.insert(row.id, Waiting { row: queued, behind: false });
        }
    }
    if waiting.is_empty() {
        return Ok(waiting);
    }
    let stuck = outbox::lane(tx, thread)?.into_iter().find(is_stuck);
    for item in waiting.values_mut() {
        item.behind = item.row.state == DeliveryState::Queued
            && stuck.as_ref().is_some_and(|above| above.seq < item.row.seq);
    }
    Ok(waiting)
}

/// A text without words, if the schedule deleted them.
fn erased(tx: &ReadTx<'_>, row: &MessageRow) -> Result<Option<TimelineItem>, StoreError> {
    if !row.body.reveal().is_empty() {
        return Ok(None);
    }
    Ok(retention::erased_at(tx, row.id)?.map(|at| TimelineItem::Erased {
        id: row.id.to_string(),
        at: row.created_at.millis(),
        ours: row.from != Sender::Patient,
        erased_at: at.millis(),
    }))
}

fn item(
    desk: &Desk,
    tx: &ReadTx<'_>,
    staff: &Staff,
    thread: &Seen,
    row: &MessageRow,
    (queued, folks): (Option<&Waiting>, &Folks),
    now: Timestamp,
) -> Result<TimelineItem, StoreError> {
    let from = match row.from {
        Sender::Patient => {
            Speaker::Patient { name: reading::shown_name(thread.patient_name.as_ref(), &thread.far_number) }
        }
        Sender::Practice(Author::Staff(user)) if user == desk.user.id => Speaker::You,
        Sender::Practice(Author::Staff(user)) => Speaker::Colleague { name: staff.name(user) },
        Sender::Practice(Author::Foyer) => Speaker::Foyer,
        Sender::Practice(Author::Elsewhere) => Speaker::Elsewhere,
    };
    let (id, text, at) = (row.id.to_string(), row.body.reveal().to_owned(), row.created_at.millis());
    let purpose = match row.kind {
        MessageKind::PortalCard => {
            let handoff = handoffs::of_card(tx, row.id)?;
            let handoff = handoff.map(|handoff| present::handoff_info(desk, tx, &handoff)).transpose()?;
            return Ok(TimelineItem::PortalCard { id, from, text, at, handoff });
        }
        MessageKind::PortalReply => {
            let what = ActivityKind::PortalAnswered;
            return Ok(TimelineItem::Activity { id, at, what, by: None, about: None });
        }
        MessageKind::Text | MessageKind::StopConfirmation => TextPurpose::Reply,
        MessageKind::Notice => TextPurpose::Notice,
        MessageKind::AfterHours => TextPurpose::AfterHours,
        MessageKind::Reminder => TextPurpose::Reminder,
        MessageKind::PortalLink => TextPurpose::PortalLink,
    };
    let attachments = if row.media_count == 0 {
        Vec::new()
    } else {
        attachments::of_message(tx, row.id)?.iter().map(present::attachment).collect()
    };
    let delivery = match row.from {
        Sender::Patient => None,
        Sender::Practice(_) => {
            let (item, behind) = queued.map_or((None, false), |queued| (Some(&queued.row), queued.behind));
            Some(present::delivery(row.created_at, row.state, row.problem, item, behind, now))
        }
    };
    Ok(TimelineItem::Message {
        id,
        client_id: row.client_id.clone(),
        from,
        text,
        at,
        language: row.language.map(|language| language.as_str().to_owned()),
        delivery,
        attachments,
        purpose,
        said_by: folks.spoken.get(&row.id).map(|spoken| households::said_by(&folks.phone, *spoken)),
        meant_for: match row.from {
            Sender::Patient => None,
            Sender::Practice(_) => folks.meant_for(tx, row.id)?,
        },
    })
}

/// The thread's audit entries back to `from`, newest first.
fn entries_since(
    tx: &ReadTx<'_>,
    id: ThreadId,
    from: Timestamp,
) -> Result<Vec<audit::AuditEntry>, StoreError> {
    let mut entries = audit::of_thread(tx, id, None, ENTRIES)?;
    let mut more = entries.len() >= ENTRIES as usize;
    while more && entries.last().is_some_and(|oldest| oldest.at >= from) {
        let older = audit::of_thread(tx, id, entries.last().map(|oldest| oldest.seq), ENTRIES)?;
        more = older.len() >= ENTRIES as usize;
        entries.extend(older);
    }
    Ok(entries)
}

fn who(staff: &Staff, actor: Actor) -> Option<String> {
    match actor {
        Actor::User(user) => Some(staff.name(user)),
        Actor::Patient | Actor::System | Actor::Carrier => None,
    }
}
