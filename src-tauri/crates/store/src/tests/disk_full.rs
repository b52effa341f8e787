//! A full disk: the change in hand is refused whole, what was saved stays, and room makes it go on.

use super::{Desk, desk};
use crate::{StoreError, messages, search};

fn limit(desk: &Desk, pages: u32) {
    desk.store
        .maintain(|conn| {
            let _: i64 = conn.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0))?;
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_full_disk_refuses_the_change_and_keeps_what_was_saved() {
    let desk = desk();
    desk.hear(1, "first");
    limit(&desk, 1); // SQLite takes the present size for the least.
    let long = "word ".repeat(20_000);
    let refused = desk.store.write_blocking(|tx| {
        messages::insert_inbound(tx, &desk.text(2, "small"))?;
        messages::insert_inbound(tx, &desk.text(3, &long))
    });
    assert_eq!(refused, Err(StoreError::DiskFull));
    assert_eq!(desk.store.read_blocking(messages::count).unwrap(), 1, "all or nothing");

    limit(&desk, 1_000_000);
    desk.hear(2, "second");
    desk.hear(3, &long);
    let hits = desk.store.read_blocking(|tx| search::messages(tx, "second", None, 10, |_| true)).unwrap();
    assert_eq!(hits.len(), 1, "the refused change left nothing behind in the index");
    assert!(desk.store.check().unwrap().is_whole());
    assert!(desk.folder.path().exists());
}

#[test]
fn room_for_a_little_more_never_leaves_half_a_change() {
    let desk = desk();
    // A new file has pages of indexes that a later form let go of: room that no limit counts.
    desk.store.maintain(|conn| Ok(conn.execute_batch("VACUUM")?)).unwrap();
    let mut saved = 0;
    for room in 0..40 {
        let pages: u32 = desk
            .store
            .maintain(|conn| Ok(conn.query_row("PRAGMA page_count", [], |row| row.get(0))?))
            .unwrap();
        limit(&desk, pages + room);
        let words =
            format!("{} {}", "filler ".repeat(600), "needle".repeat(usize::try_from(room).unwrap() + 1));
        let result = desk.store.write_blocking(|tx| {
            messages::insert_inbound(tx, &desk.text(100 + u128::from(room) * 2, &words))?;
            messages::insert_inbound(tx, &desk.text(101 + u128::from(room) * 2, "the pair of it"))
        });
        match result {
            Ok(_) => saved += 2,
            Err(StoreError::DiskFull) => {}
            Err(other) => panic!("with room for {room}: {other}"),
        }
        assert_eq!(desk.store.read_blocking(messages::count).unwrap(), saved);
        let pairs = desk.store.read_blocking(|tx| search::messages(tx, "pair", None, 100, |_| true)).unwrap();
        assert_eq!(u64::try_from(pairs.len()).unwrap() * 2, saved, "the index agrees with the texts");
    }
    assert!(saved > 0 && saved < 80, "both happened: {saved}");
    assert!(desk.store.check().unwrap().is_whole());
}
