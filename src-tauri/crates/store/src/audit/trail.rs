//! The whole trail: examined, signed for, and written out.

use foyer_audit::{Entry, Examination, Hash, PublicKey, Report, Sealed, archive::Line};
use foyer_domain::Timestamp;
use rusqlite::params;
use uuid::Uuid;

use super::{
    places::Held,
    sealing::{End, Head, TrailKeys},
    words::Texts,
};
use crate::{ReadTx, Store, StoreError};

/// What [`Store::examine_trail`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailReport {
    /// What is wrong with it, and how much is vouched for from outside.
    pub report: Report,
    /// Checkpoints handed in that are another practice's; they say nothing of this trail.
    pub foreign: u64,
}

impl Store {
    /// What verifies this practice's checkpoints. No secret: print it, and lay it beside what is exported.
    pub fn trail_key(&self) -> PublicKey {
        self.trail_keys().signer.public_key()
    }

    /// Signs what the trail is now, for keeping outside the store. `None` when nothing was added since the last time.
    ///
    /// # Errors
    /// The store's own.
    pub async fn checkpoint(&self, now: Timestamp) -> Result<Option<String>, StoreError> {
        let keys = self.trail_keys();
        self.write(move |tx| {
            let head = Head::read(tx)?;
            let newest: i64 = tx
                .prepare("SELECT coalesce(max(size), 0) FROM audit_checkpoint")?
                .query_row([], |row| row.get(0))?;
            if head.seq <= newest {
                return Ok(None);
            }
            let note = keys.signer.note(&head.tree, now.millis());
            tx.prepare("INSERT INTO audit_checkpoint (size, at, note) VALUES (?1, ?2, ?3)")?
                .execute(params![head.seq, now.millis(), note])?;
            Ok(Some(note))
        })
        .await
    }

    /// Looks at every entry and every seal, holds the trail against `anchors`, signed notes kept outside, and the lists by
    /// which entries are found, and the words of texts, against the trail.
    /// Takes about two seconds for a million entries, on a connection of its own.
    ///
    /// # Errors
    /// The store's own; what was found wrong is in the report.
    pub async fn examine_trail(&self, anchors: Vec<String>) -> Result<TrailReport, StoreError> {
        let keys = self.trail_keys();
        self.read(move |tx| examine(tx, &keys, anchors)).await
    }

    /// Writes the trail as lines that verify with no secret and no Foyer ([`foyer_audit::archive`]), each handed to
    /// `write` without its line break. Gives how many entries there were.
    ///
    /// # Errors
    /// The store's own, or what `write` met.
    pub fn export_trail(
        &self,
        now: Timestamp,
        mut write: impl FnMut(&str) -> std::io::Result<()>,
    ) -> Result<i64, StoreError> {
        let key = self.trail_key().to_string();
        self.read_blocking(|tx| {
            let mut line = |line: &Line| {
                let text = line.to_text().map_err(|_| StoreError::Damaged)?;
                write(&text).map_err(StoreError::from)
            };
            line(&Line::Trail { version: 1, key, exported_at: now.millis() })?;
            for note in notes(tx)? {
                line(&Line::Checkpoint(note))?;
            }
            let entries = Head::read(tx)?.seq;
            each(tx, i64::MIN, i64::MAX, |sealed, hash, mac| {
                line(&Line::Entry(Box::new(owned(sealed, hash, mac))))?;
                Ok(true)
            })?;
            line(&Line::End { entries })?;
            Ok(entries)
        })
    }
}

/// Looks at every entry and every seal that `tx` sees, and holds the trail against `anchors` and its own notes.
pub(crate) fn examine(
    tx: &ReadTx<'_>,
    keys: &TrailKeys,
    anchors: Vec<String>,
) -> Result<TrailReport, StoreError> {
    let public = keys.signer.public_key();
    let (mut genuine, mut forged, mut foreign) = (Vec::new(), Vec::new(), 0_u64);
    for note in anchors.into_iter().chain(notes(tx)?) {
        match public.read(&note) {
            Ok(checkpoint) => genuine.push(checkpoint),
            Err(foyer_audit::NoteError::OtherKey) => foreign = foreign.saturating_add(1),
            Err(foyer_audit::NoteError::Forged | foyer_audit::NoteError::Unreadable) => forged.push(0),
        }
    }
    let end = End::read(tx)?;
    let mut examination = Examination::new(genuine, Some((end.coded_from, keys.first.clone())));
    forged.into_iter().for_each(|size| examination.forged(size));
    let (mut held, texts) = (end.placed.map(Held::up_to), Texts::of(tx)?);
    each(tx, i64::MIN, i64::MAX, |sealed, hash, mac| {
        examination.entry(sealed, hash, mac);
        held.iter_mut().for_each(|held| held.entry(sealed));
        if let Some(texts) = &texts
            && texts.differs(sealed)?
        {
            examination.reworded(sealed.seq);
        }
        Ok(true)
    })?;
    // The newest entry says how the trail goes on: where none does, it was cut off.
    let said = end.stand.map_or(i64::MAX, |(seq, _, next_key)| {
        examination.continues(&next_key);
        seq
    });
    if let Some(held) = held {
        held.differs(tx)?.into_iter().for_each(|seq| examination.misfiled(seq));
    }
    Ok(TrailReport { report: examination.end(Some(said)), foreign })
}

/// Every signed note in the store, the oldest first.
pub(crate) fn notes(tx: &ReadTx<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare("SELECT note FROM audit_checkpoint ORDER BY size")?;
    let notes = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(notes)
}

/// Hands on the entries from `first` to `last` as they stand, until `f` says no.
pub(super) fn each(
    tx: &ReadTx<'_>,
    first: i64,
    last: i64,
    mut f: impl FnMut(&Sealed<'_>, Hash, Option<Hash>) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let mut statement = tx.prepare(&format!(
        "SELECT {} FROM audit WHERE seq >= ?1 AND seq <= ?2 ORDER BY seq",
        super::COLUMNS
    ))?;
    let mut rows = statement.query([first, last])?;
    while let Some(row) = rows.next()? {
        // A column of another type is no entry that was written: it hashes to something else.
        let sealed = Sealed {
            seq: row.get(0)?,
            at: row.get(1)?,
            actor: row.get_ref(2)?.as_str().unwrap_or_default(),
            user: row.get(3)?,
            action: row.get_ref(4)?.as_str().unwrap_or_default(),
            thread: row.get(5)?,
            object: row.get(6)?,
            detail: row.get_ref(7)?.as_str().unwrap_or_default(),
            prev: Hash(row.get(8)?),
        };
        if !f(&sealed, Hash(row.get(9)?), row.get::<_, Option<[u8; 32]>>(10)?.map(Hash))? {
            break;
        }
    }
    Ok(())
}

fn owned(sealed: &Sealed<'_>, hash: Hash, mac: Option<Hash>) -> Entry {
    Entry {
        seq: sealed.seq,
        at: sealed.at,
        actor: sealed.actor.to_owned(),
        user: sealed.user.map(Uuid::from_bytes),
        action: sealed.action.to_owned(),
        thread: sealed.thread.map(Uuid::from_bytes),
        object: sealed.object.map(Uuid::from_bytes),
        detail: sealed.detail.to_owned(),
        prev: sealed.prev,
        hash,
        mac,
    }
}
