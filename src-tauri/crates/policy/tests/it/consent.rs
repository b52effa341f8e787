//! Histories and what follows from them.

use foyer_domain::{Channel, ConsentEventId, Language, PatientId, PhoneNumber, Span, Timestamp};
use foyer_policy::{
    Badge, ConsentBasis, ConsentEvent, ConsentEventKind, InboundMeaning, KindParts, Party, RevocationBasis,
    Subjects, interpret_inbound, recording_time, standing,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::story::{Story, day, message, minute, party, rules};

#[test]
fn a_yes_to_the_notice_grants_for_a_year() {
    let story = Story::default().notice(1, minute(0)).texts("SÍ", minute(9));
    assert_eq!(Story::default().notice(1, minute(0)).at(minute(5)).badge, Badge::NoticeSent);
    let granted = story.at(minute(10));
    assert_eq!((granted.badge, granted.basis), (Badge::Granted, Some(ConsentBasis::RepliedYes)));
    assert_eq!((granted.since, granted.expires_at), (Some(minute(9)), Some(minute(9).plus(Span::days(365)))));

    assert!(!story.at(day(334)).refresh_due(day(334)));
    assert!(story.at(day(336)).refresh_due(day(336)), "thirty days before the end");
    let last = minute(9).plus(Span::days(365));
    assert_eq!(story.at(last.minus(Span::millis(1))).badge, Badge::Granted);
    let expired = story.at(last);
    assert_eq!((expired.badge, expired.since), (Badge::Expired, Some(last)));
}

#[test]
fn a_yes_to_nothing_changes_nothing_and_is_flagged() {
    let nobody = Story::default();
    assert_eq!(interpret_inbound("Yes", minute(1), &nobody.at(minute(1))), InboundMeaning::StrayYes);
    assert_eq!(nobody.texts("Yes", minute(1)).at(minute(2)).badge, Badge::None);

    let before = Story::default().notice(1, minute(5));
    assert_eq!(
        interpret_inbound("Yes", minute(4), &before.at(minute(6))),
        InboundMeaning::StrayYes,
        "written before the notice, listed after it"
    );
    let twice = Story::default().notice(1, minute(0)).texts("yes", minute(1));
    assert_eq!(
        interpret_inbound("yes", minute(2), &twice.at(minute(2))),
        InboundMeaning::Nothing,
        "who has agreed says yes to many things"
    );
    assert_eq!(twice.clone().texts("yes", minute(2)).at(minute(3)).since, Some(minute(1)));

    let mut forged = Story::default();
    forged.fact(ConsentEventKind::Granted(ConsentBasis::RepliedYes), minute(1));
    assert_eq!(
        forged.at(minute(2)).badge,
        Badge::None,
        "a YES names the notice it answers, or counts for nothing"
    );
    let mut elses = Story::default().notice(1, minute(0));
    elses.fact(ConsentEventKind::Granted(ConsentBasis::RepliedYes), minute(1)).evidence.notice =
        Some(message(2));
    assert_eq!(elses.at(minute(2)).badge, Badge::NoticeSent, "a YES to somebody else's notice");
}

#[test]
fn a_yes_counts_only_for_a_notice_known_to_have_arrived_whenever_that_is_learned() {
    let lost = Story::default().notice_sent(1, minute(0)).notice_failed(1, minute(1));
    assert_eq!(lost.at(minute(2)).badge, Badge::None);
    assert_eq!(lost.clone().texts("yes", minute(2)).at(minute(3)).badge, Badge::None);
    let waits = Story::default().notice_sent(1, minute(0)).texts("yes", minute(2));
    assert_eq!(waits.at(minute(3)).badge, Badge::NoticeSent, "nobody knows yet that it arrived");
    let counts = waits.clone().notice_delivered(1, minute(9)).at(minute(10));
    assert_eq!((counts.badge, counts.since), (Badge::Granted, Some(minute(2))), "from when it was written");
    let late = waits.notice_failed(1, minute(9));
    assert_eq!(late.at(minute(10)).badge, Badge::None);
    assert_eq!(
        late.notice_delivered(1, minute(11)).at(minute(12)).badge,
        Badge::Granted,
        "it arrived after all"
    );
    let second = lost.notice(2, minute(5)).texts("yes", minute(6));
    assert_eq!(second.at(minute(7)).badge, Badge::Granted, "the second notice arrived");
    let no = Story::default().notice_sent(1, minute(0)).texts("no", minute(2)).at(minute(3));
    assert_eq!(no.declined_at, Some(minute(2)), "a NO needs no proof");
}

#[test]
fn a_start_gives_back_visits_to_who_texted_it_and_nothing_else() {
    let all = |mut story: Story| {
        story.facts.last_mut().unwrap().subjects = Subjects::ALL;
        story
    };
    let paper = all(Story::default().agrees(ConsentBasis::Paper, minute(0)));
    assert_eq!(paper.at(minute(1)).covers, Subjects::ALL);
    let back = paper.clone().texts("stop", minute(2)).texts("start", minute(3)).at(minute(4));
    assert_eq!((back.badge, back.covers), (Badge::Granted, Subjects::LOGISTICS), "offers are asked for anew");
    for basis in
        [RevocationBasis::Paper, RevocationBasis::Spoken, RevocationBasis::Phone, RevocationBasis::Portal]
    {
        let told = paper.clone().revokes(basis, minute(2)).texts("start", minute(3)).at(minute(4));
        assert_eq!((told.badge, told.covers), (Badge::None, Subjects::NONE), "{basis:?}");
        assert!(told.may_answer(minute(4)) && told.notice_due());
        let both = paper.clone().texts("stop", minute(1)).revokes(basis, minute(2)).texts("start", minute(3));
        assert_eq!(both.at(minute(4)).badge, Badge::None, "{basis:?} after a STOP");
    }
    let during = Story::default().texts("stop", minute(1)).agrees(ConsentBasis::Paper, minute(2));
    assert_eq!(
        during.texts("start", minute(3)).at(minute(4)).badge,
        Badge::None,
        "written down during a STOP"
    );
    let mut shared = paper.texts("stop", minute(2)).texts("start", minute(3));
    shared.facts.last_mut().unwrap().patient = Some(PatientId::from_uuid(Uuid::from_u128(2)));
    assert_eq!(shared.at(minute(4)).badge, Badge::None, "somebody else on the phone texted START");
}

#[test]
fn what_was_said_while_the_number_was_nobodys_is_one_persons() {
    let mut story = Story::default().notice(1, minute(0)).texts("yes", minute(1));
    story.facts.iter_mut().for_each(|fact| fact.patient = None);
    let who = |id: u128| Party { patient: Some(PatientId::from_uuid(Uuid::from_u128(id))), ..party() };
    let badge = |story: &Story, id| standing(&who(id), &story.facts, minute(9), &rules()).badge;
    assert_eq!((badge(&story, 1), badge(&story, 2)), (Badge::None, Badge::None), "nobody is linked");
    story.fact(ConsentEventKind::Linked, minute(3));
    assert_eq!((badge(&story, 1), badge(&story, 2)), (Badge::Granted, Badge::None));
    story.fact(ConsentEventKind::Linked, minute(4)).patient = who(2).patient;
    assert_eq!(
        (badge(&story, 1), badge(&story, 2)),
        (Badge::Granted, Badge::None),
        "the first it was put down to"
    );
    let nobody = Party { patient: None, ..party() };
    assert_eq!(standing(&nobody, &story.facts, minute(9), &rules()).badge, Badge::Granted);
}

#[test]
fn a_stop_stands_until_a_start_and_a_start_gives_back_what_was() {
    let granted = Story::default().notice(1, minute(0)).texts("yes", minute(1));
    let stopped = granted.clone().texts("Stop", minute(5));
    let standing = stopped.at(minute(6));
    assert_eq!((standing.badge, standing.since), (Badge::OptedOut, Some(minute(5))));
    for basis in ConsentBasis::ALL {
        assert_eq!(
            stopped.clone().agrees(basis, minute(7)).at(minute(8)).badge,
            Badge::OptedOut,
            "{basis:?}"
        );
    }
    assert_eq!(interpret_inbound("yes", minute(7), &stopped.at(minute(7))), InboundMeaning::StrayYes);
    assert_eq!(stopped.clone().texts("Hello, are you open?", minute(7)).at(minute(8)).badge, Badge::OptedOut);
    assert!(!stopped.clone().texts("Hello, are you open?", minute(7)).at(minute(8)).may_answer(minute(8)));

    let back = stopped.texts("START", minute(9)).at(minute(10));
    assert_eq!((back.badge, back.since), (Badge::Granted, Some(minute(1))));
    let never = Story::default().texts("stop", minute(1)).texts("start", minute(2)).at(minute(3));
    assert_eq!(never.badge, Badge::None, "START ends a block; it is not consent");
    assert!(never.may_answer(minute(3)));
    let asked = Story::default().notice(1, minute(0)).texts("stop", minute(1)).texts("start", minute(2));
    assert_eq!(
        asked.texts("yes", minute(3)).at(minute(4)).badge,
        Badge::None,
        "the STOP closed the question"
    );
}

#[test]
fn a_stop_counts_from_when_it_was_sent_however_late_it_is_listed() {
    let story = Story::default().agrees(ConsentBasis::Paper, minute(0)).texts("start", minute(3));
    assert_eq!(
        story.clone().texts("stop", minute(2)).at(minute(5)).badge,
        Badge::Granted,
        "START came after it"
    );
    assert_eq!(story.clone().texts("stop", minute(4)).at(minute(5)).badge, Badge::OptedOut);
    assert_eq!(
        story.clone().texts("stop", minute(3)).at(minute(5)).badge,
        Badge::OptedOut,
        "a tie goes to the STOP"
    );
    assert_eq!(story.texts("stop", minute(60)).at(minute(5)).badge, Badge::OptedOut, "our clock runs behind");
}

#[test]
fn what_staff_record_never_sorts_before_what_is_known() {
    let story = Story::default().texts("stop", minute(50)).texts("start", minute(60));
    let slow_clock = minute(10);
    let at = recording_time(&story.facts, slow_clock);
    assert_eq!(at, minute(60));
    assert_eq!(story.revokes(RevocationBasis::Spoken, at).at(minute(61)).badge, Badge::OptedOut);
    assert_eq!(recording_time(&[], slow_clock), slow_clock);
}

#[test]
fn a_text_from_the_patient_lets_us_answer_for_a_day() {
    let wrote = Story::default().texts("Are you open Monday?", minute(0));
    assert!(wrote.at(minute(1)).may_answer(minute(1)));
    assert!(wrote.at(day(1).minus(Span::millis(1))).may_answer(day(1).minus(Span::millis(1))));
    assert!(!wrote.at(day(1)).may_answer(day(1)));
    let again = wrote.texts("Hello?", day(3));
    assert!(again.at(day(3)).may_answer(day(3)));
    assert!(again.at(day(3)).notice_due());

    let said_no = Story::default().texts("Hi", minute(0)).notice(1, minute(1)).texts("NO", minute(2));
    let standing = said_no.at(minute(3));
    assert_eq!((standing.badge, standing.declined_at), (Badge::None, Some(minute(2))));
    assert!(!standing.may_answer(minute(3)), "a NO is no invitation");
    assert!(said_no.texts("What are your hours?", minute(4)).at(minute(5)).may_answer(minute(5)));

    let granted = Story::default().agrees(ConsentBasis::Paper, day(0));
    let thanks = granted.clone().texts("Thanks", day(10));
    assert_eq!(thanks.facts.len(), granted.facts.len(), "consent says it already");
    let after_the_end = thanks.texts("One more thing", day(364).plus(Span::hours(12)));
    assert!(after_the_end.at(day(365)).may_answer(day(365)), "the text is enough, fact or not");
    let regular = (0..20).fold(Story::default(), |story, at| story.texts("See you then", day(at)));
    assert_eq!(regular.facts.len(), 1, "that they wrote first is said once");
}

#[test]
fn a_number_is_stopped_for_everybody_and_agreed_to_by_one() {
    let other = Party { patient: Some(PatientId::from_uuid(Uuid::from_u128(2))), ..party() };
    let nobody = Party { patient: None, ..party() };
    let rules = rules();
    let paper = Story::default().agrees(ConsentBasis::Paper, minute(0));
    assert_eq!(standing(&other, &paper.facts, minute(1), &rules).badge, Badge::None);
    assert_eq!(standing(&nobody, &paper.facts, minute(1), &rules).badge, Badge::None);
    let stopped = paper.texts("stop", minute(2));
    for everybody in [party(), other, nobody] {
        assert_eq!(standing(&everybody, &stopped.facts, minute(3), &rules).badge, Badge::OptedOut);
    }
    let elsewhere = Party { number: PhoneNumber::parse_e164("+17135550143").unwrap(), ..party() };
    assert_eq!(standing(&elsewhere, &stopped.facts, minute(3), &rules).badge, Badge::None);

    let mut unlinked = Story::default().notice(1, minute(0)).texts("yes", minute(1));
    for fact in &mut unlinked.facts {
        fact.patient = None;
    }
    unlinked.fact(ConsentEventKind::Linked, minute(2));
    assert_eq!(unlinked.at(minute(2)).badge, Badge::Granted, "linked to a record after the YES");
}

#[test]
fn a_stop_on_one_channel_stops_all_and_ends_only_there() {
    let granted = Story::default().agrees(ConsentBasis::Paper, minute(0));
    let stopped = granted.revokes(RevocationBasis::Texted, minute(1)).on_whatsapp();
    assert_eq!(stopped.at(minute(2)).badge, Badge::OptedOut);
    assert_eq!(
        stopped.clone().texts("START", minute(3)).at(minute(4)).badge,
        Badge::OptedOut,
        "START by SMS"
    );
    let mut lifted = stopped;
    lifted.fact(ConsentEventKind::Restarted, minute(3));
    assert_eq!(lifted.on_whatsapp().at(minute(4)).badge, Badge::Granted);
    let agreed = Story::default().agrees(ConsentBasis::Paper, minute(0)).on_whatsapp();
    assert_eq!(agreed.at(minute(1)).badge, Badge::None, "consent is per channel");
}

#[test]
fn asking_again_after_a_year_shows_the_question_until_it_is_answered() {
    let year = Story::default().agrees(ConsentBasis::Paper, day(0)).notice(1, day(366));
    assert_eq!(year.at(day(367)).badge, Badge::NoticeSent);
    assert_eq!(year.clone().texts("yes", day(367)).at(day(368)).badge, Badge::Granted);
    let refused = year.texts("no", day(367)).at(day(368));
    assert_eq!((refused.badge, refused.declined_at), (Badge::None, Some(day(367))));
    let early = Story::default().agrees(ConsentBasis::Paper, day(0)).notice(1, day(340));
    assert_eq!(early.at(day(341)).badge, Badge::Granted, "still true while the question is out");
    assert_eq!(early.texts("yes", day(341)).at(day(400)).badge, Badge::Granted);
}

#[test]
fn kinds_and_words_round_trip_through_columns() {
    let mut kinds = vec![
        ConsentEventKind::NoticeSent { message: message(1), version: "v".into(), language: Language::Es },
        ConsentEventKind::NoticeDelivered { message: message(1) },
        ConsentEventKind::NoticeFailed { message: message(1) },
        ConsentEventKind::Declined,
        ConsentEventKind::InboundFirst,
        ConsentEventKind::Unverified,
        ConsentEventKind::NewOwner,
        ConsentEventKind::Unreadable,
        ConsentEventKind::Linked,
        ConsentEventKind::Restarted,
        ConsentEventKind::FarewellSent { message: message(1) },
    ];
    kinds.extend(ConsentBasis::ALL.map(ConsentEventKind::Granted));
    kinds.extend(RevocationBasis::ALL.map(ConsentEventKind::Revoked));
    for kind in kinds {
        assert_eq!(ConsentEventKind::from_parts(kind.parts()), Some(kind.clone()));
        let bare = KindParts { word: kind.as_str().to_owned(), ..KindParts::default() };
        let needs_more = kind.parts() != bare;
        assert_eq!(ConsentEventKind::from_parts(bare).is_none(), needs_more, "{}", kind.as_str());
    }
    assert_eq!(
        ConsentEventKind::from_parts(KindParts { word: "forgotten".into(), ..KindParts::default() }),
        None
    );
    for badge in Badge::ALL {
        assert_eq!(Badge::parse(badge.as_str()), Some(badge));
    }
}

#[test]
fn nothing_personal_is_printed() {
    let mut story = Story::default().agrees(ConsentBasis::Spoken, minute(0));
    story.facts[0].evidence.note = Some(foyer_domain::Private::new("told Kofi at the desk"));
    let printed = format!("{:?} {:?}", story.facts, story.at(minute(1)));
    assert!(!printed.contains("Kofi") && !printed.contains("7135550142"), "{printed}");
}

/// One random fact; times collide on purpose.
fn fact() -> impl Strategy<Value = ConsentEvent> {
    let kind = prop_oneof![
        (0..3_u128).prop_map(|n| ConsentEventKind::NoticeSent {
            message: message(n),
            version: "v".into(),
            language: Language::En
        }),
        (0..3_u128).prop_map(|n| ConsentEventKind::NoticeDelivered { message: message(n) }),
        (0..3_u128).prop_map(|n| ConsentEventKind::NoticeFailed { message: message(n) }),
        prop::sample::select(ConsentBasis::ALL.to_vec()).prop_map(ConsentEventKind::Granted),
        Just(ConsentEventKind::Declined),
        Just(ConsentEventKind::InboundFirst),
        Just(ConsentEventKind::Unverified),
        Just(ConsentEventKind::NewOwner),
        Just(ConsentEventKind::Unreadable),
        Just(ConsentEventKind::Linked),
        prop::sample::select(RevocationBasis::ALL.to_vec()).prop_map(ConsentEventKind::Revoked),
        Just(ConsentEventKind::Restarted),
        Just(ConsentEventKind::FarewellSent { message: message(8) }),
    ];
    let channel = prop::sample::select(vec![Channel::Sms, Channel::Sms, Channel::WhatsApp]);
    let patient =
        prop::sample::select(vec![None, party().patient, Some(PatientId::from_uuid(Uuid::from_u128(2)))]);
    (kind, 0..40_i64, channel, patient, prop::option::of(0..3_u128), any::<u64>()).prop_map(
        |(kind, at, channel, patient, notice, id)| {
            let mut story = Story::default();
            let fact = story.fact(kind, Timestamp::from_millis(at).plus(Span::days(at * 12)));
            fact.id = ConsentEventId::from_uuid(Uuid::from_u128(u128::from(id)));
            fact.channel = channel;
            fact.patient = patient;
            fact.evidence.notice = notice.map(message);
            story.facts.remove(0)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_order_of_arrival_gives_one_standing(
        (facts, shuffled) in prop::collection::vec(fact(), 0..14)
            .prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
        now in 0..600_i64,
    ) {
        let rules = rules();
        let mut repeated = shuffled.clone();
        repeated.extend(shuffled);
        prop_assert_eq!(
            standing(&party(), &facts, day(now), &rules),
            standing(&party(), &repeated, day(now), &rules)
        );
    }

    #[test]
    fn a_revocation_wins_until_a_restart(facts in prop::collection::vec(fact(), 0..14), basis in prop::sample::select(RevocationBasis::ALL.to_vec()), at in 0..500_i64) {
        let mut story = Story { facts, heard: None };
        story.facts.retain(|fact| fact.kind != ConsentEventKind::Restarted || fact.at < day(at));
        let id = ConsentEventId::from_uuid(Uuid::from_u128(u128::MAX));
        story.fact(ConsentEventKind::Revoked(basis), day(at)).id = id;
        for now in [0, at, 400, 2_000] {
            prop_assert_eq!(story.at(day(now)).badge, Badge::OptedOut);
        }
    }

    #[test]
    fn nothing_is_granted_without_a_grant(facts in prop::collection::vec(fact(), 0..14), now in 0..900_i64) {
        let mut story = Story { facts, heard: None };
        story.facts.retain(|fact| !matches!(fact.kind, ConsentEventKind::Granted(_)));
        let badge = story.at(day(now)).badge;
        prop_assert!(!matches!(badge, Badge::Granted | Badge::Expired));
    }
}
