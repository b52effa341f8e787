//! Birth dates (45 CFR 164.514(b)(2)(i)(C)): full dates in figures and in words, with a cue, or of a year long past.
//!
//! Appointments are full dates too, and the screener has no clock: without a cue only years in which nobody makes
//! appointments any more are taken for births.

use crate::token::{Draft, Gap};

/// Words a cue may stand before its date.
const CUE_REACH: usize = 9;

/// A full date in figures: a birth date when a cue says so, or when its year is long past.
pub(crate) fn figured_date(draft: &Draft, at: usize) -> Option<usize> {
    let to = at.saturating_add(3);
    let [a, b, c] = [at, at.saturating_add(1), at.saturating_add(2)].map(|t| draft.get(t));
    let (a, b, c) = (a?, b?, c?);
    let sticks = |mark: char| matches!(mark, '/' | '-' | '.');
    let (first, second, year) = if a.number && b.number && c.number && sticks(b.before) && sticks(c.before) {
        (draft.word(at), draft.word(at.saturating_add(1)), draft.word(at.saturating_add(2)))
    } else {
        return None;
    };
    if first.len() == 4 {
        // 1957-11-02
        return dated(draft, at, to, first, second, year);
    }
    dated(draft, at, to, year, first, second)
}

/// "12.25.1979", "1979.12.25": read as a number with a decimal and a number after it.
pub(crate) fn dotted_date(draft: &Draft, at: usize) -> Option<usize> {
    let next = at.saturating_add(1);
    let number = |t: usize| draft.get(t).filter(|token| token.number);
    number(at)?;
    let last = number(next).filter(|token| token.before == '.').map(|_| draft.word(next))?;
    let (first, second) = draft.word(at).split_once('.')?;
    let to = next.saturating_add(1);
    if first.len() == 4 {
        return dated(draft, at, to, first, second, last);
    }
    dated(draft, at, to, last, first, second)
}

/// "DOB 12251979": figures with nothing between them, right after a cue.
pub(crate) fn unbroken_date(draft: &Draft, at: usize) -> Option<usize> {
    let cue = (at.saturating_sub(3)..at).any(|t| is_birth_cue(draft, t));
    let word = draft.get(at).filter(|token| cue && token.number).map(|_| draft.word(at))?;
    let to = at.saturating_add(1);
    let part = |from: usize, end: usize| word.get(from..end).unwrap_or("");
    match word.len() {
        6 => dated(draft, at, to, part(4, 6), part(0, 2), part(2, 4)),
        8 => dated(draft, at, to, part(4, 8), part(0, 2), part(2, 4))
            .or_else(|| dated(draft, at, to, part(0, 4), part(4, 6), part(6, 8))),
        _ => None,
    }
}

fn dated(draft: &Draft, at: usize, to: usize, year: &str, month: &str, day: &str) -> Option<usize> {
    let in_range =
        |text: &str, most: u32| text.len() <= 2 && text.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    (in_range(month, 31) && in_range(day, 31)).then_some(())?;
    born_in(draft, at, to, year).then_some(to)
}

/// "Feb 3, 1991", "14 de agosto de 1972", "3 Feb 1991".
pub(crate) fn worded_date(draft: &Draft, at: usize) -> Option<usize> {
    let month_first = is_month(draft.word(at));
    let mut to = at.saturating_add(1);
    let day_ok = |t: usize| {
        let digits = draft.word(t).trim_end_matches(|c: char| c.is_alphabetic());
        digits.len() <= 2 && digits.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n))
    };
    if month_first {
        to = day_ok(to).then_some(to.saturating_add(1))?;
    } else {
        day_ok(at).then_some(())?;
        to = if draft.word(to) == "de" || draft.word(to) == "of" { to.saturating_add(1) } else { to };
        to = is_month(draft.word(to)).then_some(to.saturating_add(1))?;
    }
    to = if matches!(draft.word(to), "de" | "del" | "of") { to.saturating_add(1) } else { to };
    let year = draft.word(to);
    let whole = (at.saturating_add(1)..=to).all(|t| draft.get(t).is_some_and(|token| token.gap != Gap::Stop));
    let to = to.saturating_add(1);
    (whole && matches!(year.len(), 2 | 4) && born_in(draft, at, to, year)).then_some(to)
}

/// Without a cue only years nobody makes appointments in: the screener has no clock.
fn born_in(draft: &Draft, from: usize, to: usize, year: &str) -> bool {
    let Ok(number) = year.parse::<u32>() else { return false };
    let cue = speaks_of_birth(draft, from, to);
    match year.len() {
        4 => (1900..=2012).contains(&number) || cue && (1900..=2099).contains(&number),
        2 => cue,
        _ => false,
    }
}

/// Whether the draft speaks of birth near these words.
pub(crate) fn speaks_of_birth(draft: &Draft, from: usize, to: usize) -> bool {
    (from.saturating_sub(CUE_REACH)..to.saturating_add(4)).any(|t| is_birth_cue(draft, t))
}

fn is_birth_cue(draft: &Draft, at: usize) -> bool {
    let word = draft.word(at);
    matches!(
        word,
        "dob"
            | "born"
            | "birthday"
            | "bday"
            | "birthdate"
            | "birth"
            | "nacimiento"
            | "nacio"
            | "naciste"
            | "nacido"
            | "nacida"
            | "cumple"
            | "cumpleanos"
            | "fdn"
    )
}

pub(crate) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "jan"
            | "january"
            | "feb"
            | "february"
            | "mar"
            | "march"
            | "apr"
            | "april"
            | "may"
            | "jun"
            | "june"
            | "jul"
            | "july"
            | "aug"
            | "august"
            | "sep"
            | "sept"
            | "september"
            | "oct"
            | "october"
            | "nov"
            | "november"
            | "dec"
            | "december"
            | "enero"
            | "ene"
            | "febrero"
            | "marzo"
            | "abril"
            | "abr"
            | "mayo"
            | "junio"
            | "julio"
            | "agosto"
            | "ago"
            | "septiembre"
            | "setiembre"
            | "octubre"
            | "noviembre"
            | "diciembre"
            | "dic"
    )
}
