//! Ends: "stop texting", "paren los mensajes", "enough with the texts".

use super::{
    super::{lexis::*, words::among},
    Sentence, Shape,
};

impl Sentence {
    /// "stop texting", "paren los mensajes", "enough with the texts".
    pub(super) fn ends_at(&self, place: usize, mentions_texts: bool) -> Option<Shape> {
        let does = self.at(place);
        let word = self.text(place);
        if does & ENDS == 0 {
            // "turn off the texts", "shut off", "knock off", "cut out", "para de mandar", "put an end to".
            let opens_end = match (word, self.text(place + 1)) {
                ("turn" | "shut" | "switch" | "knock", _) => {
                    self.says("turn|shut|switch|knock off") || self.says("off")
                }
                ("cut", "it" | "out") => true,
                ("para", "de" | "ya" | "con") => true,
                ("lay", "off") => true,
                _ => false,
            };
            if !opens_end {
                return None;
            }
        }
        // "in the end", "by the end", "weekend": an end that is a noun; "alto" that is an adjective.
        if word == "end" && among("the|of|my|by", self.text(place.wrapping_sub(1))) {
            return None;
        }
        let is_ing = |at: usize| {
            let text = self.text(at);
            text.ends_with("ing")
                || text.ends_with("me")
                || text.ends_with("ar")
                || text.ends_with("ir")
                || text.ends_with("er")
                || text.ends_with("ndo")
                || text.ends_with("rle")
                || text.ends_with("rnos")
                || text == "contact"
                || text.ends_with("arles")
        };
        let target = self
            .reaches(place, TEXTS)
            .or_else(|| self.reaches(place, SENDS).filter(|at| is_ing(*at)))
            .or_else(|| self.says("dejen|deje|dejenme|dejeme en paz").then_some(place + 1));
        // "I want these texts to stop": the end comes last.
        let comes_last = among("stop|end|cease|stopped", word)
            && self.text(place.wrapping_sub(1)) == "to"
            && self.words.iter().take(place).any(|word| word.does & WANTS != 0)
            && (place.saturating_sub(4)..place).any(|at| self.at(at) & TEXTS != 0);
        if comes_last && !self.turned(place) {
            return Some(Shape::Stop);
        }
        let target = target?;
        // "dejé un mensaje": leaving one, not leaving off.
        if word.starts_with("dej") && !(place + 1..=target).any(|at| matches!(self.text(at), "de" | "con")) {
            return None;
        }
        let object_else =
            self.at(target) & SENDS != 0 && self.at(target) & TEXTS == 0 && self.of_something_else(target);
        if object_else {
            return Some(Shape::NoWish);
        }
        if self.turned(place) {
            return Some(Shape::NoWish);
        }
        // "Stop the antibiotics and text me": the end reaches over a strange word to a sending, not to a text.
        let _ = mentions_texts;
        if word == "cancel" || word == "cancelen" || word == "cancele" || word == "cancelar" {
            let narrowed_visit = self.words.iter().skip(target).any(|word| word.does & OTHER != 0);
            if narrowed_visit && self.at(target) & TEXTS == 0 {
                return Some(Shape::NoWish);
            }
        }
        if self.asks && self.is_question(place) {
            return Some(Shape::Unclear);
        }
        Some(if self.narrowed(place) { Shape::Unclear } else { Shape::Stop })
    }

    /// A question that asks for something, as a wish does: "can you stop texting me?". Others only ask.
    pub(super) fn is_question(&self, place: usize) -> bool {
        let first = self.text(self.begins());
        let polite = among("can|could|would|will|pueden|puede|podrian|podria|me", first);
        let how = self.says("how do|can i") || self.says("como puedo|hago|le|cancelo|quito|paro");
        !(polite || how || self.opens(place))
    }
}
