//! Tests with their outcome and medicines with their amount: what a figure or a word next to a term makes of it.

use crate::context::Context;
use crate::finding::Kind;
use crate::hit::Hit;
use crate::lexicon::What;
use crate::outcomes::{
    is_dose_link, is_judgement, is_measured, is_mild_judgement, is_piece, is_raise, is_result_link,
    is_saying, is_small_number, is_unit,
};
use crate::token::{Draft, Gap};

/// Words between a test and its outcome.
const REACH: usize = 8;

/// Joins a test with the outcome told after it, and a medicine with its amount; adds outcomes of unnamed tests
/// ("labs look good", "came back positive") and amounts of unnamed medicines ("take 10 mg").
pub(crate) fn find(context: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut found = Vec::new();
    for hit in hits.iter_mut() {
        match hit.what {
            Some(What::Test | What::Imaging) => extend_result(context, hit),
            Some(What::Condition) => {
                if let Some(to) = outcome_after(context.draft, hit.to, true) {
                    let kind =
                        if matches!(hit.kind, Kind::SensitiveCare(_)) { hit.kind } else { Kind::LabResult };
                    found.push(Hit::rule(hit.from, to, kind, "rule:result"));
                }
            }
            Some(What::Medicine | What::MedicineClass) => extend_dose(context.draft, hit),
            _ => {}
        }
    }
    for at in 0..context.draft.tokens.len() {
        if let Some(to) = unnamed_result(context, at) {
            found.push(Hit::rule(at, to, Kind::LabResult, "rule:result"));
        }
        if let Some(to) = amount_at(context.draft, at) {
            found.push(Hit::rule(at, to, Kind::MedicineAndDose, "rule:dose"));
        }
        if let Some((from, to)) = blood_pressure(context.draft, at) {
            found.push(Hit::rule(from, to, Kind::LabResult, "rule:blood-pressure"));
        }
    }
    hits.append(&mut found);
}

fn extend_result(context: &Context<'_>, hit: &mut Hit) {
    if let Some(to) = outcome_after(context.draft, hit.to, false) {
        hit.to = to;
        hit.candidate = false;
        if !matches!(hit.kind, Kind::SensitiveCare(_)) {
            hit.kind = Kind::LabResult;
        }
    }
}

fn extend_dose(draft: &Draft, hit: &mut Hit) {
    let mut at = hit.to;
    while at < hit.to.saturating_add(4) && !stops(draft, at) {
        if let Some(to) = amount_at(draft, at).or_else(|| bare_amount(draft, at, hit.to)) {
            hit.to = to;
            hit.candidate = false;
            if !matches!(hit.kind, Kind::SensitiveCare(_)) {
                hit.kind = Kind::MedicineAndDose;
            }
            return;
        }
        if !is_dose_link(draft.word(at)) {
            break;
        }
        at = at.saturating_add(1);
    }
    // "20 mg of lisinopril", "2 tabs metformin"
    let first = hit.from.saturating_sub(4);
    for from in (first..hit.from).rev() {
        if let Some(to) = amount_at(draft, from)
            && to <= hit.from
            && (to..hit.from).all(|at| is_dose_link(draft.word(at)))
        {
            hit.from = from;
            hit.candidate = false;
            if !matches!(hit.kind, Kind::SensitiveCare(_)) {
                hit.kind = Kind::MedicineAndDose;
            }
            return;
        }
    }
}

/// The end of the outcome that follows a test: linking words, then a value or a word that judges.
fn outcome_after(draft: &Draft, from: usize, words_only: bool) -> Option<usize> {
    let mut said = false;
    for at in from..from.saturating_add(REACH) {
        let token = draft.get(at)?;
        if token.gap == Gap::Stop {
            return None;
        }
        let word = draft.word(at);
        if is_judgement(word) || said && is_mild_judgement(word) {
            return Some(figure_after(draft, at.saturating_add(1)));
        }
        if token.number && !words_only {
            return (is_value(draft, at) && (said || !is_time(draft, at))).then_some(at.saturating_add(1));
        }
        if is_spelled_value(draft, at) {
            return Some(at.saturating_add(3));
        }
        if !is_result_link(word) {
            return None;
        }
        said |= is_saying(word);
    }
    None
}

/// "elevated at 312", "bajó a 6.9": the figure that a judgement leads to belongs to the outcome.
fn figure_after(draft: &Draft, end: usize) -> usize {
    let linked = matches!(draft.word(end), "at" | "to" | "a" | "en" | "from" | "de");
    let at = if linked { end.saturating_add(1) } else { end };
    let figure = draft.get(at).is_some_and(|token| token.number && token.gap == Gap::Soft);
    let decimal = draft.word(at).contains('.');
    let timely = is_time(draft, at) && !decimal;
    if figure && is_value(draft, at) && !timely { at.saturating_add(1) } else { end }
}

/// "labs look good", "results came back positive", "your numbers are normal": a general noun with an outcome.
fn unnamed_result(context: &Context<'_>, at: usize) -> Option<usize> {
    let draft = context.draft;
    let noun = matches!(
        draft.word(at),
        "results"
            | "result"
            | "test"
            | "tests"
            | "labs"
            | "lab"
            | "scan"
            | "scans"
            | "bloodwork"
            | "work"
            | "levels"
            | "level"
            | "sugar"
            | "sugars"
            | "pressure"
            | "bp"
            | "glucose"
            | "cholesterol"
            | "reading"
            | "readings"
            | "sample"
            | "culture"
            | "swab"
            | "resultado"
            | "resultados"
            | "prueba"
            | "pruebas"
            | "examen"
            | "examenes"
            | "analisis"
            | "azucar"
            | "presion"
            | "colesterol"
            | "muestra"
            | "panel"
            | "screen"
            | "ultrasound"
            | "count"
            | "placa"
            | "estudio"
            | "estudios"
            | "nivel"
            | "niveles"
    );
    if context.is_masked(at, at.saturating_add(1)) {
        return None;
    }
    if noun {
        return outcome_after(draft, at.saturating_add(1), !is_measured(draft.word(at)));
    }
    // "came back positive", "salió positivo", with nothing named
    let came = matches!(draft.word(at), "came" | "come" | "comes" | "salio" | "salieron" | "tested" | "test");
    let back = matches!(draft.word(at.saturating_add(1)), "back" | "out" | "up");
    let from = if back { at.saturating_add(2) } else { at.saturating_add(1) };
    (came && is_judgement(draft.word(from)) && draft.same_sentence(at, from)).then(|| from.saturating_add(1))
}

/// A number with a medicine's unit: "10 mg", "10mg", "2 pills", "1 tab twice a day".
fn amount_at(draft: &Draft, at: usize) -> Option<usize> {
    let token = draft.get(at)?;
    if token.digits > 0 && token.letters > 0 {
        let unit = draft.word(at).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        return (is_unit(unit) && !unit.is_empty()).then(|| at.saturating_add(1));
    }
    if !(token.number || is_small_number(draft.word(at))) || token.before == '$' {
        return None;
    }
    let next = at.saturating_add(1);
    if stops(draft, next) {
        return None;
    }
    let unit = draft.word(next);
    if token.number && is_unit(unit) || is_piece(unit) {
        return Some(next.saturating_add(1));
    }
    None
}

/// Right after a medicine a bare figure is its amount: "metformin 1000", "atorvastatin to 40", "films 8/2".
fn bare_amount(draft: &Draft, at: usize, medicine_end: usize) -> Option<usize> {
    let token = draft.get(at)?;
    let linked = at == medicine_end || is_raise(draft.word(at.checked_sub(1)?));
    let plain = token.number && token.gap == Gap::Soft && !matches!(token.before, '$' | ':' | '/' | '#');
    (linked && plain && !is_time(draft, at) && draft.word(at).len() <= 6).then(|| at.saturating_add(1))
}

/// "120/80", "140 over 90": next to a word for blood pressure, or with its shape and nothing of a date about it.
fn blood_pressure(draft: &Draft, at: usize) -> Option<(usize, usize)> {
    let upper =
        draft.get(at).filter(|token| token.number).and_then(|_| draft.word(at).parse::<u32>().ok())?;
    let slash = draft.get(at.saturating_add(1)).is_some_and(|token| token.number && token.before == '/');
    let over = matches!(draft.word(at.saturating_add(1)), "over" | "sobre");
    let low_at = if slash { at.saturating_add(1) } else { at.saturating_add(2) };
    let lower = draft.word(low_at).parse::<u32>().ok()?;
    let third = draft.get(low_at.saturating_add(1)).is_some_and(|token| token.number && token.before == '/');
    let shaped = (80..=240).contains(&upper) && (40..=140).contains(&lower) && upper > lower;
    (shaped && (slash || over) && !third).then(|| (at, low_at.saturating_add(1)))
}

/// A laboratory value: up to five figures, not a time, a date, a price or part of a telephone number.
fn is_value(draft: &Draft, at: usize) -> bool {
    let Some(token) = draft.get(at) else { return false };
    let next = draft.get(at.saturating_add(1));
    let follows = next.map_or(' ', |token| if token.number { token.before } else { ' ' });
    token.digits <= 5
        && !matches!(token.before, '$' | ':' | '#')
        && !matches!(follows, ':' | '-')
        && !matches!(
            draft.word(at.saturating_add(1)),
            "am" | "pm" | "a" | "p" | "days" | "hours" | "hrs" | "min" | "minutes"
        )
}

/// "at 9", "a las 9": a time unless somebody said "came back".
fn is_time(draft: &Draft, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| draft.word(before));
    let whole = !draft.word(at).contains('.');
    whole
        && matches!(
            before,
            "at" | "las" | "by" | "on" | "the" | "until" | "til" | "from" | "el" | "in" | "for" | "days"
        )
        || matches!(
            draft.word(at.saturating_add(1)),
            "am" | "pm" | "day" | "days" | "refills" | "refill" | "years"
        )
}

fn is_spelled_value(draft: &Draft, at: usize) -> bool {
    is_small_number(draft.word(at))
        && matches!(draft.word(at.saturating_add(1)), "point" | "punto")
        && is_small_number(draft.word(at.saturating_add(2)))
}

fn stops(draft: &Draft, at: usize) -> bool {
    draft.get(at).is_none_or(|token| matches!(token.gap, Gap::Stop))
}
