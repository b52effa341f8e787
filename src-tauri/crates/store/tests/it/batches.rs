//! Batches by the store's own rules: whatever the caller does, and wherever it is cut off, a phone gets one text of a
//! batch, and who is skipped gets none.

use std::{cell::RefCell, collections::BTreeMap};

use foyer_domain::{
    Author, BatchId, DeliveryState, Language, MessageId, OutboxId, Private, ProviderMessageId, Span,
    TemplateId, Timestamp,
};
use foyer_policy::{
    ClearedMessage,
    template::{TemplateLevel, TemplateState},
};
use foyer_store::{
    Store, StoreError, WriteTx,
    batches::{self, BatchRow, BatchSkip, NewItem},
    messages::{self, NewInbound},
    outbox::{self, NewOutbound},
    runs::RunState,
    templates::{self, NewVersion},
};
use foyer_testkit::{Practice, TestPatient, monday_morning};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

const fn minute(minutes: i64) -> Timestamp {
    monday_morning().plus(Span::minutes(minutes))
}

/// Where nobody's turn is cut off by a clock.
const FAR: Span = Span::days(10);

/// A practice with an approved template, and four people who agreed.
struct List {
    practice: Practice,
    people: Vec<(TestPatient, ClearedMessage)>,
    template: TemplateId,
    version: i64,
}

impl List {
    fn new(seed: u64) -> Self {
        let mut practice = Practice::new(seed).unwrap();
        let mut people = Vec::new();
        for (place, name) in ["Lupe Garcia", "Omar Haddad", "Kim Tran", "Rosa Ortiz"].into_iter().enumerate()
        {
            let one = practice.patient(name, &format!("504-555-014{place}")).unwrap();
            let cleared = practice.cleared(&one, "We close at noon today.", minute(1)).unwrap();
            people.push((one, cleared));
        }
        let template = TemplateId::new(&mut practice.ids);
        let new = NewVersion {
            template,
            slug: None,
            name: "Closing",
            level: TemplateLevel::OfficeFacts,
            en: Some("We close at noon today."),
            es: Some("Hoy cerramos a mediodía."),
            written_by: None,
            en_by: None,
            es_by: None,
            state: TemplateState::Approved,
            at: minute(0),
        };
        let version = practice.store.write_blocking(|tx| templates::add(tx, &new)).unwrap();
        Self { practice, people, template, version }
    }

    fn batch(&mut self, at: Timestamp) -> BatchRow {
        let id = BatchId::new(&mut self.practice.ids);
        BatchRow {
            id,
            client_id: id.to_string(),
            template: self.template,
            version: self.version,
            open_only: false,
            by: self.practice.marcus,
            started_at: at,
            state: RunState::Running,
            next_at: at,
        }
    }

    /// The four, and somebody without a number.
    fn items(&self, visit_at: Option<Timestamp>) -> Vec<NewItem> {
        let item = |(one, _): &(TestPatient, ClearedMessage)| NewItem {
            name: Private::new("As the list has it"),
            number: Private::new(one.number.reveal()),
            thread: Some(one.thread),
            visit_at,
            skip: None,
        };
        let nobody = NewItem {
            name: Private::new("Nobody"),
            number: Private::new(""),
            thread: None,
            visit_at,
            skip: Some(BatchSkip::NoNumber),
        };
        self.people.iter().map(item).chain([nobody]).collect()
    }

    /// A turn as the desk gives it: the text, its outbox row and the row of the list at once.
    fn turn(
        &mut self,
        batch: BatchId,
        position: u32,
        at: Timestamp,
    ) -> impl FnOnce(&WriteTx<'_>) -> Result<MessageId, StoreError> + use<> {
        let place = usize::try_from(position).unwrap() % self.people.len();
        let cleared = self.people[place].1.clone();
        let (outbox, message) =
            (OutboxId::new(&mut self.practice.ids), MessageId::new(&mut self.practice.ids));
        let author = Author::Staff(self.practice.marcus);
        move |tx| {
            let new = NewOutbound {
                cleared: &cleared,
                outbox,
                message,
                author,
                client_id: None,
                now: at,
                not_before: at,
                expires_at: at.plus(Span::minutes(30)),
            };
            outbox::enqueue(tx, &new)?;
            batches::had_turn(tx, batch, position, Ok(message), at)?;
            Ok(message)
        }
    }

    /// Closes the store and opens it again, as the next start does.
    fn reopen(&mut self) {
        self.practice.store.close().unwrap();
        self.practice.store = Store::open_inline(&self.practice.path, &self.practice.key).unwrap();
    }

    /// How many texts wait for each number.
    fn texts(&self) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::new();
        for item in self.practice.store.read_blocking(outbox::waiting).unwrap() {
            *found.entry(item.to.reveal().to_owned()).or_default() += 1;
        }
        found
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// Somebody's turn, asked for by place, whoever's it is; the flag is the process dying in it.
    Turn(u32, bool),
    /// They get none.
    Skip(u32, bool),
    /// Their turn comes later.
    Wait(u32, bool),
    /// The same list is started once more.
    Again,
    /// Foyer is started again.
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0_u32..6, any::<bool>()).prop_map(|(place, dies)| Step::Turn(place, dies)),
        2 => (0_u32..6, any::<bool>()).prop_map(|(place, dies)| Step::Skip(place, dies)),
        1 => (0_u32..6, any::<bool>()).prop_map(|(place, dies)| Step::Wait(place, dies)),
        1 => Just(Step::Again),
        1 => Just(Step::Restart),
    ];
    vec(step, 1..24)
}

/// Does something, or dies in the middle of it: then nothing of it was.
fn or_dies<T>(
    store: &Store,
    dies: bool,
    act: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    store.write_blocking(|tx| {
        let done = act(tx)?;
        if dies { Err(StoreError::Closed) } else { Ok(done) }
    })
}

/// No test is longer than it needs: one practice, a batch a case.
#[test]
fn wherever_it_dies_each_phone_gets_one_text_and_who_is_skipped_none() {
    let list = RefCell::new(List::new(41));
    let hour = std::cell::Cell::new(0);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[23; 32]);
    let mut runner = TestRunner::new_with_rng(Config::with_cases(20), rng);
    runner
        .run(&steps(), |steps| {
            let mut list = list.borrow_mut();
            hour.set(hour.get() + 60);
            let at = minute(hour.get());
            let before = list.texts();
            let (batch, items) = (list.batch(at), list.items(None));
            list.practice.store.write_blocking(|tx| batches::begin(tx, &batch, &items)).unwrap();
            let mut came: BTreeMap<u32, Result<MessageId, BatchSkip>> =
                [(4, Err(BatchSkip::NoNumber))].into();
            for step in steps {
                let store = list.practice.store.clone();
                match step {
                    Step::Turn(place, dies) => {
                        let turn = list.turn(batch.id, place, at);
                        let done = or_dies(&store, dies, turn);
                        let open = place < 4 && !came.contains_key(&place);
                        prop_assert_eq!(done.is_ok(), open && !dies);
                        if let Ok(message) = done {
                            came.insert(place, Ok(message));
                        }
                    }
                    Step::Skip(place, dies) => {
                        let why = Err(BatchSkip::OptedOut);
                        let done =
                            or_dies(&store, dies, |tx| batches::had_turn(tx, batch.id, place, why, at));
                        if done.is_ok() {
                            prop_assert!(came.insert(place, why).is_none());
                        }
                    }
                    Step::Wait(place, dies) => {
                        let done = or_dies(&store, dies, |tx| batches::wait(tx, batch.id, place, at));
                        prop_assert!(done.is_err() || !came.contains_key(&place));
                    }
                    Step::Again => {
                        let (other, items) = (list.batch(at), list.items(None));
                        let done = store.write_blocking(|tx| batches::begin(tx, &other, &items));
                        prop_assert!(matches!(done, Err(StoreError::Conflict { .. })), "one at a time");
                    }
                    Step::Restart => list.reopen(),
                }
            }
            let store = list.practice.store.clone();
            let kept = store.read_blocking(|tx| batches::items(tx, batch.id)).unwrap();
            for item in &kept {
                let known = came.get(&item.position).copied();
                prop_assert_eq!(item.message, known.and_then(Result::ok));
                prop_assert_eq!(item.skip, known.and_then(Result::err));
            }
            let waiting = store.read_blocking(|tx| batches::turns(tx, batch.id, at, FAR, 10)).unwrap();
            prop_assert_eq!(waiting.len(), kept.len() - came.len());
            let after = list.texts();
            for (place, (one, _)) in (0_u32..).zip(&list.people) {
                let of =
                    |texts: &BTreeMap<String, usize>| texts.get(one.number.reveal()).copied().unwrap_or(0);
                let texted = usize::from(matches!(came.get(&place), Some(Ok(_))));
                prop_assert_eq!(of(&after) - of(&before), texted);
            }
            store.write_blocking(|tx| batches::set(tx, batch.id, RunState::Stopped, at)).unwrap();
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_list_that_would_text_a_phone_twice_is_not_begun() {
    let mut list = List::new(42);
    let batch = list.batch(minute(2));
    let mut items = list.items(None);
    items.push(NewItem { name: Private::new("Another name"), ..items[0].clone() });
    let begun = list.practice.store.write_blocking(|tx| batches::begin(tx, &batch, &items));
    assert!(matches!(begun, Err(StoreError::Conflict { .. })));
    assert_eq!(list.practice.store.read_blocking(batches::last).unwrap(), None, "all of it or nothing");
    let again = BatchRow { id: BatchId::new(&mut list.practice.ids), ..batch.clone() };
    let items = list.items(None);
    let store = &list.practice.store;
    store.write_blocking(|tx| batches::begin(tx, &batch, &items)).unwrap();
    store.write_blocking(|tx| batches::set(tx, batch.id, RunState::Done, minute(3))).unwrap();
    let twice = store.write_blocking(|tx| batches::begin(tx, &again, &items));
    assert!(matches!(twice, Err(StoreError::Conflict { .. })), "a window's request starts one batch");
    let known = store.read_blocking(|tx| batches::by_client_id(tx, &batch.client_id)).unwrap().unwrap();
    assert_eq!((known.id, known.state), (batch.id, RunState::Done));
}

#[test]
fn the_same_words_to_the_same_phone_are_known_until_they_turn_out_not_to_have_arrived() {
    let mut list = List::new(43);
    let (batch, visit, version) = (list.batch(minute(2)), Some(minute(1_500)), list.version);
    let items = list.items(visit);
    let store = list.practice.store.clone();
    store.write_blocking(|tx| batches::begin(tx, &batch, &items)).unwrap();
    let message = store.write_blocking(list.turn(batch.id, 0, minute(3))).unwrap();
    let number = list.people[0].0.number.clone();
    let had = |version, visit, since| {
        store.read_blocking(|tx| batches::had_already(tx, version, number.reveal(), visit, since)).unwrap()
    };
    assert!(had(version, visit, minute(0)));
    assert!(!had(version, Some(minute(9_000)), minute(0)), "another visit");
    assert!(!had(version, None, minute(0)));
    assert!(!had(version + 1, visit, minute(0)), "other words");
    assert!(!had(version, visit, minute(4)), "long ago");
    let failed = DeliveryState::Undelivered;
    store.write_blocking(|tx| messages::set_state(tx, message, failed, None)).unwrap();
    assert!(!had(version, visit, minute(0)), "who did not get it may get it");
}

#[test]
fn each_text_after_a_reminder_is_read_for_a_c_once_and_a_visit_is_confirmed_once() {
    let mut list = List::new(44);
    let (batch, visit) = (list.batch(minute(2)), minute(1_500));
    let items = list.items(Some(visit));
    let store = list.practice.store.clone();
    store.write_blocking(|tx| batches::begin(tx, &batch, &items)).unwrap();
    let reminder = store.write_blocking(list.turn(batch.id, 0, minute(3))).unwrap();
    let (thread, line) = (list.people[0].0.thread, list.practice.line);
    let ids = &mut list.practice.ids;
    let mut says = |words: &str, at: Timestamp| {
        let id = MessageId::new(ids);
        let new = NewInbound {
            id,
            thread,
            line,
            channel: foyer_domain::Channel::Sms,
            provider_id: ProviderMessageId::parse(&format!("SM-{id}")).unwrap(),
            body: Private::new(words),
            created_at: at,
            received_at: at,
            media_count: 0,
            language: Some(Language::En),
        };
        store.write_blocking(|tx| messages::insert_inbound(tx, &new)).unwrap();
        id
    };
    let open = |now| store.read_blocking(|tx| batches::open_reminders(tx, now)).unwrap();
    says("before it", minute(1));
    assert!(open(minute(4)).is_empty());
    let (question, yes) = (says("Where is it?", minute(5)), says("C", minute(6)));
    let found = open(minute(7));
    let heard: Vec<_> = found.iter().map(|one| (one.message, one.heard)).collect();
    assert_eq!(heard, [(reminder, question), (reminder, yes)]);
    assert!(open(visit).is_empty(), "nobody confirms what is over");
    store.write_blocking(|tx| batches::read_past(tx, &found[0])).unwrap();
    assert_eq!(open(minute(7)).len(), 1);
    assert!(store.write_blocking(|tx| batches::confirm(tx, &found[1], minute(7))).unwrap());
    assert!(!store.write_blocking(|tx| batches::confirm(tx, &found[1], minute(8))).unwrap());
    says("C", minute(9));
    assert!(open(minute(10)).is_empty());
    let visit_of = |text| store.read_blocking(|tx| batches::visit_confirmed_by(tx, text)).unwrap();
    assert_eq!((visit_of(yes), visit_of(question)), (Some(visit), None));
    let row = store.read_blocking(|tx| batches::items(tx, batch.id)).unwrap().remove(0);
    assert_eq!((row.confirmed_at, row.state), (Some(minute(7)), Some(DeliveryState::Queued)));
}
