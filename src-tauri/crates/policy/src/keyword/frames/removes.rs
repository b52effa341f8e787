//! Leaving: "remove my number", "quítenme de la lista", "unsubscribe", "dar de baja".

use super::{
    super::{form::is_manners, lexis::*, words::among},
    Sentence, Shape,
};

impl Sentence {
    /// "remove my number", "take me off these texts", "quítenme de la lista", "borren mi cel".
    pub(super) fn removes_at(&self, place: usize, mentions_texts: bool) -> Option<Shape> {
        let does = self.at(place);
        let word = self.text(place);
        if does & REMOVES_ME != 0 {
            if self.turned(place) {
                return Some(Shape::NoWish);
            }
            let from = self.text(place + 1);
            let reached = self.reaches(place, TEXTS | NUMBER).is_some() && among("de|del|ya|por", from);
            if reached || (mentions_texts && (from.is_empty() || is_manners(from))) {
                return Some(if self.narrowed(place) { Shape::Unclear } else { Shape::Stop });
            }
            let alone = self.words.iter().skip(place + 1).all(|word| is_manners(&word.text));
            return alone.then_some(Shape::Unclear);
        }
        let off = |ahead: usize| among("off|out", self.text(place + ahead));
        let puts_off = among("get|want|keep|put|leave", word)
            && ((among("me|us|my|this", self.text(place + 1)) && (2..5).any(off))
                || (word == "want" && off(1)));
        if does & REMOVES == 0 && !puts_off {
            return None;
        }
        if self.turned(place) {
            return Some(Shape::NoWish);
        }
        let takes = among("take|get|want|keep|put|leave", word);
        let off_it =
            self.words.iter().skip(place).take(7).any(|word| matches!(word.text.as_str(), "off" | "out"));
        if takes && !off_it {
            return None;
        }
        let (mut me, mut number, mut texts, mut other, mut named) = (false, false, false, false, false);
        let mut in_object = true;
        for at in (place + 1)..(place + 10) {
            let (does, word) = (self.at(at), self.text(at));
            if among("from|off|de|del|out|of", word) {
                in_object = false;
            }
            if in_object {
                // "remove my ex-husband", "quiten a mi suegra": somebody else.
                named |= does == 0 && word.len() > 2;
                number |= does & NUMBER != 0;
            } else {
                number |= does & NUMBER != 0 && !named;
            }
            me |= among("me|us|my|mi|this|este|him|her|mis|esta", word);
            texts |= does & TEXTS != 0;
            other |= does & OTHER != 0 || among("name|nombre|doctor|provider|emergency", word);
        }
        if (other || named) && !texts {
            return Some(Shape::NoWish);
        }
        // Who takes a message away has read it; who wants the reminders gone says whose they are.
        texts &= takes || word.starts_with("remov") || word.starts_with("quit") || word.starts_with("kit");
        let narrowed = self.narrowed(place);
        let wish = if takes {
            texts
                || number
                || (mentions_texts && me)
                || (me && self.says("off|out of this|these|everything|it"))
        } else if among("lose|forget|drop|olviden", word) {
            number && me
        } else {
            (number && me)
                || texts
                || ((word.starts_with("remov") || word == "delete") && self.is_me_next(place))
        };
        if wish {
            return Some(if narrowed { Shape::Unclear } else { Shape::Stop });
        }
        let bare = takes && me && self.words.len() <= place + 5;
        bare.then_some(Shape::Unclear)
    }

    /// "remove me", and nothing of substance after it.
    fn is_me_next(&self, place: usize) -> bool {
        matches!(self.text(place + 1), "me" | "us")
            && self.words.iter().skip(place + 2).all(|word| word.does & LITTLE != 0 || is_manners(&word.text))
    }

    /// "unsubscribe", "opt out", "dar de baja", "cease and desist".
    pub(super) fn leaves_at(&self, place: usize) -> Option<Shape> {
        let word = self.text(place);
        let opts = word == "opt" || word == "opting" || word == "opted";
        let out = opts && (1..4).any(|ahead| self.text(place + ahead) == "out");
        let baja = word == "baja" && self.text(place.wrapping_sub(1)) == "de";
        let leaves = self.at(place) & LEAVES != 0 || out || baja;
        if !leaves {
            return None;
        }
        if self.turned(place) || (word == "opted") {
            return Some(Shape::NoWish);
        }
        let elsewhere = among("en|laboral", self.text(place + 1))
            || (self.text(place + 1) == "por" && self.text(place + 2) != "favor");
        if baja && elsewhere && !self.has(TEXTS) {
            return Some(Shape::NoWish);
        }
        // "unsubscribe from my gym", "de baja del seguro".
        for at in (place + 1)..(place + 7) {
            let does = self.at(at);
            if does & TEXTS != 0 || does & NUMBER != 0 && does & OTHER == 0 {
                break;
            }
            if does & OTHER != 0 {
                return Some(Shape::NoWish);
            }
            // "opt out of the genetic test": out of something with a name, and it is no text.
            let named = out && at > place + 3 && does == 0 && self.text(at).len() > 3;
            if named && !self.says("out of|from everything|all|this|these|here|anything") {
                return Some(Shape::NoWish);
            }
        }
        if baja
            && self
                .words
                .iter()
                .take(place)
                .any(|word| among("di|dio|dieron|dado|estoy|estaba", word.text.as_str()))
        {
            return Some(Shape::NoWish);
        }
        Some(if self.narrowed(place) { Shape::Unclear } else { Shape::Stop })
    }
}
