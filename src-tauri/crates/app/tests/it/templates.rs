//! Templates at the desk: written by one, approved by another, filled for a patient, and never sent half done.

use foyer_app::wire::ErrorCode;
use foyer_domain::{Span, TemplateId};
use foyer_policy::template::{TemplateLevel, TemplateState};
use foyer_store::{
    StoreError, WriteTx,
    templates::{self, NewVersion},
    users,
};
use foyer_sync::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, client_id},
    retention::between,
    seats::{full_house, switch},
};

const LUPE: &str = "Lupe Sandoval";
const MARCUS: &str = "Marcus Oyelaran";

async fn named(desk: &Desk, name: &str) -> Value {
    let page = desk.ask("templates.list", json!({})).await;
    page["templates"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == name)
        .unwrap_or_else(|| panic!("no template {name}"))
        .clone()
}

async fn take(desk: &Desk, thread: &str, name: &str, language: &str, before: &str) -> Value {
    let template = named(desk, name).await["id"].clone();
    let take = json!({
        "thread": thread, "template": template, "language": language, "before": before, "after": "",
    });
    desk.ask("templates.take", take).await
}

async fn send(desk: &Desk, thread: &str, text: &str) -> Value {
    // A reason for everything: none is one for a template.
    let send = json!({
        "thread": thread, "text": text, "clientId": client_id(), "overrideReason": "They asked for it.",
    });
    desk.ask("messages.send", send).await
}

fn wording(name: &str, en: &str, es: &str, submit: bool) -> Value {
    json!({
        "template": null, "name": name, "level": "officeFacts", "en": en, "es": es, "submit": submit,
    })
}

#[tokio::test]
async fn the_usual_ones_are_there_and_are_filled_in_the_language_of_the_patient() {
    let desk = Desk::practice().await;
    let page = desk.ask("templates.list", json!({})).await;
    let in_use: Vec<_> =
        page["templates"].as_array().unwrap().iter().filter(|one| one["state"] == "inUse").collect();
    assert_eq!(in_use.len(), 14);
    assert!(in_use.iter().all(|one| one["en"].is_object() && one["es"].is_object()));

    // Lupe shares her phone: nobody is called by a name that may be another's.
    let lupe = desk.thread_of(LUPE).await;
    let picker = desk.ask("templates.pick", json!({ "thread": lupe, "typed": "visit re" })).await;
    assert_eq!((&picker["language"], &picker["rows"][0]["name"]), (&json!("es"), &json!("Visit reminder")));
    let blanks = |row: &Value| -> Vec<String> {
        let pieces = row["pieces"].as_array().unwrap().clone();
        pieces
            .iter()
            .filter(|one| one["blank"] == true)
            .map(|one| one["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(blanks(&picker["rows"][0]), ["nombre", "fecha", "hora"]);
    let english =
        desk.ask("templates.pick", json!({ "thread": lupe, "typed": "visit", "language": "en" })).await;
    assert_eq!(blanks(&english["rows"][0]), ["first name", "date", "time"]);

    let marcus = desk.thread_of(MARCUS).await;
    let taken = take(&desk, &marcus, "Visit reminder", "en", "Good morning!").await;
    let text = taken["text"].as_str().unwrap();
    assert!(
        text.starts_with("Good morning! Marcus, this is Bayou Family Clinic. Your visit is {date}"),
        "{text}"
    );
    assert!(text.contains("(713) 555-0100"), "{text}");
    assert_eq!(taken["blanks"].as_array().unwrap().len(), 2);
    let first = &taken["blanks"][0];
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |field: &str| usize::try_from(first[field].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&units[at("start")..at("end")]).unwrap(), "{date}");
    // It is in the draft, and the check of the draft says what is left.
    let detail = desk.ask("threads.open", json!({ "thread": marcus })).await;
    assert_eq!(detail["draft"], text);
    let check = desk.ask("drafts.screen", json!({ "thread": marcus, "text": text, "revision": 1 })).await;
    assert_eq!(check["blanks"], taken["blanks"]);
}

#[tokio::test]
async fn nothing_half_done_leaves_by_any_way() {
    let desk = Desk::practice().await;
    let marcus = desk.thread_of(MARCUS).await;
    let reminder = take(&desk, &marcus, "Visit reminder", "en", "").await;
    let left = reminder["text"].as_str().unwrap().to_owned();
    let refused = send(&desk, &marcus, &left).await;
    assert_eq!(
        (&refused["kind"], &refused["refusal"]["kind"]),
        (&json!("refused"), &json!("templateBlanks"))
    );
    // By hand, in another thread, to the portal: a blank is a blank.
    let lupe = desk.thread_of(LUPE).await;
    assert_eq!(send(&desk, &lupe, "Nos vemos el {fecha}.").await["refusal"]["kind"], "templateBlanks");
    for target in ["portal", "secureEmail", "call"] {
        let offer = json!({ "thread": marcus, "text": left, "clientId": client_id(), "target": target });
        assert_eq!(
            desk.ask("messages.handOff", offer).await["refusal"]["kind"],
            "templateBlanks",
            "{target}"
        );
    }
    let filled = left.replace("{date}", "Tuesday, Nov 24").replace("{time}", "9:30 AM");
    assert_eq!(send(&desk, &marcus, &filled).await["kind"], "queued");

    // Not approved, not in both languages: not taken, and so not sent.
    for (name, why) in
        [("Closed for weather", "templateNotApproved"), ("Video visit link", "templateHalfTranslated")]
    {
        assert_eq!(take(&desk, &marcus, name, "en", "").await["refusal"]["kind"], why);
    }
    let picker = desk.ask("templates.pick", json!({ "thread": marcus, "typed": "clos" })).await;
    let rows = picker["rows"].as_array().unwrap();
    let weather = rows.iter().find(|row| row["name"] == "Closed for weather").unwrap();
    assert_eq!(weather["off"], "notApproved");
}

#[tokio::test]
async fn a_template_that_is_taken_out_stops_the_drafts_that_came_from_it() {
    let desk = Desk::practice().await;
    let marcus = desk.thread_of(MARCUS).await;
    let taken = take(&desk, &marcus, "Directions and parking", "en", "").await;
    let words = taken["text"].as_str().unwrap().to_owned();
    switch(&desk, "Dana Ruiz").await;
    let id = named(&desk, "Directions and parking").await["id"].clone();
    desk.ask("templates.decide", json!({ "template": id, "decision": "retire" })).await;
    // Marisol's draft remembers, also with more typed into it.
    switch(&desk, "Marisol Vega").await;
    let save = json!({ "thread": marcus, "note": false, "text": format!("{words} See you.") });
    desk.ask("drafts.save", save).await;
    let refused = send(&desk, &marcus, &format!("{words} See you.")).await;
    assert_eq!(refused["refusal"]["kind"], "templateNotApproved");
    let offer = json!({ "thread": marcus, "text": words, "clientId": client_id(), "target": "call" });
    assert_eq!(desk.ask("messages.handOff", offer).await["refusal"]["kind"], "templateNotApproved");
    // Thrown away, it is nobody's words any more.
    desk.ask("drafts.save", json!({ "thread": marcus, "note": false, "text": "" })).await;
    assert_eq!(send(&desk, &marcus, "We are at 1200 Main Street.").await["kind"], "queued");
}

#[tokio::test]
async fn whoever_wrote_it_does_not_approve_it_and_the_one_in_use_stays_until_then() {
    let desk = Desk::practice().await;
    switch(&desk, "Dana Ruiz").await;
    let (en, es) = ("{practice}: the side lot is free.", "{consultorio}: el estacionamiento es gratis.");
    let page = desk.ask("templates.save", wording("Side lot", en, es, true)).await;
    assert_eq!(page["mayApprove"], true);
    let mine = named(&desk, "Side lot").await;
    assert_eq!((&mine["state"], &mine["mine"]), (&json!("toApprove"), &json!(true)));
    let approve = json!({ "template": mine["id"], "decision": "approve" });
    assert_eq!(desk.refused("templates.decide", approve.clone()).await.code, ErrorCode::NotAllowed);
    // The front desk writes and does not approve; a nurse does.
    switch(&desk, "Kofi Mensah").await;
    assert_eq!(desk.refused("templates.decide", approve.clone()).await.code, ErrorCode::NotAllowed);
    switch(&desk, "Joanne Tran").await;
    desk.ask("templates.decide", approve.clone()).await;
    assert_eq!(named(&desk, "Side lot").await["state"], "inUse");
    assert_eq!(desk.refused("templates.decide", approve).await.code, ErrorCode::TooLate);

    // Another wording waits beside the one in use.
    let id = mine["id"].clone();
    let mut next = wording("Side lot", "{practice}: the side lot is open.", es, true);
    next["template"] = id.clone();
    desk.ask("templates.save", next).await;
    let both = named(&desk, "Side lot").await;
    assert_eq!(
        (&both["state"], &both["version"], &both["inUse"]),
        (&json!("toApprove"), &json!(2), &json!(1))
    );
    let marcus = desk.thread_of(MARCUS).await;
    let taken = take(&desk, &marcus, "Side lot", "en", "").await;
    assert!(taken["text"].as_str().unwrap().contains("lot is free"));
    // Joanne changed the English only: the Spanish is still Dana's, and Dana wrote a part of it.
    switch(&desk, "Dana Ruiz").await;
    let approve = json!({ "template": id, "decision": "approve" });
    assert_eq!(desk.refused("templates.decide", approve).await.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn what_cannot_be_a_template_is_refused_when_it_is_saved() {
    let desk = Desk::practice().await;
    for (en, es, submit, field) in [
        ("See you {dato}.", "", false, "en"),
        ("See you {date", "", false, "en"),
        ("", "{nombre {nombre}}", false, "es"),
        ("", " ", false, "en"),
        ("The side lot is free.", "", true, "es"),
        ("Your A1C is 8.2.", "", false, "level"),
        ("See you {date}.", "", false, "level"),
    ] {
        let error = desk.refused("templates.save", wording("Try", en, es, submit)).await;
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::BadField, Some(field)), "{en} {es}");
    }
    let error = desk.refused("templates.save", wording(" ", "The side lot is free.", "", false)).await;
    assert_eq!(error.field.as_deref(), Some("name"));
    // What is filled in of the practice leads to no other blank, and nowhere that hides.
    switch(&desk, "Dana Ruiz").await;
    for (field, value) in [
        ("location", "{location}"),
        ("insurance", "Medicare\nand more"),
        ("bookingLink", "http://clinic.example"),
        ("bookingLink", "bit.ly/clinic"),
        ("formsLink", "clinic.example/f?patient=4"),
    ] {
        let mut facts =
            json!({ "location": "", "bookingLink": "", "formsLink": "", "insurance": "", "offices": [] });
        facts[field] = json!(value);
        let error = desk.refused("templates.saveFacts", json!({ "facts": facts })).await;
        assert_eq!(error.field.as_deref(), Some(field), "{value}");
    }
    let facts = json!({
        "location": " 9 Oak Street ", "bookingLink": "https://clinic.example/book/", "formsLink": "", "insurance": "",
        "offices": [],
    });
    let page = desk.ask("templates.saveFacts", json!({ "facts": facts })).await;
    assert_eq!(
        (&page["facts"]["location"], &page["facts"]["bookingLink"]),
        (&json!("9 Oak Street"), &json!("clinic.example/book"))
    );
    let marcus = desk.thread_of(MARCUS).await;
    let taken = take(&desk, &marcus, "Directions and parking", "en", "").await;
    assert!(taken["text"].as_str().unwrap().contains("is at 9 Oak Street."));
    // Words are looked at while they are written.
    let check = desk.ask("templates.check", json!({ "en": "Your A1C is {date}", "es": "{x}" })).await;
    assert_eq!(
        (&check["level"], &check["en"]["kind"], &check["es"]["kind"]),
        (&json!("clinical"), &json!("fits"), &json!("fault"))
    );
}

#[tokio::test]
async fn clinical_templates_go_to_the_portal() {
    let desk = Desk::practice().await;
    switch(&desk, "Dana Ruiz").await;
    let mut clinical = wording("Plan", "Your plan is in the mail.", "Su plan va por correo.", true);
    clinical["level"] = json!("clinical");
    desk.ask("templates.save", clinical).await;
    let id = named(&desk, "Plan").await["id"].clone();
    switch(&desk, "Joanne Tran").await;
    desk.ask("templates.decide", json!({ "template": id, "decision": "approve" })).await;
    switch(&desk, "Marisol Vega").await;
    let marcus = desk.thread_of(MARCUS).await;
    let words = take(&desk, &marcus, "Plan", "en", "").await["text"].as_str().unwrap().to_owned();
    let check = desk.ask("drafts.screen", json!({ "thread": marcus, "text": words, "revision": 1 })).await;
    assert_eq!(check["verdict"], "portalOnly");
    let plain = json!({ "thread": marcus, "text": words, "clientId": client_id(), "overrideReason": null });
    assert_eq!(desk.ask("messages.send", plain).await["refusal"]["kind"], "portalOnly");
}

/// Two wordings from half a year ago: one that came with Foyer, one that the manager wrote.
fn half_a_year_old(tx: &WriteTx<'_>) -> Result<(), StoreError> {
    let manager = users::list(tx)?
        .into_iter()
        .map(|row| row.user)
        .find(|user| user.name.reveal() == "The manager")
        .unwrap();
    for (name, written_by) in [("Side lot", None), ("Front lot", Some(manager.id))] {
        let old = NewVersion {
            template: TemplateId::from_uuid(uuid::Uuid::now_v7()),
            slug: None,
            name,
            level: TemplateLevel::OfficeFacts,
            en: Some("{practice}: the lot is free."),
            es: Some("{consultorio}: el estacionamiento es gratis."),
            written_by,
            en_by: written_by,
            es_by: written_by,
            state: TemplateState::Approved,
            at: SystemClock.now().minus(Span::days(200)),
        };
        templates::add(tx, &old)?;
    }
    Ok(())
}

#[tokio::test]
async fn a_wording_that_nobody_read_for_half_a_year_is_late_until_somebody_who_did_not_write_it_has() {
    let desk = between(full_house().await, 20.0, half_a_year_old).await;
    switch(&desk, "The manager").await;
    let late = named(&desk, "Side lot").await;
    assert_eq!(
        (&late["due"], &late["look"], &late["mayKeep"]),
        (&json!("late"), &json!("reviewLate"), &json!(true))
    );
    assert_eq!(late["state"], "inUse", "it may still be sent");
    let keep = |id: &Value| json!({ "template": id, "decision": "keep" });
    let own = named(&desk, "Front lot").await;
    assert_eq!((&own["look"], &own["mayKeep"]), (&json!("reviewLate"), &json!(false)));
    assert_eq!(desk.refused("templates.decide", keep(&own["id"])).await.code, ErrorCode::NotAllowed);
    let draft = named(&desk, "Closed for weather").await;
    assert!(draft["readBy"].is_null() && draft["due"].is_null(), "nobody approved it yet");
    assert_eq!(desk.refused("templates.decide", keep(&draft["id"])).await.code, ErrorCode::TooLate);

    desk.ask("templates.decide", keep(&late["id"])).await;
    let kept = named(&desk, "Side lot").await;
    assert_eq!((&kept["due"], &kept["look"]), (&json!("later"), &json!(null)));
    assert_eq!(
        (&kept["keptBy"], &kept["mayKeep"]),
        (&json!("The manager"), &json!(false)),
        "once a day is enough"
    );
    assert!(kept["readBy"].as_str() > late["readBy"].as_str());
    assert!(kept["decidedBy"].is_null(), "who approved it is as it was");
    let archive = desk.ask("audit.export", json!({})).await;
    let trail = std::fs::read_to_string(archive["path"].as_str().unwrap()).unwrap();
    assert_eq!(trail.matches("template.keep").count(), 1);
}

#[tokio::test]
async fn every_wording_is_shown_with_its_words_and_who_decided_about_it() {
    let desk = Desk::practice().await;
    let before = named(&desk, "Directions and parking").await;
    let (en, es) = (before["en"]["typed"].as_str().unwrap(), before["es"]["typed"].as_str().unwrap());
    let mut next = wording("Directions and parking", &format!("{en} Ring twice."), es, true);
    next["template"] = before["id"].clone();
    desk.ask("templates.save", next).await;
    switch(&desk, "Dana Ruiz").await;
    desk.ask("templates.decide", json!({ "template": before["id"], "decision": "approve" })).await;
    let versions = named(&desk, "Directions and parking").await["versions"].clone();
    let words = |at: usize| {
        versions[at]["en"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["text"].as_str().unwrap())
            .collect::<String>()
    };
    assert!(words(0).ends_with("Ring twice.") && !words(1).contains("Ring"));
    assert_eq!((&versions[0]["decidedBy"], &versions[0]["state"]), (&json!("Dana Ruiz"), &json!("inUse")));
    assert_eq!(versions[1]["state"], "retired");
}
