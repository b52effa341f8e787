//! Hand-offs: begun once, folded from their facts, taken back with their first link only.

use foyer_domain::{
    Channel, HandoffFact, HandoffId, HandoffState, HandoffTarget, Language, MessageId, Private,
    ProviderMessageId, Span,
};
use foyer_store::{
    StoreError,
    handoffs::{self, NewHandoff},
    messages::{self, Insert, MessageKind, NewInbound},
    past::{self, NewPortalCard, NewPortalReply},
    portal_accounts::{self, AccountRow, AccountStanding},
    threads,
};
use foyer_testkit::{Practice, TestPatient, monday_morning};
use uuid::Uuid;

const WORDS: &str = "Your A1C came back at 8.2.";

fn begun(target: HandoffTarget) -> (Practice, TestPatient, HandoffId, MessageId) {
    let mut practice = Practice::new(77).unwrap();
    let patient = practice.patient("Marcus Oyelaran", "504-555-0117").unwrap();
    let id = HandoffId::from_uuid(Uuid::from_u128(1));
    let (card, link) = (MessageId::from_uuid(Uuid::from_u128(2)), MessageId::from_uuid(Uuid::from_u128(3)));
    let (words, author, now) = (Private::new(WORDS), practice.dana, monday_morning());
    let new = NewHandoff {
        id,
        thread: patient.thread,
        client_id: "click",
        target,
        card,
        language: Language::En,
        author,
        now,
    };
    practice
        .store
        .write_blocking(|tx| {
            let card = NewPortalCard { id: card, thread: patient.thread, author, words: &words, link, now };
            past::insert_portal_card(tx, &card)?;
            assert_eq!(handoffs::create(tx, &new)?, Insert::Inserted);
            assert_eq!(handoffs::create(tx, &new)?, Insert::Known, "a double click");
            handoffs::set_link(tx, id, link)
        })
        .unwrap();
    (practice, patient, id, link)
}

#[test]
fn words_that_no_text_leads_to_answer_once_they_are_there() {
    let mut practice = Practice::new(78).unwrap();
    let patient = practice.patient("Delphine Arceneaux", "504-555-0153").unwrap();
    let (asked, thread) = (monday_morning(), patient.thread);
    let (words, author, line) = (Private::new(WORDS), practice.dana, practice.line);
    let (id, card) = (HandoffId::from_uuid(Uuid::from_u128(1)), MessageId::from_uuid(Uuid::from_u128(2)));
    let now = asked.plus(Span::minutes(1));
    let inbound = NewInbound {
        id: MessageId::from_uuid(Uuid::from_u128(9)),
        thread,
        line,
        channel: Channel::Sms,
        provider_id: ProviderMessageId::parse("SM9").unwrap(),
        body: Private::new("Is my blood work back?"),
        created_at: asked,
        received_at: asked,
        media_count: 0,
        language: None,
    };
    let waits = |practice: &Practice| {
        let told = practice.store.write_blocking(|tx| threads::recompute(tx, thread)).unwrap();
        told.facts.waiting_since
    };
    practice
        .store
        .write_blocking(|tx| {
            messages::insert_inbound(tx, &inbound)?;
            let link = MessageId::from_uuid(Uuid::from_u128(3));
            past::insert_portal_card(
                tx,
                &NewPortalCard { id: card, thread, author, words: &words, link, now },
            )?;
            let (client_id, target, language) = ("click", HandoffTarget::Portal, Language::En);
            handoffs::create(tx, &NewHandoff { id, thread, client_id, target, card, language, author, now })
        })
        .unwrap();
    assert_eq!(waits(&practice), Some(asked), "on their way is not there");
    let record = |fact| {
        practice.store.write_blocking(|tx| handoffs::record(tx, id, fact, None, None, now)).unwrap();
    };
    record(HandoffFact::Posted);
    assert_eq!(waits(&practice), None);
    let link = MessageId::from_uuid(Uuid::from_u128(3));
    practice.store.write_blocking(|tx| handoffs::set_link(tx, id, link)).unwrap();
    assert_eq!(waits(&practice), Some(asked), "where a text leads to them, the text is the answer");
}

#[test]
fn the_state_is_the_fold_and_the_facts_stay() {
    let (practice, patient, id, _) = begun(HandoffTarget::Portal);
    let record = |fact| {
        practice
            .store
            .write_blocking(|tx| handoffs::record(tx, id, fact, None, None, monday_morning()))
            .unwrap()
    };
    assert_eq!(record(HandoffFact::Posting), HandoffState::Offered);
    assert_eq!(practice.store.read_blocking(handoffs::offered).unwrap().len(), 1);
    assert_eq!(record(HandoffFact::Opened), HandoffState::Opened);
    assert_eq!(record(HandoffFact::Posted), HandoffState::Opened, "late news moves nothing back");
    let facts = practice.store.read_blocking(|tx| handoffs::events(tx, id)).unwrap();
    assert_eq!(facts.len(), 3);
    let row = practice.store.read_blocking(|tx| handoffs::of_thread(tx, patient.thread, 5)).unwrap();
    assert_eq!(row[0].state, HandoffState::Opened);
    let nobody = HandoffId::from_uuid(Uuid::nil());
    let missing = practice
        .store
        .write_blocking(|tx| handoffs::record(tx, nobody, HandoffFact::Opened, None, None, monday_morning()));
    assert_eq!(missing, Err(StoreError::NotFound { table: "handoff" }));
}

#[test]
fn what_is_due_is_found_when_it_is_due() {
    let (practice, _, id, _) = begun(HandoffTarget::Portal);
    let later = monday_morning().plus(Span::minutes(5));
    practice.store.write_blocking(|tx| handoffs::look_again(tx, id, Some(later))).unwrap();
    let due = |now| practice.store.read_blocking(move |tx| handoffs::due(tx, now, 10)).unwrap().len();
    assert_eq!((due(monday_morning()), due(later)), (0, 1));
    assert_eq!(practice.store.read_blocking(handoffs::next_due), Ok(Some(later)));
    practice.store.write_blocking(|tx| handoffs::look_again(tx, id, None)).unwrap();
    assert_eq!((due(later), practice.store.read_blocking(handoffs::next_due)), (0, Ok(None)));
}

#[test]
fn the_first_link_takes_the_words_back_and_no_other_text_does() {
    let (practice, _, id, link) = begun(HandoffTarget::Portal);
    let other = MessageId::from_uuid(Uuid::from_u128(9));
    let take = |link| {
        practice.store.write_blocking(|tx| past::take_portal_card(tx, link, monday_morning())).unwrap()
    };
    assert_eq!(take(other), None);
    assert_eq!(take(link).map(Private::into_inner).as_deref(), Some(WORDS));
    let row = practice.store.read_blocking(|tx| handoffs::get(tx, id)).unwrap();
    assert_eq!((row.state, row.next_look_at), (HandoffState::TakenBack, Some(monday_morning())));
    assert_eq!(take(link), None, "once");
}

#[test]
fn what_a_person_pasted_stays_when_its_link_is_taken_back() {
    let (practice, _, id, link) = begun(HandoffTarget::PortalByHand);
    let taken =
        practice.store.write_blocking(|tx| past::take_portal_card(tx, link, monday_morning())).unwrap();
    assert_eq!(taken, None);
    let row = practice.store.read_blocking(|tx| handoffs::get(tx, id)).unwrap();
    assert_eq!(row.state, HandoffState::Offered);
}

#[test]
fn an_answer_in_the_portal_is_told_once_and_has_no_words() {
    let (practice, patient, handoff, _) = begun(HandoffTarget::Portal);
    let tell = |number| {
        let id = MessageId::from_uuid(Uuid::from_u128(number));
        let (at, now) = (monday_morning(), monday_morning());
        let reply = NewPortalReply { id, thread: patient.thread, handoff, at, now };
        practice.store.write_blocking(|tx| past::insert_portal_reply(tx, &reply)).unwrap()
    };
    assert_eq!((tell(20), tell(21)), (Insert::Inserted, Insert::Known));
    let row = practice
        .store
        .read_blocking(|tx| messages::get(tx, MessageId::from_uuid(Uuid::from_u128(20))))
        .unwrap();
    assert_eq!((row.kind, row.body.reveal()), (MessageKind::PortalReply, ""));
}

#[test]
fn an_account_is_unknown_until_somebody_says_and_active_once_seen() {
    let mut practice = Practice::new(78).unwrap();
    let patient = practice.patient("Lupe Sandoval", "504-555-0142").unwrap();
    let read = |practice: &Practice| {
        practice.store.read_blocking(|tx| portal_accounts::get(tx, patient.id)).unwrap()
    };
    assert_eq!(read(&practice), AccountRow::default());
    let said = AccountRow {
        record_number: Some(Private::new("MRN-7")),
        standing: AccountStanding::Nothing,
        seen_at: None,
    };
    practice
        .store
        .write_blocking(|tx| portal_accounts::save(tx, patient.id, &said, monday_morning()))
        .unwrap();
    assert_eq!(read(&practice), said);
    practice
        .store
        .write_blocking(|tx| portal_accounts::seen(tx, patient.id, monday_morning(), monday_morning()))
        .unwrap();
    let seen = read(&practice);
    assert_eq!((seen.standing, seen.seen_at), (AccountStanding::Active, Some(monday_morning())));
    assert_eq!(seen.record_number, said.record_number);
}
