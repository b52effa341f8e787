//! A practice: one line, one receptionist, a store on a real file, and the engine one round at a time.

use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    pin::Pin,
    sync::{Arc, Mutex, OnceLock},
    task::Poll,
};

use foyer_carrier::Carrier;
use foyer_domain::{
    Actor, Author, Body, Channel, ConsentEventId, DeliveryState, LineId, MessageId, OutboxId, PhoneNumber,
    Private, Role, Span, ThreadId, Timestamp, User, UserId,
};
use foyer_policy::{
    ConsentBasis, ConsentEvent, ConsentEventKind, Evidence, Party, Purpose, Refusal, SendRequest, Standing,
    clear, standing,
    template::{TemplateLevel, TemplateState, Templated},
};
use foyer_store::{
    PageMac, PracticeKey, Store, StoreError, consent, lines,
    messages::{self, MessageRow},
    outbox::{self, NewOutbound, OutboxRow},
    threads::{self, ThreadRow},
    users,
};
use foyer_sync::{
    Change, Clock as _, ClockIds, Engine, EngineHandle, EngineSettings, Ids, Means, driven, notice_older_copy,
};
use tempfile::TempDir;

use crate::{
    carrier::{LINE, SimCarrier},
    log,
    rules::{Broken, Rule},
    story::YES,
    time::{Bell, MONDAY, Stretch, VirtualClock, lock},
    umpire::Umpire,
};

/// Lupe's phone.
pub const LUPE: &str = "+17135550142";
/// Odell's phone.
pub const ODELL: &str = "+17135550143";

/// A phone that is nobody's patient's.
const ELSEWHERE: &str = "+17135550199";

/// More texts than a page of the carrier's list holds.
const PAGE_AND_MORE: usize = 25;

/// What the gate is told of words that go to many.
const APPROVED: Templated =
    Templated { state: TemplateState::Approved, in_both: true, level: TemplateLevel::VisitDetails };

/// In milliseconds.
const DAY: i64 = 86_400_000;

/// The desk and everything around it.
pub struct Desk {
    dir: TempDir,
    store: Option<Store>,
    engine: Option<Engine>,
    live: Option<Live>,
    /// Time.
    pub clock: Arc<VirtualClock>,
    /// The way to the carrier, and the carrier.
    pub carrier: Arc<SimCarrier>,
    /// Who watches every request.
    pub umpire: Arc<Umpire>,
    /// Ids from the seed.
    pub ids: Ids,
    /// The practice's line.
    pub line: LineId,
    /// The receptionist.
    pub user: UserId,
    /// For the next engine.
    pub settings: EngineSettings,
    /// What the engine told.
    pub changes: Arc<Mutex<Vec<Change>>>,
    /// The seed.
    pub seed: u64,
    /// How long what is written next may wait.
    pub keep_for: Span,
    crashes: u32,
    copied: Files,
}

/// The store's file and its log.
type Files = [Option<Vec<u8>>; 2];
const FILES: [&str; 2] = ["practice.db", "practice.db-wal"];

/// Every so manieth crash, the file is opened again.
const REOPENED: u32 = 8;

/// How a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The next is due then.
    Next(Timestamp),
    /// The process died in it and has been started again.
    Died,
    /// The store refused.
    Refused,
}

/// How a stretch of the running engine ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lived {
    /// It runs.
    On,
    /// The process died in it and has been started again.
    Died,
    /// It panicked as it was told to, and was begun anew over the same store.
    Stumbled,
}

/// The engine as the product runs it, in virtual time.
struct Live {
    handle: EngineHandle,
    running: Pin<Box<dyn Future<Output = ()> + Send>>,
    bell: Arc<Bell>,
}

impl Desk {
    /// A desk whose engine reads all its lists at every poll.
    pub fn open(seed: u64) -> Self {
        Self::with(seed, EngineSettings { own_list_every: Span::ZERO, ..EngineSettings::default() })
    }

    pub fn with(seed: u64, settings: EngineSettings) -> Self {
        let mut far = foyer_sandbox::Carrier::new(seed);
        far.advance(MONDAY);
        far.add_number(LINE, "Front desk");
        Self::over(seed, settings, far)
    }

    /// A desk whose account somebody used long before Foyer came, further back than its history is read: the same words
    /// to the same phones, and then so many others that no first page comes near them.
    pub fn after(seed: u64, settings: EngineSettings, phones: &[&str]) -> Self {
        let mut far = foyer_sandbox::Carrier::new(seed);
        let texts = phones.iter().map(|phone| (120, *phone, YES));
        let others = (0..PAGE_AND_MORE).map(|_| (100, ELSEWHERE, "See you then."));
        far.advance(MONDAY - DAY * 200);
        far.add_number(LINE, "Front desk");
        for (days_ago, to, body) in texts.chain(others) {
            let form = [("To", to), ("From", LINE), ("Body", body)];
            let form: Vec<_> = form.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
            let answer = far.create(MONDAY - DAY * days_ago, &form);
            assert_eq!(answer.status, 201, "an old text");
        }
        Self::over(seed, settings, far)
    }

    fn over(seed: u64, settings: EngineSettings, mut far: foyer_sandbox::Carrier) -> Self {
        let clock = VirtualClock::new(MONDAY);
        let umpire = Umpire::new(Arc::clone(&clock), settings.consent);
        far.advance(MONDAY);
        let carrier = SimCarrier::new(far, Arc::clone(&clock), Arc::clone(&umpire), seed);
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut ids = Ids::new(ClockIds::new(clock.clone(), bytes));
        let dir = temporary();
        // A folder of its own: how far the store has come is kept beside it.
        std::fs::create_dir(dir.path().join("practice")).unwrap();
        let file = dir.path().join("practice/practice.db");
        std::fs::write(&file, blank()).unwrap();
        let store = Store::open_alone(&file, &key()).unwrap();
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
            live: None,
            clock,
            carrier,
            umpire,
            ids,
            line,
            user,
            settings,
            changes,
            seed,
            keep_for: Span::hours(4),
            crashes: 0,
            copied: Files::default(),
        };
        desk.umpire.lives(desk.store().clone());
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

    /// The process is killed and started again: what was not committed is gone, and the next one finds the file and its
    /// log as they stood.
    pub fn restart(&mut self) {
        let left = self.as_it_stands();
        self.die();
        // Closing folded the log into the file, as a process that is killed does not.
        self.lay(&left);
        self.reopen();
    }

    /// The file and its log. No transaction is ever open where this is asked for.
    fn as_it_stands(&self) -> Files {
        FILES.map(|name| std::fs::read(self.dir.path().join("practice").join(name)).ok())
    }

    /// Puts a file and its log where the store's are.
    fn lay(&self, files: &Files) {
        for (name, bytes) in FILES.iter().zip(files) {
            let place = self.dir.path().join("practice").join(name);
            match bytes {
                Some(bytes) => std::fs::write(place, bytes).unwrap(),
                None => drop(std::fs::remove_file(place)),
            }
        }
    }

    /// The process dies where it stands. No transaction is ever open at a pause, so the file is the same for whoever
    /// comes next; opening it again is left out most times, for it takes longer than everything else in a run.
    fn crash(&mut self) {
        self.crashes += 1;
        if self.crashes.is_multiple_of(REOPENED) {
            return self.restart();
        }
        let store = self.store.take();
        self.die();
        self.store = store;
        self.goes_on();
    }

    fn reopen(&mut self) {
        self.store = Some(Store::open_alone(&self.file(), &key()).unwrap());
        self.goes_on();
    }

    fn goes_on(&mut self) {
        self.umpire.lives(self.store().clone());
        if self.live.take().is_some() {
            self.begin(None);
        } else {
            self.start_engine();
        }
    }

    /// The process dies.
    fn die(&mut self) {
        self.engine = None;
        if let Some(live) = &mut self.live {
            live.running = Box::pin(std::future::pending());
        }
        self.store = None;
        self.umpire.died();
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("practice/practice.db")
    }

    /// Bytes of the store and its log.
    pub fn bytes(&self) -> u64 {
        let size = |name: &str| {
            std::fs::metadata(self.dir.path().join("practice").join(name)).map_or(0, |found| found.len())
        };
        size("practice.db") + size("practice.db-wal")
    }

    /// Now, by the desk's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs something to its end in virtual time.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.clock.block_on(future)
    }

    /// One round, and what was sent in it comes back.
    pub fn round(&mut self) -> Timestamp {
        let engine = self.engine.as_mut().unwrap();
        self.clock.block_on(async {
            let mut next = engine.round().await.unwrap();
            while engine.is_flying() {
                engine.landed().await.unwrap();
                next = engine.round().await.unwrap();
            }
            next
        })
    }

    /// One round that dies at its `at`th pause, if it has so many. True when it died.
    pub fn round_dying_at(&mut self, at: usize) -> bool {
        self.turn(Some(at)) == Ended::Died
    }

    /// One round, whatever may come of it.
    pub fn turn(&mut self, dying_at: Option<usize>) -> Ended {
        let (engine, clock) = (self.engine.as_mut().unwrap(), Arc::clone(&self.clock));
        let most = dying_at.unwrap_or(usize::MAX);
        let round = async {
            let next = engine.round().await?;
            let wait = next.since(clock.now()).as_millis().clamp(1, 60_000);
            if !engine.is_flying() {
                return Ok(next);
            }
            // What flies comes back in its own time; the next round does not wait for it.
            let asleep = clock.sleep(Span::millis(wait));
            if let Some(back) = first_of(asleep, engine.back()).await {
                engine.took(back).await?;
            }
            Ok::<Timestamp, StoreError>(clock.now())
        };
        match clock.poll_at_most(round, most) {
            Some(Ok(next)) => Ended::Next(next),
            Some(Err(_)) => Ended::Refused,
            None => {
                self.crash();
                Ended::Died
            }
        }
    }

    /// From now on the engine runs by itself, as [`Engine::start`] runs it; [`Desk::run_on`] lets it.
    pub fn live(&mut self) {
        self.engine = None;
        self.begin(None);
    }

    fn begin(&mut self, again: Option<&EngineHandle>) {
        let (handle, running) = driven(self.means(), again);
        self.live = Some(Live { handle, running, bell: Bell::rung() });
    }

    /// The running engine's handle, as the rest of Foyer has it.
    pub fn handle(&self) -> &EngineHandle {
        &self.live.as_ref().unwrap().handle
    }

    /// Lets the engine run until the true time is `until`; it may die at its `dying_at`th pause.
    pub fn run_on(&mut self, until: i64, dying_at: Option<usize>) -> Lived {
        let (clock, most) = (Arc::clone(&self.clock), dying_at.unwrap_or(usize::MAX));
        let Live { running, bell, .. } = self.live.as_mut().unwrap();
        let stretch = catch_unwind(AssertUnwindSafe(|| clock.run_until(running.as_mut(), bell, until, most)));
        match stretch {
            Ok(Stretch::Over) => Lived::On,
            Ok(Stretch::Cut) => {
                self.crash();
                Lived::Died
            }
            Ok(ended @ (Stretch::Done | Stretch::Stuck)) => {
                self.umpire.ended(ended);
                self.restart();
                Lived::Died
            }
            Err(_) => {
                if let Some(place) = log::panicked_at() {
                    self.umpire.note(Broken::new(Rule::Panic, format!("something panicked at {place}")));
                }
                // What the engine held is gone, as after a death; the store stays open, and so do people's wishes.
                let Live { handle, .. } = self.live.take().unwrap();
                self.umpire.died();
                self.umpire.lives(self.store().clone());
                self.clock.pass(Span::seconds(1));
                self.begin(Some(&handle));
                Lived::Stumbled
            }
        }
    }

    /// Rounds, each when the last said, for `span` of true time.
    pub fn run_for(&mut self, span: Span) {
        let end = self.clock.true_ms() + span.as_millis();
        while self.clock.true_ms() < end {
            let next = match self.turn(None) {
                Ended::Next(next) => next,
                Ended::Died | Ended::Refused => self.now().plus(Span::seconds(1)),
            };
            self.wait_until(next, end);
        }
    }

    /// Lets time pass until `next` by the desk's clock, a minute at most, and not beyond `end`.
    pub fn wait_until(&mut self, next: Timestamp, end: i64) {
        let wait = next.since(self.now()).as_millis().clamp(1, 60_000);
        self.clock.pass(Span::millis(wait.min(end - self.clock.true_ms()).max(1)));
    }

    /// A copy of the store as it is now, to be put back later: as whoever copies folders makes one. What a backup makes
    /// holds the same.
    pub fn copy(&mut self) {
        self.copied = self.as_it_stands();
    }

    /// Whether both lists were read to their ends once.
    pub fn has_read_its_lists(&self) -> bool {
        let line = self.line;
        let read = |tx: &foyer_store::ReadTx<'_>| {
            let known = |word| Ok::<bool, StoreError>(foyer_store::cursors::load(tx, line, word)?.is_some());
            Ok(known("to")? && known("from")?)
        };
        self.store().read_blocking(read).unwrap()
    }

    /// The process dies, and when it comes back its store is the older copy; the umpire knows that it is, if texts have
    /// left since.
    pub fn put_back_copy(&mut self, is_older: bool) {
        self.die();
        let copied = self.copied.clone();
        self.lay(&copied);
        let _ = std::fs::remove_file(self.dir.path().join("practice/practice.db-shm"));
        self.umpire.freeze(is_older);
        self.umpire.put_back();
        self.reopen();
        self.block_on(notice_older_copy(self.store(), self.now())).unwrap();
    }

    pub fn thread(&mut self, far: &str) -> ThreadId {
        self.try_thread(far).unwrap()
    }

    fn try_thread(&mut self, far: &str) -> Result<ThreadId, StoreError> {
        let (line, now, id) = (self.line, self.now(), ThreadId::new(&mut self.ids));
        let far = number(far);
        if let Some(known) = self.store().read_blocking(|tx| threads::at(tx, line, Channel::Sms, &far))? {
            return Ok(known.id);
        }
        self.store()
            .write_blocking(|tx| Ok(threads::find_or_create(tx, id, line, Channel::Sms, &far, now)?.0))
    }

    pub fn thread_row(&mut self, far: &str) -> ThreadRow {
        let id = self.thread(far);
        self.store().read_blocking(|tx| threads::get(tx, id)).unwrap()
    }

    /// The patient agreed at the desk.
    pub fn grant(&mut self, far: &str) {
        self.granted_ago(far, Span::seconds(0));
    }

    /// The patient agreed, `ago` before now.
    pub fn granted_ago(&mut self, far: &str, ago: Span) {
        let id = ConsentEventId::new(&mut self.ids);
        let event = ConsentEvent {
            id,
            patient: None,
            number: number(far),
            channel: Channel::Sms,
            kind: ConsentEventKind::Granted(ConsentBasis::Spoken),
            at: self.now().minus(ago),
            actor: Actor::User(self.user),
            evidence: Evidence::default(),
            language: None,
            subjects: foyer_policy::Subjects::NONE,
        };
        self.store().write_blocking(|tx| consent::append(tx, &event)).unwrap();
        self.umpire.granted(far);
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
        self.try_write(far, body, purpose).unwrap()
    }

    /// The same with a store that may refuse; then nothing was queued.
    pub fn try_write(
        &mut self,
        far: &str,
        body: &str,
        purpose: Purpose,
    ) -> Result<Result<MessageId, Refusal>, StoreError> {
        let thread = self.try_thread(far)?;
        let (to, body, now) = (number(far), Body::new(body).unwrap(), self.now());
        let request = SendRequest {
            thread,
            to: &to,
            channel: Channel::Sms,
            body: &body,
            purpose,
            subject: foyer_policy::Subject::Logistics,
            place: &foyer_policy::Place::of(None, &to),
            along: false,
            over_warning: None,
            // What goes to many is a template's words.
            templates: if purpose == Purpose::Reminder { &[APPROVED] } else { &[] },
            household: foyer_policy::household::Household::alone(),
        };
        let screened = foyer_phi::Screening::default();
        let cleared = match clear(request, &self.standing(far), &screened, now) {
            Ok(cleared) => cleared,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (outbox, message) = (OutboxId::new(&mut self.ids), MessageId::new(&mut self.ids));
        let (user, keep_for) = (self.user, self.keep_for);
        self.store().write_blocking(|tx| {
            let new = NewOutbound {
                cleared: &cleared,
                outbox,
                message,
                author: Author::Staff(user),
                client_id: None,
                now,
                not_before: now,
                expires_at: now.plus(keep_for),
            };
            outbox::enqueue(tx, &new)?;
            let row = threads::get(tx, thread)?;
            threads::save_facts(tx, thread, &row.facts.after_reply(now))
        })?;
        Ok(Ok(message))
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
        let mut texts = self.store().read_blocking(|tx| messages::page(tx, id, None, u32::MAX)).unwrap();
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

/// The practice's key.
pub fn key() -> PracticeKey {
    PracticeKey::from_material([9; 32], PageMac::Sha256)
}

/// An empty store, made once: key and schema are every practice's, so every desk begins with a copy of its bytes.
fn blank() -> &'static [u8] {
    static BLANK: OnceLock<Vec<u8>> = OnceLock::new();
    BLANK.get_or_init(|| {
        let dir = temporary();
        let file = dir.path().join("practice.db");
        Store::create_inline(&file, &key()).unwrap().close().unwrap();
        std::fs::read(file).unwrap()
    })
}

/// In memory where there is such a place: a simulation commits thousands of times.
fn temporary() -> TempDir {
    let shared = std::path::Path::new("/dev/shm");
    let in_memory = shared.is_dir().then(|| tempfile::tempdir_in(shared).ok()).flatten();
    in_memory.unwrap_or_else(|| tempfile::tempdir().unwrap())
}

/// The second if it comes first.
async fn first_of<T>(one: impl Future<Output = ()>, other: impl Future<Output = T>) -> Option<T> {
    let (mut one, mut other) = (std::pin::pin!(one), std::pin::pin!(other));
    std::future::poll_fn(|cx| match other.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => one.as_mut().poll(cx).map(|()| None),
    })
    .await
}
