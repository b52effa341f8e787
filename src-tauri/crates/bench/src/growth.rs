//! B4: the same desk with ten thousand texts and with a hundred times as many.
//!
//! Threads that are opened are long ones (60 texts and more), each round others, so that a large practice is
//! read from cold pages as it is in life.

use std::{fs, path::Path, time::Instant};

use anyhow::{Context as _, Result, ensure};
use foyer_domain::{LineId, MessageId, Span, ThreadFacts, ThreadId, Timestamp, UserId};
use foyer_store::{Store, looking_back, messages, threads};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng as _, SeedableRng as _},
};

use crate::{
    measure::{Rounds, Spent, quantile},
    options::Options,
    practice,
    report::{Aim, Figure, Report},
    search::{self, Query},
    texts::{NOW_MILLIS, Text, Texts},
};

/// The small practice.
const SMALL: u32 = 10_000;

/// Texts of a thread that is opened.
const PAGE: u32 = 60;

/// Threads of the first screen.
const SCREEN: u32 = 50;

/// Threads opened a round.
const OPENED: usize = 150;

/// How often the list is opened a round.
const LISTED: u32 = 100;

/// Texts that come in a round, a commit each.
const ARRIVING: usize = 150;

/// How often a period is looked back on.
const LOOKED_BACK: usize = 9;

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let scratch = tempfile::tempdir_in(&options.folder)?;
    let mut small = Side::new(&options.folder, scratch.path(), SMALL)?;
    let mut large = Side::new(&options.folder, scratch.path(), options.large())?;
    let queries = search::queries();
    let mut seen: [Rounds; 5] = Default::default();
    for _ in 0..options.rounds() {
        let [inbox, thread, insert, find, count] = &mut seen;
        inbox.push(large.inbox()?, small.inbox()?);
        thread.push(large.open_threads()?, small.open_threads()?);
        insert.push(large.arrive()?, small.arrive()?);
        find.push(large.find(&queries)?, small.find(&queries)?);
        count.push(large.count()?, small.count()?);
    }
    let [inbox, thread, insert, find, count] = &seen;
    let asked = u32::try_from(queries.len())?;
    let mut tell = |what, aim, rounds: &Rounds, pieces| {
        let detail =
            format!("{:.0} against {:.0} µs", rounds.our_cpu_us(pieces), rounds.their_cpu_us(pieces));
        report.ratio(&Figure { name: "B4", what, aim }, rounds, &detail);
    };
    tell("opening the inbox, large against 10,000", Some(Aim::AtMost(1.3)), inbox, LISTED);
    tell("opening a long thread", Some(Aim::AtMost(3.0)), thread, u32::try_from(OPENED)?);
    tell("a text comes in (one commit)", Some(Aim::AtMost(1.5)), insert, u32::try_from(ARRIVING)?);
    tell("search, all kinds", Some(Aim::AtMost(10.0)), find, asked);
    tell("counting the unread", None, count, LISTED);
    let (millis, waits) = large.look_back()?;
    report.millis(
        &Figure {
            name: "B4",
            what: "Review, 30 days and the 30 before",
            aim: Some(Aim::MillisAtMost(200.0)),
        },
        millis,
        &format!("median of {LOOKED_BACK}, {waits} waits found, wall time"),
    );
    Ok(())
}

struct Side {
    store: Store,
    /// A copy that may change.
    scratch: Store,
    line: LineId,
    long: Vec<ThreadId>,
    next: usize,
    texts: Texts,
    ids: foyer_sync::ClockIds,
}

impl Side {
    fn new(folder: &Path, scratch: &Path, count: u32) -> Result<Self> {
        let built = practice::build(folder, count)?;
        let copy = scratch.join(format!("{count}.db"));
        fs::copy(&built.store, &copy)?;
        let store = practice::open(&built.store)?;
        let long = long_threads(&store)?;
        store.close()?;
        // Again, because looking for them has filled the caches.
        let store = practice::open(&built.store)?;
        let line = *store
            .read_blocking(foyer_store::lines::list)?
            .iter()
            .map(|line| &line.id)
            .next()
            .context("the practice has no line")?;
        let texts = Texts::new(practice::SEED + 1, crate::texts::patients_for(count), NOW_MILLIS + 60_000);
        let scratch = practice::open(&copy)?;
        Ok(Self { store, scratch, line, long, next: 0, texts, ids: practice::ids(6) })
    }

    /// The first screen and the counts beside the views.
    fn inbox(&self) -> Result<Spent> {
        let mut spent = Spent::default();
        for _ in 0..LISTED {
            let shown = spent.add(|| {
                self.store.read_blocking(|tx| {
                    let list = threads::list(tx, threads::View::All, 0, SCREEN)?;
                    let counts = threads::counts(tx, UserId::from_uuid(uuid::Uuid::nil()))?;
                    Ok((list.len(), counts.all.threads))
                })
            })?;
            ensure!(shown.0 == SCREEN as usize && shown.1 >= SCREEN, "the inbox is not full");
        }
        Ok(spent)
    }

    fn count(&self) -> Result<Spent> {
        let mut spent = Spent::default();
        for _ in 0..LISTED {
            let nobody = UserId::from_uuid(uuid::Uuid::nil());
            spent.add(|| self.store.read_blocking(|tx| threads::counts(tx, nobody)))?;
        }
        Ok(spent)
    }

    fn open_threads(&mut self) -> Result<Spent> {
        let mut spent = Spent::default();
        for _ in 0..OPENED {
            let id = *self.long.get(self.next % self.long.len()).context("no long thread")?;
            self.next += 1;
            let page = spent.add(|| {
                self.store.read_blocking(|tx| {
                    threads::get(tx, id)?;
                    messages::page(tx, id, None, PAGE)
                })
            })?;
            ensure!(page.len() == PAGE as usize, "a long thread is short");
        }
        Ok(spent)
    }

    fn arrive(&mut self) -> Result<Spent> {
        let mut spent = Spent::default();
        let texts: Vec<Text> = self.texts.by_ref().take(ARRIVING).collect();
        for text in texts {
            let (number, line, id) =
                (practice::phone(text.patient)?, self.line, MessageId::new(&mut self.ids));
            let (new, at) = (ThreadId::new(&mut self.ids), Timestamp::from_millis(text.at));
            spent.add(|| {
                self.scratch.write_blocking(|tx| {
                    let channel = foyer_domain::Channel::Sms;
                    let (thread, _) = threads::find_or_create(tx, new, line, channel, &number, at)?;
                    practice::insert(tx, &text, id, thread, line)?;
                    let facts: ThreadFacts = threads::get(tx, thread)?.facts.after_inbound(at);
                    threads::save_facts(tx, thread, &facts)
                })
            })?;
        }
        Ok(spent)
    }

    /// Every wait of the last sixty days: the milliseconds it takes, and how many there are.
    fn look_back(&self) -> Result<(f64, usize)> {
        let now = Timestamp::from_millis(NOW_MILLIS);
        let (mut times, mut found) = (Vec::new(), 0);
        for _ in 0..LOOKED_BACK {
            let started = Instant::now();
            let waits = self
                .store
                .read_blocking(|tx| looking_back::waits_between(tx, now.minus(Span::days(60)), now, now))?;
            times.push(started.elapsed().as_secs_f64() * 1_000.0);
            found = waits.len();
        }
        ensure!(found > 0, "nobody waited in sixty days");
        Ok((quantile(times, 0.5), found))
    }

    fn find(&self, queries: &[Query]) -> Result<Spent> {
        let mut spent = Spent::default();
        for query in queries {
            spent.add(|| search::ask(&self.store, query))?;
        }
        Ok(spent)
    }
}

/// Threads with a full page of texts, in no order: as many as the rounds can use.
fn long_threads(store: &Store) -> Result<Vec<ThreadId>> {
    let mut all = Vec::new();
    for view in [threads::View::All, threads::View::Closed] {
        let page = store.read_blocking(|tx| threads::list(tx, view, 0, u32::MAX))?;
        all.extend(page.into_iter().map(|thread| thread.id));
    }
    let mut dice = ChaCha8Rng::seed_from_u64(practice::SEED);
    for last in (1..all.len()).rev() {
        all.swap(last, dice.next_u64() as usize % (last + 1));
    }
    let mut long = Vec::new();
    for id in all {
        let page = store.read_blocking(|tx| messages::page(tx, id, None, PAGE))?;
        if page.len() == PAGE as usize {
            long.push(id);
        }
        if long.len() == OPENED * 7 {
            break;
        }
    }
    Ok(long)
}
