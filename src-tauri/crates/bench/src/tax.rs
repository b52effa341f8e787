//! B2: what encryption costs: foyer-store against the same source without its key (`unkeyed/`).
//!
//! One thing differs between the two sides, the call that keys a connection.

use anyhow::{Result, ensure};

use crate::{
    measure::{Rounds, Spent},
    options::Options,
    practice::{self, BATCH},
    report::{Aim, Figure, Report},
    texts::{NOW_MILLIS, Text, Texts},
};

const PATIENTS: u32 = 500;

/// Texts of a thread's page, as the window asks for them.
const PAGE: u32 = 60;

/// Commits before measuring, of 500 texts each.
const WARM_UP: usize = 20;

/// The same words about two crates whose types only look alike.
macro_rules! side {
    ($side:ident, $store:ident) => {
        mod $side {
            use std::path::{Path, PathBuf};

            use anyhow::Result;
            use foyer_domain::{
                Channel, LineId, MessageId, PhoneNumber, Private, ProviderMessageId, ThreadId, Timestamp,
            };
            use foyer_sync::ClockIds;
            use $store::{PageMac, PracticeKey, Store, lines, messages, threads};

            use crate::{
                measure::Spent,
                practice,
                texts::{LINE, NOW_MILLIS, Text, number_of},
            };

            pub struct Side {
                path: PathBuf,
                store: Store,
                line: LineId,
                threads: Vec<ThreadId>,
                ids: ClockIds,
            }

            fn key() -> PracticeKey {
                PracticeKey::from_material([0x5a; 32], PageMac::Sha256)
            }

            impl Side {
                pub fn new(path: &Path) -> Result<Self> {
                    let mut ids = practice::ids(5);
                    let store = Store::create(path, &key())?;
                    let (line, number) = (LineId::new(&mut ids), PhoneNumber::parse_e164(LINE)?);
                    let now = Timestamp::from_millis(NOW_MILLIS);
                    let numbers: Vec<PhoneNumber> = (0..super::PATIENTS)
                        .map(|patient| PhoneNumber::parse_e164(&number_of(patient)))
                        .collect::<Result<_, _>>()?;
                    let threads = store.write_blocking(|tx| {
                        lines::create(tx, line, &number, Channel::Sms, "Main", now)?;
                        let mut made = Vec::new();
                        for number in &numbers {
                            let id = ThreadId::new(&mut ids);
                            made.push(threads::find_or_create(tx, id, line, Channel::Sms, number, now)?.0);
                        }
                        Ok(made)
                    })?;
                    Ok(Self { path: path.to_owned(), store, line, threads, ids })
                }

                /// One commit.
                pub fn write(&mut self, texts: &[Text], spent: &mut Spent) -> Result<()> {
                    let mut new = Vec::with_capacity(texts.len());
                    for text in texts {
                        let Some(thread) = self.threads.get(text.patient as usize) else { continue };
                        new.push(messages::NewInbound {
                            id: MessageId::new(&mut self.ids),
                            thread: *thread,
                            line: self.line,
                            channel: Channel::Sms,
                            provider_id: ProviderMessageId::parse(&text.provider_id)?,
                            body: Private::new(text.body.clone()),
                            created_at: Timestamp::from_millis(text.at),
                            received_at: Timestamp::from_millis(text.at),
                            media_count: 0,
                            language: None,
                        });
                    }
                    let store = &self.store;
                    spent.add(|| {
                        store.write_blocking(|tx| {
                            new.iter().try_for_each(|new| messages::insert_inbound(tx, new).map(|_| ()))
                        })
                    })?;
                    Ok(())
                }

                /// Closes and opens the store, so that nothing of it is in a cache of ours.
                pub fn reopen(&mut self) -> Result<()> {
                    self.store.close()?;
                    self.store = Store::open(&self.path, &key())?;
                    Ok(())
                }

                /// Reads the newest page of one thread.
                pub fn read(&self, thread: usize, spent: &mut Spent) -> Result<usize> {
                    let Some(thread) = self.threads.get(thread).copied() else { return Ok(0) };
                    let store = &self.store;
                    let page = spent
                        .add(|| store.read_blocking(|tx| messages::page(tx, thread, None, super::PAGE)))?;
                    Ok(page.len())
                }

                pub fn count(&self) -> Result<u64> {
                    Ok(self.store.read_blocking(messages::count)?)
                }
            }
        }
    };
}

side!(keyed, foyer_store);
side!(unkeyed, foyer_store_unkeyed);

/// Runs it.
pub fn run(options: &Options, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir_in(&options.folder)?;
    let mut sides = Sides {
        texts: Texts::new(practice::SEED, PATIENTS, NOW_MILLIS),
        keyed: keyed::Side::new(&folder.path().join("keyed.db"))?,
        unkeyed: unkeyed::Side::new(&folder.path().join("unkeyed.db"))?,
    };
    let (batches, singles) = if options.quick { (8, 100) } else { (15, 300) };
    sides.write(WARM_UP, BATCH)?;
    let (mut batch, mut single, mut scan) = (Rounds::default(), Rounds::default(), Rounds::default());
    for _ in 0..options.rounds() {
        let [keyed, unkeyed] = sides.write(batches, BATCH)?;
        batch.push(keyed, unkeyed);
        let [keyed, unkeyed] = sides.write(singles, 1)?;
        single.push(keyed, unkeyed);
        let [keyed, unkeyed] = sides.scan()?;
        scan.push(keyed, unkeyed);
    }
    ensure!(sides.keyed.count()? == sides.unkeyed.count()?, "the sides hold different rows");
    let mut tell = |what, aim, rounds: &Rounds, pieces, piece| {
        let (ours, theirs) = (rounds.our_cpu_us(pieces), rounds.their_cpu_us(pieces));
        report.ratio(
            &Figure { name: "B2", what, aim: Some(Aim::AtMost(aim)) },
            rounds,
            &format!("{ours:.1} against {theirs:.1} µs a {piece}"),
        );
    };
    tell(
        "500 texts a commit, with a key against without",
        1.15,
        &batch,
        u32::try_from(batches * BATCH)?,
        "text",
    );
    tell("one text a commit", 1.6, &single, u32::try_from(singles)?, "text");
    tell("reading every thread's page, cold", 1.25, &scan, PATIENTS, "page");
    Ok(())
}

struct Sides {
    texts: Texts,
    keyed: keyed::Side,
    unkeyed: unkeyed::Side,
}

impl Sides {
    /// So many commits on each side, in turns.
    fn write(&mut self, commits: usize, rows: usize) -> Result<[Spent; 2]> {
        let [mut keyed, mut unkeyed] = [Spent::default(); 2];
        for commit in 0..commits {
            let texts: Vec<Text> = self.texts.by_ref().take(rows).collect();
            if commit % 2 == 0 {
                self.keyed.write(&texts, &mut keyed)?;
                self.unkeyed.write(&texts, &mut unkeyed)?;
            } else {
                self.unkeyed.write(&texts, &mut unkeyed)?;
                self.keyed.write(&texts, &mut keyed)?;
            }
        }
        Ok([keyed, unkeyed])
    }

    /// Every thread's newest page through connections that have read nothing yet.
    fn scan(&mut self) -> Result<[Spent; 2]> {
        let [mut keyed, mut unkeyed] = [Spent::default(); 2];
        self.keyed.reopen()?;
        self.unkeyed.reopen()?;
        for thread in 0..PATIENTS as usize {
            let ours = self.keyed.read(thread, &mut keyed)?;
            let theirs = self.unkeyed.read(thread, &mut unkeyed)?;
            ensure!(ours == theirs, "the sides read different pages");
        }
        Ok([keyed, unkeyed])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_side_can_be_read_without_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let (with, without) = (folder.path().join("with.db"), folder.path().join("without.db"));
        let mut sides = Sides {
            texts: Texts::new(1, PATIENTS, NOW_MILLIS),
            keyed: keyed::Side::new(&with).unwrap(),
            unkeyed: unkeyed::Side::new(&without).unwrap(),
        };
        sides.write(2, 5).unwrap();
        sides.scan().unwrap();
        assert_eq!(sides.keyed.count().unwrap(), 10);
        drop(sides);
        let starts = |path| std::fs::read(path).unwrap().starts_with(b"SQLite format 3");
        assert!(!starts(with));
        assert!(starts(without));
    }
}
