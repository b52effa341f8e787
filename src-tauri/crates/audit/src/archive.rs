//! The form in which a trail leaves the practice: lines of JSON that verify with no secret and no Foyer.
//!
//! In this order: one `trail` with the public key; a `checkpoint` for each signed note; an `entry` for each entry, the
//! oldest first; one `end` that says how many entries there were. A line longer than [`LONGEST_LINE`] is refused.

use serde::{Deserialize, Serialize};

use crate::{Checkpoint, Entry, Examination, PublicKey, Report};

/// In bytes. An entry holds codes and counts, never texts.
pub const LONGEST_LINE: usize = 64 * 1024;

/// One line of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Line {
    /// The first line.
    Trail {
        /// Of this form: 1.
        version: u32,
        /// [`PublicKey`] as text.
        key: String,
        /// When it was written, in milliseconds of UTC.
        exported_at: i64,
    },
    /// A signed note.
    Checkpoint(String),
    /// An entry.
    Entry(Box<Entry>),
    /// The last line.
    End {
        /// The number of the newest entry.
        entries: i64,
    },
}

impl Line {
    /// The line as it is written, without its line break.
    ///
    /// # Errors
    /// Never for these types; the library's signature has one.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// Why an archive cannot be examined; what it holds may be whole or not.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The first line is not an archive's.
    #[error("this is no archive of a Foyer audit trail")]
    NotAnArchive,
    /// A later form than this Foyer knows.
    #[error("this archive has form {0}; a newer Foyer reads it")]
    Newer(u32),
    /// A line that is not one of an archive's, or not where it belongs.
    #[error("line {0} cannot be read")]
    Line(u64),
    /// It could not be read to its end.
    #[error("the archive could not be read")]
    Io(#[from] std::io::Error),
}

/// What an archive says, and of whose practice.
#[derive(Debug)]
pub struct Examined {
    /// What was found.
    pub report: Report,
    /// The key its checkpoints were verified with.
    pub key: PublicKey,
    /// Whether that key came from outside; otherwise the archive vouches only for itself.
    pub trusted: bool,
}

/// Examines an archive. `trusted` is the practice's public key from elsewhere (paper, an earlier archive), and `anchors`
/// are signed notes kept elsewhere; both may be missing, then the archive is held against itself.
///
/// # Errors
/// Each [`ArchiveError`]. A missing last line is a finding, not an error.
pub fn examine(
    lines: impl Iterator<Item = std::io::Result<String>>,
    trusted: Option<PublicKey>,
    anchors: &[String],
) -> Result<Examined, ArchiveError> {
    let mut lines = lines.zip(1_u64..);
    let (first, _) = lines.next().ok_or(ArchiveError::NotAnArchive)?;
    let Ok(Line::Trail { version, key, .. }) = serde_json::from_str(&first?) else {
        return Err(ArchiveError::NotAnArchive);
    };
    if version != 1 {
        return Err(ArchiveError::Newer(version));
    }
    let named = PublicKey::parse(&key).ok_or(ArchiveError::NotAnArchive)?;
    let key = trusted.unwrap_or(named);
    let mut notes = Notes::default();
    anchors.iter().for_each(|note| notes.add(key, note));
    let mut examination = None;
    let mut said = None;
    for (line, number) in lines {
        let line = line?;
        let unreadable = || ArchiveError::Line(number);
        if line.len() > LONGEST_LINE || said.is_some() {
            return Err(unreadable());
        }
        match serde_json::from_str(&line).map_err(|_| unreadable())? {
            Line::Checkpoint(note) if examination.is_none() => notes.add(key, &note),
            Line::Entry(entry) => {
                examination.get_or_insert_with(|| notes.begin()).entry(&entry.sealed(), entry.hash, entry.mac)
            }
            Line::End { entries } => said = Some(entries),
            Line::Trail { .. } | Line::Checkpoint(_) => return Err(unreadable()),
        }
    }
    let examination = examination.unwrap_or_else(|| notes.begin());
    // Without its last line an archive is cut short, wherever its entries end.
    let report = examination.end(Some(said.unwrap_or(i64::MAX)));
    Ok(Examined { report, key, trusted: trusted.is_some() })
}

/// Checkpoints that verify, and how long those that do not say the trail was.
#[derive(Default)]
struct Notes {
    genuine: Vec<Checkpoint>,
    forged: Vec<u64>,
}

impl Notes {
    fn add(&mut self, key: PublicKey, note: &str) {
        match key.read(note) {
            Ok(checkpoint) => self.genuine.push(checkpoint),
            Err(_) => self.forged.push(note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or(0)),
        }
    }

    fn begin(&self) -> Examination {
        let mut examination = Examination::new(self.genuine.clone(), None);
        self.forged.iter().for_each(|size| examination.forged(*size));
        examination
    }
}
