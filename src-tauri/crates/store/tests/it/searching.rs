//! Finding texts and people; anything may be typed.

use foyer_domain::{
    Channel, Language, MessageId, PatientId, PhoneNumber, Private, ProviderMessageId, Relationship, Span,
};
use foyer_store::{
    messages::{self, NewInbound},
    patients::{self, ContactRow, PatientFields},
    search, threads,
};
use foyer_testkit::{Practice, TestPatient, monday_morning};
use proptest::prelude::*;

fn hear(practice: &mut Practice, from: &TestPatient, words: &str, minute: i64) -> MessageId {
    let at = monday_morning().plus(Span::minutes(minute));
    let id = MessageId::new(&mut practice.ids);
    let new = NewInbound {
        id,
        thread: from.thread,
        line: practice.line,
        channel: Channel::Sms,
        provider_id: ProviderMessageId::parse(&format!("SM{}", id.uuid().simple())).unwrap(),
        body: Private::new(words),
        created_at: at,
        received_at: at,
        media_count: 0,
        language: None,
    };
    practice.store.write_blocking(|tx| messages::insert_inbound(tx, &new)).unwrap();
    id
}

fn found(practice: &Practice, typed: &str) -> Vec<MessageId> {
    let hits = practice.store.read_blocking(|tx| search::messages(tx, typed, None, 50, |_| true)).unwrap();
    hits.into_iter().map(|hit| hit.message).collect()
}

fn names(practice: &Practice, typed: &str) -> Vec<String> {
    let rows = practice.store.read_blocking(|tx| search::threads(tx, typed, 50)).unwrap();
    rows.into_iter().map(|row| row.patient_name.unwrap().into_inner()).collect()
}

#[test]
fn words_are_found_newest_first_by_time_whatever_order_they_came_in() {
    let mut practice = Practice::new(21).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let omar = practice.patient("Omar Haddad", "504-555-0143").unwrap();
    let third = hear(&mut practice, &lupe, "Appointment tomorrow?", 30);
    let first = hear(&mut practice, &omar, "My appointment is at 9", 10);
    let second = hear(&mut practice, &lupe, "¿Mañana hay cita? I mean APPOINTMENT", 20);
    assert_eq!(found(&practice, "appointment"), [third, second, first]);
    assert_eq!(found(&practice, "appoin"), [third, second, first], "the last word may be unfinished");
    assert_eq!(found(&practice, "appoin "), [], "a finished word is meant whole");
    assert_eq!(found(&practice, "manana"), [second], "accents do not matter");
    assert_eq!(found(&practice, "MAÑANA cita"), [second]);
    assert_eq!(found(&practice, "appointment 9"), [first]);
    assert_eq!(found(&practice, "ap"), [], "two letters are no beginning");
    let page =
        practice.store.read_blocking(|tx| search::messages(tx, "appointment", None, 2, |_| true)).unwrap();
    let rest = practice
        .store
        .read_blocking(|tx| search::messages(tx, "appointment", Some(page[1].seq), 2, |_| true))
        .unwrap();
    assert_eq!(rest.iter().map(|hit| hit.message).collect::<Vec<_>>(), [first]);
    assert_eq!(page[0].patient_name, Some(Private::new("Lupe García")));
    practice.store.rebuild_search().unwrap();
    assert_eq!(found(&practice, "appointment"), [third, second, first]);
}

#[test]
fn a_snippet_shows_the_place_and_marks_it() {
    let mut practice = Practice::new(22).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let long = format!("{} la CITA médica {}", "antes ".repeat(60), "después ".repeat(60));
    hear(&mut practice, &lupe, &long, 1);
    let hit = practice
        .store
        .read_blocking(|tx| search::messages(tx, "cita medic", None, 1, |_| true))
        .unwrap()
        .remove(0);
    let snippet: Vec<char> = hit.snippet.reveal().chars().collect();
    let marked: Vec<String> =
        hit.marks.iter().map(|&(from, to)| snippet[from..to].iter().collect()).collect();
    assert_eq!(marked, ["CITA", "médica"]);
    assert_eq!(hit.cut, (true, true));
    assert!(snippet.len() <= 160);
}

#[test]
fn people_are_found_by_any_part_of_their_name_and_number() {
    let mut practice = Practice::new(23).unwrap();
    practice.patient("Lupe García", "504-555-0142").unwrap();
    practice.patient("Guadalupe Ríos", "713-555-0199").unwrap();
    practice.patient("Seán O'Brien-Díaz", "504-555-0143").unwrap();
    assert_eq!(names(&practice, "garcia"), ["Lupe García"]);
    assert_eq!(names(&practice, "GAR lu"), ["Lupe García"]);
    assert_eq!(names(&practice, "díaz sean"), ["Seán O'Brien-Díaz"]);
    assert_eq!(names(&practice, "lupez"), Vec::<String>::new());
    assert_eq!(names(&practice, "0142"), ["Lupe García"]);
    assert_eq!(names(&practice, "555-0143"), ["Seán O'Brien-Díaz"]);
    assert_eq!(names(&practice, "(713) 555"), ["Guadalupe Ríos"]);
    assert_eq!(names(&practice, "+1 713 555 0199"), ["Guadalupe Ríos"]);
    assert_eq!(names(&practice, "7"), Vec::<String>::new());
}

#[test]
fn a_new_name_is_found_and_shown_at_once() {
    let mut practice = Practice::new(24).unwrap();
    let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
    let fields = PatientFields {
        full_name: Private::new("Lupe Hernández"),
        goes_by: Some(Private::new("Lupita")),
        birth_date: None,
        language: Language::Es,
    };
    practice.store.write_blocking(|tx| patients::update(tx, lupe.id, &fields, monday_morning())).unwrap();
    assert_eq!(names(&practice, "garcia"), Vec::<String>::new());
    assert_eq!(names(&practice, "lupe"), ["Lupita Hernández"]);
    assert_eq!(names(&practice, "hernan lupita"), ["Lupita Hernández"]);
}

#[test]
fn a_shared_phone_belongs_to_nobody_until_somebody_says() {
    let mut practice = Practice::new(25).unwrap();
    let mother = practice.patient("Ana Ruiz", "504-555-0150").unwrap();
    let child = PatientId::new(&mut practice.ids);
    let fields = PatientFields {
        full_name: Private::new("Leo Ruiz"),
        goes_by: None,
        birth_date: None,
        language: Language::Es,
    };
    let shared =
        ContactRow { patient: child, number: mother.number.clone(), relationship: Relationship::Child };
    let second = foyer_domain::LineId::new(&mut practice.ids);
    let id = foyer_domain::ThreadId::new(&mut practice.ids);
    let own = PhoneNumber::parse_e164("+15045550101").unwrap();
    let (thread, new) = practice
        .store
        .write_blocking(|tx| {
            patients::create(tx, child, &fields, monday_morning())?;
            patients::add_contact(tx, &shared, monday_morning())?;
            foyer_store::lines::create(tx, second, &own, Channel::Sms, "Billing", monday_morning())?;
            threads::find_or_create(tx, id, second, Channel::Sms, &mother.number, monday_morning())
        })
        .unwrap();
    assert!(new);
    let row = practice.store.read_blocking(|tx| threads::get(tx, thread)).unwrap();
    assert_eq!((row.patient, row.patient_name), (None, None));
    let people = practice.store.read_blocking(|tx| patients::find_by_number(tx, &mother.number)).unwrap();
    assert_eq!(people.len(), 2);
    practice.store.write_blocking(|tx| threads::set_patient(tx, thread, Some(child))).unwrap();
    let row = practice.store.read_blocking(|tx| threads::get(tx, thread)).unwrap();
    assert_eq!(row.patient_name, Some(Private::new("Leo Ruiz")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn anything_may_be_typed(typed in "\\PC{0,40}|[\"*^:(){}+\\-, NEAROT]{0,30}", body in "\\PC{1,80}") {
        let mut practice = Practice::new(26).unwrap();
        let lupe = practice.patient("Lupe García", "504-555-0142").unwrap();
        let id = hear(&mut practice, &lupe, &body, 1);
        let _ = found(&practice, &typed);
        let _ = names(&practice, &typed);
        // Every longer word of a text finds that text.
        if let Some(word) = body.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| word.len() >= 3) {
            let alone = body.split(|c: char| !c.is_alphanumeric()).any(|other| other == word);
            if alone && body.is_ascii() {
                prop_assert!(found(&practice, word).contains(&id), "{word:?} in {body:?}");
            }
        }
    }
}
