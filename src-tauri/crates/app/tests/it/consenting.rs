//! Consent through the commands, with no window: what is recorded, proved, asked and renewed.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id, texts},
    ward::Ward,
};

async fn detail(desk: &Desk, thread: &str) -> Value {
    desk.ask("threads.refresh", json!({ "thread": thread, "latest": 60 })).await
}

fn record(thread: &str, agreed: bool, basis: &str, subjects: Value) -> Value {
    json!({ "thread": thread, "agreed": agreed, "basis": basis, "note": null, "form": "Folder C", "subjects": subjects })
}

#[tokio::test]
async fn the_proof_of_a_badge_says_what_was_asked_answered_and_when() {
    let desk = Desk::practice().await;
    let harold = desk.thread_of("Harold Whitcombe").await;
    let before = desk.ask("consent.proof", json!({ "thread": harold, "atMs": null })).await;
    assert_eq!((before["badge"].as_str(), before["isNow"].as_bool()), (Some("expired"), Some(true)));
    desk.ask("consent.record", record(&harold, true, "paper", json!([]))).await;
    let card = desk.ask("consent.proof", json!({ "thread": harold, "atMs": null })).await;
    assert_eq!((card["badge"].as_str(), card["basis"].as_str()), (Some("granted"), Some("paper")));
    assert_eq!(card["record"]["note"], "Folder C");
    assert_eq!(card["covers"], json!(["logistics"]));
    let decided =
        card["history"].as_array().unwrap().iter().find(|line| line["id"] == card["decidedBy"]).unwrap();
    assert_eq!(decided["mark"].as_str().unwrap().len(), 8, "its mark in the log");
    assert_eq!(card["unbroken"], true);
    let then = desk.ask("consent.proof", json!({ "thread": harold, "atMs": before["at"] })).await;
    assert_eq!(then["badge"], "expired", "the past stays what it was");
}

#[tokio::test]
async fn offers_are_agreed_to_in_writing_and_one_subject_can_be_taken_back() {
    let desk = Desk::practice().await;
    let harold = desk.thread_of("Harold Whitcombe").await;
    let spoken = record(&harold, true, "spoken", json!(["logistics", "marketing"]));
    assert_eq!(desk.refused("consent.record", spoken).await.code, ErrorCode::BadField);
    desk.ask("consent.record", record(&harold, true, "paper", json!(["logistics", "billing"]))).await;
    desk.ask("consent.record", record(&harold, false, "phone", json!(["billing"]))).await;
    let card = detail(&desk, &harold).await["consent"][0].clone();
    assert_eq!((card["badge"].as_str(), &card["covers"]), (Some("granted"), &json!(["logistics"])));
    assert_eq!(card["withdrawn"], json!(["billing"]));
    let bill = json!({
        "thread": harold, "text": "Your balance is ready.", "clientId": client_id(), "overrideReason": null,
        "subject": "billing",
    });
    let refused = desk.ask("messages.send", bill).await;
    assert_eq!(
        (refused["refusal"]["kind"].as_str(), refused["refusal"]["subject"].as_str()),
        (Some("notCovered"), Some("billing"))
    );
}

#[tokio::test]
async fn a_number_that_changes_hands_starts_from_nothing() {
    let desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    desk.ask("consent.newOwner", json!({ "thread": lupe })).await;
    let now = detail(&desk, &lupe).await;
    assert_eq!((now["row"]["badge"].as_str(), now["patient"].is_null()), (Some("noConsent"), true));
    assert_eq!(
        now["composer"]["refusal"]["kind"], "noConsent",
        "the old owner's text of this morning answers nobody"
    );
    let delphine = desk.thread_of("Delphine Arceneaux").await;
    desk.ask("consent.newOwner", json!({ "thread": delphine })).await;
    assert_eq!(
        detail(&desk, &delphine).await["row"]["badge"],
        "optedOut",
        "the carrier knows only the number"
    );
}

#[tokio::test]
async fn who_is_due_gets_the_notice_one_by_one_and_the_others_are_told_why_not() {
    let mut desk = Desk::practice().await;
    let due = desk.ask("consent.due", json!({})).await;
    let rows = due["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["name"] == "Harold Whitcombe" && row["due"] == "ended"));
    let harold = desk.thread_of("Harold Whitcombe").await;
    let delphine = desk.thread_of("Delphine Arceneaux").await;
    let chosen = json!({ "threads": [delphine, harold, harold] });
    let preview = desk.ask("consent.previewRun", chosen.clone()).await;
    assert_eq!((&preview["can"], &preview["skipped"][0]["why"]), (&json!(1), &json!("optedOut")));
    let run = desk.ask("consent.startRun", chosen.clone()).await;
    assert_eq!((&run["total"], &run["skipped"]), (&json!(1), &json!(1)));
    assert_eq!(
        desk.refused("consent.startRun", json!({ "threads": [delphine] })).await.code,
        ErrorCode::BadField
    );
    let done = desk.until("consent.run", json!({}), |reply| reply["run"]["state"] == "done").await;
    assert_eq!(done["run"]["sent"], 1);
    desk.until("threads.refresh", json!({ "thread": harold, "latest": 60 }), |detail| {
        detail["row"]["badge"] == "noticeSent" || detail["row"]["badge"] == "granted"
    })
    .await;
}

#[tokio::test]
async fn figures_and_states_are_checked_and_kept() {
    let desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    assert_eq!(detail(&desk, &lupe).await["place"]["source"], "areaCode");
    let bad = json!({ "thread": lupe, "state": "Texas", "said": true });
    assert_eq!(desk.refused("patients.saveState", bad).await.code, ErrorCode::BadField);
    desk.ask("patients.saveState", json!({ "thread": lupe, "state": "la", "said": true })).await;
    let place = detail(&desk, &lupe).await["place"].clone();
    assert_eq!((place["state"].as_str(), place["source"].as_str()), (Some("LA"), Some("said")));
    assert_eq!(place["rules"].as_array().unwrap().len(), 2);
    let versions = desk.ask("consent.notices", json!({})).await;
    assert_eq!(versions["versions"][0]["inUse"], true);
    let figures = desk.ask("settings.consentFigures", json!({})).await;
    assert_eq!(
        figures,
        json!({ "lastsDays": 365, "refreshDays": 30, "answerHours": 24, "textsFrom": null, "textsUntil": null })
    );
}

async fn save_notice(desk: &Desk, en: &str, es: &str, material: bool) -> Value {
    desk.ask("consent.saveNotice", json!({ "en": en, "es": es, "material": material })).await
}

const NEW_EN: &str = "Texts aren't encrypted and may show on a locked screen. Health details stay in your portal. OK to text you? Reply YES or NO. STOP ends texts.";
const NEW_ES: &str = "Los textos no van cifrados y pueden verse en la pantalla. Lo médico queda en su portal. ¿Acepta textos? Responda SI o NO. STOP para salir.";

async fn why_due(desk: &Desk) -> Option<String> {
    let due = desk.ask("consent.due", json!({})).await;
    due["rows"].as_array().unwrap().first().map(|row| row["due"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_notice_that_says_something_new_makes_people_due_and_one_that_says_it_better_does_not() {
    let ward = Ward::by_hand().await;
    let (desk, zoraida) = (&ward.desk, &ward.thread);
    assert_eq!(why_due(desk).await, None, "she agreed, and not long ago");
    let first = desk.ask("consent.notices", json!({})).await;
    let first = first["versions"][0]["version"].as_str().unwrap().to_owned();

    let minor = save_notice(desk, NEW_EN, NEW_ES, false).await;
    assert_eq!(minor["versions"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&minor["versions"][0]["inUse"], &minor["versions"][1]["inUse"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(minor["versions"][1]["version"], first.as_str(), "the old wording stays on record");
    assert_eq!(minor["versions"][0]["en"], format!("Bayou Family Clinic: {NEW_EN}"));
    assert_eq!(why_due(desk).await, None);
    let again = json!({ "en": NEW_EN, "es": NEW_ES, "material": true });
    assert_eq!(desk.refused("consent.saveNotice", again).await.code, ErrorCode::BadField, "nothing changed");

    let more = NEW_EN.replace("may show", "can be read by others and may show");
    save_notice(desk, &more, NEW_ES, true).await;
    assert_eq!(why_due(desk).await.as_deref(), Some("noticeChanged"));
    let card = detail(desk, zoraida).await["consent"][0].clone();
    assert_eq!(
        (card["badge"].as_str(), card["refreshReason"].as_str()),
        (Some("granted"), Some("noticeChanged"))
    );
    let sent = desk.ask("consent.sendNotice", json!({ "thread": zoraida, "clientId": client_id() })).await;
    assert_eq!(sent["kind"], "queued");
    let detail = detail(desk, zoraida).await;
    let words = texts(&detail).last().unwrap()["text"].as_str().unwrap().to_owned();
    assert_eq!(words, format!("Bayou Family Clinic: {more}"), "the newest words, and no older ones");
}

#[tokio::test]
async fn a_notice_says_what_every_notice_must_and_nothing_of_anybodys_health() {
    let ward = Ward::by_hand().await;
    for (en, es, field) in [
        ("", NEW_ES, "en"),
        (NEW_EN, "  ", "es"),
        ("OK to text you? Reply YES or NO. STOP ends texts.", NEW_ES, "en"),
        ("Texts aren't encrypted. STOP ends texts.", NEW_ES, "en"),
        ("Texts aren't encrypted. Reply YES or NO.", NEW_ES, "en"),
        (NEW_EN, "¿Acepta textos? Responda SI o NO. STOP para salir.", "es"),
        (&format!("{NEW_EN} Your diabetes results are here."), NEW_ES, "en"),
        (&"Texts aren't encrypted. Reply YES or NO. STOP ends texts. ".repeat(9), NEW_ES, "en"),
    ] {
        let asked = json!({ "en": en, "es": es, "material": true });
        let refused = ward.desk.refused("consent.saveNotice", asked).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::BadField, Some(field)),
            "{en} | {es}"
        );
    }
    assert_eq!(ward.desk.ask("consent.notices", json!({})).await["versions"].as_array().unwrap().len(), 1);
    // A receptionist does not change what patients are asked.
    let desk = Desk::practice().await;
    let asked = json!({ "en": NEW_EN, "es": NEW_ES, "material": false });
    assert_eq!(desk.refused("consent.saveNotice", asked).await.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn changed_figures_hold_at_once_and_texts_go_on() {
    let mut ward = Ward::by_hand().await;
    let zoraida = ward.thread.clone();
    let until = detail(&ward.desk, &zoraida).await["consent"][0]["untilAt"].as_i64().unwrap();
    let figures = json!({ "lastsDays": 200, "refreshDays": 20, "answerHours": 12, "textsFrom": null, "textsUntil": null });
    ward.desk.ask("settings.saveConsentFigures", json!({ "figures": figures })).await;
    assert_eq!(ward.desk.ask("settings.consentFigures", json!({})).await, figures);
    let now = detail(&ward.desk, &zoraida).await["consent"][0]["untilAt"].as_i64().unwrap();
    assert_eq!(until - now, 165 * 86_400_000);
    says(&mut ward.desk, &zoraida, "See you at nine.").await;
}

/// Practice mode is for learning: what is set there must show as it would at the desk.
#[tokio::test]
async fn practice_mode_goes_by_changed_figures_too() {
    let desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    desk.ask("session.lock", json!({})).await;
    let dana = desk.person("Dana Ruiz").await;
    desk.ask("session.enterPin", json!({ "user": dana, "pin": "246810" })).await;
    let until = detail(&desk, &lupe).await["consent"][0]["untilAt"].as_i64().unwrap();
    let figures = json!({ "lastsDays": 300, "refreshDays": 20, "answerHours": 12, "textsFrom": 600, "textsUntil": 660 });
    desk.ask("settings.saveConsentFigures", json!({ "figures": figures })).await;
    assert_eq!(desk.ask("settings.consentFigures", json!({})).await, figures);
    let now = detail(&desk, &lupe).await["consent"][0]["untilAt"].as_i64().unwrap();
    assert_eq!(until - now, 65 * 86_400_000, "by the new figures, at once");
    let rules = detail(&desk, &lupe).await["place"]["rules"].clone();
    assert!(rules.to_string().contains("own hours"), "{rules}");
    for (from, until, field) in [
        (json!(600), json!(null), "textsUntil"),
        (json!(null), json!(600), "textsFrom"),
        (json!(600), json!(630), "textsUntil"),
        (json!(600), json!(1441), "textsUntil"),
    ] {
        let mut bad = figures.clone();
        (bad["textsFrom"], bad["textsUntil"]) = (from, until);
        let refused = desk.refused("settings.saveConsentFigures", json!({ "figures": bad })).await;
        assert_eq!(refused.field.as_deref(), Some(field));
    }
}

/// Sends a text and waits until the carrier has it.
async fn says(desk: &mut Desk, thread: &str, words: &str) {
    let text = json!({ "thread": thread, "text": words, "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", text).await["kind"], "queued");
    desk.until("threads.refresh", json!({ "thread": thread, "latest": 60 }), |detail| {
        let sent = texts(detail).into_iter().rfind(|text| text["text"] == words).cloned();
        sent.is_some_and(|text| text["delivery"]["state"] == "delivered")
    })
    .await;
}

#[tokio::test]
async fn what_was_said_on_another_day_counts_from_that_day() {
    let desk = Desk::practice().await;
    let harold = desk.thread_of("Harold Whitcombe").await;
    let proof = |at: Value| desk.ask("consent.proof", json!({ "thread": harold, "atMs": at }));
    let now = proof(Value::Null).await["at"].as_i64().unwrap();
    let day = |back: i64| {
        chrono::DateTime::from_timestamp_millis(now - back * 86_400_000)
            .unwrap()
            .format("%Y-%m-%d")
            .to_string()
    };
    let said = |agreed: bool, on: &str| {
        let mut record = record(&harold, agreed, "phone", json!([]));
        record["saidOn"] = json!(on);
        record
    };
    for bad in [day(-3).as_str(), "16.11.2026", "1999-01-01"] {
        let refused = desk.refused("consent.record", said(true, bad)).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("saidOn")), "{bad}");
    }
    desk.ask("consent.record", said(true, &day(10))).await;
    let card = proof(Value::Null).await;
    assert_eq!(card["badge"], "granted");
    assert!((now - card["sinceAt"].as_i64().unwrap() - 10 * 86_400_000).abs() < 86_400_000, "from that day");
    // A refusal that was said five days ago ends what was agreed ten days ago, and not what is agreed today.
    desk.ask("consent.record", said(false, &day(5))).await;
    assert_eq!(proof(Value::Null).await["badge"], "optedOut");
    assert_eq!(proof(json!(now - 7 * 86_400_000)).await["badge"], "granted", "in between it held");
}

#[tokio::test]
async fn the_proof_says_what_held_when_each_text_left_or_came() {
    let mut desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    says(&mut desk, &lupe, "See you at nine.").await;
    let ours = |card: &Value| {
        card["texts"].as_array().unwrap().iter().find(|text| text["outbound"] == true).cloned().unwrap()
    };
    let before = ours(&desk.ask("consent.proof", json!({ "thread": lupe, "atMs": null })).await);
    assert_eq!(
        (before["badge"].as_str(), before["because"][0]["what"].as_str()),
        (Some("granted"), Some("granted"))
    );
    assert_eq!((before["state"].as_str(), before["source"].as_str()), (Some("TX"), Some("areaCode")));
    assert!(!before["rulesVersion"].as_str().unwrap().is_empty());

    // She moves, and takes everything back: the text keeps what it left on.
    desk.ask("patients.saveState", json!({ "thread": lupe, "state": "LA", "said": true })).await;
    desk.ask("consent.record", record(&lupe, false, "phone", json!([]))).await;
    let card = desk.ask("consent.proof", json!({ "thread": lupe, "atMs": null })).await;
    assert_eq!((card["badge"].as_str(), card["place"]["state"].as_str()), (Some("optedOut"), Some("LA")));
    let after = card["texts"].as_array().unwrap().iter().find(|text| text["message"] == before["message"]);
    assert_eq!(after, Some(&before));
}

#[tokio::test]
async fn the_proof_on_paper_says_what_the_card_says_and_is_written_down() {
    let desk = Desk::practice().await;
    let lupe = desk.thread_of("Lupe Sandoval").await;
    desk.ask("consent.record", record(&lupe, true, "paper", json!([]))).await;
    let card = desk.ask("consent.proof", json!({ "thread": lupe, "atMs": null })).await;
    let saved = desk.ask("consent.saveProof", json!({ "thread": lupe, "atMs": null })).await;
    assert_eq!(saved, json!({ "saved": true }));
    let pdf = std::fs::read(desk.path().join("kept.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF") && !desk.path().join("kept.pdf.part").exists());
    let text = pdf_extract::extract_text_from_mem(&pdf).unwrap();
    // Lines are broken where the page ends; the words are what counts.
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("Lupe Sandoval, SMS to (713) 555-0142") && words.contains("Consent Granted"),
        "{words}"
    );
    for said in [
        &card["notice"]["text"],
        &card["reply"]["text"],
        &card["notice"]["carrierId"],
        &card["reply"]["carrierId"],
    ] {
        let Some(said) = said.as_str() else { continue };
        assert!(words.contains(&said.split_whitespace().collect::<Vec<_>>().join(" ")), "{said} | {words}");
    }
    assert!(words.contains("on a signed form") && words.contains("Note Folder C"), "{words}");
}
