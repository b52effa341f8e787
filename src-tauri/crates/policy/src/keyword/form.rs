//! The form a text is compared in: no case, accents, punctuation, emoji or invisible characters.
//!
//! Full-width and styled letters become plain ones (NFKC); what can't be seen is dropped, so that a
//! zero-width space inside a word doesn't hide it. Clauses are kept apart: in "No, stop texting me" the
//! comma is the meaning.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::words::among;

/// A text, ready to be compared.
pub(super) struct Form {
    clauses: Vec<Vec<String>>,
}

/// The characters one can see, in compatibility form.
pub(crate) fn visible(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().filter(|character| !is_invisible(*character))
}

impl Form {
    pub(super) fn of(text: &str) -> Self {
        let plain = visible(text)
            .flat_map(char::to_lowercase)
            .nfd()
            .filter(|character| !is_combining_mark(*character));
        let mut clauses = vec![Vec::new()];
        let mut word = String::new();
        for character in plain {
            if character.is_alphanumeric() {
                word.push(character);
                continue;
            }
            if is_apostrophe(character) {
                continue;
            }
            close_word(&mut word, &mut clauses);
            if ends_clause(character) {
                clauses.push(Vec::new());
            }
        }
        close_word(&mut word, &mut clauses);
        clauses.retain(|clause| !clause.is_empty());
        let mut form = Self { clauses };
        form.join_spelled_out();
        form
    }

    /// All words in one line.
    pub(super) fn whole(&self) -> String {
        self.words().collect::<Vec<_>>().join(" ")
    }

    /// All words but those that greet, ask nicely, thank or hurry, at both ends.
    pub(super) fn without_manners(&self) -> String {
        without_manners(self.words().collect())
    }

    /// Whether a first or last clause, manners aside, is in `row`.
    pub(super) fn has_clause_among(&self, row: &str) -> bool {
        [self.clauses.first(), self.clauses.last()]
            .into_iter()
            .flatten()
            .any(|clause| among(row, &without_manners(clause.iter().map(String::as_str).collect())))
    }

    /// Whether the text is one word of `row`, over and over.
    pub(super) fn repeats_one_of(&self, row: &str) -> bool {
        let mut words = self.words();
        let Some(first) = words.next() else { return false };
        among(row, first) && words.all(|word| word == first)
    }

    /// The clauses, as words.
    pub(super) fn clauses(&self) -> impl Iterator<Item = &[String]> {
        self.clauses.iter().map(Vec::as_slice)
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().flatten().map(String::as_str)
    }

    /// `S T O P` and `S.T.O.P.` are one word: when every word is a single letter, they are joined.
    fn join_spelled_out(&mut self) {
        let letters: Vec<&str> = self.words().collect();
        let spelled = letters.len() >= 3 && letters.iter().all(|word| word.chars().count() == 1);
        if spelled {
            self.clauses = vec![vec![letters.concat()]];
        }
    }
}

/// `stooop` and `STOPPP` as they were meant.
pub(super) fn unstretched(word: &str) -> String {
    let mut short = String::with_capacity(word.len());
    for character in word.chars() {
        if !short.ends_with(character) {
            short.push(character);
        }
    }
    short
}

fn without_manners(mut words: Vec<&str>) -> String {
    while let [.., last] = words.as_slice()
        && among(MANNERS, last)
    {
        words.pop();
    }
    let polite = words.iter().take_while(|word| among(MANNERS, word)).count();
    words.split_off(polite.min(words.len())).join(" ")
}

/// Greetings, thanks, haste, in English and then in Spanish.
const MANNERS: &str = "\
    please|pls|plz|pleas|plese|kindly|thanks|thank|you|thx|ty|hi|hello|hey|ok|okay|sorry|sir|maam|now|\
    asap|immediately|already|just|again|im|dear|por|favor|porfavor|porfa|pofavor|xfavor|fabor|gracias|\
    hola|ya|ahora|buenas|buenos|dias|tardes";

fn close_word(word: &mut String, clauses: &mut [Vec<String>]) {
    if word.is_empty() {
        return;
    }
    if let Some(clause) = clauses.last_mut() {
        clause.push(std::mem::take(word));
    }
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' | '\u{2bc}')
}

const fn ends_clause(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '\n'
            | '\r'
            | '('
            | ')'
            | '\u{2014}'
            | '\u{2013}'
            | '\u{bf}'
            | '\u{a1}'
    )
}

/// Format and filler characters that leave no mark on a screen (Unicode `Default_Ignorable_Code_Point`,
/// bidirectional controls among them) and other controls, line breaks apart.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
            | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
