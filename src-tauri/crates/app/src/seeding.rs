//! What a practice starts with: its first person and line, or, in practice mode, the sample's whole past.
//!
//! Past texts carry the same carrier ids as in the sandbox's own memory, so that the first poll knows them all.

mod later;
mod templates;

use std::collections::BTreeMap;

use foyer_domain::{
    Actor, Author, Channel, ConsentEventId, DeliveryProblem, DeliveryState, Language, LineId, MessageId,
    NoteId, PatientId, PhoneNumber, Private, ProviderMessageId, Relationship, Role, Span, ThreadFacts,
    ThreadId, ThreadState, Timestamp, User, UserId,
};
use foyer_policy::{
    ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Product, ReplyGoals,
    RevocationBasis, Signed, Subjects, handoff::Agreement, notice,
};
use foyer_sandbox::{SamplePractice, Status, sample};
use foyer_store::{
    DeviceSecret, Pin, PinCheck, ReadTx, Store, StoreError, WriteTx, attachments, consent,
    households::{self, Whose},
    lines,
    messages::{self, MessageKind, NewInbound},
    notes::{self, NoteRow},
    past::{self, PastText},
    patients::{self, ContactRow, PatientFields},
    pins,
    portal_accounts::{self, AccountRow, AccountStanding},
    settings,
    threads::{self, Preview},
    users,
};
use foyer_sync::Ids;

use crate::{
    desk::{AGREEMENTS_SETTING, KeptAgreement, PRACTICE_SETTING, Practice},
    portal::{PortalSettings, kept::PORTAL_SETTING},
    session::PRACTICE_PIN,
    wire::AppError,
};

const AT_THE_DESK: &str = "desk.user";

/// The wording that the sample's patients answered.
const NOTICE_VERSION: &str = "2026-11";

/// One of the practice's numbers.
pub(crate) fn line(
    tx: &WriteTx<'_>,
    ids: &mut Ids,
    number: &PhoneNumber,
    name: &str,
    now: Timestamp,
) -> Result<LineId, StoreError> {
    let id = LineId::new(ids);
    lines::create(tx, id, number, Channel::Sms, name, now)?;
    Ok(id)
}

/// Who sits at the desk when practice mode begins.
pub(crate) fn at_the_desk(tx: &ReadTx<'_>) -> Result<User, StoreError> {
    let id: UserId = settings::get(tx, AT_THE_DESK)?.ok_or(StoreError::NotFound { table: "setting" })?;
    Ok(users::get(tx, id)?.user)
}

/// Fills a new store with the sample practice, as it stands when the play begins.
pub(crate) async fn sample(
    store: &Store,
    sample: &SamplePractice,
    start: Timestamp,
    ids: Ids,
) -> Result<(), AppError> {
    let sample = sample.clone();
    Ok(store.write(move |tx| Seeding::new(tx, &sample, start, ids)?.run()).await?)
}

struct Seeding<'a, 'c> {
    tx: &'a WriteTx<'c>,
    sample: &'a SamplePractice,
    start: Timestamp,
    ids: Ids,
    line: LineId,
    staff: BTreeMap<String, UserId>,
}

impl<'a, 'c> Seeding<'a, 'c> {
    fn new(
        tx: &'a WriteTx<'c>,
        sample: &'a SamplePractice,
        start: Timestamp,
        mut ids: Ids,
    ) -> Result<Self, StoreError> {
        let clinic = &sample.clinic;
        let practice = Practice {
            name: clinic.name.clone(),
            text_name: None,
            time_zone: clinic.time_zone.clone(),
            portal_url: Some(clinic.portal_url.clone()),
            goals: ReplyGoals::default(),
            repeat_minutes: None,
        };
        settings::set(tx, PRACTICE_SETTING, &practice, start)?;
        let agreement = Agreement {
            with: "Bayou Portal (pretend)".to_owned(),
            signed_at: start.minus(Span::days(200)),
            until_at: None,
        };
        let portal = PortalSettings { agreement: Some(agreement), ..PortalSettings::default() };
        settings::set(tx, PORTAL_SETTING, &portal, start)?;
        settings::set(
            tx,
            AGREEMENTS_SETTING,
            &[carriers_agreement(start, foyer_domain::IdSource::next_uuid(&mut ids))],
            start,
        )?;
        let mut first = None;
        for own in &sample.lines {
            let id = line(tx, &mut ids, &number(&own.number)?, &own.name, start)?;
            first = first.or(Some(id));
        }
        let line = first.ok_or(StoreError::NotFound { table: "line" })?;
        let mut staff = BTreeMap::new();
        for person in &sample.staff {
            let role = match person.role {
                sample::Role::FrontDesk => Role::Receptionist,
                sample::Role::Nurse => Role::Clinical,
                sample::Role::PracticeManager => Role::Manager,
            };
            let id = UserId::new(&mut ids);
            users::create(tx, &User { id, name: Private::new(&person.name), role }, start)?;
            let pin = Pin::parse(PRACTICE_PIN).ok_or(StoreError::NotFound { table: "pin" })?;
            let check = PinCheck::of(&pin, id, &DeviceSecret::none())
                .map_err(|_| StoreError::Io(std::io::ErrorKind::Other))?;
            pins::set(tx, id, &check, start)?;
            if person.default {
                settings::set(tx, AT_THE_DESK, &id, start)?;
            }
            staff.insert(person.id.clone(), id);
        }
        templates::sample(tx, &mut ids, &staff, start)?;
        Ok(Self { tx, sample, start, ids, line, staff })
    }

    fn run(mut self) -> Result<(), StoreError> {
        let mut threads_of = BTreeMap::new();
        for (place, patient) in (1_u32..).zip(&self.sample.patients) {
            let id = self.patient(patient)?;
            let standing =
                if patient.portal_active { AccountStanding::Active } else { AccountStanding::Nothing };
            let record_number = Some(Private::new(foyer_sandbox::portal::record_number(place)));
            let account = AccountRow { record_number, standing, seen_at: None };
            portal_accounts::save(self.tx, id, &account, self.start)?;
            // Some patients are on file and have never been texted; they have no thread to look empty.
            if self.sample.threads.iter().any(|thread| thread.patient == patient.id) {
                threads_of.insert(patient.id.clone(), self.open_thread(id, &number(&patient.number)?)?);
            }
        }
        let mut facts: BTreeMap<ThreadId, (ThreadFacts, Option<Preview>)> = BTreeMap::new();
        for entry in self.sample.history(self.start.millis()) {
            let Some(thread) = threads_of.get(&entry.patient.id).copied() else { continue };
            let (known, preview) = facts.entry(thread).or_default();
            *known = self.text(thread, &entry, *known, preview)?;
        }
        for thread in &self.sample.threads {
            let Some(id) = threads_of.get(&thread.patient).copied() else { continue };
            let (known, preview) = facts.remove(&id).unwrap_or_default();
            self.thread(id, thread, known, preview.as_ref())?;
        }
        if let Some(thread) = threads_of.get(later::TO).copied() {
            later::sample(self.tx, &mut self.ids, thread, self.staff.get(later::BY).copied(), self.start)?;
        }
        Ok(())
    }

    fn open_thread(&mut self, patient: PatientId, far: &PhoneNumber) -> Result<ThreadId, StoreError> {
        let fresh = ThreadId::new(&mut self.ids);
        let (thread, _) = threads::find_or_create(self.tx, fresh, self.line, Channel::Sms, far, self.start)?;
        threads::set_patient(self.tx, thread, Some(patient))?;
        // The desk knows whom it has been writing to on a phone that a family shares.
        if patients::find_by_number(self.tx, far)?.len() > 1 {
            households::address(self.tx, thread, Some(patient), self.start)?;
        }
        consent::keep_of_number(self.tx, far, self.start, &ConsentRules::default())?;
        Ok(thread)
    }

    fn patient(&mut self, patient: &sample::Patient) -> Result<PatientId, StoreError> {
        let language = match patient.language {
            sample::Language::En => Language::En,
            sample::Language::Es => Language::Es,
        };
        let id = PatientId::new(&mut self.ids);
        let fields = PatientFields {
            full_name: Private::new(&patient.name),
            goes_by: patient.goes_by.as_ref().map(Private::new),
            birth_date: Some(Private::new(patient.birth_date.to_string())),
            language,
        };
        let far = number(&patient.number)?;
        patients::create(self.tx, id, &fields, self.start)?;
        self.contact(id, &far, Relationship::Own)?;
        for relative in &patient.household {
            let other = PatientId::new(&mut self.ids);
            let fields = PatientFields {
                full_name: Private::new(&relative.name),
                goes_by: None,
                birth_date: None,
                language,
            };
            patients::create(self.tx, other, &fields, self.start)?;
            self.contact(other, &far, relationship(&relative.relationship))?;
        }
        self.consent(id, &far, language, &patient.consent)?;
        Ok(id)
    }

    fn contact(
        &self,
        patient: PatientId,
        far: &PhoneNumber,
        relationship: Relationship,
    ) -> Result<(), StoreError> {
        patients::add_contact(self.tx, &ContactRow { patient, number: far.clone(), relationship }, self.start)
    }

    fn consent(
        &mut self,
        patient: PatientId,
        far: &PhoneNumber,
        language: Language,
        facts: &[sample::ConsentFact],
    ) -> Result<(), StoreError> {
        let mut events = Vec::new();
        let mut asked = None;
        for fact in facts {
            let at = Timestamp::from_millis(self.sample.at(self.start.millis(), fact.day, fact.time));
            let by = fact.by.as_ref().and_then(|slug| self.staff.get(slug).copied());
            let (kind, from_patient) = match fact.standing {
                sample::Standing::NoticeSent => {
                    let message = MessageId::new(&mut self.ids);
                    asked = Some(message);
                    (
                        ConsentEventKind::NoticeSent {
                            message,
                            version: NOTICE_VERSION.to_owned(),
                            language,
                        },
                        false,
                    )
                }
                sample::Standing::Granted => {
                    (ConsentEventKind::Granted(given(fact.basis)), replied(fact.basis))
                }
                sample::Standing::Declined => (ConsentEventKind::Declined, replied(fact.basis)),
                sample::Standing::Revoked => {
                    (ConsentEventKind::Revoked(taken(fact.basis)), replied(fact.basis))
                }
            };
            let actor = match (from_patient, by) {
                (true, _) => Actor::Patient,
                (false, Some(user)) => Actor::User(user),
                (false, None) => Actor::System,
            };
            let answered = replied(fact.basis);
            if answered
                && asked.is_none()
                && matches!(kind, ConsentEventKind::Granted(ConsentBasis::RepliedYes))
            {
                // A reply answers a notice; where the sample names only the reply, the notice came just before.
                let message = MessageId::new(&mut self.ids);
                asked = Some(message);
                let sent =
                    ConsentEventKind::NoticeSent { message, version: NOTICE_VERSION.to_owned(), language };
                let before = at.minus(foyer_domain::Span::minutes(12));
                events.push(self.event(patient, far, sent, before, Actor::System, None));
                let arrived = ConsentEventKind::NoticeDelivered { message };
                events.push(self.event(patient, far, arrived, before, Actor::Carrier, None));
            }
            let notice = asked.filter(|_| answered);
            let went = match &kind {
                ConsentEventKind::NoticeSent { message, .. } => Some(*message),
                _ => None,
            };
            events.push(self.event(patient, far, kind, at, actor, notice));
            if let Some(message) = went {
                let arrived = ConsentEventKind::NoticeDelivered { message };
                events.push(self.event(patient, far, arrived, at, Actor::Carrier, None));
            }
        }
        for event in &events {
            consent::append(self.tx, event)?;
        }
        Ok(())
    }

    fn event(
        &mut self,
        patient: PatientId,
        far: &PhoneNumber,
        kind: ConsentEventKind,
        at: Timestamp,
        actor: Actor,
        notice: Option<MessageId>,
    ) -> ConsentEvent {
        ConsentEvent {
            id: ConsentEventId::new(&mut self.ids),
            patient: Some(patient),
            number: far.clone(),
            channel: Channel::Sms,
            kind,
            at,
            actor,
            evidence: Evidence { notice, ..Evidence::default() },
            language: None,
            subjects: Subjects::NONE,
        }
    }

    fn text(
        &mut self,
        thread: ThreadId,
        entry: &sample::Entry<'_>,
        facts: ThreadFacts,
        preview: &mut Option<Preview>,
    ) -> Result<ThreadFacts, StoreError> {
        let id = MessageId::new(&mut self.ids);
        let at = Timestamp::from_millis(entry.at);
        let provider_id =
            ProviderMessageId::parse(&entry.sid).map_err(|_| StoreError::NotFound { table: "message" })?;
        let body = Private::new(&entry.body);
        let (direction, state, facts) = match entry.message.dir {
            sample::Dir::In => {
                messages::insert_inbound(
                    self.tx,
                    &NewInbound {
                        id,
                        thread,
                        line: self.line,
                        channel: Channel::Sms,
                        provider_id,
                        body: body.clone(),
                        created_at: at,
                        received_at: at,
                        media_count: u32::try_from(entry.media.len()).unwrap_or(0),
                        language: None,
                    },
                )?;
                for (position, (media_type, _, bytes)) in (0_u32..).zip(&entry.media) {
                    let file = foyer_domain::AttachmentId::new(&mut self.ids);
                    attachments::add(self.tx, file, id, position, media_type, bytes, at)?;
                }
                (foyer_domain::Direction::Inbound, None, facts.after_inbound(at))
            }
            sample::Dir::Out => {
                let by = entry.message.by.as_ref().and_then(|slug| self.staff.get(slug).copied());
                let state = state_of(entry.message.final_status());
                past::insert_past(
                    self.tx,
                    &PastText {
                        id,
                        thread,
                        line: self.line,
                        channel: Channel::Sms,
                        author: by.map_or(Author::Foyer, Author::Staff),
                        kind: if notice::is_notice(&entry.body) {
                            MessageKind::Notice
                        } else {
                            MessageKind::Text
                        },
                        provider_id,
                        body: body.clone(),
                        at,
                        state,
                        problem: entry.message.error_code.map(problem_of),
                    },
                )?;
                // On a shared phone the desk wrote to the one it had chosen.
                if households::addressed(self.tx, thread)?.is_some() {
                    let patient = threads::get(self.tx, thread)?.patient;
                    households::set_whose(self.tx, id, Whose { patient, by, at })?;
                }
                (foyer_domain::Direction::Outbound, Some(state), facts.after_reply(at).after_read())
            }
        };
        *preview = Some(Preview { message: id, text: body, kind: MessageKind::Text, direction, state });
        Ok(facts)
    }

    /// Since when the patient waits: what was read without an answer (a thanks, a STOP) needs none.
    fn waits_since(&self, thread: &sample::Thread) -> Option<Timestamp> {
        let last = thread.messages.last().filter(|last| {
            thread.unread && foyer_policy::recognise(&last.body) != Some(foyer_policy::Keyword::Stop)
        })?;
        let unanswered = thread.messages.iter().rev().take_while(|text| text.dir == sample::Dir::In);
        let first = unanswered.filter(|text| text.day == last.day).last()?;
        Some(Timestamp::from_millis(self.sample.at(self.start.millis(), first.day, first.time)))
    }

    fn thread(
        &mut self,
        id: ThreadId,
        thread: &sample::Thread,
        mut facts: ThreadFacts,
        preview: Option<&Preview>,
    ) -> Result<(), StoreError> {
        facts.assigned_to = thread.assignee.as_ref().and_then(|slug| self.staff.get(slug).copied());
        facts.waiting_since = self.waits_since(thread);
        // What came before whoever waits was dealt with long ago, also when the thread is counted again.
        let quiet_since = facts.last_message_at.map(|last| last.plus(foyer_domain::Span::millis(1)));
        facts.settled_at = facts.waiting_since.or(quiet_since);
        if !thread.unread {
            facts = facts.after_read();
        }
        facts = match thread.state {
            sample::ThreadState::Open => facts,
            sample::ThreadState::Closed => {
                let last = facts.last_message_at.unwrap_or(self.start);
                facts.closed(last)
            }
            sample::ThreadState::Snoozed => {
                let until = thread
                    .snoozed_until
                    .map_or(self.start.plus(foyer_domain::Span::days(1)), |(day, time)| {
                        Timestamp::from_millis(self.sample.at(self.start.millis(), day, time))
                    });
                ThreadFacts { state: ThreadState::Snoozed { until_at: until }, ..facts }
            }
        };
        threads::save(self.tx, id, &facts, preview)?;
        for note in &thread.notes {
            let Some(author) = self.staff.get(&note.by).copied() else { continue };
            let at = Timestamp::from_millis(self.sample.at(self.start.millis(), note.day, note.time));
            let body = Private::new(self.sample.words(self.start.millis(), &note.body));
            let row = NoteRow { id: NoteId::new(&mut self.ids), thread: id, author, body, created_at: at };
            notes::add(self.tx, &row)?;
        }
        Ok(())
    }
}

fn number(text: &str) -> Result<PhoneNumber, StoreError> {
    PhoneNumber::parse_e164(text).map_err(|_| StoreError::NotFound { table: "line" })
}

fn relationship(words: &str) -> Relationship {
    match words.to_lowercase().as_str() {
        "mother" | "father" | "parent" => Relationship::Parent,
        "son" | "daughter" | "child" => Relationship::Child,
        "husband" | "wife" | "partner" => Relationship::Partner,
        "guardian" => Relationship::Guardian,
        _ => Relationship::Caregiver,
    }
}

const fn given(basis: sample::Basis) -> ConsentBasis {
    match basis {
        sample::Basis::Reply | sample::Basis::Notice | sample::Basis::Keyword => ConsentBasis::RepliedYes,
        sample::Basis::Spoken => ConsentBasis::Spoken,
        sample::Basis::Form => ConsentBasis::Paper,
    }
}

const fn taken(basis: sample::Basis) -> RevocationBasis {
    match basis {
        sample::Basis::Reply | sample::Basis::Notice | sample::Basis::Keyword => RevocationBasis::Texted,
        sample::Basis::Spoken => RevocationBasis::Spoken,
        sample::Basis::Form => RevocationBasis::Paper,
    }
}

const fn replied(basis: sample::Basis) -> bool {
    matches!(basis, sample::Basis::Reply | sample::Basis::Keyword)
}

const fn state_of(status: Status) -> DeliveryState {
    match status {
        Status::Delivered => DeliveryState::Delivered,
        Status::Undelivered => DeliveryState::Undelivered,
        Status::Failed => DeliveryState::Failed,
        Status::Canceled => DeliveryState::Cancelled,
        Status::Sent => DeliveryState::Sent,
        _ => DeliveryState::Accepted,
    }
}

const fn problem_of(code: u32) -> DeliveryProblem {
    match code {
        30_006 | 21_614 => DeliveryProblem::Landline,
        30_003 => DeliveryProblem::Unreachable,
        30_004 | 30_007 => DeliveryProblem::Filtered,
        30_005 | 21_211 => DeliveryProblem::UnknownNumber,
        21_610 => DeliveryProblem::OptedOut,
        30_032 | 30_034 => DeliveryProblem::NotRegistered,
        _ => DeliveryProblem::Other,
    }
}

/// What the pretend carrier signed, for the page of agreements.
fn carriers_agreement(start: Timestamp, id: uuid::Uuid) -> KeptAgreement {
    let agreement = Agreement {
        with: "Bayou Carrier (pretend)".to_owned(),
        signed_at: start.minus(Span::days(20)),
        until_at: Some(start.plus(Span::days(345))),
    };
    let products = vec![Product::Sms, Product::Mms, Product::Voice];
    KeptAgreement { id, signed: Signed { agreement, signer: "Dana Ruiz".to_owned(), products } }
}
