//! Every way of changing a trail is named by its class and its first entry; what cannot be told is not claimed.

use foyer_audit::{Entry, Examination, Finding, MacKey, Tampering};
use proptest::prelude::*;
use uuid::Uuid;

use crate::trail::{FIRST_KEY, anchors, examine, hash_anew, trail, written};

const LAST: Option<i64> = Some(40);

fn first(entries: &[Entry], notes: &[String], codes: bool, said: Option<i64>) -> Option<Finding> {
    examine(entries, notes, codes, said).findings.first().copied()
}

fn finding(seq: i64, class: Tampering) -> Option<Finding> {
    Some(Finding { seq, class })
}

#[test]
fn a_trail_nobody_touched_is_whole_and_says_how_much_is_vouched_for() {
    let trail = trail(45, 1);
    let report = examine(&trail.entries, &trail.notes, true, Some(45));
    assert!(report.is_whole(), "{:?}", report.findings);
    assert_eq!((report.entries, report.vouched, report.clock_went_back), (45, 40, 0));
    assert!(examine(&[], &[], true, Some(0)).is_whole());
}

/// One change to one column, each in its turn.
const EDITS: [fn(&mut Entry); 12] = [
    |entry| entry.at += 1,
    |entry| entry.at -= 86_400_000,
    |entry| entry.actor = "system".to_owned(),
    |entry| entry.user = None,
    |entry| entry.user = Some(Uuid::from_bytes([77; 16])),
    |entry| entry.action.push('x'),
    |entry| entry.thread = Some(Uuid::from_bytes([78; 16])),
    |entry| entry.object = Some(Uuid::from_bytes([0; 16])),
    |entry| entry.detail.push(' '),
    |entry| entry.detail = "{}".to_owned(),
    |entry| entry.prev.0[7] ^= 1,
    |entry| entry.hash.0[0] ^= 128,
];

proptest! {
    #[test]
    fn an_edit_is_found_with_nothing_but_the_hashes(at in 0_usize..40, edit in 0_usize..EDITS.len()) {
        let mut trail = trail(40, 1);
        EDITS[edit](&mut trail.entries[at]);
        let seq = trail.entries[at].seq;
        prop_assert_eq!(first(&trail.entries, &[], false, LAST), finding(seq, Tampering::Edited));
        prop_assert_eq!(first(&trail.entries, &trail.notes, true, LAST), finding(seq, Tampering::Edited));
    }

    #[test]
    fn an_edit_that_is_hashed_anew_is_found_by_its_code_or_from_outside(at in 0_usize..40, back in 1_i64..90) {
        let mut trail = trail(40, 1);
        trail.entries[at].at -= back * 86_400_000;
        hash_anew(&mut trail.entries, at);
        let seq = trail.entries[at].seq;
        prop_assert_eq!(first(&trail.entries, &[], false, LAST), None, "nothing within can tell");
        prop_assert_eq!(first(&trail.entries, &[], true, LAST), finding(seq, Tampering::Edited));
        let vouched = i64::try_from(at / 10 * 10).unwrap();
        prop_assert_eq!(first(&trail.entries, &trail.notes, false, LAST), finding(vouched + 1, Tampering::Forked));
        prop_assert_eq!(first(&trail.entries, &trail.notes, true, LAST), finding(seq, Tampering::Edited));
    }

    #[test]
    fn an_entry_that_is_sealed_anew_alone_betrays_itself_by_the_next(at in 0_usize..39) {
        let mut trail = trail(40, 1);
        trail.entries[at].detail = "{\"many\":0}".to_owned();
        trail.entries[at].hash = trail.entries[at].sealed().hash();
        let seq = trail.entries[at].seq;
        prop_assert_eq!(first(&trail.entries, &[], false, LAST), finding(seq + 1, Tampering::Rewritten));
        prop_assert_eq!(first(&trail.entries, &[], true, LAST), finding(seq, Tampering::Edited));
    }

    #[test]
    fn what_was_removed_is_missed(at in 0_usize..39, many in 1_usize..10) {
        let mut trail = trail(40, 1);
        let last = (at + many).min(39);
        let seq = trail.entries[at].seq;
        trail.entries.drain(at..last);
        prop_assert_eq!(first(&trail.entries, &[], true, LAST), finding(seq, Tampering::Removed));
        prop_assert_eq!(first(&trail.entries, &trail.notes, false, LAST), finding(seq, Tampering::Removed));
    }

    #[test]
    fn what_was_removed_and_numbered_anew_is_found(at in 0_usize..39) {
        let mut trail = trail(40, 1);
        trail.entries.remove(at);
        for (entry, seq) in trail.entries.iter_mut().zip(1..) {
            entry.seq = seq;
        }
        hash_anew(&mut trail.entries, at);
        let seq = trail.entries[at].seq;
        prop_assert_eq!(first(&trail.entries, &[], true, Some(39)), finding(seq, Tampering::Edited));
        prop_assert!(first(&trail.entries, &trail.notes, false, Some(39)).is_some());
    }

    #[test]
    fn another_order_is_named(at in 0_usize..39, by in 1_usize..8) {
        let mut trail = trail(40, 1);
        let to = (at + by).min(39);
        prop_assume!(to > at);
        let moved = trail.entries.remove(at);
        let seq = moved.seq;
        trail.entries.insert(to, moved);
        let report = examine(&trail.entries, &[], true, LAST);
        let reordered = Finding { seq, class: Tampering::Reordered };
        prop_assert!(report.findings.contains(&reordered), "{:?}", report.findings);
    }

    #[test]
    fn a_foreign_entry_is_named(at in 0_usize..39, from in 0_usize..40) {
        let mut mine = trail(40, 1);
        let other = trail(40, 2).entries[from].clone();
        prop_assume!(other.seq <= mine.entries[at].seq);
        let seq = other.seq;
        mine.entries.insert(at + 1, other);
        let report = examine(&mine.entries, &[], true, LAST);
        prop_assert!(report.findings.contains(&Finding { seq, class: Tampering::Inserted }), "{:?}", report.findings);
    }

    #[test]
    fn a_missing_end_is_missed_as_far_as_anybody_knows_of_it(many in 1_usize..40) {
        let mut trail = trail(40, 1);
        trail.entries.truncate(40 - many);
        let last = i64::try_from(40 - many).unwrap();
        // The head still says forty; or only a checkpoint does; or nothing does.
        prop_assert_eq!(first(&trail.entries, &[], true, LAST), finding(last + 1, Tampering::Truncated));
        prop_assert_eq!(first(&trail.entries, &trail.notes, true, None), finding(last + 1, Tampering::Truncated));
        prop_assert_eq!(first(&trail.entries, &[], true, None), None, "an older trail looks like this");
        // An old copy of the whole store: its own head agrees with it.
        prop_assert_eq!(first(&trail.entries, &trail.notes, true, Some(last)), finding(last + 1, Tampering::RolledBack));
    }

    #[test]
    fn another_history_is_not_the_one_that_was_signed(many in 10_u32..60) {
        let (mine, other) = (trail(40, 1), trail(many, 2));
        let report = examine(&other.entries, &mine.notes, false, Some(i64::from(many)));
        prop_assert_eq!(report.findings.first().copied(), finding(1, Tampering::Forked));
    }

    #[test]
    fn no_order_of_anything_makes_it_panic(picks in prop::collection::vec((0_usize..40, any::<i64>(), any::<bool>()), 0..60)) {
        let source = trail(40, 1);
        let entries: Vec<Entry> = picks
            .into_iter()
            .map(|(at, seq, odd)| {
                let mut entry = source.entries[at].clone();
                if odd {
                    entry.seq = seq;
                }
                entry
            })
            .collect();
        let in_order = entries.iter().zip(1..).all(|(entry, seq)| entry.seq == seq);
        let report = examine(&entries, &[], true, None);
        prop_assert_eq!(report.is_whole(), in_order);
    }
}

#[test]
fn a_key_that_has_moved_on_tells_of_what_was_cut_off() {
    let trail = trail(40, 1);
    let kept = (0..40).fold(MacKey::from_bytes(FIRST_KEY), |key, _| key.next());
    for many in [40, 39, 0] {
        let mut examination = Examination::new(Vec::new(), Some((1, MacKey::from_bytes(FIRST_KEY))));
        for entry in trail.entries.iter().take(many) {
            examination.entry(&entry.sealed(), entry.hash, entry.mac);
        }
        examination.continues(&kept);
        let last = i64::try_from(many).unwrap();
        let found = examination.end(Some(last)).findings;
        assert_eq!(
            found.first().copied(),
            (many < 40).then_some(Finding { seq: last + 1, class: Tampering::Truncated })
        );
    }
}

#[test]
fn a_clock_set_back_is_told_and_not_judged() {
    let mut trail = trail(40, 1);
    trail.entries[20].at -= 3_600_000;
    hash_anew(&mut trail.entries, 20);
    let report = examine(&trail.entries, &[], false, LAST);
    assert!(report.is_whole());
    assert_eq!(report.clock_went_back, 1);
}

/// Ten thousand entries, each changed in every way, and the examination of what stands before it goes on from there.
#[test]
fn every_edit_of_ten_thousand_entries_is_named_at_its_place() {
    const MANY: usize = 10_000;
    let trail = written(i64::try_from(MANY).unwrap(), 1);
    let notes = anchors(&trail.notes);
    let by_hashes = || Examination::new(notes.clone(), None);
    let by_codes = || Examination::new(Vec::new(), Some((1, MacKey::from_bytes(FIRST_KEY))));
    let (mut hashes, mut codes) = (by_hashes(), by_codes());
    let mut told = 0;
    for (at, whole) in trail.entries.iter().enumerate() {
        let flips: [fn(&mut Entry, usize); 3] = [
            |entry, at| entry.prev.0[at % 32] ^= 1 << (at % 8),
            |entry, at| entry.hash.0[at % 32] ^= 1 << (at % 8),
            |entry, at| entry.at ^= 1 << (at % 40),
        ];
        let edits = EDITS.iter().map(|edit| {
            let mut entry = whole.clone();
            edit(&mut entry);
            entry
        });
        let flipped = flips.iter().map(|flip| {
            let mut entry = whole.clone();
            flip(&mut entry, at);
            entry
        });
        for entry in edits.chain(flipped) {
            for before in [&hashes, &codes] {
                let mut examination = before.clone();
                examination.entry(&entry.sealed(), entry.hash, entry.mac);
                if let Some(next) = trail.entries.get(at + 1) {
                    examination.entry(&next.sealed(), next.hash, next.mac);
                }
                let found = examination.end(None).findings;
                assert_eq!(found.first().copied(), finding(whole.seq, Tampering::Edited), "{entry:?}");
                told += 1;
            }
        }
        // A code of another entry, or none, is seen by whoever has the first key.
        for mac in [None, whole.mac.map(|mac| foyer_audit::Hash(mac.0.map(|byte| byte ^ 1)))] {
            let mut examination = codes.clone();
            examination.entry(&whole.sealed(), whole.hash, mac);
            assert_eq!(
                examination.end(None).findings,
                [Finding { seq: whole.seq, class: Tampering::Edited }]
            );
            told += 1;
        }
        for examination in [&mut hashes, &mut codes] {
            examination.entry(&whole.sealed(), whole.hash, whole.mac);
        }
    }
    assert!(hashes.end(None).is_whole() && codes.end(None).is_whole());
    assert_eq!(told, MANY * ((EDITS.len() + 3) * 2 + 2));
}

/// Every tail from one entry to a thousand, of a trail of a thousand and one.
#[test]
fn a_tail_of_any_length_is_missed_where_anything_outside_knows_of_it_and_claimed_nowhere_else() {
    const MANY: i64 = 1_001;
    let trail = written(MANY, 1);
    // The newest note is of entry 1,000: a tail of one stands behind it, and the head alone knows of that.
    let (last, anchor) = (Some(MANY), anchors(&trail.notes[99..]));
    let mut alone = Examination::new(Vec::new(), Some((1, MacKey::from_bytes(FIRST_KEY))));
    let mut anchored = Examination::new(anchor, Some((1, MacKey::from_bytes(FIRST_KEY))));
    let kept = (0..MANY).fold(MacKey::from_bytes(FIRST_KEY), |key, _| key.next());
    for (entry, tail) in trail.entries.iter().take(1_000).zip((1..=1_000).rev()) {
        for examination in [&mut alone, &mut anchored] {
            examination.entry(&entry.sealed(), entry.hash, entry.mac);
        }
        let missed = |class| vec![Finding { seq: entry.seq + 1, class }];
        let ends = |said| (alone.clone().end(said).findings, anchored.clone().end(said).findings);
        let unprovable = tail == 1;
        let from_outside = |class| if unprovable { Vec::new() } else { missed(class) };
        assert_eq!(ends(last), (missed(Tampering::Truncated), missed(Tampering::Truncated)), "{tail}");
        assert_eq!(ends(None), (Vec::new(), from_outside(Tampering::Truncated)), "{tail}");
        assert_eq!(ends(Some(entry.seq)), (Vec::new(), from_outside(Tampering::RolledBack)), "{tail}");
        // The next entry's key has moved on, whatever else was made to agree.
        let mut moved_on = alone.clone();
        moved_on.continues(&kept);
        assert_eq!(moved_on.end(Some(entry.seq)).findings, missed(Tampering::Truncated), "{tail}");
    }
}
