//! How many clear wishes are missed, how many ordinary replies are taken for one: in the labelled set that the rules were
//! written with, and in a smaller one that they have not seen. The second says what to expect of the next patient, and
//! falls short of the first's bounds.

use foyer_policy::{Keyword, recognise};

fn verdict(text: &str) -> &'static str {
    match recognise(text) {
        Some(Keyword::Stop) => "revoke",
        Some(Keyword::Start | Keyword::Resume) => "resume",
        Some(Keyword::Help) => "help",
        Some(Keyword::Unclear) => "unclear",
        Some(Keyword::Yes | Keyword::No) | None => "none",
    }
}

fn labelled() -> Vec<(&'static str, &'static str)> {
    rows(include_str!("../revocation.tsv"))
}

fn rows(file: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').expect(line)).collect()
}

/// Of the texts labelled `label`, those read otherwise than `right` allows.
fn wrong(label: &str, right: &[&str]) -> (usize, Vec<&'static str>) {
    let of_label: Vec<_> = labelled().into_iter().filter(|(given, _)| *given == label).collect();
    let wrong = of_label.iter().filter(|(_, text)| !right.contains(&verdict(text))).map(|(_, text)| *text);
    (of_label.len(), wrong.collect())
}

#[test]
fn at_most_one_clear_wish_in_a_hundred_is_missed() {
    let (count, missed) = wrong("revoke", &["revoke"]);
    assert!(
        count >= 250 && missed.len() * 100 <= count,
        "{} of {count}\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn at_most_three_ordinary_replies_in_a_hundred_are_taken_for_one() {
    let (count, taken) = wrong("none", &["none"]);
    assert!(
        count >= 250 && taken.len() * 100 <= count * 3,
        "{} of {count}\n{}",
        taken.len(),
        taken.join("\n")
    );
}

#[test]
fn what_is_not_sure_cuts_nobody_off() {
    let (count, wrong_ones) = wrong("unclear", &["unclear", "none"]);
    assert!(count >= 50 && wrong_ones.is_empty(), "{}", wrong_ones.join("\n"));
    let (count, unread) = wrong("unclear", &["unclear"]);
    assert!(unread.len() * 20 <= count, "{}", unread.join("\n"));
}

#[test]
fn whoever_wants_texts_again_or_help_is_understood() {
    for label in ["resume", "help"] {
        let (_, unread) = wrong(label, &[label]);
        assert!(unread.is_empty(), "{label}\n{}", unread.join("\n"));
    }
}

#[test]
fn unseen_wishes_are_mostly_read_and_unseen_replies_cut_nobody_off() {
    let unseen = rows(include_str!("../revocation_held_back.tsv"));
    let count = |label: &str, read: &str| {
        unseen.iter().filter(|(given, text)| *given == label && verdict(text) == read).count()
    };
    let (read, asked, missed) =
        (count("revoke", "revoke"), count("revoke", "unclear"), count("revoke", "none"));
    assert_eq!(read + asked + missed, 90);
    assert!(missed <= 18, "{missed} of 90 wishes missed, {asked} left to a person");
    assert!(count("none", "revoke") <= 2);
}

#[test]
fn the_set_is_large_and_in_both_languages() {
    let all = labelled();
    assert!(all.len() >= 600, "{}", all.len());
}
