//! Beginning again, and what may be a wish and may be none: complaints, wrong numbers, another way of being reached.

use super::{
    super::{form::is_manners, lexis::*, words::among},
    Sentence, Shape,
};

impl Sentence {
    /// "start texting me again", "opt me back in", "quiero volver a recibir los mensajes".
    pub(super) fn resumes(&self) -> Option<Shape> {
        let negated = |place: usize| {
            (place.saturating_sub(3)..place).any(|at| among("no|not|dont|never|didnt|nunca", self.text(at)))
        };
        // Asked once of the sentence, not of every word.
        let about_texts = self.has(TEXTS | SENDS);
        let once_more = self.says("otra vez") || self.says("de nuevo");
        let again = once_more || self.says("again") || self.says("back");
        let back_on = about_texts && self.says("back on");
        let signs_up = self.says("sign me back up") || self.says("sign me up for") && self.has(TEXTS);
        let opts_in = !self.says("opt out")
            && (self.says("back in") || self.says("want|like to opt") || self.says("opt me|us in"));
        let gets_again = self.has(TEXTS) && again || self.says("quiero|quisiera volver a recibir");
        let sends_again = once_more || self.says("volver a");
        for place in 0..self.words.len() {
            let word = self.text(place);
            if negated(place) {
                continue;
            }
            let resumed = match word {
                "resubscribe" | "unstop" | "reactivenme" | "reactivate" | "reactiven" => true,
                "opt" => {
                    (1..4).any(|ahead| self.text(place + ahead) == "in")
                        && (place == self.begins() || opts_in)
                }
                "start" | "resume" | "begin" | "restart" => {
                    self.opens(place) && self.reaches(place, TEXTS | SENDS).is_some()
                }
                "turn" | "switch" | "put" => back_on,
                "sign" => signs_up,
                "can" | "may" => {
                    matches!(self.text(place.wrapping_sub(1)), "you" | "u" | "yall")
                        && about_texts
                        && self.has(AGAIN)
                        && !self.asks
                }
                "want" | "like" | "quiero" | "quisiera" => gets_again,
                "vuelvan" | "vuelva" | "pueden" | "puede" => {
                    let asked = word.starts_with("vuelv") && self.text(place + 1) == "a" || sends_again;
                    asked
                        && self.opens(place)
                        && self.words.iter().skip(place).any(|word| word.does & SENDS != 0)
                }
                "activenme" | "activeme" | "activen" | "suscribanme" | "inscribanme" => {
                    once_more || about_texts
                }
                _ => false,
            };
            if resumed {
                return Some(Shape::Resume);
            }
        }
        None
    }

    /// What is no wish and yet may be one: complaints, wrong numbers, another way of being reached.
    pub(super) fn hints(&self, mentions_texts: bool) -> Option<Shape> {
        let short = self.words.len() <= 8;
        let begins = self.text(self.begins());
        let complaint = self.says("too many texts|messages|reminders|msgs|alerts")
            || self.says("so many texts|messages|reminders")
            || self.says("tantos|muchos mensajes|textos|recordatorios|avisos")
            || self.says("mucho|tanto mensaje|texto")
            || self.says("sick|tired of these|the|your|all|getting|this")
            || self.says("you|people|yall|they|u|guys|who keep|keeps texting|messaging|sending|contacting")
            || self.says("keep getting these|texts|messages|this")
            || self.says("hate these|texts|the|your|getting") && mentions_texts
            || self.says("text|message more than")
            || self.says("getting old") && short
            || self.says("done with this|these|texts")
            || self.says("ya me canse|cansaron|harte|hartaron")
            || self.says("harto|harta|hartos|cansado|cansada de") && mentions_texts;
        let stranger = self.says("wrong number|person") && short
            || self.says("numero equivocado")
            || self.says("numero|persona equivocada|equivocado")
            || self.says("this is not") && self.says("phone|number") && short
            || self.says("this|that is not|isnt")
                && short
                && self.words.len() <= 5
                && !self.asks
                && self.is_somebody()
            || self.says("this isnt") && self.words.len() <= 4 && self.is_somebody()
            || self.says("esa|ese|esta|este no soy")
            || self.says("no soy yo|esa|ese")
            || self.says("no soy la|el persona")
            || self.says("you have|got the wrong") && !self.has(OTHER);
        let otherwise = self.says("instead of text|texts|texting|texto|textos|mensajes|messages")
            || self.says("en vez de mensajes|textos|texto|mensaje")
            || self.says("call me instead")
            || self.says("rather you call|called")
            || self.says("mejor llameme|llamenme|llamame|llame|por")
            || self.says("prefer a|phone|calls|call|email|emails") && short
            || self.says("i dont do texting|texts|text")
            || self.says("no se leer");
        let fewer = self.says("pause|pausen my|the|los|mis|texts|text|mensajes")
            || self.says("lleguen|manden|reciba menos")
            || self.says("fewer|less texts|messages|often")
            || self.says("have to get these|texts|this")
            || self.says("not get these|texts|them")
            || self.says("way to not get")
            || self.says("por que me llegan|mandan|escriben")
            || self.says("why do|are you|yall|u") && self.has(TEXTS | SENDS) && self.says("keep|me");
        let leaving = self.says("leaving the|this practice|office|clinic")
            || self.says("dont need you anymore")
            || self.says("ya no voy a ir con ustedes")
            || self.says("not a|your patient anymore");
        let bare = self.words.len() <= 3
            && {
                let said: Vec<&str> = self
                    .words
                    .iter()
                    .map(|word| word.text.as_str())
                    .filter(|word| !is_manners(word))
                    .collect();
                let said = said.join(" ");
                among(
                    "enough|not interested|no me interesa|no interesa|cancel everything|cancel all|cancelen todo|cancelar todo|no mas|no more|suficiente|take me off|remove|nomas|ya no mas",
                    said.as_str(),
                )
            }
            || (self.words.len() == 2 && self.says("ya no"));
        let promos = self.has(NARROWS)
            && (begins == "los"
                || begins == "las"
                || begins == "the"
                || begins == "stop"
                || begins == "paren"
                || begins == "no")
            && self.has(NOT | ENDS)
            && self.says("promos|promociones|survey|surveys|marketing|encuestas|promotional|ads|anuncios");
        let alone_for = self.says("leave me|us alone")
            || self.says("dejenme|dejeme|dejanos tranquila|tranquilo|sola|solo");
        let joking = self.says("stop it lol|haha|jaja") || self.says("ya para jaja|jajaja");
        (complaint || stranger || otherwise || fewer || leaving || bare || promos || alone_for || joking)
            .then_some(Shape::Unclear)
    }

    /// "this isn't Maria": a word nobody knows at the end, as names are.
    fn is_somebody(&self) -> bool {
        self.words.last().is_some_and(|last| {
            last.does == 0 && last.text.chars().all(char::is_alphabetic) && last.text.len() > 2
        }) && !self.says(
            "fair|right|true|good|working|funny|urgent|possible|it|mine|correct|new|helpful|covered|easy|bad",
        )
    }
}
