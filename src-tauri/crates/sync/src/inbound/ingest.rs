//! One page of the carrier's list becomes rows, in one transaction: all of it or nothing.
//!
//! Every row is used once, by the carrier's id; what is known already only moves delivery states. A patient's
//! text brings its thread, what it says about consent with itself as the proof, and, if it is a STOP, the end of
//! everything that waits for that number, all in the same commit. A text of ours that Foyer did not send
//! is shown as sent elsewhere, unless it answers for an attempt nobody was sure of. What cannot be used is put
//! into quarantine by id, or by print, and field. Nothing in a row can make this fail: only the store can.

use std::collections::{BTreeMap, BTreeSet};

use foyer_carrier::{CarrierMessage, Page, RowPrint};
use foyer_domain::{
    Actor, Channel, DeliveryState, Direction, IdSource, MessageId, PhoneNumber, ProviderMessageId, Span,
    ThreadFacts, ThreadId, Timestamp,
};
use foyer_policy::{ConsentEventKind, ConsentRules, InboundMeaning, interpret, recognise, recording_time};
use foyer_store::{
    StoreError, WriteTx, audit, charges, consent,
    lines::LineRow,
    messages::{self, Carried, Insert, MessageKind, NewElsewhere, NewInbound},
    quarantine::{self, Which},
    threads::{self, Preview, ThreadRow},
};

use crate::{
    activity,
    consenting::{self, Fact, party_answering},
    delivery::{self, Said},
    doubt::{self, Doubtful},
    inbound::meaning::{self, Written},
    matching::{self, Row},
};

/// A carrier's time further ahead of ours than this is a mistake: it would pin its thread to the top for good.
const FUTURE: Span = Span::hours(24);

/// The desk's clock may be this much ahead of the carrier's. A reminder that went in that time counts as read before the
/// text: what may be meant for it agrees to nothing.
const CLOCKS_APART: Span = Span::minutes(2);

/// The page's circumstances.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The line whose list it is.
    pub line: LineRow,
    /// When it was read.
    pub now: Timestamp,
    /// The same by the carrier's clock, as well as it is known: this desk's may be wrong, and a STOP without a
    /// readable time must not end up before the START it took back.
    pub carriers_now: Timestamp,
    /// The practice's figures for consent.
    pub consent: ConsentRules,
    /// Texts before this are history: stored and searched, not unread, and nobody waits for an answer.
    pub history_before: Option<Timestamp>,
}

/// What a page changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ingested {
    /// Threads that changed.
    pub threads: BTreeSet<ThreadId>,
    /// New texts of patients, history not counted.
    pub new_inbound: u32,
    /// New texts of patients, history included.
    pub stored_inbound: u32,
    /// New texts that were sent elsewhere.
    pub elsewhere: u32,
    /// Rows newly put into quarantine.
    pub quarantined: u32,
    /// Texts of ours that the page answered for.
    pub adopted: u32,
    /// Whether something that waited was stopped or found.
    pub outbox_changed: bool,
    /// Texts whose pictures are to be fetched.
    pub media: Vec<MessageId>,
    /// Whether the page held anything that was not known.
    pub anything_new: bool,
    /// The oldest time on the page; `None` when no row has one.
    pub oldest: Option<Timestamp>,
}

/// Stores a page. See the module's words.
///
/// # Errors
/// The store's own; then nothing of the page was stored.
pub fn ingest_page(
    tx: &WriteTx<'_>,
    page: &Page,
    arrival: &Arrival,
    ids: &mut (impl IdSource + ?Sized),
) -> Result<Ingested, StoreError> {
    let mut desk = Desk {
        tx,
        arrival,
        ids,
        threads: BTreeMap::new(),
        recount: BTreeSet::new(),
        told: Vec::new(),
        done: Ingested::default(),
    };
    desk.done.oldest = page.messages.iter().filter_map(|row| row.created_at).min();
    // Oldest first: rows without ids that say the same are told apart by their number, and the newest is the next.
    let mut alike: BTreeMap<&RowPrint, u32> = BTreeMap::new();
    for bad in page.unreadable.iter().rev() {
        let which = match (&bad.id, &bad.print) {
            (Some(id), _) => Which::Id(id),
            (None, Some(print)) => {
                let number = alike.entry(print).and_modify(|number| *number += 1).or_insert(1);
                Which::Print(print.reveal(), *number)
            }
            (None, None) => Which::Other,
        };
        desk.set_aside(which, bad.what)?;
        if let Some(sender) = bad.sender.as_ref().filter(|sender| **sender != arrival.line.number) {
            quarantine::note_sender(tx, arrival.line.id, sender, which, arrival.now)?;
        }
    }
    let asked: Vec<ProviderMessageId> = page.messages.iter().map(|row| row.id.clone()).collect();
    let known: BTreeMap<ProviderMessageId, Carried> =
        messages::carried(tx, arrival.line.id, &asked)?.into_iter().collect();
    // Oldest first: states of threads follow the order of events, and the index takes rising keys cheaply.
    // What has one time, or none, is in the carrier's order, which is newest first.
    let dated = |row, now| believable(row, now).unwrap_or(now);
    let mut rows: Vec<(Timestamp, &CarrierMessage)> =
        page.messages.iter().rev().map(|row| (dated(row, arrival.carriers_now), row)).collect();
    rows.sort_by_key(|(at, _)| *at);
    // A page that repeats a row says nothing twice: a second use could answer for a second text.
    let mut used = BTreeSet::new();
    rows.retain(|(_, row)| used.insert(&row.id));
    let set_aside = if rows.iter().any(|(_, row)| !known.contains_key(&row.id)) {
        desk.set_aside_before()?
    } else {
        BTreeSet::new()
    };
    for (at, row) in rows {
        match known.get(&row.id) {
            Some(text) => desk.seen_before(text, row)?,
            None => desk.arrived(row, at, &set_aside)?,
        }
    }
    desk.finish()
}

/// The carrier's time of a row, if it can be one.
fn believable(row: &CarrierMessage, now: Timestamp) -> Option<Timestamp> {
    let possible = |at: &Timestamp| at.millis() > 0 && *at <= now.plus(FUTURE);
    row.created_at.filter(possible).or(row.sent_at.filter(possible))
}

/// The page being worked on.
struct Desk<'a, 't, I: IdSource + ?Sized> {
    tx: &'a WriteTx<'t>,
    arrival: &'a Arrival,
    ids: &'a mut I,
    threads: BTreeMap<(Channel, PhoneNumber), Touched>,
    /// Threads whose texts are to be asked who waits, once the page is stored: what an answer was worth changed.
    recount: BTreeSet<ThreadId>,
    /// What the trail says of each new text, written at once.
    told: Vec<audit::NewEntry>,
    done: Ingested,
}

/// A thread of the page, read once and saved once.
struct Touched {
    row: ThreadRow,
    facts: ThreadFacts,
    preview: Option<Preview>,
    changed: bool,
    /// Whether consent of this number was looked at once: an ordinary text then says nothing new about it.
    looked_at: bool,
    /// Texts nobody is sure of, read when first needed.
    doubts: Option<Vec<Doubtful>>,
}

impl<I: IdSource + ?Sized> Desk<'_, '_, I> {
    /// A row whose id is stored: only a delivery state can be news.
    fn seen_before(&mut self, text: &Carried, row: &CarrierMessage) -> Result<(), StoreError> {
        let message = text.message;
        if bug!(RowTwiceUnread) && row.direction == Direction::Inbound {
            let thread = messages::get(self.tx, message)?.thread;
            let mut facts = threads::get(self.tx, thread)?.facts;
            facts.unread = facts.unread.saturating_add(1);
            return threads::save_facts(self.tx, thread, &facts);
        }
        if let Some(charge) = row.charge {
            charges::hear(self.tx, message, charge, self.arrival.now)?;
        }
        let (Direction::Outbound, Some(state)) = (row.direction, row.state) else { return Ok(()) };
        if (text.state, text.problem) == (Some(state), row.problem) {
            // Most rows of most pages.
            return Ok(());
        }
        let said = Said { state, problem: row.problem, sent_at: row.sent_at };
        let rules = &self.arrival.consent;
        let moved = delivery::hear(self.tx, self.ids, message, &said, self.arrival.now, rules)?;
        self.done.threads.extend(moved);
        self.recount.extend(moved);
        Ok(())
    }

    fn arrived(
        &mut self,
        row: &CarrierMessage,
        at: Timestamp,
        set_aside: &BTreeSet<ProviderMessageId>,
    ) -> Result<(), StoreError> {
        let Some(number) = row.far_number.clone() else {
            // A short code or a name: it can be neither a patient nor answered.
            return self.set_aside(Which::Id(&row.id), "number");
        };
        if set_aside.contains(&row.id) {
            quarantine::resolve(self.tx, self.arrival.line.id, &row.id)?;
        }
        let key = (row.channel, number);
        self.open_thread(&key)?;
        match row.direction {
            Direction::Inbound => self.inbound(&key, row, at),
            Direction::Outbound => self.outbound(&key, row, at),
        }
    }

    fn open_thread(&mut self, key: &(Channel, PhoneNumber)) -> Result<(), StoreError> {
        if self.threads.contains_key(key) {
            return Ok(());
        }
        let (channel, number) = key;
        let (line, now) = (self.arrival.line.id, self.arrival.now);
        let row = match threads::at(self.tx, line, *channel, number)? {
            Some(row) => row,
            None => {
                let fresh = ThreadId::new(self.ids);
                let (id, _) = threads::find_or_create(self.tx, fresh, line, *channel, number, now)?;
                threads::get(self.tx, id)?
            }
        };
        let touched = Touched {
            facts: row.facts,
            looked_at: row.consent.is_some(),
            row,
            preview: None,
            changed: false,
            doubts: None,
        };
        self.threads.insert(key.clone(), touched);
        Ok(())
    }

    fn inbound(
        &mut self,
        key: &(Channel, PhoneNumber),
        row: &CarrierMessage,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(thread) = self.threads.get_mut(key) else { return Ok(()) };
        let id = MessageId::new(self.ids);
        let history = self.arrival.history_before.filter(|before| at < *before);
        let stored = messages::insert_inbound(
            self.tx,
            &NewInbound {
                id,
                thread: thread.row.id,
                line: self.arrival.line.id,
                channel: row.channel,
                provider_id: row.id.clone(),
                body: row.body.clone(),
                created_at: at,
                // History is known since it was written; what is heard, since now.
                received_at: if history.is_some() { at } else { self.arrival.now },
                media_count: row.media_count,
                language: None,
            },
        )?;
        if stored == Insert::Known {
            return Ok(());
        }
        thread.saw(id, row, at);
        if let Some(before) = history {
            if thread.facts.unread > 0 || thread.facts.waiting_since.is_some() {
                // Somebody waits here, and what settles the past may be about them: the texts decide.
                self.recount.insert(thread.row.id);
            }
            thread.facts = thread.facts.with_history(at, before);
        } else {
            thread.facts = thread.facts.after_inbound(at);
            // A close that lies ahead was made before the clock was set back; this text came after it.
            thread.facts.settled_at = thread.facts.settled_at.map(|at| at.min(self.arrival.now));
            self.done.new_inbound = self.done.new_inbound.saturating_add(1);
        }
        self.done.stored_inbound = self.done.stored_inbound.saturating_add(1);
        if row.media_count > 0 {
            self.done.media.push(id);
        }
        self.about_consent(key, row, id, at)?;
        self.tell(activity::Activity::TextReceived, Actor::Patient, key, (id, row))
    }

    /// Notes what the trail will say of a new text.
    fn tell(
        &mut self,
        activity: activity::Activity,
        actor: Actor,
        key: &(Channel, PhoneNumber),
        (id, row): (MessageId, &CarrierMessage),
    ) -> Result<(), StoreError> {
        let Some(thread) = self.threads.get(key) else { return Ok(()) };
        let (text, rest) = ((id, &row.id), (row.media_count, self.arrival.now));
        self.told.push(activity::brought(self.tx, activity, actor, &thread.row, text, rest)?);
        Ok(())
    }

    /// What a text says about consent becomes a fact, with the text as its proof. Most texts say nothing, and of
    /// those only a number's first is worth looking at its facts: it may be who wrote first.
    fn about_consent(
        &mut self,
        key: &(Channel, PhoneNumber),
        row: &CarrierMessage,
        message: MessageId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(thread) = self.threads.get_mut(key) else { return Ok(()) };
        let keyword = recognise(row.body.reveal());
        if keyword.is_none() && thread.looked_at {
            return Ok(());
        }
        let (rules, now) = (&self.arrival.consent, self.arrival.now);
        let party = party_answering(self.tx, &thread.row, keyword, at, rules)?;
        let before = consent::ledger(self.tx, &party)?.standing(&party, at, rules);
        let mut meaning = interpret(keyword, row.body.reveal(), at, &before);
        if let (InboundMeaning::Grants { .. }, Some(notice)) = (meaning, before.open_notice(at))
            && messages::reminded_between(self.tx, thread.row.id, notice.at, at.plus(CLOCKS_APART))?
        {
            meaning = meaning.after_reminder(row.body.reveal());
        }
        if !thread.looked_at {
            // Later texts take what the thread keeps; a number's first has nothing to take yet.
            let place = consent::place(self.tx, party.patient, &party.number)?;
            consent::keep_with(self.tx, message, &consent::Mark::of(&before, &place, at))?;
        }
        let history = self.arrival.history_before.is_some_and(|before| at < before);
        let text = Written { thread: thread.row.id, message, body: &row.body, at, meaning };
        if !history {
            meaning::ask_staff(self.tx, self.ids, &text)?;
        }
        // One who wrote START at an unknown time may have written STOP since. Until they write it again, the STOP stands.
        let undated = believable(row, self.arrival.carriers_now).is_none() && !bug!(UndatedStartCounts);
        let deaf = (bug!(StopNeedsBareWord) && row.body.reveal() != "STOP")
            || (bug!(OneStopAPage) && self.done.stored_inbound > 1);
        let counts = |kind: &ConsentEventKind| {
            let restarts = *kind == ConsentEventKind::Restarted;
            !(restarts && undated || deaf && matches!(kind, ConsentEventKind::Revoked(_)))
        };
        if let Some(kind) = meaning.fact(&before).filter(counts) {
            let revokes = matches!(kind, ConsentEventKind::Revoked(_));
            // A STOP at an unknown time came after everything that is known: this clock may be slow.
            let at = if undated && revokes {
                recording_time(&consent::for_number(self.tx, &party.number)?, at)
            } else {
                at
            };
            let fact = Fact {
                thread: thread.row.id,
                party: &party,
                kind,
                at,
                actor: Actor::Patient,
                message: Some(message),
                provider_id: Some(row.id.clone()),
                notice: meaning.notice(),
            };
            let (_, stopped) = consenting::record(self.tx, self.ids, fact, now)?;
            self.done.outbox_changed |= !stopped.is_empty();
            self.done.threads.extend(stopped.iter().map(|item| item.thread));
            self.recount.extend(stopped.iter().map(|item| item.thread));
            let standing = consenting::refresh(self.tx, &party, thread.row.id, now, rules)?;
            if revokes && !history {
                self.done.outbox_changed |=
                    meaning::confirm_the_end(self.tx, self.ids, &thread.row, &standing, now)?;
            }
        } else if !thread.looked_at {
            consenting::refresh(self.tx, &party, thread.row.id, now, rules)?;
        }
        thread.looked_at = true;
        Ok(())
    }

    /// A text of ours that is not known by its id: the answer to a doubt, or sent by other means.
    fn outbound(
        &mut self,
        key: &(Channel, PhoneNumber),
        row: &CarrierMessage,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(thread) = self.threads.get_mut(key) else { return Ok(()) };
        let (now, rules) = (self.arrival.now, &self.arrival.consent);
        if bug!(ElsewhereDropped) {
            return Ok(());
        }
        if !row.automatic && !bug!(NoSearch) {
            let doubts = match &mut thread.doubts {
                Some(doubts) => doubts,
                none @ None => none.insert(doubt::in_thread(self.tx, thread.row.id, now)?),
            };
            let asked: Vec<_> = doubts.iter().map(Doubtful::doubt).collect();
            let offered = [Row { row: &row.id, body: &row.body, created_at: row.created_at }];
            if let Some((found, _)) = matching::pair(&asked, &offered).first().copied() {
                doubts.retain(|doubtful| doubtful.outbox != found);
                doubt::adopt(self.tx, self.ids, found, row, now, rules)?;
                self.done.adopted = self.done.adopted.saturating_add(1);
                self.done.outbox_changed = true;
                self.done.anything_new = true;
                self.done.threads.insert(thread.row.id);
                return Ok(());
            }
        }
        let history = self.arrival.history_before.is_some_and(|before| at < before);
        if !row.automatic
            && !history
            && let Some(text) = doubt::twin(self.tx, thread.row.id, row, now)?
        {
            doubt::alarm(self.tx, (thread.row.id, text), &row.id, now)?;
        }
        let id = MessageId::new(self.ids);
        let state = row.state.unwrap_or(DeliveryState::Accepted);
        let new = NewElsewhere {
            id,
            thread: thread.row.id,
            line: self.arrival.line.id,
            channel: row.channel,
            provider_id: row.id.clone(),
            body: row.body.clone(),
            created_at: at,
            received_at: now,
            sent_at: row.sent_at,
            state,
            problem: row.problem,
            media_count: 0,
        };
        let stored = if row.automatic {
            messages::insert_automatic(self.tx, &new)?
        } else {
            messages::insert_elsewhere(self.tx, &new)?
        };
        if stored == Insert::Known {
            return Ok(());
        }
        thread.saw(id, row, at);
        thread.facts.last_message_at = thread.facts.last_message_at.max(Some(at));
        // Whom it answers depends on what came before it; the carrier's own reply to a STOP answers nobody.
        if !row.automatic {
            self.recount.insert(thread.row.id);
        }
        self.done.elsewhere = self.done.elsewhere.saturating_add(1);
        self.tell(activity::Activity::TextElsewhere, Actor::Carrier, key, (id, row))
    }

    fn set_aside(&mut self, which: Which<'_>, what: &str) -> Result<(), StoreError> {
        let added = quarantine::add(self.tx, self.arrival.line.id, which, what, self.arrival.now)?;
        if added == Insert::Inserted {
            self.done.quarantined = self.done.quarantined.saturating_add(1);
        }
        Ok(())
    }

    /// The ids that could not be used when they were last seen.
    fn set_aside_before(&self) -> Result<BTreeSet<ProviderMessageId>, StoreError> {
        let rows = quarantine::list(self.tx)?;
        let ours = rows.into_iter().filter(|row| row.line == self.arrival.line.id);
        Ok(ours.filter_map(|row| row.provider_id).collect())
    }

    /// Saves the threads once each, and writes the page's audit entry and those of its texts.
    fn finish(mut self) -> Result<Ingested, StoreError> {
        let now = self.arrival.now;
        for thread in self.threads.values_mut().filter(|thread| thread.changed) {
            threads::save(self.tx, thread.row.id, &thread.facts, thread.preview.as_ref())?;
            self.done.threads.insert(thread.row.id);
        }
        for thread in &self.recount {
            threads::recompute(self.tx, *thread)?;
        }
        let Ingested { stored_inbound, elsewhere, quarantined, .. } = self.done;
        if stored_inbound > 0 || elsewhere > 0 || quarantined > 0 {
            self.done.anything_new = true;
            let counts = (stored_inbound, elsewhere, quarantined);
            activity::page_stored(self.tx, self.arrival.line.id, counts, now)?;
            audit::append_all(self.tx, &self.told)?;
        }
        Ok(self.done)
    }
}

impl Touched {
    /// A text was added to the thread at `at`.
    fn saw(&mut self, message: MessageId, row: &CarrierMessage, at: Timestamp) {
        self.changed = true;
        let newest = self.facts.last_message_at.is_none_or(|last| last <= at);
        if newest {
            let state = match row.direction {
                Direction::Inbound => None,
                Direction::Outbound => row.state.or(Some(DeliveryState::Accepted)),
            };
            let (text, kind, direction) = (row.body.clone(), MessageKind::Text, row.direction);
            self.preview = Some(Preview { message, text, kind, direction, state });
        }
    }
}
