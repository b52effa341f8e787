//! The carrier itself: its lines, the handsets behind it, every message, and time as it is told.
//!
//! Sans I/O: nothing happens unless [`Carrier::answer`] or [`Carrier::advance`] is called with a moment, and
//! the same seed and calls give the same ids, delays and words. A moment earlier than one already seen
//! counts as that one, as a far end's clock does not follow ours backwards.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::{Deserialize, Serialize};

use crate::agenda::{Agenda, Text};
use crate::faults::{FaultBoard, FaultName, FaultSpec};
use crate::message::{Direction, Message};
use crate::personas::Personas;
use crate::record::{Attempt, Tally};
use crate::sid;
use crate::wire::{Method, Request};

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
}
