//! An older copy of the store that is put back: nothing leaves it until a person has looked at what it holds.

use std::collections::BTreeSet;

use foyer_domain::{DeliveryState, MessageId, Span};
use foyer_store::{StoreError, older, outbox::HoldReason};
use foyer_sync::{Fate, frozen_texts, thaw};

use foyer_sim::desk::{Desk, LUPE, ODELL};

fn fates(desk: &Desk) -> Vec<(MessageId, Fate)> {
    let (now, settings) = (desk.now(), desk.settings);
    let texts = desk.store().read_blocking(|tx| frozen_texts(tx, &settings, now)).unwrap();
    texts.into_iter().map(|text| (text.message.id, text.fate)).collect()
}

fn let_go_on(desk: &mut Desk, send: &[MessageId]) -> Result<(), StoreError> {
    let (user, now) = (desk.user, desk.now());
    let send: BTreeSet<MessageId> = send.iter().copied().collect();
    desk.store().write_blocking(|tx| thaw(tx, (&send, &BTreeSet::new()), user, Span::hours(2), now))?;
    desk.block_on(desk.store().mark()).unwrap();
    desk.umpire.freeze(false);
    Ok(())
}

#[test]
fn what_an_older_copy_holds_is_not_sent_until_a_person_has_looked() {
    let mut desk = Desk::open(1);
    desk.grant(LUPE);
    desk.grant(ODELL);
    desk.round();
    let sent = desk.write(LUPE, "Sent since.").unwrap();
    let true_still = desk.write(ODELL, "Still true.").unwrap();
    let named = desk.write(ODELL, "Please come at 10:15 AM.").unwrap();
    // The copy is made while all three wait; then the first goes, and the copy is put back.
    desk.copy();
    desk.change(|tx| {
        let item = foyer_store::outbox::of_message(tx, true_still)?.unwrap();
        foyer_store::outbox::hold(tx, item.id, HoldReason::Person)
    });
    desk.run_for(Span::minutes(1));
    assert_eq!(desk.accepted(LUPE, "Sent since."), 1);
    desk.clock.pass(Span::minutes(30));
    desk.put_back_copy(true);
    assert_eq!(desk.state(sent), DeliveryState::Held, "the copy knows nothing of it");
    // The carrier is away: nothing can be said, and nothing can be let go.
    desk.carrier.far().set_fault(0, "outage".parse().unwrap());
    desk.run_for(Span::minutes(5));
    assert_eq!(desk.item(sent).hold_reason, Some(HoldReason::RestoredCopy));
    assert!(fates(&desk).iter().all(|(_, fate)| *fate == Fate::NotChecked), "{:?}", fates(&desk));
    assert!(let_go_on(&mut desk, &[true_still]).is_err());
    desk.carrier.far().clear_faults(None);
    let fresh = desk.write(LUPE, "Written since.").unwrap();
    desk.run_for(Span::minutes(10));
    assert_eq!(desk.umpire.broken(), []);
    assert_eq!(desk.state(fresh), DeliveryState::Queued, "nothing at all leaves");
    let known = fates(&desk);
    assert!(matches!(known[0], (text, Fate::CarrierHasIt(_)) if text == sent), "{known:?}");
    assert_eq!(known[1..], [(true_still, Fate::StillTrue), (named, Fate::TimePassed)]);
    // A restart forgets nothing.
    desk.restart();
    desk.run_for(Span::minutes(5));
    let_go_on(&mut desk, &[sent, true_still]).unwrap();
    desk.run_for(Span::minutes(5));
    assert_eq!(
        desk.accepted(LUPE, "Sent since."),
        1,
        "what the carrier has is not sent again, whatever is asked"
    );
    assert_eq!(desk.state(sent), DeliveryState::Delivered);
    assert_eq!(desk.texts(LUPE).len(), 2, "and is shown once");
    assert_eq!(desk.state(true_still), DeliveryState::Delivered);
    assert_eq!(desk.state(named), DeliveryState::Held, "nobody let it go");
    assert_eq!(desk.state(fresh), DeliveryState::Delivered);
    assert_eq!(desk.umpire.broken(), []);
    // And it is no copy any more.
    desk.restart();
    desk.round();
    assert_eq!(desk.store().read_blocking(older::frozen).unwrap(), None);
}

#[test]
fn a_store_that_is_only_opened_again_is_no_copy() {
    let mut desk = Desk::open(2);
    desk.grant(LUPE);
    for n in 0..3 {
        let text = desk.write(LUPE, &format!("Text {n}")).unwrap();
        desk.round();
        desk.restart();
        desk.run_for(Span::seconds(20));
        assert_eq!(desk.state(text), DeliveryState::Delivered);
        assert_eq!(desk.store().read_blocking(older::frozen).unwrap(), None);
    }
    // A copy from before anything was sent is one, and one from just now is none.
    desk.copy();
    desk.put_back_copy(false);
    desk.round();
    assert_eq!(desk.store().read_blocking(older::frozen).unwrap(), None);
}
