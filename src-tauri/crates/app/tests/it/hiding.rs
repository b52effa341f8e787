//! What is hidden stays hidden: every command, asked with the ids of a thread that somebody may not read.

use foyer_app::{Decoder, PracticeOptions, Start, commands::table, wire::ErrorCode};
use foyer_domain::{
    AttachmentId, Capability, Channel, Direction, Language, MessageId, NoteId, PatientId, PhoneNumber,
    Private, ProviderMessageId, Role, ThreadId,
};
use foyer_store::{
    PracticeFolder, attachments, lines,
    messages::{self, MessageKind, NewInbound},
    notes::{self, NoteRow},
    patients::{self, PatientFields},
    threads::{self, Preview},
    users,
};
use foyer_sync::{Clock as _, SystemClock};
use serde_json::{Value, json};
use std::{io::Cursor, sync::Arc};

use crate::{
    desk::{Desk, client_id},
    seats::{full_house, switch},
};

/// In every word of the hidden thread, and nowhere else.
const SENTINEL: &str = "Zephyrweide";

/// A practice in which one thread says [`SENTINEL`] in every way a thread can.
struct House {
    desk: Desk,
    thread: String,
    /// Every id of it, under every name that a command may ask by.
    args: Value,
    /// Its picture, as the window is given it.
    shown: String,
}

impl House {
    /// Whether an answer holds a word of the thread, the picture, or when the patient was born.
    fn is_told_by(&self, answer: &str) -> bool {
        [SENTINEL, "1961-02-03", "WmVwaHly", &self.shown].iter().any(|word| answer.contains(word))
    }
}

fn said(what: &str) -> String {
    format!("{SENTINEL} {what}")
}

/// A picture, and what the window is given of it.
async fn picture() -> (Vec<u8>, String) {
    use base64::Engine as _;
    let mut png = Cursor::new(Vec::new());
    let bytes = SENTINEL.as_bytes();
    let pixels = image::GrayImage::from_fn(16, 16, |x, y| {
        image::Luma([bytes[usize::try_from(x + y).unwrap() % bytes.len()]])
    });
    pixels.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = png.into_inner();
    let shown = Decoder::here().decode(&png).await.unwrap().encoded().unwrap();
    (png, base64::engine::general_purpose::STANDARD.encode(shown.bytes))
}

async fn house() -> House {
    let desk = full_house().await;
    desk.app.close().await;
    let folder = PracticeFolder::at(desk.path().join("practice-mode"));
    let key = folder.key_file().unwrap().open_with_keyring(&*desk.vault).unwrap();
    let store = folder.open(&key).unwrap();
    let now = SystemClock.now();
    let thread = ThreadId::from_uuid(uuid::Uuid::now_v7());
    let (message, attachment) =
        (MessageId::from_uuid(uuid::Uuid::now_v7()), AttachmentId::from_uuid(uuid::Uuid::now_v7()));
    let patient = PatientId::from_uuid(uuid::Uuid::now_v7());
    let noted = NoteId::from_uuid(uuid::Uuid::now_v7());
    let words = said("is my bill, and please no more of these");
    let (png, shown) = picture().await;
    store
        .write_blocking(|tx| {
            let line = lines::list(tx)?[0].id;
            let number = PhoneNumber::parse("504 555 0177").unwrap();
            threads::find_or_create(tx, thread, line, Channel::Sms, &number, now)?;
            let fields = PatientFields {
                full_name: Private::new("Priya Raman"),
                goes_by: None,
                birth_date: Some(Private::new("1961-02-03")),
                language: Language::En,
            };
            patients::create(tx, patient, &fields, now)?;
            threads::set_patient(tx, thread, Some(patient))?;
            let inbound = NewInbound {
                id: message,
                thread,
                line,
                channel: Channel::Sms,
                provider_id: ProviderMessageId::parse("SMhidden").unwrap(),
                body: Private::new(&words),
                created_at: now,
                received_at: now,
                media_count: 1,
                language: None,
            };
            messages::insert_inbound(tx, &inbound)?;
            attachments::add(tx, attachment, message, 0, "image/png", &png, now)?;
            let facts = threads::get(tx, thread)?.facts.after_inbound(now);
            let preview = Preview {
                message,
                text: Private::new(&words),
                kind: MessageKind::Text,
                direction: Direction::Inbound,
                state: None,
            };
            threads::save(tx, thread, &facts, Some(&preview))?;
            let author = users::list(tx)?[0].user.id;
            notes::add(
                tx,
                &NoteRow {
                    id: noted,
                    thread,
                    author,
                    body: Private::new(said("in a note")),
                    created_at: now,
                },
            )
        })
        .unwrap();
    store.close().unwrap();
    let start = Start::Practice(PracticeOptions { speed: 20.0, offline: true, ..PracticeOptions::default() });
    let desk = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), start).await;
    let thread = thread.to_string();
    // A manager writes in it what waits: a text, a call that is to be made, a draft.
    switch(&desk, "The manager").await;
    desk.ask(
        "consent.record",
        json!({
            "thread": thread, "agreed": true, "basis": "paper", "note": said("on the form"), "subjects": [],
        }),
    )
    .await;
    let sent = json!({ "thread": thread, "text": said("is on its way"), "clientId": client_id(), "overrideReason": null });
    let sent = desk.ask("messages.send", sent).await;
    assert_eq!(sent["kind"], "queued", "{sent}");
    let call =
        json!({ "thread": thread, "text": said("by phone"), "clientId": client_id(), "target": "call" });
    let task = desk.ask("messages.handOff", call).await;
    let mut args = json!({
        "thread": thread, "message": message.to_string(), "attachment": attachment.to_string(),
        "patient": patient.to_string(), "other": patient.to_string(), "relationship": "child", "private": true,
        "handoff": task["item"]["handoff"]["id"],
        "threads": [thread], "send": [message.to_string()], "drop": [],
        "view": "all", "offset": 0, "limit": 100, "latest": 60, "earlier": "9999999999999:9223372036854775807",
        "noted": noted.to_string(), "text": SENTINEL, "revision": 1, "clientId": client_id(), "overrideReason": null, "target": null,
    });
    let more = json!({
        "user": null, "untilAt": 9_999_999_999_999_i64, "category": "scheduling", "choice": "leaveIt",
        "agreed": true, "basis": "paper", "note": null, "subjects": [], "fullName": "Somebody", "goesBy": null,
        "birthDate": null, "language": "en", "state": "TX", "said": true, "recordNumber": "7", "standing": "active",
        "period": "month", "figure": { "kind": "firstReplies" }, "number": "504 555 0177", "name": null,
        "asked": { "thread": thread, "from": "2020-01-01", "to": "2099-12-31", "channel": null },
        "format": "csv", "atMs": null, "typed": "", "template": thread, "before": "", "after": "",
        "problem": "wrongNumber", "words": "", "stop": false, "shows": null, "why": "chart", "on": true,
    });
    for (key, value) in more.as_object().unwrap() {
        args[key] = value.clone();
    }
    House { desk, thread, args, shown }
}

/// A note is a string there and a flag here; a report and the page of all years ask other things.
fn args_for(name: &str, args: &Value) -> Value {
    let mut own = args.clone();
    if name == "drafts.save" || name == "search.around" {
        own["note"] = json!(false);
    }
    if name == "threads.tag" {
        own["name"] = json!("Forms");
    }
    if name == "search.texts" || name == "search.save" {
        own["asked"] = asked(SENTINEL);
        own["after"] = json!(null);
    }
    own
}

/// Asks every command that `role` may ask, and gives those whose answer held a word of the thread.
async fn told(house: &House, role: Role) -> Vec<&'static str> {
    let mut told = Vec::new();
    for entry in table() {
        if entry.needs == Capability::Enter || !role.may(entry.needs) {
            continue;
        }
        let answer = match house.desk.app.call(entry.name, args_for(entry.name, &house.args)).await {
            Ok(reply) => reply.to_string(),
            Err(error) => serde_json::to_string(&error).unwrap(),
        };
        if house.is_told_by(&answer) {
            told.push(entry.name);
        }
    }
    told
}

/// Those that take the id of something in a thread: a thread that is hidden answers each of them the same.
const BY_ID: [&str; 45] = [
    "threads.markUnread",
    "threads.assign",
    "threads.close",
    "threads.reopen",
    "threads.snooze",
    "threads.file",
    "notes.add",
    "media.view",
    "media.tag",
    "media.save",
    "media.print",
    "threads.tag",
    "drafts.save",
    "drafts.screen",
    "messages.send",
    "messages.cancel",
    "messages.resolve",
    "messages.handOff",
    "handoffs.sendLink",
    "handoffs.checkOff",
    "handoffs.takeBack",
    "handoffs.copy",
    "handoffs.signUp",
    "handoffs.invite",
    "consent.sendNotice",
    "consent.record",
    "consent.list",
    "consent.proof",
    "consent.saveProof",
    "outbox.doubt",
    "patients.save",
    "patients.merge",
    "patients.split",
    "household.choose",
    "household.speaker",
    "household.add",
    "household.change",
    "household.wrongNumber",
    "patients.revealBirthDate",
    "patients.savePortal",
    "patients.saveState",
    "templates.pick",
    "templates.take",
    "cases.report",
    "search.around",
];

/// A question of the page of all years.
fn asked(text: &str) -> Value {
    json!({
        "text": text, "inside": false, "staff": null, "fromDay": null, "toDay": null, "channel": null,
        "failed": false, "handedOff": false, "withFile": false, "only": null,
    })
}

async fn is_hidden_from(house: &House, role: Role) {
    for name in BY_ID {
        let needs = table().into_iter().find(|entry| entry.name == name).unwrap().needs;
        if !role.may(needs) {
            continue;
        }
        let mut own = args_for(name, &house.args);
        // Each its own: a repeat would be answered as one.
        own["clientId"] = json!(client_id());
        if name == "handoffs.signUp" || name == "handoffs.invite" || name == "messages.handOff" {
            own["target"] = json!("call");
        }
        assert_eq!(house.desk.refused(name, own).await.code, ErrorCode::Hidden, "{role:?} at {name}");
    }
    let around = json!({ "message": house.args["noted"], "note": true });
    assert_eq!(
        house.desk.refused("search.around", around).await.code,
        ErrorCode::Hidden,
        "{role:?} at a note"
    );
    let row = house.desk.row("all", "Priya Raman").await;
    assert!(row["hidden"]["kind"].is_string() && row["preview"]["text"] == "", "it is listed, without words");
    let opened = house.desk.ask("threads.open", json!({ "thread": house.thread })).await;
    assert!(opened["hidden"]["why"]["kind"].is_string());
    let items = opened["timeline"]["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.iter().all(|item| item["kind"] == "hidden"), "when, and no more");
    assert_eq!(opened["composer"]["refusal"]["kind"], "readingRole");
    let found = house.desk.ask("search.find", json!({ "text": SENTINEL, "limit": 50 })).await;
    assert_eq!(found["messages"], json!([]));
    let found = house.desk.ask("search.texts", json!({ "asked": asked(SENTINEL), "after": null })).await;
    assert_eq!(found["texts"], json!([]));
    assert!(found["hidden"].as_u64() > Some(0), "that something is kept back is said, and no more");
    assert_eq!(told(house, role).await, [""; 0], "{role:?} was told");
}

async fn file(house: &House, category: &str) {
    switch(&house.desk, "The manager").await;
    house.desk.ask("threads.file", json!({ "thread": house.thread, "category": category })).await;
}

#[tokio::test]
async fn no_command_tells_a_word_of_a_hidden_thread() {
    let house = house().await;
    // Whoever reads it is told by many: the walk below would find a leak.
    let open = [
        "threads.list",
        "threads.open",
        "threads.refresh",
        "threads.earlier",
        "search.find",
        "search.texts",
        "search.around",
        "outbox.list",
        "media.view",
        "handoffs.tasks",
        "patients.revealBirthDate",
    ];
    for name in open {
        let reply = house.desk.ask(name, args_for(name, &house.args)).await.to_string();
        assert!(house.is_told_by(&reply), "{name} tells nothing even to whoever may read: {reply}");
    }
    file(&house, "billing").await;
    switch(&house.desk, "The receptionist").await;
    is_hidden_from(&house, Role::Receptionist).await;
    switch(&house.desk, "The clinical").await;
    is_hidden_from(&house, Role::Clinical).await;
    file(&house, "clinical").await;
    switch(&house.desk, "The billing").await;
    is_hidden_from(&house, Role::Billing).await;
}

#[tokio::test]
async fn the_number_of_another_office_is_hidden_whoever_one_is() {
    let house = house().await;
    let list = house.desk.ask("people.list", json!({})).await;
    let lines: Vec<_> = list["lines"].as_array().unwrap().iter().map(|line| line["id"].clone()).collect();
    house.desk.ask("locations.save", json!({ "location": null, "name": "Uptown", "lines": lines })).await;
    house.desk.ask("locations.save", json!({ "location": null, "name": "Westbank", "lines": [] })).await;
    let list = house.desk.ask("people.list", json!({})).await;
    let place = |name: &str| {
        let found = list["locations"].as_array().unwrap().iter().find(|place| place["name"] == name);
        found.unwrap()["id"].clone()
    };
    for person in list["people"].as_array().unwrap() {
        if ["The receptionist", "Dana Ruiz"].contains(&person["name"].as_str().unwrap()) {
            let set = json!({ "user": person["id"], "locations": [place("Westbank")] });
            house.desk.ask("people.setLocations", set).await;
        }
    }
    let taken = house.desk.refused("locations.close", json!({ "location": place("Uptown") })).await;
    assert_eq!(taken.code, ErrorCode::BadField, "its number goes elsewhere first");
    switch(&house.desk, "The receptionist").await;
    is_hidden_from(&house, Role::Receptionist).await;
    let row = house.desk.row("all", "Priya Raman").await;
    assert_eq!(row["hidden"], json!({ "kind": "location", "name": "Uptown" }));

    // A manager of one office gives nobody another, and leaves the offices as they are.
    switch(&house.desk, "Dana Ruiz").await;
    let nurse = house.desk.person_id("The clinical").await;
    for (name, args) in [
        ("people.setLocations", json!({ "user": nurse, "locations": [place("Uptown")] })),
        ("people.setLocations", json!({ "user": nurse, "locations": [] })),
        ("people.setLocations", json!({ "user": nurse, "locations": [place("Westbank")] })),
        ("people.changeRole", json!({ "user": nurse, "role": "manager" })),
        ("people.newCode", json!({ "user": nurse })),
        ("people.resetPin", json!({ "user": nurse })),
        ("people.remove", json!({ "user": nurse })),
        ("locations.save", json!({ "location": place("Uptown"), "name": "Uptown", "lines": [] })),
        ("locations.close", json!({ "location": place("Westbank") })),
    ] {
        let code = house.desk.refused(name, args).await.code;
        assert!(matches!(code, ErrorCode::NotAllowed | ErrorCode::BadField), "{name}: {code:?}");
    }
    let own = house.desk.person_id("Dana Ruiz").await;
    let everywhere = json!({ "user": own, "locations": [] });
    assert_eq!(house.desk.refused("people.setLocations", everywhere).await.code, ErrorCode::NotAllowed);
    let report = house.args["asked"].clone();
    assert_eq!(house.desk.refused("report.read", json!({ "asked": report })).await.code, ErrorCode::Hidden);
}

#[tokio::test]
async fn a_stop_is_written_down_by_somebody_who_reads_nothing_of_the_thread() {
    let house = house().await;
    file(&house, "clinical").await;
    switch(&house.desk, "The receptionist").await;
    let record = |agreed: bool| json!({ "thread": house.thread, "agreed": agreed, "basis": "spoken", "note": null, "subjects": [] });
    assert_eq!(house.desk.refused("consent.record", record(true)).await.code, ErrorCode::Hidden);
    house.desk.ask("consent.record", record(false)).await;
    assert_eq!(house.desk.row("all", "Priya Raman").await["badge"], "optedOut");
}

#[tokio::test]
async fn a_reason_shows_one_thread_is_kept_and_lets_nobody_answer() {
    let house = house().await;
    file(&house, "billing").await;
    switch(&house.desk, "The receptionist").await;
    let reason = |words: &str| json!({ "thread": house.thread, "why": "here", "words": words });
    for blank in ["", "   "] {
        let refused = house.desk.refused("threads.openWithReason", reason(blank)).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("words")));
    }
    assert_eq!(told(&house, Role::Receptionist).await, [""; 0], "nothing is open without a reason");

    let hidden = house.desk.ask("threads.open", json!({ "thread": house.thread })).await;
    assert_eq!(
        (&hidden["hidden"]["mayOpen"], &hidden["hidden"]["readers"]),
        (&json!(true), &json!(["Billing", "Practice manager"]))
    );
    let open = house.desk.ask("threads.openWithReason", reason("At the desk about today's bill")).await;
    assert!(open.to_string().contains(SENTINEL) && open["hidden"].is_null());
    assert!(open["openUntilAt"].is_i64());
    assert_eq!(open["composer"]["refusal"]["kind"], "readingRole", "to read, not to answer");
    for name in
        ["messages.send", "notes.add", "threads.file", "threads.close", "handoffs.copy", "messages.cancel"]
    {
        let mut own = args_for(name, &house.args);
        own["clientId"] = json!(client_id());
        assert_eq!(house.desk.refused(name, own).await.code, ErrorCode::Hidden, "{name}");
    }
    let found = house.desk.ask("search.find", json!({ "text": SENTINEL, "limit": 50 })).await;
    assert_ne!(found["messages"], json!([]), "open is open, until it ends");

    // A colleague of the same role sees nothing of it.
    switch(&house.desk, "Kofi Mensah").await;
    assert!(house.desk.row("all", "Priya Raman").await["hidden"].is_object());
    // A role that may not, may not with any reason.
    file(&house, "clinical").await;
    switch(&house.desk, "The billing").await;
    let refused = house.desk.refused("threads.openWithReason", reason("Please")).await;
    assert_eq!(refused.code, ErrorCode::Hidden);

    switch(&house.desk, "The manager").await;
    let list = house.desk.ask("people.list", json!({})).await;
    let kept = &list["opened"][0];
    assert_eq!(
        (&kept["staff"], &kept["name"], &kept["why"], &kept["words"]),
        (
            &json!("The receptionist"),
            &json!("Priya Raman"),
            &json!("here"),
            &json!("At the desk about today's bill")
        )
    );
    assert_eq!(list["opened"].as_array().unwrap().len(), 1, "what was refused opened nothing");
    let review = house.desk.ask("overview.read", json!({ "period": "today" })).await;
    assert_eq!(review["withReason"][0]["staff"], "The receptionist");
    let trail = house.desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(trail["path"].as_str().unwrap()).unwrap();
    assert!(trail.contains("thread.open_with_reason") && !trail.contains("today's bill"));
}

#[tokio::test]
async fn the_number_at_the_tray_is_what_somebody_may_read() {
    let house = house().await;
    file(&house, "billing").await;
    let mut numbers = Vec::new();
    for name in ["The manager", "The receptionist"] {
        switch(&house.desk, name).await;
        let page = json!({ "view": "all", "offset": 0, "limit": 200 });
        let page = house.desk.ask("threads.list", page).await;
        let rows = page["rows"].as_array().unwrap();
        let news = |row: &&Value| row["unread"].as_u64() > Some(0) && row["hidden"].is_null();
        let seen = u32::try_from(rows.iter().filter(news).count()).unwrap();
        assert_eq!(house.desk.app.unread().await, seen, "{name}");
        numbers.push(seen);
    }
    assert!(numbers[1] < numbers[0], "a hidden text is no news to the front desk");
    house.desk.ask("session.lock", json!({})).await;
    assert_eq!(house.desk.app.unread().await, numbers[0], "locked, it is a number for all");
}
