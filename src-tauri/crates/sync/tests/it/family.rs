//! A family of four on one phone: whose YES it was, and one STOP that leaves four separate, right histories.

use foyer_domain::{Actor, Channel, ConsentEventId, Language, PatientId, Private, Relationship, Span};
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, Evidence, Party, Purpose, Standing, Subjects, notice,
};
use foyer_sim::desk::{Desk, LUPE, number};
use foyer_store::{
    consent,
    households::{self, Whose},
    patients::{self, ContactRow, PatientFields},
    threads,
};
use foyer_sync::EngineSettings;

const FAMILY: [(&str, Relationship); 4] = [
    ("Guadalupe Sandoval", Relationship::Own),
    ("Ana Sandoval", Relationship::Child),
    ("Mateo Sandoval", Relationship::Child),
    ("Rosa Sandoval", Relationship::Parent),
];

/// Puts the four on the phone and begins its thread.
fn four(desk: &mut Desk) -> Vec<PatientId> {
    let now = desk.now();
    let ids: Vec<PatientId> = FAMILY.iter().map(|_| PatientId::new(&mut desk.ids)).collect();
    for (id, (name, relationship)) in ids.iter().zip(FAMILY) {
        let fields = PatientFields {
            full_name: Private::new(name),
            goes_by: None,
            birth_date: None,
            language: Language::En,
        };
        let contact = ContactRow { patient: *id, number: number(LUPE), relationship };
        desk.change(|tx| {
            patients::create(tx, *id, &fields, now)?;
            patients::add_contact(tx, &contact, now)
        });
    }
    desk.thread(LUPE);
    ids
}

fn agrees(desk: &mut Desk, patient: PatientId) {
    let event = ConsentEvent {
        id: ConsentEventId::new(&mut desk.ids),
        patient: Some(patient),
        number: number(LUPE),
        channel: Channel::Sms,
        kind: ConsentEventKind::Granted(ConsentBasis::Spoken),
        at: desk.now(),
        actor: Actor::System,
        evidence: Evidence::default(),
        language: None,
        subjects: Subjects::NONE,
    };
    desk.change(|tx| consent::append(tx, &event));
}

fn holds(desk: &mut Desk, patient: PatientId) -> Standing {
    let (thread, now) = (desk.thread(LUPE), desk.now());
    let party = Party { patient: Some(patient), number: number(LUPE), channel: Channel::Sms };
    let rules = EngineSettings::default().consent;
    desk.store().read_blocking(|tx| consent::standing(tx, &party, thread, now, &rules)).unwrap()
}

/// What is on record about one of them and about nobody else.
fn theirs(desk: &Desk, patient: PatientId) -> Vec<&'static str> {
    let facts = desk.store().read_blocking(|tx| consent::for_number(tx, &number(LUPE))).unwrap();
    facts.iter().filter(|fact| fact.patient == Some(patient)).map(|fact| fact.kind.as_str()).collect()
}

#[test]
fn one_stop_leaves_four_separate_and_right_histories() {
    let mut desk = Desk::open(61);
    let family = four(&mut desk);
    let (lupe, ana, mateo) = (family[0], family[1], family[2]);
    for patient in [lupe, ana, mateo] {
        agrees(&mut desk, patient);
    }
    let (thread, now) = (desk.thread(LUPE), desk.now());
    desk.change(|tx| households::address(tx, thread, Some(lupe), now));
    desk.round();
    desk.patient_writes(LUPE, "STOP");
    desk.run_for(Span::minutes(1));
    for patient in &family {
        assert_eq!(holds(&mut desk, *patient).badge, Badge::OptedOut, "the phone is stopped for everybody");
    }
    assert!(!holds(&mut desk, lupe).blocked_by_another() && holds(&mut desk, ana).blocked_by_another());
    assert_eq!(theirs(&desk, ana), ["granted"], "and nobody else said so");
    assert_eq!(theirs(&desk, family[3]), [] as [&str; 0]);
    assert_eq!(theirs(&desk, lupe), ["granted", "revoked"]);

    desk.patient_writes(LUPE, "START");
    desk.run_for(Span::minutes(1));
    assert_eq!(holds(&mut desk, lupe).badge, Badge::Granted, "whose START it was");
    for patient in [ana, mateo, family[3]] {
        assert_eq!(holds(&mut desk, patient).badge, Badge::None, "it spoke for nobody else");
    }
}

#[test]
fn a_yes_is_whoevers_notice_was_out_whomever_the_desk_turned_to_since() {
    let mut desk = Desk::open(62);
    let family = four(&mut desk);
    let (ana, mateo) = (family[1], family[2]);
    let (thread, now) = (desk.thread(LUPE), desk.now());
    let rules = EngineSettings::default().consent;
    desk.change(|tx| households::address(tx, thread, Some(ana), now));
    let words = notice::text_at(rules.notices, "Bayou Family Clinic", Language::En, now);
    let notice = desk.write_as(LUPE, &words, Purpose::Notice).unwrap();
    desk.change(|tx| {
        households::set_whose(tx, notice, Whose { patient: Some(ana), by: None, at: now })?;
        households::address(tx, thread, Some(mateo), now)
    });
    desk.run_for(Span::minutes(2));
    assert_eq!(holds(&mut desk, ana).badge, Badge::NoticeSent);
    assert_eq!(holds(&mut desk, mateo).badge, Badge::None);
    desk.patient_writes(LUPE, "YES");
    desk.run_for(Span::minutes(2));
    assert_eq!(holds(&mut desk, ana).badge, Badge::Granted);
    for patient in [family[0], mateo, family[3]] {
        assert_eq!(holds(&mut desk, patient).badge, Badge::None);
    }
    let row = desk.store().read_blocking(|tx| threads::get(tx, thread)).unwrap();
    assert_eq!(row.patient, Some(mateo), "the thread stays with whom the desk turned to");
}

#[test]
fn a_number_found_wrong_while_a_text_waited_stops_it() {
    let mut desk = Desk::open(63);
    let family = four(&mut desk);
    let (lupe, user) = (family[0], desk.user);
    desk.grant(LUPE);
    agrees(&mut desk, lupe);
    let (thread, now) = (desk.thread(LUPE), desk.now());
    desk.change(|tx| households::address(tx, thread, Some(lupe), now));
    desk.round();
    let text = desk.write(LUPE, "We open at 8 AM.").unwrap();
    desk.change(|tx| {
        households::set_whose(tx, text, Whose { patient: Some(lupe), by: None, at: now })?;
        households::keep(tx, lupe, &number(LUPE), Some(households::Kept::Wrong), user, now)
    });
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.accepted(LUPE, "We open at 8 AM."), 0);
    assert!(desk.state(text) != foyer_domain::DeliveryState::Queued, "and a person sees that it did not go");
}
