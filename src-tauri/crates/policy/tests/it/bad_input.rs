//! What arrives wrong, late, twice or from the wrong person, each with its one outcome: nothing is silently granted.

use foyer_domain::{Channel, PatientId, PhoneNumber, Role, Span, Timestamp};
use foyer_phi::Screening;
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, Ground, InboundMeaning, Ledger, OverrideOf, Party,
    Place, Purpose, Refusal, RevocationBasis, SoftStop, Standing, Waiting, clear, clear_again,
    interpret_inbound, standing,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::story::{Story, body, day, decided_by, houston, message, minute, over, party, request, rules};

fn reply(standing: &Standing, now: Timestamp) -> Result<Ground, Refusal> {
    let (to, words) = (party().number, body("See you at nine."));
    clear(request(&to, &words, Purpose::Reply), standing, &Screening::default(), now)
        .map(|cleared| cleared.ground())
}

/// Somebody else on Lupe's phone.
fn beto() -> Party {
    Party { patient: Some(PatientId::from_uuid(Uuid::from_u128(77))), ..party() }
}

#[test]
fn a_yes_to_a_notice_that_failed_grants_nothing_whenever_the_failure_is_learned() {
    let before =
        Story::default().notice_sent(1, minute(0)).notice_failed(1, minute(1)).texts("YES", minute(2));
    assert_eq!(before.at(minute(3)).badge, Badge::None);
    // The YES was a fact before anybody knew that the notice was lost.
    let late = Story::default().notice_sent(1, minute(0)).texts("YES", minute(2)).notice_failed(1, minute(9));
    assert!(
        late.facts.iter().any(|fact| matches!(fact.kind, ConsentEventKind::Granted(_))),
        "it was written down"
    );
    assert_eq!(late.at(minute(10)).badge, Badge::None);
    // She did write, so she may be answered about visits for a day, and no longer.
    assert!(matches!(reply(&late.at(minute(10)), minute(10)), Ok(Ground::Implied { .. })));
    assert!(reply(&late.at(day(2)), day(2)).is_err());
}

#[test]
fn a_yes_to_somebody_elses_notice_is_nobodys() {
    let mut story = Story::default().notice(1, minute(0));
    for fact in &mut story.facts {
        fact.patient = beto().patient;
    }
    // Lupe's YES answers nothing of hers.
    let hers = story.at(minute(1));
    assert_eq!(interpret_inbound("YES", minute(1), &hers), InboundMeaning::StrayYes);
    // Even a fact that claims to answer it counts for neither.
    let claim = story.fact(ConsentEventKind::Granted(ConsentBasis::RepliedYes), minute(1));
    claim.evidence.notice = Some(message(1));
    assert_eq!(story.at(minute(2)).badge, Badge::None);
    let his = standing(&beto(), &story.facts, minute(2), &rules());
    assert_eq!(his.badge, Badge::NoticeSent, "he has not answered");
    // Nor does a notice to another number, or on another channel.
    for elsewhere in [
        |fact: &mut ConsentEvent| fact.number = PhoneNumber::parse_e164("+17135550199").unwrap(),
        |fact: &mut ConsentEvent| fact.channel = Channel::WhatsApp,
    ] {
        let mut story = Story::default().notice(1, minute(0));
        story.facts.iter_mut().for_each(elsewhere);
        story.fact(ConsentEventKind::Granted(ConsentBasis::RepliedYes), minute(1)).evidence.notice =
            Some(message(1));
        assert_eq!(story.at(minute(2)).badge, Badge::None);
    }
}

#[test]
fn a_yes_said_twice_is_said_once() {
    let story = Story::default().notice(1, minute(0)).texts("YES", minute(5)).texts("YES", day(40));
    let standing = story.at(day(41));
    assert_eq!(
        (standing.badge, standing.since),
        (Badge::Granted, Some(minute(5))),
        "the year began with the first"
    );
    // Two in one moment, both written down as answers: the same.
    let mut twice = Story::default().notice(1, minute(0));
    for at in [minute(5), minute(6)] {
        twice.fact(ConsentEventKind::Granted(ConsentBasis::RepliedYes), at).evidence.notice =
            Some(message(1));
    }
    assert_eq!(twice.at(minute(7)).since, Some(minute(5)));
}

#[test]
fn a_yes_after_a_stop_changes_nothing_and_no_role_passes_a_stop() {
    let story = Story::default().notice(1, minute(0)).texts("STOP", minute(1)).texts("YES", minute(2));
    let standing = story.at(minute(3));
    assert_eq!(standing.badge, Badge::OptedOut);
    let (to, words) = (party().number, body("See you at nine."));
    for role in Role::ALL {
        let stops = [SoftStop::Unknown, SoftStop::Expired, SoftStop::NotCovered].map(OverrideOf::Missing);
        for of in stops.into_iter().chain([OverrideOf::Words, OverrideOf::QuietHours]) {
            for purpose in [Purpose::Reply, Purpose::PortalLink] {
                let over_warning = Some(over(of, decided_by(role, "she asked me to")));
                let asked = foyer_policy::SendRequest { over_warning, ..request(&to, &words, purpose) };
                let refusal = clear(asked, &standing, &Screening::default(), minute(3)).unwrap_err();
                assert!(
                    matches!(refusal, Refusal::OptedOut { .. }),
                    "{role:?} {of:?} {purpose:?}: {refusal:?}"
                );
                assert_eq!(refusal.overridable_by(), None);
            }
        }
    }
    // A form that staff bring out afterwards does not pass it either.
    let story = story.agrees(ConsentBasis::Paper, minute(4));
    assert_eq!(story.at(minute(5)).badge, Badge::OptedOut);
}

#[test]
fn a_clock_that_runs_ahead_or_behind_never_turns_a_stop_into_consent() {
    for skew in [-3 * 24 * 60, -5, 0, 5, 3 * 24 * 60] {
        // Staff write down a form by their own clock; the STOP has the carrier's time.
        let story =
            Story::default().agrees(ConsentBasis::Paper, minute(10_000 + skew)).texts("STOP", minute(10_001));
        for now in [minute(10_002), minute(10_002 + skew.max(0)), day(30)] {
            assert_eq!(story.at(now).badge, Badge::OptedOut, "skew {skew}");
        }
    }
    // A patient's text from the future answers for its day by our clock: the store caps it at now.
    let ahead = Story::default().at(minute(0)).heard(Some(minute(0)));
    assert!(!ahead.may_answer(minute(24 * 60)));
}

#[test]
fn the_live_exchange_ends_to_the_millisecond_also_for_what_waits() {
    let story = Story::default().texts("what time do you open?", minute(0));
    let (ends, last) = (minute(24 * 60), minute(24 * 60).minus(Span::millis(1)));
    let standing = story.at(last);
    let ground = reply(&standing, last).unwrap();
    assert_eq!(ground, Ground::Implied { until: ends });
    assert!(matches!(reply(&standing, ends), Err(Refusal::NoConsent { .. })));
    let number = party().number;
    let waiting = Waiting {
        message: message(9),
        to: &number,
        channel: Channel::Sms,
        purpose: Purpose::Reply,
        subject: foyer_policy::Subject::Logistics,
        place: houston(),
        clinical: false,
        second_look: false,
        ground,
        over_quiet: false,
    };
    assert!(clear_again(&waiting, &story.at(last), last).is_ok());
    assert!(clear_again(&waiting, &story.at(ends), ends).is_err(), "it waited a moment too long");
    // A NO, or a change of hands, after her text ends the day at once.
    let no = Story::default().notice(1, minute(0)).texts("hello?", minute(1)).texts("NO", minute(2));
    assert!(reply(&no.at(minute(3)), minute(3)).is_err());
    let mut sold = Story::default().texts("hello?", minute(1));
    sold.fact(ConsentEventKind::NewOwner, minute(2));
    assert!(reply(&sold.at(minute(3)), minute(3)).is_err());
}

#[test]
fn a_start_gives_back_nothing_that_was_refused_meanwhile() {
    // She agreed, somebody on the phone stopped and started it; then she answered NO to a notice of her own.
    let mut story = Story::default().agrees(ConsentBasis::Spoken, minute(0)).texts("STOP", minute(1));
    let start = story.fact(ConsentEventKind::Restarted, minute(2));
    start.patient = beto().patient;
    let mut story = story.notice(1, minute(3)).texts("NO", minute(4));
    assert!(story.facts.iter().any(|fact| matches!(fact.kind, ConsentEventKind::Declined)));
    story = story.texts("STOP", minute(5)).texts("START", minute(6));
    assert_eq!(story.at(minute(7)).badge, Badge::None, "the NO was her last word on it");
    // What ended on paper is not given back by a START that follows a STOP.
    let paper = Story::default()
        .agrees(ConsentBasis::Spoken, minute(0))
        .revokes(RevocationBasis::Paper, minute(1))
        .texts("STOP", minute(2))
        .texts("START", minute(3));
    assert_eq!(paper.at(minute(4)).badge, Badge::None);
}

#[test]
fn a_wish_in_words_does_not_undo_what_the_carrier_blocks() {
    let blocked = Story::default()
        .agrees(ConsentBasis::Spoken, minute(0))
        .texts("please stop texting me", minute(1))
        .texts("STOP", minute(2));
    let again = "you can text me again";
    let worded =
        Story::default().agrees(ConsentBasis::Spoken, minute(0)).texts("please stop texting me", minute(1));
    assert_eq!(interpret_inbound(again, minute(3), &worded.at(minute(3))), InboundMeaning::Restarts);
    assert_eq!(interpret_inbound(again, minute(3), &blocked.at(minute(3))), InboundMeaning::StrayYes);
    let refused = worded.revokes(RevocationBasis::Carrier, minute(2));
    assert_eq!(interpret_inbound(again, minute(3), &refused.at(minute(3))), InboundMeaning::StrayYes);
    assert_eq!(blocked.texts(again, minute(3)).at(minute(4)).badge, Badge::OptedOut);
}

#[test]
fn one_persons_stop_on_a_shared_phone_is_everybodys_and_her_start_gives_nobody_else_consent() {
    let mut story = Story::default().agrees(ConsentBasis::Spoken, minute(0));
    story.fact(ConsentEventKind::Granted(ConsentBasis::Paper), minute(0)).patient = beto().patient;
    let story = story.texts("STOP", minute(1));
    let of = |story: &Story, who: &Party, now| standing(who, &story.facts, now, &rules());
    assert_eq!(of(&story, &beto(), minute(2)).badge, Badge::OptedOut);
    let story = story.texts("START", minute(3));
    assert_eq!(of(&story, &party(), minute(4)).badge, Badge::Granted);
    assert_eq!(of(&story, &beto(), minute(4)).badge, Badge::None, "he is asked anew");
    // A phone that is nobody's in particular speaks for neither.
    let nobody = Party { patient: None, ..party() };
    assert_eq!(of(&story, &nobody, minute(4)).badge, Badge::None);
}

#[test]
fn a_list_taken_back_counts_for_nothing_in_whatever_order_that_is_learned() {
    let list = foyer_domain::ImportId::from_uuid(Uuid::from_u128(5));
    let mut story = Story::default().notice(1, day(1)).texts("NO", day(2));
    story.fact(ConsentEventKind::Granted(ConsentBasis::Imported), day(3)).evidence.import = Some(list);
    assert_eq!(story.at(day(4)).badge, Badge::Granted);
    story.fact(ConsentEventKind::ImportUndone, day(5)).evidence.import = Some(list);
    let after = story.at(day(6));
    assert_eq!(
        (after.badge, after.declined_at),
        (Badge::None, Some(day(2))),
        "her NO is her last word again"
    );
    story.facts.reverse();
    assert_eq!(story.at(day(6)), after);
    // Consent that she gave herself is not the list's.
    let mut story = story.agrees(ConsentBasis::Spoken, day(7));
    assert_eq!(story.at(day(8)).badge, Badge::Granted);
    // Another list's lines are not taken back with it, and an old line without a date goes too.
    let other = foyer_domain::ImportId::from_uuid(Uuid::from_u128(6));
    let mut lists = Story::default();
    lists.fact(ConsentEventKind::Unverified, day(1)).evidence.import = Some(list);
    lists.fact(ConsentEventKind::ImportUndone, day(2)).evidence.import = Some(list);
    assert_eq!(lists.at(day(3)).unverified, None);
    lists.fact(ConsentEventKind::Granted(ConsentBasis::Imported), day(3)).evidence.import = Some(other);
    assert_eq!(lists.at(day(4)).badge, Badge::Granted);
    story.facts.clear();
}

#[test]
fn an_account_that_is_carried_on_never_takes_a_list_for_granted() {
    let list = foyer_domain::ImportId::from_uuid(Uuid::from_u128(5));
    let mut story = Story::default().agrees(ConsentBasis::Spoken, day(0));
    let mut kept = Ledger::of(&party(), &story.facts);
    story.fact(ConsentEventKind::ImportUndone, day(1)).evidence.import = Some(list);
    assert!(!kept.take_next(story.facts.last().unwrap(), &party()), "all is folded anew");
    story.fact(ConsentEventKind::Granted(ConsentBasis::Imported), day(2)).evidence.import = Some(list);
    assert!(!kept.take_next(story.facts.last().unwrap(), &party()));
}

#[test]
fn a_number_of_no_known_place_is_held_to_every_clock() {
    let abroad = PhoneNumber::parse_e164("+525555550142").unwrap();
    let place = Place::of(None, &abroad);
    assert!(place.state.is_none() && place.zones.len() > 6, "{} clocks", place.zones.len());
    // Ten in the morning in Houston on a Monday is before dawn in Hawaii.
    let now = Timestamp::from_millis(1_795_449_600_000);
    let mut story = Story::default().agrees(ConsentBasis::Spoken, now.minus(Span::days(1)));
    story.facts.iter_mut().for_each(|fact| fact.number = abroad.clone());
    let who = Party { number: abroad.clone(), ..party() };
    let shipped = foyer_policy::ConsentRules::default();
    let words = body("See you at nine.");
    let standing = standing(&who, &story.facts, now, &shipped);
    let ask = |place: &Place| {
        let asked = foyer_policy::SendRequest { place, ..request(&abroad, &words, Purpose::Reply) };
        clear(asked, &standing, &Screening::default(), now).map(|cleared| cleared.ground())
    };
    assert!(matches!(ask(&place), Err(Refusal::QuietHours { .. })));
    assert!(ask(houston()).is_ok(), "on a clock that is known it is day");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// However the clock of this computer is off, and in whatever order facts arrive, a STOP that is the patient's
    /// last word stands.
    #[test]
    fn a_last_stop_stands_whatever_staff_wrote_down_by_a_wrong_clock(
        skews in prop::collection::vec(-5_000_i64..5_000, 1..6), stop in 0_i64..4_000, seed in any::<u64>(),
    ) {
        let mut story = Story::default();
        for (nth, skew) in skews.iter().enumerate() {
            story = story.agrees(ConsentBasis::ALL[1 + nth % 5], minute(10_000 + skew));
        }
        let mut story = story.texts("STOP", minute(10_000 + stop));
        let places = story.facts.len();
        story.facts.rotate_left(usize::try_from(seed % places as u64).unwrap());
        prop_assert_eq!(story.at(minute(20_000)).badge, Badge::OptedOut);
        prop_assert!(reply(&story.at(minute(20_000)), minute(20_000)).is_err());
    }
}
