//! Repair of a damaged store: never a row that was not there, everything that can be read, and no STOP lost whose row
//! can be.
//!
//! What lies on which page is asked of SQLite itself (`dbstat`) before the pages are overwritten, so that what should come
//! back is known from somebody other than the reader that is tried.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use foyer_domain::{
    Actor, Channel, ConsentEventId, MessageId, NoteId, PatientId, PhoneNumber, Private, Span, ThreadId,
    Timestamp,
};
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, ConsentRules, Evidence, Party, RevocationBasis,
    Subjects,
};
use rusqlite::{Connection, types::Value};

use super::{NOW, desk, key, uuid};
use crate::{
    KeyFile, PracticeFolder, RecoveryCode, Store,
    audit::{self, NewEntry},
    backups::BackupError,
    conn::{self, Purpose},
    consent,
    messages::{self, NewInbound},
    notes, older, outbox, quarantine,
    repair::{self, Known, Repaired, TrailClass},
    search, settings, threads,
};

const PAGE: u64 = 4096;
const LATER: Timestamp = NOW.plus(Span::days(1));

/// A practice on disk, closed, and what was in it.
struct Clinic {
    folder: tempfile::TempDir,
    bytes: Vec<u8>,
    rows: BTreeMap<String, Vec<Vec<u8>>>,
    pages: Vec<PageOf>,
}

/// A page as SQLite tells it.
struct PageOf {
    number: u64,
    of: String,
    kind: String,
    cells: usize,
}

fn code() -> RecoveryCode {
    static CODE: std::sync::OnceLock<RecoveryCode> = std::sync::OnceLock::new();
    CODE.get_or_init(|| RecoveryCode::generate().unwrap()).clone()
}

fn file() -> KeyFile {
    let mut file = KeyFile::new(&key());
    file.add_recovery(&key(), &code()).unwrap();
    file
}

fn number(of: u32) -> PhoneNumber {
    PhoneNumber::parse_e164(&format!("+1504555{:04}", 100 + of)).unwrap()
}

/// Who said STOP: every seventh.
const fn stopped(of: u32) -> bool {
    of.is_multiple_of(7)
}

const PEOPLE: u32 = 60;

fn said(of: u32, kind: ConsentEventKind, at: Timestamp) -> ConsentEvent {
    ConsentEvent {
        id: ConsentEventId::from_uuid(uuid(u128::from(of) * 10 + if at == NOW { 1 } else { 2 } + 1_000_000)),
        patient: None,
        number: number(of),
        channel: Channel::Sms,
        kind,
        at,
        actor: Actor::Patient,
        evidence: Evidence { note: Some(Private::new("as they said it ".repeat(12))), ..Evidence::default() },
        language: None,
        subjects: Subjects::NONE,
    }
}

fn clinic() -> Clinic {
    let desk = desk();
    desk.store
        .write_blocking(|tx| {
            for of in 0..PEOPLE {
                let id = ThreadId::from_uuid(uuid(50_000 + u128::from(of)));
                let (thread, _) = threads::find_or_create(tx, id, desk.line, Channel::Sms, &number(of), NOW)?;
                let patient = PatientId::from_uuid(uuid(70_000 + u128::from(of)));
                for text in 0..12_u32 {
                    let at = u128::from(of * 12 + text);
                    let body =
                        format!("text {at} about parking {}", "and the side door ".repeat(at as usize % 9));
                    let body = if text == 3 { body.repeat(60) } else { body };
                    let provider_id = foyer_domain::ProviderMessageId::parse(&format!("SM{at}")).unwrap();
                    messages::insert_inbound(
                        tx,
                        &NewInbound {
                            id: MessageId::from_uuid(uuid(200_000 + at)),
                            thread,
                            line: desk.line,
                            channel: Channel::Sms,
                            provider_id,
                            body: Private::new(body),
                            created_at: NOW.plus(Span::minutes(i64::from(of * 12 + text))),
                            received_at: NOW,
                            media_count: 0,
                            language: None,
                        },
                    )?;
                    audit::append(
                        tx,
                        &NewEntry {
                            at: NOW,
                            actor: Actor::User(desk.user),
                            action: "thread.view",
                            thread: Some(thread),
                            object: Some(patient.uuid()),
                            detail: serde_json::json!({ "text": text }),
                        },
                    )?;
                }
                notes::add(
                    tx,
                    &notes::NoteRow {
                        id: NoteId::from_uuid(uuid(300_000 + u128::from(of))),
                        thread,
                        author: desk.user,
                        body: Private::new(format!("note {of}")),
                        created_at: NOW,
                    },
                )?;
                consent::append(tx, &said(of, ConsentEventKind::Granted(ConsentBasis::Spoken), NOW))?;
                if stopped(of) {
                    let stop = ConsentEventKind::Revoked(RevocationBasis::Texted);
                    consent::append(tx, &said(of, stop, NOW.plus(Span::minutes(1))))?;
                }
            }
            settings::set(tx, "practice", &serde_json::json!({ "name": "Bayou Family Clinic" }), NOW)
        })
        .unwrap();
    desk.store.close().unwrap();
    let path = desk.folder.path().join("practice.db");
    let conn = conn::open(&path, &key(), Purpose::Read).unwrap();
    let rows = rows(&conn);
    let pages = conn
        .prepare("SELECT pageno, name, pagetype, ncell FROM dbstat ORDER BY pageno")
        .unwrap()
        .query_map([], |row| {
            Ok(PageOf {
                number: u64::from(row.get::<_, u32>(0)?),
                of: row.get(1)?,
                kind: row.get(2)?,
                cells: row.get::<_, u32>(3)? as usize,
            })
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    drop(conn);
    Clinic { bytes: fs::read(&path).unwrap(), folder: desk.folder, rows, pages }
}

/// Every row of every table that is no sum and no index, as bytes.
fn rows(conn: &Connection) -> BTreeMap<String, Vec<Vec<u8>>> {
    let names: Vec<String> = conn
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut all = BTreeMap::new();
    for name in names {
        // A conversation is itself, whatever the list shows of it.
        let what = if name == "thread" { "seq, id, line, channel, far_number" } else { "*" };
        let mut statement = conn.prepare(&format!("SELECT {what} FROM \"{name}\"")).unwrap();
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| {
                let mut bytes = Vec::new();
                for column in 0..columns {
                    match row.get::<_, Value>(column)? {
                        Value::Null => bytes.push(0),
                        Value::Integer(number) => bytes.extend(number.to_be_bytes()),
                        Value::Real(number) => bytes.extend(number.to_be_bytes()),
                        Value::Text(text) => bytes.extend(text.into_bytes()),
                        Value::Blob(blob) => bytes.extend(blob),
                    }
                    bytes.push(b'|');
                }
                Ok(bytes)
            })
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        all.insert(name, rows);
    }
    all
}

impl Clinic {
    fn path(&self) -> PathBuf {
        self.folder.path().join("practice.db")
    }

    /// Overwrites these pages with noise, and mends what can be.
    fn damaged(
        &self,
        pages: &BTreeSet<u64>,
        noise: u64,
    ) -> (tempfile::TempDir, Result<Repaired, BackupError>) {
        let mut bytes = self.bytes.clone();
        let mut state = noise | 1;
        for page in pages {
            let from = usize::try_from((page - 1) * PAGE).unwrap();
            for byte in &mut bytes[from..from + PAGE as usize] {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *byte = (state >> 56) as u8;
            }
        }
        fs::write(self.path(), &bytes).unwrap();
        let to = tempfile::tempdir().unwrap();
        let done = self.repair(&to.path().join("practice"));
        assert_eq!(fs::read(self.path()).unwrap(), bytes, "the damaged file is as it was");
        (to, done)
    }

    fn repair(&self, to: &Path) -> Result<Repaired, BackupError> {
        repair::repair(self.folder.path(), to, &key(), &file(), &Known::default(), LATER)
    }

    fn numbers(&self, of: &str, kind: &str) -> Vec<u64> {
        self.pages.iter().filter(|page| page.of == of && page.kind == kind).map(|page| page.number).collect()
    }

    /// Cells of a table that were on those of its pages that are of this kind.
    fn cells(&self, of: &str, kind: &str, on: &BTreeSet<u64>) -> usize {
        let on = |page: &&PageOf| page.of == of && page.kind == kind && on.contains(&page.number);
        self.pages.iter().filter(on).map(|page| page.cells).sum()
    }

    /// What holds whatever was damaged.
    fn hold(&self, pages: &BTreeSet<u64>, to: &Path, done: &Repaired) {
        let store = open(to);
        let conn = conn::open(store.path(), &key(), Purpose::Read).unwrap();
        let now = rows(&conn);
        for name in ["message", "note", "thread", "line", "user", "consent_event"] {
            let before: BTreeSet<&Vec<u8>> = self.rows[name].iter().collect();
            let kept = now[name].iter().filter(|row| before.contains(row)).count();
            let added = now[name].len() - kept;
            let own = made(&conn, name);
            assert_eq!(added, own, "a row of {name} was never there");
            let overflow = self
                .pages
                .iter()
                .any(|page| page.of == name && page.kind == "overflow" && pages.contains(&page.number));
            let expected = before.len() - self.cells(name, "leaf", pages);
            // A record that goes on elsewhere goes with that; one that stands between two pages of a table in the order of
            // its key goes with what leads to them.
            let between = if name == "message" { self.cells(name, "internal", pages) } else { 0 };
            let slack = between + if overflow { 40 } else { 0 };
            assert!(kept + slack >= expected, "{name}: {kept} of {expected} that can be read, {pages:?}");
            let gone = before.len() - kept - if name == "line" { own } else { 0 };
            let told = done.lost.get(name).copied().unwrap_or_default();
            assert!(
                told.rows as usize <= gone && (told.perhaps_more || told.rows as usize == gone),
                "{name}: {told:?} of {gone}"
            );
        }
        // No STOP is lost whose row is there, and nobody is texted whose account has a hole.
        store
            .read_blocking(|tx| {
                for of in 0..PEOPLE {
                    let thread = ThreadId::from_uuid(uuid(50_000 + u128::from(of)));
                    let party = Party { patient: None, number: number(of), channel: Channel::Sms };
                    let facts = consent::for_number(tx, &number(of))?;
                    let standing = consent::standing(tx, &party, thread, LATER, &ConsentRules::default())?;
                    let kept = facts.iter().filter(|fact| fact.kind != ConsentEventKind::Unreadable).count();
                    if kept < if stopped(of) { 2 } else { 1 } {
                        assert_ne!(standing.badge, Badge::Granted, "somebody whose account is not all there");
                    }
                    if facts.iter().any(|fact| matches!(fact.kind, ConsentEventKind::Revoked(_))) {
                        assert_eq!(standing.badge, Badge::OptedOut);
                    }
                    if stopped(of) && standing.badge != Badge::OptedOut && !facts.is_empty() {
                        assert!(quarantine::may_have_stopped(tx, &number(of))?, "what is gone may be a STOP");
                    }
                }
                Ok(())
            })
            .unwrap();
        // It begins frozen, its trail is whole and says what happened.
        let passed = block_on(store.passed_by()).unwrap();
        assert!(passed.is_some());
        assert!(block_on(store.examine_trail(Vec::new())).unwrap().report.is_whole());
        let last = store.read_blocking(|tx| audit::page(tx, None, 1)).unwrap().remove(0);
        assert_eq!((last.action.as_str(), last.actor), ("store.repair", Actor::System));
        assert_eq!(last.detail["trail"], serde_json::to_value(done.trail).unwrap());
        assert!(store.check().unwrap().is_whole());
        assert_eq!(store.read_blocking(repair::repaired).unwrap().as_ref(), Some(done));
        store.close().unwrap();
    }
}

/// Rows that a repair makes: that an account has a hole, somebody of whom only the id is left, a line that is known by its
/// number.
fn made(conn: &Connection, table: &str) -> usize {
    let which = match table {
        "consent_event" => "kind = 'unreadable'",
        "user" => "name = 'Name lost' AND retired_at = 0",
        "line" => "name = number",
        _ => "false",
    };
    let sql = format!("SELECT count(*) FROM \"{table}\" WHERE {which}");
    conn.query_row(&sql, [], |row| row.get::<_, u32>(0)).unwrap() as usize
}

fn open(to: &Path) -> Store {
    let folder = PracticeFolder::at(to.join("practice"));
    let file = folder.key_file().unwrap();
    assert!(file.is_of(&key()));
    // Under the trail that the key file names.
    Store::open_inline(&folder.store_path(), &file.open_with_code(&code()).unwrap()).unwrap()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

#[test]
fn whatever_is_overwritten_nothing_is_made_up_and_what_can_be_read_is_there() {
    let clinic = clinic();
    let count = clinic.bytes.len() as u64 / PAGE;
    assert!(count > 120, "{count} pages");
    for seed in 1..=6_u64 {
        let mut state = seed;
        let pages: BTreeSet<u64> = (0..seed * 2)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                1 + (state >> 33) % count
            })
            .collect();
        let (to, done) = clinic.damaged(&pages, seed);
        clinic.hold(&pages, to.path(), &done.unwrap());
    }
}

#[test]
fn rows_come_back_although_nothing_leads_to_their_pages_any_more() {
    let clinic = clinic();
    // The first page with the whole schema; and the roots of what matters most.
    let inner = |of: &str| clinic.numbers(of, "internal");
    let roots: BTreeSet<u64> =
        inner("message").into_iter().chain(inner("consent_event")).chain(inner("audit")).collect();
    assert!(roots.len() >= 3, "{roots:?}");
    for pages in [BTreeSet::from([1]), roots] {
        let (to, done) = clinic.damaged(&pages, 77);
        let done = done.unwrap();
        clinic.hold(&pages, to.path(), &done);
        // All but the records between two pages of the tree.
        let between = clinic.cells("message", "internal", &pages);
        assert!(done.texts as usize + between >= clinic.rows["message"].len(), "{} texts", done.texts);
    }
}

#[test]
fn what_is_lost_is_named_and_a_number_with_a_hole_in_its_account_waits() {
    let clinic = clinic();
    let leaves = clinic.numbers("consent_event", "leaf");
    let (to, done) = clinic.damaged(&BTreeSet::from([leaves[1]]), 3);
    let done = done.unwrap();
    let lost = done.lost["consent_event"];
    assert_eq!((lost.perhaps_more, lost.pages), (false, 1), "the indexes say how many there were");
    assert_eq!(lost.rows as usize, clinic.cells("consent_event", "leaf", &BTreeSet::from([leaves[1]])));
    assert!(done.doubtful.is_some_and(|numbers| numbers > 0 && numbers <= lost.rows));
    assert_eq!((done.trail, done.unplaced, done.end_lost), (TrailClass::Whole, 0, false));
    let store = open(to.path());
    let found = store.read_blocking(|tx| search::messages(tx, "text 7", None, 3, |_| true)).unwrap();
    assert!(!found.is_empty(), "words are found again");
    assert!(store.read_blocking(outbox::waiting).unwrap().is_empty());
    assert!(store.read_blocking(older::frozen).unwrap().is_none(), "it freezes when the desk opens it");
    store.close().unwrap();

    // A hole in the trail: what could be read is written again under new seals, and it says so.
    let leaf = clinic.numbers("audit", "leaf")[2];
    let (to, done) = clinic.damaged(&BTreeSet::from([leaf]), 4);
    let done = done.unwrap();
    let gone = clinic.cells("audit", "leaf", &BTreeSet::from([leaf]));
    assert_eq!(done.trail, TrailClass::Partial);
    assert_eq!(done.entries as usize + gone, clinic.rows["audit"].len());
    clinic.hold(&BTreeSet::from([leaf]), to.path(), &done);
}

#[test]
fn what_is_not_worth_it_or_not_ours_is_refused_and_leaves_nothing() {
    let clinic = clinic();
    let all: BTreeSet<u64> = (1..=clinic.bytes.len() as u64 / PAGE).collect();
    let (to, done) = clinic.damaged(&all, 9);
    assert!(
        matches!(done, Err(BackupError::NotWhole)),
        "never an empty store in the place of one that can't be read"
    );
    assert_eq!(fs::read_dir(to.path()).unwrap().count(), 0);
    let other = crate::PracticeKey::generate().unwrap();
    let done = repair::repair(
        clinic.folder.path(),
        &to.path().join("practice"),
        &other,
        &file(),
        &Known::default(),
        LATER,
    );
    assert!(matches!(done, Err(BackupError::OtherKey)));
}

#[test]
fn a_log_that_breaks_off_counts_up_to_its_last_whole_commit() {
    let desk = desk();
    desk.hear(1, "first");
    let wal = desk.folder.path().join("practice.db-wal");
    let before = fs::read(&wal).unwrap().len();
    desk.hear(2, "second");
    let (store, copy) = (fs::read(desk.store.path()).unwrap(), fs::read(&wal).unwrap());
    let away = tempfile::tempdir().unwrap();
    let put = |wal: &[u8]| {
        fs::write(away.path().join("practice.db"), &store).unwrap();
        fs::write(away.path().join("practice.db-wal"), wal).unwrap();
        let to = tempfile::tempdir().unwrap();
        let known = Known::default();
        let done = repair::repair(away.path(), &to.path().join("practice"), &key(), &file(), &known, LATER);
        let done = done.unwrap();
        (done.texts, done.end_lost, done.doubtful)
    };
    assert_eq!(put(&copy), (2, false, Some(0)), "what is only in the log is there");
    let mut torn = copy.clone();
    torn[before + 40] ^= 1;
    assert_eq!(put(&torn), (1, true, None), "what came last is gone, and may have been a STOP of anybody");
}
