//! A full disk under the running engine: it is said, nothing leaves that cannot be written down, and room makes
//! everything go on.

use foyer_domain::Span;
use foyer_sim::desk::{Desk, LUPE, Lived, ODELL};
use foyer_store::{audit, messages};
use foyer_sync::Change;

#[test]
fn a_full_disk_is_said_and_what_waits_goes_once_there_is_room() {
    let mut desk = Desk::open(5);
    desk.grant(LUPE);
    let texts: Vec<_> = (0..5).map(|nth| (nth, desk.write(LUPE, &format!("Text {nth}.")).unwrap())).collect();
    // More than the pages that are there can hold.
    for nth in 0..20 {
        desk.patient_writes(ODELL, &format!("{nth} {}", "word ".repeat(300)));
    }
    desk.store().leave_room(Some(0)).unwrap();
    desk.live();
    let goes_on = |desk: &mut Desk, minutes| {
        let until = desk.clock.true_ms() + Span::minutes(minutes).as_millis();
        assert_eq!(desk.run_on(until, None), Lived::On);
    };
    goes_on(&mut desk, 5);
    let refused = desk.handle().refused().expect("it is said");
    assert!(refused.full);
    assert!(
        desk.now().since(refused.since) > Span::minutes(4),
        "since when it is, and not since the last try"
    );
    assert!(desk.changes.lock().unwrap().contains(&Change::Connectivity), "whoever looks is told to look");
    assert!(texts.iter().all(|(nth, _)| desk.accepted(LUPE, &format!("Text {nth}.")) == 0));
    let here = desk.store().read_blocking(messages::count).unwrap();
    assert_eq!(here, 5, "a page is stored whole or not at all");

    desk.store().leave_room(None).unwrap();
    goes_on(&mut desk, 10);
    assert_eq!(desk.handle().refused(), None);
    for (nth, text) in texts {
        assert_eq!(desk.accepted(LUPE, &format!("Text {nth}.")), 1, "text {nth}");
        assert!(desk.text(text).provider_id.is_some());
    }
    assert_eq!(desk.texts(ODELL).len(), 20);
    assert!(desk.store().check().unwrap().is_whole());
    let verdict = desk.store().read_blocking(|tx| audit::verify(tx, 1, i64::MAX)).unwrap();
    assert!(matches!(verdict, audit::Verdict::Whole(_)));
}
