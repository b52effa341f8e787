//! The model that reads wishes follows from its committed corpus, bit for bit, and what is held back is not in it.

use std::collections::BTreeSet;

use foyer_phi_lab::wishes::{self, Wish};

#[test]
fn the_committed_model_is_what_the_corpus_trains_to() {
    let fresh = wishes::train(&wishes::corpus().unwrap(), wishes::STEPS);
    let committed = std::fs::read(wishes::policy().join("data/wishes.bin")).unwrap();
    assert!(fresh == committed, "run `cargo xtask train-wishes` and commit data/wishes.bin");
}

#[test]
fn nothing_held_back_is_trained_on() {
    let plain = |wish: &Wish| -> String {
        wish.text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    // The desk may happen to write what a patient writes: "see you Tuesday then".
    let labelled = wishes::corpus().unwrap().into_iter().filter(|wish| !wish.id.starts_with("desk "));
    let trained: BTreeSet<String> = labelled.map(|wish| plain(&wish)).collect();
    for name in ["revocation_held_back.tsv", "revocation_fresh.tsv", "revocation_unseen.tsv"] {
        for wish in wishes::read(&wishes::policy().join("tests").join(name)).unwrap() {
            let words = plain(&wish);
            // What everybody writes, "stop" and "ok thanks", can't be held back.
            assert!(words.chars().count() < 12 || !trained.contains(&words), "{}", wish.id);
        }
    }
}

#[test]
fn a_row_without_a_verdict_is_refused() {
    let folder = std::env::temp_dir().join(format!("foyer-wishes-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("rows.tsv");
    for row in ["perhaps\tstop", "revoke stop", "none\t "] {
        std::fs::write(&file, row).unwrap();
        assert!(wishes::read(&file).is_err(), "{row}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
