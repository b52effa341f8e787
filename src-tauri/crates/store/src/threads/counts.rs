//! The counts beside the views of the list: kept by triggers (`tally`), but for what is unread to whom and what was opened
//! and not answered, which small partial indexes hold.

use foyer_domain::{Category, UserId};

use crate::{
    ReadTx, StoreError,
    sight::{Sight, Whereabouts},
    sql::{Reading, StoredId as _},
};

/// How many threads a view has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub threads: u32,
    /// Those with unread texts.
    pub unread: u32,
    /// Those in which somebody waits for an answer.
    pub waiting: u32,
}

/// The counts beside the views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewCounts {
    /// Of [`super::View::Mine`].
    pub mine: Count,
    /// Of [`super::View::Unassigned`].
    pub unassigned: Count,
    /// Of [`super::View::All`].
    pub all: Count,
    /// Of [`super::View::Unanswered`].
    pub unanswered: u32,
    /// Of [`super::View::Snoozed`].
    pub snoozed: Count,
    /// Of [`super::View::Closed`].
    pub closed: Count,
}

/// How many threads each view has, for `me`.
///
/// # Errors
/// The store's own.
pub fn counts(tx: &ReadTx<'_>, me: UserId) -> Result<ViewCounts, StoreError> {
    let tally = format!(
        "SELECT state, assigned_to, threads, unread, waiting, ({UNANSWERED}) AS unanswered FROM tally"
    );
    let mut statement = tx.prepare(&tally)?;
    let mut rows = statement.query([])?;
    let mut counts = ViewCounts::default();
    while let Some(row) = rows.next()? {
        let reading = Reading::new(row, "tally");
        counts.unanswered = reading.count("unanswered")?;
        let some = Count {
            threads: reading.count("threads")?,
            unread: reading.count("unread")?,
            waiting: reading.count("waiting")?,
        };
        let whose: Vec<u8> = reading.get("assigned_to")?;
        match reading.get::<String>("state")?.as_str() {
            "open" => {
                counts.all.add(some);
                if whose.is_empty() {
                    counts.unassigned.add(some);
                } else if whose == me.bytes() {
                    counts.mine.add(some);
                }
            }
            "snoozed" => counts.snoozed.add(some),
            "closed" => counts.closed.add(some),
            _ => return Err(reading.unknown("state")),
        }
    }
    Ok(counts)
}

/// Walks those that are opened and not answered, by an index of nothing else.
pub(crate) const UNANSWERED: &str = "SELECT count(*) FROM thread INDEXED BY thread_unanswered
    WHERE state = 'open' AND waiting_since_at IS NOT NULL AND unread = 0";

/// The open threads with unread texts that somebody may read: what is hidden from them is no news to them.
///
/// # Errors
/// The store's own.
pub fn unread_seen(tx: &ReadTx<'_>, sight: &Sight) -> Result<u32, StoreError> {
    let mut statement = tx.prepare(UNREAD)?;
    let mut rows = statement.query([])?;
    let mut seen = 0_u32;
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "thread");
        let at = Whereabouts {
            thread: r.id("id")?,
            category: r.word("category", Category::parse)?,
            location: r.opt_id("location")?,
        };
        seen = seen.saturating_add(u32::from(sight.hides(at).is_none()));
    }
    Ok(seen)
}

/// Walks the unread ones only, by a partial index.
pub(crate) const UNREAD: &str = "SELECT t.id, t.category, l.location
    FROM thread t INDEXED BY thread_unread JOIN line l ON l.seq = t.line
    WHERE t.state = 'open' AND t.unread > 0";

impl Count {
    fn add(&mut self, more: Self) {
        self.threads = self.threads.saturating_add(more.threads);
        self.unread = self.unread.saturating_add(more.unread);
        self.waiting = self.waiting.saturating_add(more.waiting);
    }
}
