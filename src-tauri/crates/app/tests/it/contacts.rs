//! Lists of people through the commands: read, previewed, brought in whole, taken back whole; ugly files and all.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{desk::Desk, ward::Ward};

fn file(text: impl AsRef<[u8]>) -> String {
    STANDARD.encode(text)
}

/// Reads a list and takes the guess for it.
async fn guessed(desk: &Desk, file: &str) -> Value {
    let shape = desk.ask("contacts.read", json!({ "file": file })).await;
    let mut mapping = shape["guess"].clone();
    mapping["source"] = json!("Old system");
    json!({ "file": file, "mapping": mapping })
}

fn fates(preview: &Value) -> Vec<(String, u64)> {
    let all = preview["fates"].as_array().unwrap().iter();
    all.map(|one| (one["fate"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap())).collect()
}

/// The names that are found for a word.
async fn found(desk: &Desk, text: &str) -> Vec<String> {
    let reply = desk.ask("search.find", json!({ "text": text, "limit": 20 })).await;
    reply["people"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_list_comes_in_whole_and_goes_whole_but_for_who_was_changed_since() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let list = file(
        "Name,Cell,DOB,SMS consent,Date signed\nZelda Quill,(713) 555-0170,1961-03-04,yes,2026-10-01\n\
         Yusuf Quill,713.555.0171,,yes,\nXena Quill,713-555-0172,,no,\nZelda Quill,7135550170,1961-03-04,yes,\n\
         Wes Quill,call me,,,\n,7135550174,,,\nVal Quill,8002345678,,,\n",
    );
    let asked = guessed(desk, &list).await;
    let preview = desk.ask("contacts.preview", asked.clone()).await;
    let wanted = [("new", 4), ("twice", 1), ("noName", 1), ("noNumber", 1)];
    assert_eq!(fates(&preview), wanted.map(|(word, count)| (word.to_owned(), count)));
    assert_eq!(
        (&preview["people"], &preview["nobodys"], &preview["leftOut"]),
        (&json!(4), &json!(1), &json!(3))
    );
    assert!(found(desk, "quill").await.is_empty(), "a preview changes nothing");

    let info = desk.ask("contacts.import", asked.clone()).await;
    assert_eq!((&info["people"], &info["numbers"], &info["leftOut"]), (&json!(4), &json!(4), &json!(3)));
    assert_eq!(found(desk, "quill").await.len(), 4);
    let again = desk.ask("contacts.preview", asked.clone()).await;
    assert_eq!(again["people"], 0, "the same list makes nobody twice");
    // Who agreed and when came along; who did without a day counts for nothing.
    let start = |number: &str| json!({ "number": number, "name": null, "language": null });
    let zelda = desk.ask("threads.start", start("7135550170")).await["thread"].clone();
    let badge = |thread: Value| async move {
        desk.ask("threads.refresh", json!({ "thread": thread, "latest": 5 })).await["row"]["badge"].clone()
    };
    assert_eq!(badge(zelda.clone()).await, "granted");

    // Zelda is written to by now: she stays, and that is told. What the list said of her consent goes.
    let undone = desk.ask("contacts.undo", json!({ "import": info["id"] })).await;
    assert_eq!((&undone["stayed"], undone["undoneBy"].is_string()), (&json!(1), true));
    assert_eq!(found(desk, "quill").await, ["Zelda Quill"]);
    assert_eq!(badge(zelda).await, "noConsent");
    let twice = desk.refused("contacts.undo", json!({ "import": info["id"] })).await;
    assert_eq!(twice.code, ErrorCode::TooLate);
    let kept = desk.ask("contacts.imports", json!({})).await;
    assert_eq!(kept["imports"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn ugly_files_are_lists_or_none_and_nothing_is_half_done() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let plain = "Name,Phone,Birth date\r\n\"Peña, José\",(713) 555-0181,25569\r\n李小龙,713-555-0182,\r\n";
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [
        plain.as_bytes().to_vec(),
        format!("\u{feff}{plain}").into_bytes(),
        utf16,
        plain.replace("\"Peña, José\"", "Peña José").replace(',', ";").into_bytes(),
        plain.replace("\"Peña, José\"", "Peña José").replace(',', "\t").into_bytes(),
    ] {
        let asked = guessed(desk, &file(bytes)).await;
        let preview = desk.ask("contacts.preview", asked).await;
        assert_eq!((&preview["people"], &preview["badBirthDates"]), (&json!(2), &json!(0)), "{preview}");
    }
    for (bytes, why) in [
        (b"\x89PNG\r\n\x1a\n0000000000".to_vec(), "a picture"),
        (b"PK\x03\x04workbook".to_vec(), "a workbook"),
        (Vec::new(), "nothing"),
        ("Name,Phone\n".repeat(50_002).into_bytes(), "too long"),
    ] {
        let refused = desk.refused("contacts.read", json!({ "file": file(bytes) })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("file")), "{why}");
    }
    let mut asked = guessed(desk, &file(plain)).await;
    asked["mapping"]["name"] = json!(9);
    assert_eq!(desk.refused("contacts.import", asked).await.field.as_deref(), Some("name"));
    assert_eq!(desk.ask("contacts.imports", json!({})).await["imports"], json!([]));
}

#[tokio::test]
async fn everybody_on_record_leaves_as_a_file_in_which_nothing_is_worked_out() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let asked = guessed(desk, &file("Name,Phone\n=HYPERLINK(1) Quill,7135550199\n")).await;
    desk.ask("contacts.import", asked).await;
    assert_eq!(desk.ask("contacts.save", json!({})).await["saved"], true);
    let text = std::fs::read_to_string(desk.path().join("kept.pdf")).unwrap();
    let row = text.lines().find(|line| line.contains("Quill")).unwrap();
    assert!(row.starts_with("'=HYPERLINK(1) Quill,") && row.contains("(713) 555-0199"), "{row}");
}
