//! Pictures and files, inside the encrypted file. What they claim to be is the fetcher's finding, not theirs.

use foyer_domain::{Attachment, AttachmentId, MessageId, PictureKind, ThreadId, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx,
    messages::Insert,
    sql::{Reading, StoredId as _},
};

/// Keeps what came with a text at `position`; the same place again changes nothing.
///
/// # Errors
/// The store's own.
pub fn add(
    tx: &WriteTx<'_>,
    id: AttachmentId,
    message: MessageId,
    position: u32,
    media_type: &str,
    content: &[u8],
    now: Timestamp,
) -> Result<Insert, StoreError> {
    let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let changed = tx
        .prepare(
            "INSERT INTO attachment (id, message, position, media_type, size, created_at, content)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (message, position) DO NOTHING",
        )?
        .execute(params![id.bytes(), message.bytes(), position, media_type, size, now.millis(), content])?;
    Ok(if changed == 0 { Insert::Known } else { Insert::Inserted })
}

/// What came with a text, without the bytes.
///
/// # Errors
/// The store's own.
pub fn of_message(tx: &ReadTx<'_>, message: MessageId) -> Result<Vec<Attachment>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT a.seq, a.id, a.media_type, a.size, p.shows
             FROM attachment a LEFT JOIN picture_tag p ON p.attachment = a.id
             WHERE a.message = ?1 ORDER BY a.position",
        [message.bytes()],
        |row| {
            let r = Reading::new(row, "attachment");
            Ok(Attachment {
                id: r.id("id")?,
                media_type: r.get("media_type")?,
                bytes: r.size("size")?,
                shows: r.opt_word("shows", PictureKind::parse)?,
            })
        },
    )
}

/// The thread that a file came in.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn thread_of(tx: &ReadTx<'_>, id: AttachmentId) -> Result<ThreadId, StoreError> {
    tx.prepare(
        "SELECT t.id FROM attachment a CROSS JOIN message m ON m.id = a.message
         CROSS JOIN thread t ON t.seq = m.thread WHERE a.id = ?1",
    )?
    .query_row([id.bytes()], |row| row.get::<_, [u8; 16]>(0))
    .optional()?
    .map(|bytes| ThreadId::from_uuid(uuid::Uuid::from_bytes(bytes)))
    .ok_or(StoreError::NotFound { table: "attachment" })
}

/// The media type and bytes of one.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn content(tx: &ReadTx<'_>, id: AttachmentId) -> Result<(String, Vec<u8>), StoreError> {
    tx.prepare("SELECT media_type, content FROM attachment WHERE id = ?1")?
        .query_row([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(StoreError::NotFound { table: "attachment" })
}

/// Keeps what somebody says a file shows; nothing takes it back.
///
/// # Errors
/// [`StoreError::Conflict`] for a file that is none.
pub fn say_what(
    tx: &WriteTx<'_>,
    id: AttachmentId,
    shows: Option<PictureKind>,
    (by, now): (UserId, Timestamp),
) -> Result<(), StoreError> {
    match shows {
        Some(shows) => tx
            .prepare(
                "INSERT INTO picture_tag (attachment, shows, by, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (attachment) DO UPDATE SET shows = excluded.shows, by = excluded.by, at = excluded.at",
            )?
            .execute(params![id.bytes(), shows.as_str(), by.bytes(), now.millis()])?,
        None => tx.prepare("DELETE FROM picture_tag WHERE attachment = ?1")?.execute([id.bytes()])?,
    };
    Ok(())
}

/// Texts with more pictures at the carrier than are stored here, newest first.
///
/// # Errors
/// The store's own.
pub fn missing(tx: &ReadTx<'_>, limit: u32) -> Result<Vec<MessageId>, StoreError> {
    crate::sql::rows(tx, MISSING, [limit], |row| Reading::new(row, "message").id("id"))
}

pub(crate) const MISSING: &str = "SELECT m.id FROM message m
    WHERE m.media_count > 0 AND m.media_count > (SELECT count(*) FROM attachment a WHERE a.message = m.id)
    ORDER BY m.seq DESC LIMIT ?1";

/// The carrier has no more files of this text than these: what its listing said is put right.
///
/// # Errors
/// The store's own.
pub fn settle_count(tx: &WriteTx<'_>, message: MessageId, files: u32) -> Result<(), StoreError> {
    tx.prepare("UPDATE message SET media_count = ?1 WHERE id = ?2")?
        .execute(params![files, message.bytes()])?;
    Ok(())
}
