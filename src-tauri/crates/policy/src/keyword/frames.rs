//! Wishes by their shape: who is to end what. The rows of [`super::wishes`] know how people put it; this knows what
//! every way of putting it has in common, so that a wording nobody wrote down is read too.
//!
//! A text is read sentence by sentence. A wish is an end (or a no, or a taking away) that reaches a text or a
//! sending with only little words between. It is turned round by a no of its own ("please don't stop"), and it is
//! only perhaps a wish where a time, a kind or a language narrows it: that is for a person to read. What ends or is
//! refused and is no text (a medicine, a bill, a visit) is nobody's wish here.

mod ends;
mod perhaps;
mod refuses;
mod removes;

use std::ops::ControlFlow;

use super::{
    form::{each_plain, is_manners, parts_read, unstretched},
    lexis::*,
    words::among,
};

/// What a text says, by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// No more texts.
    Stop,
    /// Texts again.
    Resume,
    /// One or the other, perhaps.
    Unclear,
    /// Its words are those of a wish, and it is certainly none: turned round, a story, about something else.
    NoWish,
}

/// Words that make a text worth reading though they end nothing.
const HINTS: &str = "\
    activeme|activenme|alone|baja|cancela|cansada|cansado|canse|done|encuestas|enough|\
    equivocada|equivocado|everything|fewer|fin|harta|harto|hartos|hate|inscribanme|instead|\
    interesa|interested|isnt|leave|leer|less|llamame|llameme|llegan|lleguen|mas|mejor|menos|\
    more|mucho|muchos|need|nomas|off|old|opt|out|patient|pause|paz|practice|prefer|\
    prefiero|promos|quiteme|reactivate|remove|resubscribe|salir|sick|soy|suficiente|surveys|\
    suscribanme|tanto|tantos|these|tired|todo|tranquila|turn|unstop|volver|voy|wrong|ya";

/// Words that make a story of a wish, or its opposite.
const STORIES: &str = "\
    didnt|did|cant|couldnt|wont|wouldnt|doesnt|had|unless|never|havent|hasnt|shouldnt|why|\
    when|cuando|sin|before|si|puedo|nunca|until|has|after|think|he|she|forgot|almost|used";

/// How far an end reaches.
const REACH: usize = 7;

/// Sentences and words looked at; what is longer is no patient's.
const WORDS_AT_MOST: usize = 400;

/// A word with what it does.
struct Word {
    text: String,
    does: Does,
    /// A comma, or the end of the sentence, comes before it.
    after_pause: bool,
}

/// A sentence.
#[derive(Default)]
struct Sentence {
    words: Vec<Word>,
    asks: bool,
}

/// Reads a whole text; `None` where nothing has the shape of a wish.
pub(super) fn read(body: &str) -> Option<Shape> {
    let sentences = sentences(body);
    let mentions_texts =
        sentences.iter().flat_map(|sentence| &sentence.words).any(|word| word.does & TEXTS != 0);
    let mut found = None;
    for sentence in &sentences {
        found = stronger(found, sentence.shape(mentions_texts));
    }
    found
}

/// Whether a word of the text can begin the shape of a wish: most texts have none, and are not read further.
pub(super) fn perhaps(body: &str) -> bool {
    const BEGIN: Does = TEXTS | SENDS | SEND_ORDER | ENDS | REMOVES | REMOVES_ME | LEAVES | BEGINS;
    let begins = |word: &str| is_hint(word) || known(word) & BEGIN != 0;
    let (head, tail) = parts_read(body);
    let mut word = String::new();
    let mut look = |part: &str| {
        let seen = each_plain(part, |character| {
            if character.is_alphanumeric() {
                word.push(character);
                return ControlFlow::Continue(());
            }
            let known = begins(&word);
            word.clear();
            if known { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let last = begins(&word);
        word.clear();
        seen.is_break() || last
    };
    look(head) || tail.is_some_and(look)
}

fn stronger(one: Option<Shape>, other: Option<Shape>) -> Option<Shape> {
    let rank = |shape: &Option<Shape>| match shape {
        None => 0,
        Some(Shape::NoWish) => 1,
        Some(Shape::Unclear) => 2,
        Some(Shape::Resume) => 3,
        Some(Shape::Stop) => 4,
    };
    if rank(&other) > rank(&one) { other } else { one }
}

fn sentences(body: &str) -> Vec<Sentence> {
    let (head, tail) = parts_read(body);
    let (mut all, mut word, mut pause, mut count) = (vec![Sentence::default()], String::new(), true, 0_usize);
    for part in [Some(head), tail].into_iter().flatten() {
        let _: ControlFlow<()> = each_plain(part, |character| {
            if character.is_alphanumeric() || character == '#' {
                word.push(if character == '#' { ' ' } else { character });
                return ControlFlow::Continue(());
            }
            close(&mut all, &mut word, &mut pause, &mut count);
            match character {
                '.' | '!' | ';' | '\n' | '\r' => all.push(Sentence::default()),
                '?' => {
                    if let Some(last) = all.last_mut() {
                        last.asks = true;
                    }
                    all.push(Sentence::default());
                }
                ',' | ':' | '(' | ')' | '\u{2014}' | '\u{2013}' | '/' => {}
                _ => return ControlFlow::Continue(()),
            }
            pause = true;
            ControlFlow::Continue(())
        });
        close(&mut all, &mut word, &mut pause, &mut count);
    }
    all.retain(|sentence| !sentence.words.is_empty());
    all
}

fn close(all: &mut [Sentence], word: &mut String, pause: &mut bool, count: &mut usize) {
    let text = std::mem::take(word);
    let text = text.trim();
    if text.is_empty() || *count >= WORDS_AT_MOST {
        return;
    }
    *count += 1;
    let known = known(text);
    if let Some(last) = all.last_mut() {
        last.words.push(Word { text: text.to_owned(), does: known, after_pause: std::mem::take(pause) });
    }
}

/// What a word does, as it is written or, if it is stretched, as it was meant.
fn known(word: &str) -> Does {
    match does(word) {
        0 => does(&unstretched(word)),
        known => known,
    }
}

/// Whether a word makes a text worth reading though it ends nothing.
fn is_hint(word: &str) -> bool {
    among(HINTS, word)
}

impl Sentence {
    fn at(&self, place: usize) -> Does {
        self.words.get(place).map_or(0, |word| word.does)
    }

    fn text(&self, place: usize) -> &str {
        self.words.get(place).map_or("", |word| word.text.as_str())
    }

    fn has(&self, does: Does) -> bool {
        self.words.iter().any(|word| word.does & does != 0)
    }

    fn says(&self, phrase: &str) -> bool {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        self.words.windows(wanted.len()).any(|window| {
            window.iter().zip(&wanted).all(|(word, wanted)| wanted.split('|').any(|one| one == word.text))
        })
    }

    /// The first word that is no manners.
    fn begins(&self) -> usize {
        self.words.iter().take_while(|word| is_manners(&word.text)).count()
    }

    /// Whether nothing of substance stands before `place` since the last pause.
    fn opens(&self, place: usize) -> bool {
        for before in (0..place).rev() {
            if self.words.get(before + 1).is_some_and(|word| word.after_pause) {
                return true;
            }
            let word = self.text(before);
            if among("and|y|or|o|so|but|pero|then|entonces", word) {
                return true;
            }
            let little = is_manners(word)
                || among(
                    "and|y|so|but|pero|pls|porfa|que|you|u|yall|se|ya|to|de|ustedes|also|mejor|then|entonces|o|or|xfavor|kindly|asked|ask|pedi|pido|would|could|can|will|if|le|les|usted|all|must|need|nomas|nada|oigan|bueno",
                    word,
                );
            if !little {
                return false;
            }
        }
        true
    }

    /// Whether a wish at `place` is turned round by what stands before it.
    fn turned(&self, place: usize) -> bool {
        (place.saturating_sub(4)..place)
            .rev()
            .take_while(|at| !self.words.get(at + 1).is_some_and(|word| word.after_pause))
            .any(|at| {
                let word = self.text(at);
                let story = among(STORIES, word)
                    || (word == "if" && !among("you|yall|u|possible", self.text(at + 1)));
                let no = matches!(word, "no" | "not" | "dont")
                    && !self.words.get(at + 1).is_some_and(|word| word.after_pause);
                story || no
            })
    }

    /// Whether something after `place` narrows the wish to a time, a kind or a language.
    fn narrowed(&self, place: usize) -> bool {
        self.words.iter().skip(place).any(|word| word.does & NARROWS != 0)
            && !self.says("at any time")
            && !self.says("effective today")
            && !self.says("starting today")
    }

    /// Whether a text or a sending is reached from `place` with only little words between; gives where.
    fn reaches(&self, place: usize, wanted: Does) -> Option<usize> {
        let mut strange = 0;
        for at in (place + 1)..(place + 1 + REACH) {
            let does = self.at(at);
            self.words.get(at)?;
            if does & wanted != 0 && does & OTHER == 0 {
                // "a reminder call" is a call.
                let voice = self.text(at + 1) == "de" && among("voz|audio|audios", self.text(at + 2));
                let names_another = does & TEXTS != 0 && (self.at(at + 1) & OTHER != 0 || voice);
                return (!names_another).then_some(at);
            }
            if does & OTHER != 0 {
                return None;
            }
            if does & (LITTLE | ME | SENDS | NARROWS) == 0 {
                strange += 1;
                if strange > 1 {
                    return None;
                }
            }
        }
        None
    }

    /// Whether what is sent, after `place`, is something other than texts.
    fn of_something_else(&self, place: usize) -> bool {
        for at in (place + 1)..(place + 6) {
            let does = self.at(at);
            if does & TEXTS != 0 {
                return false;
            }
            if does & OTHER != 0 {
                return true;
            }
        }
        false
    }

    fn shape(&self, mentions_texts: bool) -> Option<Shape> {
        if let Some(resume) = self.resumes() {
            return Some(resume);
        }
        let mut found = None;
        for place in 0..self.words.len() {
            let shape = self
                .ends_at(place, mentions_texts)
                .or_else(|| self.refuses_at(place, mentions_texts))
                .or_else(|| self.removes_at(place, mentions_texts))
                .or_else(|| self.leaves_at(place));
            found = stronger(found, shape);
            // Nothing outweighs a clear wish; strangers may repeat it as often as they like.
            if found == Some(Shape::Stop) {
                return found;
            }
        }
        match found {
            None | Some(Shape::NoWish) => stronger(found, self.hints(mentions_texts)),
            Some(Shape::Stop | Shape::Resume | Shape::Unclear) => found,
        }
    }
}
