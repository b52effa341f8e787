//! Who, told by what stands beside it: birth dates parted by full stops or by nothing, and addresses that touch the
//! patient's name. What needs no company is `identity`'s.
//!
//! These hits are kept apart from what the rules alone are sure of, by which a trainer weighs its messages: see
//! [`crate::scan::Scan::apart`].

use crate::birth_dates::{dotted_date, unbroken_date};
use crate::context::Context;
use crate::cues::is_title;
use crate::finding::Kind;
use crate::hit::Hit;
use crate::identity::{is_home, is_ours, street_after};
use crate::token::{Draft, Gap, Token};

/// Words after an address in which the patient's name may follow.
const REACH: usize = 7;

/// `patient` holds the words of the patient's names as written on file, folded.
pub(crate) fn find(context: &Context<'_>, patient: &[String], hits: &mut Vec<Hit>) {
    let draft = context.draft;
    for at in 0..draft.tokens.len() {
        if context.is_masked(at, at.saturating_add(1)) {
            continue;
        }
        if let Some(to) = dotted_date(draft, at).or_else(|| unbroken_date(draft, at)) {
            hits.push(Hit::rule(at, to, Kind::BirthDate, "rule:birth-date"));
        }
        if let Some(last) = house_at(draft, at)
            && (follows_patient(draft, at, patient)
                || (leads_to_patient(draft, at, last, patient)
                    || !is_house(draft, at) && is_home(draft, at, last))
                    && !is_ours(draft, at))
        {
            hits.push(Hit::rule(at, last.saturating_add(1), Kind::ContactDetails, "rule:address"));
        }
    }
}

/// The last word of an address that begins here: "2210 Oak St", or "Calle Roble 2210" as in Spanish.
fn house_at(draft: &Draft, at: usize) -> Option<usize> {
    if is_house(draft, at) {
        return street_after(draft, at);
    }
    let street =
        matches!(draft.word(at), "calle" | "avenida" | "avda" | "callejon" | "carretera" | "calzada");
    if !street {
        return None;
    }
    (at.saturating_add(2)..at.saturating_add(6))
        .take_while(|t| draft.get(*t).is_some_and(|token| matches!(token.gap, Gap::Soft | Gap::Pause)))
        .find(|t| is_house(draft, *t))
}

fn is_house(draft: &Draft, at: usize) -> bool {
    let short = |token: &&Token| token.number && token.digits <= 6;
    draft.get(at).filter(short).is_some_and(|token| !matches!(token.before, '$' | ':' | '/'))
}

/// "Lupe, 2210 Oak St", "Mrs. Barrera at 2210 Oak St": the patient's name right before.
fn follows_patient(draft: &Draft, at: usize, patient: &[String]) -> bool {
    let linked = |t: usize| matches!(draft.word(t), "at" | "of" | "en" | "de");
    let Some(name) = at.checked_sub(1).map(|t| if linked(t) { t.saturating_sub(1) } else { t }) else {
        return false;
    };
    let title = name.checked_sub(1).map_or("", |t| draft.word(t));
    draft.same_sentence(name, at)
        && (patient.iter().any(|word| word == draft.word(name)) || is_patients_title(title))
}

/// "2210 Oak St, Lupe Barrera": two words of the patient's name. A first name alone may be called out ("see you at
/// 2210 Oak St, Lupe").
fn leads_to_patient(draft: &Draft, at: usize, last: usize, patient: &[String]) -> bool {
    let is_name = |t: usize| patient.iter().any(|name| name == draft.word(t));
    let next = last.saturating_add(1);
    (next..next.saturating_add(REACH))
        .any(|t| is_name(t) && is_name(t.saturating_add(1)) && draft.same_sentence(t, at))
}

/// Titles of people who are no doctors.
fn is_patients_title(word: &str) -> bool {
    is_title(word) && !matches!(word, "dr" | "dra" | "drs" | "doctor" | "doctora" | "nurse" | "enfermera")
}
