//! The open store: one writer, three readers, closures in between.
//!
//! A write is a closure run inside one IMMEDIATE transaction on the only writing connection (a deferred one that
//! upgrades meets BUSY_SNAPSHOT, for which no timeout helps). A read is a closure over one snapshot. An error or
//! a panic in a closure rolls back; the panic becomes [`StoreError::Panicked`] and the next closure runs.
//! Async callers wait on a channel while a thread of the store works; in simulation ([`Store::open_inline`]) the
//! same calls run on the caller's own thread, so that one seed gives one history.

use std::{
    cell::RefCell,
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};

use rusqlite::{CachedStatement, Connection};
use tokio::sync::oneshot;

use crate::{
    OpenError, PracticeKey, StoreError, audit,
    conn::{self, Purpose},
    lock::StoreLock,
    migrate,
    search::{self, KnownWords, NewWords},
    wipe::{self, Meeting},
};

/// Connections that read. Three: the window, the engine, and one for a long export or search.
const READERS: usize = 3;

/// A practice's data. Cheap to clone; the file closes when the last clone is gone or after [`Store::close`].
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    writer: Arc<Writer>,
    readers: Arc<Readers>,
    trail: Arc<audit::TrailKeys>,
    /// None when calls run inline.
    threads: Option<Threads>,
    /// Whether the writing connection reads as well: there is no other.
    alone: bool,
}

/// Who runs a store's calls, and over how many connections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Calls {
    /// Threads of its own.
    Threaded,
    /// The caller's thread.
    Inline,
    /// The same, and one connection for everything.
    #[cfg(feature = "sim")]
    Alone,
}

struct Threads {
    writing: mpsc::Sender<Job>,
    reading: mpsc::Sender<Job>,
    /// Behind the senders: they are let go of first, which ends the threads.
    _ending: Ending,
}

/// Waits for the threads when the store's last clone is gone. A process that ends takes its cryptography down under a
/// connection that some thread is still closing.
struct Ending(Vec<std::thread::JoinHandle<()>>);

impl Drop for Ending {
    fn drop(&mut self) {
        let here = std::thread::current().id();
        for thread in self.0.drain(..).filter(|thread| thread.thread().id() != here) {
            // One that panicked has ended, too.
            let _ = thread.join();
        }
    }
}

type Job = Box<dyn FnOnce() + Send>;

struct Writer {
    /// None after close.
    held: Mutex<Option<Held>>,
    /// See [`Store::edition`].
    edition: AtomicU64,
}

/// What the writer needs; the lock file is held as long as the connection is.
struct Held {
    conn: Connection,
    words: KnownWords,
    lock: StoreLock,
}

/// A store's connections, the trail's keys among them.
struct Connected {
    held: Held,
    idle: Vec<Connection>,
    trail: Arc<audit::TrailKeys>,
}

impl Connected {
    fn open(path: &Path, key: &PracticeKey, readers: usize) -> Result<Self, OpenError> {
        let lock = StoreLock::take(path)?;
        crate::recognise::check_file(path)?;
        let mut writing = conn::open(path, key, Purpose::Write)
            .map_err(|error| crate::recognise::explain(path, key, error))?;
        migrate::upgrade(&mut writing, path, key)?;
        audit::begin(&mut writing, key)?;
        let trail = Arc::new(audit::TrailKeys::of(key).ok_or(OpenError::Damaged)?);
        let mut idle = Vec::with_capacity(readers);
        for _ in 0..readers {
            idle.push(conn::open(path, key, Purpose::Read)?);
        }
        Ok(Self { held: Held { conn: writing, words: KnownWords::default(), lock }, idle, trail })
    }
}

struct Readers {
    idle: Mutex<Option<Vec<Connection>>>,
    returned: Condvar,
}

/// One snapshot of the data.
pub struct ReadTx<'c> {
    conn: &'c Connection,
}

/// One transaction that may change them; everything a [`ReadTx`] can do works here too.
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
    /// New texts the search index does not know yet.
    unindexed: RefCell<Vec<(i64, String)>>,
    /// Words this transaction has met, on top of the known ones.
    new_words: RefCell<NewWords<'c>>,
}

impl Store {
    /// Opens the store at `path`, migrating it if it is older than this Foyer.
    ///
    /// # Errors
    /// Each [`OpenError`] says what is safe; a missing or unreadable file is never replaced by an empty one.
    pub fn open(path: &Path, key: &PracticeKey) -> Result<Self, OpenError> {
        Self::open_as(path, key, Calls::Threaded)
    }

    /// As [`Store::open`], with every call on the caller's thread: for simulation, where a thread of ours would
    /// race with paused time.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_inline(path: &Path, key: &PracticeKey) -> Result<Self, OpenError> {
        Self::open_as(path, key, Calls::Inline)
    }

    /// As [`Store::open_inline`], with one connection for everything: what was written need not be decrypted again to be
    /// read, which is half of a simulation's time. A read inside a read or a write would wait for ever.
    ///
    /// # Errors
    /// As [`Store::open`].
    #[cfg(feature = "sim")]
    pub fn open_alone(path: &Path, key: &PracticeKey) -> Result<Self, OpenError> {
        Self::open_as(path, key, Calls::Alone)
    }

    /// Creates an empty store.
    ///
    /// # Errors
    /// [`OpenError::AlreadyExists`] when there is any file at `path`.
    pub fn create(path: &Path, key: &PracticeKey) -> Result<Self, OpenError> {
        Self::create_file(path, key)?;
        Self::open(path, key)
    }

    /// As [`Store::create`], inline.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_inline(path: &Path, key: &PracticeKey) -> Result<Self, OpenError> {
        Self::create_file(path, key)?;
        Self::open_inline(path, key)
    }

    fn create_file(path: &Path, key: &PracticeKey) -> Result<(), OpenError> {
        let _lock = StoreLock::take(path)?;
        if path.try_exists()? {
            return Err(OpenError::AlreadyExists);
        }
        crate::older::forget(path)?;
        let made = conn::open(path, key, Purpose::Create).and_then(|mut conn| migrate::create(&mut conn));
        if made.is_err() {
            // Ours, made a moment ago and never handed to anybody.
            for leftover in migrate::files_of(path) {
                if leftover.try_exists()? {
                    std::fs::remove_file(leftover)?;
                }
            }
        }
        made
    }

    fn open_as(path: &Path, key: &PracticeKey, calls: Calls) -> Result<Self, OpenError> {
        let (threads, readers, alone) = match calls {
            Calls::Threaded => (true, READERS, false),
            Calls::Inline => (false, READERS, false),
            #[cfg(feature = "sim")]
            Calls::Alone => (false, 0, true),
        };
        let Connected { held, idle, trail } = if threads {
            // On a thread of its own, whose heap the store's threads take over: what is read at opening must not stay
            // behind on the heap of a caller that nobody overwrites.
            let (at, with) = (path.to_owned(), key.clone());
            let opening = std::thread::Builder::new()
                .name("store-open".to_owned())
                .spawn(move || wipe::after(|| Connected::open(&at, &with, readers)))?;
            opening.join().map_err(|_| OpenError::Io(std::io::ErrorKind::Other))??
        } else {
            Connected::open(path, key, readers)?
        };
        if alone {
            // Nobody else reads this file, so nobody need be kept from it; a smaller log is copied sooner.
            held.conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA wal_autocheckpoint = 1000;")?;
        }
        let writer = Arc::new(Writer { held: Mutex::new(Some(held)), edition: AtomicU64::new(0) });
        let readers = Arc::new(Readers { idle: Mutex::new(Some(idle)), returned: Condvar::new() });
        let threads = if threads { Some(Threads::start()?) } else { None };
        Ok(Self { inner: Arc::new(Inner { path: path.to_owned(), writer, readers, trail, threads, alone }) })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Counts what changed the data since they were opened. As long as it stays the same, reading again gives the same:
    /// whoever looks every few seconds need not. Take it before reading.
    pub fn edition(&self) -> u64 {
        self.inner.writer.edition.load(Ordering::Acquire)
    }

    pub(crate) fn trail_keys(&self) -> Arc<audit::TrailKeys> {
        Arc::clone(&self.inner.trail)
    }

    /// Runs `f` over one snapshot.
    ///
    /// # Errors
    /// What `f` returns, or [`StoreError::Panicked`], or [`StoreError::Closed`].
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let Some(threads) = &self.inner.threads else { return self.read_blocking(f) };
        let readers = Arc::clone(&self.inner.readers);
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move || {
            // The caller may have gone away meanwhile; then nobody wants the answer.
            let _ = reply.send(readers.run(f));
        });
        threads.reading.send(job).map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Runs `f` in one transaction and commits it, synced to the disk, before returning.
    ///
    /// A caller that stops waiting does not stop the write.
    ///
    /// # Errors
    /// What `f` returns (then nothing was saved), or [`StoreError::Panicked`], or [`StoreError::Closed`].
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let Some(threads) = &self.inner.threads else { return self.write_blocking(f) };
        let writer = Arc::clone(&self.inner.writer);
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move || {
            let _ = reply.send(writer.run(f));
        });
        threads.writing.send(job).map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// As [`Store::read`], on this thread.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_blocking<T>(
        &self,
        f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.inner.alone { self.inner.writer.look(f) } else { self.inner.readers.run(f) }
    }

    /// As [`Store::write`], on this thread.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_blocking<T>(
        &self,
        f: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.inner.writer.run(f)
    }

    /// Runs `f` on the writing connection outside a transaction: checkpoints, copies, checks.
    pub(crate) fn maintain<T>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let held = lock(&self.inner.writer.held);
        let done = f(&held.as_ref().ok_or(StoreError::Closed)?.conn);
        self.inner.writer.edition.fetch_add(1, Ordering::Release);
        done
    }

    /// From now on the disk has room for so many more pages of this store, and for all it wants without a number. What
    /// needs more is refused by SQLite itself, half way through its transaction. Forgotten when the file is closed.
    ///
    /// # Errors
    /// The store's own.
    #[cfg(feature = "sim")]
    pub fn leave_room(&self, pages: Option<u32>) -> Result<(), StoreError> {
        self.maintain(|conn| {
            let present: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            // SQLite's own bound is one less than the largest page number.
            let most = pages.map_or(4_294_967_294, |pages| present.saturating_add(i64::from(pages)));
            let _: i64 = conn.query_row(&format!("PRAGMA max_page_count = {most}"), [], |row| row.get(0))?;
            Ok(())
        })
    }

    /// The words that are known to be stored may be gone: they are stored again when they come.
    pub(crate) fn forget_words(&self) {
        if let Some(held) = lock(&self.inner.writer.held).as_mut() {
            held.words.forget();
        }
    }

    /// Lets go of what the connections remember of the rows they read, and overwrites where it lay: for when nobody
    /// is there any more. Reading goes on, and reads from the file again. Blocks for as long as a transaction does.
    pub fn forget(&self) {
        let Some(threads) = &self.inner.threads else { return };
        let pages = self.pages_at_most();
        let (writer, readers) = (Arc::clone(&self.inner.writer), Arc::clone(&self.inner.readers));
        threads.each(
            move || {
                if let Some(held) = lock(&writer.held).as_mut() {
                    held.words.forget();
                    conn::forget(&held.conn);
                }
            },
            move || {
                // Each of the reading threads has one meanwhile.
                if let Ok(conn) = readers.take() {
                    conn::forget(&conn);
                    readers.give_back(conn);
                }
            },
            pages,
        );
    }

    /// No cache holds more of the file than there is of it.
    fn pages_at_most(&self) -> usize {
        let bytes = std::fs::metadata(&self.inner.path).map_or(0, |file| file.len());
        usize::try_from(bytes).unwrap_or(usize::MAX).min(conn::LARGEST_CACHE)
    }

    /// Closes the file: waits for the write in hand, folds the log into the file, lets go of the lock. Later
    /// calls on any clone answer [`StoreError::Closed`].
    ///
    /// # Errors
    /// The fold failed; the data are whole in the log and are folded at the next opening.
    pub fn close(&self) -> Result<(), StoreError> {
        self.inner.readers.close();
        let Some(Held { conn, lock: store_lock, .. }) = lock(&self.inner.writer.held).take() else {
            return Ok(());
        };
        // No PRAGMA optimize: without statistics the plans are the tested ones, on every computer.
        let folded = conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);");
        let closed = conn.close().map_err(|(_, error)| error);
        drop(store_lock);
        if let Some(threads) = &self.inner.threads {
            threads.each(|| (), || (), self.pages_at_most());
            wipe::heap(0);
            wipe::stack();
        }
        folded.and(closed).map_err(StoreError::from)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Threads {
    /// The writing thread and the reading ones; they end when the store's last clone is gone.
    fn start() -> Result<Self, OpenError> {
        let (writing, writes) = mpsc::channel::<Job>();
        let spawn = |name: &str, work: Box<dyn FnOnce() + Send>| {
            std::thread::Builder::new().name(name.to_owned()).spawn(work)
        };
        let write = Box::new(move || writes.into_iter().for_each(|job| job()));
        let mut threads = vec![spawn("store-write", write)?];
        let (reading, reads) = mpsc::channel::<Job>();
        let reads = Arc::new(Mutex::new(reads));
        for _ in 0..READERS {
            let reads = Arc::clone(&reads);
            let read = Box::new(move || {
                loop {
                    let job = lock(&reads).recv();
                    match job {
                        Ok(job) => job(),
                        Err(mpsc::RecvError) => break,
                    }
                }
            });
            threads.push(spawn("store-read", read)?);
        }
        Ok(Self { writing, reading, _ending: Ending(threads) })
    }
}

/// A long reading is not waited for.
const PATIENCE: Duration = Duration::from_secs(2);

impl Threads {
    /// Runs `writing` on the thread that writes and `reading` on each that reads, then overwrites what they left: up
    /// to `pages` bytes of it where pages lay. Comes back when all are through.
    fn each(
        &self,
        writing: impl FnOnce() + Send + 'static,
        reading: impl Fn() + Send + Sync + 'static,
        pages: usize,
    ) {
        let (through, all) = mpsc::channel::<()>();
        let (said, reading) = (through.clone(), Arc::new(reading));
        let last = move || {
            wipe::heap(pages);
            wipe::stack();
            drop(said);
        };
        let _ = self.writing.send(Box::new(move || {
            writing();
            last();
        }));
        // So that no thread does it twice and another not at all.
        let meeting = Arc::new(Meeting::of(READERS));
        for _ in 0..READERS {
            let (meeting, reading, said) = (Arc::clone(&meeting), Arc::clone(&reading), through.clone());
            let _ = self.reading.send(Box::new(move || {
                meeting.wait(PATIENCE);
                reading();
                wipe::heap(pages);
                wipe::stack();
                drop(said);
            }));
        }
        drop(through);
        // Nothing is ever said: it ends when the last of them lets go.
        let _ = all.recv_timeout(PATIENCE.saturating_mul(2));
    }
}

impl Writer {
    fn run<T>(&self, f: impl FnOnce(&WriteTx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut held = lock(&self.held);
        let Held { conn, words, .. } = held.as_mut().ok_or(StoreError::Closed)?;
        let before = conn.total_changes();
        let tx = Open::begin(conn, "BEGIN IMMEDIATE")?;
        let write = WriteTx {
            read: ReadTx { conn },
            unindexed: RefCell::default(),
            new_words: RefCell::new(words.open()),
        };
        let result =
            catch_unwind(AssertUnwindSafe(|| f(&write).and_then(|value| write.index_now().map(|()| value))));
        let new_words = write.new_words.into_inner().into_new();
        match result {
            Ok(Ok(value)) => {
                let committed = tx.commit();
                // Also when it failed: a commit that is reported as failed may have happened.
                if committed.is_err() || conn.total_changes() != before {
                    self.edition.fetch_add(1, Ordering::Release);
                }
                committed?;
                words.learn(new_words);
                Ok(value)
            }
            Ok(Err(error)) => {
                roll_back(tx);
                Err(error)
            }
            Err(_) => {
                roll_back(tx);
                Err(StoreError::Panicked)
            }
        }
    }
}

impl Writer {
    fn look<T>(&self, f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        look(&lock(&self.held).as_ref().ok_or(StoreError::Closed)?.conn, f)
    }
}

/// Runs `f` over one snapshot of what this connection reads.
fn look<T>(conn: &Connection, f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
    let tx = Open::begin(conn, "BEGIN DEFERRED")?;
    let read = ReadTx { conn };
    let result = catch_unwind(AssertUnwindSafe(|| f(&read))).unwrap_or(Err(StoreError::Panicked));
    roll_back(tx);
    result
}

/// A transaction, rolled back unless it is committed. As rusqlite's own, with statements that are prepared once per
/// connection: these three are a good part of all statements.
struct Open<'c> {
    conn: &'c Connection,
    ended: bool,
}

impl<'c> Open<'c> {
    fn begin(conn: &'c Connection, how: &str) -> rusqlite::Result<Self> {
        conn.prepare_cached(how)?.execute([])?;
        Ok(Self { conn, ended: false })
    }

    fn commit(mut self) -> rusqlite::Result<()> {
        self.conn.prepare_cached("COMMIT")?.execute([])?;
        self.ended = true;
        Ok(())
    }

    fn roll_back(&mut self) -> rusqlite::Result<()> {
        self.ended = true;
        if self.conn.is_autocommit() {
            // After a full disk or a damaged page SQLite has often rolled back already.
            return Ok(());
        }
        self.conn.prepare_cached("ROLLBACK")?.execute([]).map(drop)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if !self.ended
            && let Err(error) = self.roll_back()
        {
            tracing::debug!(
                code = crate::error::sqlite_code(&error),
                "a transaction could not be rolled back"
            );
        }
    }
}

fn roll_back(tx: Open<'_>) {
    drop(tx);
}

impl Readers {
    fn run<T>(&self, f: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let conn = self.take()?;
        let result = look(&conn, f);
        self.give_back(conn);
        result
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut idle = lock(&self.idle);
        loop {
            match idle.as_mut() {
                None => return Err(StoreError::Closed),
                Some(conns) => match conns.pop() {
                    Some(conn) => return Ok(conn),
                    None => idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner),
                },
            }
        }
    }

    fn give_back(&self, conn: Connection) {
        if let Some(conns) = lock(&self.idle).as_mut() {
            conns.push(conn);
        }
        self.returned.notify_one();
    }

    fn close(&self) {
        *lock(&self.idle) = None;
        self.returned.notify_all();
    }
}

/// Closures never unwind through these locks, so a poisoned one still guards whole data.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'c> ReadTx<'c> {
    /// A connection outside a transaction, for looking at a copy.
    pub(crate) const fn over(conn: &'c Connection) -> Self {
        Self { conn }
    }

    /// A statement prepared once per connection.
    pub(crate) fn prepare(&self, sql: &str) -> Result<CachedStatement<'c>, StoreError> {
        #[cfg(test)]
        crate::tests::STATEMENTS.with(|count| count.set(count.get() + 1));
        self.conn.prepare_cached(sql).map_err(StoreError::from)
    }
}

impl WriteTx<'_> {
    /// Remembers a new text for the search index.
    pub(crate) fn index_before_commit(&self, seq: i64, body: &str) {
        self.unindexed.borrow_mut().push((seq, body.to_owned()));
    }

    /// Indexes what is remembered: at the commit, or earlier when a text is about to go again.
    pub(crate) fn index_now(&self) -> Result<(), StoreError> {
        let texts = self.unindexed.take();
        if texts.is_empty() { Ok(()) } else { self.index(search::Index::Texts, texts) }
    }

    /// Indexes a new note at once: notes come one by one.
    pub(crate) fn index_note(&self, seq: i64, body: &str) -> Result<(), StoreError> {
        self.index(search::Index::Notes, vec![(seq, body.to_owned())])
    }

    fn index(&self, of: search::Index, texts: Vec<(i64, String)>) -> Result<(), StoreError> {
        search::index(self, &mut self.new_words.borrow_mut(), of, texts)
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}
