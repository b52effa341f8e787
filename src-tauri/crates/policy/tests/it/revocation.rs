//! How many clear wishes are missed, how many ordinary replies are taken for one: in the labelled set that the learned
//! reading was trained with, and in two that it has not seen. Those say what to expect of the next patient.

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
    let (count, taken) = wrong("none", &["none", "unclear"]);
    assert!(
        count >= 250 && taken.len() * 100 <= count * 3,
        "{} of {count}\n{}",
        taken.len(),
        taken.join("\n")
    );
    // These were chosen because they look like wishes; a person reads some of them.
    let (_, asked) = wrong("none", &["none"]);
    assert!(asked.len() * 10 <= count, "{} of {count}\n{}", asked.len(), asked.join("\n"));
}

#[test]
fn what_is_not_sure_cuts_hardly_anybody_off() {
    let (count, wrong_ones) = wrong("unclear", &["unclear", "none"]);
    assert!(count >= 50 && wrong_ones.len() * 20 <= count, "{}", wrong_ones.join("\n"));
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

/// Of a set that nothing was trained with: wishes, wishes missed, ordinary texts, ordinary texts taken for a wish.
fn unseen(file: &'static str) -> [usize; 4] {
    let unseen = rows(file);
    let count = |label: &str, read: &[&str]| {
        unseen.iter().filter(|(given, text)| *given == label && read.contains(&verdict(text))).count()
    };
    let all = ["revoke", "resume", "help", "unclear", "none"];
    [count("revoke", &all), count("revoke", &["none"]), count("none", &all), count("none", &["revoke"])]
}

#[test]
fn plain_wishes_that_nobody_tuned_on_are_seen() {
    let [wishes, missed, ordinary, taken] = unseen(include_str!("../revocation_held_back.tsv"));
    assert_eq!((wishes, ordinary), (90, 90));
    assert!(missed <= 1 && taken <= 1, "{missed} missed, {taken} taken");
}

#[test]
fn of_the_hardest_wishes_most_are_seen() {
    let [wishes, missed, ordinary, taken] = unseen(include_str!("../revocation_fresh.tsv"));
    assert_eq!((wishes, ordinary), (161, 179));
    assert!(missed <= 16 && taken <= 3, "{missed} missed, {taken} taken");
}

#[test]
fn what_was_set_aside_before_anybody_looked_is_read_as_well() {
    let [wishes, missed, ordinary, taken] = unseen(include_str!("../revocation_unseen.tsv"));
    assert_eq!((wishes, ordinary), (119, 86));
    // Its ordinary texts were written to look like wishes.
    assert!(missed <= 1 && taken <= 6, "{missed} missed, {taken} taken");
}

#[test]
fn the_set_is_large_and_in_both_languages() {
    let all = labelled();
    assert!(all.len() >= 600, "{}", all.len());
}
