//! Two things at once: an answer that comes while something else is half done, an attempt in doubt beside one that is
//! not, lists and texts that disagree about the line.

use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::Poll,
};

use foyer_carrier::{Carrier, FetchError, NotSentReason, Page, PageCursor, Scope, SubmitOutcome};
use foyer_domain::{DeliveryState, ProviderMessageId, Span};
use foyer_sandbox::Handset;
use foyer_store::outbox::{self, HoldReason};
use foyer_sync::{Change, Engine, Means, Resolution, refresh_reports, resolve};

use foyer_sim::{
    carrier::{LINE, SimCarrier},
    desk::{Desk, LUPE, ODELL},
    time::lock,
};

fn answered(seed: u64) -> Desk {
    let mut desk = Desk::open(seed);
    desk.grant(LUPE);
    desk.grant(ODELL);
    desk.round();
    desk
}

fn send_again(desk: &mut Desk, text: foyer_domain::MessageId) {
    let (user, now) = (desk.user, desk.now());
    desk.change(|tx| resolve(tx, text, Resolution::SendAgain, user, Span::hours(1), now));
}

fn attempts(desk: &Desk, text: foyer_domain::MessageId) -> Vec<outbox::AttemptRow> {
    let item = desk.item(text).id;
    desk.store().read_blocking(|tx| outbox::attempts(tx, item)).unwrap()
}

#[test]
fn lists_that_answer_do_not_let_text_after_text_fail() {
    let mut desk = answered(1);
    desk.carrier.far().set_fault(0, "outage:on=create".parse().unwrap());
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::minutes(30));
    let tries = attempts(&desk, text).len();
    assert!((6..=14).contains(&tries), "{tries} tries in half an hour");
    desk.carrier.far().clear_faults(None);
    desk.engine().try_now();
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.state(text), DeliveryState::Delivered, "a person's word closes it");
    // A text that is taken does too.
    let next = desk.write(LUPE, "And again.").unwrap();
    desk.run_for(Span::seconds(30));
    assert_eq!(desk.state(next), DeliveryState::Delivered);
}

/// A carrier that asks for patience at a given moment after a page of its list was read.
struct Crossing {
    line: Arc<SimCarrier>,
    listed: AtomicBool,
    polls_left: AtomicUsize,
}

#[async_trait::async_trait]
impl Carrier for Crossing {
    fn capabilities(&self) -> foyer_carrier::Capabilities {
        self.line.capabilities()
    }

    async fn check_credentials(&self) -> Result<(), FetchError> {
        self.line.check_credentials().await
    }

    async fn numbers(&self) -> Result<Vec<foyer_carrier::OwnNumber>, FetchError> {
        self.line.numbers().await
    }

    async fn submit(&self, _: &foyer_carrier::OutgoingText) -> SubmitOutcome {
        poll_fn(|cx| {
            if !self.listed.load(Ordering::SeqCst) {
                return Poll::Pending;
            }
            cx.waker().wake_by_ref();
            match self.polls_left.fetch_sub(1, Ordering::SeqCst) {
                0 => Poll::Ready(()),
                _ => Poll::Pending,
            }
        })
        .await;
        SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after: Some(Span::seconds(30)) }
    }

    async fn fetch_page(&self, scope: &Scope, at: Option<&PageCursor>) -> Result<Page, FetchError> {
        let page = self.line.fetch_page(scope, at).await?;
        if page.messages.iter().any(|row| row.body.reveal() == "Hello?") {
            self.listed.store(true, Ordering::SeqCst);
        }
        Ok(page)
    }

    async fn fetch_message(
        &self,
        id: &ProviderMessageId,
    ) -> Result<Option<foyer_carrier::CarrierMessage>, FetchError> {
        self.line.fetch_message(id).await
    }

    async fn fetch_media(&self, id: &ProviderMessageId) -> Result<Vec<foyer_carrier::Media>, FetchError> {
        self.line.fetch_media(id).await
    }
}

#[test]
fn a_429_that_comes_while_a_page_is_stored_leaves_nothing_untold() {
    for polls in 0..6 {
        let mut desk = answered(2);
        let crossing = Arc::new(Crossing {
            line: Arc::clone(&desk.carrier),
            listed: AtomicBool::new(false),
            polls_left: AtomicUsize::new(polls),
        });
        let mut engine = Engine::new(Means { carrier: crossing, ..desk.means() }, 2);
        let text = desk.write(ODELL, "On its way.").unwrap();
        desk.block_on(engine.round()).unwrap();
        assert_eq!(desk.state(text), DeliveryState::Dispatching);
        desk.patient_writes(LUPE, "Hello?");
        desk.clock.pass(Span::seconds(10));
        lock(&desk.changes).clear();
        desk.block_on(engine.round()).unwrap();
        assert_eq!(desk.texts(LUPE).len(), 1, "what was read is stored: {polls}");
        let told = lock(&desk.changes).clone();
        assert!(told.contains(&Change::NewInbound(1)), "and told of: {polls}: {told:?}");
        assert_eq!(desk.state(text), DeliveryState::Queued);
        let waits = desk.block_on(engine.round()).unwrap().since(desk.now());
        assert!(waits >= Span::seconds(29), "the carrier is left alone: {waits:?}");
    }
}

#[test]
fn a_retry_with_a_key_does_not_forget_when_the_text_was_confirmed() {
    let mut desk = answered(3);
    desk.carrier.recognise_keys(Span::hours(1));
    desk.carrier.far().set_fault(desk.clock.true_ms(), "hang-up:on=create,for_s=100".parse().unwrap());
    let text = desk.write(LUPE, "See you at the usual time.").unwrap();
    desk.run_for(Span::seconds(40));
    assert!(attempts(&desk, text).len() > 1, "the key lets it try again");
    desk.patient_writes(LUPE, "I can't come after all");
    desk.run_for(Span::minutes(10));
    assert_eq!(desk.state(text), DeliveryState::Held);
    assert_eq!(desk.item(text).hold_reason, Some(HoldReason::ContextChanged));
    assert_eq!(desk.accepted(LUPE, "See you at the usual time."), 0);
}

#[test]
fn a_refusal_does_not_end_the_doubt_of_an_earlier_attempt() {
    let mut desk = answered(4);
    desk.carrier.far().set_fault(0, "hang-up:next=1,on=create".parse().unwrap());
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.round();
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed);
    desk.carrier.far().add_patient(LUPE, Handset::Landline);
    send_again(&mut desk, text);
    desk.run_for(Span::seconds(30));
    let outcomes: Vec<_> = attempts(&desk, text).into_iter().filter_map(|one| one.outcome).collect();
    assert_eq!(outcomes, ["unknown", "rejected"]);
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed, "the first may be on the phone");
}

#[test]
fn a_block_at_the_carrier_does_not_end_the_doubt_of_an_earlier_attempt() {
    let mut desk = answered(5);
    desk.carrier.far().set_fault(0, "list-lag:ms=7200000,for_s=7200".parse().unwrap());
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    let text = desk.write(LUPE, "See you.").unwrap();
    let behind = desk.write(LUPE, "Behind.").unwrap();
    desk.round();
    desk.clock.pass(Span::seconds(30));
    desk.patient_writes(LUPE, "STOP");
    desk.clock.pass(Span::seconds(10));
    send_again(&mut desk, text);
    desk.run_for(Span::seconds(30));
    let outcomes: Vec<_> = attempts(&desk, text).into_iter().filter_map(|one| one.outcome).collect();
    assert_eq!(outcomes, ["unknown", "rejected"], "the carrier knew of the STOP");
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed, "the first is on the phone");
    assert_eq!(desk.state(behind), DeliveryState::Blocked);
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(20));
    assert_eq!(desk.state(text), DeliveryState::Delivered, "and was found");
}

#[test]
fn a_late_answer_that_names_another_text_alarms_and_loses_nothing() {
    let mut desk = answered(6);
    desk.carrier.far().set_fault(0, "list-lag:ms=3600000".parse().unwrap());
    desk.carrier.far().set_fault(0, "lost-response:next=1".parse().unwrap());
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.round();
    assert_eq!(desk.state(text), DeliveryState::Unconfirmed);
    desk.carrier.far().set_fault(0, "slow:ms=30000,on=create".parse().unwrap());
    send_again(&mut desk, text);
    desk.clock.pass(Span::seconds(5));
    desk.turn(None);
    assert_eq!(desk.state(text), DeliveryState::Dispatching, "the second is on its way");
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(2));
    assert_eq!(desk.accepted(LUPE, "See you."), 2);
    assert_eq!(desk.state(text), DeliveryState::Delivered);
    let ids: Vec<_> = desk.texts(LUPE).into_iter().filter_map(|text| text.provider_id).collect();
    assert_eq!(ids.len(), 2, "both are shown");
    let outcomes: Vec<_> = attempts(&desk, text).into_iter().filter_map(|one| one.outcome).collect();
    assert_eq!(outcomes, ["unknown", "accepted"]);
    let alarms = desk.audited(text).into_iter().filter(|word| word == "outbox.twice").count();
    assert_eq!(alarms, 1);
}

#[test]
fn a_second_text_of_the_same_words_from_elsewhere_alarms_once() {
    let mut desk = answered(7);
    let text = desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::minutes(1));
    let form = [("To", LUPE), ("From", LINE), ("Body", "See you.")];
    let form: Vec<(String, String)> =
        form.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let now = desk.clock.true_ms();
    desk.carrier.far().create(now, &form);
    desk.run_for(Span::minutes(20));
    let alarms = desk.audited(text).into_iter().filter(|word| word == "outbox.twice").count();
    assert_eq!(alarms, 1);
    assert_eq!(desk.texts(LUPE).len(), 2);
}

#[test]
fn slow_answers_about_texts_are_waited_for_side_by_side() {
    let mut desk = Desk::open(8);
    desk.grant(LUPE);
    // They stay sent, so that there is something to ask.
    desk.carrier.far().add_patient(LUPE, Handset::NoReceipt);
    desk.round();
    for n in 0..8 {
        desk.write(LUPE, &format!("Text {n}")).unwrap();
        desk.round();
        desk.clock.pass(Span::seconds(2));
    }
    desk.clock.pass(Span::minutes(2));
    desk.carrier.far().set_fault(0, "slow:ms=3000,on=fetch".parse().unwrap());
    let began = desk.clock.true_ms();
    let asked = desk.block_on(refresh_reports(&desk.means(), 20)).unwrap();
    let took = desk.clock.true_ms() - began;
    assert!(asked >= 4, "{asked}");
    let one_by_one = i64::try_from(asked).unwrap() * 3_000;
    assert!(took < one_by_one / 2, "{took} ms for {asked}");
}
