//! Who is told whom a batch is for, and who may steer it: every role, and people of two offices.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    batches::{can_now, in_two_days, line, list, skips, start, template},
    desk::Desk,
    seats::{full_house, switch},
};

/// What somebody sees of each row: its name, or why that is kept back.
fn named(reply: &Value) -> Vec<String> {
    let items = reply["batch"]["items"].as_array().unwrap().iter();
    items
        .map(|one| {
            let name = one["name"].as_str().unwrap().to_owned();
            match (&one["hidden"]["category"], &one["hidden"]["name"]) {
                (Value::String(why), _) | (_, Value::String(why)) => {
                    let rest = [&one["name"], &one["thread"], &one["visitAt"]];
                    assert_eq!(
                        rest,
                        [&json!(""), &Value::Null, &Value::Null],
                        "nothing else of them is told"
                    );
                    format!("({why})")
                }
                _ => name,
            }
        })
        .collect()
}

/// A batch of The manager's to somebody who texts about visits, care and bills each, and to somebody unknown; paused.
async fn to_every_kind(desk: &Desk) -> (Value, Vec<String>) {
    switch(desk, "The manager").await;
    let (walk_ins, day) = (template(desk, "Walk-ins").await, in_two_days(desk).await);
    let chosen: Vec<Value> = can_now(desk, &walk_ins, &day).await.into_iter().take(3).collect();
    let mut lines: Vec<String> = chosen.iter().map(|row| line(row, &day)).collect();
    lines.push(format!("Zelda Quux,(832) 555-0177,{day},3:00 PM"));
    for (row, category) in chosen.iter().zip(["scheduling", "clinical", "billing"]) {
        desk.ask("threads.file", json!({ "thread": row["id"], "category": category })).await;
    }
    let begun = desk.ask("batches.start", start(&walk_ins, &list(&lines), 3)).await;
    let batch = begun["batch"]["id"].clone();
    desk.ask("batches.change", json!({ "batch": batch, "change": "pause" })).await;
    let names = lines.iter().map(|line| line.split(',').next().unwrap().to_owned());
    (batch, names.collect())
}

#[tokio::test]
async fn every_role_is_told_of_a_batch_what_it_reads_and_only_who_may_steers_it() {
    let desk = full_house().await;
    let (batch, names) = to_every_kind(&desk).await;
    let read = json!({ "people": true, "batch": batch });
    let (visits, care, bills, unknown) = (&*names[0], &*names[1], &*names[2], &*names[3]);
    for (role, sees) in [
        ("receptionist", [visits, "(clinical)", "(billing)", unknown]),
        ("clinical", [visits, care, "(billing)", unknown]),
        ("billing", [visits, "(clinical)", bills, unknown]),
        ("manager", [visits, care, bills, unknown]),
        ("privacy_officer", [visits, care, bills, unknown]),
        ("own", ["(scheduling)", "(clinical)", bills, "(scheduling)"]),
    ] {
        let ready = switch(&desk, &format!("The {role}")).await;
        let may = &ready["desk"]["may"];
        let hidden: Vec<&String> = names.iter().filter(|name| !sees.contains(&name.as_str())).collect();
        // By its id, as the newest, and among those of before.
        for asked in [read.clone(), json!({ "people": true, "batch": null })] {
            let reply = desk.ask("batches.read", asked).await;
            assert_eq!(named(&reply), sees, "{role}");
            assert!(hidden.iter().all(|name| !reply.to_string().contains(name.as_str())), "{role}");
            assert_eq!(reply["batch"]["mayChange"], json!(role == "manager"), "{role}");
        }
        let earlier = desk.ask("batches.earlier", json!({ "offset": 0 })).await;
        assert_eq!(earlier["batches"][0]["items"], json!([]));
        assert!(names.iter().all(|name| !earlier.to_string().contains(name.as_str())), "figures name nobody");
        if role != "manager" {
            for change in ["pause", "resume", "stop"] {
                let refused =
                    desk.refused("batches.change", json!({ "batch": batch, "change": change })).await;
                assert_eq!(refused.code, ErrorCode::NotAllowed, "{role} {change}");
            }
        }
        // Looking before one starts is the matter of whoever answers anybody, and finds only whom they answer.
        let to = json!({ "kind": "view", "view": "all" });
        let ask = json!({ "template": template(&desk, "Walk-ins").await, "to": to, "openOnly": false });
        if may["answer"] == true {
            let preview = desk.ask("batches.preview", ask).await.to_string();
            assert!(hidden.iter().all(|name| !preview.contains(name.as_str())), "{role}");
        } else {
            assert_eq!(desk.refused("batches.preview", ask).await.code, ErrorCode::NotAllowed, "{role}");
        }
    }
    // Of a list with their number, nothing is said but that the conversation is another's.
    switch(&desk, "The receptionist").await;
    let reminder = template(&desk, "Walk-ins").await;
    let number = |row: &Value| row["number"].as_str().unwrap().to_owned();
    let theirs = number(&desk.row("all", bills).await);
    let to = list(&[format!("Zelda Quux,{theirs},,")]);
    let preview =
        desk.ask("batches.preview", json!({ "template": reminder, "to": to, "openOnly": false })).await;
    assert_eq!(skips(&preview), [&json!("notYours")], "not even that the number has another name");
    // Who looked is written down like a search, without a name.
    switch(&desk, "The manager").await;
    let written = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(written["path"].as_str().unwrap()).unwrap();
    assert!(trail.lines().any(|line| line.contains("batch.look")) && !trail.contains("Zelda Quux"));
}

#[tokio::test]
async fn a_batch_of_one_office_is_named_and_steered_there() {
    let desk = full_house().await;
    let (batch, names) = to_every_kind(&desk).await;
    let list = desk.ask("people.list", json!({})).await;
    let lines: Vec<_> = list["lines"].as_array().unwrap().iter().map(|line| line["id"].clone()).collect();
    desk.ask("locations.save", json!({ "location": null, "name": "Uptown", "lines": lines })).await;
    desk.ask("locations.save", json!({ "location": null, "name": "Westbank", "lines": [] })).await;
    let list = desk.ask("people.list", json!({})).await;
    let westbank = list["locations"].as_array().unwrap().iter().find(|place| place["name"] == "Westbank");
    let dana = desk.person_id("Dana Ruiz").await;
    let works_at = |places: Vec<Value>| json!({ "user": dana, "locations": places });
    desk.ask("people.setLocations", works_at(vec![westbank.unwrap()["id"].clone()])).await;

    // A manager of another office may text many, and neither reads nor steers this one.
    let read = json!({ "people": true, "batch": batch });
    switch(&desk, "Dana Ruiz").await;
    let reply = desk.ask("batches.read", read.clone()).await;
    assert_eq!(named(&reply), ["(Uptown)"; 4]);
    assert_eq!((&reply["mayStart"], &reply["batch"]["mayChange"]), (&json!(true), &json!(false)));
    for change in ["resume", "stop"] {
        let refused = desk.refused("batches.change", json!({ "batch": batch, "change": change })).await;
        assert_eq!(refused.code, ErrorCode::NotAllowed, "{change}");
    }
    assert_eq!(desk.ask("batches.read", read.clone()).await["batch"]["state"], "paused");

    // Who answers everybody in it may, whoever started it.
    switch(&desk, "The manager").await;
    desk.ask("people.setLocations", works_at(Vec::new())).await;
    switch(&desk, "Dana Ruiz").await;
    let reply = desk.ask("batches.read", read).await;
    assert_eq!((named(&reply), &reply["batch"]["mayChange"]), (names, &json!(true)));
    let stopped = desk.ask("batches.change", json!({ "batch": batch, "change": "stop" })).await;
    assert_eq!(stopped["batch"]["state"], "stopped");
}
