//! A practice in a test: one line, one receptionist, a store on a real file, and the engine one round at a time.

use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

use foyer_carrier::Carrier;
use foyer_domain::{
    Actor, Author, Body, Channel, ConsentEventId, DeliveryState, LineId, MessageId, OutboxId, PhoneNumber,
    Private, Role, Span, ThreadId, Timestamp, User, UserId,
};
use foyer_policy::{
    ConsentBasis, ConsentEvent, ConsentEventKind, Evidence, Party, Purpose, Refusal, SendRequest, Standing,
    clear, standing,
};
use foyer_store::{
    PageMac, PracticeKey, Store, StoreError, consent, lines,
    messages::{self, MessageRow},
    outbox::{self, NewOutbound, OutboxRow},
    threads::{self, ThreadRow},
    users,
};
use foyer_sync::{Change, Clock as _, ClockIds, Engine, EngineSettings, Ids, Means};
use tempfile::TempDir;

use crate::world::{LINE, MONDAY, SimCarrier, TestClock, lock};

/// Lupe's phone.
pub const LUPE: &str = "+17135550142";
/// Odell's phone.
pub const ODELL: &str = "+17135550143";

pub struct Desk {
    dir: TempDir,
    store: Option<Store>,
    engine: Option<Engine>,
    pub clock: Arc<TestClock>,
    pub carrier: Arc<SimCarrier>,
    pub ids: Ids,
    pub line: LineId,
    pub user: UserId,
    pub settings: EngineSettings,
    pub changes: Arc<Mutex<Vec<Change>>>,
    pub seed: u64,
}

impl Desk {
    pub fn open(seed: u64) -> Self {
        Self::with(seed, EngineSettings { own_list_every: Span::ZERO, ..EngineSettings::default() })
    }

    pub fn with(seed: u64, settings: EngineSettings) -> Self {
        let clock = TestClock::new(MONDAY);
        let mut far = foyer_sandbox::Carrier::new(seed);
        far.advance(MONDAY);
        far.add_number(LINE, "Front desk");
        let carrier = SimCarrier::new(far, Arc::clone(&clock), seed);
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut ids = Ids::new(ClockIds::new(clock.clone(), bytes));
        let dir = temporary();
        let store = Store::create_inline(&dir.path().join("practice.db"), &key()).unwrap();
        let (line, user) = (LineId::new(&mut ids), UserId::new(&mut ids));
        let now = clock.now();
        store
            .write_blocking(|tx| {
                lines::create(tx, line, &number(LINE), Channel::Sms, "Front desk", now)?;
                users::create(
                    tx,
                    &User { id: user, name: Private::new("Kofi"), role: Role::Receptionist },
                    now,
                )
            })
            .unwrap();
        let changes = Arc::new(Mutex::new(Vec::new()));
        let mut desk = Self {
            dir,
            store: Some(store),
            engine: None,
            clock,
            carrier,
            ids,
            line,
            user,
            settings,
            changes,
            seed,
        };
        desk.start_engine();
        desk
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    pub fn engine(&mut self) -> &mut Engine {
        self.engine.as_mut().unwrap()
    }

    pub fn means(&self) -> Means {
        let changes = Arc::clone(&self.changes);
        Means {
            store: self.store().clone(),
            carrier: Arc::clone(&self.carrier) as Arc<dyn Carrier>,
            clock: self.clock.clone(),
            ids: self.ids.clone(),
            listener: Arc::new(move |change| lock(&changes).push(change)),
            settings: self.settings,
        }
    }

    pub fn start_engine(&mut self) {
        self.engine = Some(Engine::new(self.means(), self.seed));
    }

    /// The process dies and is started again. What was not committed is gone.
    pub fn restart(&mut self) {
        self.engine = None;
        self.store = None;
        self.store = Some(Store::open_inline(&self.dir.path().join("practice.db"), &key()).unwrap());
        self.start_engine();
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// One round.
    pub fn round(&mut self) -> Timestamp {
        block_on(self.engine.as_mut().unwrap().round()).unwrap()
    }

    /// One round that dies at its `at`th pause, if it has so many. True when it died.
    pub fn round_dying_at(&mut self, at: usize) -> bool {
        self.round_dying(at, || {})
    }

    /// The same; `dead` lets go of whatever else holds the store.
    pub fn round_dying(&mut self, at: usize, dead: impl FnOnce()) -> bool {
        let died = {
            let mut round = pin!(self.engine.as_mut().unwrap().round());
            let mut cx = Context::from_waker(Waker::noop());
            (0..at).all(|_| round.as_mut().poll(&mut cx).is_pending())
        };
        if died {
            dead();
            self.restart();
        }
        died
    }

    /// Rounds, each when the last said, for `span` of true time.
    pub fn run_for(&mut self, span: Span) {
        let end = self.clock.true_ms() + span.as_millis();
        while self.clock.true_ms() < end {
            let next = self.round();
            let wait = next.since(self.now()).as_millis().clamp(1, 60_000);
            self.clock.pass(Span::millis(wait.min(end - self.clock.true_ms()).max(1)));
        }
    }

    pub fn thread(&mut self, far: &str) -> ThreadId {
        let (line, now, id) = (self.line, self.now(), ThreadId::new(&mut self.ids));
        let far = number(far);
        self.store()
            .write_blocking(|tx| Ok(threads::find_or_create(tx, id, line, Channel::Sms, &far, now)?.0))
            .unwrap()
    }

    pub fn thread_row(&mut self, far: &str) -> ThreadRow {
        let id = self.thread(far);
        self.store().read_blocking(|tx| threads::get(tx, id)).unwrap()
    }

    /// The patient agreed at the desk.
    pub fn grant(&mut self, far: &str) {
        let id = ConsentEventId::new(&mut self.ids);
        let event = ConsentEvent {
            id,
            patient: None,
            number: number(far),
            channel: Channel::Sms,
            kind: ConsentEventKind::Granted(ConsentBasis::Spoken),
            at: self.now(),
            actor: Actor::User(self.user),
            evidence: Evidence::default(),
            language: None,
            subjects: foyer_policy::Subjects::NONE,
        };
        self.store().write_blocking(|tx| consent::append(tx, &event)).unwrap();
    }

    pub fn standing(&self, far: &str) -> Standing {
        let party = Party { patient: None, number: number(far), channel: Channel::Sms };
        let (now, rules) = (self.now(), self.settings.consent);
        self.store()
            .read_blocking(|tx| {
                let events = consent::for_number(tx, &party.number)?;
                let mut heard = None;
                for thread in threads::with_number(tx, &party.number)? {
                    heard = heard.max(consent::last_heard(tx, thread.id, None)?);
                }
                Ok(standing(&party, &events, now, &rules).heard(heard))
            })
            .unwrap()
    }

    /// Kofi writes, as the app does it.
    pub fn write(&mut self, far: &str, body: &str) -> Result<MessageId, Refusal> {
        self.write_as(far, body, Purpose::Reply)
    }

    pub fn write_as(&mut self, far: &str, body: &str, purpose: Purpose) -> Result<MessageId, Refusal> {
        let thread = self.thread(far);
        let (to, body, now) = (number(far), Body::new(body).unwrap(), self.now());
        let request = SendRequest {
            thread,
            to: &to,
            channel: Channel::Sms,
            body: &body,
            purpose,
            subject: foyer_policy::Subject::Logistics,
            place: &foyer_policy::Place::of(None, &to),
            over_warning: None,
        };
        let cleared = clear(request, &self.standing(far), &foyer_phi::Screening::default(), now)?;
        let (outbox, message) = (OutboxId::new(&mut self.ids), MessageId::new(&mut self.ids));
        let user = self.user;
        self.store()
            .write_blocking(|tx| {
                let new = NewOutbound {
                    cleared: &cleared,
                    outbox,
                    message,
                    author: Author::Staff(user),
                    client_id: None,
                    now,
                    not_before: now,
                    expires_at: now.plus(Span::hours(4)),
                };
                outbox::enqueue(tx, &new)?;
                let row = threads::get(tx, thread)?;
                threads::save_facts(tx, thread, &row.facts.after_reply(now))
            })
            .unwrap();
        Ok(message)
    }

    /// A patient writes.
    pub fn patient_writes(&self, from: &str, body: &str) -> String {
        let now = self.clock.true_ms();
        self.carrier.far().inject_inbound(now, from, LINE, body, Vec::new()).unwrap()
    }

    pub fn text(&self, id: MessageId) -> MessageRow {
        self.store().read_blocking(|tx| messages::get(tx, id)).unwrap()
    }

    pub fn state(&self, id: MessageId) -> DeliveryState {
        self.text(id).state.unwrap()
    }

    pub fn item(&self, id: MessageId) -> OutboxRow {
        self.store().read_blocking(|tx| outbox::of_message(tx, id)).unwrap().unwrap()
    }

    /// Everything in a thread, oldest first.
    pub fn texts(&mut self, far: &str) -> Vec<MessageRow> {
        let id = self.thread(far);
        let mut texts = self.store().read_blocking(|tx| messages::page(tx, id, None, 500)).unwrap();
        texts.reverse();
        texts
    }

    /// How often the carrier took this text.
    pub fn accepted(&self, to: &str, body: &str) -> usize {
        self.carrier.far().record().accepted(to, body)
    }

    /// The audit's words about a text, oldest first.
    pub fn audited(&self, id: MessageId) -> Vec<String> {
        let entries = self.store().read_blocking(|tx| foyer_store::audit::page(tx, None, 100_000)).unwrap();
        let about = entries.into_iter().rev().filter(|entry| entry.object == Some(id.uuid()));
        about.map(|entry| entry.action).collect()
    }

    pub fn change<T>(&self, f: impl FnOnce(&foyer_store::WriteTx<'_>) -> Result<T, StoreError>) -> T {
        self.store().write_blocking(f).unwrap()
    }
}

pub fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse_e164(text).unwrap()
}

fn key() -> PracticeKey {
    PracticeKey::from_material([9; 32], PageMac::Sha256)
}

/// In memory where there is such a place: a simulation commits thousands of times.
fn temporary() -> TempDir {
    let shared = std::path::Path::new("/dev/shm");
    let in_memory = shared.is_dir().then(|| tempfile::tempdir_in(shared).ok()).flatten();
    in_memory.unwrap_or_else(|| tempfile::tempdir().unwrap())
}

/// Polls to the end; everything in a test pauses only to be polled again.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
    }
}
