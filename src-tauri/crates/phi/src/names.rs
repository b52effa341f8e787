//! Names: which words are only somebody's name, and which names say more than a text needs.

use crate::cues::{is_relation, is_title, is_your};
use crate::finding::Kind;
use crate::fold;
use crate::hit::Hit;
use crate::token::{Case, Draft, Gap};

/// Marks the words of a name or phrase wherever they stand in the draft.
pub(crate) fn mask_phrase(draft: &Draft, masked: &mut [bool], phrase: &str) {
    mask(masked, &places(draft, phrase));
}

/// Marks these words.
pub(crate) fn mask(masked: &mut [bool], places: &[(usize, usize)]) {
    for (from, to) in places {
        masked.iter_mut().take(*to).skip(*from).for_each(|mask| *mask = true);
    }
}

/// Every place where a name stands: its first word and one past its last.
pub(crate) fn places(draft: &Draft, name: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    each_place(draft, &fold::plain_words(&fold::fold_text(name)), |from, to| found.push((from, to)));
    found
}

/// Marks the capitalised words after a title ("Dr. Payne", "Sra. Dolores Ruiz"): names, whatever they mean.
pub(crate) fn mask_titled(draft: &Draft, masked: &mut [bool]) {
    for at in 0..draft.tokens.len() {
        if !is_title(draft.word(at)) {
            continue;
        }
        for next in at.saturating_add(1)..at.saturating_add(3) {
            let name = draft.get(next).is_some_and(|t| {
                matches!(t.case, Case::Title | Case::Initial) && matches!(t.gap, Gap::Soft | Gap::None)
            });
            match masked.get_mut(next) {
                Some(mask) if name => *mask = true,
                _ => break,
            }
        }
    }
}

/// Marks links: the figures and words of an address on the web are not the draft's.
pub(crate) fn mask_links(draft: &Draft, masked: &mut [bool]) {
    each_link(draft, |from, to| {
        masked.iter_mut().take(to).skip(from).for_each(|mask| *mask = true);
    });
}

/// Calls for every link, from its first word to one past its last.
pub(crate) fn each_link(draft: &Draft, mut found: impl FnMut(usize, usize)) {
    let mut at = 0;
    while at < draft.tokens.len() {
        let starts = matches!(draft.word(at), "http" | "https" | "www");
        if !starts {
            at = at.saturating_add(1);
            continue;
        }
        let mut to = at.saturating_add(1);
        while draft.get(to).is_some_and(|t| !matches!(t.before, ' ' | '\0') || to == at.saturating_add(1)) {
            to = to.saturating_add(1);
        }
        found(at, to);
        at = to;
    }
}

/// The words of every name.
pub(crate) fn words_of(names: &[String]) -> Vec<Vec<String>> {
    names.iter().map(|name| fold::plain_words(&fold::fold_text(name))).collect()
}

/// A full name of the patient, and other people named by their relation to the patient.
pub(crate) fn find(draft: &Draft, names: &[Vec<String>], hits: &mut Vec<Hit>) {
    for words in names.iter().filter(|words| words.len() > 1) {
        each_place(draft, words, |from, to| hits.push(Hit::rule(from, to, Kind::FullName, "rule:full-name")));
    }
    for at in 1..draft.tokens.len() {
        let named = at.saturating_add(1);
        let capital =
            draft.get(named).is_some_and(|t| t.case == Case::Title && t.gap == Gap::Soft && !t.possessive);
        let relation = is_relation(draft.word(at)) && is_your(draft.word(at.saturating_sub(1)));
        let patient = names.iter().any(|words| words.iter().any(|word| word == draft.word(named)));
        if relation && capital && !patient && !is_title(draft.word(named)) {
            let second = named.saturating_add(1);
            let surname = draft.get(second).is_some_and(|t| t.case == Case::Title && t.gap == Gap::Soft);
            let to = if surname { second.saturating_add(1) } else { second };
            hits.push(Hit::rule(at.saturating_sub(1), to, Kind::SomeoneElse, "rule:someone-else"));
        }
    }
}

fn each_place(draft: &Draft, words: &[String], mut found: impl FnMut(usize, usize)) {
    let Some(first) = words.first() else { return };
    for from in 0..draft.tokens.len() {
        let to = from.saturating_add(words.len());
        if draft.word(from) == first
            && words.iter().enumerate().all(|(n, word)| draft.word(from.saturating_add(n)) == word)
        {
            found(from, to);
        }
    }
}
