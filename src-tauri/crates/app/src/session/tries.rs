//! How often somebody failed to sign in, and how long they wait for it.
//!
//! A count is written down before the secret is looked at, so pulling the plug in between costs a try instead of
//! winning one. It is kept twice, in a file beside the key file and in the keyring, and the higher one counts: putting
//! an older file back wins nothing. Waits are measured by the process's own clock, so setting the computer's clock
//! forward does not end one while Foyer runs; setting it back makes nobody wait longer than once over.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use foyer_domain::{Timestamp, UserId};
use foyer_store::Vault;
use serde::{Deserialize, Serialize};

/// Misses without consequence; from the next on one waits.
const FREE: u32 = 4;

/// The wait after the fifth miss; each further one doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(30);

/// After so many the PIN is off until the password was used: ten guesses at one in a million.
const PIN_ENDS: u32 = 10;
const PIN_WAITS_AT_MOST: Duration = Duration::from_secs(5 * 60);

/// After so many only another manager or the recovery code helps.
const PASSWORD_ENDS: u32 = 20;
const PASSWORD_WAITS_AT_MOST: Duration = Duration::from_secs(15 * 60);

/// What was guessed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Secret {
    Password,
    Pin,
}

/// Whether somebody may try now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// They may.
    Free,
    /// After this long.
    Wait(Duration),
    /// Not with this secret.
    Out,
}

impl Secret {
    const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Pin => "pin",
        }
    }

    /// What follows from so many misses, counted from the last one.
    fn after(self, misses: u32) -> Standing {
        let (ends, at_most) = match self {
            Self::Password => (PASSWORD_ENDS, PASSWORD_WAITS_AT_MOST),
            Self::Pin => (PIN_ENDS, PIN_WAITS_AT_MOST),
        };
        if misses >= ends {
            return Standing::Out;
        }
        let Some(over) = misses.checked_sub(FREE + 1) else { return Standing::Free };
        let wait = 2_u32.checked_pow(over).and_then(|times| FIRST_WAIT.checked_mul(times));
        Standing::Wait(wait.map_or(at_most, |wait| wait.min(at_most)))
    }
}

/// Misses of one person with one secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Count {
    misses: u32,
    missed_at: Timestamp,
}

impl Count {
    const NONE: Self = Self { misses: 0, missed_at: Timestamp::from_millis(0) };
}

#[derive(Clone, Copy)]
struct Known {
    count: Count,
    not_before: Instant,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    user: UserId,
    secret: Secret,
    #[serde(flatten)]
    count: Count,
}

/// Everybody's misses.
pub(crate) struct Tries {
    vault: Arc<dyn Vault>,
    known: Mutex<BTreeMap<(UserId, Secret), Known>>,
}

impl Tries {
    /// Reads nothing yet.
    pub(crate) fn new(vault: Arc<dyn Vault>) -> Self {
        Self { vault, known: Mutex::default() }
    }

    /// Charges a try, if one may be made. Blocks for a moment: on the disk, and the first time on the keyring.
    pub(crate) fn begin(&self, file: &Path, user: UserId, secret: Secret, now: Timestamp) -> Standing {
        let at = (user, secret);
        let known = self.get(at).unwrap_or_else(|| {
            let kept = Self::read(file).get(&at).copied().unwrap_or(Count::NONE);
            let count = self.kept_in_keyring(at).filter(|count| count.misses > kept.misses).unwrap_or(kept);
            Known { count, not_before: Instant::now() + left(secret, count, now) }
        });
        let standing = match secret.after(known.count.misses) {
            Standing::Wait(_) => match known.not_before.saturating_duration_since(Instant::now()) {
                Duration::ZERO => Standing::Free,
                wait => Standing::Wait(wait),
            },
            Standing::Free => Standing::Free,
            Standing::Out => Standing::Out,
        };
        let mut charged = known;
        if standing == Standing::Free {
            charged.count = Count { misses: known.count.misses.saturating_add(1), missed_at: now };
        }
        self.lock().insert(at, charged);
        if standing == Standing::Free {
            self.write(file);
        }
        standing
    }

    /// The try that was charged missed. Says how it stands now.
    pub(crate) fn missed(&self, user: UserId, secret: Secret) -> Standing {
        let mut known = self.lock();
        let Some(one) = known.get_mut(&(user, secret)) else { return Standing::Free };
        let standing = secret.after(one.count.misses);
        if let Standing::Wait(wait) = standing {
            one.not_before = Instant::now() + wait;
        }
        let count = one.count;
        drop(known);
        let mut bytes = [0_u8; 12];
        let (misses, at) = bytes.split_at_mut(4);
        misses.copy_from_slice(&count.misses.to_be_bytes());
        at.copy_from_slice(&count.missed_at.millis().to_be_bytes());
        // Where no keyring answers, the file has to do.
        let _ = self.vault.set(&entry(user, secret), &bytes);
        standing
    }

    /// Nothing was guessed after all: the keyring did not answer, or a file could not be read.
    pub(crate) fn take_back(&self, file: &Path, user: UserId, secret: Secret) {
        if let Some(known) = self.lock().get_mut(&(user, secret)) {
            known.count.misses = known.count.misses.saturating_sub(1);
        }
        self.write(file);
    }

    /// The person was right: what they missed before is forgotten.
    pub(crate) fn clear(&self, file: &Path, user: UserId, secret: Secret) {
        let before =
            self.lock().insert((user, secret), Known { count: Count::NONE, not_before: Instant::now() });
        self.write(file);
        // The one that was right is charged in the file only; anything more may be in the keyring.
        if before.is_none_or(|known| known.count.misses > 1) {
            let _ = self.vault.delete(&entry(user, secret));
        }
    }

    /// How somebody stands, by what is known without asking the keyring: for showing.
    pub(crate) fn standing(&self, file: &Path, user: UserId, secret: Secret, now: Timestamp) -> Standing {
        let (misses, wait) = match self.get((user, secret)) {
            Some(known) => (known.count.misses, known.not_before.saturating_duration_since(Instant::now())),
            None => {
                let count = Self::read(file).get(&(user, secret)).copied().unwrap_or(Count::NONE);
                (count.misses, left(secret, count, now))
            }
        };
        match secret.after(misses) {
            Standing::Wait(_) if wait.is_zero() => Standing::Free,
            Standing::Wait(_) => Standing::Wait(wait),
            other => other,
        }
    }

    fn get(&self, at: (UserId, Secret)) -> Option<Known> {
        self.lock().get(&at).copied()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<(UserId, Secret), Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept_in_keyring(&self, (user, secret): (UserId, Secret)) -> Option<Count> {
        let bytes = self.vault.get(&entry(user, secret)).ok()??;
        let (misses, at) = bytes.split_at_checked(4)?;
        Some(Count {
            misses: u32::from_be_bytes(misses.try_into().ok()?),
            missed_at: Timestamp::from_millis(i64::from_be_bytes(at.try_into().ok()?)),
        })
    }

    /// What cannot be read counts as nothing: the keyring still knows.
    fn read(file: &Path) -> BTreeMap<(UserId, Secret), Count> {
        let text = std::fs::read(file).unwrap_or_default();
        let lines: Vec<Line> = serde_json::from_slice(&text).unwrap_or_default();
        lines.into_iter().map(|line| ((line.user, line.secret), line.count)).collect()
    }

    /// A full disk must keep nobody out: the counts of this process and of the keyring go on.
    fn write(&self, file: &Path) {
        let mut all = Self::read(file);
        for (at, known) in self.lock().iter() {
            all.insert(*at, known.count);
        }
        let lines: Vec<Line> = all
            .into_iter()
            .filter(|(_, count)| count.misses > 0)
            .map(|((user, secret), count)| Line { user, secret, count })
            .collect();
        if let Err(error) = save(file, &lines) {
            tracing::warn!(kind = ?error.kind(), "the count of misses is not saved");
        }
    }
}

/// What is left of a wait by the computer's clock; never more than all of it.
fn left(secret: Secret, count: Count, now: Timestamp) -> Duration {
    match secret.after(count.misses) {
        Standing::Wait(wait) if now >= count.missed_at => {
            wait.saturating_sub(now.since(count.missed_at).to_std())
        }
        // The clock was set back since.
        Standing::Wait(wait) => wait,
        Standing::Free | Standing::Out => Duration::ZERO,
    }
}

fn entry(user: UserId, secret: Secret) -> String {
    format!("tries-{}-{user}", secret.word())
}

fn save(file: &Path, lines: &[Line]) -> std::io::Result<()> {
    use std::io::Write as _;
    let part = file.with_extension("tries.part");
    let mut open = std::fs::File::create(&part)?;
    serde_json::to_writer(&mut open, lines)?;
    open.flush()?;
    open.sync_all()?;
    std::fs::rename(part, file)
}

#[cfg(test)]
mod tests {
    use foyer_testkit::MemoryVault;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    fn kofi() -> UserId {
        UserId::from_uuid(uuid::Uuid::from_u128(7))
    }

    fn storm(tries: &Tries, file: &Path, secret: Secret) -> u32 {
        let mut made = 0;
        for _ in 0..100 {
            if tries.begin(file, kofi(), secret, NOW) != Standing::Free {
                break;
            }
            made += 1;
            tries.missed(kofi(), secret);
        }
        made
    }

    #[test]
    fn the_fifth_miss_slows_and_each_one_after_doubles() {
        let waits: Vec<u64> = (5..10)
            .map(|misses| match Secret::Pin.after(misses) {
                Standing::Wait(wait) => wait.as_secs(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(waits, [30, 60, 120, 240, 300]);
        assert_eq!((Secret::Pin.after(4), Secret::Pin.after(10)), (Standing::Free, Standing::Out));
        assert_eq!(Secret::Password.after(19), Standing::Wait(PASSWORD_WAITS_AT_MOST));
        assert_eq!(Secret::Password.after(20), Standing::Out);
    }

    #[test]
    fn a_storm_gets_five_tries_and_a_restart_or_an_older_file_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("practice.tries");
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
        let tries = Tries::new(Arc::clone(&vault));
        assert_eq!(storm(&tries, &file, Secret::Pin), 5);
        assert_eq!(storm(&tries, &file, Secret::Password), 5, "each secret counts for itself");

        let again = Tries::new(Arc::clone(&vault));
        assert_eq!(storm(&again, &file, Secret::Pin), 0, "a restart wins nothing");
        assert_eq!(
            storm(&Tries::new(Arc::new(MemoryVault::new())), &file, Secret::Pin),
            0,
            "nor another keyring"
        );
        std::fs::remove_file(&file).unwrap();
        assert_eq!(storm(&Tries::new(Arc::clone(&vault)), &file, Secret::Pin), 0, "nor does a file put back");
    }

    #[test]
    fn a_try_is_charged_before_it_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("practice.tries");
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
        // Killed each time between the look and the answer.
        let free = (0..20)
            .filter(|_| {
                Tries::new(Arc::clone(&vault)).begin(&file, kofi(), Secret::Pin, NOW) == Standing::Free
            })
            .count();
        assert_eq!(free, 5);
    }

    #[test]
    fn a_clock_that_moves_wins_nothing_while_foyer_runs_and_costs_no_more_than_one_wait() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("practice.tries");
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
        let tries = Tries::new(Arc::clone(&vault));
        storm(&tries, &file, Secret::Pin);
        let year = Timestamp::from_millis(NOW.millis() + 31_536_000_000);
        assert!(matches!(tries.begin(&file, kofi(), Secret::Pin, year), Standing::Wait(_)));
        let back = Timestamp::from_millis(NOW.millis() - 31_536_000_000);
        let Standing::Wait(wait) = Tries::new(vault).begin(&file, kofi(), Secret::Pin, back) else {
            panic!("not slowed")
        };
        assert!(wait <= FIRST_WAIT);
    }

    #[test]
    fn who_was_right_starts_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("practice.tries");
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new());
        let tries = Tries::new(Arc::clone(&vault));
        storm(&tries, &file, Secret::Pin);
        tries.clear(&file, kofi(), Secret::Pin);
        assert_eq!(storm(&Tries::new(vault), &file, Secret::Pin), 5);
    }
}
