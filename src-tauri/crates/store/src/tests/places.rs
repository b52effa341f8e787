//! Entries are found by thread and by day whatever the lists that lead to them have.

use foyer_audit::{Finding, Tampering};
use foyer_domain::{Actor, Span, ThreadId};
use serde_json::json;

use super::{NOW, desk, uuid};
use crate::{
    audit::{self, AuditEntry, NewEntry},
    looking,
};

#[test]
fn what_the_lists_lead_to_is_what_the_trail_says() {
    let desk = desk();
    let threads = [1, 2, 3].map(|number| ThreadId::from_uuid(uuid(900 + number)));
    let mut before_the_last = 0;
    // Around the number at which the lists follow, and beyond it twice.
    for count in [0_u32, 1, 100, 26, 1, 1, 128, 60] {
        for number in 0..count {
            let place = before_the_last + number;
            let thread = (place % 5 != 4).then(|| threads[place as usize % 3]);
            let entry = NewEntry {
                // The clock is set back now and then.
                at: NOW.plus(Span::millis(i64::from(place) * 1_000 - i64::from(place % 7) * 4_000)),
                actor: if place % 4 == 0 { Actor::System } else { Actor::User(desk.user) },
                action: if place % 2 == 0 { "thread.view" } else { "thread.close" },
                thread,
                object: None,
                detail: json!({ "number": place }),
            };
            desk.store.write_blocking(|tx| audit::append(tx, &entry)).unwrap();
        }
        before_the_last += count;
        desk.store
            .read_blocking(|tx| {
                let all = audit::page(tx, None, u32::MAX)?;
                for thread in threads {
                    let theirs: Vec<&AuditEntry> =
                        all.iter().filter(|entry| entry.thread == Some(thread)).collect();
                    for (before, limit) in
                        [(None, u32::MAX), (None, 3), (Some(130), 7), (Some(60), 90), (Some(1), 5)]
                    {
                        let found = audit::of_thread(tx, thread, before, limit)?;
                        let wanted: Vec<&AuditEntry> = theirs
                            .iter()
                            .copied()
                            .filter(|entry| before.is_none_or(|seq| entry.seq < seq))
                            .take(limit as usize)
                            .collect();
                        assert_eq!(
                            found.iter().collect::<Vec<_>>(),
                            wanted,
                            "{before:?} {limit} of {before_the_last}"
                        );
                    }
                    let mut views: Vec<_> =
                        theirs.iter().filter(|one| one.action == "thread.view").map(|one| one.at).collect();
                    views.reverse();
                    assert_eq!(audit::views_of(tx, thread)?, views);
                }
                let (from, to) = (NOW.plus(Span::seconds(20)), NOW.plus(Span::seconds(150)));
                let by_people = all.iter().filter(|entry| matches!(entry.actor, Actor::User(_)));
                let mut wanted: Vec<_> = by_people
                    .clone()
                    .filter(|one| one.at >= from && one.at < to)
                    .map(|one| (one.at, one.thread))
                    .collect();
                let mut did: Vec<_> =
                    looking::did(tx, from, to)?.into_iter().map(|did| (did.at, did.thread)).collect();
                assert!(did.is_sorted_by_key(|(at, _)| *at));
                wanted.sort();
                did.sort();
                assert_eq!(did, wanted);
                assert_eq!(looking::first_at(tx)?, by_people.map(|entry| entry.at).min());
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn a_list_that_was_lost_is_there_again_with_the_head() {
    let desk = desk();
    let thread = ThreadId::from_uuid(uuid(901));
    for number in 0..200 {
        let entry = NewEntry {
            at: NOW,
            actor: Actor::User(desk.user),
            action: "thread.view",
            thread: Some(thread),
            object: None,
            detail: json!({ "number": number }),
        };
        desk.store.write_blocking(|tx| audit::append(tx, &entry)).unwrap();
    }
    desk.store
        .maintain(|conn| {
            conn.execute_batch(
                "DROP TRIGGER audit_place_no_delete; DELETE FROM audit_place; UPDATE audit_head SET placed = 0;",
            )
            .map_err(crate::StoreError::from)
        })
        .unwrap();
    let many = |desk: &super::Desk| {
        desk.store.read_blocking(|tx| audit::of_thread(tx, thread, None, u32::MAX)).unwrap().len()
    };
    assert_eq!(many(&desk), 200, "they are read from the trail itself");
    let entry = NewEntry {
        at: NOW,
        actor: Actor::System,
        action: "thread.close",
        thread: Some(thread),
        object: None,
        detail: json!({}),
    };
    desk.store.write_blocking(|tx| audit::append(tx, &entry)).unwrap();
    assert_eq!(many(&desk), 201, "each once");
}

/// Both lists have all of 128 entries, and the trail two more.
fn listed() -> super::Desk {
    let desk = desk();
    let entry = |number: u32| NewEntry {
        at: NOW.plus(Span::seconds(i64::from(number))),
        actor: if number.is_multiple_of(4) { Actor::System } else { Actor::User(desk.user) },
        action: "thread.view",
        thread: Some(ThreadId::from_uuid(uuid(900 + u128::from(number % 3)))),
        object: None,
        detail: json!({}),
    };
    desk.store
        .write_blocking(|tx| (0..130).try_for_each(|number| audit::append(tx, &entry(number))))
        .unwrap();
    desk
}

#[test]
fn a_list_that_says_something_else_than_the_trail_is_named_by_its_first_entry() {
    let whole = listed();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let findings =
        |desk: &super::Desk| runtime.block_on(desk.store.examine_trail(Vec::new())).unwrap().report.findings;
    assert_eq!(findings(&whole), []);
    for (planted, seq) in [
        ("DELETE FROM audit_place WHERE seq = 7", 7),
        ("DELETE FROM audit_deed WHERE seq = 128", 128),
        ("DELETE FROM audit_place WHERE seq > 40", 41),
        ("DELETE FROM audit_deed", 2),
        ("INSERT INTO audit_place (thread, seq) SELECT thread, 3 FROM audit_place WHERE seq = 8", 3),
        ("INSERT INTO audit_place (thread, seq) SELECT thread, 129 FROM audit WHERE seq = 129", 129),
        (
            "INSERT INTO audit_deed (at, seq, user, action) SELECT at, 500, user, action FROM audit_deed LIMIT 1",
            500,
        ),
        ("UPDATE audit_place SET thread = zeroblob(16) WHERE seq = 20", 20),
        ("UPDATE audit_deed SET at = at + 1 WHERE seq = 30", 30),
        ("UPDATE audit_deed SET action = 'thread.close' WHERE seq = 31", 31),
        ("UPDATE audit_deed SET user = zeroblob(16) WHERE seq = 34", 34),
        ("UPDATE audit_deed SET thread = NULL WHERE seq = 35", 35),
        // Who says that the lists follow further than they do hides what came since.
        ("UPDATE audit_head SET placed = 130", 129),
        ("UPDATE audit_head SET placed = 100", 101),
    ] {
        let desk = listed();
        desk.store
            .maintain(|conn| {
                conn.execute_batch(
                    "DROP TRIGGER audit_place_no_update; DROP TRIGGER audit_place_no_delete;
                     DROP TRIGGER audit_deed_no_update; DROP TRIGGER audit_deed_no_delete;",
                )?;
                conn.execute_batch(planted).map_err(crate::StoreError::from)
            })
            .unwrap();
        let found = findings(&desk);
        assert_eq!(found.first(), Some(&Finding { seq, class: Tampering::Misfiled }), "{planted}");
        assert!(found.iter().all(|finding| finding.class == Tampering::Misfiled), "{planted}: {found:?}");
    }
}
