//! From a store that does not open to one that does: how long bringing a backup back takes, with 100,000 threads in it.
//!
//! There is no other side to compare with; the aim is a practice that answers patients again within ten minutes. The copy is
//! opened, checked page by page and counted before it takes the place of the other, and its trail is verified: that is most
//! of the time, and it is not left out.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use foyer_domain::{Channel, LineId, PhoneNumber, Private, Role, Timestamp, User, UserId};
use foyer_store::{
    Cost, DeviceSecret, KeyFile, PracticeFolder, PracticeKey, Store, backups, lines, messages, threads, users,
};

use crate::{
    options::Options,
    practice::{self, THREADS},
    report::{Aim, Figure, Report},
    texts::LINE,
};

const RESTORE: Figure<'_> =
    Figure { name: "B27", what: "a backup brought back", aim: Some(Aim::MillisAtMost(600_000.0)) };
const BACKUP: Figure<'_> = Figure { name: "B27", what: "a backup made", aim: None };

/// A moment of the benchmark's own; backups are named by it.
const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

/// Runs it.
pub fn run(_: &Options, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("practice");
    let key = PracticeKey::generate()?;
    let store = fill(&PracticeFolder::at(&place), &key)?;
    let began = Instant::now();
    let backup = store.back_up(folder.path(), &backups::name_at(NOW), &key, NOW)?;
    let made = began.elapsed();
    store.close()?;
    // Nothing of it can be read, as after a disk's death.
    std::fs::write(PracticeFolder::at(&place).store_path(), b"")?;
    ensure!(PracticeFolder::at(&place).open(&key).is_err(), "it does not open any more");

    let began = Instant::now();
    let (label, _) = backups::restore_in_place(&backup, &place, &key, None, NOW)?;
    let store = PracticeFolder::at(&place).open(&key)?;
    let nobody = UserId::from_uuid(uuid::Uuid::nil());
    let counts = store.read_blocking(|tx| threads::counts(tx, nobody))?;
    let brought = began.elapsed();
    let texts = store.read_blocking(messages::count)?;
    store.close()?;
    ensure!(counts.all.threads > 0 && texts == u64::from(THREADS) * 2, "every text is there again");

    let millis = |took: Duration| took.as_secs_f64() * 1_000.0;
    let megabytes = label.bytes / 1_000_000;
    let detail = format!("{THREADS} threads, {texts} texts, {megabytes} MB, until the list is counted");
    report.millis(&RESTORE, millis(brought), &detail);
    report.millis(&BACKUP, millis(made), "the same, opened, checked and counted");
    Ok(())
}

fn fill(folder: &PracticeFolder, key: &PracticeKey) -> Result<Store> {
    let user = User {
        id: UserId::from_uuid(uuid::Uuid::from_u128(1)),
        name: Private::new("Dana"),
        role: Role::Manager,
    };
    let mut file = KeyFile::new(key);
    file.add_person(key, user.id, "a lantern in the hallway", None, &DeviceSecret::none(), Cost::LEAST)?;
    let store = folder.create(key, &file)?;
    let (line, number) = (LineId::from_uuid(uuid::Uuid::from_u128(2)), PhoneNumber::parse_e164(LINE)?);
    store.write_blocking(|tx| {
        users::create(tx, &user, NOW)?;
        lines::create(tx, line, &number, Channel::Sms, "Main", NOW)
    })?;
    practice::pour_threads(&store)?;
    Ok(store)
}
