//! The brake at the desk: who lifts it, with what, and what becomes of what waits.

use foyer_app::wire::ErrorCode;
use foyer_domain::{
    Channel, DeliveryState, MessageId, PhoneNumber, Private, ProviderMessageId, Span, ThreadId, Timestamp,
};
use foyer_store::{
    brake, foreign, lines,
    messages::{self, NewElsewhere},
    threads,
};
use foyer_sync::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, PASSWORD, client_id},
    retention::between,
    seats::{full_house, switch},
    staff::practice,
};

/// Texts to three people wait at a brake that is pulled.
async fn pulled() -> Desk {
    let desk = full_house().await;
    let desk = between(desk, 1.0, |tx| brake::pull(tx, SystemClock.now())).await;
    switch(&desk, "The receptionist").await;
    let page = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
    let rows = page["rows"].as_array().unwrap().iter();
    for row in rows.filter(|row| row["badge"] == "granted" && row["channel"] == "sms").take(3) {
        let text = json!({ "thread": row["id"], "text": "See you at nine.", "clientId": client_id(), "overrideReason": null });
        assert_eq!(desk.ask("messages.send", text).await["kind"], "queued");
    }
    desk
}

fn waiting(info: &Value) -> u64 {
    info["waiting"].as_array().unwrap().iter().map(|of| of["texts"].as_u64().unwrap()).sum()
}

#[tokio::test]
async fn whose_texts_wait_is_said_and_only_who_may_lets_them_go_or_has_them_held() {
    let desk = pulled().await;
    assert_eq!(desk.ask("line.connectivity", json!({})).await["state"], "braked");
    for (name, args) in [
        ("brake.get", json!({})),
        ("brake.lift", json!({ "hold": false, "password": null })),
        ("brake.save", json!({ "texts": 20_000, "password": null })),
    ] {
        assert_eq!(desk.refused(name, args).await.code, ErrorCode::NotAllowed, "{name}");
    }

    switch(&desk, "The manager").await;
    let info = desk.ask("brake.get", json!({})).await;
    assert!(info["pulledAt"].is_i64());
    let of = info["waiting"].as_array().unwrap();
    let receptionist = of.iter().find(|of| of["name"] == "The receptionist").unwrap();
    assert_eq!(receptionist["texts"], 3, "whoever wrote more than they know of is asked");
    for texts in [0, 19, 20_001] {
        let refused = desk.refused("brake.save", json!({ "texts": texts, "password": null })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("texts")));
    }
    let info = desk.ask("brake.save", json!({ "texts": 5_000, "password": null })).await;
    assert_eq!(info["texts"], 5_000);
    assert!(info["pulledAt"].is_i64(), "another ceiling lifts nothing");

    let held = waiting(&info);
    let info = desk.ask("brake.lift", json!({ "hold": true, "password": null })).await;
    assert_eq!((&info["pulledAt"], waiting(&info)), (&Value::Null, 0));
    assert_ne!(desk.ask("line.connectivity", json!({})).await["state"], "braked");
    let outbox = desk.ask("outbox.list", json!({})).await;
    let items = outbox["items"].as_array().unwrap().iter();
    let asks = items.filter(|item| item["delivery"]["hold"] == "person").count();
    assert_eq!(u64::try_from(asks).unwrap(), held, "each waits for somebody to look");
}

#[tokio::test]
async fn texts_that_nobody_here_sent_are_an_alarm_until_somebody_who_may_says_whose_they_are() {
    let desk = full_house().await;
    let now = desk.ask("app.status", json!({})).await["desk"]["nowAt"].as_i64().unwrap();
    let sent = Timestamp::from_millis(now).minus(Span::minutes(5));
    let desk = between(desk, 1.0, move |tx| {
        let line = lines::list(tx)?[0].id;
        let number = PhoneNumber::parse("504 555 0178").unwrap();
        let thread = ThreadId::from_uuid(uuid::Uuid::now_v7());
        threads::find_or_create(tx, thread, line, Channel::Sms, &number, sent)?;
        for n in 0..80 {
            let text = NewElsewhere {
                id: MessageId::from_uuid(uuid::Uuid::now_v7()),
                thread,
                line,
                channel: Channel::Sms,
                provider_id: ProviderMessageId::parse(&format!("SMforeign{n}")).unwrap(),
                body: Private::new("Click here"),
                created_at: sent,
                received_at: sent,
                sent_at: Some(sent),
                state: DeliveryState::Sent,
                problem: None,
                media_count: 0,
            };
            messages::insert_elsewhere(tx, &text)?;
        }
        assert_eq!(foreign::remarkable(tx, sent.plus(Span::minutes(5)))?, Some(80));
        Ok(())
    })
    .await;
    switch(&desk, "The receptionist").await;
    assert_eq!(desk.ask("line.connectivity", json!({})).await["elsewhere"], 80, "everybody hears of it");
    let refused = desk.refused("brake.knowElsewhere", json!({})).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    switch(&desk, "The manager").await;
    desk.ask("brake.knowElsewhere", json!({})).await;
    assert_eq!(desk.ask("line.connectivity", json!({})).await["elsewhere"], 0);
}

#[tokio::test]
async fn whoever_sits_at_somebodys_open_desk_lifts_nothing_without_the_password() {
    let (desk, _far) = practice().await;
    let before = desk.ask("brake.get", json!({})).await;
    assert_eq!((&before["asksPassword"], &before["texts"]), (&json!(true), &json!(1_000)));
    for password in [Value::Null, json!("a lantern in the hall")] {
        let save = desk.refused("brake.save", json!({ "texts": 9_000, "password": password })).await;
        assert_eq!((save.code, save.field.as_deref()), (ErrorCode::WrongSecret, Some("password")));
        let lift = desk.refused("brake.lift", json!({ "hold": false, "password": password })).await;
        assert_eq!(lift.code, ErrorCode::WrongSecret);
    }
    assert_eq!(desk.ask("brake.get", json!({})).await["texts"], 1_000);
    let saved = desk.ask("brake.save", json!({ "texts": 9_000, "password": PASSWORD })).await;
    assert_eq!(saved["texts"], 9_000);
}
