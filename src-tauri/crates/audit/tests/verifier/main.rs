//! A second verifier, in another language and written from the description, comes to the same verdict on every archive,
//! whole or tampered with. Needs Node; `cargo xtask test` brings it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may do what tests may; clippy knows only the tests"
)]

#[path = "../it/trail.rs"]
#[expect(dead_code, reason = "the other tests use the rest of it")]
mod trail;

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    process::Command,
};

use foyer_audit::{
    Entry, Finding, Frontier, Hash, Signer,
    archive::{Line, examine},
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use trail::{Trail, hash_anew, signer, trail};

/// Archives of one test, and how many are handed to the other verifier at once.
const ARCHIVES: usize = 12_500;
const AT_ONCE: usize = 2_500;

/// The longest of them. The other verifier takes some twenty microseconds an entry, and a hundred thousand are looked at.
const LONGEST: usize = 24;

/// A change to a trail, by place.
#[derive(Clone, Copy, Debug)]
enum Change {
    Nothing,
    Edit(usize),
    EditAndSeal(usize),
    EditAndSealAll(usize),
    Remove(usize, usize),
    Move(usize, usize),
    Insert(usize, usize),
    Cut(usize),
    CutSilently(usize),
    OtherHistory,
    BreakNote(usize),
    SignAnew,
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0_usize..LONGEST;
    prop_oneof![
        Just(Change::Nothing),
        at.clone().prop_map(Change::Edit),
        at.clone().prop_map(Change::EditAndSeal),
        at.clone().prop_map(Change::EditAndSealAll),
        (at.clone(), 1_usize..5).prop_map(|(at, many)| Change::Remove(at, many)),
        (at.clone(), at.clone()).prop_map(|(from, to)| Change::Move(from, to)),
        (at.clone(), at.clone()).prop_map(|(from, to)| Change::Insert(from, to)),
        (1_usize..20).prop_map(Change::Cut),
        (1_usize..20).prop_map(Change::CutSilently),
        Just(Change::OtherHistory),
        (0_usize..200).prop_map(Change::BreakNote),
        Just(Change::SignAnew),
    ]
}

/// A trail of so many entries after one change or two, and what its last line says, if it has one.
fn changed(salt: u8, many: usize, changes: &[Change]) -> (Trail, Option<i64>) {
    let of = |salt| trail(u32::try_from(many).unwrap(), salt);
    let (mut mine, other) = (of(salt), of(salt % 8 + 1));
    let (mut said, mut ends) = (i64::try_from(many).unwrap(), true);
    for change in changes {
        let last = mine.entries.len().saturating_sub(1);
        match *change {
            Change::Nothing => {}
            Change::Edit(at) => mine.entries[at.min(last)].detail.push(' '),
            Change::EditAndSeal(at) => {
                let entry = &mut mine.entries[at.min(last)];
                entry.at -= 86_400_000;
                entry.hash = entry.sealed().hash();
            }
            Change::EditAndSealAll(at) => {
                mine.entries[at.min(last)].action = "nothing".to_owned();
                hash_anew(&mut mine.entries, at.min(last));
            }
            Change::Remove(at, many) => drop(mine.entries.drain(at.min(last)..(at + many).min(last))),
            Change::Move(from, to) => {
                let moved = mine.entries.remove(from.min(last));
                mine.entries.insert(to.min(last), moved);
            }
            Change::Insert(from, to) => {
                mine.entries.insert(to.min(last), other.entries[from.min(many - 1)].clone());
            }
            Change::Cut(many) => {
                mine.entries.truncate(mine.entries.len().saturating_sub(many).max(1));
                ends = false;
            }
            Change::CutSilently(many) => {
                mine.entries.truncate(mine.entries.len().saturating_sub(many).max(1));
                said = i64::try_from(mine.entries.len()).unwrap();
            }
            Change::OtherHistory => mine.entries.clone_from(&other.entries),
            Change::BreakNote(at) => {
                let Some(note) = mine.notes.last_mut() else { continue };
                let broken = |(place, char): (usize, char)| match char {
                    'A' if place == at => 'B',
                    _ if place == at => 'A',
                    char => char,
                };
                *note = note.chars().enumerate().map(|(place, char)| broken((place, char))).collect();
            }
            Change::SignAnew => {
                let mut tree = Frontier::default();
                mine.entries.iter().for_each(|entry| tree.push(entry.hash));
                mine.notes = vec![Signer::from_seed(&[8; 32]).unwrap().note(&tree, 1)];
            }
        }
    }
    (mine, ends.then_some(said))
}

/// Lines of entries nobody touched, by their hash: most of an archive.
type Known = HashMap<Hash, (Entry, String)>;

fn written(trail: &Trail, said: Option<i64>, known: &mut Known) -> String {
    let text = |line: &Line| line.to_text().unwrap() + "\n";
    let mut archive =
        text(&Line::Trail { version: 1, key: signer().public_key().to_string(), exported_at: 1 });
    for note in &trail.notes {
        archive += &text(&Line::Checkpoint(note.clone()));
    }
    for entry in &trail.entries {
        let write = || text(&Line::Entry(Box::new(entry.clone())));
        let (as_it_was, line) = known.entry(entry.hash).or_insert_with(|| (entry.clone(), write()));
        if as_it_was == entry {
            archive += line;
        } else {
            archive += &write();
        }
    }
    archive + &said.map(|entries| text(&Line::End { entries })).unwrap_or_default()
}

fn ours(archive: &str) -> Option<Finding> {
    let examined = examine(archive.lines().map(|line| Ok(line.to_owned())), None, &[]).unwrap();
    examined.report.findings.first().copied()
}

/// What the other verifier says of each archive in a file.
fn theirs(file: &Path) -> Vec<serde_json::Value> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/verify-trail.mjs");
    let done = Command::new("node").arg(program).arg("--each").arg(file).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8(done.stdout).unwrap();
    said.lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["first"].clone())
        .collect()
}

/// One in eight of a hundred thousand archives: a random history of random length, changed at random, once or twice.
fn both_agree(part: u8) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("archives.jsonl");
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[part; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let cases = (1_u8..=8, 1..=LONGEST, prop::collection::vec(change(), 1..3));
    let (mut classes, mut known) = (BTreeMap::new(), Known::new());
    for _ in 0..ARCHIVES / AT_ONCE {
        let (mut archives, mut expected) = (String::new(), Vec::new());
        for _ in 0..AT_ONCE {
            let case = cases.new_tree(&mut runner).unwrap().current();
            let (trail, said) = changed(case.0, case.1, &case.2);
            let archive = written(&trail, said, &mut known);
            expected.push((case, ours(&archive)));
            archives += &archive;
        }
        std::fs::write(&file, archives).unwrap();
        let said = theirs(&file);
        assert_eq!(said.len(), AT_ONCE);
        for (said, (case, finding)) in said.iter().zip(expected) {
            let first = finding
                .map(|finding| serde_json::json!({ "seq": finding.seq, "class": finding.class.as_str() }));
            assert_eq!(said, &first.unwrap_or_default(), "{case:?}");
            *classes.entry(finding.map(|finding| finding.class)).or_insert(0_u32) += 1;
        }
    }
    assert_eq!(classes.len(), 10, "every class and none of them: {classes:?}");
}

macro_rules! parts {
    ($($name:ident $part:literal),*) => {
        $(
            #[test]
            fn $name() {
                both_agree($part);
            }
        )*
    };
}

// A hundred thousand in eight tests, so that each is short and they share the cores.
parts!(
    both_agree_on_the_first_eighth 1,
    both_agree_on_the_second_eighth 2,
    both_agree_on_the_third_eighth 3,
    both_agree_on_the_fourth_eighth 4,
    both_agree_on_the_fifth_eighth 5,
    both_agree_on_the_sixth_eighth 6,
    both_agree_on_the_seventh_eighth 7,
    both_agree_on_the_last_eighth 8
);
