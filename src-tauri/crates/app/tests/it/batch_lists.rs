//! Which lists a batch goes to: one longer than what may still leave, a view of the inbox, one of whoever may no more.

use std::collections::BTreeMap;

use foyer_app::wire::ErrorCode;
use foyer_domain::{PhoneNumber, Private, Role, Timestamp};
use foyer_store::{batches, runs::RunState, threads, users};
use serde_json::{Value, json};

use crate::{
    batches::{House, agreed, list, now, start, template},
    desk::texts,
};

#[tokio::test]
async fn a_list_longer_than_what_may_still_leave_today_says_so_before_it_starts() {
    let house = House::new();
    let desk = house.open().await;
    let at = now(&desk).await.minus(foyer_domain::Span::days(1));
    desk.app.close().await;
    let number = |n: usize| PhoneNumber::parse(&format!("(936) 555-01{n:02}")).unwrap();
    let name = |n: usize| format!("Patient {}", char::from(b'A' + u8::try_from(n - 60).unwrap()));
    house.meanwhile(move |tx| {
        for n in 60..81 {
            agreed(tx, &name(n), number(n), 0x1_000 + n as u128, at)?;
        }
        Ok(())
    });
    let desk = house.open().await;
    let walk_ins = template(&desk, "Walk-ins").await;
    let to = list(&(60..81).map(|n| format!("{},{},,", name(n), number(n).pretty())).collect::<Vec<_>>());
    let ask = json!({ "template": walk_ins, "to": to, "openOnly": false });
    let preview = desk.ask("batches.preview", ask.clone()).await;
    let can = preview["can"].as_u64().unwrap();
    assert!(can > 20, "{can} can get it");
    assert_eq!(preview["over"], Value::Null, "a thousand may leave");
    // What the practice itself texts meanwhile counts too.
    let left = |ceiling: Value| 20 - ceiling["sent"].as_u64().unwrap().min(20);
    let most = left(desk.ask("brake.save", json!({ "texts": 20, "password": null })).await);
    let over = desk.ask("batches.preview", ask).await["over"].clone();
    let least = left(desk.ask("brake.get", json!({})).await);
    assert_eq!(over["texts"], 20);
    assert!((least..=most).contains(&over["room"].as_u64().unwrap()), "{over}, {least} to {most}");
}

#[tokio::test]
async fn a_view_is_a_list_and_who_lost_the_right_leaves_it_paused() {
    let house = House::new();
    let desk = house.open().await;
    let walk_ins = template(&desk, "Walk-ins").await;
    let wanted = json!({
        "standing": "open", "whose": { "kind": "anybody" }, "tag": null, "category": null, "channel": "sms",
        "unanswered": false, "late": false,
    });
    let views = desk.ask("views.save", json!({ "name": "By text", "wanted": wanted })).await;
    let own = json!({ "kind": "own", "own": views["views"][0]["id"] });
    let all = json!({ "kind": "view", "view": "all" });
    let mut sizes = BTreeMap::new();
    for (name, to) in [("own", &own), ("all", &all)] {
        let ask = json!({ "template": walk_ins, "to": to, "openOnly": false });
        let preview = desk.ask("batches.preview", ask).await;
        assert!(preview["can"].as_u64() > Some(2) && preview["columns"].is_null());
        sizes.insert(name, preview["rows"].as_array().unwrap().len());
    }
    assert!(sizes["own"] <= sizes["all"]);
    let none = json!({ "kind": "own", "own": uuid::Uuid::nil().to_string() });
    let ask = json!({ "template": walk_ins, "to": none, "openOnly": false });
    assert_eq!(desk.refused("batches.preview", ask).await.code, ErrorCode::NotFound);

    // Nobody has texted with her yet; the conversation begins with the text, off the desk.
    let unwritten = PhoneNumber::parse("(832) 555-0178").unwrap();
    let (number, at) = (unwritten.clone(), now(&desk).await.minus(foyer_domain::Span::days(1)));
    desk.app.close().await;
    house.meanwhile(move |tx| agreed(tx, "Imogen Achebe", number, 0x188, at));
    let mut desk = house.open().await;
    let walk_ins = template(&desk, "Walk-ins").await;
    let to = list(&[format!("Imogen Achebe,{},,", unwritten.pretty())]);
    desk.ask("batches.start", start(&walk_ins, &to, 1)).await;
    let read = desk
        .until("batches.read", json!({ "people": true }), |reply| reply["batch"]["state"] == "done")
        .await;
    let thread = read["batch"]["items"][0]["thread"].clone();
    let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(detail["row"]["state"]["kind"], "closed", "{}", detail["row"]);
    assert_eq!(texts(&detail).len(), 1);
    desk.app.close().await;

    // A batch of somebody who may no more.
    house.meanwhile(|tx| {
        let dana =
            users::list(tx)?.into_iter().find(|row| row.user.name.reveal() == "Dana Ruiz").unwrap().user;
        users::update(tx, &foyer_domain::User { role: Role::Receptionist, ..dana.clone() })?;
        let before = batches::last(tx)?.unwrap();
        let row = batches::BatchRow {
            id: foyer_domain::BatchId::from_uuid(uuid::Uuid::from_u128(0xba)),
            client_id: "another".to_owned(),
            by: dana.id,
            state: RunState::Running,
            next_at: Timestamp::from_millis(0),
            ..before
        };
        let thread = threads::list(tx, threads::View::All, 0, 50)?
            .into_iter()
            .find(|row| row.consent == Some(foyer_policy::Badge::Granted))
            .unwrap();
        let item = batches::NewItem {
            name: Private::new(""),
            number: Private::new(thread.far_number.reveal()),
            thread: Some(thread.id),
            visit_at: None,
            skip: None,
        };
        batches::begin(tx, &row, &[item])
    });
    let mut desk = house.open().await;
    let read = desk
        .until("batches.read", json!({ "people": true }), |reply| reply["batch"]["state"] == "paused")
        .await;
    assert_eq!((&read["batch"]["waiting"], &read["mayStart"]), (&json!(1), &json!(false)));
}
