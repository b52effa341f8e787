//! The sample practice: it loads, looks like the design's inbox, and its patients play the morning.

use std::collections::BTreeSet;

use foyer_sandbox::sample::{Dir, ThreadState};
use foyer_sandbox::{Carrier, Direction, Method, SamplePractice, sid_for};

use crate::story::{START, text};

fn practice() -> SamplePractice {
    SamplePractice::load_embedded().unwrap()
}

fn number(practice: &SamplePractice, id: &str) -> String {
    practice.patient(id).unwrap().number.clone()
}

#[test]
fn the_inbox_has_the_counts_of_the_design() {
    let practice = practice();
    let me = &practice.default_staff().unwrap().id;
    let count = |test: &dyn Fn(&foyer_sandbox::sample::Thread) -> bool| {
        practice.threads.iter().filter(|thread| test(thread)).count()
    };
    let open = |thread: &foyer_sandbox::sample::Thread| thread.state == ThreadState::Open;
    assert_eq!(count(&|t| open(t) && t.assignee.as_ref() == Some(me)), 11);
    assert_eq!(count(&|t| open(t) && t.assignee.is_none()), 3);
    assert_eq!(count(&|t| open(t)), 24);
    assert_eq!(count(&|t| t.state == ThreadState::Snoozed), 2);
    assert!(count(&|t| t.state == ThreadState::Closed) >= 4);
    assert_eq!(practice.patient("lupe-sandoval").unwrap().shown_name(), "Lupe Sandoval");
}

#[test]
fn the_folder_and_the_embedded_sample_are_the_same_and_a_broken_one_is_refused() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/sample-practice");
    let loaded = SamplePractice::from_dir(&folder).unwrap();
    assert_eq!(loaded.patients.len(), practice().patients.len());
    assert!(SamplePractice::from_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).is_err());
}

#[test]
fn moments_are_monday_morning_in_houston_and_the_past_stays_past() {
    let practice = practice();
    assert_eq!(practice.monday_before(START + 5 * 86_400_000), START);
    assert_eq!(practice.monday_before(START - 1), START - 7 * 86_400_000);
    // A start in the middle of the night, and one across the end of summer time.
    for start in [START, START + 13 * 3_600_000, START - 22 * 86_400_000] {
        let history = practice.history(start);
        assert!(history.iter().all(|entry| entry.at < start));
        assert!(history.iter().all(|entry| !entry.body.contains('{')));
        let ids: BTreeSet<&String> = history.iter().map(|entry| &entry.sid).collect();
        assert_eq!(ids.len(), history.len());
    }
    let lupe =
        practice.history(START).into_iter().rfind(|entry| entry.patient.id == "lupe-sandoval").unwrap();
    assert_eq!(lupe.at, START - 4 * 60_000, "10:38");
    assert_eq!(
        practice.words(START, "{en:1} / {es:1} / {en_day:7} / {es_day:2} / {x} {"),
        "Tuesday, Nov 24 / martes 24 de noviembre / Monday / miércoles / {x} {"
    );
}

#[test]
fn the_carrier_remembers_the_same_texts_under_the_same_ids() {
    let practice = practice();
    let carrier = Carrier::with_sample(1, START).unwrap();
    let record = carrier.record();
    assert_eq!(record.messages.len(), practice.history(START).len());
    for thread in &practice.threads {
        for (index, message) in thread.messages.iter().enumerate() {
            let sid = sid_for(&thread.patient, index, message);
            let kept = record.messages.iter().find(|kept| kept.sid == sid).unwrap();
            assert_eq!(kept.direction == Direction::Inbound, message.dir == Dir::In);
            assert_eq!(kept.media.len(), message.pictures.len());
        }
    }
    assert_eq!(carrier.opted_out(), [number(&practice, "delphine-arceneaux")]);
}

#[test]
fn the_morning_brings_what_a_desk_must_meet() {
    let mut carrier = Carrier::with_sample(7, START).unwrap();
    let before = carrier.record().messages.len();
    carrier.advance(START + 600_000);
    let record = carrier.record();
    let new = &record.messages[before..];
    let inbound: Vec<_> = new.iter().filter(|message| message.direction == Direction::Inbound).collect();
    assert!(inbound.len() >= 20);
    let has = |words: &str| inbound.iter().any(|message| message.body.contains(words));
    assert!(has("STOP") && has("ALTO") && has("metformin") && has("102.4") && has("tony") && has("tarde"));
    assert!(inbound.iter().any(|message| message.media.iter().any(|file| file.content_type == "image/png")));
    let practice = practice();
    assert!(carrier.opted_out().contains(&number(&practice, "walt-kessler")));
    assert!(
        !carrier.opted_out().contains(&number(&practice, "yolanda-mercado")),
        "ALTO is no word of the carrier's"
    );
}

#[test]
fn patients_answer_what_they_are_asked_and_the_risk_notice() {
    let practice = practice();
    let line = practice.lines[0].number.clone();
    let mut carrier = Carrier::with_sample(3, START).unwrap();
    let mut ask = |id: &str, body: &str| {
        let patient = number(&practice, id);
        let form = [("To", patient.as_str()), ("From", line.as_str()), ("Body", body)];
        let request = carrier.request(Method::Post, "Messages.json", &form);
        let now = carrier.now();
        let answer = carrier.answer(now, &request);
        assert_eq!(answer.status, 201, "{}", text(&answer.value(), "message"));
        carrier.advance(now + 90_000);
        let record = carrier.record();
        record.messages.iter().find(|m| m.from == patient && m.created_at > now).map(|m| m.body.clone())
    };
    let notice = "Bayou Family Clinic: Texts aren't encrypted, so others could read them. OK to text you? Reply YES or NO.";
    assert_eq!(ask("ramona-barrow", notice).as_deref(), Some("Yes thats fine"));
    assert_eq!(ask("tomas-quiroga", "¿Podemos escribirle? Responda SÍ o NO.").as_deref(), Some("SÍ"));
    let lupe = ask("lupe-sandoval", "Por supuesto, su hija puede entrar con usted.").unwrap();
    assert!(lupe.starts_with("Muchas gracias"));
    assert_eq!(ask("celia-montalvo", "Abrimos a las 8."), None, "her phone is off");
}
