//! The patient's copy: its last day, who may answer how, and whose words are in it.

use std::sync::Arc;

use foyer_app::{PracticeOptions, Start, wire::ErrorCode};
use foyer_domain::{
    Actor, Channel, ConsentEventId, Language, LineId, MessageId, PatientId, PhoneNumber, Private,
    ProviderMessageId, Relationship, ThreadId, Timestamp,
};
use foyer_policy::{ConsentEvent, ConsentEventKind, Evidence, Subjects};
use foyer_store::{
    PracticeFolder, StoreError, WriteTx, consent, lines,
    messages::{self, NewInbound},
    patients::{self, ContactRow, PatientFields},
    threads,
};
use serde_json::{Value, json};

use crate::{
    desk::Desk,
    seats::{full_house, switch},
};

/// What is written straight into the store, as people put records right over the years.
struct Records<'a, 'b> {
    tx: &'a WriteTx<'b>,
    line: LineId,
    at: Timestamp,
}

impl Records<'_, '_> {
    fn id(&self) -> uuid::Uuid {
        uuid::Uuid::now_v7()
    }

    fn patient(&self, name: &str, numbers: &[&str]) -> Result<PatientId, StoreError> {
        let id = PatientId::from_uuid(self.id());
        let fields = PatientFields {
            full_name: Private::new(name),
            goes_by: None,
            birth_date: None,
            language: Language::Es,
        };
        patients::create(self.tx, id, &fields, self.at)?;
        for number in numbers {
            let number = PhoneNumber::parse_e164(number).unwrap();
            let contact = ContactRow { patient: id, number, relationship: Relationship::Own };
            patients::add_contact(self.tx, &contact, self.at)?;
        }
        Ok(id)
    }

    fn hear(&self, number: &str, words: &str, minute: i64) -> Result<ThreadId, StoreError> {
        let (number, channel) = (PhoneNumber::parse_e164(number).unwrap(), Channel::Sms);
        let new = ThreadId::from_uuid(self.id());
        let (thread, _) = threads::find_or_create(self.tx, new, self.line, channel, &number, self.at)?;
        let at = Timestamp::from_millis(self.at.millis() + minute * 60_000);
        let id = self.id();
        let text = NewInbound {
            id: MessageId::from_uuid(id),
            thread,
            line: self.line,
            channel,
            provider_id: ProviderMessageId::parse(&format!("SM{}", id.simple())).unwrap(),
            body: Private::new(words),
            created_at: at,
            received_at: at,
            media_count: 0,
            language: None,
        };
        messages::insert_inbound(self.tx, &text)?;
        Ok(thread)
    }

    /// The number went to somebody else.
    fn new_owner(&self, number: &str, minute: i64) -> Result<(), StoreError> {
        let event = ConsentEvent {
            id: ConsentEventId::from_uuid(self.id()),
            patient: None,
            number: PhoneNumber::parse_e164(number).unwrap(),
            channel: Channel::Sms,
            kind: ConsentEventKind::NewOwner,
            at: Timestamp::from_millis(self.at.millis() + minute * 60_000),
            actor: Actor::System,
            evidence: Evidence::default(),
            language: None,
            subjects: Subjects::NONE,
        };
        consent::append(self.tx, &event).map(drop)
    }
}

/// The practice with these records, and the manager at its desk.
async fn with_records<T: Send + 'static>(
    fill: impl FnOnce(&Records<'_, '_>) -> Result<T, StoreError> + Send + 'static,
) -> (Desk, T) {
    let desk = full_house().await;
    desk.app.close().await;
    let folder = PracticeFolder::at(desk.path().join("practice-mode"));
    let key = folder.key_file().unwrap().open_with_keyring(&*desk.vault).unwrap();
    let store = folder.open(&key).unwrap();
    let made = store
        .write_blocking(|tx| {
            let line = lines::list(tx)?.first().unwrap().id;
            // Long before whatever day the practice plays.
            fill(&Records { tx, line, at: Timestamp::from_millis(1_700_000_000_000) })
        })
        .unwrap();
    store.close().unwrap();
    let start = Start::Practice(PracticeOptions { speed: 20.0, ..PracticeOptions::default() });
    let desk = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), start).await;
    switch(&desk, "The manager").await;
    (desk, made)
}

async fn today(desk: &Desk) -> chrono::NaiveDate {
    desk.ask("access.list", json!({})).await["today"].as_str().unwrap().parse().unwrap()
}

async fn enter(desk: &Desk, thread: ThreadId, asked_on: chrono::NaiveDate) -> Value {
    let args = json!({ "thread": thread.to_string(), "askedOn": asked_on.to_string() });
    let entered = desk.ask("access.enter", args).await;
    let rows = entered["list"]["rows"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == entered["request"]).unwrap().clone()
}

async fn copy(desk: &Desk, request: &Value, format: &str, with_shared: bool) -> (u64, String) {
    let args = json!({ "request": request, "format": format, "withShared": with_shared });
    let saved = desk.ask("access.saveCopy", args).await;
    assert_eq!(saved["saved"], true);
    let bytes = std::fs::read(desk.path().join("kept.pdf")).unwrap();
    let text = match format {
        "pdf" => pdf_extract::extract_text_from_mem(&bytes).unwrap(),
        _ => String::from_utf8(bytes).unwrap(),
    };
    (saved["messages"].as_u64().unwrap(), text)
}

#[tokio::test]
async fn a_copy_has_every_number_of_the_patient_and_nobody_elses_words() {
    let (desk, thread) = with_records(|records| {
        // Two numbers, one of them shared with a sister; and a second record of the same person, put right later.
        let hanh = records.patient("Nguyễn Hạnh", &["+15045550171", "+15045550172", "+15045550173"])?;
        records.patient("Nguyễn Linh", &["+15045550173"])?;
        let twice = records.patient("Hanh Nguyen", &["+15045550174"])?;
        let first = records.hear("+15045550171", "=Primero", 1)?;
        records.hear("+15045550172", "De otra persona", 0)?;
        records.new_owner("+15045550172", 1)?;
        records.hear("+15045550172", "Segundo", 2)?;
        records.hear("+15045550173", "De las dos", 3)?;
        let merged = records.hear("+15045550174", "Cuarto", 4)?;
        assert_eq!(threads::get(records.tx, merged)?.patient, Some(twice));
        threads::set_patient(records.tx, merged, Some(hanh))?;
        Ok(first)
    })
    .await;
    // The regulator's question goes over all of the person's numbers too, from whichever thread it is asked.
    let asked =
        json!({ "thread": thread.to_string(), "from": "2000-01-01", "to": "2099-12-31", "channel": null });
    let page = desk.ask("report.read", json!({ "asked": asked })).await;
    let told: std::collections::BTreeSet<&str> =
        page["rows"].as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap()).collect();
    assert_eq!(told.into_iter().collect::<Vec<_>>(), ["(504) 555-0171", "(504) 555-0172", "(504) 555-0174"]);

    let request = enter(&desk, thread, today(&desk).await).await;
    assert_eq!(request["name"], "Nguyễn Hạnh");
    assert_eq!(request["numbers"], json!(["(504) 555-0171", "(504) 555-0172", "(504) 555-0174"]));
    assert_eq!(request["shared"], json!(["(504) 555-0173"]));
    let (count, csv) = copy(&desk, &request["id"], "csv", false).await;
    assert_eq!(count, 3);
    assert!(
        csv.contains("'=Primero") && csv.contains("Segundo") && csv.contains("Cuarto"),
        "no formula: {csv}"
    );
    assert!(!csv.contains("De las dos"), "nobody has said whose words these are");
    assert!(!csv.contains("De otra persona"), "said before the number was theirs");
    let (count, lines) = copy(&desk, &request["id"], "jsonLines", true).await;
    assert!(count == 4 && lines.contains("De las dos") && lines.contains("\"manifest\""));
    let (_, pdf) = copy(&desk, &request["id"], "pdf", false).await;
    assert!(pdf.contains("Sus mensajes") && pdf.contains("Nguyễn Hạnh"), "in the patient's language: {pdf}");
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert_eq!(trail.matches("access.save_copy").count(), 3);
    let plain = trail.replace('\\', "");
    assert!(plain.contains("\"withShared\":true") && !plain.contains("Segundo") && !plain.contains("Nguy"));
}

#[tokio::test]
async fn a_request_is_followed_to_its_last_day_and_answered_once() {
    let (desk, thread) = with_records(|records| {
        records.patient("Nguyễn Hạnh", &["+15045550171"])?;
        records.hear("+15045550171", "Hola", 1)
    })
    .await;
    let today = today(&desk).await;
    let ago = |days| today.checked_sub_days(chrono::Days::new(days)).unwrap();
    let step = |request: &Value, step: Value, words: &str| json!({ "request": request["id"], "step": step, "words": words });
    let extended = json!({ "kind": "extended" });
    let late = enter(&desk, thread, ago(31)).await;
    assert_eq!(
        (&late["late"], &late["daysLeft"], &late["mayExtend"]),
        (&json!(true), &json!(-1), &json!(false))
    );
    let refused = desk.refused("access.step", step(&late, extended.clone(), "Many pages to look at.")).await;
    assert_eq!(refused.code, ErrorCode::TooLate);

    let open = enter(&desk, thread, ago(30)).await;
    assert_eq!(
        (&open["late"], &open["daysLeft"], &open["mayExtend"]),
        (&json!(false), &json!(0), &json!(true))
    );
    let refused = desk.refused("access.step", step(&open, extended.clone(), "Later")).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("words")), "in writing");
    let list = desk.ask("access.step", step(&open, extended.clone(), "Many pages to look at.")).await;
    let of = |list: &Value| {
        let rows = list["rows"].as_array().unwrap();
        rows.iter().find(|row| row["id"] == open["id"]).unwrap().clone()
    };
    assert_eq!(
        (&of(&list)["daysLeft"], &of(&list)["steps"][0]["words"]),
        (&json!(30), &json!("Many pages to look at."))
    );
    assert_eq!((&list["open"], &list["late"]), (&json!(2), &json!(1)));
    assert_eq!(list["rows"][0]["id"], late["id"], "the soonest due is at the top");

    let denied = json!({ "kind": "denied", "ground": "otherPerson" });
    let list = desk.ask("access.step", step(&open, denied, "It tells of somebody else.")).await;
    assert_eq!((&of(&list)["end"], &of(&list)["late"]), (&json!("denied"), &json!(false)));
    for again in [extended, json!({ "kind": "given" })] {
        let refused = desk.refused("access.step", step(&open, again, "Once more, please.")).await;
        assert_eq!(refused.code, ErrorCode::TooLate);
    }
    let tomorrow = json!({ "thread": thread.to_string(), "askedOn": today.succ_opt().unwrap().to_string() });
    assert_eq!(desk.refused("access.enter", tomorrow).await.field.as_deref(), Some("askedOn"));
}
