//! `foyerctl sim`: practices in virtual time, seed by seed, on all cores.
//!
//! Prints one line of JSON. A broken promise ends it with 1, and with the command that plays the smallest run found
//! that still breaks it. `--teeth` plants bugs and prints how each was found.

use std::{
    io::Write,
    process::ExitCode,
    time::{Duration, Instant},
};

use foyer_sim::{Bug, Faults, PATIENTS, Plan, play_all, survey, teeth, weather};

/// What is played.
#[derive(clap::Args)]
pub struct Options {
    /// The first seed; everything follows from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many seeds, one after another; for one bug at most 1,000, without a number.
    #[arg(long)]
    seeds: Option<u64>,
    /// Stop handing out seeds after so many real seconds.
    #[arg(long, value_name = "SECONDS")]
    for_s: Option<u64>,
    /// Virtual days of each seed; less than a sixth is one busy half hour and its settling.
    #[arg(long, default_value_t = 1.0)]
    days: f64,
    /// Four weeks of a practice with 400 patients and some 8,000 texts a week.
    #[arg(long, conflicts_with_all = ["days", "patients", "teeth"])]
    soak: bool,
    /// `all`, `none`, or names with commas between them.
    #[arg(long, default_value = "all")]
    faults: Faults,
    /// The named faults as often as all of them together otherwise.
    #[arg(long)]
    dense: bool,
    /// How many patients the practice has, up to 458.
    #[arg(long, default_value_t = PATIENTS)]
    patients: usize,
    /// Go on after a broken promise, and name every seed that broke one.
    #[arg(long, conflicts_with = "teeth")]
    keep_going: bool,
    /// Plant one bug after another, and look for each.
    #[arg(long)]
    teeth: bool,
    /// Plant this bug, by its name in the table of `--teeth`; with `--teeth`, look for these only.
    #[arg(long, value_name = "BUG", value_parser = bug)]
    plant: Vec<Bug>,
}

fn bug(name: &str) -> Result<Bug, &'static str> {
    Bug::named(name).ok_or("no such bug; `--teeth` lists them")
}

/// Plays, prints, judges.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    if options.teeth {
        let bugs = if options.plant.is_empty() { Bug::ALL } else { options.plant.as_slice() };
        return bite(bugs, options.seed, options.seeds.unwrap_or(SEEDS_A_BUG));
    }
    anyhow::ensure!(options.plant.len() < 2, "one bug at a time; `--teeth` takes several");
    let seeds = options.seeds.unwrap_or(1);
    let (days, patients) = if options.soak { SOAK } else { (options.days, options.patients) };
    let (started, longest) = (Instant::now(), options.for_s.map(Duration::from_secs));
    let plans = |n: u64| {
        let goes_on = n < seeds && longest.is_none_or(|longest| started.elapsed() < longest);
        goes_on.then(|| Plan {
            seed: options.seed.wrapping_add(n),
            days,
            faults: options.faults.clone(),
            dense: options.dense,
            patients,
            bug: options.plant.first().copied(),
        })
    };
    let (sum, failures) = if options.keep_going {
        survey(plans)
    } else {
        let (sum, failure) = play_all(plans);
        (sum, failure.into_iter().collect())
    };
    let mut out = std::io::stdout();
    writeln!(out, "{}", serde_json::to_string(&sum)?)?;
    let mut err = std::io::stderr();
    for failure in &failures {
        for broken in &failure.broken {
            writeln!(err, "{broken}")?;
        }
        writeln!(err, "play it again with\n  {}", failure.command())?;
    }
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Days and patients of a soak.
const SOAK: (f64, usize) = (28.0, 400);

/// The most seeds for one bug.
const SEEDS_A_BUG: u64 = 1_000;

fn bite(bugs: &[Bug], first: u64, most: u64) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    // As they are found, for whoever waits; the table comes in its order at the end.
    let bites = teeth(bugs, first, most, |bite| {
        let seeds = bite.seeds.map_or_else(|| format!("not in {most}"), |seeds| seeds.to_string());
        let by = bite.broken.as_ref().map_or_else(String::new, |broken| format!(" {broken}"));
        let _ = writeln!(std::io::stderr(), "{}: {seeds}{by}", bite.bug.name());
    });
    let mut out = std::io::stdout();
    writeln!(out, "{:<22} {:>5}  {:<28} found by", "bug", "seeds", "in the weather of")?;
    for bite in &bites {
        let seeds = bite.seeds.map_or_else(|| "-".to_owned(), |seeds| seeds.to_string());
        let by = bite.broken.as_ref().map_or_else(|| "NOTHING".to_owned(), ToString::to_string);
        let weather = weather(bite.bug).to_string();
        writeln!(out, "{:<22} {seeds:>5}  {weather:<28} {by}", bite.bug.name())?;
    }
    let missed = bites.iter().filter(|bite| bite.seeds.is_none()).count();
    writeln!(out, "{} bugs, {missed} not found, in {:.0} s", bites.len(), started.elapsed().as_secs_f64())?;
    Ok(if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
