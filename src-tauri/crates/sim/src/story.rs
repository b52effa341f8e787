//! What happens in a run: staff write, patients answer and say STOP, the carrier fails in every way it can, the
//! clock jumps, the computer sleeps, the process dies. Then the faults end and everything settles.
//!
//! A day has six busy spells, in which something happens at every round, and quiet hours between them. All of it
//! follows from the plan alone.

mod weather;

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use foyer_domain::{DeliveryState, MessageId, OutboxId, Span, Timestamp};
use foyer_policy::Purpose;
use foyer_sandbox::Handset;
use foyer_store::{
    StoreError,
    audit::{self, AuditEntry},
    outbox::{self, HoldReason},
};
use foyer_sync::{
    Cancelled, EngineSettings, Resolution, cancel, frozen_texts, resolve,
    teeth::{self, Bug},
    thaw,
};

use crate::{
    Rule,
    carrier::LINE,
    checks,
    desk::{Desk, Lived},
    dice::Dice,
    faults::{Fault, Faults},
    log::SENTINEL,
    rules::Broken,
    time::MONDAY,
    umpire::Wish,
};

/// How many patients a practice has, unless somebody says more; few, so that much happens to each.
pub const PATIENTS: usize = 5;

/// Phones of invented people, all where it is as late as at the practice: the first is Lupe's.
static PHONES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let numbers = |area: u16, first: u16| (first..200).map(move |last| format!("+1{area}5550{last:03}"));
    numbers(713, 142).chain([281, 832, 346, 409].into_iter().flat_map(|area| numbers(area, 100))).collect()
});

/// Busy spells of a day, and how long one lasts.
const SPELLS: f64 = 6.0;
const SPELL: Span = Span::minutes(30);

/// Things that happen in a spell.
const EVENTS: u32 = 180;

/// And in one of a practice with so many patients that its staff write some 8,000 texts a week.
const EVENTS_OF_MANY: u32 = 405;
const MANY: usize = 100;

/// How many patients say STOP and START, at most.
const FEW: usize = 20;

/// Parts of a novel: more than a page of the carrier's list holds.
const NOVEL: usize = 25;

/// What staff write again and again.
pub const YES: &str = "Yes. zafferano";

/// How long everything settles at the end.
const SETTLE: Span = Span::minutes(100);

/// What is played.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// All dice follow from it.
    pub seed: u64,
    /// Virtual days; a part of one is so many spells.
    pub days: f64,
    /// What can go wrong.
    pub faults: Faults,
    /// Whether these go wrong as often as all kinds together do otherwise.
    pub dense: bool,
    /// How many patients, at most some hundred.
    pub patients: usize,
    /// A mistake in the engine, planted to see whether it is found.
    pub bug: Option<Bug>,
}

/// One text that staff queued.
pub struct Intent {
    /// The text.
    pub message: MessageId,
    /// The intent.
    pub outbox: OutboxId,
    /// To whom.
    pub to: &'static str,
    /// The words.
    pub body: String,
    /// How often a person sent it again.
    pub again: usize,
    /// Whether it was held for quiet hours, where later texts of its thread may pass it, and let go by a person.
    pub stepped_aside: bool,
    /// A person was told that it never left.
    pub taken_back: bool,
}

/// A run.
pub struct Story {
    /// The desk.
    pub desk: Desk,
    /// How many texts staff queued; what an older copy forgot counts too.
    pub queued: usize,
    /// What was queued, in order.
    pub intents: Vec<Intent>,
    /// How often the process died.
    pub deaths: usize,
    /// How often somebody said STOP.
    pub stops: usize,
    /// Texts from the carrier's console, by words and number.
    pub console: Vec<(String, &'static str)>,
    /// Texts that left and that the store forgot, because an older copy was put back; by words and number.
    pub lost: Vec<(String, &'static str)>,
    /// Patients' phones.
    pub phones: Vec<&'static str>,
    plan: Plan,
    dice: Dice,
    texts: usize,
    /// How many texts had been queued, and handed over, when the copy was made, if there is one.
    copied: Option<(usize, u64)>,
    /// Until when the disk is full.
    full_until: Option<i64>,
    broken: Vec<Broken>,
}

impl Story {
    /// Opens the desk.
    pub fn begin(plan: &Plan) -> Self {
        let settings = EngineSettings {
            poll_every: Span::seconds(8),
            poll_idle_every: Span::seconds(60),
            own_list_every: Span::seconds(20),
            // Longer than the longest lag, shorter than the clock may be wrong.
            overlap: Span::minutes(20),
            ..EngineSettings::default()
        };
        let phones: Vec<&'static str> =
            PHONES.iter().map(String::as_str).take(plan.patients.max(PATIENTS)).collect();
        // An account that somebody used long before Foyer came.
        let used = plan.dense && plan.faults.has(Fault::Console);
        let mut desk =
            if used { Desk::after(plan.seed, settings, &phones) } else { Desk::with(plan.seed, settings) };
        desk.umpire.check_pace(desk.settings.segment_every);
        let mut dice = Dice::new(plan.seed);
        let rows = dice.below(20);
        // Small pages, so that little fills many; a large practice with pages of three would do nothing but read lists.
        let rows = if phones.len() < MANY { 3 + rows } else { 100 + 45 * rows };
        desk.carrier.page_size(u32::try_from(rows).unwrap());
        desk.carrier.patience(Span::seconds(40));
        let lists = dice.chance(50);
        desk.carrier.far().list_own_answers(lists);
        if dice.chance(20) {
            desk.carrier.far().add_patient(phones[4], Handset::Landline);
        }
        if dice.chance(20) {
            desk.carrier.far().add_patient(phones[3], Handset::Unknown);
        }
        for phone in &phones {
            desk.grant(phone);
        }
        desk.live();
        Self {
            desk,
            queued: 0,
            intents: Vec::new(),
            deaths: 0,
            stops: 0,
            console: Vec::new(),
            lost: Vec::new(),
            phones,
            plan: plan.clone(),
            dice,
            texts: 0,
            copied: None,
            full_until: None,
            broken: Vec::new(),
        }
    }

    /// Plays the plan to its end.
    pub fn play(&mut self) {
        let spells = (self.plan.days * SPELLS).ceil().max(1.0);
        let whole = self.plan.days * 86_400_000.0;
        let gap = ((whole / spells) as i64 - SPELL.as_millis()).max(0);
        let began = self.desk.clock.true_ms();
        for nth in 1..=spells as u64 {
            self.busy();
            // A large practice's weeks are weeks, however long its computer slept.
            let due = began + (whole / spells * nth as f64) as i64;
            let gap = if self.phones.len() < MANY { gap } else { due - self.desk.clock.true_ms() };
            self.quiet(gap);
            if !self.broken.is_empty() || !self.desk.umpire.broken().is_empty() {
                return;
            }
        }
    }

    fn busy(&mut self) {
        self.desk.handle().focused(true);
        let events = if self.phones.len() < MANY { EVENTS } else { EVENTS_OF_MANY };
        for _ in 0..events {
            self.something_happens();
            // Often the next thing comes while requests are still on their way.
            let pause = if self.dice.chance(40) { self.dice.below(2_000) } else { self.dice.below(19_000) };
            let until = self.desk.clock.true_ms() + i64::try_from(pause).unwrap();
            self.goes_on(until, 12);
            if self.desk.umpire.has_seen_enough() {
                return;
            }
        }
    }

    /// Nobody at the desk; a patient writes now and then.
    fn quiet(&mut self, millis: i64) {
        let end = self.desk.clock.true_ms() + millis;
        self.desk.handle().focused(false);
        while self.desk.clock.true_ms() < end {
            let next_text = self.desk.clock.true_ms() + i64::try_from(self.dice.below(7_200_000)).unwrap();
            self.goes_on(next_text.min(end), 5);
            if self.desk.clock.true_ms() < end {
                self.patient_writes();
            }
        }
    }

    /// The engine runs until then, with whatever strikes a process or its disk: often in a busy spell, now and then
    /// in quiet hours.
    fn goes_on(&mut self, until: i64, deaths_in_hundred: u64) {
        let dying_at = (self.may(Fault::Crash, deaths_in_hundred))
            .then(|| usize::try_from(1 + self.dice.below(60)).unwrap());
        if self.may(Fault::Disk, deaths_in_hundred.div_ceil(2)) {
            self.disk_fails();
        }
        if self.may(Fault::Sleep, 3) {
            let nap = Span::seconds(i64::try_from(20 + self.dice.below(1_200)).unwrap());
            self.desk.clock.nap_at(usize::try_from(1 + self.dice.below(40)).unwrap(), nap);
        }
        if self.full_until.is_some_and(|at| at <= self.desk.clock.true_ms()) {
            self.there_is_room();
        }
        let mut dying_at = dying_at;
        loop {
            match self.desk.run_on(until, dying_at.take()) {
                Lived::On => break,
                Lived::Died => self.deaths += 1,
                Lived::Stumbled => {}
            }
        }
        self.desk.clock.no_nap();
        teeth::mend_disk();
        self.desk.umpire.looks_at_states();
    }

    fn may(&mut self, fault: Fault, in_hundred: u64) -> bool {
        // The dice are rolled either way, so that a run with fewer faults goes much the same.
        let strikes = self.dice.chance(in_hundred);
        strikes && self.plan.faults.has(fault)
    }

    /// The faults end, the clock is right again, and nobody writes: what is still open afterwards waits for a
    /// person.
    pub fn settle(&mut self) {
        self.desk.carrier.heal();
        self.there_is_room();
        teeth::mend_disk();
        self.desk.clock.jump(Span::ZERO);
        self.desk.umpire.forgive_waits();
        self.desk.settings.poll_every = Span::minutes(3);
        self.desk.settings.poll_idle_every = Span::minutes(3);
        self.desk.settings.own_list_every = Span::minutes(9);
        self.desk.handle().focused(false);
        if self.dice.chance(50) {
            self.desk.restart();
            self.desk.handle().focused(false);
        }
        // Whoever still has an older copy looks at it once its lists are read.
        let half = self.desk.clock.true_ms() + SETTLE.as_millis() / 2;
        while self.desk.run_on(half, None) != Lived::On {}
        self.person_lets_it_go_on();
        let end = self.desk.clock.true_ms() + SETTLE.as_millis();
        while self.desk.run_on(end, None) != Lived::On {}
    }

    /// Every promise that was not kept.
    pub fn broken(&mut self) -> Vec<Broken> {
        let mut broken = std::mem::take(&mut self.broken);
        broken.extend(self.desk.umpire.broken());
        broken.extend(checks::broken_promises(self));
        broken.sort_by(|one, other| (one.rule, &one.what).cmp(&(other.rule, &other.what)));
        broken.dedup();
        broken
    }

    fn something_happens(&mut self) {
        match self.dice.below(26) {
            24 => self.copy_is_made_or_put_back(),
            25 => self.person_lets_it_go_on(),
            0..=6 => self.staff_writes(),
            7..=9 => self.patient_writes(),
            10 => self.patient_says_stop(),
            11 => self.patient_says_start(),
            12..=15 => self.fault(),
            16 => {
                self.desk.carrier.heal();
                self.there_is_room();
            }
            17 => self.clock_jumps(),
            18 | 19 => self.person_decides(),
            20 => self.person_takes_back(),
            21 => self.console_writes(),
            22 => {
                self.desk.umpire.try_now();
                self.desk.handle().try_now();
            }
            _ => self.sleeps(),
        }
    }

    fn staff_writes(&mut self) {
        let to = *self.dice.pick(&self.phones);
        self.staff_writes_to(to);
    }

    fn staff_writes_to(&mut self, to: &'static str) {
        let keep_for = if self.dice.chance(15) { Span::seconds(45) } else { Span::hours(4) };
        self.desk.keep_for = keep_for;
        for _ in 0..=self.dice.below(3) {
            self.texts += 1;
            let mut named = None;
            let body = match self.dice.below(10) {
                0 | 1 => YES.to_owned(),
                3 | 4 => {
                    let ahead = Span::minutes(i64::try_from(2 + self.dice.below(12)).unwrap());
                    let (words, at) = clock_words(self.desk.now().plus(ahead), self.desk.settings.time_zone);
                    named = Some(at);
                    format!("Text {}: please stop by at {words}, {SENTINEL}.", self.texts)
                }
                2 => format!("It’s text {} – “for you”, {SENTINEL}. ", self.texts),
                _ => format!("Text {} for you, {SENTINEL}.", self.texts),
            };
            // Refused at the composer, or by a full disk: nothing was queued.
            let confirmed = self.desk.now();
            let written = self.desk.try_write(to, &body, Purpose::Reply);
            let Some(Ok(message)) = self.taken(written) else { return };
            let outbox = self.desk.item(message).id;
            self.desk.umpire.confirmed(outbox, confirmed, named);
            self.queued += 1;
            self.intents.push(Intent {
                message,
                outbox,
                to,
                body,
                again: 0,
                stepped_aside: false,
                taken_back: false,
            });
            self.desk.handle().nudge();
        }
    }

    /// What the store took; `None` when the disk is full, which whoever asked is told.
    fn taken<T>(&self, result: Result<T, StoreError>) -> Option<T> {
        match result {
            Err(StoreError::DiskFull) if self.full_until.is_some() => None,
            result => Some(result.unwrap()),
        }
    }

    fn patient_writes(&mut self) {
        // Now and then somebody writes a novel: more than a page of the carrier's list holds.
        let parts = if self.dice.chance(15) { NOVEL } else { 1 };
        self.patient_writes_parts(parts);
    }

    fn patient_writes_parts(&mut self, parts: usize) {
        let from = *self.dice.pick(&self.phones);
        self.writes_parts(from, parts);
    }

    fn writes_parts(&mut self, from: &'static str, parts: usize) {
        for _ in 0..parts {
            self.texts += 1;
            let body =
                if self.dice.chance(15) { "Yes.".to_owned() } else { format!("{SENTINEL} {}?", self.texts) };
            if self.dice.chance(5) {
                let picture = vec![("image/png".to_owned(), vec![1, 2, 3])];
                let now = self.desk.clock.true_ms();
                self.desk.carrier.far().inject_inbound(now, from, LINE, &body, picture).unwrap();
            } else {
                self.desk.patient_writes(from, &body);
            }
        }
    }

    /// In a large practice most people want their texts.
    fn who_changes_their_mind(&mut self) -> &'static str {
        let few = &self.phones[..self.phones.len().min(FEW)];
        let &who = self.dice.pick(few);
        who
    }

    fn patient_says_stop(&mut self) {
        let from = self.who_changes_their_mind();
        self.says_stop(from);
    }

    fn says_stop(&mut self, from: &'static str) {
        let word = *self.dice.pick(&["STOP", "Stop.", "ALTO", "please stop texting me"]);
        let sid = self.desk.patient_writes(from, word);
        self.desk.umpire.means(&sid, from, Wish::Stop);
        self.stops += 1;
    }

    fn patient_says_start(&mut self) {
        let from = self.who_changes_their_mind();
        self.says_start(from);
    }

    fn says_start(&mut self, from: &'static str) {
        let sid = self.desk.patient_writes(from, "START");
        self.desk.umpire.means(&sid, from, Wish::Start);
    }

    /// Another program on the same account texts what somebody here wrote too.
    fn console_writes(&mut self) {
        if self.intents.is_empty() {
            return;
        }
        let intent = self.dice.pick(&self.intents);
        let (to, body) = (intent.to, intent.body.clone());
        if !self.plan.faults.has(Fault::Console) {
            return;
        }
        let form = [("To", to), ("From", LINE), ("Body", &body)];
        let form: Vec<(String, String)> =
            form.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let now = self.desk.clock.true_ms();
        let answer = self.desk.carrier.far().create(now, &form);
        if answer.status == 201 {
            self.console.push((body, to));
        }
    }

    fn person_decides(&mut self) {
        let (user, now) = (self.desk.user, self.desk.now());
        let waiting = self.desk.store().read_blocking(outbox::waiting).unwrap();
        let decides = |state| matches!(state, DeliveryState::Unconfirmed | DeliveryState::Held);
        let open: Vec<_> = waiting.into_iter().filter(|item| decides(item.state)).collect();
        let (which, what) = (self.dice.roll(), self.dice.below(3));
        if open.is_empty() {
            return;
        }
        let item = &open[usize::try_from(which % open.len() as u64).unwrap()];
        let (message, state) = (item.message, item.state);
        let for_hours = item.hold_reason == Some(HoldReason::QuietHours);
        let of_a_copy = item.hold_reason == Some(HoldReason::RestoredCopy);
        let unread = item.hold_reason == Some(HoldReason::UnreadText);
        let resolution = match what {
            0 if state == DeliveryState::Unconfirmed => Resolution::CheckAgain,
            1 => Resolution::LeaveIt,
            _ => Resolution::SendAgain,
        };
        let resolved = self
            .desk
            .store()
            .write_blocking(|tx| resolve(tx, message, resolution, user, Span::hours(2), now));
        if self.taken(resolved).is_none() {
            return;
        }
        if resolution == Resolution::CheckAgain {
            self.desk.handle().check_again(message);
        }
        self.desk.handle().nudge();
        let intent = self.intents.iter_mut().find(|intent| intent.message == message).unwrap();
        if resolution == Resolution::SendAgain {
            // A person has seen what happened until now.
            self.desk.umpire.confirmed(intent.outbox, now, None);
            if unread {
                self.desk.umpire.takes_on(intent.to);
            }
            intent.stepped_aside |= for_hours;
        }
        if resolution == Resolution::SendAgain && (state == DeliveryState::Unconfirmed || of_a_copy) {
            intent.again += 1;
        }
        // Whoever pressed it thinks better of it, at once.
        if self.plan.dense && resolution == Resolution::SendAgain && self.dice.chance(40) {
            let at = self.intents.iter().position(|intent| intent.message == message).unwrap();
            self.takes_back(at);
        }
    }

    fn person_takes_back(&mut self) {
        let which = self.dice.below(3);
        let Some(at) = self.intents.len().checked_sub(1 + usize::try_from(which).unwrap()) else { return };
        self.takes_back(at);
    }

    fn takes_back(&mut self, at: usize) {
        let (user, now) = (self.desk.user, self.desk.now());
        let intent = &mut self.intents[at];
        let message = intent.message;
        // Too late for most: that is an answer too.
        match self.desk.store().write_blocking(|tx| cancel(tx, message, user, now)) {
            Ok(Cancelled::TakenBack(_)) => intent.taken_back = true,
            Ok(Cancelled::MayHaveLeft) | Err(StoreError::Conflict { .. }) => {}
            Err(StoreError::DiskFull) if self.full_until.is_some() => {}
            Err(error) => self.broken.push(Broken::new(Rule::Cancel, error.to_string())),
        }
    }

    /// Somebody keeps a copy of the store; somebody puts it back.
    fn copy_is_made_or_put_back(&mut self) {
        let rarely = self.dice.chance(if self.phones.len() < MANY { 40 } else { 1 });
        if !self.plan.faults.has(Fault::Copy) {
            return;
        }
        let Some((known, flights)) = self.copied.take_if(|_| rarely) else {
            // One that has never read its lists would take what came since for history.
            if self.copied.is_none() && self.desk.has_read_its_lists() {
                self.desk.copy();
                self.copied = Some((self.intents.len(), self.desk.umpire.flights()));
            }
            return;
        };
        // If nothing has left since, it is as good as the store itself.
        self.desk.put_back_copy(self.desk.umpire.flights() > flights);
        self.desk.umpire.forgive_waits();
        // What was written since is unknown to the copy: what of it left is somebody else's.
        let record = self.record();
        for gone in self.intents.split_off(known) {
            let left = record.accepted(gone.to, &gone.body);
            self.lost.extend(std::iter::repeat_n((gone.body.clone(), gone.to), left));
            self.console.push((gone.body, gone.to));
        }
        for intent in &mut self.intents {
            intent.stepped_aside = true;
            intent.taken_back = false;
        }
        self.deaths += 1;
    }

    /// A person looks at what an older copy holds, and lets it go on.
    fn person_lets_it_go_on(&mut self) {
        let (user, now, settings) = (self.desk.user, self.desk.now(), self.desk.settings);
        let texts = self.desk.store().read_blocking(|tx| frozen_texts(tx, &settings, now)).unwrap();
        let (mut send, mut drop) = (BTreeSet::new(), BTreeSet::new());
        for text in &texts {
            let (likely, else_drop) = (if text.may_go() { 80 } else { 10 }, self.dice.chance(70));
            if self.dice.chance(likely) {
                send.insert(text.message.id);
            } else if else_drop {
                drop.insert(text.message.id);
            }
        }
        let thawed =
            self.desk.store().write_blocking(|tx| thaw(tx, (&send, &drop), user, Span::hours(2), now));
        match thawed {
            Ok(()) => {}
            // It is no copy, or its lists have not been read yet.
            Err(StoreError::Conflict { .. }) => return,
            Err(StoreError::DiskFull) if self.full_until.is_some() => return,
            Err(error) => return self.broken.push(Broken::new(Rule::Restored, error.to_string())),
        }
        self.desk.block_on(self.desk.store().mark()).unwrap();
        self.desk.umpire.freeze(false);
        for intent in self.intents.iter_mut().filter(|intent| send.contains(&intent.message)) {
            self.desk.umpire.confirmed(intent.outbox, now, None);
            intent.again += 1;
        }
        self.desk.handle().nudge();
    }

    /// Whether nothing made this desk's times differ from true ones; an older copy holds texts of another one's time.
    pub fn clock_was_right(&self) -> bool {
        !self.plan.faults.has(Fault::Clock) && !self.plan.faults.has(Fault::Copy)
    }

    /// Virtual seconds played.
    pub fn virtual_seconds(&self) -> i64 {
        (self.desk.clock.true_ms() - MONDAY) / 1_000
    }

    /// Everything in the audit, newest first.
    pub fn entries(&self) -> Vec<AuditEntry> {
        self.desk.store().read_blocking(|tx| audit::page(tx, None, u32::MAX)).unwrap()
    }

    /// The carrier, for a look at its record.
    pub fn record(&self) -> foyer_sandbox::Record {
        Arc::clone(&self.desk.carrier).far().record()
    }
}

/// A moment as a front desk writes it, and the minute that means.
fn clock_words(at: Timestamp, zone: chrono_tz::Tz) -> (String, Timestamp) {
    let minute = at.millis() - at.millis().rem_euclid(60_000);
    let local = chrono::DateTime::from_timestamp_millis(minute).unwrap().with_timezone(&zone);
    (local.format("%-I:%M %p").to_string(), Timestamp::from_millis(minute))
}
