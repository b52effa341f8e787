//! What the carrier asked for our texts. It says so some time after a text has gone, wherever the text is listed again.

use foyer_domain::{Charge, Currency, MessageId, Timestamp};
use rusqlite::params;

use crate::{
    ReadTx, StoreError, WriteTx,
    sql::{Reading, StoredId as _},
};

/// Keeps what a text cost; what is known already is not kept again.
///
/// # Errors
/// The store's own.
pub fn hear(tx: &WriteTx<'_>, message: MessageId, charge: Charge, now: Timestamp) -> Result<(), StoreError> {
    // More than the column holds is no price of a text.
    let Ok(micros) = i64::try_from(charge.micros) else { return Ok(()) };
    if of_message(tx, message)? != Some(charge) {
        tx.prepare(
            "INSERT INTO message_charge (message, micros, currency, seen_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![message.bytes(), micros, charge.currency.as_str(), now.millis()])?;
    }
    Ok(())
}

/// What a text cost; `None` while the carrier has not said.
///
/// # Errors
/// The store's own.
pub fn of_message(tx: &ReadTx<'_>, message: MessageId) -> Result<Option<Charge>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT seq, micros, currency FROM message_charge WHERE message = ?1 ORDER BY seq DESC LIMIT 1",
    )?;
    let mut rows = statement.query([message.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let r = Reading::new(row, "message_charge");
    let micros: i64 = r.get("micros")?;
    let micros = u64::try_from(micros).map_err(|_| r.unknown("micros"))?;
    Ok(Some(Charge { micros, currency: r.word("currency", Currency::parse)? }))
}
