//! The draft as words: folded, with the way back to what was typed.
//!
//! One pass, linear in the draft. A word is a run of letters and digits (apostrophes inside it dropped); each
//! pictograph is a word; `8.2` and `1,000` are one number. Offsets are Unicode scalars of the original.

use unicode_segmentation::UnicodeSegmentation;

use crate::finding::Span;
use crate::{fold, steps};

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: the draft starts here, or two pictographs touch.
    None,
    /// Spaces, hyphens, slashes, apostrophes: words of one phrase.
    Soft,
    /// One mark and no space, as in `d*epression` or `user@host`.
    Mark(char),
    /// A comma, bracket, colon or quote: the same sentence, another phrase.
    Pause,
    /// A full stop, question or exclamation mark, or a line end.
    Stop,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// No capital first.
    Lower,
    /// A capital first, then at least one small letter.
    Title,
    /// Two letters or more, all capitals (digits allowed).
    Upper,
    /// One capital letter.
    Initial,
}

/// One word of the draft.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    text: std::ops::Range<usize>,
    /// First scalar of the original.
    pub from: u32,
    /// One past the last scalar.
    pub to: u32,
    pub gap: Gap,
    pub case: Case,
    pub sentence: u32,
    /// Digits only, or digits with one separator inside.
    pub number: bool,
    pub letters: u32,
    pub digits: u32,
    /// The one mark before it other than spaces (`/` in a date, `:` in a time, `$` in a price), a space when there
    /// are only spaces, `\0` otherwise.
    pub before: char,
    /// Ends in an apostrophe and s.
    pub possessive: bool,
}

/// The folded draft.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    folded: String,
    pub tokens: Vec<Token>,
    /// More than half of its words of three letters and up are in capitals: capitals say nothing.
    pub shouting: bool,
}

impl Draft {
    pub fn read(text: &str) -> Self {
        let mut reader = Reader::default();
        let mut at = 0_u32;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let next = chars.peek().copied();
            reader.take(c, next, at);
            at = at.saturating_add(1);
        }
        reader.finish()
    }

    /// The folded word, or nothing past the end.
    pub fn word(&self, at: usize) -> &str {
        steps::step();
        self.tokens.get(at).and_then(|t| self.folded.get(t.text.clone())).unwrap_or("")
    }

    pub fn get(&self, at: usize) -> Option<&Token> {
        steps::step();
        self.tokens.get(at)
    }

    /// The words from `from` up to, not including, `to`, as a span.
    pub fn span(&self, from: usize, to: usize) -> Option<Span> {
        let first = self.tokens.get(from)?;
        let last = self.tokens.get(to.checked_sub(1)?)?;
        Some(Span { start: first.from, end: last.to })
    }

    pub fn same_sentence(&self, a: usize, b: usize) -> bool {
        matches!((self.get(a), self.get(b)), (Some(a), Some(b)) if a.sentence == b.sentence)
    }
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    open: Option<Open>,
    gap: GapSoFar,
    sentence: u32,
}

struct Open {
    start: usize,
    from: u32,
    to: u32,
    upper: u32,
    lower: u32,
    letters: u32,
    digits: u32,
    first_upper: bool,
    separator: bool,
    apostrophe: Option<u32>,
}

#[derive(Default)]
struct GapSoFar {
    before: Option<char>,
    others: u32,
    any: bool,
    space: bool,
    soft: bool,
    pause: bool,
    stop: bool,
    mark: Option<char>,
    marks: u32,
}

impl Reader {
    fn take(&mut self, c: char, next: Option<char>, at: u32) {
        let line_end = matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let start = self.draft.folded.len();
        let mut folded: [char; 20] = [' '; 20];
        let mut count = 0_usize;
        fold::fold_char(c, &mut |plain| {
            if let Some(slot) = folded.get_mut(count) {
                *slot = plain;
                count = count.saturating_add(1);
            }
        });
        if count == 0 {
            // A mark or an invisible control: it belongs to the word it sits on.
            if let Some(open) = self.open.as_mut() {
                open.to = at.saturating_add(1);
            }
            return;
        }
        for plain in folded.iter().take(count).copied() {
            self.take_plain(plain, c, next, at, start);
        }
        if line_end {
            self.close();
            self.gap.any = true;
            self.gap.stop = true;
        }
    }

    fn take_plain(&mut self, plain: char, typed: char, next: Option<char>, at: u32, start: usize) {
        if plain.is_alphanumeric() {
            if self.open.is_none() {
                self.begin(start.max(self.draft.folded.len()), at);
            }
            self.draft.folded.push(plain);
            if let Some(open) = self.open.as_mut() {
                open.to = at.saturating_add(1);
                if plain.is_numeric() {
                    open.digits = open.digits.saturating_add(1);
                } else {
                    open.letters = open.letters.saturating_add(1);
                    if typed.is_uppercase() {
                        open.first_upper |= open.letters == 1;
                        open.upper = open.upper.saturating_add(1);
                    } else {
                        open.lower = open.lower.saturating_add(1);
                    }
                }
            }
            return;
        }
        let inside = next.is_some_and(char::is_alphanumeric);
        if let Some(open) = self.open.as_mut() {
            let figures = open.letters == 0 && open.digits > 0;
            if plain == '\'' && inside {
                open.apostrophe = Some(open.letters);
                return;
            }
            if matches!(plain, '.' | ',')
                && figures
                && !open.separator
                && next.is_some_and(|c| c.is_ascii_digit())
            {
                open.separator = true;
                self.draft.folded.push('.');
                return;
            }
        }
        self.close();
        if fold::is_pictograph(plain) {
            self.begin(self.draft.folded.len(), at);
            self.draft.folded.push(plain);
            self.close();
            return;
        }
        self.gap.take(plain, inside);
    }

    fn begin(&mut self, start: usize, from: u32) {
        self.open = Some(Open {
            start,
            from,
            to: from.saturating_add(1),
            upper: 0,
            lower: 0,
            letters: 0,
            digits: 0,
            first_upper: false,
            separator: false,
            apostrophe: None,
        });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let before = self.gap.before();
        let gap = std::mem::take(&mut self.gap).seal(self.draft.tokens.is_empty());
        // "Dr." and a single initial do not end a sentence.
        let after_title = matches!(
            self.draft.tokens.len().checked_sub(1).map(|last| self.draft.word(last)),
            Some(
                "dr" | "dra"
                    | "mr"
                    | "mrs"
                    | "ms"
                    | "sr"
                    | "sra"
                    | "srta"
                    | "st"
                    | "ste"
                    | "no"
                    | "appt"
                    | "ext"
            )
        );
        let gap = if gap == Gap::Stop && after_title { Gap::Soft } else { gap };
        if gap == Gap::Stop {
            self.sentence = self.sentence.saturating_add(1);
        }
        let case = match (open.first_upper, open.upper, open.lower) {
            (_, 1, 0) if open.digits == 0 => Case::Initial,
            (_, upper, 0) if upper > 0 => Case::Upper,
            (true, _, _) => Case::Title,
            _ => Case::Lower,
        };
        self.draft.tokens.push(Token {
            text: open.start..self.draft.folded.len(),
            from: open.from,
            to: open.to,
            gap,
            case,
            sentence: self.sentence,
            number: open.letters == 0 && open.digits > 0,
            letters: open.letters,
            digits: open.digits,
            before,
            possessive: open.apostrophe.is_some_and(|at| at.saturating_add(1) == open.letters)
                && self.draft.folded.ends_with('s'),
        });
    }

    fn finish(mut self) -> Draft {
        self.close();
        let long = self.draft.tokens.iter().filter(|t| t.letters >= 3).count();
        let loud = self.draft.tokens.iter().filter(|t| t.letters >= 3 && t.case == Case::Upper).count();
        self.draft.shouting = long >= 3 && loud.saturating_mul(2) > long;
        self.draft
    }
}

impl GapSoFar {
    fn take(&mut self, plain: char, inside: bool) {
        self.any = true;
        if plain != ' ' {
            self.before = Some(plain);
            self.others = self.others.saturating_add(1);
        }
        match plain {
            ' ' => self.space = true,
            '-' | '/' | '+' | '&' | '\'' | '_' => self.soft = true,
            '.' | '!' | '?' | '¡' | '¿' | '…' if !inside => self.stop = true,
            '.' | '@' | '*' | '!' | '$' | '~' | '#' | '|' | '%' => {
                self.mark = Some(plain);
                self.marks = self.marks.saturating_add(1);
            }
            _ => self.pause = true,
        }
    }

    fn before(&self) -> char {
        match (self.others, self.before) {
            (0, _) if self.space => ' ',
            (1, Some(mark)) => mark,
            _ => '\0',
        }
    }

    fn seal(self, first: bool) -> Gap {
        if first || !self.any {
            Gap::None
        } else if self.stop {
            Gap::Stop
        } else if self.pause {
            Gap::Pause
        } else if let Some(mark) = self.mark {
            if self.space || self.marks > 1 { Gap::Pause } else { Gap::Mark(mark) }
        } else {
            Gap::Soft
        }
    }
}

/// Widens spans to whole graphemes, so a mark never cuts an accent or an emoji in two.
pub(crate) struct Graphemes {
    /// Starts of graphemes in scalars, and the end; empty when every scalar is its own grapheme.
    edges: Vec<u32>,
}

impl Graphemes {
    pub fn of(text: &str) -> Self {
        if text.is_ascii() && !text.contains('\r') {
            return Self { edges: Vec::new() };
        }
        let mut edges = vec![0_u32];
        let mut at = 0_u32;
        for cluster in text.graphemes(true) {
            at = at.saturating_add(u32::try_from(cluster.chars().count()).unwrap_or(u32::MAX));
            edges.push(at);
        }
        Self { edges }
    }

    pub fn widen(&self, span: Span) -> Span {
        if self.edges.is_empty() {
            return span;
        }
        let before = self.edges.partition_point(|edge| *edge <= span.start).saturating_sub(1);
        let after = self.edges.partition_point(|edge| *edge < span.end);
        Span {
            start: self.edges.get(before).copied().unwrap_or(span.start),
            end: self.edges.get(after).copied().unwrap_or(span.end),
        }
    }
}
