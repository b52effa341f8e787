//! Whether a text could be a keyword at all, told in one pass and without keeping a word of it.
//!
//! Most texts are about appointments, and reading them for wishes is the dearest thing done to them. Every wish
//! and every phrase has a word here that it can't do without; the tests prove it of each row. Says "perhaps"
//! freely and "no" only when the full reading would too.

use std::ops::ControlFlow;

use super::form::{each_plain, is_manners, parts_read};

/// The most words a phrase of [`super::words`] has.
const LONGEST_PHRASE: usize = 5;

/// Whether the full reading may find something in `text`.
pub(super) fn any(text: &str) -> bool {
    let (head, tail) = parts_read(text);
    let mut search = Search::default();
    search.read(head).is_break() || tail.is_some_and(|tail| search.read(tail).is_break()) || search.perhaps()
}

#[derive(Default)]
struct Search {
    word: Word,
    words: usize,
    /// Words that are no manners; not counted on beyond what a phrase can have.
    said: usize,
    /// Whether a word was met that counts only in a short text.
    in_short: bool,
    /// Words of more than one letter.
    not_letters: usize,
}

impl Search {
    fn read(&mut self, part: &str) -> ControlFlow<()> {
        each_plain(part, |character| {
            if character.is_alphanumeric() {
                self.word.push(character);
                return ControlFlow::Continue(());
            }
            self.close_word()
        })?;
        self.close_word()
    }

    fn close_word(&mut self) -> ControlFlow<()> {
        let word = std::mem::take(&mut self.word);
        if word.letters == 0 {
            return ControlFlow::Continue(());
        }
        self.words += 1;
        self.not_letters += usize::from(word.letters > 1);
        if word.is_one_of(&TRIGGERS) {
            return ControlFlow::Break(());
        }
        self.in_short |= word.is_one_of(&IN_SHORT);
        if self.said <= LONGEST_PHRASE && !word.plain.as_str().is_some_and(is_manners) {
            self.said += 1;
        }
        ControlFlow::Continue(())
    }

    const fn perhaps(&self) -> bool {
        let phrase = self.in_short && self.said <= LONGEST_PHRASE;
        let spelled_out = self.words >= 3 && self.not_letters == 0;
        phrase || spelled_out
    }
}

/// A word as it is written, and as it was meant if it is stretched.
#[derive(Default)]
struct Word {
    letters: usize,
    plain: Ascii,
    unstretched: Ascii,
    last: Option<char>,
}

impl Word {
    fn push(&mut self, character: char) {
        self.letters += 1;
        self.plain.push(character);
        if self.last != Some(character) {
            self.unstretched.push(character);
        }
        self.last = Some(character);
    }

    fn is_one_of(&self, sorted: &[&str]) -> bool {
        let known = |word: &Ascii| word.as_str().is_some_and(|word| sorted.binary_search(&word).is_ok());
        known(&self.plain) || (self.unstretched.length != self.plain.length && known(&self.unstretched))
    }
}

/// Room for the longest word that counts. What doesn't fit, or has a letter no row has, is none of them.
#[derive(Default)]
struct Ascii {
    room: [u8; 16],
    length: usize,
    other: bool,
}

impl Ascii {
    fn push(&mut self, character: char) {
        match (self.room.get_mut(self.length), u8::try_from(character)) {
            (Some(place), Ok(byte)) if byte.is_ascii() => {
                *place = byte;
                self.length += 1;
            }
            _ => self.other = true,
        }
    }

    fn as_str(&self) -> Option<&str> {
        if self.other {
            return None;
        }
        self.room.get(..self.length).and_then(|word| std::str::from_utf8(word).ok())
    }
}

/// Words that begin a full reading wherever they stand. Sorted.
#[rustfmt::skip]
const TRIGGERS: [&str; 152] = [
    "alerts", "alone", "alto", "anything", "autorizacion", "baja", "bajenle", "basta", "borrarme", "borre",
    "borreme", "borren", "borrenme", "bother", "cancel", "cancela", "cancelar", "cancele", "cancelen",
    "cancelo", "cease", "consentimiento", "contact", "contactando", "contactar", "contactarme", "contacte",
    "contacted", "contacten", "contacting", "deja", "deje", "dejeme", "dejen", "dejenme", "delete",
    "desinscribanme", "desinscribirme", "desist", "desuscribanme", "desuscribir", "desuscribirme", "drop",
    "eliminarme", "elimine", "elimineme", "eliminen", "eliminenme", "end", "enviando", "enviandome", "enviar",
    "enviarme", "envie", "envien", "envies", "escriba", "escriban", "escribas", "escribiendo",
    "escribiendome", "escribir", "escribirme", "everything", "interested", "list", "lists", "lose",
    "mandando", "mandandome", "mandar", "mandarme", "mande", "manden", "mandes", "mensaje", "mensajeen",
    "mensajes", "mensajitos", "message", "messages", "messaging", "molestando", "molestandome", "molestar",
    "molestarme", "moleste", "molesten", "msg", "msgs", "nothing", "off", "opt", "opting", "optout", "parar",
    "parele", "parenle", "paz", "permiso", "quit", "quitarme", "quite", "quiteme", "quiten", "quitenme",
    "rather", "recibir", "recordatorios", "reminders", "remove", "rescind", "retiro", "revoco", "revoke",
    "saque", "saqueme", "saquen", "saquenme", "sms", "sotp", "stahp", "stap", "stawp", "stip", "stop",
    "stopall", "stpo", "system", "text", "texteando", "textear", "textearme", "texted", "textee", "texteen",
    "texting", "texto", "textos", "texts", "todo", "tsop", "txt", "txts", "unsub", "unsubcribe", "unsubscibe",
    "unsubscrib", "unsubscribe", "unsubscribed", "unsuscribe", "withdraw",
];

/// Words that do only where a phrase could be all there is: in longer texts they are everyday words. Sorted.
#[rustfmt::skip]
const IN_SHORT: [&str; 41] = [
    "acepto", "acuerdo", "agree", "anular", "ayuda", "comenzar", "consent", "detener", "empezar", "exit",
    "fin", "help", "info", "informacion", "information", "iniciar", "mas", "more", "n", "nah", "no", "nope",
    "para", "pare", "paren", "reanudar", "s", "salir", "si", "start", "suspender", "terminar", "un",
    "unstop", "y", "yea", "yeah", "yep", "yes", "yess", "yup",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyword::{
        form::unstretched,
        wishes::{EN, ES},
        words::{HELP, NO, START, STOP, STOP_ALONE, STOP_CLAUSES, YES},
    };

    #[test]
    fn lists_are_sorted_and_their_words_have_room() {
        for list in [&TRIGGERS[..], &IN_SHORT[..]] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(list.iter().all(|word| word.len() <= Ascii::default().room.len() && word.is_ascii()));
        }
    }

    #[test]
    fn every_wish_needs_a_trigger() {
        for row in EN.iter().chain(&ES) {
            let needed = row.split(' ').filter(|slot| !slot.starts_with(['?', '*', '$']));
            let sure = |slot: &str| slot.split('|').all(|word| TRIGGERS.contains(&word));
            assert!(needed.into_iter().any(sure), "{row}");
        }
    }

    #[test]
    fn every_phrase_needs_a_trigger_and_is_short() {
        for row in [STOP_ALONE, STOP, STOP_CLAUSES, START, HELP, YES, NO] {
            for phrase in row.split('|') {
                let mut words = phrase.split(' ');
                let triggers = |word: &str| TRIGGERS.contains(&word) || IN_SHORT.contains(&word);
                assert!(words.clone().any(triggers), "{phrase}");
                assert!(words.clone().count() <= LONGEST_PHRASE, "{phrase}");
                assert!(words.all(|word| !word.is_empty() && word.is_ascii()), "{phrase}");
            }
        }
    }

    #[test]
    fn what_counts_in_a_text_of_any_length_is_a_trigger() {
        // A stop over and over, and a stop as a clause of its own.
        for phrase in STOP.split('|').filter(|phrase| !phrase.contains(' ')).chain(STOP_CLAUSES.split('|')) {
            assert!(phrase.split(' ').any(|word| TRIGGERS.contains(&word)), "{phrase}");
        }
    }

    #[test]
    fn everyday_texts_need_no_full_reading() {
        for text in [
            "Hi, can I move my visit to Thursday morning?",
            "Buenos días, ¿a qué hora es la cita de mi hijo el lunes?",
            "Yes I can come at 9, thank you so much",
            "No I can't make it on Friday, maybe next week",
            "👍",
            "",
        ] {
            assert!(!any(text), "{text}");
        }
        for text in ["stooop", "S T O P", "ＳＴＯＰ", "st\u{200b}op", "please stop texting me", "y", "Sí!"]
        {
            assert!(any(text), "{text}");
        }
        assert_eq!(unstretched("stooop"), "stop");
    }
}
