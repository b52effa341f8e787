//! A trail as the store writes it.

use std::sync::LazyLock;

use foyer_audit::{Checkpoint, Entry, Examination, Frontier, Hash, MacKey, Report, Signer};
use uuid::Uuid;

pub const FIRST_KEY: [u8; 32] = [9; 32];

/// A trail and the checkpoints signed every ten entries.
#[derive(Clone)]
pub struct Trail {
    pub entries: Vec<Entry>,
    pub notes: Vec<String>,
}

pub fn signer() -> Signer {
    Signer::from_seed(&[3; 32]).unwrap()
}

/// `many` entries, at most sixty; `salt`, from 1 to 8, makes another history of the same length.
pub fn trail(many: u32, salt: u8) -> Trail {
    static WRITTEN: LazyLock<Vec<Trail>> = LazyLock::new(|| (1..=8).map(|salt| written(60, salt)).collect());
    let mut trail = WRITTEN[usize::from(salt) - 1].clone();
    trail.entries.truncate(usize::try_from(many).unwrap());
    trail.notes.truncate(usize::try_from(many / 10).unwrap());
    trail
}

/// A whole trail of any length.
pub fn written(many: i64, salt: u8) -> Trail {
    let (mut key, mut tree, mut prev) = (MacKey::from_bytes(FIRST_KEY), Frontier::default(), Hash::ZERO);
    let mut trail = Trail { entries: Vec::new(), notes: Vec::new() };
    for seq in 1..=many {
        let mut entry = Entry {
            seq,
            at: 1_750_000_000_000 + seq * 1_000,
            actor: "user".to_owned(),
            user: Some(Uuid::from_bytes([salt; 16])),
            action: ["thread.view", "text.queue", "search.find"][usize::try_from(seq % 3).unwrap()]
                .to_owned(),
            thread: (seq % 2 == 0).then(|| Uuid::from_u128(u128::from(seq.unsigned_abs()))),
            object: None,
            detail: format!("{{\"many\":{seq}}}"),
            prev,
            hash: Hash::ZERO,
            mac: None,
        };
        entry.hash = entry.sealed().hash();
        entry.mac = Some(key.code(entry.hash));
        key = key.next();
        prev = entry.hash;
        tree.push(entry.hash);
        trail.entries.push(entry);
        if seq % 10 == 0 {
            trail.notes.push(signer().note(&tree, 1_750_000_000_000 + seq * 1_000));
        }
    }
    trail
}

/// Hashes anew from an entry on, as somebody does who knows how, but has no key.
pub fn hash_anew(entries: &mut [Entry], from: usize) {
    for at in from..entries.len() {
        entries[at].prev = at.checked_sub(1).map_or(Hash::ZERO, |before| entries[before].hash);
        entries[at].hash = entries[at].sealed().hash();
    }
}

pub fn anchors(notes: &[String]) -> Vec<Checkpoint> {
    notes.iter().map(|note| signer().public_key().read(note).unwrap()).collect()
}

/// Examines with everything at hand, and with only what is asked for.
pub fn examine(entries: &[Entry], notes: &[String], codes: bool, said: Option<i64>) -> Report {
    let key = codes.then(|| (1, MacKey::from_bytes(FIRST_KEY)));
    let mut examination = Examination::new(anchors(notes), key);
    for entry in entries {
        examination.entry(&entry.sealed(), entry.hash, entry.mac);
    }
    examination.end(said)
}
