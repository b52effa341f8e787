//! Facts stay, also against the ways around a trigger; and whoever gets around is found by the chain.

use foyer_audit::{Finding, Report, Tampering};
use foyer_domain::{Actor, ConsentEventId, PhoneNumber};
use foyer_policy::{ConsentEvent, ConsentEventKind, Evidence, RevocationBasis};
use serde_json::json;

use super::{Desk, NOW, desk, uuid};
use crate::{
    StoreError,
    audit::{self, NewEntry, Verdict},
    consent,
    messages::Insert,
    settings,
};

fn entries(desk: &Desk, count: u32) {
    desk.store
        .write_blocking(|tx| {
            for number in 0..count {
                audit::append(tx, &entry(desk, number))?;
            }
            Ok(())
        })
        .unwrap();
}

fn entry(desk: &Desk, number: u32) -> NewEntry {
    NewEntry {
        at: NOW,
        actor: Actor::User(desk.user),
        action: "thread.assign",
        thread: Some(desk.thread),
        object: None,
        detail: json!({ "number": number }),
    }
}

fn desk_with(count: u32) -> Desk {
    let desk = desk();
    entries(&desk, count);
    desk
}

/// What whoever goes around the triggers does first.
const GUARDS_GONE: &str =
    "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_onward_only_goes";

fn sql(desk: &Desk, statement: &str) -> Result<(), StoreError> {
    desk.store.maintain(|conn| conn.execute_batch(statement).map_err(StoreError::from))
}

#[test]
fn the_audit_can_only_grow() {
    let desk = desk();
    entries(&desk, 3);
    for statement in [
        "UPDATE audit SET action = 'nothing' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 3",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
        "REPLACE INTO audit SELECT * FROM audit WHERE seq = 3",
        "UPDATE audit SET onward = zeroblob(64) WHERE seq = 3",
        "UPDATE audit SET onward = (SELECT onward FROM audit WHERE seq = 3) WHERE seq = 2",
    ] {
        assert_eq!(sql(&desk, statement), Err(StoreError::AppendOnly), "{statement}");
    }
    assert_eq!(desk.store.read_blocking(|tx| audit::verify(tx, 1, i64::MAX)).unwrap(), Verdict::Whole(3));
}

#[test]
fn the_chain_says_where_somebody_went_around_it() {
    for (tampering, broken_at) in [
        ("UPDATE audit SET at = at + 1 WHERE seq = 3", 3),
        ("UPDATE audit SET detail = '{}' WHERE seq = 5", 5),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 4", 4),
        ("UPDATE audit SET user = NULL, actor = 'system' WHERE seq = 1", 1),
    ] {
        let desk = desk();
        entries(&desk, 6);
        sql(&desk, GUARDS_GONE).unwrap();
        sql(&desk, tampering).unwrap();
        let found = desk.store.read_blocking(|tx| audit::verify(tx, 1, i64::MAX)).unwrap();
        assert_eq!(found, Verdict::Broken(broken_at), "{tampering}");
    }
}

fn examined(desk: &Desk, anchors: Vec<String>) -> (Report, u64) {
    let found = futures(desk.store.examine_trail(anchors)).unwrap();
    (found.report, found.foreign)
}

fn signed(desk: &Desk) -> Option<String> {
    futures(desk.store.checkpoint(NOW)).unwrap()
}

fn futures<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

#[test]
fn the_trail_is_whole_is_signed_for_and_says_how_it_was_tampered_with() {
    let desk = desk();
    entries(&desk, 6);
    let anchor = signed(&desk).unwrap();
    assert_eq!(signed(&desk), None, "nothing was added");
    entries(&desk, 3);
    let (report, foreign) = examined(&desk, vec![anchor.clone()]);
    assert!(report.is_whole(), "{:?}", report.findings);
    assert_eq!((report.entries, report.vouched, foreign), (9, 6, 0));

    for (tampering, class, seq) in [
        ("UPDATE audit SET detail = '{}' WHERE seq = 3", Tampering::Edited, 3),
        ("UPDATE audit SET mac = NULL WHERE seq = 8", Tampering::Edited, 8),
        ("UPDATE audit SET at = at - 86400000 WHERE seq = 5", Tampering::Edited, 5),
        ("DELETE FROM audit WHERE seq BETWEEN 4 AND 5", Tampering::Removed, 4),
        ("DELETE FROM audit WHERE seq > 7", Tampering::Truncated, 8),
        (
            "CREATE TEMP TABLE kept AS SELECT onward FROM audit WHERE seq = 9; DELETE FROM audit WHERE seq > 7;
             UPDATE audit SET onward = (SELECT substr(onward, 1, 128) FROM kept) WHERE seq = 7",
            Tampering::Truncated,
            8,
        ),
        (
            "INSERT INTO audit SELECT 10, at, actor, user, action, thread, object, detail, hash, hash, mac, NULL
             FROM audit WHERE seq = 9",
            Tampering::Edited,
            10,
        ),
    ] {
        let desk = desk_with(9);
        sql(&desk, GUARDS_GONE).unwrap();
        sql(&desk, tampering).unwrap();
        let found = examined(&desk, Vec::new()).0.findings;
        assert_eq!(found.first().copied(), Some(Finding { seq, class }), "{tampering}");
    }
}

/// A key that stayed would let whoever finds it write everything since anew.
#[test]
fn the_next_entry_s_key_is_in_the_newest_entry_and_nowhere_else() {
    let desk = desk();
    let kept = |desk: &Desk| -> (Vec<i64>, usize) {
        desk.store
            .maintain(|conn| {
                let mut carriers = conn.prepare("SELECT seq FROM audit WHERE onward IS NOT NULL")?;
                let carriers = carriers.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
                let apart: Vec<u8> =
                    conn.query_row("SELECT next_key FROM audit_head", [], |row| row.get(0))?;
                Ok((carriers, apart.len()))
            })
            .unwrap()
    };
    assert_eq!(kept(&desk), (Vec::new(), 32), "before the first entry");
    for count in 1..=200 {
        entries(&desk, 1);
        assert_eq!(kept(&desk), (vec![count], 0));
    }
    assert!(examined(&desk, Vec::new()).0.is_whole());
    // Where no entry says how the trail goes on, nothing can be written down, and nothing is done.
    sql(&desk, "UPDATE audit SET onward = NULL").unwrap();
    assert_eq!(desk.store.write_blocking(|tx| audit::append(tx, &entry(&desk, 1))), Err(StoreError::Damaged));
    assert_eq!(examined(&desk, Vec::new()).0.findings, [Finding { seq: 201, class: Tampering::Truncated }]);
}

/// Every page of a commit is encrypted and written: what an entry adds to a text is counted in them.
#[test]
fn an_entry_writes_the_page_it_stands_on_and_seldom_another() {
    const COMMITS: u32 = 100;
    let desk = desk();
    let log = crate::migrate::files_of(desk.store.path())[1].clone();
    let pages = |told: bool| {
        let emptied = "PRAGMA wal_checkpoint(TRUNCATE)";
        desk.store.maintain(|conn| Ok(conn.query_row(emptied, [], |_| Ok(()))?)).unwrap();
        for number in 0..COMMITS {
            desk.store
                .write_blocking(|tx| {
                    settings::set(tx, "a.figure", &number, NOW)?;
                    if told { audit::append(tx, &entry(&desk, number)) } else { Ok(()) }
                })
                .unwrap();
        }
        std::fs::metadata(&log).unwrap().len() / (4_096 + 24)
    };
    let (without, with) = (pages(false), pages(true));
    assert!(without >= u64::from(COMMITS), "{without}");
    let added = with - without;
    assert!((u64::from(COMMITS)..u64::from(COMMITS) * 3 / 2).contains(&added), "{added} for {COMMITS}");
}

#[test]
fn what_was_kept_outside_tells_of_an_old_copy_and_of_another_history() {
    let (desk, other) = (desk_with(9), desk_with(4));
    let kept = signed(&desk).unwrap();
    let (report, _) = examined(&other, vec![kept.clone()]);
    assert_eq!(report.findings, [Finding { seq: 5, class: Tampering::RolledBack }]);
    let forged = kept.replace("\n9\n", "\n8\n");
    assert_eq!(examined(&desk, vec![forged]).0.findings[0].class, Tampering::BadSignature);
    let stranger =
        foyer_audit::Signer::from_seed(&[1; 32]).unwrap().note(&foyer_audit::Frontier::default(), 1);
    assert_eq!(examined(&desk, vec![stranger]).1, 1);
}

#[test]
fn what_cannot_be_written_down_is_not_done() {
    let desk = desk_with(2);
    sql(&desk, "DELETE FROM audit_head").unwrap();
    let name = "Another Name";
    let done = desk.store.write_blocking(|tx| {
        settings::set(tx, "practice.name", &name, NOW)?;
        audit::append(tx, &entry(&desk, 1))
    });
    assert_eq!(done, Err(StoreError::Damaged));
    assert_eq!(desk.store.read_blocking(|tx| settings::get::<String>(tx, "practice.name")).unwrap(), None);
}

#[test]
fn the_exported_trail_verifies_without_a_secret() {
    let desk = desk_with(9);
    signed(&desk).unwrap();
    let mut lines = Vec::new();
    let many = desk
        .store
        .export_trail(NOW, |line| {
            lines.push(line.to_owned());
            Ok(())
        })
        .unwrap();
    assert_eq!(many, 9);
    let key = Some(desk.store.trail_key());
    let examined = foyer_audit::archive::examine(lines.into_iter().map(Ok), key, &[]).unwrap();
    assert!(examined.report.is_whole());
    assert_eq!((examined.report.entries, examined.report.vouched), (9, 9));
}

#[test]
fn a_part_of_the_chain_verifies_by_itself() {
    let desk = desk();
    entries(&desk, 10);
    assert_eq!(desk.store.read_blocking(|tx| audit::verify(tx, 4, 7)).unwrap(), Verdict::Whole(4));
    assert_eq!(desk.store.read_blocking(|tx| audit::verify(tx, 1, 0)).unwrap(), Verdict::Whole(0));
    assert_eq!(desk.store.read_blocking(|tx| audit::verify(tx, 20, 30)).unwrap(), Verdict::Broken(19));
    let page = desk.store.read_blocking(|tx| audit::of_thread(tx, desk.thread, Some(9), 2)).unwrap();
    assert_eq!(page.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [8, 7]);
    assert_eq!(page[0].detail, json!({ "number": 7 }));
    assert_eq!(page[0].actor, Actor::User(desk.user));
}

#[test]
fn the_seal_is_fixed_for_ever() {
    // Computed with another implementation of SHA-256 from the description in audit.rs.
    let desk = desk();
    desk.store
        .write_blocking(|tx| {
            let entry = NewEntry {
                at: NOW,
                actor: Actor::System,
                action: "store.open",
                thread: None,
                object: Some(uuid(9)),
                detail: json!({}),
            };
            audit::append(tx, &entry)
        })
        .unwrap();
    let head = desk.store.read_blocking(audit::head).unwrap();
    assert_eq!(
        crate::keys::hex(&head.hash),
        "24cf6a40955a4cb3529aa03876e1678a3edded32343940cfa39185454e7e0a7f"
    );
}

#[test]
fn consent_can_only_grow_and_a_repeat_is_the_same_fact() {
    let desk = desk();
    let number = PhoneNumber::parse_e164("+15045550142").unwrap();
    let event = ConsentEvent {
        id: ConsentEventId::from_uuid(uuid(50)),
        patient: None,
        number: number.clone(),
        channel: foyer_domain::Channel::Sms,
        kind: ConsentEventKind::Revoked(RevocationBasis::Texted),
        at: NOW,
        actor: Actor::Patient,
        evidence: Evidence::default(),
        language: None,
        subjects: foyer_policy::Subjects::of([foyer_policy::Subject::Billing]),
    };
    let add = || desk.store.write_blocking(|tx| consent::append(tx, &event)).unwrap();
    assert_eq!((add(), add()), (Insert::Inserted, Insert::Known));
    for statement in [
        "UPDATE consent_event SET kind = 'granted'",
        "DELETE FROM consent_event",
        "INSERT OR REPLACE INTO consent_event SELECT * FROM consent_event",
    ] {
        assert_eq!(sql(&desk, statement), Err(StoreError::AppendOnly), "{statement}");
    }
    assert_eq!(desk.store.read_blocking(|tx| consent::for_number(tx, &number)).unwrap(), [event]);
}

#[test]
fn what_managers_and_patients_asked_for_stays_as_it_was() {
    let desk = desk();
    let (thread, user) = (desk.thread.uuid().into_bytes(), desk.user.uuid().into_bytes());
    desk.store
        .maintain(|conn| {
            let insert = |table: &str, columns: &str| {
                format!("INSERT INTO {table} ({columns}) SELECT x'00', t.seq, ")
                    + "{} FROM thread t, user u WHERE t.id = ?1 AND u.id = ?2"
            };
            for (sql, values) in [
                (insert("thread_review", "id, thread, by, at"), "u.id, 1"),
                (
                    insert("access_request", "id, thread, asked_on, rule, by, entered_at"),
                    "20000, 'federal', u.id, 1",
                ),
            ] {
                conn.execute(&sql.replace("{}", values), rusqlite::params![thread, user])?;
            }
            conn.execute(
                "INSERT INTO access_event (request, step, day, by, at, words)
                 SELECT seq, 'given', 20001, by, 2, '' FROM access_request",
                [],
            )?;
            conn.execute(
                "INSERT INTO drift_scan (id, at, templates, replies, texts) VALUES (x'00', 1, 1, 0, 9)",
                [],
            )?;
            conn.execute(
                "INSERT INTO drift_finding (scan, place, what, slot, declared, told, times)
                 SELECT seq, 0, 'by_hand', '', 'visit_details', 'clinical', 1 FROM drift_scan",
                [],
            )?;
            conn.execute_batch(
                "INSERT INTO template (id, created_at) VALUES (x'00', 1);
                 INSERT INTO template_version (template, number, name, level, written_at, state)
                 SELECT seq, 1, 'Lot', 'office_facts', 1, 'approved' FROM template;
                 INSERT INTO template_kept (version, by, at) SELECT v.seq, u.id, 2 FROM template_version v, user u;",
            )?;
            conn.execute(
                "INSERT INTO looking (user, day, what, times, usual, at)
                 SELECT id, '2026-11-20', 'searches', 60, 5, 1 FROM user",
                [],
            )?;
            conn.execute(
                "INSERT INTO user (id, name, role, created_at) SELECT x'0b', name, role, created_at FROM user",
                [],
            )?;
            let settle = |by: &str| {
                conn.execute(
                    &format!(
                        "INSERT INTO looking_settled (user, day, by, words, at)
                         SELECT l.user, l.day, {by}, 'Asked', 2 FROM looking l"
                    ),
                    [],
                )
            };
            assert!(settle("l.user").is_err(), "nobody looks into their own day");
            settle("x'0b'")?;
            Ok(())
        })
        .unwrap();
    for statement in [
        "UPDATE thread_review SET at = 9",
        "DELETE FROM thread_review",
        "UPDATE access_request SET asked_on = 1",
        "DELETE FROM access_request",
        "UPDATE access_event SET step = 'denied:danger'",
        "DELETE FROM access_event",
        "UPDATE drift_scan SET texts = 0",
        "DELETE FROM drift_scan",
        "UPDATE drift_finding SET times = 0",
        "DELETE FROM drift_finding",
        "UPDATE template_kept SET at = 9",
        "DELETE FROM template_kept",
        "UPDATE looking SET times = 0",
        "DELETE FROM looking",
        "UPDATE looking_settled SET words = ''",
        "DELETE FROM looking_settled",
    ] {
        assert_eq!(sql(&desk, statement), Err(StoreError::AppendOnly), "{statement}");
    }
    let sign =
        "UPDATE drift_scan SET signed_by = (SELECT id FROM user LIMIT 1), signed_at = 3, words = 'Seen'";
    assert_eq!(sql(&desk, sign), Ok(()), "once");
    assert_eq!(sql(&desk, sign), Err(StoreError::AppendOnly), "and no second time");
}

#[test]
fn an_automatic_reply_is_one_a_day_in_a_conversation_and_stays() {
    use crate::after_hours::{self, ReplyRow};

    let desk = desk();
    let thread = desk.thread;
    let reply = |mark: u128, day: &str| {
        let id = |mark| foyer_domain::MessageId::from_uuid(uuid(mark));
        ReplyRow { thread, day: day.to_owned(), asked: id(mark), reply: id(mark + 1), at: NOW }
    };
    let keep = |row: ReplyRow| desk.store.write_blocking(move |tx| after_hours::add(tx, &row));
    assert_eq!(keep(reply(10, "2026-11-22")), Ok(()));
    assert!(matches!(keep(reply(20, "2026-11-22")), Err(StoreError::Conflict { .. })), "the same day");
    assert!(matches!(keep(reply(10, "2026-11-23")), Err(StoreError::Conflict { .. })), "the same text");
    assert_eq!(keep(reply(30, "2026-11-23")), Ok(()));
    let kept = desk.store.read_blocking(move |tx| after_hours::of_thread(tx, thread, 5)).unwrap();
    assert_eq!(kept.iter().map(|row| row.day.as_str()).collect::<Vec<_>>(), ["2026-11-23", "2026-11-22"]);
    for statement in ["UPDATE after_hours_reply SET day = '2020-01-01'", "DELETE FROM after_hours_reply"] {
        assert_eq!(sql(&desk, statement), Err(StoreError::AppendOnly), "{statement}");
    }
}

#[test]
fn whatever_bit_of_whatever_column_is_flipped_the_trail_names_the_entry() {
    use rusqlite::types::Value;
    let desk = desk_with(24);
    sql(&desk, "DROP TRIGGER audit_no_update").unwrap();
    let columns = ["at", "actor", "user", "action", "thread", "detail", "prev_hash", "hash", "mac"];
    let mut flips = 0_usize;
    for seq in 1..=24_i64 {
        for (place, column) in columns.iter().enumerate() {
            let (read, write) = (
                format!("SELECT {column} FROM audit WHERE seq = ?1"),
                format!("UPDATE audit SET {column} = ?2 WHERE seq = ?1"),
            );
            // Another byte and another bit each time; of text the lowest bits, so that it stays text.
            let at = usize::try_from(seq).unwrap() * 31 + place * 7;
            let set = |value: &Value| {
                desk.store.maintain(|conn| Ok(conn.execute(&write, rusqlite::params![seq, value])?)).unwrap()
            };
            let was: Value =
                desk.store.maintain(|conn| Ok(conn.query_row(&read, [seq], |row| row.get(0))?)).unwrap();
            let is = match was.clone() {
                Value::Integer(number) => Value::Integer(number ^ (1 << (at % 40))),
                Value::Blob(mut bytes) => {
                    let byte = at % bytes.len();
                    bytes[byte] ^= 1 << (at % 8);
                    Value::Blob(bytes)
                }
                Value::Text(text) => {
                    let mut bytes = text.into_bytes();
                    let byte = at % bytes.len();
                    bytes[byte] ^= 1 << (at % 3);
                    Value::Text(String::from_utf8(bytes).unwrap())
                }
                other => panic!("{column} is {other:?}"),
            };
            assert_eq!(set(&is), 1);
            let found = examined(&desk, Vec::new()).0.findings;
            assert_eq!(found.first().copied(), Some(Finding { seq, class: Tampering::Edited }), "{column}");
            assert_eq!(set(&was), 1);
            flips += 1;
        }
    }
    assert_eq!(flips, 24 * columns.len());
    assert!(examined(&desk, Vec::new()).0.is_whole(), "put back, nothing is wrong");
}
