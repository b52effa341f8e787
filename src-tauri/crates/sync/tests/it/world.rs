//! The far end and the time of a test: one sandbox carrier, one clock, and a carrier adapter without a socket.
//!
//! The clock knows two times: the true one, which the carrier lives by, and this desk's, which may be set
//! wrong. Every call of the adapter pauses once before the request and once before the answer, so that a
//! simulation can let the process die at either place.

use std::{
    future::poll_fn,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    task::Poll,
};

use async_trait::async_trait;
use foyer_carrier::{
    Capabilities, Carrier, CarrierMessage, FetchError, Media, MediaType, NotSentReason, OutgoingText,
    OwnNumber, Page, PageCursor, Rejection, Scope, SubmitOutcome, UnknownReason, Unreadable,
};
use foyer_domain::{
    Channel, ChannelFault, DeliveryProblem, DeliveryState, Direction, PhoneNumber, Private,
    ProviderMessageId, Span, Timestamp,
};
use foyer_sandbox::{Answer, Fate, Method};
use foyer_sync::Clock;
use serde_json::Value;

/// Monday, 23 November 2026, 16:00 UTC: ten in the morning where the patients are.
pub const MONDAY: i64 = 1_795_449_600_000;

/// The practice's number.
pub const LINE: &str = "+17135550100";

/// True time, and how wrong this desk's clock is.
pub struct TestClock {
    true_ms: AtomicI64,
    wrong_by_ms: AtomicI64,
}

impl TestClock {
    pub fn new(at: i64) -> Arc<Self> {
        Arc::new(Self { true_ms: AtomicI64::new(at), wrong_by_ms: AtomicI64::new(0) })
    }

    pub fn true_ms(&self) -> i64 {
        self.true_ms.load(Ordering::SeqCst)
    }

    pub fn pass(&self, span: Span) {
        self.true_ms.fetch_add(span.as_millis().max(0), Ordering::SeqCst);
    }

    /// Sets this desk's clock wrong by `span`.
    pub fn jump(&self, span: Span) {
        self.wrong_by_ms.store(span.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.true_ms() + self.wrong_by_ms.load(Ordering::SeqCst))
    }
}

/// A place to pause: pending once, then ready.
pub async fn pause() {
    let mut paused = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A look at what is about to be submitted, at the very moment.
pub type Witness = Box<dyn Fn(&OutgoingText) + Send + Sync>;

/// Told when a list of inbound texts was answered.
pub type Ear = Box<dyn Fn() + Send + Sync>;

/// The adapter.
pub struct SimCarrier {
    far: Arc<Mutex<foyer_sandbox::Carrier>>,
    clock: Arc<TestClock>,
    witness: Mutex<Option<Witness>>,
    ear: Mutex<Option<Ear>>,
    latency: Mutex<(u64, i64)>,
    page: Mutex<u32>,
}

impl SimCarrier {
    pub fn new(far: foyer_sandbox::Carrier, clock: Arc<TestClock>, seed: u64) -> Arc<Self> {
        Arc::new(Self {
            far: Arc::new(Mutex::new(far)),
            clock,
            witness: Mutex::new(None),
            ear: Mutex::new(None),
            latency: Mutex::new((seed | 1, 400)),
            page: Mutex::new(50),
        })
    }

    /// The carrier itself, at the true time.
    pub fn far(&self) -> MutexGuard<'_, foyer_sandbox::Carrier> {
        let mut far = lock(&self.far);
        far.advance(self.clock.true_ms());
        far
    }

    pub fn watch(&self, witness: Witness) {
        *lock(&self.witness) = Some(witness);
    }

    pub fn listen(&self, ear: Ear) {
        *lock(&self.ear) = Some(ear);
    }

    pub fn page_size(&self, rows: u32) {
        *lock(&self.page) = rows;
    }

    /// One request: pause, time on the way, the far end, time on the way back, pause.
    async fn ask(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Answer {
        pause().await;
        self.on_the_way();
        let answer = {
            let mut far = self.far();
            let request = far.request(method, path, fields);
            far.answer(self.clock.true_ms(), &request)
        };
        let held = i64::try_from(answer.delay_ms).unwrap_or(0);
        self.clock.pass(Span::millis(held));
        self.on_the_way();
        pause().await;
        answer
    }

    /// A few to a few hundred milliseconds, from a small generator of its own.
    fn on_the_way(&self) {
        let mut latency = lock(&self.latency);
        let (state, most) = *latency;
        let next = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *latency = (next, most);
        let spread = i64::try_from(next >> 33).unwrap_or(0) % most.max(1);
        self.clock.pass(Span::millis(5 + spread));
    }
}

#[async_trait]
impl Carrier for SimCarrier {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            idempotency_key: None,
            listing_delay: Span::minutes(15),
            answers_stop: true,
            max_page: 1000,
            channels: &[Channel::Sms],
        }
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        read(&self.ask(Method::Get, "Messages.json", &[("PageSize", "1")]).await).map(drop)
    }

    async fn numbers(&self) -> Result<Vec<OwnNumber>, FetchError> {
        let value = read(&self.ask(Method::Get, "IncomingPhoneNumbers.json", &[]).await)?;
        let rows = value["incoming_phone_numbers"].as_array().cloned().unwrap_or_default();
        Ok(rows
            .iter()
            .filter_map(|row| {
                let number = PhoneNumber::parse_e164(row["phone_number"].as_str()?).ok()?;
                Some(OwnNumber { number, name: row["friendly_name"].as_str().unwrap_or_default().to_owned() })
            })
            .collect())
    }

    async fn submit(&self, text: &OutgoingText) -> SubmitOutcome {
        if let Some(witness) = lock(&self.witness).as_ref() {
            witness(text);
        }
        let fields = [("To", text.to.reveal()), ("From", text.from.reveal()), ("Body", text.body.reveal())];
        outcome(&self.ask(Method::Post, "Messages.json", &fields).await)
    }

    async fn fetch_page(&self, scope: &Scope, at: Option<&PageCursor>) -> Result<Page, FetchError> {
        let (own, pairs) = match scope {
            Scope::To(number) => (number, vec![("To", number.reveal())]),
            Scope::From(number) => (number, vec![("From", number.reveal())]),
            Scope::Between { from, to } => (from, vec![("From", from.reveal()), ("To", to.reveal())]),
        };
        let size = lock(&self.page).to_string();
        let mut fields = pairs;
        fields.push(("PageSize", &size));
        let (page, token) = at.and_then(|at| at.reveal().split_once('/')).unwrap_or(("0", ""));
        if !token.is_empty() {
            fields.extend([("Page", page), ("PageToken", token)]);
        }
        let value = read(&self.ask(Method::Get, "Messages.json", &fields).await)?;
        if let (Scope::To(_), Some(ear)) = (scope, lock(&self.ear).as_ref()) {
            ear();
        }
        Ok(listing(&value, own))
    }

    async fn fetch_message(&self, id: &ProviderMessageId) -> Result<Option<CarrierMessage>, FetchError> {
        let own = PhoneNumber::parse_e164(LINE).map_err(|_| FetchError::NotFound)?;
        let path = format!("Messages/{}.json", id.as_str());
        match read(&self.ask(Method::Get, &path, &[]).await) {
            Ok(value) => {
                message(&value, &own).map(Some).map_err(|bad| FetchError::Unreadable { what: bad.what })
            }
            Err(FetchError::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError> {
        let path = format!("Messages/{}/Media.json", id.as_str());
        let value = read(&self.ask(Method::Get, &path, &[]).await)?;
        let rows = value["media_list"].as_array().cloned().unwrap_or_default();
        let files = (0_u32..).zip(rows.iter());
        Ok(files
            .map(|(name_index, row)| Media {
                media_type: MediaType::Png,
                bytes: row["sid"].as_str().unwrap_or_default().as_bytes().to_vec(),
                name_index,
            })
            .collect())
    }
}

/// The same carrier, whose answer to the search for one number makes no sense.
pub struct Unsearchable {
    pub inner: Arc<SimCarrier>,
    pub to: PhoneNumber,
}

#[async_trait]
impl Carrier for Unsearchable {
    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        self.inner.check_credentials().await
    }

    async fn numbers(&self) -> Result<Vec<OwnNumber>, FetchError> {
        self.inner.numbers().await
    }

    async fn submit(&self, text: &OutgoingText) -> SubmitOutcome {
        self.inner.submit(text).await
    }

    async fn fetch_page(&self, scope: &Scope, at: Option<&PageCursor>) -> Result<Page, FetchError> {
        match scope {
            Scope::Between { to, .. } if *to == self.to => Err(FetchError::Unreadable { what: "not JSON" }),
            Scope::Between { .. } | Scope::To(_) | Scope::From(_) => self.inner.fetch_page(scope, at).await,
        }
    }

    async fn fetch_message(&self, id: &ProviderMessageId) -> Result<Option<CarrierMessage>, FetchError> {
        self.inner.fetch_message(id).await
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError> {
        self.inner.fetch_media(id).await
    }
}

/// The four outcomes, as the HTTP adapter decides them.
fn outcome(answer: &Answer) -> SubmitOutcome {
    match answer.fate {
        Fate::Refused => {
            return SubmitOutcome::NotSent { reason: NotSentReason::CarrierDown, retry_after: None };
        }
        Fate::HungUp | Fate::CutShort(_) => return SubmitOutcome::Unknown(UnknownReason::ConnectionLost),
        Fate::Arrives => {}
    }
    let value = answer.value();
    let code = value["code"].as_u64().and_then(|code| u32::try_from(code).ok());
    match answer.status {
        200..=299 => match value["sid"].as_str().and_then(|sid| ProviderMessageId::parse(sid).ok()) {
            Some(id) => SubmitOutcome::Accepted {
                id,
                state: DeliveryState::Accepted,
                created_at: value["date_created"].as_str().and_then(date),
            },
            None => SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status: answer.status }),
        },
        401 => SubmitOutcome::Paused(ChannelFault::Credentials),
        429 => {
            SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after: retry_after(answer) }
        }
        400..=499 if code.is_some() => SubmitOutcome::Rejected(Rejection { problem: problem(code), code }),
        500..=599 => SubmitOutcome::Unknown(UnknownReason::CarrierFailure { status: answer.status }),
        status => SubmitOutcome::Unknown(UnknownReason::ForeignAnswer { status }),
    }
}

fn read(answer: &Answer) -> Result<Value, FetchError> {
    match answer.fate {
        Fate::Refused | Fate::HungUp | Fate::CutShort(_) => return Err(FetchError::CarrierDown),
        Fate::Arrives => {}
    }
    match answer.status {
        200..=299 => match answer.value() {
            Value::Null => Err(FetchError::Unreadable { what: "body" }),
            value => Ok(value),
        },
        401 => Err(FetchError::Refused(ChannelFault::Credentials)),
        404 => Err(FetchError::NotFound),
        429 => Err(FetchError::RateLimited { retry_after: retry_after(answer) }),
        _ => Err(FetchError::CarrierDown),
    }
}

fn retry_after(answer: &Answer) -> Option<Span> {
    let header = answer.headers.iter().find(|(name, _)| *name == "retry-after")?;
    header.1.parse().ok().map(Span::seconds)
}

fn listing(value: &Value, own: &PhoneNumber) -> Page {
    let mut page = Page::default();
    let mut seen = std::collections::BTreeSet::new();
    for row in value["messages"].as_array().into_iter().flatten() {
        match message(row, own) {
            Ok(message) if seen.insert(message.id.clone()) => page.messages.push(message),
            Ok(_) => {}
            Err(unreadable) => page.unreadable.push(unreadable),
        }
    }
    page.next = value["next_page_uri"].as_str().and_then(|uri| {
        let part =
            |name: &str| uri.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)).map(str::to_owned);
        Some(PageCursor::new(format!("{}/{}", part("Page=")?, part("PageToken=").unwrap_or_default())))
    });
    page
}

fn message(row: &Value, own: &PhoneNumber) -> Result<CarrierMessage, Unreadable> {
    let id = row["sid"].as_str().and_then(|sid| ProviderMessageId::parse(sid).ok());
    let wrong = |what| Unreadable { id: id.clone(), what };
    let id = id.clone().ok_or_else(|| wrong("sid"))?;
    let (direction, automatic) = match row["direction"].as_str() {
        Some("inbound") => (Direction::Inbound, false),
        Some("outbound-api") => (Direction::Outbound, false),
        Some("outbound-reply") => (Direction::Outbound, true),
        Some(_) | None => return Err(wrong("direction")),
    };
    let far = match direction {
        Direction::Inbound => row["from"].as_str(),
        Direction::Outbound => row["to"].as_str(),
    }
    .unwrap_or_default();
    let code = row["error_code"].as_u64().and_then(|code| u32::try_from(code).ok());
    Ok(CarrierMessage {
        id,
        direction,
        far: Private::new(far),
        far_number: PhoneNumber::parse_e164(far).ok(),
        own: own.clone(),
        channel: Channel::Sms,
        body: Private::new(row["body"].as_str().ok_or_else(|| wrong("body"))?),
        state: row["status"].as_str().and_then(state),
        problem: code.map(|code| problem(Some(code))),
        created_at: row["date_created"].as_str().and_then(date),
        sent_at: row["date_sent"].as_str().and_then(date),
        media_count: row["num_media"].as_str().and_then(|count| count.parse().ok()).unwrap_or(1),
        automatic,
    })
}

fn state(status: &str) -> Option<DeliveryState> {
    match status {
        "accepted" | "scheduled" | "queued" | "sending" => Some(DeliveryState::Accepted),
        "sent" => Some(DeliveryState::Sent),
        "delivered" => Some(DeliveryState::Delivered),
        "undelivered" => Some(DeliveryState::Undelivered),
        "failed" | "canceled" => Some(DeliveryState::Failed),
        _ => None,
    }
}

fn problem(code: Option<u32>) -> DeliveryProblem {
    match code {
        Some(21610) => DeliveryProblem::OptedOut,
        Some(21614 | 30006) => DeliveryProblem::Landline,
        Some(30003) => DeliveryProblem::Unreachable,
        Some(30005 | 21211) => DeliveryProblem::UnknownNumber,
        Some(30007) => DeliveryProblem::Filtered,
        Some(_) | None => DeliveryProblem::Other,
    }
}

fn date(text: &str) -> Option<Timestamp> {
    let parsed = chrono::DateTime::parse_from_rfc2822(text).ok()?;
    Some(Timestamp::from_millis(parsed.timestamp_millis()))
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
