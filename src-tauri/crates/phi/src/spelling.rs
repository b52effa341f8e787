//! One slip of the finger, or a word written as it sounds: guessed only for words of six letters and more that are
//! neither ordinary words nor names. Without that guard, 142 of 150 plain messages would be marked.

use crate::fold;
use crate::lexicon::{self, Term};
use crate::records::{first_not_below, read};

static ORDINARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ordinary.bin"));
static SPELLING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/spelling.bin"));

const SHORTEST: usize = 6;
const LONGEST: usize = 24;

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
    let count = SPELLING.len() / 8;
    let first = first_not_below(count, |place| read(SPELLING, place.saturating_mul(8)), hash);
    (first..count)
        .take_while(move |place| read(SPELLING, place.saturating_mul(8)) == hash)
        .filter_map(|place| lexicon::built_in(read(SPELLING, place.saturating_mul(8).saturating_add(4))))
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
        assert!(meant("ghonorrea").is_some_and(|word| word.starts_with("gonorr")));
        assert_eq!(meant("metfromin"), Some("metformin"));
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
