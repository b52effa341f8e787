//! Wishes in a sentence: "please stop texting me", "no me manden más mensajes".
//!
//! A wish is a row of slots, written as people would read them: words apart by spaces, `a|b` either, `?a`
//! perhaps, `*a|b` any number of them, `$` the end of the clause. A wish counts wherever it begins in a
//! clause, unless the word before turns it round ("don't stop texting me") or a word after narrows it to a
//! time ("no me escriban después de las 9"): those are for a person to read. Rows are fitted by [`super::slots`].

use std::sync::LazyLock;

use super::{slots::Wishes, words::among};

/// Whether a clause holds a wish for no more texts.
pub(super) fn in_clause(clause: &[String]) -> bool {
    let words: Vec<&str> = clause.iter().map(String::as_str).collect();
    // A word that narrows a wish narrows all that begin before it.
    let from = words.iter().rposition(|word| among(NARROWED, word)).map_or(0, |last| last + 1);
    let mut just_before = None;
    for (start, word) in words.iter().enumerate() {
        let (before, rest) = words.split_at(start);
        if start >= from
            && (wished(&EN_WISHES, TURNED_EN, just_before, before, rest)
                || wished(&ES_WISHES, TURNED_ES, just_before, before, rest))
        {
            return true;
        }
        if !among(WANTING, word) {
            just_before = Some(*word);
        }
    }
    false
}

/// Whether a wish begins `rest` and nothing `before` it turns it round. `just_before` is the last word before,
/// wanting aside.
fn wished(wishes: &Wishes, turned: &str, just_before: Option<&str>, before: &[&str], rest: &[&str]) -> bool {
    if !wishes.begin(rest) {
        return false;
    }
    let near = before.iter().rev().take(3).any(|word| among(turned, word));
    let negated = just_before.is_some_and(|word| among(NEGATED, word));
    // A row that begins with its own negation can't be turned round by one.
    let own_negation = rest.first().is_some_and(|word| among(OWN_NEGATION, word));
    !near && (!negated || own_negation)
}

static EN_WISHES: LazyLock<Wishes> = LazyLock::new(|| Wishes::of(&EN));
static ES_WISHES: LazyLock<Wishes> = LazyLock::new(|| Wishes::of(&ES));

pub(super) const EN: [&str; 31] = [
    // Texts, as patients name them, come last in most rows.
    "stop|quit|cease|end ?please ?with texting|txting|messaging|contacting|bothering|spamming|msging",
    "stop|quit|cease ?please sending ?me *these|the|your|any|more|all|those|so|many texts|txts|text|messages|msgs|sms|reminders",
    "stop|end|cancel|cease ?with *all|the|these|those|your|my|this texts|txts|msgs|sms|messages|texting",
    "stop|end|cancel *all|the|these|those|your|my|this text|txt messages|msgs|reminders|alerts",
    "stop|quit|end|cease receiving|getting *these|the|your|any|more|all|those|so|many|text texts|txts|messages|msgs|sms|reminders",
    "stop sending ?me this|these|it|things ?to ?me *please|pls|plz|thanks|thx|now $",
    "stop|cease|end *all|any|your communication|communications|correspondence|contact $",
    "rather not get|receive|have *any|these|your|more|text texts|messages|txts",
    "unsubscribe ?me|us|my|this|from|please",
    "opt ?me|us|my out $",
    "opt ?me|us out ?please of|from *the|your|all|these|this|receiving|getting texts|text|messages|texting|sms|reminders",
    "opting out $",
    "opt ?me|us out please|now|thanks",
    "remove|delete|take|drop me|us|this|my ?phone|cell ?number from|off *the|your|this|these|those|ur|of|all texts|text|txt|messages|messaging|sms|texting",
    "remove|delete|take|drop me|us|this|my ?phone|cell ?number from|off *the|your|this|ur|of|contact|calling|mailing|text|texting list|lists|system *please|pls|plz|thanks|thank|thx|you|now|asap $",
    "remove|delete|drop my|this ?phone|cell number *please|pls|plz|thanks|thank|thx|you|now|asap $",
    "take my|this ?phone|cell number off *please|pls|plz|thanks|thx|now $",
    "dont|not|never text|txt|message|msg|contact|bother ?me|us|this ?number ?any ?more anymore|again|ever|more|please|thanks|period",
    "dont|not|never text|txt|message|msg|contact me|us|this ?number $",
    "dont|not contact me|us ?again by|via|through text|texts|sms|message",
    "dont|not send ?me *any|more|anymore|another|these|the|your|text texts|txts|text|messages|message|msgs|sms|reminders",
    "dont|not send me anything|nothing ?else|more|again $",
    "no more *of|these|those|the|your|text texts|txts|messages|msgs|sms|texting $",
    "no more *of|these|those|the|your|text texts|txts|messages|msgs|sms|texting please|thanks|thank|from|to",
    "dont|not|longer want|wish|need|care ?to ?receive|get|be *any|more|anymore|these|those|the|your|all|text texts|txts|messages|msgs|sms|texted|texting|contacted",
    "dont|not want|wish you|yall|u to text|txt|message|contact me|us",
    "dont|not|longer want|wish text messages|alerts",
    "revoke|withdraw|rescind ?my|the|all consent|permission|authorization",
    "lose my|this number",
    "leave me alone $",
    "make *it|them|these|the texts|messages stop",
];

pub(super) const ES: [&str; 36] = [
    "no me|nos escriban|escriba|escribas|manden|mande|mandes|envien|envie|envies|texteen|textee|contacten|contacte|molesten|moleste|mensajeen *ya|por|favor $",
    "no me|nos escriban|escriba|escribas|manden|mande|mandes|envien|envie|envies|texteen|textee|contacten|contacte|molesten|moleste *ya|por|favor mas|nunca|jamas|nada|otra",
    "no me|nos manden|mande|mandes|envien|envie|envies|escriban|escriba *ya|mas|tantos|estos|esos|sus|los|ningun|otro|otros mensajes|mensaje|textos|texto|sms|mensajitos|recordatorios",
    "no me esten|este|sigan|siga mandando|enviando|escribiendo|texteando|molestando|contactando",
    "no sigan|siga mandando|enviando|escribiendo|texteando|mandandome|enviandome|escribiendome|molestando|molestandome",
    "no manden|envien|mande|envie *ya|mas|estos|esos mensajes|mensaje|textos|sms",
    "ya no me|nos escriban|escriba|manden|mande|envien|envie|texteen|textee|contacten|contacte|molesten|moleste",
    "no quiero|deseo|necesito|quisiera|queremos|deseamos ?recibir|tener ?ya *mas|sus|estos|esos|los|ningun|tantos|de|ustedes mensajes|mensaje|textos|texto|sms|mensajitos|recordatorios $",
    "no quiero|deseo|necesito|quisiera|queremos|deseamos ?recibir|tener ?ya *mas|sus|estos|esos|los|ningun|tantos|de|ustedes mensajes|mensaje|textos|sms|recordatorios de|suyos|gracias|ya|porfavor",
    "no quiero|deseo|queremos que me|nos escriban|escriba|manden|mande|envien|envie|texteen|textee|contacten|contacte|molesten",
    "no quiero|deseo|necesito mas|sus mensajes|textos|sms por favor",
    "no quiero|deseo recibir nada ?mas ?de|por ?ustedes|mensaje|texto $",
    "no mas *de|estos|sus|los|esos mensajes|mensaje|textos|texto|sms|recordatorios|mensajitos",
    "basta|alto|suficiente de|con|a *los|sus|tantos|estos|tanto mensajes|mensaje|textos|sms",
    "dejen|deje|deja|dejenme|dejeme ya|por|favor|de de|escribirme|mandarme|enviarme|textearme|molestarme|molestar",
    "dejen|deje|deja|dejenme|dejeme de ?estar escribirme|mandarme|enviarme|textearme|molestarme|contactarme|molestar|escribir|textear|escribiendome|mandandome",
    "dejen|deje|deja de mandar|enviar ?me|mas *estos|sus|los|esos mensajes|mensaje|textos|sms",
    "paren|pare|para|parar ya|de ?por ?favor escribirme|mandarme|enviarme|textearme|molestarme|contactarme|escribir|mandar|enviar|textear|molestar",
    "paren|pare|detengan|detenga|suspendan|suspenda ?ya ?con *los|sus|estos|esos|todos mensajes|textos|sms|recordatorios",
    "deme|denme|darme|dame|darnos de baja *por|favor|ya|de|del|la|su|esta|este|mi|numero|lista|servicio|sistema|los|sus|mensajes|textos|suscripcion|sms $",
    "dar|den|de ?de baja ?a mi|este|a numero|telefono|celular",
    "quiero|solicito|pido|deseo ?la|mi baja *por|favor|de|los|sus|mensajes|textos|este|servicio $",
    "cancelar|cancelen|cancele|cancela|cancelo ?mi|la|esta|los|sus|estos|todos ?los suscripcion|mensajes|textos|sms",
    "desuscribirme|desuscribanme|desinscribirme|desinscribanme",
    "quitenme|quiteme|quitarme|borrenme|borreme|borrarme|saquenme|saqueme|eliminenme|elimineme de *la|su|sus|esta|los|de lista|mensajes|textos|contactos|sistema",
    "quiten|quite|borren|borre|saquen|saque|eliminen|elimine ?ya mi|este numero|telefono|celular *de|telefono|su|sus|la|esta|lista|listas|sistema|por|favor|ya $",
    "revoco|retiro|cancelo ?mi|el|todo consentimiento|permiso|autorizacion",
    "no me vuelvan|vuelva a escribir|mandar|enviar|contactar|textear|molestar",
    "no mandar|enviar|mandarme|enviarme|escribirme|contactarme *ya|mas|estos|otros|sus mensajes|mensaje|textos|sms",
    "no escribirme|contactarme|textearme *ya|mas|por|favor $",
    "dejar de mandarme|enviarme|escribirme|textearme|contactarme|molestarme",
    "dejar de recibir|mandar|enviar *estos|sus|los|mas|esos mensajes|textos|sms",
    "parenle|parele|bajenle ?ya ?con *los|sus|tantos mensajes|textos",
    "dejenme|dejeme en paz $",
    "no autorizo *mas|estos|sus|los|recibir mensajes|textos|sms",
    "no doy ?mi permiso|consentimiento|autorizacion|consentimiento|autorizacion",
];

/// Words that turn an English wish round, or make it a story, in the three places before it.
const TURNED_EN: &str = "\
    cant|cannot|couldnt|wont|wouldnt|didnt|doesnt|never|did|why|if|unless|hasnt|havent|shouldnt|get|\
    getting";

/// The same in Spanish. "No" is one only right before the wish: "No, dejen de escribirme" has its comma.
const TURNED_ES: &str = "nunca|jamas|cuando|porque|para|sin|tampoco";

/// Words just before that turn a wish round in either language, "want" aside: "no quiero darme de baja".
const NEGATED: &str = "dont|not|no";
const OWN_NEGATION: &str = "dont|not|longer|no|never|ya|rather";
const WANTING: &str = "want|need|wish|to|quiero|quisiera|queremos|deseo|necesito";

/// Words after a wish that narrow it to a time, or to something that isn't a text.
const NARROWED: &str = "\
    until|till|after|before|during|while|when|unless|tonight|today|tomorrow|waitlist|waiting|wait|\
    appointment|appointments|appt|schedule|voicemail|hasta|despues|antes|durante|mientras|cuando|hoy|\
    noche|cita|citas|espera|voz|manana|seguro|trabajo";

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the rows mean, spelled out: each wish at each place, every slot tried both ways. Slow on purpose.
    fn spelled_out(words: &[&str]) -> bool {
        EN.iter().any(|wish| holds(wish, words, TURNED_EN))
            || ES.iter().any(|wish| holds(wish, words, TURNED_ES))
    }

    fn holds(wish: &str, words: &[&str], turned: &str) -> bool {
        (0..words.len()).any(|start| {
            let (before, rest) = words.split_at(start);
            let Some(after) = fit(wish, rest) else { return false };
            let just_before = before
                .iter()
                .rev()
                .find(|word| !among(WANTING, word))
                .is_some_and(|word| among(NEGATED, word));
            let own_negation = rest.first().is_some_and(|word| among(OWN_NEGATION, word));
            let reversed =
                before.iter().rev().take(3).any(|word| among(turned, word)) || (just_before && !own_negation);
            !reversed && !after.iter().any(|word| among(NARROWED, word))
        })
    }

    fn fit<'w>(wish: &str, words: &'w [&'w str]) -> Option<&'w [&'w str]> {
        let (slot, later) = wish.split_once(' ').unwrap_or((wish, ""));
        if slot.is_empty() {
            return Some(words);
        }
        if slot == "$" {
            return words.is_empty().then_some(words);
        }
        let first = words.split_first();
        if let Some(any) = slot.strip_prefix('*') {
            let taken = first.filter(|(word, _)| among(any, word)).and_then(|(_, rest)| fit(wish, rest));
            return taken.or_else(|| fit(later, words));
        }
        if let Some(perhaps) = slot.strip_prefix('?') {
            let taken = first.filter(|(word, _)| among(perhaps, word)).and_then(|(_, rest)| fit(later, rest));
            return taken.or_else(|| fit(later, words));
        }
        first.filter(|(word, _)| among(slot, word)).and_then(|(_, rest)| fit(later, rest))
    }

    fn choices(slot: &'static str) -> Vec<&'static str> {
        slot.trim_start_matches(['*', '?']).split('|').collect()
    }

    /// A wish's words with each slot perhaps left out, perhaps repeated.
    fn near_a_wish() -> impl Strategy<Value = Vec<&'static str>> {
        let rows: Vec<&'static str> = EN.into_iter().chain(ES).collect();
        prop::sample::select(rows).prop_flat_map(|row| {
            let slots: Vec<_> = row
                .split(' ')
                .filter(|slot| *slot != "$")
                .map(|slot| {
                    let (least, most) = match slot.as_bytes()[0] {
                        b'*' => (0, 3),
                        b'?' => (0, 1),
                        _ => (1, 1),
                    };
                    prop::collection::vec(prop::sample::select(choices(slot)), least..=most)
                })
                .collect();
            slots.prop_map(|words| words.concat())
        })
    }

    fn a_word() -> impl Strategy<Value = &'static str> {
        let rows = [TURNED_EN, TURNED_ES, NEGATED, WANTING, NARROWED, OWN_NEGATION, "i|the|a|visit|me"];
        let mut words: Vec<&'static str> = rows.iter().flat_map(|row| row.split('|')).collect();
        words.extend(EN.iter().chain(&ES).flat_map(|row| row.split(' ')).flat_map(choices));
        words.retain(|word| *word != "$");
        prop::sample::select(words)
    }

    #[test]
    fn no_slot_takes_a_word_that_narrows() {
        for slot in EN.iter().chain(&ES).flat_map(|row| row.split(' ')) {
            assert!(choices(slot).iter().all(|word| !among(NARROWED, word)), "{slot}");
        }
    }

    #[test]
    fn every_row_begins_with_a_word_and_fits_the_bits() {
        for row in EN.iter().chain(&ES) {
            assert!(row.starts_with(char::is_alphabetic) && row.split(' ').count() < 32, "{row}");
            assert!(row.split(' ').rev().skip(1).all(|slot| slot != "$"), "{row}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn one_pass_reads_what_the_rows_spell_out(
            before in prop::collection::vec(a_word(), 0..4),
            wish in near_a_wish(),
            after in prop::collection::vec(a_word(), 0..4),
        ) {
            let words = [before, wish, after].concat();
            let clause: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            prop_assert_eq!(in_clause(&clause), spelled_out(&words), "{:?}", words);
        }
    }
}
