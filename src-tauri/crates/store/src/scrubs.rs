//! Texts whose words are to be taken from the carrier: old enough, whole here, and in a backup that was verified since.
//! Nothing here ever changes a text: what the carrier forgets, Foyer keeps.

use foyer_domain::{MessageId, ProviderMessageId, Span, ThreadId, Timestamp};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx, backups,
    read_back::{self, History},
    settings,
    sql::{Reading, StoredId as _},
};

/// Where the choice is kept: days after which the carrier's copy is blanked, none for never.
const AFTER: &str = "carrier.scrub_after_days";

/// How many texts are looked at in one search.
const LOOKED_AT: u32 = 500;

/// Days after which words are taken from the carrier; `None`: never, which is how it begins.
///
/// # Errors
/// [`StoreError::UnknownValue`].
pub fn after_days(tx: &ReadTx<'_>) -> Result<Option<u32>, StoreError> {
    Ok(settings::get::<Option<u32>>(tx, AFTER)?.flatten())
}

/// Keeps the choice.
///
/// # Errors
/// The store's own.
pub fn set_after_days(tx: &WriteTx<'_>, days: Option<u32>, now: Timestamp) -> Result<(), StoreError> {
    settings::set(tx, AFTER, &days, now)
}

/// Up to when texts were stored and are in a verified backup; `None` while there is none, or history is coming in: then
/// nobody can say what the backup holds.
///
/// # Errors
/// The store's own.
pub fn backed_up_until(tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let Some(verified) = backups::verified_at(tx)? else { return Ok(None) };
    let history = History::read(tx)?;
    let comes_in = read_back::all(tx)?.iter().any(|row| history.wants_more(row, now));
    let held = read_back::stored_at(tx)?.is_some_and(|stored| stored < verified);
    Ok((held && !comes_in).then_some(verified))
}

/// A text to take from the carrier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its place; the search goes on behind it.
    pub seq: i64,
    /// Our id.
    pub message: MessageId,
    /// Its conversation.
    pub thread: ThreadId,
    /// The carrier's id.
    pub provider_id: ProviderMessageId,
    /// Whether it came with files.
    pub pictures: bool,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// This one.
    Found(Due),
    /// None so far; the search goes on behind this place.
    Further(i64),
    /// None.
    Nothing,
}

/// The next text behind `seq` whose words may go: older than `days`, stored before `backed_up`, at its end, with all its
/// files here, and not scrubbed before.
///
/// # Errors
/// The store's own.
pub fn next(
    tx: &ReadTx<'_>,
    seq: i64,
    days: u32,
    backed_up: Timestamp,
    now: Timestamp,
) -> Result<Search, StoreError> {
    let older = now.minus(Span::days(days.into())).millis();
    let mut statement = tx.prepare(LOOK)?;
    let mut rows = statement.query(params![seq, older, LOOKED_AT, backed_up.millis()])?;
    let (mut last, mut looked) = (seq, 0_u32);
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "message");
        (last, looked) = (r.get("seq")?, looked.saturating_add(1));
        let Some(provider_id) = r.provider_id("provider_id")?.filter(|_| r.get("due") == Ok(true)) else {
            continue;
        };
        let pictures = r.count("media_count")? > 0;
        let (message, thread) = (r.id("id")?, r.id("thread_id")?);
        return Ok(Search::Found(Due { seq: last, message, thread, provider_id, pictures }));
    }
    Ok(if looked < LOOKED_AT { Search::Nothing } else { Search::Further(last) })
}

/// Walks the practice's order of time; a bounded stretch each time.
pub(crate) const LOOK: &str = "SELECT m.seq, m.id, t.id AS thread_id, m.provider_id, m.media_count,
        ((m.direction = 'inbound' OR m.state IN ('delivered', 'undelivered', 'failed'))
            AND coalesce(m.received_at, m.created_at) < ?4 AND m.created_at < ?4
            AND m.media_count <= (SELECT count(*) FROM attachment a WHERE a.message = m.id)
            AND NOT EXISTS (SELECT 1 FROM scrub s WHERE s.message = m.id)) AS due
    FROM message m INDEXED BY message_seq CROSS JOIN thread t ON t.seq = m.thread
    WHERE m.seq > ?1 AND m.created_at < ?2 ORDER BY m.seq LIMIT ?3";

/// The carrier has this text's words no more.
///
/// # Errors
/// The store's own.
pub fn done(tx: &WriteTx<'_>, message: MessageId, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare("INSERT INTO scrub (message, at) VALUES (?1, ?2) ON CONFLICT (message) DO NOTHING")?
        .execute(params![message.bytes(), now.millis()])?;
    Ok(())
}

/// How many there are.
///
/// # Errors
/// The store's own.
pub fn count(tx: &ReadTx<'_>) -> Result<u64, StoreError> {
    crate::sql::count(tx, "SELECT count(*) FROM scrub")
}

/// Whether the carrier's copy of this text was blanked.
///
/// # Errors
/// The store's own.
pub fn is_done(tx: &ReadTx<'_>, message: MessageId) -> Result<bool, StoreError> {
    let found: Option<i64> = tx
        .prepare("SELECT 1 FROM scrub WHERE message = ?1")?
        .query_row([message.bytes()], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}
