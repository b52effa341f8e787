//! B1: a page of the carrier's list, from JSON text to the commit, against raw inserts of the same rows.
//!
//! Ours reads the page, looks for known ids, finds or makes threads, asks what each text says about consent,
//! feeds the index and writes the audit, encrypted. The reference inserts the finished rows and their words into
//! plain SQLite with the same full-text index, through prepared statements. One commit a page for both.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use foyer_carrier::twilio::read_page;
use foyer_domain::{Channel, LineId, MessageId, PhoneNumber, Span, Timestamp};
use foyer_policy::ConsentRules;
use foyer_store::{Store, lines, messages};
use foyer_sync::{Arrival, ClockIds, ingest_page};
use tempfile::TempDir;
use url::Url;

use crate::{
    listing,
    measure::{Rounds, Spent},
    options::Options,
    plain::{Places, Plain, Row},
    practice::{self, BATCH},
    report::{Aim, Figure, Report},
    texts::{LINE, NOW_MILLIS, Text, Texts},
};

/// People who write. With some 90,000 texts each has about as many as in a practice of some years.
const PATIENTS: u32 = 2_000;

/// Pages before measuring: threads are there, trees have depth.
const WARM_UP: usize = 30;

/// What is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// What patients sent, page by page as it comes.
    Live,
    /// A past of both directions, newest page first, as the first walk reads it.
    History,
}

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let pages = if options.quick { 8 } else { 15 };
    for walk in [Walk::Live, Walk::History] {
        let folder = tempfile::tempdir_in(&options.folder)?;
        let measured = measure(walk, options.rounds(), pages, &folder)?;
        let rows = u32::try_from(pages * BATCH)?;
        let (with, without) = match walk {
            Walk::Live => ("ingest, new texts: speed against raw inserts", "  the same without full text"),
            Walk::History => ("ingest, history: speed against raw inserts", "  the same without full text"),
        };
        let against = &measured.with_words;
        report.ratio(
            &Figure { name: "B1", what: with, aim: Some(Aim::AtLeast(0.6)) },
            against,
            &format!(
                "{:.0} against {:.0} µs a row, of which reading JSON {:.0}",
                against.our_cpu_us(rows),
                against.their_cpu_us(rows),
                measured.reading.cpu_us(rows * options.rounds()),
            ),
        );
        let against = &measured.without_words;
        report.ratio(
            &Figure { name: "B1", what: without, aim: Some(Aim::AtLeast(0.12)) },
            against,
            &format!("{:.0} µs a row", against.their_cpu_us(rows)),
        );
    }
    Ok(())
}

struct Measured {
    with_words: Rounds,
    without_words: Rounds,
    /// Ours, the JSON only.
    reading: Spent,
}

fn measure(walk: Walk, rounds: u32, pages: usize, folder: &TempDir) -> Result<Measured> {
    let mut sides = Sides::new(walk, folder.path())?;
    let mut list = List::new(walk, WARM_UP + rounds as usize * pages)?;
    for page in list.take(WARM_UP) {
        sides.all(&page?, &mut [Spent::default(); 4])?;
    }
    let (mut with_words, mut without_words) = (Rounds::default(), Rounds::default());
    let mut reading = Spent::default();
    for _ in 0..rounds {
        let mut spent = [Spent::default(); 4];
        for page in list.take(pages) {
            sides.all(&page?, &mut spent)?;
        }
        let [ours, read, with, without] = spent;
        with_words.push(ours, with);
        without_words.push(ours, without);
        reading.wall += read.wall;
        reading.cpu += read.cpu;
    }
    sides.agree()?;
    Ok(Measured { with_words, without_words, reading })
}

/// A page in both forms.
struct Both {
    json: Vec<u8>,
    rows: Vec<Row>,
    /// When it is read.
    now: Timestamp,
}

/// The pages in the order they are read.
struct List {
    pages: std::vec::IntoIter<Vec<Text>>,
    places: Places,
    ids: ClockIds,
    history: bool,
}

impl List {
    fn new(walk: Walk, count: usize) -> Result<Self> {
        let mut pages = Vec::with_capacity(count);
        let (mut inbound, mut outbound, mut last) = (Vec::new(), Vec::new(), 0);
        for mut text in Texts::new(practice::SEED, PATIENTS, NOW_MILLIS - 90 * 24 * 3_600_000) {
            // Twilio tells seconds; a second with two texts would only make the reference's keys harder to choose.
            text.at = (text.at / 1_000 * 1_000).max(last + 1_000);
            last = text.at;
            if walk == Walk::Live {
                text.inbound = true;
            }
            let list = if text.inbound { &mut inbound } else { &mut outbound };
            list.push(text);
            if list.len() == BATCH {
                pages.push(std::mem::take(list));
            }
            if pages.len() == count {
                break;
            }
        }
        if walk == Walk::History {
            pages.reverse();
        }
        let history = walk == Walk::History;
        Ok(Self { pages: pages.into_iter(), places: Places::new(), ids: practice::ids(3), history })
    }

    fn take(&mut self, count: usize) -> impl Iterator<Item = Result<Both>> {
        (0..count).map_while(|_| self.next())
    }

    fn next(&mut self) -> Option<Result<Both>> {
        let texts = self.pages.next()?;
        let newest = texts.last().map_or(0, |text| text.at);
        let now = if self.history { NOW_MILLIS + 900 * 24 * 3_600_000 } else { newest };
        Some(listing::page(&texts).map(|json| Both {
            json,
            rows: self.rows(texts),
            now: Timestamp::from_millis(now).plus(Span::minutes(1)),
        }))
    }

    fn rows(&mut self, texts: Vec<Text>) -> Vec<Row> {
        if self.history {
            // Each page lies before the last one.
            self.places = Places::new();
        }
        let ids = &mut self.ids;
        let places = &mut self.places;
        let row = |text: Text| Row {
            thread: i64::from(text.patient) + 1,
            // Pages of the two directions overlap in time: ours even, theirs odd places.
            seq: places.place(text.at) * 2 + i64::from(text.inbound),
            id: MessageId::new(ids),
            text,
        };
        texts.into_iter().map(row).collect()
    }
}

struct Sides {
    store: Store,
    with_words: Plain,
    without_words: Plain,
    arrival: Arrival,
    history: bool,
    ids: ClockIds,
    base: Url,
}

impl Sides {
    fn new(walk: Walk, folder: &Path) -> Result<Self> {
        let store = Store::create(&folder.join("ours.db"), &practice::key())?;
        let mut ids = practice::ids(4);
        let (id, number) = (LineId::new(&mut ids), PhoneNumber::parse_e164(LINE)?);
        store.write_blocking(|tx| {
            lines::create(tx, id, &number, Channel::Sms, "Main", Timestamp::from_millis(0))
        })?;
        let line = store.read_blocking(|tx| lines::get(tx, id))?;
        let with_words = Plain::create(&folder.join("with.db"))?;
        let without_words = Plain::create(&folder.join("without.db"))?;
        let now = Timestamp::from_millis(NOW_MILLIS);
        let consent = ConsentRules::default();
        let arrival = Arrival { line, now, carriers_now: now, consent, history_before: None };
        let history = walk == Walk::History;
        Ok(Self { store, with_words, without_words, arrival, history, ids, base: listing::base()? })
    }

    /// The page through all of them: ours, of which the reading, and the two references.
    fn all(&mut self, page: &Both, spent: &mut [Spent; 4]) -> Result<()> {
        let [ours, reading, with, without] = spent;
        self.arrival.now = page.now;
        self.arrival.history_before = self.history.then_some(page.now);
        let (store, arrival, ids, base) = (&self.store, &self.arrival, &mut self.ids, &self.base);
        let done = ours.add(|| -> Result<_> {
            let read = reading.add(|| read_page(&page.json, base))?;
            Ok(store.write_blocking(|tx| ingest_page(tx, &read, arrival, ids))?)
        })?;
        let kept = done.stored_inbound + done.elsewhere;
        ensure!(kept as usize == page.rows.len(), "{kept} rows of a page were stored");
        with.add(|| self.with_words.insert(&page.rows))?;
        without.add(|| self.without_words.insert_without_words(&page.rows))
    }

    fn agree(&self) -> Result<()> {
        let ours = self.store.read_blocking(messages::count)?;
        let theirs = self.with_words.count().context("counting the reference")?;
        ensure!(ours == theirs && ours == self.without_words.count()?, "the sides hold different rows");
        Ok(())
    }
}
