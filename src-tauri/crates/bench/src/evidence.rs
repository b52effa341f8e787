//! Evidence: what the audit trail adds to a send, how long it takes to look at all of it, the report of a patient with very
//! many messages, and Review with the list of threads to look over.
//!
//! The aims: under a tenth of a send; ten seconds for a million entries and for a report of 10,000 messages, as long as
//! somebody on the phone waits; 200 ms for a page that opens.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use foyer_app::{App, AppConfig, Decoder, NoBrowser, NoClipboard, Ports, PracticeOptions, Shelf, Start};
use foyer_domain::{
    Actor, Author, Channel, DeliveryState, MessageId, OutboxId, Private, ProviderMessageId, Role, Span,
    ThreadId, Timestamp, User, UserId,
};
use foyer_store::{
    Cost, PracticeFolder, Store, audit, lines, looking_back,
    messages::{self, NewElsewhere},
    outbox::{self, NewOutbound},
    thread_reviews, threads, users,
};
use foyer_sync::SystemClock;
use foyer_testkit::{MemoryVault, Practice, monday_morning};
use serde_json::{Value, json};

use crate::{
    measure::{Rounds, Spent, quantile},
    options::Options,
    practice,
    report::{Aim, Figure, Report},
    texts::NOW_MILLIS,
};

/// Sends a round, a commit each.
const SENDS: u32 = 200;

/// Entries a commit while a trail is made.
const CHUNK: u32 = 20_000;

/// Messages of the patient whose report is asked for.
const REPORTED: u32 = 10_000;

/// Messages of somebody with more than any patient has.
const VERY_MANY: u32 = 200_000;

/// Messages a commit while they are made.
const FILLED_AT_ONCE: u32 = 10_000;

/// Threads that the list shows at most.
const LISTED: usize = 500;

/// How often a page is opened.
const OPENED: usize = 9;

/// Whose thread gets them; somebody in the sample practice.
const PATIENT: &str = "Marcus Oyelaran";

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    sends(options, report)?;
    trail(options, report)?;
    review(options, report)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(reported(report))
}

/// The report of somebody with very many messages.
pub fn very_many(_: &Options, report: &mut Report) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(streamed(report))
}

/// One text queued with its entry in the trail, against the same without.
fn sends(options: &Options, report: &mut Report) -> Result<()> {
    let mut practice = Practice::new(18).map_err(|error| anyhow!("{error}"))?;
    let lupe = practice.patient("Lupe Garcia", "+15045550142").map_err(|error| anyhow!("{error}"))?;
    let now = monday_morning();
    let cleared = practice.cleared(&lupe, "See you at nine.", now).map_err(|error| anyhow!("{error}"))?;
    let (mut rounds, mut sent) = (Rounds::default(), 0_i64);
    for _ in 0..options.rounds() {
        let [mut with, mut without] = [Spent::default(); 2];
        for number in 0..SENDS {
            // In turns, so that both sides meet the same store.
            for told in if number % 2 == 0 { [true, false] } else { [false, true] } {
                let (outbox, message) = (OutboxId::new(&mut practice.ids), MessageId::new(&mut practice.ids));
                // A second each, as people write: many in one would make each look longer for its place.
                sent += 1;
                let now = now.plus(Span::millis(sent * 1_000));
                let new = NewOutbound {
                    cleared: &cleared,
                    outbox,
                    message,
                    author: Author::Staff(practice.dana),
                    client_id: None,
                    now,
                    not_before: now,
                    expires_at: now.plus(Span::hours(4)),
                };
                let entry = entry(Actor::User(practice.dana), lupe.thread, message, now);
                let spent = if told { &mut with } else { &mut without };
                spent.add(|| {
                    practice.store.write_blocking(|tx| {
                        outbox::enqueue(tx, &new)?;
                        if told { audit::append(tx, &entry) } else { Ok(()) }
                    })
                })?;
            }
        }
        rounds.push(with, without);
    }
    let detail =
        format!("{:.0} against {:.0} µs a text", rounds.our_cpu_us(SENDS), rounds.their_cpu_us(SENDS));
    let what = "a text queued with its audit entry, against without";
    report.ratio(&Figure { name: "B18", what, aim: Some(Aim::AtMost(1.1)) }, &rounds, &detail);
    Ok(())
}

fn entry(actor: Actor, thread: ThreadId, message: MessageId, at: Timestamp) -> audit::NewEntry {
    audit::NewEntry {
        at,
        actor,
        action: "text.queue",
        thread: Some(thread),
        object: Some(message.uuid()),
        detail: json!({ "purpose": "reply" }),
    }
}

/// The whole trail looked at: every entry, code and node of the tree.
fn trail(options: &Options, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir_in(&options.folder)?;
    let store = Store::create(&folder.path().join("trail.db"), &practice::key())?;
    let (count, mut ids) = (options.large(), practice::ids(19));
    let thread = ThreadId::new(&mut ids);
    let mut left = count;
    while left > 0 {
        let some = left.min(CHUNK);
        store.write_blocking(|tx| {
            for number in 0..some {
                let at = Timestamp::from_millis(NOW_MILLIS + i64::from(number));
                audit::append(tx, &entry(Actor::System, thread, MessageId::new(&mut ids), at))?;
            }
            Ok(())
        })?;
        left -= some;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut times = Vec::new();
    for _ in 0..3 {
        let began = Instant::now();
        let found = runtime.block_on(store.examine_trail(Vec::new()))?;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        ensure!(
            found.report.is_whole() && found.report.entries >= u64::from(count),
            "the trail is not whole"
        );
    }
    report.millis(
        &Figure { name: "B19", what: "verifying the audit trail", aim: Some(Aim::MillisAtMost(10_000.0)) },
        quantile(times, 0.5),
        &format!("median of 3, {count} entries, wall time"),
    );
    Ok(store.close()?)
}

/// What Review and its list of threads read, 30 days and the 30 before.
fn review(options: &Options, report: &mut Report) -> Result<()> {
    let built = practice::build(&options.folder, options.large())?;
    let store = practice::open(&built.store)?;
    let now = Timestamp::from_millis(NOW_MILLIS);
    let (from, before) = (now.minus(Span::days(30)), now.minus(Span::days(60)));
    let (mut pages, mut lists, mut found) = (Vec::new(), Vec::new(), 0);
    for _ in 0..OPENED {
        let began = Instant::now();
        store.read_blocking(|tx| {
            looking_back::waits_between(tx, before, now, now)?;
            looking_back::over_warnings(tx, from, now)?;
            looking_back::handed_off(tx, from, now)?;
            looking_back::opt_outs(tx, from, now)?;
            threads::counts(tx, UserId::from_uuid(uuid::Uuid::nil()))?;
            threads::list(tx, threads::View::All, 0, 50)
        })?;
        pages.push(began.elapsed().as_secs_f64() * 1_000.0);
        let began = Instant::now();
        found = store.read_blocking(|tx| {
            looking_back::waits_between(tx, from, now, now)?;
            let busy = thread_reviews::busy(tx, from, now)?;
            thread_reviews::looked_since(tx, from)?;
            for one in busy.iter().take(LISTED) {
                threads::get(tx, one.thread.id)?;
            }
            Ok::<_, foyer_store::StoreError>(busy.len())
        })?;
        lists.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    let mut tell = |what, times, detail: &str| {
        let figure = Figure { name: "B21", what, aim: Some(Aim::MillisAtMost(200.0)) };
        report.millis(&figure, quantile(times, 0.5), detail);
    };
    tell("Review of 30 days opens", pages, &format!("median of {OPENED}, {} messages", options.large()));
    tell("the threads of 30 days to look over", lists, &format!("{found} threads"));
    Ok(store.close()?)
}

/// Practice mode in a folder, with so many more messages of one patient.
struct Reported {
    app: App,
    asked: Value,
    place: PathBuf,
    // Lasts as long as the practice in it.
    _folder: tempfile::TempDir,
}

impl Reported {
    async fn with(messages: u32) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let vault = Arc::new(MemoryVault::new());
        let place = folder.path().join("kept");
        let app = desk(folder.path(), &vault, &place).await;
        let list = ask(&app, "threads.list", json!({ "view": "all", "offset": 0, "limit": 200 })).await?;
        let rows = list.get("rows").and_then(Value::as_array).context("the list has rows")?;
        let thread = rows.iter().find(|row| row.get("name") == Some(&json!(PATIENT)));
        let thread = thread.and_then(|row| row.get("id")).cloned().context("the patient has a thread")?;
        app.close().await;
        fill(folder.path(), &vault, thread.as_str().context("an id is text")?, messages)?;
        let app = desk(folder.path(), &vault, &place).await;
        let asked = json!({ "thread": thread, "from": "2000-01-01", "to": "2099-12-31", "channel": null });
        Ok(Self { app, asked, place, _folder: folder })
    }

    async fn save(&self, format: &str) -> Result<u64> {
        ask(&self.app, "report.save", json!({ "asked": self.asked, "format": format })).await?;
        Ok(std::fs::metadata(&self.place)?.len())
    }
}

/// The regulator's question about a patient with many messages, on screen and as each kind of file.
async fn reported(report: &mut Report) -> Result<()> {
    let many = Reported::with(REPORTED).await?;
    let began = Instant::now();
    let page = ask(&many.app, "report.read", json!({ "asked": many.asked })).await?;
    let mut tell = |what, began: Instant| {
        let figure = Figure { name: "B20", what, aim: Some(Aim::MillisAtMost(10_000.0)) };
        report.millis(&figure, began.elapsed().as_secs_f64() * 1_000.0, "once, wall time, the whole command");
    };
    tell("a report of 10,000 messages on screen", began);
    let total = page.get("total").and_then(Value::as_u64).unwrap_or(0);
    ensure!(total >= u64::from(REPORTED), "the report has {total} messages");
    for (format, what) in
        [("pdf", "the same as PDF"), ("csv", "the same as CSV"), ("jsonLines", "the same as JSON Lines")]
    {
        let began = Instant::now();
        let size = many.save(format).await?;
        tell(what, began);
        ensure!(size > 100_000, "the file is too small");
    }
    many.app.close().await;
    Ok(())
}

/// 200,000 messages on screen, each held against its entry, and a file of them with by how much memory grows while it is
/// written: a row at a time, so by little, and by no more for ten times the messages.
async fn streamed(report: &mut Report) -> Result<()> {
    let very_many = Reported::with(VERY_MANY).await?;
    let began = Instant::now();
    let page = ask(&very_many.app, "report.read", json!({ "asked": very_many.asked })).await?;
    let took = began.elapsed().as_secs_f64() * 1_000.0;
    ensure!(page.get("whole") == Some(&json!(true)), "the report is not whole");
    let what = "a report of 200,000 messages on screen";
    let figure = Figure { name: "B26", what, aim: Some(Aim::MillisAtMost(10_000.0)) };
    report.millis(&figure, took, "once, wall time, the whole command");
    for (format, what) in
        [("csv", "a report of 200,000 messages as CSV"), ("jsonLines", "the same as JSON Lines")]
    {
        let before = memory::begin();
        let began = Instant::now();
        let size = very_many.save(format).await?;
        let took = began.elapsed().as_secs_f64() * 1_000.0;
        let grew = memory::grown(before);
        let grew = grew.map_or_else(
            || "memory not told here".to_owned(),
            |mib| format!("{mib} MiB more memory at its peak"),
        );
        let detail = format!("once, wall time, {} MB, {grew}", size / 1_000_000);
        // As many times 10,000 messages as it is, as many times ten seconds.
        report.millis(&Figure { name: "B26", what, aim: Some(Aim::MillisAtMost(200_000.0)) }, took, &detail);
    }
    very_many.app.close().await;
    Ok(())
}

/// The most memory this process had at once, where the system tells.
mod memory {
    /// What is resident now, in KiB; what was the most before is forgotten.
    pub fn begin() -> Option<u64> {
        // 5 resets the peak (proc(5)).
        std::fs::write("/proc/self/clear_refs", "5").ok()?;
        told("VmRSS:")
    }

    /// How much more it was at most since then, in MiB.
    pub fn grown(before: Option<u64>) -> Option<u64> {
        Some(told("VmHWM:")?.saturating_sub(before?) / 1_024)
    }

    fn told(label: &str) -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        status.lines().find_map(|line| line.strip_prefix(label))?.split_whitespace().next()?.parse().ok()
    }
}

/// Practice mode in a folder; every file goes to one place.
async fn desk(folder: &Path, vault: &Arc<MemoryVault>, place: &Path) -> App {
    let start = Start::Practice(PracticeOptions::default());
    let ports = Ports {
        vault: Arc::clone(vault) as _,
        clock: Arc::new(SystemClock),
        clipboard: Arc::new(NoClipboard),
        browser: Arc::new(NoBrowser),
        shelf: Arc::new(Drawer(place.to_owned())),
        password_cost: Cost::on_this_computer,
        pictures: Decoder::here(),
    };
    let app = App::new(AppConfig { data_dir: folder.to_owned(), start }, ports);
    app.start().await;
    app
}

/// So many messages in one thread, and everybody may ask for reports.
fn fill(folder: &Path, vault: &MemoryVault, thread: &str, count: u32) -> Result<()> {
    let folder = PracticeFolder::at(folder.join("practice-mode"));
    let key = folder.key_file()?.open_with_keyring(vault)?;
    let store = folder.open(&key)?;
    let thread: ThreadId = thread.parse().map_err(|_| anyhow!("no id"))?;
    let line = store.write_blocking(|tx| {
        for row in users::list(tx)? {
            users::update(tx, &User { role: Role::Manager, ..row.user })?;
        }
        Ok::<_, foyer_store::StoreError>(lines::list(tx)?.first().map(|line| line.id))
    })?;
    let line = line.context("the practice has a number")?;
    let mut ids = practice::ids(20);
    let mut number = 0;
    while number < count {
        store.write_blocking(|tx| {
            let until = count.min(number.saturating_add(FILLED_AT_ONCE));
            let mut entries = Vec::new();
            for number in number..until {
                let at = Timestamp::from_millis(NOW_MILLIS - 400 * 86_400_000 + i64::from(number) * 60_000);
                let Ok(provider_id) = ProviderMessageId::parse(&format!("SM{number:032x}")) else { continue };
                let id = MessageId::new(&mut ids);
                let new = NewElsewhere {
                    id,
                    thread,
                    line,
                    channel: Channel::Sms,
                    provider_id,
                    body: Private::new(format!(
                        "Your visit is at nine, number {number}. Please bring your card."
                    )),
                    created_at: at,
                    received_at: at,
                    sent_at: Some(at),
                    state: DeliveryState::Delivered,
                    problem: None,
                    media_count: 0,
                };
                messages::insert_elsewhere(tx, &new)?;
                // As ingesting writes it: a report holds every text's words against its entry.
                let words = audit::sealed_words(tx, audit::Sealable::Text(id))?;
                let detail = json!({ "channel": "sms", "badge": null, "consent": [], "words": words });
                entries.push(audit::NewEntry {
                    action: "text.elsewhere",
                    detail,
                    ..entry(Actor::System, thread, id, at)
                });
            }
            audit::append_all(tx, &entries)
        })?;
        number = number.saturating_add(FILLED_AT_ONCE);
    }
    Ok(store.close()?)
}

async fn ask(app: &App, name: &str, args: Value) -> Result<Value> {
    match app.call(name, args).await {
        Ok(reply) => Ok(reply),
        Err(error) => bail!("{name}: {:?}", error.code),
    }
}

/// A person who keeps every file in one place.
struct Drawer(PathBuf);

#[async_trait::async_trait]
impl Shelf for Drawer {
    async fn choose(&self, _: &str) -> Option<PathBuf> {
        Some(self.0.clone())
    }

    async fn choose_folder(&self) -> Option<PathBuf> {
        None
    }
}
