//! Lists as they come out of other systems, in `ugly/`: every row lands or is left out with its reason, or the file is
//! refused and nothing is changed.

use std::{collections::BTreeMap, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{desk::Desk, ward::Ward};

/// What comes of each file: how many rows of each fate, or that it is no list.
const FILES: &str = "
    a-gif.csv: refused
    a-photo.csv: refused
    a-picture.csv: refused
    a-web-page.csv: noNumber 1
    a-workbook.csv: refused
    bom-and-crlf.csv: new 2
    cut-off-utf16.csv: new 1
    empty-and-short-rows.csv: new 1, noName 2, noNumber 1
    excel-dates.csv: new 6
    formulas.csv: new 3
    heads-only.csv: refused
    names-of-all-scripts.csv: new 4, noName 1
    no-heads.csv: new 2
    nothing.csv: refused
    numbers-in-disguise.csv: new 4, noNumber 4
    old-mac-lines.csv: new 2
    only-blanks.csv: refused
    pipes.csv: new 1
    quotes-and-lines.csv: new 3
    same-people-again.csv: new 1, shared 1, numberAdded 1, twice 1
    semicolons-from-spanish-excel.csv: new 2
    title-above-the-heads.csv: new 3, noNumber 1
    unicode-text-from-excel.csv: new 2
    utf16-big-endian.csv: new 2
";

fn files() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/ugly");
    let name = |entry: &std::fs::DirEntry| entry.file_name().into_string().unwrap();
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (name(&entry), std::fs::read(entry.path()).unwrap())).collect()
}

/// How many people are on record, by the file that holds them all.
async fn on_record(desk: &Desk) -> usize {
    assert_eq!(desk.ask("contacts.save", json!({})).await["saved"], true);
    let text = std::fs::read_to_string(desk.path().join("kept.pdf")).unwrap();
    csv::Reader::from_reader(text.as_bytes()).records().count()
}

/// `new 2, twice 1`
fn fates(preview: &Value) -> String {
    let all = preview["fates"].as_array().unwrap().iter();
    all.map(|one| format!("{} {}", one["fate"].as_str().unwrap(), one["count"]))
        .collect::<Vec<_>>()
        .join(", ")
}

#[tokio::test]
async fn every_row_lands_or_is_left_out_with_its_reason_or_nothing_is_changed() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    let mut came = String::from("\n");
    for (name, bytes) in files() {
        let file = STANDARD.encode(bytes);
        let before = on_record(desk).await;
        let shape = match desk.app.call("contacts.read", json!({ "file": file })).await {
            Ok(shape) => shape,
            Err(refused) => {
                assert_eq!(
                    (refused.code, refused.field.as_deref()),
                    (ErrorCode::BadField, Some("file")),
                    "{name}"
                );
                assert_eq!(on_record(desk).await, before, "{name}");
                came += &format!("    {name}: refused\n");
                continue;
            }
        };
        let asked = json!({ "file": file, "mapping": shape["guess"] });
        let preview = desk.ask("contacts.preview", asked.clone()).await;
        came += &format!("    {name}: {}\n", fates(&preview));
        let counted = preview["fates"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap());
        assert_eq!(counted.sum::<u64>(), shape["rows"].as_u64().unwrap(), "every row of {name}");
        let brought = desk.ask("contacts.import", asked.clone()).await;
        for figure in ["people", "numbers", "leftOut"] {
            assert_eq!(brought[figure], preview[figure], "{name}: what was shown is what came");
        }
        let more = usize::try_from(brought["numbers"].as_u64().unwrap()).unwrap();
        assert_eq!(on_record(desk).await, before + more, "{name}");
        let again = desk.ask("contacts.preview", asked).await;
        assert_eq!((&again["people"], &again["numbers"]), (&json!(0), &json!(0)), "{name} twice is once");
    }
    assert_eq!(came, FILES);
}

#[tokio::test]
async fn fifty_thousand_rows_are_read_at_once_and_one_more_is_not() {
    let ward = Ward::by_hand().await;
    let desk = &ward.desk;
    // Few are numbers, so that this is quick: the others are left out with their reason.
    let rows = |count: u32| {
        let row = |number: u32| match number {
            0..100 => format!("Quill {number},713-555-{:04}\n", 100 + number),
            _ => format!("Quill {number},none\n"),
        };
        STANDARD.encode(format!("Name,Phone\n{}", (0..count).map(row).collect::<String>()))
    };
    let file = rows(50_000);
    let shape = desk.ask("contacts.read", json!({ "file": file })).await;
    let asked = json!({ "file": file, "mapping": shape["guess"] });
    let brought = desk.ask("contacts.import", asked).await;
    assert_eq!((&brought["people"], &brought["leftOut"]), (&json!(100), &json!(49_900)));
    let refused = desk.refused("contacts.read", json!({ "file": rows(50_001) })).await;
    assert_eq!(refused.code, ErrorCode::BadField);
}
