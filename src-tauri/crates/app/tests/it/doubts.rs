//! After a repair that lost who works where, who had a second step and what was held: nobody sees or does more than
//! before until a person said how it is.

use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::{
    backing::{come_back, recovery_code, ruin, set_up_second_step},
    desk::{Desk, PASSWORD},
    staff::{again, practice},
};

/// Somebody comes in with their code for the first day.
async fn first_day(desk: &Desk, made: &Value) {
    let first = json!({ "user": made["user"], "code": made["code"], "password": PASSWORD, "pin": "918273" });
    desk.ask("session.firstSignIn", first).await;
}

async fn row(desk: &Desk, name: &str) -> Value {
    let list = desk.ask("people.list", json!({})).await;
    list["people"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone()
}

/// Why the thread is hidden from whoever sits there.
async fn hidden(desk: &Desk, thread: &Value) -> Value {
    desk.ask("threads.open", json!({ "thread": thread })).await["hidden"]["why"].clone()
}

/// Dana and Marlene manage a practice whose number is Uptown's; the store is damaged so that nobody can tell who
/// works where, and repaired.
async fn repaired() -> (Desk, String, Value) {
    let (desk, _far) = practice().await;
    let code = recovery_code(&desk).await;
    let line = desk.ask("people.list", json!({})).await["lines"][0]["id"].clone();
    let office = json!({ "location": null, "name": "Uptown", "lines": [line] });
    desk.ask("locations.save", office).await;
    let marlene = desk.ask("people.add", json!({ "name": "Marlene Fontenot", "role": "manager" })).await;
    desk.ask("session.lock", json!({})).await;
    first_day(&desk, &marlene).await;
    let start = json!({ "number": "8325550188", "name": "Zoraida Quintanilla", "language": "en" });
    let thread = desk.ask("threads.start", start).await["thread"].clone();
    desk.app.close().await;
    ruin(&desk);
    let desk = again(&desk, &desk.vault).await;
    let dana = desk.person("Dana Ruiz").await;
    desk.refused("session.signIn", json!({ "user": dana, "password": PASSWORD, "newPin": null })).await;
    desk.ask("recovery.repair", json!({ "user": null, "secret": code })).await;
    (desk, code, thread)
}

#[tokio::test]
async fn until_a_person_says_so_nobody_sees_or_deletes_more_and_a_password_alone_is_no_managers() {
    let (desk, code, thread) = repaired().await;
    let dana = desk.person("Dana Ruiz").await;
    for name in ["Dana Ruiz", "Marlene Fontenot"] {
        let alone = json!({ "user": desk.person(name).await, "password": PASSWORD, "newPin": null });
        let refused = desk.refused("session.signIn", alone).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::NotAllowed, Some("password")),
            "{name}"
        );
    }

    // With the code from the safe she sits there, and is no manager yet.
    come_back(&desk, &dana, &code).await;
    assert_eq!(desk.ask("authenticator.get", json!({})).await["owed"], true);
    let mine = |locations: Value| json!({ "user": dana, "locations": locations });
    for (name, args) in [
        ("people.list", json!({})),
        ("people.setLocations", mine(json!([]))),
        ("retention.read", json!({})),
        ("retention.confirmHolds", json!({})),
        ("audit.examine", json!({})),
    ] {
        assert_eq!(desk.refused(name, args).await.code, ErrorCode::NotAllowed, "{name}");
    }
    set_up_second_step(&desk).await;
    assert_eq!(desk.ask("authenticator.get", json!({})).await["owed"], false);

    // Nobody knows where anybody works: the first manager says it of herself, and then nobody of themselves any more.
    assert_eq!(hidden(&desk, &thread).await["kind"], "location");
    assert_eq!(row(&desk, "Dana Ruiz").await["placesInDoubt"], true);
    desk.ask("people.setLocations", mine(json!([]))).await;
    assert_eq!(hidden(&desk, &thread).await, Value::Null);
    assert_eq!(desk.refused("people.setLocations", mine(json!([]))).await.code, ErrorCode::NotAllowed);

    // A hold may be gone: nothing is deleted until somebody looked.
    let info = desk.ask("retention.read", json!({})).await;
    assert_eq!((&info["holdsInDoubt"], &info["due"]), (&json!(true), &json!(0)));
    assert_eq!(desk.refused("retention.erase", json!({})).await.code, ErrorCode::NotAllowed);
    assert_eq!(desk.ask("retention.confirmHolds", json!({})).await["holdsInDoubt"], false);
    desk.ask("retention.erase", json!({})).await;

    // Marlene's word is Dana's: a new code, her second step, then she manages; where she works Dana says.
    let marlene = row(&desk, "Marlene Fontenot").await;
    assert_eq!((&marlene["placesInDoubt"], &marlene["secondStepInDoubt"]), (&json!(true), &json!(true)));
    let made = desk.ask("people.newCode", json!({ "user": marlene["id"] })).await;
    desk.ask("session.lock", json!({})).await;
    first_day(&desk, &made).await;
    assert_eq!(desk.refused("people.list", json!({})).await.code, ErrorCode::NotAllowed);
    assert_eq!(hidden(&desk, &thread).await["kind"], "location");
    set_up_second_step(&desk).await;
    let hers = json!({ "user": marlene["id"], "locations": [] });
    assert_eq!(desk.refused("people.setLocations", hers.clone()).await.code, ErrorCode::NotAllowed);
    desk.ask("session.lock", json!({})).await;
    desk.ask("session.enterPin", json!({ "user": dana, "pin": crate::desk::PIN })).await;
    desk.ask("people.setLocations", hers).await;
    let marlene = row(&desk, "Marlene Fontenot").await;
    assert_eq!((&marlene["placesInDoubt"], &marlene["secondStepInDoubt"]), (&json!(false), &json!(false)));
    desk.app.close().await;
}
