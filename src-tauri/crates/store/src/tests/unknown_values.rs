//! A word nobody knows is an error with the row's id: never a default, never a panic.

use foyer_domain::{MessageId, PhoneNumber};

use super::{Desk, desk, uuid};
use crate::{StoreError, consent, lines, messages, patients, settings, threads, users};

fn spoil(desk: &Desk, statement: &str) {
    desk.store.maintain(|conn| conn.execute_batch(statement).map_err(StoreError::from)).unwrap();
}

fn unknown(table: &'static str, column: &'static str, id: String) -> StoreError {
    StoreError::UnknownValue { table, column, id }
}

#[test]
fn each_table_names_the_row_it_cannot_read() {
    let desk = desk();
    let text = desk.hear(1, "hello");
    let id = text.to_string();
    let store = &desk.store;
    for (column, value) in [
        ("author", "'robot'"),
        ("kind", "'poem'"),
        ("state", "'teleported'"),
        ("problem", "'gremlins'"),
        ("channel", "'pigeon'"),
        ("language", "'tlh'"),
        ("provider_id", "'two words'"),
    ] {
        spoil(&desk, &format!("UPDATE message SET {column} = {value}"));
        let error = store.read_blocking(|tx| messages::get(tx, text)).unwrap_err();
        let StoreError::UnknownValue { table, column: named, id: row } = error else { panic!("{error}") };
        assert_eq!((table, named, row.as_str()), ("message", column, id.as_str()));
        assert!(store.read_blocking(|tx| messages::page(tx, desk.thread, None, 10)).is_err());
        let mended = match column {
            "author" => "'patient'",
            "kind" => "'text'",
            "channel" => "'sms'",
            _ => "NULL",
        };
        spoil(&desk, &format!("UPDATE message SET {column} = {mended}"));
    }
    assert!(store.read_blocking(|tx| messages::get(tx, text)).is_ok());

    spoil(&desk, "UPDATE thread SET far_number = 'nobody'");
    let thread = desk.thread.to_string();
    assert_eq!(
        store.read_blocking(|tx| threads::list(tx, threads::View::All, 0, 10)),
        Err(unknown("thread", "far_number", thread))
    );
    spoil(&desk, "UPDATE user SET role = 'admiral'");
    assert_eq!(store.read_blocking(users::list), Err(unknown("user", "role", desk.user.to_string())));
    spoil(&desk, "UPDATE line SET channel = 'pigeon'");
    assert_eq!(store.read_blocking(lines::list), Err(unknown("line", "channel", desk.line.to_string())));
}

#[test]
fn a_consent_fact_of_an_unknown_kind_stops_the_reading() {
    let desk = desk();
    spoil(
        &desk,
        "INSERT INTO consent_event (id, number, channel, kind, at, actor)
         VALUES (x'00000000000000000000000000000007', '+15045550142', 'sms', 'notarised', 1, 'patient')",
    );
    let number = PhoneNumber::parse_e164("+15045550142").unwrap();
    assert_eq!(
        desk.store.read_blocking(|tx| consent::for_number(tx, &number)),
        Err(unknown("consent_event", "kind", uuid(7).to_string()))
    );
}

#[test]
fn a_setting_of_another_shape_is_an_error_and_a_missing_one_is_none() {
    let desk = desk();
    desk.store
        .write_blocking(|tx| settings::set(tx, "portal", &"portal.bayoufamily.example", super::NOW))
        .unwrap();
    assert_eq!(
        desk.store.read_blocking(|tx| settings::get::<String>(tx, "portal")).unwrap().as_deref(),
        Some("portal.bayoufamily.example")
    );
    assert!(matches!(
        desk.store.read_blocking(|tx| settings::get::<u32>(tx, "portal")),
        Err(StoreError::UnknownValue { table: "setting", .. })
    ));
    assert_eq!(desk.store.read_blocking(|tx| settings::get::<u32>(tx, "other")).unwrap(), None);
}

#[test]
fn what_is_not_there_is_not_found() {
    let desk = desk();
    let nobody = MessageId::from_uuid(uuid(77));
    assert_eq!(
        desk.store.read_blocking(|tx| messages::get(tx, nobody)),
        Err(StoreError::NotFound { table: "message" })
    );
    assert_eq!(
        desk.store.read_blocking(|tx| patients::get(tx, foyer_domain::PatientId::from_uuid(uuid(78)))),
        Err(StoreError::NotFound { table: "patient" })
    );
}
