//! What is said of ends and is no wish for one, set aside before anything is read: despair, and "don't stop".
//!
//! Who wants to end it all, ends no texts; those words are seen elsewhere ([`foyer_phi::may_be_emergency`]). A wish
//! that the texts go on turns on one little word, which a sum of words hears badly; so its clause is not summed.

use foyer_phi::SELF_HARM;

use super::words::among;

/// Takes both out of a text's clauses; whether there was despair.
pub(super) fn set_aside(clauses: &mut Vec<Vec<String>>) -> bool {
    let mut despair = false;
    for clause in clauses.iter_mut() {
        for phrase in SELF_HARM {
            let length = phrase.split(' ').count();
            let said = |words: &[String]| words.iter().map(String::as_str).eq(phrase.split(' '));
            while let Some(at) = clause.windows(length).position(said) {
                clause.drain(at..at + length);
                despair = true;
            }
        }
    }
    clauses.retain(|clause| !clause.is_empty() && !asks_to_go_on(clause));
    despair
}

/// Whether a clause asks that something should not end: "please don't stop texting me", "no me quiten de la lista".
fn asks_to_go_on(clause: &[String]) -> bool {
    let word = |at: usize| clause.get(at).map_or("", String::as_str);
    // Two ends in one breath are two wishes: a person should see them.
    let ends = clause.iter().filter(|word| among(ENGLISH, word) || among(SPANISH, word)).count();
    ends == 1
        && (0..clause.len()).any(|at| {
            let (spanish, before) = match (word(at), at.checked_sub(1).map(word)) {
                ("dont" | "never", before) => (false, before),
                ("not", Some("do")) => (false, at.checked_sub(2).map(word)),
                ("no" | "nunca" | "jamas", before) => (true, before),
                _ => return false,
            };
            // "You don't stop texting me", "if you don't stop" and "why don't you stop" ask for the opposite.
            if before.is_some_and(|before| !among(BEFORE, before)) {
                return false;
            }
            let between = (at + 1..clause.len()).take(5).take_while(|at| among(BETWEEN, word(*at))).count();
            let end = at + 1 + between;
            let later = |wanted: &str| clause.iter().skip(end + 1).any(|word| word == wanted);
            // Some end nothing alone: "don't take long", "no me dejen mensajes", "don't opt me in".
            match word(end) {
                "take" => !spanish && later("off"),
                "opt" => !spanish && later("out"),
                "dejen" | "deje" | "dejes" | "dejar" => spanish && among("de|sin", word(end + 1)),
                "den" | "darme" => spanish && later("baja"),
                other => among(if spanish { SPANISH } else { ENGLISH }, other),
            }
        })
}

/// What may stand before such a no.
const BEFORE: &str = "please|pls|plz|i|we|yo|nosotros|ok|and|y|but|pero|favor|porfa|porfavor|thanks|gracias|so|hey|hi|\
    hola|just|really";
/// What may stand between it and the end.
const BETWEEN: &str = "ever|want|wish|wanna|to|be|get|getting|going|me|us|nos|le|les|lo|los|la|las|se|quiero|quisiera|\
    queremos|que|vayan|a|my|mom|him|her|them";
/// Ends, as an order or a wish. Not with "me" hung on: "no quítenme" is a no, and then an order.
const ENGLISH: &str =
    "stop|stopping|quit|remove|removed|delete|drop|unsubscribe|unsubscribed|cancel|end|opt|take|lose";
const SPANISH: &str = "paren|pare|pares|parar|pararan|dejen|deje|dejes|dejar|quiten|quite|quites|quitar|borren|borre|\
    borrar|saquen|saque|sacar|eliminen|elimine|eliminar|cancelen|cancele|cancelar|suspendan|suspender|den|darme|\
    desuscribirme";

#[cfg(test)]
mod tests {
    use super::*;

    fn goes_on(clause: &str) -> bool {
        asks_to_go_on(&clause.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_wish_that_texts_go_on_is_told_from_its_opposite() {
        for clause in [
            "please dont stop texting me",
            "do not take me off your texts",
            "i dont want to unsubscribe",
            "never stop sending me reminders",
            "no dejen de mandarme recordatorios",
            "no me quiten de la lista",
            "yo no quiero darme de baja",
            "no quiero que dejen de escribirme",
        ] {
            assert!(goes_on(clause), "{clause}");
        }
        for clause in [
            "if you dont stop texting me",
            "why dont you stop",
            "you dont stop texting",
            "no stop texting me",
            "no quitenme de la lista",
            "no remove me",
            "dont text me",
            "no me escriban",
            "dont take long",
            "i cant stop getting these",
            "dont stop the reminders but stop the ads",
            "no quiero mensajes",
            "no quiero que me den mensajes",
            "no me dejen mensajes",
            "dont opt me in",
            "the texts never stop",
        ] {
            assert!(!goes_on(clause), "{clause}");
        }
    }
}
