//! Backups from the desk: every night, when somebody asks, and a drill every month.
//!
//! The night's backup is made at the first chance after 2:00 AM, by the practice's clock: a practice that is closed at
//! night has no key in memory, and makes it when it is opened. What failed is tried again every hour and told on the
//! desk. The folder is the practice's choice; until it chooses, backups lie on this computer's own disk, which guards
//! against a damaged file and not against a lost disk, and the page says so. Practice mode has nothing to keep.

mod making;
mod rotation;

use std::path::PathBuf;

use chrono::{Days, TimeZone as _};
use foyer_domain::{Span, Timestamp};
use foyer_store::{ReadTx, StoreError, WriteTx, backups::BackupError, settings, users};
use serde::{Deserialize, Serialize};

pub(crate) use making::{anchors, drill, go, make};

use crate::{app::Inner, wire::BackupProblem};

/// Where the practice's choices are kept.
const SETTING: &str = "backup";
/// Where it is kept how the last tries went.
const STATE: &str = "backup.state";

/// A backup is made at the first chance after this hour of the practice's night.
const HOUR: u32 = 2;
/// What failed is tried again.
const AGAIN: Span = Span::hours(1);
/// Nobody waits for a backup when a practice has just been opened.
const SETTLE: Span = Span::minutes(2);
/// Somebody should know when the newest backup is older.
const TOO_OLD: Span = Span::days(3);
/// A drill is due.
const DRILL: Span = Span::days(30);

/// What a practice chose about its backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Choices {
    /// Where they go; none for this computer's own disk.
    pub(crate) folder: Option<PathBuf>,
    /// The newest of so many days.
    pub(crate) daily: u32,
    /// The newest of so many weeks.
    pub(crate) weekly: u32,
    /// The newest of so many months.
    pub(crate) monthly: u32,
}

impl Default for Choices {
    fn default() -> Self {
        Self { folder: None, daily: 7, weekly: 4, monthly: 12 }
    }
}

impl Choices {
    pub(crate) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(settings::get(tx, SETTING)?.unwrap_or_default())
    }

    pub(crate) fn write(&self, tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, SETTING, self, now)
    }

    /// For how many days at most a backup stays: what is deleted here is in them for so long.
    pub(crate) fn longest_days(&self) -> u32 {
        self.daily.max(self.weekly.saturating_mul(7)).max(self.monthly.saturating_mul(31))
    }

    /// The folder, and whether it is this computer's own.
    pub(crate) fn place(&self, inner: &Inner) -> (PathBuf, bool) {
        match &self.folder {
            Some(folder) => (folder.clone(), false),
            None => (own_place(inner), true),
        }
    }
}

/// Where backups lie until a practice chooses.
pub(crate) fn own_place(inner: &Inner) -> PathBuf {
    inner.config.data_dir.join("backups")
}

/// A line beside the practice that says where its backups are: whoever cannot open the store needs to know.
pub(crate) fn signpost(inner: &Inner) -> PathBuf {
    inner.config.data_dir.join("backup-folder.txt")
}

/// How the last tries went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Standing {
    /// The newest good one.
    pub(crate) good: Option<Good>,
    /// The last try.
    pub(crate) tried_at: Option<Timestamp>,
    /// Why the last try failed.
    pub(crate) problem: Option<Problem>,
    /// The last drill.
    pub(crate) drilled_at: Option<Timestamp>,
    /// Why it failed.
    pub(crate) drill_problem: Option<Problem>,
}

/// A good backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Good {
    pub(crate) at: Timestamp,
    pub(crate) texts: u64,
    pub(crate) entries: i64,
    pub(crate) bytes: u64,
}

/// What stood in the way of a backup or a drill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Problem {
    FolderMissing,
    DiskFull,
    Refused,
    NotWhole,
    TrailBroken,
    NoBackup,
    Broken,
}

impl Problem {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::FolderMissing => "folder_missing",
            Self::DiskFull => "disk_full",
            Self::Refused => "refused",
            Self::NotWhole => "not_whole",
            Self::TrailBroken => "trail_broken",
            Self::NoBackup => "no_backup",
            Self::Broken => "broken",
        }
    }

    pub(crate) const fn wire(self) -> BackupProblem {
        match self {
            Self::FolderMissing => BackupProblem::FolderMissing,
            Self::DiskFull => BackupProblem::DiskFull,
            Self::Refused => BackupProblem::Refused,
            Self::NotWhole => BackupProblem::NotWhole,
            Self::TrailBroken => BackupProblem::TrailBroken,
            Self::NoBackup => BackupProblem::NoBackup,
            Self::Broken => BackupProblem::Broken,
        }
    }
}

impl From<&BackupError> for Problem {
    fn from(error: &BackupError) -> Self {
        match error {
            BackupError::FolderMissing => Self::FolderMissing,
            BackupError::DiskFull | BackupError::Store(StoreError::DiskFull) => Self::DiskFull,
            BackupError::Refused(_) => Self::Refused,
            BackupError::NotWhole | BackupError::NotABackup | BackupError::OtherKey | BackupError::Newer => {
                Self::NotWhole
            }
            BackupError::TrailBroken => Self::TrailBroken,
            BackupError::Taken | BackupError::Store(_) => Self::Broken,
        }
    }
}

impl Standing {
    pub(crate) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        Ok(settings::get(tx, STATE)?.unwrap_or_default())
    }

    fn write(&self, tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, STATE, self, now)
    }

    /// Whether the night's backup is to be made now.
    fn is_due(&self, now: Timestamp, zone: chrono_tz::Tz) -> bool {
        let waits = self.problem.is_some() && self.tried_at.is_some_and(|at| lately(at, now, AGAIN));
        let night = last_night(now, zone);
        // A time still to come was written by a clock that was wrong.
        let made = self.good.as_ref().is_some_and(|good| good.at >= night && good.at <= now);
        !made && !waits
    }

    /// Whether a drill is to be held now.
    fn drill_is_due(&self, now: Timestamp) -> bool {
        let held = self.drilled_at.is_some_and(|at| lately(at, now, DRILL));
        self.good.is_some() && !held
    }

    /// What somebody at the desk should know; `None` when all is well.
    pub(crate) fn warning(&self, tx: &ReadTx<'_>, now: Timestamp) -> Result<Option<Warning>, StoreError> {
        let since = match &self.good {
            Some(good) => Some(good.at),
            None => users::list(tx)?.first().map(|first| first.created_at),
        };
        let problem = self.problem.or(self.drill_problem);
        let old = since.is_some_and(|at| now.since(at) > TOO_OLD);
        let good_at = self.good.as_ref().map(|good| good.at);
        Ok((problem.is_some() || old).then_some(Warning { problem, good_at }))
    }
}

/// What somebody at the desk should know.
pub(crate) struct Warning {
    /// What failed; none when the newest is only old.
    pub(crate) problem: Option<Problem>,
    /// The newest good one.
    pub(crate) good_at: Option<Timestamp>,
}

/// Whether `at` is less than `span` ago; a time still to come never is.
fn lately(at: Timestamp, now: Timestamp, span: Span) -> bool {
    at <= now && now.since(at) < span
}

/// When the practice's clock last showed [`HOUR`]. A day on which it never does counts from the hour after.
fn last_night(now: Timestamp, zone: chrono_tz::Tz) -> Timestamp {
    let Some(local) = zone.timestamp_millis_opt(now.millis()).single() else { return now };
    let at = |day: chrono::NaiveDate| {
        (HOUR..HOUR + 3).find_map(|hour| day.and_hms_opt(hour, 0, 0)?.and_local_timezone(zone).earliest())
    };
    let today = local.date_naive();
    let night =
        at(today).filter(|night| *night <= local).or_else(|| at(today.checked_sub_days(Days::new(1))?));
    night.map_or(now, |night| Timestamp::from_millis(night.timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: chrono_tz::Tz = chrono_tz::America::Chicago;

    fn at(text: &str) -> Timestamp {
        let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Timestamp::from_millis(local.and_local_timezone(ZONE).earliest().unwrap().timestamp_millis())
    }

    fn good(text: &str) -> Standing {
        Standing {
            good: Some(Good { at: at(text), texts: 1, entries: 1, bytes: 1 }),
            tried_at: Some(at(text)),
            ..Standing::default()
        }
    }

    #[test]
    fn one_is_due_at_the_first_chance_after_two_in_the_morning() {
        assert!(Standing::default().is_due(at("2026-11-16 10:00"), ZONE), "there is none");
        let made = good("2026-11-16 02:00");
        for (now, due) in [
            ("2026-11-16 02:01", false),
            ("2026-11-17 01:59", false),
            ("2026-11-17 02:00", true),
            ("2026-11-19 07:30", true),
            ("2026-11-15 12:00", true),
        ] {
            assert_eq!(made.is_due(at(now), ZONE), due, "{now}");
        }
        // Made in the evening: the night's own is made all the same.
        assert!(good("2026-11-16 18:00").is_due(at("2026-11-17 02:00"), ZONE));
    }

    #[test]
    fn a_night_without_that_hour_is_a_night() {
        // On 8 March 2026 clocks in Chicago go from 2:00 to 3:00.
        assert!(!good("2026-03-07 02:30").is_due(at("2026-03-08 01:30"), ZONE));
        assert!(good("2026-03-07 02:30").is_due(at("2026-03-08 03:10"), ZONE));
        assert!(!good("2026-03-08 03:10").is_due(at("2026-03-08 12:00"), ZONE));
    }

    #[test]
    fn what_failed_is_tried_again_in_an_hour() {
        let failed = Standing {
            problem: Some(Problem::FolderMissing),
            tried_at: Some(at("2026-11-17 02:00")),
            ..good("2026-11-16 02:00")
        };
        assert!(!failed.is_due(at("2026-11-17 02:59"), ZONE));
        assert!(failed.is_due(at("2026-11-17 03:00"), ZONE));
    }

    #[test]
    fn a_drill_is_due_monthly_and_needs_a_backup() {
        assert!(!Standing::default().drill_is_due(at("2026-11-16 10:00")));
        let mut standing = good("2026-11-16 02:00");
        assert!(standing.drill_is_due(at("2026-11-16 02:01")));
        standing.drilled_at = Some(at("2026-11-16 02:01"));
        assert!(!standing.drill_is_due(at("2026-12-15 02:01")));
        assert!(standing.drill_is_due(at("2026-12-17 02:01")));
        assert!(standing.drill_is_due(at("2026-10-01 02:01")), "the clock was wrong");
    }
}
