//! The simulation on fixed seeds and on random ones, and its teeth. See `foyer-sim`; `foyerctl sim` plays more.

use std::time::{Duration, Instant};

use foyer_sim::{Faults, PATIENTS, Plan, log, play, play_all};

/// Seeds that every run plays.
const FIXED: u64 = 24;

/// How long random seeds are played besides.
const RANDOM_FOR: Duration = Duration::from_secs(10);

/// One busy spell and its settling.
fn spell(seed: u64) -> Plan {
    Plan { seed, days: 0.01, faults: Faults::all(), patients: PATIENTS, bug: None }
}

#[test]
fn fixed_seeds_keep_every_promise() {
    log::listen();
    tracing::trace!(word = "pomodoro");
    assert!(log::holds(&["pomodoro"]), "what is logged is caught, or its silence would prove nothing");
    let (sum, failure) = play_all(|n| (n < FIXED).then(|| spell(n + 1)));
    eprintln!("{sum:?}");
    if let Some(failure) = failure {
        panic!("{:#?}\nplay it again with\n  {}", failure.broken, failure.command());
    }
    let struck = [sum.in_doubt > 30, sum.found_again > 10, sum.deaths > 30, sum.stops > 30];
    assert_eq!(struck, [true; 4], "the faults did strike: {sum:?}");
}

#[test]
fn random_seeds_keep_every_promise() {
    let started = Instant::now();
    // Other seeds every day, and the same all day long: what is green once is not red an hour later for nothing.
    let first = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() / 86_400 * 1_000_003;
    let (sum, failure) = play_all(|n| (started.elapsed() < RANDOM_FOR).then(|| spell(first.wrapping_add(n))));
    eprintln!("{sum:?}");
    if let Some(failure) = failure {
        panic!("{:#?}\nplay it again with\n  {}", failure.broken, failure.command());
    }
}

#[test]
fn a_day_with_its_quiet_hours_keeps_every_promise() {
    let outcome = play(&Plan { seed: 7, days: 1.0, faults: Faults::all(), patients: PATIENTS, bug: None });
    assert_eq!(outcome.broken, []);
    assert!(outcome.virtual_s >= 86_400, "{} s", outcome.virtual_s);
}

#[test]
fn a_seed_gives_one_history() {
    let history = |seed| {
        let mut story = foyer_sim::Story::begin(&spell(seed));
        story.play();
        story.settle();
        let attempts: Vec<(i64, String, String)> = story
            .record()
            .attempts
            .into_iter()
            .map(|attempt| (attempt.at, attempt.to, attempt.body))
            .collect();
        let chain = story.desk.store().read_blocking(foyer_store::audit::head).unwrap();
        (attempts, chain)
    };
    assert_eq!(history(4), history(4));
    assert_ne!(history(4), history(5));
}
