//! The reconciler: looks for unconfirmed texts in the carrier's list, because no answer told.
//!
//! Looks come at once, then ever more rarely: lists were seen to trail by a quarter of an hour, some by hours.
//! Finding the text ends the doubt. Not finding it proves nothing, so nothing follows from it but the next look;
//! from the first moment the thread offers a person *Check again*, *Send again*, *Leave it*. The ordinary walk
//! over what our numbers sent finds lost texts too, for as long as they are in doubt.

use std::collections::{BTreeMap, BTreeSet};

use foyer_carrier::{CarrierMessage, FetchError, Scope};
use foyer_domain::{DeliveryState, Direction, LineId, MessageId, PhoneNumber, Span, ThreadId, Timestamp};
use foyer_policy::ConsentRules;
use foyer_store::{ReadTx, StoreError, WriteTx, lines, messages, outbox};

use crate::{
    Change, Ids, Means, StepError,
    doubt::{self, Doubtful},
    known::Known,
    matching::{self, Row},
};

/// Waits between looks: at once, then 5 s, 20 s, 60 s, 3, 10 and 15 min after each other, then hourly.
const LOOKS: [Span; 6] = [
    Span::seconds(5),
    Span::seconds(20),
    Span::seconds(60),
    Span::minutes(3),
    Span::minutes(10),
    Span::minutes(15),
];

/// After the last of [`LOOKS`].
const THEN: Span = Span::hours(1);

/// How many hourly looks: a day's worth.
const LAST: usize = LOOKS.len() + 24;

/// The most pages of one look: 10 of 1,000 rows to one number is more than any front desk writes in a day.
const PAGES: usize = 10;

/// Rows older than the oldest attempt by this cannot be it.
const OLDER: Span = Span::hours(1);

/// When to look for which text.
#[derive(Debug, Default)]
pub struct Reconciler {
    looks: BTreeMap<MessageId, (usize, Timestamp)>,
    unconfirmed: Known<BTreeSet<MessageId>>,
}

/// The texts to one number from one line that are looked for together.
struct Search {
    line: LineId,
    from: PhoneNumber,
    to: PhoneNumber,
    thread: ThreadId,
    texts: Vec<MessageId>,
    oldest: Timestamp,
}

impl Reconciler {
    /// Look for this text at once.
    pub fn check_now(&mut self, message: MessageId) {
        self.looks.insert(message, (0, Timestamp::from_millis(i64::MIN)));
    }

    /// When the next look is due.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.looks.values().map(|(_, at)| *at).min()
    }

    /// Looks for what is due. Returns how many texts were found.
    ///
    /// # Errors
    /// The first failure of the line; the looks it kept from happening stay due. A list that cannot be read, or
    /// is not there, is that search's own misfortune: it waits for its next look, others are not kept from
    /// theirs, and nobody from sending.
    pub async fn run(&mut self, means: &Means) -> Result<usize, StepError> {
        if bug!(NoSearch) {
            self.looks.clear();
            return Ok(0);
        }
        let now = means.now();
        let read = |tx: &ReadTx<'_>| {
            let items = outbox::in_state(tx, DeliveryState::Unconfirmed)?;
            Ok(items.into_iter().map(|item| item.message).collect())
        };
        let unconfirmed = self.unconfirmed.or_read(means, read).await?;
        self.keep_to(unconfirmed, now);
        let due: BTreeSet<MessageId> =
            self.looks.iter().filter(|(_, (_, at))| *at <= now).map(|(message, _)| *message).collect();
        if due.is_empty() {
            return Ok(0);
        }
        let mut found = 0;
        let searches = means.read(move |tx| searches(tx, &due)).await?;
        let sought: BTreeSet<MessageId> =
            searches.iter().flat_map(|search| search.texts.iter().copied()).collect();
        // A text that never waited to be sent cannot be looked for.
        self.looks.retain(|message, (_, at)| *at > now || sought.contains(message));
        for search in searches {
            match look(means, &search).await {
                Ok(bound) => found += bound,
                Err(StepError::Carrier(error)) if is_of_one_search(error) => {
                    tracing::warn!(line = %search.line, %error, "a search for unconfirmed texts came to nothing");
                }
                Err(error) => return Err(error),
            }
            for text in &search.texts {
                self.looked(*text, means.now());
            }
        }
        Ok(found)
    }

    /// New doubts are looked for at once; those that ended are forgotten, unless a person just asked.
    fn keep_to(&mut self, open: BTreeSet<MessageId>, now: Timestamp) {
        self.looks.retain(|message, (step, _)| *step == 0 || open.contains(message));
        for message in open {
            self.looks.entry(message).or_insert((0, now));
        }
        // A clock that was set back: no look can lie further ahead than the longest wait.
        for (_, at) in self.looks.values_mut() {
            *at = (*at).min(now.plus(THEN));
        }
    }

    fn looked(&mut self, message: MessageId, now: Timestamp) {
        let Some((step, at)) = self.looks.get_mut(&message) else { return };
        *at = now.plus(LOOKS.get(*step).copied().unwrap_or(THEN));
        *step = step.saturating_add(1);
        if *step > LAST {
            // Kept, but never due again by itself: the ordinary walk goes on looking.
            *at = Timestamp::from_millis(i64::MAX);
        }
    }
}

/// Whether an error says something of one search and nothing of the line.
const fn is_of_one_search(error: FetchError) -> bool {
    match error {
        FetchError::Unreadable { .. }
        | FetchError::TooLarge
        | FetchError::NotFound
        | FetchError::NotPermitted => true,
        FetchError::NoNetwork
        | FetchError::Untrusted
        | FetchError::CarrierDown
        | FetchError::RateLimited { .. }
        | FetchError::Refused(_) => false,
    }
}

/// One search for each line and number, with every text in doubt in it.
fn searches(tx: &ReadTx<'_>, due: &BTreeSet<MessageId>) -> Result<Vec<Search>, StoreError> {
    let mut by_lane: BTreeMap<(LineId, PhoneNumber), Search> = BTreeMap::new();
    for message in due {
        let Some(item) = outbox::of_message(tx, *message)? else { continue };
        let oldest = outbox::attempts(tx, item.id)?.first().map_or(item.queued_at, |first| first.started_at);
        let from = lines::get(tx, item.line)?.number;
        let search = by_lane.entry((item.line, item.to.clone())).or_insert_with(|| Search {
            line: item.line,
            from,
            to: item.to.clone(),
            thread: item.thread,
            texts: Vec::new(),
            oldest,
        });
        search.texts.push(*message);
        search.oldest = search.oldest.min(oldest);
    }
    Ok(by_lane.into_values().collect())
}

/// Reads the list to one number and binds what answers a doubt.
async fn look(means: &Means, search: &Search) -> Result<usize, StepError> {
    let scope = Scope::Between { from: search.from.clone(), to: search.to.clone() };
    let mut rows: Vec<CarrierMessage> = Vec::new();
    let mut at = None;
    for _ in 0..PAGES {
        let page = means.carrier.fetch_page(&scope, at.as_ref()).await?;
        let oldest = page.messages.iter().filter_map(|row| row.created_at).min();
        rows.extend(page.messages);
        let passed = oldest.is_some_and(|oldest| oldest < search.oldest.minus(OLDER));
        if passed || page.next.is_none() || page.next == at {
            break;
        }
        at = page.next;
    }
    let (line, thread, now, rules) = (search.line, search.thread, means.now(), means.settings.consent);
    let mut ids = means.ids.clone();
    let found = means.write(move |tx| bind(tx, &mut ids, line, thread, &rows, &rules, now)).await?;
    if found > 0 {
        means.tell(Change::Thread(thread));
        means.tell(Change::Outbox);
    }
    Ok(found)
}

fn bind(
    tx: &WriteTx<'_>,
    ids: &mut Ids,
    line: LineId,
    thread: ThreadId,
    rows: &[CarrierMessage],
    rules: &ConsentRules,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let doubts = doubt::in_thread(tx, thread, now)?;
    let asked: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let known: BTreeSet<_> = messages::known_provider_ids(tx, line, &asked)?
        .into_iter()
        .map(|(provider_id, _)| provider_id)
        .collect();
    // Rows that arrive meanwhile shift the pages, and a row comes twice.
    let mut used = BTreeSet::new();
    let free: Vec<Row<'_, &CarrierMessage>> = rows
        .iter()
        .filter(|row| row.direction == Direction::Outbound && !row.automatic && !known.contains(&row.id))
        .filter(|row| used.insert(&row.id))
        .map(|row| Row { row, body: &row.body, created_at: row.created_at })
        .collect();
    let doubts: Vec<_> = doubts.iter().map(Doubtful::doubt).collect();
    let pairs = matching::pair(&doubts, &free);
    for (outbox, row) in &pairs {
        doubt::adopt(tx, ids, *outbox, row, now, rules)?;
    }
    Ok(pairs.len())
}
