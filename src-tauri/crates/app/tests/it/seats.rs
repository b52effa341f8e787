//! Who sits at the desk: roles and rights, the lock, PINs, switching.

use std::{collections::BTreeSet, sync::Arc};

use foyer_app::{PracticeOptions, Start, commands::table, wire::ErrorCode};
use foyer_domain::{Capability, OwnRole, Private, Reach, Rights, Role, RoleId, User, UserId};
use foyer_store::{
    DeviceSecret, Pin, PinCheck, PracticeFolder, pins,
    roles::{self, RoleRow},
    users,
};
use foyer_sync::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::desk::{Desk, client_id};

/// Everyone's PIN in practice mode.
const PRACTICE_PIN: &str = "246810";

/// A role of the practice's own, like none that Foyer brings: it reads bills, sees who did what and manages people.
fn own_role() -> Role {
    let rights = Rights {
        scheduling: Reach::Nothing,
        clinical: Reach::Nothing,
        billing: Reach::Read,
        audit: true,
        manage_people: true,
        ..Role::Billing.rights()
    };
    Role::Own(OwnRole { id: RoleId::from_uuid(uuid::Uuid::from_u128(7)), rights })
}

fn everybody() -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().chain([own_role()])
}

/// Practice mode with somebody of every role.
pub async fn full_house() -> Desk {
    let desk = Desk::practice().await;
    desk.app.close().await;
    let folder = PracticeFolder::at(desk.path().join("practice-mode"));
    let key = folder.key_file().unwrap().open_with_keyring(&*desk.vault).unwrap();
    let store = folder.open(&key).unwrap();
    store
        .write_blocking(|tx| {
            let Role::Own(role) = own_role() else { panic!("the practice made it") };
            roles::create(
                tx,
                &RoleRow { role, name: "Lookers".to_owned(), places: BTreeSet::new() },
                SystemClock.now(),
            )?;
            for role in everybody() {
                let id = UserId::from_uuid(uuid::Uuid::now_v7());
                let now = SystemClock.now();
                users::create(
                    tx,
                    &User { id, name: Private::new(format!("The {}", role.as_str())), role },
                    now,
                )?;
                let pin =
                    PinCheck::of(&Pin::parse(PRACTICE_PIN).unwrap(), id, &DeviceSecret::none()).unwrap();
                pins::set(tx, id, &pin, now)?;
            }
            Ok(())
        })
        .unwrap();
    store.close().unwrap();
    let start = Start::Practice(PracticeOptions { speed: 20.0, ..PracticeOptions::default() });
    Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), start).await
}

/// Somebody else sits down.
pub async fn switch(desk: &Desk, name: &str) -> Value {
    desk.ask("session.lock", json!({})).await;
    let user = desk.person(name).await;
    desk.ask("session.enterPin", json!({ "user": user, "pin": PRACTICE_PIN })).await
}

#[tokio::test]
async fn every_role_at_every_command_locked_and_unlocked() {
    let desk = full_house().await;
    let mut asked = 0;
    for role in everybody() {
        let ready = switch(&desk, &format!("The {}", role.as_str())).await;
        assert_eq!(ready["desk"]["user"]["name"], format!("The {}", role.as_str()));
        for entry in table() {
            if entry.needs == Capability::Enter {
                continue;
            }
            // No command takes this, so none does anything: what is seen is the door.
            let error = desk.refused(entry.name, Value::Null).await;
            let expected =
                if role.may(entry.needs) { ErrorCode::BadArguments } else { ErrorCode::NotAllowed };
            assert_eq!(error.code, expected, "{role:?} at {}", entry.name);
            asked += 1;
        }
    }
    let ready = switch(&desk, "The own").await;
    assert_eq!(ready["desk"]["user"]["role"], "Lookers");
    desk.ask("session.lock", json!({})).await;
    for entry in table() {
        if entry.needs != Capability::Enter {
            assert_eq!(desk.refused(entry.name, json!({})).await.code, ErrorCode::Locked, "{}", entry.name);
            asked += 1;
        }
    }
    let guarded = table().iter().filter(|entry| entry.needs != Capability::Enter).count();
    assert_eq!(asked, guarded * (everybody().count() + 1));
}

#[tokio::test]
async fn what_a_role_does_not_include_is_denied_and_written_down_once_a_sitting() {
    let desk = full_house().await;
    let denied = async || {
        let written = desk.ask("audit.export", json!({})).await;
        let trail = std::fs::read_to_string(written["path"].as_str().unwrap()).unwrap();
        trail.lines().filter(|line| line.contains("desk.deny")).count()
    };
    for sitting in 1..3 {
        switch(&desk, "The receptionist").await;
        // Whoever goes on asking does not fill the trail.
        for _ in 0..3 {
            for name in ["audit.examine", "retention.read"] {
                assert_eq!(desk.refused(name, json!({})).await.code, ErrorCode::NotAllowed);
            }
        }
        switch(&desk, "The manager").await;
        assert_eq!(denied().await, sitting * 2);
    }
}

#[tokio::test]
async fn a_locked_desk_shows_counts_and_staff_and_no_patient() {
    let desk = Desk::practice().await;
    let page = desk.ask("threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await;
    desk.ask("session.lock", json!({})).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["kind"], "signIn");
    let shown = status.to_string();
    for row in page["rows"].as_array().unwrap() {
        for field in ["name", "number"] {
            assert!(!shown.contains(row[field].as_str().unwrap()), "a patient is on the lock screen");
        }
    }
    assert!(status["lock"]["behind"]["waiting"].as_u64().unwrap() > 0);
    assert_eq!(status["lock"]["why"], "asked");
    let staff = ["Marisol Vega", "Kofi Mensah", "Joanne Tran", "Dana Ruiz"];
    let people: Vec<_> =
        status["lock"]["people"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(people, staff);
    // Words copied for a portal do not stay behind for who comes next.
    desk.slip.was_let_go().await;
}

#[tokio::test]
async fn texts_come_in_behind_the_lock_and_drafts_stay_whose_they_are() {
    let mut desk = Desk::practice().await;
    let thread = desk.thread_of("Lupe Sandoval").await;
    let save = json!({ "thread": thread, "note": false, "text": "Marisol wrote this" });
    desk.ask("drafts.save", save).await;
    desk.ask("session.lock", json!({})).await;
    // Practice mode's patients go on writing; the count behind the lock is read without anybody there.
    let before = desk.app.unread().await;
    let mut arrived = false;
    while !arrived {
        arrived = matches!(
            desk.events.recv().await,
            Ok(foyer_app::wire::AppEvent::InboundArrived { .. })
                | Err(tokio::sync::broadcast::error::RecvError::Lagged(_))
        );
    }
    assert!(desk.app.unread().await >= before);
    let kofi = desk.person("Kofi Mensah").await;
    desk.ask("session.enterPin", json!({ "user": kofi, "pin": PRACTICE_PIN })).await;
    let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert!(!detail.to_string().contains("Marisol wrote this"), "a draft is its writer's");
    switch(&desk, "Marisol Vega").await;
    let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert!(detail.to_string().contains("Marisol wrote this"));
}

#[tokio::test]
async fn what_is_written_says_who_wrote_it() {
    let desk = Desk::practice().await;
    let thread = desk.thread_of("Lupe Sandoval").await;
    switch(&desk, "Kofi Mensah").await;
    let note = json!({ "thread": thread, "text": "Called her back", "clientId": client_id() });
    desk.ask("notes.add", note).await;
    switch(&desk, "Dana Ruiz").await;
    let detail = desk.ask("threads.open", json!({ "thread": thread })).await;
    let note =
        detail["timeline"]["items"].as_array().unwrap().iter().find(|item| item["kind"] == "note").unwrap();
    assert_eq!(note["author"], "Kofi Mensah");
}

#[tokio::test]
async fn a_storm_of_pins_gets_five_tries_and_the_right_one_then_waits_too() {
    let desk = Desk::practice().await;
    desk.ask("session.lock", json!({})).await;
    let kofi = desk.person("Kofi Mensah").await;
    let mut codes = Vec::new();
    for pin in ["111111", "135790", "nonsense", "", "246811", "999999", PRACTICE_PIN] {
        codes.push(desk.refused("session.enterPin", json!({ "user": kofi, "pin": pin })).await.code);
    }
    use ErrorCode::{Slowed, WrongSecret};
    assert_eq!(codes, [WrongSecret, WrongSecret, WrongSecret, WrongSecret, Slowed, Slowed, Slowed]);
    let status = desk.ask("app.status", json!({})).await;
    let kofi = &status["lock"]["people"][1];
    assert_eq!((&kofi["name"], &kofi["pin"]["kind"]), (&json!("Kofi Mensah"), &json!("slowed")));
    // One person's misses are not another's.
    let marisol = desk.person("Marisol Vega").await;
    desk.ask("session.enterPin", json!({ "user": marisol, "pin": PRACTICE_PIN })).await;
    // Nobody comes in as somebody who is not there.
    desk.ask("session.lock", json!({})).await;
    let nobody = json!({ "user": uuid::Uuid::nil().to_string(), "pin": PRACTICE_PIN });
    assert_eq!(desk.refused("session.enterPin", nobody).await.code, WrongSecret);
}
