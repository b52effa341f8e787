//! Where the trail stands, and the keys that seal. The newest entry has it in its own row, and the one before lets go of it
//! in the same transaction; a row apart says it only until there is an entry to.

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

/// Where the trail stands.
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: Hash,
    pub(super) tree: Frontier,
    pub(super) next_key: MacKey,
    /// The newest entry that the lists of [`super::places`] have.
    pub(super) placed: i64,
    /// What the row apart has to say anew, and the entry that lets go.
    row: Row,
    carrier: Option<i64>,
}

/// Whether the row apart is as it should be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    AsItIs,
    Changed,
}

/// The row apart, as it is kept.
struct Begun {
    coded_from: i64,
    placed: i64,
    stand: Option<Stand>,
}

/// How far the trail goes, and how it goes on.
struct Stand {
    seq: i64,
    hash: Hash,
    next_key: MacKey,
    tree: Option<Frontier>,
}

impl Stand {
    /// `key` and `peaks` as they are kept; no key, no stand.
    fn kept(seq: i64, hash: [u8; 32], key: &[u8], peaks: &[u8]) -> Option<Self> {
        let mut next_key = Zeroizing::new([0; 32]);
        if key.len() != next_key.len() {
            return None;
        }
        next_key.copy_from_slice(key);
        let tree = Frontier::kept(seq.unsigned_abs(), peaks);
        Some(Self { seq, hash: Hash(hash), next_key: MacKey::from_bytes(*next_key), tree })
    }
}

/// The row apart; in stores from before the lists, as [`End::read`] meets them, without how far those follow.
const ROW: &str = "SELECT seq, hash, next_key, peaks, coded_from, placed FROM audit_head";
const OLDER_ROW: &str = "SELECT seq, hash, next_key, peaks, coded_from, 0 FROM audit_head";

fn begun(tx: &ReadTx<'_>, row: &str) -> Result<Begun, StoreError> {
    tx.prepare(row)?
        .query_row([], |row| {
            let (key, peaks) = (row.get_ref(2)?.as_blob()?, row.get_ref(3)?.as_blob()?);
            let stand = Stand::kept(row.get(0)?, row.get(1)?, key, peaks);
            Ok(Begun { coded_from: row.get(4)?, placed: row.get(5)?, stand })
        })
        .optional()?
        .ok_or(StoreError::Damaged)
}

/// What the newest entry says that says anything.
fn carried(tx: &ReadTx<'_>) -> Result<Option<Stand>, StoreError> {
    let found = tx
        .prepare("SELECT seq, hash, onward FROM audit WHERE onward IS NOT NULL ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            let onward = row.get_ref(2)?.as_blob()?.split_at_checked(32);
            let (key, peaks) = onward.unwrap_or_default();
            Ok(Stand::kept(row.get(0)?, row.get(1)?, key, peaks))
        })
        .optional()?;
    Ok(found.flatten())
}

impl Head {
    /// # Errors
    /// [`StoreError::Damaged`] when nothing says it or it does not add up: nothing can be written down then, so nothing
    /// may be done.
    pub(super) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        let Begun { placed, stand, .. } = begun(tx, ROW)?;
        let (stand, carrier) = match stand {
            Some(stand) => (Some(stand), None),
            None => {
                let stand = carried(tx)?;
                let carrier = stand.as_ref().map(|stand| stand.seq);
                (stand, carrier)
            }
        };
        let Some(Stand { seq, hash, next_key, tree: Some(tree) }) = stand else {
            return Err(StoreError::Damaged);
        };
        Ok(Self { seq, hash, tree, next_key, placed, row: Row::AsItIs, carrier })
    }

    /// Takes an entry into it; gives its code.
    pub(super) fn advance(&mut self, seq: i64, hash: Hash) -> Hash {
        let code = self.next_key.code(hash);
        self.next_key = self.next_key.next();
        self.tree.push(hash);
        (self.seq, self.hash) = (seq, hash);
        code
    }

    /// As the newest entry has it: the next one's key and the tree's right edge.
    pub(super) fn onward(&self) -> Zeroizing<Vec<u8>> {
        let mut onward = Zeroizing::new(self.next_key.as_bytes().to_vec());
        onward.extend_from_slice(&self.tree.peaks());
        onward
    }

    /// The lists follow up to the newest entry.
    pub(super) fn followed(&mut self) {
        (self.placed, self.row) = (self.seq, Row::Changed);
    }

    /// What was the newest entry, or the row apart before there was one, says no more how the trail goes on; the next one
    /// does, in the same transaction.
    pub(super) fn let_go(&mut self, tx: &WriteTx<'_>) -> Result<(), StoreError> {
        match self.carrier.take() {
            Some(seq) => {
                tx.prepare("UPDATE audit SET onward = NULL WHERE seq = ?1")?.execute([seq]).map(drop)?
            }
            None => self.row = Row::Changed,
        }
        Ok(())
    }

    /// Writes the row apart, where it changed.
    pub(super) fn write(&self, tx: &WriteTx<'_>) -> Result<(), StoreError> {
        if self.row == Row::Changed {
            tx.prepare("UPDATE audit_head SET next_key = x'', peaks = x'', placed = ?1")?
                .execute([self.placed])?;
        }
        Ok(())
    }
}

/// How far the trail goes, as it says itself.
pub(super) struct End {
    pub(super) coded_from: i64,
    /// How far the lists follow; `None` in stores that have none.
    pub(super) placed: Option<i64>,
    /// The newest entry's number and hash, and the next one's key; `None` where no entry says it any more.
    pub(super) stand: Option<(i64, Hash, MacKey)>,
}

impl End {
    /// As any store has it that has seals: backups and damaged stores are of older forms, too.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the row apart is not there.
    pub(super) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        let lists =
            tx.prepare("SELECT 1 FROM pragma_table_info('audit_head') WHERE name = 'placed'")?.exists([])?;
        let Begun { coded_from, placed, stand } = begun(tx, if lists { ROW } else { OLDER_ROW })?;
        let stand = match stand {
            Some(stand) => Some(stand),
            None => carried(tx)?,
        };
        let stand = stand.map(|stand| (stand.seq, stand.hash, stand.next_key));
        Ok(Self { coded_from, placed: lists.then_some(placed), stand })
    }
}
