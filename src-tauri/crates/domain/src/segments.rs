//! How many parts a text takes on the air.
//!
//! GSM 03.38 default alphabet: 160 septets in one part, 153 in each of several; the extension table costs
//! two septets a character. Anything else makes the whole text UCS-2: 70 UTF-16 units, then 67 (3GPP TS
//! 23.038 section 6.2 and TS 23.040 section 9.2.3.24.1).

/// The alphabet a text needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Seven bits a character.
    Gsm7,
    /// Sixteen bits a unit; called "Unicode" on screen.
    Ucs2,
}

/// What the segment counter shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    /// The alphabet.
    pub encoding: Encoding,
    /// Septets or UTF-16 units used.
    pub units: usize,
    /// Units that fit into as many parts as are used now; at least one part.
    pub capacity: usize,
    /// Parts; 0 for an empty text.
    pub count: usize,
}

impl Segments {
    /// Counts `text` as it stands.
    pub fn of(text: &str) -> Self {
        match text.chars().map(septets).sum::<Option<usize>>() {
            Some(units) => {
                Self::fit(Encoding::Gsm7, units, packed(text, 153, |c| septets(c).unwrap_or(1)), 160, 153)
            }
            None => {
                let units = text.chars().map(char::len_utf16).sum();
                Self::fit(Encoding::Ucs2, units, packed(text, 67, char::len_utf16), 70, 67)
            }
        }
    }

    fn fit(encoding: Encoding, units: usize, packed: usize, single: usize, each: usize) -> Self {
        let count = match units {
            0 => 0,
            _ if units <= single => 1,
            _ => packed,
        };
        let capacity = if count <= 1 { single } else { count.saturating_mul(each) };
        Self { encoding, units, capacity, count }
    }
}

/// Parts of `each` units when no character may be torn across two parts.
fn packed(text: &str, each: usize, cost: impl Fn(char) -> usize) -> usize {
    let mut parts = 1;
    let mut used = 0;
    for character in text.chars() {
        let cost = cost(character);
        if used + cost > each {
            parts += 1;
            used = 0;
        }
        used += cost;
    }
    parts
}

/// Septets a character takes, or `None` outside GSM 03.38.
fn septets(character: char) -> Option<usize> {
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENSION: &str = "^{}\\[~]|€\u{c}";
    if character.is_ascii_alphanumeric() || character == ' ' || BASIC.contains(character) {
        Some(1)
    } else if EXTENSION.contains(character) {
        Some(2)
    } else {
        None
    }
}

/// Straightens the typographic characters that word processors and phones insert (curly quotes, long
/// dashes, ellipses, no-break spaces): one of them would force Unicode and double the parts. Accents and
/// everything a person meant are kept.
pub fn straighten(text: &str) -> String {
    let mut straight = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' => straight.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' => straight.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => straight.push('-'),
            '\u{2026}' => straight.push_str("..."),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => straight.push(' '),
            other => straight.push(other),
        }
    }
    straight
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> (usize, usize, usize, Encoding) {
        let segments = Segments::of(text);
        (segments.units, segments.capacity, segments.count, segments.encoding)
    }

    #[test]
    fn the_limits_of_the_design_system() {
        assert_eq!(shown(""), (0, 160, 0, Encoding::Gsm7));
        assert_eq!(shown(&"a".repeat(160)), (160, 160, 1, Encoding::Gsm7));
        assert_eq!(shown(&"a".repeat(161)), (161, 306, 2, Encoding::Gsm7));
        assert_eq!(shown(&"á".repeat(63)), (63, 70, 1, Encoding::Ucs2));
        assert_eq!(shown(&"á".repeat(71)), (71, 134, 2, Encoding::Ucs2));
        assert_eq!(shown("éñü¿¡"), (5, 160, 1, Encoding::Gsm7));
        assert_eq!(shown("[€]"), (6, 160, 1, Encoding::Gsm7));
        assert_eq!(shown("👍"), (2, 70, 1, Encoding::Ucs2));
    }

    #[test]
    fn a_character_is_never_torn_across_parts() {
        // 152 plain + a two-septet euro does not fit into 153.
        let text = format!("{}€{}", "a".repeat(152), "b".repeat(151));
        assert_eq!(Segments::of(&text).units, 305);
        assert_eq!(Segments::of(&text).count, 2);
        let torn = format!("{}€{}", "a".repeat(152), "b".repeat(152));
        assert_eq!((Segments::of(&torn).units, Segments::of(&torn).count), (306, 3));
    }

    #[test]
    fn typographic_characters_are_straightened_and_accents_kept() {
        assert_eq!(straighten("“It’s” – sí… ok"), "\"It's\" - sí... ok");
    }

    proptest! {
        #[test]
        fn capacity_always_holds_the_text(text in "\\PC{0,400}") {
            let segments = Segments::of(&text);
            prop_assert!(segments.units <= segments.capacity);
            prop_assert_eq!(segments.count == 0, text.is_empty());
        }

        #[test]
        fn straightening_is_idempotent(text in "\\PC{0,100}") {
            let once = straighten(&text);
            prop_assert_eq!(straighten(&once), once);
        }
    }
}
