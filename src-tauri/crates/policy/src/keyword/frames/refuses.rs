//! Refusals: "don't text me", "no me escriban", "I don't want these", "no more texts".

use super::{
    super::{lexis::*, words::among},
    Sentence, Shape, Word,
};

impl Sentence {
    /// "don't text me", "no me escriban", "I don't want these messages", "no more texts".
    pub(super) fn refuses_at(&self, place: usize, mentions_texts: bool) -> Option<Shape> {
        let word = self.text(place);
        let no = among("dont|never|no|not|nunca|jamas|ni|doesnt|rather", word);
        let before = self.text(place.wrapping_sub(1));
        let story = word == "not" && among("did|has|have|had|was", before);
        if !no || story {
            return None;
        }
        // "no texts", and nothing else said.
        let plural = self.at(place + 1) & TEXTS != 0 && self.text(place + 1).ends_with('s');
        if word == "no" && plural && !self.asks && self.opens(place) && self.words.len() <= place + 4 {
            return Some(if self.narrowed(place) { Shape::Unclear } else { Shape::Stop });
        }
        // "no more texts", "ni un mensaje más", "no mas".
        let next = self.text(place + 1);
        if (matches!(word, "no") && among("more|mas|further|additional", next))
            || (word == "ni" && matches!(next, "un" | "otro" | "uno"))
        {
            let tells =
                among("get|got|gets|getting|receive|received|have|had|recibo|recibi|llegan|hay", before);
            if self.reaches(place + 1, TEXTS).is_some() && !tells {
                return Some(if self.narrowed(place) { Shape::Unclear } else { Shape::Stop });
            }
            return None;
        }
        self.orders_no(place).or_else(|| self.wants_no(place, mentions_texts))
    }

    /// "do not contact", "no manden": an order.
    fn orders_no(&self, place: usize) -> Option<Shape> {
        let english = !among("no|nunca|jamas|ni", self.text(place));
        let wanted = if english { SENDS } else { SEND_ORDER | SENDS };
        let mut at = place + 1;
        while at < place + 6 && self.at(at) & wanted == 0 {
            let does = self.at(at);
            let passes = does & (LITTLE | ME) != 0
                || among("ever|be|se|sigan|siga|vuelvan|vuelva|esten|este|quiero|want|you", self.text(at));
            if !passes || does & (OTHER | WANTS) != 0 {
                return None;
            }
            at += 1;
        }
        let verb = self.at(at);
        if verb & wanted == 0 {
            return None;
        }
        let spanish_order = verb & SEND_ORDER != 0;
        let text = self.text(at);
        if english {
            // "I don't text", "they never text me back", "don't text list" and questions are no orders.
            if text.ends_with("ing") {
                return None;
            }
            if matches!(text, "texted" | "messaged" | "contacted") {
                return None;
            }
            if self.says("do not|dont text|contact|call|message list") {
                return Some(Shape::Stop);
            }
            let start = if self.text(place) == "not" { place.saturating_sub(1) } else { place };
            let start =
                if self.text(start) == "should" || self.text(start) == "may" || self.text(start) == "do" {
                    start
                } else {
                    place
                };
            let ordered = self.opens(start)
                || among("you|please|said|to|numero|number", self.text(start.wrapping_sub(1)));
            if !ordered || self.asks && matches!(self.text(self.begins()), "why" | "do" | "did") {
                return None;
            }
        } else if !spanish_order {
            // "favor de no textear", "no escribir a este numero": an order only where nothing else carries it.
            let infinitive =
                text.ends_with("ar") || text.ends_with("ir") || text.ends_with("me") || text.ends_with("le");
            let carried = matches!(self.text(place.wrapping_sub(1)), "de" | "favor" | "por" | "")
                || self.opens(place)
                || (place + 1..at).any(|at| among("vuelvan|vuelva|sigan|siga|esten", self.text(at)));
            if !infinitive && !text.ends_with("ndo") && !text.ends_with("dome") {
                return None;
            }
            if !carried {
                return None;
            }
        } else if among("para|porque|cuando|si", self.text(place.wrapping_sub(1))) {
            return None;
        }
        self.after_order(at, spanish_order)
    }

    /// What follows an order not to send decides: nothing or more of the same is a wish, a time makes it unclear, a
    /// thing that is no text makes it none.
    fn after_order(&self, verb: usize, spanish: bool) -> Option<Shape> {
        // "no me manden a otro doctor"
        if among("manden|mande|mandes|envien|envie|envies", self.text(verb))
            && among("a|al", self.text(verb + 1))
            && !among("este|mi|esta", self.text(verb + 2))
        {
            return Some(Shape::NoWish);
        }
        let mut at = verb + 1;
        while at < verb + 7 {
            if self.words.get(at).is_none() || self.words.get(at).is_some_and(|word| word.after_pause) {
                break;
            }
            let does = self.at(at);
            if does & TEXTS != 0 {
                if self.text(at + 1) == "de" && among("voz|audio|audios", self.text(at + 2)) {
                    return Some(Shape::NoWish);
                }
                break;
            }
            if does & NARROWS != 0 {
                return Some(Shape::Unclear);
            }
            if does & OTHER != 0 {
                return Some(Shape::NoWish);
            }
            if among("about|sobre|with|unless|si|if|when|cuando|regarding", self.text(at)) {
                return Some(Shape::Unclear);
            }
            if among("or|o|and|y|because|porque|que|thank|thanks", self.text(at)) {
                break;
            }
            if does & (LITTLE | ME | NUMBER | AGAIN) == 0 && self.text(at).len() > 2 {
                // "no me mande cosas al celular": whatever it is, it comes by phone.
                if (at + 1..at + 5).any(|after| self.at(after) & NUMBER != 0) {
                    break;
                }
                // "no manden a Juan", "don't send Dr. Lee": somebody or something else.
                return Some(if spanish { Shape::Unclear } else { Shape::NoWish });
            }
            at += 1;
        }
        // "don't send the": sending wants an object; without one, or with texts, it is about texts.
        let verb_text = self.text(verb);
        // "Don't bother, I'll come in."
        if among("bother|disturb|write|contact", verb_text)
            && !among("me|us|my|this|by|here|again|anymore", self.text(verb + 1))
            && !(verb_text == "contact" && self.words.len() <= verb + 2)
        {
            return Some(Shape::NoWish);
        }
        if verb_text == "send"
            && self.at(at) & TEXTS == 0
            && !self.says("send me|us|anything|any|it|this|these|nothing|more")
        {
            return Some(Shape::NoWish);
        }
        if among("manden|mande|mandes|envien|envie|envies", verb_text)
            && matches!(self.text(verb + 1), "a" | "al")
            && !matches!(self.text(verb + 2), "este" | "mi" | "esta")
        {
            return Some(Shape::NoWish);
        }
        Some(if self.narrowed(verb) { Shape::Unclear } else { Shape::Stop })
    }

    /// "I don't want texts", "no quiero que me escriban", "I do not consent".
    fn wants_no(&self, place: usize, mentions_texts: bool) -> Option<Shape> {
        let mut at = place + 1;
        while at < place + 5 && self.at(at) & WANTS == 0 {
            let passes = self.at(at) & (LITTLE | ME) != 0
                || among(
                    "longer|really|do|even|would|be|am|want|estoy|wish|have|give|gave|tienen|tiene|le|les",
                    self.text(at),
                );
            if !passes {
                return None;
            }
            at += 1;
        }
        if self.at(at) & WANTS == 0 {
            return None;
        }
        if matches!(self.text(self.begins()), "why" | "porque") {
            return None;
        }
        // "no quiero perder", "don't want to miss", "don't want to stop": the opposite.
        let mut to = at + 1;
        while to < at + 4 {
            if among(
                "miss|lose|stop|cancel|unsubscribe|perder|perderme|dejar|cancelar|dejen|opt|quit|darme|pare|paren|end|parar|ignore|bother|molestar|desuscribirme|interrupt|change",
                self.text(to),
            ) {
                return Some(Shape::NoWish);
            }
            to += 1;
        }
        // "I don't get your texts" tells of a fault.
        let wished = |word: &Word| {
            among(
                "want|wants|wish|like|need|care|rather|prefer|quiero|quiere|quisiera|deseo|desea|deseamos|queremos|kiero|interesa|prefiero|hago|consent|wanna|necesito|autorizo|agree|interested|permission|permiso",
                &word.text,
            )
        };
        if among("receive|receiving|get|getting|recibir|recibiendo", self.text(at))
            && !self.words.iter().take(at).any(wished)
        {
            return Some(Shape::NoWish);
        }
        let gets = |word: &Word| among("receive|receiving|recibir", &word.text);
        let last = self.text(self.words.len().wrapping_sub(1));
        let gets_these = among("these|this|them|those|anymore|estos|esto", last)
            && !self.asks
            && self.words.iter().skip(place).any(gets);
        let target = self.reaches(at, TEXTS).or_else(|| self.reaches(at, SENDS | SEND_ORDER)).or_else(|| {
            if gets_these {
                return Some(at);
            }
            let them = among("them|these|any|this|it|those|anymore|mas|more", self.text(at + 1));
            (mentions_texts && (them || self.says("no los|las quiero"))).then_some(at)
        });
        let target = target?;
        let told = self.text(target);
        // "I don't want to text", "no quiero escribir": what the patient will not do.
        if self.at(target) & SEND_ORDER == 0
            && self.at(target) & SENDS != 0
            && matches!(self.text(target.wrapping_sub(1)), "to")
            && !self.words.iter().take(target).any(|word| among("you|yall|anyone|u", word.text.as_str()))
            && !matches!(told, "contacted" | "texted" | "messaged")
            && !self.says("to receive|get")
        {
            return Some(if told == "contact" || told == "bother" { Shape::NoWish } else { Shape::Unclear });
        }
        if self.asks && !self.opens(place) {
            return Some(Shape::Unclear);
        }
        Some(if self.narrowed(place) { Shape::Unclear } else { Shape::Stop })
    }
}
