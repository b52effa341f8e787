//! B16 and B17 on the screen: from Ctrl L until the old picture is gone and the lock can be used, and from the last digit
//! of a PIN to a list one can read, with 100,000 threads in the practice.
//!
//! The core's own part is measured apart (`seat.rs`). What is here in addition is the window's: who leaves the desk takes
//! the process along that drew the page, and the next one is started before it draws anything.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use super::{READABLE, STILL, end, filled, keyboard::Keyboard, screen::Screen, seen, settle, settled, start};
use crate::{
    measure::quantile,
    options::{Filling, Options},
    practice::THREADS,
    report::{Aim, Figure, Report},
    seat::PIN,
};

const GONE: Figure<'_> =
    Figure { name: "B17", what: "key to a desk nobody can read", aim: Some(Aim::MillisAtMost(100.0)) };
const LOCKED: Figure<'_> = Figure { name: "B17", what: "key to a painted lock", aim: None };
const IN: Figure<'_> =
    Figure { name: "B16", what: "last digit to a painted list", aim: Some(Aim::MillisAtMost(300.0)) };

/// The share of the old picture's ink that may still be there: the lock's own words stand somewhere as well.
const TRACE: f64 = 0.1;

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let (desktop, data) = match filled(options, Filling::Threads)? {
        Ok(filled) => filled,
        Err(why) => {
            for figure in [&GONE, &LOCKED, &IN] {
                report.missing(figure, &why);
            }
            return Ok(());
        }
    };
    let mut running = start(&desktop, &options.foyer, Some(&data))?;
    settle(&desktop, &mut running)?;
    let (screen, keyboard) = (desktop.screen()?, Keyboard::of(&desktop.display()?)?);
    let (mut gone, mut locked, mut ins) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.rounds() * 2 {
        match once(&screen, &keyboard) {
            Ok(took) => {
                gone.push(took.gone);
                locked.push(took.locked);
                ins.push(took.again);
            }
            Err(error) => {
                screen.save(&options.folder.join("locking.png"))?;
                return Err(error.context("see locking.png"));
            }
        }
    }
    for (figure, all) in [(&GONE, gone), (&LOCKED, locked), (&IN, ins)] {
        let millis = |share| quantile(all.iter().map(|one: &Duration| one.as_secs_f64() * 1e3), share);
        let told =
            format!("95 of 100 {:.0} ms, {} times, {THREADS} threads, under Xvfb", millis(0.95), all.len());
        report.millis(figure, millis(0.5), &told);
    }
    end(&desktop, running)
}

struct Took {
    gone: Duration,
    locked: Duration,
    again: Duration,
}

/// Somebody leaves the desk and comes back.
fn once(screen: &Screen, keyboard: &Keyboard) -> Result<Took> {
    let (before, list) = (screen.all()?, screen.list()?.ink());
    let leaving = seen(|| screen.all(), STILL, || keyboard.lock())?;
    let gone = leaving.iter().find(|(_, now)| now.ink_left_of(&before) < TRACE);
    let gone = gone.context("the desk stays on the screen")?.0;
    let locked = settled(&leaving);
    let (digits, last) = PIN.split_at_checked(PIN.len() - 1).context("digits")?;
    keyboard.types(digits)?;
    seen(|| screen.all(), STILL / 4, || Ok(()))?;
    let coming = seen(|| screen.list(), STILL, || keyboard.types(last))?;
    let again = coming.iter().find(|(_, now)| now.ink() as f64 >= list as f64 * READABLE);
    let again = again.context("nobody gets in")?.0;
    ensure!(!again.is_zero(), "the lock looked like the list");
    Ok(Took { gone, locked, again })
}
