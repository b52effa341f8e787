//! The words of a template in one language: what stands still and what is filled in.
//!
//! Filling is one pass. What is filled in is never looked at for blanks of its own, so a patient or a practice whose
//! name looks like a blank leaves one, which the gate stops, and no text grows without end.

use std::collections::BTreeMap;

use foyer_domain::{Language, MAX_TEXT_CHARS};

use super::Blank;

/// A template's words in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pieces: Vec<Piece>,
}

/// A stretch of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they are sent.
    Words(String),
    /// Something to fill in.
    Blank(Blank),
}

/// Why words can't be a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// There are none.
    #[error("the template has no words")]
    Empty,
    /// More characters than a text holds.
    #[error("the template is longer than a text")]
    TooLong,
    /// A line break or another control character.
    #[error("the template is more than one line")]
    NotOneLine,
    /// A blank that is not on the list.
    #[error("the template has a blank that nobody knows")]
    UnknownBlank,
    /// A blank within a blank, or a brace without its other half.
    #[error("the template has a blank that does not end")]
    Unended,
}

/// What is known to stand in blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<Blank, String>);

/// A template with everything filled in that was known.
#[derive(Clone, PartialEq, Eq)]
pub struct Filled {
    /// The words. What was not known stands between braces, by its name in the language.
    pub text: String,
    /// What is left, in order.
    pub open: Vec<OpenBlank>,
}

/// The words are a patient's by now: only lengths are shown.
impl std::fmt::Debug for Filled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Filled").field("chars", &self.text.chars().count()).field("open", &self.open).finish()
    }
}

/// A blank that is still to be filled: `{date}`, braces included, in characters from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenBlank {
    /// Which.
    pub blank: Blank,
    /// Its first character.
    pub start: usize,
    /// One past its last.
    pub end: usize,
}

impl Wording {
    /// Whether `text` is these words with something in each blank, and nothing besides: as it was taken, and not changed
    /// by hand.
    pub fn stands_in(&self, text: &str) -> bool {
        let Some((last, before)) = self.pieces.split_last() else { return text.is_empty() };
        let Some((rest, blank)) = after(before, text) else { return false };
        match last {
            Piece::Words(words) if blank => rest.ends_with(words.as_str()),
            Piece::Words(words) => rest == words,
            Piece::Blank(_) => true,
        }
    }

    /// What somebody typed behind these words, where `text` is them and more; `None` also where they end with a blank:
    /// nobody can say where its filling ends.
    pub fn typed_behind<'a>(&self, text: &'a str) -> Option<&'a str> {
        if !matches!(self.pieces.last(), Some(Piece::Words(_))) {
            return None;
        }
        let (rest, _) = after(&self.pieces, text)?;
        Some(rest.trim()).filter(|rest| !rest.is_empty())
    }
}

/// What is left of `text` behind these stretches, and whether a blank is open there. After a blank the next words may
/// stand anywhere; otherwise they follow at once.
fn after<'a>(pieces: &[Piece], text: &'a str) -> Option<(&'a str, bool)> {
    let (mut rest, mut blank) = (text, false);
    for piece in pieces {
        rest = match piece {
            Piece::Blank(_) => {
                blank = true;
                continue;
            }
            Piece::Words(words) if blank => rest.split_once(words.as_str())?.1,
            Piece::Words(words) => rest.strip_prefix(words.as_str())?,
        };
        blank = false;
    }
    Some((rest, blank))
}

impl Values {
    /// With something in one more blank; nothing blank fills none.
    #[must_use]
    pub fn with(mut self, blank: Blank, value: Option<&str>) -> Self {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            self.0.insert(blank, value.to_owned());
        }
        self
    }

    /// What stands in a blank.
    pub fn of(&self, blank: Blank) -> Option<&str> {
        self.0.get(&blank).map(String::as_str)
    }

    /// Every blank filled with something that might stand there.
    pub fn trial(language: Language) -> Self {
        Self(Blank::ALL.into_iter().map(|blank| (blank, blank.trial(language).to_owned())).collect())
    }
}

impl Wording {
    /// Reads what somebody typed. Blanks may be named in either language.
    ///
    /// # Errors
    /// See [`TemplateFault`].
    pub fn parse(typed: &str) -> Result<Self, TemplateFault> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(TemplateFault::Empty);
        }
        if typed.chars().any(char::is_control) {
            return Err(TemplateFault::NotOneLine);
        }
        if typed.chars().count() > MAX_TEXT_CHARS {
            return Err(TemplateFault::TooLong);
        }
        let (mut pieces, mut rest) = (Vec::new(), typed);
        while !rest.is_empty() {
            let (words, blank, after) = match rest.split_once('{') {
                None => (rest, None, ""),
                Some((words, tail)) => {
                    let (name, after) = tail.split_once('}').ok_or(TemplateFault::Unended)?;
                    if name.contains('{') {
                        return Err(TemplateFault::Unended);
                    }
                    (words, Some(Blank::parse(name).ok_or(TemplateFault::UnknownBlank)?), after)
                }
            };
            if words.contains('}') {
                return Err(TemplateFault::Unended);
            }
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            pieces.extend(blank.map(Piece::Blank));
            rest = after;
        }
        Ok(Self { pieces })
    }

    /// As somebody would edit it, blanks named in `language`.
    pub fn typed(&self, language: Language) -> String {
        self.fill(&Values::default(), language).text
    }

    /// Its stretches, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Its blanks, in order.
    pub fn blanks(&self) -> impl Iterator<Item = Blank> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Blank(blank) => Some(*blank),
            Piece::Words(_) => None,
        })
    }

    /// The text, as far as it is known.
    pub fn fill(&self, values: &Values, language: Language) -> Filled {
        let (mut text, mut at, mut open) = (String::new(), 0_usize, Vec::new());
        for piece in &self.pieces {
            let known = match piece {
                Piece::Words(words) => Some(words.as_str()),
                Piece::Blank(blank) => values.of(*blank),
            };
            let start = at;
            match (known, piece) {
                (Some(words), _) => {
                    text.push_str(words);
                    at = at.saturating_add(words.chars().count());
                }
                (None, Piece::Blank(blank)) => {
                    let name = blank.name(language);
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                    at = at.saturating_add(name.chars().count()).saturating_add(2);
                    open.push(OpenBlank { blank: *blank, start, end: at });
                }
                (None, Piece::Words(_)) => {}
            }
        }
        Filled { text, open }
    }
}

/// Blanks that are left in words, however they got there.
pub fn open_blanks(words: &str) -> Vec<OpenBlank> {
    let mut open = Vec::new();
    let (mut begun, mut name) = (None, String::new());
    for (at, character) in words.chars().enumerate() {
        match (character, begun) {
            ('{', _) => {
                begun = Some(at);
                name.clear();
            }
            ('}', Some(start)) => {
                let end = at.saturating_add(1);
                open.extend(Blank::parse(&name).map(|blank| OpenBlank { blank, start, end }));
                begun = None;
            }
            (character, Some(_)) => name.push(character),
            (_, None) => {}
        }
    }
    open
}

/// Whether a practice may have `value` filled in: one line without a blank of its own, which would lead on to another
/// and in the end back to itself.
pub fn is_a_value(value: &str) -> bool {
    !value.chars().any(|character| character.is_control() || matches!(character, '{' | '}'))
}
