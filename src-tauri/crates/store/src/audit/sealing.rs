//! Where the trail stands: the one row that every entry moves on, and the keys that seal.

use foyer_audit::{Frontier, Hash, MacKey, PublicKey, Signer};
use rusqlite::{Connection, OptionalExtension as _, params};
use zeroize::Zeroizing;

use crate::{PracticeKey, ReadTx, StoreError, WriteTx};

/// What seals and what checks, derived from the practice key when the store is opened.
#[derive(Debug)]
pub(crate) struct TrailKeys {
    pub(super) signer: Signer,
    /// The first entry's key: every code can be checked with it.
    pub(super) first: MacKey,
}

impl TrailKeys {
    /// What verifies this practice's checkpoints.
    pub(crate) const fn public_key(&self) -> PublicKey {
        self.signer.public_key()
    }

    /// `None` never happens for a practice key.
    pub(crate) fn of(key: &PracticeKey) -> Option<Self> {
        Some(Self { signer: Signer::from_seed(&key.audit_signing_seed())?, first: first_key(key) })
    }
}

fn first_key(key: &PracticeKey) -> MacKey {
    MacKey::from_bytes(**key.audit_mac_key())
}

/// Begins the codes and the tree in a store that has none yet: a new one, or one of an older Foyer, whose entries keep
/// their chain and enter the tree, and have no codes.
pub(crate) fn begin(conn: &mut Connection, key: &PracticeKey) -> Result<(), rusqlite::Error> {
    let tx = conn.transaction()?;
    if tx.query_row("SELECT 1 FROM audit_head", [], |_| Ok(())).optional()?.is_some() {
        return Ok(());
    }
    let (mut tree, mut seq, mut hash) = (Frontier::default(), 0_i64, Hash::ZERO);
    {
        let mut statement = tx.prepare("SELECT seq, hash FROM audit ORDER BY seq")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            (seq, hash) = (row.get(0)?, Hash(row.get(1)?));
            tree.push(hash);
        }
    }
    for list in super::LISTS {
        tx.execute(list, [0])?;
    }
    tx.execute(
        "INSERT INTO audit_head (id, seq, hash, coded_from, next_key, peaks, placed)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?1)",
        params![seq, hash.0, seq.saturating_add(1), first_key(key).as_bytes(), tree.peaks()],
    )?;
    tx.commit()
}

/// The row.
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: Hash,
    pub(super) coded_from: i64,
    pub(super) tree: Frontier,
    pub(super) next_key: MacKey,
    /// The newest entry that the lists of [`super::places`] have.
    pub(super) placed: i64,
}

impl Head {
    /// # Errors
    /// [`StoreError::Damaged`] when the row is not there or does not add up: nothing can be written down then, so
    /// nothing may be done.
    pub(super) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        tx.prepare("SELECT seq, hash, coded_from, next_key, peaks, placed FROM audit_head")?
            .query_row([], |row| {
                let seq: i64 = row.get(0)?;
                let next_key = Zeroizing::new(row.get::<_, [u8; 32]>(3)?);
                let tree = Frontier::kept(seq.unsigned_abs(), row.get_ref(4)?.as_blob()?);
                let (hash, coded_from, placed) = (Hash(row.get(1)?), row.get(2)?, row.get(5)?);
                let next_key = MacKey::from_bytes(*next_key);
                Ok(tree.map(|tree| Self { seq, hash, coded_from, tree, next_key, placed }))
            })
            .optional()?
            .flatten()
            .ok_or(StoreError::Damaged)
    }

    /// Takes an entry into the row; gives its code.
    pub(super) fn advance(&mut self, seq: i64, hash: Hash) -> Hash {
        let code = self.next_key.code(hash);
        self.next_key = self.next_key.next();
        self.tree.push(hash);
        (self.seq, self.hash) = (seq, hash);
        code
    }

    pub(super) fn write(&self, tx: &WriteTx<'_>) -> Result<(), StoreError> {
        tx.prepare("UPDATE audit_head SET seq = ?1, hash = ?2, next_key = ?3, peaks = ?4, placed = ?5")?
            .execute(params![
                self.seq,
                self.hash.0,
                self.next_key.as_bytes(),
                self.tree.peaks(),
                self.placed
            ])?;
        Ok(())
    }
}
