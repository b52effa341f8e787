//! One seed's day: who writes what when, what fails, when the process dies.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use foyer_domain::{DeliveryState, MessageId, OutboxId, Span};
use foyer_policy::{Badge, Party, standing};
use foyer_store::{
    Store,
    audit::{self, AuditEntry},
    consent, outbox,
};
use foyer_sync::{Clock as _, EngineSettings, Resolution, cancel, resolve};

use super::{dice::Dice, log::SENTINEL};
use crate::{
    desk::Desk,
    world::{MONDAY, lock},
};

/// Patients' phones.
pub const PHONES: [&str; 5] =
    ["+17135550142", "+17135550143", "+17135550144", "+17135550145", "+17135550146"];

/// How long things happen, and how long they settle.
const DAY: Span = Span::minutes(30);
const SETTLE: Span = Span::minutes(100);

/// Faults as the sandbox reads them; each lasts a while.
const FAULTS: [&str; 24] = [
    "outage",
    "lost-response",
    "lost-response:probability=0.5",
    "500-after",
    "500-after:probability=0.5",
    "500-before",
    "500-before:on=create",
    "500-before:on=list,probability=0.6",
    "hang-up:on=create",
    "hang-up:probability=0.3",
    "429:probability=0.5",
    "429:retry_after_s=30",
    "429:on=create,retry_after_s=5",
    "list-lag:ms=60000",
    "list-lag:ms=600000",
    "repeat-rows",
    "reorder-rows",
    "revoked",
    "revoked:on=create",
    "unknown-status",
    "missing-fields:on=list",
    "truncated:probability=0.4",
    "slow:ms=45000,probability=0.2",
    "captive-portal",
];

/// One text that staff queued.
pub struct Intent {
    pub message: MessageId,
    pub outbox: OutboxId,
    pub to: &'static str,
    pub body: String,
    /// How often a person sent it again.
    pub again: usize,
}

/// A seed being played.
pub struct Story {
    pub desk: Desk,
    pub intents: Vec<Intent>,
    pub deaths: usize,
    pub stops: usize,
    /// What was wrong at the moment of a request, seen by the witness.
    pub seen: Arc<Mutex<Vec<String>>>,
    dice: Dice,
    /// The store as the witness reads it; taken away while the process is dead.
    reading: Arc<Mutex<Option<Store>>>,
    /// Whether inbound was heard since the process started.
    heard: Arc<AtomicBool>,
    texts: usize,
}

impl Story {
    pub fn begin(seed: u64) -> Self {
        let settings = EngineSettings {
            poll_every: Span::seconds(8),
            own_list_every: Span::seconds(20),
            // Of a day in small: longer than the longest lag, shorter than the clock may be wrong.
            overlap: Span::minutes(20),
            ..EngineSettings::default()
        };
        let desk = Desk::with(seed, settings);
        let mut dice = Dice::new(seed);
        desk.carrier.page_size(u32::try_from(3 + dice.below(20)).unwrap());
        let lists = dice.chance(50);
        desk.carrier.far().list_own_answers(lists);
        let reading = Arc::new(Mutex::new(Some(desk.store().clone())));
        let mut story = Self {
            desk,
            intents: Vec::new(),
            deaths: 0,
            stops: 0,
            seen: Arc::default(),
            dice,
            reading,
            heard: Arc::default(),
            texts: 0,
        };
        for phone in PHONES {
            story.desk.grant(phone);
        }
        story.watch();
        story
    }

    /// At every request: is the attempt written down, is nobody texted who said STOP, was inbound heard?
    fn watch(&self) {
        let (seen, reading, heard) =
            (Arc::clone(&self.seen), Arc::clone(&self.reading), Arc::clone(&self.heard));
        let (clock, rules) = (Arc::clone(&self.desk.clock), self.desk.settings.consent);
        let ears = Arc::clone(&heard);
        self.desk.carrier.listen(Box::new(move || ears.store(true, Ordering::SeqCst)));
        self.desk.carrier.watch(Box::new(move |text| {
            let store = lock(&reading);
            let store = store.as_ref().expect("a dead process sends nothing");
            let (events, open) = store
                .read_blocking(|tx| {
                    Ok((consent::for_number(tx, &text.to)?, outbox::unfinished_attempts(tx)?))
                })
                .unwrap();
            let party = Party { patient: None, number: text.to.clone(), channel: text.channel };
            if standing(&party, &events, clock.now(), &rules).badge == Badge::OptedOut {
                lock(&seen).push("a text was handed over after a revocation was stored".to_owned());
            }
            if !open.iter().any(|attempt| attempt.outbox == text.key) {
                lock(&seen).push("a text was handed over without an attempt on the disk".to_owned());
            }
            if !heard.load(Ordering::SeqCst) {
                lock(&seen).push("a text was handed over before inbound was heard".to_owned());
            }
        }));
    }

    pub fn play(&mut self) {
        let end = MONDAY + DAY.as_millis();
        while self.desk.clock.true_ms() < end {
            self.something_happens();
            if self.dice.chance(12) {
                let pause = usize::try_from(1 + self.dice.below(40)).unwrap();
                self.round_dying_at(pause);
            } else {
                let next = self.desk.round();
                let wait = next.since(self.desk.now()).as_millis().clamp(1, 60_000);
                self.desk.clock.pass(Span::millis(wait));
            }
        }
    }

    /// The faults end, the clock is right again, and nobody writes: what is still open afterwards waits for a
    /// person.
    pub fn settle(&mut self) {
        self.desk.carrier.far().clear_faults(None);
        self.desk.clock.jump(Span::ZERO);
        self.desk.settings.poll_every = Span::minutes(3);
        self.desk.settings.own_list_every = Span::minutes(9);
        self.restart();
        self.desk.run_for(SETTLE);
    }

    fn round_dying_at(&mut self, pause: usize) {
        *lock(&self.reading) = Some(self.desk.store().clone());
        let reading = Arc::clone(&self.reading);
        let died = self.desk.round_dying(pause, || *lock(&reading) = None);
        if died {
            self.deaths += 1;
            self.heard.store(false, Ordering::SeqCst);
        }
        *lock(&self.reading) = Some(self.desk.store().clone());
    }

    fn restart(&mut self) {
        *lock(&self.reading) = None;
        self.desk.restart();
        self.heard.store(false, Ordering::SeqCst);
        *lock(&self.reading) = Some(self.desk.store().clone());
    }

    fn something_happens(&mut self) {
        match self.dice.below(20) {
            0..=6 => self.staff_writes(),
            7..=9 => self.patient_writes(),
            10 => self.patient_says_stop(),
            11 => self.patient_says_start(),
            12..=14 => self.fault(),
            15 => self.desk.carrier.far().clear_faults(None),
            16 => self.clock_jumps(),
            17 => self.person_decides(),
            18 => self.person_takes_back(),
            _ => self.desk.engine().wake(),
        }
    }

    fn staff_writes(&mut self) {
        let to = *self.dice.pick(&PHONES);
        for _ in 0..=self.dice.below(3) {
            self.texts += 1;
            let body = if self.dice.chance(20) {
                format!("Yes. {SENTINEL}")
            } else {
                format!("Text {} for you, {SENTINEL}.", self.texts)
            };
            // Refused at the composer: nothing was queued.
            let Ok(message) = self.desk.write(to, &body) else { return };
            let outbox = self.desk.item(message).id;
            self.intents.push(Intent { message, outbox, to, body, again: 0 });
        }
    }

    fn patient_writes(&mut self) {
        // Now and then somebody writes a novel: more than a page of the carrier's list holds.
        let parts = if self.dice.chance(15) { 25 } else { 1 };
        let from = *self.dice.pick(&PHONES);
        for _ in 0..parts {
            self.texts += 1;
            let body =
                if self.dice.chance(15) { "Yes.".to_owned() } else { format!("{SENTINEL} {}?", self.texts) };
            self.desk.patient_writes(from, &body);
        }
    }

    fn patient_says_stop(&mut self) {
        let from = *self.dice.pick(&PHONES);
        let word = *self.dice.pick(&["STOP", "Stop.", "ALTO", "please stop texting me"]);
        self.desk.patient_writes(from, word);
        self.stops += 1;
    }

    fn patient_says_start(&mut self) {
        let from = *self.dice.pick(&PHONES);
        self.desk.patient_writes(from, "START");
    }

    fn fault(&mut self) {
        let (name, seconds) = (*self.dice.pick(&FAULTS), 5 + self.dice.below(150));
        let spec = if name.contains(':') {
            format!("{name},for_s={seconds}")
        } else {
            format!("{name}:for_s={seconds}")
        };
        let now = self.desk.clock.true_ms();
        self.desk.carrier.far().set_fault(now, spec.parse().unwrap());
    }

    fn clock_jumps(&mut self) {
        let minutes = i64::try_from(self.dice.below(50)).unwrap() - 25;
        self.desk.clock.jump(Span::minutes(if self.dice.chance(50) { 0 } else { minutes }));
    }

    fn person_decides(&mut self) {
        let (user, now) = (self.desk.user, self.desk.now());
        let waiting = self.desk.store().read_blocking(outbox::waiting).unwrap();
        let decides = |state| matches!(state, DeliveryState::Unconfirmed | DeliveryState::Held);
        let open: Vec<_> = waiting.into_iter().filter(|item| decides(item.state)).collect();
        if open.is_empty() {
            return;
        }
        let item = self.dice.pick(&open);
        let (message, state) = (item.message, item.state);
        let resolution = match self.dice.below(3) {
            0 if state == DeliveryState::Unconfirmed => Resolution::CheckAgain,
            1 => Resolution::LeaveIt,
            _ => Resolution::SendAgain,
        };
        self.desk.change(|tx| resolve(tx, message, resolution, user, Span::hours(2), now));
        if resolution == Resolution::SendAgain && state == DeliveryState::Unconfirmed {
            let intent = self.intents.iter_mut().find(|intent| intent.message == message);
            intent.expect("what waits was written").again += 1;
        }
    }

    fn person_takes_back(&mut self) {
        let (user, now) = (self.desk.user, self.desk.now());
        let Some(intent) = self.intents.last() else { return };
        let message = intent.message;
        // Too late for most: that is an answer too.
        let _ = self.desk.store().write_blocking(|tx| cancel(tx, message, user, now));
    }

    pub fn virtual_seconds(&self) -> i64 {
        (self.desk.clock.true_ms() - MONDAY) / 1_000
    }

    pub fn accepted(&self) -> usize {
        let record = self.desk.carrier.far().record();
        record
            .attempts
            .iter()
            .filter(|a| matches!(a.outcome, foyer_sandbox::Outcome::Accepted { .. }))
            .count()
    }

    pub fn entries(&self) -> Vec<AuditEntry> {
        self.desk.store().read_blocking(|tx| audit::page(tx, None, u32::MAX)).unwrap()
    }

    pub fn audited(&self, action: &str) -> usize {
        self.entries().into_iter().filter(|entry| entry.action == action).count()
    }
}
