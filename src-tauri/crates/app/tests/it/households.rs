//! A family on one phone, at the desk: for whom a text is, whose name is not in it, who is never texted there.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::desk::{Desk, client_id, texts};

async fn detail(desk: &Desk, thread: &str) -> Value {
    desk.ask("threads.refresh", json!({ "thread": thread, "latest": 60 })).await
}

/// Somebody of the phone by first name.
fn person(detail: &Value, first_name: &str) -> Value {
    let people = detail["household"]["people"].as_array().unwrap();
    people.iter().find(|one| one["firstName"] == first_name).unwrap().clone()
}

async fn choose(desk: &Desk, thread: &str, first_name: Option<&str>) {
    let patient = match first_name {
        Some(name) => person(&detail(desk, thread).await, name)["id"].clone(),
        None => Value::Null,
    };
    desk.ask("household.choose", json!({ "thread": thread, "patient": patient })).await;
}

async fn send(desk: &Desk, thread: &str, text: &str) -> Value {
    let asked = json!({ "thread": thread, "text": text, "clientId": client_id(), "overrideReason": null });
    desk.ask("messages.send", asked).await
}

fn refused(reply: &Value) -> &str {
    reply["refusal"]["kind"].as_str().unwrap_or("sent")
}

/// Lupe, Mateo and Ana of the sample practice, and Rosa.
async fn family_of_four(desk: &Desk) -> String {
    let thread = desk.thread_of("Lupe Sandoval").await;
    let rosa = json!({
        "thread": thread, "patient": null, "fullName": "Rosa Sandoval", "language": "es", "relationship": "parent",
    });
    desk.ask("household.add", rosa).await;
    thread
}

#[tokio::test]
async fn no_text_names_another_of_a_family_of_four_and_each_has_their_own_consent() {
    let desk = Desk::practice().await;
    let thread = family_of_four(&desk).await;
    let family = detail(&desk, &thread).await;
    assert_eq!(family["household"]["people"].as_array().unwrap().len(), 4);
    assert_eq!(family["household"]["chosen"], person(&family, "Lupe")["id"]);
    assert_eq!(
        (family["household"]["ask"].as_bool(), &family["household"]["notSure"]),
        (Some(false), &json!(false))
    );
    let names = ["Lupe", "Mateo", "Ana", "Rosa"];
    for name in names {
        if name != "Lupe" {
            choose(&desk, &thread, Some(name)).await;
            let chosen = detail(&desk, &thread).await;
            assert_eq!(chosen["row"]["badge"], "noConsent", "Lupe's YES was hers: {name}");
            let said =
                json!({ "thread": thread, "agreed": true, "basis": "spoken", "note": null, "subjects": [] });
            desk.ask("consent.record", said).await;
        }
        for other in names.into_iter().filter(|other| *other != name) {
            // Written like a name, where it is a word too.
            let text = format!("Please tell {other} that the visit is Monday.");
            assert_eq!(refused(&send(&desk, &thread, &text).await), "namesAnother", "{name}: {other}");
            let check =
                desk.ask("drafts.screen", json!({ "thread": thread, "text": text, "revision": 1 })).await;
            let found =
                check["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "household.name");
            assert_eq!(found.unwrap()["start"], 12, "marked while it is typed");
        }
        let own = send(&desk, &thread, &format!("{name}, we will see you Monday.")).await;
        assert_eq!((refused(&own), own["item"]["meantFor"].as_str()), ("sent", Some(name)));
    }
    let sent = detail(&desk, &thread).await;
    let meant: Vec<_> =
        texts(&sent).iter().filter_map(|text| text["meantFor"].as_str()).map(str::to_owned).collect();
    assert_eq!(meant[meant.len() - 4..], names);
    // Whatever left for somebody of this phone says nobody else's name.
    for text in texts(&sent).iter().filter(|text| text["meantFor"].is_string()) {
        let words = text["text"].as_str().unwrap();
        assert!(names.iter().all(|name| text["meantFor"] == *name || !words.contains(name)), "{words}");
    }
}

#[tokio::test]
async fn nobody_knows_whom_then_only_office_facts_go() {
    let desk = Desk::practice().await;
    let thread = family_of_four(&desk).await;
    choose(&desk, &thread, None).await;
    let unsure = detail(&desk, &thread).await;
    assert_eq!(
        (&unsure["household"]["notSure"], &unsure["household"]["chosen"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(refused(&send(&desk, &thread, "Your appointment is Monday at 9.").await), "officeFactsOnly");
    assert_eq!(refused(&send(&desk, &thread, "Is this Ana?").await), "namesAnother");
    let notice = json!({ "thread": thread, "clientId": client_id() });
    assert_eq!(refused(&desk.ask("consent.sendNotice", notice).await), "whoIsItFor", "one person agrees");
    let question = unsure["household"]["question"].as_str().unwrap().to_owned();
    assert_eq!(refused(&send(&desk, &thread, &question).await), "sent");
}

#[tokio::test]
async fn a_text_goes_to_whom_it_was_begun_for_or_nowhere() {
    let desk = Desk::practice().await;
    let thread = family_of_four(&desk).await;
    let family = detail(&desk, &thread).await;
    let (lupe, ana) = (person(&family, "Lupe")["id"].clone(), person(&family, "Ana")["id"].clone());
    // A colleague turns to Ana while this is written.
    choose(&desk, &thread, Some("Ana")).await;
    let begun = |meant: &Value| {
        json!({
            "thread": thread, "text": "We open at 8 AM.", "clientId": client_id(), "overrideReason": null,
            "meantFor": meant,
        })
    };
    assert_eq!(refused(&desk.ask("messages.send", begun(&lupe)).await), "whoIsItFor");
    choose(&desk, &thread, Some("Lupe")).await;
    assert_eq!(refused(&desk.ask("messages.send", begun(&ana)).await), "whoIsItFor");
    assert_eq!(refused(&desk.ask("messages.send", begun(&lupe)).await), "sent");
}

#[tokio::test]
async fn who_wrote_is_said_by_the_desk_and_shown_with_how_sure_it_is() {
    let desk = Desk::practice().await;
    let thread = desk.thread_of("Lupe Sandoval").await;
    let before = detail(&desk, &thread).await;
    let theirs =
        texts(&before).into_iter().rev().find(|text| text["from"]["kind"] == "patient").unwrap().clone();
    let lupe = person(&before, "Lupe")["id"].clone();
    assert_eq!(theirs["saidBy"], json!({ "sure": "likely", "patient": lupe, "name": "Lupe" }));
    let ana = person(&before, "Ana")["id"].clone();
    desk.ask("household.speaker", json!({ "message": theirs["id"], "patient": ana })).await;
    let after = detail(&desk, &thread).await;
    let now = texts(&after).into_iter().find(|text| text["id"] == theirs["id"]).unwrap().clone();
    assert_eq!(now["saidBy"], json!({ "sure": "confirmed", "patient": ana, "name": "Ana" }));
    assert_eq!(person(&after, "Ana")["confirmed"], 1);
    let told =
        after["timeline"]["items"].as_array().unwrap().iter().any(|item| {
            item["kind"] == "activity" && item["what"] == "speakerSaid" && item["about"] == "Ana"
        });
    assert!(told, "and it is written down");
    let ours = texts(&after).into_iter().find(|text| text["from"]["kind"] != "patient").unwrap().clone();
    let refused = desk.refused("household.speaker", json!({ "message": ours["id"], "patient": ana })).await;
    assert_eq!(refused.code, ErrorCode::NotFound, "nobody at home wrote ours");
}

#[tokio::test]
async fn two_of_one_first_name_are_told_apart() {
    let desk = Desk::practice().await;
    let thread = desk.thread_of("Lupe Sandoval").await;
    let grandmother = json!({
        "thread": thread, "patient": null, "fullName": "Ana Quiroga", "language": "es", "relationship": "parent",
    });
    desk.ask("household.add", grandmother).await;
    let family = detail(&desk, &thread).await;
    let (daughter, mother) = (person(&family, "Ana Sandoval"), person(&family, "Ana Quiroga"));
    let theirs = |detail: &Value| {
        texts(detail).into_iter().rev().find(|text| text["from"]["kind"] == "patient").unwrap().clone()
    };
    let text = theirs(&family);
    for one in [&mother, &daughter] {
        desk.ask("household.speaker", json!({ "message": text["id"], "patient": one["id"] })).await;
        let said = theirs(&detail(&desk, &thread).await)["saidBy"].clone();
        assert_eq!(said, json!({ "sure": "confirmed", "patient": one["id"], "name": one["name"] }));
    }
    choose(&desk, &thread, Some("Ana Quiroga")).await;
    let said = json!({ "thread": thread, "agreed": true, "basis": "spoken", "note": null, "subjects": [] });
    desk.ask("consent.record", said).await;
    let own = send(&desk, &thread, "Ana, we will see you Monday.").await;
    assert_eq!((refused(&own), own["item"]["meantFor"].as_str()), ("sent", Some("Ana Quiroga")));
}

#[tokio::test]
async fn whoever_is_confidential_or_has_another_number_is_never_texted_there() {
    let desk = Desk::practice().await;
    let thread = family_of_four(&desk).await;
    let family = detail(&desk, &thread).await;
    let mateo = person(&family, "Mateo")["id"].clone();
    choose(&desk, &thread, Some("Mateo")).await;
    let private = json!({ "thread": thread, "patient": mateo, "relationship": "child", "private": true });
    desk.ask("household.change", private).await;
    let asked = detail(&desk, &thread).await;
    assert_eq!(
        (person(&asked, "Mateo")["kept"].as_str(), &asked["household"]["ask"]),
        (Some("private"), &json!(true))
    );
    assert_eq!(refused(&send(&desk, &thread, "We open at 8 AM.").await), "whoIsItFor");
    choose(&desk, &thread, Some("Mateo")).await;
    assert_eq!(refused(&send(&desk, &thread, "We open at 8 AM.").await), "notAtThisNumber");
    choose(&desk, &thread, Some("Lupe")).await;
    assert_eq!(refused(&send(&desk, &thread, "Mateo's visit is Monday.").await), "namesAnother");
    assert_eq!(refused(&send(&desk, &thread, "We open at 8 AM.").await), "sent");

    // The number was never Lupe's: the others stay.
    let lupe = person(&asked, "Lupe")["id"].clone();
    desk.ask("household.wrongNumber", json!({ "thread": thread, "patient": lupe })).await;
    let after = detail(&desk, &thread).await;
    assert!(after["household"]["people"].as_array().unwrap().iter().all(|one| one["firstName"] != "Lupe"));
    assert_eq!(after["patient"], Value::Null);
    assert!(!texts(&after).is_empty(), "what was said stays");
    assert_eq!(refused(&send(&desk, &thread, "We open at 8 AM.").await), "whoIsItFor");
}

#[tokio::test]
async fn a_number_that_was_the_wrong_one_for_its_only_person_is_nobodys() {
    let desk = Desk::practice().await;
    let thread = desk.thread_of("Marcus Oyelaran").await;
    let marcus = detail(&desk, &thread).await["patient"]["id"].clone();
    desk.ask("household.wrongNumber", json!({ "thread": thread, "patient": marcus })).await;
    let after = detail(&desk, &thread).await;
    assert_eq!((after["patient"].is_null(), after["row"]["badge"].as_str()), (true, Some("noConsent")));
    assert_eq!(
        after["composer"]["refusal"]["kind"], "noConsent",
        "what Marcus agreed to counts for nobody there"
    );
    assert!(!texts(&after).is_empty());
}

#[tokio::test]
async fn whoever_is_looked_for_by_name_is_who_the_text_is_for() {
    let desk = Desk::practice().await;
    let thread = family_of_four(&desk).await;
    let found = desk.ask("search.find", json!({ "text": "Ana Sandoval", "limit": 20 })).await;
    let ana =
        found["people"].as_array().unwrap().iter().find(|one| one["name"] == "Ana Sandoval").unwrap().clone();
    let start = json!({ "number": ana["e164"], "name": null, "language": null, "patient": ana["patient"] });
    assert_eq!(desk.ask("threads.start", start).await["thread"], json!(thread));
    let opened = detail(&desk, &thread).await;
    assert_eq!(opened["household"]["chosen"], ana["patient"], "and not Lupe, whose thread it was");
    assert_eq!(ana["badge"], "noConsent", "shown before the first word");
}

#[tokio::test]
async fn the_list_says_where_nobody_can_tell_who_wrote() {
    let desk = Desk::practice().await;
    let thread = family_of_four(&desk).await;
    let before = detail(&desk, &thread).await;
    let newest =
        texts(&before).into_iter().rev().find(|text| text["from"]["kind"] == "patient").unwrap()["id"]
            .clone();
    let name = before["row"]["name"].as_str().unwrap();
    let mark = || async { desk.row("all", name).await["preview"]["mark"].clone() };
    assert_eq!(mark().await, Value::Null, "it looks like Lupe's");
    desk.ask("household.speaker", json!({ "message": newest, "patient": null })).await;
    assert_eq!(mark().await, "unknownSpeaker");
    assert_eq!(detail(&desk, &thread).await["household"]["doubtful"], newest);
    let ana = person(&before, "Ana")["id"].clone();
    desk.ask("household.speaker", json!({ "message": newest, "patient": ana })).await;
    assert_eq!(mark().await, Value::Null, "somebody said who it was");
}
