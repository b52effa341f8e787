//! Deleting by the practice's schedule: what is old enough, unless somebody must keep it.
//!
//! Nothing is deleted unless the practice says so, category by category. A hold beats the schedule, whoever made it: a
//! legal hold on a thread or on everything, a case about the thread until what somebody decided when they signed it off, a
//! text that still waits to leave, a text that proves what somebody agreed to; and where a repair may have lost a hold,
//! everything is held until a person has looked ([`crate::doubts`]). What goes are words: of texts, of notes, and files.
//! That there was a text, when, between whom and what became of it stays, with a salted commitment to its words, whose
//! hash is in the audit trail. [`Store::sweep`] belongs after it: only then are the words in no page of the file any more.

use foyer_domain::{Category, HoldId, MessageId, NoteId, Private, Span, ThreadId, Timestamp, UserId, fold};
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    ReadTx, Store, StoreError, WriteTx,
    doubts::Doubts,
    messages, settings,
    sql::{Reading, StoredId as _, rows},
    threads,
};

/// Where the schedule is kept in the settings table.
const SCHEDULE: &str = "practice.retention";

/// Where it is kept who said that each night deletes by it.
const NIGHTLY: &str = "practice.retention_nightly";

/// Where the newest night is kept.
const NIGHT: &str = "practice.retention_night";

/// A full second spills its texts into the seconds after it ([`messages::first_place`]): never by a day.
const SPILL: Span = Span::days(1);

/// Texts deleted in one transaction.
const AT_ONCE: u32 = 200;

/// How many years words are kept, by what their thread is about; `None` for always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Visits.
    pub scheduling: Option<u32>,
    /// Care.
    pub clinical: Option<u32>,
    /// Bills.
    pub billing: Option<u32>,
}

/// Somebody put their name to it: each night deletes by this schedule, and by no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nightly {
    /// Who.
    pub by: uuid::Uuid,
    /// When, in UTC milliseconds.
    pub at: i64,
    /// The schedule as it was then.
    pub schedule: Schedule,
}

/// What one night deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Night {
    /// The day by the practice's calendar, `2026-11-22`.
    pub day: String,
    /// Texts so far.
    pub texts: u32,
    /// Notes so far.
    pub notes: u32,
    /// Files so far.
    pub files: u32,
    /// When it was through and the pages were cleared, in UTC milliseconds; `None` while it is not.
    pub ended_at: Option<i64>,
}

/// Words that must not be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalHold {
    /// Our id.
    pub id: HoldId,
    /// Of which thread; `None` for everything.
    pub thread: Option<ThreadId>,
    /// Why.
    pub why: Private,
    /// Who said so.
    pub by: UserId,
    /// Since when.
    pub since: Timestamp,
    /// When it ended, if it has.
    pub released_at: Option<Timestamp>,
}

/// What a step deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Texts.
    pub texts: u32,
    /// Notes.
    pub notes: u32,
    /// Files that came along.
    pub files: u32,
    /// SHA-256 over the commitments of this step, in their order; zeros for none.
    pub commitments: [u8; 32],
    /// How far it came, for the next step of the same category; 0 where no text was left.
    pub reached: i64,
}

impl Schedule {
    /// The practice's; one that keeps everything where nobody said otherwise.
    ///
    /// # Errors
    /// [`StoreError::UnknownValue`] for a setting that is none: then nothing is deleted.
    pub fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(settings::get(tx, SCHEDULE)?.unwrap_or_default())
    }

    /// Keeps it.
    ///
    /// # Errors
    /// The store's own.
    pub fn save(&self, tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, SCHEDULE, self, now)
    }

    /// Years for a category.
    pub const fn of(&self, category: Category) -> Option<u32> {
        match category {
            Category::Scheduling => self.scheduling,
            Category::Clinical => self.clinical,
            Category::Billing => self.billing,
        }
    }
}

impl Nightly {
    /// Who said so; `None` where nobody did, or the schedule is another one since: then no night deletes anything.
    ///
    /// # Errors
    /// [`StoreError::UnknownValue`] for a setting that is none: then nothing is deleted.
    pub fn read(tx: &ReadTx<'_>) -> Result<Option<Self>, StoreError> {
        let schedule = Schedule::read(tx)?;
        let signed: Option<Option<Self>> = settings::get(tx, NIGHTLY)?;
        Ok(signed.flatten().filter(|signed| signed.schedule == schedule))
    }

    /// Keeps it; `None` takes it back.
    ///
    /// # Errors
    /// The store's own.
    pub fn save(tx: &WriteTx<'_>, signed: Option<Self>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, NIGHTLY, &signed, now)
    }
}

impl Night {
    /// The newest; `None` before the first.
    ///
    /// # Errors
    /// [`StoreError::UnknownValue`] for a setting that is none: then nothing is deleted.
    pub fn newest(tx: &ReadTx<'_>) -> Result<Option<Self>, StoreError> {
        settings::get(tx, NIGHT)
    }

    /// Keeps how far a night has come.
    ///
    /// # Errors
    /// The store's own.
    pub fn save(&self, tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, NIGHT, self, now)
    }
}

/// Holds words back from deletion.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn hold(tx: &WriteTx<'_>, hold: &LegalHold) -> Result<(), StoreError> {
    let thread = hold.thread.map(|thread| threads::seq_of(tx, thread)).transpose()?;
    tx.prepare("INSERT INTO legal_hold (id, thread, why, by, since_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![hold.id.bytes(), thread, hold.why.reveal(), hold.by.bytes(), hold.since.millis()])?;
    Ok(())
}

/// Ends a hold.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none, or it has ended.
pub fn release(
    tx: &WriteTx<'_>,
    id: HoldId,
    by: UserId,
    why: &Private,
    at: Timestamp,
) -> Result<Option<ThreadId>, StoreError> {
    let changed = tx
        .prepare(
            "UPDATE legal_hold SET released_at = ?1, released_by = ?2, release_why = ?3
             WHERE id = ?4 AND released_at IS NULL",
        )?
        .execute(params![at.millis(), by.bytes(), why.reveal(), id.bytes()])?;
    if changed == 0 {
        return Err(StoreError::NotFound { table: "legal_hold" });
    }
    Ok(holds(tx)?.into_iter().find(|hold| hold.id == id).and_then(|hold| hold.thread))
}

/// Every hold there ever was, the newest first.
///
/// # Errors
/// The store's own.
pub fn holds(tx: &ReadTx<'_>) -> Result<Vec<LegalHold>, StoreError> {
    rows(
        tx,
        "SELECT h.seq, h.id, t.id AS thread_id, h.why, h.by, h.since_at, h.released_at
         FROM legal_hold h LEFT JOIN thread t ON t.seq = h.thread ORDER BY h.seq DESC",
        [],
        |row| {
            let r = Reading::new(row, "legal_hold");
            Ok(LegalHold {
                id: r.id("id")?,
                thread: r.opt_id("thread_id")?,
                why: r.private("why")?,
                by: r.id("by")?,
                since: r.at("since_at")?,
                released_at: r.opt_at("released_at")?,
            })
        },
    )
}

/// How many texts and notes of `category` from before `before` nothing holds at `now`.
///
/// # Errors
/// The store's own.
pub fn due(
    tx: &ReadTx<'_>,
    category: Category,
    before: Timestamp,
    now: Timestamp,
) -> Result<u32, StoreError> {
    if Doubts::read(tx)?.about_holds() {
        return Ok(0);
    }
    let count = |sql: &str, places: (i64, i64)| -> Result<u32, StoreError> {
        let bound = params![category.as_str(), before.millis(), i64::MAX, now.millis(), places.0, places.1];
        Ok(tx.prepare(&format!("SELECT count(*) FROM ({sql})"))?.query_row(bound, |row| row.get(0))?)
    };
    let places = (i64::MIN, messages::first_place(before.plus(SPILL)));
    Ok(count(&texts_sql(), places)?.saturating_add(count(&notes_sql(), (i64::MIN, i64::MAX))?))
}

/// Deletes some of what is due in `category` from before `before`; with nothing left to delete, all figures are 0.
/// `after` is how far the step before it came ([`Erased::reached`]), so that nothing is looked at twice; 0 for the first.
/// `salt` gives 32 random bytes for each.
///
/// # Errors
/// The store's own; nothing was deleted then.
pub fn erase(
    tx: &WriteTx<'_>,
    category: Category,
    before: Timestamp,
    after: i64,
    mut salt: impl FnMut() -> [u8; 32],
    now: Timestamp,
) -> Result<Erased, StoreError> {
    if Doubts::read(tx)?.about_holds() {
        return Ok(Erased::default());
    }
    let until = messages::first_place(before.plus(SPILL));
    let bound = params![category.as_str(), before.millis(), AT_ONCE, now.millis(), after, until];
    let texts: Vec<(i64, MessageId, String)> = rows(tx, &texts_sql(), bound, |row| {
        let r = Reading::new(row, "message");
        Ok((r.get("seq")?, r.id("id")?, r.get("body")?))
    })?;
    let bound = params![category.as_str(), before.millis(), AT_ONCE, now.millis(), i64::MIN, i64::MAX];
    let notes: Vec<(NoteId, String)> = rows(tx, &notes_sql(), bound, |row| {
        let r = Reading::new(row, "note");
        Ok((r.id("id")?, r.get("body")?))
    })?;
    let (mut all, mut done) = (Sha256::new(), Erased::default());
    let mut words = std::collections::BTreeSet::new();
    for (seq, id, body) in &texts {
        done.reached = *seq;
        all.update(commit(tx, id.bytes(), body, salt(), now)?);
        words.extend(fold::words(body));
        done.texts = done.texts.saturating_add(1);
        let files = tx.prepare("DELETE FROM attachment WHERE message = ?1")?.execute([id.bytes()])?;
        done.files = done.files.saturating_add(u32::try_from(files).unwrap_or(u32::MAX));
        // Nothing is fetched again for a text without files.
        tx.prepare("UPDATE message SET body = '', media_count = 0, language = NULL WHERE id = ?1")?
            .execute([id.bytes()])?;
        tx.prepare("UPDATE thread SET preview_text = '' WHERE preview_message = ?1")?
            .execute([id.bytes()])?;
    }
    for (id, body) in &notes {
        all.update(commit(tx, id.bytes(), body, salt(), now)?);
        words.extend(fold::words(body));
        tx.prepare("DELETE FROM note WHERE id = ?1")?.execute([id.bytes()])?;
        done.notes = done.notes.saturating_add(1);
    }
    forget_words(tx, words)?;
    if done.texts > 0 || done.notes > 0 {
        done.commitments = all.finalize().into();
    }
    Ok(done)
}

/// When a text's words were deleted, if they were.
///
/// # Errors
/// The store's own.
pub fn erased_at(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> = tx
        .prepare("SELECT at FROM erased WHERE id = ?1")?
        .query_row([message.bytes()], |row| row.get(0))
        .optional()?;
    Ok(at.map(Timestamp::from_millis))
}

impl Store {
    /// Takes what was deleted out of the pages: the search index is built anew, and the log folded into the file and
    /// emptied. Freed pages are zeros already (`secure_delete`). Seconds at a million texts: for idle times.
    ///
    /// # Errors
    /// The store's own; [`StoreError::Conflict`] while a long reading keeps the log: try again.
    pub fn sweep(&self) -> Result<(), StoreError> {
        self.forget_words();
        self.rebuild_search()?;
        let busy: i64 = self
            .maintain(|conn| Ok(conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?))?;
        if busy == 0 { Ok(()) } else { Err(StoreError::Conflict { code: rusqlite::ffi::SQLITE_BUSY }) }
    }
}

fn commit(
    tx: &WriteTx<'_>,
    id: [u8; 16],
    words: &str,
    salt: [u8; 32],
    now: Timestamp,
) -> Result<[u8; 32], StoreError> {
    let commitment: [u8; 32] = Sha256::new().chain_update(salt).chain_update(words).finalize().into();
    tx.prepare("INSERT INTO erased (id, at, salt, commitment) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        id,
        now.millis(),
        salt,
        commitment
    ])?;
    Ok(commitment)
}

/// Takes words out of the list of words that no text and no note has any more.
fn forget_words(tx: &WriteTx<'_>, words: std::collections::BTreeSet<String>) -> Result<(), StoreError> {
    for word in words {
        let quoted = format!("\"{word}\"");
        let mut used = false;
        for index in [
            "SELECT 1 FROM message_fts WHERE message_fts MATCH ?1 LIMIT 1",
            "SELECT 1 FROM note_fts WHERE note_fts MATCH ?1 LIMIT 1",
        ] {
            used |= tx.prepare(index)?.exists([&quoted])?;
        }
        if !used {
            tx.prepare("DELETE FROM word WHERE word = ?1")?.execute([word])?;
        }
    }
    Ok(())
}

/// What beats the schedule for a thread `t` at `?4`. A case does until what the newest decision about it says.
const HELD: &str = "EXISTS (SELECT 1 FROM legal_hold h WHERE h.released_at IS NULL AND (h.thread IS NULL OR h.thread = t.seq))
    OR EXISTS (SELECT 1 FROM incident i WHERE i.thread = t.seq AND coalesce(
        (SELECT coalesce(k.until_at, 9223372036854775807) FROM incident_keep k WHERE k.incident = i.seq
         ORDER BY k.seq DESC LIMIT 1), 9223372036854775807) > ?4)";

fn texts_sql() -> String {
    format!(
        "SELECT m.seq, m.id, m.body FROM message m INDEXED BY message_seq CROSS JOIN thread t ON t.seq = m.thread
         WHERE m.seq > ?5 AND m.seq < ?6
            AND t.category = ?1 AND m.created_at < ?2 AND (m.body <> '' OR m.media_count > 0) AND NOT ({HELD})
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message = m.id
                AND o.state IN ('held', 'queued', 'dispatching', 'unconfirmed'))
            AND NOT EXISTS (SELECT 1 FROM consent_event e WHERE e.number = t.far_number
                AND m.id IN (e.message, e.proof_message, e.proof_notice))
         ORDER BY m.seq LIMIT ?3"
    )
}

fn notes_sql() -> String {
    format!(
        "SELECT n.seq, n.id, n.body FROM note n CROSS JOIN thread t ON t.seq = n.thread
         WHERE n.seq > ?5 AND n.seq < ?6 AND t.category = ?1 AND n.created_at < ?2 AND NOT ({HELD})
         ORDER BY n.seq LIMIT ?3"
    )
}
