//! Threads somebody wrote in and nobody has looked at, for what the desktop is told: where they stand and how many texts,
//! no name, number or word.

use foyer_domain::Category;
use rusqlite::Row;

use crate::{ReadTx, StoreError, sight::Whereabouts, sql::Reading};

/// The most threads of each kind that are read: nobody is told of more.
const AT_MOST: usize = 500;

/// A thread that may be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Which, and what decides who may read it.
    pub at: Whereabouts,
    /// Texts nobody has opened.
    pub unread: u32,
    /// Whether the patient waits for an answer.
    pub waits: bool,
    /// Whether it is somebody's.
    pub claimed: bool,
}

/// Threads with texts nobody has opened.
///
/// # Errors
/// The store's own.
pub fn unread(tx: &ReadTx<'_>) -> Result<Vec<Heard>, StoreError> {
    let mut statement = tx.prepare(UNREAD)?;
    let mut rows = statement.query([])?;
    let mut heard = Vec::new();
    while let Some(row) = rows.next()?
        && heard.len() < AT_MOST
    {
        heard.push(read(row)?);
    }
    Ok(heard)
}

/// Threads in which the patient waits and which are nobody's, longest first.
///
/// # Errors
/// The store's own.
pub fn unclaimed(tx: &ReadTx<'_>) -> Result<Vec<Heard>, StoreError> {
    let mut statement = tx.prepare(UNCLAIMED)?;
    let mut rows = statement.query([])?;
    let mut heard = Vec::new();
    while let Some(row) = rows.next()?
        && heard.len() < AT_MOST
    {
        let one = read(row)?;
        // Who waits stands before who does not.
        if !one.waits {
            break;
        }
        heard.push(one);
    }
    Ok(heard)
}

fn read(row: &Row<'_>) -> Result<Heard, StoreError> {
    let r = Reading::new(row, "thread");
    let at = Whereabouts {
        thread: r.id("id")?,
        category: r.word("category", Category::parse)?,
        location: r.opt_id("location")?,
    };
    Ok(Heard { at, unread: r.count("unread")?, waits: r.get("waits")?, claimed: r.get("claimed")? })
}

/// Along a partial index of the unread ones.
pub(crate) const UNREAD: &str = "SELECT t.id, t.category, l.location, t.unread,
        t.waiting_since_at IS NOT NULL AS waits, t.assigned_to IS NOT NULL AS claimed
    FROM thread t INDEXED BY thread_unread CROSS JOIN line l ON l.seq = t.line
    WHERE t.state = 'open' AND t.unread > 0";

/// Along the list of what is nobody's, in its order.
pub(crate) const UNCLAIMED: &str = "SELECT t.id, t.category, l.location, t.unread,
        t.waiting_since_at IS NOT NULL AS waits, 0 AS claimed
    FROM thread t INDEXED BY thread_unassigned CROSS JOIN line l ON l.seq = t.line
    WHERE t.state = 'open' AND t.assigned_to IS NULL ORDER BY t.rank";
