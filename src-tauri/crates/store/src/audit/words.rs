//! Words and the trail. An entry has no word of a patient; what it keeps of a text, a note or a reason is a salted commitment
//! to its words ([`foyer_audit::words`]), made in the transaction that stores them. So words that are changed afterwards are
//! found, and words that left the practice can be held against an archive. What it is salted with, 16 random bytes, stays
//! beside the words: where they are deleted, nothing of the trail has to change.

use std::collections::{BTreeMap, HashMap};

use foyer_audit::{Hash, Sealed};
use foyer_domain::{GlassId, MessageId, NoteId, ThreadId, Timestamp};
use rusqlite::{OptionalExtension as _, Row};
use uuid::Uuid;

use super::places::some_of;
use crate::{
    ReadTx, StoreError, retention,
    sql::{Reading, StoredId as _},
    threads,
};

/// What entries of texts begin with; of notes, and of openings with a reason.
const OF_TEXTS: &str = "text.";
const OF_NOTES: &str = "note.add";
const OF_OPENINGS: &str = "thread.open_with_reason";

/// Words that the trail keeps a commitment to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealable {
    /// A text, or what went to the portal.
    Text(MessageId),
    /// Why a text went over a warning.
    Reason(MessageId),
    /// A note.
    Note(NoteId),
    /// Why somebody opened what is hidden from them.
    Opening(GlassId),
}

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

/// What an entry that is about to be written keeps of words, in hex.
///
/// # Errors
/// The store's own.
pub fn sealed_words(tx: &ReadTx<'_>, of: Sealable) -> Result<Option<String>, StoreError> {
    let Some(Stored { salt: Some(salt), words }) = of.stored(tx)? else { return Ok(None) };
    Ok(Some(foyer_audit::words(&salt, &words).to_string()))
}

/// The entries that tell of a thread's texts.
///
/// # Errors
/// The store's own.
pub fn told_of(tx: &ReadTx<'_>, thread: ThreadId) -> Result<BTreeMap<MessageId, Told>, StoreError> {
    const OF: &str = "a.seq, a.object, json_extract(a.detail, '$.words'), a.action = 'text.elsewhere',
        json_extract(a.detail, '$.card')";
    const ARE: &str =
        "a.object IS NOT NULL AND a.action IN ('text.queue', 'text.schedule', 'text.send_over_warning',
        'text.after_hours', 'text.hand_off', 'text.received', 'text.elsewhere')";
    let told = some_of(tx, thread, (OF, ARE), |row| {
        let (words, card): (Option<String>, Option<String>) = (row.get(2)?, row.get(4)?);
        let message = told_text(Uuid::from_bytes(row.get(1)?), card.as_deref());
        let words = words.and_then(|hex| Hash::parse(&hex));
        Ok((message, Told { entry: row.get(0)?, words, elsewhere: row.get(3)? }))
    })?;
    Ok(told.into_iter().collect())
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
    let Some(said) = told.and_then(|told| told.words) else { return Ok((Words::Untold, None)) };
    let stored = Sealable::Text(message).stored(tx)?.unwrap_or_default();
    Ok((Sealable::Text(message).against(tx, said, &stored)?, stored.salt))
}

/// What does not stand as the trail was told of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differing {
    /// Texts with other words, of the days that were asked for.
    pub changed: u32,
    /// Texts that entries keep something of and that are gone, of whatever day.
    pub gone: u32,
}

/// Holds all texts of a thread against the entries that tell of them, in one walk: somebody may have very many.
///
/// # Errors
/// The store's own.
pub fn differing(
    tx: &ReadTx<'_>,
    thread: ThreadId,
    (from, to): (Timestamp, Timestamp),
    told: &BTreeMap<MessageId, Told>,
) -> Result<Differing, StoreError> {
    let mut found = Differing::default();
    let sealed = told.iter().filter_map(|(text, told)| Some((*text, told.words?)));
    let mut left: HashMap<MessageId, Hash> = sealed.collect();
    let mut texts =
        tx.prepare("SELECT id, created_at, salt, body AS words FROM message WHERE thread = ?1")?;
    let mut rows = texts.query([threads::seq_of(tx, thread)?])?;
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "message");
        let (text, at) = (r.id("id")?, r.at("created_at")?);
        let Some(said) = left.remove(&text).filter(|_| from <= at && at < to) else { continue };
        let stored = Stored { salt: r.get("salt")?, words: r.get("words")? };
        if Sealable::Text(text).against(tx, said, &stored)? == Words::Changed {
            found.changed = found.changed.saturating_add(1);
        }
    }
    for text in left.into_keys() {
        // A row of something else's may go again, and one may have moved to another thread.
        let elsewhere = told.get(&text).is_some_and(|told| told.elsewhere);
        if !elsewhere && Sealable::Text(text).stored(tx)?.is_none() {
            found.gone = found.gone.saturating_add(1);
        }
    }
    Ok(found)
}

/// The text that an entry about `object` tells of: its own `card`, where it tells of a hand-off.
fn told_text(object: Uuid, card: Option<&str>) -> MessageId {
    card.and_then(|id| id.parse().ok()).unwrap_or(MessageId::from_uuid(object))
}

/// Words and what they are salted with: nothing for those of before there was any.
#[derive(Default)]
struct Stored {
    salt: Option<[u8; 16]>,
    words: String,
}

impl Sealable {
    /// `None` where they are not there.
    fn stored(self, tx: &ReadTx<'_>) -> Result<Option<Stored>, StoreError> {
        let (sql, id) = match self {
            Self::Text(id) => ("SELECT salt, body FROM message WHERE id = ?1", id.bytes()),
            Self::Reason(id) => (
                "SELECT m.salt, coalesce(o.override_reason, '')
                 FROM message m CROSS JOIN outbox o ON o.message = m.id WHERE m.id = ?1",
                id.bytes(),
            ),
            Self::Note(id) => ("SELECT salt, body FROM note WHERE id = ?1", id.bytes()),
            Self::Opening(id) => ("SELECT salt, words FROM glass WHERE id = ?1", id.bytes()),
        };
        let read = |row: &Row<'_>| Ok(Stored { salt: row.get(0)?, words: row.get(1)? });
        Ok(tx.prepare(sql)?.query_row([id], read).optional()?)
    }

    /// Holds what is stored against what an entry keeps.
    fn against(self, tx: &ReadTx<'_>, said: Hash, stored: &Stored) -> Result<Words, StoreError> {
        let Stored { salt, words } = stored;
        if salt.is_some_and(|salt| foyer_audit::words(&salt, words) == said) {
            return Ok(Words::AsSealed);
        }
        Ok(match self {
            Self::Text(text) if words.is_empty() && retention::erased_at(tx, text)?.is_some() => {
                Words::Deleted
            }
            Self::Text(_) | Self::Reason(_) | Self::Note(_) | Self::Opening(_) => Words::Changed,
        })
    }
}

/// Holds the store's words against the entries, for an examination. `None` where the store is of a form that has no such
/// bytes yet.
pub(super) struct Texts<'t, 'c> {
    tx: &'t ReadTx<'c>,
    /// Whether notes and reasons have them too.
    reasons: bool,
}

impl<'t, 'c> Texts<'t, 'c> {
    pub(super) fn of(tx: &'t ReadTx<'c>) -> Result<Option<Self>, StoreError> {
        let has = |table: &str| -> Result<bool, StoreError> {
            Ok(tx.prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name = 'salt'")?.exists([table])?)
        };
        Ok(if has("message")? { Some(Self { tx, reasons: has("glass")? }) } else { None })
    }

    /// Whether what the entry tells of is there with other words. What is gone is no finding here: a repair may have lost
    /// it, and says so.
    pub(super) fn differs(&self, sealed: &Sealed<'_>) -> Result<bool, StoreError> {
        #[derive(serde::Deserialize)]
        struct Kept<'d> {
            words: Option<Hash>,
            reason_words: Option<Hash>,
            card: Option<&'d str>,
        }
        let told = sealed.action.starts_with(OF_TEXTS)
            || self.reasons && matches!(sealed.action, OF_NOTES | OF_OPENINGS);
        let (true, Some(object)) = (told, sealed.object.map(Uuid::from_bytes)) else { return Ok(false) };
        let Ok(kept) = serde_json::from_str::<Kept<'_>>(sealed.detail) else { return Ok(false) };
        let (of, reason) = match sealed.action {
            OF_NOTES => (Sealable::Note(NoteId::from_uuid(object)), None),
            OF_OPENINGS => (Sealable::Opening(GlassId::from_uuid(object)), None),
            _ => {
                let text = told_text(object, kept.card);
                (Sealable::Text(text), kept.reason_words.map(|said| (Sealable::Reason(text), said)))
            }
        };
        for (of, said) in kept.words.map(|said| (of, said)).into_iter().chain(reason) {
            if let Some(stored) = of.stored(self.tx)?
                && of.against(self.tx, said, &stored)? == Words::Changed
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
