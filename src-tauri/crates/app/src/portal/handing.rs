//! Handing off: the words go to the portal first, the text that leads to them follows, and a failure leaves both
//! where they were.
//!
//! 1. In one write: is the portal covered, has the patient an account, would the gate let the link pass; then the
//!    card, the hand-off and *posting* are written down. The draft stays.
//! 2. The portal keeps the words. After a doubt it is asked whether it has them before they are posted again.
//! 3. In one write: *posted*, and the link is queued to leave after the time to undo, or held for the end of quiet
//!    hours; the draft goes if it still is what was handed off. Or: what went wrong, the card goes, nothing is texted.
//!
//! A hand-off whose row names no link never texts one: somebody was told that the patient gets no texts, and wanted the
//! words in the portal all the same.
//!
//! If the process dies in between, the rounds ([`super::rounds`]) take it from what was written down.

use std::time::Duration;

use foyer_domain::{
    Actor, Direction, HandoffFact, HandoffId, HandoffState, HandoffTarget, Language, MessageId, Private,
    Span, ThreadId, Timestamp,
};
use foyer_policy::{Purpose, Subject, handoff::SafeKind, template};
use foyer_portal::{Portal, PortalMessage, PostOutcome, Posted, Refusal, UnknownReason};
use foyer_store::{
    ReadTx, StoreError, WriteTx,
    audit::{self, Sealable},
    drafts::{self, DraftKind, DraftRow},
    handoffs::{self, HandoffRow, NewHandoff},
    messages::{self, Insert},
    past::{self, NewPortalCard},
    portal_accounts::{self, AccountStanding},
    templates::{self, VersionRow},
    threads::{self, Preview, ThreadRow},
};
use serde_json::json;

use super::texts;
use crate::{
    desk::Desk,
    present,
    record::{self, Act},
    sending::{self, Outgoing, Sent},
    wire::{self, RefusalKind, WayOn},
};

/// Nobody stands at a desk longer than this for one click; what is still open then is in doubt.
const PATIENCE: Duration = Duration::from_secs(20);

/// From when the rounds take over a posting that nobody finished.
pub(crate) const TAKE_OVER: Span = Span::minutes(1);

/// The first look at what became of a message.
pub(crate) const FIRST_LOOK: Span = Span::seconds(15);

/// What somebody hands off.
pub(crate) struct Offer {
    pub(crate) thread: ThreadId,
    pub(crate) words: Private,
    pub(crate) client_id: String,
    pub(crate) target: HandoffTarget,
    /// Whether somebody who saw that no text may go wants the words in the portal all the same.
    pub(crate) without_text: bool,
}

/// What follows from the first write.
pub(crate) enum Begun {
    /// Begun before, by this very click.
    Known(HandoffRow),
    /// Not begun; why.
    Refused(Box<wire::Refusal>),
    /// A person does the rest.
    Task(HandoffRow),
    /// To be posted now.
    Post(Box<PortalMessage>),
}

/// What is known of the words after the request.
#[derive(Clone, Debug)]
pub(crate) enum Settled {
    /// The portal has them.
    There(Posted),
    /// It refused them for good.
    Refused(Refusal),
    /// It certainly does not have them.
    NotThere(&'static str),
    /// Nobody knows.
    Doubt(&'static str),
}

/// What the last write made of it.
pub(crate) enum Finished {
    /// The words are there; the link is on its way.
    Moved(MessageId),
    /// The words are there; no link goes.
    WithoutLink(HandoffRow),
    /// Nothing is there, nothing was texted.
    Failed(Box<wire::Refusal>),
}

/// The first write.
pub(crate) fn begin(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: HandoffId,
    offer: &Offer,
    now: Timestamp,
) -> Result<Begun, StoreError> {
    if let Some(known) = handoffs::by_client_id(tx, &offer.client_id)? {
        return Ok(Begun::Known(known));
    }
    let refused = |kind, ways: &[WayOn]| Ok(Begun::Refused(Box::new(present::portal_refusal(kind, ways))));
    let thread = desk.answers(tx, offer.thread)?;
    // The portal takes clinical words; a blank, or words that nobody approved, go nowhere.
    let from: Vec<_> =
        templates::of_draft(tx, thread.id, desk.user.id)?.iter().map(VersionRow::templated).collect();
    if let Some(stop) = template::stops(&from, offer.words.reveal()) {
        return refused(present::template_stop(stop), &[WayOn::EditText]);
    }
    let through_portal = offer.target.texts_a_link();
    if through_portal && let Err(why) = desk.portals.covered(now) {
        return refused(present::not_covered(why), &[]);
    }
    let language = texts::language(tx, &thread)?;
    let account = match thread.patient {
        Some(patient) => portal_accounts::get(tx, patient)?,
        None => portal_accounts::AccountRow::default(),
    };
    let target = match offer.target {
        HandoffTarget::Portal if !desk.portals.adapter().capabilities().posts => HandoffTarget::PortalByHand,
        target => target,
    };
    let with_link = through_portal && !offer.without_text;
    if through_portal && account.standing == AccountStanding::Nothing {
        return Ok(Begun::Refused(Box::new(no_account(desk, tx, &thread, language)?)));
    }
    if with_link {
        let Some(link) = texts::fill(desk, tx, SafeKind::Link, &thread, language)? else {
            return refused(RefusalKind::NoPortal, &[]);
        };
        // Asked before anything is posted, and again when the link is queued and when it leaves.
        let trial = link_text(link, None, String::new(), None);
        if let Err((refusal, standing)) = sending::would_pass(desk, tx, &thread, &trial, now)? {
            return Ok(Begun::Refused(Box::new(present::refusal(refusal, &standing, desk.user.role, now))));
        }
    }
    if target == HandoffTarget::Portal && account.record_number.is_none() {
        return refused(RefusalKind::NoRecordNumber, &[WayOn::EditPatient, WayOn::CallInstead]);
    }
    let (card, link) = (MessageId::from_uuid(desk.next_uuid()), MessageId::from_uuid(desk.next_uuid()));
    let author = desk.user.id;
    past::insert_portal_card(
        tx,
        &NewPortalCard { id: card, thread: thread.id, author, words: &offer.words, link, now },
    )?;
    let new = NewHandoff {
        id,
        thread: thread.id,
        client_id: &offer.client_id,
        target,
        card,
        language,
        author,
        now,
    };
    if handoffs::create(tx, &new)? == Insert::Known {
        return Err(StoreError::Conflict { code: 19 });
    }
    if with_link {
        handoffs::set_link(tx, id, link)?;
    }
    let detail = json!({
        "target": target.as_str(), "text": with_link, "category": thread.category.as_str(),
        "patient": thread.patient.map(|patient| patient.to_string()),
        "card": card.to_string(), "words": audit::sealed_words(tx, Sealable::Text(card))?,
    });
    record::with(desk, tx, Act::HandedOff, thread.id, Some(id.uuid()), detail, now)?;
    match (target, account.record_number) {
        (HandoffTarget::Portal, Some(record_number)) => {
            handoffs::record(tx, id, HandoffFact::Posting, None, Some(author), now)?;
            handoffs::look_again(tx, id, Some(now.plus(TAKE_OVER)))?;
            let words = offer.words.clone();
            Ok(Begun::Post(Box::new(PortalMessage { id, record_number, language, words })))
        }
        _ => {
            forget_draft(desk, tx, thread.id, &offer.words)?;
            Ok(Begun::Task(handoffs::get(tx, id)?))
        }
    }
}

/// Posts, and after a doubt asks and posts once more if the portal says it has nothing.
pub(crate) async fn post(portal: &dyn Portal, message: &PortalMessage, now: Timestamp) -> Settled {
    let posting = async {
        match portal.post(message, now).await {
            PostOutcome::Unknown(why) => match portal.find(message.id, now).await {
                Ok(Some(posted)) => Settled::There(posted),
                Ok(None) => settled(portal.post(message, now).await),
                Err(_) => Settled::Doubt(why.as_str()),
            },
            outcome => settled(outcome),
        }
    };
    tokio::time::timeout(PATIENCE, posting).await.unwrap_or(Settled::Doubt(UnknownReason::Timeout.as_str()))
}

fn settled(outcome: PostOutcome) -> Settled {
    match outcome {
        PostOutcome::Stored(posted) => Settled::There(posted),
        PostOutcome::Refused(refusal) => Settled::Refused(refusal),
        PostOutcome::NotPosted { reason, .. } => Settled::NotThere(reason.as_str()),
        PostOutcome::Unknown(why) => Settled::Doubt(why.as_str()),
        PostOutcome::ByHand => Settled::NotThere("by_hand"),
    }
}

/// The last write.
pub(crate) fn finish(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: HandoffId,
    settled: &Settled,
    now: Timestamp,
) -> Result<Finished, StoreError> {
    match settled {
        Settled::There(posted) => {
            handoffs::set_portal_id(tx, id, &posted.id)?;
            let state = handoffs::record(tx, id, HandoffFact::Posted, None, None, now)?;
            say(tx, "portal.posted", id, json!({}), now)?;
            handoffs::look_again(tx, id, Some(now.plus(FIRST_LOOK)))?;
            if state == HandoffState::TakenBack {
                // Undone while it was on its way: the rounds take it out of the portal again.
                handoffs::look_again(tx, id, Some(now))?;
                return Ok(Finished::Failed(Box::new(present::portal_refusal(RefusalKind::PortalDown, &[]))));
            }
            arrived(desk, tx, id, now)
        }
        Settled::Refused(refusal) => {
            failed(desk, tx, id, HandoffFact::Refused, refusal.as_str(), now)?;
            let (kind, ways): (_, &[WayOn]) = match refusal {
                Refusal::NoPatient => {
                    let row = handoffs::get(tx, id)?;
                    let thread = threads::get(tx, row.thread)?;
                    let refusal = no_account(desk, tx, &thread, row.language)?;
                    return Ok(Finished::Failed(Box::new(refusal)));
                }
                Refusal::SeveralPatients => {
                    (RefusalKind::NoRecordNumber, &[WayOn::EditPatient, WayOn::CallInstead])
                }
                Refusal::Credentials | Refusal::NotAllowed | Refusal::NoMessaging => {
                    (RefusalKind::PortalKeyRefused, &[WayOn::CallInstead])
                }
                Refusal::Unprocessable { .. } | Refusal::Conflict => {
                    (RefusalKind::PortalRefused, &[WayOn::EditText, WayOn::CallInstead])
                }
            };
            Ok(Finished::Failed(Box::new(present::portal_refusal(kind, ways))))
        }
        Settled::NotThere(why) => {
            failed(desk, tx, id, HandoffFact::NotPosted, why, now)?;
            handoffs::look_again(tx, id, None)?;
            Ok(down())
        }
        Settled::Doubt(why) => {
            failed(desk, tx, id, HandoffFact::Unclear, why, now)?;
            // Whoever was told "nothing happened" must not find it in the portal tomorrow.
            handoffs::look_again(tx, id, Some(now.plus(TAKE_OVER)))?;
            Ok(down())
        }
    }
}

/// The words are in the portal: the link goes out after the time to undo.
pub(crate) fn arrived(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: HandoffId,
    now: Timestamp,
) -> Result<Finished, StoreError> {
    let row = handoffs::get(tx, id)?;
    let words = messages::get(tx, row.card)?.body;
    forget_draft(desk, tx, row.thread, &words)?;
    if row.link.is_none() {
        answered_there(desk, tx, &row, now)?;
        return Ok(Finished::WithoutLink(row));
    }
    let client_id = row.client_id.clone();
    match send_link(desk, tx, &row, SafeKind::Link, client_id, row.link, Some(present::HANDOFF_UNDO), now)? {
        Some(Sent::Queued(link)) => Ok(Finished::Moved(link)),
        // The gate changed its mind in between, or the address is gone: the card says that no link went.
        Some(Sent::Refused(..) | Sent::ConfirmFirst) | None => {
            Ok(Finished::WithoutLink(handoffs::get(tx, id)?))
        }
    }
}

/// Queues the text that leads to a hand-off; `None` when there is nowhere to lead to.
#[expect(clippy::too_many_arguments, reason = "each is one fact of the text, named once")]
pub(crate) fn send_link(
    desk: &Desk,
    tx: &WriteTx<'_>,
    row: &HandoffRow,
    kind: SafeKind,
    client_id: String,
    message: Option<MessageId>,
    wait: Option<Span>,
    now: Timestamp,
) -> Result<Option<Sent>, StoreError> {
    let thread = threads::get(tx, row.thread)?;
    let Some(filled) = texts::fill(desk, tx, kind, &thread, row.language)? else { return Ok(None) };
    let sent = sending::send(desk, tx, &thread, link_text(filled, message, client_id, wait), now)?;
    if let Sent::Queued(link) = &sent {
        handoffs::set_link(tx, row.id, *link)?;
    }
    Ok(Some(sent))
}

/// A text of a hand-off, as the gate and the outbox want it.
pub(crate) fn link_text(
    filled: texts::Filled,
    message: Option<MessageId>,
    client_id: String,
    wait: Option<Span>,
) -> Outgoing {
    Outgoing {
        body: filled.body,
        purpose: Purpose::PortalLink,
        client_id,
        subject: Subject::Logistics,
        along: false,
        over_warning: None,
        wait,
        safe: Some(filled.safe),
        message,
        later: None,
        confirmed: false,
        meant: None,
    }
}

/// A person says that the words are where they belong.
pub(crate) fn check_off(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: HandoffId,
    now: Timestamp,
) -> Result<Option<Finished>, StoreError> {
    let row = handoffs::get(tx, id)?;
    if row.state != HandoffState::Offered || !row.target.by_hand() {
        return Ok(None);
    }
    handoffs::record(tx, id, HandoffFact::Posted, None, Some(desk.user.id), now)?;
    record::by_staff(desk, tx, Act::HandoffDone, row.thread, Some(id.uuid()), now)?;
    if row.target.texts_a_link() {
        return arrived(desk, tx, id, now).map(Some);
    }
    answered_there(desk, tx, &row, now)?;
    Ok(Some(Finished::WithoutLink(handoffs::get(tx, id)?)))
}

/// Told without a text: whoever waited has been answered, and nobody waits here any more.
fn answered_there(desk: &Desk, tx: &WriteTx<'_>, row: &HandoffRow, now: Timestamp) -> Result<(), StoreError> {
    let card = messages::get(tx, row.card)?;
    let mut facts = threads::get(tx, row.thread)?.facts.after_reply(now);
    facts.assigned_to = facts.assigned_to.or(Some(desk.user.id));
    let preview = Preview {
        message: card.id,
        text: card.body,
        kind: card.kind,
        direction: Direction::Outbound,
        state: card.state,
    };
    threads::save(tx, row.thread, &facts, Some(&preview))
}

/// Whether a hand-off can be taken back as a whole: it is not there yet, or it is in the portal, nothing was texted
/// about it, and nobody has opened it. With a link, taking back the link takes back both.
pub(crate) const fn can_take_back(row: &HandoffRow) -> bool {
    match row.state {
        HandoffState::Offered => true,
        HandoffState::Delivered => matches!(row.target, HandoffTarget::Portal) && row.link.is_none(),
        HandoffState::Expired | HandoffState::Opened | HandoffState::Answered | HandoffState::TakenBack => {
            false
        }
    }
}

/// A person takes a hand-off back that no link has gone out for; gives the words.
pub(crate) fn take_back(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: HandoffId,
    now: Timestamp,
) -> Result<Option<(ThreadId, Private)>, StoreError> {
    let row = handoffs::get(tx, id)?;
    if !can_take_back(&row) || desk.portals.is_flying(id) {
        return Ok(None);
    }
    let words = messages::get(tx, row.card)?.body;
    handoffs::record(tx, id, HandoffFact::TakenBack, None, Some(desk.user.id), now)?;
    record::by_staff(desk, tx, Act::HandoffTakenBack, row.thread, Some(id.uuid()), now)?;
    past::remove_portal_card(tx, row.card)?;
    if row.target == HandoffTarget::Portal {
        handoffs::look_again(tx, id, Some(now))?;
    }
    keep_words(desk, tx, &row, &words, now)?;
    Ok(Some((row.thread, words)))
}

fn failed(
    desk: &Desk,
    tx: &WriteTx<'_>,
    id: HandoffId,
    fact: HandoffFact,
    why: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = handoffs::get(tx, id)?;
    handoffs::record(tx, id, fact, Some(why), None, now)?;
    say(tx, "portal.failed", id, json!({ "fact": fact.as_str(), "reason": why }), now)?;
    if row.state == HandoffState::TakenBack {
        return Ok(());
    }
    let words = messages::get(tx, row.card)?.body;
    handoffs::record(tx, id, HandoffFact::TakenBack, None, None, now)?;
    past::remove_portal_card(tx, row.card)?;
    keep_words(desk, tx, &row, &words, now)
}

/// There is no account: what can be texted is where to open one, and the refusal has the exact words.
fn no_account(
    desk: &Desk,
    tx: &ReadTx<'_>,
    thread: &ThreadRow,
    language: Language,
) -> Result<wire::Refusal, StoreError> {
    let ways = [WayOn::SignUpLink, WayOn::CallInstead];
    let offers = texts::fill(desk, tx, SafeKind::SignUp, thread, language)?;
    let offers = offers.map(|filled| present::handoff_preview(filled.body.reveal().to_owned(), None));
    Ok(wire::Refusal { offers, ..present::portal_refusal(RefusalKind::NoPortalAccount, &ways) })
}

fn down() -> Finished {
    let ways = [WayOn::TryAgain, WayOn::CallInstead];
    Finished::Failed(Box::new(present::portal_refusal(RefusalKind::PortalDown, &ways)))
}

/// The draft goes if it is still what was handed off; what was typed since stays.
fn forget_draft(desk: &Desk, tx: &WriteTx<'_>, thread: ThreadId, words: &Private) -> Result<(), StoreError> {
    let draft = drafts::load(tx, thread, desk.user.id, DraftKind::Text)?;
    let same = draft.is_some_and(|draft| {
        // The field saves a moment after the last key, so the store may know only a beginning.
        words.reveal().trim().starts_with(draft.body.reveal().trim())
    });
    if same { drafts::discard(tx, thread, desk.user.id, DraftKind::Text) } else { Ok(()) }
}

/// Words that did not get anywhere are a draft again, below what is being written.
fn keep_words(
    desk: &Desk,
    tx: &WriteTx<'_>,
    row: &HandoffRow,
    words: &Private,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (thread, user, kind) = (row.thread, desk.user.id, DraftKind::Text);
    let body = match drafts::load(tx, thread, user, kind)? {
        Some(draft) if draft.body.reveal().contains(words.reveal().trim()) => return Ok(()),
        Some(draft) if !words.reveal().starts_with(draft.body.reveal()) => {
            Private::new(format!("{}\n\n{}", draft.body.reveal(), words.reveal()))
        }
        Some(_) | None => words.clone(),
    };
    drafts::save(tx, &DraftRow { thread, user, kind, body, updated_at: now })
}

/// A line in the audit that no person wrote.
pub(crate) fn say(
    tx: &WriteTx<'_>,
    action: &'static str,
    id: HandoffId,
    detail: serde_json::Value,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = handoffs::get(tx, id)?;
    let (thread, object) = (Some(row.thread), Some(id.uuid()));
    audit::append(tx, &audit::NewEntry { at, actor: Actor::System, action, thread, object, detail })
}
