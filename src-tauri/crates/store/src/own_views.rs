//! Lists of threads that somebody keeps for themself: what they want to see is kept, the threads are found anew each time.
//!
//! A list of one's own holds only threads that its owner reads: which thread has a tag or a category is itself told by it.

use foyer_domain::{Category, Channel, LocationId, OwnViewId, ThreadId, Timestamp, UserId};
use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::{
    ReadTx, StoreError, WriteTx,
    sight::Whereabouts,
    sql::{Reading, StoredId as _},
    threads::{self, ThreadRow},
};

/// Where the threads stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// On the desk.
    #[default]
    Open,
    /// Coming back later.
    Snoozed,
    /// Done.
    Closed,
}

/// Whose the threads are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Whoever's.
    #[default]
    Anybody,
    /// The owner's.
    Mine,
    /// Nobody's.
    Nobody,
    /// A colleague's.
    Of(UserId),
}

/// What a list of one's own shows. Every part narrows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Wanted {
    /// Where they stand.
    pub standing: Standing,
    /// Whose they are.
    pub whose: Whose,
    /// Marked with this tag, folded as tags are.
    pub tag: Option<String>,
    /// Filed under this.
    pub category: Option<Category>,
    /// On this channel.
    pub channel: Option<Channel>,
    /// Opened, and not answered.
    pub unanswered: bool,
    /// Waiting longer than the practice wants.
    pub late: bool,
}

/// A list of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnViewRow {
    /// Its id.
    pub id: OwnViewId,
    /// What its owner calls it.
    pub name: String,
    /// What it shows.
    pub wanted: Wanted,
}

/// Keeps one.
///
/// # Errors
/// The store's own.
pub fn add(tx: &WriteTx<'_>, user: UserId, row: &OwnViewRow, now: Timestamp) -> Result<(), StoreError> {
    let wanted = serde_json::to_string(&row.wanted).map_err(|_| StoreError::UnknownValue {
        table: "own_view",
        column: "wanted",
        id: row.id.to_string(),
    })?;
    tx.prepare("INSERT INTO own_view (id, user, name, wanted, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![row.id.bytes(), user.bytes(), row.name, wanted, now.millis()])?;
    Ok(())
}

/// Those of one person, by name.
///
/// # Errors
/// The store's own.
pub fn of_user(tx: &ReadTx<'_>, user: UserId) -> Result<Vec<OwnViewRow>, StoreError> {
    crate::sql::rows(
        tx,
        "SELECT seq, id, name, wanted FROM own_view WHERE user = ?1 ORDER BY name, seq",
        [user.bytes()],
        |row| {
            let r = Reading::new(row, "own_view");
            let wanted: String = r.get("wanted")?;
            let wanted = serde_json::from_str(&wanted).map_err(|_| r.unknown("wanted"))?;
            Ok(OwnViewRow { id: r.id("id")?, name: r.get("name")?, wanted })
        },
    )
}

/// Keeps one no more; only its owner's.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn remove(tx: &WriteTx<'_>, user: UserId, id: OwnViewId) -> Result<(), StoreError> {
    let changed = tx
        .prepare("DELETE FROM own_view WHERE id = ?1 AND user = ?2")?
        .execute(params![id.bytes(), user.bytes()])?;
    if changed == 0 { Err(StoreError::NotFound { table: "own_view" }) } else { Ok(()) }
}

/// The threads of a list in the order of the list, among those that `reads` lets through: so many from `offset` on, and
/// how many there are. `late` says whether somebody waits too long since a moment.
///
/// # Errors
/// The store's own.
pub fn threads(
    tx: &ReadTx<'_>,
    wanted: &Wanted,
    me: UserId,
    late: impl Fn(Whereabouts, Timestamp) -> bool,
    (offset, limit): (u32, u32),
    reads: impl Fn(Whereabouts) -> bool,
) -> Result<(Vec<ThreadRow>, u32), StoreError> {
    let found = walk(tx, wanted, me, late, reads)?;
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let (skip, most) =
        (usize::try_from(offset).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(usize::MAX));
    let page = found.into_iter().skip(skip).take(most).map(|id| threads::get(tx, id));
    Ok((page.collect::<Result<_, _>>()?, total))
}

fn walk(
    tx: &ReadTx<'_>,
    wanted: &Wanted,
    me: UserId,
    late: impl Fn(Whereabouts, Timestamp) -> bool,
    reads: impl Fn(Whereabouts) -> bool,
) -> Result<Vec<ThreadId>, StoreError> {
    let sql = sql(wanted.tag.is_some());
    let mut statement = tx.prepare(&sql)?;
    let state = match wanted.standing {
        Standing::Open => "open",
        Standing::Snoozed => "snoozed",
        Standing::Closed => "closed",
    };
    let mut rows = match &wanted.tag {
        Some(tag) => statement.query(params![state, foyer_domain::fold::words(tag).join(" ")])?,
        None => statement.query(params![state])?,
    };
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let r = Reading::new(row, "thread");
        let at = Whereabouts {
            thread: r.id("id")?,
            category: r.word("category", Category::parse)?,
            location: r.opt_id::<LocationId>("location")?,
        };
        let (whose, waiting) = (r.opt_id::<UserId>("assigned_to")?, r.opt_at("waiting_since_at")?);
        let is_wanted = match wanted.whose {
            Whose::Anybody => true,
            Whose::Mine => whose == Some(me),
            Whose::Nobody => whose.is_none(),
            Whose::Of(user) => whose == Some(user),
        } && wanted.category.is_none_or(|category| category == at.category)
            && (wanted.channel.is_none() || wanted.channel == Some(r.word("channel", Channel::parse)?))
            && (!wanted.unanswered || (waiting.is_some() && r.count("unread")? == 0))
            && (!wanted.late || waiting.is_some_and(|since| late(at, since)));
        if is_wanted && reads(at) {
            found.push(at.thread);
        }
    }
    Ok(found)
}

/// Along the list's own order, or along the threads of a tag, which are sorted.
fn sql(by_tag: bool) -> String {
    let columns = "t.id, t.category, l.location, t.assigned_to, t.waiting_since_at, t.channel, t.unread";
    let line = "CROSS JOIN line l ON l.seq = t.line WHERE t.state = ?1";
    if by_tag {
        format!(
            "SELECT {columns} FROM tag g CROSS JOIN thread_tag x ON x.tag = g.seq CROSS JOIN thread t ON t.seq = x.thread
             {line} AND g.folded = ?2 ORDER BY t.rank"
        )
    } else {
        format!("SELECT {columns} FROM thread t INDEXED BY thread_all {line} ORDER BY t.rank")
    }
}
