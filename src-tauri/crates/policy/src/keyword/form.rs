//! The form a text is compared in: no case, accents, punctuation, emoji or invisible characters.
//!
//! Full-width and styled letters become plain ones (NFKC); what can't be seen is dropped, so that a
//! zero-width space inside a word doesn't hide it. Clauses are kept apart: in "No, stop texting me" the
//! comma is the meaning.

use std::{collections::VecDeque, ops::ControlFlow};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{aside, words::among};

/// A text, ready to be compared.
pub(super) struct Form {
    clauses: Vec<Vec<String>>,
    /// Whether the text speaks of despair; those words are no longer among the clauses.
    pub(super) despair: bool,
}

/// The characters one can see, in compatibility form.
pub(crate) fn visible(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().filter(|character| !is_invisible(*character))
}

/// How many bytes are read at either end of a text. Carriers pass on 1 600 characters, which fit twice over; what is
/// longer is no patient's, and its middle is left out.
const BYTES_READ: usize = 4_096;

/// How many of those words are looked at, at either end.
const LOOKED_AT: usize = 200;

/// Stands where words were left out. No word: it has no letter.
const LEFT_OUT: &str = "\u{2026}";

/// The parts of a text that are read: all of it, or its two ends.
pub(super) fn parts_read(text: &str) -> (&str, Option<&str>) {
    if text.len() <= 2 * BYTES_READ {
        return (text, None);
    }
    // A character has up to four bytes.
    let head = (0..4).find_map(|back| text.get(..BYTES_READ - back));
    let tail = (0..4).find_map(|on| text.get(text.len() - BYTES_READ + on..));
    (head.unwrap_or(""), tail)
}

/// Gives the characters of `text` that count, plain: letters and digits of words, and what is between them.
/// Ends when `take` says so.
pub(super) fn each_plain<B>(text: &str, mut take: impl FnMut(char) -> ControlFlow<B>) -> ControlFlow<B> {
    if text.is_ascii() {
        return text
            .chars()
            .filter(|character| !is_invisible(*character) && !is_apostrophe(*character))
            .try_for_each(|character| take(character.to_ascii_lowercase()));
    }
    visible(text)
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|character| !is_combining_mark(*character) && !is_apostrophe(*character))
        .try_for_each(take)
}

/// Words as they are read, each with the number of its clause.
#[derive(Default)]
struct Reading {
    clause: usize,
    word: String,
    head: Vec<(usize, String)>,
    tail: VecDeque<(usize, String)>,
    left_out: bool,
}

impl Reading {
    fn read(&mut self, part: &str) {
        let _: ControlFlow<()> = each_plain(part, |character| {
            self.take(character);
            ControlFlow::Continue(())
        });
    }

    fn leave_out(&mut self) {
        self.close_word();
        self.word.push_str(LEFT_OUT);
        self.close_word();
    }

    fn take(&mut self, character: char) {
        if character.is_alphanumeric() {
            self.word.push(character);
            return;
        }
        self.close_word();
        if ends_clause(character) {
            self.clause += 1;
        }
    }

    fn close_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = (self.clause, std::mem::take(&mut self.word));
        if self.head.len() < LOOKED_AT {
            self.head.push(word);
            return;
        }
        self.tail.push_back(word);
        if self.tail.len() > LOOKED_AT
            && let Some((_, word)) = self.tail.pop_front()
        {
            // One more "please", or one more of the only word there is, says nothing new.
            let again = self.head.first().is_some_and(|(_, first)| *first == word);
            self.left_out |= !again && !is_manners(&word);
        }
    }

    fn clauses(mut self) -> Vec<Vec<String>> {
        self.close_word();
        let mark = self.tail.front().filter(|_| self.left_out).map(|(clause, _)| (*clause, LEFT_OUT.into()));
        let mut clauses: Vec<Vec<String>> = Vec::new();
        let mut open = None;
        for (clause, word) in self.head.into_iter().chain(mark).chain(self.tail) {
            match clauses.last_mut().filter(|_| open == Some(clause)) {
                Some(last) => last.push(word),
                None => clauses.push(vec![word]),
            }
            open = Some(clause);
        }
        clauses
    }
}

impl Form {
    pub(super) fn of(text: &str) -> Self {
        let (head, tail) = parts_read(text);
        let mut reading = Reading::default();
        reading.read(head);
        if let Some(tail) = tail {
            reading.leave_out();
            reading.read(tail);
        }
        let mut form = Self { clauses: reading.clauses(), despair: false };
        form.join_spelled_out();
        form.despair = aside::set_aside(&mut form.clauses);
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
        let mut words = self.words().filter(|word| *word != LEFT_OUT);
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

/// Whether a word only greets, asks nicely, thanks or hurries.
pub(super) fn is_manners(word: &str) -> bool {
    among(MANNERS, word)
}

fn without_manners(mut words: Vec<&str>) -> String {
    while let [.., last] = words.as_slice()
        && is_manners(last)
    {
        words.pop();
    }
    let polite = words.iter().take_while(|word| is_manners(word)).count();
    words.split_off(polite.min(words.len())).join(" ")
}

/// Greetings, thanks, haste, in English and then in Spanish.
const MANNERS: &str = "\
    please|pls|plz|pleas|plese|kindly|thanks|thank|you|thx|ty|hi|hello|hey|ok|okay|sorry|sir|maam|now|\
    asap|immediately|already|just|again|im|dear|por|favor|porfavor|porfa|pofavor|xfavor|fabor|gracias|\
    hola|ya|ahora|buenas|buenos|dias|tardes";

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
