//! The words of texts and the trail. An entry has no word of a patient; what it keeps of a text is a salted commitment to its
//! words ([`foyer_audit::words`]), made in the transaction that stores them. So words that are changed afterwards are found,
//! and words that left the practice can be held against an archive. What it is salted with, 16 random bytes, stays in the
//! text's own row: where words are deleted, nothing of the trail has to change.

use std::collections::BTreeMap;

use foyer_audit::{Hash, Sealed};
use foyer_domain::{MessageId, ThreadId};
use rusqlite::{OptionalExtension as _, Row};
use uuid::Uuid;

use crate::{
    ReadTx, StoreError, retention,
    sql::{StoredId as _, rows},
};

/// What entries of texts begin with.
const OF_TEXTS: &str = "text.";

/// The entry that tells of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its number.
    pub entry: i64,
    /// What it keeps of the words; `None` for one from before it kept anything.
    pub words: Option<Hash>,
    /// Whether something else sent the text: such a row may go again, where it turns out to be one of ours.
    pub elsewhere: bool,
}

/// How the words of a text stand to what its entry keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// They are the ones it was written for.
    AsSealed,
    /// They are not.
    Changed,
    /// They were deleted by the practice's schedule.
    Deleted,
    /// No entry keeps anything of them: it is older than that, or nothing that was sent as a text.
    Untold,
}

/// What an entry that is about to be written keeps of a text's words, in hex.
///
/// # Errors
/// The store's own.
pub fn sealed_words(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<String>, StoreError> {
    let Some(Stored { salt: Some(salt), body }) = stored(tx, message)? else { return Ok(None) };
    Ok(Some(foyer_audit::words(&salt, &body).to_string()))
}

/// The entries that tell of a thread's texts.
///
/// # Errors
/// The store's own.
pub fn told_of(tx: &ReadTx<'_>, thread: ThreadId) -> Result<BTreeMap<MessageId, Told>, StoreError> {
    const OF: &str = "a.seq, a.object, json_extract(a.detail, '$.words'), a.action = 'text.elsewhere'";
    const ARE: &str = "a.object IS NOT NULL AND a.action IN
        ('text.queue', 'text.schedule', 'text.send_over_warning', 'text.after_hours', 'text.received', 'text.elsewhere')";
    let placed = format!(
        "SELECT {OF} FROM audit_place p CROSS JOIN audit a ON a.seq = p.seq WHERE p.thread = ?1 AND {ARE}"
    );
    let newer = format!(
        "SELECT {OF} FROM audit a WHERE a.seq > (SELECT placed FROM audit_head) AND a.thread = ?1 AND {ARE}"
    );
    let read = |row: &Row<'_>| {
        let words: Option<String> = row.get(2)?;
        let message = MessageId::from_uuid(Uuid::from_bytes(row.get(1)?));
        let words = words.and_then(|hex| Hash::parse(&hex));
        Ok((message, Told { entry: row.get(0)?, words, elsewhere: row.get(3)? }))
    };
    let mut told: BTreeMap<MessageId, Told> =
        rows(tx, &placed, [thread.bytes()], read)?.into_iter().collect();
    told.extend(rows(tx, &newer, [thread.bytes()], read)?);
    Ok(told)
}

/// Holds a text's words against what its entry keeps; gives also what that was salted with.
///
/// # Errors
/// The store's own.
pub fn held(
    tx: &ReadTx<'_>,
    message: MessageId,
    told: Option<&Told>,
) -> Result<(Words, Option<[u8; 16]>), StoreError> {
    let Stored { salt, body } = stored(tx, message)?.unwrap_or_default();
    let Some(said) = told.and_then(|told| told.words) else { return Ok((Words::Untold, None)) };
    let words = if salt.is_some_and(|salt| foyer_audit::words(&salt, &body) == said) {
        Words::AsSealed
    } else if body.is_empty() && retention::erased_at(tx, message)?.is_some() {
        Words::Deleted
    } else {
        Words::Changed
    };
    Ok((words, salt))
}

/// How many texts that entries keep something of are not in the store any more.
///
/// # Errors
/// The store's own.
pub fn gone(tx: &ReadTx<'_>, told: &BTreeMap<MessageId, Told>) -> Result<u32, StoreError> {
    let mut gone = 0_u32;
    for (message, told) in told {
        if told.words.is_some() && !told.elsewhere && stored(tx, *message)?.is_none() {
            gone = gone.saturating_add(1);
        }
    }
    Ok(gone)
}

/// A text's words and what they are salted with: none for a text of before there was any.
#[derive(Default)]
struct Stored {
    salt: Option<[u8; 16]>,
    body: String,
}

/// `None` where there is no such text.
fn stored(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<Stored>, StoreError> {
    Ok(tx
        .prepare("SELECT salt, body FROM message WHERE id = ?1")?
        .query_row([message.bytes()], |row| Ok(Stored { salt: row.get(0)?, body: row.get(1)? }))
        .optional()?)
}

/// Holds the store's texts against the entries, for an examination. `None` where the store is of a form that has no such
/// bytes yet.
pub(super) struct Texts<'t, 'c>(&'t ReadTx<'c>);

impl<'t, 'c> Texts<'t, 'c> {
    pub(super) fn of(tx: &'t ReadTx<'c>) -> Result<Option<Self>, StoreError> {
        let there =
            tx.prepare("SELECT 1 FROM pragma_table_info('message') WHERE name = 'salt'")?.exists([])?;
        Ok(there.then_some(Self(tx)))
    }

    /// Whether the text that the entry tells of is there with other words. One that is gone is no finding here: a repair
    /// may have lost it, and says so.
    pub(super) fn differs(&self, sealed: &Sealed<'_>) -> Result<bool, StoreError> {
        #[derive(serde::Deserialize)]
        struct Kept {
            words: Option<Hash>,
        }
        if !sealed.action.starts_with(OF_TEXTS) {
            return Ok(false);
        }
        let Some(message) = sealed.object.map(|id| MessageId::from_uuid(Uuid::from_bytes(id))) else {
            return Ok(false);
        };
        let words = serde_json::from_str::<Kept>(sealed.detail).ok().and_then(|kept| kept.words);
        if words.is_none() || stored(self.0, message)?.is_none() {
            return Ok(false);
        }
        let told = Told { entry: sealed.seq, words, elsewhere: false };
        Ok(held(self.0, message, Some(&told))?.0 == Words::Changed)
    }
}
