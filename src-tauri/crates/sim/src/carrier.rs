//! The far end: one sandbox carrier, and a carrier adapter without a socket.
//!
//! Every call pauses before the request and before the answer, so that a simulation can let the process die at
//! either place, and every request is shown to the [`Umpire`]. What the sandbox does not do by itself (deny what it
//! took, straighten words, tell an old status, be out of reach) is done here.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard},
};

use async_trait::async_trait;
use foyer_carrier::{
    Capabilities, Carrier, CarrierMessage, FetchError, Media, MediaType, NotSentReason, OutgoingText,
    OwnNumber, Page, PageCursor, Scope, SubmitOutcome, UnknownReason,
};
use foyer_domain::{
    Channel, DeliveryState, Direction, OutboxId, PhoneNumber, Private, ProviderMessageId, Span, straighten,
};
use foyer_sandbox::{Answer, Method, Outcome};
use foyer_sync::Clock as _;

use crate::{
    log::STUMBLE,
    reading::{self, message, outcome, read},
    time::{VirtualClock, lock},
    umpire::{Flight, Umpire},
};

/// The practice's number.
pub const LINE: &str = "+17135550100";

/// What goes wrong outside the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quirk {
    /// This computer has no network.
    NoNetwork,
    /// What the carrier takes now it will deny ever having had.
    Deny,
    /// Listed words come back straightened, without white space at their ends.
    Reword,
    /// Listed texts of ours stand where they once stood.
    OldStatus,
    /// The adapter itself panics.
    Panic,
}

/// The adapter.
pub struct SimCarrier {
    far: Mutex<foyer_sandbox::Carrier>,
    clock: Arc<VirtualClock>,
    umpire: Arc<Umpire>,
    latency: Mutex<u64>,
    page: Mutex<u32>,
    /// How long the adapter waits for an answer, if not for ever.
    patience: Mutex<Option<Span>>,
    /// Until when each quirk lasts, true time.
    quirks: Mutex<BTreeMap<Quirk, i64>>,
    denied: Mutex<BTreeSet<String>>,
    /// How long keys are recognised, if at all, and what each made.
    key_window: Mutex<Option<Span>>,
    made: Mutex<BTreeMap<OutboxId, String>>,
    /// By the `Date` of the last answer.
    ahead: Mutex<Option<Span>>,
}

/// What came back.
enum Came {
    Answer(Answer),
    /// The adapter gave up waiting.
    TooLate,
    /// Nothing could leave this computer.
    NoNetwork,
}

impl SimCarrier {
    /// An adapter for `far`.
    pub fn new(
        far: foyer_sandbox::Carrier,
        clock: Arc<VirtualClock>,
        umpire: Arc<Umpire>,
        seed: u64,
    ) -> Arc<Self> {
        Arc::new(Self {
            far: Mutex::new(far),
            clock,
            umpire,
            latency: Mutex::new(seed | 1),
            page: Mutex::new(50),
            patience: Mutex::new(None),
            quirks: Mutex::default(),
            denied: Mutex::default(),
            key_window: Mutex::new(None),
            made: Mutex::default(),
            ahead: Mutex::new(None),
        })
    }

    /// The carrier itself, at the true time.
    pub fn far(&self) -> MutexGuard<'_, foyer_sandbox::Carrier> {
        let mut far = lock(&self.far);
        far.advance(self.clock.true_ms());
        far
    }

    /// Rows of a page.
    pub fn page_size(&self, rows: u32) {
        *lock(&self.page) = rows;
    }

    /// Leaves a text out of every list, or shows it again: a list that trails for days.
    pub fn hides(&self, sid: &str, hidden: bool) {
        let mut denied = lock(&self.denied);
        if hidden {
            denied.insert(sid.to_owned());
        } else {
            denied.remove(sid);
        }
    }

    /// Waits no longer than this for an answer.
    pub fn patience(&self, longest: Span) {
        *lock(&self.patience) = Some(longest);
    }

    /// From now on the carrier recognises keys, for `window` after the first.
    pub fn recognise_keys(&self, window: Span) {
        *lock(&self.key_window) = Some(window);
    }

    /// Turns a quirk on for `span`.
    pub fn quirk(&self, quirk: Quirk, span: Span) {
        let until = self.clock.true_ms() + span.as_millis();
        lock(&self.quirks).insert(quirk, until);
    }

    /// The faults end, the sandbox's and these.
    pub fn heal(&self) {
        self.far().clear_faults(None);
        lock(&self.quirks).clear();
    }

    /// What the carrier took and says it never had.
    pub fn denied(&self) -> BTreeSet<String> {
        lock(&self.denied).clone()
    }

    fn has(&self, quirk: Quirk) -> bool {
        lock(&self.quirks).get(&quirk).is_some_and(|until| self.clock.true_ms() < *until)
    }

    /// One request: time on the way, the far end, time on the way back.
    async fn ask(
        &self,
        method: Method,
        path: &str,
        fields: &[(&str, &str)],
        flight: Option<&Flight>,
    ) -> Came {
        self.umpire.asked();
        self.clock.sleep(self.on_the_way()).await;
        if self.has(Quirk::Panic) {
            lock(&self.quirks).remove(&Quirk::Panic);
            std::panic::panic_any(STUMBLE);
        }
        if self.has(Quirk::NoNetwork) {
            return Came::NoNetwork;
        }
        let answer = {
            let mut far = self.far();
            let request = far.request(method, path, fields);
            far.answer(self.clock.true_ms(), &request)
        };
        if let Some(flight) = flight {
            flight.arrived();
        }
        let held = Span::millis(i64::try_from(answer.delay_ms).unwrap_or(0));
        let patience = *lock(&self.patience);
        if let Some(patience) = patience.filter(|patience| held > *patience) {
            self.clock.sleep(patience).await;
            return Came::TooLate;
        }
        self.clock.sleep(Span::millis(held.as_millis() + self.on_the_way().as_millis())).await;
        if answer.status != 0 {
            let ahead = self.clock.now().millis() - self.clock.true_ms();
            *lock(&self.ahead) = Some(Span::millis(ahead));
        }
        self.umpire.answered(&answer);
        Came::Answer(answer)
    }

    async fn get(&self, path: &str, fields: &[(&str, &str)]) -> Result<serde_json::Value, FetchError> {
        match self.ask(Method::Get, path, fields, None).await {
            Came::Answer(answer) => read(answer),
            Came::TooLate => Err(FetchError::CarrierDown),
            Came::NoNetwork => Err(FetchError::NoNetwork),
        }
    }

    /// A few to a few hundred milliseconds, from a small generator of its own.
    fn on_the_way(&self) -> Span {
        let mut latency = lock(&self.latency);
        *latency = latency.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let spread = i64::try_from(*latency >> 33).unwrap_or(0) % 400;
        Span::millis(5 + spread)
    }

    async fn create(&self, text: &OutgoingText, flight: &Flight) -> SubmitOutcome {
        let known = lock(&self.key_window).and_then(|_| lock(&self.made).get(&text.key).cloned());
        if let Some(sid) = known {
            let came = self.ask(Method::Get, &format!("Messages/{sid}.json"), &[], Some(flight)).await;
            return outcome_of(&came);
        }
        let before = self.far().tally().creates_accepted;
        let fields = [("To", text.to.reveal()), ("From", text.from.reveal()), ("Body", text.body.reveal())];
        let came = self.ask(Method::Post, "Messages.json", &fields, Some(flight)).await;
        let (keyed, denying) = (lock(&self.key_window).is_some(), self.has(Quirk::Deny));
        if (keyed || denying) && self.far().tally().creates_accepted > before {
            let far = self.far();
            let of_this = |attempt: &&foyer_sandbox::Attempt| {
                attempt.to == text.to.reveal() && attempt.body == text.body.reveal()
            };
            if let Some(Outcome::Accepted { sid }) =
                far.attempts().iter().rev().find(of_this).map(|attempt| &attempt.outcome)
            {
                if keyed {
                    lock(&self.made).insert(text.key, sid.clone());
                }
                if denying {
                    lock(&self.denied).insert(sid.clone());
                }
            }
        }
        outcome_of(&came)
    }

    fn bend(&self, row: &mut CarrierMessage) {
        if row.direction == Direction::Outbound && self.has(Quirk::OldStatus) {
            self.umpire.tells_old(&row.id);
            row.state = row.state.map(|_| DeliveryState::Accepted);
        }
        if self.has(Quirk::Reword) {
            row.body = Private::new(straighten(row.body.reveal()).trim());
        }
    }
}

fn outcome_of(came: &Came) -> SubmitOutcome {
    match came {
        Came::Answer(answer) => outcome(answer),
        Came::TooLate => SubmitOutcome::Unknown(UnknownReason::Timeout),
        Came::NoNetwork => SubmitOutcome::NotSent { reason: NotSentReason::NoNetwork, retry_after: None },
    }
}

#[async_trait]
impl Carrier for SimCarrier {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            idempotency_key: *lock(&self.key_window),
            listing_delay: Span::minutes(15),
            answers_stop: true,
            max_page: 1000,
            channels: &[Channel::Sms],
        }
    }

    fn clock_ahead(&self) -> Option<Span> {
        *lock(&self.ahead)
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        self.get("Messages.json", &[("PageSize", "1")]).await.map(drop)
    }

    async fn numbers(&self) -> Result<Vec<OwnNumber>, FetchError> {
        let value = self.get("IncomingPhoneNumbers.json", &[]).await?;
        let rows = value["incoming_phone_numbers"].as_array().cloned().unwrap_or_default();
        Ok(rows
            .iter()
            .filter_map(|row| {
                let number = PhoneNumber::parse_e164(row["phone_number"].as_str()?).ok()?;
                let name = row["friendly_name"].as_str().unwrap_or_default().to_owned();
                Some(OwnNumber { number, name, hosted: row["origin"] == "hosted" })
            })
            .collect())
    }

    async fn submit(&self, text: &OutgoingText) -> SubmitOutcome {
        let flight = self.umpire.submits(text);
        let outcome = self.create(text, &flight).await;
        flight.lands(&outcome);
        outcome
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
        if matches!(scope, Scope::To(_)) && at.is_none() {
            self.umpire.asks_anew();
        }
        let (page, token) = at.and_then(|at| at.reveal().split_once('/')).unwrap_or(("0", ""));
        if !token.is_empty() {
            fields.extend([("Page", page), ("PageToken", token)]);
        }
        let page = match self.ask(Method::Get, "Messages.json", &fields, None).await {
            Came::Answer(answer) => reading::page(answer, own),
            Came::TooLate => Err(FetchError::CarrierDown),
            Came::NoNetwork => Err(FetchError::NoNetwork),
        };
        if page.is_err() && !matches!(scope, Scope::Between { .. }) {
            self.umpire.failed();
        }
        let mut page = page?;
        let denied = self.denied();
        page.messages.retain(|row| !denied.contains(row.id.as_str()));
        page.messages.iter_mut().for_each(|row| self.bend(row));
        if let Scope::To(_) = scope {
            self.umpire.heard(&page);
        }
        Ok(page)
    }

    async fn fetch_message(&self, id: &ProviderMessageId) -> Result<Option<CarrierMessage>, FetchError> {
        let own = PhoneNumber::parse_e164(LINE).map_err(|_| FetchError::NotFound)?;
        let path = format!("Messages/{}.json", id.as_str());
        match self.get(&path, &[]).await {
            Ok(_) if self.denied().contains(id.as_str()) => Ok(None),
            Ok(value) => {
                message(&value, &own).map(Some).map_err(|bad| FetchError::Unreadable { what: bad.what })
            }
            Err(FetchError::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }

    async fn scrub(&self, id: &ProviderMessageId, pictures: bool) -> Result<(), FetchError> {
        let done = |came: Came| match came {
            Came::Answer(answer) if answer.status == 204 => Ok(()),
            Came::Answer(answer) => read(answer).map(drop),
            Came::TooLate => Err(FetchError::CarrierDown),
            Came::NoNetwork => Err(FetchError::NoNetwork),
        };
        if pictures {
            let list = self.get(&format!("Messages/{}/Media.json", id.as_str()), &[]).await?;
            for row in list["media_list"].as_array().into_iter().flatten() {
                let path = format!(
                    "Messages/{}/Media/{}.json",
                    id.as_str(),
                    row["sid"].as_str().unwrap_or_default()
                );
                done(self.ask(Method::Delete, &path, &[], None).await)?;
            }
        }
        let path = format!("Messages/{}.json", id.as_str());
        done(self.ask(Method::Post, &path, &[("Body", "")], None).await)
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<Media>, FetchError> {
        let path = format!("Messages/{}/Media.json", id.as_str());
        let value = self.get(&path, &[]).await?;
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
