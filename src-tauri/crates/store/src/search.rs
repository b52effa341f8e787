//! Finding texts by their words, and threads by name or number, while somebody types.
//!
//! Texts are looked through as somebody sees them: what is hidden from them is passed over before it is read.
//!
//! Texts come newest first and nothing is ranked: at a million texts a common word costs microseconds that way
//! and a third of a second by relevance. Anything typed is a valid query. The last word also matches as the
//! beginning of a word, once it has three letters (`typed`). The page that looks through all years is `sift`.

use std::collections::HashSet;

use foyer_domain::{Category, Direction, MessageId, PhoneNumber, Private, ThreadId, Timestamp, fold};
use rusqlite::{OptionalExtension as _, params};

use crate::{
    ReadTx, StoreError, patients,
    sight::Whereabouts,
    sql::{Reading, prefix_end},
    threads::{self, ThreadRow},
    typed::{Match, Words},
};

/// A text that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The text.
    pub message: MessageId,
    /// Its place; page on from the last hit's.
    pub seq: i64,
    /// Its thread.
    pub thread: ThreadId,
    /// Which way it went.
    pub direction: Direction,
    /// Its time.
    pub created_at: Timestamp,
    /// The part of it that matches.
    pub snippet: Private,
    /// Whether the snippet starts, and ends, inside the text.
    pub cut: (bool, bool),
    /// The matching places of the snippet: first character and one past the last.
    pub marks: Vec<(usize, usize)>,
    /// The other side.
    pub far_number: PhoneNumber,
    /// Their name, if known.
    pub patient_name: Option<Private>,
}

/// Texts with all the words typed, newest first, before `before` (a hit's `seq`; `None` for the newest), in the threads
/// that `reads` lets through.
///
/// # Errors
/// The store's own; never because of what was typed.
pub fn messages(
    tx: &ReadTx<'_>,
    typed: &str,
    before: Option<i64>,
    limit: u32,
    reads: impl Fn(Whereabouts) -> bool,
) -> Result<Vec<Hit>, StoreError> {
    let words = Words::of(typed);
    let Some(asked) = words.to_fts(tx, Match::LastBegun)? else { return Ok(Vec::new()) };
    let mut statement = tx.prepare(MESSAGES)?;
    let mut rows = statement.query(params![asked.query, before.unwrap_or(i64::MAX)])?;
    let mut hits = Vec::new();
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    while hits.len() < most
        && let Some(row) = rows.next()?
    {
        let r = Reading::new(row, "message");
        let of = Whereabouts {
            thread: r.id("thread_id")?,
            category: r.word("category", Category::parse)?,
            location: r.opt_id("location")?,
        };
        if !reads(of) {
            continue;
        }
        let body: String = r.get("body")?;
        let (snippet, cut, marks) = asked.snippet(&body);
        hits.push(Hit {
            message: r.id("id")?,
            seq: r.get("seq")?,
            thread: of.thread,
            direction: r.word("direction", Direction::parse)?,
            created_at: r.at("created_at")?,
            snippet: Private::new(snippet),
            cut,
            marks,
            far_number: r.number("far_number")?,
            patient_name: r.opt_private("patient_name")?,
        });
    }
    Ok(hits)
}

pub(crate) const MESSAGES: &str = "SELECT t.id AS thread_id, t.category, l.location, m.body, m.seq, m.id,
        m.direction, m.created_at, t.far_number, t.patient_name
    FROM message_fts f CROSS JOIN message m ON m.seq = f.rowid CROSS JOIN thread t ON t.seq = m.thread
        CROSS JOIN line l ON l.seq = t.line
    WHERE f.message_fts MATCH ?1 AND f.rowid < ?2 ORDER BY f.rowid DESC";

/// Threads whose patient's name, or whose number, matches what was typed: words as beginnings of names; digits
/// as the beginning or, from two on, the end of a number.
///
/// # Errors
/// The store's own; never because of what was typed.
pub fn threads(tx: &ReadTx<'_>, typed: &str, limit: u32) -> Result<Vec<ThreadRow>, StoreError> {
    let limit_rows = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut found: Vec<ThreadRow> = Vec::new();
    let mut add = |more: Vec<ThreadRow>| {
        for thread in more {
            if found.len() < limit_rows && found.iter().all(|old| old.id != thread.id) {
                found.push(thread);
            }
        }
    };
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let only_number = typed.chars().all(|c| !c.is_alphabetic());
    if only_number && digits.len() >= 2 {
        let reversed: String = digits.chars().rev().collect();
        add(threads::rows(
            tx,
            &format!(
                "SELECT {} FROM thread t CROSS JOIN line l ON l.seq = t.line
                 WHERE t.far_reversed >= ?1 AND t.far_reversed < ?2 LIMIT ?3",
                threads::columns()
            ),
            params![reversed, prefix_end(&reversed), limit],
        )?);
        for start in [format!("+{digits}"), format!("+1{digits}")] {
            add(threads::rows(
                tx,
                &format!(
                    "SELECT {} FROM thread t CROSS JOIN line l ON l.seq = t.line
                     WHERE t.far_number >= ?1 AND t.far_number < ?2 LIMIT ?3",
                    threads::columns()
                ),
                params![start, prefix_end(&start), limit],
            )?);
        }
    } else {
        for patient in patients::search_by_name(tx, typed, limit)? {
            add(threads::of_patient(tx, patient.id)?);
        }
    }
    Ok(found)
}

/// The words the writer has seen stored, so that a text costs no lookup for each of its words.
#[derive(Default)]
pub(crate) struct KnownWords {
    stored: HashSet<String>,
}

/// Those of one transaction on top: a rollback forgets them.
pub(crate) struct NewWords<'k> {
    stored: &'k HashSet<String>,
    new: HashSet<String>,
}

/// Beyond this many words (10 MB) the memory starts afresh; storing a word again does no harm.
const KNOWN_AT_MOST: usize = 200_000;

impl KnownWords {
    pub(crate) fn open(&self) -> NewWords<'_> {
        NewWords { stored: &self.stored, new: HashSet::new() }
    }

    /// Knows no word any more; storing one again does no harm.
    pub(crate) fn forget(&mut self) {
        self.stored = HashSet::new();
    }

    /// Remembers what a transaction has stored.
    pub(crate) fn learn(&mut self, new: HashSet<String>) {
        if self.stored.len().saturating_add(new.len()) > KNOWN_AT_MOST {
            self.stored.clear();
        }
        self.stored.extend(new);
    }
}

impl NewWords<'_> {
    pub(crate) fn into_new(self) -> HashSet<String> {
        self.new
    }

    fn is_new(&mut self, word: &str) -> bool {
        !self.stored.contains(word) && self.new.insert(word.to_owned())
    }
}

/// What is indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Index {
    /// Texts.
    Texts,
    /// Notes.
    Notes,
}

/// Feeds new texts to a search index, in ascending order: FTS5 starts a new segment at every step back.
pub(crate) fn index(
    tx: &ReadTx<'_>,
    words: &mut NewWords<'_>,
    of: Index,
    mut texts: Vec<(i64, String)>,
) -> Result<(), StoreError> {
    texts.sort_unstable_by_key(|(seq, _)| *seq);
    let mut insert_word =
        tx.prepare("INSERT INTO word (word) VALUES (?1) ON CONFLICT DO NOTHING RETURNING seq")?;
    let mut added: Vec<(i64, String)> = Vec::new();
    for (_, body) in &texts {
        for word in words_kept(body) {
            if words.is_new(&word) {
                let seq = insert_word.query_row([&word], |row| row.get(0)).optional()?;
                added.extend(seq.map(|seq| (seq, word)));
            }
        }
    }
    let mut insert_part = tx.prepare("INSERT INTO word_part (rowid, word) VALUES (?1, ?2)")?;
    for (seq, word) in added {
        insert_part.execute(params![seq, word])?;
    }
    // Last, because any other statement in between would make FTS5 write what it has gathered.
    let mut insert = tx.prepare(match of {
        Index::Texts => "INSERT INTO message_fts (rowid, body) VALUES (?1, ?2)",
        Index::Notes => "INSERT INTO note_fts (rowid, body) VALUES (?1, ?2)",
    })?;
    for (seq, body) in texts {
        insert.execute(params![seq, body])?;
    }
    Ok(())
}

/// The words of a text that may be found by their beginning.
pub(crate) fn words_kept(body: &str) -> impl Iterator<Item = String> {
    // Longer ones are links and rubbish; they are found whole, not by their beginning.
    fold::words(body).into_iter().filter(|word| word.len() <= LONGEST_WORD)
}

/// In bytes.
const LONGEST_WORD: usize = 40;
