//! A small practice in a folder that vanishes: one line, a receptionist, and patients when asked for.

use std::path::PathBuf;

use foyer_domain::{
    Actor, Body, Channel, ConsentEventId, Language, LineId, PatientId, PhoneNumber, Private, Relationship,
    Role, ThreadId, Timestamp, User, UserId,
};
use foyer_policy::{
    Badge, ClearedMessage, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Covers, Evidence,
    Override, OverrideOf, Party, Purpose, SendRequest, clear, standing,
};
use foyer_store::{
    PageMac, PracticeKey, Store, StoreError, consent, lines,
    patients::{self, ContactRow, PatientFields},
    threads, users,
};

use crate::SeededIds;

/// Monday, 2 March 2026, 08:00 in New Orleans.
pub const fn monday_morning() -> Timestamp {
    Timestamp::from_millis(1_772_460_000_000)
}

/// A practice with an open store.
pub struct Practice {
    /// The store, inline: every call runs on the test's own thread.
    pub store: Store,
    /// Its key.
    pub key: PracticeKey,
    /// Where its file is.
    pub path: PathBuf,
    /// Bayou Family Clinic's line.
    pub line: LineId,
    /// The line's number.
    pub line_number: PhoneNumber,
    /// Dana, receptionist.
    pub dana: UserId,
    /// Marcus, manager.
    pub marcus: UserId,
    /// Where new ids come from.
    pub ids: SeededIds,
    folder: tempfile::TempDir,
}

/// A patient of the practice with a thread.
#[derive(Clone, Debug)]
pub struct TestPatient {
    /// The record.
    pub id: PatientId,
    /// Their phone.
    pub number: PhoneNumber,
    /// Their thread.
    pub thread: ThreadId,
}

impl Practice {
    /// Opens a new one whose ids come from `seed`.
    ///
    /// # Errors
    /// The store's own; a test may unwrap them.
    pub fn new(seed: u64) -> Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("practice.db");
        let key = PracticeKey::from_material([7; 32], PageMac::Sha256);
        let store = Store::create_inline(&path, &key)?;
        let mut ids = SeededIds::new(seed);
        let line = LineId::new(&mut ids);
        let line_number = PhoneNumber::parse_e164("+15045550100")?;
        let dana = User { id: UserId::new(&mut ids), name: Private::new("Dana"), role: Role::Receptionist };
        let marcus = User { id: UserId::new(&mut ids), name: Private::new("Marcus"), role: Role::Manager };
        store.write_blocking(|tx| {
            lines::create(tx, line, &line_number, Channel::Sms, "Front desk", monday_morning())?;
            users::create(tx, &dana, monday_morning())?;
            users::create(tx, &marcus, monday_morning())
        })?;
        Ok(Self { store, key, path, line, line_number, dana: dana.id, marcus: marcus.id, ids, folder })
    }

    /// The folder everything is in.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A patient with a number, a thread, and consent given on paper.
    ///
    /// # Errors
    /// The store's own.
    pub fn patient(&mut self, name: &str, number: &str) -> Result<TestPatient, Box<dyn std::error::Error>> {
        let patient = self.patient_without_consent(name, number)?;
        let event = ConsentEvent {
            id: ConsentEventId::new(&mut self.ids),
            patient: Some(patient.id),
            number: patient.number.clone(),
            channel: Channel::Sms,
            kind: ConsentEventKind::Granted(ConsentBasis::Paper),
            at: monday_morning(),
            actor: Actor::User(self.dana),
            evidence: Evidence::default(),
            language: Some(Language::En),
            subjects: foyer_policy::Subjects::NONE,
        };
        self.store.write_blocking(|tx| {
            consent::append(tx, &event)?;
            threads::set_badge(tx, &patient.number, Channel::Sms, Some(Badge::Granted))
        })?;
        Ok(patient)
    }

    /// A patient with a number and a thread who has not been asked yet.
    ///
    /// # Errors
    /// The store's own.
    pub fn patient_without_consent(
        &mut self,
        name: &str,
        number: &str,
    ) -> Result<TestPatient, Box<dyn std::error::Error>> {
        let number = PhoneNumber::parse(number)?;
        let id = PatientId::new(&mut self.ids);
        let thread = ThreadId::new(&mut self.ids);
        let fields = PatientFields {
            full_name: Private::new(name),
            goes_by: None,
            birth_date: None,
            language: Language::En,
        };
        let contact = ContactRow { patient: id, number: number.clone(), relationship: Relationship::Own };
        let line = self.line;
        let (thread, _) = self.store.write_blocking(|tx| -> Result<_, StoreError> {
            patients::create(tx, id, &fields, monday_morning())?;
            patients::add_contact(tx, &contact, monday_morning())?;
            threads::find_or_create(tx, thread, line, Channel::Sms, &number, monday_morning())
        })?;
        Ok(TestPatient { id, number, thread })
    }

    /// A reply that the gate let through: the real screener, the real standing.
    ///
    /// # Errors
    /// The gate's refusal as text, or the store's own.
    pub fn cleared(
        &self,
        to: &TestPatient,
        words: &str,
        now: Timestamp,
    ) -> Result<ClearedMessage, Box<dyn std::error::Error>> {
        self.clear(to, words, None, &ConsentRules::default(), now)
    }

    /// The same over what the screener found in the words, for a reason of the manager's and where a carrier signed for it.
    ///
    /// # Errors
    /// As [`Practice::cleared`].
    pub fn cleared_over(
        &self,
        to: &TestPatient,
        words: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<ClearedMessage, Box<dyn std::error::Error>> {
        let over = Override {
            reason: Private::new(reason),
            of: OverrideOf::Words,
            by: self.marcus,
            role: Role::Manager,
        };
        let rules = ConsentRules { covers: Covers::pretend(), ..ConsentRules::default() };
        self.clear(to, words, Some(over), &rules, now)
    }

    fn clear(
        &self,
        to: &TestPatient,
        words: &str,
        over_warning: Option<Override>,
        rules: &ConsentRules,
        now: Timestamp,
    ) -> Result<ClearedMessage, Box<dyn std::error::Error>> {
        let number = to.number.clone();
        let events = self.store.read_blocking(|tx| consent::for_number(tx, &number))?;
        let party = Party { patient: Some(to.id), number, channel: Channel::Sms };
        let standing = standing(&party, &events, now, rules);
        let body = Body::new(words)?;
        let request = SendRequest {
            thread: to.thread,
            to: &to.number,
            channel: Channel::Sms,
            body: &body,
            purpose: Purpose::Reply,
            subject: foyer_policy::Subject::Logistics,
            place: &foyer_policy::Place::of(None, &to.number),
            along: false,
            over_warning,
            templates: &[],
            household: foyer_policy::household::Household::alone(),
        };
        let about = foyer_phi::Practice::default();
        let screening = foyer_phi::Screener::new().screen(words, foyer_domain::Channel::Sms, &about);
        clear(request, &standing, &screening, now).map_err(|refusal| format!("{refusal:?}").into())
    }
}
