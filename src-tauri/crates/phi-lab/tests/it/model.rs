//! The model that is compiled in follows from the committed corpus, bit for bit.

use foyer_phi_lab::report::{Report, flagged};
use foyer_phi_lab::train::{Example, Recipe, Steps, head};
use foyer_phi_lab::{corpus, measure};

#[test]
fn the_committed_model_is_what_the_corpus_trains_to() {
    let studied = measure::study(corpus::split("train").unwrap());
    let fresh = measure::train(studied.iter(), Recipe::SHIPPED);
    let committed = std::fs::read(corpus::phi().join("data/model.bin")).unwrap();
    assert!(fresh == committed, "run `cargo xtask train-screener` and commit data/model.bin");
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
