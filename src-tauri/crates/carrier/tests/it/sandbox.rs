//! The adapter against a carrier that it shares no line of code with.

use std::sync::{Arc, Mutex};

use foyer_carrier::{
    Carrier as _, CarrierMessage, Decoder, FetchError, MediaType, NotSentReason, OutgoingText, Page,
    Rejection, Scope, Secret, SubmitOutcome, UnknownReason,
    twilio::{Twilio, TwilioConfig},
};
use foyer_domain::{
    ChannelFault, DeliveryProblem, DeliveryState, Direction, ProviderMessageId, Span, Timestamp,
};
use foyer_sandbox::{
    Carrier, FaultName, FaultSpec, Handset,
    http::{Clock, Served, serve},
};
use tokio::net::TcpListener;

use crate::practice::{CLINIC, LUPE, WORDS, number, text_to_lupe};

/// Monday, 23 November 2026, 14:00 UTC.
const MONDAY: i64 = 1_795_442_400_000;
const LANDLINE: &str = "+17135550150";
const OFF: &str = "+17135550151";

struct Morning {
    served: Served,
    twilio: Twilio,
}

impl Morning {
    async fn begin(page_size: u32) -> Self {
        let mut carrier = Carrier::new(7);
        carrier.add_number(CLINIC, "Front desk");
        carrier.add_patient(LUPE, Handset::Mobile);
        carrier.add_patient(LANDLINE, Handset::Landline);
        carrier.add_patient(OFF, Handset::Off);
        carrier.let_patients_write(false);
        let account = carrier.account().clone();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let clock = Clock::starting_at(MONDAY, 0.0);
        let served = serve(Arc::new(Mutex::new(carrier)), listener, clock).await.unwrap();
        let base = served.base_url.parse().unwrap();
        let mut config =
            TwilioConfig::new(base, account.account_sid, account.key_sid, Secret::new(account.secret));
        config.page_size = page_size;
        config.timing.read = Span::seconds(5);
        Self { served, twilio: Twilio::new(config, Decoder::here()).unwrap() }
    }

    /// Lupe writes; a second passes.
    fn lupe_writes(&self, body: &str, media: Vec<(String, Vec<u8>)>) -> ProviderMessageId {
        let now = self.served.clock.now();
        let sid = self.served.carrier.lock().unwrap().inject_inbound(now, LUPE, CLINIC, body, media).unwrap();
        self.served.clock.advance(1_000);
        ProviderMessageId::parse(&sid).unwrap()
    }

    fn fault(&self, fault: FaultName) {
        self.served.carrier.lock().unwrap().set_fault(MONDAY, FaultSpec::next(fault, 1));
    }

    fn creates_received(&self) -> u64 {
        self.served.carrier.lock().unwrap().tally().creates_received
    }

    async fn walk(&self, scope: &Scope) -> (Vec<CarrierMessage>, usize) {
        let mut all = Vec::new();
        let mut pages = 0;
        let mut page = self.twilio.fetch_page(scope, None).await.unwrap();
        loop {
            pages += 1;
            assert_eq!(page.unreadable, []);
            all.append(&mut page.messages);
            match &page.next {
                Some(next) => page = self.twilio.fetch_page(scope, Some(next)).await.unwrap(),
                None => return (all, pages),
            }
        }
    }

    async fn first_page(&self) -> Result<Page, FetchError> {
        self.twilio.fetch_page(&Scope::To(number(CLINIC)), None).await
    }
}

fn bodies(messages: &[CarrierMessage]) -> Vec<&str> {
    messages.iter().map(|message| message.body.reveal()).collect()
}

#[tokio::test]
async fn credentials_and_numbers() {
    let morning = Morning::begin(50).await;
    assert_eq!(morning.twilio.check_credentials().await, Ok(()));
    let numbers = morning.twilio.numbers().await.unwrap();
    assert_eq!(
        (numbers.len(), &numbers[0].number, numbers[0].name.as_str()),
        (1, &number(CLINIC), "Front desk")
    );
    morning.fault(FaultName::Revoked);
    assert_eq!(morning.twilio.check_credentials().await, Err(FetchError::Refused(ChannelFault::Credentials)));
    morning.fault(FaultName::Revoked);
    assert_eq!(morning.twilio.numbers().await, Err(FetchError::NotPermitted), "refused once, then let in");
}

#[tokio::test]
async fn a_text_goes_out_and_climbs_to_delivered() {
    let morning = Morning::begin(50).await;
    let outcome = morning.twilio.submit(&text_to_lupe()).await;
    let SubmitOutcome::Accepted { id, state, created_at } = outcome else { panic!("{outcome:?}") };
    assert_eq!((state, created_at), (DeliveryState::Accepted, Some(Timestamp::from_millis(MONDAY))));
    morning.served.clock.advance(60_000);
    let message = morning.twilio.fetch_message(&id).await.unwrap().unwrap();
    assert_eq!((message.state, message.problem), (Some(DeliveryState::Delivered), None));
    assert_eq!(
        (message.direction, message.far_number, message.own),
        (Direction::Outbound, Some(number(LUPE)), number(CLINIC))
    );
    let between = Scope::Between { from: number(CLINIC), to: number(LUPE) };
    let (found, _) = morning.walk(&between).await;
    assert_eq!((found.len(), &found[0].id, found[0].body.reveal()), (1, &id, WORDS));
    let record = morning.served.carrier.lock().unwrap().record();
    assert_eq!((record.accepted(LUPE, WORDS), record.tally.creates_received), (1, 1));
}

#[tokio::test]
async fn refusals_in_the_desks_words() {
    let morning = Morning::begin(50).await;
    let to = |far: &str| OutgoingText { to: number(far), ..text_to_lupe() };
    let rejected = |problem, code| SubmitOutcome::Rejected(Rejection { problem, code: Some(code) });
    assert_eq!(morning.twilio.submit(&to(LANDLINE)).await, rejected(DeliveryProblem::Landline, 21614));
    assert_eq!(
        morning.twilio.submit(&to("+17130000000")).await,
        rejected(DeliveryProblem::UnknownNumber, 21211)
    );
    assert_eq!(morning.twilio.submit(&to("+442079460000")).await, rejected(DeliveryProblem::Other, 21408));
    let foreign = OutgoingText { from: number("+17135550199"), ..text_to_lupe() };
    assert_eq!(morning.twilio.submit(&foreign).await, rejected(DeliveryProblem::Other, 21606));

    morning.lupe_writes("STOP", Vec::new());
    assert_eq!(morning.twilio.submit(&text_to_lupe()).await, rejected(DeliveryProblem::OptedOut, 21610));

    let SubmitOutcome::Accepted { id, .. } = morning.twilio.submit(&to(OFF)).await else {
        panic!("taken at first")
    };
    morning.served.clock.advance(60_000);
    let message = morning.twilio.fetch_message(&id).await.unwrap().unwrap();
    assert_eq!(message.state, Some(DeliveryState::Undelivered));
    assert_eq!(message.problem, Some(DeliveryProblem::Unreachable));
}

#[tokio::test]
async fn the_carriers_answer_to_stop_is_seen_as_its_own() {
    let morning = Morning::begin(50).await;
    morning.lupe_writes("STOP", Vec::new());
    morning.served.clock.advance(60_000);
    let (sent, _) = morning.walk(&Scope::From(number(CLINIC))).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].automatic);
}

#[tokio::test]
async fn pages_are_walked_newest_first_and_new_rows_shift_nothing() {
    let morning = Morning::begin(3).await;
    let words: Vec<String> = (1..=8).map(|n| format!("text {n}")).collect();
    for word in &words {
        morning.lupe_writes(word, Vec::new());
    }
    let scope = Scope::To(number(CLINIC));
    let (all, pages) = morning.walk(&scope).await;
    let newest_first: Vec<&str> = words.iter().rev().map(String::as_str).collect();
    assert_eq!((bodies(&all), pages), (newest_first.clone(), 3));

    let first = morning.twilio.fetch_page(&scope, None).await.unwrap();
    morning.lupe_writes("while paging", Vec::new());
    let second = morning.twilio.fetch_page(&scope, first.next.as_ref()).await.unwrap();
    assert_eq!(bodies(&second.messages), newest_first[3..6]);
}

#[tokio::test]
async fn pictures_come_over_the_redirect() {
    let morning = Morning::begin(50).await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(4, 4).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let files = vec![
        ("application/pdf".to_owned(), png.clone().into_inner()),
        ("image/png".to_owned(), b"<svg onload='alert(1)'/>".to_vec()),
    ];
    let id = morning.lupe_writes("my card", files);
    let message = morning.twilio.fetch_message(&id).await.unwrap().unwrap();
    assert_eq!(message.media_count, 2);
    let media = morning.twilio.fetch_media(&id).await.unwrap();
    assert_eq!(
        media.iter().map(|file| file.media_type).collect::<Vec<_>>(),
        [MediaType::Png, MediaType::Other]
    );
    assert_eq!(media[0].bytes, png.into_inner());
}

#[tokio::test]
async fn what_was_deleted_is_gone() {
    let morning = Morning::begin(50).await;
    let id = morning.lupe_writes("hello", Vec::new());
    let now = morning.served.clock.now();
    morning.served.carrier.lock().unwrap().delete(now, id.as_str());
    assert_eq!(morning.twilio.fetch_message(&id).await, Ok(None));
    assert_eq!(morning.twilio.fetch_media(&id).await, Err(FetchError::NotFound));
}

#[tokio::test]
async fn every_fault_of_a_send_is_told_as_it_is_and_costs_one_request() {
    let unknown = |reason| SubmitOutcome::Unknown(reason);
    for (fault, expected, accepted) in [
        (FaultName::HangUp, unknown(UnknownReason::ConnectionLost), 0),
        (FaultName::LostResponse, unknown(UnknownReason::ConnectionLost), 1),
        (FaultName::CutShort, unknown(UnknownReason::ConnectionLost), 1),
        (FaultName::ErrorBefore, unknown(UnknownReason::CarrierFailure { status: 500 }), 0),
        (FaultName::ErrorAfter, unknown(UnknownReason::CarrierFailure { status: 500 }), 1),
        (FaultName::CaptivePortal, unknown(UnknownReason::ForeignAnswer { status: 200 }), 0),
        (FaultName::Truncated, unknown(UnknownReason::ForeignAnswer { status: 201 }), 1),
        (FaultName::Huge, unknown(UnknownReason::ForeignAnswer { status: 201 }), 1),
        (
            FaultName::TooMany,
            SubmitOutcome::NotSent { reason: NotSentReason::RateLimited, retry_after: None },
            0,
        ),
        (FaultName::Revoked, SubmitOutcome::Paused(ChannelFault::Credentials), 0),
    ] {
        let morning = Morning::begin(50).await;
        morning.fault(fault);
        assert_eq!(morning.twilio.submit(&text_to_lupe()).await, expected, "{fault:?}");
        assert_eq!(morning.creates_received(), 1, "{fault:?}");
        let record = morning.served.carrier.lock().unwrap().record();
        assert_eq!(record.accepted(LUPE, WORDS), accepted, "{fault:?}");
    }
}

#[tokio::test]
async fn bent_lists_are_read_as_far_as_they_go() {
    let morning = Morning::begin(50).await;
    for word in ["one", "two", "three"] {
        morning.lupe_writes(word, Vec::new());
    }
    for (fault, what) in [
        (FaultName::UnknownStatus, None),
        (FaultName::BadDates, None),
        (FaultName::LoneSurrogates, None),
        (FaultName::RepeatRows, None),
        (FaultName::ReorderRows, None),
        (FaultName::CaptivePortal, Some(FetchError::Unreadable { what: "not JSON" })),
        (FaultName::Truncated, Some(FetchError::Unreadable { what: "not JSON" })),
        (FaultName::Huge, Some(FetchError::TooLarge)),
        (FaultName::CutShort, Some(FetchError::CarrierDown)),
        (FaultName::HangUp, Some(FetchError::CarrierDown)),
        (FaultName::ErrorBefore, Some(FetchError::CarrierDown)),
        (FaultName::TooMany, Some(FetchError::RateLimited { retry_after: None })),
    ] {
        morning.fault(fault);
        match (morning.first_page().await, what) {
            (Ok(page), None) => assert_eq!(page.messages.len(), 3, "{fault:?}"),
            (told, what) => assert_eq!(told.err(), what, "{fault:?}"),
        }
    }
    morning.fault(FaultName::LoneSurrogates);
    let page = morning.first_page().await.unwrap();
    assert_eq!(bodies(&page.messages), ["\u{fffd} three", "\u{fffd} two", "\u{fffd} one"]);
    morning.fault(FaultName::BadDates);
    assert_eq!(morning.first_page().await.unwrap().messages[0].created_at, None);
    for _ in 0..12 {
        morning.fault(FaultName::MissingFields);
        let page = morning.first_page().await.unwrap();
        assert_eq!(page.messages.len() + page.unreadable.len(), 3, "used or named, never lost");
    }
}

#[tokio::test]
async fn a_page_that_leads_to_itself_ends_the_walk() {
    let morning = Morning::begin(50).await;
    morning.lupe_writes("hello", Vec::new());
    morning.served.carrier.lock().unwrap().set_fault(MONDAY, FaultSpec::always(FaultName::LoopedPages));
    let scope = Scope::To(number(CLINIC));
    let first = morning.twilio.fetch_page(&scope, None).await.unwrap();
    let second = morning.twilio.fetch_page(&scope, first.next.as_ref()).await.unwrap();
    assert_eq!((second.messages.len(), second.next, second.cut), (1, None, true), "more may follow");
    assert_eq!(second.unreadable[0].what, "next_page_uri");
}

#[tokio::test]
async fn a_forged_place_in_the_list_sends_the_reader_back_to_the_top() {
    let morning = Morning::begin(1).await;
    morning.lupe_writes("one", Vec::new());
    morning.lupe_writes("two", Vec::new());
    let scope = Scope::To(number(CLINIC));
    let next = morning.twilio.fetch_page(&scope, None).await.unwrap().next.unwrap();
    let (before, _) = next.reveal().split_once("PageToken=").unwrap();
    let forged = foyer_carrier::PageCursor::new(format!("{before}PageToken=PAnothing"));
    assert_eq!(morning.twilio.fetch_page(&scope, Some(&forged)).await, Err(FetchError::NotFound));
}

#[tokio::test]
async fn a_text_is_blanked_where_it_lies_and_again_without_harm() {
    let morning = Morning::begin(50).await;
    let png = ("image/png".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec());
    let text = morning.lupe_writes("It burns", vec![png.clone(), png]);
    let other = morning.lupe_writes("Thanks", Vec::new());
    for _ in 0..2 {
        assert_eq!(morning.twilio.scrub(&text, true).await, Ok(()));
    }
    let page = morning.first_page().await.unwrap();
    assert_eq!(bodies(&page.messages), ["Thanks", ""], "the message stays, its words do not");
    let record = morning.served.carrier.lock().unwrap().record();
    assert!(record.messages.iter().all(|message| !message.deleted));
    assert_eq!(morning.twilio.fetch_media(&text).await, Ok(Vec::new()), "no file is left");

    let none = ProviderMessageId::parse("SM00000000000000000000000000000000").unwrap();
    assert_eq!(morning.twilio.scrub(&none, false).await, Err(FetchError::NotFound));
    morning.fault(FaultName::Revoked);
    assert_eq!(morning.twilio.scrub(&other, false).await, Err(FetchError::NotPermitted), "polls say more");
    morning.fault(FaultName::ErrorBefore);
    assert_eq!(morning.twilio.scrub(&other, false).await, Err(FetchError::CarrierDown));
    assert_eq!(bodies(&morning.first_page().await.unwrap().messages), ["Thanks", ""]);
}
