//! What answers a reminder: *C*, *SÍ* and the like, and nothing else. A text that says more is an ordinary text, which a
//! person reads; one that may be a wish for no more texts is that, whatever else it says.

use foyer_domain::fold;

use crate::{Keyword, keyword};

/// Longer texts say more than yes.
const CHARS_AT_MOST: usize = 40;

/// What counts, in both languages: without accents, capitals and everything that is no letter.
const YES: [&str; 20] = [
    "c",
    "si",
    "yes",
    "confirm",
    "confirmed",
    "confirmo",
    "confirmada",
    "confirmado",
    "c confirm",
    "c confirmo",
    "confirmo mi cita",
    "confirmo la cita",
    "i confirm",
    "yes confirmed",
    "yes confirmo",
    "yes confirm",
    "yes i confirm",
    "si confirmo",
    "yes c",
    "si c",
];

/// Courtesies that change nothing.
const MANNERS: [&str; 6] = ["please", "thanks", "thank you", "gracias", "por favor", "muchas gracias"];

/// Whether a text confirms what a reminder reminded of.
pub fn confirms(body: &str) -> bool {
    if body.chars().count() > CHARS_AT_MOST {
        return false;
    }
    let said = fold::words(body).join(" ");
    let polite = MANNERS.iter().find_map(|manners| said.strip_suffix(manners)?.strip_suffix(' '));
    let bare = polite.unwrap_or(&said);
    // The lists are cheap; the reading of wishes is not, and is asked last.
    if !YES.contains(&bare) {
        return false;
    }
    match keyword::recognise(body) {
        Some(
            Keyword::Stop | Keyword::Unclear | Keyword::Start | Keyword::Resume | Keyword::Help | Keyword::No,
        ) => false,
        Some(Keyword::Yes) | None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_and_si_confirm_however_they_are_typed() {
        for body in [
            "C",
            "c",
            " C. ",
            "c!",
            "\"C\"",
            "SÍ",
            "Sí",
            "si",
            "SI.",
            "sí!",
            "Si\u{301}",
            "¡Sí!",
            "Yes",
            "YES!!",
            "confirm",
            "Confirmed.",
            "CONFIRMO",
            "Sí, confirmo",
            "Confirmo mi cita, por favor",
            "Confirmo... gracias",
            "C, thank you",
            "Sí, gracias",
            "C 👍",
        ] {
            assert!(confirms(body), "{body}");
        }
    }

    #[test]
    fn anything_else_is_an_ordinary_text() {
        for body in [
            "",
            "C?x",
            "Can I come at 3 instead?",
            "No",
            "c u tomorrow",
            "Yes but at 4",
            "sí pero más tarde",
            "CC",
            "cancel",
            "I can't confirm",
            "no confirmo",
            "👍",
            "si no llueve",
            "cgracias",
            "gracias",
            "ok",
            "YES to texts",
            "START",
            "yes yes yes yes yes yes yes yes yes yes yes yes yes",
        ] {
            assert!(!confirms(body), "{body}");
        }
    }

    #[test]
    fn a_stop_wins() {
        for body in ["STOP", "C STOP", "Sí, alto", "yes stop", "C. Stop texting me", "parar"] {
            assert!(!confirms(body), "{body}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_read(body in "\\PC{0,80}") {
            let stop = keyword::recognise(&body) == Some(Keyword::Stop);
            proptest::prop_assert!(!(stop && confirms(&body)));
        }
    }
}
