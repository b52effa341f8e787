//! The page that looks through all years, as the window asks it.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    seats::{full_house, switch},
};

async fn search(desk: &Desk, part: Value) -> Value {
    let mut asked = json!({
        "text": "", "inside": false, "staff": null, "fromDay": null, "toDay": null, "channel": null,
        "failed": false, "handedOff": false, "withFile": false, "only": null,
    });
    for (key, value) in part.as_object().unwrap() {
        asked[key] = value.clone();
    }
    desk.ask("search.texts", json!({ "asked": asked, "after": null })).await
}

#[tokio::test]
async fn texts_are_found_by_words_parts_people_and_what_they_are() {
    let desk = Desk::practice().await;
    let start = json!({ "number": "504 555 0177", "name": "José Peña-Ruiz", "language": "es" });
    let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let consent = json!({ "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C", "subjects": [] });
    desk.ask("consent.record", consent).await;
    let text = json!({
        "thread": thread, "text": "La rampa está al sur, junto al quiosco.", "clientId": client_id(), "overrideReason": null,
    });
    assert_eq!(desk.ask("messages.send", text).await["kind"], "queued");

    // Accents both ways, a beginning, and a part only when it is asked for.
    for typed in ["quiosco", "QUIÓSCO rámp", "está sur quio"] {
        let page = search(&desk, json!({ "text": typed })).await;
        assert_eq!(page["texts"][0]["thread"], thread.as_str(), "{typed}: {page}");
        assert!(page["next"].is_null() && page["hidden"] == 0 && page["cut"] == false);
    }
    assert_eq!(search(&desk, json!({ "text": "iosco" })).await["texts"], json!([]));
    let inside = search(&desk, json!({ "text": "iosco", "inside": true })).await;
    let hit = &inside["texts"][0];
    let words: Vec<u16> = hit["snippet"].as_str().unwrap().encode_utf16().collect();
    let mark = &hit["marks"][0];
    let marked = &words[mark[0].as_u64().unwrap() as usize..mark[1].as_u64().unwrap() as usize];
    assert_eq!(String::from_utf16(marked).unwrap(), "quiosco");

    // A person by any part of the name, with or without accents, and by digits however they are written.
    for typed in ["pena", "PEÑA jo", "0177", "555-0177", "(504) 555 0177", "+1 504.555.0177"] {
        let page = search(&desk, json!({ "text": typed })).await;
        assert_eq!(page["people"][0]["thread"], thread.as_str(), "{typed}: {page}");
    }

    // By who wrote it, when, how, and what became of it.
    let staff = inside["staff"].as_array().unwrap().iter();
    let me = staff.clone().find(|one| hit["staff"] == one["name"]).unwrap()["id"].clone();
    let mine = search(&desk, json!({ "staff": me })).await;
    assert!(
        mine["texts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["ours"] == true && one["staff"] == hit["staff"])
    );
    assert!(mine["texts"].as_array().unwrap().iter().any(|one| one["message"] == hit["message"]));
    let at = |part: Value| search(&desk, part);
    assert_eq!(at(json!({ "text": "quiosco", "fromDay": "2099-01-01" })).await["texts"], json!([]));
    assert_eq!(at(json!({ "text": "quiosco", "toDay": "2001-01-01" })).await["texts"], json!([]));
    assert_eq!(at(json!({ "text": "quiosco", "channel": "whatsApp" })).await["texts"], json!([]));
    assert_eq!(at(json!({ "text": "quiosco", "failed": true })).await["texts"], json!([]));
    assert_eq!(at(json!({ "text": "quiosco", "withFile": true })).await["texts"], json!([]));
    assert_eq!(at(json!({ "text": "quiosco", "handedOff": true })).await["texts"], json!([]));
    assert_eq!(at(json!({})).await["texts"], json!([]), "nothing asked finds nothing");

    // What was said around it, and that somebody looked.
    let around = desk.ask("search.around", json!({ "message": hit["message"], "note": false })).await;
    assert_eq!((&around["thread"], around["name"].as_str()), (&json!(thread), Some("José Peña-Ruiz")));
    assert!(around["timeline"]["items"].as_array().unwrap().iter().any(|item| item["id"] == hit["message"]));

    let day = json!({ "asked": { "text": "", "inside": false, "staff": null, "fromDay": "soon", "toDay": null,
        "channel": null, "failed": false, "handedOff": false, "withFile": false, "only": null }, "after": null });
    let refused = desk.refused("search.texts", day).await;
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("fromDay")));
}

#[tokio::test]
async fn notes_are_found_beside_texts_and_the_list_leaves_as_a_file_for_who_audits() {
    let desk = full_house().await;
    let thread = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 1 })).await["rows"][0]
        ["id"]
        .clone();
    let note = json!({ "thread": thread, "text": "=1+1 Zephyrine called about the quiosco", "clientId": client_id() });
    desk.ask("notes.add", note).await;

    let page = search(&desk, json!({ "text": "zephyr" })).await;
    let hit = &page["texts"][0];
    assert_eq!(
        (&hit["note"], &hit["thread"], &hit["channel"]),
        (&json!(true), &thread, &Value::Null),
        "{page}"
    );
    assert!(hit["staff"].is_string() && hit["ours"] == true);
    assert_eq!(search(&desk, json!({ "text": "zephyr", "only": "texts" })).await["texts"], json!([]));
    assert_eq!(search(&desk, json!({ "text": "zephyr", "channel": "sms" })).await["texts"], json!([]));
    let found = desk.ask("search.find", json!({ "text": "zephyr", "limit": 5 })).await;
    assert_eq!(found["messages"][0]["note"], json!(true));
    let around = desk.ask("search.around", json!({ "message": hit["message"], "note": true })).await;
    assert!(around["timeline"]["items"].as_array().unwrap().iter().any(|item| item["id"] == hit["message"]));

    // Who does not audit is offered no file and gets none.
    assert_eq!(page["maySave"], json!(false));
    let mut asked = json!({
        "text": "zephyr", "inside": false, "staff": null, "fromDay": null, "toDay": null, "channel": null,
        "failed": false, "handedOff": false, "withFile": false, "only": null,
    });
    let refused = desk.refused("search.save", json!({ "asked": asked })).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    switch(&desk, "The manager").await;
    assert_eq!(search(&desk, json!({ "text": "zephyr" })).await["maySave"], json!(true));
    assert_eq!(desk.ask("search.save", json!({ "asked": asked })).await["saved"], true);
    let text = std::fs::read_to_string(desk.path().join("kept.pdf")).unwrap();
    let row = text.lines().find(|line| line.contains("Zephyrine")).unwrap();
    assert!(row.contains("note,'=1+1 Zephyrine"), "{row}");
    asked["fromDay"] = json!("soon");
    let refused = desk.refused("search.save", json!({ "asked": asked })).await;
    assert_eq!(refused.field.as_deref(), Some("fromDay"));
}
