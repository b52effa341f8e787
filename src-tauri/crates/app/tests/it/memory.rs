//! What stays in memory after a lock. A second process is this same test: it opens a practice whose key and words are
//! known, is locked, is closed; meanwhile its memory is read as somebody with a debugger would.
//!
//! The soft lock leaves the practice open, so its key is there, and words where Foyer goes on working with them. Closing
//! is the promise about keys: none is left, and neither is the password. Words are counted and reported; what SQLite
//! frees is overwritten as well as can be without a hand in its allocator.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::FileExt as _,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
};

use aho_corasick::AhoCorasick;
use foyer_app::Start;
use foyer_domain::{
    Channel, Language, LineId, PatientId, PhoneNumber, Private, Relationship, Role, ThreadId, User, UserId,
};
use foyer_store::{
    Cost, DeviceSecret, KeyFile, PageMac, PracticeFolder, PracticeKey, VaultError, lines, patients,
    patients::{ContactRow, PatientFields},
    settings, threads, users,
};
use foyer_sync::{Clock as _, SystemClock};
use foyer_testkit::MemoryVault;
use hkdf::Hkdf;
use serde_json::json;
use sha2::Sha256;

use crate::{
    cold_disk::word,
    desk::{Desk, PASSWORD},
};

/// Tells the second process where its practice is.
const FOLDER: &str = "FOYER_MEMORY_OF";
/// Marked words, each the name of a patient.
const WORDS: usize = 1_000;

#[tokio::test]
async fn a_closed_practice_leaves_no_key_in_memory() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return the_desk(Path::new(&folder)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let material: [u8; 32] = std::array::from_fn(|at| u8::try_from((at * 37 + 11) % 251).unwrap());
    seed(&folder.path().join("practice"), material);
    let mut desk = Second::start(folder.path());
    let search = Search::of(material);
    desk.reach("@open");
    let open = search.in_memory_of(desk.id());
    assert!(open.keys > 0 && open.words > 0, "the search finds what is there: {open:?}");
    desk.go_on("@locked");
    let locked = search.until(desk.id(), |hits| hits.words < WORDS / 10);
    desk.go_on("@closed");
    let closed = search.until(desk.id(), |hits| hits.keys + hits.passwords + hits.words == 0);
    let told = format!("open {open:?}, locked {locked:?}, closed {closed:?}");
    println!("{told}");
    assert_eq!((closed.keys, closed.passwords), (0, 0), "{told}");
}

/// The second process: Dana at the desk, then nobody, then a closed practice.
async fn the_desk(folder: &Path) {
    let vault = MemoryVault::new();
    vault.set_failing(Some(VaultError::Unavailable));
    let place = Arc::new(tempfile::TempDir::new_in(folder).unwrap());
    fs::rename(folder.join("practice"), place.path().join("practice")).unwrap();
    let desk = Desk::open(place, Arc::new(vault), Start::Normal).await;
    desk.sign_in().await;
    for offset in [0, 100, 200, 300] {
        desk.ask("threads.list", json!({ "view": "all", "offset": offset, "limit": 100 })).await;
    }
    say("@open");
    desk.ask("session.lock", json!({})).await;
    say("@locked");
    desk.ask("session.close", json!({})).await;
    say("@closed");
}

#[expect(clippy::print_stdout, reason = "how the second process says where it is")]
fn say(what: &str) {
    println!("\n{what}");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
}

/// A practice whose key is known, with a thousand patients.
fn seed(folder: &Path, material: [u8; 32]) {
    let now = SystemClock.now();
    let key = PracticeKey::from_material(material, PageMac::Sha256);
    let id = |number: u128| uuid::Uuid::from_u128(number);
    let dana = User { id: UserId::from_uuid(id(1)), name: Private::new("Dana Ruiz"), role: Role::Manager };
    let mut file = KeyFile::new(&key);
    let none = DeviceSecret::none();
    file.add_person(&key, dana.id, PASSWORD, None, &none, Cost::LEAST).unwrap();
    let person = json!({ "id": dana.id, "name": "Dana Ruiz", "role": "manager" });
    let roster =
        json!({ "practice": "Bayou Family Clinic", "time_zone": "America/Chicago", "people": [person] });
    file.set_roster(roster.to_string().as_bytes(), &none).unwrap();
    let store = PracticeFolder::at(folder).create(&key, &file).unwrap();
    let practice = json!({
        "name": "Bayou Family Clinic", "time_zone": "America/Chicago", "portal_url": null, "reply_goal_minutes": 15,
    });
    let carrier = json!({
        "base_url": "http://127.0.0.1:9", "account_sid": format!("AC{:032x}", 1), "key_sid": format!("SK{:032x}", 1),
        "secret": { "store": "none" },
    });
    store
        .write_blocking(|tx| {
            settings::set(tx, "practice", &practice, now)?;
            settings::set(tx, "carrier", &carrier, now)?;
            users::create(tx, &dana, now)?;
            let line = LineId::from_uuid(id(2));
            let own = PhoneNumber::parse_e164("+17135550100").unwrap();
            lines::create(tx, line, &own, Channel::Sms, "Main", now)?;
            for nth in 0..WORDS {
                let number = PhoneNumber::parse_e164(&format!("+1713555{nth:04}")).unwrap();
                let patient = PatientId::from_uuid(id(1_000 + nth as u128));
                let full_name = Private::new(word(nth));
                let fields =
                    PatientFields { full_name, goes_by: None, birth_date: None, language: Language::En };
                patients::create(tx, patient, &fields, now)?;
                let contact = ContactRow { patient, number: number.clone(), relationship: Relationship::Own };
                patients::add_contact(tx, &contact, now)?;
                let thread = ThreadId::from_uuid(id(10_000 + nth as u128));
                threads::find_or_create(tx, thread, line, Channel::Sms, &number, now)?;
                threads::set_patient(tx, thread, Some(patient))?;
            }
            Ok(())
        })
        .unwrap();
    store.close().unwrap();
}

/// The process that is looked into.
struct Second {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Second {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["memory::a_closed_practice_leaves_no_key_in_memory", "--exact", "--nocapture"])
            .env(FOLDER, folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    fn id(&self) -> u32 {
        self.child.id()
    }

    fn reach(&mut self, what: &str) {
        let mut line = String::new();
        while line.trim() != what {
            line.clear();
            assert!(self.said.read_line(&mut line).unwrap() > 0, "it ended before {what}");
        }
    }

    fn go_on(&mut self, to: &str) {
        self.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
        self.reach(to);
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, Default)]
struct Hits {
    keys: usize,
    passwords: usize,
    words: usize,
}

struct Search {
    keys: AhoCorasick,
    passwords: AhoCorasick,
    words: AhoCorasick,
}

impl Search {
    /// The practice key and the store's, raw and as the hex in which SQLCipher is told; the words as they are.
    fn of(material: [u8; 32]) -> Self {
        let mut store = [0; 32];
        Hkdf::<Sha256>::new(Some(b""), &material).expand(b"foyer database v1", &mut store).unwrap();
        let hex: String = store.iter().map(|byte| format!("{byte:02x}")).collect();
        let keys = [material.to_vec(), store.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes()];
        let words = (0..WORDS).map(|nth| word(nth).into_bytes());
        Self {
            keys: AhoCorasick::new(keys).unwrap(),
            passwords: AhoCorasick::new([PASSWORD]).unwrap(),
            words: AhoCorasick::new(words).unwrap(),
        }
    }

    /// Looks until it is as it should be, ten times at most: what a lock sets going ends a moment after it.
    fn until(&self, process: u32, wanted: impl Fn(Hits) -> bool) -> Hits {
        let mut hits = self.in_memory_of(process);
        for _ in 1..10 {
            if wanted(hits) {
                break;
            }
            hits = self.in_memory_of(process);
        }
        hits
    }

    fn in_memory_of(&self, process: u32) -> Hits {
        let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
        let memory = File::open(format!("/proc/{process}/mem")).unwrap();
        let mut hits = Hits::default();
        for line in
            maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|may| may.starts_with("rw")))
        {
            let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
            let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
            let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
            // A page that was never touched cannot be read, and holds nothing.
            let read = memory.read_at(&mut bytes, from).unwrap_or(0);
            hits.keys += self.keys.find_iter(&bytes[..read]).count();
            hits.passwords += self.passwords.find_iter(&bytes[..read]).count();
            hits.words += self.words.find_iter(&bytes[..read]).count();
        }
        hits
    }
}
