//! What the model sees of a draft, hashed into buckets: its folded words, pairs of them, pieces of three to five
//! letters, which words they are used like, and what kind of word each is (a medicine, a body part, "your", a time, a
//! word no list knows). Of a single word: the same, and what stands up to three words before and after it.
//!
//! Words that are set aside (names after a title, the practice's own name, links) are seen as "set aside" and nothing
//! else. A change here makes every trained model void: raise the model's version.

use std::borrow::Cow;

use crate::context::Context;
use crate::cues::{
    is_about, is_course, is_due, is_medical, is_place_word, is_relation, is_taking, is_title, is_visit,
    is_your,
};
use crate::fold::{HASH_START, hash_on};
use crate::model::Model;
use crate::net::Net;
use crate::scan::{self, Tag};
use crate::token::{Case, Draft, Gap};
use crate::{spelling, word_class};

/// Letters of a word that are cut into pieces.
const LONGEST: usize = 24;
/// Words before and after that a single word is seen with.
const AROUND: usize = 3;

/// The words of a draft as the model sees them.
pub(crate) struct View {
    words: Vec<Seen>,
    /// Hashed pieces of every word, one after the other.
    pieces: Vec<u32>,
    /// What is seen of the draft as a whole.
    whole: Vec<u32>,
}

/// One word.
#[derive(Clone, Copy)]
struct Seen {
    word: u32,
    kind: u32,
    coarse: u32,
    fine: u32,
    aside: bool,
    stop: bool,
    number: bool,
    /// How it is joined to the word before, and how it is written.
    shape: u32,
    /// Where its pieces begin and end.
    pieces: (usize, usize),
}

impl Seen {
    const fn mark(value: u32) -> Self {
        Self {
            word: value,
            kind: value,
            coarse: value,
            fine: value,
            aside: true,
            stop: false,
            number: false,
            shape: 0,
            pieces: (0, 0),
        }
    }

    const START: Self = Self::mark(1);
    const STOP: Self = Self::mark(2);
    const ASIDE: Self = Self::mark(3);
}

impl View {
    /// Looks at a draft once. Linear.
    pub fn of(context: &Context<'_>, tags: &[Option<Tag>], general: bool) -> Self {
        let draft = context.draft;
        let mut pieces = Vec::with_capacity(draft.tokens.len().saturating_mul(12));
        let mut letters = Vec::with_capacity(LONGEST.saturating_add(2));
        let words = (0..draft.tokens.len())
            .map(|at| {
                let stop = draft.get(at).is_some_and(|token| token.gap == Gap::Stop);
                let shape = shape_of(draft, at);
                if context.is_masked(at, at.saturating_add(1)) {
                    return Seen { stop, shape, ..Seen::ASIDE };
                }
                let first = pieces.len();
                let known = tags.get(at).copied().flatten().is_some();
                // "perscription" is seen as what was meant, "p4rk1ng" as well.
                let typed = draft.word(at);
                let meant = if known {
                    None
                } else {
                    spelling::everyday(typed).map(Cow::Borrowed).or_else(|| plain(draft, at).map(Cow::Owned))
                };
                let word = meant.as_deref().unwrap_or(typed);
                cut(word, &mut letters, &mut pieces);
                let (coarse, fine) = word_class::of(word).map_or((4, 4), |(coarse, fine)| {
                    (u32::from(coarse).wrapping_add(16), u32::from(fine).wrapping_add(16))
                });
                Seen {
                    word: meant
                        .as_deref()
                        .map_or_else(|| word_hash(draft, at), |word| hash_on(HASH_START, word.as_bytes())),
                    kind: kind_hash(context, tags, at, word),
                    coarse,
                    fine,
                    aside: false,
                    stop,
                    number: draft.get(at).is_some_and(|token| token.number),
                    shape,
                    pieces: (first, pieces.len()),
                }
            })
            .collect();
        let whole = [(context.is_notice(), 1_u32), (general, 2), (draft.shouting, 3)]
            .into_iter()
            .filter(|(so, _)| *so)
            .map(|(_, what)| hashed(b"g:", &[what]))
            .collect();
        Self { words, pieces, whole }
    }

    /// Shows `see` every bucket of the draft, with the place of the word it is seen at.
    pub fn each(&self, mut see: impl FnMut(usize, u32)) {
        self.whole.iter().for_each(|hash| see(0, bucket(*hash)));
        let (mut last, mut last_but_one) = (Seen::START, Seen::START);
        for (at, here) in self.words.iter().enumerate() {
            if here.stop {
                (last_but_one, last) = (last, Seen::STOP);
            }
            let mut say = |name: &[u8; 2], parts: &[u32]| see(at, bucket(hashed(name, parts)));
            if !here.aside {
                say(b"w:", &[here.word]);
                say(b"k:", &[here.kind]);
                say(b"a:", &[here.coarse]);
                say(b"b:", &[here.fine]);
                for piece in self.pieces.get(here.pieces.0..here.pieces.1).unwrap_or(&[]) {
                    say(b"p:", &[*piece]);
                }
            }
            say(b"ww", &[last.word, here.word]);
            say(b"kk", &[last.kind, here.kind]);
            say(b"wk", &[last.word, here.kind]);
            say(b"kw", &[last.kind, here.word]);
            say(b"k3", &[last_but_one.kind, last.kind, here.kind]);
            say(b"w2", &[last_but_one.word, here.word]);
            say(b"aa", &[last.coarse, here.coarse]);
            say(b"wa", &[last.word, here.coarse]);
            say(b"aw", &[last.coarse, here.word]);
            say(b"bb", &[last.fine, here.fine]);
            (last_but_one, last) = (last, *here);
        }
    }

    /// Shows `see` every row of the network's table that a word is made of, and whether the row is one of its letters,
    /// of which there are more the longer it is.
    pub fn rows(&self, at: usize, mut see: impl FnMut(bool, u32)) {
        let Some(here) = self.words.get(at) else { return };
        let mut say = |letters: bool, name: &[u8; 2], part: u32| {
            see(letters, mixed(hashed(name, &[part])) & (Net::ROWS as u32).wrapping_sub(1));
        };
        say(false, b"ns", here.shape);
        say(false, b"nk", here.kind);
        if here.aside {
            return;
        }
        say(false, b"na", here.coarse);
        say(false, b"nb", here.fine);
        say(true, b"nw", here.word);
        for piece in self.pieces.get(here.pieces.0..here.pieces.1).unwrap_or(&[]) {
            say(true, b"np", *piece);
        }
    }

    /// Whether a word is figures only.
    pub fn is_number(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.number)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Shows `see` every bucket of one word in its surroundings; nothing for a word that is set aside.
    pub fn word(&self, at: usize, mut see: impl FnMut(u32)) {
        let Some(here) = self.words.get(at).filter(|word| !word.aside) else { return };
        let mut say = |name: &[u8; 2], parts: &[u32]| see(bucket(hashed(name, parts)));
        for piece in self.pieces.get(here.pieces.0..here.pieces.1).unwrap_or(&[]) {
            say(b"P:", &[*piece]);
        }
        let near = |offset: usize, ahead: bool| {
            let place = if ahead { at.checked_add(offset) } else { at.checked_sub(offset) };
            place.and_then(|place| self.words.get(place)).copied().unwrap_or(Seen::START)
        };
        for offset in 0..=AROUND {
            for ahead in [false, true] {
                if offset == 0 && ahead {
                    continue;
                }
                let seen = near(offset, ahead);
                let place = (offset as u32).wrapping_mul(2).wrapping_add(u32::from(ahead));
                say(b"W:", &[place, seen.word]);
                say(b"K:", &[place, seen.kind]);
                say(b"A:", &[place, seen.coarse]);
                say(b"B:", &[place, seen.fine]);
            }
        }
        let (last, next) = (near(1, false), near(1, true));
        say(b"AA", &[last.coarse, here.coarse]);
        say(b"AB", &[here.coarse, next.coarse]);
        say(b"A3", &[last.coarse, here.coarse, next.coarse]);
        say(b"KK", &[last.kind, here.kind]);
        say(b"KL", &[here.kind, next.kind]);
        say(b"K3", &[last.kind, here.kind, next.kind]);
        say(b"WW", &[last.word, here.word]);
        say(b"WX", &[here.word, next.word]);
        say(b"WA", &[last.word, here.coarse]);
        say(b"AW", &[here.coarse, next.word]);
        self.whole.iter().for_each(|hash| say(b"G:", &[*hash]));
    }
}

fn hashed(name: &[u8; 2], parts: &[u32]) -> u32 {
    parts.iter().fold(hash_on(HASH_START, name), |hash, part| {
        // As good as hashing its bytes one by one, in a quarter of the time.
        let mixed = (hash ^ part).wrapping_mul(0x9E37_79B1);
        mixed ^ (mixed >> 15)
    })
}

fn bucket(hash: u32) -> u32 {
    mixed(hash) & (Model::BUCKETS as u32).wrapping_sub(1)
}

fn mixed(hash: u32) -> u32 {
    let mixed = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    mixed ^ (mixed >> 12)
}

/// How a word is joined to the one before it, and whether it is written large.
fn shape_of(draft: &Draft, at: usize) -> u32 {
    let Some(token) = draft.get(at) else { return 0 };
    let gap = match token.gap {
        _ if at == 0 => 0,
        Gap::None | Gap::Soft => 1,
        Gap::Mark(_) => 2,
        Gap::Pause => 3,
        Gap::Stop => 4,
    };
    let case = match token.case {
        Case::Lower => 0,
        Case::Title => 1,
        Case::Upper => 2,
        Case::Initial => 3,
    };
    8 + gap * 4 + case
}

/// The ordinary word that is written with figures for letters ("m0v3d"); nothing for any other.
fn plain(draft: &Draft, at: usize) -> Option<String> {
    let token = draft.get(at).filter(|token| token.digits > 0 && token.letters > 0 && !token.number)?;
    let typed = draft.word(at);
    if typed.len() < 4 || typed.len() > LONGEST || token.digits > token.letters {
        return None;
    }
    Some(scan::unleet(typed, 'i')).filter(|word| spelling::is_ordinary(word))
}

/// The word, figures as their shape: "8.2" and "9.1" are one word.
fn word_hash(draft: &Draft, at: usize) -> u32 {
    let word = draft.word(at);
    if draft.get(at).is_none_or(|token| token.digits == 0) {
        return hash_on(HASH_START, word.as_bytes());
    }
    word.bytes()
        .fold(HASH_START, |hash, byte| hash_on(hash, &[if byte.is_ascii_digit() { b'#' } else { byte }]))
}

fn kind_hash(context: &Context<'_>, tags: &[Option<Tag>], at: usize, word: &str) -> u32 {
    let draft = context.draft;
    let Some(token) = draft.get(at) else { return 0 };
    if let Some(tag) = tags.get(at).copied().flatten() {
        let class = tag.class.map_or(0, |class| (class as u8).wrapping_add(1));
        return hash_on(HASH_START, &[b't', tag.what as u8, tag.strength as u8, class]);
    }
    let name: &[u8] = if token.number {
        match (token.before, token.digits) {
            ('$', _) => b"money",
            (':', _) => b"minutes",
            ('/', _) => b"slash",
            ('#', _) => b"number",
            (_, 1..=2) => b"n12",
            (_, 3) => b"n3",
            (_, 4) => b"n4",
            _ => b"long",
        }
    } else if token.digits > 0 {
        b"mixed"
    } else if is_your(word) {
        b"your"
    } else if is_relation(word) {
        b"relation"
    } else if is_title(word) {
        b"title"
    } else if is_visit(word) {
        b"visit"
    } else if is_medical(word) {
        b"medical"
    } else if is_about(word) {
        b"about"
    } else if is_course(word) {
        b"course"
    } else if is_taking(word) {
        b"taking"
    } else if is_due(word) {
        b"due"
    } else if is_place_word(word) {
        b"place"
    } else if token.letters <= 3 {
        // Small words are their own kind.
        word.as_bytes()
    } else if matches!(token.case, Case::Title) && at > 0 && token.gap != Gap::Stop {
        b"name"
    } else if spelling::is_ordinary(word) || spelling::plural_is_ordinary(word) {
        b"word"
    } else {
        b"unknown"
    };
    hash_on(HASH_START, name)
}

/// Pieces of three to five letters of a word between its two ends, hashed.
fn cut(word: &str, letters: &mut Vec<u8>, pieces: &mut Vec<u32>) {
    if word.len() < 3 || word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return;
    }
    letters.clear();
    letters.push(b'<');
    letters.extend(word.bytes().take(LONGEST));
    letters.push(b'>');
    for start in 0..letters.len() {
        let mut hash = HASH_START;
        for (length, byte) in letters.iter().skip(start).take(5).enumerate() {
            hash = hash_on(hash, &[*byte]);
            if length >= 2 {
                pieces.push(hash);
            }
        }
    }
}
