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

use std::{collections::BTreeMap, process::Command};

use foyer_audit::{
    Finding, Signer,
    archive::{Line, examine},
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use trail::{Trail, hash_anew, signer, trail};

const ARCHIVES: usize = 600;

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
    let at = 0_usize..40;
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

/// The archive after one change or two.
fn archive(changes: &[Change]) -> String {
    let mut mine = trail(40, 1);
    let (mut said, mut ends) = (40, true);
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
            Change::Insert(from, to) => mine.entries.insert(to.min(last), trail(40, 2).entries[from].clone()),
            Change::Cut(many) => {
                mine.entries.truncate(mine.entries.len().saturating_sub(many).max(1));
                ends = false;
            }
            Change::CutSilently(many) => {
                mine.entries.truncate(mine.entries.len().saturating_sub(many).max(1));
                said = i64::try_from(mine.entries.len()).unwrap();
            }
            Change::OtherHistory => mine.entries = trail(40, 2).entries,
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
                let mut tree = foyer_audit::Frontier::default();
                mine.entries.iter().for_each(|entry| tree.push(entry.hash));
                mine.notes = vec![Signer::from_seed(&[8; 32]).unwrap().note(&tree, 1)];
            }
        }
    }
    written(&mine, ends.then_some(said))
}

fn written(trail: &Trail, said: Option<i64>) -> String {
    let head = Line::Trail { version: 1, key: signer().public_key().to_string(), exported_at: 1 };
    std::iter::once(head)
        .chain(trail.notes.iter().cloned().map(Line::Checkpoint))
        .chain(trail.entries.iter().map(|entry| Line::Entry(Box::new(entry.clone()))))
        .chain(said.map(|entries| Line::End { entries }))
        .map(|line| line.to_text().unwrap() + "\n")
        .collect()
}

fn ours(archive: &str) -> Option<Finding> {
    let examined = examine(archive.lines().map(|line| Ok(line.to_owned())), None, &[]).unwrap();
    examined.report.findings.first().copied()
}

#[test]
fn both_come_to_the_same_verdict_on_every_archive() {
    let folder = tempfile::tempdir().unwrap();
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let changes = prop::collection::vec(change(), 1..3);
    let (mut files, mut expected) = (Vec::new(), Vec::new());
    for number in 0..ARCHIVES {
        let changes = changes.new_tree(&mut runner).unwrap().current();
        let archive = archive(&changes);
        expected.push((changes, ours(&archive)));
        let file = folder.path().join(format!("{number}.jsonl"));
        std::fs::write(&file, archive).unwrap();
        files.push(file);
    }
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/verify-trail.mjs");
    let done = Command::new("node").arg(program).arg("--each").args(files).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8(done.stdout).unwrap();
    let mut classes = BTreeMap::new();
    for (line, (changes, finding)) in said.lines().zip(&expected) {
        let report: serde_json::Value = serde_json::from_str(line).unwrap();
        let first =
            finding.map(|finding| serde_json::json!({ "seq": finding.seq, "class": finding.class.as_str() }));
        assert_eq!(report["first"], first.unwrap_or_default(), "{changes:?}: {line}");
        *classes.entry(finding.map(|finding| finding.class)).or_insert(0_u32) += 1;
    }
    assert_eq!(said.lines().count(), ARCHIVES);
    assert_eq!(classes.len(), 10, "every class and none of them: {classes:?}");
}
