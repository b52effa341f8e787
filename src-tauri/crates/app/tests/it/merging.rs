//! Two records of one person, at the desk: together they are one everywhere, and split they are what they were.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    ward::Ward,
};

/// A thread with a new number, for somebody of this name who agreed on paper and got one text.
async fn texted(desk: &Desk, number: &str, name: &str, words: &str) -> String {
    let start = json!({ "number": number, "name": name, "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let said = json!({
        "thread": thread, "agreed": true, "basis": "paper", "note": null, "form": "Folder C", "subjects": [],
    });
    desk.ask("consent.record", said).await;
    let text = json!({ "thread": thread, "text": words, "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", text).await["kind"], "queued");
    thread
}

async fn detail(desk: &Desk, thread: &str) -> Value {
    desk.ask("threads.refresh", json!({ "thread": thread, "latest": 60 })).await
}

/// What the report over a thread's patient says, oldest first.
async fn reported(desk: &Desk, thread: &str) -> Vec<String> {
    let asked = json!({ "thread": thread, "from": "2020-01-01", "to": "2099-12-31", "channel": null });
    let page = desk.ask("report.read", json!({ "asked": asked })).await;
    assert_eq!(page["whole"], true);
    page["rows"].as_array().unwrap().iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
}

/// Lines of the conversation about putting together and splitting, with who did it.
fn told(detail: &Value) -> Vec<(&str, &str)> {
    let items = detail["timeline"]["items"].as_array().unwrap().iter();
    items
        .filter_map(|item| Some((item["what"].as_str()?, item["by"].as_str()?)))
        .filter(|(what, _)| what.starts_with("records"))
        .collect()
}

async fn named(desk: &Desk, text: &str) -> Vec<String> {
    let found = desk.ask("search.find", json!({ "text": text, "limit": 20 })).await;
    let people = found["people"].as_array().unwrap().iter();
    people.map(|one| one["number"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn two_records_of_one_person_are_one_until_they_are_split() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let (first, second) = ("We open at 8 AM.", "See you Monday.");
    let zelda = texted(desk, "7135550170", "Zelda Quill", first).await;
    let other = texted(desk, "7135550171", "Griselda Quill-Ortega", second).await;
    let (kept, gone) =
        (detail(desk, &zelda).await["patient"].clone(), detail(desk, &other).await["patient"].clone());

    desk.ask("patients.merge", json!({ "thread": zelda, "other": gone["id"] })).await;
    let (one, two) = (detail(desk, &zelda).await, detail(desk, &other).await);
    assert_eq!((&two["patient"]["id"], &two["row"]["name"]), (&kept["id"], &one["row"]["name"]));
    assert_eq!(two["row"]["badge"], "granted", "what the other record agreed to counts");
    assert_eq!(one["patient"]["merged"][0]["name"], "Griselda Quill-Ortega");
    assert_eq!(one["patient"]["merged"][0]["by"], "Dana Ruiz");
    for about in [&one, &two] {
        assert_eq!(told(about), [("recordsJoined", "Dana Ruiz")], "and it is written down in both");
    }
    assert_eq!(reported(desk, &zelda).await, [first, second], "the report has all of it");
    assert_eq!(reported(desk, &other).await, [first, second]);
    let asked = json!({ "thread": other, "from": "2020-01-01", "to": "2099-12-31", "channel": null });
    let page = desk.ask("report.read", json!({ "asked": asked })).await;
    assert_eq!((page["numbers"].as_array().unwrap().len(), &page["joined"]), (2, &json!(1)), "and says so");
    assert_eq!(named(desk, "ortega").await.len(), 2, "found by the other name too, at both numbers");
    let more =
        json!({ "thread": other, "text": "We moved.", "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", more).await["kind"], "queued");

    desk.ask("patients.split", json!({ "thread": zelda, "other": gone["id"] })).await;
    let (one, two) = (detail(desk, &zelda).await, detail(desk, &other).await);
    assert_eq!((&one["patient"]["id"], &two["patient"]["id"]), (&kept["id"], &gone["id"]));
    assert_eq!((&one["row"]["badge"], &two["row"]["badge"]), (&json!("granted"), &json!("granted")));
    assert_eq!(one["patient"]["merged"], json!([]));
    assert_eq!(told(&two), [("recordsJoined", "Dana Ruiz"), ("recordsSplit", "Dana Ruiz")]);
    assert_eq!(reported(desk, &zelda).await, [first]);
    assert_eq!(reported(desk, &other).await, [second, "We moved."]);
    assert_eq!(named(desk, "ortega").await, ["(713) 555-0171"]);
    let again = desk.refused("patients.split", json!({ "thread": zelda, "other": gone["id"] })).await;
    assert_eq!(again.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn what_was_agreed_to_while_together_is_the_kept_records_alone() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let zelda = texted(desk, "7135550170", "Zelda Quill", "We open at 8 AM.").await;
    let start = json!({ "number": "7135550171", "name": "Griselda Quill", "language": "en" });
    let other = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
    let gone = detail(desk, &other).await["patient"]["id"].clone();
    desk.ask("patients.merge", json!({ "thread": zelda, "other": gone })).await;
    assert_eq!(detail(desk, &other).await["row"]["badge"], "noConsent", "each number is agreed to by itself");
    let said = json!({ "thread": other, "agreed": true, "basis": "spoken", "note": null, "subjects": [] });
    desk.ask("consent.record", said).await;
    assert_eq!(detail(desk, &other).await["row"]["badge"], "granted");
    desk.ask("patients.split", json!({ "thread": zelda, "other": gone })).await;
    assert_eq!(detail(desk, &other).await["row"]["badge"], "noConsent", "it was not said by this one");
}

#[tokio::test]
async fn a_double_on_a_shared_phone_goes_and_comes_back_with_the_question_for_whom() {
    let desk = Desk::practice().await;
    let thread = desk.thread_of("Lupe Sandoval").await;
    let twice = json!({
        "thread": thread, "patient": null, "fullName": "Lupita Sandoval", "language": "es", "relationship": "own",
    });
    desk.ask("household.add", twice).await;
    let people = |detail: &Value| detail["household"]["people"].as_array().unwrap().clone();
    let before = detail(&desk, &thread).await;
    let lupita = people(&before).into_iter().find(|one| one["firstName"] == "Lupita").unwrap()["id"].clone();
    let private = json!({ "thread": thread, "patient": lupita, "relationship": "own", "private": true });
    desk.ask("household.change", private).await;
    desk.ask("patients.merge", json!({ "thread": thread, "other": lupita })).await;
    let together = detail(&desk, &thread).await;
    assert_eq!(people(&together).len() + 1, people(&before).len());
    let lupe = people(&together).into_iter().find(|one| one["firstName"] == "Lupe").unwrap();
    assert_eq!(lupe["kept"], "private", "confidential stays confidential");
    desk.ask("patients.split", json!({ "thread": thread, "other": lupita })).await;
    let apart = detail(&desk, &thread).await;
    assert_eq!(people(&apart).len(), people(&before).len());
    let kept =
        |name: &str| people(&apart).into_iter().find(|one| one["firstName"] == name).unwrap()["kept"].clone();
    assert_eq!((kept("Lupe"), kept("Lupita")), (Value::Null, json!("private")));
    assert_eq!(apart["household"]["ask"], true);
}

#[tokio::test]
async fn records_that_may_be_two_people_stay_two() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let mut threads = Vec::new();
    for (number, name) in
        [("7135550170", "Zelda Quill"), ("7135550171", "Zelda Quill"), ("7135550172", "Zel Quill")]
    {
        let start = json!({ "number": number, "name": name, "language": "en" });
        let thread = desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned();
        let id = detail(desk, &thread).await["patient"]["id"].clone();
        threads.push((thread, id));
    }
    let [(mother, mothers), (daughter, daughters), (third, thirds)] = [&threads[0], &threads[1], &threads[2]];
    for (thread, name, born) in
        [(mother, "Zelda Quill", "1961-03-04"), (daughter, "Zelda Quill", "1989-05-06")]
    {
        let save = json!({ "thread": thread, "fullName": name, "goesBy": null, "birthDate": born, "language": "en" });
        desk.ask("patients.save", save).await;
    }
    let refused = |thread: &str, other: &Value| {
        let asked = json!({ "thread": thread, "other": other });
        async move { desk.refused("patients.merge", asked).await }
    };
    for (thread, other) in [(mother, daughters), (mother, mothers)] {
        let why = refused(thread, other).await;
        assert_eq!((why.code, why.field.as_deref()), (ErrorCode::BadField, Some("other")));
    }
    desk.ask("patients.merge", json!({ "thread": mother, "other": thirds })).await;
    // One that has another in it, or went into one, is no part of a third.
    assert_eq!(refused(daughter, thirds).await.code, ErrorCode::BadField);
    assert_eq!(refused(daughter, mothers).await.code, ErrorCode::BadField);
    let row = detail(desk, third).await;
    assert_eq!(&row["patient"]["id"], mothers);
    // The same list again makes nobody twice, by whichever name.
    let list = "Name,Phone\nZel Quill,7135550172\nZelda Quill,7135550170\n";
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let file = STANDARD.encode(list);
    let shape = desk.ask("contacts.read", json!({ "file": file })).await;
    let preview = json!({ "file": file, "mapping": shape["guess"] });
    assert_eq!(desk.ask("contacts.preview", preview).await["people"], 0);
}
