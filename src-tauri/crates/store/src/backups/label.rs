//! The label of a backup: what is in it, readable without a key, so that a practice whose store is gone can choose.
//!
//! It names counts and no names. Anybody may read it and nobody may change it: a seal under the practice's backup key
//! goes with it, and is looked at as soon as there is a key.

use std::{collections::BTreeMap, fs, path::Path};

use foyer_domain::Timestamp;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use super::{BackupError, check::Found};
use crate::{
    PracticeKey,
    audit::TrailKeys,
    keys::{hex, unhex},
};

/// The form of this file.
const VERSION: u32 = 1;

/// A label is a kilobyte.
const MAX_BYTES: u64 = 64 * 1024;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    version: u32,
    /// Whose it is: the public key of the practice's audit trail.
    pub practice: String,
    /// When it was made, by that computer's clock.
    pub made_at: Timestamp,
    /// The schema of the store in it.
    pub schema: i64,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Its newest audit entry's number.
    pub audit_seq: i64,
    /// That entry's hash, in hex.
    pub audit_hash: String,
    /// The store's size in bytes.
    pub bytes: u64,
    seal: String,
}

impl Label {
    pub(super) fn of(
        found: &Found,
        store: &Path,
        made_at: Timestamp,
        key: &PracticeKey,
    ) -> Result<Self, BackupError> {
        let practice = TrailKeys::of(key).ok_or(BackupError::OtherKey)?.public_key().to_string();
        let mut label = Self {
            version: VERSION,
            practice,
            made_at,
            schema: found.schema,
            rows: found.rows.0.clone(),
            audit_seq: found.head.seq,
            audit_hash: hex(&found.head.hash),
            bytes: fs::metadata(store)?.len(),
            seal: String::new(),
        };
        label.seal = hex(&label.sealed(key)?);
        Ok(label)
    }

    /// Texts in it.
    pub fn messages(&self) -> u64 {
        self.rows.get("message").copied().unwrap_or(0)
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), BackupError> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|_| BackupError::NotWhole)?;
        text.push(b'\n');
        Ok(fs::write(path, text)?)
    }

    /// Reads it; `None` when there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, BackupError> {
        let found = match fs::metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if !found.is_file() || found.len() > MAX_BYTES {
            return Err(BackupError::NotWhole);
        }
        let label: Self = serde_json::from_slice(&fs::read(path)?).map_err(|_| BackupError::NotWhole)?;
        if label.version > VERSION {
            return Err(BackupError::Newer);
        }
        Ok(Some(label))
    }

    /// Whether this key's practice wrote it, word for word.
    pub(super) fn is_genuine(&self, key: &PracticeKey) -> Result<(), BackupError> {
        let seal = unhex(&self.seal).ok_or(BackupError::NotWhole)?;
        if bool::from(self.sealed(key)?.ct_eq(seal.as_slice())) { Ok(()) } else { Err(BackupError::NotWhole) }
    }

    fn sealed(&self, key: &PracticeKey) -> Result<[u8; 32], BackupError> {
        let words = Self { seal: String::new(), ..self.clone() };
        let bytes = serde_json::to_vec(&words).map_err(|_| BackupError::NotWhole)?;
        Ok(key.seal_of_label(&bytes))
    }
}
