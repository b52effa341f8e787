//! An engine with everything real around it: an encrypted store, the adapter, HTTP on loopback, and the sandbox as the
//! carrier in a thread of its own, whose work is not counted as Foyer's.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow};
use foyer_carrier::{
    Decoder, Secret,
    twilio::{Twilio, TwilioConfig},
};
use foyer_domain::{
    Actor, Author, Body, Channel, ConsentEventId, LineId, MessageId, OutboxId, PhoneNumber, Private, Role,
    Span, ThreadId, Timestamp, User, UserId,
};
use foyer_policy::{
    ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Party, Place, Purpose, SendRequest,
    Subject, Subjects, clear, household::Household, standing,
};
use foyer_sandbox::{
    Carrier,
    http::{Clock as FarClock, serve},
};
use foyer_store::{
    Store, consent, lines,
    outbox::{self, NewOutbound},
    threads, users,
};
use foyer_sync::{Clock, EngineSettings, Ids, Means};
use tempfile::TempDir;
use tokio::{net::TcpListener, runtime::Handle, sync::oneshot};

use crate::{measure::thread_cpu, practice, texts::LINE};

/// The carrier, in a thread of its own.
pub struct FarEnd {
    carrier: Arc<Mutex<Carrier>>,
    config: TwilioConfig,
    clock: FarClock,
    runtime: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl FarEnd {
    /// Listens on loopback.
    pub fn open() -> Result<Self> {
        let mut carrier = Carrier::new(7);
        carrier.add_number(LINE, "Main");
        carrier.let_patients_write(false);
        let account = carrier.account().clone();
        let carrier = Arc::new(Mutex::new(carrier));
        let clock = FarClock::starting_at(now(), 1.0);
        let (there, its_clock, (tell, told)) = (Arc::clone(&carrier), clock.clone(), mpsc::channel());
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let began = || -> Result<_> {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                let served = runtime.block_on(async {
                    let listener = TcpListener::bind("127.0.0.1:0").await?;
                    serve(there, listener, its_clock).await
                })?;
                Ok((runtime, served))
            };
            match began() {
                Ok((runtime, served)) => {
                    let _ = tell.send(Ok((served.base_url.clone(), runtime.handle().clone())));
                    runtime.block_on(async move {
                        let _ = stopped.await;
                        served.shutdown().await;
                    });
                }
                Err(error) => drop(tell.send(Err(error))),
            }
        });
        let (base, runtime) = told.recv().context("the carrier did not start")??;
        let mut config = TwilioConfig::new(
            base.parse()?,
            account.account_sid.clone(),
            account.key_sid.clone(),
            Secret::new(account.secret),
        );
        config.page_size = 1_000;
        Ok(Self { carrier, config, clock, runtime, stop: Some(stop), thread: Some(thread) })
    }

    /// An adapter to it.
    pub fn adapter(&self) -> Result<Twilio> {
        Twilio::new(self.config.clone(), Decoder::here()).map_err(|error| anyhow!("the adapter: {error}"))
    }

    /// So many days go by, there and here: it is the same time of day then. At most 49.
    pub fn days_go_by(&self, days: u32) {
        let millis = days.saturating_mul(DAY_MS);
        self.clock.advance(millis);
        GONE_BY.fetch_add(millis.into(), Ordering::SeqCst);
    }

    /// A patient writes; gives the carrier's id.
    pub fn patient_writes(&self, at: i64, from: &str, body: &str) -> Result<String> {
        let mut carrier = self.carrier.lock().unwrap_or_else(PoisonError::into_inner);
        carrier.inject_inbound(at, from, LINE, body, Vec::new()).map_err(|error| anyhow!("{error:?}"))
    }

    /// Texts that it took.
    pub fn taken(&self) -> usize {
        let carrier = self.carrier.lock().unwrap_or_else(PoisonError::into_inner);
        usize::try_from(carrier.tally().creates_accepted).unwrap_or(usize::MAX)
    }

    /// Requests so far.
    pub fn asked(&self) -> u64 {
        self.carrier.lock().unwrap_or_else(PoisonError::into_inner).tally().requests
    }

    /// CPU time of the carrier's thread so far.
    pub fn cpu(&self) -> Result<Duration> {
        let (tell, told) = mpsc::channel();
        self.runtime.spawn(async move {
            let _ = tell.send(thread_cpu());
        });
        told.recv().context("the carrier's thread has ended")
    }
}

impl Drop for FarEnd {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A practice with one line and one receptionist.
pub struct Desk {
    /// Its store.
    pub store: Store,
    ids: Ids,
    line: LineId,
    user: UserId,
    _folder: TempDir,
}

impl Desk {
    /// An empty one.
    pub fn open(folder: &std::path::Path) -> Result<Self> {
        let folder = tempfile::tempdir_in(folder)?;
        let practice = folder.path().join("practice");
        std::fs::create_dir(&practice)?;
        let store = Store::create(&practice.join("practice.db"), &practice::key())?;
        let mut ids = Ids::new(practice::ids(9));
        let (line, user) = (LineId::new(&mut ids), UserId::new(&mut ids));
        let (number, at) = (PhoneNumber::parse_e164(LINE)?, Morning.now());
        store.write_blocking(|tx| {
            lines::create(tx, line, &number, Channel::Sms, "Main", at)?;
            users::create(tx, &User { id: user, name: Private::new("Kofi"), role: Role::Receptionist }, at)
        })?;
        Ok(Self { store, ids, line, user, _folder: folder })
    }

    /// What an engine works with.
    pub fn means(&self, far: &FarEnd, settings: EngineSettings) -> Result<Means> {
        Ok(Means {
            store: self.store.clone(),
            carrier: Arc::new(far.adapter()?),
            clock: Arc::new(Morning),
            ids: self.ids.clone(),
            listener: Arc::new(|_| ()),
            settings,
        })
    }

    /// Queues a text to each of these, as the app does it.
    pub fn queue(&mut self, phones: &[String], body: &str) -> Result<()> {
        let (now, body) = (Morning.now(), Body::new(body)?);
        for phone in phones {
            let to = PhoneNumber::parse_e164(phone)?;
            let agreed = self.agreed(&to, now);
            let (id, line) = (ThreadId::new(&mut self.ids), self.line);
            let (outbox, message) = (OutboxId::new(&mut self.ids), MessageId::new(&mut self.ids));
            let author = Author::Staff(self.user);
            let thread = self.store.write_blocking(|tx| {
                consent::append(tx, &agreed)?;
                Ok(threads::find_or_create(tx, id, line, Channel::Sms, &to, now)?.0)
            })?;
            let party = Party { patient: None, number: to.clone(), channel: Channel::Sms };
            let standing = standing(&party, &[agreed], now, &ConsentRules::default());
            let place = Place::of(None, &to);
            let request = SendRequest {
                thread,
                to: &to,
                channel: Channel::Sms,
                body: &body,
                purpose: Purpose::Reply,
                subject: Subject::Logistics,
                place: &place,
                along: false,
                over_warning: None,
                templates: &[],
                household: Household::alone(),
            };
            let cleared = clear(request, &standing, &foyer_phi::Screening::default(), now)
                .map_err(|refusal| anyhow!("the gate says {}", refusal.as_str()))?;
            let new = NewOutbound {
                cleared: &cleared,
                outbox,
                message,
                author,
                client_id: None,
                now,
                not_before: now,
                expires_at: now.plus(Span::hours(4)),
            };
            self.store.write_blocking(|tx| outbox::enqueue(tx, &new))?;
        }
        Ok(())
    }

    fn agreed(&mut self, number: &PhoneNumber, at: Timestamp) -> ConsentEvent {
        ConsentEvent {
            id: ConsentEventId::new(&mut self.ids),
            patient: None,
            number: number.clone(),
            channel: Channel::Sms,
            kind: ConsentEventKind::Granted(ConsentBasis::Spoken),
            at,
            actor: Actor::User(self.user),
            evidence: Evidence::default(),
            language: None,
            subjects: Subjects::NONE,
        }
    }

    /// When each of these texts of patients was stored, by the carrier's id.
    pub fn stored_at(&self, sids: &[String]) -> Result<BTreeMap<String, Timestamp>> {
        let line = self.line;
        Ok(self.store.read_blocking(|tx| {
            let mut stored = BTreeMap::new();
            for sid in sids {
                let Ok(id) = foyer_domain::ProviderMessageId::parse(sid) else { continue };
                if let Some(text) = foyer_store::messages::find_by_provider_id(tx, line, &id)? {
                    stored.insert(sid.clone(), text.received_at.unwrap_or(text.created_at));
                }
            }
            Ok(stored)
        })?)
    }
}

/// A Monday on which it is day wherever a patient may be, whenever this is run: at night the gate would hold their texts.
/// Days go by where a measurement says so.
#[derive(Clone, Copy)]
pub struct Morning;

/// 23 November 2026, 20:00 UTC, in milliseconds: ten in the morning in Honolulu, three in the afternoon in New York.
const MORNING: i64 = 1_795_464_000_000;

/// A day, in milliseconds.
pub const DAY_MS: u32 = 86_400_000;

/// Milliseconds by which the days went faster than they do.
static GONE_BY: AtomicI64 = AtomicI64::new(0);

impl Clock for Morning {
    fn now(&self) -> Timestamp {
        static BEGAN: OnceLock<Instant> = OnceLock::new();
        let since = BEGAN.get_or_init(Instant::now).elapsed().as_millis();
        let since = i64::try_from(since).unwrap_or(i64::MAX);
        let began = MORNING.saturating_add(GONE_BY.load(Ordering::SeqCst));
        Timestamp::from_millis(began.saturating_add(since))
    }
}

/// Now, UTC milliseconds.
pub fn now() -> i64 {
    Morning.now().millis()
}
