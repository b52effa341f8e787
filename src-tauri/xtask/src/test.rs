//! `cargo xtask test`: runs the stages in order, cheap ones first, and ends with one table.
//!
//! A failed stage does not stop the others, except those that need what it makes; they are red as well.
//! A stage that was left out is red unless `--quick` or `--only` left it out.

use std::{
    collections::BTreeMap,
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    doctor::{self, Needs},
    house::House,
    run,
    stages::{self, Counts, Stage, Stand},
    table::Table,
};

/// What was asked for.
#[derive(Default)]
pub struct TestOptions {
    quick: bool,
    only: Option<Vec<String>>,
    list: bool,
}

impl TestOptions {
    /// From the command line.
    pub fn parse(mut args: Parser) -> Result<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next()? {
            match arg {
                Arg::Long("quick") => options.quick = true,
                Arg::Long("list") => options.list = true,
                Arg::Long("only") => {
                    let names: Vec<String> = args.value()?.string()?.split(',').map(str::to_owned).collect();
                    for name in &names {
                        if !stages::STAGES.iter().any(|stage| stage.name == name) {
                            bail!("there is no stage `{name}`; `cargo xtask test --list` names them");
                        }
                    }
                    options.only = Some(names);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }

    fn wants(&self, stage: &Stage) -> bool {
        match &self.only {
            Some(names) => names.iter().any(|name| name == stage.name),
            None => !(self.quick && stage.slow),
        }
    }
}

enum Outcome {
    Ran { counts: Counts, problem: Option<String>, took: Duration },
    Barred { by: &'static str },
    LeftOut,
}

/// Runs the stages.
pub fn test(house: &House, options: &TestOptions) -> Result<ExitCode> {
    if options.list {
        for stage in stages::STAGES {
            println!("{:<12} {}", stage.name, stage.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let started = Instant::now();
    let needs = Needs { driver: !options.quick, probes: !options.quick, ..Needs::everything() };
    let able = doctor::doctor(house, needs)?;
    let made_able = started.elapsed();

    let mut outcomes: BTreeMap<&'static str, Outcome> = BTreeMap::new();
    for stage in stages::STAGES {
        let outcome = if !options.wants(stage) {
            Outcome::LeftOut
        } else if let Some(by) = barred(stage, &outcomes) {
            Outcome::Barred { by }
        } else {
            println!("  {:<12} {}", stage.name, stage.about);
            let stand = Stand::new(house, &able, stage.name)?;
            let begun = Instant::now();
            let (counts, problem) = match (stage.run)(&stand) {
                Ok(counts) if counts.failed == 0 => (counts, None),
                Ok(counts) => (counts, Some(run::failures(&stand.log, 120))),
                Err(error) => (Counts { passed: 0, failed: 1 }, Some(format!("{error:#}"))),
            };
            if let Some(problem) = &problem {
                println!("  {:<12} FAILED, all of it in {}\n{problem}", stage.name, house.short(&stand.log));
            }
            Outcome::Ran { counts, problem, took: begun.elapsed() }
        };
        outcomes.insert(stage.name, outcome);
    }
    Ok(report(&outcomes, made_able, started.elapsed()))
}

/// The stage whose failure keeps this one from meaning anything.
fn barred(stage: &Stage, outcomes: &BTreeMap<&'static str, Outcome>) -> Option<&'static str> {
    stage.after.iter().copied().find(|name| match outcomes.get(name) {
        Some(Outcome::Ran { problem, .. }) => problem.is_some(),
        Some(Outcome::Barred { .. }) => true,
        // Left out on purpose: what an earlier run made is used.
        Some(Outcome::LeftOut) | None => false,
    })
}

fn report(outcomes: &BTreeMap<&'static str, Outcome>, made_able: Duration, whole: Duration) -> ExitCode {
    let mut table = Table::new(&["stage", "result", "checks", "time"]);
    table.row(&["doctor", "passed", "", &seconds(made_able)]);
    let mut all = Counts::default();
    for stage in stages::STAGES {
        match outcomes.get(stage.name) {
            Some(Outcome::Ran { counts, problem, took }) => {
                all.passed += counts.passed;
                all.failed += counts.failed;
                let result = if problem.is_some() { "FAILED" } else { "passed" };
                let checks = if counts.failed > 0 {
                    format!("{} of {}", counts.passed, counts.passed + counts.failed)
                } else {
                    counts.passed.to_string()
                };
                table.row(&[stage.name, result, &checks, &seconds(*took)]);
            }
            Some(Outcome::Barred { by }) => {
                all.failed += 1;
                table.row(&[stage.name, "NOT RUN", &format!("needs {by}"), ""]);
            }
            Some(Outcome::LeftOut) | None => table.row(&[stage.name, "left out", "", ""]),
        }
    }
    println!("\n{table}");
    println!("{} in all", seconds(whole));
    println!("{} passed, {} failed", all.passed, all.failed);
    if all.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}
