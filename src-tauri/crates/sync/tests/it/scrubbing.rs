//! Words taken from the carrier: only where a practice wants it, only what is safe here, and never from here.

use foyer_domain::Span;
use foyer_store::{backups, messages::MessageRow, scrubs, settings};
use foyer_sync::EngineSettings;

use foyer_sim::desk::{Desk, LUPE, ODELL};

/// A desk whose line has been heard for some days, with nobody at the window.
fn after_two_days(seed: u64) -> Desk {
    let poll_every = Span::minutes(5);
    let settings = EngineSettings {
        poll_every,
        poll_idle_every: poll_every,
        poll_night_every: poll_every,
        own_list_every: Span::ZERO,
        ..EngineSettings::default()
    };
    let mut desk = Desk::with(seed, settings);
    desk.engine().focused(false);
    desk.grant(LUPE);
    desk.run_for(Span::minutes(1));
    desk.write(LUPE, "See you.").unwrap();
    desk.run_for(Span::minutes(10));
    desk.patient_writes(LUPE, "It burns");
    desk.run_for(Span::hours(48));
    desk.patient_writes(ODELL, "Is it open?");
    desk.run_for(Span::minutes(10));
    desk
}

fn wants(desk: &Desk, days: Option<u32>) {
    let now = desk.now();
    desk.change(|tx| scrubs::set_after_days(tx, days, now));
}

fn backed_up(desk: &Desk) {
    let now = desk.now();
    desk.change(|tx| backups::verified(tx, now));
}

/// The words the carrier still has.
fn at_carrier(desk: &Desk) -> Vec<String> {
    let record = desk.carrier.far().record();
    record.messages.iter().map(|one| one.body.clone()).filter(|body| !body.is_empty()).collect()
}

fn ours(desk: &mut Desk) -> Vec<String> {
    let body = |text: MessageRow| text.body.into_inner();
    let mut all: Vec<_> = desk.texts(LUPE).into_iter().map(body).collect();
    all.extend(desk.texts(ODELL).into_iter().map(body));
    all
}

const ALL: [&str; 3] = ["See you.", "It burns", "Is it open?"];

#[test]
fn nothing_is_taken_unless_a_practice_wants_it_and_has_a_backup() {
    let mut desk = after_two_days(1);
    desk.run_for(Span::hours(1));
    backed_up(&desk);
    desk.run_for(Span::hours(1));
    assert_eq!(at_carrier(&desk).len(), 3, "off until somebody turns it on");
    desk.change(|tx| settings::remove(tx, "backup.verified_at"));
    wants(&desk, Some(1));
    desk.run_for(Span::hours(1));
    assert_eq!(at_carrier(&desk).len(), 3, "nothing without a backup");
    backed_up(&desk);
    desk.engine().focused(true);
    desk.run_for(Span::hours(1));
    assert_eq!(at_carrier(&desk).len(), 3, "nothing while somebody works");
}

#[test]
fn what_is_old_and_backed_up_is_blanked_there_and_stays_here() {
    let mut desk = after_two_days(2);
    wants(&desk, Some(1));
    backed_up(&desk);
    desk.run_for(Span::hours(1));
    assert_eq!(at_carrier(&desk), ["Is it open?"], "what is a day old and nothing else");
    assert_eq!(ours(&mut desk), ALL);
    let text = desk.texts(LUPE).remove(0);
    assert_eq!(desk.audited(text.id).iter().filter(|word| *word == "carrier.scrubbed").count(), 1);
    assert!(desk.store().read_blocking(|tx| scrubs::is_done(tx, text.id)).unwrap());
    // Lists go on showing it without its words: walked deep, and after a start.
    desk.engine().wake();
    desk.run_for(Span::hours(20));
    desk.restart();
    desk.engine().focused(false);
    desk.run_for(Span::hours(10));
    assert_eq!(ours(&mut desk), ALL);
    assert!(at_carrier(&desk).is_empty(), "the last was in the backup, and is a day old by now");
    // What came after the backup waits for the next one.
    desk.patient_writes(ODELL, "And today?");
    desk.run_for(Span::hours(40));
    assert_eq!(at_carrier(&desk), ["And today?"]);
    backed_up(&desk);
    desk.run_for(Span::hours(8));
    assert!(at_carrier(&desk).is_empty());
    assert_eq!(ours(&mut desk), [ALL[0], ALL[1], ALL[2], "And today?"]);
    assert_eq!(desk.store().read_blocking(scrubs::count).unwrap(), 4);
}

#[test]
fn a_death_in_the_middle_repeats_the_request_and_nothing_else() {
    let mut desk = after_two_days(3);
    wants(&desk, Some(1));
    backed_up(&desk);
    for at in 1..200 {
        desk.engine().focused(false);
        desk.round_dying_at(at);
        desk.clock.pass(Span::seconds(2));
    }
    desk.engine().focused(false);
    desk.run_for(Span::hours(1));
    assert_eq!(at_carrier(&desk), ["Is it open?"]);
    assert_eq!(ours(&mut desk), ALL);
    for text in desk.texts(LUPE) {
        let told = desk.audited(text.id).into_iter().filter(|word| word == "carrier.scrubbed").count();
        assert_eq!(told, 1, "each is written down once");
    }
}

#[test]
fn a_picture_that_is_not_here_yet_keeps_its_text_at_the_carrier() {
    let mut desk = after_two_days(4);
    let now = desk.clock.true_ms();
    desk.carrier.far().set_fault(now, "500-before:on=media".parse().unwrap());
    let picture = vec![("image/png".to_owned(), vec![1, 2, 3])];
    desk.carrier.far().inject_inbound(now, LUPE, foyer_sim::carrier::LINE, "Look", picture).unwrap();
    desk.run_for(Span::hours(40));
    wants(&desk, Some(1));
    backed_up(&desk);
    desk.run_for(Span::hours(1));
    assert_eq!(at_carrier(&desk), ["Look"]);
    desk.carrier.far().clear_faults(None);
    desk.run_for(Span::hours(12));
    assert!(at_carrier(&desk).is_empty());
    let text = desk.texts(LUPE).pop().unwrap();
    let here = desk.store().read_blocking(|tx| foyer_store::attachments::of_message(tx, text.id)).unwrap();
    assert_eq!((text.body.reveal(), here.len()), ("Look", 1));
}
