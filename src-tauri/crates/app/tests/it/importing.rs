//! Lists of recorded consents through the commands: read, previewed, brought in, taken back; ugly files and all.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    ward::Ward,
};

fn file(text: impl AsRef<[u8]>) -> String {
    STANDARD.encode(text)
}

/// Reads a list and takes the guess for it.
async fn guessed(desk: &Desk, file: &str) -> Value {
    let shape = desk.ask("consent.readList", json!({ "file": file })).await;
    let mut mapping = shape["guess"].clone();
    mapping["source"] = json!("Old records");
    json!({ "file": file, "mapping": mapping })
}

fn outcomes(preview: &Value) -> Vec<(String, u64)> {
    let all = preview["outcomes"].as_array().unwrap().iter();
    all.map(|one| (one["outcome"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap())).collect()
}

async fn start(desk: &Desk, number: &str, name: Option<&str>) -> String {
    let start = json!({ "number": number, "name": name, "language": "en" });
    desk.ask("threads.start", start).await["thread"].as_str().unwrap().to_owned()
}

async fn badge(desk: &Desk, thread: &str) -> String {
    let card = desk.ask("consent.proof", json!({ "thread": thread, "atMs": null })).await;
    card["badge"].as_str().unwrap().to_owned()
}

/// A day so many days before the practice's now.
async fn day(desk: &Desk, thread: &str, back: i64) -> String {
    let now =
        desk.ask("consent.proof", json!({ "thread": thread, "atMs": null })).await["at"].as_i64().unwrap();
    chrono::DateTime::from_timestamp_millis(now - back * 86_400_000).unwrap().format("%Y-%m-%d").to_string()
}

#[tokio::test]
async fn a_row_counts_from_its_day_and_without_one_for_nothing_until_the_list_is_taken_back() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let dated = start(desk, "7135550190", Some("Ines Duarte")).await;
    let bare = start(desk, "7135550191", Some("Otis Grant")).await;
    let (recent, old) = (day(desk, &dated, 20).await, day(desk, &dated, 900).await);
    let list = file(format!(
        "Patient,Mobile,Signed,Form\nInes Duarte,(713) 555-0190,{recent},Intake 3\nOtis Grant,713.555.0191,,Intake 3\n\
         Nobody Yet,7135550192,{old},\nInes Duarte,7135550190,{recent},Intake 3\nSomebody Else,7135550190,{recent},\n\
         Lost,call me,{recent},\nAhead,7135550193,2199-01-01,\nUnread,7135550194,last fall,\n"
    ));
    let asked = guessed(desk, &list).await;
    assert_eq!((&asked["mapping"]["number"], &asked["mapping"]["date"]), (&json!(1), &json!(2)));
    let preview = desk.ask("consent.previewList", asked.clone()).await;
    let wanted = [
        ("granted", 1),
        ("ended", 1),
        ("noDay", 1),
        ("badDay", 2),
        ("noNumber", 1),
        ("whoseIsIt", 1),
        ("twice", 1),
    ];
    assert_eq!(outcomes(&preview), wanted.map(|(word, count)| (word.to_owned(), count)));
    assert_eq!(
        (&preview["granted"], &preview["unverified"], &preview["leftOut"]),
        (&json!(2), &json!(3), &json!(3))
    );
    assert_eq!(badge(desk, &dated).await, "noConsent", "a preview changes nothing");

    let info = desk.ask("consent.import", asked.clone()).await;
    assert_eq!((&info["granted"], &info["unverified"], &info["leftOut"]), (&json!(2), &json!(3), &json!(3)));
    assert_eq!(
        (badge(desk, &dated).await.as_str(), badge(desk, &bare).await.as_str()),
        ("granted", "noConsent")
    );
    let card = desk.ask("consent.proof", json!({ "thread": dated, "atMs": null })).await;
    assert_eq!(
        (card["basis"].as_str(), card["record"]["note"].as_str()),
        (Some("imported"), Some("Intake 3\nOld records"))
    );
    let text = json!({ "thread": bare, "text": "See you at nine.", "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", text.clone()).await["kind"], "refused", "no date, no texts");
    let due = desk.ask("consent.due", json!({})).await;
    let waits = due["rows"].as_array().unwrap().iter().find(|row| row["name"] == "Otis Grant").unwrap();
    assert_eq!(waits["due"], "unverified");

    // The same list again says nothing new that counts more.
    let id = info["id"].clone();
    desk.ask("consent.undoImport", json!({ "import": id })).await;
    assert_eq!(badge(desk, &dated).await, "noConsent");
    let due = desk.ask("consent.due", json!({})).await;
    assert!(
        due["rows"].as_array().unwrap().iter().all(|row| row["name"] != "Otis Grant"),
        "not due any more"
    );
    let text = json!({ "thread": dated, "text": "See you at nine.", "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", text).await["kind"], "refused");
    assert_eq!(desk.refused("consent.undoImport", json!({ "import": id })).await.code, ErrorCode::TooLate);
    let kept = desk.ask("consent.imports", json!({})).await;
    assert_eq!(
        (kept["imports"].as_array().unwrap().len(), kept["imports"][0]["undoneBy"].as_str()),
        (1, Some("Dana Ruiz"))
    );
    let card = desk.ask("consent.proof", json!({ "thread": dated, "atMs": null })).await;
    let what: Vec<_> = card["history"].as_array().unwrap().iter().map(|line| line["what"].clone()).collect();
    assert_eq!(what.len(), card["history"].as_array().unwrap().len());
    assert!(card["history"].to_string().contains("importUndone"), "both stay on record");
}

#[tokio::test]
async fn a_list_undoes_no_stop_and_no_no_and_consent_given_since_stays_when_it_goes() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let stopped = start(desk, "7135550190", Some("Ines Duarte")).await;
    let record = |thread: &str, agreed: bool| json!({ "thread": thread, "agreed": agreed, "basis": "phone", "note": null, "subjects": [] });
    desk.ask("consent.record", record(&stopped, false)).await;
    let later = start(desk, "7135550191", Some("Otis Grant")).await;
    let yesterday = day(desk, &later, 1).await;
    let list = file(format!("Phone,Date\n7135550190,{yesterday}\n7135550191,{yesterday}\n"));
    let asked = guessed(desk, &list).await;
    let preview = desk.ask("consent.previewList", asked.clone()).await;
    assert_eq!(outcomes(&preview), [("granted".to_owned(), 1), ("stopped".to_owned(), 1)]);
    let info = desk.ask("consent.import", asked).await;
    assert_eq!(
        (badge(desk, &stopped).await.as_str(), badge(desk, &later).await.as_str()),
        ("optedOut", "granted")
    );
    desk.ask("consent.record", record(&later, true)).await;
    desk.ask("consent.undoImport", json!({ "import": info["id"] })).await;
    assert_eq!(badge(desk, &later).await, "granted", "what he said himself is not the list's");
    assert_eq!(badge(desk, &stopped).await, "optedOut");
}

#[tokio::test]
async fn ugly_files_are_lists_or_are_said_to_be_none() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    for (bytes, why) in [
        (&b""[..], "nothing in it"),
        (b"PK\x03\x04 a workbook", "a workbook"),
        (b"Phone,Date\n", "heads alone"),
        (&[0; 400], "no text"),
    ] {
        let refused = desk.refused("consent.readList", json!({ "file": file(bytes) })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("file")), "{why}");
    }
    assert_eq!(
        desk.refused("consent.readList", json!({ "file": "not base64!" })).await.code,
        ErrorCode::BadField
    );
    // Formulas, an open quote, rows of every length, semicolons, the Windows page.
    let ugly = b"Tel\xe9fono;Fecha;Nota\r\n\"=\"\"7135550190\"\"\";2026-10-01;=HYPERLINK(\"http://x\")\r\n7135550191\r\n;;;;;\r\n7135550192;01/10/2026;\"open";
    let asked = guessed(desk, &file(ugly)).await;
    let preview = desk.ask("consent.previewList", asked.clone()).await;
    assert_eq!(preview["granted"].as_u64().unwrap() + preview["unverified"].as_u64().unwrap(), 3);
    let info = desk.ask("consent.import", asked.clone()).await;
    assert_eq!(info["leftOut"], 0);
    let thread = start(desk, "7135550190", None).await;
    let card = desk.ask("consent.proof", json!({ "thread": thread, "atMs": null })).await;
    let note = card["record"]["note"].as_str().unwrap();
    assert!(note.starts_with("=HYPERLINK"), "kept as words: {note}");
    // A mapping that names no column, or offers.
    let mut wrong = asked.clone();
    wrong["mapping"]["number"] = json!(99);
    assert_eq!(desk.refused("consent.previewList", wrong).await.field.as_deref(), Some("number"));
    let mut offers = asked;
    offers["mapping"]["subjects"] = json!(["logistics", "marketing"]);
    assert_eq!(desk.refused("consent.import", offers).await.field.as_deref(), Some("subjects"));
    // A receptionist brings in no lists.
    let desk = Desk::practice().await;
    assert_eq!(desk.refused("consent.imports", json!({})).await.code, ErrorCode::NotAllowed);
}
