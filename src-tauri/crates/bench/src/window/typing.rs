//! B12: from the key that completes a telling word to its letter and to its mark on the screen, the way through the
//! core and back included.
//!
//! Both are read off the display's picture: the first change in the composer's part is the letter; the mark is there
//! when most of its colour is, which is learnt beforehand as the commonest colour that the mark brings.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{
    PATIENCE, STILL,
    desktop::Desktop,
    end,
    keyboard::Keyboard,
    screen::{Sample, Screen},
    settle, start,
};
use crate::{
    measure::{Spread, quantile},
    options::Options,
    report::{Aim, Figure, Report},
};

/// The draft before the last key: nothing is marked in it.
const BEFORE: &str = "see you monday about your ras";
/// The key that makes it tell.
const LAST: &str = "h";

/// Somebody of the practice mode who may be texted; most of the many others never said yes.
const PATIENT: &str = "lupe sandoval";

const MARKED: Figure<'_> =
    Figure { name: "B12", what: "key to painted mark", aim: Some(Aim::MillisAtMost(32.0)) };
const LETTER: Figure<'_> = Figure { name: "B12", what: "key to painted letter", aim: None };

/// Measures in a practice that was opened before.
pub fn run(desktop: &Desktop, data: &Path, options: &Options, report: &mut Report) -> Result<()> {
    let mut running = start(desktop, &options.foyer, Some(data))?;
    settle(desktop, &mut running)?;
    let (screen, keyboard) = (desktop.screen()?, Keyboard::of(&desktop.display()?)?);
    let Some((plain, colour, full)) = draft(&screen, &keyboard)? else {
        screen.save(&options.folder.join("typing.png"))?;
        report.missing(&MARKED, "no thread showed a mark; see typing.png");
        return end(desktop, running);
    };
    let (mut letters, mut marks) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds() * 10 {
        match key(&screen, &keyboard, &plain, (colour, full)) {
            Ok((letter, mark)) => {
                letters.push(letter);
                marks.push(mark);
            }
            Err(error) => {
                screen.save(&options.folder.join("typing.png"))?;
                return Err(error.context("see typing.png"));
            }
        }
    }
    let told =
        |of: &[f64]| format!("{} keys, 95 % within {:.0} ms", of.len(), quantile(of.iter().copied(), 0.95));
    report.millis(&MARKED, Spread::of(marks.iter().copied()).median, &told(&marks));
    report.millis(&LETTER, Spread::of(letters.iter().copied()).median, &told(&letters));
    end(desktop, running)
}

/// Milliseconds from the last key to its letter and to its mark.
fn key(
    screen: &Screen,
    keyboard: &Keyboard,
    plain: &Sample,
    (colour, full): (u32, usize),
) -> Result<(f64, f64)> {
    keyboard.backspace()?;
    until(screen, |now| now.is_like(plain))?;
    let began = Instant::now();
    keyboard.types(LAST)?;
    let letter = until(screen, |now| !now.is_like(plain))?;
    let mark = until(screen, |now| now.count(colour) * 2 > full)?;
    still(screen)?;
    let millis = |at: Instant| at.duration_since(began).as_secs_f64() * 1e3;
    Ok((millis(letter), millis(mark)))
}

/// Types the draft; gives its picture without the mark, the mark's colour and how much of it there is. None where the
/// thread takes no text.
fn draft(screen: &Screen, keyboard: &Keyboard) -> Result<Option<(Sample, u32, usize)>> {
    open(screen, keyboard)?;
    keyboard.types(BEFORE)?;
    let plain = still(screen)?;
    keyboard.types(LAST)?;
    let marked = still(screen)?;
    keyboard.backspace()?;
    if !still(screen)?.is_like(&plain) {
        return Ok(None);
    }
    let Some((colour, full)) = marked.newest(&plain) else { return Ok(None) };
    keyboard.types(LAST)?;
    still(screen)?;
    Ok(Some((plain, colour, full)))
}

/// Opens the thread of somebody who may be texted, with the caret in its draft.
pub(super) fn open(screen: &Screen, keyboard: &Keyboard) -> Result<()> {
    keyboard.find()?;
    thread::sleep(STILL);
    keyboard.types(PATIENT)?;
    thread::sleep(STILL);
    keyboard.enter()?;
    thread::sleep(STILL);
    still(screen)?;
    Ok(())
}

/// When the composer's part looks as wanted.
fn until(screen: &Screen, wanted: impl Fn(&Sample) -> bool) -> Result<Instant> {
    let began = Instant::now();
    loop {
        let now = screen.composer()?;
        let at = Instant::now();
        if wanted(&now) {
            return Ok(at);
        }
        if began.elapsed() > PATIENCE {
            bail!("the composer does not show what was typed");
        }
        thread::sleep(Duration::from_micros(500));
    }
}

/// The composer's part once it has come to rest.
fn still(screen: &Screen) -> Result<Sample> {
    let began = Instant::now();
    let (mut last, mut since) = (screen.composer()?, Instant::now());
    while since.elapsed() < STILL / 4 {
        if began.elapsed() > PATIENCE {
            bail!("the composer does not come to rest");
        }
        thread::sleep(Duration::from_millis(20));
        let now = screen.composer()?;
        if !now.is_like(&last) {
            (last, since) = (now, Instant::now());
        }
    }
    Ok(last)
}
