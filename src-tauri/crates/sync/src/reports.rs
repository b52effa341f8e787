//! Asks what became of texts the carrier took, by id, ever more rarely: a change of an old text never comes to
//! the top of a list. What lists happen to say is used as well (`inbound::ingest`), so most questions find the
//! answer known.

use foyer_carrier::FetchError;
use foyer_domain::Timestamp;
use foyer_store::{
    StoreError, WriteTx, charges, messages,
    reports::{self, WatchRow},
};

use crate::{
    Change, Means, StepError,
    delivery::{self, Said},
    several::several,
};

/// Asks about at most `most` texts that are due, a few at a time. Returns how many were asked about.
///
/// # Errors
/// The first failure of the line; the questions it kept from being asked stay due.
pub async fn refresh_reports(means: &Means, most: u32) -> Result<usize, StepError> {
    if most == 0 {
        return Ok(0);
    }
    let now = means.now();
    let due = means.read(move |tx| reports::due(tx, now, most)).await?;
    let count = due.len();
    several(due, |watch| ask(means, watch)).await?;
    Ok(count)
}

async fn ask(means: &Means, watch: WatchRow) -> Result<(), StepError> {
    let text = means.read(move |tx| messages::get(tx, watch.message)).await?;
    let Some(provider_id) = text.provider_id else {
        means.write(move |tx| reports::unwatch(tx, watch.message)).await?;
        return Ok(());
    };
    let answer = match means.carrier.fetch_message(&provider_id).await {
        Ok(answer) => answer,
        Err(
            error @ (FetchError::NoNetwork
            | FetchError::Untrusted
            | FetchError::CarrierDown
            | FetchError::RateLimited { .. }
            | FetchError::Refused(_)),
        ) => return Err(error.into()),
        Err(FetchError::NotPermitted | FetchError::NotFound) => None,
        Err(FetchError::Unreadable { .. } | FetchError::TooLarge) => {
            // One answer that makes no sense is no outage; ask again at the next time.
            let now = means.now();
            means.write(move |tx| ask_later(tx, watch, now)).await?;
            return Ok(());
        }
    };
    let (now, rules, mut ids) = (means.now(), means.settings.consent, means.ids.clone());
    let said = answer.map(|row| (row.state, row.problem, row.sent_at, row.charge));
    let moved = means
        .write(move |tx| {
            let Some((state, problem, sent_at, charge)) = said else {
                // Deleted at the carrier: nobody will ever say more.
                reports::unwatch(tx, watch.message)?;
                return Ok(None);
            };
            ask_later(tx, watch, now)?;
            if let Some(charge) = charge {
                charges::hear(tx, watch.message, charge, now)?;
            }
            match state {
                Some(state) => {
                    let said = Said { state, problem, sent_at };
                    delivery::hear(tx, &mut ids, watch.message, &said, now, &rules)
                }
                None => Ok(None),
            }
        })
        .await?;
    if let Some(thread) = moved {
        means.tell(Change::Thread(thread));
    }
    Ok(())
}

fn ask_later(tx: &WriteTx<'_>, watch: WatchRow, now: Timestamp) -> Result<(), StoreError> {
    let step = watch.step.saturating_add(1);
    match delivery::wait_after(step) {
        Some(wait) => {
            reports::watch(tx, &WatchRow { message: watch.message, next_check_at: now.plus(wait), step })
        }
        None => reports::unwatch(tx, watch.message),
    }
}
