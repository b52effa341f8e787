//! Roles that the practice makes: nobody gives what they lack, and somebody always manages the people.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{desk::Desk, staff::practice};

const HERS: &str = "three herons by the bayou";
const PIN: &str = "918273";

fn role(name: &str, clinical: &str, rights: &[&str]) -> Value {
    json!({
        "role": null, "name": name, "rights": rights, "locations": [],
        "reach": { "scheduling": "send", "clinical": clinical, "billing": "withReason" },
    })
}

async fn role_of(desk: &Desk, name: &str) -> Value {
    let list = desk.ask("people.list", json!({})).await;
    let roles = list["roles"].as_array().unwrap().clone();
    roles.into_iter().find(|role| role["name"] == name).unwrap_or_else(|| panic!("no role {name}"))
}

/// Adds somebody of a role, who chooses password and PIN; whoever sits there stays outside afterwards.
async fn comes(desk: &Desk, name: &str, role: &Value) -> Value {
    let made = desk.ask("people.add", json!({ "name": name, "role": role })).await;
    let user = made["user"].clone();
    desk.ask("session.lock", json!({})).await;
    let first = json!({ "user": user, "code": made["code"], "password": HERS, "pin": PIN });
    desk.ask("session.firstSignIn", first).await;
    user
}

async fn sits(desk: &Desk, name: &str, pin: &str) {
    desk.ask("session.lock", json!({})).await;
    let user = desk.person(name).await;
    desk.ask("session.enterPin", json!({ "user": user, "pin": pin })).await;
}

async fn not_allowed(desk: &Desk, name: &str, args: Value) {
    let refused = desk.refused(name, args).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed, "{name}: {}", refused.advice);
}

#[tokio::test]
async fn a_role_is_made_given_changed_and_taken_out_of_use() {
    let (desk, _far) = practice().await;
    desk.ask("roles.save", role("Referrals", "read", &["recordConsent"])).await;
    let made = role_of(&desk, "Referrals").await;
    assert_eq!(
        (&made["own"], &made["mayGive"], &made["mayChange"]),
        (&json!(true), &json!(true), &json!(true))
    );
    let twice = desk.refused("roles.save", role("Referrals", "nothing", &[])).await;
    assert_eq!((twice.code, twice.field.as_deref()), (ErrorCode::BadField, Some("name")));
    let brought = desk.refused("roles.save", role("Billing", "nothing", &[])).await;
    assert_eq!(brought.field.as_deref(), Some("name"), "nor the name of one that Foyer brings");

    let amaka = comes(&desk, "Amaka Eze", &made["role"]).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["user"]["role"], "Referrals");
    let may = &status["desk"]["may"];
    assert_eq!((&may["answer"], &may["people"], &may["audit"]), (&json!(true), &json!(false), &json!(false)));
    not_allowed(&desk, "roles.save", role("Mine", "send", &[])).await;

    sits(&desk, "Dana Ruiz", crate::desk::PIN).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["user"]["role"], "Practice manager");
    let used = desk.refused("roles.retire", json!({ "role": made["role"] })).await;
    assert_eq!(used.code, ErrorCode::BadField, "somebody has it");
    let mut changed = role("Referrals", "send", &["audit"]);
    changed["role"] = made["role"].clone();
    desk.ask("roles.save", changed).await;
    sits(&desk, "Amaka Eze", PIN).await;
    let status = desk.ask("app.status", json!({})).await;
    assert_eq!(status["desk"]["may"]["audit"], true, "it counts for everybody who has the role");
    assert_eq!(status["desk"]["may"]["people"], false);

    sits(&desk, "Dana Ruiz", crate::desk::PIN).await;
    desk.ask("people.changeRole", json!({ "user": amaka, "role": "receptionist" })).await;
    desk.ask("roles.retire", json!({ "role": made["role"] })).await;
    let gone = desk.refused("people.changeRole", json!({ "user": amaka, "role": made["role"] })).await;
    assert_eq!((gone.code, gone.field.as_deref()), (ErrorCode::BadField, Some("role")));
    let log = desk.ask("people.log", json!({})).await.to_string();
    assert!(log.contains("roleSaved"));
}

#[tokio::test]
async fn nobody_gives_or_touches_a_right_they_lack() {
    let (desk, _far) = practice().await;
    let dana = desk.person_id("Dana Ruiz").await;
    desk.ask("roles.save", role("Office lead", "withReason", &["recordConsent", "managePeople"])).await;
    let lead = role_of(&desk, "Office lead").await["role"].clone();
    desk.ask("roles.save", role("Auditor", "read", &["audit"])).await;
    let auditor = role_of(&desk, "Auditor").await["role"].clone();
    let lee = comes(&desk, "Lee Tran", &lead).await;

    // Lee, who manages people and no more, sits there now.
    for given in [&json!("manager"), &json!("clinical"), &json!("privacyOfficer"), &auditor] {
        not_allowed(&desk, "people.add", json!({ "name": "Rosa Pruitt", "role": given })).await;
    }
    let made = desk.ask("people.add", json!({ "name": "Rosa Pruitt", "role": "receptionist" })).await;
    let rosa = made["user"].clone();
    not_allowed(&desk, "people.changeRole", json!({ "user": rosa, "role": "manager" })).await;
    desk.ask("people.changeRole", json!({ "user": rosa, "role": lead })).await;
    // A new code for somebody with more rights would be a way to them.
    for name in ["people.newCode", "people.resetPin", "people.remove"] {
        not_allowed(&desk, name, json!({ "user": dana })).await;
    }
    not_allowed(&desk, "people.changeRole", json!({ "user": dana, "role": "receptionist" })).await;
    // Nor by way of a role: one with more, one that has more, one's own.
    not_allowed(&desk, "roles.save", role("More", "send", &[])).await;
    not_allowed(&desk, "roles.save", role("More", "nothing", &["configure"])).await;
    for known in [&lead, &auditor] {
        let mut changed = role("Changed", "nothing", &[]);
        changed["role"] = known.clone();
        not_allowed(&desk, "roles.save", changed).await;
        not_allowed(&desk, "roles.retire", json!({ "role": known })).await;
    }
    not_allowed(&desk, "people.changeRole", json!({ "user": lee, "role": "receptionist" })).await;
    let list = desk.ask("people.list", json!({})).await;
    let gives: Vec<_> =
        list["roles"].as_array().unwrap().iter().filter(|role| role["mayGive"] == true).collect();
    let names: Vec<_> = gives.iter().map(|role| role["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Front desk", "Office lead"]);
    assert!(list["roles"].as_array().unwrap().iter().all(|role| role["mayChange"] == false));
    let people: Vec<_> = list["people"].as_array().unwrap().iter().map(|one| one["role"].clone()).collect();
    assert_eq!(people, [json!("manager"), lead.clone(), lead], "nothing of it was changed");
}

#[tokio::test]
async fn a_role_for_one_office_sees_that_office_and_its_holder_gives_no_more() {
    let (desk, _far) = practice().await;
    let line = desk.ask("people.list", json!({})).await["lines"][0]["id"].clone();
    for (name, lines) in [("Uptown", json!([line])), ("Westbank", json!([]))] {
        desk.ask("locations.save", json!({ "location": null, "name": name, "lines": lines })).await;
    }
    let list = desk.ask("people.list", json!({})).await;
    let [uptown, westbank] = [0, 1].map(|at: usize| list["locations"][at]["id"].clone());
    let thread = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
    let thread = desk.ask("threads.start", thread).await["thread"].clone();
    let mut west = role("West lead", "withReason", &["recordConsent", "managePeople"]);
    west["locations"] = json!([westbank]);
    desk.ask("roles.save", west.clone()).await;
    let made = role_of(&desk, "West lead").await;
    assert_eq!(made["locations"], json!([westbank]));
    let close = desk.refused("locations.close", json!({ "location": westbank })).await;
    assert_eq!(close.code, ErrorCode::BadField, "a role is theirs");

    comes(&desk, "Lee Tran", &made["role"]).await;
    let seen = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(seen["hidden"]["why"]["kind"], "location", "a number of the other office");
    not_allowed(&desk, "roles.save", role("Anywhere", "nothing", &[])).await;
    let rosa = desk.ask("people.add", json!({ "name": "Rosa Pruitt", "role": "receptionist" })).await["user"]
        .clone();
    sits(&desk, "Dana Ruiz", crate::desk::PIN).await;
    let list = desk.ask("people.list", json!({})).await;
    let added = list["people"].as_array().unwrap().iter().find(|one| one["id"] == rosa).unwrap().clone();
    assert_eq!(added["locations"], json!([westbank]), "whoever Lee adds works where Lee does");

    // Somebody whose own office is another than their role's works nowhere, rather than everywhere.
    let lee = desk.person_id("Lee Tran").await;
    desk.ask("people.setLocations", json!({ "user": lee, "locations": [uptown] })).await;
    sits(&desk, "Lee Tran", PIN).await;
    not_allowed(&desk, "people.add", json!({ "name": "Beto Elizondo", "role": "receptionist" })).await;
    let seen = desk.ask("threads.open", json!({ "thread": thread })).await;
    assert_eq!(seen["hidden"]["why"]["kind"], "location");
}

/// Two windows, or a window and whatever else speaks to the core, change the same person at the same moment: one change
/// comes after the other, and whoever has left stays out whichever came last.
#[tokio::test]
async fn two_that_change_the_same_person_at_once_come_one_after_the_other() {
    let (desk, _far) = practice().await;
    for round in 0..4 {
        let made =
            desk.ask("people.add", json!({ "name": format!("Kofi {round}"), "role": "billing" })).await;
        let user = made["user"].clone();
        let role = |role: &str| json!({ "user": user, "role": role });
        let (remove, one, other, code) = tokio::join!(
            desk.app.call("people.remove", json!({ "user": user })),
            desk.app.call("people.changeRole", role("receptionist")),
            desk.app.call("people.changeRole", role("clinical")),
            desk.app.call("people.newCode", json!({ "user": user })),
        );
        assert!(remove.is_ok(), "leaving always works");
        for done in [one, other, code] {
            assert!(done.is_ok() || done.is_err_and(|error| error.code == ErrorCode::NotFound));
        }
        let list = desk.ask("people.list", json!({})).await;
        let row = list["people"].as_array().unwrap().iter().find(|one| one["id"] == user).unwrap().clone();
        assert!(row["leftAt"].is_i64());
        assert_eq!(row["wayIn"]["kind"], "nothing");
        desk.ask("session.lock", json!({})).await;
        let first = json!({ "user": user, "code": made["code"], "password": HERS, "pin": PIN });
        assert_eq!(desk.refused("session.firstSignIn", first).await.code, ErrorCode::WrongSecret);
        let dana = desk.person("Dana Ruiz").await;
        desk.ask("session.enterPin", json!({ "user": dana, "pin": crate::desk::PIN })).await;
    }
    desk.app.close().await;
}
