//! Whose number it is: words that belong in the portal go to a number as a text only when somebody here made sure of it.

use foyer_domain::{
    Actor, Channel, ConsentEventId, Language, MessageId, PatientId, PhoneNumber, Private, Relationship, Span,
    ThreadId, Timestamp,
};
use foyer_policy::{ConsentBasis, ConsentEvent, ConsentEventKind, Evidence, Subjects};
use foyer_store::{
    confirmations, consent, lines,
    patients::{self, ContactRow, PatientFields},
    threads, users,
};
use foyer_sync::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    retention::between,
    seats::{full_house, switch},
};

const CLINICAL: &str = "Your A1C came back at 8.2, so Dr. Landry is raising your metformin to 1000 mg.";

async fn send(desk: &Desk, thread: &str, confirmed: bool) -> Value {
    let text = json!({
        "thread": thread, "text": CLINICAL, "clientId": client_id(), "overrideReason": "Asked by phone",
        "confirmed": confirmed,
    });
    desk.ask("messages.send", text).await
}

async fn identity(desk: &Desk, thread: &str) -> Value {
    desk.ask("threads.open", json!({ "thread": thread })).await["composer"]["identity"].clone()
}

/// Somebody whom no pretend patient plays, who said YES by text.
async fn agreed_by_text(desk: Desk) -> (Desk, String) {
    let (thread, patient) =
        (ThreadId::from_uuid(uuid::Uuid::now_v7()), PatientId::from_uuid(uuid::Uuid::now_v7()));
    // Before whatever Monday the practice plays, and less than a year.
    let now = SystemClock.now().minus(Span::days(30));
    let desk = between(desk, 20.0, |tx| {
        let (line, number) = (lines::list(tx)?[0].id, PhoneNumber::parse("504 555 0181").unwrap());
        let fields = PatientFields {
            full_name: Private::new("Nguyễn Hạnh"),
            goes_by: None,
            birth_date: Some(Private::new("1961-05-04")),
            language: Language::En,
        };
        patients::create(tx, patient, &fields, now)?;
        let contact = ContactRow { patient, number: number.clone(), relationship: Relationship::Own };
        patients::add_contact(tx, &contact, now)?;
        threads::find_or_create(tx, thread, line, Channel::Sms, &number, now)?;
        // A notice that arrived, and a YES to it.
        let message = MessageId::from_uuid(uuid::Uuid::now_v7());
        let (version, language) = ("2026-01".to_owned(), Language::En);
        let said = [
            (ConsentEventKind::NoticeSent { message, version, language }, Actor::System, None),
            (ConsentEventKind::NoticeDelivered { message }, Actor::Carrier, None),
            (ConsentEventKind::Granted(ConsentBasis::RepliedYes), Actor::Patient, Some(message)),
        ];
        for (minute, (kind, actor, notice)) in said.into_iter().enumerate() {
            let fact = ConsentEvent {
                id: ConsentEventId::from_uuid(uuid::Uuid::now_v7()),
                patient: Some(patient),
                number: number.clone(),
                channel: Channel::Sms,
                kind,
                at: now.plus(Span::minutes(i64::try_from(minute).unwrap())),
                actor,
                evidence: Evidence { notice, ..Evidence::default() },
                language: Some(Language::En),
                subjects: Subjects::NONE,
            };
            consent::append(tx, &fact)?;
        }
        Ok(())
    })
    .await;
    (desk, thread.to_string())
}

#[tokio::test]
async fn a_yes_by_text_does_not_say_whose_phone_it_is_and_a_person_does_for_ninety_days() {
    let (desk, thread) = agreed_by_text(full_house().await).await;
    switch(&desk, "The manager").await;
    let who = identity(&desk, &thread).await;
    assert_eq!(
        (&who["due"], &who["known"], &who["name"], &who["birthYear"], &who["confirmedAt"]),
        (&json!(true), &json!(true), &json!("Nguyễn Hạnh"), &json!(1961), &Value::Null)
    );
    let refused = send(&desk, &thread, false).await;
    assert_eq!(
        (&refused["kind"], &refused["refusal"]["kind"]),
        (&json!("refused"), &json!("confirmNumber")),
        "nothing of it is stored: {refused}"
    );
    assert_eq!(refused["refusal"]["ways"][0], "overrideWithReason");
    assert_eq!(send(&desk, &thread, true).await["kind"], "queued");
    let who = identity(&desk, &thread).await;
    assert_eq!((&who["due"], who["confirmedAt"].is_i64()), (&json!(false), true));
    assert_eq!(send(&desk, &thread, false).await["kind"], "queued", "asked once in ninety days");
    let trail = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(trail["path"].as_str().unwrap()).unwrap();
    assert_eq!(trail.matches("patient.confirm_number").count(), 1);
    assert!(trail.contains("confirm_number\\\""));
    // Whole words: a hash may hold any four digits.
    let mut words = trail.split(|at: char| !at.is_alphanumeric() && at != '-');
    assert!(words.all(|word| word != "1961" && word != "1961-05-04"), "and no fact about anybody");

    // The number changes hands: what was known of it says nothing of whoever has it now.
    desk.ask("consent.newOwner", json!({ "thread": thread })).await;
    assert!(identity(&desk, &thread).await["confirmedAt"].is_null());
}

#[tokio::test]
async fn what_somebody_made_sure_of_holds_for_ninety_days_and_is_asked_again_on_the_next() {
    // Practice mode begins its Monday anew when it is opened again: an hour or two more or less.
    for (ago, due) in [(Span::hours(90 * 24 - 6), false), (Span::hours(90 * 24 + 6), true)] {
        let (desk, thread) = agreed_by_text(full_house().await).await;
        let now = desk.ask("app.status", json!({})).await["desk"]["nowAt"].as_i64().unwrap();
        let sure_at = Timestamp::from_millis(now).minus(ago);
        let id = thread.parse::<ThreadId>().unwrap();
        let desk = between(desk, 20.0, move |tx| {
            let (row, by) = (threads::get(tx, id)?, users::list(tx)?[0].user.id);
            confirmations::add(tx, &row.far_number, row.patient.unwrap(), by, sure_at)
        })
        .await;
        switch(&desk, "The manager").await;
        let who = identity(&desk, &thread).await;
        assert_eq!((&who["due"], who["confirmedAt"].is_i64()), (&json!(due), true));
        let sent = send(&desk, &thread, false).await;
        assert_eq!(sent["kind"], if due { "refused" } else { "queued" }, "{sent}");
        if due {
            assert_eq!(sent["refusal"]["kind"], "confirmNumber");
            assert_eq!(send(&desk, &thread, true).await["kind"], "queued");
            assert_eq!(send(&desk, &thread, false).await["kind"], "queued", "and not again for ninety more");
        }
    }
}

#[tokio::test]
async fn a_consent_given_to_a_person_here_says_it_too() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let start = json!({ "number": "504 555 0177", "name": "Lan Hạnh", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let consent = json!({ "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C", "subjects": [] });
    desk.ask("consent.record", consent).await;
    assert_eq!(identity(&desk, &thread).await["due"], false);
    assert_eq!(send(&desk, &thread, false).await["kind"], "queued");
    // Who may not send over a warning is not told more about anybody than the panel says.
    switch(&desk, "The billing").await;
    assert!(identity(&desk, &thread).await.is_null());
}
