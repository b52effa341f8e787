//! Which words are used alike: classes of everyday words of both languages, "rodilla" and "knee" in one, compiled in
//! from `data/word_classes.tsv`. They are how the model understands words that its corpus does not have.

use crate::fold;
use crate::records::{first_not_below, read};

static CLASSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/word_classes.bin"));

/// The coarse and the fine class of a folded word.
#[must_use]
pub fn of(word: &str) -> Option<(u16, u16)> {
    let hash = fold::hash_of(word);
    let count = CLASSES.len() / 8;
    let at = first_not_below(count, |place| read(CLASSES, place.saturating_mul(8)), hash);
    if at >= count || read(CLASSES, at.saturating_mul(8)) != hash {
        return None;
    }
    let both = read(CLASSES, at.saturating_mul(8).saturating_add(4));
    Some(((both >> 16) as u16, (both & 0xFFFF) as u16))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn words_of_two_languages_share_a_class() {
        let fine = |word| of(word).map(|(_, fine)| fine);
        assert_eq!(fine("knee"), fine("rodilla"));
        assert_ne!(fine("knee"), fine("insurance"));
        assert_eq!(of("zyblorax"), None);
    }
}
