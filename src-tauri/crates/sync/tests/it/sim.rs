//! The simulation on fixed seeds and on random ones, and its teeth. See `foyer-sim`; `foyerctl sim` plays more.

use std::time::{Duration, Instant};

use foyer_sim::{Faults, PATIENTS, Plan, log, play, play_all};
use foyer_store::{
    ReadTx,
    audit::{self, AuditEntry},
};

/// Seeds that every run plays.
const FIXED: u64 = 24;

/// How long random seeds are played besides.
const RANDOM_FOR: Duration = Duration::from_secs(10);

/// One busy spell and its settling.
fn spell(seed: u64) -> Plan {
    Plan { seed, days: 0.01, faults: Faults::all(), dense: false, patients: PATIENTS, bug: None }
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

/// Seeds that once broke a promise, in the smallest weather that did: each stands for a mistake that was mended.
const MENDED: [(u64, &str); 16] = [
    (3, "lost,clock,sleep"),
    (37, "clock,crash"),
    (10, "clock,sleep,crash,disk"),
    (5_082, "network,rate,words,sleep,crash,disk,copy"),
    (8_112, "failing,rate,credentials,lists,words,sleep,crash,copy"),
    (10_032, "slow,rate,words,console,clock,sleep,crash,disk,copy"),
    (10_094, "network,clock,sleep,crash,disk"),
    (14_014, "lists,sleep,crash,disk,copy"),
    (14_044, "network,deny,clock,sleep,crash,disk,copy"),
    (16_036, "network,slow,failing,deny,clock,sleep,crash,full,disk,copy"),
    (500_602, "all"),
    (700_149, "all"),
    (700_427, "all"),
    (910_030, "network,lost,rate,console,clock,sleep,crash,disk,copy"),
    (910_030, "all"),
    (1_795_272_388_373_052_617, "words,crash,disk"),
];

#[test]
fn seeds_that_broke_a_promise_once_keep_every_promise() {
    let mended = |n: u64| {
        let (seed, faults) = MENDED.get(usize::try_from(n).unwrap())?;
        Some(Plan { faults: faults.parse().unwrap(), ..spell(*seed) })
    };
    let (sum, failure) = play_all(mended);
    if let Some(failure) = failure {
        panic!("{:#?}\nplay it again with\n  {}", failure.broken, failure.command());
    }
    assert_eq!(sum.seeds, MENDED.len() as u64);
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
    let outcome = play(&Plan { days: 1.0, ..spell(7) });
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
        let all = |tx: &ReadTx<'_>| audit::page(tx, None, u32::MAX);
        // What a text's words are sealed with is chance that no seed gives, so an entry is told by all but its seal.
        let trail: Vec<_> =
            story.desk.store().read_blocking(all).unwrap().into_iter().map(unsealed).collect();
        assert!(!trail.is_empty());
        (attempts, trail)
    };
    assert_eq!(history(4), history(4));
    assert_ne!(history(4), history(5));
}

fn unsealed(mut entry: AuditEntry) -> AuditEntry {
    entry.hash = [0; 32];
    if let Some(detail) = entry.detail.as_object_mut() {
        detail.remove("words");
        detail.remove("reason_words");
    }
    entry
}
