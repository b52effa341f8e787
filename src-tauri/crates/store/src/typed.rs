//! What was typed to find texts: its words, what each may stand for, and where they are in a text.
//!
//! Anything typed is a valid query. A word stands for the words of the practice that begin with it, or, when asked, that
//! have it anywhere: `word` and the trigrams over it (`word_part`) say which those are, and FTS5 looks for any of them,
//! which stays lazy where its own prefix query would merge every place of every such word first. Trigrams over the
//! texts themselves would be nearly three times the texts' size (ARCHITECTURE.md has the figures).

use foyer_domain::fold;
use rusqlite::params;

use crate::{ReadTx, StoreError, sql::prefix_end};

/// At most so many words of what was typed count.
const MAX_WORDS: usize = 8;

/// A part shorter than this matches too much to be worth its time: such a word is meant whole.
const PART_LETTERS: usize = 3;

/// A part stands for at most so many words, the shortest first.
const COMPLETIONS: u32 = 300;

/// How much of a text a hit shows, in characters.
const SNIPPET_CHARS: usize = 160;

/// Which words of a text a typed word matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// The last word, while somebody is typing it, as a beginning; the others whole.
    LastBegun,
    /// Every one as a beginning.
    Begun,
    /// Every one anywhere in a word.
    Inside,
}

/// The words typed, folded as the index folds.
pub(crate) struct Words {
    words: Vec<String>,
    /// Whether the last one may go on.
    open: bool,
}

/// The words as a query, and how to find them in a text.
pub(crate) struct Asked {
    /// For FTS5.
    pub(crate) query: String,
    /// Whether a word stands for more words than are looked for.
    pub(crate) cut: bool,
    words: Vec<(String, How)>,
}

#[derive(Clone, Copy)]
enum How {
    Whole,
    Begun,
    Inside,
}

impl Words {
    pub(crate) fn of(typed: &str) -> Self {
        let mut words = fold::words(typed);
        words.truncate(MAX_WORDS);
        Self { words, open: typed.chars().next_back().is_some_and(char::is_alphanumeric) }
    }

    /// Each word quoted, so that nothing typed is an operator; `None` when nothing can match.
    pub(crate) fn to_fts(&self, tx: &ReadTx<'_>, rule: Match) -> Result<Option<Asked>, StoreError> {
        let last = self.words.len().saturating_sub(1);
        let (mut words, mut query, mut cut) = (Vec::new(), Vec::new(), false);
        for (at, word) in self.words.iter().enumerate() {
            let how = match rule {
                _ if word.chars().count() < PART_LETTERS => How::Whole,
                Match::LastBegun if at == last && self.open => How::Begun,
                Match::LastBegun => How::Whole,
                Match::Begun => How::Begun,
                Match::Inside => How::Inside,
            };
            let mut any = match how {
                How::Whole => Vec::new(),
                How::Begun => completions(tx, COMPLETE, &[word, &prefix_end(word)])?,
                How::Inside => completions(tx, CONTAIN, &[&format!("*{word}*")])?,
            };
            let most = usize::try_from(COMPLETIONS).unwrap_or(usize::MAX);
            cut |= any.len() > most;
            any.truncate(most);
            if !any.contains(word) {
                any.push(word.clone());
            }
            let quoted: Vec<String> = any.iter().map(|word| format!("\"{word}\"")).collect();
            query.push(format!("({})", quoted.join(" OR ")));
            words.push((word.clone(), how));
        }
        Ok((!query.is_empty()).then(|| Asked { query: query.join(" AND "), cut, words }))
    }
}

fn completions(tx: &ReadTx<'_>, sql: &str, parts: &[&str]) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare(sql)?;
    let (first, second) = (parts.first(), parts.get(1));
    let words =
        statement.query_map(params![first, second, COMPLETIONS.saturating_add(1)], |row| row.get(0))?;
    Ok(words.collect::<Result<_, _>>()?)
}

pub(crate) const COMPLETE: &str =
    "SELECT word FROM word WHERE word >= ?1 AND word < ?2 ORDER BY length(word), word LIMIT ?3";

/// A folded word has letters and digits only, so nothing in it is a wildcard.
pub(crate) const CONTAIN: &str =
    "SELECT word FROM word_part WHERE word GLOB ?1 AND ?2 IS NULL ORDER BY length(word), word LIMIT ?3";

impl Asked {
    /// The part of `body` around the first match, whether it was cut before and after, and the matches in it.
    pub(crate) fn snippet(&self, body: &str) -> (String, (bool, bool), Vec<(usize, usize)>) {
        let characters: Vec<char> = body.chars().take(64 * 1024).collect();
        let marks = self.marks(&characters);
        let first = marks.first().map_or(0, |mark| mark.0);
        let start = if first + SNIPPET_CHARS / 2 <= SNIPPET_CHARS { 0 } else { first - SNIPPET_CHARS / 4 };
        let end = characters.len().min(start + SNIPPET_CHARS);
        let snippet = characters.iter().skip(start).take(end - start).collect();
        let inside = marks
            .into_iter()
            .filter(|mark| mark.0 >= start && mark.1 <= end)
            .map(|mark| (mark.0 - start, mark.1 - start))
            .collect();
        (snippet, (start > 0, end < characters.len()), inside)
    }

    fn matches(&self, folded: &str) -> bool {
        self.words.iter().any(|(word, how)| match how {
            How::Whole => folded == word,
            How::Begun => folded.starts_with(word.as_str()),
            How::Inside => folded.contains(word.as_str()),
        })
    }

    fn marks(&self, characters: &[char]) -> Vec<(usize, usize)> {
        let mut marks = Vec::new();
        let mut word = String::new();
        let mut from = 0;
        for (at, character) in characters.iter().copied().chain(std::iter::once(' ')).enumerate() {
            if character.is_alphanumeric() || (!word.is_empty() && is_mark(character)) {
                if word.is_empty() {
                    from = at;
                }
                word.push(character);
            } else if !word.is_empty() {
                if self.matches(&fold::fold(&word)) {
                    marks.push((from, at));
                }
                word.clear();
            }
        }
        marks
    }
}

/// The beginning of a text found by what it is: nothing in it is marked.
pub(crate) fn beginning(body: &str) -> (String, (bool, bool), Vec<(usize, usize)>) {
    (
        body.chars().take(SNIPPET_CHARS).collect(),
        (false, body.chars().nth(SNIPPET_CHARS).is_some()),
        Vec::new(),
    )
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}
