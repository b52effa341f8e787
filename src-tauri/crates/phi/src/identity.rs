//! Numbers and dates that say who: social security, cards, accounts, record and member numbers, birth dates,
//! addresses (the identifiers of 45 CFR 164.514(b)(2)(i) that a text can hold).
//!
//! A number alone is seldom enough: each rule asks for a shape, a check digit, or a cue close before it. Codes,
//! meeting numbers, prices, the clinic's own numbers and the last four figures of a card stay quiet.

use crate::birth_dates::{figured_date, worded_date};
use crate::context::Context;
use crate::cues::{is_place_word, is_relation, is_title, is_your};
use crate::finding::Kind;
use crate::hit::Hit;
use crate::names::each_link;
use crate::number_cues::{
    digit_of, is_card_cue, is_code_cue, is_link_cue, is_long_record_cue, is_private_provider, is_record_cue,
    is_role_mailbox, is_room_word, is_social_cue, is_street_word, luhn, routing_check,
};
use crate::token::{Case, Draft, Gap};

/// Words a cue may stand away from its number.
const CUE_REACH: usize = 9;
/// More figures than any number here has.
const MOST_DIGITS: usize = 24;

pub(crate) fn find(context: &Context<'_>, hits: &mut Vec<Hit>) {
    let draft = context.draft;
    let mut at = 0;
    while at < draft.tokens.len() {
        let next = at.saturating_add(1);
        if let Some((to, rule)) = spelled_number(draft, at) {
            let mut hit = Hit::rule(at, to, Kind::IdOrCardNumber, rule);
            hit.raised = u8::from(rule == "rule:social-security");
            hits.push(hit);
            at = to;
            continue;
        }
        if draft.get(at).is_none_or(|token| token.digits == 0) || context.is_masked(at, next) {
            if let Some(to) = worded_date(draft, at) {
                hits.push(Hit::rule(at, to, Kind::BirthDate, "rule:birth-date"));
                at = to;
                continue;
            }
            at = next;
            continue;
        }
        let run = run_at(draft, at);
        let found = figured_date(draft, at)
            .or_else(|| worded_date(draft, at))
            .map(|to| (to, Kind::BirthDate, "rule:birth-date"))
            .or_else(|| {
                social_security(draft, at, &run).map(|to| (to, Kind::IdOrCardNumber, "rule:social-security"))
            })
            .or_else(|| card(draft, at, &run).map(|to| (to, Kind::IdOrCardNumber, "rule:card")))
            .or_else(|| bank(draft, at, &run).map(|to| (to, Kind::IdOrCardNumber, "rule:bank")))
            .or_else(|| record(draft, at).map(|to| (to, Kind::IdOrCardNumber, "rule:record-number")))
            .or_else(|| telephone(draft, at, &run).map(|to| (to, Kind::ContactDetails, "rule:telephone")))
            .or_else(|| address(draft, at).map(|to| (to, Kind::ContactDetails, "rule:address")));
        if let Some((to, kind, rule)) = found {
            let mut hit = Hit::rule(at, to, kind, rule);
            // Taxonomy N1: these go past a strong warning.
            if matches!(rule, "rule:social-security" | "rule:card" | "rule:bank") {
                hit.raised = 1;
            }
            hits.push(hit);
            at = to;
        } else {
            at = next;
        }
    }
    emails(draft, hits);
    links(draft, hits);
}

/// A link that carries a patient's number in the open: "?patient=8843120", "/chart/mrn/55120984". Taxonomy N2.
fn links(draft: &Draft, hits: &mut Vec<Hit>) {
    each_link(draft, |from, to| {
        let numbered = (from..to).any(|at| {
            is_link_cue(draft.word(at))
                && (at.saturating_add(1)..at.saturating_add(4).min(to))
                    .any(|next| draft.get(next).is_some_and(|token| token.digits >= 5))
        });
        if numbered {
            hits.push(Hit::rule(from, to, Kind::IdOrCardNumber, "rule:patient-link"));
        }
    });
}

/// Seven figures or more said one by one, some of them in words, after a cue: "my social is five two eight ...".
fn spelled_number(draft: &Draft, at: usize) -> Option<(usize, &'static str)> {
    digit_of(draft.word(at))?;
    let mut to = at;
    while to < at.saturating_add(MOST_DIGITS)
        && (digit_of(draft.word(to)).is_some()
            || draft.get(to).is_some_and(|token| token.number && token.digits <= 2))
    {
        to = to.saturating_add(1);
    }
    if to < at.saturating_add(7) {
        return None;
    }
    if cue_before(draft, at, |word| is_social_cue(word) || matches!(word, "seguro")) {
        return Some((to, "rule:social-security"));
    }
    cue_before(draft, at, |word| is_record_cue(word) || is_card_cue(word))
        .then_some((to, "rule:record-number"))
}

/// A run of number words joined by spaces, hyphens or full stops, with its figures and group sizes.
struct Run {
    to: usize,
    digits: String,
    groups: Vec<usize>,
}

fn run_at(draft: &Draft, from: usize) -> Run {
    let mut run = Run { to: from, digits: String::new(), groups: Vec::new() };
    while let Some(token) = draft.get(run.to) {
        let joined = run.to == from
            || matches!(token.gap, Gap::Soft | Gap::Mark('.')) && matches!(token.before, ' ' | '-' | '.');
        // "5 2 8 - 0 0": a hyphen between spaces still joins.
        if !token.number || !joined || run.digits.len() >= MOST_DIGITS {
            break;
        }
        let word = draft.word(run.to);
        if word.contains('.') {
            break;
        }
        run.digits.push_str(word);
        run.groups.push(word.len());
        run.to = run.to.saturating_add(1);
    }
    run
}

/// 3-2-4 with hyphens, or nine figures with a cue; never 000, 666 or 9xx first, nor 00, nor 0000.
fn social_security(draft: &Draft, at: usize, run: &Run) -> Option<usize> {
    if run.digits.len() != 9 {
        return None;
    }
    let cue = cue_before(draft, at, is_social_cue);
    let hyphens =
        (at.saturating_add(1)..run.to).filter(|t| draft.get(*t).is_some_and(|x| x.before == '-')).count();
    let single = run.groups.len() == 9 && run.groups.iter().all(|group| *group == 1);
    let grouped = run.groups == [3, 2, 4] || single;
    let shaped = grouped && (hyphens == 2 || cue);
    if !(shaped || cue) {
        return None;
    }
    let area = run.digits.get(0..3)?;
    let sound = !matches!(area, "000" | "666")
        && !area.starts_with('9')
        && run.digits.get(3..5)? != "00"
        && run.digits.get(5..9)? != "0000";
    // With a cue, a wrong number is still a number somebody meant to keep to themselves.
    (sound || cue || single).then_some(run.to)
}

/// 13 to 19 figures that pass Luhn's check, or sixteen in fours next to a card's name.
fn card(draft: &Draft, at: usize, run: &Run) -> Option<usize> {
    let count = run.digits.len();
    let fours = run.groups.len() == 4 && run.groups.iter().all(|group| *group == 4);
    let amex = run.groups == [4, 6, 5];
    let shaped = run.groups.len() == 1 || fours || amex;
    if !shaped || !(13..=19).contains(&count) {
        return None;
    }
    (luhn(&run.digits) || count >= 15 && cue_before(draft, at, is_card_cue)).then_some(run.to)
}

/// A routing number by its check digit and a cue, or an account number after a bank's word.
fn bank(draft: &Draft, at: usize, run: &Run) -> Option<usize> {
    let count = run.digits.len();
    let routing = count == 9
        && routing_check(&run.digits)
        && cue_before(draft, at, |word| matches!(word, "routing" | "aba" | "ruta"));
    let account = (6..=17).contains(&count)
        && cue_before(draft, at, |word| {
            matches!(word, "account" | "acct" | "cuenta" | "checking" | "savings")
        })
        && cue_before(draft, at, |word| {
            matches!(word, "bank" | "banco" | "checking" | "savings" | "routing" | "ach" | "deposit")
        });
    // Mexico's standard account number has eighteen figures.
    let standard = count == 18 && cue_before(draft, at, |word| word == "clabe");
    (routing || account || standard).then_some(run.to)
}

/// Record, member, licence and passport numbers: five figures and more, letters allowed, a cue before.
fn record(draft: &Draft, at: usize) -> Option<usize> {
    let token = draft.get(at)?;
    let mut to = at.saturating_add(1);
    let mut digits = token.digits;
    while let Some(more) = draft.get(to) {
        if more.digits == 0 || more.gap != Gap::Soft || !matches!(more.before, ' ' | '-') || digits > 16 {
            break;
        }
        digits = digits.saturating_add(more.digits);
        to = to.saturating_add(1);
    }
    // A letter or two may be set apart in front: "W 284190337".
    let wanted = digits >= 5 && token.before != '$' && !draft.word(at).contains('.');
    // A long number keeps its cue a sentence longer.
    if !wanted {
        return None;
    }
    let reach = if digits >= 8 { CUE_REACH.saturating_add(4) } else { CUE_REACH };
    let long = digits >= 7 && token.gap != Gap::Stop;
    let strong =
        cue_within(draft, at, reach, is_record_cue) || long && cue_within(draft, at, 4, is_long_record_cue);
    (strong && !cue_before(draft, at, is_code_cue)).then_some(to)
}

/// The patient's telephone number: "your cell 555-0188", "best number still 937-555-0148?".
fn telephone(draft: &Draft, at: usize, run: &Run) -> Option<usize> {
    let shaped = matches!(run.groups.as_slice(), [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [10]);
    let named = cue_within(draft, at, 5, |word| {
        matches!(
            word,
            "cell" | "cel" | "phone" | "number" | "celular" | "telefono" | "numero" | "mobile" | "movil"
        )
    });
    let theirs = cue_within(draft, at, 4, is_your) || is_asked(draft, at, run.to) && !is_ours(draft, at);
    (shaped && named && theirs).then_some(run.to)
}

/// Whether the draft asks whether these words are still right, as a desk asks a patient: "still 937-555-0148?", "is that
/// right".
fn is_asked(draft: &Draft, from: usize, to: usize) -> bool {
    let before = (from.saturating_sub(4)..from).any(|t| {
        matches!(
            draft.word(t),
            "still" | "todavia" | "sigue" | "siguen" | "saved" | "file" | "best" | "tengo"
        )
    });
    let after = (to..to.saturating_add(5)).any(|t| {
        matches!(
            draft.word(t),
            "right"
                | "correct"
                | "still"
                | "correcto"
                | "correcta"
                | "todavia"
                | "sigue"
                | "siguen"
                | "verdad"
        )
    });
    before || after
}

/// Whether what follows is the office's own: "our new number", "write to us at".
pub(crate) fn is_ours(draft: &Draft, at: usize) -> bool {
    (at.saturating_sub(CUE_REACH)..at).any(|t| match draft.word(t) {
        "our" => {
            !matches!(draft.word(t.saturating_add(1)), "system" | "records" | "file" | "files" | "chart")
        }
        "we" | "were" | "us" | "office" | "clinic" | "nuestra" | "nuestro" | "estamos" | "clinica" | "dr" => {
            true
        }
        _ => false,
    })
}

/// "880 Birch Hollow Rd, Akron" where the draft speaks of the patient's or a relative's home.
fn address(draft: &Draft, at: usize) -> Option<usize> {
    let number = draft.get(at).filter(|token| token.number && token.digits <= 6)?;
    if matches!(number.before, '$' | ':' | '/') {
        return None;
    }
    let suffix = street_after(draft, at)?;
    let home = is_home(draft, at, suffix);
    let ours = is_ours(draft, at);
    // "Harold Tibbets, 418 Quail Run": whose it is stands before it.
    let large = |back: usize| {
        at.checked_sub(back)
            .and_then(|t| draft.get(t))
            .is_some_and(|token| token.case == Case::Title && !token.number)
            && at
                .checked_sub(back)
                .is_some_and(|t| !is_place_word(draft.word(t)) && !is_office(draft.word(t)))
    };
    let full = |back: usize| large(back) && large(back.saturating_add(1)) && at >= back.saturating_add(1);
    let titled = (at.saturating_sub(8)..at).any(|t| is_title(draft.word(t)));
    let named = (1..7)
        .any(|back| full(back) && at.checked_sub(back).is_some_and(|t| draft.same_sentence(t, at)))
        && !titled;
    ((home || named) && !ours).then(|| suffix.saturating_add(1))
}

/// Whether the draft speaks of somebody's home where an address stands: "still at", "your address", "home address",
/// "domicilio".
pub(crate) fn is_home(draft: &Draft, at: usize, last: usize) -> bool {
    let before = (at.saturating_sub(CUE_REACH)..at).any(|t| {
        let previous = t.checked_sub(1).map_or("", |previous| draft.word(previous));
        match draft.word(t) {
            "contact" | "lives" | "live" | "vive" | "viven" | "domicilio" | "mailing" => true,
            "address" => is_your(previous) || matches!(previous, "home" | "current"),
            "direccion" => is_your(previous) || draft.word(t.saturating_add(1)) == "actual",
            "home" | "casa" => is_your(previous),
            _ => false,
        }
    });
    let still = (last..last.saturating_add(8))
        .any(|t| matches!(draft.word(t), "still" | "todavia" | "sigue") && draft.same_sentence(t, at));
    before || still
}

/// What an office is called: its address is everybody's.
fn is_office(word: &str) -> bool {
    matches!(
        word,
        "practice"
            | "family"
            | "medical"
            | "dental"
            | "health"
            | "pediatrics"
            | "eye"
            | "office"
            | "pharmacy"
            | "lab"
    )
}

/// The street's last word after a house number.
pub(crate) fn street_after(draft: &Draft, at: usize) -> Option<usize> {
    // From the very next word on: "1:40 w dr okafor" is a time and a doctor.
    (at.saturating_add(1)..at.saturating_add(6))
        .take_while(|t| draft.get(*t).is_some_and(|token| token.gap == Gap::Soft && !token.number))
        .find(|t| *t > at.saturating_add(1) && is_street_word(draft.word(*t)))
        .filter(|suffix| {
            // "10:20 with Dr. Okafor" is no street.
            let large = |t: usize| {
                draft.get(t).is_some_and(|token| token.case == Case::Title && token.gap == Gap::Soft)
            };
            draft.word(*suffix) != "dr" || !large(suffix.saturating_add(1))
        })
}

/// Marks house numbers and streets: whose they are is for the rules to say, and the model is not to guess.
pub(crate) fn mask_streets(draft: &Draft, masked: &mut [bool]) {
    for at in 0..draft.tokens.len() {
        if !draft.get(at).is_some_and(|token| token.number && token.digits <= 6) {
            continue;
        }
        if let Some(suffix) = street_after(draft, at) {
            // "... Ct Ste 3"
            let room = is_room_word(draft.word(suffix.saturating_add(1)));
            let last = if room { suffix.saturating_add(2) } else { suffix };
            masked.iter_mut().take(last.saturating_add(1)).skip(at).for_each(|mask| *mask = true);
        }
    }
}

fn emails(draft: &Draft, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < draft.tokens.len() {
        let mut to = at.saturating_add(1);
        let mut host = false;
        while let Some(token) = draft.get(to) {
            match token.gap {
                Gap::Mark('@') => host = true,
                Gap::Mark('.') => {}
                Gap::Soft if matches!(token.before, '-' | '_' | '+') => {}
                _ => break,
            }
            to = to.saturating_add(1);
        }
        let theirs = cue_within(draft, at, 4, |word| is_your(word) || is_relation(word))
            || is_private(draft, at, to) && !is_ours(draft, at);
        if host && theirs {
            hits.push(Hit::rule(at, to, Kind::ContactDetails, "rule:email"));
        }
        at = to;
    }
}

/// "chayo.rubio88@example.com": a mailbox at a provider for private people, or one with a number, which is no role's.
fn is_private(draft: &Draft, from: usize, to: usize) -> bool {
    let host = (from..to).find(|t| draft.get(*t).is_some_and(|token| token.gap == Gap::Mark('@')));
    let Some(host) = host else { return false };
    let role = (from..host).any(|t| is_role_mailbox(draft.word(t)));
    let numbered = (from..host).any(|t| draft.get(t).is_some_and(|token| token.digits >= 2));
    !role && (numbered || is_private_provider(draft.word(host)))
}

fn cue_before(draft: &Draft, at: usize, fits: impl Fn(&str) -> bool) -> bool {
    cue_within(draft, at, CUE_REACH, fits)
}

fn cue_within(draft: &Draft, at: usize, reach: usize, fits: impl Fn(&str) -> bool) -> bool {
    let first = at.saturating_sub(reach);
    (first..at).any(|t| fits(draft.word(t))) || fits("social") && spelled_social(draft, at)
}

/// "s o c i a l" typed letter by letter before the number.
fn spelled_social(draft: &Draft, at: usize) -> bool {
    let first = at.saturating_sub(14);
    let letters: String = (first..at).map(|t| draft.word(t)).filter(|word| word.len() == 1).collect();
    letters.contains("social") || letters.contains("ssn")
}
