//! Who may be due for a notice, by the copies the list keeps: one walk along an index, no facts read. Whether they
//! are is the standing's word.

use foyer_domain::{ThreadId, Timestamp};
use rusqlite::params;

use crate::{ReadTx, StoreError, sql::Reading};

/// Threads whose consent has ended or ends before `before`, who agreed before `changed` (a notice that says something
/// new), who were asked and have not answered, or whom an old list names without a date. In no order.
///
/// # Errors
/// The store's own.
pub fn candidates(
    tx: &ReadTx<'_>,
    before: Timestamp,
    changed: Option<Timestamp>,
) -> Result<Vec<ThreadId>, StoreError> {
    crate::sql::rows(
        tx,
        CANDIDATES,
        params![before.millis(), changed.map_or(i64::MIN, Timestamp::millis)],
        |row| Reading::new(row, "thread").id("id"),
    )
}

// The index holds some badges only. SQLite takes it where a statement names them as the index does, and only then.
pub(crate) const CANDIDATES: &str = "
    SELECT id FROM thread INDEXED BY thread_consent_due
        WHERE consent_badge IN ('granted', 'expired', 'notice_sent')
        AND consent_badge = 'granted' AND consent_until_at <= ?1
    UNION SELECT id FROM thread INDEXED BY thread_consent_due
        WHERE consent_badge IN ('granted', 'expired', 'notice_sent')
        AND consent_badge = 'granted' AND consent_since_at < ?2
    UNION SELECT id FROM thread INDEXED BY thread_consent_due
        WHERE consent_badge IN ('granted', 'expired', 'notice_sent')
        AND consent_badge IN ('expired', 'notice_sent')
    UNION SELECT t.id FROM consent_event e CROSS JOIN thread t ON t.far_number = e.number
        WHERE e.kind = 'unverified'";
