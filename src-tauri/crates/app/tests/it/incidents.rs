//! Something went wrong: reported at a desk, stopped, assessed, signed off, told, carried away.

use std::sync::Arc;

use foyer_app::{PracticeOptions, Start, wire::ErrorCode};
use foyer_audit::Hash;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id, texts},
    seats::{full_house, switch},
};

const WORDS: &str = "Your visit with the diabetes clinic is on Tuesday at 9:30 AM.";
const TOLD: &str = "Zephyrweide called back, it is not her number";

/// Practice mode with somebody of every role and no network: what is sent waits.
pub async fn house() -> Desk {
    let desk = full_house().await;
    desk.app.close().await;
    let start = Start::Practice(PracticeOptions { speed: 20.0, offline: true, ..PracticeOptions::default() });
    Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), start).await
}

async fn send(desk: &Desk, thread: &str) -> Value {
    let text =
        json!({ "thread": thread, "text": WORDS, "clientId": client_id(), "overrideReason": "at the desk" });
    desk.ask("messages.send", text).await
}

/// The receptionist texts Lupe and reports it; gives her thread and the case's number.
async fn reported(desk: &Desk, stop: bool) -> (String, String) {
    let lupe = desk.thread_of("Lupe Sandoval").await;
    let sent = send(desk, &lupe).await;
    assert_eq!(sent["kind"], "queued", "{sent}");
    let report = json!({
        "message": sent["item"]["id"], "problem": "wrongNumber", "words": TOLD, "stop": stop,
    });
    let case = desk.ask("cases.report", report).await;
    (lupe, case["number"].as_str().unwrap().to_owned())
}

fn sign(case: &str) -> Value {
    json!({ "case": case, "keepUntil": "2040-01-31" })
}

fn export(case: &str, format: &str) -> Value {
    json!({ "case": case, "format": format })
}

/// The figure beside Review.
async fn not_signed_off(desk: &Desk) -> u64 {
    desk.ask("app.status", json!({})).await["desk"]["cases"].as_u64().unwrap()
}

async fn only_case(desk: &Desk) -> String {
    let register = desk.ask("cases.list", json!({})).await;
    let rows = register["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    rows[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_report_sets_the_evidence_aside_and_nothing_gets_to_the_number_by_any_way() {
    let desk = house().await;
    switch(&desk, "The receptionist").await;
    let (lupe, number) = reported(&desk, true).await;
    assert!(number.ends_with("-01"), "{number}");
    let detail = desk.ask("threads.open", json!({ "thread": lupe })).await;
    assert_eq!(detail["composer"]["refusal"]["kind"], "numberHeld");
    let text = texts(&detail).into_iter().find(|text| text["text"] == WORDS).unwrap();
    let delivery = &text["delivery"];
    assert_eq!((&delivery["state"], &delivery["problem"]), (&json!("notDelivered"), &json!("numberHeld")));
    let items = detail["timeline"]["items"].as_array().unwrap();
    assert!(items.iter().any(|item| item["what"] == "problemReported"), "the thread says so");
    let ways = [
        (
            "messages.send",
            json!({ "thread": lupe, "text": "Hi", "clientId": client_id(), "overrideReason": "please" }),
        ),
        ("messages.handOff", json!({ "thread": lupe, "text": WORDS, "clientId": client_id() })),
        ("consent.sendNotice", json!({ "thread": lupe, "clientId": client_id() })),
    ];
    for (name, args) in ways {
        let said = desk.ask(name, args).await;
        assert_eq!(
            (&said["kind"], &said["refusal"]["kind"]),
            (&json!("refused"), &json!("numberHeld")),
            "{name}"
        );
    }
    // Nobody at the counter looks into cases or lifts a hold.
    for (name, args) in [
        ("cases.list", json!({})),
        ("cases.lift", json!({ "case": lupe, "words": "please" })),
        ("cases.export", json!({ "case": lupe, "format": "lines" })),
    ] {
        assert_eq!(desk.refused(name, args).await.code, ErrorCode::NotAllowed, "{name}");
    }

    switch(&desk, "The privacy_officer").await;
    let case = only_case(&desk).await;
    let open = desk.ask("cases.open", json!({ "case": case })).await;
    assert_eq!(
        (&open["number"], &open["kind"], &open["state"]),
        (&json!(number), &json!("wrongNumber"), &json!("draft"))
    );
    assert_eq!((&open["evidence"]["whole"], &open["stops"]), (&json!(true), &json!(true)));
    assert!(open["evidence"]["texts"].as_u64().unwrap() > 3, "the whole conversation");
    let kinds = open["disclosed"].as_array().unwrap();
    assert!(kinds.contains(&json!({ "kind": "Hints at a condition", "clinical": true })), "{kinds:?}");
    let lift = |words: &str| json!({ "case": case, "words": words });
    assert_eq!(desk.refused("cases.lift", lift(" ")).await.field.as_deref(), Some("words"));
    let lifted = desk.ask("cases.lift", lift("Lupe's own number after all")).await;
    assert_eq!((&lifted["stops"], &lifted["stoppedAt"]), (&json!(false), &Value::Null));
    switch(&desk, "The receptionist").await;
    assert_eq!(send(&desk, &lupe).await["kind"], "queued");
}

#[tokio::test]
async fn it_is_assessed_decided_and_signed_off_by_somebody_else_and_the_clocks_follow() {
    let desk = house().await;
    switch(&desk, "The receptionist").await;
    reported(&desk, false).await;
    assert_eq!(not_signed_off(&desk).await, 0, "cases are not hers to see");
    switch(&desk, "The manager").await;
    assert_eq!(not_signed_off(&desk).await, 1);
    let case = only_case(&desk).await;
    let open = desk.ask("cases.open", json!({ "case": case })).await;
    assert_eq!(
        (&open["stops"], &open["mayBeLow"], &open["scope"]["people"]),
        (&json!(false), &json!(false), &json!(1))
    );
    let states: Vec<&Value> =
        open["clocks"].as_array().unwrap().iter().map(|clock| &clock["state"]).collect();
    assert!(
        states.contains(&&Value::Null) && states.contains(&&json!("TX")),
        "federal and the state's: {states:?}"
    );

    let decide = |decision: &str, words: &str| json!({ "case": case, "decision": decision, "words": words });
    assert_eq!(desk.refused("cases.decide", decide("lowRisk", "x")).await.field.as_deref(), Some("decision"));
    for factor in ["information", "recipient", "seen", "madeGood"] {
        let answer = json!({ "case": case, "factor": factor, "risk": "low", "words": "Deleted unread" });
        desk.ask("cases.answer", answer).await;
    }
    assert_eq!(desk.refused("cases.signOff", sign(&case)).await.field.as_deref(), Some("decision"));
    let decided = desk.ask("cases.decide", decide("lowRisk", "Deleted unread")).await;
    assert_eq!(
        (&decided["state"], &decided["clocks"]),
        (&json!("assessed"), &json!([])),
        "nobody must be told"
    );
    // Somebody finds that it was more: the decision falls, and the clocks run again.
    let more = json!({
        "case": case, "knownOn": "2026-01-02", "licensedClinic": false,
        "affected": [{ "state": "TX", "people": 499 }, { "state": null, "people": 1 }, { "state": "VT", "people": 1 }],
    });
    desk.ask("cases.saveScope", more.clone()).await;
    let answer = json!({ "case": case, "factor": "seen", "risk": "high", "words": "They answered" });
    let open = desk.ask("cases.answer", answer.clone()).await;
    assert_eq!(
        (&open["state"], &open["decision"], &open["scope"]["people"]),
        (&json!("draft"), &Value::Null, &json!(501))
    );
    assert_eq!(open["unknownStates"], json!(["VT"]));
    let due = |whom: &str, state: Value| {
        let clocks = open["clocks"].as_array().unwrap().iter();
        let mut of = clocks.filter(|clock| clock["whom"] == whom && clock["state"] == state);
        of.next().map(|clock| clock["dueOn"].clone()).unwrap()
    };
    assert_eq!(due("people", Value::Null), "2026-03-03");
    assert_eq!(due("regulator", Value::Null), "2026-03-03", "500 and more: with the notice");
    assert_eq!(due("media", Value::Null), Value::Null, "no state has more than 500");
    assert_eq!(due("regulator", json!("TX")), "2026-02-01");

    desk.ask("cases.decide", decide("tell", "It was read")).await;
    let signed = desk.ask("cases.signOff", sign(&case)).await;
    assert_eq!(signed["state"], "signedOff");
    assert_eq!(not_signed_off(&desk).await, 0);
    for (name, args) in
        [("cases.answer", answer), ("cases.saveScope", more), ("cases.decide", decide("tell", "x"))]
    {
        let refused = desk.refused(name, args).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("state")), "{name}");
    }
    let register = desk.ask("cases.list", json!({})).await;
    let year = register["years"].as_array().unwrap().iter().find(|year| year["year"] == 2026).unwrap();
    assert_eq!(
        (&year["year"], &year["cases"], &year["over"], &year["overPeople"]),
        (&json!(2026), &json!(1), &json!(1), &json!(501))
    );
    assert_eq!((&year["under"], &year["listDueOn"]), (&json!(0), &json!("2027-03-01")));
    let again = desk.ask("cases.reopen", json!({ "case": case, "words": "Another text was found" })).await;
    assert_eq!((&again["state"], again["factors"][2]["risk"].as_str()), (&json!("draft"), Some("high")));
    assert_eq!(not_signed_off(&desk).await, 1);

    // Nobody signs off a case about their own text.
    let lupe = desk.thread_of("Lupe Sandoval").await;
    let sent = send(&desk, &lupe).await;
    let own = json!({ "message": sent["item"]["id"], "problem": "tooMuch", "words": "", "stop": false });
    desk.ask("cases.report", own).await;
    let second = desk.ask("cases.list", json!({})).await["rows"][0].clone();
    assert!(second["number"].as_str().unwrap().ends_with("-02"), "{second}");
    let second = &second["id"];
    let opened =
        desk.ask("cases.decide", json!({ "case": second, "decision": "tell", "words": "Too much" })).await;
    assert_eq!(opened["maySignOff"], false);
    assert_eq!(
        desk.refused("cases.signOff", sign(second.as_str().unwrap())).await.field.as_deref(),
        Some("state")
    );
}

/// A clinic proves its own number, also where it is zero.
#[tokio::test]
async fn the_register_is_a_file_that_names_nobody_and_that_the_trail_proves() {
    let desk = house().await;
    switch(&desk, "The manager").await;
    let file = async || {
        assert_eq!(desk.ask("cases.saveRegister", json!({})).await, json!({ "saved": true }));
        std::fs::read_to_string(desk.path().join("kept.pdf")).unwrap()
    };
    let counted = |csv: &str| {
        let rows = csv.lines().filter(|line| line.starts_with("year,"));
        rows.map(|line| line.split(',').nth(8).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(counted(&file().await), ["0"], "this year, and none");
    switch(&desk, "The receptionist").await;
    let (_, number) = reported(&desk, false).await;
    assert_eq!(desk.refused("cases.saveRegister", json!({})).await.code, ErrorCode::NotAllowed);
    switch(&desk, "The manager").await;
    let csv = file().await;
    assert_eq!(counted(&csv), ["1"]);
    assert!(csv.contains(&format!("case,{number},wrong number,")) && !csv.contains("Lupe"), "{csv}");
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert!(trail.contains(&Hash::of(&[csv.as_bytes()]).to_string()), "the trail knows the file");
}

/// The texts are stopped, the number is asked whose it is, it is nobody's here from then on, and the right one begins.
#[tokio::test]
async fn a_wrong_number_becomes_nobodys_and_the_right_one_begins_without_consent() {
    let desk = house().await;
    switch(&desk, "The receptionist").await;
    let (lupe, _) = reported(&desk, true).await;
    switch(&desk, "The manager").await;
    let case = only_case(&desk).await;
    let asked = |answer: &str, right: &str| json!({ "case": case, "answer": answer, "right": right });
    let open = desk.ask("cases.numberAsked", asked("noAnswer", "")).await;
    assert_eq!((&open["ofNumber"]["answer"], &open["name"]), (&json!("noAnswer"), &json!("Lupe Sandoval")));
    for wrong in ["12", open["phone"].as_str().unwrap()] {
        let refused = desk.refused("cases.numberAsked", asked("somebodyElses", wrong)).await;
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadField, Some("right")), "{wrong}");
    }
    let open = desk.ask("cases.numberAsked", asked("somebodyElses", "504 555 0188")).await;
    assert_eq!(open["ofNumber"]["answer"], "somebodyElses");
    assert_eq!(open["name"], "Lupe Sandoval", "the case still says whom it was meant for");
    let others = open["ofNumber"]["others"].as_array().unwrap();
    assert!(others.iter().any(|one| one["number"] == "(504) 555-0188"), "{others:?}");
    let right = open["ofNumber"]["rightThread"].as_str().unwrap();
    let said: Vec<&str> = open["log"]
        .as_array()
        .unwrap()
        .iter()
        .take(2)
        .map(|line| line["what"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(said, ["numberCorrected", "numberAsked"]);

    // The number is held by the case, and nobody's: what was agreed to there counts for nobody.
    let wrong = desk.ask("threads.open", json!({ "thread": lupe })).await;
    assert_eq!(
        (&wrong["patient"], &wrong["composer"]["refusal"]["kind"]),
        (&Value::Null, &json!("numberHeld"))
    );
    desk.ask("cases.lift", json!({ "case": case, "words": "It is somebody else's" })).await;
    assert_ne!(send(&desk, &lupe).await["kind"], "queued");
    let right = desk.ask("threads.open", json!({ "thread": right })).await;
    assert_eq!(right["row"]["name"], "Lupe Sandoval");
    assert_eq!(
        right["composer"]["refusal"]["kind"], "noConsent",
        "what was agreed to was for the other number"
    );
    let draft = desk.ask("cases.draftLetter", json!({ "case": case, "language": "en" })).await;
    assert!(draft["text"].as_str().unwrap().contains("Guadalupe Sandoval"), "the letter knows whom to tell");
    assert_eq!(desk.ask("cases.export", export(&case, "pdf")).await, json!({ "saved": true }));
}

#[tokio::test]
async fn letters_and_the_file_leave_whole_and_the_trail_knows_them_without_a_word() {
    let desk = house().await;
    switch(&desk, "The receptionist").await;
    reported(&desk, true).await;
    switch(&desk, "The manager").await;
    let case = only_case(&desk).await;
    for (language, words) in [("en", "What happened"), ("es", "Qué pasó")] {
        let draft = desk.ask("cases.draftLetter", json!({ "case": case, "language": language })).await;
        let draft = draft["text"].as_str().unwrap();
        assert!(draft.contains(words) && draft.contains("Guadalupe Sandoval"), "{draft}");
        let text = draft.replace("[Name]", "Dana Whitfield").replace("[Nombre]", "Dana Whitfield");
        let save = json!({ "case": case, "language": language, "text": text });
        assert_eq!(desk.ask("cases.saveLetter", save).await, json!({ "saved": true }));
        let pdf = std::fs::read(desk.path().join("kept.pdf")).unwrap();
        let read = pdf_extract::extract_text_from_mem(&pdf).unwrap();
        assert!(read.contains(words) && read.contains("Dana Whitfield"), "{read}");
    }
    let refused =
        desk.refused("cases.saveLetter", json!({ "case": case, "language": "en", "text": " " })).await;
    assert_eq!(refused.field.as_deref(), Some("text"));

    assert_eq!(desk.ask("cases.export", export(&case, "lines")).await, json!({ "saved": true }));
    let bytes = std::fs::read(desk.path().join("kept.pdf")).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let manifest = &lines.last().unwrap()["manifest"];
    let before = text.rfind("{\"manifest\"").unwrap();
    assert_eq!(manifest["sha256"], Hash::of(&[&bytes[..before]]).to_string());
    assert_eq!(manifest["lines"].as_u64(), Some(lines.len() as u64 - 1));
    let evidence: Vec<&str> =
        text.lines().skip(2).take(lines[1]["evidence"]["lines"].as_u64().unwrap() as usize).collect();
    let frozen = format!("{}\n", evidence.join("\n"));
    let digest = Hash::of(&[frozen.as_bytes()]).to_string();
    assert_eq!(lines[1]["evidence"]["sha256"], digest);
    assert!(
        frozen.contains("diabetes clinic") && frozen.contains("\"consent\""),
        "texts and consent are in it"
    );
    assert!(text.contains(TOLD), "and what was said about it");

    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    for known in [digest, Hash::of(&[&bytes]).to_string()] {
        assert!(trail.contains(&known), "the trail names it by what is in it");
    }
    assert!(
        !trail.contains("diabetes") && !trail.contains("Zephyr") && !trail.contains("Hints"),
        "no words, no kinds"
    );
    assert!(desk.ask("audit.examine", json!({})).await["first"].is_null());
}

#[tokio::test]
async fn with_the_sign_off_somebody_says_how_long_the_words_are_kept_and_the_schedule_follows() {
    let desk = house().await;
    switch(&desk, "The receptionist").await;
    let (lupe, number) = reported(&desk, false).await;
    let cases = desk.ask("threads.open", json!({ "thread": lupe })).await["cases"].clone();
    assert_eq!(
        (&cases[0]["number"], &cases[0]["state"]),
        (&json!(number), &json!("draft")),
        "the thread knows it"
    );
    switch(&desk, "The manager").await;
    let case = only_case(&desk).await;
    let keep = |until: Value, words: &str| json!({ "case": case, "keepUntil": until, "words": words });
    let refused = desk.refused("cases.keep", keep(Value::Null, "Settled")).await;
    assert_eq!(refused.field.as_deref(), Some("state"), "while it is open it keeps them");
    let open = desk
        .ask(
            "cases.decide",
            json!({ "case": case, "decision": "notABreach", "words": "It was her own sister" }),
        )
        .await;
    assert_eq!((&open["keeps"], &open["keepsUntilAt"]), (&json!(true), &Value::Null));
    assert!(open["keepOn"].as_str().unwrap() > "2031", "six years to begin with");
    for until in ["2020-01-01", "2999-01-01", "soon"] {
        let refused = desk.refused("cases.signOff", json!({ "case": case, "keepUntil": until })).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::BadField, Some("keepUntil")),
            "{until}"
        );
    }
    assert_eq!(desk.ask("cases.open", json!({ "case": case })).await["state"], "assessed", "refused whole");
    let signed = desk.ask("cases.signOff", sign(&case)).await;
    assert_eq!((&signed["keeps"], &signed["log"][0]["what"]["kind"]), (&json!(true), &json!("wordsKept")));
    assert_eq!(signed["log"][1]["what"]["kind"], "signedOff");
    assert!(signed["keepsUntilAt"].as_i64().unwrap() > signed["reportedAt"].as_i64().unwrap());

    assert_eq!(desk.refused("cases.keep", keep(Value::Null, " ")).await.field.as_deref(), Some("words"));
    let ended = desk.ask("cases.keep", keep(Value::Null, "Counsel agrees")).await;
    assert_eq!((&ended["keeps"], ended["log"][0]["words"].as_str()), (&json!(false), Some("Counsel agrees")));
    assert_eq!(ended["log"][0]["what"]["untilAt"], Value::Null);
    let again = desk.ask("cases.reopen", json!({ "case": case, "words": "Another text was found" })).await;
    assert_eq!(
        (&again["keeps"], &again["keepsUntilAt"]),
        (&json!(true), &Value::Null),
        "open again, kept again"
    );
}

#[tokio::test]
async fn a_case_is_read_on_paper_too() {
    let desk = house().await;
    switch(&desk, "The receptionist").await;
    let (_, number) = reported(&desk, true).await;
    switch(&desk, "The manager").await;
    let case = only_case(&desk).await;
    let answer = json!({ "case": case, "factor": "seen", "risk": "high", "words": "She answered it" });
    desk.ask("cases.answer", answer).await;
    assert_eq!(desk.ask("cases.export", export(&case, "pdf")).await, json!({ "saved": true }));
    let bytes = std::fs::read(desk.path().join("kept.pdf")).unwrap();
    // Lines end where the page does.
    let joined = |words: &str| words.split_whitespace().collect::<String>();
    let text = joined(&pdf_extract::extract_text_from_mem(&bytes).unwrap());
    let sha256 = desk.ask("cases.open", json!({ "case": case })).await["evidence"]["sha256"].clone();
    for wanted in [
        number.as_str(),
        "Lupe Sandoval",
        "The receptionist",
        "Your visit with the diabetes clinic",
        "Hints at a condition",
        "She answered it",
        "45 CFR 164.404",
        "tell the patient: by",
        TOLD,
        sha256.as_str().unwrap(),
    ] {
        assert!(text.contains(&joined(wanted)), "{wanted} is not in {text}");
    }
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert!(trail.contains(&Hash::of(&[&bytes]).to_string()), "the trail names it by what is in it");
}

/// A link to the device that is always full stands where the file would be written: every byte meets `ENOSPC`.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_leaves_nothing_half_written_under_the_final_name() {
    let desk = house().await;
    switch(&desk, "The receptionist").await;
    let (lupe, _) = reported(&desk, false).await;
    switch(&desk, "The manager").await;
    let case = only_case(&desk).await;
    let asked = json!({ "thread": lupe, "from": "2020-01-01", "to": "2099-12-31", "channel": null });
    let (place, beside) = (desk.path().join("kept.pdf"), desk.path().join("kept.pdf.part"));
    for (name, args) in [
        ("cases.export", export(&case, "lines")),
        ("cases.export", export(&case, "pdf")),
        ("report.save", json!({ "asked": asked, "format": "csv" })),
        ("audit.save", json!({ "thread": null, "by": null })),
    ] {
        for before in [None, Some("what was there")] {
            if let Some(words) = before {
                std::fs::write(&place, words).unwrap();
            }
            std::os::unix::fs::symlink("/dev/full", &beside).unwrap();
            assert_eq!(desk.refused(name, args.clone()).await.code, ErrorCode::DiskFull, "{name}");
            assert_eq!(std::fs::read_to_string(&place).ok().as_deref(), before, "{name}");
            assert!(
                !beside.exists() && std::fs::symlink_metadata(&beside).is_err(),
                "nothing stays beside it"
            );
        }
        std::fs::remove_file(&place).unwrap();
        assert_eq!(desk.ask(name, args).await, json!({ "saved": true }));
        std::fs::remove_file(&place).unwrap();
    }
}
