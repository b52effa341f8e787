//! Internal notes. Nothing here can reach the outbox: there is no way from a [`NoteRow`] to a text.

use foyer_domain::{Category, NoteId, PhoneNumber, Private, ThreadId, Timestamp, UserId};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, WriteTx, messages,
    sight::Whereabouts,
    sql::{Reading, StoredId as _},
    threads,
    typed::{self, Asked, Match, Words},
};

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// Our id.
    pub id: NoteId,
    /// Where.
    pub thread: ThreadId,
    /// Who wrote it.
    pub author: UserId,
    /// The words.
    pub body: Private,
    /// When.
    pub created_at: Timestamp,
}

/// Adds a note.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none, [`StoreError::Conflict`] when the author is none.
pub fn add(tx: &WriteTx<'_>, note: &NoteRow) -> Result<(), StoreError> {
    let thread = threads::seq_of(tx, note.thread)?;
    let seq = messages::free_place(tx, note.created_at, LAST_PLACE)?;
    tx.prepare(
        "INSERT INTO note (seq, id, thread, author, body, created_at, salt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, randomblob(16))",
    )?
    .execute(params![
        seq,
        note.id.bytes(),
        thread,
        note.author.bytes(),
        note.body.reveal(),
        note.created_at.millis()
    ])?;
    tx.index_note(seq, note.body.reveal())
}

const LAST_PLACE: &str = "SELECT max(seq) FROM note WHERE seq >= ?1 AND seq < ?2";

/// Where a note is, and the place of the text that comes `later` texts after it, to page back from; `None` when the
/// thread ends before.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn place_after(
    tx: &ReadTx<'_>,
    id: NoteId,
    later: u32,
) -> Result<(ThreadId, Option<(Timestamp, i64)>), StoreError> {
    let (thread, key, seq) = tx
        .prepare("SELECT t.id, n.thread, n.seq FROM note n CROSS JOIN thread t ON t.seq = n.thread WHERE n.id = ?1")?
        .query_row([id.bytes()], |row| {
            Ok((Reading::new(row, "note").id("id"), row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })
        .optional()?
        .ok_or(StoreError::NotFound { table: "note" })?;
    Ok((thread?, messages::later_place(tx, (key, seq), later)?))
}

/// The notes of a thread written from `since` on, oldest first.
///
/// # Errors
/// [`StoreError::NotFound`] when the thread is none.
pub fn of_thread(tx: &ReadTx<'_>, thread: ThreadId, since: Timestamp) -> Result<Vec<NoteRow>, StoreError> {
    let key = threads::seq_of(tx, thread)?;
    crate::sql::rows(
        tx,
        "SELECT seq, id, author, body, created_at FROM note WHERE thread = ?1 AND created_at >= ?2
         ORDER BY created_at, seq",
        params![key, since.millis()],
        |row| {
            let r = Reading::new(row, "note");
            Ok(NoteRow {
                id: r.id("id")?,
                thread,
                author: r.id("author")?,
                body: r.private("body")?,
                created_at: r.at("created_at")?,
            })
        },
    )
}

/// A note that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteHit {
    /// The note.
    pub note: NoteId,
    /// Its place among the texts.
    pub seq: i64,
    /// Its thread.
    pub thread: ThreadId,
    /// Who wrote it.
    pub author: UserId,
    /// When.
    pub created_at: Timestamp,
    /// The part of it that matches.
    pub snippet: Private,
    /// Whether the snippet starts, and ends, inside the note.
    pub cut: (bool, bool),
    /// The matching places of the snippet: first character and one past the last.
    pub marks: Vec<(usize, usize)>,
    /// The other side of the thread.
    pub far_number: PhoneNumber,
    /// Their name, if known.
    pub patient_name: Option<Private>,
}

/// Which notes are looked for.
pub(crate) struct Sought<'a> {
    /// With these words; all of them where nothing was typed.
    pub(crate) asked: Option<&'a Asked>,
    /// By this colleague.
    pub(crate) author: Option<UserId>,
    /// Written from the first moment on and before the second.
    pub(crate) written: (Option<Timestamp>, Option<Timestamp>),
    /// From the first place on and before the second.
    pub(crate) places: (i64, i64),
    /// At most so many, of at most so many looked at.
    pub(crate) most: (u32, u32),
}

/// Notes of a stretch, newest first, that whoever asks may read.
#[derive(Default)]
pub(crate) struct FoundNotes {
    pub(crate) hits: Vec<NoteHit>,
    /// How many more there are that they may not.
    pub(crate) hidden: u32,
    /// Where it stopped before the end of the stretch.
    pub(crate) next: Option<i64>,
}

/// Notes by their words while somebody types, newest first, in the threads that `reads` lets through.
///
/// # Errors
/// The store's own; never because of what was typed.
pub fn find(
    tx: &ReadTx<'_>,
    typed: &str,
    limit: u32,
    reads: impl Fn(Whereabouts) -> bool,
) -> Result<Vec<NoteHit>, StoreError> {
    let Some(asked) = Words::of(typed).to_fts(tx, Match::LastBegun)? else { return Ok(Vec::new()) };
    let sought = Sought {
        asked: Some(&asked),
        author: None,
        written: (None, None),
        places: (i64::MIN, i64::MAX),
        most: (limit, u32::MAX),
    };
    Ok(walk(tx, &sought, reads)?.hits)
}

/// Walks the notes of a stretch, newest first.
pub(crate) fn walk(
    tx: &ReadTx<'_>,
    sought: &Sought<'_>,
    reads: impl Fn(Whereabouts) -> bool,
) -> Result<FoundNotes, StoreError> {
    let mut found = FoundNotes::default();
    let mut statement = tx.prepare(if sought.asked.is_some() { WITH_WORDS } else { ALL })?;
    let query = sought.asked.map(|asked| asked.query.as_str());
    let mut rows = statement.query(params![query, sought.places.1, sought.places.0])?;
    let (limit, farthest) = sought.most;
    let (most, mut walked) = (usize::try_from(limit).unwrap_or(usize::MAX), 0_u32);
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "note");
        let (seq, created_at): (i64, Timestamp) = (r.get("seq")?, r.at("created_at")?);
        let author: UserId = r.id("author")?;
        walked = walked.saturating_add(1);
        if sought.author.is_none_or(|wanted| wanted == author)
            && sought.written.0.is_none_or(|from| created_at >= from)
            && sought.written.1.is_none_or(|until| created_at < until)
        {
            let of = Whereabouts {
                thread: r.id("thread_id")?,
                category: r.word("category", Category::parse)?,
                location: r.opt_id("location")?,
            };
            if reads(of) {
                let body: String = r.get("body")?;
                let (snippet, cut, marks) =
                    sought.asked.map_or_else(|| typed::beginning(&body), |asked| asked.snippet(&body));
                found.hits.push(NoteHit {
                    note: r.id("id")?,
                    seq,
                    thread: of.thread,
                    author,
                    created_at,
                    snippet: Private::new(snippet),
                    cut,
                    marks,
                    far_number: r.number("far_number")?,
                    patient_name: r.opt_private("patient_name")?,
                });
            } else {
                found.hidden = found.hidden.saturating_add(1);
            }
        }
        if found.hits.len() >= most || walked >= farthest {
            found.next = Some(seq);
            break;
        }
    }
    Ok(found)
}

pub(crate) const WITH_WORDS: &str =
    "SELECT t.id AS thread_id, t.category, l.location, t.far_number, t.patient_name,
        n.body, n.seq, n.id, n.author, n.created_at
    FROM note_fts f CROSS JOIN note n ON n.seq = f.rowid CROSS JOIN thread t ON t.seq = n.thread
        CROSS JOIN line l ON l.seq = t.line
    WHERE f.note_fts MATCH ?1 AND f.rowid < ?2 AND f.rowid >= ?3 ORDER BY f.rowid DESC";

pub(crate) const ALL: &str = "SELECT t.id AS thread_id, t.category, l.location, t.far_number, t.patient_name,
        n.body, n.seq, n.id, n.author, n.created_at
    FROM note n CROSS JOIN thread t ON t.seq = n.thread CROSS JOIN line l ON l.seq = t.line
    WHERE ?1 IS NULL AND n.seq < ?2 AND n.seq >= ?3 ORDER BY n.seq DESC";
