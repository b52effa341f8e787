//! What the learned reading sees of a text, hashed into buckets: its words, pairs of them, pieces of three to five
//! letters, what each word does in a wish ([`super::lexis`]), and which words it is used like.
//!
//! A change here makes the trained model void: raise its version, and train again.

use foyer_phi::word_classes;

use super::{
    form::{Form, unstretched},
    lexis::{
        AGAIN, ASKS, BEGINS, Does, ENDS, GETS, KEEPS, LEAVES, ME, NARROWS, NOT, NUMBER, OTHER, OTHERS,
        REFUSES, REMOVES, REMOVES_ME, SEND_ORDER, SENDS, TELLS, TEXTS, UNDOES, WANTS, does,
    },
};

/// Features are hashed into this many buckets.
pub const BUCKETS: usize = 1 << 18;

/// Words that are judged together; a longer text is judged stretch by stretch, so that a long story does not outvote
/// the wish at its end.
const STRETCH: usize = 48;
/// What is longer is no word.
const NO_WORD: usize = 40;
/// Letters of a word that are cut into pieces.
const LONGEST: usize = 20;
/// How far two words that matter may stand apart and still be seen together.
const REACH: usize = 7;

/// How often the shape of a text is said.
const SHAPE_WEIGHT: u32 = 4;
/// What a word does that may reach another.
const REACHES: Does = ENDS
    | REMOVES
    | NOT
    | WANTS
    | SENDS
    | TEXTS
    | NUMBER
    | BEGINS
    | TELLS
    | ASKS
    | UNDOES
    | OTHERS
    | REFUSES
    | AGAIN;
/// What it may reach.
const REACHED: Does =
    TEXTS | SENDS | OTHER | ENDS | REMOVES | LEAVES | AGAIN | NUMBER | NARROWS | UNDOES | BEGINS;

/// A text as the learned reading sees it.
pub(super) struct View {
    words: Vec<Seen>,
    pieces: Vec<u32>,
    asks: bool,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    word: u32,
    does: Does,
    coarse: u32,
    fine: u32,
    pause: bool,
    pieces: (usize, usize),
}

impl Seen {
    /// Before the first word, and after the last.
    const EDGE: Self = Self { word: 1, does: 1 << 30, coarse: 1, fine: 1, pause: false, pieces: (0, 0) };
    /// Where a clause ends.
    const PAUSE: Self = Self { word: 2, does: 1 << 31, coarse: 2, fine: 2, pause: false, pieces: (0, 0) };
}

impl View {
    /// Looks at a text once.
    pub(super) fn of(form: &Form, asks: bool) -> Self {
        let (mut words, mut pieces) = (Vec::new(), Vec::new());
        for (number, clause) in form.clauses().enumerate() {
            for (at, word) in clause.iter().enumerate().filter(|(_, word)| word.len() <= NO_WORD) {
                words.push(see(word, at == 0 && number > 0, &mut pieces));
            }
        }
        Self { words, pieces, asks }
    }

    /// Whether there is nothing to judge.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The parts that are judged: all of a text, or overlapping stretches of a long one.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (usize, usize)> {
        let count = self.words.len();
        let starts = (0..count.max(1)).step_by(STRETCH / 2);
        starts
            .take_while(move |start| *start == 0 || start + STRETCH / 2 < count)
            .map(move |start| (start, count.min(start + STRETCH)))
    }

    /// Shows `see` every bucket of the words from `from` to `to`.
    pub(super) fn each(&self, (from, to): (usize, usize), mut see: impl FnMut(u32)) {
        let words = self.words.get(from..to).unwrap_or(&[]);
        let mut say = |name: &[u8; 2], parts: &[u32]| see(bucket(name, parts));
        say(b"n:", &[length_class(words.len())]);
        if self.asks {
            say(b"?:", &[length_class(words.len())]);
        }
        // Said over and over, so that it weighs as much as the many small pieces.
        let shape = shape(words) << 1 | u32::from(self.asks);
        (0..SHAPE_WEIGHT).for_each(|turn| say(b"s:", &[shape, turn]));
        // And piece by piece, for a text that has more to it than was met in training.
        for one in bits(shape) {
            (0..SHAPE_WEIGHT / 2).for_each(|turn| say(b"h:", &[one, turn]));
            bits(shape).filter(|other| *other > one).for_each(|other| say(b"hh", &[one, other]));
        }
        let (mut last, mut last_but_one) = (Seen::EDGE, Seen::EDGE);
        for (at, here) in words.iter().enumerate() {
            if here.pause {
                (last_but_one, last) = (last, Seen::PAUSE);
            }
            say(b"w:", &[here.word]);
            say(b"d:", &[here.does]);
            say(b"a:", &[here.coarse]);
            say(b"b:", &[here.fine]);
            for piece in self.pieces.get(here.pieces.0..here.pieces.1).unwrap_or(&[]) {
                say(b"p:", &[*piece]);
            }
            pairs(&mut say, last_but_one, last, *here);
            // An end or a no, and the texts that it may reach.
            for (far, other) in words.iter().skip(at + 1).take(REACH).enumerate() {
                if here.does & REACHES == 0 || other.does & REACHED == 0 {
                    continue;
                }
                for one in bits(here.does & REACHES) {
                    for that in bits(other.does & REACHED) {
                        say(b"r:", &[one, that, u32::from(far > 2)]);
                    }
                }
            }
            (last_but_one, last) = (last, *here);
        }
        pairs(&mut say, last_but_one, last, Seen::EDGE);
    }

    /// Every bucket of the whole text, for the trainer.
    pub(super) fn all(&self) -> Vec<u32> {
        let mut buckets = Vec::new();
        self.each((0, self.words.len()), |bucket| buckets.push(bucket));
        buckets
    }
}

/// Which of the things that make or unmake a wish are near each other: a no before an end, an end before a text.
fn shape(words: &[Seen]) -> u32 {
    const NEAR: [(Does, Does, usize); 22] = [
        (NOT, ENDS | REMOVES | LEAVES | REMOVES_ME, 4),
        (NOT, GETS, 3),
        (NOT, SENDS | SEND_ORDER, 4),
        (NOT, TEXTS, 3),
        (ENDS, TEXTS | SENDS, 5),
        (ENDS | REMOVES, OTHER, 4),
        (REMOVES | REMOVES_ME, NUMBER, 5),
        (WANTS | KEEPS, TEXTS | SENDS, 4),
        (KEEPS, TEXTS | SENDS, 4),
        (LEAVES, LEAVES, 0),
        (BEGINS | AGAIN, TEXTS | SENDS, 5),
        (NOT, OTHER, 4),
        (NOT, AGAIN, 4),
        (TEXTS | SENDS | SEND_ORDER, AGAIN, 3),
        (AGAIN | WANTS, TEXTS | SENDS | SEND_ORDER, 5),
        (ENDS | LEAVES | BEGINS, UNDOES, 6),
        (UNDOES, ENDS | LEAVES | BEGINS, 6),
        (OTHERS, TEXTS | SENDS | SEND_ORDER, 6),
        (REFUSES, TEXTS | SENDS | WANTS | REMOVES | ENDS, 6),
        (ENDS | REMOVES, OTHERS, 5),
        (REMOVES_ME, REMOVES_ME, 0),
        (TELLS | ASKS, ENDS | LEAVES | REMOVES, 4),
    ];
    /// A no, an end, and what would end: "don't stop texting me", "no me quiten los mensajes".
    const KEPT: u32 = 1 << NEAR.len();
    let mut shape = 0;
    for (place, here) in words.iter().enumerate() {
        for (bit, (one, that, reach)) in NEAR.iter().enumerate() {
            if here.does & one == 0 {
                continue;
            }
            // A pause parts them: in "No, stop" the comma is the meaning.
            let after = words.iter().skip(place + 1).take(*reach).take_while(|other| !other.pause);
            if *reach == 0 || after.into_iter().any(|other| other.does & that != 0) {
                shape |= 1 << bit;
            }
        }
        let end = words.iter().skip(place + 1).take(4).take_while(|other| !other.pause);
        let end = end.clone().position(|other| other.does & (ENDS | REMOVES | LEAVES | REMOVES_ME) != 0);
        if let Some(end) = end.filter(|_| here.does & NOT != 0)
            && words.iter().skip(place + 2 + end).take(4).any(|other| other.does & (TEXTS | SENDS | ME) != 0)
        {
            shape |= KEPT;
        }
    }
    shape
}

fn pairs(say: &mut impl FnMut(&[u8; 2], &[u32]), last_but_one: Seen, last: Seen, here: Seen) {
    say(b"ww", &[last.word, here.word]);
    say(b"w2", &[last_but_one.word, here.word]);
    say(b"w3", &[last_but_one.word, last.word, here.word]);
    say(b"dd", &[last.does, here.does]);
    say(b"d3", &[last_but_one.does, last.does, here.does]);
    say(b"wd", &[last.word, here.does]);
    say(b"dw", &[last.does, here.word]);
    say(b"aa", &[last.coarse, here.coarse]);
    say(b"bb", &[last.fine, here.fine]);
    say(b"wa", &[last.word, here.coarse]);
    say(b"aw", &[last.coarse, here.word]);
    say(b"db", &[last.does, here.coarse]);
    say(b"bd", &[last.coarse, here.does]);
}

fn see(word: &str, pause: bool, pieces: &mut Vec<u32>) -> Seen {
    let first = pieces.len();
    cut(word, pieces);
    let meant = if does(word) == 0 { unstretched(word) } else { word.to_owned() };
    let (coarse, fine) = word_classes(word)
        .or_else(|| word_classes(&meant))
        .map_or((3, 3), |(coarse, fine)| (u32::from(coarse) + 16, u32::from(fine) + 16));
    let shape =
        word.bytes().fold(START, |hash, byte| on(hash, if byte.is_ascii_digit() { b'#' } else { byte }));
    Seen { word: shape, does: does(&meant), coarse, fine, pause, pieces: (first, pieces.len()) }
}

/// Pieces of three to five letters between the word's two ends.
fn cut(word: &str, pieces: &mut Vec<u32>) {
    if word.len() < 3 || word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return;
    }
    let letters: Vec<u8> =
        std::iter::once(b'<').chain(word.bytes().take(LONGEST)).chain(std::iter::once(b'>')).collect();
    for start in 0..letters.len() {
        let mut hash = START;
        for (length, byte) in letters.iter().skip(start).take(5).enumerate() {
            hash = on(hash, *byte);
            if length >= 2 {
                pieces.push(hash);
            }
        }
    }
}

fn bits(mut set: Does) -> impl Iterator<Item = Does> {
    std::iter::from_fn(move || {
        let lowest = set & set.wrapping_neg();
        set ^= lowest;
        (lowest != 0).then_some(lowest)
    })
}

fn length_class(words: usize) -> u32 {
    match words {
        0..=5 => words as u32,
        6..=8 => 8,
        9..=12 => 12,
        13..=18 => 18,
        19..=30 => 30,
        _ => 31,
    }
}

/// FNV-1a.
const START: u32 = 0x811C_9DC5;

const fn on(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

fn bucket(name: &[u8; 2], parts: &[u32]) -> u32 {
    let [first, second] = *name;
    let hash = parts.iter().fold(on(on(START, first), second), |hash, part| {
        let mixed = (hash ^ part).wrapping_mul(0x9E37_79B1);
        mixed ^ (mixed >> 15)
    });
    let mixed = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    (mixed ^ (mixed >> 12)) & (BUCKETS as u32 - 1)
}
