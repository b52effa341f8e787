//! Cases only grow, and a held number gets nothing, whoever asks.

use foyer_domain::{Actor, Channel, IncidentId, MessageId, PhoneNumber, Private};
use foyer_policy::{
    ConsentRules, Party,
    breach::{CaseEntry, CaseFact, CaseKind},
    notice_may_go,
};

use super::{Desk, NOW, desk, uuid};
use crate::{
    StoreError, consent, holds,
    incidents::{self, NewIncident},
};

const FIRST: IncidentId = IncidentId::from_uuid(uuid(70));
const SECOND: IncidentId = IncidentId::from_uuid(uuid(71));

fn far() -> PhoneNumber {
    PhoneNumber::parse_e164("+15045550142").unwrap()
}

fn report(desk: &Desk, id: IncidentId, year: i32) -> u32 {
    let message: MessageId = desk.hear(id.uuid().as_u128(), "wrong number");
    let new = NewIncident {
        id,
        year,
        kind: CaseKind::WrongNumber,
        thread: desk.thread,
        message,
        reported_by: desk.user,
        reported_at: NOW,
        evidence: b"{}\n",
        digest: [3; 32],
    };
    desk.store.write_blocking(|tx| incidents::report(tx, &new)).unwrap()
}

fn sql(desk: &Desk, statement: &str) -> Result<(), StoreError> {
    desk.store.maintain(|conn| conn.execute_batch(statement).map_err(StoreError::from))
}

#[test]
fn cases_are_numbered_by_the_year_and_only_grow() {
    let desk = desk();
    assert_eq!((report(&desk, FIRST, 2026), report(&desk, SECOND, 2026)), (1, 2));
    assert_eq!(report(&desk, IncidentId::from_uuid(uuid(72)), 2027), 1);
    let entry = CaseEntry {
        at: NOW,
        by: Actor::User(desk.user),
        fact: CaseFact::Noted,
        words: Some(Private::new("Priya called back")),
    };
    desk.store.write_blocking(|tx| incidents::add(tx, FIRST, &entry)).unwrap();
    let read = desk.store.read_blocking(|tx| {
        Ok((incidents::entries(tx, FIRST)?, incidents::get(tx, FIRST)?, incidents::evidence(tx, FIRST)?))
    });
    let (entries, row, evidence) = read.unwrap();
    assert_eq!((entries, row.ordinal, row.thread), (vec![entry], 1, desk.thread));
    assert_eq!(evidence, b"{}\n");
    let all = desk.store.read_blocking(incidents::all).unwrap();
    assert_eq!(all.iter().map(|row| row.year).collect::<Vec<_>>(), [2027, 2026, 2026]);
    for statement in [
        "UPDATE incident SET kind = 'too_much'",
        "DELETE FROM incident WHERE ordinal = 2",
        "UPDATE incident_evidence SET content = x''",
        "DELETE FROM incident_evidence",
        "UPDATE incident_entry SET words = 'nothing'",
        "DELETE FROM incident_entry",
        "INSERT OR REPLACE INTO incident_entry SELECT * FROM incident_entry",
    ] {
        assert_eq!(sql(&desk, statement), Err(StoreError::AppendOnly), "{statement}");
    }
    sql(
        &desk,
        "DROP TRIGGER incident_entry_no_update; UPDATE incident_entry SET fact = '{\"kind\":\"burnt\"}'",
    )
    .unwrap();
    let unknown = desk.store.read_blocking(|tx| incidents::entries(tx, FIRST)).unwrap_err();
    assert!(matches!(unknown, StoreError::UnknownValue { table: "incident_entry", column: "fact", .. }));
}

#[test]
fn a_hold_is_in_every_standing_and_stays_while_one_case_holds() {
    let desk = desk();
    report(&desk, FIRST, 2026);
    report(&desk, SECOND, 2026);
    let party = Party { patient: None, number: far(), channel: Channel::WhatsApp };
    let standing = || {
        desk.store
            .read_blocking(|tx| consent::standing(tx, &party, desk.thread, NOW, &ConsentRules::default()))
            .unwrap()
    };
    let open = standing();
    let hold = |id| desk.store.write_blocking(|tx| holds::hold(tx, id, &far(), NOW)).unwrap();
    let lift = |id| {
        desk.store.write_blocking(|tx| holds::lift(tx, id, desk.user, &Private::new("found"), NOW)).unwrap()
    };
    hold(FIRST);
    hold(FIRST);
    hold(SECOND);
    assert_eq!(notice_may_go(&standing(), NOW).unwrap_err().as_str(), "number_held", "on every channel");
    assert_eq!(lift(FIRST), 1);
    assert_eq!(notice_may_go(&standing(), NOW).unwrap_err().as_str(), "number_held");
    assert_eq!((lift(SECOND), lift(SECOND)), (1, 0));
    assert_eq!(standing(), open);
    for statement in [
        "UPDATE number_hold SET lifted_at = NULL, lifted_by = NULL, why = NULL",
        "UPDATE number_hold SET number = '+15045550143'",
        "DELETE FROM number_hold",
    ] {
        assert_eq!(sql(&desk, statement), Err(StoreError::AppendOnly), "{statement}");
    }
}

/// The gate is asked first; this is for code that would not ask it.
#[test]
fn no_attempt_can_be_written_to_a_held_number() {
    let desk = desk();
    report(&desk, FIRST, 2026);
    sql(
        &desk,
        "INSERT INTO outbox (id, message, thread, to_number, channel, purpose, clinical, ground, badge, state,
            not_before_at, expires_at, queued_at)
         VALUES (x'01', x'02', 1, '+15045550142', 'sms', 'reply', 0, '{}', 'granted', 'queued', 0, 0, 0)",
    )
    .unwrap();
    let attempt = |number: u32| {
        sql(
            &desk,
            &format!("INSERT INTO send_attempt (outbox, number, started_at) VALUES (x'01', {number}, 0)"),
        )
    };
    attempt(1).unwrap();
    desk.store.write_blocking(|tx| holds::hold(tx, FIRST, &far(), NOW)).unwrap();
    assert_eq!(attempt(2), Err(StoreError::AppendOnly));
    desk.store.write_blocking(|tx| holds::lift(tx, FIRST, desk.user, &Private::new("found"), NOW)).unwrap();
    attempt(2).unwrap();
}
