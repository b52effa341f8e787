//! `foyerctl audit verify` says whole, tampered with, or could not tell, by its exit code too.

use std::process::{Command, Output};

use foyer_audit::{Entry, Frontier, Hash, Signer, archive::Line};

struct Archive {
    folder: tempfile::TempDir,
    lines: Vec<String>,
    key: String,
    note: String,
}

fn archive() -> Archive {
    let signer = Signer::from_seed(&[5; 32]).unwrap();
    let (mut tree, mut prev, mut entries) = (Frontier::default(), Hash::ZERO, Vec::new());
    for seq in 1..=12 {
        let mut entry = Entry {
            seq,
            at: 1_750_000_000_000 + seq,
            actor: "system".to_owned(),
            user: None,
            action: "text.queue".to_owned(),
            thread: None,
            object: None,
            detail: "{}".to_owned(),
            prev,
            hash: Hash::ZERO,
            mac: None,
        };
        entry.hash = entry.sealed().hash();
        prev = entry.hash;
        tree.push(entry.hash);
        entries.push(Line::Entry(Box::new(entry)));
    }
    let note = signer.note(&tree, 1_750_000_000_000);
    let key = signer.public_key().to_string();
    let head = Line::Trail { version: 1, key: key.clone(), exported_at: 1 };
    let lines = std::iter::once(head)
        .chain([Line::Checkpoint(note.clone())])
        .chain(entries)
        .chain([Line::End { entries: 12 }])
        .map(|line| line.to_text().unwrap())
        .collect();
    Archive { folder: tempfile::tempdir().unwrap(), lines, key, note }
}

impl Archive {
    fn verify(&self, lines: &[String], more: &[&str]) -> Output {
        let file = self.folder.path().join("trail.jsonl");
        std::fs::write(&file, lines.join("\n")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_foyerctl"));
        command.args(["audit", "verify", "--export"]).arg(file).args(more).output().unwrap()
    }
}

fn said(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_whole_trail_is_whole_and_says_whom_that_rests_on() {
    let archive = archive();
    let alone = archive.verify(&archive.lines, &[]);
    assert_eq!(alone.status.code(), Some(0));
    assert_eq!((&said(&alone)["vouched"], &said(&alone)["trusted"]), (&12.into(), &false.into()));
    let known = archive.verify(&archive.lines, &["--key", &archive.key]);
    assert_eq!((known.status.code(), &said(&known)["trusted"]), (Some(0), &true.into()));
}

#[test]
fn tampering_is_named_with_its_first_entry() {
    let archive = archive();
    let mut edited = archive.lines.clone();
    edited[6] = edited[6].replace("text.queue", "text.quiet");
    let found = archive.verify(&edited, &[]);
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(said(&found)["first"], serde_json::json!({ "seq": 5, "class": "edited" }));

    // Cut short with a last line that agrees: only the checkpoint kept elsewhere tells.
    let mut short: Vec<String> = archive.lines.iter().take(8).cloned().collect();
    short.remove(1);
    short.push("{\"end\":{\"entries\":6}}".to_owned());
    assert_eq!(archive.verify(&short, &[]).status.code(), Some(0));
    let anchor = archive.folder.path().join("anchors");
    std::fs::write(&anchor, &archive.note).unwrap();
    let found = archive.verify(&short, &["--anchor", anchor.to_str().unwrap()]);
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(said(&found)["first"], serde_json::json!({ "seq": 7, "class": "rolled_back" }));
}

#[test]
fn what_is_wrong_before_an_entry_is_counted_and_what_is_wrong_since_decides() {
    let archive = archive();
    let mut edited = archive.lines.clone();
    edited[6] = edited[6].replace("text.queue", "text.quiet");
    for (since, code, before) in [("5", 1, 0), ("6", 0, 1)] {
        let found = archive.verify(&edited, &["--since", since]);
        let said = said(&found);
        assert_eq!((found.status.code(), &said["before"]), (Some(code), &before.into()), "{said}");
        assert_eq!((&said["whole"], &said["entries"]), (&(code == 0).into(), &12.into()), "all is looked at");
    }
    edited[9] = edited[9].replace("text.queue", "text.quiet");
    let found = archive.verify(&edited, &["--since", "6"]);
    assert_eq!(said(&found)["first"], serde_json::json!({ "seq": 8, "class": "edited" }));
    for none in ["0", "-3", "yesterday"] {
        assert_eq!(archive.verify(&archive.lines, &["--since", none]).status.code(), Some(2), "{none}");
    }
}

#[test]
fn what_cannot_be_read_is_neither_and_nothing_of_it_is_quoted() {
    let archive = archive();
    for (lines, more) in [
        (vec!["lupe".to_owned()], vec![]),
        (Vec::new(), vec![]),
        (archive.lines.clone(), vec!["--key", "lupe"]),
        (archive.lines.clone(), vec!["--anchor", "no/such/lupe"]),
    ] {
        let output = archive.verify(&lines, &more);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.is_empty() && !told.contains("lupe"), "{told}");
    }
}
