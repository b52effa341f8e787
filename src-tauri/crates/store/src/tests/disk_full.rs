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
    let hits = desk.store.read_blocking(|tx| search::messages(tx, "second", None, 10)).unwrap();
    assert_eq!(hits.len(), 1, "the refused change left nothing behind in the index");
    assert!(desk.store.check().unwrap().is_whole());
    assert!(desk.folder.path().exists());
}
