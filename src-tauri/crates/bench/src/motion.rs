//! B13 to B15: the engine at work over HTTP. Catching up a list of a hundred thousand texts, a queue that leaves at the
//! line's rate while patients write, and doing nothing.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use foyer_carrier::Scope;
use foyer_domain::{PhoneNumber, Span};
use foyer_store::{messages, outbox};
use foyer_sync::{Engine, EngineHandle, EngineSettings, Means};
use tokio::runtime::Runtime;

use crate::{
    desk::{DAY_MS, Desk, FarEnd, now},
    measure::{Spread, process_cpu, quantile},
    options::Options,
    report::{Aim, Figure, Report},
    texts::{LINE, number_of},
};

/// People who write.
const PATIENTS: u32 = 2_000;

/// How often somebody writes while the practice is away, in milliseconds: 100,000 texts in two weeks.
const WRITTEN_EVERY: u32 = 12_000;

/// Catching up: 5,000 texts a second is 200 ms a page of a thousand.
const PAGE_MS: f64 = 200.0;

/// How fast a line sends in B14, a text each so often: twenty times as fast as one may, so that it ends today.
const EVERY: Span = Span::millis(50);

/// A patient is heard within a poll and as long as a request takes, in milliseconds.
const HEARD_MS: f64 = 3_500.0;

/// One hundredth of a core: CPU milliseconds a second.
const IDLE_MS: f64 = 10.0;

/// Catching up.
pub fn catching_up(options: &Options, report: &mut Report) -> Result<()> {
    let texts = if options.quick { 20_000 } else { 100_000 };
    let (mut ratios, mut page_ms, mut cpu_ms) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.rounds().min(5) {
        let (far, runtime) = (FarEnd::open()?, two_workers()?);
        let desk = Desk::open(&options.folder)?;
        let settings = EngineSettings { back_fill: Span::days(30), ..EngineSettings::default() };
        let means = desk.means(&far, settings)?;
        // The line is heard once while its list is short: what comes then is a gap to catch up.
        runtime.block_on(Engine::new(means.clone(), 1).round())?;
        let first = now();
        for nth in 0..texts {
            let (at, phone) = (first + i64::from(nth * WRITTEN_EVERY), number_of(nth % PATIENTS));
            far.patient_writes(at, &phone, "Can I come a little later today?")?;
        }
        far.days_go_by((texts * WRITTEN_EVERY).div_ceil(DAY_MS));
        let pages = f64::from(texts) / 1_000.0;
        let walked = runtime.block_on(walk(&means))?;
        let (began, cpu) = (Instant::now(), process_cpu().saturating_sub(far.cpu()?));
        runtime.block_on(Engine::new(means, 2).round())?;
        let took = began.elapsed();
        let spent = process_cpu().saturating_sub(far.cpu()?).saturating_sub(cpu);
        let stored = desk.store.read_blocking(messages::count)?;
        ensure!(stored == u64::from(texts), "{stored} of {texts} texts were stored");
        ratios.push(took.as_secs_f64() / walked.as_secs_f64());
        page_ms.push(took.as_secs_f64() * 1_000.0 / pages);
        cpu_ms.push(spent.as_secs_f64() * 1_000.0 / pages);
    }
    let figure =
        Figure { name: "B13", what: "catching up, a page of 1,000", aim: Some(Aim::MillisAtMost(PAGE_MS)) };
    let (page, cpu) = (Spread::of(page_ms).median, Spread::of(cpu_ms).median);
    let detail = format!(
        "wall; {texts} texts, {:.0} a second; CPU without the carrier's {cpu:.0} ms",
        1_000_000.0 / page
    );
    report.millis(&figure, page, &detail);
    let figure = Figure { name: "B13", what: "  against reading the pages only, wall", aim: None };
    report.times(&figure, Spread::of(ratios), "the same adapter over the same pages, nothing stored");
    Ok(())
}

/// The pages alone: fetched and read, not stored.
async fn walk(means: &Means) -> Result<Duration> {
    let (scope, began) = (Scope::To(PhoneNumber::parse_e164(LINE)?), Instant::now());
    let mut at = None;
    loop {
        let page = means.carrier.fetch_page(&scope, at.as_ref()).await?;
        at = page.next;
        if at.is_none() {
            return Ok(began.elapsed());
        }
    }
}

/// A queue leaves while patients write.
pub fn leaving(options: &Options, report: &mut Report) -> Result<()> {
    let texts: u32 = if options.quick { 300 } else { 1_000 };
    let (far, runtime) = (FarEnd::open()?, two_workers()?);
    let mut desk = Desk::open(&options.folder)?;
    let phones: Vec<String> = (0..texts).map(number_of).collect();
    desk.queue(&phones, "Your glasses are ready for pickup.")?;
    let settings =
        EngineSettings { segment_every: EVERY, burst: Span::millis(200), ..EngineSettings::default() };
    let began = Instant::now();
    let handle = start(&runtime, desk.means(&far, settings)?);
    let (mut written, mut next) = (Vec::new(), Duration::ZERO);
    while far.taken() < texts as usize {
        ensure!(began.elapsed() < Duration::from_secs(300), "the queue does not leave");
        if began.elapsed() >= next {
            let at = now();
            written.push((far.patient_writes(at, &number_of(PATIENTS + 1), "Thank you!")?, at));
            next += Duration::from_millis(500);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let took = began.elapsed();
    // What was written last is heard by the next poll.
    std::thread::sleep(settings.poll_every.to_std() * 2);
    runtime.block_on(handle.stop());
    let sids: Vec<String> = written.iter().map(|(sid, _)| sid.clone()).collect();
    let stored = desk.stored_at(&sids)?;
    ensure!(stored.len() == written.len(), "{} of {} texts were heard", stored.len(), written.len());
    let waits = written.iter().filter_map(|(sid, at)| Some((stored.get(sid)?.millis() - at) as f64));
    let waits: Vec<f64> = waits.collect();
    let rate = Duration::from_millis(EVERY.as_millis().unsigned_abs()).as_secs_f64() * f64::from(texts);
    let speed = rate / took.as_secs_f64();
    let figure =
        Figure { name: "B14", what: "a queue against its line's rate", aim: Some(Aim::AtLeast(0.9)) };
    let left = desk.store.read_blocking(outbox::waiting)?.len();
    let detail = format!("{texts} texts in {:.1} s, {left} wait", took.as_secs_f64());
    report.times(&figure, Spread { low: speed, median: speed, high: speed }, &detail);
    let figure = Figure {
        name: "B14",
        what: "  a patient is heard meanwhile, 95 of 100",
        aim: Some(Aim::MillisAtMost(HEARD_MS)),
    };
    let detail = format!("the longest {:.0} ms, polls each 3 s", quantile(waits.iter().copied(), 1.0));
    report.millis(&figure, quantile(waits.iter().copied(), 0.95), &detail);
    Ok(())
}

/// Nothing happens.
pub fn idle(options: &Options, report: &mut Report) -> Result<()> {
    let long = Duration::from_secs(if options.quick { 20 } else { 60 });
    for (what, focused) in [("idle, somebody at the window", true), ("  nobody at the window", false)] {
        let (far, runtime) = (FarEnd::open()?, two_workers()?);
        let mut desk = Desk::open(&options.folder)?;
        for nth in 0..2_000 {
            far.patient_writes(now() - 600_000 + i64::from(nth) * 100, &number_of(nth), "See you then.")?;
        }
        desk.queue(&[number_of(1)], "See you then.")?;
        let handle = start(&runtime, desk.means(&far, EngineSettings::default())?);
        handle.focused(focused);
        // Its first walk, its text and its first looks back are no idling.
        std::thread::sleep(Duration::from_secs(10));
        let cpu = process_cpu().saturating_sub(far.cpu()?);
        let asked = far.asked();
        let began = Instant::now();
        std::thread::sleep(long);
        let took = began.elapsed().as_secs_f64();
        let spent = process_cpu().saturating_sub(far.cpu()?).saturating_sub(cpu);
        let asked = far.asked().saturating_sub(asked);
        runtime.block_on(handle.stop());
        let figure = Figure { name: "B15", what, aim: Some(Aim::MillisAtMost(IDLE_MS)) };
        let detail = format!("CPU a second, {:.2} % of a core; {asked} requests in {took:.0} s", {
            spent.as_secs_f64() * 100.0 / took
        });
        report.millis(&figure, spent.as_secs_f64() * 1_000.0 / took, &detail);
    }
    Ok(())
}

fn start(runtime: &Runtime, means: Means) -> EngineHandle {
    let _inside = runtime.enter();
    let Means { store, carrier, clock, ids, listener, settings } = means;
    Engine::start(store, carrier, clock, ids, listener, settings)
}

fn two_workers() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("a runtime")
}
