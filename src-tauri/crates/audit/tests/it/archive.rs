//! An archive verifies with nothing but itself, and better with a key and checkpoints from elsewhere.

use foyer_audit::{
    Entry, PublicKey, Signer, Tampering,
    archive::{ArchiveError, Examined, Line, examine},
};

use crate::trail::{Trail, hash_anew, signer, trail};

fn lines(trail: &Trail) -> Vec<String> {
    let head = Line::Trail { version: 1, key: signer().public_key().to_string(), exported_at: 1 };
    let end = Line::End { entries: i64::try_from(trail.entries.len()).unwrap() };
    std::iter::once(head)
        .chain(trail.notes.iter().cloned().map(Line::Checkpoint))
        .chain(trail.entries.iter().cloned().map(|entry| Line::Entry(Box::new(entry))))
        .chain([end])
        .map(|line| line.to_text().unwrap())
        .collect()
}

fn looked_at(
    lines: Vec<String>,
    key: Option<PublicKey>,
    anchors: &[String],
) -> Result<Examined, ArchiveError> {
    examine(lines.into_iter().map(Ok), key, anchors)
}

fn class(lines: Vec<String>, anchors: &[String]) -> Option<Tampering> {
    let report = looked_at(lines, Some(signer().public_key()), anchors).unwrap().report;
    report.findings.first().map(|finding| finding.class)
}

#[test]
fn an_archive_is_whole_by_itself() {
    let examined = looked_at(lines(&trail(25, 1)), None, &[]).unwrap();
    assert!(examined.report.is_whole());
    assert_eq!((examined.report.entries, examined.report.vouched, examined.trusted), (25, 20, false));
    assert_eq!(examined.key, signer().public_key());
}

#[test]
fn what_is_cut_off_is_missed() {
    let whole = lines(&trail(25, 1));
    for keep in 1..whole.len() {
        let cut = whole.iter().take(keep).cloned().collect();
        assert_eq!(class(cut, &[]), Some(Tampering::Truncated), "{keep} lines kept");
    }
    // With its last line, and checkpoints from elsewhere: the store itself was an old copy.
    let mut short = trail(25, 1);
    let notes = std::mem::take(&mut short.notes);
    short.entries.truncate(15);
    assert_eq!(class(lines(&short), &[]), None);
    assert_eq!(class(lines(&short), &notes), Some(Tampering::RolledBack));
}

#[test]
fn a_history_written_anew_needs_the_practice_s_key() {
    let mut forged = trail(25, 1);
    let notes = forged.notes.clone();
    forged.entries[3].detail = "{\"many\":99}".to_owned();
    hash_anew(&mut forged.entries, 3);
    assert_eq!(class(lines(&forged), &[]), Some(Tampering::Forked));
    // Checkpoints left out, or signed by somebody else: only what was kept elsewhere tells.
    forged.notes.clear();
    assert_eq!(class(lines(&forged), &[]), None);
    assert_eq!(class(lines(&forged), &notes), Some(Tampering::Forked));
    let stranger = Signer::from_seed(&[8; 32]).unwrap();
    let mut tree = foyer_audit::Frontier::default();
    forged.entries.iter().for_each(|entry| tree.push(entry.hash));
    forged.notes.push(stranger.note(&tree, 1));
    assert_eq!(class(lines(&forged), &[]), Some(Tampering::BadSignature));
}

#[test]
fn what_is_no_archive_is_not_judged() {
    let whole = lines(&trail(5, 1));
    assert!(matches!(looked_at(Vec::new(), None, &[]), Err(ArchiveError::NotAnArchive)));
    assert!(matches!(looked_at(whole[1..].to_vec(), None, &[]), Err(ArchiveError::NotAnArchive)));
    let newer = vec![whole[0].replace("\"version\":1", "\"version\":2")];
    assert!(matches!(looked_at(newer, None, &[]), Err(ArchiveError::Newer(2))));
    for bad in ["", "{", "{\"entry\":{}}", "{\"checkpoint\":\"late\"}", &"x".repeat(70_000)] {
        let mut broken = whole.clone();
        broken.insert(3, bad.to_owned());
        assert!(matches!(looked_at(broken, None, &[]), Err(ArchiveError::Line(4))), "{} bytes", bad.len());
    }
    let mut after = whole.clone();
    after.push(whole[1].clone());
    assert!(matches!(looked_at(after, None, &[]), Err(ArchiveError::Line(_))));
    let failing = std::iter::once(Err(std::io::Error::other("gone")));
    assert!(matches!(examine(failing, None, &[]), Err(ArchiveError::Io(_))));
}

/// What a line says that its seals seal: an archive is checked without the secret that codes need, and nobody vouches
/// for the moment it was written.
fn sealed(line: &str) -> Option<Line> {
    Some(match serde_json::from_str(line).ok()? {
        Line::Entry(entry) => Line::Entry(Box::new(Entry { mac: None, ..*entry })),
        Line::Trail { version, key, .. } => Line::Trail { version, key, exported_at: 0 },
        line @ (Line::Checkpoint(_) | Line::End { .. }) => line,
    })
}

#[test]
fn whatever_bit_of_an_archive_is_flipped_is_told_at_its_entry() {
    let whole = lines(&trail(12, 1));
    let mut told = 0;
    for (at, line) in whole.iter().enumerate() {
        for byte in 0..line.len() {
            for bit in 0..8 {
                let mut bytes = line.clone().into_bytes();
                bytes[byte] ^= 1 << bit;
                // What is no text any more can't be read, and is not judged.
                let Ok(flipped) = String::from_utf8(bytes) else { continue };
                if flipped.contains('\n') || sealed(&flipped) == sealed(line) {
                    continue;
                }
                let mut lines = whole.clone();
                lines[at].clone_from(&flipped);
                let Ok(examined) = looked_at(lines, Some(signer().public_key()), &[]) else { continue };
                told += 1;
                let first = examined.report.findings.first().map(|finding| finding.seq);
                match (sealed(line), sealed(&flipped)) {
                    // Another key in its first line is not the one that it is checked with.
                    (Some(Line::Trail { .. }), _) => told -= 1,
                    (Some(Line::Entry(was)), Some(Line::Entry(is))) if was.seq == is.seq => {
                        assert_eq!(first, Some(was.seq), "{flipped}");
                    }
                    (Some(Line::Entry(was)), _) => {
                        assert!(first.is_some_and(|seq| seq <= was.seq.max(1)), "{first:?} {flipped}");
                    }
                    _ => assert!(first.is_some(), "{flipped}"),
                }
            }
        }
    }
    assert!(told > 5_000, "{told}");
}
