//! What must hold at the very moment of each request, judged by what truly happened and not by what the engine
//! believes: the umpire knows the patients' words, the carrier's answers and what is on the disk.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use foyer_carrier::{NotSentReason, OutgoingText, Page, SubmitOutcome};
use foyer_domain::{DeliveryState, OutboxId, ProviderMessageId, Span, Timestamp};
use foyer_policy::{Badge, ConsentRules, Party, standing};
use foyer_sandbox::Answer;
use foyer_store::{Store, consent, lines, messages, outbox};
use foyer_sync::Clock as _;

use crate::{
    reading::retry_after,
    rules::{Broken, Rule},
    time::{Stretch, VirtualClock, lock},
};

/// Never more requests with a text in them at once, and to begin with.
pub const FLIGHTS: usize = 16;
const FLIGHTS_AT_FIRST: usize = 4;

/// How it begins what it says of an engine that does not run.
const ENDED: &str = "the engine is";

/// So many failures in a row hold texts back, for so long at least, in milliseconds.
const FAILURES: u32 = 5;
const APART: i64 = 30_000;

/// How long after it came into the list a STOP may still be passed by a text: what was heard stays fresh for a
/// minute, and a decision for twenty seconds; in milliseconds.
const HEARD_WITHIN: i64 = 95_000;

/// What a patient's text says about consent, by the one who wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// No more texts.
    Stop,
    /// Texts again.
    Start,
}

/// The judge of one desk.
pub struct Umpire {
    clock: Arc<VirtualClock>,
    rules: ConsentRules,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// The desk's store; `None` while its process is dead.
    reading: Option<Store>,
    broken: Vec<Broken>,
    /// What each patient's text means, by the carrier's id: who wrote it, when, and what.
    wishes: BTreeMap<String, (String, i64, Wish)>,
    /// The last wish of each number that the desk has been told of.
    told: BTreeMap<String, Told>,
    /// Inbound was heard since the start, and since a request last failed.
    heard: bool,
    /// Until when the carrier asked to be left alone, true time.
    not_before: i64,
    /// Texts on the wire, to whom, and whether the carrier has read them to their end.
    flying: Vec<(u64, String, bool)>,
    flights: u64,
    most_flying: usize,
    /// When the last text to each number was taken, and how many segments it had.
    taken: BTreeMap<String, (i64, i64)>,
    /// Texts that failed one after another by the carrier's doing, and when the last did.
    failed: (u32, i64),
    /// Nothing may be sent before a person says so: the store is an older copy.
    frozen: bool,
    /// When lists did not tell all that there is, from and until; true time.
    blind: Vec<(i64, i64)>,
    /// How long a line needs for a segment; zero: not looked at.
    segment_ms: i64,
    /// A request failed, and no text was taken since.
    careful: bool,
    accepted: usize,
    /// How texts stood here when a list told of them as they once stood, until it is looked at again.
    stood: BTreeMap<ProviderMessageId, DeliveryState>,
    /// When each text was handed over, true time.
    handed_over: BTreeMap<OutboxId, Vec<i64>>,
    /// When a person last looked at each text, and the moment it names.
    confirmed: BTreeMap<OutboxId, (Timestamp, Option<Timestamp>)>,
}

/// A wish that the desk has been told of.
struct Told {
    at: i64,
    wish: Wish,
    /// The carrier's id of the text, until it was found in the store; nothing for what was written down at the desk.
    id: Option<ProviderMessageId>,
    /// The same, once it was: what is kept stays, until an older copy is put back.
    found: Option<ProviderMessageId>,
}

impl Seen {
    /// The last wish of a number that anybody who reads the lists must know by now.
    fn overdue(&self, number: &str, now: i64) -> Option<(i64, Wish)> {
        // What came while lists did not tell all is seen when they do again.
        let seen_at = |at: i64| {
            self.blind.iter().fold(at, |seen, (from, until)| {
                if *from <= seen + HEARD_WITHIN && seen < *until { *until } else { seen }
            })
        };
        let told_at = self.told.get(number).map_or(i64::MIN, |told| told.at);
        self.wishes
            .values()
            .filter(|(from, at, _)| from == number && *at > told_at && seen_at(*at) + HEARD_WITHIN < now)
            .map(|(_, at, wish)| (*at, *wish))
            .max_by_key(|(at, _)| *at)
    }
}

/// A request with a text in it; ends with the answer, or with the process.
pub struct Flight {
    umpire: Arc<Umpire>,
    id: u64,
    to: String,
    segments: i64,
}

impl Umpire {
    /// One that has seen nothing.
    pub fn new(clock: Arc<VirtualClock>, rules: ConsentRules) -> Arc<Self> {
        Arc::new(Self { clock, rules, seen: Mutex::default() })
    }

    /// The desk's process lives and this is its store.
    pub fn lives(&self, store: Store) {
        lock(&self.seen).reading = Some(store);
    }

    /// The desk's process is dead; what it had heard and promised to wait for is gone with it.
    pub fn died(&self) {
        let mut seen = lock(&self.seen);
        seen.reading = None;
        seen.heard = false;
        seen.not_before = 0;
        seen.flying.clear();
        seen.taken.clear();
        seen.careful = false;
        seen.failed = (0, 0);
    }

    /// The store that came up is an older copy; `false` when a person let it go on.
    pub fn freeze(&self, yes: bool) {
        lock(&self.seen).frozen = yes;
    }

    /// An older copy was put back: what was found in the store may not be in it any more.
    pub(crate) fn put_back(&self) {
        let mut seen = lock(&self.seen);
        for told in seen.told.values_mut() {
            told.id = told.id.take().or_else(|| told.found.take());
        }
    }

    /// A person asked to try now, or the computer woke up: one more text may go.
    pub fn try_now(&self) {
        lock(&self.seen).failed.1 = i64::MIN / 2;
    }

    /// Lists do not tell all until then.
    pub fn blind(&self, until: i64) {
        let now = self.clock.true_ms();
        lock(&self.seen).blind.push((now, until));
    }

    /// Something broke that only the desk could see.
    pub(crate) fn note(&self, broken: Broken) {
        lock(&self.seen).broken.push(broken);
    }

    /// The desk's clock was moved: waits it counts by that clock cannot be held against it.
    pub fn forgive_waits(&self) {
        let mut seen = lock(&self.seen);
        seen.not_before = 0;
        seen.taken.clear();
        seen.confirmed.clear();
        seen.failed.1 = i64::MIN / 2;
    }

    /// Holds texts to the sender's pace too.
    pub fn check_pace(&self, segment: Span) {
        lock(&self.seen).segment_ms = segment.as_millis();
    }

    /// A person looked at this text, and let it go then; it names that moment.
    pub fn confirmed(&self, text: OutboxId, at: Timestamp, named: Option<Timestamp>) {
        lock(&self.seen).confirmed.insert(text, (at, named));
    }

    /// A patient wrote `sid`, and meant this by it.
    pub fn means(&self, sid: &str, from: &str, wish: Wish) {
        let at = self.clock.true_ms();
        lock(&self.seen).wishes.insert(sid.to_owned(), (from.to_owned(), at, wish));
    }

    /// Consent that was written down at the desk itself.
    pub fn granted(&self, number: &str) {
        let at = self.clock.true_ms();
        lock(&self.seen)
            .told
            .insert(number.to_owned(), Told { at, wish: Wish::Start, id: None, found: None });
    }

    /// A person lets texts go to a number whose texts could not all be read, and takes it on themselves that one of
    /// them may say STOP.
    pub fn takes_on(&self, number: &str) {
        self.granted(number);
    }

    /// The list of what patients sent is asked for from its top. A page that was handed over may have been lost with
    /// the process, by a disk that failed or in a sleep, and the list may hide now what it showed then: from here on
    /// counts what was kept, and what has long been in the list.
    pub(crate) fn asks_anew(&self) {
        let (store, pending) = {
            let seen = lock(&self.seen);
            (seen.reading.clone(), seen.told.values().any(|told| told.id.is_some()))
        };
        let Some(store) = store.filter(|_| pending) else { return };
        let kept = store.read_blocking(|tx| {
            let lines = lines::list(tx)?;
            let mut seen = lock(&self.seen);
            let mut lost = Vec::new();
            for (number, told) in &mut seen.told {
                let Some(id) = &told.id else { continue };
                let mut found = false;
                for line in &lines {
                    found |= messages::find_by_provider_id(tx, line.id, id)?.is_some();
                }
                if found {
                    told.found = told.id.take();
                } else {
                    lost.push(number.clone());
                }
            }
            lost.iter().for_each(|number| drop(seen.told.remove(number)));
            Ok(())
        });
        kept.expect("the umpire's own reading meets no fault");
    }

    /// A list tells of this text as it once stood.
    pub(crate) fn tells_old(&self, id: &ProviderMessageId) {
        if let Some(state) = self.state_of(id) {
            lock(&self.seen).stood.entry(id.clone()).or_insert(state);
        }
    }

    /// What lists have told of as it once stood has not fallen back to that.
    pub(crate) fn looks_at_states(&self) {
        let stood = std::mem::take(&mut lock(&self.seen).stood);
        for (id, before) in stood {
            if self.state_of(&id).is_some_and(|state| rung(state) < rung(before)) {
                self.note(Broken::new(Rule::Status, "a list that told an old state made a state fall"));
            }
        }
    }

    fn state_of(&self, id: &ProviderMessageId) -> Option<DeliveryState> {
        let store = lock(&self.seen).reading.clone()?;
        let read = store.read_blocking(|tx| {
            for line in lines::list(tx)? {
                if let Some(text) = messages::find_by_provider_id(tx, line.id, id)? {
                    return Ok(text.state);
                }
            }
            Ok(None)
        });
        read.expect("the umpire's own reading meets no fault")
    }

    /// Whether the engine ran in circles or ended by itself: what comes after that says nothing more, and takes for ever.
    pub(crate) fn has_seen_enough(&self) -> bool {
        lock(&self.seen).broken.iter().any(|broken| broken.what.starts_with(ENDED))
    }

    /// The engine ended, or goes on without any time passing.
    pub(crate) fn ended(&self, how: Stretch) {
        self.note(Broken::new(Rule::Bounded, format!("{ENDED} {how:?} although nobody asked it to end")));
    }

    /// What was broken so far.
    pub fn broken(&self) -> Vec<Broken> {
        lock(&self.seen).broken.clone()
    }

    /// When this text was handed over, each time, true time.
    pub(crate) fn handed_over(&self, text: OutboxId) -> Vec<i64> {
        lock(&self.seen).handed_over.get(&text).cloned().unwrap_or_default()
    }

    /// Texts that were handed over.
    pub fn flights(&self) -> u64 {
        lock(&self.seen).flights
    }

    /// The most texts that were on the wire at once.
    pub fn most_flying(&self) -> usize {
        lock(&self.seen).most_flying
    }

    pub(crate) fn asked(&self) {
        let now = self.clock.true_ms();
        let mut seen = lock(&self.seen);
        if now < seen.not_before {
            seen.broken
                .push(Broken::new(Rule::Pace, "a request went before the carrier's Retry-After was over"));
        }
    }

    pub(crate) fn answered(&self, answer: &Answer) {
        if answer.status == 429
            && let Some(wait) = retry_after(answer)
        {
            let until = self.clock.true_ms() + wait.as_millis();
            let mut seen = lock(&self.seen);
            seen.not_before = seen.not_before.max(until);
        }
    }

    pub(crate) fn failed(&self) {
        let mut seen = lock(&self.seen);
        seen.heard = false;
    }

    /// A page of inbound texts was handed to the desk.
    pub(crate) fn heard(&self, page: &Page) {
        let mut seen = lock(&self.seen);
        seen.heard = true;
        for row in &page.messages {
            let Some((number, at, wish)) = seen.wishes.get(row.id.as_str()).cloned() else { continue };
            if seen.told.get(&number).is_none_or(|told| told.at <= at) {
                seen.told.insert(number, Told { at, wish, id: Some(row.id.clone()), found: None });
            }
        }
    }

    /// A text is about to be handed over.
    pub(crate) fn submits(self: &Arc<Self>, text: &OutgoingText) -> Flight {
        let (to, now) = (text.to.reveal().to_owned(), self.clock.true_ms());
        let on_disk = self.on_disk(text);
        let mut seen = lock(&self.seen);
        let mut broken = on_disk;
        if seen.told.get(&to).is_some_and(|told| told.wish == Wish::Stop) {
            broken.push((Rule::Consent, "a text was handed over after the patient's STOP was heard"));
        }
        if !seen.heard {
            broken.push((Rule::Fresh, "a text was handed over before inbound was heard"));
        }
        if seen.frozen {
            broken.push((Rule::Restored, "a restored copy sent a text before a person let it"));
        }
        if seen.failed.0 >= FAILURES && now < seen.failed.1 + APART {
            broken.push((Rule::Breaker, "one more text was handed over right after many that failed"));
        }
        if let Some((.., wish)) = seen.overdue(&to, now)
            && wish == Wish::Stop
        {
            broken.push((Rule::Consent, "a text was handed over although a STOP has long been in the list"));
        }
        if seen.flying.iter().any(|(_, other, arrived)| *other == to && !arrived) {
            broken.push((Rule::Order, "two texts of one thread were on the wire at once"));
        }
        let bound = if seen.careful { 1 } else { FLIGHTS_AT_FIRST + seen.accepted / 50 };
        if seen.flying.len() >= bound.min(FLIGHTS) {
            broken.push((Rule::Bounded, "more texts were on the wire at once than the bound allows"));
        }
        if seen.segment_ms > 0
            && seen.taken.get(&to).is_some_and(|(at, parts)| now < at + parts * seen.segment_ms - 50)
        {
            broken.push((
                Rule::Pace,
                "a text followed another to the same phone faster than the sender's rate",
            ));
        }
        if let Some((confirmed, named)) = seen.confirmed.get(&text.key) {
            let (desk, waited) = (self.clock.now(), self.clock.now().since(*confirmed));
            // A minute is at once, and the decision may be twenty seconds old.
            let late = waited > Span::seconds(85);
            if late && named.is_some_and(|named| named > *confirmed && named <= desk) {
                broken.push((Rule::Stale, "a text was handed over after the time it names"));
            }
        }
        seen.broken.extend(broken.into_iter().map(|(rule, what)| Broken::new(rule, what)));
        seen.handed_over.entry(text.key).or_default().push(now);
        seen.flights += 1;
        let id = seen.flights;
        seen.flying.push((id, to.clone(), false));
        seen.most_flying = seen.most_flying.max(seen.flying.len());
        drop(seen);
        let segments = i64::try_from(text.body.segments().count.max(1)).unwrap_or(1);
        Flight { umpire: Arc::clone(self), id, to, segments }
    }

    fn on_disk(&self, text: &OutgoingText) -> Vec<(Rule, &'static str)> {
        let store = lock(&self.seen).reading.clone();
        let Some(store) = store else { return vec![(Rule::WriteAhead, "a dead process sent a text")] };
        let read = store.read_blocking(|tx| {
            let item = outbox::get(tx, text.key)?;
            Ok((consent::for_number(tx, &text.to)?, outbox::unfinished_attempts(tx)?, item))
        });
        let (events, open, item) = read.expect("the umpire's own reading meets no fault");
        let party = Party { patient: None, number: text.to.clone(), channel: text.channel };
        let mut broken = Vec::new();
        if standing(&party, &events, self.clock.now(), &self.rules).badge == Badge::OptedOut {
            broken.push((Rule::Consent, "a text was handed over after a revocation was stored"));
        }
        if !open.iter().any(|attempt| attempt.outbox == text.key) {
            broken.push((Rule::WriteAhead, "a text was handed over without an attempt on the disk"));
        }
        if item.expires_at <= self.clock.now() {
            broken.push((Rule::Stale, "a text was handed over after its time was over"));
        }
        broken
    }
}

/// How far a text has come at the carrier.
const fn rung(state: DeliveryState) -> u8 {
    match state {
        DeliveryState::Delivered | DeliveryState::Undelivered | DeliveryState::Failed => 3,
        DeliveryState::Sent => 2,
        DeliveryState::Accepted => 1,
        DeliveryState::Held
        | DeliveryState::Queued
        | DeliveryState::Dispatching
        | DeliveryState::Unconfirmed
        | DeliveryState::Blocked
        | DeliveryState::Expired
        | DeliveryState::Cancelled => 0,
    }
}

impl Flight {
    /// The carrier has read it; only the answer is still on its way.
    pub(crate) fn arrived(&self) {
        let mut seen = lock(&self.umpire.seen);
        seen.flying.iter_mut().filter(|(id, ..)| *id == self.id).for_each(|(.., arrived)| *arrived = true);
    }

    /// The desk was told what came of it.
    pub(crate) fn lands(self, outcome: &SubmitOutcome) {
        let mut seen = lock(&self.umpire.seen);
        match outcome {
            SubmitOutcome::Accepted { .. } => {
                seen.careful = false;
                seen.failed = (0, 0);
                seen.accepted += 1;
                seen.taken.insert(self.to.clone(), (self.umpire.clock.true_ms(), self.segments));
            }
            SubmitOutcome::Rejected(_) => seen.failed = (0, 0),
            SubmitOutcome::Paused(_) | SubmitOutcome::NotSent { .. } | SubmitOutcome::Unknown(_) => {
                if matches!(
                    outcome,
                    SubmitOutcome::Unknown(_)
                        | SubmitOutcome::NotSent { reason: NotSentReason::CarrierDown, .. }
                ) {
                    seen.failed = (seen.failed.0 + 1, self.umpire.clock.true_ms());
                }
                seen.careful = true;
                seen.heard = false;
            }
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        lock(&self.umpire.seen).flying.retain(|(id, ..)| *id != self.id);
    }
}
