//! Who looked around unlike on their other days: what a manager should ask about, drawn from the audit trail.
//!
//! Nobody is accused by it. It counts a day of somebody's and holds it against their own days before and against their
//! colleagues' that day: a busy Monday is everybody's. What one conversation says plays no part.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use foyer_domain::{Span, ThreadId, Timestamp, UserId};

/// Searches closer together than this are one: a name is typed letter by letter.
const ONE_SEARCH: Span = Span::minutes(1);

/// How many days before one it is held against.
pub const BEFORE: u64 = 28;

/// Over how many days somebody who comes back to a conversation is followed.
const WATCHED: u64 = 14;

/// So many times one's own usual day, or the colleagues' that day.
const TIMES_OWN: u32 = 3;
const TIMES_THEIRS: u32 = 3;

/// One way to look around.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Looking {
    /// Conversations opened in which they did nothing that day.
    Unanswered,
    /// Searches.
    Searches,
    /// Hidden conversations opened with a reason.
    WithReason,
    /// Birth dates shown, each patient once.
    BirthDates,
    /// Conversations opened while the office was closed.
    AfterHours,
    /// Files, copies and lists taken out of Foyer.
    TakenOut,
    /// Conversations of a patient with a colleague's name, in which they did nothing.
    Colleague,
    /// Days, of the last two weeks, on which they came back to one conversation and never did anything there.
    Again,
}

impl Looking {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Unanswered,
        Self::Searches,
        Self::WithReason,
        Self::BirthDates,
        Self::AfterHours,
        Self::TakenOut,
        Self::Colleague,
        Self::Again,
    ];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Searches => "searches",
            Self::WithReason => "with_reason",
            Self::BirthDates => "birth_dates",
            Self::AfterHours => "after_hours",
            Self::TakenOut => "taken_out",
            Self::Colleague => "colleague",
            Self::Again => "again",
        }
    }

    /// Reads the word in the store.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == word)
    }

    /// Fewer than this on a day are never remarkable. Figures of ours: what one patient's visit, or a morning's work at a
    /// front desk, asks for.
    const fn least(self) -> u32 {
        match self {
            Self::Unanswered => 20,
            Self::Searches => 30,
            Self::WithReason => 4,
            Self::BirthDates => 12,
            Self::AfterHours => 8,
            Self::TakenOut => 8,
            Self::Colleague => 1,
            Self::Again => 6,
        }
    }
}

/// What somebody did at a moment, as far as it concerns looking around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// The day it was by the practice's clock.
    pub day: NaiveDate,
    /// In which conversation.
    pub thread: Option<ThreadId>,
    /// What.
    pub what: DeedKind,
    /// Whether the office was closed then.
    pub closed: bool,
    /// Whether the conversation is that of a patient with a colleague's name.
    pub colleagues: bool,
}

/// What kind of thing it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedKind {
    /// Opened a conversation.
    Opened,
    /// Did something in one.
    Worked,
    /// Searched.
    Searched,
    /// Opened a hidden one with a reason.
    WithReason,
    /// Had a birth date shown.
    BirthDate,
    /// Took a file, a copy or a list out.
    TookOut,
}

/// A day of somebody's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedDay {
    opened: BTreeSet<ThreadId>,
    worked: BTreeSet<ThreadId>,
    closed: BTreeSet<ThreadId>,
    colleagues: BTreeSet<ThreadId>,
    birth_dates: BTreeSet<Option<ThreadId>>,
    searches: u32,
    searched_at: Option<Timestamp>,
    with_reason: u32,
    taken_out: u32,
    again: u32,
}

impl LookedDay {
    /// How often somebody looked around in this way.
    pub fn times(&self, what: Looking) -> u32 {
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        match what {
            Looking::Unanswered => small(self.opened.difference(&self.worked).count()),
            Looking::Searches => self.searches,
            Looking::WithReason => self.with_reason,
            Looking::BirthDates => small(self.birth_dates.len()),
            Looking::AfterHours => small(self.closed.len()),
            Looking::TakenOut => self.taken_out,
            Looking::Colleague => small(self.colleagues.difference(&self.worked).count()),
            Looking::Again => self.again,
        }
    }

    /// The conversations opened in which nothing was done.
    pub fn left(&self) -> impl Iterator<Item = ThreadId> {
        self.opened.difference(&self.worked).copied()
    }

    fn add(&mut self, deed: &Deed) {
        match (deed.what, deed.thread) {
            (DeedKind::Opened, Some(thread)) => {
                self.opened.insert(thread);
                if deed.closed {
                    self.closed.insert(thread);
                }
                if deed.colleagues {
                    self.colleagues.insert(thread);
                }
            }
            (DeedKind::Worked, Some(thread)) => {
                self.worked.insert(thread);
            }
            (DeedKind::Searched, _) => {
                let goes_on = self.searched_at.is_some_and(|last| {
                    let since = deed.at.since(last);
                    Span::ZERO <= since && since < ONE_SEARCH
                });
                self.searched_at = Some(deed.at);
                self.searches = self.searches.saturating_add(u32::from(!goes_on));
            }
            (DeedKind::WithReason, _) => self.with_reason = self.with_reason.saturating_add(1),
            (DeedKind::BirthDate, thread) => {
                self.birth_dates.insert(thread);
            }
            (DeedKind::TookOut, _) => self.taken_out = self.taken_out.saturating_add(1),
            (DeedKind::Opened | DeedKind::Worked, None) => {}
        }
    }
}

/// Everybody's days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedDays(BTreeMap<(UserId, NaiveDate), LookedDay>);

impl LookedDays {
    /// Of what was done, in the order it was done.
    pub fn of(deeds: impl IntoIterator<Item = Deed>) -> Self {
        let mut days = BTreeMap::<_, LookedDay>::new();
        for deed in deeds {
            days.entry((deed.by, deed.day)).or_default().add(&deed);
        }
        let mut all = Self(days);
        all.follow();
        all
    }

    /// One day of somebody's, if they did anything.
    pub fn get(&self, by: UserId, day: NaiveDate) -> Option<&LookedDay> {
        self.0.get(&(by, day))
    }

    /// What was unlike other days on `day`: who, what, how often, and how often on a usual day.
    pub fn unusual(&self, day: NaiveDate) -> Vec<Unusual> {
        let of_day: Vec<_> =
            self.0.iter().filter(|((_, of), _)| *of == day).map(|((by, _), one)| (*by, one)).collect();
        let mut found = Vec::new();
        for (by, one) in &of_day {
            let own: Vec<&LookedDay> = self.before(*by, day, BEFORE).map(|(_, one)| one).collect();
            for what in Looking::ALL {
                let times = one.times(what);
                if times < what.least() {
                    continue;
                }
                let theirs = of_day.iter().filter(|(other, _)| other != by).map(|(_, one)| *one);
                let usual = middle(own.iter().copied(), what);
                let bound =
                    usual.saturating_mul(TIMES_OWN).max(middle(theirs, what).saturating_mul(TIMES_THEIRS));
                if times > bound {
                    found.push(Unusual { by: *by, day, what, times, usual });
                }
            }
        }
        found
    }

    /// Somebody's days before one, the oldest first.
    fn before(&self, by: UserId, day: NaiveDate, days: u64) -> impl Iterator<Item = (NaiveDate, &LookedDay)> {
        let from = day.checked_sub_days(chrono::Days::new(days)).unwrap_or(NaiveDate::MIN);
        self.0.range((by, from)..(by, day)).map(|((_, of), one)| (*of, one))
    }

    /// Counts, for each day, on how many of the last somebody opened a conversation of that day and never worked in it.
    fn follow(&mut self) {
        let mut again = Vec::new();
        for ((by, day), one) in &self.0 {
            let before: Vec<_> = self.before(*by, *day, WATCHED - 1).map(|(_, one)| one).collect();
            let most = one
                .left()
                .filter(|thread| before.iter().all(|one| !one.worked.contains(thread)))
                .map(|thread| before.iter().filter(|one| one.opened.contains(&thread)).count() + 1)
                .max();
            again.push(u32::try_from(most.unwrap_or_default()).unwrap_or(u32::MAX));
        }
        for (one, times) in self.0.values_mut().zip(again) {
            one.again = times;
        }
    }
}

/// Something unlike other days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusual {
    /// Whose day.
    pub by: UserId,
    /// Which.
    pub day: NaiveDate,
    /// What.
    pub what: Looking,
    /// How often.
    pub times: u32,
    /// How often on the middle one of their days before.
    pub usual: u32,
}

/// The middle one of these days.
fn middle<'a>(days: impl Iterator<Item = &'a LookedDay>, what: Looking) -> u32 {
    let mut times: Vec<u32> = days.map(|one| one.times(what)).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
