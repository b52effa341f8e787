//! The model that is compiled in follows from the committed corpus, bit for bit.

use foyer_phi::{Head, Heads, Model, Net, Screener};
use foyer_phi_lab::corpus::{self, Message};
use foyer_phi_lab::measure;
use foyer_phi_lab::net::{self, Course};
use foyer_phi_lab::report::{Report, flagged};
use foyer_phi_lab::train::{Example, Recipe, Steps, head};

#[test]
fn the_committed_model_is_what_the_corpus_trains_to() {
    let studied = measure::study(corpus::split("train").unwrap());
    let fresh = measure::train(studied.iter(), Recipe::SHIPPED);
    let committed = std::fs::read(corpus::phi().join("data/model.bin")).unwrap();
    assert!(fresh == committed, "run `cargo xtask train-screener` and commit data/model.bin");
    // Training the network takes minutes: its file names what it was trained from, and `train-screener --check` trains
    // it anew.
    let more = measure::study(corpus::split("more").unwrap());
    let who = std::fs::read(corpus::phi().join("data/who.bin")).unwrap();
    assert!(measure::train_who(studied.iter().chain(&more)) == who, "as above, and commit data/who.bin");
    let lessons = measure::lessons(studied.iter().chain(&more), Recipe::SHIPPED);
    let network = std::fs::read(corpus::phi().join("data/net.bin")).unwrap();
    assert!(
        Net::trained_from(&network)
            == Some(Course::SHIPPED.map(|course| net::digest(&lessons, course)).to_vec()),
        "run `cargo xtask train-screener` and commit data/net.bin"
    );
}

/// Drafts whose words tell only beside one another: "blue chair" does, "chair ... blue" does not.
fn beside_one_another() -> Vec<Message> {
    const PLACES: [&str; 6] = ["today", "at noon", "by the door", "on Monday", "with Ana", "next week"];
    let draft = |n: usize| {
        let (before, after) = (PLACES[n % 6], PLACES[n / 6 % 6]);
        match n / 36 % 4 {
            0 => format!("clinical\ten\tplain\t{before} the [[blue chair]] {after}"),
            1 => format!("ok\ten\tplain\t{before} the chair is blue {after}"),
            2 => format!("ok\ten\tplain\t{before} the blue door {after}"),
            _ => format!("clinical\ten\tplain\t{before} a [[blue chair]] {after}"),
        }
    };
    (0..144).map(|n| corpus::from_row(&n.to_string(), &draft(n)).unwrap()).collect()
}

#[test]
fn the_network_learns_what_sums_over_words_cannot_and_repeats_itself() {
    let studied = measure::study(beside_one_another());
    let course = Course { epochs: 12, batch: 16, ..Course::FIRST };
    let file = measure::train_nets(studied.iter(), Recipe::SHIPPED, &[course]).unwrap();
    assert!(file == measure::train_nets(studied.iter(), Recipe::SHIPPED, &[course]).unwrap());
    let other = Course { lot: 1, ..course };
    assert!(file != measure::train_nets(studied.iter(), Recipe::SHIPPED, &[other]).unwrap());
    let nothing = || Head { weights: Vec::new(), bias: 0.0 };
    let flat = Model::file(&Heads { tells: nothing(), sensitive: nothing(), word: nothing() });
    let model = Model::from_bytes(flat).unwrap().with_nets(vec![Net::from_bytes(file).unwrap()]);
    let screener = Screener::new().with_model(Some(model));
    for one in &studied {
        let score = screener.score(&one.message.text).unwrap();
        assert_eq!(score.tells > 0.0, one.message.tells(), "{}", one.message.text);
    }
}

#[test]
fn training_learns_what_there_is_to_learn_and_repeats_itself() {
    let features: Vec<Vec<u32>> = (0..40_u32).map(|n| vec![n % 2, 2 + n % 7]).collect();
    let examples: Vec<Example<'_>> =
        features.iter().map(|f| Example { features: f, yes: f[0] == 1, weight: 1.0 }).collect();
    let steps = Steps { epochs: 20, ridge: 1e-4, rate: 1.0, left_out: 0 };
    let trained = head(&examples, 16, steps);
    assert!(trained.weights[1] > 1.0 && trained.weights[0] < -1.0);
    assert_eq!(trained, head(&examples, 16, steps));
}

#[test]
fn the_report_counts_what_it_says() {
    let messages = ["clinical\ten\tplain\tyour [[asthma]] visit", "ok\ten\tplain\tsee you at 2"]
        .map(|row| corpus::from_row("row", row).unwrap());
    let screened = measure::screen_all(&foyer_phi::Screener::new(), messages.to_vec());
    assert!(flagged(&screened[0].1) && !flagged(&screened[1].1));
    let report = Report::of(&screened);
    assert_eq!((report.found.part, report.found.whole), (1, 1));
    assert_eq!((report.plain_alarms.part, report.plain_alarms.whole), (0, 1));
    assert_eq!((report.touched.part, report.touched.whole), (1, 1));
    assert_eq!(report.precision().per_mille(), Some(1000));
}
