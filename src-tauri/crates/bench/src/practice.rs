//! A practice with so many texts, twice: in the store as Foyer makes it, and in plain SQLite. Built once, kept
//! beside other build results under a name that changes with the schema and the seed.

use std::{
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result, ensure};
use foyer_domain::{
    Channel, DeliveryState, Direction, LineId, MessageId, PhoneNumber, Private, ProviderMessageId, Role,
    ThreadFacts, ThreadId, ThreadState, Timestamp, User, UserId,
};
use foyer_store::{
    PageMac, PracticeKey, Store, StoreError, WriteTx, lines,
    messages::{self, MessageKind, NewElsewhere, NewInbound},
    threads::{self, Preview},
    users,
};
use foyer_sync::{ClockIds, SystemClock};

use crate::{
    plain::{Places, Plain, Row, SCHEMA},
    texts::{LINE, Text, Texts, number_of, patients_for},
};

/// Changes whenever the texts or what is made of them change.
const VERSION: u32 = 2;

/// The seed of the texts.
pub const SEED: u64 = 20_261_102;

/// Rows a commit, as in a page of the carrier's list.
pub const BATCH: usize = 500;

/// Rows a commit where nothing is measured but what comes after: each commit writes the pages of every index anew, and with
/// small ones a desk of [`THREADS`] took longer to fill than to measure.
const POURED: usize = 5_000;

/// Where the two files are.
pub struct Built {
    /// Foyer's.
    pub store: PathBuf,
    /// Plain SQLite's.
    pub plain: PathBuf,
}

/// The key of every store made here.
pub fn key() -> PracticeKey {
    PracticeKey::from_material([0x5a; 32], PageMac::Sha256)
}

/// Ids from a seed, with the current time in them as the product's have.
pub fn ids(seed: u8) -> ClockIds {
    ClockIds::new(Arc::new(SystemClock), [seed; 32])
}

/// Opens a store made here.
pub fn open(path: &Path) -> Result<Store> {
    Store::open(path, &key()).context("opening a store of the benchmark")
}

/// The practice of `count` texts, from the last time or built now.
pub fn build(folder: &Path, count: u32) -> Result<Built> {
    let mut hasher = DefaultHasher::new();
    (SCHEMA, VERSION, SEED).hash(&mut hasher);
    let name = format!("practice-{:016x}-{count}", hasher.finish());
    let file = |end: &str| folder.join(format!("{name}.{end}"));
    let (built, done) = (Built { store: file("db"), plain: file("plain") }, file("done"));
    if !done.exists() {
        clear(folder, &format!("practice-{:016x}", hasher.finish()), &name)?;
        let _ = writeln!(
            std::io::stdout(),
            "    building a practice of {count} texts (kept for the next time) …"
        );
        fill_both(&built, count)?;
        fs::write(done, "")?;
    }
    Ok(built)
}

/// Deletes what an older schema left, and what was left half-built under this name.
fn clear(folder: &Path, schema: &str, name: &str) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(file) = path.file_name().and_then(|file| file.to_str()) else { continue };
        let half_built = file.starts_with(&format!("{name}."));
        if file.starts_with("practice-") && (half_built || !file.starts_with(schema)) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn fill_both(built: &Built, count: u32) -> Result<()> {
    let store = Store::create(&built.store, &key())?;
    let mut plain_ids = ids(2);
    let plain = Plain::create(&built.plain)?;
    let mut places = Places::new();
    pour(&store, count, |texts| {
        let rows: Vec<Row> = texts
            .iter()
            .map(|text| Row {
                thread: i64::from(text.patient) + 1,
                seq: places.place(text.at),
                id: MessageId::new(&mut plain_ids),
                text: text.clone(),
            })
            .collect();
        plain.insert(&rows)
    })?;
    let stored = store.read_blocking(messages::count)?;
    ensure!(stored == plain.count()? && stored == u64::from(count), "the two sides differ");
    store.close()?;
    plain.close()
}

/// Pours `count` texts into an empty store as Foyer would have kept them; `also` sees each batch.
fn pour(store: &Store, count: u32, also: impl FnMut(&[Text]) -> Result<()>) -> Result<()> {
    let mut ids = ids(1);
    let staff: Vec<UserId> = (0..3).map(|_| UserId::new(&mut ids)).collect();
    let line = LineId::new(&mut ids);
    let number = PhoneNumber::parse_e164(LINE)?;
    store.write_blocking(|tx| {
        for id in &staff {
            let user = User { id: *id, name: Private::new("Staff"), role: Role::Receptionist };
            users::create(tx, &user, Timestamp::from_millis(0))?;
        }
        lines::create(tx, line, &number, Channel::Sms, "Main", Timestamp::from_millis(0))
    })?;
    Desk::new(ids, line, staff, patients_for(count)).pour(store, Texts::up_to_now(SEED, count), count, also)
}

/// Pours `count` texts into a practice that has staff and a line, beside what is in it.
#[cfg(target_os = "linux")]
pub fn pour_beside(store: &Store, count: u32) -> Result<()> {
    let line = store.read_blocking(lines::list)?.first().map(|line| line.id).context("no line")?;
    let staff = store.read_blocking(users::list)?.into_iter().map(|row| row.user.id).collect();
    let desk = Desk::new(ids(7), line, staff, patients_for(count));
    desk.pour(store, Texts::up_to_now(SEED, count), count, |_| Ok(()))
}

/// Threads of a desk that has many.
pub const THREADS: u32 = 100_000;

/// Texts of the one very long thread.
#[cfg(target_os = "linux")]
const LONG: u32 = 20_000;

/// Pours [`THREADS`] threads into a practice that has staff and a line: two texts in each.
pub fn pour_threads(store: &Store) -> Result<()> {
    let line = store.read_blocking(lines::list)?.first().map(|line| line.id).context("no line")?;
    let staff = store.read_blocking(users::list)?.into_iter().map(|row| row.user.id).collect();
    let count = THREADS.saturating_mul(2);
    let texts = Texts::up_to_now(SEED, count)
        .zip((0..THREADS).flat_map(|patient| [patient; 2]))
        .map(|(text, patient)| Text { patient, ..text });
    Desk::new(ids(7), line, staff, THREADS).pour(store, texts, count, |_| Ok(()))
}

/// The same, and a thread of [`LONG`] texts that has waited longer than any other.
#[cfg(target_os = "linux")]
pub fn pour_desk(store: &Store) -> Result<()> {
    pour_threads(store)?;
    let line = store.read_blocking(lines::list)?.first().map(|line| line.id).context("no line")?;
    // The texts have no end of their own.
    let texts = Texts::up_to_now(SEED.wrapping_add(1), LONG).take(LONG as usize);
    let mut texts = texts.map(|text| Text { patient: THREADS, inbound: true, ..text }).peekable();
    let mut desk = Desk::new(ids(8), line, Vec::new(), THREADS.saturating_add(1));
    while texts.peek().is_some() {
        let batch: Vec<Text> = texts.by_ref().take(POURED).collect();
        store.write_blocking(|tx| batch.iter().try_for_each(|text| desk.store(tx, text)))?;
    }
    let talk = desk.threads.last().and_then(Option::as_ref).context("the long thread")?;
    let facts = ThreadFacts { waiting_since: Some(Timestamp::from_millis(0)), ..talk.facts };
    Ok(store.write_blocking(|tx| threads::save(tx, talk.id, &facts, Some(&talk.preview())))?)
}

/// Conversations as they grow.
struct Desk {
    ids: ClockIds,
    line: LineId,
    staff: Vec<UserId>,
    threads: Vec<Option<Talk>>,
}

#[derive(Clone)]
struct Talk {
    id: ThreadId,
    facts: ThreadFacts,
    newest: MessageId,
    text: Text,
}

impl Desk {
    fn new(ids: ClockIds, line: LineId, staff: Vec<UserId>, threads: u32) -> Self {
        Self { ids, line, staff, threads: vec![None; threads as usize] }
    }

    fn pour(
        mut self,
        store: &Store,
        mut texts: impl Iterator<Item = Text>,
        count: u32,
        mut also: impl FnMut(&[Text]) -> Result<()>,
    ) -> Result<()> {
        let mut left = count as usize;
        while left > 0 {
            let batch: Vec<Text> = texts.by_ref().take(left.min(POURED)).collect();
            left -= batch.len();
            store.write_blocking(|tx| batch.iter().try_for_each(|text| self.store(tx, text)))?;
            also(&batch)?;
        }
        self.settle(store)
    }

    fn store(&mut self, tx: &WriteTx<'_>, text: &Text) -> Result<(), StoreError> {
        let at = Timestamp::from_millis(text.at);
        let place = text.patient as usize;
        let known = self.threads.get(place).and_then(Option::as_ref).map(|talk| (talk.id, talk.facts));
        let (thread, facts) = match known {
            Some(known) => known,
            None => {
                let number = phone(text.patient)?;
                let id = ThreadId::new(&mut self.ids);
                (threads::find_or_create(tx, id, self.line, Channel::Sms, &number, at)?.0, ThreadFacts::new())
            }
        };
        let id = MessageId::new(&mut self.ids);
        insert(tx, text, id, thread, self.line)?;
        let facts = if text.inbound { facts.after_inbound(at) } else { facts.after_reply(at) };
        if let Some(slot) = self.threads.get_mut(place) {
            *slot = Some(Talk { id: thread, facts, newest: id, text: text.clone() });
        }
        Ok(())
    }

    /// Leaves the threads as a practice has them: half of them closed, some snoozed, the others with somebody.
    fn settle(&self, store: &Store) -> Result<()> {
        let all: Vec<(usize, &Talk)> = self
            .threads
            .iter()
            .enumerate()
            .filter_map(|(place, talk)| Some((place, talk.as_ref()?)))
            .collect();
        for some in all.chunks(POURED) {
            store.write_blocking(|tx| {
                some.iter().try_for_each(|(place, talk)| {
                    let facts = self.left_as(*place, talk);
                    threads::save(tx, talk.id, &facts, Some(&talk.preview()))
                })
            })?;
        }
        Ok(())
    }

    fn left_as(&self, place: usize, talk: &Talk) -> ThreadFacts {
        let last = talk.facts.last_message_at.unwrap_or(Timestamp::from_millis(0));
        let assigned_to = self.staff.get(place % (self.staff.len() + 1)).copied();
        let facts = ThreadFacts { assigned_to, ..talk.facts };
        let later = |hours| last.plus(foyer_domain::Span::hours(hours));
        match place * 7 % 20 {
            0..=10 => ThreadFacts { waiting_since: None, unread: 0, ..facts.closed(later(1)) },
            11 => ThreadFacts { state: ThreadState::Snoozed { until_at: later(9_000) }, ..facts },
            _ => facts,
        }
    }
}

impl Talk {
    fn preview(&self) -> Preview {
        let (direction, state) = match self.text.inbound {
            true => (Direction::Inbound, None),
            false => (Direction::Outbound, Some(DeliveryState::Delivered)),
        };
        let text = Private::new(self.text.body.clone());
        Preview { message: self.newest, text, kind: MessageKind::Text, direction, state }
    }
}

/// Puts one text into the store.
pub fn insert(
    tx: &WriteTx<'_>,
    text: &Text,
    id: MessageId,
    thread: ThreadId,
    line: LineId,
) -> Result<(), StoreError> {
    let at = Timestamp::from_millis(text.at);
    let provider_id = ProviderMessageId::parse(&text.provider_id).map_err(|_| unusable())?;
    let body = Private::new(text.body.clone());
    let channel = Channel::Sms;
    let stored = if text.inbound {
        let new = NewInbound {
            id,
            thread,
            line,
            channel,
            provider_id,
            body,
            created_at: at,
            received_at: at,
            media_count: 0,
            language: None,
        };
        messages::insert_inbound(tx, &new)?
    } else {
        let new = NewElsewhere {
            id,
            thread,
            line,
            channel,
            provider_id,
            body,
            created_at: at,
            received_at: at,
            sent_at: None,
            state: DeliveryState::Delivered,
            problem: None,
            media_count: 0,
        };
        messages::insert_elsewhere(tx, &new)?
    };
    match stored {
        messages::Insert::Inserted => Ok(()),
        messages::Insert::Known => Err(unusable()),
    }
}

/// A patient's number.
pub fn phone(patient: u32) -> Result<PhoneNumber, StoreError> {
    PhoneNumber::parse_e164(&number_of(patient)).map_err(|_| unusable())
}

/// A made-up row that is none: the benchmark is wrong, not the store.
const fn unusable() -> StoreError {
    StoreError::NotFound { table: "the benchmark's own texts" }
}
