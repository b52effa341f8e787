//! A text of practice mode that is to leave tomorrow morning.

use foyer_domain::{Author, Body, MessageId, OutboxId, Span, ThreadId, Timestamp, UserId};
use foyer_phi::Screener;
use foyer_policy::{ConsentRules, Party, Purpose, SendRequest, Subject, clear_later};
use foyer_store::{
    StoreError, WriteTx, consent,
    outbox::{self, HoldReason, NewOutbound},
    threads,
};
use foyer_sync::Ids;

/// Whom it is for, and who wrote it.
pub(super) const TO: &str = "anh-thu-pham";
pub(super) const BY: &str = "kofi";

const WORDS: &str = "Good morning from the clinic. The side lot is closed today, please park on Main Street.";

/// Puts it into the outbox, if the gate would let it go then: practice mode has the real one.
pub(super) fn sample(
    tx: &WriteTx<'_>,
    ids: &mut Ids,
    thread: ThreadId,
    by: Option<UserId>,
    start: Timestamp,
) -> Result<(), StoreError> {
    let (thread, at) = (threads::get(tx, thread)?, start.plus(Span::days(1)));
    let party = Party { patient: thread.patient, number: thread.far_number.clone(), channel: thread.channel };
    let standing = consent::standing(tx, &party, thread.id, at, &ConsentRules::default())?;
    let place = consent::place(tx, thread.patient, &thread.far_number)?;
    let (Ok(body), Some(by)) = (Body::new(WORDS), by) else { return Ok(()) };
    let request = SendRequest {
        thread: thread.id,
        to: &thread.far_number,
        channel: thread.channel,
        body: &body,
        purpose: Purpose::Reply,
        subject: Subject::Logistics,
        place: &place,
        along: false,
        over_warning: None,
        templates: &[],
        household: foyer_policy::household::Household::alone(),
    };
    let screening = Screener::new().screen(WORDS, thread.channel, &foyer_phi::Practice::default());
    let Ok(cleared) = clear_later(request, &standing, &screening, at) else { return Ok(()) };
    let item = OutboxId::new(ids);
    let new = NewOutbound {
        cleared: &cleared,
        outbox: item,
        message: MessageId::new(ids),
        author: Author::Staff(by),
        client_id: None,
        now: start,
        not_before: at,
        expires_at: at.plus(Span::hours(2)),
    };
    outbox::enqueue(tx, &new)?;
    outbox::hold(tx, item, HoldReason::Scheduled)
}
