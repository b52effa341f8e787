//! Folding names and words, so that what is typed without its accents is found and recognised: lower case, no accents, no
//! punctuation.
//!
//! The screener folds for itself (`foyer-phi`): it has to know where every letter stood.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of `text`, folded: "José O'Brien-Díaz" gives jose, o, brien, diaz.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `text` in lower case without accents.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_somebody_types() {
        assert_eq!(words("José O'Brien-Díaz"), ["jose", "o", "brien", "diaz"]);
        assert_eq!(words("  \u{200b}¿?  "), Vec::<String>::new());
        assert_eq!(fold("ÑANDÚ"), "nandu");
    }
}
