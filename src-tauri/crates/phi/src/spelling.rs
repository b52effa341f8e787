//! One slip of the finger, or a word written as it sounds: guessed only for words of six letters and more that are
//! neither ordinary words nor names. Without that guard, 142 of 150 plain messages would be marked.

use crate::fold;
use crate::lexicon::{self, Term};
use crate::records::{first_not_below, read};

static ORDINARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ordinary.bin"));
static EVERYDAY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/everyday.bin"));
static SPELLING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/spelling.bin"));

const SHORTEST: usize = 6;
const LONGEST: usize = 24;
/// From here on two slips are understood.
const LONG: usize = 10;
/// Candidates that are compared letter by letter, so that no word costs much.
const MOST: usize = 24;

/// The strong single-word term that this word most likely means.
pub(crate) fn nearest(word: &str) -> Option<&'static Term> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST || letters.len() > LONGEST || !letters.iter().all(|c| c.is_alphabetic()) {
        return None;
    }
    if is_ordinary(word) || plural_is_ordinary(word) {
        return None;
    }
    let sound = fold::sound_of(word);
    let by_sound = candidates(fold::hash_on(fold::hash_of("sound:"), sound.as_bytes()))
        .find(|term| fold::sound_of(lexicon::word_of(term)) == sound);
    if by_sound.is_some() {
        return by_sound;
    }
    let whole = fold::hash_of(word);
    let shorter = (0..letters.len()).map(|skip| {
        let rest: String =
            letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect();
        fold::hash_of(&rest)
    });
    std::iter::once(whole)
        .chain(shorter)
        .flat_map(candidates)
        .find(|term| one_slip(&letters, &lexicon::word_of(term).chars().collect::<Vec<_>>()))
        .or_else(|| within_two(&letters))
}

/// The term of which this is all but one letter.
pub(crate) fn one_dropped(word: &str) -> Option<&'static Term> {
    let letters: Vec<char> = word.chars().collect();
    candidates(fold::hash_of(word)).find(|term| {
        let meant: Vec<char> = lexicon::word_of(term).chars().collect();
        meant.len() == letters.len().saturating_add(1) && one_slip(&letters, &meant)
    })
}

/// A long word with two slips, neither of them in its first five letters or neither in its last five.
fn within_two(letters: &[char]) -> Option<&'static Term> {
    if letters.len() < LONG {
        return None;
    }
    let first: String = letters.iter().take(5).collect();
    let last: String = letters.iter().skip(letters.len().saturating_sub(5)).collect();
    [("head:", first), ("tail:", last)].into_iter().find_map(|(name, five)| {
        candidates(fold::hash_on(fold::hash_of(name), five.as_bytes())).take(MOST).find(|term| {
            let meant: Vec<char> = lexicon::word_of(term).chars().collect();
            slips(letters, &meant) <= 2
        })
    })
}

/// Letters added, dropped, changed or swapped with their neighbour (optimal string alignment).
fn slips(typed: &[char], meant: &[char]) -> usize {
    if typed.len().abs_diff(meant.len()) > 2 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=meant.len()).collect();
    for (row, a) in typed.iter().enumerate() {
        let mut here = vec![row.saturating_add(1)];
        for (column, b) in meant.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut best = at(&last, column)
                .saturating_add(usize::from(a != b))
                .min(at(&last, column.saturating_add(1)).saturating_add(1))
                .min(at(&here, column).saturating_add(1));
            let swapped = row > 0
                && column > 0
                && typed.get(row.saturating_sub(1)) == Some(b)
                && meant.get(column.saturating_sub(1)) == Some(a);
            if swapped {
                best = best.min(at(&before, column.saturating_sub(1)).saturating_add(1));
            }
            here.push(best);
        }
        before = std::mem::replace(&mut last, here);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

/// The everyday word of the office that a word with one slip means ("perscription"); nothing for a word that is fine.
pub(crate) fn everyday(word: &str) -> Option<&'static str> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 5 || letters.len() > LONGEST || is_ordinary(word) || plural_is_ordinary(word) {
        return None;
    }
    let shorter = (0..letters.len()).map(|skip| {
        let rest: String =
            letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect();
        fold::hash_of(&rest)
    });
    std::iter::once(fold::hash_of(word))
        .chain(shorter)
        .flat_map(|hash| pairs_at(EVERYDAY, hash))
        .filter_map(|place| lexicon::everyday(place))
        .find(|meant| one_slip(&letters, &meant.chars().collect::<Vec<_>>()))
}

/// Whether two words differ by one letter added, dropped, changed, or two neighbours swapped, and begin alike.
fn one_slip(typed: &[char], meant: &[char]) -> bool {
    let ahead = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let behind = typed.iter().rev().zip(meant.iter().rev()).take_while(|(a, b)| a == b).count();
    if ahead == 0 && typed.len() < 9 {
        return false;
    }
    let shorter = typed.len().min(meant.len());
    match typed.len().abs_diff(meant.len()) {
        0 => {
            let middle = shorter.saturating_sub(ahead.saturating_add(behind));
            let swapped = middle == 2
                && typed.get(ahead) == meant.get(ahead.saturating_add(1))
                && typed.get(ahead.saturating_add(1)) == meant.get(ahead);
            middle <= 1 || swapped
        }
        1 => ahead.saturating_add(behind) >= shorter,
        _ => false,
    }
}

/// Whether everyday lists have the word as it stands.
pub(crate) fn is_ordinary(word: &str) -> bool {
    let hash = fold::hash_of(word);
    let count = ORDINARY.len() / 4;
    let at = first_not_below(count, |place| read(ORDINARY, place.saturating_mul(4)), hash);
    at < count && read(ORDINARY, at.saturating_mul(4)) == hash
}

/// The lists hold few plurals and past tenses.
pub(crate) fn plural_is_ordinary(word: &str) -> bool {
    [
        "s", "es", "ed", "d", "ing", "ly", "er", "ers", "mente", "lo", "la", "le", "los", "las", "les", "me",
        "nos", "se",
    ]
    .iter()
    .filter_map(|ending| word.strip_suffix(ending))
    .any(|stem| stem.len() >= 4 && is_ordinary(stem))
}

fn candidates(hash: u32) -> impl Iterator<Item = &'static Term> {
    pairs_at(SPELLING, hash).filter_map(lexicon::built_in)
}

/// The places that an index of `hash, place` pairs has for a hash.
fn pairs_at(index: &'static [u8], hash: u32) -> impl Iterator<Item = u32> {
    let count = index.len() / 8;
    let first = first_not_below(count, |place| read(index, place.saturating_mul(8)), hash);
    (first..count)
        .take_while(move |place| read(index, place.saturating_mul(8)) == hash)
        .map(|place| read(index, place.saturating_mul(8).saturating_add(4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(word: &str) -> Option<&'static str> {
        nearest(word).map(lexicon::word_of)
    }

    #[test]
    fn slips_and_sounds_are_understood() {
        assert_eq!(meant("sertralene"), Some("sertraline"));
        assert_eq!(meant("epilepcy"), Some("epilepsy"));
        assert_eq!(meant("colonoscpoyy"), Some("colonoscopy"));
        assert_eq!(meant("metfromin"), Some("metformin"));
    }

    #[test]
    fn everyday_words_with_a_slip_are_seen_as_meant() {
        assert_eq!(everyday("perscription"), Some("prescription"));
        assert_eq!(everyday("insurace"), Some("insurance"));
        assert_eq!(everyday("insurance"), None);
    }

    #[test]
    fn ordinary_words_and_names_are_left_alone() {
        for word in [
            "thursday",
            "parking",
            "elevator",
            "kayleigh",
            "whitaker",
            "mañanita",
            "estacionamiento",
            "running",
        ] {
            assert_eq!(meant(&fold::fold_text(word)), None, "{word}");
        }
    }
}
