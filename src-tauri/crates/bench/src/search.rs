//! B3: search as the window does it, newest first, against FTS5's own query on plain SQLite.
//!
//! Ours takes what was typed, reads the texts and their threads and cuts snippets, from an encrypted store; the
//! reference gives 50 row numbers. Besides ordinary queries there are those that cost most: beginnings of
//! frequent words, and two frequent words that no text has both of.

use std::time::Duration;

use anyhow::{Result, ensure};
use foyer_store::{Store, search};

use crate::{
    measure::{Spent, Spread, quantile},
    options::Options,
    plain::{Plain, Purpose},
    practice,
    report::{Aim, Figure, Report},
    texts::Vocabulary,
};

/// Hits of one answer, as the window asks for them.
const HITS: u32 = 50;

/// What the desk may wait for a keystroke.
const AT_MOST_MILLIS: f64 = 50.0;

/// Something typed.
pub struct Query {
    class: Class,
    /// As typed.
    pub typed: String,
    /// The same for FTS5.
    fts: String,
}

/// What makes a query cheap or dear.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Rare,
    TwoWords,
    Prefix,
    Common,
    Strangers,
}

const CLASSES: [Class; 5] = [Class::Rare, Class::TwoWords, Class::Prefix, Class::Common, Class::Strangers];

impl Class {
    const fn name(self) -> &'static str {
        match self {
            Self::Rare => "  a rare word",
            Self::TwoWords => "  two words",
            Self::Prefix => "  the beginning of a word",
            Self::Common => "  a common word",
            Self::Strangers => "  two common words never together",
        }
    }
}

/// The queries, from the vocabulary the texts were made of.
pub fn queries() -> Vec<Query> {
    let (english, spanish) = (Vocabulary::english(), Vocabulary::spanish());
    let whole = |class, words: &[&str]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        Query { class, typed: format!("{} ", words.join(" ")), fts: quoted.join(" ") }
    };
    let begun = |words: &[&str], letters: usize| {
        let (last, before) = words.split_last().unwrap_or((&"", &[]));
        let last: String = last.chars().take(letters).collect();
        let mut quoted: Vec<String> = before.iter().map(|word| format!("\"{word}\"")).collect();
        quoted.push(format!("\"{last}\"*"));
        let typed = before.iter().copied().chain([last.as_str()]).collect::<Vec<_>>().join(" ");
        Query { class: Class::Prefix, typed, fts: quoted.join(" ") }
    };
    let mut queries = Vec::new();
    for at in 0..20 {
        queries.push(whole(Class::Rare, &[english.word(15_000 + at * 700)]));
        queries.push(whole(Class::TwoWords, &[english.word(20 + at * 3), english.word(120 + at * 40)]));
        queries.push(whole(Class::Common, &[english.word(at * 2)]));
        // Three letters and four, of frequent words and of seldom ones; and a second word half typed.
        queries.push(begun(&[english.word(12 + at * 5)], 3));
        queries.push(begun(&[english.word(300 + at * 500)], 4));
        queries.push(begun(&[english.word(5 + at * 3), english.word(14 + at * 4)], 3));
    }
    for at in 0..8 {
        queries.push(whole(Class::Strangers, &[english.word(14 + at), spanish.word(7 + at)]));
    }
    // A word of one or two letters is no beginning worth its time.
    queries.retain(|query| {
        !query.fts.ends_with('*') || query.fts.split('"').rev().nth(1).is_some_and(|w| w.len() >= 3)
    });
    queries
}

/// Asks as the window does.
pub fn ask(store: &Store, query: &Query) -> Result<usize> {
    Ok(store.read_blocking(|tx| search::messages(tx, &query.typed, None, HITS, |_| true))?.len())
}

/// How long one query took, a round each.
struct Taken {
    class: Class,
    ours: Vec<Duration>,
    theirs: Vec<Duration>,
}

impl Taken {
    fn ours(&self) -> f64 {
        Spread::of(self.ours.iter().map(|took| took.as_secs_f64() * 1e3)).median
    }

    fn theirs(&self) -> f64 {
        Spread::of(self.theirs.iter().map(|took| took.as_secs_f64() * 1e3)).median
    }
}

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let built = practice::build(&options.folder, options.large())?;
    let store = practice::open(&built.store)?;
    let plain = Plain::open(&built.plain, Purpose::Read)?;
    let queries = queries();
    let mut taken: Vec<Taken> = queries
        .iter()
        .map(|query| Taken { class: query.class, ours: Vec::new(), theirs: Vec::new() })
        .collect();
    for _ in 0..options.rounds() {
        for (query, taken) in queries.iter().zip(&mut taken) {
            let (mut ours, mut theirs) = (Spent::default(), Spent::default());
            let found = ours.add(|| ask(&store, query))?;
            let expected = theirs.add(|| plain.find(&query.fts))?;
            // Of a word's beginning the store follows a bounded number of completions, FTS5 all of them.
            let same = found == expected || (query.class == Class::Prefix && found <= expected);
            ensure!(same, "the sides find different numbers of texts");
            taken.ours.push(ours.wall);
            taken.theirs.push(theirs.wall);
        }
    }
    store.close()?;
    tell(report, &taken);
    Ok(())
}

fn tell(report: &mut Report, taken: &[Taken]) {
    let figure = |what, aim| Figure { name: "B3", what, aim };
    let slowest = taken.iter().map(Taken::ours).fold(0.0, f64::max);
    let first = taken.iter().filter_map(|taken| taken.ours.first());
    let first = first.map(Duration::as_secs_f64).fold(0.0, f64::max) * 1e3;
    let worst =
        taken.iter().flat_map(|taken| &taken.ours).map(Duration::as_secs_f64).fold(0.0, f64::max) * 1e3;
    report.millis(
        &figure("the slowest query, wall", Some(Aim::MillisAtMost(AT_MOST_MILLIS))),
        slowest,
        &format!(
            "{} queries; slowest in the first, cold round {first:.1} ms, in any {worst:.1} ms",
            taken.len()
        ),
    );
    for (what, share, most) in [("p50 against FTS5's own query, wall", 0.5, 1.8), ("p95, wall", 0.95, 2.5)] {
        let ours = quantile(taken.iter().map(Taken::ours), share);
        let theirs = quantile(taken.iter().map(Taken::theirs), share);
        let ratio = ours / theirs.max(f64::EPSILON);
        let spread = Spread { low: ratio, median: ratio, high: ratio };
        report.times(
            &figure(what, Some(Aim::AtMost(most))),
            spread,
            &format!("{ours:.2} against {theirs:.2} ms; theirs reads no text"),
        );
    }
    for class in CLASSES {
        let of: Vec<&Taken> = taken.iter().filter(|taken| taken.class == class).collect();
        let ours = |share| quantile(of.iter().map(|taken| taken.ours()), share);
        let theirs = |share| quantile(of.iter().map(|taken| taken.theirs()), share);
        report.millis(
            &figure(class.name(), None),
            ours(0.5),
            &format!(
                "p95 {:.2}, max {:.2} ms; reference p50 {:.2}, p95 {:.2}, max {:.2}",
                ours(0.95),
                ours(1.0),
                theirs(0.5),
                theirs(0.95),
                theirs(1.0)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_asked_and_both_sides_find_as_much() {
        let folder = tempfile::tempdir().unwrap();
        let built = practice::build(folder.path(), 3_000).unwrap();
        let store = practice::open(&built.store).unwrap();
        let plain = Plain::open(&built.plain, Purpose::Read).unwrap();
        let queries = queries();
        for class in CLASSES {
            assert!(queries.iter().filter(|query| query.class == class).count() >= 8, "{}", class.name());
        }
        let mut most = 0;
        for query in &queries {
            let found = ask(&store, query).unwrap();
            let expected = plain.find(&query.fts).unwrap();
            assert!(found == expected || query.class == Class::Prefix && found < expected, "{}", query.typed);
            most = most.max(found);
            if query.class == Class::Strangers {
                assert_eq!(found, 0, "{}", query.typed);
            }
        }
        assert_eq!(most, 50);
    }
}
