//! Fetches the pictures that came with texts, after the texts are safe. A picture that cannot be fetched holds
//! nothing up: its text shows "not fetched yet", and it is tried again, more and more rarely.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use foyer_carrier::{FetchError, Media};
use foyer_domain::{Actor, AttachmentId, MessageId, Span, ThreadId, Timestamp};
use foyer_store::{StoreError, WriteTx, attachments, messages, messages::Insert};
use serde_json::json;

use crate::{
    Backoff, Chance, Change, Ids, Means, StepError,
    activity::{self, Activity},
    clock::is_due,
    several::several,
};

/// Texts whose pictures are fetched in one round: a STOP must not wait behind an album.
const A_ROUND: usize = 3;

/// The longest wait between two tries for one text.
const CAP: Span = Span::hours(1);

/// Between two looks for texts whose pictures are missing and not waited for.
const SWEEP: Span = Span::hours(6);

/// The most such texts taken up in one look.
const SWEPT: u32 = 200;

/// What is still to be fetched.
#[derive(Debug, Default)]
pub struct MediaFetcher {
    waiting: BTreeMap<MessageId, (Backoff, Timestamp)>,
    swept_at: Option<Timestamp>,
}

impl MediaFetcher {
    /// These texts came with pictures.
    pub fn expect(&mut self, texts: impl IntoIterator<Item = MessageId>) {
        for text in texts {
            self.waiting.entry(text).or_insert((Backoff::new(CAP), Timestamp::from_millis(i64::MIN)));
        }
    }

    /// A walk ended before it could say what it had stored: look for missing pictures soon.
    pub fn look_again(&mut self) {
        self.swept_at = None;
    }

    /// Forgets every wait.
    pub fn forget_waits(&mut self) {
        for (_, next_at) in self.waiting.values_mut() {
            *next_at = Timestamp::from_millis(i64::MIN);
        }
    }

    /// When the next try is due.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.waiting.values().map(|(_, next_at)| *next_at).min()
    }

    /// Fetches a few of those that are due, side by side. A carrier that fails here says nothing about the line: pictures
    /// come from another host. Only when it asks for patience is that meant for everything.
    ///
    /// # Errors
    /// The store's own; [`FetchError::RateLimited`].
    pub async fn run(&mut self, means: &Means, chance: &mut Chance) -> Result<(), StepError> {
        let now = means.now();
        if is_due(self.swept_at, SWEEP, now) {
            let swept = if bug!(DropPictures) || bug!(PicturesOfBrokenWalks) { 0 } else { SWEPT };
            let missing = means.read(move |tx| attachments::missing(tx, swept)).await?;
            self.expect(missing);
            self.swept_at = Some(now);
        }
        let due: Vec<MessageId> = self
            .waiting
            .iter()
            .filter(|(_, (_, at))| *at <= now || *at > now.plus(CAP))
            .map(|(text, _)| *text)
            .take(A_ROUND)
            .collect();
        let came: Mutex<Vec<(MessageId, bool)>> = Mutex::default();
        let note = |text, whole| came.lock().unwrap_or_else(PoisonError::into_inner).push((text, whole));
        let note = &note;
        let ended = several(due, |text| async move {
            match fetch(means, text).await {
                Ok(whole) => note(text, whole),
                Err(error @ StepError::Carrier(_)) => {
                    note(text, false);
                    return Err(error);
                }
                Err(error) => return Err(error),
            }
            Ok(())
        })
        .await;
        for (text, whole) in came.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if whole || bug!(DropPictures) {
                self.waiting.remove(&text);
            } else {
                self.later(text, means, chance);
            }
        }
        ended
    }

    fn later(&mut self, text: MessageId, means: &Means, chance: &mut Chance) {
        if let Some((backoff, next_at)) = self.waiting.get_mut(&text) {
            *next_at = means.now().plus(backoff.after_failure(None, chance));
        }
    }
}

/// Fetches what came with one text. True when all of it is stored.
async fn fetch(means: &Means, id: MessageId) -> Result<bool, StepError> {
    let text = means.read(move |tx| messages::get(tx, id)).await?;
    let Some(provider_id) = text.provider_id else { return Ok(true) };
    let files = match means.carrier.fetch_media(&provider_id).await {
        Ok(files) => files,
        Err(error @ FetchError::RateLimited { .. }) => return Err(error.into()),
        Err(error) => {
            tracing::info!(message = %id, %error, "pictures not fetched yet");
            return Ok(false);
        }
    };
    let (now, mut ids) = (means.now(), means.ids.clone());
    // A list may trail; after that long, the carrier's word that there are none is the last one.
    let settled = files.is_empty() && now.since(text.created_at) > means.carrier.capabilities().listing_delay;
    let (new, stored) = means
        .write(move |tx| {
            let (new, stored) = keep(tx, &mut ids, (text.thread, id), &files, now)?;
            if settled && stored < text.media_count {
                attachments::settle_count(tx, id, stored)?;
            }
            Ok((new, stored))
        })
        .await?;
    if new > 0 || (settled && stored < text.media_count) {
        means.tell(Change::Thread(text.thread));
    }
    Ok(settled || stored >= text.media_count)
}

fn keep(
    tx: &WriteTx<'_>,
    ids: &mut Ids,
    (thread, message): (ThreadId, MessageId),
    files: &[Media],
    now: Timestamp,
) -> Result<(u32, u32), StoreError> {
    let mut new = 0_u32;
    for file in files {
        let id = AttachmentId::new(ids);
        let kind = file.media_type.mime();
        if attachments::add(tx, id, message, file.name_index, kind, &file.bytes, now)? == Insert::Inserted {
            new = new.saturating_add(1);
        }
    }
    if new > 0 {
        let text = (thread, message);
        activity::about(tx, Activity::MediaStored, Actor::System, text, json!({ "files": new }), now)?;
    }
    let stored = attachments::of_message(tx, message)?.len();
    Ok((new, u32::try_from(stored).unwrap_or(u32::MAX)))
}
