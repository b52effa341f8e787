//! Pages nobody should send: everything is stored, set aside or refused, nothing is lost and nothing panics.

use foyer_carrier::{CarrierMessage, Page, Unreadable};
use foyer_domain::{
    Channel, DeliveryState, Direction, PhoneNumber, Private, ProviderMessageId, Span, Timestamp,
};
use foyer_store::quarantine;
use foyer_sync::{Arrival, Ingested, ingest_page};

use foyer_sim::{
    carrier::LINE,
    desk::{Desk, LUPE, ODELL, number},
};

fn row(id: &str, from: &str, body: &str, at: Option<Timestamp>) -> CarrierMessage {
    CarrierMessage {
        id: ProviderMessageId::parse(id).unwrap(),
        direction: Direction::Inbound,
        far: Private::new(from),
        far_number: PhoneNumber::parse_e164(from).ok(),
        own: number(LINE),
        channel: Channel::Sms,
        body: Private::new(body),
        state: None,
        problem: None,
        charge: None,
        created_at: at,
        sent_at: None,
        media_count: 0,
        automatic: false,
    }
}

fn ingest(desk: &mut Desk, messages: Vec<CarrierMessage>, unreadable: Vec<Unreadable>) -> Ingested {
    let line = desk.store().read_blocking(|tx| foyer_store::lines::get(tx, desk.line)).unwrap();
    let arrival = Arrival {
        line,
        now: desk.now(),
        carriers_now: desk.now(),
        consent: desk.settings.consent,
        history_before: None,
    };
    let mut ids = desk.ids.clone();
    let page = Page { messages, unreadable, ..Page::default() };
    desk.change(|tx| ingest_page(tx, &page, &arrival, &mut ids))
}

#[test]
fn long_and_twisted_words_are_kept_to_the_last_byte() {
    let mut desk = Desk::open(1);
    let long = "á".repeat(32 * 1024);
    let twisted = "<script>alert(1)</script>\u{202e}evil\u{2066}\u{200b}\u{0}\u{fffd} \u{1f600}";
    let now = desk.now();
    let stored = ingest(
        &mut desk,
        vec![
            // Newest first, as lists are.
            row("SM3", LUPE, "", Some(now)),
            row("SM2", LUPE, twisted, Some(now)),
            row("SM1", LUPE, &long, Some(now)),
        ],
        Vec::new(),
    );
    assert_eq!(stored.new_inbound, 3);
    let bodies: Vec<String> = desk.texts(LUPE).into_iter().map(|text| text.body.into_inner()).collect();
    assert_eq!(bodies, [long, twisted.to_owned(), String::new()]);
    assert!(desk.thread_row(LUPE).preview.unwrap().text.reveal().chars().count() <= 140);
}

#[test]
fn repeated_ids_make_one_text_and_only_the_adapter_knows_what_one_id_is() {
    let mut desk = Desk::open(2);
    let now = desk.now();
    // Some carriers' ids differ by nothing but their case; those whose do not are spelled one way by their adapter.
    let rows = vec![
        row("SMaa", LUPE, "One", Some(now)),
        row("SMaa", LUPE, "One, repeated", Some(now)),
        row("SMAA", LUPE, "Another", Some(now)),
    ];
    assert_eq!(ingest(&mut desk, rows.clone(), Vec::new()).new_inbound, 2);
    let again = ingest(&mut desk, rows, Vec::new());
    assert_eq!((again.new_inbound, again.anything_new), (0, false));
    assert_eq!(desk.texts(LUPE).len(), 2);
    assert_eq!(desk.thread_row(LUPE).facts.unread, 2);
}

#[test]
fn impossible_times_become_now_and_never_pin_a_thread() {
    let mut desk = Desk::open(3);
    let now = desk.now();
    let far_ahead = now.plus(Span::days(9_000));
    ingest(
        &mut desk,
        vec![
            row("SM1", LUPE, "From the future", Some(far_ahead)),
            row("SM2", LUPE, "From no time", None),
            row("SM3", LUPE, "From the end of time", Some(Timestamp::from_millis(i64::MAX))),
            row("SM4", LUPE, "From before time", Some(Timestamp::from_millis(i64::MIN))),
        ],
        Vec::new(),
    );
    let texts = desk.texts(LUPE);
    assert_eq!(texts.len(), 4);
    assert!(texts.iter().all(|text| text.created_at == now));
    assert_eq!(desk.thread_row(LUPE).facts.last_message_at, Some(now));
}

#[test]
fn what_cannot_be_used_is_set_aside_by_id_and_field_and_used_once_it_can_be() {
    let mut desk = Desk::open(4);
    let now = desk.now();
    let unreadable = vec![
        Unreadable {
            id: Some(ProviderMessageId::parse("SMbad").unwrap()),
            what: "body",
            sender: None,
            print: None,
        },
        Unreadable { id: None, what: "sid", sender: None, print: None },
    ];
    let short_code = row("SMcode", "72345", "Your code", Some(now));
    let stored = ingest(&mut desk, vec![short_code.clone()], unreadable.clone());
    assert_eq!((stored.quarantined, stored.new_inbound, stored.anything_new), (3, 0, true));
    let again = ingest(&mut desk, vec![short_code], unreadable);
    assert_eq!((again.quarantined, again.anything_new), (0, false), "noted once");
    assert_eq!(
        ingest(&mut desk, vec![row("SMbad", LUPE, "Now readable", Some(now))], Vec::new()).new_inbound,
        1
    );
    let left = desk.store().read_blocking(quarantine::list).unwrap();
    let mut fields: Vec<String> = left.into_iter().map(|row| row.what).collect();
    fields.sort();
    assert_eq!(fields, ["number", "sid"]);
}

#[test]
fn an_id_the_carrier_gives_twice_is_no_confirmation() {
    let mut desk = Desk::open(5);
    desk.grant(LUPE);
    desk.round();
    let first = desk.write(LUPE, "One").unwrap();
    desk.run_for(Span::minutes(1));
    let taken = desk.text(first).provider_id.unwrap();
    let second = desk.write(LUPE, "Two").unwrap();
    // The second attempt comes back with the first text's id.
    let item = desk.item(second);
    let now = desk.now();
    let liar = Liar(taken.clone());
    let means = foyer_sync::Means { carrier: std::sync::Arc::new(liar), ..desk.means() };
    let mut worker = foyer_sync::OutboxWorker::new(&means.settings);
    let launched = desk.block_on(worker.launch(&means)).unwrap();
    assert_eq!(launched, foyer_sync::Launch::Flying(second));
    let back = desk.block_on(worker.landed());
    let step = worker.took(back, &mut foyer_sync::Chance::new(1)).unwrap();
    assert_eq!(step, foyer_sync::NextStep::Unsure(second));
    assert_eq!(desk.state(second), DeliveryState::Unconfirmed);
    assert_eq!(desk.state(first), DeliveryState::Delivered);
    assert!(desk.item(second).seq == item.seq && desk.now() >= now);
}

/// A carrier that takes everything and always answers with one id.
struct Liar(ProviderMessageId);

#[async_trait::async_trait]
impl foyer_carrier::Carrier for Liar {
    fn capabilities(&self) -> foyer_carrier::Capabilities {
        foyer_carrier::Capabilities {
            idempotency_key: None,
            listing_delay: Span::minutes(15),
            answers_stop: true,
            max_page: 1,
            channels: &[Channel::Sms],
        }
    }

    async fn check_credentials(&self) -> Result<(), foyer_carrier::FetchError> {
        Ok(())
    }

    async fn numbers(&self) -> Result<Vec<foyer_carrier::OwnNumber>, foyer_carrier::FetchError> {
        Ok(Vec::new())
    }

    async fn submit(&self, _: &foyer_carrier::OutgoingText) -> foyer_carrier::SubmitOutcome {
        foyer_carrier::SubmitOutcome::Accepted {
            id: self.0.clone(),
            state: DeliveryState::Accepted,
            created_at: None,
        }
    }

    async fn fetch_page(
        &self,
        _: &foyer_carrier::Scope,
        at: Option<&foyer_carrier::PageCursor>,
    ) -> Result<Page, foyer_carrier::FetchError> {
        // A list that never ends: every page is new and leads to another.
        let number = at.and_then(|at| at.reveal().parse().ok()).unwrap_or(0_u32) + 1;
        let messages = vec![row(&format!("SMendless{number}"), LUPE, "Again", None)];
        let next = Some(foyer_carrier::PageCursor::new(number.to_string()));
        Ok(Page { messages, next, ..Page::default() })
    }

    async fn fetch_message(
        &self,
        _: &ProviderMessageId,
    ) -> Result<Option<CarrierMessage>, foyer_carrier::FetchError> {
        Ok(None)
    }

    async fn fetch_media(
        &self,
        _: &ProviderMessageId,
    ) -> Result<Vec<foyer_carrier::Media>, foyer_carrier::FetchError> {
        Err(foyer_carrier::FetchError::NotFound)
    }
}

#[test]
fn a_list_that_never_ends_stops_at_its_bound() {
    let desk = Desk::open(6);
    let mut means = desk.means();
    means.settings.pages_at_most = 12;
    means.carrier = std::sync::Arc::new(Liar(ProviderMessageId::parse("SM1").unwrap()));
    let heard = desk.block_on(foyer_sync::InboundPump::default().poll(&means, Span::ZERO)).unwrap();
    assert_eq!(heard.pages, 24, "two lists of at most twelve pages");
}

#[test]
fn spoilt_answers_of_every_kind_cost_time_and_nothing_else() {
    for fault in [
        "unknown-status",
        "bad-dates",
        "missing-fields",
        "lone-surrogates",
        "captive-portal",
        "truncated:on=list",
        "cut-short:on=list",
        "looped-pages",
        "hang-up:probability=0.5",
        "500-before:probability=0.5",
    ] {
        let mut desk = Desk::open(7);
        desk.grant(LUPE);
        desk.carrier.page_size(3);
        desk.round();
        for n in 0..7 {
            desk.patient_writes(LUPE, &format!("Line {n}"));
            desk.clock.pass(Span::seconds(5));
        }
        desk.carrier.far().set_fault(0, fault.parse().unwrap());
        let text = desk.write(LUPE, "An answer.").unwrap();
        desk.run_for(Span::minutes(5));
        desk.carrier.far().clear_faults(None);
        desk.run_for(Span::minutes(20));
        let inbound =
            desk.texts(LUPE).into_iter().filter(|text| text.direction() == Direction::Inbound).count();
        assert_eq!(inbound, 7, "{fault}");
        let taken = desk.accepted(LUPE, "An answer.");
        match desk.state(text) {
            DeliveryState::Delivered => assert_eq!(taken, 1, "{fault}"),
            // In doubt, or overtaken by lines of the patient that were heard while it waited.
            DeliveryState::Unconfirmed | DeliveryState::Held => assert_eq!(taken, 0, "{fault}"),
            other => panic!("{fault}: {other:?}"),
        }
    }
}

#[test]
fn a_stop_that_is_listed_after_the_start_that_took_it_back_stops_nothing() {
    let mut desk = Desk::open(14);
    desk.grant(LUPE);
    desk.round();
    desk.clock.pass(Span::minutes(30));
    let (stopped, started) = (desk.now().minus(Span::minutes(20)), desk.now().minus(Span::minutes(10)));
    ingest(&mut desk, vec![row("SMstart", LUPE, "START", Some(started))], Vec::new());
    let text = desk.write(LUPE, "Welcome back.").unwrap();
    ingest(&mut desk, vec![row("SMstop", LUPE, "STOP", Some(stopped))], Vec::new());
    assert_eq!(desk.state(text), DeliveryState::Queued, "START was the last word");
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(text), DeliveryState::Delivered, "and the gate says the same");
    let now = desk.now();
    let text = desk.write(LUPE, "Never.").unwrap();
    ingest(&mut desk, vec![row("SMagain", LUPE, "STOP", Some(now))], Vec::new());
    assert_eq!(desk.state(text), DeliveryState::Blocked);
}

/// A list of three pages whose second does not say how it goes on: cut off, or leading back to itself.
struct Broken {
    back: bool,
    asked: std::sync::atomic::AtomicUsize,
}

#[async_trait::async_trait]
impl foyer_carrier::Carrier for Broken {
    fn capabilities(&self) -> foyer_carrier::Capabilities {
        Liar(ProviderMessageId::parse("SM1").unwrap()).capabilities()
    }

    async fn check_credentials(&self) -> Result<(), foyer_carrier::FetchError> {
        Ok(())
    }

    async fn numbers(&self) -> Result<Vec<foyer_carrier::OwnNumber>, foyer_carrier::FetchError> {
        Ok(Vec::new())
    }

    async fn submit(&self, _: &foyer_carrier::OutgoingText) -> foyer_carrier::SubmitOutcome {
        panic!("nothing may be sent before inbound was heard to its end")
    }

    async fn fetch_page(
        &self,
        _: &foyer_carrier::Scope,
        at: Option<&foyer_carrier::PageCursor>,
    ) -> Result<Page, foyer_carrier::FetchError> {
        self.asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let first = at.is_none();
        let next = (first || self.back).then(|| foyer_carrier::PageCursor::new("second"));
        let id = if first { "SMfirst" } else { "SMsecond" };
        Ok(Page {
            messages: vec![row(id, LUPE, "Hello", None)],
            cut: next.is_none(),
            next,
            ..Page::default()
        })
    }

    async fn fetch_message(
        &self,
        _: &ProviderMessageId,
    ) -> Result<Option<CarrierMessage>, foyer_carrier::FetchError> {
        Ok(None)
    }

    async fn fetch_media(
        &self,
        _: &ProviderMessageId,
    ) -> Result<Vec<foyer_carrier::Media>, foyer_carrier::FetchError> {
        Ok(Vec::new())
    }
}

#[test]
fn a_list_that_does_not_say_how_it_goes_on_was_not_heard_to_its_end() {
    for back in [false, true] {
        let mut desk = Desk::open(8);
        desk.grant(LUPE);
        let carrier = std::sync::Arc::new(Broken { back, asked: Default::default() });
        let means = foyer_sync::Means { carrier: carrier.clone(), ..desk.means() };
        let text = desk.write(LUPE, "An answer.").unwrap();
        let mut engine = foyer_sync::Engine::new(means, 8);
        for _ in 0..20 {
            let next = desk.block_on(engine.round()).unwrap();
            assert!(next > desk.now(), "it waits before it tries again");
            desk.clock.pass(next.since(desk.now()));
        }
        assert_eq!(desk.texts(LUPE).len(), 3, "what could be read is kept, once");
        assert_eq!(desk.state(text), DeliveryState::Queued, "a STOP may lie behind the break");
        let line = desk.line;
        let cursor = desk.store().read_blocking(|tx| foyer_store::cursors::load(tx, line, "to")).unwrap();
        assert_eq!(cursor, None, "the list is not known whole");
        let asked = carrier.asked.load(std::sync::atomic::Ordering::SeqCst);
        assert!(asked <= 80, "{asked} requests in twenty rounds");
    }
}

/// A desk with seven texts of a patient and four of its own, all known, whose lists then begin to lead back to
/// themselves after three rows; `new` texts come in that moment.
fn breaking_off(seed: u64, new: u32) -> Desk {
    let mut desk = Desk::open(seed);
    desk.grant(LUPE);
    desk.grant(ODELL);
    desk.carrier.page_size(3);
    for n in 0..7 {
        desk.patient_writes(LUPE, &format!("Line {n}"));
        desk.run_for(Span::seconds(10));
    }
    for n in 0..4 {
        desk.write(ODELL, &format!("Answer {n}")).unwrap();
        desk.run_for(Span::seconds(10));
    }
    desk.carrier.far().set_fault(desk.clock.true_ms(), "looped-pages".parse().unwrap());
    for n in 0..new {
        desk.patient_writes(LUPE, &format!("New {n}"));
    }
    // The next walk goes deep.
    desk.engine().wake();
    desk
}

#[test]
fn a_break_behind_which_nothing_lies_unread_keeps_texts_back_for_half_an_hour() {
    let mut desk = breaking_off(9, 1);
    desk.run_for(Span::minutes(20));
    let early = desk.write(ODELL, "Early.").unwrap();
    desk.run_for(Span::minutes(8));
    assert_eq!(desk.state(early), DeliveryState::Queued, "a list may show a STOP late");
    let told = desk.engine().connectivity();
    assert!(
        matches!(told, foyer_domain::Connectivity::Offline { outage: foyer_domain::Outage::ListBroken, .. }),
        "{told:?}"
    );
    desk.run_for(Span::minutes(5));
    assert_eq!(desk.state(early), DeliveryState::Delivered);
    // Walks that stop before the break prove nothing, and deep ones come to it again: neither begins the wait anew.
    for n in 0..4 {
        desk.run_for(Span::minutes(16));
        let late = desk.write(ODELL, &format!("Late {n}.")).unwrap();
        desk.run_for(Span::minutes(1));
        assert_eq!(desk.state(late), DeliveryState::Delivered);
    }
    desk.patient_writes(LUPE, "STOP");
    let never = desk.write(LUPE, "Never.").unwrap();
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.state(never), DeliveryState::Blocked);
}

#[test]
fn a_break_behind_which_texts_lie_unread_keeps_texts_back_until_a_person_says_otherwise() {
    let mut desk = breaking_off(10, 40);
    let text = desk.write(ODELL, "An answer.").unwrap();
    desk.keep_for = Span::days(2);
    desk.run_for(Span::minutes(50));
    assert_eq!(desk.state(text), DeliveryState::Queued, "a STOP may lie there");
    // What the broken walks stored is no proof that nothing lies behind it.
    desk.restart();
    desk.run_for(Span::minutes(50));
    assert_eq!(desk.state(text), DeliveryState::Queued);
    desk.engine().go_on();
    desk.run_for(Span::minutes(40));
    assert_eq!(desk.state(text), DeliveryState::Delivered);
    // Whole again, and broken anew: the word is used up.
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::minutes(20));
    desk.carrier.far().set_fault(desk.clock.true_ms(), "looped-pages".parse().unwrap());
    for n in 0..40 {
        desk.patient_writes(LUPE, &format!("Newer {n}"));
    }
    desk.run_for(Span::minutes(1));
    let later = desk.write(ODELL, "Another answer.").unwrap();
    desk.run_for(Span::minutes(50));
    assert_eq!(desk.state(later), DeliveryState::Queued);
}

#[test]
fn one_line_that_breaks_off_does_not_keep_the_others_from_being_heard() {
    let mut desk = Desk::open(11);
    let (line, now) = (foyer_domain::LineId::new(&mut desk.ids), desk.now());
    let second = number("+17135550101");
    desk.change(|tx| {
        foyer_store::lines::create(tx, line, &second, foyer_domain::Channel::Sms, "Nurses", now)
    });
    let asked = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let carrier = std::sync::Arc::new(Halting { asked: std::sync::Arc::clone(&asked) });
    let means = foyer_sync::Means { carrier, ..desk.means() };
    let heard = desk.block_on(foyer_sync::InboundPump::default().poll(&means, Span::ZERO));
    assert_eq!(heard.unwrap_err(), foyer_sync::StepError::BrokenOff);
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 4, "both lists of both lines: {asked:?}");
}

/// Every list is cut off after its first page.
struct Halting {
    asked: std::sync::Arc<std::sync::Mutex<Vec<foyer_carrier::Scope>>>,
}

#[async_trait::async_trait]
impl foyer_carrier::Carrier for Halting {
    fn capabilities(&self) -> foyer_carrier::Capabilities {
        Liar(ProviderMessageId::parse("SM1").unwrap()).capabilities()
    }

    async fn check_credentials(&self) -> Result<(), foyer_carrier::FetchError> {
        Ok(())
    }

    async fn numbers(&self) -> Result<Vec<foyer_carrier::OwnNumber>, foyer_carrier::FetchError> {
        Ok(Vec::new())
    }

    async fn submit(&self, _: &foyer_carrier::OutgoingText) -> foyer_carrier::SubmitOutcome {
        panic!("nothing may be sent before inbound was heard to its end")
    }

    async fn fetch_page(
        &self,
        scope: &foyer_carrier::Scope,
        _: Option<&foyer_carrier::PageCursor>,
    ) -> Result<Page, foyer_carrier::FetchError> {
        self.asked.lock().unwrap().push(scope.clone());
        Ok(Page { cut: true, ..Page::default() })
    }

    async fn fetch_message(
        &self,
        _: &ProviderMessageId,
    ) -> Result<Option<CarrierMessage>, foyer_carrier::FetchError> {
        Ok(None)
    }

    async fn fetch_media(
        &self,
        _: &ProviderMessageId,
    ) -> Result<Vec<foyer_carrier::Media>, foyer_carrier::FetchError> {
        Ok(Vec::new())
    }
}
