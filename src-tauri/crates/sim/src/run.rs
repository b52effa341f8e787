//! Plays seeds, on both cores, and says what came of them in one line; makes a failing run small.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use foyer_sync::teeth::{self, Bug};
use serde::Serialize;

use crate::{
    checks,
    faults::Fault,
    haunts::{DAYS, weather},
    log,
    rules::{Broken, Rule},
    story::{PATIENTS, Plan, Story},
    time::lock,
};

/// What one run came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Promises that were not kept.
    pub broken: Vec<Broken>,
    /// Virtual seconds played.
    pub virtual_s: i64,
    /// Texts that staff queued.
    pub queued: usize,
    /// Texts that the carrier took.
    pub accepted: usize,
    /// Texts that patients sent.
    pub received: usize,
    /// Bytes of the store and its log at the end.
    pub store_bytes: u64,
    /// Texts that were in doubt for a while.
    pub doubted: usize,
    /// Texts in doubt that were found.
    pub found: usize,
    /// Deaths of the process.
    pub deaths: usize,
    /// STOPs.
    pub stops: usize,
    /// The most texts on the wire at once.
    pub most_flying: usize,
}

/// Plays one plan to its end.
pub fn play(plan: &Plan) -> Outcome {
    log::listen();
    teeth::plant(plan.bug);
    let played = catch_unwind(AssertUnwindSafe(|| played(plan)));
    teeth::plant(None);
    teeth::mend_disk();
    played.unwrap_or_else(|_| {
        // A run that cannot go on is found by its seed like any other that breaks a promise.
        let place = log::panicked_at().unwrap_or_default();
        let broken = vec![Broken::new(Rule::Panic, format!("the run stopped at {place}"))];
        Outcome { broken, ..Outcome::default() }
    })
}

fn played(plan: &Plan) -> Outcome {
    let mut story = Story::begin(plan);
    story.play();
    story.settle();
    let broken = story.broken();
    let record = story.record();
    let mut outcome = Outcome {
        broken,
        virtual_s: story.virtual_seconds(),
        queued: story.queued,
        accepted: checks::accepted(&record),
        received: checks::received(&record),
        store_bytes: story.desk.bytes(),
        deaths: story.deaths,
        stops: story.stops,
        most_flying: story.desk.umpire.most_flying(),
        ..Outcome::default()
    };
    for entry in story.entries() {
        outcome.doubted += usize::from(entry.action == "outbox.unconfirmed");
        outcome.found += usize::from(entry.action == "outbox.found");
    }
    outcome
}

/// What all runs together came to: the line that `foyerctl sim` prints.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sum {
    /// Runs.
    pub seeds: u64,
    /// Virtual days of all of them.
    pub virtual_days: f64,
    /// Texts that staff queued.
    pub texts_queued: usize,
    /// Texts that the carrier took, by its own record.
    pub accepted_by_carrier: usize,
    /// Texts that patients sent.
    pub texts_received: usize,
    /// Texts that were in doubt for a while, and of those how many were found again.
    pub in_doubt: usize,
    /// See there.
    pub found_again: usize,
    /// Deaths of the process.
    pub deaths: usize,
    /// STOPs that patients sent.
    pub stops: usize,
    /// The most texts on the wire at once.
    pub most_at_once: usize,
    /// The largest store, with its log, in MiB.
    pub largest_store_mib: f64,
    /// Broken promises: texts taken more often than a person wanted.
    pub duplicates: usize,
    /// Texts that ended nowhere, or inbound ones that are missing.
    pub lost: usize,
    /// Texts handed over after a revocation.
    pub sent_after_revocation: usize,
    /// Texts out of their thread's order.
    pub order_violations: usize,
    /// Texts that wait and nobody sees why.
    pub held_without_reason: usize,
    /// Any other promise.
    pub other_violations: usize,
    /// Whether every audit chain verified and told all.
    pub audit_chain_ok: bool,
    /// How fast virtual time went.
    pub virtual_seconds_per_real_second: f64,
}

/// A run that broke a promise.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The smallest plan found that still does.
    pub plan: Plan,
    /// What it broke.
    pub broken: Vec<Broken>,
}

impl Failure {
    /// How to see it again.
    pub fn command(&self) -> String {
        let Plan { seed, days, faults, dense, patients, bug } = &self.plan;
        let patients = if *patients == PATIENTS { String::new() } else { format!(" --patients {patients}") };
        let dense = if *dense { " --dense" } else { "" };
        let bug = bug.map(|bug| format!(" --plant {}", bug.name())).unwrap_or_default();
        format!("foyerctl sim --seed {seed} --days {days} --faults {faults}{dense}{patients}{bug}")
    }
}

impl Sum {
    fn add(&mut self, outcome: &Outcome) {
        self.seeds += 1;
        self.virtual_days += outcome.virtual_s as f64 / 86_400.0;
        self.texts_queued += outcome.queued;
        self.accepted_by_carrier += outcome.accepted;
        self.texts_received += outcome.received;
        let mib = (outcome.store_bytes as f64 / 1_048_576.0 * 10.0).round() / 10.0;
        self.largest_store_mib = self.largest_store_mib.max(mib);
        self.in_doubt += outcome.doubted;
        self.found_again += outcome.found;
        self.deaths += outcome.deaths;
        self.stops += outcome.stops;
        self.most_at_once = self.most_at_once.max(outcome.most_flying);
        for broken in &outcome.broken {
            match broken.rule {
                Rule::AtMostOnce => self.duplicates += 1,
                Rule::NoLoss if broken.what.contains("reason") => self.held_without_reason += 1,
                Rule::NoLoss | Rule::Inbound => self.lost += 1,
                Rule::Consent => self.sent_after_revocation += 1,
                Rule::Order => self.order_violations += 1,
                Rule::Audit => self.audit_chain_ok = false,
                Rule::WriteAhead
                | Rule::Truth
                | Rule::Fresh
                | Rule::Words
                | Rule::Stale
                | Rule::Restored
                | Rule::Status
                | Rule::Pace
                | Rule::Breaker
                | Rule::Unread
                | Rule::Bounded
                | Rule::Cancel
                | Rule::Privacy
                | Rule::Alarm
                | Rule::Panic => self.other_violations += 1,
            }
        }
    }
}

/// Plays plans until `next` has no more, on as many threads as there are cores. Stops handing out plans after the
/// first failure, which it makes small.
pub fn play_all(next: impl Fn(u64) -> Option<Plan> + Sync) -> (Sum, Option<Failure>) {
    let (sum, failures) = many(next, true);
    (sum, failures.into_iter().next().map(made_small))
}

/// The same, but goes on after failures and gives all of them, as large as they are.
pub fn survey(next: impl Fn(u64) -> Option<Plan> + Sync) -> (Sum, Vec<Failure>) {
    many(next, false)
}

fn many(next: impl Fn(u64) -> Option<Plan> + Sync, first_only: bool) -> (Sum, Vec<Failure>) {
    let started = Instant::now();
    let sum = Mutex::new(Sum { audit_chain_ok: true, ..Sum::default() });
    let failures: Mutex<Vec<Failure>> = Mutex::default();
    let given = AtomicU64::new(0);
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while !first_only || lock(&failures).is_empty() {
                    let Some(plan) = next(given.fetch_add(1, Ordering::SeqCst)) else { return };
                    let outcome = play(&plan);
                    lock(&sum).add(&outcome);
                    if !outcome.broken.is_empty() {
                        lock(&failures).push(Failure { plan, broken: outcome.broken });
                    }
                }
            });
        }
    });
    let mut sum = sum.into_inner().expect("no thread panicked with it");
    let took = started.elapsed().as_secs_f64().max(0.001);
    sum.virtual_seconds_per_real_second = (sum.virtual_days * 86_400.0 / took).round();
    (sum, failures.into_inner().expect("no thread panicked with it"))
}

/// How long is spent on making a failing run small.
const SHRINK_FOR: Duration = Duration::from_secs(60);

/// Fewer days and fewer kinds of faults, as long as something still breaks.
fn made_small(mut failure: Failure) -> Failure {
    let started = Instant::now();
    let attempt = |plan: Plan, failure: &mut Failure| {
        if started.elapsed() > SHRINK_FOR {
            return false;
        }
        let broken = play(&plan).broken;
        let breaks = !broken.is_empty();
        if breaks {
            *failure = Failure { plan, broken };
        }
        breaks
    };
    for days in [0.01, 0.25, 0.5, 1.0, 2.0] {
        if days < failure.plan.days && attempt(Plan { days, ..failure.plan.clone() }, &mut failure) {
            break;
        }
    }
    for fault in Fault::ALL {
        if failure.plan.faults.has(fault) {
            let faults = failure.plan.faults.without(fault);
            attempt(Plan { faults, ..failure.plan.clone() }, &mut failure);
        }
    }
    failure
}

/// A bug, and how the simulation found it.
#[derive(Clone, Debug)]
pub struct Bite {
    /// The bug.
    pub bug: Bug,
    /// After how many seeds; `None` when it was not.
    pub seeds: Option<u64>,
    /// What gave it away.
    pub broken: Option<Broken>,
}

/// Plants each of these bugs in turn and looks for it in its weather with at most `most` seeds, from `first` on.
pub fn teeth(bugs: &[Bug], first: u64, most: u64, told: impl Fn(&Bite) + Sync) -> Vec<Bite> {
    let next = AtomicU64::new(0);
    let bites = Mutex::new(Vec::new());
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let at = usize::try_from(next.fetch_add(1, Ordering::SeqCst)).unwrap_or(usize::MAX);
                    let Some(bug) = bugs.get(at).copied() else { return };
                    let bite = bite(bug, first, most);
                    told(&bite);
                    lock(&bites).push((at, bite));
                }
            });
        }
    });
    let mut bites = bites.into_inner().expect("no thread panicked with it");
    bites.sort_by_key(|(at, _)| *at);
    bites.into_iter().map(|(_, bite)| bite).collect()
}

fn bite(bug: Bug, first: u64, most: u64) -> Bite {
    for n in 0..most {
        let plan = Plan {
            seed: first + n,
            days: DAYS,
            faults: weather(bug),
            dense: true,
            patients: PATIENTS,
            bug: Some(bug),
        };
        let Some(broken) = play(&plan).broken.into_iter().next() else { continue };
        // What breaks without the bug too was not found by it.
        if play(&Plan { bug: None, ..plan }).broken.is_empty() {
            return Bite { bug, seeds: Some(n + 1), broken: Some(broken) };
        }
    }
    Bite { bug, seeds: None, broken: None }
}
