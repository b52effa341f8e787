//! The practice's directory beside the people here: told, and changed by a person only.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use foyer_app::wire::ErrorCode;
use serde_json::{Value, json};

use crate::seats::{full_house, switch};

const LIST: &str = "Display name,Groups\n\
    The receptionist,Front Desk\n\
    The billing,Front Desk\n\
    Amaka Eze,Billing Office\n\
    Nobody Here,Cleaning\n";

fn asked(list: &str, roles: &Value) -> Value {
    json!({ "file": STANDARD.encode(list), "roles": roles })
}

#[tokio::test]
async fn what_differs_from_the_directory_is_told_and_changes_nobody() {
    let desk = full_house().await;
    let refused = desk.refused("people.compare", asked(LIST, &Value::Null)).await;
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    switch(&desk, "The manager").await;

    let none = desk.refused("people.compare", asked("Phone\n713\n", &Value::Null)).await;
    assert_eq!((none.code, none.field.as_deref()), (ErrorCode::BadField, Some("file")));
    // Before anybody said what a group stands for, nothing is told: all would be gone.
    let view = desk.ask("people.compare", asked(LIST, &Value::Null)).await;
    assert_eq!((&view["compared"], view["rows"].as_array().unwrap().len()), (&json!(false), 0));
    assert_eq!(view["groups"].as_array().unwrap().len(), 3);

    let before = desk.ask("people.list", json!({})).await["people"].clone();
    let roles = json!([
        { "group": "Front Desk", "role": "receptionist" },
        { "group": "Billing Office", "role": "billing" },
        { "group": "Cleaning", "role": null },
    ]);
    let view = desk.ask("people.compare", asked(LIST, &roles)).await;
    let rows = view["rows"].as_array().unwrap();
    let of = |kind: &str| rows.iter().filter(|row| row["kind"] == kind).collect::<Vec<_>>();
    assert_eq!((&of("missing")[0]["name"], of("missing").len()), (&json!("Amaka Eze"), 1));
    assert_eq!(
        (&of("role")[0]["name"], &of("role")[0]["role"]),
        (&json!("The billing"), &json!("receptionist"))
    );
    assert!(
        of("gone").iter().any(|row| row["name"] == "The manager"),
        "whoever is not in it is told, oneself too"
    );
    let after = desk.ask("people.list", json!({})).await["people"].clone();
    assert_eq!(after, before, "nobody came, changed or went");

    // What a group stands for is kept, and a wrong role is none.
    let again = desk.ask("people.compare", asked(LIST, &Value::Null)).await;
    assert_eq!(again["rows"], view["rows"]);
    let wrong = json!([{ "group": "Cleaning", "role": "owner" }]);
    assert_eq!(desk.refused("people.compare", asked(LIST, &wrong)).await.code, ErrorCode::BadField);
}
