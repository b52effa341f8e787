//! How long words are kept: chosen, held, deleted, written down, and the trail proves itself afterwards.

use std::process::Command;

use foyer_app::wire::ErrorCode;
use foyer_audit::archive;
use foyer_domain::{Channel, MessageId, PhoneNumber, Private, ProviderMessageId, ThreadId, Timestamp};
use foyer_store::{
    PracticeFolder, StoreError, WriteTx, lines,
    messages::{self, NewInbound},
    retention::Night,
    threads,
};
use serde_json::{Value, json};

use crate::{desk::Desk, incidents::house, seats::switch};

const WORDS: &str = "Zephyrweide asks for her appointment";

/// A thread about a visit with one text from the year 2001; gives the thread. The play's clock is so many times as fast.
async fn old_text(speed: f64) -> (Desk, String) {
    let desk = house().await;
    let thread = ThreadId::from_uuid(uuid::Uuid::now_v7());
    let then = Timestamp::from_millis(1_000_000_000_000);
    let desk = between(desk, speed, |tx| {
        let line = lines::list(tx)?[0].id;
        let number = PhoneNumber::parse("504 555 0178").unwrap();
        threads::find_or_create(tx, thread, line, Channel::Sms, &number, then)?;
        let inbound = NewInbound {
            id: MessageId::from_uuid(uuid::Uuid::now_v7()),
            thread,
            line,
            channel: Channel::Sms,
            provider_id: ProviderMessageId::parse("SMold").unwrap(),
            body: Private::new(WORDS),
            created_at: then,
            received_at: then,
            media_count: 0,
            language: None,
        };
        messages::insert_inbound(tx, &inbound).map(drop)
    })
    .await;
    (desk, thread.to_string())
}

/// Closes the practice, changes its store, and opens it again.
pub async fn between(
    desk: Desk,
    speed: f64,
    change: impl FnOnce(&WriteTx<'_>) -> Result<(), StoreError>,
) -> Desk {
    desk.app.close().await;
    let folder = PracticeFolder::at(desk.path().join("practice-mode"));
    let key = folder.key_file().unwrap().open_with_keyring(&*desk.vault).unwrap();
    let store = folder.open(&key).unwrap();
    store.write_blocking(change).unwrap();
    store.close().unwrap();
    let options = foyer_app::PracticeOptions { speed, offline: true, ..Default::default() };
    let (folder, vault) = (std::sync::Arc::clone(&desk.folder), std::sync::Arc::clone(&desk.vault));
    Desk::open(folder, vault, foyer_app::Start::Practice(options)).await
}

fn years(scheduling: Value) -> Value {
    json!({ "years": { "scheduling": scheduling, "clinical": null, "billing": null } })
}

#[tokio::test]
async fn words_go_by_the_schedule_and_not_over_a_hold_and_both_verifiers_find_the_trail_whole() {
    let (desk, thread) = old_text(20.0).await;
    switch(&desk, "The receptionist").await;
    for (name, args) in
        [("retention.read", json!({})), ("retention.erase", json!({})), ("retention.save", years(json!(6)))]
    {
        assert_eq!(desk.refused(name, args).await.code, ErrorCode::NotAllowed, "{name}");
    }
    switch(&desk, "The manager").await;
    let info = desk.ask("retention.read", json!({})).await;
    assert_eq!((&info["due"], &info["years"]["scheduling"]), (&json!(0), &Value::Null), "everything is kept");
    assert_eq!(desk.ask("retention.erase", json!({})).await["texts"], 0);
    for bad in [json!(0), json!(5), json!(51)] {
        assert_eq!(desk.refused("retention.save", years(bad)).await.field.as_deref(), Some("years"));
    }
    assert_eq!(desk.ask("retention.save", years(json!(6))).await["due"], 1);

    let refused = desk.refused("retention.hold", json!({ "thread": thread, "why": " " })).await;
    assert_eq!(refused.field.as_deref(), Some("why"));
    let held = desk.ask("retention.hold", json!({ "thread": thread, "why": "Letter from counsel" })).await;
    assert_eq!((&held["due"], &held["holds"][0]["why"]), (&json!(0), &json!("Letter from counsel")));
    assert_eq!(desk.ask("retention.erase", json!({})).await["texts"], 0);
    let hold = &held["holds"][0]["id"];
    let free = desk.ask("retention.release", json!({ "hold": hold, "why": "Settled" })).await;
    assert_eq!(free["due"], 1);

    let done = desk.ask("retention.erase", json!({})).await;
    assert_eq!((&done["texts"], &done["info"]["due"]), (&json!(1), &json!(0)));
    let open = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(open["timeline"]["items"][0]["kind"], "erased", "that it was stays");
    assert!(!open.to_string().contains("Zephyrweide"));
    let found = desk.ask("search.find", json!({ "text": "Zephyrweide", "limit": 50 })).await;
    assert_eq!(found["messages"], json!([]));

    let exported = desk.ask("audit.export", json!({})).await;
    let path = exported["path"].as_str().unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("retention.erase") && text.contains("commitments") && !text.contains("counsel"));
    let examined = archive::examine(text.lines().map(|line| Ok(line.to_owned())), None, &[]).unwrap();
    assert!(examined.report.is_whole());
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/verify-trail.mjs");
    let done = Command::new("node").arg(program).arg("--each").arg(path).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stdout));
}

#[tokio::test]
async fn a_night_deletes_by_the_schedule_somebody_signed_and_by_no_other_once_a_day() {
    let (mut desk, thread) = old_text(600.0).await;
    switch(&desk, "The manager").await;
    let sign = |nightly: bool| json!({ "nightly": nightly });
    let refused = desk.refused("retention.sign", sign(true)).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("years")));
    // Held from before the first signature, so that it does not matter when the night comes.
    let hold = desk.ask("retention.hold", json!({ "thread": thread, "why": "Counsel" })).await;
    let hold = hold["holds"][0]["id"].clone();
    desk.ask("retention.save", years(json!(6))).await;
    assert_eq!(desk.ask("retention.sign", sign(true)).await["nightly"]["by"], "The manager");
    let info = desk.ask("retention.save", years(json!(7))).await;
    assert_eq!(info["nightly"], Value::Null, "another schedule is nobody's");
    assert_eq!((&info["backupsKeepDays"], &info["carrierKeepsDays"]), (&json!(372), &Value::Null));
    desk.ask("retention.sign", sign(true)).await;
    let night = desk.until("retention.read", json!({}), |info| !info["lastNight"].is_null()).await;
    assert_eq!(night["lastNight"]["texts"], 0, "a hold beats it");
    let free = desk.ask("retention.release", json!({ "hold": hold, "why": "Settled" })).await;
    assert_eq!((&free["due"], &free["lastNight"]), (&json!(1), &night["lastNight"]), "once a day");

    // As if that night had been another day's.
    let another = Night { day: "2001-09-09".to_owned(), ended_at: Some(0), ..Night::default() };
    let mut desk = between(desk, 600.0, |tx| another.save(tx, Timestamp::from_millis(0))).await;
    switch(&desk, "The manager").await;
    // A night that has begun and not ended tells nothing yet.
    let over = |info: &Value| info["lastNight"]["at"].as_i64().is_some_and(|at| at > 0);
    let info = desk.until("retention.read", json!({}), over).await;
    assert_eq!((&info["lastNight"]["texts"], &info["due"]), (&json!(1), &json!(0)));
    let open = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(open["timeline"]["items"][0]["kind"], "erased");
    let exported = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(exported["path"].as_str().unwrap()).unwrap();
    let erased: Vec<&str> = trail.lines().filter(|line| line.contains("retention.erase")).collect();
    assert_eq!(erased.len(), 1);
    assert!(erased[0].contains("\"system\""), "in nobody's name: {}", erased[0]);
}
