//! Phrases with holes, read from `data/foyer_patterns.tsv`: the telling that has no dictionary word ("the spot they
//! took off was harmless"), and the cues that excuse a draft ("everyone welcome").
//!
//! A pattern is words in a row: `a|b` either, `word?` maybe, `word*` any ending, `#` a number, `..` up to four words.
//! The first word is plain, so that each word of a draft tries only the patterns that begin with it (or with a number); a pattern never
//! crosses a sentence. Regular expressions lost: these must be readable by whoever adds one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::finding::{Kind, RuleId, SensitiveClass};
use crate::steps;
use crate::token::{Draft, Gap};

/// What a matching pattern means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The words tell something.
    Finding(Kind),
    /// The draft is for everybody: nothing in it is about this patient unless it says "your".
    Notice,
    /// The sentence is about staff.
    Staff,
}

/// A pattern found in a draft, in words.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub from: usize,
    pub to: usize,
    pub meaning: Meaning,
    pub rule: RuleId,
}

#[derive(Debug)]
struct Pattern {
    parts: Vec<Part>,
    meaning: Meaning,
    rule: RuleId,
}

#[derive(Debug)]
enum Part {
    Words(Vec<Word>),
    Maybe(Vec<Word>),
    Number,
    Hole,
}

#[derive(Debug)]
struct Word {
    text: &'static str,
    open: bool,
}

/// Every pattern, by first word.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    all: Vec<Pattern>,
    by_first: BTreeMap<&'static str, Vec<usize>>,
}

/// The first part of patterns that begin with a number.
const NUMBER: &str = "#";
/// Words a hole may swallow.
const HOLE: usize = 4;

impl Patterns {
    pub fn built_in() -> Self {
        let mut patterns = Self::default();
        for line in include_str!("../data/foyer_patterns.tsv").lines().skip(1) {
            let mut cells = line.split('\t');
            if let (Some(pattern), Some(meaning), Some(class)) = (cells.next(), cells.next(), cells.next())
                && let Some(meaning) = meaning_of(meaning, class.trim())
            {
                patterns.add(pattern, meaning);
            }
        }
        patterns
    }

    fn add(&mut self, written: &'static str, meaning: Meaning) {
        let parts: Vec<Part> = written.split_whitespace().map(part_of).collect();
        let place = self.all.len();
        match parts.first() {
            Some(Part::Words(first)) => {
                first.iter().for_each(|word| self.by_first.entry(word.text).or_default().push(place));
            }
            Some(Part::Number) => self.by_first.entry(NUMBER).or_default().push(place),
            Some(Part::Maybe(_) | Part::Hole) | None => {}
        }
        self.all.push(Pattern { parts, meaning, rule: named(written) });
    }

    /// Every pattern's first match at each word.
    pub fn find(&self, draft: &Draft) -> Vec<Match> {
        let mut found = Vec::new();
        for from in 0..draft.tokens.len() {
            let number = draft.get(from).is_some_and(|token| token.number);
            let first = if number { NUMBER } else { draft.word(from) };
            let Some(places) = self.by_first.get(first) else { continue };
            for pattern in places.iter().filter_map(|place| self.all.get(*place)) {
                if let Some(to) = matches_on(&pattern.parts, draft, from, from) {
                    found.push(Match { from, to, meaning: pattern.meaning, rule: pattern.rule.clone() });
                }
            }
        }
        found
    }
}

/// Where the match ends, trying shorter holes first. Depth is the pattern's own length.
fn matches_on(parts: &[Part], draft: &Draft, start: usize, at: usize) -> Option<usize> {
    steps::step();
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    let here = draft.get(at).filter(|token| at == start || token.gap != Gap::Stop);
    match part {
        Part::Words(words) => {
            here?;
            words
                .iter()
                .any(|w| w.fits(draft.word(at)))
                .then(|| matches_on(rest, draft, start, at.saturating_add(1)))?
        }
        Part::Maybe(words) => {
            let taken = here.is_some() && words.iter().any(|w| w.fits(draft.word(at)));
            taken
                .then(|| matches_on(rest, draft, start, at.saturating_add(1)))
                .flatten()
                .or_else(|| matches_on(rest, draft, start, at))
        }
        Part::Number => here?.number.then(|| matches_on(rest, draft, start, at.saturating_add(1)))?,
        Part::Hole => (0..=HOLE).find_map(|skip| {
            let next = at.saturating_add(skip);
            let clear = (at..next).all(|t| draft.get(t).is_some_and(|token| token.gap != Gap::Stop));
            clear.then(|| matches_on(rest, draft, start, next)).flatten()
        }),
    }
}

/// The rule's name: the first alternative of each part, `phrase:spot .. nothing`.
fn named(written: &str) -> RuleId {
    let words: Vec<&str> = written
        .split_whitespace()
        .map(|part| part.split('|').next().unwrap_or(part).trim_end_matches(['?', '*']))
        .collect();
    RuleId(Cow::Owned(format!("phrase:{}", words.join(" "))))
}

fn part_of(written: &'static str) -> Part {
    match written {
        "#" => Part::Number,
        ".." => Part::Hole,
        _ => match written.strip_suffix('?') {
            Some(maybe) => Part::Maybe(words_of(maybe)),
            None => Part::Words(words_of(written)),
        },
    }
}

fn words_of(written: &'static str) -> Vec<Word> {
    written
        .split('|')
        .map(|word| match word.strip_suffix('*') {
            Some(text) => Word { text, open: true },
            None => Word { text: word, open: false },
        })
        .collect()
}

impl Word {
    fn fits(&self, word: &str) -> bool {
        if self.open { word.starts_with(self.text) } else { word == self.text }
    }
}

fn meaning_of(meaning: &str, class: &str) -> Option<Meaning> {
    Some(match meaning {
        "notice" => Meaning::Notice,
        "staff" => Meaning::Staff,
        "diagnosis" => Meaning::Finding(Kind::Diagnosis),
        "result" => Meaning::Finding(Kind::LabResult),
        "test" => Meaning::Finding(Kind::LabTest),
        "procedure" => Meaning::Finding(Kind::ImagingOrProcedure),
        "medicine" => Meaning::Finding(Kind::Medicine),
        "dose" => Meaning::Finding(Kind::MedicineAndDose),
        "symptom" => Meaning::Finding(Kind::Symptom),
        "specialty" => Meaning::Finding(Kind::HintsAtCondition),
        "sensitive" => Meaning::Finding(Kind::SensitiveCare(class_of(class)?)),
        _ => return None,
    })
}

fn class_of(class: &str) -> Option<SensitiveClass> {
    Some(match class {
        "mental_health" => SensitiveClass::MentalHealth,
        "sud" => SensitiveClass::SubstanceUse,
        "hiv_sti" => SensitiveClass::HivSti,
        "repro" => SensitiveClass::Reproductive,
        "sexual_gender" => SensitiveClass::SexualGender,
        "genetic" => SensitiveClass::Genetic,
        "abuse" => SensitiveClass::Abuse,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_file_is_understood() {
        let text = include_str!("../data/foyer_patterns.tsv");
        let rows: Vec<&str> = text.lines().skip(1).collect();
        let patterns = Patterns::built_in();
        assert_eq!(patterns.all.len(), rows.len());
        for pattern in &patterns.all {
            match pattern.parts.first() {
                Some(Part::Words(first)) => {
                    assert!(first.iter().all(|word| !word.open), "{:?}", pattern.rule)
                }
                Some(Part::Number) => {}
                Some(Part::Maybe(_) | Part::Hole) | None => panic!("{:?} has no first word", pattern.rule),
            }
        }
        for row in rows {
            let plain = row.replace('\t', " ");
            assert_eq!(crate::fold::fold_text(&plain), plain, "write patterns folded");
        }
    }
}
