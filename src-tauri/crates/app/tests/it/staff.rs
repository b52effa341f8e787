//! A practice and its people: codes for the first day, roles, leaving; and the recovery code.

use std::sync::Arc;

use foyer_app::{Start, wire::ErrorCode};
use foyer_testkit::MemoryVault;
use serde_json::{Value, json};

use crate::desk::{Desk, FarEnd, PASSWORD, PIN};

const HERS: &str = "three herons by the bayou";

/// A practice that Dana has just set up, and sits in.
pub async fn practice() -> (Desk, FarEnd) {
    let far = FarEnd::start().await;
    let desk = Desk::fresh(MemoryVault::new()).await;
    set_up(&desk, &far).await;
    (desk, far)
}

/// Dana sets the practice up.
pub async fn set_up(desk: &Desk, far: &FarEnd) {
    let connect = json!({
        "account": far.account(), "practiceName": "Bayou Family Clinic", "yourName": "Dana Ruiz",
        "timeZone": "America/Chicago", "numbers": ["713 555 0100"], "portalUrl": null,
        "password": PASSWORD, "pin": PIN,
    });
    desk.ask("setup.connectTwilio", connect).await;
}

pub async fn again(desk: &Desk, vault: &Arc<MemoryVault>) -> Desk {
    desk.app.close().await;
    Desk::open(Arc::clone(&desk.folder), Arc::clone(vault), Start::Normal).await
}

async fn dana_back(desk: &Desk) {
    desk.ask("session.lock", json!({})).await;
    let dana = desk.person("Dana Ruiz").await;
    desk.ask("session.enterPin", json!({ "user": dana, "pin": PIN })).await;
}

fn first(user: &Value, code: &str, password: &str) -> Value {
    json!({ "user": user, "code": code, "password": password, "pin": "918273" })
}

#[tokio::test]
async fn somebody_comes_gets_another_role_and_leaves_for_good() {
    let (desk, _far) = practice().await;
    let made = desk.ask("people.add", json!({ "name": "Amaka Eze", "role": "billing" })).await;
    let (amaka, code) = (&made["user"], made["code"].as_str().unwrap());
    desk.ask("session.lock", json!({})).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["lock"]["people"][1]["pin"]["kind"], "firstDay");

    // A code is for choosing a password, and for nobody else.
    let as_password = json!({ "user": amaka, "password": code, "newPin": null });
    assert_eq!(desk.refused("session.signIn", as_password).await.code, ErrorCode::FirstDay);
    let dana = desk.person("Dana Ruiz").await;
    let stolen = desk.refused("session.firstSignIn", first(&dana, code, HERS)).await;
    assert_eq!((stolen.code, stolen.field.as_deref()), (ErrorCode::WrongSecret, Some("code")));
    assert_eq!(
        desk.refused("session.firstSignIn", first(amaka, code, "short")).await.code,
        ErrorCode::BadField
    );
    let sloppy = code.to_lowercase().replace('-', " ");
    let ready = desk.ask("session.firstSignIn", first(amaka, &sloppy, HERS)).await;
    let may = &ready["desk"]["may"];
    assert_eq!((&may["answer"], &may["people"]), (&json!(true), &json!(false)));
    assert_eq!(desk.refused("people.list", json!({})).await.code, ErrorCode::NotAllowed);
    desk.ask("session.lock", json!({})).await;
    assert_eq!(
        desk.refused("session.firstSignIn", first(amaka, code, HERS)).await.code,
        ErrorCode::WrongSecret,
        "a code works once"
    );
    desk.ask("session.enterPin", json!({ "user": amaka, "pin": "918273" })).await;

    dana_back(&desk).await;
    desk.ask("people.changeRole", json!({ "user": amaka, "role": "privacyOfficer" })).await;
    desk.ask("session.lock", json!({})).await;
    let ready = desk.ask("session.enterPin", json!({ "user": amaka, "pin": "918273" })).await;
    assert_eq!(ready["desk"]["may"]["answer"], false);
    let log = desk.ask("people.log", json!({})).await.to_string();
    for word in ["roleChanged", "added", "missed", "signedIn"] {
        assert!(log.contains(word), "{word} is not in the log");
    }

    dana_back(&desk).await;
    let list = desk.ask("people.list", json!({})).await;
    assert_eq!(list["people"][1]["wayIn"]["kind"], "passwordAndPin");
    let oneself = json!({ "user": dana });
    assert_eq!(desk.refused("people.remove", oneself.clone()).await.code, ErrorCode::NotAllowed);
    assert_eq!(desk.refused("people.newCode", oneself).await.code, ErrorCode::NotAllowed);
    desk.ask("people.remove", json!({ "user": amaka })).await;
    let list = desk.ask("people.list", json!({})).await;
    assert!(list["people"][1]["leftAt"].is_i64());
    desk.ask("session.lock", json!({})).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["lock"]["people"].as_array().unwrap().len(), 1);
    let pin = json!({ "user": amaka, "pin": "918273" });
    assert_eq!(desk.refused("session.enterPin", pin).await.code, ErrorCode::WrongSecret);
    let password = json!({ "user": amaka, "password": HERS, "newPin": null });
    assert_eq!(desk.refused("session.signIn", password).await.code, ErrorCode::WrongSecret);

    let closed = again(&desk, &desk.vault).await;
    let status = closed.ask("app.status", json!({})).await;
    assert_eq!(status["lock"]["people"].as_array().unwrap().len(), 1);
    closed.app.close().await;
}

#[tokio::test]
async fn a_new_code_ends_the_password_it_replaces_and_a_pin_can_be_taken_away() {
    let (desk, _far) = practice().await;
    let made = desk.ask("people.add", json!({ "name": "Kofi Mensah", "role": "receptionist" })).await;
    let kofi = &made["user"];
    desk.ask("session.lock", json!({})).await;
    desk.ask("session.firstSignIn", first(kofi, made["code"].as_str().unwrap(), HERS)).await;

    dana_back(&desk).await;
    desk.ask("people.resetPin", json!({ "user": kofi })).await;
    desk.ask("session.lock", json!({})).await;
    let pin = json!({ "user": kofi, "pin": "918273" });
    assert_eq!(desk.refused("session.enterPin", pin).await.code, ErrorCode::WrongSecret);
    let password = json!({ "user": kofi, "password": HERS, "newPin": "564738" });
    desk.ask("session.signIn", password.clone()).await;
    let mut changed = json!({ "password": "not hers at all", "newPassword": "four egrets by the river" });
    assert_eq!(desk.refused("session.changePassword", changed.clone()).await.code, ErrorCode::WrongSecret);
    changed["password"] = json!(HERS);
    desk.ask("session.changePassword", changed).await;
    desk.ask("session.lock", json!({})).await;
    assert_eq!(desk.refused("session.signIn", password).await.code, ErrorCode::WrongSecret);
    let password = json!({ "user": kofi, "password": "four egrets by the river", "newPin": null });
    desk.ask("session.signIn", password.clone()).await;

    dana_back(&desk).await;
    let made = desk.ask("people.newCode", json!({ "user": kofi })).await;
    desk.ask("session.lock", json!({})).await;
    assert_eq!(desk.refused("session.signIn", password).await.code, ErrorCode::WrongSecret);
    desk.ask("session.firstSignIn", first(kofi, made["code"].as_str().unwrap(), HERS)).await;
    desk.app.close().await;
}

#[tokio::test]
async fn with_the_recovery_code_a_manager_comes_back_from_a_lost_keyring() {
    let (desk, _far) = practice().await;
    let made = desk.ask("people.add", json!({ "name": "Kofi Mensah", "role": "receptionist" })).await;
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["needsRecoveryCode"], true);
    let groups = desk.ask("recovery.make", json!({})).await;
    let code: Vec<&str> =
        groups["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    let code = code.join("-");
    let other = if code.starts_with('Z') { "Y" } else { "Z" };
    let slip = json!({ "code": format!("{other}{}", code.get(1..).unwrap()) });
    assert_eq!(desk.refused("recovery.confirm", slip.clone()).await.code, ErrorCode::WrongSecret);
    assert_eq!(
        desk.ask("app.status", json!({})).await["desk"]["needsRecoveryCode"],
        true,
        "not typed back yet"
    );
    desk.ask("recovery.confirm", json!({ "code": code.to_lowercase() })).await;
    assert_eq!(desk.ask("app.status", json!({})).await["desk"]["needsRecoveryCode"], false);
    let thread = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
    let thread = desk.ask("threads.start", thread).await["thread"].clone();

    // The keyring was reset.
    let vault = Arc::new(MemoryVault::new());
    let lost = again(&desk, &vault).await;
    let status = lost.ask("app.status", json!({})).await;
    assert_eq!((&status["problem"], &status["recovery"]), (&json!("keyMissing"), &json!(true)));
    assert_eq!(lost.refused("recovery.try", slip).await.code, ErrorCode::WrongSecret);
    let people = lost.ask("recovery.try", json!({ "code": code })).await;
    assert_eq!(people["people"].as_array().unwrap().len(), 1, "only who manages people");
    let back = |user: &Value| json!({ "code": code, "user": user, "password": HERS, "pin": "918273" });
    assert_eq!(lost.refused("recovery.comeBack", back(&made["user"])).await.code, ErrorCode::WrongSecret);
    let ready = lost.ask("recovery.comeBack", back(&people["people"][0]["id"])).await;
    assert_eq!(ready["kind"], "ready");
    lost.ask("threads.open", json!({ "thread": thread })).await;
    let list = lost.ask("people.list", json!({})).await;
    assert_eq!(list["people"][1]["wayIn"]["kind"], "nothing", "the others' ways in needed the old keyring");

    // From then on it is an ordinary practice with the new secret; the old one opens nothing.
    let home = again(&lost, &vault).await;
    let dana = home.person("Dana Ruiz").await;
    let old = json!({ "user": dana, "password": PASSWORD, "newPin": null });
    assert_eq!(home.refused("session.signIn", old).await.code, ErrorCode::WrongSecret);
    home.ask("session.signIn", json!({ "user": dana, "password": HERS, "newPin": null })).await;
    let before = again(&home, &desk.vault).await;
    assert_eq!(before.ask("app.status", json!({})).await["problem"], "keyMissing");
    before.app.close().await;
}

fn sheet(made: &Value, half: &str) -> String {
    made[half].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join("-")
}

#[tokio::test]
async fn two_people_hold_the_code_and_neither_alone_comes_back() {
    let (desk, _far) = practice().await;
    let older = desk.ask("recovery.makeHalves", json!({})).await;
    let made = desk.ask("recovery.makeHalves", json!({})).await;
    let [first, second] = ["first", "second"].map(|half| sheet(&made, half));
    let needs = || async { desk.ask("app.status", json!({})).await["desk"]["needsRecoveryCode"].clone() };
    let half = |half: &str, keeper: &str| json!({ "half": half, "keeper": keeper });
    let wrong = desk.refused("recovery.confirmHalf", half(&sheet(&older, "first"), "Dana Ruiz")).await;
    assert_eq!(wrong.code, ErrorCode::WrongSecret, "a half of another code");
    // Each keeper learns that theirs has no slip, before the other has typed.
    let slip = format!("{}{}", if first.starts_with('Z') { "Y" } else { "Z" }, first.get(1..).unwrap());
    for (typed, whole) in [(first.to_lowercase(), true), (slip, false), (format!("{first}{first}"), false)] {
        let checked = desk.ask("recovery.checkHalf", json!({ "half": typed })).await;
        assert_eq!(checked, json!({ "whole": whole }));
    }
    let whole = json!({ "code": format!("{first}{second}") });
    assert_eq!(
        desk.refused("recovery.confirm", whole).await.code,
        ErrorCode::WrongSecret,
        "each sheet is typed back by whoever holds it"
    );
    for _ in 0..2 {
        let typed = desk.ask("recovery.confirmHalf", half(&first.to_lowercase(), " Dana Ruiz ")).await;
        assert_eq!((&typed["counts"], needs().await), (&json!(false), json!(true)), "one twice is not both");
    }
    for keeper in ["", "dana ruiz"] {
        let refused = desk.refused("recovery.confirmHalf", half(&second, keeper)).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::BadField, Some("keeper")),
            "{keeper}"
        );
    }
    let typed = desk.ask("recovery.confirmHalf", half(&second, "Ada Fontenot, attorney")).await;
    assert_eq!(typed["counts"], true);
    assert_eq!(needs().await, false);
    desk.refused("recovery.confirmHalf", half(&second, "Ada Fontenot, attorney")).await;
    // The trail says who keeps which, and not a group of either.
    let path = desk.ask("audit.export", json!({})).await["path"].as_str().unwrap().to_owned();
    let trail = std::fs::read_to_string(path).unwrap();
    assert!(trail.contains("Dana Ruiz") && trail.contains("Ada Fontenot, attorney"));
    for half in [&first, &second] {
        let (start, end) = half.split_at(15);
        assert!(!trail.contains(start) && !trail.contains(end), "some of the code is in it");
    }

    // The keyring was reset.
    let vault = Arc::new(MemoryVault::new());
    let lost = again(&desk, &vault).await;
    assert_eq!(lost.ask("app.status", json!({})).await["recovery"], true);
    let mixed = format!("{first}{}", sheet(&older, "second"));
    for useless in [first.clone(), second.clone(), format!("{first}{first}"), mixed] {
        let refused = lost.refused("recovery.try", json!({ "code": useless })).await;
        assert_eq!(refused.code, ErrorCode::WrongSecret);
    }
    // In either order.
    let both = format!("{second} {first}");
    let people = lost.ask("recovery.try", json!({ "code": both })).await;
    let back = json!({ "code": both, "user": people["people"][0]["id"], "password": HERS, "pin": "918273" });
    assert_eq!(lost.ask("recovery.comeBack", back).await["kind"], "ready");
    lost.app.close().await;
}

#[tokio::test]
async fn with_the_recovery_code_a_forgotten_password_costs_nobody_else_theirs() {
    let (desk, _far) = practice().await;
    let made = desk.ask("people.add", json!({ "name": "Kofi Mensah", "role": "receptionist" })).await;
    let groups = desk.ask("recovery.make", json!({})).await;
    let code: String =
        groups["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    desk.ask("recovery.confirm", json!({ "code": code })).await;

    let closed = again(&desk, &desk.vault).await;
    assert_eq!(closed.ask("app.status", json!({})).await["lock"]["recovery"], true);
    let dana = closed.person("Dana Ruiz").await;
    let back = json!({ "code": code, "user": dana, "password": HERS, "pin": "918273" });
    closed.ask("recovery.comeBack", back.clone()).await;
    assert_eq!(
        closed.refused("recovery.comeBack", back).await.code,
        ErrorCode::NotAllowed,
        "somebody sits there"
    );
    closed.ask("session.lock", json!({})).await;
    closed.ask("session.firstSignIn", first(&made["user"], made["code"].as_str().unwrap(), HERS)).await;
    closed.app.close().await;
}

#[tokio::test]
async fn a_closed_practice_gives_its_store_back_and_takes_a_password_to_open() {
    let (desk, _far) = practice().await;
    desk.ask("session.close", json!({})).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!((&status["kind"], &status["lock"]["why"]), (&json!("signIn"), &json!("closed")));
    assert_eq!(status["lock"]["behind"], Value::Null);
    assert_eq!(desk.refused("threads.count", json!({})).await.code, ErrorCode::Locked);
    let dana = desk.person("Dana Ruiz").await;
    let pin = json!({ "user": dana, "pin": PIN });
    assert_eq!(desk.refused("session.enterPin", pin).await.code, ErrorCode::NotAllowed);

    // Nobody holds it: another Foyer may open it.
    let other = Desk::open(Arc::clone(&desk.folder), Arc::clone(&desk.vault), Start::Normal).await;
    other.sign_in().await;
    let taken = json!({ "user": dana, "password": PASSWORD, "newPin": null });
    desk.refused("session.signIn", taken).await;
    assert_eq!(desk.ask("app.status", json!({})).await["problem"], "alreadyOpen");
    other.app.close().await;
    desk.ask("app.openAgain", json!({})).await;
    desk.sign_in().await;

    desk.app.slept().await;
    assert_eq!(desk.ask("app.status", json!({})).await["lock"]["why"], "slept");
    desk.sign_in().await;
    desk.app.close().await;
}
