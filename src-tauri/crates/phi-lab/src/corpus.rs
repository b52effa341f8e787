//! The labelled messages: the training corpus, the development set, the held-out split.
//!
//! Two formats. Corpus files hold `severity TAB lang TAB tags TAB text` a line, telling words marked `[[so]]`, a line
//! break inside a message written `\n`. The development set is JSON, a message a line, its telling words as strings.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use foyer_phi::{Severity, Span};

/// The tags that corpus and development set use.
pub const TAGS: [&str; 18] = [
    "plain",
    "misspelled",
    "abbreviation",
    "obfuscated",
    "implied",
    "brand-drug",
    "generic-drug",
    "dose",
    "lab-value",
    "specialty",
    "procedure",
    "symptom",
    "reminder",
    "billing",
    "rx",
    "portal",
    "results",
    "reply",
];
/// On messages that tell nothing but look as if they did.
pub const TRAP: &str = "trap";

/// A labelled message.
#[derive(Debug, Clone)]
pub struct Message {
    /// File and line, or the id in the development set.
    pub id: String,
    /// What would be sent.
    pub text: String,
    /// What it tells at worst; nothing when it is fine.
    pub severity: Option<Severity>,
    /// `en`, `es` or `mix`.
    pub lang: String,
    /// How it is written, what it holds, what it is for.
    pub tags: BTreeSet<String>,
    /// The telling words, in Unicode scalars.
    pub spans: Vec<Range<usize>>,
}

impl Message {
    /// Whether it tells more than a text needs.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.severity.is_some()
    }

    /// Whether a word that stands here is one of those that tell.
    #[must_use]
    pub fn touches(&self, word: Span) -> bool {
        self.spans.iter().any(|span| (word.start as usize) < span.end && span.start < word.end as usize)
    }

    /// The file it stands in.
    #[must_use]
    pub fn file(&self) -> &str {
        self.id.split(':').next().unwrap_or("")
    }

    /// Which fifth of the corpus it belongs to, by its words alone: it stays when messages are added.
    #[must_use]
    pub fn fold(&self) -> usize {
        let hash = self
            .text
            .bytes()
            .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        ((hash ^ (hash >> 16)) % 5) as usize
    }

    /// Whether it only looks as if it told something.
    #[must_use]
    pub fn is_trap(&self) -> bool {
        self.tags.contains(TRAP)
    }
}

/// Where the screener's crate lies.
#[must_use]
pub fn phi() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../phi")
}

/// Every message of a split: `train`, `more` (for the network only) or `test`, files in the order of their names.
///
/// # Errors
///
/// When a file can't be read or a line is not a message.
pub fn split(name: &str) -> Result<Vec<Message>> {
    let folder = phi().join("corpus").join(name);
    let mut files: Vec<PathBuf> = match fs::read_dir(&folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error).with_context(|| folder.display().to_string()),
    };
    files.retain(|file| file.extension().is_some_and(|end| end == "tsv"));
    files.sort();
    let mut messages = Vec::new();
    for file in files {
        messages.extend(read(&file)?);
    }
    Ok(messages)
}

/// The development set: for choosing thresholds, never for training.
///
/// # Errors
///
/// When it can't be read.
pub fn development() -> Result<Vec<Message>> {
    read(&phi().join("tests/dev.jsonl"))
}

/// A file in either format, told apart by its ending.
///
/// # Errors
///
/// When it can't be read; the line that is no message is named.
pub fn read(file: &Path) -> Result<Vec<Message>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let name = file.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    let json = file.extension().is_some_and(|end| end == "jsonl");
    text.lines()
        .enumerate()
        .map(|(at, line)| {
            let id = format!("{name}:{}", at + 1);
            if json { from_json(line) } else { from_row(&id, line) }
                .with_context(|| format!("{} line {}", file.display(), at + 1))
        })
        .collect()
}

/// A corpus row.
///
/// # Errors
///
/// When a column is missing, a word unknown, a mark unbalanced or in the wrong place.
pub fn from_row(id: &str, line: &str) -> Result<Message> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [severity, lang, tags, marked] = cells.as_slice() else { bail!("{} columns", cells.len()) };
    let severity = severity_of(severity)?;
    ensure!(matches!(*lang, "en" | "es" | "mix"), "language {lang}");
    let tags: BTreeSet<String> = tags.split(',').map(|tag| tag.trim().to_owned()).collect();
    for tag in &tags {
        ensure!(TAGS.contains(&tag.as_str()) || tag == TRAP, "tag {tag:?}");
    }
    ensure!(!(tags.contains(TRAP) && severity.is_some()), "a trap tells nothing");
    let (text, spans) = unmark(&marked.replace("\\n", "\n"))?;
    ensure!(!text.trim().is_empty(), "an empty message");
    ensure!(spans.is_empty() == severity.is_none(), "marks belong on messages that tell, and on all of them");
    Ok(Message { id: id.to_owned(), text, severity, lang: (*lang).to_owned(), tags, spans })
}

fn from_json(line: &str) -> Result<Message> {
    let value: serde_json::Value = serde_json::from_str(line)?;
    let word = |name: &str| value.get(name).and_then(serde_json::Value::as_str).unwrap_or("").to_owned();
    let list = |name: &str| {
        let items = value.get(name).and_then(serde_json::Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<String>>()
    };
    let text = word("text");
    let severity = if word("label") == "phi" { severity_of(&word("severity"))? } else { None };
    let spans = list("spans").iter().filter_map(|span| place(&text, span)).collect();
    Ok(Message {
        id: word("id"),
        severity,
        lang: word("lang"),
        tags: list("tags").into_iter().collect(),
        spans,
        text,
    })
}

fn severity_of(word: &str) -> Result<Option<Severity>> {
    Ok(match word {
        "ok" => None,
        "identifier" => Some(Severity::Identifier),
        "clinical" => Some(Severity::Clinical),
        "sensitive" => Some(Severity::Sensitive),
        other => bail!("severity {other:?}"),
    })
}

/// The text without its marks, and where they stood.
fn unmark(marked: &str) -> Result<(String, Vec<Range<usize>>)> {
    let mut text = String::with_capacity(marked.len());
    let mut spans = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[[") {
        ensure!(!before.contains("]]"), "a mark ends that did not begin");
        let (inside, behind) = after.split_once("]]").context("a mark does not end")?;
        ensure!(!inside.is_empty() && !inside.contains("[["), "a mark inside a mark, or around nothing");
        text.push_str(before);
        let start = text.chars().count();
        text.push_str(inside);
        spans.push(start..text.chars().count());
        rest = behind;
    }
    ensure!(!rest.contains("]]"), "a mark ends that did not begin");
    text.push_str(rest);
    Ok((text, spans))
}

fn place(text: &str, span: &str) -> Option<Range<usize>> {
    let start = text.get(..text.find(span)?)?.chars().count();
    Some(start..start + span.chars().count())
}
