//! Working together on one computer: tags, lists of one's own, what was opened and not answered, asking in a note.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    seats::{full_house, switch},
};

async fn thread(desk: &Desk, number: &str, name: &str) -> String {
    let start = json!({ "number": number, "name": name, "language": "en" });
    desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned()
}

async fn listed(desk: &Desk, own: &Value) -> Vec<String> {
    let asked = json!({ "view": "all", "offset": 0, "limit": 50, "own": own });
    let page = desk.ask("threads.list", asked).await;
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(page["total"], rows.len());
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

fn wanted(part: Value) -> Value {
    let mut wanted = json!({
        "standing": "open", "whose": { "kind": "anybody" }, "tag": null, "category": null, "channel": null,
        "unanswered": false, "late": false,
    });
    for (key, value) in part.as_object().unwrap() {
        wanted[key] = value.clone();
    }
    wanted
}

async fn keep(desk: &Desk, name: &str, part: Value) -> Value {
    let views = desk.ask("views.save", json!({ "name": name, "wanted": wanted(part) })).await;
    let views = views["views"].as_array().unwrap();
    views.iter().find(|view| view["name"] == name).unwrap()["id"].clone()
}

#[tokio::test]
async fn tags_mark_threads_and_lists_of_ones_own_find_them() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let (forms, bill) =
        (thread(&desk, "504 555 0171", "Ana Ruiz").await, thread(&desk, "504 555 0172", "Leo Haddad").await);
    let tag = |thread: &str, name: &str, on: bool| json!({ "thread": thread, "name": name, "on": on });
    desk.ask("threads.tag", tag(&forms, "  Año   nuevo ", true)).await;
    desk.ask("threads.tag", tag(&forms, "ano NUEVO", true)).await;
    desk.ask("threads.tag", tag(&bill, "Año nuevo", true)).await;
    desk.ask("threads.tag", tag(&bill, "Forms", true)).await;
    assert_eq!(
        desk.row("all", "Leo Haddad").await["tags"],
        json!(["Año nuevo", "Forms"]),
        "accents make no second tag"
    );
    assert_eq!(desk.ask("tags.list", json!({})).await["names"], json!(["Año nuevo", "Forms"]));
    for bad in ["", "  ", "...", &"x".repeat(25)] {
        let refused = desk.refused("threads.tag", tag(&bill, bad, true)).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("name")));
    }

    let new_year = keep(&desk, "New year", json!({ "tag": "ANO nuevo" })).await;
    let mut found = listed(&desk, &new_year).await;
    found.sort();
    let mut both = vec![forms.clone(), bill.clone()];
    both.sort();
    assert_eq!(found, both);
    let filed = json!({ "thread": bill, "category": "billing" });
    desk.ask("threads.file", filed).await;
    let bills = keep(
        &desk,
        "Bills",
        json!({ "tag": "ano nuevo", "category": "billing", "whose": { "kind": "mine" } }),
    )
    .await;
    assert_eq!(listed(&desk, &bills).await, [bill.as_str()]);
    assert_eq!(
        listed(&desk, &keep(&desk, "Done", json!({ "standing": "closed", "tag": "Forms" })).await).await,
        [""; 0]
    );

    // What a role does not read is on no list that would tell of it, and its tags are kept back.
    switch(&desk, "The receptionist").await;
    assert_eq!(desk.row("all", "Leo Haddad").await["tags"], json!([]));
    assert_eq!(desk.ask("views.list", json!({})).await["views"], json!([]), "each has their own");
    let own = keep(&desk, "New year", json!({ "tag": "Año nuevo" })).await;
    assert_eq!(listed(&desk, &own).await, [forms.as_str()]);
    let another = json!({ "view": "all", "offset": 0, "limit": 50, "own": new_year });
    assert_eq!(desk.refused("threads.list", another).await.code, ErrorCode::NotFound);
    assert_eq!(desk.refused("views.remove", json!({ "own": new_year })).await.code, ErrorCode::NotFound);
    assert_eq!(desk.refused("threads.tag", tag(&bill, "Forms", false)).await.code, ErrorCode::Hidden);

    // The last thread of a tag takes it along.
    switch(&desk, "The manager").await;
    desk.ask("threads.tag", tag(&bill, "forms", false)).await;
    assert_eq!(desk.ask("tags.list", json!({})).await["names"], json!(["Año nuevo"]));
    desk.ask("views.remove", json!({ "own": new_year })).await;
    assert_eq!(desk.ask("views.list", json!({})).await["views"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_note_asks_whom_it_names_and_a_snooze_may_wait_for_the_patient() {
    let desk = full_house().await;
    switch(&desk, "The manager").await;
    let id = thread(&desk, "504 555 0171", "Ana Ruiz").await;
    let note = |text: &str| json!({ "thread": id, "text": text, "clientId": client_id() });
    desk.ask(
        "notes.add",
        note("write to a@b.example, @nobody, and @the receptionist: call her back, please"),
    )
    .await;
    desk.ask("threads.snooze", json!({ "thread": id, "untilAt": null })).await;
    let row = desk.row("snoozed", "Ana Ruiz").await;
    assert_eq!(row["state"], json!({ "kind": "snoozed", "untilAt": null }));

    // Who would be asked about what they may not read is not asked, and nothing is kept.
    desk.ask("threads.file", json!({ "thread": id, "category": "clinical" })).await;
    let refused = desk.refused("notes.add", note("@The receptionist again")).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("text")));
    desk.ask("threads.file", json!({ "thread": id, "category": "scheduling" })).await;

    switch(&desk, "The receptionist").await;
    let asked = desk.ask("review.mentions", json!({})).await;
    assert_eq!(asked["items"].as_array().unwrap().len(), 1, "{asked}");
    assert!(asked["items"][0]["text"].as_str().unwrap().contains("call her back"));
}

#[tokio::test]
async fn what_was_opened_and_not_answered_has_a_list() {
    let desk = Desk::practice().await;
    let all = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 100 })).await;
    let waiting = all["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["unread"] != 0 && row["waitingSinceAt"].is_i64());
    let waiting = waiting.expect("somebody wrote overnight")["id"].clone();
    let list = || desk.ask("threads.list", json!({ "view": "unanswered", "offset": 0, "limit": 100 }));
    let has = |page: &Value| page["rows"].as_array().unwrap().iter().any(|row| row["id"] == waiting);
    let before = list().await;
    assert!(!has(&before), "nobody has opened it");
    desk.ask("threads.open", json!({ "thread": waiting })).await;
    let after = list().await;
    assert!(has(&after));
    assert_eq!(after["total"].as_u64(), before["total"].as_u64().map(|total| total + 1));
    assert_eq!(after["counts"]["unanswered"], after["total"]);
    desk.ask("threads.close", json!({ "thread": waiting })).await;
    assert!(!has(&list().await), "done is done");
}
