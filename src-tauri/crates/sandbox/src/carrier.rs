//! The carrier itself: its lines, the handsets behind it, every message, and time as it is told.
//!
//! Sans I/O: nothing happens unless [`Carrier::answer`] or [`Carrier::advance`] is called with a moment, and
//! the same seed and calls give the same ids, delays and words. A moment earlier than one already seen
//! counts as that one, as a far end's clock does not follow ours backwards.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::{Deserialize, Serialize};

use crate::agenda::{Agenda, Event, Text};
use crate::faults::{FaultBoard, FaultName, FaultSpec, below};
use crate::message::{Direction, Media, Message, Status};
use crate::opt_out::{self, Keyword};
use crate::personas::Personas;
use crate::record::{Attempt, Tally};
use crate::wire::{Method, Request};
use crate::{picture, sid};

/// What a client needs to get in. All of it invented; derived from the seed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// `AC…`, in every path.
    pub account_sid: String,
    /// `SK…`, the user of HTTP Basic.
    pub key_sid: String,
    /// Its password.
    pub secret: String,
    /// `MG…`, the one messaging service.
    pub service_sid: String,
}

/// How the phone at the other end behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handset {
    /// Receives and confirms.
    #[default]
    Mobile,
    /// Refused at once with 21614.
    Landline,
    /// Accepted, then undelivered with 30006.
    HiddenLandline,
    /// Switched off: undelivered with 30003.
    Off,
    /// No such number any more: undelivered with 30005.
    Unknown,
    /// The network takes our texts for spam: undelivered with 30007.
    Filtered,
    /// Fails before the network with 30008.
    Failing,
    /// Receives, but its network never confirms: stays `sent`.
    NoReceipt,
}

/// Why a text could not be injected.
#[derive(Debug, thiserror::Error)]
pub enum NotInjected {
    /// `to` must be one of the carrier's own lines.
    #[error("the receiving number is none of this carrier's lines")]
    NoSuchLine,
}

/// One of the practice's numbers.
#[derive(Clone)]
pub(crate) struct Line {
    pub sid: String,
    pub number: String,
    pub name: String,
    pub created_at: i64,
}

/// A carrier, its lines and the patients behind it.
pub struct Carrier {
    pub(crate) seed: u64,
    pub(crate) account: Account,
    pub(crate) now: i64,
    pub(crate) lines: Vec<Line>,
    pub(crate) handsets: BTreeMap<String, Handset>,
    pub(crate) messages: Vec<Message>,
    pub(crate) by_sid: BTreeMap<String, usize>,
    /// Rows of a listing: `Message::listed_at` and index, oldest first; deleted ones are not in it.
    pub(crate) order: BTreeSet<(i64, usize)>,
    /// Line and patient, as the block is kept per sender.
    pub(crate) blocked: BTreeSet<(String, String)>,
    pub(crate) agenda: Agenda,
    pub(crate) faults: FaultBoard,
    pub(crate) personas: Personas,
    pub(crate) tally: Tally,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) rng: ChaCha8Rng,
    pub(crate) sids_given: u64,
    /// Whether the carrier's own answers show in listings. Twilio does not say; a client must bear both.
    pub(crate) lists_own_answers: bool,
}

impl Carrier {
    /// A carrier without lines and patients.
    pub fn new(seed: u64) -> Self {
        let text = seed.to_string();
        let account = Account {
            account_sid: sid::derive("AC", &["account", &text]),
            key_sid: sid::derive("SK", &["key", &text]),
            secret: sid::derive("", &["secret", &text]),
            service_sid: sid::derive("MG", &["service", &text]),
        };
        Self {
            seed,
            account,
            now: 0,
            lines: Vec::new(),
            handsets: BTreeMap::new(),
            messages: Vec::new(),
            by_sid: BTreeMap::new(),
            order: BTreeSet::new(),
            blocked: BTreeSet::new(),
            agenda: Agenda::default(),
            faults: FaultBoard::new(seed),
            personas: Personas::new(seed),
            tally: Tally::default(),
            attempts: Vec::new(),
            rng: ChaCha8Rng::seed_from_u64(seed),
            sids_given: 0,
            lists_own_answers: true,
        }
    }

    /// The credentials.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The latest moment the carrier was told, UTC milliseconds.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Gives the practice a number, E.164.
    pub fn add_number(&mut self, number: &str, name: &str) {
        let sid = sid::derive("PN", &["line", number]);
        let line = Line { sid, number: number.to_owned(), name: name.to_owned(), created_at: self.now };
        self.lines.push(line);
    }

    /// Puts a phone behind a number. Numbers without one are ordinary mobiles that nobody answers.
    pub fn add_patient(&mut self, number: &str, handset: Handset) {
        self.handsets.insert(number.to_owned(), handset);
    }

    /// The practice's numbers, as added.
    pub fn numbers(&self) -> Vec<String> {
        self.lines.iter().map(|line| line.number.clone()).collect()
    }

    /// Every number with a phone behind it.
    pub fn patients(&self) -> Vec<String> {
        self.handsets.keys().cloned().collect()
    }

    /// Patients' numbers that are blocked on at least one line.
    pub fn opted_out(&self) -> Vec<String> {
        let numbers: BTreeSet<&String> = self.blocked.iter().map(|(_, patient)| patient).collect();
        numbers.into_iter().cloned().collect()
    }

    /// Blocks a patient as if STOP had come long ago.
    pub fn block(&mut self, line: &str, patient: &str) {
        self.blocked.insert((line.to_owned(), patient.to_owned()));
    }

    /// Whether patients answer and write on their own from now on.
    pub fn let_patients_write(&mut self, yes: bool) {
        self.personas.awake = yes;
    }

    /// Whether the carrier's own answers to STOP, START and HELP show in listings (they do by default).
    pub fn list_own_answers(&mut self, yes: bool) {
        self.lists_own_answers = yes;
    }

    /// Turns a fault on from `now`.
    pub fn set_fault(&mut self, now: i64, spec: FaultSpec) {
        self.advance(now);
        self.faults.set(self.now, spec);
    }

    /// Turns faults of this name off; all, without a name.
    pub fn clear_faults(&mut self, name: Option<FaultName>) {
        self.faults.clear(name);
    }

    /// The faults that are on at `now`.
    pub fn faults(&self, now: i64) -> Vec<FaultSpec> {
        self.faults.list(now.max(self.now))
    }

    /// Whether connections are to be refused at `now`.
    pub fn refuses_connections(&self, now: i64) -> bool {
        self.faults.outage(now.max(self.now))
    }

    /// A patient texts a line. Keywords work as they do at the carrier. Returns the message's sid.
    pub fn inject_inbound(
        &mut self,
        now: i64,
        from: &str,
        to: &str,
        body: &str,
        media: Vec<(String, Vec<u8>)>,
    ) -> Result<String, NotInjected> {
        if !self.lines.iter().any(|line| line.number == to) {
            return Err(NotInjected::NoSuchLine);
        }
        self.advance(now);
        let media = media.into_iter().map(|(kind, bytes)| self.attach(kind, bytes)).collect();
        let (from, to, body) = (from.to_owned(), to.to_owned(), body.to_owned());
        Ok(self.write(self.now, Text { direction: Direction::Inbound, from, to, body, media }))
    }

    /// A request with this carrier's own credentials; `path` is below the account, such as `Messages.json`.
    /// For GET `fields` are the query, else the form.
    pub fn request(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Request {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let (query, form) = if method == Method::Get { (fields, Vec::new()) } else { (Vec::new(), fields) };
        Request {
            method,
            path: format!("/2010-04-01/Accounts/{}/{path}", self.account.account_sid),
            query,
            form,
            basic: Some((self.account.key_sid.clone(), self.account.secret.clone())),
            has_authorization: true,
            client: "in process".to_owned(),
        }
    }

    /// Lets everything happen that is due at `now`.
    pub fn advance(&mut self, now: i64) {
        self.now = self.now.max(now);
        while let Some((at, event)) = self.agenda.pop(self.now) {
            match event {
                Event::Climb { index, to, error_code } => self.climb(at, index, to, error_code),
                Event::Write(text) if self.personas.awake || text.direction != Direction::Inbound => {
                    self.write(at, text);
                }
                Event::Write(_) => {}
            }
        }
    }

    /// When something next happens by itself, for a simulation that jumps.
    pub fn next_event_at(&self) -> Option<i64> {
        self.agenda.next_at()
    }

    fn climb(&mut self, at: i64, index: usize, to: Status, error_code: Option<u32>) {
        let Some(message) = self.messages.get_mut(index) else { return };
        let blocked = self.blocked.contains(&(message.from.clone(), message.to.clone()));
        let stopped_meanwhile =
            to == Status::Sending && message.direction == Direction::OutboundApi && blocked;
        let (to, error_code) =
            if stopped_meanwhile { (Status::Failed, Some(21610)) } else { (to, error_code) };
        let before = message.listed_at();
        if !message.climb(at, to, error_code) {
            return;
        }
        let after = message.listed_at();
        if !message.deleted {
            self.order.remove(&(before, index));
            self.order.insert((after, index));
        }
        let silent = self.handsets.get(&message.to) == Some(&Handset::NoReceipt);
        let reached = to == Status::Delivered || (to == Status::Sent && silent);
        if reached && message.direction == Direction::OutboundApi {
            let (patient, line, body) = (message.to.clone(), message.from.clone(), message.body.clone());
            self.hear(at, &patient, &line, &body);
        }
    }

    /// A patient reads a text and may answer.
    fn hear(&mut self, at: i64, patient: &str, line: &str, body: &str) {
        if let Some(reply) = self.personas.hear(patient, body) {
            let pictures: Vec<(String, Vec<u8>)> = reply.pictures.into_iter().map(picture::draw).collect();
            let media = pictures.into_iter().map(|(kind, bytes)| self.attach(kind, bytes)).collect();
            let (from, to) = (patient.to_owned(), line.to_owned());
            let text = Text { direction: Direction::Inbound, from, to, body: reply.body, media };
            self.agenda.note(at.saturating_add(reply.after_ms), Event::Write(text));
        }
    }

    /// A text becomes a message; keywords in inbound ones take effect.
    fn write(&mut self, at: i64, text: Text) -> String {
        let sid = self.next_sid(if text.media.is_empty() { "SM" } else { "MM" });
        let inbound = text.direction == Direction::Inbound;
        let status = if inbound { Status::Received } else { Status::Queued };
        let (line, patient, keyword) = (text.to.clone(), text.from.clone(), opt_out::keyword(&text.body));
        let index = self.keep(Message {
            sid: sid.clone(),
            direction: text.direction,
            from: text.from,
            to: text.to,
            body: text.body,
            media: text.media,
            status,
            error_code: None,
            created_at: at,
            sent_at: inbound.then_some(at),
            updated_at: at,
            valid_until: i64::MAX,
            service: None,
            deleted: false,
        });
        if inbound {
            self.obey(at, keyword, line, patient);
        } else {
            self.plan(at, index, 0);
        }
        sid
    }

    fn obey(&mut self, at: i64, keyword: Option<Keyword>, line: String, patient: String) {
        let Some(keyword) = keyword else { return };
        let pair = (line, patient);
        let was_blocked = self.blocked.contains(&pair);
        match keyword {
            Keyword::Stop => _ = self.blocked.insert(pair.clone()),
            Keyword::Start => _ = self.blocked.remove(&pair),
            Keyword::Help => {}
        }
        if let Some(body) = opt_out::answer(keyword, was_blocked) {
            let (line, patient) = pair;
            let body = body.to_owned();
            let text = Text {
                direction: Direction::OutboundReply,
                from: line,
                to: patient,
                body,
                media: Vec::new(),
            };
            self.agenda.note(at.saturating_add(700), Event::Write(text));
        }
    }

    /// Plans the ladder of an outbound message that exists since `at`, `slow_ms` slower than usual.
    pub(crate) fn plan(&mut self, at: i64, index: usize, slow_ms: i64) {
        let Some(message) = self.messages.get(index) else { return };
        let handset = self.handsets.get(&message.to).copied().unwrap_or_default();
        let valid_until = message.valid_until;
        let accepted = message.status == Status::Accepted;
        let mut step = |from: i64, least: i64, spread: usize| {
            let extra = i64::try_from(below(&mut self.rng, spread)).unwrap_or(0);
            from.saturating_add(least).saturating_add(extra)
        };
        let queued = if accepted { step(at, 100, 200) } else { at };
        let sending = step(queued.saturating_add(slow_ms), 200, 700);
        let sent = step(sending, 300, 1200);
        let last = step(sent, 800, 5200);
        let mut note = |at, to, error_code| self.agenda.note(at, Event::Climb { index, to, error_code });
        if accepted {
            note(queued, Status::Queued, None);
        }
        if sending > valid_until {
            return note(valid_until, Status::Failed, Some(30001));
        }
        note(sending, Status::Sending, None);
        if handset == Handset::Failing {
            return note(sent, Status::Failed, Some(30008));
        }
        note(sent, Status::Sent, None);
        match handset {
            Handset::Mobile => note(last, Status::Delivered, None),
            Handset::Landline | Handset::HiddenLandline => note(last, Status::Undelivered, Some(30006)),
            Handset::Off => note(last, Status::Undelivered, Some(30003)),
            Handset::Unknown => note(last, Status::Undelivered, Some(30005)),
            Handset::Filtered => note(last, Status::Undelivered, Some(30007)),
            Handset::Failing | Handset::NoReceipt => {}
        }
    }

    /// Adds a message to the store and the listing; returns its index.
    pub(crate) fn keep(&mut self, message: Message) -> usize {
        let index = self.messages.len();
        self.by_sid.insert(message.sid.clone(), index);
        self.order.insert((message.listed_at(), index));
        self.messages.push(message);
        index
    }

    pub(crate) fn next_sid(&mut self, prefix: &str) -> String {
        self.sids_given += 1;
        sid::derive(prefix, &["message", &self.seed.to_string(), &self.sids_given.to_string()])
    }

    /// A file, dated now.
    pub(crate) fn attach(&mut self, content_type: String, bytes: Vec<u8>) -> Media {
        Media { sid: self.next_sid("ME"), content_type, bytes, created_at: self.now }
    }
}
