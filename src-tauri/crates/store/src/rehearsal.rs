//! What has been tried with real phones, for the list of what is to do before going live.

use crate::{ReadTx, StoreError};

/// What the store shows was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// A text came in.
    pub heard: bool,
    /// A text of ours arrived at a phone.
    pub delivered: bool,
    /// Somebody texted that they want no more, and it counted.
    pub stopped: bool,
}

/// Reads it.
///
/// # Errors
/// The store's own.
pub fn read(tx: &ReadTx<'_>) -> Result<Rehearsal, StoreError> {
    let exists =
        |sql: &str| -> Result<bool, StoreError> { Ok(tx.prepare(sql)?.query_row([], |row| row.get(0))?) };
    Ok(Rehearsal {
        heard: exists("SELECT EXISTS (SELECT 1 FROM message WHERE author = 'patient')")?,
        delivered: exists("SELECT EXISTS (SELECT 1 FROM delivery_report WHERE state = 'delivered')")?,
        stopped: exists(
            "SELECT EXISTS (SELECT 1 FROM consent_event WHERE kind = 'revoked' AND basis = 'texted')",
        )?,
    })
}
