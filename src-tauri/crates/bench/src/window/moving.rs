//! B23, B24 and B25: from a key to another thread, from a slash to the list of templates, and how evenly a long thread
//! scrolls, all with 100,000 threads in the practice.
//!
//! Nobody tells when something is painted: the display's picture is read until it rests, and the moment is the first one
//! at which it looked as it does at rest. A frame is late when the picture stood still for more than two of sixty a
//! second while the wheel turned.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use super::{
    STILL, end, filled, keyboard::Keyboard, screen::Sample, screen::Screen, seen, settle, settled, start,
    typing,
};
use crate::{
    measure::{Spread, quantile},
    options::{Filling, Options},
    practice::THREADS,
    report::{Aim, Figure, Report},
};

const SWITCH: Figure<'_> =
    Figure { name: "B23", what: "key to another thread, painted", aim: Some(Aim::MillisAtMost(80.0)) };
const PICKER: Figure<'_> =
    Figure { name: "B24", what: "slash to the templates, painted", aim: Some(Aim::MillisAtMost(50.0)) };
const LATE: Figure<'_> =
    Figure { name: "B25", what: "late frames, a thread of 20,000", aim: Some(Aim::PercentAtMost(1.0)) };

/// One of sixty frames a second.
const FRAME: Duration = Duration::from_nanos(16_666_667);

/// How often the wheel turns: ten seconds.
const TURNS: u32 = 600;

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let (desktop, data) = match filled(options, Filling::Threads)? {
        Ok(filled) => filled,
        Err(why) => {
            for figure in [&SWITCH, &PICKER, &LATE] {
                report.missing(figure, &why);
            }
            return Ok(());
        }
    };
    let mut running = start(&desktop, &options.foyer, Some(&data))?;
    settle(&desktop, &mut running)?;
    let (screen, keyboard) = (desktop.screen()?, Keyboard::of(&desktop.display()?)?);
    // All conversations; the long one waits longest and is the first.
    keyboard.types("3")?;
    settle(&desktop, &mut running)?;
    keyboard.types("j")?;
    painted(&screen, || Ok(()))?;
    screen.save(&options.folder.join("scrolling.png"))?;
    let late = scroll(&screen, &keyboard)?;
    let told = format!("{TURNS} turns of the wheel at 60 a second, under Xvfb");
    report.percent(&LATE, late * 100.0, &told);
    let presses = options.rounds() * 5;
    let switches = (0..presses)
        .map(|_| Ok(painted(&screen, || keyboard.types("j"))?.as_secs_f64() * 1e3))
        .collect::<Result<Vec<_>>>()?;
    let told = |all: &[f64]| {
        format!(
            "{} keys, 95 % within {:.0} ms, {THREADS} threads",
            all.len(),
            quantile(all.iter().copied(), 0.95)
        )
    };
    report.millis(&SWITCH, Spread::of(switches.iter().copied()).median, &told(&switches));
    match pick(&screen, &keyboard, presses)? {
        Some(picks) => report.millis(&PICKER, Spread::of(picks.iter().copied()).median, &told(&picks)),
        None => {
            screen.save(&options.folder.join("picking.png"))?;
            report.missing(&PICKER, "no thread took a slash; see picking.png");
        }
    }
    end(&desktop, running)
}

/// How long after `act` the thread's part looked as it does at rest. Zero when nothing changed.
fn painted(screen: &Screen, act: impl FnOnce() -> Result<()>) -> Result<Duration> {
    Ok(settled(&seen(|| screen.thread(), STILL / 4, act)?))
}

/// The milliseconds from a slash to the templates, so many times; none where no list opens.
fn pick(screen: &Screen, keyboard: &Keyboard, times: u32) -> Result<Option<Vec<f64>>> {
    typing::open(screen, keyboard)?;
    painted(screen, || Ok(()))?;
    let plain: Sample = screen.thread()?;
    let mut all = Vec::new();
    for _ in 0..times {
        let took = painted(screen, || keyboard.types("/"))?;
        if took.is_zero() {
            return Ok(None);
        }
        all.push(took.as_secs_f64() * 1e3);
        // The list goes, then its slash.
        keyboard.escape()?;
        painted(screen, || keyboard.backspace())?;
        if !screen.thread()?.is_like(&plain) {
            return Ok(None);
        }
    }
    keyboard.escape()?;
    Ok(Some(all))
}

/// The share of frames that came late while the wheel turned upwards.
fn scroll(screen: &Screen, keyboard: &Keyboard) -> Result<f64> {
    keyboard.point_at_the_middle()?;
    let mut last = screen.thread()?;
    let (began, mut changed) = (Instant::now(), Instant::now());
    let (mut late, mut turned) = (0_u32, 0_u32);
    while turned < TURNS {
        if began.elapsed() >= FRAME * turned {
            keyboard.wheel_up()?;
            turned += 1;
        }
        let now = screen.thread()?;
        if now != last {
            // The first change is the answer to the first turn.
            let stood = changed.elapsed();
            if turned > 1 && stood > FRAME * 2 {
                let missed = (stood.as_secs_f64() / FRAME.as_secs_f64()) as u32;
                late += missed.saturating_sub(1);
            }
            (last, changed) = (now, Instant::now());
        }
        thread::sleep(Duration::from_micros(500));
    }
    let stood = (changed.elapsed().as_secs_f64() / FRAME.as_secs_f64()) as u32;
    ensure!(last != Sample::default(), "the thread's part is empty");
    late += stood.saturating_sub(2);
    Ok(f64::from(late) / f64::from(TURNS))
}
