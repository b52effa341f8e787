//! The practice's settings: one JSON value a key. What a key means belongs to whoever owns it.

use foyer_domain::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::{ReadTx, StoreError, WriteTx};

/// The value of `key`; `None` when it was never set.
///
/// # Errors
/// [`StoreError::UnknownValue`] when it is not what the caller expects.
pub fn get<T: DeserializeOwned>(tx: &ReadTx<'_>, key: &str) -> Result<Option<T>, StoreError> {
    let text: Option<String> = tx
        .prepare("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    text.map(|text| serde_json::from_str(&text).map_err(|_| unknown(key))).transpose()
}

/// Where the practice's own facts are kept.
pub const PRACTICE: &str = "practice";

/// What the engine needs of them. The rest is the desk's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct PracticeFacts {
    /// Name.
    pub name: String,
    /// A neutral name for texts, where the name tells what is treated.
    #[serde(default)]
    pub text_name: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
}

impl PracticeFacts {
    /// The name that signs texts.
    #[must_use]
    pub fn signs(&self) -> &str {
        self.text_name.as_deref().unwrap_or(&self.name)
    }
}

/// The practice's name and clock; `None` before setup.
///
/// # Errors
/// [`StoreError::UnknownValue`].
pub fn practice_facts(tx: &ReadTx<'_>) -> Result<Option<PracticeFacts>, StoreError> {
    get(tx, PRACTICE)
}

/// Sets `key`.
///
/// # Errors
/// The store's own.
pub fn set<T: Serialize>(tx: &WriteTx<'_>, key: &str, value: &T, now: Timestamp) -> Result<(), StoreError> {
    let text = serde_json::to_string(value).map_err(|_| unknown(key))?;
    tx.prepare(
        "INSERT INTO setting (key, value, updated_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
    )?
    .execute(params![key, text, now.millis()])?;
    Ok(())
}

/// Forgets `key`.
///
/// # Errors
/// The store's own.
pub fn remove(tx: &WriteTx<'_>, key: &str) -> Result<(), StoreError> {
    tx.prepare("DELETE FROM setting WHERE key = ?1")?.execute([key])?;
    Ok(())
}

fn unknown(key: &str) -> StoreError {
    StoreError::UnknownValue { table: "setting", column: "value", id: key.to_owned() }
}
